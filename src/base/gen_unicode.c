// Build-time generator: the character tables of unicode.c, from unidata/.   gen_unicode FOLDER >unicode_tables.inc
#include "base/gen_unidata.h"
#include "base/unicode.h"
#include "base/unicode_hash.h"

static UnicodeType types[LIMIT];

// Cuts v[0:n] into blocks of 2**shift values and keeps one of each kind: value i is blocks[pages[i >> shift] << shift |
// the low bits of i]. n is a multiple of the block size. Returns the length of `blocks`, which has room for n.
static size_t compress(const uint32_t *v, size_t n, int shift, uint32_t *pages, uint32_t *blocks) {
    size_t size = (size_t)1 << shift, kept = 0;
    for (size_t i = 0; i < n; i += size) {
        size_t k = 0;
        while (k < kept && memcmp(blocks + k * size, v + i, size * sizeof *v) != 0) k++;
        if (k == kept) memcpy(blocks + kept++ * size, v + i, size * sizeof *v);
        pages[i >> shift] = (uint32_t)k;
    }
    return kept * size;
}

// Distinct strings, in order of appearance.
typedef struct Names {
    int n;
    char names[64][8];
} Names;

static int name_index(Names *names, const char *name) {
    int i = 0;
    while (i < names->n && strcmp(names->names[i], name) != 0) i++;
    if (i == names->n) strcpy(names->names[names->n++], name);
    return i;
}

static void print_names(const char *array, const Names *names) {
    printf("static const char %s[][4] = {", array);
    for (int i = 0; i < names->n; i++) printf("\"%s\", ", names->names[i]);
    printf("};\n\n");
}

// In the order of UnicodeCategory.
static const char category_names[][3] = {
    "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps",
    "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co",
};
static_assert(ARRAY_LEN(category_names) == UNICODE_CO + 1, "one name a category");

static int find_category(const DataFile *f, const char *name) {
    for (size_t i = 0; i < ARRAY_LEN(category_names); i++) {
        if (strcmp(category_names[i], name) == 0) return (int)i;
    }
    fail(f, "unknown category");
    return 0;
}

static unsigned category_flags(int category, uint32_t c) {
    unsigned flags = 0;
    if (category >= UNICODE_LU && category <= UNICODE_LO) flags |= UNICODE_ALPHA;
    if (category == UNICODE_LT) flags |= UNICODE_TITLE;
    bool blank = (category >= UNICODE_ZS && category <= UNICODE_CO) || category == UNICODE_CN;
    if (!blank || c == ' ') flags |= UNICODE_PRINTABLE;
    return flags;
}

static Names bidirectional = {1, {""}}, width = {1, {"N"}};

static void read_properties(void) {
    for (uint32_t c = 0; c < LIMIT; c++) types[c] = (UnicodeType){.decimal = -1, .digit = -1};
    uint32_t first, last;
    char *p;
    DataFile f = data_open("category");
    while ((p = data_line(&f))) {
        data_range(&f, &p, &first, &last);
        int category = find_category(&f, p);
        for (uint32_t c = first; c <= last; c++) {
            types[c].category = (uint8_t)category;
            types[c].flags = (uint16_t)category_flags(category, c);
        }
    }
    f = data_open("bidirectional");
    while ((p = data_line(&f))) {
        data_range(&f, &p, &first, &last);
        for (uint32_t c = first; c <= last; c++) types[c].bidirectional = (uint8_t)name_index(&bidirectional, p);
    }
    f = data_open("width");
    while ((p = data_line(&f))) {
        data_range(&f, &p, &first, &last);
        for (uint32_t c = first; c <= last; c++) types[c].width = (uint8_t)name_index(&width, p);
    }
    f = data_open("combining");
    while ((p = data_line(&f))) {
        data_range(&f, &p, &first, &last);
        for (uint32_t c = first; c <= last; c++) types[c].combining = (uint8_t)atoi(p);
    }
}

static void read_flag(const char *name, unsigned flag) {
    DataFile f = data_open(name);
    uint32_t first, last;
    for (char *p; (p = data_line(&f));) {
        data_range(&f, &p, &first, &last);
        for (uint32_t c = first; c <= last; c++) types[c].flags |= (uint16_t)flag;
    }
}

// ---- numbers ------------------------------------------------------------------------------------------------------

static void read_numeric(void) {
    static char values[256][32];
    int n = 1;
    DataFile f = data_open("numeric");
    for (char *p; (p = data_line(&f));) {
        uint32_t c = data_hex(&f, &p);
        char decimal[8], digit[8], value[32];
        if (sscanf(p, "%7s %7s %31s", decimal, digit, value) != 3) fail(&f, "three values expected");
        types[c].flags |= UNICODE_NUMERIC;
        if (decimal[0] != '-') types[c].flags |= UNICODE_DECIMAL, types[c].decimal = (int8_t)atoi(decimal);
        if (digit[0] != '-') types[c].flags |= UNICODE_DIGIT, types[c].digit = (int8_t)atoi(digit);
        int i = 1;
        while (i < n && strcmp(values[i], value) != 0) i++;
        if (i == n) {
            if (n == 256) fail(&f, "too many values");
            strcpy(values[n++], value);
        }
        types[c].numeric = (uint8_t)i;
    }
    printf("static const struct { int64_t numerator; int32_t denominator; } numeric_values[] = {\n    {0, 1},\n");
    for (int i = 1; i < n; i++) {
        char *slash = strchr(values[i], '/');
        if (slash) *slash = 0;
        printf("    {%s, %s},\n", values[i], slash ? slash + 1 : "1");
    }
    printf("};\n\n");
}

// ---- case ---------------------------------------------------------------------------------------------------------

typedef struct CaseMap {
    int32_t delta[4];  // of the one-to-one lower, upper, title; casefold
    uint32_t special;
} CaseMap;

static CaseMap maps[2048];
static int map_count = 1;

static int case_map_index(CaseMap map) {
    int i = 0;
    while (i < map_count && memcmp(&maps[i], &map, sizeof map) != 0) i++;
    if (i == map_count) maps[map_count++] = map;
    return i;
}

// Reads up to three code points up to ';' or the end; none stands for c itself.
static int read_mapping(const DataFile *f, char **p, uint32_t c, uint32_t out[3]) {
    int n = 0;
    while (**p && **p != ';') {
        if (n == 3) fail(f, "mapping too long");
        out[n++] = data_hex(f, p);
        if (**p == ' ') ++*p;
    }
    if (**p == ';') ++*p;
    if (n == 0) out[n++] = c;
    return n;
}

static void read_casing(void) {
    int specials = 1;
    printf("static const struct { uint8_t n[4]; uint32_t to[4][3]; } case_specials[] = {\n    {{0}, {{0}}},\n");
    DataFile f = data_open("casing");
    for (char *p; (p = data_line(&f));) {
        uint32_t c = data_hex(&f, &p), to[4][3] = {{0}}, simple[3];
        int n[4];
        if (*p++ != ';') fail(&f, "mappings expected");
        for (int i = 0; i < 4; i++) n[i] = read_mapping(&f, &p, c, to[i]);
        CaseMap map = {0};
        bool one_to_one = *p;
        for (int i = 0; i < 3; i++) {
            if (one_to_one && read_mapping(&f, &p, c, simple) != 1) fail(&f, "not one-to-one");
            map.delta[i] = (int32_t)((one_to_one ? simple[0] : to[i][0]) - c);
        }
        map.delta[3] = (int32_t)(to[3][0] - c);
        bool special = false;
        for (int i = 0; i < 4; i++) special |= n[i] > 1 || to[i][0] != c + (uint32_t)map.delta[i];
        if (special) {
            map.special = (uint32_t)specials++;
            printf("    {{%d, %d, %d, %d}, {", n[0], n[1], n[2], n[3]);
            for (int i = 0; i < 4; i++) printf("{%u, %u, %u}, ", to[i][0], to[i][1], to[i][2]);
            printf("}},\n");
        }
        types[c].case_map = (uint16_t)case_map_index(map);
        types[c].flags |= UNICODE_CASE_CHANGES;
    }
    printf("};\n\nstatic const struct { int32_t lower, upper, title, fold; uint16_t special; } case_maps[] = {\n");
    for (int i = 0; i < map_count; i++) {
        printf("    {%d, %d, %d, %d, %u},\n", maps[i].delta[0], maps[i].delta[1], maps[i].delta[2], maps[i].delta[3],
               maps[i].special);
    }
    printf("};\n\n");
}

// ---- decomposition and composition --------------------------------------------------------------------------------

typedef struct Decomposition {
    uint8_t tag;  // index of "<compat>" and its like, 0 for a canonical one
    uint8_t n;
    uint32_t to[18];
} Decomposition;

static Decomposition decompositions[LIMIT];

static void read_decompositions(void) {
    static Names tags = {1, {""}};
    static char full_tags[32][16];
    DataFile f = data_open("decomposition");
    for (char *p; (p = data_line(&f));) {
        Decomposition *d = &decompositions[data_hex(&f, &p)];
        while (*p == ' ') p++;
        if (*p == '<') {
            char *end = strchr(p, '>');
            if (!end) fail(&f, "tag without an end");
            *end = 0;
            char key[8] = {0};
            strncpy(key, p + 1, 7);  // seven letters tell them apart
            d->tag = (uint8_t)name_index(&tags, key);
            strcpy(full_tags[d->tag], p + 1);
            p = end + 1;
        }
        while (*p) {
            if (d->n == ARRAY_LEN(d->to)) fail(&f, "decomposition too long");
            d->to[d->n++] = data_hex(&f, &p);
        }
    }
    printf("static const char decomposition_tags[][12] = {");
    for (int i = 0; i < tags.n; i++) printf("\"%s\", ", full_tags[i]);
    printf("};\n\n");
}

// The entries: tag << 8 | length, then the code points. Equal ones are stored once.
static void print_decompositions(void) {
    static uint32_t data[1 << 16], offsets[LIMIT], pages[LIMIT], blocks[LIMIT];
    size_t used = 1;
    for (uint32_t c = 0; c < LIMIT; c++) {
        const Decomposition *d = &decompositions[c];
        if (d->n == 0) continue;
        size_t at = 1;
        while (at < used) {
            size_t n = data[at] & 0xFF;
            if (data[at] == (uint32_t)(d->tag << 8 | d->n) && memcmp(data + at + 1, d->to, n * 4) == 0) break;
            at += n + 1;
        }
        if (at == used) {
            if (used + d->n + 1 > ARRAY_LEN(data)) exit(1);
            data[used++] = (uint32_t)(d->tag << 8 | d->n);
            for (int i = 0; i < d->n; i++) data[used++] = d->to[i];
        }
        offsets[c] = (uint32_t)at;
    }
    size_t n = compress(offsets, LIMIT, 6, pages, blocks);
    printf("#define DECOMPOSITION_SHIFT 6\n");
    print_array("static ", NULL, "decomposition_pages", pages, LIMIT >> 6);
    print_array("static ", NULL, "decomposition_index", blocks, n);
    print_array("static ", NULL, "decomposition_data", data, used);
}

static bool excluded[LIMIT];

static void read_exclusions(void) {
    DataFile f = data_open("composition_exclusions");
    uint32_t first, last;
    for (char *p; (p = data_line(&f));) {
        data_range(&f, &p, &first, &last);
        for (uint32_t c = first; c <= last; c++) excluded[c] = true;
    }
}

static bool is_hangul_syllable(uint32_t c) { return c >= 0xAC00 && c < 0xD7A4; }

// Whether the full compatibility decomposition is another one than the canonical.
static bool has_compatibility(uint32_t c) {
    const Decomposition *d = &decompositions[c];
    if (d->tag) return true;
    for (int i = 0; i < d->n; i++) {
        if (has_compatibility(d->to[i])) return true;
    }
    return false;
}

static void set_normal(void) {
    for (uint32_t c = 0; c < LIMIT; c++) {
        const Decomposition *d = &decompositions[c];
        unsigned bits = 0;
        if (excluded[c]) bits |= UNICODE_NORMAL_NFC_NO | UNICODE_NORMAL_NFKC_NO;
        if (has_compatibility(c)) bits |= UNICODE_NORMAL_NFKC_NO;
        if ((d->n && !d->tag) || is_hangul_syllable(c)) bits |= UNICODE_NORMAL_NFD_NO;
        if (d->n || is_hangul_syllable(c)) bits |= UNICODE_NORMAL_NFKD_NO;
        bool vowel = c >= 0x1161 && c <= 0x1175, trail = c >= 0x11A8 && c <= 0x11C2;
        if (vowel || trail) bits |= UNICODE_NORMAL_NFC_MAYBE | UNICODE_NORMAL_NFKC_MAYBE;
        types[c].normal |= (uint8_t)bits;
        if (d->n == 2 && !d->tag && !excluded[c]) {
            types[d->to[1]].normal |= UNICODE_NORMAL_NFC_MAYBE | UNICODE_NORMAL_NFKC_MAYBE;
        }
    }
}

// An open-addressed table of the pairs that compose.
static void print_compositions(void) {
    enum { SIZE = 1 << UNICODE_PAIR_BITS };
    static uint32_t table[SIZE][3];
    for (uint32_t c = 0; c < LIMIT; c++) {
        const Decomposition *d = &decompositions[c];
        if (d->n != 2 || d->tag || excluded[c]) continue;
        uint32_t slot = unicode_pair_slot(d->to[0], d->to[1]);
        while (table[slot][2]) slot = (slot + 1) % SIZE;
        table[slot][0] = d->to[0], table[slot][1] = d->to[1], table[slot][2] = c;
    }
    printf("static const struct { uint32_t first, second, composed; } compositions[%d] = {\n", SIZE);
    for (int i = 0; i < SIZE; i++) printf("    {%u, %u, %u},\n", table[i][0], table[i][1], table[i][2]);
    printf("};\n\n");
}

// ---- types --------------------------------------------------------------------------------------------------------

static void print_types(void) {
    static uint32_t index[LIMIT], pages[LIMIT], blocks[LIMIT];
    static UnicodeType distinct[1 << 16];
    uint32_t n = 0, previous = 0;
    printf("const UnicodeType unicode_types[] = {\n");
    for (uint32_t c = 0; c < LIMIT; c++) {
        const UnicodeType *t = &types[c];
        uint32_t i = previous;
        if (n == 0 || memcmp(&distinct[i], t, sizeof *t) != 0) {
            for (i = 0; i < n && memcmp(&distinct[i], t, sizeof *t) != 0;) i++;
        }
        if (i == n) {
            distinct[n++] = *t;
            printf("    {%u, %u, %d, %d, %u, %u, %u, %u, %u, %u},\n", t->flags, t->case_map, t->decimal, t->digit,
                   t->category, t->combining, t->bidirectional, t->width, t->normal, t->numeric);
        }
        index[c] = previous = i;
    }
    printf("};\n\n");
    size_t used = compress(index, LIMIT, UNICODE_SHIFT, pages, blocks);
    print_array("", "uint16_t", "unicode_pages", pages, LIMIT >> UNICODE_SHIFT);
    print_array("", "uint16_t", "unicode_type_index", blocks, used);
}

int main(int argc, char **argv) {
    static const struct { const char *name; unsigned flag; } sets[] = {
        {"space", UNICODE_SPACE}, {"linebreak", UNICODE_LINEBREAK}, {"lower", UNICODE_LOWER}, {"upper", UNICODE_UPPER},
        {"cased", UNICODE_CASED}, {"case_ignorable", UNICODE_CASE_IGNORABLE}, {"xid_start", UNICODE_XID_START},
        {"xid_continue", UNICODE_XID_CONTINUE}, {"mirrored", UNICODE_MIRRORED},
    };
    if (argc != 2) return 2;
    unidata_folder = argv[1];
    read_properties();
    for (size_t i = 0; i < ARRAY_LEN(sets); i++) read_flag(sets[i].name, sets[i].flag);
    read_numeric();
    read_casing();
    read_decompositions();
    read_exclusions();
    set_normal();
    print_types();
    print_names("bidirectional_names", &bidirectional);
    print_names("width_names", &width);
    print_decompositions();
    print_compositions();
    return fflush(stdout) || ferror(stdout);
}
