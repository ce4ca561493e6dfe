/* typeslots.c - special methods as slots, slots as special methods.
 *
 * For each wrapper kind of slots.def there is a pair: wrap_KIND, the C function behind the Python-visible __xxx__ of a native
 * type's slot (it finds the slot function in t->callee->slot), and a slot function that serves a Python class by calling its
 * __xxx__. Where a Python class merely inherits a native method unchanged, its slot is that native function itself. */
#include "runtime/typeslots.h"
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/typebuild.h"
#include <stdlib.h>

typedef enum WrapperKind {
    WRAP_UNARY, WRAP_HASH, WRAP_CALL, WRAP_GET_ATTR, WRAP_SET_ATTR, WRAP_COMPARE, WRAP_NEXT, WRAP_DESCR_GET, WRAP_DESCR_SET,
    WRAP_FINALIZE, WRAP_BINARY, WRAP_POWER, WRAP_INPLACE, WRAP_INQUIRY, WRAP_LENGTH, WRAP_BINARY_PLAIN, WRAP_SET_ITEM, WRAP_CONTAINS,
    WRAP_CONCAT, WRAP_REPEAT, WRAP_NONE
} WrapperKind;

const uint16_t slot_offset[SLOT_COUNT] = {
#define SLOT(field, ...) [SLOT_##field] = offsetof(TypeSlots, field),
#include "runtime/slots.def"
#undef SLOT
};
static const struct { const char *name, *name2; WrapperKind kind; } slot_info[SLOT_COUNT] = {
#define SLOT(field, ctype, name, kind, name2) [SLOT_##field] = {name, name2, WRAP_##kind},
#include "runtime/slots.def"
#undef SLOT
};

static const char *const compare_names[6] = {"__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"};
static const NameId compare_name_ids[6] = {NAME___lt__, NAME___le__, NAME___eq__, NAME___ne__, NAME___gt__, NAME___ge__};

bool slots_init_names(Runtime *rt, Thread *t)
{
    for (int k = 0; k < 2; k++) {
        rt->slot_names[k] = calloc(SLOT_COUNT, sizeof(Value));
        if (!rt->slot_names[k]) return false;
        for (int i = 0; i < SLOT_COUNT; i++) {
            const char *name = k ? slot_info[i].name2 : slot_info[i].name;
            if (!name) continue;
            rt->slot_names[k][i] = str_intern_text(t, name);
            if (is_null(rt->slot_names[k][i])) return false;
        }
    }
    return true;
}

int64_t slot_unhashable(Thread *t, Value self) { return RAISE_INT(t, T_TYPE_ERROR, "unhashable type: '%T'", self); }

/* ------------------------------------------------------------ slot -> __xxx__ ------------------------------------------------ */

#define SLOT_OF_CALLEE(type) ((type)(AnySlot)t->callee->slot)

static Value wrap_unary(Thread *t, Value *a, size_t n) { (void)n; return SLOT_OF_CALLEE(UnaryFn)(t, a[0]); }
static Value wrap_hash(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t h = SLOT_OF_CALLEE(HashFn)(t, a[0]);
    return h == -1 && error_set(t) ? V_NULL : int_from_int64(t, h);
}
static Value wrap_call(Thread *t, Value *a, size_t n)
{
    Value keywords = t->keyword_names;
    size_t k = is_null(keywords) ? 0 : as_tuple(keywords)->length;
    return SLOT_OF_CALLEE(CallFn)(t, a[0], a + 1, n - 1 - k, keywords);
}
static Value wrap_binary(Thread *t, Value *a, size_t n) { (void)n; return SLOT_OF_CALLEE(BinaryFn)(t, a[0], a[1]); }
static Value wrap_binary_reflected(Thread *t, Value *a, size_t n) { (void)n; return SLOT_OF_CALLEE(BinaryFn)(t, a[1], a[0]); }
static Value wrap_power(Thread *t, Value *a, size_t n)
{
    (void)n;
    return SLOT_OF_CALLEE(TernaryFn)(t, a[0], a[1], is_null(a[2]) ? V_NONE : a[2]);
}
static Value wrap_power_reflected(Thread *t, Value *a, size_t n)
{
    (void)n;
    return SLOT_OF_CALLEE(TernaryFn)(t, a[1], a[0], is_null(a[2]) ? V_NONE : a[2]);
}
static Value wrap_repeat(Thread *t, Value *a, size_t n) { (void)n; return SLOT_OF_CALLEE(BinaryFn)(t, a[0], a[1]); }
static Value none_or_error(bool ok) { return ok ? V_NONE : V_NULL; }
static Value wrap_store(Thread *t, Value *a, size_t n) { (void)n; return none_or_error(SLOT_OF_CALLEE(StoreFn)(t, a[0], a[1], a[2])); }
static Value wrap_delete(Thread *t, Value *a, size_t n) { (void)n; return none_or_error(SLOT_OF_CALLEE(StoreFn)(t, a[0], a[1], V_NULL)); }
/* object.__setattr__(x, ...) must not get around a more derived native type's own __setattr__ */
static Value wrap_set_attr(Thread *t, Value *a, size_t n)
{
    StoreFn f = SLOT_OF_CALLEE(StoreFn);
    Type *owner = t->callee->owner, *type = type_of(t, a[0]);
    while (type && (type->flags & TYPE_PYTHON)) type = type->base;
    if (type && type != owner && type->slots.set_attr && type->slots.set_attr != f && type->slots.set_attr != owner->slots.set_attr)
        return raise(t, T_TYPE_ERROR, "can't apply this %s to %T object", t->callee->def->name, a[0]);
    return none_or_error(f(t, a[0], a[1], n > 2 ? a[2] : V_NULL));
}
static Value wrap_descr_get(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value obj = is_null(a[1]) || is_none(a[1]) ? V_NULL : a[1], type = is_null(a[2]) || is_none(a[2]) ? V_NULL : a[2];
    if (is_null(obj) && is_null(type)) return raise(t, T_TYPE_ERROR, "__get__(None, None) is invalid");
    return SLOT_OF_CALLEE(TernaryFn)(t, a[0], obj, type);
}
static Value wrap_next(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value v = SLOT_OF_CALLEE(NextFn)(t, a[0]);
    return is_null(v) && !error_set(t) ? raise_stop_iteration(t, V_NULL) : v;
}
static Value wrap_finalize(Thread *t, Value *a, size_t n) { (void)n; return none_or_error(SLOT_OF_CALLEE(FinalizeFn)(t, a[0])); }
static Value bool_or_error(int r) { return r < 0 ? V_NULL : value_bool(r); }
static Value wrap_inquiry(Thread *t, Value *a, size_t n) { (void)n; return bool_or_error(SLOT_OF_CALLEE(InquiryFn)(t, a[0])); }
static Value wrap_contains(Thread *t, Value *a, size_t n) { (void)n; return bool_or_error(SLOT_OF_CALLEE(ContainsFn)(t, a[0], a[1])); }
static Value wrap_length(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t length = SLOT_OF_CALLEE(LengthFn)(t, a[0]);
    return length < 0 ? V_NULL : int_from_int64(t, length);
}
#define WRAP_COMPARE_FN(name, op) \
    static Value name(Thread *t, Value *a, size_t n) { (void)n; return SLOT_OF_CALLEE(CompareFn)(t, a[0], a[1], op); }
WRAP_COMPARE_FN(wrap_lt, CMP_LT)
WRAP_COMPARE_FN(wrap_le, CMP_LE)
WRAP_COMPARE_FN(wrap_eq, CMP_EQ)
WRAP_COMPARE_FN(wrap_ne, CMP_NE)
WRAP_COMPARE_FN(wrap_gt, CMP_GT)
WRAP_COMPARE_FN(wrap_ge, CMP_GE)
static const NativeFn wrap_compare[6] = {wrap_lt, wrap_le, wrap_eq, wrap_ne, wrap_gt, wrap_ge};

static const struct { NativeFn fn, fn2; const char *signature, *signature2; int flags; } wrappers[] = {
    [WRAP_UNARY] = {wrap_unary, NULL, "($self, /)", NULL, 0},
    [WRAP_HASH] = {wrap_hash, NULL, "($self, /)", NULL, 0},
    [WRAP_CALL] = {wrap_call, NULL, NULL, NULL, FN_KEYWORDS},
    [WRAP_GET_ATTR] = {wrap_binary, NULL, "($self, name, /)", NULL, 0},
    [WRAP_SET_ATTR] = {wrap_set_attr, wrap_set_attr, "($self, name, value, /)", "($self, name, /)", 0},
    [WRAP_NEXT] = {wrap_next, NULL, "($self, /)", NULL, 0},
    [WRAP_DESCR_GET] = {wrap_descr_get, NULL, "($self, instance, owner=None, /)", NULL, 0},
    [WRAP_DESCR_SET] = {wrap_store, wrap_delete, "($self, instance, value, /)", "($self, instance, /)", 0},
    [WRAP_FINALIZE] = {wrap_finalize, NULL, "($self, /)", NULL, 0},
    [WRAP_BINARY] = {wrap_binary, wrap_binary_reflected, "($self, value, /)", "($self, value, /)", 0},
    [WRAP_POWER] = {wrap_power, wrap_power_reflected, "($self, value, mod=None, /)", "($self, value, mod=None, /)", 0},
    [WRAP_INPLACE] = {wrap_binary, NULL, "($self, value, /)", NULL, 0},
    [WRAP_INQUIRY] = {wrap_inquiry, NULL, "($self, /)", NULL, 0},
    [WRAP_LENGTH] = {wrap_length, NULL, "($self, /)", NULL, 0},
    [WRAP_BINARY_PLAIN] = {wrap_binary, NULL, "($self, key, /)", NULL, 0},
    [WRAP_SET_ITEM] = {wrap_store, wrap_delete, "($self, key, value, /)", "($self, key, /)", 0},
    [WRAP_CONTAINS] = {wrap_contains, NULL, "($self, key, /)", NULL, 0},
    [WRAP_CONCAT] = {wrap_binary, NULL, "($self, value, /)", NULL, 0},
    [WRAP_REPEAT] = {wrap_repeat, wrap_repeat, "($self, value, /)", "($self, value, /)", 0},
};

/* Wrapper defs depend on the slot alone, so they are shared by all types and runtimes; filled once per runtime at start. */
typedef struct SlotDefs { NativeDef def[SLOT_COUNT][2], compare[6]; } SlotDefs;

static const SlotDefs slot_defs = {
    .def = {
#define DEF_ANY(n, n2, k) {{n, NULL, NULL, NULL, 0}, {n2, NULL, NULL, NULL, 0}}
#define SLOT(field, ctype, name, kind, name2) [SLOT_##field] = DEF_ANY(name, name2, kind),
#include "runtime/slots.def"
#undef SLOT
    },
};

static NativeDef *slot_def(Runtime *rt, SlotId id, int which)
{
    return &((SlotDefs *)rt->slot_defs)->def[id][which];
}

static bool slot_defs_init(Runtime *rt)
{
    if (rt->slot_defs) return true;
    SlotDefs *defs = malloc(sizeof *defs);
    if (!defs) return false;
    *defs = slot_defs;
    for (int i = 0; i < SLOT_COUNT; i++) {
        WrapperKind kind = slot_info[i].kind;
        if (kind == WRAP_NONE || kind == WRAP_COMPARE) continue;
        defs->def[i][0] = (NativeDef){slot_info[i].name, wrappers[kind].fn, wrappers[kind].signature, NULL, wrappers[kind].flags};
        defs->def[i][1] = (NativeDef){slot_info[i].name2, wrappers[kind].fn2, wrappers[kind].signature2, NULL, 0};
    }
    for (int i = 0; i < 6; i++) defs->compare[i] = (NativeDef){compare_names[i], wrap_compare[i], "($self, value, /)", NULL, 0};
    rt->slot_defs = defs;
    return true;
}

static bool add_wrapper(Thread *t, Type *type, const NativeDef *def, AnySlot slot)
{
    Value name = str_intern_text(t, def->name);
    if (is_null(name)) return false;
    if (dict_find_str(t, type->dict, name)) return true; /* an explicit FN row wins */
    Value w = wrapper_descriptor_new(t, type, def, (void *)slot);
    return !is_null(w) && dict_set_str(t, type->dict, name, w);
}

bool slots_add_wrappers(Thread *t, Type *type, const TypeSlots *own)
{
    if (!slot_defs_init(t->rt)) return raise_memory_error(t), false;
    for (int i = 0; i < SLOT_COUNT; i++) {
        AnySlot f = type_slot_get(own, (SlotId)i);
        if (!f || slot_info[i].kind == WRAP_NONE) continue;
        if (slot_info[i].kind == WRAP_COMPARE) {
            for (int k = 0; k < 6; k++)
                if (!add_wrapper(t, type, &((SlotDefs *)t->rt->slot_defs)->compare[k], f)) return false;
            continue;
        }
        for (int k = 0; k < 2; k++)
            if (slot_def(t->rt, (SlotId)i, k)->name && !add_wrapper(t, type, slot_def(t->rt, (SlotId)i, k), f)) return false;
    }
    return true;
}

void slots_inherit(Type *type)
{
    const Tuple *mro = as_tuple(type->mro);
    for (size_t b = 1; b < mro->length; b++) {
        const TypeSlots *from = &as_type(mro->items[b])->slots;
        for (int i = 0; i < SLOT_COUNT; i++) {
            AnySlot *slot = type_slot(&type->slots, (SlotId)i);
            if (!*slot) *slot = type_slot_get(from, (SlotId)i);
        }
    }
}

/* ------------------------------------------------------------ __xxx__ -> slot ------------------------------------------------ */

#define SLOT_NAME(id)  (t->rt->slot_names[0][id])
#define SLOT_NAME2(id) (t->rt->slot_names[1][id])

static Value call_slot(Thread *t, Value self, Value name, const Value *args, size_t n)
{
    bool found;
    Value v = call_special(t, self, name, args, n, &found);
    return found ? v : raise_with(t, T_ATTRIBUTE_ERROR, name);
}

/* one function per slot and kind: a slot function has to know which special method it stands for */
#define PY_UNARY(f) static Value py_##f(Thread *t, Value self) { return call_slot(t, self, SLOT_NAME(SLOT_##f), NULL, 0); }
#define PY_BINARY_PLAIN(f) static Value py_##f(Thread *t, Value a, Value b) { return call_slot(t, a, SLOT_NAME(SLOT_##f), &b, 1); }
#define PY_INPLACE(f) PY_BINARY_PLAIN(f)
#define PY_CONCAT(f)
#define PY_REPEAT(f)
#define PY_NONE(f)

/* may b's class answer first? only if it provides a different reflected method than a's class */
static bool overloads(Thread *t, Value a, Value b, Value name)
{
    Value of_a = type_lookup(t, type_of(t, a), name), of_b = type_lookup(t, type_of(t, b), name);
    return !is_null(of_b) && !value_same(of_a, of_b);
}

static Value call_or_not_implemented(Thread *t, Value self, Value name, Value other)
{
    bool found;
    Value v = call_special(t, self, name, &other, 1, &found);
    return found ? v : V_NOT_IMPLEMENTED;
}

static Value py_binary(Thread *t, SlotId id, AnySlot me, Value a, Value b)
{
    Type *ta = type_of(t, a), *tb = type_of(t, b);
    bool other = ta != tb && type_slot_get(&tb->slots, id) == me;
    if (type_slot_get(&ta->slots, id) == me) {
        if (other && type_is_subtype(tb, ta) && overloads(t, a, b, SLOT_NAME2(id))) {
            Value v = call_or_not_implemented(t, b, SLOT_NAME2(id), a);
            if (!value_same(v, V_NOT_IMPLEMENTED)) return v;
            other = false;
        }
        Value v = call_or_not_implemented(t, a, SLOT_NAME(id), b);
        if (!value_same(v, V_NOT_IMPLEMENTED) || ta == tb) return v;
    }
    return other ? call_or_not_implemented(t, b, SLOT_NAME2(id), a) : V_NOT_IMPLEMENTED;
}
#define PY_BINARY(f) \
    static Value py_##f(Thread *t, Value a, Value b) { return py_binary(t, SLOT_##f, (AnySlot)py_##f, a, b); }

static Value py_power(Thread *t, Value a, Value b, Value modulus)
{
    if (is_none(modulus)) return py_binary(t, SLOT_power, (AnySlot)py_power, a, b);
    Value args[2] = {b, modulus};
    if (type_of(t, a)->slots.power == py_power) return call_slot(t, a, SLOT_NAME(SLOT_power), args, 2);
    return V_NOT_IMPLEMENTED;
}
#define PY_POWER(f)

static int64_t py_hash(Thread *t, Value self)
{
    Value f = type_lookup(t, type_of(t, self), NAME(t, __hash__));
    if (is_null(f) || is_none(f)) return slot_unhashable(t, self);
    Value v = call_slot(t, self, NAME(t, __hash__), NULL, 0);
    if (is_null(v)) return -1;
    if (!is_int(v)) return RAISE_INT(t, T_TYPE_ERROR, "__hash__ method should return an integer");
    int64_t h;
    if (!int_fits_int64(v, &h)) h = int_hash(v);
    return h == -1 ? -2 : h;
}
#define PY_HASH(f)

static Value py_call(Thread *t, Value self, const Value *args, size_t n, Value keyword_names)
{
    if (!recursion_check(t, "")) return V_NULL;
    Value bound, f = special_lookup(t, self, NAME(t, __call__), &bound);
    if (is_null(f)) return error_set(t) ? V_NULL : raise(t, T_TYPE_ERROR, "'%T' object is not callable", self);
    if (is_null(bound)) return call(t, f, args, n, keyword_names);
    return call_with_first(t, f, bound, args, n, keyword_names);
}
#define PY_CALL(f)

static Value py_get_attr_hook(Thread *t, Value self, Value name)
{
    Type *type = type_of(t, self);
    Value get = type_lookup(t, type, NAME(t, __getattribute__)), hook = type_lookup(t, type, NAME(t, __getattr__));
    Value v;
    bool plain = has_kind(get, K_SLOT_WRAPPER) && as_native(get)->slot == (void *)attr_get_generic;
    v = plain ? attr_get_generic(t, self, name) : call_slot(t, self, NAME(t, __getattribute__), &name, 1);
    if (!is_null(v) || is_null(hook) || !error_matches(t, T_ATTRIBUTE_ERROR)) return v;
    error_clear(t);
    return call_slot(t, self, NAME(t, __getattr__), &name, 1);
}
#define PY_GET_ATTR(f)

static bool py_set_attr(Thread *t, Value self, Value name, Value v)
{
    Value args[2] = {name, v};
    bool delete = is_null(v);
    return !is_null(call_slot(t, self, delete ? NAME(t, __delattr__) : NAME(t, __setattr__), args, delete ? 1 : 2));
}
#define PY_SET_ATTR(f)

static Value py_compare(Thread *t, Value a, Value b, CompareOp op)
{
    Value name = t->rt->names[compare_name_ids[op]];
    return call_or_not_implemented(t, a, name, b);
}
#define PY_COMPARE(f)

static Value py_next(Thread *t, Value self)
{
    return call_slot(t, self, NAME(t, __next__), NULL, 0); /* a StopIteration stays: next() and `yield from` want it as it is */
}
#define PY_NEXT(f)

static Value py_get(Thread *t, Value self, Value obj, Value type)
{
    Value args[2] = {is_null(obj) ? V_NONE : obj, is_null(type) ? V_NONE : type};
    bool found;
    Value v = call_special(t, self, NAME(t, __get__), args, 2, &found);
    return found ? v : self;
}
#define PY_DESCR_GET(f)

static bool py_set(Thread *t, Value self, Value obj, Value v)
{
    Value args[2] = {obj, v};
    bool delete = is_null(v);
    return !is_null(call_slot(t, self, delete ? NAME(t, __delete__) : NAME(t, __set__), args, delete ? 1 : 2));
}
#define PY_DESCR_SET(f)

static bool py_finalize(Thread *t, Value self)
{
    bool found;
    return !is_null(call_special(t, self, NAME(t, __del__), NULL, 0, &found)) || !found;
}
#define PY_FINALIZE(f)

static int py_truth(Thread *t, Value self)
{
    Value v = call_slot(t, self, NAME(t, __bool__), NULL, 0);
    if (is_null(v)) return -1;
    if (!is_bool(v)) return RAISE_INT(t, T_TYPE_ERROR, "__bool__ should return bool, returned %T", v);
    return is_true(v);
}
#define PY_INQUIRY(f)

static int64_t py_length(Thread *t, Value self)
{
    Value v = call_slot(t, self, NAME(t, __len__), NULL, 0);
    if (is_null(v)) return -1;
    v = to_index(t, v);
    int64_t n;
    if (is_null(v)) return -1;
    if (int_sign(v) < 0) return RAISE_INT(t, T_VALUE_ERROR, "__len__() should return >= 0");
    if (!int_fits_int64(v, &n)) return RAISE_INT(t, T_OVERFLOW_ERROR, "cannot fit 'int' into an index-sized integer");
    return n;
}
#define PY_LENGTH(f)

static bool py_set_item(Thread *t, Value self, Value key, Value v)
{
    Value args[2] = {key, v};
    bool delete = is_null(v);
    return !is_null(call_slot(t, self, delete ? NAME(t, __delitem__) : NAME(t, __setitem__), args, delete ? 1 : 2));
}
#define PY_SET_ITEM(f)

static int py_contains(Thread *t, Value self, Value item)
{
    Value f = type_lookup(t, type_of(t, self), NAME(t, __contains__));
    if (is_none(f)) return RAISE_INT(t, T_TYPE_ERROR, "'%T' object is not a container", self);
    Value v = call_slot(t, self, NAME(t, __contains__), &item, 1);
    return is_null(v) ? -1 : is_truthy(t, v);
}
#define PY_CONTAINS(f)

#define SLOT(field, ctype, name, kind, name2) PY_##kind(field)
#include "runtime/slots.def"
#undef SLOT

static const AnySlot python_slots[SLOT_COUNT] = {
#define py_concat NULL
#define py_repeat NULL
#define py_iconcat NULL
#define py_irepeat NULL
#define py_send NULL
#define py_buffer NULL
#define py_release NULL
#define py_get_attr py_get_attr_hook
#define SLOT(field, ctype, name, kind, name2) [SLOT_##field] = (AnySlot)py_##field,
#include "runtime/slots.def"
#undef SLOT
};

/* --- choosing the slot functions of a Python class --- */

/* the native slot function behind an attribute that a native base provides for exactly this slot, else NULL */
static AnySlot native_slot(Type *type, Value found, SlotId id)
{
    if (!has_kind(found, K_SLOT_WRAPPER)) return NULL;
    NativeFunction *w = as_native(found);
    if (!w->owner || !type_is_subtype(type, w->owner)) return NULL;
    AnySlot own = type_slot_get(&w->owner->slots, id);
    return own == (AnySlot)w->slot ? own : NULL;
}

static AnySlot choose(Thread *t, Type *type, SlotId id)
{
    AnySlot chosen = NULL;
    for (int k = 0; k < 2; k++) {
        Value name = t->rt->slot_names[k][id];
        if (is_null(name)) continue;
        Value found = type_lookup(t, type, name);
        if (is_null(found)) continue;
        AnySlot f = native_slot(type, found, id);
        if (!f) return python_slots[id];
        if (chosen && chosen != f) return python_slots[id];
        chosen = f;
    }
    return chosen;
}

static AnySlot choose_compare(Thread *t, Type *type)
{
    AnySlot chosen = NULL;
    for (int i = 0; i < 6; i++) {
        Value found = type_lookup(t, type, t->rt->names[compare_name_ids[i]]);
        if (is_null(found)) continue;
        AnySlot f = native_slot(type, found, SLOT_compare);
        if (!f || (chosen && chosen != f)) return (AnySlot)py_compare;
        chosen = f;
    }
    return chosen;
}

static AnySlot choose_get_attr(Thread *t, Type *type)
{
    Value get = type_lookup(t, type, NAME(t, __getattribute__)), hook = type_lookup(t, type, NAME(t, __getattr__));
    AnySlot native = is_null(get) ? (AnySlot)attr_get_generic : native_slot(type, get, SLOT_get_attr);
    type->flags &= ~(uint32_t)TYPE_GETATTR_HOOK;
    if (is_null(hook) && native) return native;
    type->flags |= TYPE_GETATTR_HOOK;
    return (AnySlot)py_get_attr_hook;
}

/* native C-only and sequence slots come along the MRO only while nothing in Python overrides the method they implement */
static AnySlot choose_inherited(Thread *t, Type *type, SlotId id)
{
    const Tuple *mro = as_tuple(type->mro);
    for (size_t b = 1; b < mro->length; b++) {
        Type *base = as_type(mro->items[b]);
        if (base->flags & TYPE_PYTHON) continue;
        AnySlot f = type_slot_get(&base->slots, id);
        if (!f) continue;
        Value name = t->rt->slot_names[0][id];
        if (slot_info[id].kind == WRAP_NONE) return f;
        Value found = type_lookup(t, type, name);
        return has_kind(found, K_SLOT_WRAPPER) && as_native(found)->slot == (void *)f ? f : NULL;
    }
    return NULL;
}

static AnySlot choose_any(Thread *t, Type *type, SlotId id)
{
    switch (slot_info[id].kind) {
    case WRAP_COMPARE: return choose_compare(t, type);
    case WRAP_GET_ATTR: return choose_get_attr(t, type);
    case WRAP_NONE: case WRAP_CONCAT: case WRAP_REPEAT: return choose_inherited(t, type, id);
    case WRAP_HASH: {
        Value found = type_lookup(t, type, NAME(t, __hash__));
        if (is_none(found)) return (AnySlot)slot_unhashable;
        return choose(t, type, id);
    }
    case WRAP_BINARY: {
        /* a wrapper made from concat or repeat is no number method */
        Value found = type_lookup(t, type, t->rt->slot_names[0][id]);
        SlotId sequence = id == SLOT_add ? SLOT_concat : id == SLOT_mul ? SLOT_repeat : SLOT_COUNT;
        if (sequence != SLOT_COUNT && has_kind(found, K_SLOT_WRAPPER) && native_slot(type, found, sequence)) return NULL;
        return choose(t, type, id);
    }
    case WRAP_INPLACE: {
        Value found = type_lookup(t, type, t->rt->slot_names[0][id]);
        SlotId sequence = id == SLOT_iadd ? SLOT_iconcat : id == SLOT_imul ? SLOT_irepeat : SLOT_COUNT;
        if (sequence != SLOT_COUNT && has_kind(found, K_SLOT_WRAPPER) && native_slot(type, found, sequence)) return NULL;
        return choose(t, type, id);
    }
    default: return choose(t, type, id);
    }
}

bool slots_is_special(Thread *t, Value name)
{
    const Str *s = as_str(name);
    if (s->length < 5 || str_at(s, 0) != '_' || str_at(s, 1) != '_') return false;
    for (int i = 0; i < SLOT_COUNT; i++)
        if (value_same(t->rt->slot_names[0][i], name) || value_same(t->rt->slot_names[1][i], name)) return true;
    for (int i = 0; i < 6; i++)
        if (value_same(t->rt->names[compare_name_ids[i]], name)) return true;
    return value_same(name, NAME(t, __getattr__)) || value_same(name, NAME(t, __new__)) || value_same(name, NAME(t, __init__));
}

static void update(Thread *t, Type *type)
{
    for (int i = 0; i < SLOT_COUNT; i++) *type_slot(&type->slots, (SlotId)i) = choose_any(t, type, (SlotId)i);
    if (type->slots.finalize) type->flags |= TYPE_HAS_DEL;
    type_update_construction(t, type);
}

void slots_update(Thread *t, Type *type, Value name)
{
    if (type->flags & TYPE_PYTHON) update(t, type);
    if (is_null(name)) return; /* a new class has no subclasses */
    for (uint32_t i = 0; i < type->subclass_count; i++) slots_update(t, type->subclasses[i], name);
}
