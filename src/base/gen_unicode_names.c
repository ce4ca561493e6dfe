// Build-time generator: the name tables of unicode_names.c, from unidata/.   gen_unicode_names FOLDER >unicode_names.inc
//
// Every name, alias and named sequence has a number: first the characters' names in code point order, then the others. A
// name is stored as the codes of its words, ended by 0; the commonest words have codes of one byte.
#include "base/gen_unidata.h"
#include "base/unicode.h"
#include "base/unicode_hash.h"

enum { MAX_NAMES = 1 << UNICODE_NAME_BITS, MAX_WORDS = 1 << 15, WORD_SLOTS = 1 << 16, GROUP = 8 };

typedef struct Word {
    char *text;
    uint32_t count, code;  // code - 1 is its rank
} Word;

static Word words[MAX_WORDS];
static uint32_t word_slots[WORD_SLOTS];  // index + 1
static int word_count;

static char *names[MAX_NAMES];
static uint32_t name_count, character_count;
static uint32_t extra[MAX_NAMES][UNICODE_SEQUENCE_MAX];  // code points of the numbers from character_count on

static Word *find_word(const char *text, size_t n) {
    uint32_t slot = unicode_name_slot(text, n);
    for (; word_slots[slot]; slot = (slot + 1) % WORD_SLOTS) {
        Word *w = &words[word_slots[slot] - 1];
        if (strlen(w->text) == n && memcmp(w->text, text, n) == 0) return w;
    }
    if (word_count == MAX_WORDS) exit(1);
    words[word_count].text = strndup(text, n);
    word_slots[slot] = (uint32_t)++word_count;
    return &words[word_count - 1];
}

static void add_name(const DataFile *f, const char *name) {
    if (name_count == MAX_NAMES / 4 * 3) fail(f, "too many names");
    if (strlen(name) >= UNICODE_NAME_MAX) fail(f, "name too long");
    names[name_count++] = strdup(name);
    for (const char *p = name; *p;) {
        size_t n = strcspn(p, " ");
        find_word(p, n)->count++;
        p += n + (p[n] == ' ');
    }
}

// Prints the rules and the runs of named code points as it meets them.
static void read_names(void) {
    static uint32_t runs[MAX_NAMES][2];
    size_t run_count = 0;
    printf("static const struct { uint32_t first, last; const char prefix[40]; bool lookup_only; } rules[] = {\n");
    DataFile f = data_open("names");
    for (char *p; (p = data_line(&f));) {
        char *star = strchr(p, '*');
        if (star) {
            uint32_t first, last;
            data_range(&f, &p, &first, &last);
            printf("    {%u, %u, \"%.*s\", %d},\n", first, last, (int)(star - p), p, strcmp(star, "* lookup-only") == 0);
        } else if (*p == '@') {
            p++;
            runs[run_count][0] = data_hex(&f, &p);
            runs[run_count++][1] = name_count;
        } else {
            add_name(&f, p);
        }
    }
    character_count = name_count;
    printf("};\n\nstatic const struct { uint32_t first, number; } runs[] = {\n");
    for (size_t i = 0; i < run_count; i++) printf("    {%u, %u},\n", runs[i][0], runs[i][1]);
    printf("};\n\n");
}

// Aliases and sequences: CODE POINTS;NAME.
static void read_extra(const char *file) {
    DataFile f = data_open(file);
    for (char *p; (p = data_line(&f));) {
        for (int n = 0; *p != ';'; n++) {
            if (n == UNICODE_SEQUENCE_MAX) fail(&f, "sequence too long");
            extra[name_count][n] = data_hex(&f, &p);
            if (*p == ' ') p++;
        }
        add_name(&f, p + 1);
    }
}

static int by_count(const void *a, const void *b) {
    const Word *x = *(Word *const *)a, *y = *(Word *const *)b;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    return strcmp(x->text, y->text);
}

// Ranks the words and prints them; returns the lowest first byte of two-byte codes.
static unsigned print_words(void) {
    static Word *ranked[MAX_WORDS];
    static uint32_t offsets[MAX_WORDS + 1];
    for (int i = 0; i < word_count; i++) ranked[i] = &words[i];
    qsort(ranked, (size_t)word_count, sizeof ranked[0], by_count);
    unsigned two_bytes = 256;
    while (two_bytes + (256 - two_bytes) * 256 < (unsigned)word_count + 1) two_bytes--;
    uint32_t length = 0;
    printf("static const char word_text[] =");
    for (int i = 0; i < word_count; i++) {
        ranked[i]->code = (uint32_t)i + 1;
        offsets[i] = length;
        length += (uint32_t)strlen(ranked[i]->text);
        printf("%s\"%s\"", i % 12 ? " " : "\n    ", ranked[i]->text);
    }
    offsets[word_count] = length;
    printf(";\n\n");
    print_array("static ", NULL, "word_offsets", offsets, (size_t)word_count + 1);
    return two_bytes;
}

static void print_codes(unsigned two_bytes) {
    static uint32_t codes[1 << 20], groups[MAX_NAMES / GROUP + 1];
    size_t n = 0;
    for (uint32_t i = 0; i < name_count; i++) {
        if (i % GROUP == 0) groups[i / GROUP] = (uint32_t)n;
        for (const char *p = names[i]; *p;) {
            size_t length = strcspn(p, " ");
            uint32_t code = find_word(p, length)->code;
            if (code < two_bytes) {
                codes[n++] = code;
            } else {
                codes[n++] = two_bytes + ((code - two_bytes) >> 8);
                codes[n++] = (code - two_bytes) & 0xFF;
            }
            p += length + (p[length] == ' ');
        }
        codes[n++] = 0;
    }
    printf("enum { TWO_BYTES = %u, GROUP = %d, CHARACTERS = %u };\n\n", two_bytes, GROUP, character_count);
    print_array("static ", NULL, "name_codes", codes, n);
    print_array("static ", NULL, "name_groups", groups, (name_count + GROUP - 1) / GROUP);
}

static void print_look_up(void) {
    static uint32_t slots[1 << UNICODE_NAME_BITS];
    for (uint32_t i = 0; i < name_count; i++) {
        uint32_t slot = unicode_name_slot(names[i], strlen(names[i]));
        while (slots[slot]) slot = (slot + 1) % ARRAY_LEN(slots);
        slots[slot] = i + 1;
    }
    print_array("static ", NULL, "name_slots", slots, ARRAY_LEN(slots));
    print_array("static ", "uint32_t", "extra_points", extra[character_count],
                (name_count - character_count) * UNICODE_SEQUENCE_MAX);
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    unidata_folder = argv[1];
    read_names();
    read_extra("aliases");
    read_extra("sequences");
    print_codes(print_words());
    print_look_up();
    return fflush(stdout) || ferror(stdout);
}
