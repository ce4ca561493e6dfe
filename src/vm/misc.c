/* misc.c - super(), annotations, expression statements of the prompt. */
#include "objects/dict.h"
#include "objects/str.h"
#include "objects/super.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "vm/helpers.h"

/* operands[0] what the name `super` means, [1] __class__, [2] the first argument. self NULL: the attribute itself is wanted */
Value vm_load_super(Thread *t, Value *operands, Value name, Value *self)
{
    if (self) *self = V_NULL;
    if (!value_same(operands[0], type_value(t->rt->types[T_SUPER])) || !is_type(operands[1])) {
        Value s = call2(t, operands[0], operands[1], operands[2]);
        return is_null(s) ? V_NULL : attr_get(t, s, name);
    }
    return super_lookup(t, as_type(operands[1]), operands[2], name, self);
}

bool vm_setup_annotations(Thread *t, Value space)
{
    if (is_exact_dict(space)) {
        if (!is_null(dict_get_str(t, as_dict(space), NAME(t, __annotations__)))) return true;
        Value d = dict_new(t);
        return !is_null(d) && dict_set_str(t, as_dict(space), NAME(t, __annotations__), d);
    }
    int there = contains(t, space, NAME(t, __annotations__));
    if (there) return there > 0;
    Value d = dict_new(t);
    return !is_null(d) && item_set(t, space, NAME(t, __annotations__), d);
}

bool vm_print_expression(Thread *t, Value v)
{
    Value hook = dict_get_str(t, as_dict(t->rt->sys_dict), NAME(t, displayhook));
    if (is_null(hook)) return RAISE_FALSE(t, T_RUNTIME_ERROR, "lost sys.displayhook");
    return !is_null(call1(t, hook, v));
}
