/* int_text.c - ints from and to text, with the digit limit of sys.set_int_max_str_digits. */
#include "objects/int_limbs.h"

#include <math.h>

#include "base/text.h"
#include "objects/number_text.h"
#include "objects/str.h"
#include "runtime/error.h"
#include "runtime/ops.h"

#define LIMIT_THRESHOLD 640 /* as CPython: shorter texts are never refused */

/* --- to text --- */

static Value small_to_str(Thread *t, int64_t n, unsigned base)
{
    char text[72], *end = text + sizeof text, *p = end;
    uint64_t m = n < 0 ? -(uint64_t)n : (uint64_t)n;
    if (base == 10) do *--p = (char)('0' + m % 10); while (m /= 10);
    else do *--p = "0123456789abcdefghijklmnopqrstuvwxyz"[m % base]; while (m /= base);
    if (n < 0) *--p = '-';
    return str_from_ascii(t, p, (size_t)(end - p));
}

static Value limit_exceeded(Thread *t, int limit)
{
    return raise(t, T_VALUE_ERROR,
                 "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the "
                 "limit",
                 limit);
}

Value int_to_str(Thread *t, Value v, int base)
{
    int64_t n;
    if (int_fits_int64(v, &n)) return small_to_str(t, n, (unsigned)base);
    IntView w;
    int_view(v, &w);
    uint64_t bits = limbs_bits(w.limbs, w.n);
    int limit = base == 10 ? t->rt->options.int_max_str_digits : 0;
    if (limit > 0 && (double)(bits - 1) * 0.30102 > limit + 2 && bits > 3 * LIMIT_THRESHOLD) return limit_exceeded(t, limit);
    size_t most = (size_t)((double)bits / log2(base)) + 3;
    mp_limb_t *copy = int_temporary(t, w.n + 1);
    void *cell = gc_alloc_buffer(t, most + 1);
    if (!copy || !cell || !int_scratch(t, w.n)) return V_NULL;
    memcpy(copy, w.limbs, w.n * 8);
    unsigned char *text = buffer_data(cell), *digits = text + 1;
    size_t count = mpn_get_str(digits, base, copy, (mp_size_t)w.n);
    while (count > 1 && !*digits) digits++, count--;
    if (limit > 0 && count > LIMIT_THRESHOLD && count > (size_t)limit) return limit_exceeded(t, limit);
    for (size_t i = 0; i < count; i++) digits[i] = (unsigned char)"0123456789abcdefghijklmnopqrstuvwxyz"[digits[i]];
    if (w.negative) *--digits = '-', count++;
    return str_from_ascii(t, (char *)digits, count);
}

/* --- from text --- */

/* The digits of a literal: base settled, prefix gone. false: malformed */
typedef struct Literal { const char *s, *end; unsigned base; bool negative; size_t digits; } Literal;

static unsigned prefix_base(const char *s, const char *end)
{
    if (end - s < 2 || s[0] != '0') return 0;
    switch (s[1] | 32) {
    case 'x': return 16;
    case 'o': return 8;
    case 'b': return 2;
    default: return 0;
    }
}

static bool scan_digits(Literal *l)
{
    bool after_digit = false;
    l->digits = 0;
    for (const char *p = l->s; p < l->end; p++) {
        if (*p == '_') {
            if (!after_digit) return false;
            after_digit = false;
        } else {
            if (ascii_digit_value((unsigned char)*p) >= l->base) return false;
            after_digit = true;
            l->digits++;
        }
    }
    return after_digit;
}

static bool parse_literal(const char *s, size_t n, unsigned base, Literal *l)
{
    const char *end = s + n;
    while (s < end && ascii_is_space((unsigned char)*s)) s++;
    while (s < end && ascii_is_space((unsigned char)end[-1])) end--;
    l->negative = s < end && *s == '-';
    if (s < end && (*s == '-' || *s == '+')) s++;
    unsigned prefix = prefix_base(s, end);
    bool zeros_only = false;
    if (prefix && (base == 0 || base == prefix)) {
        base = prefix;
        s += 2;
        if (s < end && *s == '_') s++;
    } else if (base == 0) {
        base = 10;
        zeros_only = s < end && *s == '0'; /* "012" is an old octal literal: an error */
    }
    l->s = s;
    l->end = end;
    l->base = base;
    if (!scan_digits(l)) return false;
    if (zeros_only)
        for (const char *p = s; p < end; p++)
            if (*p != '0' && *p != '_') return false;
    return true;
}

static Value literal_value(Thread *t, const Literal *l)
{
    if (l->digits <= 12) {
        int64_t value = 0;
        for (const char *p = l->s; p < l->end; p++)
            if (*p != '_') value = value * l->base + ascii_digit_value((unsigned char)*p);
        return value_fixnum(l->negative ? -value : value);
    }
    void *cell = gc_alloc_buffer(t, l->digits);
    if (!cell) return V_NULL;
    unsigned char *digits = buffer_data(cell);
    size_t count = 0;
    for (const char *p = l->s; p < l->end; p++)
        if (*p != '_') {
            unsigned char digit = (unsigned char)ascii_digit_value((unsigned char)*p);
            if (digit || count) digits[count++] = digit;
        }
    if (count == 0) return value_fixnum(0);
    size_t most = (size_t)((double)count * log2(l->base) / 64) + 2;
    if (!int_scratch(t, most)) return V_NULL;
    Int *r = int_alloc(t, most);
    if (!r) return V_NULL;
    size_t n = (size_t)mpn_set_str((mp_limb_t *)r->limbs, digits, count, (int)l->base);
    return int_finish(r, n, l->negative);
}

/* V_NULL without an exception: not a literal */
static Value parse(Thread *t, const char *s, size_t n, int base)
{
    Literal l;
    if (!parse_literal(s, n, (unsigned)base, &l)) return V_NULL;
    int limit = t->rt->options.int_max_str_digits;
    if (limit > 0 && l.digits > LIMIT_THRESHOLD && l.digits > (size_t)limit && !is_pow2(l.base))
        return raise(t, T_VALUE_ERROR,
                     "Exceeds the limit (%d digits) for integer string conversion: value has %zu digits; use "
                     "sys.set_int_max_str_digits() to increase the limit",
                     limit, l.digits);
    return literal_value(t, &l);
}

/* "invalid literal ...": repr(v), at most 200 characters of it */
static Value invalid_literal(Thread *t, int base, Value v)
{
    Value repr = object_repr(t, v);
    if (is_null(repr)) return V_NULL;
    if (as_str(repr)->length > 200) repr = str_substr(t, repr, 0, 200);
    return is_null(repr) ? V_NULL : raise(t, T_VALUE_ERROR, "invalid literal for int() with base %d: %U", base, repr);
}

Value int_from_text(Thread *t, const char *digits, size_t n, int base)
{
    Value v = parse(t, digits, n, base);
    if (!is_null(v) || error_set(t)) return v;
    Value text = str_from_utf8(t, digits, n);
    return is_null(text) ? V_NULL : invalid_literal(t, base, text);
}

Value int_from_str(Thread *t, Value str, int base)
{
    size_t n;
    const char *s = number_text(t, str, &n);
    if (!s && error_set(t)) return V_NULL;
    Value v = s ? parse(t, s, n, base) : V_NULL;
    return is_null(v) && !error_set(t) ? invalid_literal(t, base, str) : v;
}

Value int_from_bytes_text(Thread *t, Value shown, const char *s, size_t n, int base)
{
    Value v = parse(t, s, n, base);
    return is_null(v) && !error_set(t) ? invalid_literal(t, base, shown) : v;
}
