/* frames.c - stack limits, generators' registers, safepoints.
 *
 * Python recursion is counted only where the register stack passes stack_limit: at that point the frames are counted, and the limit
 * moves up by what the remaining frames take at least. So a call costs one compare and the recursion limit still holds. */
#include "objects/exception.h"
#include "objects/frame.h"
#include "objects/generator.h"
#include "objects/function.h"
#include "objects/str.h"
#include "runtime/error.h"
#include "runtime/threads.h"
#include "vm/helpers.h"
#include "vm/interp.h"

#define MINIMUM_FRAME_WORDS (CALL_ARGUMENTS + 1)
#define STACK_MARGIN 4096 /* words above the limit that native calls and generators may still use */

Value *thread_stack_top(const Thread *t)
{
    if (!t->registers) return t->stack + 8;
    return t->registers + frame_code(t->registers)->register_count + FRAME_SLACK;
}

static int frame_depth(const Thread *t)
{
    int depth = 0;
    for (const Value *r = t->registers; r; r = frame_caller(r)) depth++;
    return depth;
}

bool vm_grow_stack(Thread *t, Value *N, const Code *code)
{
    int depth = frame_depth(t);
    Value *end = N + code->register_count;
    if (depth < t->recursion_limit && end < t->stack_end - STACK_MARGIN) {
        Value *limit = end + (size_t)(t->recursion_limit - depth) * MINIMUM_FRAME_WORDS;
        if (limit > t->stack_end - STACK_MARGIN) limit = t->stack_end - STACK_MARGIN;
        if (limit > t->stack_limit) t->stack_limit = limit;
        return true;
    }
    return RAISE_FALSE(t, T_RECURSION_ERROR, "maximum recursion depth exceeded");
}

/* --- generators --- */

/* Word by word on purpose: the words have just been stored one by one, and a wider load would wait for all of them to reach the cache. */
static inline void copy_registers(Value *to, const Value *from, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        to[i] = from[i];
        __asm__ volatile("" ::: "memory"); /* keeps it from becoming a memcpy */
    }
}

Value vm_make_generator(Thread *t, Value *R, const uint64_t *pc)
{
    Code *code = frame_code(R);
    TypeId id = code->flags & CODE_COROUTINE ? T_COROUTINE : code->flags & CODE_ASYNC_GENERATOR ? T_ASYNC_GENERATOR : T_GENERATOR;
    Generator *g = object_alloc_id(t, id, 0);
    if (!g) return V_NULL;
    void *buffer = gc_alloc_buffer(t, code->register_count * sizeof(Value));
    if (!buffer) return V_NULL;
    g->code = code;
    g->function = R[FRAME_FUNCTION];
    g->name = as_function(g->function)->name;
    g->qualified_name = as_function(g->function)->qualified_name;
    g->pc = pc;
    g->saved = buffer_data(buffer);
    memset(g->saved, 0, code->register_count * sizeof(Value));
    memcpy(g->saved, R, code->local_count * sizeof(Value));
    gc_barrier(t, g);
    g->live = (uint16_t)code->local_count;
    g->state = GEN_CREATED;
    /* only code with handlers of its own (the first entry is the one around the whole body), or a coroutine that may never be
     * awaited, has anything to do when it is dropped */
    bool finalizes = id != T_GENERATOR || code->exception_count > 1;
    if (finalizes && !gc_register_finalizer(t, &g->header)) return V_NULL;
    return value_cell(g);
}

const uint64_t *vm_wake_generator(Thread *t, Generator *g, Value *N, Value sent)
{
    copy_registers(N, g->saved, g->live);
    N[-5] = value_cell(g);
    if (g->state == GEN_SUSPENDED) N[g->sent_register] = sent;
    if (!is_null(g->frame)) {
        FrameObject *f = as_frame(g->frame);
        f->registers = N;
        f->detached = false;
        f->executing = true;
        N[FRAME_LINK].bits |= LINK_OBSERVED;
        f->next = t->frame_objects;
        t->frame_objects = f;
        gc_barrier(t, f);
    }
    g->handled.outer = t->handled;
    t->handled = &g->handled;
    g->state = GEN_RUNNING;
    return g->pc;
}

void vm_suspend_generator(Thread *t, Generator *g, Value *R, const uint64_t *pc, unsigned sent_register, unsigned live)
{
    g->live = (uint16_t)live;
    copy_registers(g->saved, R, live);
    g->pc = pc;
    g->sent_register = (uint16_t)sent_register;
    g->state = GEN_SUSPENDED;
    t->handled = g->handled.outer;
    g->handled.outer = NULL;
    if (R[FRAME_LINK].bits & LINK_OBSERVED) frame_detach(t, R, pc);
    gc_barrier(t, g);
}

void vm_finish_generator(Thread *t, Generator *g)
{
    t->handled = g->handled.outer;
    g->handled = (Handled){V_NULL, NULL};
    g->state = GEN_FINISHED;
    g->saved = NULL;
    g->yielded_from = false;
}

void vm_finish_unstarted(Generator *g)
{
    g->state = GEN_FINISHED;
    g->saved = NULL;
}

/* --- safepoints --- */

bool vm_safepoint(Thread *t)
{
    uint32_t bits = t->interrupt;
    if (bits & INTERRUPT_FINALIZERS) {
        t->interrupt &= ~(uint32_t)INTERRUPT_FINALIZERS;
        gc_run_finalizers(t);
    }
    if (bits & INTERRUPT_SWITCH) lock_switch(t);
    if (bits & INTERRUPT_SIGNAL) {
        __atomic_fetch_and(&t->interrupt, ~(uint32_t)INTERRUPT_SIGNAL, __ATOMIC_SEQ_CST);
        if (!signals_run(t)) return false;
    }
    if (bits & INTERRUPT_ASYNC_EXCEPTION) {
        t->interrupt &= ~(uint32_t)INTERRUPT_ASYNC_EXCEPTION;
        Value e = t->async_exception;
        t->async_exception = V_NULL;
        if (!is_null(e)) return raise_object(t, e, V_NULL), false;
    }
    return true;
}
