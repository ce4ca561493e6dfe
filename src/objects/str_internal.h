/* str_internal.h - what the files of str share among themselves. */
#ifndef OBJECTS_STR_INTERNAL_H
#define OBJECTS_STR_INTERNAL_H

#include "base/text.h"
#include "base/utf8.h"
#include "objects/str.h"
#include "runtime/text.h"

/* 0x7f, 0xff, 0xffff or 0x10ffff: no code point of s is above; bounds may be combined with | */
static inline uint32_t str_bound(const Str *s)
{
    return str_is_ascii(s) ? 0x7f : str_width(s) == 1 ? 0xff : str_width(s) == 2 ? 0xffff : 0x10ffff;
}
static inline Text str_text(const Str *s) { return (Text){str_data(s), s->length, (unsigned)str_width(s)}; }
static inline Text str_window(const Str *s, size_t from, size_t to)
{
    return (Text){(const char *)str_data(s) + from * (unsigned)str_width(s), to - from, (unsigned)str_width(s)};
}

/* hash of code units; 0 only for none */
int64_t str_hash_units(Thread *t, const void *units, size_t bytes);
/* puts an exact str into the intern table unless an equal one is there; the unique one */
Value intern_add(Thread *t, Value str);
/* an instance of a subclass of str with the text of str */
Value str_new_subtype(Thread *t, Type *type, Value str);

/* appends the escape sequence of c as repr() writes it */
void builder_escaped(StrBuilder *b, uint32_t c);
/* appends repr(str) with everything above plain_max escaped: 0x10ffff for repr(), 0x7f for ascii() */
void builder_quoted(StrBuilder *b, Value str, uint32_t plain_max);

#endif
