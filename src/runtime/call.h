/* call.h - calling Python objects from C, argument binding, and running code. */
#ifndef RUNTIME_CALL_H
#define RUNTIME_CALL_H

#include "runtime/type.h"

/* args: n positional values, followed, if keyword_names is a tuple, by that many keyword values. Result V_NULL: exception.
 * The array may be scribbled on by native callees only if it is the register stack; pass any array. */
Value call(Thread *t, Value callable, const Value *args, size_t n, Value keyword_names);
Value call0(Thread *t, Value callable);
Value call1(Thread *t, Value callable, Value a);
Value call2(Thread *t, Value callable, Value a, Value b);
Value call3(Thread *t, Value callable, Value a, Value b, Value c);
Value call_spread(Thread *t, Value callable, Value args_tuple, Value kwargs_dict_or_null);
/* callable(first, ...): the arguments as for call() */
Value call_with_first(Thread *t, Value callable, Value first, const Value *args, size_t n, Value keyword_names);
/* obj.name(...) without making a bound method; name interned */
Value call_method(Thread *t, Value obj, Value name, const Value *args, size_t n);
Value call_method0(Thread *t, Value obj, Value name);
Value call_method1(Thread *t, Value obj, Value name, Value a);
Value call_method2(Thread *t, Value obj, Value name, Value a, Value b);
/* the special method looked up on the type; V_NULL without exception set and *found = false when the type has none */
Value call_special(Thread *t, Value obj, Value name, const Value *args, size_t n, bool *found);

/* runs code as a function body with the given namespace for R[0] (module, class body, exec) */
Value code_run(Thread *t, Code *code, Value globals_dict, Value namespace, Value closure_tuple_or_null);

/* native argument binding, by the def's signature */
Value native_call(Thread *t, Value native_function, const Value *args, size_t n, Value keyword_names);
/* "(self, x, /, *, y=1)" as CPython's __text_signature__ wants it, or V_NULL: none */
Value native_text_signature(Thread *t, const NativeDef *def);

/* what a safepoint does when Thread.interrupt is set: signals, finalizers, limits, other threads; for long work in C. false: exception
 * set (vm/interp.c) */
bool vm_safepoint(Thread *t);

/* binds a Python function's arguments into r[0 ..]; false: TypeError set */
bool function_bind(Thread *t, Value function, const Value *args, size_t n, Value keyword_names, Value *r);

#endif
