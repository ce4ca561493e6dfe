// SipHash-1-3 and the numeric hash. See siphash.h.
#include "base/siphash.h"

#include <math.h>

typedef struct SipState {
    uint64_t v0, v1, v2, v3;
} SipState;

static ALWAYS_INLINE void sip_round(SipState *s) {
    s->v0 += s->v1; s->v1 = rotl64(s->v1, 13); s->v1 ^= s->v0; s->v0 = rotl64(s->v0, 32);
    s->v2 += s->v3; s->v3 = rotl64(s->v3, 16); s->v3 ^= s->v2;
    s->v0 += s->v3; s->v3 = rotl64(s->v3, 21); s->v3 ^= s->v0;
    s->v2 += s->v1; s->v1 = rotl64(s->v1, 17); s->v1 ^= s->v2; s->v2 = rotl64(s->v2, 32);
}

// The last 0-7 bytes, little-endian, without reading past them.
static ALWAYS_INLINE uint64_t load_tail(const uint8_t *p, size_t n) {
    if (n >= 4) return load_u32(p) | (uint64_t)load_u32(p + n - 4) << (8 * (n - 4));
    if (n == 0) return 0;
    return p[0] | (uint64_t)p[n / 2] << (8 * (n / 2)) | (uint64_t)p[n - 1] << (8 * (n - 1));
}

uint64_t siphash13(const void *data, size_t n, const SipKey *key) {
    const uint8_t *p = data;
    SipState s = {
        key->k0 ^ UINT64_C(0x736f6d6570736575), key->k1 ^ UINT64_C(0x646f72616e646f6d),
        key->k0 ^ UINT64_C(0x6c7967656e657261), key->k1 ^ UINT64_C(0x7465646279746573),
    };
    for (size_t left = n / 8; left; left--, p += 8) {
        uint64_t word = load_u64(p);
        s.v3 ^= word;
        sip_round(&s);
        s.v0 ^= word;
    }
    uint64_t last = (uint64_t)n << 56 | load_tail(p, n % 8);
    s.v3 ^= last;
    sip_round(&s);
    s.v0 ^= last;
    s.v2 ^= 0xFF;
    sip_round(&s);
    sip_round(&s);
    sip_round(&s);
    return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

// CPython documents only that the seed decides the hashes; the generator is the linear congruential one of its
// bootstrap, and its first 16 bytes are the SipHash key.
void siphash_key_from_seed(uint32_t seed, uint8_t key[16]) {
    if (seed == 0) {
        memset(key, 0, 16);
        return;
    }
    uint32_t x = seed;
    for (int i = 0; i < 16; i++) {
        x = x * 214013 + 2531011;
        key[i] = (uint8_t)(x >> 16);
    }
}

SipKey siphash_key(const uint8_t key[16]) { return (SipKey){load_u64(key), load_u64(key + 8)}; }

static int64_t avoid_minus_1(int64_t h) { return h == -1 ? -2 : h; }

int64_t hash_bytes(const void *data, size_t n, const SipKey *key) {
    return n == 0 ? 0 : avoid_minus_1((int64_t)siphash13(data, n, key));
}

// x modulo 2**61 - 1, for any x.
static uint64_t reduce(uint64_t x) {
    x = (x & HASH_MODULUS) + (x >> 61);
    return x >= HASH_MODULUS ? x - HASH_MODULUS : x;
}

// x * 2**k modulo 2**61 - 1, for x below the modulus and k below 61.
static uint64_t rotate(uint64_t x, unsigned k) { return ((x << k) & HASH_MODULUS) | x >> (61 - k); }

static int64_t with_sign(uint64_t h, bool negative) { return avoid_minus_1(negative ? -(int64_t)h : (int64_t)h); }

int64_t hash_i64(int64_t v) { return with_sign(reduce(v < 0 ? -(uint64_t)v : (uint64_t)v), v < 0); }

int64_t hash_limbs(const uint64_t *limbs, size_t n, bool negative) {
    uint64_t h = 0;
    while (n--) h = reduce(rotate(h, 64 - 61) + reduce(limbs[n]));
    return with_sign(h, negative);
}

int64_t hash_double(double v) {
    if (isinf(v)) return v > 0 ? HASH_INF : -HASH_INF;
    int exponent;
    double fraction = frexp(fabs(v), &exponent);
    uint64_t mantissa = (uint64_t)ldexp(fraction, 53);
    int shift = (exponent - 53) % 61;
    return with_sign(rotate(mantissa, (unsigned)(shift < 0 ? shift + 61 : shift)), v < 0);
}
