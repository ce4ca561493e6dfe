/* options.h - the command line and the environment, read into one struct. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "runtime/runtime.h"

typedef enum RunMode { RUN_STDIN, RUN_COMMAND, RUN_MODULE, RUN_SCRIPT } RunMode;

typedef struct TextList { const char **items; size_t count; } TextList;

typedef struct Options {
    RuntimeOptions runtime;
    RunMode mode;
    const char *target;           /* the command, module or script */
    int argument;                 /* index of the first argument behind the target */
    TextList warnings, xoptions;  /* -W, in order; -X */
    bool skip_first_line;         /* -x */
    bool show_version, show_help; /* -V or -VV: see version_level */
    int version_level;
    const char *python_path, *python_home, *io_encoding, *pycache_prefix, *startup;
    bool fault_handler, import_time;
    const char *check_hash_pycs;  /* "default", "always" or "never" */
} Options;

/* -1: go on; else the process's exit code, everything having been said */
int options_read(Options *o, int argc, char **argv);
void options_free(Options *o);
/* a variable of the environment, if it is set to something and the environment counts; else NULL */
const char *options_env(const Options *o, const char *name);
void usage_print(const char *program);                 /* --help */
void usage_print_environment(const char *program);     /* --help-env */
void usage_print_xoptions(void);                       /* --help-xoptions */

#endif
