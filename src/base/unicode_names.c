// Names of characters, to and from code points. See unicode.h for the interface and gen_unicode_names.c for the tables.
//
// Names that contain the code point follow rules (CJK and other ideographs) or arithmetic (Hangul syllables).
#include <stdio.h>

#include "base/text.h"
#include "base/unicode32.h"
#include "base/unicode_hash.h"
#include "base/unicode_names.inc"

// ---- numbered names -----------------------------------------------------------------------------------------------

// Reads the code of a word and moves past it; 0 is the end of a name.
static unsigned next_code(const uint8_t **p) {
    unsigned code = *(*p)++;
    if (code >= TWO_BYTES) code = TWO_BYTES + ((code - TWO_BYTES) << 8) + *(*p)++;
    return code;
}

// Writes the name of this number, without a NUL; returns its length.
static size_t spell(unsigned number, char out[UNICODE_NAME_MAX]) {
    const uint8_t *p = &name_codes[name_groups[number / GROUP]];
    for (unsigned skip = number % GROUP; skip;) skip -= next_code(&p) == 0;
    size_t n = 0;
    for (unsigned code; (code = next_code(&p)) != 0;) {
        if (n) out[n++] = ' ';
        size_t length = word_offsets[code] - word_offsets[code - 1];
        memcpy(out + n, word_text + word_offsets[code - 1], length);
        n += length;
    }
    return n;
}

// The last run that begins at a code point (with by_number: a number) not above `key`; 0 if there is none.
static size_t find_run(uint32_t key, bool by_number) {
    size_t low = 0, high = ARRAY_LEN(runs);
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if ((by_number ? runs[middle].number : runs[middle].first) <= key) low = middle;
        else high = middle;
    }
    return low;
}

// The number of a name in upper case, or -1.
static int find_number(const char *name, size_t n) {
    char spelled[UNICODE_NAME_MAX];
    for (uint32_t slot = unicode_name_slot(name, n); name_slots[slot]; slot = (slot + 1) % ARRAY_LEN(name_slots)) {
        unsigned number = name_slots[slot] - 1u;
        if (spell(number, spelled) == n && memcmp(spelled, name, n) == 0) return (int)number;
    }
    return -1;
}

// ---- Hangul syllables (The Unicode Standard, section 3.12) --------------------------------------------------------

#define HANGUL_PREFIX "HANGUL SYLLABLE "
enum { HANGUL_FIRST = 0xAC00, HANGUL_LEADS = 19, HANGUL_VOWELS = 21, HANGUL_TRAILS = 28 };

static const char hangul_leads[HANGUL_LEADS][4] = {
    "G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H",
};
static const char hangul_vowels[HANGUL_VOWELS][4] = {
    "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU",
    "YI", "I",
};
static const char hangul_trails[HANGUL_TRAILS][4] = {
    "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S",
    "SS", "NG", "J", "C", "K", "T", "P", "H",
};

// The index of the longest of `count` jamo that *p begins with, which is moved past it; -1 for none.
static int longest_jamo(const char jamo[][4], int count, const char **p, const char *end) {
    int best = -1;
    size_t best_length = 0;
    for (int i = 0; i < count; i++) {
        size_t n = strlen(jamo[i]);
        if (n > (size_t)(end - *p) || memcmp(jamo[i], *p, n) != 0 || (best >= 0 && n <= best_length)) continue;
        best = i;
        best_length = n;
    }
    *p += best_length;
    return best;
}

static bool hangul_from_name(const char *name, size_t n, uint32_t *c) {
    const char *p = name + strlen(HANGUL_PREFIX), *end = name + n;
    if (n < strlen(HANGUL_PREFIX) || memcmp(name, HANGUL_PREFIX, strlen(HANGUL_PREFIX)) != 0) return false;
    int lead = longest_jamo(hangul_leads, HANGUL_LEADS, &p, end);
    int vowel = longest_jamo(hangul_vowels, HANGUL_VOWELS, &p, end);
    int trail = longest_jamo(hangul_trails, HANGUL_TRAILS, &p, end);
    if (vowel < 0 || p != end) return false;
    *c = (uint32_t)(HANGUL_FIRST + (lead * HANGUL_VOWELS + vowel) * HANGUL_TRAILS + trail);
    return true;
}

// ---- rules --------------------------------------------------------------------------------------------------------

// PREFIX and the code point in four hexadecimal digits, or five where it takes them.
static bool rule_from_name(const char *name, size_t n, uint32_t *c) {
    for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
        size_t length = strlen(rules[i].prefix), digits = rules[i].first > 0xFFFF ? 5 : 4;
        if (n != length + digits || memcmp(name, rules[i].prefix, length) != 0) continue;
        uint32_t value = 0;
        size_t k = length;
        for (unsigned digit; k < n && (digit = ascii_digit_value((unsigned char)name[k])) < 16; k++) value = value << 4 | digit;
        if (k < n || value < rules[i].first || value > rules[i].last) continue;
        *c = value;
        return true;
    }
    return false;
}

// ---- interface ----------------------------------------------------------------------------------------------------

size_t unicode_name(uint32_t c, char out[UNICODE_NAME_MAX]) {
    uint32_t syllable = c - HANGUL_FIRST;
    out[0] = 0;
    if (syllable < HANGUL_LEADS * HANGUL_VOWELS * HANGUL_TRAILS) {
        return (size_t)snprintf(out, UNICODE_NAME_MAX, HANGUL_PREFIX "%s%s%s",
                                hangul_leads[syllable / (HANGUL_VOWELS * HANGUL_TRAILS)],
                                hangul_vowels[syllable / HANGUL_TRAILS % HANGUL_VOWELS],
                                hangul_trails[syllable % HANGUL_TRAILS]);
    }
    for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
        if (c < rules[i].first || c > rules[i].last) continue;
        if (rules[i].lookup_only) return 0;
        return (size_t)snprintf(out, UNICODE_NAME_MAX, "%s%04X", rules[i].prefix, (unsigned)c);
    }
    size_t run = find_run(c, false);
    uint32_t next = run + 1 < ARRAY_LEN(runs) ? runs[run + 1].number : CHARACTERS;
    if (c < runs[run].first || c - runs[run].first >= next - runs[run].number) return 0;
    size_t n = spell(runs[run].number + (c - runs[run].first), out);
    out[n] = 0;
    return n;
}

// Any name: by arithmetic or rule as *c, in which case the number is RULED, else its number, -1 for none.
enum { RULED = -2 };
static int find_name(const char *name, size_t n, uint32_t *c) {
    char upper[UNICODE_NAME_MAX];
    if (n >= sizeof upper) return -1;
    ascii_upper(upper, name, n);
    if (hangul_from_name(upper, n, c) || rule_from_name(upper, n, c)) return RULED;
    int number = find_number(upper, n);
    if (number >= 0 && number < CHARACTERS) {
        size_t run = find_run((uint32_t)number, true);
        *c = runs[run].first + ((uint32_t)number - runs[run].number);
    }
    return number;
}

unsigned unicode_lookup(const char *name, size_t n, uint32_t out[UNICODE_SEQUENCE_MAX]) {
    int number = find_name(name, n, out);
    if (number == -1) return 0;
    if (number < CHARACTERS) return 1;
    const uint32_t *points = &extra_points[(number - CHARACTERS) * UNICODE_SEQUENCE_MAX];
    unsigned count = 0;
    do out[count] = points[count]; while (++count < UNICODE_SEQUENCE_MAX && points[count]);
    return count;
}

bool unicode_from_name(const char *name, size_t n, uint32_t *c) {
    uint32_t points[UNICODE_SEQUENCE_MAX];
    if (unicode_lookup(name, n, points) != 1) return false;
    *c = points[0];
    return true;
}

bool unicode32_from_name(const char *name, size_t n, uint32_t *c) {
    uint32_t found = 0;
    int number = find_name(name, n, &found);
    if (number == -1 || number >= CHARACTERS) return false;
    *c = found;
    return true;
}
