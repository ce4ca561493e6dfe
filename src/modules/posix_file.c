/* posix_file.c - file descriptors. */
#include "modules/posix.h"
#include "base/common.h"
#include "objects/bytes.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/structseq.h"
#include "objects/tuple.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/ops.h"
#include "runtime/threads.h"
#include <errno.h>
#include <limits.h>
#include <langinfo.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define TRANSFER_MAX 0x7ffff000 /* the most that Linux moves in one call */

static Value failed(Thread *t, int error, Value path) { return error_set(t) ? V_NULL : raise_errno(t, error, path); }

static Value open_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg p;
    int flags, mode = 0777, dir_fd, fd, error;
    if (!path_arg(t, a[0], "open", "path", 0, &p) || !arg_int(t, a[1], &flags) || (!is_null(a[2]) && !arg_int(t, a[2], &mode)) ||
        !dir_fd_arg(t, a[3], &dir_fd))
        return V_NULL;
    BLOCKING(t, fd, error, openat(dir_fd, p.name, flags | O_CLOEXEC, mode));
    return fd < 0 ? failed(t, error, p.object) : value_fixnum(fd);
}

/* close() is not repeated: Linux has closed the descriptor even when it says EINTR */
static Value close_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd;
    if (!arg_int(t, a[0], &fd)) return V_NULL;
    lock_release(t);
    int r = close(fd), error = errno;
    lock_acquire(t);
    return r < 0 && error != EINTR ? raise_errno(t, error, V_NULL) : V_NONE;
}

static Value closerange_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int low, high;
    if (!arg_int(t, a[0], &low) || !arg_int(t, a[1], &high)) return V_NULL;
    if (low < high) close_range((unsigned)(low < 0 ? 0 : low), (unsigned)high - 1, 0);
    return V_NONE;
}

static Value read_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd, error;
    int64_t length;
    if (!arg_int(t, a[0], &fd) || !arg_size(t, a[1], &length)) return V_NULL;
    if (length < 0) return raise_errno(t, EINVAL, V_NULL);
    if (length > TRANSFER_MAX) length = TRANSFER_MAX;
    Bytes *b = bytes_alloc(t, (size_t)length);
    ssize_t got;
    if (!b) return V_NULL;
    BLOCKING(t, got, error, read(fd, b->data, (size_t)length));
    if (got < 0) return failed(t, error, V_NULL);
    return got == length ? value_cell(b) : bytes_new(t, b->data, (size_t)got);
}

static Value pread_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd, error;
    int64_t length, offset;
    if (!arg_int(t, a[0], &fd) || !arg_size(t, a[1], &length) || !arg_long(t, a[2], &offset)) return V_NULL;
    if (length < 0) return raise_errno(t, EINVAL, V_NULL);
    if (length > TRANSFER_MAX) length = TRANSFER_MAX;
    Bytes *b = bytes_alloc(t, (size_t)length);
    ssize_t got;
    if (!b) return V_NULL;
    BLOCKING(t, got, error, pread(fd, b->data, (size_t)length, offset));
    if (got < 0) return failed(t, error, V_NULL);
    return got == length ? value_cell(b) : bytes_new(t, b->data, (size_t)got);
}

static Value readinto_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd, error;
    Buffer b;
    ssize_t got;
    if (!arg_int(t, a[0], &fd) || !buffer_get(t, a[1], &b, BUFFER_WRITABLE)) return V_NULL;
    BLOCKING(t, got, error, read(fd, b.data, size_min(b.length, TRANSFER_MAX)));
    buffer_release(t, &b);
    return got < 0 ? failed(t, error, V_NULL) : value_fixnum(got);
}

static Value write_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd, error;
    Buffer b;
    ssize_t put;
    if (!arg_int(t, a[0], &fd) || !buffer_get(t, a[1], &b, BUFFER_SIMPLE)) return V_NULL;
    BLOCKING(t, put, error, write(fd, b.data, size_min(b.length, TRANSFER_MAX)));
    buffer_release(t, &b);
    return put < 0 ? failed(t, error, V_NULL) : value_fixnum(put);
}

static Value pwrite_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd, error;
    int64_t offset;
    Buffer b;
    ssize_t put;
    if (!arg_int(t, a[0], &fd) || !arg_long(t, a[2], &offset) || !buffer_get(t, a[1], &b, BUFFER_SIMPLE)) return V_NULL;
    BLOCKING(t, put, error, pwrite(fd, b.data, size_min(b.length, TRANSFER_MAX), offset));
    buffer_release(t, &b);
    return put < 0 ? failed(t, error, V_NULL) : value_fixnum(put);
}

/* readv() and writev(): a sequence of buffers; *count are held */
static bool vector_get(Thread *t, Value v, const char *function, int flags, Buffer *buffers, struct iovec *io, size_t *count)
{
    *count = 0;
    if (!type_of(t, v)->slots.get_item) return RAISE_FALSE(t, T_TYPE_ERROR, "%s() arg 2 must be a sequence", function);
    Value items = tuple_from_iterable(t, v);
    if (is_null(items)) return false;
    size_t length = as_tuple(items)->length;
    if (length > IOV_MAX) return raise_errno(t, EINVAL, V_NULL), false;
    for (; *count < length; ++*count) {
        if (!buffer_get(t, as_tuple(items)->items[*count], &buffers[*count], flags)) return false;
        io[*count] = (struct iovec){buffers[*count].data, buffers[*count].length};
    }
    return true;
}

static Value transfer_vector(Thread *t, Value *a, bool writing)
{
    int fd, error = 0;
    if (!arg_int(t, a[0], &fd)) return V_NULL;
    void *room = gc_alloc_buffer(t, IOV_MAX * (sizeof(Buffer) + sizeof(struct iovec)));
    if (!room) return V_NULL;
    Buffer *buffers = buffer_data(room);
    struct iovec *io = (struct iovec *)(buffers + IOV_MAX);
    size_t count;
    ssize_t moved = -1;
    if (vector_get(t, a[1], writing ? "writev" : "readv", writing ? BUFFER_SIMPLE : BUFFER_WRITABLE, buffers, io, &count))
        BLOCKING(t, moved, error, writing ? writev(fd, io, (int)count) : readv(fd, io, (int)count));
    while (count) buffer_release(t, &buffers[--count]);
    return moved < 0 ? failed(t, error, V_NULL) : value_fixnum(moved);
}
static Value readv_(Thread *t, Value *a, size_t n) { (void)n; return transfer_vector(t, a, false); }
static Value writev_(Thread *t, Value *a, size_t n) { (void)n; return transfer_vector(t, a, true); }

static Value lseek_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd, whence, error;
    int64_t offset, r;
    if (!arg_int(t, a[0], &fd) || !arg_long(t, a[1], &offset) || !arg_int(t, a[2], &whence)) return V_NULL;
    BLOCKING(t, r, error, lseek(fd, offset, whence));
    return r < 0 ? failed(t, error, V_NULL) : int_from_int64(t, r);
}

static Value ftruncate_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd, r, error;
    int64_t length;
    if (!arg_int(t, a[0], &fd) || !arg_long(t, a[1], &length)) return V_NULL;
    BLOCKING(t, r, error, ftruncate(fd, length));
    return r < 0 ? failed(t, error, V_NULL) : V_NONE;
}

/* a descriptor given as an int or by fileno() */
static bool fd_arg(Thread *t, Value v, int *fd)
{
    if (!is_int(v)) {
        Value method = attr_get_optional(t, v, NAME(t, fileno));
        if (is_null(method)) return error_set(t) ? false : RAISE_FALSE(t, T_TYPE_ERROR, "argument must be an int, or have a fileno() method.");
        v = call0(t, method);
        if (is_null(v)) return false;
        if (!is_int(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "fileno() returned a non-integer");
    }
    if (!arg_int(t, v, fd)) return false;
    return *fd >= 0 ? true : RAISE_FALSE(t, T_VALUE_ERROR, "file descriptor cannot be a negative integer (%d)", *fd);
}

static Value sync_fd(Thread *t, Value v, int (*function)(int))
{
    int fd, r, error;
    if (!fd_arg(t, v, &fd)) return V_NULL;
    BLOCKING(t, r, error, function(fd));
    return r < 0 ? failed(t, error, V_NULL) : V_NONE;
}
static Value fsync_(Thread *t, Value *a, size_t n) { (void)n; return sync_fd(t, a[0], fsync); }
static Value fdatasync_(Thread *t, Value *a, size_t n) { (void)n; return sync_fd(t, a[0], fdatasync); }
static Value sync_(Thread *t, Value *a, size_t n) { (void)a, (void)n; lock_release(t); sync(); lock_acquire(t); return V_NONE; }

static Value dup_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd;
    if (!arg_int(t, a[0], &fd)) return V_NULL;
    fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    return fd < 0 ? raise_errno(t, errno, V_NULL) : value_fixnum(fd);
}
static Value dup2_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd, fd2;
    bool inheritable;
    if (!arg_int(t, a[0], &fd) || !arg_int(t, a[1], &fd2) || !arg_bool(t, a[2], true, &inheritable)) return V_NULL;
    int r = inheritable || fd == fd2 ? dup2(fd, fd2) : dup3(fd, fd2, O_CLOEXEC);
    return r < 0 ? raise_errno(t, errno, V_NULL) : value_fixnum(r);
}

static Value pipe_with(Thread *t, int flags)
{
    int fds[2];
    if (pipe2(fds, flags)) return raise_errno(t, errno, V_NULL);
    return tuple_pack(t, 2, value_fixnum(fds[0]), value_fixnum(fds[1]));
}
static Value pipe_(Thread *t, Value *a, size_t n) { (void)a, (void)n; return pipe_with(t, O_CLOEXEC); }
static Value pipe2_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int flags;
    return arg_int(t, a[0], &flags) ? pipe_with(t, flags) : V_NULL;
}

static Value isatty_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd;
    return arg_int(t, a[0], &fd) ? value_bool(isatty(fd)) : V_NULL;
}
static Value ttyname_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd;
    char name[PATH_MAX];
    if (!arg_int(t, a[0], &fd)) return V_NULL;
    int error = ttyname_r(fd, name, sizeof name);
    return error ? raise_errno(t, error, V_NULL) : str_from_fs(t, name, strlen(name));
}
static Value ctermid_(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    char name[L_ctermid];
    ctermid(name);
    return str_from_fs(t, name, strlen(name));
}

static const MemberDef size_fields[] = {
    STRUCTSEQ_FIELD(0, "columns", "width of the terminal window in characters"),
    STRUCTSEQ_FIELD(1, "lines", "height of the terminal window in characters"), MEMBER_END};
static bool size_setup(Thread *t, Type *type) { return structseq_setup(t, type, 2, 2); }
const TypeSpec terminal_size_type_spec = {STRUCTSEQ_SPEC("os.terminal_size", "A tuple of (columns, lines) for holding terminal window size", size_fields, 0),
                                          .setup = size_setup};

static Value get_terminal_size(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd = STDOUT_FILENO;
    struct winsize size;
    if (!is_null(a[0]) && !arg_int(t, a[0], &fd)) return V_NULL;
    if (ioctl(fd, TIOCGWINSZ, &size)) return raise_errno(t, errno, V_NULL);
    Value fields[] = {value_fixnum(size.ws_col), value_fixnum(size.ws_row)};
    return structseq_new(t, T_TERMINAL_SIZE, fields);
}

static Value get_inheritable(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd;
    if (!arg_int(t, a[0], &fd)) return V_NULL;
    int flags = fcntl(fd, F_GETFD);
    return flags < 0 ? raise_errno(t, errno, V_NULL) : value_bool(!(flags & FD_CLOEXEC));
}
static Value set_inheritable(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd, inheritable;
    if (!arg_int(t, a[0], &fd) || !arg_int(t, a[1], &inheritable)) return V_NULL;
    int flags = fcntl(fd, F_GETFD);
    if (flags < 0 || fcntl(fd, F_SETFD, inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC) < 0) return raise_errno(t, errno, V_NULL);
    return V_NONE;
}
static Value get_blocking(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd;
    if (!arg_int(t, a[0], &fd)) return V_NULL;
    int flags = fcntl(fd, F_GETFL);
    return flags < 0 ? raise_errno(t, errno, V_NULL) : value_bool(!(flags & O_NONBLOCK));
}
static Value set_blocking(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd;
    bool blocking;
    if (!arg_int(t, a[0], &fd) || !arg_bool(t, a[1], true, &blocking)) return V_NULL;
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fcntl(fd, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK) < 0) return raise_errno(t, errno, V_NULL);
    return V_NONE;
}
static Value device_encoding(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd;
    if (!arg_int(t, a[0], &fd)) return V_NULL;
    return isatty(fd) ? str_from_text(t, t->rt->options.utf8_mode ? "UTF-8" : nl_langinfo(CODESET)) : V_NONE;
}

static Value sendfile_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int out, in, error;
    int64_t count, at;
    ssize_t moved;
    if (!arg_int(t, a[0], &out) || !arg_int(t, a[1], &in) || !arg_size(t, a[3], &count)) return V_NULL;
    if (is_none(a[2])) {
        BLOCKING(t, moved, error, sendfile(out, in, NULL, (size_t)count));
    } else {
        if (!arg_long(t, a[2], &at)) return V_NULL;
        off_t offset = at;
        BLOCKING(t, moved, error, sendfile(out, in, &offset, (size_t)count));
    }
    return moved < 0 ? failed(t, error, V_NULL) : value_fixnum(moved);
}

static Value lockf_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd, command, r, error;
    int64_t length;
    if (!arg_int(t, a[0], &fd) || !arg_int(t, a[1], &command) || !arg_long(t, a[2], &length)) return V_NULL;
    BLOCKING(t, r, error, lockf(fd, command, length));
    return r < 0 ? failed(t, error, V_NULL) : V_NONE;
}

const NativeDef posix_file_functions[] = {
    FN("open", open_, "($module, /, path, flags, mode=511, *, dir_fd=None)", "Open a file for low level IO.  Returns a file descriptor (integer)."),
    FN("close", close_, "($module, /, fd)", "Close a file descriptor."),
    FN("closerange", closerange_, "($module, fd_low, fd_high, /)", "Closes all file descriptors in [fd_low, fd_high), ignoring errors."),
    FN("read", read_, "($module, fd, length, /)", "Read from a file descriptor.  Returns a bytes object."),
    FN("pread", pread_, "($module, fd, length, offset, /)", "Read a number of bytes from a file descriptor starting at a particular offset."),
    FN("readinto", readinto_, "($module, fd, buffer, /)", "Read into a buffer object from a file descriptor."),
    FN("readv", readv_, "($module, fd, buffers, /)", "Read from a file descriptor fd into an iterable of buffers."),
    FN("write", write_, "($module, fd, data, /)", "Write a bytes object to a file descriptor."),
    FN("pwrite", pwrite_, "($module, fd, buffer, offset, /)", "Write bytes to a file descriptor starting at a particular offset."),
    FN("writev", writev_, "($module, fd, buffers, /)", "Iterate over buffers, and write the contents of each to a file descriptor."),
    FN("lseek", lseek_, "($module, fd, position, whence, /)", "Set the position of a file descriptor.  Return the new position."),
    FN("ftruncate", ftruncate_, "($module, fd, length, /)", "Truncate a file, specified by file descriptor, to a specific length."),
    FN("fsync", fsync_, "($module, /, fd)", "Force write of fd to disk."),
    FN("fdatasync", fdatasync_, "($module, /, fd)", "Force write of fd to disk without forcing update of metadata."),
    FN("sync", sync_, "($module, /)", "Force write of everything to disk."),
    FN("dup", dup_, "($module, fd, /)", "Return a duplicate of a file descriptor."),
    FN("dup2", dup2_, "($module, /, fd, fd2, inheritable=True)", "Duplicate file descriptor."),
    FN("pipe", pipe_, "($module, /)", "Create a pipe."),
    FN("pipe2", pipe2_, "($module, flags, /)", "Create a pipe with flags set atomically."),
    FN("isatty", isatty_, "($module, fd, /)", "Return True if the fd is connected to a terminal."),
    FN("ttyname", ttyname_, "($module, fd, /)", "Return the name of the terminal device connected to 'fd'."),
    FN("ctermid", ctermid_, "($module, /)", "Return the name of the controlling terminal for this process."),
    FN("get_terminal_size", get_terminal_size, "($module, fd=<unrepresentable>, /)", "Return the size of the terminal window as (columns, lines)."),
    FN("get_inheritable", get_inheritable, "($module, fd, /)", "Get the close-on-exe flag of the specified file descriptor."),
    FN("set_inheritable", set_inheritable, "($module, fd, inheritable, /)", "Set the inheritable flag of the specified file descriptor."),
    FN("get_blocking", get_blocking, "($module, fd, /)", "Get the blocking mode of the file descriptor."),
    FN("set_blocking", set_blocking, "($module, fd, blocking, /)", "Set the blocking mode of the specified file descriptor."),
    FN("device_encoding", device_encoding, "($module, /, fd)", "Return a string describing the encoding of a terminal's file descriptor."),
    FN("sendfile", sendfile_, "($module, /, out_fd, in_fd, offset, count)", "Copy count bytes from file descriptor in_fd to file descriptor out_fd."),
    FN("lockf", lockf_, "($module, fd, command, length, /)", "Apply, test or remove a POSIX lock on an open file descriptor."),
    FN_END};
