/* text.h - StrBuilder: growing text, for everything that composes a str. */
#ifndef RUNTIME_TEXT_H
#define RUNTIME_TEXT_H

#include "runtime/runtime.h"

/* Lives on the C stack; its buffer is a heap cell found conservatively. After a failure every further call is a no-op and
 * builder_finish() returns V_NULL with the exception set. */
typedef struct StrBuilder {
    Thread *t;
    void *buffer;        /* K_BUFFER cell */
    size_t length, capacity; /* code points */
    int width;           /* 1, 2, 4 bytes a code point */
    uint32_t max;        /* largest code point so far */
    bool failed;
} StrBuilder;

void builder_init(StrBuilder *b, Thread *t);
void builder_char(StrBuilder *b, uint32_t c);
void builder_repeat(StrBuilder *b, uint32_t c, size_t n);
void builder_ascii(StrBuilder *b, const char *s, size_t n);   /* ASCII bytes */
void builder_text(StrBuilder *b, const char *s);              /* NUL-terminated UTF-8 */
void builder_str(StrBuilder *b, Value str);
void builder_substr(StrBuilder *b, Value str, size_t from, size_t to);
bool builder_repr(StrBuilder *b, Value v);                    /* repr(v); false: exception */
Value builder_finish(StrBuilder *b);

#endif
