/* gc_verify.c - walks of the heap: the verifier, gc_each_cell, gc_each_referent. Nothing here marks or allocates in the heap. */
#include <stdio.h>
#include <stdlib.h>

#include "runtime/gc.h"

/* --- walks -------------------------------------------------------------------------------------------------------------- */

typedef struct CellWalk {
    bool (*visit)(void *context, Header *cell);
    void *context;
} CellWalk;

static bool walk_span(void *context, Span *s)
{
    CellWalk *w = context;
    for (char *p = s->start; p < s->limit; p += s->cell_size) {
        Header *cell = (Header *)p;
        if (cell_valid(s, cell) && !w->visit(w->context, cell)) return false;
    }
    return true;
}

void gc_each_cell(Thread *t, bool (*visit)(void *context, Header *cell), void *context)
{
    CellWalk w = {visit, context};
    heap_each_span(t->rt->heap, walk_span, &w);
}

static void each_referent(Heap *h, Header *cell, void (*visit)(void *context, Value v), void *context)
{
    if (cell->kind == K_BUFFER) return;
    Tracer tr = {.heap = h, .rt = h->rt, .visit = visit, .context = context};
    runtime_trace_cell(&tr, cell);
}

void gc_each_referent(Thread *t, Header *cell, void (*visit)(void *context, Value v), void *context)
{
    each_referent(t->rt->heap, cell, visit, context);
}

/* --- the verifier ------------------------------------------------------------------------------------------------------- */

typedef struct Verifier {
    Heap *heap;
    const Header *owner;       /* whose referents are being looked at */
    size_t remembered;         /* marked cells without GC_OLD */
    size_t errors;
    bool abort_on_error;
} Verifier;

static COLD void report(Verifier *v, const void *where, const void *what, const char *problem)
{
    fprintf(stderr, "gc: verify: %p: %s", where, problem);
    if (what) fprintf(stderr, " (%p)", what);
    const Header *cell = where;
    fprintf(stderr, "; shape %u, kind %u, gc %#x\n", cell->shape, cell->kind, cell->gc);
    v->errors++;
    if (v->abort_on_error) abort();
}

static void verify_referent(void *context, Value value)
{
    Verifier *v = context;
    Header *cell = as_header(value);
    Span *s = heap_span_at(v->heap, (uintptr_t)cell);
    if (!s || span_cell_at(s, (uintptr_t)cell) != cell) {
        report(v, v->owner, cell, "refers to something that is no cell");
    } else if (!cell_valid(s, cell)) {
        report(v, v->owner, cell, "refers to a freed cell");
    } else if ((v->owner->gc & GC_OLD) && !cell_marked(cell)) {
        report(v, v->owner, cell, "an old cell, not remembered, refers to a young one: a store without a barrier");
    }
}

static void verify_cell(Verifier *v, Span *s, Header *cell)
{
    bool marked = cell_marked(cell);
    if (cell->kind == K_FREE || cell->kind >= KIND_COUNT) {
        report(v, cell, NULL, "not a kind of cell");
        return;
    }
    if (cell->kind == K_BUFFER && cell->shape) report(v, cell, NULL, "a buffer with a shape");
    if (!marked && (cell->gc & GC_OLD)) report(v, cell, NULL, "young, but has GC_OLD");
    if (!marked && (char *)cell >= s->cursor) report(v, cell, NULL, "alive, but never handed out");
    v->remembered += marked && !(cell->gc & GC_OLD);
    v->owner = cell;
    each_referent(v->heap, cell, verify_referent, v);
}

static bool filled_with(const char *p, size_t n, char byte)
{
    return n == 0 || (*p == byte && memcmp(p, p + 1, n - 1) == 0);
}

/* Cells that wait for their next use: zero above `fresh`, else poisoned if the span is. */
static void verify_free(Verifier *v, Span *s, const char *cell)
{
#ifndef GC_ASAN /* which knows of stores to them at once */
    if (cell >= s->fresh) {
        if (!filled_with(cell, s->cell_size, 0)) report(v, cell, NULL, "written to before it was allocated");
    } else if (s->poisoned && cell >= s->cursor) {
        if (!filled_with(cell, s->cell_size, GC_POISON)) report(v, cell, NULL, "written to after it was freed");
    }
#else
    (void)v, (void)s, (void)cell;
#endif
}

static bool verify_span(void *context, Span *s)
{
    Verifier *v = context;
    if (s->cursor < s->start || s->cursor > s->limit) report(v, s->start, s->cursor, "cursor outside its span");
    for (char *p = s->start; p < s->limit; p += s->cell_size) {
        if (cell_valid(s, (Header *)p)) {
            verify_cell(v, s, (Header *)p);
        } else if (s->class != CLASS_LARGE) {
            verify_free(v, s, p);
        }
    }
    return true;
}

static void verify_ranges(Verifier *v, const FreeRanges *ranges)
{
    for (size_t c = 1; c < ARRAY_LEN(ranges->range); c++) {
        const FreeRange *r = &ranges->range[c];
        size_t n = (size_t)(r->end - r->free);
        if (n % (c * GC_GRANULE)) report(v, r->free, r->end, "a free range that does not hold whole cells");
        if (!filled_with(r->free, n, 0)) report(v, r->free, r->end, "a free range that is not zero");
    }
}

bool gc_verify(Runtime *rt, bool abort_on_error)
{
    Heap *h = rt->heap;
    Verifier v = {.heap = h, .abort_on_error = abort_on_error};
    heap_each_span(h, verify_span, &v);
    verify_ranges(&v, &h->held);
    for (Thread *t = rt->threads; t; t = t->next) verify_ranges(&v, &t->free);
    for (size_t i = 0; i < h->remembered.count; i++) {
        Header *cell = h->remembered.items[i];
        if (!cell_marked(cell)) report(&v, cell, NULL, "remembered, but not old");
        if (cell->gc & GC_OLD) report(&v, cell, NULL, "remembered, but has GC_OLD");
    }
    if (!h->remember_lost && v.remembered != h->remembered.count) {
        fprintf(stderr, "gc: verify: %zu old cells without GC_OLD, %zu remembered\n", v.remembered, h->remembered.count);
        v.errors++;
        if (abort_on_error) abort();
    }
    return v.errors == 0;
}
