/* float_format.h - float arithmetic and formatting that int and complex share. */
#ifndef OBJECTS_FLOAT_FORMAT_H
#define OBJECTS_FLOAT_FORMAT_H

#include "objects/formatspec.h"
#include "runtime/type.h"

/* x ** y with Python's errors; complex for a negative base and a fractional exponent */
Value float_power(Thread *t, double x, double y);
/* d by a spec of type e E f F g G n % or none: with sign, grouping and padding */
Value float_format_number(Thread *t, const FormatSpec *spec, double d);
/* the text of d by the same types in a buffer of the heap, without padding and grouping; NULL: exception. *n: its length. default_type:
 * what no type and no precision mean, 'r' with FLOAT_DOT_0 for float, without for complex */
const char *float_format_text(Thread *t, const FormatSpec *spec, double d, bool dot_0, size_t *n);

#endif
