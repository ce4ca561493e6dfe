/* async_generator.c - async generators and the awaitables of their asend, athrow, aclose and anext() (PEP 525).
 *
 * A value that the generator itself yields is wrapped (vm_wrap_async_yield), so that the awaitable can tell it from what an await
 * inside passes on to the event loop. */
#include "objects/exception.h"
#include "objects/function.h"
#include "objects/generator.h"
#include "objects/iterators.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/typing.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "vm/interp.h"

typedef struct Wrapped { Header header; Value value; } Wrapped;

typedef enum AwaitState { AWAIT_NEW, AWAIT_RUNNING, AWAIT_CLOSED } AwaitState;

/* asend (exception null: sends `sent`) and athrow or aclose (arguments: the tuple thrown; null for aclose) */
typedef struct Awaitable {
    Header header;
    Value generator, sent, thrown;
    uint8_t state;
    bool close;
} Awaitable;

Value vm_wrap_async_yield(Thread *t, Value v)
{
    Wrapped *w = object_alloc_id(t, T_ASYNC_GENERATOR_WRAPPED_VALUE, 0);
    if (!w) return V_NULL;
    w->value = v;
    return value_cell(w);
}

static void wrapped_trace(Tracer *tr, void *cell) { gc_trace(tr, ((Wrapped *)cell)->value); }
const TypeSpec async_generator_wrapped_value_type_spec = {
    .name = "async_generator_wrapped_value", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .size = sizeof(Wrapped),
    .trace = wrapped_trace};

/* --- the event loop's hooks, once a generator --- */

static bool init_hooks(Thread *t, Generator *g)
{
    if (g->hooks_called) return true;
    g->hooks_called = true;
    gc_store(t, g, &g->finalizer, t->asyncgen_finalizer);
    if (is_null(t->asyncgen_firstiter) || is_none(t->asyncgen_firstiter)) return true;
    return !is_null(call1(t, t->asyncgen_firstiter, value_cell(g)));
}

static Value awaitable_new(Thread *t, TypeId id, Value generator, Value sent, Value thrown, bool close)
{
    if (!init_hooks(t, as_generator(generator))) return V_NULL;
    Awaitable *a = object_alloc_id(t, id, 0);
    if (!a) return V_NULL;
    a->generator = generator;
    a->sent = sent;
    a->thrown = thrown;
    a->close = close;
    return value_cell(a);
}

/* --- results --- */

static Value stop_with(Thread *t, Value v)
{
    Value e = exception_new(t, t->rt->types[T_STOP_ITERATION], &v, 1);
    return is_null(e) ? V_NULL : raise_value(t, e);
}

/* what a step of the generator means to who awaits: its own yield ends the await, anything else goes to the loop */
static Value unwrap(Thread *t, Generator *g, int state, Value result)
{
    if (state == 0) {
        g->closing = true;
        g->running_async = false;
        return raise_none(t, T_STOP_ASYNC_ITERATION);
    }
    if (state < 0) {
        if (error_matches(t, T_STOP_ASYNC_ITERATION) || error_matches(t, T_GENERATOR_EXIT)) g->closing = true;
        g->running_async = false;
        return V_NULL;
    }
    if (!has_type(t, result, T_ASYNC_GENERATOR_WRAPPED_VALUE)) return result;
    g->running_async = false;
    return stop_with(t, ((Wrapped *)as_cell(result))->value);
}

/* --- asend --- */

static Value asend_step(Thread *t, Awaitable *a, Value sent)
{
    Generator *g = as_generator(a->generator);
    if (a->state == AWAIT_CLOSED) return raise(t, T_RUNTIME_ERROR, "cannot reuse already awaited __anext__()/asend()");
    if (a->state == AWAIT_NEW) {
        if (g->running_async) {
            a->state = AWAIT_CLOSED;
            return raise(t, T_RUNTIME_ERROR, "anext(): asynchronous generator is already running");
        }
        if (is_none(sent)) sent = a->sent;
        a->state = AWAIT_RUNNING;
    }
    g->running_async = true;
    Value result;
    int state = generator_resume(t, g, sent, V_NULL, &result);
    Value v = unwrap(t, g, state, state < 0 ? V_NULL : result);
    if (is_null(v)) a->state = AWAIT_CLOSED;
    return v;
}

/* --- athrow and aclose --- */

static Value athrow_result(Thread *t, Awaitable *a, int state, Value result)
{
    Generator *g = as_generator(a->generator);
    if (!a->close) return unwrap(t, g, state, result);
    if (state == 1) {
        if (!has_type(t, result, T_ASYNC_GENERATOR_WRAPPED_VALUE)) return result;
        g->running_async = false;
        return raise(t, T_RUNTIME_ERROR, "async generator ignored GeneratorExit");
    }
    g->running_async = false;
    if (state < 0 && !error_matches(t, T_STOP_ASYNC_ITERATION) && !error_matches(t, T_GENERATOR_EXIT)) return V_NULL;
    error_clear(t);
    return raise_none(t, T_STOP_ITERATION);
}

static Value athrow_start(Thread *t, Awaitable *a)
{
    Generator *g = as_generator(a->generator);
    if (g->running_async) {
        a->state = AWAIT_CLOSED;
        return raise(t, T_RUNTIME_ERROR, a->close ? "aclose(): asynchronous generator is already running"
                                                  : "athrow(): asynchronous generator is already running");
    }
    if (g->closing || (g->state == GEN_FINISHED && a->close)) {
        a->state = AWAIT_CLOSED;
        return raise_none(t, a->close ? T_STOP_ITERATION : T_STOP_ASYNC_ITERATION);
    }
    a->state = AWAIT_RUNNING;
    g->running_async = true;
    Value e;
    if (a->close) {
        g->closing = true;
        e = exception_new(t, t->rt->types[T_GENERATOR_EXIT], NULL, 0);
    } else {
        const Tuple *thrown = as_tuple(a->thrown);
        e = thrown_exception(t, thrown->items[0], thrown->items[1], thrown->items[2]);
    }
    if (is_null(e)) return V_NULL;
    Value result = V_NULL;
    int state;
    if (g->state == GEN_CREATED) {
        vm_finish_unstarted(g);
        t->exception = e;
        state = -1;
    } else {
        state = generator_throw_state(t, g, e, &result);
    }
    return athrow_result(t, a, state, result);
}

static Value athrow_step(Thread *t, Awaitable *a, Value sent)
{
    Value v;
    if (a->state == AWAIT_CLOSED) return raise(t, T_RUNTIME_ERROR, "cannot reuse already awaited aclose()/athrow()");
    if (a->state == AWAIT_NEW) {
        if (!is_none(sent)) return raise(t, T_RUNTIME_ERROR, "can't send non-None value to a just-started coroutine");
        v = athrow_start(t, a);
    } else {
        Value result = V_NULL;
        int state = generator_resume(t, as_generator(a->generator), sent, V_NULL, &result);
        v = athrow_result(t, a, state, result);
    }
    if (is_null(v)) a->state = AWAIT_CLOSED;
    return v;
}

/* --- the awaitables' methods --- */

static Value step(Thread *t, Value self, Value sent)
{
    return has_type(t, self, T_ASYNC_GENERATOR_ASEND) ? asend_step(t, as_cell(self), sent) : athrow_step(t, as_cell(self), sent);
}
static Value awaitable_next(Thread *t, Value self) { return step(t, self, V_NONE); }
static Value awaitable_send(Thread *t, Value *a, size_t n) { (void)n; return step(t, a[0], a[1]); }

static Value awaitable_throw(Thread *t, Value *a, size_t n)
{
    (void)n;
    Awaitable *w = as_cell(a[0]);
    Generator *g = as_generator(w->generator);
    bool asend = has_type(t, a[0], T_ASYNC_GENERATOR_ASEND);
    if (w->state == AWAIT_CLOSED) return raise(t, T_RUNTIME_ERROR, asend ? "cannot reuse already awaited __anext__()/asend()" : "cannot reuse already awaited aclose()/athrow()");
    if (w->state == AWAIT_NEW) {
        if (g->running_async) {
            w->state = AWAIT_CLOSED;
            return raise(t, T_RUNTIME_ERROR, asend ? "anext(): asynchronous generator is already running" : w->close ? "aclose(): asynchronous generator is already running" : "athrow(): asynchronous generator is already running");
        }
        w->state = AWAIT_RUNNING;
        g->running_async = true;
    }
    Value e = thrown_exception(t, a[1], a[2], a[3]);
    if (is_null(e)) return V_NULL;
    Value result = V_NULL;
    int state;
    if (g->state == GEN_CREATED) {
        vm_finish_unstarted(g);
        t->exception = e;
        state = -1;
    } else {
        state = generator_throw_state(t, g, e, &result);
    }
    Value v = asend ? unwrap(t, g, state, result) : athrow_result(t, w, state, result);
    if (is_null(v)) w->state = AWAIT_CLOSED;
    return v;
}

static Value awaitable_close(Thread *t, Value *a, size_t n)
{
    (void)n;
    Awaitable *w = as_cell(a[0]);
    if (w->state == AWAIT_CLOSED) return V_NONE;
    Value e = exception_new(t, t->rt->types[T_GENERATOR_EXIT], NULL, 0);
    Value args[4] = {a[0], e, V_NULL, V_NULL};
    Value v = is_null(e) ? V_NULL : awaitable_throw(t, args, 4);
    if (!is_null(v)) return raise(t, T_RUNTIME_ERROR, "coroutine ignored GeneratorExit");
    if (error_matches(t, T_STOP_ITERATION) || error_matches(t, T_STOP_ASYNC_ITERATION) || error_matches(t, T_GENERATOR_EXIT)) {
        error_clear(t);
        return V_NONE;
    }
    return V_NULL;
}

static void awaitable_trace(Tracer *tr, void *cell) { gc_trace_values(tr, &((Awaitable *)cell)->generator, 3); }

static const NativeDef awaitable_methods[] = {
    FN("send", awaitable_send, "($self, value, /)", NULL), FN("throw", awaitable_throw, "($self, type, value=None, traceback=None, /)", NULL),
    FN("close", awaitable_close, "($self, /)", NULL), FN_END};

#define AWAITABLE_SPEC(c_name, text) \
    const TypeSpec c_name##_type_spec = { \
        .name = text, .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .size = sizeof(Awaitable), \
        .slots = {.iter = iterator_self, .await = iterator_self, .next = awaitable_next}, .methods = awaitable_methods, .trace = awaitable_trace}
AWAITABLE_SPEC(async_generator_asend, "async_generator_asend");
AWAITABLE_SPEC(async_generator_athrow, "async_generator_athrow");

/* --- the generator's methods --- */

static Value anext_slot(Thread *t, Value self) { return awaitable_new(t, T_ASYNC_GENERATOR_ASEND, self, V_NONE, V_NULL, false); }
static Value asend(Thread *t, Value *a, size_t n) { (void)n; return awaitable_new(t, T_ASYNC_GENERATOR_ASEND, a[0], a[1], V_NULL, false); }
static Value athrow(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_null(a[2]) && !warn(t, T_DEPRECATION_WARNING, 1, "the (type, exc, tb) signature of athrow() is deprecated, use the single-arg signature instead."))
        return V_NULL;
    Value thrown = tuple_pack(t, 3, a[1], is_null(a[2]) ? V_NONE : a[2], is_null(a[3]) ? V_NONE : a[3]);
    return is_null(thrown) ? V_NULL : awaitable_new(t, T_ASYNC_GENERATOR_ATHROW, a[0], V_NULL, thrown, false);
}
static Value aclose(Thread *t, Value *a, size_t n) { (void)n; return awaitable_new(t, T_ASYNC_GENERATOR_ATHROW, a[0], V_NULL, V_NULL, true); }
static Value class_getitem(Thread *t, Value *a, size_t n) { (void)n; return generic_alias_new(t, a[0], a[1]); }

static Value get_name(Thread *t, Value self) { (void)t; return as_generator(self)->name; }
static Value get_qualified_name(Thread *t, Value self) { (void)t; return as_generator(self)->qualified_name; }
static Value get_running(Thread *t, Value self) { (void)t; return value_bool(as_generator(self)->running_async); }
static Value get_suspended(Thread *t, Value self) { (void)t; return value_bool(as_generator(self)->state == GEN_SUSPENDED); }
static Value get_code(Thread *t, Value self) { (void)t; return value_cell(as_generator(self)->code); }
static Value get_await(Thread *t, Value self) { (void)t; Value v = generator_delegate(as_generator(self)); return is_null(v) ? V_NONE : v; }
static Value get_frame(Thread *t, Value self)
{
    if (as_generator(self)->state == GEN_FINISHED) return V_NONE;
    FrameObject *f = generator_frame(t, as_generator(self));
    return f ? value_cell(f) : V_NULL;
}
static Value async_repr(Thread *t, Value self)
{
    return str_format(t, "<async_generator object %U at 0x%llx>", as_generator(self)->qualified_name, (unsigned long long)value_identity(self));
}

/* dropped while suspended: the loop's finalizer hook takes it, else it is closed as far as that needs no await */
static bool async_finalize(Thread *t, Value self)
{
    Generator *g = as_generator(self);
    if (g->state != GEN_SUSPENDED || g->closing) return true;
    if (!is_null(g->finalizer) && !is_none(g->finalizer)) return !is_null(call1(t, g->finalizer, self));
    return !is_null(generator_close(t, g));
}

static const NativeDef async_methods[] = {
    FN("asend", asend, "($self, value, /)", "asend(v) -> send 'v' in generator."), FN("athrow", athrow, "($self, type, value=None, traceback=None, /)", "athrow(value) -> raise exception in generator."),
    FN("aclose", aclose, "($self, /)", "aclose() -> raise GeneratorExit inside generator."),
    FN_CLASS_METHOD("__class_getitem__", class_getitem, "(cls, item, /)", "See PEP 585"), FN_END};
static const GetSetDef async_getsets[] = {
    {"__name__", get_name, NULL, NULL}, {"__qualname__", get_qualified_name, NULL, NULL}, {"ag_await", get_await, NULL, NULL},
    {"ag_running", get_running, NULL, NULL}, {"ag_suspended", get_suspended, NULL, NULL}, {"ag_frame", get_frame, NULL, NULL},
    {"ag_code", get_code, NULL, NULL}, GETSET_END};

const TypeSpec async_generator_type_spec = {
    .name = "async_generator", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE | TYPE_HAS_WEAKREF, .kind = K_GENERATOR,
    .size = sizeof(Generator),
    .slots = {.repr = async_repr, .aiter = iterator_self, .anext = anext_slot, .finalize = async_finalize}, .methods = async_methods,
    .getsets = async_getsets, .trace = generator_trace};

/* --- aiter() and anext() --- */

Value builtin_aiter(Thread *t, Value v)
{
    Type *type = type_of(t, v);
    if (!type->slots.aiter) return raise(t, T_TYPE_ERROR, "'%T' object is not an async iterable", v);
    Value it = type->slots.aiter(t, v);
    if (is_null(it) || type_of(t, it)->slots.anext) return it;
    return raise(t, T_TYPE_ERROR, "aiter() returned not an async iterator of type '%T'", it);
}

/* anext(it, default): the default ends the await instead of StopAsyncIteration */
typedef struct AnextDefault { Header header; Value awaitable, otherwise; } AnextDefault;

Value builtin_anext(Thread *t, Value v, Value otherwise)
{
    Type *type = type_of(t, v);
    if (!type->slots.anext) return raise(t, T_TYPE_ERROR, "'%T' object is not an async iterator", v);
    Value awaitable = type->slots.anext(t, v);
    if (is_null(awaitable) || is_null(otherwise)) return awaitable;
    AnextDefault *a = object_alloc_id(t, T_ANEXT_AWAITABLE, 0);
    if (!a) return V_NULL;
    a->awaitable = awaitable;
    a->otherwise = otherwise;
    return value_cell(a);
}

static Value anext_iterator(Thread *t, AnextDefault *a)
{
    return vm_awaitable(t, a->awaitable, 0);
}
static Value anext_deliver(Thread *t, AnextDefault *a, Value v)
{
    if (!is_null(v) || !error_matches(t, T_STOP_ASYNC_ITERATION)) return v;
    error_clear(t);
    return stop_with(t, a->otherwise);
}
static Value anext_call(Thread *t, Value self, Value name, const Value *args, size_t n)
{
    AnextDefault *a = as_cell(self);
    Value it = anext_iterator(t, a);
    if (is_null(it)) return V_NULL;
    Value v;
    if (value_same(name, NAME(t, __next__)) && type_of(t, it)->slots.next) {
        v = type_of(t, it)->slots.next(t, it);
        if (is_null(v) && !error_set(t)) v = raise_none(t, T_STOP_ITERATION);
    } else if (value_same(name, NAME(t, __next__))) {
        v = call_method1(t, it, NAME(t, send), V_NONE);
    } else {
        v = call_method(t, it, name, args, n);
    }
    return anext_deliver(t, a, v);
}
static Value anext_next(Thread *t, Value self) { return anext_call(t, self, NAME(t, __next__), NULL, 0); }
static Value anext_send(Thread *t, Value *a, size_t n) { (void)n; return anext_call(t, a[0], NAME(t, send), a + 1, 1); }
static Value anext_throw(Thread *t, Value *a, size_t n) { return anext_call(t, a[0], NAME(t, throw), a + 1, n - 1); }
static Value anext_close(Thread *t, Value *a, size_t n) { (void)n; return anext_call(t, a[0], NAME(t, close), NULL, 0); }
static void anext_trace(Tracer *tr, void *cell) { gc_trace_values(tr, &((AnextDefault *)cell)->awaitable, 2); }

static const NativeDef anext_methods[] = {
    FN("send", anext_send, "($self, value, /)", NULL), FN("throw", anext_throw, "($self, *args)", NULL), FN("close", anext_close, "($self, /)", NULL), FN_END};
const TypeSpec anext_awaitable_type_spec = {
    .name = "anext_awaitable", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .size = sizeof(AnextDefault),
    .slots = {.iter = iterator_self, .await = iterator_self, .next = anext_next}, .methods = anext_methods, .trace = anext_trace};
