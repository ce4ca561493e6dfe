/* float.c - floats: their C API. The Python type is in float_type.c. */
#include "objects/numbers.h"

#include <math.h>

#include "base/floattext.h"
#include "base/siphash.h"
#include "objects/alloc.h"
#include "objects/str.h"

Value float_new_boxed(Thread *t, double d)
{
    Float *f = alloc_exact(t, T_FLOAT, K_FLOAT, offsetof(Float, ext));
    if (unlikely(!f)) return V_NULL;
    f->value = d;
    return value_cell(f);
}

/* hash of a float object; NaNs by identity */
int64_t float_hash(Thread *t, Value v)
{
    (void)t;
    double d = as_float(v);
    if (likely(!isnan(d))) return hash_double(d);
    return (int64_t)(rotr64(value_identity(v), 4) >> 1);
}

Value float_to_str(Thread *t, double d)
{
    char text[FLOAT_REPR_MAX];
    return str_from_ascii(t, text, float_repr(d, text));
}

double float_mod(double a, double b)
{
    double r = fmod(a, b);
    if (r == 0.0) return copysign(0.0, b);
    return (b < 0) != (r < 0) ? r + b : r;
}

double float_floordiv(double a, double b)
{
    double r = fmod(a, b), q = (a - r) / b;
    if (r != 0.0 && (b < 0) != (r < 0)) q -= 1.0;
    if (q == 0.0) return copysign(0.0, a / b);
    double whole = floor(q);
    return q - whole > 0.5 ? whole + 1.0 : whole;
}
