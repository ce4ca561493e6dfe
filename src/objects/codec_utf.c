/* codec_utf.c - UTF-8, UTF-16, UTF-32, Latin-1 and ASCII. Errors are located and worded as CPython's codecs do. */
#include "objects/codec_internal.h"
#include "objects/str_internal.h"

/* --- UTF-8 --------------------------------------------------------------------------------------------------------------- */

Value codec_decode_utf8(Thread *t, const void *data, size_t n, const char *errors, size_t *consumed)
{
    Utf8Scan scan;
    if (consumed) *consumed = n;
    if (utf8_scan(data, n, UTF8_SURROGATES_REJECT, &scan)) return str_from_valid_utf8(t, data, &scan);
    Problem p;
    problem_init(&p, t, PROBLEM_DECODE, "utf-8");
    p.data = data;
    p.n = n;
    StrBuilder out;
    builder_init(&out, t);
    for (size_t at = 0;;) {
        builder_utf8(&out, (const char *)p.data + at, scan.valid, &scan);
        at += scan.valid;
        if (scan.error == UTF8_OK) return builder_finish(&out);
        if (scan.error == UTF8_UNEXPECTED_END && consumed) {
            *consumed = at;
            return builder_finish(&out);
        }
        size_t end = at + (scan.error_end - scan.valid);
        if (!decode_problem(&p, errors, at, end, utf8_error_reason(scan.error), &out, &at)) return V_NULL;
        utf8_scan(p.data + at, p.n - at, UTF8_SURROGATES_REJECT, &scan);
    }
}

static int put_utf8(ByteBuilder *b, uint32_t c, void *context)
{
    (void)context;
    if (is_surrogate(c)) return 0;
    if (b && byte_reserve(b, 4)) b->length += utf8_put((char *)b->data + b->length, c);
    return 1;
}

Value codec_encode_utf8(Thread *t, Value str, const char *errors)
{
    const Str *s = as_str(str);
    unsigned width = (unsigned)str_width(s);
    if (str_is_ascii(s)) return bytes_new(t, str_data(s), s->length);
    size_t surrogate, size = utf8_encoded_size(str_data(s), s->length, width, &surrogate);
    if (surrogate == s->length) {
        Bytes *b = bytes_alloc(t, size);
        if (!b) return V_NULL;
        utf8_encode(str_data(s), s->length, width, (char *)b->data);
        return value_cell(b);
    }
    Encoder e = {"utf-8", "surrogates not allowed", put_utf8, NULL, true, 1, width};
    return encode_with(t, str, errors, &e, NULL, 0);
}

/* --- Latin-1, ASCII -------------------------------------------------------------------------------------------------------- */

Value codec_decode_latin1(Thread *t, const void *data, size_t n) { return str_from_units(t, data, 1, n); }

Value codec_decode_ascii(Thread *t, const void *data, size_t n, const char *errors)
{
    if (text_is_ascii(data, n)) return str_from_ascii(t, data, n);
    Problem p;
    problem_init(&p, t, PROBLEM_DECODE, "ascii");
    p.data = data;
    p.n = n;
    StrBuilder out;
    builder_init(&out, t);
    for (size_t at = 0; at < p.n;) {
        size_t end = at;
        while (end < p.n && p.data[end] < 0x80) end++;
        builder_ascii(&out, (const char *)p.data + at, end - at);
        at = end;
        if (at < p.n && !decode_problem(&p, errors, at, at + 1, "ordinal not in range(128)", &out, &at)) return V_NULL;
    }
    return builder_finish(&out);
}

static int put_below(ByteBuilder *b, uint32_t c, void *limit)
{
    if (c >= *(const uint32_t *)limit) return 0;
    if (b) byte_put(b, (uint8_t)c);
    return 1;
}

static Value encode_bytewise(Thread *t, Value str, const char *errors, const char *encoding, const char *reason, uint32_t limit)
{
    const Str *s = as_str(str);
    if (str_is_ascii(s) || (limit == 0x100 && str_width(s) == 1)) return bytes_new(t, str_data(s), s->length);
    Encoder e = {encoding, reason, put_below, &limit, true, 1, 1};
    return encode_with(t, str, errors, &e, NULL, 0);
}

Value codec_encode_latin1(Thread *t, Value str, const char *errors)
{
    return encode_bytewise(t, str, errors, "latin-1", "ordinal not in range(256)", 0x100);
}

Value codec_encode_ascii(Thread *t, Value str, const char *errors)
{
    return encode_bytewise(t, str, errors, "ascii", "ordinal not in range(128)", 0x80);
}

/* --- UTF-16 -------------------------------------------------------------------------------------------------------------------- */

static uint32_t get16(const uint8_t *s, bool big) { return big ? (uint32_t)(s[0] << 8 | s[1]) : (uint32_t)(s[1] << 8 | s[0]); }

static uint32_t get32(const uint8_t *s, bool big) { return big ? __builtin_bswap32(load_u32(s)) : load_u32(s); }

/* what is wrong at *at, if anything: NULL: *c was read and *at moved. *end: of the bad bytes; *incomplete: more bytes may help */
static const char *read16(const Problem *p, bool big, size_t *at, uint32_t *c, size_t *end, bool *incomplete)
{
    size_t i = *at, left = p->n - i;
    *incomplete = true;
    *end = p->n;
    if (left < 2) return "truncated data";
    uint32_t high = get16(p->data + i, big);
    if (!is_surrogate(high)) {
        *c = high;
        *at = i + 2;
        return NULL;
    }
    if (high < 0xdc00 && left < 4) return "unexpected end of data";
    *incomplete = false;
    *end = i + 2;
    if (high >= 0xdc00) return "illegal encoding";
    uint32_t low = get16(p->data + i + 2, big);
    if (low - 0xdc00 >= 0x400) return "illegal UTF-16 surrogate";
    *c = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    *at = i + 4;
    return NULL;
}

static const char *read32(const Problem *p, bool big, size_t *at, uint32_t *c, size_t *end, bool *incomplete)
{
    size_t i = *at;
    *incomplete = true;
    *end = p->n;
    if (p->n - i < 4) return "truncated data";
    *incomplete = false;
    *end = i + 4;
    *c = get32(p->data + i, big);
    if (is_surrogate(*c)) return "code point in surrogate code point range(0xd800, 0xe000)";
    if (*c > 0x10ffff) return "code point not in range(0x110000)";
    *at = i + 4;
    return NULL;
}

typedef const char *(*ReadChar)(const Problem *p, bool big, size_t *at, uint32_t *c, size_t *end, bool *incomplete);

static Value decode_units(Thread *t, Problem *p, const char *errors, ReadChar read, bool big, size_t at, size_t *consumed)
{
    StrBuilder out;
    builder_init(&out, t);
    if (consumed) *consumed = p->n;
    while (at < p->n) {
        uint32_t c;
        size_t end;
        bool incomplete;
        const char *reason = read(p, big, &at, &c, &end, &incomplete);
        if (!reason) {
            builder_char(&out, c);
        } else if (incomplete && consumed) {
            *consumed = at;
            break;
        } else if (!decode_problem(p, errors, at, end, reason, &out, &at)) {
            return V_NULL;
        }
        if (out.failed) return V_NULL;
    }
    return builder_finish(&out);
}

Value codec_decode_utf16(Thread *t, const void *data, size_t n, const char *errors, int *order, size_t *consumed)
{
    size_t at = 0;
    if (*order == 0 && n >= 2) {
        uint32_t mark = get16(data, false);
        *order = mark == 0xfeff ? -1 : mark == 0xfffe ? 1 : 0;
        if (*order) at = 2;
    }
    Problem p;
    problem_init(&p, t, PROBLEM_DECODE, *order > 0 ? "utf-16-be" : "utf-16-le");
    p.data = data;
    p.n = n;
    return decode_units(t, &p, errors, read16, *order > 0, at, consumed);
}

Value codec_decode_utf32(Thread *t, const void *data, size_t n, const char *errors, int *order, size_t *consumed)
{
    size_t at = 0;
    if (*order == 0 && n >= 4) {
        uint32_t mark = get32(data, false);
        *order = mark == 0xfeff ? -1 : mark == 0xfffe0000 ? 1 : 0;
        if (*order) at = 4;
    }
    Problem p;
    problem_init(&p, t, PROBLEM_DECODE, *order > 0 ? "utf-32-be" : "utf-32-le");
    p.data = data;
    p.n = n;
    return decode_units(t, &p, errors, read32, *order > 0, at, consumed);
}

static void store16(ByteBuilder *b, uint32_t c, bool big)
{
    uint16_t unit = (uint16_t)c;
    if (big) unit = __builtin_bswap16(unit);
    byte_append(b, &unit, 2);
}

static int put_utf16(ByteBuilder *b, uint32_t c, void *big)
{
    if (is_surrogate(c)) return 0;
    if (!b) return 1;
    if (c >= 0x10000) store16(b, 0xd800 + ((c - 0x10000) >> 10), *(bool *)big);
    store16(b, c >= 0x10000 ? 0xdc00 + (c & 0x3ff) : c, *(bool *)big);
    return 1;
}

static int put_utf32(ByteBuilder *b, uint32_t c, void *big)
{
    if (is_surrogate(c)) return 0;
    uint32_t unit = *(bool *)big ? __builtin_bswap32(c) : c;
    if (b) byte_append(b, &unit, 4);
    return 1;
}

Value codec_encode_utf16(Thread *t, Value str, const char *errors, int order)
{
    bool big = order > 0;
    const char *name = order == 0 ? "utf-16" : big ? "utf-16-be" : "utf-16-le";
    Encoder e = {name, "surrogates not allowed", put_utf16, &big, false, 2, 2};
    return encode_with(t, str, errors, &e, "\xff\xfe", order == 0 ? 2 : 0);
}

Value codec_encode_utf32(Thread *t, Value str, const char *errors, int order)
{
    bool big = order > 0;
    const char *name = order == 0 ? "utf-32" : big ? "utf-32-be" : "utf-32-le";
    Encoder e = {name, "surrogates not allowed", put_utf32, &big, false, 4, 4};
    return encode_with(t, str, errors, &e, "\xff\xfe\0\0", order == 0 ? 4 : 0);
}
