/* gc_weak.c - finalizers, weak references, and native resources of cells.
 *
 * After marking from the roots, in this order (PEP 442, but that weak references are cleared first also outside cycles):
 *  1. weak references to unmarked cells are cleared; the callbacks of those that are marked themselves are queued;
 *  2. unmarked cells with a finalizer are queued, once in their life, and marked with all that they reach;
 *  3. weak references that are still unmarked are forgotten; unmarked cells with a dispose are disposed of, the youngest
 *     first, since a cell's type is older than the cell.
 * Tables are ordered by age, and what was in them at the last collection is old: a young collection looks only at the rest.
 * Room in the queues is made when a cell is registered; a collection never needs memory here.
 */
#include <stdlib.h>

#include "runtime/gc.h"

enum { FINALIZE_ROUNDS = 8 }; /* finalizers may make new objects with finalizers: at exit there is an end to it */

/* --- queues ------------------------------------------------------------------------------------------------------------ */

/* Room for `more` items behind those that wait. */
static bool queue_reserve(PointerList *q, size_t head, size_t more)
{
    return pointer_list_reserve(q, q->count - head + more);
}

static void queue_push(PointerList *q, size_t *head, void *item) /* there is room */
{
    if (q->count == q->capacity) {
        memmove(q->items, q->items + *head, (q->count - *head) * sizeof *q->items);
        q->count -= *head;
        *head = 0;
    }
    q->items[q->count++] = item;
}

static void *queue_pop(PointerList *q, size_t *head) /* NULL: empty */
{
    void *item = *head < q->count ? q->items[(*head)++] : NULL;
    if (*head == q->count) q->count = *head = 0;
    return item;
}

bool weak_pending(const Heap *h) { return h->pending.count || h->callbacks.count; }

void weak_mark_pending(Heap *h, Tracer *tr)
{
    for (size_t i = h->pending_head; i < h->pending.count; i++) gc_trace_cell(tr, h->pending.items[i]);
    for (size_t i = h->callbacks_head; i < h->callbacks.count; i++) gc_trace_cell(tr, h->callbacks.items[i]);
}

/* --- weak references ---------------------------------------------------------------------------------------------------- */

static bool weak_reserve(Heap *h)
{
    if (!queue_reserve(&h->callbacks, h->callbacks_head, h->weak_count - h->weak_dead + 1)) return false;
    if (h->weak_count < h->weak_capacity) return true;
    if (h->weak_capacity > UINT32_MAX / 2) return false;
    uint32_t capacity = h->weak_capacity ? h->weak_capacity * 2 : 16;
    WeakEntry *weak = realloc(h->weak, capacity * sizeof *weak);
    if (!weak) return false;
    h->weak = weak;
    h->weak_capacity = capacity;
    return true;
}

/* Makes entry i known, last among those of its referent. */
static bool weak_link(Heap *h, uint32_t i)
{
    WeakEntry *e = &h->weak[i];
    uint32_t first = (uint32_t)map_get(&h->weak_referents, (uintptr_t)e->referent);
    if (!first && !map_put(&h->weak_referents, (uintptr_t)e->referent, i + 1)) return false;
    if (!map_put(&h->weak_refs, (uintptr_t)e->ref, i + 1)) {
        if (!first) map_remove(&h->weak_referents, (uintptr_t)e->referent);
        return false;
    }
    e->next = e->previous = i;
    if (first) {
        WeakEntry *head = &h->weak[first - 1];
        e->next = first - 1;
        e->previous = head->previous;
        h->weak[head->previous].next = i;
        head->previous = i;
    }
    return true;
}

static void weak_remove(Heap *h, uint32_t i)
{
    WeakEntry *e = &h->weak[i];
    map_remove(&h->weak_refs, (uintptr_t)e->ref);
    if (e->next == i) {
        map_remove(&h->weak_referents, (uintptr_t)e->referent);
        e->referent->gc &= (uint8_t)~GC_WEAKLY_REFERENCED;
    } else {
        h->weak[e->next].previous = e->previous;
        h->weak[e->previous].next = e->next;
        if (map_get(&h->weak_referents, (uintptr_t)e->referent) == i + 1) {
            bool replaced = map_put(&h->weak_referents, (uintptr_t)e->referent, e->next + 1);
            assert(replaced);
            (void)replaced;
        }
    }
    e->ref = NULL;
    h->weak_dead++;
}

bool gc_weak_register(Thread *t, Header *referent, Header *ref, Value *slot, bool want_callback)
{
    Heap *h = t->rt->heap;
    if (weak_reserve(h)) {
        h->weak[h->weak_count] = (WeakEntry){.referent = referent, .ref = ref, .slot = slot, .want_callback = want_callback};
        if (weak_link(h, h->weak_count)) {
            h->weak_count++;
            referent->gc |= GC_WEAKLY_REFERENCED;
            return true;
        }
    }
    raise_memory_error(t);
    return false;
}

void gc_weak_unregister(Thread *t, Header *ref)
{
    Heap *h = t->rt->heap;
    uint32_t i = (uint32_t)map_get(&h->weak_refs, (uintptr_t)ref);
    if (i) weak_remove(h, i - 1);
}

void gc_weak_each(Thread *t, Header *referent, bool (*visit)(void *context, Header *ref), void *context)
{
    Heap *h = t->rt->heap;
    if (!(referent->gc & GC_WEAKLY_REFERENCED)) return;
    uint32_t first = (uint32_t)map_get(&h->weak_referents, (uintptr_t)referent);
    if (!first) return;
    uint32_t i = first - 1;
    do {
        uint32_t next = h->weak[i].next;
        if (!visit(context, h->weak[i].ref)) return;
        i = next;
    } while (i != first - 1);
}

static void clear_dead_referents(Heap *h, uint32_t from)
{
    for (uint32_t i = h->weak_count; i-- > from;) { /* the youngest first, as CPython calls them */
        WeakEntry *e = &h->weak[i];
        if (!e->ref || cell_marked(e->referent)) continue;
        *e->slot = V_NULL;
        if (e->want_callback && cell_marked(e->ref)) queue_push(&h->callbacks, &h->callbacks_head, e->ref);
        weak_remove(h, i);
    }
}

/* Forgets dead references, and closes the gaps when they are most of the table. */
static void drop_dead_refs(Heap *h, uint32_t from)
{
    for (uint32_t i = from; i < h->weak_count; i++)
        if (h->weak[i].ref && !cell_marked(h->weak[i].ref)) weak_remove(h, i);
    if (h->weak_dead > h->weak_count / 2) {
        map_clear(&h->weak_refs);
        map_clear(&h->weak_referents);
        uint32_t n = 0;
        for (uint32_t i = 0; i < h->weak_count; i++) {
            if (!h->weak[i].ref) continue;
            h->weak[n] = h->weak[i];
            bool linked = weak_link(h, n++); /* the maps were larger before */
            assert(linked);
            (void)linked;
        }
        h->weak_count = n;
        h->weak_dead = 0;
    }
    h->weak_old = h->weak_count;
}

/* --- finalizers --------------------------------------------------------------------------------------------------------- */

bool gc_register_finalizer(Thread *t, Header *object)
{
    Heap *h = t->rt->heap;
    if (object->gc & GC_FINALIZABLE) return true;
    if (!queue_reserve(&h->pending, h->pending_head, h->finalizable.count + 1) || !pointer_list_push(&h->finalizable, object)) {
        raise_memory_error(t);
        return false;
    }
    object->gc |= GC_FINALIZABLE;
    return true;
}

static void queue_finalizer(Heap *h, Header *object)
{
    object->gc &= (uint8_t)~GC_FINALIZABLE;
    queue_push(&h->pending, &h->pending_head, object);
}

static void queue_dead_finalizable(Heap *h, size_t from)
{
    PointerList *l = &h->finalizable;
    size_t kept = from;
    for (size_t i = from; i < l->count; i++) {
        if (cell_marked(l->items[i])) {
            l->items[kept++] = l->items[i];
        } else {
            queue_finalizer(h, l->items[i]);
        }
    }
    l->count = h->finalizable_old = kept;
}

void weak_after_mark(Heap *h, Tracer *tr)
{
    uint32_t from = tr->full ? 0 : h->weak_old;
    clear_dead_referents(h, from);
    queue_dead_finalizable(h, tr->full ? 0 : h->finalizable_old);
    weak_mark_pending(h, tr);
    tracer_drain(tr);
    drop_dead_refs(h, from);
}

static void run_queues(Thread *t)
{
    Heap *h = t->rt->heap;
    h->running_finalizers = true;
    for (;;) {
        Header *cell = queue_pop(&h->pending, &h->pending_head);
        if (cell) {
            runtime_finalize_cell(t, cell);
        } else if ((cell = queue_pop(&h->callbacks, &h->callbacks_head)) != NULL) {
            weakref_dead(t, cell);
        } else {
            break;
        }
    }
    h->running_finalizers = false;
}

void gc_run_finalizers(Thread *t)
{
    __atomic_fetch_and(&t->interrupt, ~(uint32_t)INTERRUPT_FINALIZERS, __ATOMIC_RELAXED);
    if (!t->rt->heap->running_finalizers) run_queues(t);
}

void gc_finalize_all(Thread *t)
{
    Heap *h = t->rt->heap;
    for (int round = 0; round < FINALIZE_ROUNDS && (h->finalizable.count || weak_pending(h)); round++) {
        for (size_t i = 0; i < h->finalizable.count; i++) queue_finalizer(h, h->finalizable.items[i]);
        h->finalizable.count = h->finalizable_old = 0;
        gc_run_finalizers(t);
    }
}

/* --- native resources --------------------------------------------------------------------------------------------------- */

bool gc_register_dispose(Thread *t, Header *cell)
{
    if (!pointer_list_push(&t->rt->heap->disposable, cell)) {
        raise_memory_error(t);
        return false;
    }
    cell->gc |= GC_DISPOSE;
    return true;
}

void weak_dispose_dead(Heap *h, Tracer *tr)
{
    PointerList *l = &h->disposable;
    size_t from = tr->full ? 0 : h->disposable_old, kept = from;
    for (size_t i = l->count; i-- > from;) {
        if (cell_marked(l->items[i])) continue;
        runtime_dispose_cell(h->rt, l->items[i]);
        l->items[i] = NULL;
    }
    for (size_t i = from; i < l->count; i++)
        if (l->items[i]) l->items[kept++] = l->items[i];
    l->count = h->disposable_old = kept;
}

void weak_destroy(Heap *h)
{
    while (h->disposable.count) runtime_dispose_cell(h->rt, h->disposable.items[--h->disposable.count]);
    list_free(&h->disposable);
    list_free(&h->finalizable);
    list_free(&h->pending);
    list_free(&h->callbacks);
    free(h->weak);
    map_free(&h->weak_refs);
    map_free(&h->weak_referents);
}
