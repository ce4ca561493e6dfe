/* str_case.c - case mapping by Unicode's full rules, and the is...() predicates. */
#include "base/unicode.h"
#include "objects/str_internal.h"
#include "runtime/error.h"

/* --- mapping ----------------------------------------------------------------------------------------------------------- */

typedef unsigned (*CaseMap)(uint32_t c, uint32_t out[3]);

/* A capital sigma at the end of a word lowers to the final form (SpecialCasing.txt): a cased character before it, none after,
 * case-ignorable ones skipped. */
static bool is_final_sigma(const Str *s, size_t i)
{
    size_t j = i;
    while (j > 0 && unicode_is_case_ignorable(str_at(s, j - 1))) j--;
    if (j == 0 || !unicode_is_cased(str_at(s, j - 1))) return false;
    j = i + 1;
    while (j < s->length && unicode_is_case_ignorable(str_at(s, j))) j++;
    return j == s->length || !unicode_is_cased(str_at(s, j));
}

static unsigned lower_at(const Str *s, size_t i, uint32_t out[3])
{
    uint32_t c = str_at(s, i);
    if (c == 0x3a3) {
        out[0] = is_final_sigma(s, i) ? 0x3c2 : 0x3c3;
        return 1;
    }
    return unicode_lower_full(c, out);
}

static void put(StrBuilder *b, const uint32_t *c, unsigned n)
{
    for (unsigned i = 0; i < n; i++) builder_char(b, c[i]);
}

/* every character through `map`; NULL: lower */
static Value map_all(Thread *t, const Str *s, CaseMap map)
{
    StrBuilder b;
    builder_init(&b, t);
    builder_reserve(&b, s->length, str_bound(s));
    uint32_t out[3];
    for (size_t i = 0; i < s->length; i++) put(&b, out, map ? map(str_at(s, i), out) : lower_at(s, i, out));
    return builder_finish(&b);
}

typedef void (*AsciiMap)(void *to, const void *from, size_t n);

static Value map_ascii(Thread *t, const Str *s, AsciiMap map)
{
    if (s->length == 1) {
        uint8_t c;
        map(&c, str_data(s), 1);
        return str_char(t, c);
    }
    Value v = str_alloc(t, s->length, 0x7f);
    if (!is_null(v)) map(str_data(as_str(v)), str_data(s), s->length);
    return v;
}

STR_METHOD(lower)
{
    (void)n;
    const Str *s = as_str(a[0]);
    return str_is_ascii(s) ? map_ascii(t, s, ascii_lower) : map_all(t, s, NULL);
}

STR_METHOD(upper)
{
    (void)n;
    const Str *s = as_str(a[0]);
    return str_is_ascii(s) ? map_ascii(t, s, ascii_upper) : map_all(t, s, unicode_upper_full);
}

STR_METHOD(casefold)
{
    (void)n;
    const Str *s = as_str(a[0]);
    return str_is_ascii(s) ? map_ascii(t, s, ascii_lower) : map_all(t, s, unicode_fold_full);
}

STR_METHOD(capitalize)
{
    (void)n;
    const Str *s = as_str(a[0]);
    StrBuilder b;
    builder_init(&b, t);
    uint32_t out[3];
    if (s->length) put(&b, out, unicode_title_full(str_at(s, 0), out));
    for (size_t i = 1; i < s->length; i++) put(&b, out, lower_at(s, i, out));
    return builder_finish(&b);
}

STR_METHOD(title)
{
    (void)n;
    const Str *s = as_str(a[0]);
    StrBuilder b;
    builder_init(&b, t);
    uint32_t out[3];
    bool inside = false;
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        put(&b, out, inside ? lower_at(s, i, out) : unicode_title_full(c, out));
        inside = unicode_is_cased(c);
    }
    return builder_finish(&b);
}

STR_METHOD(swapcase)
{
    (void)n;
    const Str *s = as_str(a[0]);
    StrBuilder b;
    builder_init(&b, t);
    uint32_t out[3];
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (unicode_is_upper(c)) put(&b, out, lower_at(s, i, out));
        else if (unicode_is_lower(c)) put(&b, out, unicode_upper_full(c, out));
        else builder_char(&b, c);
    }
    return builder_finish(&b);
}

/* --- predicates ---------------------------------------------------------------------------------------------------------- */

/* there are characters, and each has one of these flags */
static Value all_have(const Str *s, unsigned flags)
{
    for (size_t i = 0; i < s->length; i++) {
        if (!(unicode_flags(str_at(s, i)) & flags)) return V_FALSE;
    }
    return value_bool(s->length > 0);
}

#define PREDICATE(name, flags) \
    STR_METHOD(name) { (void)t, (void)n; return all_have(as_str(a[0]), flags); }
PREDICATE(isalnum, UNICODE_ALNUM)
PREDICATE(isalpha, UNICODE_ALPHA)
PREDICATE(isdecimal, UNICODE_DECIMAL)
PREDICATE(isdigit, UNICODE_DIGIT)
PREDICATE(isnumeric, UNICODE_NUMERIC)
PREDICATE(isspace, UNICODE_SPACE)

STR_METHOD(isascii)
{
    (void)t, (void)n;
    return value_bool(str_is_ascii(as_str(a[0])));
}

STR_METHOD(isprintable)
{
    (void)t, (void)n;
    const Str *s = as_str(a[0]);
    return s->length ? all_have(s, UNICODE_PRINTABLE) : V_TRUE;
}

bool str_is_identifier(const Str *s)
{
    if (s->length == 0 || !unicode_is_xid_start(str_at(s, 0))) return false;
    for (size_t i = 1; i < s->length; i++) {
        if (!unicode_is_xid_continue(str_at(s, i))) return false;
    }
    return true;
}

STR_METHOD(isidentifier)
{
    (void)t, (void)n;
    return value_bool(str_is_identifier(as_str(a[0])));
}

/* some character has `wanted`, none has `forbidden` */
static Value some_and_none(const Str *s, unsigned wanted, unsigned forbidden)
{
    bool some = false;
    for (size_t i = 0; i < s->length; i++) {
        unsigned flags = unicode_flags(str_at(s, i));
        if (flags & forbidden) return V_FALSE;
        some |= (flags & wanted) != 0;
    }
    return value_bool(some);
}

STR_METHOD(islower)
{
    (void)t, (void)n;
    return some_and_none(as_str(a[0]), UNICODE_LOWER, UNICODE_UPPER | UNICODE_TITLE);
}

STR_METHOD(isupper)
{
    (void)t, (void)n;
    return some_and_none(as_str(a[0]), UNICODE_UPPER, UNICODE_LOWER | UNICODE_TITLE);
}

/* upper and title case only after what is not cased, lower case only after what is */
STR_METHOD(istitle)
{
    (void)t, (void)n;
    const Str *s = as_str(a[0]);
    bool inside = false, some = false;
    for (size_t i = 0; i < s->length; i++) {
        unsigned flags = unicode_flags(str_at(s, i));
        if (flags & (UNICODE_UPPER | UNICODE_TITLE)) {
            if (inside) return V_FALSE;
            inside = some = true;
        } else if (flags & UNICODE_LOWER) {
            if (!inside) return V_FALSE;
            some = true;
        } else {
            inside = false;
        }
    }
    return value_bool(some);
}
