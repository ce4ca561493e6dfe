/* _struct.c - the struct module's core: values packed into bytes and back by a format.
 *
 * Invariants
 *  - A Struct's fields lie in a K_BUFFER cell, in order of their offsets, and never change while it is initialised; size is -1 before.
 *  - A field stands for `repeat` values of `item` bytes each, or, for 's' and 'p', for one value of `item` bytes. Padding has no field.
 *  - Native mode ('@' or nothing) has C's sizes and alignment for this machine, standard mode fixed sizes and none. Where the two have
 *    the same values only order and size matter, so one reader and one writer serve both. */
#include <math.h>

#include "base/half.h"
#include "modules/args.h"
#include "modules/modules.h"
#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/iterators.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

typedef struct Field {
    int64_t offset, item, repeat;
    char code;
} Field;

typedef struct Struct {
    Header header;
    Value format;        /* bytes; null: not initialised */
    void *fields;        /* K_BUFFER cell of Field */
    int64_t field_count, size, value_count;
    bool big_endian;
} Struct;

typedef struct UnpackIterator {
    Header header;
    Value layout;        /* the Struct; null once exhausted */
    Buffer buffer;
    int64_t position;
} UnpackIterator;

static Struct *as_struct(Value v) { return as_cell(v); }
static void struct_trace(Tracer *tr, void *cell)
{
    gc_trace(tr, ((Struct *)cell)->format);
    gc_trace_cell(tr, ((Struct *)cell)->fields);
}
#define struct_error(...) raise(t, T_STRUCT_ERROR, __VA_ARGS__)

/* --- formats --- */

/* bytes of a code in the mode; 0: no such code */
static int item_size(char code, bool native)
{
    switch (code) {
    case 'x': case 'c': case 'b': case 'B': case 's': case 'p': case '?': return 1;
    case 'h': case 'H': case 'e': return 2;
    case 'i': case 'I': case 'f': return 4;
    case 'l': case 'L': return native ? (int)sizeof(long) : 4;
    case 'q': case 'Q': case 'd': case 'F': return 8;
    case 'n': case 'N': case 'P': return native ? (int)sizeof(void *) : 0;
    case 'D': return 16;
    default: return 0;
    }
}
static int alignment(char code, int size) { return code == 'F' || code == 'D' ? size / 2 : size; }

static bool too_long(Thread *t) { return struct_error("total struct size too long"), false; }

/* Lays out the format. fields NULL: only counts them and the values. */
static bool lay_out(Thread *t, Struct *s, const char *f, Field *fields)
{
    bool native = true, big = false;
    switch (*f) {
    case '@': f++; break;
    case '>': case '!': native = false, big = true, f++; break;
    case '<': case '=': native = false, f++; break;
    }
    int64_t size = 0, count = 0, values = 0;
    while (*f) {
        if (*f == ' ' || (*f >= '\t' && *f <= '\r')) {
            f++;
            continue;
        }
        int64_t repeat = 1;
        if (*f >= '0' && *f <= '9') {
            for (repeat = 0; *f >= '0' && *f <= '9'; f++) {
                if (__builtin_mul_overflow(repeat, 10, &repeat) || __builtin_add_overflow(repeat, *f - '0', &repeat)) return too_long(t);
            }
            if (!*f) return struct_error("repeat count given without format specifier"), false;
        }
        char code = *f++;
        int item = item_size(code, native);
        if (!item) return struct_error("bad char in struct format"), false;
        if (native) {
            int64_t mask = alignment(code, item) - 1;
            if (size > INT64_MAX - mask) return too_long(t);
            size = (size + mask) & ~mask;
        }
        bool text = code == 's' || code == 'p';
        if (code != 'x' && (text || repeat)) {
            if (fields) fields[count] = (Field){size, text ? repeat : item, text ? 1 : repeat, code};
            count++;
            values += text ? 1 : repeat;
        }
        int64_t bytes;
        if (__builtin_mul_overflow(repeat, item, &bytes) || __builtin_add_overflow(size, bytes, &size)) return too_long(t);
    }
    s->big_endian = big;
    s->field_count = count;
    s->size = size;
    s->value_count = values;
    return true;
}
static Value format_bytes(Thread *t, Value format)
{
    if (is_str(format)) return call_method1(t, format, NAME(t, encode), str_intern_text(t, "ascii"));
    if (is_bytes(format)) return format;
    return raise(t, T_TYPE_ERROR, "Struct() argument 1 must be a str or bytes object, not %T", format);
}
static bool compile(Thread *t, Struct *s, Value format)
{
    Value text = format_bytes(t, format);
    if (is_null(text)) return false;
    const char *f = (const char *)as_bytes(text)->data;
    if (strlen(f) != as_bytes(text)->length) return struct_error("embedded null character"), false;
    Struct laid = {0};
    if (!lay_out(t, &laid, f, NULL)) return false;
    void *cell = gc_alloc_buffer(t, (size_t)(laid.field_count + 1) * sizeof(Field));
    if (!cell || !lay_out(t, &laid, f, buffer_data(cell))) return false;
    s->big_endian = laid.big_endian;
    s->field_count = laid.field_count;
    s->size = laid.size;
    s->value_count = laid.value_count;
    gc_store_pointer(t, s, s->fields, cell);
    gc_store(t, s, &s->format, text);
    return true;
}

/* --- numbers in bytes --- */

static void put_bits(unsigned char *p, uint64_t bits, int size, bool big)
{
    for (int i = 0; i < size; i++) p[big ? size - 1 - i : i] = (unsigned char)(bits >> 8 * i);
}
static uint64_t get_bits(const unsigned char *p, int size, bool big)
{
    uint64_t bits = 0;
    for (int i = 0; i < size; i++) bits |= (uint64_t)p[big ? size - 1 - i : i] << 8 * i;
    return bits;
}
static bool is_signed(char code) { return code == 'b' || code == 'h' || code == 'i' || code == 'l' || code == 'q' || code == 'n'; }

static bool out_of_range(Thread *t, char code, int size)
{
    uint64_t all = UINT64_MAX >> (64 - 8 * size);
    if (is_signed(code)) {
        long long most = (long long)(all >> 1);
        return struct_error("'%c' format requires %lld <= number <= %lld", code, -most - 1, most), false;
    }
    return struct_error("'%c' format requires 0 <= number <= %llu", code, (unsigned long long)all), false;
}
static bool put_int(Thread *t, unsigned char *p, char code, int size, bool big, Value v)
{
    if (!is_int(v)) {
        if (!type_of(t, v)->slots.index) return struct_error("required argument is not an integer"), false;
        v = to_index(t, v);
        if (is_null(v)) return false;
    }
    int64_t n;
    uint64_t bits;
    bool fits = int_fits_int64(v, &n);
    if (code == 'P') {
        if (!fits && (int_sign(v) < 0 || int_bit_length(v) > 64)) return struct_error("int too large to convert"), false;
    } else if (is_signed(code)) {
        int64_t most = INT64_MAX >> (64 - 8 * size);
        if (!fits || n > most || n < -most - 1) return out_of_range(t, code, size);
    } else if (int_sign(v) < 0 || int_bit_length(v) > (uint64_t)(8 * size)) {
        return out_of_range(t, code, size);
    }
    bits = fits ? (uint64_t)n : ((Int *)as_cell(v))->limbs[0];
    put_bits(p, bits, size, big);
    return true;
}
static Value get_int(Thread *t, const unsigned char *p, char code, int size, bool big)
{
    uint64_t bits = get_bits(p, size, big);
    if (!is_signed(code)) return int_from_uint64(t, bits);
    int unused = 64 - 8 * size;
    return int_from_int64(t, (int64_t)(bits << unused) >> unused);
}

/* false: too large for the size */
static bool put_double(unsigned char *p, double d, int size, bool big)
{
    uint64_t bits = 0;
    if (size == 2) {
        uint16_t half;
        if (!half_from_double(d, &half)) return false;
        bits = half;
    } else if (size == 4) {
        float f = (float)d;
        uint32_t word;
        if (isinf(f) && !isinf(d)) return false;
        memcpy(&word, &f, sizeof word);
        bits = word;
    } else {
        memcpy(&bits, &d, sizeof bits);
    }
    put_bits(p, bits, size, big);
    return true;
}
static double get_double(const unsigned char *p, int size, bool big)
{
    uint64_t bits = get_bits(p, size, big);
    uint32_t word = (uint32_t)bits;
    float f;
    double d;
    if (size == 2) return half_to_double((uint16_t)bits);
    if (size == 8) return memcpy(&d, &bits, sizeof d), d;
    memcpy(&f, &word, sizeof f);
    return (double)f;
}
static bool put_float(Thread *t, unsigned char *p, char code, int size, bool big, Value v)
{
    double d;
    if (!to_double(t, v, &d)) {
        error_clear(t);
        return struct_error("required argument is not a float"), false;
    }
    if (put_double(p, d, size, big)) return true;
    if (is_int(v)) return struct_error("int too large to convert"), false;
    return RAISE_FALSE(t, T_OVERFLOW_ERROR, "float too large to pack with %c format", code);
}
static bool put_complex(Thread *t, unsigned char *p, int size, bool big, Value v)
{
    double part[2] = {0, 0};
    if (is_complex(v)) {
        part[0] = ((Complex *)as_cell(v))->real;
        part[1] = ((Complex *)as_cell(v))->imaginary;
    } else if (!to_double(t, v, &part[0])) {
        error_clear(t);
        Value c = call1(t, type_value(type_by_id(t, T_COMPLEX)), v);
        if (is_null(c) || is_str(v)) {
            error_clear(t);
            return struct_error("required argument is not a complex"), false;
        }
        part[0] = ((Complex *)as_cell(c))->real;
        part[1] = ((Complex *)as_cell(c))->imaginary;
    }
    for (int i = 0; i < 2; i++) {
        double d = size == 4 ? (double)(float)part[i] : part[i]; /* what is too large becomes infinite */
        put_double(p + i * size, d, size, big);
    }
    return true;
}
static bool put_text(Thread *t, unsigned char *p, const Field *f, Value v)
{
    const unsigned char *data;
    int64_t n;
    if (is_bytes(v)) {
        data = as_bytes(v)->data;
        n = (int64_t)as_bytes(v)->length;
    } else if (is_bytearray(v)) {
        data = as_bytearray(v)->data;
        n = (int64_t)as_bytearray(v)->length;
    } else {
        return struct_error("argument for '%c' must be a bytes object", f->code), false;
    }
    int64_t room = f->code == 'p' ? f->item - 1 : f->item;
    if (room < 0) return true;
    if (n > room) n = room;
    if (n) memcpy(p + (f->item - room), data, (size_t)n);
    if (f->code == 'p') *p = (unsigned char)(n > 255 ? 255 : n);
    return true;
}

/* --- one value --- */

static bool put_value(Thread *t, unsigned char *p, const Field *f, bool big, Value v)
{
    int truth;
    switch (f->code) {
    case 's': case 'p': return put_text(t, p, f, v);
    case 'c':
        if (!is_bytes(v) || as_bytes(v)->length != 1) return struct_error("char format requires a bytes object of length 1"), false;
        *p = as_bytes(v)->data[0];
        return true;
    case '?':
        truth = is_truthy(t, v);
        *p = truth > 0;
        return truth >= 0;
    case 'e': case 'f': case 'd': return put_float(t, p, f->code, (int)f->item, big, v);
    case 'F': case 'D': return put_complex(t, p, (int)f->item / 2, big, v);
    default: return put_int(t, p, f->code, (int)f->item, big, v);
    }
}
static Value get_value(Thread *t, const unsigned char *p, const Field *f, bool big)
{
    int size = (int)f->item;
    int64_t n;
    switch (f->code) {
    case 's': return bytes_new(t, p, (size_t)f->item);
    case 'p':
        n = f->item ? *p : 0;
        if (n >= f->item) n = f->item ? f->item - 1 : 0;
        return bytes_new(t, p + 1, (size_t)n);
    case 'c': return bytes_new(t, p, 1);
    case '?': return value_bool(*p);
    case 'e': case 'f': case 'd': return float_new(t, get_double(p, size, big));
    case 'F': case 'D': return complex_new(t, get_double(p, size / 2, big), get_double(p + size / 2, size / 2, big));
    default: return get_int(t, p, f->code, size, big);
    }
}

/* --- all values --- */

/* into zeroed or foreign memory: padding and what strings leave over become 0 */
static bool pack_values(Thread *t, const Struct *s, unsigned char *p, const Value *values)
{
    const Field *fields = buffer_data(s->fields);
    memset(p, 0, (size_t)s->size);
    for (int64_t i = 0; i < s->field_count; i++) {
        const Field *f = &fields[i];
        for (int64_t k = 0; k < f->repeat; k++)
            if (!put_value(t, p + f->offset + k * f->item, f, s->big_endian, *values++)) return false;
    }
    return true;
}
static Value unpack_values(Thread *t, const Struct *s, const unsigned char *p)
{
    const Field *fields = buffer_data(s->fields);
    Tuple *all = tuple_alloc(t, (size_t)s->value_count);
    for (int64_t i = 0, at = 0; all && i < s->field_count; i++) {
        const Field *f = &fields[i];
        for (int64_t k = 0; k < f->repeat; k++) {
            Value v = get_value(t, p + f->offset + k * f->item, f, s->big_endian);
            if (is_null(v)) return V_NULL;
            gc_store(t, all, &all->items[at++], v);
        }
    }
    return all ? value_cell(all) : V_NULL;
}

static bool initialised(Thread *t, const Struct *s)
{
    return !is_null(s->format) || RAISE_FALSE(t, T_RUNTIME_ERROR, "Struct object is not initialized");
}
static bool check_count(Thread *t, const Struct *s, const char *function, size_t given)
{
    if ((int64_t)given == s->value_count) return true;
    return struct_error("%s expected %lld items for packing (got %zu)", function, (long long)s->value_count, given), false;
}
static Value pack(Thread *t, const Struct *s, const Value *values, size_t n)
{
    if (!initialised(t, s) || !check_count(t, s, "pack", n)) return V_NULL;
    Bytes *b = bytes_alloc(t, (size_t)s->size);
    return b && pack_values(t, s, b->data, values) ? value_cell(b) : V_NULL;
}
/* an offset from the end if negative; verb: what there is no room or not enough data for */
static bool resolve_offset(Thread *t, const Struct *s, const Buffer *b, const char *function, bool packs, int64_t *offset)
{
    long long size = (long long)s->size, length = (long long)b->length;
    if (*offset < 0) {
        if (*offset + size > 0) {
            struct_error(packs ? "no space to pack %lld bytes at offset %lld" : "not enough data to unpack %lld bytes at offset %lld", size, (long long)*offset);
            return false;
        }
        if (*offset + length < 0) return struct_error("offset %lld out of range for %lld-byte buffer", (long long)*offset, length), false;
        *offset += length;
    }
    if (length - *offset >= size) return true;
    struct_error("%s requires a buffer of at least %llu bytes for %s %lld bytes at offset %lld (actual buffer size is %lld)", function,
                 (unsigned long long)size + (unsigned long long)*offset, packs ? "packing" : "unpacking", size, (long long)*offset, length);
    return false;
}
static bool writable_buffer(Thread *t, Value v, Buffer *b)
{
    if (buffer_get(t, v, b, BUFFER_WRITABLE)) return true;
    error_clear(t);
    return RAISE_FALSE(t, T_TYPE_ERROR, "argument must be read-write bytes-like object, not %T", v);
}
/* a: buffer, offset, values... */
static Value pack_into(Thread *t, const Struct *s, const Value *a, size_t n)
{
    if (!initialised(t, s)) return V_NULL;
    if (n < 1) return struct_error("pack_into expected buffer argument");
    if (n < 2) return struct_error("pack_into expected offset argument");
    if (!check_count(t, s, "pack_into", n - 2)) return V_NULL;
    Buffer b;
    int64_t offset;
    if (!writable_buffer(t, a[0], &b)) return V_NULL;
    Value index = to_index(t, a[1]);
    bool ok = !is_null(index);
    if (ok && !int_fits_int64(index, &offset)) ok = RAISE_FALSE(t, T_INDEX_ERROR, "cannot fit '%T' into an index-sized integer", a[1]);
    ok = ok && resolve_offset(t, s, &b, "pack_into", true, &offset) && pack_values(t, s, (unsigned char *)b.data + offset, a + 2);
    buffer_release(t, &b);
    return ok ? V_NONE : V_NULL;
}
static Value unpack(Thread *t, const Struct *s, Value v)
{
    Buffer b;
    Value r = V_NULL;
    if (!initialised(t, s) || !buffer_get(t, v, &b, BUFFER_SIMPLE)) return V_NULL;
    if ((int64_t)b.length != s->size) struct_error("unpack requires a buffer of %lld bytes", (long long)s->size);
    else r = unpack_values(t, s, b.data);
    buffer_release(t, &b);
    return r;
}
static Value unpack_from(Thread *t, const Struct *s, Value v, Value where)
{
    Buffer b;
    int64_t offset = 0;
    Value r = V_NULL;
    if (!initialised(t, s) || (!is_null(where) && !arg_size(t, where, &offset)) || !buffer_get(t, v, &b, BUFFER_SIMPLE)) return V_NULL;
    if (resolve_offset(t, s, &b, "unpack_from", false, &offset)) r = unpack_values(t, s, (unsigned char *)b.data + offset);
    buffer_release(t, &b);
    return r;
}

/* --- iter_unpack --- */

static void unpack_iterator_trace(Tracer *tr, void *cell)
{
    UnpackIterator *it = cell;
    gc_trace(tr, it->layout);
    buffer_trace(tr, &it->buffer);
}
static Value iter_unpack(Thread *t, Value layout, Value v)
{
    Struct *s = as_struct(layout);
    if (!initialised(t, s)) return V_NULL;
    if (s->size == 0) return struct_error("cannot iteratively unpack with a struct of length 0");
    UnpackIterator *it = object_alloc_id(t, T_UNPACK_ITERATOR, 0);
    if (!it || !gc_register_dispose(t, &it->header) || !buffer_get(t, v, &it->buffer, BUFFER_SIMPLE)) return V_NULL;
    gc_store(t, it, &it->layout, layout);
    if (it->buffer.length % (size_t)s->size == 0) return value_cell(it);
    it->layout = V_NULL;
    buffer_release(t, &it->buffer);
    return struct_error("iterative unpacking requires a buffer of a multiple of %lld bytes", (long long)s->size);
}
static Value unpack_iterator_next(Thread *t, Value self)
{
    UnpackIterator *it = as_cell(self);
    if (is_null(it->layout)) return V_NULL;
    const Struct *s = as_struct(it->layout);
    if (it->position >= (int64_t)it->buffer.length) {
        it->layout = V_NULL;
        buffer_release(t, &it->buffer);
        return V_NULL;
    }
    Value r = unpack_values(t, s, (unsigned char *)it->buffer.data + it->position);
    it->position += s->size;
    return r;
}
static Value unpack_iterator_hint(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    const UnpackIterator *it = as_cell(a[0]);
    if (is_null(it->layout)) return value_fixnum(0);
    return value_fixnum(((int64_t)it->buffer.length - it->position) / as_struct(it->layout)->size);
}
static const NativeDef iterator_methods[] = {FN("__length_hint__", unpack_iterator_hint, "($self, /)", NULL), FN_END};
static void unpack_iterator_dispose(Runtime *rt, void *cell)
{
    UnpackIterator *it = cell;
    if (!is_null(it->layout)) buffer_release(rt->main, &it->buffer);
}
const TypeSpec unpack_iterator_type_spec = {
    .name = "_struct.unpack_iterator", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .size = sizeof(UnpackIterator),
    .slots = {.iter = iterator_self, .next = unpack_iterator_next}, .methods = iterator_methods, .trace = unpack_iterator_trace,
    .dispose = unpack_iterator_dispose};

/* --- Struct --- */

static Value struct_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Struct *s = object_alloc(t, as_type(a[0]), 0);
    if (!s) return V_NULL;
    s->size = -1;
    return value_cell(s);
}
static Value struct_init(Thread *t, Value *a, size_t n) { (void)n; return compile(t, as_struct(a[0]), a[1]) ? V_NONE : V_NULL; }
static Value struct_repr(Thread *t, Value self)
{
    const Struct *s = as_struct(self);
    if (!initialised(t, s)) return V_NULL;
    Value text = str_from_ascii(t, (const char *)as_bytes(s->format)->data, as_bytes(s->format)->length);
    return is_null(text) ? V_NULL : str_format(t, "%U(%R)", type_of(t, self)->name, text);
}
static Value struct_pack(Thread *t, Value *a, size_t n) { return pack(t, as_struct(a[0]), a + 1, n - 1); }
static Value struct_pack_into(Thread *t, Value *a, size_t n) { return pack_into(t, as_struct(a[0]), a + 1, n - 1); }
static Value struct_unpack(Thread *t, Value *a, size_t n) { (void)n; return unpack(t, as_struct(a[0]), a[1]); }
static Value struct_unpack_from(Thread *t, Value *a, size_t n) { (void)n; return unpack_from(t, as_struct(a[0]), a[1], a[2]); }
static Value struct_iter_unpack(Thread *t, Value *a, size_t n) { (void)n; return iter_unpack(t, a[0], a[1]); }
static Value struct_format(Thread *t, Value self)
{
    const Struct *s = as_struct(self);
    return initialised(t, s) ? str_from_ascii(t, (const char *)as_bytes(s->format)->data, as_bytes(s->format)->length) : V_NULL;
}
static Value struct_size(Thread *t, Value self) { return int_from_int64(t, as_struct(self)->size); }
static Value struct_sizeof(Thread *t, Value *a, size_t n)
{
    (void)n;
    return int_from_int64(t, (int64_t)sizeof(Struct) + (as_struct(a[0])->field_count + 1) * (int64_t)sizeof(Field));
}
static const NativeDef struct_methods[] = {
    FN("__init__", struct_init, "($self, /, format)", NULL),
    FN("pack", struct_pack, NULL, "S.pack(v1, v2, ...) -> bytes\n\nThe values packed by the format S.format."),
    FN("pack_into", struct_pack_into, NULL, "S.pack_into(buffer, offset, v1, v2, ...)\n\nPacks the values into a writable buffer from offset on."),
    FN("unpack", struct_unpack, "($self, buffer, /)", "Return a tuple of the values in a buffer of exactly S.size bytes."),
    FN("unpack_from", struct_unpack_from, "($self, /, buffer, offset=0)", "Return a tuple of the values in a buffer from offset on."),
    FN("iter_unpack", struct_iter_unpack, "($self, buffer, /)", "Return an iterator over the tuples of a buffer, S.size bytes each."),
    FN("__sizeof__", struct_sizeof, "($self, /)", "S.__sizeof__() -> size of S in memory, in bytes"), FN_END};
static const GetSetDef struct_getsets[] = {{"format", struct_format, NULL, "struct format string"}, {"size", struct_size, NULL, "struct size in bytes"}, GETSET_END};

const TypeSpec struct_type_spec = {
    .name = "_struct.Struct", .doc = "Struct(fmt) --> compiled struct object", .base = T_OBJECT, .flags = TYPE_BASE | TYPE_HAS_WEAKREF, .size = sizeof(Struct),
    .slots = {.repr = struct_repr}, .methods = struct_methods, .getsets = struct_getsets,
    .construct = {"__new__", struct_construct, NULL, NULL, FN_KEYWORDS}, .trace = struct_trace};

const TypeSpec struct_error_type_spec = {.name = "struct.error", .base = T_EXCEPTION, .flags = TYPE_BASE | TYPE_HAS_DICT};

/* --- module: the same by a format, with the compiled ones kept in a dict that is emptied when it is full --- */

enum { CACHE_SIZE = 100 };

/* the compiled format; V_NULL: exception */
static Value compiled(Thread *t, Value format)
{
    Value *cache = &t->rt->state[STATE_STRUCTS];
    if (is_null(*cache) && is_null(*cache = dict_new(t))) return V_NULL;
    Value s = dict_get(t, *cache, format);
    if (!is_null(s) || error_set(t)) {
        if (!error_matches(t, T_TYPE_ERROR)) return s;
        error_clear(t); /* not hashable: then it is no format either */
        return format_bytes(t, format);
    }
    s = call1(t, type_value(type_by_id(t, T_STRUCT)), format);
    if (is_null(s)) return V_NULL;
    if (as_dict(*cache)->count >= CACHE_SIZE) dict_clear(t, *cache);
    return dict_set(t, *cache, format, s) ? s : V_NULL;
}
static Value module_clear(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    t->rt->state[STATE_STRUCTS] = V_NULL;
    return V_NONE;
}
static Value module_calcsize(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value s = compiled(t, a[0]);
    return is_null(s) ? V_NULL : struct_size(t, s);
}
static Value module_pack(Thread *t, Value *a, size_t n)
{
    if (!n) return raise(t, T_TYPE_ERROR, "missing format argument");
    Value s = compiled(t, a[0]);
    return is_null(s) ? V_NULL : pack(t, as_struct(s), a + 1, n - 1);
}
static Value module_pack_into(Thread *t, Value *a, size_t n)
{
    if (!n) return raise(t, T_TYPE_ERROR, "missing format argument");
    Value s = compiled(t, a[0]);
    return is_null(s) ? V_NULL : pack_into(t, as_struct(s), a + 1, n - 1);
}
static Value module_unpack(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value s = compiled(t, a[0]);
    return is_null(s) ? V_NULL : unpack(t, as_struct(s), a[1]);
}
static Value module_unpack_from(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value s = compiled(t, a[0]);
    return is_null(s) ? V_NULL : unpack_from(t, as_struct(s), a[1], a[2]);
}
static Value module_iter_unpack(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value s = compiled(t, a[0]);
    return is_null(s) ? V_NULL : iter_unpack(t, s, a[1]);
}
static const NativeDef functions[] = {
    FN("_clearcache", module_clear, "($module, /)", "Clear the internal cache."),
    FN("calcsize", module_calcsize, "($module, format, /)", "Return size in bytes of the struct described by the format string."),
    FN("pack", module_pack, NULL, "pack(format, v1, v2, ...) -> bytes\n\nThe values packed by the format."),
    FN("pack_into", module_pack_into, NULL, "pack_into(format, buffer, offset, v1, v2, ...)\n\nPacks the values into a writable buffer from offset on."),
    FN("unpack", module_unpack, "($module, format, buffer, /)", "Return a tuple of the values in a buffer of exactly calcsize(format) bytes."),
    FN("unpack_from", module_unpack_from, "($module, format, /, buffer, offset=0)", "Return a tuple of the values in a buffer from offset on."),
    FN("iter_unpack", module_iter_unpack, "($module, format, buffer, /)", "Return an iterator over the tuples of a buffer, calcsize(format) bytes each."),
    FN_END};

static bool setup(Thread *t, Value module)
{
    return module_add_type(t, module, T_STRUCT) && module_add_type(t, module, T_STRUCT_ERROR);
}

const ModuleSpec _struct_module_spec = {
    "_struct", "Functions to convert between Python values and C structs.\nA format string says how the bytes are laid out.", functions, NULL, setup};
