/* experiment.c: `cwlab experiment`: the whole of it by one command: build, inspect, measure the noise, measure, report.
 *
 * Each step keeps what it did: interrupted or failed in part, the same command goes on where it stopped.
 */
#include "bench.h"
#include "build.h"
#include "commands.h"
#include "report.h"

#include <fnmatch.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const char USAGE[] =
    "usage: cwlab experiment 'BUILDS' ... -o FOLDER [options]\n"
    "BUILDS are names of the matrix or shell patterns: 'cw-*'. Builds them, inspects their machine code, measures the first one\n"
    "against itself and all against each other, and writes FOLDER/report.html. Interrupted, the same command goes on.\n"
    "  --matrix FILE        (lab/matrix.ini)\n"
    "  --suite DIR, --only A,B, --fast, --rigorous      as for cwlab bench\n"
    "  --reference BUILD    what the report compares with (the first that was built)\n"
    "  --title TEXT         of the report\n";

typedef struct Experiment {
    Matrix matrix;
    const char *matrix_path, *folder, *suite, *mode, *reference, *title;
    StrList only;
    const Build **builds;
    size_t count;
} Experiment;

static void choose_builds(Experiment *x, char *const *patterns, int count)
{
    x->builds = lab_alloc((x->matrix.count + 1) * sizeof *x->builds);
    for (size_t i = 0; i < x->matrix.count; i++) {
        bool chosen = false;
        for (int p = 0; p < count; p++)
            chosen = chosen || !fnmatch(patterns[p], x->matrix.builds[i].name, 0);
        if (chosen)
            x->builds[x->count++] = &x->matrix.builds[i];
    }
    if (!x->count)
        lab_die("%s has no such builds (cwlab build --list)", x->matrix_path);
}

/* The builds that are there, as subjects; their machine code's description goes beside the results. */
static bool gather(const Experiment *x, BenchPlan *plan, Error *err)
{
    plan->subjects = lab_alloc(x->count * sizeof *plan->subjects);
    for (size_t i = 0; i < x->count; i++) {
        Subject subject;
        Error missing;
        if (!subject_from_word(x->builds[i]->name, &subject, &missing))
            continue;
        if (!subject_inspect(&subject, lab_printf("%s/%s.inspect.json", x->folder, subject.name), err))
            return false;
        plan->subjects[plan->subject_count++] = subject;
    }
    return plan->subject_count > 0 || error_set(err, "none of the builds is there");
}

static void name_outputs(const Experiment *x, BenchPlan *plan)
{
    plan->outputs = lab_alloc(plan->subject_count * sizeof *plan->outputs);
    for (size_t i = 0; i < plan->subject_count; i++)
        plan->outputs[i] = lab_printf("%s/%s.json", x->folder, plan->subjects[i].name);
}

static int measure(const Experiment *x, BenchPlan *plan)
{
    BenchPlan noise = *plan;
    bench_twin(&noise);
    name_outputs(x, &noise);
    printf("\nnoise: %s against itself\n", plan->subjects[0].name);
    int first = bench_run(&noise);
    if (first == EXIT_INTERRUPTED)
        return first;
    name_outputs(x, plan);
    printf("\nmeasuring %zu builds\n", plan->subject_count);
    int second = bench_run(plan);
    return second != EXIT_OK ? second : first;
}

static bool write_report(const Experiment *x, const BenchPlan *plan, Error *err)
{
    ReportOptions options = {.title = x->title, .reference = x->reference ? x->reference : plan->subjects[0].name};
    Results results;
    Str page = STR_INIT;
    char *path = lab_printf("%s/report.html", x->folder);
    if (!report_claims(x->matrix_path, &options.claims, err) || !results_load(x->folder, NULL, &results, err)
        || !report_make(&results, &options, &page, err) || !file_write(path, page.data, page.length, err))
        return false;
    printf("\n%s\n", path);
    return true;
}

static void parse(int argc, char **argv, Experiment *x)
{
    enum { MATRIX = 256, SUITE, ONLY, FAST, RIGOROUS, REFERENCE, TITLE, HELP };
    static const struct option OPTIONS[] = {
        {"matrix", 1, 0, MATRIX}, {"suite", 1, 0, SUITE}, {"only", 1, 0, ONLY}, {"fast", 0, 0, FAST}, {"rigorous", 0, 0, RIGOROUS},
        {"reference", 1, 0, REFERENCE}, {"title", 1, 0, TITLE}, {"help", 0, 0, HELP}, {0, 0, 0, 0},
    };
    *x = (Experiment){.matrix_path = "lab/matrix.ini", .suite = "bench", .mode = "default"};
    for (int option; (option = getopt_long(argc, argv, "o:", OPTIONS, NULL)) != -1;) {
        switch (option) {
        case MATRIX: x->matrix_path = optarg; break;
        case SUITE: x->suite = optarg; break;
        case ONLY: x->only = strlist_split(optarg, ", "); break;
        case FAST: x->mode = "fast"; break;
        case RIGOROUS: x->mode = "rigorous"; break;
        case REFERENCE: x->reference = optarg; break;
        case TITLE: x->title = optarg; break;
        case 'o': x->folder = optarg; break;
        case HELP: fputs(USAGE, stdout); exit(EXIT_OK);
        default: fputs(USAGE, stderr); exit(EXIT_USAGE);
        }
    }
    if (optind == argc || !x->folder) {
        fputs(USAGE, stderr);
        exit(EXIT_USAGE);
    }
}

int command_experiment(int argc, char **argv)
{
    Experiment x;
    Error err;
    parse(argc, argv, &x);
    if (!matrix_load(x.matrix_path, &x.matrix, &err))
        lab_die("%s", err.text);
    choose_builds(&x, argv + optind, argc - optind);
    BenchPlan plan = {.timeout = 300, .cpu = bench_default_cpu()};
    bench_mode(&plan, x.mode);
    if (!programs_load(x.suite, "tags", &x.only, &plan.programs, &err) || !make_folders(x.folder, &err))
        lab_die("%s", err.text);
    int built = builds_make(x.builds, x.count, 2);
    if (built == EXIT_INTERRUPTED)
        return built;
    if (!gather(&x, &plan, &err))
        lab_die("%s", err.text);
    int measured = measure(&x, &plan);
    if (measured == EXIT_INTERRUPTED)
        return measured;
    if (!write_report(&x, &plan, &err))
        lab_die("%s", err.text);
    return measured != EXIT_OK ? measured : built;
}
