/* str_format.c - str.format(): replacement fields with names, attributes, items, conversions and nested specifications (PEP 3101). */
#include "base/unicode.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/str_internal.h"
#include "objects/str_markup.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/ops.h"

/* --- the parts of a format string ----------------------------------------------------------------------------------------- */

/* the end of the field name that begins at i: where '}', ':' or '!' stands, or end; -1: ValueError */
static int64_t name_end(Thread *t, const Str *s, size_t i, size_t end)
{
    for (; i < end; i++) {
        switch (str_at(s, i)) {
        case '{': return RAISE_INT(t, T_VALUE_ERROR, "unexpected '{' in field name");
        case '[':
            while (i < end && str_at(s, i) != ']') i++;
            break;
        case '}': case ':': case '!': return (int64_t)i;
        default: break;
        }
    }
    return (int64_t)end;
}

/* "[!conversion][:spec]}" from *at, which is behind '!' or ':' (first); *at becomes behind the '}' */
static bool parse_tail(Thread *t, const Str *s, size_t *at, size_t end, uint32_t first, MarkupPart *part)
{
    size_t i = *at;
    if (first == '!') {
        if (i >= end) return RAISE_FALSE(t, T_VALUE_ERROR, "end of string while looking for conversion specifier");
        part->conversion = str_at(s, i++);
        if (i < end) {
            uint32_t c = str_at(s, i++);
            if (c == '}') {
                *at = i;
                return true;
            }
            if (c != ':') return RAISE_FALSE(t, T_VALUE_ERROR, "expected ':' after conversion specifier");
        }
    }
    part->spec.from = i;
    for (int depth = 1; i < end; i++) {
        uint32_t c = str_at(s, i);
        if (c == '{') {
            depth++;
            part->spec_has_fields = true;
        } else if (c == '}' && --depth == 0) {
            part->spec.to = i;
            *at = i + 1;
            return true;
        }
    }
    return RAISE_FALSE(t, T_VALUE_ERROR, "unmatched '{' in format spec");
}

static bool parse_field(Thread *t, const Str *s, size_t *at, size_t end, MarkupPart *part)
{
    int64_t to = name_end(t, s, *at, end);
    if (to < 0) return false;
    part->has_field = true;
    part->name = (MarkupRange){*at, (size_t)to};
    if ((size_t)to == end) return RAISE_FALSE(t, T_VALUE_ERROR, "expected '}' before end of string");
    *at = (size_t)to + 1;
    uint32_t c = str_at(s, (size_t)to);
    return c == '}' || parse_tail(t, s, at, end, c, part);
}

int markup_next(Thread *t, Value str, size_t *at, size_t end, MarkupPart *part)
{
    const Str *s = as_str(str);
    *part = (MarkupPart){0};
    if (*at >= end) return 0;
    size_t i = *at;
    uint32_t c = 0;
    while (i < end && (c = str_at(s, i)) != '{' && c != '}') i++;
    part->literal = (MarkupRange){*at, i};
    *at = i;
    if (i == end) return 1;
    bool last = i + 1 == end;
    if (!last && str_at(s, i + 1) == c) { /* doubled: itself */
        part->literal.to = i + 1;
        *at = i + 2;
        return 1;
    }
    if (c == '}' || last) return RAISE_INT(t, T_VALUE_ERROR, "Single '%c' encountered in format string", (int)c);
    *at = i + 1;
    return parse_field(t, s, at, end, part) ? 1 : -1;
}

/* the decimal number that [from, to) is; -1: it is none. False: ValueError */
static bool as_number(Thread *t, const Str *s, MarkupRange r, int64_t *out)
{
    *out = -1;
    int64_t n = 0;
    for (size_t i = r.from; i < r.to; i++) {
        int digit = unicode_decimal(str_at(s, i));
        if (digit < 0) return true;
        if (__builtin_mul_overflow(n, 10, &n) || __builtin_add_overflow(n, digit, &n))
            return RAISE_FALSE(t, T_VALUE_ERROR, "Too many decimal digits in format string");
    }
    if (r.from < r.to) *out = n;
    return true;
}

bool markup_first(Thread *t, Value str, MarkupRange name, size_t *at, MarkupStep *step)
{
    const Str *s = as_str(str);
    size_t i = name.from;
    while (i < name.to && str_at(s, i) != '.' && str_at(s, i) != '[') i++;
    *step = (MarkupStep){.name = {name.from, i}};
    *at = i;
    return as_number(t, s, step->name, &step->number);
}

int markup_step(Thread *t, Value str, size_t *at, size_t end, MarkupStep *step)
{
    const Str *s = as_str(str);
    if (*at >= end) return 0;
    uint32_t kind = str_at(s, *at);
    size_t i = *at + 1;
    *step = (MarkupStep){.number = -1, .attribute = kind == '.'};
    step->name.from = i;
    if (kind == '.') {
        while (i < end && str_at(s, i) != '.' && str_at(s, i) != '[') i++;
        step->name.to = *at = i;
    } else if (kind == '[') {
        while (i < end && str_at(s, i) != ']') i++;
        if (i == end) return RAISE_INT(t, T_VALUE_ERROR, "Missing ']' in format string");
        step->name.to = i;
        *at = i + 1;
        if (!as_number(t, s, step->name, &step->number)) return -1;
    } else {
        return RAISE_INT(t, T_VALUE_ERROR, "Only '.' or '[' may follow ']' in format field specifier");
    }
    if (step->name.from == step->name.to) return RAISE_INT(t, T_VALUE_ERROR, "Empty attribute in format string");
    return 1;
}

/* --- formatting ------------------------------------------------------------------------------------------------------------------ */

enum { NUMBERING_OPEN, NUMBERING_AUTOMATIC, NUMBERING_MANUAL };

typedef struct Formatter {
    Thread *t;
    Value format;
    const Value *args; /* NULL: format_map */
    size_t arg_count;
    Value names;       /* mapping */
    int numbering;
    int64_t next;
} Formatter;

static bool check_numbering(Formatter *f, bool automatic)
{
    int wanted = automatic ? NUMBERING_AUTOMATIC : NUMBERING_MANUAL;
    if (f->numbering == NUMBERING_OPEN) f->numbering = wanted;
    if (f->numbering == wanted) return true;
    if (automatic)
        return RAISE_FALSE(f->t, T_VALUE_ERROR, "cannot switch from manual field specification to automatic field numbering");
    return RAISE_FALSE(f->t, T_VALUE_ERROR, "cannot switch from automatic field numbering to manual field specification");
}

/* the argument that the first step of a name stands for */
static Value argument(Formatter *f, const MarkupStep *first)
{
    Thread *t = f->t;
    bool automatic = first->name.from == first->name.to;
    int64_t i = first->number;
    if (automatic || i >= 0) {
        if (!check_numbering(f, automatic)) return V_NULL;
        if (automatic) i = f->next++;
        if (!f->args) return raise(t, T_VALUE_ERROR, "Format string contains positional fields");
        if ((size_t)i >= f->arg_count)
            return raise(t, T_INDEX_ERROR, "Replacement index %lld out of range for positional args tuple", (long long)i);
        return f->args[i];
    }
    Value key = str_substr(t, f->format, first->name.from, first->name.to);
    if (is_null(key)) return V_NULL;
    if (is_null(f->names)) return raise_key_error(t, key);
    if (f->args) { /* the keywords, a plain dict */
        Value v = dict_get(t, f->names, key);
        return is_null(v) && !error_set(t) ? raise_key_error(t, key) : v;
    }
    return item_get(t, f->names, key);
}

static Value field_value(Formatter *f, MarkupRange name)
{
    Thread *t = f->t;
    MarkupStep step;
    size_t at;
    if (!markup_first(t, f->format, name, &at, &step)) return V_NULL;
    Value v = argument(f, &step);
    if (is_null(v)) return V_NULL;
    int more;
    while ((more = markup_step(t, f->format, &at, name.to, &step)) > 0) {
        Value key = !step.attribute && step.number >= 0 ? value_fixnum(step.number)
                                                        : str_substr(t, f->format, step.name.from, step.name.to);
        if (is_null(key)) return V_NULL;
        v = step.attribute ? attr_get(t, v, key) : item_get(t, v, key);
        if (is_null(v)) return V_NULL;
    }
    return more < 0 ? V_NULL : v;
}

static Value convert(Thread *t, Value v, uint32_t conversion)
{
    switch (conversion) {
    case 0: return v;
    case 'r': return object_repr(t, v);
    case 's': return object_str(t, v);
    case 'a': return object_ascii(t, v);
    default:
        if (conversion > 32 && conversion < 127) return raise(t, T_VALUE_ERROR, "Unknown conversion specifier %c", (int)conversion);
        return raise(t, T_VALUE_ERROR, "Unknown conversion specifier \\x%x", conversion);
    }
}

static bool format_range(Formatter *f, StrBuilder *out, MarkupRange range, int depth);

static bool format_field(Formatter *f, StrBuilder *out, const MarkupPart *part, int depth)
{
    Thread *t = f->t;
    Value v = field_value(f, part->name);
    if (is_null(v)) return false;
    v = convert(t, v, part->conversion);
    if (is_null(v)) return false;
    Value spec = V_NULL;
    if (part->spec_has_fields) {
        StrBuilder b;
        builder_init(&b, t);
        if (!format_range(f, &b, part->spec, depth - 1)) return false;
        spec = builder_finish(&b);
        if (is_null(spec)) return false;
    } else if (part->spec.from < part->spec.to) {
        spec = str_substr(t, f->format, part->spec.from, part->spec.to);
        if (is_null(spec)) return false;
    }
    Value text = is_exact_str(v) && is_null(spec) ? v : object_format(t, v, spec);
    if (is_null(text)) return false;
    builder_str(out, text);
    return !out->failed;
}

/* depth: how many levels of fields within fields are left */
static bool format_range(Formatter *f, StrBuilder *out, MarkupRange range, int depth)
{
    if (depth <= 0) return RAISE_FALSE(f->t, T_VALUE_ERROR, "Max string recursion exceeded");
    MarkupPart part;
    size_t at = range.from;
    int more;
    while ((more = markup_next(f->t, f->format, &at, range.to, &part)) > 0) {
        builder_substr(out, f->format, part.literal.from, part.literal.to);
        if (part.has_field && !format_field(f, out, &part, depth)) return false;
        if (out->failed) return false;
    }
    return more == 0;
}

static Value run(Formatter *f)
{
    const Str *s = as_str(f->format);
    if (text_find_char(str_data(s), s->length, (unsigned)str_width(s), '{') < 0 &&
        text_find_char(str_data(s), s->length, (unsigned)str_width(s), '}') < 0)
        return f->format; /* itself, be it of a subclass */
    StrBuilder b;
    builder_init(&b, f->t);
    return format_range(f, &b, (MarkupRange){0, str_length(as_str(f->format))}, 2) ? builder_finish(&b) : V_NULL;
}

/* a: self, keywords, arguments ... */
STR_METHOD(format)
{
    Formatter f = {.t = t, .format = a[0], .args = a + 2, .arg_count = n - 2, .names = a[1]};
    return run(&f);
}

STR_METHOD(format_map)
{
    (void)n;
    Formatter f = {.t = t, .format = a[0], .names = a[1]};
    return run(&f);
}
