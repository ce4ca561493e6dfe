/* run.h - running what the command line names. Results are exit codes. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "cli/options.h"

int run_program(Thread *t, const Options *o);          /* the command, module, script or standard input */
int run_prompt(Thread *t, const Options *o);           /* the interactive prompt, in __main__; repl.c */
/* reports the propagating exception through sys.excepthook; SystemExit is an exit code */
int report_exception(Thread *t);
Value main_dict(Thread *t);                            /* __main__'s namespace */

enum { EXIT_BY_INTERRUPT = 130 };                      /* the process is to end by SIGINT's default action */

#endif
