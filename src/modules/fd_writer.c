/* fd_writer.c - text to a file descriptor, unbuffered: the standard streams of an interpreter without the io module. */
#include "objects/str.h"
#include "runtime/error.h"
#include "runtime/type.h"
#include <errno.h>
#include <unistd.h>

typedef struct FdWriter { Header header; Value fd; } FdWriter;

static Value fd_write(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "write() argument must be str, not %T", a[1]);
    size_t length;
    const char *text = str_utf8_lossy(t, a[1], &length);
    if (!text) return V_NULL;
    int fd = (int)as_fixnum(((FdWriter *)as_cell(a[0]))->fd);
    for (size_t done = 0; done < length;) {
        ssize_t got = write(fd, text + done, length - done);
        if (got < 0 && errno != EINTR) return raise_errno(t, errno, V_NULL);
        if (got > 0) done += (size_t)got;
    }
    return value_fixnum((int64_t)str_length(as_str(a[1])));
}
static Value fd_flush(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return V_NONE; }

Value fd_writer_new(Thread *t, int fd);
Value fd_writer_new(Thread *t, int fd)
{
    FdWriter *w = object_alloc_id(t, T_FD_WRITER, 0);
    if (!w) return V_NULL;
    w->fd = value_fixnum(fd);
    return value_cell(w);
}

static const NativeDef fd_methods[] = {FN("write", fd_write, "(self, text, /)", NULL), FN("flush", fd_flush, "(self, /)", NULL), FN_END};
const TypeSpec fd_writer_type_spec = {.name = "fd_writer", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .size = sizeof(FdWriter), .methods = fd_methods};
