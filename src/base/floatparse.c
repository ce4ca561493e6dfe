// Reading doubles: decimal and hexadecimal text. See floattext.h.
//
// The first 19 digits go through Eisel-Lemire. If more digits follow and could matter, the candidate is settled by
// comparing the digits, as an exact integer, with the midpoints next to it.
#include <math.h>

#include "base/floattext.h"
#include "base/pow10.h"
#include "base/text.h"

#include "base/pow10.inc"

typedef unsigned __int128 uint128_t;

#define INF_BITS (UINT64_C(0x7FF) << 52)
#define HIDDEN_BIT (UINT64_C(1) << 52)

// ---- Eisel-Lemire -------------------------------------------------------------------------------------------------

// Bits of the double nearest to w * 10**e. That it needs no fallback: Mushtak & Lemire 2023.
static uint64_t eisel_lemire(uint64_t w, int64_t e) {
    if (w == 0 || e < POW10_MIN) return 0;
    if (e > 308) return INF_BITS;
    int k = (int)e;
    unsigned zeros = clz64(w);
    w <<= zeros;
    uint64_t table_high = pow10_table[k - POW10_MIN].high, table_low = pow10_table[k - POW10_MIN].low;
    if (k < 0 && k >= -27 && ++table_low == 0) table_high++;  // quotients that may be exact need the power rounded up
    uint128_t product = (uint128_t)w * table_high;
    if ((uint64_t)(product >> 64 & 0x1FF) == 0x1FF) product += (uint64_t)((uint128_t)w * table_low >> 64);
    uint64_t high = (uint64_t)(product >> 64), low = (uint64_t)product;
    unsigned top = (unsigned)(high >> 63), shift = top + 9;
    uint64_t m = high >> shift;  // 54 bits: one more than a double's
    int exponent = ((k * 217706) >> 16) + 63 + (int)top - (int)zeros + 1023;
    if (exponent <= 0) {  // subnormal
        if (exponent < -62) return 0;
        m >>= 1 - exponent;
        return (m + (m & 1)) >> 1;  // a carry into bit 52 makes the smallest normal number
    }
    if (low <= 1 && k >= -4 && k <= 23 && (m & 3) == 1 && m << shift == high) m &= ~UINT64_C(1);  // a tie: to even
    m = (m + (m & 1)) >> 1;
    if (m == HIDDEN_BIT << 1) m >>= 1, exponent++;
    if (exponent >= 0x7FF) return INF_BITS;
    return (uint64_t)exponent << 52 | (m & (HIDDEN_BIT - 1));
}

double float_from_decimal(uint64_t m, int64_t exponent) { return double_from_bits(eisel_lemire(m, exponent)); }

// ---- exact comparison ---------------------------------------------------------------------------------------------

// An unsigned integer that holds the digits and powers below: fewer than 4,000 bits are ever needed.
typedef struct Big {
    int n;
    uint64_t w[80];  // least significant first, no leading zero
} Big;

static void big_multiply_add(Big *b, uint64_t factor, uint64_t add) {
    uint128_t carry = add;
    for (int i = 0; i < b->n; i++) {
        carry += (uint128_t)b->w[i] * factor;
        b->w[i] = (uint64_t)carry;
        carry >>= 64;
    }
    if (carry) b->w[b->n++] = (uint64_t)carry;
    assert(b->n <= (int)ARRAY_LEN(b->w));
}

static void big_multiply_pow5(Big *b, int k) {
    for (; k > 27; k -= 27) big_multiply_add(b, pow5_table[27], 0);
    big_multiply_add(b, pow5_table[k], 0);
}

static void big_shift_left(Big *b, int k) {
    if (b->n == 0) return;
    int words = k / 64;
    big_multiply_add(b, UINT64_C(1) << (k % 64), 0);
    memmove(b->w + words, b->w, (size_t)b->n * sizeof b->w[0]);
    memset(b->w, 0, (size_t)words * sizeof b->w[0]);
    b->n += words;
    assert(b->n <= (int)ARRAY_LEN(b->w));
}

static int big_compare(const Big *a, const Big *b) {
    if (a->n != b->n) return a->n < b->n ? -1 : 1;
    for (int i = a->n; i--;) {
        if (a->w[i] != b->w[i]) return a->w[i] < b->w[i] ? -1 : 1;
    }
    return 0;
}

// A number as it stands in the text: digits (a point may stand between them), to be multiplied by 10**exponent.
typedef struct Literal {
    const char *digits, *end;  // from the first significant digit on
    int64_t exponent;          // of the last digit
    int64_t count;             // significant digits
} Literal;

// Digits beyond these decide nothing but whether the rest is zero: midpoints have at most 768.
enum { DIGITS_THAT_MATTER = 770 };

// Reads the digits that matter; *exponent becomes that of the last one read. A rest that is not zero counts as one more
// digit, 1: no midpoint lies in between.
static void read_digits(const Literal *lit, Big *b, int *exponent) {
    int64_t taken = 0;
    bool rest = false;
    b->n = 0;
    for (const char *p = lit->digits; p < lit->end; p++) {
        if (*p == '.') continue;
        if (taken < DIGITS_THAT_MATTER) {
            big_multiply_add(b, 10, (uint64_t)(*p - '0'));
            taken++;
        } else if (*p != '0') {
            rest = true;
            break;
        }
    }
    *exponent = (int)(lit->exponent + lit->count - taken);
    if (rest) {
        big_multiply_add(b, 10, 1);
        --*exponent;
    }
}

// Orders digits * 10**exponent against the midpoint of the double of these bits and the next one.
static int compare_to_midpoint(const Big *digits, int exponent, uint64_t bits) {
    Big left = *digits, right = {.n = 1};
    int biased = (int)(bits >> 52), binary = (biased ? biased : 1) - 1075 - 1;
    uint64_t c = biased ? (bits & (HIDDEN_BIT - 1)) | HIDDEN_BIT : bits;
    right.w[0] = 2 * c + 1;
    if (exponent >= 0) big_multiply_pow5(&left, exponent);
    else big_multiply_pow5(&right, -exponent);
    int shift = exponent - binary;  // the left side's power of two over the right side's
    if (shift >= 0) big_shift_left(&left, shift);
    else big_shift_left(&right, -shift);
    return big_compare(&left, &right);
}

// The right neighbour of `bits`, which is at most a step or so away from the exact result.
static COLD uint64_t settle(const Literal *lit, uint64_t bits) {
    Big digits;
    int exponent;
    read_digits(lit, &digits, &exponent);
    while (bits < INF_BITS) {
        int order = compare_to_midpoint(&digits, exponent, bits);
        if (order < 0 || (order == 0 && !(bits & 1))) break;
        bits++;
    }
    while (bits > 0) {
        int order = compare_to_midpoint(&digits, exponent, bits - 1);
        if (order > 0 || (order == 0 && !(bits & 1))) break;
        bits--;
    }
    return bits;
}

// ---- decimal text -------------------------------------------------------------------------------------------------

// Whether s[0:n] begins with `word`, given in lower case.
static bool begins_with(const char *s, size_t n, const char *word) {
    size_t length = strlen(word);
    if (n < length) return false;
    for (size_t i = 0; i < length; i++) {
        if (ascii_to_lower((unsigned char)s[i]) != (unsigned char)word[i]) return false;
    }
    return true;
}

// Bytes of "inf", "infinity" or "nan" at s; 0 for none of them.
static size_t parse_special(const char *s, size_t n, double *out) {
    if (begins_with(s, n, "inf")) {
        *out = (double)INFINITY;
        return begins_with(s, n, "infinity") ? 8 : 3;
    }
    if (!begins_with(s, n, "nan")) return 0;
    *out = (double)NAN;
    return 3;
}

// Reads "e+12" at p, if it is there. The value saturates far beyond what any text length could make up for.
static const char *parse_exponent(const char *p, const char *end, char letter, int64_t *value) {
    *value = 0;
    if (p == end || (*p | 32) != letter) return p;
    const char *q = p + 1;
    bool negative = q < end && *q == '-';
    if (q < end && (*q == '-' || *q == '+')) q++;
    if (q == end || !ascii_is_digit((unsigned char)*q)) return p;
    int64_t e = 0;
    for (; q < end && ascii_is_digit((unsigned char)*q); q++) {
        if (e < INT64_MAX / 100) e = e * 10 + (*q - '0');
    }
    *value = negative ? -e : e;
    return q;
}

// Bits of the literal's value, given its first 19 digits.
static uint64_t literal_bits(const Literal *lit, uint64_t w) {
    if (lit->count <= 19) {
        // Clinger: both factors and the result's rounding are exact.
        static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
        if (w < HIDDEN_BIT << 1 && lit->exponent >= -22 && lit->exponent <= 22) {
            double v = (double)w;
            return double_bits(lit->exponent < 0 ? v / powers[-lit->exponent] : v * powers[lit->exponent]);
        }
        return eisel_lemire(w, lit->exponent);
    }
    int64_t exponent = lit->exponent + lit->count - 19;
    uint64_t low = eisel_lemire(w, exponent), high = eisel_lemire(w + 1, exponent);
    // Equal only if no midpoint lies between w and w + 1. Far out of range both are 0 or infinite.
    return low == high ? low : settle(lit, low);
}

size_t float_parse(const char *s, size_t n, double *out) {
    const char *p = s, *end = s + n;
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+')) p++;
    double v;
    size_t special = parse_special(p, (size_t)(end - p), &v);
    if (special) {
        *out = negative ? -v : v;
        return (size_t)(p - s) + special;
    }
    Literal lit = {0};
    uint64_t w = 0;
    const char *point = NULL, *start = p;
    for (; p < end; p++) {
        unsigned digit = (unsigned char)*p - '0';
        if (digit < 10) {
            if (lit.count == 0 && digit == 0) continue;
            if (lit.count++ == 0) lit.digits = p;
            if (lit.count <= 19) w = w * 10 + digit;
        } else if (*p == '.' && !point) {
            point = p;
        } else {
            break;
        }
    }
    if (p - start == (point != NULL)) return 0;  // no digit
    lit.end = p;
    int64_t exponent;
    p = parse_exponent(p, end, 'e', &exponent);
    lit.exponent = exponent - (point ? lit.end - point - 1 : 0);
    uint64_t bits = w ? literal_bits(&lit, w) : 0;
    *out = double_from_bits(bits | (uint64_t)negative << 63);
    return (size_t)(p - s);
}

// ---- hexadecimal --------------------------------------------------------------------------------------------------

size_t float_hex(double v, char out[FLOAT_REPR_MAX]) {
    if (!isfinite(v)) return float_repr(v, out);
    uint64_t bits = double_bits(v), fraction = bits & (HIDDEN_BIT - 1);
    int biased = (int)(bits >> 52 & 0x7FF), exponent = biased ? biased - 1023 : fraction ? -1022 : 0;
    char *p = out;
    if (bits >> 63) *p++ = '-';
    *p++ = '0', *p++ = 'x', *p++ = biased ? '1' : '0', *p++ = '.';
    if (biased == 0 && fraction == 0) {
        *p++ = '0';
    } else {
        for (int shift = 48; shift >= 0; shift -= 4) *p++ = "0123456789abcdef"[fraction >> shift & 15];
    }
    *p++ = 'p', *p++ = exponent < 0 ? '-' : '+';
    unsigned e = (unsigned)(exponent < 0 ? -exponent : exponent), unit = 1;
    while (e / unit >= 10) unit *= 10;
    for (; unit; unit /= 10) *p++ = (char)('0' + e / unit % 10);
    *p = 0;
    return (size_t)(p - out);
}

// m * 2**exponent to the nearest double, ties to even, m's lowest bit standing for all bits below it.
static FloatHexError from_binary(uint64_t m, int64_t exponent, double *out) {
    *out = 0;
    if (m == 0) return FLOAT_HEX_OK;
    int64_t top = exponent + bit_length64(m);  // the value is in [2**(top - 1), 2**top)
    if (top > 1024) return FLOAT_HEX_TOO_LARGE;
    if (top < -1074) return FLOAT_HEX_OK;
    int64_t lowest = top - 53 < -1074 ? -1074 : top - 53, drop = lowest - exponent;
    if (drop > 0) {
        uint64_t rest = drop < 64 ? m & ((UINT64_C(1) << drop) - 1) : m, half = UINT64_C(1) << (drop - 1);
        m = drop < 64 ? m >> drop : 0;
        m += rest > half || (rest == half && (m & 1));
        exponent = lowest;
    }
    *out = ldexp((double)m, (int)exponent);
    return isinf(*out) ? FLOAT_HEX_TOO_LARGE : FLOAT_HEX_OK;
}

FloatHexError float_from_hex(const char *s, size_t n, double *out) {
    const char *p = s, *end = s + n;
    while (p < end && ascii_is_space((unsigned char)*p)) p++;
    while (p < end && ascii_is_space((unsigned char)end[-1])) end--;
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+')) p++;
    size_t special = parse_special(p, (size_t)(end - p), out);
    if (special) {
        if (negative) *out = -*out;
        return p + special == end ? FLOAT_HEX_OK : FLOAT_HEX_INVALID;
    }
    if (end - p >= 2 && p[0] == '0' && (p[1] | 32) == 'x') p += 2;
    uint64_t m = 0;
    int64_t dropped = 0;  // hexadecimal digits beyond those m holds; m's lowest bit is sticky for them
    const char *point = NULL, *start = p;
    for (; p < end; p++) {
        unsigned digit = ascii_digit_value((unsigned char)*p);
        if (digit < 16) {
            if (m >> 60) dropped++, m |= digit != 0;
            else m = m << 4 | digit;
        } else if (*p == '.' && !point) {
            point = p;
        } else {
            break;
        }
    }
    if (p - start == (point != NULL)) return FLOAT_HEX_INVALID;
    int64_t places = point ? p - point - 1 : 0, exponent;
    p = parse_exponent(p, end, 'p', &exponent);
    if (p != end) return FLOAT_HEX_INVALID;
    FloatHexError error = from_binary(m, exponent + 4 * (dropped - places), out);
    if (negative) *out = -*out;
    return error;
}
