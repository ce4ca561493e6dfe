/* buffer.h - the buffer protocol: a view of an object's memory. */
#ifndef RUNTIME_BUFFER_H
#define RUNTIME_BUFFER_H

#include "runtime/runtime.h"

#define BUFFER_MAX_DIMENSIONS 64
enum { BUFFER_SIMPLE = 0, BUFFER_WRITABLE = 1, BUFFER_FORMAT = 4, BUFFER_ND = 8, BUFFER_STRIDES = 16 | 8, BUFFER_FULL = 4 | 8 | 16 };

typedef struct Buffer {
    void *data;
    size_t length;           /* bytes */
    size_t item_size;
    const char *format;      /* struct-module text; "B" for bytes */
    int dimensions;
    int64_t *shape, *strides;/* dimensions entries, NULL when dimensions is 1 and contiguous: length / item_size, item_size */
    bool read_only;
    Value owner;             /* what was asked; kept alive and released through it */
    void *internal;
} Buffer;

/* TypeError "a bytes-like object is required, not 'x'" when v has none; pairs with buffer_release */
bool buffer_get(Thread *t, Value v, Buffer *b, int flags);
void buffer_release(Thread *t, Buffer *b);
bool has_buffer(Thread *t, Value v);

#endif
