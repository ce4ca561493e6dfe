/* bench_command.c: `cwlab bench` and `cwlab noise`. */
#include "bench.h"
#include "commands.h"
#include "machine.h"
#include "pyperf.h"
#include "stats.h"
#include "table.h"

#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char BENCH_USAGE[] =
    "usage: cwlab bench BUILD ... [options] -o OUT\n"
    "A BUILD is the name of a build of the matrix or the path of an executable.\n"
    "  --interpreter NAME=COMMAND   any interpreter: --interpreter cpython=\"python3.14 -I\"\n"
    "  -o OUT                       one subject: the result file; several: a folder, or x.json for x.NAME.json\n"
    "  --suite DIR                  the programs (bench)\n"
    "  --only A,B                   only these\n"
    "  --fast, --rigorous           fewer processes and shorter measurements, or more processes\n"
    "  --processes N, --warmups N, --values N, --least SECONDS    in detail\n"
    "  --cpu N|none                 the CPU to pin to (the last one, if there are several)\n"
    "  --timeout S                  seconds after which a process counts as hanging (300)\n"
    "  --overwrite                  start anew instead of going on from what OUT holds\n"
    "  -q                           no progress bar, no remarks about the machine\n"
    "Results are pyperf's JSON. Interrupted at any point, the same command goes on.\n";

static const char NOISE_USAGE[] =
    "usage: cwlab noise BUILD [options]      (or --interpreter NAME=COMMAND)\n"
    "Measures one build against itself, interleaved, and prints the floor below which differences mean nothing here.\n"
    "Takes the options of cwlab bench; -o FOLDER keeps the two result files.\n";

typedef struct BenchArguments {
    BenchPlan plan;
    size_t capacity;
    const char *suite, *output;
    StrList only;
} BenchArguments;

static long count_argument(const char *name, const char *text, long least, long most)
{
    char *end;
    long n = strtol(text, &end, 10);
    if (end == text || *end || n < least || n > most)
        lab_die("--%s: '%s' is not a number from %ld to %ld", name, text, least, most);
    return n;
}

static double seconds_argument(const char *name, const char *text)
{
    char *end;
    double s = strtod(text, &end);
    if (end == text || *end || !(s > 0) || !isfinite(s))
        lab_die("--%s: '%s' is not a number of seconds", name, text);
    return s;
}

static void add_subject(BenchArguments *args, const Subject *subject)
{
    for (size_t i = 0; i < args->plan.subject_count; i++)
        if (!strcmp(args->plan.subjects[i].name, subject->name))
            lab_die("two subjects are called %s; --interpreter NAME=COMMAND gives names", subject->name);
    ARRAY_PUSH(args->plan.subjects, args->plan.subject_count, args->capacity, *subject);
}

static void parse_bench(int argc, char **argv, const char *usage, BenchArguments *args)
{
    enum { INTERPRETER = 256, SUITE, ONLY, FAST, RIGOROUS, PROCESSES, WARMUPS, VALUES, LEAST, CPU, TIMEOUT, OVERWRITE, HELP };
    static const struct option OPTIONS[] = {
        {"interpreter", 1, 0, INTERPRETER}, {"suite", 1, 0, SUITE}, {"only", 1, 0, ONLY}, {"fast", 0, 0, FAST},
        {"rigorous", 0, 0, RIGOROUS}, {"processes", 1, 0, PROCESSES}, {"warmups", 1, 0, WARMUPS}, {"values", 1, 0, VALUES},
        {"least", 1, 0, LEAST}, {"cpu", 1, 0, CPU}, {"timeout", 1, 0, TIMEOUT}, {"overwrite", 0, 0, OVERWRITE}, {"help", 0, 0, HELP},
        {0, 0, 0, 0},
    };
    Error err;
    Subject subject;
    *args = (BenchArguments){.suite = "bench"};
    bench_mode(&args->plan, "default");
    args->plan.timeout = 300;
    args->plan.cpu = bench_default_cpu();
    for (int option; (option = getopt_long(argc, argv, "o:q", OPTIONS, NULL)) != -1;) {
        switch (option) {
        case INTERPRETER:
            if (!subject_from_option(optarg, &subject, &err))
                lab_die("--interpreter: %s", err.text);
            add_subject(args, &subject);
            break;
        case SUITE: args->suite = optarg; break;
        case ONLY: args->only = strlist_split(optarg, ", "); break;
        case FAST: bench_mode(&args->plan, "fast"); break;
        case RIGOROUS: bench_mode(&args->plan, "rigorous"); break;
        case PROCESSES: args->plan.processes = (int)count_argument("processes", optarg, 1, 100000); break;
        case WARMUPS: args->plan.warmups = (int)count_argument("warmups", optarg, 0, 100000); break;
        case VALUES: args->plan.values = (int)count_argument("values", optarg, 1, 100000); break;
        case LEAST: args->plan.least = seconds_argument("least", optarg); break;
        case CPU: args->plan.cpu = strcmp(optarg, "none") ? (int)count_argument("cpu", optarg, 0, 4095) : -1; break;
        case TIMEOUT: args->plan.timeout = seconds_argument("timeout", optarg); break;
        case OVERWRITE: args->plan.overwrite = true; break;
        case 'o': args->output = optarg; break;
        case 'q': args->plan.quiet = true; break;
        case HELP: fputs(usage, stdout); exit(EXIT_OK);
        default: fputs(usage, stderr); exit(EXIT_USAGE);
        }
    }
    for (int i = optind; i < argc; i++) {
        if (!subject_from_word(argv[i], &subject, &err))
            lab_die("%s", err.text);
        add_subject(args, &subject);
    }
    if (!args->plan.subject_count) {
        fputs(usage, stderr);
        exit(EXIT_USAGE);
    }
    if (!programs_load(args->suite, "tags", &args->only, &args->plan.programs, &err))
        lab_die("%s", err.text);
}

static void name_outputs(BenchArguments *args)
{
    BenchPlan *plan = &args->plan;
    plan->outputs = lab_alloc(plan->subject_count * sizeof *plan->outputs);
    bool file = str_ends(args->output, ".json");
    for (size_t i = 0; i < plan->subject_count; i++) {
        const char *name = plan->subjects[i].name;
        if (file && plan->subject_count == 1)
            plan->outputs[i] = args->output;
        else if (file)
            plan->outputs[i] = lab_printf("%.*s.%s.json", (int)strlen(args->output) - 5, args->output, name);
        else
            plan->outputs[i] = lab_printf("%s/%s.json", args->output, name);
    }
}

static void remark_on_machine(const BenchPlan *plan)
{
    StrList complaints = machine_complaints();
    for (size_t i = 0; i < complaints.count && !plan->quiet; i++)
        fprintf(stderr, "note: %s\n", complaints.items[i]);
}

/* Beside each result file, what the binary's machine code looks like: the report shows both. */
static void write_inspections(const BenchPlan *plan)
{
    Error err;
    for (size_t i = 0; i < plan->subject_count; i++) {
        char *path = lab_printf("%.*s.inspect.json", (int)strlen(plan->outputs[i]) - 5, plan->outputs[i]);
        if (!make_folders(folder_of(path), &err) || !subject_inspect(&plan->subjects[i], path, &err))
            lab_die("%s", err.text);
        free(path);
    }
}

int command_bench(int argc, char **argv)
{
    BenchArguments args;
    parse_bench(argc, argv, BENCH_USAGE, &args);
    if (!args.output)
        lab_die("where to? -o FILE.json or -o FOLDER");
    name_outputs(&args);
    remark_on_machine(&args.plan);
    write_inspections(&args.plan);
    return bench_run(&args.plan);
}

/* Prints how far apart two measurements of the same thing came out. */
static void print_floor(const char *first, const char *second)
{
    char *paths[] = {(char *)first, (char *)second};
    Suite *suites = suites_load(paths, 2);
    Table table = {0};
    table.headers = strlist_split("benchmark|first|second|difference|verdict", "|");
    double *changes = lab_alloc(suites[0].count * sizeof *changes), *logs = lab_alloc(suites[0].count * sizeof *logs), worst = 1;
    size_t count = 0, significant = 0;
    for (size_t i = 0; i < suites[0].count; i++) {
        const Benchmark *a = &suites[0].benchmarks[i], *b = suite_find(&suites[1], a->name);
        if (!b)
            continue;
        double ratio = b->mean / a->mean, change = ratio < 1 ? 1 / ratio : ratio;
        TTest test = stats_t_test(a->values, a->count, b->values, b->count);
        worst = change > worst ? change : worst;
        logs[count] = log(ratio);
        changes[count++] = change;
        significant += test.significant;
        StrList row = {0};
        strlist_add(&row, a->name);
        strlist_add(&row, unit_format_pair(a->unit, a->mean, a->stddev));
        strlist_add(&row, unit_format_pair(b->unit, b->mean, b->stddev));
        strlist_add(&row, ratio_format(ratio));
        strlist_add(&row, test.significant ? "\"significant\"" : "not significant");
        table_add_row(&table, row);
    }
    Str out = STR_INIT;
    table_render_plain(&table, &out);
    fputs(out.data, stdout);
    if (!count)
        return;
    double mean = exp(stats_mean(logs, count)), margin = 1.96 * stats_stddev(logs, count) / sqrt((double)count);
    printf("\nThe same build against itself, %zu benchmarks: geometric mean %s, median difference %.1f %%, largest %.1f %%;\n"
           "%zu of them would be called significant. A difference of one benchmark below %.1f %%, or of the geometric mean\n"
           "below %.1f %%, means nothing on this machine today.\n",
           count, ratio_format(mean), (stats_median(changes, count) - 1) * 100, (worst - 1) * 100, significant, (worst - 1) * 100,
           100 * (fabs(log(mean)) + margin));
}

int command_noise(int argc, char **argv)
{
    BenchArguments args;
    parse_bench(argc, argv, NOISE_USAGE, &args);
    if (args.plan.subject_count != 1)
        lab_die("noise measures one build against itself, not %zu", args.plan.subject_count);
    char template[] = "/tmp/cwlab-noise-XXXXXX";
    bool keep = args.output != NULL;
    if (!keep && !(args.output = mkdtemp(template)))
        lab_die("/tmp: no folder can be made there");
    bench_twin(&args.plan);
    name_outputs(&args);
    remark_on_machine(&args.plan);
    int code = bench_run(&args.plan);
    if (code == EXIT_OK)
        print_floor(args.plan.outputs[0], args.plan.outputs[1]);
    if (!keep) {
        remove(args.plan.outputs[0]);
        remove(args.plan.outputs[1]);
        remove(args.output);
    }
    return code;
}
