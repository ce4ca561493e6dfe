/* textops.h - what str, bytes and bytearray have in common: cutting a row of code units into pieces.
 *
 * A TextSource is the units and how to make a new object of a part of them. Making a part may collect but runs no Python code, so the
 * units stay where they are.
 */
#ifndef OBJECTS_TEXTOPS_H
#define OBJECTS_TEXTOPS_H

#include "base/text.h"
#include "runtime/type.h"

typedef struct TextSource {
    Text text;
    Value owner;
    Value (*piece)(Thread *t, Value owner, size_t from, size_t to); /* units [from, to) as an object of the owner's base type */
    bool unicode;        /* str: Unicode's white space and line ends; else those of ASCII */
} TextSource;

/* start and end of find(), count(), startswith(): V_NULL or None when not given; false: TypeError. from > to: an empty range that
 * holds not even the empty text */
bool text_range(Thread *t, Value start, Value end, size_t n, size_t *from, size_t *to);
/* a subscript that fits 64 bits; IndexError "cannot fit 'int' into an index-sized integer". v has __index__ */
bool text_index(Thread *t, Value v, int64_t *out);

/* lists of pieces; max < 0: no limit. separator of at least one unit */
Value text_split(Thread *t, const TextSource *s, Text separator, int64_t max);
Value text_rsplit(Thread *t, const TextSource *s, Text separator, int64_t max);
Value text_split_space(Thread *t, const TextSource *s, int64_t max);
Value text_rsplit_space(Thread *t, const TextSource *s, int64_t max);
Value text_splitlines(Thread *t, const TextSource *s, bool keep_ends);
/* (before, separator, after) at the first or last occurrence of a separator of at least one unit */
Value text_partition(Thread *t, const TextSource *s, Text separator, Value separator_object);
Value text_rpartition(Thread *t, const TextSource *s, Text separator, Value separator_object);

enum { STRIP_LEFT = 1, STRIP_RIGHT = 2 };
/* the part left when units that are white space (set NULL) or in *set are stripped from the ends */
void text_strip(const TextSource *s, const Text *set, int ends, size_t *from, size_t *to);

/* length after expanding tabs, or SIZE_MAX when it overflows; columns restart after \n and \r */
size_t text_expanded_size(Text s, int64_t tab_size);
/* writes it, in the width of s */
void text_expand(Text s, int64_t tab_size, void *out);

/* the parts that the iterators of str, bytes, bytearray and memoryview (objects/iterators.h) share */
void text_iterator_trace(Tracer *tr, void *cell);
extern const NativeDef text_iterator_methods[];

#endif
