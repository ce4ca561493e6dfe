/* gc_sweep.c - after marking: frees by moving cursors back. Cells are not touched, but in debugging heaps, which poison them.
 *
 *  - Large cells are freed here, small ones when heap_refill() comes by.
 *  - A young collection looks only at the spans handed out since the last one: no other can have gained or lost a mark.
 */
#include "runtime/gc.h"

/* --- ranges ------------------------------------------------------------------------------------------------------------ */

static size_t range_size(FreeRange r, size_t cell_size, size_t *cells)
{
    size_t bytes = (size_t)(r.end - r.free);
    *cells += bytes / cell_size;
    return bytes;
}

static size_t unconsumed(const FreeRanges *r, size_t *cells)
{
    size_t bytes = 0;
    for (size_t c = 1; c < ARRAY_LEN(r->range); c++) bytes += range_size(r->range[c], c * GC_GRANULE, cells);
    return bytes;
}

size_t heap_unconsumed(const Heap *h, size_t *cells)
{
    *cells = 0;
    size_t bytes = unconsumed(&h->held, cells);
    for (const SpanClass *sc = h->classes; sc < h->classes + CLASS_COUNT; sc++)
        for (unsigned i = sc->next_hole; i < sc->holes_count; i++) bytes += range_size(sc->holes[i], sc->cell_size, cells);
    for (const Thread *t = h->rt->threads; t; t = t->next) bytes += unconsumed(&t->free, cells);
    return bytes;
}

/* What is left of them is free memory again: unmarked, and zero. */
void heap_retire_ranges(Heap *h)
{
    memset(&h->held, 0, sizeof h->held);
    for (SpanClass *sc = h->classes; sc < h->classes + CLASS_COUNT; sc++) sc->next_hole = sc->holes_count = 0;
    for (Thread *t = h->rt->threads; t; t = t->next) memset(&t->free, 0, sizeof t->free);
}

/* --- poison ------------------------------------------------------------------------------------------------------------ */

/* All unmarked cells that were ever used. */
static void poison(Span *s)
{
    for (char *p = s->start; p < s->limit && p < s->fresh; p += s->cell_size) {
        if (cell_marked(p)) continue;
        ASAN_UNPOISON_MEMORY_REGION(p, s->cell_size);
        memset(p, GC_POISON, s->cell_size);
        ASAN_POISON_MEMORY_REGION(p, s->cell_size);
        if (p + s->cell_size > s->fresh) s->fresh = p + s->cell_size;
    }
}

/* --- spans ------------------------------------------------------------------------------------------------------------- */

static uint32_t count_marks(const Span *s)
{
    const uint64_t *marks = chunk_of(s->start)->marks;
    uint32_t n = 0;
    for (size_t g = granule_of(s->start) / 64, end = g + s->pages * (GC_PAGE / GC_GRANULE / 64); g < end; g++)
        n += popcount64(marks[g]);
    return n;
}

static void recount(Heap *h, Span *s, uint32_t marked)
{
    h->live -= s->marked * s->cell_size;
    h->live_cells -= s->marked;
    s->marked = marked;
    h->live += s->marked * s->cell_size;
    h->live_cells += s->marked;
    s->cursor = s->start;
    s->poisoned = h->poison;
    if (h->poison) poison(s);
}

/* Into the list of its class that says how much is free. */
static void file_span(SpanClass *sc, Span *s)
{
    size_t cells = (size_t)(s->limit - s->start) / s->cell_size, room = cells - s->marked;
    Span **list = room * 8 >= cells * 7 ? &sc->free[ROOMY]
                  : room * 2 >= cells   ? &sc->free[HALF_FULL]
                  : room * 8 >= cells   ? &sc->free[FRAGMENTED]
                                        : &sc->full;
    s->next = *list;
    *list = s;
}

static void sweep_young(Heap *h)
{
    for (size_t class = 1; class < CLASS_COUNT; class++) {
        SpanClass *sc = &h->classes[class];
        Span *list = sc->used;
        if (sc->current) { /* first, so that it ends up behind those used before it */
            sc->current->next = list;
            list = sc->current;
        }
        sc->current = sc->used = NULL;
        for (Span *s = list, *next; s; s = next) {
            next = s->next;
            recount(h, s, count_marks(s));
            file_span(sc, s);
        }
    }
}

static bool sweep_span(void *context, Span *s)
{
    Heap *h = context;
    if (s->class == CLASS_LARGE) return true;
    recount(h, s, count_marks(s));
    if (s->marked) {
        file_span(&h->classes[s->class], s);
    } else {
        heap_free_span(h, s);
    }
    return true;
}

static void reverse(Span **list)
{
    Span *reversed = NULL;
    for (Span *s = *list, *next; s; s = next) {
        next = s->next;
        s->next = reversed;
        reversed = s;
    }
    *list = reversed;
}

/* The oldest chunks' spans come first in the lists, so that allocation fills those and lets the youngest become empty. */
static void sweep_all(Heap *h)
{
    for (size_t class = 1; class < CLASS_COUNT; class++) {
        SpanClass *sc = &h->classes[class];
        sc->current = sc->used = sc->full = NULL;
        memset(sc->free, 0, sizeof sc->free);
    }
    h->live = h->live_cells = 0;
    heap_each_span(h, sweep_span, h);
    for (size_t class = 1; class < CLASS_COUNT; class++) {
        for (int i = 0; i < FREE_LISTS; i++) reverse(&h->classes[class].free[i]);
    }
}

static void sweep_large(Heap *h, Span *list)
{
    for (Span *s = list, *next; s; s = next) {
        next = s->next;
        bool marked = cell_marked(s->start);
        recount(h, s, marked);
        if (marked) {
            s->next = h->large_old;
            h->large_old = s;
        } else {
            heap_free_span(h, s);
        }
    }
}

void heap_sweep(Heap *h, bool full)
{
    Span *young = h->large_young, *old = h->large_old;
    if (full) {
        sweep_all(h);
    } else {
        sweep_young(h);
    }
    h->large_young = NULL;
    if (full) {
        h->large_old = NULL;
        sweep_large(h, old);
    }
    sweep_large(h, young);
}
