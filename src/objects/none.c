/* none.c - None. */
#include "objects/arguments.h"
#include "objects/str.h"

static Value none_repr(Thread *t, Value v)
{
    (void)v;
    return str_intern_text(t, "None");
}

static int none_truth(Thread *t, Value v)
{
    (void)t, (void)v;
    return 0;
}

static int64_t none_hash(Thread *t, Value v)
{
    (void)t, (void)v;
    return 0xfca86420; /* the same in every process, as CPython's */
}

static Value none_construct(Thread *t, Value *a, size_t n)
{
    (void)a;
    return arguments_none(t, T_NONE, n) ? V_NONE : V_NULL;
}

const TypeSpec none_type_spec = {
    .name = "NoneType",
    .doc = "The type of the None singleton.",
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE,
    .size = sizeof(Header),
    .slots = {.repr = none_repr, .truth = none_truth, .hash = none_hash},
    .construct = {"NoneType", none_construct, NULL, "", FN_KEYWORDS},
};
