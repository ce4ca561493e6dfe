/* matrix.h: builds described in a few composable lines (lab/matrix.ini says how they look).
 *
 *     [source NAME]     kind = coachwhip | cpython, path = FOLDER | debian:SUITE/PACKAGE
 *     [transform NAME]  cflags, ldflags, cflags.gcc, cflags.clang, ldflags.gcc, ldflags.clang, make.coachwhip,
 *                       configure.cpython, pgo = yes, only = gcc | clang
 *     [builds]          NAME = SOURCE TOOLCHAIN TRANSFORM ...
 *     [claims]          NAME = TRANSFORM vs TRANSFORM
 */
#ifndef LAB_MATRIX_H
#define LAB_MATRIX_H

#include "config.h"
#include "toolchain.h"

typedef struct Build {
    const char *name;
    const ConfigSection *source;
    Toolchain toolchain;
    StrList transforms;          /* names, in the order of the line */
    const char *cflags, *ldflags, *make_arguments, *configure_arguments;
    bool pgo;
} Build;

typedef struct Matrix {
    Config config;
    Build *builds;
    size_t count, capacity;
} Matrix;

bool matrix_load(const char *path, Matrix *matrix, Error *err);
const Build *matrix_find(const Matrix *matrix, const char *name);
const char *build_source_name(const Build *build);
const char *build_kind(const Build *build);

#endif
