/* frame.c - frame objects: the Python face of a running, suspended or ended frame.
 *
 * Invariants
 *  - Thread.frame_objects lists the objects of running frames, innermost (highest registers) first; those frames' links have LINK_OBSERVED.
 *  - A detached frame has its own copy of the variables, [0, code->local_count), or, while it is a suspended generator's, uses the
 *    generator's. Temporaries are not kept: they hold frame headers too, which are no Values.
 */
#include "objects/frame.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/function.h"
#include "objects/generator.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "vm/frame.h"

/* --- life --- */

static Generator *generator_of(const Value *r)
{
    return (r[FRAME_LINK].bits & LINK_SPECIAL) && has_kind(r[-5], K_GENERATOR) ? as_generator(r[-5]) : NULL;
}

/* the list's link that holds r's frame object, or where it belongs */
static FrameObject **find(Thread *t, const Value *r)
{
    FrameObject **at = &t->frame_objects;
    while (*at && (*at)->registers > r) at = &(*at)->next;
    return at;
}

static void set_link(Thread *t, FrameObject **at, FrameObject *f)
{
    *at = f;
    if (at != &t->frame_objects) gc_barrier(t, (char *)at - offsetof(FrameObject, next));
}

FrameObject *frame_object(Thread *t, Value *r)
{
    if (r[FRAME_LINK].bits & LINK_OBSERVED) {
        FrameObject *f = *find(t, r);
        if (f && f->registers == r) return f;
    }
    FrameObject *f = object_alloc_id(t, T_FRAME, 0);
    if (!f) return NULL;
    FrameObject **at = find(t, r);
    f->code = frame_code(r);
    f->function = r[FRAME_FUNCTION];
    f->registers = r;
    f->trace_lines = true;
    f->next = *at;
    set_link(t, at, f);
    f->generator = generator_of(r);
    if (f->generator) gc_store(t, f->generator, &f->generator->frame, value_cell(f));
    r[FRAME_LINK].bits |= LINK_OBSERVED;
    return f;
}

/* the object for a generator that waits: its variables are the generator's */
FrameObject *generator_frame(Thread *t, Generator *g)
{
    if (!is_null(g->frame)) return as_frame(g->frame);
    if (g->state == GEN_RUNNING) {
        for (Value *r = t->registers; r; r = frame_caller(r))
            if (generator_of(r) == g) return frame_object(t, r);
    }
    FrameObject *f = object_alloc_id(t, T_FRAME, 0);
    if (!f) return NULL;
    f->code = g->code;
    f->function = g->function;
    f->registers = g->saved;
    f->pc = g->pc;
    f->detached = f->trace_lines = true;
    f->generator = g;
    gc_store(t, g, &g->frame, value_cell(f));
    return f;
}

void frame_detach(Thread *t, Value *r, const uint64_t *pc)
{
    FrameObject **at = find(t, r), *f = *at;
    if (!f || f->registers != r) return;
    Value *caller = frame_caller(r);
    bool suspended = f->generator && f->generator->state == GEN_SUSPENDED;
    Value pending = error_take(t); /* whatever is propagating goes on, even if there is no memory to describe it */
    FrameObject *back = suspended || !caller ? NULL : frame_object(t, caller);
    Value *kept = NULL;
    if (suspended) {
        kept = f->generator->saved;
    } else {
        void *buffer = gc_alloc_buffer(t, f->code->local_count * sizeof(Value));
        if (buffer) kept = memcpy(buffer_data(buffer), r, f->code->local_count * sizeof(Value));
    }
    error_restore(t, pending);
    set_link(t, at, f->next); /* making the caller's object may have put it behind f, never before */
    f->next = NULL;
    f->registers = kept;
    f->back = back ? value_cell(back) : V_NULL;
    f->pc = pc;
    f->detached = true;
    gc_barrier(t, f);
}

static void frame_trace(Tracer *tr, void *cell)
{
    FrameObject *f = cell;
    gc_trace_cell(tr, f->code);
    gc_trace(tr, f->function);
    gc_trace(tr, f->back);
    gc_trace(tr, f->trace);
    gc_trace(tr, f->extra_locals);
    gc_trace_cell(tr, f->generator);
    gc_trace_cell(tr, f->next);
    if (!f->detached || !f->registers) return; /* live registers belong to the thread */
    gc_trace_cell(tr, (char *)f->registers - sizeof(Header));
    gc_trace_values(tr, f->registers, f->code->local_count);
}

/* --- where it is --- */

const uint64_t *frame_pc(Thread *t, const FrameObject *f)
{
    if (f->detached) return f->pc;
    const uint64_t *pc = t->pc;
    for (Value *r = t->registers; r && r != f->registers; r = frame_caller(r)) pc = (const uint64_t *)r[FRAME_RETURN_PC].bits;
    return pc;
}

int frame_line(Thread *t, const FrameObject *f)
{
    const uint64_t *pc = frame_pc(t, f);
    if (pc <= f->code->words) return f->code->first_line;
    Position p = code_position(f->code, pc_index(f->code, pc));
    while (p.line < 0 && p.pc > 0) p = code_position(f->code, p.pc - 1); /* cleaning up belongs to the line before it */
    return p.line;
}

/* --- attributes --- */

static Value get_back(Thread *t, Value self)
{
    const FrameObject *f = as_frame(self);
    if (f->detached) return is_null(f->back) ? V_NONE : f->back;
    Value *caller = frame_caller(f->registers);
    if (!caller) return V_NONE;
    FrameObject *back = frame_object(t, caller);
    return back ? value_cell(back) : V_NULL;
}
static Value get_code(Thread *t, Value self) { (void)t; return value_cell(as_frame(self)->code); }
static Value get_globals(Thread *t, Value self) { (void)t; return value_cell(as_function(as_frame(self)->function)->globals); }
static Value get_builtins(Thread *t, Value self) { (void)t; return value_cell(as_function(as_frame(self)->function)->builtins); }
static Value get_locals(Thread *t, Value self) { return frame_locals(t, as_frame(self)); }
static Value get_generator(Thread *t, Value self) { (void)t; Generator *g = as_frame(self)->generator; return g ? value_cell(g) : V_NONE; }

static Value get_lasti(Thread *t, Value self)
{
    const FrameObject *f = as_frame(self);
    const uint64_t *pc = frame_pc(t, f);
    return value_fixnum(pc <= f->code->words ? -1 : (int64_t)pc_index(f->code, pc) * CODE_UNIT);
}

static Value get_line(Thread *t, Value self)
{
    int line = frame_line(t, as_frame(self));
    return line < 0 ? V_NONE : value_fixnum(line);
}
static bool set_line(Thread *t, Value self, Value v)
{
    (void)self;
    if (is_null(v)) return RAISE_FALSE(t, T_ATTRIBUTE_ERROR, "attribute 'f_lineno' of 'frame' objects cannot be deleted");
    return RAISE_FALSE(t, T_VALUE_ERROR, "f_lineno can only be set in a trace function");
}

static Value get_trace(Thread *t, Value self) { (void)t; Value v = as_frame(self)->trace; return is_null(v) ? V_NONE : v; }
static bool set_trace(Thread *t, Value self, Value v)
{
    return gc_store(t, as_cell(self), &as_frame(self)->trace, is_none(v) ? V_NULL : v), true;
}

static bool set_flag(Thread *t, Value v, bool *flag)
{
    if (is_null(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "can't delete numeric/char attribute");
    if (!is_bool(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "attribute value type must be bool");
    *flag = is_true(v);
    return true;
}
static Value get_trace_lines(Thread *t, Value self) { (void)t; return value_bool(as_frame(self)->trace_lines); }
static bool set_trace_lines(Thread *t, Value self, Value v) { return set_flag(t, v, &as_frame(self)->trace_lines); }
static Value get_trace_opcodes(Thread *t, Value self) { (void)t; return value_bool(as_frame(self)->trace_opcodes); }
static bool set_trace_opcodes(Thread *t, Value self, Value v) { return set_flag(t, v, &as_frame(self)->trace_opcodes); }

static Value frame_clear(Thread *t, Value *a, size_t n)
{
    (void)n;
    FrameObject *f = as_frame(a[0]);
    if (!f->detached) return raise(t, T_RUNTIME_ERROR, "cannot clear an executing frame");
    Generator *g = f->generator;
    if (g && g->state == GEN_SUSPENDED) return raise(t, T_RUNTIME_ERROR, "cannot clear a suspended frame");
    if (g && g->state == GEN_CREATED && is_null(generator_close(t, g))) return V_NULL;
    f->registers = NULL;
    f->extra_locals = f->trace = V_NULL;
    return V_NONE;
}

static Value frame_repr(Thread *t, Value self)
{
    const FrameObject *f = as_frame(self);
    return str_format(t, "<frame at 0x%llx, file %R, line %d, code %U>", (unsigned long long)value_identity(self), f->code->file_name,
                      frame_line(t, f), f->code->name);
}

static const NativeDef frame_methods[] = {
    FN("clear", frame_clear, "($self, /)", "Clear all references held by the frame."),
    FN_END};
static const GetSetDef frame_getsets[] = {
    {"f_back", get_back, NULL, NULL},
    {"f_code", get_code, NULL, NULL},
    {"f_globals", get_globals, NULL, NULL},
    {"f_builtins", get_builtins, NULL, NULL},
    {"f_locals", get_locals, NULL, NULL},
    {"f_generator", get_generator, NULL, NULL},
    {"f_lasti", get_lasti, NULL, NULL},
    {"f_lineno", get_line, set_line, NULL},
    {"f_trace", get_trace, set_trace, NULL},
    {"f_trace_lines", get_trace_lines, set_trace_lines, NULL},
    {"f_trace_opcodes", get_trace_opcodes, set_trace_opcodes, NULL},
    GETSET_END};

const TypeSpec frame_type_spec = {
    .name = "frame",
    .doc = NULL,
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE,
    .kind = K_FRAME,
    .size = sizeof(FrameObject),
    .slots = {.repr = frame_repr},
    .methods = frame_methods,
    .getsets = frame_getsets,
    .trace = frame_trace,
};
