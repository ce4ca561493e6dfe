/* filter.c - filter: the items for which a function answers true. */
#include "objects/arguments.h"
#include "objects/iterators.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/ops.h"

typedef struct Filter { Header header; Value function, iterator; } Filter;

static Value filter_construct(Thread *t, Value *a, size_t n)
{
    if (!arguments_positional(t, as_type(a[0]), T_FILTER, &n, 2, 2)) return V_NULL;
    Value iterator = iter_get(t, a[2]);
    Filter *f = is_null(iterator) ? NULL : object_alloc(t, as_type(a[0]), 0);
    if (!f) return V_NULL;
    f->function = a[1];
    f->iterator = iterator;
    return value_cell(f);
}

static Value filter_next(Thread *t, Value self)
{
    Filter *f = as_cell(self);
    bool own_truth = is_none(f->function) || value_same(f->function, type_value(t->rt->types[T_BOOL]));
    for (;;) {
        Value item = iter_next(t, f->iterator);
        if (is_null(item)) return V_NULL;
        Value answer = own_truth ? item : call1(t, f->function, item);
        if (is_null(answer)) return V_NULL;
        int truth = is_truthy(t, answer);
        if (truth) return truth < 0 ? V_NULL : item;
    }
}

static Value filter_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    Filter *f = as_cell(a[0]);
    Value arguments = tuple_pack(t, 2, f->function, f->iterator);
    return is_null(arguments) ? V_NULL : tuple_pack(t, 2, type_value(type_of(t, a[0])), arguments);
}

static void filter_trace(Tracer *tr, void *cell)
{
    Filter *f = cell;
    gc_trace(tr, f->function);
    gc_trace(tr, f->iterator);
}

static const NativeDef filter_methods[] = {
    FN("__reduce__", filter_reduce, "(self, /)", "Return state information for pickling."),
    FN_END,
};

const TypeSpec filter_type_spec = {
    .name = "filter",
    .doc = "filter(function, iterable, /)\n--\n\nReturn an iterator yielding those items of iterable for which function(item)\nis "
           "true. If function is None, return the items that are true.",
    .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .size = sizeof(Filter),
    .slots = {.iter = iterator_self, .next = filter_next},
    .methods = filter_methods,
    .construct = {"filter", filter_construct, NULL, "", FN_KEYWORDS},
    .trace = filter_trace,
};
