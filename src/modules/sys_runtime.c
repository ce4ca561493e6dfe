/* sys_runtime.c - functions of the sys module about the interpreter's state: encodings, sizes, threads, hooks of coroutines, tracing. */
#include "modules/args.h"
#include "modules/sys.h"
#include "objects/dict.h"
#include "objects/frame.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/structseq.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "vm/interp.h"
#include <stdio.h>

/* --- constants as functions --- */

static Value getdefaultencoding(Thread *t, Value *a, size_t n) { (void)a, (void)n; return str_from_text(t, "utf-8"); }
static Value getfilesystemencoding(Thread *t, Value *a, size_t n) { (void)a, (void)n; return str_from_text(t, "utf-8"); }
static Value getfilesystemencodeerrors(Thread *t, Value *a, size_t n) { (void)a, (void)n; return str_from_text(t, "surrogateescape"); }
static Value no(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return V_FALSE; }
static Value yes(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return V_TRUE; }
static Value nothing(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return V_NONE; }
static Value get_cpu_count_config(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return value_fixnum(-1); }
static Value is_finalizing(Thread *t, Value *a, size_t n) { (void)a, (void)n; return value_bool(t->rt->finalizing); }

/* --- objects --- */

static Value getsizeof(Thread *t, Value *a, size_t n)
{
    (void)n;
    bool found;
    Value size = call_special(t, a[0], NAME(t, __sizeof__), NULL, 0, &found);
    if (!found && !error_set(t)) raise(t, T_TYPE_ERROR, "Type %T doesn't define __sizeof__", a[0]);
    if (is_null(size)) {
        if (is_null(a[1]) || !error_matches(t, T_TYPE_ERROR)) return V_NULL;
        error_clear(t);
        return a[1];
    }
    if (!is_int(size)) return is_null(a[1]) ? raise(t, T_TYPE_ERROR, "an integer is required") : a[1];
    return int_sign(size) < 0 ? raise(t, T_VALUE_ERROR, "__sizeof__() should return >= 0") : size;
}

static Value is_interned(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_str(a[0])) return raise(t, T_TYPE_ERROR, "_is_interned() argument must be str, not %T", a[0]);
    return value_bool(str_is_interned(as_str(a[0])));
}
static Value is_immortal(Thread *t, Value *a, size_t n) { (void)t, (void)n; return value_bool(!is_pointer(a[0])); }

static bool count_cell(void *context, Header *cell) { (void)cell; return ++*(size_t *)context; }
static Value getallocatedblocks(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    size_t count = 0;
    gc_each_cell(t, count_cell, &count);
    return int_from_uint64(t, count);
}

/* --- threads --- */

static Value getswitchinterval(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    return float_new(t, t->rt->switch_interval > 0 ? t->rt->switch_interval : 0.005);
}
static Value setswitchinterval(Thread *t, Value *a, size_t n)
{
    (void)n;
    double seconds;
    if (!to_double(t, a[0], &seconds)) return V_NULL;
    if (!(seconds > 0)) return raise(t, T_VALUE_ERROR, "switch interval must be strictly positive");
    t->rt->switch_interval = seconds;
    return V_NONE;
}

static Value current_frames(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    Value dict = dict_new(t);
    if (is_null(dict)) return V_NULL;
    for (Thread *each = t->rt->threads; each; each = each->next) {
        if (!each->registers) continue;
        FrameObject *f = frame_object(each, each->registers);
        if (!f || !dict_set(t, dict, int_from_uint64(t, each->id), value_cell(f))) return V_NULL;
    }
    return dict;
}
static Value current_exceptions(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    Value dict = dict_new(t);
    for (Thread *each = t->rt->threads; each && !is_null(dict); each = each->next) {
        Value e = handled_exception(each);
        if (!dict_set(t, dict, int_from_uint64(t, each->id), is_null(e) ? V_NONE : e)) return V_NULL;
    }
    return dict;
}

/* --- coroutines --- */

static const MemberDef hooks_fields[] = {STRUCTSEQ_FIELD(0, "firstiter", NULL), STRUCTSEQ_FIELD(1, "finalizer", NULL), MEMBER_END};
static bool hooks_setup(Thread *t, Type *type) { return structseq_setup(t, type, 2, 2); }
const TypeSpec sys_asyncgen_hooks_type_spec = {STRUCTSEQ_SPEC("asyncgen_hooks", "What sys.get_asyncgen_hooks() returns.", hooks_fields, 0),
                                               .setup = hooks_setup};

static Value get_asyncgen_hooks(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    Value fields[2] = {t->asyncgen_firstiter, t->asyncgen_finalizer};
    return structseq_new(t, T_SYS_ASYNCGEN_HOOKS, fields);
}
static Value set_asyncgen_hooks(Thread *t, Value *a, size_t n)
{
    (void)n;
    static const char *const names[] = {"firstiter", "finalizer"};
    for (int i = 1; i >= 0; i--)
        if (!is_null(a[i]) && !is_none(a[i]) && !is_callable(t, a[i])) return raise(t, T_TYPE_ERROR, "callable %s expected, got %T", names[i], a[i]);
    if (!is_null(a[0])) t->asyncgen_firstiter = is_none(a[0]) ? V_NULL : a[0];
    if (!is_null(a[1])) t->asyncgen_finalizer = is_none(a[1]) ? V_NULL : a[1];
    return V_NONE;
}

static Value get_origin_depth(Thread *t, Value *a, size_t n) { (void)a, (void)n; return value_fixnum(t->origin_depth); }
static Value set_origin_depth(Thread *t, Value *a, size_t n)
{
    (void)n;
    int depth;
    if (!arg_int(t, a[0], &depth)) return V_NULL;
    if (depth < 0) return raise(t, T_VALUE_ERROR, "depth must be >= 0");
    t->origin_depth = depth;
    return V_NONE;
}

/* --- tracing --- */

static Value gettrace(Thread *t, Value *a, size_t n) { (void)a, (void)n; return is_null(t->trace_function) ? V_NONE : t->trace_function; }
static Value getprofile(Thread *t, Value *a, size_t n) { (void)a, (void)n; return is_null(t->profile_function) ? V_NONE : t->profile_function; }

/* the interpreter has no tracing yet: only switching it off is possible */
static Value settrace(Thread *t, Value *a, size_t n)
{
    (void)n;
    return is_none(a[0]) ? V_NONE : raise(t, T_NOT_IMPLEMENTED_ERROR, "tracing is not available in this version of Coachwhip");
}

static Value call_tracing(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_tuple(a[1])) return raise(t, T_TYPE_ERROR, "call_tracing() argument 2 must be tuple, not %T", a[1]);
    return call_spread(t, a[0], a[1], V_NULL);
}

/* dataclasses(slots=True) makes a class anew from another's dict and wants the old one's descriptors gone */
static Value clear_type_descriptors(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_type(a[0])) return raise(t, T_TYPE_ERROR, "argument must be a type, not %T", a[0]);
    Type *type = as_type(a[0]);
    if (!(type->flags & TYPE_PYTHON)) return raise(t, T_TYPE_ERROR, "argument is immutable");
    const Value names[2] = {NAME(t, __dict__), NAME(t, __weakref__)};
    for (int i = 0; i < 2; i++)
        if (has_kind(dict_get_str(t, type->dict, names[i]), K_GETSET) && !type_set_attr(t, type, names[i], V_NULL)) return V_NULL;
    return V_NONE;
}

const NativeDef sys_runtime_functions[] = {
    FN("getdefaultencoding", getdefaultencoding, "($module, /)", "Return the current default encoding used by the Unicode implementation."),
    FN("getfilesystemencoding", getfilesystemencoding, "($module, /)", "Return the encoding used to convert Unicode filenames to OS filenames."),
    FN("getfilesystemencodeerrors", getfilesystemencodeerrors, "($module, /)", "Return the error mode used for Unicode to OS filename conversion."),
    FN("is_finalizing", is_finalizing, "($module, /)", "Return True if Python is exiting."),
    FN("getsizeof", getsizeof, "($module, /, object, default=<unrepresentable>)", "Return the size of object in bytes."),
    FN("getallocatedblocks", getallocatedblocks, "($module, /)", "Return the number of memory blocks currently allocated."),
    FN("_is_interned", is_interned, "($module, string, /)", "Return True if the given string is \"interned\"."),
    FN("_is_immortal", is_immortal, "($module, op, /)", "Return True if the given object is \"immortal\": no heap cell."),
    FN("_is_gil_enabled", yes, "($module, /)", "Return True if the GIL is currently enabled and False otherwise."),
    FN("_clear_type_cache", nothing, "($module, /)", "Does nothing: caches clear themselves."),
    FN("_clear_type_descriptors", clear_type_descriptors, "($module, type, /)", "Private: remove __dict__ and __weakref__ from a class's own attributes."),
    FN("_clear_internal_caches", nothing, "($module, /)", "Does nothing: caches clear themselves."),
    FN("_get_cpu_count_config", get_cpu_count_config, "($module, /)", "Private function for getting PyConfig.cpu_count"),
    FN("is_stack_trampoline_active", no, "($module, /)", "Return False: there are no trampolines."),
    FN("is_remote_debug_enabled", no, "($module, /)", "Return False: other processes cannot attach."),
    FN("getswitchinterval", getswitchinterval, "($module, /)", "Return the current thread switch interval; see sys.setswitchinterval()."),
    FN("setswitchinterval", setswitchinterval, "($module, interval, /)", "Set the ideal thread switching delay inside the Python interpreter."),
    FN("_current_frames", current_frames, "($module, /)", "Return a dict mapping each thread's thread id to its current stack frame."),
    FN("_current_exceptions", current_exceptions, "($module, /)", "Return a dict mapping each thread's identifier to its current raised exception."),
    FN("get_asyncgen_hooks", get_asyncgen_hooks, "($module, /)", "Return the installed asynchronous generators hooks."),
    FN("set_asyncgen_hooks", set_asyncgen_hooks, "($module, firstiter=<unrepresentable>, finalizer=<unrepresentable>)", "Set asynchronous generators hooks."),
    FN("get_coroutine_origin_tracking_depth", get_origin_depth, "($module, /)", "Check status of origin tracking for coroutine objects in this thread."),
    FN("set_coroutine_origin_tracking_depth", set_origin_depth, "($module, /, depth)", "Enable or disable origin tracking for coroutine objects in this thread."),
    FN("gettrace", gettrace, "($module, /)", "Return the global debug tracing function set with sys.settrace."),
    FN("settrace", settrace, "($module, function, /)", "Set the global debug tracing function."),
    FN("getprofile", getprofile, "($module, /)", "Return the profiling function set with sys.setprofile."),
    FN("setprofile", settrace, "($module, function, /)", "Set the profiling function."),
    FN("call_tracing", call_tracing, "($module, func, args, /)", "Call func(*args), while tracing is enabled."),
    FN_END};
