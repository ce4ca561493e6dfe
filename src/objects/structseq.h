/* structseq.h - struct sequences: tuples whose items have names too, such as time.struct_time and os.stat_result.
 *
 * A struct sequence type is a TypeSpec made with STRUCTSEQ_SPEC(): a fixed-size K_TUPLE with `fields` items, of which the first
 * `visible` are the tuple's own (its length) and the others can only be read by name. Its members are rows STRUCTSEQ_FIELD(i, ...) in
 * the order of the items; an item without a row has no name. Instances are never HEADER_EXACT: they are not plain tuples.
 */
#ifndef OBJECTS_STRUCTSEQ_H
#define OBJECTS_STRUCTSEQ_H

#include "objects/tuple.h"

#define STRUCTSEQ_FIELD(i, name, doc) {name, offsetof(Tuple, items) + (i) * sizeof(Value), false, true, doc}

/* the parts of a TypeSpec (more_flags: TYPE_NO_INSTANTIATE or 0); follow it with .setup = a function that calls structseq_setup() */
#define STRUCTSEQ_SPEC(type_name, text, rows, more_flags)                                                                         \
    .name = type_name, .doc = text, .base = T_TUPLE, .kind = K_TUPLE, .size = sizeof(Tuple), .flags = TYPE_IMMUTABLE | (more_flags), \
    .slots = {.repr = structseq_repr}, .members = rows, .methods = structseq_methods,                                             \
    .construct = FN("structseq", structseq_construct, "(cls, sequence, dict=<unrepresentable>)", NULL), .trace = structseq_trace

/* the setup of a type with so many visible items of so many in all */
bool structseq_setup(Thread *t, Type *type, unsigned visible, unsigned fields);
/* a new instance; fields: all items, hidden ones included, in order; V_NULL ones become None */
Value structseq_new(Thread *t, TypeId id, const Value *fields);

extern const NativeDef structseq_methods[];
Value structseq_repr(Thread *t, Value self);
Value structseq_construct(Thread *t, Value *a, size_t n);
void structseq_trace(Tracer *tr, void *cell);

#endif
