/* gc.h - the collector's own structures; private to src/runtime/gc_*.c and their tests.
 *
 * Memory
 *  - The heap is a set of chunks, 4 MiB aligned. A chunk's first pages are its header: one mark bit for each 16 bytes, page
 *    tables, and a Span for each page; the rest is pages of 8 KiB. A span is a run of pages cut into cells of one size (small
 *    and medium classes) or holding one cell (large). A cell too large for that has a chunk of its own, as long as it needs.
 *  - The chunk table (a hash of address / 4 MiB) and first_page[] turn any word into its span or into "not ours" in O(1).
 *
 * Colours
 *  - A cell is free, young, or old. Its mark bit is set exactly while it is old: marks are sticky, a young collection starts
 *    from the marks of the last one and marks the young cells it reaches, which are old from then on. A full collection first
 *    clears all marks. After any collection nothing is young.
 *  - A cell at `p` in span `s` is valid (young or old) if p < s->cursor ? kind != K_FREE : marked. Above the cursor nothing
 *    has been handed out since the last collection, so what is unmarked there is dead, whatever its header says. A collection
 *    therefore frees by moving the cursors back, and touches no dead cell.
 *  - Sweeping is the allocator's: heap_refill() moves the cursor over the next holes, runs of unmarked cells, and zeroes them.
 *    Memory at or above s->fresh has never been used and is zero already.
 *  - GC_OLD is set on marked cells that are not in the remembered set, and on no others; only tracing sets it, and only
 *    gc_remember() (the barrier) and pinning clear it. The barrier costs one test of the owner's header.
 *  - A cell found on a C stack is pinned: it goes to the remembered set at the end of each collection. C code may thus
 *    initialise a cell that it holds, allocating meanwhile, without barriers. A buffer found there is scanned conservatively,
 *    each time.
 *
 * Who may write what: mark bits: gc_mark.c, cleared by full collections. Header.kind: the allocator. Header.gc: GC_OLD as
 * above; GC_PINNED gc_mark.c; the others gc_weak.c. Nothing here runs Python code but gc_run_finalizers() and gc_finalize_all().
 */
#ifndef RUNTIME_GC_H
#define RUNTIME_GC_H

#include "base/common.h"
#include "runtime/runtime.h"

#if defined(__SANITIZE_ADDRESS__)
#define GC_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GC_ASAN 1
#endif
#endif
#ifdef GC_ASAN
#include <sanitizer/asan_interface.h>
#define NO_ASAN __attribute__((no_sanitize("address")))
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define NO_ASAN
#endif

#define CHUNK_SIZE ((size_t)4 << 20)
#define CHUNK_SHIFT 22
#define CHUNK_MASK (CHUNK_SIZE - 1)
#define GC_PAGE ((size_t)8192)
#define CHUNK_PAGES (CHUNK_SIZE / GC_PAGE)
#define PAGE_WORDS (CHUNK_PAGES / 64)
#define GC_POISON 0x5b

enum {
    SMALL_CLASSES = GC_SMALL_MAX / GC_GRANULE,  /* class c holds cells of 16 c bytes, from 1 */
    MEDIUM_CLASSES = 24,                        /* four to each doubling: 640, 768, 896, 1024, ... 32768 */
    CLASS_COUNT = SMALL_CLASSES + 1 + MEDIUM_CLASSES,
    CLASS_LARGE = CLASS_COUNT,                  /* one cell a span */
    HOLES_MAX = 32
};
#define MEDIUM_MAX ((size_t)GC_SMALL_MAX << MEDIUM_CLASSES / 4)

typedef struct Span {
    char *start, *limit;  /* the cells; [limit, end of the last page) is waste */
    char *cursor;         /* below: handed out since the last collection */
    char *fresh;          /* at or above: never used, zero */
    size_t cell_size;
    struct Span *next;    /* in one of the lists of its class, or of large cells */
    uint32_t pages;       /* 0 for one in a chunk of its own */
    uint32_t marked;      /* cells that were marked when last counted */
    uint8_t class;
    bool poisoned;        /* what was free below `fresh` at the last collection holds GC_POISON */
} Span;
_Static_assert(sizeof(Span) <= 80, "chunk headers are laid out for small spans");

typedef struct Chunk {
    uint64_t marks[CHUNK_SIZE / GC_GRANULE / 64];
    uint64_t old_marks[CHUNK_SIZE / GC_GRANULE / 64]; /* during a full collection: the marks before it */
    size_t length;                 /* of the mapping */
    bool single;                   /* for one large cell, in spans[HEADER_PAGES] */
    struct Chunk *next;            /* in Heap.spare */
    uint32_t free_pages;
    uint32_t longest_run;          /* no run of free pages is longer; may be too high, never too low */
    uint64_t used[PAGE_WORDS];     /* pages in spans, or of the header */
    uint64_t dirty[PAGE_WORDS];    /* pages that may be non-zero */
    uint16_t first_page[CHUNK_PAGES]; /* of the span that the page belongs to; 0: none */
    Span spans[CHUNK_PAGES];       /* by first page */
} Chunk;
#define HEADER_PAGES ((sizeof(Chunk) + GC_PAGE - 1) / GC_PAGE)
#define CHUNK_USABLE ((CHUNK_PAGES - HEADER_PAGES) * GC_PAGE)
#define CHUNK_CELL_MAX (CHUNK_USABLE / 2) /* larger cells get chunks of their own */

/* how much of a span is free, at least: seven eighths, a half, an eighth; with less it is left alone until the next full
 * collection */
enum { ROOMY, HALF_FULL, FRAGMENTED, FREE_LISTS };

typedef struct SpanClass {
    size_t cell_size;
    uint32_t span_pages;
    Span *current;    /* being handed out */
    Span *free[FREE_LISTS]; /* not handed out since the last collection, by how much is free */
    Span *used;       /* handed out wholly since the last collection */
    Span *full;
    FreeRange holes[HOLES_MAX]; /* zeroed ranges that wait to be handed to a thread: [next_hole, holes_count) */
    unsigned next_hole, holes_count;
} SpanClass;

/* a growing array of pointers */
typedef struct PointerList {
    void **items;
    size_t count, capacity;
} PointerList;

/* word -> word, open addressing with linear probing; keys are not 0 */
typedef struct PointerMapEntry { uintptr_t key, value; } PointerMapEntry;
typedef struct PointerMap {
    PointerMapEntry *entries;
    size_t count, capacity; /* capacity a power of two, or 0 */
} PointerMap;

typedef struct WeakEntry { /* ref NULL: unregistered */
    Header *referent, *ref;
    Value *slot;
    uint32_t next, previous; /* of the same referent, by age, circular; indices into Heap.weak */
    bool want_callback;
} WeakEntry;

struct Tracer {
    Heap *heap;
    Runtime *rt;
    uintptr_t *stack;      /* mark stack: a cell, or (count, address | 1) for a run of Values */
    size_t depth, capacity;
    size_t work;           /* pointers looked at: what a collection costs */
    bool full, overflow;   /* overflow: a cell is marked but did not fit on the stack */
    bool pinning;          /* a C stack is being scanned */
    void (*visit)(void *context, Value v); /* set: report instead of marking */
    void *context;
};

struct Heap {
    Runtime *rt;
    SpanClass classes[CLASS_COUNT];
    Span *large_young, *large_old;
    /* chunks */
    PointerList chunks;              /* those with pages, by age */
    Chunk *spare;                    /* free chunks of large cells, kept for the next */
    size_t spare_bytes;
    PointerMap chunk_map;            /* address >> CHUNK_SHIFT -> Chunk */
    uintptr_t low, high;             /* all chunks lie within */
    size_t mapped;                   /* bytes, headers included */
    size_t span_bytes;               /* in spans, but those in chunks of their own */
    /* accounting, in bytes unless said otherwise */
    size_t live;                     /* in cells marked at the last collection */
    size_t live_cells;
    size_t allocated;                /* handed out since, and external growth: drives young collections */
    size_t allocated_cells;
    size_t external;
    size_t limit;                    /* SIZE_MAX: none */
    size_t trigger;                  /* collect when `allocated` reaches it */
    size_t nursery;
    size_t full_threshold;           /* a full collection when live + external pass it */
    bool disabled, collecting;
    /* marking */
    PointerList remembered;          /* old cells that may refer to young ones */
    PointerList pinned;              /* during a collection: found on a C stack */
    bool remember_lost;              /* one did not fit: the next collection must be full */
    uintptr_t *mark_stack;
    size_t mark_capacity, mark_capacity_max; /* entries; the second is for tests */
    /* gc_weak.c */
    PointerList finalizable;         /* by age; those before finalizable_old are old */
    size_t finalizable_old;
    PointerList disposable;
    size_t disposable_old;
    PointerList pending;             /* finalizers to run, from pending_head on */
    size_t pending_head;
    PointerList callbacks;           /* weak references whose callback is to be called, from callbacks_head on */
    size_t callbacks_head;
    bool running_finalizers;
    WeakEntry *weak;                 /* by age */
    uint32_t weak_count, weak_capacity, weak_dead, weak_old;
    PointerMap weak_refs, weak_referents; /* ref -> its entry + 1; referent -> its oldest entry + 1 */
    /* debugging */
    bool checked;                    /* every allocation comes to gc_alloc_slow(): stress or fail_at */
    bool poison;
    unsigned stress;
    uint64_t allocation_count, fail_at;
    unsigned stress_rounds;
    FreeRanges held;                 /* the ranges when `checked`; the threads' are empty then */
    GcStats stats;
};

/* --- addresses --- */
static inline Chunk *chunk_of(const void *cell) { return (Chunk *)((uintptr_t)cell & ~CHUNK_MASK); } /* cell starts only */
static inline size_t granule_of(const void *cell) { return ((uintptr_t)cell & CHUNK_MASK) / GC_GRANULE; }
static inline bool granule_bit(const uint64_t *bits, size_t g) { return bits[g / 64] >> (g & 63) & 1; }
static inline bool cell_marked(const void *cell) { return granule_bit(chunk_of(cell)->marks, granule_of(cell)); }
/* the span of a cell known to be one */
static inline Span *span_of(const void *cell)
{
    Chunk *c = chunk_of(cell);
    return &c->spans[c->first_page[((uintptr_t)cell & CHUNK_MASK) / GC_PAGE]];
}
NO_ASAN static inline bool cell_valid(const Span *s, const Header *cell)
{
    return (const char *)cell < s->cursor ? cell->kind != K_FREE : cell_marked(cell);
}
Span *heap_span_at(const Heap *h, uintptr_t address); /* whose cells hold the address, or NULL */
static inline Header *span_cell_at(const Span *s, uintptr_t address)
{
    size_t offset = address - (uintptr_t)s->start;
    return (Header *)(s->start + (s->class == CLASS_LARGE ? 0 : offset / s->cell_size * s->cell_size));
}

/* --- gc_blocks.c --- */
bool blocks_init(Heap *h);
void blocks_destroy(Heap *h);
unsigned class_of_size(size_t size);                     /* CLASS_LARGE above MEDIUM_MAX */
/* Fills the class's holes, which are all taken, with about `bytes` of zeroed free cells, or one cell if 0; false: no memory. */
bool heap_refill(Heap *h, unsigned class, size_t bytes);
/* the next hole; false: no memory */
static inline bool heap_next_hole(Heap *h, unsigned class, size_t bytes, FreeRange *range)
{
    SpanClass *sc = &h->classes[class];
    if (sc->next_hole == sc->holes_count && !heap_refill(h, class, bytes)) return false;
    *range = sc->holes[sc->next_hole++];
    return true;
}
void *heap_alloc_large(Heap *h, size_t size);            /* a zeroed cell, NULL: no memory */
void heap_free_span(Heap *h, Span *s);                   /* its pages; it must be in no list */
void heap_trim(Heap *h);                                 /* gives free memory back to the machine */
void heap_trim_all(Heap *h);

/* --- gc_mark.c --- */
void tracer_init(Tracer *tr, Heap *h, bool full);
void tracer_finish(Tracer *tr);
void tracer_drain(Tracer *tr);                           /* until nothing is left to trace */
void tracer_mark_roots(Tracer *tr, Thread *t);
void tracer_mark_remembered(Tracer *tr);
void heap_clear_marks(Heap *h);                          /* and keeps a copy in old_marks */
void heap_unpin(Heap *h);                                /* the cells found on C stacks go to the remembered set */

/* --- gc_sweep.c --- */
void heap_sweep(Heap *h, bool full);                     /* recounts marks, resets cursors, sorts spans into lists, poisons */
void heap_retire_ranges(Heap *h);
size_t heap_unconsumed(const Heap *h, size_t *cells);    /* bytes handed out in ranges but not allocated */

/* --- gc_collect.c --- */
size_t heap_collect(Thread *t, bool full);

/* --- gc_tables.c: false or NULL: no memory --- */
MUST_CHECK bool pointer_list_push(PointerList *l, void *item);
MUST_CHECK bool pointer_list_reserve(PointerList *l, size_t capacity); /* room for that many in all; makes pointer_list_push() succeed up to it */
void list_free(PointerList *l);
MUST_CHECK bool map_put(PointerMap *m, uintptr_t key, uintptr_t value); /* adds, or replaces, which cannot fail */
void map_remove(PointerMap *m, uintptr_t key);
void map_clear(PointerMap *m);
void map_free(PointerMap *m);
static inline size_t map_hash(uintptr_t key) { return (size_t)(key * 0x9e3779b97f4a7c15u >> 32); }
static inline uintptr_t map_get(const PointerMap *m, uintptr_t key) /* 0: absent */
{
    if (!m->capacity) return 0;
    size_t mask = m->capacity - 1;
    for (size_t i = map_hash(key) & mask; m->entries[i].key; i = (i + 1) & mask)
        if (m->entries[i].key == key) return m->entries[i].value;
    return 0;
}

/* --- gc_weak.c --- */
void weak_mark_pending(Heap *h, Tracer *tr);             /* queued finalizers and callbacks are roots */
void weak_after_mark(Heap *h, Tracer *tr);               /* clears weak references, resurrects for finalizers; marks more */
void weak_dispose_dead(Heap *h, Tracer *tr);
void weak_destroy(Heap *h);
bool weak_pending(const Heap *h);

/* every span; false from visit stops */
bool heap_each_span(Heap *h, bool (*visit)(void *context, Span *s), void *context);

#endif
