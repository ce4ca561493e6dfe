// Text as arrays of fixed-width code units: 1, 2 or 4 bytes a code point ("width"). Copying, comparing, searching.
//
// Searches cost O(haystack + needle) in the worst case and need no memory: a vectorised filter first, and the two-way
// algorithm (Crochemore & Perrin 1991) once the filter has let through too many false candidates.
// Bytes objects are text of width 1.
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/common.h"

static inline uint32_t text_get(const void *s, unsigned width, size_t i) {
    if (width == 1) return ((const uint8_t *)s)[i];
    if (width == 2) return ((const uint16_t *)s)[i];
    return ((const uint32_t *)s)[i];
}

static inline void text_put(void *s, unsigned width, size_t i, uint32_t c) {
    if (width == 1) ((uint8_t *)s)[i] = (uint8_t)c;
    else if (width == 2) ((uint16_t *)s)[i] = (uint16_t)c;
    else ((uint32_t *)s)[i] = c;
}

// The narrowest width that holds code points up to c (a bound will do).
static inline unsigned text_width_for(uint32_t c) { return c < 0x100 ? 1 : c < 0x10000 ? 2 : 4; }

// 0x7F, 0xFF, 0xFFFF or 0x10FFFF: the smallest of them that no unit exceeds. 0x7F for no text.
uint32_t text_bound(const void *s, size_t n, unsigned width);

bool text_is_ascii(const void *bytes, size_t n);

// Copies n units from one width to another. Narrowing is allowed when every unit fits. No overlap.
void text_copy(void *to, unsigned to_width, const void *from, unsigned from_width, size_t n);

// Writes c n times.
void text_fill(void *to, unsigned width, uint32_t c, size_t n);

// Equality and code point order (-1, 0, 1) of texts that may differ in width.
bool text_equal(const void *a, unsigned a_width, const void *b, unsigned b_width, size_t n);
int text_compare(const void *a, size_t a_len, unsigned a_width, const void *b, size_t b_len, unsigned b_width);

// Index of the first (last) unit equal to c, or -1. c may be too large for the width: then -1.
ptrdiff_t text_find_char(const void *s, size_t n, unsigned width, uint32_t c);
ptrdiff_t text_rfind_char(const void *s, size_t n, unsigned width, uint32_t c);

// How often c occurs, counting no further than `max`.
size_t text_count_char(const void *s, size_t n, unsigned width, uint32_t c, size_t max);

// A haystack or a needle: n units of `width` bytes.
typedef struct Text {
    const void *s;
    size_t n;
    unsigned width;
} Text;

// Index of the first (last) occurrence of the needle, or -1. An empty needle is found at 0 (at hay.n). Both texts must
// be in their narrowest width unless they have the same width: a wider needle counts as not found.
ptrdiff_t text_find(Text hay, Text needle);
ptrdiff_t text_rfind(Text hay, Text needle);

// Occurrences that do not overlap, counting no further than `max`. An empty needle occurs hay.n + 1 times.
size_t text_count(Text hay, Text needle, size_t max);

// ASCII case over bytes; bytes from 0x80 stay. In place (to == from) is fine.
void ascii_lower(void *to, const void *from, size_t n);
void ascii_upper(void *to, const void *from, size_t n);

// Character classes of the "C" locale, for bytes methods, parsers and protocol text. False from 0x80 on.
static inline bool ascii_is_digit(uint32_t c) { return c - '0' < 10; }
static inline bool ascii_is_lower(uint32_t c) { return c - 'a' < 26; }
static inline bool ascii_is_upper(uint32_t c) { return c - 'A' < 26; }
static inline bool ascii_is_alpha(uint32_t c) { return (c | 32) - 'a' < 26; }
static inline bool ascii_is_alnum(uint32_t c) { return ascii_is_alpha(c) || ascii_is_digit(c); }
static inline bool ascii_is_space(uint32_t c) { return c == ' ' || c - '\t' < 5; }
static inline uint32_t ascii_to_lower(uint32_t c) { return ascii_is_upper(c) ? c | 32 : c; }
static inline uint32_t ascii_to_upper(uint32_t c) { return ascii_is_lower(c) ? c & ~32u : c; }

// The value of a digit in any base up to 36 ('0'-'9', letters of either case), or 255.
static inline unsigned ascii_digit_value(uint32_t c) {
    if (ascii_is_digit(c)) return c - '0';
    return ascii_is_alpha(c) ? (c | 32) - 'a' + 10 : 255;
}

#endif
