/* math.c - the math module: real functions of the C library with Python's errors. The number theory is in math_integer.c.
 *
 * Invariants
 *  - A function of finite arguments gives a number or raises: a NaN that no argument was is ValueError, an infinity is ValueError at a
 *    pole and OverflowError else. NaN and infinite arguments follow C99 annex F.
 *  - gamma(), lgamma(), hypot(), dist(), fsum() and sumprod() follow published algorithms step by step, so that they give CPython's bits. */
#include <float.h>
#include <math.h>

#include "modules/math.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

static Value range_error(Thread *t) { return raise(t, T_OVERFLOW_ERROR, "math range error"); }
static Value domain_error(Thread *t) { return raise(t, T_VALUE_ERROR, "math domain error"); }

/* "..., got x" */
static Value bad_argument(Thread *t, const char *expected, double x)
{
    Value shown = float_new(t, x);
    return is_null(shown) ? V_NULL : raise(t, T_VALUE_ERROR, "expected %s, got %R", expected, shown);
}

/* --- functions of one argument --- */

/* expected: what the argument must be, NULL: any; overflows: an infinite result comes of a large argument, not of a pole */
static Value unary(Thread *t, Value v, double (*fn)(double), const char *expected, bool overflows)
{
    double x, r;
    if (!to_double(t, v, &x)) return V_NULL;
    r = fn(x);
    if (isnan(r) && !isnan(x)) return expected ? bad_argument(t, expected, x) : domain_error(t);
    if (isinf(r) && isfinite(x)) return overflows || !expected ? range_error(t) : bad_argument(t, expected, x);
    return float_new(t, r);
}
#define UNARY(name, fn, expected, overflows) \
    static Value math_##name(Thread *t, Value *a, size_t n) { (void)n; return unary(t, a[0], fn, expected, overflows); }

static double to_degrees(double x) { return x * (180.0 / M_PI); }
static double to_radians(double x) { return x * (M_PI / 180.0); }

UNARY(acos, acos, "a number in range from -1 up to 1", false)
UNARY(acosh, acosh, "argument value not less than 1", false)
UNARY(asin, asin, "a number in range from -1 up to 1", false)
UNARY(asinh, asinh, NULL, false)
UNARY(atan, atan, NULL, false)
UNARY(atanh, atanh, "a number between -1 and 1", false)
UNARY(cbrt, cbrt, NULL, false)
UNARY(cos, cos, "a finite input", false)
UNARY(cosh, cosh, NULL, true)
UNARY(erf, erf, NULL, false)
UNARY(erfc, erfc, NULL, false)
UNARY(exp, exp, NULL, true)
UNARY(exp2, exp2, NULL, true)
UNARY(expm1, expm1, NULL, true)
UNARY(fabs, fabs, NULL, false)
UNARY(log1p, log1p, "argument value > -1", false)
UNARY(sin, sin, "a finite input", false)
UNARY(sinh, sinh, NULL, true)
UNARY(sqrt, sqrt, "a nonnegative input", false)
UNARY(tan, tan, "a finite input", false)
UNARY(tanh, tanh, NULL, false)

/* a number that floats hold at any size: nothing can go wrong but the conversion */
#define PLAIN(name, expression) \
    static Value math_##name(Thread *t, Value *a, size_t n) \
    { \
        (void)n; \
        double x; \
        return to_double(t, a[0], &x) ? expression : V_NULL; \
    }
PLAIN(degrees, float_new(t, to_degrees(x)))
PLAIN(radians, float_new(t, to_radians(x)))
PLAIN(isfinite, value_bool(isfinite(x)))
PLAIN(isinf, value_bool(isinf(x)))
PLAIN(isnan, value_bool(isnan(x)))

static double ulp_of(double x)
{
    x = fabs(x);
    if (!isfinite(x)) return x;
    double above = nextafter(x, INFINITY);
    return isinf(above) ? x - nextafter(x, 0) : above - x;
}
PLAIN(ulp, float_new(t, ulp_of(x)))

static Value pair(Thread *t, Value a, Value b) { return is_null(a) || is_null(b) ? V_NULL : tuple_pack(t, 2, a, b); }
static Value split(Thread *t, double x)
{
    int exponent = 0;
    if (isfinite(x)) x = frexp(x, &exponent);
    return pair(t, float_new(t, x), value_fixnum(exponent));
}
static Value split_fraction(Thread *t, double x)
{
    double whole, fraction = modf(x, &whole);
    return pair(t, float_new(t, fraction), float_new(t, whole));
}
PLAIN(frexp, split(t, x))
PLAIN(modf, split_fraction(t, x))

/* --- gamma: C. Lanczos' approximation with the coefficients of Boost's lanczos13m53 (N = 13, g = 6.02...) --- */

#define LANCZOS_G 6.024680040776729583740234375
#define LANCZOS_G_MINUS_HALF 5.524680040776729583740234375
enum { LANCZOS_N = 13, EXACT_FACTORIALS = 23 };

static const double lanczos_above[LANCZOS_N] = {
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408};
static const double lanczos_below[LANCZOS_N] = {0,       39916800, 120543840, 150917976, 105258076, 45995730, 13339535,
                                                2637558, 357423,   32670,     1925,      66,        1};

static double lanczos_sum(double x)
{
    double above = 0, below = 0;
    for (int i = 0; i < LANCZOS_N; i++) {
        int k = x < 5 ? LANCZOS_N - 1 - i : i; /* large x: in powers of 1/x */
        above = (x < 5 ? above * x : above / x) + lanczos_above[k];
        below = (x < 5 ? below * x : below / x) + lanczos_below[k];
    }
    return above / below;
}
/* sin(pi * x), exact at the zeros */
static double sin_pi(double x)
{
    double y = fmod(fabs(x), 2), r;
    switch ((int)round(2 * y)) {
    case 0: r = sin(M_PI * y); break;
    case 1: r = cos(M_PI * (y - 0.5)); break;
    case 2: r = sin(M_PI * (1 - y)); break;
    case 3: r = -cos(M_PI * (y - 1.5)); break;
    default: r = sin(M_PI * (y - 2)); break;
    }
    return copysign(1, x) * r;
}
/* what rounding lost in y = x + (g - 1/2), as a relative correction of the result */
static double gamma_correction(double x, double y)
{
    double lost = x > LANCZOS_G_MINUS_HALF ? y - x - LANCZOS_G_MINUS_HALF : y - LANCZOS_G_MINUS_HALF - x;
    return lost * LANCZOS_G / y;
}
static double gamma_of(double x)
{
    double size = fabs(x);
    if (isnan(x) || x == INFINITY) return x;
    if (isinf(x)) return NAN;
    if (x == floor(x)) {
        if (x < 0) return NAN;
        if (x == 0) return copysign(INFINITY, x);
        if (x <= EXACT_FACTORIALS) {
            double r = 1;
            for (int i = 2; i < (int)x; i++) r *= i;
            return r;
        }
    }
    if (size < 1e-20) return 1 / x;
    if (size > 200) return x < 0 ? 0 / sin_pi(x) : INFINITY;
    double y = size + LANCZOS_G_MINUS_HALF, z = gamma_correction(size, y), r;
    double power = size < 140 ? pow(y, size - 0.5) : pow(y, size / 2 - 0.25);
    if (x < 0) {
        r = -M_PI / sin_pi(size) / size * exp(y) / lanczos_sum(size);
        r -= z * r;
        return size < 140 ? r / power : r / power / power;
    }
    r = lanczos_sum(size) / exp(y);
    r += z * r;
    return size < 140 ? r * power : r * power * power;
}
static double log_gamma_of(double x)
{
    double size = fabs(x);
    if (isnan(x)) return x;
    if (isinf(x)) return INFINITY;
    if (x == floor(x) && x <= 2) return x <= 0 ? NAN : 0;
    if (size < 1e-20) return -log(size);
    double r = log(lanczos_sum(size)) - LANCZOS_G;
    r += (size - 0.5) * (log(size + LANCZOS_G - 0.5) - 1);
    return x < 0 ? 1.144729885849400174143427351353058711647 - log(fabs(sin_pi(size))) - log(size) - r : r;
}
static Value math_gamma(Thread *t, Value *a, size_t n)
{
    static const char expected[] = "a noninteger or positive integer";
    (void)n;
    double x;
    if (!to_double(t, a[0], &x)) return V_NULL;
    return x == 0 ? bad_argument(t, expected, x) : unary(t, a[0], gamma_of, expected, true);
}
UNARY(lgamma, log_gamma_of, "a noninteger or positive integer", true)

/* --- logarithms: of ints of any size --- */

/* v > 0 as m * 2**e, 0.5 <= m < 1, rounded half to even */
static bool int_split(Thread *t, Value v, double *m, double *e)
{
    int64_t top, bits = (int64_t)int_bit_length(v), shift = bits - 61;
    Value high = int_rshift(t, v, value_fixnum(shift)), back = is_null(high) ? V_NULL : int_lshift(t, high, value_fixnum(shift));
    if (is_null(back)) return false;
    if (!int_fits_int64(high, &top)) return false;
    top |= !int_equal(back, v); /* what was cut off decides ties */
    int more;
    *m = frexp((double)top, &more);
    *e = (double)(shift + more);
    return true;
}
static Value logarithm(Thread *t, Value v, double (*fn)(double))
{
    if (!is_int(v)) return unary(t, v, fn, "a positive input", false);
    if (int_sign(v) <= 0) return raise(t, T_VALUE_ERROR, "expected a positive input");
    double m, e;
    if (int_bit_length(v) < DBL_MAX_EXP) return int_to_double(t, v, &m) ? float_new(t, fn(m)) : V_NULL;
    return int_split(t, v, &m, &e) ? float_new(t, fn(m) + fn(2.0) * e) : V_NULL;
}
static Value math_log(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value x = logarithm(t, a[0], log);
    if (is_null(x) || is_null(a[1])) return x;
    Value base = logarithm(t, a[1], log);
    return is_null(base) ? V_NULL : binary_op(t, BIN_TRUEDIV, x, base);
}
static Value math_log2(Thread *t, Value *a, size_t n) { (void)n; return logarithm(t, a[0], log2); }
static Value math_log10(Thread *t, Value *a, size_t n) { (void)n; return logarithm(t, a[0], log10); }

/* --- functions of two and three arguments --- */

static bool two(Thread *t, const Value *a, double *x, double *y) { return to_double(t, a[0], x) && to_double(t, a[1], y); }

static Value math_atan2(Thread *t, Value *a, size_t n)
{
    (void)n;
    double y, x;
    return two(t, a, &y, &x) ? float_new(t, atan2(y, x)) : V_NULL;
}
static Value math_copysign(Thread *t, Value *a, size_t n)
{
    (void)n;
    double x, y;
    return two(t, a, &x, &y) ? float_new(t, copysign(x, y)) : V_NULL;
}
static Value division_rest(Thread *t, const Value *a, double (*fn)(double, double))
{
    double x, y;
    if (!two(t, a, &x, &y)) return V_NULL;
    double r = fn(x, y);
    return isnan(r) && !isnan(x) && !isnan(y) ? domain_error(t) : float_new(t, r);
}
static Value math_fmod(Thread *t, Value *a, size_t n) { (void)n; return division_rest(t, a, fmod); }
static Value math_remainder(Thread *t, Value *a, size_t n) { (void)n; return division_rest(t, a, remainder); }
static Value math_pow(Thread *t, Value *a, size_t n)
{
    (void)n;
    double x, y;
    if (!two(t, a, &x, &y)) return V_NULL;
    double r = pow(x, y);
    if (isfinite(x) && isfinite(y)) {
        if (isnan(r)) return domain_error(t);
        if (isinf(r)) return x == 0 ? domain_error(t) : range_error(t);
    }
    return float_new(t, r);
}
static Value math_ldexp(Thread *t, Value *a, size_t n)
{
    (void)n;
    double x;
    int64_t e;
    if (!to_double(t, a[0], &x)) return V_NULL;
    if (!is_int(a[1])) return raise(t, T_TYPE_ERROR, "Expected an int as second argument to ldexp.");
    if (!int_fits_int64(a[1], &e)) e = int_sign(a[1]) < 0 ? INT64_MIN : INT64_MAX;
    double r = ldexp(x, e > INT32_MAX ? INT32_MAX : e < INT32_MIN ? INT32_MIN : (int)e);
    return isinf(r) && isfinite(x) ? range_error(t) : float_new(t, r);
}
static Value math_fma(Thread *t, Value *a, size_t n)
{
    (void)n;
    double x, y, z;
    if (!two(t, a, &x, &y) || !to_double(t, a[2], &z)) return V_NULL;
    double r = fma(x, y, z);
    if (isfinite(r)) return float_new(t, r);
    if (isnan(r) && !isnan(x) && !isnan(y) && !isnan(z)) return raise(t, T_VALUE_ERROR, "invalid operation in fma");
    if (isinf(r) && isfinite(x) && isfinite(y) && isfinite(z)) return raise(t, T_OVERFLOW_ERROR, "overflow in fma");
    return float_new(t, r);
}
static Value math_isclose(Thread *t, Value *a, size_t n)
{
    (void)n;
    double x, y, relative = 1e-9, absolute = 0;
    if (!two(t, a, &x, &y) || (!is_null(a[2]) && !to_double(t, a[2], &relative)) || (!is_null(a[3]) && !to_double(t, a[3], &absolute))) return V_NULL;
    if (relative < 0 || absolute < 0) return raise(t, T_VALUE_ERROR, "tolerances must be non-negative");
    if (x == y) return V_TRUE;
    if (isinf(x) || isinf(y)) return V_FALSE;
    double apart = fabs(y - x);
    return value_bool(apart <= fabs(relative * y) || apart <= fabs(relative * x) || apart <= absolute);
}

/* the position of a float among all of them, 0 for both zeros */
static int64_t ordinal(double x)
{
    int64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits < 0 ? -(bits & INT64_MAX) : bits;
}
static double from_ordinal(int64_t k)
{
    uint64_t bits = k < 0 ? (uint64_t)-k | (uint64_t)1 << 63 : (uint64_t)k;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}
static Value math_nextafter(Thread *t, Value *a, size_t n)
{
    (void)n;
    double x, y;
    if (!two(t, a, &x, &y)) return V_NULL;
    if (is_null(a[2]) || is_none(a[2])) return float_new(t, nextafter(x, y));
    Value steps = to_index(t, a[2]);
    if (is_null(steps)) return V_NULL;
    if (int_sign(steps) < 0) return raise(t, T_VALUE_ERROR, "steps must be a non-negative integer");
    if (isnan(x) || isnan(y)) return float_new(t, isnan(x) ? x : y);
    if (int_sign(steps) == 0) return float_new(t, x);
    int64_t count, from = ordinal(x), to = ordinal(y);
    uint64_t apart = from < to ? (uint64_t)to - (uint64_t)from : (uint64_t)from - (uint64_t)to;
    if (!int_fits_int64(steps, &count)) count = INT64_MAX; /* there are fewer floats on a side, but not on both */
    if (apart <= (uint64_t)count || int_bit_length(steps) > 63) return float_new(t, y);
    double r = from_ordinal(from < to ? from + count : from - count);
    return float_new(t, r == 0 ? copysign(0, x) : r);
}

/* --- double-double and triple arithmetic: T. Dekker's and D. Knuth's exact sums and products --- */

typedef struct Exact { double high, low; } Exact;

static Exact exact_sum_ordered(double a, double b) /* |a| >= |b| */
{
    double s = a + b;
    return (Exact){s, b - (s - a)};
}
static Exact exact_sum(double a, double b)
{
    double s = a + b, part = s - a;
    return (Exact){s, (a - (s - part)) + (b - part)};
}
static Exact exact_product(double a, double b)
{
    double p = a * b;
    return (Exact){p, fma(a, b, -p)};
}

/* The Euclidean norm of n numbers >= 0, the largest of them given: scaled by a power of two, summed with what rounding loses, and
 * the root corrected by one step of Newton's. */
static double norm(double *v, size_t n, double max, bool has_nan)
{
    if (isinf(max)) return max;
    if (has_nan) return NAN;
    if (max == 0 || n <= 1) return max;
    int exponent;
    frexp(max, &exponent);
    if (exponent < -1023) { /* the scale would overflow */
        for (size_t i = 0; i < n; i++) v[i] /= DBL_MIN;
        return DBL_MIN * norm(v, n, max / DBL_MIN, has_nan);
    }
    double scale = ldexp(1, -exponent), sum = 1, lost1 = 0, lost2 = 0, root = 0;
    for (size_t i = 0; i <= n; i++) {
        if (i == n) root = sqrt(sum - 1 + (lost1 + lost2));
        Exact p = i < n ? exact_product(v[i] * scale, v[i] * scale) : exact_product(-root, root), s = exact_sum_ordered(sum, p.high);
        sum = s.high;
        lost1 += p.low;
        lost2 += s.low;
    }
    return (root + (sum - 1 + (lost1 + lost2)) / (2 * root)) / scale;
}
static double *doubles(Thread *t, size_t n)
{
    void *cell = gc_alloc_buffer(t, (n ? n : 1) * sizeof(double));
    return cell ? buffer_data(cell) : NULL;
}
static Value math_hypot(Thread *t, Value *a, size_t n)
{
    double *v = doubles(t, n), max = 0;
    bool has_nan = false;
    if (!v) return V_NULL;
    for (size_t i = 0; i < n; i++) {
        if (!to_double(t, a[i], &v[i])) return V_NULL;
        v[i] = fabs(v[i]);
        has_nan |= isnan(v[i]);
        if (v[i] > max) max = v[i];
    }
    return float_new(t, norm(v, n, max, has_nan));
}
static Value math_dist(Thread *t, Value *a, size_t count)
{
    (void)count;
    Value p = tuple_from_iterable(t, a[0]), q = is_null(p) ? V_NULL : tuple_from_iterable(t, a[1]);
    if (is_null(q)) return V_NULL;
    size_t n = as_tuple(p)->length;
    if (n != as_tuple(q)->length) return raise(t, T_VALUE_ERROR, "both points must have the same number of dimensions");
    double *v = doubles(t, n), max = 0;
    bool has_nan = false;
    if (!v) return V_NULL;
    for (size_t i = 0; i < n; i++) {
        double x, y;
        if (!to_double(t, as_tuple(p)->items[i], &x) || !to_double(t, as_tuple(q)->items[i], &y)) return V_NULL;
        v[i] = fabs(x - y);
        has_nan |= isnan(v[i]);
        if (v[i] > max) max = v[i];
    }
    return float_new(t, norm(v, n, max, has_nan));
}

/* --- fsum: J. R. Shewchuk's partial sums, which do not overlap and grow in size --- */

typedef struct Partials {
    double *p;
    size_t n, capacity;
    double special, infinite; /* sum of the infinities and NaNs; of the infinities alone */
} Partials;

static bool fsum_add(Thread *t, void *context, Value item)
{
    Partials *s = context;
    double x, whole;
    if (!to_double(t, item, &x)) return false;
    whole = x;
    size_t kept = 0;
    for (size_t i = 0; i < s->n; i++) {
        double y = s->p[i];
        Exact sum = fabs(x) < fabs(y) ? exact_sum_ordered(y, x) : exact_sum_ordered(x, y);
        if (sum.low != 0) s->p[kept++] = sum.low;
        x = sum.high;
    }
    s->n = kept;
    if (x == 0) return true;
    if (!isfinite(x)) {
        if (isfinite(whole)) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "intermediate overflow in fsum");
        if (isinf(whole)) s->infinite += whole;
        s->special += whole;
        s->n = 0;
        return true;
    }
    if (s->n == s->capacity) {
        double *larger = doubles(t, s->capacity * 2);
        if (!larger) return false;
        memcpy(larger, s->p, s->n * sizeof *larger);
        s->p = larger;
        s->capacity *= 2;
    }
    s->p[s->n++] = x;
    return true;
}
static double fsum_round(const Partials *s)
{
    size_t n = s->n;
    if (!n) return 0;
    Exact sum = {s->p[--n], 0};
    while (n && sum.low == 0) sum = exact_sum_ordered(sum.high, s->p[--n]);
    /* half to even across partials: a tie that the next one breaks */
    if (n && ((sum.low < 0 && s->p[n - 1] < 0) || (sum.low > 0 && s->p[n - 1] > 0))) {
        double twice = sum.low * 2, up = sum.high + twice;
        if (twice == up - sum.high) return up;
    }
    return sum.high;
}
static Value math_fsum(Thread *t, Value *a, size_t n)
{
    (void)n;
    Partials s = {.p = doubles(t, 32), .capacity = 32};
    if (!s.p || !iterate(t, a[0], fsum_add, &s)) return V_NULL;
    if (s.special != 0) return isnan(s.infinite) ? raise(t, T_VALUE_ERROR, "-inf + inf in fsum") : float_new(t, s.special);
    return float_new(t, fsum_round(&s));
}

/* --- sumprod: exact machine ints while they last, then floats in triple length, then whatever * and + do --- */

typedef struct SumProd {
    Value total;
    int64_t ints;
    double high, low, tiny;
    bool int_path, float_path, ints_used, floats_used;
} SumProd;

static bool sumprod_flush(Thread *t, SumProd *s, bool *used, Value v)
{
    if (!*used) return true;
    *used = false;
    s->total = is_null(v) ? V_NULL : binary_op(t, BIN_ADD, s->total, v);
    return !is_null(s->total);
}
static bool sumprod_flush_ints(Thread *t, SumProd *s)
{
    int64_t n = s->ints;
    s->ints = 0;
    return sumprod_flush(t, s, &s->ints_used, int_from_int64(t, n));
}
static bool sumprod_flush_floats(Thread *t, SumProd *s)
{
    Exact last = exact_sum(s->low, s->high);
    double d = s->tiny + last.low + last.high;
    s->high = s->low = s->tiny = 0;
    return sumprod_flush(t, s, &s->floats_used, float_new(t, d));
}
static bool exact_float(Value v) { return is_flonum(v) || has_exact_kind(v, K_FLOAT); }
static bool exact_int(Value v) { return is_fixnum(v) || has_exact_kind(v, K_INT); }

static bool sumprod_int(SumProd *s, Value p, Value q)
{
    int64_t x, y, product, sum;
    if (!exact_int(p) || !exact_int(q) || !int_fits_int64(p, &x) || !int_fits_int64(q, &y)) return false;
    if (__builtin_mul_overflow(x, y, &product) || __builtin_add_overflow(s->ints, product, &sum)) return false;
    s->ints = sum;
    return s->ints_used = true;
}
static bool sumprod_float(Thread *t, SumProd *s, Value p, Value q)
{
    double x, y;
    if (!(exact_float(p) && (exact_float(q) || is_int(q))) && !(is_int(p) && exact_float(q))) return false;
    if (!to_double(t, p, &x) || !to_double(t, q, &y)) {
        error_clear(t);
        return false;
    }
    Exact product = exact_product(x, y), sum = exact_sum(s->high, product.high);
    Exact low = exact_sum(s->low, product.low), rest = exact_sum(low.high, sum.low);
    if (!isfinite(sum.high)) return false;
    s->high = sum.high;
    s->low = rest.high;
    s->tiny += low.low + rest.low;
    return s->floats_used = true;
}
static bool sumprod_add(Thread *t, SumProd *s, Value p, Value q)
{
    if (s->int_path) {
        if (sumprod_int(s, p, q)) return true;
        s->int_path = false;
        if (!sumprod_flush_ints(t, s)) return false;
    }
    if (s->float_path) {
        if (sumprod_float(t, s, p, q)) return true;
        s->float_path = false;
        if (!sumprod_flush_floats(t, s)) return false;
    }
    Value product = binary_op(t, BIN_MUL, p, q);
    s->total = is_null(product) ? V_NULL : binary_op(t, BIN_ADD, s->total, product);
    return !is_null(s->total);
}
static Value math_sumprod(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value p = iter_get(t, a[0]), q = is_null(p) ? V_NULL : iter_get(t, a[1]);
    if (is_null(q)) return V_NULL;
    SumProd s = {.total = value_fixnum(0), .int_path = true, .float_path = true};
    for (;;) {
        Value x = iter_next(t, p);
        if (is_null(x) && error_set(t)) return V_NULL;
        Value y = iter_next(t, q);
        if (is_null(y) && error_set(t)) return V_NULL;
        if (is_null(x) != is_null(y)) return raise(t, T_VALUE_ERROR, "Inputs are not the same length");
        if (is_null(x)) return sumprod_flush_ints(t, &s) && sumprod_flush_floats(t, &s) ? s.total : V_NULL;
        if (!sumprod_add(t, &s, x, y)) return V_NULL;
    }
}

/* --- to integers --- */

static Value rounded(Thread *t, Value v, Value name, double (*fn)(double))
{
    if (!exact_float(v)) {
        bool found;
        Value r = call_special(t, v, name, NULL, 0, &found);
        if (found || error_set(t)) return r;
    }
    double x;
    return to_double(t, v, &x) ? int_from_double(t, fn(x)) : V_NULL;
}
static Value math_ceil(Thread *t, Value *a, size_t n) { (void)n; return rounded(t, a[0], NAME(t, __ceil__), ceil); }
static Value math_floor(Thread *t, Value *a, size_t n) { (void)n; return rounded(t, a[0], NAME(t, __floor__), floor); }
static Value math_trunc(Thread *t, Value *a, size_t n)
{
    (void)n;
    bool found;
    Value r = call_special(t, a[0], NAME(t, __trunc__), NULL, 0, &found);
    return found || error_set(t) ? r : raise(t, T_TYPE_ERROR, "type %T doesn't define __trunc__ method", a[0]);
}

static Value math_prod(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value product = is_null(a[1]) ? value_fixnum(1) : a[1], items = iter_get(t, a[0]);
    while (!is_null(items) && !is_null(product)) {
        Value v = iter_next(t, items);
        if (is_null(v)) return error_set(t) ? V_NULL : product;
        product = binary_op(t, BIN_MUL, product, v);
    }
    return V_NULL;
}

/* --- module --- */

static const NativeDef functions[] = {
    FN("acos", math_acos, "($module, x, /)", "Return the arc cosine (measured in radians) of x."),
    FN("acosh", math_acosh, "($module, x, /)", "Return the inverse hyperbolic cosine of x."),
    FN("asin", math_asin, "($module, x, /)", "Return the arc sine (measured in radians) of x."),
    FN("asinh", math_asinh, "($module, x, /)", "Return the inverse hyperbolic sine of x."),
    FN("atan", math_atan, "($module, x, /)", "Return the arc tangent (measured in radians) of x."),
    FN("atan2", math_atan2, "($module, y, x, /)", "Return the arc tangent of y/x in radians, in the quadrant of the point (x, y)."),
    FN("atanh", math_atanh, "($module, x, /)", "Return the inverse hyperbolic tangent of x."),
    FN("cbrt", math_cbrt, "($module, x, /)", "Return the cube root of x."),
    FN("ceil", math_ceil, "($module, x, /)", "Return the smallest integer that is >= x."),
    FN("comb", math_comb, "($module, n, k, /)", "Number of ways to choose k of n items without repetition and without order."),
    FN("copysign", math_copysign, "($module, x, y, /)", "Return a float of the size of x with the sign of y."),
    FN("cos", math_cos, "($module, x, /)", "Return the cosine of x (measured in radians)."),
    FN("cosh", math_cosh, "($module, x, /)", "Return the hyperbolic cosine of x."),
    FN("degrees", math_degrees, "($module, x, /)", "Convert angle x from radians to degrees."),
    FN("dist", math_dist, "($module, p, q, /)", "Return the Euclidean distance of two points, each given as coordinates."),
    FN("erf", math_erf, "($module, x, /)", "Error function at x."),
    FN("erfc", math_erfc, "($module, x, /)", "Complementary error function at x."),
    FN("exp", math_exp, "($module, x, /)", "Return e raised to the power of x."),
    FN("exp2", math_exp2, "($module, x, /)", "Return 2 raised to the power of x."),
    FN("expm1", math_expm1, "($module, x, /)", "Return exp(x)-1 without the loss of precision that subtracting brings for small x."),
    FN("fabs", math_fabs, "($module, x, /)", "Return the absolute value of the float x."),
    FN("factorial", math_factorial, "($module, n, /)", "Return the product of the integers from 1 to n."),
    FN("floor", math_floor, "($module, x, /)", "Return the largest integer that is <= x."),
    FN("fma", math_fma, "($module, x, y, z, /)", "Return x * y + z, rounded once."),
    FN("fmod", math_fmod, "($module, x, y, /)", "Return fmod(x, y) as C has it: with the sign of x."),
    FN("frexp", math_frexp, "($module, x, /)", "Return (m, e) with x == m * 2.**e, e an int and 0.5 <= abs(m) < 1.0, or m and e both 0."),
    FN("fsum", math_fsum, "($module, seq, /)", "Return the sum of floats, rounded once."),
    FN("gamma", math_gamma, "($module, x, /)", "Gamma function at x."),
    FN("gcd", math_gcd, "($module, /, *integers)", "Greatest Common Divisor."),
    FN("hypot", math_hypot, "($module, /, *coordinates)", "Return the Euclidean distance of a point from the origin."),
    FN("isclose", math_isclose, "($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)", "Tell whether a and b differ by no more than a tolerance, relative to the larger or absolute."),
    FN("isfinite", math_isfinite, "($module, x, /)", "Return True if x is neither an infinity nor a NaN, and False otherwise."),
    FN("isinf", math_isinf, "($module, x, /)", "Return True if x is a positive or negative infinity, and False otherwise."),
    FN("isnan", math_isnan, "($module, x, /)", "Return True if x is a NaN (not a number), and False otherwise."),
    FN("isqrt", math_isqrt, "($module, n, /)", "Return the integer part of the square root of the input."),
    FN("lcm", math_lcm, "($module, /, *integers)", "Least Common Multiple."),
    FN("ldexp", math_ldexp, "($module, x, i, /)", "Return x * (2**i)."),
    FN("lgamma", math_lgamma, "($module, x, /)", "Natural logarithm of absolute value of Gamma function at x."),
    FN("log", math_log, "(x, base=<unrepresentable>, /)", "log(x, [base=math.e])\nReturn the logarithm of x to the given base, the natural one by default."),
    FN("log10", math_log10, "($module, x, /)", "Return the base 10 logarithm of x."),
    FN("log1p", math_log1p, "($module, x, /)", "Return the natural logarithm of 1+x, accurate for x near zero."),
    FN("log2", math_log2, "($module, x, /)", "Return the base 2 logarithm of x."),
    FN("modf", math_modf, "($module, x, /)", "Return the fractional and integer parts of x, both floats with the sign of x."),
    FN("nextafter", math_nextafter, "($module, x, y, /, *, steps=None)", "Return the float that is so many steps (1 by default) from x towards y."),
    FN("perm", math_perm, "($module, n, k=None, /)", "Number of ways to choose k of n items without repetition and with order; all n by default."),
    FN("pow", math_pow, "($module, x, y, /)", "Return x**y (x to the power of y)."),
    FN("prod", math_prod, "($module, iterable, /, *, start=1)", "Calculate the product of all the elements in the input iterable."),
    FN("radians", math_radians, "($module, x, /)", "Convert angle x from degrees to radians."),
    FN("remainder", math_remainder, "($module, x, y, /)", "Return x minus the multiple of y closest to it; of two as close, the even one."),
    FN("sin", math_sin, "($module, x, /)", "Return the sine of x (measured in radians)."),
    FN("sinh", math_sinh, "($module, x, /)", "Return the hyperbolic sine of x."),
    FN("sqrt", math_sqrt, "($module, x, /)", "Return the square root of x."),
    FN("sumprod", math_sumprod, "($module, p, q, /)", "Return the sum of products of values from two iterables p and q."),
    FN("tan", math_tan, "($module, x, /)", "Return the tangent of x (measured in radians)."),
    FN("tanh", math_tanh, "($module, x, /)", "Return the hyperbolic tangent of x."),
    FN("trunc", math_trunc, "($module, x, /)", "Truncates the Real x to the nearest Integral toward 0."),
    FN("ulp", math_ulp, "($module, x, /)", "Return the value of the least significant bit of the float x."),
    FN_END};

static bool setup(Thread *t, Value module)
{
    static const struct { const char *name; double value; } constants[] = {
        {"e", M_E}, {"inf", INFINITY}, {"nan", NAN}, {"pi", M_PI}, {"tau", 2 * M_PI}};
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++) {
        Value v = float_new(t, constants[i].value);
        if (is_null(v) || !module_add(t, module, constants[i].name, v)) return false;
    }
    return true;
}

const ModuleSpec math_module_spec = {"math", "This module provides access to the mathematical functions\ndefined by the C standard.", functions, NULL, setup};
