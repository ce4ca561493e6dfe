/* generator.c - generators and coroutines. Async generators: async_generator.c. */
#include "objects/generator.h"
#include "objects/exception.h"
#include "objects/frame.h"
#include "objects/function.h"
#include "objects/iterators.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/typing.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "vm/frame.h"
#include "vm/interp.h"

void generator_trace(Tracer *tr, void *cell)
{
    Generator *g = cell;
    gc_trace_cell(tr, g->code);
    gc_trace(tr, g->function);
    gc_trace(tr, g->handled.exception);
    gc_trace_values(tr, &g->name, 5);
    if (!g->saved) return;
    gc_trace_cell(tr, (char *)g->saved - sizeof(Header));
    /* temporaries may be what is left of a callee's frame header: no Values */
    uint32_t locals = g->live < g->code->local_count ? g->live : g->code->local_count;
    gc_trace_values(tr, g->saved, locals);
    gc_trace_conservatively(tr, g->saved + locals, g->saved + g->live);
}

static const char *kind_name(Thread *t, const Generator *g)
{
    Type *type = type_of_cell(t, g);
    return type == t->rt->types[T_COROUTINE] ? "coroutine" : type == t->rt->types[T_ASYNC_GENERATOR] ? "async generator" : "generator";
}

/* what a suspended `yield from` or `await` is waiting for: its SEND is the word before the YIELD */
Value generator_delegate(const Generator *g)
{
    if (g->state != GEN_SUSPENDED || !g->yielded_from) return V_NULL;
    return g->saved[word_a(g->pc[-2])];
}

int generator_resume(Thread *t, Generator *g, Value sent, Value exception, Value *result)
{
    bool coroutine = type_of_cell(t, g) == t->rt->types[T_COROUTINE];
    switch ((GeneratorState)g->state) {
    case GEN_RUNNING:
        raise(t, T_VALUE_ERROR, "%s already executing", kind_name(t, g));
        return -1;
    case GEN_FINISHED:
        if (coroutine) {
            raise(t, T_RUNTIME_ERROR, "cannot reuse already awaited coroutine");
            return -1;
        }
        if (!is_null(exception)) {
            t->exception = exception;
            return -1;
        }
        *result = V_NONE;
        return 0;
    case GEN_CREATED:
        if (is_null(exception) && !is_none(sent)) {
            raise(t, T_TYPE_ERROR, "can't send non-None value to a just-started %s", kind_name(t, g));
            return -1;
        }
        break;
    case GEN_SUSPENDED: break;
    }
    return vm_resume(t, g, sent, exception, result);
}

/* the StopIteration that a return with `value` means to callers outside of a for loop */
static Value stop(Thread *t, Value value)
{
    if (is_none(value)) return raise_none(t, T_STOP_ITERATION);
    /* an exception or tuple as value must not be taken for the constructor's arguments */
    Value e = exception_new(t, t->rt->types[T_STOP_ITERATION], &value, 1);
    return is_null(e) ? V_NULL : raise_value(t, e);
}

static Value deliver(Thread *t, int state, Value result)
{
    return state == 1 ? result : state == 0 ? stop(t, result) : V_NULL;
}

Value generator_next(Thread *t, Value self)
{
    Value result;
    int state = generator_resume(t, as_generator(self), V_NONE, V_NULL, &result);
    if (state == 0 && is_none(result)) return V_NULL; /* exhausted */
    return deliver(t, state, result);
}

static Value generator_send(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value result;
    int state = generator_resume(t, as_generator(a[0]), a[1], V_NULL, &result);
    return deliver(t, state, result);
}

static int generator_send_slot(Thread *t, Value self, Value sent, Value *result)
{
    return generator_resume(t, as_generator(self), sent, V_NULL, result);
}

/* --- close and throw --- */

static bool close_delegate(Thread *t, Value delegate)
{
    if (has_kind(delegate, K_GENERATOR)) return !is_null(generator_close(t, as_generator(delegate)));
    Value close = attr_get_optional(t, delegate, NAME(t, close));
    if (is_null(close)) {
        if (error_set(t)) error_unraisable(t, NULL, delegate);
        return true;
    }
    return !is_null(call0(t, close));
}

Value generator_close(Thread *t, Generator *g)
{
    if (g->state == GEN_CREATED) {
        vm_finish_unstarted(g);
        g->closing = true;
        return V_NONE;
    }
    if (g->state == GEN_FINISHED) return V_NONE;
    if (g->state == GEN_RUNNING) return raise(t, T_VALUE_ERROR, "%s already executing", kind_name(t, g));
    Value delegate = generator_delegate(g), exit = V_NULL;
    if (!is_null(delegate)) {
        g->state = GEN_RUNNING;
        bool ok = close_delegate(t, delegate);
        g->state = GEN_SUSPENDED;
        if (!ok) exit = error_take(t);
    }
    if (is_null(exit)) exit = exception_new(t, t->rt->types[T_GENERATOR_EXIT], NULL, 0);
    if (is_null(exit)) return V_NULL;
    Value result;
    g->closing = true;
    int state = generator_resume(t, g, V_NULL, exit, &result);
    if (state == 1) {
        g->closing = false;
        return raise(t, T_RUNTIME_ERROR, "%s ignored GeneratorExit", kind_name(t, g));
    }
    if (state == 0) return result;
    if (!error_matches(t, T_STOP_ITERATION) && !error_matches(t, T_GENERATOR_EXIT)) return V_NULL;
    error_clear(t);
    return V_NONE;
}

/* the instance that throw(type, value, traceback) means; V_NULL: TypeError */
Value thrown_exception(Thread *t, Value type, Value value, Value traceback)
{
    if (is_null(value)) value = V_NONE;
    if (!is_null(traceback) && !is_none(traceback) && !has_kind(traceback, K_TRACEBACK))
        return raise(t, T_TYPE_ERROR, "throw() third argument must be a traceback object");
    Value e;
    if (is_exception_class(type)) {
        if (is_exception(value) && type_is_subtype(type_of(t, value), as_type(type))) e = value;
        else if (is_none(value)) e = call0(t, type);
        else if (is_tuple(value)) e = call_spread(t, type, value, V_NULL);
        else e = call1(t, type, value);
        if (is_null(e)) return V_NULL;
        if (!is_exception(e)) return raise(t, T_TYPE_ERROR, "exceptions must be classes or instances deriving from BaseException, not %T", e);
    } else if (is_exception(type)) {
        if (!is_none(value)) return raise(t, T_TYPE_ERROR, "instance exception may not have a separate value");
        e = type;
    } else {
        return raise(t, T_TYPE_ERROR, "exceptions must be classes or instances deriving from BaseException, not %T", type);
    }
    if (!is_null(traceback) && !is_none(traceback)) gc_store(t, as_cell(e), &as_exception(e)->traceback, traceback);
    return e;
}

/* Throws into what a suspended generator delegates to; *handled false: it has no throw, so the generator itself takes it.
 * 1 the delegate yielded *result, 0 it returned *result, -1 it raised */
static int throw_to_delegate(Thread *t, Generator *g, Value delegate, Value exception, Value *result, bool *handled)
{
    *handled = true;
    Value v;
    g->state = GEN_RUNNING;
    if (has_kind(delegate, K_GENERATOR)) {
        v = generator_throw(t, as_generator(delegate), exception);
    } else {
        Value throw = attr_get_optional(t, delegate, NAME(t, throw));
        if (is_null(throw)) {
            g->state = GEN_SUSPENDED;
            *handled = false;
            return error_set(t) ? (*handled = true, -1) : 0;
        }
        v = call1(t, throw, exception);
    }
    g->state = GEN_SUSPENDED;
    if (!is_null(v)) return *result = v, 1;
    if (!error_matches(t, T_STOP_ITERATION)) return -1;
    Value e = error_take(t);
    *result = is_null(as_exception(e)->field[0]) ? V_NONE : as_exception(e)->field[0];
    return 0;
}

/* goes on behind the SEND as if the delegate had returned `value` */
static int resume_after_delegate(Thread *t, Generator *g, Value value, Value *result)
{
    uint64_t send = g->pc[-2];
    g->saved[word_b(send)] = value;
    g->pc = g->pc - 1 + word_s(send);
    g->yielded_from = false;
    /* vm_wake_generator stores the sent value into sent_register: make that the same place */
    g->sent_register = (uint16_t)word_b(send);
    gc_barrier(t, g);
    return generator_resume(t, g, value, V_NULL, result);
}

int generator_throw_state(Thread *t, Generator *g, Value exception, Value *result)
{
    Value delegate = generator_delegate(g);
    if (!is_null(delegate)) {
        if (is_instance_of(t, exception, T_GENERATOR_EXIT)) {
            g->state = GEN_RUNNING;
            bool ok = close_delegate(t, delegate);
            g->state = GEN_SUSPENDED;
            if (!ok) exception = error_take(t);
        } else {
            bool handled;
            int state = throw_to_delegate(t, g, delegate, exception, result, &handled);
            if (handled && state == 1) return 1;
            if (handled && state == 0) return resume_after_delegate(t, g, *result, result);
            if (handled) exception = error_take(t);
        }
    }
    return generator_resume(t, g, V_NULL, exception, result);
}

Value generator_throw(Thread *t, Generator *g, Value exception)
{
    Value result;
    if (g->state == GEN_CREATED) {
        FrameObject *frame = generator_frame(t, g);
        Value tb = frame ? traceback_new(t, as_exception(exception)->traceback, value_cell(frame), g->code, 0) : V_NULL;
        if (is_null(tb)) return V_NULL;
        ((Traceback *)as_cell(tb))->line = g->code->first_line;
        gc_store(t, as_cell(exception), &as_exception(exception)->traceback, tb);
        vm_finish_unstarted(g);
        t->exception = exception;
        return V_NULL;
    }
    int state = generator_throw_state(t, g, exception, &result);
    return deliver(t, state, result);
}

static Value generator_throw_method(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_null(a[2]) && !warn(t, T_DEPRECATION_WARNING, 1, "the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead."))
        return V_NULL;
    Value e = thrown_exception(t, a[1], a[2], a[3]);
    return is_null(e) ? V_NULL : generator_throw(t, as_generator(a[0]), e);
}

static Value generator_close_method(Thread *t, Value *a, size_t n) { (void)n; return generator_close(t, as_generator(a[0])); }

/* --- attributes --- */

static Value generator_repr(Thread *t, Value self)
{
    const char *what = type_of(t, self) == t->rt->types[T_COROUTINE] ? "coroutine" : type_of(t, self) == t->rt->types[T_ASYNC_GENERATOR] ? "async_generator" : "generator";
    return str_format(t, "<%s object %U at 0x%llx>", what, as_generator(self)->qualified_name, (unsigned long long)value_identity(self));
}
static Value get_name(Thread *t, Value self) { (void)t; return as_generator(self)->name; }
static Value get_qualified_name(Thread *t, Value self) { (void)t; return as_generator(self)->qualified_name; }
static bool set_name(Thread *t, Value self, Value v)
{
    if (is_null(v) || !is_str(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "__name__ must be set to a string object");
    return gc_store(t, as_cell(self), &as_generator(self)->name, v), true;
}
static bool set_qualified_name(Thread *t, Value self, Value v)
{
    if (is_null(v) || !is_str(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "__qualname__ must be set to a string object");
    return gc_store(t, as_cell(self), &as_generator(self)->qualified_name, v), true;
}
static Value get_running(Thread *t, Value self) { (void)t; return value_bool(as_generator(self)->state == GEN_RUNNING); }
static Value get_suspended(Thread *t, Value self) { (void)t; return value_bool(as_generator(self)->state == GEN_SUSPENDED); }
static Value get_code(Thread *t, Value self) { (void)t; return value_cell(as_generator(self)->code); }
static Value get_delegate(Thread *t, Value self)
{
    (void)t;
    Value v = generator_delegate(as_generator(self));
    return is_null(v) ? V_NONE : v;
}
static Value get_frame(Thread *t, Value self)
{
    Generator *g = as_generator(self);
    if (g->state == GEN_FINISHED) return V_NONE;
    FrameObject *f = generator_frame(t, g);
    return f ? value_cell(f) : V_NULL;
}
static Value get_origin(Thread *t, Value self) { (void)t; Value v = as_generator(self)->origin; return is_null(v) ? V_NONE : v; }

static Value generic_class_getitem(Thread *t, Value *a, size_t n) { (void)n; return generic_alias_new(t, a[0], a[1]); }
static Value generator_sizeof(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    return value_fixnum((int64_t)(sizeof(Generator) + as_generator(a[0])->code->register_count * sizeof(Value)));
}

static bool generator_finalize(Thread *t, Value self)
{
    Generator *g = as_generator(self);
    if (g->state == GEN_FINISHED) return true;
    if (g->state == GEN_CREATED) {
        if (type_of(t, self) != t->rt->types[T_COROUTINE]) return true;
        vm_finish_unstarted(g);
        return warn(t, T_RUNTIME_WARNING, 1, "coroutine '%U' was never awaited", g->qualified_name);
    }
    return !is_null(generator_close(t, g));
}

static const NativeDef generator_methods[] = {
    FN("send", generator_send, "($self, value, /)", "send(value) -> send 'value' into generator,\nreturn next yielded value or raise StopIteration."),
    FN("throw", generator_throw_method, "($self, type, value=None, traceback=None, /)", "throw(value)\nRaise exception in generator."),
    FN("close", generator_close_method, "($self, /)", "close() -> raise GeneratorExit inside generator."),
    FN("__sizeof__", generator_sizeof, "($self, /)", NULL),
    FN_CLASS_METHOD("__class_getitem__", generic_class_getitem, "(cls, item, /)", "See PEP 585"), FN_END};
#define COMMON_GETSETS(prefix, delegate) \
    {"__name__", get_name, set_name, "name of the " prefix}, {"__qualname__", get_qualified_name, set_qualified_name, "qualified name"}, \
    {delegate, get_delegate, NULL, "object being iterated by yield from, or None"}
static const GetSetDef generator_getsets[] = {
    COMMON_GETSETS("generator", "gi_yieldfrom"), {"gi_running", get_running, NULL, NULL}, {"gi_frame", get_frame, NULL, NULL},
    {"gi_suspended", get_suspended, NULL, NULL}, {"gi_code", get_code, NULL, NULL}, GETSET_END};
static const GetSetDef coroutine_getsets[] = {
    COMMON_GETSETS("coroutine", "cr_await"), {"cr_running", get_running, NULL, NULL}, {"cr_frame", get_frame, NULL, NULL},
    {"cr_suspended", get_suspended, NULL, NULL}, {"cr_code", get_code, NULL, NULL}, {"cr_origin", get_origin, NULL, NULL}, GETSET_END};

const TypeSpec generator_type_spec = {
    .name = "generator", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE | TYPE_HAS_WEAKREF, .kind = K_GENERATOR,
    .size = sizeof(Generator),
    .slots = {.repr = generator_repr, .iter = iterator_self, .next = generator_next, .send = generator_send_slot, .finalize = generator_finalize},
    .methods = generator_methods, .getsets = generator_getsets, .trace = generator_trace};

/* --- coroutines --- */

typedef struct CoroutineWrapper { Header header; Value coroutine; } CoroutineWrapper;

static Value coroutine_await(Thread *t, Value self)
{
    CoroutineWrapper *w = object_alloc_id(t, T_COROUTINE_WRAPPER, 0);
    if (!w) return V_NULL;
    w->coroutine = self;
    return value_cell(w);
}

static const NativeDef coroutine_methods[] = {
    FN("send", generator_send, "($self, value, /)", "send(value) -> send 'value' into coroutine,\nreturn next iterated value or raise StopIteration."),
    FN("throw", generator_throw_method, "($self, type, value=None, traceback=None, /)", "throw(value)\nRaise exception in coroutine."),
    FN("close", generator_close_method, "($self, /)", "close() -> raise GeneratorExit inside coroutine."),
    FN_CLASS_METHOD("__class_getitem__", generic_class_getitem, "(cls, item, /)", "See PEP 585"), FN_END};

const TypeSpec coroutine_type_spec = {
    .name = "coroutine", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE | TYPE_HAS_WEAKREF, .kind = K_GENERATOR,
    .size = sizeof(Generator), .slots = {.repr = generator_repr, .await = coroutine_await, .send = generator_send_slot, .finalize = generator_finalize},
    .methods = coroutine_methods, .getsets = coroutine_getsets, .trace = generator_trace};

static Value wrapped(Value self) { return ((CoroutineWrapper *)as_cell(self))->coroutine; }
static Value wrapper_next(Thread *t, Value self) { return generator_next(t, wrapped(self)); }
static int wrapper_send_slot(Thread *t, Value self, Value sent, Value *result) { return generator_send_slot(t, wrapped(self), sent, result); }
static Value wrapper_send(Thread *t, Value *a, size_t n) { a[0] = wrapped(a[0]); return generator_send(t, a, n); }
static Value wrapper_throw(Thread *t, Value *a, size_t n) { a[0] = wrapped(a[0]); return generator_throw_method(t, a, n); }
static Value wrapper_close(Thread *t, Value *a, size_t n) { a[0] = wrapped(a[0]); return generator_close_method(t, a, n); }
static void wrapper_trace(Tracer *tr, void *cell) { gc_trace(tr, ((CoroutineWrapper *)cell)->coroutine); }

static const NativeDef wrapper_methods[] = {
    FN("send", wrapper_send, "($self, value, /)", NULL), FN("throw", wrapper_throw, "($self, type, value=None, traceback=None, /)", NULL),
    FN("close", wrapper_close, "($self, /)", NULL), FN_END};

const TypeSpec coroutine_wrapper_type_spec = {
    .name = "coroutine_wrapper", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .size = sizeof(CoroutineWrapper),
    .slots = {.iter = iterator_self, .next = wrapper_next, .send = wrapper_send_slot}, .methods = wrapper_methods, .trace = wrapper_trace};
