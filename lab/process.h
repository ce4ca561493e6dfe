/* process.h: runs one command: captured output, time limit, CPU pinning, clean ends.
 *
 * A child leads its own process group, dies with cwlab (also when that is killed), and never sees the terminal's Ctrl-C:
 * cwlab does, kills the group and says PROCESS_INTERRUPTED.
 */
#ifndef LAB_PROCESS_H
#define LAB_PROCESS_H

#include "util.h"

typedef struct ProcessSpec {
    const char *const *argv;     /* NULL at the end; argv[0] is looked up in PATH */
    const char *folder;          /* to run in, or NULL */
    const char *const *env;      /* NAME=VALUE added to the environment, NULL at the end, or NULL */
    const char *log;             /* stdout and stderr go to the end of this file and are not captured, or NULL */
    int cpu;                     /* CPU to pin to, -1 for any */
    double timeout;              /* seconds, 0 for none */
    void (*tick)(void *data);    /* called about twice a second while it runs, or NULL */
    void *tick_data;
} ProcessSpec;

typedef enum ProcessEnd {
    PROCESS_EXITED, PROCESS_SIGNALED, PROCESS_TIMEOUT, PROCESS_INTERRUPTED, PROCESS_NOT_STARTED
} ProcessEnd;

typedef struct ProcessResult {
    ProcessEnd end;
    int code;                    /* exit code, signal number, or errno of the failed start */
    double seconds;              /* wall time from fork to exit */
    long max_rss;                /* peak resident set, bytes */
    Str out, err;                /* err keeps its last 64 KiB */
} ProcessResult;

/* Runs to the end. True when the command exited with 0. The caller frees with process_free. */
bool process_run(const ProcessSpec *spec, ProcessResult *result);
void process_free(ProcessResult *result);
/* One line that says how a command that did not succeed ended, with the last line of its stderr. */
char *process_explain(const ProcessResult *result);
/* First line of a command's standard output, trimmed, or NULL when it did not succeed. */
char *process_first_line(const char *const *argv);

/* From here on Ctrl-C and SIGTERM only set a flag that process_run and long loops ask for. */
void interrupts_catch(void);
bool interrupts_seen(void);

#endif
