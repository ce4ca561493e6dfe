/* repl.c - the interactive prompt: statements from standard input, one at a time. */
#include "cli/run.h"
#include "front/compile.h"
#include "modules/import.h"
#include "modules/streams.h"
#include "modules/sys.h"
#include "modules/version.h"
#include "objects/exception.h"
#include "objects/str.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct Input { char *line, *text; size_t line_capacity, length, capacity; } Input;

/* the prompt: str(sys.ps1); what cannot be printed is left out */
static void print_prompt(Thread *t, const char *which)
{
    Value v = sys_get(t, which), text = is_null(v) ? V_NULL : object_str(t, v);
    size_t n;
    const char *utf8 = is_null(text) ? "" : str_utf8_lossy(t, text, &n);
    error_clear(t);
    if (!streams_flush(t)) error_clear(t);
    fputs(utf8 ? utf8 : "", stderr);
    fflush(stderr);
}

/* appends the next line; 1, 0 at the end of the input, -1 with an exception (KeyboardInterrupt) */
static int read_line(Thread *t, Input *in)
{
    errno = 0;
    clearerr(stdin);
    ssize_t n = getline(&in->line, &in->line_capacity, stdin);
    if (!vm_safepoint(t)) return -1;
    if (n <= 0) return 0;
    if (in->length + (size_t)n + 2 > in->capacity) {
        size_t capacity = (in->length + (size_t)n + 2) * 2;
        char *grown = realloc(in->text, capacity);
        if (!grown) return raise_memory_error(t), -1;
        in->text = grown;
        in->capacity = capacity;
    }
    memcpy(in->text + in->length, in->line, (size_t)n + 1);
    in->length += (size_t)n;
    return 1;
}

static bool is_blank(const Input *in)
{
    size_t i = 0;
    while (i < in->length && strchr(" \t\f\r\n", in->text[i])) i++;
    return i == in->length || in->text[i] == '#';
}

/* one statement: 1 compiled, 0 the end of the input, -1 exception */
static int read_statement(Thread *t, Input *in, uint32_t future, Code **code)
{
    in->length = 0;
    for (const char *prompt = "ps1";; prompt = "ps2") {
        print_prompt(t, prompt);
        int got = read_line(t, in);
        if (got < 0) return -1;
        if (!got && !in->length) return 0;
        if (is_blank(in)) {
            in->length = 0;
            if (!got) return 0;
            prompt = "ps1";
            print_prompt(t, prompt);
            in->length = 0;
            got = read_line(t, in);
            if (got <= 0) return got;
        }
        /* a block ends with an empty line: its last line's end is not part of the source */
        size_t size = in->length - (got && in->text[in->length - 1] == '\n');
        Value shown = str_from_text(t, "<stdin>"), source = str_from_utf8(t, in->text, in->length);
        if (is_null(shown) || is_null(source) || !report_register_source(t, shown, source)) return -1;
        CompileOptions o = {.mode = COMPILE_SINGLE, .optimize = -1, .file_name = shown, .source = in->text, .source_size = size,
                            .flags = COMPILE_IGNORE_COOKIE | COMPILE_DONT_IMPLY_DEDENT | (got ? COMPILE_ALLOW_INCOMPLETE : 0) | future};
        *code = compile_source(t, &o);
        if (*code) return 1;
        if (!got || !error_matches(t, T_INCOMPLETE_INPUT_ERROR)) return -1;
        error_clear(t);
        o.source_size = in->length; /* it may be wrong whatever follows */
        if (!compile_source(t, &o)) {
            if (!error_matches(t, T_INCOMPLETE_INPUT_ERROR)) return -1;
            error_clear(t);
        }
    }
}

static void banner(Thread *t, const Options *o)
{
    if (o->runtime.quiet || o->mode != RUN_STDIN) return;
    (void)t;
    fprintf(stderr, "Coachwhip, Python %s on linux\nexit() or Ctrl-D ends the session.\n", PYTHON_VERSION_TEXT);
}

/* PYTHONSTARTUP's file, in __main__ */
static void run_startup(Thread *t, const Options *o)
{
    if (!o->startup) return;
    size_t n;
    Value path = str_from_fs(t, o->startup, strlen(o->startup)), dict = main_dict(t);
    const char *text = is_null(path) || is_null(dict) ? NULL : file_read(t, path, &n);
    if (!text) {
        fprintf(stderr, "Could not open PYTHONSTARTUP\n");
        report_exception(t);
        return;
    }
    CompileOptions options = {.mode = COMPILE_EXEC, .optimize = -1, .file_name = path, .source = text, .source_size = n};
    Code *code = compile_source(t, &options);
    if (!code || is_null(code_run(t, code, dict, dict, V_NULL))) report_exception(t);
}

int run_prompt(Thread *t, const Options *o)
{
    Input in = {0};
    uint32_t future = 0;
    Value dict = main_dict(t);
    if (is_null(dict)) return report_exception(t);
    if (is_null(sys_get(t, "ps1"))) sys_set(t, "ps1", str_from_text(t, ">>> "));
    if (is_null(sys_get(t, "ps2"))) sys_set(t, "ps2", str_from_text(t, "... "));
    banner(t, o);
    if (o->mode == RUN_STDIN) run_startup(t, o);
    int result = 0;
    for (;;) {
        Code *code;
        int got = read_statement(t, &in, future, &code);
        if (got == 0) break;
        if (got > 0) {
            future |= code->flags & (CODE_FUTURE_ANNOTATIONS | CODE_FUTURE_BARRY);
            if (!is_null(code_run(t, code, dict, dict, V_NULL))) continue;
        }
        if (error_matches(t, T_SYSTEM_EXIT)) {
            result = report_exception(t);
            break;
        }
        if (error_matches(t, T_KEYBOARD_INTERRUPT) && got < 0) {
            error_clear(t);
            fputs("\nKeyboardInterrupt\n", stderr);
            continue;
        }
        report_exception(t);
    }
    if (!streams_flush(t)) error_clear(t);
    if (!result) fputs("\n", stderr);
    free(in.line);
    free(in.text);
    return result;
}
