/* enumerate.c - enumerate: pairs of a count and an item. */
#include "objects/iterators.h"
#include "objects/numbers.h"
#include "objects/sequence.h"
#include "objects/tuple.h"
#include "runtime/error.h"

typedef struct Enumerate { Header header; Value iterator, count; } Enumerate;

static Value enumerate_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value start = is_null(a[2]) ? value_fixnum(0) : to_index(t, a[2]);
    Value iterator = is_null(start) ? V_NULL : iter_get(t, a[1]);
    if (is_null(iterator)) return V_NULL;
    Enumerate *e = object_alloc(t, as_type(a[0]), 0);
    if (!e) return V_NULL;
    e->iterator = iterator;
    e->count = start;
    return value_cell(e);
}

static Value enumerate_next(Thread *t, Value self)
{
    Enumerate *e = as_cell(self);
    Value item = iter_next(t, e->iterator);
    if (is_null(item)) return V_NULL;
    Value count = e->count, next = int_add(t, count, value_fixnum(1));
    if (is_null(next)) return V_NULL;
    gc_store(t, e, &e->count, next);
    Tuple *pair = tuple_alloc(t, 2);
    if (!pair) return V_NULL;
    pair->items[0] = count;
    pair->items[1] = item;
    return value_cell(pair);
}

static Value enumerate_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    Enumerate *e = as_cell(a[0]);
    Value arguments = tuple_pack(t, 2, e->iterator, e->count);
    return is_null(arguments) ? V_NULL : tuple_pack(t, 2, type_value(type_of(t, a[0])), arguments);
}

static void enumerate_trace(Tracer *tr, void *cell)
{
    Enumerate *e = cell;
    gc_trace(tr, e->iterator);
    gc_trace(tr, e->count);
}

static const NativeDef enumerate_methods[] = {
    FN("__reduce__", enumerate_reduce, "(self, /)", "Return state information for pickling."),
    FN_CLASS_METHOD("__class_getitem__", sequence_class_getitem, "(cls, object, /)", "See PEP 585"),
    FN_END,
};

const TypeSpec enumerate_type_spec = {
    .name = "enumerate",
    .doc = "enumerate(iterable, start=0)\n--\n\nReturn an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe "
           "enumerate object yields pairs containing a count (from start, which\ndefaults to zero) and a value yielded by the iterable "
           "argument.\n\nenumerate is useful for obtaining an indexed list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...",
    .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .size = sizeof(Enumerate),
    .slots = {.iter = iterator_self, .next = enumerate_next},
    .methods = enumerate_methods,
    .construct = FN("enumerate", enumerate_construct, "(cls, iterable, start=0)", ""),
    .trace = enumerate_trace,
};
