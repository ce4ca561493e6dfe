/* float_type.c - float as Python sees it: construction, arithmetic, methods. */
#include <errno.h>
#include <float.h>
#include <math.h>

#include "base/floattext.h"
#include "base/text.h"
#include "objects/alloc.h"
#include "objects/arguments.h"
#include "objects/complex.h"
#include "objects/float_format.h"
#include "objects/int_limbs.h"
#include "objects/number_text.h"
#include "objects/sequence.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/error.h"

/* --- construction --- */

/* shown: the object the text came from, for the message */
static Value from_text(Thread *t, Value shown, const char *s, size_t n)
{
    double d;
    while (n && ascii_is_space((unsigned char)*s)) s++, n--;
    while (n && ascii_is_space((unsigned char)s[n - 1])) n--;
    if (n && memchr(s, '_', n)) {
        void *cell = gc_alloc_buffer(t, n);
        if (!cell) return V_NULL;
        char *clean = buffer_data(cell);
        if (!number_text_strip_underscores(s, n, clean, &n)) n = 0;
        s = clean;
    }
    if (n && float_parse(s, n, &d) == n) return float_new(t, d);
    return raise(t, T_VALUE_ERROR, "could not convert string to float: %R", shown);
}

static Value from_buffer(Thread *t, Value v)
{
    Buffer b;
    if (!buffer_get(t, v, &b, BUFFER_SIMPLE)) return V_NULL;
    Value r = from_text(t, v, b.data, b.length);
    buffer_release(t, &b);
    return r;
}

/* what __float__ returned, as an exact float */
static Value checked_result(Thread *t, Value v, Value r)
{
    if (is_null(r) || is_flonum(r) || has_exact_kind(r, K_FLOAT)) return r;
    if (!is_float(r)) return raise(t, T_TYPE_ERROR, "%T.__float__ returned non-float (type %T)", v, r);
    if (!warn(t, T_DEPRECATION_WARNING, 1,
              "%T.__float__ returned non-float (type %T).  The ability to return an instance of a strict subclass of float is "
              "deprecated, and may be removed in a future version of Python.",
              v, r))
        return V_NULL;
    return float_new(t, as_float(r));
}

static Value from_object(Thread *t, Value v)
{
    if (is_flonum(v) || has_exact_kind(v, K_FLOAT)) return v;
    if (is_str(v)) {
        size_t n;
        const char *s = number_text(t, v, &n);
        return s ? from_text(t, v, s, n) : V_NULL;
    }
    const TypeSlots *s = &type_of(t, v)->slots;
    if (s->to_float) return checked_result(t, v, s->to_float(t, v));
    double d;
    if (s->index) {
        Value i = to_index(t, v);
        return !is_null(i) && int_to_double(t, i, &d) ? float_new(t, d) : V_NULL;
    }
    if (has_buffer(t, v)) return from_buffer(t, v);
    return raise(t, T_TYPE_ERROR, "float() argument must be a string or a real number, not '%T'", v);
}

static Value float_construct(Thread *t, Value *a, size_t n)
{
    Type *type = as_type(a[0]);
    if (!arguments_positional(t, type, T_FLOAT, &n, 0, 1)) return V_NULL;
    Value v = n == 1 ? float_new(t, 0.0) : from_object(t, a[1]);
    if (is_null(v) || type == t->rt->types[T_FLOAT]) return v;
    Float *f = object_alloc(t, type, 0);
    if (f) f->value = as_float(v);
    return value_cell(f);
}

/* --- arithmetic --- */

/* the operand as a double: 1, 0 not a float or int, -1 exception */
static ALWAYS_INLINE int operand(Thread *t, Value v, double *d)
{
    if (is_float(v)) return *d = as_float(v), 1;
    if (!is_int(v)) return 0;
    return int_to_double(t, v, d) ? 1 : -1;
}

/* 1 both are doubles, 0 not ours, -1 exception */
static ALWAYS_INLINE int operands(Thread *t, Value a, Value b, double *x, double *y)
{
    int r = operand(t, a, x);
    return r > 0 ? operand(t, b, y) : r;
}

static Value no_operands(int r) { return r < 0 ? V_NULL : V_NOT_IMPLEMENTED; }

static Value zero_division(Thread *t) { return raise(t, T_ZERO_DIVISION_ERROR, "division by zero"); }

static Value float_add(Thread *t, Value a, Value b)
{
    double x, y;
    int r = operands(t, a, b, &x, &y);
    return r > 0 ? float_new(t, x + y) : no_operands(r);
}

static Value float_sub(Thread *t, Value a, Value b)
{
    double x, y;
    int r = operands(t, a, b, &x, &y);
    return r > 0 ? float_new(t, x - y) : no_operands(r);
}

static Value float_mul(Thread *t, Value a, Value b)
{
    double x, y;
    int r = operands(t, a, b, &x, &y);
    return r > 0 ? float_new(t, x * y) : no_operands(r);
}

static Value float_truediv(Thread *t, Value a, Value b)
{
    double x, y;
    int r = operands(t, a, b, &x, &y);
    if (r <= 0) return no_operands(r);
    return y == 0.0 ? zero_division(t) : float_new(t, x / y);
}

static Value float_floordiv_slot(Thread *t, Value a, Value b)
{
    double x, y;
    int r = operands(t, a, b, &x, &y);
    if (r <= 0) return no_operands(r);
    return y == 0.0 ? zero_division(t) : float_new(t, float_floordiv(x, y));
}

static Value float_mod_slot(Thread *t, Value a, Value b)
{
    double x, y;
    int r = operands(t, a, b, &x, &y);
    if (r <= 0) return no_operands(r);
    return y == 0.0 ? zero_division(t) : float_new(t, float_mod(x, y));
}

static Value float_divmod(Thread *t, Value a, Value b)
{
    double x, y;
    int r = operands(t, a, b, &x, &y);
    if (r <= 0) return no_operands(r);
    if (y == 0.0) return zero_division(t);
    Value quotient = float_new(t, float_floordiv(x, y)), rest = float_new(t, float_mod(x, y));
    return is_null(quotient) || is_null(rest) ? V_NULL : tuple_pack(t, 2, quotient, rest);
}

static bool is_odd(double d) { return fmod(fabs(d), 2.0) == 1.0; }

/* the cases that IEEE arithmetic and C's pow leave to be said; false: none of them */
static bool power_special(double x, double y, double *r)
{
    if (y == 0.0) return *r = 1.0, true;
    if (isnan(x)) return *r = x, true;
    if (isnan(y)) return *r = x == 1.0 ? 1.0 : y, true;
    if (isinf(y)) {
        double m = fabs(x);
        *r = m == 1.0 ? 1.0 : (y > 0) == (m > 1.0) ? fabs(y) : 0.0;
        return true;
    }
    if (isinf(x)) {
        if (y > 0) *r = is_odd(y) ? x : fabs(x);
        else *r = is_odd(y) ? copysign(0.0, x) : 0.0;
        return true;
    }
    return false;
}

Value float_power(Thread *t, double x, double y)
{
    double r;
    if (power_special(x, y, &r)) return float_new(t, r);
    if (x == 0.0) {
        if (y < 0) return raise(t, T_ZERO_DIVISION_ERROR, "zero to a negative power");
        return float_new(t, is_odd(y) ? x : 0.0);
    }
    if (x < 0 && y != floor(y)) return complex_power(t, x, 0.0, y, 0.0);
    r = pow(fabs(x), y);
    if (isinf(r)) {
        Value text = str_from_text(t, "Numerical result out of range");
        return is_null(text) ? V_NULL : raise_with2(t, T_OVERFLOW_ERROR, value_fixnum(ERANGE), text);
    }
    return float_new(t, x < 0 && is_odd(y) ? -r : r);
}

static Value float_power_slot(Thread *t, Value a, Value b, Value modulus)
{
    double x, y;
    if (!is_none(modulus)) return raise(t, T_TYPE_ERROR, "pow() 3rd argument not allowed unless all arguments are integers");
    int r = operands(t, a, b, &x, &y);
    return r > 0 ? float_power(t, x, y) : no_operands(r);
}

static Value float_negative(Thread *t, Value v) { return float_new(t, -as_float(v)); }
static Value float_positive(Thread *t, Value v) { return is_flonum(v) ? v : float_new(t, as_float(v)); }
static Value float_absolute(Thread *t, Value v) { return float_new(t, fabs(as_float(v))); }
static Value float_to_int(Thread *t, Value v) { return int_from_double(t, as_float(v)); }
static Value float_repr_slot(Thread *t, Value v) { return float_to_str(t, as_float(v)); }

static int float_truth(Thread *t, Value v)
{
    (void)t;
    return as_float(v) != 0.0;
}

static Value float_compare(Thread *t, Value a, Value b, CompareOp op)
{
    (void)t;
    double x = as_float(a), y;
    if (is_float(b)) {
        y = as_float(b);
    } else if (is_int(b)) {
        if (isnan(x)) return value_bool(op == CMP_NE);
        return compare_result(0, int_compare_double(b, x), op);
    } else {
        return V_NOT_IMPLEMENTED;
    }
    switch (op) {
    case CMP_LT: return value_bool(x < y);
    case CMP_LE: return value_bool(x <= y);
    case CMP_EQ: return value_bool(x == y);
    case CMP_NE: return value_bool(x != y);
    case CMP_GT: return value_bool(x > y);
    default: return value_bool(x >= y);
    }
}

/* --- methods --- */

static Value float_same(Thread *t, Value *a, size_t n)
{
    (void)n;
    return float_positive(t, a[0]);
}

static Value float_trunc(Thread *t, Value *a, size_t n)
{
    (void)n;
    return int_from_double(t, as_float(a[0]));
}

static Value float_floor(Thread *t, Value *a, size_t n)
{
    (void)n;
    return int_from_double(t, floor(as_float(a[0])));
}

static Value float_ceil(Thread *t, Value *a, size_t n)
{
    (void)n;
    return int_from_double(t, ceil(as_float(a[0])));
}

static Value float_round_(Thread *t, Value *a, size_t n)
{
    (void)n;
    double d = as_float(a[0]);
    if (is_null(a[1]) || is_none(a[1])) return int_from_double(t, rint(d));
    int64_t places;
    if (!to_index_clamped(t, a[1], &places)) return V_NULL;
    /* beyond these nothing is left to round, or nothing is left */
    if (!isfinite(d) || d == 0.0 || places > (DBL_MANT_DIG - DBL_MIN_EXP) * 30103 / 100000) return float_new(t, d);
    if (places < -((DBL_MAX_EXP + 1) * 30103 / 100000)) return float_new(t, 0.0 * d);
    double r = float_round(d, (int)places);
    if (isinf(r)) return raise(t, T_OVERFLOW_ERROR, "rounded value too large to represent");
    return float_new(t, r);
}

static Value float_is_integer(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    double d = as_float(a[0]);
    return value_bool(isfinite(d) && floor(d) == d);
}

static Value float_as_integer_ratio(Thread *t, Value *a, size_t n)
{
    (void)n;
    double d = as_float(a[0]);
    if (isinf(d)) return raise(t, T_OVERFLOW_ERROR, "cannot convert Infinity to integer ratio");
    if (isnan(d)) return raise(t, T_VALUE_ERROR, "cannot convert NaN to integer ratio");
    if (d == 0.0) return tuple_pack(t, 2, value_fixnum(0), value_fixnum(1));
    int exponent;
    int64_t m = (int64_t)ldexp(frexp(d, &exponent), DBL_MANT_DIG);
    unsigned zeros = ctz64((uint64_t)m);
    m >>= zeros;
    exponent += (int)zeros - DBL_MANT_DIG;
    Value numerator = value_fixnum(m), denominator = value_fixnum(1);
    if (exponent > 0) numerator = int_lshift(t, numerator, value_fixnum(exponent));
    else denominator = int_lshift(t, denominator, value_fixnum(-exponent));
    return is_null(numerator) || is_null(denominator) ? V_NULL : tuple_pack(t, 2, numerator, denominator);
}

static Value float_hex_(Thread *t, Value *a, size_t n)
{
    (void)n;
    char text[FLOAT_REPR_MAX];
    return str_from_ascii(t, text, float_hex(as_float(a[0]), text));
}

/* d as cls(d) */
static Value of_class(Thread *t, Value cls, double d)
{
    Value v = float_new(t, d);
    return is_null(v) || as_type(cls) == t->rt->types[T_FLOAT] ? v : call1(t, cls, v);
}

static Value float_fromhex(Thread *t, Value *a, size_t n)
{
    (void)n;
    size_t length;
    double d;
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "bad argument type for built-in operation");
    const char *s = str_utf8(t, a[1], &length);
    if (!s) return V_NULL;
    switch (float_from_hex(s, length, &d)) {
    case FLOAT_HEX_OK: return of_class(t, a[0], d);
    case FLOAT_HEX_TOO_LARGE: return raise(t, T_OVERFLOW_ERROR, "hexadecimal value too large to represent as a float");
    default: return raise(t, T_VALUE_ERROR, "invalid hexadecimal floating-point string");
    }
}

static Value float_from_number(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (as_type(a[0]) == t->rt->types[T_FLOAT] && (is_flonum(a[1]) || has_exact_kind(a[1], K_FLOAT))) return a[1];
    double d;
    return to_double(t, a[1], &d) ? of_class(t, a[0], d) : V_NULL;
}

static Value float_getnewargs(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value v = float_new(t, as_float(a[0]));
    return is_null(v) ? V_NULL : tuple_pack(t, 1, v);
}

static Value float_getformat(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "__getformat__() argument must be str, not %T", a[1]);
    if (!str_equal_text(a[1], "double") && !str_equal_text(a[1], "float"))
        return raise(t, T_VALUE_ERROR, "__getformat__() argument 1 must be 'double' or 'float'");
    return str_from_text(t, "IEEE, little-endian");
}

/* --- formatting --- */

const char *float_format_text(Thread *t, const FormatSpec *spec, double d, bool dot_0, size_t *n)
{
    uint32_t type = spec->type;
    int64_t precision = spec->precision;
    unsigned flags = (spec->alternate ? FLOAT_ALT : 0) | (spec->no_negative_zero ? FLOAT_NO_MINUS_0 : 0);
    if (precision > INT_MAX) return RAISE_PTR(t, T_VALUE_ERROR, "precision too big");
    if (type == 0) {
        if (dot_0) flags |= FLOAT_DOT_0;
        type = precision < 0 ? 'r' : 'g';
    }
    bool percent = type == '%';
    if (percent) {
        type = 'f';
        d *= 100;
    } else if (type == 'n') {
        type = 'g';
    }
    if (precision < 0) precision = 6;
    void *cell = gc_alloc_buffer(t, float_format_size(d, (char)type, (int)precision) + 2);
    if (!cell) return NULL;
    char *text = buffer_data(cell);
    *n = float_format(d, (char)type, (int)precision, flags, text);
    if (percent) text[(*n)++] = '%';
    return text;
}

Value float_format_number(Thread *t, const FormatSpec *spec, double d)
{
    size_t n;
    const char *text = float_format_text(t, spec, d, true, &n);
    if (!text) return V_NULL;
    NumberText number = formatspec_split(text, n);
    return formatspec_number(t, spec, &number);
}

static Value float_format_(Thread *t, Value *a, size_t n)
{
    (void)n;
    FormatSpec spec;
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "__format__() argument must be str, not %T", a[1]);
    if (as_str(a[1])->length == 0) return object_str(t, a[0]);
    if (!formatspec_parse(t, a[1], a[0], 0, '>', &spec)) return V_NULL;
    switch (spec.type) {
    case 0: case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': case 'n': case '%':
        return float_format_number(t, &spec, as_float(a[0]));
    default:
        return formatspec_unknown_type(t, &spec, a[0]);
    }
}

static Value get_real(Thread *t, Value self) { return float_positive(t, self); }

static Value get_imag(Thread *t, Value self)
{
    (void)self;
    return float_new(t, 0.0);
}

static const GetSetDef float_getsets[] = {
    {"real", get_real, NULL, "the real part of a complex number"},
    {"imag", get_imag, NULL, "the imaginary part of a complex number"},
    GETSET_END,
};

static const NativeDef float_methods[] = {
    FN_CLASS_METHOD("from_number", float_from_number, "(cls, number, /)", "Convert real number to a floating-point number."),
    FN("conjugate", float_same, "(self, /)", "Return self, the complex conjugate of any float."),
    FN("__trunc__", float_trunc, "(self, /)", "Return the Integral closest to x between 0 and x."),
    FN("__floor__", float_floor, "(self, /)", "Return the floor as an Integral."),
    FN("__ceil__", float_ceil, "(self, /)", "Return the ceiling as an Integral."),
    FN("__round__", float_round_, "(self, ndigits=None, /)",
       "Return the Integral closest to x, rounding half toward even.\n\nWhen an argument is passed, work like built-in round(x, "
       "ndigits)."),
    FN("as_integer_ratio", float_as_integer_ratio, "(self, /)",
       "Return a pair of integers, whose ratio is exactly equal to the original float.\n\nThe ratio is in lowest terms and has a "
       "positive denominator.  Raise\nOverflowError on infinities and a ValueError on NaNs.\n\n>>> "
       "(10.0).as_integer_ratio()\n(10, 1)\n>>> (0.0).as_integer_ratio()\n(0, 1)\n>>> (-.25).as_integer_ratio()\n(-1, 4)"),
    FN_CLASS_METHOD("fromhex", float_fromhex, "(cls, string, /)",
                    "Create a floating-point number from a hexadecimal string.\n\n>>> float.fromhex('0x1.ffffp10')\n2047.984375\n>>> "
                    "float.fromhex('-0x1p-1074')\n-5e-324"),
    FN("hex", float_hex_, "(self, /)",
       "Return a hexadecimal representation of a floating-point number.\n\n>>> (-0.1).hex()\n'-0x1.999999999999ap-4'\n>>> "
       "3.14159.hex()\n'0x1.921f9f01b866ep+1'"),
    FN("is_integer", float_is_integer, "(self, /)", "Return True if the float is an integer."),
    FN("__getnewargs__", float_getnewargs, "(self, /)", ""),
    FN_CLASS_METHOD("__getformat__", float_getformat, "(cls, typestr, /)",
                    "You probably don't want to use this function.\n\n  typestr\n    Must be 'double' or 'float'.\n\nIt exists mainly to "
                    "be used in Python's test suite.\n\nThis function returns whichever of 'unknown', 'IEEE, big-endian' or 'IEEE,\n"
                    "little-endian' best describes the format of floating-point numbers used by the\nC type named by typestr."),
    FN("__format__", float_format_, "(self, format_spec, /)", "Formats the float according to format_spec."),
    FN_END,
};

const TypeSpec float_type_spec = {
    .name = "float",
    .doc = "float(x=0, /)\n--\n\nConvert a string or number to a floating-point number, if possible.",
    .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_MATCH_SELF | TYPE_IMMUTABLE,
    .kind = K_FLOAT,
    .size = offsetof(Float, ext),
    .slots = {.repr = float_repr_slot, .hash = float_hash, .compare = float_compare, .add = float_add, .sub = float_sub, .mul = float_mul,
              .truediv = float_truediv, .floordiv = float_floordiv_slot, .mod = float_mod_slot, .divmod = float_divmod,
              .power = float_power_slot, .negative = float_negative, .positive = float_positive, .absolute = float_absolute,
              .truth = float_truth, .to_int = float_to_int, .to_float = float_positive},
    .methods = float_methods,
    .getsets = float_getsets,
    .construct = {"float", float_construct, NULL, "", FN_KEYWORDS},
};
