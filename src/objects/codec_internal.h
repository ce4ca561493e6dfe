/* codec_internal.h - what the built-in codecs share: growing bytes, and asking error handlers. */
#ifndef OBJECTS_CODEC_INTERNAL_H
#define OBJECTS_CODEC_INTERNAL_H

#include "base/text.h"
#include "base/utf8.h"
#include "objects/bytes.h"
#include "objects/codecs.h"
#include "objects/str.h"
#include "runtime/error.h"
#include "runtime/text.h"

/* Growing bytes. After a failure further calls do nothing and byte_finish() returns V_NULL. */
typedef struct ByteBuilder {
    Thread *t;
    uint8_t *data; /* inside a K_BUFFER cell */
    size_t length, capacity;
    bool failed;
} ByteBuilder;

void byte_init(ByteBuilder *b, Thread *t, size_t expected);
bool byte_reserve_slow(ByteBuilder *b, size_t n);
static inline bool byte_reserve(ByteBuilder *b, size_t n) { return b->capacity - b->length >= n || byte_reserve_slow(b, n); }
static inline void byte_put(ByteBuilder *b, uint8_t c)
{
    if (byte_reserve(b, 1)) b->data[b->length++] = c;
}
static inline void byte_append(ByteBuilder *b, const void *s, size_t n)
{
    if (n == 0 || !byte_reserve(b, n)) return;
    memcpy(b->data + b->length, s, n);
    b->length += n;
}
Value byte_finish(ByteBuilder *b); /* exact bytes */

typedef enum ErrorKind {
    ERRORS_STRICT, ERRORS_IGNORE, ERRORS_REPLACE, ERRORS_XMLCHARREF, ERRORS_BACKSLASH, ERRORS_NAME, ERRORS_SURROGATE_ESCAPE,
    ERRORS_SURROGATE_PASS, ERRORS_CUSTOM
} ErrorKind;
ErrorKind error_kind(const char *errors); /* NULL: strict */

typedef enum ProblemKind { PROBLEM_ENCODE, PROBLEM_DECODE, PROBLEM_TRANSLATE } ProblemKind;

/* What is wrong, and what the handler answered. Not copied: it holds a StrBuilder. */
typedef struct Problem {
    Thread *t;
    ProblemKind kind;
    const char *encoding, *reason;
    Value str;             /* what is encoded or translated */
    const uint8_t *data;   /* what is decoded */
    size_t n;
    size_t start, end;     /* the part that is bad */
    Value exception;       /* given to custom handlers, made at the first use */
    Value input;           /* decoding: the bytes object that a custom handler put in place of the input, or null */
    size_t resume;         /* where to go on */
    bool raw;              /* the replacement is bytes, else text */
    ByteBuilder bytes;
    StrBuilder text;
} Problem;
void problem_init(Problem *p, Thread *t, ProblemKind kind, const char *encoding);
/* asks the handler about [start, end): false: exception, which for the strict handler is the problem itself */
bool problem_handle(Problem *p, const char *errors, size_t start, size_t end, const char *reason);
bool problem_raise(Problem *p);
/* decoding: the replacement goes to out; p->data and p->n may change; *at becomes where to go on */
bool decode_problem(Problem *p, const char *errors, size_t start, size_t end, const char *reason, StrBuilder *out, size_t *at);

/* writes c and returns 1; 0 when it cannot be encoded; -1 exception. b NULL: only says whether it could */
typedef int (*EncodeChar)(ByteBuilder *b, uint32_t c, void *context);
typedef struct Encoder {
    const char *encoding, *reason;
    EncodeChar put;
    void *context;
    bool runs;             /* errors cover all the bad characters in a row */
    size_t unit;           /* bytes that replace text must be a multiple of this */
    size_t expected;       /* bytes a character */
} Encoder;
/* encodes str with a byte order mark of n bytes in front */
Value encode_with(Thread *t, Value str, const char *errors, const Encoder *e, const void *mark, size_t mark_size);

#endif
