/* type.c - the type `type`: calling classes, attributes of classes. */
#include "objects/descriptors.h"
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/typing.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/object.h"
#include "runtime/ops.h"
#include "runtime/typebuild.h"
#include "runtime/typeslots.h"
#include <stdlib.h>

/* --- calling a class --- */

static Value resolve(Thread *t, Value f, Type *type)
{
    TernaryFn get = type_of(t, f)->slots.get;
    return get ? get(t, f, V_NULL, type_value(type)) : f;
}

static Value type_call(Thread *t, Value self, const Value *args, size_t n, Value keyword_names)
{
    Type *type = as_type(self);
    if (type == t->rt->types[T_TYPE]) {
        size_t keywords = is_null(keyword_names) ? 0 : as_tuple(keyword_names)->length;
        if (n == 1 && !keywords) return type_value(type_of(t, args[0]));
        if (n != 3) return raise(t, T_TYPE_ERROR, "type() takes 1 or 3 arguments");
    }
    Value new = type->new_function;
    if (is_null(new) || (type->flags & TYPE_NO_INSTANTIATE)) return raise(t, T_TYPE_ERROR, "cannot create '%N' instances", type);
    new = resolve(t, new, type);
    if (is_null(new)) return V_NULL;
    Value obj = call_with_first(t, new, self, args, n, keyword_names);
    if (is_null(obj)) return V_NULL;
    Type *made = type_of(t, obj);
    if (made != type && !type_is_subtype(made, type)) return obj;
    Value init = made->init_function;
    if (is_null(init) || value_same(init, t->rt->types[T_OBJECT]->init_function)) {
        if (!value_same(new, t->rt->types[T_OBJECT]->new_function)) return obj; /* __new__ took the arguments */
    }
    if (is_null(init)) return obj;
    Value r;
    if (type_of(t, init)->flags & TYPE_METHOD_DESCRIPTOR) {
        r = call_with_first(t, init, obj, args, n, keyword_names);
    } else {
        TernaryFn get = type_of(t, init)->slots.get;
        Value bound = get ? get(t, init, obj, type_value(made)) : init;
        if (is_null(bound)) return V_NULL;
        r = call(t, bound, args, n, keyword_names);
    }
    if (is_null(r)) return V_NULL;
    return is_none(r) ? obj : raise(t, T_TYPE_ERROR, "__init__() should return None, not '%T'", r);
}

/* the most derived metaclass of the bases */
static Type *winning_metatype(Thread *t, Type *metatype, Value bases)
{
    for (size_t i = 0; i < as_tuple(bases)->length; i++) {
        Type *of = type_of(t, as_tuple(bases)->items[i]);
        if (type_is_subtype(metatype, of)) continue;
        if (!type_is_subtype(of, metatype))
            return RAISE_PTR(t, T_TYPE_ERROR, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
        metatype = of;
    }
    return metatype;
}

static Value type_construct(Thread *t, Value *a, size_t n)
{
    Value names = t->keyword_names;
    size_t keywords = is_null(names) ? 0 : as_tuple(names)->length;
    if (n - keywords != 4) return raise(t, T_TYPE_ERROR, "type.__new__() takes exactly 3 arguments (%zu given)", n - keywords - 1);
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "type.__new__() argument 1 must be str, not %T", a[1]);
    if (!is_tuple(a[2])) return raise(t, T_TYPE_ERROR, "type.__new__() argument 2 must be tuple, not %T", a[2]);
    if (!is_dict(a[3])) return raise(t, T_TYPE_ERROR, "type.__new__() argument 3 must be dict, not %T", a[3]);
    for (size_t i = 0; i < as_tuple(a[2])->length; i++) {
        Value base = as_tuple(a[2])->items[i];
        if (is_type(base)) continue;
        int has = attr_has(t, base, NAME(t, __mro_entries__));
        if (has < 0) return V_NULL;
        if (has) return raise(t, T_TYPE_ERROR, "type() doesn't support MRO entry resolution; use types.new_class()");
    }
    Type *metatype = winning_metatype(t, as_type(a[0]), a[2]);
    if (!metatype) return V_NULL;
    Type *type = t->rt->types[T_TYPE];
    if (metatype != as_type(a[0]) && !value_same(metatype->new_function, type->new_function)) {
        Value new = resolve(t, metatype->new_function, metatype);
        return is_null(new) ? V_NULL : call_with_first(t, new, type_value(metatype), a + 1, 3, names);
    }
    return type_new(t, metatype, a[1], a[2], a[3], a + 4, names);
}

static Value type_init(Thread *t, Value *a, size_t n)
{
    (void)a;
    size_t keywords = is_null(t->keyword_names) ? 0 : as_tuple(t->keyword_names)->length, positional = n - keywords - 1;
    if (positional == 1 && keywords) return raise(t, T_TYPE_ERROR, "type.__init__() takes no keyword arguments");
    if (positional != 1 && positional != 3) return raise(t, T_TYPE_ERROR, "type.__init__() takes 1 or 3 arguments");
    return V_NONE;
}

/* --- attributes of classes --- */

static Value type_get_attr(Thread *t, Value self, Value name)
{
    Type *type = as_type(self), *meta = type_of(t, self);
    Value from_meta = type_lookup(t, meta, name);
    TernaryFn get = NULL;
    if (!is_null(from_meta)) {
        const TypeSlots *s = &type_of(t, from_meta)->slots;
        get = s->get;
        if (get && s->set) return get(t, from_meta, self, type_value(meta));
    }
    Value own = type_lookup(t, type, name);
    if (!is_null(own)) {
        TernaryFn own_get = type_of(t, own)->slots.get;
        return own_get ? own_get(t, own, V_NULL, self) : own;
    }
    if (get) return get(t, from_meta, self, type_value(meta));
    if (!is_null(from_meta)) return from_meta;
    return error_set(t) ? V_NULL : raise_attribute_error(t, self, name);
}

static bool type_set_attr_slot(Thread *t, Value self, Value name, Value v)
{
    Type *type = as_type(self);
    if (!(type->flags & TYPE_PYTHON))
        return RAISE_FALSE(t, T_TYPE_ERROR, "cannot set '%U' attribute of immutable type '%N'", name, type);
    Value from_meta = type_lookup(t, type_of(t, self), name);
    if (!is_null(from_meta)) {
        StoreFn set = type_of(t, from_meta)->slots.set;
        if (set) return set(t, from_meta, self, v);
    }
    return type_set_attr(t, type, name, v);
}

/* what the class itself defines; in `type`'s own dict the names below are the descriptors that ask this */
static Value own(Thread *t, Type *type, Value name)
{
    Value v = dict_get_str(t, type->dict, name);
    return has_kind(v, K_GETSET) ? V_NULL : v;
}

static bool mutable(Thread *t, Type *type, const char *name, Value v)
{
    if (!(type->flags & TYPE_PYTHON)) return RAISE_FALSE(t, T_TYPE_ERROR, "cannot set '%s' attribute of immutable type '%N'", name, type);
    if (is_null(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "cannot delete '%s' attribute of type '%N'", name, type);
    return true;
}

static Value get_name(Thread *t, Value self) { (void)t; return as_type(self)->name; }
static bool set_name(Thread *t, Value self, Value v)
{
    Type *type = as_type(self);
    if (!mutable(t, type, "__name__", v)) return false;
    if (!is_str(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "can only assign string to %N.__name__, not '%T'", type, v);
    size_t n;
    const char *text = str_utf8(t, v, &n);
    if (!text) return false;
    if (strlen(text) != n) return RAISE_FALSE(t, T_VALUE_ERROR, "type name must not contain null characters");
    char *copy = strdup(text);
    if (!copy) return raise_memory_error(t), false;
    free(type->name_text);
    type->name_text = copy;
    return gc_store(t, type, &type->name, v), true;
}

static Value get_qualified_name(Thread *t, Value self) { (void)t; return as_type(self)->qualified_name; }
static bool set_qualified_name(Thread *t, Value self, Value v)
{
    if (!mutable(t, as_type(self), "__qualname__", v)) return false;
    if (!is_str(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "can only assign string to %N.__qualname__, not '%T'", as_type(self), v);
    return gc_store(t, as_type(self), &as_type(self)->qualified_name, v), true;
}

static Value get_module(Thread *t, Value self)
{
    Value v = own(t, as_type(self), NAME(t, __module__));
    if (!is_null(v)) return v;
    if (as_type(self)->flags & TYPE_PYTHON) return raise(t, T_ATTRIBUTE_ERROR, "__module__");
    return NAME(t, builtins);
}
static bool set_in_dict(Thread *t, Value self, Value name, const char *text, Value v)
{
    if (!mutable(t, as_type(self), text, v)) return false;
    type_modified(t, as_type(self));
    return dict_set_str(t, as_type(self)->dict, name, v);
}
static bool set_module(Thread *t, Value self, Value v) { return set_in_dict(t, self, NAME(t, __module__), "__module__", v); }

static Value get_doc(Thread *t, Value self)
{
    Value doc = own(t, as_type(self), NAME(t, __doc__));
    const char *text = type_of(t, self) == as_type(self) ? as_type(self)->spec->doc : NULL;
    if (is_null(doc)) return text ? str_from_text(t, text) : V_NONE;
    TernaryFn get = type_of(t, doc)->slots.get;
    return get ? get(t, doc, V_NULL, self) : doc;
}
static bool set_doc(Thread *t, Value self, Value v) { return set_in_dict(t, self, NAME(t, __doc__), "__doc__", v); }

static Value get_dict(Thread *t, Value self)
{
    Type *proxy = type_by_id(t, T_MAPPINGPROXY);
    return proxy ? call1(t, type_value(proxy), value_cell(as_type(self)->dict)) : V_NULL;
}

static Value get_bases(Thread *t, Value self) { (void)t; return as_type(self)->bases; }
static Value get_base(Thread *t, Value self) { (void)t; Type *b = as_type(self)->base; return b ? type_value(b) : V_NONE; }
static Value get_mro(Thread *t, Value self) { (void)t; Value m = as_type(self)->mro; return is_null(m) ? V_NONE : m; }

static void remove_subclass(Type *base, const Type *type)
{
    for (uint32_t i = 0; i < base->subclass_count; i++)
        if (base->subclasses[i] == type) {
            memmove(base->subclasses + i, base->subclasses + i + 1, (--base->subclass_count - i) * sizeof *base->subclasses);
            return;
        }
}

/* recomputes the MRO of a class and of all below it */
static bool update_mro(Thread *t, Type *type)
{
    Value mro = type_compute_mro(t, type);
    if (is_null(mro)) return false;
    gc_store(t, type, &type->mro, mro);
    for (uint32_t i = 0; i < type->subclass_count; i++)
        if (!update_mro(t, type->subclasses[i])) return false;
    return true;
}

static bool set_bases(Thread *t, Value self, Value v)
{
    Type *type = as_type(self);
    if (!mutable(t, type, "__bases__", v)) return false;
    if (!is_tuple(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "can only assign tuple to %N.__bases__, not %T", type, v);
    if (!as_tuple(v)->length) return RAISE_FALSE(t, T_TYPE_ERROR, "can only assign non-empty tuple to %N.__bases__, not ()", type);
    for (size_t i = 0; i < as_tuple(v)->length; i++) {
        Value b = as_tuple(v)->items[i];
        if (!is_type(b)) return RAISE_FALSE(t, T_TYPE_ERROR, "%N.__bases__ must be tuple of classes, not '%T'", type, b);
        if (type_is_subtype(as_type(b), type)) return RAISE_FALSE(t, T_TYPE_ERROR, "a __bases__ item causes an inheritance cycle");
        if (as_type(b)->kind != type->kind || as_type(b)->member_count != type->base->member_count)
            return RAISE_FALSE(t, T_TYPE_ERROR, "__bases__ assignment: '%N' object layout differs from '%N'", as_type(b), type->base);
    }
    Value old = type->bases;
    Type *old_base = type->base;
    type_modified(t, type);
    gc_store(t, type, &type->bases, v);
    type->base = as_type(as_tuple(v)->items[0]);
    if (!update_mro(t, type)) {
        gc_store(t, type, &type->bases, old);
        type->base = old_base;
        Value e = error_take(t);
        update_mro(t, type);
        error_restore(t, e);
        return false;
    }
    for (size_t i = 0; i < as_tuple(old)->length; i++) remove_subclass(as_type(as_tuple(old)->items[i]), type);
    for (size_t i = 0; i < as_tuple(v)->length; i++)
        if (!type_add_subclass(t, as_type(as_tuple(v)->items[i]), type)) return false;
    slots_update(t, type, NAME(t, __bases__));
    return true;
}

static Value get_abstract(Thread *t, Value self)
{
    Value v = self.bits == type_value(t->rt->types[T_TYPE]).bits ? V_NULL : own(t, as_type(self), NAME(t, __abstractmethods__));
    return is_null(v) ? raise(t, T_ATTRIBUTE_ERROR, "__abstractmethods__") : v;
}
static bool set_abstract(Thread *t, Value self, Value v)
{
    Type *type = as_type(self);
    int abstract = is_null(v) ? 0 : is_truthy(t, v);
    if (abstract < 0) return false;
    type_modified(t, type);
    if (is_null(v)) {
        int found = dict_delete(t, value_cell(type->dict), NAME(t, __abstractmethods__));
        if (found == 0) raise(t, T_ATTRIBUTE_ERROR, "__abstractmethods__");
        if (found <= 0) return false;
    } else if (!dict_set_str(t, type->dict, NAME(t, __abstractmethods__), v)) {
        return false;
    }
    type->flags = abstract ? type->flags | TYPE_ABSTRACT : type->flags & ~(uint32_t)TYPE_ABSTRACT;
    type_update_construction(t, type);
    return true;
}

/* PEP 649 for classes: __annotate__ lies under __annotate_func__, the computed dict under __annotations_cache__ */
static Value get_annotate(Thread *t, Value self)
{
    Type *type = as_type(self);
    if (!(type->flags & TYPE_PYTHON)) return raise(t, T_ATTRIBUTE_ERROR, "type object '%N' has no attribute '__annotate__'", type);
    Value f = own(t, type, NAME(t, __annotate_func__));
    if (is_null(f)) f = own(t, type, NAME(t, __annotate__));
    if (is_null(f)) return V_NONE;
    TernaryFn get = type_of(t, f)->slots.get;
    return get ? get(t, f, V_NULL, self) : f;
}
static bool set_annotate(Thread *t, Value self, Value v)
{
    Type *type = as_type(self);
    if (is_null(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "cannot delete __annotate__ attribute");
    if (!(type->flags & TYPE_PYTHON)) return RAISE_FALSE(t, T_TYPE_ERROR, "cannot set '__annotate__' attribute of immutable type '%N'", type);
    if (!is_none(v) && !is_callable(t, v)) return RAISE_FALSE(t, T_TYPE_ERROR, "__annotate__ must be callable or None");
    type_modified(t, type);
    if (!dict_set_str(t, type->dict, NAME(t, __annotate_func__), v)) return false;
    return is_none(v) || dict_delete(t, value_cell(type->dict), NAME(t, __annotations_cache__)) >= 0;
}

static Value get_annotations(Thread *t, Value self)
{
    Type *type = as_type(self);
    if (!(type->flags & TYPE_PYTHON)) return raise(t, T_ATTRIBUTE_ERROR, "type object '%N' has no attribute '__annotations__'", type);
    Value v = own(t, type, NAME(t, __annotations__));
    if (is_null(v)) v = own(t, type, NAME(t, __annotations_cache__));
    if (!is_null(v)) {
        TernaryFn get = type_of(t, v)->slots.get;
        return get ? get(t, v, V_NULL, self) : v;
    }
    Value annotate = get_annotate(t, self);
    if (is_null(annotate)) return V_NULL;
    Value made = is_none(annotate) ? dict_new(t) : call1(t, annotate, value_fixnum(1));
    if (is_null(made)) return V_NULL;
    if (!is_dict(made)) return raise(t, T_TYPE_ERROR, "__annotate__() must return a dict, not %T", made);
    type_modified(t, type);
    return dict_set_str(t, type->dict, NAME(t, __annotations_cache__), made) ? made : V_NULL;
}
static bool set_annotations(Thread *t, Value self, Value v)
{
    Type *type = as_type(self);
    if (!(type->flags & TYPE_PYTHON)) return RAISE_FALSE(t, T_TYPE_ERROR, "cannot set '__annotations__' attribute of immutable type '%N'", type);
    type_modified(t, type);
    Value dict = value_cell(type->dict);
    if (is_null(v)) {
        int a = dict_delete(t, dict, NAME(t, __annotations__)), b = a ? 0 : dict_delete(t, dict, NAME(t, __annotations_cache__));
        if (a < 0 || b < 0) return false;
        if (!a && !b) return raise(t, T_ATTRIBUTE_ERROR, "__annotations__"), false;
    } else {
        bool in_plain = !is_null(own(t, type, NAME(t, __annotations__)));
        if (!dict_set_str(t, type->dict, in_plain ? NAME(t, __annotations__) : NAME(t, __annotations_cache__), v)) return false;
    }
    return dict_delete(t, dict, NAME(t, __annotate_func__)) >= 0 && dict_delete(t, dict, NAME(t, __annotate__)) >= 0;
}

static Value get_type_params(Thread *t, Value self)
{
    Value v = own(t, as_type(self), NAME(t, __type_params__));
    return is_null(v) ? t->rt->empty_tuple : v;
}
static bool set_type_params(Thread *t, Value self, Value v) { return set_in_dict(t, self, NAME(t, __type_params__), "__type_params__", v); }

static Value get_text_signature(Thread *t, Value self)
{
    const Type *type = as_type(self);
    if ((type->flags & TYPE_PYTHON) || !type->spec->doc) return V_NONE;
    const char *doc = type->spec->doc, *open = strchr(doc, '('), *end = strstr(doc, "\n--\n\n");
    return end && open && open < end ? str_from_utf8(t, open, (size_t)(end - open)) : V_NONE;
}
static Value get_basic_size(Thread *t, Value self) { (void)t; return value_fixnum(as_type(self)->size); }
static Value get_item_size(Thread *t, Value self) { (void)t; return value_fixnum(as_type(self)->flags & TYPE_VARSIZE ? 1 : 0); }
static Value get_dict_offset(Thread *t, Value self) { (void)t; return value_fixnum(as_type(self)->flags & TYPE_HAS_DICT ? as_type(self)->ext_offset : 0); }
static Value get_weakref_offset(Thread *t, Value self) { (void)t; return value_fixnum(as_type(self)->flags & TYPE_HAS_WEAKREF ? 1 : 0); }

/* the bits of CPython's tp_flags that programs look at */
static Value get_flags(Thread *t, Value self)
{
    (void)t;
    const Type *type = as_type(self);
    int64_t f = 1 << 12 /* ready */;
    if (type->flags & TYPE_PYTHON) f |= 1 << 9;
    else f |= 1 << 8;
    if (type->flags & TYPE_BASE) f |= 1 << 10;
    if (type->flags & TYPE_ABSTRACT) f |= 1 << 20;
    if (type->flags & TYPE_SEQUENCE) f |= 1 << 5;
    if (type->flags & TYPE_MAPPING) f |= 1 << 6;
    if (type->flags & TYPE_NO_INSTANTIATE) f |= 1 << 7;
    return value_fixnum(f);
}

/* --- methods --- */

static Value type_mro_method(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value mro = type_compute_mro(t, as_type(a[0]));
    return is_null(mro) ? V_NULL : list_from_iterable(t, mro);
}
static Value type_subclasses(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value list = list_new(t, NULL, 0);
    const Type *type = as_type(a[0]);
    for (uint32_t i = 0; i < type->subclass_count && !is_null(list); i++)
        if (!list_append(t, list, type_value(type->subclasses[i]))) return V_NULL;
    return list;
}
static Value type_prepare(Thread *t, Value *a, size_t n) { (void)a, (void)n; return dict_new(t); }
static Value bool_or_error(int r) { return r < 0 ? V_NULL : value_bool(r); }
static Value type_instancecheck(Thread *t, Value *a, size_t n) { (void)n; return bool_or_error(type_instance_check(t, a[1], a[0])); }
static Value type_subclasscheck(Thread *t, Value *a, size_t n) { (void)n; return bool_or_error(type_subclass_check(t, a[1], a[0])); }

static Value type_dir(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value names = dict_new(t);
    const Tuple *mro = as_tuple(as_type(a[0])->mro);
    for (size_t i = mro->length; i-- > 0 && !is_null(names);)
        if (!dict_merge(t, names, value_cell(as_type(mro->items[i])->dict), true)) return V_NULL;
    return is_null(names) ? V_NULL : dict_keys_list(t, names);
}

static Value type_sizeof(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return value_fixnum(sizeof(Type)); }

static Value type_repr(Thread *t, Value self)
{
    const Type *type = as_type(self);
    Value module = get_module(t, self);
    if (is_null(module)) error_clear(t);
    if (is_null(module) || !is_str(module) || str_equal_text(module, "builtins")) return str_format(t, "<class '%U'>", (type->flags & TYPE_PYTHON) ? type->qualified_name : type->name);
    return str_format(t, "<class '%U.%U'>", module, type->qualified_name);
}

static Value type_or(Thread *t, Value a, Value b) { return union_or(t, a, b); }

static void type_trace(Tracer *tr, void *cell)
{
    Type *type = cell;
    gc_trace(tr, type->name);
    gc_trace(tr, type->qualified_name);
    gc_trace_cell(tr, type->dict);
    gc_trace(tr, type->bases);
    gc_trace(tr, type->mro);
    gc_trace_cell(tr, type->base);
    gc_trace(tr, type->new_function);
    gc_trace(tr, type->init_function);
    shape_trace_all(type, tr);
}

static void type_dispose(Runtime *rt, void *cell)
{
    Type *type = cell;
    shape_free_all(rt, type);
    free(type->subclasses);
    free(type->name_text);
    type->subclasses = NULL;
    type->name_text = NULL;
}

static const NativeDef type_methods[] = {
    FN("mro", type_mro_method, "($self, /)", "Return a type's method resolution order."),
    FN("__subclasses__", type_subclasses, "($self, /)", "Return a list of immediate subclasses."),
    {"__prepare__", type_prepare, NULL, "Create the namespace for the class statement", FN_CLASS | FN_KEYWORDS},
    FN("__instancecheck__", type_instancecheck, "($self, instance, /)", "Check if an object is an instance."),
    FN("__subclasscheck__", type_subclasscheck, "($self, subclass, /)", "Check if a class is a subclass."),
    FN("__dir__", type_dir, "($self, /)", "Specialized __dir__ implementation for types."),
    FN("__sizeof__", type_sizeof, "($self, /)", "Return memory consumption of the type object."),
    {"__init__", type_init, NULL, NULL, FN_KEYWORDS},
    FN_END};

static const GetSetDef type_getsets[] = {
    {"__name__", get_name, set_name, NULL},
    {"__qualname__", get_qualified_name, set_qualified_name, NULL},
    {"__module__", get_module, set_module, NULL},
    {"__doc__", get_doc, set_doc, NULL},
    {"__dict__", get_dict, NULL, NULL},
    {"__bases__", get_bases, set_bases, NULL},
    {"__base__", get_base, NULL, NULL},
    {"__mro__", get_mro, NULL, NULL},
    {"__abstractmethods__", get_abstract, set_abstract, NULL},
    {"__annotate__", get_annotate, set_annotate, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL},
    {"__type_params__", get_type_params, set_type_params, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL},
    {"__basicsize__", get_basic_size, NULL, NULL},
    {"__itemsize__", get_item_size, NULL, NULL},
    {"__dictoffset__", get_dict_offset, NULL, NULL},
    {"__weakrefoffset__", get_weakref_offset, NULL, NULL},
    {"__flags__", get_flags, NULL, NULL},
    GETSET_END};

const TypeSpec type_type_spec = {
    .name = "type",
    .doc = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_HAS_DICT | TYPE_HAS_WEAKREF,
    .kind = K_TYPE,
    .size = sizeof(Type),
    .slots = {.repr = type_repr, .call = type_call, .get_attr = type_get_attr, .set_attr = type_set_attr_slot, .or_ = type_or},
    .methods = type_methods,
    .getsets = type_getsets,
    .construct = {"__new__", type_construct, NULL, NULL, FN_KEYWORDS},
    .trace = type_trace,
    .dispose = type_dispose,
};
