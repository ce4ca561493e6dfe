/* _io_file.c - FileIO: a file descriptor as a raw stream. */
#include "modules/_io.h"
#include "modules/args.h"
#include "modules/sys.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "runtime/call.h"
#include "runtime/ops.h"
#include "runtime/threads.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_MAX ((size_t)0x7ffff000) /* what read(2) and write(2) move at most */
enum { WOULD_BLOCK = -2 };

static FileIO *as_file(Value v) { return as_cell(v); }

/* --- the system calls ---------------------------------------------------------------------------------------------------- */


/* what a read or write that failed answers */
static int64_t failed(Thread *t, int error)
{
    if (error == EAGAIN) return WOULD_BLOCK;
    if (!error_set(t)) raise_errno(t, error, V_NULL); /* else a signal's handler raised */
    return -1;
}

int64_t fileio_read(Thread *t, FileIO *f, void *data, size_t n)
{
    ssize_t got;
    int error;
    BLOCKING(t, got, error, read(f->fd, data, n < READ_MAX ? n : READ_MAX));
    return got >= 0 ? got : failed(t, error);
}

int64_t fileio_write(Thread *t, FileIO *f, const void *data, size_t n)
{
    ssize_t got;
    int error;
    BLOCKING(t, got, error, write(f->fd, data, n < READ_MAX ? n : READ_MAX));
    return got >= 0 ? got : failed(t, error);
}

int64_t fileio_seek(Thread *t, FileIO *f, int64_t offset, int whence)
{
    off_t at = lseek(f->fd, offset, whence);
    if (at < 0) return raise_errno(t, errno, V_NULL), -1;
    f->seekable = 1;
    return at;
}

bool fileio_check_open(Thread *t, const FileIO *f)
{
    return f->fd >= 0 || RAISE_FALSE(t, T_VALUE_ERROR, "I/O operation on closed file");
}

int fileio_is_seekable(Thread *t, FileIO *f)
{
    if (!fileio_check_open(t, f)) return -1;
    if (f->seekable < 0) f->seekable = lseek(f->fd, 0, SEEK_CUR) >= 0;
    return f->seekable;
}

int fileio_is_terminal(Thread *t, FileIO *f)
{
    if (!fileio_check_open(t, f)) return -1;
    return f->is_terminal_possible && isatty(f->fd);
}

/* --- opening ---------------------------------------------------------------------------------------------------------------- */

static bool bad_mode(Thread *t)
{
    return RAISE_FALSE(t, T_VALUE_ERROR, "Must have exactly one of create/read/write/append mode and at most one plus");
}

/* sets the mode fields; *flags: those of open(2) */
static bool parse_mode(Thread *t, FileIO *f, const char *mode, int *flags)
{
    bool kind = false, plus = false;
    *flags = O_CLOEXEC;
    for (const char *m = mode; *m; m++) {
        if (*m == 'b') continue;
        if (*m == '+' ? plus : strchr("xrwa", *m) && kind) return bad_mode(t);
        switch (*m) {
        case 'x': f->created = f->writable = true; *flags |= O_EXCL | O_CREAT; break;
        case 'r': f->readable = true; break;
        case 'w': f->writable = true; *flags |= O_CREAT | O_TRUNC; break;
        case 'a': f->writable = f->appending = true; *flags |= O_CREAT | O_APPEND; break;
        case '+': f->readable = f->writable = plus = true; continue;
        default: return RAISE_FALSE(t, T_VALUE_ERROR, "invalid mode: %s", mode);
        }
        kind = true;
    }
    if (!kind) return bad_mode(t);
    *flags |= f->readable && f->writable ? O_RDWR : f->readable ? O_RDONLY : O_WRONLY;
    return true;
}

/* a path as bytes for the system, NUL-terminated; NULL: TypeError, ValueError */
static const char *path_bytes(Thread *t, Value v)
{
    if (!is_str(v) && !is_bytes(v)) {
        bool found;
        Value given = v;
        v = call_special(t, v, NAME(t, __fspath__), NULL, 0, &found);
        if (!found) return RAISE_PTR(t, T_TYPE_ERROR, "expected str, bytes or os.PathLike object, not %T", given);
        if (is_null(v)) return NULL;
        if (!is_str(v) && !is_bytes(v))
            return RAISE_PTR(t, T_TYPE_ERROR, "expected %T.__fspath__() to return str or bytes, not %T", given, v);
    }
    if (is_bytes(v)) {
        const char *s = (const char *)as_bytes(v)->data;
        return strlen(s) == as_bytes(v)->length ? s : RAISE_PTR(t, T_VALUE_ERROR, "embedded null byte");
    }
    if (str_find(v, t->rt->chars[0], 0, str_length(as_str(v))) >= 0) return RAISE_PTR(t, T_VALUE_ERROR, "embedded null byte");
    return str_fs_path(t, v);
}

/* open(2), with a collection when descriptors run out: unreachable files may hold some */
static bool open_path(Thread *t, FileIO *f, const char *path, Value name, int flags)
{
    for (bool collected = false;;) {
        int error;
        BLOCKING(t, f->fd, error, open(path, flags, 0666));
        if (f->fd >= 0) return true;
        if (error_set(t)) return false;
        if ((error == EMFILE || error == ENFILE) && !collected) {
            collected = true;
            gc_collect(t, 2);
            gc_run_finalizers(t);
        } else {
            raise_errno(t, error, name);
            return false;
        }
    }
}

static bool open_with(Thread *t, FileIO *f, Value opener, Value name, int flags)
{
    Value got = call2(t, opener, name, value_fixnum(flags));
    if (is_null(got)) return false;
    if (!is_int(got)) return RAISE_FALSE(t, T_TYPE_ERROR, "expected integer from opener");
    int fd;
    if (!arg_int(t, got, &fd)) return false;
    if (fd < 0) return RAISE_FALSE(t, T_VALUE_ERROR, "opener returned %d", fd);
    f->fd = fd;
    int have = fcntl(fd, F_GETFD);
    if (have >= 0 && !(have & FD_CLOEXEC)) fcntl(fd, F_SETFD, have | FD_CLOEXEC);
    return true;
}

/* looks at what was opened; a directory is refused. false: exception */
static bool examine(Thread *t, FileIO *f, Value name)
{
    struct stat st;
    f->block_size = IO_BUFFER_SIZE;
    if (fstat(f->fd, &st) < 0) {
        if (errno == EBADF) return raise_errno(t, errno, V_NULL), false;
        f->is_terminal_possible = true;
        return true;
    }
    if (S_ISDIR(st.st_mode)) return raise_errno(t, EISDIR, name), false;
    f->stat_known = true;
    f->size = st.st_size;
    f->is_terminal_possible = S_ISCHR(st.st_mode);
    if (st.st_blksize > 1) f->block_size = st.st_blksize;
    return true;
}

static Value close_descriptor(Thread *t, FileIO *f)
{
    int fd = f->fd, error = 0;
    f->fd = -1;
    if (fd < 0) return V_NONE;
    lock_release(t);
    if (close(fd) < 0) error = errno;
    lock_acquire(t);
    return error && error != EINTR ? raise_errno(t, error, V_NULL) : V_NONE;
}

static bool warn_of_bool(Thread *t, Value file)
{
    return !is_bool(file) || warn(t, T_RUNTIME_WARNING, 1, "bool is used as a file descriptor");
}

static bool init(Thread *t, FileIO *f, Value file, const char *mode, bool close_fd, Value opener)
{
    if (f->fd >= 0 && f->opened) { /* a second __init__ */
        if (!f->close_fd) f->fd = -1;
        else if (is_null(close_descriptor(t, f))) return false;
    }
    *f = (FileIO){.io = f->io, .fd = -1, .seekable = -1, .close_fd = close_fd, .opened = true};
    int flags, fd = -1;
    const char *path = NULL;
    if (is_int(file)) {
        if (!warn_of_bool(t, file) || !arg_int(t, file, &fd)) return false;
        if (fd < 0) return RAISE_FALSE(t, T_VALUE_ERROR, "negative file descriptor");
    } else if (!(path = path_bytes(t, file))) {
        return false;
    }
    if (!parse_mode(t, f, mode, &flags)) return false;
    if (!sys_audit(t, "open", 3, file, str_from_text(t, mode), value_fixnum(flags))) return false;
    bool own = !path;
    if (path) {
        if (!close_fd) return RAISE_FALSE(t, T_VALUE_ERROR, "Cannot use closefd=False with file name");
        if (is_null(opener) || is_none(opener) ? !open_path(t, f, path, file, flags) : !open_with(t, f, opener, file, flags)) return false;
    } else {
        f->fd = fd;
    }
    bool ok = examine(t, f, file) && attr_set(t, value_cell(f), NAME(t, name), file);
    if (ok && f->appending) { /* so that tell() is right from the beginning; a pipe has no position */
        off_t at = lseek(f->fd, 0, SEEK_END);
        f->seekable = at >= 0;
    }
    if (ok) return true;
    if (own) {
        f->fd = -1; /* the caller's, who still has it */
    } else {
        Value error = error_take(t);
        if (is_null(close_descriptor(t, f))) error_clear(t);
        error_restore(t, error);
    }
    return false;
}

Value fileio_open(Thread *t, Value file, const char *mode, bool close_fd, Value opener)
{
    FileIO *f = object_alloc_id(t, T_FILE_IO, 0);
    if (!f) return V_NULL;
    f->fd = -1;

    return init(t, f, file, mode, close_fd, opener) ? value_cell(f) : V_NULL;
}

static Value construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    FileIO *f = object_alloc(t, as_type(a[0]), 0);
    if (!f) return V_NULL;
    f->fd = -1;
    f->seekable = -1;
    f->close_fd = true;

    return value_cell(f);
}

/* self, file, mode, closefd, opener */
static Value init_(Thread *t, Value *a, size_t n)
{
    (void)n;
    const char *mode = "r";
    if (!is_null(a[2])) {
        if (!is_str(a[2])) return raise(t, T_TYPE_ERROR, "FileIO() argument 'mode' must be str, not %T", a[2]);
        size_t length;
        if (!(mode = str_utf8(t, a[2], &length))) return V_NULL;
        if (strlen(mode) != length) return raise(t, T_VALUE_ERROR, "embedded null character");
    }
    bool close_fd;
    if (!arg_bool(t, a[3], true, &close_fd)) return V_NULL;
    return init(t, as_file(a[0]), a[1], mode, close_fd, a[4]) ? V_NONE : V_NULL;
}

/* --- methods ------------------------------------------------------------------------------------------------------------------ */

static bool check_readable(Thread *t, const FileIO *f)
{
    if (!fileio_check_open(t, f)) return false;
    return f->readable || (raise_unsupported(t, "File not open for reading"), false);
}

static bool check_writable(Thread *t, const FileIO *f)
{
    if (!fileio_check_open(t, f)) return false;
    return f->writable || (raise_unsupported(t, "File not open for writing"), false);
}

/* how many bytes to make room for at first: what the file has left, and one more to see its end */
static size_t expected_size(FileIO *f)
{
    struct stat st;
    if (fstat(f->fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size <= 0) return 8192;
    off_t at = lseek(f->fd, 0, SEEK_CUR);
    if (at < 0 || at > st.st_size) return 8192;
    return (size_t)(st.st_size - at) + 1;
}

Value fileio_read_all(Thread *t, FileIO *f)
{
    size_t n = expected_size(f), length = 0;
    Bytes *b = bytes_alloc(t, n);
    if (!b) return V_NULL;
    for (;;) {
        if (length == n) {
            if (n > PTRDIFF_MAX / 4) return raise(t, T_OVERFLOW_ERROR, "unbounded read returned more bytes than a Python bytes object can hold");
            n += n < 65536 ? 65536 : n / 2;
            Bytes *grown = bytes_alloc(t, n);
            if (!grown) return V_NULL;
            memcpy(grown->data, b->data, length);
            b = grown;
        }
        int64_t got = fileio_read(t, f, b->data + length, n - length);
        if (got == WOULD_BLOCK) {
            if (!length) return V_NONE;
            break;
        }
        if (got < 0) return V_NULL;
        if (!got) break;
        length += (size_t)got;
    }
    if (n - length > 64 + n / 8) return bytes_new(t, b->data, length);
    if (!length) return t->rt->empty_bytes;
    b->length = length;
    b->data[length] = 0;
    return value_cell(b);
}

static Value read_(Thread *t, Value *a, size_t n)
{
    (void)n;
    FileIO *f = as_file(a[0]);
    int64_t size;
    if (!check_readable(t, f) || !io_size_argument(t, a[1], &size)) return V_NULL;
    if (size < 0) return fileio_read_all(t, f);
    Bytes *b = bytes_alloc(t, (size_t)size < READ_MAX ? (size_t)size : READ_MAX);
    if (!b) return V_NULL;
    int64_t got = fileio_read(t, f, b->data, b->length);
    if (got < 0) return got == WOULD_BLOCK ? V_NONE : V_NULL;
    return (size_t)got == b->length && got ? value_cell(b) : bytes_new(t, b->data, (size_t)got);
}

static Value readall(Thread *t, Value *a, size_t n)
{
    (void)n;
    FileIO *f = as_file(a[0]);
    return fileio_check_open(t, f) ? fileio_read_all(t, f) : V_NULL; /* the system knows whether it may be read */
}

static Value count_or_none(int64_t count) { return count == WOULD_BLOCK ? V_NONE : count < 0 ? V_NULL : value_fixnum(count); }

static Value readinto(Thread *t, Value *a, size_t n)
{
    (void)n;
    FileIO *f = as_file(a[0]);
    Buffer b;
    if (!check_readable(t, f) || !io_writable_buffer(t, a[1], "readinto", &b)) return V_NULL;
    int64_t got = fileio_read(t, f, b.data, b.length);
    buffer_release(t, &b);
    return count_or_none(got);
}

static Value write_(Thread *t, Value *a, size_t n)
{
    (void)n;
    FileIO *f = as_file(a[0]);
    Buffer b;
    if (!check_writable(t, f) || !buffer_get(t, a[1], &b, BUFFER_SIMPLE)) return V_NULL;
    int64_t got = fileio_write(t, f, b.data, b.length);
    buffer_release(t, &b);
    return count_or_none(got);
}

static Value position(Thread *t, int64_t at) { return at < 0 ? V_NULL : int_from_int64(t, at); }

static Value seek_(Thread *t, Value *a, size_t n)
{
    (void)n;
    FileIO *f = as_file(a[0]);
    int64_t offset;
    int whence = SEEK_SET;
    if (!fileio_check_open(t, f) || !io_offset(t, a[1], &offset) || (!is_null(a[2]) && !arg_int(t, a[2], &whence))) return V_NULL;
    return position(t, fileio_seek(t, f, offset, whence));
}

static Value tell_(Thread *t, Value *a, size_t n)
{
    (void)n;
    FileIO *f = as_file(a[0]);
    return fileio_check_open(t, f) ? position(t, fileio_seek(t, f, 0, SEEK_CUR)) : V_NULL;
}

static Value truncate_(Thread *t, Value *a, size_t n)
{
    (void)n;
    FileIO *f = as_file(a[0]);
    int64_t size;
    if (!check_writable(t, f)) return V_NULL;
    Value given = a[1];
    if (is_null(given) || is_none(given)) {
        size = fileio_seek(t, f, 0, SEEK_CUR);
        if (size < 0) return V_NULL;
        given = int_from_int64(t, size);
    } else if (!io_offset(t, given, &size)) {
        return V_NULL;
    }
    int result, error;
    BLOCKING(t, result, error, ftruncate(f->fd, size));
    if (result < 0) return error_set(t) ? V_NULL : raise_errno(t, error, V_NULL);
    f->stat_known = false;
    return given;
}

static Value close_(Thread *t, Value *a, size_t n)
{
    (void)n;
    FileIO *f = as_file(a[0]);
    Value base = io_base_close(t, a[0]), error = error_take(t);
    if (!f->close_fd) {
        f->fd = -1;
        return io_chain(t, error, base);
    }
    if (is_true(f->io.finalizing) && f->fd >= 0) io_dealloc_warn(t, a[0], a[0]);
    return io_chain(t, error, close_descriptor(t, f));
}

static Value dealloc_warn(Thread *t, Value *a, size_t n)
{
    (void)n;
    FileIO *f = as_file(a[0]);
    if (f->fd < 0 || !f->close_fd) return V_NONE;
    Value pending = error_take(t);
    if (!warn(t, T_RESOURCE_WARNING, 1, "unclosed file %R", a[1])) {
        if (error_matches(t, T_WARNING)) error_unraisable(t, "Exception ignored in", a[0]);
        else error_clear(t);
    }
    error_restore(t, pending);
    return V_NONE;
}

static Value readable_(Thread *t, Value *a, size_t n)
{
    (void)n;
    return fileio_check_open(t, as_file(a[0])) ? value_bool(as_file(a[0])->readable) : V_NULL;
}
static Value writable_(Thread *t, Value *a, size_t n)
{
    (void)n;
    return fileio_check_open(t, as_file(a[0])) ? value_bool(as_file(a[0])->writable) : V_NULL;
}
static Value flag(int f) { return f < 0 ? V_NULL : value_bool(f); }
static Value seekable_(Thread *t, Value *a, size_t n) { (void)n; return flag(fileio_is_seekable(t, as_file(a[0]))); }
static Value isatty_(Thread *t, Value *a, size_t n)
{
    (void)n;
    FileIO *f = as_file(a[0]);
    return fileio_check_open(t, f) ? value_bool(isatty(f->fd)) : V_NULL;
}
static Value isatty_open_only(Thread *t, Value *a, size_t n) { (void)n; return flag(fileio_is_terminal(t, as_file(a[0]))); }
static Value fileno_(Thread *t, Value *a, size_t n)
{
    (void)n;
    return fileio_check_open(t, as_file(a[0])) ? value_fixnum(as_file(a[0])->fd) : V_NULL;
}

static const char *mode_text(const FileIO *f)
{
    if (f->created) return f->readable ? "xb+" : "xb";
    if (f->appending) return f->readable ? "ab+" : "ab";
    if (f->readable) return f->writable ? "rb+" : "rb";
    return "wb";
}

static Value get_closed(Thread *t, Value self) { (void)t; return value_bool(as_file(self)->fd < 0); }
static Value get_close_fd(Thread *t, Value self) { (void)t; return value_bool(as_file(self)->close_fd); }
static Value get_mode(Thread *t, Value self) { return str_from_text(t, mode_text(as_file(self))); }
static Value get_block_size(Thread *t, Value self)
{
    const FileIO *f = as_file(self);
    return int_from_int64(t, f->opened ? f->block_size : IO_BUFFER_SIZE);
}

static Value repr(Thread *t, Value self)
{
    const FileIO *f = as_file(self);
    const Type *type = type_of(t, self);
    if (f->fd < 0) return str_format(t, "<%N [closed]>", type);
    const char *close_fd = f->close_fd ? "True" : "False";
    Value name = attr_get_optional(t, self, NAME(t, name));
    if (is_null(name)) return error_set(t) ? V_NULL : str_format(t, "<%N fd=%d mode='%s' closefd=%s>", type, f->fd, mode_text(f), close_fd);
    int entered = repr_enter(t, self);
    if (entered < 0) return V_NULL;
    if (!entered) return raise(t, T_RUNTIME_ERROR, "reentrant call inside %N.__repr__", type);
    Value text = str_format(t, "<%N name=%R mode='%s' closefd=%s>", type, name, mode_text(f), close_fd);
    repr_leave(t, self);
    return text;
}

static const NativeDef methods[] = {
    FN("__init__", init_, "($self, file, mode='r', closefd=True, opener=None)", NULL),
    FN("read", read_, "($self, size=-1, /)", "Read at most size bytes, returned as bytes."),
    FN("readall", readall, "($self, /)", "Read all data from the file, returned as bytes."),
    FN("readinto", readinto, "($self, buffer, /)", "Same as RawIOBase.readinto()."),
    FN("write", write_, "($self, b, /)", "Write buffer b to file, return number of bytes written."),
    FN("seek", seek_, "($self, pos, whence=0, /)", "Move to new file position and return the file position."),
    FN("tell", tell_, "($self, /)", "Current file position."),
    FN("truncate", truncate_, "($self, size=None, /)", "Truncate the file to at most size bytes and return the truncated size."),
    FN("close", close_, "($self, /)", "Close the file."),
    FN("seekable", seekable_, "($self, /)", "True if file supports random-access."),
    FN("readable", readable_, "($self, /)", "True if file was opened in a read mode."),
    FN("writable", writable_, "($self, /)", "True if file was opened in a write mode."),
    FN("fileno", fileno_, "($self, /)", "Return the underlying file descriptor (an integer)."),
    FN("isatty", isatty_, "($self, /)", "True if the file is connected to a TTY device."),
    FN("_isatty_open_only", isatty_open_only, "($self, /)", NULL),
    FN("_dealloc_warn", dealloc_warn, "($self, object, /)", NULL),
    FN("__getstate__", io_no_pickle, "($self, /)", NULL),
    FN_END};
static const GetSetDef getsets[] = {
    {"closed", get_closed, NULL, "True if the file is closed"},
    {"closefd", get_close_fd, NULL, "True if the file descriptor will be closed by close()."},
    {"mode", get_mode, NULL, "String giving the file mode"}, {"_blksize", get_block_size, NULL, "Stat st_blksize if available"}, GETSET_END};
static const MemberDef members[] = {{"_finalizing", offsetof(IoObject, finalizing), true, false, NULL}, MEMBER_END};

const TypeSpec file_io_type_spec = {
    .name = "_io.FileIO",
    .doc = "FileIO(file, mode='r', closefd=True, opener=None)\n--\n\nOpen a file: a raw binary stream over a file descriptor.",
    .base = T_IO_RAW_BASE, .flags = TYPE_BASE | TYPE_HAS_DEL, .size = sizeof(FileIO), .ext_offset = offsetof(IoObject, ext),
    .slots = {.repr = repr}, .methods = methods, .getsets = getsets, .members = members,
    .construct = {"FileIO", construct, NULL, NULL, FN_KEYWORDS}};
