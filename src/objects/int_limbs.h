/* int_limbs.h - ints as sign and limbs, for the files that do arithmetic on them with GMP's mpn functions.
 *
 * mpn functions are given buffers of our own. They take scratch memory from malloc and abort without it; int_scratch() makes
 * sure beforehand that operands of this size can have theirs. */
#ifndef OBJECTS_INT_LIMBS_H
#define OBJECTS_INT_LIMBS_H

#include <gmp.h>

#include "base/common.h"
#include "objects/numbers.h"

_Static_assert(sizeof(mp_limb_t) == sizeof(uint64_t) && GMP_NAIL_BITS == 0, "limbs are full 64-bit words");

/* sign and magnitude of any int; limbs may point into the view itself, so it must not be copied */
typedef struct IntView {
    const mp_limb_t *limbs;
    size_t n;             /* no leading zero limb; 0 for zero */
    bool negative;
    mp_limb_t small;
} IntView;

static inline void int_view_i64(int64_t n, IntView *w)
{
    w->negative = n < 0;
    w->small = n < 0 ? -(uint64_t)n : (uint64_t)n;
    w->limbs = &w->small;
    w->n = n != 0;
}

static inline void int_view(Value v, IntView *w)
{
    if (is_fixnum(v)) int_view_i64(as_fixnum(v), w);
    else if (is_bool(v)) int_view_i64(is_true(v), w);
    else {
        const Int *i = as_cell(v);
        w->limbs = (const mp_limb_t *)i->limbs;
        w->n = i->length;
        w->negative = i->header.extra;
    }
}

/* the number of bits of a magnitude */
static inline uint64_t limbs_bits(const mp_limb_t *limbs, size_t n) { return n ? (n - 1) * 64 + bit_length64(limbs[n - 1]) : 0; }
static inline size_t limbs_normal(const mp_limb_t *limbs, size_t n)
{
    while (n && !limbs[n - 1]) n--;
    return n;
}

Int *int_alloc(Thread *t, size_t n);                         /* n limbs, zeroed; NULL: MemoryError */
Value int_finish(Int *r, size_t n, bool negative);           /* the int that r's first n limbs stand for */
bool int_scratch(Thread *t, size_t limbs);                   /* false: MemoryError */
/* between long steps of arithmetic: lets signals, limits and other threads in; false: an exception was raised */
bool int_poll(Thread *t);
mp_limb_t *int_temporary(Thread *t, size_t limbs);           /* zeroed limbs in a buffer of the heap */

#endif
