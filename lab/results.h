/* results.h: the results of an experiment: a folder with a pyperf file a build, and what is known of each build.
 *
 * What a build is made of comes from the file's own metadata (cwlab wrote it) or, for files from elsewhere, from a matrix whose
 * [builds] name the files.
 */
#ifndef LAB_RESULTS_H
#define LAB_RESULTS_H

#include "pyperf.h"

typedef struct Result {
    Suite suite;
    const char *name, *source;
    StrList words;               /* toolchain and transformations; empty when unknown */
    json_t *inspection;          /* NAME.inspect.json beside it, or NULL */
} Result;

typedef struct Results {
    Result *items;
    size_t count, capacity;
    double noise;                /* the floor of one comparison of geometric means (0.01: 1 %), -1 when not measured */
} Results;

/* How much one build's time is of another's: geometric mean over the benchmarks that both have. */
typedef struct Effect {
    double ratio, low, high;     /* with its 95 % interval from the scatter between processes */
    size_t benchmarks;
} Effect;

/* Loads all result files of a folder; `matrix` may be NULL. NAME.first.json and NAME.second.json are a noise measurement. */
bool results_load(const char *folder, const char *matrix, Results *results, Error *err);
Effect effect_between(const Result *from, const Result *to);
/* Half the 95 % interval of the logarithm of a benchmark's mean, from the means of its processes. */
double benchmark_margin(const Benchmark *benchmark);
/* "1.02x faster (1.01 to 1.03)" */
char *effect_format(const Effect *effect);

#endif
