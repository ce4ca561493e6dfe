/* shape.c - making, finding and growing hidden classes. Shapes are malloc'ed and belong to their type; the names they hold are
 * interned strings, traced through the type. */
#include "runtime/shape.h"
#include "runtime/error.h"
#include "runtime/type.h"
#include <stdlib.h>

static bool register_shape(Thread *t, Shape *s)
{
    Runtime *rt = t->rt;
    if (rt->shape_count == rt->shape_capacity) {
        uint32_t capacity = rt->shape_capacity ? rt->shape_capacity * 2 : 512;
        Shape **shapes = realloc(rt->shapes, capacity * sizeof *shapes);
        if (!shapes) return raise_memory_error(t), false;
        rt->shapes = shapes;
        rt->shape_capacity = capacity;
        if (!rt->shape_count) shapes[rt->shape_count++] = NULL;
    }
    s->index = rt->shape_count;
    rt->shapes[rt->shape_count++] = s;
    s->next_of_type = s->type->shapes;
    s->type->shapes = s;
    return true;
}

static Shape *make(Thread *t, Shape from)
{
    Shape *s = malloc(sizeof *s);
    if (!s) return raise_memory_error(t), NULL;
    *s = from;
    if (!register_shape(t, s)) return free(s), NULL;
    return s;
}

Shape *shape_root(Thread *t, Type *type, unsigned inline_capacity)
{
    return make(t, (Shape){.type = type, .slots_offset = (uint16_t)type->size, .inline_capacity = (uint16_t)inline_capacity,
                           .ext_offset = type->ext_offset});
}

Shape *shape_dict_root(Thread *t, Type *type)
{
    if (!type->dict_shape)
        type->dict_shape = make(t, (Shape){.type = type, .slots_offset = (uint16_t)type->size, .ext_offset = type->ext_offset,
                                           .dict_mode = true});
    return type->dict_shape;
}

/* names are interned, so their address is their identity */
static uint32_t name_hash(Value name) { return (uint32_t)(value_identity(name) >> 4) * 2654435769u; }

static bool build_table(Shape *s)
{
    uint32_t size = 4;
    while (size < s->count * 2) size *= 2;
    uint32_t *table = malloc(size * sizeof *table);
    Value *names = malloc((s->count + 1) * sizeof *names);
    if (!table || !names) return free(table), free(names), false;
    for (uint32_t i = 0; i < size; i++) table[i] = SHAPE_NOT_FOUND;
    for (Shape *p = s; p->parent; p = p->parent) names[p->count - 1] = p->name;
    for (uint32_t i = 0; i < s->count; i++) {
        uint32_t h = name_hash(names[i]) >> 7 & (size - 1);
        while (table[h] != SHAPE_NOT_FOUND) h = (h + 1) & (size - 1);
        table[h] = i;
    }
    s->table_mask = size - 1;
    s->names = names;
    s->table = table;
    return true;
}

uint32_t shape_find(Shape *s, Value name)
{
    if (s->count < 4 || (!s->table && !build_table(s))) {
        for (Shape *p = s; p->parent; p = p->parent)
            if (value_same(p->name, name)) return p->count - 1;
        return SHAPE_NOT_FOUND;
    }
    for (uint32_t h = name_hash(name) >> 7 & s->table_mask;; h = (h + 1) & s->table_mask) {
        uint32_t i = s->table[h];
        if (i == SHAPE_NOT_FOUND || value_same(s->names[i], name)) return i;
    }
}

Shape *shape_add(Thread *t, Shape *s, Value name)
{
    for (uint32_t i = 0; i < s->transition_count; i++)
        if (value_same(s->transitions[i].name, name)) return s->transitions[i].to;
    if (s->transition_count == s->transition_capacity) {
        uint32_t capacity = s->transition_capacity ? s->transition_capacity * 2 : 1;
        ShapeTransition *grown = realloc(s->transitions, capacity * sizeof *grown);
        if (!grown) return raise_memory_error(t), NULL;
        s->transitions = grown;
        s->transition_capacity = capacity;
    }
    Shape *to = make(t, (Shape){.type = s->type, .count = s->count + 1, .slots_offset = s->slots_offset, .parent = s, .name = name,
                                .inline_capacity = s->inline_capacity, .ext_offset = s->ext_offset});
    if (!to) return NULL;
    s->transitions[s->transition_count++] = (ShapeTransition){name, to};
    gc_barrier(t, s->type);
    return to;
}

void shape_free_all(Runtime *rt, Type *type)
{
    for (Shape *s = type->shapes, *next; s; s = next) {
        next = s->next_of_type;
        rt->shapes[s->index] = NULL;
        free(s->transitions);
        free(s->table);
        free(s->names);
        free(s);
    }
    type->shapes = NULL;
}

void shape_trace_all(Type *type, Tracer *tr)
{
    for (Shape *s = type->shapes; s; s = s->next_of_type) gc_trace(tr, s->name);
}
