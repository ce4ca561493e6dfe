/* posix.c - the module under os.py: its arguments, types and table. */
#include "modules/posix.h"
#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/structseq.h"
#include "runtime/call.h"
#include "runtime/ops.h"
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* --- arguments --- */

Value fspath(Thread *t, Value v)
{
    if (is_str(v) || is_bytes(v)) return v;
    Value self, method = special_lookup(t, v, NAME(t, __fspath__), &self);
    if (is_null(method)) return error_set(t) ? V_NULL : raise(t, T_TYPE_ERROR, "expected str, bytes or os.PathLike object, not %T", v);
    Value path = is_null(self) ? call0(t, method) : call1(t, method, self);
    if (is_null(path) || is_str(path) || is_bytes(path)) return path;
    return raise(t, T_TYPE_ERROR, "expected %T.__fspath__() to return str or bytes, not %T", v, path);
}

const char *fs_text(Thread *t, Value v)
{
    Value path = fspath(t, v);
    if (is_null(path)) return NULL;
    if (is_str(path)) return str_fs_path(t, path);
    const Bytes *b = as_bytes(path);
    if (memchr(b->data, 0, b->length)) return RAISE_PTR(t, T_VALUE_ERROR, "embedded null byte");
    return (const char *)b->data;
}

static const char *allowed(int flags)
{
    switch (flags & (PATH_FD | PATH_NONE)) {
    case PATH_FD | PATH_NONE: return "string, bytes, os.PathLike, integer or None";
    case PATH_FD: return "string, bytes, os.PathLike or integer";
    case PATH_NONE: return "string, bytes, os.PathLike or None";
    default: return "string, bytes or os.PathLike";
    }
}

bool path_arg(Thread *t, Value v, const char *function, const char *argument, int flags, PathArg *out)
{
    *out = (PathArg){.fd = -1, .object = v};
    if (is_null(v) || is_none(v)) {
        if (flags & PATH_NONE) return true;
        return RAISE_FALSE(t, T_TYPE_ERROR, "%s: %s should be %s, not NoneType", function, argument, allowed(flags));
    }
    if ((flags & PATH_FD) && type_of(t, v)->slots.index) {
        if (is_bool(v) && !warn(t, T_RUNTIME_WARNING, 1, "bool is used as a file descriptor")) return false;
        return arg_int(t, v, &out->fd);
    }
    if (!is_str(v) && !is_bytes(v)) {
        Value self, method = special_lookup(t, v, NAME(t, __fspath__), &self);
        if (is_null(method)) return error_set(t) ? false : RAISE_FALSE(t, T_TYPE_ERROR, "%s: %s should be %s, not %T", function, argument, allowed(flags), v);
    }
    Value path = fspath(t, v);
    if (is_null(path)) return false;
    out->bytes = is_bytes(path);
    out->name = fs_text(t, path);
    if (out->name) return true;
    if (error_matches(t, T_VALUE_ERROR) && !error_matches(t, T_UNICODE_ERROR)) {
        error_clear(t);
        raise(t, T_VALUE_ERROR, "%s: embedded null character in %s", function, argument);
    }
    return false;
}

bool dir_fd_arg(Thread *t, Value v, int *out)
{
    *out = AT_FDCWD;
    if (is_null(v) || is_none(v)) return true;
    if (!type_of(t, v)->slots.index) return RAISE_FALSE(t, T_TYPE_ERROR, "argument should be integer or None, not %T", v);
    return arg_int(t, v, out);
}

Value fs_value(Thread *t, const char *name, size_t n, bool bytes) { return bytes ? bytes_new(t, name, n) : str_from_fs(t, name, n); }
Value path_error(Thread *t, const PathArg *path) { return raise_errno(t, errno, is_null(path->object) ? V_NULL : path->object); }
Value posix_result(Thread *t, int result) { return result < 0 ? raise_errno(t, errno, V_NULL) : V_NONE; }

/* --- the module --- */

static Value fspath_(Thread *t, Value *a, size_t n) { (void)n; return fspath(t, a[0]); }

extern char **environ;

/* a dict of bytes, as os.py wants it */
static Value make_environ(Thread *t)
{
    Value dict = dict_new(t);
    for (char **e = environ; !is_null(dict) && e && *e; e++) {
        char *equals = strchr(*e, '=');
        if (!equals) continue;
        Value key = bytes_new(t, *e, (size_t)(equals - *e)), v = bytes_new(t, equals + 1, strlen(equals + 1));
        if (is_null(key) || is_null(v) || is_null(dict_set_default(t, dict, key, v))) return V_NULL;
    }
    return dict;
}
static Value create_environ(Thread *t, Value *a, size_t n) { (void)a, (void)n; return make_environ(t); }

static Value putenv_(Thread *t, Value *a, size_t n)
{
    (void)n;
    const char *name = fs_text(t, a[0]), *value = name ? fs_text(t, a[1]) : NULL;
    if (!value) return V_NULL;
    if (strchr(name, '=')) return raise(t, T_VALUE_ERROR, "illegal environment variable name");
    return posix_result(t, setenv(name, value, 1));
}

static Value unsetenv_(Thread *t, Value *a, size_t n)
{
    (void)n;
    const char *name = fs_text(t, a[0]);
    return name ? posix_result(t, unsetenv(name)) : V_NULL;
}

static Value strerror_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int code;
    return arg_int(t, a[0], &code) ? str_from_text(t, strerror(code)) : V_NULL;
}

static Value is_inputhook_installed(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return V_FALSE; }

static const NativeDef functions[] = {
    FN("fspath", fspath_, "($module, /, path)", "Return the file system path representation of the object."),
    FN("_create_environ", create_environ, "($module, /)", "Create the environment dictionary."),
    FN("putenv", putenv_, "($module, name, value, /)", "Change or add an environment variable."),
    FN("unsetenv", unsetenv_, "($module, name, /)", "Delete an environment variable."),
    FN("strerror", strerror_, "($module, code, /)", "Translate an error code to a message string."),
    FN("_is_inputhook_installed", is_inputhook_installed, "($module, /)", "Checks if an input hook is set."),
    FN_END};

static bool add_all(Thread *t, Value module, const NativeDef *defs)
{
    Value name = str_intern_text(t, "posix");
    for (; defs->name; defs++)
        if (!module_add(t, module, defs->name, native_function_new(t, defs, module, name))) return false;
    return true;
}

/* what os.supports_fd and its like are made from */
static bool add_have_functions(Thread *t, Value module)
{
    static const char *const have[] = {
        "HAVE_FACCESSAT", "HAVE_FCHDIR", "HAVE_FCHMOD", "HAVE_FCHMODAT", "HAVE_FCHOWN", "HAVE_FCHOWNAT", "HAVE_FEXECVE", "HAVE_FDOPENDIR",
        "HAVE_FPATHCONF", "HAVE_FSTATAT", "HAVE_FSTATVFS", "HAVE_FTRUNCATE", "HAVE_FUTIMENS", "HAVE_FUTIMES", "HAVE_FUTIMESAT", "HAVE_LINKAT",
        "HAVE_LCHOWN", "HAVE_LSTAT", "HAVE_LUTIMES", "HAVE_MEMFD_CREATE", "HAVE_MKDIRAT", "HAVE_MKFIFOAT", "HAVE_MKNODAT", "HAVE_OPENAT",
        "HAVE_READLINKAT", "HAVE_RENAMEAT", "HAVE_SYMLINKAT", "HAVE_UNLINKAT", "HAVE_UTIMENSAT", "HAVE_PTSNAME_R"};
    Value list = list_new(t, NULL, 0);
    for (size_t i = 0; i < sizeof have / sizeof *have && !is_null(list); i++) {
        Value name = str_from_text(t, have[i]);
        if (is_null(name) || !list_append(t, list, name)) return false;
    }
    return module_add(t, module, "_have_functions", list);
}

static bool setup(Thread *t, Value module)
{
    static const NativeDef *const parts[] = {posix_stat_functions, posix_path_functions, posix_file_functions, posix_process_functions,
                                             posix_config_functions};
    static const TypeId types[] = {T_STAT_RESULT, T_STATVFS_RESULT, T_DIR_ENTRY, T_TERMINAL_SIZE, T_TIMES_RESULT, T_UNAME_RESULT, T_WAITID_RESULT};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!add_all(t, module, parts[i])) return false;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!module_add_type(t, module, types[i])) return false;
    Type *error = type_by_id(t, T_OS_ERROR);
    return error && module_add(t, module, "error", type_value(error)) && module_add(t, module, "environ", make_environ(t)) &&
           add_have_functions(t, module) && posix_config_setup(t, module) && posix_constants(t, module);
}

const ModuleSpec posix_module_spec = {"posix", "What the operating system offers, by its own names. Use the module os.", functions, NULL, setup};
