/* bytes.h - bytes and bytearray. */
#ifndef OBJECTS_BYTES_H
#define OBJECTS_BYTES_H

#include "runtime/type.h"

typedef struct Bytes { Header header; uint64_t length; int64_t hash; unsigned char data[]; } Bytes; /* a zero byte follows */
typedef struct ByteArray {
    Header header;
    unsigned char *data;      /* in a K_BUFFER cell, behind its header */
    uint64_t length, capacity;
    uint64_t exports;         /* live buffers: no resizing */
} ByteArray;

static inline Bytes *as_bytes(Value v) { return as_cell(v); }
static inline bool is_bytes(Value v) { return has_kind(v, K_BYTES); }
Value bytes_new(Thread *t, const void *data, size_t n);      /* data NULL: zeroed */
Bytes *bytes_alloc(Thread *t, size_t n);
Value bytearray_new(Thread *t, const void *data, size_t n);

#endif
