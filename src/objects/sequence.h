/* sequence.h - what the sequence types have in common: index arguments, item comparison, repetition. */
#ifndef OBJECTS_SEQUENCE_H
#define OBJECTS_SEQUENCE_H

#include "objects/numbers.h"
#include "objects/str.h"
#include "runtime/ops.h"

bool has_index(Thread *t, Value v);                          /* an int or an object with __index__ */
/* the subscript `key` of a sequence type called `what`; TypeError "list indices must be integers or slices, not str",
 * IndexError when it does not fit 64 bits */
bool sequence_index(Thread *t, Value key, const char *what, int64_t *out);
/* a C-sized integer argument; OverflowError "Python int too large to convert to C ssize_t" */
bool size_argument(Thread *t, Value v, int64_t *out);
/* start and stop of index(): clamped, negative ones counted from the end n; V_NULL: otherwise */
bool bound_argument(Thread *t, Value v, int64_t n, int64_t otherwise, int64_t *out);
/* the count of a repetition of n items and n * count; false: TypeError, OverflowError or MemoryError */
bool repeat_size(Thread *t, Value count, size_t n, size_t *total);
/* fills to[0 .. total) with repetitions of from[0 .. n), n > 0 */
void repeat_values(Value *to, size_t total, const Value *from, size_t n);

/* __class_getitem__ of the containers: cls[object] as a generic alias (PEP 585) */
Value sequence_class_getitem(Thread *t, Value *a, size_t n);

/* equality of two items, identity first: 1, 0, -1 exception */
static inline int items_equal(Thread *t, Value a, Value b)
{
    if (value_same(a, b)) return 1;
    if (both_fixnum(a, b)) return 0;
    if (is_pointer(a) && is_pointer(b) && is_exact_str(a) && is_exact_str(b)) return str_equal(a, b);
    return compare_bool(t, a, b, CMP_EQ);
}

/* the answer of a comparison decided by numbers: lengths, or -1, 0, 1 */
static inline Value compare_result(int64_t a, int64_t b, CompareOp op)
{
    switch (op) {
    case CMP_LT: return value_bool(a < b);
    case CMP_LE: return value_bool(a <= b);
    case CMP_EQ: return value_bool(a == b);
    case CMP_NE: return value_bool(a != b);
    case CMP_GT: return value_bool(a > b);
    default: return value_bool(a >= b);
    }
}

#endif
