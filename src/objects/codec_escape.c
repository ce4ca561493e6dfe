/* codec_escape.c - text and bytes with backslash escapes: unicode_escape, raw_unicode_escape, and escape for bytes. */
#include "base/unicode.h"
#include "objects/codec_internal.h"
#include "objects/str_internal.h"

/* the character that a one-letter escape stands for; -1: none */
static int simple_escape(uint32_t c)
{
    switch (c) {
    case '\\': case '\'': case '"': return (int)c;
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    default: return -1;
    }
}

/* up to `count` hexadecimal digits from *at on; *at moves behind them. How many were read */
static unsigned read_hex(const uint8_t *s, size_t n, size_t *at, unsigned count, uint32_t *value)
{
    unsigned read = 0;
    for (*value = 0; read < count && *at < n; read++, ++*at) {
        unsigned digit = ascii_digit_value(s[*at]);
        if (digit > 15) break;
        *value = *value << 4 | digit;
    }
    return read;
}

/* one to three octal digits, the first being s[*at] */
static uint32_t read_octal(const uint8_t *s, size_t n, size_t *at)
{
    uint32_t value = 0;
    for (int i = 0; i < 3 && *at < n && s[*at] - '0' < 8u; i++, ++*at) value = value * 8 + (s[*at] - '0');
    return value;
}

/* --- decoding text ------------------------------------------------------------------------------------------------------------ */

typedef struct Escapes {
    Thread *t;
    Problem p;
    StrBuilder out;
    const char *errors;
    size_t *consumed;
    size_t at;
    bool stopped;         /* at an incomplete escape that more input may complete */
    int invalid;          /* the first character of an escape that is none, or -1 */
} Escapes;

static void escapes_init(Escapes *e, Thread *t, const char *encoding, const void *data, size_t n, const char *errors, size_t *consumed)
{
    e->t = t;
    e->errors = errors;
    e->consumed = consumed;
    e->at = 0;
    e->stopped = false;
    e->invalid = -1;
    problem_init(&e->p, t, PROBLEM_DECODE, encoding);
    e->p.data = data;
    e->p.n = n;
    builder_init(&e->out, t);
}

/* something is wrong with the escape that began at `start` and was read up to e->at */
static bool escape_problem(Escapes *e, size_t start, const char *reason)
{
    if (e->consumed && e->at >= e->p.n) {
        e->at = start;
        e->stopped = true;
        return true;
    }
    return decode_problem(&e->p, e->errors, start, e->at, reason, &e->out, &e->at);
}

static bool hex_escape(Escapes *e, size_t start, unsigned count, const char *reason, const char *too_large)
{
    uint32_t c;
    if (read_hex(e->p.data, e->p.n, &e->at, count, &c) < count) return escape_problem(e, start, reason);
    if (c > 0x10ffff) return decode_problem(&e->p, e->errors, start, e->at, too_large, &e->out, &e->at);
    builder_char(&e->out, c);
    return true;
}

/* behind "\N" */
static bool name_escape(Escapes *e, size_t start)
{
    const uint8_t *s = e->p.data;
    size_t n = e->p.n;
    if (e->at < n && s[e->at] == '{') {
        size_t name = ++e->at;
        while (e->at < n && s[e->at] != '}') e->at++;
        if (e->at < n && e->at > name) {
            uint32_t c;
            size_t length = e->at++ - name;
            if (unicode_from_name((const char *)s + name, length, &c)) {
                builder_char(&e->out, c);
                return true;
            }
            return decode_problem(&e->p, e->errors, start, e->at, "unknown Unicode character name", &e->out, &e->at);
        }
        if (e->at < n) return decode_problem(&e->p, e->errors, start, e->at, "malformed \\N character escape", &e->out, &e->at);
    }
    return escape_problem(e, start, "malformed \\N character escape");
}

/* the backslash at e->at and what follows it */
static bool unicode_escape(Escapes *e)
{
    size_t start = e->at++;
    if (e->at >= e->p.n) return escape_problem(e, start, "\\ at end of string");
    uint32_t c = e->p.data[e->at++];
    int simple = simple_escape(c);
    if (simple >= 0) {
        builder_char(&e->out, (uint32_t)simple);
        return true;
    }
    switch (c) {
    case '\n': return true;
    case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': {
        e->at--;
        uint32_t value = read_octal(e->p.data, e->p.n, &e->at);
        if (value > 0xff && e->invalid < 0) e->invalid = (int)value;
        builder_char(&e->out, value);
        return true;
    }
    case 'x': return hex_escape(e, start, 2, "truncated \\xXX escape", NULL);
    case 'u': return hex_escape(e, start, 4, "truncated \\uXXXX escape", NULL);
    case 'U': return hex_escape(e, start, 8, "truncated \\UXXXXXXXX escape", "illegal Unicode character");
    case 'N': return name_escape(e, start);
    default:
        if (e->invalid < 0) e->invalid = (int)c;
        builder_char(&e->out, '\\');
        builder_char(&e->out, c);
        return true;
    }
}

/* only "\u" and "\U" are escapes, and only behind an even number of backslashes */
static bool raw_escape(Escapes *e)
{
    size_t start = e->at++;
    if (e->at >= e->p.n) {
        if (e->consumed) return escape_problem(e, start, NULL);
        builder_char(&e->out, '\\');
        return true;
    }
    uint32_t c = e->p.data[e->at++];
    if (c == 'u') return hex_escape(e, start, 4, "truncated \\uXXXX escape", NULL);
    if (c == 'U') return hex_escape(e, start, 8, "truncated \\UXXXXXXXX escape", "\\Uxxxxxxxx out of range");
    builder_char(&e->out, '\\');
    builder_char(&e->out, c);
    return true;
}

static bool decode_escapes(Escapes *e, bool (*escape)(Escapes *))
{
    while (e->at < e->p.n && !e->stopped) {
        const uint8_t *rest = e->p.data + e->at;
        const uint8_t *backslash = memchr(rest, '\\', e->p.n - e->at);
        size_t plain = backslash ? (size_t)(backslash - rest) : e->p.n - e->at;
        builder_latin1(&e->out, rest, plain);
        e->at += plain;
        if (backslash && !escape(e)) return false;
        if (e->out.failed) return false;
    }
    if (e->consumed) *e->consumed = e->at;
    return true;
}

/* invalid: a character, or the value of an octal escape that is too large for a byte */
static bool warn_invalid(Thread *t, int invalid, const char *prefix)
{
    if (invalid < 0) return true;
    if (invalid > 0xff)
        return warn(t, T_DEPRECATION_WARNING, 1, "%s\"\\%o\" is an invalid octal escape sequence. Such sequences will not work in the future. ",
                    prefix, (unsigned)invalid);
    return warn(t, T_DEPRECATION_WARNING, 1, "%s\"\\%c\" is an invalid escape sequence. Such sequences will not work in the future. ", prefix,
                invalid);
}

Value codec_decode_unicode_escape(Thread *t, const void *data, size_t n, const char *errors, size_t *consumed)
{
    Escapes e;
    escapes_init(&e, t, "unicodeescape", data, n, errors, consumed);
    if (!decode_escapes(&e, unicode_escape) || !warn_invalid(t, e.invalid, "")) return V_NULL;
    return builder_finish(&e.out);
}

Value codec_decode_raw_unicode_escape(Thread *t, const void *data, size_t n, const char *errors, size_t *consumed)
{
    Escapes e;
    escapes_init(&e, t, "rawunicodeescape", data, n, errors, consumed);
    return decode_escapes(&e, raw_escape) ? builder_finish(&e.out) : V_NULL;
}

/* --- encoding text ---------------------------------------------------------------------------------------------------------------- */

static void put_hex(ByteBuilder *b, char letter, uint32_t c, unsigned digits)
{
    byte_put(b, '\\');
    byte_put(b, (uint8_t)letter);
    while (digits--) byte_put(b, (uint8_t)"0123456789abcdef"[c >> digits * 4 & 15]);
}

/* "\n" and the like, and "\xXX" for what is not printable ASCII; false: c stands for itself */
static bool put_short_escape(ByteBuilder *b, uint32_t c)
{
    const char *simple = c == '\\' ? "\\\\" : c == '\t' ? "\\t" : c == '\n' ? "\\n" : c == '\r' ? "\\r" : NULL;
    if (simple) byte_append(b, simple, 2);
    else if (c < ' ' || (c >= 0x7f && c < 0x100)) put_hex(b, 'x', c, 2);
    else return false;
    return true;
}

Value codec_encode_unicode_escape(Thread *t, Value str)
{
    const Str *s = as_str(str);
    ByteBuilder b;
    byte_init(&b, t, s->length);
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (put_short_escape(&b, c)) continue;
        if (c < 0x100) byte_put(&b, (uint8_t)c);
        else if (c < 0x10000) put_hex(&b, 'u', c, 4);
        else put_hex(&b, 'U', c, 8);
    }
    return byte_finish(&b);
}

Value codec_encode_raw_unicode_escape(Thread *t, Value str)
{
    const Str *s = as_str(str);
    ByteBuilder b;
    byte_init(&b, t, s->length);
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (c < 0x100) byte_put(&b, (uint8_t)c);
        else if (c < 0x10000) put_hex(&b, 'u', c, 4);
        else put_hex(&b, 'U', c, 8);
    }
    return byte_finish(&b);
}

/* --- bytes -------------------------------------------------------------------------------------------------------------------------- */

/* what a bad "\x" becomes; false: ValueError */
static bool bad_byte_escape(Thread *t, ByteBuilder *b, const char *errors, size_t position)
{
    if (!errors || strcmp(errors, "strict") == 0)
        return RAISE_FALSE(t, T_VALUE_ERROR, "invalid \\x escape at position %zu", position);
    if (strcmp(errors, "replace") == 0) byte_put(b, '?');
    else if (strcmp(errors, "ignore") != 0)
        return RAISE_FALSE(t, T_VALUE_ERROR, "decoding error; unknown error handling code: %s", errors);
    return true;
}

Value codec_decode_escape(Thread *t, const void *data, size_t n, const char *errors)
{
    const uint8_t *s = data;
    int invalid = -1;
    ByteBuilder b;
    byte_init(&b, t, n);
    for (size_t i = 0; i < n;) {
        size_t start = i;
        if (s[i++] != '\\') {
            byte_put(&b, s[start]);
            continue;
        }
        if (i == n) return raise(t, T_VALUE_ERROR, "Trailing \\ in string");
        uint8_t c = s[i++];
        int simple = simple_escape(c);
        if (simple >= 0) {
            byte_put(&b, (uint8_t)simple);
        } else if (c - '0' < 8u) {
            i--;
            uint32_t value = read_octal(s, n, &i);
            if (value > 0xff && invalid < 0) invalid = (int)value;
            byte_put(&b, (uint8_t)value);
        } else if (c == 'x') {
            uint32_t value;
            if (read_hex(s, n, &i, 2, &value) == 2) byte_put(&b, (uint8_t)value);
            else if (!bad_byte_escape(t, &b, errors, start)) return V_NULL;
        } else if (c != '\n') {
            if (invalid < 0) invalid = c;
            byte_put(&b, '\\');
            byte_put(&b, c);
        }
    }
    return warn_invalid(t, invalid, "b") ? byte_finish(&b) : V_NULL;
}

Value codec_encode_escape(Thread *t, const void *data, size_t n)
{
    ByteBuilder b;
    byte_init(&b, t, n);
    for (size_t i = 0; i < n; i++) {
        uint8_t c = ((const uint8_t *)data)[i];
        if (put_short_escape(&b, c)) continue;
        if (c == '\'') byte_put(&b, '\\');
        byte_put(&b, c);
    }
    return byte_finish(&b);
}
