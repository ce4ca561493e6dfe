// Build-time generator: the changes since version 3.2.0 for unicode32.c, from unidata/.
//   gen_unicode32 FOLDER >unicode32_tables.inc
#include "base/gen_unidata.h"

typedef struct Change {
    char category[3], bidirectional[4], width[3];
    int mirrored, decimal;
    char numeric[32];
    uint32_t decomposes;
} Change;

static const Change unchanged = {"", "", "", -1, -2, "-2", 0};
static Change changes[LIMIT];

static void copy_value(const DataFile *f, char *to, size_t room, const char *value) {
    if (strlen(value) >= room) fail(f, "value too long");
    strcpy(to, value);
}

static void set(const DataFile *f, Change *change, const char *property, const char *value) {
    if (strcmp(property, "category") == 0) copy_value(f, change->category, sizeof change->category, value);
    else if (strcmp(property, "bidirectional") == 0) copy_value(f, change->bidirectional, sizeof change->bidirectional, value);
    else if (strcmp(property, "width") == 0) copy_value(f, change->width, sizeof change->width, value);
    else if (strcmp(property, "mirrored") == 0) change->mirrored = atoi(value);
    else if (strcmp(property, "decimal") == 0) change->decimal = atoi(value);
    else if (strcmp(property, "numeric") == 0) copy_value(f, change->numeric, sizeof change->numeric, value);
    else if (strcmp(property, "decomposes") == 0) change->decomposes = (uint32_t)strtoul(value, NULL, 16);
    else fail(f, "unknown property");
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    unidata_folder = argv[1];
    for (uint32_t c = 0; c < LIMIT; c++) changes[c] = unchanged;
    DataFile f = data_open("version_3_2_0");
    for (char *p; (p = data_line(&f));) {
        uint32_t first, last;
        data_range(&f, &p, &first, &last);
        char property[32], value[32] = "";
        if (sscanf(p, "%31s %31s", property, value) < 1) fail(&f, "property expected");
        for (uint32_t c = first; c <= last; c++) {
            if (strcmp(property, "unassigned") == 0) strcpy(changes[c].category, "Cn");
            else set(&f, &changes[c], property, value);
        }
    }
    printf("static const Change changes[] = {\n");
    for (uint32_t c = 0, last; c < LIMIT; c = last + 1) {
        const Change *t = &changes[c];
        for (last = c; last + 1 < LIMIT && memcmp(&changes[last + 1], t, sizeof *t) == 0;) last++;
        if (memcmp(t, &unchanged, sizeof *t) == 0) continue;
        printf("    {%u, %u, \"%s\", \"%s\", \"%s\", %d, %d, %s.0, %u},\n", c, last, t->category, t->bidirectional, t->width,
               t->mirrored, t->decimal, t->numeric, t->decomposes);
    }
    printf("};\n");
    return fflush(stdout) || ferror(stdout);
}
