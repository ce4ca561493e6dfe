/* arguments.h - argument checks of constructors that take raw arguments. */
#ifndef OBJECTS_ARGUMENTS_H
#define OBJECTS_ARGUMENTS_H

#include "runtime/type.h"

/* For a FN_KEYWORDS row without signature that makes or initialises an instance of `type`, builtin type `id` or a subclass, from
 * a[1 .. *n): takes the keyword values off *n, refusing them unless the subclass has an __init__ of its own, and checks that min to
 * max arguments are left. false: TypeError "list expected at most 1 argument, got 2", "list() takes no keyword arguments" */
bool arguments_positional(Thread *t, const Type *type, TypeId id, size_t *n, size_t min, size_t max);
/* for types with one instance: "NoneType takes no arguments" */
bool arguments_none(Thread *t, TypeId id, size_t n);

#endif
