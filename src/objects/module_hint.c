/* module_hint.c - why a module may lack a name: a file of the program that hides a library module. */
#include "objects/dict.h"
#include "objects/module.h"
#include "objects/str.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include <unistd.h>

/* the position of the last '/' in [0, end), -1: none */
static int64_t last_slash(Value path, int64_t end)
{
    while (end-- > 0)
        if (str_at(as_str(path), (size_t)end) == '/') return end;
    return -1;
}

/* what sys.path began with: the folder of the program's file, else the working directory */
static Value first_on_path(Thread *t)
{
    Value main = dict_get_text(t, t->rt->modules, "__main__");
    Value file = is_null(main) || !has_kind(main, K_MODULE) ? V_NULL : dict_get_str(t, as_module(main)->dict, NAME(t, __file__));
    if (!is_null(file) && is_str(file)) {
        int64_t slash = last_slash(file, (int64_t)str_length(as_str(file)));
        if (slash >= 0) return str_substr(t, file, 0, (size_t)slash);
    }
    char here[4096];
    return getcwd(here, sizeof here) ? str_from_fs(t, here, strlen(here)) : V_NULL;
}

/* Is the file, or the package's folder, where sys.path begins? Then it comes before any library of the same name. */
static bool comes_first(Thread *t, Value origin)
{
    if (t->rt->options.safe_path) return false;
    int64_t n = (int64_t)str_length(as_str(origin)), slash = last_slash(origin, n);
    if (slash < 0) return false;
    Value file = str_substr(t, origin, (size_t)slash + 1, (size_t)n);
    if (is_null(file)) return false;
    if (str_equal_text(file, "__init__.py") && (slash = last_slash(origin, slash)) < 0) return false;
    Value folder = str_substr(t, origin, 0, (size_t)slash), first = first_on_path(t);
    return !is_null(folder) && !is_null(first) && str_equal(folder, first);
}

static bool is_library_module(Thread *t, Value name)
{
    Value all = dict_get_text(t, t->rt->sys_dict, "stdlib_module_names");
    return !is_null(all) && contains(t, all, name) > 0;
}

Value module_hint(Thread *t, Value name, Value origin, bool initializing)
{
    if (is_null(origin) || !comes_first(t, origin)) return error_clear(t), V_NULL;
    bool library = is_library_module(t, name);
    error_clear(t);
    if (library)
        return str_format(t, " (consider renaming %R since it has the same name as the standard library module named %R and prevents "
                             "importing that standard library module)", origin, name);
    return initializing ? str_format(t, " (consider renaming %R if it has the same name as a library you intended to import)", origin) : V_NULL;
}
