/* dispatch_tail.h - every instruction a function that ends in a guaranteed tail call of the next.
 *
 * The machine's state is the parameters. The first four live in registers that survive a call to a C helper, so only `insn` has to
 * be spilled around one. A LABEL (slow path) is a cold function of its own with the same parameters. */
#ifndef VM_DISPATCH_TAIL_H
#define VM_DISPATCH_TAIL_H

#define DISPATCH_NAME "tail"
#if defined(__has_attribute) && __has_attribute(preserve_none)
#define HANDLER __attribute__((preserve_none)) void
#else
#define HANDLER void
#endif
#if defined(__clang__) && __clang_major__ < 15
#define MUSTTAIL __attribute__((musttail)) return
#else
#define MUSTTAIL __attribute__((musttail)) return
#endif

#define PARAMETERS const uint64_t *pc, Value *R, Thread *t, const void *const *table, uint64_t insn
#define ARGUMENTS  pc, R, t, table, insn
typedef HANDLER Handler(PARAMETERS);

#define INSTR(name)  static HANDLER op_##name(PARAMETERS)
#define LABEL(name)  __attribute__((cold, noinline)) static HANDLER slow_##name(PARAMETERS)
#define GOTO(name)   MUSTTAIL slow_##name(ARGUMENTS)
#define EXIT()       return
#define NEXT() \
    do { \
        insn = *pc++; \
        MUSTTAIL ((Handler *)table[(uint8_t)insn])(ARGUMENTS); \
    } while (0)
/* the body of another instruction */
#define CONTINUE_AS(name) MUSTTAIL op_##name(ARGUMENTS)

#endif
