/* list.c - list: growable arrays of Values.
 *
 * Invariants: items point into a K_BUFFER cell of at least `capacity` Values; slots in [length, capacity) are null. Code of the
 * program (comparisons, iterators, __index__) may change the list: length and items are read again after every such call. */
#include "objects/list.h"

#include "objects/alloc.h"
#include "objects/arguments.h"
#include "objects/dict.h"
#include "objects/iterators.h"
#include "objects/sequence.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/text.h"

#define LIST_MAX (PTRDIFF_MAX / sizeof(Value) - 16)
#define KEEP_CAPACITY 32 /* lists of at most this capacity never give memory back by shrinking */

/* --- storage --- */

/* moves the items into a buffer of `capacity` Values, or as many more as the cell has room for */
static bool set_capacity(Thread *t, List *l, size_t capacity)
{
    if (unlikely(capacity > LIST_MAX)) return raise_memory_error(t), false;
    Value *items = alloc_values(t, capacity);
    if (unlikely(!items)) return false;
    if (l->length) memcpy(items, l->items, l->length * sizeof(Value));
    l->items = items;
    l->capacity = capacity;
    gc_barrier(t, l);
    return true;
}

bool list_reserve(Thread *t, List *l, size_t capacity)
{
    if (likely(capacity <= l->capacity)) return true;
    /* sizes that fill cells, whose granule is two Values, header included */
    size_t grown = l->capacity + l->capacity / 2 + 4;
    return set_capacity(t, l, (grown > capacity && grown <= LIST_MAX ? grown : capacity) | 1);
}

/* after items were removed: the slots behind the last are null, and a buffer mostly empty is replaced by a small one. Running out of
 * memory here does no harm: the large one stays */
static void removed(Thread *t, List *l, size_t old_length)
{
    memset(l->items + l->length, 0, (old_length - l->length) * sizeof(Value));
    if (l->capacity <= KEEP_CAPACITY || l->length > l->capacity / 4) return;
    if (l->length == 0) {
        l->items = NULL;
        l->capacity = 0;
    } else if (!set_capacity(t, l, (l->length + l->length / 2) | 1)) {
        error_clear(t);
    }
}

Value list_with_capacity(Thread *t, size_t capacity)
{
    Value *items = NULL;
    if (capacity) {
        capacity |= 1;
        if (!(items = alloc_values(t, capacity))) return V_NULL;
    }
    List *l = alloc_exact(t, T_LIST, K_LIST, sizeof(List));
    if (unlikely(!l)) return V_NULL;
    l->items = items;
    l->capacity = capacity;
    return value_cell(l);
}

Value list_new(Thread *t, const Value *items, size_t n)
{
    Value list = list_with_capacity(t, n);
    if (unlikely(is_null(list)) || n == 0) return list;
    memcpy(as_list(list)->items, items, n * sizeof *items);
    as_list(list)->length = n;
    return list;
}

bool list_append(Thread *t, Value list, Value v)
{
    List *l = as_list(list);
    if (unlikely(l->length == l->capacity) && !list_reserve(t, l, l->length + 1)) return false;
    gc_store(t, l, &l->items[l->length++], v);
    return true;
}

bool list_insert(Thread *t, Value list, int64_t index, Value v)
{
    List *l = as_list(list);
    int64_t n = (int64_t)l->length;
    if (index < 0) index = index + n < 0 ? 0 : index + n;
    if (index > n) index = n;
    if (!list_reserve(t, l, l->length + 1)) return false;
    memmove(l->items + index + 1, l->items + index, (size_t)(n - index) * sizeof(Value));
    l->length++;
    gc_store(t, l, &l->items[index], v);
    return true;
}

/* appends copies of n values, which may be the list's own */
static bool append_values(Thread *t, List *l, const Value *values, size_t n)
{
    if (n == 0) return true;
    if (!list_reserve(t, l, l->length + n)) return false;
    memcpy(l->items + l->length, values, n * sizeof(Value));
    l->length += n;
    gc_barrier(t, l);
    return true;
}

static bool extend_dict_keys(Thread *t, List *l, Dict *d)
{
    if (!list_reserve(t, l, l->length + d->count)) return false;
    Value key, value;
    for (uint32_t position = 0; dict_next(d, &position, &key, &value);) l->items[l->length++] = key;
    gc_barrier(t, l);
    return true;
}

static bool extend_iterated(Thread *t, Value list, Value iterable)
{
    List *l = as_list(list);
    Value it = iter_get(t, iterable);
    if (is_null(it)) return false;
    int64_t hint = length_hint(t, iterable, 8);
    if (hint < 0) return false;
    if (l->length == 0 && hint > 0 && !list_reserve(t, l, (size_t)hint)) return false;
    for (;;) {
        Value v = iter_next(t, it);
        if (is_null(v)) break;
        if (!list_append(t, list, v)) return false;
    }
    if (unlikely(error_set(t))) return false;
    if (l->capacity > l->length + l->length / 2 + 16) removed(t, l, l->length);
    return true;
}

bool list_extend(Thread *t, Value list, Value iterable)
{
    List *l = as_list(list);
    if (has_exact_kind(iterable, K_LIST)) return append_values(t, l, as_list(iterable)->items, as_list(iterable)->length);
    if (has_exact_kind(iterable, K_TUPLE)) return append_values(t, l, as_tuple(iterable)->items, as_tuple(iterable)->length);
    if (is_exact_dict(iterable)) return extend_dict_keys(t, l, as_dict(iterable));
    return extend_iterated(t, list, iterable);
}

bool list_delete_range(Thread *t, List *l, size_t from, size_t to)
{
    if (from >= to) return true;
    size_t old_length = l->length;
    memmove(l->items + from, l->items + to, (old_length - to) * sizeof(Value));
    l->length -= to - from;
    removed(t, l, old_length);
    return true;
}

Value list_to_tuple(Thread *t, Value list) { return tuple_new(t, as_list(list)->items, as_list(list)->length); }

/* items[from, to) := n values that are not in this list's buffer */
static bool replace_range(Thread *t, List *l, size_t from, size_t to, const Value *values, size_t n)
{
    size_t old_length = l->length, tail = old_length - to;
    if (n > to - from && !list_reserve(t, l, old_length - (to - from) + n)) return false;
    if (n != to - from) memmove(l->items + from + n, l->items + to, tail * sizeof(Value));
    if (n) memcpy(l->items + from, values, n * sizeof(Value));
    l->length = from + n + tail;
    gc_barrier(t, l);
    if (l->length < old_length) removed(t, l, old_length);
    return true;
}

/* --- slots --- */

static Value list_repr(Thread *t, Value self)
{
    List *l = as_list(self);
    if (l->length == 0) return str_from_text(t, "[]");
    int entered = repr_enter(t, self);
    if (entered <= 0) return entered < 0 ? V_NULL : str_from_text(t, "[...]");
    StrBuilder b;
    builder_init(&b, t);
    builder_char(&b, '[');
    bool ok = true;
    for (size_t i = 0; ok && i < l->length; i++) {
        if (i) builder_ascii(&b, ", ", 2);
        ok = builder_repr(&b, l->items[i]);
    }
    repr_leave(t, self);
    if (!ok) return V_NULL;
    builder_char(&b, ']');
    return builder_finish(&b);
}

static Value list_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if (!is_list(a) || !is_list(b)) return V_NOT_IMPLEMENTED;
    List *x = as_list(a), *y = as_list(b);
    if (x->length != y->length && (op == CMP_EQ || op == CMP_NE)) return value_bool(op == CMP_NE);
    size_t i = 0;
    for (; i < x->length && i < y->length; i++) {
        Value v = x->items[i], w = y->items[i];
        int equal = items_equal(t, v, w);
        if (equal < 0) return V_NULL;
        if (equal) continue;
        if (op == CMP_EQ) return V_FALSE;
        if (op == CMP_NE) return V_TRUE;
        return compare(t, v, w, op);
    }
    return compare_result((int64_t)x->length, (int64_t)y->length, op);
}

static Value list_iter(Thread *t, Value self) { return sequence_iterator_new(t, T_LIST_ITERATOR, self); }

static int64_t list_length(Thread *t, Value self)
{
    (void)t;
    return (int64_t)as_list(self)->length;
}

static Value get_slice(Thread *t, List *l, Value slice)
{
    int64_t start, stop, step, count;
    if (!slice_bounds(t, slice, (int64_t)l->length, &start, &stop, &step, &count)) return V_NULL;
    if (step == 1) return list_new(t, l->items + start, (size_t)count);
    Value result = list_with_capacity(t, (size_t)count);
    if (is_null(result)) return V_NULL;
    List *to = as_list(result);
    for (int64_t i = 0; i < count; i++) to->items[i] = l->items[start + i * step];
    to->length = (uint64_t)count;
    return result;
}

static Value list_get_item(Thread *t, Value self, Value key)
{
    List *l = as_list(self);
    int64_t i;
    if (has_kind(key, K_SLICE)) return get_slice(t, l, key);
    if (!sequence_index(t, key, "list", &i)) return V_NULL;
    if (i < 0) i += (int64_t)l->length;
    if (unlikely((uint64_t)i >= l->length)) return raise(t, T_INDEX_ERROR, "list index out of range");
    return l->items[i];
}

/* deletes the items start, start + step, ...: count of them */
static void delete_stepped(Thread *t, List *l, int64_t start, int64_t step, int64_t count)
{
    if (step < 0) {
        start += (count - 1) * step;
        step = -step;
    }
    size_t old_length = l->length, to = (size_t)start, next = (size_t)start;
    for (size_t from = (size_t)start; from < old_length; from++) {
        if (from == next && count > 0) {
            next += (size_t)step;
            count--;
        } else {
            l->items[to++] = l->items[from];
        }
    }
    l->length = to;
    removed(t, l, old_length);
}

static bool assign_stepped(Thread *t, List *l, int64_t start, int64_t step, int64_t count, Value list)
{
    const Value *values = as_list(list)->items;
    if (as_list(list)->length != (uint64_t)count)
        return RAISE_FALSE(t, T_VALUE_ERROR, "attempt to assign sequence of size %zu to extended slice of size %ld",
                           (size_t)as_list(list)->length, (long)count);
    for (int64_t i = 0; i < count; i++) l->items[start + i * step] = values[i];
    gc_barrier(t, l);
    return true;
}

static bool set_slice(Thread *t, List *l, Value slice, Value value)
{
    int64_t start, stop, step, count;
    Value values = V_NULL;
    if (!is_null(value)) { /* first: making the list may run code that changes l */
        values = list_from_iterable(t, value);
        if (is_null(values)) {
            if (!type_of(t, value)->slots.iter && error_matches(t, T_TYPE_ERROR)) {
                error_clear(t);
                raise(t, T_TYPE_ERROR, "must assign iterable to extended slice");
            }
            return false;
        }
    }
    if (!slice_bounds(t, slice, (int64_t)l->length, &start, &stop, &step, &count)) return false;
    if (step == 1) {
        size_t from = (size_t)start, to = (size_t)(start + count);
        if (is_null(value)) return list_delete_range(t, l, from, to);
        return replace_range(t, l, from, to, as_list(values)->items, as_list(values)->length);
    }
    if (!is_null(value)) return assign_stepped(t, l, start, step, count, values);
    if (count > 0) delete_stepped(t, l, start, step, count);
    return true;
}

static bool list_set_item(Thread *t, Value self, Value key, Value value)
{
    List *l = as_list(self);
    int64_t i;
    if (has_kind(key, K_SLICE)) return set_slice(t, l, key, value);
    if (!sequence_index(t, key, "list", &i)) return false;
    if (i < 0) i += (int64_t)l->length;
    if (unlikely((uint64_t)i >= l->length)) return RAISE_FALSE(t, T_INDEX_ERROR, "list assignment index out of range");
    if (is_null(value)) return list_delete_range(t, l, (size_t)i, (size_t)i + 1);
    gc_store(t, l, &l->items[i], value);
    return true;
}

static int list_contains(Thread *t, Value self, Value item)
{
    List *l = as_list(self);
    for (size_t i = 0; i < l->length; i++) {
        int equal = items_equal(t, l->items[i], item);
        if (equal) return equal;
    }
    return 0;
}

static Value list_concat(Thread *t, Value a, Value b)
{
    if (!is_list(b)) return raise(t, T_TYPE_ERROR, "can only concatenate list (not \"%T\") to list", b);
    List *x = as_list(a), *y = as_list(b);
    Value result = list_with_capacity(t, x->length + y->length);
    if (is_null(result)) return V_NULL;
    List *r = as_list(result);
    if (x->length) memcpy(r->items, x->items, x->length * sizeof(Value));
    if (y->length) memcpy(r->items + x->length, y->items, y->length * sizeof(Value));
    r->length = x->length + y->length;
    return result;
}

static Value list_repeat(Thread *t, Value self, Value count)
{
    List *l = as_list(self);
    size_t total;
    if (!repeat_size(t, count, l->length, &total)) return V_NULL;
    Value result = list_with_capacity(t, total);
    if (is_null(result) || total == 0) return result;
    repeat_values(as_list(result)->items, total, l->items, l->length);
    as_list(result)->length = total;
    return result;
}

static Value list_iconcat(Thread *t, Value self, Value iterable) { return list_extend(t, self, iterable) ? self : V_NULL; }

static Value list_irepeat(Thread *t, Value self, Value count)
{
    List *l = as_list(self);
    size_t total, n = l->length;
    if (!repeat_size(t, count, n, &total)) return V_NULL;
    if (total == 0) return list_delete_range(t, l, 0, n) ? self : V_NULL;
    if (!list_reserve(t, l, total)) return V_NULL;
    repeat_values(l->items, total, l->items, n);
    l->length = total;
    return self;
}

/* --- methods --- */

static Value list_append_(Thread *t, Value *a, size_t n)
{
    (void)n;
    return list_append(t, a[0], a[1]) ? V_NONE : V_NULL;
}

static Value list_insert_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t index;
    if (!size_argument(t, a[1], &index)) return V_NULL;
    return list_insert(t, a[0], index, a[2]) ? V_NONE : V_NULL;
}

static Value list_extend_(Thread *t, Value *a, size_t n)
{
    (void)n;
    return list_extend(t, a[0], a[1]) ? V_NONE : V_NULL;
}

static Value list_pop_(Thread *t, Value *a, size_t n)
{
    (void)n;
    List *l = as_list(a[0]);
    int64_t i = -1;
    if (!is_null(a[1]) && !size_argument(t, a[1], &i)) return V_NULL;
    if (l->length == 0) return raise(t, T_INDEX_ERROR, "pop from empty list");
    if (i < 0) i += (int64_t)l->length;
    if ((uint64_t)i >= l->length) return raise(t, T_INDEX_ERROR, "pop index out of range");
    Value v = l->items[i];
    if ((uint64_t)i == l->length - 1) {
        l->items[--l->length] = V_NULL;
        if (unlikely(l->capacity > KEEP_CAPACITY && l->length < l->capacity / 4)) removed(t, l, l->length);
    } else {
        list_delete_range(t, l, (size_t)i, (size_t)i + 1);
    }
    return v;
}

static Value list_remove_(Thread *t, Value *a, size_t n)
{
    (void)n;
    List *l = as_list(a[0]);
    for (size_t i = 0; i < l->length; i++) {
        int equal = items_equal(t, l->items[i], a[1]);
        if (equal < 0) return V_NULL;
        if (!equal) continue;
        if (i < l->length) list_delete_range(t, l, i, i + 1); /* the comparison may have shortened it */
        return V_NONE;
    }
    return raise(t, T_VALUE_ERROR, "list.remove(x): x not in list");
}

static Value list_clear_(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    List *l = as_list(a[0]);
    l->items = NULL;
    l->length = l->capacity = 0;
    return V_NONE;
}

static Value list_copy_(Thread *t, Value *a, size_t n)
{
    (void)n;
    return list_new(t, as_list(a[0])->items, as_list(a[0])->length);
}

static Value list_reverse_(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    List *l = as_list(a[0]);
    for (size_t i = 0, j = l->length; i + 1 < j; i++) {
        Value v = l->items[i];
        l->items[i] = l->items[--j];
        l->items[j] = v;
    }
    return V_NONE;
}

static Value list_count_(Thread *t, Value *a, size_t n)
{
    (void)n;
    List *l = as_list(a[0]);
    int64_t count = 0;
    for (size_t i = 0; i < l->length; i++) {
        int equal = items_equal(t, l->items[i], a[1]);
        if (equal < 0) return V_NULL;
        count += equal;
    }
    return value_fixnum(count);
}

static Value list_index_(Thread *t, Value *a, size_t n)
{
    (void)n;
    List *l = as_list(a[0]);
    int64_t length = (int64_t)l->length, start, stop;
    if (!bound_argument(t, a[2], length, 0, &start) || !bound_argument(t, a[3], length, INT64_MAX, &stop)) return V_NULL;
    for (int64_t i = start; i < stop && i < (int64_t)l->length; i++) {
        int equal = items_equal(t, l->items[i], a[1]);
        if (equal < 0) return V_NULL;
        if (equal) return value_fixnum(i);
    }
    return raise(t, T_VALUE_ERROR, "list.index(x): x not in list");
}

static Value list_sort_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int reverse = is_null(a[2]) ? 0 : is_truthy(t, a[2]);
    if (reverse < 0) return V_NULL;
    return list_sort(t, a[0], a[1], reverse) ? V_NONE : V_NULL;
}

static Value list_reversed_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value it = sequence_iterator_new(t, T_LIST_REVERSE_ITERATOR, a[0]);
    if (!is_null(it)) ((SequenceIterator *)as_cell(it))->position = (int64_t)as_list(a[0])->length - 1;
    return it;
}

static Value list_sizeof(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    List *l = as_list(a[0]);
    size_t size = type_of_cell(t, l)->size + l->capacity * sizeof(Value);
    return value_fixnum((int64_t)size);
}

static Value list_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    return value_cell(object_alloc(t, as_type(a[0]), 0));
}

static Value list_init(Thread *t, Value *a, size_t n)
{
    if (!arguments_positional(t, type_of(t, a[0]), T_LIST, &n, 0, 1)) return V_NULL;
    List *l = as_list(a[0]);
    l->items = NULL;
    l->length = l->capacity = 0;
    return n < 2 || list_extend(t, a[0], a[1]) ? V_NONE : V_NULL;
}

static void list_trace(Tracer *tr, void *cell)
{
    List *l = cell;
    gc_trace_cell(tr, buffer_of(l->items));
    gc_trace_values(tr, l->items, l->length);
}

static const NativeDef list_methods[] = {
    {"__init__", list_init, NULL, "Initialize self.  See help(type(self)) for accurate signature.", FN_KEYWORDS},
    FN("__reversed__", list_reversed_, "(self, /)", "Return a reverse iterator over the list."),
    FN("__sizeof__", list_sizeof, "(self, /)", "Return the size of the list in memory, in bytes."),
    FN("clear", list_clear_, "(self, /)", "Remove all items from list."),
    FN("copy", list_copy_, "(self, /)", "Return a shallow copy of the list."),
    FN("append", list_append_, "(self, object, /)", "Append object to the end of the list."),
    FN("insert", list_insert_, "(self, index, object, /)", "Insert object before index."),
    FN("extend", list_extend_, "(self, iterable, /)", "Extend list by appending elements from the iterable."),
    FN("pop", list_pop_, "(self, index=-1, /)",
       "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range."),
    FN("remove", list_remove_, "(self, value, /)",
       "Remove first occurrence of value.\n\nRaises ValueError if the value is not present."),
    FN("index", list_index_, "(self, value, start=0, stop=sys.maxsize, /)",
       "Return first index of value.\n\nRaises ValueError if the value is not present."),
    FN("count", list_count_, "(self, value, /)", "Return number of occurrences of value."),
    FN("reverse", list_reverse_, "(self, /)", "Reverse *IN PLACE*."),
    FN("sort", list_sort_, "(self, *, key=None, reverse=False)",
       "Sort the list in ascending order and return None.\n\nThe sort is in-place (i.e. the list itself is modified) and stable "
       "(i.e. the\norder of two equal elements is maintained).\n\nIf a key function is given, apply it once to each list item and "
       "sort them,\nascending or descending, according to their function values.\n\nThe reverse flag can be set to sort in "
       "descending order."),
    FN_CLASS_METHOD("__class_getitem__", sequence_class_getitem, "(cls, object, /)", "See PEP 585"),
    FN_END,
};

const TypeSpec list_type_spec = {
    .name = "list",
    .doc = "list(iterable=(), /)\n--\n\nBuilt-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty "
           "list.\nThe argument must be an iterable if specified.",
    .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_SEQUENCE | TYPE_MATCH_SELF | TYPE_IMMUTABLE,
    .kind = K_LIST,
    .size = sizeof(List),
    .slots = {.repr = list_repr, .compare = list_compare, .iter = list_iter, .length = list_length, .get_item = list_get_item,
              .set_item = list_set_item, .contains = list_contains, .concat = list_concat, .repeat = list_repeat,
              .iconcat = list_iconcat, .irepeat = list_irepeat},
    .methods = list_methods,
    .construct = {"list", list_construct, NULL, "", FN_KEYWORDS},
    .trace = list_trace,
};
