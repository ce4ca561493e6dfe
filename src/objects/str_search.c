/* str_search.c - methods of str that look for text and cut it: find, split, strip, partition and their kin. */
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/sequence.h"
#include "objects/str_internal.h"
#include "objects/textops.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/ops.h"

Value str_bad_argument(Thread *t, const char *function, int position, Value v)
{
    if (position == 0) return raise(t, T_TYPE_ERROR, "%s() argument must be str, not %T", function, v);
    return raise(t, T_TYPE_ERROR, "%s() argument %d must be str, not %T", function, position, v);
}

static TextSource source(Value str)
{
    return (TextSource){.text = str_text(as_str(str)), .owner = str, .piece = str_substr, .unicode = true};
}

/* --- find, index, count ---------------------------------------------------------------------------------------------------- */

typedef struct Search {
    Text hay, needle; /* the haystack is cut to the range */
    size_t from;
    bool possible;    /* the range is one: from <= to */
} Search;

/* a: self, sub, start, end */
static bool search_arguments(Thread *t, Value *a, const char *name, Search *s)
{
    if (!is_str(a[1])) return str_bad_argument(t, name, 1, a[1]), false;
    const Str *hay = as_str(a[0]);
    size_t to;
    if (!text_range(t, a[2], a[3], hay->length, &s->from, &to)) return false;
    s->needle = str_text(as_str(a[1]));
    s->possible = s->from <= to;
    if (s->possible) s->hay = str_window(hay, s->from, to);
    return true;
}

static Value find(Thread *t, Value *a, const char *name, ptrdiff_t (*how)(Text, Text), bool must)
{
    Search s;
    if (!search_arguments(t, a, name, &s)) return V_NULL;
    ptrdiff_t i = s.possible ? how(s.hay, s.needle) : -1;
    if (i >= 0) return value_fixnum(i + (int64_t)s.from);
    return must ? raise(t, T_VALUE_ERROR, "substring not found") : value_fixnum(-1);
}

STR_METHOD(find) { (void)n; return find(t, a, "find", text_find, false); }
STR_METHOD(index) { (void)n; return find(t, a, "index", text_find, true); }
STR_METHOD(rfind) { (void)n; return find(t, a, "rfind", text_rfind, false); }
STR_METHOD(rindex) { (void)n; return find(t, a, "rindex", text_rfind, true); }

STR_METHOD(count)
{
    (void)n;
    Search s;
    if (!search_arguments(t, a, "count", &s)) return V_NULL;
    return value_fixnum(s.possible ? (int64_t)text_count(s.hay, s.needle, SIZE_MAX) : 0);
}

/* --- startswith, endswith ---------------------------------------------------------------------------------------------------- */

static bool matches_end(const Str *s, const Str *part, size_t from, size_t to, bool at_end)
{
    if (from > to || part->length > to - from) return false;
    Text window = at_end ? str_window(s, to - part->length, to) : str_window(s, from, from + part->length);
    return text_equal(window.s, window.width, str_data(part), (unsigned)str_width(part), part->length);
}

static Value match(Thread *t, Value *a, const char *name, bool at_end)
{
    const Str *s = as_str(a[0]);
    size_t from, to;
    if (!text_range(t, a[2], a[3], s->length, &from, &to)) return V_NULL;
    if (is_str(a[1])) return value_bool(matches_end(s, as_str(a[1]), from, to, at_end));
    if (!is_tuple(a[1])) return raise(t, T_TYPE_ERROR, "%s first arg must be str or a tuple of str, not %T", name, a[1]);
    const Tuple *choices = as_tuple(a[1]);
    for (size_t i = 0; i < choices->length; i++) {
        Value part = choices->items[i];
        if (!is_str(part)) return raise(t, T_TYPE_ERROR, "tuple for %s must only contain str, not %T", name, part);
        if (matches_end(s, as_str(part), from, to, at_end)) return V_TRUE;
    }
    return V_FALSE;
}

STR_METHOD(startswith) { (void)n; return match(t, a, "startswith", false); }
STR_METHOD(endswith) { (void)n; return match(t, a, "endswith", true); }

STR_METHOD(removeprefix)
{
    (void)n;
    if (!is_str(a[1])) return str_bad_argument(t, "removeprefix", 0, a[1]);
    const Str *s = as_str(a[0]), *part = as_str(a[1]);
    bool has = matches_end(s, part, 0, s->length, false);
    return str_substr(t, a[0], has ? part->length : 0, s->length);
}

STR_METHOD(removesuffix)
{
    (void)n;
    if (!is_str(a[1])) return str_bad_argument(t, "removesuffix", 0, a[1]);
    const Str *s = as_str(a[0]), *part = as_str(a[1]);
    bool has = matches_end(s, part, 0, s->length, true);
    return str_substr(t, a[0], 0, s->length - (has ? part->length : 0));
}

/* --- split, partition, strip ---------------------------------------------------------------------------------------------------- */

typedef Value (*SplitFn)(Thread *t, const TextSource *s, Text separator, int64_t max);
typedef Value (*SplitSpaceFn)(Thread *t, const TextSource *s, int64_t max);

static Value split(Thread *t, Value *a, SplitFn by, SplitSpaceFn by_space)
{
    int64_t max = -1;
    if (!is_null(a[2]) && !size_argument(t, a[2], &max)) return V_NULL;
    TextSource s = source(a[0]);
    if (is_null(a[1]) || is_none(a[1])) return by_space(t, &s, max);
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "must be str or None, not %T", a[1]);
    if (str_length(as_str(a[1])) == 0) return raise(t, T_VALUE_ERROR, "empty separator");
    return by(t, &s, str_text(as_str(a[1])), max);
}

STR_METHOD(split) { (void)n; return split(t, a, text_split, text_split_space); }
STR_METHOD(rsplit) { (void)n; return split(t, a, text_rsplit, text_rsplit_space); }

STR_METHOD(splitlines)
{
    (void)n;
    int keep = is_null(a[1]) ? 0 : is_truthy(t, a[1]);
    if (keep < 0) return V_NULL;
    TextSource s = source(a[0]);
    return text_splitlines(t, &s, keep);
}

static bool separator_argument(Thread *t, Value v)
{
    if (!is_str(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "must be str, not %T", v);
    if (str_length(as_str(v)) == 0) return RAISE_FALSE(t, T_VALUE_ERROR, "empty separator");
    return true;
}

STR_METHOD(partition)
{
    (void)n;
    if (!separator_argument(t, a[1])) return V_NULL;
    TextSource s = source(a[0]);
    return text_partition(t, &s, str_text(as_str(a[1])), a[1]);
}

STR_METHOD(rpartition)
{
    (void)n;
    if (!separator_argument(t, a[1])) return V_NULL;
    TextSource s = source(a[0]);
    return text_rpartition(t, &s, str_text(as_str(a[1])), a[1]);
}

static Value strip(Thread *t, Value *a, const char *name, int ends)
{
    TextSource s = source(a[0]);
    Text set;
    bool given = !is_null(a[1]) && !is_none(a[1]);
    if (given) {
        if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "%s arg must be None or str", name);
        set = str_text(as_str(a[1]));
    }
    size_t from, to;
    text_strip(&s, given ? &set : NULL, ends, &from, &to);
    return str_substr(t, a[0], from, to);
}

STR_METHOD(strip) { (void)n; return strip(t, a, "strip", STRIP_LEFT | STRIP_RIGHT); }
STR_METHOD(lstrip) { (void)n; return strip(t, a, "lstrip", STRIP_LEFT); }
STR_METHOD(rstrip) { (void)n; return strip(t, a, "rstrip", STRIP_RIGHT); }
