/* exception_group.c - BaseExceptionGroup and ExceptionGroup (PEP 654). exceptions is a non-empty tuple of exceptions. */
#include "objects/exception_group.h"
#include "objects/exception_internal.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/sequence.h"
#include "objects/set.h"
#include "runtime/call.h"
#include "runtime/ops.h"
#include "runtime/typebuild.h"
#include "runtime/typeslots.h"

bool is_exception_group(Thread *t, Value v) { return is_instance_of(t, v, T_BASE_EXCEPTION_GROUP); }
static Value members_of(Value group) { return as_exception(group)->field[GROUP_EXCEPTIONS]; }

/* --- making --- */

static bool is_sequence(Thread *t, Value v)
{
    return type_of(t, v)->slots.get_item && !is_dict(v) && !is_type(v) && !has_type(t, v, T_MAPPINGPROXY);
}

/* the exceptions as a tuple; *base: some are no Exceptions */
static Value checked_members(Thread *t, Value exceptions, bool *base)
{
    if (!is_sequence(t, exceptions)) return raise(t, T_TYPE_ERROR, "second argument (exceptions) must be a sequence");
    Value tuple = tuple_from_iterable(t, exceptions);
    if (is_null(tuple)) return V_NULL;
    size_t n = as_tuple(tuple)->length;
    if (n == 0) return raise(t, T_VALUE_ERROR, "second argument (exceptions) must be a non-empty sequence");
    *base = false;
    for (size_t i = 0; i < n; i++) {
        Value e = as_tuple(tuple)->items[i];
        if (!is_exception(e)) return raise(t, T_VALUE_ERROR, "Item %zu of second argument (exceptions) is not an exception", i);
        *base |= !is_instance_of(t, e, T_EXCEPTION);
    }
    return tuple;
}

/* BaseExceptionGroup of Exceptions only is an ExceptionGroup; classes that are Exceptions hold nothing else */
static Type *choose_class(Thread *t, Type *cls, bool base)
{
    if (!base) return cls->id == T_BASE_EXCEPTION_GROUP ? t->rt->types[T_EXCEPTION_GROUP] : cls;
    if (cls->id == T_EXCEPTION_GROUP) return RAISE_PTR(t, T_TYPE_ERROR, "Cannot nest BaseExceptions in an ExceptionGroup");
    if (type_is_subtype(cls, t->rt->types[T_EXCEPTION])) return RAISE_PTR(t, T_TYPE_ERROR, "Cannot nest BaseExceptions in '%U'", cls->name);
    return cls;
}

Value exception_group_construct(Thread *t, Value *a, size_t n)
{
    size_t given = n - 1 - (is_null(t->keyword_names) ? 0 : as_tuple(t->keyword_names)->length);
    if (given != 2) return raise(t, T_TYPE_ERROR, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%zu given)", given);
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "BaseExceptionGroup.__new__() argument 1 must be str, not %T", a[1]);
    bool base;
    Value members = checked_members(t, a[2], &base);
    if (is_null(members)) return V_NULL;
    /* a list may be changed later, and is shown as a list of the members; of anything else the first look is kept */
    Value shown = is_list(a[2]) || is_tuple(a[2]) ? V_NULL : object_repr(t, a[2]);
    if (error_set(t)) return V_NULL;
    Type *cls = choose_class(t, as_type(a[0]), base);
    Value args = cls ? tuple_new(t, a + 1, 2) : V_NULL;
    if (is_null(args)) return V_NULL;
    Exception *e = object_alloc(t, cls, 0);
    if (!e) return V_NULL;
    e->args = args;
    e->field[GROUP_MESSAGE] = a[1];
    e->field[GROUP_EXCEPTIONS] = members;
    e->field[GROUP_EXCEPTIONS_REPR] = shown;
    return value_cell(e);
}

static bool fill(Thread *t, Exception *e, const Value *args, size_t n, Value keyword_names)
{
    (void)args, (void)n;
    return exception_no_keywords(t, e, keyword_names);
}
static Value init(Thread *t, Value *a, size_t n) { return exception_init(t, a, n, fill); }

Value exception_group_new(Thread *t, const char *message, Value exceptions)
{
    Value args[3] = {type_value(t->rt->types[T_BASE_EXCEPTION_GROUP]), str_from_text(t, message), exceptions};
    if (is_null(args[1])) return V_NULL;
    t->keyword_names = V_NULL;
    return exception_group_construct(t, args, 3);
}

/* --- text --- */

Value exception_group_str(Thread *t, Value self)
{
    const Exception *e = as_exception(self);
    size_t n = as_tuple(members_of(self))->length;
    return str_format(t, "%S (%zu sub-exception%s)", e->field[GROUP_MESSAGE], n, n == 1 ? "" : "s");
}

Value exception_group_repr(Thread *t, Value self)
{
    const Exception *e = as_exception(self);
    Value name = type_of(t, self)->name, members = members_of(self);
    if (!is_null(e->field[GROUP_EXCEPTIONS_REPR]))
        return str_format(t, "%U(%R, %U)", name, e->field[GROUP_MESSAGE], e->field[GROUP_EXCEPTIONS_REPR]);
    const Tuple *args = as_tuple(e->args);
    if (args->length == 2 && is_list(args->items[1])) members = list_new(t, as_tuple(members)->items, as_tuple(members)->length);
    return is_null(members) ? V_NULL : str_format(t, "%U(%R, %R)", name, e->field[GROUP_MESSAGE], members);
}

/* --- splitting --- */

/* which exceptions match: those of some types, those a predicate says yes to, those in a set of identities */
typedef struct Matcher { enum { BY_TYPE, BY_PREDICATE, BY_IDENTITY } kind; Value value; } Matcher;

static bool are_exception_classes(Value v)
{
    if (!is_tuple(v)) return is_exception_class(v);
    for (size_t i = 0; i < as_tuple(v)->length; i++)
        if (!is_exception_class(as_tuple(v)->items[i])) return false;
    return true;
}

static bool matcher_of(Thread *t, Value v, Matcher *m)
{
    m->value = v;
    m->kind = BY_TYPE;
    if (are_exception_classes(v)) return true;
    m->kind = BY_PREDICATE;
    if (is_callable(t, v) && !is_type(v)) return true;
    return RAISE_FALSE(t, T_TYPE_ERROR, "expected an exception type, a tuple of exception types, or a callable (other than a class)");
}

static Value identity(Thread *t, Value v) { return int_from_int64(t, (int64_t)value_identity(v)); }

static int matches(Thread *t, const Matcher *m, Value e)
{
    if (m->kind == BY_TYPE) return exception_matches(t, e, m->value);
    if (m->kind == BY_IDENTITY) return is_exception_group(t, e) ? 0 : set_contains(t, m->value, identity(t, e));
    Value answer = call1(t, m->value, e);
    return is_null(answer) ? -1 : is_truthy(t, answer);
}

static bool copy_notes(Thread *t, Value from, Value to)
{
    Value notes = attr_get_optional(t, from, NAME(t, __notes__));
    if (is_null(notes)) return !error_set(t);
    if (!is_sequence(t, notes)) return true; /* whatever it is, it is no notes */
    Value copy = list_from_iterable(t, notes);
    return !is_null(copy) && attr_set(t, to, NAME(t, __notes__), copy);
}

/* the group with only these members: what derive() makes, with the metadata of group; None for none */
static Value subset(Thread *t, Value group, Value members)
{
    if (as_list(members)->length == 0) return V_NONE;
    Value made = call_method1(t, group, str_intern_text(t, "derive"), members);
    if (is_null(made)) return V_NULL;
    if (!is_exception_group(t, made)) return raise(t, T_TYPE_ERROR, "derive must return an instance of BaseExceptionGroup");
    const Exception *from = as_exception(group);
    Exception *to = as_exception(made);
    if (!is_null(from->traceback)) gc_store(t, to, &to->traceback, from->traceback);
    gc_store(t, to, &to->context, from->context);
    gc_store(t, to, &to->cause, from->cause);
    to->suppress_context = true;
    return copy_notes(t, group, made) ? made : V_NULL;
}

/* match and rest are None where there is nothing; rest NULL: not wanted */
static bool split(Thread *t, Value e, const Matcher *m, Value *match, Value *rest)
{
    *match = V_NONE;
    if (rest) *rest = V_NONE;
    int r = matches(t, m, e);
    if (r < 0) return false;
    if (r) return *match = e, true;
    if (!is_exception_group(t, e)) {
        if (rest) *rest = e;
        return true;
    }
    if (!recursion_check(t, " in exceptiongroup_split_recursive")) return false;
    Value members = members_of(e), matching = list_new(t, NULL, 0), others = list_new(t, NULL, 0);
    if (is_null(matching) || is_null(others)) return false;
    for (size_t i = 0; i < as_tuple(members)->length; i++) {
        Value a, b = V_NONE;
        if (!split(t, as_tuple(members)->items[i], m, &a, rest ? &b : NULL)) return false;
        if (!is_none(a) && !list_append(t, matching, a)) return false;
        if (!is_none(b) && !list_append(t, others, b)) return false;
    }
    *match = subset(t, e, matching);
    if (is_null(*match)) return false;
    if (rest) *rest = subset(t, e, others);
    return !rest || !is_null(*rest);
}

static Value split_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Matcher m;
    Value match, rest;
    if (!matcher_of(t, a[1], &m) || !split(t, a[0], &m, &match, &rest)) return V_NULL;
    return tuple_pack(t, 2, match, rest);
}

static Value subgroup(Thread *t, Value *a, size_t n)
{
    (void)n;
    Matcher m;
    Value match;
    return matcher_of(t, a[1], &m) && split(t, a[0], &m, &match, NULL) ? match : V_NULL;
}

static Value derive(Thread *t, Value *a, size_t n)
{
    (void)n;
    return call2(t, type_value(t->rt->types[T_BASE_EXCEPTION_GROUP]), as_exception(a[0])->field[GROUP_MESSAGE], a[1]);
}

/* --- what except* needs --- */

static bool collect_leaves(Thread *t, Value e, Value set)
{
    if (!is_exception_group(t, e)) {
        Value id = identity(t, e);
        return !is_null(id) && set_add(t, set, id) >= 0;
    }
    if (!recursion_check(t, " in collect_exception_group_leaf_ids")) return false;
    const Tuple *members = as_tuple(members_of(e));
    for (size_t i = 0; i < members->length; i++)
        if (!collect_leaves(t, members->items[i], set)) return false;
    return true;
}

Value exception_group_projection(Thread *t, Value group, Value groups)
{
    Matcher m = {BY_IDENTITY, set_new(t)};
    if (is_null(m.value)) return V_NULL;
    for (size_t i = 0; i < as_list(groups)->length; i++)
        if (!collect_leaves(t, as_list(groups)->items[i], m.value)) return V_NULL;
    Value match;
    return split(t, group, &m, &match, NULL) ? match : V_NULL;
}

/* --- registration --- */

/* the one builtin type with two bases */
bool exception_group_setup(Thread *t, Type *type)
{
    Type *exception = type_by_id(t, T_EXCEPTION);
    Value bases = exception ? tuple_pack(t, 2, type_value(type->base), type_value(exception)) : V_NULL;
    if (is_null(bases)) return false;
    gc_store(t, type, &type->bases, bases);
    Value mro = type_compute_mro(t, type);
    if (is_null(mro)) return false;
    gc_store(t, type, &type->mro, mro);
    slots_inherit(type);
    return type_add_subclass(t, exception, type);
}

const NativeDef exception_group_methods[] = {
    EXCEPTION_INIT(init),
    {"__class_getitem__", sequence_class_getitem, "($type, object, /)", "Groups are generic over the type of their exceptions.", FN_CLASS},
    FN("derive", derive, "($self, excs, /)", "A group with the same message and other exceptions."),
    FN("split", split_, "($self, matcher_value, /)", "The group of what matches and the group of the rest; None for an empty one."),
    FN("subgroup", subgroup, "($self, matcher_value, /)", "The group of what matches, or None."),
    FN_END};
const NativeDef exception_group_init[] = {EXCEPTION_INIT(init), FN_END};
#define FIELD(i) (offsetof(Exception, field) + (i) * sizeof(Value))
const MemberDef exception_group_members[] = {
    {"message", FIELD(GROUP_MESSAGE), false, true, "exception message"},
    {"exceptions", FIELD(GROUP_EXCEPTIONS), false, true, "nested exceptions"},
    MEMBER_END};
