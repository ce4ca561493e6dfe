/* _io_bytes.c - BytesIO: a binary stream in memory.
 *
 * Invariants
 *  - The content is the first `size` bytes of `bytes`, a bytes object nobody else has unless `shared`: then it is copied before it changes.
 *  - While exports > 0 the size does not change. */
#include "modules/_io.h"
#include "modules/args.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/ops.h"
#include <stdio.h>

typedef struct BytesIO {
    IoObject io;
    Bytes *bytes;              /* NULL: closed */
    int64_t size, pos;
    uint64_t exports;
    bool shared;
} BytesIO;

typedef struct BytesIOBuffer { Header header; Value source; } BytesIOBuffer; /* what a memoryview from getbuffer() is of */

static BytesIO *as_io(Value v) { return as_cell(v); }
static BytesIO *opened(Thread *t, Value v) { return as_io(v)->bytes ? as_io(v) : (raise_closed(t), NULL); }

/* may the size change? A view that nobody holds any more counts until the collector has found it dead */
static bool may_resize(Thread *t, BytesIO *b)
{
    for (int generation = 0; b->exports && generation <= 2; generation += 2) gc_collect(t, generation);
    return !b->exports || RAISE_FALSE(t, T_BUFFER_ERROR, "Existing exports of data: object cannot be re-sized");
}

/* own memory for `capacity` bytes at least */
static bool own(Thread *t, BytesIO *b, int64_t capacity)
{
    if (!b->shared && (uint64_t)capacity <= b->bytes->length) return true;
    if (capacity > PTRDIFF_MAX / 2) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "new buffer size too large");
    if (capacity > b->size) capacity += capacity / 8 + (capacity < 9 ? 3 : 6);
    Bytes *grown = bytes_alloc(t, (size_t)capacity);
    if (!grown) return false;
    memcpy(grown->data, b->bytes->data, (size_t)b->size);
    gc_store_pointer(t, b, b->bytes, grown);
    b->shared = false;
    return true;
}

static bool write_bytes(Thread *t, BytesIO *b, const void *data, int64_t n)
{
    if (!n) return true;
    if (b->pos > PTRDIFF_MAX / 2 - n) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "new position too large");
    int64_t end = b->pos + n, old = (int64_t)b->bytes->length;
    int64_t want = end > b->size ? end : b->size;
    if (want > old) want += old / 8; /* grows geometrically */
    if (!own(t, b, want)) return false;
    if (b->pos > b->size) memset(b->bytes->data + b->size, 0, (size_t)(b->pos - b->size));
    memcpy(b->bytes->data + b->pos, data, (size_t)n);
    b->pos = end;
    if (end > b->size) b->size = end;
    return true;
}

static Value construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    BytesIO *b = object_alloc(t, as_type(a[0]), 0);
    if (!b) return V_NULL;
    b->bytes = as_bytes(t->rt->empty_bytes);
    b->shared = true;
    return value_cell(b);
}

static Value init_(Thread *t, Value *a, size_t n)
{
    (void)n;
    BytesIO *b = as_io(a[0]);
    if (b->exports && !may_resize(t, b)) return V_NULL;
    Value initial = is_null(a[1]) || is_none(a[1]) ? t->rt->empty_bytes : a[1];
    if (!has_buffer(t, initial)) return raise(t, T_TYPE_ERROR, "a bytes-like object is required, not '%T'", initial);
    if (!is_bytes(initial) || !has_exact_kind(initial, K_BYTES)) {
        Buffer in;
        if (!buffer_get(t, initial, &in, BUFFER_SIMPLE)) return V_NULL;
        initial = bytes_new(t, in.data, in.length);
        buffer_release(t, &in);
        if (is_null(initial)) return V_NULL;
    }
    gc_store_pointer(t, b, b->bytes, as_bytes(initial));
    b->shared = true;
    b->size = (int64_t)as_bytes(initial)->length;
    b->pos = 0;
    return V_NONE;
}

/* --- reading --- */

/* up to n bytes from the position on; n < 0: all */
static Value take(Thread *t, BytesIO *b, int64_t n)
{
    int64_t left = b->size - b->pos;
    if (n < 0 || n > left) n = left;
    if (n <= 0) return t->rt->empty_bytes;
    if (n == b->size && (uint64_t)n == b->bytes->length) { /* all of it: lent */
        b->shared = true;
        b->pos = n;
        return value_cell(b->bytes);
    }
    b->pos += n;
    return bytes_new(t, b->bytes->data + b->pos - n, (size_t)n);
}

static int64_t line_length(const BytesIO *b, int64_t limit)
{
    int64_t left = b->size - b->pos;
    if (limit >= 0 && left > limit) left = limit;
    if (left <= 0) return 0;
    const unsigned char *from = b->bytes->data + b->pos, *end = memchr(from, '\n', (size_t)left);
    return end ? end - from + 1 : left;
}

static Value read_(Thread *t, Value *a, size_t n)
{
    (void)n;
    BytesIO *b = opened(t, a[0]);
    int64_t size;
    if (!b || !io_size_argument(t, a[1], &size)) return V_NULL;
    return take(t, b, size);
}

static Value readline_(Thread *t, Value *a, size_t n)
{
    (void)n;
    BytesIO *b = opened(t, a[0]);
    int64_t limit;
    if (!b || !io_size_argument(t, a[1], &limit)) return V_NULL;
    return take(t, b, line_length(b, limit));
}

static Value readlines_(Thread *t, Value *a, size_t n)
{
    (void)n;
    BytesIO *b = opened(t, a[0]);
    int64_t hint, total = 0;
    if (!b || !io_size_argument(t, a[1], &hint)) return V_NULL;
    Value list = list_new(t, NULL, 0);
    if (is_null(list)) return V_NULL;
    for (int64_t length; (length = line_length(b, -1)) > 0;) {
        Value line = take(t, b, length);
        if (is_null(line) || !list_append(t, list, line)) return V_NULL;
        total += length;
        if (hint > 0 && total >= hint) break;
    }
    return list;
}

static Value next(Thread *t, Value self)
{
    BytesIO *b = opened(t, self);
    int64_t n = b ? line_length(b, -1) : 0;
    return n ? take(t, b, n) : V_NULL;
}

static Value iter(Thread *t, Value self) { (void)t; return self; }

static Value readinto_(Thread *t, Value *a, size_t n)
{
    (void)n;
    BytesIO *b = opened(t, a[0]);
    Buffer out;
    if (!b || !io_writable_buffer(t, a[1], "readinto", &out)) return V_NULL;
    int64_t count = b->size - b->pos;
    if (count > (int64_t)out.length) count = (int64_t)out.length;
    if (count < 0) count = 0;
    memmove(out.data, b->bytes->data + (count ? b->pos : 0), (size_t)count);
    b->pos += count;
    buffer_release(t, &out);
    return value_fixnum(count);
}

/* --- writing --- */

static bool write_value(Thread *t, BytesIO *b, Value v, int64_t *count)
{
    Buffer in;
    if (b->exports && !may_resize(t, b)) return false;
    if (!buffer_get(t, v, &in, BUFFER_SIMPLE)) return false;
    bool ok = b->bytes ? write_bytes(t, b, in.data, (int64_t)in.length) : (raise_closed(t), false);
    *count = (int64_t)in.length;
    buffer_release(t, &in);
    return ok;
}

static Value write_(Thread *t, Value *a, size_t n)
{
    (void)n;
    BytesIO *b = opened(t, a[0]);
    int64_t count;
    return b && write_value(t, b, a[1], &count) ? value_fixnum(count) : V_NULL;
}

static Value writelines_(Thread *t, Value *a, size_t n)
{
    (void)n;
    BytesIO *b = opened(t, a[0]);
    Value it = b ? iter_get(t, a[1]) : V_NULL;
    if (is_null(it)) return V_NULL;
    for (;;) {
        int64_t count;
        Value line = iter_next(t, it);
        if (is_null(line)) return error_set(t) ? V_NULL : V_NONE;
        if (!opened(t, a[0]) || !write_value(t, b, line, &count)) return V_NULL;
    }
}

static Value truncate_(Thread *t, Value *a, size_t n)
{
    (void)n;
    BytesIO *b = opened(t, a[0]);
    if (!b || !may_resize(t, b)) return V_NULL;
    int64_t size = b->pos;
    if (!is_null(a[1]) && !is_none(a[1])) {
        if (!io_size_argument(t, a[1], &size)) return V_NULL;
        if (size < 0) return raise(t, T_VALUE_ERROR, "negative size value %lld", (long long)size);
    }
    if (size < b->size) b->size = size;
    return int_from_int64(t, size);
}

/* --- the rest --- */

static Value seek_(Thread *t, Value *a, size_t n)
{
    (void)n;
    BytesIO *b = opened(t, a[0]);
    int64_t target;
    int whence = SEEK_SET;
    if (!b || !to_size(t, a[1], &target) || (!is_null(a[2]) && !arg_int(t, a[2], &whence))) return V_NULL;
    if (target < 0 && whence == SEEK_SET) return raise(t, T_VALUE_ERROR, "negative seek value %lld", (long long)target);
    if (whence < 0 || whence > 2) return raise(t, T_VALUE_ERROR, "invalid whence (%d, should be 0, 1 or 2)", whence);
    int64_t from = whence == SEEK_CUR ? b->pos : whence == SEEK_END ? b->size : 0;
    if (target > PTRDIFF_MAX - from) return raise(t, T_OVERFLOW_ERROR, "new position too large");
    b->pos = target + from < 0 ? 0 : target + from;
    return int_from_int64(t, b->pos);
}

static Value tell_(Thread *t, Value *a, size_t n) { (void)n; BytesIO *b = opened(t, a[0]); return b ? int_from_int64(t, b->pos) : V_NULL; }
static Value yes(Thread *t, Value *a, size_t n) { (void)n; return opened(t, a[0]) ? V_TRUE : V_NULL; }
static Value no(Thread *t, Value *a, size_t n) { (void)n; return opened(t, a[0]) ? V_FALSE : V_NULL; }
static Value flush_(Thread *t, Value *a, size_t n) { (void)n; return opened(t, a[0]) ? V_NONE : V_NULL; }

static Value getvalue(Thread *t, Value *a, size_t n)
{
    (void)n;
    BytesIO *b = opened(t, a[0]);
    if (!b) return V_NULL;
    if (!b->size) return t->rt->empty_bytes;
    bool whole = (uint64_t)b->size == b->bytes->length;
    if (b->exports || (b->shared && !whole) || (!whole && b->bytes->length - (uint64_t)b->size > 64 + (uint64_t)b->size / 4))
        return bytes_new(t, b->bytes->data, (size_t)b->size);
    b->bytes->length = (uint64_t)b->size; /* what it had in reserve is given up */
    b->bytes->data[b->size] = 0;
    b->shared = true;
    return value_cell(b->bytes);
}

static Value getbuffer(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!opened(t, a[0])) return V_NULL;
    BytesIOBuffer *source = object_alloc_id(t, T_BYTES_IO_BUFFER, 0);
    if (!source) return V_NULL;
    source->source = a[0];
    return call1(t, type_value(type_by_id(t, T_MEMORYVIEW)), value_cell(source));
}

static Value close_(Thread *t, Value *a, size_t n)
{
    (void)n;
    BytesIO *b = as_io(a[0]);
    if (!may_resize(t, b)) return V_NULL;
    b->bytes = NULL;
    return V_NONE;
}

static Value getstate(Thread *t, Value *a, size_t n)
{
    Value content = getvalue(t, a, n);
    if (is_null(content)) return V_NULL;
    Value dict = instance_dict(t, a[0]);
    if (!is_null(dict)) dict = as_dict(dict)->count ? dict_copy(t, dict) : V_NONE;
    return is_null(dict) ? V_NULL : tuple_pack(t, 3, content, value_fixnum(as_io(a[0])->pos), dict);
}

static Value setstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_tuple(a[1]) || as_tuple(a[1])->length < 3)
        return raise(t, T_TYPE_ERROR, "%T.__setstate__ argument should be 3-tuple, got %T", a[0], a[1]);
    const Value *state = as_tuple(a[1])->items;
    BytesIO *b = as_io(a[0]);
    int64_t count, pos;
    if (!may_resize(t, b)) return V_NULL;
    gc_store_pointer(t, b, b->bytes, as_bytes(t->rt->empty_bytes));
    b->shared = true;
    b->size = b->pos = 0;
    if (!write_value(t, b, state[0], &count)) return V_NULL;
    if (!is_int(state[1])) return raise(t, T_TYPE_ERROR, "second item of state must be an integer, not %T", state[1]);
    if (!to_size(t, state[1], &pos)) return V_NULL;
    if (pos < 0) return raise(t, T_VALUE_ERROR, "position value cannot be negative");
    b->pos = pos;
    if (is_none(state[2])) return V_NONE;
    if (!is_dict(state[2])) return raise(t, T_TYPE_ERROR, "third item of state should be a dict, got a %T", state[2]);
    Value dict = instance_dict(t, a[0]);
    return !is_null(dict) && dict_update(t, dict, state[2]) ? V_NONE : V_NULL;
}

static Value get_closed(Thread *t, Value self) { (void)t; return value_bool(!as_io(self)->bytes); }

static void trace(Tracer *tr, void *cell)
{
    io_base_trace(tr, cell);
    gc_trace_cell(tr, ((BytesIO *)cell)->bytes);
}

static bool lend(Thread *t, Value self, Buffer *out, int flags)
{
    BytesIO *b = opened(t, ((BytesIOBuffer *)as_cell(self))->source);
    if (!b || (b->shared && !own(t, b, b->size))) return false;
    if (!buffer_fill_bytes(t, self, out, b->bytes->data, (size_t)b->size, false, flags)) return false;
    b->exports++;
    return true;
}

static void take_back(Thread *t, Value self, Buffer *out)
{
    (void)t, (void)out;
    as_io(((BytesIOBuffer *)as_cell(self))->source)->exports--;
}

static void buffer_trace_(Tracer *tr, void *cell) { gc_trace(tr, ((BytesIOBuffer *)cell)->source); }

static const NativeDef methods[] = {
    FN("__init__", init_, "($self, initial_bytes=b'')", NULL),
    FN("readable", yes, "($self, /)", "Returns True if the IO object can be read."),
    FN("seekable", yes, "($self, /)", "Returns True if the IO object can be seeked."),
    FN("writable", yes, "($self, /)", "Returns True if the IO object can be written."),
    FN("close", close_, "($self, /)", "Disable all I/O operations."),
    FN("flush", flush_, "($self, /)", "Does nothing."),
    FN("isatty", no, "($self, /)", "Always returns False."),
    FN("tell", tell_, "($self, /)", "Current file position, an integer."),
    FN("write", write_, "($self, b, /)", "Write bytes to file."),
    FN("writelines", writelines_, "($self, lines, /)", "Write lines to the file."),
    FN("read1", read_, "($self, size=-1, /)", "Read at most size bytes, returned as a bytes object."),
    FN("readinto", readinto_, "($self, buffer, /)", "Read bytes into buffer."),
    FN("readline", readline_, "($self, size=-1, /)", "Next line from the file, as a bytes object."),
    FN("readlines", readlines_, "($self, size=None, /)", "List of bytes objects, each a line from the file."),
    FN("read", read_, "($self, size=-1, /)", "Read at most size bytes, returned as a bytes object."),
    FN("getbuffer", getbuffer, "($self, /)", "Get a read-write view over the contents of the BytesIO object."),
    FN("getvalue", getvalue, "($self, /)", "Retrieve the entire contents of the BytesIO object."),
    FN("seek", seek_, "($self, pos, whence=0, /)", "Change stream position."),
    FN("truncate", truncate_, "($self, size=None, /)", "Truncate the file to at most size bytes."),
    FN("__getstate__", getstate, "($self, /)", NULL),
    FN("__setstate__", setstate, "($self, object, /)", NULL),
    FN_END};
static const GetSetDef getsets[] = {{"closed", get_closed, NULL, "True if the file is closed."}, GETSET_END};

const TypeSpec bytes_io_type_spec = {
    .name = "_io.BytesIO", .doc = "BytesIO(initial_bytes=b'')\n--\n\nBuffered I/O implementation using an in-memory bytes buffer.",
    .base = T_IO_BUFFERED_BASE, .flags = TYPE_BASE, .size = sizeof(BytesIO), .ext_offset = offsetof(IoObject, ext),
    .slots = {.iter = iter, .next = next}, .methods = methods, .getsets = getsets,
    .construct = {"BytesIO", construct, NULL, NULL, FN_KEYWORDS}, .trace = trace};
const TypeSpec bytes_io_buffer_type_spec = {
    .name = "_io._BytesIOBuffer", .base = T_OBJECT, .flags = TYPE_NO_INSTANTIATE, .size = sizeof(BytesIOBuffer),
    .slots = {.buffer = lend, .release = take_back}, .trace = buffer_trace_};
