/* int_type.c - int as Python sees it: construction, slots, methods, formatting. The arithmetic is in int.c and int_power.c. */
#include "objects/alloc.h"
#include "objects/bytes.h"
#include "objects/float_format.h"
#include "objects/formatspec.h"
#include "objects/int_limbs.h"
#include "objects/sequence.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/error.h"

/* --- construction --- */

/* what __int__ returned, as an exact int */
static Value checked_result(Thread *t, Value v)
{
    if (is_fixnum(v) || has_exact_kind(v, K_INT)) return v;
    if (!is_int(v)) return raise(t, T_TYPE_ERROR, "__int__ returned non-int (type %T)", v);
    if (!warn(t, T_DEPRECATION_WARNING, 1,
              "__int__ returned non-int (type %T).  The ability to return an instance of a strict subclass of int is deprecated, and "
              "may be removed in a future version of Python.",
              v))
        return V_NULL;
    return int_exact(t, v);
}

static Value from_buffer(Thread *t, Value v, int base)
{
    Buffer b;
    if (!buffer_get(t, v, &b, BUFFER_SIMPLE)) return V_NULL;
    Value shown = bytes_new(t, b.data, b.length);
    buffer_release(t, &b);
    if (is_null(shown)) return V_NULL;
    return int_from_bytes_text(t, shown, (char *)as_bytes(shown)->data, as_bytes(shown)->length, base);
}

Value int_from_object(Thread *t, Value v)
{
    if (is_fixnum(v) || has_exact_kind(v, K_INT)) return v;
    if (is_flonum(v)) return int_from_double(t, as_flonum(v));
    const TypeSlots *s = &type_of(t, v)->slots;
    if (s->to_int) {
        Value r = s->to_int(t, v);
        return is_null(r) ? r : checked_result(t, r);
    }
    if (s->index) return to_index(t, v);
    if (is_str(v)) return int_from_str(t, v, 10);
    if (has_buffer(t, v)) return from_buffer(t, v, 10);
    return raise(t, T_TYPE_ERROR, "int() argument must be a string, a bytes-like object or a real number, not '%T'", v);
}

static Value from_text_with_base(Thread *t, Value v, Value base_value)
{
    int64_t base;
    if (!to_index_clamped(t, base_value, &base)) return V_NULL;
    if ((base != 0 && base < 2) || base > 36) return raise(t, T_VALUE_ERROR, "int() base must be >= 2 and <= 36, or 0");
    if (is_str(v)) return int_from_str(t, v, (int)base);
    if (is_bytes(v) || has_kind(v, K_BYTEARRAY)) return from_buffer(t, v, (int)base);
    return raise(t, T_TYPE_ERROR, "int() can't convert non-string with explicit base");
}

/* v as an instance of an int subclass */
static Value subclass_instance(Thread *t, Type *type, Value v)
{
    IntView w;
    int_view(v, &w);
    Int *r = object_alloc(t, type, w.n * 8);
    if (!r) return V_NULL;
    r->length = w.n;
    r->header.extra = w.negative;
    memcpy(r->limbs, w.limbs, w.n * 8);
    return value_cell(r);
}

static Value int_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value v;
    if (!is_null(a[2])) {
        if (is_null(a[1])) return raise(t, T_TYPE_ERROR, "int() missing string argument");
        v = from_text_with_base(t, a[1], a[2]);
    } else {
        v = is_null(a[1]) ? value_fixnum(0) : int_from_object(t, a[1]);
    }
    if (is_null(v) || as_type(a[0]) == t->rt->types[T_INT]) return v;
    return subclass_instance(t, as_type(a[0]), v);
}

/* --- slots --- */

static Value int_repr(Thread *t, Value v) { return int_to_str(t, v, 10); }

static int64_t hash_slot(Thread *t, Value v)
{
    (void)t;
    return int_hash(v);
}

static Value compare_slot(Thread *t, Value a, Value b, CompareOp op)
{
    (void)t;
    return is_int(a) && is_int(b) ? compare_result(int_compare(a, b), 0, op) : V_NOT_IMPLEMENTED;
}

/* a slot that leaves operands other than ints to the other type */
#define INT_SLOT(name)                                                                \
    static Value name##_slot(Thread *t, Value a, Value b)                             \
    {                                                                                 \
        return is_int(a) && is_int(b) ? int_##name(t, a, b) : V_NOT_IMPLEMENTED;      \
    }
INT_SLOT(add)
INT_SLOT(sub)
INT_SLOT(mul)
INT_SLOT(truediv)
INT_SLOT(floordiv)
INT_SLOT(mod)
INT_SLOT(lshift)
INT_SLOT(rshift)
INT_SLOT(and)
INT_SLOT(or)
INT_SLOT(xor)

static Value divmod_slot(Thread *t, Value a, Value b)
{
    Value q, r;
    if (!is_int(a) || !is_int(b)) return V_NOT_IMPLEMENTED;
    return int_divmod(t, a, b, &q, &r) ? tuple_pack(t, 2, q, r) : V_NULL;
}

static Value power_slot(Thread *t, Value a, Value b, Value modulus)
{
    if (!is_int(a) || !is_int(b) || !(is_none(modulus) || is_int(modulus))) return V_NOT_IMPLEMENTED;
    if (!is_none(modulus)) return int_pow_mod(t, a, b, modulus);
    if (int_sign(b) >= 0) return int_pow(t, a, b);
    double x, y;
    if (!int_to_double(t, a, &x) || !int_to_double(t, b, &y)) return V_NULL;
    return float_power(t, x, y);
}

static int truth_slot(Thread *t, Value v)
{
    (void)t;
    return int_sign(v) != 0;
}

static Value to_float_slot(Thread *t, Value v)
{
    double d;
    return int_to_double(t, v, &d) ? float_new(t, d) : V_NULL;
}

/* --- methods --- */

static Value int_same(Thread *t, Value *a, size_t n)
{
    (void)n;
    return int_exact(t, a[0]);
}

static Value int_bit_length_(Thread *t, Value *a, size_t n)
{
    (void)n;
    return int_from_uint64(t, int_bit_length(a[0]));
}

static Value int_bit_count(Thread *t, Value *a, size_t n)
{
    (void)n;
    IntView w;
    int_view(a[0], &w);
    return int_from_uint64(t, w.n ? mpn_popcount(w.limbs, (mp_size_t)w.n) : 0);
}

static Value int_as_integer_ratio(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value v = int_exact(t, a[0]);
    return is_null(v) ? V_NULL : tuple_pack(t, 2, v, value_fixnum(1));
}

static Value int_is_integer(Thread *t, Value *a, size_t n)
{
    (void)t, (void)a, (void)n;
    return V_TRUE;
}

static Value int_getnewargs(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value v = int_exact(t, a[0]);
    return is_null(v) ? V_NULL : tuple_pack(t, 1, v);
}

static Value int_sizeof(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    return value_fixnum(is_pointer(a[0]) ? (int64_t)(sizeof(Int) + ((Int *)as_cell(a[0]))->length * 8) : (int64_t)sizeof(Value));
}

/* to a multiple of 10**places, ties to the even multiple */
static Value round_to_multiple(Thread *t, Value v, int64_t places)
{
    if ((double)places > (double)int_bit_length(v) * 0.30103 + 2) return value_fixnum(0);
    Value unit = int_pow(t, value_fixnum(10), value_fixnum(places)), quotient, rest;
    if (is_null(unit) || !int_divmod(t, v, unit, &quotient, &rest)) return V_NULL;
    Value twice = int_add(t, rest, rest), down = int_sub(t, v, rest);
    if (is_null(twice) || is_null(down)) return V_NULL;
    int order = int_compare(twice, unit);
    IntView q;
    int_view(quotient, &q);
    bool up = order > 0 || (order == 0 && q.n && (q.limbs[0] & 1));
    return up ? int_add(t, down, unit) : down;
}

static Value int_round(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (is_null(a[1]) || is_none(a[1])) return int_exact(t, a[0]);
    Value digits = to_index(t, a[1]);
    if (is_null(digits)) return V_NULL;
    if (int_sign(digits) >= 0) return int_exact(t, a[0]);
    int64_t places;
    if (!int_fits_int64(digits, &places) || places == INT64_MIN) return value_fixnum(0);
    return round_to_multiple(t, a[0], -places);
}

/* --- bytes --- */

static bool byte_order(Thread *t, Value v, const char *function, bool *little)
{
    *little = false;
    if (is_null(v)) return true;
    if (!is_str(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "%s() argument 'byteorder' must be str, not %T", function, v);
    *little = str_equal_text(v, "little");
    if (*little || str_equal_text(v, "big")) return true;
    return RAISE_FALSE(t, T_VALUE_ERROR, "byteorder must be either 'little' or 'big'");
}

static void reverse_bytes(unsigned char *p, size_t n)
{
    for (size_t i = 0, j = n; i + 1 < j; i++) {
        unsigned char c = p[i];
        p[i] = p[--j];
        p[j] = c;
    }
}

static Value write_bytes(Thread *t, const IntView *w, size_t length, bool little, bool is_signed)
{
    uint64_t bits = limbs_bits(w->limbs, w->n);
    if (is_signed) { /* -2**(k-1) needs one bit less than its magnitude plus a sign */
        bool power = w->negative && mpn_popcount(w->limbs, (mp_size_t)w->n) == 1;
        bits = w->n ? bits + !power : 0;
    }
    if (bits > (uint64_t)length * 8) return raise(t, T_OVERFLOW_ERROR, "int too big to convert");
    Value result = bytes_new(t, NULL, length);
    if (is_null(result)) return V_NULL;
    unsigned char *to = as_bytes(result)->data;
    memcpy(to, w->limbs, size_min(length, w->n * 8));
    if (w->negative) {
        bool carry = true;
        for (size_t i = 0; i < length; i++) {
            to[i] = (unsigned char)(~to[i] + carry);
            carry = carry && to[i] == 0;
        }
    }
    if (!little) reverse_bytes(to, length);
    return result;
}

static Value int_to_bytes(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t length = 1;
    bool little;
    if (!is_null(a[1]) && !size_argument(t, a[1], &length)) return V_NULL;
    if (!byte_order(t, a[2], "to_bytes", &little)) return V_NULL;
    int is_signed = is_null(a[3]) ? 0 : is_truthy(t, a[3]);
    if (is_signed < 0) return V_NULL;
    if (length < 0) return raise(t, T_VALUE_ERROR, "length argument must be non-negative");
    IntView w;
    int_view(a[0], &w);
    if (w.negative && !is_signed) return raise(t, T_OVERFLOW_ERROR, "can't convert negative int to unsigned");
    return write_bytes(t, &w, (size_t)length, little, is_signed);
}

static Value read_bytes(Thread *t, const unsigned char *data, size_t length, bool little, bool is_signed)
{
    size_t n = length / 8 + 1;
    Int *r = int_alloc(t, n);
    if (!r) return V_NULL;
    unsigned char *to = (unsigned char *)r->limbs;
    if (length) memcpy(to, data, length);
    if (!little) reverse_bytes(to, length);
    bool negative = is_signed && length && to[length - 1] & 0x80;
    if (negative) {
        memset(to + length, 0xff, n * 8 - length);
        mpn_neg((mp_limb_t *)r->limbs, (mp_limb_t *)r->limbs, (mp_size_t)n);
    }
    return int_finish(r, n, negative);
}

static Value bytes_argument(Thread *t, Value v)
{
    if (is_bytes(v)) return v;
    if (is_int(v) || is_str(v)) return raise(t, T_TYPE_ERROR, "cannot convert '%T' object to bytes", v);
    return call1(t, type_value(t->rt->types[T_BYTES]), v);
}

static Value int_from_bytes_(Thread *t, Value *a, size_t n)
{
    (void)n;
    bool little;
    if (!byte_order(t, a[2], "from_bytes", &little)) return V_NULL;
    int is_signed = is_null(a[3]) ? 0 : is_truthy(t, a[3]);
    if (is_signed < 0) return V_NULL;
    Value data = bytes_argument(t, a[1]);
    if (is_null(data)) return V_NULL;
    Value v = read_bytes(t, as_bytes(data)->data, as_bytes(data)->length, little, is_signed);
    if (is_null(v) || as_type(a[0]) == t->rt->types[T_INT]) return v;
    return call1(t, a[0], v);
}

/* --- formatting --- */

static Value format_character(Thread *t, const FormatSpec *spec, Value v)
{
    if (spec->sign) return raise(t, T_VALUE_ERROR, "Sign not allowed with integer format specifier 'c'");
    if (spec->alternate) return raise(t, T_VALUE_ERROR, "Alternate form (#) not allowed with integer format specifier 'c'");
    int64_t c;
    if (!int_fits_int64(v, &c)) return raise(t, T_OVERFLOW_ERROR, "Python int too large to convert to C long");
    if (c < 0 || c > 0x10ffff) return raise(t, T_OVERFLOW_ERROR, "%%c arg not in range(0x110000)");
    Value text = str_char(t, (uint32_t)c);
    if (is_null(text)) return V_NULL;
    FormatSpec padded = *spec;
    padded.precision = -1;
    return formatspec_text(t, &padded, text);
}

static Value format_integer(Thread *t, const FormatSpec *spec, Value v)
{
    if (spec->precision >= 0) return raise(t, T_VALUE_ERROR, "Precision not allowed in integer format specifier");
    if (spec->no_negative_zero) return raise(t, T_VALUE_ERROR, "Negative zero coercion (z) not allowed in integer format specifier");
    if (spec->type == 'c') return format_character(t, spec, v);
    int base = 10;
    const char *prefix = NULL;
    switch (spec->type) {
    case 'b': base = 2, prefix = "0b"; break;
    case 'o': base = 8, prefix = "0o"; break;
    case 'x': base = 16, prefix = "0x"; break;
    case 'X': base = 16, prefix = "0X"; break;
    }
    Value text = int_to_str(t, v, base);
    if (is_null(text)) return V_NULL;
    char *digits = str_data(as_str(text));
    size_t length = as_str(text)->length;
    bool negative = *digits == '-';
    digits += negative;
    length -= negative;
    if (spec->type == 'X') {
        void *cell = gc_alloc_buffer(t, length);
        if (!cell) return V_NULL;
        for (size_t i = 0; i < length; i++) {
            char c = digits[i];
            ((char *)buffer_data(cell))[i] = c >= 'a' ? (char)(c - 32) : c;
        }
        digits = buffer_data(cell);
    }
    NumberText number = {.negative = negative, .prefix = spec->alternate ? prefix : NULL, .digits = digits, .digit_count = length,
                         .rest = "", .rest_count = 0};
    return formatspec_number(t, spec, &number);
}

static Value int_format(Thread *t, Value *a, size_t n)
{
    (void)n;
    FormatSpec spec;
    double d;
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "__format__() argument must be str, not %T", a[1]);
    if (as_str(a[1])->length == 0) return has_kind(a[0], K_INT) || is_bool(a[0]) ? object_str(t, a[0]) : int_repr(t, a[0]);
    if (!formatspec_parse(t, a[1], a[0], 'd', '>', &spec)) return V_NULL;
    switch (spec.type) {
    case 'b': case 'c': case 'd': case 'o': case 'x': case 'X': case 'n':
        return format_integer(t, &spec, a[0]);
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': case '%':
        return int_to_double(t, a[0], &d) ? float_format_number(t, &spec, d) : V_NULL;
    default:
        return formatspec_unknown_type(t, &spec, a[0]);
    }
}

/* --- attributes --- */

static Value get_self(Thread *t, Value self) { return int_exact(t, self); }

static Value get_zero(Thread *t, Value self)
{
    (void)t, (void)self;
    return value_fixnum(0);
}

static Value get_one(Thread *t, Value self)
{
    (void)t, (void)self;
    return value_fixnum(1);
}

static const GetSetDef int_getsets[] = {
    {"real", get_self, NULL, "the real part of a complex number"},
    {"imag", get_zero, NULL, "the imaginary part of a complex number"},
    {"numerator", get_self, NULL, "the numerator of a rational number in lowest terms"},
    {"denominator", get_one, NULL, "the denominator of a rational number in lowest terms"},
    GETSET_END,
};

static const NativeDef int_methods[] = {
    FN("conjugate", int_same, "(self, /)", "Returns self, the complex conjugate of any int."),
    FN("bit_length", int_bit_length_, "(self, /)",
       "Number of bits necessary to represent self in binary.\n\n>>> bin(37)\n'0b100101'\n>>> (37).bit_length()\n6"),
    FN("bit_count", int_bit_count, "(self, /)",
       "Number of ones in the binary representation of the absolute value of self.\n\nAlso known as the population count.\n\n>>> "
       "bin(13)\n'0b1101'\n>>> (13).bit_count()\n3"),
    FN("to_bytes", int_to_bytes, "(self, /, length=1, byteorder='big', *, signed=False)",
       "Return an array of bytes representing an integer.\n\n  length\n    Length of bytes object to use.  An OverflowError is raised if "
       "the\n    integer is not representable with the given number of bytes.  Default\n    is length 1.\n  byteorder\n    The byte "
       "order used to represent the integer: 'big' (most significant byte first) or 'little'.\n  signed\n    Whether two's complement "
       "is used to represent the integer."),
    FN_CLASS_METHOD("from_bytes", int_from_bytes_, "(cls, /, bytes, byteorder='big', *, signed=False)",
                    "Return the integer represented by the given array of bytes."),
    FN("as_integer_ratio", int_as_integer_ratio, "(self, /)",
       "Return a pair of integers, whose ratio is equal to the original int.\n\nThe ratio is in lowest terms and has a positive "
       "denominator.\n\n>>> (10).as_integer_ratio()\n(10, 1)\n>>> (-10).as_integer_ratio()\n(-10, 1)\n>>> "
       "(0).as_integer_ratio()\n(0, 1)"),
    FN("__trunc__", int_same, "(self, /)", "Truncating an Integral returns itself."),
    FN("__floor__", int_same, "(self, /)", "Flooring an Integral returns itself."),
    FN("__ceil__", int_same, "(self, /)", "Ceiling of an Integral returns itself."),
    FN("__round__", int_round, "(self, ndigits=None, /)",
       "Rounding an Integral returns itself.\n\nRounding with an ndigits argument also returns an integer."),
    FN("__getnewargs__", int_getnewargs, "(self, /)", ""),
    FN("__format__", int_format, "(self, format_spec, /)", "Convert to a string according to format_spec."),
    FN("__sizeof__", int_sizeof, "(self, /)", "Returns size in memory, in bytes."),
    FN("is_integer", int_is_integer, "(self, /)",
       "Returns True. Exists for duck type compatibility with float.is_integer."),
    FN_END,
};

const TypeSpec int_type_spec = {
    .name = "int",
    .doc = "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no arguments\n"
           "are given.  If x is a number, return x.__int__().  For floating-point\nnumbers, this truncates towards zero.\n\nIf x is not "
           "a number or if base is given, then x must be a string,\nbytes, or bytearray instance representing an integer literal in the\n"
           "given base.  The literal can be preceded by '+' or '-' and be surrounded\nby whitespace.  The base defaults to 10.  Valid "
           "bases are 0 and 2-36.\nBase 0 means to interpret the base from the string as an integer literal.\n>>> int('0b100', base=0)\n4",
    .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_VARSIZE | TYPE_MATCH_SELF | TYPE_IMMUTABLE,
    .kind = K_INT,
    .size = sizeof(Int),
    .ext_offset = EXT_COMPUTED,
    .slots = {.repr = int_repr, .hash = hash_slot, .compare = compare_slot, .add = add_slot, .sub = sub_slot, .mul = mul_slot,
              .truediv = truediv_slot, .floordiv = floordiv_slot, .mod = mod_slot, .divmod = divmod_slot, .lshift = lshift_slot,
              .rshift = rshift_slot, .and_ = and_slot, .or_ = or_slot, .xor_ = xor_slot, .power = power_slot, .negative = int_negative,
              .positive = int_exact, .absolute = int_absolute, .invert = int_invert, .truth = truth_slot, .to_int = int_exact,
              .to_float = to_float_slot, .index = int_exact},
    .methods = int_methods,
    .getsets = int_getsets,
    .construct = FN("int", int_construct, "(cls, x=0, /, base=10)", ""),
};
