/* itertools_combine.c - product, permutations, combinations: iterators over index vectors.
 *
 * All keep a pool and the indices of the last result; the next result changes the indices from the right. `indices` lies in an own
 * K_BUFFER cell of int64 numbers, untraced. */
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/ops.h"

typedef struct Combiner {
    Header header;
    Value pool;          /* tuple; of product: tuple of tuples */
    int64_t *indices;    /* r of them; permutations: n, then r cycles */
    int64_t n, r;
    bool started, done;
} Combiner;

static Combiner *as_combiner(Value v) { return as_cell(v); }

static void combiner_trace(Tracer *tr, void *cell)
{
    Combiner *c = cell;
    gc_trace(tr, c->pool);
    if (c->indices) gc_trace_cell(tr, (char *)c->indices - sizeof(Header));
}

static Combiner *combiner_new(Thread *t, Value cls, Value pool, int64_t n, int64_t r, size_t index_count)
{
    Combiner *c = object_alloc(t, as_type(cls), 0);
    if (!c) return NULL;
    c->pool = pool;
    c->n = n;
    c->r = r;
    if (index_count > SIZE_MAX / 16) return raise_memory_error(t), NULL;
    void *buffer = gc_alloc_buffer(t, (index_count + 1) * sizeof(int64_t));
    if (!buffer) return NULL;
    c->indices = buffer_data(buffer);
    gc_barrier(t, c);
    return c;
}

static Value pick(Thread *t, const Combiner *c, bool of_rows)
{
    Tuple *out = tuple_alloc(t, (size_t)c->r);
    if (!out) return V_NULL;
    const Tuple *pool = as_tuple(c->pool);
    for (int64_t i = 0; i < c->r; i++)
        out->items[i] = of_rows ? as_tuple(pool->items[i])->items[c->indices[i]] : pool->items[c->indices[i]];
    return value_cell(out);
}

static Value finish(Combiner *c)
{
    c->done = true;
    return V_NULL;
}

/* --- product --- */

static Value product_construct(Thread *t, Value *a, size_t n)
{
    int64_t repeat = 1;
    if (!is_null(a[1]) && !to_size(t, a[1], &repeat)) return V_NULL;
    if (repeat < 0) return raise(t, T_VALUE_ERROR, "repeat argument cannot be negative");
    size_t given = n - 2;
    if (given && (uint64_t)repeat > PTRDIFF_MAX / sizeof(Value) / given) return raise(t, T_OVERFLOW_ERROR, "repeat argument too large");
    size_t r = repeat ? given * (size_t)repeat : 0;
    Tuple *rows = tuple_alloc(t, r);
    if (!rows) return V_NULL;
    for (size_t i = 0; i < given && r; i++) {
        Value row = tuple_from_iterable(t, a[2 + i]);
        if (is_null(row)) return V_NULL;
        for (size_t k = i; k < r; k += given) gc_store(t, rows, &rows->items[k], row);
    }
    Combiner *c = combiner_new(t, a[0], value_cell(rows), 0, (int64_t)r, r);
    return c ? value_cell(c) : V_NULL;
}

static Value product_next(Thread *t, Value self)
{
    Combiner *c = as_combiner(self);
    if (c->done) return V_NULL;
    const Tuple *rows = as_tuple(c->pool);
    if (!c->started) {
        c->started = true;
        for (int64_t i = 0; i < c->r; i++)
            if (!as_tuple(rows->items[i])->length) return finish(c);
        return pick(t, c, true);
    }
    int64_t i = c->r;
    while (i-- > 0) {
        if (++c->indices[i] < (int64_t)as_tuple(rows->items[i])->length) return pick(t, c, true);
        c->indices[i] = 0;
    }
    return finish(c);
}

/* --- combinations, with and without replacement --- */

static Combiner *combinations_make(Thread *t, Value *a)
{
    int64_t r;
    if (!to_size(t, a[2], &r)) return NULL;
    if (r < 0) return RAISE_PTR(t, T_VALUE_ERROR, "r must be non-negative");
    Value pool = tuple_from_iterable(t, a[1]);
    return is_null(pool) ? NULL : combiner_new(t, a[0], pool, (int64_t)as_tuple(pool)->length, r, (size_t)r);
}
static Value combinations_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Combiner *c = combinations_make(t, a);
    if (!c) return V_NULL;
    if (c->r > c->n) c->done = true;
    for (int64_t i = 0; i < c->r; i++) c->indices[i] = i;
    return value_cell(c);
}
static Value combinations_next(Thread *t, Value self)
{
    Combiner *c = as_combiner(self);
    if (c->done) return V_NULL;
    if (!c->started) return c->started = true, pick(t, c, false);
    int64_t i = c->r - 1;
    while (i >= 0 && c->indices[i] == i + c->n - c->r) i--;
    if (i < 0) return finish(c);
    for (int64_t v = c->indices[i] + 1; i < c->r; i++) c->indices[i] = v++;
    return pick(t, c, false);
}
static Value replacement_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Combiner *c = combinations_make(t, a);
    if (!c) return V_NULL;
    c->done = c->n == 0 && c->r > 0;
    return value_cell(c);
}
static Value replacement_next(Thread *t, Value self)
{
    Combiner *c = as_combiner(self);
    if (c->done) return V_NULL;
    if (!c->started) return c->started = true, pick(t, c, false);
    int64_t i = c->r - 1;
    while (i >= 0 && c->indices[i] == c->n - 1) i--;
    if (i < 0) return finish(c);
    for (int64_t v = c->indices[i] + 1; i < c->r; i++) c->indices[i] = v;
    return pick(t, c, false);
}

/* --- permutations --- */

static Value permutations_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value pool = tuple_from_iterable(t, a[1]);
    if (is_null(pool)) return V_NULL;
    int64_t count = (int64_t)as_tuple(pool)->length, r = count;
    if (!is_null(a[2]) && !is_none(a[2])) {
        if (!is_int(a[2])) return raise(t, T_TYPE_ERROR, "Expected int as r");
        if (!to_size(t, a[2], &r)) return V_NULL;
        if (r < 0) return raise(t, T_VALUE_ERROR, "r must be non-negative");
    }
    bool impossible = r > count;
    Combiner *c = combiner_new(t, a[0], pool, count, impossible ? 0 : r, (size_t)(count + (impossible ? 0 : r)));
    if (!c) return V_NULL;
    c->done = impossible;
    for (int64_t i = 0; i < count; i++) c->indices[i] = i;
    for (int64_t i = 0; i < c->r; i++) c->indices[count + i] = count - i;
    return value_cell(c);
}
static Value permutations_next(Thread *t, Value self)
{
    Combiner *c = as_combiner(self);
    if (c->done) return V_NULL;
    if (!c->started) return c->started = true, pick(t, c, false);
    int64_t *cycles = c->indices + c->n;
    for (int64_t i = c->r - 1; i >= 0; i--) {
        if (--cycles[i] == 0) {
            int64_t first = c->indices[i];
            for (int64_t k = i; k + 1 < c->n; k++) c->indices[k] = c->indices[k + 1];
            c->indices[c->n - 1] = first;
            cycles[i] = c->n - i;
        } else {
            int64_t k = c->n - cycles[i], held = c->indices[i];
            c->indices[i] = c->indices[k];
            c->indices[k] = held;
            return pick(t, c, false);
        }
    }
    return finish(c);
}

#define COMBINER_SPEC(c_name, text, next_fn, construct_row) \
    const TypeSpec c_name##_type_spec = { \
        .name = "itertools." text, .base = T_OBJECT, .flags = TYPE_BASE, .size = sizeof(Combiner), \
        .slots = {.iter = iterator_self, .next = next_fn}, .construct = construct_row, .trace = combiner_trace}
COMBINER_SPEC(product, "product", product_next, FN("__new__", product_construct, "(cls, *iterables, repeat=1)", NULL));
COMBINER_SPEC(permutations, "permutations", permutations_next, FN("__new__", permutations_construct, "(cls, iterable, r=None)", NULL));
COMBINER_SPEC(combinations, "combinations", combinations_next, FN("__new__", combinations_construct, "(cls, iterable, r)", NULL));
COMBINER_SPEC(combinations_with_replacement, "combinations_with_replacement", replacement_next, FN("__new__", replacement_construct, "(cls, iterable, r)", NULL));
