/* iterators.c - the iterators of list and tuple, iter(sequence) over __getitem__, and iter(callable, sentinel).
 *
 * Invariant: an exhausted iterator has let go of what it iterates over (null) and stays exhausted; list's reverse iterator keeps the
 * list and has position -1. */
#include "objects/iterators.h"

#include "objects/alloc.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/sequence.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"

typedef struct CallableIterator { Header header; Value callable, sentinel; } CallableIterator;

/* the argument of __setstate__: an int, not anything with __index__ */
static bool state_argument(Thread *t, Value v, int64_t *out)
{
    if (!is_int(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "an integer is required");
    return size_argument(t, v, out);
}

static SequenceIterator *as_iterator(Value v) { return as_cell(v); }

Value sequence_iterator_new(Thread *t, TypeId type, Value sequence)
{
    SequenceIterator *it = alloc_exact(t, type, K_NATIVE, sizeof(SequenceIterator));
    if (unlikely(!it)) return V_NULL;
    it->sequence = sequence;
    return value_cell(it);
}

Value iterator_self(Thread *t, Value self)
{
    (void)t;
    return self;
}

static void sequence_iterator_trace(Tracer *tr, void *cell) { gc_trace(tr, ((SequenceIterator *)cell)->sequence); }

/* (iter, (sequence,), position), or (iter, (empty,)) of an exhausted one */
static Value reduce(Thread *t, const char *builtin, Value sequence, int64_t position, Value empty)
{
    Value f = iterators_builtin(t, builtin);
    if (is_null(f)) return V_NULL;
    Value arguments = tuple_pack(t, 1, is_null(sequence) ? empty : sequence);
    if (is_null(arguments)) return V_NULL;
    return is_null(sequence) ? tuple_pack(t, 2, f, arguments) : tuple_pack(t, 3, f, arguments, value_fixnum(position));
}

Value iterators_builtin(Thread *t, const char *name)
{
    Value f = dict_get_text(t, t->rt->builtins, name);
    return is_null(f) && !error_set(t) ? raise(t, T_ATTRIBUTE_ERROR, "%s", name) : f;
}

/* --- several at once --- */

Value iterators_tuple(Thread *t, const Value *iterables, size_t n)
{
    Tuple *iterators = tuple_alloc(t, n);
    if (!iterators) return V_NULL;
    for (size_t i = 0; i < n; i++) {
        Value it = iter_get(t, iterables[i]);
        if (is_null(it)) return V_NULL;
        gc_store(t, iterators, &iterators->items[i], it);
    }
    return value_cell(iterators);
}

Value iterators_uneven(Thread *t, const char *function, const Tuple *iterators, size_t ended)
{
    if (error_set(t)) return V_NULL;
    const char *what = "shorter";
    size_t i = ended;
    if (ended == 0) {
        what = "longer";
        for (i = 1; i < iterators->length; i++) {
            Value item = iter_next(t, iterators->items[i]);
            if (!is_null(item)) break;
            if (error_set(t)) return V_NULL;
        }
        if (i == iterators->length) return V_NULL;
    }
    return raise(t, T_VALUE_ERROR, "%s() argument %zu is %s than argument%s%zu", function, i + 1, what, i == 1 ? " " : "s 1-", i);
}

/* --- list --- */

static Value list_iterator_next(Thread *t, Value self)
{
    (void)t;
    SequenceIterator *it = as_iterator(self);
    if (is_null(it->sequence)) return V_NULL;
    List *l = as_list(it->sequence);
    if (likely((uint64_t)it->position < l->length)) return l->items[it->position++];
    if (it->position >= 0) it->sequence = V_NULL; /* -1: set so by __setstate__, which may set it back */
    return V_NULL;
}

static Value list_iterator_hint(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    SequenceIterator *it = as_iterator(a[0]);
    int64_t left = is_null(it->sequence) || it->position < 0 ? 0 : (int64_t)as_list(it->sequence)->length - it->position;
    return value_fixnum(left < 0 ? 0 : left);
}

static Value list_iterator_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    SequenceIterator *it = as_iterator(a[0]);
    if (!is_null(it->sequence) && it->position >= 0) return reduce(t, "iter", it->sequence, it->position, V_NULL);
    Value empty = list_with_capacity(t, 0);
    return is_null(empty) ? V_NULL : reduce(t, "iter", V_NULL, 0, empty);
}

static Value list_iterator_setstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    SequenceIterator *it = as_iterator(a[0]);
    int64_t position;
    if (!state_argument(t, a[1], &position)) return V_NULL;
    if (is_null(it->sequence)) return V_NONE;
    int64_t length = (int64_t)as_list(it->sequence)->length;
    it->position = position < -1 ? -1 : position > length ? length : position;
    return V_NONE;
}

static const NativeDef list_iterator_methods[] = {
    FN("__length_hint__", list_iterator_hint, "(self, /)", "Private method returning an estimate of len(list(it))."),
    FN("__reduce__", list_iterator_reduce, "(self, /)", "Return state information for pickling."),
    FN("__setstate__", list_iterator_setstate, "(self, state, /)", "Set state information for unpickling."),
    FN_END,
};

const TypeSpec list_iterator_type_spec = {
    .name = "list_iterator",
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE,
    .size = sizeof(SequenceIterator),
    .slots = {.iter = iterator_self, .next = list_iterator_next},
    .methods = list_iterator_methods,
    .trace = sequence_iterator_trace,
};

static Value list_reverse_next(Thread *t, Value self)
{
    (void)t;
    SequenceIterator *it = as_iterator(self);
    List *l = as_list(it->sequence);
    if (likely(it->position >= 0 && (uint64_t)it->position < l->length)) return l->items[it->position--];
    it->position = -1;
    return V_NULL;
}

static Value list_reverse_hint(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    SequenceIterator *it = as_iterator(a[0]);
    int64_t left = it->position + 1;
    return value_fixnum(as_list(it->sequence)->length < (uint64_t)left ? 0 : left);
}

static Value list_reverse_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    SequenceIterator *it = as_iterator(a[0]);
    if (it->position >= 0) return reduce(t, "reversed", it->sequence, it->position, V_NULL);
    Value empty = list_with_capacity(t, 0);
    return is_null(empty) ? V_NULL : reduce(t, "reversed", V_NULL, 0, empty);
}

static Value list_reverse_setstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    SequenceIterator *it = as_iterator(a[0]);
    int64_t position;
    if (!state_argument(t, a[1], &position)) return V_NULL;
    int64_t last = (int64_t)as_list(it->sequence)->length - 1;
    it->position = position < -1 ? -1 : position > last ? last : position;
    return V_NONE;
}

static const NativeDef list_reverse_iterator_methods[] = {
    FN("__length_hint__", list_reverse_hint, "(self, /)", "Private method returning an estimate of len(list(it))."),
    FN("__reduce__", list_reverse_reduce, "(self, /)", "Return state information for pickling."),
    FN("__setstate__", list_reverse_setstate, "(self, state, /)", "Set state information for unpickling."),
    FN_END,
};

const TypeSpec list_reverse_iterator_type_spec = {
    .name = "list_reverseiterator",
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE,
    .size = sizeof(SequenceIterator),
    .slots = {.iter = iterator_self, .next = list_reverse_next},
    .methods = list_reverse_iterator_methods,
    .trace = sequence_iterator_trace,
};

/* --- tuple --- */

static Value tuple_iterator_next(Thread *t, Value self)
{
    (void)t;
    SequenceIterator *it = as_iterator(self);
    if (is_null(it->sequence)) return V_NULL;
    Tuple *s = as_tuple(it->sequence);
    if (likely((uint64_t)it->position < s->length)) return s->items[it->position++];
    it->sequence = V_NULL;
    return V_NULL;
}

static Value tuple_iterator_hint(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    SequenceIterator *it = as_iterator(a[0]);
    return value_fixnum(is_null(it->sequence) ? 0 : (int64_t)as_tuple(it->sequence)->length - it->position);
}

static Value tuple_iterator_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    SequenceIterator *it = as_iterator(a[0]);
    return reduce(t, "iter", it->sequence, it->position, t->rt->empty_tuple);
}

static Value tuple_iterator_setstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    SequenceIterator *it = as_iterator(a[0]);
    int64_t position;
    if (!state_argument(t, a[1], &position)) return V_NULL;
    if (is_null(it->sequence)) return V_NONE;
    int64_t length = (int64_t)as_tuple(it->sequence)->length;
    it->position = position < 0 ? 0 : position > length ? length : position;
    return V_NONE;
}

static const NativeDef tuple_iterator_methods[] = {
    FN("__length_hint__", tuple_iterator_hint, "(self, /)", "Private method returning an estimate of len(list(it))."),
    FN("__reduce__", tuple_iterator_reduce, "(self, /)", "Return state information for pickling."),
    FN("__setstate__", tuple_iterator_setstate, "(self, state, /)", "Set state information for unpickling."),
    FN_END,
};

const TypeSpec tuple_iterator_type_spec = {
    .name = "tuple_iterator",
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE,
    .size = sizeof(SequenceIterator),
    .slots = {.iter = iterator_self, .next = tuple_iterator_next},
    .methods = tuple_iterator_methods,
    .trace = sequence_iterator_trace,
};

/* --- iter(sequence): __getitem__ from 0 until IndexError --- */

static Value sequence_iterator_next(Thread *t, Value self)
{
    SequenceIterator *it = as_iterator(self);
    if (is_null(it->sequence)) return V_NULL;
    if (it->position == INT64_MAX) return raise(t, T_OVERFLOW_ERROR, "iter index too large");
    Value index = int_from_int64(t, it->position);
    if (is_null(index)) return V_NULL;
    Value v = item_get(t, it->sequence, index);
    if (likely(!is_null(v))) {
        it->position++;
        return v;
    }
    if (error_matches(t, T_INDEX_ERROR) || error_matches(t, T_STOP_ITERATION)) {
        error_clear(t);
        it->sequence = V_NULL;
    }
    return V_NULL;
}

static Value sequence_iterator_hint(Thread *t, Value *a, size_t n)
{
    (void)n;
    SequenceIterator *it = as_iterator(a[0]);
    if (is_null(it->sequence)) return value_fixnum(0);
    if (!type_of(t, it->sequence)->slots.length) return V_NOT_IMPLEMENTED;
    int64_t length = length_of(t, it->sequence);
    if (length < 0) return V_NULL;
    return value_fixnum(length > it->position ? length - it->position : 0);
}

static Value sequence_iterator_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    SequenceIterator *it = as_iterator(a[0]);
    return reduce(t, "iter", it->sequence, it->position, t->rt->empty_tuple);
}

static Value sequence_iterator_setstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    SequenceIterator *it = as_iterator(a[0]);
    int64_t position;
    if (!state_argument(t, a[1], &position)) return V_NULL;
    if (!is_null(it->sequence)) it->position = position < 0 ? 0 : position;
    return V_NONE;
}

static const NativeDef sequence_iterator_methods[] = {
    FN("__length_hint__", sequence_iterator_hint, "(self, /)", "Private method returning an estimate of len(list(it))."),
    FN("__reduce__", sequence_iterator_reduce, "(self, /)", "Return state information for pickling."),
    FN("__setstate__", sequence_iterator_setstate, "(self, state, /)", "Set state information for unpickling."),
    FN_END,
};

const TypeSpec sequence_iterator_type_spec = {
    .name = "iterator",
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE,
    .size = sizeof(SequenceIterator),
    .slots = {.iter = iterator_self, .next = sequence_iterator_next},
    .methods = sequence_iterator_methods,
    .trace = sequence_iterator_trace,
};

/* --- iter(callable, sentinel) --- */

Value callable_iterator_new(Thread *t, Value callable, Value sentinel)
{
    CallableIterator *it = alloc_exact(t, T_CALLABLE_ITERATOR, K_NATIVE, sizeof(CallableIterator));
    if (!it) return V_NULL;
    it->callable = callable;
    it->sentinel = sentinel;
    return value_cell(it);
}

static Value callable_iterator_next(Thread *t, Value self)
{
    CallableIterator *it = as_cell(self);
    if (is_null(it->callable)) return V_NULL;
    Value v = call0(t, it->callable);
    if (is_null(v)) {
        if (error_matches(t, T_STOP_ITERATION)) {
            error_clear(t);
            it->callable = it->sentinel = V_NULL;
        }
        return V_NULL;
    }
    if (is_null(it->callable)) return V_NULL; /* exhausted by the call itself */
    int equal = compare_bool(t, it->sentinel, v, CMP_EQ);
    if (equal == 0) return v;
    if (equal > 0) it->callable = it->sentinel = V_NULL;
    return V_NULL;
}

static Value callable_iterator_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    CallableIterator *it = as_cell(a[0]);
    if (is_null(it->callable)) return reduce(t, "iter", V_NULL, 0, t->rt->empty_tuple);
    Value f = iterators_builtin(t, "iter");
    if (is_null(f)) return V_NULL;
    Value arguments = tuple_pack(t, 2, it->callable, it->sentinel);
    return is_null(arguments) ? V_NULL : tuple_pack(t, 2, f, arguments);
}

static void callable_iterator_trace(Tracer *tr, void *cell)
{
    CallableIterator *it = cell;
    gc_trace(tr, it->callable);
    gc_trace(tr, it->sentinel);
}

static const NativeDef callable_iterator_methods[] = {
    FN("__reduce__", callable_iterator_reduce, "(self, /)", "Return state information for pickling."),
    FN_END,
};

const TypeSpec callable_iterator_type_spec = {
    .name = "callable_iterator",
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE,
    .size = sizeof(CallableIterator),
    .slots = {.iter = iterator_self, .next = callable_iterator_next},
    .methods = callable_iterator_methods,
    .trace = callable_iterator_trace,
};
