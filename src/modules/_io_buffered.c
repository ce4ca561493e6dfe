/* _io_buffered.c - BufferedReader, BufferedWriter, BufferedRandom: a buffer in front of a raw stream.
 *
 * Invariants
 *  - At any time the buffer either holds bytes read ahead, [pos, end), with the raw stream standing behind them, or bytes to be written,
 *    [0, pending), with the raw stream standing before them. A BufferedRandom changes from one to the other through go_reading() and
 *    go_writing().
 *  - Raw streams that are exactly FileIO are used without calls into Python. Others are given memory of their own, never the buffer's.
 *  - `busy` is set while the raw stream is at work: what it calls must not come back here.
 */
#include "modules/_io.h"
#include "modules/args.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "runtime/call.h"
#include "runtime/ops.h"
#include "runtime/threads.h"
#include <errno.h>
#include <unistd.h>

enum { WOULD_BLOCK = -2, WAIT_MICROSECONDS = 200 };

static Buffered *as_buffered(Value v) { return as_cell(v); }

/* --- state ------------------------------------------------------------------------------------------------------------------ */

static bool check_ready(Thread *t, const Buffered *b)
{
    if (b->ready) return true;
    return RAISE_FALSE(t, T_VALUE_ERROR, b->detached ? "raw stream has been detached" : "I/O operation on uninitialized object");
}

/* 1, 0, -1 */
static int raw_closed(Thread *t, const Buffered *b) { return b->file ? b->file->fd < 0 : io_closed(t, b->raw); }

/* false: ValueError(message) when closed */
static bool check_open(Thread *t, const Buffered *b, const char *message)
{
    if (!check_ready(t, b)) return false;
    int closed = raw_closed(t, b);
    if (closed > 0) raise(t, T_VALUE_ERROR, "%s", message);
    return closed == 0;
}

static bool enter(Thread *t, Buffered *b)
{
    while (b->busy) {
        if (b->busy == t) return RAISE_FALSE(t, T_RUNTIME_ERROR, "reentrant call inside %R", value_cell(b));
        lock_release(t);
        usleep(WAIT_MICROSECONDS);
        lock_acquire(t);
        if (t->interrupt && !vm_safepoint(t)) return false;
    }
    b->busy = t;
    return true;
}

static int64_t readahead(const Buffered *b) { return b->end - b->pos; }

/* --- the raw stream --------------------------------------------------------------------------------------------------------------- */

/* up to n bytes to `to`: how many, -1: exception, WOULD_BLOCK */
static int64_t raw_read_into(Thread *t, Buffered *b, void *to, int64_t n)
{
    if (b->file) return fileio_check_open(t, b->file) ? fileio_read(t, b->file, to, (size_t)n) : -1;
    Value memory = bytearray_new(t, NULL, (size_t)n);
    Value view = is_null(memory) ? V_NULL : call1(t, type_value(type_by_id(t, T_MEMORYVIEW)), memory);
    Value got = is_null(view) ? V_NULL : call_method1(t, b->raw, NAME(t, readinto), view);
    if (is_null(got)) return -1;
    if (is_none(got)) return WOULD_BLOCK;
    int64_t count;
    if (!io_offset(t, got, &count)) return raise_from_current(t, T_OS_ERROR, "raw readinto() failed"), -1;
    if (count < 0 || count > n)
        return RAISE_INT(t, T_OS_ERROR, "raw readinto() returned invalid length %lld (should have been between 0 and %lld)", (long long)count, (long long)n);
    memcpy(to, as_bytearray(memory)->data, (size_t)count);
    return count;
}

/* how many of n bytes went out: -1: exception, WOULD_BLOCK */
static int64_t raw_write(Thread *t, Buffered *b, const void *from, int64_t n)
{
    if (b->file) return fileio_check_open(t, b->file) ? fileio_write(t, b->file, from, (size_t)n) : -1;
    Value memory = bytes_new(t, from, (size_t)n);
    Value view = is_null(memory) ? V_NULL : call1(t, type_value(type_by_id(t, T_MEMORYVIEW)), memory);
    Value got = is_null(view) ? V_NULL : call_method1(t, b->raw, NAME(t, write), view);
    if (is_null(got)) return -1;
    if (is_none(got)) return WOULD_BLOCK;
    int64_t count;
    if (!io_offset(t, got, &count)) return -1;
    if (count < 0 || count > n)
        return RAISE_INT(t, T_OS_ERROR, "raw write() returned invalid length %lld (should have been between 0 and %lld)", (long long)count, (long long)n);
    return count;
}

/* -1: exception */
static int64_t raw_position(Thread *t, Value at)
{
    int64_t n;
    if (is_null(at) || !io_offset(t, at, &n)) return -1;
    return n >= 0 ? n : RAISE_INT(t, T_OS_ERROR, "Raw stream returned invalid position %lld", (long long)n);
}

static int64_t raw_seek(Thread *t, Buffered *b, int64_t offset, int whence)
{
    if (b->file) return fileio_check_open(t, b->file) ? fileio_seek(t, b->file, offset, whence) : -1;
    return raw_position(t, call_method2(t, b->raw, str_intern_text(t, "seek"), int_from_int64(t, offset), value_fixnum(whence)));
}

static int64_t raw_tell(Thread *t, Buffered *b)
{
    if (b->file) return fileio_check_open(t, b->file) ? fileio_seek(t, b->file, 0, SEEK_CUR) : -1;
    return raw_position(t, call_method0(t, b->raw, str_intern_text(t, "tell")));
}

/* --- writing what waits ------------------------------------------------------------------------------------------------------------ */

static bool raise_would_block(Thread *t, int64_t written)
{
    Value args[3] = {value_fixnum(EAGAIN), str_from_text(t, "write could not complete without blocking"), value_fixnum(written)};
    Value e = call(t, type_value(type_by_id(t, T_BLOCKING_IO_ERROR)), args, 3, V_NULL);
    if (!is_null(e)) raise_value(t, e);
    return false;
}

/* false: exception; what was not written stays */
static bool flush_pending(Thread *t, Buffered *b)
{
    int64_t done = 0;
    bool blocked = false, ok = true;
    while (ok && done < b->pending) {
        int64_t n = raw_write(t, b, b->data + done, b->pending - done);
        if (n == WOULD_BLOCK) blocked = true;
        if (n < 0) ok = false;
        else done += n;
        if (ok && t->interrupt && !vm_safepoint(t)) ok = false;
    }
    if (done) memmove(b->data, b->data + done, (size_t)(b->pending - done));
    b->pending -= done;
    return ok || (blocked && raise_would_block(t, 0));
}

/* the raw stream back to where the reader is; what was read ahead is dropped */
static bool drop_readahead(Thread *t, Buffered *b)
{
    int64_t n = readahead(b);
    if (n > 0 && raw_seek(t, b, -n, SEEK_CUR) < 0) return false;
    b->pos = b->end = 0;
    return true;
}

static bool go_writing(Thread *t, Buffered *b)
{
    if (readahead(b) > 0) return drop_readahead(t, b);
    b->pos = b->end = 0;
    return true;
}
static bool go_reading(Thread *t, Buffered *b) { return !b->pending || flush_pending(t, b); }

/* everything to the raw stream; the raw stream then stands where this one does, if it can */
static bool flush_and_rewind(Thread *t, Buffered *b)
{
    if (b->pending && !flush_pending(t, b)) return false;
    return !b->readable || readahead(b) <= 0 || drop_readahead(t, b);
}

/* --- reading ------------------------------------------------------------------------------------------------------------------------ */

/* refills the empty buffer: bytes read, 0 at the end, -1, WOULD_BLOCK */
static int64_t fill(Thread *t, Buffered *b)
{
    b->pos = b->end = 0;
    int64_t n = raw_read_into(t, b, b->data, b->size);
    if (n > 0) b->end = n;
    return n;
}

static size_t take(Buffered *b, void *to, int64_t n)
{
    if (n > readahead(b)) n = readahead(b);
    if (n > 0) {
        memcpy(to, b->data + b->pos, (size_t)n);
        b->pos += n;
    }
    return n > 0 ? (size_t)n : 0;
}

/* reads n bytes to `to`, what is in the buffer first: how many came, -1: exception, WOULD_BLOCK: none and none now. once: one call of
 * the raw stream at most, and none when the buffer had anything */
static int64_t read_into(Thread *t, Buffered *b, unsigned char *to, int64_t n, bool once)
{
    int64_t done = (int64_t)take(b, to, n);
    while (done < n && !(once && done)) {
        int64_t left = n - done, got;
        if (left >= b->size) {
            got = raw_read_into(t, b, to + done, once ? left : left - left % b->size);
            if (got > 0) done += got;
        } else if ((got = fill(t, b)) > 0) {
            done += (int64_t)take(b, to + done, left);
        }
        if (got == -1) return -1;
        if (got == WOULD_BLOCK) return done ? done : WOULD_BLOCK;
        if (!got) break;
        if (once) break;
    }
    return done;
}

/* bytes of length n that may turn out shorter */
static Value finish_bytes(Thread *t, Bytes *b, int64_t n)
{
    if (!n) return t->rt->empty_bytes;
    if ((uint64_t)n == b->length) return value_cell(b);
    return bytes_new(t, b->data, (size_t)n);
}

static Value read_bytes(Thread *t, Buffered *b, int64_t n)
{
    if (!n) return t->rt->empty_bytes;
    if (n <= readahead(b)) {
        b->pos += n;
        return bytes_new(t, b->data + b->pos - n, (size_t)n);
    }
    Bytes *out = bytes_alloc(t, (size_t)n);
    if (!out || !enter(t, b)) return V_NULL;
    int64_t got = go_reading(t, b) ? read_into(t, b, out->data, n, false) : -1;
    b->busy = NULL;
    return got == WOULD_BLOCK ? V_NONE : got < 0 ? V_NULL : finish_bytes(t, out, got);
}

/* what the raw stream has left: bytes or None */
static Value raw_read_all(Thread *t, Buffered *b)
{
    if (b->file) return fileio_check_open(t, b->file) ? fileio_read_all(t, b->file) : V_NULL;
    Value readall = attr_get_optional(t, b->raw, str_intern_text(t, "readall"));
    if (!is_null(readall)) {
        Value got = call0(t, readall);
        if (is_null(got) || is_none(got) || is_bytes(got)) return got;
        return raise(t, T_TYPE_ERROR, "readall() should return bytes");
    }
    if (error_set(t)) return V_NULL;
    Value all = bytearray_new(t, NULL, 0);
    for (bool any = false; !is_null(all); any = true) {
        Value got = call_method0(t, b->raw, NAME(t, read));
        if (is_null(got)) return V_NULL;
        if (!is_none(got) && !is_bytes(got)) return raise(t, T_TYPE_ERROR, "read() should return bytes");
        if (is_none(got) && !any) return got;
        if (is_none(got) || !as_bytes(got)->length) break;
        size_t old = as_bytearray(all)->length;
        if (!bytearray_resize(t, as_bytearray(all), old + as_bytes(got)->length)) return V_NULL;
        memcpy(as_bytearray(all)->data + old, as_bytes(got)->data, as_bytes(got)->length);
    }
    return is_null(all) ? V_NULL : bytes_new(t, as_bytearray(all)->data, as_bytearray(all)->length);
}

Value buffered_read_all(Thread *t, Buffered *b)
{
    int64_t n = readahead(b);
    Value head = n > 0 ? bytes_new(t, b->data + b->pos, (size_t)n) : V_NONE;
    if (is_null(head) || !enter(t, b)) return V_NULL;
    b->pos = b->end = 0;
    Value rest = go_reading(t, b) ? raw_read_all(t, b) : V_NULL;
    b->busy = NULL;
    if (is_null(rest) || is_none(head)) return rest;
    if (is_none(rest) || !as_bytes(rest)->length) return head;
    Bytes *all = bytes_alloc(t, (size_t)n + as_bytes(rest)->length);
    if (!all) return V_NULL;
    memcpy(all->data, as_bytes(head)->data, (size_t)n);
    memcpy(all->data + n, as_bytes(rest)->data, as_bytes(rest)->length);
    return value_cell(all);
}

Value buffered_read1_bytes(Thread *t, Buffered *b, int64_t n)
{
    if (n < 0) n = b->size;
    if (!n) return t->rt->empty_bytes;
    int64_t have = readahead(b);
    if (have > 0) {
        if (n > have) n = have;
        b->pos += n;
        return bytes_new(t, b->data + b->pos - n, (size_t)n);
    }
    if (!enter(t, b)) return V_NULL;
    int64_t got = -1;
    Value result = V_NULL;
    if (go_reading(t, b)) {
        if (n >= b->size) { /* past the buffer */
            Bytes *out = bytes_alloc(t, (size_t)n);
            got = out ? raw_read_into(t, b, out->data, n) : -1;
            if (got >= 0) result = finish_bytes(t, out, got);
        } else if ((got = fill(t, b)) >= 0) {
            if (n > got) n = got;
            b->pos = n;
            result = bytes_new(t, b->data, (size_t)n);
        }
    }
    b->busy = NULL;
    return got == WOULD_BLOCK ? t->rt->empty_bytes : result;
}

/* appends n bytes to a line made so far (null: none) */
static Value extend_line(Thread *t, Value line, const void *data, size_t n)
{
    if (is_null(line)) return bytearray_new(t, data, n);
    size_t old = as_bytearray(line)->length;
    if (!bytearray_resize(t, as_bytearray(line), old + n)) return V_NULL;
    memcpy(as_bytearray(line)->data + old, data, n);
    return line;
}

static Value read_line(Thread *t, Buffered *b, int64_t limit)
{
    Value line = V_NULL; /* bytearray, once the buffer was not enough */
    int64_t length = 0;
    for (;;) {
        int64_t n = readahead(b);
        if (limit >= 0 && n > limit - length) n = limit - length;
        if (n > 0) {
            unsigned char *from = b->data + b->pos, *end = memchr(from, '\n', (size_t)n);
            if (end) n = end - from + 1;
            b->pos += n;
            length += n;
            if (is_null(line) && (end || length == limit)) return bytes_new(t, from, (size_t)n);
            if (is_null(line = extend_line(t, line, from, (size_t)n))) return V_NULL;
            if (end) break;
        }
        if (limit >= 0 && length >= limit) break;
        if (!enter(t, b)) return V_NULL;
        int64_t got = go_reading(t, b) ? fill(t, b) : -1;
        b->busy = NULL;
        if (got == -1) return V_NULL;
        if (got <= 0) break;
    }
    return is_null(line) ? t->rt->empty_bytes : bytes_new(t, as_bytearray(line)->data, as_bytearray(line)->length);
}

/* --- writing -------------------------------------------------------------------------------------------------------------------------- */

/* n bytes more wait or are written; *written: how many, also when the stream would block */
static bool write_bytes(Thread *t, Buffered *b, const unsigned char *from, int64_t n)
{
    if (!go_writing(t, b)) return false;
    int64_t done = 0;
    if (n > b->size - b->pending) {
        if (b->pending && !flush_pending(t, b)) { /* would block: as much as there is room for is kept */
            if (!error_matches(t, T_BLOCKING_IO_ERROR)) return false;
            int64_t room = b->size - b->pending;
            if (room > n) room = n;
            memcpy(b->data + b->pending, from, (size_t)room);
            b->pending += room;
            error_clear(t);
            return room == n || raise_would_block(t, room);
        }
        while (n - done > b->size) {
            int64_t out = raw_write(t, b, from + done, n - done);
            if (out == -1) return false;
            if (out == WOULD_BLOCK) {
                memcpy(b->data, from + done, (size_t)b->size);
                b->pending = b->size;
                return raise_would_block(t, done + b->size);
            }
            done += out;
            if (t->interrupt && !vm_safepoint(t)) return false;
        }
    }
    memcpy(b->data + b->pending, from + done, (size_t)(n - done));
    b->pending += n - done;
    return true;
}

bool buffered_usable(Thread *t, const Buffered *b) { return b->ready && b->file && raw_closed(t, b) == 0; }

bool buffered_write_bytes(Thread *t, Buffered *b, const void *data, size_t n)
{
    if (!enter(t, b)) return false;
    bool ok = write_bytes(t, b, data, (int64_t)n);
    b->busy = NULL;
    return ok;
}

bool buffered_flush_all(Thread *t, Buffered *b)
{
    if (!b->pending && readahead(b) <= 0) return true;
    if (!enter(t, b)) return false;
    bool ok = flush_and_rewind(t, b);
    b->busy = NULL;
    return ok;
}

/* --- making one ----------------------------------------------------------------------------------------------------------------------------- */

static bool init(Thread *t, Buffered *b, Value raw, int64_t size, bool readable, bool writable)
{
    b->ready = b->detached = false;
    if (size <= 0) return RAISE_FALSE(t, T_VALUE_ERROR, "buffer size must be strictly positive");
    void *cell = gc_alloc_buffer(t, (size_t)size);
    if (!cell) return false;
    b->readable = readable;
    b->writable = writable;
    b->pos = b->end = b->pending = 0;
    b->size = size;
    b->data = buffer_data(cell);
    gc_store_pointer(t, b, b->cell, cell);
    gc_store(t, b, &b->raw, raw);
    b->file = NULL;
    if (has_type(t, raw, T_FILE_IO)) {
        b->file = as_cell(raw);
        gc_store(t, as_cell(raw), &((IoObject *)as_cell(raw))->outer, value_cell(b));
    }
    return b->ready = true;
}

static bool check_raw(Thread *t, Value raw, bool readable, bool writable)
{
    if (has_type(t, raw, T_FILE_IO)) {
        const FileIO *f = as_cell(raw);
        if (f->fd >= 0 && f->readable >= readable && f->writable >= writable) return true;
    }
    return (!(readable && writable) || io_check_able(t, raw, "seekable", "File or stream is not seekable.")) &&
           (!readable || io_check_able(t, raw, "readable", "File or stream is not readable.")) &&
           (!writable || io_check_able(t, raw, "writable", "File or stream is not writable."));
}

Value buffered_open(Thread *t, TypeId id, Value raw, int64_t size)
{
    Buffered *b = object_alloc_id(t, id, 0);
    bool readable = id != T_BUFFERED_WRITER, writable = id != T_BUFFERED_READER;
    if (!b) return V_NULL;
    if (readable && writable && !io_check_able(t, raw, "seekable", "File or stream is not seekable.")) return V_NULL;
    return init(t, b, raw, size, readable, writable) ? value_cell(b) : V_NULL;
}

static Value construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Buffered *b = object_alloc(t, as_type(a[0]), 0);
    return b ? value_cell(b) : V_NULL;
}

static Value init_with(Thread *t, Value *a, bool readable, bool writable)
{
    int64_t size = IO_BUFFER_SIZE;
    if (!is_null(a[2]) && !to_size(t, a[2], &size)) return V_NULL;
    as_buffered(a[0])->ready = as_buffered(a[0])->detached = false;
    if (!check_raw(t, a[1], readable, writable)) return V_NULL;
    return init(t, as_buffered(a[0]), a[1], size, readable, writable) ? V_NONE : V_NULL;
}
static Value reader_init(Thread *t, Value *a, size_t n) { (void)n; return init_with(t, a, true, false); }
static Value writer_init(Thread *t, Value *a, size_t n) { (void)n; return init_with(t, a, false, true); }
static Value random_init(Thread *t, Value *a, size_t n) { (void)n; return init_with(t, a, true, true); }

/* --- methods: reading -------------------------------------------------------------------------------------------------------------------------- */

static Value read_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Buffered *b = as_buffered(a[0]);
    int64_t size;
    if (!check_ready(t, b) || !io_size_argument(t, a[1], &size)) return V_NULL;
    if (size < -1) return raise(t, T_VALUE_ERROR, "read length must be non-negative or -1");
    if (!check_open(t, b, "read of closed file")) return V_NULL;
    return size < 0 ? buffered_read_all(t, b) : read_bytes(t, b, size);
}

static Value read1_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Buffered *b = as_buffered(a[0]);
    int64_t size = -1;
    if (!is_null(a[1]) && !to_size(t, a[1], &size)) return V_NULL;
    return check_open(t, b, "read of closed file") ? buffered_read1_bytes(t, b, size) : V_NULL;
}

static Value readinto_with(Thread *t, Value *a, const char *method, bool once)
{
    Buffered *b = as_buffered(a[0]);
    Buffer out;
    if (!check_open(t, b, "readinto of closed file") || !io_writable_buffer(t, a[1], method, &out)) return V_NULL;
    int64_t got = -1;
    if (enter(t, b)) {
        got = go_reading(t, b) ? read_into(t, b, out.data, (int64_t)out.length, once) : -1;
        b->busy = NULL;
    }
    buffer_release(t, &out);
    return got == WOULD_BLOCK ? V_NONE : got < 0 ? V_NULL : value_fixnum(got);
}
static Value readinto_(Thread *t, Value *a, size_t n) { (void)n; return readinto_with(t, a, "readinto", false); }
static Value readinto1_(Thread *t, Value *a, size_t n) { (void)n; return readinto_with(t, a, "readinto1", true); }

static Value peek_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Buffered *b = as_buffered(a[0]);
    int64_t ignored;
    if (!is_null(a[1]) && !to_size(t, a[1], &ignored)) return V_NULL;
    if (!check_open(t, b, "peek of closed file")) return V_NULL;
    if (readahead(b) <= 0) {
        if (!enter(t, b)) return V_NULL;
        int64_t got = go_reading(t, b) ? fill(t, b) : -1;
        b->busy = NULL;
        if (got == -1) return V_NULL;
    }
    return bytes_new(t, b->data + b->pos, (size_t)readahead(b));
}

static Value readline_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Buffered *b = as_buffered(a[0]);
    int64_t limit;
    if (!check_ready(t, b) || !io_size_argument(t, a[1], &limit)) return V_NULL;
    return check_open(t, b, "readline of closed file") ? read_line(t, b, limit) : V_NULL;
}

static Value next(Thread *t, Value self)
{
    Buffered *b = as_buffered(self);
    if (!check_ready(t, b)) return V_NULL;
    Value line;
    if (!(type_of(t, self)->flags & TYPE_PYTHON)) {
        if (!check_open(t, b, "readline of closed file")) return V_NULL;
        line = read_line(t, b, -1);
    } else {
        line = call_method0(t, self, NAME(t, readline));
        if (!is_null(line) && !is_bytes(line)) return raise(t, T_OS_ERROR, "readline() should have returned a bytes object, not '%T'", line);
    }
    return !is_null(line) && as_bytes(line)->length ? line : V_NULL;
}

/* --- methods: writing, position ----------------------------------------------------------------------------------------------------------------- */

static Value write_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Buffered *b = as_buffered(a[0]);
    Buffer in;
    if (!check_ready(t, b) || !buffer_get(t, a[1], &in, BUFFER_SIMPLE)) return V_NULL;
    Value result = V_NULL;
    if (check_open(t, b, "write to closed file") && buffered_write_bytes(t, b, in.data, in.length)) result = value_fixnum((int64_t)in.length);
    buffer_release(t, &in);
    return result;
}

static Value flush_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Buffered *b = as_buffered(a[0]);
    if (!check_open(t, b, "flush of closed file")) return V_NULL;
    if (!b->writable) { /* a reader has nothing to write, but brings its raw stream to its own position */
        return is_null(call_method0(t, b->raw, NAME(t, flush))) ? V_NULL : V_NONE;
    }
    return buffered_flush_all(t, b) ? V_NONE : V_NULL;
}

static Value tell_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Buffered *b = as_buffered(a[0]);
    if (!check_ready(t, b)) return V_NULL;
    int64_t at = raw_tell(t, b);
    if (at < 0) return V_NULL;
    at += b->pending - readahead(b);
    return int_from_int64(t, at < 0 ? 0 : at);
}

static bool check_seekable(Thread *t, Buffered *b)
{
    if (b->file) {
        int able = fileio_is_seekable(t, b->file);
        if (!able) raise_unsupported(t, "File or stream is not seekable.");
        return able > 0;
    }
    return io_check_able(t, b->raw, "seekable", "File or stream is not seekable.");
}

/* within what was read ahead nothing but `pos` moves: 1 done, 0 not possible, -1 */
static int seek_inside(Thread *t, Buffered *b, int64_t target, int whence, int64_t *result)
{
    if (b->pending || readahead(b) <= 0 || whence == SEEK_END) return 0;
    int64_t raw_at = raw_tell(t, b);
    if (raw_at < 0) return -1;
    int64_t current = raw_at - readahead(b), offset = whence == SEEK_SET ? target - current : target;
    if (offset < -b->pos || offset > readahead(b)) return 0;
    b->pos += offset;
    *result = current + offset;
    return 1;
}

static int64_t seek_to(Thread *t, Buffered *b, int64_t target, int whence)
{
    int64_t at;
    int inside = seek_inside(t, b, target, whence, &at);
    if (inside) return inside < 0 ? -1 : at;
    if (b->pending && !flush_pending(t, b)) return -1;
    if (whence == SEEK_CUR) target -= readahead(b);
    at = raw_seek(t, b, target, whence);
    if (at < 0) return -1;
    b->pos = b->end = 0;
    return at;
}

static Value seek_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Buffered *b = as_buffered(a[0]);
    int whence = SEEK_SET;
    int64_t target;
    if (!check_ready(t, b)) return V_NULL;
    if (!is_null(a[2]) && !arg_int(t, a[2], &whence)) return V_NULL;
    if (whence < 0 || whence > SEEK_HOLE) return raise(t, T_VALUE_ERROR, "whence value %d unsupported", whence);
    if (!check_open(t, b, "seek of closed file") || !check_seekable(t, b) || !io_offset(t, a[1], &target)) return V_NULL;
    if (!enter(t, b)) return V_NULL;
    int64_t at = seek_to(t, b, target, whence);
    b->busy = NULL;
    return at < 0 ? V_NULL : int_from_int64(t, at);
}

static Value truncate_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Buffered *b = as_buffered(a[0]);
    if (!check_open(t, b, "truncate of closed file")) return V_NULL;
    if (!b->writable) return raise_unsupported(t, "truncate");
    if (!buffered_flush_all(t, b)) return V_NULL;
    return call_method1(t, b->raw, str_intern_text(t, "truncate"), is_null(a[1]) ? V_NONE : a[1]);
}

/* --- methods: closing ------------------------------------------------------------------------------------------------------------------------------ */

static Value close_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Buffered *b = as_buffered(a[0]);
    if (!check_ready(t, b)) return V_NULL;
    int closed = raw_closed(t, b);
    if (closed) return closed < 0 ? V_NULL : V_NONE;
    if (is_true(b->io.finalizing)) io_dealloc_warn(t, b->raw, a[0]);
    call_method0(t, a[0], NAME(t, flush));
    Value error = error_take(t), result = call_method0(t, b->raw, NAME(t, close));
    b->pos = b->end = b->pending = 0;
    return io_chain(t, error, result);
}

static Value detach_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Buffered *b = as_buffered(a[0]);
    if (!check_ready(t, b) || is_null(call_method0(t, a[0], NAME(t, flush)))) return V_NULL;
    Value raw = b->raw;
    if (b->file) b->file->io.outer = V_NULL;
    b->raw = V_NULL;
    b->file = NULL;
    b->ready = false;
    b->detached = true;
    return raw;
}

static Value dealloc_warn(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (as_buffered(a[0])->ready) io_dealloc_warn(t, as_buffered(a[0])->raw, a[1]);
    return V_NONE;
}

/* --- what the raw stream answers ----------------------------------------------------------------------------------------------------------------------- */

static Value ask_raw(Thread *t, Value self, const char *method)
{
    Buffered *b = as_buffered(self);
    return check_ready(t, b) ? call_method0(t, b->raw, str_intern_text(t, method)) : V_NULL;
}
static Value raw_attribute(Thread *t, Value self, Value name)
{
    Buffered *b = as_buffered(self);
    return check_ready(t, b) ? attr_get(t, b->raw, name) : V_NULL;
}
static Value seekable_(Thread *t, Value *a, size_t n) { (void)n; return ask_raw(t, a[0], "seekable"); }
static Value readable_(Thread *t, Value *a, size_t n) { (void)n; return ask_raw(t, a[0], "readable"); }
static Value writable_(Thread *t, Value *a, size_t n) { (void)n; return ask_raw(t, a[0], "writable"); }
static Value fileno_(Thread *t, Value *a, size_t n) { (void)n; return ask_raw(t, a[0], "fileno"); }
static Value isatty_(Thread *t, Value *a, size_t n) { (void)n; return ask_raw(t, a[0], "isatty"); }
static Value get_closed(Thread *t, Value self)
{
    Buffered *b = as_buffered(self);
    if (b->ready && b->file) return value_bool(b->file->fd < 0);
    return raw_attribute(t, self, NAME(t, closed));
}
static Value get_name(Thread *t, Value self) { return raw_attribute(t, self, NAME(t, name)); }
static Value get_mode(Thread *t, Value self) { return raw_attribute(t, self, NAME(t, mode)); }

static Value repr(Thread *t, Value self)
{
    const Type *type = type_of(t, self);
    Value name = attr_get_optional(t, self, NAME(t, name));
    if (is_null(name)) {
        if (error_set(t) && !error_matches(t, T_VALUE_ERROR)) return V_NULL;
        error_clear(t);
        return str_format(t, "<%N>", type);
    }
    int entered = repr_enter(t, self);
    if (entered < 0) return V_NULL;
    if (!entered) return raise(t, T_RUNTIME_ERROR, "reentrant call inside %N.__repr__", type);
    Value text = str_format(t, "<%N name=%R>", type, name);
    repr_leave(t, self);
    return text;
}

static void trace(Tracer *tr, void *cell)
{
    Buffered *b = cell;
    io_base_trace(tr, cell);
    gc_trace(tr, b->raw);
    gc_trace_cell(tr, b->cell);
}

/* --- the types --------------------------------------------------------------------------------------------------------------------------------------- */

#define COMMON_METHODS                                                                                                              \
    FN("detach", detach_, "($self, /)", "Disconnect this buffer from its underlying raw stream and return it."),                    \
    FN("flush", flush_, "($self, /)", "Flush write buffers, if applicable."),                                                       \
    FN("close", close_, "($self, /)", "Flush and close the IO object."),                                                            \
    FN("seekable", seekable_, "($self, /)", NULL), FN("fileno", fileno_, "($self, /)", NULL), FN("isatty", isatty_, "($self, /)", NULL), \
    FN("_dealloc_warn", dealloc_warn, "($self, source, /)", NULL), FN("seek", seek_, "($self, target, whence=0, /)", NULL),         \
    FN("tell", tell_, "($self, /)", NULL), FN("truncate", truncate_, "($self, pos=None, /)", NULL),                                 \
    FN("__getstate__", io_no_pickle, "($self, /)", NULL)
#define READING_METHODS                                                                                                             \
    FN("read", read_, "($self, size=-1, /)", NULL), FN("peek", peek_, "($self, size=0, /)", NULL),                                  \
    FN("read1", read1_, "($self, size=-1, /)", NULL), FN("readinto", readinto_, "($self, buffer, /)", NULL),                        \
    FN("readinto1", readinto1_, "($self, buffer, /)", NULL), FN("readline", readline_, "($self, size=-1, /)", NULL),                \
    FN("readable", readable_, "($self, /)", NULL)
#define WRITING_METHODS                                                                                                             \
    FN("writable", writable_, "($self, /)", NULL), FN("write", write_, "($self, buffer, /)", "Write the given buffer to the IO stream.")

static const NativeDef reader_methods[] = {
    FN("__init__", reader_init, "($self, raw, buffer_size=DEFAULT_BUFFER_SIZE)", NULL), READING_METHODS, COMMON_METHODS, FN_END};
static const NativeDef writer_methods[] = {
    FN("__init__", writer_init, "($self, raw, buffer_size=DEFAULT_BUFFER_SIZE)", NULL), WRITING_METHODS, COMMON_METHODS, FN_END};
static const NativeDef random_methods[] = {
    FN("__init__", random_init, "($self, raw, buffer_size=DEFAULT_BUFFER_SIZE)", NULL), READING_METHODS, WRITING_METHODS, COMMON_METHODS, FN_END};
static const GetSetDef getsets[] = {{"closed", get_closed, NULL, NULL}, {"name", get_name, NULL, NULL}, {"mode", get_mode, NULL, NULL}, GETSET_END};
static const MemberDef members[] = {
    {"raw", offsetof(Buffered, raw), false, true, NULL}, {"_finalizing", offsetof(IoObject, finalizing), true, false, NULL}, MEMBER_END};

const TypeSpec buffered_reader_type_spec = {
    .name = "_io.BufferedReader",
    .doc = "BufferedReader(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\nCreate a new buffered reader using the given readable raw IO object.",
    .base = T_IO_BUFFERED_BASE, .flags = TYPE_BASE | TYPE_HAS_DEL, .size = sizeof(Buffered), .ext_offset = offsetof(IoObject, ext),
    .slots = {.repr = repr, .next = next}, .methods = reader_methods, .getsets = getsets, .members = members,
    .construct = {"BufferedReader", construct, NULL, NULL, FN_KEYWORDS}, .trace = trace};
const TypeSpec buffered_writer_type_spec = {
    .name = "_io.BufferedWriter",
    .doc = "BufferedWriter(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\nA buffer for a writeable sequential RawIO object.",
    .base = T_IO_BUFFERED_BASE, .flags = TYPE_BASE | TYPE_HAS_DEL, .size = sizeof(Buffered), .ext_offset = offsetof(IoObject, ext),
    .slots = {.repr = repr}, .methods = writer_methods, .getsets = getsets, .members = members,
    .construct = {"BufferedWriter", construct, NULL, NULL, FN_KEYWORDS}, .trace = trace};
const TypeSpec buffered_random_type_spec = {
    .name = "_io.BufferedRandom",
    .doc = "BufferedRandom(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\nA buffered interface to random access streams.",
    .base = T_IO_BUFFERED_BASE, .flags = TYPE_BASE | TYPE_HAS_DEL, .size = sizeof(Buffered), .ext_offset = offsetof(IoObject, ext),
    .slots = {.repr = repr, .next = next}, .methods = random_methods, .getsets = getsets, .members = members,
    .construct = {"BufferedRandom", construct, NULL, NULL, FN_KEYWORDS}, .trace = trace};
