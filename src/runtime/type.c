/* type.c - making types and looking attributes up along the MRO.
 *
 * Invariants
 *  - A type's version is non-zero only if the versions of all its bases are; type_modified() zeroes a type and all its subclasses.
 *  - The method cache holds the address of the value in the owner's dict, so replacing a value needs no invalidation. */
#include "runtime/type.h"
#include "objects/descriptors.h"
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/object.h"
#include "runtime/ops.h"
#include "runtime/typebuild.h"
#include "runtime/typeslots.h"
#include "vm/caches.h"
#include <stdlib.h>

/* --- lookup --- */

#define METHOD_CACHE_SIZE 4096
struct MethodCache { struct { Value name; Value *where; uint32_t version; } entry[METHOD_CACHE_SIZE]; };

bool method_cache_init(Runtime *rt) { return (rt->method_cache = calloc(1, sizeof *rt->method_cache)) != NULL; }
void method_cache_clear(Runtime *rt) { memset(rt->method_cache, 0, sizeof *rt->method_cache); }

static bool assign_version(Thread *t, Type *type)
{
    if (type->version) return true;
    if (t->rt->type_version == UINT32_MAX) return false;
    const Tuple *bases = as_tuple(type->bases);
    for (size_t i = 0; i < bases->length; i++)
        if (!assign_version(t, as_type(bases->items[i]))) return false;
    type->version = ++t->rt->type_version;
    return true;
}

Value *type_lookup_slot(Thread *t, Type *type, Value name, Type **owner)
{
    const Tuple *mro = as_tuple(type->mro);
    for (size_t i = 0; i < mro->length; i++) {
        Type *base = as_type(mro->items[i]);
        Value *where = dict_find_str(t, base->dict, name);
        if (where) {
            if (owner) *owner = base;
            return where;
        }
    }
    return NULL;
}

Value type_lookup(Thread *t, Type *type, Value name)
{
    if (__builtin_expect(!str_is_interned(as_str(name)), 0)) {
        name = str_intern(t, str_exact(t, name));
        if (is_null(name)) return V_NULL;
    }
    size_t h = (type->version * 0x9E3779B1u ^ (uint32_t)(value_identity(name) >> 4)) % METHOD_CACHE_SIZE;
    __auto_type e = &t->rt->method_cache->entry[h];
    if (__builtin_expect(e->version == type->version && value_same(e->name, name) && e->version, 1))
        return e->where ? *e->where : V_NULL;
    if (is_null(type->mro)) return V_NULL;
    Value *where = type_lookup_slot(t, type, name, NULL);
    if (assign_version(t, type)) {
        h = (type->version * 0x9E3779B1u ^ (uint32_t)(value_identity(name) >> 4)) % METHOD_CACHE_SIZE;
        e = &t->rt->method_cache->entry[h];
        e->name = name;
        e->where = where;
        e->version = type->version;
    }
    return where ? *where : V_NULL;
}

void type_modified(Thread *t, Type *type)
{
    if (type->flags & TYPE_CACHED) caches_flush(t->rt);
    if (!type->version) return;
    type->version = 0;
    for (uint32_t i = 0; i < type->subclass_count; i++) type_modified(t, type->subclasses[i]);
}

bool type_is_subtype(const Type *a, const Type *b)
{
    if (a == b) return true;
    if (is_null(a->mro)) {
        for (; a; a = a->base)
            if (a == b) return true;
        return false;
    }
    const Tuple *mro = as_tuple(a->mro);
    for (size_t i = 0; i < mro->length; i++)
        if (as_cell(mro->items[i]) == b) return true;
    return false;
}

Type *type_of_immediate(Thread *t, Value v)
{
    static const uint8_t of_constant[CONSTANT_COUNT] = {T_BOOL, T_BOOL, T_NONE, T_NOT_IMPLEMENTED_TYPE, T_ELLIPSIS, T_NONE};
    if (is_fixnum(v)) return t->rt->types[T_INT];
    if (is_flonum(v)) return t->rt->types[T_FLOAT];
    return t->rt->types[of_constant[constant_index(v)]];
}

const char *type_name(const Type *type)
{
    if (!(type->flags & TYPE_PYTHON)) return type->spec->name;
    return type->name_text;
}

/* --- attribute changes --- */

static bool is_plain(Thread *t, Value v)
{
    const Type *type = type_of(t, v);
    return !type->slots.get && !type->slots.set;
}

bool type_set_attr(Thread *t, Type *type, Value name, Value v)
{
    name = str_intern(t, str_exact(t, name));
    if (is_null(name)) return false;
    Value *where = dict_find_str(t, type->dict, name);
    if (where && !is_null(v) && is_plain(t, *where) && is_plain(t, v) && !slots_is_special(t, name)) {
        gc_store(t, type->dict, where, v);
        return true;
    }
    if (is_null(v)) {
        if (!where) {
            raise(t, T_ATTRIBUTE_ERROR, "type object '%N' has no attribute '%U'", type, name);
            exception_set_attribute(t, name, type_value(type));
            return false;
        }
        type_modified(t, type);
        if (dict_delete(t, value_cell(type->dict), name) < 0) return false;
    } else {
        type_modified(t, type);
        if (!dict_set_str(t, type->dict, name, v)) return false;
    }
    if (slots_is_special(t, name)) slots_update(t, type, name);
    return true;
}

/* --- linking types --- */

bool type_add_subclass(Thread *t, Type *base, Type *type)
{
    if (base->subclass_count == base->subclass_capacity) {
        uint32_t capacity = base->subclass_capacity ? base->subclass_capacity * 2 : 4;
        Type **grown = realloc(base->subclasses, capacity * sizeof *grown);
        if (!grown) return raise_memory_error(t), false;
        base->subclasses = grown;
        base->subclass_capacity = capacity;
    }
    base->subclasses[base->subclass_count++] = type;
    return true;
}

void type_forget_dead_subclasses(Type *type, Tracer *tr)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < type->subclass_count; i++)
        if (gc_is_marked(tr, type->subclasses[i])) type->subclasses[n++] = type->subclasses[i];
    type->subclass_count = n;
}

/* C3 linearisation of the sequences `in` (Tuples); every input is consumed from its position */
static bool merge_next(Value *in, size_t *at, size_t n, Value *chosen, bool *done)
{
    *done = true;
    for (size_t i = 0; i < n; i++) {
        const Tuple *candidates = as_tuple(in[i]);
        if (at[i] == candidates->length) continue;
        *done = false;
        Value c = candidates->items[at[i]];
        bool in_tail = false;
        for (size_t j = 0; j < n && !in_tail; j++) {
            const Tuple *other = as_tuple(in[j]);
            for (size_t k = at[j] + 1; k < other->length; k++)
                if (value_same(other->items[k], c)) { in_tail = true; break; }
        }
        if (in_tail) continue;
        *chosen = c;
        return true;
    }
    return *done;
}

static Value mro_conflict(Thread *t, Value *in, size_t *at, size_t n)
{
    Value names = list_new(t, NULL, 0), seen = list_new(t, NULL, 0);
    if (is_null(names) || is_null(seen)) return V_NULL;
    for (size_t i = 0; i < n; i++) {
        if (at[i] == as_tuple(in[i])->length) continue;
        Value c = as_tuple(in[i])->items[at[i]];
        bool have = false;
        for (size_t k = 0; k < as_list(seen)->length; k++) have |= value_same(as_list(seen)->items[k], c);
        if (have) continue;
        Value name = as_type(c)->name;
        if (!list_append(t, seen, c) || !list_append(t, names, name)) return V_NULL;
    }
    Value text = str_join(t, str_from_text(t, ", "), as_list(names)->items, as_list(names)->length);
    if (is_null(text)) return V_NULL;
    return raise(t, T_TYPE_ERROR, "Cannot create a consistent method resolution order (MRO) for bases %U", text);
}

Value type_compute_mro(Thread *t, Type *type)
{
    const Tuple *bases = as_tuple(type->bases);
    size_t n = bases->length + 1;
    Value in[n];
    size_t at[n];
    for (size_t i = 0; i < bases->length; i++) {
        Type *base = as_type(bases->items[i]);
        if (is_null(base->mro)) return raise(t, T_TYPE_ERROR, "Cannot extend an incomplete type '%N'", base);
        for (size_t j = 0; j < i; j++)
            if (value_same(bases->items[j], bases->items[i])) return raise(t, T_TYPE_ERROR, "duplicate base class %N", base);
        in[i] = base->mro;
    }
    in[n - 1] = type->bases;
    memset(at, 0, sizeof at);
    Value out = list_new(t, NULL, 0);
    if (is_null(out) || !list_append(t, out, type_value(type))) return V_NULL;
    for (;;) {
        Value c = V_NULL;
        bool done;
        if (!merge_next(in, at, n, &c, &done)) return mro_conflict(t, in, at, n);
        if (done) break;
        if (!list_append(t, out, c)) return V_NULL;
        for (size_t i = 0; i < n; i++)
            if (at[i] < as_tuple(in[i])->length && value_same(as_tuple(in[i])->items[at[i]], c)) at[i]++;
    }
    return list_to_tuple(t, out);
}

/* --- native types --- */

static bool add(Thread *t, Type *type, const char *name, Value v)
{
    Value key = str_intern_text(t, name);
    return !is_null(v) && !is_null(key) && dict_set_str(t, type->dict, key, v);
}

static bool add_descriptors(Thread *t, Type *type, const TypeSpec *spec)
{
    for (const NativeDef *d = spec->methods; d && d->name; d++)
        if (!add(t, type, d->name, native_descriptor_new(t, type, d))) return false;
    for (const GetSetDef *d = spec->getsets; d && d->name; d++)
        if (!add(t, type, d->name, getset_new(t, type, d))) return false;
    for (const MemberDef *d = spec->members; d && d->name; d++) {
        Value name = str_intern_text(t, d->name);
        if (is_null(name) || !add(t, type, d->name, member_new(t, type, name, d->offset, d->writable, d->none_if_null, d->doc)))
            return false;
    }
    if (spec->construct.fn && !add(t, type, "__new__", native_new_function(t, type, &spec->construct))) return false;
    return slots_add_wrappers(t, type, &spec->slots);
}

/* the part of a doc text behind an embedded "name(signature)\n--\n\n" */
static Value doc_value(Thread *t, const char *doc)
{
    if (!doc) return V_NONE;
    const char *mark = strstr(doc, "\n--\n\n");
    return str_from_text(t, mark ? mark + 5 : doc);
}

/* layout and identity, without a dict: enough for objects of the type to be allocated */
static Type *native_shell(Thread *t, TypeId id, Type *metatype, Type *base)
{
    const TypeSpec *spec = type_specs[id];
    Type *type = gc_alloc(t, sizeof(Type), metatype ? metatype->shape->index : 0, K_TYPE);
    if (!type) return NULL;
    type->header.flags = HEADER_EXACT;
    type->spec = spec;
    type->id = id;
    type->base = base;
    type->flags = (uint32_t)spec->flags;
    type->kind = spec->kind ? spec->kind : K_NATIVE;
    type->size = spec->size;
    type->ext_offset = spec->ext_offset;
    type->trace = spec->trace;
    type->dispose = spec->dispose;
    type->slots = spec->slots;
    if (base) {
        type->flags |= base->flags & (TYPE_SEQUENCE | TYPE_MAPPING | TYPE_HAS_DICT | TYPE_HAS_WEAKREF | TYPE_VARSIZE);
        if (!spec->size) type->size = base->size;
        if (!spec->kind && base->kind != K_INSTANCE) type->kind = base->kind;
        if (!spec->ext_offset && !spec->size) type->ext_offset = base->ext_offset;
        if (!type->trace) type->trace = base->trace;
        if (!type->dispose) type->dispose = base->dispose;
    }
    /* instances of the exact native type carry attributes only where the spec says so */
    if (!(type->flags & TYPE_HAS_DICT)) type->ext_offset = 0;
    t->rt->types[id] = type;
    if (metatype && !(type->shape = shape_root(t, type, 0))) return NULL;
    return type;
}

static bool native_fill(Thread *t, Type *type)
{
    const TypeSpec *spec = type->spec;
    Type *base = type->base;
    Value dict = dict_new(t);
    if (is_null(dict)) return false;
    gc_store_pointer(t, type, type->dict, as_dict(dict));
    const char *dot = strrchr(spec->name, '.');
    Value name = str_intern_text(t, dot ? dot + 1 : spec->name);
    Value module = dot ? str_intern_utf8(t, spec->name, (size_t)(dot - spec->name)) : NAME(t, builtins);
    if (is_null(name) || is_null(module)) return false;
    gc_store(t, type, &type->name, name);
    gc_store(t, type, &type->qualified_name, name);
    Value base_value = base ? type_value(base) : V_NULL;
    Value bases = tuple_new(t, &base_value, base ? 1 : 0);
    if (is_null(bases)) return false;
    gc_store(t, type, &type->bases, bases);
    Value mro = type_compute_mro(t, type);
    if (is_null(mro)) return false;
    gc_store(t, type, &type->mro, mro);
    if (!add_descriptors(t, type, spec)) return false;
    if (!dict_find_str(t, type->dict, NAME(t, __doc__)) && !add(t, type, "__doc__", doc_value(t, spec->doc))) return false;
    if (dot && !add(t, type, "__module__", module)) return false;
    if (spec->slots.compare && !spec->slots.hash) {
        type->slots.hash = slot_unhashable;
        if (!add(t, type, "__hash__", V_NONE)) return false;
    }
    slots_inherit(type);
    type_update_construction(t, type);
    type->flags |= TYPE_READY;
    if (base && !type_add_subclass(t, base, type)) return false;
    return !spec->setup || spec->setup(t, type);
}

Type *type_make(Thread *t, TypeId id)
{
    if (t->rt->types[id]) return t->rt->types[id];
    const TypeSpec *spec = type_specs[id];
    if (!spec) return RAISE_PTR(t, T_NOT_IMPLEMENTED_ERROR, "native type %d is not available", (int)id);
    Type *base = id == T_OBJECT ? NULL : type_by_id(t, (TypeId)spec->base);
    if (id != T_OBJECT && !base) return NULL;
    Type *type = native_shell(t, id, t->rt->types[T_TYPE], base);
    return type && native_fill(t, type) ? type : NULL;
}

/* object and type need each other, and both need dict, str and tuple to fill their dicts: all shells first */
bool types_init(Thread *t)
{
    Type *object = native_shell(t, T_OBJECT, NULL, NULL);
    Type *type = native_shell(t, T_TYPE, NULL, object);
    if (!object || !type || !(type->shape = shape_root(t, type, 0)) || !(object->shape = shape_root(t, object, 0))) return false;
    object->header.shape = type->header.shape = type->shape->index;
    int last = T_UNION;
    for (int id = T_TYPE + 1; id <= last; id++) {
        if (!type_specs[id] || type_specs[id]->base >= id) continue;
        Type *base = t->rt->types[type_specs[id]->base];
        if (!base || !native_shell(t, (TypeId)id, type, base)) return false;
    }
    return true;
}

bool types_fill(Thread *t)
{
    for (int id = 0; id <= T_UNION; id++)
        if (t->rt->types[id] && !native_fill(t, t->rt->types[id])) return false;
    for (int id = T_BASE_EXCEPTION; id <= T_USER_WARNING; id++)
        if (type_specs[id] && !type_by_id(t, (TypeId)id)) return false;
    return true;
}

void type_update_construction(Thread *t, Type *type)
{
    gc_store(t, type, &type->new_function, type_lookup(t, type, NAME(t, __new__)));
    gc_store(t, type, &type->init_function, type_lookup(t, type, NAME(t, __init__)));
    const Type *object = t->rt->types[T_OBJECT], *metatype = type_of_cell(t, type);
    bool plain = (type->flags & TYPE_PYTHON) && type->kind == K_INSTANCE && !(type->flags & TYPE_ABSTRACT) &&
                 value_same(type->new_function, object->new_function) && metatype->slots.call == t->rt->types[T_TYPE]->slots.call;
    type->flags &= ~(uint32_t)(TYPE_PLAIN_INIT | TYPE_PLAIN_NEW);
    if (plain && has_kind(type->init_function, K_FUNCTION)) type->flags |= TYPE_PLAIN_INIT;
    if (plain && value_same(type->init_function, object->init_function)) type->flags |= TYPE_PLAIN_NEW;
}
