/* programs.h: the benchmark programs of a folder. What one is, its first comment lines say:
 *     # tags: math, float          required: the groups of compare
 *     # kind: process              cwlab times the whole process instead of what the program times itself
 */
#ifndef LAB_PROGRAMS_H
#define LAB_PROGRAMS_H

#include "util.h"

typedef struct Program {
    const char *name, *path;
    const char *head;            /* its leading comment lines */
    StrList tags;
    bool process;
    char sha256[65];
} Program;

typedef struct Programs {
    Program *items;
    size_t count, capacity;
} Programs;

/* All programs of a folder whose head has the key, by name; with `only`, just those, each of which must be there. */
bool programs_load(const char *folder, const char *key, const StrList *only, Programs *out, Error *err);
/* "# key: value" from a program's head; NULL when it has none. */
char *program_header(const Program *program, const char *key);

#endif
