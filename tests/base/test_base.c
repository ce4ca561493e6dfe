// src/base against what CPython 3.14 answered (data/*.txt, see data/record.py), and against plain definitions where
// those are short enough to be obviously right. Run from the top folder. Each line of each file is a case; each section
// counts as one test.
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/floattext.h"
#include "base/siphash.h"
#include "base/text.h"
#include "base/unicode32.h"
#include "base/utf8.h"

static int passed, failed, section_failures;

static PRINTF_LIKE(2, 3) void check(bool ok, const char *format, ...) {
    if (ok || section_failures++ >= 10) return;
    va_list args;
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    putchar('\n');
}

static void end_section(const char *name) {
    if (section_failures) printf("%s: %d wrong\n", name, section_failures);
    *(section_failures ? &failed : &passed) += 1;
    section_failures = 0;
}

// ---- reading the recorded files -----------------------------------------------------------------------------------

typedef struct Recorded {
    FILE *file;
    char *line;
    size_t room;
} Recorded;

static Recorded recorded_open(const char *path) {
    Recorded r = {.file = fopen(path, "r")};
    check(r.file, "%s cannot be read", path);
    return r;
}

// The next line without its end that is no comment; NULL and everything freed at the end.
static char *recorded_line(Recorded *r) {
    ssize_t n;
    while (r->file && (n = getline(&r->line, &r->room, r->file)) > 0) {
        if (r->line[n - 1] == '\n') r->line[n - 1] = 0;
        if (r->line[0] != '#') return r->line;
    }
    if (r->file) fclose(r->file);
    free(r->line);
    return NULL;
}

// Cuts the next field, up to `separator`, off *p.
static char *field(char **p, char separator) {
    char *start = *p, *end = strchr(start, separator);
    if (end) *end++ = 0;
    *p = end ? end : start + strlen(start);
    return start;
}

// "616263" -> bytes, in place; "-" is none. Returns how many.
static size_t unhex(char *s) {
    if (*s == '-') return 0;
    size_t n = strlen(s) / 2;
    for (size_t i = 0; i < n; i++) {
        s[i] = (char)(ascii_digit_value((unsigned char)s[2 * i]) << 4 | ascii_digit_value((unsigned char)s[2 * i + 1]));
    }
    return n;
}

// "41 30A" -> code points.
static size_t read_points(const char *s, uint32_t *out, size_t room) {
    size_t n = 0;
    for (char *end; *s && n < room; s = end) {
        out[n++] = (uint32_t)strtoul(s, &end, 16);
        if (*end == ' ') end++;
    }
    return n;
}

static double to_double(const char *hex) { return double_from_bits(strtoull(hex, NULL, 16)); }

// A generator of test inputs (xorshift64*), the same every time.
static uint64_t random_state = 88172645463325252u;
static uint64_t random_below(uint64_t n) {
    random_state ^= random_state >> 12, random_state ^= random_state << 25, random_state ^= random_state >> 27;
    return (random_state * 0x2545F4914F6CDD1Du >> 11) % n;
}

// ---- common.h, siphash.h ------------------------------------------------------------------------------------------

static void test_common(void) {
    size_t n;
    check(clz64(0) == 64 && clz64(1) == 63 && ctz64(0) == 64 && ctz64(8) == 3, "clz64, ctz64");
    check(bit_length64(0) == 0 && bit_length64(255) == 8 && bit_length64(UINT64_MAX) == 64, "bit_length64");
    check(next_pow2(0) == 1 && next_pow2(1) == 1 && next_pow2(5) == 8 && next_pow2(UINT64_C(1) << 63) == UINT64_C(1) << 63,
          "next_pow2");
    check(rotl64(1, 0) == 1 && rotl64(1, 63) == UINT64_C(1) << 63 && rotr64(1, 1) == UINT64_C(1) << 63, "rotl64, rotr64");
    check(rotl32(0x80000001, 4) == 0x18 && is_pow2(64) && !is_pow2(0) && !is_pow2(3), "rotl32, is_pow2");
    check(size_add(1, 2, &n) && n == 3 && !size_add(SIZE_MAX, 1, &n) && !size_mul(SIZE_MAX / 2, 3, &n), "size_add, size_mul");
    check(size_align(0, 16) == 0 && size_align(17, 16) == 32, "size_align");
    end_section("common");
}

static void check_text_hash(char *line) {
    char *seed = field(&line, ' '), *units = field(&line, ' ');
    uint8_t bytes[16];
    siphash_key_from_seed((uint32_t)strtoul(seed, NULL, 10), bytes);
    SipKey key = siphash_key(bytes);
    size_t n = unhex(units);
    check(hash_bytes(units, n, &key) == strtoll(line, NULL, 10), "hash with seed %s", seed);
}

static void check_int_hash(char *line) {
    bool negative = *field(&line, ' ') == '-';
    char *digits = field(&line, ' ');
    uint64_t limbs[16] = {0};
    size_t length = strlen(digits), n = (length + 15) / 16;
    for (size_t i = 0; i < length; i++) {
        size_t place = length - 1 - i;
        limbs[place / 16] |= (uint64_t)ascii_digit_value((unsigned char)digits[i]) << (place % 16 * 4);
    }
    int64_t expected = strtoll(line, NULL, 10);
    check(hash_limbs(limbs, n, negative) == expected, "hash of %c%s", negative ? '-' : '+', digits);
    if (n == 1 && limbs[0] <= INT64_MAX) {
        check(hash_i64(negative ? -(int64_t)limbs[0] : (int64_t)limbs[0]) == expected, "hash of small %s", digits);
    }
}

static void test_hash(void) {
    Recorded r = recorded_open("tests/base/data/hash.txt");
    for (char *p; (p = recorded_line(&r));) {
        char *kind = field(&p, ' ');
        if (strcmp(kind, "SEED") == 0) check_text_hash(p);
        else if (strcmp(kind, "INT") == 0) check_int_hash(p);
        else check(hash_double(to_double(field(&p, ' '))) == strtoll(p, NULL, 10), "hash of a float: %s", p);
    }
    check(hash_i64(INT64_MIN) == -4, "hash of -2**63");
    end_section("hash");
}

// ---- utf8.h -------------------------------------------------------------------------------------------------------

enum { MAX_TEXT = 4096 };

// Decodes at each width that fits, encodes again, and compares.
static void check_transcoding(const char *bytes, const Utf8Scan *scan, const uint32_t *points, size_t n, const char *shown) {
    static uint8_t units[4 * MAX_TEXT];
    static char encoded[4 * MAX_TEXT];
    size_t first_surrogate = 0;
    while (first_surrogate < n && !is_surrogate(points[first_surrogate])) first_surrogate++;
    for (unsigned width = text_width_for(scan->bound); width <= 4; width *= 2) {
        utf8_decode(bytes, scan->valid, units, width);
        bool same = true;
        for (size_t i = 0; i < n; i++) same &= text_get(units, width, i) == points[i];
        check(same, "%s decoded to width %u", shown, width);
        check(text_bound(units, n, width) == scan->bound, "%s bound at width %u", shown, width);
        size_t at, size = utf8_encoded_size(units, n, width, &at);
        check(size == scan->valid && at == first_surrogate, "%s encoded size at width %u", shown, width);
        check(size <= sizeof encoded && utf8_encode(units, n, width, encoded) == size &&
              memcmp(encoded, bytes, size) == 0, "%s encoded from width %u", shown, width);
    }
}

static void test_utf8(void) {
    uint32_t points[MAX_TEXT];
    Recorded r = recorded_open("tests/base/data/utf8.txt");
    for (char *p; (p = recorded_line(&r));) {
        Utf8Surrogates mode = strcmp(field(&p, ' '), "PASS") == 0 ? UTF8_SURROGATES_PASS : UTF8_SURROGATES_REJECT;
        char *bytes = field(&p, ' '), shown[64];
        snprintf(shown, sizeof shown, "%s", bytes);
        size_t n = unhex(bytes);
        Utf8Scan scan;
        bool ok = utf8_scan(bytes, n, mode, &scan);
        char *start = field(&p, ' ');
        if (strcmp(start, "ok") == 0) {
            size_t count = read_points(p, points, MAX_TEXT);
            check(ok && scan.valid == n && scan.chars == count, "%s is valid: %zu of %zu", shown, scan.valid, n);
            if (ok) check_transcoding(bytes, &scan, points, count, shown);
        } else {
            size_t end = strtoul(field(&p, ' '), NULL, 10);
            check(!ok && scan.valid == strtoul(start, NULL, 10) && scan.error_end == end &&
                  strcmp(utf8_error_reason(scan.error), p) == 0, "%s: %s at %s, got %zu", shown, p, start, scan.valid);
        }
    }
    end_section("utf8");
}

// ---- text.h -------------------------------------------------------------------------------------------------------

static ptrdiff_t plain_find(Text hay, Text needle, size_t from) {
    for (size_t i = from; i + needle.n <= hay.n; i++) {
        size_t k = 0;
        while (k < needle.n && text_get(hay.s, hay.width, i + k) == text_get(needle.s, needle.width, k)) k++;
        if (k == needle.n) return (ptrdiff_t)i;
    }
    return -1;
}

static ptrdiff_t plain_rfind(Text hay, Text needle) {
    ptrdiff_t last = -1;
    for (ptrdiff_t at; (at = plain_find(hay, needle, (size_t)(last + 1))) >= 0;) last = at;
    return last;
}

static size_t plain_count(Text hay, Text needle) {
    size_t count = 0, from = 0;
    for (ptrdiff_t at; (at = plain_find(hay, needle, from)) >= 0; count++) from = (size_t)at + size_max(needle.n, 1);
    return count;
}

// Text over a small alphabet, often periodic, so that searches nearly succeed; narrowed to what it needs.
static Text random_text(void *units, size_t max, const uint32_t *alphabet, size_t letters) {
    uint32_t wide[512];
    size_t n = random_below(max + 1), period = random_below(2) ? n + 1 : 1 + random_below(6);
    for (size_t i = 0; i < n; i++) {
        wide[i] = i < period || random_below(64) == 0 ? alphabet[random_below(letters)] : wide[i - period];
    }
    Text t = {units, n, text_width_for(text_bound(wide, n, 4))};
    text_copy(units, t.width, wide, 4, n);
    return t;
}

// A stretch of the haystack, sometimes with one letter changed.
static Text random_needle(void *units, Text hay, const uint32_t *alphabet, size_t letters) {
    uint32_t wide[512];
    if (hay.n == 0 || random_below(4) == 0) return random_text(units, 5, alphabet, letters);
    size_t at = random_below(hay.n), n = 1 + random_below(hay.n - at);
    for (size_t i = 0; i < n; i++) wide[i] = text_get(hay.s, hay.width, at + i);
    if (random_below(2)) wide[random_below(n)] = alphabet[random_below(letters)];
    Text t = {units, n, text_width_for(text_bound(wide, n, 4))};
    text_copy(units, t.width, wide, 4, n);
    return t;
}

static void test_search(void) {
    static const uint32_t alphabets[][3] = {{'a', 'b', 'c'}, {'a', 'b', 0xE9}, {'a', 'b', 0x105}, {'a', 'b', 0x10400}};
    uint32_t hay_units[512], needle_units[512];
    for (int i = 0; i < 40000; i++) {
        const uint32_t *alphabet = alphabets[random_below(4)];
        size_t letters = 1 + random_below(3);
        Text hay = random_text(hay_units, random_below(8) ? 60 : 500, alphabet, letters);
        Text needle = random_needle(needle_units, hay, alphabet, letters);
        check(text_find(hay, needle) == plain_find(hay, needle, 0), "find: %zu in %zu", needle.n, hay.n);
        check(text_rfind(hay, needle) == plain_rfind(hay, needle), "rfind: %zu in %zu", needle.n, hay.n);
        size_t count = plain_count(hay, needle);
        check(text_count(hay, needle, SIZE_MAX) == count, "count: %zu in %zu", needle.n, hay.n);
        check(text_count(hay, needle, 1) == size_min(count, 1), "count, at most one");
        size_t n = size_min(hay.n, needle.n), k = 0;
        while (k < n && text_get(hay.s, hay.width, k) == text_get(needle.s, needle.width, k)) k++;
        int order = k < n ? (text_get(hay.s, hay.width, k) < text_get(needle.s, needle.width, k) ? -1 : 1)
                          : (hay.n > needle.n) - (hay.n < needle.n);
        check(text_compare(hay.s, hay.n, hay.width, needle.s, needle.n, needle.width) == order, "compare");
        check(text_equal(hay.s, hay.width, needle.s, needle.width, n) == (k == n), "equal");
    }
    end_section("search");
}

// Inputs on which a quadratic search would take minutes.
static void test_search_is_linear(void) {
    enum { N = 1 << 21, M = N / 4 };
    char *hay = malloc(N), *needle = malloc(M);
    if (!hay || !needle) exit(2);
    memset(hay, 'a', N);
    memset(needle, 'a', M);
    Text h = {hay, N, 1}, n = {needle, M, 1};
    for (int i = 0; i < 3; i++) {
        size_t odd = (size_t[]){0, M / 2, M - 1}[i];
        needle[odd] = 'b';
        check(text_find(h, n) == -1 && text_rfind(h, n) == -1 && text_count(h, n, SIZE_MAX) == 0, "b at %zu", odd);
        needle[odd] = 'a';
    }
    check(text_count(h, n, SIZE_MAX) == 4, "four runs of a");
    free(hay);
    free(needle);
    end_section("search is linear");
}

static void test_text(void) {
    uint32_t wide[100];
    uint8_t narrow[100], back[100];
    uint16_t middle[100];
    for (unsigned i = 0; i < 100; i++) narrow[i] = (uint8_t)(i * 7);
    text_copy(wide, 4, narrow, 1, 100);
    text_copy(middle, 2, wide, 4, 100);
    text_copy(back, 1, middle, 2, 100);
    check(memcmp(narrow, back, 100) == 0, "there and back through all widths");
    for (unsigned width = 1; width <= 4; width *= 2) {
        for (size_t n = 0; n < 70; n++) {
            text_fill(wide, width, 'x', n);
            check(text_find_char(wide, n, width, 'y') == -1 && text_rfind_char(wide, n, width, 'y') == -1, "no y");
            check(text_find_char(wide, n, width, 0x110000 - 1) == -1, "a character wider than the text");
            for (size_t k = 0; k < n; k++) {
                text_put(wide, width, k, 'y');
                ptrdiff_t at = (ptrdiff_t)k;
                check(text_find_char(wide, n, width, 'y') == at && text_rfind_char(wide, n, width, 'y') == at, "y at %zu", k);
                check(text_count_char(wide, n, width, 'y', 9) == 1 && text_count_char(wide, n, width, 'x', 9) ==
                      size_min(n - 1, 9), "count");
                text_put(wide, width, k, 'x');
            }
        }
    }
    for (unsigned c = 0; c < 256; c++) {
        uint8_t lower = (uint8_t)c, upper = (uint8_t)c;
        ascii_lower(&lower, &lower, 1);
        ascii_upper(&upper, &upper, 1);
        check(lower == (c >= 'A' && c <= 'Z' ? c + 32 : c) && upper == (c >= 'a' && c <= 'z' ? c - 32 : c), "case of %u", c);
        check(ascii_is_alpha(c) == (unicode_is_alpha(c) && c < 128), "alpha %u", c);
        check(ascii_is_space(c) == (c && c < 128 && strchr(" \t\n\r\f\v", (int)c) != NULL), "space %u", c);
    }
    check(ascii_digit_value('z') == 35 && ascii_digit_value('Z') == 35 && ascii_digit_value('@') == 255, "digit values");
    end_section("text");
}

// ---- floattext.h --------------------------------------------------------------------------------------------------

static void check_format(char *p) {
    static char out[8192];
    double v = to_double(field(&p, ' '));
    char code = *field(&p, ' ');
    int precision = atoi(field(&p, ' '));
    unsigned flags = (unsigned)atoi(field(&p, ' '));
    size_t n = float_format(v, code, precision, flags, out);
    check(strcmp(out, p) == 0, "format %.17g %c.%d flags %u: %s, not %s", v, code, precision, flags, out, p);
    check(n == strlen(out) && n < float_format_size(v, code, precision), "length of %s", out);
}

static void check_parse(char *p) {
    char *text = field(&p, ' '), junk[] = "0x_ e+";
    double v = 0;
    size_t n = strlen(text);
    check(float_parse(text, n, &v) == n && double_bits(v) == strtoull(p, NULL, 16), "parse %.60s: %a", text, v);
    char *longer = malloc(n + sizeof junk);
    for (size_t i = 1; longer && junk[i]; i++) {  // what follows a number is left alone
        snprintf(longer, n + sizeof junk, "%s%s", text, junk + i);
        check(float_parse(longer, n + strlen(junk + i), &v) == n, "parse %.60s before %s", text, junk + i);
    }
    free(longer);
}

static void check_from_hex(char *p) {
    static const char *const names[] = {"", "invalid", "large"};
    char *text = field(&p, ' ');
    double v = 0;
    FloatHexError error = float_from_hex(text, strlen(text), &v);
    if (error) check(strcmp(p, names[error]) == 0, "fromhex %s: %s, not %s", text, names[error], p);
    else check(double_bits(v) == strtoull(p, NULL, 16), "fromhex %s: %a", text, v);
}

static void check_round(char *p) {
    double v = to_double(field(&p, ' '));
    int places = atoi(field(&p, ' '));
    double got = float_round(v, places);
    check(double_bits(got) == strtoull(p, NULL, 16), "round(%.17g, %d): %.17g", v, places, got);
}

static void check_float_text(size_t (*function)(double, char *), char *p) {
    char out[FLOAT_REPR_MAX];
    size_t n = function(to_double(field(&p, ' ')), out);
    check(n == strlen(out) && strcmp(out, p) == 0, "%s, not %s", out, p);
}

static void test_float(void) {
    Recorded r = recorded_open("tests/base/data/float.txt");
    for (char *p; (p = recorded_line(&r));) {
        char *kind = field(&p, ' ');
        if (strcmp(kind, "REPR") == 0) check_float_text(float_repr, p);
        else if (strcmp(kind, "HEX") == 0) check_float_text(float_hex, p);
        else if (strcmp(kind, "FORMAT") == 0) check_format(p);
        else if (strcmp(kind, "PARSE") == 0) check_parse(p);
        else if (strcmp(kind, "FROMHEX") == 0) check_from_hex(p);
        else check_round(p);
    }
    end_section("float");
}

static void test_float_round_trip(void) {
    for (int i = 0; i < 300000; i++) {
        uint64_t bits = random_below(1u << 22) << 42 | random_below(UINT64_C(1) << 42);
        double v = double_from_bits(bits), w = 0;
        if (!isfinite(v)) continue;
        char text[FLOAT_REPR_MAX], precise[64];
        size_t n = float_repr(v, text);
        check(float_parse(text, n, &w) == n && double_bits(w) == bits, "%s is not %a", text, v);
        n = float_format(v, 'e', 16, 0, precise);
        check(float_parse(precise, n, &w) == n && double_bits(w) == bits, "%s is not %a", precise, v);
    }
    double v = 5;
    static const char *const none[] = {"", ".", "-", "+.", "e5", " 1", "_1", "in", "x"};
    for (size_t i = 0; i < ARRAY_LEN(none); i++) check(!float_parse(none[i], strlen(none[i]), &v) && v == 5, "%s", none[i]);
    check(float_from_decimal(123, -2) == 1.23 && isinf(float_from_decimal(1, 400)) && float_from_decimal(1, -400) == 0,
          "float_from_decimal");
    end_section("float round trip");
}

// ---- unicode.h ----------------------------------------------------------------------------------------------------

// A property's value of c as text, as record.py writes it.
typedef void Property(uint32_t c, char *out);

static void put_points(const uint32_t *s, size_t n, char *out) {
    *out = 0;
    for (size_t i = 0; i < n; i++) out += sprintf(out, i ? " %X" : "%X", s[i]);
}

static void put_number(int64_t n, char *out) { sprintf(out, "%lld", (long long)n); }

#define FLAG_PROPERTY(name, FLAGS) static void name(uint32_t c, char *out) { put_number(!!(unicode_flags(c) & (FLAGS)), out); }
FLAG_PROPERTY(alpha, UNICODE_ALPHA)
FLAG_PROPERTY(alnum, UNICODE_ALNUM)
FLAG_PROPERTY(is_decimal, UNICODE_DECIMAL)
FLAG_PROPERTY(is_digit, UNICODE_DIGIT)
FLAG_PROPERTY(is_numeric, UNICODE_NUMERIC)
FLAG_PROPERTY(space, UNICODE_SPACE)
FLAG_PROPERTY(linebreak, UNICODE_LINEBREAK)
FLAG_PROPERTY(printable, UNICODE_PRINTABLE)
FLAG_PROPERTY(lower, UNICODE_LOWER)
FLAG_PROPERTY(upper, UNICODE_UPPER)
FLAG_PROPERTY(title, UNICODE_TITLE)
FLAG_PROPERTY(cased, UNICODE_CASED)
FLAG_PROPERTY(case_ignorable, UNICODE_CASE_IGNORABLE)
FLAG_PROPERTY(xid_start, UNICODE_XID_START)
FLAG_PROPERTY(xid_continue, UNICODE_XID_CONTINUE)
FLAG_PROPERTY(mirrored, UNICODE_MIRRORED)

#define FULL_PROPERTY(name)                                                              \
    static void name(uint32_t c, char *out) {                                            \
        uint32_t to[3];                                                                  \
        put_points(to, unicode_##name(c, to), out);                                      \
    }
FULL_PROPERTY(lower_full)
FULL_PROPERTY(upper_full)
FULL_PROPERTY(title_full)
FULL_PROPERTY(fold_full)

typedef uint32_t *Normalize(UnicodeForm form, const uint32_t *s, size_t n, size_t *out_n);

static void put_normal(Normalize *normalize, UnicodeForm form, uint32_t c, char *out) {
    size_t n;
    uint32_t *s = normalize(form, &c, 1, &n);
    if (!s) exit(2);
    put_points(s, n, out);
    free(s);
}

static void category(uint32_t c, char *out) { strcpy(out, unicode_category_name(c)); }
static void bidirectional(uint32_t c, char *out) { strcpy(out, unicode_bidirectional_name(c)); }
static void width(uint32_t c, char *out) { strcpy(out, unicode_east_asian_width(c)); }
static void combining(uint32_t c, char *out) { put_number(unicode_combining(c), out); }
static void decomposition(uint32_t c, char *out) { unicode_decomposition(c, out); }
static void name(uint32_t c, char *out) { unicode_name(c, out); }
static void decimal(uint32_t c, char *out) { put_number(unicode_decimal(c), out); }
static void digit(uint32_t c, char *out) { put_number(unicode_digit(c), out); }
static void to_lower(uint32_t c, char *out) { sprintf(out, "%X", unicode_to_lower(c)); }
static void to_upper(uint32_t c, char *out) { sprintf(out, "%X", unicode_to_upper(c)); }
static void to_title(uint32_t c, char *out) { sprintf(out, "%X", unicode_to_title(c)); }
static void nfc(uint32_t c, char *out) { put_normal(unicode_normalize, UNICODE_NFC, c, out); }
static void nfkc(uint32_t c, char *out) { put_normal(unicode_normalize, UNICODE_NFKC, c, out); }
static void nfd(uint32_t c, char *out) { put_normal(unicode_normalize, UNICODE_NFD, c, out); }
static void nfkd(uint32_t c, char *out) { put_normal(unicode_normalize, UNICODE_NFKD, c, out); }

static void put_double(double v, char *out) { sprintf(out, "%016llx", (unsigned long long)double_bits(v)); }

static void numeric(uint32_t c, char *out) {
    int64_t numerator;
    int32_t denominator;
    put_double(unicode_numeric(c, &numerator, &denominator) ? (double)numerator / denominator : -1.0, out);
}

static void category32(uint32_t c, char *out) { strcpy(out, unicode32_category_name(c)); }
static void bidirectional32(uint32_t c, char *out) { strcpy(out, unicode32_bidirectional_name(c)); }
static void width32(uint32_t c, char *out) { strcpy(out, unicode32_east_asian_width(c)); }
static void combining32(uint32_t c, char *out) { put_number(unicode32_combining(c), out); }
static void mirrored32(uint32_t c, char *out) { put_number(unicode32_mirrored(c), out); }
static void decomposition32(uint32_t c, char *out) { unicode32_decomposition(c, out); }
static void name32(uint32_t c, char *out) { unicode32_name(c, out); }
static void decimal32(uint32_t c, char *out) { put_number(unicode32_decimal(c), out); }
static void numeric32(uint32_t c, char *out) { put_double(unicode32_numeric(c), out); }
static void nfc32(uint32_t c, char *out) { put_normal(unicode32_normalize, UNICODE_NFC, c, out); }
static void nfkc32(uint32_t c, char *out) { put_normal(unicode32_normalize, UNICODE_NFKC, c, out); }
static void nfd32(uint32_t c, char *out) { put_normal(unicode32_normalize, UNICODE_NFD, c, out); }
static void nfkd32(uint32_t c, char *out) { put_normal(unicode32_normalize, UNICODE_NFKD, c, out); }

static const struct { const char *name; Property *value; } properties[] = {
    {"category", category}, {"bidirectional", bidirectional}, {"combining", combining}, {"width", width},
    {"mirrored", mirrored}, {"decomposition", decomposition}, {"name", name}, {"decimal", decimal}, {"digit", digit},
    {"numeric", numeric}, {"alpha", alpha}, {"alnum", alnum}, {"isdecimal", is_decimal}, {"isdigit", is_digit},
    {"isnumeric", is_numeric}, {"space", space}, {"linebreak", linebreak}, {"printable", printable}, {"lower", lower},
    {"upper", upper}, {"title", title}, {"cased", cased}, {"case_ignorable", case_ignorable}, {"xid_start", xid_start},
    {"xid_continue", xid_continue}, {"lower_full", lower_full}, {"upper_full", upper_full}, {"title_full", title_full},
    {"fold_full", fold_full}, {"to_lower", to_lower}, {"to_upper", to_upper}, {"to_title", to_title}, {"nfc", nfc},
    {"nfkc", nfkc}, {"nfd", nfd}, {"nfkd", nfkd}, {"category32", category32}, {"bidirectional32", bidirectional32},
    {"width32", width32}, {"combining32", combining32}, {"mirrored32", mirrored32}, {"decomposition32", decomposition32},
    {"name32", name32}, {"decimal32", decimal32}, {"numeric32", numeric32}, {"nfc32", nfc32}, {"nfkc32", nfkc32},
    {"nfd32", nfd32}, {"nfkd32", nfkd32},
};

// CRC-32 of the values of all code points, one a line.
static uint32_t property_crc(Property *value) {
    uint32_t table[256];
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t r = i;
        for (int k = 0; k < 8; k++) r = r >> 1 ^ (r & 1 ? 0xEDB88320u : 0);
        table[i] = r;
    }
    uint32_t crc = ~0u;
    char text[256];
    for (uint32_t c = 0; c < UNICODE_LIMIT; c++) {
        value(c, text);
        size_t n = strlen(text);
        text[n++] = '\n';
        for (size_t i = 0; i < n; i++) crc = crc >> 8 ^ table[(crc ^ (uint8_t)text[i]) & 0xFF];
    }
    return ~crc;
}

static void test_unicode_properties(void) {
    size_t lines = 0;
    Recorded r = recorded_open("tests/base/data/unicode.txt");
    for (char *p; (p = recorded_line(&r)); lines++) {
        char *wanted = field(&p, ' ');
        size_t i = 0;
        while (i < ARRAY_LEN(properties) && strcmp(properties[i].name, wanted) != 0) i++;
        check(i < ARRAY_LEN(properties), "no property %s", wanted);
        if (i < ARRAY_LEN(properties)) {
            check(property_crc(properties[i].value) == strtoul(p, NULL, 16), "%s of some code point is wrong", wanted);
        }
        end_section(wanted);
    }
    check(lines == ARRAY_LEN(properties), "%zu properties recorded", lines);
    end_section("unicode properties");
}

static void check_form(UnicodeForm form, const uint32_t *s, size_t n, const char *expected, const char *shown) {
    uint32_t wanted[1024];
    size_t wanted_n = n, got_n;
    bool same = strcmp(expected, "=") == 0;
    if (same) memcpy(wanted, s, n * sizeof *s);
    else wanted_n = read_points(expected, wanted, ARRAY_LEN(wanted));
    uint32_t *got = unicode_normalize(form, s, n, &got_n);
    check(got && got_n == wanted_n && memcmp(got, wanted, got_n * sizeof *got) == 0, "form %d of %s", form, shown);
    free(got);
    UnicodeQuick quick = unicode_quick_check(form, s, n, 4);
    check(quick == UNICODE_QUICK_MAYBE || same == (quick == UNICODE_QUICK_YES), "quick check %d of %s", form, shown);
    if (form != UNICODE_NFKC) return;
    char utf8[4096], *normal;
    size_t normal_n, utf8_n = utf8_encode(s, n, 4, utf8);
    if (!unicode_nfkc_utf8(utf8, utf8_n, &normal, &normal_n)) exit(2);
    check(same == (normal == NULL), "NFKC of %s in UTF-8", shown);
    if (normal) {
        utf8_n = utf8_encode(wanted, wanted_n, 4, utf8);
        check(normal_n == utf8_n && memcmp(normal, utf8, utf8_n) == 0 && normal[normal_n] == 0, "UTF-8 of %s", shown);
    }
    free(normal);
}

static void test_normalize(void) {
    static const UnicodeForm order[] = {UNICODE_NFC, UNICODE_NFKC, UNICODE_NFD, UNICODE_NFKD};
    uint32_t s[256];
    Recorded r = recorded_open("tests/base/data/normalize.txt");
    for (char *p; (p = recorded_line(&r));) {
        char *shown = field(&p, ';');
        size_t n = read_points(shown, s, ARRAY_LEN(s));
        for (size_t i = 0; i < 4; i++) check_form(order[i], s, n, field(&p, ';'), shown);
    }
    enum { LONG = 1 << 18 };
    uint32_t *marks = malloc(LONG * sizeof *marks);
    size_t n = 0;
    for (size_t i = 0; marks && i < LONG; i++) marks[i] = i % 2 ? 0x327 : 0x301;
    uint32_t *sorted = marks ? unicode_normalize(UNICODE_NFD, marks, LONG, &n) : NULL;
    check(sorted && n == LONG && sorted[LONG / 2 - 1] == 0x327 && sorted[LONG / 2] == 0x301, "a long run of marks");
    free(marks);
    free(sorted);
    end_section("normalize");
}

static void check_lookup(const char *wanted, const char *expected) {
    uint32_t got[UNICODE_SEQUENCE_MAX], c;
    char text[64];
    unsigned n = unicode_lookup(wanted, strlen(wanted), got);
    put_points(got, n, text);
    check(strcmp(text, expected) == 0, "lookup %s: %s, not %s", wanted, text, expected);
    bool single = unicode_from_name(wanted, strlen(wanted), &c);
    check(single == (n == 1) && (!single || c == got[0]), "from_name %s", wanted);
}

// Aliases and sequences: CODE POINTS;NAME.
static void check_named(const char *path) {
    Recorded r = recorded_open(path);
    for (char *p; (p = recorded_line(&r));) {
        uint32_t points[UNICODE_SEQUENCE_MAX];
        char text[64];
        put_points(points, read_points(field(&p, ';'), points, ARRAY_LEN(points)), text);
        check_lookup(p, text);
    }
}

static void test_names(void) {
    for (uint32_t c = 0; c < UNICODE_LIMIT; c++) {
        char text[UNICODE_NAME_MAX];
        size_t n = unicode_name(c, text);
        if (n == 0) continue;
        check(n == strlen(text), "length of %s", text);
        if (c % 3 == 0) ascii_lower(text, text, n);
        uint32_t back;
        check(unicode_from_name(text, n, &back) && back == c, "%s back to %X", text, c);
    }
    uint32_t c;
    check(unicode32_from_name("bell", 4, &c) && c == 0x1F514 && !unicode32_from_name("NUL", 3, &c) &&
          !unicode32_from_name("KEYCAP DIGIT ONE", 16, &c), "names in version 3.2.0");
    check_named("src/base/unidata/aliases.txt");
    check_named("src/base/unidata/sequences.txt");
    Recorded r = recorded_open("tests/base/data/lookup.txt");
    for (char *p; (p = recorded_line(&r));) {
        char *wanted = field(&p, ';');
        check_lookup(wanted, p);
    }
    end_section("names");
}

int main(void) {
    test_common();
    test_hash();
    test_utf8();
    test_text();
    test_search();
    test_search_is_linear();
    test_float();
    test_float_round_trip();
    test_unicode_properties();
    test_normalize();
    test_names();
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
