/* _codecs.c - the module behind codecs: the registry and the built-in codecs as functions. */
#include "objects/bytes.h"
#include "objects/codecs.h"
#include "objects/numbers.h"
#include "objects/sequence.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

/* --- arguments and results ------------------------------------------------------------------------------------------------ */

/* a str argument as NUL-terminated UTF-8; NULL: TypeError, ValueError */
static const char *text_argument(Thread *t, const char *function, const char *which, Value v)
{
    size_t n;
    if (!is_str(v)) return RAISE_PTR(t, T_TYPE_ERROR, "%s() argument %smust be str, not %T", function, which, v);
    const char *s = str_utf8(t, v, &n);
    if (s && strlen(s) != n) return RAISE_PTR(t, T_VALUE_ERROR, "embedded null character");
    return s;
}

/* the error handler's name: None or not given is NULL; false: exception */
static bool errors_argument(Thread *t, const char *function, Value v, const char **errors)
{
    *errors = NULL;
    if (is_null(v) || is_none(v)) return true;
    if (!is_str(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "%s() argument 2 must be str or None, not %T", function, v);
    *errors = text_argument(t, function, "2 ", v);
    return *errors != NULL;
}

static Value pair(Thread *t, Value result, size_t consumed)
{
    return is_null(result) ? V_NULL : tuple_pack(t, 2, result, value_fixnum((int64_t)consumed));
}

/* what a decoder is given: the bytes, or, where text is allowed, its UTF-8 */
typedef struct Input {
    Buffer buffer;
    const void *data;
    size_t n;
    const char *errors;
    bool final;
} Input;

static bool input_text(Thread *t, Value v, Input *in)
{
    in->buffer.owner = V_NULL;
    in->data = str_utf8(t, v, &in->n);
    return in->data != NULL;
}

/* a: data, errors; `final` comes from its own argument. text: a str will do */
static bool decoder_input(Thread *t, const char *function, Value *a, bool text, Input *in)
{
    if (!errors_argument(t, function, a[1], &in->errors)) return false;
    if (text && is_str(a[0])) return input_text(t, a[0], in);
    if (!buffer_get(t, a[0], &in->buffer, BUFFER_SIMPLE)) return false;
    in->data = in->buffer.data;
    in->n = in->buffer.length;
    return true;
}

static bool final_argument(Thread *t, Value v, bool otherwise, Input *in)
{
    int truth = is_null(v) ? otherwise : is_truthy(t, v);
    in->final = truth;
    return truth >= 0;
}

static void input_release(Thread *t, Input *in)
{
    if (!is_null(in->buffer.owner)) buffer_release(t, &in->buffer);
}

/* --- decoders ----------------------------------------------------------------------------------------------------------------- */

typedef Value (*StatefulDecoder)(Thread *t, const void *data, size_t n, const char *errors, size_t *consumed);

/* a: data, errors, final */
static Value decode_stateful(Thread *t, const char *function, Value *a, StatefulDecoder decode, bool text, bool otherwise)
{
    Input in;
    if (!final_argument(t, a[2], otherwise, &in) || !decoder_input(t, function, a, text, &in)) return V_NULL;
    size_t consumed = in.n;
    Value v = decode(t, in.data, in.n, in.errors, in.final ? NULL : &consumed);
    input_release(t, &in);
    return pair(t, v, consumed);
}

#define STATEFUL(name, decode, text, otherwise) \
    static Value name(Thread *t, Value *a, size_t n) { (void)n; return decode_stateful(t, #name, a, decode, text, otherwise); }
STATEFUL(utf_8_decode, codec_decode_utf8, false, false)
STATEFUL(utf_7_decode, codec_decode_utf7, false, false)
STATEFUL(unicode_escape_decode, codec_decode_unicode_escape, true, true)
STATEFUL(raw_unicode_escape_decode, codec_decode_raw_unicode_escape, true, true)

typedef Value (*OrderedDecoder)(Thread *t, const void *data, size_t n, const char *errors, int *order, size_t *consumed);

/* a: data, errors; with_order: the byte order found is the third of the results */
static Value decode_ordered(Thread *t, const char *function, Value *a, OrderedDecoder decode, int order, Value final, bool with_order)
{
    Input in;
    if (!final_argument(t, final, false, &in) || !decoder_input(t, function, a, false, &in)) return V_NULL;
    size_t consumed = in.n;
    Value v = decode(t, in.data, in.n, in.errors, &order, in.final ? NULL : &consumed);
    input_release(t, &in);
    if (is_null(v) || !with_order) return pair(t, v, consumed);
    return tuple_pack(t, 3, v, value_fixnum((int64_t)consumed), value_fixnum(order));
}

#define ORDERED(name, decode, order) \
    static Value name(Thread *t, Value *a, size_t n) { (void)n; return decode_ordered(t, #name, a, decode, order, a[2], false); }
ORDERED(utf_16_decode, codec_decode_utf16, 0)
ORDERED(utf_16_le_decode, codec_decode_utf16, -1)
ORDERED(utf_16_be_decode, codec_decode_utf16, 1)
ORDERED(utf_32_decode, codec_decode_utf32, 0)
ORDERED(utf_32_le_decode, codec_decode_utf32, -1)
ORDERED(utf_32_be_decode, codec_decode_utf32, 1)

/* data, errors, byteorder, final */
static Value decode_ex(Thread *t, const char *function, Value *a, OrderedDecoder decode)
{
    int64_t order = 0;
    if (!is_null(a[2]) && !size_argument(t, a[2], &order)) return V_NULL;
    return decode_ordered(t, function, a, decode, order < 0 ? -1 : order > 0, a[3], true);
}

static Value utf_16_ex_decode(Thread *t, Value *a, size_t n) { (void)n; return decode_ex(t, "utf_16_ex_decode", a, codec_decode_utf16); }
static Value utf_32_ex_decode(Thread *t, Value *a, size_t n) { (void)n; return decode_ex(t, "utf_32_ex_decode", a, codec_decode_utf32); }

static Value latin_1_decode(Thread *t, Value *a, size_t n)
{
    (void)n;
    Input in;
    if (!decoder_input(t, "latin_1_decode", a, false, &in)) return V_NULL;
    Value v = codec_decode_latin1(t, in.data, in.n);
    input_release(t, &in);
    return pair(t, v, in.n);
}

static Value ascii_decode(Thread *t, Value *a, size_t n)
{
    (void)n;
    Input in;
    if (!decoder_input(t, "ascii_decode", a, false, &in)) return V_NULL;
    Value v = codec_decode_ascii(t, in.data, in.n, in.errors);
    input_release(t, &in);
    return pair(t, v, in.n);
}

static Value charmap_decode(Thread *t, Value *a, size_t n)
{
    (void)n;
    Input in;
    if (!decoder_input(t, "charmap_decode", a, false, &in)) return V_NULL;
    Value v = codec_decode_charmap(t, in.data, in.n, in.errors, is_null(a[2]) || is_none(a[2]) ? V_NULL : a[2]);
    input_release(t, &in);
    return pair(t, v, in.n);
}

static Value escape_decode(Thread *t, Value *a, size_t n)
{
    (void)n;
    Input in;
    if (!decoder_input(t, "escape_decode", a, true, &in)) return V_NULL;
    Value v = codec_decode_escape(t, in.data, in.n, in.errors);
    input_release(t, &in);
    return pair(t, v, in.n);
}

/* --- encoders -------------------------------------------------------------------------------------------------------------------- */

static bool encoder_input(Thread *t, const char *function, Value *a, const char **errors)
{
    if (!is_str(a[0])) return RAISE_FALSE(t, T_TYPE_ERROR, "%s() argument 1 must be str, not %T", function, a[0]);
    return errors_argument(t, function, a[1], errors);
}

/* `call` makes the bytes of a[0], errors being what it should do about errors */
#define ENCODER(name, call)                                                \
    static Value name(Thread *t, Value *a, size_t n)                       \
    {                                                                      \
        (void)n;                                                           \
        const char *errors;                                                \
        if (!encoder_input(t, #name, a, &errors)) return V_NULL;           \
        return pair(t, call, str_length(as_str(a[0])));                    \
    }
ENCODER(utf_8_encode, codec_encode_utf8(t, a[0], errors))
ENCODER(utf_7_encode, codec_encode_utf7(t, a[0]))
ENCODER(latin_1_encode, codec_encode_latin1(t, a[0], errors))
ENCODER(ascii_encode, codec_encode_ascii(t, a[0], errors))
ENCODER(utf_16_le_encode, codec_encode_utf16(t, a[0], errors, -1))
ENCODER(utf_16_be_encode, codec_encode_utf16(t, a[0], errors, 1))
ENCODER(utf_32_le_encode, codec_encode_utf32(t, a[0], errors, -1))
ENCODER(utf_32_be_encode, codec_encode_utf32(t, a[0], errors, 1))
ENCODER(unicode_escape_encode, codec_encode_unicode_escape(t, a[0]))
ENCODER(raw_unicode_escape_encode, codec_encode_raw_unicode_escape(t, a[0]))
ENCODER(charmap_encode, codec_encode_charmap(t, a[0], errors, is_null(a[2]) || is_none(a[2]) ? V_NULL : a[2]))

typedef Value (*OrderedEncoder)(Thread *t, Value str, const char *errors, int order);

/* a: str, errors, byteorder */
static Value encode_ordered(Thread *t, const char *function, Value *a, OrderedEncoder encode)
{
    const char *errors;
    int64_t order = 0;
    if (!encoder_input(t, function, a, &errors)) return V_NULL;
    if (!is_null(a[2]) && !size_argument(t, a[2], &order)) return V_NULL;
    return pair(t, encode(t, a[0], errors, order < 0 ? -1 : order > 0), str_length(as_str(a[0])));
}

static Value utf_16_encode(Thread *t, Value *a, size_t n) { (void)n; return encode_ordered(t, "utf_16_encode", a, codec_encode_utf16); }
static Value utf_32_encode(Thread *t, Value *a, size_t n) { (void)n; return encode_ordered(t, "utf_32_encode", a, codec_encode_utf32); }

static Value escape_encode(Thread *t, Value *a, size_t n)
{
    (void)n;
    const char *errors;
    if (!is_bytes(a[0])) return raise(t, T_TYPE_ERROR, "escape_encode() argument 1 must be bytes, not %T", a[0]);
    if (!errors_argument(t, "escape_encode", a[1], &errors)) return V_NULL;
    return pair(t, codec_encode_escape(t, as_bytes(a[0])->data, as_bytes(a[0])->length), as_bytes(a[0])->length);
}

static Value readbuffer_encode(Thread *t, Value *a, size_t n)
{
    (void)n;
    Input in;
    if (!decoder_input(t, "readbuffer_encode", a, true, &in)) return V_NULL;
    Value v = bytes_new(t, in.data, in.n);
    input_release(t, &in);
    return pair(t, v, in.n);
}

static Value charmap_build(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_str(a[0])) return raise(t, T_TYPE_ERROR, "charmap_build() argument must be str, not %T", a[0]);
    return codec_build_charmap(t, a[0]);
}

/* --- the registry ------------------------------------------------------------------------------------------------------------------ */

static Value register_(Thread *t, Value *a, size_t n) { (void)n; return codec_register(t, a[0]) ? V_NONE : V_NULL; }
static Value unregister(Thread *t, Value *a, size_t n) { (void)n; return codec_unregister(t, a[0]) ? V_NONE : V_NULL; }

static Value lookup(Thread *t, Value *a, size_t n)
{
    (void)n;
    const char *name = text_argument(t, "lookup", "", a[0]);
    return name ? codec_lookup(t, name) : V_NULL;
}

static Value register_error(Thread *t, Value *a, size_t n)
{
    (void)n;
    const char *name = text_argument(t, "register_error", "1 ", a[0]);
    return name && codec_register_error(t, name, a[1]) ? V_NONE : V_NULL;
}

static Value unregister_error(Thread *t, Value *a, size_t n)
{
    (void)n;
    const char *name = text_argument(t, "_unregister_error", "", a[0]);
    int gone = name ? codec_unregister_error(t, name) : -1;
    return gone < 0 ? V_NULL : value_bool(gone);
}

static Value lookup_error(Thread *t, Value *a, size_t n)
{
    (void)n;
    const char *name = text_argument(t, "lookup_error", "", a[0]);
    return name ? codec_lookup_error(t, name) : V_NULL;
}

/* encode() and decode(): any object by any codec. a: obj, encoding, errors */
static Value run(Thread *t, Value *a, const char *function, int which)
{
    const char *encoding = "utf-8", *errors = NULL;
    if (!is_null(a[1]) && !(encoding = text_argument(t, function, "'encoding' ", a[1]))) return V_NULL;
    if (!is_null(a[2]) && !(errors = text_argument(t, function, "'errors' ", a[2]))) return V_NULL;
    Value info = codec_lookup(t, encoding);
    if (is_null(info)) return V_NULL;
    Value args[] = {a[0], a[2]};
    Value answer = call(t, as_tuple(info)->items[which], args, errors ? 2 : 1, V_NULL);
    if (is_null(answer)) return V_NULL;
    if (!is_tuple(answer) || as_tuple(answer)->length != 2)
        return raise(t, T_TYPE_ERROR, "%s must return a tuple (object, integer)", which ? "decoder" : "encoder");
    return as_tuple(answer)->items[0];
}

static Value encode(Thread *t, Value *a, size_t n) { (void)n; return run(t, a, "encode", 0); }
static Value decode(Thread *t, Value *a, size_t n) { (void)n; return run(t, a, "decode", 1); }

/* --- the module ---------------------------------------------------------------------------------------------------------------------- */

#define DECODE_FINAL "(data, errors=None, final=False, /)"
#define DECODE_COMPLETE "(data, errors=None, final=True, /)"
#define DECODE_EX "(data, errors=None, byteorder=0, final=False, /)"
#define ENCODE "(str, errors=None, /)"
#define ENCODE_ORDER "(str, errors=None, byteorder=0, /)"

static const NativeDef functions[] = {
    FN("register", register_, "(search_function, /)",
       "Register a codec search function.\n\n"
       "It is called with an encoding's name in lower case and returns a CodecInfo, or None if it does not know the encoding."),
    FN("unregister", unregister, "(search_function, /)", "Unregister a codec search function and forget what codecs were found."),
    FN("lookup", lookup, "(encoding, /)", "Look up a codec in the registry: a CodecInfo. LookupError when there is none."),
    FN("encode", encode, "(obj, encoding='utf-8', errors='strict')", "Encode an object using the codec registered for encoding."),
    FN("decode", decode, "(obj, encoding='utf-8', errors='strict')", "Decode an object using the codec registered for encoding."),
    FN("register_error", register_error, "(errors, handler, /)",
       "Register an error handler under a name.\n\n"
       "It is called with a UnicodeError, and raises it or returns a replacement and the position at which to go on."),
    FN("_unregister_error", unregister_error, "(errors, /)", "Unregister an error handler; whether there was one."),
    FN("lookup_error", lookup_error, "(name, /)", "The error handler of that name. LookupError when there is none."),
    FN("escape_encode", escape_encode, "(data, errors=None, /)", NULL),
    FN("escape_decode", escape_decode, "(data, errors=None, /)", NULL),
    FN("utf_8_encode", utf_8_encode, ENCODE, NULL),
    FN("utf_8_decode", utf_8_decode, DECODE_FINAL, NULL),
    FN("utf_7_encode", utf_7_encode, ENCODE, NULL),
    FN("utf_7_decode", utf_7_decode, DECODE_FINAL, NULL),
    FN("utf_16_encode", utf_16_encode, ENCODE_ORDER, NULL),
    FN("utf_16_le_encode", utf_16_le_encode, ENCODE, NULL),
    FN("utf_16_be_encode", utf_16_be_encode, ENCODE, NULL),
    FN("utf_16_decode", utf_16_decode, DECODE_FINAL, NULL),
    FN("utf_16_le_decode", utf_16_le_decode, DECODE_FINAL, NULL),
    FN("utf_16_be_decode", utf_16_be_decode, DECODE_FINAL, NULL),
    FN("utf_16_ex_decode", utf_16_ex_decode, DECODE_EX, NULL),
    FN("utf_32_encode", utf_32_encode, ENCODE_ORDER, NULL),
    FN("utf_32_le_encode", utf_32_le_encode, ENCODE, NULL),
    FN("utf_32_be_encode", utf_32_be_encode, ENCODE, NULL),
    FN("utf_32_decode", utf_32_decode, DECODE_FINAL, NULL),
    FN("utf_32_le_decode", utf_32_le_decode, DECODE_FINAL, NULL),
    FN("utf_32_be_decode", utf_32_be_decode, DECODE_FINAL, NULL),
    FN("utf_32_ex_decode", utf_32_ex_decode, DECODE_EX, NULL),
    FN("unicode_escape_encode", unicode_escape_encode, ENCODE, NULL),
    FN("unicode_escape_decode", unicode_escape_decode, DECODE_COMPLETE, NULL),
    FN("raw_unicode_escape_encode", raw_unicode_escape_encode, ENCODE, NULL),
    FN("raw_unicode_escape_decode", raw_unicode_escape_decode, DECODE_COMPLETE, NULL),
    FN("latin_1_encode", latin_1_encode, ENCODE, NULL),
    FN("latin_1_decode", latin_1_decode, "(data, errors=None, /)", NULL),
    FN("ascii_encode", ascii_encode, ENCODE, NULL),
    FN("ascii_decode", ascii_decode, "(data, errors=None, /)", NULL),
    FN("charmap_build", charmap_build, "(map, /)", NULL),
    FN("charmap_encode", charmap_encode, "(str, errors=None, mapping=None, /)", NULL),
    FN("charmap_decode", charmap_decode, "(data, errors=None, mapping=None, /)", NULL),
    FN("readbuffer_encode", readbuffer_encode, "(data, errors=None, /)", NULL),
    FN_END,
};

const ModuleSpec _codecs_module_spec = {
    .name = "_codecs",
    .functions = functions,
};
