/* range.c - range: arithmetic progressions of ints of any size, and their iterators.
 *
 * Invariant: `small` means that start, stop, step and length are all fixnums; start + length * step then fits 64 bits. */
#include "objects/alloc.h"
#include "objects/arguments.h"
#include "objects/iterators.h"
#include "objects/sequence.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/text.h"

typedef struct RangeIterator { Header header; int64_t next, step, left; } RangeIterator;
typedef struct LongRangeIterator { Header header; Value next, step, left; } LongRangeIterator;

static Range *as_range(Value v) { return as_cell(v); }

/* --- construction --- */

/* how many steps lead from start to before stop */
static Value count_steps(Thread *t, Value start, Value stop, Value step)
{
    bool down = int_sign(step) < 0;
    int order = int_compare(start, stop);
    if (down ? order <= 0 : order >= 0) return value_fixnum(0);
    Value distance = down ? int_sub(t, start, stop) : int_sub(t, stop, start);
    Value unit = down ? int_negative(t, step) : step;
    if (is_null(distance) || is_null(unit)) return V_NULL;
    Value last = int_sub(t, distance, value_fixnum(1));
    Value whole = is_null(last) ? V_NULL : int_floordiv(t, last, unit);
    return is_null(whole) ? V_NULL : int_add(t, whole, value_fixnum(1));
}

Value range_new(Thread *t, Value start, Value stop, Value step)
{
    Value length;
    if (both_fixnum(start, stop) && step.bits == value_fixnum(1).bits) {
        int64_t n = as_fixnum(stop) - as_fixnum(start);
        length = n <= 0 ? value_fixnum(0) : int_from_int64(t, n);
    } else {
        if (int_sign(step) == 0) return raise(t, T_VALUE_ERROR, "range() arg 3 must not be zero");
        length = count_steps(t, start, stop, step);
    }
    if (unlikely(is_null(length))) return V_NULL;
    Range *r = alloc_exact(t, T_RANGE, K_RANGE, sizeof(Range));
    if (unlikely(!r)) return V_NULL;
    r->start = start;
    r->stop = stop;
    r->step = step;
    r->length = length;
    r->small = is_fixnum(start) && is_fixnum(stop) && is_fixnum(step) && is_fixnum(length);
    return value_cell(r);
}

static Value range_construct(Thread *t, Value *a, size_t n)
{
    if (!arguments_positional(t, as_type(a[0]), T_RANGE, &n, 1, 3)) return V_NULL;
    Value start = value_fixnum(0), stop, step = value_fixnum(1);
    if (n > 2) {
        start = to_index(t, a[1]);
        if (is_null(start)) return V_NULL;
    }
    stop = to_index(t, a[n > 2 ? 2 : 1]);
    if (is_null(stop)) return V_NULL;
    if (n > 3) {
        step = to_index(t, a[3]);
        if (is_null(step)) return V_NULL;
    }
    return range_new(t, start, stop, step);
}

/* --- slots --- */

static bool unit_step(const Range *r) { return value_same(r->step, value_fixnum(1)); }

static Value range_repr(Thread *t, Value self)
{
    Range *r = as_range(self);
    if (unit_step(r)) return str_format(t, "range(%R, %R)", r->start, r->stop);
    return str_format(t, "range(%R, %R, %R)", r->start, r->stop, r->step);
}

/* the i-th item, for 0 <= i < length */
static Value item_at(Thread *t, const Range *r, Value i)
{
    if (r->small && is_fixnum(i)) return int_from_int64(t, as_fixnum(r->start) + as_fixnum(i) * as_fixnum(r->step));
    Value offset = int_mul(t, i, r->step);
    return is_null(offset) ? V_NULL : int_add(t, r->start, offset);
}

static Value range_slice(Thread *t, Range *r, Value slice)
{
    Value start, stop, step;
    if (!slice_indices(t, slice, r->length, &start, &stop, &step)) return V_NULL;
    start = item_at(t, r, start);
    stop = is_null(start) ? V_NULL : item_at(t, r, stop);
    step = is_null(stop) ? V_NULL : int_mul(t, r->step, step);
    return is_null(step) ? V_NULL : range_new(t, start, stop, step);
}

static Value range_get_item(Thread *t, Value self, Value key)
{
    Range *r = as_range(self);
    if (has_kind(key, K_SLICE)) return range_slice(t, r, key);
    if (!has_index(t, key)) return raise(t, T_TYPE_ERROR, "range indices must be integers or slices, not %T", key);
    Value i = to_index(t, key);
    if (is_null(i)) return V_NULL;
    if (int_sign(i) < 0) {
        i = int_add(t, i, r->length);
        if (is_null(i)) return V_NULL;
    }
    if (int_sign(i) < 0 || int_compare(i, r->length) >= 0) return raise(t, T_INDEX_ERROR, "range object index out of range");
    return item_at(t, r, i);
}

static int64_t range_length(Thread *t, Value self)
{
    int64_t n;
    if (int_fits_int64(as_range(self)->length, &n)) return n;
    return RAISE_INT(t, T_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
}

static int range_truth(Thread *t, Value self)
{
    (void)t;
    return int_sign(as_range(self)->length) != 0;
}

/* whether an exact int is one of the items: 1, 0, -1 exception; *index (may be NULL) its place */
static int find_int(Thread *t, Range *r, Value v, Value *index)
{
    bool down = int_sign(r->step) < 0;
    int from_start = int_compare(v, r->start), from_stop = int_compare(v, r->stop);
    if (down ? from_start > 0 || from_stop <= 0 : from_start < 0 || from_stop >= 0) return 0;
    Value distance = int_sub(t, v, r->start), quotient, rest;
    if (is_null(distance) || !int_divmod(t, distance, r->step, &quotient, &rest)) return -1;
    if (int_sign(rest) != 0) return 0;
    if (index) *index = quotient;
    return 1;
}

/* ints, but not instances of subclasses, which may compare as they like */
static bool plain_int(Value v) { return is_fixnum(v) || is_bool(v) || has_exact_kind(v, K_INT); }

static int range_contains(Thread *t, Value self, Value v)
{
    if (plain_int(v)) return find_int(t, as_range(self), v, NULL);
    Value it = iter_get(t, self);
    if (is_null(it)) return -1;
    for (;;) {
        Value item = iter_next(t, it);
        if (is_null(item)) return error_set(t) ? -1 : 0;
        int equal = items_equal(t, item, v);
        if (equal) return equal;
    }
}

/* the same sequence of items */
static bool ranges_equal(const Range *a, const Range *b)
{
    if (!int_equal(a->length, b->length)) return false;
    if (int_sign(a->length) == 0) return true;
    if (!int_equal(a->start, b->start)) return false;
    return value_same(a->length, value_fixnum(1)) || int_equal(a->step, b->step);
}

static Value range_compare(Thread *t, Value a, Value b, CompareOp op)
{
    (void)t;
    if (!has_kind(b, K_RANGE) || (op != CMP_EQ && op != CMP_NE)) return V_NOT_IMPLEMENTED;
    return value_bool(ranges_equal(as_range(a), as_range(b)) == (op == CMP_EQ));
}

static int64_t range_hash(Thread *t, Value self)
{
    Range *r = as_range(self);
    Value start = V_NONE, step = V_NONE;
    if (int_sign(r->length) != 0) {
        start = r->start;
        if (!value_same(r->length, value_fixnum(1))) step = r->step;
    }
    Value parts = tuple_pack(t, 3, r->length, start, step);
    return is_null(parts) ? -1 : hash_of(t, parts);
}

/* --- iterators --- */

static Value small_iterator(Thread *t, int64_t next, int64_t step, int64_t left)
{
    RangeIterator *it = alloc_exact(t, T_RANGE_ITERATOR, K_NATIVE, sizeof(RangeIterator));
    if (unlikely(!it)) return V_NULL;
    it->next = next;
    it->step = step;
    it->left = left;
    return value_cell(it);
}

static Value long_iterator(Thread *t, Value next, Value step, Value left)
{
    LongRangeIterator *it = alloc_exact(t, T_LONG_RANGE_ITERATOR, K_NATIVE, sizeof(LongRangeIterator));
    if (!it) return V_NULL;
    it->next = next;
    it->step = step;
    it->left = left;
    return value_cell(it);
}

static Value range_iter(Thread *t, Value self)
{
    Range *r = as_range(self);
    if (r->small) return small_iterator(t, as_fixnum(r->start), as_fixnum(r->step), as_fixnum(r->length));
    return long_iterator(t, r->start, r->step, r->length);
}

static Value range_reversed(Thread *t, Value *a, size_t n)
{
    (void)n;
    Range *r = as_range(a[0]);
    if (int_sign(r->length) == 0) return small_iterator(t, 0, 1, 0);
    Value count = int_sub(t, r->length, value_fixnum(1)), last = is_null(count) ? V_NULL : item_at(t, r, count);
    Value step = is_null(last) ? V_NULL : int_negative(t, r->step);
    if (is_null(step)) return V_NULL;
    if (r->small && is_fixnum(last) && is_fixnum(step)) return small_iterator(t, as_fixnum(last), as_fixnum(step), as_fixnum(r->length));
    return long_iterator(t, last, step, r->length);
}

static Value range_iterator_next(Thread *t, Value self)
{
    RangeIterator *it = as_cell(self);
    if (it->left <= 0) return V_NULL;
    int64_t v = it->next;
    it->next = (int64_t)((uint64_t)v + (uint64_t)it->step);
    it->left--;
    return int_from_int64(t, v);
}

static Value range_iterator_hint(Thread *t, Value *a, size_t n)
{
    (void)n;
    return int_from_int64(t, ((RangeIterator *)as_cell(a[0]))->left);
}

/* (iter, (range(start, stop, step),), None) */
static Value reduce(Thread *t, Value start, Value step, Value left)
{
    Value distance = int_mul(t, left, step), stop = is_null(distance) ? V_NULL : int_add(t, start, distance);
    Value range = is_null(stop) ? V_NULL : range_new(t, start, stop, step);
    Value arguments = is_null(range) ? V_NULL : tuple_pack(t, 1, range);
    Value f = is_null(arguments) ? V_NULL : iterators_builtin(t, "iter");
    return is_null(f) ? V_NULL : tuple_pack(t, 3, f, arguments, V_NONE);
}

static Value range_iterator_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    RangeIterator *it = as_cell(a[0]);
    Value start = int_from_int64(t, it->next), step = int_from_int64(t, it->step), left = int_from_int64(t, it->left);
    return is_null(start) || is_null(step) || is_null(left) ? V_NULL : reduce(t, start, step, left);
}

static Value range_iterator_setstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    RangeIterator *it = as_cell(a[0]);
    int64_t skip;
    if (!size_argument(t, a[1], &skip)) return V_NULL;
    if (skip < 0) skip = 0;
    if (skip > it->left) skip = it->left;
    it->next += skip * it->step;
    it->left -= skip;
    return V_NONE;
}

static Value long_iterator_next(Thread *t, Value self)
{
    LongRangeIterator *it = as_cell(self);
    if (int_sign(it->left) <= 0) return V_NULL;
    Value v = it->next, next = int_add(t, v, it->step), left = is_null(next) ? V_NULL : int_sub(t, it->left, value_fixnum(1));
    if (is_null(left)) return V_NULL;
    it->next = next;
    it->left = left;
    gc_barrier(t, it);
    return v;
}

static Value long_iterator_hint(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    return ((LongRangeIterator *)as_cell(a[0]))->left;
}

static Value long_iterator_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    LongRangeIterator *it = as_cell(a[0]);
    return reduce(t, it->next, it->step, it->left);
}

static Value long_iterator_setstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    LongRangeIterator *it = as_cell(a[0]);
    if (!is_int(a[1])) return raise(t, T_TYPE_ERROR, "state must be an int, not %T", a[1]);
    Value skip = int_exact(t, a[1]);
    if (is_null(skip)) return V_NULL;
    if (int_sign(skip) < 0) skip = value_fixnum(0);
    if (int_compare(skip, it->left) > 0) skip = it->left;
    Value distance = int_mul(t, skip, it->step), next = is_null(distance) ? V_NULL : int_add(t, it->next, distance);
    Value left = is_null(next) ? V_NULL : int_sub(t, it->left, skip);
    if (is_null(left)) return V_NULL;
    it->next = next;
    it->left = left;
    gc_barrier(t, it);
    return V_NONE;
}

static void long_iterator_trace(Tracer *tr, void *cell)
{
    LongRangeIterator *it = cell;
    gc_trace(tr, it->next);
    gc_trace(tr, it->step);
    gc_trace(tr, it->left);
}

/* --- methods --- */

static Value range_count(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (plain_int(a[1])) {
        int found = find_int(t, as_range(a[0]), a[1], NULL);
        return found < 0 ? V_NULL : value_fixnum(found);
    }
    Value it = iter_get(t, a[0]);
    if (is_null(it)) return V_NULL;
    for (int64_t count = 0;;) {
        Value item = iter_next(t, it);
        if (is_null(item)) return error_set(t) ? V_NULL : value_fixnum(count);
        int equal = items_equal(t, item, a[1]);
        if (equal < 0) return V_NULL;
        count += equal;
    }
}

static Value range_index(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (plain_int(a[1])) {
        Value index;
        int found = find_int(t, as_range(a[0]), a[1], &index);
        if (found > 0) return index;
        return found < 0 ? V_NULL : raise(t, T_VALUE_ERROR, "range.index(x): x not in range");
    }
    Value it = iter_get(t, a[0]);
    if (is_null(it)) return V_NULL;
    for (int64_t i = 0;; i++) {
        Value item = iter_next(t, it);
        if (is_null(item)) return error_set(t) ? V_NULL : raise(t, T_VALUE_ERROR, "sequence.index(x): x not in sequence");
        int equal = items_equal(t, item, a[1]);
        if (equal < 0) return V_NULL;
        if (equal) return value_fixnum(i);
    }
}

static Value range_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    Range *r = as_range(a[0]);
    Value arguments = tuple_pack(t, 3, r->start, r->stop, r->step);
    return is_null(arguments) ? V_NULL : tuple_pack(t, 2, type_value(t->rt->types[T_RANGE]), arguments);
}

static void range_trace(Tracer *tr, void *cell)
{
    Range *r = cell;
    gc_trace(tr, r->start);
    gc_trace(tr, r->stop);
    gc_trace(tr, r->step);
    gc_trace(tr, r->length);
}

static const MemberDef range_members[] = {
    {"start", offsetof(Range, start), false, true, NULL},
    {"stop", offsetof(Range, stop), false, true, NULL},
    {"step", offsetof(Range, step), false, true, NULL},
    MEMBER_END,
};

static const NativeDef range_methods[] = {
    FN("__reversed__", range_reversed, "(self, /)", "Return a reverse iterator."),
    FN("__reduce__", range_reduce, "(self, /)", ""),
    FN("count", range_count, "(self, value, /)", "rangeobject.count(value) -> integer -- return number of occurrences of value"),
    FN("index", range_index, "(self, value, /)",
       "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present."),
    FN_END,
};

const TypeSpec range_type_spec = {
    .name = "range",
    .doc = "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of "
           "integers from start (inclusive)\nto stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\nstart defaults "
           "to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\nThese are exactly the valid indices for a list of 4 elements.\n"
           "When step is given, it specifies the increment (or decrement).",
    .base = T_OBJECT,
    .flags = TYPE_SEQUENCE | TYPE_IMMUTABLE,
    .kind = K_RANGE,
    .size = sizeof(Range),
    .slots = {.repr = range_repr, .hash = range_hash, .compare = range_compare, .iter = range_iter, .truth = range_truth,
              .length = range_length, .get_item = range_get_item, .contains = range_contains},
    .methods = range_methods,
    .members = range_members,
    .construct = {"range", range_construct, NULL, "", FN_KEYWORDS},
    .trace = range_trace,
};

static const NativeDef range_iterator_methods[] = {
    FN("__length_hint__", range_iterator_hint, "(self, /)", "Private method returning an estimate of len(list(it))."),
    FN("__reduce__", range_iterator_reduce, "(self, /)", "Return state information for pickling."),
    FN("__setstate__", range_iterator_setstate, "(self, state, /)", "Set state information for unpickling."),
    FN_END,
};

const TypeSpec range_iterator_type_spec = {
    .name = "range_iterator",
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE,
    .size = sizeof(RangeIterator),
    .slots = {.iter = iterator_self, .next = range_iterator_next},
    .methods = range_iterator_methods,
};

static const NativeDef long_range_iterator_methods[] = {
    FN("__length_hint__", long_iterator_hint, "(self, /)", "Private method returning an estimate of len(list(it))."),
    FN("__reduce__", long_iterator_reduce, "(self, /)", "Return state information for pickling."),
    FN("__setstate__", long_iterator_setstate, "(self, state, /)", "Set state information for unpickling."),
    FN_END,
};

const TypeSpec long_range_iterator_type_spec = {
    .name = "longrange_iterator",
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE,
    .size = sizeof(LongRangeIterator),
    .slots = {.iter = iterator_self, .next = long_iterator_next},
    .methods = long_range_iterator_methods,
    .trace = long_iterator_trace,
};
