/* bytes_internal.h - what bytes and bytearray share: access to their data, and the methods, written once for both.
 *
 * A method's result is of its self's base type: bytes of bytes, bytearray of bytearray. The data of a bytearray move whenever it is
 * resized, which any Python code may do: fetch bytes_text() after the arguments have been converted.
 */
#ifndef OBJECTS_BYTES_INTERNAL_H
#define OBJECTS_BYTES_INTERNAL_H

#include "base/text.h"
#include "objects/bytes.h"
#include "objects/textops.h"
#include "runtime/buffer.h"

/* of a bytes or bytearray */
static inline Text bytes_text(Value v)
{
    if (is_bytes(v)) return (Text){as_bytes(v)->data, as_bytes(v)->length, 1};
    const ByteArray *b = as_bytearray(v);
    return (Text){b->data ? (const void *)b->data : "", b->length, 1};
}

/* any bytes-like argument's data while it is held; the bytes of a bytes object need no release */
typedef struct BytesView {
    Text text;
    Buffer buffer;
} BytesView;
bool bytes_view(Thread *t, Value v, BytesView *view);
static inline void bytes_view_release(Thread *t, BytesView *view)
{
    if (!is_null(view->buffer.owner)) buffer_release(t, &view->buffer);
}

/* a bytes or bytearray like `like` */
Value bytes_like_new(Thread *t, Value like, const void *data, size_t n);
/* the same, uninitialised: where to write, NULL: MemoryError */
uint8_t *bytes_like_alloc(Thread *t, Value like, size_t n, Value *out);
Value bytes_new_subtype(Thread *t, Type *type, const void *data, size_t n);
Value bytes_concat(Thread *t, Value a, Value b);     /* both bytes-like; the result is like a */
Value bytes_repeat(Thread *t, Value v, Value count);
Value bytes_compare_slot(Thread *t, Value a, Value b, CompareOp op);
int bytes_contains_slot(Thread *t, Value self, Value item);
Value bytes_slice(Thread *t, Value v, Value slice);
Value bytes_repr_text(Thread *t, Text text, const char *before, const char *after);
/* an item of a bytes or bytearray: 0 .. 255; what: "byte must be in range(0, 256)" */
bool byte_value(Thread *t, Value v, const char *what, uint8_t *out);
/* bytes(source, encoding, errors) and bytearray(...): the data in a buffer of their own, a new bytes object.
 * what: "bytes" or "bytearray", for messages */
Value bytes_from_source(Thread *t, Value source, Value encoding, Value errors, const char *what);
/* bytes of an iterable of ints */
Value bytes_from_iterable(Thread *t, Value iterable, const char *what, const char *range_message);

/* the arguments of hex(), and the digits: `group` bytes between separators, counted from the right, or left when negative; 0: none */
bool hex_arguments(Thread *t, Value sep, Value per_sep, uint8_t *separator, int64_t *group);
Value bytes_to_hex(Thread *t, Text s, uint8_t separator, int64_t group);

#define BYTES_METHOD(name) Value bytes_##name##_method(Thread *t, Value *a, size_t n)
BYTES_METHOD(capitalize); BYTES_METHOD(center); BYTES_METHOD(count); BYTES_METHOD(decode); BYTES_METHOD(endswith);
BYTES_METHOD(expandtabs); BYTES_METHOD(find); BYTES_METHOD(fromhex); BYTES_METHOD(hex); BYTES_METHOD(index); BYTES_METHOD(isalnum);
BYTES_METHOD(isalpha); BYTES_METHOD(isascii); BYTES_METHOD(isdigit); BYTES_METHOD(islower); BYTES_METHOD(isspace);
BYTES_METHOD(istitle); BYTES_METHOD(isupper); BYTES_METHOD(join); BYTES_METHOD(ljust); BYTES_METHOD(lower); BYTES_METHOD(lstrip);
BYTES_METHOD(maketrans); BYTES_METHOD(partition); BYTES_METHOD(removeprefix); BYTES_METHOD(removesuffix); BYTES_METHOD(replace);
BYTES_METHOD(rfind); BYTES_METHOD(rindex); BYTES_METHOD(rjust); BYTES_METHOD(rpartition); BYTES_METHOD(rsplit);
BYTES_METHOD(rstrip); BYTES_METHOD(split); BYTES_METHOD(splitlines); BYTES_METHOD(startswith); BYTES_METHOD(strip);
BYTES_METHOD(swapcase); BYTES_METHOD(title); BYTES_METHOD(translate); BYTES_METHOD(upper); BYTES_METHOD(zfill);

/* bytes % args */
Value bytes_mod(Thread *t, Value a, Value b);

#endif
