/* import_boot.c - loading CPython's importlib when it is needed.
 *
 * Its two files run as _frozen_importlib and _frozen_importlib_external, as CPython runs its frozen copies; they then give every
 * module loaded before a __spec__ and a __loader__. Compiled files are called NAME.coachwhip-314.cwc. */
#include "modules/import.h"
#include "modules/sys.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

/* runs the library's `file` as a new module called `name` */
static Value run_library_file(Thread *t, const char *name, const char *file, const char *shown)
{
    Value path = str_format(t, "%U/%s", t->rt->state[STATE_STDLIB], file), module = module_new(t, name, NULL), label = str_from_text(t, shown);
    if (is_null(path) || is_null(module) || is_null(label)) return V_NULL;
    if (!dict_set_text(t, t->rt->modules, name, module)) return V_NULL;
    return source_run(t, path, label, module) ? module : V_NULL;
}

static bool rename_suffixes(Thread *t, Value external)
{
    Value suffixes = attr_get(t, external, str_intern_text(t, "BYTECODE_SUFFIXES")), suffix = str_from_text(t, ".cwc");
    return !is_null(suffixes) && !is_null(suffix) && is_list(suffixes) && item_set(t, suffixes, value_fixnum(0), suffix);
}

/* sys.meta_path and its like, which importlib fills */
static bool add_tables(Thread *t)
{
    return sys_set(t, "meta_path", list_new(t, NULL, 0)) && sys_set(t, "path_hooks", list_new(t, NULL, 0)) &&
           sys_set(t, "path_importer_cache", dict_new(t)) && dict_delete(t, t->rt->sys_dict, NAME(t, __getattr__)) >= 0;
}

static bool load(Thread *t)
{
    Value importlib = run_library_file(t, "_frozen_importlib", "importlib/_bootstrap.py", "<frozen importlib._bootstrap>");
    Value imp = is_null(importlib) ? V_NULL : import_module(t, "_imp");
    if (is_null(imp) || is_null(call_method2(t, importlib, str_intern_text(t, "_install"), t->rt->sys_module, imp))) return false;
    Value external = run_library_file(t, "_frozen_importlib_external", "importlib/_bootstrap_external.py", "<frozen importlib._bootstrap_external>");
    if (is_null(external) || !rename_suffixes(t, external)) return false;
    if (is_null(call_method0(t, importlib, str_intern_text(t, "_install_external_importers")))) return false;
    t->rt->state[STATE_IMPORTLIB] = importlib;
    return true;
}

static bool without_library(Thread *t) { return is_null(sys_get(t, "meta_path")) ? add_tables(t) : true; }

bool import_bootstrap(Thread *t)
{
    if (!is_null(t->rt->state[STATE_IMPORTLIB]) || t->rt->importlib_loading) return true;
    if (is_null(t->rt->state[STATE_STDLIB])) return without_library(t);
    t->rt->importlib_loading = true;
    bool ok = add_tables(t) && load(t);
    t->rt->importlib_loading = false;
    return ok;
}
