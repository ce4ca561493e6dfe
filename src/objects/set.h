/* set.h - sets and frozensets: the dict's table without values. */
#ifndef OBJECTS_SET_H
#define OBJECTS_SET_H

#include "runtime/type.h"

typedef struct SetEntry { Value key; int64_t hash; } SetEntry;

typedef struct Set {
    Header header;
    SetEntry *table;          /* open addressing, in a K_BUFFER cell behind its header; key V_NULL empty, V_DELETED deleted */
    uint32_t mask, used, fill;/* used: live keys; fill: with deleted ones */
    uint32_t mutations;
    int64_t hash;             /* of a frozenset; 0: not computed */
} Set;

static inline Set *as_set(Value v) { return as_cell(v); }
static inline bool is_set(Value v) { return has_kind(v, K_SET); } /* set or frozenset, subclasses too */
Value set_new(Thread *t);
Value frozenset_new(Thread *t, const Value *items, size_t n);
int set_add(Thread *t, Value set, Value v);                  /* 1 added, 0 was there, -1 exception */
int set_contains(Thread *t, Value set, Value v);
int set_discard(Thread *t, Value set, Value v);
bool set_update(Thread *t, Value set, Value iterable);
bool set_next(const Set *s, uint32_t *position, Value *key);

#endif
