/* str_make.c - methods of str that build new text: join, replace, translate, padding. */
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/sequence.h"
#include "objects/str_internal.h"
#include "objects/textops.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/ops.h"

/* --- join, replace -------------------------------------------------------------------------------------------------- */

STR_METHOD(join)
{
    (void)n;
    Value items = a[1];
    if (has_exact_kind(items, K_TUPLE)) return str_join(t, a[0], as_tuple(items)->items, as_tuple(items)->length);
    if (!has_exact_kind(items, K_LIST)) {
        const Type *type = type_of(t, items);
        if (!type->slots.iter && !type->slots.get_item) return raise(t, T_TYPE_ERROR, "can only join an iterable");
        items = list_from_iterable(t, items);
        if (is_null(items)) return V_NULL;
    }
    return str_join(t, a[0], as_list(items)->items, as_list(items)->length);
}

static char *put_part(char *to, unsigned width, Text part)
{
    text_copy(to, width, part.s, part.width, part.n);
    return to + part.n * width;
}

/* `count` replacements, which are known to be there, written to `to` in units of `width`; an empty `old` stands before each unit */
static void replace_into(char *to, unsigned width, Text s, Text old, Text new, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = old.n ? (size_t)text_find(s, old) : i > 0;
        Text before = {s.s, at, s.width};
        to = put_part(to, width, before);
        to = put_part(to, width, new);
        s.s = (const char *)s.s + (at + old.n) * s.width;
        s.n -= at + old.n;
    }
    put_part(to, width, s);
}

static Value replace(Thread *t, Value str, Value old, Value new, int64_t max)
{
    const Str *s = as_str(str), *o = as_str(old), *r = as_str(new);
    size_t limit = max < 0 ? SIZE_MAX : (size_t)max;
    size_t count = limit ? text_count(str_text(s), str_text(o), limit) : 0;
    if (count == 0 || (o->length == r->length && str_equal(str_exact(t, old), str_exact(t, new)))) return str_exact(t, str);
    size_t kept = s->length - count * o->length, added, total;
    if (!size_mul(count, r->length, &added) || !size_add(kept, added, &total) || total > PTRDIFF_MAX / 4)
        return raise(t, T_OVERFLOW_ERROR, "replace string is too long");
    uint32_t bound = str_bound(s) | str_bound(r);
    Value v = str_alloc(t, total, bound);
    if (is_null(v) || total == 0) return v;
    replace_into(str_data(as_str(v)), text_width_for(bound), str_text(s), str_text(o), str_text(r), count);
    bool widest_may_be_gone = str_bound(o) >= str_bound(s) && str_bound(s) > str_bound(r) && bound > 0x7f;
    return widest_may_be_gone || total == 1 ? str_from_units(t, str_data(as_str(v)), str_width(as_str(v)), total) : v;
}

STR_METHOD(replace)
{
    (void)n;
    for (int i = 1; i <= 2; i++) {
        if (!is_str(a[i])) return str_bad_argument(t, "replace", i, a[i]);
    }
    int64_t max = -1;
    if (!is_null(a[3]) && !size_argument(t, a[3], &max)) return V_NULL;
    return replace(t, a[0], a[1], a[2], max);
}

/* --- translate -------------------------------------------------------------------------------------------------------- */

enum { ASCII_UNKNOWN = 0xff, ASCII_CACHE = 128 };

/* table[c] into b; *single becomes the ASCII character it is, if it is one */
static bool translate_char(Thread *t, StrBuilder *b, Value table, uint32_t c, uint8_t *single)
{
    Value key = value_fixnum(c);
    Value v = is_exact_dict(table) ? dict_get(t, table, key) : item_get(t, table, key);
    if (is_null(v)) {
        if (error_set(t)) {
            if (!error_matches(t, T_LOOKUP_ERROR)) return false;
            error_clear(t);
        }
        v = key;
    }
    if (is_none(v)) return true;
    if (is_str(v)) {
        builder_str(b, v);
        if (str_length(as_str(v)) == 1 && str_at(as_str(v), 0) < 0x80) *single = (uint8_t)str_at(as_str(v), 0);
        return !b->failed;
    }
    int64_t code;
    if (!is_int(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "character mapping must return integer, None or str");
    if (!int_fits_int64(v, &code) || code < 0 || code > 0x10ffff)
        return RAISE_FALSE(t, T_VALUE_ERROR, "character mapping must be in range(0x110000)");
    builder_char(b, (uint32_t)code);
    if (code < 0x80) *single = (uint8_t)code;
    return !b->failed;
}

STR_METHOD(translate)
{
    (void)n;
    const Str *s = as_str(a[0]);
    uint8_t ascii[ASCII_CACHE]; /* what is known to map one to one */
    memset(ascii, ASCII_UNKNOWN, sizeof ascii);
    StrBuilder b;
    builder_init(&b, t);
    builder_reserve(&b, s->length, str_bound(s));
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        uint8_t single = ASCII_UNKNOWN;
        if (c < ASCII_CACHE && ascii[c] != ASCII_UNKNOWN) {
            builder_char(&b, ascii[c]);
            continue;
        }
        if (!translate_char(t, &b, a[1], c, &single)) return V_NULL;
        if (c < ASCII_CACHE) ascii[c] = single;
    }
    return builder_finish(&b);
}

static Value maketrans_dict(Thread *t, Value map)
{
    if (!is_exact_dict(map))
        return raise(t, T_TYPE_ERROR, "if you give only one argument to maketrans it must be a dict");
    Value out = dict_new(t), key, v;
    if (is_null(out)) return V_NULL;
    uint32_t at = 0;
    while (dict_next(as_dict(map), &at, &key, &v)) {
        if (is_str(key)) {
            if (str_length(as_str(key)) != 1)
                return raise(t, T_VALUE_ERROR, "string keys in translatetable must be of length 1");
            key = value_fixnum(str_at(as_str(key), 0));
        } else if (!is_int(key)) {
            return raise(t, T_TYPE_ERROR, "keys in translate table mustbe strings or integers");
        }
        if (!dict_set(t, out, key, v)) return V_NULL;
    }
    return out;
}

/* a static method: x, y, z */
STR_METHOD(maketrans)
{
    (void)n;
    if (is_null(a[1])) return maketrans_dict(t, a[0]);
    if (!is_str(a[1])) return str_bad_argument(t, "maketrans", 2, a[1]);
    if (!is_null(a[2]) && !is_str(a[2])) return str_bad_argument(t, "maketrans", 3, a[2]);
    if (!is_str(a[0]))
        return raise(t, T_TYPE_ERROR, "first maketrans argument must be a string if there is a second argument");
    const Str *x = as_str(a[0]), *y = as_str(a[1]);
    if (x->length != y->length) return raise(t, T_VALUE_ERROR, "the first two maketrans arguments must have equal length");
    Value out = dict_new(t);
    if (is_null(out)) return V_NULL;
    for (size_t i = 0; i < x->length; i++) {
        if (!dict_set(t, out, value_fixnum(str_at(x, i)), value_fixnum(str_at(y, i)))) return V_NULL;
    }
    for (size_t i = 0; !is_null(a[2]) && i < str_length(as_str(a[2])); i++) {
        if (!dict_set(t, out, value_fixnum(str_at(as_str(a[2]), i)), V_NONE)) return V_NULL;
    }
    return out;
}

/* --- padding -------------------------------------------------------------------------------------------------------------- */

static Value pad(Thread *t, Value str, size_t left, size_t right, uint32_t fill)
{
    const Str *s = as_str(str);
    if (left == 0 && right == 0) return str_exact(t, str);
    size_t total;
    if (!size_add(left, right, &total) || !size_add(total, s->length, &total) || total > PTRDIFF_MAX / 4)
        return raise(t, T_OVERFLOW_ERROR, "padded string is too long");
    uint32_t bound = str_bound(s) | fill;
    Value v = total == 1 ? str_char(t, fill) : str_alloc(t, total, bound);
    if (is_null(v) || total == 1) return v;
    unsigned width = text_width_for(bound);
    char *to = str_data(as_str(v));
    text_fill(to, width, fill, left);
    text_copy(to + left * width, width, str_data(s), (unsigned)str_width(s), s->length);
    text_fill(to + (left + s->length) * width, width, fill, right);
    return v;
}

static bool fill_argument(Thread *t, Value v, uint32_t *fill)
{
    *fill = ' ';
    if (is_null(v)) return true;
    if (!is_str(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "The fill character must be a unicode character, not %T", v);
    if (str_length(as_str(v)) != 1)
        return RAISE_FALSE(t, T_TYPE_ERROR, "The fill character must be exactly one character long");
    *fill = str_at(as_str(v), 0);
    return true;
}

/* a: self, width, fill; *missing: how much to add */
static bool pad_arguments(Thread *t, Value *a, size_t *missing, size_t *width, uint32_t *fill)
{
    int64_t wanted;
    if (!size_argument(t, a[1], &wanted) || !fill_argument(t, a[2], fill)) return false;
    size_t n = str_length(as_str(a[0]));
    *width = wanted < 0 ? 0 : (size_t)wanted;
    *missing = *width > n ? *width - n : 0;
    return true;
}

STR_METHOD(ljust)
{
    (void)n;
    size_t missing, width;
    uint32_t fill;
    return pad_arguments(t, a, &missing, &width, &fill) ? pad(t, a[0], 0, missing, fill) : V_NULL;
}

STR_METHOD(rjust)
{
    (void)n;
    size_t missing, width;
    uint32_t fill;
    return pad_arguments(t, a, &missing, &width, &fill) ? pad(t, a[0], missing, 0, fill) : V_NULL;
}

STR_METHOD(center)
{
    (void)n;
    size_t missing, width;
    uint32_t fill;
    if (!pad_arguments(t, a, &missing, &width, &fill)) return V_NULL;
    size_t left = missing / 2 + (missing & width & 1);
    return pad(t, a[0], left, missing - left, fill);
}

STR_METHOD(zfill)
{
    (void)n;
    int64_t width;
    if (!size_argument(t, a[1], &width)) return V_NULL;
    const Str *s = as_str(a[0]);
    if (width <= (int64_t)s->length) return str_exact(t, a[0]);
    size_t zeros = (size_t)width - s->length;
    Value v = pad(t, a[0], zeros, 0, '0');
    if (is_null(v) || s->length == 0) return v;
    uint32_t first = str_at(s, 0);
    if (first == '+' || first == '-') {
        unsigned w = (unsigned)str_width(as_str(v));
        text_put(str_data(as_str(v)), w, zeros, '0');
        text_put(str_data(as_str(v)), w, 0, first);
    }
    return v;
}

STR_METHOD(expandtabs)
{
    (void)n;
    int64_t tab_size = 8;
    if (!is_null(a[1]) && !size_argument(t, a[1], &tab_size)) return V_NULL;
    if (tab_size > INT32_MAX || tab_size < INT32_MIN)
        return raise(t, T_OVERFLOW_ERROR, "Python int too large to convert to C int");
    const Str *s = as_str(a[0]);
    if (text_find_char(str_data(s), s->length, (unsigned)str_width(s), '\t') < 0) return str_exact(t, a[0]);
    size_t size = text_expanded_size(str_text(s), tab_size);
    if (size == SIZE_MAX) return raise(t, T_OVERFLOW_ERROR, "new string is too long");
    Value v = str_alloc(t, size, str_bound(s));
    if (!is_null(v) && size) text_expand(str_text(s), tab_size, str_data(as_str(v)));
    return v;
}
