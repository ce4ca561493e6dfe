/* buffer.c - asking objects for their memory, those with a __buffer__ written in Python (PEP 688) among them. */
#include "runtime/buffer.h"

#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/type.h"

static bool has_python_buffer(Thread *t, Value v)
{
    Type *type = type_of(t, v);
    return (type->flags & TYPE_PYTHON) && !is_null(type_lookup(t, type, NAME(t, __buffer__)));
}

bool has_buffer(Thread *t, Value v) { return type_of(t, v)->slots.buffer || has_python_buffer(t, v); }

/* v.__buffer__(flags) gives a memoryview, whose memory is lent on */
static bool get_from_python(Thread *t, Value v, Buffer *b, int flags)
{
    bool found;
    Value number = value_fixnum(flags);
    Value view = call_special(t, v, NAME(t, __buffer__), &number, 1, &found);
    if (is_null(view)) return false;
    if (!has_type(t, view, T_MEMORYVIEW))
        return RAISE_FALSE(t, T_TYPE_ERROR, "__buffer__ returned non-memoryview object");
    if (!buffer_get(t, view, b, flags)) return false;
    b->owner = v;
    b->via = view;
    return true;
}

bool buffer_get(Thread *t, Value v, Buffer *b, int flags)
{
    const Type *type = type_of(t, v);
    *b = (Buffer){.owner = v};
    if (has_python_buffer(t, v)) return get_from_python(t, v, b, flags);
    if (!type->slots.buffer) return RAISE_FALSE(t, T_TYPE_ERROR, "a bytes-like object is required, not '%T'", v);
    if (type->slots.buffer(t, v, b, flags)) return true;
    b->owner = V_NULL;
    return false;
}

/* tells the object, whose exceptions have nowhere to go */
static void release_to_python(Thread *t, Buffer *b)
{
    const Type *type = type_of(t, b->via);
    Value owner = b->owner, view = b->via, pending = error_take(t);
    b->owner = view;
    if (type->slots.release) type->slots.release(t, view, b);
    bool found;
    if (is_null(call_special(t, owner, NAME(t, __release_buffer__), &view, 1, &found)) && found)
        error_unraisable(t, "Exception ignored in __release_buffer__ of", owner);
    error_restore(t, pending);
}

void buffer_release(Thread *t, Buffer *b)
{
    if (is_null(b->owner)) return;
    if (!is_null(b->via)) {
        release_to_python(t, b);
    } else {
        const Type *type = type_of(t, b->owner);
        if (type->slots.release) type->slots.release(t, b->owner, b);
    }
    b->owner = b->via = V_NULL;
}

bool buffer_fill_bytes(Thread *t, Value owner, Buffer *b, void *data, size_t n, bool read_only, int flags)
{
    if (read_only && (flags & BUFFER_WRITABLE)) return RAISE_FALSE(t, T_BUFFER_ERROR, "Object is not writable.");
    *b = (Buffer){.data = data, .length = n, .item_size = 1, .format = "B", .dimensions = 1, .read_only = read_only, .owner = owner};
    return true;
}

static int64_t extent(const Buffer *b, int dimension)
{
    return b->shape ? b->shape[dimension] : (int64_t)(b->length / (b->item_size ? b->item_size : 1));
}

bool buffer_is_contiguous(const Buffer *b, char order)
{
    if (!b->strides || b->length == 0) return order != 'F' || b->dimensions <= 1 || b->length == 0;
    bool c = true, f = true;
    int64_t step = (int64_t)b->item_size;
    for (int i = b->dimensions - 1; i >= 0; i--) {
        if (extent(b, i) > 1 && b->strides[i] != step) c = false;
        step *= extent(b, i);
    }
    step = (int64_t)b->item_size;
    for (int i = 0; i < b->dimensions; i++) {
        if (extent(b, i) > 1 && b->strides[i] != step) f = false;
        step *= extent(b, i);
    }
    return order == 'C' ? c : order == 'F' ? f : c || f;
}

void buffer_copy(const Buffer *b, void *to, char order)
{
    if (b->length == 0) return;
    if (order == 'A') order = buffer_is_contiguous(b, 'F') ? 'F' : 'C';
    if (buffer_is_contiguous(b, order)) {
        memcpy(to, b->data, b->length);
        return;
    }
    int64_t at[BUFFER_MAX_DIMENSIONS] = {0};
    char *out = to;
    const char *end = out + b->length;
    while (out < end) { /* counts through the indices like an odometer */
        const char *from = b->data;
        for (int i = 0; i < b->dimensions; i++) from += at[i] * (b->strides ? b->strides[i] : (int64_t)b->item_size);
        memcpy(out, from, b->item_size);
        out += b->item_size;
        int step = order == 'F' ? 1 : -1;
        for (int i = order == 'F' ? 0 : b->dimensions - 1; i >= 0 && i < b->dimensions; i += step) {
            if (++at[i] < extent(b, i)) break;
            at[i] = 0;
        }
    }
}

void buffer_trace(Tracer *tr, const Buffer *b)
{
    gc_trace(tr, b->owner);
    gc_trace(tr, b->via);
}
