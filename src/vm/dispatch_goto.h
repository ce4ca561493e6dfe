/* dispatch_goto.h - one function, computed goto behind every instruction. */
#ifndef VM_DISPATCH_GOTO_H
#define VM_DISPATCH_GOTO_H

#define DISPATCH_NAME "goto"
#define INSTR(name) op_##name: __attribute__((unused));
#define LABEL(name) slow_##name: __attribute__((unused));
#define GOTO(name)  goto slow_##name
#define EXIT()      return
#define NEXT() \
    do { \
        insn = *pc++; \
        goto *table[(uint8_t)insn]; \
    } while (0)
#define CONTINUE_AS(name) goto op_##name

#endif
