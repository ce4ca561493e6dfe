/* codec_errors.c - UnicodeError and its three kinds: raising them, and the handlers that answer them. */
#include "base/unicode.h"
#include "objects/codec_internal.h"
#include "objects/exception.h"
#include "objects/numbers.h"
#include "objects/sequence.h"
#include "objects/str_internal.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/ops.h"

/* --- growing bytes ------------------------------------------------------------------------------------------------------- */

void byte_init(ByteBuilder *b, Thread *t, size_t expected)
{
    *b = (ByteBuilder){.t = t};
    if (expected) byte_reserve(b, expected);
}

bool byte_reserve_slow(ByteBuilder *b, size_t n)
{
    size_t needed;
    if (b->failed) return false;
    if (!size_add(b->length, n, &needed) || needed > PTRDIFF_MAX / 4) {
        raise_memory_error(b->t);
    } else {
        size_t capacity = size_max(needed, b->capacity * 2 + 32);
        void *cell = gc_alloc_buffer(b->t, capacity);
        if (cell) {
            if (b->length) memcpy(buffer_data(cell), b->data, b->length);
            b->data = buffer_data(cell);
            b->capacity = capacity;
            return true;
        }
    }
    b->failed = true;
    b->capacity = b->length = 0;
    return false;
}

Value byte_finish(ByteBuilder *b) { return b->failed ? V_NULL : bytes_new(b->t, b->data, b->length); }

/* --- raising --------------------------------------------------------------------------------------------------------------- */

static Value make(Thread *t, TypeId id, const Value *args, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (is_null(args[i])) return V_NULL;
    }
    Type *type = type_by_id(t, id);
    return type ? call(t, type_value(type), args, n, V_NULL) : V_NULL;
}

static Value make_exception(const Problem *p)
{
    Thread *t = p->t;
    Value start = value_fixnum((int64_t)p->start), end = value_fixnum((int64_t)p->end), reason = str_from_text(t, p->reason);
    if (p->kind == PROBLEM_TRANSLATE) {
        Value args[] = {p->str, start, end, reason};
        return make(t, T_UNICODE_TRANSLATE_ERROR, args, 4);
    }
    bool decode = p->kind == PROBLEM_DECODE;
    Value object = !decode ? p->str : is_null(p->input) ? bytes_new(t, p->data, p->n) : p->input;
    Value args[] = {str_from_text(t, p->encoding), object, start, end, reason};
    return make(t, decode ? T_UNICODE_DECODE_ERROR : T_UNICODE_ENCODE_ERROR, args, 5);
}

bool problem_raise(Problem *p)
{
    Value e = make_exception(p);
    if (!is_null(e)) raise_value(p->t, e);
    return false;
}

Value raise_unicode_encode_error(Thread *t, const char *encoding, Value str, size_t start, size_t end, const char *reason)
{
    Problem p = {.t = t, .kind = PROBLEM_ENCODE, .encoding = encoding, .reason = reason, .str = str, .start = start, .end = end};
    return problem_raise(&p), V_NULL;
}

Value raise_unicode_decode_error(Thread *t, const char *encoding, const void *data, size_t n, size_t start, size_t end,
                                 const char *reason)
{
    Problem p = {.t = t, .kind = PROBLEM_DECODE, .encoding = encoding, .reason = reason, .data = data, .n = n, .start = start,
                 .end = end};
    return problem_raise(&p), V_NULL;
}

Value raise_unicode_translate_error(Thread *t, Value str, size_t start, size_t end, const char *reason)
{
    Problem p = {.t = t, .kind = PROBLEM_TRANSLATE, .reason = reason, .str = str, .start = start, .end = end};
    return problem_raise(&p), V_NULL;
}

/* --- the built-in handlers ---------------------------------------------------------------------------------------------------- */

ErrorKind error_kind(const char *errors)
{
    static const char *const names[] = {"strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace",
                                        "surrogateescape", "surrogatepass"};
    if (!errors) return ERRORS_STRICT;
    for (unsigned i = 0; i < ARRAY_LEN(names); i++) {
        if (strcmp(errors, names[i]) == 0) return (ErrorKind)i;
    }
    return ERRORS_CUSTOM;
}

void problem_init(Problem *p, Thread *t, ProblemKind kind, const char *encoding)
{
    p->t = t;
    p->kind = kind;
    p->encoding = encoding;
    p->reason = NULL;
    p->str = p->exception = p->input = V_NULL;
    p->data = NULL;
    p->n = p->start = p->end = p->resume = 0;
    p->raw = false;
    byte_init(&p->bytes, t, 0);
    builder_init(&p->text, t);
}

static uint32_t bad_char(const Problem *p, size_t i) { return str_at(as_str(p->str), i); }

static void put_decimal(StrBuilder *b, uint32_t n)
{
    char digits[12], *d = digits + sizeof digits;
    do *--d = (char)('0' + n % 10);
    while (n /= 10);
    builder_ascii(b, d, (size_t)(digits + sizeof digits - d));
}

static void put_hex_escape(StrBuilder *b, uint32_t c)
{
    unsigned digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
    builder_char(b, '\\');
    builder_char(b, digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
    for (; digits; digits--) builder_char(b, (uint8_t)"0123456789abcdef"[c >> (digits - 1) * 4 & 15]);
}

static bool replace_each(Problem *p, ErrorKind kind)
{
    if (p->kind == PROBLEM_DECODE) {
        if (kind == ERRORS_REPLACE) builder_char(&p->text, 0xfffd);
        else for (size_t i = p->start; i < p->end; i++) put_hex_escape(&p->text, p->data[i]);
        return true;
    }
    for (size_t i = p->start; i < p->end; i++) {
        uint32_t c = bad_char(p, i);
        char name[UNICODE_NAME_MAX];
        size_t length;
        if (kind == ERRORS_REPLACE) {
            builder_char(&p->text, p->kind == PROBLEM_ENCODE ? '?' : 0xfffd);
        } else if (kind == ERRORS_XMLCHARREF) {
            builder_ascii(&p->text, "&#", 2);
            put_decimal(&p->text, c);
            builder_char(&p->text, ';');
        } else if (kind == ERRORS_NAME && (length = unicode_name(c, name))) {
            builder_ascii(&p->text, "\\N{", 3);
            builder_ascii(&p->text, name, length);
            builder_char(&p->text, '}');
        } else {
            put_hex_escape(&p->text, c);
        }
    }
    return true;
}

static bool surrogate_escape(Problem *p)
{
    if (p->kind == PROBLEM_ENCODE) {
        p->raw = true;
        for (size_t i = p->start; i < p->end; i++) {
            uint32_t c = bad_char(p, i);
            if (c - 0xdc80 >= 0x80) return problem_raise(p);
            byte_put(&p->bytes, (uint8_t)c);
        }
        return true;
    }
    size_t i = p->start;
    for (; i < p->end && i < p->start + 4 && p->data[i] >= 0x80; i++) builder_char(&p->text, 0xdc00u + p->data[i]);
    if (i == p->start) return problem_raise(p);
    p->resume = i;
    return true;
}

/* how the encoding writes a code unit: 8, -16, 16, -32, 32 bits (negative: little-endian), 0: some other encoding */
static int unit_of_encoding(const char *e)
{
    static const struct { const char *name; int unit; } table[] = {
        {"utf8", 8}, {"utf16", -16}, {"utf16le", -16}, {"utf16be", 16}, {"utf32", -32}, {"utf32le", -32}, {"utf32be", 32},
    };
    char plain[16];
    size_t n = 0;
    for (; *e && n < sizeof plain - 1; e++) {
        if (*e != '-' && *e != '_') plain[n++] = (char)ascii_to_lower((unsigned char)*e);
    }
    plain[n] = 0;
    for (unsigned i = 0; i < ARRAY_LEN(table); i++) {
        if (!*e && strcmp(plain, table[i].name) == 0) return table[i].unit;
    }
    return 0;
}

static void put_unit(ByteBuilder *b, uint32_t c, int unit)
{
    char utf8[4];
    switch (unit) {
    case 8: byte_append(b, utf8, utf8_put(utf8, c)); break;
    case -16: byte_put(b, (uint8_t)c), byte_put(b, (uint8_t)(c >> 8)); break;
    case 16: byte_put(b, (uint8_t)(c >> 8)), byte_put(b, (uint8_t)c); break;
    case -32: byte_append(b, &c, 4); break;
    default: c = __builtin_bswap32(c); byte_append(b, &c, 4); break;
    }
}

static uint32_t get_unit(const uint8_t *s, int unit)
{
    switch (unit) {
    case 8: return (s[0] & 0xf0) == 0xe0 && (s[1] & 0xc0) == 0x80 && (s[2] & 0xc0) == 0x80
                       ? (s[0] & 15u) << 12 | (s[1] & 63u) << 6 | (s[2] & 63u) : 0;
    case -16: return load_u16(s);
    case 16: return __builtin_bswap16(load_u16(s));
    case -32: return load_u32(s);
    default: return __builtin_bswap32(load_u32(s));
    }
}

static bool surrogate_pass(Problem *p)
{
    int unit = unit_of_encoding(p->encoding);
    size_t size = unit == 8 ? 3 : (size_t)(unit < 0 ? -unit : unit) / 8;
    if (!unit) return problem_raise(p);
    if (p->kind == PROBLEM_ENCODE) {
        p->raw = true;
        for (size_t i = p->start; i < p->end; i++) {
            if (!is_surrogate(bad_char(p, i))) return problem_raise(p);
            put_unit(&p->bytes, bad_char(p, i), unit);
        }
        return true;
    }
    uint32_t c = p->n - p->start >= size ? get_unit(p->data + p->start, unit) : 0;
    if (!is_surrogate(c)) return problem_raise(p);
    builder_char(&p->text, c);
    p->resume = p->start + size;
    return true;
}

static bool wrong_kind(Problem *p)
{
    const char *type = p->kind == PROBLEM_ENCODE ? "UnicodeEncodeError" : p->kind == PROBLEM_DECODE ? "UnicodeDecodeError" : "UnicodeTranslateError";
    return RAISE_FALSE(p->t, T_TYPE_ERROR, "don't know how to handle %s in error callback", type);
}

static bool handle_builtin(Problem *p, ErrorKind kind)
{
    p->resume = p->end;
    switch (kind) {
    case ERRORS_IGNORE: return true;
    case ERRORS_SURROGATE_ESCAPE: return p->kind == PROBLEM_TRANSLATE ? wrong_kind(p) : surrogate_escape(p);
    case ERRORS_SURROGATE_PASS: return p->kind == PROBLEM_TRANSLATE ? wrong_kind(p) : surrogate_pass(p);
    case ERRORS_REPLACE: case ERRORS_BACKSLASH: return replace_each(p, kind);
    case ERRORS_XMLCHARREF: case ERRORS_NAME: return p->kind == PROBLEM_ENCODE ? replace_each(p, kind) : wrong_kind(p);
    default: return problem_raise(p);
    }
}

/* --- handlers written in Python ---------------------------------------------------------------------------------------------------- */

/* the answer (replacement, position) of a handler */
static bool take_answer(Problem *p, Value answer)
{
    Thread *t = p->t;
    bool decode = p->kind == PROBLEM_DECODE, encode = p->kind == PROBLEM_ENCODE;
    const char *what = decode ? "decoding error handler must return (str, int) tuple"
                     : encode ? "encoding error handler must return (str/bytes, int) tuple"
                              : "translating error handler must return (str, int) tuple";
    if (!is_tuple(answer) || as_tuple(answer)->length != 2) return RAISE_FALSE(t, T_TYPE_ERROR, "%s", what);
    Value with = as_tuple(answer)->items[0];
    int64_t position;
    if (!is_str(with) && !(encode && is_bytes(with))) return RAISE_FALSE(t, T_TYPE_ERROR, "%s", what);
    if (!size_argument(t, as_tuple(answer)->items[1], &position)) return false;
    p->raw = is_bytes(with);
    if (p->raw) byte_append(&p->bytes, as_bytes(with)->data, as_bytes(with)->length);
    else builder_str(&p->text, with);
    if (decode) { /* the handler may have put other input in place */
        Value object = as_exception(p->exception)->field[1];
        if (!is_bytes(object)) return RAISE_FALSE(t, T_TYPE_ERROR, "exception attribute object must be bytes");
        p->input = object;
        p->data = as_bytes(object)->data;
        p->n = as_bytes(object)->length;
    }
    int64_t length = (int64_t)(decode ? p->n : str_length(as_str(p->str)));
    int64_t at = position < 0 ? position + length : position;
    if (at < 0 || at > length)
        return RAISE_FALSE(t, T_INDEX_ERROR, "position %lld from error handler out of bounds", (long long)position);
    p->resume = (size_t)at;
    return true;
}

static bool handle_custom(Problem *p, const char *errors)
{
    Thread *t = p->t;
    Value handler = codec_lookup_error(t, errors);
    if (is_null(handler)) return false;
    if (is_null(p->exception)) {
        p->exception = make_exception(p);
        if (is_null(p->exception)) return false;
    } else { /* one exception serves a whole run */
        Exception *e = as_exception(p->exception);
        Value reason = str_from_text(t, p->reason);
        if (is_null(reason)) return false;
        gc_store(t, e, &e->field[2], value_fixnum((int64_t)p->start));
        gc_store(t, e, &e->field[3], value_fixnum((int64_t)p->end));
        gc_store(t, e, &e->field[4], reason);
    }
    Value answer = call1(t, handler, p->exception);
    return !is_null(answer) && take_answer(p, answer);
}

bool problem_handle(Problem *p, const char *errors, size_t start, size_t end, const char *reason)
{
    p->start = start;
    p->end = end;
    p->reason = reason;
    p->raw = false;
    p->bytes.length = 0;
    p->text.length = 0;
    p->text.max = 0;
    ErrorKind kind = error_kind(errors);
    bool ok = kind == ERRORS_CUSTOM ? handle_custom(p, errors) : handle_builtin(p, kind);
    return ok && !p->bytes.failed && !p->text.failed;
}

bool decode_problem(Problem *p, const char *errors, size_t start, size_t end, const char *reason, StrBuilder *out, size_t *at)
{
    if (!problem_handle(p, errors, start, end, reason)) return false;
    builder_units(out, p->text.data, p->text.width, p->text.length);
    *at = p->resume;
    return !out->failed;
}

/* --- the encoder's loop ------------------------------------------------------------------------------------------------------------- */

static bool put_replacement(Problem *p, const Encoder *e, ByteBuilder *out)
{
    if (p->raw) {
        if (p->bytes.length % e->unit) return problem_raise(p);
        byte_append(out, p->bytes.data, p->bytes.length);
        return true;
    }
    for (size_t i = 0; i < p->text.length; i++) {
        int put = e->put(out, text_get(p->text.data, (unsigned)p->text.width, i), e->context);
        if (put < 0) return false;
        if (put == 0) return problem_raise(p);
    }
    return true;
}

Value encode_with(Thread *t, Value str, const char *errors, const Encoder *e, const void *mark, size_t mark_size)
{
    const Str *s = as_str(str);
    ByteBuilder out;
    Problem p;
    bool prepared = false;
    byte_init(&out, t, s->length * e->expected + mark_size);
    byte_append(&out, mark, mark_size);
    for (size_t i = 0; i < s->length && !out.failed;) {
        int put = e->put(&out, str_at(s, i), e->context);
        if (put < 0) return V_NULL;
        if (put > 0) {
            i++;
            continue;
        }
        size_t end = i + 1;
        while (e->runs && end < s->length && (put = e->put(NULL, str_at(s, end), e->context)) == 0) end++;
        if (put < 0) return V_NULL;
        if (!prepared) {
            problem_init(&p, t, PROBLEM_ENCODE, e->encoding);
            p.str = str;
            prepared = true;
        }
        if (!problem_handle(&p, errors, i, end, e->reason) || !put_replacement(&p, e, &out)) return V_NULL;
        i = p.resume;
    }
    return byte_finish(&out);
}

/* --- the handlers as functions -------------------------------------------------------------------------------------------------------- */

/* fills p from a UnicodeError instance; false: TypeError */
static bool problem_from_exception(Problem *p, Thread *t, Value v, char *encoding, size_t size)
{
    bool encode = is_instance_of(t, v, T_UNICODE_ENCODE_ERROR), decode = is_instance_of(t, v, T_UNICODE_DECODE_ERROR);
    bool translate = is_instance_of(t, v, T_UNICODE_TRANSLATE_ERROR);
    if (!encode && !decode && !translate)
        return RAISE_FALSE(t, T_TYPE_ERROR, "don't know how to handle %T in error callback", v);
    const Exception *e = as_exception(v);
    problem_init(p, t, encode ? PROBLEM_ENCODE : decode ? PROBLEM_DECODE : PROBLEM_TRANSLATE, encoding);
    p->exception = v;
    Value object = e->field[1];
    if (decode ? !is_bytes(object) : !is_str(object))
        return RAISE_FALSE(t, T_TYPE_ERROR, "object attribute must be %s", decode ? "bytes" : "str");
    encoding[0] = 0;
    if (!translate && is_str(e->field[0])) {
        const char *name = str_utf8(t, e->field[0], NULL);
        if (!name) return false;
        strncpy(encoding, name, size - 1);
        encoding[size - 1] = 0;
    }
    if (decode) {
        p->input = object;
        p->data = as_bytes(object)->data;
        p->n = as_bytes(object)->length;
    } else {
        p->str = object;
    }
    int64_t start = 0, end = 0, length = (int64_t)(decode ? p->n : str_length(as_str(object)));
    if (is_int(e->field[2])) int_fits_int64(e->field[2], &start);
    if (is_int(e->field[3])) int_fits_int64(e->field[3], &end);
    start = start < 0 ? 0 : start >= length ? (length ? length - 1 : 0) : start;
    end = end < 1 ? (length ? 1 : 0) : end > length ? length : end;
    p->start = (size_t)start;
    p->end = (size_t)(end < start ? start : end);
    return true;
}

static Value handler(Thread *t, Value exception, ErrorKind kind)
{
    Problem p;
    char encoding[64];
    if (kind == ERRORS_STRICT) {
        if (!is_exception(exception)) return raise(t, T_TYPE_ERROR, "codec must pass exception instance");
        return raise_value(t, exception);
    }
    if (!problem_from_exception(&p, t, exception, encoding, sizeof encoding)) return V_NULL;
    p.reason = "";
    if (!handle_builtin(&p, kind)) {
        if (error_matches(t, T_TYPE_ERROR) || error_matches(t, T_MEMORY_ERROR)) return V_NULL;
        error_clear(t); /* a problem that stays: the exception is the one that was given */
        return raise_value(t, exception);
    }
    Value with = p.raw ? byte_finish(&p.bytes) : builder_finish(&p.text);
    return is_null(with) ? V_NULL : tuple_pack(t, 2, with, value_fixnum((int64_t)p.resume));
}

#define HANDLER(name, kind) \
    static Value name(Thread *t, Value *a, size_t n) { (void)n; return handler(t, a[0], kind); }
HANDLER(strict_errors, ERRORS_STRICT)
HANDLER(ignore_errors, ERRORS_IGNORE)
HANDLER(replace_errors, ERRORS_REPLACE)
HANDLER(xmlcharrefreplace_errors, ERRORS_XMLCHARREF)
HANDLER(backslashreplace_errors, ERRORS_BACKSLASH)
HANDLER(namereplace_errors, ERRORS_NAME)
HANDLER(surrogateescape_errors, ERRORS_SURROGATE_ESCAPE)
HANDLER(surrogatepass_errors, ERRORS_SURROGATE_PASS)

const NativeDef codec_error_handlers[] = { /* in the order of ErrorKind */
    FN("strict_errors", strict_errors, "(exception, /)", "Raises the UnicodeError that it is given."),
    FN("ignore_errors", ignore_errors, "(exception, /)", "Leaves out what cannot be encoded or decoded."),
    FN("replace_errors", replace_errors, "(exception, /)", "Puts '?' or U+FFFD in place of what cannot be encoded or decoded."),
    FN("xmlcharrefreplace_errors", xmlcharrefreplace_errors, "(exception, /)", "Puts XML character references in place of what cannot be encoded."),
    FN("backslashreplace_errors", backslashreplace_errors, "(exception, /)", "Puts backslash escapes in place of what cannot be encoded or decoded."),
    FN("namereplace_errors", namereplace_errors, "(exception, /)", "Puts \\N{...} escapes in place of what cannot be encoded."),
    FN("surrogateescape", surrogateescape_errors, "(exception, /)", NULL),
    FN("surrogatepass", surrogatepass_errors, "(exception, /)", NULL),
    FN_END,
};
