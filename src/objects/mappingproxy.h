/* mappingproxy.h - a read-only view of a mapping. */
#ifndef OBJECTS_MAPPINGPROXY_H
#define OBJECTS_MAPPINGPROXY_H

#include "runtime/type.h"

Value mappingproxy_new(Thread *t, Value mapping);

#endif
