/* builtins.h - functions of the builtins module that live in files of their own. */
#ifndef MODULES_BUILTINS_H
#define MODULES_BUILTINS_H

#include "runtime/native.h"

Value builtin_compile(Thread *t, Value *a, size_t n);
Value builtin_eval(Thread *t, Value *a, size_t n);
Value builtin_exec(Thread *t, Value *a, size_t n);
Value builtin_build_class(Thread *t, Value *a, size_t n);

#endif
