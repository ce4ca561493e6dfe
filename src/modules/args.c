/* args.c - arguments as C numbers. */
#include "modules/args.h"
#include "objects/numbers.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include <limits.h>
#include <math.h>

bool arg_long(Thread *t, Value v, int64_t *out)
{
    Value i = to_index(t, v);
    if (is_null(i)) return false;
    if (int_fits_int64(i, out)) return true;
    return RAISE_FALSE(t, T_OVERFLOW_ERROR, "Python int too large to convert to C long");
}

bool arg_int(Thread *t, Value v, int *out)
{
    int64_t n;
    Value i = to_index(t, v);
    if (is_null(i)) return false;
    if (!int_fits_int64(i, &n) || n > INT_MAX || n < INT_MIN) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "Python int too large to convert to C int");
    *out = (int)n;
    return true;
}

bool arg_size(Thread *t, Value v, int64_t *out)
{
    Value i = to_index(t, v);
    if (is_null(i)) return false;
    if (int_fits_int64(i, out)) return true;
    return RAISE_FALSE(t, T_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
}

bool arg_unsigned_long(Thread *t, Value v, uint64_t *out)
{
    Value i = to_index(t, v);
    if (is_null(i)) return false;
    int64_t n;
    if (int_sign(i) < 0) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "can't convert negative value to unsigned int");
    if (int_fits_int64(i, &n)) return *out = (uint64_t)n, true;
    if (int_bit_length(i) > 64) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "Python int too large to convert to C unsigned long");
    *out = ((Int *)as_cell(i))->limbs[0];
    return true;
}

bool arg_bool(Thread *t, Value v, bool otherwise, bool *out)
{
    int truth = is_null(v) ? otherwise : is_truthy(t, v);
    *out = truth > 0;
    return truth >= 0;
}

bool arg_nanoseconds(Thread *t, Value v, bool up, int64_t *out)
{
    int64_t n;
    if (is_float(v)) {
        double d = as_float(v);
        if (isnan(d)) return RAISE_FALSE(t, T_VALUE_ERROR, "Invalid value NaN (not a number)");
        d *= 1e9;
        d = up ? ceil(d) : floor(d);
        if (d < -9223372036854775808.0 || d >= 9223372036854775808.0) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "timestamp out of range for platform time_t");
        *out = (int64_t)d;
        return true;
    }
    if (!is_int(v) && !type_of(t, v)->slots.index) return RAISE_FALSE(t, T_TYPE_ERROR, "'%T' object cannot be interpreted as an integer", v);
    Value i = to_index(t, v);
    if (is_null(i)) return false;
    if (!int_fits_int64(i, &n) || __builtin_mul_overflow(n, 1000000000, &n))
        return RAISE_FALSE(t, T_OVERFLOW_ERROR, "timestamp too large to convert to C PyTime_t");
    *out = n;
    return true;
}
