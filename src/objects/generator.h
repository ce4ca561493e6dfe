/* generator.h - generators, coroutines, async generators: a frame whose registers sleep on the heap. */
#ifndef OBJECTS_GENERATOR_H
#define OBJECTS_GENERATOR_H

#include "runtime/type.h"
#include "vm/code.h"

typedef enum GeneratorState { GEN_CREATED, GEN_SUSPENDED, GEN_RUNNING, GEN_FINISHED } GeneratorState;

struct Generator {
    Header header;            /* type says which: T_GENERATOR, T_COROUTINE, T_ASYNC_GENERATOR */
    Code *code;
    Value function;
    const uint64_t *pc;       /* where it goes on */
    Value *saved;             /* register_count Values in a K_BUFFER cell, behind its header; NULL when finished */
    Handled handled;          /* its own handled-exception state */
    Value name, qualified_name;
    Value origin;             /* coroutine origin tracking */
    Value finalizer;          /* async generators: hook */
    Value frame;              /* FrameObject if one was asked for */
    uint8_t state;
    uint8_t yielded_from;     /* suspended in await / yield from */
    uint8_t closing, hooks_called, running_async;
    uint16_t sent_register;   /* register that gets the sent value */
    uint16_t live;            /* registers in `saved` */
};

static inline Generator *as_generator(Value v) { return as_cell(v); }
static inline bool is_generator(Value v) { return has_kind(v, K_GENERATOR); }

/* Resumes with a value (None for next), or, if `exception` is not V_NULL, raises that inside. 1: yielded, 0: returned, -1: raised */
int generator_resume(Thread *t, Generator *g, Value sent, Value exception, Value *result);
/* throw: into what it delegates to first; states as generator_resume */
int generator_throw_state(Thread *t, Generator *g, Value exception, Value *result);
Value generator_throw(Thread *t, Generator *g, Value exception);
Value generator_close(Thread *t, Generator *g);
Value generator_next(Thread *t, Value self);             /* V_NULL without exception: exhausted */
Value generator_delegate(const Generator *g);            /* what `yield from` or `await` waits for; V_NULL: nothing */
Value thrown_exception(Thread *t, Value type, Value value, Value traceback);
void generator_trace(Tracer *tr, void *cell);
FrameObject *generator_frame(Thread *t, Generator *g);   /* of a generator that has not finished; objects/frame.c */

Value vm_wrap_async_yield(Thread *t, Value v);           /* an async generator's own value, marked as such */
Value builtin_aiter(Thread *t, Value v);                 /* aiter() */
Value builtin_anext(Thread *t, Value v, Value otherwise);/* anext(); otherwise V_NULL: no default */

#endif
