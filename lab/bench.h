/* bench.h: measures subjects on benchmark programs, interleaved, and keeps what it measured in pyperf files.
 *
 * Policy. A benchmark is calibrated once per subject: its loops double until one measurement takes `least` seconds. Then, in
 * each of `processes` rounds, every benchmark runs once under every subject, one process each, back to back and in rotating
 * order, so that drift of the machine hits all alike. A process measures `warmups` loops that do not count and `values` that do.
 * Files are rewritten whole (atomically) after each benchmark of a round: an interrupted run goes on where it stopped.
 */
#ifndef LAB_BENCH_H
#define LAB_BENCH_H

#include "programs.h"
#include "subject.h"

typedef struct BenchPlan {
    Subject *subjects;
    const char **outputs;        /* a file each */
    size_t subject_count;
    Programs programs;
    int processes, warmups, values;
    double least;                /* seconds a measurement takes at least */
    double timeout;              /* seconds after which a process counts as hanging */
    int cpu;                     /* -1: not pinned */
    bool overwrite;              /* do not go on from existing files */
    bool quiet;
} BenchPlan;

/* The settings of --fast, the default and --rigorous. */
void bench_mode(BenchPlan *plan, const char *mode);
/* The last CPU that this process may use when there are several, else -1. */
int bench_default_cpu(void);
/* Makes a plan for one subject one that measures it against itself, as NAME.first and NAME.second. */
void bench_twin(BenchPlan *plan);
/* Runs the plan. Returns an exit code: EXIT_FAILED when a benchmark failed, EXIT_INTERRUPTED after Ctrl-C. */
int bench_run(BenchPlan *plan);

#endif
