/* kernels.c: `cwlab kernels`: the micro kernels of bench/kernels under two interpreters, alternating, ratio of minima.
 *
 * A kernel is a program that times a fixed amount of work itself, checks its answer and prints the seconds. Its header
 * says what it exercises and the ratio demanded at least:
 *     # kernel: recursive calls
 *     # floor: 3
 */
#include "commands.h"
#include "process.h"
#include "programs.h"
#include "table.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

typedef struct Kernel {
    const char *name, *path, *what;
    double floor;
    double best[2];              /* seconds, of the reference and of the new interpreter; 0 before the first run */
    char *failure;               /* why it has no figure, or NULL */
} Kernel;

typedef struct Plan {
    StrList command[2];
    Kernel *kernels;
    size_t count, capacity;
    int runs, cpu;
    double timeout;
} Plan;

static const char *const SIDE[2] = {"reference", "new"};

static const char USAGE[] =
    "usage: cwlab kernels --ref COMMAND --new COMMAND [options]\n"
    "  --ref COMMAND    the reference interpreter, such as python3.14\n"
    "  --new COMMAND    the interpreter under test, such as build/coachwhip\n"
    "  --dir DIR        where the kernels are (bench/kernels)\n"
    "  --only A,B       only these kernels\n"
    "  --runs N         runs of each, alternating (5)\n"
    "  --cpu N          pin to this CPU\n"
    "  --timeout S      seconds after which a run counts as hanging (120)\n"
    "  --no-floor       print the ratios, do not hold them to the floors\n"
    "Exit code 1 when a kernel fails or stays below its floor.\n";

static void load_kernels(Plan *plan, const char *folder, const StrList *only)
{
    Programs programs;
    Error err;
    if (!programs_load(folder, "kernel", only, &programs, &err))
        lab_die("%s", err.text);
    for (size_t i = 0; i < programs.count; i++) {
        const Program *p = &programs.items[i];
        char *floor = program_header(p, "floor");
        Kernel kernel = {.name = p->name, .path = p->path, .what = program_header(p, "kernel")};
        if (!floor || (kernel.floor = strtod(floor, NULL)) <= 0)
            lab_die("%s: its head says no '# floor: RATIO'", kernel.path);
        ARRAY_PUSH(plan->kernels, plan->count, plan->capacity, kernel);
    }
}

static void run_once(const Plan *plan, Kernel *kernel, int side)
{
    StrList argv = {0};
    for (size_t i = 0; i < plan->command[side].count; i++)
        strlist_add(&argv, plan->command[side].items[i]);
    strlist_add(&argv, kernel->path);
    strlist_add(&argv, NULL);
    ProcessSpec spec = {.argv = argv.items, .cpu = plan->cpu, .timeout = plan->timeout};
    ProcessResult r;
    if (!process_run(&spec, &r)) {
        kernel->failure = lab_printf("%s: %s", SIDE[side], process_explain(&r));
    } else {
        char *end = r.out.data ? r.out.data : "";
        double seconds = strtod(end, &end);
        if (seconds <= 0 || strspn(end, " \r\n") != strlen(end))
            kernel->failure = lab_printf("%s: printed '%.60s' instead of its seconds", SIDE[side], r.out.data ? r.out.data : "");
        else if (kernel->best[side] == 0 || seconds < kernel->best[side])
            kernel->best[side] = seconds;
    }
    process_free(&r);
    free(argv.items);
}

static bool print_results(const Plan *plan, bool hold)
{
    Table table = {0};
    table.headers = strlist_split("kernel|what|reference|new|ratio|floor|verdict", "|");
    bool ok = true;
    for (size_t i = 0; i < plan->count; i++) {
        const Kernel *k = &plan->kernels[i];
        bool measured = !k->failure && k->best[0] > 0 && k->best[1] > 0;
        double ratio = measured ? k->best[0] / k->best[1] : 0;
        bool good = measured && (!hold || ratio >= k->floor);
        ok = ok && good;
        StrList row = {0};
        strlist_add(&row, k->name);
        strlist_add(&row, k->what);
        strlist_add(&row, k->best[0] > 0 ? lab_printf("%.1f ms", k->best[0] * 1e3) : "-");
        strlist_add(&row, k->best[1] > 0 ? lab_printf("%.1f ms", k->best[1] * 1e3) : "-");
        strlist_add(&row, measured ? lab_printf("%.2fx", ratio) : "-");
        strlist_add(&row, lab_printf("%.1fx", k->floor));
        strlist_add(&row, k->failure ? k->failure : !measured ? "not run" : !hold ? "" : good ? "ok" : "BELOW ITS FLOOR");
        table_add_row(&table, row);
    }
    Str out = STR_INIT;
    table_render_plain(&table, &out);
    fputs(out.data, stdout);
    return ok;
}

static void parse_command(const char *text, StrList *command)
{
    Error err;
    *command = (StrList){0};
    if (!strlist_split_command(text, command, &err))
        lab_die("%s", err.text);
}

int command_kernels(int argc, char **argv)
{
    enum { REF = 256, NEW, DIR_OPTION, ONLY, RUNS, CPU, TIMEOUT, NO_FLOOR, HELP };
    static const struct option OPTIONS[] = {
        {"ref", 1, 0, REF}, {"new", 1, 0, NEW}, {"dir", 1, 0, DIR_OPTION}, {"only", 1, 0, ONLY}, {"runs", 1, 0, RUNS},
        {"cpu", 1, 0, CPU}, {"timeout", 1, 0, TIMEOUT}, {"no-floor", 0, 0, NO_FLOOR}, {"help", 0, 0, HELP}, {0, 0, 0, 0},
    };
    Plan plan = {.runs = 5, .cpu = -1, .timeout = 120};
    const char *folder = "bench/kernels";
    StrList only = {0};
    bool hold = true;
    for (int option; (option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1;) {
        switch (option) {
        case REF: parse_command(optarg, &plan.command[0]); break;
        case NEW: parse_command(optarg, &plan.command[1]); break;
        case DIR_OPTION: folder = optarg; break;
        case ONLY: only = strlist_split(optarg, ", "); break;
        case RUNS: plan.runs = atoi(optarg); break;
        case CPU: plan.cpu = atoi(optarg); break;
        case TIMEOUT: plan.timeout = atof(optarg); break;
        case NO_FLOOR: hold = false; break;
        case HELP: fputs(USAGE, stdout); return EXIT_OK;
        default: fputs(USAGE, stderr); return EXIT_USAGE;
        }
    }
    if (!plan.command[0].count || !plan.command[1].count || plan.runs < 1 || optind < argc) {
        fputs(USAGE, stderr);
        return EXIT_USAGE;
    }
    load_kernels(&plan, folder, &only);
    interrupts_catch();
    for (int run = 0; run < plan.runs; run++)
        for (size_t i = 0; i < plan.count; i++)
            for (int side = 0; side < 2 && !interrupts_seen(); side++)
                if (!plan.kernels[i].failure)
                    run_once(&plan, &plan.kernels[i], side);
    bool ok = print_results(&plan, hold);
    return interrupts_seen() ? EXIT_INTERRUPTED : ok ? EXIT_OK : EXIT_FAILED;
}
