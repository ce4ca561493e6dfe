/* type_params.c - TypeVar, ParamSpec, TypeVarTuple, TypeAliasType, Generic and NoDefault (PEP 695, 696, 649). What the library
 * does in Python for them (substitution, subclassing) is called in typing.py, as CPython does. */
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/iterators.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/typing.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "vm/frame.h"

/* one layout for the three kinds of parameters; null where not given or not evaluated yet */
typedef struct TypeParam {
    Header header;
    Value name, bound, evaluate_bound, constraints, evaluate_constraints, default_value, evaluate_default;
    bool covariant, contravariant, infer_variance;
    Value ext;
} TypeParam;

typedef struct ParamSpecPart { Header header; Value origin; } ParamSpecPart; /* P.args, P.kwargs */
typedef struct TypeAlias { Header header; Value name, params, evaluate, value, module; } TypeAlias;

static TypeParam *as_param(Value v) { return as_cell(v); }

Value import_module_for_typing(Thread *t, const char *name) { return import_module(t, name); }

Value typing_call(Thread *t, const char *function, const Value *args, size_t n)
{
    Value typing = import_module(t, "typing");
    return is_null(typing) ? V_NULL : call_method(t, typing, str_intern_text(t, function), args, n);
}


/* the module of the running Python code */
static Value caller_module(Thread *t)
{
    if (!t->registers) return V_NONE;
    Value m = dict_get_str(t, as_function(t->registers[FRAME_FUNCTION])->globals, NAME(t, __name__));
    return is_null(m) ? V_NONE : m;
}

static bool set_module(Thread *t, Value self)
{
    Value m = caller_module(t);
    return is_none(m) || instance_set(t, self, NAME(t, __module__), m);
}

static Value param_new(Thread *t, Type *type, Value name)
{
    TypeParam *p = object_alloc(t, type, 0);
    if (!p) return V_NULL;
    p->name = name;
    return value_cell(p);
}

/* evaluates lazily: the value, or evaluate(1) once, or `otherwise` */
static Value lazily(Thread *t, TypeParam *p, Value *value, Value evaluate, Value otherwise)
{
    if (!is_null(*value)) return *value;
    if (is_null(evaluate)) return otherwise;
    Value v = call1(t, evaluate, value_fixnum(1));
    if (!is_null(v)) gc_store(t, p, value, v);
    return v;
}

static Value get_bound(Thread *t, Value self) { TypeParam *p = as_param(self); return lazily(t, p, &p->bound, p->evaluate_bound, V_NONE); }
static Value get_constraints(Thread *t, Value self)
{
    TypeParam *p = as_param(self);
    return lazily(t, p, &p->constraints, p->evaluate_constraints, t->rt->empty_tuple);
}
static Value get_default(Thread *t, Value self) { TypeParam *p = as_param(self); return lazily(t, p, &p->default_value, p->evaluate_default, type_no_default(t)); }

/* a callable that ignores its argument and returns the value: a bound method of the one-item tuple holding it */
static Value constant(Thread *t, Value *a, size_t n) { (void)a, (void)n; return as_tuple(t->callee->self)->items[0]; }
static const NativeDef constant_def = FN("evaluate", constant, "($module, format, /)", NULL);
static Value const_evaluator(Thread *t, Value value)
{
    Value holder = tuple_pack(t, 1, value);
    return is_null(holder) ? V_NULL : native_function_new(t, &constant_def, holder, V_NULL);
}

/* the evaluator, or a function that returns the value given at once */
static Value evaluator(Thread *t, Value evaluate, Value value)
{
    if (!is_null(evaluate)) return evaluate;
    if (is_null(value) || value_same(value, type_no_default(t))) return V_NONE;
    return const_evaluator(t, value);
}
static Value get_evaluate_bound(Thread *t, Value self) { return evaluator(t, as_param(self)->evaluate_bound, as_param(self)->bound); }
static Value get_evaluate_constraints(Thread *t, Value self)
{
    const TypeParam *p = as_param(self);
    bool none = is_null(p->evaluate_constraints) && (is_null(p->constraints) || !as_tuple(p->constraints)->length);
    return none ? V_NONE : evaluator(t, p->evaluate_constraints, p->constraints);
}
static Value get_evaluate_default(Thread *t, Value self) { return evaluator(t, as_param(self)->evaluate_default, as_param(self)->default_value); }

static Value param_repr(Thread *t, Value self)
{
    const TypeParam *p = as_param(self);
    if (has_type(t, self, T_TYPE_VAR_TUPLE) || p->infer_variance) return p->name;
    return str_format(t, "%c%U", p->covariant ? '+' : p->contravariant ? '-' : '~', p->name);
}

static Value param_or(Thread *t, Value a, Value b) { return typing_union_of_two(t, a, b); }
static Value param_mro_entries(Thread *t, Value *a, size_t n) { (void)n; return raise(t, T_TYPE_ERROR, "Cannot subclass an instance of %T", a[0]); }
static Value param_reduce(Thread *t, Value *a, size_t n) { (void)t, (void)n; return as_param(a[0])->name; }
static Value param_has_default(Thread *t, Value *a, size_t n)
{
    (void)n;
    const TypeParam *p = as_param(a[0]);
    return value_bool(!is_null(p->evaluate_default) || (!is_null(p->default_value) && !value_same(p->default_value, type_no_default(t))));
}
static Value call_typing_1(Thread *t, const char *function, Value *a) { return typing_call(t, function, a, 2); }
static Value typevar_subst(Thread *t, Value *a, size_t n) { (void)n; return call_typing_1(t, "_typevar_subst", a); }
static Value paramspec_subst(Thread *t, Value *a, size_t n) { (void)n; return call_typing_1(t, "_paramspec_subst", a); }
static Value typevartuple_subst(Thread *t, Value *a, size_t n) { (void)a, (void)n; return raise(t, T_TYPE_ERROR, "Substitution of bare TypeVarTuple is not supported"); }
static Value paramspec_prepare(Thread *t, Value *a, size_t n) { (void)n; return typing_call(t, "_paramspec_prepare_subst", a, 3); }
static Value typevartuple_prepare(Thread *t, Value *a, size_t n) { (void)n; return typing_call(t, "_typevartuple_prepare_subst", a, 3); }

/* a TypeVar with a default takes it where too few arguments are given */
static Value typevar_prepare(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value params = attr_get(t, a[1], NAME(t, __parameters__));
    if (is_null(params)) return V_NULL;
    size_t have = as_tuple(a[2])->length, index = 0;
    while (index < as_tuple(params)->length && !value_same(as_tuple(params)->items[index], a[0])) index++;
    if (index < have) return a[2];
    if (index == have) {
        Value d = get_default(t, a[0]);
        if (is_null(d)) return V_NULL;
        if (!value_same(d, type_no_default(t))) {
            Value more = tuple_pack(t, 1, d);
            return is_null(more) ? V_NULL : binary_op(t, BIN_ADD, a[2], more);
        }
    }
    return raise(t, T_TYPE_ERROR, "Too few arguments for %S; actual %zu, expected %zu", a[1], have, index + 1);
}

static Value get_flag(bool flag) { return value_bool(flag); }
static Value get_covariant(Thread *t, Value self) { (void)t; return get_flag(as_param(self)->covariant); }
static Value get_contravariant(Thread *t, Value self) { (void)t; return get_flag(as_param(self)->contravariant); }
static Value get_infer_variance(Thread *t, Value self) { (void)t; return get_flag(as_param(self)->infer_variance); }

static void param_trace(Tracer *tr, void *cell) { gc_trace_values(tr, &((TypeParam *)cell)->name, 7); }

static bool variance(Thread *t, TypeParam *p, Value covariant, Value contravariant, Value infer)
{
    int c = is_null(covariant) ? 0 : is_truthy(t, covariant), k = is_null(contravariant) ? 0 : is_truthy(t, contravariant);
    int i = is_null(infer) ? 0 : is_truthy(t, infer);
    if (c < 0 || k < 0 || i < 0) return false;
    if (c && k) return RAISE_FALSE(t, T_VALUE_ERROR, "Bivariant types are not supported.");
    if (i && (c || k)) return RAISE_FALSE(t, T_VALUE_ERROR, "Variance cannot be specified with infer_variance.");
    p->covariant = c;
    p->contravariant = k;
    p->infer_variance = i;
    return true;
}

static Value checked_type(Thread *t, Value v, const char *message)
{
    Value args[2] = {v, str_from_text(t, message)};
    return is_null(args[1]) ? V_NULL : typing_call(t, "_type_check", args, 2);
}

/* a: cls, name, bound, default, covariant, contravariant, infer_variance, then the constraints */
static Value typevar_construct(Thread *t, Value *a, size_t n)
{
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "typevar() argument 'name' must be str, not %T", a[1]);
    Value self = param_new(t, as_type(a[0]), a[1]);
    if (is_null(self)) return V_NULL;
    TypeParam *p = as_param(self);
    if (!variance(t, p, a[4], a[5], a[6])) return V_NULL;
    size_t constraints = n - 7;
    if (!is_null(a[2]) && !is_none(a[2])) {
        Value bound = checked_type(t, a[2], "Bound must be a type.");
        if (is_null(bound)) return V_NULL;
        if (constraints) return raise(t, T_TYPE_ERROR, "Constraints cannot be combined with bound=...");
        gc_store(t, p, &p->bound, bound);
    }
    if (constraints == 1) return raise(t, T_TYPE_ERROR, "A single constraint is not allowed");
    Value all = tuple_new(t, a + 7, constraints);
    if (is_null(all)) return V_NULL;
    gc_store(t, p, &p->constraints, all);
    if (!is_null(a[3])) gc_store(t, p, &p->default_value, a[3]);
    return set_module(t, self) ? self : V_NULL;
}

/* a: cls, name, bound, default, covariant, contravariant, infer_variance */
static Value paramspec_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "paramspec() argument 'name' must be str, not %T", a[1]);
    Value self = param_new(t, as_type(a[0]), a[1]);
    if (is_null(self) || !variance(t, as_param(self), a[4], a[5], a[6])) return V_NULL;
    TypeParam *p = as_param(self);
    if (!is_null(a[2]) && !is_none(a[2])) {
        Value bound = checked_type(t, a[2], "Bound must be a type.");
        if (is_null(bound)) return V_NULL;
        gc_store(t, p, &p->bound, bound);
    }
    if (!is_null(a[3])) gc_store(t, p, &p->default_value, a[3]);
    return set_module(t, self) ? self : V_NULL;
}

static Value typevartuple_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "typevartuple() argument 'name' must be str, not %T", a[1]);
    Value self = param_new(t, as_type(a[0]), a[1]);
    if (is_null(self)) return V_NULL;
    if (!is_null(a[2])) gc_store(t, as_param(self), &as_param(self)->default_value, a[2]);
    return set_module(t, self) ? self : V_NULL;
}

static const MemberDef param_members[] = {{"__name__", offsetof(TypeParam, name), false, false, NULL}, MEMBER_END};
#define PARAM_GETSETS \
    {"__default__", get_default, NULL, NULL}, {"evaluate_default", get_evaluate_default, NULL, NULL}, {"__dict__", instance_dict, instance_set_dict, NULL}
#define VARIANCE_GETSETS \
    {"__covariant__", get_covariant, NULL, NULL}, {"__contravariant__", get_contravariant, NULL, NULL}, {"__infer_variance__", get_infer_variance, NULL, NULL}
#define PARAM_METHODS(subst, prepare) \
    FN("__typing_subst__", subst, "($self, arg, /)", NULL), FN("__typing_prepare_subst__", prepare, "($self, alias, args, /)", NULL), \
    FN("__reduce__", param_reduce, "($self, /)", NULL), FN("has_default", param_has_default, "($self, /)", NULL), \
    FN("__mro_entries__", param_mro_entries, "($self, bases, /)", NULL), FN_END
#define PARAM_SPEC(c_name, text, slots_, methods_, getsets_, construct_) \
    const TypeSpec c_name##_type_spec = { \
        .name = text, .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_HAS_DICT | TYPE_HAS_WEAKREF, .size = sizeof(TypeParam), \
        .ext_offset = offsetof(TypeParam, ext), .slots = {.repr = param_repr, .or_ = param_or slots_}, .methods = methods_, \
        .getsets = getsets_, .members = param_members, .construct = construct_, .trace = param_trace}

static const NativeDef typevar_methods[] = {PARAM_METHODS(typevar_subst, typevar_prepare)};
static const GetSetDef typevar_getsets[] = {
    PARAM_GETSETS, VARIANCE_GETSETS, {"__bound__", get_bound, NULL, NULL}, {"__constraints__", get_constraints, NULL, NULL},
    {"evaluate_bound", get_evaluate_bound, NULL, NULL}, {"evaluate_constraints", get_evaluate_constraints, NULL, NULL}, GETSET_END};
PARAM_SPEC(type_var, "typing.TypeVar", , typevar_methods, typevar_getsets,
           FN("__new__", typevar_construct, "(cls, name, *constraints, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False)", NULL));

/* P.args and P.kwargs */
static Value part(Thread *t, TypeId id, Value origin)
{
    ParamSpecPart *p = object_alloc_id(t, id, 0);
    if (!p) return V_NULL;
    p->origin = origin;
    return value_cell(p);
}
static Value get_args(Thread *t, Value self) { return part(t, T_PARAM_SPEC_ARGS, self); }
static Value get_kwargs(Thread *t, Value self) { return part(t, T_PARAM_SPEC_KWARGS, self); }

static const NativeDef paramspec_methods[] = {PARAM_METHODS(paramspec_subst, paramspec_prepare)};
static const GetSetDef paramspec_getsets[] = {
    PARAM_GETSETS, VARIANCE_GETSETS, {"__bound__", get_bound, NULL, NULL}, {"args", get_args, NULL, NULL}, {"kwargs", get_kwargs, NULL, NULL}, GETSET_END};
PARAM_SPEC(param_spec, "typing.ParamSpec", , paramspec_methods, paramspec_getsets,
           FN("__new__", paramspec_construct, "(cls, name, *, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False)", NULL));

static Value typevartuple_iter(Thread *t, Value self)
{
    Value typing = import_module(t, "typing");
    Value unpack = is_null(typing) ? V_NULL : attr_get(t, typing, str_intern_text(t, "Unpack"));
    Value one = is_null(unpack) ? V_NULL : item_get(t, unpack, self);
    Value items = is_null(one) ? V_NULL : tuple_pack(t, 1, one);
    return is_null(items) ? V_NULL : iter_get(t, items);
}
static const NativeDef typevartuple_methods[] = {PARAM_METHODS(typevartuple_subst, typevartuple_prepare)};
static const GetSetDef typevartuple_getsets[] = {PARAM_GETSETS, GETSET_END};
#define ITER_SLOT , .iter = typevartuple_iter
PARAM_SPEC(type_var_tuple, "typing.TypeVarTuple", ITER_SLOT, typevartuple_methods, typevartuple_getsets,
           FN("__new__", typevartuple_construct, "(cls, name, *, default=NoDefault)", NULL));

static Value part_repr(Thread *t, Value self)
{
    const ParamSpecPart *p = as_cell(self);
    const char *what = has_type(t, self, T_PARAM_SPEC_ARGS) ? "args" : "kwargs";
    if (has_type(t, p->origin, T_PARAM_SPEC)) return str_format(t, "%U.%s", as_param(p->origin)->name, what);
    return str_format(t, "%R.%s", p->origin, what);
}
static Value part_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || type_of(t, a) != type_of(t, b)) return V_NOT_IMPLEMENTED;
    return compare(t, ((ParamSpecPart *)as_cell(a))->origin, ((ParamSpecPart *)as_cell(b))->origin, op);
}
static int64_t part_hash(Thread *t, Value self) { return hash_of(t, ((ParamSpecPart *)as_cell(self))->origin); }
static void part_trace(Tracer *tr, void *cell) { gc_trace(tr, ((ParamSpecPart *)cell)->origin); }
static Value part_args_construct(Thread *t, Value *a, size_t n) { (void)n; return part(t, T_PARAM_SPEC_ARGS, a[1]); }
static Value part_kwargs_construct(Thread *t, Value *a, size_t n) { (void)n; return part(t, T_PARAM_SPEC_KWARGS, a[1]); }
static const NativeDef part_methods[] = {FN("__mro_entries__", param_mro_entries, "($self, bases, /)", NULL), FN_END};
static const MemberDef part_members[] = {{"__origin__", offsetof(ParamSpecPart, origin), false, false, NULL}, MEMBER_END};
#define PART_SPEC(c_name, text, construct_fn) \
    const TypeSpec c_name##_type_spec = { \
        .name = text, .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_HAS_WEAKREF, .size = sizeof(ParamSpecPart), \
        .slots = {.repr = part_repr, .compare = part_compare, .hash = part_hash}, .methods = part_methods, .members = part_members, \
        .construct = FN("__new__", construct_fn, "(cls, origin)", NULL), .trace = part_trace}
PART_SPEC(param_spec_args, "typing.ParamSpecArgs", part_args_construct);
PART_SPEC(param_spec_kwargs, "typing.ParamSpecKwargs", part_kwargs_construct);

/* --- TypeAliasType --- */

static TypeAlias *as_type_alias(Value v) { return as_cell(v); }
static Value alias_repr(Thread *t, Value self) { (void)t; return as_type_alias(self)->name; }
static Value alias_value(Thread *t, Value self)
{
    TypeAlias *a = as_type_alias(self);
    if (is_null(a->value)) {
        Value v = call1(t, a->evaluate, value_fixnum(1));
        if (is_null(v)) return V_NULL;
        gc_store(t, a, &a->value, v);
    }
    return a->value;
}
static Value alias_evaluate(Thread *t, Value self) { return evaluator(t, as_type_alias(self)->evaluate, as_type_alias(self)->value); }
static Value alias_params(Thread *t, Value self) { Value p = as_type_alias(self)->params; return is_null(p) ? t->rt->empty_tuple : p; }
/* __parameters__ shows TypeVarTuples unpacked */
static Value alias_parameters(Thread *t, Value self)
{
    Value params = alias_params(t, self);
    Tuple *out = tuple_alloc(t, as_tuple(params)->length);
    for (size_t i = 0; out && i < as_tuple(params)->length; i++) {
        Value p = as_tuple(params)->items[i];
        if (has_type(t, p, T_TYPE_VAR_TUPLE)) {
            Value typing = import_module(t, "typing"), unpack = is_null(typing) ? V_NULL : attr_get(t, typing, str_intern_text(t, "Unpack"));
            p = is_null(unpack) ? V_NULL : item_get(t, unpack, p);
            if (is_null(p)) return V_NULL;
        }
        gc_store(t, out, &out->items[i], p);
    }
    return out ? value_cell(out) : V_NULL;
}
static Value alias_module(Thread *t, Value self) { (void)t; Value m = as_type_alias(self)->module; return is_null(m) ? V_NONE : m; }
static Value alias_get_item(Thread *t, Value self, Value item)
{
    if (is_null(as_type_alias(self)->params)) return raise(t, T_TYPE_ERROR, "Only generic type aliases are subscriptable");
    return generic_alias_new(t, self, item);
}
static Value alias_reduce(Thread *t, Value *a, size_t n) { (void)t, (void)n; return as_type_alias(a[0])->name; }
static Value alias_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "typealias() argument 'name' must be str, not %T", a[1]);
    if (!is_null(a[3]) && !is_tuple(a[3])) return raise(t, T_TYPE_ERROR, "type_params must be a tuple");
    TypeAlias *x = object_alloc(t, as_type(a[0]), 0);
    if (!x) return V_NULL;
    x->name = a[1];
    x->value = a[2];
    x->params = is_null(a[3]) || !as_tuple(a[3])->length ? V_NULL : a[3];
    x->module = caller_module(t);
    return value_cell(x);
}
static void alias_trace(Tracer *tr, void *cell) { gc_trace_values(tr, &((TypeAlias *)cell)->name, 5); }
static const NativeDef alias_methods[] = {FN("__reduce__", alias_reduce, "($self, /)", NULL), FN_END};
static const GetSetDef alias_getsets[] = {
    {"__value__", alias_value, NULL, NULL}, {"evaluate_value", alias_evaluate, NULL, NULL}, {"__type_params__", alias_params, NULL, NULL},
    {"__parameters__", alias_parameters, NULL, NULL}, {"__module__", alias_module, NULL, NULL}, GETSET_END};
static const MemberDef alias_members[] = {{"__name__", offsetof(TypeAlias, name), false, false, NULL}, MEMBER_END};
const TypeSpec type_alias_type_type_spec = {
    .name = "typing.TypeAliasType", .doc = "Type alias.", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_HAS_WEAKREF, .size = sizeof(TypeAlias),
    .slots = {.repr = alias_repr, .or_ = param_or, .get_item = alias_get_item, .iter = typevartuple_iter}, .methods = alias_methods, .getsets = alias_getsets,
    .members = alias_members, .construct = FN("__new__", alias_construct, "(cls, name, value, *, type_params=())", NULL), .trace = alias_trace};

/* --- Generic --- */

static Value generic_class_getitem(Thread *t, Value *a, size_t n)
{
    Value args[2] = {a[0], n == 2 ? a[1] : V_NONE};
    return typing_call(t, "_generic_class_getitem", args, 2);
}
static Value generic_init_subclass(Thread *t, Value *a, size_t n)
{
    Value typing = import_module(t, "typing"), keywords = t->keyword_names;
    Value f = is_null(typing) ? V_NULL : attr_get(t, typing, str_intern_text(t, "_generic_init_subclass"));
    return is_null(f) ? V_NULL : call(t, f, a, n - (is_null(keywords) ? 0 : as_tuple(keywords)->length), keywords);
}
static const NativeDef generic_methods[] = {
    FN_CLASS_METHOD("__class_getitem__", generic_class_getitem, "(cls, params, /)", "Parameterizes a generic class."),
    {"__init_subclass__", generic_init_subclass, NULL, "Function to initialize subclasses.", FN_CLASS | FN_KEYWORDS}, FN_END};
const TypeSpec typing_generic_type_spec = {
    .name = "typing.Generic", .doc = "Abstract base class for generic types", .base = T_OBJECT, .flags = TYPE_BASE, .kind = K_INSTANCE,
    .size = sizeof(Header) + sizeof(Value), .methods = generic_methods};

/* --- NoDefault --- */

static Value no_default_repr(Thread *t, Value self) { (void)self; return str_from_text(t, "typing.NoDefault"); }
static Value no_default_reduce(Thread *t, Value *a, size_t n) { (void)a, (void)n; return str_from_text(t, "NoDefault"); }
static Value no_default_construct(Thread *t, Value *a, size_t n) { (void)a, (void)n; return type_no_default(t); }
static const NativeDef no_default_methods[] = {FN("__reduce__", no_default_reduce, "($self, /)", NULL), FN_END};
const TypeSpec no_default_type_spec = {
    .name = "NoDefaultType", .doc = "The type of the NoDefault singleton.", .base = T_OBJECT, .flags = TYPE_IMMUTABLE, .size = sizeof(Header),
    .slots = {.repr = no_default_repr}, .methods = no_default_methods, .construct = FN("__new__", no_default_construct, "(cls)", NULL)};

Value type_no_default(Thread *t)
{
    Value *slot = &t->rt->no_default;
    if (is_null(*slot)) {
        void *cell = object_alloc_id(t, T_NO_DEFAULT, 0);
        if (cell) *slot = value_cell(cell);
    }
    return *slot;
}

/* --- what the compiler's instructions make --- */

Value vm_make_type_param(Thread *t, unsigned which, Value name, Value evaluate)
{
    static const TypeId ids[] = {T_TYPE_VAR, T_TYPE_VAR, T_TYPE_VAR, T_PARAM_SPEC, T_TYPE_VAR_TUPLE};
    Type *type = type_by_id(t, ids[which]);
    Value self = type ? param_new(t, type, name) : V_NULL;
    if (is_null(self)) return V_NULL;
    TypeParam *p = as_param(self);
    p->infer_variance = which <= 3;
    if (which == 1) gc_store(t, p, &p->evaluate_bound, evaluate);
    if (which == 2) gc_store(t, p, &p->evaluate_constraints, evaluate);
    return set_module(t, self) ? self : V_NULL;
}

bool vm_set_type_param_default(Thread *t, Value param, Value evaluate)
{
    TypeParam *p = as_param(param);
    return gc_store(t, p, &p->evaluate_default, evaluate), true;
}

Value vm_make_generic_base(Thread *t, Value params)
{
    Tuple *unpacked = tuple_alloc(t, as_tuple(params)->length);
    for (size_t i = 0; unpacked && i < as_tuple(params)->length; i++) {
        Value p = as_tuple(params)->items[i];
        if (has_type(t, p, T_TYPE_VAR_TUPLE)) {
            Value typing = import_module(t, "typing"), unpack = is_null(typing) ? V_NULL : attr_get(t, typing, str_intern_text(t, "Unpack"));
            p = is_null(unpack) ? V_NULL : item_get(t, unpack, p);
            if (is_null(p)) return V_NULL;
        }
        gc_store(t, unpacked, &unpacked->items[i], p);
    }
    Type *generic = unpacked ? type_by_id(t, T_TYPING_GENERIC) : NULL;
    return generic ? item_get(t, type_value(generic), value_cell(unpacked)) : V_NULL;
}

Value vm_make_type_alias(Thread *t, Value name, Value params, Value evaluate)
{
    TypeAlias *a = object_alloc_id(t, T_TYPE_ALIAS_TYPE, 0);
    if (!a) return V_NULL;
    a->name = name;
    a->params = params;
    a->evaluate = evaluate;
    a->module = caller_module(t);
    gc_barrier(t, a);
    return value_cell(a);
}
