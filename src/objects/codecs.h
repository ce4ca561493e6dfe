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

/* str.encode() and bytes.decode(): encoding NULL is utf-8, errors NULL strict. The result is exact bytes; a str */
Value codec_encode(Thread *t, Value str, const char *encoding, const char *errors);
Value codec_decode(Thread *t, Value bytes_like, const char *encoding, const char *errors);

/* --- the built-in codecs: any bytes; any str. consumed NULL: the input is complete; else an incomplete end is left over --- */
Value codec_decode_utf8(Thread *t, const void *data, size_t n, const char *errors, size_t *consumed);
Value codec_encode_utf8(Thread *t, Value str, const char *errors);
Value codec_decode_latin1(Thread *t, const void *data, size_t n);
Value codec_decode_ascii(Thread *t, const void *data, size_t n, const char *errors);
Value codec_encode_latin1(Thread *t, Value str, const char *errors);
Value codec_encode_ascii(Thread *t, Value str, const char *errors);
/* order: -1 little-endian, 1 big-endian, 0 by the byte order mark, which then is read or written; read: *order becomes what it said */
Value codec_decode_utf16(Thread *t, const void *data, size_t n, const char *errors, int *order, size_t *consumed);
Value codec_encode_utf16(Thread *t, Value str, const char *errors, int order);
Value codec_decode_utf32(Thread *t, const void *data, size_t n, const char *errors, int *order, size_t *consumed);
Value codec_encode_utf32(Thread *t, Value str, const char *errors, int order);
Value codec_decode_utf7(Thread *t, const void *data, size_t n, const char *errors, size_t *consumed);
Value codec_encode_utf7(Thread *t, Value str);
/* mapping: a str indexed by the byte, or a mapping from byte to code point, str or None; null: latin-1 */
Value codec_decode_charmap(Thread *t, const void *data, size_t n, const char *errors, Value mapping);
/* mapping: from code point to byte, bytes or None */
Value codec_encode_charmap(Thread *t, Value str, const char *errors, Value mapping);
Value codec_build_charmap(Thread *t, Value characters);       /* the mapping for encoding, from the str for decoding */
Value codec_decode_unicode_escape(Thread *t, const void *data, size_t n, const char *errors, size_t *consumed);
Value codec_encode_unicode_escape(Thread *t, Value str);
Value codec_decode_raw_unicode_escape(Thread *t, const void *data, size_t n, const char *errors, size_t *consumed);
Value codec_encode_raw_unicode_escape(Thread *t, Value str);
Value codec_decode_escape(Thread *t, const void *data, size_t n, const char *errors); /* bytes with backslash escapes, to bytes */
Value codec_encode_escape(Thread *t, const void *data, size_t n);

/* --- the registry --- */
bool codec_register(Thread *t, Value search_function);
bool codec_unregister(Thread *t, Value search_function);
Value codec_lookup(Thread *t, const char *encoding);          /* a CodecInfo; LookupError "unknown encoding: x" */
bool codec_register_error(Thread *t, const char *name, Value handler);
int codec_unregister_error(Thread *t, const char *name);      /* 1, 0 when there was none, -1 exception */
Value codec_lookup_error(Thread *t, const char *name);        /* LookupError "unknown error handler name 'x'" */

#endif
