/* _io_text.h - TextIOWrapper between its files: _io_text.c (the object, writing, reading), _io_text_codec.c (encoding and decoding),
 * _io_text_seek.c (positions). */
#ifndef MODULES_IO_TEXT_H
#define MODULES_IO_TEXT_H

#include "modules/_io.h"

typedef enum TextCodec { CODEC_UTF8, CODEC_LATIN1, CODEC_ASCII, CODEC_OTHER } TextCodec;

typedef struct TextIO {
    IoObject io;
    Value buffer;              /* null: not initialised, or detached */
    Buffered *fast;            /* buffer, if it is exactly one of the native ones on a FileIO */
    Value encoding, errors;    /* str */
    Value encoder, decoder;    /* of CODEC_OTHER; else null */
    TextCodec codec;
    const char *newline;       /* NULL: None */
    bool exact;                /* not of a subclass */
    bool ready, detached, can_read, can_write, seekable, telling, has_read1, line_buffering, write_through, strict;
    bool universal;            /* line ends of all kinds are recognised */
    bool write_translate;      /* "\n" is written as `newline` */
    Newlines newlines;
    uint8_t left[4], left_count; /* the beginning of a character, of CODEC_UTF8 */
    Value decoded;             /* str read ahead, or null */
    int64_t used;              /* characters of it that have been given out */
    Value snapshot;            /* bytes that `decoded` comes from, or null: with the state before them, what tell() needs */
    Value snapshot_flags;      /* int */
    double ratio;              /* bytes to a character, in the last chunk */
    int64_t chunk_size;
    void *pending_cell;        /* K_BUFFER: encoded text that waits */
    int64_t pending;
} TextIO;

static inline TextIO *as_text(Value v) { return as_cell(v); }
TextIO *text_opened(Thread *t, Value self);                     /* NULL: ValueError: uninitialised, detached or closed */
bool text_flush_pending(Thread *t, TextIO *x);                  /* to the buffer */
void text_drop_decoded(TextIO *x);                             /* and the snapshot */

/* --- _io_text_codec.c --- */
/* finds the codec; sets the fields, and those of the objects a codec written in Python needs */
bool text_set_codec(Thread *t, TextIO *x, Value encoding, Value errors);
bool text_make_coders(Thread *t, TextIO *x);
Value text_decode(Thread *t, TextIO *x, Value bytes, bool final); /* str, newlines translated */
Value text_encode(Thread *t, TextIO *x, Value text);             /* bytes */
/* what decoding would go on from: bytes not yet decoded, and an int */
bool text_decoder_state(Thread *t, TextIO *x, Value *bytes, Value *flags);
bool text_set_decoder_state(Thread *t, TextIO *x, Value bytes, Value flags);
bool text_reset_decoder(Thread *t, TextIO *x);
bool text_reset_encoder(Thread *t, TextIO *x, bool at_start);
const char *text_errors(Thread *t, const TextIO *x);            /* NULL: strict */

/* --- _io_text_seek.c --- */
Value text_tell(Thread *t, Value *a, size_t n);
Value text_seek(Thread *t, Value *a, size_t n);

#endif
