/* exceptions.c - matching, re-raising and the with statement: what the exception instructions call. */
#include "objects/exception.h"
#include "objects/exception_group.h"
#include "objects/frame.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "vm/helpers.h"

/* --- except --- */

static bool check_class(Thread *t, Value v)
{
    if (is_exception_class(v)) return true;
    return RAISE_FALSE(t, T_TYPE_ERROR, "catching classes that do not inherit from BaseException is not allowed");
}

static bool check_classes(Thread *t, Value types)
{
    if (!is_tuple(types)) return check_class(t, types);
    for (size_t i = 0; i < as_tuple(types)->length; i++)
        if (!check_class(t, as_tuple(types)->items[i])) return false;
    return true;
}

Value vm_match_exception(Thread *t, Value exception, Value types)
{
    return check_classes(t, types) ? value_bool(exception_matches(t, exception, types)) : V_NULL;
}

/* --- except* (PEP 654) --- */

static bool check_no_group(Thread *t, Value types)
{
    Type *group = t->rt->types[T_BASE_EXCEPTION_GROUP];
    size_t n = is_tuple(types) ? as_tuple(types)->length : 1;
    const Value *v = is_tuple(types) ? as_tuple(types)->items : &types;
    for (size_t i = 0; i < n; i++)
        if (type_is_subtype(as_type(v[i]), group))
            return RAISE_FALSE(t, T_TYPE_ERROR, "catching ExceptionGroup with except* is not allowed. Use except instead.");
    return true;
}

/* a group of one for an exception that is none, with a traceback that says where it was caught */
static Value wrap(Thread *t, Value exception)
{
    Value members = tuple_new(t, &exception, 1);
    Value group = is_null(members) ? V_NULL : exception_group_new(t, "", members);
    if (is_null(group)) return V_NULL;
    FrameObject *frame = frame_object(t, t->registers);
    Code *code = frame_code(t->registers);
    Value tb = frame ? traceback_new(t, V_NULL, value_cell(frame), code, pc_index(code, t->pc)) : V_NULL;
    if (is_null(tb)) return V_NULL;
    gc_store(t, as_cell(group), &as_exception(group)->traceback, tb);
    return group;
}

static bool split(Thread *t, Value group, Value types, Value *match, Value *rest)
{
    Value pair = call_method1(t, group, str_intern_text(t, "split"), types);
    if (is_null(pair)) return false;
    if (!is_tuple(pair)) return RAISE_FALSE(t, T_TYPE_ERROR, "%T.split must return a tuple, not %T", group, pair);
    if (as_tuple(pair)->length < 2)
        return RAISE_FALSE(t, T_TYPE_ERROR, "%T.split must return a 2-tuple, got tuple of size %zu", group, as_tuple(pair)->length);
    *match = as_tuple(pair)->items[0];
    *rest = as_tuple(pair)->items[1];
    return true;
}

bool vm_match_group(Thread *t, Value exception, Value types, Value *match, Value *rest)
{
    if (!check_classes(t, types) || !check_no_group(t, types)) return false;
    Value m = V_NONE, r = V_NONE;
    if (is_none(exception)) {
        /* nothing is left to match */
    } else if (exception_matches(t, exception, types)) {
        m = is_exception_group(t, exception) ? exception : wrap(t, exception);
        if (is_null(m)) return false;
    } else if (is_exception_group(t, exception)) {
        if (!split(t, exception, types, &m, &r)) return false;
    } else {
        r = exception;
    }
    *match = m;
    *rest = r;
    return true;
}

/* an exception that an except* clause let through unchanged has kept the original's metadata */
static bool same_metadata(Thread *t, Value a, Value b)
{
    if (!is_exception_group(t, a)) return false;
    const Exception *x = as_exception(a), *y = as_exception(b);
    return value_same(x->traceback, y->traceback) && value_same(x->cause, y->cause) && value_same(x->context, y->context);
}

Value vm_reraise_star(Thread *t, Value original, Value list)
{
    size_t n = as_list(list)->length;
    if (n == 0) return V_NONE;
    if (!is_exception_group(t, original)) return as_list(list)->items[0]; /* it was wrapped: one clause at most has run */
    Value raised = list_new(t, NULL, 0), reraised = list_new(t, NULL, 0);
    if (is_null(raised) || is_null(reraised)) return V_NULL;
    for (size_t i = 0; i < n; i++) {
        Value e = as_list(list)->items[i];
        if (!is_none(e) && !list_append(t, same_metadata(t, e, original) ? reraised : raised, e)) return V_NULL;
    }
    Value rest = exception_group_projection(t, original, reraised);
    if (is_null(rest) || as_list(raised)->length == 0) return rest;
    if (!is_none(rest) && !list_append(t, raised, rest)) return V_NULL;
    return as_list(raised)->length == 1 ? as_list(raised)->items[0] : exception_group_new(t, "", raised);
}

/* --- with --- */

static const struct { NameId name; bool async; } specials[] = {
    {NAME___enter__, false}, {NAME___exit__, false}, {NAME___aenter__, true}, {NAME___aexit__, true}};

bool vm_load_special(Thread *t, Value obj, unsigned which, Value *method, Value *self)
{
    Value name = t->rt->names[specials[which].name];
    *method = special_lookup(t, obj, name, self);
    if (!is_null(*method)) return true;
    if (error_set(t)) return false;
    bool async = specials[which].async;
    Type *type = type_of(t, obj);
    bool other = !is_null(type_lookup(t, type, async ? NAME(t, __enter__) : NAME(t, __aenter__))) &&
                 !is_null(type_lookup(t, type, async ? NAME(t, __exit__) : NAME(t, __aexit__)));
    Value full = type_full_name(t, type);
    if (is_null(full)) return false;
    return RAISE_FALSE(t, T_TYPE_ERROR, "'%U' object does not support the %scontext manager protocol (missed %U method)%s", full,
                       async ? "asynchronous " : "", name,
                       !other ? ""
                       : async ? " but it supports the context manager protocol. Did you mean to use 'with'?"
                               : " but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?");
}

void vm_exception_arguments(Value exception, Thread *t, Value *out)
{
    Value tb = as_exception(exception)->traceback;
    out[0] = type_value(type_of(t, exception));
    out[1] = exception;
    out[2] = is_null(tb) ? V_NONE : tb;
}

/* --- generators: PEP 479 --- */

void vm_generator_stop_error(Thread *t, const Code *code, Value exception)
{
    t->exception = exception;
    const char *what = code->flags & CODE_ASYNC_GENERATOR ? "async generator"
                       : code->flags & (CODE_COROUTINE | CODE_ITERABLE_COROUTINE) ? "coroutine" : "generator";
    if (error_matches(t, T_STOP_ITERATION)) raise_from_current(t, T_RUNTIME_ERROR, "%s raised StopIteration", what);
    else if ((code->flags & CODE_ASYNC_GENERATOR) && error_matches(t, T_STOP_ASYNC_ITERATION))
        raise_from_current(t, T_RUNTIME_ERROR, "%s raised StopAsyncIteration", what);
}
