/* set.c - the hash table of set and frozenset, and its C API. The Python types are in set_type.c.
 *
 * Invariants
 *  - table is NULL while nothing was ever added. Otherwise mask + 1 cells, at most three fifths of them filled.
 *  - a deleted cell has key V_DELETED and hash -1, which no key has.
 *  - Probing goes through a run of neighbouring cells, then jumps; sizes grow by four, later by two. Both are CPython's, so that sets
 *    of small ints show their items in the same order.
 *  - Comparing keys may run code that changes the set: a lookup starts again when `mutations` has moved. */
#include "objects/set.h"

#include "objects/alloc.h"
#include "objects/dict.h"
#include "objects/sequence.h"
#include "runtime/error.h"

#define MIN_CELLS 8
#define NEIGHBOURS 9
#define PERTURB_SHIFT 5
#define LARGE 50000 /* from this many keys on the table doubles instead of quadrupling */
#define DELETED_HASH (-1)

int64_t set_key_hash(Thread *t, Value key)
{
    if (is_fixnum(key)) return int_hash(key);
    if (is_exact_str(key) && as_str(key)->hash) return as_str(key)->hash;
    int64_t hash = hash_of(t, key);
    if (unlikely(hash == -1) && has_type(t, t->exception, T_TYPE_ERROR)) {
        Value inner = error_take(t);
        raise(t, T_TYPE_ERROR, "cannot use '%T' as a set element (%S)", key, inner);
    }
    return hash;
}

/* The probe sequence: for each i, a run of cells from i, `run` of them behind the first */
typedef struct Probe { size_t i, perturb, mask; } Probe;

static inline Probe probe_start(const Set *s, int64_t hash) { return (Probe){(size_t)hash & s->mask, (size_t)hash, s->mask}; }
static inline size_t probe_run(const Probe *p) { return p->i + NEIGHBOURS <= p->mask ? NEIGHBOURS : 0; }
static inline void probe_jump(Probe *p)
{
    p->perturb >>= PERTURB_SHIFT;
    p->i = (p->i * 5 + 1 + p->perturb) & p->mask;
}

/* a key known not to be there, into a table without deleted cells */
static void insert_clean(SetEntry *table, size_t mask, Value key, int64_t hash)
{
    Probe p = {(size_t)hash & mask, (size_t)hash, mask};
    for (;; probe_jump(&p)) {
        SetEntry *e = &table[p.i], *last = e + probe_run(&p);
        for (; e <= last; e++) {
            if (!is_null(e->key)) continue;
            *e = (SetEntry){key, hash};
            return;
        }
    }
}

/* a table with more cells than `more_than`, a power of two */
static bool resize(Thread *t, Set *s, size_t more_than)
{
    size_t cells = MIN_CELLS;
    while (cells <= more_than) cells <<= 1;
    if (unlikely(cells > (size_t)1 << 31)) return raise_memory_error(t), false;
    void *cell = gc_alloc_buffer(t, cells * sizeof(SetEntry));
    if (!cell) return false;
    SetEntry *table = buffer_data(cell);
    SetEntry e;
    for (uint32_t position = 0; set_next_entry(s, &position, &e);) insert_clean(table, cells - 1, e.key, e.hash);
    s->table = table;
    s->mask = (uint32_t)(cells - 1);
    s->fill = s->used;
    s->mutations++;
    gc_barrier(t, s);
    return true;
}

/* as set_find; absent: *entry is the free cell where the search ended */
static int find(Thread *t, Set *s, Value key, int64_t hash, SetEntry **entry)
{
restart:
    if (unlikely(!s->table) && !resize(t, s, 0)) return -1;
    Probe p = probe_start(s, hash);
    for (;; probe_jump(&p)) {
        SetEntry *e = &s->table[p.i], *last = e + probe_run(&p);
        for (; e <= last; e++) {
            if (value_same(e->key, key)) return *entry = e, 1;
            if (is_null(e->key)) return *entry = e, 0;
            if (e->hash != hash) continue;
            uint32_t mutations = s->mutations;
            int equal = items_equal(t, e->key, key);
            if (equal < 0) return -1;
            if (unlikely(s->mutations != mutations)) goto restart;
            if (equal) return *entry = e, 1;
        }
    }
}

int set_find(Thread *t, Set *s, Value key, int64_t hash, SetEntry **entry) { return s->used ? find(t, s, key, hash, entry) : 0; }

bool set_reserve(Thread *t, Set *s, size_t n)
{
    if (s->table && n * 5 < (size_t)s->mask * 3) return true;
    return resize(t, s, n * 2);
}

int set_add_hashed(Thread *t, Set *s, Value key, int64_t hash)
{
    SetEntry *e;
    int found = find(t, s, key, hash, &e);
    if (found) return found < 0 ? -1 : 0;
    *e = (SetEntry){key, hash};
    s->fill++;
    s->used++;
    s->mutations++;
    gc_barrier(t, s);
    if ((size_t)s->fill * 5 < (size_t)s->mask * 3) return 1;
    return resize(t, s, s->used > LARGE ? (size_t)s->used * 2 : (size_t)s->used * 4) ? 1 : -1;
}

int set_discard_hashed(Thread *t, Set *s, Value key, int64_t hash)
{
    SetEntry *e;
    int found = set_find(t, s, key, hash, &e);
    if (found <= 0) return found;
    *e = (SetEntry){V_DELETED, DELETED_HASH};
    s->used--;
    s->mutations++;
    return 1;
}

/* --- C API --- */

static Value new_of(Thread *t, TypeId id) { return value_cell(alloc_exact(t, id, K_SET, sizeof(Set))); }

Value set_new(Thread *t) { return new_of(t, T_SET); }

Value frozenset_new(Thread *t, const Value *items, size_t n)
{
    Value set = new_of(t, T_FROZENSET);
    for (size_t i = 0; !is_null(set) && i < n; i++)
        if (set_add(t, set, items[i]) < 0) return V_NULL;
    return set;
}

int set_add(Thread *t, Value set, Value v)
{
    int64_t hash = set_key_hash(t, v);
    return hash == -1 ? -1 : set_add_hashed(t, as_set(set), v, hash);
}

static int contains_key(Thread *t, Value set, Value v)
{
    int64_t hash = set_key_hash(t, v);
    SetEntry *e;
    return hash == -1 ? -1 : set_find(t, as_set(set), v, hash, &e);
}

Value set_frozen_key(Thread *t, Value key)
{
    if (!is_set(key) || !error_matches(t, T_TYPE_ERROR)) return V_NULL;
    error_clear(t);
    Value frozen = new_of(t, T_FROZENSET);
    return is_null(frozen) || !set_merge(t, as_set(frozen), as_set(key)) ? V_NULL : frozen;
}

int set_contains(Thread *t, Value set, Value v)
{
    int found = contains_key(t, set, v);
    if (likely(found >= 0)) return found;
    Value frozen = set_frozen_key(t, v);
    return is_null(frozen) ? -1 : contains_key(t, set, frozen);
}

int set_discard(Thread *t, Value set, Value v)
{
    int64_t hash = set_key_hash(t, v);
    return hash == -1 ? -1 : set_discard_hashed(t, as_set(set), v, hash);
}

void set_clear(Set *s)
{
    s->table = NULL;
    s->mask = s->used = s->fill = 0;
    s->mutations++;
}

bool set_next_entry(const Set *s, uint32_t *position, SetEntry *entry)
{
    if (!s->table) return false;
    for (uint32_t i = *position; i <= s->mask; i++) {
        const SetEntry *e = &s->table[i];
        if (is_null(e->key) || e->hash == DELETED_HASH) continue;
        *position = i + 1;
        *entry = *e;
        return true;
    }
    *position = s->mask + 1;
    return false;
}

bool set_next(const Set *s, uint32_t *position, Value *key)
{
    SetEntry e;
    if (!set_next_entry(s, position, &e)) return false;
    *key = e.key;
    return true;
}

bool set_merge(Thread *t, Set *to, const Set *from)
{
    if (to == from || from->used == 0) return true;
    if (((size_t)to->fill + from->used) * 5 >= (size_t)to->mask * 3 && !resize(t, to, ((size_t)to->used + from->used) * 2))
        return false;
    SetEntry e;
    if (to->fill == 0) { /* the keys differ from each other: nothing to compare */
        if (to->mask == from->mask && from->fill == from->used) {
            memcpy(to->table, from->table, ((size_t)from->mask + 1) * sizeof *to->table);
        } else {
            for (uint32_t position = 0; set_next_entry(from, &position, &e);) insert_clean(to->table, to->mask, e.key, e.hash);
        }
        to->fill = to->used = from->used;
        to->mutations++;
        gc_barrier(t, to);
        return true;
    }
    for (uint32_t position = 0; set_next_entry(from, &position, &e);)
        if (set_add_hashed(t, to, e.key, e.hash) < 0) return false;
    return true;
}

static bool update_from_dict(Thread *t, Set *s, const Dict *d)
{
    if (((size_t)s->fill + d->count) * 5 >= (size_t)s->mask * 3 && !resize(t, s, ((size_t)s->used + d->count) * 2)) return false;
    for (uint32_t i = 0; i < d->used; i++) {
        DictEntry e = d->entries[i];
        if (!is_null(e.key) && set_add_hashed(t, s, e.key, e.hash) < 0) return false;
    }
    return true;
}

static bool add_visit(Thread *t, void *context, Value item) { return set_add(t, value_cell(context), item) >= 0; }

bool set_update(Thread *t, Value set, Value iterable)
{
    if (is_set(iterable)) return set_merge(t, as_set(set), as_set(iterable));
    if (is_exact_dict(iterable)) return update_from_dict(t, as_set(set), as_dict(iterable));
    return iterate(t, iterable, add_visit, as_cell(set));
}

static bool discard_visit(Thread *t, void *context, Value item) { return set_discard(t, value_cell(context), item) >= 0; }

bool set_difference_update(Thread *t, Value set, Value iterable)
{
    Set *s = as_set(set);
    if (value_same(set, iterable)) return set_clear(s), true;
    if (!is_set(iterable)) {
        if (!iterate(t, iterable, discard_visit, s)) return false;
    } else {
        SetEntry e;
        if (as_set(iterable)->used >> 3 > s->used) { /* only what both have needs a look */
            iterable = set_intersection(t, set, iterable);
            if (is_null(iterable)) return false;
        }
        for (uint32_t position = 0; set_next_entry(as_set(iterable), &position, &e);)
            if (set_discard_hashed(t, s, e.key, e.hash) < 0) return false;
    }
    if (s->fill - s->used > s->mask / 4) return resize(t, s, s->used > LARGE ? (size_t)s->used * 2 : (size_t)s->used * 4);
    return true;
}

static bool toggle(Thread *t, Set *s, Value key, int64_t hash)
{
    int discarded = set_discard_hashed(t, s, key, hash);
    return discarded > 0 || (discarded == 0 && set_add_hashed(t, s, key, hash) >= 0);
}

bool set_symmetric_difference_update(Thread *t, Value set, Value iterable)
{
    Set *s = as_set(set);
    if (value_same(set, iterable)) return set_clear(s), true;
    if (!is_set(iterable)) {
        Value other = set_new(t); /* an item that comes twice counts once */
        if (is_null(other) || !set_update(t, other, iterable)) return false;
        iterable = other;
    }
    SetEntry e;
    for (uint32_t position = 0; set_next_entry(as_set(iterable), &position, &e);)
        if (!toggle(t, s, e.key, e.hash)) return false;
    return true;
}

typedef struct Intersection { Set *set, *result; } Intersection;

static bool intersect_hashed(Thread *t, const Intersection *x, Value key, int64_t hash)
{
    SetEntry *there;
    int found = set_find(t, x->set, key, hash, &there);
    return found == 0 || (found > 0 && set_add_hashed(t, x->result, key, hash) >= 0);
}

static bool intersect_visit(Thread *t, void *context, Value item)
{
    int64_t hash = hash_of(t, item);
    return hash != -1 && intersect_hashed(t, context, item, hash);
}

Value set_intersection(Thread *t, Value set, Value iterable)
{
    bool frozen = is_instance_of(t, set, T_FROZENSET);
    Value result = new_of(t, frozen ? T_FROZENSET : T_SET);
    if (is_null(result)) return V_NULL;
    Set *s = as_set(set);
    if (value_same(set, iterable)) return set_merge(t, as_set(result), s) ? result : V_NULL;
    if (is_set(iterable)) {
        Set *other = as_set(iterable);
        if (other->used > s->used) {
            Set *swap = s;
            s = other, other = swap;
        }
        Intersection x = {s, as_set(result)};
        SetEntry e;
        for (uint32_t position = 0; set_next_entry(other, &position, &e);)
            if (!intersect_hashed(t, &x, e.key, e.hash)) return V_NULL;
        return result;
    }
    Intersection x = {s, as_set(result)};
    return iterate(t, iterable, intersect_visit, &x) ? result : V_NULL;
}
