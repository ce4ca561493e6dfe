/* import.c - the import statement's machinery: __import__, sys.modules, and who loads what.
 *
 * Native modules are made from their specs here. All other modules are importlib's business: CPython's own
 * importlib/_bootstrap.py and _bootstrap_external.py, which are loaded when the first module that is not native is asked for (or
 * when a program looks at the import system's insides), as _frozen_importlib and _frozen_importlib_external. Without a standard
 * library on disk source_importer.c loads plain source modules and packages. docs/imports.md says why.
 */
#include "modules/import.h"
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
#include "vm/code.h"

/* --- native modules --- */

const ModuleSpec *import_native_spec(Value name)
{
    if (!is_str(name)) return NULL;
    for (const ModuleSpec *const *m = native_modules; *m; m++)
        if (str_equal_text(name, (*m)->name)) return *m;
    return NULL;
}

Value import_native(Thread *t, const ModuleSpec *spec)
{
    Value name = str_intern_text(t, spec->name);
    Value module = is_null(name) ? V_NULL : module_from_spec(t, spec);
    return is_null(module) || !dict_set(t, t->rt->modules, name, module) ? V_NULL : module;
}

/* --- relative names --- */

/* the part of a name before its last dot; V_NULL: there is none, or (error_set) out of memory */
static Value parent_name(Thread *t, Value name)
{
    for (size_t i = as_str(name)->length; i-- > 0;)
        if (str_at(as_str(name), i) == '.') return str_substr(t, name, 0, i);
    return V_NULL;
}

/* the package that a module's globals say it is in, by __name__ and __path__: what there was before PEP 366 */
static Value package_by_name(Thread *t, Dict *globals)
{
    if (!warn(t, T_IMPORT_WARNING, 1, "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__")) return V_NULL;
    Value name = dict_get_str(t, globals, NAME(t, __name__));
    if (is_null(name)) return raise(t, T_KEY_ERROR, "'__name__' not in globals");
    if (!is_str(name)) return raise(t, T_TYPE_ERROR, "__name__ must be a string");
    if (!is_null(dict_get_str(t, globals, NAME(t, __path__)))) return name;
    Value parent = parent_name(t, name);
    return is_null(parent) && !error_set(t) ? t->rt->empty_str : parent;
}

static Value package_of(Thread *t, Dict *globals)
{
    Value package = dict_get_str(t, globals, NAME(t, __package__)), spec = dict_get_str(t, globals, NAME(t, __spec__));
    if (!is_null(spec) && is_none(spec)) spec = V_NULL;
    if (!is_null(package) && !is_none(package)) {
        if (!is_str(package)) return raise(t, T_TYPE_ERROR, "package must be a string");
        if (is_null(spec)) return package;
        Value parent = attr_get(t, spec, NAME(t, parent));
        if (is_null(parent)) return V_NULL;
        int same = compare_bool(t, package, parent, CMP_EQ);
        if (same < 0) return V_NULL;
        if (!same && !warn(t, T_DEPRECATION_WARNING, 1, "__package__ != __spec__.parent")) return V_NULL;
        return package;
    }
    if (is_null(spec)) return package_by_name(t, globals);
    package = attr_get(t, spec, NAME(t, parent));
    if (is_null(package) || is_str(package)) return package;
    return raise(t, T_TYPE_ERROR, "__spec__.parent must be a string");
}

/* the absolute name of `name` imported from `level` packages up; level >= 1 */
static Value resolve_relative(Thread *t, Value name, Value globals, int64_t level)
{
    if (is_null(globals) || is_none(globals)) return raise(t, T_KEY_ERROR, "'__name__' not in globals");
    if (!is_dict(globals)) return raise(t, T_TYPE_ERROR, "globals must be a dict");
    Value base = package_of(t, as_dict(globals));
    if (is_null(base)) return V_NULL;
    if (!as_str(base)->length) return raise(t, T_IMPORT_ERROR, "attempted relative import with no known parent package");
    for (; level > 1; level--) {
        base = parent_name(t, base);
        if (is_null(base)) return error_set(t) ? V_NULL : raise(t, T_IMPORT_ERROR, "attempted relative import beyond top-level package");
    }
    return as_str(name)->length ? str_format(t, "%U.%U", base, name) : base;
}

/* --- finding and loading --- */

/* name of `name`'s importlib function, called with it; the frames of importlib itself are taken out of the traceback */
static bool importlib_code(const Code *code)
{
    return is_str(code->file_name) && (str_equal_text(code->file_name, "<frozen importlib._bootstrap>") ||
                                       str_equal_text(code->file_name, "<frozen importlib._bootstrap_external>"));
}

/* Takes importlib's own frames out of the propagating exception's traceback: all of them for an ImportError, else the runs of them
 * that end in _call_with_frames_removed. */
static void hide_importlib_frames(Thread *t)
{
    if (t->rt->options.verbose || !is_exception(t->exception)) return;
    Value e = t->exception;
    bool always = is_instance_of(t, e, T_IMPORT_ERROR);
    Value *link = &as_exception(e)->traceback, *chunk = NULL;
    void *owner = as_cell(e), *chunk_owner = NULL;
    for (Value tb = *link; !is_null(tb) && !is_none(tb);) {
        Traceback *entry = as_cell(tb);
        Value next = entry->next;
        bool inside = importlib_code(entry->code);
        if (inside && !chunk) {
            chunk = link;
            chunk_owner = owner;
        }
        if (!inside) chunk = NULL;
        if (inside && (always || str_equal_text(entry->code->name, "_call_with_frames_removed"))) {
            gc_store(t, chunk_owner, chunk, next);
            link = chunk;
            owner = chunk_owner;
        } else {
            link = &entry->next;
            owner = entry;
        }
        tb = next;
    }
}

static Value not_found(Thread *t, Value name)
{
    raise(t, T_MODULE_NOT_FOUND_ERROR, "No module named %R", name);
    exception_set_name(t, name);
    return V_NULL;
}

static Value find_and_load(Thread *t, Value name)
{
    if (is_null(t->rt->state[STATE_IMPORTLIB])) {
        const ModuleSpec *spec = import_native_spec(name);
        if (spec) return import_native(t, spec);
        if (!import_bootstrap(t)) return V_NULL;
    }
    Value importlib = t->rt->state[STATE_IMPORTLIB];
    if (!is_null(importlib)) {
        Value find = attr_get(t, importlib, NAME(t, _find_and_load));
        Value import = is_null(find) ? V_NULL : dict_get_str(t, as_dict(t->rt->builtins), NAME(t, __import__));
        if (is_null(find)) return V_NULL;
        Value module = call2(t, find, name, is_null(import) ? V_NONE : import);
        if (is_null(module)) hide_importlib_frames(t);
        return module;
    }
    Value module = source_import(t, name);
    return is_null(module) && !error_set(t) ? not_found(t, name) : module;
}

bool module_is_initializing(Thread *t, Value module)
{
    if (!has_kind(module, K_MODULE)) return false;
    Value pending = error_take(t), spec = dict_get_str(t, as_module(module)->dict, NAME(t, __spec__));
    bool initializing = false;
    if (!is_null(spec) && !is_none(spec)) {
        Value v = attr_get_optional(t, spec, NAME(t, _initializing));
        initializing = !is_null(v) && is_truthy(t, v) > 0;
        error_clear(t);
    }
    error_restore(t, pending);
    return initializing;
}

/* waits for another thread that is loading the module */
static bool wait_initialized(Thread *t, Value module, Value name)
{
    Value importlib = t->rt->state[STATE_IMPORTLIB];
    if (is_null(importlib) || !module_is_initializing(t, module)) return true;
    Value wait = attr_get(t, importlib, str_intern_text(t, "_lock_unlock_module"));
    return !is_null(wait) && !is_null(call1(t, wait, name));
}

/* the module of an absolute name: sys.modules', or loaded */
static Value import_absolute(Thread *t, Value name)
{
    Value module = dict_get(t, t->rt->modules, name);
    if (is_null(module) && error_set(t)) return V_NULL;
    if (is_null(module)) return find_and_load(t, name);
    if (is_none(module)) {
        raise(t, T_MODULE_NOT_FOUND_ERROR, "import of %U halted; None in sys.modules", name);
        exception_set_name(t, name);
        return V_NULL;
    }
    return wait_initialized(t, module, name) ? module : V_NULL;
}

Value import_module(Thread *t, const char *name)
{
    Value text = str_intern_text(t, name);
    return is_null(text) ? V_NULL : import_absolute(t, text);
}

/* --- __import__ --- */

static bool import_listed(Thread *t, Value module, Value names, bool recursive);

static bool import_item(Thread *t, Value module, Value item, bool recursive)
{
    if (!is_str(item)) {
        Value where = recursive ? attr_get(t, module, NAME(t, __name__)) : V_NONE;
        if (is_null(where)) return false;
        if (recursive) return RAISE_FALSE(t, T_TYPE_ERROR, "Item in %S.__all__ must be str, not %T", where, item);
        return RAISE_FALSE(t, T_TYPE_ERROR, "Item in ``from list'' must be str, not %T", item);
    }
    if (str_equal_text(item, "*")) {
        if (recursive) return true;
        Value all = attr_get_optional(t, module, NAME(t, __all__));
        if (is_null(all)) return !error_set(t);
        return import_listed(t, module, all, true);
    }
    int has = attr_has(t, module, item);
    if (has) return has > 0;
    Value parent = attr_get(t, module, NAME(t, __name__));
    Value name = is_null(parent) ? V_NULL : str_format(t, "%S.%U", parent, item);
    if (is_null(name)) return false;
    if (!is_null(import_absolute(t, name))) return true;
    /* a submodule that does not exist is for `from` to report; one that fails is an error */
    if (!error_matches(t, T_MODULE_NOT_FOUND_ERROR)) return false;
    Value e = error_take(t), missing = as_exception(e)->field[1], there = dict_get(t, t->rt->modules, name);
    if (is_null(there) && error_set(t)) return false;
    if (!is_null(missing) && is_str(missing) && str_equal(missing, name) && !(!is_null(there) && is_none(there))) return true;
    error_restore(t, e);
    return false;
}

/* imports the submodules among the names of `from package import names` */
static bool import_listed(Thread *t, Value module, Value names, bool recursive)
{
    Value list = tuple_from_iterable(t, names);
    if (is_null(list)) return false;
    for (size_t i = 0; i < as_tuple(list)->length; i++)
        if (!import_item(t, module, as_tuple(list)->items[i], recursive)) return false;
    return true;
}

/* what `import a.b.c` binds: the module a; for relative names, the first part of what was asked for */
static Value first_module(Thread *t, Value name, Value absolute, Value module, int64_t level)
{
    size_t length = as_str(name)->length, dot = 0;
    while (dot < length && str_at(as_str(name), dot) != '.') dot++;
    if (dot == length) return module;
    Value front = str_substr(t, absolute, 0, level ? as_str(absolute)->length - (length - dot) : dot);
    if (is_null(front)) return V_NULL;
    if (level == 0) return import_absolute(t, front);
    Value found = dict_get(t, t->rt->modules, front);
    return is_null(found) && !error_set(t) ? raise(t, T_KEY_ERROR, "%R not in sys.modules as expected", front) : found;
}

Value import_name(Thread *t, Value name, Value globals, Value fromlist, int64_t level)
{
    if (!is_str(name)) return raise(t, T_TYPE_ERROR, "module name must be a string");
    if (level < 0) return raise(t, T_VALUE_ERROR, "level must be >= 0");
    Value absolute = name;
    if (level > 0) {
        absolute = resolve_relative(t, name, globals, level);
        if (is_null(absolute)) return V_NULL;
    } else if (!as_str(name)->length) {
        return raise(t, T_VALUE_ERROR, "Empty module name");
    }
    Value module = import_absolute(t, absolute);
    if (is_null(module)) return V_NULL;
    int listed = is_null(fromlist) || is_none(fromlist) ? 0 : is_truthy(t, fromlist);
    if (listed < 0) return V_NULL;
    if (!listed) return level && !as_str(name)->length ? module : first_module(t, name, absolute, module, level);
    Value path = attr_get_optional(t, module, NAME(t, __path__));
    if (is_null(path)) return error_set(t) ? V_NULL : module;
    return import_listed(t, module, fromlist, false) ? module : V_NULL;
}
