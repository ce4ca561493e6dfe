/* gc_blocks.c - where cells lie: chunks of pages, spans of cells, and the free ranges handed to threads. The invariants are in
 * runtime/gc.h.
 *
 *  - A page is in exactly one span, or free. The mark bits of free pages are zero.
 *  - A page whose dirty bit is clear is zero.
 */
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "runtime/gc.h"

enum {
    SMALL_SPAN_PAGES = 4,
    SPARE_MAX = 64 << 20, /* bytes of free single-cell chunks kept */
    MACHINE_PAGE = 4096
};

/* --- chunks ----------------------------------------------------------------------------------------------------------- */

static void *map_memory(void *hint, size_t length)
{
    void *p = mmap(hint, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

/* Zeroed memory aligned to CHUNK_SIZE. Tries right below the lowest chunk, where mappings usually grow; else maps more than is
 * needed and cuts the ends off. */
static void *map_aligned(Heap *h, size_t length)
{
    void *hint = h->low > length && h->low != UINTPTR_MAX ? (void *)((h->low - length) & ~CHUNK_MASK) : NULL;
    char *p = hint ? map_memory(hint, length) : NULL;
    if (p && ((uintptr_t)p & CHUNK_MASK)) {
        munmap(p, length);
        p = NULL;
    }
    if (p) return p;
    size_t padded = length + CHUNK_SIZE - MACHINE_PAGE;
    p = map_memory(NULL, padded);
    if (!p) return NULL;
    char *aligned = (char *)size_align((uintptr_t)p, CHUNK_SIZE);
    if (aligned > p) munmap(p, (size_t)(aligned - p));
    if (aligned + length < p + padded) munmap(aligned + length, (size_t)(p + padded - (aligned + length)));
    return aligned;
}

static void chunk_unregister(Heap *h, Chunk *c)
{
    for (uintptr_t a = (uintptr_t)c; a < (uintptr_t)c + c->length; a += CHUNK_SIZE) map_remove(&h->chunk_map, a >> CHUNK_SHIFT);
}

static void chunk_unmap(Heap *h, Chunk *c)
{
    chunk_unregister(h, c);
    h->mapped -= c->length;
    ASAN_UNPOISON_MEMORY_REGION(c, c->length);
    munmap(c, c->length);
}

static Chunk *chunk_map(Heap *h, size_t length)
{
    Chunk *c = map_aligned(h, length);
    if (!c) return NULL;
    ASAN_UNPOISON_MEMORY_REGION(c, length);
    c->length = length;
    h->mapped += length;
    for (uintptr_t a = (uintptr_t)c; a < (uintptr_t)c + length; a += CHUNK_SIZE) {
        if (!map_put(&h->chunk_map, a >> CHUNK_SHIFT, (uintptr_t)c)) {
            chunk_unmap(h, c);
            return NULL;
        }
    }
    if ((uintptr_t)c < h->low) h->low = (uintptr_t)c;
    if ((uintptr_t)c + length > h->high) h->high = (uintptr_t)c + length;
    return c;
}

/* Huge pages make first use of memory some ten times cheaper, but a small program should stay small: the first chunk is
 * without. */
static void advise_pages(Chunk *c, bool huge)
{
#ifdef MADV_HUGEPAGE
    madvise(c, c->length, huge ? MADV_HUGEPAGE : MADV_NOHUGEPAGE);
#else
    (void)c, (void)huge;
#endif
}

static Chunk *chunk_new(Heap *h) /* with free pages */
{
    if (!pointer_list_reserve(&h->chunks, h->chunks.count + 1)) return NULL;
    Chunk *c = chunk_map(h, CHUNK_SIZE);
    if (!c) return NULL;
    advise_pages(c, h->chunks.count > 0);
    c->free_pages = c->longest_run = CHUNK_PAGES - HEADER_PAGES;
    for (size_t i = 0; i < HEADER_PAGES; i++) c->used[i / 64] |= (uint64_t)1 << (i & 63);
    h->chunks.items[h->chunks.count++] = c;
    return c;
}

/* --- pages ------------------------------------------------------------------------------------------------------------ */

static bool page_bit(const uint64_t *bits, size_t i) { return bits[i / 64] >> (i & 63) & 1; }

static void page_bits_set(uint64_t *bits, size_t from, size_t n, bool on)
{
    for (size_t i = from; i < from + n; i++) {
        uint64_t bit = (uint64_t)1 << (i & 63);
        bits[i / 64] = on ? bits[i / 64] | bit : bits[i / 64] & ~bit;
    }
}

/* The end of the run of pages from `i` on whose bit is like i's. */
static size_t page_run_end(const uint64_t *bits, size_t i)
{
    uint64_t flip = page_bit(bits, i) ? ~(uint64_t)0 : 0;
    size_t word = i / 64;
    uint64_t rest = (bits[word] ^ flip) & ~(uint64_t)0 << (i & 63);
    while (!rest && ++word < PAGE_WORDS) rest = bits[word] ^ flip;
    return word < PAGE_WORDS ? word * 64 + ctz64(rest) : CHUNK_PAGES;
}

/* The first run of n free pages; 0: none, and then the chunk remembers its longest. */
static size_t chunk_find_run(Chunk *c, size_t n)
{
    size_t longest = 0;
    for (size_t i = HEADER_PAGES, end; i < CHUNK_PAGES; i = end) {
        end = page_run_end(c->used, i);
        if (page_bit(c->used, i)) continue;
        if (end - i >= n) return i;
        longest = size_max(longest, end - i);
    }
    c->longest_run = (uint32_t)longest;
    return 0;
}

static Span *span_in_chunk(Heap *h, Chunk *c, size_t first, size_t pages)
{
    Span *s = &c->spans[first];
    *s = (Span){.start = (char *)c + first * GC_PAGE, .pages = (uint32_t)pages};
    s->cursor = s->fresh = s->start;
    for (size_t i = first; i < first + pages; i++) {
        c->first_page[i] = (uint16_t)first;
        if (page_bit(c->dirty, i)) s->fresh = (char *)c + (i + 1) * GC_PAGE;
    }
    h->span_bytes += pages * GC_PAGE;
    page_bits_set(c->used, first, pages, true);
    page_bits_set(c->dirty, first, pages, true);
    c->free_pages -= (uint32_t)pages;
    ASAN_UNPOISON_MEMORY_REGION(s->start, pages * GC_PAGE);
    return s;
}

static Span *span_new(Heap *h, size_t pages)
{
    for (size_t i = 0; i < h->chunks.count; i++) {
        Chunk *c = h->chunks.items[i];
        if (c->longest_run < pages) continue;
        size_t first = chunk_find_run(c, pages);
        if (first) return span_in_chunk(h, c, first, pages);
    }
    Chunk *c = chunk_new(h);
    return c ? span_in_chunk(h, c, HEADER_PAGES, pages) : NULL;
}

/* The cells of a span that was just made, its start and pages known. */
static Span *span_set_cells(Span *s, unsigned class, size_t cell_size, size_t cells)
{
    s->class = (uint8_t)class;
    s->cell_size = cell_size;
    s->limit = s->start + cells * cell_size;
    return s;
}

void heap_free_span(Heap *h, Span *s)
{
    Chunk *c = chunk_of(s->start);
    s->limit = s->start; /* it holds no address any more */
    if (c->single) {
        if (h->spare_bytes + c->length > SPARE_MAX) {
            chunk_unmap(h, c);
            return;
        }
        h->spare_bytes += c->length;
        c->next = h->spare;
        h->spare = c;
        return;
    }
    size_t first = (size_t)(s - c->spans), dirty = size_align((size_t)(s->fresh - s->start), GC_PAGE) / GC_PAGE;
    page_bits_set(c->used, first, s->pages, false);
    page_bits_set(c->dirty, first + dirty, s->pages - dirty, false);
    memset(&c->first_page[first], 0, s->pages * sizeof c->first_page[0]);
    c->free_pages += s->pages;
    h->span_bytes -= s->pages * GC_PAGE;
    c->longest_run = CHUNK_PAGES - HEADER_PAGES;
    s->pages = 0;
}

bool heap_each_span(Heap *h, bool (*visit)(void *context, Span *s), void *context)
{
    for (size_t i = 0; i < h->chunks.count; i++) {
        Chunk *c = h->chunks.items[i];
        for (size_t page = HEADER_PAGES; page < CHUNK_PAGES;) {
            Span *s = &c->spans[page];
            if (!c->first_page[page]) {
                page++;
                continue;
            }
            page += s->pages; /* before visit, which may free it */
            if (!visit(context, s)) return false;
        }
    }
    Span *large[] = {h->large_young, h->large_old};
    for (size_t i = 0; i < ARRAY_LEN(large); i++) {
        for (Span *s = large[i], *next; s; s = next) {
            next = s->next;
            if (chunk_of(s->start)->single && !visit(context, s)) return false;
        }
    }
    return true;
}

NO_ASAN Span *heap_span_at(const Heap *h, uintptr_t address)
{
    if (address - h->low >= h->high - h->low) return NULL;
    Chunk *c = (Chunk *)map_get(&h->chunk_map, address >> CHUNK_SHIFT);
    if (!c) return NULL;
    size_t first = c->single ? HEADER_PAGES : c->first_page[(address & CHUNK_MASK) / GC_PAGE];
    if (!first) return NULL;
    Span *s = &c->spans[first];
    return address >= (uintptr_t)s->start && address < (uintptr_t)s->limit ? s : NULL;
}

/* --- size classes ----------------------------------------------------------------------------------------------------- */

unsigned class_of_size(size_t size)
{
    if (size <= GC_SMALL_MAX) return size <= GC_GRANULE ? 1 : (unsigned)((size + GC_GRANULE - 1) / GC_GRANULE);
    if (size > MEDIUM_MAX) return CLASS_LARGE;
    unsigned length = bit_length64(size - 1), quarter = (unsigned)((size - 1) >> (length - 3)) - 4;
    return SMALL_CLASSES + 1 + (length - 10) * 4 + quarter;
}
_Static_assert(GC_SMALL_MAX == 512, "the first medium class follows 512");

static void classes_init(Heap *h)
{
    for (unsigned c = 1; c <= SMALL_CLASSES; c++)
        h->classes[c] = (SpanClass){.cell_size = c * GC_GRANULE, .span_pages = SMALL_SPAN_PAGES};
    for (unsigned m = 0; m < MEDIUM_CLASSES; m++) { /* (5 + m % 4) << k bytes: as many pages hold them without waste */
        unsigned quarters = 5 + m % 4;
        h->classes[SMALL_CLASSES + 1 + m] =
            (SpanClass){.cell_size = (size_t)quarters << (7 + m / 4), .span_pages = quarters};
    }
}

/* --- allocation ------------------------------------------------------------------------------------------------------- */

/* Zeroes what is not zero yet of a hole that is handed out. */
static void clear_hole(Span *s, char *from, char *to)
{
    ASAN_UNPOISON_MEMORY_REGION(from, (size_t)(to - from));
    if (from < s->fresh) memset(from, 0, (size_t)((to < s->fresh ? to : s->fresh) - from));
    if (to > s->fresh) s->fresh = to;
}

/* Moves the cursor on over holes, runs of unmarked cells, up to `max` of them and `bytes` in all (one cell at least), clears them
 * and returns their number; 0: the span is exhausted. Steps from mark to mark, a word of 64 granules at a time. */
static unsigned span_take(Span *s, size_t bytes, FreeRange *holes, unsigned max)
{
    char *base = (char *)chunk_of(s->start);
    const uint64_t *marks = chunk_of(s->start)->marks;
    size_t step = s->cell_size / GC_GRANULE, position = (size_t)(s->cursor - base) / GC_GRANULE;
    size_t end = (size_t)(s->limit - base) / GC_GRANULE, room = size_max(bytes / s->cell_size, 1) * step;
    unsigned n = 0;
    while (n < max && room && position < end) {
        size_t stop = size_min(end, position + room), word = position / 64;
        uint64_t bits = marks[word] & ~(uint64_t)0 << (position & 63);
        while (!bits && (word + 1) * 64 < stop) bits = marks[++word];
        size_t marked = bits ? size_min(word * 64 + ctz64(bits), stop) : stop;
        if (marked > position) {
            holes[n] = (FreeRange){base + position * GC_GRANULE, base + marked * GC_GRANULE};
            clear_hole(s, holes[n].free, holes[n].end);
            room -= marked - position;
            n++;
        }
        position = marked < stop ? marked + step : stop;
    }
    s->cursor = base + position * GC_GRANULE;
    return n;
}

static Span *pop_span(Span **list)
{
    Span *s = *list;
    if (s) *list = s->next;
    return s;
}

/* Many short holes make allocation several times slower: rather new spans, while the heap is not much larger than what lives. */
static bool may_spread(const Heap *h)
{
    return h->span_bytes < h->live + h->live / 4 + 2 * h->nursery;
}

static Span *new_cells(Heap *h, unsigned class)
{
    const SpanClass *sc = &h->classes[class];
    Span *s = span_new(h, sc->span_pages);
    return s ? span_set_cells(s, class, sc->cell_size, sc->span_pages * GC_PAGE / sc->cell_size) : NULL;
}

static bool next_span(Heap *h, unsigned class) /* makes one current that may have free cells; false: no memory */
{
    SpanClass *sc = &h->classes[class];
    if (sc->current) {
        sc->current->next = sc->used;
        sc->used = sc->current;
    }
    sc->current = pop_span(&sc->free[ROOMY]);
    if (!sc->current && may_spread(h)) sc->current = new_cells(h, class);
    for (int i = HALF_FULL; !sc->current && i < FREE_LISTS; i++) sc->current = pop_span(&sc->free[i]);
    if (!sc->current) sc->current = new_cells(h, class);
    return sc->current != NULL;
}

bool heap_refill(Heap *h, unsigned class, size_t bytes)
{
    SpanClass *sc = &h->classes[class];
    unsigned max = bytes ? HOLES_MAX : 1;
    sc->next_hole = sc->holes_count = 0;
    while (!sc->current || !(sc->holes_count = span_take(sc->current, bytes, sc->holes, max)))
        if (!next_span(h, class)) return false;
    size_t taken = 0;
    for (unsigned i = 0; i < sc->holes_count; i++) taken += (size_t)(sc->holes[i].end - sc->holes[i].free);
    h->allocated += taken;
    h->allocated_cells += taken / sc->cell_size;
    return true;
}

/* A free chunk for a cell of at most `room` bytes that does not waste more than half, or NULL. */
static Chunk *spare_chunk(Heap *h, size_t room)
{
    for (Chunk **p = &h->spare; *p; p = &(*p)->next) {
        Chunk *c = *p;
        size_t has = c->length - HEADER_PAGES * GC_PAGE;
        if (has < room || has / 2 > room) continue;
        *p = c->next;
        h->spare_bytes -= c->length;
        return c;
    }
    return NULL;
}

static Span *single_span(Heap *h, size_t room)
{
    Chunk *c = spare_chunk(h, room);
    Span *s;
    if (c) {
        s = &c->spans[HEADER_PAGES];
        s->cursor = s->start;
    } else {
        c = chunk_map(h, HEADER_PAGES * GC_PAGE + room);
        if (!c) return NULL;
        advise_pages(c, true);
        c->single = true;
        c->first_page[HEADER_PAGES] = HEADER_PAGES;
        s = &c->spans[HEADER_PAGES];
        s->start = s->cursor = s->fresh = (char *)c + HEADER_PAGES * GC_PAGE;
    }
    ASAN_UNPOISON_MEMORY_REGION(s->start, room);
    return s;
}

void *heap_alloc_large(Heap *h, size_t size)
{
    size_t room = size_align(size, GC_PAGE);
    Span *s = room > CHUNK_CELL_MAX ? single_span(h, room) : span_new(h, room / GC_PAGE);
    if (!s) return NULL;
    span_set_cells(s, CLASS_LARGE, room, 1);
    s->marked = 0;
    if (s->fresh > s->start) memset(s->start, 0, size_min(room, (size_t)(s->fresh - s->start)));
    if (s->fresh < s->limit) s->fresh = s->limit;
    s->cursor = s->limit;
    s->next = h->large_young;
    h->large_young = s;
    h->allocated += room;
    h->allocated_cells++;
    return s->start;
}

/* --- giving memory back ----------------------------------------------------------------------------------------------- */

static void drop_spare(Heap *h)
{
    while (h->spare) {
        Chunk *c = h->spare;
        h->spare = c->next;
        chunk_unmap(h, c);
    }
    h->spare_bytes = 0;
}

/* Lets the machine have back the free dirty pages of a chunk; returns their bytes. */
static size_t chunk_discard(Chunk *c)
{
    size_t discarded = 0;
    for (size_t i = HEADER_PAGES, end; i < CHUNK_PAGES; i = end) {
        end = page_run_end(c->used, i);
        if (page_bit(c->used, i)) continue;
        if (madvise((char *)c + i * GC_PAGE, (end - i) * GC_PAGE, MADV_DONTNEED) != 0) continue;
        for (size_t p = i; p < end; p++) discarded += page_bit(c->dirty, p) * GC_PAGE;
        page_bits_set(c->dirty, i, end - i, false);
    }
    return discarded;
}

static size_t chunk_idle(const Chunk *c) /* bytes in pages that are free but not given back */
{
    size_t pages = 0;
    for (size_t w = 0; w < PAGE_WORDS; w++) pages += popcount64(c->dirty[w] & ~c->used[w]);
    return pages * GC_PAGE;
}

/* Keeps about `keep` bytes of idle memory, the oldest chunks' first. */
static void trim(Heap *h, size_t keep)
{
    size_t kept = h->spare_bytes;
    if (kept > keep) {
        drop_spare(h);
        kept = 0;
    }
    size_t chunks = 0;
    for (size_t i = 0; i < h->chunks.count; i++) {
        Chunk *c = h->chunks.items[i];
        size_t idle = chunk_idle(c);
        if (kept + idle > keep) {
            if (c->free_pages == CHUNK_PAGES - HEADER_PAGES && i > 0) {
                chunk_unmap(h, c);
                continue;
            }
            idle -= size_min(idle, chunk_discard(c));
        }
        kept += idle;
        h->chunks.items[chunks++] = c;
    }
    h->chunks.count = chunks;
}

void heap_trim(Heap *h)
{
    trim(h, size_max((size_t)4 << 20, h->live / 2) + h->nursery);
}

void heap_trim_all(Heap *h)
{
    trim(h, 0);
}

bool blocks_init(Heap *h)
{
    h->low = UINTPTR_MAX;
    classes_init(h);
    return chunk_new(h) != NULL;
}

void blocks_destroy(Heap *h)
{
    Span *large[] = {h->large_young, h->large_old};
    for (size_t i = 0; i < ARRAY_LEN(large); i++) {
        for (Span *s = large[i], *next; s; s = next) {
            next = s->next;
            if (chunk_of(s->start)->single) chunk_unmap(h, chunk_of(s->start));
        }
    }
    drop_spare(h);
    for (size_t i = 0; i < h->chunks.count; i++) chunk_unmap(h, h->chunks.items[i]);
    list_free(&h->chunks);
    map_free(&h->chunk_map);
}
