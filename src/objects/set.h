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
    uint32_t finger;          /* where pop() looks first */
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
bool set_difference_update(Thread *t, Value set, Value iterable);
bool set_symmetric_difference_update(Thread *t, Value set, Value iterable);
Value set_intersection(Thread *t, Value set, Value iterable); /* a new set of set's base type */
/* after looking for `key` raised: if it is a set, unhashable, the frozenset of its items to look for instead; else V_NULL */
Value set_frozen_key(Thread *t, Value key);
bool set_reserve(Thread *t, Set *s, size_t n);               /* room for n keys in all */
/* the entry of a key: 1 and *entry, valid until the set changes, 0 absent, -1 exception */
int set_find(Thread *t, Set *s, Value key, int64_t hash, SetEntry **entry);
int set_add_hashed(Thread *t, Set *s, Value key, int64_t hash);
int set_discard_hashed(Thread *t, Set *s, Value key, int64_t hash);
/* hash of a key; -1: TypeError "cannot use 'list' as a set element (...)" or whatever __hash__ raised */
int64_t set_key_hash(Thread *t, Value key);
void set_clear(Set *s);
bool set_merge(Thread *t, Set *to, const Set *from);
Value set_iterator_new(Thread *t, Value set);
bool set_next_entry(const Set *s, uint32_t *position, SetEntry *entry);
bool set_next(const Set *s, uint32_t *position, Value *key);

#endif
