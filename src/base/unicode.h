// The Unicode character database, version 16.0.0, as CPython 3.14 sees it. The tables are made at build time from the
// recorded properties in unidata/; names live in unicode_names.c so that a program that never asks for one never pages
// them in. Code points from 0x110000 on are not valid arguments.
#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include "base/common.h"

#define UNICODE_VERSION "16.0.0"
#define UNICODE_LIMIT 0x110000u

// ---- what str's methods ask: one table look-up --------------------------------------------------------------------

enum {
    UNICODE_ALPHA = 1 << 0,
    UNICODE_DECIMAL = 1 << 1,
    UNICODE_DIGIT = 1 << 2,
    UNICODE_NUMERIC = 1 << 3,
    UNICODE_SPACE = 1 << 4,           // str.isspace, str.split
    UNICODE_LINEBREAK = 1 << 5,       // str.splitlines
    UNICODE_PRINTABLE = 1 << 6,
    UNICODE_LOWER = 1 << 7,
    UNICODE_UPPER = 1 << 8,
    UNICODE_TITLE = 1 << 9,
    UNICODE_CASED = 1 << 10,
    UNICODE_CASE_IGNORABLE = 1 << 11,
    UNICODE_XID_START = 1 << 12,      // str.isidentifier, '_' included
    UNICODE_XID_CONTINUE = 1 << 13,
    UNICODE_MIRRORED = 1 << 14,
    UNICODE_CASE_CHANGES = 1 << 15,   // one of lower, upper, title, casefold differs from the character
    UNICODE_ALNUM = UNICODE_ALPHA | UNICODE_DECIMAL | UNICODE_DIGIT | UNICODE_NUMERIC,
};

// One distinct combination of properties; unicode_type(c) finds c's.
typedef struct UnicodeType {
    uint16_t flags;
    uint16_t case_map;      // index into the case mappings, 0: none
    int8_t decimal, digit;  // value, or -1
    uint8_t category;       // UnicodeCategory
    uint8_t combining;      // canonical combining class
    uint8_t bidirectional;  // index into the names of the classes
    uint8_t width;          // index into the names of East Asian widths
    uint8_t normal;         // UNICODE_NORMAL_ bits
    uint8_t numeric;        // index into the numeric values, 0: none
} UnicodeType;

#define UNICODE_SHIFT 7
extern const uint16_t unicode_pages[UNICODE_LIMIT >> UNICODE_SHIFT];
extern const uint16_t unicode_type_index[];
extern const UnicodeType unicode_types[];

static inline const UnicodeType *unicode_type(uint32_t c) {
    unsigned page = unicode_pages[c >> UNICODE_SHIFT];
    return &unicode_types[unicode_type_index[(page << UNICODE_SHIFT) + (c & ((1u << UNICODE_SHIFT) - 1))]];
}

static inline unsigned unicode_flags(uint32_t c) { return unicode_type(c)->flags; }
static inline bool unicode_is_alpha(uint32_t c) { return unicode_flags(c) & UNICODE_ALPHA; }
static inline bool unicode_is_decimal(uint32_t c) { return unicode_flags(c) & UNICODE_DECIMAL; }
static inline bool unicode_is_digit(uint32_t c) { return unicode_flags(c) & UNICODE_DIGIT; }
static inline bool unicode_is_numeric(uint32_t c) { return unicode_flags(c) & UNICODE_NUMERIC; }
static inline bool unicode_is_alnum(uint32_t c) { return unicode_flags(c) & UNICODE_ALNUM; }
static inline bool unicode_is_space(uint32_t c) { return unicode_flags(c) & UNICODE_SPACE; }
static inline bool unicode_is_linebreak(uint32_t c) { return unicode_flags(c) & UNICODE_LINEBREAK; }
static inline bool unicode_is_printable(uint32_t c) { return unicode_flags(c) & UNICODE_PRINTABLE; }
static inline bool unicode_is_lower(uint32_t c) { return unicode_flags(c) & UNICODE_LOWER; }
static inline bool unicode_is_upper(uint32_t c) { return unicode_flags(c) & UNICODE_UPPER; }
static inline bool unicode_is_title(uint32_t c) { return unicode_flags(c) & UNICODE_TITLE; }
static inline bool unicode_is_cased(uint32_t c) { return unicode_flags(c) & UNICODE_CASED; }
static inline bool unicode_is_case_ignorable(uint32_t c) { return unicode_flags(c) & UNICODE_CASE_IGNORABLE; }
static inline bool unicode_is_xid_start(uint32_t c) { return unicode_flags(c) & UNICODE_XID_START; }
static inline bool unicode_is_xid_continue(uint32_t c) { return unicode_flags(c) & UNICODE_XID_CONTINUE; }

// ---- case ---------------------------------------------------------------------------------------------------------

// One-to-one mappings; the character itself when it has none.
uint32_t unicode_to_lower(uint32_t c);
uint32_t unicode_to_upper(uint32_t c);
uint32_t unicode_to_title(uint32_t c);

// Full mappings, as str.lower, upper, title and casefold use them: write 1 to 3 code points, return how many.
// U+03A3 lowers to U+03C3; whether it is a final sigma depends on its neighbours and is the caller's business
// (skip case-ignorable characters: cased before, not cased after).
unsigned unicode_lower_full(uint32_t c, uint32_t out[3]);
unsigned unicode_upper_full(uint32_t c, uint32_t out[3]);
unsigned unicode_title_full(uint32_t c, uint32_t out[3]);
unsigned unicode_fold_full(uint32_t c, uint32_t out[3]);

// ---- numbers ------------------------------------------------------------------------------------------------------

// The value as a digit, or -1: decimal digits only (int(), "٣"), or any digit (also "³").
static inline int unicode_decimal(uint32_t c) { return unicode_type(c)->decimal; }
static inline int unicode_digit(uint32_t c) { return unicode_type(c)->digit; }

// The numeric value as an exact fraction in lowest terms. False when c has none.
bool unicode_numeric(uint32_t c, int64_t *numerator, int32_t *denominator);

// ---- the unicodedata module ---------------------------------------------------------------------------------------

typedef enum UnicodeCategory {
    UNICODE_CN, UNICODE_LU, UNICODE_LL, UNICODE_LT, UNICODE_LM, UNICODE_LO, UNICODE_MN, UNICODE_MC, UNICODE_ME,
    UNICODE_ND, UNICODE_NL, UNICODE_NO, UNICODE_PC, UNICODE_PD, UNICODE_PS, UNICODE_PE, UNICODE_PI, UNICODE_PF,
    UNICODE_PO, UNICODE_SM, UNICODE_SC, UNICODE_SK, UNICODE_SO, UNICODE_ZS, UNICODE_ZL, UNICODE_ZP, UNICODE_CC,
    UNICODE_CF, UNICODE_CS, UNICODE_CO,
} UnicodeCategory;

static inline UnicodeCategory unicode_category(uint32_t c) { return (UnicodeCategory)unicode_type(c)->category; }
static inline unsigned unicode_combining(uint32_t c) { return unicode_type(c)->combining; }
static inline bool unicode_mirrored(uint32_t c) { return unicode_flags(c) & UNICODE_MIRRORED; }
const char *unicode_category_name(uint32_t c);       // "Lu"
const char *unicode_bidirectional_name(uint32_t c);  // "L", "" for none
const char *unicode_east_asian_width(uint32_t c);    // "N", "Na", "W", ...

// The decomposition in the database's form ("<compat> 0020 0308", "0041 030A"), without Hangul's; "" for none.
// Returns the length, writes a NUL.
#define UNICODE_DECOMPOSITION_MAX 128
size_t unicode_decomposition(uint32_t c, char out[UNICODE_DECOMPOSITION_MAX]);

// ---- normalisation (UAX #15) --------------------------------------------------------------------------------------

// UnicodeType.normal: why a character may keep a text from being in a form. No bit: it never does.
enum {
    UNICODE_NORMAL_NFC_MAYBE = 1 << 0,   // may compose with what is before it
    UNICODE_NORMAL_NFKC_MAYBE = 1 << 1,
    UNICODE_NORMAL_NFC_NO = 1 << 2,      // never occurs in the form
    UNICODE_NORMAL_NFKC_NO = 1 << 3,
    UNICODE_NORMAL_NFD_NO = 1 << 4,
    UNICODE_NORMAL_NFKD_NO = 1 << 5,
};

typedef enum UnicodeForm { UNICODE_NFC, UNICODE_NFKC, UNICODE_NFD, UNICODE_NFKD } UnicodeForm;
typedef enum UnicodeQuick { UNICODE_QUICK_NO, UNICODE_QUICK_MAYBE, UNICODE_QUICK_YES } UnicodeQuick;

// Whether text of `width` bytes a unit is in the form already, in one pass.
UnicodeQuick unicode_quick_check(UnicodeForm form, const void *s, size_t n, unsigned width);

// The text in the form: a malloc'ed buffer of *out_n code points, or NULL when memory runs out. O(n log n).
MUST_CHECK uint32_t *unicode_normalize(UnicodeForm form, const uint32_t *s, size_t n, size_t *out_n);

// NFKC of valid UTF-8, as identifiers need it (PEP 3131): *out is malloc'ed and NUL-terminated, or NULL when the text is
// in NFKC already. False when memory runs out.
MUST_CHECK bool unicode_nfkc_utf8(const char *s, size_t n, char **out, size_t *out_n);

// ---- names (unicode_names.c) --------------------------------------------------------------------------------------

#define UNICODE_NAME_MAX 128
#define UNICODE_SEQUENCE_MAX 4

// The name, NUL-terminated; returns its length, 0 when c has none.
size_t unicode_name(uint32_t c, char out[UNICODE_NAME_MAX]);

// The character of this name or alias, in any case, as in "\N{...}". False when there is none.
bool unicode_from_name(const char *name, size_t n, uint32_t *c);

// unicodedata.lookup: as above, and named sequences. Returns how many code points were written, 0 for an unknown name.
unsigned unicode_lookup(const char *name, size_t n, uint32_t out[UNICODE_SEQUENCE_MAX]);

#endif
