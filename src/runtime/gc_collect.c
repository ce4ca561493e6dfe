/* gc_collect.c - allocation's slow path, when to collect, and the order of a collection's phases.
 *
 *  - A young collection comes when the nursery's worth of bytes has been handed out, a full one when what survives has grown
 *    well past what the last full one left.
 *  - The nursery grows while collecting it costs too much of the time that filling it takes (much survives, or a long list
 *    is stored into again and again), up to half of the live heap; so the work per byte allocated is bounded.
 *  - Failure: a full collection and one more try, then MemoryError.
 */
#include <stdio.h>
#include <stdlib.h>

#include "runtime/gc.h"

enum {
    RANGE_BYTES = 4096,              /* handed out at a time: zeroed while it is on its way to the first-level cache */
    NURSERY_MIN = 1 << 20,
    NURSERY_MAX = 64 << 20,
    DISABLED_NURSERY = 16 << 20,     /* gc_enable(false) */
    FULL_MIN_GROWTH = 16 << 20,
    STRESS_FULL = 4                  /* under stress each fourth collection is full */
};
#define HOPELESS ((size_t)1 << 46)   /* bytes no machine has */

/* --- collections -------------------------------------------------------------------------------------------------------- */

static void pace(Heap *h, const Tracer *tr)
{
    /* In quarters of a nanosecond: a pointer looked at takes about 16, a byte allocated, with what the program does meanwhile, at
     * least 1. */
    size_t cost = tr->work * 16;
    bool came_by_itself = !tr->full && h->allocated >= h->nursery;
    if (came_by_itself && cost > h->allocated / 4) {
        h->nursery = size_min(h->nursery * 2, NURSERY_MAX);
    } else if (came_by_itself && cost < h->allocated / 32) {
        h->nursery = size_max(h->nursery / 2, NURSERY_MIN);
    }
    h->nursery = size_min(h->nursery, size_max(h->live / 2, NURSERY_MIN)); /* a full collection may have left little */
    size_t live = h->live + h->external;
    if (tr->full) h->full_threshold = live + size_max(FULL_MIN_GROWTH, live / 4 * 3);
    h->trigger = h->disabled ? size_max(h->live / 2, DISABLED_NURSERY) : h->nursery;
    h->allocated = h->allocated_cells = 0;
}

size_t heap_collect(Thread *t, bool full)
{
    Heap *h = t->rt->heap;
    h->collecting = h->checked = true;
    full |= h->remember_lost;
    size_t idle_cells;
    heap_unconsumed(h, &idle_cells);
    size_t cells = h->live_cells + h->allocated_cells - idle_cells;
    heap_retire_ranges(h);
    Tracer tr;
    tracer_init(&tr, h, full);
    if (full) {
        heap_clear_marks(h);
        h->remembered.count = 0;
        h->remember_lost = false;
    } else {
        tracer_mark_remembered(&tr);
    }
    tracer_mark_roots(&tr, t);
    tracer_drain(&tr);
    weak_after_mark(h, &tr);
    runtime_after_mark(h->rt, &tr);
    weak_dispose_dead(h, &tr);
    heap_unpin(h);
    tracer_finish(&tr);
    heap_sweep(h, full);
    pace(h, &tr);
    if (full) heap_trim(h);
    size_t dead = cells > h->live_cells ? cells - h->live_cells : 0;
    h->stats.collections[full]++;
    h->stats.dead_cells[full] += dead;
    h->collecting = false;
    h->checked = h->stress || h->fail_at;
    if (weak_pending(h)) __atomic_fetch_or(&t->interrupt, INTERRUPT_FINALIZERS, __ATOMIC_RELAXED);
    return dead;
}

size_t gc_collect(Thread *t, int generation) { return heap_collect(t, generation > 0); }

static NOINLINE void collect_automatically(Thread *t)
{
    Heap *h = t->rt->heap;
    heap_collect(t, h->live + h->external > h->full_threshold);
}

/* --- allocation --------------------------------------------------------------------------------------------------------- */

static bool within_limit(const Heap *h, size_t more)
{
    size_t used = h->live + h->allocated + h->external;
    return used <= h->limit && more <= h->limit - used;
}

static void *take(Thread *t, size_t size) /* NULL: no memory */
{
    Heap *h = t->rt->heap;
    unsigned class = class_of_size(size);
    if (class <= SMALL_CLASSES) {
        FreeRange *r = h->checked ? &h->held.range[class] : &t->free.range[class];
        if (r->free == r->end && !(within_limit(h, RANGE_BYTES) && heap_next_hole(h, class, RANGE_BYTES, r))) return NULL;
        char *p = r->free;
        r->free += class * GC_GRANULE;
        return p;
    }
    if (!within_limit(h, size)) return NULL;
    if (class == CLASS_LARGE) return heap_alloc_large(h, size);
    FreeRange one;
    return heap_next_hole(h, class, 0, &one) ? one.free : NULL;
}

/* Counts allocations for stress and fail_at; false: this one is to fail. */
static COLD bool checked_allocation(Thread *t)
{
    Heap *h = t->rt->heap;
    if (h->collecting) {
        fputs("gc: allocation in a trace or dispose function\n", stderr);
        abort();
    }
    h->allocation_count++;
    if (h->fail_at && h->allocation_count == h->fail_at) {
        gc_set_fail_at(h->rt, 0);
        return false;
    }
    if (h->stress && h->allocation_count % h->stress == 0) {
        gc_verify(h->rt, true); /* before: a missing barrier shows while there are young cells */
        heap_collect(t, ++h->stress_rounds % STRESS_FULL == 0);
    }
    return true;
}

/* After failure: a full collection and another try. One that leaves less than 1/64 of the limit free has failed too: the next
 * would come in a moment. */
static COLD void *take_after_collection(Thread *t, size_t size)
{
    Heap *h = t->rt->heap;
    if (size > h->limit) return NULL;
    heap_collect(t, true);
    heap_trim_all(h);
    if (h->limit != SIZE_MAX && !within_limit(h, h->limit / 64)) return NULL;
    return take(t, size);
}

void *gc_alloc_slow(Thread *t, size_t size, uint32_t shape, Kind kind)
{
    Heap *h = t->rt->heap;
    void *p = NULL;
    if (likely(size <= HOPELESS) && (likely(!h->checked) || checked_allocation(t))) {
        if (unlikely(h->allocated >= h->trigger)) collect_automatically(t);
        p = take(t, size);
        if (unlikely(!p)) p = take_after_collection(t, size);
    }
    if (unlikely(!p)) {
        raise_memory_error(t);
        return NULL;
    }
    *(Header *)p = (Header){.shape = shape, .kind = (uint8_t)kind};
    return p;
}

void *gc_alloc_buffer(Thread *t, size_t size)
{
    if (unlikely(size > HOPELESS)) {
        raise_memory_error(t);
        return NULL;
    }
    return gc_alloc(t, size + sizeof(Header), 0, K_BUFFER);
}

size_t gc_cell_size(const void *cell)
{
    size_t size = span_of(cell)->cell_size;
    return ((const Header *)cell)->kind == K_BUFFER ? size - sizeof(Header) : size;
}

/* --- control ------------------------------------------------------------------------------------------------------------ */

void gc_external(Thread *t, ptrdiff_t delta)
{
    Heap *h = t->rt->heap;
    if (delta < 0) {
        h->external -= size_min(h->external, (size_t)-delta);
    } else {
        h->external += (size_t)delta;
        h->trigger -= size_min(h->trigger, (size_t)delta);
        if (h->allocated >= h->trigger) heap_retire_ranges(h); /* so that the next allocation notices */
    }
}

void gc_enable(Runtime *rt, bool on)
{
    Heap *h = rt->heap;
    h->disabled = !on;
    h->trigger = on ? h->nursery : size_max(h->live / 2, DISABLED_NURSERY);
}

bool gc_enabled(Runtime *rt) { return !rt->heap->disabled; }

void gc_set_limit(Runtime *rt, size_t bytes) { rt->heap->limit = bytes ? bytes : SIZE_MAX; }

size_t gc_bytes_in_use(Runtime *rt)
{
    const Heap *h = rt->heap;
    size_t idle_cells;
    return h->live + h->allocated + h->external - heap_unconsumed(h, &idle_cells);
}

void gc_stats(Runtime *rt, GcStats *stats) { *stats = rt->heap->stats; }

/* Ranges in the threads would let allocations pass uncounted. */
static void set_checked(Heap *h)
{
    heap_retire_ranges(h);
    h->checked = h->stress || h->fail_at;
#ifdef GC_ASAN
    h->poison = true;
#else
    h->poison = h->stress;
#endif
}

void gc_set_stress(Runtime *rt, unsigned every_nth)
{
    rt->heap->stress = every_nth;
    set_checked(rt->heap);
}

void gc_set_fail_at(Runtime *rt, uint64_t nth_allocation)
{
    Heap *h = rt->heap;
    h->fail_at = nth_allocation ? h->allocation_count + nth_allocation : 0;
    set_checked(h);
}

/* --- life cycle --------------------------------------------------------------------------------------------------------- */

bool heap_init(Runtime *rt)
{
    Heap *h = calloc(1, sizeof *h);
    if (!h) return false;
    h->rt = rt;
    h->limit = SIZE_MAX;
    h->nursery = h->trigger = NURSERY_MIN;
    h->full_threshold = FULL_MIN_GROWTH;
    rt->heap = h;
    set_checked(h);
    if (blocks_init(h)) return true;
    heap_destroy(rt);
    return false;
}

void heap_destroy(Runtime *rt)
{
    Heap *h = rt->heap;
    if (!h) return;
    h->collecting = h->checked = true; /* dispose functions must not allocate */
    weak_destroy(h);
    list_free(&h->remembered);
    list_free(&h->pinned);
    free(h->mark_stack);
    blocks_destroy(h);
    free(h);
    rt->heap = NULL;
}
