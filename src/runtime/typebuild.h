/* typebuild.h - what type.c, typenew.c, objects/type.c and runtime.c share about making types. */
#ifndef RUNTIME_TYPEBUILD_H
#define RUNTIME_TYPEBUILD_H

#include "runtime/type.h"

bool method_cache_init(Runtime *rt);
void method_cache_clear(Runtime *rt);
bool types_init(Thread *t);  /* shells of the core types: objects of them can be allocated */
bool types_fill(Thread *t);  /* their names, dicts, MROs; then the exceptions. Needs the interned names */
Value type_compute_mro(Thread *t, Type *type);
bool type_add_subclass(Thread *t, Type *base, Type *type);
void type_forget_dead_subclasses(Type *type, Tracer *tr);
/* what __new__ and __init__ resolve to, and whether CALL_CLASS may serve the class: after changes of either */
void type_update_construction(Thread *t, Type *type);
Value weakref_list_of(Thread *t, Value self); /* obj.__weakref__; objects/weakref.c */
/* the builtin `__new__` function of a native type */
Value native_new_function(Thread *t, Type *type, const NativeDef *def);
/* fills name and obj of the propagating AttributeError */
void exception_set_attribute(Thread *t, Value name, Value obj);

#endif
