// Powers of ten for floattext.c and floatparse.c; gen_pow10.c makes the tables.
#ifndef BASE_POW10_H
#define BASE_POW10_H

#include <stdint.h>

enum { POW10_MIN = -342, POW10_MAX = 324, POW5_MAX = 27, POW10_SMALL_MAX = 19 };

// floor(10**k * 2**s) in 128 bits, with s such that the top bit is set: pow10_table[k - POW10_MIN].
typedef struct Pow10 {
    uint64_t high, low;
} Pow10;

extern const Pow10 pow10_table[POW10_MAX - POW10_MIN + 1];
extern const uint64_t pow5_table[POW5_MAX + 1];          // 5**k
extern const uint64_t pow10_small[POW10_SMALL_MAX + 1];  // 10**k

#endif
