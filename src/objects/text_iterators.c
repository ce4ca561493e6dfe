/* text_iterators.c - the methods that the iterators of str, bytes, bytearray and memoryview have in common. */
#include "objects/iterators.h"
#include "objects/numbers.h"
#include "objects/sequence.h"
#include "objects/textops.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/ops.h"

void text_iterator_trace(Tracer *tr, void *cell) { gc_trace(tr, ((SequenceIterator *)cell)->sequence); }

static Value length_hint_(Thread *t, Value *a, size_t n)
{
    (void)n;
    SequenceIterator *it = as_cell(a[0]);
    if (is_null(it->sequence)) return value_fixnum(0);
    int64_t length = length_of(t, it->sequence);
    if (length < 0) return V_NULL;
    return value_fixnum(length > it->position ? length - it->position : 0);
}

static Value reduce_(Thread *t, Value *a, size_t n)
{
    (void)n;
    SequenceIterator *it = as_cell(a[0]);
    Value iter = iterators_builtin(t, "iter");
    if (is_null(iter)) return V_NULL;
    if (!is_null(it->sequence)) {
        Value arguments = tuple_pack(t, 1, it->sequence), position = value_fixnum(it->position);
        return is_null(arguments) ? V_NULL : tuple_pack(t, 3, iter, arguments, position);
    }
    Value empty = tuple_new(t, NULL, 0);
    Value arguments = is_null(empty) ? V_NULL : tuple_pack(t, 1, empty);
    return is_null(arguments) ? V_NULL : tuple_pack(t, 2, iter, arguments);
}

static Value set_state_(Thread *t, Value *a, size_t n)
{
    (void)n;
    SequenceIterator *it = as_cell(a[0]);
    int64_t position;
    if (!size_argument(t, a[1], &position)) return V_NULL;
    if (is_null(it->sequence)) return V_NONE;
    int64_t length = length_of(t, it->sequence);
    if (length < 0) return V_NULL;
    it->position = position < 0 ? 0 : position > length ? length : position;
    return V_NONE;
}

const NativeDef text_iterator_methods[] = {
    FN("__length_hint__", length_hint_, "(self, /)", "How many items are still to come."),
    FN("__reduce__", reduce_, "(self, /)", "Return state information for pickling."),
    FN("__setstate__", set_state_, "(self, state, /)", "Set state information for unpickling."),
    FN_END,
};
