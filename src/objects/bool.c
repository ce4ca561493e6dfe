/* bool.c - bool: the constants True and False, which are ints. */
#include "objects/arguments.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "runtime/error.h"
#include "runtime/ops.h"

static Value bool_repr(Thread *t, Value v) { return str_intern_text(t, is_true(v) ? "True" : "False"); }

static Value bool_and(Thread *t, Value a, Value b)
{
    if (is_bool(a) && is_bool(b)) return value_bool(is_true(a) && is_true(b));
    return is_int(a) && is_int(b) ? int_and(t, a, b) : V_NOT_IMPLEMENTED;
}

static Value bool_or(Thread *t, Value a, Value b)
{
    if (is_bool(a) && is_bool(b)) return value_bool(is_true(a) || is_true(b));
    return is_int(a) && is_int(b) ? int_or(t, a, b) : V_NOT_IMPLEMENTED;
}

static Value bool_xor(Thread *t, Value a, Value b)
{
    if (is_bool(a) && is_bool(b)) return value_bool(!value_same(a, b));
    return is_int(a) && is_int(b) ? int_xor(t, a, b) : V_NOT_IMPLEMENTED;
}

static Value bool_invert(Thread *t, Value v)
{
    if (!warn(t, T_DEPRECATION_WARNING, 1,
              "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of "
              "the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean "
              "negation or ~int(x) if you really want the bitwise inversion of the underlying int."))
        return V_NULL;
    return int_invert(t, v);
}

static Value bool_construct(Thread *t, Value *a, size_t n)
{
    if (!arguments_positional(t, as_type(a[0]), T_BOOL, &n, 0, 1)) return V_NULL;
    int truth = n == 2 ? is_truthy(t, a[1]) : 0;
    return truth < 0 ? V_NULL : value_bool(truth);
}

const TypeSpec bool_type_spec = {
    .name = "bool",
    .doc = "bool(object=False, /)\n--\n\nReturns True when the argument is true, False otherwise.\n\nThe builtins True and False are the "
           "only two instances of the class bool.\nThe class bool is a subclass of the class int, and cannot be subclassed.",
    .base = T_INT,
    .flags = TYPE_MATCH_SELF | TYPE_IMMUTABLE,
    .kind = K_INT,
    .size = sizeof(Int),
    .slots = {.repr = bool_repr, .and_ = bool_and, .or_ = bool_or, .xor_ = bool_xor, .invert = bool_invert},
    .construct = {"bool", bool_construct, NULL, "", FN_KEYWORDS},
};
