/* dict_type.c - dict as Python sees it: construction, slots, methods. The table is in dict.c, the views in dict_views.c. */
#include "objects/alloc.h"
#include "objects/dict.h"
#include "objects/dict_views.h"
#include "objects/sequence.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/text.h"

/* --- construction --- */

static Value dict_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Dict *d = object_alloc(t, as_type(a[0]), 0);
    if (!d) return V_NULL;
    dict_init(d);
    return value_cell(d);
}

/* d.update(a[1], **keywords) with the arguments of a raw native; what: the function, for the message */
static bool update_from_arguments(Thread *t, const char *what, Value *a, size_t n)
{
    Value names = t->keyword_names;
    size_t keywords = is_null(names) ? 0 : as_tuple(names)->length, positional = n - keywords;
    if (positional > 2) return RAISE_FALSE(t, T_TYPE_ERROR, "%s expected at most 1 argument, got %zu", what, positional - 1);
    if (positional == 2 && !dict_update(t, a[0], a[1])) return false;
    for (size_t i = 0; i < keywords; i++)
        if (!dict_set(t, a[0], as_tuple(names)->items[i], a[positional + i])) return false;
    return true;
}

static Value dict_init_(Thread *t, Value *a, size_t n) { return update_from_arguments(t, "dict", a, n) ? V_NONE : V_NULL; }
static Value dict_update_(Thread *t, Value *a, size_t n) { return update_from_arguments(t, "update", a, n) ? V_NONE : V_NULL; }

/* copies keys of a dict or set into an empty exact dict, all with one value */
static Value fromkeys_fast(Thread *t, Value result, Value iterable, Value v)
{
    Dict *d = as_dict(result);
    Value key, ignored;
    uint32_t position = 0;
    if (is_exact_dict(iterable)) {
        if (!dict_reserve(t, d, as_dict(iterable)->count)) return V_NULL;
        while (dict_next(as_dict(iterable), &position, &key, &ignored))
            if (!dict_set(t, result, key, v)) return V_NULL;
    } else {
        if (!dict_reserve(t, d, as_set(iterable)->used)) return V_NULL;
        while (set_next(as_set(iterable), &position, &key))
            if (!dict_set(t, result, key, v)) return V_NULL;
    }
    return result;
}

static Value dict_fromkeys(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value v = is_null(a[2]) ? V_NONE : a[2];
    Value result = call0(t, a[0]);
    if (is_null(result)) return V_NULL;
    bool exact = is_exact_dict(result);
    if (exact && as_dict(result)->count == 0 && (is_exact_dict(a[1]) || has_exact_kind(a[1], K_SET)))
        return fromkeys_fast(t, result, a[1], v);
    Value it = iter_get(t, a[1]);
    if (is_null(it)) return V_NULL;
    for (;;) {
        Value key = iter_next(t, it);
        if (is_null(key)) return error_set(t) ? V_NULL : result;
        if (!(exact ? dict_set(t, result, key, v) : item_set(t, result, key, v))) return V_NULL;
    }
}

/* --- slots --- */

static Value dict_repr(Thread *t, Value self)
{
    Dict *d = as_dict(self);
    if (d->count == 0) return str_from_text(t, "{}");
    int entered = repr_enter(t, self);
    if (entered <= 0) return entered < 0 ? V_NULL : str_from_text(t, "{...}");
    StrBuilder b;
    builder_init(&b, t);
    builder_char(&b, '{');
    Value key, value;
    bool ok = true;
    uint32_t position = 0;
    for (bool first = true; ok && dict_next(d, &position, &key, &value); first = false) {
        if (!first) builder_ascii(&b, ", ", 2);
        ok = builder_repr(&b, key);
        builder_ascii(&b, ": ", 2);
        ok = ok && builder_repr(&b, value);
    }
    repr_leave(t, self);
    if (!ok) return V_NULL;
    builder_char(&b, '}');
    return builder_finish(&b);
}

static Value dict_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if (!is_dict(a) || !is_dict(b) || (op != CMP_EQ && op != CMP_NE)) return V_NOT_IMPLEMENTED;
    int equal = dict_equal(t, a, b);
    return equal < 0 ? V_NULL : value_bool(equal == (op == CMP_EQ));
}

static Value dict_iter(Thread *t, Value self) { return dict_iterator_new(t, T_DICT_KEY_ITERATOR, self); }

static int64_t dict_length(Thread *t, Value self)
{
    (void)t;
    return as_dict(self)->count;
}

static Value dict_get_item(Thread *t, Value self, Value key)
{
    Value v = dict_get(t, self, key);
    if (likely(!is_null(v)) || error_set(t)) return v;
    if (!is_exact_dict(self)) {
        bool found;
        v = call_special(t, self, NAME(t, __missing__), &key, 1, &found);
        if (found) return v;
    }
    return raise_key_error(t, key);
}

static bool dict_set_item(Thread *t, Value self, Value key, Value v)
{
    if (!is_null(v)) return dict_set(t, self, key, v);
    int deleted = dict_delete(t, self, key);
    if (deleted == 0) raise_key_error(t, key);
    return deleted > 0;
}

static Value dict_or(Thread *t, Value a, Value b)
{
    if (!is_dict(a) || !is_dict(b)) return V_NOT_IMPLEMENTED;
    Value result = dict_copy(t, a);
    return is_null(result) || !dict_update(t, result, b) ? V_NULL : result;
}

static Value dict_ior(Thread *t, Value self, Value other) { return dict_update(t, self, other) ? self : V_NULL; }

/* --- methods --- */

static Value dict_get_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value v = dict_get(t, a[0], a[1]);
    if (!is_null(v) || error_set(t)) return v;
    return is_null(a[2]) ? V_NONE : a[2];
}

static Value dict_setdefault(Thread *t, Value *a, size_t n)
{
    (void)n;
    return dict_set_default(t, a[0], a[1], is_null(a[2]) ? V_NONE : a[2]);
}

static Value dict_pop_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value v = V_NULL;
    if (as_dict(a[0])->count) v = dict_pop(t, a[0], a[1]); /* an empty one does not even hash the key */
    if (!is_null(v) || error_set(t)) return v;
    return is_null(a[2]) ? raise_key_error(t, a[1]) : a[2];
}

static Value dict_popitem(Thread *t, Value *a, size_t n)
{
    (void)n;
    Dict *d = as_dict(a[0]);
    if (d->count == 0) return raise(t, T_KEY_ERROR, "popitem(): dictionary is empty");
    Tuple *item = tuple_alloc(t, 2);
    if (!item) return V_NULL;
    uint32_t last = d->used - 1;
    while (is_null(d->entries[last].key)) last--;
    item->items[0] = d->entries[last].key;
    item->items[1] = d->entries[last].value;
    dict_remove_entry(t, d, &d->entries[last]);
    d->capacity -= d->used - last; /* index cells of the entries let go stay in use */
    d->used = last;
    return value_cell(item);
}

static Value dict_clear_(Thread *t, Value *a, size_t n)
{
    (void)n;
    dict_clear(t, a[0]);
    return V_NONE;
}

static Value dict_copy_(Thread *t, Value *a, size_t n)
{
    (void)n;
    return dict_copy(t, a[0]);
}

static Value dict_keys(Thread *t, Value *a, size_t n)
{
    (void)n;
    return dict_view_new(t, T_DICT_KEYS, a[0]);
}

static Value dict_values(Thread *t, Value *a, size_t n)
{
    (void)n;
    return dict_view_new(t, T_DICT_VALUES, a[0]);
}

static Value dict_items(Thread *t, Value *a, size_t n)
{
    (void)n;
    return dict_view_new(t, T_DICT_ITEMS, a[0]);
}

static Value dict_reversed(Thread *t, Value *a, size_t n)
{
    (void)n;
    return dict_iterator_new(t, T_DICT_REVERSE_KEY_ITERATOR, a[0]);
}

static Value dict_sizeof(Thread *t, Value *a, size_t n)
{
    (void)n;
    Dict *d = as_dict(a[0]);
    size_t size = type_of(t, a[0])->size + (d->entries ? gc_cell_size(buffer_of(d->entries)) : 0);
    return value_fixnum((int64_t)size);
}

static const NativeDef dict_methods[] = {
    {"__init__", dict_init_, NULL, "Initialize self.  See help(type(self)) for accurate signature.", FN_KEYWORDS},
    FN("__sizeof__", dict_sizeof, "(self, /)", "Return the size of the dict in memory."),
    FN("get", dict_get_, "(self, key, default=None, /)", "Return the value for key if key is in the dictionary, else default."),
    FN("setdefault", dict_setdefault, "(self, key, default=None, /)",
       "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, "
       "else default."),
    FN("pop", dict_pop_, "(self, key, default=<unrepresentable>, /)",
       "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if "
       "given; otherwise,\nraise a KeyError."),
    FN("popitem", dict_popitem, "(self, /)",
       "Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) order.\nRaises KeyError "
       "if the dict is empty."),
    FN("keys", dict_keys, "(self, /)", "Return a set-like object providing a view on the dict's keys."),
    FN("items", dict_items, "(self, /)", "Return a set-like object providing a view on the dict's items."),
    FN("values", dict_values, "(self, /)", "Return an object providing a view on the dict's values."),
    {"update", dict_update_, NULL,
     "D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.\nIf E is present and has a .keys() method, then does:  for k "
     "in E.keys(): D[k] = E[k]\nIf E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\nIn either case, this "
     "is followed by: for k in F:  D[k] = F[k]",
     FN_KEYWORDS},
    FN_CLASS_METHOD("fromkeys", dict_fromkeys, "(cls, iterable, value=None, /)",
                    "Create a new dictionary with keys from iterable and values set to value."),
    FN("clear", dict_clear_, "(self, /)", "Remove all items from the dict."),
    FN("copy", dict_copy_, "(self, /)", "Return a shallow copy of the dict."),
    FN("__reversed__", dict_reversed, "(self, /)", "Return a reverse iterator over the dict keys."),
    FN_CLASS_METHOD("__class_getitem__", sequence_class_getitem, "(cls, object, /)", "See PEP 585"),
    FN_END,
};

const TypeSpec dict_type_spec = {
    .name = "dict",
    .doc = "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) pairs\n"
           "dict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in iterable:\n        d[k] = v\n"
           "dict(**kwargs) -> new dictionary initialized with the name=value pairs\n    in the keyword argument list.  For example:  "
           "dict(one=1, two=2)",
    .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_MAPPING | TYPE_MATCH_SELF | TYPE_IMMUTABLE,
    .kind = K_DICT,
    .size = sizeof(Dict),
    .slots = {.repr = dict_repr, .compare = dict_compare, .iter = dict_iter, .or_ = dict_or, .ior = dict_ior, .length = dict_length,
              .get_item = dict_get_item, .set_item = dict_set_item, .contains = dict_contains},
    .methods = dict_methods,
    .construct = {"dict", dict_construct, NULL, "", FN_KEYWORDS},
    .trace = dict_trace,
};
