/* bytes_methods.c - the methods that bytes and bytearray share: searching, splitting, case, padding, joining, hexadecimal. */
#include "objects/bytes_internal.h"
#include "objects/codecs.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/sequence.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/text.h"

static Value piece(Thread *t, Value owner, size_t from, size_t to)
{
    Text s = bytes_text(owner);
    if (from == 0 && to == s.n && has_exact_kind(owner, K_BYTES)) return owner;
    return bytes_like_new(t, owner, (const char *)s.s + from, to - from);
}

static TextSource source(Value v) { return (TextSource){.text = bytes_text(v), .owner = v, .piece = piece}; }

/* --- find, index, count --------------------------------------------------------------------------------------------------- */

/* what is looked for: a byte value or a bytes-like object */
typedef struct Needle {
    BytesView view;
    uint8_t byte;
} Needle;

static bool needle_argument(Thread *t, Value v, Needle *needle)
{
    needle->view.buffer.owner = V_NULL;
    if (has_buffer(t, v)) return bytes_view(t, v, &needle->view);
    if (!is_int(v) && !type_of(t, v)->slots.index)
        return RAISE_FALSE(t, T_TYPE_ERROR, "argument should be integer or bytes-like object, not '%T'", v);
    needle->view.text = (Text){&needle->byte, 1, 1};
    return byte_value(t, v, "byte", &needle->byte);
}

/* self cut to the range; false: exception, or, with *possible false, a range that holds nothing */
static bool range_arguments(Thread *t, Value *a, Text *hay, size_t *from, bool *possible)
{
    size_t to;
    if (!text_range(t, a[2], a[3], bytes_text(a[0]).n, from, &to)) return false;
    *hay = bytes_text(a[0]); /* __index__ may have resized it */
    if (to > hay->n) to = hay->n;
    *possible = *from <= to;
    if (*possible) *hay = (Text){(const char *)hay->s + *from, to - *from, 1};
    return true;
}

static Value find(Thread *t, Value *a, ptrdiff_t (*how)(Text, Text), bool must)
{
    Text hay;
    size_t from;
    bool possible;
    Needle needle;
    if (!needle_argument(t, a[1], &needle)) return V_NULL;
    bool ok = range_arguments(t, a, &hay, &from, &possible);
    ptrdiff_t i = ok && possible ? how(hay, needle.view.text) : -1;
    bytes_view_release(t, &needle.view);
    if (!ok) return V_NULL;
    if (i >= 0) return value_fixnum(i + (int64_t)from);
    return must ? raise(t, T_VALUE_ERROR, "subsection not found") : value_fixnum(-1);
}

BYTES_METHOD(find) { (void)n; return find(t, a, text_find, false); }
BYTES_METHOD(index) { (void)n; return find(t, a, text_find, true); }
BYTES_METHOD(rfind) { (void)n; return find(t, a, text_rfind, false); }
BYTES_METHOD(rindex) { (void)n; return find(t, a, text_rfind, true); }

BYTES_METHOD(count)
{
    (void)n;
    Text hay;
    size_t from;
    bool possible;
    Needle needle;
    if (!needle_argument(t, a[1], &needle)) return V_NULL;
    bool ok = range_arguments(t, a, &hay, &from, &possible);
    size_t count = ok && possible ? text_count(hay, needle.view.text, SIZE_MAX) : 0;
    bytes_view_release(t, &needle.view);
    return ok ? value_fixnum((int64_t)count) : V_NULL;
}

/* --- startswith, endswith, removeprefix, removesuffix ------------------------------------------------------------------------ */

static bool has_end(Text s, Text part, bool at_end)
{
    return part.n <= s.n && memcmp((const char *)s.s + (at_end ? s.n - part.n : 0), part.s, part.n) == 0;
}

/* 1, 0, -1 exception */
static int match_one(Thread *t, Value *a, Value part, bool at_end)
{
    Text hay;
    size_t from;
    bool possible;
    BytesView view;
    if (!bytes_view(t, part, &view)) return -1;
    bool ok = range_arguments(t, a, &hay, &from, &possible);
    int found = ok && possible && has_end(hay, view.text, at_end);
    bytes_view_release(t, &view);
    return ok ? found : -1;
}

static Value match(Thread *t, Value *a, const char *name, bool at_end)
{
    if (!is_tuple(a[1])) {
        if (!has_buffer(t, a[1]))
            return raise(t, T_TYPE_ERROR, "%s first arg must be bytes or a tuple of bytes, not %T", name, a[1]);
        int found = match_one(t, a, a[1], at_end);
        return found < 0 ? V_NULL : value_bool(found);
    }
    const Tuple *choices = as_tuple(a[1]);
    for (size_t i = 0; i < choices->length; i++) {
        int found = match_one(t, a, choices->items[i], at_end);
        if (found) return found < 0 ? V_NULL : V_TRUE;
    }
    return V_FALSE;
}

BYTES_METHOD(startswith) { (void)n; return match(t, a, "startswith", false); }
BYTES_METHOD(endswith) { (void)n; return match(t, a, "endswith", true); }

static Value without_end(Thread *t, Value *a, bool at_end)
{
    BytesView view;
    if (!bytes_view(t, a[1], &view)) return V_NULL;
    Text s = bytes_text(a[0]);
    size_t cut = has_end(s, view.text, at_end) ? view.text.n : 0;
    Value v = piece(t, a[0], at_end ? 0 : cut, at_end ? s.n - cut : s.n);
    bytes_view_release(t, &view);
    return v;
}

BYTES_METHOD(removeprefix) { (void)n; return without_end(t, a, false); }
BYTES_METHOD(removesuffix) { (void)n; return without_end(t, a, true); }

/* --- split, partition, strip ---------------------------------------------------------------------------------------------------- */

static bool separator_argument(Thread *t, Value v, BytesView *view)
{
    if (!bytes_view(t, v, view)) return false;
    if (view->text.n) return true;
    bytes_view_release(t, view);
    return RAISE_FALSE(t, T_VALUE_ERROR, "empty separator");
}

typedef Value (*SplitFn)(Thread *t, const TextSource *s, Text separator, int64_t max);
typedef Value (*SplitSpaceFn)(Thread *t, const TextSource *s, int64_t max);

static Value split(Thread *t, Value *a, SplitFn by, SplitSpaceFn by_space)
{
    int64_t max = -1;
    BytesView view;
    if (!is_null(a[2]) && !size_argument(t, a[2], &max)) return V_NULL;
    if (is_null(a[1]) || is_none(a[1])) {
        TextSource s = source(a[0]);
        return by_space(t, &s, max);
    }
    if (!separator_argument(t, a[1], &view)) return V_NULL;
    TextSource s = source(a[0]);
    Value v = by(t, &s, view.text, max);
    bytes_view_release(t, &view);
    return v;
}

BYTES_METHOD(split) { (void)n; return split(t, a, text_split, text_split_space); }
BYTES_METHOD(rsplit) { (void)n; return split(t, a, text_rsplit, text_rsplit_space); }

BYTES_METHOD(splitlines)
{
    (void)n;
    int keep = is_null(a[1]) ? 0 : is_truthy(t, a[1]);
    if (keep < 0) return V_NULL;
    TextSource s = source(a[0]);
    return text_splitlines(t, &s, keep);
}

typedef Value (*PartitionFn)(Thread *t, const TextSource *s, Text separator, Value separator_object);

static Value partition(Thread *t, Value *a, PartitionFn how)
{
    BytesView view;
    if (!separator_argument(t, a[1], &view)) return V_NULL;
    /* bytearray's results share nothing with the argument */
    Value middle = is_bytes(a[0]) ? a[1] : bytearray_new(t, view.text.s, view.text.n);
    TextSource s = source(a[0]);
    Value v = is_null(middle) ? V_NULL : how(t, &s, view.text, middle);
    bytes_view_release(t, &view);
    return v;
}

BYTES_METHOD(partition) { (void)n; return partition(t, a, text_partition); }
BYTES_METHOD(rpartition) { (void)n; return partition(t, a, text_rpartition); }

static Value strip(Thread *t, Value *a, int ends)
{
    bool given = !is_null(a[1]) && !is_none(a[1]);
    BytesView view;
    if (given && !bytes_view(t, a[1], &view)) return V_NULL;
    TextSource s = source(a[0]);
    size_t from, to;
    text_strip(&s, given ? &view.text : NULL, ends, &from, &to);
    Value v = piece(t, a[0], from, to);
    if (given) bytes_view_release(t, &view);
    return v;
}

BYTES_METHOD(strip) { (void)n; return strip(t, a, STRIP_LEFT | STRIP_RIGHT); }
BYTES_METHOD(lstrip) { (void)n; return strip(t, a, STRIP_LEFT); }
BYTES_METHOD(rstrip) { (void)n; return strip(t, a, STRIP_RIGHT); }

/* --- case and classes -------------------------------------------------------------------------------------------------------- */

/* a copy of self to change in place; NULL: MemoryError */
static uint8_t *copy_of(Thread *t, Value self, Value *out)
{
    uint8_t *to = bytes_like_alloc(t, self, bytes_text(self).n, out);
    Text s = bytes_text(self);
    if (to) memcpy(to, s.s, s.n);
    return to;
}

BYTES_METHOD(lower)
{
    (void)n;
    Value out;
    uint8_t *p = copy_of(t, a[0], &out);
    if (!p) return V_NULL;
    ascii_lower(p, p, bytes_text(a[0]).n);
    return out;
}

BYTES_METHOD(upper)
{
    (void)n;
    Value out;
    uint8_t *p = copy_of(t, a[0], &out);
    if (!p) return V_NULL;
    ascii_upper(p, p, bytes_text(a[0]).n);
    return out;
}

BYTES_METHOD(capitalize)
{
    (void)n;
    Value out;
    uint8_t *p = copy_of(t, a[0], &out);
    if (!p) return V_NULL;
    size_t length = bytes_text(a[0]).n;
    ascii_lower(p, p, length);
    if (length) ascii_upper(p, p, 1);
    return out;
}

BYTES_METHOD(swapcase)
{
    (void)n;
    Value out;
    uint8_t *p = copy_of(t, a[0], &out);
    if (!p) return V_NULL;
    for (size_t i = 0, length = bytes_text(a[0]).n; i < length; i++) p[i] ^= ascii_is_alpha(p[i]) ? 32 : 0;
    return out;
}

BYTES_METHOD(title)
{
    (void)n;
    Value out;
    uint8_t *p = copy_of(t, a[0], &out);
    if (!p) return V_NULL;
    bool inside = false;
    for (size_t i = 0, length = bytes_text(a[0]).n; i < length; i++) {
        p[i] = (uint8_t)(inside ? ascii_to_lower(p[i]) : ascii_to_upper(p[i]));
        inside = ascii_is_alpha(p[i]);
    }
    return out;
}

#define PREDICATE(name, test)                                        \
    BYTES_METHOD(name)                                               \
    {                                                                \
        (void)t, (void)n;                                            \
        Text s = bytes_text(a[0]);                                   \
        for (size_t i = 0; i < s.n; i++) {                           \
            if (!test(((const uint8_t *)s.s)[i])) return V_FALSE;    \
        }                                                            \
        return value_bool(s.n > 0);                                  \
    }
PREDICATE(isalnum, ascii_is_alnum)
PREDICATE(isalpha, ascii_is_alpha)
PREDICATE(isdigit, ascii_is_digit)
PREDICATE(isspace, ascii_is_space)

BYTES_METHOD(isascii)
{
    (void)t, (void)n;
    Text s = bytes_text(a[0]);
    return value_bool(text_is_ascii(s.s, s.n));
}

/* letters of one case, at least one, and none of the other */
static Value only_case(Value self, bool upper)
{
    Text s = bytes_text(self);
    bool some = false;
    for (size_t i = 0; i < s.n; i++) {
        uint8_t c = ((const uint8_t *)s.s)[i];
        if (!ascii_is_alpha(c)) continue;
        if (ascii_is_upper(c) != upper) return V_FALSE;
        some = true;
    }
    return value_bool(some);
}

BYTES_METHOD(islower) { (void)t, (void)n; return only_case(a[0], false); }
BYTES_METHOD(isupper) { (void)t, (void)n; return only_case(a[0], true); }

BYTES_METHOD(istitle)
{
    (void)t, (void)n;
    Text s = bytes_text(a[0]);
    bool inside = false, some = false;
    for (size_t i = 0; i < s.n; i++) {
        uint8_t c = ((const uint8_t *)s.s)[i];
        if (ascii_is_alpha(c)) {
            if (ascii_is_upper(c) == inside) return V_FALSE;
            some = true;
        }
        inside = ascii_is_alpha(c);
    }
    return value_bool(some);
}

/* --- padding ------------------------------------------------------------------------------------------------------------------ */

static Value pad(Thread *t, Value self, size_t left, size_t right, uint8_t fill)
{
    size_t n = bytes_text(self).n, total;
    if (left == 0 && right == 0) return piece(t, self, 0, n);
    if (!size_add(left, right, &total) || !size_add(total, n, &total)) return raise_memory_error(t), V_NULL;
    Value out;
    uint8_t *to = bytes_like_alloc(t, self, total, &out);
    if (!to) return V_NULL;
    memset(to, fill, left);
    memcpy(to + left, bytes_text(self).s, n);
    memset(to + left + n, fill, right);
    return out;
}

static bool pad_arguments(Thread *t, Value *a, const char *name, size_t *width, size_t *missing, uint8_t *fill)
{
    int64_t wanted;
    if (!size_argument(t, a[1], &wanted)) return false;
    *fill = ' ';
    if (!is_null(a[2])) {
        if (!is_bytes(a[2]) && !is_bytearray(a[2]))
            return RAISE_FALSE(t, T_TYPE_ERROR, "%s() argument 2 must be a byte string of length 1, not %T", name, a[2]);
        Text s = bytes_text(a[2]);
        if (s.n != 1) {
            const char *kind = is_bytes(a[2]) ? "bytes" : "bytearray";
            return RAISE_FALSE(t, T_TYPE_ERROR, "%s(): argument 2 must be a byte string of length 1, not a %s object of length %zu",
                               name, kind, s.n);
        }
        *fill = *(const uint8_t *)s.s;
    }
    size_t n = bytes_text(a[0]).n;
    *width = wanted < 0 ? 0 : (size_t)wanted;
    *missing = *width > n ? *width - n : 0;
    return true;
}

BYTES_METHOD(ljust)
{
    (void)n;
    size_t width, missing;
    uint8_t fill;
    return pad_arguments(t, a, "ljust", &width, &missing, &fill) ? pad(t, a[0], 0, missing, fill) : V_NULL;
}

BYTES_METHOD(rjust)
{
    (void)n;
    size_t width, missing;
    uint8_t fill;
    return pad_arguments(t, a, "rjust", &width, &missing, &fill) ? pad(t, a[0], missing, 0, fill) : V_NULL;
}

BYTES_METHOD(center)
{
    (void)n;
    size_t width, missing;
    uint8_t fill;
    if (!pad_arguments(t, a, "center", &width, &missing, &fill)) return V_NULL;
    size_t left = missing / 2 + (missing & width & 1);
    return pad(t, a[0], left, missing - left, fill);
}

BYTES_METHOD(zfill)
{
    (void)n;
    int64_t width;
    if (!size_argument(t, a[1], &width)) return V_NULL;
    size_t length = bytes_text(a[0]).n;
    if (width <= (int64_t)length) return piece(t, a[0], 0, length);
    size_t zeros = (size_t)width - length;
    Value v = pad(t, a[0], zeros, 0, '0');
    if (is_null(v)) return V_NULL;
    uint8_t *s = (uint8_t *)bytes_text(v).s;
    if (length && (s[zeros] == '+' || s[zeros] == '-')) {
        s[0] = s[zeros];
        s[zeros] = '0';
    }
    return v;
}

BYTES_METHOD(expandtabs)
{
    (void)n;
    int64_t tab_size = 8;
    if (!is_null(a[1]) && !size_argument(t, a[1], &tab_size)) return V_NULL;
    if (tab_size > INT32_MAX || tab_size < INT32_MIN)
        return raise(t, T_OVERFLOW_ERROR, "Python int too large to convert to C int");
    size_t size = text_expanded_size(bytes_text(a[0]), tab_size);
    if (size == SIZE_MAX) return raise(t, T_OVERFLOW_ERROR, "result too long");
    Value out;
    uint8_t *to = bytes_like_alloc(t, a[0], size, &out);
    if (!to) return V_NULL;
    text_expand(bytes_text(a[0]), tab_size, to);
    return out;
}

/* --- replace, translate, join ---------------------------------------------------------------------------------------------------- */

static Value replace(Thread *t, Value self, Text old, Text new, int64_t max)
{
    Text s = bytes_text(self);
    size_t count = max == 0 ? 0 : text_count(s, old, max < 0 ? SIZE_MAX : (size_t)max);
    if (count == 0) return piece(t, self, 0, s.n);
    size_t added, total;
    if (!size_mul(count, new.n, &added) || !size_add(s.n - count * old.n, added, &total) || total > PTRDIFF_MAX / 2)
        return raise(t, T_OVERFLOW_ERROR, "replace bytes is too long");
    Value out;
    uint8_t *to = bytes_like_alloc(t, self, total, &out);
    if (!to) return V_NULL;
    for (size_t i = 0; i < count; i++) {
        size_t at = old.n ? (size_t)text_find(s, old) : i > 0;
        to = mempcpy(mempcpy(to, s.s, at), new.s, new.n);
        s.s = (const char *)s.s + at + old.n;
        s.n -= at + old.n;
    }
    memcpy(to, s.s, s.n);
    return out;
}

BYTES_METHOD(replace)
{
    (void)n;
    int64_t max = -1;
    BytesView old, new;
    if (!bytes_view(t, a[1], &old)) return V_NULL;
    Value v = V_NULL;
    if (bytes_view(t, a[2], &new)) {
        if (is_null(a[3]) || size_argument(t, a[3], &max)) v = replace(t, a[0], old.text, new.text, max);
        bytes_view_release(t, &new);
    }
    bytes_view_release(t, &old);
    return v;
}

/* table NULL: the identity */
static Value translate(Thread *t, Value self, const uint8_t *table, Text delete)
{
    bool gone[256] = {false};
    for (size_t i = 0; i < delete.n; i++) gone[((const uint8_t *)delete.s)[i]] = true;
    Text s = bytes_text(self);
    size_t kept = 0;
    for (size_t i = 0; i < s.n; i++) kept += !gone[((const uint8_t *)s.s)[i]];
    if (!table && kept == s.n) return piece(t, self, 0, s.n);
    Value out;
    uint8_t *to = bytes_like_alloc(t, self, kept, &out);
    if (!to) return V_NULL;
    for (size_t i = 0; i < s.n; i++) {
        uint8_t c = ((const uint8_t *)s.s)[i];
        if (!gone[c]) *to++ = table ? table[c] : c;
    }
    return out;
}

BYTES_METHOD(translate)
{
    (void)n;
    BytesView table = {0}, delete = {.text = {"", 0, 1}};
    bool mapped = !is_none(a[1]);
    if (mapped && !bytes_view(t, a[1], &table)) return V_NULL;
    Value v = V_NULL;
    if (mapped && table.text.n != 256) raise(t, T_VALUE_ERROR, "translation table must be 256 characters long");
    else if (is_null(a[2]) || bytes_view(t, a[2], &delete)) v = translate(t, a[0], mapped ? table.text.s : NULL, delete.text);
    bytes_view_release(t, &delete);
    bytes_view_release(t, &table);
    return v;
}

/* a static method: from, to */
BYTES_METHOD(maketrans)
{
    (void)n;
    BytesView from, to;
    if (!bytes_view(t, a[0], &from)) return V_NULL;
    Value v = V_NULL;
    if (bytes_view(t, a[1], &to)) {
        if (from.text.n != to.text.n) {
            raise(t, T_VALUE_ERROR, "maketrans arguments must have same length");
        } else {
            uint8_t table[256];
            for (int i = 0; i < 256; i++) table[i] = (uint8_t)i;
            for (size_t i = 0; i < from.text.n; i++) table[((const uint8_t *)from.text.s)[i]] = ((const uint8_t *)to.text.s)[i];
            v = bytes_new(t, table, sizeof table);
        }
        bytes_view_release(t, &to);
    }
    bytes_view_release(t, &from);
    return v;
}

/* all items as exact bytes, in a list: those that are bytes already stay as they are, others are copied */
static Value join_items(Thread *t, Value iterable)
{
    const Type *type = type_of(t, iterable);
    if (!type->slots.iter && !type->slots.get_item) return raise(t, T_TYPE_ERROR, "can only join an iterable");
    Value list = list_from_iterable(t, iterable);
    if (is_null(list)) return V_NULL;
    for (size_t i = 0; i < as_list(list)->length; i++) {
        Value item = as_list(list)->items[i];
        if (is_bytes(item)) continue;
        BytesView view;
        if (!bytes_view(t, item, &view)) {
            if (error_matches(t, T_MEMORY_ERROR)) return V_NULL;
            error_clear(t);
            return raise(t, T_TYPE_ERROR, "sequence item %zu: expected a bytes-like object, %T found", i, item);
        }
        item = bytes_new(t, view.text.s, view.text.n);
        bytes_view_release(t, &view);
        if (is_null(item)) return V_NULL;
        gc_store(t, as_list(list), &as_list(list)->items[i], item);
    }
    return list;
}

BYTES_METHOD(join)
{
    (void)n;
    Value list = join_items(t, a[1]);
    if (is_null(list)) return V_NULL;
    const List *items = as_list(list);
    size_t separator = bytes_text(a[0]).n, total = 0;
    for (size_t i = 0; i < items->length; i++) {
        if (!size_add(total, as_bytes(items->items[i])->length + (i ? separator : 0), &total))
            return raise_memory_error(t), V_NULL;
    }
    if (items->length == 1 && is_bytes(a[0]) && has_exact_kind(items->items[0], K_BYTES)) return items->items[0];
    Value out;
    uint8_t *to = bytes_like_alloc(t, a[0], total, &out);
    if (!to) return V_NULL;
    for (size_t i = 0; i < items->length; i++) {
        const Bytes *item = as_bytes(items->items[i]);
        if (i) to = mempcpy(to, bytes_text(a[0]).s, separator);
        to = mempcpy(to, item->data, item->length);
    }
    return out;
}

/* --- text ------------------------------------------------------------------------------------------------------------------------ */

BYTES_METHOD(decode)
{
    (void)n;
    static const char *const names[] = {"encoding", "errors"};
    const char *given[2] = {NULL, NULL};
    for (int i = 0; i < 2; i++) {
        Value v = a[1 + i];
        size_t length;
        if (is_null(v)) continue;
        if (!is_str(v)) return raise(t, T_TYPE_ERROR, "decode() argument '%s' must be str, not %T", names[i], v);
        if (!(given[i] = str_utf8(t, v, &length))) return V_NULL;
        if (strlen(given[i]) != length) return raise(t, T_VALUE_ERROR, "embedded null character");
    }
    return codec_decode(t, a[0], given[0], given[1]);
}

/* hexadecimal digits of s with `separator` between groups of `group` bytes, counted from the right, or left when negative */
Value bytes_to_hex(Thread *t, Text s, uint8_t separator, int64_t group)
{
    static const char digits[] = "0123456789abcdef";
    size_t size = group == 0 ? 0 : (size_t)(group < 0 ? -group : group);
    size_t separators = size && s.n ? (s.n - 1) / size : 0;
    Value v = str_alloc(t, s.n * 2 + separators, 0x7f);
    if (is_null(v) || s.n == 0) return v;
    char *out = str_data(as_str(v));
    for (size_t i = 0; i < s.n; i++) {
        size_t done = group < 0 ? i : s.n - i; /* bytes on the side that groups are counted from */
        if (i && separators && done % size == 0) *out++ = (char)separator;
        uint8_t c = ((const uint8_t *)s.s)[i];
        *out++ = digits[c >> 4];
        *out++ = digits[c & 15];
    }
    return v;
}

bool hex_arguments(Thread *t, Value sep, Value per_sep, uint8_t *separator, int64_t *group)
{
    *separator = 0;
    *group = 1;
    if (!is_null(per_sep) && !size_argument(t, per_sep, group)) return false;
    if (*group > INT32_MAX || *group < INT32_MIN)
        return RAISE_FALSE(t, T_OVERFLOW_ERROR, "Python int too large to convert to C int");
    if (is_null(sep)) return *group = 0, true;
    int64_t n = length_of(t, sep);
    if (n < 0) return false;
    if (n != 1) return RAISE_FALSE(t, T_VALUE_ERROR, "sep must be length 1.");
    if (!is_str(sep) && !is_bytes(sep)) return RAISE_FALSE(t, T_TYPE_ERROR, "sep must be str or bytes.");
    uint32_t c = is_str(sep) ? str_at(as_str(sep), 0) : as_bytes(sep)->data[0];
    if (c > 0x7f && is_str(sep)) return RAISE_FALSE(t, T_VALUE_ERROR, "sep must be ASCII.");
    *separator = (uint8_t)c;
    return true;
}

BYTES_METHOD(hex)
{
    (void)n;
    uint8_t separator;
    int64_t group;
    return hex_arguments(t, a[1], a[2], &separator, &group) ? bytes_to_hex(t, bytes_text(a[0]), separator, group) : V_NULL;
}

/* reads pairs of digits; the number of bytes written, or -1 with *bad the position of what is no digit (n: an odd number of them) */
static int64_t read_hex(Text s, uint8_t *to, size_t *bad)
{
    int64_t count = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t c = text_get(s.s, s.width, i);
        if (ascii_is_space(c)) {
            i++;
            continue;
        }
        unsigned high = ascii_digit_value(c), low = i + 1 < s.n ? ascii_digit_value(text_get(s.s, s.width, i + 1)) : 0;
        *bad = high > 15 ? i : i + 1;
        if (high > 15 || i + 1 == s.n || low > 15) return -1;
        to[count++] = (uint8_t)(high << 4 | low);
        i += 2;
    }
    return count;
}

BYTES_METHOD(fromhex)
{
    (void)n;
    BytesView view = {0};
    bool is_text = is_str(a[1]);
    if (!is_text && !has_buffer(t, a[1]))
        return raise(t, T_TYPE_ERROR, "fromhex() argument must be str or bytes-like, not %T", a[1]);
    if (!is_text && !bytes_view(t, a[1], &view)) return V_NULL;
    const Str *str = is_text ? as_str(a[1]) : NULL;
    Text s = is_text ? (Text){str_data(str), str->length, (unsigned)str_width(str)} : view.text;
    void *cell = gc_alloc_buffer(t, s.n / 2 + 1);
    size_t bad = 0;
    int64_t count = cell ? read_hex(s, buffer_data(cell), &bad) : 0;
    bytes_view_release(t, &view);
    if (!cell) return V_NULL;
    if (count < 0 && bad == s.n) return raise(t, T_VALUE_ERROR, "fromhex() arg must contain an even number of hexadecimal digits");
    if (count < 0) return raise(t, T_VALUE_ERROR, "non-hexadecimal number found in fromhex() arg at position %zu", bad);
    Type *type = as_type(a[0]);
    if (type == t->rt->types[T_BYTES]) return bytes_new(t, buffer_data(cell), (size_t)count);
    if (type == t->rt->types[T_BYTEARRAY]) return bytearray_new(t, buffer_data(cell), (size_t)count);
    Value data = bytes_new(t, buffer_data(cell), (size_t)count);
    return is_null(data) ? V_NULL : call1(t, a[0], data);
}
