/* arguments.c - argument checks of constructors that take raw arguments. */
#include "objects/arguments.h"

#include "objects/tuple.h"
#include "runtime/error.h"

bool arguments_positional(Thread *t, const Type *type, TypeId id, size_t *n, size_t min, size_t max)
{
    const Type *builtin = t->rt->types[id];
    const char *name = type_name(builtin), *dot = strrchr(name, '.');
    if (dot) name = dot + 1;
    size_t keywords = is_null(t->keyword_names) ? 0 : as_tuple(t->keyword_names)->length;
    if (keywords) {
        if (type == builtin || value_same(type->init_function, builtin->init_function))
            return RAISE_FALSE(t, T_TYPE_ERROR, "%s() takes no keyword arguments", name);
        *n -= keywords;
    }
    size_t given = *n - 1;
    if (given >= min && given <= max) return true;
    size_t expected = given < min ? min : max;
    return RAISE_FALSE(t, T_TYPE_ERROR, "%s expected %s%zu argument%s, got %zu", name,
                       min == max ? "" : given < min ? "at least " : "at most ", expected, expected == 1 ? "" : "s", given);
}

bool arguments_none(Thread *t, TypeId id, size_t n)
{
    if (n == 1) return true;
    const char *name = id == T_ELLIPSIS ? "EllipsisType" : type_name(t->rt->types[id]);
    return RAISE_FALSE(t, T_TYPE_ERROR, "%s takes no arguments", name);
}
