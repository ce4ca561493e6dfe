/* _io.h - between the files of the _io module.
 *
 * Invariants
 *  - Every stream begins with IoObject: the attributes word, so that all classes, native or Python, combine in one hierarchy.
 *  - `outer` links a raw or buffered stream to the one built on top of it. All parts of a file become unreachable together: the
 *    finalizer of an inner one hands over to the outermost, which writes what it holds before the descriptor is closed.
 *  - A C fast path is taken only for exactly the native types: a subclass's methods are always called.
 */
#ifndef MODULES_IO_H
#define MODULES_IO_H

#include "modules/modules.h"
#include "objects/bytes.h"
#include "runtime/buffer.h"
#include "runtime/error.h"

#define IO_BUFFER_SIZE 131072

typedef struct IoObject {
    Header header;
    Value ext;                 /* attributes */
    Value outer;               /* the native stream on top of this one, or null */
    Value finalizing;          /* _finalizing: true once the finalizer has begun */
} IoObject;

typedef struct FileIO {
    IoObject io;
    int fd;                    /* -1: closed or never opened */
    bool readable, writable, created, appending, close_fd;
    int8_t seekable;           /* -1: not known yet */
    bool opened;               /* __init__ has run */
    bool is_terminal_possible; /* a character device when opened */
    int64_t block_size;
} FileIO;

/* --- _io.c --- */
__attribute__((cold)) Value raise_unsupported(Thread *t, const char *what); /* V_NULL; io.UnsupportedOperation(what) */
__attribute__((cold)) Value raise_closed(Thread *t);                        /* "I/O operation on closed file." */

/* --- arguments --- */
/* an optional size: absent or None is -1; TypeError "argument should be integer or None, not 'T'" */
bool io_size_argument(Thread *t, Value v, int64_t *out);
/* a newline argument: None is NULL, else one of "", "\n", "\r", "\r\n"; *ok false: exception */
const char *io_newline_argument(Thread *t, Value v, bool *ok);
/* a length or an offset that a stream's method returned; false: exception */
bool io_offset(Thread *t, Value v, int64_t *out);
/* memory to write to, for method(); TypeError "readinto() argument must be read-write bytes-like object, not T" */
bool io_writable_buffer(Thread *t, Value v, const char *method, Buffer *b);

/* --- _io_base.c --- */
/* 1, 0, -1: exception */
int io_closed(Thread *t, Value stream);
int io_call_flag(Thread *t, Value stream, const char *method);              /* truth of stream.method() */
bool io_check_closed(Thread *t, Value stream);                             /* by the attribute; false: ValueError */
bool io_check_able(Thread *t, Value stream, const char *method, const char *message);
Value io_base_close(Thread *t, Value stream);
Value io_base_read_line(Thread *t, Value stream, int64_t limit);            /* by peek() and read() */
void io_base_trace(Tracer *tr, void *cell);                                /* the IoObject part */
Value io_no_pickle(Thread *t, Value *a, size_t n);                          /* __getstate__ of what has no state to save */
/* joins two errors of closing: raises the second with the first as context; first may be null */
Value io_chain(Thread *t, Value first, Value result);
/* the calls behind _dealloc_warn */
void io_dealloc_warn(Thread *t, Value stream, Value source);

/* --- _io_file.c --- */
Value fileio_open(Thread *t, Value file, const char *mode, bool close_fd, Value opener); /* a FileIO */
bool fileio_check_open(Thread *t, const FileIO *f);
/* read(2): the bytes read, -1: exception, -2: would block */
int64_t fileio_read(Thread *t, FileIO *f, void *data, size_t n);
int64_t fileio_write(Thread *t, FileIO *f, const void *data, size_t n);
Value fileio_read_all(Thread *t, FileIO *f);                                  /* bytes, or None */
int64_t fileio_seek(Thread *t, FileIO *f, int64_t offset, int whence);        /* -1: exception */
int fileio_is_seekable(Thread *t, FileIO *f);                                 /* 1, 0, -1 */
int fileio_is_terminal(Thread *t, FileIO *f);

/* --- _io_buffered.c --- */
typedef struct Buffered {
    IoObject io;
    Value raw;                 /* null: not initialised, or detached */
    FileIO *file;              /* raw, if it is exactly a FileIO */
    void *cell;                /* K_BUFFER */
    unsigned char *data;       /* its bytes */
    int64_t size;              /* of them */
    /* either: [pos, end) was read ahead: the raw stream stands behind it; or [0, pending) waits to be written */
    int64_t pos, end, pending;
    bool ready, detached, readable, writable;
    Thread *busy;              /* the thread that is in an operation on it, or NULL */
} Buffered;

Value buffered_open(Thread *t, TypeId id, Value raw, int64_t size);
/* for the text layer, on exact BufferedReader, BufferedWriter and BufferedRandom: */
bool buffered_usable(Thread *t, const Buffered *b);                         /* neither closed nor detached; no exception */
Value buffered_read1_bytes(Thread *t, Buffered *b, int64_t n);              /* bytes */
Value buffered_read_all(Thread *t, Buffered *b);
bool buffered_write_bytes(Thread *t, Buffered *b, const void *data, size_t n);
bool buffered_flush_all(Thread *t, Buffered *b);

/* --- _io_text.c --- */
Value text_open(Thread *t, Value buffer, Value encoding, Value errors, const char *newline, bool line_buffering, bool write_through);
Value io_locale_encoding(Thread *t);                                        /* str: that of the locale */

/* newline translation, a step at a time: what IncrementalNewlineDecoder and TextIOWrapper share */
typedef struct Newlines {
    bool translate, pending_cr;
    uint8_t seen;              /* NEWLINE_* */
} Newlines;
enum { NEWLINE_CR = 1, NEWLINE_LF = 2, NEWLINE_CRLF = 4 };
Value newlines_decode(Thread *t, Newlines *s, Value text, bool final);
Value newlines_seen(Thread *t, unsigned seen);                              /* None, a str, or a tuple of them */
/* where the line that begins at `from` ends, behind its line end; -1: no end before `to`. newline: as for TextIOWrapper; universal: \n, \r,
 * \r\n all end one; translated: only \n does */
int64_t text_line_end(const void *data, int width, size_t from, size_t to, bool translated, bool universal, const char *newline);

#endif
