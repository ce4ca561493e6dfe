/* weakref.c - weakref.ref and the two kinds of proxies, on the collector's gc_weak_* registrations.
 *
 * All three have the layout of WeakRef. `referent` is not traced; the collector sets it to null when the referent dies and, if there
 * is a callback, calls weakref_dead() at a safepoint. A referent has at most one plain ref and one proxy without callback: they are shared.
 */
#include "objects/weakref.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/sequence.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

static inline WeakRef *as_weakref(Value v) { return as_cell(v); }
static inline bool is_proxy(Thread *t, Value v) { return has_type(t, v, T_WEAK_PROXY) || has_type(t, v, T_WEAK_CALLABLE_PROXY); }

static void weakref_trace(Tracer *tr, void *cell) { gc_trace(tr, ((WeakRef *)cell)->callback); }

/* --- making --- */

typedef struct Shared { Type *type; Header *found; } Shared;

static bool find_shared(void *context, Header *ref)
{
    Shared *s = context;
    WeakRef *w = (WeakRef *)ref;
    if (!is_null(w->callback) || w->type_seen != s->type) return true;
    s->found = ref;
    return false;
}

static Value weak_new(Thread *t, Type *type, Value referent, Value callback)
{
    if (!is_pointer(referent) || !(type_of(t, referent)->flags & TYPE_HAS_WEAKREF))
        return raise(t, T_TYPE_ERROR, "cannot create weak reference to '%T' object", referent);
    if (!is_null(callback) && is_none(callback)) callback = V_NULL;
    if (is_null(callback) && type->id >= 0) {
        Shared s = {type, NULL};
        gc_weak_each(t, as_header(referent), find_shared, &s);
        if (s.found) return value_cell(s.found);
    }
    WeakRef *w = object_alloc(t, type, 0);
    if (!w) return V_NULL;
    w->referent = referent;
    w->callback = callback;
    w->type_seen = type->id >= 0 ? type : NULL;
    return gc_weak_register(t, as_header(referent), &w->header, &w->referent, !is_null(callback)) ? value_cell(w) : V_NULL;
}

Value weakref_new(Thread *t, Value referent, Value callback)
{
    Type *type = type_by_id(t, T_WEAKREF);
    return type ? weak_new(t, type, referent, callback) : V_NULL;
}

Value weak_proxy_new(Thread *t, Value referent, Value callback)
{
    Type *type = type_by_id(t, is_callable(t, referent) ? T_WEAK_CALLABLE_PROXY : T_WEAK_PROXY);
    return type ? weak_new(t, type, referent, callback) : V_NULL;
}

static bool list_ref(void *context, Header *ref)
{
    List *list = context;
    list->items[list->length++] = value_cell(ref);
    return true;
}
static bool count_ref(void *context, Header *ref) { (void)ref; return ++*(size_t *)context; }

Value weakref_all(Thread *t, Value referent)
{
    size_t n = 0;
    if (is_pointer(referent)) gc_weak_each(t, as_header(referent), count_ref, &n);
    Value list = list_with_capacity(t, n);
    if (is_null(list) || !n) return list;
    gc_weak_each(t, as_header(referent), list_ref, as_list(list));
    gc_barrier(t, as_cell(list));
    return list;
}

size_t weakref_count(Thread *t, Value referent)
{
    size_t n = 0;
    if (is_pointer(referent)) gc_weak_each(t, as_header(referent), count_ref, &n);
    return n;
}

static bool first_ref(void *context, Header *ref) { *(Header **)context = ref; return false; }

Value weakref_list_of(Thread *t, Value self)
{
    Header *first = NULL;
    gc_weak_each(t, as_header(self), first_ref, &first);
    return first ? value_cell(first) : V_NONE;
}

void weakref_dead(Thread *t, Header *ref)
{
    WeakRef *w = (WeakRef *)ref;
    Value callback = w->callback;
    if (is_null(callback)) return;
    w->callback = V_NULL;
    Value pending = error_take(t);
    if (is_null(call1(t, callback, value_cell(ref)))) {
        Value e = error_take(t), message = str_format(t, "Exception ignored while calling weakref callback %R", callback);
        size_t n;
        const char *text = is_null(message) ? NULL : str_utf8_lossy(t, message, &n);
        error_restore(t, e);
        error_unraisable(t, text, V_NULL);
    }
    error_restore(t, pending);
}

/* --- ref --- */

static Value ref_construct(Thread *t, Value *a, size_t n)
{
    Type *type = as_type(a[0]);
    size_t keywords = is_null(t->keyword_names) ? 0 : as_tuple(t->keyword_names)->length, given = n - 1 - keywords;
    if (keywords && type->id == T_WEAKREF) return raise(t, T_TYPE_ERROR, "ref() takes no keyword arguments");
    if (given < 1) return raise(t, T_TYPE_ERROR, "__new__ expected at least 1 argument, got 0");
    if (given > 2) return raise(t, T_TYPE_ERROR, "__new__ expected at most 2 arguments, got %zu", given);
    return weak_new(t, type, a[1], given > 1 ? a[2] : V_NULL);
}

static Value ref_init(Thread *t, Value *a, size_t n)
{
    (void)a;
    if (!is_null(t->keyword_names)) return raise(t, T_TYPE_ERROR, "ref() takes no keyword arguments");
    if (n < 2) return raise(t, T_TYPE_ERROR, "__init__ expected at least 1 argument, got 0");
    return n > 3 ? raise(t, T_TYPE_ERROR, "__init__ expected at most 2 arguments, got %zu", n - 1) : V_NONE;
}

static Value ref_call(Thread *t, Value self, const Value *args, size_t n, Value keyword_names)
{
    (void)args;
    if (!is_null(keyword_names) && as_tuple(keyword_names)->length) return raise(t, T_TYPE_ERROR, "weakref() takes no keyword arguments");
    if (n) return raise(t, T_TYPE_ERROR, "weakref expected 0 arguments, got %zu", n);
    Value referent = as_weakref(self)->referent;
    return is_null(referent) ? V_NONE : referent;
}

static int64_t ref_hash(Thread *t, Value self)
{
    WeakRef *w = as_weakref(self);
    if (w->hash_known) return w->hash;
    if (is_null(w->referent)) return RAISE_INT(t, T_TYPE_ERROR, "weak object has gone away");
    int64_t h = hash_of(t, w->referent);
    if (h == -1) return -1;
    w->hash = h;
    w->hash_known = true;
    return h;
}

static Value ref_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !is_instance_of(t, a, T_WEAKREF) || !is_instance_of(t, b, T_WEAKREF)) return V_NOT_IMPLEMENTED;
    Value x = as_weakref(a)->referent, y = as_weakref(b)->referent;
    if (is_null(x) || is_null(y)) return value_bool(value_same(a, b) == (op == CMP_EQ));
    return compare(t, x, y, op);
}

/* "weakref at 0x...; to 'T' at 0x..." */
static Value weak_text(Thread *t, Value self, const char *what, bool named)
{
    Value referent = as_weakref(self)->referent;
    unsigned long long own = value_identity(self), other = value_identity(referent);
    if (is_null(referent)) return str_format(t, "<%s at 0x%llx; dead>", what, own);
    Value name = named ? attr_get_optional(t, referent, NAME(t, __name__)) : V_NULL;
    if (is_null(name) && error_set(t)) return V_NULL;
    if (is_null(name) || !is_str(name)) return str_format(t, "<%s at 0x%llx; to '%T' at 0x%llx>", what, own, referent, other);
    return str_format(t, "<%s at 0x%llx; to '%T' at 0x%llx (%U)>", what, own, referent, other, name);
}
static Value ref_repr(Thread *t, Value self) { return weak_text(t, self, "weakref", true); }

static Value ref_callback(Thread *t, Value self)
{
    (void)t;
    Value callback = as_weakref(self)->callback;
    return is_null(callback) ? V_NONE : callback;
}

static const NativeDef ref_methods[] = {
    {"__init__", ref_init, NULL, NULL, FN_KEYWORDS},
    FN_CLASS_METHOD("__class_getitem__", sequence_class_getitem, "(cls, object, /)", "See PEP 585"), FN_END};
static const GetSetDef ref_getsets[] = {{"__callback__", ref_callback, NULL, NULL}, GETSET_END};

const TypeSpec weakref_type_spec = {
    .name = "weakref.ReferenceType",
    .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .kind = K_WEAKREF,
    .size = sizeof(WeakRef),
    .slots = {.repr = ref_repr, .hash = ref_hash, .compare = ref_compare, .call = ref_call},
    .methods = ref_methods,
    .getsets = ref_getsets,
    .construct = {"ref", ref_construct, NULL, NULL, FN_KEYWORDS},
    .trace = weakref_trace,
};

/* --- proxies --- */

/* what a proxy stands for; other values are themselves; V_NULL: ReferenceError */
static Value unwrap(Thread *t, Value v)
{
    if (!is_proxy(t, v)) return v;
    Value referent = as_weakref(v)->referent;
    return is_null(referent) ? raise(t, T_REFERENCE_ERROR, "weakly-referenced object no longer exists") : referent;
}
static bool unwrap2(Thread *t, Value *a, Value *b)
{
    *a = unwrap(t, *a);
    *b = is_null(*a) ? V_NULL : unwrap(t, *b);
    return !is_null(*b);
}

static Value proxy_repr(Thread *t, Value self) { return weak_text(t, self, "weakproxy", false); }
static Value proxy_str(Thread *t, Value self) { Value v = unwrap(t, self); return is_null(v) ? V_NULL : object_str(t, v); }
static Value proxy_iter(Thread *t, Value self) { Value v = unwrap(t, self); return is_null(v) ? V_NULL : iter_get(t, v); }

static Value proxy_next(Thread *t, Value self)
{
    Value v = unwrap(t, self);
    if (is_null(v)) return V_NULL;
    if (!type_of(t, v)->slots.next) return raise(t, T_TYPE_ERROR, "Weakref proxy referenced a non-iterator '%T' object", v);
    return iter_next(t, v);
}

static Value proxy_get_attr(Thread *t, Value self, Value name) { Value v = unwrap(t, self); return is_null(v) ? V_NULL : attr_get(t, v, name); }
static bool proxy_set_attr(Thread *t, Value self, Value name, Value v)
{
    Value o = unwrap(t, self);
    return !is_null(o) && (is_null(v) ? attr_delete(t, o, name) : attr_set(t, o, name, v));
}
static Value proxy_call(Thread *t, Value self, const Value *args, size_t n, Value keyword_names)
{
    Value v = unwrap(t, self);
    return is_null(v) ? V_NULL : call(t, v, args, n, keyword_names);
}
static Value proxy_compare(Thread *t, Value a, Value b, CompareOp op) { return unwrap2(t, &a, &b) ? compare(t, a, b, op) : V_NULL; }
static int64_t proxy_length(Thread *t, Value self) { Value v = unwrap(t, self); return is_null(v) ? -1 : length_of(t, v); }
static int proxy_truth(Thread *t, Value self) { Value v = unwrap(t, self); return is_null(v) ? -1 : is_truthy(t, v); }
static int proxy_contains(Thread *t, Value self, Value item) { Value v = unwrap(t, self); return is_null(v) ? -1 : contains(t, v, item); }
static Value proxy_get_item(Thread *t, Value self, Value key) { Value v = unwrap(t, self); return is_null(v) ? V_NULL : item_get(t, v, key); }
static bool proxy_set_item(Thread *t, Value self, Value key, Value v)
{
    Value o = unwrap(t, self);
    return !is_null(o) && (is_null(v) ? item_delete(t, o, key) : item_set(t, o, key, v));
}

#define PROXY_BINARY(name, op)                                                                                            \
    static Value proxy_##name(Thread *t, Value a, Value b) { return unwrap2(t, &a, &b) ? binary_op(t, op, a, b) : V_NULL; } \
    static Value proxy_i##name(Thread *t, Value a, Value b) { return unwrap2(t, &a, &b) ? inplace_op(t, op, a, b) : V_NULL; }
PROXY_BINARY(add, BIN_ADD)
PROXY_BINARY(sub, BIN_SUB)
PROXY_BINARY(mul, BIN_MUL)
PROXY_BINARY(truediv, BIN_TRUEDIV)
PROXY_BINARY(floordiv, BIN_FLOORDIV)
PROXY_BINARY(mod, BIN_MOD)
PROXY_BINARY(matmul, BIN_MATMUL)
PROXY_BINARY(lshift, BIN_LSHIFT)
PROXY_BINARY(rshift, BIN_RSHIFT)
PROXY_BINARY(and, BIN_AND)
PROXY_BINARY(or, BIN_OR)
PROXY_BINARY(xor, BIN_XOR)
static Value proxy_divmod(Thread *t, Value a, Value b) { return unwrap2(t, &a, &b) ? binary_op(t, BIN_DIVMOD, a, b) : V_NULL; }
static Value proxy_ipower(Thread *t, Value a, Value b) { return unwrap2(t, &a, &b) ? inplace_op(t, BIN_POW, a, b) : V_NULL; }
static Value proxy_power(Thread *t, Value a, Value b, Value modulus)
{
    if (!unwrap2(t, &a, &b)) return V_NULL;
    modulus = is_null(modulus) ? V_NONE : unwrap(t, modulus);
    return is_null(modulus) ? V_NULL : power_op(t, a, b, modulus);
}

static Value proxy_unary(Thread *t, Value self, UnaryOp op) { Value v = unwrap(t, self); return is_null(v) ? V_NULL : unary_op(t, op, v); }
static Value proxy_negative(Thread *t, Value self) { return proxy_unary(t, self, UN_NEGATIVE); }
static Value proxy_positive(Thread *t, Value self) { return proxy_unary(t, self, UN_POSITIVE); }
static Value proxy_absolute(Thread *t, Value self) { return proxy_unary(t, self, UN_ABSOLUTE); }
static Value proxy_invert(Thread *t, Value self) { return proxy_unary(t, self, UN_INVERT); }
static Value proxy_index(Thread *t, Value self) { Value v = unwrap(t, self); return is_null(v) ? V_NULL : to_index(t, v); }
static Value proxy_int(Thread *t, Value self) { Value v = unwrap(t, self); return is_null(v) ? V_NULL : int_from_object(t, v); }
static Value proxy_float(Thread *t, Value self)
{
    double d;
    Value v = unwrap(t, self);
    return is_null(v) || !to_double(t, v, &d) ? V_NULL : float_new(t, d);
}

static Value proxy_method(Thread *t, Value self, Value name)
{
    Value v = unwrap(t, self);
    return is_null(v) ? V_NULL : call_method0(t, v, name);
}
static Value proxy_bytes(Thread *t, Value *a, size_t n) { (void)n; return proxy_method(t, a[0], NAME(t, __bytes__)); }
static Value proxy_reversed(Thread *t, Value *a, size_t n) { (void)n; return proxy_method(t, a[0], NAME(t, __reversed__)); }

static const NativeDef proxy_methods[] = {
    FN("__bytes__", proxy_bytes, "(self, /)", NULL), FN("__reversed__", proxy_reversed, "(self, /)", NULL), FN_END};

#define PROXY_SLOTS                                                                                                                \
    .repr = proxy_repr, .str = proxy_str, .iter = proxy_iter, .next = proxy_next, .get_attr = proxy_get_attr,                      \
    .set_attr = proxy_set_attr, .compare = proxy_compare, .length = proxy_length, .truth = proxy_truth, .contains = proxy_contains,\
    .get_item = proxy_get_item, .set_item = proxy_set_item, .add = proxy_add, .sub = proxy_sub, .mul = proxy_mul,                  \
    .truediv = proxy_truediv, .floordiv = proxy_floordiv, .mod = proxy_mod, .divmod = proxy_divmod, .matmul = proxy_matmul,        \
    .lshift = proxy_lshift, .rshift = proxy_rshift, .and_ = proxy_and, .or_ = proxy_or, .xor_ = proxy_xor, .power = proxy_power,   \
    .iadd = proxy_iadd, .isub = proxy_isub, .imul = proxy_imul, .itruediv = proxy_itruediv, .ifloordiv = proxy_ifloordiv,          \
    .imod = proxy_imod, .imatmul = proxy_imatmul, .ilshift = proxy_ilshift, .irshift = proxy_irshift, .iand = proxy_iand,          \
    .ior = proxy_ior, .ixor = proxy_ixor, .ipower = proxy_ipower, .negative = proxy_negative, .positive = proxy_positive,          \
    .absolute = proxy_absolute, .invert = proxy_invert, .to_int = proxy_int, .to_float = proxy_float, .index = proxy_index

const TypeSpec weak_proxy_type_spec = {
    .name = "weakref.ProxyType", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .kind = K_WEAKREF, .size = sizeof(WeakRef),
    .slots = {PROXY_SLOTS}, .methods = proxy_methods, .trace = weakref_trace};

const TypeSpec weak_callable_proxy_type_spec = {
    .name = "weakref.CallableProxyType", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .kind = K_WEAKREF,
    .size = sizeof(WeakRef), .slots = {PROXY_SLOTS, .call = proxy_call}, .methods = proxy_methods, .trace = weakref_trace};
