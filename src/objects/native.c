/* native.c - the types of native functions: builtin_function_or_method, method_descriptor, classmethod_descriptor,
 * wrapper_descriptor, method-wrapper. One C layout, NativeFunction; the type says how it binds. */
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

static void native_trace(Tracer *tr, void *cell)
{
    NativeFunction *f = cell;
    gc_trace(tr, f->self);
    gc_trace_cell(tr, f->owner);
    gc_trace(tr, f->module);
}

static Value native_call_slot(Thread *t, Value self, const Value *args, size_t n, Value keyword_names)
{
    return native_call(t, self, args, n, keyword_names);
}

/* the same function bound to obj */
static Value bound(Thread *t, Value self, TypeId id, Value obj)
{
    const NativeFunction *f = as_native(self);
    NativeFunction *b = object_alloc_id(t, id, 0);
    if (!b) return V_NULL;
    b->def = f->def;
    b->signature = f->signature;
    b->self = obj;
    b->owner = f->owner;
    b->slot = f->slot;
    return value_cell(b);
}

static bool fits(Thread *t, Value self, Value obj)
{
    const NativeFunction *f = as_native(self);
    Type *type = type_of(t, obj);
    if (type == f->owner || type_is_subtype(type, f->owner)) return true;
    return RAISE_FALSE(t, T_TYPE_ERROR, "descriptor '%s' for '%N' objects doesn't apply to a '%T' object", f->def->name, f->owner, obj);
}

static Value method_descriptor_get(Thread *t, Value self, Value obj, Value type)
{
    (void)type;
    if (is_null(obj)) return self;
    return fits(t, self, obj) ? bound(t, self, T_BUILTIN_FUNCTION, obj) : V_NULL;
}

static Value wrapper_descriptor_get(Thread *t, Value self, Value obj, Value type)
{
    (void)type;
    if (is_null(obj)) return self;
    return fits(t, self, obj) ? bound(t, self, T_METHOD_WRAPPER, obj) : V_NULL;
}

static Value classmethod_descriptor_get(Thread *t, Value self, Value obj, Value type)
{
    const NativeFunction *f = as_native(self);
    if (is_null(type)) type = type_value(type_of(t, obj));
    if (!is_type(type)) return raise(t, T_TYPE_ERROR, "descriptor '%s' for type '%N' needs a type, not a '%T' as arg 2", f->def->name, f->owner, type);
    if (!type_is_subtype(as_type(type), f->owner))
        return raise(t, T_TYPE_ERROR, "descriptor '%s' requires a subtype of '%N' but received '%N'", f->def->name, f->owner, as_type(type));
    return bound(t, self, T_BUILTIN_FUNCTION, type);
}

static Value classmethod_descriptor_call(Thread *t, Value self, const Value *args, size_t n, Value keyword_names)
{
    const NativeFunction *f = as_native(self);
    if (n == 0) return raise(t, T_TYPE_ERROR, "descriptor '%s' of '%N' object needs an argument", f->def->name, f->owner);
    Value b = classmethod_descriptor_get(t, self, V_NULL, args[0]);
    return is_null(b) ? V_NULL : call(t, b, args + 1, n - 1, keyword_names);
}

/* --- repr --- */

static Value builtin_repr(Thread *t, Value self)
{
    const NativeFunction *f = as_native(self);
    if (is_null(f->self) || has_kind(f->self, K_MODULE)) return str_format(t, "<built-in function %s>", f->def->name);
    return str_format(t, "<built-in method %s of %T object at 0x%llx>", f->def->name, f->self, (unsigned long long)value_identity(f->self));
}
static Value method_descriptor_repr(Thread *t, Value self)
{
    return str_format(t, "<method '%s' of '%N' objects>", as_native(self)->def->name, as_native(self)->owner);
}
static Value wrapper_descriptor_repr(Thread *t, Value self)
{
    return str_format(t, "<slot wrapper '%s' of '%N' objects>", as_native(self)->def->name, as_native(self)->owner);
}
static Value method_wrapper_repr(Thread *t, Value self)
{
    const NativeFunction *f = as_native(self);
    return str_format(t, "<method-wrapper '%s' of %T object at 0x%llx>", f->def->name, f->self, (unsigned long long)value_identity(f->self));
}

/* --- comparison: the same function bound to the same object --- */

static Value native_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || type_of(t, a) != type_of(t, b)) return V_NOT_IMPLEMENTED;
    const NativeFunction *x = as_native(a), *y = as_native(b);
    bool same = x->def == y->def && x->slot == y->slot && x->owner == y->owner && value_same(x->self, y->self);
    return value_bool(same == (op == CMP_EQ));
}
static int64_t native_hash(Thread *t, Value self)
{
    (void)t;
    const NativeFunction *f = as_native(self);
    int64_t h = (int64_t)((uintptr_t)f->def ^ (uintptr_t)f->slot ^ (uintptr_t)f->owner ^ value_identity(f->self) >> 4);
    return h == -1 ? -2 : h;
}

/* --- attributes --- */

static Value get_name(Thread *t, Value self) { return str_intern_text(t, as_native(self)->def->name); }
static Value get_doc(Thread *t, Value self) { const char *d = as_native(self)->def->doc; return d ? str_from_text(t, d) : V_NONE; }
static Value get_text_signature(Thread *t, Value self)
{
    Value s = native_text_signature(t, as_native(self)->def);
    return is_null(s) && !error_set(t) ? V_NONE : s;
}
static Value get_owner(Thread *t, Value self) { (void)t; return type_value(as_native(self)->owner); }
static Value get_self(Thread *t, Value self) { (void)t; return is_null(as_native(self)->self) ? V_NONE : as_native(self)->self; }
static Value get_module(Thread *t, Value self) { (void)t; return is_null(as_native(self)->module) ? V_NONE : as_native(self)->module; }
static Value get_qualified_name(Thread *t, Value self)
{
    const NativeFunction *f = as_native(self);
    if (f->owner) return str_format(t, "%U.%s", f->owner->qualified_name, f->def->name);
    if (f->slot == NATIVE_CONSTRUCTOR) return str_format(t, "%U.%s", as_type(f->self)->qualified_name, f->def->name);
    return str_from_text(t, f->def->name);
}

/* pickled by name: a module's function, or getattr(self, name) */
static Value native_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    const NativeFunction *f = as_native(a[0]);
    if (is_null(f->self) || has_kind(f->self, K_MODULE)) return str_from_text(t, f->def->name);
    Value getattr = dict_get_text(t, t->rt->builtins, "getattr"), name = str_from_text(t, f->def->name);
    if (is_null(getattr) || is_null(name)) return V_NULL;
    Value args = tuple_pack(t, 2, f->self, name);
    return is_null(args) ? V_NULL : tuple_pack(t, 2, getattr, args);
}
static Value descriptor_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    const NativeFunction *f = as_native(a[0]);
    Value getattr = dict_get_text(t, t->rt->builtins, "getattr"), name = str_from_text(t, f->def->name);
    if (is_null(getattr) || is_null(name)) return V_NULL;
    Value args = tuple_pack(t, 2, type_value(f->owner), name);
    return is_null(args) ? V_NULL : tuple_pack(t, 2, getattr, args);
}

static const NativeDef native_methods[] = {FN("__reduce__", native_reduce, "($self, /)", NULL), FN_END};
static const NativeDef descriptor_methods[] = {FN("__reduce__", descriptor_reduce, "($self, /)", NULL), FN_END};
static const GetSetDef builtin_getsets[] = {
    {"__name__", get_name, NULL, NULL}, {"__qualname__", get_qualified_name, NULL, NULL}, {"__doc__", get_doc, NULL, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL}, {"__self__", get_self, NULL, NULL}, {"__module__", get_module, NULL, NULL}, GETSET_END};
static const GetSetDef descriptor_getsets[] = {
    {"__name__", get_name, NULL, NULL}, {"__qualname__", get_qualified_name, NULL, NULL}, {"__doc__", get_doc, NULL, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL}, {"__objclass__", get_owner, NULL, NULL}, GETSET_END};
static const GetSetDef wrapper_getsets[] = {
    {"__name__", get_name, NULL, NULL}, {"__qualname__", get_qualified_name, NULL, NULL}, {"__doc__", get_doc, NULL, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL}, {"__objclass__", get_owner, NULL, NULL}, {"__self__", get_self, NULL, NULL}, GETSET_END};

#define NATIVE_SPEC(c_name, text, kind_, flags_, repr_, call_, get_, methods_, getsets_) \
    const TypeSpec c_name##_type_spec = { \
        .name = text, .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE | (flags_), .kind = kind_, .size = sizeof(NativeFunction), \
        .slots = {.repr = repr_, .call = call_, .get = get_, .compare = native_compare, .hash = native_hash}, \
        .methods = methods_, .getsets = getsets_, .trace = native_trace}

NATIVE_SPEC(builtin_function, "builtin_function_or_method", K_NATIVE_FUNCTION, TYPE_HAS_WEAKREF, builtin_repr, native_call_slot, NULL,
            native_methods, builtin_getsets);
NATIVE_SPEC(method_descriptor, "method_descriptor", K_NATIVE_FUNCTION, TYPE_METHOD_DESCRIPTOR, method_descriptor_repr, native_call_slot,
            method_descriptor_get, descriptor_methods, descriptor_getsets);
NATIVE_SPEC(classmethod_descriptor, "classmethod_descriptor", K_NATIVE, 0, method_descriptor_repr, classmethod_descriptor_call,
            classmethod_descriptor_get, descriptor_methods, descriptor_getsets);
NATIVE_SPEC(wrapper_descriptor, "wrapper_descriptor", K_SLOT_WRAPPER, TYPE_METHOD_DESCRIPTOR, wrapper_descriptor_repr, native_call_slot,
            wrapper_descriptor_get, descriptor_methods, descriptor_getsets);
NATIVE_SPEC(method_wrapper, "method-wrapper", K_NATIVE_FUNCTION, 0, method_wrapper_repr, native_call_slot, NULL, descriptor_methods, wrapper_getsets);
