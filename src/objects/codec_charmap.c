/* codec_charmap.c - encodings given by a table: a str indexed by the byte, or any mapping. */
#include "objects/codec_internal.h"
#include "objects/dict.h"
#include "objects/numbers.h"
#include "objects/str_internal.h"
#include "runtime/ops.h"

static const char undefined[] = "character maps to <undefined>";
enum { NO_CHARACTER = 0xfffe };

/* mapping[key], V_NONE when there is none; V_NULL: exception */
static Value look_up(Thread *t, Value mapping, Value key)
{
    Value v = item_get(t, mapping, key);
    if (!is_null(v) || !error_matches(t, T_LOOKUP_ERROR)) return v;
    error_clear(t);
    return V_NONE;
}

/* appends what the byte stands for: 1, 0 when it stands for nothing, -1 exception */
static int decode_byte(Thread *t, StrBuilder *out, Value mapping, uint8_t byte)
{
    if (is_exact_str(mapping)) {
        uint32_t c = byte < str_length(as_str(mapping)) ? str_at(as_str(mapping), byte) : NO_CHARACTER;
        if (c == NO_CHARACTER) return 0;
        builder_char(out, c);
        return 1;
    }
    Value v = look_up(t, mapping, value_fixnum(byte));
    if (is_null(v)) return -1;
    if (is_none(v)) return 0;
    if (is_int(v)) {
        int64_t c;
        if (!int_fits_int64(v, &c) || c < 0 || c > 0x10ffff)
            return RAISE_INT(t, T_TYPE_ERROR, "character mapping must be in range(0x110000)");
        if (c == NO_CHARACTER) return 0;
        builder_char(out, (uint32_t)c);
        return 1;
    }
    if (!is_str(v)) return RAISE_INT(t, T_TYPE_ERROR, "character mapping must return integer, None or str");
    if (str_length(as_str(v)) == 1 && str_at(as_str(v), 0) == NO_CHARACTER) return 0;
    builder_str(out, v);
    return 1;
}

Value codec_decode_charmap(Thread *t, const void *data, size_t n, const char *errors, Value mapping)
{
    if (is_null(mapping)) return codec_decode_latin1(t, data, n);
    Problem p;
    problem_init(&p, t, PROBLEM_DECODE, "charmap");
    p.data = data;
    p.n = n;
    StrBuilder out;
    builder_init(&out, t);
    for (size_t at = 0; at < p.n && !out.failed;) {
        int found = decode_byte(t, &out, mapping, p.data[at]);
        if (found < 0) return V_NULL;
        if (found) at++;
        else if (!decode_problem(&p, errors, at, at + 1, undefined, &out, &at)) return V_NULL;
    }
    return builder_finish(&out);
}

typedef struct CharMap {
    Thread *t;
    Value mapping;
} CharMap;

static int put_mapped(ByteBuilder *b, uint32_t c, void *context)
{
    const CharMap *map = context;
    Thread *t = map->t;
    Value v = look_up(t, map->mapping, value_fixnum(c));
    if (is_null(v)) return -1;
    if (is_none(v)) return 0;
    if (is_int(v)) {
        int64_t byte;
        if (!int_fits_int64(v, &byte) || byte < 0 || byte > 255)
            return RAISE_INT(t, T_TYPE_ERROR, "character mapping must be in range(256)");
        if (b) byte_put(b, (uint8_t)byte);
        return 1;
    }
    if (!is_bytes(v)) return RAISE_INT(t, T_TYPE_ERROR, "character mapping must return integer, bytes or None, not %T", v);
    if (b) byte_append(b, as_bytes(v)->data, as_bytes(v)->length);
    return 1;
}

Value codec_encode_charmap(Thread *t, Value str, const char *errors, Value mapping)
{
    if (is_null(mapping)) return codec_encode_latin1(t, str, errors);
    CharMap map = {t, mapping};
    Encoder e = {"charmap", undefined, put_mapped, &map, true, 1, 1};
    return encode_with(t, str, errors, &e, NULL, 0);
}

Value codec_build_charmap(Thread *t, Value characters)
{
    const Str *s = as_str(characters);
    Value dict = dict_new(t);
    for (size_t i = 0; !is_null(dict) && i < s->length; i++) {
        if (!dict_set(t, dict, value_fixnum(str_at(s, i)), value_fixnum((int64_t)i))) return V_NULL;
    }
    return dict;
}
