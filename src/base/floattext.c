// Doubles as text. See floattext.h.
//
// Everything goes through a Decimal, the digits of a value and where the point is: the shortest digits, or exactly as
// many as asked for, and then one function lays them out. Reading is the other way round. v = c * 2**q throughout.
#include "base/floattext.h"

#include <math.h>

#include "base/pow10.h"
#include "base/text.h"

typedef unsigned __int128 uint128_t;

#define SIGN_BIT (UINT64_C(1) << 63)
#define INF_BITS (UINT64_C(0x7FF) << 52)
#define HIDDEN_BIT (UINT64_C(1) << 52)

// No double has more significant digits than 767.
enum { MAX_DIGITS = 767 };

// 0.DIGITS * 10**point, without trailing zeros. No digits: zero.
typedef struct Decimal {
    int n, point;
    char digits[MAX_DIGITS + 9];
} Decimal;

// floor(log2(10**k)) and floor(log10(2**q)), exact over the ranges that doubles need.
static int floor_log2_pow10(int k) { return (int)(((int64_t)k * 1741647) >> 19); }
static int floor_log10_pow2(int q) { return (int)(((int64_t)q * 1262611) >> 22); }

// Splits a finite v > 0.
static uint64_t split(double v, int *q) {
    uint64_t bits = double_bits(v), fraction = bits & (HIDDEN_BIT - 1);
    int biased = (int)(bits >> 52 & 0x7FF);
    *q = (biased ? biased : 1) - 1075;
    return biased ? fraction | HIDDEN_BIT : fraction;
}

// ---- integers as digits -------------------------------------------------------------------------------------------

static const char two_digits[] =
    "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"
    "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

static unsigned decimal_length(uint64_t v) {
    unsigned guess = bit_length64(v) * 1233 >> 12;
    return guess + (v >= pow10_small[guess]);
}

// Writes exactly n digits of v.
static void write_digits(uint64_t v, char *out, unsigned n) {
    while (n >= 2) {
        n -= 2;
        memcpy(out + n, two_digits + v % 100 * 2, 2);
        v /= 100;
    }
    if (n) out[0] = (char)('0' + v % 10);
}

static int without_zeros(const char *digits, int n) {
    while (n > 0 && digits[n - 1] == '0') n--;
    return n;
}

// d := v / 10**places.
static void decimal_from_u64(Decimal *d, uint64_t v, int places) {
    int n = v ? (int)decimal_length(v) : 0;
    write_digits(v, d->digits, (unsigned)n);
    d->point = n - places;
    d->n = without_zeros(d->digits, n);
}

// ---- shortest digits (Schubfach) ----------------------------------------------------------------------------------

// The 128-bit table entry for 10**k rounded up, times cp, with the bits shifted out folded into the lowest one.
static ALWAYS_INLINE uint64_t multiply_to_odd(int k, uint64_t cp) {
    uint64_t high = pow10_table[k - POW10_MIN].high, low = pow10_table[k - POW10_MIN].low;
    bool exact = k >= 0 && k <= 55;
    if (!exact && ++low == 0) high++;
    uint128_t y = (uint128_t)high * cp + (uint64_t)((uint128_t)low * cp >> 64);
    return (uint64_t)(y >> 64) | ((uint64_t)y > 1);
}

// The decimal nearest to v among the shortest in its rounding interval: returned times 10**-*exponent.
static uint64_t schubfach(double v, int *exponent) {
    int q;
    uint64_t c = split(v, &q);
    if (q <= 0 && q >= -52 && (c & ((UINT64_C(1) << -q) - 1)) == 0) {
        *exponent = 0;
        return c >> -q;
    }
    bool even = !(c & 1), closer_below = c == HIDDEN_BIT && q > -1074;
    int k = closer_below ? (int)(((int64_t)q * 1262611 - 524031) >> 22) : floor_log10_pow2(q);
    int h = q + floor_log2_pow10(-k) + 1;
    uint64_t below = multiply_to_odd(-k, (4 * c - 2 + closer_below) << h);
    uint64_t value = multiply_to_odd(-k, 4 * c << h);
    uint64_t above = multiply_to_odd(-k, (4 * c + 2) << h);
    below += !even;
    above -= !even;
    uint64_t s = value / 4;
    if (s >= 10) {  // one digit fewer, if just one such decimal is inside
        uint64_t tens = s / 10;
        bool low_inside = below <= 40 * tens, high_inside = 40 * tens + 40 <= above;
        if (low_inside != high_inside) {
            *exponent = k + 1;
            return tens + high_inside;
        }
    }
    *exponent = k;
    bool low_inside = below <= 4 * s, high_inside = 4 * s + 4 <= above;
    if (low_inside != high_inside) return s + high_inside;
    uint64_t middle = 4 * s + 2;
    return s + (value > middle || (value == middle && (s & 1)));
}

unsigned float_shortest(double v, char digits[17], int *point) {
    int exponent;
    uint64_t decimal = schubfach(v, &exponent);
    unsigned n = decimal_length(decimal);
    write_digits(decimal, digits, n);
    *point = (int)n + exponent;
    return (unsigned)without_zeros(digits, (int)n);
}

// ---- as many digits as asked for ----------------------------------------------------------------------------------

// d := v, exactly: v's integer c * 2**q, or c * 5**-q with -q places, built in base 10**9.
static void decimal_exact(Decimal *d, double v) {
    enum { WORDS = MAX_DIGITS / 9 + 3 };
    uint32_t words[WORDS];
    int q, n = 0;
    uint64_t c = split(v, &q);
    q += (int)ctz64(c);
    for (c >>= ctz64(c); c; c /= 1000000000) words[n++] = (uint32_t)(c % 1000000000);
    const int step = q < 0 ? 13 : 29;
    for (int left = q < 0 ? -q : q; left > 0; left -= step) {
        int power = left < step ? left : step;
        uint64_t factor = q < 0 ? pow5_table[power] : UINT64_C(1) << power, carry = 0;
        for (int i = 0; i < n; i++) {
            carry += words[i] * factor;
            words[i] = (uint32_t)(carry % 1000000000);
            carry /= 1000000000;
        }
        for (; carry; carry /= 1000000000) words[n++] = (uint32_t)(carry % 1000000000);
    }
    int length = (int)decimal_length(words[n - 1]);
    write_digits(words[n - 1], d->digits, (unsigned)length);
    for (int i = n - 2; i >= 0; i--, length += 9) write_digits(words[i], d->digits + length, 9);
    d->point = q < 0 ? length + q : length;
    d->n = without_zeros(d->digits, length);
}

// Rounds to the first `keep` digits, ties to even.
static void decimal_round(Decimal *d, int keep) {
    if (keep >= d->n) return;
    if (keep < 0) {
        d->n = 0;
        return;
    }
    char next = d->digits[keep];
    bool odd = keep > 0 && (d->digits[keep - 1] & 1);
    bool up = next > '5' || (next == '5' && (keep + 1 < d->n || odd));
    d->n = keep;
    if (up) {
        while (d->n > 0 && d->digits[d->n - 1] == '9') d->n--;
        if (d->n > 0) {
            d->digits[d->n - 1]++;
        } else {
            d->digits[0] = '1';
            d->n = 1;
            d->point++;
        }
    }
    d->n = without_zeros(d->digits, d->n);
}

// *out := c * 2**q * 10**places to the nearest integer, ties to even. False if that takes more than 128-bit arithmetic.
static bool scale(uint64_t c, int q, int places, uint64_t *out) {
    if (places < -19 || places > 27) return false;
    if (places >= 0) {
        uint128_t x = (uint128_t)c * pow5_table[places];
        int shift = q + places;
        if (shift >= 0) {
            if (shift > 63 || x >> (64 - shift)) return false;
            *out = (uint64_t)x << shift;
            return true;
        }
        shift = -shift;
        if (shift > 120) {  // x < 2**116
            *out = 0;
            return true;
        }
        uint128_t rest = x & (((uint128_t)1 << shift) - 1), half = (uint128_t)1 << (shift - 1);
        x >>= shift;
        x += rest > half || (rest == half && (x & 1));
        *out = (uint64_t)x;
        return x <= UINT64_MAX;
    }
    bool sticky = false;
    if (q >= 0) {
        if (q > 63 || c << q >> q != c) return false;
        c <<= q;
    } else if (q > -64) {
        sticky = c & ((UINT64_C(1) << -q) - 1);
        c >>= -q;
    } else {
        sticky = true;
        c = 0;
    }
    uint64_t unit = pow10_small[-places], rest = c % unit, half = unit / 2;
    *out = c / unit;
    *out += rest > half || (rest == half && (sticky || (*out & 1)));
    return true;
}

// The same by the 128-bit powers of ten, which are exact to less than one unit: false if that leaves the rounding open, or
// out of range. The result must be known to be below 2**63.
static bool scale_approximately(uint64_t c, int q, int places, uint64_t *out) {
    int shift = 63 - floor_log2_pow10(places) - q;  // the product's bits below the point, of which 64 are cut off
    if (places < POW10_MIN || places > POW10_MAX || shift < 2 || shift > 126) return false;
    const Pow10 *power = &pow10_table[places - POW10_MIN];
    uint128_t x = (uint128_t)c * power->high + (uint64_t)((uint128_t)c * power->low >> 64);
    uint128_t rest = x & (((uint128_t)1 << shift) - 1), half = (uint128_t)1 << (shift - 1);
    *out = (uint64_t)(x >> shift) + (rest > half);
    return rest > half || rest + 2 <= half;  // the exact rest is in [rest, rest + 2)
}

// d := v (finite, >= 0) rounded to `places` digits after the point, which may be negative.
static void decimal_places(Decimal *d, double v, int places) {
    *d = (Decimal){.n = 0, .point = 1};
    if (v == 0) return;
    int q;
    uint64_t c = split(v, &q), scaled;
    q += (int)ctz64(c);
    c >>= ctz64(c);
    if (q >= 0 && places > 0) places = 0;
    if (scale(c, q, places, &scaled)) {
        decimal_from_u64(d, scaled, places);
    } else {
        decimal_exact(d, v);
        decimal_round(d, places > MAX_DIGITS * 2 ? d->n : d->point + places);
    }
    if (d->n == 0) d->point = 1;
}

// d := v (finite, >= 0) rounded to n significant digits, n >= 1.
static void decimal_significant(Decimal *d, double v, int n) {
    d->n = 0;
    d->point = 1;
    if (v == 0) return;
    if (n <= 18) {
        int q;
        uint64_t c = split(v, &q), scaled;
        q += (int)ctz64(c);
        c >>= ctz64(c);
        int places = n - 1 - floor_log10_pow2(q + (int)bit_length64(c) - 1);
        for (int tries = 0; tries < 2; tries++, places--) {  // the logarithm of the power of two may be one short
            if (!scale(c, q, places, &scaled) && !scale_approximately(c, q, places, &scaled)) break;
            if (scaled >= pow10_small[n]) continue;
            decimal_from_u64(d, scaled, places);
            return;
        }
    }
    decimal_exact(d, v);
    decimal_round(d, n);
}

// ---- layout -------------------------------------------------------------------------------------------------------

static char *put_zeros(char *out, int n) {
    if (n <= 0) return out;
    memset(out, '0', (size_t)n);
    return out + n;
}

// The digits at positions from..to of d, zeros where it has none.
static char *put_digits(char *out, const char *digits, int n, int from, int to) {
    if (from < 0) {
        int zeros = (to < 0 ? to : 0) - from;
        out = put_zeros(out, zeros);
        from += zeros;
    }
    if (from < n && from < to) {
        int count = (to < n ? to : n) - from;
        memcpy(out, digits + from, (size_t)count);
        out += count;
        from += count;
    }
    return put_zeros(out, to - from);
}

static char *put_exponent(char *out, int exponent, char letter) {
    *out++ = letter;
    *out++ = exponent < 0 ? '-' : '+';
    unsigned e = (unsigned)(exponent < 0 ? -exponent : exponent);
    unsigned n = e < 100 ? 2 : 3;
    write_digits(e, out, n);
    return out + n;
}

// Lays out n digits with the point before digits[point], showing the digits up to position `end`.
static char *layout(char *out, const char *digits, int n, int point, int end, char exponent_letter, unsigned flags) {
    int exponent = point - 1;
    if (exponent_letter) point = 1;
    if ((flags & FLOAT_DOT_0) && !exponent_letter && end <= point) end = point + 1;
    if (point <= 0) *out++ = '0';
    else out = put_digits(out, digits, n, 0, point);
    if (end > point || (flags & FLOAT_ALT)) *out++ = '.';
    if (end > point) out = put_digits(out, digits, n, point, end);
    return exponent_letter ? put_exponent(out, exponent, exponent_letter) : out;
}

static size_t put_special(double v, bool upper, unsigned flags, char *out) {
    char *p = out;
    if (v < 0) *p++ = '-';
    else if (flags & FLOAT_PLUS) *p++ = '+';
    memcpy(p, isnan(v) ? (upper ? "NAN" : "nan") : upper ? "INF" : "inf", 4);
    return (size_t)(p - out) + 3;
}

// The text of |v| with repr's digits: exponents from 1e16 up and below 1e-4.
static char *put_repr(double v, unsigned flags, char *out) {
    char digits[17];
    int point = 1, n = 0;
    if (v != 0) n = (int)float_shortest(v, digits, &point);
    return layout(out, digits, n, point, n, point <= -4 || point > 16 ? 'e' : 0, flags);
}

size_t float_repr(double v, char out[FLOAT_REPR_MAX]) {
    if (!isfinite(v)) return put_special(v, false, 0, out);
    char *p = out;
    if (signbit(v)) *p++ = '-';
    p = put_repr(fabs(v), FLOAT_DOT_0, p);
    *p = 0;
    return (size_t)(p - out);
}

// Sign, up to 309 digits before the point, point, exponent, NUL.
size_t float_format_size(double v, char code, int precision) {
    if (code == 'r' || !isfinite(v)) return FLOAT_REPR_MAX;
    size_t before = code == 'f' || code == 'F' ? 312 : 16;
    return before + (size_t)precision + 16;
}

size_t float_format(double v, char code, int precision, unsigned flags, char *out) {
    bool upper = code == 'E' || code == 'F' || code == 'G';
    if (!isfinite(v)) return put_special(v, upper, flags, out);
    Decimal d;
    char *p = out, letter = upper ? 'E' : 'e', lower = (char)ascii_to_lower((unsigned char)code);
    bool negative = signbit(v);
    v = fabs(v);
    int end = 0;
    if (lower == 'e') {
        decimal_significant(&d, v, precision >= MAX_DIGITS ? MAX_DIGITS : precision + 1);
        end = precision + 1;
    } else if (lower == 'f') {
        decimal_places(&d, v, precision);
        letter = 0;
        end = d.point + precision;
    } else if (lower == 'g') {
        if (precision == 0) precision = 1;
        decimal_significant(&d, v, precision > MAX_DIGITS ? MAX_DIGITS : precision);
        if (d.point > -4 && d.point <= precision - !!(flags & FLOAT_DOT_0)) letter = 0;
        end = flags & FLOAT_ALT ? precision : d.n;
    } else {
        d.n = v != 0;
    }
    if (negative && !((flags & FLOAT_NO_MINUS_0) && d.n == 0)) *p++ = '-';
    else if (flags & FLOAT_PLUS) *p++ = '+';
    if (lower == 'r') p = put_repr(v, flags, p);
    else p = layout(p, d.digits, d.n, d.point, end, letter, flags);
    *p = 0;
    return (size_t)(p - out);
}

double float_round(double v, int places) {
    if (v == 0 || places > 1074) return v;
    if (places < -308) return copysign(0.0, v);
    Decimal d;
    decimal_places(&d, fabs(v), places);
    char text[MAX_DIGITS + 32];
    char *end = layout(text, d.digits, d.n, d.point, d.n, 'e', 0);
    double rounded = 0;
    size_t used = float_parse(text, (size_t)(end - text), &rounded);
    assert(used == (size_t)(end - text));
    (void)used;
    return copysign(rounded, v);
}
