/* buffer.h - the buffer protocol: a view of an object's memory.
 *
 * A type exports its memory by the slot `buffer`, which fills a Buffer or raises, and, if it must know when the view ends, by
 * `release`, which neither raises nor allocates: it may be called by the collector when the holder of the view has died.
 */
#ifndef RUNTIME_BUFFER_H
#define RUNTIME_BUFFER_H

#include "runtime/runtime.h"

#define BUFFER_MAX_DIMENSIONS 64
enum {
    BUFFER_SIMPLE = 0, BUFFER_WRITABLE = 1, BUFFER_FORMAT = 4, BUFFER_ND = 8, BUFFER_STRIDES = 16 | 8,
    BUFFER_C_CONTIGUOUS = 32 | BUFFER_STRIDES, BUFFER_F_CONTIGUOUS = 64 | BUFFER_STRIDES, BUFFER_ANY_CONTIGUOUS = 128 | BUFFER_STRIDES,
    BUFFER_FULL = 4 | 8 | 16
};

typedef struct Buffer {
    void *data;
    size_t length;           /* bytes */
    size_t item_size;
    const char *format;      /* struct-module text; "B" for bytes */
    int dimensions;
    int64_t *shape, *strides;/* dimensions entries, NULL when dimensions is 1 and contiguous: length / item_size, item_size */
    bool read_only;
    Value owner;             /* what was asked; kept alive and released through it */
    void *internal;          /* the owner's */
    Value via;               /* the memoryview that a __buffer__ written in Python gave, or null */
} Buffer;

/* TypeError "a bytes-like object is required, not 'x'" when v has none; pairs with buffer_release */
bool buffer_get(Thread *t, Value v, Buffer *b, int flags);
void buffer_release(Thread *t, Buffer *b);
bool has_buffer(Thread *t, Value v);
/* for slots: fills b for n writable or constant bytes that lie still; BufferError "Object is not writable." */
bool buffer_fill_bytes(Thread *t, Value owner, Buffer *b, void *data, size_t n, bool read_only, int flags);
/* the items one after the other, the last index varying fastest (order 'C') or the first ('F'); `to` has room for b->length bytes */
void buffer_copy(const Buffer *b, void *to, char order);
bool buffer_is_contiguous(const Buffer *b, char order); /* 'C', 'F', or 'A' for either */
/* for cells that keep a Buffer */
void buffer_trace(Tracer *tr, const Buffer *b);

#endif
