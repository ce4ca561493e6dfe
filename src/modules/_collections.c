/* _collections.c - deque and defaultdict, and the helpers of the collections package.
 *
 * A deque is a ring of Values in a K_BUFFER cell whose capacity is a power of two: item i lies at (head + i) & (capacity - 1).
 * mutations counts changes of length, so that iterators notice them. */
#include "objects/dict.h"
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/typing.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/object.h"
#include "runtime/ops.h"
#include "runtime/text.h"

typedef struct Deque {
    Header header;
    Value *ring;
    size_t head, length, capacity;
    int64_t limit;        /* maxlen; -1: none */
    uint64_t mutations;
} Deque;

typedef struct DequeIterator { Header header; Value deque; size_t next; uint64_t mutations; bool backwards; } DequeIterator;

static Deque *as_deque(Value v) { return as_cell(v); }
static bool is_deque(Thread *t, Value v) { return is_instance_of(t, v, T_DEQUE); }
static Value *at(const Deque *d, size_t i) { return &d->ring[(d->head + i) & (d->capacity - 1)]; }

static void deque_trace(Tracer *tr, void *cell)
{
    Deque *d = cell;
    if (!d->ring) return;
    gc_trace_cell(tr, (char *)d->ring - sizeof(Header));
    for (size_t i = 0; i < d->length; i++) gc_trace(tr, *at(d, i));
}

static bool grow(Thread *t, Deque *d)
{
    size_t capacity = d->capacity ? d->capacity * 2 : 8;
    void *buffer = gc_alloc_buffer(t, capacity * sizeof(Value));
    if (!buffer) return false;
    Value *ring = buffer_data(buffer);
    for (size_t i = 0; i < d->length; i++) ring[i] = *at(d, i);
    d->ring = ring;
    d->head = 0;
    d->capacity = capacity;
    gc_barrier(t, d);
    return true;
}

static Value take_left(Deque *d)
{
    Value v = *at(d, 0);
    *at(d, 0) = V_NULL;
    d->head = (d->head + 1) & (d->capacity - 1);
    d->length--;
    d->mutations++;
    return v;
}
static Value take_right(Deque *d)
{
    Value *slot = at(d, d->length - 1), v = *slot;
    *slot = V_NULL;
    d->length--;
    d->mutations++;
    return v;
}
static bool append(Thread *t, Deque *d, Value v)
{
    if (d->limit == 0) return true;
    if (d->length == d->capacity && !grow(t, d)) return false;
    d->length++;
    d->mutations++;
    *at(d, d->length - 1) = v;
    gc_barrier(t, d);
    if (d->limit > 0 && (int64_t)d->length > d->limit) take_left(d);
    return true;
}
static bool append_left(Thread *t, Deque *d, Value v)
{
    if (d->limit == 0) return true;
    if (d->length == d->capacity && !grow(t, d)) return false;
    d->head = (d->head - 1) & (d->capacity - 1);
    d->length++;
    d->mutations++;
    *at(d, 0) = v;
    gc_barrier(t, d);
    if (d->limit > 0 && (int64_t)d->length > d->limit) take_right(d);
    return true;
}

static bool visit_append(Thread *t, void *d, Value v) { return append(t, d, v); }
static bool visit_append_left(Thread *t, void *d, Value v) { return append_left(t, d, v); }
static bool extend(Thread *t, Deque *d, Value v, bool left)
{
    if (value_same(v, value_cell(d)) && is_null(v = list_from_iterable(t, v))) return false;
    return iterate(t, v, left ? visit_append_left : visit_append, d);
}

static Value deque_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Deque *d = object_alloc(t, as_type(a[0]), 0);
    if (!d) return V_NULL;
    d->limit = -1;
    return value_cell(d);
}

static void clear(Deque *d)
{
    d->ring = NULL;
    d->head = d->length = d->capacity = 0;
    d->mutations++;
}

static Value deque_init(Thread *t, Value *a, size_t n)
{
    (void)n;
    Deque *d = as_deque(a[0]);
    int64_t limit = -1;
    if (!is_null(a[2]) && !is_none(a[2])) {
        if (!to_size(t, a[2], &limit)) return V_NULL;
        if (limit < 0) return raise(t, T_VALUE_ERROR, "maxlen must be non-negative");
    }
    d->limit = limit;
    clear(d);
    return is_null(a[1]) || extend(t, d, a[1], false) ? V_NONE : V_NULL;
}

static Value copy_of(Thread *t, Value self)
{
    const Deque *d = as_deque(self);
    if (!(d->header.flags & HEADER_EXACT)) {
        Value args[2] = {self, value_fixnum(d->limit)};
        return call(t, type_value(type_of(t, self)), args, d->limit < 0 ? 1 : 2, V_NULL);
    }
    Deque *c = object_alloc_id(t, T_DEQUE, 0);
    if (!c) return V_NULL;
    c->limit = d->limit;
    for (size_t i = 0; i < d->length; i++)
        if (!append(t, c, *at(d, i))) return V_NULL;
    return value_cell(c);
}

/* --- methods --- */

static Value none_or_error(bool ok) { return ok ? V_NONE : V_NULL; }
static Value m_append(Thread *t, Value *a, size_t n) { (void)n; return none_or_error(append(t, as_deque(a[0]), a[1])); }
static Value m_append_left(Thread *t, Value *a, size_t n) { (void)n; return none_or_error(append_left(t, as_deque(a[0]), a[1])); }
static Value m_extend(Thread *t, Value *a, size_t n) { (void)n; return none_or_error(extend(t, as_deque(a[0]), a[1], false)); }
static Value m_extend_left(Thread *t, Value *a, size_t n) { (void)n; return none_or_error(extend(t, as_deque(a[0]), a[1], true)); }
static Value m_pop(Thread *t, Value *a, size_t n)
{
    (void)n;
    return as_deque(a[0])->length ? take_right(as_deque(a[0])) : raise(t, T_INDEX_ERROR, "pop from an empty deque");
}
static Value m_pop_left(Thread *t, Value *a, size_t n)
{
    (void)n;
    return as_deque(a[0])->length ? take_left(as_deque(a[0])) : raise(t, T_INDEX_ERROR, "pop from an empty deque");
}
static Value m_clear(Thread *t, Value *a, size_t n) { (void)t, (void)n; return clear(as_deque(a[0])), V_NONE; }
static Value m_copy(Thread *t, Value *a, size_t n) { (void)n; return copy_of(t, a[0]); }

static void rotate(Thread *t, Deque *d, int64_t by)
{
    if (d->length < 2) return;
    int64_t n = (int64_t)d->length, k = by % n;
    if (k < 0) k += n;
    if (k <= n / 2) for (; k > 0; k--) append_left(t, d, take_right(d));
    else for (k = n - k; k > 0; k--) append(t, d, take_left(d));
}
static Value m_rotate(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t by = 1;
    if (!is_null(a[1]) && !to_size(t, a[1], &by)) return V_NULL;
    rotate(t, as_deque(a[0]), by);
    return V_NONE;
}
static Value m_reverse(Thread *t, Value *a, size_t n)
{
    (void)n;
    Deque *d = as_deque(a[0]);
    for (size_t i = 0, k = d->length; i + 1 < k; i++) {
        Value x = *at(d, i);
        *at(d, i) = *at(d, --k);
        *at(d, k) = x;
    }
    gc_barrier(t, d);
    return V_NONE;
}

/* index of the first item in [from, to) equal to v, -1 absent, -2 exception */
static int64_t find(Thread *t, Deque *d, Value v, int64_t from, int64_t to)
{
    uint64_t mutations = d->mutations;
    for (int64_t i = from; i < to && i < (int64_t)d->length; i++) {
        int same = compare_bool(t, *at(d, (size_t)i), v, CMP_EQ);
        if (same < 0) return -2;
        if (d->mutations != mutations) return raise(t, T_RUNTIME_ERROR, "deque mutated during iteration"), -2;
        if (same) return i;
    }
    return -1;
}
static Value m_count(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t count = 0;
    Deque *d = as_deque(a[0]);
    for (int64_t i = 0; (i = find(t, d, a[1], i, (int64_t)d->length)) != -1; i++) {
        if (i == -2) return V_NULL;
        count++;
    }
    return value_fixnum(count);
}
static Value m_index(Thread *t, Value *a, size_t n)
{
    (void)n;
    Deque *d = as_deque(a[0]);
    int64_t length = (int64_t)d->length, from = 0, to = length;
    if ((!is_null(a[2]) && !to_index_clamped(t, a[2], &from)) || (!is_null(a[3]) && !to_index_clamped(t, a[3], &to))) return V_NULL;
    if (from < 0 && (from += length) < 0) from = 0;
    if (to < 0 && (to += length) < 0) to = 0;
    int64_t i = find(t, d, a[1], from, to);
    if (i == -1) return raise(t, T_VALUE_ERROR, "%R is not in deque", a[1]);
    return i < 0 ? V_NULL : value_fixnum(i);
}
static Value remove_at(Thread *t, Deque *d, int64_t i)
{
    rotate(t, d, -i);
    Value v = take_left(d);
    rotate(t, d, i);
    return v;
}
static Value m_remove(Thread *t, Value *a, size_t n)
{
    (void)n;
    Deque *d = as_deque(a[0]);
    int64_t i = find(t, d, a[1], 0, (int64_t)d->length);
    if (i == -2) {
        if (error_matches(t, T_RUNTIME_ERROR)) error_clear(t), raise(t, T_INDEX_ERROR, "deque mutated during remove().");
        return V_NULL;
    }
    if (i == -1) return raise(t, T_VALUE_ERROR, "deque.remove(x): x not in deque");
    return remove_at(t, d, i), V_NONE;
}
static Value m_insert(Thread *t, Value *a, size_t n)
{
    (void)n;
    Deque *d = as_deque(a[0]);
    int64_t i, length = (int64_t)d->length;
    if (d->limit >= 0 && length >= d->limit) return raise(t, T_INDEX_ERROR, "deque already at its maximum size");
    if (!to_index_clamped(t, a[1], &i)) return V_NULL;
    if (i >= length) return none_or_error(append(t, d, a[2]));
    if (i <= -length || i == 0) return none_or_error(append_left(t, d, a[2]));
    if (i < 0) i += length;
    rotate(t, d, -i);
    if (!append_left(t, d, a[2])) return V_NULL;
    rotate(t, d, i);
    return V_NONE;
}

/* --- slots --- */

static int64_t deque_length(Thread *t, Value self) { (void)t; return (int64_t)as_deque(self)->length; }
static int deque_truth(Thread *t, Value self) { (void)t; return as_deque(self)->length > 0; }
static bool item_index(Thread *t, const Deque *d, Value key, int64_t *i)
{
    if (!type_of(t, key)->slots.index) return RAISE_FALSE(t, T_TYPE_ERROR, "sequence index must be integer, not '%T'", key);
    if (!to_size(t, key, i)) return false;
    if (*i < 0) *i += (int64_t)d->length;
    return (uint64_t)*i < d->length || RAISE_FALSE(t, T_INDEX_ERROR, "deque index out of range");
}
static Value deque_get_item(Thread *t, Value self, Value key)
{
    int64_t i;
    return item_index(t, as_deque(self), key, &i) ? *at(as_deque(self), (size_t)i) : V_NULL;
}
static bool deque_set_item(Thread *t, Value self, Value key, Value v)
{
    Deque *d = as_deque(self);
    int64_t i;
    if (!item_index(t, d, key, &i)) return false;
    if (is_null(v)) return remove_at(t, d, i), true;
    return gc_store(t, d, at(d, (size_t)i), v), true;
}
static int deque_contains(Thread *t, Value self, Value v)
{
    int64_t i = find(t, as_deque(self), v, 0, INT64_MAX);
    return i == -2 ? -1 : i >= 0;
}
static Value deque_concat(Thread *t, Value a, Value b)
{
    if (!is_deque(t, a) || !is_deque(t, b)) return raise(t, T_TYPE_ERROR, "can only concatenate deque (not \"%T\") to deque", b);
    Value c = copy_of(t, a);
    return is_null(c) || !extend(t, as_deque(c), b, false) ? V_NULL : c;
}
static Value deque_iconcat(Thread *t, Value a, Value b) { return extend(t, as_deque(a), b, false) ? a : V_NULL; }
static Value deque_irepeat(Thread *t, Value self, Value count)
{
    int64_t times;
    if (!to_size(t, count, &times)) return V_NULL;
    Deque *d = as_deque(self);
    Value items = list_from_iterable(t, self);
    if (is_null(items)) return V_NULL;
    if (times <= 0) return clear(d), self;
    size_t n = as_list(items)->length;
    if (d->limit < 0 && n && (uint64_t)times > PTRDIFF_MAX / sizeof(Value) / n) return raise_memory_error(t), V_NULL;
    if (d->limit >= 0 && n && times > d->limit / (int64_t)n + 2) times = d->limit / (int64_t)n + 2;
    for (int64_t k = 1; k < times && n; k++)
        if (!extend(t, d, items, false)) return V_NULL;
    return self;
}
static Value deque_repeat(Thread *t, Value self, Value count)
{
    Value c = copy_of(t, self);
    return is_null(c) ? V_NULL : deque_irepeat(t, c, count);
}
static Value deque_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if (!is_deque(t, a) || !is_deque(t, b)) return V_NOT_IMPLEMENTED;
    Value x = list_from_iterable(t, a), y = is_null(x) ? V_NULL : list_from_iterable(t, b);
    return is_null(y) ? V_NULL : compare(t, x, y, op);
}
static Value deque_repr(Thread *t, Value self)
{
    int entered = repr_enter(t, self);
    if (entered <= 0) return entered < 0 ? V_NULL : str_from_text(t, "[...]");
    Value list = list_from_iterable(t, self), text = V_NULL;
    Value name = type_of(t, self)->name;
    if (!is_null(list))
        text = as_deque(self)->limit < 0 ? str_format(t, "%U(%R)", name, list) : str_format(t, "%U(%R, maxlen=%lld)", name, list, (long long)as_deque(self)->limit);
    repr_leave(t, self);
    return text;
}

/* --- iterators --- */

static Value iterator_over(Thread *t, Value self, bool backwards)
{
    DequeIterator *it = object_alloc_id(t, backwards ? T_DEQUE_REVERSE_ITERATOR : T_DEQUE_ITERATOR, 0);
    if (!it) return V_NULL;
    it->deque = self;
    it->mutations = as_deque(self)->mutations;
    it->backwards = backwards;
    return value_cell(it);
}
static Value deque_iter(Thread *t, Value self) { return iterator_over(t, self, false); }
static Value m_reversed(Thread *t, Value *a, size_t n) { (void)n; return iterator_over(t, a[0], true); }
static Value deque_iterator_next(Thread *t, Value self)
{
    DequeIterator *it = as_cell(self);
    const Deque *d = as_deque(it->deque);
    if (d->mutations != it->mutations) return raise(t, T_RUNTIME_ERROR, "deque mutated during iteration");
    if (it->next >= d->length) return V_NULL;
    size_t i = it->next++;
    return *at(d, it->backwards ? d->length - 1 - i : i);
}
static Value deque_iterator_hint(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    const DequeIterator *it = as_cell(a[0]);
    return value_fixnum((int64_t)(as_deque(it->deque)->length - it->next));
}
static void deque_iterator_trace(Tracer *tr, void *cell) { gc_trace(tr, ((DequeIterator *)cell)->deque); }
static const NativeDef deque_iterator_methods[] = {FN("__length_hint__", deque_iterator_hint, "($self, /)", NULL), FN_END};
#define DEQUE_ITERATOR_SPEC(c_name, text) \
    const TypeSpec c_name##_type_spec = { \
        .name = "_collections." text, .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .size = sizeof(DequeIterator), \
        .slots = {.iter = iterator_self, .next = deque_iterator_next}, .methods = deque_iterator_methods, .trace = deque_iterator_trace}
DEQUE_ITERATOR_SPEC(deque_iterator, "_deque_iterator");
DEQUE_ITERATOR_SPEC(deque_reverse_iterator, "_deque_reverse_iterator");

static Value m_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    const Deque *d = as_deque(a[0]);
    Value state = call_method0(t, a[0], NAME(t, __getstate__)), it = is_null(state) ? V_NULL : deque_iter(t, a[0]);
    if (is_null(it)) return V_NULL;
    Value args = d->limit < 0 ? t->rt->empty_tuple : tuple_pack(t, 2, t->rt->empty_tuple, value_fixnum(d->limit));
    return is_null(args) ? V_NULL : tuple_pack(t, 4, type_value(type_of(t, a[0])), args, state, it);
}
static Value get_limit(Thread *t, Value self) { (void)t; int64_t m = as_deque(self)->limit; return m < 0 ? V_NONE : value_fixnum(m); }
static Value class_getitem(Thread *t, Value *a, size_t n) { (void)n; return generic_alias_new(t, a[0], a[1]); }
static Value deque_getstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!(type_of(t, a[0])->flags & TYPE_HAS_DICT)) return V_NONE;
    Value d = instance_dict(t, a[0]);
    return is_null(d) ? V_NULL : as_dict(d)->count ? dict_copy(t, d) : V_NONE;
}

static const NativeDef deque_methods[] = {
    FN("__init__", deque_init, "($self, iterable=(), maxlen=None)", NULL), FN("append", m_append, "($self, item, /)", "Add an element to the right side of the deque."),
    FN("appendleft", m_append_left, "($self, item, /)", "Add an element to the left side of the deque."), FN("extend", m_extend, "($self, iterable, /)", "Extend the right side of the deque with elements from the iterable."),
    FN("extendleft", m_extend_left, "($self, iterable, /)", "Extend the left side of the deque with elements from the iterable."), FN("pop", m_pop, "($self, /)", "Remove and return the rightmost element."),
    FN("popleft", m_pop_left, "($self, /)", "Remove and return the leftmost element."), FN("clear", m_clear, "($self, /)", "Remove all elements from the deque."),
    FN("copy", m_copy, "($self, /)", "Return a shallow copy of a deque."), FN("__copy__", m_copy, "($self, /)", "Return a shallow copy of a deque."),
    FN("rotate", m_rotate, "($self, n=1, /)", "Rotate the deque n steps to the right.  If n is negative, rotates left."), FN("reverse", m_reverse, "($self, /)", "Reverse *IN PLACE*."),
    FN("count", m_count, "($self, value, /)", "Return number of occurrences of value."), FN("index", m_index, "($self, value, start=0, stop=sys.maxsize, /)", "Return first index of value."),
    FN("remove", m_remove, "($self, value, /)", "Remove first occurrence of value."), FN("insert", m_insert, "($self, index, value, /)", "Insert value before index."),
    FN("__reversed__", m_reversed, "($self, /)", "Return a reverse iterator over the deque."), FN("__reduce__", m_reduce, "($self, /)", NULL),
    FN("__getstate__", deque_getstate, "($self, /)", NULL),
    FN_CLASS_METHOD("__class_getitem__", class_getitem, "(cls, item, /)", "See PEP 585"), FN_END};
static const GetSetDef deque_getsets[] = {{"maxlen", get_limit, NULL, "maximum size of a deque or None if unbounded"}, GETSET_END};

const TypeSpec deque_type_spec = {
    .name = "collections.deque", .doc = "deque([iterable[, maxlen]])\n--\n\nA list-like sequence optimized for data accesses near its endpoints.", .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_HAS_WEAKREF | TYPE_SEQUENCE, .size = sizeof(Deque),
    .slots = {.repr = deque_repr, .compare = deque_compare, .iter = deque_iter, .truth = deque_truth, .length = deque_length, .get_item = deque_get_item,
              .set_item = deque_set_item, .contains = deque_contains, .concat = deque_concat, .repeat = deque_repeat, .iconcat = deque_iconcat, .irepeat = deque_irepeat},
    .methods = deque_methods, .getsets = deque_getsets, .construct = {"__new__", deque_construct, NULL, NULL, FN_KEYWORDS}, .trace = deque_trace};

/* --- defaultdict --- */

typedef struct DefaultDict { Dict dict; Value factory; } DefaultDict;

static Value default_init(Thread *t, Value *a, size_t n)
{
    DefaultDict *d = as_cell(a[0]);
    Value keywords = t->keyword_names, factory = V_NONE;
    size_t k = is_null(keywords) ? 0 : as_tuple(keywords)->length, skip = 1;
    if (n - k > 1) {
        factory = a[1];
        skip = 2;
        if (!is_none(factory) && !is_callable(t, factory)) return raise(t, T_TYPE_ERROR, "first argument must be callable or None");
    }
    gc_store(t, d, &d->factory, factory);
    Value init = type_lookup(t, t->rt->types[T_DICT], NAME(t, __init__));
    Tuple *args = tuple_alloc(t, n - skip + 1);
    if (!args) return V_NULL;
    args->items[0] = a[0];
    for (size_t i = skip; i < n; i++) args->items[i - skip + 1] = a[i];
    return call(t, init, args->items, n - k - skip + 1, keywords);
}
static Value default_missing(Thread *t, Value *a, size_t n)
{
    (void)n;
    const DefaultDict *d = as_cell(a[0]);
    if (is_null(d->factory) || is_none(d->factory)) return raise_key_error(t, a[1]);
    Value v = call0(t, d->factory);
    return is_null(v) || !item_set(t, a[0], a[1], v) ? V_NULL : v;
}
static Value default_repr(Thread *t, Value self)
{
    const DefaultDict *d = as_cell(self);
    Value items = t->rt->types[T_DICT]->slots.repr(t, self), text = V_NULL; /* guards against recursion itself */
    if (is_null(items)) return V_NULL;
    int entered = repr_enter(t, self);
    if (entered <= 0) return entered < 0 ? V_NULL : str_format(t, "%U(..., %U)", type_of(t, self)->name, items);
    text = str_format(t, "%U(%R, %U)", type_of(t, self)->name, is_null(d->factory) ? V_NONE : d->factory, items);
    repr_leave(t, self);
    return text;
}
static Value default_copy(Thread *t, Value *a, size_t n)
{
    (void)n;
    const DefaultDict *d = as_cell(a[0]);
    return call2(t, type_value(type_of(t, a[0])), is_null(d->factory) ? V_NONE : d->factory, a[0]);
}
static Value default_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    const DefaultDict *d = as_cell(a[0]);
    Value args = is_null(d->factory) || is_none(d->factory) ? t->rt->empty_tuple : tuple_pack(t, 1, d->factory);
    Value items = is_null(args) ? V_NULL : call_method0(t, a[0], NAME(t, items)), it = is_null(items) ? V_NULL : iter_get(t, items);
    return is_null(it) ? V_NULL : tuple_pack(t, 5, type_value(type_of(t, a[0])), args, V_NONE, V_NONE, it);
}
static Value default_or(Thread *t, Value a, Value b)
{
    if (!is_dict(a) || !is_dict(b)) return V_NOT_IMPLEMENTED;
    bool left = is_instance_of(t, a, T_DEFAULTDICT);
    const DefaultDict *d = as_cell(left ? a : b);
    Value made = call2(t, type_value(type_of(t, left ? a : b)), is_null(d->factory) ? V_NONE : d->factory, a);
    return is_null(made) || !dict_update(t, made, b) ? V_NULL : made;
}
static void default_trace(Tracer *tr, void *cell)
{
    type_specs[T_DICT]->trace(tr, cell);
    gc_trace(tr, ((DefaultDict *)cell)->factory);
}
static const NativeDef default_methods[] = {
    {"__init__", default_init, NULL, NULL, FN_KEYWORDS}, FN("__missing__", default_missing, "($self, key, /)", "Called by __getitem__ for missing key."),
    FN("copy", default_copy, "($self, /)", "A shallow copy."), FN("__copy__", default_copy, "($self, /)", NULL), FN("__reduce__", default_reduce, "($self, /)", NULL),
    FN_CLASS_METHOD("__class_getitem__", class_getitem, "(cls, item, /)", "See PEP 585"), FN_END};
static const MemberDef default_members[] = {{"default_factory", offsetof(DefaultDict, factory), true, true, "Factory for default value called by __missing__()."}, MEMBER_END};

const TypeSpec defaultdict_type_spec = {
    .name = "collections.defaultdict", .doc = "defaultdict(default_factory=None, /, [...]) --> dict with default factory", .base = T_DICT,
    .flags = TYPE_BASE | TYPE_HAS_WEAKREF, .kind = K_DICT, .size = sizeof(DefaultDict),
    .slots = {.repr = default_repr, .or_ = default_or}, .methods = default_methods, .members = default_members, .trace = default_trace};

/* --- the rest --- */

/* namedtuple's field descriptor */
typedef struct TupleGetter { Header header; int64_t index; Value doc; } TupleGetter;
static Value getter_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    TupleGetter *g = object_alloc(t, as_type(a[0]), 0);
    if (!g || !to_size(t, a[1], &g->index)) return V_NULL;
    g->doc = a[2];
    return value_cell(g);
}
static Value getter_get(Thread *t, Value self, Value obj, Value type)
{
    (void)type;
    if (is_null(obj)) return self;
    const TupleGetter *g = as_cell(self);
    if (!is_tuple(obj)) {
        if (is_none(obj)) return self;
        return raise(t, T_TYPE_ERROR, "descriptor for index '%lld' for tuple subclasses doesn't apply to '%T' object", (long long)g->index, obj);
    }
    if ((uint64_t)g->index >= as_tuple(obj)->length) return raise(t, T_INDEX_ERROR, "tuple index out of range");
    return as_tuple(obj)->items[g->index];
}
static bool getter_set(Thread *t, Value self, Value obj, Value v)
{
    (void)self, (void)obj;
    return RAISE_FALSE(t, T_ATTRIBUTE_ERROR, is_null(v) ? "can't delete attribute" : "can't set attribute");
}
static Value getter_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    const TupleGetter *g = as_cell(a[0]);
    Value args = tuple_pack(t, 2, value_fixnum(g->index), g->doc);
    return is_null(args) ? V_NULL : tuple_pack(t, 2, type_value(type_of(t, a[0])), args);
}
static Value getter_repr(Thread *t, Value self)
{
    const TupleGetter *g = as_cell(self);
    return str_format(t, "_tuplegetter(%lld, %R)", (long long)g->index, g->doc);
}
static void getter_trace(Tracer *tr, void *cell) { gc_trace(tr, ((TupleGetter *)cell)->doc); }
static const NativeDef getter_methods[] = {FN("__reduce__", getter_reduce, "($self, /)", NULL), FN_END};
static const MemberDef getter_members[] = {{"__doc__", offsetof(TupleGetter, doc), true, true, NULL}, MEMBER_END};
const TypeSpec tuple_getter_type_spec = {
    .name = "_collections._tuplegetter", .base = T_OBJECT, .flags = TYPE_IMMUTABLE, .size = sizeof(TupleGetter),
    .slots = {.repr = getter_repr, .get = getter_get, .set = getter_set}, .methods = getter_methods, .members = getter_members,
    .construct = FN("__new__", getter_construct, "(cls, index, doc, /)", NULL), .trace = getter_trace};

/* Counter's inner loop */
static bool count_one(Thread *t, void *mapping, Value key)
{
    Value m = *(Value *)mapping, old;
    if (is_exact_dict(m) || is_dict(m)) {
        old = dict_get(t, m, key);
        if (is_null(old) && error_set(t)) return false;
    } else {
        old = call_method2(t, m, NAME(t, get), key, value_fixnum(0));
        if (is_null(old)) return false;
    }
    Value v = is_null(old) ? value_fixnum(1) : binary_op(t, BIN_ADD, old, value_fixnum(1));
    if (is_null(v)) return false;
    return is_dict(m) ? dict_set(t, m, key, v) : item_set(t, m, key, v);
}
static Value count_elements(Thread *t, Value *a, size_t n)
{
    (void)n;
    return iterate(t, a[1], count_one, &a[0]) ? V_NONE : V_NULL;
}
static const NativeDef functions[] = {FN("_count_elements", count_elements, "($module, mapping, iterable, /)", "Count elements in the iterable, updating the mapping"), FN_END};

static bool setup(Thread *t, Value module)
{
    return module_add_type(t, module, T_DEQUE) && module_add_type(t, module, T_DEFAULTDICT) && module_add_type(t, module, T_DEQUE_ITERATOR) &&
           module_add_type(t, module, T_DEQUE_REVERSE_ITERATOR) && module_add_type(t, module, T_TUPLE_GETTER);
}

const ModuleSpec _collections_module_spec = {"_collections", "High performance data structures.", functions, NULL, setup};
