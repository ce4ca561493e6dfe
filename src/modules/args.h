/* args.h - arguments of native functions as C numbers, with CPython's messages for what does not fit. */
#ifndef MODULES_ARGS_H
#define MODULES_ARGS_H

#include "runtime/native.h"

/* All take what operator.index() takes (else TypeError) and raise OverflowError. */
bool arg_int(Thread *t, Value v, int *out);
bool arg_long(Thread *t, Value v, int64_t *out);
bool arg_size(Thread *t, Value v, int64_t *out);        /* ssize_t: "Python int too large to convert to C ssize_t" */
bool arg_unsigned_long(Thread *t, Value v, uint64_t *out); /* "can't convert negative value to unsigned int" */
/* truth of an optional argument; false: exception */
bool arg_bool(Thread *t, Value v, bool otherwise, bool *out);
/* a number of seconds (int or float) as nanoseconds, rounded towards minus infinity, up if `up`; false: OverflowError, ValueError, TypeError */
bool arg_nanoseconds(Thread *t, Value v, bool up, int64_t *out);

#endif
