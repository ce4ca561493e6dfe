/* object.c - instances: allocation, attribute storage, tracing. */
#include "runtime/object.h"
#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/ops.h"

/* bytes of a cell before the overflow word of a TYPE_VARSIZE type's instance */
static size_t varsize_bytes(const void *cell)
{
    const Header *h = cell;
    size_t n;
    switch (h->kind) {
    case K_STR: n = sizeof(Str) + (((const Str *)cell)->length + 1) * h->extra; break;
    case K_BYTES: n = sizeof(Bytes) + ((const Bytes *)cell)->length + 1; break;
    case K_INT: n = sizeof(Int) + ((const Int *)cell)->length * 8; break;
    default: n = sizeof(Tuple) + ((const Tuple *)cell)->length * 8; break;
    }
    return (n + 7) & ~(size_t)7;
}

uint64_t *object_ext(void *cell, const Shape *s)
{
    size_t offset = s->ext_offset == EXT_COMPUTED ? varsize_bytes(cell) : s->ext_offset;
    return (uint64_t *)((char *)cell + offset);
}

/* the shape new instances get, remade when instances turned out to need more room */
static Shape *instance_shape(Thread *t, Type *type)
{
    Shape *s = type->shape;
    if (__builtin_expect(s && s->inline_capacity == type->inline_capacity, 1)) return s;
    return type->shape = shape_root(t, type, type->inline_capacity);
}

void *object_alloc(Thread *t, Type *type, size_t extra)
{
    Shape *s = instance_shape(t, type);
    if (!s) return NULL;
    size_t size = type->size + s->inline_capacity * sizeof(Value);
    if (type->flags & TYPE_VARSIZE) {
        if (extra > SIZE_MAX / 4) return raise_memory_error(t), NULL;
        size = ((type->size + extra + 7) & ~(size_t)7) + (type->ext_offset ? 8 : 0);
    } else {
        size += extra;
    }
    Header *h = gc_alloc(t, size, s->index, type->kind);
    if (!h) return NULL;
    if (!(type->flags & TYPE_PYTHON) && (!type->base || type->base->kind != type->kind)) h->flags = HEADER_EXACT;
    if (type->dispose && !gc_register_dispose(t, h)) return NULL;
    if ((type->flags & TYPE_HAS_DEL) && !gc_register_finalizer(t, h)) return NULL;
    return h;
}

static bool grow_overflow(Thread *t, void *cell, uint64_t *ext, uint32_t used)
{
    size_t have = *ext ? gc_cell_size((void *)*ext) / sizeof(Value) : 0;
    if (used < have) return true;
    void *grown = gc_alloc_buffer(t, (used ? used * 2 : 3) * sizeof(Value));
    if (!grown) return false;
    if (*ext) memcpy(buffer_data(grown), ext_values(*ext), used * sizeof(Value));
    *ext = (uint64_t)grown;
    gc_barrier(t, cell);
    return true;
}

bool object_append(Thread *t, void *cell, Shape *to, Value v)
{
    uint32_t i = to->count - 1;
    if (i >= to->inline_capacity) {
        Type *type = to->type;
        if (type->kind == K_INSTANCE && type->inline_capacity < 32 && i >= type->inline_capacity)
            type->inline_capacity = (uint16_t)((to->count + 1) & ~1u);
        if (!grow_overflow(t, cell, object_ext(cell, to), i - to->inline_capacity)) return false;
    }
    *object_slot(cell, to, i) = v;
    ((Header *)cell)->shape = to->index;
    gc_barrier(t, cell);
    return true;
}

Dict *object_make_dict(Thread *t, void *cell)
{
    Shape *s = shape_of(t, cell);
    if (!s->ext_offset) return NULL;
    uint64_t *ext = object_ext(cell, s);
    if (s->dict_mode) return (Dict *)*ext;
    Shape *dict_shape = shape_dict_root(t, s->type);
    Value dict = dict_with_capacity(t, s->count);
    if (!dict_shape || is_null(dict)) return NULL;
    uint32_t n = s->count;
    Value names[SHAPE_MAX_ATTRIBUTES];
    for (Shape *p = s; p->parent; p = p->parent) names[p->count - 1] = p->name;
    for (uint32_t i = 0; i < n; i++)
        if (!dict_set_str(t, as_dict(dict), names[i], *object_slot(cell, s, i))) return NULL;
    for (uint32_t i = 0; i < n && i < s->inline_capacity; i++) *object_slot(cell, s, i) = V_NULL;
    *ext = (uint64_t)as_cell(dict);
    ((Header *)cell)->shape = dict_shape->index;
    gc_barrier(t, cell);
    return as_cell(dict);
}

/* --- own attributes --- */

Value instance_get(Thread *t, Value obj, Value name)
{
    void *cell = as_cell(obj);
    Shape *s = shape_of(t, cell);
    if (s->dict_mode) return dict_get_str(t, (Dict *)*object_ext(cell, s), name);
    uint32_t i = shape_find(s, name);
    return i == SHAPE_NOT_FOUND ? V_NULL : *object_slot(cell, s, i);
}

static bool instance_remove(Thread *t, Value obj, Value name)
{
    void *cell = as_cell(obj);
    Shape *s = shape_of(t, cell);
    if (!s->dict_mode) {
        uint32_t i = shape_find(s, name);
        if (i == SHAPE_NOT_FOUND) return raise_attribute_error(t, obj, name), false;
        if (i == s->count - 1) {
            *object_slot(cell, s, i) = V_NULL;
            ((Header *)cell)->shape = s->parent->index;
            return true;
        }
        if (!object_make_dict(t, cell)) return false;
        s = shape_of(t, cell);
    }
    int found = dict_delete(t, value_cell((Dict *)*object_ext(cell, s)), name);
    if (found == 0) raise_attribute_error(t, obj, name);
    return found > 0;
}

bool instance_set(Thread *t, Value obj, Value name, Value v)
{
    if (is_null(v)) return instance_remove(t, obj, name);
    void *cell = as_cell(obj);
    Shape *s = shape_of(t, cell);
    if (!s->dict_mode) {
        uint32_t i = shape_find(s, name);
        if (i != SHAPE_NOT_FOUND) return gc_store(t, cell, object_slot(cell, s, i), v), true;
        if (s->count < SHAPE_MAX_ATTRIBUTES) {
            Shape *to = shape_add(t, s, name);
            return to && object_append(t, cell, to, v);
        }
        if (!object_make_dict(t, cell)) return false;
        s = shape_of(t, cell);
    }
    return dict_set_str(t, (Dict *)*object_ext(cell, s), name, v);
}

Value instance_dict(Thread *t, Value obj)
{
    if (!is_pointer(obj) || !shape_of(t, as_cell(obj))->ext_offset || !(type_of(t, obj)->flags & TYPE_HAS_DICT))
        return raise_attribute_error(t, obj, NAME(t, __dict__));
    Dict *d = object_make_dict(t, as_cell(obj));
    return d ? value_cell(d) : V_NULL;
}

bool instance_set_dict(Thread *t, Value obj, Value dict)
{
    if (!is_dict(dict)) return RAISE_FALSE(t, T_TYPE_ERROR, "__dict__ must be set to a dictionary, not a '%T'", dict);
    if (!object_make_dict(t, as_cell(obj))) return false;
    *object_ext(as_cell(obj), shape_of(t, as_cell(obj))) = (uint64_t)as_cell(dict);
    gc_barrier(t, as_cell(obj));
    return true;
}

/* --- the collector's view --- */

void object_trace_nothing(Tracer *tr, void *cell) { (void)tr, (void)cell; }

void runtime_trace_cell(Tracer *tr, Header *cell)
{
    Shape *s = gc_tracer_runtime(tr)->shapes[cell->shape];
    Type *type = s->type;
    gc_trace_cell(tr, type);
    if (type->trace) type->trace(tr, cell);
    if (type->member_count) gc_trace_values(tr, (Value *)((char *)cell + type->members_offset), type->member_count);
    if (!s->ext_offset) return;
    uint64_t ext = *object_ext(cell, s);
    gc_trace_cell(tr, (void *)ext);
    if (s->dict_mode) return;
    uint32_t in_line = s->count < s->inline_capacity ? s->count : s->inline_capacity;
    if (in_line) gc_trace_values(tr, (Value *)((char *)cell + s->slots_offset), in_line);
    if (s->count > in_line) gc_trace_values(tr, ext_values(ext), s->count - in_line);
}

void runtime_dispose_cell(Runtime *rt, Header *cell)
{
    Type *type = rt->shapes[cell->shape]->type;
    if (type->dispose) type->dispose(rt, cell);
}

void runtime_finalize_cell(Thread *t, Header *cell)
{
    Type *type = type_of_cell(t, cell);
    Value pending = error_take(t);
    if (type->slots.finalize && !type->slots.finalize(t, value_cell(cell))) {
        Value del = type_lookup(t, type, NAME(t, __del__));
        error_unraisable(t, "Exception ignored while calling deallocator", is_null(del) ? value_cell(cell) : del);
    }
    error_restore(t, pending);
}
