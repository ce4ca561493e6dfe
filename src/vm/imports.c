/* imports.c - the import instructions. */
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "vm/helpers.h"

/* R[0] is the namespace in code that is no function's body */
static Value frame_namespace(Value *R)
{
    return frame_code(R)->flags & CODE_NEWLOCALS ? V_NONE : R[0];
}

Value vm_import_name(Thread *t, Value *R, Value name, Value fromlist, Value level)
{
    Function *f = as_function(R[FRAME_FUNCTION]);
    Value import = dict_get_str(t, f->builtins, NAME(t, __import__));
    if (is_null(import)) return raise(t, T_IMPORT_ERROR, "__import__ not found");
    Value globals = value_cell(f->globals);
    bool ours = has_kind(import, K_NATIVE_FUNCTION) && value_same(import, dict_get_str(t, as_dict(t->rt->builtins), NAME(t, __import__))) &&
                as_native(import)->self.bits == t->rt->builtins_module.bits;
    if (ours) return import_name(t, name, globals, fromlist, as_fixnum(level));
    Value args[5] = {name, globals, frame_namespace(R), fromlist, level};
    return call(t, import, args, 5, V_NULL);
}

/* --- from --- */

/* sys.modules["package.name"], for an import that goes round in a circle; V_NULL: absent, or exception */
static Value submodule(Thread *t, Value module, Value name)
{
    Value package = attr_get_optional(t, module, NAME(t, __name__));
    if (is_null(package) || !is_str(package)) return V_NULL;
    Value full = str_format(t, "%U.%U", package, name);
    return is_null(full) ? V_NULL : dict_get(t, t->rt->modules, full);
}

/* a module's own attribute without the search that ends in a message about its origin */
static Value plain_attribute(Thread *t, Value module, Value name)
{
    if (has_kind(module, K_MODULE)) return dict_get_str(t, as_module(module)->dict, name);
    Value v = attr_get_optional(t, module, name);
    error_clear(t);
    return v;
}

/* the file a module comes from: its spec's origin if that is a place, else its __file__; V_NULL: unknown */
Value module_origin(Thread *t, Value module)
{
    Value spec = plain_attribute(t, module, NAME(t, __spec__));
    if (!is_null(spec) && !is_none(spec)) {
        Value has = attr_get_optional(t, spec, NAME(t, has_location));
        error_clear(t);
        if (!is_null(has) && is_truthy(t, has) > 0) {
            Value origin = attr_get_optional(t, spec, NAME(t, origin));
            error_clear(t);
            if (!is_null(origin) && is_str(origin)) return origin;
        }
        error_clear(t);
    }
    Value file = plain_attribute(t, module, NAME(t, __file__));
    return !is_null(file) && is_str(file) ? file : V_NULL;
}

/* ImportError: cannot import name 'x' from 'm' (where) */
static Value cannot_import(Thread *t, Value module, Value name)
{
    Value package = attr_get_optional(t, module, NAME(t, __name__));
    error_clear(t);
    bool known = !is_null(package) && is_str(package);
    Value shown = known ? package : str_from_text(t, "<unknown module name>"), origin = module_origin(t, module);
    if (is_null(shown)) return V_NULL;
    bool initializing = module_is_initializing(t, module);
    Value hint = known ? module_hint(t, package, origin, initializing) : V_NULL;
    if (!is_null(hint)) raise(t, T_IMPORT_ERROR, "cannot import name %R from %R%U", name, shown, hint);
    else if (is_null(origin) && initializing)
        raise(t, T_IMPORT_ERROR, "cannot import name %R from partially initialized module %R (most likely due to a circular import)", name,
              shown);
    else if (is_null(origin)) raise(t, T_IMPORT_ERROR, "cannot import name %R from %R (unknown location)", name, shown);
    else if (initializing)
        raise(t, T_IMPORT_ERROR, "cannot import name %R from partially initialized module %R (most likely due to a circular import) (%U)", name, shown, origin);
    else raise(t, T_IMPORT_ERROR, "cannot import name %R from %R (%U)", name, shown, origin);
    if (is_exception(t->exception)) {
        Exception *e = as_exception(t->exception);
        if (known) gc_store(t, e, &e->field[1], package);
        if (!is_null(origin)) gc_store(t, e, &e->field[2], origin);
        gc_store(t, e, &e->field[3], name);
    }
    return V_NULL;
}

Value vm_import_from(Thread *t, Value module, Value name)
{
    Value v = attr_get_optional(t, module, name);
    if (!is_null(v) || error_set(t)) return v;
    v = submodule(t, module, name);
    if (!is_null(v) || error_set(t)) return v;
    return cannot_import(t, module, name);
}

/* --- star --- */

static bool star_name_error(Thread *t, Value module, Value name, bool from_all)
{
    Value package = attr_get(t, module, NAME(t, __name__));
    if (is_null(package)) return false;
    if (!is_str(package)) return RAISE_FALSE(t, T_TYPE_ERROR, "module __name__ must be a string, not %T", package);
    return RAISE_FALSE(t, T_TYPE_ERROR, "%s in %U.%s must be str, not %T", from_all ? "Item" : "Key", package, from_all ? "__all__" : "__dict__", name);
}

bool vm_import_star(Thread *t, Value module, Value space)
{
    Value names = attr_get_optional(t, module, NAME(t, __all__));
    bool from_all = !is_null(names);
    if (!from_all) {
        if (error_set(t)) return false;
        Value dict = attr_get_optional(t, module, NAME(t, __dict__));
        if (is_null(dict)) return error_set(t) ? false : RAISE_FALSE(t, T_IMPORT_ERROR, "from-import-* object has no __dict__ and no __all__");
        names = is_dict(dict) ? dict_keys_list(t, dict) : call_method0(t, dict, NAME(t, keys));
    }
    Value list = is_null(names) ? V_NULL : tuple_from_iterable(t, names);
    if (is_null(list)) return false;
    for (size_t i = 0; i < as_tuple(list)->length; i++) {
        Value name = as_tuple(list)->items[i];
        if (!is_str(name)) return star_name_error(t, module, name, from_all);
        if (!from_all && as_str(name)->length && str_at(as_str(name), 0) == '_') continue;
        Value v = attr_get(t, module, name);
        if (is_null(v) || !vm_store_name(t, space, name, v)) return false;
    }
    return true;
}
