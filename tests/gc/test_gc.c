/* The collector with a small object model of its own: the functions it calls in the runtime are defined here. */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "runtime/gc.h"

/* --- the model: four kinds of objects ------------------------------------------------------------------------------------ */

enum { SHAPE_NODE = 1, SHAPE_VECTOR, SHAPE_WEAK, SHAPE_RESOURCE };

typedef struct Node { /* K_NATIVE */
    Header header;
    uint32_t number, count;
    Value refs[];
} Node;

typedef struct Vector {
    Header header;
    Header *items; /* K_BUFFER of Values */
    size_t count;
} Vector;

typedef struct Weak {
    Header header;
    Value referent; /* not traced */
    Value owned;
} Weak;

static Runtime runtime;
static Thread thread;
static Thread *const t = &thread;
static Value roots[16];
static Value registers[64];
static size_t registers_used;
static int passed, failed, memory_errors, disposed;
static uint32_t finalized[64], finalized_count;
static Header *dead_refs[64];
static uint32_t dead_ref_count;
static Value resurrect_into_root; /* true: finalizers store their object in roots[0] */
static Value weak_table[4];       /* what an intern table would be */
static struct { uint8_t finalized, disposed, too_late; } *events; /* by number, if not NULL */

void runtime_trace_cell(Tracer *tr, Header *cell)
{
    switch (cell->shape) {
    case SHAPE_NODE:
    case SHAPE_RESOURCE: gc_trace_values(tr, ((Node *)cell)->refs, ((Node *)cell)->count); break;
    case SHAPE_VECTOR: {
        Vector *v = (Vector *)cell;
        gc_trace_cell(tr, v->items);
        if (v->items) gc_trace_values(tr, buffer_data(v->items), v->count);
        break;
    }
    case SHAPE_WEAK: gc_trace(tr, ((Weak *)cell)->owned); break;
    default: fprintf(stderr, "cell %p of shape %u\n", (void *)cell, cell->shape); abort();
    }
}
void runtime_trace_roots(Runtime *rt, Tracer *tr)
{
    if (rt == &runtime) gc_trace_values(tr, roots, ARRAY_LEN(roots));
    gc_trace_values(tr, rt->state, ARRAY_LEN(rt->state));
}
void runtime_after_mark(Runtime *rt, Tracer *tr)
{
    (void)rt;
    for (size_t i = 0; i < ARRAY_LEN(weak_table); i++)
        if (!is_null(weak_table[i]) && !gc_is_marked(tr, as_cell(weak_table[i]))) weak_table[i] = V_NULL;
}
void runtime_dispose_cell(Runtime *rt, Header *cell)
{
    (void)rt;
    disposed++;
    if (events) events[((Node *)cell)->number].disposed++;
}
void runtime_finalize_cell(Thread *thread, Header *cell)
{
    (void)thread;
    finalized[finalized_count++ & 63] = ((Node *)cell)->number;
    if (events) {
        events[((Node *)cell)->number].finalized++;
        events[((Node *)cell)->number].too_late |= events[((Node *)cell)->number].disposed != 0;
    }
    if (is_true(resurrect_into_root)) roots[0] = value_cell(cell);
}
void weakref_dead(Thread *thread, Header *ref)
{
    (void)thread;
    dead_refs[dead_ref_count++ & 63] = ref;
}
void raise_memory_error(Thread *thread)
{
    thread->exception = V_TRUE;
    memory_errors++;
}
Value *thread_stack_top(const Thread *thread) { return thread->stack + (thread == t ? registers_used : 0); }

/* --- helpers -------------------------------------------------------------------------------------------------------------- */

static void check(bool ok, const char *what, int line)
{
    if (ok) {
        passed++;
    } else {
        failed++;
        printf("line %d: %s\n", line, what);
    }
}
#define CHECK(x) check((x), #x, __LINE__)

static NOINLINE Node *node(uint32_t number, uint32_t count)
{
    Node *n = gc_alloc(t, sizeof(Node) + count * sizeof(Value), SHAPE_NODE, K_NATIVE);
    if (!n) return NULL;
    n->number = number;
    n->count = count;
    return n;
}
static Node *as_node(Value v) { return as_cell(v); }
static void link_nodes(Node *from, uint32_t i, Node *to) { gc_store(t, from, &from->refs[i], value_cell(to)); }

/* Most tests want exact roots: the C stack is empty then, and the callee-saved registers are cleared. */
static void exact_roots(void) { t->c_stack_base = NULL; }
#if defined(__x86_64__)
#define CLEAR_REGISTERS()                                                                                                    \
    __asm__ volatile("xorl %%ebx, %%ebx\n\txorl %%r12d, %%r12d\n\txorl %%r13d, %%r13d\n\txorl %%r14d, %%r14d\n\t"            \
                     "xorl %%r15d, %%r15d" ::: "rbx", "r12", "r13", "r14", "r15", "memory")
#else
#define CLEAR_REGISTERS()                                                                                                    \
    __asm__ volatile("mov x19, xzr\n\tmov x20, xzr\n\tmov x21, xzr\n\tmov x22, xzr\n\tmov x23, xzr\n\tmov x24, xzr\n\t"      \
                     "mov x25, xzr\n\tmov x26, xzr\n\tmov x27, xzr\n\tmov x28, xzr" :::                                      \
                     "x19", "x20", "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28", "memory")
#endif
static NOINLINE size_t collect(int generation)
{
    CLEAR_REGISTERS();
    return gc_collect(t, generation);
}

static void set_up(void)
{
    memset(&runtime, 0, sizeof runtime);
    memset(&thread, 0, sizeof thread);
    memset(roots, 0, sizeof roots);
    memset(weak_table, 0, sizeof weak_table);
    memory_errors = disposed = 0;
    finalized_count = dead_ref_count = 0;
    registers_used = 0;
    resurrect_into_root = V_FALSE;
    runtime.threads = runtime.main = t;
    t->rt = &runtime;
    t->stack = registers;
    t->stack_end = registers + ARRAY_LEN(registers);
    exact_roots();
    if (!heap_init(&runtime)) abort();
}
static void tear_down(void)
{
    CHECK(gc_verify(&runtime, false));
    heap_destroy(&runtime);
    CHECK(runtime.heap == NULL);
}

static bool count_cell(void *context, Header *cell)
{
    (void)cell;
    ++*(size_t *)context;
    return true;
}
static size_t live_cells(void)
{
    size_t n = 0;
    gc_each_cell(t, count_cell, &n);
    return n;
}

static uint32_t random_state;
static uint32_t next_random(void)
{
    random_state = random_state * 1664525u + 1013904223u;
    return random_state >> 8;
}

static double seconds(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec * 1e-9;
}

/* --- allocation ----------------------------------------------------------------------------------------------------------- */

static bool is_zero(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i]) return false;
    return true;
}

static void test_sizes(void)
{
    set_up();
    static const size_t sizes[] = {0, 1, 8, 9, 15, 16, 17, 31, 32, 33, 100, 511, 512, 513, 640, 641, 1000, 1024, 1025, 4096, 5000,
        16384, 16385, 32767, 32768, 32769, 65536, 100000, 1 << 20, 2 << 20, 3 << 20, (4 << 20) + 1, 20 << 20};
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
            Header *b = gc_alloc_buffer(t, sizes[i]);
            CHECK(b && ((uintptr_t)b & 15) == 0 && b->kind == K_BUFFER && gc_cell_size(b) >= sizes[i]);
            CHECK(gc_cell_size(b) <= size_max(sizes[i] + sizes[i] / 3 + 32, 32));
            CHECK(is_zero(buffer_data(b), gc_cell_size(b)));
            memset(buffer_data(b), 0xee, gc_cell_size(b));
        }
        collect(round);
        CHECK(live_cells() == 0);
    }
    for (size_t size = 1; size <= 40000; size += 7) {
        Header *cell = gc_alloc(t, size, SHAPE_NODE, K_NATIVE);
        if (!cell || gc_cell_size(cell) < size || !is_zero((char *)(cell + 1), gc_cell_size(cell) - sizeof *cell)) CHECK(!"zeroed");
        memset((char *)cell + sizeof(Node), 0xff, gc_cell_size(cell) - sizeof(Node));
    }
    CHECK(gc_alloc_buffer(t, SIZE_MAX) == NULL && memory_errors == 1);
    CHECK(gc_alloc_buffer(t, SIZE_MAX - 20) == NULL && memory_errors == 2);
    CHECK(gc_alloc(t, (size_t)1 << 60, SHAPE_NODE, K_NATIVE) == NULL && memory_errors == 3);
    CHECK(gc_alloc_buffer(t, (size_t)1 << 46) == NULL && memory_errors == 4);
    tear_down();
}

/* --- roots ---------------------------------------------------------------------------------------------------------------- */

static void test_interior_pointers(void)
{
    set_up();
    static const size_t sizes[] = {16, 48, 112, 512, 700, 5000, 40000, 3 << 20, 9 << 20};
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        for (size_t at = 0; at < 3; at++) {
            Header *b = gc_alloc_buffer(t, sizes[i] - 8);
            size_t size = gc_cell_size(b) + 8;
            registers[0] = (Value){(uintptr_t)b + (at == 0 ? 0 : at == 1 ? size / 2 : size - 1)};
            registers_used = 1;
            b = NULL;
            collect(at == 1 ? 0 : 2);
            CHECK(live_cells() == 1);
            registers[0].bits += at == 2 ? 1 : size; /* just past the cell */
            collect(2);
            CHECK(live_cells() == 0);
        }
    }
    registers[0] = (Value){0x10}; /* nonsense is not a pointer */
    registers[1] = (Value){UINT64_MAX};
    registers[2] = (Value){(uintptr_t)chunk_of(node(1, 0)) + 64};
    registers[3] = value_cell(&runtime);
    registers_used = 4;
    collect(2);
    CHECK(live_cells() == 0);
    tear_down();
}

static NOINLINE void fill_registers_of_c(int depth)
{
    Node *mine = node((uint32_t)depth, 1);
    if (depth) {
        fill_registers_of_c(depth - 1);
    } else {
        gc_collect(t, 0);
        gc_collect(t, 2);
    }
    CHECK(mine->number == (uint32_t)depth && mine->header.kind == K_NATIVE);
    mine->refs[0] = value_cell(node(7, 0)); /* no barrier: it is pinned, being held here */
    gc_collect(t, 0);
    CHECK(as_node(mine->refs[0])->number == 7);
}

static void test_c_stack(void)
{
    set_up();
    t->c_stack_base = (char *)__builtin_frame_address(0) + 64;
    fill_registers_of_c(20);
    exact_roots();
    collect(2);
    CHECK(live_cells() == 0);
    tear_down();
}

/* a buffer of Values that only this function knows */
static NOINLINE void keep_in_buffer(void)
{
    enum { N = 100 };
    Value *values = buffer_data(gc_alloc_buffer(t, N * sizeof(Value)));
    for (uint32_t i = 0; i < N; i++) {
        values[i] = value_cell(node(i, 0));
        if (i % 10 == 0) gc_collect(t, i % 3);
    }
    gc_collect(t, 0);
    bool right = true;
    for (uint32_t i = 0; i < N; i++) right &= as_node(values[i])->header.kind == K_NATIVE && as_node(values[i])->number == i;
    CHECK(right);
}

static void test_buffer_on_c_stack(void)
{
    set_up();
    t->c_stack_base = (char *)__builtin_frame_address(0) + 64;
    keep_in_buffer();
    exact_roots();
    collect(2);
    CHECK(live_cells() == 0);
    tear_down();
}

/* another thread that waits with a cell on its stack */
static pthread_barrier_t parked, released;
static Thread waiting;

static NOINLINE void wait_with_cell(void)
{
    waiting.c_stack_base = (char *)__builtin_frame_address(0) + 64;
    Node *mine = node(99, 0);
    gc_thread_park(&waiting);
    pthread_barrier_wait(&parked);
    pthread_barrier_wait(&released);
    gc_thread_unpark(&waiting);
    CHECK(mine->number == 99);
}
static void *wait_main(void *unused)
{
    wait_with_cell();
    return unused;
}

static void test_other_threads(void)
{
    set_up();
    memset(&waiting, 0, sizeof waiting);
    waiting.rt = &runtime;
    t->next = &waiting;
    pthread_barrier_init(&parked, NULL, 2);
    pthread_barrier_init(&released, NULL, 2);
    pthread_t id;
    if (pthread_create(&id, NULL, wait_main, NULL)) abort();
    pthread_barrier_wait(&parked);
    collect(0);
    collect(2);
    CHECK(live_cells() == 1);
    pthread_barrier_wait(&released);
    pthread_join(id, NULL);
    collect(2);
    CHECK(live_cells() == 0);
    pthread_barrier_destroy(&parked);
    pthread_barrier_destroy(&released);
    tear_down();
}

#if defined(__x86_64__)
/* park_full(t): gc_thread_park(t) with recognisable values in all callee-saved registers */
void park_full(Thread *thread);
__asm__(".text\n"
        ".type park_full, @function\n"
        "park_full:\n\tpush %rbp\n\tpush %rbx\n\tpush %r12\n\tpush %r13\n\tpush %r14\n\tpush %r15\n\tsub $8, %rsp\n\t"
        "mov $0x51515100, %ebx\n\tmov $0x51515101, %ebp\n\tmov $0x51515102, %r12d\n\tmov $0x51515103, %r13d\n\t"
        "mov $0x51515104, %r14d\n\tmov $0x51515105, %r15d\n\tcall gc_thread_park\n\t"
        "add $8, %rsp\n\tpop %r15\n\tpop %r14\n\tpop %r13\n\tpop %r12\n\tpop %rbx\n\tpop %rbp\n\tret\n"
        ".size park_full, . - park_full\n");

static void test_park_saves_registers(void)
{
    set_up();
    park_full(t);
    for (uintptr_t wanted = 0x51515100; wanted < 0x51515106; wanted++) {
        bool found = false;
        for (size_t i = 0; i < GC_SAVED_REGISTERS; i++) found |= t->c_registers[i] == wanted;
        CHECK(found);
    }
    gc_thread_unpark(t);
    tear_down();
}
#else
static void test_park_saves_registers(void) {}
#endif

/* Threads that take turns, each with a list that only its stack and registers know. */
enum { TURNS = 300, TURN_THREADS = 3 };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Thread turn_threads[TURN_THREADS];

static NOINLINE Node *prepend(Thread *mine, Node *list, uint32_t number)
{
    Node *n = gc_alloc(mine, sizeof(Node) + sizeof(Value), SHAPE_NODE, K_NATIVE);
    n->number = number;
    n->count = 1;
    n->refs[0] = value_cell(list);
    return n;
}

static NOINLINE uint32_t take_turns(Thread *mine)
{
    uint32_t wrong = 0;
    Node *list = NULL;
    pthread_mutex_lock(&lock);
    mine->c_stack_base = (char *)__builtin_frame_address(0) + 64;
    for (uint32_t i = 0; i < TURNS; i++) {
        list = i % 50 ? prepend(mine, list, i) : prepend(mine, NULL, i);
        if (i % 7 == 0) gc_collect(mine, i % 2);
        gc_thread_park(mine);
        pthread_mutex_unlock(&lock);
        sched_yield();
        pthread_mutex_lock(&lock);
        gc_thread_unpark(mine);
        uint32_t number = i;
        for (Node *n = list; n; n = as_cell(n->refs[0])) wrong += n->number != number--;
    }
    for (Thread **link = &runtime.threads; *link; link = &(*link)->next) {
        if (*link != mine) continue;
        *link = mine->next;
        break;
    }
    pthread_mutex_unlock(&lock);
    return wrong;
}

static void *turn_main(void *thread) { return (void *)(uintptr_t)take_turns(thread); }

static void test_turns(void)
{
    set_up();
    pthread_t ids[TURN_THREADS];
    gc_set_stress(&runtime, 40);
    pthread_mutex_lock(&lock);
    for (int i = 0; i < TURN_THREADS; i++) {
        turn_threads[i] = (Thread){.rt = &runtime, .next = runtime.threads};
        runtime.threads = &turn_threads[i];
    }
    for (int i = 0; i < TURN_THREADS; i++)
        if (pthread_create(&ids[i], NULL, turn_main, &turn_threads[i])) abort();
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < TURN_THREADS; i++) {
        void *wrong;
        pthread_join(ids[i], &wrong);
        CHECK(wrong == NULL);
    }
    collect(2);
    CHECK(live_cells() == 0);
    tear_down();
}

/* --- reachability --------------------------------------------------------------------------------------------------------- */

static NOINLINE void make_ring(uint32_t n)
{
    Node *first = node(0, 1), *last = first;
    for (uint32_t i = 1; i < n; i++) {
        Node *next = node(i, 1);
        link_nodes(last, 0, next);
        last = next;
    }
    link_nodes(last, 0, first);
    roots[0] = value_cell(first);
}

static void test_cycles(void)
{
    set_up();
    make_ring(1000);
    collect(0);
    CHECK(live_cells() == 1000);
    collect(2);
    CHECK(live_cells() == 1000);
    roots[0] = V_NULL;
    CHECK(collect(0) == 0); /* they are old */
    CHECK(live_cells() == 1000);
    CHECK(collect(2) == 1000);
    CHECK(live_cells() == 0);
    make_ring(1000);
    roots[0] = V_NULL;
    CHECK(collect(0) == 1000);
    tear_down();
}

static void test_deep_and_wide(size_t stack_max)
{
    set_up();
    gc_enable(&runtime, false);
    runtime.heap->mark_capacity_max = stack_max;
    enum { WIDE = 3000, DEEP = 2000 };
    roots[0] = value_cell(node(0, WIDE));
    for (uint32_t i = 0; i < WIDE; i++) {
        Node *top = as_node(roots[0]), *child = node(i, 3);
        link_nodes(top, i, child);
        for (uint32_t k = 0; k < 3; k++) link_nodes(child, k, node(k, 0));
    }
    Node *last = as_node(as_node(roots[0])->refs[0]);
    for (uint32_t i = 0; i < DEEP; i++) {
        Node *next = node(i, 2);
        link_nodes(last, 0, next);
        link_nodes(next, 1, node(i, 0));
        last = next;
    }
    last = NULL;
    size_t cells = live_cells();
    CHECK(collect(0) == 1); /* the child that the chain replaced */
    CHECK(live_cells() == cells - 1);
    CHECK(collect(2) == 0);
    CHECK(gc_verify(&runtime, false));
    roots[0] = V_NULL;
    collect(2);
    CHECK(live_cells() == 0);
    tear_down();
}

/* --- generations ---------------------------------------------------------------------------------------------------------- */

static NOINLINE void store_young(bool with_barrier)
{
    Node *old = as_node(roots[0]), *young = node(2, 0);
    if (with_barrier) {
        link_nodes(old, 0, young);
    } else {
        old->refs[0] = value_cell(young);
    }
}

static void test_barrier(void)
{
    set_up();
    roots[0] = value_cell(node(1, 1));
    collect(0);
    CHECK(as_node(roots[0])->header.gc & GC_OLD);
    store_young(true);
    CHECK(!(as_node(roots[0])->header.gc & GC_OLD));
    CHECK(gc_verify(&runtime, false));
    collect(0);
    CHECK(live_cells() == 2);
    CHECK(as_node(roots[0])->header.gc & GC_OLD);
    CHECK(as_node(as_node(roots[0])->refs[0])->number == 2);
    store_young(false);
    fflush(stdout);
    CHECK(!gc_verify(&runtime, false)); /* prints what is wrong */
    store_young(true);
    CHECK(gc_verify(&runtime, false));
    tear_down();
}

static NOINLINE bool push(Vector *v, Value x)
{
    size_t capacity = v->items ? gc_cell_size(v->items) / sizeof(Value) : 0;
    if (v->count == capacity) {
        Header *grown = gc_alloc_buffer(t, size_max(capacity * 2, 2) * sizeof(Value));
        if (!grown) return false;
        if (v->items) memcpy(buffer_data(grown), buffer_data(v->items), v->count * sizeof(Value));
        gc_store_pointer(t, v, v->items, grown);
    }
    gc_store(t, v, &((Value *)buffer_data(v->items))[v->count], x);
    v->count++;
    return true;
}

static void test_vector(void)
{
    set_up();
    roots[0] = value_cell(gc_alloc(t, sizeof(Vector), SHAPE_VECTOR, K_LIST));
    Vector *v = as_cell(roots[0]);
    for (uint32_t i = 0; i < 300000; i++) {
        registers[0] = value_cell(node(i, 0)); /* push may collect, and the C stack is not looked at */
        registers_used = 1;
        push(v, registers[0]);
        node(i, 3);
    }
    collect(0);
    bool right = true;
    for (uint32_t i = 0; i < 300000; i++) right &= as_node(((Value *)buffer_data(v->items))[i])->number == i;
    CHECK(right);
    CHECK(runtime.heap->stats.collections[0] > 3);
    CHECK(live_cells() >= 300002);
    collect(2);
    CHECK(live_cells() == 300002);
    tear_down();
}

/* --- weak references and finalizers --------------------------------------------------------------------------------------- */

static NOINLINE void weak_to(int root, Node *referent, bool callback)
{
    registers[63] = value_cell(referent);
    Weak *w = gc_alloc(t, sizeof(Weak), SHAPE_WEAK, K_WEAKREF);
    w->referent = value_cell(referent);
    roots[root] = value_cell(w);
    CHECK(gc_weak_register(t, &referent->header, &w->header, &w->referent, callback));
}
static Weak *weak_at(int root) { return as_cell(roots[root]); }

static bool collect_refs(void *context, Header *ref)
{
    PointerList *l = context;
    return pointer_list_push(l, ref);
}

static void test_weak(void)
{
    set_up();
    roots[0] = value_cell(node(1, 0));
    for (int i = 1; i <= 4; i++) weak_to(i, as_node(roots[0]), i >= 2);
    PointerList seen = {0};
    gc_weak_each(t, as_cell(roots[0]), collect_refs, &seen);
    CHECK(seen.count == 4 && seen.items[0] == weak_at(1) && seen.items[3] == weak_at(4));
    collect(0);
    collect(2);
    CHECK(value_same(weak_at(1)->referent, roots[0]));
    gc_weak_unregister(t, &weak_at(3)->header);
    gc_weak_unregister(t, &weak_at(3)->header);
    seen.count = 0;
    gc_weak_each(t, as_cell(roots[0]), collect_refs, &seen);
    CHECK(seen.count == 3 && seen.items[1] == weak_at(2));
    gc_weak_unregister(t, &weak_at(1)->header); /* the oldest */
    CHECK(gc_weak_register(t, as_cell(roots[0]), &weak_at(1)->header, &weak_at(1)->referent, false));
    seen.count = 0;
    gc_weak_each(t, as_cell(roots[0]), collect_refs, &seen);
    CHECK(seen.count == 3 && seen.items[0] == weak_at(2) && seen.items[2] == weak_at(1));
    roots[0] = V_NULL;
    seen.items[0] = NULL;
    collect(2);
    CHECK(is_null(weak_at(1)->referent) && is_null(weak_at(2)->referent) && is_null(weak_at(4)->referent));
    CHECK(!is_null(weak_at(3)->referent)); /* unregistered: on its own */
    CHECK(t->interrupt & INTERRUPT_FINALIZERS);
    collect(2);
    gc_run_finalizers(t);
    CHECK(!(t->interrupt & INTERRUPT_FINALIZERS));
    CHECK(dead_ref_count == 2 && dead_refs[0] == as_cell(roots[4]) && dead_refs[1] == as_cell(roots[2]));
    list_free(&seen);
    /* a dead reference is forgotten, with its callback */
    roots[0] = value_cell(node(1, 0));
    weak_to(1, as_node(roots[0]), true);
    roots[1] = V_NULL;
    collect(0);
    roots[0] = V_NULL;
    collect(2);
    gc_run_finalizers(t);
    CHECK(dead_ref_count == 2);
    /* young referent of an old reference's making */
    for (int i = 0; i < 1000; i++) {
        weak_to(1, node(3, 0), true);
        weak_to(2, node(3, 0), true);
        if (i % 100 == 99) collect(0);
    }
    roots[1] = roots[2] = V_NULL;
    collect(2);
    CHECK(runtime.heap->weak_count - runtime.heap->weak_dead == 0);
    tear_down();
}

static NOINLINE void finalizable(int root, uint32_t number, uint32_t refs)
{
    Node *n = node(number, refs);
    roots[root] = value_cell(n);
    CHECK(gc_register_finalizer(t, &n->header));
    CHECK(gc_register_finalizer(t, &n->header));
}

static void test_finalizers(void)
{
    set_up();
    finalizable(1, 1, 1);
    finalizable(2, 2, 1);
    finalizable(3, 3, 1);
    link_nodes(as_node(roots[1]), 0, node(10, 0));
    link_nodes(as_node(roots[2]), 0, as_node(roots[1])); /* a cycle of 2 and 3, 1 behind them */
    link_nodes(as_node(roots[3]), 0, as_node(roots[2]));
    weak_to(5, as_node(roots[2]), true);
    memset(&roots[1], 0, 3 * sizeof roots[0]);
    registers[63] = V_NULL;
    collect(0);
    CHECK(is_null(weak_at(5)->referent)); /* before the finalizers */
    CHECK(live_cells() == 5);             /* and all they reach is there */
    CHECK(finalized_count == 0);
    gc_run_finalizers(t);
    CHECK(finalized_count == 3 && finalized[0] == 1 && finalized[1] == 2 && finalized[2] == 3);
    CHECK(dead_ref_count == 1);
    collect(2);
    CHECK(live_cells() == 1);
    /* resurrection, once */
    resurrect_into_root = V_TRUE;
    finalizable(1, 4, 1);
    collect(0);
    roots[1] = V_NULL;
    collect(0);
    CHECK(!weak_pending(runtime.heap)); /* it is old */
    collect(1);
    gc_run_finalizers(t);
    CHECK(finalized_count == 4 && as_node(roots[0])->number == 4);
    collect(2);
    CHECK(live_cells() == 2 && finalized_count == 4);
    roots[0] = V_NULL;
    collect(2);
    gc_run_finalizers(t);
    CHECK(finalized_count == 4);
    CHECK(live_cells() == 1);
    /* at exit */
    finalizable(1, 5, 0);
    finalizable(2, 6, 0);
    gc_finalize_all(t);
    CHECK(finalized_count == 6 && finalized[5] == 6);
    gc_finalize_all(t);
    CHECK(finalized_count == 6);
    tear_down();
}

static NOINLINE void resource(int root)
{
    Node *n = gc_alloc(t, sizeof(Node), SHAPE_RESOURCE, K_NATIVE);
    CHECK(gc_register_dispose(t, &n->header));
    roots[root] = value_cell(n);
}

static void test_dispose(void)
{
    set_up();
    resource(1);
    resource(2);
    collect(0);
    CHECK(disposed == 0);
    roots[1] = V_NULL;
    resource(3);
    roots[3] = V_NULL;
    collect(0);
    CHECK(disposed == 1);
    collect(2);
    CHECK(disposed == 2);
    resource(3);
    tear_down();
    CHECK(disposed == 4);
}

/* Each finalizer and each dispose once, in this order, whatever dies when. */
static void test_random_deaths(unsigned stress)
{
    enum { COUNT = 5000 };
    set_up();
    events = calloc(COUNT, sizeof *events);
    gc_set_stress(&runtime, stress);
    runtime.heap->mark_capacity_max = 24;
    random_state = stress;
    uint32_t with_finalizer = 0;
    for (uint32_t i = 0; i < COUNT; i++) {
        Value *root = &roots[next_random() % ARRAY_LEN(roots)];
        Node *n = gc_alloc(t, sizeof(Node) + 2 * sizeof(Value), SHAPE_RESOURCE, K_NATIVE);
        n->number = i;
        n->count = 2;
        n->refs[0] = roots[next_random() % ARRAY_LEN(roots)];
        *root = value_cell(n);
        CHECK(gc_register_dispose(t, &n->header));
        if (i % 3 == 0) {
            CHECK(gc_register_finalizer(t, &n->header));
            with_finalizer++;
        }
        if (next_random() % 8 == 0) memset(roots, 0, sizeof roots);
        resurrect_into_root = value_bool(next_random() % 4 == 0);
        if (t->interrupt) gc_run_finalizers(t);
    }
    memset(roots, 0, sizeof roots);
    resurrect_into_root = V_FALSE;
    for (int i = 0; i < 3; i++) {
        collect(2);
        gc_run_finalizers(t);
    }
    CHECK(live_cells() == 0);
    CHECK(finalized_count == with_finalizer);
    tear_down();
    bool right = true;
    for (uint32_t i = 0; i < COUNT; i++)
        right &= events[i].finalized == (i % 3 == 0) && events[i].disposed == 1 && !events[i].too_late;
    CHECK(right);
    free(events);
    events = NULL;
}

static void test_weak_table(void)
{
    set_up();
    roots[0] = value_cell(node(1, 0));
    weak_table[0] = roots[0];
    weak_table[1] = value_cell(node(2, 0));
    collect(0);
    CHECK(!is_null(weak_table[0]) && is_null(weak_table[1]));
    roots[0] = V_NULL;
    collect(2);
    CHECK(is_null(weak_table[0]));
    tear_down();
}

/* Random registrations, deaths and collections, against a plain table of what must hold. Runtime.state holds the references,
 * then the referents. */
enum { REFERENTS = 8, REFS = 40 };

static NOINLINE void weak_step(uint32_t *stamps, int *referent_of, uint32_t *clock)
{
    uint32_t r = next_random() % REFERENTS, w = next_random() % REFS;
    Value *ref = &runtime.state[w];
    switch (next_random() % 8) {
    case 0: /* a new referent */
        runtime.state[REFS + r] = value_cell(node(r, 0));
        for (int i = 0; i < REFS; i++)
            if (referent_of[i] == (int)r) referent_of[i] = -1; /* those of the one that was there: dead from now on */
        break;
    case 1: /* a reference dies */
        *ref = V_NULL;
        referent_of[w] = -1;
        break;
    case 2:
        if (!is_null(*ref)) gc_weak_unregister(t, as_cell(*ref));
        referent_of[w] = -1;
        break;
    case 3: collect(next_random() % 3); break;
    default:
        if (is_null(runtime.state[REFS + r])) break;
        *ref = value_cell(gc_alloc(t, sizeof(Weak), SHAPE_WEAK, K_WEAKREF));
        Weak *weak = as_cell(*ref);
        weak->referent = runtime.state[REFS + r];
        CHECK(gc_weak_register(t, as_cell(weak->referent), &weak->header, &weak->referent, false));
        referent_of[w] = (int)r;
        stamps[w] = ++*clock;
    }
}

static void check_refs(uint32_t r, const uint32_t *stamps, const int *referent_of)
{
    PointerList seen = {0};
    if (!is_null(runtime.state[REFS + r])) gc_weak_each(t, as_cell(runtime.state[REFS + r]), collect_refs, &seen);
    size_t known = 0;
    uint32_t last = 0;
    for (size_t i = 0; i < seen.count; i++) { /* others in it are dead references not yet collected */
        for (uint32_t w = 0; w < REFS; w++) {
            if (as_cell(runtime.state[w]) != seen.items[i]) continue;
            known++;
            if (referent_of[w] != (int)r || stamps[w] <= last) CHECK(!"a registered reference, in order of age");
            last = stamps[w];
        }
    }
    for (uint32_t w = 0; w < REFS; w++) known -= referent_of[w] == (int)r;
    if (known != 0) CHECK(!"all registered references are found");
    list_free(&seen);
}

static void test_weak_random(void)
{
    set_up();
    uint32_t stamps[REFS] = {0}, clock = 0;
    int referent_of[REFS];
    for (int i = 0; i < REFS; i++) referent_of[i] = -1;
    random_state = 5;
    for (int i = 0; i < 20000; i++) {
        weak_step(stamps, referent_of, &clock);
        check_refs(next_random() % REFERENTS, stamps, referent_of);
    }
    collect(2);
    for (int w = 0; w < REFS; w++) {
        Weak *weak = as_cell(runtime.state[w]);
        if (weak && referent_of[w] >= 0) CHECK(value_same(weak->referent, runtime.state[REFS + referent_of[w]]));
    }
    CHECK(runtime.heap->weak_count < 1000);
    tear_down();
}

/* --- referents ------------------------------------------------------------------------------------------------------------ */

static void add_referent(void *context, Value v)
{
    if (!is_null(v)) ++*(size_t *)context;
}

static void test_referents(void)
{
    set_up();
    Node *n = node(1, 3);
    link_nodes(n, 0, n);
    link_nodes(n, 2, node(2, 0));
    size_t count = 0;
    gc_each_referent(t, &n->header, add_referent, &count);
    CHECK(count == 2);
    count = 0;
    gc_each_referent(t, gc_alloc_buffer(t, 100), add_referent, &count);
    CHECK(count == 0);
    tear_down();
}

/* --- stress, failures, limits --------------------------------------------------------------------------------------------- */

/* A random graph that changes: every node carries its number twice, so that a freed one shows. */
static bool mutate(size_t steps)
{
    for (size_t i = 0; i < steps; i++) {
        Value *root = &roots[next_random() % ARRAY_LEN(roots)];
        uint32_t kind = next_random() % 16;
        if (kind == 0) {
            *root = V_NULL;
        } else if (kind == 1) {
            if (!gc_alloc_buffer(t, next_random() % 5000)) t->exception = V_NULL;
        } else {
            Node *n = node(i & 0xffff, 2 + next_random() % (kind == 2 ? 90 : 6));
            if (!n) {
                t->exception = V_NULL;
                continue;
            }
            for (uint32_t k = 0; k < n->count; k++) n->refs[k] = roots[next_random() % ARRAY_LEN(roots)];
            Value other = roots[next_random() % ARRAY_LEN(roots)];
            if (!is_null(other)) {
                Node *o = as_node(other);
                if (o->header.kind != K_NATIVE || o->count < 2) return false;
                gc_store(t, o, &o->refs[next_random() % o->count], value_cell(n));
                for (uint32_t k = 0; k < o->count; k++)
                    if (!is_null(o->refs[k]) && as_node(o->refs[k])->header.shape != SHAPE_NODE) return false;
            }
            *root = value_cell(n);
        }
        if (next_random() % 64 == 0) memset(roots, 0, sizeof roots);
    }
    return true;
}

static void test_stress(unsigned nth, size_t steps)
{
    set_up();
    gc_set_stress(&runtime, nth);
    random_state = nth;
    CHECK(mutate(steps));
    CHECK(runtime.heap->stats.collections[0] + runtime.heap->stats.collections[1] >= steps / nth / 2);
    gc_set_stress(&runtime, 0);
    CHECK(mutate(steps * 10));
    tear_down();
}

static void test_use_after_free(void)
{
#ifndef GC_ASAN
    set_up();
    gc_set_stress(&runtime, 1000000);
    char *hidden = (char *)node(1, 4);
    roots[0] = value_cell(node(2, 4)); /* keeps the span */
    collect(2);
    node(2, 20); /* of another size */
    CHECK(gc_verify(&runtime, false));
    CHECK(((Node *)hidden)->number == 0x5b5b5b5b);
    hidden[20] = 1;
    CHECK(!gc_verify(&runtime, false)); /* prints what is wrong */
    hidden[20] = GC_POISON;
    tear_down();
#endif
}

static void test_failures(void)
{
    set_up();
    for (uint64_t nth = 1; nth <= 50; nth++) {
        memory_errors = 0;
        gc_set_fail_at(&runtime, nth);
        int null_at = 0;
        for (int i = 1; i <= 60; i++) {
            void *p = i % 3 ? (void *)node(1, 2) : i % 2 ? gc_alloc_buffer(t, 700) : gc_alloc_buffer(t, 70000);
            if (!p) null_at = null_at ? -1 : i;
        }
        if (null_at != (int)nth || memory_errors != 1) CHECK(!"exactly the n-th allocation fails");
    }
    CHECK(!runtime.heap->checked);
    tear_down();
}

static void test_limit(void)
{
    set_up();
    gc_set_limit(&runtime, 8 << 20);
    for (int i = 0; i < 100; i++) CHECK(gc_alloc_buffer(t, 1 << 20)); /* garbage does not count */
    CHECK(memory_errors == 0);
    CHECK(!gc_alloc_buffer(t, 9 << 20) && memory_errors == 1);
    size_t kept = 0;
    for (size_t i = 0; i < 1000000; i++) {
        Node *n = node(1, 1);
        if (!n) break;
        n->refs[0] = roots[0];
        roots[0] = value_cell(n);
        kept++;
    }
    CHECK(memory_errors == 2);
    CHECK(kept > 200000 && kept < 270000);
    CHECK(gc_bytes_in_use(&runtime) <= 8 << 20);
    for (int i = 0; i < 10; i++) CHECK(!gc_alloc_buffer(t, 100000));
    roots[0] = V_NULL;
    for (int i = 0; i < 100; i++) CHECK(node(1, 60));
    gc_external(t, 6 << 20);
    CHECK(!gc_alloc_buffer(t, 3 << 20));
    gc_external(t, -(6 << 20));
    CHECK(gc_alloc_buffer(t, 3 << 20));
    tear_down();
}

/* The machine refuses: as at the limit. */
static void test_no_memory(void)
{
#ifndef GC_ASAN
    struct rlimit old, tight;
    set_up();
    getrlimit(RLIMIT_AS, &old);
    size_t pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (f) {
        if (fscanf(f, "%zu", &pages) != 1) pages = 0;
        fclose(f);
    }
    if (pages) {
        tight = (struct rlimit){.rlim_cur = pages * 4096 + (64 << 20), .rlim_max = old.rlim_max};
        setrlimit(RLIMIT_AS, &tight);
        size_t kept = 0;
        for (; kept < 100000000; kept++) {
            Node *n = node(1, 1);
            if (!n) break;
            n->refs[0] = roots[0];
            roots[0] = value_cell(n);
        }
        CHECK(memory_errors == 1 && kept > 1000000);
        CHECK(gc_alloc_buffer(t, 30 << 20) == NULL);
        roots[0] = V_NULL;
        CHECK(gc_alloc_buffer(t, 30 << 20) != NULL);
        CHECK(node(1, 60) != NULL);
        setrlimit(RLIMIT_AS, &old);
    }
    tear_down();
#endif
}

static void test_pacing(void)
{
    set_up();
    const uint64_t *young = &runtime.heap->stats.collections[0], *full = &runtime.heap->stats.collections[1];
    for (int i = 0; i < 100; i++) {
        node(1, 0);
        gc_external(t, 1 << 20); /* as if each node owned a megabyte */
    }
    CHECK(*young + *full >= 80);
    CHECK(*full >= 1);
    gc_external(t, -(100 << 20));
    CHECK(gc_bytes_in_use(&runtime) < 8 << 20);
    gc_enable(&runtime, false);
    uint64_t before = *young + *full;
    for (int i = 0; i < 8000; i++) gc_alloc_buffer(t, 1000);
    CHECK(!gc_enabled(&runtime) && *young + *full <= before + 1);
    for (int i = 0; i < 80000; i++) gc_alloc_buffer(t, 1000);
    CHECK(*young + *full > before + 1); /* but not for ever */
    gc_enable(&runtime, true);
    before = *young + *full;
    for (int i = 0; i < 8000; i++) gc_alloc_buffer(t, 1000);
    CHECK(*young + *full > before + 2);
    tear_down();
}

/* Runtimes of their own on threads of their own share nothing. */
static void *run_alone(void *result)
{
    Runtime *rt = calloc(1, sizeof *rt);
    Thread *mine = calloc(1, sizeof *mine);
    rt->threads = mine;
    mine->rt = rt;
    if (!heap_init(rt)) abort();
    uint32_t wrong = 0;
    for (uint32_t i = 0; i < 200000; i++) {
        Node *n = gc_alloc(mine, sizeof(Node) + 2 * sizeof(Value), SHAPE_NODE, K_NATIVE);
        n->number = i;
        n->count = 2;
        n->refs[0] = rt->state[i % 64];
        if (i % 1000 == 0) n->refs[0] = V_NULL;
        rt->state[i % 64] = value_cell(n);
        Value before = n->refs[0];
        if (!is_null(before)) wrong += as_node(before)->number != i - 64;
    }
    wrong += !gc_verify(rt, false);
    heap_destroy(rt);
    free(mine);
    free(rt);
    *(uint32_t *)result = wrong;
    return NULL;
}

static void test_many_runtimes(void)
{
    pthread_t ids[3];
    uint32_t wrong[3];
    for (int i = 0; i < 3; i++)
        if (pthread_create(&ids[i], NULL, run_alone, &wrong[i])) abort();
    for (int i = 0; i < 3; i++) {
        pthread_join(ids[i], NULL);
        CHECK(wrong[i] == 0);
    }
}

static void test_large(void)
{
    set_up();
    for (uint32_t i = 0; i < 300; i++) { /* the same memory serves again and again */
        size_t size = i % 3 == 0 ? 5 << 20 : i % 3 == 1 ? 100000 : 1 << 20;
        char *data = buffer_data(gc_alloc_buffer(t, size));
        if (!is_zero(data, size)) CHECK(!"zeroed");
        memset(data, 0xff, size);
    }
    CHECK(runtime.heap->mapped <= 48 << 20);
    tear_down();
}

static void test_memory_is_returned(void)
{
    set_up();
    for (int i = 0; i < 400000; i++) {
        Node *n = node(1, 14);
        n->refs[0] = roots[0];
        roots[0] = value_cell(n);
    }
    size_t top = runtime.heap->mapped;
    CHECK(top > 50 << 20);
    roots[0] = V_NULL;
    collect(2);
    CHECK(runtime.heap->mapped <= 16 << 20);
    CHECK(gc_bytes_in_use(&runtime) == 0);
    tear_down();
}

/* --- speed ---------------------------------------------------------------------------------------------------------------- */

static NOINLINE void churn(size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *p = gc_alloc(t, 32, SHAPE_NODE, K_NATIVE);
        __asm__ volatile("" : : "r"(p) : "memory");
    }
}

static void test_churn(size_t n)
{
    double start = seconds();
    set_up();
    churn(100000);
    double started = seconds();
    churn(n);
    double end = seconds();
    printf("start and 3.2 MB: %.0f us; allocation and death of 32-byte cells: %.0f M/s\n", (started - start) * 1e6,
           (double)n / (end - started) * 1e-6);
    enum { TREE = 1000000 };
    for (uint32_t i = 0; i < TREE; i++) {
        Node *x = node(i, 2);
        x->refs[0] = roots[i % 16];
        x->refs[1] = roots[(i * 7 + 3) % 16];
        roots[i % 16] = value_cell(x);
    }
    start = seconds();
    collect(2);
    end = seconds();
    printf("marking: %.0f M cells/s\n", TREE / (end - start) * 1e-6);
    CHECK(live_cells() == TREE);
    tear_down();
}

int main(int argc, char **argv)
{
    if (argc > 1) { /* test_gc CELLS: only speed */
        test_churn(strtoul(argv[1], NULL, 10));
        return 0;
    }
    test_sizes();
    test_interior_pointers();
    test_c_stack();
    test_buffer_on_c_stack();
    test_other_threads();
    test_park_saves_registers();
    test_turns();
    test_cycles();
    test_deep_and_wide(0);
    test_deep_and_wide(40);
    test_barrier();
    test_vector();
    test_weak();
    test_weak_random();
    test_finalizers();
    test_dispose();
    test_random_deaths(3);
    test_random_deaths(50);
    test_weak_table();
    test_referents();
    test_stress(1, 3000);
    test_stress(7, 20000);
    test_use_after_free();
    test_failures();
    test_limit();
    test_no_memory();
    test_pacing();
    test_large();
    test_many_runtimes();
    test_memory_is_returned();
    test_churn(1000000);
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
