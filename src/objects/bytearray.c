/* bytearray.c - the mutable kind of bytes.
 *
 * Invariants
 *  - data lies in `buffer` (a K_BUFFER cell), after whatever was deleted at the front, with `capacity` bytes and one more from there
 *    on; the byte behind the last is zero.
 *  - While exports > 0 the size does not change. A view that nobody holds any more counts until the collector has found it dead, so
 *    before giving up, a resize asks the collector.
 */
#include "objects/bytes.h"
#include "objects/bytes_internal.h"
#include "objects/dict.h"
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/sequence.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

/* --- storage ------------------------------------------------------------------------------------------------------------- */

static bool may_resize(Thread *t, ByteArray *b)
{
    for (int generation = 0; b->exports && generation <= 2; generation += 2) gc_collect(t, generation);
    if (b->exports) return RAISE_FALSE(t, T_BUFFER_ERROR, "Existing exports of data: object cannot be re-sized");
    return true;
}

static bool move_to(Thread *t, ByteArray *b, size_t capacity)
{
    if (capacity > PTRDIFF_MAX / 2) return raise_memory_error(t), false;
    void *cell = gc_alloc_buffer(t, capacity + 1);
    if (!cell) return false;
    if (b->length) memcpy(buffer_data(cell), b->data, b->length);
    gc_store_pointer(t, b, b->buffer, cell);
    b->data = buffer_data(cell);
    b->capacity = gc_cell_size(cell) - 1;
    return true;
}

/* room for n bytes; growth is geometric */
static bool reserve(Thread *t, ByteArray *b, size_t n)
{
    if (b->buffer && n <= b->capacity) return true;
    size_t front = b->buffer ? (size_t)(b->data - (unsigned char *)buffer_data(b->buffer)) : 0;
    if (front >= b->length && front && n <= b->capacity + front) { /* back to the beginning: less is moved than was deleted */
        memmove(buffer_data(b->buffer), b->data, b->length);
        b->data = buffer_data(b->buffer);
        b->capacity += front;
        return true;
    }
    return move_to(t, b, b->buffer ? size_max(n, b->length + b->length / 8 + 16) : n);
}

bool bytearray_resize(Thread *t, ByteArray *b, size_t n)
{
    if (n == b->length && b->buffer) return true;
    if (!may_resize(t, b) || !reserve(t, b, n)) return false;
    if (n > b->length) memset(b->data + b->length, 0, n - b->length);
    b->length = n;
    b->data[n] = 0;
    if (n < b->capacity / 4 && b->capacity > 256) return move_to(t, b, n);
    return true;
}

Value bytearray_new(Thread *t, const void *data, size_t n)
{
    ByteArray *b = gc_alloc(t, sizeof(ByteArray), t->rt->types[T_BYTEARRAY]->shape->index, K_BYTEARRAY);
    if (!b) return V_NULL;
    b->header.flags = HEADER_EXACT;
    if (!move_to(t, b, n)) return V_NULL;
    if (data && n) memcpy(b->data, data, n);
    b->length = n;
    return value_cell(b);
}

/* replaces [from, to) by n bytes at `with`, which do not lie in b */
static bool splice(Thread *t, ByteArray *b, size_t from, size_t to, const void *with, size_t n)
{
    size_t tail = b->length - to, length = from + n + tail;
    if (length != b->length) {
        if (!may_resize(t, b)) return false;
        if (from == 0 && n < to) { /* at the front: nothing moves */
            size_t cut = to - n;
            b->data += cut;
            b->capacity -= cut;
        } else {
            if (!reserve(t, b, length)) return false;
            memmove(b->data + from + n, b->data + to, tail);
        }
        b->length = length;
        b->data[length] = 0;
    }
    if (n) memcpy(b->data + from, with, n);
    return true;
}

/* --- construction ----------------------------------------------------------------------------------------------------------- */

static Value bytearray_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    ByteArray *b = object_alloc(t, as_type(a[0]), 0);
    return b ? value_cell(b) : V_NULL;
}

static Value bytearray_init_(Thread *t, Value *a, size_t n)
{
    (void)n;
    ByteArray *b = as_bytearray(a[0]);
    Value v = bytes_from_source(t, a[1], a[2], a[3], "bytearray");
    if (is_null(v)) return V_NULL;
    BytesView view;
    if (!bytes_view(t, v, &view)) return V_NULL;
    bool ok = bytearray_resize(t, b, view.text.n);
    if (ok && view.text.n) memcpy(b->data, view.text.s, view.text.n);
    bytes_view_release(t, &view);
    return ok ? V_NONE : V_NULL;
}

/* --- subscripts --------------------------------------------------------------------------------------------------------------- */

/* the index that key stands for; false: exception */
static bool index_of(Thread *t, const ByteArray *b, Value key, size_t *out)
{
    int64_t i;
    if (!is_int(key) && !type_of(t, key)->slots.index)
        return RAISE_FALSE(t, T_TYPE_ERROR, "bytearray indices must be integers or slices, not %T", key);
    if (!text_index(t, key, &i)) return false;
    if (i < 0) i += (int64_t)b->length;
    if (i < 0 || i >= (int64_t)b->length) return RAISE_FALSE(t, T_INDEX_ERROR, "bytearray index out of range");
    *out = (size_t)i;
    return true;
}

static Value bytearray_get_item(Thread *t, Value self, Value key)
{
    size_t i;
    if (has_kind(key, K_SLICE)) return bytes_slice(t, self, key);
    return index_of(t, as_bytearray(self), key, &i) ? value_fixnum(as_bytearray(self)->data[i]) : V_NULL;
}

/* deletes `count` items, `step` apart, from `start` on */
static bool delete_stepped(Thread *t, ByteArray *b, int64_t start, int64_t step, int64_t count)
{
    if (count <= 0) return true;
    if (!may_resize(t, b)) return false;
    if (step < 0) {
        start += step * (count - 1);
        step = -step;
    }
    unsigned char *to = b->data + start;
    for (size_t i = (size_t)start, next = i; i < b->length; i++) {
        if (i == next && count > 0) {
            next += (size_t)step;
            count--;
        } else {
            *to++ = b->data[i];
        }
    }
    b->length = (size_t)(to - b->data);
    b->data[b->length] = 0;
    return true;
}

static bool assign_stepped(Thread *t, ByteArray *b, Text with, int64_t start, int64_t step, int64_t count)
{
    if ((int64_t)with.n != count)
        return RAISE_FALSE(t, T_VALUE_ERROR, "attempt to assign bytes of size %zu to extended slice of size %lld", with.n,
                           (long long)count);
    for (int64_t i = 0; i < count; i++) b->data[start + i * step] = ((const uint8_t *)with.s)[i];
    return true;
}

/* the bytes to assign to a slice, as an object that is not b itself; V_NULL: exception */
static Value slice_source(Thread *t, ByteArray *b, Value v)
{
    if (is_bytes(v)) return v;
    if (has_buffer(t, v)) return as_cell(v) == (void *)b ? bytes_new(t, b->data, b->length) : bytes_from_object(t, v);
    const Type *type = type_of(t, v);
    if (is_int(v) || is_str(v) || (!type->slots.iter && !type->slots.get_item))
        return raise(t, T_TYPE_ERROR, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
    return bytes_from_iterable(t, v, "bytearray", "byte");
}

static bool set_slice(Thread *t, ByteArray *b, Value slice, Value v)
{
    int64_t start, stop, step, count;
    Value source = is_null(v) ? V_NULL : slice_source(t, b, v);
    if (!is_null(v) && is_null(source)) return false;
    if (!slice_bounds(t, slice, (int64_t)b->length, &start, &stop, &step, &count)) return false;
    if (count < 0) count = 0;
    Text with = is_null(v) ? (Text){"", 0, 1} : bytes_text(source);
    if (step != 1) return is_null(v) ? delete_stepped(t, b, start, step, count) : assign_stepped(t, b, with, start, step, count);
    return splice(t, b, (size_t)start, (size_t)(start + count), with.s, with.n);
}

static bool bytearray_set_item(Thread *t, Value self, Value key, Value v)
{
    ByteArray *b = as_bytearray(self);
    if (has_kind(key, K_SLICE)) return set_slice(t, b, key, v);
    size_t i;
    uint8_t byte;
    if (is_null(v)) return index_of(t, b, key, &i) && splice(t, b, i, i + 1, "", 0);
    if (!index_of(t, b, key, &i) || !byte_value(t, v, "byte", &byte)) return false;
    if (i >= b->length) return RAISE_FALSE(t, T_INDEX_ERROR, "bytearray index out of range"); /* __index__ shortened it */
    b->data[i] = byte;
    return true;
}

/* --- operators and slots ---------------------------------------------------------------------------------------------------------- */

static bool extend_with(Thread *t, ByteArray *b, const void *data, size_t n)
{
    size_t old = b->length;
    if (!bytearray_resize(t, b, old + n)) return false;
    if (n) memcpy(b->data + old, data, n);
    return true;
}

/* other: bytes-like */
static Value append_object(Thread *t, Value self, Value other)
{
    Value source = is_bytes(other) ? other : slice_source(t, as_bytearray(self), other);
    if (is_null(source)) return V_NULL;
    return extend_with(t, as_bytearray(self), as_bytes(source)->data, as_bytes(source)->length) ? self : V_NULL;
}

static Value bytearray_iconcat(Thread *t, Value self, Value other)
{
    if (!has_buffer(t, other)) return raise(t, T_TYPE_ERROR, "can't concat %T to %T", other, self);
    if (value_same(self, other) && as_bytearray(self)->length) /* as in CPython, where it lends itself its data */
        return raise(t, T_BUFFER_ERROR, "Existing exports of data: object cannot be re-sized");
    return append_object(t, self, other);
}

static Value bytearray_irepeat(Thread *t, Value self, Value count)
{
    ByteArray *b = as_bytearray(self);
    int64_t times;
    if (!to_size(t, count, &times)) return V_NULL;
    size_t n = b->length, total;
    if (times < 0) times = 0;
    if (!size_mul(n, (size_t)times, &total)) return raise_memory_error(t), V_NULL;
    if (!bytearray_resize(t, b, total)) return V_NULL;
    for (size_t done = n; done < total; done += n) memcpy(b->data + done, b->data, n);
    return self;
}

static Value bytearray_repr(Thread *t, Value self)
{
    Value name = value_cell(type_of(t, self));
    name = as_type(name)->name;
    Value before = str_format(t, "%U(b", name);
    if (is_null(before)) return V_NULL;
    return bytes_repr_text(t, bytes_text(self), str_utf8_lossy(t, before, NULL), ")");
}

static int64_t bytearray_length(Thread *t, Value self)
{
    (void)t;
    return (int64_t)as_bytearray(self)->length;
}

static Value bytearray_iter(Thread *t, Value self) { return sequence_iterator_new(t, T_BYTEARRAY_ITERATOR, self); }

static bool bytearray_buffer(Thread *t, Value self, Buffer *out, int flags)
{
    ByteArray *b = as_bytearray(self);
    if (!b->buffer && !reserve(t, b, 0)) return false;
    if (!buffer_fill_bytes(t, self, out, b->data, b->length, false, flags)) return false;
    b->exports++;
    return true;
}

static void bytearray_release(Thread *t, Value self, Buffer *b)
{
    (void)t, (void)b;
    as_bytearray(self)->exports--;
}

static void bytearray_trace(Tracer *tr, void *cell) { gc_trace_cell(tr, ((ByteArray *)cell)->buffer); }

/* --- methods of its own -------------------------------------------------------------------------------------------------------------- */

static Value bytearray_append_(Thread *t, Value *a, size_t n)
{
    (void)n;
    uint8_t byte;
    if (!byte_value(t, a[1], "byte", &byte)) return V_NULL;
    return extend_with(t, as_bytearray(a[0]), &byte, 1) ? V_NONE : V_NULL;
}

static Value bytearray_insert_(Thread *t, Value *a, size_t n)
{
    (void)n;
    ByteArray *b = as_bytearray(a[0]);
    int64_t i;
    uint8_t byte;
    if (!size_argument(t, a[1], &i) || !byte_value(t, a[2], "byte", &byte)) return V_NULL;
    int64_t length = (int64_t)b->length;
    if (i < 0 && (i += length) < 0) i = 0;
    if (i > length) i = length;
    return splice(t, b, (size_t)i, (size_t)i, &byte, 1) ? V_NONE : V_NULL;
}

static Value bytearray_extend_(Thread *t, Value *a, size_t n)
{
    (void)n;
    ByteArray *b = as_bytearray(a[0]);
    if (has_buffer(t, a[1])) return is_null(append_object(t, a[0], a[1])) ? V_NULL : V_NONE;
    if (is_str(a[1])) return raise(t, T_TYPE_ERROR, "expected iterable of integers; got: 'str'");
    const Type *type = type_of(t, a[1]);
    if (!type->slots.iter && !type->slots.get_item) return raise(t, T_TYPE_ERROR, "can't extend bytearray with %T", a[1]);
    Value data = bytes_from_iterable(t, a[1], "bytearray", "byte");
    if (is_null(data)) return V_NULL;
    return extend_with(t, b, as_bytes(data)->data, as_bytes(data)->length) ? V_NONE : V_NULL;
}

static Value bytearray_pop_(Thread *t, Value *a, size_t n)
{
    (void)n;
    ByteArray *b = as_bytearray(a[0]);
    int64_t i = -1;
    if (!is_null(a[1]) && !size_argument(t, a[1], &i)) return V_NULL;
    if (b->length == 0) return raise(t, T_INDEX_ERROR, "pop from empty bytearray");
    if (i < 0) i += (int64_t)b->length;
    if (i < 0 || i >= (int64_t)b->length) return raise(t, T_INDEX_ERROR, "pop index out of range");
    uint8_t byte = b->data[i];
    return splice(t, b, (size_t)i, (size_t)i + 1, "", 0) ? value_fixnum(byte) : V_NULL;
}

static Value bytearray_remove_(Thread *t, Value *a, size_t n)
{
    (void)n;
    ByteArray *b = as_bytearray(a[0]);
    uint8_t byte;
    if (!byte_value(t, a[1], "byte", &byte)) return V_NULL;
    ptrdiff_t i = text_find_char(bytes_text(a[0]).s, b->length, 1, byte);
    if (i < 0) return raise(t, T_VALUE_ERROR, "value not found in bytearray");
    return splice(t, b, (size_t)i, (size_t)i + 1, "", 0) ? V_NONE : V_NULL;
}

static Value bytearray_clear_(Thread *t, Value *a, size_t n)
{
    (void)n;
    return bytearray_resize(t, as_bytearray(a[0]), 0) ? V_NONE : V_NULL;
}

static Value bytearray_copy_(Thread *t, Value *a, size_t n)
{
    (void)n;
    return bytearray_new(t, as_bytearray(a[0])->data, as_bytearray(a[0])->length);
}

static Value bytearray_reverse_(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    ByteArray *b = as_bytearray(a[0]);
    for (size_t i = 0, j = b->length; i + 1 < j; i++) {
        unsigned char c = b->data[i];
        b->data[i] = b->data[--j];
        b->data[j] = c;
    }
    return V_NONE;
}

static Value bytearray_resize_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t size;
    if (!size_argument(t, a[1], &size)) return V_NULL;
    if (size < 0) return raise(t, T_VALUE_ERROR, "Can only resize to positive sizes, got %lld", (long long)size);
    return bytearray_resize(t, as_bytearray(a[0]), (size_t)size) ? V_NONE : V_NULL;
}

static Value bytearray_alloc_(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    const ByteArray *b = as_bytearray(a[0]);
    return value_fixnum(b->buffer ? (int64_t)b->capacity + 1 : 0);
}

static Value bytearray_sizeof_(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    const ByteArray *b = as_bytearray(a[0]);
    return value_fixnum((int64_t)(gc_cell_size(b) + (b->buffer ? gc_cell_size(b->buffer) : 0)));
}

/* the state that copy and pickle keep besides the bytes: the attributes */
static Value reduced(Thread *t, Value self, Value arguments)
{
    Value state = attr_get_optional(t, self, NAME(t, __dict__));
    if (is_null(arguments) || (is_null(state) && error_set(t))) return V_NULL;
    return tuple_pack(t, 3, type_value(type_of(t, self)), arguments, is_null(state) ? V_NONE : state);
}

static Value reduce_as_text(Thread *t, Value self)
{
    Text s = bytes_text(self);
    Value text = str_from_units(t, s.s, 1, s.n), encoding = str_from_text(t, "latin-1");
    if (is_null(text) || is_null(encoding)) return V_NULL;
    return reduced(t, self, tuple_pack(t, 2, text, encoding));
}

static Value bytearray_reduce_(Thread *t, Value *a, size_t n)
{
    (void)n;
    return reduce_as_text(t, a[0]);
}

static Value bytearray_reduce_ex_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t protocol = 0;
    if (!is_null(a[1]) && !size_argument(t, a[1], &protocol)) return V_NULL;
    if (protocol < 3) return reduce_as_text(t, a[0]);
    Text s = bytes_text(a[0]);
    if (s.n == 0) return reduced(t, a[0], tuple_new(t, NULL, 0));
    Value data = bytes_new(t, s.s, s.n);
    return is_null(data) ? V_NULL : reduced(t, a[0], tuple_pack(t, 1, data));
}

static Value bytearray_iterator_next(Thread *t, Value self)
{
    SequenceIterator *it = as_cell(self);
    if (is_null(it->sequence)) return V_NULL;
    const ByteArray *b = as_bytearray(it->sequence);
    if (it->position < (int64_t)b->length) return value_fixnum(b->data[it->position++]);
    gc_store(t, it, &it->sequence, V_NULL);
    return V_NULL;
}

const TypeSpec bytearray_iterator_type_spec = {
    .name = "bytearray_iterator",
    .base = T_OBJECT,
    .flags = TYPE_NO_INSTANTIATE,
    .size = sizeof(SequenceIterator),
    .slots = {.iter = iterator_self, .next = bytearray_iterator_next},
    .methods = text_iterator_methods,
    .trace = text_iterator_trace,
};

static const NativeDef bytearray_methods[] = {
#include "objects/bytes_methods.inc"
    FN("__init__", bytearray_init_, "(self, source=b'', encoding='utf-8', errors='strict')", NULL),
    FN("__alloc__", bytearray_alloc_, "(self, /)", "Return the number of bytes actually allocated."),
    FN("__reduce__", bytearray_reduce_, "(self, /)", "Return state information for pickling."),
    FN("__reduce_ex__", bytearray_reduce_ex_, "(self, proto=0, /)", "Return state information for pickling."),
    FN("__sizeof__", bytearray_sizeof_, "(self, /)", "Return the size of the object in memory, in bytes."),
    FN("append", bytearray_append_, "(self, item, /)", "Append one byte, an integer, to the end."),
    FN("clear", bytearray_clear_, "(self, /)", "Remove all bytes."),
    FN("copy", bytearray_copy_, "(self, /)", "Return a copy."),
    FN("extend", bytearray_extend_, "(self, iterable_of_ints, /)", "Append all the bytes of a bytes-like object or an iterable of integers."),
    FN("insert", bytearray_insert_, "(self, index, item, /)", "Insert one byte, an integer, before the index."),
    FN("pop", bytearray_pop_, "(self, index=-1, /)", "Remove and return the byte at the index, the last unless given."),
    FN("remove", bytearray_remove_, "(self, value, /)", "Remove the first occurrence of a byte; ValueError when it is not there."),
    FN("resize", bytearray_resize_, "(self, size, /)", "Change the length to size; new bytes are zero."),
    FN("reverse", bytearray_reverse_, "(self, /)", "Reverse the order of the bytes in place."),
    FN_END,
};

const TypeSpec bytearray_type_spec = {
    .name = "bytearray",
    .doc = "bytearray(iterable_of_ints) -> bytearray\n"
           "bytearray(string, encoding[, errors]) -> bytearray\n"
           "bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n"
           "bytearray(int) -> bytes array of size given by the parameter initialized with null bytes\n"
           "bytearray() -> empty bytes array",
    .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_MATCH_SELF,
    .kind = K_BYTEARRAY,
    .size = sizeof(ByteArray),
    .slots = {.repr = bytearray_repr, .compare = bytes_compare_slot, .iter = bytearray_iter, .length = bytearray_length,
              .get_item = bytearray_get_item, .set_item = bytearray_set_item, .contains = bytes_contains_slot,
              .concat = bytes_concat, .repeat = bytes_repeat, .iconcat = bytearray_iconcat, .irepeat = bytearray_irepeat,
              .mod = bytes_mod, .buffer = bytearray_buffer, .release = bytearray_release},
    .methods = bytearray_methods,
    .construct = {"bytearray", bytearray_construct, NULL, "", FN_KEYWORDS},
    .trace = bytearray_trace,
};
