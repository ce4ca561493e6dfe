// UTF-8 validation, decoding and encoding. See utf8.h.
//
// Runs of ASCII are taken in blocks of 8-byte words; everything else goes a character at a time.
#include "base/utf8.h"

#define HIGH_BITS UINT64_C(0x8080808080808080)

// The first non-ASCII byte at or after p, or end.
static const uint8_t *skip_ascii(const uint8_t *p, const uint8_t *end) {
    while (end - p >= 32) {
        uint64_t any = load_u64(p) | load_u64(p + 8) | load_u64(p + 16) | load_u64(p + 24);
        if (any & HIGH_BITS) break;
        p += 32;
    }
    while (end - p >= 8) {
        uint64_t high = load_u64(p) & HIGH_BITS;
        if (high) return p + ctz64(high) / 8;
        p += 8;
    }
    while (p < end && *p < 0x80) p++;
    return p;
}

static bool is_continuation(uint8_t b) { return (b & 0xC0) == 0x80; }

// Whether `second` may follow the lead byte of a 3- or 4-byte sequence: no overlong form, none beyond U+10FFFF, and no
// surrogate unless they are let through.
static bool second_fits(uint8_t lead, uint8_t second, Utf8Surrogates surrogates) {
    if (!is_continuation(second)) return false;
    switch (lead) {
        case 0xE0: return second >= 0xA0;
        case 0xED: return second < 0xA0 || surrogates == UTF8_SURROGATES_PASS;
        case 0xF0: return second >= 0x90;
        case 0xF4: return second < 0x90;
        default: return true;
    }
}

// Length of the well-formed sequence at p, whose first byte is not ASCII; 0 if it is ill-formed.
static unsigned sequence_length(const uint8_t *p, const uint8_t *end, Utf8Surrogates surrogates) {
    uint8_t lead = p[0];
    if (lead < 0xE0) return lead >= 0xC2 && end - p >= 2 && is_continuation(p[1]) ? 2 : 0;
    if (lead < 0xF0) {
        return end - p >= 3 && second_fits(lead, p[1], surrogates) && is_continuation(p[2]) ? 3 : 0;
    }
    return lead < 0xF5 && end - p >= 4 && second_fits(lead, p[1], surrogates) && is_continuation(p[2]) &&
           is_continuation(p[3]) ? 4 : 0;
}

// Whether the four bytes of v begin with a well-formed sequence of 2, 3 or 4 bytes.
static ALWAYS_INLINE bool begins_with_2(uint32_t v) { return (v & 0xC0E0) == 0x80C0 && (v & 0x1E); }

static ALWAYS_INLINE bool begins_with_3(uint32_t v, Utf8Surrogates surrogates) {
    uint32_t key = v & 0x200F;  // the lead's low bits and the second byte's highest
    return (v & 0xC0C0F0) == 0x8080E0 && key != 0 && (key != 0x200D || surrogates == UTF8_SURROGATES_PASS);
}

static ALWAYS_INLINE bool begins_with_4(uint32_t v) {
    uint32_t plane = (v & 7) << 2 | (v >> 12 & 3);
    return (v & 0xC0C0C0F8) == 0x808080F0 && plane >= 1 && plane <= 16;
}

// Explains why the sequence at p is ill-formed; *length becomes how many bytes are to blame. A surrogate whose encoding
// is cut short is an invalid continuation even under UTF8_SURROGATES_PASS, as it is under "surrogatepass".
static Utf8Error explain(const uint8_t *p, const uint8_t *end, size_t *length) {
    uint8_t lead = p[0];
    size_t left = (size_t)(end - p), need = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    *length = 1;
    if (lead < 0xC2 || lead > 0xF4) return UTF8_INVALID_START;
    if (left < 2) return UTF8_UNEXPECTED_END;
    if (!second_fits(lead, p[1], UTF8_SURROGATES_REJECT)) return UTF8_INVALID_CONTINUATION;
    for (*length = 2; *length < need; ++*length) {
        if (*length == left) return UTF8_UNEXPECTED_END;
        if (!is_continuation(p[*length])) return UTF8_INVALID_CONTINUATION;
    }
    UNREACHABLE();
}

// A loop for each length keeps the lengths out of the chain of dependent operations, and suits text in one script.
bool utf8_scan(const void *s, size_t n, Utf8Surrogates surrogates, Utf8Scan *out) {
    const uint8_t *start = s, *p = start, *end = start + n;
    size_t continuations = 0;  // bytes that do not begin a character
    uint32_t bound = 0x7F;
    uint8_t any_lead = 0;      // the OR of two-byte sequences' first bytes
    *out = (Utf8Scan){.error = UTF8_OK};
    while (end - p >= 8) {
        uint64_t high = load_u64(p) & HIGH_BITS;
        if (high == 0) {
            p = skip_ascii(p + 8, end);
            continue;
        }
        p += ctz64(high) / 8;
        if (end - p < 4) break;
        uint32_t v = load_u32(p);
        if (begins_with_2(v)) {
            do any_lead |= (uint8_t)v, p += 2, continuations++; while (end - p >= 4 && begins_with_2(v = load_u32(p)));
        } else if (begins_with_3(v, surrogates)) {
            bound |= 0xFFFF;
            do p += 3, continuations += 2; while (end - p >= 4 && begins_with_3(load_u32(p), surrogates));
        } else if (begins_with_4(v)) {
            bound |= 0x10FFFF;
            do p += 4, continuations += 3; while (end - p >= 4 && begins_with_4(load_u32(p)));
        } else {
            break;
        }
    }
    while ((p = skip_ascii(p, end)) < end) {  // the last few characters, or an error
        unsigned length = sequence_length(p, end, surrogates);
        if (length == 0) {
            size_t blame;
            out->error = explain(p, end, &blame);
            out->error_end = (size_t)(p - start) + blame;
            break;
        }
        any_lead |= length == 2 ? *p : 0;
        bound |= length == 4 ? 0x10FFFF : length == 3 ? 0xFFFF : 0;
        continuations += length - 1;
        p += length;
    }
    if (any_lead) bound |= any_lead & 0x1C ? 0xFFFF : 0xFF;  // from C4 on: beyond U+00FF
    out->valid = (size_t)(p - start);
    out->chars = out->valid - continuations;
    out->bound = bound;
    return out->error == UTF8_OK;
}

const char *utf8_error_reason(Utf8Error error) {
    static const char *const reasons[] = {
        [UTF8_OK] = NULL,
        [UTF8_INVALID_START] = "invalid start byte",
        [UTF8_INVALID_CONTINUATION] = "invalid continuation byte",
        [UTF8_UNEXPECTED_END] = "unexpected end of data",
    };
    return reasons[error];
}

// Expanded once a width, with `Unit` known.
#define DEFINE_DECODE(name, Unit)                                                      \
    static void name(const char *p, const char *end, Unit *out) {                      \
        while (p < end) {                                                              \
            while (end - p >= 8 && !(load_u64(p) & HIGH_BITS)) {                       \
                for (int i = 0; i < 8; i++) out[i] = (Unit)p[i];                       \
                p += 8, out += 8;                                                      \
            }                                                                          \
            for (int i = 0; i < 8 && p < end; i++) {                                   \
                unsigned size;                                                         \
                *out++ = (Unit)utf8_get(p, &size);                                     \
                p += size;                                                             \
            }                                                                          \
        }                                                                              \
    }

DEFINE_DECODE(decode1, uint8_t)
DEFINE_DECODE(decode2, uint16_t)
DEFINE_DECODE(decode4, uint32_t)

void utf8_decode(const void *s, size_t n, void *out, unsigned width) {
    const char *p = s;
    if (width == 1) decode1(p, p + n, out);
    else if (width == 2) decode2(p, p + n, out);
    else decode4(p, p + n, out);
}

// Sizes are summed without branches, and in blocks so short that the sums fit the units: so that the loops vectorise at
// full width. The place of a surrogate is looked for only if there is one.
static size_t size1(const uint8_t *s, size_t n) {
    size_t size = n;
    while (n > 0) {
        size_t block = size_min(n, 255);
        uint8_t more = 0;
        for (size_t i = 0; i < block; i++) more += s[i] >> 7;
        size += more;
        s += block, n -= block;
    }
    return size;
}

#define DEFINE_SIZE(name, Unit, beyond_16_bits)                                                      \
    static size_t name(const Unit *s, size_t n, size_t *first_surrogate) {                           \
        size_t size = n;                                                                             \
        Unit surrogates = 0;                                                                         \
        for (size_t at = 0; at < n;) {                                                               \
            size_t end = at + size_min(n - at, 1 << 14);                                             \
            Unit more = 0;                                                                           \
            for (; at < end; at++) {                                                                 \
                more += (Unit)((s[at] > 0x7F) + (s[at] > 0x7FF) + (beyond_16_bits));                 \
                surrogates |= is_surrogate(s[at]);                                                   \
            }                                                                                        \
            size += more;                                                                            \
        }                                                                                            \
        size_t at = n;                                                                               \
        if (surrogates) for (at = 0; !is_surrogate(s[at]); at++) {}                                  \
        *first_surrogate = at;                                                                       \
        return size;                                                                                 \
    }

DEFINE_SIZE(size2, uint16_t, 0)
DEFINE_SIZE(size4, uint32_t, s[at] > 0xFFFF)

size_t utf8_encoded_size(const void *text, size_t n, unsigned width, size_t *first_surrogate) {
    size_t at = n, size;
    if (width == 1) size = size1(text, n);
    else if (width == 2) size = size2(text, n, &at);
    else size = size4(text, n, &at);
    if (first_surrogate) *first_surrogate = at;
    return size;
}

#define DEFINE_ENCODE(name, Unit)                                                      \
    static char *name(const Unit *s, size_t n, char *out) {                            \
        size_t i = 0;                                                                  \
        while (i < n) {                                                                \
            for (; n - i >= 8; i += 8, out += 8) {                                     \
                Unit any = 0;                                                          \
                for (int k = 0; k < 8; k++) any |= s[i + k];                           \
                if (any > 0x7F) break;                                                 \
                for (int k = 0; k < 8; k++) out[k] = (char)s[i + k];                   \
            }                                                                          \
            for (size_t end = i + size_min(n - i, 16); i < end; i++) {                 \
                out += utf8_put(out, s[i]);                                            \
            }                                                                          \
        }                                                                              \
        return out;                                                                    \
    }

DEFINE_ENCODE(encode1, uint8_t)
DEFINE_ENCODE(encode2, uint16_t)
DEFINE_ENCODE(encode4, uint32_t)

size_t utf8_encode(const void *text, size_t n, unsigned width, char *out) {
    char *end;
    if (width == 1) end = encode1(text, n, out);
    else if (width == 2) end = encode2(text, n, out);
    else end = encode4(text, n, out);
    return (size_t)(end - out);
}
