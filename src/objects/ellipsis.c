/* ellipsis.c - Ellipsis. */
#include "objects/arguments.h"
#include "objects/str.h"

static Value ellipsis_repr(Thread *t, Value v)
{
    (void)v;
    return str_intern_text(t, "Ellipsis");
}

static Value ellipsis_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    return ellipsis_repr(t, a[0]);
}

static Value ellipsis_construct(Thread *t, Value *a, size_t n)
{
    (void)a;
    return arguments_none(t, T_ELLIPSIS, n) ? V_ELLIPSIS : V_NULL;
}

static const NativeDef ellipsis_methods[] = {FN("__reduce__", ellipsis_reduce, "(self, /)", ""), FN_END};

const TypeSpec ellipsis_type_spec = {
    .name = "ellipsis",
    .doc = "The type of the Ellipsis singleton.",
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE,
    .size = sizeof(Header),
    .slots = {.repr = ellipsis_repr},
    .methods = ellipsis_methods,
    .construct = {"ellipsis", ellipsis_construct, NULL, "", FN_KEYWORDS},
};
