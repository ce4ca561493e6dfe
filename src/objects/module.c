/* module.c - module objects, and making native modules from their specs. */
#include "objects/module.h"
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

Value module_new(Thread *t, const char *name, const char *doc)
{
    Module *m = object_alloc_id(t, T_MODULE, 0);
    if (!m) return V_NULL;
    Value dict = dict_new(t);
    if (is_null(dict)) return V_NULL;
    gc_store_pointer(t, m, m->dict, as_dict(dict));
    Value text = str_intern_text(t, name), doc_text = doc ? str_from_text(t, doc) : V_NONE;
    if (is_null(text) || is_null(doc_text)) return V_NULL;
    if (!dict_set_str(t, m->dict, NAME(t, __name__), text) || !dict_set_str(t, m->dict, NAME(t, __doc__), doc_text) ||
        !dict_set_str(t, m->dict, NAME(t, __package__), V_NONE) || !dict_set_str(t, m->dict, NAME(t, __loader__), V_NONE) ||
        !dict_set_str(t, m->dict, NAME(t, __spec__), V_NONE))
        return V_NULL;
    return value_cell(m);
}

bool module_add(Thread *t, Value module, const char *name, Value v)
{
    Value key = str_intern_text(t, name);
    return !is_null(v) && !is_null(key) && dict_set_str(t, as_module(module)->dict, key, v);
}

bool module_add_type(Thread *t, Value module, TypeId id)
{
    Type *type = type_by_id(t, id);
    return type && dict_set_str(t, as_module(module)->dict, type->name, type_value(type));
}

Value module_from_spec(Thread *t, const ModuleSpec *spec)
{
    Value m = module_new(t, spec->name, spec->doc);
    if (is_null(m)) return V_NULL;
    Value name = dict_get_str(t, as_module(m)->dict, NAME(t, __name__));
    for (const NativeDef *d = spec->functions; d && d->name; d++)
        if (!module_add(t, m, d->name, native_function_new(t, d, m, name))) return V_NULL;
    for (const ConstantDef *c = spec->constants; c && c->name; c++)
        if (!module_add(t, m, c->name, c->text ? str_from_text(t, c->text) : int_from_int64(t, c->number))) return V_NULL;
    return spec->setup && !spec->setup(t, m) ? V_NULL : m;
}

/* --- the type --- */

static void module_trace(Tracer *tr, void *cell) { gc_trace_cell(tr, ((Module *)cell)->dict); }

static Value module_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Module *m = object_alloc(t, as_type(a[0]), 0);
    if (!m) return V_NULL;
    Value dict = dict_new(t);
    if (is_null(dict)) return V_NULL;
    gc_store_pointer(t, m, m->dict, as_dict(dict));
    return value_cell(m);
}

static Value module_init(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "module.__init__() argument 1 must be str, not %T", a[1]);
    Dict *d = as_module(a[0])->dict;
    bool ok = dict_set_str(t, d, NAME(t, __name__), a[1]) && dict_set_str(t, d, NAME(t, __doc__), is_null(a[2]) ? V_NONE : a[2]) &&
              dict_set_str(t, d, NAME(t, __package__), V_NONE) && dict_set_str(t, d, NAME(t, __loader__), V_NONE) &&
              dict_set_str(t, d, NAME(t, __spec__), V_NONE);
    return ok ? V_NONE : V_NULL;
}

static Value module_repr(Thread *t, Value self)
{
    Value bootstrap = dict_get_text(t, t->rt->modules, "_frozen_importlib");
    if (!is_null(bootstrap) && has_kind(bootstrap, K_MODULE)) {
        Value f = dict_get_text(t, value_cell(as_module(bootstrap)->dict), "_module_repr");
        if (!is_null(f)) return call1(t, f, self);
    }
    Dict *d = as_module(self)->dict;
    Value name = dict_get_str(t, d, NAME(t, __name__)), file = dict_get_str(t, d, NAME(t, __file__));
    if (is_null(name)) name = str_from_text(t, "?");
    if (!is_null(file)) return str_format(t, "<module %R from %R>", name, file);
    return str_format(t, "<module %R (built-in)>", name);
}

static Value no_attribute(Thread *t, Value self, Value module_name, Value name)
{
    bool initializing = module_is_initializing(t, self);
    Value origin = module_origin(t, self), hint = module_hint(t, module_name, origin, initializing);
    if (!is_null(hint)) return raise(t, T_ATTRIBUTE_ERROR, "module '%U' has no attribute '%U'%U", module_name, name, hint);
    if (!initializing) return raise(t, T_ATTRIBUTE_ERROR, "module '%U' has no attribute '%U'", module_name, name);
    if (is_null(origin))
        return raise(t, T_ATTRIBUTE_ERROR, "partially initialized module '%U' has no attribute '%U' (most likely due to a circular import)",
                     module_name, name);
    return raise(t, T_ATTRIBUTE_ERROR, "partially initialized module '%U' from '%U' has no attribute '%U' (most likely due to a circular import)",
                 module_name, origin, name);
}

/* own names first through the generic lookup, then the module's __getattr__ (PEP 562) */
static Value module_get_attr(Thread *t, Value self, Value name)
{
    Dict *d = as_module(self)->dict;
    Type *type = type_of(t, self);
    Value found = type_lookup(t, type, name);
    if (!is_null(found) && type_of(t, found)->slots.get && type_of(t, found)->slots.set) return type_of(t, found)->slots.get(t, found, self, type_value(type));
    Value v = dict_get_str(t, d, name);
    if (!is_null(v)) return v;
    if (!is_null(found)) {
        TernaryFn get = type_of(t, found)->slots.get;
        return get ? get(t, found, self, type_value(type)) : found;
    }
    Value hook = dict_get_str(t, d, NAME(t, __getattr__));
    if (!is_null(hook)) return call1(t, hook, name);
    Value module_name = dict_get_str(t, d, NAME(t, __name__));
    if (is_null(module_name) || !is_str(module_name)) return raise(t, T_ATTRIBUTE_ERROR, "module has no attribute '%U'", name);
    return no_attribute(t, self, module_name, name);
}

static bool module_set_attr(Thread *t, Value self, Value name, Value v)
{
    Value found = type_lookup(t, type_of(t, self), name);
    if (!is_null(found) && type_of(t, found)->slots.set) return type_of(t, found)->slots.set(t, found, self, v);
    Dict *d = as_module(self)->dict;
    if (!is_null(v)) return dict_set_str(t, d, name, v);
    int n = dict_delete(t, value_cell(d), name);
    if (n == 0) {
        Value module_name = dict_get_str(t, d, NAME(t, __name__));
        if (!is_null(module_name) && is_str(module_name)) raise(t, T_ATTRIBUTE_ERROR, "module '%U' has no attribute '%U'", module_name, name);
        else raise_attribute_error(t, self, name);
    }
    return n > 0;
}

static Value module_dir(Thread *t, Value *a, size_t n)
{
    (void)n;
    Dict *d = as_module(a[0])->dict;
    Value hook = dict_get_text(t, value_cell(d), "__dir__");
    return is_null(hook) ? dict_keys_list(t, value_cell(d)) : call0(t, hook);
}

static Value get_dict(Thread *t, Value self) { (void)t; return value_cell(as_module(self)->dict); }

static Value get_annotations(Thread *t, Value self)
{
    Dict *d = as_module(self)->dict;
    Value v = dict_get_str(t, d, NAME(t, __annotations__));
    if (!is_null(v)) return v;
    Value annotate = dict_get_str(t, d, NAME(t, __annotate__));
    Value made;
    if (!is_null(annotate) && is_callable(t, annotate)) {
        made = call1(t, annotate, value_fixnum(1));
        if (!is_null(made) && !is_dict(made)) return raise(t, T_TYPE_ERROR, "__annotate__() must return a dict, not %T", made);
        if (module_is_initializing(t, self)) return made;
    } else {
        made = dict_new(t);
    }
    return is_null(made) || !dict_set_str(t, d, NAME(t, __annotations__), made) ? V_NULL : made;
}
static bool set_annotations(Thread *t, Value self, Value v)
{
    Dict *d = as_module(self)->dict;
    if (!is_null(v)) return dict_set_str(t, d, NAME(t, __annotations__), v) && dict_delete(t, value_cell(d), NAME(t, __annotate__)) >= 0;
    int n = dict_delete(t, value_cell(d), NAME(t, __annotations__));
    if (n == 0) raise(t, T_ATTRIBUTE_ERROR, "__annotations__");
    return n > 0 && dict_delete(t, value_cell(d), NAME(t, __annotate__)) >= 0;
}
static Value get_annotate(Thread *t, Value self)
{
    Value v = dict_get_str(t, as_module(self)->dict, NAME(t, __annotate__));
    return is_null(v) ? V_NONE : v;
}
static bool set_annotate(Thread *t, Value self, Value v)
{
    Dict *d = as_module(self)->dict;
    if (is_null(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "cannot delete __annotate__ attribute");
    if (!is_none(v) && !is_callable(t, v)) return RAISE_FALSE(t, T_TYPE_ERROR, "__annotate__ must be callable or None");
    return dict_set_str(t, d, NAME(t, __annotate__), v) && (is_none(v) || dict_delete(t, value_cell(d), NAME(t, __annotations__)) >= 0);
}

static const NativeDef module_methods[] = {
    FN("__init__", module_init, "($self, name, doc=None)", NULL),
    FN("__dir__", module_dir, "($self, /)", "__dir__() -> list\nspecialized dir() implementation"), FN_END};
static const GetSetDef module_getsets[] = {
    {"__dict__", get_dict, NULL, NULL}, {"__annotations__", get_annotations, set_annotations, NULL},
    {"__annotate__", get_annotate, set_annotate, NULL}, GETSET_END};

const TypeSpec module_type_spec = {
    .name = "module",
    .doc = "module(name, doc=None)\n--\n\nCreate a module object.\n\nThe name must be a string; the optional doc argument can have any type.",
    .base = T_OBJECT, .flags = TYPE_BASE | TYPE_HAS_WEAKREF, .kind = K_MODULE, .size = sizeof(Module),
    .slots = {.repr = module_repr, .get_attr = module_get_attr, .set_attr = module_set_attr},
    .methods = module_methods, .getsets = module_getsets,
    .construct = {"__new__", module_construct, NULL, NULL, FN_KEYWORDS}, .trace = module_trace};
