/* gc_tables.c - the collector's growing arrays and maps, in malloc'ed memory. They are used while the heap is being collected, so
 * they never touch it, and say when memory runs out. */
#include <stdlib.h>

#include "runtime/gc.h"

bool pointer_list_reserve(PointerList *l, size_t capacity)
{
    if (capacity <= l->capacity) return true;
    size_t grown = size_max(size_max(capacity, l->capacity * 2), 16);
    void **items = realloc(l->items, grown * sizeof *items);
    if (!items) return false;
    l->items = items;
    l->capacity = grown;
    return true;
}

bool pointer_list_push(PointerList *l, void *item)
{
    if (unlikely(l->count == l->capacity) && !pointer_list_reserve(l, l->count + 1)) return false;
    l->items[l->count++] = item;
    return true;
}

void list_free(PointerList *l)
{
    free(l->items);
    *l = (PointerList){0};
}

static PointerMapEntry *map_find(PointerMap *m, uintptr_t key) /* its entry, or the free one where it belongs */
{
    size_t mask = m->capacity - 1, i = map_hash(key) & mask;
    while (m->entries[i].key && m->entries[i].key != key) i = (i + 1) & mask;
    return &m->entries[i];
}

static bool map_grow(PointerMap *m)
{
    PointerMap grown = {.capacity = m->capacity ? m->capacity * 2 : 16};
    grown.entries = calloc(grown.capacity, sizeof *grown.entries);
    if (!grown.entries) return false;
    for (size_t i = 0; i < m->capacity; i++)
        if (m->entries[i].key) *map_find(&grown, m->entries[i].key) = m->entries[i];
    grown.count = m->count;
    free(m->entries);
    *m = grown;
    return true;
}

bool map_put(PointerMap *m, uintptr_t key, uintptr_t value)
{
    PointerMapEntry *e = m->capacity ? map_find(m, key) : NULL;
    if (!e || !e->key) {
        if (m->count * 2 >= m->capacity) {
            if (!map_grow(m)) return false;
            e = map_find(m, key);
        }
        m->count++;
    }
    *e = (PointerMapEntry){key, value};
    return true;
}

/* Closes the gap by moving back the entries that probed past it. */
void map_remove(PointerMap *m, uintptr_t key)
{
    if (!m->capacity) return;
    PointerMapEntry *e = map_find(m, key);
    if (!e->key) return;
    size_t mask = m->capacity - 1, hole = (size_t)(e - m->entries);
    for (size_t i = (hole + 1) & mask; m->entries[i].key; i = (i + 1) & mask) {
        size_t home = map_hash(m->entries[i].key) & mask;
        if (((i - home) & mask) >= ((i - hole) & mask)) {
            m->entries[hole] = m->entries[i];
            hole = i;
        }
    }
    m->entries[hole].key = 0;
    m->count--;
}

void map_clear(PointerMap *m)
{
    if (m->capacity) memset(m->entries, 0, m->capacity * sizeof *m->entries);
    m->count = 0;
}

void map_free(PointerMap *m)
{
    free(m->entries);
    *m = (PointerMap){0};
}
