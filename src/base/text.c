// Copying, comparing and searching text of fixed-width units. See text.h; the search itself is in text_search.inc.
#include "base/text.h"

// ---- widths -------------------------------------------------------------------------------------------------------

bool text_is_ascii(const void *bytes, size_t n) { return text_bound(bytes, n, 1) == 0x7F; }

// The OR of all units tells which power of two they reach. Blocks let long texts end early without a test per unit.
#define DEFINE_UNION(name, Unit, stop)                                         \
    static uint32_t name(const Unit *s, size_t n) {                            \
        enum { BLOCK = 256 / sizeof(Unit) };                                   \
        Unit any = 0;                                                          \
        for (; n >= BLOCK; s += BLOCK, n -= BLOCK) {                           \
            for (size_t i = 0; i < BLOCK; i++) any |= s[i];                    \
            if (any > (stop)) return any;                                      \
        }                                                                      \
        for (size_t i = 0; i < n; i++) any |= s[i];                            \
        return any;                                                            \
    }

DEFINE_UNION(union1, uint8_t, 0x7F)
DEFINE_UNION(union2, uint16_t, 0xFF)
DEFINE_UNION(union4, uint32_t, 0xFFFF)

uint32_t text_bound(const void *s, size_t n, unsigned width) {
    uint32_t any = width == 1 ? union1(s, n) : width == 2 ? union2(s, n) : union4(s, n);
    return any < 0x80 ? 0x7F : any < 0x100 ? 0xFF : any < 0x10000 ? 0xFFFF : 0x10FFFF;
}

// Expands M(to unit, from unit) for each pair of widths.
#define FOR_WIDTH_PAIRS(M)                                                          \
    M(uint8_t, uint16_t) M(uint8_t, uint32_t) M(uint16_t, uint8_t)                  \
    M(uint16_t, uint32_t) M(uint32_t, uint8_t) M(uint32_t, uint16_t)

void text_copy(void *to, unsigned to_width, const void *from, unsigned from_width, size_t n) {
    if (to_width == from_width) {
        if (n) memcpy(to, from, n * to_width);
        return;
    }
#define COPY(To, From)                                                              \
    if (to_width == sizeof(To) && from_width == sizeof(From)) {                     \
        To *restrict t = to;                                                        \
        const From *restrict f = from;                                              \
        for (size_t i = 0; i < n; i++) t[i] = (To)f[i];                             \
    }
    FOR_WIDTH_PAIRS(COPY)
#undef COPY
}

void text_fill(void *to, unsigned width, uint32_t c, size_t n) {
    if (width == 1) {
        if (n) memset(to, (int)c, n);
    } else if (width == 2) {
        for (size_t i = 0; i < n; i++) ((uint16_t *)to)[i] = (uint16_t)c;
    } else {
        for (size_t i = 0; i < n; i++) ((uint32_t *)to)[i] = c;
    }
}

// ---- comparing ----------------------------------------------------------------------------------------------------

// The first index below n at which the texts differ, or n.
static size_t common_prefix(const void *a, unsigned a_width, const void *b, unsigned b_width, size_t n) {
    size_t i = 0;
    if (a_width == b_width) {
        const uint8_t *p = a, *q = b;
        size_t bytes = n * a_width, at = 0;
        for (; bytes - at >= 8; at += 8) {
            uint64_t difference = load_u64(p + at) ^ load_u64(q + at);
            if (difference) return (at + ctz64(difference) / 8) / a_width;
        }
        while (at < bytes && p[at] == q[at]) at++;
        return at / a_width;
    }
#define COMPARE(A, B)                                                               \
    if (a_width == sizeof(A) && b_width == sizeof(B)) {                             \
        while (i < n && ((const A *)a)[i] == ((const B *)b)[i]) i++;                \
    }
    FOR_WIDTH_PAIRS(COMPARE)
#undef COMPARE
    return i;
}

bool text_equal(const void *a, unsigned a_width, const void *b, unsigned b_width, size_t n) {
    if (a_width == b_width) return n == 0 || memcmp(a, b, n * a_width) == 0;
    return common_prefix(a, a_width, b, b_width, n) == n;
}

int text_compare(const void *a, size_t a_len, unsigned a_width, const void *b, size_t b_len, unsigned b_width) {
    size_t n = size_min(a_len, b_len), i = common_prefix(a, a_width, b, b_width, n);
    if (i == n) return a_len == b_len ? 0 : a_len < b_len ? -1 : 1;
    return text_get(a, a_width, i) < text_get(b, b_width, i) ? -1 : 1;
}

// ---- one character ------------------------------------------------------------------------------------------------

typedef uint8_t ByteBlock __attribute__((vector_size(16)));

// Bit i is set where byte i of a comparison's result is.
static ALWAYS_INLINE unsigned byte_mask(ByteBlock v) {
#ifdef __SSE2__
    typedef char CharBlock __attribute__((vector_size(16)));
    return (unsigned)__builtin_ia32_pmovmskb128((CharBlock)v);
#else
    // Each byte is 0x00 or 0xFF: keep bit i of byte i, then gather the eight bytes of each half by a multiplication.
    uint64_t half[2];
    memcpy(half, &v, 16);
    unsigned mask = 0;
    for (int i = 0; i < 2; i++) {
        uint64_t bits = half[i] & UINT64_C(0x8040201008040201);
        mask |= (unsigned)(bits * UINT64_C(0x0101010101010101) >> 56) << (8 * i);
    }
    return mask;
#endif
}

#define DEFINE_CHAR_SEARCH(Unit, find_name, rfind_name)                                                      \
    static ptrdiff_t find_name(const Unit *s, size_t n, Unit c) {                                            \
        typedef Unit Block __attribute__((vector_size(16)));                                                 \
        const size_t lanes = 16 / sizeof(Unit);                                                              \
        const Block wanted = c - (Block){0};                                                                 \
        size_t i = 0;                                                                                        \
        for (; n - i >= lanes; i += lanes) {                                                                 \
            Block block;                                                                                     \
            memcpy(&block, s + i, 16);                                                                       \
            unsigned hits = byte_mask((ByteBlock)(block == wanted));                                         \
            if (hits) return (ptrdiff_t)(i + (unsigned)__builtin_ctz(hits) / sizeof(Unit));                  \
        }                                                                                                    \
        for (; i < n; i++) if (s[i] == c) return (ptrdiff_t)i;                                               \
        return -1;                                                                                           \
    }                                                                                                        \
    static ptrdiff_t rfind_name(const Unit *s, size_t n, Unit c) {                                           \
        typedef Unit Block __attribute__((vector_size(16)));                                                 \
        const size_t lanes = 16 / sizeof(Unit);                                                              \
        const Block wanted = c - (Block){0};                                                                 \
        for (; n >= lanes; n -= lanes) {                                                                     \
            Block block;                                                                                     \
            memcpy(&block, s + n - lanes, 16);                                                               \
            unsigned hits = byte_mask((ByteBlock)(block == wanted));                                         \
            if (hits) return (ptrdiff_t)(n - lanes + (31 - (unsigned)__builtin_clz(hits)) / sizeof(Unit));   \
        }                                                                                                    \
        while (n--) if (s[n] == c) return (ptrdiff_t)n;                                                      \
        return -1;                                                                                           \
    }

DEFINE_CHAR_SEARCH(uint16_t, find_char2, rfind_char2)
DEFINE_CHAR_SEARCH(uint32_t, find_char4, rfind_char4)

ptrdiff_t text_find_char(const void *s, size_t n, unsigned width, uint32_t c) {
    if (n == 0 || text_width_for(c) > width) return -1;
    if (width == 2) return find_char2(s, n, (uint16_t)c);
    if (width == 4) return find_char4(s, n, c);
    const uint8_t *hit = memchr(s, (int)c, n);
    return hit ? hit - (const uint8_t *)s : -1;
}

ptrdiff_t text_rfind_char(const void *s, size_t n, unsigned width, uint32_t c) {
    if (n == 0 || text_width_for(c) > width) return -1;
    if (width == 2) return rfind_char2(s, n, (uint16_t)c);
    if (width == 4) return rfind_char4(s, n, c);
    const uint8_t *hit = memrchr(s, (int)c, n);
    return hit ? hit - (const uint8_t *)s : -1;
}

size_t text_count_char(const void *s, size_t n, unsigned width, uint32_t c, size_t max) {
    if (text_width_for(c) > width) return 0;
    size_t count = 0;
    if (width == 1) for (size_t i = 0; i < n; i++) count += ((const uint8_t *)s)[i] == c;
    else if (width == 2) for (size_t i = 0; i < n; i++) count += ((const uint16_t *)s)[i] == c;
    else for (size_t i = 0; i < n; i++) count += ((const uint32_t *)s)[i] == c;
    return size_min(count, max);
}

// ---- substrings ---------------------------------------------------------------------------------------------------

// Units compared in vain, beyond four a position, before the two-way algorithm takes over. Its preparation costs a few
// operations a needle unit, so that short searches should not pay for it.
#define SEARCH_PATIENCE 512

#define CONCAT_(a, b, c, d) a##_##b##_##c##d
#define CONCAT(a, b, c, d) CONCAT_(a, b, c, d)
#define NAME(x) CONCAT(x, Hay, Needle, DIRECTION)

#define REVERSE 0
#define DIRECTION
#define Hay uint8_t
#define Needle uint8_t
#include "base/text_search.inc"
#undef Hay
#define Hay uint16_t
#include "base/text_search.inc"
#undef Hay
#define Hay uint32_t
#include "base/text_search.inc"
#undef Needle
#define Needle uint16_t
#include "base/text_search.inc"
#undef Hay
#define Hay uint16_t
#include "base/text_search.inc"
#undef Hay
#define Hay uint32_t
#undef Needle
#define Needle uint32_t
#include "base/text_search.inc"
#undef Hay
#undef Needle
#undef REVERSE
#undef DIRECTION

#define REVERSE 1
#define DIRECTION _reverse
#define Hay uint8_t
#define Needle uint8_t
#include "base/text_search.inc"
#undef Hay
#define Hay uint16_t
#include "base/text_search.inc"
#undef Hay
#define Hay uint32_t
#include "base/text_search.inc"
#undef Needle
#define Needle uint16_t
#include "base/text_search.inc"
#undef Hay
#define Hay uint16_t
#include "base/text_search.inc"
#undef Hay
#define Hay uint32_t
#undef Needle
#define Needle uint32_t
#include "base/text_search.inc"
#undef Hay
#undef Needle
#undef REVERSE
#undef DIRECTION

// Expands M(hay unit, needle unit) for each pair that can match.
#define FOR_SEARCH_PAIRS(M)                                                         \
    M(uint8_t, uint8_t) M(uint16_t, uint8_t) M(uint16_t, uint16_t)                  \
    M(uint32_t, uint8_t) M(uint32_t, uint16_t) M(uint32_t, uint32_t)

ptrdiff_t text_find(Text hay, Text needle) {
    if (needle.n == 0) return 0;
    if (needle.n > hay.n || needle.width > hay.width) return -1;
    if (needle.n == 1) return text_find_char(hay.s, hay.n, hay.width, text_get(needle.s, needle.width, 0));
#define FIND(H, N)                                                                  \
    if (hay.width == sizeof(H) && needle.width == sizeof(N)) {                      \
        return search_##H##_##N(hay.s, hay.n, needle.s, needle.n);                  \
    }
    FOR_SEARCH_PAIRS(FIND)
#undef FIND
    UNREACHABLE();
}

ptrdiff_t text_rfind(Text hay, Text needle) {
    if (needle.n == 0) return (ptrdiff_t)hay.n;
    if (needle.n > hay.n || needle.width > hay.width) return -1;
    if (needle.n == 1) return text_rfind_char(hay.s, hay.n, hay.width, text_get(needle.s, needle.width, 0));
    ptrdiff_t at = -1;
#define RFIND(H, N)                                                                 \
    if (hay.width == sizeof(H) && needle.width == sizeof(N)) {                      \
        at = search_##H##_##N##_reverse(hay.s, hay.n, needle.s, needle.n);          \
    }
    FOR_SEARCH_PAIRS(RFIND)
#undef RFIND
    return at < 0 ? -1 : (ptrdiff_t)(hay.n - needle.n) - at;
}

size_t text_count(Text hay, Text needle, size_t max) {
    if (needle.n == 0) return size_min(hay.n + 1, max);
    if (needle.n == 1) {
        return text_count_char(hay.s, hay.n, hay.width, text_get(needle.s, needle.width, 0), max);
    }
    size_t count = 0;
    while (count < max) {
        ptrdiff_t at = text_find(hay, needle);
        if (at < 0) break;
        count++;
        size_t passed = (size_t)at + needle.n;
        hay.s = (const uint8_t *)hay.s + passed * hay.width;
        hay.n -= passed;
    }
    return count;
}

// ---- ASCII case ---------------------------------------------------------------------------------------------------

void ascii_lower(void *to, const void *from, size_t n) {
    uint8_t *t = to;
    const uint8_t *f = from;
    for (size_t i = 0; i < n; i++) t[i] = (uint8_t)(f[i] | (uint8_t)((uint8_t)(f[i] - 'A') < 26) << 5);
}

void ascii_upper(void *to, const void *from, size_t n) {
    uint8_t *t = to;
    const uint8_t *f = from;
    for (size_t i = 0; i < n; i++) t[i] = (uint8_t)(f[i] & ~((uint8_t)((uint8_t)(f[i] - 'a') < 26) << 5));
}
