/* int_power.c - ints: shifts, bit operations, powers, greatest common divisors, roots.
 *
 * Results can be much larger than the operands: sizes are checked before anything is allocated, and long computations poll. */
#include "objects/int_limbs.h"

#include "runtime/call.h"
#include "runtime/error.h"

#define POLL_LIMBS 256 /* multiplications of fewer limbs are too quick to poll between */

bool int_poll(Thread *t) { return likely(!__atomic_load_n(&t->interrupt, __ATOMIC_RELAXED)) || vm_safepoint(t); }

uint64_t int_bit_length(Value v)
{
    IntView w;
    int_view(v, &w);
    return limbs_bits(w.limbs, w.n);
}

Value int_absolute(Thread *t, Value v)
{
    if (is_fixnum(v)) return int_from_int64(t, as_fixnum(v) < 0 ? -as_fixnum(v) : as_fixnum(v));
    return int_sign(v) < 0 ? int_negative(t, v) : int_exact(t, v);
}

Value int_invert(Thread *t, Value v)
{
    if (is_fixnum(v)) return value_fixnum(~as_fixnum(v));
    return int_sub(t, value_fixnum(-1), v);
}

/* --- shifts --- */

static Value shift_left(Thread *t, const IntView *w, uint64_t by)
{
    if (w->n == 0) return value_fixnum(0);
    size_t whole = by / 64;
    unsigned part = by & 63;
    Int *r = int_alloc(t, w->n + whole + 1);
    if (!r) return V_NULL;
    mp_limb_t *to = (mp_limb_t *)r->limbs + whole;
    if (part) to[w->n] = mpn_lshift(to, w->limbs, (mp_size_t)w->n, part);
    else memcpy(to, w->limbs, w->n * 8);
    return int_finish(r, w->n + whole + 1, w->negative);
}

/* towards minus infinity */
static Value shift_right(Thread *t, const IntView *w, uint64_t by)
{
    size_t whole = by / 64;
    unsigned part = by & 63;
    if (whole >= w->n) return value_fixnum(w->negative ? -1 : 0);
    size_t n = w->n - whole;
    bool lost = false;
    if (w->negative) {
        for (size_t i = 0; i < whole && !lost; i++) lost = w->limbs[i] != 0;
        if (part && (w->limbs[whole] & (((mp_limb_t)1 << part) - 1))) lost = true;
    }
    Int *r = int_alloc(t, n + 1);
    if (!r) return V_NULL;
    mp_limb_t *to = (mp_limb_t *)r->limbs;
    if (part) mpn_rshift(to, w->limbs + whole, (mp_size_t)n, part);
    else memcpy(to, w->limbs + whole, n * 8);
    if (lost) to[n] = mpn_add_1(to, to, (mp_size_t)n, 1);
    return int_finish(r, n + 1, w->negative);
}

Value int_lshift(Thread *t, Value a, Value b)
{
    int64_t by;
    if (int_sign(b) < 0) return raise(t, T_VALUE_ERROR, "negative shift count");
    if (int_sign(a) == 0) return value_fixnum(0);
    if (!int_fits_int64(b, &by)) return raise(t, T_OVERFLOW_ERROR, "too many digits in integer");
    if (is_fixnum(a) && by < 62) {
        int64_t n = as_fixnum(a);
        if ((int64_t)((uint64_t)n << by) >> by == n) return int_from_int64(t, (int64_t)((uint64_t)n << by));
    }
    IntView w;
    int_view(a, &w);
    return shift_left(t, &w, (uint64_t)by);
}

Value int_rshift(Thread *t, Value a, Value b)
{
    int64_t by;
    if (int_sign(b) < 0) return raise(t, T_VALUE_ERROR, "negative shift count");
    if (!int_fits_int64(b, &by)) return value_fixnum(int_sign(a) < 0 ? -1 : 0);
    if (is_fixnum(a)) return value_fixnum(as_fixnum(a) >> (by > 63 ? 63 : by));
    IntView w;
    int_view(a, &w);
    return shift_right(t, &w, (uint64_t)by);
}

/* --- bit operations, in two's complement --- */

static void to_complement(mp_limb_t *to, size_t n, const IntView *w)
{
    memcpy(to, w->limbs, w->n * 8);
    memset(to + w->n, 0, (n - w->n) * 8);
    if (w->negative) mpn_neg(to, to, (mp_size_t)n);
}

static Value bitwise(Thread *t, Value a, Value b, char op)
{
    IntView x, y;
    int_view(a, &x);
    int_view(b, &y);
    size_t n = size_max(x.n, y.n) + 1;
    mp_limb_t *other = int_temporary(t, n);
    Int *r = int_alloc(t, n);
    if (!other || !r) return V_NULL;
    mp_limb_t *to = (mp_limb_t *)r->limbs;
    to_complement(to, n, &x);
    to_complement(other, n, &y);
    if (op == '&') mpn_and_n(to, to, other, (mp_size_t)n);
    else if (op == '|') mpn_ior_n(to, to, other, (mp_size_t)n);
    else mpn_xor_n(to, to, other, (mp_size_t)n);
    bool negative = to[n - 1] >> 63;
    if (negative) mpn_neg(to, to, (mp_size_t)n);
    return int_finish(r, n, negative);
}

Value int_and(Thread *t, Value a, Value b)
{
    if (both_fixnum(a, b)) return value_fixnum(as_fixnum(a) & as_fixnum(b));
    return bitwise(t, a, b, '&');
}

Value int_or(Thread *t, Value a, Value b)
{
    if (both_fixnum(a, b)) return value_fixnum(as_fixnum(a) | as_fixnum(b));
    return bitwise(t, a, b, '|');
}

Value int_xor(Thread *t, Value a, Value b)
{
    if (both_fixnum(a, b)) return value_fixnum(as_fixnum(a) ^ as_fixnum(b));
    return bitwise(t, a, b, '^');
}

/* --- powers --- */

/* odd ** exponent * 2 ** shift for odd > 1, exponent > 0; the sizes are known to be possible */
static Value power_large(Thread *t, const IntView *odd, uint64_t exponent, uint64_t shift, size_t limbs, bool negative)
{
    mp_limb_t *power = int_temporary(t, limbs), *other = int_temporary(t, limbs);
    if (!power || !other || !int_scratch(t, limbs)) return V_NULL;
    memcpy(power, odd->limbs, odd->n * 8);
    size_t n = odd->n;
    for (int bit = (int)bit_length64(exponent) - 2; bit >= 0; bit--) {
        if (n > POLL_LIMBS && !int_poll(t)) return V_NULL;
        mpn_sqr(other, power, (mp_size_t)n);
        n = limbs_normal(other, 2 * n);
        mp_limb_t *swap = power;
        power = other, other = swap;
        if (!(exponent >> bit & 1)) continue;
        mpn_mul(other, power, (mp_size_t)n, odd->limbs, (mp_size_t)odd->n);
        n = limbs_normal(other, n + odd->n);
        swap = power;
        power = other, other = swap;
    }
    IntView result = {.limbs = power, .n = n, .negative = negative};
    return shift_left(t, &result, shift);
}

/* |a| > 1, exponent > 0 */
static Value power(Thread *t, const IntView *a, uint64_t exponent)
{
    bool negative = a->negative && (exponent & 1);
    size_t zeros = 0;
    while (!a->limbs[zeros]) zeros++;
    uint64_t shift = zeros * 64 + ctz64(a->limbs[zeros]), total_bits, total_shift;
    IntView whole = {.limbs = a->limbs, .n = a->n, .negative = false};
    Value odd = shift_right(t, &whole, shift);
    if (is_null(odd)) return V_NULL;
    IntView w;
    int_view(odd, &w);
    uint64_t bits = limbs_bits(w.limbs, w.n);
    if (__builtin_mul_overflow(bits, exponent, &total_bits) || __builtin_mul_overflow(shift, exponent, &total_shift) ||
        total_bits / 64 + total_shift / 64 > PTRDIFF_MAX / 64)
        return raise_memory_error(t), V_NULL;
    if (bits == 1) {
        IntView one;
        int_view_i64(negative ? -1 : 1, &one);
        return shift_left(t, &one, total_shift);
    }
    return power_large(t, &w, exponent, total_shift, total_bits / 64 + 3 + w.n, negative);
}

Value int_pow(Thread *t, Value a, Value b)
{
    int64_t exponent, base;
    bool small = int_fits_int64(a, &base);
    if (small && (base == 0 || base == 1)) return value_fixnum(base == 1 || int_sign(b) == 0);
    if (small && base == -1) {
        IntView w;
        int_view(b, &w);
        return value_fixnum(w.n && (w.limbs[0] & 1) ? -1 : 1);
    }
    if (!int_fits_int64(b, &exponent)) return raise_memory_error(t), V_NULL;
    if (exponent == 0) return value_fixnum(1);
    if (small) {
        int64_t r = 1, factor = base, e = exponent;
        for (;;) {
            if ((e & 1) && __builtin_mul_overflow(r, factor, &r)) break;
            if ((e >>= 1) == 0) return int_from_int64(t, r);
            if (__builtin_mul_overflow(factor, factor, &factor)) break;
        }
    }
    IntView w;
    int_view(a, &w);
    return power(t, &w, (uint64_t)exponent);
}

/* --- powers modulo m > 1 --- */

static uint64_t power_mod_small(uint64_t base, const IntView *exponent, uint64_t m)
{
    unsigned __int128 r = 1;
    for (size_t i = exponent->n; i-- > 0;)
        for (int bit = 63; bit >= 0; bit--) {
            r = r * r % m;
            if (exponent->limbs[i] >> bit & 1) r = r * base % m;
        }
    return (uint64_t)(r % m);
}

/* numbers below a modulus of n limbs, and room to multiply them */
typedef struct Ring { const mp_limb_t *m; size_t n; mp_limb_t *product, *quotient; } Ring;

static void ring_multiply(const Ring *ring, mp_limb_t *to, const mp_limb_t *a, const mp_limb_t *b)
{
    mp_size_t n = (mp_size_t)ring->n;
    if (a == b) mpn_sqr(ring->product, a, n);
    else mpn_mul_n(ring->product, a, b, n);
    mpn_tdiv_qr(ring->quotient, to, 0, ring->product, 2 * n, ring->m, n);
}

#define WINDOW 4

/* base < m, base zero-extended to n limbs */
static Value power_mod_large(Thread *t, const mp_limb_t *base, const IntView *exponent, const IntView *m)
{
    size_t n = m->n;
    mp_limb_t *table = int_temporary(t, n << WINDOW);
    Ring ring = {m->limbs, n, int_temporary(t, 2 * n), int_temporary(t, n + 2)};
    Int *r = int_alloc(t, n);
    if (!table || !ring.product || !ring.quotient || !r || !int_scratch(t, 2 * n)) return V_NULL;
    table[0] = 1;
    memcpy(table + n, base, n * 8);
    for (size_t i = 2; i < (size_t)1 << WINDOW; i++) ring_multiply(&ring, table + i * n, table + (i - 1) * n, base);
    mp_limb_t *result = (mp_limb_t *)r->limbs;
    result[0] = 1;
    for (size_t i = exponent->n; i-- > 0;)
        for (int bit = 64 - WINDOW; bit >= 0; bit -= WINDOW) {
            for (int k = 0; k < WINDOW; k++) ring_multiply(&ring, result, result, result);
            size_t digit = exponent->limbs[i] >> bit & ((1 << WINDOW) - 1);
            if (digit) ring_multiply(&ring, result, result, table + digit * n);
            if (!int_poll(t)) return V_NULL;
        }
    return int_finish(r, n, false);
}

/* the x with a * x = 1 modulo m, 0 <= a < m; V_NULL: ValueError */
static Value inverse_mod(Thread *t, Value a, Value m)
{
    Value sum = int_add(t, a, m); /* same residue, and not below m, as mpn_gcdext wants it */
    if (is_null(sum)) return V_NULL;
    IntView u, v;
    int_view(sum, &u);
    int_view(m, &v);
    mp_limb_t *up = int_temporary(t, u.n + 1), *vp = int_temporary(t, v.n + 1), *gcd = int_temporary(t, v.n + 1);
    mp_limb_t *factor = int_temporary(t, u.n + 2);
    if (!up || !vp || !gcd || !factor || !int_scratch(t, 2 * u.n)) return V_NULL;
    memcpy(up, u.limbs, u.n * 8);
    memcpy(vp, v.limbs, v.n * 8);
    mp_size_t sn;
    mp_size_t gn = mpn_gcdext(gcd, factor, &sn, up, (mp_size_t)u.n, vp, (mp_size_t)v.n);
    if (gn != 1 || gcd[0] != 1) return raise(t, T_VALUE_ERROR, "base is not invertible for the given modulus");
    Value x = int_from_limbs(t, sn < 0, (uint64_t *)factor, (size_t)(sn < 0 ? -sn : sn));
    return is_null(x) ? V_NULL : int_mod(t, x, m);
}

Value int_pow_mod(Thread *t, Value a, Value b, Value modulus)
{
    int sign = int_sign(modulus);
    if (sign == 0) return raise(t, T_VALUE_ERROR, "pow() 3rd argument cannot be 0");
    Value m = int_absolute(t, modulus);
    Value base = is_null(m) ? V_NULL : int_mod(t, a, m);
    if (is_null(base)) return V_NULL;
    if (int_sign(b) < 0) {
        base = inverse_mod(t, base, m);
        b = int_negative(t, b);
        if (is_null(base) || is_null(b)) return V_NULL;
    }
    IntView bv, ev, mv;
    int_view(base, &bv);
    int_view(b, &ev);
    int_view(m, &mv);
    Value r;
    if (mv.n == 1) {
        r = int_from_uint64(t, power_mod_small(bv.n ? bv.limbs[0] : 0, &ev, mv.limbs[0]));
    } else {
        mp_limb_t *extended = int_temporary(t, mv.n);
        if (!extended) return V_NULL;
        memcpy(extended, bv.limbs, bv.n * 8);
        r = power_mod_large(t, extended, &ev, &mv);
    }
    return is_null(r) || sign > 0 || int_sign(r) == 0 ? r : int_add(t, r, modulus);
}

/* --- greatest common divisor, square root --- */

static uint64_t gcd64(uint64_t a, uint64_t b)
{
    while (b) {
        uint64_t r = a % b;
        a = b, b = r;
    }
    return a;
}

/* the odd part of v in a fresh buffer; *zeros: how often 2 divides it */
static mp_limb_t *odd_part(Thread *t, const IntView *w, uint64_t *zeros, size_t *n)
{
    size_t whole = 0;
    while (!w->limbs[whole]) whole++;
    unsigned part = ctz64(w->limbs[whole]);
    *zeros = whole * 64 + part;
    mp_limb_t *to = int_temporary(t, w->n - whole);
    if (!to) return NULL;
    if (part) mpn_rshift(to, w->limbs + whole, (mp_size_t)(w->n - whole), part);
    else memcpy(to, w->limbs + whole, (w->n - whole) * 8);
    *n = limbs_normal(to, w->n - whole);
    return to;
}

Value int_gcd(Thread *t, Value a, Value b)
{
    IntView x, y;
    int_view(a, &x);
    int_view(b, &y);
    if (x.n == 0) return int_absolute(t, b);
    if (y.n == 0) return int_absolute(t, a);
    if (x.n == 1 && y.n == 1) return int_from_uint64(t, gcd64(x.limbs[0], y.limbs[0]));
    uint64_t xz, yz;
    size_t xn, yn;
    mp_limb_t *xp = odd_part(t, &x, &xz, &xn), *yp = odd_part(t, &y, &yz, &yn);
    if (!xp || !yp || !int_scratch(t, size_max(xn, yn))) return V_NULL;
    if (limbs_bits(xp, xn) < limbs_bits(yp, yn)) {
        mp_limb_t *swap = xp;
        xp = yp, yp = swap;
        size_t swap_n = xn;
        xn = yn, yn = swap_n;
    }
    mp_limb_t *gcd = int_temporary(t, yn);
    if (!gcd) return V_NULL;
    size_t n = (size_t)mpn_gcd(gcd, xp, (mp_size_t)xn, yp, (mp_size_t)yn);
    IntView g = {.limbs = gcd, .n = n, .negative = false};
    return shift_left(t, &g, xz < yz ? xz : yz);
}

Value int_isqrt(Thread *t, Value v)
{
    IntView w;
    int_view(v, &w);
    if (w.n == 0) return value_fixnum(0);
    if (!int_scratch(t, w.n)) return V_NULL;
    Int *r = int_alloc(t, (w.n + 1) / 2);
    if (!r) return V_NULL;
    mpn_sqrtrem((mp_limb_t *)r->limbs, NULL, w.limbs, (mp_size_t)w.n);
    return int_finish(r, (w.n + 1) / 2, false);
}
