/* run.c - running a command, a module, a script or standard input as __main__. */
#include "cli/run.h"
#include "base/common.h"
#include "front/compile.h"
#include "modules/import.h"
#include "modules/streams.h"
#include "modules/sys.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- reporting --- */

static bool write_text(Thread *t, const char *text)
{
    Value file = sys_get(t, "stderr");
    if (is_null(file) || is_none(file)) return true;
    Value v = str_from_text(t, text);
    return !is_null(v) && !is_null(call_method1(t, file, NAME(t, write), v));
}

/* SystemExit's code; other objects are printed and mean 1 */
static int exit_code(Thread *t, Value e)
{
    Value code = as_exception(e)->field[0];
    int64_t n;
    if (is_null(code) || is_none(code)) return 0;
    if (is_int(code)) return int_fits_int64(code, &n) ? (int)(n & 0xff) : 0xff;
    Value file = sys_get(t, "stderr"), text = object_str(t, code);
    bool printed = !is_null(text) && !is_null(file) && !is_none(file) && !is_null(call_method1(t, file, NAME(t, write), text));
    if (printed) write_text(t, "\n");
    error_clear(t);
    return 1;
}

static void call_excepthook(Thread *t, Value e)
{
    Value tb = as_exception(e)->traceback, hook = sys_get(t, "excepthook");
    Value args[3] = {type_value(type_of(t, e)), e, is_null(tb) ? V_NONE : tb};
    if (!sys_set(t, "last_exc", e) || !sys_set(t, "last_type", args[0]) || !sys_set(t, "last_value", e) || !sys_set(t, "last_traceback", args[2]))
        error_clear(t);
    if (is_null(hook)) {
        write_text(t, "sys.excepthook is missing\n");
        exception_print(t, e, V_NULL);
        return;
    }
    if (!is_null(call(t, hook, args, 3, V_NULL))) return;
    Value second = error_take(t), file = sys_get(t, "stderr");
    if (is_instance_of(t, second, T_SYSTEM_EXIT)) {
        error_restore(t, second);
        return;
    }
    write_text(t, "Error in sys.excepthook:\n");
    exception_print(t, second, file);
    write_text(t, "\nOriginal exception was:\n");
    exception_print(t, e, file);
}

int report_exception(Thread *t)
{
    Value e = error_take(t);
    if (is_null(e)) return 1;
    if (is_instance_of(t, e, T_SYSTEM_EXIT)) return exit_code(t, e);
    if (!streams_flush(t)) error_clear(t);
    call_excepthook(t, e);
    if (error_set(t)) return report_exception(t);
    return is_instance_of(t, e, T_KEYBOARD_INTERRUPT) ? EXIT_BY_INTERRUPT : 1;
}

/* --- __main__ --- */

Value main_dict(Thread *t)
{
    Value module = dict_get_text(t, t->rt->modules, "__main__");
    if (!is_null(module)) return value_cell(as_module(module)->dict);
    module = module_new(t, "__main__", NULL);
    if (is_null(module) || !dict_set_str(t, as_dict(t->rt->modules), NAME(t, __main__), module)) return V_NULL;
    Dict *d = as_module(module)->dict;
    return dict_set_str(t, d, NAME(t, __builtins__), t->rt->builtins_module) ? value_cell(d) : V_NULL;
}

/* runs source text in __main__; false: exception. shown: the name for tracebacks, under which the text is kept for them if `keep` */
static bool run_text(Thread *t, const char *text, size_t n, Value shown, uint32_t flags, bool keep)
{
    CompileOptions o = {.mode = COMPILE_EXEC, .optimize = -1, .flags = flags, .file_name = shown, .source = text, .source_size = n};
    Value dict = main_dict(t);
    if (is_null(dict) || is_null(shown)) return false;
    if (keep) {
        Value source = str_from_utf8(t, text, n);
        if (is_null(source) || !report_register_source(t, shown, source)) return false;
    }
    Code *code = compile_source(t, &o);
    return code && !is_null(code_run(t, code, dict, dict, V_NULL));
}

static bool prepend_path(Thread *t, const char *folder, size_t n)
{
    Value path = sys_get(t, "path"), v = str_from_fs(t, folder, n);
    return !is_null(v) && !is_null(path) && list_insert(t, path, 0, v);
}

/* --- -c --- */

/* The command without the indentation its lines have in common, as CPython since 3.14; in a K_BUFFER cell */
static const char *dedent(Thread *t, const char *text, size_t *n)
{
    size_t common = SIZE_MAX;
    const char *first = NULL;
    for (const char *line = text; *line;) {
        const char *end = strchrnul(line, '\n');
        size_t indent = strspn(line, " \t");
        if (line + indent < end) { /* not blank */
            if (!first) first = line, common = indent;
            for (size_t i = 0; i < common; i++)
                if (i >= indent || line[i] != first[i]) common = i;
        }
        line = *end ? end + 1 : end;
    }
    *n = strlen(text);
    if (!first || !common) return text;
    void *cell = gc_alloc_buffer(t, *n + 1);
    if (!cell) return NULL;
    char *out = buffer_data(cell), *to = out;
    for (const char *line = text; *line;) {
        const char *end = strchrnul(line, '\n');
        size_t indent = strspn(line, " \t"), skip = line + indent >= end ? (size_t)(end - line) : common;
        memcpy(to, line + skip, (size_t)(end - line) - skip);
        to += (size_t)(end - line) - skip;
        if (*end) *to++ = '\n';
        line = *end ? end + 1 : end;
    }
    *to = 0;
    *n = (size_t)(to - out);
    return out;
}

static bool run_command(Thread *t, const Options *o)
{
    size_t n;
    if (!t->rt->options.safe_path && !prepend_path(t, "", 0)) return false;
    const char *text = dedent(t, o->target, &n);
    return text && run_text(t, text, n, str_from_text(t, "<string>"), COMPILE_IGNORE_COOKIE, true);
}

/* --- -m, folders and zip files --- */

/* runpy._run_module_as_main(name, alter_argv) */
static bool run_module(Thread *t, const char *name, bool alter_argv)
{
    Value runpy = import_module(t, "runpy");
    Value run = is_null(runpy) ? V_NULL : attr_get(t, runpy, str_intern_text(t, "_run_module_as_main"));
    if (is_null(run)) return false;
    Value module = str_from_fs(t, name, strlen(name));
    return !is_null(module) && !is_null(call2(t, run, module, value_bool(alter_argv)));
}

static bool run_named_module(Thread *t, const Options *o)
{
    char cwd[PATH_MAX];
    if (!t->rt->options.safe_path && (!getcwd(cwd, sizeof cwd) || !prepend_path(t, cwd, strlen(cwd)))) return false;
    return run_module(t, o->target, true);
}

/* a folder, or a file with the directory of a zip file at its end */
static bool is_importable(const char *path)
{
    struct stat st;
    if (stat(path, &st)) return false;
    if (S_ISDIR(st.st_mode)) return true;
    unsigned char tail[65557];
    size_t want = (size_t)st.st_size < sizeof tail ? (size_t)st.st_size : sizeof tail;
    int fd = S_ISREG(st.st_mode) && want >= 22 ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0) return false;
    ssize_t got = pread(fd, tail, want, st.st_size - (off_t)want);
    close(fd);
    for (ssize_t i = got - 22; i >= 0; i--)
        if (!memcmp(tail + i, "PK\5\6", 4) && load_u16(tail + i + 20) == got - i - 22) return true;
    return false;
}

/* --- scripts --- */

/* the folder of a script, links to it resolved: sys.path[0] */
static bool prepend_script_folder(Thread *t, const char *script)
{
    char link[PATH_MAX], path[PATH_MAX];
    ssize_t n = readlink(script, link, sizeof link - 1);
    const char *slash = strrchr(script, '/');
    if (n > 0) {
        link[n] = 0;
        if (link[0] == '/' || !slash) snprintf(path, sizeof path, "%s", link);
        else if (snprintf(path, sizeof path, "%.*s/%s", (int)(slash - script), script, link) >= (int)sizeof path) path[0] = 0;
        script = path;
        slash = strrchr(script, '/');
    }
    char folder[PATH_MAX], real[PATH_MAX];
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - script) + (slash == script) : 1, slash ? script : ".");
    if (realpath(folder, real)) return prepend_path(t, real, strlen(real));
    return prepend_path(t, folder, strlen(folder));
}

static const char *skip_line(const char *text, size_t *n)
{
    const char *end = memchr(text, '\n', *n);
    if (!end) return *n = 0, text;
    *n -= (size_t)(end - text); /* the line's end stays, so that lines keep their numbers */
    return end;
}

static int cannot_open(Thread *t, const Options *o, const char *program)
{
    Value e = error_take(t);
    int error = is_instance_of(t, e, T_OS_ERROR) && is_fixnum(as_exception(e)->field[0]) ? (int)as_fixnum(as_exception(e)->field[0]) : EIO;
    fprintf(stderr, "%s: can't open file '%s': [Errno %d] %s\n", program, o->target, error, strerror(error));
    return 2;
}

static bool set_main_file(Thread *t, Value path)
{
    Value dict = main_dict(t);
    return !is_null(dict) && dict_set_str(t, as_dict(dict), NAME(t, __file__), path) && dict_set_str(t, as_dict(dict), NAME(t, __cached__), V_NONE);
}

static int run_script(Thread *t, const Options *o)
{
    const char *program = t->rt->program_name;
    if (is_importable(o->target)) {
        if (!prepend_path(t, o->target, strlen(o->target))) return report_exception(t);
        return run_module(t, "__main__", false) ? 0 : report_exception(t);
    }
    if (!t->rt->options.safe_path && !prepend_script_folder(t, o->target)) return report_exception(t);
    size_t n;
    Value path = str_from_fs(t, o->target, strlen(o->target));
    const char *text = is_null(path) ? NULL : file_read(t, path, &n);
    if (!text) return cannot_open(t, o, program);
    if (o->skip_first_line) text = skip_line(text, &n);
    return set_main_file(t, path) && run_text(t, text, n, path, 0, false) ? 0 : report_exception(t);
}

/* --- standard input --- */

static const char *read_stdin(Thread *t, size_t *n)
{
    size_t capacity = 65536;
    char *data = NULL;
    for (*n = 0;; capacity *= 2) {
        void *cell = gc_alloc_buffer(t, capacity + 1);
        if (!cell) return NULL;
        if (data) memcpy(buffer_data(cell), data, *n);
        data = buffer_data(cell);
        ssize_t got = 0;
        while (*n < capacity && ((got = read(STDIN_FILENO, data + *n, capacity - *n)) > 0 || (got < 0 && errno == EINTR)))
            if (got > 0) *n += (size_t)got;
        if (got < 0) return raise_errno(t, errno, V_NULL), NULL;
        if (*n < capacity) break;
    }
    data[*n] = 0;
    return data;
}

static int run_stdin(Thread *t, const Options *o)
{
    if (!t->rt->options.safe_path && !prepend_path(t, "", 0)) return report_exception(t);
    if (isatty(STDIN_FILENO) || o->runtime.interactive) return run_prompt(t, o);
    size_t n;
    const char *text = read_stdin(t, &n);
    if (!text) return report_exception(t);
    if (o->skip_first_line) text = skip_line(text, &n);
    return run_text(t, text, n, str_from_text(t, "<stdin>"), 0, false) ? 0 : report_exception(t);
}

int run_program(Thread *t, const Options *o)
{
    switch (o->mode) {
    case RUN_COMMAND: return run_command(t, o) ? 0 : report_exception(t);
    case RUN_MODULE: return run_named_module(t, o) ? 0 : report_exception(t);
    case RUN_SCRIPT: return run_script(t, o);
    default: return run_stdin(t, o);
    }
}
