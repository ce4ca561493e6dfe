/* _functools.c - the parts of functools that are native: partial, reduce, cmp_to_key and the wrapper of lru_cache.
 *
 * Invariants
 *  - A Partial's args are a tuple, its keywords a dict; `placeholders` counts the Placeholder items in args, the last of which is none.
 *  - An LruCache's links form a ring through `root`, the least recently used first; only a bounded cache has links: each is the value of
 *    its key in the dict. */
#include "modules/modules.h"
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/typing.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

/* --- Placeholder --- */

static Value placeholder(Thread *t)
{
    Value *one = &t->rt->state[STATE_PLACEHOLDER];
    if (is_null(*one)) {
        void *cell = object_alloc_id(t, T_PLACEHOLDER, 0);
        if (cell) *one = value_cell(cell);
    }
    return *one;
}
static Value placeholder_construct(Thread *t, Value *a, size_t n)
{
    (void)a;
    bool keywords = !is_null(t->keyword_names) && as_tuple(t->keyword_names)->length;
    return n > 1 || keywords ? raise(t, T_TYPE_ERROR, "PlaceholderType takes no arguments") : placeholder(t);
}
static Value placeholder_repr(Thread *t, Value self) { (void)self; return str_intern_text(t, "Placeholder"); }
static Value placeholder_reduce(Thread *t, Value *a, size_t n) { (void)a, (void)n; return str_intern_text(t, "Placeholder"); }
static const NativeDef placeholder_methods[] = {FN("__reduce__", placeholder_reduce, "($self, /)", NULL), FN_END};
const TypeSpec placeholder_type_spec = {
    .name = "functools._PlaceholderType", .doc = "The type of the Placeholder singleton: stands for an argument that a partial call gives.", .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE, .size = sizeof(Header), .slots = {.repr = placeholder_repr}, .methods = placeholder_methods,
    .construct = {"__new__", placeholder_construct, NULL, NULL, FN_KEYWORDS}};

/* --- partial --- */

typedef struct Partial {
    Header header;
    Value function, args, keywords;
    int64_t placeholders;
    Value ext;
} Partial;

static Partial *as_partial(Value v) { return as_cell(v); }
static void partial_trace(Tracer *tr, void *cell) { gc_trace_values(tr, &((Partial *)cell)->function, 3); }

static int64_t count_placeholders(Thread *t, Value args)
{
    int64_t count = 0;
    for (size_t i = 0; i < as_tuple(args)->length; i++) count += value_same(as_tuple(args)->items[i], placeholder(t));
    return count;
}
/* stored followed by n given ones, which fill its placeholders first; a placeholder that is not filled stays */
static Value merge_arguments(Thread *t, Value stored, int64_t placeholders, const Value *given, size_t n)
{
    const Tuple *old = as_tuple(stored);
    size_t fill = (size_t)placeholders < n ? (size_t)placeholders : n, used = 0;
    Tuple *all = tuple_alloc(t, old->length + n - fill);
    if (!all) return V_NULL;
    for (size_t i = 0; i < old->length; i++) {
        bool filled = used < fill && value_same(old->items[i], t->rt->state[STATE_PLACEHOLDER]);
        all->items[i] = filled ? given[used++] : old->items[i];
    }
    if (n) memcpy(all->items + old->length, given + fill, (n - fill) * sizeof(Value));
    return value_cell(all);
}
/* stored and then the keyword values; a new dict */
static Value merge_keywords(Thread *t, Value stored, const Value *values, Value names)
{
    Value all = is_null(stored) ? dict_new(t) : dict_copy(t, stored);
    for (size_t i = 0; !is_null(all) && !is_null(names) && i < as_tuple(names)->length; i++)
        if (!dict_set(t, all, as_tuple(names)->items[i], values[i])) return V_NULL;
    return all;
}
static Value partial_construct(Thread *t, Value *a, size_t n)
{
    Value names = t->keyword_names;
    size_t keywords = is_null(names) ? 0 : as_tuple(names)->length, given = n - keywords;
    if (given < 2) return raise(t, T_TYPE_ERROR, "type 'partial' takes at least one argument");
    Value function = a[1], missing = placeholder(t);
    if (!is_callable(t, function)) return raise(t, T_TYPE_ERROR, "the first argument must be callable");
    if (is_null(missing)) return V_NULL;
    if (given > 2 && value_same(a[given - 1], missing)) return raise(t, T_TYPE_ERROR, "trailing Placeholders are not allowed");
    for (size_t i = given; i < n; i++)
        if (value_same(a[i], missing)) return raise(t, T_TYPE_ERROR, "Placeholder cannot be passed as a keyword argument");
    Value stored = t->rt->empty_tuple, stored_keywords = V_NULL;
    int64_t placeholders = 0;
    if (is_instance_of(t, function, T_PARTIAL)) { /* a partial of a partial is one of its function, unless it has attributes */
        const Partial *inner = as_partial(function);
        Value own = (type_of(t, function)->flags & TYPE_HAS_DICT) ? instance_dict(t, function) : V_NULL;
        if (error_set(t)) return V_NULL;
        if (is_null(own) || !as_dict(own)->count) {
            function = inner->function;
            stored = inner->args;
            stored_keywords = inner->keywords;
            placeholders = inner->placeholders;
        }
    }
    Value args = merge_arguments(t, stored, placeholders, a + 2, given - 2);
    Value all = is_null(args) ? V_NULL : merge_keywords(t, stored_keywords, a + given, names);
    Partial *p = is_null(all) ? NULL : object_alloc(t, as_type(a[0]), 0);
    if (!p) return V_NULL;
    p->function = function;
    p->args = args;
    p->keywords = all;
    p->placeholders = count_placeholders(t, args);
    return value_cell(p);
}
static Value partial_call(Thread *t, Value self, const Value *args, size_t n, Value names)
{
    const Partial *p = as_partial(self);
    if ((int64_t)n < p->placeholders)
        return raise(t, T_TYPE_ERROR, "missing positional arguments in 'partial' call; expected at least %lld, got %zu", (long long)p->placeholders, n);
    if (!recursion_check(t, "")) return V_NULL;
    Value all = merge_arguments(t, p->args, p->placeholders, args, n);
    if (is_null(all)) return V_NULL;
    if (!as_dict(p->keywords)->count && is_null(names)) return call(t, p->function, as_tuple(all)->items, as_tuple(all)->length, V_NULL);
    Value keywords = merge_keywords(t, p->keywords, args + n, names);
    return is_null(keywords) ? V_NULL : call_spread(t, p->function, all, keywords);
}
static Value partial_get(Thread *t, Value self, Value object, Value owner)
{
    (void)owner;
    return is_null(object) || is_none(object) ? self : method_new(t, self, object);
}
static Value partial_type_name(Thread *t, const Type *type)
{
    if (!(type->flags & TYPE_PYTHON)) return str_format(t, "%N", type);
    Value module = attr_get(t, type_value(type), NAME(t, __module__));
    return is_null(module) ? V_NULL : str_format(t, "%S.%U", module, type->qualified_name);
}
static Value partial_repr(Thread *t, Value self)
{
    const Partial *p = as_partial(self);
    Value name = partial_type_name(t, type_of(t, self));
    int entered = is_null(name) ? -1 : repr_enter(t, self);
    if (entered <= 0) return entered < 0 ? V_NULL : str_format(t, "%U(...)", name);
    StrBuilder b;
    builder_init(&b, t);
    builder_str(&b, name);
    builder_char(&b, '(');
    bool ok = builder_repr(&b, p->function);
    for (size_t i = 0; ok && i < as_tuple(p->args)->length; i++) {
        builder_ascii(&b, ", ", 2);
        ok = builder_repr(&b, as_tuple(p->args)->items[i]);
    }
    Value key, v;
    for (uint32_t at = 0; ok && dict_next(as_dict(p->keywords), &at, &key, &v);) {
        Value text = object_str(t, key);
        if (is_null(text)) ok = false;
        else {
            builder_ascii(&b, ", ", 2);
            builder_str(&b, text);
            builder_char(&b, '=');
            ok = builder_repr(&b, v);
        }
    }
    repr_leave(t, self);
    builder_char(&b, ')');
    Value r = builder_finish(&b);
    return ok ? r : V_NULL;
}
static Value partial_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    const Partial *p = as_partial(a[0]);
    Value own = instance_dict(t, a[0]);
    if (is_null(own)) return V_NULL;
    Value state = tuple_pack(t, 4, p->function, p->args, p->keywords, as_dict(own)->count ? own : V_NONE);
    Value args = is_null(state) ? V_NULL : tuple_pack(t, 1, p->function);
    return is_null(args) ? V_NULL : tuple_pack(t, 3, type_value(type_of(t, a[0])), args, state);
}
static Value partial_setstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    const Value *s = is_tuple(a[1]) && as_tuple(a[1])->length == 4 ? as_tuple(a[1])->items : NULL;
    if (!s || !is_callable(t, s[0]) || !is_tuple(s[1]) || (!is_none(s[2]) && !is_dict(s[2]))) return raise(t, T_TYPE_ERROR, "invalid partial state");
    size_t count = as_tuple(s[1])->length;
    if (is_null(placeholder(t))) return V_NULL;
    if (count && value_same(as_tuple(s[1])->items[count - 1], placeholder(t))) return raise(t, T_TYPE_ERROR, "trailing Placeholders are not allowed");
    Value args = has_exact_kind(s[1], K_TUPLE) ? s[1] : tuple_new(t, as_tuple(s[1])->items, count);
    Value keywords = is_null(args) ? V_NULL : is_none(s[2]) ? dict_new(t) : is_exact_dict(s[2]) ? s[2] : dict_copy(t, s[2]);
    Value own = is_null(keywords) ? V_NULL : is_none(s[3]) ? dict_new(t) : s[3];
    if (is_null(own) || !instance_set_dict(t, a[0], own)) return V_NULL;
    Partial *p = as_partial(a[0]);
    gc_store(t, p, &p->function, s[0]);
    gc_store(t, p, &p->args, args);
    gc_store(t, p, &p->keywords, keywords);
    p->placeholders = count_placeholders(t, args);
    return V_NONE;
}
static Value class_getitem(Thread *t, Value *a, size_t n) { (void)n; return generic_alias_new(t, a[0], a[1]); }
static const NativeDef partial_methods[] = {
    FN("__reduce__", partial_reduce, "($self, /)", NULL), FN("__setstate__", partial_setstate, "($self, state, /)", NULL),
    FN_CLASS_METHOD("__class_getitem__", class_getitem, "(cls, item, /)", "See PEP 585"), FN_END};
static const GetSetDef own_attributes[] = {{"__dict__", instance_dict, instance_set_dict, NULL}, GETSET_END};
static const MemberDef partial_members[] = {
    {"func", offsetof(Partial, function), false, false, "function object to use in future partial calls"},
    {"args", offsetof(Partial, args), false, false, "tuple of arguments to future partial calls"},
    {"keywords", offsetof(Partial, keywords), false, false, "dictionary of keyword arguments to future partial calls"}, MEMBER_END};
const TypeSpec partial_type_spec = {
    .name = "functools.partial", .doc = "partial(func, /, *args, **keywords)\n--\n\nCreate a new function with partial application of the given arguments and keywords.",
    .base = T_OBJECT, .flags = TYPE_BASE | TYPE_HAS_DICT | TYPE_HAS_WEAKREF, .size = sizeof(Partial), .ext_offset = offsetof(Partial, ext),
    .slots = {.repr = partial_repr, .call = partial_call, .get = partial_get}, .methods = partial_methods, .members = partial_members, .getsets = own_attributes,
    .construct = {"__new__", partial_construct, NULL, NULL, FN_KEYWORDS}, .trace = partial_trace};

/* --- cmp_to_key --- */

typedef struct KeyWrapper { Header header; Value compare, object; } KeyWrapper; /* object null: the function that makes keys */

static void key_trace(Tracer *tr, void *cell) { gc_trace_values(tr, &((KeyWrapper *)cell)->compare, 2); }
static Value key_new(Thread *t, Value compare, Value object)
{
    KeyWrapper *k = object_alloc_id(t, T_KEY_WRAPPER, 0);
    if (!k) return V_NULL;
    k->compare = compare;
    k->object = object;
    return value_cell(k);
}
static Value key_call(Thread *t, Value self, const Value *args, size_t n, Value names)
{
    size_t keywords = is_null(names) ? 0 : as_tuple(names)->length;
    if (n + keywords > 1) return raise(t, T_TYPE_ERROR, "K() takes at most 1 argument (%zu given)", n + keywords);
    if (n + keywords == 0 || (keywords && !str_equal_text(as_tuple(names)->items[0], "obj")))
        return raise(t, T_TYPE_ERROR, "K() missing required argument 'obj' (pos 1)");
    return key_new(t, ((KeyWrapper *)as_cell(self))->compare, args[0]);
}
static Value key_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if (!has_type(t, a, T_KEY_WRAPPER) || !has_type(t, b, T_KEY_WRAPPER)) return raise(t, T_TYPE_ERROR, "other argument must be K instance");
    const KeyWrapper *x = as_cell(a), *y = as_cell(b);
    if (is_null(x->object) || is_null(y->object)) return raise(t, T_ATTRIBUTE_ERROR, "object");
    Value order = call2(t, x->compare, x->object, y->object);
    return is_null(order) ? V_NULL : compare(t, order, value_fixnum(0), op);
}
static const MemberDef key_members[] = {{"obj", offsetof(KeyWrapper, object), true, true, "Value wrapped by a key function."}, MEMBER_END};
static bool key_setup(Thread *t, Type *type) { return dict_set_str(t, type->dict, NAME(t, __hash__), V_NONE); }
static int64_t key_hash(Thread *t, Value self) { return RAISE_INT(t, T_TYPE_ERROR, "unhashable type: '%T'", self); }
const TypeSpec key_wrapper_type_spec = {
    .name = "functools.KeyWrapper", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .size = sizeof(KeyWrapper),
    .slots = {.call = key_call, .compare = key_compare, .hash = key_hash}, .members = key_members, .trace = key_trace, .setup = key_setup};
static Value cmp_to_key(Thread *t, Value *a, size_t n) { (void)n; return key_new(t, a[0], V_NULL); }

/* --- reduce --- */

static Value reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value total = a[2], items = iter_get(t, a[1]);
    if (is_null(items)) {
        if (!error_matches(t, T_TYPE_ERROR)) return V_NULL;
        error_clear(t);
        return raise(t, T_TYPE_ERROR, "reduce() arg 2 must support iteration");
    }
    for (;;) {
        Value v = iter_next(t, items);
        if (is_null(v)) break;
        total = is_null(total) ? v : call2(t, a[0], total, v);
        if (is_null(total)) return V_NULL;
    }
    if (error_set(t)) return V_NULL;
    return is_null(total) ? raise(t, T_TYPE_ERROR, "reduce() of empty iterable with no initial value") : total;
}

/* --- lru_cache --- */

typedef struct Link {
    Header header;
    struct Link *previous, *next;
    Value key, result;
    int64_t hash;
} Link;

typedef struct LruCache {
    Header header;
    Value function, cache, info_type;
    Link *root;
    int64_t limit; /* -1: none */
    int64_t hits, misses;
    bool typed;
    Value ext;
} LruCache;

static LruCache *as_cache(Value v) { return as_cell(v); }
static void link_trace(Tracer *tr, void *cell)
{
    Link *l = cell;
    gc_trace_cell(tr, l->previous);
    gc_trace_cell(tr, l->next);
    gc_trace_values(tr, &l->key, 2);
}
const TypeSpec lru_link_type_spec = {
    .name = "functools._lru_list_elem", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .size = sizeof(Link), .trace = link_trace};
static void cache_trace(Tracer *tr, void *cell)
{
    LruCache *c = cell;
    gc_trace_values(tr, &c->function, 3);
    gc_trace_cell(tr, c->root);
}
static void join(Thread *t, Link *a, Link *b)
{
    gc_store_pointer(t, a, a->next, b);
    gc_store_pointer(t, b, b->previous, a);
}
static void unlink(Thread *t, Link *l) { join(t, l->previous, l->next); }
static void append(Thread *t, Link *root, Link *l)
{
    join(t, root->previous, l);
    join(t, l, root);
}

static Value cache_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t limit = -1;
    if (!is_callable(t, a[1])) return raise(t, T_TYPE_ERROR, "the first argument must be callable");
    if (!is_none(a[2])) {
        if (!type_of(t, a[2])->slots.index) return raise(t, T_TYPE_ERROR, "maxsize should be integer or None");
        if (!to_size(t, a[2], &limit)) return V_NULL;
        if (limit < 0) limit = 0;
    }
    int typed = is_truthy(t, a[3]);
    Value dict = typed < 0 ? V_NULL : dict_new(t);
    Link *root = is_null(dict) ? NULL : object_alloc_id(t, T_LRU_LINK, 0);
    LruCache *c = root ? object_alloc(t, as_type(a[0]), 0) : NULL;
    if (!c) return V_NULL;
    root->previous = root->next = root;
    c->function = a[1];
    c->cache = dict;
    c->info_type = a[4];
    c->root = root;
    c->limit = limit;
    c->typed = typed;
    return value_cell(c);
}
/* The key of a call: its only argument where that is a plain int or str, else a tuple of the arguments, and, behind a mark, of the
 * keywords, and of all their types if `typed`. */
static Value make_key(Thread *t, const LruCache *c, const Value *args, size_t n, Value names)
{
    size_t keywords = is_null(names) ? 0 : as_tuple(names)->length;
    if (!c->typed && n == 1 && !keywords && (is_fixnum(args[0]) || is_exact_str(args[0]))) return args[0];
    Tuple *key = tuple_alloc(t, n + (keywords ? 1 + 2 * keywords : 0) + (c->typed ? n + keywords : 0));
    if (!key) return V_NULL;
    Value *out = key->items;
    for (size_t i = 0; i < n; i++) *out++ = args[i];
    if (keywords) *out++ = value_cell(c->root); /* nothing a program has */
    for (size_t i = 0; i < keywords; i++) {
        *out++ = as_tuple(names)->items[i];
        *out++ = args[n + i];
    }
    for (size_t i = 0; c->typed && i < n + keywords; i++) *out++ = type_value(type_of(t, args[i]));
    return value_cell(key);
}
static Value unbounded_call(Thread *t, LruCache *c, Value key, int64_t hash, const Value *args, size_t n, Value names)
{
    DictEntry *entry;
    int found = dict_find(t, as_dict(c->cache), key, hash, &entry);
    if (found < 0) return V_NULL;
    if (found) return c->hits++, entry->value;
    c->misses++;
    Value r = call(t, c->function, args, n, names);
    return !is_null(r) && dict_set_hashed(t, as_dict(c->cache), key, hash, r) ? r : V_NULL;
}
/* drops the least recently used; its key may run code, which may change the cache */
static bool evict(Thread *t, LruCache *c)
{
    Link *oldest = c->root->next;
    DictEntry *entry;
    if (oldest == c->root) return true;
    unlink(t, oldest);
    int found = dict_find(t, as_dict(c->cache), oldest->key, oldest->hash, &entry);
    if (found < 0) return append(t, c->root, oldest), false;
    if (found) dict_remove_entry(t, as_dict(c->cache), entry);
    return true;
}
static Value bounded_call(Thread *t, LruCache *c, Value key, int64_t hash, const Value *args, size_t n, Value names)
{
    DictEntry *entry;
    int found = dict_find(t, as_dict(c->cache), key, hash, &entry);
    if (found < 0) return V_NULL;
    if (found) {
        Link *l = as_cell(entry->value);
        unlink(t, l);
        append(t, c->root, l);
        c->hits++;
        return l->result;
    }
    c->misses++;
    Value r = call(t, c->function, args, n, names);
    if (is_null(r)) return V_NULL;
    found = dict_find(t, as_dict(c->cache), key, hash, &entry); /* the call may have filled it */
    if (found) return found < 0 ? V_NULL : r;
    if ((int64_t)as_dict(c->cache)->count >= c->limit && !evict(t, c)) return V_NULL;
    Link *l = object_alloc_id(t, T_LRU_LINK, 0);
    if (!l) return V_NULL;
    l->key = key;
    l->result = r;
    l->hash = hash;
    l->previous = l->next = l;
    if (!dict_set_hashed(t, as_dict(c->cache), key, hash, value_cell(l))) return V_NULL;
    append(t, c->root, l);
    return r;
}
static Value cache_call(Thread *t, Value self, const Value *args, size_t n, Value names)
{
    LruCache *c = as_cache(self);
    if (!recursion_check(t, "")) return V_NULL;
    if (c->limit == 0) return c->misses++, call(t, c->function, args, n, names);
    Value key = make_key(t, c, args, n, names);
    int64_t hash = is_null(key) ? -1 : hash_of(t, key);
    if (hash == -1) return V_NULL;
    return c->limit < 0 ? unbounded_call(t, c, key, hash, args, n, names) : bounded_call(t, c, key, hash, args, n, names);
}
static Value cache_get(Thread *t, Value self, Value object, Value owner)
{
    (void)owner;
    return is_null(object) || is_none(object) ? self : method_new(t, self, object);
}
static Value cache_info(Thread *t, Value *a, size_t n)
{
    (void)n;
    const LruCache *c = as_cache(a[0]);
    Value four[4] = {int_from_int64(t, c->hits), int_from_int64(t, c->misses), c->limit < 0 ? V_NONE : int_from_int64(t, c->limit),
                     value_fixnum(as_dict(c->cache)->count)};
    return call(t, c->info_type, four, 4, V_NULL);
}
static Value cache_clear(Thread *t, Value *a, size_t n)
{
    (void)n;
    LruCache *c = as_cache(a[0]);
    c->hits = c->misses = 0;
    c->root->previous = c->root->next = c->root;
    dict_clear(t, c->cache);
    return V_NONE;
}
static Value cache_reduce(Thread *t, Value *a, size_t n) { (void)n; return attr_get(t, a[0], NAME(t, __qualname__)); }
static Value cache_same(Thread *t, Value *a, size_t n) { (void)t, (void)n; return a[0]; }
static const NativeDef cache_methods[] = {
    FN("cache_info", cache_info, "($self, /)", "Report cache statistics"), FN("cache_clear", cache_clear, "($self, /)", "Clear the cache and cache statistics"),
    FN("__reduce__", cache_reduce, "($self, /)", NULL), FN("__copy__", cache_same, "($self, /)", NULL), FN("__deepcopy__", cache_same, "($self, memo, /)", NULL), FN_END};
const TypeSpec lru_cache_type_spec = {
    .name = "functools._lru_cache_wrapper", .doc = "Create a cached callable that wraps another function.", .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_HAS_DICT | TYPE_HAS_WEAKREF | TYPE_METHOD_DESCRIPTOR, .size = sizeof(LruCache), .ext_offset = offsetof(LruCache, ext),
    .slots = {.call = cache_call, .get = cache_get}, .methods = cache_methods, .getsets = own_attributes,
    .construct = FN("lru_cache", cache_construct, "(cls, user_function, maxsize, typed, cache_info_type)", NULL), .trace = cache_trace};

/* --- module --- */

static const NativeDef functions[] = {
    FN("reduce", reduce, "($module, function, iterable, /, initial=<unrepresentable>)", "Apply a function of two arguments cumulatively to the items of an iterable, from left to right."),
    FN("cmp_to_key", cmp_to_key, "($module, /, mycmp)", "Convert a cmp= function into a key= function."), FN_END};

static bool setup(Thread *t, Value module)
{
    Value one = placeholder(t);
    return !is_null(one) && module_add(t, module, "Placeholder", one) && module_add_type(t, module, T_PARTIAL) &&
           module_add_type(t, module, T_LRU_CACHE) && module_add_type(t, module, T_PLACEHOLDER);
}

const ModuleSpec _functools_module_spec = {"_functools", "Tools that operate on functions.", functions, NULL, setup};
