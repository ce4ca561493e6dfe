/* attributes.c - the slow side of attribute and global access, and filling its inline caches.
 *
 * A site counts its misses in the x byte of its first word; past MISS_LIMIT it becomes generic. What a cache holds is described
 * with the instructions in instr/attr.inc. Caches hold no references: a shape, version or keys version that matches implies that
 * what the cache points to is alive. */
#include "objects/descriptors.h"
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/object.h"
#include "runtime/ops.h"
#include "vm/caches.h"
#include "vm/helpers.h"

#define MISS_LIMIT 8

static void set_opcode(uint64_t *pc, Opcode op) { *(uint8_t *)(pc - 1) = (uint8_t)op; }

/* false: the site has missed too often and has been made generic */
static bool count_miss(uint64_t *pc, Opcode generic)
{
    uint8_t *x = (uint8_t *)(pc - 1) + 1;
    if (*x < MISS_LIMIT) return ++*x, true;
    set_opcode(pc, generic);
    return false;
}

static void fill(uint64_t *pc, Opcode op, uint64_t data, uint32_t key)
{
    pc[0] = data;
    pc[1] = (uint32_t)pc[1] | (uint64_t)key << 32;
    set_opcode(pc, op);
}

/* --- reading --- */

static void cache_own(Thread *t, uint64_t *pc, void *cell, const Shape *s, uint32_t i)
{
    if (i < s->inline_capacity) {
        fill(pc, OP_GET_ATTR_SLOT, (uint64_t)((char *)object_slot(cell, s, i) - (char *)cell), s->index);
    } else if (s->ext_offset != EXT_COMPUTED) {
        uint64_t offset = sizeof(Header) + (i - s->inline_capacity) * sizeof(Value);
        fill(pc, OP_GET_ATTR_OVERFLOW, (uint64_t)s->ext_offset | offset << 32, s->index);
    }
    (void)t;
}

/* fills the site for a plain object whose type uses the generic attribute lookup */
static bool cache_instance(Thread *t, uint64_t *pc, Value obj, Value name)
{
    void *cell = as_cell(obj);
    Shape *s = shape_of(t, cell);
    Type *type = s->type;
    Value *where = type_lookup_slot(t, type, name, NULL);
    if (!where) {
        if (s->dict_mode || !s->ext_offset) return true;
        uint32_t i = shape_find(s, name);
        if (i == SHAPE_NOT_FOUND) return true;
        if (!caches_depend_on(t, type)) return false;
        return cache_own(t, pc, cell, s, i), true;
    }
    Type *found = type_of(t, *where);
    if (has_kind(*where, K_MEMBER) && !as_type(value_cell(type))->slots.set) {
        const Member *m = as_cell(*where);
        if (m->none_if_null || !type_is_subtype(type, m->owner)) return true;
        if (!caches_depend_on(t, type)) return false;
        fill(pc, OP_GET_ATTR_MEMBER, m->offset, s->index);
        return true;
    }
    if (has_kind(*where, K_PROPERTY) && found == t->rt->types[T_PROPERTY]) {
        const Property *p = as_cell(*where);
        if (!is_function(p->get) || as_function(p->get)->simple_arguments != 1) return true;
        if (!caches_depend_on(t, type)) return false;
        fill(pc, OP_GET_ATTR_PROPERTY, value_identity(p->get), s->index);
        return true;
    }
    if (found->slots.set) return true;
    if (s->ext_offset && !s->dict_mode) {
        uint32_t i = shape_find(s, name);
        if (i != SHAPE_NOT_FOUND) {
            if (!caches_depend_on(t, type)) return false;
            return cache_own(t, pc, cell, s, i), true;
        }
    }
    if (found->slots.get || s->dict_mode) return true;
    if (!caches_depend_on(t, type)) return false;
    fill(pc, OP_GET_ATTR_CLASS, (uint64_t)where, s->index);
    return true;
}

static bool cache_type(Thread *t, uint64_t *pc, Value obj, Value name)
{
    Type *type = as_type(obj);
    if (type_of(t, obj) != t->rt->types[T_TYPE] || type_lookup_slot(t, t->rt->types[T_TYPE], name, NULL)) return true;
    Value *where = type_lookup_slot(t, type, name, NULL);
    if (!where) return true;
    Type *found = type_of(t, *where);
    bool plain = !found->slots.get || has_kind(*where, K_FUNCTION);
    if (!plain) return true;
    type_lookup(t, type, name); /* gives the type a version */
    if (type->version) fill(pc, OP_GET_ATTR_TYPE, (uint64_t)where, type->version);
    return true;
}

static void cache_module(Thread *t, uint64_t *pc, Value obj, Value name, Opcode op)
{
    Dict *d = as_module(obj)->dict;
    if (type_lookup_slot(t, t->rt->types[T_MODULE], name, NULL)) return;
    Value *where = dict_find_str(t, d, name);
    if (where) fill(pc, op, (uint64_t)where, dict_keys_version(t, d));
}

static bool is_plain_module(Thread *t, Value obj) { return has_kind(obj, K_MODULE) && type_of(t, obj) == t->rt->types[T_MODULE]; }

Value vm_get_attr(Thread *t, Value *R, uint64_t *pc, Value obj, Value name)
{
    if (is_pointer(obj) && count_miss(pc, OP_GET_ATTR_GENERIC)) {
        if (!caches_list_code(t, frame_code(R))) return V_NULL;
        bool ok = true;
        if (is_type(obj)) ok = cache_type(t, pc, obj, name);
        else if (is_plain_module(t, obj)) cache_module(t, pc, obj, name, OP_GET_ATTR_MODULE);
        else if (type_of(t, obj)->slots.get_attr == attr_get_generic) ok = cache_instance(t, pc, obj, name);
        if (!ok) return V_NULL;
    }
    return attr_get(t, obj, name);
}

/* --- writing --- */

static bool cache_store(Thread *t, uint64_t *pc, Value obj, Value name)
{
    void *cell = as_cell(obj);
    Shape *s = shape_of(t, cell);
    Type *type = s->type;
    Value *where = type_lookup_slot(t, type, name, NULL);
    if (where && has_kind(*where, K_MEMBER)) {
        const Member *m = as_cell(*where);
        if (!m->writable || m->none_if_null || !type_is_subtype(type, m->owner)) return true;
        if (!caches_depend_on(t, type)) return false;
        fill(pc, OP_SET_ATTR_MEMBER, m->offset, s->index);
        return true;
    }
    if ((where && type_of(t, *where)->slots.set) || s->dict_mode || !s->ext_offset || !(type->flags & TYPE_HAS_DICT)) return true;
    uint32_t i = shape_find(s, name);
    if (i == SHAPE_NOT_FOUND) {
        if (s->count >= s->inline_capacity || s->count >= SHAPE_MAX_ATTRIBUTES) return true;
        Shape *to = shape_add(t, s, name);
        if (!to || !caches_depend_on(t, type)) return false;
        uint64_t offset = (uint64_t)((char *)object_slot(cell, to, s->count) - (char *)cell);
        fill(pc, OP_SET_ATTR_ADD, offset | (uint64_t)to->index << 32, s->index);
    } else if (i < s->inline_capacity) {
        if (!caches_depend_on(t, type)) return false;
        fill(pc, OP_SET_ATTR_SLOT, (uint64_t)((char *)object_slot(cell, s, i) - (char *)cell), s->index);
    }
    return true;
}

bool vm_set_attr(Thread *t, Value *R, uint64_t *pc, Value obj, Value name, Value v)
{
    if (is_pointer(obj) && type_of(t, obj)->slots.set_attr == attr_set_generic && count_miss(pc, OP_SET_ATTR_GENERIC)) {
        if (!caches_list_code(t, frame_code(R)) || !cache_store(t, pc, obj, name)) return false;
    }
    return attr_set(t, obj, name, v);
}

/* --- methods --- */

/* the class function behind obj.name if a cache may hold it: no own attribute can hide it while the shape stays. NULL: no */
static Value *cacheable_method(Thread *t, Value obj, Value name)
{
    if (!is_pointer(obj) || is_type(obj)) return NULL;
    Shape *s = shape_of(t, as_cell(obj));
    Type *type = s->type;
    if (type->slots.get_attr != attr_get_generic || s->dict_mode) return NULL;
    Value *where = type_lookup_slot(t, type, name, NULL);
    if (!where || !(type_of(t, *where)->flags & TYPE_METHOD_DESCRIPTOR)) return NULL;
    if (s->ext_offset && shape_find(s, name) != SHAPE_NOT_FOUND) return NULL;
    return where;
}

Value vm_load_method(Thread *t, uint64_t *pc, Value obj, Value name, Value *self)
{
    if (count_miss(pc, OP_LOAD_METHOD_GENERIC)) {
        if (!caches_list_code(t, frame_code(t->registers))) return V_NULL;
        Value *where = cacheable_method(t, obj, name);
        if (where) {
            if (!caches_depend_on(t, type_of(t, obj))) return V_NULL;
            fill(pc, OP_LOAD_METHOD_CACHED, value_identity(*where), as_header(obj)->shape);
        } else if (is_plain_module(t, obj)) {
            cache_module(t, pc, obj, name, OP_LOAD_METHOD_MODULE);
        }
    }
    return method_lookup(t, obj, name, self);
}

Value vm_invoke_lookup(Thread *t, uint64_t *pc, Value obj, Value name, Value *self)
{
    uint64_t *x = pc; /* INVOKE's x byte is its argument count, so misses are counted in the cache's low half */
    if ((uint16_t)x[1] < MISS_LIMIT) {
        x[1]++;
        if (!caches_list_code(t, frame_code(t->registers))) return V_NULL;
        Value *where = cacheable_method(t, obj, name);
        if (where) {
            if (!caches_depend_on(t, type_of(t, obj))) return V_NULL;
            Opcode op = is_function(*where) ? OP_INVOKE_FUNCTION : OP_INVOKE_NATIVE;
            if (has_kind(*where, K_NATIVE_FUNCTION) || is_function(*where)) {
                if (has_kind(obj, K_LIST) && as_native(*where)->owner == t->rt->types[T_LIST] && value_same(name, NAME(t, append)) &&
                    word_x(pc[-1]) == 1)
                    op = OP_INVOKE_LIST_APPEND;
                fill(pc, op, value_identity(*where), as_header(obj)->shape);
            }
        }
    } else {
        set_opcode(pc, OP_INVOKE_GENERIC);
    }
    return vm_method_generic(t, obj, name, self);
}

/* --- sites with many shapes --- */

Value vm_get_attr_generic(Thread *t, Value obj, Value name)
{
    if (is_pointer(obj) && !is_type(obj) && type_of(t, obj)->slots.get_attr == attr_get_generic) {
        Shape *s = shape_of(t, as_cell(obj));
        Value *where = s->dict_mode || !s->ext_offset ? NULL : type_lookup_slot(t, s->type, name, NULL);
        bool free_of_class = !where || !type_of(t, *where)->slots.set;
        uint32_t i = !s->dict_mode && s->ext_offset && free_of_class ? shape_find(s, name) : SHAPE_NOT_FOUND;
        if (i != SHAPE_NOT_FOUND && i < s->inline_capacity) {
            if (!caches_depend_on(t, s->type)) return V_NULL;
            uint64_t offset = (uint64_t)((char *)object_slot(as_cell(obj), s, i) - (char *)as_cell(obj));
            *site_entry(t, s->index, name) = (SiteEntry){value_identity(name), s->index, SITE_SLOT, offset};
        }
    }
    return attr_get(t, obj, name);
}

Value vm_method_generic(Thread *t, Value obj, Value name, Value *self)
{
    Value *where = cacheable_method(t, obj, name);
    if (where && is_function(*where)) {
        if (!caches_depend_on(t, type_of(t, obj))) return V_NULL;
        uint32_t shape = as_header(obj)->shape;
        *site_entry(t, shape, name) = (SiteEntry){value_identity(name), shape, SITE_METHOD, value_identity(*where)};
    }
    return method_lookup(t, obj, name, self);
}
