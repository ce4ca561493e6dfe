/* text.c - StrBuilder.
 *
 * Invariants
 *  - data holds `length` units of `width` bytes, width wide enough for max; it only ever gets wider.
 *  - capacity counts units of the present width. Growing at least doubles, so that n appends cost O(n).
 */
#include "runtime/text.h"

#include "base/text.h"
#include "objects/str.h"
#include "objects/str_internal.h"
#include "runtime/error.h"
#include "runtime/ops.h"

void builder_init(StrBuilder *b, Thread *t)
{
    b->t = t;
    b->data = b->local;
    b->length = 0;
    b->capacity = sizeof b->local;
    b->width = 1;
    b->max = 0;
    b->failed = false;
}

static bool fail(StrBuilder *b)
{
    b->failed = true;
    b->capacity = b->length = 0; /* keeps the inline path of builder_char out */
    return false;
}

/* a buffer of at least `needed` units of `width` bytes, the text moved into it */
static bool move(StrBuilder *b, size_t needed, int width)
{
    size_t wanted = size_max(needed, b->capacity * 2), bytes;
    if (!size_mul(wanted, (size_t)width, &bytes) || bytes > PTRDIFF_MAX / 2) {
        raise_memory_error(b->t);
        return fail(b);
    }
    if (width != b->width && bytes <= sizeof b->local && b->data == b->local) { /* widen in place, from the end */
        for (size_t i = b->length; i-- > 0;)
            text_put(b->local, (unsigned)width, i, text_get(b->local, (unsigned)b->width, i));
        b->capacity = sizeof b->local / (size_t)width;
        b->width = width;
        return true;
    }
    void *cell = gc_alloc_buffer(b->t, bytes);
    if (!cell) return fail(b);
    text_copy(buffer_data(cell), (unsigned)width, b->data, (unsigned)b->width, b->length);
    b->data = buffer_data(cell);
    b->capacity = wanted;
    b->width = width;
    return true;
}

bool builder_reserve(StrBuilder *b, size_t n, uint32_t bound)
{
    if (b->failed) return false;
    int width = (int)text_width_for(bound | b->max);
    if (width < b->width) width = b->width;
    size_t needed;
    if (!size_add(b->length, n, &needed)) {
        raise_memory_error(b->t);
        return fail(b);
    }
    return (needed <= b->capacity && width == b->width) || move(b, needed, width);
}

static void *end_of(StrBuilder *b) { return (char *)b->data + b->length * (size_t)b->width; }

void builder_char_slow(StrBuilder *b, uint32_t c)
{
    if (!builder_reserve(b, 1, c)) return;
    text_put(b->data, (unsigned)b->width, b->length++, c);
    b->max |= c;
}

void builder_repeat(StrBuilder *b, uint32_t c, size_t n)
{
    if (n == 0 || !builder_reserve(b, n, c)) return;
    text_fill(end_of(b), (unsigned)b->width, c, n);
    b->length += n;
    b->max |= c;
}

/* n units, `bound` one of text_bound()'s and exact */
static void append(StrBuilder *b, const void *units, unsigned width, size_t n, uint32_t bound)
{
    if (n == 0 || !builder_reserve(b, n, bound)) return;
    text_copy(end_of(b), (unsigned)b->width, units, width, n);
    b->length += n;
    b->max |= bound;
}

void builder_ascii(StrBuilder *b, const char *s, size_t n) { append(b, s, 1, n, 0x7f); }
void builder_latin1(StrBuilder *b, const unsigned char *s, size_t n) { append(b, s, 1, n, text_bound(s, n, 1)); }

void builder_units(StrBuilder *b, const void *units, int width, size_t n)
{
    append(b, units, (unsigned)width, n, text_bound(units, n, (unsigned)width));
}

void builder_utf8(StrBuilder *b, const char *s, size_t n, const Utf8Scan *scan)
{
    if (scan->bound == 0x7f) {
        builder_ascii(b, s, n);
        return;
    }
    if (scan->chars == 0 || !builder_reserve(b, scan->chars, scan->bound)) return;
    utf8_decode(s, n, end_of(b), (unsigned)b->width);
    b->length += scan->chars;
    b->max |= scan->bound;
}

static void append_utf8(StrBuilder *b, const char *s, size_t n)
{
    Utf8Scan scan;
    while (!utf8_scan(s, n, UTF8_SURROGATES_PASS, &scan)) {
        builder_utf8(b, s, scan.valid, &scan);
        builder_char(b, 0xfffd);
        s += scan.error_end;
        n -= scan.error_end;
    }
    builder_utf8(b, s, n, &scan);
}

void builder_text(StrBuilder *b, const char *s) { append_utf8(b, s, strlen(s)); }

void builder_str(StrBuilder *b, Value str)
{
    const Str *s = as_str(str);
    append(b, str_data(s), (unsigned)str_width(s), s->length, str_bound(s));
}

void builder_substr(StrBuilder *b, Value str, size_t from, size_t to)
{
    const Str *s = as_str(str);
    if (from >= to) return;
    Text part = str_window(s, from, to);
    append(b, part.s, part.width, part.n, str_is_ascii(s) ? 0x7f : text_bound(part.s, part.n, part.width));
}

bool builder_repr(StrBuilder *b, Value v)
{
    if (b->failed) return false;
    if (is_exact_str(v)) {
        builder_quoted(b, v, 0x10ffff);
        return !b->failed;
    }
    Value text = object_repr(b->t, v);
    if (is_null(text)) return fail(b);
    builder_str(b, text);
    return !b->failed;
}

Value builder_take(StrBuilder *b)
{
    if (b->failed) return V_NULL;
    size_t n = b->length;
    Value v;
    if (n == 1) {
        v = str_char(b->t, text_get(b->data, (unsigned)b->width, 0));
    } else {
        v = str_alloc(b->t, n, b->max);
        if (!is_null(v) && n)
            text_copy(str_data(as_str(v)), (unsigned)str_width(as_str(v)), b->data, (unsigned)b->width, n);
    }
    b->length = 0;
    b->max = 0;
    return v;
}

Value builder_finish(StrBuilder *b) { return builder_take(b); }
