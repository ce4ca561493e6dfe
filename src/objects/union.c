/* union.c - typing.Union: X | Y, flattened and without duplicates. */
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/typing.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/text.h"

typedef struct Union { Header header; Value args, parameters; } Union;

static Union *as_union(Value v) { return as_cell(v); }
static bool is_union(Thread *t, Value v) { return has_type(t, v, T_UNION); }

/* appends v, flattened; None becomes NoneType */
static bool add(Thread *t, Value list, Value v)
{
    if (is_union(t, v)) {
        const Tuple *args = as_tuple(as_union(v)->args);
        for (size_t i = 0; i < args->length; i++)
            if (!add(t, list, args->items[i])) return false;
        return true;
    }
    if (is_none(v)) v = type_value(t->rt->types[T_NONE]);
    if (is_str(v)) {
        Value annotationlib = import_module_for_typing(t, "annotationlib");
        v = is_null(annotationlib) ? V_NULL : call_method1(t, annotationlib, str_intern_text(t, "ForwardRef"), v);
        if (is_null(v)) return false;
    }
    for (size_t i = 0; i < as_list(list)->length; i++) {
        int same = compare_bool(t, as_list(list)->items[i], v, CMP_EQ);
        if (same) return same > 0;
    }
    return list_append(t, list, v);
}

static Value from_list(Thread *t, Value list)
{
    if (as_list(list)->length == 1) return as_list(list)->items[0];
    Value args = list_to_tuple(t, list);
    Union *u = is_null(args) ? NULL : object_alloc_id(t, T_UNION, 0);
    if (!u) return V_NULL;
    u->args = args;
    return value_cell(u);
}

Value union_from_tuple(Thread *t, Value args)
{
    Value list = list_new(t, NULL, 0);
    for (size_t i = 0; !is_null(list) && i < as_tuple(args)->length; i++)
        if (!add(t, list, as_tuple(args)->items[i])) return V_NULL;
    return is_null(list) ? V_NULL : from_list(t, list);
}

static bool unionable(Thread *t, Value v)
{
    return is_none(v) || is_type(v) || is_instance_of(t, v, T_GENERIC_ALIAS) || is_union(t, v) || is_instance_of(t, v, T_TYPE_ALIAS_TYPE);
}

Value union_or(Thread *t, Value a, Value b)
{
    if (!unionable(t, a) || !unionable(t, b)) return V_NOT_IMPLEMENTED;
    return typing_union_of_two(t, a, b);
}

Value typing_union_of_two(Thread *t, Value a, Value b)
{
    Value args = tuple_pack(t, 2, a, b);
    return is_null(args) ? V_NULL : union_from_tuple(t, args);
}

/* Union[...] and str operands: X | "Y" where X is a union already */
static Value union_or_slot(Thread *t, Value a, Value b)
{
    bool ok = (unionable(t, a) || is_str(a)) && (unionable(t, b) || is_str(b));
    return ok ? typing_union_of_two(t, a, b) : V_NOT_IMPLEMENTED;
}

static Value union_repr(Thread *t, Value self)
{
    StrBuilder b;
    builder_init(&b, t);
    const Tuple *args = as_tuple(as_union(self)->args);
    for (size_t i = 0; i < args->length; i++) {
        if (i) builder_text(&b, " | ");
        if (value_same(args->items[i], type_value(t->rt->types[T_NONE]))) builder_text(&b, "None");
        else if (!typing_repr_item(&b, args->items[i])) return V_NULL;
    }
    return builder_finish(&b);
}

/* unions are equal as sets */
static Value union_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !is_union(t, a) || !is_union(t, b)) return V_NOT_IMPLEMENTED;
    const Tuple *x = as_tuple(as_union(a)->args), *y = as_tuple(as_union(b)->args);
    bool same = x->length == y->length;
    for (size_t i = 0; same && i < x->length; i++) {
        int found = contains(t, as_union(b)->args, x->items[i]);
        if (found < 0) return V_NULL;
        same = found;
    }
    return value_bool(same == (op == CMP_EQ));
}

static int64_t union_hash(Thread *t, Value self)
{
    const Tuple *args = as_tuple(as_union(self)->args);
    Value set = frozenset_new(t, args->items, args->length);
    if (!is_null(set)) return hash_of(t, set);
    if (!error_matches(t, T_TYPE_ERROR)) return -1;
    error_clear(t);
    size_t bad = 0;
    for (size_t i = 0; i < args->length; i++)
        if (hash_of(t, args->items[i]) == -1) {
            error_clear(t);
            bad++;
        }
    return RAISE_INT(t, T_TYPE_ERROR, "union contains %zu unhashable element%s", bad, bad == 1 ? "" : "s");
}

static Value get_parameters(Thread *t, Value self)
{
    Union *u = as_union(self);
    if (is_null(u->parameters)) {
        Value p = typing_collect_parameters(t, u->args);
        if (is_null(p)) return V_NULL;
        gc_store(t, u, &u->parameters, p);
    }
    return u->parameters;
}

static Value union_get_item(Thread *t, Value self, Value item)
{
    Value params = get_parameters(t, self);
    Value args = is_null(params) ? V_NULL : typing_substitute(t, self, as_union(self)->args, params, item);
    return is_null(args) ? V_NULL : union_from_tuple(t, args);
}

static Value check(Thread *t, Value self, Value v, int (*one)(Thread *, Value, Value))
{
    const Tuple *args = as_tuple(as_union(self)->args);
    for (size_t i = 0; i < args->length; i++) {
        int r = one(t, v, args->items[i]);
        if (r) return r < 0 ? V_NULL : V_TRUE;
    }
    return V_FALSE;
}
static Value union_instancecheck(Thread *t, Value *a, size_t n) { (void)n; return check(t, a[0], a[1], is_instance); }
static Value union_subclasscheck(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_type(a[1])) return raise(t, T_TYPE_ERROR, "issubclass() arg 1 must be a class");
    return check(t, a[0], a[1], is_subclass);
}
static Value union_class_getitem(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value args = is_tuple(a[1]) ? a[1] : tuple_pack(t, 1, a[1]);
    if (is_null(args)) return V_NULL;
    if (!as_tuple(args)->length) return raise(t, T_TYPE_ERROR, "Cannot take a Union of no types.");
    return union_from_tuple(t, args);
}
static Value union_mro_entries(Thread *t, Value *a, size_t n) { (void)n; return raise(t, T_TYPE_ERROR, "Cannot subclass %R", a[0]); }
static Value union_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value operator = import_module_for_typing(t, "operator");
    Value getitem = is_null(operator) ? V_NULL : attr_get(t, operator, str_intern_text(t, "getitem"));
    Value args = is_null(getitem) ? V_NULL : tuple_pack(t, 2, type_value(t->rt->types[T_UNION]), as_union(a[0])->args);
    return is_null(args) ? V_NULL : tuple_pack(t, 2, getitem, args);
}
static Value get_origin(Thread *t, Value self) { (void)self; return type_value(t->rt->types[T_UNION]); }
static Value get_name(Thread *t, Value self) { (void)self; return str_intern_text(t, "Union"); }

static void union_trace(Tracer *tr, void *cell) { gc_trace_values(tr, &((Union *)cell)->args, 2); }

static const NativeDef union_methods[] = {
    FN("__instancecheck__", union_instancecheck, "($self, instance, /)", NULL), FN("__subclasscheck__", union_subclasscheck, "($self, cls, /)", NULL),
    FN("__mro_entries__", union_mro_entries, "($self, bases, /)", NULL), FN("__reduce__", union_reduce, "($self, /)", NULL),
    FN_CLASS_METHOD("__class_getitem__", union_class_getitem, "(cls, params, /)", NULL), FN_END};
static const GetSetDef union_getsets[] = {
    {"__parameters__", get_parameters, NULL, "Type variables in the types.UnionType."}, {"__origin__", get_origin, NULL, NULL},
    {"__name__", get_name, NULL, NULL}, {"__qualname__", get_name, NULL, NULL}, GETSET_END};
static const MemberDef union_members[] = {{"__args__", offsetof(Union, args), false, false, NULL}, MEMBER_END};

const TypeSpec union_type_spec = {
    .name = "typing.Union", .doc = "Represent a union type\n\nE.g. for int | str", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE | TYPE_HAS_WEAKREF,
    .size = sizeof(Union), .slots = {.repr = union_repr, .compare = union_compare, .hash = union_hash, .or_ = union_or_slot, .get_item = union_get_item},
    .methods = union_methods, .getsets = union_getsets, .members = union_members, .trace = union_trace};
