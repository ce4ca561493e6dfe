/* generic_alias.c - types.GenericAlias: list[int] (PEP 585), with parameter substitution and unpacking (PEP 646). */
#include "objects/dict.h"
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/typing.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/text.h"

typedef struct GenericAlias { Header header; Value origin, args, parameters; bool starred; } GenericAlias; /* parameters null: not computed */
typedef struct GenericAliasIterator { Header header; Value alias; } GenericAliasIterator; /* null: exhausted */

static GenericAlias *as_alias(Value v) { return as_cell(v); }
static bool is_alias(Thread *t, Value v) { return is_instance_of(t, v, T_GENERIC_ALIAS); }

static Value make(Thread *t, Type *type, Value origin, Value args, bool starred)
{
    if (!is_tuple(args)) args = tuple_pack(t, 1, args);
    GenericAlias *a = is_null(args) ? NULL : object_alloc(t, type, 0);
    if (!a) return V_NULL;
    a->origin = origin;
    a->args = args;
    a->starred = starred;
    return value_cell(a);
}

Value generic_alias_new(Thread *t, Value origin, Value args)
{
    Type *type = type_by_id(t, T_GENERIC_ALIAS);
    return type ? make(t, type, origin, args, false) : V_NULL;
}

/* --- repr --- */

bool typing_repr_item(StrBuilder *b, Value v)
{
    Thread *t = b->t;
    if (value_same(v, V_ELLIPSIS)) return builder_text(b, "..."), true;
    Value origin = is_type(v) ? V_NULL : attr_get_optional(t, v, NAME(t, __origin__)), args = is_null(origin) ? V_NULL : attr_get_optional(t, v, NAME(t, __args__));
    if (error_set(t)) return false;
    Value name = is_null(origin) || is_null(args) || is_type(v) ? attr_get_optional(t, v, NAME(t, __qualname__)) : V_NULL;
    Value module = is_null(name) ? V_NULL : attr_get_optional(t, v, NAME(t, __module__));
    if (error_set(t)) return false;
    if (is_null(module) || is_none(module) || !is_str(module) || !is_str(name)) return builder_repr(b, v);
    if (!value_same(module, NAME(t, builtins)) && !str_equal_text(module, "builtins")) {
        builder_str(b, module);
        builder_char(b, '.');
    }
    builder_str(b, name);
    return true;
}

static bool repr_list(StrBuilder *b, Value list)
{
    builder_char(b, '[');
    for (size_t i = 0; i < as_list(list)->length; i++) {
        if (i) builder_text(b, ", ");
        if (!typing_repr_item(b, as_list(list)->items[i])) return false;
    }
    builder_char(b, ']');
    return true;
}

static Value alias_repr(Thread *t, Value self)
{
    const GenericAlias *a = as_alias(self);
    StrBuilder b;
    builder_init(&b, t);
    if (a->starred) builder_char(&b, '*');
    if (!typing_repr_item(&b, a->origin)) return V_NULL;
    builder_char(&b, '[');
    const Tuple *args = as_tuple(a->args);
    for (size_t i = 0; i < args->length; i++) {
        if (i) builder_text(&b, ", ");
        if (!(is_list(args->items[i]) ? repr_list(&b, args->items[i]) : typing_repr_item(&b, args->items[i]))) return V_NULL;
    }
    if (!args->length) builder_text(&b, "()");
    builder_char(&b, ']');
    return builder_finish(&b);
}

/* --- parameters --- */

static bool add_once(Thread *t, Value list, Value v)
{
    for (size_t i = 0; i < as_list(list)->length; i++)
        if (value_same(as_list(list)->items[i], v)) return true;
    return list_append(t, list, v);
}

static bool collect(Thread *t, Value list, Value arg)
{
    if (is_type(arg)) return true;
    if (is_tuple(arg) || is_list(arg)) {
        Value items = tuple_from_iterable(t, arg);
        for (size_t i = 0; !is_null(items) && i < as_tuple(items)->length; i++)
            if (!collect(t, list, as_tuple(items)->items[i])) return false;
        return !is_null(items);
    }
    Value subst = attr_get_optional(t, arg, NAME(t, __typing_subst__));
    if (!is_null(subst)) return add_once(t, list, arg);
    if (error_set(t)) return false;
    Value inner = attr_get_optional(t, arg, NAME(t, __parameters__));
    if (is_null(inner)) return !error_set(t);
    if (!is_tuple(inner)) return true;
    for (size_t i = 0; i < as_tuple(inner)->length; i++)
        if (!add_once(t, list, as_tuple(inner)->items[i])) return false;
    return true;
}

Value typing_collect_parameters(Thread *t, Value args)
{
    Value list = list_new(t, NULL, 0);
    for (size_t i = 0; !is_null(list) && i < as_tuple(args)->length; i++)
        if (!collect(t, list, as_tuple(args)->items[i])) return V_NULL;
    return is_null(list) ? V_NULL : list_to_tuple(t, list);
}

static Value get_parameters(Thread *t, Value self)
{
    GenericAlias *a = as_alias(self);
    if (is_null(a->parameters)) {
        Value p = typing_collect_parameters(t, a->args);
        if (is_null(p)) return V_NULL;
        gc_store(t, a, &a->parameters, p);
    }
    return a->parameters;
}

/* --- substitution --- */

/* *tuple[int, str] among the arguments stands for its items */
static Value unpack_items(Thread *t, Value item)
{
    Value list = list_new(t, NULL, 0);
    Value args = is_null(list) ? V_NULL : is_tuple(item) ? item : tuple_pack(t, 1, item);
    if (is_null(args)) return V_NULL;
    for (size_t i = 0; i < as_tuple(args)->length; i++) {
        Value v = as_tuple(args)->items[i];
        Value unpacked = is_type(v) ? V_NULL : attr_get_optional(t, v, NAME(t, __typing_unpacked_tuple_args__));
        if (error_set(t)) return V_NULL;
        bool spread = is_tuple(unpacked) && as_tuple(unpacked)->length &&
                      !value_same(as_tuple(unpacked)->items[as_tuple(unpacked)->length - 1], V_ELLIPSIS);
        if (!(spread ? list_extend(t, list, unpacked) : list_append(t, list, v))) return V_NULL;
    }
    return list_to_tuple(t, list);
}

static Value subscript_inner(Thread *t, Value v, Value params, const Value *replacements)
{
    Value inner = attr_get_optional(t, v, NAME(t, __parameters__));
    if (is_null(inner)) return error_set(t) ? V_NULL : v;
    if (!is_tuple(inner) || !as_tuple(inner)->length) return v;
    Value list = list_new(t, NULL, 0);
    for (size_t i = 0; !is_null(list) && i < as_tuple(inner)->length; i++) {
        Value p = as_tuple(inner)->items[i], with = p;
        for (size_t k = 0; k < as_tuple(params)->length; k++)
            if (value_same(as_tuple(params)->items[k], p)) with = replacements[k];
        Value spread = attr_get_optional(t, p, NAME(t, __typing_is_unpacked_typevartuple__));
        if (error_set(t)) return V_NULL;
        (void)spread;
        if (!(is_tuple(with) ? list_extend(t, list, with) : list_append(t, list, with))) return V_NULL;
    }
    Value args = is_null(list) ? V_NULL : list_to_tuple(t, list);
    return is_null(args) ? V_NULL : item_get(t, v, args);
}

static Value arity_error(Thread *t, Value self, size_t have, size_t want)
{
    return raise(t, T_TYPE_ERROR, "Too %s arguments for %R; actual %zu, expected %zu", have > want ? "many" : "few", self, have, want);
}

static Value substitute_one(Thread *t, Value arg, Value params, const Value *replacements)
{
    if (is_tuple(arg) || is_list(arg)) {
        Value items = tuple_from_iterable(t, arg), out = list_new(t, NULL, 0);
        for (size_t i = 0; !is_null(out) && !is_null(items) && i < as_tuple(items)->length; i++) {
            Value v = substitute_one(t, as_tuple(items)->items[i], params, replacements);
            if (is_null(v) || !list_append(t, out, v)) return V_NULL;
        }
        return is_tuple(arg) && !is_null(out) ? list_to_tuple(t, out) : out;
    }
    Value subst = is_type(arg) ? V_NULL : attr_get_optional(t, arg, NAME(t, __typing_subst__));
    if (error_set(t)) return V_NULL;
    if (is_null(subst)) return is_type(arg) ? arg : subscript_inner(t, arg, params, replacements);
    for (size_t k = 0; k < as_tuple(params)->length; k++)
        if (value_same(as_tuple(params)->items[k], arg)) return call1(t, subst, replacements[k]);
    return arg;
}

Value typing_substitute(Thread *t, Value self, Value args, Value params, Value item)
{
    size_t n = as_tuple(params)->length;
    if (!n) return raise(t, T_TYPE_ERROR, "%R is not a generic class", self);
    item = unpack_items(t, item);
    for (size_t i = 0; !is_null(item) && i < n; i++) {
        Value prepare = attr_get_optional(t, as_tuple(params)->items[i], NAME(t, __typing_prepare_subst__));
        if (is_null(prepare)) {
            if (error_set(t)) return V_NULL;
            continue;
        }
        if (is_none(prepare)) continue;
        item = call2(t, prepare, self, is_tuple(item) ? item : tuple_pack(t, 1, item));
        if (!is_null(item) && !is_tuple(item)) item = tuple_pack(t, 1, item);
    }
    if (is_null(item)) return V_NULL;
    if (as_tuple(item)->length != n) return arity_error(t, self, as_tuple(item)->length, n);
    Value out = list_new(t, NULL, 0);
    for (size_t i = 0; !is_null(out) && i < as_tuple(args)->length; i++) {
        Value arg = as_tuple(args)->items[i];
        Value spread = is_type(arg) ? V_NULL : attr_get_optional(t, arg, NAME(t, __typing_is_unpacked_typevartuple__));
        if (error_set(t)) return V_NULL;
        int unpack = is_null(spread) ? 0 : is_truthy(t, spread);
        Value v = unpack < 0 ? V_NULL : substitute_one(t, arg, params, as_tuple(item)->items);
        if (is_null(v)) return V_NULL;
        if (!(unpack && is_tuple(v) ? list_extend(t, out, v) : list_append(t, out, v))) return V_NULL;
    }
    return is_null(out) ? V_NULL : list_to_tuple(t, out);
}

static Value alias_get_item(Thread *t, Value self, Value item)
{
    const GenericAlias *a = as_alias(self);
    Value params = get_parameters(t, self);
    Value args = is_null(params) ? V_NULL : typing_substitute(t, self, a->args, params, item);
    return is_null(args) ? V_NULL : make(t, type_of(t, self), a->origin, args, a->starred);
}

/* --- behaviour of the origin --- */

static Value alias_call(Thread *t, Value self, const Value *args, size_t n, Value keyword_names)
{
    Value obj = call(t, as_alias(self)->origin, args, n, keyword_names);
    if (is_null(obj)) return V_NULL;
    if (!attr_set(t, obj, str_intern_text(t, "__orig_class__"), self)) {
        if (!error_matches(t, T_ATTRIBUTE_ERROR) && !error_matches(t, T_TYPE_ERROR)) return V_NULL;
        error_clear(t);
    }
    return obj;
}

static Value alias_get_attr(Thread *t, Value self, Value name)
{
    static const char *const own[] = {"__class__", "__bases__", "__copy__", "__deepcopy__", "__origin__", "__args__", "__parameters__",
                                      "__mro_entries__", "__reduce_ex__", "__reduce__", "__unpacked__", "__typing_unpacked_tuple_args__"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (!str_equal_text(name, own[i])) continue;
        if (i != 0 && i != 1 && i != 2 && i != 3) return attr_get_generic(t, self, name);
        break;
    }
    bool dunder = as_str(name)->length > 4 && str_at(as_str(name), 0) == '_' && str_at(as_str(name), 1) == '_';
    bool mine = false;
    for (size_t i = 0; i < 4 && dunder; i++) mine |= str_equal_text(name, own[i]);
    if (!mine) {
        if (dunder && !is_null(type_lookup(t, type_of(t, self), name)) &&
            (str_equal_text(name, "__iter__") || str_equal_text(name, "__hash__") || str_equal_text(name, "__eq__")))
            return attr_get_generic(t, self, name);
        return attr_get(t, as_alias(self)->origin, name);
    }
    return attr_get_generic(t, self, name);
}

static Value alias_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !is_alias(t, a) || !is_alias(t, b)) return V_NOT_IMPLEMENTED;
    const GenericAlias *x = as_alias(a), *y = as_alias(b);
    int same = x->starred != y->starred ? 0 : compare_bool(t, x->origin, y->origin, CMP_EQ);
    if (same == 1) same = compare_bool(t, x->args, y->args, CMP_EQ);
    return same < 0 ? V_NULL : value_bool(same == (op == CMP_EQ));
}

static int64_t alias_hash(Thread *t, Value self)
{
    int64_t h = hash_of(t, as_alias(self)->origin), k = h == -1 ? -1 : hash_of(t, as_alias(self)->args);
    if (k == -1) return -1;
    h ^= k;
    return h == -1 ? -2 : h;
}

static Value alias_or(Thread *t, Value a, Value b) { return union_or(t, a, b); }

static Value alias_iter(Thread *t, Value self)
{
    GenericAliasIterator *it = object_alloc_id(t, T_GENERIC_ALIAS_ITERATOR, 0);
    if (!it) return V_NULL;
    it->alias = self;
    return value_cell(it);
}
static Value alias_iterator_next(Thread *t, Value self)
{
    GenericAliasIterator *it = as_cell(self);
    if (is_null(it->alias)) return V_NULL;
    const GenericAlias *a = as_alias(it->alias);
    it->alias = V_NULL;
    return make(t, t->rt->types[T_GENERIC_ALIAS], a->origin, a->args, true);
}
static void alias_iterator_trace(Tracer *tr, void *cell) { gc_trace(tr, ((GenericAliasIterator *)cell)->alias); }

/* --- methods --- */

static Value alias_construct(Thread *t, Value *a, size_t n) { (void)n; return make(t, as_type(a[0]), a[1], a[2], false); }
static Value alias_mro_entries(Thread *t, Value *a, size_t n) { (void)n; return tuple_pack(t, 1, as_alias(a[0])->origin); }
static Value alias_instancecheck(Thread *t, Value *a, size_t n) { (void)a, (void)n; return raise(t, T_TYPE_ERROR, "isinstance() argument 2 cannot be a parameterized generic"); }
static Value alias_subclasscheck(Thread *t, Value *a, size_t n) { (void)a, (void)n; return raise(t, T_TYPE_ERROR, "issubclass() argument 2 cannot be a parameterized generic"); }
static Value alias_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    const GenericAlias *x = as_alias(a[0]);
    if (x->starred) {
        Value plain = make(t, t->rt->types[T_GENERIC_ALIAS], x->origin, x->args, false);
        Value it = is_null(plain) ? V_NULL : alias_iter(t, plain), next = dict_get_text(t, t->rt->builtins, "next");
        Value args = is_null(it) ? V_NULL : tuple_pack(t, 1, it);
        return is_null(args) ? V_NULL : tuple_pack(t, 2, next, args);
    }
    Value args = tuple_pack(t, 2, x->origin, x->args);
    return is_null(args) ? V_NULL : tuple_pack(t, 2, type_value(type_of(t, a[0])), args);
}
static Value alias_dir(Thread *t, Value *a, size_t n)
{
    (void)n;
    bool found;
    Value names = call_special(t, as_alias(a[0])->origin, NAME(t, __dir__), NULL, 0, &found);
    Value list = is_null(names) ? V_NULL : list_from_iterable(t, names);
    static const char *const extra[] = {"__origin__", "__args__", "__parameters__", "__mro_entries__", "__reduce_ex__", "__reduce__", "__copy__",
                                        "__deepcopy__", "__unpacked__", "__typing_unpacked_tuple_args__", "__class__"};
    for (size_t i = 0; !is_null(list) && i < sizeof extra / sizeof *extra; i++) {
        Value name = str_intern_text(t, extra[i]);
        int there = is_null(name) ? -1 : contains(t, list, name);
        if (there < 0 || (!there && !list_append(t, list, name))) return V_NULL;
    }
    return list;
}

static Value get_unpacked(Thread *t, Value self) { (void)t; return value_bool(as_alias(self)->starred); }
static Value get_unpacked_args(Thread *t, Value self)
{
    const GenericAlias *a = as_alias(self);
    return a->starred && value_same(a->origin, type_value(t->rt->types[T_TUPLE])) ? a->args : V_NONE;
}

static void alias_trace(Tracer *tr, void *cell) { gc_trace_values(tr, &((GenericAlias *)cell)->origin, 3); }

static const NativeDef alias_methods[] = {
    FN("__mro_entries__", alias_mro_entries, "($self, bases, /)", NULL), FN("__instancecheck__", alias_instancecheck, "($self, instance, /)", NULL),
    FN("__subclasscheck__", alias_subclasscheck, "($self, cls, /)", NULL), FN("__reduce__", alias_reduce, "($self, /)", NULL),
    FN("__dir__", alias_dir, "($self, /)", NULL), FN_END};
static const GetSetDef alias_getsets[] = {
    {"__parameters__", get_parameters, NULL, "Type variables in the GenericAlias."}, {"__unpacked__", get_unpacked, NULL, NULL},
    {"__typing_unpacked_tuple_args__", get_unpacked_args, NULL, NULL}, GETSET_END};
static const MemberDef alias_members[] = {
    {"__origin__", offsetof(GenericAlias, origin), false, false, NULL}, {"__args__", offsetof(GenericAlias, args), false, false, NULL}, MEMBER_END};

const TypeSpec generic_alias_type_spec = {
    .name = "types.GenericAlias", .doc = "GenericAlias(origin, args, /)\n--\n\nRepresent a PEP 585 generic type", .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_HAS_WEAKREF, .size = sizeof(GenericAlias),
    .slots = {.repr = alias_repr, .call = alias_call, .get_attr = alias_get_attr, .compare = alias_compare, .hash = alias_hash, .or_ = alias_or,
              .get_item = alias_get_item, .iter = alias_iter},
    .methods = alias_methods, .getsets = alias_getsets, .members = alias_members,
    .construct = FN("__new__", alias_construct, "(cls, origin, args, /)", NULL), .trace = alias_trace};

const TypeSpec generic_alias_iterator_type_spec = {
    .name = "generic_alias_iterator", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .size = sizeof(GenericAliasIterator),
    .slots = {.iter = iterator_self, .next = alias_iterator_next}, .trace = alias_iterator_trace};
