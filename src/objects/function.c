/* function.c - Python functions, native functions, bound methods, cells, and the binding of functions to objects. */
#include "objects/function.h"
#include "objects/dict.h"
#include "objects/descriptors.h"
#include "objects/numbers.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/typebuild.h"

/* --- making --- */

static Dict *builtins_of(Thread *t, Value globals)
{
    Value b = dict_get_str(t, as_dict(globals), NAME(t, __builtins__));
    if (has_kind(b, K_MODULE)) return as_module(b)->dict;
    if (!is_null(b) && is_dict(b)) return as_dict(b);
    return as_dict(t->rt->builtins);
}

Value function_new(Thread *t, Code *code, Value globals, Value closure, Value defaults, Value keyword_defaults)
{
    Function *f = object_alloc_id(t, T_FUNCTION, 0);
    if (!f) return V_NULL;
    f->code = code;
    f->simple_arguments = code->simple_arguments;
    f->globals = as_dict(globals);
    f->builtins = builtins_of(t, globals);
    f->closure = closure;
    f->defaults = defaults;
    f->keyword_defaults = keyword_defaults;
    f->name = code->name;
    f->qualified_name = code->qualified_name;
    f->module = dict_get_str(t, f->globals, NAME(t, __name__));
    if (code->flags & CODE_HAS_DOCSTRING) f->doc = code->consts[code->first_const];
    return value_cell(f);
}

Value method_new(Thread *t, Value function, Value self)
{
    Method *m = object_alloc_id(t, T_METHOD, 0);
    if (!m) return V_NULL;
    m->function = function;
    m->self = self;
    return value_cell(m);
}

Value cell_new(Thread *t, Value content)
{
    Cell *c = object_alloc_id(t, T_CELL, 0);
    if (!c) return V_NULL;
    c->value = content;
    return value_cell(c);
}

static Value native_new(Thread *t, TypeId id, const NativeDef *def, Value self, Type *owner, Value module, void *slot)
{
    NativeFunction *f = object_alloc_id(t, id, 0);
    if (!f) return V_NULL;
    f->def = def;
    f->self = self;
    f->owner = owner;
    f->module = module;
    f->slot = slot;
    return value_cell(f);
}

Value native_function_new(Thread *t, const NativeDef *def, Value self, Value module)
{
    return native_new(t, T_BUILTIN_FUNCTION, def, self, NULL, module, NULL);
}

Value native_new_function(Thread *t, Type *type, const NativeDef *def)
{
    return native_new(t, T_BUILTIN_FUNCTION, def, type_value(type), NULL, V_NULL, NATIVE_CONSTRUCTOR);
}

Value native_descriptor_new(Thread *t, Type *owner, const NativeDef *def)
{
    if (def->flags & FN_CLASS) return native_new(t, T_CLASSMETHOD_DESCRIPTOR, def, V_NULL, owner, V_NULL, NULL);
    if (!strcmp(def->name, "__init__")) return native_new(t, T_WRAPPER_DESCRIPTOR, def, V_NULL, owner, V_NULL, NULL);
    if (!(def->flags & FN_STATIC)) return native_new(t, T_METHOD_DESCRIPTOR, def, V_NULL, owner, V_NULL, NULL);
    Value f = native_new(t, T_BUILTIN_FUNCTION, def, V_NULL, NULL, V_NULL, NULL);
    WrappedFunction *w = object_alloc_id(t, T_STATICMETHOD, 0);
    if (is_null(f) || !w) return V_NULL;
    w->function = f;
    return value_cell(w);
}

Value wrapper_descriptor_new(Thread *t, Type *owner, const NativeDef *def, void *slot)
{
    return native_new(t, T_WRAPPER_DESCRIPTOR, def, V_NULL, owner, V_NULL, slot);
}

/* --- Python functions --- */

static void function_trace(Tracer *tr, void *cell)
{
    Function *f = cell;
    gc_trace_cell(tr, f->code);
    gc_trace_cell(tr, f->globals);
    gc_trace_cell(tr, f->builtins);
    gc_trace_values(tr, &f->closure, (offsetof(Function, ext) - offsetof(Function, closure)) / sizeof(Value));
}

static Value function_get(Thread *t, Value self, Value obj, Value type)
{
    (void)type;
    return is_null(obj) ? self : method_new(t, self, obj);
}

static Value function_call(Thread *t, Value self, const Value *args, size_t n, Value keyword_names)
{
    return call(t, self, args, n, keyword_names);
}

static Value function_repr(Thread *t, Value self)
{
    return str_format(t, "<function %U at 0x%llx>", as_function(self)->qualified_name, (unsigned long long)value_identity(self));
}

static Value function_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!has_kind(a[1], K_CODE)) return raise(t, T_TYPE_ERROR, "function() argument 'code' must be code, not %T", a[1]);
    if (!is_dict(a[2])) return raise(t, T_TYPE_ERROR, "function() argument 'globals' must be dict, not %T", a[2]);
    Code *code = as_cell(a[1]);
    Value name = is_null(a[3]) || is_none(a[3]) ? V_NULL : a[3], defaults = is_null(a[4]) || is_none(a[4]) ? V_NULL : a[4];
    Value closure = is_null(a[5]) || is_none(a[5]) ? V_NULL : a[5], keyword_defaults = is_null(a[6]) || is_none(a[6]) ? V_NULL : a[6];
    if (!is_null(name) && !is_str(name)) return raise(t, T_TYPE_ERROR, "arg 3 (name) must be None or string");
    if (!is_null(defaults) && !is_tuple(defaults)) return raise(t, T_TYPE_ERROR, "arg 4 (defaults) must be None or tuple");
    size_t free = as_tuple(code->free_names)->length;
    if (is_null(closure) ? free > 0 : !is_tuple(closure))
        return raise(t, T_TYPE_ERROR, free ? "arg 5 (closure) must be tuple" : "arg 5 (closure) must be None or tuple");
    size_t cells = is_null(closure) ? 0 : as_tuple(closure)->length;
    if (cells != free) return raise(t, T_VALUE_ERROR, "%U requires closure of length %zu, not %zu", code->name, free, cells);
    for (size_t i = 0; i < cells; i++)
        if (!has_kind(as_tuple(closure)->items[i], K_CELL))
            return raise(t, T_TYPE_ERROR, "arg 5 (closure) expected cell, found %T", as_tuple(closure)->items[i]);
    if (!is_null(keyword_defaults) && !is_dict(keyword_defaults)) return raise(t, T_TYPE_ERROR, "arg 6 (kwdefaults) must be None or dict");
    Value f = function_new(t, code, a[2], closure, defaults, keyword_defaults);
    if (!is_null(f) && !is_null(name)) gc_store(t, as_cell(f), &as_function(f)->name, name);
    return f;
}

static Value or_none(Value v) { return is_null(v) ? V_NONE : v; }

static Value get_code(Thread *t, Value self) { (void)t; return value_cell(as_function(self)->code); }
static bool set_code(Thread *t, Value self, Value v)
{
    Function *f = as_function(self);
    if (is_null(v) || !has_kind(v, K_CODE)) return RAISE_FALSE(t, T_TYPE_ERROR, "__code__ must be set to a code object");
    size_t have = is_null(f->closure) ? 0 : as_tuple(f->closure)->length, want = as_tuple(((Code *)as_cell(v))->free_names)->length;
    if (have != want)
        return RAISE_FALSE(t, T_VALUE_ERROR, "%U() requires a code object with %zu free vars, not %zu", f->name, have, want);
    gc_store_pointer(t, f, f->code, as_cell(v));
    f->simple_arguments = f->code->simple_arguments;
    return true;
}

#define OPTIONAL_ATTRIBUTE(field, check, message) \
    static Value get_##field(Thread *t, Value self) { (void)t; return or_none(as_function(self)->field); } \
    static bool set_##field(Thread *t, Value self, Value v) \
    { \
        if (is_null(v) || is_none(v)) v = V_NULL; \
        else if (!check(v)) return RAISE_FALSE(t, T_TYPE_ERROR, message); \
        return gc_store(t, as_cell(self), &as_function(self)->field, v), true; \
    }
OPTIONAL_ATTRIBUTE(defaults, is_tuple, "__defaults__ must be set to a tuple object")
OPTIONAL_ATTRIBUTE(keyword_defaults, is_dict, "__kwdefaults__ must be set to a dict object")
static bool anything(Value v) { (void)v; return true; }
OPTIONAL_ATTRIBUTE(module, anything, "")
OPTIONAL_ATTRIBUTE(doc, anything, "")

static Value get_name(Thread *t, Value self) { (void)t; return as_function(self)->name; }
static bool set_name(Thread *t, Value self, Value v)
{
    if (is_null(v) || !is_str(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "__name__ must be set to a string object");
    return gc_store(t, as_cell(self), &as_function(self)->name, v), true;
}
static Value get_qualified_name(Thread *t, Value self) { (void)t; return as_function(self)->qualified_name; }
static bool set_qualified_name(Thread *t, Value self, Value v)
{
    if (is_null(v) || !is_str(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "__qualname__ must be set to a string object");
    return gc_store(t, as_cell(self), &as_function(self)->qualified_name, v), true;
}
static Value get_closure(Thread *t, Value self) { (void)t; return or_none(as_function(self)->closure); }
static Value get_globals(Thread *t, Value self) { (void)t; return value_cell(as_function(self)->globals); }
static Value get_builtins(Thread *t, Value self) { (void)t; return value_cell(as_function(self)->builtins); }

/* PEP 649: annotations are what __annotate__ answers, once */
static Value get_annotations(Thread *t, Value self)
{
    Function *f = as_function(self);
    if (!is_null(f->annotations)) return f->annotations;
    Value made = V_NULL;
    if (!is_null(f->annotate) && !is_none(f->annotate)) {
        made = call1(t, f->annotate, value_fixnum(1));
        if (is_null(made)) return V_NULL;
        if (!is_dict(made)) return raise(t, T_TYPE_ERROR, "__annotate__() must return a dict, not %T", made);
    } else {
        made = dict_new(t);
        if (is_null(made)) return V_NULL;
    }
    gc_store(t, f, &f->annotations, made);
    return made;
}
static bool set_annotations(Thread *t, Value self, Value v)
{
    Function *f = as_function(self);
    if (is_null(v) || is_none(v)) v = V_NULL;
    else if (!is_dict(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "__annotations__ must be set to a dict object");
    gc_store(t, f, &f->annotations, v);
    f->annotate = V_NULL;
    return true;
}
static Value get_annotate(Thread *t, Value self) { (void)t; return or_none(as_function(self)->annotate); }
static bool set_annotate(Thread *t, Value self, Value v)
{
    Function *f = as_function(self);
    if (is_null(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "__annotate__ cannot be deleted");
    if (!is_none(v) && !is_callable(t, v)) return RAISE_FALSE(t, T_TYPE_ERROR, "__annotate__ must be callable or None");
    gc_store(t, f, &f->annotate, v);
    if (!is_none(v)) f->annotations = V_NULL;
    return true;
}
static Value get_type_params(Thread *t, Value self)
{
    Value v = as_function(self)->type_params;
    return is_null(v) ? t->rt->empty_tuple : v;
}
static bool set_type_params(Thread *t, Value self, Value v)
{
    if (is_null(v) || !is_tuple(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "__type_params__ must be set to a tuple");
    return gc_store(t, as_cell(self), &as_function(self)->type_params, v), true;
}

static const GetSetDef function_getsets[] = {
    {"__code__", get_code, set_code, NULL},
    {"__defaults__", get_defaults, set_defaults, NULL},
    {"__kwdefaults__", get_keyword_defaults, set_keyword_defaults, NULL},
    {"__name__", get_name, set_name, NULL},
    {"__qualname__", get_qualified_name, set_qualified_name, NULL},
    {"__module__", get_module, set_module, NULL},
    {"__doc__", get_doc, set_doc, NULL},
    {"__closure__", get_closure, NULL, NULL},
    {"__globals__", get_globals, NULL, NULL},
    {"__builtins__", get_builtins, NULL, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL},
    {"__annotate__", get_annotate, set_annotate, NULL},
    {"__type_params__", get_type_params, set_type_params, NULL},
    {"__dict__", instance_dict, instance_set_dict, NULL},
    GETSET_END};

const TypeSpec function_type_spec = {
    .name = "function",
    .doc = "function(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)\n--\n\nCreate a function object.",
    .base = T_OBJECT,
    .flags = TYPE_HAS_DICT | TYPE_HAS_WEAKREF | TYPE_METHOD_DESCRIPTOR | TYPE_IMMUTABLE,
    .kind = K_FUNCTION,
    .size = sizeof(Function),
    .ext_offset = offsetof(Function, ext),
    .slots = {.repr = function_repr, .call = function_call, .get = function_get},
    .getsets = function_getsets,
    .construct = FN("__new__", function_construct, "(cls, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)", NULL),
    .trace = function_trace,
};

/* --- bound methods --- */

static void method_trace(Tracer *tr, void *cell)
{
    Method *m = cell;
    gc_trace(tr, m->function);
    gc_trace(tr, m->self);
}

static Value method_repr(Thread *t, Value self)
{
    const Method *m = as_cell(self);
    Value name = attr_get_optional(t, m->function, NAME(t, __qualname__));
    if (is_null(name)) name = attr_get_optional(t, m->function, NAME(t, __name__));
    if (error_set(t)) return V_NULL;
    if (is_null(name) || !is_str(name)) name = str_from_text(t, "?");
    Value of = object_repr(t, m->self);
    return is_null(of) ? V_NULL : str_format(t, "<bound method %U of %U>", name, of);
}

static Value method_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !has_kind(a, K_METHOD) || !has_kind(b, K_METHOD)) return V_NOT_IMPLEMENTED;
    const Method *x = as_cell(a), *y = as_cell(b);
    int same = value_same(x->self, y->self) ? compare_bool(t, x->function, y->function, CMP_EQ) : 0;
    return same < 0 ? V_NULL : value_bool(same == (op == CMP_EQ));
}

static int64_t method_hash(Thread *t, Value self)
{
    const Method *m = as_cell(self);
    int64_t h = hash_of(t, m->function);
    if (h == -1) return -1;
    h ^= (int64_t)(value_identity(m->self) >> 4);
    return h == -1 ? -2 : h;
}

static Value method_get_attr(Thread *t, Value self, Value name)
{
    Type *type = type_of(t, self);
    if (!is_null(type_lookup(t, type, name))) return attr_get_generic(t, self, name);
    return attr_get(t, ((Method *)as_cell(self))->function, name);
}

static Value method_call(Thread *t, Value self, const Value *args, size_t n, Value keyword_names) { return call(t, self, args, n, keyword_names); }
static Value method_descr_get(Thread *t, Value self, Value obj, Value type) { (void)t, (void)obj, (void)type; return self; }

static Value method_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_callable(t, a[1])) return raise(t, T_TYPE_ERROR, "first argument must be callable");
    if (is_none(a[2])) return raise(t, T_TYPE_ERROR, "instance must not be None");
    return method_new(t, a[1], a[2]);
}

static Value method_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    const Method *m = as_cell(a[0]);
    Value name = attr_get(t, m->function, NAME(t, __name__));
    Value getattr = dict_get_text(t, t->rt->builtins, "getattr");
    if (is_null(name) || is_null(getattr)) return V_NULL;
    Value args = tuple_pack(t, 2, m->self, name);
    return is_null(args) ? V_NULL : tuple_pack(t, 2, getattr, args);
}

static const NativeDef method_methods[] = {FN("__reduce__", method_reduce, "($self, /)", NULL), FN_END};
static const MemberDef method_members[] = {
    {"__func__", offsetof(Method, function), false, false, "the function (or other callable) implementing a method"},
    {"__self__", offsetof(Method, self), false, false, "the instance to which a method is bound"},
    MEMBER_END};

const TypeSpec method_type_spec = {
    .name = "method",
    .doc = "method(function, instance, /)\n--\n\nCreate a bound instance method object.",
    .base = T_OBJECT,
    .flags = TYPE_HAS_WEAKREF | TYPE_IMMUTABLE,
    .kind = K_METHOD,
    .size = sizeof(Method),
    .slots = {.repr = method_repr, .call = method_call, .compare = method_compare, .hash = method_hash, .get_attr = method_get_attr,
              .get = method_descr_get},
    .methods = method_methods,
    .members = method_members,
    .construct = FN("__new__", method_construct, "(cls, function, instance, /)", NULL),
    .trace = method_trace,
};

/* --- cells --- */

static void cell_trace(Tracer *tr, void *cell) { gc_trace(tr, ((Cell *)cell)->value); }

static Value cell_get_contents(Thread *t, Value self)
{
    Value v = ((Cell *)as_cell(self))->value;
    return is_null(v) ? raise(t, T_VALUE_ERROR, "cell is empty") : v;
}
static bool cell_set_contents(Thread *t, Value self, Value v) { return gc_store(t, as_cell(self), &((Cell *)as_cell(self))->value, v), true; }

static Value cell_repr(Thread *t, Value self)
{
    Value v = ((Cell *)as_cell(self))->value;
    unsigned long long address = value_identity(self);
    if (is_null(v)) return str_format(t, "<cell at 0x%llx: empty>", address);
    return str_format(t, "<cell at 0x%llx: %T object at 0x%llx>", address, v, (unsigned long long)value_identity(v));
}

static Value cell_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if (!has_kind(a, K_CELL) || !has_kind(b, K_CELL)) return V_NOT_IMPLEMENTED;
    Value x = ((Cell *)as_cell(a))->value, y = ((Cell *)as_cell(b))->value;
    if (!is_null(x) && !is_null(y)) return compare(t, x, y, op);
    int order = (int)!is_null(x) - (int)!is_null(y);
    switch (op) {
    case CMP_LT: return value_bool(order < 0);
    case CMP_LE: return value_bool(order <= 0);
    case CMP_EQ: return value_bool(order == 0);
    case CMP_NE: return value_bool(order != 0);
    case CMP_GT: return value_bool(order > 0);
    default: return value_bool(order >= 0);
    }
}

static Value cell_construct(Thread *t, Value *a, size_t n) { (void)n; return cell_new(t, a[1]); }

static const GetSetDef cell_getsets[] = {{"cell_contents", cell_get_contents, cell_set_contents, NULL}, GETSET_END};

const TypeSpec cell_type_spec = {
    .name = "cell",
    .doc = "cell([contents])\n--\n\nCreate a new cell object.",
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE,
    .kind = K_CELL,
    .size = sizeof(Cell),
    .slots = {.repr = cell_repr, .compare = cell_compare},
    .getsets = cell_getsets,
    .construct = FN("__new__", cell_construct, "(cls, contents=None, /)", NULL),
    .trace = cell_trace,
};
