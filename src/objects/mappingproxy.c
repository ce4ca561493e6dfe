/* mappingproxy.c - mappingproxy: a read-only view of a mapping, such as a class's __dict__. */
#include "objects/mappingproxy.h"

#include "objects/alloc.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/sequence.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"

typedef struct MappingProxy { Header header; Value mapping; } MappingProxy;

static Value mapping_of(Value v) { return ((MappingProxy *)as_cell(v))->mapping; }

Value mappingproxy_new(Thread *t, Value mapping)
{
    MappingProxy *p = alloc_exact(t, T_MAPPINGPROXY, K_NATIVE, sizeof(MappingProxy));
    if (!p) return V_NULL;
    p->mapping = mapping;
    return value_cell(p);
}

static Value proxy_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (is_list(a[1]) || is_tuple(a[1]) || !type_of(t, a[1])->slots.get_item)
        return raise(t, T_TYPE_ERROR, "mappingproxy() argument must be a mapping, not %T", a[1]);
    return mappingproxy_new(t, a[1]);
}

static Value proxy_repr(Thread *t, Value self)
{
    if (!recursion_check(t, " while getting the repr of an object")) return V_NULL;
    return str_format(t, "mappingproxy(%R)", mapping_of(self));
}

static Value proxy_str(Thread *t, Value self) { return object_str(t, mapping_of(self)); }
static int64_t proxy_hash(Thread *t, Value self) { return hash_of(t, mapping_of(self)); }
static int64_t proxy_length(Thread *t, Value self) { return length_of(t, mapping_of(self)); }
static Value proxy_iter(Thread *t, Value self) { return iter_get(t, mapping_of(self)); }
static Value proxy_get_item(Thread *t, Value self, Value key) { return item_get(t, mapping_of(self), key); }
static int proxy_contains(Thread *t, Value self, Value key) { return contains(t, mapping_of(self), key); }
static Value proxy_compare(Thread *t, Value a, Value b, CompareOp op) { return compare(t, mapping_of(a), b, op); }

static Value unwrapped(Thread *t, Value v) { return has_type(t, v, T_MAPPINGPROXY) ? mapping_of(v) : v; }

static Value proxy_or(Thread *t, Value a, Value b) { return binary_op(t, BIN_OR, unwrapped(t, a), unwrapped(t, b)); }

static Value proxy_ior(Thread *t, Value self, Value other)
{
    (void)other;
    return raise(t, T_TYPE_ERROR, "'|=' is not supported by %T; use '|' instead", self);
}

static Value proxy_get(Thread *t, Value *a, size_t n)
{
    (void)n;
    return call_method2(t, mapping_of(a[0]), NAME(t, get), a[1], is_null(a[2]) ? V_NONE : a[2]);
}

static Value proxy_keys(Thread *t, Value *a, size_t n)
{
    (void)n;
    return call_method0(t, mapping_of(a[0]), NAME(t, keys));
}

static Value proxy_values(Thread *t, Value *a, size_t n)
{
    (void)n;
    return call_method0(t, mapping_of(a[0]), NAME(t, values));
}

static Value proxy_items(Thread *t, Value *a, size_t n)
{
    (void)n;
    return call_method0(t, mapping_of(a[0]), NAME(t, items));
}

static Value proxy_copy(Thread *t, Value *a, size_t n)
{
    (void)n;
    return call_method0(t, mapping_of(a[0]), NAME(t, copy));
}

static Value proxy_reversed(Thread *t, Value *a, size_t n)
{
    (void)n;
    return call_method0(t, mapping_of(a[0]), NAME(t, __reversed__));
}

static void proxy_trace(Tracer *tr, void *cell) { gc_trace(tr, ((MappingProxy *)cell)->mapping); }

static const NativeDef proxy_methods[] = {
    FN("get", proxy_get, "(self, key, default=None, /)",
       "Return the value for key if key is in the mapping, else default."),
    FN("keys", proxy_keys, "(self, /)", "D.keys() -> a set-like object providing a view on D's keys"),
    FN("values", proxy_values, "(self, /)", "D.values() -> an object providing a view on D's values"),
    FN("items", proxy_items, "(self, /)", "D.items() -> a set-like object providing a view on D's items"),
    FN("copy", proxy_copy, "(self, /)", "D.copy() -> a shallow copy of D"),
    FN("__reversed__", proxy_reversed, "(self, /)", "D.__reversed__() -> reverse iterator"),
    FN_CLASS_METHOD("__class_getitem__", sequence_class_getitem, "(cls, object, /)", "See PEP 585"),
    FN_END,
};

const TypeSpec mappingproxy_type_spec = {
    .name = "mappingproxy",
    .doc = "mappingproxy(mapping)\n--\n\nRead-only proxy of a mapping.",
    .base = T_OBJECT,
    .flags = TYPE_MAPPING | TYPE_IMMUTABLE,
    .size = sizeof(MappingProxy),
    .slots = {.repr = proxy_repr, .str = proxy_str, .hash = proxy_hash, .compare = proxy_compare, .iter = proxy_iter,
              .length = proxy_length, .get_item = proxy_get_item, .contains = proxy_contains, .or_ = proxy_or, .ior = proxy_ior},
    .methods = proxy_methods,
    .construct = FN("mappingproxy", proxy_construct, "(cls, mapping)", ""),
    .trace = proxy_trace,
};
