/* _io_newlines.c - universal newlines: finding line ends, translating them, and IncrementalNewlineDecoder. */
#include "base/text.h"
#include "modules/_io.h"
#include "modules/args.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/ops.h"
#include "runtime/text.h"

static int64_t find(const void *data, int width, size_t from, size_t to, uint32_t c)
{
    ptrdiff_t i = text_find_char((const char *)data + from * (size_t)width, to - from, (unsigned)width, c);
    return i < 0 ? -1 : (int64_t)from + i;
}

static int64_t universal_end(const void *data, int width, size_t from, size_t to)
{
    int64_t lf = find(data, width, from, to, '\n');
    int64_t cr = find(data, width, from, lf < 0 ? to : (size_t)lf, '\r');
    if (cr < 0) return lf < 0 ? -1 : lf + 1;
    return (size_t)cr + 1 < to && text_get(data, (unsigned)width, (size_t)cr + 1) == '\n' ? cr + 2 : cr + 1;
}

int64_t text_line_end(const void *data, int width, size_t from, size_t to, bool translated, bool universal, const char *newline)
{
    if (!translated && universal) return universal_end(data, width, from, to);
    if (translated || !newline[1]) {
        int64_t at = find(data, width, from, to, translated ? '\n' : (unsigned char)newline[0]);
        return at < 0 ? -1 : at + 1;
    }
    for (;;) {
        int64_t at = find(data, width, from, to, (unsigned char)newline[0]);
        if (at < 0 || (size_t)at + 1 >= to) return -1;
        if (text_get(data, (unsigned)width, (size_t)at + 1) == (unsigned char)newline[1]) return at + 2;
        from = (size_t)at + 1;
    }
}

/* the kinds of line ends in text that has a '\r' */
static unsigned kinds(const Str *s)
{
    const void *data = str_data(s);
    unsigned width = (unsigned)str_width(s), seen = 0;
    size_t n = s->length;
    for (size_t i = 0; i < n && seen != (NEWLINE_CR | NEWLINE_LF | NEWLINE_CRLF); i++) {
        uint32_t c = text_get(data, width, i);
        if (c == '\n') seen |= NEWLINE_LF;
        else if (c == '\r' && i + 1 < n && text_get(data, width, i + 1) == '\n') seen |= NEWLINE_CRLF, i++;
        else if (c == '\r') seen |= NEWLINE_CR;
    }
    return seen;
}

/* text with "\r\n" and "\r" as "\n" */
static Value translated(Thread *t, const Str *s, size_t first)
{
    const void *data = str_data(s);
    unsigned width = (unsigned)str_width(s);
    StrBuilder b;
    builder_init(&b, t);
    size_t from = 0, n = s->length;
    for (int64_t cr = (int64_t)first; cr >= 0; cr = find(data, (int)width, from, n, '\r')) {
        builder_units(&b, (const char *)data + from * width, (int)width, (size_t)cr - from);
        builder_char(&b, '\n');
        from = (size_t)cr + 1;
        if (from < n && text_get(data, width, from) == '\n') from++;
    }
    builder_units(&b, (const char *)data + from * width, (int)width, n - from);
    return builder_finish(&b);
}

Value newlines_decode(Thread *t, Newlines *s, Value text, bool final)
{
    if (s->pending_cr && (final || as_str(text)->length)) {
        text = str_concat(t, t->rt->chars['\r'], text);
        if (is_null(text)) return V_NULL;
        s->pending_cr = false;
    }
    const Str *str = as_str(text);
    size_t n = str->length;
    if (!n) return text;
    int64_t cr = find(str_data(str), str_width(str), 0, n, '\r');
    if (cr < 0) {
        if (!(s->seen & NEWLINE_LF) && find(str_data(str), str_width(str), 0, n, '\n') >= 0) s->seen |= NEWLINE_LF;
        return text;
    }
    if (!final && str_at(str, n - 1) == '\r') { /* the other half may follow */
        text = str_substr(t, text, 0, n - 1);
        if (is_null(text)) return V_NULL;
        s->pending_cr = true;
        str = as_str(text);
    }
    if (s->seen != (NEWLINE_CR | NEWLINE_LF | NEWLINE_CRLF)) s->seen |= (uint8_t)kinds(str);
    return s->translate && (size_t)cr < str->length ? translated(t, str, (size_t)cr) : text;
}

Value newlines_seen(Thread *t, unsigned seen)
{
    static const struct { unsigned bit; const char *text; } kinds_of[] = {{NEWLINE_CR, "\r"}, {NEWLINE_LF, "\n"}, {NEWLINE_CRLF, "\r\n"}};
    Value items[3];
    size_t n = 0;
    for (int i = 0; i < 3; i++)
        if (seen & kinds_of[i].bit) items[n++] = str_intern_text(t, kinds_of[i].text);
    return n == 0 ? V_NONE : n == 1 ? items[0] : tuple_new(t, items, n);
}

const char *io_newline_argument(Thread *t, Value v, bool *ok)
{
    static const char *const legal[] = {"", "\n", "\r", "\r\n"};
    *ok = true;
    if (is_null(v) || is_none(v)) return NULL;
    for (int i = 0; i < 4; i++)
        if (str_equal_text(v, legal[i])) return legal[i];
    *ok = false;
    return RAISE_PTR(t, T_VALUE_ERROR, "illegal newline value: %U", v);
}

/* --- IncrementalNewlineDecoder --- */

typedef struct Decoder {
    Header header;
    Value decoder;             /* None: what comes in is text; null: not initialised */
    Value errors;
    Newlines newlines;
} Decoder;

static Decoder *as_decoder(Thread *t, Value v)
{
    Decoder *d = as_cell(v);
    return is_null(d->decoder) ? RAISE_PTR(t, T_VALUE_ERROR, "IncrementalNewlineDecoder.__init__() not called") : d;
}

static Value decoder_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Decoder *d = object_alloc(t, as_type(a[0]), 0);
    return d ? value_cell(d) : V_NULL;
}

static Value decoder_init(Thread *t, Value *a, size_t n)
{
    (void)n;
    Decoder *d = as_cell(a[0]);
    bool translate;
    if (!arg_bool(t, a[2], false, &translate)) return V_NULL;
    gc_store(t, d, &d->errors, is_null(a[3]) ? NAME(t, strict) : a[3]);
    gc_store(t, d, &d->decoder, a[1]);
    d->newlines = (Newlines){.translate = translate};
    return V_NONE;
}

static Value decoder_decode(Thread *t, Value *a, size_t n)
{
    (void)n;
    Decoder *d = as_decoder(t, a[0]);
    bool final;
    if (!d || !arg_bool(t, a[2], false, &final)) return V_NULL;
    Value text = is_none(d->decoder) ? a[1] : call_method2(t, d->decoder, NAME(t, decode), a[1], value_bool(final));
    if (is_null(text)) return V_NULL;
    if (!is_str(text)) return raise(t, T_TYPE_ERROR, "decoder should return a string result, not '%T'", text);
    return newlines_decode(t, &d->newlines, text, final);
}

/* (bytes, flag) of a decoder's getstate() */
static bool decoder_state(Thread *t, Value state, Value *bytes, Value *flag)
{
    if (!is_tuple(state) || as_tuple(state)->length != 2) return RAISE_FALSE(t, T_TYPE_ERROR, "illegal decoder state");
    *bytes = as_tuple(state)->items[0];
    *flag = as_tuple(state)->items[1];
    return true;
}

static Value decoder_getstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    Decoder *d = as_decoder(t, a[0]);
    Value bytes = t->rt->empty_bytes, flag = value_fixnum(0);
    if (!d) return V_NULL;
    if (!is_none(d->decoder)) {
        Value state = call_method0(t, d->decoder, str_intern_text(t, "getstate"));
        if (is_null(state) || !decoder_state(t, state, &bytes, &flag)) return V_NULL;
        if (!is_int(flag)) return raise(t, T_TYPE_ERROR, "illegal decoder state");
        flag = int_lshift(t, flag, value_fixnum(1));
        if (is_null(flag)) return V_NULL;
    }
    if (d->newlines.pending_cr) flag = int_or(t, flag, value_fixnum(1));
    return is_null(flag) ? V_NULL : tuple_pack(t, 2, bytes, flag);
}

static Value decoder_setstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    Decoder *d = as_decoder(t, a[0]);
    Value bytes, flag;
    if (!d) return V_NULL;
    if (!is_tuple(a[1])) return raise(t, T_TYPE_ERROR, "state argument must be a tuple");
    if (!decoder_state(t, a[1], &bytes, &flag)) return error_clear(t), raise(t, T_TYPE_ERROR, "setstate(): illegal state argument");
    flag = to_index(t, flag);
    Value low = is_null(flag) ? V_NULL : int_and(t, flag, value_fixnum(1));
    if (is_null(low)) return V_NULL;
    d->newlines.pending_cr = as_fixnum(low);
    if (is_none(d->decoder)) return V_NONE;
    flag = int_rshift(t, flag, value_fixnum(1));
    Value state = is_null(flag) ? V_NULL : tuple_pack(t, 2, bytes, flag);
    return is_null(state) ? V_NULL : call_method1(t, d->decoder, str_intern_text(t, "setstate"), state);
}

static Value decoder_reset(Thread *t, Value *a, size_t n)
{
    (void)n;
    Decoder *d = as_decoder(t, a[0]);
    if (!d) return V_NULL;
    d->newlines.seen = 0;
    d->newlines.pending_cr = false;
    return is_none(d->decoder) ? V_NONE : call_method0(t, d->decoder, str_intern_text(t, "reset"));
}

static Value decoder_newlines(Thread *t, Value self)
{
    Decoder *d = as_decoder(t, self);
    return d ? newlines_seen(t, d->newlines.seen) : V_NULL;
}

static void decoder_trace(Tracer *tr, void *cell)
{
    gc_trace(tr, ((Decoder *)cell)->decoder);
    gc_trace(tr, ((Decoder *)cell)->errors);
}

static const NativeDef decoder_methods[] = {
    FN("__init__", decoder_init, "($self, decoder, translate, errors='strict')", NULL),
    FN("decode", decoder_decode, "($self, /, input, final=False)", NULL),
    FN("getstate", decoder_getstate, "($self, /)", NULL),
    FN("setstate", decoder_setstate, "($self, state, /)", NULL),
    FN("reset", decoder_reset, "($self, /)", NULL),
    FN_END};
static const GetSetDef decoder_getsets[] = {{"newlines", decoder_newlines, NULL, NULL}, GETSET_END};

const TypeSpec incremental_newline_decoder_type_spec = {
    .name = "_io.IncrementalNewlineDecoder",
    .doc = "IncrementalNewlineDecoder(decoder, translate, errors='strict')\n--\n\nCodec used when reading a file in universal newlines mode.",
    .base = T_OBJECT, .flags = TYPE_BASE, .size = sizeof(Decoder), .methods = decoder_methods, .getsets = decoder_getsets,
    .construct = {"IncrementalNewlineDecoder", decoder_construct, NULL, NULL, FN_KEYWORDS}, .trace = decoder_trace};
