/* subject.h: what is measured: an interpreter's command with a name and a provenance. */
#ifndef LAB_SUBJECT_H
#define LAB_SUBJECT_H

#include "util.h"

#include <jansson.h>

typedef struct Subject {
    const char *name;
    StrList command;             /* words; the program's path follows */
    const char *binary;          /* the file behind the command's first word, or NULL when it was not found */
    json_t *record;              /* the build record of a build from the store, or NULL */
} Subject;

/* A command line's word: the name of a build in the store, or the path of an executable. */
bool subject_from_word(const char *word, Subject *subject, Error *err);
/* NAME=COMMAND as --interpreter takes it; without NAME= the command's last path component names it. */
bool subject_from_option(const char *text, Subject *subject, Error *err);
/* Adds what can be told about it to a suite's metadata: command, version, hash of the binary, compiler and flags. */
void subject_describe(const Subject *subject, json_t *metadata);
/* Writes what inspect finds in its binary to a file; none when it is not ELF or holds no interpreter. */
bool subject_inspect(const Subject *subject, const char *path, Error *err);
/* SHA-256 that tells one interpreter from another: of the binary, else of the command and what it says of its version. */
char *subject_identity(const Subject *subject);

#endif
