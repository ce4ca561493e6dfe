/* options.c - reading the command line and the environment, with CPython's messages. */
#include "cli/options.h"
#include "base/common.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define DEFAULT_MAX_STR_DIGITS 4300
#define MIN_MAX_STR_DIGITS 640

static bool list_add(TextList *list, const char *text)
{
    const char **grown = realloc(list->items, (list->count + 1) * sizeof *grown);
    if (!grown) return false;
    list->items = grown;
    list->items[list->count++] = text;
    return true;
}

void options_free(Options *o)
{
    free(o->warnings.items);
    free(o->xoptions.items);
}

static int usage_error(const char *program)
{
    fprintf(stderr, "usage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `python -h' for more information.\n", program);
    return 2;
}

static int fatal(const char *what)
{
    fprintf(stderr, "Fatal Python error: %s\nPython runtime state: preinitialized\n\n", what);
    return 1;
}

const char *options_env(const Options *o, const char *name)
{
    const char *v = o->runtime.ignore_environment ? NULL : getenv(name);
    return v && *v ? v : NULL;
}

/* a level from the environment: its number, or 1 for other texts */
static void env_level(const Options *o, const char *name, int *level)
{
    const char *v = options_env(o, name);
    if (!v) return;
    char *end;
    long n = strtol(v, &end, 10);
    if (*end || n < 0 || n > INT32_MAX) n = 1;
    if (n > *level) *level = (int)n;
}

static bool parse_int(const char *text, long *out)
{
    char *end;
    errno = 0;
    *out = strtol(text, &end, 10);
    return *text && !*end && !errno;
}

/* the value of -X name or -X name=value: "" without value; NULL: not given. The last one counts */
static const char *xoption(const Options *o, const char *name)
{
    size_t n = strlen(name);
    for (size_t i = o->xoptions.count; i-- > 0;) {
        const char *x = o->xoptions.items[i];
        if (strncmp(x, name, n)) continue;
        if (!x[n]) return x + n;
        if (x[n] == '=') return x + n + 1;
    }
    return NULL;
}

/* --- the command line --- */

static int long_option(Options *o, int argc, char **argv, int *i)
{
    const char *a = argv[*i];
    if (!strcmp(a, "--help")) return o->show_help = true, -1;
    if (!strcmp(a, "--version")) return o->show_version = true, o->version_level++, -1;
    if (!strcmp(a, "--help-env")) return usage_print_environment(argv[0]), 0;
    if (!strcmp(a, "--help-xoptions")) return usage_print_xoptions(), 0;
    if (!strcmp(a, "--help-all")) return usage_print(argv[0]), usage_print_environment(argv[0]), usage_print_xoptions(), 0;
    if (!strcmp(a, "--check-hash-based-pycs")) {
        if (++*i == argc) {
            fprintf(stderr, "Argument expected for the --check-hash-based-pycs options\n");
            return usage_error(argv[0]);
        }
        o->check_hash_pycs = argv[*i];
        if (!strcmp(argv[*i], "default") || !strcmp(argv[*i], "always") || !strcmp(argv[*i], "never")) return -1;
        fprintf(stderr, "--check-hash-based-pycs must be one of 'default', 'always', or 'never'\n");
        return usage_error(argv[0]);
    }
    fprintf(stderr, "Unknown option: %s\n", a);
    return usage_error(argv[0]);
}

/* a flag without argument; false: unknown */
static bool flag(Options *o, char c)
{
    RuntimeOptions *r = &o->runtime;
    switch (c) {
    case 'b': r->bytes_warning++; return true;
    case 'B': r->dont_write_bytecode++; return true;
    case 'd': r->parser_debug++; return true;
    case 'E': r->ignore_environment = true; return true;
    case 'h': case '?': o->show_help = true; return true;
    case 'i': r->inspect++; r->interactive++; return true;
    case 'I': r->isolated = r->ignore_environment = r->no_user_site = r->safe_path = true; return true;
    case 'O': r->optimize++; return true;
    case 'P': r->safe_path = true; return true;
    case 'q': r->quiet++; return true;
    case 'R': r->hash_seed_set = false; return true;
    case 's': r->no_user_site = true; return true;
    case 'S': r->no_site = true; return true;
    case 't': return true; /* ignored, as in CPython */
    case 'u': r->unbuffered = true; return true;
    case 'v': r->verbose++; return true;
    case 'V': o->show_version = true; o->version_level++; return true;
    case 'x': o->skip_first_line = true; return true;
    default: return false;
    }
}

/* -c, -m, -W, -X with the text behind them or the next argument. -1: go on; *done: the rest is the program's */
static int option_with_text(Options *o, int argc, char **argv, int *i, char c, const char *rest, bool *done)
{
    const char *text = *rest ? rest : ++*i < argc ? argv[*i] : NULL;
    if (!text) {
        fprintf(stderr, "Argument expected for the -%c option\n", c);
        return usage_error(argv[0]);
    }
    if (c == 'W') return list_add(&o->warnings, text) ? -1 : 1;
    if (c == 'X') return list_add(&o->xoptions, text) ? -1 : 1;
    o->mode = c == 'c' ? RUN_COMMAND : RUN_MODULE;
    o->target = text;
    *done = true;
    return -1;
}

static int read_command_line(Options *o, int argc, char **argv)
{
    int i = 1;
    bool done = false;
    for (; i < argc && !done; i++) {
        const char *a = argv[i];
        if (a[0] != '-' || !a[1]) break;
        if (!strcmp(a, "--")) {
            i++;
            break;
        }
        if (a[1] == '-') {
            int code = long_option(o, argc, argv, &i);
            if (code >= 0) return code;
            continue;
        }
        for (const char *p = a + 1; *p; p++) {
            if (strchr("cmWX", *p)) {
                int code = option_with_text(o, argc, argv, &i, *p, p + 1, &done);
                if (code >= 0) return code;
                break;
            }
            if (!flag(o, *p)) {
                fprintf(stderr, "Unknown option: -%c\n", *p);
                return usage_error(argv[0]);
            }
        }
    }
    o->argument = i;
    if (done || i == argc) return -1;
    if (strcmp(argv[i], "-")) {
        o->mode = RUN_SCRIPT;
        o->target = argv[i];
    }
    return -1;
}

/* --- what follows from it --- */

static void read_levels(Options *o)
{
    RuntimeOptions *r = &o->runtime;
    env_level(o, "PYTHONOPTIMIZE", &r->optimize);
    env_level(o, "PYTHONDONTWRITEBYTECODE", &r->dont_write_bytecode);
    env_level(o, "PYTHONVERBOSE", &r->verbose);
    env_level(o, "PYTHONINSPECT", &r->inspect);
    env_level(o, "PYTHONDEBUG", &r->parser_debug);
    if (r->optimize > 2) r->optimize = 2;
    static const struct { const char *name; size_t offset; } switches[] = {
        {"PYTHONUNBUFFERED", offsetof(RuntimeOptions, unbuffered)}, {"PYTHONNOUSERSITE", offsetof(RuntimeOptions, no_user_site)},
        {"PYTHONSAFEPATH", offsetof(RuntimeOptions, safe_path)}, {"PYTHONDEVMODE", offsetof(RuntimeOptions, dev_mode)},
        {"PYTHONNODEBUGRANGES", offsetof(RuntimeOptions, no_debug_ranges)},
        {"PYTHONWARNDEFAULTENCODING", offsetof(RuntimeOptions, warn_default_encoding)}};
    for (size_t i = 0; i < ARRAY_LEN(switches); i++)
        if (options_env(o, switches[i].name)) *(bool *)((char *)r + switches[i].offset) = true;
    if (xoption(o, "dev")) r->dev_mode = true;
    if (xoption(o, "no_debug_ranges")) r->no_debug_ranges = true;
    if (xoption(o, "warn_default_encoding")) r->warn_default_encoding = true;
    o->fault_handler = r->dev_mode || xoption(o, "faulthandler") || options_env(o, "PYTHONFAULTHANDLER");
    o->import_time = xoption(o, "importtime") || options_env(o, "PYTHONPROFILEIMPORTTIME");
    r->dump_code = xoption(o, "dump-code") != NULL;
    r->trace_vm = xoption(o, "trace-vm") != NULL;
}

static int read_utf8_mode(Options *o)
{
    const char *x = xoption(o, "utf8"), *env = options_env(o, "PYTHONUTF8");
    if (x && *x && strcmp(x, "0") && strcmp(x, "1")) return fatal("preconfig_init_utf8_mode: invalid -X utf8 option value");
    if (!x && env && strcmp(env, "0") && strcmp(env, "1"))
        return fatal("preconfig_init_utf8_mode: invalid PYTHONUTF8 environment variable value");
    o->runtime.utf8_mode = x ? strcmp(x, "0") != 0 : env && !strcmp(env, "1");
    return -1;
}

static int read_hash_seed(Options *o)
{
    const char *env = options_env(o, "PYTHONHASHSEED");
    if (!env || !strcmp(env, "random")) return -1;
    char *end;
    errno = 0;
    unsigned long seed = strtoul(env, &end, 10);
    if (*end || errno || seed > UINT32_MAX || *env == '-' || *env == '+')
        return fatal("config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]");
    o->runtime.hash_seed_set = true;
    o->runtime.hash_seed = (uint32_t)seed;
    return -1;
}

static int read_limits(Options *o)
{
    const char *x = xoption(o, "int_max_str_digits"), *env = options_env(o, "PYTHONINTMAXSTRDIGITS");
    long n = DEFAULT_MAX_STR_DIGITS;
    if (env && (!parse_int(env, &n) || (n && n < MIN_MAX_STR_DIGITS) || n > INT32_MAX))
        return fatal("config_init_int_max_str_digits: PYTHONINTMAXSTRDIGITS: invalid limit; must be >= 640 or 0 for unlimited.");
    if (x && (!parse_int(x, &n) || (n && n < MIN_MAX_STR_DIGITS) || n > INT32_MAX))
        return fatal("config_init_int_max_str_digits: -X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited.");
    o->runtime.int_max_str_digits = (int)n;
    const char *stress = xoption(o, "gc-stress"), *fail = xoption(o, "fail-alloc");
    if (stress && (!parse_int(stress, &n) || n < 1 || n > INT32_MAX)) return fatal("-X gc-stress: must be a number >= 1");
    if (stress) o->runtime.gc_stress = (unsigned)n;
    if (fail && (!parse_int(fail, &n) || n < 1)) return fatal("-X fail-alloc: must be a number >= 1");
    if (fail) o->runtime.fail_allocation = (uint64_t)n;
    return -1;
}

/* PYTHONWARNINGS stands before -W, what -b and dev mode imply around them: as CPython orders sys.warnoptions */
static bool order_warnings(Options *o)
{
    static char environment[4096];
    TextList all = {0};
    bool ok = !o->runtime.dev_mode || list_add(&all, "default");
    const char *env = options_env(o, "PYTHONWARNINGS");
    if (env) {
        snprintf(environment, sizeof environment, "%s", env);
        for (char *part = strtok(environment, ","); part && ok; part = strtok(NULL, ",")) ok = list_add(&all, part);
    }
    for (size_t i = 0; i < o->warnings.count && ok; i++) ok = list_add(&all, o->warnings.items[i]);
    if (ok && o->runtime.bytes_warning) ok = list_add(&all, o->runtime.bytes_warning > 1 ? "error::BytesWarning" : "default::BytesWarning");
    free(o->warnings.items);
    o->warnings = all;
    return ok;
}

int options_read(Options *o, int argc, char **argv)
{
    *o = (Options){.check_hash_pycs = "default"};
    int code = read_command_line(o, argc, argv);
    if (code >= 0) return code;
    read_levels(o);
    if ((code = read_utf8_mode(o)) >= 0 || (code = read_hash_seed(o)) >= 0 || (code = read_limits(o)) >= 0) return code;
    o->python_path = options_env(o, "PYTHONPATH");
    o->python_home = options_env(o, "PYTHONHOME");
    o->io_encoding = options_env(o, "PYTHONIOENCODING");
    o->startup = options_env(o, "PYTHONSTARTUP");
    o->pycache_prefix = xoption(o, "pycache_prefix");
    if (!o->pycache_prefix) o->pycache_prefix = options_env(o, "PYTHONPYCACHEPREFIX");
    return order_warnings(o) ? -1 : 1;
}
