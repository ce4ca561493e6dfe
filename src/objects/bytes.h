/* bytes.h - bytes and bytearray.
 *
 * The data of bytes follow the struct, with a zero byte behind them; those of a bytearray lie in a K_BUFFER cell that always has room
 * for a zero byte behind them too. A bytearray with live exports keeps its size.
 */
#ifndef OBJECTS_BYTES_H
#define OBJECTS_BYTES_H

#include "runtime/type.h"

typedef struct Bytes { Header header; uint64_t length; int64_t hash; unsigned char data[]; } Bytes; /* hash 0: not computed */
typedef struct ByteArray {
    Header header;
    unsigned char *data;      /* inside `buffer`; not at its beginning after deletions at the front. NULL while buffer is */
    uint64_t length, capacity;/* capacity: from data on, without the zero byte */
    void *buffer;             /* K_BUFFER cell; NULL while nothing was ever put in */
    uint64_t exports;         /* live buffers: no resizing */
} ByteArray;

static inline Bytes *as_bytes(Value v) { return as_cell(v); }
static inline bool is_bytes(Value v) { return has_kind(v, K_BYTES); }
static inline ByteArray *as_bytearray(Value v) { return as_cell(v); }
static inline bool is_bytearray(Value v) { return has_kind(v, K_BYTEARRAY); }
Value bytes_new(Thread *t, const void *data, size_t n);      /* data NULL: zeroed */
Bytes *bytes_alloc(Thread *t, size_t n);                     /* exact, zeroed, not shared: for n == 0 too */
Value bytes_from_object(Thread *t, Value v);                 /* bytes(v) for a v that is bytes-like: exact bytes, themselves if they are */
Value bytearray_new(Thread *t, const void *data, size_t n);
/* changes the length, new bytes being zero; BufferError while memory is lent out */
bool bytearray_resize(Thread *t, ByteArray *b, size_t n);

#endif
