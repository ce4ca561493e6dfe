/* typing.h - generic aliases, unions and type parameters. */
#ifndef OBJECTS_TYPING_H
#define OBJECTS_TYPING_H

#include "runtime/type.h"

Value union_or(Thread *t, Value a, Value b);                      /* X | Y of types; V_NOT_IMPLEMENTED for other operands */
Value generic_alias_new(Thread *t, Value origin, Value args);     /* list[int]; args a tuple or one object */

#endif
