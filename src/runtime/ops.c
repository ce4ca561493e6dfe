/* ops.c - arithmetic, comparison, containers and text on any value: the slots' dispatch rules. */
#include "runtime/ops.h"
#include "objects/function.h"
#include <stdio.h>
#include "objects/dict.h"
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/typeslots.h"

/* --- binary arithmetic --- */

static const struct { SlotId slot, inplace; const char *symbol; } binary_info[BINARY_OP_COUNT] = {
    [BIN_ADD] = {SLOT_add, SLOT_iadd, "+"}, [BIN_SUB] = {SLOT_sub, SLOT_isub, "-"}, [BIN_MUL] = {SLOT_mul, SLOT_imul, "*"},
    [BIN_TRUEDIV] = {SLOT_truediv, SLOT_itruediv, "/"}, [BIN_FLOORDIV] = {SLOT_floordiv, SLOT_ifloordiv, "//"},
    [BIN_MOD] = {SLOT_mod, SLOT_imod, "%"}, [BIN_DIVMOD] = {SLOT_divmod, SLOT_COUNT, "divmod()"},
    [BIN_MATMUL] = {SLOT_matmul, SLOT_imatmul, "@"}, [BIN_LSHIFT] = {SLOT_lshift, SLOT_ilshift, "<<"},
    [BIN_RSHIFT] = {SLOT_rshift, SLOT_irshift, ">>"}, [BIN_AND] = {SLOT_and_, SLOT_iand, "&"}, [BIN_OR] = {SLOT_or_, SLOT_ior, "|"},
    [BIN_XOR] = {SLOT_xor_, SLOT_ixor, "^"}, [BIN_POW] = {SLOT_power, SLOT_ipower, "** or pow()"},
};

static Value call_binary(Thread *t, BinaryOp op, AnySlot f, Value a, Value b)
{
    return op == BIN_POW ? ((TernaryFn)f)(t, a, b, V_NONE) : ((BinaryFn)f)(t, a, b);
}

/* both operands' number slots, the more derived right one first; V_NOT_IMPLEMENTED: neither */
static Value try_binary(Thread *t, BinaryOp op, Value a, Value b)
{
    SlotId id = binary_info[op].slot;
    Type *ta = type_of(t, a), *tb = type_of(t, b);
    AnySlot fa = type_slot_get(&ta->slots, id), fb = ta == tb ? NULL : type_slot_get(&tb->slots, id);
    if (fb == fa) fb = NULL;
    if (fa) {
        if (fb && type_is_subtype(tb, ta)) {
            Value v = call_binary(t, op, fb, a, b);
            if (!value_same(v, V_NOT_IMPLEMENTED)) return v;
            fb = NULL;
        }
        Value v = call_binary(t, op, fa, a, b);
        if (!value_same(v, V_NOT_IMPLEMENTED)) return v;
    }
    return fb ? call_binary(t, op, fb, a, b) : V_NOT_IMPLEMENTED;
}

static Value unsupported(Thread *t, const char *symbol, Value a, Value b)
{
    return raise(t, T_TYPE_ERROR, "unsupported operand type(s) for %s: '%T' and '%T'", symbol, a, b);
}

static Value repeat(Thread *t, BinaryFn f, Value sequence, Value count)
{
    if (!type_of(t, count)->slots.index) return raise(t, T_TYPE_ERROR, "can't multiply sequence by non-int of type '%T'", count);
    return f(t, sequence, count);
}

/* what + and * mean for sequences once the number slots have declined; V_NOT_IMPLEMENTED: nothing */
static Value try_sequence(Thread *t, BinaryOp op, Value a, Value b, bool inplace)
{
    TypeSlots *sa = &type_of(t, a)->slots, *sb = &type_of(t, b)->slots;
    if (op == BIN_ADD) {
        BinaryFn f = inplace && sa->iconcat ? sa->iconcat : sa->concat;
        return f ? f(t, a, b) : V_NOT_IMPLEMENTED;
    }
    if (op == BIN_MUL) {
        if (sa->repeat) return repeat(t, inplace && sa->irepeat ? sa->irepeat : sa->repeat, a, b);
        if (sb->repeat) return repeat(t, sb->repeat, b, a);
    }
    return V_NOT_IMPLEMENTED;
}

Value binary_op(Thread *t, BinaryOp op, Value a, Value b)
{
    Value v = try_binary(t, op, a, b);
    if (value_same(v, V_NOT_IMPLEMENTED)) v = try_sequence(t, op, a, b, false);
    if (!value_same(v, V_NOT_IMPLEMENTED)) return v;
    if (op == BIN_RSHIFT && has_kind(a, K_NATIVE_FUNCTION) && str_equal_text(str_from_text(t, as_native(a)->def->name), "print"))
        return raise(t, T_TYPE_ERROR, "unsupported operand type(s) for >>: '%T' and '%T'. Did you mean \"print(<message>, file=<output_stream>)\"?", a, b);
    return unsupported(t, binary_info[op].symbol, a, b);
}

Value inplace_op(Thread *t, BinaryOp op, Value a, Value b)
{
    SlotId id = binary_info[op].inplace;
    BinaryFn f = id == SLOT_COUNT ? NULL : (BinaryFn)type_slot_get(&type_of(t, a)->slots, id);
    if (f) {
        Value v = f(t, a, b);
        if (!value_same(v, V_NOT_IMPLEMENTED)) return v;
    }
    Value v = try_binary(t, op, a, b);
    if (value_same(v, V_NOT_IMPLEMENTED)) v = try_sequence(t, op, a, b, true);
    if (!value_same(v, V_NOT_IMPLEMENTED)) return v;
    char symbol[16];
    snprintf(symbol, sizeof symbol, op == BIN_POW ? "**=" : "%s=", binary_info[op].symbol);
    return unsupported(t, symbol, a, b);
}

Value power_op(Thread *t, Value a, Value b, Value modulus)
{
    if (is_none(modulus)) return binary_op(t, BIN_POW, a, b);
    Type *types[3] = {type_of(t, a), type_of(t, b), type_of(t, modulus)};
    for (int i = 0; i < 3; i++) {
        TernaryFn f = types[i]->slots.power;
        if (!f || (i && f == types[0]->slots.power) || (i == 2 && f == types[1]->slots.power)) continue;
        Value v = f(t, a, b, modulus);
        if (!value_same(v, V_NOT_IMPLEMENTED)) return v;
    }
    return raise(t, T_TYPE_ERROR, "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'", a, b, modulus);
}

Value unary_op(Thread *t, UnaryOp op, Value a)
{
    static const struct { SlotId slot; const char *symbol; } info[] = {
        [UN_NEGATIVE] = {SLOT_negative, "unary -"}, [UN_POSITIVE] = {SLOT_positive, "unary +"}, [UN_INVERT] = {SLOT_invert, "unary ~"},
        [UN_ABSOLUTE] = {SLOT_absolute, "abs()"}};
    UnaryFn f = (UnaryFn)type_slot_get(&type_of(t, a)->slots, info[op].slot);
    if (f) return f(t, a);
    return raise(t, T_TYPE_ERROR, "bad operand type for %s: '%T'", info[op].symbol, a);
}

/* --- comparison --- */

static const CompareOp swapped[6] = {[CMP_LT] = CMP_GT, [CMP_LE] = CMP_GE, [CMP_EQ] = CMP_EQ, [CMP_NE] = CMP_NE, [CMP_GT] = CMP_LT, [CMP_GE] = CMP_LE};
static const char *const compare_symbol[6] = {"<", "<=", "==", "!=", ">", ">="};

Value compare(Thread *t, Value a, Value b, CompareOp op)
{
    if (!recursion_check(t, " in comparison")) return V_NULL;
    Type *ta = type_of(t, a), *tb = type_of(t, b);
    bool tried_b = false;
    if (ta != tb && tb->slots.compare && type_is_subtype(tb, ta)) {
        tried_b = true;
        Value v = tb->slots.compare(t, b, a, swapped[op]);
        if (!value_same(v, V_NOT_IMPLEMENTED)) return v;
    }
    if (ta->slots.compare) {
        Value v = ta->slots.compare(t, a, b, op);
        if (!value_same(v, V_NOT_IMPLEMENTED)) return v;
    }
    if (!tried_b && tb->slots.compare) {
        Value v = tb->slots.compare(t, b, a, swapped[op]);
        if (!value_same(v, V_NOT_IMPLEMENTED)) return v;
    }
    if (op == CMP_EQ) return value_bool(value_same(a, b));
    if (op == CMP_NE) return value_bool(!value_same(a, b));
    return raise(t, T_TYPE_ERROR, "'%s' not supported between instances of '%T' and '%T'", compare_symbol[op], a, b);
}

int compare_bool(Thread *t, Value a, Value b, CompareOp op)
{
    if (value_same(a, b)) {
        if (op == CMP_EQ) return 1;
        if (op == CMP_NE) return 0;
    }
    if (is_exact_str(a) && is_exact_str(b) && (op == CMP_EQ || op == CMP_NE)) return str_equal(a, b) == (op == CMP_EQ);
    Value v = compare(t, a, b, op);
    return is_null(v) ? -1 : is_bool(v) ? is_true(v) : is_truthy(t, v);
}

int is_truthy(Thread *t, Value v)
{
    if (is_bool(v)) return is_true(v);
    if (is_none(v)) return 0;
    if (is_fixnum(v)) return as_fixnum(v) != 0;
    TypeSlots *s = &type_of(t, v)->slots;
    if (s->truth) return s->truth(t, v);
    if (!s->length) return 1;
    int64_t n = s->length(t, v);
    return n < 0 ? -1 : n > 0;
}

int64_t hash_of(Thread *t, Value v)
{
    if (is_exact_str(v)) return str_hash(t, v);
    HashFn f = type_of(t, v)->slots.hash;
    return f ? f(t, v) : slot_unhashable(t, v);
}

/* --- text --- */

static Value text_of(Thread *t, Value v, UnaryFn f, const char *name)
{
    if (!recursion_check(t, f == type_of(t, v)->slots.repr ? " while getting the repr of an object" : " while getting the str of an object"))
        return V_NULL;
    Value s = f(t, v);
    if (is_null(s) || is_str(s)) return s;
    return raise(t, T_TYPE_ERROR, "%s returned non-string (type %T)", name, s);
}

Value object_repr(Thread *t, Value v)
{
    UnaryFn f = type_of(t, v)->slots.repr;
    return text_of(t, v, f, "__repr__");
}

Value object_str(Thread *t, Value v)
{
    if (is_exact_str(v)) return v;
    Type *type = type_of(t, v);
    if (!type->slots.str) return object_repr(t, v);
    return text_of(t, v, type->slots.str, "__str__");
}

Value object_format(Thread *t, Value v, Value spec)
{
    if (is_null(spec) || as_str(spec)->length == 0) {
        if (is_exact_str(v)) return v;
        if (is_fixnum(v)) return int_to_str(t, v, 10);
    }
    if (is_null(spec)) spec = t->rt->empty_str;
    bool found;
    Value s = call_special(t, v, NAME(t, __format__), &spec, 1, &found);
    if (!found) return raise(t, T_TYPE_ERROR, "Type %T doesn't define __format__", v);
    if (is_null(s) || is_str(s)) return s;
    return raise(t, T_TYPE_ERROR, "__format__ must return a str, not %T", s);
}

/* --- containers --- */

int64_t length_of(Thread *t, Value v)
{
    LengthFn f = type_of(t, v)->slots.length;
    return f ? f(t, v) : RAISE_INT(t, T_TYPE_ERROR, "object of type '%T' has no len()", v);
}

int64_t length_hint(Thread *t, Value v, int64_t otherwise)
{
    LengthFn f = type_of(t, v)->slots.length;
    if (f) {
        int64_t n = f(t, v);
        if (n >= 0) return n;
        if (!error_matches(t, T_TYPE_ERROR)) return -1;
        error_clear(t);
    }
    bool found;
    Value hint = call_special(t, v, NAME(t, __length_hint__), NULL, 0, &found);
    if (!found || value_same(hint, V_NOT_IMPLEMENTED)) return otherwise;
    if (is_null(hint)) {
        if (!error_matches(t, T_TYPE_ERROR)) return -1;
        error_clear(t);
        return otherwise;
    }
    if (!is_int(hint)) return RAISE_INT(t, T_TYPE_ERROR, "__length_hint__ must be an integer, not %T", hint);
    int64_t n;
    if (!to_size(t, hint, &n)) return -1;
    return n < 0 ? RAISE_INT(t, T_VALUE_ERROR, "__length_hint__() should return >= 0") : n;
}

Value item_get(Thread *t, Value obj, Value key)
{
    BinaryFn f = type_of(t, obj)->slots.get_item;
    if (f) return f(t, obj, key);
    if (is_type(obj)) {
        if (value_same(obj, type_value(t->rt->types[T_TYPE]))) {
            Type *alias = type_by_id(t, T_GENERIC_ALIAS);
            return alias ? call2(t, type_value(alias), obj, key) : V_NULL;
        }
        Value method = attr_get_optional(t, obj, NAME(t, __class_getitem__));
        if (!is_null(method)) return call1(t, method, key);
        if (error_set(t)) return V_NULL;
        return raise(t, T_TYPE_ERROR, "type '%N' is not subscriptable", as_type(obj));
    }
    return raise(t, T_TYPE_ERROR, "'%T' object is not subscriptable", obj);
}

bool item_set(Thread *t, Value obj, Value key, Value v)
{
    StoreFn f = type_of(t, obj)->slots.set_item;
    return f ? f(t, obj, key, v) : RAISE_FALSE(t, T_TYPE_ERROR, "'%T' object does not support item assignment", obj);
}

bool item_delete(Thread *t, Value obj, Value key)
{
    const Type *type = type_of(t, obj);
    if (type->slots.set_item) return type->slots.set_item(t, obj, key, V_NULL);
    /* CPython words it differently where it takes the object for a sequence */
    bool sequence = (type->flags & TYPE_PYTHON) || type->slots.length || type->slots.contains || type->slots.concat;
    bool index = is_int(key) || type_of(t, key)->slots.index;
    return RAISE_FALSE(t, T_TYPE_ERROR, sequence && index ? "'%T' object doesn't support item deletion"
                                                          : "'%T' object does not support item deletion", obj);
}

struct Search { Value item; int found; };
static bool compare_item(Thread *t, void *context, Value item)
{
    struct Search *s = context;
    s->found = compare_bool(t, item, s->item, CMP_EQ);
    return s->found == 0;
}

int contains(Thread *t, Value container, Value item)
{
    ContainsFn f = type_of(t, container)->slots.contains;
    if (f) return f(t, container, item);
    if (!type_of(t, container)->slots.iter && !type_of(t, container)->slots.get_item)
        return RAISE_INT(t, T_TYPE_ERROR, "argument of type '%T' is not a container or iterable", container);
    struct Search s = {item, 0};
    if (!iterate(t, container, compare_item, &s) && s.found != 1) return -1;
    return s.found;
}

/* --- iteration --- */

Value iter_get(Thread *t, Value v)
{
    Type *type = type_of(t, v);
    if (type->slots.iter) {
        Value found = type_lookup(t, type, NAME(t, __iter__));
        if (is_none(found)) return raise(t, T_TYPE_ERROR, "'%T' object is not iterable", v);
        Value it = type->slots.iter(t, v);
        if (is_null(it) || type_of(t, it)->slots.next) return it;
        return raise(t, T_TYPE_ERROR, "iter() returned non-iterator of type '%T'", it);
    }
    if (type->slots.get_item && !is_dict(v)) return sequence_iterator_new(t, T_SEQUENCE_ITERATOR, v);
    return raise(t, T_TYPE_ERROR, "'%T' object is not iterable", v);
}

Value iter_next(Thread *t, Value iterator)
{
    NextFn f = type_of(t, iterator)->slots.next;
    if (!f) return raise(t, T_TYPE_ERROR, "'%T' object is not an iterator", iterator);
    Value v = f(t, iterator);
    /* StopIteration, with a value or raised by hand, is an end like any other here */
    if (is_null(v) && __builtin_expect(error_set(t), 0) && error_matches(t, T_STOP_ITERATION)) error_clear(t);
    return v;
}

bool iterate(Thread *t, Value v, bool (*visit)(Thread *t, void *context, Value item), void *context)
{
    if (has_exact_kind(v, K_LIST)) {
        for (uint64_t i = 0; i < as_list(v)->length; i++)
            if (!visit(t, context, as_list(v)->items[i])) return false;
        return true;
    }
    if (has_exact_kind(v, K_TUPLE)) {
        for (uint64_t i = 0; i < as_tuple(v)->length; i++)
            if (!visit(t, context, as_tuple(v)->items[i])) return false;
        return true;
    }
    Value it = iter_get(t, v);
    if (is_null(it)) return false;
    for (;;) {
        Value item = iter_next(t, it);
        if (is_null(item)) return !error_set(t);
        if (!visit(t, context, item)) return false;
    }
}

Value list_from_iterable(Thread *t, Value v)
{
    Value list = list_new(t, NULL, 0);
    return is_null(list) || !list_extend(t, list, v) ? V_NULL : list;
}

Value tuple_from_iterable(Thread *t, Value v)
{
    if (has_exact_kind(v, K_TUPLE)) return v;
    if (has_exact_kind(v, K_LIST)) return list_to_tuple(t, v);
    Value list = list_from_iterable(t, v);
    return is_null(list) ? V_NULL : list_to_tuple(t, list);
}

/* --- numbers --- */

Value to_index(Thread *t, Value v)
{
    if (is_fixnum(v)) return v;
    if (is_int(v)) return int_exact(t, v);
    UnaryFn f = type_of(t, v)->slots.index;
    if (!f) return raise(t, T_TYPE_ERROR, "'%T' object cannot be interpreted as an integer", v);
    Value i = f(t, v);
    if (is_null(i)) return V_NULL;
    if (!is_int(i)) return raise(t, T_TYPE_ERROR, "__index__ returned non-int (type %T)", i);
    if (has_kind(i, K_INT) && !has_exact_kind(i, K_INT) &&
        !warn(t, T_DEPRECATION_WARNING, 1, "__index__ returned non-int (type %T).  The ability to return an instance of a strict subclass of int is deprecated, and may be "
              "removed in a future version of Python.", i))
        return V_NULL;
    return int_exact(t, i);
}

bool to_int64(Thread *t, Value v, int64_t *out)
{
    if (is_fixnum(v)) return *out = as_fixnum(v), true;
    Value i = to_index(t, v);
    if (is_null(i)) return false;
    return int_fits_int64(i, out) || RAISE_FALSE(t, T_OVERFLOW_ERROR, "Python int too large to convert to C long");
}

bool to_size(Thread *t, Value v, int64_t *out)
{
    if (is_fixnum(v)) return *out = as_fixnum(v), true;
    Value i = to_index(t, v);
    if (is_null(i)) return false;
    return int_fits_int64(i, out) || RAISE_FALSE(t, T_OVERFLOW_ERROR, "cannot fit '%T' into an index-sized integer", v);
}

bool to_index_clamped(Thread *t, Value v, int64_t *out)
{
    if (is_fixnum(v)) return *out = as_fixnum(v), true;
    Value i = to_index(t, v);
    if (is_null(i)) return false;
    if (!int_fits_int64(i, out)) *out = int_sign(i) < 0 ? INT64_MIN : INT64_MAX;
    return true;
}

bool to_double(Thread *t, Value v, double *out)
{
    if (is_float(v)) return *out = as_float(v), true;
    if (is_fixnum(v)) return *out = (double)as_fixnum(v), true;
    Type *type = type_of(t, v);
    if (type->slots.to_float && !is_int(v)) {
        Value f = type->slots.to_float(t, v);
        if (is_null(f)) return false;
        if (!is_float(f)) return RAISE_FALSE(t, T_TYPE_ERROR, "%T.__float__() must return a float, not %T", v, f);
        if (!is_flonum(f) && !has_exact_kind(f, K_FLOAT) &&
            !warn(t, T_DEPRECATION_WARNING, 1, "%T.__float__() must return a float, not %T.  The ability to return an instance of a strict subclass of float is deprecated, and may not be supported in a future version of Python.", v, f))
            return false;
        return *out = as_float(f), true;
    }
    if (!type->slots.index) return RAISE_FALSE(t, T_TYPE_ERROR, "must be real number, not %T", v);
    Value i = to_index(t, v);
    return !is_null(i) && int_to_double(t, i, out);
}

/* --- slices --- */

static bool slice_part(Thread *t, Value v, int64_t *out)
{
    if (!is_fixnum(v) && !type_of(t, v)->slots.index)
        return RAISE_FALSE(t, T_TYPE_ERROR, "slice indices must be integers or None or have an __index__ method");
    return to_index_clamped(t, v, out);
}

bool slice_bounds(Thread *t, Value s, int64_t n, int64_t *start, int64_t *stop, int64_t *step, int64_t *count)
{
    const Slice *slice = as_cell(s);
    *step = 1;
    if (!is_none(slice->step)) {
        if (!slice_part(t, slice->step, step)) return false;
        if (*step == 0) return RAISE_FALSE(t, T_VALUE_ERROR, "slice step cannot be zero");
        if (*step < -INT64_MAX) *step = -INT64_MAX;
    }
    int64_t low = *step < 0 ? -1 : 0, high = *step < 0 ? n - 1 : n;
    *start = *step < 0 ? high : low;
    *stop = *step < 0 ? low : high;
    if (!is_none(slice->start)) {
        if (!slice_part(t, slice->start, start)) return false;
        if (*start < 0) { *start += n; if (*start < low) *start = low; }
        else if (*start > high) *start = high;
    }
    if (!is_none(slice->stop)) {
        if (!slice_part(t, slice->stop, stop)) return false;
        if (*stop < 0) { *stop += n; if (*stop < low) *stop = low; }
        else if (*stop > high) *stop = high;
    }
    *count = *step < 0 ? (*stop < *start ? (*start - *stop - 1) / -*step + 1 : 0) : (*start < *stop ? (*stop - *start - 1) / *step + 1 : 0);
    return true;
}
