/* gc_mark.c - finding what is alive: the mark stack, the roots, conservative scanning.
 *
 *  - Marking never recurses: runtime_trace_cell() calls back into gc_trace*(), which only push. When the mark stack cannot grow, a
 *    cell stays marked and unpushed and `overflow` says so; then all marked cells are traced again, until it does not happen.
 *  - A tracer with `visit` set reports what it is given, and marks nothing (gc_each_referent, gc_verify).
 */
#include <stdio.h>
#include <stdlib.h>

#include "runtime/gc.h"

enum {
    STACK_FIRST = 1024,    /* entries */
    STACK_KEPT = 32 * 1024, /* and in the remembered set; more is given back after a collection */
    RUN_SLICE = 64,        /* Values of a run looked at before other work */
    AHEAD = 8              /* cells prefetched before they are traced; a power of two */
};

void tracer_init(Tracer *tr, Heap *h, bool full)
{
    *tr = (Tracer){.heap = h, .rt = h->rt, .full = full, .stack = h->mark_stack, .capacity = h->mark_capacity};
}

void tracer_finish(Tracer *tr)
{
    Heap *h = tr->heap;
    h->mark_stack = tr->stack;
    h->mark_capacity = tr->capacity;
    if (h->mark_capacity > STACK_KEPT) {
        free(h->mark_stack);
        h->mark_stack = NULL;
        h->mark_capacity = 0;
    }
}

Runtime *gc_tracer_runtime(Tracer *tr) { return tr->rt; }
bool gc_is_full(Tracer *tr) { return tr->full; }
bool gc_is_marked(Tracer *tr, const void *cell)
{
    (void)tr;
    return cell_marked(cell);
}

/* --- the mark stack --------------------------------------------------------------------------------------------------- */

static COLD bool stack_grow(Tracer *tr, size_t needed)
{
    size_t capacity = size_max(size_max(tr->capacity * 2, STACK_FIRST), needed);
    if (tr->heap->mark_capacity_max) capacity = size_min(capacity, tr->heap->mark_capacity_max);
    uintptr_t *stack = capacity >= needed ? realloc(tr->stack, capacity * sizeof *stack) : NULL;
    if (!stack) return false;
    tr->stack = stack;
    tr->capacity = capacity;
    return true;
}

static inline bool stack_room(Tracer *tr, size_t n)
{
    return likely(tr->depth + n <= tr->capacity) || stack_grow(tr, tr->depth + n);
}

static inline void mark(Tracer *tr, Header *cell)
{
    size_t g = granule_of(cell);
    uint64_t *word = &chunk_of(cell)->marks[g / 64], bit = (uint64_t)1 << (g & 63);
    tr->work++;
    if (*word & bit) return;
    assert(((uintptr_t)cell & (GC_GRANULE - 1)) == 0);
    *word |= bit;
    if (stack_room(tr, 1)) {
        tr->stack[tr->depth++] = (uintptr_t)cell;
    } else {
        tr->overflow = true;
    }
}

void gc_trace_value_slow(Tracer *tr, Header *cell)
{
    if (unlikely(tr->visit != NULL)) {
        tr->visit(tr->context, value_cell(cell));
    } else {
        mark(tr, cell);
    }
}

static inline void trace_each(Tracer *tr, const Value *v, size_t n)
{
    tr->work += n / 4;
    for (size_t i = 0; i < n; i++) gc_trace(tr, v[i]);
}

/* Long runs wait on the mark stack, so that it grows with the depth of the heap rather than the length of its lists. */
void gc_trace_values(Tracer *tr, const Value *v, size_t n)
{
    if (n > RUN_SLICE && !tr->visit && stack_room(tr, 2)) {
        tr->stack[tr->depth++] = n;
        tr->stack[tr->depth++] = (uintptr_t)v | 1;
    } else {
        trace_each(tr, v, n);
    }
}

/* The next cell to trace, or NULL when the stack is empty; works through runs on the way. */
static Header *stack_pop(Tracer *tr)
{
    while (tr->depth) {
        uintptr_t top = tr->stack[--tr->depth];
        if (likely(!(top & 1))) return (Header *)top;
        const Value *v = (const Value *)(top - 1);
        size_t n = tr->stack[--tr->depth], slice = size_min(n, RUN_SLICE);
        if (n > slice) { /* fits where it was */
            tr->stack[tr->depth++] = n - slice;
            tr->stack[tr->depth++] = (uintptr_t)(v + slice) | 1;
        }
        trace_each(tr, v, slice);
    }
    return NULL;
}

/* Memory was corrupted, or a store or a root was missed. */
static COLD NORETURN void bad_cell(const Header *cell)
{
    fprintf(stderr, "gc: a reference to a freed cell: %p, shape %u, kind %u, gc %#x\n", (const void *)cell, cell->shape,
            cell->kind, cell->gc);
    abort();
}

static void trace_cell(Tracer *tr, Header *cell)
{
    if (unlikely(cell->kind == K_FREE || cell->kind >= KIND_COUNT)) bad_cell(cell);
    if (!(cell->gc & GC_OLD)) cell->gc |= GC_OLD; /* a write only where something changes */
    if (cell->kind != K_BUFFER) runtime_trace_cell(tr, cell);
}

/* Cells wait in a small ring between their prefetch and their turn. */
static void drain(Tracer *tr)
{
    Header *ring[AHEAD] = {NULL};
    for (unsigned i = 0, empty = 0; empty < AHEAD; i = (i + 1) & (AHEAD - 1)) {
        Header *next = stack_pop(tr), *cell = ring[i];
        if (next) __builtin_prefetch(next, 1);
        ring[i] = next;
        empty = next || cell ? 0 : empty + 1;
        if (cell) trace_cell(tr, cell);
    }
}

static bool retrace_span(void *context, Span *s)
{
    Tracer *tr = context;
    for (char *p = s->start; p < s->limit; p += s->cell_size) {
        if (!cell_marked(p)) continue;
        trace_cell(tr, (Header *)p);
        drain(tr);
    }
    return true;
}

void tracer_drain(Tracer *tr)
{
    drain(tr);
    while (tr->overflow) {
        tr->overflow = false;
        heap_each_span(tr->heap, retrace_span, tr);
    }
}

/* --- conservative scanning -------------------------------------------------------------------------------------------- */

NO_ASAN static Kind kind_of(const Header *cell) { return cell->kind; }

/* A C function may store into the cell without barriers, and keep Values in the buffer that nobody else knows. */
static void pin(Tracer *tr, Header *cell)
{
    Heap *h = tr->heap;
    if (cell->gc & GC_PINNED) return;
    if (pointer_list_push(&h->pinned, cell)) {
        cell->gc |= GC_PINNED;
    } else {
        h->remember_lost = true;
    }
    if (cell->kind != K_BUFFER) return;
    tr->pinning = false;
    const char *data = buffer_data(cell);
    size_t size = gc_cell_size(cell);
    gc_trace_conservatively(tr, data, data + size);
    tr->pinning = true;
}

static void candidate(Tracer *tr, uintptr_t word)
{
    Heap *h = tr->heap;
    Span *s = heap_span_at(h, word);
    if (!s) return;
    Header *cell = span_cell_at(s, word);
    const uint64_t *marks = tr->full ? chunk_of(cell)->old_marks : chunk_of(cell)->marks;
    bool valid = (char *)cell < s->cursor ? kind_of(cell) != K_FREE : granule_bit(marks, granule_of(cell));
    if (!valid) return;
    if (tr->pinning) pin(tr, cell);
    gc_trace_value_slow(tr, cell);
}

NO_ASAN void gc_trace_conservatively(Tracer *tr, const void *from, const void *to)
{
    if (tr->visit) return; /* what only may be a reference is none to report: it may have been filled with anything since */
    const uintptr_t *end = to;
    if (from < to) tr->work += (size_t)((const char *)to - (const char *)from) / sizeof(Value) / 4;
    for (const uintptr_t *p = from; p < end; p++) candidate(tr, *p);
}

/* The callee-saved registers, the only ones in which a caller's value may still be. */
#if defined(__x86_64__)
#define SAVE_REGISTERS(a)                                                                                                    \
    __asm__ volatile("movq %%rbx, 0(%0)\n\tmovq %%rbp, 8(%0)\n\tmovq %%r12, 16(%0)\n\t"                                      \
                     "movq %%r13, 24(%0)\n\tmovq %%r14, 32(%0)\n\tmovq %%r15, 40(%0)"                                        \
                     :                                                                                                       \
                     : "r"(a)                                                                                                \
                     : "memory")
#elif defined(__aarch64__)
#define SAVE_REGISTERS(a)                                                                                                    \
    __asm__ volatile("stp x19, x20, [%0]\n\tstp x21, x22, [%0, #16]\n\tstp x23, x24, [%0, #32]\n\t"                          \
                     "stp x25, x26, [%0, #48]\n\tstp x27, x28, [%0, #64]\n\tstr x29, [%0, #80]"                              \
                     :                                                                                                       \
                     : "r"(a)                                                                                                \
                     : "memory")
#else /* into the function's own frame */
#define SAVE_REGISTERS(a) ((void)(a), __builtin_unwind_init())
#endif
#if defined(__x86_64__) || defined(__aarch64__)
enum { DIRECTLY_SAVED = 12, SAVED_BELOW_FRAME = 6 }; /* words; the second: where a prologue may put them */
#else
enum { DIRECTLY_SAVED = 0, SAVED_BELOW_FRAME = 16 };
#endif

static void trace_c_stack(Tracer *tr, const uintptr_t *registers, const char *top, const char *base)
{
    tr->pinning = true;
    gc_trace_conservatively(tr, registers, registers + GC_SAVED_REGISTERS);
    gc_trace_conservatively(tr, (const void *)size_align((uintptr_t)top, sizeof(uintptr_t)), base);
    tr->pinning = false;
}

/* Not inlined: this frame lies below the whole of the caller's, with what the caller's prologue saved. */
static NOINLINE void trace_own_stack(Tracer *tr, const uintptr_t *registers, const char *base)
{
    trace_c_stack(tr, registers, __builtin_frame_address(0), base);
}

NOINLINE void tracer_mark_roots(Tracer *tr, Thread *t)
{
    uintptr_t registers[GC_SAVED_REGISTERS] = {0};
    SAVE_REGISTERS(registers);
    trace_own_stack(tr, registers, t->c_stack_base);
    for (Thread *other = tr->rt->threads; other; other = other->next) {
        gc_trace_conservatively(tr, other->stack, thread_stack_top(other));
        if (other != t && other->c_stack_top) trace_c_stack(tr, other->c_registers, other->c_stack_top, other->c_stack_base);
    }
    runtime_trace_roots(tr->rt, tr);
    weak_mark_pending(tr->heap, tr);
}

/* The registers, and the part of this function's own frame where its prologue may have put them: it is gone on return. */
NOINLINE NO_ASAN void gc_thread_park(Thread *t)
{
    uintptr_t *frame = __builtin_frame_address(0);
    SAVE_REGISTERS(t->c_registers);
    for (int i = DIRECTLY_SAVED; i < GC_SAVED_REGISTERS; i++)
        t->c_registers[i] = frame[i - DIRECTLY_SAVED - SAVED_BELOW_FRAME];
    t->c_stack_top = (char *)frame;
}

void gc_thread_unpark(Thread *t) { t->c_stack_top = NULL; }

/* --- generations ------------------------------------------------------------------------------------------------------- */

void gc_remember(Thread *t, Header *owner)
{
    Heap *h = t->rt->heap;
    owner->gc &= (uint8_t)~GC_OLD;
    if (unlikely(!pointer_list_push(&h->remembered, owner))) h->remember_lost = true;
}

void tracer_mark_remembered(Tracer *tr)
{
    PointerList *l = &tr->heap->remembered;
    for (size_t i = 0; i < l->count; i++) trace_cell(tr, l->items[i]);
    l->count = 0;
    if (l->capacity > STACK_KEPT) list_free(l);
}

void heap_unpin(Heap *h)
{
    for (size_t i = 0; i < h->pinned.count; i++) {
        Header *cell = h->pinned.items[i];
        cell->gc &= (uint8_t)~GC_PINNED;
        if (cell->kind == K_BUFFER) continue;
        cell->gc &= (uint8_t)~GC_OLD;
        if (!pointer_list_push(&h->remembered, cell)) h->remember_lost = true;
    }
    h->pinned.count = 0;
}

static bool clear_span(void *context, Span *s)
{
    (void)context;
    Chunk *c = chunk_of(s->start);
    size_t g = granule_of(s->start);
    if (c->single) {
        c->old_marks[g / 64] = c->marks[g / 64];
        c->marks[g / 64] = 0;
    } else { /* whole pages are whole words */
        size_t bytes = s->pages * (GC_PAGE / GC_GRANULE / 8);
        memcpy(&c->old_marks[g / 64], &c->marks[g / 64], bytes);
        memset(&c->marks[g / 64], 0, bytes);
    }
    s->marked = 0;
    return true;
}
_Static_assert(GC_PAGE / GC_GRANULE % 64 == 0, "the mark bits of a page are whole words");

void heap_clear_marks(Heap *h)
{
    heap_each_span(h, clear_span, NULL);
}
