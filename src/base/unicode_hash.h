// The hashes by which the generators lay out tables and the run time finds its way in them.
#ifndef BASE_UNICODE_HASH_H
#define BASE_UNICODE_HASH_H

#include "base/common.h"

enum { UNICODE_PAIR_BITS = 11, UNICODE_NAME_BITS = 16 };

// Where to begin looking for a pair that composes.
static inline uint32_t unicode_pair_slot(uint32_t first, uint32_t second) {
    return (first * 0x9E3779B1u ^ second * 0x85EBCA77u) >> (32 - UNICODE_PAIR_BITS);
}

// Where to begin looking for a name, whose letters are upper case (FNV-1a).
static inline uint32_t unicode_name_slot(const char *name, size_t n) {
    uint32_t h = 0x811C9DC5u;
    for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)name[i]) * 0x01000193u;
    return (h ^ h >> UNICODE_NAME_BITS) & ((1u << UNICODE_NAME_BITS) - 1);
}

#endif
