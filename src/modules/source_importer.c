/* source_importer.c - imports of plain source files where there is no importlib, and running a source file as a module. */
#include "front/compile.h"
#include "modules/import.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

const char *file_read(Thread *t, Value path, size_t *n)
{
    const char *name = str_fs_path(t, path);
    if (!name) return NULL;
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return raise_errno(t, errno, path), NULL;
    struct stat st;
    size_t capacity = fstat(fd, &st) == 0 && st.st_size > 0 ? (size_t)st.st_size + 1 : 65536, length = 0;
    char *data = NULL;
    for (;;) {
        void *buffer = gc_alloc_buffer(t, capacity + 1);
        if (!buffer) return close(fd), NULL;
        if (data) memcpy(buffer_data(buffer), data, length);
        data = buffer_data(buffer);
        ssize_t got = 0;
        while (length < capacity && (got = read(fd, data + length, capacity - length)) > 0) length += (size_t)got;
        if (got < 0) {
            int error = errno;
            close(fd);
            return raise_errno(t, error, path), NULL;
        }
        if (length < capacity) break;
        capacity *= 2;
    }
    close(fd);
    data[length] = 0;
    *n = length;
    return data;
}

bool source_run(Thread *t, Value path, Value file, Value module)
{
    CompileOptions o = {.mode = COMPILE_EXEC, .optimize = -1, .file_name = file};
    o.source = file_read(t, path, &o.source_size);
    Code *code = o.source ? compile_source(t, &o) : NULL;
    if (!code) return false;
    Value dict = value_cell(as_module(module)->dict);
    if (is_null(dict_get_str(t, as_dict(dict), NAME(t, __builtins__))) &&
        !dict_set_str(t, as_dict(dict), NAME(t, __builtins__), t->rt->builtins_module))
        return false;
    return !is_null(code_run(t, code, dict, dict, V_NULL));
}

typedef struct Found { Value file, folder; } Found; /* a package has both, a namespace package a folder only */

static bool is_file(const char *path, mode_t kind)
{
    struct stat st;
    return path && stat(path, &st) == 0 && (st.st_mode & S_IFMT) == kind;
}

/* looks for `tail` in one folder; false: exception */
static bool look_in(Thread *t, Value folder, Value tail, Found *found)
{
    const char *slash = as_str(folder)->length && str_at(as_str(folder), as_str(folder)->length - 1) != '/' ? "/" : "";
    Value base = str_format(t, "%U%s%U", folder, slash, tail);
    Value init = is_null(base) ? V_NULL : str_format(t, "%U/__init__.py", base), source = is_null(base) ? V_NULL : str_format(t, "%U.py", base);
    if (is_null(init) || is_null(source)) return false;
    if (is_file(str_fs_path(t, init), S_IFREG)) *found = (Found){init, base};
    else if (!error_set(t) && is_file(str_fs_path(t, source), S_IFREG)) *found = (Found){source, V_NULL};
    else if (!error_set(t) && is_null(found->folder) && is_file(str_fs_path(t, base), S_IFDIR)) found->folder = base;
    return !error_set(t);
}

static Value load(Thread *t, Value name, Value parent, const Found *found)
{
    size_t n;
    const char *text = str_utf8(t, name, &n);
    Value module = text ? module_new(t, text, NULL) : V_NULL;
    if (is_null(module)) return V_NULL;
    Dict *d = as_module(module)->dict;
    if (!is_null(found->folder)) {
        Value path = list_new(t, &found->folder, 1);
        if (is_null(path) || !dict_set_str(t, d, NAME(t, __path__), path)) return V_NULL;
    }
    Value package = !is_null(found->folder) ? name : is_null(parent) ? t->rt->empty_str : parent;
    if (!dict_set_str(t, d, NAME(t, __package__), package) || !dict_set(t, t->rt->modules, name, module)) return V_NULL;
    if (is_null(found->file)) return module;
    if (!dict_set_str(t, d, NAME(t, __file__), found->file)) return V_NULL;
    if (!source_run(t, found->file, found->file, module)) {
        Value e = error_take(t);
        dict_delete(t, t->rt->modules, name);
        error_restore(t, e);
        return V_NULL;
    }
    Value now = dict_get(t, t->rt->modules, name);
    return is_null(now) && !error_set(t) ? module : now;
}

Value source_import(Thread *t, Value name)
{
    size_t dot = as_str(name)->length;
    while (dot > 0 && str_at(as_str(name), dot - 1) != '.') dot--;
    Value parent = V_NULL, parent_module = V_NULL, path, tail = name;
    if (dot) {
        parent = str_substr(t, name, 0, dot - 1);
        tail = str_substr(t, name, dot, as_str(name)->length);
        if (is_null(parent) || is_null(tail)) return V_NULL;
        parent_module = import_name(t, parent, V_NONE, t->rt->empty_tuple, 0);
        if (is_null(parent_module)) return V_NULL;
        parent_module = dict_get(t, t->rt->modules, parent);
        if (is_null(parent_module)) return V_NULL;
        path = attr_get_optional(t, parent_module, NAME(t, __path__));
        if (is_null(path)) {
            if (error_set(t)) return V_NULL;
            raise(t, T_MODULE_NOT_FOUND_ERROR, "No module named %R; %R is not a package", name, parent);
            exception_set_name(t, name);
            return V_NULL;
        }
    } else {
        path = dict_get_text(t, t->rt->sys_dict, "path");
    }
    if (is_null(path) || !is_list(path)) return V_NULL;
    Found found = {V_NULL, V_NULL};
    for (size_t i = 0; i < as_list(path)->length && is_null(found.file); i++) {
        Value folder = as_list(path)->items[i];
        if (is_str(folder) && !look_in(t, folder, tail, &found)) return V_NULL;
    }
    if (is_null(found.file) && is_null(found.folder)) return V_NULL;
    Value module = load(t, name, parent, &found);
    if (is_null(module) || is_null(parent_module)) return module;
    return attr_set(t, parent_module, tail, module) ? module : V_NULL;
}
