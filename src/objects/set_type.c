/* set_type.c - set and frozenset as Python sees them, and their iterator. The table is in set.c. */
#include "objects/alloc.h"
#include "objects/arguments.h"
#include "objects/dict.h"
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/sequence.h"
#include "objects/set.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/text.h"

static bool is_frozen(Thread *t, Value v) { return is_instance_of(t, v, T_FROZENSET); }
static bool is_exact_set(Thread *t, Value v) { return has_type(t, v, T_SET) || has_type(t, v, T_FROZENSET); }

/* --- construction --- */

static Value set_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    return value_cell(object_alloc(t, as_type(a[0]), 0));
}

static Value set_init(Thread *t, Value *a, size_t n)
{
    if (!arguments_positional(t, type_of(t, a[0]), T_SET, &n, 0, 1)) return V_NULL;
    if (as_set(a[0])->table) set_clear(as_set(a[0]));
    return n < 2 || set_update(t, a[0], a[1]) ? V_NONE : V_NULL;
}

static Value frozenset_construct(Thread *t, Value *a, size_t n)
{
    Type *type = as_type(a[0]);
    if (!arguments_positional(t, type, T_FROZENSET, &n, 0, 1)) return V_NULL;
    if (n == 2 && type == t->rt->types[T_FROZENSET] && has_type(t, a[1], T_FROZENSET)) return a[1];
    Value set = value_cell(object_alloc(t, type, 0));
    return is_null(set) || (n == 2 && !set_update(t, set, a[1])) ? V_NULL : set;
}

/* a copy of plain type: set or frozenset, whichever v is */
static Value plain_copy(Thread *t, Value v)
{
    Value copy = is_frozen(t, v) ? frozenset_new(t, NULL, 0) : set_new(t);
    return is_null(copy) || !set_merge(t, as_set(copy), as_set(v)) ? V_NULL : copy;
}

/* --- slots --- */

static Value set_repr(Thread *t, Value self)
{
    Set *s = as_set(self);
    if (s->used == 0) return str_format(t, "%T()", self);
    int entered = repr_enter(t, self);
    if (entered <= 0) return entered < 0 ? V_NULL : str_format(t, "%T(...)", self);
    bool plain = has_type(t, self, T_SET);
    Value items = list_with_capacity(t, s->used), key;
    bool ok = !is_null(items);
    for (uint32_t position = 0; ok && set_next(s, &position, &key);) ok = list_append(t, items, key);
    StrBuilder b;
    builder_init(&b, t);
    if (!plain) {
        builder_text(&b, type_name_of(t, self));
        builder_char(&b, '(');
    }
    builder_char(&b, '{');
    for (size_t i = 0; ok && i < as_list(items)->length; i++) {
        if (i) builder_ascii(&b, ", ", 2);
        ok = builder_repr(&b, as_list(items)->items[i]);
    }
    repr_leave(t, self);
    if (!ok) return V_NULL;
    builder_text(&b, plain ? "}" : "})");
    return builder_finish(&b);
}

/* independent of the order of the items, and CPython's for items whose hashes are */
static int64_t frozenset_hash(Thread *t, Value self)
{
    (void)t;
    Set *s = as_set(self);
    if (s->hash) return s->hash;
    uint64_t hash = 0;
    SetEntry e;
    for (uint32_t position = 0; set_next_entry(s, &position, &e);) {
        uint64_t h = (uint64_t)e.hash;
        hash ^= ((h ^ 89869747u) ^ (h << 16)) * UINT64_C(3644798167);
    }
    hash ^= ((uint64_t)s->used + 1) * UINT64_C(1927868237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash * 69069u + UINT64_C(907133923);
    s->hash = hash == UINT64_MAX ? 590923713 : (int64_t)hash;
    return s->hash;
}

/* every item of a in b: 1, 0, -1 exception */
static int subset(Thread *t, Set *a, Set *b)
{
    if (a->used > b->used) return 0;
    SetEntry e, *there;
    for (uint32_t position = 0; set_next_entry(a, &position, &e);) {
        int found = set_find(t, b, e.key, e.hash, &there);
        if (found <= 0) return found;
    }
    return 1;
}

static int equal_sets(Thread *t, Set *a, Set *b)
{
    if (a->used != b->used || (a->hash && b->hash && a->hash != b->hash)) return 0;
    return subset(t, a, b);
}

static Value set_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if (!is_set(b)) return V_NOT_IMPLEMENTED;
    Set *x = as_set(a), *y = as_set(b);
    int result;
    switch (op) {
    case CMP_EQ: case CMP_NE: result = equal_sets(t, x, y); break;
    case CMP_LE: result = subset(t, x, y); break;
    case CMP_LT: result = x->used < y->used ? subset(t, x, y) : 0; break;
    case CMP_GE: result = subset(t, y, x); break;
    default: result = y->used < x->used ? subset(t, y, x) : 0; break;
    }
    return result < 0 ? V_NULL : value_bool(result == (op != CMP_NE));
}

static int64_t set_length(Thread *t, Value self)
{
    (void)t;
    return as_set(self)->used;
}

static int discard(Thread *t, Value self, Value key)
{
    int found = set_discard(t, self, key);
    if (found >= 0) return found;
    Value frozen = set_frozen_key(t, key);
    return is_null(frozen) ? -1 : set_discard(t, self, frozen);
}

static Value difference(Thread *t, Value a, Value b)
{
    if (!is_set(b) || as_set(a)->used >> 2 > as_set(b)->used) {
        Value result = plain_copy(t, a);
        return is_null(result) || !set_difference_update(t, result, b) ? V_NULL : result;
    }
    Value result = is_frozen(t, a) ? frozenset_new(t, NULL, 0) : set_new(t);
    if (is_null(result)) return V_NULL;
    SetEntry e, *there;
    for (uint32_t position = 0; set_next_entry(as_set(a), &position, &e);) {
        int found = set_find(t, as_set(b), e.key, e.hash, &there);
        if (found < 0 || (found == 0 && set_add_hashed(t, as_set(result), e.key, e.hash) < 0)) return V_NULL;
    }
    return result;
}

static Value set_and(Thread *t, Value a, Value b) { return is_set(a) && is_set(b) ? set_intersection(t, a, b) : V_NOT_IMPLEMENTED; }
static Value set_sub(Thread *t, Value a, Value b) { return is_set(a) && is_set(b) ? difference(t, a, b) : V_NOT_IMPLEMENTED; }

static Value set_or(Thread *t, Value a, Value b)
{
    if (!is_set(a) || !is_set(b)) return V_NOT_IMPLEMENTED;
    Value result = plain_copy(t, a);
    return is_null(result) || !set_merge(t, as_set(result), as_set(b)) ? V_NULL : result;
}

static Value set_xor(Thread *t, Value a, Value b)
{
    if (!is_set(a) || !is_set(b)) return V_NOT_IMPLEMENTED;
    Value result = plain_copy(t, a);
    return is_null(result) || !set_symmetric_difference_update(t, result, b) ? V_NULL : result;
}

static Value set_ior(Thread *t, Value self, Value b)
{
    if (!is_set(b)) return V_NOT_IMPLEMENTED;
    return set_merge(t, as_set(self), as_set(b)) ? self : V_NULL;
}

static Value set_isub(Thread *t, Value self, Value b)
{
    if (!is_set(b)) return V_NOT_IMPLEMENTED;
    return set_difference_update(t, self, b) ? self : V_NULL;
}

static Value set_ixor(Thread *t, Value self, Value b)
{
    if (!is_set(b)) return V_NOT_IMPLEMENTED;
    return set_symmetric_difference_update(t, self, b) ? self : V_NULL;
}

/* self takes over the table of a set nobody else has */
static void adopt(Thread *t, Value self, Value from)
{
    Set *s = as_set(self), *f = as_set(from);
    s->table = f->table;
    s->mask = f->mask;
    s->used = f->used;
    s->fill = f->fill;
    s->mutations++;
    gc_barrier(t, s);
}

static Value set_iand(Thread *t, Value self, Value b)
{
    if (!is_set(b)) return V_NOT_IMPLEMENTED;
    Value result = set_intersection(t, self, b);
    if (is_null(result)) return V_NULL;
    adopt(t, self, result);
    return self;
}

/* --- iterator --- */

typedef struct SetIterator { Header header; Value set; uint32_t position, used, left; } SetIterator;

Value set_iterator_new(Thread *t, Value set)
{
    SetIterator *it = alloc_exact(t, T_SET_ITERATOR, K_NATIVE, sizeof(SetIterator));
    if (unlikely(!it)) return V_NULL;
    it->set = set;
    it->used = it->left = as_set(set)->used;
    return value_cell(it);
}

static Value set_iterator_next(Thread *t, Value self)
{
    SetIterator *it = as_cell(self);
    if (is_null(it->set)) return V_NULL;
    Value key;
    if (unlikely(it->used != as_set(it->set)->used)) {
        it->used = UINT32_MAX;
        return raise(t, T_RUNTIME_ERROR, "Set changed size during iteration");
    }
    if (unlikely(!set_next(as_set(it->set), &it->position, &key))) {
        it->set = V_NULL;
        return V_NULL;
    }
    it->left -= it->left > 0;
    return key;
}

static Value set_iterator_hint(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    SetIterator *it = as_cell(a[0]);
    bool valid = !is_null(it->set) && it->used == as_set(it->set)->used;
    return value_fixnum(valid ? it->left : 0);
}

/* (iter, (list of what is left,)), without moving the iterator */
static Value set_iterator_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    SetIterator *it = as_cell(a[0]), saved = *it;
    Value list = list_with_capacity(t, 0);
    bool ok = !is_null(list) && list_extend(t, list, a[0]);
    *it = (SetIterator){it->header, saved.set, saved.position, saved.used, saved.left};
    gc_barrier(t, it);
    Value f = ok ? iterators_builtin(t, "iter") : V_NULL;
    Value arguments = is_null(f) ? V_NULL : tuple_pack(t, 1, list);
    return is_null(arguments) ? V_NULL : tuple_pack(t, 2, f, arguments);
}

static void set_iterator_trace(Tracer *tr, void *cell) { gc_trace(tr, ((SetIterator *)cell)->set); }

static const NativeDef set_iterator_methods[] = {
    FN("__length_hint__", set_iterator_hint, "(self, /)", "Private method returning an estimate of len(list(it))."),
    FN("__reduce__", set_iterator_reduce, "(self, /)", "Return state information for pickling."),
    FN_END,
};

const TypeSpec set_iterator_type_spec = {
    .name = "set_iterator",
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE,
    .size = sizeof(SetIterator),
    .slots = {.iter = iterator_self, .next = set_iterator_next},
    .methods = set_iterator_methods,
    .trace = set_iterator_trace,
};

/* --- methods of both; *others are a[1 .. n) --- */

static Value copy_(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (has_type(t, a[0], T_FROZENSET)) return a[0];
    return plain_copy(t, a[0]);
}

static Value union_(Thread *t, Value *a, size_t n)
{
    Value result = plain_copy(t, a[0]);
    for (size_t i = 1; i < n && !is_null(result); i++)
        if (!set_update(t, result, a[i])) return V_NULL;
    return result;
}

static Value intersection_(Thread *t, Value *a, size_t n)
{
    if (n == 1) return copy_(t, a, n);
    Value result = a[0];
    for (size_t i = 1; i < n && !is_null(result); i++) result = set_intersection(t, result, a[i]);
    return result;
}

static Value difference_(Thread *t, Value *a, size_t n)
{
    if (n == 1) return copy_(t, a, n);
    Value result = difference(t, a[0], a[1]);
    for (size_t i = 2; i < n && !is_null(result); i++)
        if (!set_difference_update(t, result, a[i])) return V_NULL;
    return result;
}

static Value symmetric_difference_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value result = plain_copy(t, a[0]);
    return is_null(result) || !set_symmetric_difference_update(t, result, a[1]) ? V_NULL : result;
}

static Value issubset_(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_set(a[1])) {
        Value common = set_intersection(t, a[0], a[1]);
        return is_null(common) ? V_NULL : value_bool(as_set(common)->used == as_set(a[0])->used);
    }
    int result = subset(t, as_set(a[0]), as_set(a[1]));
    return result < 0 ? V_NULL : value_bool(result);
}

static Value issuperset_(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (is_set(a[1])) {
        int result = subset(t, as_set(a[1]), as_set(a[0]));
        return result < 0 ? V_NULL : value_bool(result);
    }
    Value it = iter_get(t, a[1]);
    if (is_null(it)) return V_NULL;
    for (;;) {
        Value item = iter_next(t, it);
        if (is_null(item)) return error_set(t) ? V_NULL : V_TRUE;
        int found = set_contains(t, a[0], item);
        if (found <= 0) return found < 0 ? V_NULL : V_FALSE;
    }
}

static Value isdisjoint_(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (value_same(a[0], a[1])) return value_bool(as_set(a[0])->used == 0);
    if (is_exact_set(t, a[1])) {
        Set *x = as_set(a[0]), *y = as_set(a[1]);
        SetEntry e, *there;
        if (y->used > x->used) {
            Set *swap = x;
            x = y, y = swap;
        }
        for (uint32_t position = 0; set_next_entry(y, &position, &e);) {
            int found = set_find(t, x, e.key, e.hash, &there);
            if (found) return found < 0 ? V_NULL : V_FALSE;
        }
        return V_TRUE;
    }
    Value it = iter_get(t, a[1]);
    if (is_null(it)) return V_NULL;
    for (;;) {
        Value item = iter_next(t, it);
        if (is_null(item)) return error_set(t) ? V_NULL : V_TRUE;
        int found = set_contains(t, a[0], item);
        if (found) return found < 0 ? V_NULL : V_FALSE;
    }
}

static Value reduce_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value keys = list_from_iterable(t, a[0]), state = V_NULL;
    Value arguments = is_null(keys) ? V_NULL : tuple_pack(t, 1, keys);
    if (is_null(arguments)) return V_NULL;
    bool found = false; /* only instances of subclasses have attributes */
    if (!is_exact_set(t, a[0])) state = call_special(t, a[0], NAME(t, __getstate__), NULL, 0, &found);
    if (is_null(state) && found) return V_NULL;
    return tuple_pack(t, 3, type_value(type_of(t, a[0])), arguments, found ? state : V_NONE);
}

static Value sizeof_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Set *s = as_set(a[0]);
    return value_fixnum((int64_t)(type_of(t, a[0])->size + (s->table ? gc_cell_size(buffer_of(s->table)) : 0)));
}

/* --- methods of set --- */

static Value add_(Thread *t, Value *a, size_t n)
{
    (void)n;
    return set_add(t, a[0], a[1]) < 0 ? V_NULL : V_NONE;
}

static Value discard_(Thread *t, Value *a, size_t n)
{
    (void)n;
    return discard(t, a[0], a[1]) < 0 ? V_NULL : V_NONE;
}

static Value remove_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int found = discard(t, a[0], a[1]);
    if (found == 0) return raise_key_error(t, a[1]);
    return found < 0 ? V_NULL : V_NONE;
}

static Value pop_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Set *s = as_set(a[0]);
    if (s->used == 0) return raise(t, T_KEY_ERROR, "pop from an empty set");
    SetEntry e;
    uint32_t position = s->finger & s->mask;
    if (!set_next_entry(s, &position, &e)) {
        position = 0;
        set_next_entry(s, &position, &e);
    }
    s->table[position - 1] = (SetEntry){V_DELETED, -1};
    s->used--;
    s->mutations++;
    s->finger = position;
    return e.key;
}

static Value clear_(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    set_clear(as_set(a[0]));
    return V_NONE;
}

static Value update_(Thread *t, Value *a, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (!set_update(t, a[0], a[i])) return V_NULL;
    return V_NONE;
}

static Value intersection_update_(Thread *t, Value *a, size_t n)
{
    Value result = intersection_(t, a, n);
    if (is_null(result)) return V_NULL;
    adopt(t, a[0], result);
    return V_NONE;
}

static Value difference_update_(Thread *t, Value *a, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (!set_difference_update(t, a[0], a[i])) return V_NULL;
    return V_NONE;
}

static Value symmetric_difference_update_(Thread *t, Value *a, size_t n)
{
    (void)n;
    return set_symmetric_difference_update(t, a[0], a[1]) ? V_NONE : V_NULL;
}

static void set_trace(Tracer *tr, void *cell)
{
    Set *s = cell;
    if (!s->table) return;
    gc_trace_cell(tr, buffer_of(s->table));
    for (size_t i = 0; i <= s->mask; i++) gc_trace(tr, s->table[i].key);
}

#define METHODS_OF_BOTH                                                                                                          \
    FN("copy", copy_, "(self, /)", "Return a shallow copy of a set."),                                                           \
    FN("difference", difference_, "(self, /, *others)", "Return a new set with elements in the set that are not in the others."),\
    FN("intersection", intersection_, "(self, /, *others)", "Return a new set with elements common to the set and all others."), \
    FN("isdisjoint", isdisjoint_, "(self, other, /)", "Return True if two sets have a null intersection."),                      \
    FN("issubset", issubset_, "(self, other, /)", "Report whether another set contains this set."),                              \
    FN("issuperset", issuperset_, "(self, other, /)", "Report whether this set contains another set."),                          \
    FN("symmetric_difference", symmetric_difference_, "(self, other, /)",                                                        \
       "Return a new set with elements in either the set or other but not both."),                                               \
    FN("union", union_, "(self, /, *others)", "Return a new set with elements from the set and all others."),                    \
    FN("__reduce__", reduce_, "(self, /)", "Return state information for pickling."),                                            \
    FN("__sizeof__", sizeof_, "(self, /)", "S.__sizeof__() -> size of S in memory, in bytes."),                                  \
    FN_CLASS_METHOD("__class_getitem__", sequence_class_getitem, "(cls, object, /)", "See PEP 585")

static const NativeDef set_methods[] = {
    {"__init__", set_init, NULL, "Initialize self.  See help(type(self)) for accurate signature.", FN_KEYWORDS},
    METHODS_OF_BOTH,
    FN("add", add_, "(self, object, /)", "Add an element to a set.\n\nThis has no effect if the element is already present."),
    FN("clear", clear_, "(self, /)", "Remove all elements from this set."),
    FN("discard", discard_, "(self, object, /)",
       "Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method does not raise\nan exception when "
       "an element is missing from the set."),
    FN("difference_update", difference_update_, "(self, /, *others)", "Update the set, removing elements found in others."),
    FN("intersection_update", intersection_update_, "(self, /, *others)",
       "Update the set, keeping only elements found in it and all others."),
    FN("pop", pop_, "(self, /)", "Remove and return an arbitrary set element.\n\nRaises KeyError if the set is empty."),
    FN("remove", remove_, "(self, object, /)",
       "Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError."),
    FN("symmetric_difference_update", symmetric_difference_update_, "(self, other, /)",
       "Update the set, keeping only elements found in either set, but not in both."),
    FN("update", update_, "(self, /, *others)", "Update the set, adding elements from all others."),
    FN_END,
};

static const NativeDef frozenset_methods[] = {METHODS_OF_BOTH, FN_END};

const TypeSpec set_type_spec = {
    .name = "set",
    .doc = "set(iterable=(), /)\n--\n\nBuild an unordered collection of unique elements.",
    .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_HAS_WEAKREF | TYPE_MATCH_SELF | TYPE_IMMUTABLE,
    .kind = K_SET,
    .size = sizeof(Set),
    .slots = {.repr = set_repr, .compare = set_compare, .iter = set_iterator_new, .length = set_length, .contains = set_contains,
              .and_ = set_and, .sub = set_sub, .or_ = set_or, .xor_ = set_xor, .iand = set_iand, .isub = set_isub, .ior = set_ior,
              .ixor = set_ixor},
    .methods = set_methods,
    .construct = {"set", set_construct, NULL, "", FN_KEYWORDS},
    .trace = set_trace,
};

const TypeSpec frozenset_type_spec = {
    .name = "frozenset",
    .doc = "frozenset(iterable=(), /)\n--\n\nBuild an immutable unordered collection of unique elements.",
    .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_HAS_WEAKREF | TYPE_MATCH_SELF | TYPE_IMMUTABLE,
    .kind = K_SET,
    .size = sizeof(Set),
    .slots = {.repr = set_repr, .hash = frozenset_hash, .compare = set_compare, .iter = set_iterator_new, .length = set_length,
              .contains = set_contains, .and_ = set_and, .sub = set_sub, .or_ = set_or, .xor_ = set_xor},
    .methods = frozenset_methods,
    .construct = {"frozenset", frozenset_construct, NULL, "", FN_KEYWORDS},
    .trace = set_trace,
};
