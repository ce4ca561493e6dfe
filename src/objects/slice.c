/* slice.c - slice objects: three values and what they mean for a length. */
#include "objects/alloc.h"
#include "objects/arguments.h"
#include "objects/iterators.h"
#include "objects/sequence.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/text.h"

static Slice *as_slice(Value v) { return as_cell(v); }

Value slice_new(Thread *t, Value start, Value stop, Value step)
{
    Slice *s = alloc_exact(t, T_SLICE, K_SLICE, sizeof(Slice));
    if (unlikely(!s)) return V_NULL;
    s->start = start;
    s->stop = stop;
    s->step = step;
    return value_cell(s);
}

static Value slice_repr(Thread *t, Value self)
{
    Slice *s = as_slice(self);
    return str_format(t, "slice(%R, %R, %R)", s->start, s->stop, s->step);
}

static Value parts(Thread *t, Value self)
{
    Slice *s = as_slice(self);
    return tuple_pack(t, 3, s->start, s->stop, s->step);
}

static Value slice_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if (!has_kind(b, K_SLICE)) return V_NOT_IMPLEMENTED;
    if (value_same(a, b)) return value_bool(op == CMP_EQ || op == CMP_LE || op == CMP_GE);
    Value x = parts(t, a), y = parts(t, b);
    return is_null(x) || is_null(y) ? V_NULL : compare(t, x, y, op);
}

/* as a tuple's, without the length */
static int64_t slice_hash(Thread *t, Value self)
{
    Slice *s = as_slice(self);
    const Value items[3] = {s->start, s->stop, s->step};
    uint64_t acc = UINT64_C(2870177450012600261);
    for (int i = 0; i < 3; i++) {
        int64_t lane = hash_of(t, items[i]);
        if (lane == -1) return -1;
        acc = rotl64(acc + (uint64_t)lane * UINT64_C(14029467366897019727), 31) * UINT64_C(11400714785074694791);
    }
    return acc == UINT64_MAX ? 1546275796 : (int64_t)acc;
}

/* --- indices(), with ints of any size --- */

static Value part_index(Thread *t, Value v)
{
    if (has_index(t, v)) return to_index(t, v);
    return raise(t, T_TYPE_ERROR, "slice indices must be integers or None or have an __index__ method");
}

/* a bound within [lower, upper], counted from the end when negative; None: otherwise */
static Value clamp_bound(Thread *t, Value v, Value length, Value lower, Value upper, Value otherwise)
{
    if (is_none(v)) return otherwise;
    Value i = part_index(t, v);
    if (is_null(i)) return V_NULL;
    if (int_sign(i) < 0) {
        i = int_add(t, i, length);
        if (is_null(i)) return V_NULL;
        return int_compare(i, lower) < 0 ? lower : i;
    }
    return int_compare(i, upper) > 0 ? upper : i;
}

bool slice_indices(Thread *t, Value slice, Value length, Value *start, Value *stop, Value *step)
{
    Slice *s = as_slice(slice);
    *step = is_none(s->step) ? value_fixnum(1) : part_index(t, s->step);
    if (is_null(*step)) return false;
    int sign = int_sign(*step);
    if (sign == 0) return RAISE_FALSE(t, T_VALUE_ERROR, "slice step cannot be zero");
    Value lower = value_fixnum(sign < 0 ? -1 : 0);
    Value upper = sign < 0 ? int_sub(t, length, value_fixnum(1)) : length;
    if (is_null(upper)) return false;
    *start = clamp_bound(t, s->start, length, lower, upper, sign < 0 ? upper : lower);
    if (is_null(*start)) return false;
    *stop = clamp_bound(t, s->stop, length, lower, upper, sign < 0 ? lower : upper);
    return !is_null(*stop);
}

static Value slice_indices_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value start, stop, step, length = to_index(t, a[1]);
    if (is_null(length)) return V_NULL;
    if (int_sign(length) < 0) return raise(t, T_VALUE_ERROR, "length should not be negative");
    return slice_indices(t, a[0], length, &start, &stop, &step) ? tuple_pack(t, 3, start, stop, step) : V_NULL;
}

static Value slice_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value arguments = parts(t, a[0]);
    return is_null(arguments) ? V_NULL : tuple_pack(t, 2, type_value(t->rt->types[T_SLICE]), arguments);
}

static Value slice_construct(Thread *t, Value *a, size_t n)
{
    if (!arguments_positional(t, as_type(a[0]), T_SLICE, &n, 1, 3)) return V_NULL;
    if (n == 2) return slice_new(t, V_NONE, a[1], V_NONE);
    return slice_new(t, a[1], a[2], n == 4 ? a[3] : V_NONE);
}

static void slice_trace(Tracer *tr, void *cell)
{
    Slice *s = cell;
    gc_trace(tr, s->start);
    gc_trace(tr, s->stop);
    gc_trace(tr, s->step);
}

static const MemberDef slice_members[] = {
    {"start", offsetof(Slice, start), false, true, NULL},
    {"stop", offsetof(Slice, stop), false, true, NULL},
    {"step", offsetof(Slice, step), false, true, NULL},
    MEMBER_END,
};

static const NativeDef slice_methods[] = {
    FN("indices", slice_indices_, "(self, object, /)",
       "S.indices(len) -> (start, stop, stride)\n\nAssuming a sequence of length len, calculate the start and stop\nindices, and the "
       "stride length of the extended slice described by\nS. Out of bounds indices are clipped in a manner consistent with the\nhandling "
       "of normal slices."),
    FN("__reduce__", slice_reduce, "(self, /)", "Return state information for pickling."),
    FN_END,
};

const TypeSpec slice_type_spec = {
    .name = "slice",
    .doc = "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. a[0:10:2]).",
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE,
    .kind = K_SLICE,
    .size = sizeof(Slice),
    .slots = {.repr = slice_repr, .hash = slice_hash, .compare = slice_compare},
    .methods = slice_methods,
    .members = slice_members,
    .construct = {"slice", slice_construct, NULL, "", FN_KEYWORDS},
    .trace = slice_trace,
};
