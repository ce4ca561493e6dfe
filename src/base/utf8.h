// UTF-8 to and from text of fixed-width code units (1, 2 or 4 bytes a code point).
//
// Decoding takes two steps, so that the caller can allocate exactly: utf8_scan validates and says how many code points
// of which width there are, utf8_decode then writes them and checks nothing. Errors are located as CPython's "utf-8"
// codec locates them: the longest prefix of an ill-formed sequence that could have begun a character, never a good byte.
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/common.h"

typedef enum Utf8Error {
    UTF8_OK,
    UTF8_INVALID_START,         // "invalid start byte"
    UTF8_INVALID_CONTINUATION,  // "invalid continuation byte"
    UTF8_UNEXPECTED_END,        // "unexpected end of data": more bytes could complete it (an incremental decoder waits)
} Utf8Error;

typedef enum Utf8Surrogates {
    UTF8_SURROGATES_REJECT,  // ED A0 80 .. ED BF BF are errors
    UTF8_SURROGATES_PASS,    // they decode to U+D800 .. U+DFFF, as under "surrogatepass"
} Utf8Surrogates;

// What utf8_scan found. `chars` and `bound` describe the valid prefix s[0:valid].
typedef struct Utf8Scan {
    size_t valid;       // bytes of the valid prefix; the whole input when error is UTF8_OK, else where the error starts
    size_t chars;       // code points in the valid prefix
    uint32_t bound;     // 0x7F, 0xFF, 0xFFFF or 0x10FFFF: the smallest of them that no code point exceeds
    Utf8Error error;
    size_t error_end;   // with an error: the offending bytes are s[valid:error_end]
} Utf8Scan;

// Validates n bytes. True when all are valid.
bool utf8_scan(const void *s, size_t n, Utf8Surrogates surrogates, Utf8Scan *out);

// The error's words, as in UnicodeDecodeError.reason. NULL for UTF8_OK.
const char *utf8_error_reason(Utf8Error error);

// Decodes n bytes that utf8_scan found valid (surrogates may be among them) into units of `width` bytes (1, 2, 4),
// which must be wide enough for scan.bound. `out` has room for scan.chars units and must not overlap s.
void utf8_decode(const void *s, size_t n, void *out, unsigned width);

// Bytes that the text needs in UTF-8, surrogates counted as three. *first_surrogate (may be NULL) becomes the index of
// the first surrogate, or n when there is none.
size_t utf8_encoded_size(const void *text, size_t n, unsigned width, size_t *first_surrogate);

// Encodes into `out` and returns the bytes written: utf8_encoded_size of them. Surrogates become three bytes each.
size_t utf8_encode(const void *text, size_t n, unsigned width, char *out);

// Encodes one code point (<= 0x10FFFF); returns the bytes written, 1 to 4.
static inline unsigned utf8_put(char out[4], uint32_t c) {
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        store_u16(out, (uint16_t)(0x80C0 | c >> 6 | (c & 0x3F) << 8));
        return 2;
    }
    if (c < 0x10000) {
        store_u16(out, (uint16_t)(0x80E0 | c >> 12 | (c << 2 & 0x3F00)));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    store_u32(out, 0x808080F0 | c >> 18 | (c >> 4 & 0x3F00) | (c << 10 & 0x3F0000) | (c & 0x3F) << 24);
    return 4;
}

// Decodes the code point at p, in text known to be valid; *size becomes its length in bytes.
static inline uint32_t utf8_get(const char *p, unsigned *size) {
    const unsigned char *u = (const unsigned char *)p;
    if (u[0] < 0x80) { *size = 1; return u[0]; }
    if (u[0] < 0xE0) { *size = 2; return (u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu); }
    if (u[0] < 0xF0) { *size = 3; return (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu); }
    *size = 4;
    return (u[0] & 7u) << 18 | (u[1] & 0x3Fu) << 12 | (u[2] & 0x3Fu) << 6 | (u[3] & 0x3Fu);
}

static inline bool is_surrogate(uint32_t c) { return (c & 0xFFFFF800u) == 0xD800; }

#endif
