// What the generators share: reading the files of unidata/, see unidata/record.py for their grammar. Any surprise ends
// the build with the file and the line.
#ifndef BASE_GEN_UNIDATA_H
#define BASE_GEN_UNIDATA_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT = 0x110000 };

typedef struct DataFile {
    FILE *file;
    char path[256];
    int line_number;
    char line[1024];
} DataFile;

static const char *unidata_folder;

static void fail(const DataFile *f, const char *why) {
    fprintf(stderr, "%s:%d: %s\n", f->path, f->line_number, why);
    exit(1);
}

static DataFile data_open(const char *name) {
    DataFile f = {0};
    snprintf(f.path, sizeof f.path, "%s/%s.txt", unidata_folder, name);
    f.file = fopen(f.path, "r");
    if (!f.file) fail(&f, "cannot be read");
    return f;
}

// Reads the next line that is not a comment, without its end. NULL, and the file closed, at the end.
static char *data_line(DataFile *f) {
    while (fgets(f->line, sizeof f->line, f->file)) {
        f->line_number++;
        size_t n = strlen(f->line);
        if (n == 0 || f->line[n - 1] != '\n') fail(f, "line too long");
        f->line[n - 1] = 0;
        if (f->line[0] != '#') return f->line;
    }
    fclose(f->file);
    return NULL;
}

// Reads a code point at *p and moves past it.
static uint32_t data_hex(const DataFile *f, char **p) {
    char *end;
    unsigned long c = strtoul(*p, &end, 16);
    if (end == *p || c >= LIMIT) fail(f, "not a code point");
    *p = end;
    return (uint32_t)c;
}

// Reads FIRST or FIRST..LAST and moves past it and a space.
static void data_range(const DataFile *f, char **p, uint32_t *first, uint32_t *last) {
    *first = *last = data_hex(f, p);
    if (strncmp(*p, "..", 2) == 0) {
        *p += 2;
        *last = data_hex(f, p);
    }
    if (*last < *first) fail(f, "range runs backwards");
    if (**p == ' ') ++*p;
}

// Prints v[0:n] as a C array of the narrowest unsigned type, unless `type` names one.
static inline void print_array(const char *linkage, const char *type, const char *name, const uint32_t *v, size_t n) {
    uint32_t max = 0;
    for (size_t i = 0; i < n; i++) max = v[i] > max ? v[i] : max;
    if (!type) type = max < 0x100 ? "uint8_t" : max < 0x10000 ? "uint16_t" : "uint32_t";
    printf("%sconst %s %s[%zu] = {", linkage, type, name, n);
    for (size_t i = 0; i < n; i++) printf("%s%u,", i % 24 ? "" : "\n    ", v[i]);
    printf("\n};\n\n");
}

#endif
