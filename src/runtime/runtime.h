/* runtime.h - one interpreter (Runtime) and one thread of it (Thread).
 *
 * Invariants
 *  - There is no other mutable global state: everything hangs off Runtime or Thread. Functions take the Thread first.
 *  - Thread.exception is V_NULL exactly when no exception is being propagated. A function that returns "failure" has set it.
 *  - Thread.registers and Thread.pc are current whenever C code outside the interpreter's handlers runs: handlers save them
 *    before any call that may raise, allocate or run Python code.
 */
#ifndef RUNTIME_RUNTIME_H
#define RUNTIME_RUNTIME_H

#include "runtime/heap.h"

typedef struct Type Type;
typedef struct Shape Shape;
typedef struct Str Str;
typedef struct Dict Dict;
typedef struct Code Code;
typedef struct Generator Generator;
typedef struct FrameObject FrameObject;

/* every native type, by id; one row each in types.def */
typedef enum TypeId {
#define TYPE(id, spec) T_##id,
#include "runtime/types.def"
#undef TYPE
    TYPE_ID_COUNT
} TypeId;

/* names the runtime itself needs, interned at start; one row each in names.def: NAME(t, __init__) is the Value */
typedef enum NameId {
#define NAME_ROW(n) NAME_##n,
#include "runtime/names.def"
#undef NAME_ROW
    NAME_ID_COUNT
} NameId;
#define NAME(t, n) ((t)->rt->names[NAME_##n])

/* the exception being handled, one a thread and one a generator, chained: sys.exception() is the innermost non-null */
typedef struct Handled {
    Value exception; /* V_NULL: none */
    struct Handled *outer;
} Handled;

typedef enum Interrupt { /* bits of Thread.interrupt, looked at by safepoints */
    INTERRUPT_SIGNAL = 1, INTERRUPT_FINALIZERS = 2, INTERRUPT_SWITCH = 4, INTERRUPT_LIMIT = 8, INTERRUPT_ASYNC_EXCEPTION = 16,
    INTERRUPT_TRACE = 32
} Interrupt;

struct Thread {
    /* hot: used by handlers */
    Value *stack_limit;        /* a frame may not reach beyond it */
    uint32_t interrupt;        /* Interrupt bits; non-zero makes the next safepoint take the slow path */
    Value *registers;          /* R of the running frame, as last saved */
    const uint64_t *pc;        /* next instruction, as last saved (the one after the instruction being executed) */
    Value exception;           /* being propagated */
    Value result;              /* of the entry frame that just ended */
    Handled *handled;          /* innermost */
    const void *const *dispatch; /* handler table (tail and goto builds) */
    Runtime *rt;
    struct NativeFunction *callee; /* the native function being entered: set by whoever calls a NativeFn */
    Value keyword_names;       /* for FN_KEYWORDS natives with raw arguments: see native.h */
    FreeRanges free;
    /* cold */
    Handled base_handled;
    Value *stack, *stack_end;  /* the register stack: reserved address space, [stack, stack_end) */
    char *c_stack_limit;       /* lowest C stack address recursion may reach */
    char *c_stack_base;        /* highest, for conservative scanning */
    char *c_stack_top;         /* lowest in use, while others run (gc_thread_park); NULL: this thread runs, or never did */
    uintptr_t c_registers[GC_SAVED_REGISTERS]; /* the callee-saved ones then */
    int recursion_limit;       /* Python frames */
    int recursion_headroom;    /* > 0 while a RecursionError is handled near the limit */
    FrameObject *frame_objects;/* frame objects of running frames, innermost first */
    Value context;             /* contextvars: current Context or V_NULL */
    Value trace_function, profile_function;
    Value asyncgen_firstiter, asyncgen_finalizer;
    Value async_exception;
    unsigned long id;
    int origin_depth;          /* sys.set_coroutine_origin_tracking_depth() */
    int repr_depth;
    Value repr_active;         /* list of containers being printed, for the recursive "..." */
    Thread *next;              /* threads of the runtime */
};

typedef struct RuntimeOptions {
    int optimize, verbose, quiet, inspect, interactive, dont_write_bytecode, bytes_warning;
    bool no_site, no_user_site, ignore_environment, isolated, safe_path, unbuffered, dev_mode, no_debug_ranges, utf8_mode;
    bool dump_code, trace_vm, warn_default_encoding, thread_inherit_context, context_aware_warnings;
    int parser_debug;
    bool hash_seed_set;
    uint32_t hash_seed;
    unsigned gc_stress;
    uint64_t fail_allocation;
    int int_max_str_digits;
} RuntimeOptions;

#define SINGLE_CHARS 256

struct Runtime {
    Heap *heap;
    Shape **shapes;            /* by index; [0] is NULL */
    uint32_t shape_count, shape_capacity;
    Type *types[TYPE_ID_COUNT];/* NULL until made; use type_of_id() for those made on demand */
    Value names[NAME_ID_COUNT];
    Value *slot_names[2];      /* by SlotId: the special method's name, and the reflected or deleting one's; runtime/typeslots.c */
    void *signatures;          /* of native functions, by def; runtime/signature.c */
    void *site_cache;          /* SiteEntry by shape and name; vm/caches.h */
    void *slot_defs;           /* wrapper definitions; runtime/typeslots.c */
    Type **cached_types;       /* those with TYPE_CACHED; vm/caches.c */
    uint32_t cached_type_count, cached_type_capacity;
    Value chars[SINGLE_CHARS]; /* one-character strings of Latin-1 */
    Value empty_str, empty_tuple, empty_bytes;
    struct InternTable *intern;
    struct MethodCache *method_cache;
    struct CodeList *codes;    /* every code object with inline caches, weakly, for flushing */
    uint32_t type_version;     /* last given out */
    uint32_t keys_version;     /* last given out to a dict, see objects/dict.h */
    uint8_t hash_key[16];
    Value builtins;            /* the module's dict */
    Value builtins_module, sys_module, sys_dict;
    Value modules;             /* sys.modules */
    Value memory_error;        /* made beforehand */
    Value no_default;          /* typing.NoDefault; objects/type_params.c */
    Value codec_state;         /* modules/_codecs.c */
    Value report_sources;      /* list of (file name, text) or null; runtime/report_source.c */
    Value state[64];           /* roots owned by modules, see STATE_* in modules/modules.h */
    Thread *main;
    Thread *threads;
    struct RuntimeLock *lock;  /* NULL until there was a second thread; runtime/threads.c */
    size_t thread_stack_size;  /* bytes of a new thread's C stack; 0: the default */
    double switch_interval;    /* seconds */
    void *signals;             /* modules/_signal.c */
    RuntimeOptions options;
    const char *program_name;   /* argv[0], or NULL */
    int import_depth;          /* _imp.acquire_lock() calls */
    bool importlib_loading;
    bool finalizing;
};

Runtime *runtime_new(const RuntimeOptions *options); /* NULL: out of memory; the calling OS thread becomes the main thread */
void runtime_free(Runtime *rt);
Thread *thread_prepare(Runtime *rt);                 /* for the calling OS thread, not in the list yet; NULL: out of memory */
void thread_list(Thread *t);                         /* under the runtime's lock */
void thread_free(Thread *t);                         /* not in the list any more */
Value builtins_make(Thread *t);                      /* the builtins module; modules/builtins.c */
Value sys_make(Thread *t);                           /* the sys module; modules/sys.c */
void runtime_trace_roots(Runtime *rt, Tracer *tr);   /* everything reachable from Runtime and Thread, but the C stacks */
Value *thread_stack_top(const Thread *t);            /* end of the live part of the register stack */

static inline void *gc_alloc(Thread *t, size_t size, uint32_t shape, Kind kind)
{
    size_t class = (size + GC_GRANULE - 1) / GC_GRANULE;
    if (__builtin_expect(class <= GC_SMALL_MAX / GC_GRANULE, 1)) {
        FreeRange *r = &t->free.range[class];
        char *p = r->free;
        if (__builtin_expect(p < r->end, 1)) { /* ranges hold whole cells */
            r->free = p + class * GC_GRANULE;
            *(Header *)p = (Header){.shape = shape, .kind = (uint8_t)kind};
            return p;
        }
    }
    return gc_alloc_slow(t, size, shape, kind);
}

#endif
