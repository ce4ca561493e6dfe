/* super.h - super(): attribute lookup that starts behind a class in an object's MRO. */
#ifndef OBJECTS_SUPER_H
#define OBJECTS_SUPER_H

#include "runtime/type.h"

/* super(cls, obj).name. With `self`, a function that takes self first is returned unbound and *self = obj (else V_NULL). */
Value super_lookup(Thread *t, Type *cls, Value obj, Value name, Value *self);

#endif
