/* reduce.c - object.__reduce_ex__: how plain objects pickle and copy. */
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

static Value copyreg(Thread *t, const char *name)
{
    Value module = import_module(t, "copyreg");
    return is_null(module) ? V_NULL : attr_get(t, module, str_intern_text(t, name));
}

/* (args tuple or null, kwargs dict or null) of __getnewargs_ex__ or __getnewargs__ */
static bool new_arguments(Thread *t, Value self, Value *args, Value *kwargs)
{
    *args = *kwargs = V_NULL;
    bool found;
    Value r = call_special(t, self, NAME(t, __getnewargs_ex__), NULL, 0, &found);
    if (found) {
        if (is_null(r)) return false;
        if (!is_tuple(r)) return RAISE_FALSE(t, T_TYPE_ERROR, "__getnewargs_ex__ should return a tuple, not '%T'", r);
        if (as_tuple(r)->length != 2)
            return RAISE_FALSE(t, T_VALUE_ERROR, "__getnewargs_ex__ should return a tuple of length 2, not %zu", (size_t)as_tuple(r)->length);
        *args = as_tuple(r)->items[0];
        *kwargs = as_tuple(r)->items[1];
        if (!is_tuple(*args))
            return RAISE_FALSE(t, T_TYPE_ERROR, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%T'", *args);
        if (!is_dict(*kwargs))
            return RAISE_FALSE(t, T_TYPE_ERROR, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%T'", *kwargs);
        return true;
    }
    r = call_special(t, self, NAME(t, __getnewargs__), NULL, 0, &found);
    if (!found) return true;
    if (is_null(r)) return false;
    if (!is_tuple(r)) return RAISE_FALSE(t, T_TYPE_ERROR, "__getnewargs__ should return a tuple, not '%T'", r);
    *args = r;
    return true;
}

static Value reduce_2(Thread *t, Value self)
{
    Type *type = type_of(t, self);
    if (!type->flags || is_null(type->new_function)) return raise(t, T_TYPE_ERROR, "cannot pickle '%N' object", type);
    Value args, kwargs;
    if (!new_arguments(t, self, &args, &kwargs)) return V_NULL;
    bool required = is_null(args) && !is_list(self) && !is_dict(self);
    if (required && !(type->flags & TYPE_PYTHON) && type->kind != K_INSTANCE && type->spec->size > sizeof(Header) + sizeof(Value))
        return raise(t, T_TYPE_ERROR, "cannot pickle '%N' object", type);
    Value state = call_method0(t, self, NAME(t, __getstate__));
    if (is_null(state)) return V_NULL;
    Value function, arguments;
    if (!is_null(kwargs) && as_dict(kwargs)->count) {
        function = copyreg(t, "__newobj_ex__");
        arguments = is_null(function) ? V_NULL : tuple_pack(t, 3, type_value(type), args, kwargs);
    } else {
        function = copyreg(t, "__newobj__");
        size_t n = is_null(args) ? 0 : as_tuple(args)->length;
        Tuple *all = is_null(function) ? NULL : tuple_alloc(t, n + 1);
        if (!all) return V_NULL;
        all->items[0] = type_value(type);
        for (size_t i = 0; i < n; i++) all->items[i + 1] = as_tuple(args)->items[i];
        arguments = value_cell(all);
    }
    if (is_null(arguments)) return V_NULL;
    Value list_items = V_NONE, dict_items = V_NONE;
    if (is_list(self) && is_null(list_items = iter_get(t, self))) return V_NULL;
    if (is_dict(self)) {
        Value items = call_method0(t, self, NAME(t, items));
        if (is_null(items) || is_null(dict_items = iter_get(t, items))) return V_NULL;
    }
    return tuple_pack(t, 5, function, arguments, state, list_items, dict_items);
}

Value object_reduce_protocol(Thread *t, Value self, int64_t protocol)
{
    if (protocol >= 2) return reduce_2(t, self);
    Value f = copyreg(t, "_reduce_ex");
    return is_null(f) ? V_NULL : call2(t, f, self, value_fixnum(protocol));
}
