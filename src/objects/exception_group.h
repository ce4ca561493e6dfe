/* exception_group.h - splitting exception groups (PEP 654), for split(), subgroup() and except*. */
#ifndef OBJECTS_EXCEPTION_GROUP_H
#define OBJECTS_EXCEPTION_GROUP_H

#include "objects/exception.h"

bool is_exception_group(Thread *t, Value v);
/* a group of a tuple or list of exceptions, ExceptionGroup if all are Exceptions */
Value exception_group_new(Thread *t, const char *message, Value exceptions);
/* the part of group that holds the leaves of the groups in the list, with the nesting and metadata of group; None: nothing is left */
Value exception_group_projection(Thread *t, Value group, Value groups);

#endif
