/* value.h - the one-word Python value and nothing else.
 *
 * Invariants
 *  - `bits` is touched only in this header.
 *  - low bit 1        fixnum: a 63-bit signed integer, bits = n << 1 | 1.
 *  - low two bits 10  immediate float: rotl(double + FLOAT_BIAS, 4). The bias puts the exponents of 2^-127 .. 2^128 under
 *                     tag 010 and those of zero, the tiniest and the largest numbers, infinities and NaNs under tag 110, so
 *                     0.0 needs no special case (self-tagging, arXiv 2411.16544). All other doubles are boxed (objects/float.h).
 *  - low three 100    constants None, False, True, ... compared by bits. False and True differ in one bit only.
 *  - low three 000    a pointer to a heap cell, 16-byte aligned, or 0: "no value": an unbound register or slot, an empty dict
 *                     entry, an absent argument, and, as a function result, "an exception is set in the thread".
 */
#ifndef RUNTIME_VALUE_H
#define RUNTIME_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct Value { uint64_t bits; } Value;

typedef struct Header Header;   /* the first word of every heap cell, runtime/heap.h */

#define FIXNUM_MAX ((int64_t)0x3fffffffffffffff)
#define FIXNUM_MIN (-FIXNUM_MAX - 1)

#define VALUE_CONSTANT(n) ((Value){(uint64_t)(n) << 3 | 4})
#define V_NULL            ((Value){0})
#define V_FALSE           VALUE_CONSTANT(0)
#define V_TRUE            VALUE_CONSTANT(1)
#define V_NONE            VALUE_CONSTANT(2)
#define V_NOT_IMPLEMENTED VALUE_CONSTANT(3)
#define V_ELLIPSIS        VALUE_CONSTANT(4)
#define V_DELETED         VALUE_CONSTANT(5)  /* internal: never visible to a program */
#define CONSTANT_COUNT    6

static inline bool value_same(Value a, Value b) { return a.bits == b.bits; }
static inline bool is_null(Value v) { return v.bits == 0; }
static inline bool is_none(Value v) { return v.bits == V_NONE.bits; }
static inline bool is_true(Value v) { return v.bits == V_TRUE.bits; }
static inline bool is_false(Value v) { return v.bits == V_FALSE.bits; }
static inline bool is_bool(Value v) { return (v.bits & ~(uint64_t)8) == V_FALSE.bits; }
static inline Value value_bool(bool b) { return (Value){V_FALSE.bits | (uint64_t)b << 3}; }
static inline bool is_constant(Value v) { return (v.bits & 7) == 4; }
static inline unsigned constant_index(Value v) { return (unsigned)(v.bits >> 3); }

/* pointers */
static inline bool is_pointer(Value v) { return (v.bits & 7) == 0; } /* true of V_NULL too: callers know their value is bound */
static inline Header *as_header(Value v) { return (Header *)v.bits; }
static inline void *as_cell(Value v) { return (void *)v.bits; }
static inline Value value_cell(const void *p) { return (Value){(uint64_t)p}; }
static inline uint64_t value_identity(Value v) { return v.bits; }

/* fixnums */
static inline bool is_fixnum(Value v) { return v.bits & 1; }
static inline bool both_fixnum(Value a, Value b) { return a.bits & b.bits & 1; }
static inline int64_t as_fixnum(Value v) { return (int64_t)v.bits >> 1; }
static inline bool fits_fixnum(int64_t n) { return n >= FIXNUM_MIN && n <= FIXNUM_MAX; }
static inline Value value_fixnum(int64_t n) { return (Value){(uint64_t)n << 1 | 1}; } /* n must fit */

/* a + b, a - b, a * b of two fixnums; false on overflow, *r then unspecified */
static inline bool fixnum_add(Value a, Value b, Value *r)
{
    return !__builtin_saddl_overflow((long)a.bits, (long)(b.bits - 1), (long *)&r->bits);
}
static inline bool fixnum_sub(Value a, Value b, Value *r)
{
    return !__builtin_ssubl_overflow((long)a.bits, (long)(b.bits - 1), (long *)&r->bits);
}
static inline bool fixnum_mul(Value a, Value b, Value *r)
{
    long p;
    if (__builtin_smull_overflow((long)(a.bits - 1), (long)b.bits >> 1, &p)) return false;
    r->bits = (uint64_t)p | 1;
    return true;
}
static inline bool fixnum_less(Value a, Value b) { return (int64_t)a.bits < (int64_t)b.bits; } /* order of fixnums is order of bits */

/* immediate floats */
#define FLOAT_BIAS ((uint64_t)(640 - 1023 + 2048) << 52)

static inline uint64_t value_rotl(uint64_t x, int k) { return x << k | x >> (64 - k); }

static inline bool is_flonum(Value v) { return (v.bits & 3) == 2; }
static inline bool both_flonum(Value a, Value b) { return (((a.bits - 2) | (b.bits - 2)) & 3) == 0; }
static inline double as_flonum(Value v)
{
    uint64_t u = value_rotl(v.bits, 60) - FLOAT_BIAS; /* a carry into the sign bit made by encoding is undone here, modulo 2^64 */
    double d;
    memcpy(&d, &u, sizeof d);
    return d;
}
/* the immediate for d, or a Value that is not is_flonum() when d needs a box */
static inline Value flonum_encode(double d)
{
    uint64_t u;
    memcpy(&u, &d, sizeof u);
    return (Value){value_rotl(u + FLOAT_BIAS, 4)};
}

#endif
