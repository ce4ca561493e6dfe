/* _io_base.c - the abstract classes: _IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase. */
#include "modules/_io.h"
#include "modules/sys.h"
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "runtime/call.h"
#include "runtime/ops.h"

/* --- what all streams share --- */

int io_closed(Thread *t, Value stream)
{
    Value v = attr_get(t, stream, NAME(t, closed));
    return is_null(v) ? -1 : is_truthy(t, v);
}

int io_call_flag(Thread *t, Value stream, const char *method)
{
    Value v = call_method0(t, stream, str_intern_text(t, method));
    return is_null(v) ? -1 : is_truthy(t, v);
}

bool io_check_closed(Thread *t, Value stream)
{
    int closed = io_closed(t, stream);
    if (closed > 0) raise_closed(t);
    return closed == 0;
}

bool io_check_able(Thread *t, Value stream, const char *method, const char *message)
{
    Value v = call_method0(t, stream, str_intern_text(t, method));
    if (is_null(v)) return false;
    if (!is_true(v)) raise_unsupported(t, message);
    return is_true(v);
}

bool io_size_argument(Thread *t, Value v, int64_t *out)
{
    *out = -1;
    if (is_null(v) || is_none(v)) return true;
    if (!is_int(v) && !type_of(t, v)->slots.index)
        return RAISE_FALSE(t, T_TYPE_ERROR, "argument should be integer or None, not '%T'", v);
    return to_size(t, v, out);
}

bool io_offset(Thread *t, Value v, int64_t *out)
{
    Value i = to_index(t, v);
    if (is_null(i)) return false;
    return int_fits_int64(i, out) || RAISE_FALSE(t, T_OVERFLOW_ERROR, "Python int too large to convert to C long");
}

bool io_writable_buffer(Thread *t, Value v, const char *method, Buffer *b)
{
    if (has_buffer(t, v) && buffer_get(t, v, b, BUFFER_WRITABLE)) return true;
    error_clear(t);
    return RAISE_FALSE(t, T_TYPE_ERROR, "%s() argument must be read-write bytes-like object, not %T", method, v);
}

void io_base_trace(Tracer *tr, void *cell) { gc_trace(tr, ((IoObject *)cell)->outer), gc_trace(tr, ((IoObject *)cell)->finalizing); }

Value io_no_pickle(Thread *t, Value *a, size_t n)
{
    (void)n;
    return raise(t, T_TYPE_ERROR, "cannot pickle '%U' instances", type_of(t, a[0])->name);
}

Value io_chain(Thread *t, Value first, Value result)
{
    if (is_null(first)) return result;
    if (!is_null(result)) return error_restore(t, first), V_NULL;
    Exception *second = as_cell(t->exception);
    if (!value_same(value_cell(second), first) && is_null(second->context)) gc_store(t, second, &second->context, first);
    return V_NULL;
}

void io_dealloc_warn(Thread *t, Value stream, Value source)
{
    Value pending = error_take(t);
    if (is_null(call_method1(t, stream, str_intern_text(t, "_dealloc_warn"), source))) error_clear(t);
    error_restore(t, pending);
}

/* --- _IOBase --- */

#define CLOSED_MARK "__IOBase_closed"

static Value base_closed(Thread *t, Value self)
{
    Value mark = attr_get_optional(t, self, str_intern_text(t, CLOSED_MARK));
    return is_null(mark) && error_set(t) ? V_NULL : value_bool(!is_null(mark));
}

Value io_base_close(Thread *t, Value self)
{
    Value closed = base_closed(t, self);
    if (is_null(closed) || is_true(closed)) return is_null(closed) ? V_NULL : V_NONE;
    Value flushed = call_method0(t, self, NAME(t, flush));
    Value error = error_take(t);
    bool marked = attr_set(t, self, str_intern_text(t, CLOSED_MARK), V_TRUE);
    if (is_null(flushed)) return io_chain(t, error, marked ? V_NONE : V_NULL);
    return marked ? V_NONE : V_NULL;
}

static Value base_close(Thread *t, Value *a, size_t n) { (void)n; return io_base_close(t, a[0]); }

static Value base_seek(Thread *t, Value *a, size_t n) { (void)a, (void)n; return raise_unsupported(t, "seek"); }
static Value base_truncate(Thread *t, Value *a, size_t n) { (void)a, (void)n; return raise_unsupported(t, "truncate"); }
static Value base_fileno(Thread *t, Value *a, size_t n) { (void)a, (void)n; return raise_unsupported(t, "fileno"); }
static Value base_tell(Thread *t, Value *a, size_t n)
{
    (void)n;
    return call_method2(t, a[0], str_intern_text(t, "seek"), value_fixnum(0), value_fixnum(1));
}
static Value base_flush(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value closed = base_closed(t, a[0]);
    return is_null(closed) ? V_NULL : is_true(closed) ? raise_closed(t) : V_NONE;
}
static Value base_false(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return V_FALSE; }
static Value base_isatty(Thread *t, Value *a, size_t n) { (void)n; return io_check_closed(t, a[0]) ? V_FALSE : V_NULL; }
static Value base_check_closed(Thread *t, Value *a, size_t n) { (void)n; return io_check_closed(t, a[0]) ? V_NONE : V_NULL; }
static Value base_check_readable(Thread *t, Value *a, size_t n)
{
    (void)n;
    return io_check_able(t, a[0], "readable", "File or stream is not readable.") ? V_TRUE : V_NULL;
}
static Value base_check_writable(Thread *t, Value *a, size_t n)
{
    (void)n;
    return io_check_able(t, a[0], "writable", "File or stream is not writable.") ? V_TRUE : V_NULL;
}
static Value base_check_seekable(Thread *t, Value *a, size_t n)
{
    (void)n;
    return io_check_able(t, a[0], "seekable", "File or stream is not seekable.") ? V_TRUE : V_NULL;
}

static Value base_enter(Thread *t, Value *a, size_t n) { (void)n; return io_check_closed(t, a[0]) ? a[0] : V_NULL; }
static Value base_exit(Thread *t, Value *a, size_t n) { (void)n; return call_method0(t, a[0], NAME(t, close)); }
static Value base_iter(Thread *t, Value self) { return io_check_closed(t, self) ? self : V_NULL; }

static Value base_next(Thread *t, Value self)
{
    Value line = call_method0(t, self, NAME(t, readline));
    if (is_null(line)) return V_NULL;
    int64_t length = length_of(t, line);
    return length > 0 ? line : V_NULL;
}

/* bytes up to and with the next '\n' that peek() can see, at least 1; -1: exception */
static int64_t peek_line(Thread *t, Value self, Value peek, int64_t limit)
{
    Value seen = call1(t, peek, value_fixnum(1));
    if (is_null(seen)) return -1;
    if (!is_bytes(seen)) return RAISE_INT(t, T_OS_ERROR, "peek() should have returned a bytes object, not '%T'", seen);
    (void)self;
    const Bytes *b = as_bytes(seen);
    int64_t n = (int64_t)b->length;
    if (limit >= 0 && n > limit) n = limit;
    if (n <= 0) return 1;
    const unsigned char *end = memchr(b->data, '\n', (size_t)n);
    return end ? end - b->data + 1 : n;
}

Value io_base_read_line(Thread *t, Value self, int64_t limit)
{
    Value peek = attr_get_optional(t, self, str_intern_text(t, "peek"));
    if (is_null(peek) && error_set(t)) return V_NULL;
    Value line = bytearray_new(t, NULL, 0);
    if (is_null(line)) return V_NULL;
    while (limit < 0 || (int64_t)as_bytearray(line)->length < limit) {
        int64_t want = is_null(peek) ? 1 : peek_line(t, self, peek, limit < 0 ? -1 : limit - (int64_t)as_bytearray(line)->length);
        if (want < 0) return V_NULL;
        Value got = call_method1(t, self, NAME(t, read), value_fixnum(want));
        if (is_null(got)) return V_NULL;
        if (!is_bytes(got)) return raise(t, T_OS_ERROR, "read() should have returned a bytes object, not '%T'", got);
        const Bytes *b = as_bytes(got);
        if (!b->length) break;
        size_t old = as_bytearray(line)->length;
        if (!bytearray_resize(t, as_bytearray(line), old + b->length)) return V_NULL;
        memcpy(as_bytearray(line)->data + old, b->data, b->length);
        if (b->data[b->length - 1] == '\n') break;
    }
    return bytes_new(t, as_bytearray(line)->data, as_bytearray(line)->length);
}

static Value base_readline(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t limit;
    return io_size_argument(t, a[1], &limit) ? io_base_read_line(t, a[0], limit) : V_NULL;
}

static Value base_readlines(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t hint, total = 0;
    if (!io_size_argument(t, a[1], &hint)) return V_NULL;
    Value list = list_new(t, NULL, 0), it = is_null(list) ? V_NULL : iter_get(t, a[0]);
    if (is_null(it)) return V_NULL;
    for (;;) {
        Value line = iter_next(t, it);
        if (is_null(line)) return error_set(t) ? V_NULL : list;
        if (!list_append(t, list, line)) return V_NULL;
        if (hint <= 0) continue;
        int64_t length = length_of(t, line);
        if (length < 0) return V_NULL;
        if (length > hint - total) return list;
        total += length;
    }
}

static Value base_writelines(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!io_check_closed(t, a[0])) return V_NULL;
    Value it = iter_get(t, a[1]);
    if (is_null(it)) return V_NULL;
    for (;;) {
        Value line = iter_next(t, it);
        if (is_null(line)) return error_set(t) ? V_NULL : V_NONE;
        if (is_null(call_method1(t, a[0], NAME(t, write), line))) return V_NULL;
    }
}

/* sys.stdout and the like are used to the very end, by other finalizers */
static bool is_standard(Thread *t, Value stream)
{
    static const char *const names[] = {"stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (value_same(sys_get(t, names[i]), stream)) return true;
    return false;
}

/* closes the outermost stream built on this one, so that what it holds is written first */
static bool base_finalize(Thread *t, Value self)
{
    IoObject *o = as_cell(self);
    for (int depth = 0; !is_null(o->outer) && depth < 4; depth++) o = as_cell(o->outer);
    self = value_cell(o);
    if (t->rt->finalizing && is_standard(t, self)) return true;
    int closed = io_closed(t, self);
    if (closed < 0) error_clear(t);
    if (closed) return true;
    if (!attr_set(t, self, str_intern_text(t, "_finalizing"), V_TRUE)) error_clear(t);
    if (is_null(call_method0(t, self, NAME(t, close)))) error_unraisable(t, "Exception ignored while finalizing file", self);
    return true;
}

static const NativeDef base_methods[] = {
    FN("seek", base_seek, "($self, offset, whence=os.SEEK_SET, /)", "Change the stream position to the given byte offset."),
    FN("tell", base_tell, "($self, /)", "Return current stream position."),
    FN("truncate", base_truncate, "($self, size=None, /)", "Truncate file to size bytes."),
    FN("flush", base_flush, "($self, /)", "Flush write buffers, if applicable."),
    FN("close", base_close, "($self, /)", "Flush and close the IO object."),
    FN("seekable", base_false, "($self, /)", "Return whether object supports random access."),
    FN("readable", base_false, "($self, /)", "Return whether object was opened for reading."),
    FN("writable", base_false, "($self, /)", "Return whether object was opened for writing."),
    FN("_checkClosed", base_check_closed, "($self, /)", NULL),
    FN("_checkSeekable", base_check_seekable, "($self, /)", NULL),
    FN("_checkReadable", base_check_readable, "($self, /)", NULL),
    FN("_checkWritable", base_check_writable, "($self, /)", NULL),
    FN("fileno", base_fileno, "($self, /)", "Return underlying file descriptor if one exists."),
    FN("isatty", base_isatty, "($self, /)", "Return whether this is an 'interactive' stream."),
    FN("__enter__", base_enter, "($self, /)", NULL),
    FN("__exit__", base_exit, "($self, /, *args)", NULL),
    FN("readline", base_readline, "($self, size=-1, /)", "Read and return a line from the stream."),
    FN("readlines", base_readlines, "($self, hint=-1, /)", "Return a list of lines from the stream."),
    FN("writelines", base_writelines, "($self, lines, /)", "Write a list of lines to stream."),
    FN_END};
static const GetSetDef base_getsets[] = {{"__dict__", instance_dict, instance_set_dict, NULL}, {"closed", base_closed, NULL, NULL}, GETSET_END};

/* --- _RawIOBase --- */

static Value raw_read(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t size = -1;
    if (!is_null(a[1]) && !is_none(a[1]) && !to_size(t, a[1], &size)) return V_NULL;
    if (size < 0) return call_method0(t, a[0], str_intern_text(t, "readall"));
    Value data = bytearray_new(t, NULL, (size_t)size);
    Value got = is_null(data) ? V_NULL : call_method1(t, a[0], NAME(t, readinto), data);
    if (is_null(got) || is_none(got)) return got;
    int64_t count;
    if (!io_offset(t, got, &count)) return V_NULL;
    if (count < 0 || count > (int64_t)as_bytearray(data)->length)
        return raise(t, T_VALUE_ERROR, "readinto returned %lld outside buffer size %lld", (long long)count, (long long)as_bytearray(data)->length);
    return bytes_new(t, as_bytearray(data)->data, (size_t)count);
}

static Value raw_readall(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value all = bytearray_new(t, NULL, 0);
    for (bool any = false; !is_null(all); any = true) {
        Value got = call_method1(t, a[0], NAME(t, read), value_fixnum(IO_BUFFER_SIZE));
        if (is_null(got)) return V_NULL;
        if (is_none(got)) {
            if (!any) return got;
            break;
        }
        if (!is_bytes(got)) return raise(t, T_TYPE_ERROR, "read() should return bytes");
        const Bytes *b = as_bytes(got);
        if (!b->length) break;
        size_t old = as_bytearray(all)->length;
        if (!bytearray_resize(t, as_bytearray(all), old + b->length)) return V_NULL;
        memcpy(as_bytearray(all)->data + old, b->data, b->length);
    }
    return is_null(all) ? V_NULL : bytes_new(t, as_bytearray(all)->data, as_bytearray(all)->length);
}

static Value not_implemented(Thread *t, Value *a, size_t n) { (void)a, (void)n; return raise_none(t, T_NOT_IMPLEMENTED_ERROR); }

static const NativeDef raw_methods[] = {
    FN("read", raw_read, "($self, size=-1, /)", NULL),
    FN("readall", raw_readall, "($self, /)", "Read until EOF, using multiple read() call."),
    {"readinto", not_implemented, NULL, NULL, 0},
    {"write", not_implemented, NULL, NULL, 0},
    FN_END};

/* --- _BufferedIOBase --- */

static Value unsupported_read(Thread *t, Value *a, size_t n) { (void)a, (void)n; return raise_unsupported(t, "read"); }
static Value unsupported_read1(Thread *t, Value *a, size_t n) { (void)a, (void)n; return raise_unsupported(t, "read1"); }
static Value unsupported_readline(Thread *t, Value *a, size_t n) { (void)a, (void)n; return raise_unsupported(t, "readline"); }
static Value unsupported_write(Thread *t, Value *a, size_t n) { (void)a, (void)n; return raise_unsupported(t, "write"); }
static Value unsupported_detach(Thread *t, Value *a, size_t n) { (void)a, (void)n; return raise_unsupported(t, "detach"); }

static Value generic_readinto(Thread *t, Value *a, const char *method, Value read)
{
    Buffer b;
    if (!io_writable_buffer(t, a[1], method, &b)) return V_NULL;
    Value got = call_method1(t, a[0], read, value_fixnum((int64_t)b.length)), result = V_NULL;
    if (!is_null(got)) {
        if (!is_bytes(got)) raise(t, T_TYPE_ERROR, "read() should return bytes");
        else if (as_bytes(got)->length > b.length)
            raise(t, T_VALUE_ERROR, "read() returned too much data: %zu bytes requested, %zu returned", b.length, (size_t)as_bytes(got)->length);
        else {
            memcpy(b.data, as_bytes(got)->data, as_bytes(got)->length);
            result = value_fixnum((int64_t)as_bytes(got)->length);
        }
    }
    buffer_release(t, &b);
    return result;
}

static Value buffered_base_readinto(Thread *t, Value *a, size_t n) { (void)n; return generic_readinto(t, a, "readinto", NAME(t, read)); }
static Value buffered_base_readinto1(Thread *t, Value *a, size_t n)
{
    (void)n;
    return generic_readinto(t, a, "readinto1", str_intern_text(t, "read1"));
}

static const NativeDef buffered_base_methods[] = {
    FN("detach", unsupported_detach, "($self, /)", "Disconnect this buffer from its underlying raw stream and return it."),
    FN("read", unsupported_read, "($self, size=-1, /)", "Read and return up to n bytes."),
    FN("read1", unsupported_read1, "($self, size=-1, /)", "Read and return up to size bytes."),
    FN("readinto", buffered_base_readinto, "($self, buffer, /)", NULL),
    FN("readinto1", buffered_base_readinto1, "($self, buffer, /)", NULL),
    FN("write", unsupported_write, "($self, b, /)", "Write buffer b to the IO stream."),
    FN_END};

/* --- _TextIOBase --- */

static Value none(Thread *t, Value self) { (void)t, (void)self; return V_NONE; }

static const NativeDef text_base_methods[] = {
    FN("detach", unsupported_detach, "($self, /)", "Separate the underlying buffer from the TextIOBase and return it."),
    FN("read", unsupported_read, "($self, size=-1, /)", "Read at most size characters from stream."),
    FN("readline", unsupported_readline, "($self, size=-1, /)", "Read until newline or EOF."),
    FN("write", unsupported_write, "($self, s, /)", "Write string s to stream."),
    FN_END};
static const GetSetDef text_base_getsets[] = {
    {"encoding", none, NULL, "Encoding of the text stream."}, {"errors", none, NULL, "The error setting of the decoder or encoder."},
    {"newlines", none, NULL, "Line endings translated so far."}, GETSET_END};

const TypeSpec io_base_type_spec = {
    .name = "_io._IOBase", .doc = "The abstract base class for all I/O classes.", .base = T_OBJECT, .flags = TYPE_BASE | TYPE_HAS_DICT | TYPE_HAS_WEAKREF,
    .size = sizeof(IoObject), .ext_offset = offsetof(IoObject, ext), .slots = {.iter = base_iter, .next = base_next, .finalize = base_finalize},
    .methods = base_methods, .getsets = base_getsets, .trace = io_base_trace};
const TypeSpec io_raw_base_type_spec = {
    .name = "_io._RawIOBase", .doc = "Base class for raw binary I/O.", .base = T_IO_BASE, .flags = TYPE_BASE, .methods = raw_methods};
const TypeSpec io_buffered_base_type_spec = {
    .name = "_io._BufferedIOBase", .doc = "Base class for buffered IO objects.", .base = T_IO_BASE, .flags = TYPE_BASE, .methods = buffered_base_methods};
const TypeSpec io_text_base_type_spec = {
    .name = "_io._TextIOBase", .doc = "Base class for text I/O.", .base = T_IO_BASE, .flags = TYPE_BASE, .methods = text_base_methods,
    .getsets = text_base_getsets};
