/* commands.h: the subcommands. Each takes its own argv (argv[0] is its name) and returns the exit code. */
#ifndef LAB_COMMANDS_H
#define LAB_COMMANDS_H

int command_compare(int argc, char **argv);
int command_inspect(int argc, char **argv);
int command_check(int argc, char **argv);
int command_bench(int argc, char **argv);
int command_noise(int argc, char **argv);
int command_toolchains(int argc, char **argv);
int command_toolchain(int argc, char **argv);
int command_build(int argc, char **argv);
int command_show(int argc, char **argv);
int command_claim(int argc, char **argv);
int command_report(int argc, char **argv);
int command_experiment(int argc, char **argv);
int command_kernels(int argc, char **argv);

#endif
