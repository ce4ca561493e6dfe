/* main.c: cwlab's command line: one row a subcommand. */
#include "commands.h"
#include "util.h"

#include <string.h>

typedef struct Command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
} Command;

static const Command COMMANDS[] = {
    {"compare", command_compare, "compare result files with a reference: means, significance, geometric mean"},
    {"inspect", command_inspect, "find the interpreter in a binary and say how its machine code dispatches"},
    {"check", command_check, "hold a binary to a contract about its machine code"},
    {"bench", command_bench, "measure builds or any interpreters, interleaved, into pyperf files"},
    {"noise", command_noise, "measure one build against itself: the floor below which differences mean nothing"},
    {"toolchains", command_toolchains, "list compilers: installed, to be had, of the host"},
    {"toolchain", command_toolchain, "add NAME: install a compiler of another Debian suite"},
    {"build", command_build, "make builds of the matrix; what is there already is not made again"},
    {"show", command_show, "say where a build came from"},
    {"claim", command_claim, "an effect as a range over compilers, and against the best baseline"},
    {"report", command_report, "one self-contained HTML page about a folder of results"},
    {"experiment", command_experiment, "build, inspect, measure and report, by one command"},
    {"kernels", command_kernels, "run the micro kernels under two interpreters, alternating, and hold the ratios to their floors"},
};
enum { COMMAND_COUNT = sizeof COMMANDS / sizeof *COMMANDS };

static void print_usage(FILE *to)
{
    fputs("cwlab: a laboratory for interpreter dispatch\n\nusage: cwlab COMMAND [ARGUMENTS]   (cwlab COMMAND --help tells more)\n\n", to);
    for (int i = 0; i < COMMAND_COUNT; i++)
        fprintf(to, "  %-12s %s\n", COMMANDS[i].name, COMMANDS[i].summary);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        print_usage(stderr);
        return EXIT_USAGE;
    }
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) {
        print_usage(stdout);
        return EXIT_OK;
    }
    for (int i = 0; i < COMMAND_COUNT; i++)
        if (!strcmp(argv[1], COMMANDS[i].name))
            return COMMANDS[i].run(argc - 1, argv + 1);
    lab_warn("no command '%s'", argv[1]);
    print_usage(stderr);
    return EXIT_USAGE;
}
