/* object.c - the type `object`: what every object can do. */
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/object.h"
#include "runtime/ops.h"

static Value abstract_error(Thread *t, Type *type)
{
    Value methods = dict_get_str(t, type->dict, NAME(t, __abstractmethods__));
    Value list = is_null(methods) ? V_NULL : list_from_iterable(t, methods);
    if (is_null(list) || !list_sort(t, list, V_NULL, false)) return V_NULL;
    Value joined = str_join(t, str_from_text(t, "', '"), as_list(list)->items, as_list(list)->length);
    if (is_null(joined)) return V_NULL;
    return raise(t, T_TYPE_ERROR, "Can't instantiate abstract class %N without an implementation for abstract method%s '%U'", type,
                 as_list(list)->length > 1 ? "s" : "", joined);
}

static bool overridden(Thread *t, Value f, Value of_object)
{
    (void)t;
    return !value_same(f, of_object);
}

static Value object_construct(Thread *t, Value *a, size_t n)
{
    Type *type = as_type(a[0]), *object = t->rt->types[T_OBJECT];
    if (n > 1) {
        if (overridden(t, type->new_function, object->new_function))
            return raise(t, T_TYPE_ERROR, "object.__new__() takes exactly one argument (the type to instantiate)");
        if (!overridden(t, type->init_function, object->init_function)) return raise(t, T_TYPE_ERROR, "%N() takes no arguments", type);
    }
    if (type->flags & TYPE_ABSTRACT) return abstract_error(t, type);
    void *cell = object_alloc(t, type, 0);
    return cell ? value_cell(cell) : V_NULL;
}

static Value object_init(Thread *t, Value *a, size_t n)
{
    Type *type = type_of(t, a[0]), *object = t->rt->types[T_OBJECT];
    if (n > 1) {
        if (overridden(t, type->init_function, object->init_function))
            return raise(t, T_TYPE_ERROR, "object.__init__() takes exactly one argument (the instance to initialize)");
        if (!overridden(t, type->new_function, object->new_function))
            return raise(t, T_TYPE_ERROR, "%N.__init__() takes exactly one argument (the instance to initialize)", type);
    }
    return V_NONE;
}

static Value object_repr_(Thread *t, Value self)
{
    Type *type = type_of(t, self);
    Value module = attr_get_optional(t, type_value(type), NAME(t, __module__));
    if (error_set(t)) return V_NULL;
    unsigned long long address = value_identity(self);
    if (is_null(module) || !is_str(module) || str_equal_text(module, "builtins"))
        return str_format(t, "<%U object at 0x%llx>", type->qualified_name, address);
    return str_format(t, "<%U.%U object at 0x%llx>", module, type->qualified_name, address);
}

static Value object_str_(Thread *t, Value self) { return object_repr(t, self); }

static int64_t object_hash(Thread *t, Value self)
{
    (void)t;
    int64_t h = (int64_t)(value_identity(self) >> 4 | value_identity(self) << 60);
    return h == -1 ? -2 : h;
}

static Value object_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if (op == CMP_EQ) return value_same(a, b) ? V_TRUE : V_NOT_IMPLEMENTED;
    if (op != CMP_NE) return V_NOT_IMPLEMENTED;
    CompareFn f = type_of(t, a)->slots.compare;
    Value r = f ? f(t, a, b, CMP_EQ) : V_NOT_IMPLEMENTED;
    if (is_null(r) || value_same(r, V_NOT_IMPLEMENTED)) return r;
    int truth = is_truthy(t, r);
    return truth < 0 ? V_NULL : value_bool(!truth);
}

static Value get_class(Thread *t, Value self) { return type_value(type_of(t, self)); }

static bool set_class(Thread *t, Value self, Value v)
{
    if (is_null(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "can't delete __class__ attribute");
    if (!is_type(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "__class__ must be set to a class, not '%T' object", v);
    Type *from = type_of(t, self), *to = as_type(v);
    bool modules = type_is_subtype(from, t->rt->types[T_MODULE]) && type_is_subtype(to, t->rt->types[T_MODULE]);
    if (!modules && (!(from->flags & TYPE_PYTHON) || !(to->flags & TYPE_PYTHON)))
        return RAISE_FALSE(t, T_TYPE_ERROR, "__class__ assignment only supported for mutable types or ModuleType subclasses");
    if (from->kind != to->kind || from->size != to->size || from->ext_offset != to->ext_offset || from->member_count != to->member_count ||
        (from->flags & TYPE_HAS_DICT) != (to->flags & TYPE_HAS_DICT) || from->dispose != to->dispose)
        return RAISE_FALSE(t, T_TYPE_ERROR, "__class__ assignment: '%N' object layout differs from '%N'", to, from);
    Header *h = as_cell(self);
    if (!shape_of(t, h)->ext_offset) {
        h->shape = to->shape->index;
        return true;
    }
    /* attributes move to a dict: the new class's shapes know nothing of the old one's */
    Dict *d = object_make_dict(t, h);
    Shape *s = d ? shape_dict_root(t, to) : NULL;
    if (!s) return false;
    h->shape = s->index;
    if (!(to->flags & TYPE_PYTHON)) h->flags |= HEADER_EXACT;
    else h->flags &= (uint8_t)~HEADER_EXACT;
    if (to->flags & TYPE_HAS_DEL) return gc_register_finalizer(t, h);
    return true;
}

static Value object_dir(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value names = dict_new(t);
    if (is_null(names)) return V_NULL;
    Value own = attr_get_optional(t, a[0], NAME(t, __dict__));
    if (is_null(own) && error_set(t)) return V_NULL;
    if (!is_null(own) && is_dict(own) && !dict_merge(t, names, own, true)) return V_NULL;
    Value cls = attr_get_optional(t, a[0], NAME(t, __class__));
    if (is_null(cls)) return error_set(t) ? V_NULL : dict_keys_list(t, names);
    if (is_type(cls)) {
        const Tuple *mro = as_tuple(as_type(cls)->mro);
        for (size_t i = 0; i < mro->length; i++)
            if (!dict_merge(t, names, value_cell(as_type(mro->items[i])->dict), true)) return V_NULL;
    }
    return dict_keys_list(t, names);
}

static Value object_format_(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "__format__() argument must be str, not %T", a[1]);
    if (as_str(a[1])->length) return raise(t, T_TYPE_ERROR, "unsupported format string passed to %T.__format__", a[0]);
    return object_str(t, a[0]);
}

static Value object_init_subclass(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return V_NONE; }
static Value object_subclasshook(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return V_NOT_IMPLEMENTED; }
static Value object_sizeof(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    return value_fixnum(is_pointer(a[0]) ? (int64_t)gc_cell_size(as_cell(a[0])) : (int64_t)sizeof(Value));
}

/* the values of the __slots__ members that are set, as a dict; V_NONE: there are none */
static Value slot_state(Thread *t, Value self)
{
    Type *type = type_of(t, self);
    if (!type->member_count) return V_NONE;
    Value dict = dict_new(t);
    const Tuple *mro = as_tuple(type->mro);
    for (size_t i = 0; i < mro->length && !is_null(dict); i++) {
        const Type *base = as_type(mro->items[i]);
        if (!(base->flags & TYPE_PYTHON)) continue;
        uint32_t position = 0;
        Value key, v;
        while (dict_next(base->dict, &position, &key, &v)) {
            if (!has_kind(v, K_MEMBER)) continue;
            Value content = attr_get_optional(t, self, key);
            if (is_null(content)) {
                if (error_set(t)) return V_NULL;
                continue;
            }
            if (!dict_set(t, dict, key, content)) return V_NULL;
        }
    }
    return is_null(dict) || as_dict(dict)->count ? dict : V_NONE;
}

static Value object_getstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    Type *type = type_of(t, a[0]);
    Value state = V_NONE;
    if (type->flags & TYPE_HAS_DICT && !is_type(a[0])) {
        state = attr_get_optional(t, a[0], NAME(t, __dict__));
        if (is_null(state)) {
            if (error_set(t)) return V_NULL;
            state = V_NONE;
        } else if (is_dict(state)) {
            state = as_dict(state)->count ? dict_copy(t, state) : V_NONE;
            if (is_null(state)) return V_NULL;
        }
    } else if (!(type->flags & TYPE_PYTHON) && type->kind != K_INSTANCE && type->size > sizeof(Header)) {
        return raise(t, T_TYPE_ERROR, "cannot pickle '%N' object", type);
    }
    Value slots = slot_state(t, a[0]);
    if (is_null(slots) || is_none(slots)) return is_null(slots) ? V_NULL : state;
    return tuple_pack(t, 2, state, slots);
}

/* pickling is copyreg's business for protocols 0 and 1, and mostly for 2 */
static Value object_reduce_ex(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value reduce = type_lookup(t, type_of(t, a[0]), NAME(t, __reduce__));
    if (!is_null(reduce) && !value_same(reduce, dict_get_str(t, t->rt->types[T_OBJECT]->dict, NAME(t, __reduce__))))
        return call_method0(t, a[0], NAME(t, __reduce__));
    int64_t protocol;
    if (!to_int64(t, a[1], &protocol)) return V_NULL;
    return object_reduce_protocol(t, a[0], protocol);
}

static Value object_reduce(Thread *t, Value *a, size_t n) { (void)n; return object_reduce_protocol(t, a[0], 0); }

static const NativeDef object_methods[] = {
    FN("__init__", object_init, NULL, "Initialize self.  See help(type(self)) for accurate signature."),
    FN("__dir__", object_dir, "($self, /)", "Default dir() implementation."),
    FN("__format__", object_format_, "($self, format_spec, /)", "Default object formatter.\n\nReturn str(self) if format_spec is empty. Raise TypeError otherwise."),
    {"__init_subclass__", object_init_subclass, "($type, /)", NULL, FN_CLASS},
    {"__subclasshook__", object_subclasshook, "($type, object, /)", NULL, FN_CLASS},
    FN("__sizeof__", object_sizeof, "($self, /)", "Size of object in memory, in bytes."),
    FN("__getstate__", object_getstate, "($self, /)", "Helper for pickle."),
    FN("__reduce_ex__", object_reduce_ex, "($self, protocol, /)", "Helper for pickle."),
    FN("__reduce__", object_reduce, "($self, /)", "Helper for pickle."),
    FN_END};

static const GetSetDef object_getsets[] = {{"__class__", get_class, set_class, "the object's class"}, GETSET_END};

const TypeSpec object_type_spec = {
    .name = "object",
    .doc = "object()\n--\n\nThe base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n",
    .flags = TYPE_BASE,
    .kind = K_INSTANCE,
    .size = sizeof(Header) + sizeof(Value),
    .slots = {.repr = object_repr_, .str = object_str_, .hash = object_hash, .compare = object_compare, .get_attr = attr_get_generic,
              .set_attr = attr_set_generic},
    .methods = object_methods,
    .getsets = object_getsets,
    .construct = {"__new__", object_construct, NULL, NULL, FN_KEYWORDS},
    .trace = object_trace_nothing,
};
