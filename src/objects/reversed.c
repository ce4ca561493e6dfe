/* reversed.c - reversed: what __reversed__ returns, or a sequence's items from the last to the first. */
#include "objects/arguments.h"
#include "objects/iterators.h"
#include "objects/numbers.h"
#include "objects/sequence.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"

static SequenceIterator *as_iterator(Value v) { return as_cell(v); }

static Value reversed_construct(Thread *t, Value *a, size_t n)
{
    Type *type = as_type(a[0]);
    if (!arguments_positional(t, type, T_REVERSED, &n, 1, 1)) return V_NULL;
    Value method = type_lookup(t, type_of(t, a[1]), NAME(t, __reversed__));
    bool found;
    if (!is_null(method) && !is_none(method)) return call_special(t, a[1], NAME(t, __reversed__), NULL, 0, &found);
    if (!is_null(method) || !type_of(t, a[1])->slots.get_item) return raise(t, T_TYPE_ERROR, "'%T' object is not reversible", a[1]);
    int64_t length = length_of(t, a[1]);
    if (length < 0) return V_NULL;
    SequenceIterator *it = object_alloc(t, type, 0);
    if (!it) return V_NULL;
    it->sequence = a[1];
    it->position = length - 1;
    return value_cell(it);
}

static Value reversed_next(Thread *t, Value self)
{
    SequenceIterator *it = as_iterator(self);
    if (it->position >= 0 && !is_null(it->sequence)) {
        Value item = item_get(t, it->sequence, value_fixnum(it->position));
        if (!is_null(item)) {
            it->position--;
            return item;
        }
        if (error_matches(t, T_INDEX_ERROR) || error_matches(t, T_STOP_ITERATION)) error_clear(t);
    }
    it->position = -1;
    it->sequence = V_NULL;
    return V_NULL;
}

static Value reversed_hint(Thread *t, Value *a, size_t n)
{
    (void)n;
    SequenceIterator *it = as_iterator(a[0]);
    if (is_null(it->sequence)) return value_fixnum(0);
    int64_t length = length_of(t, it->sequence);
    if (length < 0) return V_NULL;
    return value_fixnum(length < it->position + 1 ? 0 : it->position + 1);
}

static Value reversed_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    SequenceIterator *it = as_iterator(a[0]);
    Value type = type_value(type_of(t, a[0]));
    Value arguments = tuple_pack(t, 1, is_null(it->sequence) ? t->rt->empty_tuple : it->sequence);
    if (is_null(arguments)) return V_NULL;
    return is_null(it->sequence) ? tuple_pack(t, 2, type, arguments) : tuple_pack(t, 3, type, arguments, value_fixnum(it->position));
}

static Value reversed_setstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    SequenceIterator *it = as_iterator(a[0]);
    int64_t position;
    if (!size_argument(t, a[1], &position)) return V_NULL;
    if (is_null(it->sequence)) return V_NONE;
    int64_t length = length_of(t, it->sequence);
    if (length < 0) return V_NULL;
    it->position = position < -1 ? -1 : position > length - 1 ? length - 1 : position;
    return V_NONE;
}

static void reversed_trace(Tracer *tr, void *cell) { gc_trace(tr, as_iterator(value_cell(cell))->sequence); }

static const NativeDef reversed_methods[] = {
    FN("__length_hint__", reversed_hint, "(self, /)", "Private method returning an estimate of len(list(it))."),
    FN("__reduce__", reversed_reduce, "(self, /)", "Return state information for pickling."),
    FN("__setstate__", reversed_setstate, "(self, state, /)", "Set state information for unpickling."),
    FN_END,
};

const TypeSpec reversed_type_spec = {
    .name = "reversed",
    .doc = "reversed(object, /)\n--\n\nReturn a reverse iterator over the values of the given sequence.",
    .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .size = sizeof(SequenceIterator),
    .slots = {.iter = iterator_self, .next = reversed_next},
    .methods = reversed_methods,
    .construct = {"reversed", reversed_construct, NULL, "", FN_KEYWORDS},
    .trace = reversed_trace,
};
