/* sequence.c - what the sequence types have in common. */
#include "objects/sequence.h"

#include "base/common.h"
#include "runtime/call.h"
#include "runtime/error.h"

bool has_index(Thread *t, Value v) { return is_int(v) || type_of(t, v)->slots.index; }

bool sequence_index(Thread *t, Value key, const char *what, int64_t *out)
{
    if (is_fixnum(key)) return *out = as_fixnum(key), true;
    if (!has_index(t, key)) return RAISE_FALSE(t, T_TYPE_ERROR, "%s indices must be integers or slices, not %T", what, key);
    Value n = to_index(t, key);
    if (is_null(n)) return false;
    if (!int_fits_int64(n, out)) return RAISE_FALSE(t, T_INDEX_ERROR, "cannot fit '%T' into an index-sized integer", key);
    return true;
}

bool size_argument(Thread *t, Value v, int64_t *out)
{
    if (is_fixnum(v)) return *out = as_fixnum(v), true;
    Value n = to_index(t, v);
    if (is_null(n)) return false;
    if (!int_fits_int64(n, out)) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
    return true;
}

bool bound_argument(Thread *t, Value v, int64_t n, int64_t otherwise, int64_t *out)
{
    int64_t i;
    if (is_null(v)) return *out = otherwise, true;
    if (!has_index(t, v))
        return RAISE_FALSE(t, T_TYPE_ERROR, "slice indices must be integers or have an __index__ method");
    if (!to_index_clamped(t, v, &i)) return false;
    if (i < 0) {
        i += n;
        if (i < 0) i = 0;
    }
    *out = i;
    return true;
}

bool repeat_size(Thread *t, Value count, size_t n, size_t *total)
{
    int64_t times;
    if (!to_size(t, count, &times)) return false;
    if (times <= 0 || n == 0) return *total = 0, true;
    if (!size_mul(n, (size_t)times, total) || *total > PTRDIFF_MAX / sizeof(Value)) return raise_memory_error(t), false;
    return true;
}

void repeat_values(Value *to, size_t total, const Value *from, size_t n)
{
    if (n == 1) {
        for (size_t i = 0; i < total; i++) to[i] = from[0];
        return;
    }
    memmove(to, from, n * sizeof *to);
    for (size_t done = n; done < total;) {
        size_t chunk = size_min(done, total - done);
        memcpy(to + done, to, chunk * sizeof *to);
        done += chunk;
    }
}

Value sequence_class_getitem(Thread *t, Value *a, size_t n)
{
    (void)n;
    Type *alias = type_by_id(t, T_GENERIC_ALIAS);
    return alias ? call2(t, type_value(alias), a[0], a[1]) : V_NULL;
}
