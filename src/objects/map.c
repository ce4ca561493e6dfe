/* map.c - map: a function's results on the items of one or more iterables. */
#include "objects/iterators.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

typedef struct Map { Header header; Value function; Tuple *iterators; bool strict; } Map;

static Value map_construct(Thread *t, Value *a, size_t n)
{
    int strict = is_null(a[1]) ? 0 : is_truthy(t, a[1]);
    if (strict < 0) return V_NULL;
    if (n < 4) return raise(t, T_TYPE_ERROR, "map() must have at least two arguments.");
    Value iterators = iterators_tuple(t, a + 3, n - 3);
    Map *m = is_null(iterators) ? NULL : object_alloc(t, as_type(a[0]), 0);
    if (!m) return V_NULL;
    m->function = a[2];
    m->iterators = as_tuple(iterators);
    m->strict = strict;
    return value_cell(m);
}

static Value map_next(Thread *t, Value self)
{
    Map *m = as_cell(self);
    size_t n = m->iterators->length;
    if (n == 1) {
        Value item = iter_next(t, m->iterators->items[0]);
        return is_null(item) ? V_NULL : call(t, m->function, &item, 1, V_NULL);
    }
    Tuple *arguments = tuple_alloc(t, n);
    if (!arguments) return V_NULL;
    for (size_t i = 0; i < n; i++) {
        Value item = iter_next(t, m->iterators->items[i]);
        if (is_null(item)) return m->strict ? iterators_uneven(t, "map", m->iterators, i) : V_NULL;
        gc_store(t, arguments, &arguments->items[i], item);
    }
    return call(t, m->function, arguments->items, n, V_NULL);
}

static Value map_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    Map *m = as_cell(a[0]);
    size_t count = m->iterators->length;
    Tuple *arguments = tuple_alloc(t, count + 1);
    if (!arguments) return V_NULL;
    arguments->items[0] = m->function;
    memcpy(arguments->items + 1, m->iterators->items, count * sizeof(Value));
    Value type = type_value(type_of(t, a[0]));
    return m->strict ? tuple_pack(t, 3, type, value_cell(arguments), V_TRUE) : tuple_pack(t, 2, type, value_cell(arguments));
}

static Value map_setstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    int strict = is_truthy(t, a[1]);
    if (strict < 0) return V_NULL;
    ((Map *)as_cell(a[0]))->strict = strict;
    return V_NONE;
}

static void map_trace(Tracer *tr, void *cell)
{
    Map *m = cell;
    gc_trace(tr, m->function);
    gc_trace_cell(tr, m->iterators);
}

static const NativeDef map_methods[] = {
    FN("__reduce__", map_reduce, "(self, /)", "Return state information for pickling."),
    FN("__setstate__", map_setstate, "(self, object, /)", "Set state information for unpickling."),
    FN_END,
};

const TypeSpec map_type_spec = {
    .name = "map",
    .doc = "map(function, iterable, /, *iterables, strict=False)\n--\n\nMake an iterator that computes the function using arguments "
           "from\neach of the iterables.  Stops when the shortest iterable is exhausted.\n\nIf strict is true and one of the arguments "
           "is exhausted before the others,\nraise a ValueError.",
    .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .size = sizeof(Map),
    .slots = {.iter = iterator_self, .next = map_next},
    .methods = map_methods,
    .construct = FN("map", map_construct, "(cls, /, *arguments, strict=False)", ""),
    .trace = map_trace,
};
