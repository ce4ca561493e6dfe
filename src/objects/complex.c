/* complex.c - complex: pairs of doubles. Arithmetic with reals leaves the other part alone (C99 annex G as CPython 3.14 applies it), and
 * products and quotients recover infinities that the formulas turn into NaNs. */
#include "objects/complex.h"

#include <math.h>

#include "base/floattext.h"
#include "base/siphash.h"
#include "base/text.h"
#include "objects/alloc.h"
#include "objects/float_format.h"
#include "objects/number_text.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

typedef struct Pair { double re, im; } Pair;

static Pair pair_of(Value v)
{
    const Complex *c = as_cell(v);
    return (Pair){c->real, c->imaginary};
}

Value complex_new(Thread *t, double real, double imaginary)
{
    Complex *c = alloc_exact(t, T_COMPLEX, K_COMPLEX, offsetof(Complex, ext));
    if (!c) return V_NULL;
    c->real = real;
    c->imaginary = imaginary;
    return value_cell(c);
}

static Value of_pair(Thread *t, Pair p) { return complex_new(t, p.re, p.im); }

/* --- arithmetic on pairs --- */

/* 1 or 0 for infinite or not, with d's sign: the direction of an infinite number */
static double boxed(double d) { return copysign(isinf(d) ? 1.0 : 0.0, d); }
static double no_nan(double d) { return isnan(d) ? copysign(0.0, d) : d; }

static Pair product(Pair z, Pair w)
{
    double a = z.re, b = z.im, c = w.re, d = w.im;
    double ac = a * c, bd = b * d, ad = a * d, bc = b * c;
    Pair r = {ac - bd, ad + bc};
    if (likely(!isnan(r.re) || !isnan(r.im))) return r;
    bool z_infinite = isinf(a) || isinf(b), w_infinite = isinf(c) || isinf(d);
    if (z_infinite) a = boxed(a), b = boxed(b), c = no_nan(c), d = no_nan(d);
    if (w_infinite) c = boxed(c), d = boxed(d), a = no_nan(a), b = no_nan(b);
    if (!z_infinite && !w_infinite) {
        if (!isinf(ac) && !isinf(bd) && !isinf(ad) && !isinf(bc)) return r;
        a = no_nan(a), b = no_nan(b), c = no_nan(c), d = no_nan(d);
    }
    return (Pair){INFINITY * (a * c - b * d), INFINITY * (a * d + b * c)};
}

/* Smith's method; w is not zero */
static Pair quotient(Pair z, Pair w)
{
    Pair r = {NAN, NAN};
    double c = fabs(w.re), d = fabs(w.im);
    if (c >= d) {
        double ratio = w.im / w.re, denominator = w.re + w.im * ratio;
        r = (Pair){(z.re + z.im * ratio) / denominator, (z.im - z.re * ratio) / denominator};
    } else if (d >= c) {
        double ratio = w.re / w.im, denominator = w.re * ratio + w.im;
        r = (Pair){(z.re * ratio + z.im) / denominator, (z.im * ratio - z.re) / denominator};
    }
    if (likely(!isnan(r.re) || !isnan(r.im))) return r;
    if ((isinf(z.re) || isinf(z.im)) && isfinite(w.re) && isfinite(w.im)) {
        double x = boxed(z.re), y = boxed(z.im);
        return (Pair){INFINITY * (x * w.re + y * w.im), INFINITY * (y * w.re - x * w.im)};
    }
    if ((isinf(c) || isinf(d)) && isfinite(z.re) && isfinite(z.im)) {
        double x = boxed(w.re), y = boxed(w.im);
        return (Pair){0.0 * (z.re * x + z.im * y), 0.0 * (z.im * x - z.re * y)};
    }
    return r;
}

/* the same for a real z */
static Pair real_quotient(double z, Pair w)
{
    Pair r = {NAN, NAN};
    double c = fabs(w.re), d = fabs(w.im);
    if (c >= d) {
        double ratio = w.im / w.re, denominator = w.re + w.im * ratio;
        r = (Pair){z / denominator, -z * ratio / denominator};
    } else if (d >= c) {
        double ratio = w.re / w.im, denominator = w.re * ratio + w.im;
        r = (Pair){z * ratio / denominator, -z / denominator};
    }
    if (isnan(r.re) && isnan(r.im) && isfinite(z) && (isinf(c) || isinf(d)))
        return (Pair){0.0 * (z * boxed(w.re)), 0.0 * (-z * boxed(w.im))};
    return r;
}

static Pair power_unsigned(Pair x, unsigned n)
{
    Pair r = {1.0, 0.0};
    for (;; x = product(x, x)) {
        if (n & 1) r = product(r, x);
        if ((n >>= 1) == 0) return r;
    }
}

static bool is_zero(Pair p) { return p.re == 0.0 && p.im == 0.0; }

static Pair power_polar(Pair a, Pair b)
{
    double size = hypot(a.re, a.im), length = pow(size, b.re), angle = atan2(a.im, a.re), phase = angle * b.re;
    if (b.im != 0.0) {
        length *= exp(-angle * b.im);
        phase += b.im * log(size);
    }
    return (Pair){length * cos(phase), length * sin(phase)};
}

Value complex_power(Thread *t, double ar, double ai, double br, double bi)
{
    Pair a = {ar, ai}, b = {br, bi}, r;
    bool small = bi == 0.0 && br == floor(br) && fabs(br) <= 100.0;
    if (is_zero(b)) return complex_new(t, 1.0, 0.0);
    if (is_zero(a)) {
        if (bi != 0.0 || br < 0.0) return raise(t, T_ZERO_DIVISION_ERROR, "zero to a negative or complex power");
        if (!small) return complex_new(t, 0.0, 0.0);
    }
    if (small && br > 0) {
        r = power_unsigned(a, (unsigned)br);
    } else if (small) {
        Pair inverse = power_unsigned(a, (unsigned)-br);
        if (is_zero(inverse)) return raise(t, T_ZERO_DIVISION_ERROR, "zero to a negative or complex power");
        r = real_quotient(1.0, inverse);
    } else {
        r = power_polar(a, b);
    }
    if (isinf(r.re) || isinf(r.im)) return raise(t, T_OVERFLOW_ERROR, "complex exponentiation");
    return of_pair(t, r);
}

/* --- slots --- */

typedef struct Operand { Pair p; bool real; } Operand;

/* 1, 0 not a number, -1 exception */
static int operand(Thread *t, Value v, Operand *o)
{
    o->real = !is_complex(v);
    if (!o->real) return o->p = pair_of(v), 1;
    o->p.im = 0.0;
    if (is_float(v)) return o->p.re = as_float(v), 1;
    if (!is_int(v)) return 0;
    return int_to_double(t, v, &o->p.re) ? 1 : -1;
}

static int operands(Thread *t, Value a, Value b, Operand *x, Operand *y)
{
    int r = operand(t, a, x);
    return r > 0 ? operand(t, b, y) : r;
}

static Value no_operands(int r) { return r < 0 ? V_NULL : V_NOT_IMPLEMENTED; }

static Value complex_add(Thread *t, Value a, Value b)
{
    Operand x, y;
    int r = operands(t, a, b, &x, &y);
    if (r <= 0) return no_operands(r);
    return complex_new(t, x.p.re + y.p.re, x.real ? y.p.im : y.real ? x.p.im : x.p.im + y.p.im);
}

static Value complex_sub(Thread *t, Value a, Value b)
{
    Operand x, y;
    int r = operands(t, a, b, &x, &y);
    if (r <= 0) return no_operands(r);
    return complex_new(t, x.p.re - y.p.re, x.real ? -y.p.im : y.real ? x.p.im : x.p.im - y.p.im);
}

static Value complex_mul(Thread *t, Value a, Value b)
{
    Operand x, y;
    int r = operands(t, a, b, &x, &y);
    if (r <= 0) return no_operands(r);
    if (x.real) return complex_new(t, x.p.re * y.p.re, x.p.re * y.p.im);
    if (y.real) return complex_new(t, x.p.re * y.p.re, x.p.im * y.p.re);
    return of_pair(t, product(x.p, y.p));
}

static Value complex_truediv(Thread *t, Value a, Value b)
{
    Operand x, y;
    int r = operands(t, a, b, &x, &y);
    if (r <= 0) return no_operands(r);
    if (is_zero(y.p)) return raise(t, T_ZERO_DIVISION_ERROR, "division by zero");
    if (y.real) return complex_new(t, x.p.re / y.p.re, x.p.im / y.p.re);
    return of_pair(t, x.real ? real_quotient(x.p.re, y.p) : quotient(x.p, y.p));
}

static Value complex_power_slot(Thread *t, Value a, Value b, Value modulus)
{
    Operand x, y;
    int r = operands(t, a, b, &x, &y);
    if (r <= 0) return no_operands(r);
    if (!is_none(modulus)) return raise(t, T_VALUE_ERROR, "complex modulo");
    return complex_power(t, x.p.re, x.p.im, y.p.re, y.p.im);
}

static Value complex_negative(Thread *t, Value v) { return complex_new(t, -pair_of(v).re, -pair_of(v).im); }

static Value complex_positive(Thread *t, Value v) { return has_exact_kind(v, K_COMPLEX) ? v : of_pair(t, pair_of(v)); }

static Value complex_absolute(Thread *t, Value v)
{
    Pair p = pair_of(v);
    double r = hypot(p.re, p.im);
    if (isinf(r) && isfinite(p.re) && isfinite(p.im)) return raise(t, T_OVERFLOW_ERROR, "absolute value too large");
    return float_new(t, r);
}

static int complex_truth(Thread *t, Value v)
{
    (void)t;
    return !is_zero(pair_of(v));
}

static int64_t complex_hash(Thread *t, Value v)
{
    (void)t;
    Pair p = pair_of(v);
    uint64_t by_identity = value_identity(v) >> 4;
    uint64_t re = isnan(p.re) ? by_identity : (uint64_t)hash_double(p.re);
    uint64_t im = isnan(p.im) ? by_identity : (uint64_t)hash_double(p.im);
    uint64_t hash = re + HASH_IMAG * im;
    return hash == UINT64_MAX ? -2 : (int64_t)hash;
}

static Value complex_compare(Thread *t, Value a, Value b, CompareOp op)
{
    (void)t;
    bool equal;
    Pair x = pair_of(a);
    if (op != CMP_EQ && op != CMP_NE) return V_NOT_IMPLEMENTED;
    if (is_complex(b)) equal = x.re == pair_of(b).re && x.im == pair_of(b).im;
    else if (is_float(b)) equal = x.re == as_float(b) && x.im == 0.0;
    else if (is_int(b)) equal = x.im == 0.0 && !isnan(x.re) && int_compare_double(b, x.re) == 0;
    else return V_NOT_IMPLEMENTED;
    return value_bool(equal == (op == CMP_EQ));
}

static Value complex_repr(Thread *t, Value v)
{
    Pair p = pair_of(v);
    char text[2 * FLOAT_REPR_MAX + 8];
    size_t n = 0;
    bool imaginary_only = p.re == 0.0 && !signbit(p.re);
    if (!imaginary_only) {
        text[n++] = '(';
        n += float_format(p.re, 'r', 0, 0, text + n);
    }
    n += float_format(p.im, 'r', 0, imaginary_only ? 0 : FLOAT_PLUS, text + n);
    text[n++] = 'j';
    if (!imaginary_only) text[n++] = ')';
    return str_from_ascii(t, text, n);
}

/* --- construction --- */

/* the number at *s: *s moves behind it; false: none there */
static bool take_number(const char **s, const char *end, double *d)
{
    size_t used = float_parse(*s, (size_t)(end - *s), d);
    *s += used;
    return used != 0;
}

static bool take_j(const char **s, const char *end)
{
    if (*s == end || (**s | 32) != 'j') return false;
    ++*s;
    return true;
}

/* the whole of [s, end) without surrounding spaces and parentheses: real, imaginary, or both */
static bool parse_parts(const char *s, const char *end, Pair *p)
{
    double first, second;
    *p = (Pair){0.0, 0.0};
    bool bare_sign = s < end && (*s == '+' || *s == '-');
    if (!take_number(&s, end, &first)) { /* j, +j, -j */
        p->im = bare_sign && *s == '-' ? -1.0 : 1.0;
        s += bare_sign;
        return take_j(&s, end) && s == end;
    }
    if (s < end && (*s == '+' || *s == '-')) {
        p->re = first;
        bool minus = *s == '-';
        if (!take_number(&s, end, &second)) {
            second = minus ? -1.0 : 1.0;
            s++;
        }
        p->im = second;
        return take_j(&s, end) && s == end;
    }
    if (take_j(&s, end)) p->im = first;
    else p->re = first;
    return s == end;
}

static void trim(const char **s, const char **end)
{
    while (*s < *end && ascii_is_space((unsigned char)**s)) ++*s;
    while (*s < *end && ascii_is_space((unsigned char)(*end)[-1])) --*end;
}

static bool parse(const char *s, size_t n, Pair *p)
{
    const char *end = s + n;
    trim(&s, &end);
    if (s < end && *s == '(') {
        if (end[-1] != ')') return false;
        s++;
        end--;
        trim(&s, &end);
    }
    return s < end && parse_parts(s, end, p);
}

static Value from_str(Thread *t, Value v, Pair *p)
{
    size_t n;
    const char *s = number_text(t, v, &n);
    if (!s) return V_NULL;
    if (n && memchr(s, '_', n)) {
        void *cell = gc_alloc_buffer(t, n);
        if (!cell) return V_NULL;
        char *clean = buffer_data(cell);
        if (!number_text_strip_underscores(s, n, clean, &n))
            return raise(t, T_VALUE_ERROR, "could not convert string to complex: %R", v);
        s = clean;
    }
    return parse(s, n, p) ? v : raise(t, T_VALUE_ERROR, "complex() arg is a malformed string");
}

/* v.__complex__() as a pair; V_NULL without exception: v has no such method */
static Value special_complex(Thread *t, Value v, Pair *p)
{
    bool found;
    if (has_exact_kind(v, K_COMPLEX)) return *p = pair_of(v), v;
    Value r = call_special(t, v, NAME(t, __complex__), NULL, 0, &found);
    if (!found || is_null(r)) return V_NULL;
    if (!is_complex(r)) return raise(t, T_TYPE_ERROR, "__complex__ returned non-complex (type %T)", r);
    if (!has_exact_kind(r, K_COMPLEX) &&
        !warn(t, T_DEPRECATION_WARNING, 1,
              "__complex__ returned non-complex (type %T).  The ability to return an instance of a strict subclass of complex is "
              "deprecated, and may be removed in a future version of Python.",
              r))
        return V_NULL;
    *p = pair_of(r);
    return r;
}

static bool is_real_number(Thread *t, Value v)
{
    const TypeSlots *s = &type_of(t, v)->slots;
    return s->to_float || s->index;
}

/* the first argument: *complex says whether it was one */
static bool real_argument(Thread *t, Value v, bool alone, Pair *p, bool *complex)
{
    *complex = true;
    if (is_str(v)) {
        if (alone) return !is_null(from_str(t, v, p));
        return RAISE_FALSE(t, T_TYPE_ERROR, "complex() argument 'real' must be a real number, not %T", v);
    }
    Value r = special_complex(t, v, p);
    if (is_null(r) && error_set(t)) return false;
    if (!is_null(r)) {
        return alone || warn(t, T_DEPRECATION_WARNING, 1, "complex() argument 'real' must be a real number, not %T", v);
    }
    *complex = false;
    p->im = 0.0;
    if (is_real_number(t, v)) return to_double(t, v, &p->re);
    if (alone) return RAISE_FALSE(t, T_TYPE_ERROR, "complex() argument must be a string or a number, not %T", v);
    return RAISE_FALSE(t, T_TYPE_ERROR, "complex() argument 'real' must be a real number, not %T", v);
}

static bool imaginary_argument(Thread *t, Value v, Pair *p)
{
    if (is_complex(v)) {
        *p = pair_of(v);
        return warn(t, T_DEPRECATION_WARNING, 1, "complex() argument 'imag' must be a real number, not %T", v);
    }
    p->im = 0.0;
    if (!is_str(v) && is_real_number(t, v)) return to_double(t, v, &p->re);
    return RAISE_FALSE(t, T_TYPE_ERROR, "complex() argument 'imag' must be a real number, not %T", v);
}

static Value complex_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Type *type = as_type(a[0]);
    bool exact = type == t->rt->types[T_COMPLEX], is_pair = false, alone = is_null(a[2]);
    Pair re = {0.0, 0.0}, im = {0.0, 0.0};
    if (exact && alone && !is_null(a[1]) && has_exact_kind(a[1], K_COMPLEX)) return a[1];
    if (!is_null(a[1]) && !real_argument(t, a[1], alone, &re, &is_pair)) return V_NULL;
    if (!alone) {
        if (!imaginary_argument(t, a[2], &im)) return V_NULL;
        if (is_complex(a[2])) re.re -= im.im;
        if (is_pair) im.re += re.im;
        re.im = im.re;
    }
    if (exact) return of_pair(t, re);
    Complex *c = object_alloc(t, type, 0);
    if (!c) return V_NULL;
    c->real = re.re;
    c->imaginary = re.im;
    return value_cell(c);
}

static Value complex_from_number(Thread *t, Value *a, size_t n)
{
    (void)n;
    bool exact = as_type(a[0]) == t->rt->types[T_COMPLEX];
    Pair p = {0.0, 0.0};
    if (exact && has_exact_kind(a[1], K_COMPLEX)) return a[1];
    Value r = special_complex(t, a[1], &p);
    if (is_null(r) && (error_set(t) || !to_double(t, a[1], &p.re))) return V_NULL;
    r = of_pair(t, p);
    return is_null(r) || exact ? r : call1(t, a[0], r);
}

/* --- methods --- */

static Value complex_conjugate(Thread *t, Value *a, size_t n)
{
    (void)n;
    return complex_new(t, pair_of(a[0]).re, -pair_of(a[0]).im);
}

static Value complex_complex(Thread *t, Value *a, size_t n)
{
    (void)n;
    return complex_positive(t, a[0]);
}

static Value complex_getnewargs(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value re = float_new(t, pair_of(a[0]).re), im = float_new(t, pair_of(a[0]).im);
    return is_null(re) || is_null(im) ? V_NULL : tuple_pack(t, 2, re, im);
}

static bool put_part(StrBuilder *b, const FormatSpec *spec, double d)
{
    size_t n;
    const char *text = float_format_text(b->t, spec, d, false, &n);
    if (!text) return false;
    NumberText number = formatspec_split(text, n);
    formatspec_put_number(b, spec, &number);
    return true;
}

static Value format_parts(Thread *t, const FormatSpec *spec, Pair p)
{
    bool parentheses = spec->type == 0, real = !parentheses || p.re != 0.0 || signbit(p.re);
    FormatSpec part = *spec;
    StrBuilder b;
    builder_init(&b, t);
    if (parentheses && real) builder_char(&b, '(');
    if (real) {
        if (!put_part(&b, &part, p.re)) return V_NULL;
        part.sign = '+';
    }
    if (!put_part(&b, &part, p.im)) return V_NULL;
    builder_char(&b, 'j');
    if (parentheses && real) builder_char(&b, ')');
    Value text = builder_finish(&b);
    FormatSpec whole = *spec;
    whole.precision = -1;
    return is_null(text) ? V_NULL : formatspec_text(t, &whole, text);
}

static Value complex_format(Thread *t, Value *a, size_t n)
{
    (void)n;
    FormatSpec spec;
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "__format__() argument must be str, not %T", a[1]);
    if (as_str(a[1])->length == 0) return object_str(t, a[0]);
    if (!formatspec_parse(t, a[1], a[0], 0, '>', &spec)) return V_NULL;
    switch (spec.type) {
    case 0: case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': case 'n': break;
    default: return formatspec_unknown_type(t, &spec, a[0]);
    }
    if (spec.fill == '0') return raise(t, T_VALUE_ERROR, "Zero padding is not allowed in complex format specifier");
    if (spec.align == '=') return raise(t, T_VALUE_ERROR, "'=' alignment flag is not allowed in complex format specifier");
    return format_parts(t, &spec, pair_of(a[0]));
}

static Value get_real(Thread *t, Value self) { return float_new(t, pair_of(self).re); }
static Value get_imag(Thread *t, Value self) { return float_new(t, pair_of(self).im); }

static const GetSetDef complex_getsets[] = {
    {"real", get_real, NULL, "the real part of a complex number"},
    {"imag", get_imag, NULL, "the imaginary part of a complex number"},
    GETSET_END,
};

static const NativeDef complex_methods[] = {
    FN_CLASS_METHOD("from_number", complex_from_number, "(cls, number, /)", "Convert number to a complex floating-point number."),
    FN("conjugate", complex_conjugate, "(self, /)",
       "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j."),
    FN("__complex__", complex_complex, "(self, /)", "Convert this value to exact type complex."),
    FN("__getnewargs__", complex_getnewargs, "(self, /)", ""),
    FN("__format__", complex_format, "(self, format_spec, /)", "Convert to a string according to format_spec."),
    FN_END,
};

const TypeSpec complex_type_spec = {
    .name = "complex",
    .doc = "complex(real=0, imag=0)\n--\n\nCreate a complex number from a string or numbers.\n\nIf a string is given, parse it as a "
           "complex number.\nIf a single number is given, convert it to a complex number.\nIf the 'real' or 'imag' arguments are given, "
           "create a complex number\nwith the specified real and imaginary components.",
    .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .kind = K_COMPLEX,
    .size = offsetof(Complex, ext),
    .slots = {.repr = complex_repr, .hash = complex_hash, .compare = complex_compare, .add = complex_add, .sub = complex_sub,
              .mul = complex_mul, .truediv = complex_truediv, .power = complex_power_slot, .negative = complex_negative,
              .positive = complex_positive, .absolute = complex_absolute, .truth = complex_truth},
    .methods = complex_methods,
    .getsets = complex_getsets,
    .construct = FN("complex", complex_construct, "(cls, real=0, imag=0)", ""),
};
