/* dict_views.c - keys(), values() and items() of dicts, and their iterators.
 *
 * Invariant: an iterator that has seen the dict change its size keeps raising RuntimeError (count: UINT32_MAX). */
#include "objects/dict_views.h"

#include "objects/alloc.h"
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/mappingproxy.h"
#include "objects/sequence.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/text.h"

/* --- iterators --- */

Value dict_iterator_new(Thread *t, TypeId type, Value dict)
{
    DictIterator *it = alloc_exact(t, type, K_NATIVE, sizeof(DictIterator));
    if (unlikely(!it)) return V_NULL;
    bool reverse = type >= T_DICT_REVERSE_KEY_ITERATOR;
    it->dict = dict;
    it->position = reverse ? (int64_t)as_dict(dict)->used - 1 : 0;
    it->count = it->left = as_dict(dict)->count;
    return value_cell(it);
}

static NOINLINE const DictEntry *changed(Thread *t, DictIterator *it, const char *what)
{
    it->count = UINT32_MAX;
    return RAISE_PTR(t, T_RUNTIME_ERROR, "dictionary %s during iteration", what);
}

/* the next entry; NULL: exhausted, or exception set */
static ALWAYS_INLINE const DictEntry *next_entry(Thread *t, Value self, int direction)
{
    DictIterator *it = as_cell(self);
    if (is_null(it->dict)) return NULL;
    const Dict *d = as_dict(it->dict);
    if (unlikely(it->count != d->count)) return changed(t, it, "changed size");
    int64_t i = it->position;
    while (i >= 0 && i < d->used && is_null(d->entries[i].key)) i += direction;
    if (i < 0 || i >= d->used) {
        it->dict = V_NULL;
        return NULL;
    }
    if (unlikely(it->left == 0)) return changed(t, it, "keys changed");
    it->left--;
    it->position = i + direction;
    return &d->entries[i];
}

static Value item_tuple(Thread *t, const DictEntry *e)
{
    if (!e) return V_NULL;
    Value key = e->key, value = e->value;
    Tuple *item = tuple_alloc(t, 2);
    if (unlikely(!item)) return V_NULL;
    item->items[0] = key;
    item->items[1] = value;
    return value_cell(item);
}

static Value key_next(Thread *t, Value self)
{
    const DictEntry *e = next_entry(t, self, 1);
    return e ? e->key : V_NULL;
}

static Value value_next(Thread *t, Value self)
{
    const DictEntry *e = next_entry(t, self, 1);
    return e ? e->value : V_NULL;
}

static Value item_next(Thread *t, Value self) { return item_tuple(t, next_entry(t, self, 1)); }

static Value reverse_key_next(Thread *t, Value self)
{
    const DictEntry *e = next_entry(t, self, -1);
    return e ? e->key : V_NULL;
}

static Value reverse_value_next(Thread *t, Value self)
{
    const DictEntry *e = next_entry(t, self, -1);
    return e ? e->value : V_NULL;
}

static Value reverse_item_next(Thread *t, Value self) { return item_tuple(t, next_entry(t, self, -1)); }

static Value iterator_hint(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    DictIterator *it = as_cell(a[0]);
    bool valid = !is_null(it->dict) && it->count == as_dict(it->dict)->count;
    return value_fixnum(valid ? it->left : 0);
}

/* (iter, (list of what is left,)), without moving the iterator */
static Value iterator_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    DictIterator *it = as_cell(a[0]), saved = *it;
    Value list = list_with_capacity(t, 0);
    bool ok = !is_null(list) && list_extend(t, list, a[0]);
    it->dict = saved.dict;
    it->position = saved.position;
    it->count = saved.count;
    it->left = saved.left;
    gc_barrier(t, it);
    Value f = ok ? iterators_builtin(t, "iter") : V_NULL;
    Value arguments = is_null(f) ? V_NULL : tuple_pack(t, 1, list);
    return is_null(arguments) ? V_NULL : tuple_pack(t, 2, f, arguments);
}

static void iterator_trace(Tracer *tr, void *cell) { gc_trace(tr, ((DictIterator *)cell)->dict); }

static const NativeDef iterator_methods[] = {
    FN("__length_hint__", iterator_hint, "(self, /)", "Private method returning an estimate of len(list(it))."),
    FN("__reduce__", iterator_reduce, "(self, /)", "Return state information for pickling."),
    FN_END,
};

#define DICT_ITERATOR(spec, python_name, next_function)                                                                 \
    const TypeSpec spec##_type_spec = {                                                                                 \
        .name = python_name,                                                                                            \
        .base = T_OBJECT,                                                                                               \
        .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE,                                                                  \
        .size = sizeof(DictIterator),                                                                                   \
        .slots = {.iter = iterator_self, .next = next_function},                                                        \
        .methods = iterator_methods,                                                                                    \
        .trace = iterator_trace,                                                                                        \
    };
DICT_ITERATOR(dict_key_iterator, "dict_keyiterator", key_next)
DICT_ITERATOR(dict_value_iterator, "dict_valueiterator", value_next)
DICT_ITERATOR(dict_item_iterator, "dict_itemiterator", item_next)
DICT_ITERATOR(dict_reverse_key_iterator, "dict_reversekeyiterator", reverse_key_next)
DICT_ITERATOR(dict_reverse_value_iterator, "dict_reversevalueiterator", reverse_value_next)
DICT_ITERATOR(dict_reverse_item_iterator, "dict_reverseitemiterator", reverse_item_next)

/* --- views: what they have in common --- */

static Value view_dict(Value view) { return ((DictView *)as_cell(view))->dict; }

Value dict_view_new(Thread *t, TypeId type, Value dict)
{
    DictView *view = alloc_exact(t, type, K_NATIVE, sizeof(DictView));
    if (unlikely(!view)) return V_NULL;
    view->dict = dict;
    return value_cell(view);
}

static int64_t view_length(Thread *t, Value self)
{
    (void)t;
    return as_dict(view_dict(self))->count;
}

static Value view_repr(Thread *t, Value self)
{
    int entered = repr_enter(t, self);
    if (entered <= 0) return entered < 0 ? V_NULL : str_from_text(t, "...");
    Value list = list_from_iterable(t, self);
    Value text = is_null(list) ? V_NULL : str_format(t, "%T(%R)", self, list);
    repr_leave(t, self);
    return text;
}

static Value view_mapping(Thread *t, Value self) { return mappingproxy_new(t, view_dict(self)); }

static void view_trace(Tracer *tr, void *cell) { gc_trace(tr, ((DictView *)cell)->dict); }

static const GetSetDef view_getsets[] = {
    {"mapping", view_mapping, NULL, "dictionary that this view refers to"},
    GETSET_END,
};

/* --- keys and items as sets --- */

static bool is_set_view(Thread *t, Value v) { return has_type(t, v, T_DICT_KEYS) || has_type(t, v, T_DICT_ITEMS); }

/* every item of a in b: 1, 0, -1 exception */
static int all_contained(Thread *t, Value a, Value b)
{
    Value it = iter_get(t, a);
    if (is_null(it)) return -1;
    for (;;) {
        Value item = iter_next(t, it);
        if (is_null(item)) return error_set(t) ? -1 : 1;
        int in = contains(t, b, item);
        if (in <= 0) return in;
    }
}

static Value view_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if (!is_set(b) && !is_set_view(t, b)) return V_NOT_IMPLEMENTED;
    int64_t x = length_of(t, a), y = length_of(t, b);
    if (x < 0 || y < 0) return V_NULL;
    int result;
    switch (op) {
    case CMP_EQ: case CMP_NE: result = x == y ? all_contained(t, a, b) : 0; break;
    case CMP_LT: result = x < y ? all_contained(t, a, b) : 0; break;
    case CMP_LE: result = x <= y ? all_contained(t, a, b) : 0; break;
    case CMP_GT: result = x > y ? all_contained(t, b, a) : 0; break;
    default: result = x >= y ? all_contained(t, b, a) : 0; break;
    }
    return result < 0 ? V_NULL : value_bool(result == (op != CMP_NE));
}

static Value set_of(Thread *t, Value iterable)
{
    Value set = set_new(t);
    return is_null(set) || !set_update(t, set, iterable) ? V_NULL : set;
}

static Value view_sub(Thread *t, Value a, Value b)
{
    Value set = set_of(t, a);
    return is_null(set) || !set_difference_update(t, set, b) ? V_NULL : set;
}

static Value view_or(Thread *t, Value a, Value b)
{
    Value set = set_of(t, a);
    return is_null(set) || !set_update(t, set, b) ? V_NULL : set;
}

static Value view_and(Thread *t, Value a, Value b)
{
    if (!is_set_view(t, a) || (is_set_view(t, b) && view_length(t, b) > view_length(t, a))) {
        Value swap = a;
        a = b, b = swap;
    }
    if (is_set(b) && as_set(b)->used > view_length(t, a)) return set_intersection(t, b, a);
    Value set = set_new(t), it = iter_get(t, b);
    if (is_null(set) || is_null(it)) return V_NULL;
    for (;;) {
        Value item = iter_next(t, it);
        if (is_null(item)) return error_set(t) ? V_NULL : set;
        int in = contains(t, a, item);
        if (in < 0 || (in && set_add(t, set, item) < 0)) return V_NULL;
    }
}

static Value view_xor(Thread *t, Value a, Value b)
{
    Value set = set_of(t, a);
    return is_null(set) || !set_symmetric_difference_update(t, set, b) ? V_NULL : set;
}

static Value view_isdisjoint(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value self = a[0], other = a[1];
    if (value_same(self, other)) return value_bool(view_length(t, self) == 0);
    if (is_set(other) || is_set_view(t, other)) {
        int64_t length = length_of(t, other);
        if (length < 0) return V_NULL;
        if (length > view_length(t, self)) {
            self = a[1];
            other = a[0];
        }
    }
    Value it = iter_get(t, other);
    if (is_null(it)) return V_NULL;
    for (;;) {
        Value item = iter_next(t, it);
        if (is_null(item)) return error_set(t) ? V_NULL : V_TRUE;
        int in = contains(t, self, item);
        if (in) return in < 0 ? V_NULL : V_FALSE;
    }
}

/* --- the three types --- */

static Value keys_iter(Thread *t, Value self) { return dict_iterator_new(t, T_DICT_KEY_ITERATOR, view_dict(self)); }
static Value values_iter(Thread *t, Value self) { return dict_iterator_new(t, T_DICT_VALUE_ITERATOR, view_dict(self)); }
static Value items_iter(Thread *t, Value self) { return dict_iterator_new(t, T_DICT_ITEM_ITERATOR, view_dict(self)); }

static int keys_contains(Thread *t, Value self, Value key) { return dict_contains(t, view_dict(self), key); }

static int items_contains(Thread *t, Value self, Value item)
{
    if (!is_tuple(item) || as_tuple(item)->length != 2) return 0;
    Value v = dict_get(t, view_dict(self), as_tuple(item)->items[0]);
    if (is_null(v)) return error_set(t) ? -1 : 0;
    return items_equal(t, v, as_tuple(item)->items[1]);
}

static Value keys_reversed(Thread *t, Value *a, size_t n)
{
    (void)n;
    return dict_iterator_new(t, T_DICT_REVERSE_KEY_ITERATOR, view_dict(a[0]));
}

static Value values_reversed(Thread *t, Value *a, size_t n)
{
    (void)n;
    return dict_iterator_new(t, T_DICT_REVERSE_VALUE_ITERATOR, view_dict(a[0]));
}

static Value items_reversed(Thread *t, Value *a, size_t n)
{
    (void)n;
    return dict_iterator_new(t, T_DICT_REVERSE_ITEM_ITERATOR, view_dict(a[0]));
}

static const NativeDef keys_methods[] = {
    FN("isdisjoint", view_isdisjoint, "(self, other, /)", "Return True if the view and the given iterable have a null intersection."),
    FN("__reversed__", keys_reversed, "(self, /)", "Return a reverse iterator over the dict keys."),
    FN_END,
};

const TypeSpec dict_keys_type_spec = {
    .name = "dict_keys",
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE,
    .size = sizeof(DictView),
    .slots = {.repr = view_repr, .compare = view_compare, .iter = keys_iter, .length = view_length, .contains = keys_contains,
              .sub = view_sub, .and_ = view_and, .or_ = view_or, .xor_ = view_xor},
    .methods = keys_methods,
    .getsets = view_getsets,
    .trace = view_trace,
};

static const NativeDef items_methods[] = {
    FN("isdisjoint", view_isdisjoint, "(self, other, /)", "Return True if the view and the given iterable have a null intersection."),
    FN("__reversed__", items_reversed, "(self, /)", "Return a reverse iterator over the dict items."),
    FN_END,
};

const TypeSpec dict_items_type_spec = {
    .name = "dict_items",
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE,
    .size = sizeof(DictView),
    .slots = {.repr = view_repr, .compare = view_compare, .iter = items_iter, .length = view_length, .contains = items_contains,
              .sub = view_sub, .and_ = view_and, .or_ = view_or, .xor_ = view_xor},
    .methods = items_methods,
    .getsets = view_getsets,
    .trace = view_trace,
};

static const NativeDef values_methods[] = {
    FN("__reversed__", values_reversed, "(self, /)", "Return a reverse iterator over the dict values."),
    FN_END,
};

const TypeSpec dict_values_type_spec = {
    .name = "dict_values",
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE,
    .size = sizeof(DictView),
    .slots = {.repr = view_repr, .iter = values_iter, .length = view_length},
    .methods = values_methods,
    .getsets = view_getsets,
    .trace = view_trace,
};
