/* main.c - the command line. */
#include "front/compile.h"
#include "modules/sys.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

Value fd_writer_new(Thread *t, int fd);

static const char *read_all(FILE *f, size_t *n)
{
    size_t capacity = 65536;
    char *text = malloc(capacity);
    *n = 0;
    for (size_t got; text && (got = fread(text + *n, 1, capacity - *n, f)) > 0;) {
        *n += got;
        if (*n == capacity) text = realloc(text, capacity *= 2);
    }
    return text;
}

int main(int argc, char **argv)
{
    RuntimeOptions options = {.int_max_str_digits = 4300};
    int i = 1;
    const char *command = NULL, *name = "<stdin>";
    while (i < argc && argv[i][0] == '-' && argv[i][1]) {
        if (!strcmp(argv[i], "-c")) { command = argv[++i]; i++; break; }
        if (!strcmp(argv[i], "-X") && i + 1 < argc) {
            const char *x = argv[++i];
            if (!strcmp(x, "dump-code")) options.dump_code = true;
            if (!strncmp(x, "gc-stress=", 10)) options.gc_stress = (unsigned)atoi(x + 10);
        }
        if (!strcmp(argv[i], "-W")) i++;
        i++;
    }
    Runtime *rt = runtime_new(&options);
    if (!rt) return fprintf(stderr, "coachwhip: could not start\n"), 1;
    Thread *t = rt->main;
    size_t n;
    const char *text;
    Value path0 = str_empty(t);
    if (command) {
        name = "<string>";
        n = strlen(command);
        text = command;
    } else if (i < argc && strcmp(argv[i], "-")) {
        name = argv[i];
        FILE *f = fopen(name, "rb");
        if (!f) return fprintf(stderr, "coachwhip: can't open file '%s'\n", name), 2;
        text = read_all(f, &n);
        fclose(f);
        const char *slash = strrchr(name, '/');
        path0 = str_from_fs(t, name, slash ? (size_t)(slash - name) : 0);
    } else {
        text = read_all(stdin, &n);
    }
    Value out = fd_writer_new(t, 1), err = fd_writer_new(t, 2);
    sys_set(t, "stdout", out);
    sys_set(t, "__stdout__", out);
    sys_set(t, "stderr", err);
    sys_set(t, "__stderr__", err);
    Places places = {argv[0], getenv("PYTHONPATH"), getenv("PYTHONHOME")};
    sys_find_places(t, &places);
    list_insert(t, sys_get(t, "path"), 0, path0);
    Value argv_list = sys_get(t, "argv");
    if (command) list_append(t, argv_list, str_from_text(t, "-c"));
    for (; i < argc; i++) list_append(t, argv_list, str_from_fs(t, argv[i], strlen(argv[i])));
    Value module = module_new(t, "__main__", NULL);
    dict_set_text(t, rt->modules, "__main__", module);
    Value dict = value_cell(as_module(module)->dict);
    dict_set_text(t, dict, "__builtins__", rt->builtins_module);
    if (!command && strcmp(name, "<stdin>")) dict_set_text(t, dict, "__file__", str_from_text(t, name));
    CompileOptions o = {.mode = COMPILE_EXEC, .optimize = -1, .file_name = str_from_text(t, name), .source = text, .source_size = n};
    Code *code = compile_source(t, &o);
    if (code && !is_null(code_run(t, code, dict, dict, V_NULL))) return 0;
    Value e = error_take(t);
    if (is_instance_of(t, e, T_SYSTEM_EXIT)) {
        Value status = as_exception(e)->field[0];
        return is_null(status) || is_none(status) ? 0 : is_fixnum(status) ? (int)as_fixnum(status) : 1;
    }
    exception_print(t, e, V_NULL);
    return 1;
}
