/* tuple.h - immutable sequences; items follow the struct. */
#ifndef OBJECTS_TUPLE_H
#define OBJECTS_TUPLE_H

#include "runtime/type.h"

typedef struct Tuple {
    Header header;
    uint64_t length;
    Value items[];
} Tuple;

static inline Tuple *as_tuple(Value v) { return as_cell(v); }
static inline bool is_tuple(Value v) { return has_kind(v, K_TUPLE); }
Value tuple_new(Thread *t, const Value *items, size_t n);    /* () is shared */
Tuple *tuple_alloc(Thread *t, size_t n);                     /* exact, items null: fill before anything else is allocated, or gc_store; n may be 0 */
Value tuple_pack(Thread *t, size_t n, ...);                  /* n Values */
Value tuple_slice(Thread *t, Value tuple, size_t from, size_t to);

#endif
