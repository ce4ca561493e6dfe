/* heap.h - garbage-collected memory: tracing, non-moving, generational by sticky mark bits.
 *
 * Invariants
 *  - Every heap cell starts with a Header and is 16-byte aligned; kind 0 means "free": a live cell has its kind set by the
 *    allocator before it returns. Cells come zeroed.
 *  - The C stack, the machine registers and the register stacks of all threads are roots, scanned conservatively (interior
 *    pointers count, every candidate is validated against the block table). C code holds plain Values and needs no handles.
 *    A K_BUFFER that a C stack refers to is itself scanned conservatively, so it may hold a C function's temporary Values.
 *    Memory from malloc is NOT scanned: a Value there must be reachable some other way (a root tracer, an owner's trace).
 *  - Every store of a Value into a heap cell that may already be old goes through gc_store() or is followed by gc_barrier().
 *    Initialising a cell that nothing else has been allocated after needs neither.
 *  - Any allocation may collect. Collection runs no Python code: finalizers and weakref callbacks are queued and run at a safepoint.
 */
#ifndef RUNTIME_HEAP_H
#define RUNTIME_HEAP_H

#include "runtime/value.h"

typedef struct Thread Thread;
typedef struct Runtime Runtime;
typedef struct Heap Heap;
typedef struct Tracer Tracer;

/* The C layout of a cell, for checks the interpreter makes all the time. A subclass instance has its base's kind; whether the
 * type is exactly the builtin is HEADER_EXACT. Cells of all other native types are K_NATIVE. */
typedef enum Kind {
    K_FREE = 0,
    K_BUFFER,    /* untraced bytes or Values traced by their owner; shape 0 */
    K_INSTANCE,  /* object/instance.h: objects of classes made by `class` without a native base */
    K_TYPE, K_INT, K_FLOAT, K_COMPLEX, K_STR, K_BYTES, K_BYTEARRAY, K_LIST, K_TUPLE, K_DICT, K_SET, K_RANGE, K_SLICE,
    K_FUNCTION, K_NATIVE_FUNCTION, K_METHOD, K_CELL, K_CODE, K_FRAME, K_TRACEBACK, K_MODULE, K_GENERATOR, K_EXCEPTION,
    K_PROPERTY, K_STATICMETHOD, K_CLASSMETHOD, K_MEMBER, K_GETSET, K_SLOT_WRAPPER, K_WEAKREF,
    K_NATIVE,
    KIND_COUNT
} Kind;

struct Header {
    uint32_t shape;  /* index into Runtime.shapes, 0 for K_BUFFER */
    uint8_t kind;
    uint8_t gc;      /* GC_* bits, the collector's own but for the barrier */
    uint8_t flags;   /* HEADER_* bits */
    uint8_t extra;   /* free for the cell's type */
};
_Static_assert(sizeof(struct Header) == 8, "the header is one word");

enum {
    GC_OLD = 1,        /* survived a collection and is not in the remembered set: storing into it must remember it */
    GC_FINALIZABLE = 2,/* registered by gc_register_finalizer and not yet finalized */
    GC_WEAKLY_REFERENCED = 4,
    GC_DISPOSE = 8,    /* registered by gc_register_dispose */
    GC_PINNED = 16,    /* found on a C stack; only during a collection */
};
enum {
    HEADER_EXACT = 1,    /* the type is the builtin one, not a subclass: its protocol methods cannot be overridden */
    HEADER_IMMUTABLE = 2 /* type-specific use: e.g. hash known, interned: see the type */
};

/* Bump allocation: one free range a size class in the thread's heap (classes are multiples of 16 bytes up to GC_SMALL_MAX). */
#define GC_GRANULE   16
#define GC_SMALL_MAX 512
#define GC_SAVED_REGISTERS 32 /* room for a machine's callee-saved registers */
typedef struct FreeRange { char *free, *end; } FreeRange;
typedef struct FreeRanges { FreeRange range[GC_SMALL_MAX / GC_GRANULE + 1]; } FreeRanges; /* in Thread, see runtime.h */

/* --- allocation: zeroed cell, header filled; NULL with MemoryError set in t when the limit or the machine says no --- */
void *gc_alloc_slow(Thread *t, size_t size, uint32_t shape, Kind kind);
static inline void *gc_alloc(Thread *t, size_t size, uint32_t shape, Kind kind); /* inline part at the end of runtime.h */
/* an untraced K_BUFFER cell of `size` usable bytes after its header: returns the cell; data begin at buffer_data() */
void *gc_alloc_buffer(Thread *t, size_t size);
static inline void *buffer_data(void *cell) { return (char *)cell + sizeof(struct Header); }
/* usable bytes of an allocated cell (>= what was asked for): the whole cell, or a buffer's bytes after its header */
size_t gc_cell_size(const void *cell);
/* tell the collector of memory held outside the heap by a cell (malloc'ed by a library), to pace collections; delta in bytes */
void gc_external(Thread *t, ptrdiff_t delta);

/* --- the write barrier --- */
void gc_remember(Thread *t, Header *owner);
static inline void gc_barrier(Thread *t, void *owner)
{
    if (__builtin_expect(((Header *)owner)->gc & GC_OLD, 0)) gc_remember(t, owner);
}
static inline void gc_store(Thread *t, void *owner, Value *slot, Value v)
{
    *slot = v;
    gc_barrier(t, owner);
}
/* store of a cell pointer field */
#define gc_store_pointer(t, owner, field, p) ((field) = (p), gc_barrier((t), (owner)))

/* --- tracing: called by a type's trace function and by root tracers --- */
void gc_trace_value_slow(Tracer *tr, Header *cell);
static inline void gc_trace(Tracer *tr, Value v)
{
    if (is_pointer(v) && !is_null(v)) gc_trace_value_slow(tr, as_header(v));
}
static inline void gc_trace_cell(Tracer *tr, const void *cell) /* NULL allowed */
{
    if (cell) gc_trace_value_slow(tr, (Header *)cell);
}
void gc_trace_values(Tracer *tr, const Value *v, size_t n);
void gc_trace_conservatively(Tracer *tr, const void *from, const void *to); /* word-aligned range; not reported to visitors */
bool gc_is_marked(Tracer *tr, const void *cell); /* for weak tables, after marking */
Runtime *gc_tracer_runtime(Tracer *tr);
bool gc_is_full(Tracer *tr); /* false: a young collection, which leaves everything that survived an earlier one alone */

/* --- life cycle and control --- */
bool heap_init(Runtime *rt);                   /* false: out of memory */
void heap_destroy(Runtime *rt);                /* runs all pending dispose functions, returns all memory */
size_t gc_collect(Thread *t, int generation);  /* 0 young, 1 and 2 full; returns the number of cells found dead by tracing (estimate) */
void gc_enable(Runtime *rt, bool on);          /* off: nothing is collected by itself until memory grows a lot */
bool gc_enabled(Runtime *rt);
void gc_set_limit(Runtime *rt, size_t bytes);  /* 0: none */
size_t gc_bytes_in_use(Runtime *rt);
typedef struct GcStats { uint64_t collections[2], dead_cells[2]; } GcStats; /* [0] young, [1] full */
void gc_stats(Runtime *rt, GcStats *stats);
void gc_set_stress(Runtime *rt, unsigned every_nth);        /* verify and collect at every n-th allocation, poison freed cells */
void gc_set_fail_at(Runtime *rt, uint64_t nth_allocation);  /* that allocation, and it alone, fails; 0: never */
bool gc_verify(Runtime *rt, bool abort_on_error);           /* walk the heap, check every pointer, header and barrier */
void gc_each_cell(Thread *t, bool (*visit)(void *context, Header *cell), void *context); /* live cells; false stops. No allocation inside */
/* direct referents of a cell */
void gc_each_referent(Thread *t, Header *cell, void (*visit)(void *context, Value v), void *context);

/* --- finalizers and weak references --- */
/* The object's type has __del__ (or a native `finalize` slot): when found unreachable it is kept alive once more, and
 * gc_run_finalizers() calls the type's finalize slot on it at the next safepoint. Each object at most once. */
bool gc_register_finalizer(Thread *t, Header *object);
void gc_run_finalizers(Thread *t);            /* at a safepoint: pending finalizers, then weakref callbacks */
void gc_finalize_all(Thread *t);              /* at exit: runs every finalizer that has not run yet, reachable or not */
/* The type has a `dispose`: it runs when the cell is freed, later ones first. Call once per cell; false: MemoryError. */
bool gc_register_dispose(Thread *t, Header *cell);
/* weak references: `ref` is a cell holding `referent` untraced. When the referent dies the collector sets *slot to V_NULL and, if
 * want_callback, queues ref for gc_run_finalizers(), which calls weakref_dead(t, ref) (objects/weakref.c). */
bool gc_weak_register(Thread *t, Header *referent, Header *ref, Value *slot, bool want_callback);
void gc_weak_unregister(Thread *t, Header *ref);
/* the refs registered for a referent, oldest first; visit returns false to stop, and must not register or unregister any */
void gc_weak_each(Thread *t, Header *referent, bool (*visit)(void *context, Header *ref), void *context);

/* --- threads: the lock of a runtime (runtime/threads.c) calls these on both sides of a wait --- */
/* The thread is about to let others run: notes the stack from the caller's frame up and the callee-saved registers. Between the
 * two calls it must not touch the heap. */
void gc_thread_park(Thread *t);
void gc_thread_unpark(Thread *t);

/* --- what the collector calls; defined elsewhere in the runtime --- */
void runtime_trace_cell(Tracer *tr, Header *cell);     /* everything the cell refers to, its type included; never a K_BUFFER */
void runtime_dispose_cell(Runtime *rt, Header *cell);  /* the type's dispose; no allocation */
void runtime_finalize_cell(Thread *t, Header *cell);   /* the type's finalize slot; reports exceptions itself */
void runtime_after_mark(Runtime *rt, Tracer *tr);      /* drop unmarked cells from weak tables */
void raise_memory_error(Thread *t);                    /* sets Runtime.memory_error; no allocation */
void weakref_dead(Thread *t, Header *ref);             /* calls a weak reference's callback; reports exceptions itself */

#endif
