/* attr.c - attribute access: the descriptor protocol over types, instances and special-method lookup.
 *
 * Order of attr_get_generic (object.__getattribute__): data descriptor of the type, own attribute, other class attribute. */
#include "objects/descriptors.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/function.h"
#include "objects/str.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/object.h"
#include "runtime/ops.h"
#include "runtime/typebuild.h"

static Value checked_name(Thread *t, Value name)
{
    if (!is_str(name)) return raise(t, T_TYPE_ERROR, "attribute name must be string, not '%T'", name);
    if (str_is_interned(as_str(name))) return name;
    return str_intern(t, str_exact(t, name));
}

static bool has_attributes(Thread *t, Value obj) { return is_pointer(obj) && shape_of(t, as_cell(obj))->ext_offset; }

/* the class attribute of obj by the descriptor protocol; `data` says whether it takes precedence over own attributes */
static bool is_data_descriptor(Thread *t, Value v) { return type_of(t, v)->slots.set != NULL; }

static Value bind(Thread *t, Value found, Value obj, Type *type)
{
    TernaryFn get = type_of(t, found)->slots.get;
    return get ? get(t, found, obj, type_value(type)) : found;
}

/* V_NULL without exception: absent */
static Value get_generic(Thread *t, Value obj, Value name)
{
    Type *type = type_of(t, obj);
    Value found = type_lookup(t, type, name);
    if (!is_null(found) && is_data_descriptor(t, found) && type_of(t, found)->slots.get) return bind(t, found, obj, type);
    if (has_attributes(t, obj)) {
        Value own = instance_get(t, obj, name);
        if (!is_null(own)) return own;
    }
    return is_null(found) ? V_NULL : bind(t, found, obj, type);
}

Value attr_get_generic(Thread *t, Value obj, Value name)
{
    name = checked_name(t, name);
    if (is_null(name)) return V_NULL;
    Value v = get_generic(t, obj, name);
    return is_null(v) && !error_set(t) ? raise_attribute_error(t, obj, name) : v;
}

Value attr_get(Thread *t, Value obj, Value name)
{
    Type *type = type_of(t, obj);
    if (__builtin_expect(type->slots.get_attr == attr_get_generic, 1)) return attr_get_generic(t, obj, name);
    name = checked_name(t, name);
    if (is_null(name)) return V_NULL;
    Value v = type->slots.get_attr(t, obj, name);
    if (is_null(v) && t->rt->types[T_ATTRIBUTE_ERROR] && error_matches(t, T_ATTRIBUTE_ERROR)) exception_set_attribute(t, name, obj);
    return v;
}

Value attr_get_optional(Thread *t, Value obj, Value name)
{
    Type *type = type_of(t, obj);
    Value v;
    if (type->slots.get_attr == attr_get_generic) {
        name = checked_name(t, name);
        if (is_null(name)) return V_NULL;
        v = get_generic(t, obj, name);
        if (!is_null(v) || !error_set(t)) return v;
    } else {
        v = attr_get(t, obj, name);
    }
    if (is_null(v) && error_matches(t, T_ATTRIBUTE_ERROR)) error_clear(t);
    return v;
}

int attr_has(Thread *t, Value obj, Value name)
{
    Value v = attr_get_optional(t, obj, name);
    return !is_null(v) ? 1 : error_set(t) ? -1 : 0;
}

static bool cannot_set(Thread *t, Value obj, Value name, bool delete, Value found)
{
    Type *type = type_of(t, obj);
    if (!is_null(found))
        raise(t, T_ATTRIBUTE_ERROR, "'%N' object attribute '%U' is read-only", type, name);
    else
        raise(t, T_ATTRIBUTE_ERROR, delete ? "'%N' object has no attribute '%U'" : "'%N' object has no attribute '%U' and no __dict__ for setting new attributes", type, name);
    exception_set_attribute(t, name, obj);
    return false;
}

bool attr_set_generic(Thread *t, Value obj, Value name, Value v)
{
    name = checked_name(t, name);
    if (is_null(name)) return false;
    Value found = type_lookup(t, type_of(t, obj), name);
    if (!is_null(found)) {
        StoreFn set = type_of(t, found)->slots.set;
        if (set) return set(t, found, obj, v);
    }
    if (has_attributes(t, obj) && (type_of(t, obj)->flags & TYPE_HAS_DICT)) return instance_set(t, obj, name, v);
    return cannot_set(t, obj, name, is_null(v), found);
}

static bool set_attr(Thread *t, Value obj, Value name, Value v)
{
    Type *type = type_of(t, obj);
    if (!is_str(name)) return RAISE_FALSE(t, T_TYPE_ERROR, "attribute name must be string, not '%T'", name);
    if (__builtin_expect(type->slots.set_attr == attr_set_generic, 1)) return attr_set_generic(t, obj, name, v);
    name = checked_name(t, name);
    return !is_null(name) && type->slots.set_attr(t, obj, name, v);
}
bool attr_set(Thread *t, Value obj, Value name, Value v) { return set_attr(t, obj, name, v); }
bool attr_delete(Thread *t, Value obj, Value name) { return set_attr(t, obj, name, V_NULL); }

Value special_lookup(Thread *t, Value obj, Value name, Value *self)
{
    Type *type = type_of(t, obj);
    Value found = type_lookup(t, type, name);
    *self = V_NULL;
    if (is_null(found)) return V_NULL;
    Type *found_type = type_of(t, found);
    if (found_type->flags & TYPE_METHOD_DESCRIPTOR) {
        *self = obj;
        return found;
    }
    return found_type->slots.get ? found_type->slots.get(t, found, obj, type_value(type)) : found;
}

Value call_special(Thread *t, Value obj, Value name, const Value *args, size_t n, bool *found)
{
    Value self, f = special_lookup(t, obj, name, &self);
    *found = !is_null(f) || error_set(t);
    if (is_null(f)) return V_NULL;
    if (is_null(self)) return call(t, f, args, n, V_NULL);
    Value all[8];
    all[0] = self;
    for (size_t i = 0; i < n; i++) all[i + 1] = args[i];
    return call(t, f, all, n + 1, V_NULL);
}

/* the callable for obj.name and, when it takes self first, *self = obj (else V_NULL) */
Value method_lookup(Thread *t, Value obj, Value name, Value *self)
{
    Type *type = type_of(t, obj);
    *self = V_NULL;
    if (type->slots.get_attr != attr_get_generic) return attr_get(t, obj, name);
    name = checked_name(t, name);
    if (is_null(name)) return V_NULL;
    Value found = type_lookup(t, type, name);
    if (is_null(found)) return attr_get_generic(t, obj, name);
    Type *found_type = type_of(t, found);
    if (!(found_type->flags & TYPE_METHOD_DESCRIPTOR)) return attr_get_generic(t, obj, name);
    if (has_attributes(t, obj)) {
        Value own = instance_get(t, obj, name);
        if (!is_null(own)) return own;
    }
    *self = obj;
    return found;
}
