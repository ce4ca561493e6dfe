/* interp.c - the interpreter: one body an opcode (instr/<group>.inc), expanded in the dispatch strategy of the build.
 *
 * The machine's state is five values and nothing global: pc (the word after the first word of the instruction being executed),
 * R (the running frame's registers), t (the thread), table (the handlers), insn (the instruction's first word).
 *
 * Rules for bodies
 *  - a fast path makes no call; whatever may raise, allocate or run Python code lies in a LABEL or begins with SAVE().
 *  - after a call that may run Python code the handler table may be another: NEXT_SLOW() instead of NEXT().
 *  - `insn` stays valid across helper calls; registers are read again through R after a call.
 *  - errors: GOTO(error) with t->exception set.
 */
#include "vm/interp.h"
#include "objects/descriptors.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/frame.h"
#include "objects/function.h"
#include "objects/generator.h"
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/template.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/object.h"
#include "runtime/ops.h"
#include "runtime/signature.h"
#include "vm/caches.h"
#include "vm/helpers.h"

#if defined CW_DISPATCH_TAIL
#include "vm/dispatch_tail.h"
#elif defined CW_DISPATCH_GOTO
#include "vm/dispatch_goto.h"
#else
#include "vm/dispatch_switch.h"
#endif

#define LIKELY(c)   __builtin_expect(!!(c), 1)
#define UNLIKELY(c) __builtin_expect(!!(c), 0)

/* operands */
#define OPERAND_X  ((uint8_t)(insn >> 8))
#define OPERAND_A  ((uint16_t)(insn >> 16))
#define OPERAND_B  ((uint16_t)(insn >> 32))
#define OPERAND_C  ((uint16_t)(insn >> 48))
#define OPERAND_SB ((int16_t)(insn >> 32))
#define OPERAND_S  ((int64_t)insn >> 48)
#define OPERAND_L  ((int64_t)insn >> 32)
#define RA R[OPERAND_A]
#define RB R[OPERAND_B]
#define RC R[OPERAND_C]
#define KC (frame_code(R)->consts[OPERAND_C])

#define SAVE() (t->pc = pc, t->registers = R)
#define NEXT_SLOW() \
    do { \
        table = t->dispatch; \
        NEXT(); \
    } while (0)
/* a result of a helper: the exception goes to its handler, a value to R[A] */
#define RESULT(value) \
    do { \
        Value result_ = (value); \
        if (UNLIKELY(is_null(result_))) GOTO(error); \
        RA = result_; \
        NEXT_SLOW(); \
    } while (0)
#define CHECK(ok) \
    do { \
        if (UNLIKELY(!(ok))) GOTO(error); \
    } while (0)
/* A taken conditional jump. The empty asm keeps it a branch with a dispatch on each side: as a cmov the next instruction's load
 * would wait for the compared data. */
#define TAKE(offset) \
    do { \
        pc += (offset); \
        __asm__ volatile("" : "+r"(pc)); \
        if (UNLIKELY(t->interrupt)) GOTO(safepoint); \
        NEXT(); \
    } while (0)
/* rewrites the instruction being executed */
#define QUICKEN(op)   (*(uint8_t *)((uint64_t *)pc - 1) = (op))

/* pushes a Python frame whose registers begin at N; the result goes to the caller's register dst */
#define PUSH_FRAME(N, function, code_, dst, flags, return_pc) \
    do { \
        (N)[FRAME_FUNCTION] = (function); \
        (N)[FRAME_CODE] = value_cell(code_); \
        (N)[FRAME_RETURN_PC] = (Value){(uint64_t)(return_pc)}; \
        (N)[FRAME_LINK] = (Value){(uint64_t)R | (uint64_t)(dst) << 48 | (flags)}; \
        for (uint32_t i_ = (code_)->parameter_count; UNLIKELY(i_ < (code_)->local_count); i_++) (N)[i_] = V_NULL; \
        R = (N); \
        pc = (code_)->words; \
    } while (0)
#define FRAME_FITS(N, code_) LIKELY((N) + (code_)->register_count <= t->stack_limit)

#if defined CW_DISPATCH_TAIL

#define OP(name, ...) static HANDLER op_##name(PARAMETERS);
#include "vm/opcodes.def"
#undef OP
#define SLOW(name) static HANDLER slow_##name(PARAMETERS);
#include "vm/slow.def"
#undef SLOW

#include "vm/instr/all.inc"

static const void *const handlers[256] = {
#define OP(name, ...) [OP_##name] = (const void *)op_##name,
#include "vm/opcodes.def"
#undef OP
};

static void run(Thread *t, const uint64_t *pc, Value *R)
{
    const void *const *table = t->dispatch;
    uint64_t insn = *pc++;
    ((Handler *)table[(uint8_t)insn])(ARGUMENTS);
}

static void unwind(Thread *t, const uint64_t *pc, Value *R)
{
    slow_error(pc, R, t, t->dispatch, pc[-1]);
}

#else

/* one function for all; entered at an instruction, or at the error label when `raising` */
__attribute__((noinline)) static void interp_loop(Thread *t, const uint64_t *pc, Value *R, bool raising)
{
#if defined CW_DISPATCH_GOTO
    static const void *const handlers[256] = {
#define OP(name, ...) [OP_##name] = &&op_##name,
#include "vm/opcodes.def"
#undef OP
    };
    if (!t->dispatch) { /* vm_init_thread asks for the table: labels are known only here */
        t->dispatch = handlers;
        return;
    }
#endif
    const void *const *table = t->dispatch;
    uint64_t insn = pc[-1];
    (void)table;
    if (raising) goto slow_error;
#if defined CW_DISPATCH_GOTO
    NEXT();
#include "vm/instr/all.inc"
#else
    for (;;) {
    next:
        insn = *pc++;
        switch ((Opcode)(uint8_t)insn) {
#include "vm/instr/all.inc"
        case OPCODE_COUNT: __builtin_unreachable();
        }
    }
#endif
}

static void run(Thread *t, const uint64_t *pc, Value *R) { interp_loop(t, pc, R, false); }
static void unwind(Thread *t, const uint64_t *pc, Value *R) { interp_loop(t, pc, R, true); }

#endif

const char *vm_dispatch_name(void) { return DISPATCH_NAME; }

void vm_init_thread(Thread *t)
{
#if defined CW_DISPATCH_TAIL
    t->dispatch = handlers;
#elif defined CW_DISPATCH_GOTO
    t->dispatch = NULL;
    interp_loop(t, NULL, NULL, false);
#else
    static const void *const none[1];
    t->dispatch = none;
#endif
}

/* --- entering from C --- */

/* Runs from pc in the entry frame R to its return; t->registers and t->pc are the caller's again afterwards. */
static Value run_entry(Thread *t, const uint64_t *pc, Value *R, bool raising)
{
    Value *registers = t->registers;
    const uint64_t *saved_pc = t->pc;
    if (raising) unwind(t, pc, R);
    else run(t, pc, R);
    t->registers = registers;
    t->pc = saved_pc;
    Value result = t->result;
    t->result = V_NULL;
    return result;
}

static void push_entry(Thread *t, Value *N, Value function, Code *code, uint64_t flags)
{
    N[FRAME_FUNCTION] = function;
    N[FRAME_CODE] = value_cell(code);
    N[FRAME_RETURN_PC] = (Value){(uint64_t)t->pc};
    N[FRAME_LINK] = (Value){(uint64_t)t->registers | flags};
}

Value vm_call_function(Thread *t, Value function, const Value *args, size_t n, Value keyword_names)
{
    if (!recursion_check(t, "")) return V_NULL;
    Function *f = as_function(function);
    Code *code = f->code;
    Value *N = thread_stack_top(t) + CALL_ARGUMENTS;
    if (N + code->register_count > t->stack_limit && !vm_grow_stack(t, N, code)) return V_NULL;
    if (is_null(keyword_names) && n == f->simple_arguments) {
        for (size_t i = 0; i < n; i++) N[i] = args[i];
    } else if (!vm_bind(t, function, args, n, keyword_names, N)) {
        return V_NULL;
    }
    for (uint32_t i = code->parameter_count; i < code->local_count; i++) N[i] = V_NULL;
    push_entry(t, N, function, code, LINK_ENTRY);
    N[-5] = V_NULL;
    return run_entry(t, code->words, N, false);
}

int vm_resume(Thread *t, Generator *g, Value sent, Value exception, Value *result)
{
    if (!recursion_check(t, "")) return -1;
    Code *code = g->code;
    Value *N = thread_stack_top(t) + CALL_ARGUMENTS;
    if (N + code->register_count > t->stack_limit && !vm_grow_stack(t, N, code)) return -1;
    push_entry(t, N, g->function, code, LINK_ENTRY | LINK_SPECIAL);
    const uint64_t *pc = vm_wake_generator(t, g, N, sent);
    bool raising = !is_null(exception);
    if (raising) t->exception = exception;
    *result = run_entry(t, pc, N, raising);
    if (is_null(*result)) return -1;
    return g->state == GEN_SUSPENDED ? 1 : 0;
}
