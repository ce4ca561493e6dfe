/* formatspec.c - the format mini-language: parsing, padding, grouping. */
#include "objects/formatspec.h"

#include "objects/str_internal.h"
#include "runtime/error.h"
#include "runtime/type.h"

#include <locale.h>

/* --- parsing -------------------------------------------------------------------------------------------------------------- */

typedef struct Parser {
    Thread *t;
    const Str *s;
    size_t at;
} Parser;

static uint32_t peek(const Parser *p, size_t ahead)
{
    return p->at + ahead < p->s->length ? str_at(p->s, p->at + ahead) : 0;
}

static bool take(Parser *p, uint32_t c)
{
    if (peek(p, 0) != c || c == 0) return false;
    p->at++;
    return true;
}

static bool is_align(uint32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

/* digits into *out; -1 when there are none. False: ValueError */
static bool parse_number(Parser *p, int64_t *out)
{
    *out = -1;
    for (uint32_t c; ascii_is_digit(c = peek(p, 0)); p->at++) {
        if (*out < 0) *out = 0;
        if (__builtin_mul_overflow(*out, 10, out) || __builtin_add_overflow(*out, (int64_t)(c - '0'), out))
            return RAISE_FALSE(p->t, T_VALUE_ERROR, "Too many decimal digits in format string");
    }
    return true;
}

/* ',' or '_' into *out, not both */
static bool parse_grouping(Parser *p, char *out)
{
    if (take(p, ',')) *out = ',';
    if (take(p, '_')) {
        if (*out == ',') return RAISE_FALSE(p->t, T_VALUE_ERROR, "Cannot specify both ',' and '_'.");
        *out = '_';
    }
    if (*out == '_' && peek(p, 0) == ',') return RAISE_FALSE(p->t, T_VALUE_ERROR, "Cannot specify both ',' and '_'.");
    return true;
}

static void parse_fill_and_sign(Parser *p, FormatSpec *out)
{
    if (p->s->length - p->at >= 2 && is_align(peek(p, 1))) {
        out->fill = peek(p, 0);
        out->align = (char)peek(p, 1);
        out->fill_given = out->align_given = true;
        p->at += 2;
    } else if (is_align(peek(p, 0))) {
        out->align = (char)peek(p, 0);
        out->align_given = true;
        p->at++;
    }
    uint32_t c = peek(p, 0);
    if (c == '+' || c == '-' || c == ' ') {
        out->sign = (char)c;
        p->at++;
    }
    out->no_negative_zero = take(p, 'z');
    out->alternate = take(p, '#');
}

static bool parse_precision(Parser *p, FormatSpec *out)
{
    if (!take(p, '.')) return true;
    if (!parse_number(p, &out->precision) || !parse_grouping(p, &out->fraction_grouping)) return false;
    if (out->precision < 0 && !out->fraction_grouping)
        return RAISE_FALSE(p->t, T_VALUE_ERROR, "Format specifier missing precision");
    return true;
}

/* grouping goes with some types only; hexadecimal, octal and binary digits take '_' */
static bool check_grouping(Thread *t, const FormatSpec *s)
{
    char grouping = s->grouping ? s->grouping : s->fraction_grouping;
    if (!grouping) return true;
    switch (s->type) {
    case 'd': case 'e': case 'f': case 'g': case 'E': case 'G': case '%': case 'F': case 0: return true;
    case 'b': case 'o': case 'x': case 'X':
        if (s->grouping == '_') return true;
        break;
    default: break;
    }
    if (s->type > 32 && s->type < 128)
        return RAISE_FALSE(t, T_VALUE_ERROR, "Cannot specify '%c' with '%c'.", grouping, (int)s->type);
    return RAISE_FALSE(t, T_VALUE_ERROR, "Cannot specify '%c' with '\\x%x'.", grouping, s->type);
}

bool formatspec_parse(Thread *t, Value spec, Value v, uint32_t default_type, char default_align, FormatSpec *out)
{
    Parser p = {t, as_str(spec), 0};
    *out = (FormatSpec){.fill = ' ', .type = default_type, .width = -1, .precision = -1, .align = default_align};
    parse_fill_and_sign(&p, out);
    if (!out->fill_given && take(&p, '0')) {
        out->fill = '0';
        out->fill_given = true;
        if (!out->align_given && default_align == '>') out->align = '=';
    }
    if (!parse_number(&p, &out->width) || !parse_grouping(&p, &out->grouping) || !parse_precision(&p, out)) return false;
    if (p.s->length - p.at > 1)
        return RAISE_FALSE(t, T_VALUE_ERROR, "Invalid format specifier '%U' for object of type '%T'", spec, v);
    if (p.at < p.s->length) {
        out->type = peek(&p, 0);
        out->has_type = true;
    }
    if (!check_grouping(t, out)) return false;
    if (out->type == 'n' && out->has_type && default_type != 's') out->grouping = 'n';
    return true;
}

Value formatspec_unknown_type(Thread *t, const FormatSpec *spec, Value v)
{
    if (spec->type > 32 && spec->type < 128)
        return raise(t, T_VALUE_ERROR, "Unknown format code '%c' for object of type '%T'", (int)spec->type, v);
    return raise(t, T_VALUE_ERROR, "Unknown format code '\\x%x' for object of type '%T'", spec->type, v);
}

/* --- text ---------------------------------------------------------------------------------------------------------------------- */

/* what an alignment other than '=' puts before text of n code points */
static size_t left_padding(const FormatSpec *spec, size_t missing)
{
    return spec->align == '<' ? 0 : spec->align == '^' ? missing / 2 : missing;
}

Value formatspec_text(Thread *t, const FormatSpec *spec, Value str)
{
    size_t n = str_length(as_str(str));
    if (spec->precision >= 0 && (size_t)spec->precision < n) n = (size_t)spec->precision;
    size_t missing = spec->width > (int64_t)n ? (size_t)spec->width - n : 0;
    if (missing == 0) return str_substr(t, str, 0, n);
    StrBuilder b;
    builder_init(&b, t);
    size_t left = left_padding(spec, missing);
    builder_repeat(&b, spec->fill, left);
    builder_substr(&b, str, 0, n);
    builder_repeat(&b, spec->fill, missing - left);
    return builder_finish(&b);
}

/* --- numbers --------------------------------------------------------------------------------------------------------------------- */

/* how digits of the integer part are grouped: sizes as in struct lconv, from the right; an ending 0 repeats the one before */
typedef struct Grouping {
    const char *sizes, *separator, *point;
} Grouping;

static Grouping grouping_of(const FormatSpec *spec)
{
    bool by_four = spec->type == 'b' || spec->type == 'o' || spec->type == 'x' || spec->type == 'X';
    switch (spec->grouping) {
    case ',': return (Grouping){"\3", ",", "."};
    case '_': return (Grouping){by_four ? "\4" : "\3", "_", "."};
    case 'n': {
        const struct lconv *l = localeconv();
        return (Grouping){l->grouping, l->thousands_sep, l->decimal_point};
    }
    default: return (Grouping){"", "", "."};
    }
}

static size_t separator_width(const char *s)
{
    size_t n = 0;
    for (; *s; s++) n += ((unsigned char)*s & 0xc0) != 0x80;
    return n;
}

/* the size of the group that begins `done` groups from the right; SIZE_MAX: no more grouping */
static size_t group_size(const char *sizes, size_t done)
{
    char size = 0;
    for (size_t i = 0;; i++) {
        if (!sizes[i]) break;
        size = sizes[i];
        if (i == done) break;
    }
    return size <= 0 || size == 127 ? SIZE_MAX : (size_t)size;
}

/* Where groups end, counted from the right: the digits at and beyond which there are `count` separators. For n digits. */
static size_t separators_in(const Grouping *g, size_t n)
{
    size_t count = 0;
    for (size_t size; n > (size = group_size(g->sizes, count)); count++) n -= size;
    return *g->separator ? count : 0;
}

/* the digits needed, zeros in front included, so that with separators they take at least `width` */
static size_t padded_digits(const Grouping *g, size_t n, size_t width)
{
    size_t separator = separator_width(g->separator), groups = 0, digits = 0, total = 0;
    if (!separator || !*g->sizes) return size_max(n, width);
    for (;;) {
        size_t size = group_size(g->sizes, groups), left = width > total ? width - total : 0;
        size_t wanted = size_max(n > digits ? n - digits : 0, left);
        size_t take = size_min(size, size_max(wanted, 1));
        digits += take;
        total += take;
        if (digits >= n && total >= width) return digits;
        total += separator;
        groups++;
    }
}

/* zeros, then the digits of the number, grouped */
static void put_digits(StrBuilder *b, const Grouping *g, const NumberText *number, size_t total)
{
    size_t count = separators_in(g, total), zeros = total - number->digit_count, done = 0;
    /* the first group is what the others leave */
    size_t rest = total;
    for (size_t i = 0; i < count; i++) rest -= group_size(g->sizes, i);
    for (size_t group = count + 1; group-- > 0;) {
        size_t size = group == count ? rest : group_size(g->sizes, group);
        size_t blank = done < zeros ? size_min(size, zeros - done) : 0;
        builder_repeat(b, '0', blank);
        if (size > blank) builder_ascii(b, number->digits + (done + blank - zeros), size - blank);
        done += size;
        if (group) builder_text(b, g->separator);
    }
}

/* rest with its point as the locale has it and its fraction grouped */
static void put_rest(StrBuilder *b, const FormatSpec *spec, const Grouping *g, const NumberText *number)
{
    const char *s = number->rest, *end = s + number->rest_count;
    if (s < end && *s == '.') {
        builder_text(b, g->point);
        s++;
    }
    if (spec->fraction_grouping) {
        for (size_t i = 0; s < end && ascii_is_digit((unsigned char)*s); i++, s++) {
            if (i && i % 3 == 0) builder_char(b, (uint8_t)spec->fraction_grouping);
            builder_char(b, (uint8_t)*s);
        }
    }
    if (s < end) builder_ascii(b, s, (size_t)(end - s));
}

/* code points that rest takes */
static size_t rest_width(const FormatSpec *spec, const Grouping *g, const NumberText *number)
{
    size_t n = number->rest_count;
    if (!n || number->rest[0] != '.') return n;
    size_t digits = 0;
    while (digits + 1 < n && ascii_is_digit((unsigned char)number->rest[digits + 1])) digits++;
    if (spec->fraction_grouping && digits) n += (digits - 1) / 3;
    return n - 1 + separator_width(g->point);
}

static char sign_of(const FormatSpec *spec, const NumberText *number)
{
    return number->negative ? '-' : spec->sign == '+' || spec->sign == ' ' ? spec->sign : 0;
}

static void put_front(StrBuilder *b, char sign, const NumberText *number)
{
    if (sign) builder_char(b, (uint8_t)sign);
    if (number->prefix) builder_text(b, number->prefix);
}

void formatspec_put_number(StrBuilder *b, const FormatSpec *spec, const NumberText *number)
{
    Grouping g = grouping_of(spec);
    put_front(b, sign_of(spec, number), number);
    if (number->digit_count) put_digits(b, &g, number, number->digit_count);
    put_rest(b, spec, &g, number);
}

Value formatspec_number(Thread *t, const FormatSpec *spec, const NumberText *number)
{
    Grouping g = grouping_of(spec);
    char sign = sign_of(spec, number);
    size_t front = (sign != 0) + (number->prefix ? strlen(number->prefix) : 0);
    size_t width = spec->width < 0 ? 0 : (size_t)spec->width, taken = front + rest_width(spec, &g, number);
    size_t digits = number->digit_count;
    if (spec->align == '=' && spec->fill == '0' && digits) digits = padded_digits(&g, digits, width > taken ? width - taken : 0);
    if (digits) taken += digits + separators_in(&g, digits) * separator_width(g.separator);
    size_t missing = width > taken ? width - taken : 0;
    size_t left = spec->align == '=' ? 0 : left_padding(spec, missing);
    StrBuilder b;
    builder_init(&b, t);
    builder_reserve(&b, size_max(width, taken), spec->fill);
    builder_repeat(&b, spec->fill, left);
    put_front(&b, sign, number);
    if (spec->align == '=') builder_repeat(&b, spec->fill, missing);
    if (digits) put_digits(&b, &g, number, digits);
    put_rest(&b, spec, &g, number);
    if (spec->align != '=') builder_repeat(&b, spec->fill, missing - left);
    return builder_finish(&b);
}

NumberText formatspec_split(const char *text, size_t n)
{
    NumberText number = {0};
    if (n && (*text == '-' || *text == '+')) {
        number.negative = *text == '-';
        text++;
        n--;
    }
    number.digits = text;
    while (number.digit_count < n && ascii_is_digit((unsigned char)text[number.digit_count])) number.digit_count++;
    number.rest = text + number.digit_count;
    number.rest_count = n - number.digit_count;
    return number;
}
