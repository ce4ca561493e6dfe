/* dict.c - the hash table of dict: lookup, insertion, growth, and its C API. The Python type is in dict_type.c.
 *
 * Invariants, beyond those of dict.h
 *  - One buffer holds the entries and, behind them, the index; `entries` points to its data.
 *  - An index cell is 0 (free) or an entry number + 1. A deleted entry keeps its index cell, so chains stay whole; cells are
 *    reclaimed by rebuilding. Cells in use never exceed two thirds.
 *  - `capacity` is how many entries may be used before the next rebuild; popitem lowers it together with `used`.
 *  - Comparing keys may run code that changes the dict: a lookup starts again when `mutations` has moved.
 */
#include "objects/dict.h"

#include "base/siphash.h"
#include "objects/alloc.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/ops.h"

#define MIN_LOG2 3
#define MAX_LOG2 31
#define PERTURB_SHIFT 5

static inline uint32_t usable(unsigned log2) { return (uint32_t)(((uint64_t)2 << log2) / 3); }

static inline size_t index_bytes(unsigned log2)
{
    return (size_t)1 << (log2 + (log2 <= 8 ? 0 : log2 <= 16 ? 1 : 2));
}

static ALWAYS_INLINE uint32_t cell_get(const Dict *d, size_t i)
{
    if (likely(d->log2_index <= 8)) return ((const uint8_t *)d->index)[i];
    if (d->log2_index <= 16) return ((const uint16_t *)d->index)[i];
    return ((const uint32_t *)d->index)[i];
}

static ALWAYS_INLINE void cell_put(Dict *d, size_t i, uint32_t entry)
{
    if (likely(d->log2_index <= 8)) ((uint8_t *)d->index)[i] = (uint8_t)entry;
    else if (d->log2_index <= 16) ((uint16_t *)d->index)[i] = (uint16_t)entry;
    else ((uint32_t *)d->index)[i] = entry;
}

/* --- hashing and lookup --- */

static ALWAYS_INLINE int64_t quick_hash(Thread *t, Value key)
{
    if (is_fixnum(key)) {
        int64_t n = as_fixnum(key);
        if (likely((uint64_t)(n + (int64_t)HASH_MODULUS - 1) < 2 * HASH_MODULUS - 1)) return n == -1 ? -2 : n;
        return hash_i64(n);
    }
    if (likely(is_exact_str(key))) {
        int64_t hash = as_str(key)->hash;
        return likely(hash != 0) ? hash : str_hash(t, key);
    }
    return dict_key_hash(t, key);
}

int64_t dict_key_hash(Thread *t, Value key)
{
    int64_t hash = hash_of(t, key);
    if (unlikely(hash == -1) && has_type(t, t->exception, T_TYPE_ERROR)) {
        Value inner = error_take(t);
        raise(t, T_TYPE_ERROR, "cannot use '%T' as a dict key (%S)", key, inner);
    }
    return hash;
}

static ALWAYS_INLINE DictEntry *find_str(Dict *d, Value key, int64_t hash)
{
    if (unlikely(!d->log2_index)) return NULL;
    size_t mask = ((size_t)1 << d->log2_index) - 1;
    size_t i = (size_t)hash & mask, perturb = (size_t)hash;
    for (;;) {
        uint32_t cell = cell_get(d, i);
        if (!cell) return NULL;
        DictEntry *e = &d->entries[cell - 1];
        if (likely(value_same(e->key, key))) return e;
        if (e->hash == hash && !is_null(e->key) && is_exact_str(e->key) && str_equal(e->key, key)) return e;
        perturb >>= PERTURB_SHIFT;
        i = (i * 5 + perturb + 1) & mask;
    }
}

/* equality that needs no code of the program: 1, 0, or -1: not known */
static int quick_equal(Value a, Value b)
{
    if (is_int(a) && is_int(b) && !has_kind(a, K_INT) && !has_kind(b, K_INT)) return int_equal(a, b);
    if (is_pointer(a) && is_pointer(b) && is_exact_str(a) && is_exact_str(b)) return str_equal(a, b);
    return -1;
}

static NOINLINE int find_any(Thread *t, Dict *d, Value key, int64_t hash, DictEntry **entry)
{
restart:
    if (!d->log2_index) return 0;
    size_t mask = ((size_t)1 << d->log2_index) - 1;
    size_t i = (size_t)hash & mask, perturb = (size_t)hash;
    for (;;) {
        uint32_t cell = cell_get(d, i);
        if (!cell) return 0;
        DictEntry *e = &d->entries[cell - 1];
        if (value_same(e->key, key)) return *entry = e, 1;
        if (e->hash == hash && !is_null(e->key)) {
            int equal = quick_equal(e->key, key);
            if (equal < 0) {
                uint32_t mutations = d->mutations;
                equal = compare_bool(t, e->key, key, CMP_EQ);
                if (equal < 0) return -1;
                if (d->mutations != mutations) goto restart;
            }
            if (equal) return *entry = e, 1;
        }
        perturb >>= PERTURB_SHIFT;
        i = (i * 5 + perturb + 1) & mask;
    }
}

static ALWAYS_INLINE int find(Thread *t, Dict *d, Value key, int64_t hash, DictEntry **entry)
{
    if (likely(d->str_keys && !is_fixnum(key) && is_exact_str(key))) return (*entry = find_str(d, key, hash)) != NULL;
    return find_any(t, d, key, hash, entry);
}

int dict_find(Thread *t, Dict *d, Value key, int64_t hash, DictEntry **entry) { return find(t, d, key, hash, entry); }

/* --- growth --- */

static inline size_t free_cell(const Dict *d, int64_t hash)
{
    size_t mask = ((size_t)1 << d->log2_index) - 1;
    size_t i = (size_t)hash & mask, perturb = (size_t)hash;
    while (cell_get(d, i)) {
        perturb >>= PERTURB_SHIFT;
        i = (i * 5 + perturb + 1) & mask;
    }
    return i;
}

/* moves the live entries into a table with 2**log2 cells */
static bool rebuild(Thread *t, Dict *d, unsigned log2)
{
    uint32_t capacity = usable(log2);
    void *cell = gc_alloc_buffer(t, capacity * sizeof(DictEntry) + index_bytes(log2));
    if (unlikely(!cell)) return false;
    DictEntry *to = buffer_data(cell), *from = d->entries;
    uint32_t n = 0;
    if (d->count == d->used) {
        n = d->used;
        if (n) memcpy(to, from, n * sizeof *to);
    } else {
        for (uint32_t i = 0; i < d->used; i++)
            if (!is_null(from[i].key)) to[n++] = from[i];
    }
    d->entries = to;
    d->index = to + capacity;
    d->log2_index = (uint8_t)log2;
    d->capacity = capacity;
    d->used = n;
    d->keys_version = 0;
    d->mutations++;
    for (uint32_t i = 0; i < n; i++) cell_put(d, free_cell(d, to[i].hash), i + 1);
    gc_barrier(t, d);
    return true;
}

/* cells for n entries */
static unsigned log2_for(size_t n)
{
    unsigned log2 = MIN_LOG2;
    while (log2 < MAX_LOG2 && usable(log2) < n) log2++;
    return log2;
}

bool dict_reserve(Thread *t, Dict *d, size_t n)
{
    if (n <= d->capacity) return true;
    unsigned log2 = log2_for(n);
    if (unlikely(usable(log2) < n)) return raise_memory_error(t), false;
    return rebuild(t, d, log2);
}

static NOINLINE bool grow(Thread *t, Dict *d)
{
    size_t target = (size_t)d->count * 3 / 2 + 1; /* twice as many cells, or fewer after many deletions */
    unsigned log2 = log2_for(target);
    if (unlikely(usable(log2) <= d->count)) return raise_memory_error(t), false;
    return rebuild(t, d, log2);
}

/* key is not in d */
static ALWAYS_INLINE bool insert_new(Thread *t, Dict *d, Value key, int64_t hash, Value v)
{
    if (unlikely(d->used >= d->capacity) && !grow(t, d)) return false;
    d->entries[d->used] = (DictEntry){key, v, hash};
    cell_put(d, free_cell(d, hash), ++d->used);
    d->count++;
    d->mutations++;
    d->keys_version = 0;
    if (d->str_keys && (is_fixnum(key) || !is_exact_str(key))) d->str_keys = false;
    gc_barrier(t, d);
    return true;
}

/* --- C API --- */

void dict_init(Dict *d) { d->str_keys = true; }

Value dict_new(Thread *t)
{
    Dict *d = alloc_exact(t, T_DICT, K_DICT, sizeof(Dict));
    if (unlikely(!d)) return V_NULL;
    dict_init(d);
    return value_cell(d);
}

Value dict_with_capacity(Thread *t, size_t n)
{
    Value dict = dict_new(t);
    if (is_null(dict) || (n && !dict_reserve(t, as_dict(dict), n))) return V_NULL;
    return dict;
}

void dict_trace(Tracer *tr, void *cell)
{
    Dict *d = cell;
    if (!d->entries) return;
    gc_trace_cell(tr, buffer_of(d->entries));
    for (uint32_t i = 0; i < d->used; i++) {
        gc_trace(tr, d->entries[i].key);
        gc_trace(tr, d->entries[i].value);
    }
}

Value dict_get(Thread *t, Value dict, Value key)
{
    int64_t hash = quick_hash(t, key);
    if (unlikely(hash == -1)) return V_NULL;
    DictEntry *e;
    return find(t, as_dict(dict), key, hash, &e) > 0 ? e->value : V_NULL;
}

bool dict_set_hashed(Thread *t, Dict *d, Value key, int64_t hash, Value v)
{
    DictEntry *e;
    int found = find(t, d, key, hash, &e);
    if (likely(found > 0)) return gc_store(t, d, &e->value, v), true;
    return found == 0 && insert_new(t, d, key, hash, v);
}

bool dict_set(Thread *t, Value dict, Value key, Value v)
{
    int64_t hash = quick_hash(t, key);
    return likely(hash != -1) && dict_set_hashed(t, as_dict(dict), key, hash, v);
}

void dict_remove_entry(Thread *t, Dict *d, DictEntry *entry)
{
    (void)t;
    entry->key = entry->value = V_NULL;
    d->count--;
    d->mutations++;
    d->keys_version = 0;
}

int dict_delete(Thread *t, Value dict, Value key)
{
    int64_t hash = quick_hash(t, key);
    if (hash == -1) return -1;
    DictEntry *e;
    int found = find(t, as_dict(dict), key, hash, &e);
    if (found > 0) dict_remove_entry(t, as_dict(dict), e);
    return found;
}

Value dict_pop(Thread *t, Value dict, Value key)
{
    int64_t hash = quick_hash(t, key);
    if (hash == -1) return V_NULL;
    DictEntry *e;
    if (find(t, as_dict(dict), key, hash, &e) <= 0) return V_NULL;
    Value v = e->value;
    dict_remove_entry(t, as_dict(dict), e);
    return v;
}

Value dict_set_default(Thread *t, Value dict, Value key, Value v)
{
    int64_t hash = quick_hash(t, key);
    if (hash == -1) return V_NULL;
    DictEntry *e;
    int found = find(t, as_dict(dict), key, hash, &e);
    if (found > 0) return e->value;
    if (found < 0 || !insert_new(t, as_dict(dict), key, hash, v)) return V_NULL;
    return v;
}

int dict_contains(Thread *t, Value dict, Value key)
{
    int64_t hash = quick_hash(t, key);
    if (hash == -1) return -1;
    DictEntry *e;
    return find(t, as_dict(dict), key, hash, &e);
}

static ALWAYS_INLINE int64_t hash_of_str(Thread *t, Value key)
{
    int64_t hash = as_str(key)->hash;
    return likely(hash != 0) ? hash : str_hash(t, key);
}

Value *dict_find_str(Thread *t, Dict *d, Value key)
{
    DictEntry *e = find_str(d, key, hash_of_str(t, key));
    return e ? &e->value : NULL;
}

Value dict_get_str(Thread *t, Dict *d, Value key)
{
    DictEntry *e = find_str(d, key, hash_of_str(t, key));
    return e ? e->value : V_NULL;
}

bool dict_set_str(Thread *t, Dict *d, Value key, Value v)
{
    int64_t hash = hash_of_str(t, key);
    DictEntry *e = find_str(d, key, hash);
    if (e) return gc_store(t, d, &e->value, v), true;
    return insert_new(t, d, key, hash, v);
}

bool dict_set_text(Thread *t, Value dict, const char *key, Value v)
{
    Value name = str_intern_text(t, key);
    return !is_null(name) && dict_set_str(t, as_dict(dict), name, v);
}

Value dict_get_text(Thread *t, Value dict, const char *key)
{
    Value name = str_intern_text(t, key);
    return is_null(name) ? V_NULL : dict_get_str(t, as_dict(dict), name);
}

bool dict_next(const Dict *d, uint32_t *position, Value *key, Value *value)
{
    uint32_t i = *position;
    while (i < d->used && is_null(d->entries[i].key)) i++;
    if (i >= d->used) return *position = i, false;
    *key = d->entries[i].key;
    *value = d->entries[i].value;
    *position = i + 1;
    return true;
}

void dict_clear(Thread *t, Value dict)
{
    (void)t;
    Dict *d = as_dict(dict);
    d->entries = NULL;
    d->index = NULL;
    d->used = d->capacity = d->count = 0;
    d->log2_index = 0;
    d->str_keys = true;
    d->keys_version = 0;
    d->mutations++;
}

uint32_t dict_keys_version(Thread *t, Dict *d)
{
    if (!d->keys_version) {
        if (unlikely(++t->rt->keys_version == 0)) t->rt->keys_version = 1;
        d->keys_version = t->rt->keys_version;
    }
    return d->keys_version;
}

Value dict_keys_list(Thread *t, Value dict)
{
    Value list = list_with_capacity(t, as_dict(dict)->count);
    if (is_null(list)) return V_NULL;
    List *l = as_list(list);
    Value key, value;
    for (uint32_t position = 0; dict_next(as_dict(dict), &position, &key, &value);) l->items[l->length++] = key;
    gc_barrier(t, l);
    return list;
}

Value dict_copy(Thread *t, Value dict)
{
    Value copy = dict_new(t);
    if (is_null(copy)) return V_NULL;
    Dict *from = as_dict(dict), *to = as_dict(copy);
    if (from->count == 0) return copy;
    if (from->count != from->used || from->capacity != usable(from->log2_index)) {
        if (!dict_reserve(t, to, from->count)) return V_NULL;
        for (uint32_t i = 0; i < from->used; i++) {
            DictEntry *e = &from->entries[i];
            if (!is_null(e->key) && !insert_new(t, to, e->key, e->hash, e->value)) return V_NULL;
        }
        return copy;
    }
    size_t size = from->capacity * sizeof(DictEntry) + index_bytes(from->log2_index);
    void *cell = gc_alloc_buffer(t, size);
    if (!cell) return V_NULL;
    memcpy(buffer_data(cell), from->entries, size);
    to->entries = buffer_data(cell);
    to->capacity = from->capacity;
    to->index = to->entries + to->capacity;
    to->log2_index = from->log2_index;
    to->used = to->count = from->count;
    to->str_keys = from->str_keys;
    gc_barrier(t, to);
    return copy;
}

/* --- update and merge --- */

static bool merge_dict(Thread *t, Dict *to, Dict *from, bool replace)
{
    if (to == from || from->count == 0) return true;
    if (to->count == 0 && !dict_reserve(t, to, from->count)) return false;
    uint32_t mutations = from->mutations, i = 0;
    for (; i < from->used; i++) {
        DictEntry e = from->entries[i];
        if (is_null(e.key)) continue;
        DictEntry *there;
        int found = find(t, to, e.key, e.hash, &there);
        if (found < 0) return false;
        if (found > 0 && replace) gc_store(t, to, &there->value, e.value);
        if (found == 0 && !insert_new(t, to, e.key, e.hash, e.value)) return false;
        if (unlikely(from->mutations != mutations)) return RAISE_FALSE(t, T_RUNTIME_ERROR, "dict mutated during update");
    }
    return true;
}

static bool merge_keys(Thread *t, Value dict, Value mapping, bool replace)
{
    Value keys = call_method0(t, mapping, NAME(t, keys));
    if (is_null(keys)) return false;
    Value it = iter_get(t, keys);
    if (is_null(it)) return false;
    for (;;) {
        Value key = iter_next(t, it);
        if (is_null(key)) return !error_set(t);
        if (!replace) {
            int there = dict_contains(t, dict, key);
            if (there < 0) return false;
            if (there) continue;
        }
        Value v = item_get(t, mapping, key);
        if (is_null(v) || !dict_set(t, dict, key, v)) return false;
    }
}

bool dict_merge(Thread *t, Value dict, Value mapping, bool replace)
{
    if (is_dict(mapping) && type_of(t, mapping)->slots.iter == type_by_id(t, T_DICT)->slots.iter)
        return merge_dict(t, as_dict(dict), as_dict(mapping), replace);
    return merge_keys(t, dict, mapping, replace);
}

static bool merge_pair(Thread *t, Value dict, Value item, size_t number)
{
    Value pair = item;
    if (!is_list(item) && !is_tuple(item)) {
        Value it = iter_get(t, item);
        if (is_null(it) && error_matches(t, T_TYPE_ERROR)) raise(t, T_TYPE_ERROR, "object is not iterable");
        pair = is_null(it) ? V_NULL : list_from_iterable(t, it);
    }
    if (is_null(pair)) {
        if (!error_matches(t, T_TYPE_ERROR)) return false;
        Value error = error_take(t);
        Value note = str_format(t, "Cannot convert dictionary update sequence element #%zu to a sequence", number);
        if (is_null(note) || is_null(call_method1(t, error, NAME(t, add_note), note))) return false;
        return error_restore(t, error), false;
    }
    size_t n = is_list(pair) ? as_list(pair)->length : as_tuple(pair)->length;
    if (n != 2)
        return RAISE_FALSE(t, T_VALUE_ERROR, "dictionary update sequence element #%zu has length %zu; 2 is required", number, n);
    const Value *items = is_list(pair) ? as_list(pair)->items : as_tuple(pair)->items;
    Value key = items[0], v = items[1];
    return dict_set(t, dict, key, v);
}

static bool merge_pairs(Thread *t, Value dict, Value iterable)
{
    Value it = iter_get(t, iterable);
    if (is_null(it)) return false;
    for (size_t number = 0;; number++) {
        Value item = iter_next(t, it);
        if (is_null(item)) return !error_set(t);
        if (!merge_pair(t, dict, item, number)) return false;
    }
}

bool dict_update(Thread *t, Value dict, Value other)
{
    if (is_exact_dict(other)) return merge_dict(t, as_dict(dict), as_dict(other), true);
    int mapping = attr_has(t, other, NAME(t, keys));
    if (mapping < 0) return false;
    return mapping ? dict_merge(t, dict, other, true) : merge_pairs(t, dict, other);
}

bool dict_update_common(Thread *t, Value dict, Value other, Value keywords)
{
    if (!is_null(other) && !dict_update(t, dict, other)) return false;
    return is_null(keywords) || merge_dict(t, as_dict(dict), as_dict(keywords), true);
}

int dict_equal(Thread *t, Value a, Value b)
{
    Dict *x = as_dict(a), *y = as_dict(b);
    if (x->count != y->count) return 0;
    for (uint32_t i = 0; i < x->used; i++) {
        DictEntry e = x->entries[i], *other;
        if (is_null(e.key)) continue;
        int found = find(t, y, e.key, e.hash, &other);
        if (found <= 0) return found;
        int equal = compare_bool(t, e.value, other->value, CMP_EQ);
        if (equal <= 0) return equal;
    }
    return 1;
}
