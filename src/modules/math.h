/* math.h - the functions of the math module on ints, for its table in math.c. */
#ifndef MODULES_MATH_H
#define MODULES_MATH_H

#include "runtime/native.h"

Value math_comb(Thread *t, Value *a, size_t n);
Value math_factorial(Thread *t, Value *a, size_t n);
Value math_gcd(Thread *t, Value *a, size_t n);
Value math_isqrt(Thread *t, Value *a, size_t n);
Value math_lcm(Thread *t, Value *a, size_t n);
Value math_perm(Thread *t, Value *a, size_t n);

#endif
