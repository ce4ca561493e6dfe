/* dispatch_switch.h - one function, one switch in a loop. */
#ifndef VM_DISPATCH_SWITCH_H
#define VM_DISPATCH_SWITCH_H

#define DISPATCH_NAME "switch"
#define INSTR(name) case OP_##name: op_##name: __attribute__((unused));
#define LABEL(name) slow_##name: __attribute__((unused));
#define GOTO(name)  goto slow_##name
#define EXIT()      return
#define NEXT()      goto next
#define CONTINUE_AS(name) goto op_##name

#endif
