/* build.h: making the builds of a matrix. */
#ifndef LAB_BUILD_H
#define LAB_BUILD_H

#include "matrix.h"

/* Makes builds, at most two at a time, and prints what became of each. A failure does not stop the others. Exit code. */
int builds_make(const Build *const *builds, size_t count, int parallel);

#endif
