/* patterns.c - the match statement: mapping and class patterns. */
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "vm/helpers.h"

bool vm_is_pattern_type(Thread *t, Value v, unsigned flag) { return type_of(t, v)->flags & flag; }

static bool note_key(Thread *t, Value seen, Value key)
{
    int added = set_add(t, seen, key);
    if (added == 0) raise(t, T_VALUE_ERROR, "mapping pattern checks duplicate key (%R)", key);
    return added > 0;
}

/* looked up with get(key, marker), so that __missing__ is not called and no key is added */
Value vm_match_keys(Thread *t, Value subject, Value keys)
{
    size_t n = as_tuple(keys)->length;
    Value seen = set_new(t), values = list_new(t, NULL, 0), get = V_NULL;
    if (is_null(seen) || is_null(values)) return V_NULL;
    bool plain = is_exact_dict(subject);
    if (!plain && n && is_null(get = attr_get(t, subject, NAME(t, get)))) return V_NULL;
    Value marker = seen; /* any object the mapping cannot hold */
    for (size_t i = 0; i < n; i++) {
        Value key = as_tuple(keys)->items[i];
        if (!note_key(t, seen, key)) return V_NULL;
        Value v = plain ? dict_get(t, subject, key) : call2(t, get, key, marker);
        if (is_null(v)) return error_set(t) ? V_NULL : V_NONE;
        if (value_same(v, marker)) return V_NONE;
        if (!list_append(t, values, v)) return V_NULL;
    }
    return list_to_tuple(t, values);
}

Value vm_match_rest(Thread *t, Value subject, Value keys)
{
    Value rest = dict_new(t);
    if (is_null(rest) || !dict_update(t, rest, subject)) return V_NULL;
    for (size_t i = 0; i < as_tuple(keys)->length; i++)
        if (dict_delete(t, rest, as_tuple(keys)->items[i]) < 0) return V_NULL;
    return rest;
}

/* one attribute of a class pattern: 1 appended, 0 absent, -1 exception */
static int match_attribute(Thread *t, Value subject, Value cls, Value name, Value seen, Value values)
{
    int added = set_add(t, seen, name);
    if (added < 0) return -1;
    if (!added) return RAISE_INT(t, T_TYPE_ERROR, "%N() got multiple sub-patterns for attribute %R", as_type(cls), name);
    Value v = attr_get_optional(t, subject, name);
    if (is_null(v)) return error_set(t) ? -1 : 0;
    return list_append(t, values, v) ? 1 : -1;
}

static int match_positional(Thread *t, Value subject, Value cls, size_t count, Value seen, Value values)
{
    bool whole = false;
    Value args = attr_get_optional(t, cls, NAME(t, __match_args__));
    size_t allowed;
    if (!is_null(args)) {
        if (!has_exact_kind(args, K_TUPLE)) return RAISE_INT(t, T_TYPE_ERROR, "%N.__match_args__ must be a tuple (got %T)", as_type(cls), args);
        allowed = as_tuple(args)->length;
    } else {
        if (error_set(t)) return -1;
        whole = as_type(cls)->flags & TYPE_MATCH_SELF;
        allowed = whole ? 1 : 0;
    }
    if (count > allowed)
        return RAISE_INT(t, T_TYPE_ERROR, "%N() accepts %zu positional sub-pattern%s (%zu given)", as_type(cls), allowed, allowed == 1 ? "" : "s", count);
    if (whole) return list_append(t, values, subject) ? 1 : -1;
    for (size_t i = 0; i < count; i++) {
        Value name = as_tuple(args)->items[i];
        if (!is_str(name)) return RAISE_INT(t, T_TYPE_ERROR, "__match_args__ elements must be strings (got %T)", name);
        int matched = match_attribute(t, subject, cls, name, seen, values);
        if (matched <= 0) return matched;
    }
    return 1;
}

Value vm_match_class(Thread *t, Value subject, Value cls, size_t positional, Value names)
{
    if (!is_type(cls)) return raise(t, T_TYPE_ERROR, "called match pattern must be a class");
    int instance = is_instance(t, subject, cls);
    if (instance <= 0) return instance < 0 ? V_NULL : V_NONE;
    Value seen = set_new(t), values = list_new(t, NULL, 0);
    if (is_null(seen) || is_null(values)) return V_NULL;
    if (positional) {
        int matched = match_positional(t, subject, cls, positional, seen, values);
        if (matched <= 0) return matched < 0 ? V_NULL : V_NONE;
    }
    for (size_t i = 0; i < as_tuple(names)->length; i++) {
        int matched = match_attribute(t, subject, cls, as_tuple(names)->items[i], seen, values);
        if (matched <= 0) return matched < 0 ? V_NULL : V_NONE;
    }
    return list_to_tuple(t, values);
}
