// Build-time generator: the powers of ten that floattext.c multiplies by, printed as C.
//
// 10**k is kept exactly as an array of 32-bit digits; for negative k a large power of two is divided by ten again and again, which floors
// as a single division would.
#include <stdio.h>

#include "base/pow10.h"

enum { WORDS = 48 };

typedef struct Big {
    uint32_t w[WORDS];  // least significant first
} Big;

static void multiply_by_10(Big *b) {
    uint64_t carry = 0;
    for (int i = 0; i < WORDS; i++) {
        carry += (uint64_t)b->w[i] * 10;
        b->w[i] = (uint32_t)carry;
        carry >>= 32;
    }
}

static void divide_by_10(Big *b) {
    uint64_t rest = 0;
    for (int i = WORDS - 1; i >= 0; i--) {
        rest = rest << 32 | b->w[i];
        b->w[i] = (uint32_t)(rest / 10);
        rest %= 10;
    }
}

// 64 bits of b, the highest of which is bit `top`. Bits below zero read as 0.
static uint64_t bits_below(const Big *b, int top) {
    uint64_t v = 0;
    for (int i = top; i > top - 64; i--) v = v << 1 | (i < 0 ? 0 : b->w[i / 32] >> (i % 32) & 1);
    return v;
}

static void print_row(const Big *b, int k) {
    int top = WORDS * 32 - 1;
    while (!(b->w[top / 32] >> (top % 32) & 1)) top--;
    printf("    {0x%016llXu, 0x%016llXu},  // 1e%d\n", (unsigned long long)bits_below(b, top),
           (unsigned long long)bits_below(b, top - 64), k);
}

int main(void) {
    static Big negative[-POW10_MIN + 1], power;
    negative[0].w[WORDS - 1] = 1u << 31;
    for (int k = 1; k <= -POW10_MIN; k++) {
        negative[k] = negative[k - 1];
        divide_by_10(&negative[k]);
    }
    printf("const Pow10 pow10_table[] = {\n");
    for (int k = -POW10_MIN; k > 0; k--) print_row(&negative[k], -k);
    power.w[0] = 1;
    for (int k = 0; k <= POW10_MAX; k++) {
        print_row(&power, k);
        multiply_by_10(&power);
    }
    printf("};\n\nconst uint64_t pow5_table[] = {\n");
    uint64_t five = 1;
    for (int k = 0; k <= POW5_MAX; k++, five *= 5) printf("    %lluu,\n", (unsigned long long)five);
    printf("};\n\nconst uint64_t pow10_small[] = {\n");
    uint64_t ten = 1;
    for (int k = 0; k <= POW10_SMALL_MAX; k++, ten *= 10) printf("    %lluu,\n", (unsigned long long)ten);
    printf("};\n");
    return fflush(stdout) || ferror(stdout);
}
