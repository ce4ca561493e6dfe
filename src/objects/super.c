/* super.c - super objects. */
#include "objects/super.h"
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "vm/frame.h"

typedef struct Super { Header header; Value cls, obj, obj_type; } Super; /* obj null: unbound */

/* the type whose MRO is searched: obj itself if it is a subclass of cls, else obj's class; NULL: TypeError */
static Type *start_type(Thread *t, Type *cls, Value obj)
{
    if (is_type(obj) && type_is_subtype(as_type(obj), cls)) return as_type(obj);
    Type *type = type_of(t, obj);
    if (type_is_subtype(type, cls)) return type;
    Value claimed = attr_get_optional(t, obj, NAME(t, __class__));
    if (is_null(claimed) && error_set(t)) return NULL;
    if (is_type(claimed) && as_type(claimed) != type && type_is_subtype(as_type(claimed), cls)) return as_type(claimed);
    return RAISE_PTR(t, T_TYPE_ERROR, is_type(obj) ? "super(type, obj): obj (type %N) is not an instance or subtype of type (%N)."
                                                   : "super(type, obj): obj (instance of %N) is not an instance or subtype of type (%N).",
                     is_type(obj) ? as_type(obj) : type, cls);
}

/* the raw attribute behind cls in the MRO of `start`; V_NULL: absent */
static Value behind(Thread *t, Type *start, Type *cls, Value name)
{
    const Tuple *mro = as_tuple(start->mro);
    size_t i = 0;
    while (i < mro->length && as_type(mro->items[i]) != cls) i++;
    for (i++; i < mro->length; i++) {
        Value found = dict_get_str(t, as_type(mro->items[i])->dict, name);
        if (!is_null(found)) return found;
    }
    return V_NULL;
}

static Value bind(Thread *t, Value found, Value obj, Type *start, Value *self)
{
    Type *found_type = type_of(t, found);
    bool on_class = is_type(obj) && as_type(obj) == start;
    if (self && !on_class && (found_type->flags & TYPE_METHOD_DESCRIPTOR)) return *self = obj, found;
    TernaryFn get = found_type->slots.get;
    return get ? get(t, found, on_class ? V_NULL : obj, type_value(start)) : found;
}

Value super_lookup(Thread *t, Type *cls, Value obj, Value name, Value *self)
{
    Type *start = start_type(t, cls, obj);
    if (!start) return V_NULL;
    Value found = value_same(name, NAME(t, __class__)) ? V_NULL : behind(t, start, cls, name);
    if (!is_null(found)) return bind(t, found, obj, start, self);
    if (value_same(name, NAME(t, __class__))) return type_value(t->rt->types[T_SUPER]);
    found = type_lookup(t, t->rt->types[T_SUPER], name);
    if (!is_null(found)) {
        Super *s = object_alloc_id(t, T_SUPER, 0);
        if (!s) return V_NULL;
        s->cls = type_value(cls);
        s->obj = obj;
        s->obj_type = type_value(start);
        return attr_get_generic(t, value_cell(s), name);
    }
    raise(t, T_ATTRIBUTE_ERROR, "'super' object has no attribute '%U'", name);
    return V_NULL;
}

/* --- the type --- */

static void super_trace(Tracer *tr, void *cell) { gc_trace_values(tr, &((Super *)cell)->cls, 3); }

static Value super_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    void *cell = object_alloc(t, as_type(a[0]), 0);
    return cell ? value_cell(cell) : V_NULL;
}

/* super() without arguments: __class__ and the first argument of the calling frame */
static bool from_frame(Thread *t, Value *cls, Value *obj)
{
    Value *r = t->registers;
    if (!r) return RAISE_FALSE(t, T_RUNTIME_ERROR, "super(): no current frame");
    const Code *code = frame_code(r);
    if (!code->argument_count && !(code->flags & CODE_VARARGS)) return RAISE_FALSE(t, T_RUNTIME_ERROR, "super(): no arguments");
    *obj = r[0];
    if (has_kind(*obj, K_CELL)) *obj = ((Cell *)as_cell(*obj))->value;
    if (is_null(*obj)) return RAISE_FALSE(t, T_RUNTIME_ERROR, "super(): arg[0] deleted");
    const Tuple *free = as_tuple(code->free_names);
    for (size_t i = 0; i < free->length; i++) {
        if (!value_same(free->items[i], NAME(t, __class__))) continue;
        *cls = ((Cell *)as_cell(as_tuple(as_function(r[FRAME_FUNCTION])->closure)->items[i]))->value;
        if (is_null(*cls)) return RAISE_FALSE(t, T_RUNTIME_ERROR, "super(): empty __class__ cell");
        if (!is_type(*cls)) return RAISE_FALSE(t, T_RUNTIME_ERROR, "super(): __class__ is not a type (%T)", *cls);
        return true;
    }
    return RAISE_FALSE(t, T_RUNTIME_ERROR, "super(): __class__ cell not found");
}

static Value super_init(Thread *t, Value *a, size_t n)
{
    (void)n;
    Super *s = as_cell(a[0]);
    Value cls = a[1], obj = is_null(a[2]) || is_none(a[2]) ? V_NULL : a[2];
    if (is_null(cls)) {
        if (!from_frame(t, &cls, &obj)) return V_NULL;
    } else if (!is_type(cls)) {
        return raise(t, T_TYPE_ERROR, "super() argument 1 must be a type, not %T", cls);
    }
    Value start = V_NULL;
    if (!is_null(obj)) {
        Type *type = start_type(t, as_type(cls), obj);
        if (!type) return V_NULL;
        start = type_value(type);
    }
    gc_store(t, s, &s->cls, cls);
    gc_store(t, s, &s->obj, obj);
    gc_store(t, s, &s->obj_type, start);
    return V_NONE;
}

static Value super_get_attr(Thread *t, Value self, Value name)
{
    const Super *s = as_cell(self);
    if (is_null(s->obj_type) || value_same(name, NAME(t, __class__))) return attr_get_generic(t, self, name);
    Value found = behind(t, as_type(s->obj_type), as_type(s->cls), name);
    if (is_null(found)) return attr_get_generic(t, self, name);
    return bind(t, found, s->obj, as_type(s->obj_type), NULL);
}

static Value super_get(Thread *t, Value self, Value obj, Value type)
{
    (void)type;
    const Super *s = as_cell(self);
    if (is_null(obj) || is_none(obj) || !is_null(s->obj)) return self;
    Type *start = start_type(t, as_type(s->cls), obj);
    Super *made = start ? object_alloc_id(t, T_SUPER, 0) : NULL;
    if (!made) return V_NULL;
    made->cls = s->cls;
    made->obj = obj;
    made->obj_type = type_value(start);
    return value_cell(made);
}

static Value super_repr(Thread *t, Value self)
{
    const Super *s = as_cell(self);
    if (is_null(s->cls)) return str_from_text(t, "<super: <class 'NULL'>, NULL>");
    if (is_null(s->obj_type)) return str_format(t, "<super: <class '%N'>, NULL>", as_type(s->cls));
    return str_format(t, "<super: <class '%N'>, <%N object>>", as_type(s->cls), as_type(s->obj_type));
}

static const NativeDef super_methods[] = {FN("__init__", super_init, "($self, type=None, obj=None, /)", NULL), FN_END};
static const MemberDef super_members[] = {
    {"__thisclass__", offsetof(Super, cls), false, true, "the class invoking super()"},
    {"__self__", offsetof(Super, obj), false, true, "the instance invoking super(); may be None"},
    {"__self_class__", offsetof(Super, obj_type), false, true, "the type of the instance invoking super(); may be None"}, MEMBER_END};

const TypeSpec super_type_spec = {
    .name = "super",
    .doc = "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)",
    .base = T_OBJECT, .flags = TYPE_BASE, .size = sizeof(Super),
    .slots = {.repr = super_repr, .get_attr = super_get_attr, .get = super_get}, .methods = super_methods, .members = super_members,
    .construct = {"__new__", super_construct, NULL, NULL, FN_KEYWORDS}, .trace = super_trace};
