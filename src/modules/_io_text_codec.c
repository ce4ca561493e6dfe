/* _io_text_codec.c - how a TextIOWrapper encodes and decodes: UTF-8, Latin-1 and ASCII directly, everything else through the incremental
 * coders of its CodecInfo. */
#include "modules/_io_text.h"
#include "objects/codecs.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/ops.h"
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>

/* --- which codec --- */

static TextCodec codec_named(const char *name)
{
    static const struct { const char *name; TextCodec codec; } known[] = {
        {"utf-8", CODEC_UTF8}, {"utf8", CODEC_UTF8}, {"latin-1", CODEC_LATIN1}, {"latin1", CODEC_LATIN1}, {"iso-8859-1", CODEC_LATIN1},
        {"iso8859-1", CODEC_LATIN1}, {"ascii", CODEC_ASCII}, {"us-ascii", CODEC_ASCII}};
    char normal[16];
    size_t n = strlen(name);
    if (n >= sizeof normal) return CODEC_OTHER;
    for (size_t i = 0; i <= n; i++) normal[i] = name[i] == '_' ? '-' : name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] | 32) : name[i];
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(known[i].name, normal)) return known[i].codec;
    return CODEC_OTHER;
}

Value io_locale_encoding(Thread *t)
{
    Value *known = &t->rt->state[STATE_IO_LOCALE_ENCODING];
    if (!is_null(*known)) return *known;
    const char *name = getenv("LC_ALL");
    if (!name || !*name) name = getenv("LC_CTYPE");
    if (!name || !*name) name = getenv("LANG");
    if (!name || !*name || !strcmp(name, "C") || !strcmp(name, "POSIX") || t->rt->options.utf8_mode) return *known = str_intern_text(t, "utf-8");
    const char *set = strchr(name, '.');
    if (set && codec_named(set + 1) == CODEC_UTF8) return *known = str_intern_text(t, "UTF-8");
    locale_t locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
    *known = str_intern_text(t, locale ? nl_langinfo_l(CODESET, locale) : "utf-8");
    if (locale) freelocale(locale);
    return *known;
}

bool text_set_codec(Thread *t, TextIO *x, Value encoding, Value errors)
{
    size_t n;
    const char *name = str_utf8(t, encoding, &n);
    if (!name) return false;
    if (strlen(name) != n) return RAISE_FALSE(t, T_VALUE_ERROR, "embedded null character");
    x->codec = codec_named(name);
    gc_store(t, x, &x->encoding, encoding);
    gc_store(t, x, &x->errors, errors);
    x->strict = str_equal_text(errors, "strict");
    x->encoder = x->decoder = V_NULL;
    x->left_count = 0;
    return true;
}

bool text_make_coders(Thread *t, TextIO *x)
{
    if (x->codec != CODEC_OTHER) return true;
    size_t n;
    const char *name = str_utf8(t, x->encoding, &n);
    Value info = name ? codec_lookup(t, name) : V_NULL;
    if (is_null(info)) return false;
    Value is_text = attr_get_optional(t, info, str_intern_text(t, "_is_text_encoding"));
    if (is_null(is_text) && error_set(t)) return false;
    int text = is_null(is_text) ? 1 : is_truthy(t, is_text);
    if (text < 0) return false;
    if (!text) return RAISE_FALSE(t, T_LOOKUP_ERROR, "'%U' is not a text encoding", x->encoding);
    if (x->can_read) {
        Value make = attr_get(t, info, str_intern_text(t, "incrementaldecoder"));
        Value decoder = is_null(make) ? V_NULL : call1(t, make, x->errors);
        if (is_null(decoder)) return false;
        gc_store(t, x, &x->decoder, decoder);
    }
    if (x->can_write) {
        Value make = attr_get(t, info, str_intern_text(t, "incrementalencoder"));
        Value encoder = is_null(make) ? V_NULL : call1(t, make, x->errors);
        if (is_null(encoder)) return false;
        gc_store(t, x, &x->encoder, encoder);
    }
    return true;
}

const char *text_errors(Thread *t, const TextIO *x)
{
    size_t n;
    return x->strict ? NULL : str_utf8(t, x->errors, &n);
}

/* --- decoding --- */

static Value decode_utf8(Thread *t, TextIO *x, const Bytes *b, bool final)
{
    const unsigned char *data = b->data;
    size_t n = b->length;
    if (x->left_count) {
        Bytes *joined = bytes_alloc(t, x->left_count + n);
        if (!joined) return V_NULL;
        memcpy(joined->data, x->left, x->left_count);
        memcpy(joined->data + x->left_count, data, n);
        data = joined->data;
        n += x->left_count;
    }
    size_t consumed = n;
    Value text = codec_decode_utf8(t, data, n, text_errors(t, x), final ? NULL : &consumed);
    if (is_null(text)) return V_NULL;
    x->left_count = (uint8_t)(n - consumed);
    memcpy(x->left, data + consumed, n - consumed);
    return text;
}

static Value decode_object(Thread *t, TextIO *x, Value bytes, bool final)
{
    Value text = call_method2(t, x->decoder, NAME(t, decode), bytes, value_bool(final));
    if (!is_null(text) && !is_str(text)) return raise(t, T_TYPE_ERROR, "decoder should return a string result, not '%T'", text);
    return text;
}

Value text_decode(Thread *t, TextIO *x, Value bytes, bool final)
{
    Value text;
    switch (x->codec) {
    case CODEC_UTF8: text = decode_utf8(t, x, as_bytes(bytes), final); break;
    case CODEC_LATIN1: text = codec_decode_latin1(t, as_bytes(bytes)->data, as_bytes(bytes)->length); break;
    case CODEC_ASCII: text = codec_decode_ascii(t, as_bytes(bytes)->data, as_bytes(bytes)->length, text_errors(t, x)); break;
    default: text = decode_object(t, x, bytes, final); break;
    }
    return is_null(text) || !x->universal ? text : newlines_decode(t, &x->newlines, text, final);
}

bool text_decoder_state(Thread *t, TextIO *x, Value *bytes, Value *flags)
{
    *bytes = bytes_new(t, x->left, x->left_count);
    *flags = value_fixnum(0);
    if (is_null(*bytes)) return false;
    if (x->codec == CODEC_OTHER) {
        Value state = call_method0(t, x->decoder, str_intern_text(t, "getstate"));
        if (is_null(state)) return false;
        if (!is_tuple(state) || as_tuple(state)->length != 2) return RAISE_FALSE(t, T_TYPE_ERROR, "illegal decoder state");
        *bytes = as_tuple(state)->items[0];
        *flags = as_tuple(state)->items[1];
        if (!is_bytes(*bytes))
            return RAISE_FALSE(t, T_TYPE_ERROR, "illegal decoder state: the first item should be a bytes object, not '%T'", *bytes);
        if (!is_int(*flags)) return RAISE_FALSE(t, T_TYPE_ERROR, "illegal decoder state");
    }
    if (!x->universal) return true;
    *flags = int_lshift(t, *flags, value_fixnum(1));
    if (!is_null(*flags) && x->newlines.pending_cr) *flags = int_or(t, *flags, value_fixnum(1));
    return !is_null(*flags);
}

bool text_set_decoder_state(Thread *t, TextIO *x, Value bytes, Value flags)
{
    if (x->universal) {
        Value low = int_and(t, flags, value_fixnum(1));
        flags = int_rshift(t, flags, value_fixnum(1));
        if (is_null(low) || is_null(flags)) return false;
        x->newlines.pending_cr = as_fixnum(low);
    }
    if (x->codec != CODEC_OTHER) {
        x->left_count = (uint8_t)(as_bytes(bytes)->length < 4 ? as_bytes(bytes)->length : 0);
        memcpy(x->left, as_bytes(bytes)->data, x->left_count);
        return true;
    }
    Value state = tuple_pack(t, 2, bytes, flags);
    return !is_null(state) && !is_null(call_method1(t, x->decoder, str_intern_text(t, "setstate"), state));
}

bool text_reset_decoder(Thread *t, TextIO *x)
{
    if (!x->can_read) return true;
    x->newlines.pending_cr = false;
    x->newlines.seen = 0;
    x->left_count = 0;
    return x->codec != CODEC_OTHER || !is_null(call_method0(t, x->decoder, str_intern_text(t, "reset")));
}

/* --- encoding --- */

Value text_encode(Thread *t, TextIO *x, Value text)
{
    switch (x->codec) {
    case CODEC_UTF8: return codec_encode_utf8(t, text, text_errors(t, x));
    case CODEC_LATIN1: return codec_encode_latin1(t, text, text_errors(t, x));
    case CODEC_ASCII: return codec_encode_ascii(t, text, text_errors(t, x));
    default: break;
    }
    Value bytes = call_method1(t, x->encoder, NAME(t, encode), text);
    if (!is_null(bytes) && !is_bytes(bytes)) return raise(t, T_TYPE_ERROR, "encoder should return a bytes object, not '%T'", bytes);
    return bytes;
}

bool text_reset_encoder(Thread *t, TextIO *x, bool at_start)
{
    if (is_null(x->encoder)) return true;
    if (at_start) return !is_null(call_method0(t, x->encoder, str_intern_text(t, "reset")));
    return !is_null(call_method1(t, x->encoder, str_intern_text(t, "setstate"), value_fixnum(0)));
}
