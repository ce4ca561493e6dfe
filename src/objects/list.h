/* list.h - growable arrays of Values. */
#ifndef OBJECTS_LIST_H
#define OBJECTS_LIST_H

#include "runtime/type.h"

/* items lie in a K_BUFFER cell: `items` points behind its header; capacity 0: NULL. Slots in [length, capacity) are null. */
typedef struct List {
    Header header;
    Value *items;
    uint64_t length, capacity;
} List;

static inline List *as_list(Value v) { return as_cell(v); }
static inline bool is_list(Value v) { return has_kind(v, K_LIST); }
Value list_new(Thread *t, const Value *items, size_t n);
Value list_with_capacity(Thread *t, size_t capacity);        /* empty */
bool list_append(Thread *t, Value list, Value v);
bool list_insert(Thread *t, Value list, int64_t index, Value v);
bool list_extend(Thread *t, Value list, Value iterable);
bool list_reserve(Thread *t, List *list, size_t capacity);   /* grows geometrically */
bool list_delete_range(Thread *t, List *list, size_t from, size_t to);
bool list_sort(Thread *t, Value list, Value key, bool reverse); /* key V_NULL or None: none */
Value list_to_tuple(Thread *t, Value list);

#endif
