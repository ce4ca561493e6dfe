/* frame.h - frame objects: made only when something asks for one (sys._getframe, a traceback, tracing).
 *
 * While its frame runs, `registers` points at the live registers and the frame's link has LINK_OBSERVED; when the frame ends,
 * frame_detach() copies them to the heap. */
#ifndef OBJECTS_FRAME_H
#define OBJECTS_FRAME_H

#include "runtime/type.h"
#include "vm/code.h"

struct FrameObject {
    Header header;
    Code *code;
    Value function;
    Value *registers;         /* live, or behind the header of a K_BUFFER cell once detached; NULL: cleared */
    FrameObject *next;        /* Thread.frame_objects */
    Value back;               /* caller's frame once detached, or null */
    const uint64_t *pc;       /* valid when detached or suspended */
    Value trace;              /* local trace function or null */
    Value extra_locals;       /* dict of names set through f_locals that are no variables, or null */
    bool detached, trace_lines, trace_opcodes, executing;
    Generator *generator;     /* whose frame it is, or NULL */
};

/* What programs see of an instruction's place (f_lasti, tb_lasti, co_lines) counts words in units of two, as if a word were one of CPython's
 * code units: traceback.py and its like divide by two to index co_positions(). */
#define CODE_UNIT 2

static inline FrameObject *as_frame(Value v) { return as_cell(v); }
/* the object for the running frame r whose next instruction is pc (ignored for frames that are not innermost) */
FrameObject *frame_object(Thread *t, Value *r);
void frame_detach(Thread *t, Value *r, const uint64_t *pc);   /* the observed frame r ends */
const uint64_t *frame_pc(Thread *t, const FrameObject *f);    /* the instruction after the one executing */
int frame_line(Thread *t, const FrameObject *f);              /* -1: unknown */
Value frame_locals(Thread *t, FrameObject *f);                /* PEP 667: a proxy for functions, the namespace otherwise */
Value frame_locals_of(Thread *t, Value *r);                   /* locals() in the running frame r: a new dict, or the namespace */
/* the word index of the executing instruction of a frame whose return address is pc */
static inline uint32_t pc_index(const Code *c, const uint64_t *pc) { return (uint32_t)(pc - c->words) - 1; }

#endif
