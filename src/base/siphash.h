// Hashing: SipHash-1-3 (Aumasson & Bernstein 2012) for bytes and text, and Python's numeric hash modulo 2**61 - 1, by
// which equal int, float, Fraction and Decimal values hash alike (Python reference, "Hashing of numeric types").
// A Python hash is an int64_t that is never -1.
#ifndef BASE_SIPHASH_H
#define BASE_SIPHASH_H

#include "base/common.h"

#define HASH_MODULUS ((UINT64_C(1) << 61) - 1)  // sys.hash_info.modulus
#define HASH_INF 314159                         // sys.hash_info.inf
#define HASH_IMAG 1000003                       // sys.hash_info.imag

typedef struct SipKey {
    uint64_t k0, k1;
} SipKey;

uint64_t siphash13(const void *data, size_t n, const SipKey *key);

// The key that PYTHONHASHSEED=seed stands for, the same as CPython's on a little-endian machine: all zero for 0.
void siphash_key_from_seed(uint32_t seed, uint8_t key[16]);
SipKey siphash_key(const uint8_t key[16]);

// hash() of bytes, and of a str given its code units (n in bytes): 0 for no data, -2 for what would be -1.
int64_t hash_bytes(const void *data, size_t n, const SipKey *key);

// hash() of an int: one that fits 64 bits, or sign and magnitude in n limbs, least significant first.
int64_t hash_i64(int64_t v);
int64_t hash_limbs(const uint64_t *limbs, size_t n, bool negative);

// hash() of a float. Not for a NaN, which Python hashes by identity.
int64_t hash_double(double v);

#endif
