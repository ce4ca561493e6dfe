// Doubles to and from text: shortest round-trip digits (Schubfach, Giulietti 2020), any number of correctly rounded
// digits, correctly rounded reading (Eisel-Lemire, Lemire 2021, with an exact fallback), and hexadecimal.
// Nothing here depends on the locale, or allocates. The rounding mode must be to nearest.
#ifndef BASE_FLOATTEXT_H
#define BASE_FLOATTEXT_H

#include "base/common.h"

#define FLOAT_REPR_MAX 32

// repr(v): '1e+16', '0.0001', '1e-05', '-0.0', 'inf', 'nan'. NUL-terminated; returns the length.
size_t float_repr(double v, char out[FLOAT_REPR_MAX]);

// The shortest digits that read back as v, a finite value > 0: v = 0.DIGITS * 10**point. Returns how many digits (1-17);
// no trailing zero, no NUL.
unsigned float_shortest(double v, char digits[17], int *point);

enum {
    FLOAT_ALT = 1,        // '#': keep the point and, for 'g', the trailing zeros
    FLOAT_DOT_0 = 2,      // at least one digit after the point unless there is an exponent (float's format() with no type)
    FLOAT_PLUS = 4,       // '+' before what is not negative (inf and nan included)
    FLOAT_NO_MINUS_0 = 8, // 'z': no '-' when every digit shown is zero
};

// Formats as '%.*<code>' of Python: code is one of e E f F g G, and r for repr (precision ignored). '-' for negative
// values and -0.0, never for nan; exponents have at least two digits; F, E, G write INF and NAN. The precision is
// between 0 and FLOAT_PRECISION_MAX; 'g' takes 0 as 1. Returns the length; `out` has room for float_format_size bytes,
// and is NUL-terminated. '%' and 'n' are built by the caller from f and g.
#define FLOAT_PRECISION_MAX (INT32_MAX - 1024)
size_t float_format(double v, char code, int precision, unsigned flags, char *out);
size_t float_format_size(double v, char code, int precision);

// Reads the longest prefix of s[0:n] that is a number as float() takes it, without spaces or underscores: sign, digits,
// point, exponent, or "inf", "infinity", "nan" in any case. Returns the bytes used, 0 (and *out untouched) when there is
// no number. Too large gives infinity, too small 0.0. Linear in n, allocates nothing.
MUST_CHECK size_t float_parse(const char *s, size_t n, double *out);

// m * 10**exponent, correctly rounded, for an m that is exact: literals read by other means, Decimal to float.
double float_from_decimal(uint64_t m, int64_t exponent);

// round(v, places) for a finite v: to a multiple of 10**-places, ties to even. Infinite when the result is too large.
double float_round(double v, int places);

// float.hex(). NUL-terminated; returns the length.
size_t float_hex(double v, char out[FLOAT_REPR_MAX]);

typedef enum FloatHexError {
    FLOAT_HEX_OK,
    FLOAT_HEX_INVALID,    // ValueError: invalid hexadecimal floating-point string
    FLOAT_HEX_TOO_LARGE,  // OverflowError: hexadecimal value too large to represent as a float
} FloatHexError;

// float.fromhex(): the whole of s[0:n], ASCII spaces around it allowed.
FloatHexError float_from_hex(const char *s, size_t n, double *out);

#endif
