/* str.h - text: compact code points of 1, 2 or 4 bytes.
 *
 * Invariants
 *  - width is the smallest that holds the text's largest code point; ascii says all are below 128. Equal strings of the same
 *    type therefore have equal representations. Surrogates are allowed code points.
 *  - hash is 0 until computed; only '' has the hash 0, so a set hash is never 0. str_hash() asks.
 *  - interned strings are unique: equal interned strings are the same cell. Attribute names, keywords and names in code are interned.
 *  - data follow the struct, with a terminating zero of the same width; but those of a STR_SHARED one, which concatenation makes, lie
 *    in a buffer that longer strings with the same beginning share, and have no zero behind them. Always ask str_data().
 */
#ifndef OBJECTS_STR_H
#define OBJECTS_STR_H

#include "runtime/type.h"

/* Header.flags; Header.extra is the width: 1, 2 or 4 */
enum {
    STR_INTERNED = 2,
    STR_ASCII = 4,
    STR_SHARED = 8,  /* the struct is a SharedStr */
    STR_JOINED = 16, /* made by concatenation: if it is the left operand of another one, a loop is building text */
};

struct Str {
    Header header;
    uint64_t length;
    int64_t hash;
    /* data */
};
typedef struct SharedStr {
    Str str;
    void *data;    /* inside buffer */
    void *buffer;  /* K_BUFFER cell: see str_concat() */
} SharedStr;

static inline Str *as_str(Value v) { return as_cell(v); }
static inline bool is_str(Value v) { return has_kind(v, K_STR); }
static inline bool is_exact_str(Value v) { return has_exact_kind(v, K_STR); }
static inline int str_width(const Str *s) { return s->header.extra; }
static inline bool str_is_ascii(const Str *s) { return s->header.flags & STR_ASCII; }
static inline bool str_is_interned(const Str *s) { return s->header.flags & STR_INTERNED; }
static inline size_t str_length(const Str *s) { return s->length; }
static inline void *str_data(const Str *s)
{
    if (__builtin_expect(s->header.flags & STR_SHARED, 0)) return ((const SharedStr *)s)->data;
    return (char *)s + sizeof(Str);
}
static inline uint32_t str_at(const Str *s, size_t i)
{
    switch (str_width(s)) {
    case 1: return ((const uint8_t *)str_data(s))[i];
    case 2: return ((const uint16_t *)str_data(s))[i];
    default: return ((const uint32_t *)str_data(s))[i];
    }
}

/* an uninitialised exact str of n code points (max: its largest, which decides the width); fill str_data before publishing */
Value str_alloc(Thread *t, size_t n, uint32_t max);
Value str_empty(Thread *t);                                  /* the shared '' */
Value str_from_utf8(Thread *t, const char *s, size_t n);     /* lone surrogates encoded as UTF-8 are accepted; other bad bytes become U+FFFD */
Value str_from_text(Thread *t, const char *s);               /* NUL-terminated */
Value str_from_ascii(Thread *t, const char *s, size_t n);
Value str_from_code_points(Thread *t, const uint32_t *s, size_t n);
Value str_from_units(Thread *t, const void *data, int width, size_t n); /* narrows if it can */
Value str_char(Thread *t, uint32_t c);                       /* one code point; Latin-1 ones are shared */
Value str_intern(Thread *t, Value str);                      /* exact str in, the unique one out */
Value str_intern_utf8(Thread *t, const char *s, size_t n);
Value str_intern_text(Thread *t, const char *s);
int64_t str_hash(Thread *t, Value str);
bool str_equal(Value a, Value b);                            /* both str */
bool str_equal_text(Value str, const char *ascii);           /* to a NUL-terminated ASCII text */
int str_compare(Value a, Value b);                           /* by code points: <0, 0, >0 */
Value str_concat(Thread *t, Value a, Value b);               /* both str */
Value str_repeat(Thread *t, Value str, int64_t count);
Value str_substr(Thread *t, Value str, size_t from, size_t to);
Value str_join(Thread *t, Value separator, const Value *items, size_t n); /* items must be str: TypeError "sequence item %d: expected str instance, T found" */
int64_t str_find(Value str, Value sub, size_t from, size_t to); /* first occurrence in [from,to), -1 */
Value str_repr(Thread *t, Value str);
/* UTF-8 of the text: an own NUL-terminated K_BUFFER (or the data in place for ASCII); length to *n. NULL: UnicodeEncodeError for surrogates */
const char *str_utf8(Thread *t, Value str, size_t *n);
/* as str_utf8 with surrogates encoded too (surrogatepass): never fails but for memory */
const char *str_utf8_lossy(Thread *t, Value str, size_t *n);
/* file-system encoding, surrogateescape; ValueError "embedded null character" */
const char *str_fs_path(Thread *t, Value str);
Value str_from_fs(Thread *t, const char *s, size_t n);
/* an exact str with the same text (for subclasses) */
Value str_exact(Thread *t, Value str);

struct InternTable;
bool intern_init(Runtime *rt);
void intern_sweep(Runtime *rt, Tracer *tr);                  /* drops unmarked strings; after marking */
void intern_free(Runtime *rt);

#endif
