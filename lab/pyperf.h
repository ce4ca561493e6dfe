/* pyperf.h: result files in pyperf's JSON format (version 1.0): reading with precise complaints, writing, units.
 *
 * A suite keeps the JSON it came from, so that whatever a reader does not understand survives a rewrite. A benchmark's
 * values are those of all its runs, in order; calibration runs have none.
 */
#ifndef LAB_PYPERF_H
#define LAB_PYPERF_H

#include "util.h"

#include <jansson.h>

typedef struct Benchmark {
    const char *name;
    const char *unit;            /* "second", "byte" or "integer" */
    StrList tags;
    double *values;
    size_t count;
    double mean, stddev;
    json_t *json;
} Benchmark;

typedef struct Suite {
    const char *path;
    const char *name;            /* the file's name without folder and .json[.gz] */
    Benchmark *benchmarks;
    size_t count;
    json_t *json;
} Suite;

/* Reads a suite, gzipped or not. The error names the file and the place: line and column, or benchmarks[3].runs[0]... */
bool suite_load(const char *path, Suite *suite, Error *err);
/* Reads all, and gives suites whose files have the same name their whole path for a name. Dies on a bad file. */
Suite *suites_load(char *const *paths, size_t count);
Benchmark *suite_find(const Suite *suite, const char *name);
/* A metadata value of the benchmark, else of its suite, else NULL. */
json_t *suite_metadata(const Suite *suite, const Benchmark *benchmark, const char *key);

/* Formats a value (and a companion such as its standard deviation, in the same unit) as pyperf prints it: 65.1 ms. */
char *unit_format(const char *unit, double value);
char *unit_format_pair(const char *unit, double value, double companion);

/* "1.09x slower", "1.02x faster" or "no change", for mean / reference mean. */
char *ratio_format(double ratio);

#endif
