/* memoryview.c - windows on other objects' memory.
 *
 * Invariants
 *  - A root view holds the Buffer that its owner lent; slices and casts refer to the root, which counts the views that are not yet
 *    released (`users`, itself included) and gives the Buffer back with the last. A view that dies unreleased is released by the
 *    collector.
 *  - shape and strides lie in the cell itself (`one`) for one dimension, else in a K_BUFFER cell (`layout`).
 *  - While `exports` > 0, somebody else reads through this view: it cannot be released.
 */
#include "base/half.h"
#include "base/siphash.h"
#include "objects/bytes_internal.h"
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/sequence.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

typedef struct MemoryView {
    Header header;
    struct MemoryView *root;
    Buffer buffer;            /* of a root */
    uint64_t users;           /* of a root */
    uint64_t exports;
    Buffer view;              /* what this view shows; its owner is not used */
    void *layout;
    int64_t one[2];
    const char *format_cell;  /* text in a K_BUFFER cell when the format is this view's own */
    int64_t hash;             /* 0: not computed */
    bool released;
} MemoryView;

static MemoryView *as_view(Value v) { return as_cell(v); }

static bool check(Thread *t, const MemoryView *m)
{
    if (!m->released && !is_null(m->root->buffer.owner)) return true;
    return RAISE_FALSE(t, T_VALUE_ERROR, "operation forbidden on released memoryview object");
}

/* --- making ---------------------------------------------------------------------------------------------------------------- */

/* room for shape and strides; the view's own are copied if it has them */
static bool set_layout(Thread *t, MemoryView *m, int dimensions, const int64_t *shape, const int64_t *strides)
{
    int64_t *to = m->one;
    if (dimensions > 1) {
        void *cell = gc_alloc_buffer(t, (size_t)dimensions * 2 * sizeof(int64_t));
        if (!cell) return false;
        gc_store_pointer(t, m, m->layout, cell);
        to = buffer_data(cell);
    }
    int64_t step = (int64_t)m->view.item_size;
    for (int i = dimensions - 1; i >= 0; i--) {
        to[i] = shape ? shape[i] : (int64_t)(m->view.length / size_max(m->view.item_size, 1));
        to[dimensions + i] = strides ? strides[i] : step;
        step *= to[i];
    }
    m->view.dimensions = dimensions;
    m->view.shape = to;
    m->view.strides = to + dimensions;
    return true;
}

static MemoryView *view_alloc(Thread *t)
{
    MemoryView *m = object_alloc_id(t, T_MEMORYVIEW, 0);
    if (m) m->released = true; /* nothing to give back yet */
    return m;
}

/* another view of the same memory; NULL: MemoryError */
static MemoryView *derive(Thread *t, const MemoryView *from)
{
    MemoryView *m = view_alloc(t);
    if (!m) return NULL;
    m->root = from->root;
    m->view = from->view;
    m->view.owner = m->view.via = V_NULL;
    m->format_cell = from->format_cell;
    if (!set_layout(t, m, from->view.dimensions, from->view.shape, from->view.strides)) return NULL;
    m->released = false;
    m->root->users++;
    return m;
}

static Value view_of(Thread *t, Value object, int flags)
{
    if (has_type(t, object, T_MEMORYVIEW) && !(flags & BUFFER_WRITABLE)) {
        if (!check(t, as_view(object))) return V_NULL;
        MemoryView *m = derive(t, as_view(object));
        return m ? value_cell(m) : V_NULL;
    }
    MemoryView *m = view_alloc(t);
    if (!m) return V_NULL;
    m->root = m;
    if (!buffer_get(t, object, &m->buffer, flags)) return V_NULL;
    gc_barrier(t, m);
    m->view = m->buffer;
    m->view.owner = m->view.via = V_NULL;
    if (!m->view.format) m->view.format = "B";
    m->released = false;
    m->users = 1;
    if (!set_layout(t, m, m->buffer.dimensions, m->buffer.shape, m->buffer.strides)) return V_NULL;
    return value_cell(m);
}

static Value memoryview_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!has_buffer(t, a[1])) return raise(t, T_TYPE_ERROR, "memoryview: a bytes-like object is required, not '%T'", a[1]);
    return view_of(t, a[1], BUFFER_FULL);
}

static Value memoryview_from_flags_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t flags;
    if (!size_argument(t, a[2], &flags)) return V_NULL;
    return view_of(t, a[1], (int)flags);
}

/* --- release ------------------------------------------------------------------------------------------------------------------ */

static void give_back(Thread *t, MemoryView *m)
{
    m->released = true;
    if (--m->root->users == 0) buffer_release(t, &m->root->buffer);
}

static Value memoryview_release_(Thread *t, Value *a, size_t n)
{
    (void)n;
    MemoryView *m = as_view(a[0]);
    if (m->released) return V_NONE;
    if (m->exports)
        return raise(t, T_BUFFER_ERROR, "memoryview has %zu exported buffer%s", (size_t)m->exports, m->exports == 1 ? "" : "s");
    give_back(t, m);
    return V_NONE;
}

/* by the collector: no Python code, so an owner with a __release_buffer__ of its own is not told */
static void memoryview_dispose(Runtime *rt, void *cell)
{
    MemoryView *m = cell;
    if (m->released || !m->root) return;
    Buffer *b = &m->root->buffer;
    if (!is_null(b->via)) {
        b->owner = b->via;
        b->via = V_NULL;
    }
    give_back(rt->main, m);
}

static Value memoryview_enter_(Thread *t, Value *a, size_t n)
{
    (void)n;
    return check(t, as_view(a[0])) ? a[0] : V_NULL;
}

static void memoryview_trace(Tracer *tr, void *cell)
{
    MemoryView *m = cell;
    gc_trace_cell(tr, m->root);
    buffer_trace(tr, &m->buffer);
    gc_trace_cell(tr, m->layout);
    gc_trace_cell(tr, m->format_cell ? m->format_cell - sizeof(Header) : NULL);
}

/* --- items ------------------------------------------------------------------------------------------------------------------------ */

/* the type character of a native format, or 0 */
static char native_format(const char *format)
{
    if (*format == '@') format++;
    return format[0] && !format[1] && strchr("cbB?hHiIlLqQnNefdP", format[0]) ? format[0] : 0;
}

static size_t format_size(char format)
{
    switch (format) {
    case 'c': case 'b': case 'B': case '?': return 1;
    case 'h': case 'H': case 'e': return 2;
    case 'i': case 'I': case 'f': return 4;
    default: return 8;
    }
}

static Value unsupported_format(Thread *t, const char *format)
{
    return raise(t, T_NOT_IMPLEMENTED_ERROR, "memoryview: format %s not supported", format);
}

static Value unpack(Thread *t, const char *p, const char *format)
{
    switch (native_format(format)) {
    case 'c': return bytes_new(t, p, 1);
    case 'b': return value_fixnum(*(const int8_t *)p);
    case 'B': return value_fixnum(*(const uint8_t *)p);
    case '?': return value_bool(*p != 0);
    case 'h': return value_fixnum((int16_t)load_u16(p));
    case 'H': return value_fixnum(load_u16(p));
    case 'i': return value_fixnum((int32_t)load_u32(p));
    case 'I': return value_fixnum(load_u32(p));
    case 'l': case 'q': case 'n': return int_from_int64(t, (int64_t)load_u64(p));
    case 'L': case 'Q': case 'N': case 'P': return int_from_uint64(t, load_u64(p));
    case 'e': return float_new(t, half_to_double(load_u16(p)));
    case 'f': {
        float f;
        memcpy(&f, p, sizeof f);
        return float_new(t, f);
    }
    case 'd': return float_new(t, double_from_bits(load_u64(p)));
    default: return unsupported_format(t, format);
    }
}

static bool bad_value(Thread *t, const char *format)
{
    return RAISE_FALSE(t, T_VALUE_ERROR, "memoryview: invalid value for format '%s'", format);
}

static bool bad_type(Thread *t, const char *format)
{
    return RAISE_FALSE(t, T_TYPE_ERROR, "memoryview: invalid type for format '%s'", format);
}

/* an integer of `size` bytes; false: TypeError or ValueError */
static bool pack_int(Thread *t, char *p, const char *format, char code, Value v)
{
    if (!is_int(v) && !type_of(t, v)->slots.index) return bad_type(t, format);
    Value i = to_index(t, v);
    if (is_null(i)) return false;
    size_t size = format_size(code);
    bool is_signed = strchr("bhilqn", code) != NULL;
    int64_t n;
    bool fits = int_fits_int64(i, &n);
    if (!fits && size == 8 && !is_signed && int_sign(i) > 0 && has_kind(i, K_INT) && ((Int *)as_cell(i))->length == 1) {
        n = (int64_t)((Int *)as_cell(i))->limbs[0];
        fits = true;
    } else if (fits && is_signed) {
        fits = size == 8 || (n >= -((int64_t)1 << (size * 8 - 1)) && n < (int64_t)1 << (size * 8 - 1));
    } else if (fits) {
        fits = n >= 0 && (size == 8 || n < (int64_t)1 << size * 8);
    }
    if (!fits) return bad_value(t, format);
    memcpy(p, &n, size);
    return true;
}

static bool pack_float(Thread *t, char *p, const char *format, char code, Value v)
{
    double d;
    if (!to_double(t, v, &d)) {
        if (!error_matches(t, T_TYPE_ERROR)) return false;
        error_clear(t);
        return bad_type(t, format);
    }
    float f = (float)d;
    uint16_t h;
    if (code == 'e' && !half_from_double(d, &h)) return bad_value(t, format);
    memcpy(p, code == 'e' ? (void *)&h : code == 'f' ? (void *)&f : (void *)&d, format_size(code));
    return true;
}

static bool pack(Thread *t, const MemoryView *m, char *p, Value v)
{
    const char *format = m->view.format;
    char code = native_format(format);
    switch (code) {
    case 0: unsupported_format(t, format); return false;
    case 'c':
        if (!is_bytes(v)) return bad_type(t, format);
        if (as_bytes(v)->length != 1) return bad_value(t, format);
        *p = (char)as_bytes(v)->data[0];
        return true;
    case '?': {
        int truth = is_truthy(t, v);
        if (truth >= 0) *p = (char)truth;
        return truth >= 0;
    }
    case 'e': case 'f': case 'd': return pack_float(t, p, format, code, v) && check(t, m);
    default: {
        char bytes[8];
        if (!pack_int(t, bytes, format, code, v) || !check(t, m)) return false; /* __index__ may have released it */
        memcpy(p, bytes, format_size(code));
        return true;
    }
    }
}

/* --- subscripts --------------------------------------------------------------------------------------------------------------------- */

static bool move_index(Thread *t, const MemoryView *m, int dimension, Value key, char **p)
{
    int64_t i, n = m->view.shape[dimension];
    if (!text_index(t, key, &i) || !check(t, m)) return false;
    if (i < 0) i += n;
    if (i < 0 || i >= n) return RAISE_FALSE(t, T_INDEX_ERROR, "index out of bounds on dimension %d", dimension + 1);
    *p += i * m->view.strides[dimension];
    return true;
}

static bool is_index(Thread *t, Value v) { return is_int(v) || type_of(t, v)->slots.index; }

/* the address of the one item that key stands for; NULL: exception */
static char *item_address(Thread *t, const MemoryView *m, Value key)
{
    char *p = m->view.data;
    int dimensions = m->view.dimensions;
    if (dimensions == 0) {
        if (is_tuple(key) && as_tuple(key)->length == 0) return p;
        return RAISE_PTR(t, T_TYPE_ERROR, "invalid indexing of 0-dim memory");
    }
    if (is_index(t, key)) {
        if (dimensions > 1) return RAISE_PTR(t, T_NOT_IMPLEMENTED_ERROR, "multi-dimensional sub-views are not implemented");
        return move_index(t, m, 0, key, &p) ? p : NULL;
    }
    if (!is_tuple(key)) return RAISE_PTR(t, T_TYPE_ERROR, "memoryview: invalid slice key");
    const Tuple *keys = as_tuple(key);
    bool slices = keys->length > 0;
    for (size_t i = 0; i < keys->length; i++) slices &= has_kind(keys->items[i], K_SLICE);
    if (slices) return RAISE_PTR(t, T_NOT_IMPLEMENTED_ERROR, "multi-dimensional slicing is not implemented");
    for (size_t i = 0; i < keys->length; i++) {
        if (!is_index(t, keys->items[i])) return RAISE_PTR(t, T_TYPE_ERROR, "memoryview: invalid slice key");
    }
    if (keys->length > (size_t)dimensions)
        return RAISE_PTR(t, T_TYPE_ERROR, "cannot index %d-dimension view with %zu-element tuple", dimensions, (size_t)keys->length);
    if (keys->length < (size_t)dimensions) return RAISE_PTR(t, T_NOT_IMPLEMENTED_ERROR, "sub-views are not implemented");
    for (int i = 0; i < dimensions; i++) {
        if (!move_index(t, m, i, keys->items[i], &p)) return NULL;
    }
    return p;
}

static void set_length(MemoryView *m)
{
    size_t n = m->view.item_size;
    for (int i = 0; i < m->view.dimensions; i++) n *= (size_t)m->view.shape[i];
    m->view.length = n;
}

static MemoryView *slice_of(Thread *t, const MemoryView *from, Value slice)
{
    int64_t start, stop, step, count;
    if (!slice_bounds(t, slice, from->view.shape[0], &start, &stop, &step, &count) || !check(t, from)) return NULL;
    MemoryView *m = derive(t, from);
    if (!m) return NULL;
    m->view.data = (char *)m->view.data + start * m->view.strides[0];
    m->view.shape[0] = count < 0 ? 0 : count;
    m->view.strides[0] *= step;
    set_length(m);
    return m;
}

static Value memoryview_get_item(Thread *t, Value self, Value key)
{
    MemoryView *m = as_view(self);
    if (!check(t, m)) return V_NULL;
    if (has_kind(key, K_SLICE) && m->view.dimensions > 0) {
        MemoryView *part = slice_of(t, m, key);
        return part ? value_cell(part) : V_NULL;
    }
    if (value_same(key, V_ELLIPSIS) && m->view.dimensions == 0) return self;
    const char *p = item_address(t, m, key);
    return p ? unpack(t, p, m->view.format) : V_NULL;
}

static bool same_format(const char *a, const char *b)
{
    if (*a == '@') a++;
    if (*b == '@') b++;
    return strcmp(a, b) == 0;
}

static bool assign_slice(Thread *t, MemoryView *m, Value key, Value v)
{
    Buffer from;
    if (m->view.dimensions != 1)
        return RAISE_FALSE(t, T_NOT_IMPLEMENTED_ERROR, "memoryview slice assignments are currently restricted to ndim = 1");
    if (!buffer_get(t, v, &from, BUFFER_FULL)) return false;
    MemoryView *to = slice_of(t, m, key);
    bool ok = to != NULL;
    if (ok && (from.dimensions != 1 || from.item_size != to->view.item_size || from.length != to->view.length ||
               !same_format(from.format ? from.format : "B", to->view.format)))
        ok = RAISE_FALSE(t, T_VALUE_ERROR, "memoryview assignment: lvalue and rvalue have different structures");
    void *copy = ok ? gc_alloc_buffer(t, from.length) : NULL; /* the two may overlap */
    if (copy) {
        buffer_copy(&from, buffer_data(copy), 'C');
        char *p = to->view.data, *s = buffer_data(copy);
        for (int64_t i = 0; i < to->view.shape[0]; i++)
            memcpy(p + i * to->view.strides[0], s + (size_t)i * from.item_size, from.item_size);
    }
    if (to) give_back(t, to);
    buffer_release(t, &from);
    return copy != NULL;
}

static bool memoryview_set_item(Thread *t, Value self, Value key, Value v)
{
    MemoryView *m = as_view(self);
    if (!check(t, m)) return false;
    if (m->view.read_only) return RAISE_FALSE(t, T_TYPE_ERROR, "cannot modify read-only memory");
    if (is_null(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "cannot delete memory");
    if (has_kind(key, K_SLICE)) return assign_slice(t, m, key, v);
    if (m->view.dimensions > 1 && is_index(t, key)) return RAISE_FALSE(t, T_NOT_IMPLEMENTED_ERROR, "sub-views are not implemented");
    if (m->view.dimensions == 0 && value_same(key, V_ELLIPSIS)) return pack(t, m, m->view.data, v);
    char *p = item_address(t, m, key);
    return p && pack(t, m, p, v);
}

static int64_t memoryview_length(Thread *t, Value self)
{
    const MemoryView *m = as_view(self);
    if (!check(t, m)) return -1;
    if (m->view.dimensions == 0) return RAISE_INT(t, T_TYPE_ERROR, "0-dim memory has no length");
    return m->view.shape[0];
}

/* --- cast ------------------------------------------------------------------------------------------------------------------------------ */

static bool is_byte_format(char code) { return code == 'b' || code == 'B' || code == 'c'; }

/* the shape argument; the number of dimensions, -1: exception */
static int read_shape(Thread *t, Value v, int64_t *shape)
{
    if (!is_list(v) && !is_tuple(v)) return RAISE_INT(t, T_TYPE_ERROR, "shape must be a list or a tuple");
    size_t n = is_list(v) ? as_list(v)->length : as_tuple(v)->length;
    const Value *items = is_list(v) ? as_list(v)->items : as_tuple(v)->items;
    if (n > BUFFER_MAX_DIMENSIONS)
        return RAISE_INT(t, T_VALUE_ERROR, "memoryview: number of dimensions must not exceed %d", BUFFER_MAX_DIMENSIONS);
    for (size_t i = 0; i < n; i++) {
        if (!is_int(items[i])) return RAISE_INT(t, T_TYPE_ERROR, "memoryview.cast(): elements of shape must be integers");
        if (!int_fits_int64(items[i], &shape[i]) || shape[i] <= 0)
            return RAISE_INT(t, T_VALUE_ERROR, "memoryview.cast(): elements of shape must be integers > 0");
    }
    return (int)n;
}

static bool check_cast(Thread *t, const MemoryView *m, char from, char to)
{
    if (!to)
        return RAISE_FALSE(t, T_VALUE_ERROR, "memoryview: destination format must be a native single character format prefixed with an "
                                             "optional '@'");
    if (!from)
        return RAISE_FALSE(t, T_VALUE_ERROR, "memoryview: source format must be a native single character format prefixed with an "
                                             "optional '@'");
    if (!is_byte_format(from) && !is_byte_format(to))
        return RAISE_FALSE(t, T_TYPE_ERROR, "memoryview: cannot cast between two non-byte formats");
    if (m->view.length % format_size(to))
        return RAISE_FALSE(t, T_TYPE_ERROR, "memoryview: length is not a multiple of itemsize");
    return true;
}

static bool shape_fits(const int64_t *shape, int dimensions, size_t item_size, size_t length)
{
    size_t product = item_size;
    for (int i = 0; i < dimensions; i++) {
        if (!size_mul(product, (size_t)shape[i], &product)) return false;
    }
    return product == length;
}

static Value cast(Thread *t, const MemoryView *from, Value format, int dimensions, const int64_t *shape)
{
    size_t n;
    const char *text = str_utf8(t, format, &n);
    if (!text) return V_NULL;
    char code = strlen(text) == n ? native_format(text) : 0;
    if (!check_cast(t, from, native_format(from->view.format), code)) return V_NULL;
    if (shape && !shape_fits(shape, dimensions, format_size(code), from->view.length))
        return raise(t, T_TYPE_ERROR, "memoryview: product(shape) * itemsize != buffer size");
    void *copy = gc_alloc_buffer(t, n + 1);
    MemoryView *m = copy ? derive(t, from) : NULL;
    if (!m) return V_NULL;
    memcpy(buffer_data(copy), text, n);
    m->format_cell = m->view.format = buffer_data(copy);
    gc_barrier(t, m);
    m->view.item_size = format_size(code);
    return set_layout(t, m, dimensions, shape, NULL) ? value_cell(m) : V_NULL;
}

static Value memoryview_cast_(Thread *t, Value *a, size_t n)
{
    (void)n;
    const MemoryView *m = as_view(a[0]);
    int64_t shape[BUFFER_MAX_DIMENSIONS];
    int dimensions = 1;
    if (!check(t, m)) return V_NULL;
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "cast() argument 'format' must be str, not %T", a[1]);
    if (!buffer_is_contiguous(&m->view, 'C')) return raise(t, T_TYPE_ERROR, "memoryview: casts are restricted to C-contiguous views");
    bool shaped = !is_null(a[2]) && !is_none(a[2]);
    if (shaped) {
        if ((dimensions = read_shape(t, a[2], shape)) < 0) return V_NULL;
        if (m->view.dimensions != 1 && dimensions != 1)
            return raise(t, T_TYPE_ERROR, "memoryview: cast must be 1D -> ND or ND -> 1D");
    }
    return cast(t, m, a[1], dimensions, shaped ? shape : NULL);
}

static Value memoryview_toreadonly_(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!check(t, as_view(a[0]))) return V_NULL;
    MemoryView *m = derive(t, as_view(a[0]));
    if (!m) return V_NULL;
    m->view.read_only = true;
    return value_cell(m);
}

/* --- the whole --------------------------------------------------------------------------------------------------------------------------- */

static Value to_list(Thread *t, const MemoryView *m, const char *p, int dimension)
{
    if (dimension == m->view.dimensions) return unpack(t, p, m->view.format);
    Value list = list_new(t, NULL, 0);
    if (is_null(list)) return V_NULL;
    for (int64_t i = 0; i < m->view.shape[dimension]; i++) {
        Value v = to_list(t, m, p + i * m->view.strides[dimension], dimension + 1);
        if (is_null(v) || !list_append(t, list, v)) return V_NULL;
    }
    return list;
}

static Value memoryview_tolist_(Thread *t, Value *a, size_t n)
{
    (void)n;
    const MemoryView *m = as_view(a[0]);
    return check(t, m) ? to_list(t, m, m->view.data, 0) : V_NULL;
}

static Value to_bytes(Thread *t, const MemoryView *m, char order)
{
    Value v = bytes_new(t, NULL, m->view.length);
    if (!is_null(v)) buffer_copy(&m->view, as_bytes(v)->data, order);
    return v;
}

static Value memoryview_tobytes_(Thread *t, Value *a, size_t n)
{
    (void)n;
    char order = 'C';
    if (!check(t, as_view(a[0]))) return V_NULL;
    if (!is_null(a[1]) && !is_none(a[1])) {
        if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "tobytes() argument 'order' must be str or None, not %T", a[1]);
        bool one = str_length(as_str(a[1])) == 1;
        order = one && str_at(as_str(a[1]), 0) < 0x80 ? (char)str_at(as_str(a[1]), 0) : 0;
        if (order != 'C' && order != 'F' && order != 'A') return raise(t, T_VALUE_ERROR, "order must be 'C', 'F' or 'A'");
    }
    return to_bytes(t, as_view(a[0]), order);
}

static Value memoryview_hex_(Thread *t, Value *a, size_t n)
{
    (void)n;
    uint8_t separator;
    int64_t group;
    if (!check(t, as_view(a[0])) || !hex_arguments(t, a[1], a[2], &separator, &group)) return V_NULL;
    Value v = to_bytes(t, as_view(a[0]), 'C');
    return is_null(v) ? V_NULL : bytes_to_hex(t, bytes_text(v), separator, group);
}

/* what index() and count() look through: one dimension */
static bool check_lookup(Thread *t, const MemoryView *m, const char *what)
{
    if (!check(t, m)) return false;
    if (m->view.dimensions == 0) return RAISE_FALSE(t, T_TYPE_ERROR, "invalid lookup on 0-dim memory");
    if (m->view.dimensions > 1) return RAISE_FALSE(t, T_NOT_IMPLEMENTED_ERROR, "multi-dimensional %s", what);
    return true;
}

/* 1, 0, -1: item i equals v */
static int item_equals(Thread *t, const MemoryView *m, int64_t i, Value v)
{
    Value item = unpack(t, (char *)m->view.data + i * m->view.strides[0], m->view.format);
    if (is_null(item)) return -1;
    int equal = compare_bool(t, item, v, CMP_EQ);
    return equal < 0 || !check(t, m) ? -1 : equal;
}

static Value memoryview_index_(Thread *t, Value *a, size_t n)
{
    (void)n;
    const MemoryView *m = as_view(a[0]);
    size_t from, to;
    if (!check_lookup(t, m, "lookup is not implemented")) return V_NULL;
    if (!text_range(t, a[2], a[3], (size_t)m->view.shape[0], &from, &to)) return V_NULL;
    for (; from < to; from++) {
        int equal = item_equals(t, m, (int64_t)from, a[1]);
        if (equal) return equal < 0 ? V_NULL : value_fixnum((int64_t)from);
    }
    return raise(t, T_VALUE_ERROR, "memoryview.index(x): x not found");
}

static Value memoryview_count_(Thread *t, Value *a, size_t n)
{
    (void)n;
    const MemoryView *m = as_view(a[0]);
    int64_t count = 0;
    if (!check_lookup(t, m, "sub-views are not implemented")) return V_NULL;
    for (int64_t i = 0; i < m->view.shape[0]; i++) {
        int equal = item_equals(t, m, i, a[1]);
        if (equal < 0) return V_NULL;
        count += equal;
    }
    return value_fixnum(count);
}

/* --- comparison, hash ---------------------------------------------------------------------------------------------------------------------- */

static int64_t stride_of(const Buffer *b, int dimension)
{
    return b->strides ? b->strides[dimension] : (int64_t)b->item_size;
}

/* 1, 0, -1 */
static int equal_items(Thread *t, const Buffer *a, const char *p, const Buffer *b, const char *q, const int64_t *shape, int dimension)
{
    if (dimension == a->dimensions) {
        Value x = unpack(t, p, a->format), y = is_null(x) ? V_NULL : unpack(t, q, b->format ? b->format : "B");
        if (is_null(x) || is_null(y)) return -1;
        return compare_bool(t, x, y, CMP_EQ);
    }
    for (int64_t i = 0; i < shape[dimension]; i++) {
        int equal = equal_items(t, a, p + i * stride_of(a, dimension), b, q + i * stride_of(b, dimension), shape, dimension + 1);
        if (equal <= 0) return equal;
    }
    return 1;
}

static int equal_buffers(Thread *t, const Buffer *a, const Buffer *b)
{
    if (a->dimensions != b->dimensions) return 0;
    for (int i = 0; i < a->dimensions; i++) {
        int64_t n = b->shape ? b->shape[i] : (int64_t)(b->length / size_max(b->item_size, 1));
        if (a->shape[i] != n) return 0;
    }
    char x = native_format(a->format), y = native_format(b->format ? b->format : "B");
    if (!x || !y) return 0;
    bool whole = x == y && !strchr("efd?", x) && buffer_is_contiguous(a, 'C') && buffer_is_contiguous(b, 'C');
    if (whole) return memcmp(a->data, b->data, a->length) == 0;
    return equal_items(t, a, a->data, b, b->data, a->shape, 0);
}

static Value memoryview_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if (op != CMP_EQ && op != CMP_NE) return V_NOT_IMPLEMENTED;
    if (!has_type(t, a, T_MEMORYVIEW)) {
        Value swap = a;
        a = b;
        b = swap;
    }
    const MemoryView *m = as_view(a);
    if (value_same(a, b)) return value_bool(op == CMP_EQ);
    if (m->released || (has_type(t, b, T_MEMORYVIEW) && as_view(b)->released)) return value_bool(op == CMP_NE);
    if (!has_buffer(t, b)) return V_NOT_IMPLEMENTED;
    Buffer other;
    if (!buffer_get(t, b, &other, BUFFER_FULL)) {
        error_clear(t);
        return V_NOT_IMPLEMENTED;
    }
    int equal = equal_buffers(t, &m->view, &other);
    buffer_release(t, &other);
    return equal < 0 ? V_NULL : value_bool((equal > 0) == (op == CMP_EQ));
}

static int64_t memoryview_hash(Thread *t, Value self)
{
    MemoryView *m = as_view(self);
    if (m->hash) return m->hash;
    if (!check(t, m)) return -1;
    if (!m->view.read_only) return RAISE_INT(t, T_VALUE_ERROR, "cannot hash writable memoryview object");
    if (!is_byte_format(native_format(m->view.format)))
        return RAISE_INT(t, T_VALUE_ERROR, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
    if (hash_of(t, m->root->buffer.owner) == -1) return -1;
    Value v = to_bytes(t, m, 'C');
    return is_null(v) ? -1 : (m->hash = hash_of(t, v));
}

/* --- attributes -------------------------------------------------------------------------------------------------------------------------------- */

static Value memoryview_repr(Thread *t, Value self)
{
    return str_format(t, "<%smemory at 0x%llx>", as_view(self)->released ? "released " : "", (unsigned long long)value_identity(self));
}

static Value int_tuple(Thread *t, const int64_t *v, int n)
{
    Tuple *tuple = tuple_alloc(t, (size_t)n);
    if (!tuple) return V_NULL;
    for (int i = 0; i < n; i++) tuple->items[i] = value_fixnum(v[i]);
    return value_cell(tuple);
}

#define GETTER(name, result)                                                  \
    static Value memoryview_##name##_get(Thread *t, Value self)               \
    {                                                                         \
        const MemoryView *m = as_view(self);                                  \
        return check(t, m) ? (result) : V_NULL;                               \
    }
GETTER(obj, m->root->buffer.owner)
GETTER(nbytes, value_fixnum((int64_t)m->view.length))
GETTER(itemsize, value_fixnum((int64_t)m->view.item_size))
GETTER(format, str_from_text(t, m->view.format))
GETTER(ndim, value_fixnum(m->view.dimensions))
GETTER(shape, int_tuple(t, m->view.shape, m->view.dimensions))
GETTER(strides, int_tuple(t, m->view.strides, m->view.dimensions))
GETTER(suboffsets, int_tuple(t, NULL, 0))
GETTER(readonly, value_bool(m->view.read_only))
GETTER(c_contiguous, value_bool(buffer_is_contiguous(&m->view, 'C')))
GETTER(f_contiguous, value_bool(buffer_is_contiguous(&m->view, 'F')))
GETTER(contiguous, value_bool(buffer_is_contiguous(&m->view, 'A')))

/* --- lending on ------------------------------------------------------------------------------------------------------------------------------------ */

static bool memoryview_buffer(Thread *t, Value self, Buffer *out, int flags)
{
    MemoryView *m = as_view(self);
    if (!check(t, m)) return false;
    if ((flags & BUFFER_WRITABLE) && m->view.read_only)
        return RAISE_FALSE(t, T_BUFFER_ERROR, "memoryview: underlying buffer is not writable");
    bool strides = (flags & BUFFER_STRIDES) == BUFFER_STRIDES;
    if (!strides && !buffer_is_contiguous(&m->view, 'C'))
        return RAISE_FALSE(t, T_BUFFER_ERROR, "memoryview: underlying buffer is not C-contiguous");
    *out = m->view;
    out->owner = self;
    if (!(flags & BUFFER_FORMAT)) out->format = "B";
    m->exports++;
    return true;
}

static void memoryview_release_buffer(Thread *t, Value self, Buffer *b)
{
    (void)t, (void)b;
    as_view(self)->exports--;
}

/* --- iteration, the type ------------------------------------------------------------------------------------------------------------------------------ */

static Value memoryview_iter(Thread *t, Value self)
{
    const MemoryView *m = as_view(self);
    if (!check(t, m)) return V_NULL;
    if (m->view.dimensions == 0) return raise(t, T_TYPE_ERROR, "invalid indexing of 0-dim memory");
    if (m->view.dimensions > 1) return raise(t, T_NOT_IMPLEMENTED_ERROR, "multi-dimensional sub-views are not implemented");
    return sequence_iterator_new(t, T_MEMORYVIEW_ITERATOR, self);
}

static Value memoryview_iterator_next(Thread *t, Value self)
{
    SequenceIterator *it = as_cell(self);
    if (is_null(it->sequence)) return V_NULL;
    const MemoryView *m = as_view(it->sequence);
    if (it->position < m->view.shape[0]) {
        if (!check(t, m)) return V_NULL;
        return unpack(t, (char *)m->view.data + it->position++ * m->view.strides[0], m->view.format);
    }
    gc_store(t, it, &it->sequence, V_NULL);
    return V_NULL;
}

const TypeSpec memoryview_iterator_type_spec = {
    .name = "memory_iterator",
    .base = T_OBJECT,
    .flags = TYPE_NO_INSTANTIATE,
    .size = sizeof(SequenceIterator),
    .slots = {.iter = iterator_self, .next = memoryview_iterator_next},
    .trace = text_iterator_trace,
};

static Value memoryview_class_getitem_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Type *alias = type_by_id(t, T_GENERIC_ALIAS);
    return alias ? call2(t, type_value(alias), a[0], a[1]) : V_NULL;
}

static const NativeDef memoryview_methods[] = {
    FN("__enter__", memoryview_enter_, "(self, /)", NULL),
    FN("__exit__", memoryview_release_, "(self, /, *exc_info)", "Release the underlying buffer exposed by the memoryview object."),
    FN_CLASS_METHOD("__class_getitem__", memoryview_class_getitem_, "(cls, object, /)", "memoryview[type], for annotations (PEP 585)."),
    FN_CLASS_METHOD("_from_flags", memoryview_from_flags_, "(cls, /, object, flags)",
                    "Create a memoryview that asks the object for its buffer with the given flags."),
    FN("cast", memoryview_cast_, "(self, /, format, shape=<unrepresentable>)", "Cast a memoryview to a new format or shape."),
    FN("count", memoryview_count_, "(self, value, /)", "Count the number of occurrences of a value."),
    FN("hex", memoryview_hex_, "(self, /, sep=<unrepresentable>, bytes_per_sep=1)",
       "Return the bytes as hexadecimal digits, with sep between groups of bytes_per_sep, counted from the right."),
    FN("index", memoryview_index_, "(self, value, start=0, stop=sys.maxsize, /)",
       "Return the index of the first occurrence of a value; ValueError when it is not there."),
    FN("release", memoryview_release_, "(self, /)", "Give the memory back; the view cannot be used any more."),
    FN("tobytes", memoryview_tobytes_, "(self, /, order='C')",
       "Return the items as bytes, in row-major ('C') or column-major ('F') order, or as they lie when they are contiguous ('A')."),
    FN("tolist", memoryview_tolist_, "(self, /)", "Return the data in the buffer as a list of elements."),
    FN("toreadonly", memoryview_toreadonly_, "(self, /)", "Return a readonly version of the memoryview."),
    FN_END,
};

static const GetSetDef memoryview_getsets[] = {
    {"obj", memoryview_obj_get, NULL, "The underlying object of the memoryview."},
    {"nbytes", memoryview_nbytes_get, NULL, "The bytes that the items take when they lie one after the other."},
    {"readonly", memoryview_readonly_get, NULL, "Whether the memory is read only."},
    {"itemsize", memoryview_itemsize_get, NULL, "The size in bytes of each element of the memoryview."},
    {"format", memoryview_format_get, NULL, "The format of an element, as the module struct writes it."},
    {"ndim", memoryview_ndim_get, NULL, "The number of dimensions."},
    {"shape", memoryview_shape_get, NULL, "The number of elements in each dimension."},
    {"strides", memoryview_strides_get, NULL, "The bytes from one element to the next in each dimension."},
    {"suboffsets", memoryview_suboffsets_get, NULL, "Always empty: there are no indirect arrays."},
    {"c_contiguous", memoryview_c_contiguous_get, NULL, "Whether the memory is C contiguous."},
    {"f_contiguous", memoryview_f_contiguous_get, NULL, "Whether the memory is Fortran contiguous."},
    {"contiguous", memoryview_contiguous_get, NULL, "Whether the memory is contiguous."},
    GETSET_END,
};

const TypeSpec memoryview_type_spec = {
    .name = "memoryview",
    .doc = "memoryview(object)\n--\n\nCreate a new memoryview object which references the given object.",
    .base = T_OBJECT,
    .flags = TYPE_SEQUENCE | TYPE_HAS_WEAKREF,
    .size = sizeof(MemoryView),
    .slots = {.repr = memoryview_repr, .hash = memoryview_hash, .compare = memoryview_compare, .iter = memoryview_iter,
              .length = memoryview_length, .get_item = memoryview_get_item, .set_item = memoryview_set_item,
              .buffer = memoryview_buffer, .release = memoryview_release_buffer},
    .methods = memoryview_methods,
    .getsets = memoryview_getsets,
    .construct = FN("memoryview", memoryview_construct, "(cls, object)", ""),
    .trace = memoryview_trace,
    .dispose = memoryview_dispose,
};
