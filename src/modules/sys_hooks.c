/* sys_hooks.c - sys.displayhook, excepthook, unraisablehook, breakpointhook and audit hooks. */
#include "modules/sys.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/structseq.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include <stdarg.h>
#include <stdlib.h>

/* --- sys.UnraisableHookArgs --- */

static const MemberDef unraisable_fields[] = {
    STRUCTSEQ_FIELD(0, "exc_type", "Exception type"),
    STRUCTSEQ_FIELD(1, "exc_value", "Exception value, or None"),
    STRUCTSEQ_FIELD(2, "exc_traceback", "Exception traceback, or None"),
    STRUCTSEQ_FIELD(3, "err_msg", "Error message, or None"),
    STRUCTSEQ_FIELD(4, "object", "Object that caused the exception, or None"),
    MEMBER_END};
static bool unraisable_setup(Thread *t, Type *type) { return structseq_setup(t, type, 5, 5); }
const TypeSpec sys_unraisable_args_type_spec = {
    STRUCTSEQ_SPEC("UnraisableHookArgs", "What sys.unraisablehook is called with.", unraisable_fields, TYPE_NO_INSTANTIATE),
    .setup = unraisable_setup};

Value sys_unraisable_args(Thread *t, const Value *five) { return structseq_new(t, T_SYS_UNRAISABLE_ARGS, five); }

/* --- hooks --- */

/* repr(v) written to a file that may not be able to encode it */
static bool write_repr(Thread *t, Value out, Value v)
{
    Value text = object_repr(t, v);
    if (is_null(text)) return false;
    if (!is_null(call_method1(t, out, NAME(t, write), text))) return true;
    if (!error_matches(t, T_UNICODE_ENCODE_ERROR)) return false;
    error_clear(t);
    Value encoding = attr_get(t, out, NAME(t, encoding));
    Value args[2] = {encoding, str_from_text(t, "backslashreplace")};
    Value encoded = is_null(encoding) || is_null(args[1]) ? V_NULL : call_method(t, text, NAME(t, encode), args, 2);
    if (is_null(encoded)) return false;
    Value buffer = attr_get_optional(t, out, str_intern_text(t, "buffer"));
    if (!is_null(buffer)) return !is_null(call_method1(t, buffer, NAME(t, write), encoded));
    if (error_set(t)) return false;
    Value decode[2] = {encoding, NAME(t, strict)};
    Value escaped = call_method(t, encoded, NAME(t, decode), decode, 2);
    return !is_null(escaped) && !is_null(call_method1(t, out, NAME(t, write), escaped));
}

static Value displayhook(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value builtins = dict_get_str(t, as_dict(t->rt->modules), NAME(t, builtins));
    if (is_null(builtins)) return raise(t, T_RUNTIME_ERROR, "lost builtins module");
    if (is_none(a[0])) return V_NONE;
    if (!attr_set(t, builtins, NAME(t, _), V_NONE)) return V_NULL;
    Value out = sys_get(t, "stdout");
    if (is_null(out) || is_none(out)) return raise(t, T_RUNTIME_ERROR, "lost sys.stdout");
    if (!write_repr(t, out, a[0]) || is_null(call_method1(t, out, NAME(t, write), t->rt->chars['\n']))) return V_NULL;
    return attr_set(t, builtins, NAME(t, _), a[0]) ? V_NONE : V_NULL;
}

static Value excepthook(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value e = a[1];
    if (!is_exception(e)) {
        Value file = sys_get(t, "stderr");
        Value text = str_format(t, "TypeError: print_exception(): Exception expected for value, %T found\n", e);
        if (!is_null(file) && !is_none(file) && !is_null(text) && is_null(call_method1(t, file, NAME(t, write), text))) error_clear(t);
        return V_NONE;
    }
    if (!is_none(a[2]) && is_null(as_exception(e)->traceback)) gc_store(t, as_cell(e), &as_exception(e)->traceback, a[2]);
    Value file = sys_get(t, "stderr");
    if (!is_null(file) && is_none(file)) return V_NONE;
    exception_print(t, e, file);
    return V_NONE;
}

/* as CPython prints what can't be raised: the message, the object, then the traceback */
static Value unraisablehook(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_instance_of(t, a[0], T_SYS_UNRAISABLE_ARGS)) return raise(t, T_TYPE_ERROR, "sys.unraisablehook argument type must be UnraisableHookArgs");
    const Value *field = as_tuple(a[0])->items;
    Value file = sys_get(t, "stderr"), message = field[3], object = field[4], text = t->rt->empty_str;
    if (is_null(file) || is_none(file)) return V_NONE;
    if (!is_none(object)) {
        Value shown = object_repr(t, object);
        if (is_null(shown)) {
            error_clear(t);
            shown = str_from_text(t, "<object repr() failed>");
        }
        text = is_none(message) ? str_format(t, "Exception ignored in: %U\n", shown) : str_format(t, "%S: %U\n", message, shown);
    } else if (!is_none(message)) {
        text = str_format(t, "%S:\n", message);
    }
    if (is_null(text) || is_null(call_method1(t, file, NAME(t, write), text))) return V_NULL;
    if (is_exception(field[1])) exception_print(t, field[1], file);
    return V_NONE;
}

/* imports "package.module" of "package.module.name" and gives its attribute; V_NULL: exception */
static Value dotted_callable(Thread *t, const char *path)
{
    const char *dot = strrchr(path, '.');
    Value name = dot ? str_from_utf8(t, path, (size_t)(dot - path)) : NAME(t, builtins);
    if (is_null(name)) return V_NULL;
    Value module = import_name(t, name, V_NONE, NAME(t, __name__), 0);
    return is_null(module) ? V_NULL : attr_get(t, module, str_intern_text(t, dot ? dot + 1 : path));
}

static Value breakpointhook(Thread *t, Value *a, size_t n)
{
    Value keywords = t->keyword_names;
    const char *path = t->rt->options.ignore_environment ? NULL : getenv("PYTHONBREAKPOINT");
    if (!path || !*path) path = "pdb.set_trace";
    if (!strcmp(path, "0")) return V_NONE;
    Value hook = dotted_callable(t, path);
    if (is_null(hook)) {
        if (!error_matches(t, T_IMPORT_ERROR) && !error_matches(t, T_ATTRIBUTE_ERROR)) return V_NULL;
        error_clear(t);
        return warn(t, T_RUNTIME_WARNING, 0, "Ignoring unimportable $PYTHONBREAKPOINT: \"%s\"", path) ? V_NONE : V_NULL;
    }
    return call(t, hook, a, n - (is_null(keywords) ? 0 : as_tuple(keywords)->length), keywords);
}

/* --- audit hooks (PEP 578) --- */

static bool audit(Thread *t, Value event, Value args)
{
    Value hooks = t->rt->state[STATE_AUDIT_HOOKS];
    if (is_null(hooks)) return true;
    for (size_t i = 0; i < as_list(hooks)->length; i++)
        if (is_null(call2(t, as_list(hooks)->items[i], event, args))) return false;
    return true;
}

bool sys_audit(Thread *t, const char *event, size_t n, ...)
{
    if (is_null(t->rt->state[STATE_AUDIT_HOOKS])) return true;
    Value args[8];
    va_list ap;
    va_start(ap, n);
    for (size_t i = 0; i < n; i++) args[i] = va_arg(ap, Value);
    va_end(ap);
    Value name = str_intern_text(t, event), tuple = tuple_new(t, args, n);
    return !is_null(name) && !is_null(tuple) && audit(t, name, tuple);
}

static Value sys_audit_(Thread *t, Value *a, size_t n)
{
    if (!is_str(a[0])) return raise(t, T_TYPE_ERROR, "audit() argument 1 must be str, not %T", a[0]);
    if (is_null(t->rt->state[STATE_AUDIT_HOOKS])) return V_NONE;
    Value args = tuple_new(t, a + 1, n - 1);
    return is_null(args) || !audit(t, a[0], args) ? V_NULL : V_NONE;
}

static Value addaudithook(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!sys_audit(t, "sys.addaudithook", 0)) {
        if (!error_matches(t, T_RUNTIME_ERROR)) return V_NULL;
        error_clear(t); /* a hook refused the new one: it is silently not added */
        return V_NONE;
    }
    Value *hooks = &t->rt->state[STATE_AUDIT_HOOKS];
    if (is_null(*hooks)) {
        Value list = list_new(t, NULL, 0);
        if (is_null(list)) return V_NULL;
        *hooks = list;
    }
    return list_append(t, *hooks, a[0]) ? V_NONE : V_NULL;
}

const NativeDef sys_hook_functions[] = {
    FN("displayhook", displayhook, "($module, object, /)", "Print an object to sys.stdout and also save it in builtins._"),
    FN("excepthook", excepthook, "($module, exctype, value, traceback, /)", "Handle an exception by displaying it with a traceback on sys.stderr."),
    FN("unraisablehook", unraisablehook, "($module, unraisable, /)", "Report an exception that cannot be raised on sys.stderr."),
    {"breakpointhook", breakpointhook, NULL, "What breakpoint() calls: the debugger that PYTHONBREAKPOINT names, or pdb.", FN_KEYWORDS},
    FN("audit", sys_audit_, "($module, event, /, *args)", "Passes the event to any hooks that are attached."),
    FN("addaudithook", addaudithook, "($module, /, hook)", "Adds a new audit hook callback."),
    FN_END};
