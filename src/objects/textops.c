/* textops.c - cutting text into pieces, for str, bytes and bytearray. */
#include "objects/textops.h"

#include "base/unicode.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/ops.h"

/* --- arguments ------------------------------------------------------------------------------------------------------- */

static bool range_part(Thread *t, Value v, int64_t *out)
{
    if (is_null(v) || is_none(v)) return true;
    if (is_fixnum(v)) return *out = as_fixnum(v), true;
    if (!is_int(v) && !type_of(t, v)->slots.index)
        return RAISE_FALSE(t, T_TYPE_ERROR, "slice indices must be integers or None or have an __index__ method");
    return to_index_clamped(t, v, out);
}

bool text_range(Thread *t, Value start, Value end, size_t n, size_t *from, size_t *to)
{
    int64_t s = 0, e = INT64_MAX, length = (int64_t)n;
    if (!range_part(t, start, &s) || !range_part(t, end, &e)) return false;
    if (e > length) e = length;
    else if (e < 0 && (e += length) < 0) e = 0;
    if (s < 0 && (s += length) < 0) s = 0;
    *from = (size_t)s;
    *to = (size_t)e;
    return true;
}

bool text_index(Thread *t, Value v, int64_t *out)
{
    if (is_fixnum(v)) return *out = as_fixnum(v), true;
    Value n = to_index(t, v);
    if (is_null(n)) return false;
    if (!int_fits_int64(n, out)) return RAISE_FALSE(t, T_INDEX_ERROR, "cannot fit '%T' into an index-sized integer", v);
    return true;
}

/* --- splitting ---------------------------------------------------------------------------------------------------------- */

static inline bool is_space(const TextSource *s, uint32_t c)
{
    return c < 0x80 ? ascii_is_space(c) || (s->unicode && c - 0x1c < 4) : s->unicode && unicode_is_space(c);
}

static inline bool space_at(const TextSource *s, size_t i) { return is_space(s, text_get(s->text.s, s->text.width, i)); }

static inline bool is_line_end(const TextSource *s, uint32_t c)
{
    return s->unicode ? unicode_is_linebreak(c) : c == '\n' || c == '\r';
}

static bool add_piece(Thread *t, const TextSource *s, Value list, size_t from, size_t to)
{
    Value v = s->piece(t, s->owner, from, to);
    return !is_null(v) && list_append(t, list, v);
}

static Text rest(Text s, size_t from) { return (Text){(const char *)s.s + from * s.width, s.n - from, s.width}; }

/* text_find, with the one-unit case short */
static ptrdiff_t find_separator(Text s, Text separator)
{
    return separator.n == 1 ? text_find_char(s.s, s.n, s.width, text_get(separator.s, separator.width, 0)) : text_find(s, separator);
}

Value text_split(Thread *t, const TextSource *s, Text separator, int64_t max)
{
    Value list = list_new(t, NULL, 0);
    if (is_null(list)) return V_NULL;
    size_t from = 0;
    for (int64_t count = 0; max < 0 || count < max; count++) {
        ptrdiff_t i = find_separator(rest(s->text, from), separator);
        if (i < 0) break;
        if (!add_piece(t, s, list, from, from + (size_t)i)) return V_NULL;
        from += (size_t)i + separator.n;
    }
    return add_piece(t, s, list, from, s->text.n) ? list : V_NULL;
}

static Value reversed(Value list)
{
    List *l = as_list(list);
    for (size_t i = 0, j = l->length; i + 1 < j; i++) {
        Value v = l->items[i];
        l->items[i] = l->items[--j];
        l->items[j] = v;
    }
    return list;
}

Value text_rsplit(Thread *t, const TextSource *s, Text separator, int64_t max)
{
    Value list = list_new(t, NULL, 0);
    if (is_null(list)) return V_NULL;
    Text left = s->text;
    for (int64_t count = 0; max < 0 || count < max; count++) {
        ptrdiff_t i = text_rfind(left, separator);
        if (i < 0) break;
        if (!add_piece(t, s, list, (size_t)i + separator.n, left.n)) return V_NULL;
        left.n = (size_t)i;
    }
    return add_piece(t, s, list, 0, left.n) ? reversed(list) : V_NULL;
}

Value text_split_space(Thread *t, const TextSource *s, int64_t max)
{
    Value list = list_new(t, NULL, 0);
    if (is_null(list)) return V_NULL;
    size_t n = s->text.n, i = 0;
    for (int64_t count = 0;; count++) {
        while (i < n && space_at(s, i)) i++;
        if (i == n) return list;
        size_t from = i;
        if (max >= 0 && count >= max) return add_piece(t, s, list, from, n) ? list : V_NULL;
        while (i < n && !space_at(s, i)) i++;
        if (!add_piece(t, s, list, from, i)) return V_NULL;
    }
}

Value text_rsplit_space(Thread *t, const TextSource *s, int64_t max)
{
    Value list = list_new(t, NULL, 0);
    if (is_null(list)) return V_NULL;
    size_t i = s->text.n;
    for (int64_t count = 0;; count++) {
        while (i > 0 && space_at(s, i - 1)) i--;
        if (i == 0) return reversed(list);
        size_t to = i;
        if (max >= 0 && count >= max) return add_piece(t, s, list, 0, to) ? reversed(list) : V_NULL;
        while (i > 0 && !space_at(s, i - 1)) i--;
        if (!add_piece(t, s, list, i, to)) return V_NULL;
    }
}

Value text_splitlines(Thread *t, const TextSource *s, bool keep_ends)
{
    Value list = list_new(t, NULL, 0);
    if (is_null(list)) return V_NULL;
    const Text text = s->text;
    for (size_t i = 0; i < text.n;) {
        size_t from = i;
        while (i < text.n && !is_line_end(s, text_get(text.s, text.width, i))) i++;
        size_t end = i;
        if (i < text.n) {
            bool pair = text_get(text.s, text.width, i) == '\r' && i + 1 < text.n && text_get(text.s, text.width, i + 1) == '\n';
            i += pair ? 2 : 1;
        }
        if (!add_piece(t, s, list, from, keep_ends ? i : end)) return V_NULL;
    }
    return list;
}

static Value three(Thread *t, Value a, Value b, Value c)
{
    if (is_null(a) || is_null(b) || is_null(c)) return V_NULL;
    return tuple_pack(t, 3, a, b, c);
}

/* all of it, for partition() without a separator found: itself, be it of a subclass, unless it is mutable */
static Value whole(Thread *t, const TextSource *s)
{
    return has_kind(s->owner, K_BYTEARRAY) ? s->piece(t, s->owner, 0, s->text.n) : s->owner;
}

Value text_partition(Thread *t, const TextSource *s, Text separator, Value separator_object)
{
    size_t n = s->text.n;
    ptrdiff_t i = find_separator(s->text, separator);
    if (i < 0) return three(t, whole(t, s), s->piece(t, s->owner, n, n), s->piece(t, s->owner, n, n));
    size_t at = (size_t)i;
    return three(t, s->piece(t, s->owner, 0, at), separator_object, s->piece(t, s->owner, at + separator.n, n));
}

Value text_rpartition(Thread *t, const TextSource *s, Text separator, Value separator_object)
{
    size_t n = s->text.n;
    ptrdiff_t i = text_rfind(s->text, separator);
    if (i < 0) return three(t, s->piece(t, s->owner, n, n), s->piece(t, s->owner, n, n), whole(t, s));
    size_t at = (size_t)i;
    return three(t, s->piece(t, s->owner, 0, at), separator_object, s->piece(t, s->owner, at + separator.n, n));
}

/* --- stripping and tabs ----------------------------------------------------------------------------------------------------- */

static bool stripped_at(const TextSource *s, const Text *set, size_t i)
{
    uint32_t c = text_get(s->text.s, s->text.width, i);
    return set ? text_find_char(set->s, set->n, set->width, c) >= 0 : is_space(s, c);
}

void text_strip(const TextSource *s, const Text *set, int ends, size_t *from, size_t *to)
{
    size_t a = 0, b = s->text.n;
    if (ends & STRIP_LEFT) {
        while (a < b && stripped_at(s, set, a)) a++;
    }
    if (ends & STRIP_RIGHT) {
        while (b > a && stripped_at(s, set, b - 1)) b--;
    }
    *from = a;
    *to = b;
}

/* the spaces that a tab in this column stands for */
static size_t tab_width(size_t column, int64_t tab_size)
{
    return tab_size > 0 ? (size_t)tab_size - column % (size_t)tab_size : 0;
}

size_t text_expanded_size(Text s, int64_t tab_size)
{
    size_t size = 0, column = 0;
    for (size_t i = 0; i < s.n; i++) {
        uint32_t c = text_get(s.s, s.width, i);
        size_t step = c == '\t' ? tab_width(column, tab_size) : 1;
        column = c == '\n' || c == '\r' ? 0 : column + step;
        if (!size_add(size, step, &size) || size > PTRDIFF_MAX) return SIZE_MAX;
    }
    return size;
}

void text_expand(Text s, int64_t tab_size, void *out)
{
    size_t at = 0, column = 0;
    for (size_t i = 0; i < s.n; i++) {
        uint32_t c = text_get(s.s, s.width, i);
        size_t step = 1;
        if (c == '\t') {
            step = tab_width(column, tab_size);
            text_fill((char *)out + at * s.width, s.width, ' ', step);
        } else {
            text_put(out, s.width, at, c);
        }
        column = c == '\n' || c == '\r' ? 0 : column + step;
        at += step;
    }
}
