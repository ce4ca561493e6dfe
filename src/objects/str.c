/* str.c - the representation of text: making, comparing, hashing, joining, cutting and finding it.
 *
 * The invariants are those of str.h. Everything here works on code units of 1, 2 or 4 bytes through base/text.h; a str of
 * width w is the narrowest for its text, so two texts of different width are never equal.
 */
#include "objects/str.h"

#include "base/siphash.h"
#include "base/text.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "objects/codecs.h"
#include "objects/str_internal.h"
#include "runtime/error.h"
#include "runtime/text.h"

#define STR_MAX_UNITS ((size_t)INT64_MAX / 8)

_Static_assert(sizeof(Str) == 24, "data begin at a multiple of the widest unit");

/* --- making ---------------------------------------------------------------------------------------------------------- */

Value str_alloc(Thread *t, size_t n, uint32_t max)
{
    if (n == 0) return str_empty(t);
    if (n > STR_MAX_UNITS) return raise_memory_error(t), V_NULL;
    unsigned width = text_width_for(max);
    Str *s = gc_alloc(t, sizeof(Str) + (n + 1) * width, t->rt->types[T_STR]->shape->index, K_STR);
    if (!s) return V_NULL;
    s->header.flags = HEADER_EXACT | (max < 0x80 ? STR_ASCII : 0);
    s->header.extra = (uint8_t)width;
    s->length = n;
    return value_cell(s);
}

Value str_empty(Thread *t)
{
    if (!is_null(t->rt->empty_str)) return t->rt->empty_str;
    Str *s = gc_alloc(t, sizeof(Str) + 1, t->rt->types[T_STR]->shape->index, K_STR);
    if (!s) return V_NULL;
    s->header.flags = HEADER_EXACT | STR_ASCII;
    s->header.extra = 1;
    t->rt->empty_str = value_cell(s);
    return t->rt->empty_str = str_intern(t, t->rt->empty_str);
}

Value str_char(Thread *t, uint32_t c)
{
    if (c < SINGLE_CHARS && !is_null(t->rt->chars[c])) return t->rt->chars[c];
    Value v = str_alloc(t, 1, c);
    if (is_null(v)) return V_NULL;
    text_put(str_data(as_str(v)), str_width(as_str(v)), 0, c);
    if (c >= SINGLE_CHARS) return v;
    v = intern_add(t, v);
    if (!is_null(v)) t->rt->chars[c] = v;
    return v;
}

Value str_from_ascii(Thread *t, const char *s, size_t n)
{
    if (n == 1) return str_char(t, (unsigned char)*s);
    Value v = str_alloc(t, n, 0x7f);
    if (!is_null(v)) memcpy(str_data(as_str(v)), s, n);
    return v;
}

/* n units of `width`, none above `bound`, which is one of text_bound()'s */
static Value from_bounded(Thread *t, const void *data, unsigned width, size_t n, uint32_t bound)
{
    if (n == 1) return str_char(t, text_get(data, width, 0));
    Value v = str_alloc(t, n, bound);
    if (!is_null(v) && n) text_copy(str_data(as_str(v)), str_width(as_str(v)), data, width, n);
    return v;
}

Value str_from_units(Thread *t, const void *data, int width, size_t n)
{
    return from_bounded(t, data, (unsigned)width, n, text_bound(data, n, (unsigned)width));
}

Value str_from_code_points(Thread *t, const uint32_t *s, size_t n) { return str_from_units(t, s, 4, n); }

Value str_from_valid_utf8(Thread *t, const char *s, const Utf8Scan *scan)
{
    if (scan->bound == 0x7f) return str_from_ascii(t, s, scan->valid);
    if (scan->chars == 1) {
        unsigned size;
        return str_char(t, utf8_get(s, &size));
    }
    Value v = str_alloc(t, scan->chars, scan->bound);
    if (!is_null(v)) utf8_decode(s, scan->valid, str_data(as_str(v)), (unsigned)str_width(as_str(v)));
    return v;
}

Value str_from_utf8(Thread *t, const char *s, size_t n)
{
    Utf8Scan scan;
    if (utf8_scan(s, n, UTF8_SURROGATES_PASS, &scan)) return str_from_valid_utf8(t, s, &scan);
    StrBuilder b;
    builder_init(&b, t);
    for (;;) {
        builder_utf8(&b, s, scan.valid, &scan);
        if (scan.error == UTF8_OK) return builder_finish(&b);
        builder_char(&b, 0xfffd);
        s += scan.error_end;
        n -= scan.error_end;
        utf8_scan(s, n, UTF8_SURROGATES_PASS, &scan);
    }
}

Value str_from_text(Thread *t, const char *s) { return str_from_utf8(t, s, strlen(s)); }

/* a copy, exact and with data of its own */
Value str_copy(Thread *t, Value str)
{
    const Str *s = as_str(str);
    return from_bounded(t, str_data(s), (unsigned)str_width(s), s->length, str_bound(s));
}

Value str_exact(Thread *t, Value str) { return is_exact_str(str) ? str : str_copy(t, str); }

Value str_new_subtype(Thread *t, Type *type, Value str)
{
    const Str *from = as_str(str);
    unsigned width = (unsigned)str_width(from);
    Str *s = object_alloc(t, type, (from->length + 1) * width);
    if (!s) return V_NULL;
    s->header.flags |= from->header.flags & STR_ASCII;
    s->header.extra = (uint8_t)width;
    s->length = from->length;
    s->hash = from->hash;
    memcpy(str_data(s), str_data(from), from->length * width);
    return value_cell(s);
}

/* --- hash and order ---------------------------------------------------------------------------------------------------- */

int64_t str_hash(Thread *t, Value str)
{
    Str *s = as_str(str);
    if (s->hash) return s->hash;
    if (s->length == 0) return 0; /* as CPython's; the only hash that is 0 */
    return s->hash = str_hash_units(t, str_data(s), s->length * (size_t)str_width(s));
}

int64_t str_hash_units(Thread *t, const void *units, size_t bytes)
{
    SipKey key = siphash_key(t->rt->hash_key);
    int64_t h = hash_bytes(units, bytes, &key);
    return h || bytes == 0 ? h : 1;
}

bool str_equal(Value a, Value b)
{
    if (value_same(a, b)) return true;
    const Str *x = as_str(a), *y = as_str(b);
    if (x->length != y->length || x->header.extra != y->header.extra) return false;
    if (x->hash && y->hash && x->hash != y->hash) return false;
    if (str_is_interned(x) && str_is_interned(y)) return false;
    return memcmp(str_data(x), str_data(y), x->length * (size_t)str_width(x)) == 0;
}

bool str_equal_text(Value str, const char *ascii)
{
    const Str *s = as_str(str);
    return str_is_ascii(s) && strlen(ascii) == s->length && memcmp(str_data(s), ascii, s->length) == 0;
}

int str_compare(Value a, Value b)
{
    if (value_same(a, b)) return 0;
    const Str *x = as_str(a), *y = as_str(b);
    return text_compare(str_data(x), x->length, (unsigned)str_width(x), str_data(y), y->length, (unsigned)str_width(y));
}

/* --- concatenation -------------------------------------------------------------------------------------------------------
 *
 * `text += more` in a loop must not copy all of the text every time. A string is immutable, but behind its end is room for the data of
 * longer strings that begin with it: when the left operand was itself made by concatenation, the result's data go to a buffer with
 * slack, and the next concatenation whose left operand ends where the used part of its buffer ends appends there and makes nothing but
 * a new SharedStr. Strings that end earlier in the buffer stay what they are. */

typedef struct SharedBuffer { /* the inside of the K_BUFFER cell */
    size_t used, capacity;  /* bytes of data */
    char data[];
} SharedBuffer;

enum { SHARED_MIN = 256 };  /* bytes: shorter results are copied */

void str_trace(Tracer *tr, void *cell)
{
    if (((Str *)cell)->header.flags & STR_SHARED) gc_trace_cell(tr, ((SharedStr *)cell)->buffer);
}

static void copy_units(char *to, unsigned width, const Str *s)
{
    text_copy(to, width, str_data(s), (unsigned)str_width(s), s->length);
}

/* where the data of a + b are to be written, those of a being there already; NULL: MemoryError */
static SharedBuffer *shared_buffer(Thread *t, const Str *a, size_t bytes, unsigned width, char **data)
{
    size_t start = a->length * width;
    if (a->header.flags & STR_SHARED && (unsigned)str_width(a) == width) {
        SharedBuffer *b = buffer_data(((const SharedStr *)a)->buffer);
        *data = str_data(a);
        bool at_end = *data + start == b->data + b->used;
        if (at_end && b->capacity - b->used >= bytes - start) {
            b->used += bytes - start;
            return b;
        }
    }
    void *cell = gc_alloc_buffer(t, sizeof(SharedBuffer) + bytes + bytes / 2);
    if (!cell) return NULL;
    SharedBuffer *b = buffer_data(cell);
    b->capacity = gc_cell_size(cell) - sizeof *b;
    b->used = bytes;
    *data = b->data;
    copy_units(b->data, width, a);
    return b;
}

static Value concat_shared(Thread *t, const Str *a, const Str *b, uint32_t bound)
{
    unsigned width = text_width_for(bound);
    char *data;
    SharedBuffer *buffer = shared_buffer(t, a, (a->length + b->length) * width, width, &data);
    if (!buffer) return V_NULL;
    copy_units(data + a->length * width, width, b);
    SharedStr *s = gc_alloc(t, sizeof *s, t->rt->types[T_STR]->shape->index, K_STR);
    if (!s) return V_NULL;
    s->str.header.flags = HEADER_EXACT | STR_SHARED | STR_JOINED | (bound < 0x80 ? STR_ASCII : 0);
    s->str.header.extra = (uint8_t)width;
    s->str.length = a->length + b->length;
    s->data = data;
    s->buffer = (char *)buffer - sizeof(Header);
    return value_cell(s);
}

Value str_concat(Thread *t, Value a, Value b)
{
    const Str *x = as_str(a), *y = as_str(b);
    if (x->length == 0) return str_exact(t, b);
    if (y->length == 0) return str_exact(t, a);
    uint32_t bound = str_bound(x) | str_bound(y);
    unsigned width = text_width_for(bound);
    if (x->length + y->length > STR_MAX_UNITS) return raise(t, T_OVERFLOW_ERROR, "strings are too large to concat");
    if (x->header.flags & STR_JOINED && (x->length + y->length) * width >= SHARED_MIN) return concat_shared(t, x, y, bound);
    Value v = str_alloc(t, x->length + y->length, bound);
    if (is_null(v)) return V_NULL;
    Str *r = as_str(v);
    r->header.flags |= STR_JOINED;
    copy_units(str_data(r), width, x);
    copy_units((char *)str_data(r) + x->length * width, width, y);
    return v;
}

/* --- joining and cutting ------------------------------------------------------------------------------------------------ */

Value str_repeat(Thread *t, Value str, int64_t count)
{
    const Str *s = as_str(str);
    if (count <= 0 || s->length == 0) return str_empty(t);
    if (count == 1) return str_exact(t, str);
    size_t n;
    if (!size_mul(s->length, (size_t)count, &n) || n > STR_MAX_UNITS) return raise(t, T_OVERFLOW_ERROR, "repeated string is too long");
    Value v = str_alloc(t, n, str_bound(s));
    if (is_null(v)) return V_NULL;
    unsigned width = (unsigned)str_width(s);
    char *to = str_data(as_str(v));
    if (s->length == 1) {
        text_fill(to, width, str_at(s, 0), n);
        return v;
    }
    size_t done = s->length * width, total = n * width;
    memcpy(to, str_data(s), done);
    while (done < total) { /* doubling what is there */
        size_t chunk = size_min(done, total - done);
        memcpy(to + done, to, chunk);
        done += chunk;
    }
    return v;
}

Value str_substr(Thread *t, Value str, size_t from, size_t to)
{
    const Str *s = as_str(str);
    assert(from <= to && to <= s->length);
    if (from == 0 && to == s->length) return str_exact(t, str);
    unsigned width = (unsigned)str_width(s);
    const char *data = (const char *)str_data(s) + from * width;
    if (to - from == 1) return str_char(t, text_get(data, width, 0));
    return from_bounded(t, data, width, to - from, str_is_ascii(s) ? 0x7f : text_bound(data, to - from, width));
}

static Value join_bad_item(Thread *t, size_t i, Value item)
{
    return raise(t, T_TYPE_ERROR, "sequence item %zu: expected str instance, %T found", i, item);
}

Value str_join(Thread *t, Value separator, const Value *items, size_t n)
{
    if (n == 0) return str_empty(t);
    const Str *sep = as_str(separator);
    size_t total = 0;
    uint32_t bound = n > 1 && sep->length ? str_bound(sep) : 0x7f;
    for (size_t i = 0; i < n; i++) {
        if (!is_str(items[i])) return join_bad_item(t, i, items[i]);
        const Str *s = as_str(items[i]);
        bound |= str_bound(s);
        if (!size_add(total, s->length, &total) || (i && !size_add(total, sep->length, &total)) || total > STR_MAX_UNITS)
            return raise(t, T_OVERFLOW_ERROR, "join() result is too long for a Python string");
    }
    if (n == 1) return str_exact(t, items[0]);
    Value v = str_alloc(t, total, bound);
    if (is_null(v)) return V_NULL;
    unsigned width = text_width_for(bound);
    char *to = str_data(as_str(v));
    for (size_t i = 0; i < n; i++) {
        if (i && sep->length) {
            text_copy(to, width, str_data(sep), (unsigned)str_width(sep), sep->length);
            to += sep->length * width;
        }
        const Str *s = as_str(items[i]);
        text_copy(to, width, str_data(s), (unsigned)str_width(s), s->length);
        to += s->length * width;
    }
    return v;
}

/* --- finding -------------------------------------------------------------------------------------------------------------- */

int64_t str_find(Value str, Value sub, size_t from, size_t to)
{
    const Str *s = as_str(str);
    if (to > s->length) to = s->length;
    if (from > to) return -1;
    ptrdiff_t i = text_find(str_window(s, from, to), str_text(as_str(sub)));
    return i < 0 ? -1 : i + (int64_t)from;
}

/* --- repr ----------------------------------------------------------------------------------------------------------------- */

static bool plain_in_repr(uint32_t c, uint32_t quote)
{
    if (c < 0x7f) return c >= ' ' && c != quote && c != '\\';
    return c != 0x7f && unicode_is_printable(c);
}

void builder_escaped(StrBuilder *b, uint32_t c)
{
    static const char hex[] = "0123456789abcdef";
    char out[10] = {'\\'};
    size_t n = 2;
    switch (c) {
    case '\t': out[1] = 't'; break;
    case '\n': out[1] = 'n'; break;
    case '\r': out[1] = 'r'; break;
    case '\\': case '\'': case '"': out[1] = (char)c; break;
    default: {
        unsigned digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
        out[1] = "xuU"[digits / 4];
        for (; digits; digits--) out[n++] = hex[c >> (digits - 1) * 4 & 15];
    }
    }
    builder_ascii(b, out, n);
}

/* repr() of the text into b; above `plain_max` everything is escaped: 0x10ffff for repr, 0x7f for ascii */
void builder_quoted(StrBuilder *b, Value str, uint32_t plain_max)
{
    const Str *s = as_str(str);
    unsigned width = (unsigned)str_width(s);
    const void *data = str_data(s);
    bool single = text_find_char(data, s->length, width, '\'') >= 0;
    uint32_t quote = single && text_find_char(data, s->length, width, '"') < 0 ? '"' : '\'';
    builder_char(b, quote);
    size_t run = 0;
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = text_get(data, width, i);
        if (c <= plain_max && plain_in_repr(c, quote)) continue;
        builder_substr(b, str, run, i);
        run = i + 1;
        builder_escaped(b, c);
    }
    builder_substr(b, str, run, s->length);
    builder_char(b, quote);
}

Value str_repr(Thread *t, Value str)
{
    StrBuilder b;
    builder_init(&b, t);
    builder_quoted(&b, str, 0x10ffff);
    return builder_finish(&b);
}

/* --- to bytes for C ---------------------------------------------------------------------------------------------------------- */

const char *str_utf8_lossy(Thread *t, Value str, size_t *n)
{
    Str *s = as_str(str);
    if (str_is_ascii(s) && !(s->header.flags & STR_SHARED)) {
        if (n) *n = s->length;
        return str_data(s);
    }
    size_t size = utf8_encoded_size(str_data(s), s->length, (unsigned)str_width(s), NULL);
    void *cell = gc_alloc_buffer(t, size + 1);
    if (!cell) return NULL;
    char *out = buffer_data(cell);
    out[utf8_encode(str_data(s), s->length, (unsigned)str_width(s), out)] = 0;
    if (n) *n = size;
    return out;
}

const char *str_utf8(Thread *t, Value str, size_t *n)
{
    Str *s = as_str(str);
    if (!str_is_ascii(s) && str_width(s) > 1) {
        size_t surrogate;
        utf8_encoded_size(str_data(s), s->length, (unsigned)str_width(s), &surrogate);
        if (surrogate < s->length) {
            size_t end = surrogate + 1;
            while (end < s->length && is_surrogate(str_at(s, end))) end++;
            raise_unicode_encode_error(t, "utf-8", str, surrogate, end, "surrogates not allowed");
            return NULL;
        }
    }
    return str_utf8_lossy(t, str, n);
}

/* surrogateescape: U+DC80 .. U+DCFF stand for the bytes 80 .. FF that were no UTF-8 */
static const char *encode_escaped(Thread *t, Value str, size_t *size)
{
    const Str *s = as_str(str);
    void *cell = gc_alloc_buffer(t, s->length * 4 + 1);
    if (!cell) return NULL;
    char *out = buffer_data(cell), *p = out;
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (c - 0xdc80 < 0x80) {
            *p++ = (char)c;
        } else if (is_surrogate(c)) {
            size_t end = i + 1;
            while (end < s->length && is_surrogate(str_at(s, end)) && str_at(s, end) - 0xdc80 >= 0x80) end++;
            raise_unicode_encode_error(t, "utf-8", str, i, end, "surrogates not allowed");
            return NULL;
        } else {
            p += utf8_put(p, c);
        }
    }
    *p = 0;
    *size = (size_t)(p - out);
    return out;
}

const char *str_fs_path(Thread *t, Value str)
{
    Str *s = as_str(str);
    size_t n = s->length;
    bool in_place = str_is_ascii(s) && !(s->header.flags & STR_SHARED);
    const char *out = in_place ? str_data(s) : encode_escaped(t, str, &n);
    if (!out) return NULL;
    if (memchr(out, 0, n)) return RAISE_PTR(t, T_VALUE_ERROR, "embedded null character");
    return out;
}

Value str_from_fs(Thread *t, const char *s, size_t n)
{
    Utf8Scan scan;
    if (utf8_scan(s, n, UTF8_SURROGATES_REJECT, &scan)) return str_from_utf8(t, s, n);
    StrBuilder b;
    builder_init(&b, t);
    for (;;) {
        builder_utf8(&b, s, scan.valid, &scan);
        if (scan.error == UTF8_OK) return builder_finish(&b);
        for (size_t i = scan.valid; i < scan.error_end; i++) builder_char(&b, 0xdc00 + (unsigned char)s[i]);
        s += scan.error_end;
        n -= scan.error_end;
        utf8_scan(s, n, UTF8_SURROGATES_REJECT, &scan);
    }
}
