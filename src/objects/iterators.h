/* iterators.h - slice and range objects, and the generic iterators shared by the containers. */
#ifndef OBJECTS_ITERATORS_H
#define OBJECTS_ITERATORS_H

#include "objects/tuple.h"

typedef struct Slice { Header header; Value start, stop, step; } Slice;
/* start, stop, step are exact ints of any size; length likewise. small: all four are fixnums */
typedef struct Range { Header header; Value start, stop, step, length; bool small; } Range;
/* list, tuple, str, bytes, ... iterators: sequence (null when exhausted) and position */
typedef struct SequenceIterator { Header header; Value sequence; int64_t position; } SequenceIterator;

Value slice_new(Thread *t, Value start, Value stop, Value step);
/* slice.indices(length) with ints of any size */
bool slice_indices(Thread *t, Value slice, Value length, Value *start, Value *stop, Value *step);
Value range_new(Thread *t, Value start, Value stop, Value step);
Value callable_iterator_new(Thread *t, Value callable, Value sentinel);
Value iterator_self(Thread *t, Value self);                  /* the iter slot of iterators */
Value iterators_builtin(Thread *t, const char *name);        /* the builtin a __reduce__ names: "iter", "reversed" */
/* iter() of each of n iterables; and, when the iterator number `ended` ran out under strict=True: the ValueError of `function` ("zip",
 * "map") unless all ran out together, which gives V_NULL alone */
Value iterators_tuple(Thread *t, const Value *iterables, size_t n);
Value iterators_uneven(Thread *t, const char *function, const Tuple *iterators, size_t ended);
Value sequence_iterator_new(Thread *t, TypeId type, Value sequence);

#endif
