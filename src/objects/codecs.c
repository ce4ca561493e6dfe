/* codecs.c - the codec registry: search functions, the cache of what they found, error handlers by name; and the way from a codec's
 * name to str.encode() and bytes.decode().
 *
 * The state is a list in Runtime.codec_state: [search functions (a list), normalised name -> CodecInfo (a dict), handlers (a dict)].
 * The built-in encodings are known by their usual names and do without the registry, so that a program that uses no other never
 * imports the package `encodings`.
 */
#include "objects/codec_internal.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/tuple.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/ops.h"

enum { SEARCH_PATH, CACHE, HANDLERS, STATE_SIZE };

extern const NativeDef codec_error_handlers[];

/* --- state -------------------------------------------------------------------------------------------------------------------- */

static bool fill_handlers(Thread *t, Value dict)
{
    static const char *const names[] = {"strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace",
                                        "surrogateescape", "surrogatepass"};
    for (unsigned i = 0; i < ARRAY_LEN(names); i++) {
        Value f = native_function_new(t, &codec_error_handlers[i], V_NULL, V_NULL);
        if (is_null(f) || !dict_set_text(t, dict, names[i], f)) return false;
    }
    return true;
}

static Value state(Thread *t, int which)
{
    if (is_null(t->rt->codec_state)) {
        Value parts[STATE_SIZE] = {list_new(t, NULL, 0), dict_new(t), dict_new(t)};
        for (int i = 0; i < STATE_SIZE; i++) {
            if (is_null(parts[i])) return V_NULL;
        }
        if (!fill_handlers(t, parts[HANDLERS])) return V_NULL;
        Value list = list_new(t, parts, STATE_SIZE);
        if (is_null(list)) return V_NULL;
        t->rt->codec_state = list;
    }
    return as_list(t->rt->codec_state)->items[which];
}

/* --- search functions ------------------------------------------------------------------------------------------------------------- */

bool codec_register(Thread *t, Value search_function)
{
    if (!is_callable(t, search_function)) return RAISE_FALSE(t, T_TYPE_ERROR, "argument must be callable");
    Value path = state(t, SEARCH_PATH);
    return !is_null(path) && list_append(t, path, search_function);
}

bool codec_unregister(Thread *t, Value search_function)
{
    Value path = state(t, SEARCH_PATH);
    if (is_null(path)) return false;
    for (size_t i = 0; i < as_list(path)->length; i++) {
        if (!value_same(as_list(path)->items[i], search_function)) continue;
        dict_clear(t, state(t, CACHE));
        return list_delete_range(t, as_list(path), i, i + 1);
    }
    return true;
}

/* lower case, with runs of what is no letter, digit or '.' as one '_' */
static Value normalised(Thread *t, const char *name)
{
    StrBuilder b;
    builder_init(&b, t);
    bool gap = false;
    for (; *name; name++) {
        unsigned char c = (unsigned char)*name;
        if (ascii_is_alnum(c) || c == '.') {
            if (gap && b.length) builder_char(&b, '_');
            gap = false;
            builder_char(&b, ascii_to_lower(c));
        } else {
            gap = true;
        }
    }
    return builder_finish(&b);
}

Value codec_lookup(Thread *t, const char *encoding)
{
    Value key = normalised(t, encoding), path = state(t, SEARCH_PATH);
    if (is_null(key) || is_null(path) || is_null(key = str_intern(t, key))) return V_NULL;
    Value found = dict_get(t, state(t, CACHE), key);
    if (!is_null(found) || error_set(t)) return found;
    if (is_null(import_module(t, "encodings"))) { /* it registers its search function; without the library there is none */
        if (!error_matches(t, T_IMPORT_ERROR)) return V_NULL;
        error_clear(t);
    }
    for (size_t i = 0; i < as_list(path)->length; i++) {
        Value info = call1(t, as_list(path)->items[i], key);
        if (is_null(info)) return V_NULL;
        if (is_none(info)) continue;
        if (!is_tuple(info) || as_tuple(info)->length != 4)
            return raise(t, T_TYPE_ERROR, "codec search functions must return 4-tuples");
        return dict_set(t, state(t, CACHE), key, info) ? info : V_NULL;
    }
    return raise(t, T_LOOKUP_ERROR, "unknown encoding: %s", encoding);
}

/* --- error handlers ----------------------------------------------------------------------------------------------------------------- */

bool codec_register_error(Thread *t, const char *name, Value handler)
{
    if (!is_callable(t, handler)) return RAISE_FALSE(t, T_TYPE_ERROR, "handler must be callable");
    Value handlers = state(t, HANDLERS);
    return !is_null(handlers) && dict_set_text(t, handlers, name, handler);
}

int codec_unregister_error(Thread *t, const char *name)
{
    if (error_kind(name) != ERRORS_CUSTOM)
        return RAISE_INT(t, T_VALUE_ERROR, "cannot un-register built-in error handler '%s'", name);
    Value handlers = state(t, HANDLERS), key = str_from_text(t, name);
    return is_null(handlers) || is_null(key) ? -1 : dict_delete(t, handlers, key);
}

Value codec_lookup_error(Thread *t, const char *name)
{
    Value handlers = state(t, HANDLERS);
    if (is_null(handlers)) return V_NULL;
    Value v = dict_get_text(t, handlers, name);
    if (!is_null(v) || error_set(t)) return v;
    return raise(t, T_LOOKUP_ERROR, "unknown error handler name '%s'", name);
}

/* --- encoding and decoding by name ------------------------------------------------------------------------------------------------------ */

typedef enum Known { OTHER, UTF8, LATIN1, ASCII, UTF16, UTF16LE, UTF16BE, UTF32, UTF32LE, UTF32BE } Known;

static Known known_encoding(const char *name)
{
    static const struct { const char *name; Known which; } table[] = {
        {"utf8", UTF8}, {"latin1", LATIN1}, {"iso88591", LATIN1}, {"l1", LATIN1}, {"ascii", ASCII}, {"usascii", ASCII},
        {"utf16", UTF16}, {"utf16le", UTF16LE}, {"utf16be", UTF16BE}, {"utf32", UTF32}, {"utf32le", UTF32LE},
        {"utf32be", UTF32BE},
    };
    if (!name) return UTF8;
    char plain[16];
    size_t n = 0;
    for (; *name; name++) {
        unsigned char c = (unsigned char)*name;
        if (c == '-' || c == '_' || c == ' ') continue;
        if (!ascii_is_alnum(c) || n == sizeof plain - 1) return OTHER;
        plain[n++] = (char)ascii_to_lower(c);
    }
    plain[n] = 0;
    for (unsigned i = 0; i < ARRAY_LEN(table); i++) {
        if (strcmp(plain, table[i].name) == 0) return table[i].which;
    }
    return OTHER;
}

/* a codec's encode or decode function, if str and bytes may use it by name */
static Value text_codec(Thread *t, const char *encoding, int which, const char *instead)
{
    Value info = codec_lookup(t, encoding);
    if (is_null(info)) return V_NULL;
    if (type_of(t, info) != t->rt->types[T_TUPLE]) { /* a CodecInfo, which says what it is for */
        Value name = str_intern_text(t, "_is_text_encoding");
        Value flag = is_null(name) ? V_NULL : attr_get_optional(t, info, name);
        if (is_null(flag) && error_set(t)) return V_NULL;
        int text = is_null(flag) ? 1 : is_truthy(t, flag);
        if (text < 0) return V_NULL;
        if (!text)
            return raise(t, T_LOOKUP_ERROR, "'%s' is not a text encoding; use %s to handle arbitrary codecs", encoding, instead);
    }
    return as_tuple(info)->items[which];
}

/* function(v, errors) gives (result, length): the result */
static Value run_codec(Thread *t, Value function, Value v, const char *errors, const char *what)
{
    Value args[2] = {v};
    size_t n = 1;
    if (errors) {
        args[n++] = str_from_text(t, errors);
        if (is_null(args[1])) return V_NULL;
    }
    Value answer = call(t, function, args, n, V_NULL);
    if (is_null(answer)) return V_NULL;
    if (!is_tuple(answer) || as_tuple(answer)->length != 2)
        return raise(t, T_TYPE_ERROR, "%s must return a tuple (object, integer)", what);
    return as_tuple(answer)->items[0];
}

static bool check_errors(Thread *t, const char *errors)
{
    if (!errors || !t->rt->options.dev_mode) return true;
    return !is_null(codec_lookup_error(t, errors));
}

Value codec_encode(Thread *t, Value str, const char *encoding, const char *errors)
{
    if (!check_errors(t, errors)) return V_NULL;
    switch (known_encoding(encoding)) {
    case UTF8: return codec_encode_utf8(t, str, errors);
    case LATIN1: return codec_encode_latin1(t, str, errors);
    case ASCII: return codec_encode_ascii(t, str, errors);
    case UTF16: return codec_encode_utf16(t, str, errors, 0);
    case UTF16LE: return codec_encode_utf16(t, str, errors, -1);
    case UTF16BE: return codec_encode_utf16(t, str, errors, 1);
    case UTF32: return codec_encode_utf32(t, str, errors, 0);
    case UTF32LE: return codec_encode_utf32(t, str, errors, -1);
    case UTF32BE: return codec_encode_utf32(t, str, errors, 1);
    case OTHER: break;
    }
    Value function = text_codec(t, encoding, 0, "codecs.encode()");
    if (is_null(function)) return V_NULL;
    Value v = run_codec(t, function, str, errors, "encoder");
    if (is_null(v) || has_exact_kind(v, K_BYTES)) return v;
    if (is_bytes(v) || has_kind(v, K_BYTEARRAY)) return bytes_from_object(t, v);
    return raise(t, T_TYPE_ERROR, "'%s' encoder returned '%T' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
                 encoding, v);
}

static Value decode_known(Thread *t, Known which, const Buffer *b, const char *errors)
{
    int order = which == UTF16LE || which == UTF32LE ? -1 : which == UTF16BE || which == UTF32BE ? 1 : 0;
    switch (which) {
    case UTF8: return codec_decode_utf8(t, b->data, b->length, errors, NULL);
    case LATIN1: return codec_decode_latin1(t, b->data, b->length);
    case ASCII: return codec_decode_ascii(t, b->data, b->length, errors);
    case UTF16: case UTF16LE: case UTF16BE: return codec_decode_utf16(t, b->data, b->length, errors, &order, NULL);
    default: return codec_decode_utf32(t, b->data, b->length, errors, &order, NULL);
    }
}

Value codec_decode(Thread *t, Value bytes_like, const char *encoding, const char *errors)
{
    if (!check_errors(t, errors)) return V_NULL;
    Known which = known_encoding(encoding);
    if (which != OTHER) {
        Buffer b;
        if (!buffer_get(t, bytes_like, &b, BUFFER_SIMPLE)) return V_NULL;
        Value v = decode_known(t, which, &b, errors);
        buffer_release(t, &b);
        return v;
    }
    Value function = text_codec(t, encoding, 1, "codecs.decode()");
    if (is_null(function)) return V_NULL;
    Value v = run_codec(t, function, bytes_like, errors, "decoder");
    if (is_null(v) || is_str(v)) return v;
    return raise(t, T_TYPE_ERROR, "'%s' decoder returned '%T' instead of 'str'; use codecs.decode() to decode to arbitrary types",
                 encoding, v);
}
