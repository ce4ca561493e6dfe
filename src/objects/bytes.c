/* bytes.c - the type bytes, and what bytearray shares with it: making, concatenating, comparing, slicing, converting. */
#include "objects/bytes.h"

#include "base/siphash.h"
#include "objects/bytes_internal.h"
#include "objects/codecs.h"
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/sequence.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/text.h"

#define BYTES_MAX ((size_t)PTRDIFF_MAX / 2)

/* --- making ------------------------------------------------------------------------------------------------------------ */

Bytes *bytes_alloc(Thread *t, size_t n)
{
    if (n > BYTES_MAX) return raise_memory_error(t), NULL;
    Bytes *b = gc_alloc(t, sizeof(Bytes) + n + 1, t->rt->types[T_BYTES]->shape->index, K_BYTES);
    if (!b) return NULL;
    b->header.flags = HEADER_EXACT;
    b->length = n;
    return b;
}

static Value bytes_empty(Thread *t)
{
    if (is_null(t->rt->empty_bytes)) {
        Bytes *b = bytes_alloc(t, 0);
        if (!b) return V_NULL;
        t->rt->empty_bytes = value_cell(b);
    }
    return t->rt->empty_bytes;
}

Value bytes_new(Thread *t, const void *data, size_t n)
{
    if (n == 0) return bytes_empty(t);
    Bytes *b = bytes_alloc(t, n);
    if (!b) return V_NULL;
    if (data) memcpy(b->data, data, n);
    return value_cell(b);
}

Value bytes_new_subtype(Thread *t, Type *type, const void *data, size_t n)
{
    if (type == t->rt->types[T_BYTES]) return bytes_new(t, data, n);
    Bytes *b = object_alloc(t, type, n + 1);
    if (!b) return V_NULL;
    b->length = n;
    if (n) memcpy(b->data, data, n);
    return value_cell(b);
}

Value bytes_like_new(Thread *t, Value like, const void *data, size_t n)
{
    return is_bytes(like) ? bytes_new(t, data, n) : bytearray_new(t, data, n);
}

uint8_t *bytes_like_alloc(Thread *t, Value like, size_t n, Value *out)
{
    if (is_bytes(like)) {
        Bytes *b = bytes_alloc(t, n);
        if (!b) return NULL;
        *out = value_cell(b);
        return b->data;
    }
    *out = bytearray_new(t, NULL, n);
    if (is_null(*out)) return NULL;
    ByteArray *b = as_bytearray(*out);
    static uint8_t nothing; /* never written to: n is 0 */
    return b->data ? b->data : &nothing;
}

bool bytes_view(Thread *t, Value v, BytesView *view)
{
    if (is_bytes(v)) {
        view->buffer.owner = V_NULL;
        view->text = bytes_text(v);
        return true;
    }
    if (!buffer_get(t, v, &view->buffer, BUFFER_SIMPLE)) return false;
    view->text = (Text){view->buffer.data ? view->buffer.data : "", view->buffer.length, 1};
    return true;
}

Value bytes_from_object(Thread *t, Value v)
{
    if (has_exact_kind(v, K_BYTES)) return v;
    if (is_bytes(v)) return bytes_new(t, as_bytes(v)->data, as_bytes(v)->length);
    Buffer view;
    if (!buffer_get(t, v, &view, BUFFER_FULL)) return V_NULL;
    Value out = bytes_new(t, NULL, view.length);
    if (!is_null(out)) buffer_copy(&view, as_bytes(out)->data, 'C');
    buffer_release(t, &view);
    return out;
}

/* --- from Python objects --------------------------------------------------------------------------------------------------- */

bool byte_value(Thread *t, Value v, const char *what, uint8_t *out)
{
    int64_t n;
    if (is_fixnum(v)) {
        n = as_fixnum(v);
    } else {
        Value i = to_index(t, v);
        if (is_null(i)) return false;
        if (!int_fits_int64(i, &n)) n = -1;
    }
    if (n < 0 || n > 255) return RAISE_FALSE(t, T_VALUE_ERROR, "%s must be in range(0, 256)", what);
    *out = (uint8_t)n;
    return true;
}

/* bytes of the items of a list or tuple; __index__ may change a list meanwhile */
static Value from_items(Thread *t, Value sequence, const char *range)
{
    bool list = is_list(sequence);
    size_t n = list ? as_list(sequence)->length : as_tuple(sequence)->length;
    ByteArray *out;
    Value v = bytearray_new(t, NULL, n);
    if (is_null(v)) return V_NULL;
    out = as_bytearray(v);
    size_t i;
    for (i = 0; i < (list ? as_list(sequence)->length : n); i++) {
        uint8_t byte;
        if (!byte_value(t, list ? as_list(sequence)->items[i] : as_tuple(sequence)->items[i], range, &byte)) return V_NULL;
        if (i >= out->length && !bytearray_resize(t, out, i + 1)) return V_NULL;
        out->data[i] = byte;
    }
    return bytes_new(t, out->data, i);
}

Value bytes_from_iterable(Thread *t, Value iterable, const char *what, const char *range)
{
    if (has_exact_kind(iterable, K_LIST) || has_exact_kind(iterable, K_TUPLE)) return from_items(t, iterable, range);
    if (is_str(iterable)) return raise(t, T_TYPE_ERROR, "cannot convert '%T' object to %s", iterable, what);
    const Type *type = type_of(t, iterable);
    if (!type->slots.iter && !type->slots.get_item)
        return raise(t, T_TYPE_ERROR, "cannot convert '%T' object to %s", iterable, what);
    Value it = iter_get(t, iterable), v = bytearray_new(t, NULL, 0), item;
    if (is_null(it) || is_null(v)) return V_NULL;
    ByteArray *out = as_bytearray(v);
    while (!is_null(item = iter_next(t, it))) {
        uint8_t byte;
        if (!byte_value(t, item, range, &byte) || !bytearray_resize(t, out, out->length + 1)) return V_NULL;
        out->data[out->length - 1] = byte;
    }
    return error_set(t) ? V_NULL : bytes_new(t, out->data, out->length);
}

/* a str needs an encoding, anything else must not have one */
static Value from_str(Thread *t, Value source, Value encoding, Value errors)
{
    const char *e = NULL, *h = NULL;
    if (is_null(encoding)) return raise(t, T_TYPE_ERROR, "string argument without an encoding");
    if (!(e = str_utf8(t, encoding, NULL))) return V_NULL;
    if (!is_null(errors) && !(h = str_utf8(t, errors, NULL))) return V_NULL;
    return codec_encode(t, source, e, h);
}

static bool check_codec_arguments(Thread *t, Value source, Value encoding, Value errors, const char *what)
{
    Value given[] = {encoding, errors};
    const char *names[] = {"encoding", "errors"};
    for (int i = 0; i < 2; i++) {
        if (!is_null(given[i]) && !is_str(given[i]))
            return RAISE_FALSE(t, T_TYPE_ERROR, "%s() argument '%s' must be str, not %T", what, names[i], given[i]);
    }
    for (int i = 0; i < 2; i++) {
        if (!is_null(given[i]) && (is_null(source) || !is_str(source)))
            return RAISE_FALSE(t, T_TYPE_ERROR, "%s without a string argument", names[i]);
    }
    return true;
}

/* the count in bytes(count): *counted false when v is no integer, or an object whose __index__ raised TypeError */
static Value from_count(Thread *t, Value v, bool *counted)
{
    int64_t n;
    *counted = is_int(v) || type_of(t, v)->slots.index;
    if (!*counted) return V_NULL;
    if (!to_size(t, v, &n)) {
        if (!is_int(v) && error_matches(t, T_TYPE_ERROR)) {
            error_clear(t);
            *counted = false;
        }
        return V_NULL;
    }
    if (n < 0) return raise(t, T_VALUE_ERROR, "negative count");
    return bytes_new(t, NULL, (size_t)n);
}

Value bytes_from_source(Thread *t, Value source, Value encoding, Value errors, const char *what)
{
    if (!check_codec_arguments(t, source, encoding, errors, what)) return V_NULL;
    if (is_null(source)) return bytes_empty(t);
    if (is_str(source)) return from_str(t, source, encoding, errors);
    bool counted;
    Value v = from_count(t, source, &counted);
    if (counted) return v;
    if (has_buffer(t, source)) return bytes_from_object(t, source);
    return bytes_from_iterable(t, source, what, strcmp(what, "bytes") == 0 ? "bytes" : "byte");
}

static Value bytes_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Type *type = as_type(a[0]);
    Value v = V_NULL;
    bool plain = type == t->rt->types[T_BYTES] && is_null(a[2]) && is_null(a[3]);
    if (plain && !is_null(a[1]) && has_exact_kind(a[1], K_BYTES)) return a[1];
    bool found = false;
    if (!is_null(a[1]) && is_null(a[2]) && is_null(a[3])) {
        v = call_special(t, a[1], NAME(t, __bytes__), NULL, 0, &found);
        if (found && is_null(v)) return V_NULL;
        if (found && !is_bytes(v)) return raise(t, T_TYPE_ERROR, "__bytes__ returned non-bytes (type %T)", v);
        if (found && type == t->rt->types[T_BYTES]) return v;
    }
    if (!found) v = bytes_from_source(t, a[1], a[2], a[3], "bytes");
    if (is_null(v) || type == t->rt->types[T_BYTES]) return v;
    return bytes_new_subtype(t, type, as_bytes(v)->data, as_bytes(v)->length);
}

/* --- operators -------------------------------------------------------------------------------------------------------------- */

Value bytes_concat(Thread *t, Value a, Value b)
{
    BytesView y;
    if (!has_buffer(t, b)) return raise(t, T_TYPE_ERROR, "can't concat %T to %T", b, a);
    if (!bytes_view(t, b, &y)) return V_NULL;
    Text x = bytes_text(a);
    Value out = V_NULL;
    if (y.text.n == 0 && has_exact_kind(a, K_BYTES)) {
        out = a;
    } else if (x.n == 0 && has_exact_kind(a, K_BYTES) && has_exact_kind(b, K_BYTES)) {
        out = b;
    } else {
        uint8_t *to = bytes_like_alloc(t, a, x.n + y.text.n, &out);
        if (to) memcpy(mempcpy(to, bytes_text(a).s, x.n), y.text.s, y.text.n);
    }
    bytes_view_release(t, &y);
    return out;
}

/* fills `total` bytes with repetitions of s, which is not empty */
static void fill_repeated(uint8_t *to, size_t total, Text s)
{
    if (s.n == 1) {
        memset(to, *(const uint8_t *)s.s, total);
        return;
    }
    memmove(to, s.s, s.n);
    for (size_t done = s.n; done < total;) {
        size_t chunk = size_min(done, total - done);
        memcpy(to + done, to, chunk);
        done += chunk;
    }
}

Value bytes_repeat(Thread *t, Value v, Value count)
{
    int64_t times;
    if (!to_size(t, count, &times)) return V_NULL;
    size_t total, n = bytes_text(v).n;
    if (times <= 0 || n == 0) return bytes_like_new(t, v, "", 0);
    if (times == 1 && has_exact_kind(v, K_BYTES)) return v;
    if (!size_mul(n, (size_t)times, &total) || total > BYTES_MAX) return raise_memory_error(t), V_NULL;
    Value out;
    uint8_t *to = bytes_like_alloc(t, v, total, &out);
    if (!to) return V_NULL;
    fill_repeated(to, total, bytes_text(v));
    return out;
}

static Value compare_texts(Text x, Text y, CompareOp op)
{
    if (op == CMP_EQ || op == CMP_NE) return value_bool((x.n == y.n && memcmp(x.s, y.s, x.n) == 0) == (op == CMP_EQ));
    int c = memcmp(x.s, y.s, size_min(x.n, y.n));
    if (c == 0) c = x.n < y.n ? -1 : x.n > y.n;
    return compare_result(c, 0, op);
}

/* -b: False if the comparison, which is never true, was made an error */
static bool warn_of_comparison(Thread *t, Value a, Value b, CompareOp op)
{
    if (!t->rt->options.bytes_warning || (op != CMP_EQ && op != CMP_NE)) return true;
    if (is_str(a) || is_str(b)) return warn(t, T_BYTES_WARNING, 1, "Comparison between bytes and string");
    if (is_int(a) || is_int(b)) return warn(t, T_BYTES_WARNING, 1, "Comparison between bytes and int");
    return true;
}

/* between bytes and bytes, or bytearray and any bytes-like object */
Value bytes_compare_slot(Thread *t, Value a, Value b, CompareOp op)
{
    if (is_bytes(a) && is_bytes(b)) return compare_texts(bytes_text(a), bytes_text(b), op);
    Value other = is_bytearray(a) ? b : a, mine = is_bytearray(a) ? a : b;
    if (!is_bytearray(mine) || !has_buffer(t, other)) return warn_of_comparison(t, a, b, op) ? V_NOT_IMPLEMENTED : V_NULL;
    BytesView view;
    if (!bytes_view(t, other, &view)) {
        error_clear(t);
        return V_NOT_IMPLEMENTED;
    }
    Text text = bytes_text(mine);
    Value out = is_bytearray(a) ? compare_texts(text, view.text, op) : compare_texts(view.text, text, op);
    bytes_view_release(t, &view);
    return out;
}

int bytes_contains_slot(Thread *t, Value self, Value item)
{
    if (is_int(item) || (!has_buffer(t, item) && type_of(t, item)->slots.index)) {
        uint8_t byte;
        if (!byte_value(t, item, "byte", &byte)) return -1;
        Text s = bytes_text(self);
        return memchr(s.s, byte, s.n) != NULL;
    }
    BytesView view;
    if (!bytes_view(t, item, &view)) return -1;
    int found = text_find(bytes_text(self), view.text) >= 0;
    bytes_view_release(t, &view);
    return found;
}

Value bytes_slice(Thread *t, Value v, Value slice)
{
    int64_t start, stop, step, count;
    if (!slice_bounds(t, slice, (int64_t)bytes_text(v).n, &start, &stop, &step, &count)) return V_NULL;
    if (count <= 0) return bytes_like_new(t, v, "", 0);
    if (step == 1 && (size_t)count == bytes_text(v).n && has_exact_kind(v, K_BYTES)) return v;
    Value out;
    uint8_t *to = bytes_like_alloc(t, v, (size_t)count, &out);
    if (!to) return V_NULL;
    const uint8_t *from = bytes_text(v).s;
    if (step == 1) memcpy(to, from + start, (size_t)count);
    else for (int64_t i = 0; i < count; i++) to[i] = from[start + i * step];
    return out;
}

Value bytes_repr_text(Thread *t, Text text, const char *before, const char *after)
{
    bool always = *after; /* bytearray escapes "'" between any quotes */
    const uint8_t *s = text.s;
    char quote = memchr(s, '\'', text.n) && !memchr(s, '"', text.n) ? '"' : '\'';
    StrBuilder b;
    builder_init(&b, t);
    builder_text(&b, before);
    builder_char(&b, (uint8_t)quote);
    for (size_t i = 0; i < text.n; i++) {
        uint8_t c = s[i];
        char escape[5] = {'\\', 'x', "0123456789abcdef"[c >> 4], "0123456789abcdef"[c & 15]};
        if (c == quote || c == '\\' || (c == '\'' && always)) escape[1] = (char)c;
        else if (c == '\t') escape[1] = 't';
        else if (c == '\n') escape[1] = 'n';
        else if (c == '\r') escape[1] = 'r';
        else if (c >= ' ' && c < 0x7f) escape[0] = 0;
        if (escape[0]) builder_ascii(&b, escape, escape[1] == 'x' ? 4 : 2);
        else builder_char(&b, c);
    }
    builder_char(&b, (uint8_t)quote);
    builder_text(&b, after);
    return builder_finish(&b);
}

/* --- slots of bytes ------------------------------------------------------------------------------------------------------------ */

static Value bytes_repr(Thread *t, Value self) { return bytes_repr_text(t, bytes_text(self), "b", ""); }

static Value bytes_str(Thread *t, Value self)
{
    if (t->rt->options.bytes_warning && !warn(t, T_BYTES_WARNING, 1, "str() on a bytes instance")) return V_NULL;
    return bytes_repr(t, self);
}

static int64_t bytes_hash(Thread *t, Value self)
{
    Bytes *b = as_bytes(self);
    if (b->hash == 0 && b->length) {
        SipKey key = siphash_key(t->rt->hash_key);
        b->hash = hash_bytes(b->data, b->length, &key);
    }
    return b->hash;
}

static int64_t bytes_length(Thread *t, Value self)
{
    (void)t;
    return (int64_t)as_bytes(self)->length;
}

static Value bytes_get_item(Thread *t, Value self, Value key)
{
    const Bytes *b = as_bytes(self);
    int64_t i;
    if (has_kind(key, K_SLICE)) return bytes_slice(t, self, key);
    if (!is_int(key) && !type_of(t, key)->slots.index)
        return raise(t, T_TYPE_ERROR, "byte indices must be integers or slices, not %T", key);
    if (!text_index(t, key, &i)) return V_NULL;
    if (i < 0) i += (int64_t)b->length;
    if (i < 0 || i >= (int64_t)b->length) return raise(t, T_INDEX_ERROR, "index out of range");
    return value_fixnum(b->data[i]);
}

static Value bytes_iter(Thread *t, Value self) { return sequence_iterator_new(t, T_BYTES_ITERATOR, self); }

static bool bytes_buffer(Thread *t, Value self, Buffer *b, int flags)
{
    return buffer_fill_bytes(t, self, b, as_bytes(self)->data, as_bytes(self)->length, true, flags);
}

static Value bytes_getnewargs_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value v = bytes_new(t, as_bytes(a[0])->data, as_bytes(a[0])->length);
    return is_null(v) ? V_NULL : tuple_pack(t, 1, v);
}

static Value bytes_bytes_(Thread *t, Value *a, size_t n)
{
    (void)n;
    return has_exact_kind(a[0], K_BYTES) ? a[0] : bytes_new(t, as_bytes(a[0])->data, as_bytes(a[0])->length);
}

static Value bytes_sizeof_(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    return value_fixnum((int64_t)gc_cell_size(as_cell(a[0])));
}

static Value bytes_iterator_next(Thread *t, Value self)
{
    (void)t;
    SequenceIterator *it = as_cell(self);
    if (is_null(it->sequence)) return V_NULL;
    const Bytes *b = as_bytes(it->sequence);
    if (it->position < (int64_t)b->length) return value_fixnum(b->data[it->position++]);
    it->sequence = V_NULL;
    return V_NULL;
}

const TypeSpec bytes_iterator_type_spec = {
    .name = "bytes_iterator",
    .base = T_OBJECT,
    .flags = TYPE_NO_INSTANTIATE,
    .size = sizeof(SequenceIterator),
    .slots = {.iter = iterator_self, .next = bytes_iterator_next},
    .methods = text_iterator_methods,
    .trace = text_iterator_trace,
};

static const NativeDef bytes_methods[] = {
#include "objects/bytes_methods.inc"
    FN("__bytes__", bytes_bytes_, "(self, /)", "Convert this value to exact type bytes."),
    FN("__getnewargs__", bytes_getnewargs_, "(self, /)", NULL),
    FN("__sizeof__", bytes_sizeof_, "(self, /)", "Return the size of the object in memory, in bytes."),
    FN_END,
};

const TypeSpec bytes_type_spec = {
    .name = "bytes",
    .doc = "bytes(iterable_of_ints) -> bytes\n"
           "bytes(string, encoding[, errors]) -> bytes\n"
           "bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n"
           "bytes(int) -> bytes object of size given by the parameter initialized with null bytes\n"
           "bytes() -> empty bytes object",
    .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_VARSIZE | TYPE_MATCH_SELF,
    .kind = K_BYTES,
    .size = sizeof(Bytes),
    .ext_offset = EXT_COMPUTED,
    .slots = {.repr = bytes_repr, .str = bytes_str, .hash = bytes_hash, .compare = bytes_compare_slot, .iter = bytes_iter, .length = bytes_length,
              .get_item = bytes_get_item, .contains = bytes_contains_slot, .concat = bytes_concat, .repeat = bytes_repeat,
              .mod = bytes_mod, .buffer = bytes_buffer},
    .methods = bytes_methods,
    .construct = FN("bytes", bytes_construct, "(cls, source=b'', encoding='utf-8', errors='strict')", ""),
};
