/* threads.h - the lock of a runtime: of its threads, the one that holds it may touch the heap and run Python code.
 *
 * Whoever waits in the system puts the wait between lock_release() and lock_acquire() and uses nothing of the heap between them:
 *     lock_release(t);
 *     ssize_t got = read(fd, data, n);   // data: memory that the collector does not move: any, it never does
 *     int error = errno;
 *     lock_acquire(t);
 * Cells that only the waiting C function knows stay alive: the collector scans its stack. As long as the runtime has had one thread
 * only, both calls do nothing.
 */
#ifndef RUNTIME_THREADS_H
#define RUNTIME_THREADS_H

#include "runtime/runtime.h"

void lock_release(Thread *t);
void lock_acquire(Thread *t);
/* at a safepoint with INTERRUPT_SWITCH: lets a waiting thread run */
void lock_switch(Thread *t);
bool lock_init(Thread *t);             /* before a second thread starts; t then holds the lock. false: no memory */
void lock_free(Runtime *rt);
void lock_after_fork(Thread *t);       /* in the child: t is the only thread left */

/* A call that was interrupted: runs the Python handlers of signals. True: go on with the call; false: exception set */
bool interrupted(Thread *t);

/* a system call that may block: repeats it when a signal interrupts it and no handler raises. result is -1 with an exception set
 * when a handler did, or -1 with *error */
#define BLOCKING(t, result, error, call)       \
    do {                                       \
        lock_release(t);                       \
        (result) = (call);                     \
        (error) = (result) < 0 ? errno : 0;    \
        lock_acquire(t);                       \
    } while ((error) == EINTR && interrupted(t))

#endif
