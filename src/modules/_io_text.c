/* _io_text.c - TextIOWrapper: text over a buffered binary stream.
 *
 * Invariants
 *  - What was written waits, encoded, in `pending_cell`, and goes to the buffer when it fills a chunk, at flush(), and before anything is
 *    read or sought. Text read ahead is dropped by a write.
 *  - Where the buffer is a native one on a file (`fast`), bytes pass between the two without objects being made for them. */
#include "modules/_io_text.h"
#include "base/text.h"
#include "base/utf8.h"
#include "modules/args.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "runtime/call.h"
#include "runtime/ops.h"
#include "runtime/text.h"

#define CHUNK 8192

/* --- state --- */

static TextIO *attached(Thread *t, Value self)
{
    TextIO *x = as_text(self);
    if (x->ready) return x;
    return RAISE_PTR(t, T_VALUE_ERROR, x->detached ? "underlying buffer has been detached" : "I/O operation on uninitialized object");
}

static bool opened_slow(Thread *t, Value self) { return attached(t, self) && io_check_closed(t, self); }

TextIO *text_opened(Thread *t, Value self)
{
    TextIO *x = as_text(self);
    const Buffered *b = x->fast;
    if (x->exact && b && b->file && b->file->fd >= 0) return x;
    return opened_slow(t, self) ? x : NULL;
}

void text_drop_decoded(TextIO *x)
{
    x->decoded = V_NULL;
    x->used = 0;
    x->snapshot = V_NULL;
}

/* --- writing --- */

static bool buffer_write(Thread *t, TextIO *x, const void *data, size_t n)
{
    if (x->fast && buffered_usable(t, x->fast)) return buffered_write_bytes(t, x->fast, data, n);
    Value bytes = bytes_new(t, data, n);
    return !is_null(bytes) && !is_null(call_method1(t, x->buffer, NAME(t, write), bytes));
}

bool text_flush_pending(Thread *t, TextIO *x)
{
    if (!x->pending) return true;
    int64_t n = x->pending;
    void *cell = x->pending_cell;
    x->pending = 0;
    x->pending_cell = NULL; /* another thread may write while this one waits */
    bool ok = buffer_write(t, x, buffer_data(cell), (size_t)n);
    if (!x->pending_cell) gc_store_pointer(t, x, x->pending_cell, cell);
    return ok;
}

/* where n more bytes may be put, behind what waits; NULL: exception. n is at most a chunk */
static char *pending_room(Thread *t, TextIO *x, size_t n)
{
    if (!x->pending_cell) {
        void *cell = gc_alloc_buffer(t, CHUNK);
        if (!cell) return NULL;
        gc_store_pointer(t, x, x->pending_cell, cell);
    }
    if (x->pending + (int64_t)n > CHUNK && !text_flush_pending(t, x)) return NULL;
    char *at = (char *)buffer_data(x->pending_cell) + x->pending;
    x->pending += (int64_t)n;
    return at;
}

static bool put_bytes(Thread *t, TextIO *x, const void *data, size_t n)
{
    if (n > CHUNK) return text_flush_pending(t, x) && buffer_write(t, x, data, n);
    char *at = pending_room(t, x, n);
    if (at) memcpy(at, data, n);
    return at != NULL;
}

/* encodes text to what waits */
static bool put_text(Thread *t, TextIO *x, Value text)
{
    const Str *s = as_str(text);
    size_t n = s->length, surrogate;
    if (x->codec != CODEC_OTHER) {
        if (str_is_ascii(s) || (x->codec == CODEC_LATIN1 && str_width(s) == 1)) return put_bytes(t, x, str_data(s), n);
        if (x->codec == CODEC_UTF8 && n <= CHUNK) {
            size_t size = utf8_encoded_size(str_data(s), n, (unsigned)str_width(s), &surrogate);
            if (surrogate == n && size <= CHUNK) {
                char *at = pending_room(t, x, size);
                if (at) utf8_encode(str_data(s), n, (unsigned)str_width(s), at);
                return at != NULL;
            }
        }
    }
    Value bytes = text_encode(t, x, text);
    return !is_null(bytes) && put_bytes(t, x, as_bytes(bytes)->data, as_bytes(bytes)->length);
}

static bool has_char(Value text, uint32_t c)
{
    const Str *s = as_str(text);
    return text_find_char(str_data(s), s->length, (unsigned)str_width(s), c) >= 0;
}

static bool buffer_flush(Thread *t, TextIO *x)
{
    if (x->fast && !x->fast->readable && buffered_usable(t, x->fast)) return buffered_flush_all(t, x->fast);
    return !is_null(call_method0(t, x->buffer, NAME(t, flush)));
}

static bool write_text(Thread *t, TextIO *x, Value text)
{
    bool flush = false;
    if (x->line_buffering || x->write_translate) {
        bool lf = has_char(text, '\n');
        flush = x->line_buffering && (lf || has_char(text, '\r'));
        if (lf && x->write_translate) {
            Value args[2] = {t->rt->chars['\n'], str_from_text(t, x->newline)};
            text = call_method(t, text, str_intern_text(t, "replace"), args, 2);
            if (is_null(text)) return false;
        }
    }
    if (!put_text(t, x, text)) return false;
    if ((x->pending >= x->chunk_size || flush || x->write_through) && !text_flush_pending(t, x)) return false;
    if (flush && !buffer_flush(t, x)) return false;
    if (is_null(x->snapshot) && is_null(x->decoded)) return true;
    text_drop_decoded(x);
    return text_reset_decoder(t, x);
}

static Value write_(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "write() argument must be str, not %T", a[1]);
    TextIO *x = text_opened(t, a[0]);
    if (!x) return V_NULL;
    if (!x->can_write) return raise_unsupported(t, "not writable");
    return write_text(t, x, a[1]) ? value_fixnum((int64_t)as_str(a[1])->length) : V_NULL;
}

static Value flush_(Thread *t, Value *a, size_t n)
{
    (void)n;
    TextIO *x = text_opened(t, a[0]);
    if (!x) return V_NULL;
    x->telling = x->seekable;
    return text_flush_pending(t, x) && buffer_flush(t, x) ? V_NONE : V_NULL;
}

/* --- reading --- */

/* bytes; V_NULL: exception */
static Value read_bytes(Thread *t, TextIO *x, int64_t n)
{
    if (x->fast && x->fast->readable && buffered_usable(t, x->fast)) return buffered_read1_bytes(t, x->fast, n);
    Value name = x->has_read1 ? str_intern_text(t, "read1") : NAME(t, read);
    Value got = call_method1(t, x->buffer, name, int_from_int64(t, n));
    if (is_null(got) || is_bytes(got)) return got;
    if (!has_buffer(t, got)) return raise(t, T_TYPE_ERROR, "underlying %U() should have returned a bytes-like object, not '%T'", name, got);
    return bytes_from_object(t, got);
}

/* reads and decodes one chunk, replacing what was decoded: 1, 0 at the end, -1. hint: characters wanted, 0 unknown */
static int read_chunk(Thread *t, TextIO *x, int64_t hint)
{
    if (!x->can_read) return raise_unsupported(t, "not readable"), -1;
    Value before = V_NULL, flags = V_NULL;
    if (x->telling && !text_decoder_state(t, x, &before, &flags)) return -1;
    int64_t want = x->chunk_size;
    if (hint > 0 && (x->ratio > 1 ? x->ratio : 1) * (double)hint > (double)want) want = (int64_t)((x->ratio > 1 ? x->ratio : 1) * (double)hint);
    Value bytes = read_bytes(t, x, want);
    if (is_null(bytes)) return -1;
    size_t n = as_bytes(bytes)->length;
    Value text = text_decode(t, x, bytes, n == 0);
    if (is_null(text)) return -1;
    gc_store(t, x, &x->decoded, text);
    x->used = 0;
    size_t chars = as_str(text)->length;
    x->ratio = chars ? (double)n / (double)chars : 0;
    if (x->telling) {
        if (as_bytes(before)->length) {
            Bytes *joined = bytes_alloc(t, as_bytes(before)->length + n);
            if (!joined) return -1;
            memcpy(joined->data, as_bytes(before)->data, as_bytes(before)->length);
            memcpy(joined->data + as_bytes(before)->length, as_bytes(bytes)->data, n);
            bytes = value_cell(joined);
        }
        gc_store(t, x, &x->snapshot, bytes);
        gc_store(t, x, &x->snapshot_flags, flags);
    }
    return n || chars;
}

static int64_t decoded_left(const TextIO *x) { return is_null(x->decoded) ? 0 : (int64_t)as_str(x->decoded)->length - x->used; }

/* up to n characters of what is decoded; n < 0: all */
static Value take(Thread *t, TextIO *x, int64_t n)
{
    int64_t left = decoded_left(x);
    if (n < 0 || n > left) n = left;
    if (n <= 0) return str_empty(t);
    int64_t from = x->used;
    x->used += n;
    return n == (int64_t)as_str(x->decoded)->length ? x->decoded : str_substr(t, x->decoded, (size_t)from, (size_t)(from + n));
}

static Value read_all(Thread *t, TextIO *x)
{
    Value bytes = x->fast && x->fast->readable && buffered_usable(t, x->fast) ? buffered_read_all(t, x->fast) : call_method0(t, x->buffer, NAME(t, read));
    if (is_null(bytes)) return V_NULL;
    if (is_none(bytes)) {
        raise(t, T_BLOCKING_IO_ERROR, "Read returned None.");
        return V_NULL;
    }
    if (!is_bytes(bytes)) {
        if (!has_buffer(t, bytes)) return raise(t, T_TYPE_ERROR, "underlying read() should have returned a bytes-like object, not '%T'", bytes);
        if (is_null(bytes = bytes_from_object(t, bytes))) return V_NULL;
    }
    Value rest = text_decode(t, x, bytes, true), head = is_null(rest) ? V_NULL : take(t, x, -1);
    if (is_null(head)) return V_NULL;
    text_drop_decoded(x);
    return as_str(head)->length ? str_concat(t, head, rest) : rest;
}

static Value read_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t size;
    TextIO *x = attached(t, a[0]);
    if (!x || !io_size_argument(t, a[1], &size) || !text_opened(t, a[0])) return V_NULL;
    if (!x->can_read) return raise_unsupported(t, "not readable");
    if (!text_flush_pending(t, x)) return V_NULL;
    if (size < 0) return read_all(t, x);
    if (decoded_left(x) >= size) return take(t, x, size);
    StrBuilder b;
    builder_init(&b, t);
    for (int64_t got = 0;;) {
        Value part = take(t, x, size - got);
        if (is_null(part)) return V_NULL;
        builder_str(&b, part);
        got += (int64_t)as_str(part)->length;
        if (got >= size) break;
        int more = read_chunk(t, x, size - got);
        if (more < 0) return V_NULL;
        if (!more) break;
    }
    return builder_finish(&b);
}

static int64_t line_end(const TextIO *x, int64_t to)
{
    const Str *s = as_str(x->decoded);
    return text_line_end(str_data(s), str_width(s), (size_t)x->used, (size_t)to, x->newlines.translate, x->universal, x->newline);
}

/* a line longer than what is decoded */
static Value long_line(Thread *t, TextIO *x, int64_t limit)
{
    StrBuilder b;
    builder_init(&b, t);
    bool half = false; /* the line so far ends in the "\r" of a "\r\n" to come */
    for (int64_t length = 0;;) {
        int64_t left = decoded_left(x), to = x->used + (limit >= 0 && left > limit - length ? limit - length : left);
        if (to > x->used) {
            int64_t end = half && str_at(as_str(x->decoded), (size_t)x->used) == '\n' ? x->used + 1 : line_end(x, to);
            int64_t stop = end < 0 ? to : end;
            builder_substr(&b, x->decoded, (size_t)x->used, (size_t)stop);
            length += stop - x->used;
            x->used = stop;
            if (end >= 0) break;
            half = !x->universal && x->newline && x->newline[0] == '\r' && x->newline[1] && str_at(as_str(x->decoded), (size_t)stop - 1) == '\r';
        }
        if (limit >= 0 && length >= limit) break;
        int more = read_chunk(t, x, 0);
        if (more < 0) return V_NULL;
        if (!more) {
            text_drop_decoded(x);
            break;
        }
    }
    return builder_finish(&b);
}

static Value read_line(Thread *t, TextIO *x, int64_t limit)
{
    if (x->pending && !text_flush_pending(t, x)) return V_NULL;
    while (!decoded_left(x)) {
        int more = read_chunk(t, x, 0);
        if (more < 0) return V_NULL;
        if (more) continue;
        text_drop_decoded(x);
        return str_empty(t);
    }
    int64_t left = decoded_left(x), to = x->used + (limit >= 0 && left > limit ? limit : left);
    int64_t end = line_end(x, to);
    if (end < 0 && limit >= 0 && left >= limit) end = to;
    return end < 0 ? long_line(t, x, limit) : take(t, x, end - x->used);
}

static Value readline_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t limit = -1;
    TextIO *x = attached(t, a[0]);
    if (!x || (!is_null(a[1]) && !to_size(t, a[1], &limit)) || !text_opened(t, a[0])) return V_NULL;
    return limit ? read_line(t, x, limit < 0 ? -1 : limit) : str_empty(t);
}

static Value next(Thread *t, Value self)
{
    TextIO *x = attached(t, self);
    if (!x) return V_NULL;
    x->telling = false;
    Value line;
    if (x->exact) {
        line = text_opened(t, self) ? read_line(t, x, -1) : V_NULL;
    } else {
        line = call_method0(t, self, NAME(t, readline));
        if (!is_null(line) && !is_str(line)) return raise(t, T_OS_ERROR, "readline() should have returned a str object, not '%T'", line);
    }
    if (is_null(line) || as_str(line)->length) return line;
    x->snapshot = V_NULL;
    x->telling = x->seekable;
    return V_NULL;
}

/* --- making one --- */

static bool flag(Thread *t, Value buffer, const char *method, bool *out)
{
    int yes = io_call_flag(t, buffer, method);
    *out = yes > 0;
    return yes >= 0;
}

static void set_newline(TextIO *x, const char *newline)
{
    x->newline = newline;
    x->universal = !newline || !*newline;
    x->newlines.translate = !newline;
    x->write_translate = newline && *newline == '\r';
}

/* is it exactly a native buffered stream on a file? */
static Buffered *fast_buffer(Thread *t, Value buffer)
{
    if (!has_type(t, buffer, T_BUFFERED_READER) && !has_type(t, buffer, T_BUFFERED_WRITER) && !has_type(t, buffer, T_BUFFERED_RANDOM)) return NULL;
    Buffered *b = as_cell(buffer);
    return b->ready && b->file ? b : NULL;
}

static bool ask_buffer(Thread *t, TextIO *x, Value buffer)
{
    Buffered *b = x->fast = fast_buffer(t, buffer);
    if (b && b->file->fd >= 0) {
        int able = fileio_is_seekable(t, b->file);
        x->can_read = b->readable;
        x->can_write = b->writable;
        x->seekable = able > 0;
        x->has_read1 = true;
        return able >= 0;
    }
    int has = flag(t, buffer, "readable", &x->can_read) && flag(t, buffer, "writable", &x->can_write) && flag(t, buffer, "seekable", &x->seekable)
                  ? attr_has(t, buffer, str_intern_text(t, "read1"))
                  : -1;
    x->has_read1 = has > 0;
    return has >= 0;
}

/* an encoder that writes a mark at the beginning must not where the stream already has some */
static bool fix_encoder(Thread *t, TextIO *x)
{
    if (!x->seekable || is_null(x->encoder)) return true;
    Value at = call_method0(t, x->buffer, str_intern_text(t, "tell"));
    if (is_null(at)) return false;
    int zero = compare_bool(t, at, value_fixnum(0), CMP_EQ);
    return zero < 0 ? false : zero || text_reset_encoder(t, x, false);
}

static bool init(Thread *t, TextIO *x, Value buffer, Value encoding, Value errors, const char *newline, bool line_buffering, bool write_through)
{
    x->ready = x->detached = false;
    x->pending = 0;
    text_drop_decoded(x);
    x->newlines = (Newlines){0};
    set_newline(x, newline);
    if (is_null(encoding) || str_equal_text(encoding, "locale")) encoding = io_locale_encoding(t);
    if (is_null(encoding) || !text_set_codec(t, x, encoding, is_null(errors) ? NAME(t, strict) : errors) || !ask_buffer(t, x, buffer)) return false;
    gc_store(t, x, &x->buffer, buffer);
    if (!text_make_coders(t, x) || !fix_encoder(t, x)) return false;
    x->chunk_size = CHUNK;
    x->ratio = 0;
    x->line_buffering = line_buffering;
    x->write_through = write_through;
    x->telling = x->seekable;
    x->exact = has_type(t, value_cell(x), T_TEXT_IO_WRAPPER);
    if (x->fast || has_type(t, buffer, T_FILE_IO)) gc_store(t, as_cell(buffer), &((IoObject *)as_cell(buffer))->outer, value_cell(x));
    return x->ready = true;
}

Value text_open(Thread *t, Value buffer, Value encoding, Value errors, const char *newline, bool line_buffering, bool write_through)
{
    TextIO *x = object_alloc_id(t, T_TEXT_IO_WRAPPER, 0);
    return x && init(t, x, buffer, encoding, errors, newline, line_buffering, write_through) ? value_cell(x) : V_NULL;
}

static Value construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    TextIO *x = object_alloc(t, as_type(a[0]), 0);
    return x ? value_cell(x) : V_NULL;
}

static bool text_argument(Thread *t, Value *v, const char *function, const char *name)
{
    if (is_null(*v) || is_none(*v)) return *v = V_NULL, true;
    return is_str(*v) || RAISE_FALSE(t, T_TYPE_ERROR, "%s() argument '%s' must be str or None, not %T", function, name, *v);
}

/* self, buffer, encoding, errors, newline, line_buffering, write_through */
static Value init_(Thread *t, Value *a, size_t n)
{
    (void)n;
    bool line_buffering, write_through, ok;
    as_text(a[0])->ready = false;
    if (!text_argument(t, &a[2], "TextIOWrapper", "encoding") || !text_argument(t, &a[3], "TextIOWrapper", "errors") ||
        !text_argument(t, &a[4], "TextIOWrapper", "newline") || !arg_bool(t, a[5], false, &line_buffering) ||
        !arg_bool(t, a[6], false, &write_through))
        return V_NULL;
    const char *newline = io_newline_argument(t, a[4], &ok);
    return ok && init(t, as_text(a[0]), a[1], a[2], a[3], newline, line_buffering, write_through) ? V_NONE : V_NULL;
}

/* a, b: V_NULL or None keep what is */
static bool flag_argument(Thread *t, Value v, bool otherwise, bool *out)
{
    return arg_bool(t, is_null(v) || is_none(v) ? V_NULL : v, otherwise, out);
}

/* self, encoding, errors, newline, line_buffering, write_through */
static Value reconfigure(Thread *t, Value *a, size_t n)
{
    (void)n;
    TextIO *x = attached(t, a[0]);
    bool line_buffering, write_through, ok = true, newline_given = !is_null(a[3]);
    if (!x) return V_NULL;
    bool recode = newline_given || (!is_null(a[1]) && !is_none(a[1])) || (!is_null(a[2]) && !is_none(a[2]));
    if (!is_null(x->decoded) && recode)
        return raise_unsupported(t, "It is not possible to set the encoding or newline of stream after the first read");
    if (!text_argument(t, &a[1], "reconfigure", "encoding") || !text_argument(t, &a[2], "reconfigure", "errors")) return V_NULL;
    if (newline_given && !is_none(a[3]) && !is_str(a[3])) return raise(t, T_TYPE_ERROR, "reconfigure() argument 'newline' must be str or None, not %T", a[3]);
    const char *newline = newline_given ? io_newline_argument(t, a[3], &ok) : x->newline;
    if (!ok || !flag_argument(t, a[4], x->line_buffering, &line_buffering) || !flag_argument(t, a[5], x->write_through, &write_through)) return V_NULL;
    if (is_null(call_method0(t, a[0], NAME(t, flush)))) return V_NULL;
    if (recode) {
        Value encoding = is_null(a[1]) ? x->encoding : str_equal_text(a[1], "locale") ? io_locale_encoding(t) : a[1];
        Value errors = !is_null(a[2]) ? a[2] : is_null(a[1]) ? x->errors : NAME(t, strict);
        if (is_null(encoding) || !text_set_codec(t, x, encoding, errors) || !text_make_coders(t, x) || !fix_encoder(t, x)) return V_NULL;
        set_newline(x, newline);
    }
    x->line_buffering = line_buffering;
    x->write_through = write_through;
    return V_NONE;
}

/* --- the rest --- */

static Value detach_(Thread *t, Value *a, size_t n)
{
    (void)n;
    TextIO *x = attached(t, a[0]);
    if (!x || is_null(call_method0(t, a[0], NAME(t, flush)))) return V_NULL;
    Value buffer = x->buffer;
    if (x->fast || has_type(t, buffer, T_FILE_IO)) ((IoObject *)as_cell(buffer))->outer = V_NULL;
    x->buffer = V_NULL;
    x->fast = NULL;
    x->ready = false;
    x->detached = true;
    return buffer;
}

static Value close_(Thread *t, Value *a, size_t n)
{
    (void)n;
    TextIO *x = attached(t, a[0]);
    int closed = x ? io_closed(t, a[0]) : -1;
    if (closed) return closed < 0 ? V_NULL : V_NONE;
    if (is_true(x->io.finalizing)) io_dealloc_warn(t, x->buffer, a[0]);
    call_method0(t, a[0], NAME(t, flush));
    Value error = error_take(t);
    return io_chain(t, error, call_method0(t, x->buffer, NAME(t, close)));
}

static Value truncate_(Thread *t, Value *a, size_t n)
{
    (void)n;
    TextIO *x = attached(t, a[0]);
    if (!x || is_null(call_method0(t, a[0], NAME(t, flush)))) return V_NULL;
    return call_method1(t, x->buffer, str_intern_text(t, "truncate"), is_null(a[1]) ? V_NONE : a[1]);
}

static Value ask(Thread *t, Value self, const char *method)
{
    TextIO *x = attached(t, self);
    return x ? call_method0(t, x->buffer, str_intern_text(t, method)) : V_NULL;
}
static Value readable_(Thread *t, Value *a, size_t n) { (void)n; return ask(t, a[0], "readable"); }
static Value writable_(Thread *t, Value *a, size_t n) { (void)n; return ask(t, a[0], "writable"); }
static Value seekable_(Thread *t, Value *a, size_t n) { (void)n; return ask(t, a[0], "seekable"); }
static Value fileno_(Thread *t, Value *a, size_t n) { (void)n; return ask(t, a[0], "fileno"); }
static Value isatty_(Thread *t, Value *a, size_t n) { (void)n; return ask(t, a[0], "isatty"); }

static Value of_buffer(Thread *t, Value self, Value name)
{
    TextIO *x = attached(t, self);
    return x ? attr_get(t, x->buffer, name) : V_NULL;
}
static Value get_name(Thread *t, Value self) { return of_buffer(t, self, NAME(t, name)); }
static Value get_closed(Thread *t, Value self)
{
    const TextIO *x = as_text(self);
    if (x->ready && x->fast && x->fast->file) return value_bool(x->fast->file->fd < 0);
    return of_buffer(t, self, NAME(t, closed));
}
static Value get_buffer(Thread *t, Value self)
{
    const TextIO *x = attached(t, self);
    return x ? x->buffer : V_NULL;
}
static Value get_errors(Thread *t, Value self)
{
    const TextIO *x = attached(t, self);
    return x ? x->errors : V_NULL;
}
static Value get_newlines(Thread *t, Value self)
{
    const TextIO *x = attached(t, self);
    return x ? newlines_seen(t, x->universal ? x->newlines.seen : 0) : V_NULL;
}
static Value get_line_buffering(Thread *t, Value self) { (void)t; return value_bool(as_text(self)->line_buffering); }
static Value get_write_through(Thread *t, Value self) { (void)t; return value_bool(as_text(self)->write_through); }
static Value get_chunk_size(Thread *t, Value self)
{
    const TextIO *x = attached(t, self);
    return x ? value_fixnum(x->chunk_size) : V_NULL;
}
static bool set_chunk_size(Thread *t, Value self, Value v)
{
    TextIO *x = attached(t, self);
    int64_t n;
    if (!x) return false;
    if (is_null(v)) return RAISE_FALSE(t, T_ATTRIBUTE_ERROR, "cannot delete attribute");
    if (!to_size(t, v, &n)) return false;
    if (n <= 0) return RAISE_FALSE(t, T_VALUE_ERROR, "a strictly positive integer is required");
    x->chunk_size = n;
    return true;
}

/* appends " what=repr" when the attribute is there */
static bool describe(Thread *t, StrBuilder *b, Value self, Value name)
{
    Value v = attr_get_optional(t, self, name);
    if (is_null(v)) {
        if (error_set(t) && !error_matches(t, T_VALUE_ERROR)) return false;
        error_clear(t);
        return true;
    }
    builder_char(b, ' ');
    builder_str(b, name);
    builder_char(b, '=');
    return builder_repr(b, v);
}

static Value repr(Thread *t, Value self)
{
    const TextIO *x = as_text(self);
    if (!x->ready && !x->detached) return attached(t, self), V_NULL;
    int entered = repr_enter(t, self);
    if (entered < 0) return V_NULL;
    if (!entered) return raise(t, T_RUNTIME_ERROR, "reentrant call inside %T.__repr__", self);
    StrBuilder b;
    builder_init(&b, t);
    builder_char(&b, '<');
    builder_text(&b, type_name_of(t, self));
    bool ok = describe(t, &b, self, NAME(t, name)) && describe(t, &b, self, NAME(t, mode));
    repr_leave(t, self);
    if (!ok) return V_NULL;
    builder_text(&b, " encoding=");
    if (!builder_repr(&b, x->encoding)) return V_NULL;
    builder_char(&b, '>');
    return builder_finish(&b);
}

static void trace(Tracer *tr, void *cell)
{
    TextIO *x = cell;
    io_base_trace(tr, cell);
    const Value own[] = {x->buffer, x->encoding, x->errors, x->encoder, x->decoder, x->decoded, x->snapshot, x->snapshot_flags};
    gc_trace_values(tr, own, sizeof own / sizeof *own);
    gc_trace_cell(tr, x->pending_cell);
}

static const NativeDef methods[] = {
    FN("__init__", init_, "($self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)", NULL),
    FN("detach", detach_, "($self, /)", NULL),
    FN("reconfigure", reconfigure, "($self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)",
       "Reconfigure the text stream with new parameters."),
    FN("write", write_, "($self, text, /)", NULL),
    FN("read", read_, "($self, size=-1, /)", NULL),
    FN("readline", readline_, "($self, size=-1, /)", NULL),
    FN("flush", flush_, "($self, /)", NULL),
    FN("close", close_, "($self, /)", NULL),
    FN("fileno", fileno_, "($self, /)", NULL),
    FN("seekable", seekable_, "($self, /)", NULL),
    FN("readable", readable_, "($self, /)", NULL),
    FN("writable", writable_, "($self, /)", NULL),
    FN("isatty", isatty_, "($self, /)", NULL),
    FN("seek", text_seek, "($self, cookie, whence=os.SEEK_SET, /)", "Set the stream position, and return the new stream position."),
    FN("tell", text_tell, "($self, /)", "Return the stream position as an opaque number."),
    FN("truncate", truncate_, "($self, pos=None, /)", NULL),
    FN("__getstate__", io_no_pickle, "($self, /)", NULL),
    FN_END};
static const GetSetDef getsets[] = {
    {"name", get_name, NULL, NULL}, {"closed", get_closed, NULL, NULL}, {"buffer", get_buffer, NULL, NULL}, {"newlines", get_newlines, NULL, NULL},
    {"errors", get_errors, NULL, NULL}, {"line_buffering", get_line_buffering, NULL, NULL}, {"write_through", get_write_through, NULL, NULL},
    {"_CHUNK_SIZE", get_chunk_size, set_chunk_size, NULL}, GETSET_END};
static const MemberDef members[] = {
    {"encoding", offsetof(TextIO, encoding), false, false, NULL}, {"_finalizing", offsetof(IoObject, finalizing), true, false, NULL}, MEMBER_END};

const TypeSpec text_io_wrapper_type_spec = {
    .name = "_io.TextIOWrapper",
    .doc = "TextIOWrapper(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)\n--\n\n"
           "Character and line based layer over a BufferedIOBase object, buffer.",
    .base = T_IO_TEXT_BASE, .flags = TYPE_BASE | TYPE_HAS_DEL, .size = sizeof(TextIO), .ext_offset = offsetof(IoObject, ext),
    .slots = {.repr = repr, .next = next}, .methods = methods, .getsets = getsets, .members = members,
    .construct = {"TextIOWrapper", construct, NULL, NULL, FN_KEYWORDS}, .trace = trace};
