/* exception.c - BaseException, the types that add no more than a field to it, and the specs of all builtin exception types.
 *
 * Invariants
 *  - An instance is as long as its family's fields need: field[i] of a type that has no field i is not there.
 *  - args is a tuple from the moment the instance can be seen. Every type has an __init__ of its own, so that a Python class with
 *    several exception bases finds the same one as in CPython; __new__ is inherited, but for OSError and BaseExceptionGroup.
 */
#include "objects/exception.h"
#include "objects/exception_internal.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "runtime/call.h"
#include "runtime/ops.h"

/* --- making --- */

static bool same_values(Value tuple, const Value *v, size_t n)
{
    if (is_null(tuple) || as_tuple(tuple)->length != n) return false;
    for (size_t i = 0; i < n; i++)
        if (!value_same(as_tuple(tuple)->items[i], v[i])) return false;
    return true;
}

static bool set_args(Thread *t, Exception *e, const Value *args, size_t n)
{
    if (same_values(e->args, args, n)) return true;
    Value tuple = tuple_new(t, args, n);
    if (is_null(tuple)) return false;
    gc_store(t, e, &e->args, tuple);
    return true;
}

static size_t keyword_count(Value keyword_names) { return is_null(keyword_names) ? 0 : as_tuple(keyword_names)->length; }

static Value exception_construct(Thread *t, Value *a, size_t n)
{
    size_t positional = n - 1 - keyword_count(t->keyword_names);
    Exception *e = object_alloc(t, as_type(a[0]), 0);
    return e && set_args(t, e, a + 1, positional) ? value_cell(e) : V_NULL;
}

Value exception_init(Thread *t, Value *a, size_t n, ExceptionFill fill)
{
    Value keyword_names = t->keyword_names;
    size_t positional = n - 1 - keyword_count(keyword_names);
    Exception *e = as_exception(a[0]);
    return set_args(t, e, a + 1, positional) && fill(t, e, a + 1, positional, keyword_names) ? V_NONE : V_NULL;
}

bool exception_no_keywords(Thread *t, const Exception *e, Value keyword_names)
{
    if (is_null(keyword_names)) return true;
    return RAISE_FALSE(t, T_TYPE_ERROR, "%T() takes no keyword arguments", value_cell(e));
}

bool exception_keywords(Thread *t, const char *function, const char *const *known, size_t count, Value keyword_names, const Value *values,
                        Value *out)
{
    for (size_t i = 0; i < count; i++) out[i] = V_NULL;
    size_t given = keyword_count(keyword_names);
    if (given > count)
        return RAISE_FALSE(t, T_TYPE_ERROR, "%s() takes at most %zu keyword argument%s (%zu given)", function, count, count == 1 ? "" : "s", given);
    for (size_t k = 0; k < given; k++) {
        Value name = as_tuple(keyword_names)->items[k];
        size_t i = 0;
        while (i < count && !str_equal_text(name, known[i])) i++;
        if (i == count) return RAISE_FALSE(t, T_TYPE_ERROR, "%s() got an unexpected keyword argument '%U'", function, name);
        out[i] = values[k];
    }
    return true;
}

/* --- what the families without a file of their own do with their arguments --- */

static bool plain_fill(Thread *t, Exception *e, const Value *args, size_t n, Value keyword_names)
{
    (void)args, (void)n;
    return exception_no_keywords(t, e, keyword_names);
}

static bool stop_iteration_fill(Thread *t, Exception *e, const Value *args, size_t n, Value keyword_names)
{
    if (!exception_no_keywords(t, e, keyword_names)) return false;
    gc_store(t, e, &e->field[0], n ? args[0] : V_NONE);
    return true;
}

static bool system_exit_fill(Thread *t, Exception *e, const Value *args, size_t n, Value keyword_names)
{
    if (!exception_no_keywords(t, e, keyword_names)) return false;
    if (n) gc_store(t, e, &e->field[0], n == 1 ? args[0] : e->args);
    return true;
}

static bool name_error_fill(Thread *t, Exception *e, const Value *args, size_t n, Value keyword_names)
{
    Value name;
    if (!exception_keywords(t, "NameError", (const char *const[]){"name"}, 1, keyword_names, args + n, &name)) return false;
    gc_store(t, e, &e->field[0], name);
    return true;
}

static bool attribute_error_fill(Thread *t, Exception *e, const Value *args, size_t n, Value keyword_names)
{
    Value v[2];
    if (!exception_keywords(t, "AttributeError", (const char *const[]){"name", "obj"}, 2, keyword_names, args + n, v)) return false;
    gc_store(t, e, &e->field[0], v[0]);
    gc_store(t, e, &e->field[1], v[1]);
    return true;
}

static Value plain_init(Thread *t, Value *a, size_t n) { return exception_init(t, a, n, plain_fill); }
static Value stop_iteration_init(Thread *t, Value *a, size_t n) { return exception_init(t, a, n, stop_iteration_fill); }
static Value system_exit_init(Thread *t, Value *a, size_t n) { return exception_init(t, a, n, system_exit_fill); }
static Value name_error_init(Thread *t, Value *a, size_t n) { return exception_init(t, a, n, name_error_fill); }
static Value attribute_error_init(Thread *t, Value *a, size_t n) { return exception_init(t, a, n, attribute_error_fill); }

/* --- BaseException --- */

Value exception_str(Thread *t, Value self)
{
    const Tuple *args = as_tuple(as_exception(self)->args);
    if (args->length == 0) return str_empty(t);
    return object_str(t, args->length == 1 ? args->items[0] : as_exception(self)->args);
}

static Value exception_repr(Thread *t, Value self)
{
    const Tuple *args = as_tuple(as_exception(self)->args);
    Value name = type_of(t, self)->name;
    if (args->length == 1) return str_format(t, "%U(%R)", name, args->items[0]);
    return str_format(t, "%U%R", name, value_cell(args));
}

Value exception_state(Thread *t, Value self)
{
    const Shape *s = shape_of(t, as_cell(self));
    if (!s->dict_mode && s->count == 0) return V_NULL;
    Value dict = instance_dict(t, self);
    return is_null(dict) ? V_NULL : dict_copy(t, dict);
}

Value exception_reduced(Thread *t, Value self, Value args, Value state)
{
    Value type = type_value(type_of(t, self));
    return is_null(state) ? tuple_pack(t, 2, type, args) : tuple_pack(t, 3, type, args, state);
}

static Value exception_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    const Shape *s = shape_of(t, as_cell(a[0]));
    Value dict = s->dict_mode || s->count ? instance_dict(t, a[0]) : V_NULL;
    return error_set(t) ? V_NULL : exception_reduced(t, a[0], as_exception(a[0])->args, dict);
}

static Value exception_setstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (is_none(a[1])) return V_NONE;
    if (!is_dict(a[1])) return raise(t, T_TYPE_ERROR, "state is not a dictionary");
    uint32_t position = 0;
    Value key, v;
    while (dict_next(as_dict(a[1]), &position, &key, &v))
        if (!attr_set(t, a[0], key, v)) return V_NULL;
    return V_NONE;
}

static Value get_args(Thread *t, Value self) { (void)t; return as_exception(self)->args; }
static bool set_args_attribute(Thread *t, Value self, Value v)
{
    if (is_null(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "args may not be deleted");
    Value args = tuple_from_iterable(t, v);
    if (is_null(args)) return false;
    return gc_store(t, as_cell(self), &as_exception(self)->args, args), true;
}

static Value get_traceback(Thread *t, Value self) { (void)t; Value v = as_exception(self)->traceback; return is_null(v) ? V_NONE : v; }
static bool set_traceback(Thread *t, Value self, Value v)
{
    if (is_null(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "__traceback__ may not be deleted");
    if (is_none(v)) v = V_NULL;
    else if (!has_kind(v, K_TRACEBACK)) return RAISE_FALSE(t, T_TYPE_ERROR, "__traceback__ must be a traceback or None");
    return gc_store(t, as_cell(self), &as_exception(self)->traceback, v), true;
}

/* V_NULL for None; false: neither None nor an exception */
static bool exception_or_none(Thread *t, Value *v, const char *attribute, const char *what)
{
    if (is_null(*v)) return RAISE_FALSE(t, T_TYPE_ERROR, "%s may not be deleted", attribute);
    if (is_none(*v)) *v = V_NULL;
    else if (!is_exception(*v)) return RAISE_FALSE(t, T_TYPE_ERROR, "exception %s must be None or derive from BaseException", what);
    return true;
}

static Value get_context(Thread *t, Value self) { (void)t; Value v = as_exception(self)->context; return is_null(v) ? V_NONE : v; }
static bool set_context(Thread *t, Value self, Value v)
{
    if (!exception_or_none(t, &v, "__context__", "context")) return false;
    return gc_store(t, as_cell(self), &as_exception(self)->context, v), true;
}

static Value get_cause(Thread *t, Value self) { (void)t; Value v = as_exception(self)->cause; return is_null(v) ? V_NONE : v; }
static bool set_cause(Thread *t, Value self, Value v)
{
    if (!exception_or_none(t, &v, "__cause__", "cause")) return false;
    as_exception(self)->suppress_context = true;
    return gc_store(t, as_cell(self), &as_exception(self)->cause, v), true;
}

static Value get_suppress_context(Thread *t, Value self) { (void)t; return value_bool(as_exception(self)->suppress_context); }
static bool set_suppress_context(Thread *t, Value self, Value v)
{
    if (is_null(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "can't delete numeric/char attribute");
    if (!is_bool(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "attribute value type must be bool");
    as_exception(self)->suppress_context = is_true(v);
    return true;
}

static Value with_traceback(Thread *t, Value *a, size_t n)
{
    (void)n;
    return set_traceback(t, a[0], a[1]) ? a[0] : V_NULL;
}

static Value add_note(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "add_note() argument must be str, not %T", a[1]);
    Value notes = attr_get_optional(t, a[0], NAME(t, __notes__));
    if (error_set(t)) return V_NULL;
    if (is_null(notes)) {
        notes = list_new(t, NULL, 0);
        if (is_null(notes) || !attr_set(t, a[0], NAME(t, __notes__), notes)) return V_NULL;
    } else if (!is_list(notes)) {
        return raise(t, T_TYPE_ERROR, "Cannot add note: __notes__ is not a list");
    }
    return list_append(t, notes, a[1]) ? V_NONE : V_NULL;
}

static const GetSetDef base_getsets[] = {
    {"__dict__", instance_dict, instance_set_dict, NULL},
    {"args", get_args, set_args_attribute, NULL},
    {"__traceback__", get_traceback, set_traceback, NULL},
    {"__context__", get_context, set_context, NULL},
    {"__cause__", get_cause, set_cause, NULL},
    {"__suppress_context__", get_suppress_context, set_suppress_context, NULL},
    GETSET_END};
static const NativeDef base_methods[] = {
    EXCEPTION_INIT(plain_init),
    FN("__reduce__", exception_reduce, "($self, /)", NULL),
    FN("__setstate__", exception_setstate, "($self, state, /)", NULL),
    FN("with_traceback", with_traceback, "($self, tb, /)", "Set self.__traceback__ to tb and return self."),
    FN("add_note", add_note, "($self, note, /)", "Add a note: a line that reports print behind the exception."),
    FN_END};

/* --- the small families --- */

static Value key_error_str(Thread *t, Value self)
{
    const Tuple *args = as_tuple(as_exception(self)->args);
    return args->length == 1 ? object_repr(t, args->items[0]) : exception_str(t, self);
}

/* own attributes with name and args, so that copies keep the name; obj is left out: it may not be picklable */
static Value attribute_error_getstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    const Exception *e = as_exception(a[0]);
    Value state = exception_state(t, a[0]);
    if (error_set(t)) return V_NULL;
    if (is_null(e->field[0])) return is_null(state) ? V_NONE : state;
    if (is_null(state)) state = dict_new(t);
    if (is_null(state) || !dict_set(t, state, NAME(t, name), e->field[0]) || !dict_set(t, state, NAME(t, args), e->args)) return V_NULL;
    return state;
}

static Value attribute_error_reduce(Thread *t, Value *a, size_t n)
{
    Value state = attribute_error_getstate(t, a, n);
    return is_null(state) ? V_NULL : exception_reduced(t, a[0], as_exception(a[0])->args, state);
}

static const NativeDef plain_methods[] = {EXCEPTION_INIT(plain_init), FN_END};
static const NativeDef stop_iteration_methods[] = {EXCEPTION_INIT(stop_iteration_init), FN_END};
static const NativeDef system_exit_methods[] = {EXCEPTION_INIT(system_exit_init), FN_END};
static const NativeDef name_error_methods[] = {EXCEPTION_INIT(name_error_init), FN_END};
static const NativeDef attribute_error_methods[] = {
    EXCEPTION_INIT(attribute_error_init),
    FN("__getstate__", attribute_error_getstate, "($self, /)", NULL),
    FN("__reduce__", attribute_error_reduce, "($self, /)", NULL),
    FN_END};

#define FIELD(n) (offsetof(Exception, field) + (n) * sizeof(Value))
static const MemberDef stop_iteration_members[] = {{"value", FIELD(0), true, true, "generator return value"}, MEMBER_END};
static const MemberDef system_exit_members[] = {{"code", FIELD(0), true, true, "exception code"}, MEMBER_END};
static const MemberDef name_error_members[] = {{"name", FIELD(0), true, true, "name"}, MEMBER_END};
static const MemberDef attribute_error_members[] = {
    {"name", FIELD(0), true, true, "attribute name"}, {"obj", FIELD(1), true, true, "object"}, MEMBER_END};

/* --- the specs --- */

static void trace_fields(Tracer *tr, const Exception *e, size_t fields)
{
    gc_trace_values(tr, &e->args, 4);
    gc_trace_values(tr, e->field, fields);
}
_Static_assert(offsetof(Exception, cause) == offsetof(Exception, args) + 3 * sizeof(Value), "trace_fields takes them as a run");

#define TRACE(n) static void trace_##n(Tracer *tr, void *cell) { trace_fields(tr, cell, n); }
TRACE(0) TRACE(1) TRACE(2) TRACE(3) TRACE(4) TRACE(5) TRACE(9)
_Static_assert(GROUP_FIELDS == 3 && IMPORT_FIELDS == 4 && OS_FIELDS == 5 && UNICODE_FIELDS == 5 && SYNTAX_FIELDS == 9, "the numbers below");

#define FIELDS(n) .size = FIELD(n), .ext_offset = offsetof(Exception, ext), .trace = trace_##n
#define FAMILY_BASE \
    FIELDS(0), .kind = K_EXCEPTION, .methods = base_methods, .getsets = base_getsets, \
    .slots = {.repr = exception_repr, .str = exception_str}, \
    .construct = {"BaseException", exception_construct, NULL, "Create and return a new object.", FN_KEYWORDS}
#define FAMILY_PLAIN          .methods = plain_methods
#define FAMILY_STOP_ITERATION FIELDS(1), .methods = stop_iteration_methods, .members = stop_iteration_members
#define FAMILY_SYSTEM_EXIT    FIELDS(1), .methods = system_exit_methods, .members = system_exit_members
#define FAMILY_NAME           FIELDS(1), .methods = name_error_methods, .members = name_error_members
#define FAMILY_NAME_KIND      .methods = name_error_methods
#define FAMILY_ATTRIBUTE      FIELDS(2), .methods = attribute_error_methods, .members = attribute_error_members
#define FAMILY_KEY            .methods = plain_methods, .slots = {.str = key_error_str}
#define FAMILY_IMPORT \
    FIELDS(4), .methods = import_error_methods, .members = import_error_members, .slots = {.str = import_error_str}
#define FAMILY_IMPORT_KIND    .methods = import_error_init
#define FAMILY_OS \
    FIELDS(5), .methods = os_error_methods, .getsets = os_error_getsets, .members = os_error_members, .slots = {.str = os_error_str}, \
    .construct = {"OSError", os_error_construct, NULL, "Create and return a new object.", FN_KEYWORDS}
#define FAMILY_OS_KIND        .methods = os_error_init
#define FAMILY_SYNTAX \
    FIELDS(9), .methods = syntax_error_init, .members = syntax_error_members, .slots = {.str = syntax_error_str}
#define FAMILY_SYNTAX_KIND    .methods = syntax_error_init
#define UNICODE(init) \
    FIELDS(5), .methods = init, .getsets = unicode_error_getsets, .members = unicode_error_members, .slots = {.str = unicode_error_str}
#define FAMILY_UNICODE_DECODE    UNICODE(unicode_decode_init)
#define FAMILY_UNICODE_ENCODE    UNICODE(unicode_encode_init)
#define FAMILY_UNICODE_TRANSLATE UNICODE(unicode_translate_init)
#define FAMILY_GROUP \
    FIELDS(3), .methods = exception_group_methods, .members = exception_group_members, \
    .slots = {.repr = exception_group_repr, .str = exception_group_str}, \
    .construct = {"BaseExceptionGroup", exception_group_construct, NULL, "Create and return a new object.", FN_KEYWORDS}
#define FAMILY_EXCEPTION_GROUP .methods = exception_group_init, .setup = exception_group_setup

#define EXCEPTION(id, spec, type_name, base_id, family, text) \
    const TypeSpec spec##_type_spec = { \
        .name = type_name, .doc = text, .base = T_##base_id, .flags = TYPE_BASE | TYPE_IMMUTABLE | TYPE_HAS_DICT, FAMILY_##family};
#include "objects/exceptions.def"
#undef EXCEPTION

/* --- from C --- */

#define FILL_BASE              plain_fill
#define FILL_PLAIN             plain_fill
#define FILL_STOP_ITERATION    stop_iteration_fill
#define FILL_SYSTEM_EXIT       system_exit_fill
#define FILL_NAME              name_error_fill
#define FILL_NAME_KIND         name_error_fill
#define FILL_ATTRIBUTE         attribute_error_fill
#define FILL_KEY               plain_fill
#define FILL_IMPORT            import_error_fill
#define FILL_IMPORT_KIND       import_error_fill
#define FILL_OS                os_error_fill
#define FILL_OS_KIND           os_error_fill
#define FILL_SYNTAX            syntax_error_fill
#define FILL_SYNTAX_KIND       syntax_error_fill
#define FILL_UNICODE_DECODE    unicode_decode_fill
#define FILL_UNICODE_ENCODE    unicode_encode_fill
#define FILL_UNICODE_TRANSLATE unicode_translate_fill
#define FILL_GROUP             NULL
#define FILL_EXCEPTION_GROUP   NULL

static const ExceptionFill fills[T_USER_WARNING - T_BASE_EXCEPTION + 1] = {
#define EXCEPTION(id, spec, name, base, family, doc) [T_##id - T_BASE_EXCEPTION] = FILL_##family,
#include "objects/exceptions.def"
#undef EXCEPTION
};

Value exception_new(Thread *t, Type *type, const Value *args, size_t n)
{
    /* exceptions of native modules, whose ids lie behind these, have no fields of their own */
    ExceptionFill fill = type->id <= T_USER_WARNING ? fills[type->id - T_BASE_EXCEPTION] : plain_fill;
    if (!fill) return call(t, type_value(type), args, n, V_NULL); /* groups look at their exceptions, and no more */
    if (fill == os_error_fill) type = os_error_type(t, type, args, n);
    Exception *e = type ? object_alloc(t, type, 0) : NULL;
    if (!e || !set_args(t, e, args, n)) return V_NULL;
    if (fill != plain_fill && !fill(t, e, args, n, V_NULL)) return V_NULL;
    return value_cell(e);
}

void exception_set_name(Thread *t, Value name)
{
    Value e = t->exception;
    if (!is_exception(e)) return;
    if (error_matches(t, T_NAME_ERROR)) gc_store(t, as_cell(e), &as_exception(e)->field[0], name);
    else if (error_matches(t, T_IMPORT_ERROR)) gc_store(t, as_cell(e), &as_exception(e)->field[IMPORT_NAME], name);
}
