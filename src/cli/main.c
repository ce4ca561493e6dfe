/* main.c - the program: options, an interpreter, what to run, the end. */
#include "base/signals.h"
#include "cli/options.h"
#include "cli/run.h"
#include "modules/streams.h"
#include "modules/sys.h"
#include "modules/version.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "runtime/error.h"
#include "vm/interp.h"
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void print_version(const Options *o)
{
    if (o->version_level < 2) puts("Python " PYTHON_VERSION);
    else printf("Python %s (Coachwhip, %s dispatch) [%s]\n", PYTHON_VERSION, vm_dispatch_name(), COMPILER_TEXT);
}

static bool append_text(Thread *t, Value list, const char *text)
{
    Value v = str_from_fs(t, text, strlen(text));
    return !is_null(v) && list_append(t, list, v);
}

/* sys.argv and sys.orig_argv */
static bool set_arguments(Thread *t, const Options *o, int argc, char **argv)
{
    Value list = sys_get(t, "argv"), all = sys_get(t, "orig_argv");
    static const char *const first[] = {[RUN_STDIN] = "", [RUN_COMMAND] = "-c", [RUN_MODULE] = "-m"};
    int from = o->argument;
    if (o->mode != RUN_SCRIPT) {
        const char *name = first[o->mode];
        if (o->mode == RUN_STDIN && from < argc) name = argv[from++]; /* "-" */
        if (!append_text(t, list, name)) return false;
    }
    for (int i = from; i < argc; i++)
        if (!append_text(t, list, argv[i])) return false;
    for (int i = 0; i < argc; i++)
        if (!append_text(t, all, argv[i])) return false;
    return true;
}

static bool set_options(Thread *t, const Options *o)
{
    Value warnings = sys_get(t, "warnoptions"), xoptions = sys_get(t, "_xoptions");
    for (size_t i = 0; i < o->warnings.count; i++)
        if (!append_text(t, warnings, o->warnings.items[i])) return false;
    for (size_t i = 0; i < o->xoptions.count; i++) {
        const char *x = o->xoptions.items[i], *equals = strchr(x, '=');
        Value name = str_from_fs(t, x, equals ? (size_t)(equals - x) : strlen(x)), v = equals ? str_from_fs(t, equals + 1, strlen(equals + 1)) : V_TRUE;
        if (is_null(name) || is_null(v) || !dict_set(t, xoptions, name, v)) return false;
    }
    return !o->pycache_prefix || sys_set(t, "pycache_prefix", str_from_fs(t, o->pycache_prefix, strlen(o->pycache_prefix)));
}

/* what site.py adds to the builtins and scripts use; the module itself is not imported: docs/imports.md */
static bool add_exit(Thread *t)
{
    Value function = sys_get(t, "exit");
    return t->rt->options.no_site || (dict_set_text(t, t->rt->builtins, "exit", function) && dict_set_text(t, t->rt->builtins, "quit", function));
}

/* warnings.py needs modules that a smaller build may lack: options for it then do nothing */
static bool skip_missing_module(Thread *t)
{
    if (!error_matches(t, T_IMPORT_ERROR)) return false;
    error_clear(t);
    return true;
}

static bool start(Thread *t, const Options *o, int argc, char **argv)
{
    Places places = {argv[0], o->python_path, o->python_home};
    return sys_find_places(t, &places) && set_arguments(t, o, argc, argv) && set_options(t, o) && streams_open(t, o->io_encoding) &&
           signals_install(t) && add_exit(t) && !is_null(main_dict(t)) &&
           (!o->warnings.count || is_null(t->rt->state[STATE_STDLIB]) || !is_null(import_module(t, "warnings")) || skip_missing_module(t));
}

/* ends the process as SIGINT does when nothing handles it, so that a shell knows */
static int die_by_interrupt(void)
{
    struct sigaction action = {.sa_handler = SIG_DFL};
    sigaction(SIGINT, &action, NULL);
    kill(getpid(), SIGINT);
    return EXIT_BY_INTERRUPT;
}

int main(int argc, char **argv)
{
    Options o;
    setlocale(LC_CTYPE, "");
    int code = options_read(&o, argc, argv);
    if (code < 0 && o.show_help) usage_print(argv[0]), code = 0;
    if (code < 0 && o.show_version) print_version(&o), code = 0;
    if (code >= 0) return options_free(&o), code;
    Runtime *rt = runtime_new(&o.runtime);
    if (!rt) return fprintf(stderr, "%s: not enough memory to start\n", argv[0]), 1;
    Thread *t = rt->main;
    rt->program_name = argv[0];
    if (!start(t, &o, argc, argv)) return report_exception(t);
    code = run_program(t, &o);
    if (rt->options.inspect && !(o.mode == RUN_STDIN && (o.runtime.interactive || isatty(STDIN_FILENO)))) code = run_prompt(t, &o);
    bool flushed = runtime_finish(t);
    options_free(&o);
    if (code == EXIT_BY_INTERRUPT) return die_by_interrupt();
    return flushed ? code : 120;
}
