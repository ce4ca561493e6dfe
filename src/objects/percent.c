/* percent.c - printf-style formatting: str % args and bytes % args by one engine.
 *
 * The format is read as code units and the result composed in a StrBuilder; bytes work on the code points below 256 and become bytes
 * at the end.
 */
#include "base/floattext.h"
#include "objects/bytes_internal.h"
#include "objects/numbers.h"
#include "objects/sequence.h"
#include "objects/str_internal.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

typedef struct Percent {
    Thread *t;
    Text format;
    size_t at;
    bool bytes;
    Value args;          /* a tuple when is_tuple; else the one argument */
    Value original;      /* args before %(name) replaced it */
    int64_t next, count; /* arguments taken, and how many there are; -1 for one that is no tuple: as -2, -1 */
    bool mapping;        /* args may be looked into by name */
    StrBuilder out;
} Percent;

enum { LEFT = 1, PLUS = 2, BLANK = 4, ALTERNATE = 8, ZERO = 16 };

typedef struct Directive {
    int flags;
    int64_t width, precision; /* -1: none */
    uint32_t type;
    size_t position;          /* of the type's character */
} Directive;

static const char *too_few = "not enough arguments for format string";

static Value next_argument(Percent *p)
{
    if (p->next >= p->count) return raise(p->t, T_TYPE_ERROR, too_few);
    p->next++;
    return p->count < 0 ? p->args : as_tuple(p->args)->items[p->next - 1];
}

/* the next character of the format; false: ValueError "incomplete format" */
static bool next_char(Percent *p, uint32_t *c)
{
    if (p->at >= p->format.n) return RAISE_FALSE(p->t, T_VALUE_ERROR, "incomplete format");
    *c = text_get(p->format.s, p->format.width, p->at++);
    return true;
}

/* --- parsing ---------------------------------------------------------------------------------------------------------------- */

/* "(name)": the argument is args[name] */
static bool parse_key(Percent *p)
{
    Thread *t = p->t;
    if (!p->mapping) return RAISE_FALSE(t, T_TYPE_ERROR, "format requires a mapping");
    size_t start = p->at;
    for (int depth = 1; depth > 0; p->at++) {
        if (p->at >= p->format.n) return RAISE_FALSE(t, T_VALUE_ERROR, "incomplete format key");
        uint32_t c = text_get(p->format.s, p->format.width, p->at);
        depth += (c == '(') - (c == ')');
    }
    const char *s = (const char *)p->format.s + start * p->format.width;
    size_t n = p->at - 1 - start;
    Value key = p->bytes ? bytes_new(t, s, n) : str_from_units(t, s, (int)p->format.width, n);
    if (is_null(key)) return false;
    p->args = item_get(t, p->original, key);
    if (is_null(p->args)) return false;
    p->count = -1;
    p->next = -2;
    return true;
}

/* digits, the first of them *c, or "*"; leaves the character after them in *c */
static bool parse_size(Percent *p, uint32_t *c, int64_t max, const char *what, int64_t *out)
{
    Thread *t = p->t;
    if (*c == '*') {
        Value v = next_argument(p);
        if (is_null(v)) return false;
        if (!is_int(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "* wants int");
        return size_argument(t, v, out) && next_char(p, c);
    }
    for (*out = 0; ascii_is_digit(*c);) {
        int64_t digit = *c - '0';
        if (*out > (max - digit) / 10) return RAISE_FALSE(t, T_VALUE_ERROR, "%s too big", what);
        *out = *out * 10 + digit;
        if (!next_char(p, c)) return false;
    }
    return true;
}

static int flag_of(uint32_t c)
{
    switch (c) {
    case '-': return LEFT;
    case '+': return PLUS;
    case ' ': return BLANK;
    case '#': return ALTERNATE;
    case '0': return ZERO;
    default: return 0;
    }
}

static bool parse(Percent *p, Directive *d, uint32_t c)
{
    *d = (Directive){.width = -1, .precision = -1};
    if (c == '(' && (!parse_key(p) || !next_char(p, &c))) return false;
    for (int flag; (flag = flag_of(c)) != 0;) {
        d->flags |= flag;
        if (!next_char(p, &c)) return false;
    }
    if (c == '*' || ascii_is_digit(c)) {
        if (!parse_size(p, &c, INT64_MAX, "width", &d->width)) return false;
        if (d->width < 0) {
            d->flags |= LEFT;
            d->width = d->width == INT64_MIN ? INT64_MAX : -d->width;
        }
    }
    if (c == '.') {
        if (!next_char(p, &c) || !parse_size(p, &c, INT32_MAX, p->bytes ? "prec" : "precision", &d->precision)) return false;
        if (d->precision < 0) d->precision = 0;
        if (d->precision > INT32_MAX) return RAISE_FALSE(p->t, T_OVERFLOW_ERROR, "Python int too large to convert to C int");
    }
    if ((c == 'h' || c == 'l' || c == 'L') && !next_char(p, &c)) return false;
    d->type = c;
    d->position = p->at - 1;
    return true;
}

/* --- converting ---------------------------------------------------------------------------------------------------------------- */

static Value wrong_type(Percent *p, const Directive *d, Value v)
{
    bool integer = d->type == 'x' || d->type == 'X' || d->type == 'o';
    return raise(p->t, T_TYPE_ERROR, "%%%c format: %s is required, not %T", (int)d->type, integer ? "an integer" : "a real number", v);
}

/* the argument of %d or %x as an int */
static Value integer_argument(Percent *p, const Directive *d, Value v)
{
    Thread *t = p->t;
    if (is_int(v)) return v;
    const TypeSlots *slots = &type_of(t, v)->slots;
    if (!slots->index && !slots->to_int && !slots->to_float && !is_float(v) && !is_complex(v)) return wrong_type(p, d, v);
    bool by_index = d->type == 'x' || d->type == 'X' || d->type == 'o';
    Value i = by_index ? to_index(t, v) : call1(t, type_value(t->rt->types[T_INT]), v);
    if (!is_null(i) || !error_matches(t, T_TYPE_ERROR)) return i;
    error_clear(t);
    return wrong_type(p, d, v);
}

/* a number's text, "-" in front of negative ones */
static Value integer_text(Percent *p, const Directive *d, Value v)
{
    Thread *t = p->t;
    v = integer_argument(p, d, v);
    if (is_null(v)) return V_NULL;
    bool hex = d->type == 'x' || d->type == 'X', octal = d->type == 'o';
    Value text = int_to_str(t, v, hex ? 16 : octal ? 8 : 10);
    bool prefix = (d->flags & ALTERNATE) && (hex || octal);
    if (is_null(text) || (d->precision < 0 && !prefix && d->type != 'X')) return text;
    const char *s = str_data(as_str(text));
    size_t n = str_length(as_str(text)), negative = *s == '-';
    StrBuilder b;
    builder_init(&b, t);
    if (negative) builder_char(&b, '-');
    if (prefix) builder_ascii(&b, octal ? "0o" : "0x", 2);
    if (d->precision > (int64_t)(n - negative)) builder_repeat(&b, '0', (size_t)d->precision - (n - negative));
    builder_ascii(&b, s + negative, n - negative);
    text = builder_finish(&b);
    if (!is_null(text) && d->type == 'X') { /* nobody else has it yet, unless it is one shared character */
        if (str_length(as_str(text)) == 1) return str_char(t, ascii_to_upper(str_at(as_str(text), 0)));
        ascii_upper(str_data(as_str(text)), str_data(as_str(text)), str_length(as_str(text)));
    }
    return text;
}

static Value float_text(Percent *p, const Directive *d, Value v)
{
    Thread *t = p->t;
    double x;
    if (!to_double(t, v, &x)) {
        if (!p->bytes || !error_matches(t, T_TYPE_ERROR)) return V_NULL;
        error_clear(t);
        return raise(t, T_TYPE_ERROR, "float argument required, not %T", v);
    }
    int precision = d->precision < 0 ? 6 : (int)d->precision;
    char local[512], *out = local;
    size_t size = float_format_size(x, (char)d->type, precision);
    if (size > sizeof local) {
        void *cell = gc_alloc_buffer(t, size);
        if (!cell) return V_NULL;
        out = buffer_data(cell);
    }
    size_t n = float_format(x, (char)d->type, precision, d->flags & ALTERNATE ? FLOAT_ALT : 0, out);
    return str_from_ascii(t, out, n);
}

/* *code: the character or byte; false: exception */
static bool char_argument(Percent *p, Value v, uint32_t *code)
{
    Thread *t = p->t;
    const char *wants = p->bytes ? "%c requires an integer in range(256) or a single byte, not" : "%c requires an int or a unicode character, not";
    bool text = p->bytes ? is_bytes(v) || is_bytearray(v) : is_str(v);
    if (text) {
        Text s = p->bytes ? bytes_text(v) : str_text(as_str(v));
        const char *kind = is_bytes(v) ? "bytes object" : is_bytearray(v) ? "bytearray object" : "string";
        if (s.n != 1) return RAISE_FALSE(t, T_TYPE_ERROR, "%s a %s of length %zu", wants, kind, s.n);
        *code = text_get(s.s, s.width, 0);
        return true;
    }
    if (!is_int(v) && !type_of(t, v)->slots.index) return RAISE_FALSE(t, T_TYPE_ERROR, "%s %T", wants, v);
    Value i = to_index(t, v);
    int64_t n, limit = p->bytes ? 256 : 0x110000;
    if (is_null(i)) return false;
    if (!int_fits_int64(i, &n) || n < 0 || n >= limit)
        return RAISE_FALSE(t, T_OVERFLOW_ERROR, "%%c arg not in range(%s)", p->bytes ? "256" : "0x110000");
    *code = (uint32_t)n;
    return true;
}

/* %b: the bytes, as the text of their code points */
static Value bytes_argument(Percent *p, Value v)
{
    Thread *t = p->t;
    bool found = is_bytes(v);
    if (!found) {
        Value made = call_special(t, v, NAME(t, __bytes__), NULL, 0, &found);
        if (found && is_null(made)) return V_NULL;
        if (found && !is_bytes(made)) return raise(t, T_TYPE_ERROR, "__bytes__ returned non-bytes (type %T)", made);
        if (found) v = made;
    }
    if (!found && !has_buffer(t, v))
        return raise(t, T_TYPE_ERROR, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%T'", v);
    BytesView view;
    if (!bytes_view(t, v, &view)) return V_NULL;
    Value text = str_from_units(t, view.text.s, 1, view.text.n);
    bytes_view_release(t, &view);
    return text;
}

static Value unsupported(Percent *p, const Directive *d)
{
    if (p->bytes && d->type > 0x7f) /* in CPython %c is given a signed char here */
        return raise(p->t, T_OVERFLOW_ERROR, "character argument not in range(0x110000)");
    int shown = p->bytes || (d->type > 31 && d->type < 127) ? (int)d->type : '?';
    return raise(p->t, T_VALUE_ERROR, "unsupported format character '%c' (0x%x) at index %zu", shown, d->type, d->position);
}

/* what the directive shows, before padding; *numeric: it may have a sign and be padded by zeros */
static Value converted(Percent *p, const Directive *d, Value v, bool *numeric)
{
    Thread *t = p->t;
    *numeric = false;
    switch (d->type) {
    case 's': return p->bytes ? bytes_argument(p, v) : object_str(t, v);
    case 'r': return p->bytes ? object_ascii(t, v) : object_repr(t, v);
    case 'a': return object_ascii(t, v);
    case 'c': {
        uint32_t c;
        return char_argument(p, v, &c) ? str_char(t, c) : V_NULL;
    }
    case 'd': case 'i': case 'u': case 'o': case 'x': case 'X': *numeric = true; return integer_text(p, d, v);
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': *numeric = true; return float_text(p, d, v);
    case 'b':
        if (p->bytes) return bytes_argument(p, v);
        __attribute__((fallthrough));
    default: return unsupported(p, d);
    }
}

static void put_padded(Percent *p, const Directive *d, Value text, bool numeric)
{
    size_t n = str_length(as_str(text)), from = 0;
    bool cut = d->type == 's' || d->type == 'r' || d->type == 'a' || d->type == 'b';
    if (cut && d->precision >= 0) n = size_min(n, (size_t)d->precision);
    uint32_t sign = 0;
    if (numeric) {
        uint32_t first = str_at(as_str(text), 0);
        if (first == '-' || first == '+') {
            sign = first;
            from = 1;
        } else {
            sign = d->flags & PLUS ? '+' : d->flags & BLANK ? ' ' : 0;
        }
    }
    size_t taken = n - from + (sign != 0), missing = d->width > (int64_t)taken ? (size_t)d->width - taken : 0;
    bool left = d->flags & LEFT, zeros = numeric && (d->flags & ZERO) && !left;
    bool prefix = (d->flags & ALTERNATE) && (d->type == 'x' || d->type == 'X' || d->type == 'o');
    if (!left && !zeros) builder_repeat(&p->out, ' ', missing);
    if (sign) builder_char(&p->out, sign);
    if (zeros && prefix) {
        builder_substr(&p->out, text, from, from + 2);
        from += 2;
    }
    if (zeros) builder_repeat(&p->out, '0', missing);
    builder_substr(&p->out, text, from, n);
    if (left) builder_repeat(&p->out, ' ', missing);
}

/* the format from behind a '%' on */
static bool directive(Percent *p)
{
    uint32_t c;
    if (!next_char(p, &c)) return false;
    if (c == '%') {
        builder_char(&p->out, '%');
        return true;
    }
    Directive d;
    if (!parse(p, &d, c)) return false;
    Value v = next_argument(p);
    if (is_null(v)) return false;
    bool numeric;
    Value text = converted(p, &d, v, &numeric);
    if (is_null(text)) return false;
    if (d.width < 0 && d.precision < 0 && !d.flags) builder_str(&p->out, text);
    else put_padded(p, &d, text, numeric);
    return !p->out.failed;
}

static void start(Percent *p, Thread *t, Text format, Value args, bool bytes)
{
    p->t = t;
    p->format = format;
    p->at = 0;
    p->bytes = bytes;
    p->args = p->original = args;
    bool tuple = is_tuple(args);
    p->next = tuple ? 0 : -2;
    p->count = tuple ? (int64_t)as_tuple(args)->length : -1;
    bool text = is_str(args) || (bytes && (is_bytes(args) || is_bytearray(args)));
    p->mapping = !tuple && !text && type_of(t, args)->slots.get_item;
    builder_init(&p->out, t);
}

static bool run(Percent *p)
{
    while (p->at < p->format.n) {
        const char *rest = (const char *)p->format.s + p->at * p->format.width;
        size_t left = p->format.n - p->at;
        ptrdiff_t plain = text_find_char(rest, left, p->format.width, '%');
        if (plain < 0) plain = (ptrdiff_t)left;
        builder_units(&p->out, rest, (int)p->format.width, (size_t)plain);
        p->at += (size_t)plain;
        if (p->at == p->format.n) break;
        p->at++;
        if (!directive(p)) return false;
    }
    if (p->next < p->count && !p->mapping)
        return RAISE_FALSE(p->t, T_TYPE_ERROR, "not all arguments converted during %s formatting", p->bytes ? "bytes" : "string");
    return true;
}

Value str_mod(Thread *t, Value a, Value b)
{
    if (!is_str(a)) return V_NOT_IMPLEMENTED;
    Percent p;
    start(&p, t, str_text(as_str(a)), b, false);
    if (!run(&p)) return V_NULL;
    bool plain = text_find_char(p.format.s, p.format.n, p.format.width, '%') < 0;
    return plain ? a : builder_finish(&p.out);
}

Value bytes_mod(Thread *t, Value a, Value b)
{
    if (!is_bytes(a) && !is_bytearray(a)) return V_NOT_IMPLEMENTED;
    Value format = is_bytes(a) ? a : bytes_from_object(t, a); /* a bytearray may change meanwhile */
    if (is_null(format)) return V_NULL;
    Percent p;
    start(&p, t, bytes_text(format), b, true);
    if (!run(&p)) return V_NULL;
    if (p.out.failed) return V_NULL;
    return bytes_like_new(t, a, p.out.data, p.out.length);
}
