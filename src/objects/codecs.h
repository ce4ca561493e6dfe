/* codecs.h - text to bytes and back: the codec registry, the error handlers and the built-in codecs.
 *
 * A decoder reads bytes and writes a str; an encoder the other way round. Where input is bad, the error handler named by `errors`
 * (NULL: "strict") is asked; the built-in handlers work without calling Python code.
 */
#ifndef OBJECTS_CODECS_H
#define OBJECTS_CODECS_H

#include "runtime/type.h"

/* all return V_NULL; start and end in code points or bytes */
__attribute__((cold)) Value raise_unicode_encode_error(Thread *t, const char *encoding, Value str, size_t start, size_t end,
                                                       const char *reason);
__attribute__((cold)) Value raise_unicode_decode_error(Thread *t, const char *encoding, const void *data, size_t n, size_t start,
                                                       size_t end, const char *reason);
__attribute__((cold)) Value raise_unicode_translate_error(Thread *t, Value str, size_t start, size_t end, const char *reason);

/* str.encode() and bytes.decode(): encoding NULL is utf-8, errors NULL strict. The result is bytes; a str */
Value codec_encode(Thread *t, Value str, const char *encoding, const char *errors);
Value codec_decode(Thread *t, Value bytes_like, const char *encoding, const char *errors);

#endif
