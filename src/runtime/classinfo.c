/* classinfo.c - isinstance and issubclass with their hooks, and "is it callable". */
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

Value type_of_value(Thread *t, Value v)
{
    Type *type = type_of(t, v);
    if (!(type->flags & TYPE_PYTHON) && type->slots.get_attr == attr_get_generic) return type_value(type);
    return attr_get(t, v, NAME(t, __class__));
}

Value type_full_name(Thread *t, Type *type)
{
    Value module = attr_get_optional(t, type_value(type), NAME(t, __module__));
    if (error_set(t)) return V_NULL;
    bool plain = is_null(module) || !is_str(module) || str_equal_text(module, "builtins") || str_equal_text(module, "__main__");
    return plain ? type->qualified_name : str_format(t, "%U.%U", module, type->qualified_name);
}

bool is_callable(Thread *t, Value v) { return type_of(t, v)->slots.call != NULL; }

/* the __bases__ of something class-like; V_NULL without exception: it is not */
static Value bases_of(Thread *t, Value cls)
{
    Value bases = attr_get_optional(t, cls, NAME(t, __bases__));
    return is_null(bases) || !is_tuple(bases) ? V_NULL : bases;
}

static int is_subclass_by_bases(Thread *t, Value derived, Value cls)
{
    if (!recursion_check(t, " in __issubclass__")) return -1;
    if (value_same(derived, cls)) return 1;
    Value bases = bases_of(t, derived);
    if (is_null(bases)) return error_set(t) ? -1 : 0;
    for (size_t i = 0; i < as_tuple(bases)->length; i++) {
        int r = is_subclass_by_bases(t, as_tuple(bases)->items[i], cls);
        if (r) return r;
    }
    return 0;
}

static bool check_class(Thread *t, Value cls, const char *message)
{
    Value bases = bases_of(t, cls);
    if (!is_null(bases)) return true;
    if (!error_set(t)) raise(t, T_TYPE_ERROR, "%s", message);
    return false;
}

/* type.__subclasscheck__ */
int type_subclass_check(Thread *t, Value derived, Value cls)
{
    if (is_type(cls) && is_type(derived)) return type_is_subtype(as_type(derived), as_type(cls));
    if (!check_class(t, derived, "issubclass() arg 1 must be a class") ||
        !check_class(t, cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union"))
        return -1;
    return is_subclass_by_bases(t, derived, cls);
}

/* type.__instancecheck__ */
int type_instance_check(Thread *t, Value v, Value cls)
{
    if (is_type(cls)) {
        Type *type = type_of(t, v);
        if (type_is_subtype(type, as_type(cls))) return 1;
        Value claimed = type->slots.get_attr == attr_get_generic && !(type->flags & TYPE_PYTHON) ? V_NULL
                                                                                               : attr_get_optional(t, v, NAME(t, __class__));
        if (is_null(claimed)) return error_set(t) ? -1 : 0;
        return !value_same(claimed, type_value(type)) && is_type(claimed) && type_is_subtype(as_type(claimed), as_type(cls));
    }
    if (!check_class(t, cls, "isinstance() arg 2 must be a type, a tuple of types, or a union")) return -1;
    Value claimed = attr_get_optional(t, v, NAME(t, __class__));
    if (is_null(claimed)) return error_set(t) ? -1 : 0;
    return is_subclass_by_bases(t, claimed, cls);
}

static int by_hook(Thread *t, Value v, Value cls, Value hook, int (*otherwise)(Thread *, Value, Value), int (*each)(Thread *, Value, Value))
{
    if (is_type(cls) && type_of(t, cls) == t->rt->types[T_TYPE]) return otherwise(t, v, cls);
    if (is_tuple(cls)) {
        if (!recursion_check(t, " in __instancecheck__")) return -1;
        for (size_t i = 0; i < as_tuple(cls)->length; i++) {
            int r = each(t, v, as_tuple(cls)->items[i]);
            if (r) return r;
        }
        return 0;
    }
    bool found;
    Value r = call_special(t, cls, hook, &v, 1, &found);
    if (found) return is_null(r) ? -1 : is_truthy(t, r);
    return otherwise(t, v, cls);
}

int is_instance(Thread *t, Value v, Value cls)
{
    if (is_type(cls) && type_of(t, v) == as_type(cls)) return 1;
    return by_hook(t, v, cls, NAME(t, __instancecheck__), type_instance_check, is_instance);
}

int is_subclass(Thread *t, Value v, Value cls)
{
    return by_hook(t, v, cls, NAME(t, __subclasscheck__), type_subclass_check, is_subclass);
}
