/* unicodedata.c - the Unicode character database as a module: version 16.0.0, and 3.2.0 as the object ucd_3_2_0.
 *
 * Every function exists twice: in the module, on the present version, and as a method of UCD, on the old one. What the versions
 * answer comes through a Database.
 */
#include "base/unicode32.h"
#include "objects/bytes.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/str_internal.h"
#include "runtime/buffer.h"
#include "runtime/error.h"
#include "runtime/text.h"

#include <stdlib.h>

typedef struct Database {
    const char *(*category)(uint32_t c);
    const char *(*bidirectional)(uint32_t c);
    const char *(*east_asian_width)(uint32_t c);
    unsigned (*combining)(uint32_t c);
    bool (*mirrored)(uint32_t c);
    int (*decimal)(uint32_t c);
    int (*digit)(uint32_t c);
    double (*numeric)(uint32_t c);
    size_t (*decomposition)(uint32_t c, char out[UNICODE_DECOMPOSITION_MAX]);
    size_t (*name)(uint32_t c, char out[UNICODE_NAME_MAX]);
    unsigned (*lookup)(const char *name, size_t n, uint32_t out[UNICODE_SEQUENCE_MAX]);
    uint32_t *(*normalize)(UnicodeForm form, const uint32_t *s, size_t n, size_t *out_n);
    bool quick;              /* unicode_quick_check answers for this version */
} Database;

/* --- the two versions ------------------------------------------------------------------------------------------------------- */

static bool mirrored_now(uint32_t c) { return unicode_mirrored(c); }
static unsigned combining_now(uint32_t c) { return unicode_combining(c); }
static int decimal_now(uint32_t c) { return unicode_decimal(c); }
static int digit_now(uint32_t c) { return unicode_digit(c); }

static double numeric_now(uint32_t c)
{
    int64_t numerator;
    int32_t denominator;
    return unicode_numeric(c, &numerator, &denominator) ? (double)numerator / denominator : -1.0;
}

static uint32_t *normalize_now(UnicodeForm form, const uint32_t *s, size_t n, size_t *out_n)
{
    return unicode_normalize(form, s, n, out_n);
}

static unsigned lookup_old(const char *name, size_t n, uint32_t out[UNICODE_SEQUENCE_MAX])
{
    return unicode32_from_name(name, n, out);
}

static uint32_t *normalize_old(UnicodeForm form, const uint32_t *s, size_t n, size_t *out_n)
{
    return unicode32_normalize(form, s, n, out_n);
}

static const Database now = {
    unicode_category_name, unicode_bidirectional_name, unicode_east_asian_width, combining_now, mirrored_now, decimal_now, digit_now,
    numeric_now, unicode_decomposition, unicode_name, unicode_lookup, normalize_now, true,
};
static const Database old = {
    unicode32_category_name, unicode32_bidirectional_name, unicode32_east_asian_width, unicode32_combining, unicode32_mirrored,
    unicode32_decimal, digit_now, unicode32_numeric, unicode32_decomposition, unicode32_name, lookup_old, normalize_old, false,
};

/* --- the functions: a is what follows self ------------------------------------------------------------------------------------- */

/* position 0: the only argument */
static bool character(Thread *t, const char *function, int position, Value v, uint32_t *c)
{
    char which[16] = "argument";
    if (position) memcpy(which, "argument 1", sizeof "argument 1");
    if (!is_str(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "%s() %s must be a unicode character, not %T", function, which, v);
    if (str_length(as_str(v)) != 1)
        return RAISE_FALSE(t, T_TYPE_ERROR, "%s(): %s must be a unicode character, not a string of length %zu", function, which,
                           str_length(as_str(v)));
    *c = str_at(as_str(v), 0);
    return true;
}

static Value category_of(Thread *t, Value *a, const Database *db)
{
    uint32_t c;
    return character(t, "category", 0, a[0], &c) ? str_from_text(t, db->category(c)) : V_NULL;
}

static Value bidirectional_of(Thread *t, Value *a, const Database *db)
{
    uint32_t c;
    return character(t, "bidirectional", 0, a[0], &c) ? str_from_text(t, db->bidirectional(c)) : V_NULL;
}

static Value east_asian_width_of(Thread *t, Value *a, const Database *db)
{
    uint32_t c;
    return character(t, "east_asian_width", 0, a[0], &c) ? str_from_text(t, db->east_asian_width(c)) : V_NULL;
}

static Value combining_of(Thread *t, Value *a, const Database *db)
{
    uint32_t c;
    return character(t, "combining", 0, a[0], &c) ? value_fixnum(db->combining(c)) : V_NULL;
}

static Value mirrored_of(Thread *t, Value *a, const Database *db)
{
    uint32_t c;
    return character(t, "mirrored", 0, a[0], &c) ? value_fixnum(db->mirrored(c)) : V_NULL;
}

static Value decimal_of(Thread *t, Value *a, const Database *db)
{
    uint32_t c;
    if (!character(t, "decimal", 1, a[0], &c)) return V_NULL;
    int n = db->decimal(c);
    if (n >= 0) return value_fixnum(n);
    return is_null(a[1]) ? raise(t, T_VALUE_ERROR, "not a decimal") : a[1];
}

static Value digit_of(Thread *t, Value *a, const Database *db)
{
    uint32_t c;
    if (!character(t, "digit", 1, a[0], &c)) return V_NULL;
    int n = db->digit(c);
    if (n >= 0) return value_fixnum(n);
    return is_null(a[1]) ? raise(t, T_VALUE_ERROR, "not a digit") : a[1];
}

static Value numeric_of(Thread *t, Value *a, const Database *db)
{
    uint32_t c;
    if (!character(t, "numeric", 1, a[0], &c)) return V_NULL;
    double n = db->numeric(c);
    if (n != -1.0) return float_new(t, n);
    return is_null(a[1]) ? raise(t, T_VALUE_ERROR, "not a numeric character") : a[1];
}

/* syllables decompose by arithmetic (The Unicode Standard, 3.12) */
static Value hangul_decomposition(Thread *t, uint32_t syllable)
{
    uint32_t lead = 0x1100 + syllable / 588, vowel = 0x1161 + syllable % 588 / 28, trail = 0x11a7 + syllable % 28;
    if (trail == 0x11a7) return str_format(t, "%04X %04X", lead, vowel);
    return str_format(t, "%04X %04X %04X", lead, vowel, trail);
}

static Value decomposition_of(Thread *t, Value *a, const Database *db)
{
    uint32_t c;
    char out[UNICODE_DECOMPOSITION_MAX];
    if (!character(t, "decomposition", 0, a[0], &c)) return V_NULL;
    if (c - 0xac00 < 11172) return hangul_decomposition(t, c - 0xac00);
    return str_from_ascii(t, out, db->decomposition(c, out));
}

static Value name_of(Thread *t, Value *a, const Database *db)
{
    uint32_t c;
    char out[UNICODE_NAME_MAX];
    if (!character(t, "name", 1, a[0], &c)) return V_NULL;
    size_t n = db->name(c, out);
    if (n) return str_from_ascii(t, out, n);
    return is_null(a[1]) ? raise(t, T_VALUE_ERROR, "no such name") : a[1];
}

static Value find_name(Thread *t, const char *name, size_t n, const Database *db)
{
    uint32_t out[UNICODE_SEQUENCE_MAX];
    if (n > 256) return raise(t, T_KEY_ERROR, "name too long");
    unsigned found = db->lookup(name, n, out);
    if (!found) return raise(t, T_KEY_ERROR, "undefined character name '%.*s'", (int)n, name);
    return str_from_code_points(t, out, found);
}

static Value lookup_of(Thread *t, Value *a, const Database *db)
{
    if (is_str(a[0])) {
        size_t n;
        const char *name = str_utf8(t, a[0], &n);
        return name ? find_name(t, name, n, db) : V_NULL;
    }
    Buffer b;
    if (!buffer_get(t, a[0], &b, BUFFER_SIMPLE)) return V_NULL;
    Value v = find_name(t, b.data, b.length, db);
    buffer_release(t, &b);
    return v;
}

/* --- normalisation ----------------------------------------------------------------------------------------------------------------- */

/* a: form, text */
static bool normal_arguments(Thread *t, const char *function, Value *a, UnicodeForm *form)
{
    static const char *const names[] = {[UNICODE_NFC] = "NFC", [UNICODE_NFKC] = "NFKC", [UNICODE_NFD] = "NFD", [UNICODE_NFKD] = "NFKD"};
    for (int i = 0; i < 2; i++) {
        if (!is_str(a[i])) return str_bad_argument(t, function, i + 1, a[i]), false;
    }
    for (unsigned i = 0; i < ARRAY_LEN(names); i++) {
        if (str_equal_text(a[0], names[i])) return *form = (UnicodeForm)i, true;
    }
    return RAISE_FALSE(t, T_VALUE_ERROR, "invalid normalization form");
}

static UnicodeQuick quick_check(Value text, UnicodeForm form, const Database *db)
{
    const Str *s = as_str(text);
    if (str_is_ascii(s)) return UNICODE_QUICK_YES;
    return db->quick ? unicode_quick_check(form, str_data(s), s->length, (unsigned)str_width(s)) : UNICODE_QUICK_MAYBE;
}

static Value normalized(Thread *t, Value text, UnicodeForm form, const Database *db)
{
    const Str *s = as_str(text);
    size_t n = s->length, out_n;
    void *cell = gc_alloc_buffer(t, n * sizeof(uint32_t));
    if (!cell) return V_NULL;
    text_copy(buffer_data(cell), 4, str_data(s), (unsigned)str_width(s), n);
    uint32_t *out = db->normalize(form, buffer_data(cell), n, &out_n);
    if (!out) return raise_memory_error(t), V_NULL;
    Value v = str_from_code_points(t, out, out_n);
    free(out);
    return v;
}

static Value normalize_of(Thread *t, Value *a, const Database *db)
{
    UnicodeForm form;
    if (!normal_arguments(t, "normalize", a, &form)) return V_NULL;
    if (quick_check(a[1], form, db) == UNICODE_QUICK_YES) return str_exact(t, a[1]);
    return normalized(t, a[1], form, db);
}

static Value is_normalized_of(Thread *t, Value *a, const Database *db)
{
    UnicodeForm form;
    if (!normal_arguments(t, "is_normalized", a, &form)) return V_NULL;
    UnicodeQuick quick = quick_check(a[1], form, db);
    if (quick != UNICODE_QUICK_MAYBE) return value_bool(quick == UNICODE_QUICK_YES);
    Value v = normalized(t, a[1], form, db);
    return is_null(v) ? V_NULL : value_bool(str_equal(v, a[1]));
}

/* --- tables ---------------------------------------------------------------------------------------------------------------------------- */

/* FUNCTION(name, parameters, doc) */
#define FUNCTIONS                                                                                                                  \
    FUNCTION(bidirectional, "chr, /", "The bidirectional class of a character, '' when none is defined.")                          \
    FUNCTION(category, "chr, /", "The general category of a character.")                                                           \
    FUNCTION(combining, "chr, /", "The canonical combining class of a character, 0 when none is defined.")                         \
    FUNCTION(decimal, "chr, default=<unrepresentable>, /", "The decimal value of a character; default, or ValueError, without one.") \
    FUNCTION(decomposition, "chr, /", "The decomposition mapping of a character, '' when there is none.")                          \
    FUNCTION(digit, "chr, default=<unrepresentable>, /", "The digit value of a character; default, or ValueError, without one.")   \
    FUNCTION(east_asian_width, "chr, /", "The east asian width of a character.")                                                   \
    FUNCTION(is_normalized, "form, unistr, /", "Whether the text is in the normal form 'NFC', 'NFKC', 'NFD' or 'NFKD'.")           \
    FUNCTION(lookup, "name, /", "The character of this name, or the sequence of characters. KeyError when there is none.")         \
    FUNCTION(mirrored, "chr, /", "1 if the character is mirrored in bidirectional text, else 0.")                                  \
    FUNCTION(name, "chr, default=<unrepresentable>, /", "The name of a character; default, or ValueError, without one.")           \
    FUNCTION(normalize, "form, unistr, /", "The normal form 'NFC', 'NFKC', 'NFD' or 'NFKD' of the text.")                          \
    FUNCTION(numeric, "chr, default=<unrepresentable>, /", "The numeric value of a character; default, or ValueError, without one.")

#define FUNCTION(name, parameters, doc)                                                                         \
    static Value name##_now_(Thread *t, Value *a, size_t n) { (void)n; return name##_of(t, a, &now); }          \
    static Value name##_old_(Thread *t, Value *a, size_t n) { (void)n; return name##_of(t, a + 1, &old); }
FUNCTIONS
#undef FUNCTION

static const NativeDef functions[] = {
#define FUNCTION(name, parameters, doc) FN(#name, name##_now_, "(" parameters ")", doc),
    FUNCTIONS
#undef FUNCTION
    FN_END,
};

static const NativeDef ucd_methods[] = {
#define FUNCTION(name, parameters, doc) FN(#name, name##_old_, "(self, " parameters ")", doc),
    FUNCTIONS
#undef FUNCTION
    FN_END,
};

typedef struct Ucd {
    Header header;
} Ucd;

static Value ucd_version(Thread *t, Value self)
{
    (void)self;
    return str_from_text(t, "3.2.0");
}

static const GetSetDef ucd_getsets[] = {
    {"unidata_version", ucd_version, NULL, NULL},
    GETSET_END,
};

const TypeSpec ucd_type_spec = {
    .name = "unicodedata.UCD",
    .base = T_OBJECT,
    .flags = TYPE_NO_INSTANTIATE,
    .size = sizeof(Ucd),
    .methods = ucd_methods,
    .getsets = ucd_getsets,
};

static bool setup(Thread *t, Value module)
{
    Ucd *ucd = object_alloc_id(t, T_UCD, 0);
    return ucd && module_add(t, module, "ucd_3_2_0", value_cell(ucd)) && module_add_type(t, module, T_UCD);
}

static const ConstantDef constants[] = {
    {"unidata_version", 0, UNICODE_VERSION},
    CONSTANT_END,
};

const ModuleSpec unicodedata_module_spec = {
    .name = "unicodedata",
    .doc = "The Unicode Character Database: properties of all characters, as version " UNICODE_VERSION " has them.",
    .functions = functions,
    .constants = constants,
    .setup = setup,
};
