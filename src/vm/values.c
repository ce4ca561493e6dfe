/* values.c - arithmetic, comparison, iteration, building and unpacking: the C side of the instructions. */
#include "objects/dict.h"
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/template.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/text.h"
#include "vm/helpers.h"

/* --- arithmetic --- */

static BinaryOp operation(unsigned opcode)
{
    switch (opcode) {
    case OP_ADD: case OP_ADD_INT: case OP_ADD_CONST: return BIN_ADD;
    case OP_SUB: case OP_SUB_INT: case OP_SUB_CONST: return BIN_SUB;
    case OP_MUL: case OP_MUL_INT: case OP_MUL_CONST: return BIN_MUL;
    case OP_TRUEDIV: case OP_TRUEDIV_CONST: return BIN_TRUEDIV;
    case OP_FLOORDIV: case OP_FLOORDIV_INT: return BIN_FLOORDIV;
    case OP_MOD: case OP_MOD_INT: return BIN_MOD;
    case OP_POW: return BIN_POW;
    case OP_MATMUL: return BIN_MATMUL;
    case OP_LSHIFT: case OP_LSHIFT_INT: return BIN_LSHIFT;
    case OP_RSHIFT: case OP_RSHIFT_INT: return BIN_RSHIFT;
    case OP_AND: case OP_AND_INT: return BIN_AND;
    case OP_OR: return BIN_OR;
    default: return BIN_XOR;
    }
}

/* a float of either form or a fixnum as a double; false: neither */
static inline bool number_as_double(Value v, double *d)
{
    if (is_flonum(v)) return *d = as_flonum(v), true;
    if (is_fixnum(v)) {
        int64_t n = as_fixnum(v);
        return *d = (double)n, n >= -(1LL << 53) && n <= 1LL << 53;
    }
    if (has_exact_kind(v, K_FLOAT)) return *d = as_float(v), true;
    return false;
}

Value vm_binary(Thread *t, unsigned opcode, Value a, Value b, bool inplace)
{
    BinaryOp op = operation(opcode);
    double x, y;
    if (!both_fixnum(a, b) && number_as_double(a, &x) && number_as_double(b, &y)) {
        switch (op) {
        case BIN_ADD: return float_new(t, x + y);
        case BIN_SUB: return float_new(t, x - y);
        case BIN_MUL: return float_new(t, x * y);
        case BIN_TRUEDIV: if (y != 0) return float_new(t, x / y); break;
        default: break;
        }
    }
    if (op == BIN_ADD && is_exact_str(a) && is_exact_str(b)) return str_concat(t, a, b);
    if (both_fixnum(a, b)) {
        switch (op) {
        case BIN_ADD: return int_add(t, a, b);
        case BIN_SUB: return int_sub(t, a, b);
        case BIN_MUL: return int_mul(t, a, b);
        default: break;
        }
    }
    return inplace ? inplace_op(t, op, a, b) : binary_op(t, op, a, b);
}

int vm_compare_truth(Thread *t, unsigned relation, Value a, Value b)
{
    CompareOp op = (CompareOp)relation;
    if (is_exact_str(a) && is_exact_str(b)) {
        if (op == CMP_EQ) return value_same(a, b) || str_equal(a, b);
        if (op == CMP_NE) return !value_same(a, b) && !str_equal(a, b);
    }
    Value v = compare(t, a, b, op);
    return is_null(v) ? -1 : is_bool(v) ? is_true(v) : is_truthy(t, v);
}

int vm_in(Thread *t, Value item, Value container)
{
    if (has_exact_kind(container, K_DICT)) return dict_contains(t, container, item);
    if (has_exact_kind(container, K_SET)) return set_contains(t, container, item);
    return contains(t, container, item);
}

/* --- iteration: see instr/iter.inc --- */

bool vm_for_prepare(Thread *t, Value *I, Value v)
{
    if (has_exact_kind(v, K_LIST) || has_exact_kind(v, K_TUPLE)) {
        I[0] = v;
        I[1] = value_fixnum(0);
        return true;
    }
    if (has_exact_kind(v, K_RANGE) && ((Range *)as_cell(v))->small) {
        const Range *r = as_cell(v);
        I[0] = r->start;
        I[1] = r->length;
        I[2] = r->step;
        return true;
    }
    if (has_exact_kind(v, K_DICT)) {
        I[0] = v;
        I[1] = value_fixnum(0);
        I[2] = value_fixnum(as_dict(v)->count);
        return true;
    }
    Value it = iter_get(t, v);
    I[0] = it;
    return !is_null(it);
}

Value vm_for_next(Thread *t, Value *I)
{
    Value v = I[0];
    if (is_fixnum(v)) {
        if (I[1].bits == value_fixnum(0).bits) return V_NULL;
        I[1] = value_fixnum(as_fixnum(I[1]) - 1);
        I[0] = value_fixnum(as_fixnum(v) + as_fixnum(I[2]));
        return v;
    }
    switch (as_header(v)->kind) {
    case K_LIST: case K_TUPLE: {
        uint64_t i = (uint64_t)as_fixnum(I[1]);
        if (i >= (as_header(v)->kind == K_LIST ? as_list(v)->length : as_tuple(v)->length)) return V_NULL;
        I[1] = value_fixnum((int64_t)i + 1);
        return as_header(v)->kind == K_LIST ? as_list(v)->items[i] : as_tuple(v)->items[i];
    }
    case K_DICT: {
        if (as_dict(v)->count != as_fixnum(I[2])) return raise(t, T_RUNTIME_ERROR, "dictionary changed size during iteration");
        /* the position, and above it how many keys were seen: more than there were means that they changed */
        uint32_t position = (uint32_t)as_fixnum(I[1]), seen = (uint32_t)(as_fixnum(I[1]) >> 32);
        Value key, value;
        if (!dict_next(as_dict(v), &position, &key, &value)) return V_NULL;
        if (seen == as_dict(v)->count) return raise(t, T_RUNTIME_ERROR, "dictionary keys changed during iteration");
        I[1] = value_fixnum((int64_t)(seen + 1) << 32 | position);
        return key;
    }
    default: return iter_next(t, v);
    }
}

/* --- items --- */

Value vm_get_slice(Thread *t, Value obj, Value start, Value stop)
{
    Value s = slice_new(t, start, stop, V_NONE);
    return is_null(s) ? V_NULL : item_get(t, obj, s);
}

bool vm_set_slice(Thread *t, Value obj, Value start, Value stop, Value v)
{
    Value s = slice_new(t, start, stop, V_NONE);
    return !is_null(s) && item_set(t, obj, s, v);
}

/* --- building --- */

Value vm_build_set(Thread *t, const Value *items, size_t n)
{
    Value set = set_new(t);
    for (size_t i = 0; i < n && !is_null(set); i++)
        if (set_add(t, set, items[i]) < 0) return V_NULL;
    return set;
}

Value vm_build_dict(Thread *t, const Value *pairs, size_t n)
{
    Value dict = dict_with_capacity(t, n);
    for (size_t i = 0; i < n && !is_null(dict); i++)
        if (!dict_set(t, dict, pairs[2 * i], pairs[2 * i + 1])) return V_NULL;
    return dict;
}

Value vm_build_string(Thread *t, const Value *parts, size_t n) { return str_join(t, t->rt->empty_str, parts, n); }

static Value convert(Thread *t, Value v, unsigned conversion)
{
    return conversion == 1 ? object_str(t, v) : conversion == 2 ? object_repr(t, v) : conversion == 3 ? object_ascii(t, v) : v;
}

Value vm_format(Thread *t, Value v, unsigned conversion, Value spec)
{
    v = convert(t, v, conversion);
    if (is_null(v) || (is_exact_str(v) && (is_null(spec) || as_str(spec)->length == 0))) return v;
    return object_format(t, v, spec);
}

Value vm_build_interpolation(Thread *t, Value v, Value expression, unsigned conversion, Value spec)
{
    static const char letters[] = " sra";
    Value letter = conversion ? str_char(t, (uint8_t)letters[conversion]) : V_NONE;
    return interpolation_new(t, v, expression, letter, is_null(spec) ? t->rt->empty_str : spec);
}

/* --- unpacking --- */

static bool too_many_to_unpack(Thread *t, Value v, size_t n)
{
    if (is_list(v) || is_tuple(v) || is_dict(v)) {
        int64_t have = length_of(t, v);
        if (have > (int64_t)n) return RAISE_FALSE(t, T_VALUE_ERROR, "too many values to unpack (expected %zu, got %lld)", n, (long long)have);
    }
    return RAISE_FALSE(t, T_VALUE_ERROR, "too many values to unpack (expected %zu)", n);
}

static Value unpack_iterator(Thread *t, Value v)
{
    if (!type_of(t, v)->slots.iter && !type_of(t, v)->slots.get_item)
        return raise(t, T_TYPE_ERROR, "cannot unpack non-iterable %T object", v);
    return iter_get(t, v);
}

bool vm_unpack(Thread *t, Value *out, Value v, size_t n)
{
    if (has_exact_kind(v, K_LIST) && as_list(v)->length == n) {
        for (size_t i = 0; i < n; i++) out[i] = as_list(v)->items[i];
        return true;
    }
    Value it = unpack_iterator(t, v), few[UNPACK_WHOLE];
    if (is_null(it)) return false;
    Value *to = n <= UNPACK_WHOLE ? few : out; /* a failure must not show in the variables that are unpacked to */
    for (size_t i = 0; i < n; i++) {
        to[i] = iter_next(t, it);
        if (!is_null(to[i])) continue;
        if (error_set(t)) return false;
        return RAISE_FALSE(t, T_VALUE_ERROR, "not enough values to unpack (expected %zu, got %zu)", n, i);
    }
    Value more = iter_next(t, it);
    if (!is_null(more)) return too_many_to_unpack(t, v, n);
    if (error_set(t)) return false;
    if (to != out) memcpy(out, few, n * sizeof *out);
    return true;
}

bool vm_unpack_star(Thread *t, Value *out, Value v, size_t before, size_t after)
{
    Value it = unpack_iterator(t, v);
    if (is_null(it)) return false;
    for (size_t i = 0; i < before; i++) {
        out[i] = iter_next(t, it);
        if (!is_null(out[i])) continue;
        if (error_set(t)) return false;
        return RAISE_FALSE(t, T_VALUE_ERROR, "not enough values to unpack (expected at least %zu, got %zu)", before + after, i);
    }
    Value rest = list_from_iterable(t, it);
    if (is_null(rest)) return false;
    List *list = as_list(rest);
    if (list->length < after)
        return RAISE_FALSE(t, T_VALUE_ERROR, "not enough values to unpack (expected at least %zu, got %zu)", before + after, before + (size_t)list->length);
    out[before] = rest;
    for (size_t i = 0; i < after; i++) out[before + 1 + i] = list->items[list->length - after + i];
    return list_delete_range(t, list, list->length - after, list->length);
}
