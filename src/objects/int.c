/* int.c - integers of any size: their C API, and the arithmetic that the interpreter's fast paths fall back to.
 *
 * Invariants: exact ints that fit a fixnum are fixnums; an Int cell has no leading zero limb; zero is never negative. Everything
 * here takes any int: fixnum, True and False, Int cells, instances of subclasses. */
#include "objects/int_limbs.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/siphash.h"
#include "objects/alloc.h"
#include "runtime/ops.h"

#define LIMBS_MAX (PTRDIFF_MAX / 8 - 64)
#define SCRATCH_CHECKED 4096 /* operands of fewer limbs are not worth a look */

/* --- cells --- */

Int *int_alloc(Thread *t, size_t n)
{
    if (unlikely(n > LIMBS_MAX)) return raise_memory_error(t), NULL;
    Int *r = alloc_exact(t, T_INT, K_INT, sizeof(Int) + n * 8);
    if (likely(r != NULL)) r->length = n;
    return r;
}

Value int_finish(Int *r, size_t n, bool negative)
{
    if (unlikely(!r)) return V_NULL;
    n = limbs_normal((mp_limb_t *)r->limbs, n);
    if (n == 0) return value_fixnum(0);
    if (n == 1 && r->limbs[0] <= (uint64_t)FIXNUM_MAX + negative)
        return value_fixnum(negative ? (int64_t)-r->limbs[0] : (int64_t)r->limbs[0]);
    r->length = n;
    r->header.extra = negative;
    return value_cell(r);
}

mp_limb_t *int_temporary(Thread *t, size_t limbs)
{
    if (unlikely(limbs > LIMBS_MAX)) return raise_memory_error(t), NULL;
    void *cell = gc_alloc_buffer(t, limbs * 8);
    return cell ? buffer_data(cell) : NULL;
}

bool int_scratch(Thread *t, size_t limbs)
{
    if (likely(limbs < SCRATCH_CHECKED)) return true;
    void *probe = limbs < LIMBS_MAX / 8 ? malloc(limbs * 8 * 8) : NULL;
    if (!probe) return raise_memory_error(t), false;
    free(probe);
    return true;
}

Value int_from_limbs(Thread *t, bool negative, const uint64_t *limbs, size_t n)
{
    n = limbs_normal((const mp_limb_t *)limbs, n);
    if (n == 0) return value_fixnum(0);
    if (n == 1 && limbs[0] <= (uint64_t)FIXNUM_MAX + negative)
        return value_fixnum(negative ? (int64_t)-limbs[0] : (int64_t)limbs[0]);
    Int *r = int_alloc(t, n);
    if (!r) return V_NULL;
    memcpy(r->limbs, limbs, n * 8);
    r->header.extra = negative;
    return value_cell(r);
}

/* --- to and from C --- */

Value int_from_int64_slow(Thread *t, int64_t n)
{
    uint64_t magnitude = n < 0 ? -(uint64_t)n : (uint64_t)n;
    return int_from_limbs(t, n < 0, &magnitude, 1);
}

Value int_from_uint64(Thread *t, uint64_t n) { return int_from_limbs(t, false, &n, 1); }

static Value from_int128(Thread *t, __int128 n)
{
    unsigned __int128 m = n < 0 ? -(unsigned __int128)n : (unsigned __int128)n;
    uint64_t limbs[2] = {(uint64_t)m, (uint64_t)(m >> 64)};
    return int_from_limbs(t, n < 0, limbs, 2);
}

bool int_fits_int64(Value v, int64_t *out)
{
    if (likely(is_fixnum(v))) return *out = as_fixnum(v), true;
    IntView w;
    int_view(v, &w);
    if (w.n > 1) return false;
    uint64_t m = w.n ? w.limbs[0] : 0;
    if (m > (uint64_t)INT64_MAX + w.negative) return false;
    *out = w.negative ? (int64_t)-m : (int64_t)m;
    return true;
}

Value int_from_double(Thread *t, double d)
{
    if (d > -9e18 && d < 9e18) return int_from_int64(t, (int64_t)d);
    if (isinf(d)) return raise(t, T_OVERFLOW_ERROR, "cannot convert float infinity to integer");
    if (isnan(d)) return raise(t, T_VALUE_ERROR, "cannot convert float NaN to integer");
    int exponent;
    uint64_t m = (uint64_t)ldexp(frexp(fabs(d), &exponent), DBL_MANT_DIG);
    unsigned shift = (unsigned)(exponent - DBL_MANT_DIG);
    Int *r = int_alloc(t, shift / 64 + 2);
    if (!r) return V_NULL;
    r->limbs[shift / 64] = m << (shift & 63);
    if (shift & 63) r->limbs[shift / 64 + 1] = m >> (64 - (shift & 63));
    return int_finish(r, shift / 64 + 2, d < 0);
}

/* the magnitude rounded half to even; infinite when too large */
static double limbs_to_double(const mp_limb_t *limbs, size_t n)
{
    if (n == 0) return 0.0;
    if (n == 1) return (double)limbs[0];
    if (n > 17) return INFINITY;
    unsigned shift = clz64(limbs[n - 1]);
    uint64_t top = limbs[n - 1] << shift, below = limbs[n - 2];
    if (shift) {
        top |= below >> (64 - shift);
        below <<= shift;
    }
    bool sticky = below != 0;
    for (size_t i = 0; !sticky && i + 2 < n; i++) sticky = limbs[i] != 0;
    /* the last bit of 64 is far below the last of 53: setting it breaks ties and changes nothing else */
    return ldexp((double)(top | sticky), (int)((n - 1) * 64 - shift));
}

bool int_to_double(Thread *t, Value v, double *out)
{
    if (likely(is_fixnum(v))) return *out = (double)as_fixnum(v), true;
    IntView w;
    int_view(v, &w);
    double d = limbs_to_double(w.limbs, w.n);
    if (isinf(d)) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "int too large to convert to float");
    *out = w.negative ? -d : d;
    return true;
}

int int_sign(Value v)
{
    if (is_fixnum(v)) return (as_fixnum(v) > 0) - (as_fixnum(v) < 0);
    IntView w;
    int_view(v, &w);
    return w.n == 0 ? 0 : w.negative ? -1 : 1;
}

Value int_exact(Thread *t, Value v)
{
    if (is_fixnum(v) || has_exact_kind(v, K_INT)) return v;
    if (is_bool(v)) return value_fixnum(is_true(v));
    const Int *i = as_cell(v);
    return int_from_limbs(t, i->header.extra, i->limbs, i->length);
}

/* --- comparison and hash --- */

static int compare_magnitudes(const IntView *a, const IntView *b)
{
    if (a->n != b->n) return a->n < b->n ? -1 : 1;
    return a->n ? mpn_cmp(a->limbs, b->limbs, (mp_size_t)a->n) : 0;
}

int int_compare(Value a, Value b)
{
    if (both_fixnum(a, b)) return value_same(a, b) ? 0 : fixnum_less(a, b) ? -1 : 1;
    IntView x, y;
    int_view(a, &x);
    int_view(b, &y);
    if (x.negative != y.negative) return x.negative ? -1 : 1;
    int order = compare_magnitudes(&x, &y);
    return x.negative ? -order : order;
}

bool int_equal(Value a, Value b) { return int_compare(a, b) == 0; }

int64_t int_hash(Value v)
{
    if (likely(is_fixnum(v))) return hash_i64(as_fixnum(v));
    IntView w;
    int_view(v, &w);
    return hash_limbs((const uint64_t *)w.limbs, w.n, w.negative);
}

int int_compare_double(Value v, double d)
{
    if (isinf(d)) return d > 0 ? -1 : 1;
    int sign = int_sign(v), other = (d > 0) - (d < 0);
    if (sign != other) return sign < other ? -1 : 1;
    if (sign == 0) return 0;
    IntView w;
    int_view(v, &w);
    int exponent, order;
    double fraction = frexp(fabs(d), &exponent);
    uint64_t bits = limbs_bits(w.limbs, w.n);
    if (exponent < 0 || bits != (uint64_t)exponent) {
        order = exponent < 0 || bits > (uint64_t)exponent ? 1 : -1;
    } else {
        /* the same number of integer bits: compare those, then a fraction left in d makes it the larger */
        IntView m;
        mp_limb_t limbs[18] = {0};
        uint64_t mantissa = (uint64_t)ldexp(fraction, DBL_MANT_DIG);
        bool rest = false;
        if (exponent >= DBL_MANT_DIG) {
            unsigned shift = (unsigned)(exponent - DBL_MANT_DIG);
            limbs[shift / 64] = mantissa << (shift & 63);
            if (shift & 63) limbs[shift / 64 + 1] = mantissa >> (64 - (shift & 63));
        } else {
            unsigned shift = (unsigned)(DBL_MANT_DIG - exponent);
            limbs[0] = mantissa >> shift;
            rest = (mantissa & (((uint64_t)1 << shift) - 1)) != 0;
        }
        m.limbs = limbs;
        m.n = limbs_normal(limbs, 18);
        order = compare_magnitudes(&w, &m);
        if (order == 0 && rest) order = -1;
    }
    return sign < 0 ? -order : order;
}

/* --- addition, multiplication --- */

/* |a| + |b| with a sign */
static Value add_magnitudes(Thread *t, const IntView *a, const IntView *b, bool negative)
{
    if (a->n < b->n) {
        const IntView *swap = a;
        a = b, b = swap;
    }
    Int *r = int_alloc(t, a->n + 1);
    if (!r) return V_NULL;
    mp_limb_t *to = (mp_limb_t *)r->limbs;
    if (b->n == 0) memcpy(to, a->limbs, a->n * 8);
    else to[a->n] = mpn_add(to, a->limbs, (mp_size_t)a->n, b->limbs, (mp_size_t)b->n);
    return int_finish(r, a->n + 1, negative);
}

/* |a| - |b|, negated if asked */
static Value sub_magnitudes(Thread *t, const IntView *a, const IntView *b, bool negative)
{
    int order = compare_magnitudes(a, b);
    if (order == 0) return value_fixnum(0);
    if (order < 0) {
        const IntView *swap = a;
        a = b, b = swap;
        negative = !negative;
    }
    Int *r = int_alloc(t, a->n);
    if (!r) return V_NULL;
    mp_limb_t *to = (mp_limb_t *)r->limbs;
    if (b->n == 0) memcpy(to, a->limbs, a->n * 8);
    else mpn_sub(to, a->limbs, (mp_size_t)a->n, b->limbs, (mp_size_t)b->n);
    return int_finish(r, a->n, negative);
}

static Value add_signed(Thread *t, Value a, Value b, bool subtract)
{
    IntView x, y;
    int_view(a, &x);
    int_view(b, &y);
    if (x.negative == (y.negative ^ subtract)) return add_magnitudes(t, &x, &y, x.negative);
    return sub_magnitudes(t, &x, &y, x.negative);
}

Value int_add(Thread *t, Value a, Value b)
{
    if (both_fixnum(a, b)) return int_from_int64(t, as_fixnum(a) + as_fixnum(b));
    return add_signed(t, a, b, false);
}

Value int_sub(Thread *t, Value a, Value b)
{
    if (both_fixnum(a, b)) return int_from_int64(t, as_fixnum(a) - as_fixnum(b));
    return add_signed(t, a, b, true);
}

/* to[0 .. an + bn) := a * b, an and bn > 0 */
static void multiply(mp_limb_t *to, const mp_limb_t *a, size_t an, const mp_limb_t *b, size_t bn)
{
    if (a == b && an == bn) mpn_sqr(to, a, (mp_size_t)an);
    else if (an >= bn) mpn_mul(to, a, (mp_size_t)an, b, (mp_size_t)bn);
    else mpn_mul(to, b, (mp_size_t)bn, a, (mp_size_t)an);
}

Value int_mul(Thread *t, Value a, Value b)
{
    if (both_fixnum(a, b)) {
        Value r;
        return fixnum_mul(a, b, &r) ? r : from_int128(t, (__int128)as_fixnum(a) * as_fixnum(b));
    }
    IntView x, y;
    int_view(a, &x);
    int_view(b, &y);
    if (x.n == 0 || y.n == 0) return value_fixnum(0);
    if (!int_scratch(t, x.n + y.n)) return V_NULL;
    Int *r = int_alloc(t, x.n + y.n);
    if (!r) return V_NULL;
    multiply((mp_limb_t *)r->limbs, x.limbs, x.n, y.limbs, y.n);
    return int_finish(r, x.n + y.n, x.negative != y.negative);
}

Value int_negative(Thread *t, Value v)
{
    if (is_fixnum(v)) return int_from_int64(t, -as_fixnum(v));
    IntView w;
    int_view(v, &w);
    return int_from_limbs(t, !w.negative && w.n, (const uint64_t *)w.limbs, w.n);
}

/* --- division: rounds towards minus infinity, the remainder has the divisor's sign --- */

/* quotient and remainder rounded towards zero, magnitudes only; y->n > 0 */
static bool divide_magnitudes(Thread *t, const IntView *x, const IntView *y, Int **quotient, Int **remainder)
{
    if (!int_scratch(t, x->n)) return false;
    Int *q = *quotient = int_alloc(t, x->n - y->n + 2);
    Int *r = *remainder = int_alloc(t, y->n + 1);
    if (!q || !r) return false;
    mpn_tdiv_qr((mp_limb_t *)q->limbs, (mp_limb_t *)r->limbs, 0, x->limbs, (mp_size_t)x->n, y->limbs, (mp_size_t)y->n);
    return true;
}

static bool divmod_large(Thread *t, const IntView *x, const IntView *y, Value *quotient, Value *remainder)
{
    bool negative = x->negative != y->negative;
    if (compare_magnitudes(x, y) < 0) {
        Value whole = int_from_limbs(t, x->negative, (const uint64_t *)x->limbs, x->n);
        if (is_null(whole)) return false;
        bool adjust = negative && x->n;
        if (quotient) *quotient = value_fixnum(adjust ? -1 : 0);
        if (remainder) *remainder = adjust ? sub_magnitudes(t, y, x, y->negative) : whole;
        return !remainder || !is_null(*remainder);
    }
    Int *q, *r;
    if (!divide_magnitudes(t, x, y, &q, &r)) return false;
    size_t qn = x->n - y->n + 1, rn = limbs_normal((mp_limb_t *)r->limbs, y->n);
    if (negative && rn) {
        q->limbs[qn] = mpn_add_1((mp_limb_t *)q->limbs, (mp_limb_t *)q->limbs, (mp_size_t)qn, 1);
        qn++;
        mpn_sub_n((mp_limb_t *)r->limbs, y->limbs, (mp_limb_t *)r->limbs, (mp_size_t)y->n);
    }
    if (quotient) *quotient = int_finish(q, qn, negative);
    if (remainder) *remainder = int_finish(r, y->n, y->negative);
    return true;
}

bool int_divmod(Thread *t, Value a, Value b, Value *quotient, Value *remainder)
{
    if (both_fixnum(a, b) && as_fixnum(b) != 0) {
        int64_t x = as_fixnum(a), y = as_fixnum(b), q = x / y, r = x % y;
        if (r && (r ^ y) < 0) q--, r += y;
        if (quotient) *quotient = int_from_int64(t, q);
        if (remainder) *remainder = value_fixnum(r);
        return !quotient || !is_null(*quotient);
    }
    IntView x, y;
    int_view(a, &x);
    int_view(b, &y);
    if (y.n == 0) return RAISE_FALSE(t, T_ZERO_DIVISION_ERROR, "division by zero");
    return divmod_large(t, &x, &y, quotient, remainder);
}

Value int_floordiv(Thread *t, Value a, Value b)
{
    Value q;
    return int_divmod(t, a, b, &q, NULL) ? q : V_NULL;
}

Value int_mod(Thread *t, Value a, Value b)
{
    Value r;
    return int_divmod(t, a, b, NULL, &r) ? r : V_NULL;
}

/* a / b of magnitudes, b > 0, correctly rounded; infinite when too large. t: for scratch; NAN: exception set */
static double divide_to_double(Thread *t, const IntView *a, const IntView *b)
{
    int64_t a_bits = (int64_t)limbs_bits(a->limbs, a->n), b_bits = (int64_t)limbs_bits(b->limbs, b->n);
    if (a_bits - b_bits > DBL_MAX_EXP) return INFINITY;
    if (a_bits - b_bits < DBL_MIN_EXP - DBL_MANT_DIG - 1) return 0.0;
    /* scaled by 2**shift the quotient has 55 or 56 bits, or as many as a subnormal result has and 2 more */
    int64_t shift = b_bits - a_bits + DBL_MANT_DIG + 2, limit = DBL_MANT_DIG - DBL_MIN_EXP + 2;
    if (shift > limit) shift = limit;
    size_t xn = shift > 0 ? a->n + (size_t)shift / 64 + 1 : a->n;
    size_t yn = shift < 0 ? b->n + (size_t)-shift / 64 + 1 : b->n;
    mp_limb_t *x = int_temporary(t, xn), *y = int_temporary(t, yn), *q, *r;
    if (!x || !y || !int_scratch(t, xn)) return NAN;
    size_t up = shift > 0 ? (size_t)shift : 0, down = shift < 0 ? (size_t)-shift : 0;
    memcpy(x + up / 64, a->limbs, a->n * 8);
    memcpy(y + down / 64, b->limbs, b->n * 8);
    if (up & 63) mpn_lshift(x, x, (mp_size_t)xn, up & 63);
    if (down & 63) mpn_lshift(y, y, (mp_size_t)yn, down & 63);
    xn = limbs_normal(x, xn);
    yn = limbs_normal(y, yn);
    if (xn < yn) return 0.0;
    if (!(q = int_temporary(t, xn - yn + 1)) || !(r = int_temporary(t, yn))) return NAN;
    mpn_tdiv_qr(q, r, 0, x, (mp_size_t)xn, y, (mp_size_t)yn);
    uint64_t m = q[0];
    bool sticky = limbs_normal(r, yn) != 0;
    /* round m to DBL_MANT_DIG bits, fewer for a subnormal result: its last bit stands for 2**-1074 */
    int bits = (int)bit_length64(m), drop = bits - DBL_MANT_DIG;
    if (-shift + drop < DBL_MIN_EXP - DBL_MANT_DIG) drop = (int)(DBL_MIN_EXP - DBL_MANT_DIG + shift);
    if (drop > 0) {
        uint64_t half = (uint64_t)1 << (drop - 1), rest = m & (2 * half - 1);
        m >>= drop;
        if (rest > half || (rest == half && (sticky || (m & 1)))) m++;
        return ldexp((double)m, (int)(drop - shift));
    }
    return ldexp((double)m, (int)-shift);
}

Value int_truediv(Thread *t, Value a, Value b)
{
    IntView x, y;
    int_view(a, &x);
    int_view(b, &y);
    if (y.n == 0) return raise(t, T_ZERO_DIVISION_ERROR, "division by zero");
    if (x.n == 0) return float_new(t, y.negative ? -0.0 : 0.0);
    double d;
    if (limbs_bits(x.limbs, x.n) <= DBL_MANT_DIG && limbs_bits(y.limbs, y.n) <= DBL_MANT_DIG) {
        d = (double)x.limbs[0] / (double)y.limbs[0];
    } else {
        d = divide_to_double(t, &x, &y);
        if (isnan(d)) return V_NULL;
        if (isinf(d)) return raise(t, T_OVERFLOW_ERROR, "integer division result too large for a float");
    }
    return float_new(t, x.negative != y.negative ? -d : d);
}
