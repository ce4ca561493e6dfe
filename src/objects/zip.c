/* zip.c - zip: tuples of the i-th items of several iterables. */
#include "objects/iterators.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/ops.h"

typedef struct Zip { Header header; Tuple *iterators; bool strict; } Zip;

static Value zip_construct(Thread *t, Value *a, size_t n)
{
    int strict = is_null(a[1]) ? 0 : is_truthy(t, a[1]);
    if (strict < 0) return V_NULL;
    Value iterators = iterators_tuple(t, a + 2, n - 2);
    Zip *z = is_null(iterators) ? NULL : object_alloc(t, as_type(a[0]), 0);
    if (!z) return V_NULL;
    z->iterators = as_tuple(iterators);
    z->strict = strict;
    return value_cell(z);
}

static Value zip_next(Thread *t, Value self)
{
    Zip *z = as_cell(self);
    size_t n = z->iterators->length;
    if (n == 0) return V_NULL;
    Tuple *result = tuple_alloc(t, n);
    if (!result) return V_NULL;
    for (size_t i = 0; i < n; i++) {
        Value item = iter_next(t, z->iterators->items[i]);
        if (is_null(item)) return z->strict ? iterators_uneven(t, "zip", z->iterators, i) : V_NULL;
        gc_store(t, result, &result->items[i], item);
    }
    return value_cell(result);
}

static Value zip_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    Zip *z = as_cell(a[0]);
    Value type = type_value(type_of(t, a[0])), iterators = value_cell(z->iterators);
    return z->strict ? tuple_pack(t, 3, type, iterators, V_TRUE) : tuple_pack(t, 2, type, iterators);
}

static Value zip_setstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    int strict = is_truthy(t, a[1]);
    if (strict < 0) return V_NULL;
    ((Zip *)as_cell(a[0]))->strict = strict;
    return V_NONE;
}

static void zip_trace(Tracer *tr, void *cell) { gc_trace_cell(tr, ((Zip *)cell)->iterators); }

static const NativeDef zip_methods[] = {
    FN("__reduce__", zip_reduce, "(self, /)", "Return state information for pickling."),
    FN("__setstate__", zip_setstate, "(self, object, /)", "Set state information for unpickling."),
    FN_END,
};

const TypeSpec zip_type_spec = {
    .name = "zip",
    .doc = "zip(*iterables, strict=False)\n--\n\nThe zip object yields n-length tuples, where n is the number of iterables\npassed as "
           "positional arguments to zip().  The i-th element in every tuple\ncomes from the i-th iterable argument to zip().  This "
           "continues until the\nshortest argument is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the "
           "others,\nraise a ValueError.\n\n   >>> list(zip('abcdefg', range(3), range(4)))\n   [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]",
    .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .size = sizeof(Zip),
    .slots = {.iter = iterator_self, .next = zip_next},
    .methods = zip_methods,
    .construct = FN("zip", zip_construct, "(cls, /, *iterables, strict=False)", ""),
    .trace = zip_trace,
};
