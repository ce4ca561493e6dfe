/* numbers.h - int, float, complex from C. An int is a fixnum, True, False, or an Int cell; a float an immediate or a Float cell. */
#ifndef OBJECTS_NUMBERS_H
#define OBJECTS_NUMBERS_H

#include "runtime/type.h"

/* magnitude in 64-bit limbs, least significant first, no leading zero limb; sign in header.extra (1: negative). Exact ints that
 * fit a fixnum are always fixnums; instances of int subclasses are always cells (0: no limbs). */
typedef struct Int {
    Header header;
    uint64_t length;
    uint64_t limbs[];
} Int;
typedef struct Float { Header header; double value; Value ext; } Float;
typedef struct Complex { Header header; double real, imaginary; Value ext; } Complex;

static inline bool is_int(Value v) { return is_fixnum(v) || is_bool(v) || has_kind(v, K_INT); } /* bool and subclasses too */
static inline bool is_float(Value v) { return is_flonum(v) || has_kind(v, K_FLOAT); }
static inline bool is_complex(Value v) { return has_kind(v, K_COMPLEX); }
static inline double as_float(Value v) { return is_flonum(v) ? as_flonum(v) : ((Float *)as_cell(v))->value; }

Value float_new_boxed(Thread *t, double d);
static inline Value float_new(Thread *t, double d)
{
    Value v = flonum_encode(d);
    return __builtin_expect(is_flonum(v), 1) ? v : float_new_boxed(t, d);
}
Value complex_new(Thread *t, double real, double imaginary);

Value int_from_int64_slow(Thread *t, int64_t n);
static inline Value int_from_int64(Thread *t, int64_t n)
{
    return __builtin_expect(fits_fixnum(n), 1) ? value_fixnum(n) : int_from_int64_slow(t, n);
}
Value int_from_uint64(Thread *t, uint64_t n);
Value int_from_double(Thread *t, double d);                  /* truncates; OverflowError / ValueError for inf / nan */
Value int_from_limbs(Thread *t, bool negative, const uint64_t *limbs, size_t n); /* normalises */
/* digits of `base` (2..36, 0: by prefix) with optional sign and underscores; ValueError "invalid literal for int() with base ..." */
Value int_from_text(Thread *t, const char *digits, size_t n, int base);
Value int_from_str(Thread *t, Value str, int base);          /* as int_from_text, of a str in any script's digits */
Value int_from_bytes_text(Thread *t, Value shown, const char *s, size_t n, int base); /* the same of bytes; shown: for the message */
Value int_from_object(Thread *t, Value v);                   /* int(v) */
bool int_fits_int64(Value v, int64_t *out);                  /* is_int(v) required; false: does not fit, no exception */
bool int_to_double(Thread *t, Value v, double *out);         /* OverflowError "int too large to convert to float" */
int int_sign(Value v);                                       /* -1, 0, 1 */
Value int_exact(Thread *t, Value v);                         /* bool and subclass instances become plain ints */
Value int_to_str(Thread *t, Value v, int base);              /* base 2..36, no prefix; digit limit applies to base 10 */
/* slow paths of the VM's arithmetic: both is_int */
Value int_add(Thread *t, Value a, Value b);
Value int_sub(Thread *t, Value a, Value b);
Value int_mul(Thread *t, Value a, Value b);
Value int_floordiv(Thread *t, Value a, Value b);             /* ZeroDivisionError */
Value int_mod(Thread *t, Value a, Value b);
Value int_truediv(Thread *t, Value a, Value b);              /* a float; OverflowError, ZeroDivisionError */
bool int_divmod(Thread *t, Value a, Value b, Value *quotient, Value *remainder); /* either may be NULL */
Value int_pow(Thread *t, Value a, Value b);                  /* b >= 0 */
Value int_pow_mod(Thread *t, Value a, Value b, Value modulus); /* ValueError: modulus 0, or no inverse for b < 0 */
Value int_lshift(Thread *t, Value a, Value b);               /* ValueError "negative shift count" */
Value int_rshift(Thread *t, Value a, Value b);
Value int_and(Thread *t, Value a, Value b);
Value int_or(Thread *t, Value a, Value b);
Value int_xor(Thread *t, Value a, Value b);
Value int_negative(Thread *t, Value v);
Value int_invert(Thread *t, Value v);
Value int_absolute(Thread *t, Value v);
Value int_gcd(Thread *t, Value a, Value b);
Value int_isqrt(Thread *t, Value v);                         /* v >= 0 */
uint64_t int_bit_length(Value v);
int int_compare_double(Value v, double d);                   /* exactly; d not a NaN */
int int_compare(Value a, Value b);                           /* <0, 0, >0 */
bool int_equal(Value a, Value b);
int64_t int_hash(Value v);
int64_t float_hash(Thread *t, Value v);
Value float_to_str(Thread *t, double d);                    /* repr() of it */
double float_mod(double a, double b);                        /* Python's %, b != 0 */
double float_floordiv(double a, double b);

#endif
