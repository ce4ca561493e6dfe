/* itertools.c - the itertools module.
 *
 * All its iterators share one layout: a few Values and a few numbers, whose meaning stands with each type; `done` says that the
 * iterator is exhausted for good. Iteration that asks a foreign iterator goes through iter_next(), which keeps exceptions apart
 * from exhaustion. */
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/typing.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

typedef struct Iterator {
    Header header;
    Value a, b, c, d, e;
    int64_t i, j, k;
    bool started, done;
} Iterator;

static Iterator *as_iterator(Value v) { return as_cell(v); }
static void iterator_trace(Tracer *tr, void *cell) { gc_trace_values(tr, &((Iterator *)cell)->a, 5); }

static Iterator *iterator_new(Thread *t, Value cls) { return object_alloc(t, as_type(cls), 0); }
static void set(Thread *t, Iterator *it, Value *slot, Value v) { gc_store(t, it, slot, v); }
static Value finish(Iterator *it)
{
    it->done = true;
    return V_NULL;
}
static Value or_default(Value v, Value otherwise) { return is_null(v) ? otherwise : v; }

/* the iterable as an iterator in slot a of a new object */
static Value wrap(Thread *t, Value cls, Value iterable, Iterator **out)
{
    Value source = iter_get(t, iterable);
    *out = is_null(source) ? NULL : iterator_new(t, cls);
    if (!*out) return V_NULL;
    (*out)->a = source;
    return value_cell(*out);
}

#define ITERATOR_SPEC(c_name, text, next_fn, construct_row, methods_) \
    const TypeSpec c_name##_type_spec = { \
        .name = "itertools." text, .base = T_OBJECT, .flags = TYPE_BASE, .size = sizeof(Iterator), \
        .slots = {.iter = iterator_self, .next = next_fn}, .methods = methods_, .construct = construct_row, .trace = iterator_trace}

/* --- count: a next value, b step; i and j the same as machine numbers while `started` --- */

static Value count_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value start = or_default(a[1], value_fixnum(0)), by = or_default(a[2], value_fixnum(1));
    for (int k = 0; k < 2; k++) {
        Value v = k ? by : start;
        TypeSlots *s = &type_of(t, v)->slots;
        if (!s->index && !s->to_float && !is_complex(v)) return raise(t, T_TYPE_ERROR, "a number is required");
    }
    Iterator *it = iterator_new(t, a[0]);
    if (!it) return V_NULL;
    it->a = start;
    it->b = by;
    return value_cell(it);
}
static Value count_next(Thread *t, Value self)
{
    Iterator *it = as_iterator(self);
    Value v = it->a, next;
    if (both_fixnum(v, it->b) && fixnum_add(v, it->b, &next)) return it->a = next, v;
    next = binary_op(t, BIN_ADD, v, it->b);
    if (is_null(next)) return V_NULL;
    set(t, it, &it->a, next);
    return v;
}
static Value count_repr(Thread *t, Value self)
{
    const Iterator *it = as_iterator(self);
    if (value_same(it->b, value_fixnum(1))) return str_format(t, "%s(%R)", "count", it->a);
    return str_format(t, "%s(%R, %R)", "count", it->a, it->b);
}
const TypeSpec count_type_spec = {
    .name = "itertools.count", .doc = "count(start=0, step=1)\n--\n\nReturn a count object whose .__next__() method returns consecutive values.",
    .base = T_OBJECT, .flags = TYPE_BASE, .size = sizeof(Iterator), .slots = {.repr = count_repr, .iter = iterator_self, .next = count_next},
    .construct = FN("__new__", count_construct, "(cls, start=0, step=1)", NULL), .trace = iterator_trace};

/* --- repeat: a the object, i how often still, -1 for ever --- */

static Value repeat_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t times = -1;
    if (!is_null(a[2])) {
        if (!to_size(t, a[2], &times)) return V_NULL;
        if (times < 0) times = 0;
    }
    Iterator *it = iterator_new(t, a[0]);
    if (!it) return V_NULL;
    it->a = a[1];
    it->i = times;
    return value_cell(it);
}
static Value repeat_next(Thread *t, Value self)
{
    (void)t;
    Iterator *it = as_iterator(self);
    if (it->i == 0) return V_NULL;
    if (it->i > 0) it->i--;
    return it->a;
}
static Value repeat_repr(Thread *t, Value self)
{
    const Iterator *it = as_iterator(self);
    return it->i < 0 ? str_format(t, "repeat(%R)", it->a) : str_format(t, "repeat(%R, %lld)", it->a, (long long)it->i);
}
static Value repeat_hint(Thread *t, Value *a, size_t n)
{
    (void)n;
    const Iterator *it = as_iterator(a[0]);
    return it->i < 0 ? raise(t, T_TYPE_ERROR, "len() of unsized object") : value_fixnum(it->i);
}
static const NativeDef repeat_methods[] = {FN("__length_hint__", repeat_hint, "($self, /)", NULL), FN_END};
const TypeSpec repeat_type_spec = {
    .name = "itertools.repeat", .doc = "repeat(object [,times]) -> create an iterator which returns the object\nfor the specified number of times.", .base = T_OBJECT, .flags = TYPE_BASE, .size = sizeof(Iterator),
    .slots = {.repr = repeat_repr, .iter = iterator_self, .next = repeat_next}, .methods = repeat_methods,
    .construct = FN("__new__", repeat_construct, "(cls, object, times=-1)", NULL), .trace = iterator_trace};

/* --- cycle: a the source or null when it has ended, b list of what it gave, i position --- */

static Value cycle_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Iterator *it;
    Value self = wrap(t, a[0], a[1], &it);
    if (is_null(self)) return V_NULL;
    Value seen = list_new(t, NULL, 0);
    set(t, it, &it->b, seen);
    return is_null(seen) ? V_NULL : self;
}
static Value cycle_next(Thread *t, Value self)
{
    Iterator *it = as_iterator(self);
    if (!is_null(it->a)) {
        Value v = iter_next(t, it->a);
        if (!is_null(v)) return list_append(t, it->b, v) ? v : V_NULL;
        if (error_set(t)) return V_NULL;
        it->a = V_NULL;
    }
    const List *seen = as_list(it->b);
    if (!seen->length) return V_NULL;
    if (it->i >= (int64_t)seen->length) it->i = 0;
    return seen->items[it->i++];
}
ITERATOR_SPEC(cycle, "cycle", cycle_next, FN("__new__", cycle_construct, "(cls, iterable, /)", NULL), NULL);

/* --- accumulate: a source, b function or None, c total (null: none yet), d initial (null: none) --- */

static Value accumulate_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Iterator *it;
    Value self = wrap(t, a[0], a[1], &it);
    if (is_null(self)) return V_NULL;
    set(t, it, &it->b, or_default(a[2], V_NONE));
    set(t, it, &it->d, is_null(a[3]) || is_none(a[3]) ? V_NULL : a[3]);
    return self;
}
static Value accumulate_next(Thread *t, Value self)
{
    Iterator *it = as_iterator(self);
    if (!is_null(it->d)) {
        set(t, it, &it->c, it->d);
        it->d = V_NULL;
        return it->c;
    }
    Value v = iter_next(t, it->a);
    if (is_null(v)) return V_NULL;
    if (!is_null(it->c)) v = is_none(it->b) ? binary_op(t, BIN_ADD, it->c, v) : call2(t, it->b, it->c, v);
    if (!is_null(v)) set(t, it, &it->c, v);
    return v;
}
ITERATOR_SPEC(accumulate, "accumulate", accumulate_next, FN("__new__", accumulate_construct, "(cls, iterable, func=None, *, initial=None)", NULL), NULL);

/* --- batched: a source, i size, j strict --- */

static Value batched_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t size;
    if (!to_size(t, a[2], &size)) return V_NULL;
    if (size < 1) return raise(t, T_VALUE_ERROR, "n must be at least one");
    int strict = is_null(a[3]) ? 0 : is_truthy(t, a[3]);
    Iterator *it;
    Value self = strict < 0 ? V_NULL : wrap(t, a[0], a[1], &it);
    if (is_null(self)) return V_NULL;
    it->i = size;
    it->j = strict;
    return self;
}
static Value batched_next(Thread *t, Value self)
{
    Iterator *it = as_iterator(self);
    if (it->done) return V_NULL;
    Value batch = list_new(t, NULL, 0);
    while (!is_null(batch) && (int64_t)as_list(batch)->length < it->i) {
        Value v = iter_next(t, it->a);
        if (is_null(v)) {
            if (error_set(t)) return V_NULL;
            it->done = true;
            break;
        }
        if (!list_append(t, batch, v)) return V_NULL;
    }
    if (is_null(batch) || !as_list(batch)->length) return V_NULL;
    if (it->j && (int64_t)as_list(batch)->length != it->i) return raise(t, T_VALUE_ERROR, "batched(): incomplete batch");
    return list_to_tuple(t, batch);
}
ITERATOR_SPEC(batched, "batched", batched_next, FN("__new__", batched_construct, "(cls, iterable, n, *, strict=False)", NULL), NULL);

/* --- chain: a iterator over the iterables, b the current one's iterator or null --- */

static Value chain_over(Thread *t, Value cls, Value iterables)
{
    Iterator *it;
    return wrap(t, cls, iterables, &it);
}
static Value chain_construct(Thread *t, Value *a, size_t n)
{
    Value all = tuple_new(t, a + 1, n - 1);
    return is_null(all) ? V_NULL : chain_over(t, a[0], all);
}
static Value chain_from_iterable(Thread *t, Value *a, size_t n) { (void)n; return chain_over(t, a[0], a[1]); }
static Value chain_next(Thread *t, Value self)
{
    Iterator *it = as_iterator(self);
    while (!it->done) {
        if (is_null(it->b)) {
            Value next = iter_next(t, it->a);
            if (is_null(next)) return error_set(t) ? V_NULL : finish(it);
            Value source = iter_get(t, next);
            if (is_null(source)) return finish(it);
            set(t, it, &it->b, source);
        }
        Value v = iter_next(t, it->b);
        if (!is_null(v) || error_set(t)) return v;
        it->b = V_NULL;
    }
    return V_NULL;
}
static Value class_getitem(Thread *t, Value *a, size_t n) { (void)n; return generic_alias_new(t, a[0], a[1]); }
static const NativeDef chain_methods[] = {
    FN_CLASS_METHOD("from_iterable", chain_from_iterable, "(cls, iterable, /)", "Alternative chain() constructor taking a single iterable argument that evaluates lazily."),
    FN_CLASS_METHOD("__class_getitem__", class_getitem, "(cls, item, /)", "See PEP 585"), FN_END};
ITERATOR_SPEC(chain, "chain", chain_next, FN("__new__", chain_construct, "(cls, /, *iterables)", NULL), chain_methods);

/* --- compress: a data, b selectors --- */

static Value compress_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Iterator *it;
    Value self = wrap(t, a[0], a[1], &it), selectors = is_null(self) ? V_NULL : iter_get(t, a[2]);
    if (is_null(selectors)) return V_NULL;
    set(t, it, &it->b, selectors);
    return self;
}
static Value compress_next(Thread *t, Value self)
{
    Iterator *it = as_iterator(self);
    for (;;) {
        Value v = iter_next(t, it->a), keep = is_null(v) ? V_NULL : iter_next(t, it->b);
        int truth = is_null(keep) ? -1 : is_truthy(t, keep);
        if (truth < 0) return V_NULL;
        if (truth) return v;
    }
}
ITERATOR_SPEC(compress, "compress", compress_next, FN("__new__", compress_construct, "(cls, data, selectors)", NULL), NULL);

/* --- with a predicate: a source, b predicate, started once dropwhile has stopped dropping --- */

static Value predicate_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Iterator *it;
    Value self = wrap(t, a[0], a[2], &it);
    if (!is_null(self)) set(t, it, &it->b, a[1]);
    return self;
}
static int test(Thread *t, const Iterator *it, Value v)
{
    if (is_none(it->b) || value_same(it->b, type_value(t->rt->types[T_BOOL]))) return is_truthy(t, v);
    Value r = call1(t, it->b, v);
    return is_null(r) ? -1 : is_truthy(t, r);
}
static Value dropwhile_next(Thread *t, Value self)
{
    Iterator *it = as_iterator(self);
    for (;;) {
        Value v = iter_next(t, it->a);
        if (is_null(v) || it->started) return v;
        int truth = test(t, it, v);
        if (truth < 0) return V_NULL;
        if (truth) continue;
        it->started = true;
        return v;
    }
}
static Value takewhile_next(Thread *t, Value self)
{
    Iterator *it = as_iterator(self);
    Value v = it->done ? V_NULL : iter_next(t, it->a);
    if (is_null(v)) return V_NULL;
    int truth = test(t, it, v);
    return truth > 0 ? v : truth < 0 ? V_NULL : finish(it);
}
static Value filterfalse_next(Thread *t, Value self)
{
    Iterator *it = as_iterator(self);
    for (;;) {
        Value v = iter_next(t, it->a);
        if (is_null(v)) return V_NULL;
        int truth = test(t, it, v);
        if (truth <= 0) return truth < 0 ? V_NULL : v;
    }
}
static Value starmap_next(Thread *t, Value self)
{
    Iterator *it = as_iterator(self);
    Value v = iter_next(t, it->a), args = is_null(v) ? V_NULL : tuple_from_iterable(t, v);
    return is_null(args) ? V_NULL : call_spread(t, it->b, args, V_NULL);
}
ITERATOR_SPEC(dropwhile, "dropwhile", dropwhile_next, FN("__new__", predicate_construct, "(cls, predicate, iterable, /)", NULL), NULL);
ITERATOR_SPEC(takewhile, "takewhile", takewhile_next, FN("__new__", predicate_construct, "(cls, predicate, iterable, /)", NULL), NULL);
ITERATOR_SPEC(filterfalse, "filterfalse", filterfalse_next, FN("__new__", predicate_construct, "(cls, function, iterable, /)", NULL), NULL);
ITERATOR_SPEC(starmap, "starmap", starmap_next, FN("__new__", predicate_construct, "(cls, function, iterable, /)", NULL), NULL);

/* --- islice: a source, i next wanted index, j stop (-1: none), k step; d (fixnum) how many were taken --- */

static bool slice_argument(Thread *t, Value v, int64_t otherwise, const char *message, int64_t *out)
{
    *out = otherwise;
    if (is_null(v) || is_none(v)) return true;
    if (type_of(t, v)->slots.index && to_int64(t, v, out) && *out >= 0) return true;
    error_clear(t);
    return RAISE_FALSE(t, T_VALUE_ERROR, "%s", message);
}
static Value islice_construct(Thread *t, Value *a, size_t n)
{
    static const char indices[] = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    (void)n;
    int64_t start = 0, stop, step;
    bool only_stop = is_null(a[3]);
    if (only_stop) {
        if (!slice_argument(t, a[2], -1, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.", &stop)) return V_NULL;
        step = 1;
    } else if (!slice_argument(t, a[2], 0, indices, &start) ||
               !slice_argument(t, a[3], -1, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.", &stop) ||
               !slice_argument(t, a[4], 1, "Step for islice() must be a positive integer or None.", &step)) {
        return V_NULL;
    }
    if (step < 1) return raise(t, T_VALUE_ERROR, "Step for islice() must be a positive integer or None.");
    Iterator *it;
    Value self = wrap(t, a[0], a[1], &it);
    if (is_null(self)) return V_NULL;
    it->i = start;
    it->j = stop;
    it->k = step;
    it->d = value_fixnum(0);
    return self;
}
static Value islice_next(Thread *t, Value self)
{
    Iterator *it = as_iterator(self);
    if (it->done) return V_NULL;
    int64_t taken = as_fixnum(it->d), limit = it->j;
    while (taken < it->i && (limit < 0 || taken < limit)) {
        Value skipped = iter_next(t, it->a);
        if (is_null(skipped)) return finish(it);
        it->d = value_fixnum(++taken);
    }
    if (limit >= 0 && taken >= limit) return finish(it);
    Value v = iter_next(t, it->a);
    if (is_null(v)) return finish(it);
    it->d = value_fixnum(taken + 1);
    if (__builtin_add_overflow(it->i, it->k, &it->i)) it->i = INT64_MAX;
    if (limit >= 0 && it->i > limit) it->i = limit;
    return v;
}
ITERATOR_SPEC(islice, "islice", islice_next, FN("__new__", islice_construct, "(cls, iterable, stop, end=None, step=1, /)", NULL), NULL);

/* --- pairwise: a source, b the previous item --- */

static Value one_iterable_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Iterator *it;
    return wrap(t, a[0], a[1], &it);
}
static Value pairwise_next(Thread *t, Value self)
{
    Iterator *it = as_iterator(self);
    if (it->done) return V_NULL;
    if (is_null(it->b)) {
        Value first = iter_next(t, it->a);
        if (is_null(first)) return finish(it);
        set(t, it, &it->b, first);
    }
    Value old = it->b, v = iter_next(t, it->a);
    if (is_null(v)) return finish(it);
    set(t, it, &it->b, v);
    return tuple_pack(t, 2, old, v);
}
ITERATOR_SPEC(pairwise, "pairwise", pairwise_next, FN("__new__", one_iterable_construct, "(cls, iterable, /)", NULL), NULL);

/* --- zip_longest: a list of iterators (None where exhausted), b fill value, i how many are alive --- */

static Value zip_longest_construct(Thread *t, Value *a, size_t n)
{
    Value sources = list_new(t, NULL, 0);
    for (size_t i = 2; !is_null(sources) && i < n; i++) {
        Value s = iter_get(t, a[i]);
        if (is_null(s) || !list_append(t, sources, s)) return V_NULL;
    }
    Iterator *it = is_null(sources) ? NULL : iterator_new(t, a[0]);
    if (!it) return V_NULL;
    it->a = sources;
    it->b = or_default(a[1], V_NONE);
    it->i = (int64_t)(n - 2);
    return value_cell(it);
}
static Value zip_longest_next(Thread *t, Value self)
{
    Iterator *it = as_iterator(self);
    List *sources = as_list(it->a);
    if (!sources->length || it->i == 0) return V_NULL;
    Tuple *row = tuple_alloc(t, sources->length);
    for (size_t i = 0; row && i < sources->length; i++) {
        Value v = it->b;
        if (!is_none(sources->items[i])) {
            v = iter_next(t, sources->items[i]);
            if (is_null(v)) {
                if (error_set(t)) return it->i = 0, V_NULL;
                sources->items[i] = V_NONE;
                if (--it->i == 0) return V_NULL;
                v = it->b;
            }
        }
        gc_store(t, row, &row->items[i], v);
    }
    return row ? value_cell(row) : V_NULL;
}
ITERATOR_SPEC(zip_longest, "zip_longest", zip_longest_next, FN("__new__", zip_longest_construct, "(cls, *iterables, fillvalue=None)", NULL), NULL);

/* --- groupby: a source, b key function or None, c and d key and value of the item read last (d null once it has been given out),
 *     e key of the group given out last, i its number. Its groups: a the groupby, b the group's key, i its number --- */

static Value groupby_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Iterator *it;
    Value self = wrap(t, a[0], a[1], &it);
    if (!is_null(self)) set(t, it, &it->b, or_default(a[2], V_NONE));
    return self;
}
static bool groupby_step(Thread *t, Iterator *it)
{
    Value v = iter_next(t, it->a);
    if (is_null(v)) return false;
    Value key = is_none(it->b) ? v : call1(t, it->b, v);
    if (is_null(key)) return false;
    set(t, it, &it->d, v);
    set(t, it, &it->c, key);
    return true;
}
static Value groupby_next(Thread *t, Value self)
{
    Iterator *it = as_iterator(self);
    it->i++;
    /* past what is left of the previous group */
    for (;;) {
        if (!is_null(it->c)) {
            int same = is_null(it->e) ? 0 : compare_bool(t, it->e, it->c, CMP_EQ);
            if (same < 0) return V_NULL;
            if (!same) break;
        }
        if (!groupby_step(t, it)) return V_NULL;
    }
    set(t, it, &it->e, it->c);
    Iterator *group = object_alloc_id(t, T_ITERTOOLS_GROUPER, 0);
    if (!group) return V_NULL;
    group->a = self;
    group->b = it->e;
    group->i = it->i;
    return tuple_pack(t, 2, it->c, value_cell(group));
}
static Value grouper_next(Thread *t, Value self)
{
    Iterator *group = as_iterator(self), *it = as_iterator(group->a);
    if (it->i != group->i || (is_null(it->d) && !groupby_step(t, it))) return V_NULL;
    int same = compare_bool(t, group->b, it->c, CMP_EQ);
    if (same <= 0) return V_NULL;
    Value v = it->d;
    it->d = V_NULL;
    return v;
}
ITERATOR_SPEC(groupby, "groupby", groupby_next, FN("__new__", groupby_construct, "(cls, iterable, key=None)", NULL), NULL);
const TypeSpec grouper_type_spec = {
    .name = "itertools._grouper", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .size = sizeof(Iterator),
    .slots = {.iter = iterator_self, .next = grouper_next}, .trace = iterator_trace};

/* --- tee: a chain of cells (value, next) ends in an open cell that knows the source. A tee: a its cell. Cell: a value, b next
 *     cell, c source while open --- */

static Value tee_cell(Thread *t, Value source)
{
    Iterator *cell = object_alloc_id(t, T_ITERTOOLS_TEE_DATA, 0);
    if (!cell) return V_NULL;
    cell->c = source;
    return value_cell(cell);
}
static Value tee_next(Thread *t, Value self)
{
    Iterator *it = as_iterator(self), *cell = as_iterator(it->a);
    if (is_null(cell->b)) {
        if (cell->done) return raise(t, T_RUNTIME_ERROR, "cannot re-enter the tee iterator");
        cell->done = true;
        Value v = iter_next(t, cell->c);
        cell->done = false;
        if (is_null(v)) return V_NULL;
        Value open = tee_cell(t, cell->c);
        if (is_null(open)) return V_NULL;
        set(t, cell, &cell->a, v);
        set(t, cell, &cell->b, open);
    }
    set(t, it, &it->a, cell->b);
    return cell->a;
}
static Value tee_at(Thread *t, Value cell)
{
    Iterator *it = object_alloc_id(t, T_ITERTOOLS_TEE, 0);
    if (!it) return V_NULL;
    it->a = cell;
    return value_cell(it);
}
static Value tee_over(Thread *t, Value iterable)
{
    Value source = iter_get(t, iterable);
    if (is_null(source)) return V_NULL;
    if (has_type(t, source, T_ITERTOOLS_TEE)) return tee_at(t, as_iterator(source)->a);
    Value cell = tee_cell(t, source);
    return is_null(cell) ? V_NULL : tee_at(t, cell);
}
static Value tee_construct(Thread *t, Value *a, size_t n) { (void)n; return tee_over(t, a[1]); }
static Value tee_copy(Thread *t, Value *a, size_t n) { (void)n; return tee_at(t, as_iterator(a[0])->a); }
static Value tee(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t count = 2;
    if (!is_null(a[1]) && !to_size(t, a[1], &count)) return V_NULL;
    if (count < 0) return raise(t, T_VALUE_ERROR, "n must be >= 0");
    Value first = count ? tee_over(t, a[0]) : V_NULL, all = list_new(t, NULL, 0);
    if (is_null(all) || (count && is_null(first))) return V_NULL;
    for (int64_t i = 0; i < count; i++) {
        Value v = i ? tee_at(t, as_iterator(first)->a) : first;
        if (is_null(v) || !list_append(t, all, v)) return V_NULL;
    }
    return list_to_tuple(t, all);
}
static const NativeDef tee_methods[] = {FN("__copy__", tee_copy, "($self, /)", "Returns an independent iterator."), FN_END};
const TypeSpec tee_type_spec = {
    .name = "itertools._tee", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_HAS_WEAKREF, .size = sizeof(Iterator),
    .slots = {.iter = iterator_self, .next = tee_next}, .methods = tee_methods, .construct = FN("__new__", tee_construct, "(cls, iterable, /)", NULL),
    .trace = iterator_trace};
const TypeSpec tee_data_type_spec = {
    .name = "itertools._tee_dataobject", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .size = sizeof(Iterator), .trace = iterator_trace};

/* --- module --- */

static const NativeDef functions[] = {FN("tee", tee, "($module, iterable, n=2, /)", "Returns a tuple of n independent iterators."), FN_END};

static bool setup(Thread *t, Value module)
{
    static const TypeId types[] = {T_ITERTOOLS_COUNT, T_ITERTOOLS_REPEAT, T_ITERTOOLS_CYCLE, T_ITERTOOLS_ACCUMULATE, T_ITERTOOLS_BATCHED, T_ITERTOOLS_CHAIN,
                                   T_ITERTOOLS_COMPRESS, T_ITERTOOLS_DROPWHILE, T_ITERTOOLS_TAKEWHILE, T_ITERTOOLS_FILTERFALSE, T_ITERTOOLS_STARMAP,
                                   T_ITERTOOLS_ISLICE, T_ITERTOOLS_PAIRWISE, T_ITERTOOLS_ZIP_LONGEST, T_ITERTOOLS_GROUPBY, T_ITERTOOLS_GROUPER,
                                   T_ITERTOOLS_TEE, T_ITERTOOLS_TEE_DATA, T_ITERTOOLS_PRODUCT, T_ITERTOOLS_PERMUTATIONS, T_ITERTOOLS_COMBINATIONS,
                                   T_ITERTOOLS_COMBINATIONS_WITH_REPLACEMENT};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!module_add_type(t, module, types[i])) return false;
    return true;
}

const ModuleSpec itertools_module_spec = {"itertools", "Functional tools for creating and using iterators.", functions, NULL, setup};
