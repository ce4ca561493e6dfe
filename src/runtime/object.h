/* object.h - where an object's own attributes lie, and the collector's view of cells.
 *
 * Invariants: see shape.h. The overflow word holds a K_BUFFER cell of Values, or, in dict mode, the Dict; 0 while not needed. */
#ifndef RUNTIME_OBJECT_H
#define RUNTIME_OBJECT_H

#include "runtime/type.h"

/* address of the overflow word; the shape's type must have attributes */
uint64_t *object_ext(void *cell, const Shape *s);
static inline Value *ext_values(uint64_t ext) { return buffer_data((void *)ext); }

/* address of attribute i of an object with shape s */
static inline Value *object_slot(void *cell, const Shape *s, uint32_t i)
{
    if (i < s->inline_capacity) return (Value *)((char *)cell + s->slots_offset) + i;
    return ext_values(*object_ext(cell, s)) + (i - s->inline_capacity);
}

/* puts an object into dict mode (its attributes move to a Dict); NULL: exception, or the type has no attributes */
Dict *object_make_dict(Thread *t, void *cell);
/* appends attribute `name` to an object not in dict mode, moving it to shape `to` (made by shape_add) */
bool object_append(Thread *t, void *cell, Shape *to, Value v);

/* the trace of K_INSTANCE's fixed part: nothing */
void object_trace_nothing(Tracer *tr, void *cell);

#endif
