/* sys.c - the sys module: its functions, and making it. Constants are in sys_info.c, hooks in sys_hooks.c, paths in sys_path.c. */
#include "modules/import.h"
#include "modules/sys.h"
#include "modules/version.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/frame.h"
#include "objects/function.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "vm/interp.h"

bool sys_set(Thread *t, const char *name, Value v) { return !is_null(v) && dict_set_text(t, t->rt->sys_dict, name, v); }
Value sys_get(Thread *t, const char *name) { return dict_get_text(t, t->rt->sys_dict, name); }

/* --- exceptions and frames --- */

static Value exc_info(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    Value e = handled_exception(t);
    if (is_null(e) || is_none(e)) return tuple_pack(t, 3, V_NONE, V_NONE, V_NONE);
    Value tb = as_exception(e)->traceback;
    return tuple_pack(t, 3, type_value(type_of(t, e)), e, is_null(tb) ? V_NONE : tb);
}

static Value exception(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    Value e = handled_exception(t);
    return is_null(e) ? V_NONE : e;
}

static Value exit_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value status = is_null(a[0]) ? V_NONE : a[0];
    Type *type = type_by_id(t, T_SYSTEM_EXIT);
    Value e = is_none(status) ? exception_new(t, type, NULL, 0) : call1(t, type_value(type), status);
    if (!is_null(e) && is_tuple(status)) e = call_spread(t, type_value(type), status, V_NULL);
    return is_null(e) ? V_NULL : raise_value(t, e);
}

/* the running frame `depth` calls up; NULL: there is none */
static Value *frame_up(Thread *t, int64_t depth)
{
    Value *r = t->registers;
    while (r && depth-- > 0) r = frame_caller(r);
    return r;
}

static Value getframe(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t depth = 0;
    if (!is_null(a[0]) && !to_int64(t, a[0], &depth)) return V_NULL;
    Value *r = frame_up(t, depth);
    if (!r) return raise(t, T_VALUE_ERROR, "call stack is not deep enough");
    FrameObject *f = frame_object(t, r);
    if (!f || !sys_audit(t, "sys._getframe", 1, value_cell(f))) return V_NULL;
    return value_cell(f);
}

static Value getframemodulename(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t depth = 0;
    if (!is_null(a[0]) && !to_int64(t, a[0], &depth)) return V_NULL;
    if (!sys_audit(t, "sys._getframemodulename", 1, int_from_int64(t, depth))) return V_NULL;
    Value *r = frame_up(t, depth);
    if (!r) return V_NONE;
    Value name = attr_get_optional(t, r[FRAME_FUNCTION], NAME(t, __module__));
    return is_null(name) && !error_set(t) ? V_NONE : name;
}

/* --- limits --- */

static Value getrecursionlimit(Thread *t, Value *a, size_t n) { (void)a, (void)n; return value_fixnum(t->recursion_limit); }

static Value setrecursionlimit(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t limit;
    if (!to_int64(t, a[0], &limit)) return V_NULL;
    if (limit < 1) return raise(t, T_VALUE_ERROR, "recursion limit must be greater or equal than 1");
    if (limit > INT32_MAX) return raise(t, T_OVERFLOW_ERROR, "Python int too large to convert to C int");
    int depth = 0;
    for (Value *r = t->registers; r; r = frame_caller(r)) depth++;
    if (depth >= limit)
        return raise(t, T_RECURSION_ERROR, "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low", (int)limit, depth);
    for (Thread *each = t->rt->threads; each; each = each->next) {
        each->recursion_limit = (int)limit;
        /* the frames are counted again at the next call */
        each->stack_limit = each->registers ? each->registers : each->stack;
    }
    return V_NONE;
}

static Value get_int_max_str_digits(Thread *t, Value *a, size_t n) { (void)a, (void)n; return value_fixnum(t->rt->options.int_max_str_digits); }

static Value set_int_max_str_digits(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t digits;
    if (!to_int64(t, a[0], &digits)) return V_NULL;
    if (digits != 0 && digits < 640) return raise(t, T_VALUE_ERROR, "maxdigits must be >= 640 or 0 for unlimited");
    if (digits > INT32_MAX) return raise(t, T_OVERFLOW_ERROR, "Python int too large to convert to C int");
    t->rt->options.int_max_str_digits = (int)digits;
    return V_NONE;
}

/* --- objects --- */

static Value intern(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (is_exact_str(a[0])) return str_intern(t, a[0]);
    if (is_str(a[0])) return raise(t, T_TYPE_ERROR, "can't intern %T", a[0]);
    return raise(t, T_TYPE_ERROR, "intern() argument must be str, not %T", a[0]);
}

/* The import system's tables are made when they are first asked for: then this function is gone (PEP 562). */
static Value lazy_attribute(Thread *t, Value *a, size_t n)
{
    (void)n;
    static const char *const tables[] = {"meta_path", "path_hooks", "path_importer_cache"};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (is_str(a[0]) && str_equal_text(a[0], tables[i])) {
            if (!import_bootstrap(t)) return V_NULL;
            Value v = sys_get(t, tables[i]);
            if (!is_null(v)) return v;
        }
    raise(t, T_ATTRIBUTE_ERROR, "module 'sys' has no attribute '%S'", a[0]);
    return V_NULL;
}

static const NativeDef functions[] = {
    FN("exc_info", exc_info, "($module, /)", "Return current exception information: (type, value, traceback)."),
    FN("exception", exception, "($module, /)", "Return the current exception."),
    FN("__getattr__", lazy_attribute, "($module, name, /)", NULL),
    FN("exit", exit_, "($module, status=None, /)", "Exit the interpreter by raising SystemExit(status)."),
    FN("_getframe", getframe, "($module, depth=0, /)", "Return a frame object from the call stack."),
    FN("_getframemodulename", getframemodulename, "($module, /, depth=0)", "Return the name of the module for a calling frame."),
    FN("getrecursionlimit", getrecursionlimit, "($module, /)", "Return the most Python frames there can be."),
    FN("setrecursionlimit", setrecursionlimit, "($module, limit, /)", "Set the most Python frames there can be."),
    FN("get_int_max_str_digits", get_int_max_str_digits, "($module, /)", "Return the maximum string digits limit for non-binary int<->str conversions."),
    FN("set_int_max_str_digits", set_int_max_str_digits, "($module, /, maxdigits)", "Set the maximum string digits limit for non-binary int<->str conversions."),
    FN("intern", intern, "($module, string, /)", "Enter a string in the table of interned strings; return it or the one that was there."),
    FN_END};

static const ConstantDef constants[] = {
    {"maxsize", INT64_MAX, NULL}, {"maxunicode", 0x10ffff, NULL}, {"byteorder", 0, "little"}, {"platform", 0, "linux"},
    {"hexversion", PYTHON_HEXVERSION, NULL}, {"api_version", 1013, NULL}, {"float_repr_style", 0, "short"}, {"abiflags", 0, ""},
    {"copyright", 0, "See the LICENSE file of Coachwhip."}, {"platlibdir", 0, "lib"}, {"_framework", 0, ""},
    CONSTANT_END};

static bool add_functions(Thread *t, Value module, const NativeDef *defs)
{
    Value name = str_intern_text(t, "sys");
    for (; defs->name; defs++)
        if (!module_add(t, module, defs->name, native_function_new(t, defs, module, name))) return false;
    return true;
}

static bool add_lists(Thread *t, Value module)
{
    static const char *const lists[] = {"path", "argv", "orig_argv", "warnoptions"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (!module_add(t, module, lists[i], list_new(t, NULL, 0))) return false;
    return module_add(t, module, "_xoptions", dict_new(t)) && module_add(t, module, "modules", t->rt->modules) &&
           module_add(t, module, "dont_write_bytecode", value_bool(t->rt->options.dont_write_bytecode)) &&
           module_add(t, module, "pycache_prefix", V_NONE);
}

/* names of all native modules, sorted */
static bool add_builtin_names(Thread *t, Value module)
{
    Value list = list_new(t, NULL, 0);
    if (is_null(list) || !list_append(t, list, NAME(t, builtins)) || !list_append(t, list, NAME(t, sys))) return false;
    for (const ModuleSpec *const *m = native_modules; *m; m++) {
        Value name = str_intern_text(t, (*m)->name);
        if (is_null(name) || !list_append(t, list, name)) return false;
    }
    return list_sort(t, list, V_NULL, false) && module_add(t, module, "builtin_module_names", list_to_tuple(t, list));
}

static bool add_stdlib_names(Thread *t, Value module)
{
    static const char *const names[] = {
#define STDLIB(name) #name,
#include "modules/stdlib_names.def"
#undef STDLIB
    };
    Value list = list_new(t, NULL, 0);
    for (size_t i = 0; i < sizeof names / sizeof *names && !is_null(list); i++) {
        Value name = str_intern_text(t, names[i]);
        if (is_null(name) || !list_append(t, list, name)) return false;
    }
    Type *type = type_by_id(t, T_FROZENSET);
    return type && !is_null(list) && module_add(t, module, "stdlib_module_names", call1(t, type_value(type), list));
}

/* sys.__excepthook__ and its like: what the hooks were at the start */
static bool add_dunder_hooks(Thread *t, Value module)
{
    static const char *const hooks[][2] = {{"displayhook", "__displayhook__"}, {"excepthook", "__excepthook__"},
                                           {"unraisablehook", "__unraisablehook__"}, {"breakpointhook", "__breakpointhook__"}};
    for (size_t i = 0; i < sizeof hooks / sizeof *hooks; i++)
        if (!module_add(t, module, hooks[i][1], dict_get_text(t, value_cell(as_module(module)->dict), hooks[i][0]))) return false;
    return true;
}

static bool setup(Thread *t, Value module)
{
    t->rt->sys_dict = value_cell(as_module(module)->dict);
    return add_functions(t, module, sys_hook_functions) && add_functions(t, module, sys_runtime_functions) && add_dunder_hooks(t, module) && add_lists(t, module) && add_builtin_names(t, module) && add_stdlib_names(t, module) && sys_add_info(t, module);
}

static const ModuleSpec sys_spec = {"sys", "What belongs to the interpreter itself: arguments, paths, streams, limits and hooks.", functions, constants, setup};

Value sys_make(Thread *t) { return module_from_spec(t, &sys_spec); }
