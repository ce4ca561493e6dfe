// IEEE 754 half precision (binary16) to and from double.
#ifndef BASE_HALF_H
#define BASE_HALF_H

#include "base/common.h"

static inline double half_to_double(uint16_t h) {
    uint64_t sign = (uint64_t)(h >> 15) << 63, exponent = h >> 10 & 31, fraction = h & 1023;
    if (exponent == 31) return double_from_bits(sign | UINT64_C(0x7ff) << 52 | fraction << 42);
    if (exponent) return double_from_bits(sign | (exponent - 15 + 1023) << 52 | fraction << 42);
    double d = (double)fraction * 0x1p-24;
    return sign ? -d : d;
}

// Rounds to nearest, ties to even. False when a finite v is too large.
static inline bool half_from_double(double v, uint16_t *out) {
    uint64_t bits = double_bits(v), fraction = bits & ((UINT64_C(1) << 52) - 1);
    uint16_t sign = (uint16_t)(bits >> 48 & 0x8000);
    int exponent = (int)(bits >> 52 & 0x7ff) - 1023;
    if (exponent == 1024) {
        uint16_t quiet = fraction ? (uint16_t)(fraction >> 42) : 0;
        *out = sign | 0x7c00 | quiet | (fraction && !quiet ? 1 : 0);
        return true;
    }
    *out = sign;
    if (exponent < -25) return true;
    uint64_t m = fraction | UINT64_C(1) << 52;
    unsigned shift = exponent >= -14 ? 42 : (unsigned)(42 - 14 - exponent);
    uint64_t q = m >> shift, rest = m & ((UINT64_C(1) << shift) - 1), tie = UINT64_C(1) << (shift - 1);
    q += rest > tie || (rest == tie && (q & 1));
    uint64_t h = exponent >= -14 ? ((uint64_t)(exponent + 15) << 10) + q - 1024 : q; // a carry goes into the exponent
    if (h >= 0x7c00) return false;
    *out = (uint16_t)(sign | h);
    return true;
}

#endif
