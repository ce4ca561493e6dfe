/* call.c - calling anything from C. */
#include "runtime/call.h"
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "vm/interp.h"

Value call_with_first(Thread *t, Value function, Value first, const Value *args, size_t n, Value keyword_names)
{
    size_t total = n + (is_null(keyword_names) ? 0 : as_tuple(keyword_names)->length);
    Value small[16], *all = small;
    if (total + 1 > 16) {
        Tuple *room = tuple_alloc(t, total + 1);
        if (!room) return V_NULL;
        all = room->items;
    }
    all[0] = first;
    for (size_t i = 0; i < total; i++) all[i + 1] = args[i];
    return call(t, function, all, n + 1, keyword_names);
}

Value call(Thread *t, Value callable, const Value *args, size_t n, Value keyword_names)
{
    if (!is_null(keyword_names) && as_tuple(keyword_names)->length == 0) keyword_names = V_NULL;
    if (is_pointer(callable)) {
        switch (as_header(callable)->kind) {
        case K_FUNCTION: return vm_call_function(t, callable, args, n, keyword_names);
        case K_NATIVE_FUNCTION: case K_SLOT_WRAPPER:
            if (!recursion_check(t, "")) return V_NULL;
            return native_call(t, callable, args, n, keyword_names);
        case K_METHOD: {
            Method *m = as_cell(callable);
            return call_with_first(t, m->function, m->self, args, n, keyword_names);
        }
        default: break;
        }
    }
    CallFn f = type_of(t, callable)->slots.call;
    if (!f) return raise(t, T_TYPE_ERROR, "'%T' object is not callable", callable);
    return f(t, callable, args, n, keyword_names);
}

Value call0(Thread *t, Value callable) { return call(t, callable, NULL, 0, V_NULL); }
Value call1(Thread *t, Value callable, Value a) { return call(t, callable, &a, 1, V_NULL); }
Value call2(Thread *t, Value callable, Value a, Value b) { return call(t, callable, (Value[]){a, b}, 2, V_NULL); }
Value call3(Thread *t, Value callable, Value a, Value b, Value c) { return call(t, callable, (Value[]){a, b, c}, 3, V_NULL); }

Value call_spread(Thread *t, Value callable, Value args_tuple, Value kwargs)
{
    const Tuple *args = as_tuple(args_tuple);
    size_t keywords = is_null(kwargs) ? 0 : as_dict(kwargs)->count;
    if (!keywords) return call(t, callable, args->items, args->length, V_NULL);
    Tuple *names = tuple_alloc(t, keywords), *all = tuple_alloc(t, args->length + keywords);
    if (!names || !all) return V_NULL;
    memcpy(all->items, args->items, args->length * sizeof(Value));
    uint32_t position = 0;
    Value key, v;
    for (size_t i = 0; i < keywords && dict_next(as_dict(kwargs), &position, &key, &v); i++) {
        if (!is_str(key)) return raise(t, T_TYPE_ERROR, "keywords must be strings");
        gc_store(t, names, &names->items[i], key);
        gc_store(t, all, &all->items[args->length + i], v);
    }
    return call(t, callable, all->items, args->length, value_cell(names));
}

Value call_method(Thread *t, Value obj, Value name, const Value *args, size_t n)
{
    Value self, f = method_lookup(t, obj, name, &self);
    if (is_null(f)) return V_NULL;
    return is_null(self) ? call(t, f, args, n, V_NULL) : call_with_first(t, f, self, args, n, V_NULL);
}
Value call_method0(Thread *t, Value obj, Value name) { return call_method(t, obj, name, NULL, 0); }
Value call_method1(Thread *t, Value obj, Value name, Value a) { return call_method(t, obj, name, &a, 1); }
Value call_method2(Thread *t, Value obj, Value name, Value a, Value b) { return call_method(t, obj, name, (Value[]){a, b}, 2); }
