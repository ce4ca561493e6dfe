/* error.c - raising exceptions from C, and the bookkeeping around them. */
#include "runtime/error.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/frame.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/ops.h"
#include "runtime/typebuild.h"
#include "vm/frame.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

Value handled_exception(Thread *t)
{
    for (Handled *h = t->handled; h; h = h->outer)
        if (!is_null(h->exception)) return h->exception;
    return V_NULL;
}

/* sets exception.__context__ to what is being handled, cutting a cycle that would arise */
static void set_context(Thread *t, Value exception)
{
    Value context = handled_exception(t);
    if (is_null(context) || value_same(context, exception)) return;
    for (Value c = context, slow = context; !is_null(c);) {
        Value next = as_exception(c)->context;
        if (value_same(next, exception)) {
            as_exception(c)->context = V_NULL;
            break;
        }
        c = next;
        if (is_null(c)) break;
        c = as_exception(c)->context;
        slow = as_exception(slow)->context;
        if (!is_null(c) && value_same(c, slow)) break; /* a cycle that does not contain us */
        if (!is_null(c) && value_same(as_exception(c)->context, exception)) as_exception(c)->context = V_NULL;
    }
    gc_store(t, as_cell(exception), &as_exception(exception)->context, context);
}

Value raise_value(Thread *t, Value exception)
{
    set_context(t, exception);
    t->exception = exception;
    return V_NULL;
}

/* --- making them --- */

static Value instantiate(Thread *t, TypeId id, const Value *args, size_t n)
{
    Type *type = type_by_id(t, id);
    if (!type) return V_NULL;
    return exception_new(t, type, args, n);
}

static Value raise_args(Thread *t, TypeId id, const Value *args, size_t n)
{
    Value e = instantiate(t, id, args, n);
    return is_null(e) ? V_NULL : raise_value(t, e);
}

Value raise_none(Thread *t, TypeId id) { return raise_args(t, id, NULL, 0); }
Value raise_with(Thread *t, TypeId id, Value a) { return raise_args(t, id, &a, 1); }
Value raise_with2(Thread *t, TypeId id, Value a, Value b) { return raise_args(t, id, (Value[]){a, b}, 2); }

Value raise_va(Thread *t, TypeId id, const char *format, va_list ap)
{
    Value text = str_format_va(t, format, ap);
    return is_null(text) ? V_NULL : raise_args(t, id, &text, 1);
}

Value raise(Thread *t, TypeId id, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    raise_va(t, id, format, ap);
    va_end(ap);
    return V_NULL;
}

void raise_memory_error(Thread *t)
{
    if (is_null(t->rt->memory_error)) {
        fputs("out of memory before the interpreter was up\n", stderr);
        abort();
    }
    Exception *e = as_exception(t->rt->memory_error);
    e->traceback = e->context = e->cause = V_NULL;
    t->exception = t->rt->memory_error;
}

Value raise_from_current(Thread *t, TypeId id, const char *format, ...)
{
    Value cause = error_take(t);
    va_list ap;
    va_start(ap, format);
    raise_va(t, id, format, ap);
    va_end(ap);
    if (!is_exception(t->exception) || is_null(cause)) return V_NULL;
    Exception *e = as_exception(t->exception);
    gc_store(t, e, &e->cause, cause);
    gc_store(t, e, &e->context, cause);
    e->suppress_context = true;
    return V_NULL;
}

/* the raise statement: a class is instantiated, anything but an exception is a TypeError */
Value raise_object(Thread *t, Value v, Value cause)
{
    if (is_exception_class(v)) {
        Value made = call0(t, v);
        if (is_null(made)) return V_NULL;
        if (!is_exception(made))
            return raise(t, T_TYPE_ERROR, "calling %R should have returned an instance of BaseException, not %R", v, type_value(type_of(t, made)));
        v = made;
    }
    if (!is_exception(v)) return raise(t, T_TYPE_ERROR, "exceptions must derive from BaseException");
    if (!is_null(cause)) {
        if (is_exception_class(cause)) {
            cause = call0(t, cause);
            if (is_null(cause)) return V_NULL;
        }
        if (is_none(cause)) cause = V_NULL;
        else if (!is_exception(cause)) return raise(t, T_TYPE_ERROR, "exception causes must derive from BaseException");
        gc_store(t, as_cell(v), &as_exception(v)->cause, cause);
        as_exception(v)->suppress_context = true;
    }
    return raise_value(t, v);
}

Value raise_errno2(Thread *t, int error, Value filename, Value filename2)
{
    Value args[5] = {value_fixnum(error), str_from_text(t, strerror(error)), filename, V_NONE, filename2};
    if (is_null(args[1])) return V_NULL;
    Value e = call(t, type_value(type_by_id(t, T_OS_ERROR)), args, is_null(filename) ? 2 : is_null(filename2) ? 3 : 5, V_NULL);
    return is_null(e) ? V_NULL : raise_value(t, e);
}
Value raise_errno(Thread *t, int error, Value filename) { return raise_errno2(t, error, filename, V_NULL); }

void exception_set_attribute(Thread *t, Value name, Value obj)
{
    if (!is_exception(t->exception) || !is_instance_of(t, t->exception, T_ATTRIBUTE_ERROR)) return;
    Exception *e = as_exception(t->exception);
    if (!is_null(e->field[0]) || !is_null(e->field[1])) return;
    gc_store(t, e, &e->field[0], name);
    gc_store(t, e, &e->field[1], obj);
}

Value raise_attribute_error(Thread *t, Value obj, Value name)
{
    if (is_type(obj)) raise(t, T_ATTRIBUTE_ERROR, "type object '%N' has no attribute '%U'", as_type(obj), name);
    else raise(t, T_ATTRIBUTE_ERROR, "'%T' object has no attribute '%U'", obj, name);
    exception_set_attribute(t, name, obj);
    return V_NULL;
}

Value raise_stop_iteration(Thread *t, Value v)
{
    if (is_null(v) || is_none(v)) return raise_none(t, T_STOP_ITERATION);
    return raise_with(t, T_STOP_ITERATION, v);
}

Value raise_key_error(Thread *t, Value key) { return raise_with(t, T_KEY_ERROR, key); }

/* --- asking --- */

bool error_matches(Thread *t, TypeId id)
{
    Type *type = t->rt->types[id];
    return !is_null(t->exception) && type && type_is_subtype(type_of(t, t->exception), type);
}

bool exception_matches(Thread *t, Value exception, Value types)
{
    if (is_tuple(types)) {
        for (size_t i = 0; i < as_tuple(types)->length; i++)
            if (exception_matches(t, exception, as_tuple(types)->items[i])) return true;
        return false;
    }
    Type *type = is_type(exception) ? as_type(exception) : type_of(t, exception);
    return is_type(types) && type_is_subtype(type, as_type(types));
}

/* --- recursion --- */

bool recursion_check(Thread *t, const char *where)
{
    if (__builtin_expect((char *)__builtin_frame_address(0) > t->c_stack_limit, 1)) return true;
    if (t->recursion_headroom > 0) { /* building the error itself may go a little deeper */
        if ((char *)__builtin_frame_address(0) > t->c_stack_limit - 64 * 1024) return true;
        raise_memory_error(t);
        return false;
    }
    t->recursion_headroom++;
    raise(t, T_RECURSION_ERROR, "maximum recursion depth exceeded%s", where);
    t->recursion_headroom--;
    return false;
}

/* --- tracebacks --- */

void traceback_add(Thread *t, const Value *registers, const uint64_t *pc)
{
    Value e = t->exception;
    if (!is_exception(e)) return;
    Code *code = frame_code(registers);
    t->exception = V_NULL;
    FrameObject *frame = frame_object(t, (Value *)registers);
    Value tb = frame ? traceback_new(t, as_exception(e)->traceback, value_cell(frame), code, pc_index(code, pc)) : V_NULL;
    t->exception = e; /* out of memory while describing an error: the error goes on without this entry */
    if (!is_null(tb)) gc_store(t, as_cell(e), &as_exception(e)->traceback, tb);
}

/* --- warnings --- */

/* through warnings.py once that is loaded, else through _warnings; stack_level as in warnings.warn */
static bool warn_value(Thread *t, TypeId category, int stack_level, Value message)
{
    Value module = dict_get_text(t, t->rt->modules, "warnings");
    if (is_null(module) || is_none(module)) module = import_module(t, "_warnings");
    if (is_null(module)) {
        if (!error_matches(t, T_IMPORT_ERROR)) return false;
        error_clear(t);
        return true;
    }
    Value args[3] = {message, type_value(type_by_id(t, category)), value_fixnum(stack_level)};
    return !is_null(call_method(t, module, NAME(t, warn), args, 3));
}

bool warn(Thread *t, TypeId category, int stack_level, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    Value message = str_format_va(t, format, ap);
    va_end(ap);
    return !is_null(message) && warn_value(t, category, stack_level, message);
}

bool warn_explicit(Thread *t, TypeId category, Value message, Value filename, int line)
{
    Value module = dict_get_text(t, t->rt->modules, "warnings");
    if (is_null(module) || is_none(module)) module = import_module(t, "_warnings");
    if (is_null(module)) return false;
    Value args[4] = {message, type_value(type_by_id(t, category)), filename, value_fixnum(line)};
    return !is_null(call_method(t, module, str_intern_text(t, "warn_explicit"), args, 4));
}

/* --- unraisable --- */

void error_unraisable(Thread *t, const char *message, Value object)
{
    Value e = error_take(t);
    if (is_null(e)) return;
    Value hook = dict_get_text(t, t->rt->sys_dict, "unraisablehook");
    Value text = message ? str_from_text(t, message) : V_NONE;
    Value tb = is_exception(e) && !is_null(as_exception(e)->traceback) ? as_exception(e)->traceback : V_NONE;
    if (!is_null(hook) && !is_none(hook) && !is_null(text)) {
        Value args[5] = {type_value(type_of(t, e)), e, tb, text, is_null(object) ? V_NONE : object};
        Value info = sys_unraisable_args(t, args);
        if (!is_null(info) && !is_null(call1(t, hook, info))) return;
    }
    error_clear(t);
    exception_print(t, e, V_NULL);
    error_clear(t);
}
