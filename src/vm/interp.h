/* interp.h - entering the interpreter from C. */
#ifndef VM_INTERP_H
#define VM_INTERP_H

#include "vm/code.h"
#include "vm/frame.h"

/* calls a Python function: pushes an entry frame on the register stack and runs until it returns */
Value vm_call_function(Thread *t, Value function, const Value *args, size_t n, Value keyword_names);
/* runs a generator's frame until it yields (1), returns (0) or raises (-1); generator.c's business */
int vm_resume(Thread *t, Generator *g, Value sent, Value exception, Value *result);
void vm_finish_unstarted(Generator *g);  /* a generator closed or thrown into before it ran */
/* the iterator of an awaitable; context: 0 await, 1 __aenter__, 2 __aexit__ (for the message) */
Value vm_awaitable(Thread *t, Value v, unsigned context);
const char *vm_dispatch_name(void); /* "tail", "goto" or "switch" */
void vm_init_thread(Thread *t);

/* safepoint work: signals, finalizers, limits, async exceptions. false: exception set */
bool signals_run(Thread *t);    /* Python handlers of the signals that have arrived; modules/_signal.c */
bool signals_install(Thread *t);/* SIGINT to KeyboardInterrupt, SIGPIPE ignored: for the program, not for embedded runtimes */
bool vm_safepoint(Thread *t);

#endif
