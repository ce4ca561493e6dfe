/* calls.c - the slow side of calls: binding, making functions, quickening call sites. */
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/signature.h"
#include "vm/helpers.h"

bool vm_bind(Thread *t, Value function, const Value *args, size_t n, Value keyword_names, Value *N)
{
    const Function *f = as_function(function);
    Code *code = f->code;
    if (N + code->register_count > t->stack_limit && !vm_grow_stack(t, N, code)) return false;
    /* N is not scanned yet, and args may lie in it: bind elsewhere, then move */
    Value small[32], *bound = small;
    if (code->parameter_count > 32) {
        Tuple *room = tuple_alloc(t, code->parameter_count);
        if (!room) return false;
        bound = room->items;
    }
    if (!function_bind(t, function, args, n, keyword_names, bound)) return false;
    memcpy(N, bound, code->parameter_count * sizeof *N);
    return true;
}

/* "f()" for messages about *args and **kwargs: the qualified name where there is one */
static Value callable_text(Thread *t, Value callable)
{
    Value name = attr_get_optional(t, callable, NAME(t, __qualname__));
    if (is_null(name) || !is_str(name)) {
        error_clear(t);
        return object_str(t, callable);
    }
    Value module = attr_get_optional(t, callable, NAME(t, __module__));
    error_clear(t);
    if (!is_null(module) && is_str(module) && !value_same(module, NAME(t, builtins))) return str_format(t, "%U.%U()", module, name);
    return str_format(t, "%U()", name);
}

static bool collect(Thread *t, void *list, Value item) { return list_append(t, *(Value *)list, item); }

/* list of the items of f(*iterable) */
static Value star_list(Thread *t, Value callable, Value iterable)
{
    Value list = list_new(t, NULL, 0);
    if (is_null(list)) return V_NULL;
    if (!type_of(t, iterable)->slots.iter && !type_of(t, iterable)->slots.get_item) {
        Value text = callable_text(t, callable);
        return is_null(text) ? V_NULL : raise(t, T_TYPE_ERROR, "%U argument after * must be an iterable, not %T", text, iterable);
    }
    return iterate(t, iterable, collect, &list) ? list : V_NULL;
}

Tuple *vm_spread_arguments(Thread *t, Value callable, Value args, Value kwargs, Value *names)
{
    size_t keywords = is_null(kwargs) ? 0 : as_dict(kwargs)->count;
    const Value *items;
    size_t n;
    if (has_exact_kind(args, K_TUPLE)) {
        if (!keywords) return as_tuple(args);
        items = as_tuple(args)->items;
        n = as_tuple(args)->length;
    } else {
        Value list = has_exact_kind(args, K_LIST) ? args : star_list(t, callable, args);
        if (is_null(list)) return NULL;
        items = as_list(list)->items;
        n = as_list(list)->length;
    }
    Tuple *all = tuple_alloc(t, n + keywords), *keys = keywords ? tuple_alloc(t, keywords) : NULL;
    if (!all || (keywords && !keys)) return NULL;
    for (size_t i = 0; i < n; i++) gc_store(t, all, &all->items[i], items[i]);
    uint32_t position = 0;
    Value key, v;
    for (size_t i = 0; i < keywords && dict_next(as_dict(kwargs), &position, &key, &v); i++) {
        if (!is_str(key)) return RAISE_PTR(t, T_TYPE_ERROR, "keywords must be strings");
        gc_store(t, keys, &keys->items[i], key);
        gc_store(t, all, &all->items[n + i], v);
    }
    if (keys) *names = value_cell(keys);
    return all;
}

Value vm_make_function(Thread *t, Value *R, Value code, const Value *parts, unsigned present)
{
    Value f = function_new(t, as_cell(code), value_cell(as_function(R[FRAME_FUNCTION])->globals), present & 8 ? parts[3] : V_NULL,
                           present & 1 ? parts[0] : V_NULL, present & 2 ? parts[1] : V_NULL);
    if (!is_null(f) && (present & 4)) gc_store(t, as_cell(f), &as_function(f)->annotate, parts[2]);
    return f;
}

/* A CALL rewrites itself for the kind of callable it sees; forms that meet another kind fall back to CALL's own checks. */
void vm_quicken_call(uint64_t *pc, Thread *t, Value callable)
{
    Opcode op = OP_CALL;
    if (has_kind(callable, K_NATIVE_FUNCTION)) op = OP_CALL_NATIVE;
    else if (is_type(callable) && (as_type(callable)->flags & (TYPE_PLAIN_INIT | TYPE_PLAIN_NEW))) op = OP_CALL_CLASS;
    (void)t;
    *(uint8_t *)(pc - 1) = (uint8_t)op;
}

bool vm_list_extend(Thread *t, Value list, Value iterable)
{
    if (!type_of(t, iterable)->slots.iter && !type_of(t, iterable)->slots.get_item)
        return RAISE_FALSE(t, T_TYPE_ERROR, "Value after * must be an iterable, not %T", iterable);
    return list_extend(t, list, iterable);
}

bool vm_dict_update(Thread *t, Value dict, Value mapping)
{
    if (!is_dict(mapping) && !attr_has(t, mapping, NAME(t, keys)))
        return RAISE_FALSE(t, T_TYPE_ERROR, "'%T' object is not a mapping", mapping);
    return !error_set(t) && dict_merge(t, dict, mapping, true);
}

bool vm_dict_merge(Thread *t, Value dict, Value mapping, Value function)
{
    if (!is_dict(mapping)) {
        int has = attr_has(t, mapping, NAME(t, keys));
        if (has < 0) return false;
        if (!has) {
            Value text = callable_text(t, function);
            return is_null(text) ? false : RAISE_FALSE(t, T_TYPE_ERROR, "%U argument after ** must be a mapping, not %T", text, mapping);
        }
        Value copy = dict_new(t);
        if (is_null(copy) || !dict_merge(t, copy, mapping, true)) return false;
        mapping = copy;
    }
    uint32_t position = 0;
    Value key, v;
    while (dict_next(as_dict(mapping), &position, &key, &v)) {
        int there = dict_contains(t, dict, key);
        if (there < 0) return false;
        if (there) {
            Value text = callable_text(t, function);
            if (is_null(text)) return false;
            if (!is_str(key)) return RAISE_FALSE(t, T_TYPE_ERROR, "%U keywords must be strings", text);
            return RAISE_FALSE(t, T_TYPE_ERROR, "%U got multiple values for keyword argument '%S'", text, key);
        }
        if (!dict_set(t, dict, key, v)) return false;
    }
    return true;
}
