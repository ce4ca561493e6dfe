// The Unicode character database: properties, case, numbers, normalisation (UAX #15). See unicode.h.
//
// Hangul syllables are composed and decomposed by arithmetic (The Unicode Standard, section 3.12); all else is in the
// tables that gen_unicode.c makes.
#include "base/unicode.h"

#include <stdlib.h>

#include "base/text.h"
#include "base/unicode32.h"
#include "base/unicode_hash.h"
#include "base/unicode_tables.inc"
#include "base/utf8.h"

// ---- case ---------------------------------------------------------------------------------------------------------

uint32_t unicode_to_lower(uint32_t c) { return c + (uint32_t)case_maps[unicode_type(c)->case_map].lower; }
uint32_t unicode_to_upper(uint32_t c) { return c + (uint32_t)case_maps[unicode_type(c)->case_map].upper; }
uint32_t unicode_to_title(uint32_t c) { return c + (uint32_t)case_maps[unicode_type(c)->case_map].title; }

// The special mapping of this row, if there is one, else the one-to-one mapping `simple`.
static unsigned full_mapping(unsigned special, unsigned row, uint32_t simple, uint32_t out[3]) {
    if (likely(special == 0)) {
        out[0] = simple;
        return 1;
    }
    memcpy(out, case_specials[special].to[row], sizeof case_specials[special].to[row]);
    return case_specials[special].n[row];
}

unsigned unicode_lower_full(uint32_t c, uint32_t out[3]) {
    unsigned map = unicode_type(c)->case_map;
    return full_mapping(case_maps[map].special, 0, c + (uint32_t)case_maps[map].lower, out);
}

unsigned unicode_upper_full(uint32_t c, uint32_t out[3]) {
    unsigned map = unicode_type(c)->case_map;
    return full_mapping(case_maps[map].special, 1, c + (uint32_t)case_maps[map].upper, out);
}

unsigned unicode_title_full(uint32_t c, uint32_t out[3]) {
    unsigned map = unicode_type(c)->case_map;
    return full_mapping(case_maps[map].special, 2, c + (uint32_t)case_maps[map].title, out);
}

unsigned unicode_fold_full(uint32_t c, uint32_t out[3]) {
    unsigned map = unicode_type(c)->case_map;
    return full_mapping(case_maps[map].special, 3, c + (uint32_t)case_maps[map].fold, out);
}

// ---- properties ---------------------------------------------------------------------------------------------------

bool unicode_numeric(uint32_t c, int64_t *numerator, int32_t *denominator) {
    unsigned i = unicode_type(c)->numeric;
    *numerator = numeric_values[i].numerator;
    *denominator = numeric_values[i].denominator;
    return i != 0;
}

const char *unicode_category_name(uint32_t c) {
    static const char names[][3] = {
        "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps",
        "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co",
    };
    return names[unicode_category(c)];
}

const char *unicode_bidirectional_name(uint32_t c) { return bidirectional_names[unicode_type(c)->bidirectional]; }
const char *unicode_east_asian_width(uint32_t c) { return width_names[unicode_type(c)->width]; }

// ---- decomposition ------------------------------------------------------------------------------------------------

// One step of c's decomposition, from the table: *n code points, *tag 0 for a canonical one. NULL for none.
static const uint32_t *find_decomposition(uint32_t c, unsigned *n, unsigned *tag) {
    unsigned page = decomposition_pages[c >> DECOMPOSITION_SHIFT], low = c & ((1u << DECOMPOSITION_SHIFT) - 1);
    unsigned at = decomposition_index[(page << DECOMPOSITION_SHIFT) + low];
    if (at == 0) return NULL;
    *n = decomposition_data[at] & 0xFF;
    *tag = decomposition_data[at] >> 8;
    return &decomposition_data[at + 1];
}

size_t unicode_decomposition(uint32_t c, char out[UNICODE_DECOMPOSITION_MAX]) {
    unsigned n = 0, tag = 0;
    const uint32_t *to = find_decomposition(c, &n, &tag);
    char *p = out;
    if (tag) {
        size_t length = strlen(decomposition_tags[tag]);
        *p++ = '<';
        memcpy(p, decomposition_tags[tag], length);
        p += length;
        *p++ = '>';
    }
    for (unsigned i = 0; i < n; i++) {
        if (p != out) *p++ = ' ';
        for (int shift = to[i] > 0xFFFFF ? 20 : to[i] > 0xFFFF ? 16 : 12; shift >= 0; shift -= 4) {
            *p++ = "0123456789ABCDEF"[to[i] >> shift & 15];
        }
    }
    *p = 0;
    return (size_t)(p - out);
}

enum {
    HANGUL_S = 0xAC00, HANGUL_L = 0x1100, HANGUL_V = 0x1161, HANGUL_T = 0x11A7,
    HANGUL_L_COUNT = 19, HANGUL_V_COUNT = 21, HANGUL_T_COUNT = 28,
    HANGUL_N_COUNT = HANGUL_V_COUNT * HANGUL_T_COUNT, HANGUL_S_COUNT = HANGUL_L_COUNT * HANGUL_N_COUNT,
};

// A growing text. `s` is NULL when memory ran out.
typedef struct Buffer {
    uint32_t *s;
    size_t n, room;
} Buffer;

static bool buffer_reserve(Buffer *b, size_t more) {
    if (likely(b->room - b->n >= more)) return true;
    size_t room = b->room + b->room / 2 + more, bytes;
    uint32_t *s = size_mul(room, sizeof *s, &bytes) ? realloc(b->s, bytes) : NULL;
    if (!s) return false;
    b->s = s;
    b->room = room;
    return true;
}

enum { COMPATIBILITY = 1, VERSION_3_2_0 = 2 };

// Appends c's full decomposition. The recursion is as deep as the tables are: four at most.
static bool append_decomposed(Buffer *b, uint32_t c, unsigned how) {
    if (c - HANGUL_S < HANGUL_S_COUNT) {
        unsigned s = c - HANGUL_S, t = s % HANGUL_T_COUNT;
        if (!buffer_reserve(b, 3)) return false;
        b->s[b->n++] = HANGUL_L + s / HANGUL_N_COUNT;
        b->s[b->n++] = HANGUL_V + s % HANGUL_N_COUNT / HANGUL_T_COUNT;
        if (t) b->s[b->n++] = HANGUL_T + t;
        return true;
    }
    unsigned n, tag;
    const uint32_t *to = c < 0xA0 ? NULL : find_decomposition(c, &n, &tag);
    if (to && (how & VERSION_3_2_0)) {
        uint32_t corrected = unicode32_correction(c);
        if (!unicode32_assigned(c)) to = NULL;
        else if (corrected) to = NULL, c = corrected;
    }
    if (!to || (tag && !(how & COMPATIBILITY))) {
        if (!buffer_reserve(b, 1)) return false;
        b->s[b->n++] = c;
        return true;
    }
    for (unsigned i = 0; i < n; i++) {
        if (!append_decomposed(b, to[i], how)) return false;
    }
    return true;
}

// Sorts a long run of combining characters by class, stably, in linear time. False when memory runs out.
static COLD bool sort_long_run(uint32_t *s, size_t n) {
    uint32_t *copy = malloc(n * sizeof *copy);
    if (!copy) return false;
    memcpy(copy, s, n * sizeof *copy);
    size_t next[256] = {0}, start = 0;
    for (size_t i = 0; i < n; i++) next[unicode_combining(s[i])]++;
    for (int k = 0; k < 256; k++) {
        size_t count = next[k];
        next[k] = start;
        start += count;
    }
    for (size_t i = 0; i < n; i++) s[next[unicode_combining(copy[i])]++] = copy[i];
    free(copy);
    return true;
}

static bool sort_run(uint32_t *s, size_t n) {
    if (n > 32) return sort_long_run(s, n);
    for (size_t i = 1; i < n; i++) {
        uint32_t c = s[i];
        unsigned class = unicode_combining(c);
        size_t k = i;
        for (; k > 0 && unicode_combining(s[k - 1]) > class; k--) s[k] = s[k - 1];
        s[k] = c;
    }
    return true;
}

// Puts the combining characters after each starter into canonical order.
static bool order(uint32_t *s, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (s[i] < 0x300 || unicode_combining(s[i]) == 0) continue;
        size_t start = i;
        while (i < n && unicode_combining(s[i]) != 0) i++;
        if (i - start > 1 && !sort_run(s + start, i - start)) return false;
    }
    return true;
}

// ---- composition --------------------------------------------------------------------------------------------------

// The primary composite of a pair, or 0.
static uint32_t compose_pair(uint32_t a, uint32_t b) {
    if (a - HANGUL_L < HANGUL_L_COUNT && b - HANGUL_V < HANGUL_V_COUNT) {
        return HANGUL_S + ((a - HANGUL_L) * HANGUL_V_COUNT + (b - HANGUL_V)) * HANGUL_T_COUNT;
    }
    if (a - HANGUL_S < HANGUL_S_COUNT && (a - HANGUL_S) % HANGUL_T_COUNT == 0 && b - (HANGUL_T + 1) < HANGUL_T_COUNT - 1) {
        return a + (b - HANGUL_T);
    }
    unsigned slot = unicode_pair_slot(a, b);
    for (; compositions[slot].composed; slot = (slot + 1) % ARRAY_LEN(compositions)) {
        if (compositions[slot].first == a && compositions[slot].second == b) return compositions[slot].composed;
    }
    return 0;
}

// Composes decomposed, ordered text in place; returns the new length. A character is blocked from the last starter if
// one between them has its class or a higher one.
static size_t compose(uint32_t *s, size_t n) {
    size_t length = 0, starter = SIZE_MAX;
    unsigned last_class = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = s[i];
        const UnicodeType *type = unicode_type(c);
        unsigned class = type->combining;
        if ((type->normal & UNICODE_NORMAL_NFC_MAYBE) && starter != SIZE_MAX &&
            (starter + 1 == length || last_class < class)) {
            uint32_t composed = compose_pair(s[starter], c);
            if (composed) {
                s[starter] = composed;
                continue;
            }
        }
        if (class == 0) starter = length;
        last_class = class;
        s[length++] = c;
    }
    return length;
}

// ---- the forms ----------------------------------------------------------------------------------------------------

static const uint8_t no_bits[] = {
    [UNICODE_NFC] = UNICODE_NORMAL_NFC_NO, [UNICODE_NFKC] = UNICODE_NORMAL_NFKC_NO,
    [UNICODE_NFD] = UNICODE_NORMAL_NFD_NO, [UNICODE_NFKD] = UNICODE_NORMAL_NFKD_NO,
};
static const uint8_t maybe_bits[] = {
    [UNICODE_NFC] = UNICODE_NORMAL_NFC_MAYBE, [UNICODE_NFKC] = UNICODE_NORMAL_NFKC_MAYBE,
    [UNICODE_NFD] = 0, [UNICODE_NFKD] = 0,
};

// Below it, every text is in the form.
static const uint16_t first_of_interest[] = {
    [UNICODE_NFC] = 0x300, [UNICODE_NFKC] = 0xA0, [UNICODE_NFD] = 0xC0, [UNICODE_NFKD] = 0xA0,
};

// Takes the next character into account; *class is the combining class of the one before.
static UnicodeQuick quick_step(UnicodeForm form, uint32_t c, unsigned *class) {
    if (c < first_of_interest[form]) {
        *class = 0;
        return UNICODE_QUICK_YES;
    }
    const UnicodeType *type = unicode_type(c);
    bool ordered = type->combining == 0 || type->combining >= *class;
    *class = type->combining;
    if (!ordered || (type->normal & no_bits[form])) return UNICODE_QUICK_NO;
    return type->normal & maybe_bits[form] ? UNICODE_QUICK_MAYBE : UNICODE_QUICK_YES;
}

UnicodeQuick unicode_quick_check(UnicodeForm form, const void *s, size_t n, unsigned width) {
    if (width == 1 && form == UNICODE_NFC) return UNICODE_QUICK_YES;
    UnicodeQuick answer = UNICODE_QUICK_YES;
    unsigned class = 0;
    for (size_t i = 0; i < n; i++) {
        UnicodeQuick step = quick_step(form, text_get(s, width, i), &class);
        if (step == UNICODE_QUICK_NO) return step;
        if (step < answer) answer = step;
    }
    return answer;
}

static uint32_t *normalize(UnicodeForm form, const uint32_t *s, size_t n, size_t *out_n, unsigned version) {
    Buffer b = {0};
    unsigned how = version | (form == UNICODE_NFKC || form == UNICODE_NFKD ? COMPATIBILITY : 0);
    bool ok = buffer_reserve(&b, n + 16);
    for (size_t i = 0; ok && i < n; i++) ok = append_decomposed(&b, s[i], how);
    if (!ok || !order(b.s, b.n)) {
        free(b.s);
        return NULL;
    }
    *out_n = form == UNICODE_NFC || form == UNICODE_NFKC ? compose(b.s, b.n) : b.n;
    return b.s;
}

uint32_t *unicode_normalize(UnicodeForm form, const uint32_t *s, size_t n, size_t *out_n) {
    return normalize(form, s, n, out_n, 0);
}

uint32_t *unicode32_normalize(UnicodeForm form, const uint32_t *s, size_t n, size_t *out_n) {
    return normalize(form, s, n, out_n, VERSION_3_2_0);
}

bool unicode_nfkc_utf8(const char *s, size_t n, char **out, size_t *out_n) {
    *out = NULL;
    *out_n = n;
    size_t chars = 0;
    unsigned class = 0, size;
    UnicodeQuick answer = UNICODE_QUICK_YES;
    for (const char *p = s, *end = s + n; p < end; p += size, chars++) {
        UnicodeQuick step = quick_step(UNICODE_NFKC, utf8_get(p, &size), &class);
        if (step < answer) answer = step;
    }
    if (answer == UNICODE_QUICK_YES) return true;
    uint32_t *text = malloc(chars * sizeof *text);
    if (!text) return false;
    utf8_decode(s, n, text, 4);
    size_t length;
    uint32_t *normal = unicode_normalize(UNICODE_NFKC, text, chars, &length);
    bool changed = normal && !(length == chars && text_equal(text, 4, normal, 4, chars));
    free(text);
    if (changed) {
        *out_n = utf8_encoded_size(normal, length, 4, NULL);
        *out = malloc(*out_n + 1);
        if (*out) {
            utf8_encode(normal, length, 4, *out);
            (*out)[*out_n] = 0;
        }
    }
    bool ok = normal && (!changed || *out);
    free(normal);
    return ok;
}
