/* coroutines.c - await, async for and async with: the C side of their instructions. */
#include "objects/exception.h"
#include "objects/function.h"
#include "objects/generator.h"
#include "objects/iterators.h"
#include "objects/str.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "vm/helpers.h"

static bool is_coroutine(Thread *t, Value v)
{
    return has_type(t, v, T_COROUTINE) || (has_type(t, v, T_GENERATOR) && (as_generator(v)->code->flags & CODE_ITERABLE_COROUTINE));
}

Value vm_yield_from_iter(Thread *t, Value v, const Code *code)
{
    if (has_type(t, v, T_GENERATOR) && !is_coroutine(t, v)) return v;
    if (is_coroutine(t, v)) {
        if (code->flags & (CODE_COROUTINE | CODE_ITERABLE_COROUTINE)) return v;
        return raise(t, T_TYPE_ERROR, "cannot 'yield from' a coroutine object in a non-coroutine generator");
    }
    return iter_get(t, v);
}

/* the iterator of an awaitable; V_NULL with exception */
static Value awaitable_iterator(Thread *t, Value v, const char *message)
{
    if (is_coroutine(t, v)) return v;
    Type *type = type_of(t, v);
    if (!type->slots.await) return raise(t, T_TYPE_ERROR, message, v);
    Value it = type->slots.await(t, v);
    if (is_null(it)) return V_NULL;
    if (is_coroutine(t, it)) return raise(t, T_TYPE_ERROR, "__await__() returned a coroutine");
    if (type_of(t, it)->slots.next) return it;
    return raise(t, T_TYPE_ERROR, "__await__() returned non-iterator of type '%T'", it);
}

Value vm_awaitable(Thread *t, Value v, unsigned context)
{
    static const char *const messages[] = {
        "'%T' object can't be awaited",
        "'async with' received an object from __aenter__ that does not implement __await__: %T",
        "'async with' received an object from __aexit__ that does not implement __await__: %T"};
    Value it = awaitable_iterator(t, v, messages[context]);
    if (!is_null(it) && has_type(t, it, T_COROUTINE) && !is_null(generator_delegate(as_generator(it))))
        return raise(t, T_RUNTIME_ERROR, "coroutine is being awaited already");
    return it;
}

Value vm_aiter(Thread *t, Value v)
{
    Type *type = type_of(t, v);
    if (!type->slots.aiter) return raise(t, T_TYPE_ERROR, "'async for' requires an object with __aiter__ method, got %T", v);
    Value it = type->slots.aiter(t, v);
    if (is_null(it) || type_of(t, it)->slots.anext) return it;
    return raise(t, T_TYPE_ERROR, "'async for' received an object from __aiter__ that does not implement __anext__: %T", it);
}

Value vm_anext(Thread *t, Value v)
{
    Type *type = type_of(t, v);
    if (!type->slots.anext) return raise(t, T_TYPE_ERROR, "'async for' requires an iterator with __anext__ method, got %T", v);
    Value next = type->slots.anext(t, v);
    if (is_null(next)) return V_NULL;
    Value it = awaitable_iterator(t, next, "'async for' received an invalid object from __anext__: %T");
    if (is_null(it) && error_matches(t, T_TYPE_ERROR))
        return raise_from_current(t, T_TYPE_ERROR, "'async for' received an invalid object from __anext__: %T", next);
    return it;
}

int vm_send(Thread *t, Value target, Value sent, Value *result)
{
    Type *type = type_of(t, target);
    if (type->slots.send) return type->slots.send(t, target, sent, result);
    Value v;
    if (is_none(sent) && type->slots.next) v = type->slots.next(t, target);
    else v = call_method1(t, target, NAME(t, send), sent);
    if (!is_null(v)) return *result = v, 1;
    if (!error_set(t)) return *result = V_NONE, 0;
    if (!error_matches(t, T_STOP_ITERATION)) return -1;
    Value e = error_take(t);
    *result = is_null(as_exception(e)->field[0]) ? V_NONE : as_exception(e)->field[0];
    return 0;
}
