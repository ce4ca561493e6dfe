/* math_integer.c - the math module's functions on ints: products are split in halves, so that the factors of long multiplications are
 * of about the same size. */
#include "modules/math.h"
#include "objects/numbers.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

enum { LEAF = 16 }; /* factors multiplied one by one */

/* n * (n-1) * ... of k factors; n: an int >= k, k >= 0 */
static Value falling_product(Thread *t, Value n, int64_t k)
{
    if (k <= LEAF) {
        Value product = value_fixnum(1);
        for (int64_t i = 0; i < k && !is_null(product); i++) {
            Value factor = int_sub(t, n, value_fixnum(i));
            product = is_null(factor) ? V_NULL : int_mul(t, product, factor);
        }
        return product;
    }
    if (!vm_safepoint(t)) return V_NULL;
    int64_t half = k / 2;
    Value rest = int_sub(t, n, value_fixnum(half)), left = is_null(rest) ? V_NULL : falling_product(t, n, half);
    Value right = is_null(left) ? V_NULL : falling_product(t, rest, k - half);
    return is_null(right) ? V_NULL : int_mul(t, left, right);
}
/* n over k, for 0 <= k <= n: C(n, k) = C(n, j) * C(n-j, k-j) / C(k, j) */
static Value binomial(Thread *t, Value n, int64_t k)
{
    if (k <= LEAF) {
        Value above = falling_product(t, n, k), below = is_null(above) ? V_NULL : falling_product(t, value_fixnum(k), k);
        return is_null(below) ? V_NULL : int_floordiv(t, above, below);
    }
    if (!vm_safepoint(t)) return V_NULL;
    int64_t j = k / 2;
    Value left = binomial(t, n, j), rest = is_null(left) ? V_NULL : int_sub(t, n, int_from_int64(t, j));
    Value right = is_null(rest) ? V_NULL : binomial(t, rest, k - j), below = is_null(right) ? V_NULL : binomial(t, int_from_int64(t, k), j);
    Value above = is_null(below) ? V_NULL : int_mul(t, left, right);
    return is_null(above) ? V_NULL : int_floordiv(t, above, below);
}

Value math_factorial(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value v = to_index(t, a[0]);
    int64_t k;
    if (is_null(v)) return V_NULL;
    if (int_sign(v) < 0) return raise(t, T_VALUE_ERROR, "factorial() not defined for negative values");
    if (!int_fits_int64(v, &k)) return raise(t, T_OVERFLOW_ERROR, "factorial() argument should not exceed %lld", (long long)INT64_MAX);
    return falling_product(t, v, k);
}

/* a[0] and a[1] as non-negative ints */
static bool choice(Thread *t, const Value *a, Value *n, Value *k)
{
    *n = to_index(t, a[0]);
    *k = is_null(*n) ? V_NULL : to_index(t, a[1]);
    if (is_null(*k)) return false;
    if (int_sign(*n) < 0) return RAISE_FALSE(t, T_VALUE_ERROR, "n must be a non-negative integer");
    if (int_sign(*k) < 0) return RAISE_FALSE(t, T_VALUE_ERROR, "k must be a non-negative integer");
    return true;
}
Value math_perm(Thread *t, Value *a, size_t count)
{
    if (is_null(a[1]) || is_none(a[1])) return math_factorial(t, a, count);
    Value n, k;
    int64_t factors;
    if (!choice(t, a, &n, &k)) return V_NULL;
    if (int_compare(n, k) < 0) return value_fixnum(0);
    if (!int_fits_int64(k, &factors)) return raise(t, T_OVERFLOW_ERROR, "k must not exceed %lld", (long long)INT64_MAX);
    return falling_product(t, n, factors);
}
Value math_comb(Thread *t, Value *a, size_t count)
{
    (void)count;
    Value n, k;
    int64_t fewer;
    if (!choice(t, a, &n, &k)) return V_NULL;
    if (int_compare(n, k) < 0) return value_fixnum(0);
    Value other = int_sub(t, n, k);
    if (is_null(other)) return V_NULL;
    if (!int_fits_int64(int_compare(other, k) < 0 ? other : k, &fewer)) {
        return raise(t, T_OVERFLOW_ERROR, "min(n - k, k) must not exceed %lld", (long long)INT64_MAX);
    }
    return binomial(t, n, fewer);
}

Value math_isqrt(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value v = to_index(t, a[0]);
    if (is_null(v)) return V_NULL;
    return int_sign(v) < 0 ? raise(t, T_VALUE_ERROR, "isqrt() argument must be nonnegative") : int_isqrt(t, v);
}
Value math_gcd(Thread *t, Value *a, size_t n)
{
    Value r = value_fixnum(0);
    for (size_t i = 0; i < n; i++) {
        Value v = to_index(t, a[i]);
        r = is_null(v) ? V_NULL : int_gcd(t, r, v);
        if (is_null(r)) return V_NULL;
    }
    return r;
}
Value math_lcm(Thread *t, Value *a, size_t n)
{
    Value r = value_fixnum(1);
    for (size_t i = 0; i < n; i++) {
        Value v = to_index(t, a[i]);
        if (is_null(v)) return V_NULL;
        if (int_sign(r) == 0) continue;
        if (int_sign(v) == 0) {
            r = v;
            continue;
        }
        Value divisor = int_gcd(t, r, v), part = is_null(divisor) ? V_NULL : int_floordiv(t, r, divisor);
        Value product = is_null(part) ? V_NULL : int_mul(t, part, v);
        r = is_null(product) ? V_NULL : int_absolute(t, product);
        if (is_null(r)) return V_NULL;
    }
    return r;
}
