/* alloc.h - cells of exactly a builtin type, allocated without the generality of object_alloc(). */
#ifndef OBJECTS_ALLOC_H
#define OBJECTS_ALLOC_H

#include "base/common.h"
#include "runtime/error.h"
#include "runtime/type.h"

/* zeroed, marked exact; size bytes in all. NULL: exception set */
static inline void *alloc_exact(Thread *t, TypeId id, Kind kind, size_t size)
{
    Type *type = type_by_id(t, id);
    if (unlikely(!type)) return NULL;
    Header *h = gc_alloc(t, size, type->shape->index, kind);
    if (likely(h != NULL)) h->flags = HEADER_EXACT;
    return h;
}

/* data of a new buffer of n Values, zeroed; NULL: MemoryError */
static inline Value *alloc_values(Thread *t, size_t n)
{
    if (unlikely(n > PTRDIFF_MAX / sizeof(Value) - 2)) return raise_memory_error(t), NULL;
    void *cell = gc_alloc_buffer(t, n * sizeof(Value));
    return cell ? buffer_data(cell) : NULL;
}

/* the K_BUFFER cell whose data begin at `data`; NULL for NULL */
static inline void *buffer_of(const void *data) { return data ? (char *)data - sizeof(Header) : NULL; }

#endif
