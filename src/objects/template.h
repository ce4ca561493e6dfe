/* template.h - t-strings (PEP 750). */
#ifndef OBJECTS_TEMPLATE_H
#define OBJECTS_TEMPLATE_H

#include "runtime/type.h"

Value template_new(Thread *t, Value strings, Value interpolations);      /* tuples */
Value interpolation_new(Thread *t, Value value, Value expression, Value conversion, Value spec);

#endif
