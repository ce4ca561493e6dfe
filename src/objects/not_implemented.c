/* not_implemented.c - NotImplemented: what an operator's method returns to let the other operand try. */
#include "objects/arguments.h"
#include "objects/str.h"
#include "runtime/error.h"

static Value not_implemented_repr(Thread *t, Value v)
{
    (void)v;
    return str_intern_text(t, "NotImplemented");
}

static int not_implemented_truth(Thread *t, Value v)
{
    (void)v;
    return RAISE_INT(t, T_TYPE_ERROR, "NotImplemented should not be used in a boolean context");
}

static Value not_implemented_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    return not_implemented_repr(t, a[0]);
}

static Value not_implemented_construct(Thread *t, Value *a, size_t n)
{
    (void)a;
    return arguments_none(t, T_NOT_IMPLEMENTED_TYPE, n) ? V_NOT_IMPLEMENTED : V_NULL;
}

static const NativeDef not_implemented_methods[] = {FN("__reduce__", not_implemented_reduce, "(self, /)", ""), FN_END};

const TypeSpec not_implemented_type_spec = {
    .name = "NotImplementedType",
    .doc = "The type of the NotImplemented singleton.",
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE,
    .size = sizeof(Header),
    .slots = {.repr = not_implemented_repr, .truth = not_implemented_truth},
    .methods = not_implemented_methods,
    .construct = {"NotImplementedType", not_implemented_construct, NULL, "", FN_KEYWORDS},
};
