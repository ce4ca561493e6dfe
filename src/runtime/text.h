/* text.h - StrBuilder: growing text, for everything that composes a str. */
#ifndef RUNTIME_TEXT_H
#define RUNTIME_TEXT_H

#include "base/utf8.h"
#include "runtime/runtime.h"

/* Lives on the C stack and is not copied: short text lies in `local`, longer in a heap cell found conservatively. After a failure
 * every further call is a no-op and builder_finish() returns V_NULL with the exception set. */
typedef struct StrBuilder {
    Thread *t;
    void *data;          /* local, or the inside of a K_BUFFER cell */
    size_t length, capacity; /* code points */
    int width;           /* 1, 2, 4 bytes a code point */
    uint32_t max;        /* the code points so far or-ed together: below 0x80, 0x100, 0x10000 exactly when all of them are */
    bool failed;
    uint64_t local[24];
} StrBuilder;

void builder_init(StrBuilder *b, Thread *t);
void builder_char_slow(StrBuilder *b, uint32_t c);
static inline void builder_char(StrBuilder *b, uint32_t c)
{
    if (b->width == 1 && c < 0x100 && b->length < b->capacity) {
        ((uint8_t *)b->data)[b->length++] = (uint8_t)c;
        b->max |= c;
    } else {
        builder_char_slow(b, c);
    }
}
void builder_repeat(StrBuilder *b, uint32_t c, size_t n);
void builder_ascii(StrBuilder *b, const char *s, size_t n);   /* ASCII bytes */
void builder_latin1(StrBuilder *b, const unsigned char *s, size_t n);
void builder_text(StrBuilder *b, const char *s);              /* NUL-terminated UTF-8; bad bytes become U+FFFD */
void builder_utf8(StrBuilder *b, const char *s, size_t n, const Utf8Scan *scan); /* the valid prefix that utf8_scan found */
void builder_units(StrBuilder *b, const void *units, int width, size_t n);
void builder_str(StrBuilder *b, Value str);
void builder_substr(StrBuilder *b, Value str, size_t from, size_t to);
bool builder_repr(StrBuilder *b, Value v);                    /* repr(v); false: exception */
/* room for n more code points, none above `bound` (which may be too large: it decides nothing but the width to work in).
 * False: MemoryError */
bool builder_reserve(StrBuilder *b, size_t n, uint32_t bound);
Value builder_finish(StrBuilder *b);
/* the text so far, then a fresh start with the same buffer */
Value builder_take(StrBuilder *b);

#endif
