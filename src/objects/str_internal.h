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
/* all that utf8_scan found valid */
Value str_from_valid_utf8(Thread *t, const char *s, const Utf8Scan *scan);
Value str_copy(Thread *t, Value str);
void str_trace(Tracer *tr, void *cell);
/* puts an exact str into the intern table unless an equal one is there; the unique one */
Value intern_add(Thread *t, Value str);
/* an instance of a subclass of str with the text of str */
Value str_new_subtype(Thread *t, Type *type, Value str);

/* appends the escape sequence of c as repr() writes it */
void builder_escaped(StrBuilder *b, uint32_t c);
/* appends repr(str) with everything above plain_max escaped: 0x10ffff for repr(), 0x7f for ascii() */
void builder_quoted(StrBuilder *b, Value str, uint32_t plain_max);

bool str_is_identifier(const Str *s);
/* TypeError "find() argument 1 must be str, not int"; position 0: not said */
__attribute__((cold)) Value str_bad_argument(Thread *t, const char *function, int position, Value v);

/* the methods, for the table in str_type.c */
#define STR_METHOD(name) Value str_##name##_method(Thread *t, Value *a, size_t n)
/* str_case.c */
STR_METHOD(capitalize); STR_METHOD(casefold); STR_METHOD(lower); STR_METHOD(swapcase); STR_METHOD(title); STR_METHOD(upper);
STR_METHOD(isalnum); STR_METHOD(isalpha); STR_METHOD(isascii); STR_METHOD(isdecimal); STR_METHOD(isdigit); STR_METHOD(isidentifier);
STR_METHOD(islower); STR_METHOD(isnumeric); STR_METHOD(isprintable); STR_METHOD(isspace); STR_METHOD(istitle); STR_METHOD(isupper);
/* str_search.c */
STR_METHOD(count); STR_METHOD(endswith); STR_METHOD(find); STR_METHOD(index); STR_METHOD(lstrip); STR_METHOD(partition);
STR_METHOD(removeprefix); STR_METHOD(removesuffix); STR_METHOD(rfind); STR_METHOD(rindex); STR_METHOD(rpartition);
STR_METHOD(rsplit); STR_METHOD(rstrip); STR_METHOD(split); STR_METHOD(splitlines); STR_METHOD(startswith); STR_METHOD(strip);
/* str_make.c */
STR_METHOD(center); STR_METHOD(expandtabs); STR_METHOD(join); STR_METHOD(ljust); STR_METHOD(maketrans); STR_METHOD(replace);
STR_METHOD(rjust); STR_METHOD(translate); STR_METHOD(zfill);
/* str_format.c */
STR_METHOD(format); STR_METHOD(format_map);

/* str % args (str_percent.c) */
Value str_mod(Thread *t, Value a, Value b);

#endif
