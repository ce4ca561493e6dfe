/* frame_locals.c - a frame's variables by name: locals(), and FrameLocalsProxy, f_locals of functions, which writes through (PEP 667).
 *
 * The variables are the named registers, then the closure. Names that are no variables can be added through the proxy; they live
 * in the frame object's extra_locals. */
#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/frame.h"
#include "objects/function.h"
#include "objects/list.h"
#include "objects/sequence.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "vm/frame.h"

/* --- variables --- */

typedef struct Variables { const Code *code; Value function; Value *registers; } Variables;
typedef struct Variable { Value name; Value *slot; Cell *cell; bool hidden; } Variable; /* cell: slot lies in it; NULL: a register */

static size_t variable_count(const Variables *v) { return v->code->local_count + as_tuple(v->code->free_names)->length; }

static Variable variable_at(const Variables *v, size_t i)
{
    const Code *code = v->code;
    if (i >= code->local_count) {
        i -= code->local_count;
        Cell *cell = as_cell(as_tuple(as_function(v->function)->closure)->items[i]);
        return (Variable){as_tuple(code->free_names)->items[i], &cell->value, cell, false};
    }
    uint8_t kind = as_bytes(code->local_kinds)->data[i];
    Variable found = {as_tuple(code->local_names)->items[i], &v->registers[i], NULL, (kind & (LOCAL_HIDDEN | LOCAL_NAMESPACE)) != 0};
    if ((kind & LOCAL_CELL) && !is_null(*found.slot) && has_kind(*found.slot, K_CELL)) {
        found.cell = as_cell(*found.slot);
        found.slot = &found.cell->value;
    }
    return found;
}

static bool is_function_code(const Code *code) { return code->flags & CODE_OPTIMIZED; }

static bool add_all(Thread *t, const Variables *v, Value dict)
{
    for (size_t i = 0; v->registers && i < variable_count(v); i++) {
        Variable var = variable_at(v, i);
        if (!var.hidden && !is_null(*var.slot) && !dict_set(t, dict, var.name, *var.slot)) return false;
    }
    return true;
}

Value frame_locals_of(Thread *t, Value *r)
{
    Code *code = frame_code(r);
    if (!is_function_code(code)) return r[0];
    Variables v = {code, r[FRAME_FUNCTION], r};
    Value dict = dict_new(t);
    if (is_null(dict) || !add_all(t, &v, dict)) return V_NULL;
    Value extra = r[FRAME_LINK].bits & LINK_OBSERVED ? frame_object(t, r)->extra_locals : V_NULL;
    return is_null(extra) || dict_update(t, dict, extra) ? dict : V_NULL;
}

/* --- the proxy --- */

typedef struct Proxy { Header header; FrameObject *frame; } Proxy;

static FrameObject *frame_of(Value proxy) { return ((Proxy *)as_cell(proxy))->frame; }
static Variables variables_of(const FrameObject *f) { return (Variables){f->code, f->function, f->registers}; }
static bool is_proxy(Thread *t, Value v) { return has_type(t, v, T_FRAME_LOCALS_PROXY); }

Value frame_locals(Thread *t, FrameObject *f)
{
    if (!is_function_code(f->code)) return f->registers ? f->registers[0] : dict_new(t);
    Proxy *p = object_alloc_id(t, T_FRAME_LOCALS_PROXY, 0);
    if (!p) return V_NULL;
    p->frame = f;
    return value_cell(p);
}

static void proxy_trace(Tracer *tr, void *cell) { gc_trace_cell(tr, ((Proxy *)cell)->frame); }

/* a new dict of what the proxy shows */
static Value snapshot(Thread *t, Value self)
{
    FrameObject *f = frame_of(self);
    Variables v = variables_of(f);
    Value dict = dict_new(t);
    if (is_null(dict) || !add_all(t, &v, dict)) return V_NULL;
    return is_null(f->extra_locals) || dict_update(t, dict, f->extra_locals) ? dict : V_NULL;
}

/* the variable of that name: 1, 0 none, -1 exception. bound: unbound ones do not count */
static int find(Thread *t, Value self, Value key, bool bound, Variable *out)
{
    Variables v = variables_of(frame_of(self));
    if (!v.registers) return 0;
    if (hash_of(t, key) == -1) return -1;
    for (size_t i = 0; i < variable_count(&v); i++) {
        *out = variable_at(&v, i);
        if (out->hidden || (bound && is_null(*out->slot))) continue;
        int same = is_exact_str(key) ? str_equal(out->name, key) : compare_bool(t, out->name, key, CMP_EQ);
        if (same) return same;
    }
    return 0;
}

/* V_NULL without exception: absent */
static Value lookup(Thread *t, Value self, Value key)
{
    Variable var;
    int found = find(t, self, key, true, &var);
    if (found) return found < 0 ? V_NULL : *var.slot;
    Value extra = frame_of(self)->extra_locals;
    return is_null(extra) ? V_NULL : dict_get(t, extra, key);
}

static Value proxy_get_item(Thread *t, Value self, Value key)
{
    Value v = lookup(t, self, key);
    return is_null(v) && !error_set(t) ? raise(t, T_KEY_ERROR, "local variable '%R' is not defined", key) : v;
}

static bool proxy_set_item(Thread *t, Value self, Value key, Value v)
{
    FrameObject *f = frame_of(self);
    Variable var;
    int found = find(t, self, key, false, &var);
    if (found < 0) return false;
    if (found) {
        if (is_null(v)) return RAISE_FALSE(t, T_VALUE_ERROR, "cannot remove local variables from FrameLocalsProxy");
        *var.slot = v;
        if (var.cell) gc_barrier(t, var.cell);
        else if (f->detached) gc_barrier(t, f);
        return true;
    }
    if (is_null(v)) {
        int deleted = is_null(f->extra_locals) ? 0 : dict_delete(t, f->extra_locals, key);
        if (deleted == 0) raise_key_error(t, key);
        return deleted > 0;
    }
    if (is_null(f->extra_locals)) {
        Value dict = dict_new(t);
        if (is_null(dict)) return false;
        gc_store(t, f, &f->extra_locals, dict);
    }
    return dict_set(t, f->extra_locals, key, v);
}

static int proxy_contains(Thread *t, Value self, Value key)
{
    Value v = lookup(t, self, key);
    return !is_null(v) ? 1 : error_set(t) ? -1 : 0;
}

static int64_t proxy_length(Thread *t, Value self)
{
    Value dict = snapshot(t, self);
    return is_null(dict) ? -1 : as_dict(dict)->count;
}

static Value proxy_keys(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value dict = snapshot(t, a[0]);
    return is_null(dict) ? V_NULL : dict_keys_list(t, dict);
}

static Value proxy_iter(Thread *t, Value self)
{
    Value keys = proxy_keys(t, &self, 1);
    return is_null(keys) ? V_NULL : iter_get(t, keys);
}

static Value listed(Thread *t, Value self, Value method)
{
    Value dict = snapshot(t, self);
    Value view = is_null(dict) ? V_NULL : call_method0(t, dict, method);
    return is_null(view) ? V_NULL : list_from_iterable(t, view);
}
static Value proxy_values(Thread *t, Value *a, size_t n) { (void)n; return listed(t, a[0], NAME(t, values)); }
static Value proxy_items(Thread *t, Value *a, size_t n) { (void)n; return listed(t, a[0], NAME(t, items)); }

static Value proxy_reversed(Thread *t, Value *a, size_t n)
{
    Value keys = proxy_keys(t, a, n);
    return is_null(keys) ? V_NULL : call_method0(t, keys, NAME(t, __reversed__));
}

static Value proxy_copy(Thread *t, Value *a, size_t n) { (void)n; return snapshot(t, a[0]); }

static Value proxy_get(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value v = lookup(t, a[0], a[1]);
    if (!is_null(v) || error_set(t)) return v;
    return is_null(a[2]) ? V_NONE : a[2];
}

static Value proxy_set_default(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value v = lookup(t, a[0], a[1]);
    if (!is_null(v) || error_set(t)) return v;
    v = is_null(a[2]) ? V_NONE : a[2];
    return proxy_set_item(t, a[0], a[1], v) ? v : V_NULL;
}

static Value proxy_pop(Thread *t, Value *a, size_t n)
{
    (void)n;
    Variable var;
    int found = find(t, a[0], a[1], false, &var);
    if (found) return found < 0 ? V_NULL : raise(t, T_VALUE_ERROR, "cannot remove local variables from FrameLocalsProxy");
    Value extra = frame_of(a[0])->extra_locals;
    Value v = is_null(extra) ? V_NULL : dict_pop(t, extra, a[1]);
    if (!is_null(v) || error_set(t)) return v;
    return is_null(a[2]) ? raise_key_error(t, a[1]) : a[2];
}

typedef struct Target { Value proxy, source; } Target;
static bool set_from_key(Thread *t, void *context, Value key)
{
    const Target *target = context;
    Value v = item_get(t, target->source, key);
    return !is_null(v) && proxy_set_item(t, target->proxy, key, v);
}

static bool merge(Thread *t, Value self, Value other)
{
    if (!is_dict(other) && !is_proxy(t, other)) return RAISE_FALSE(t, T_TYPE_ERROR, "update() argument must be dict or another FrameLocalsProxy");
    Target target = {self, is_proxy(t, other) ? snapshot(t, other) : other};
    Value keys = is_null(target.source) ? V_NULL : dict_keys_list(t, target.source);
    return !is_null(keys) && iterate(t, keys, set_from_key, &target);
}

static Value proxy_update(Thread *t, Value *a, size_t n) { (void)n; return merge(t, a[0], a[1]) ? V_NONE : V_NULL; }

static Value proxy_ior(Thread *t, Value a, Value b)
{
    if (!is_dict(b) && !is_proxy(t, b)) return V_NOT_IMPLEMENTED;
    return merge(t, a, b) ? a : V_NULL;
}

static Value proxy_or(Thread *t, Value a, Value b)
{
    if ((!is_dict(a) && !is_proxy(t, a)) || (!is_dict(b) && !is_proxy(t, b))) return V_NOT_IMPLEMENTED;
    Value left = is_proxy(t, a) ? snapshot(t, a) : dict_copy(t, a), right = is_proxy(t, b) ? snapshot(t, b) : b;
    return !is_null(left) && !is_null(right) && dict_update(t, left, right) ? left : V_NULL;
}

static Value proxy_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if (op != CMP_EQ && op != CMP_NE) return V_NOT_IMPLEMENTED;
    if (is_proxy(t, b)) return value_bool((frame_of(a) == frame_of(b)) == (op == CMP_EQ));
    if (!is_dict(b)) return V_NOT_IMPLEMENTED;
    Value dict = snapshot(t, a);
    return is_null(dict) ? V_NULL : compare(t, dict, b, op);
}

static Value proxy_repr(Thread *t, Value self)
{
    int entered = repr_enter(t, self);
    if (entered <= 0) return entered < 0 ? V_NULL : str_from_text(t, "{...}");
    Value dict = snapshot(t, self);
    Value text = is_null(dict) ? V_NULL : object_repr(t, dict);
    repr_leave(t, self);
    return text;
}

static Value proxy_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!has_kind(a[1], K_FRAME)) return raise(t, T_TYPE_ERROR, "expect frame, not %T", a[1]);
    Proxy *p = object_alloc(t, as_type(a[0]), 0);
    if (!p) return V_NULL;
    p->frame = as_frame(a[1]);
    return value_cell(p);
}

static const NativeDef proxy_methods[] = {
    FN("keys", proxy_keys, "($self, /)", NULL),
    FN("values", proxy_values, "($self, /)", NULL),
    FN("items", proxy_items, "($self, /)", NULL),
    FN("get", proxy_get, "($self, key, default=None, /)", NULL),
    FN("setdefault", proxy_set_default, "($self, key, default=None, /)", NULL),
    FN("pop", proxy_pop, "($self, key, default=None, /)", NULL),
    FN("update", proxy_update, "($self, object, /)", NULL),
    FN("copy", proxy_copy, "($self, /)", NULL),
    FN("__reversed__", proxy_reversed, "($self, /)", NULL),
    FN_END};

const TypeSpec frame_locals_proxy_type_spec = {
    .name = "FrameLocalsProxy",
    .doc = NULL,
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE | TYPE_MAPPING,
    .size = sizeof(Proxy),
    .slots = {.repr = proxy_repr, .compare = proxy_compare, .iter = proxy_iter, .length = proxy_length, .get_item = proxy_get_item,
              .set_item = proxy_set_item, .contains = proxy_contains, .or_ = proxy_or, .ior = proxy_ior},
    .methods = proxy_methods,
    .construct = FN("FrameLocalsProxy", proxy_construct, "(cls, frame, /)", ""),
    .trace = proxy_trace,
};
