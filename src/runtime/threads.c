/* threads.c - the runtime's lock.
 *
 * A thread that waits longer than the switch interval asks the holder to let go at its next safepoint (INTERRUPT_SWITCH); the holder
 * then waits until another has really taken the lock, so that a busy thread can't starve the others. */
#include "runtime/threads.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct RuntimeLock {
    pthread_mutex_t mutex;
    pthread_cond_t freed, taken;
    Thread *holder;
    uint64_t turns;      /* times it was taken */
    int waiting;
};

bool lock_init(Thread *t)
{
    Runtime *rt = t->rt;
    if (rt->lock) return true;
    struct RuntimeLock *l = calloc(1, sizeof *l);
    if (!l) return false;
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_mutex_init(&l->mutex, NULL);
    pthread_cond_init(&l->freed, &attr);
    pthread_cond_init(&l->taken, &attr);
    pthread_condattr_destroy(&attr);
    if (rt->switch_interval <= 0) rt->switch_interval = 0.005;
    l->holder = t;
    rt->lock = l;
    return true;
}

void lock_free(Runtime *rt)
{
    if (!rt->lock) return;
    pthread_cond_destroy(&rt->lock->freed);
    pthread_cond_destroy(&rt->lock->taken);
    pthread_mutex_destroy(&rt->lock->mutex);
    free(rt->lock);
    rt->lock = NULL;
}

static struct timespec after(double seconds)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t ns = now.tv_nsec + (int64_t)(seconds * 1e9);
    return (struct timespec){now.tv_sec + ns / 1000000000, ns % 1000000000};
}

static void take(Thread *t)
{
    struct RuntimeLock *l = t->rt->lock;
    pthread_mutex_lock(&l->mutex);
    l->waiting++;
    while (l->holder) {
        uint64_t turn = l->turns;
        struct timespec until = after(t->rt->switch_interval);
        int r = pthread_cond_timedwait(&l->freed, &l->mutex, &until);
        if (r == ETIMEDOUT && l->holder && l->turns == turn)
            __atomic_fetch_or(&l->holder->interrupt, INTERRUPT_SWITCH, __ATOMIC_SEQ_CST);
    }
    l->waiting--;
    l->holder = t;
    l->turns++;
    pthread_cond_broadcast(&l->taken);
    pthread_mutex_unlock(&l->mutex);
}

void lock_release(Thread *t)
{
    struct RuntimeLock *l = t->rt->lock;
    if (!l) return;
    gc_thread_park(t);
    pthread_mutex_lock(&l->mutex);
    l->holder = NULL;
    pthread_cond_signal(&l->freed);
    pthread_mutex_unlock(&l->mutex);
}

void lock_acquire(Thread *t)
{
    if (!t->rt->lock) return;
    take(t);
    gc_thread_unpark(t);
}

void lock_switch(Thread *t)
{
    struct RuntimeLock *l = t->rt->lock;
    __atomic_fetch_and(&t->interrupt, ~(uint32_t)INTERRUPT_SWITCH, __ATOMIC_SEQ_CST);
    if (!l) return;
    gc_thread_park(t);
    pthread_mutex_lock(&l->mutex);
    uint64_t turn = l->turns;
    l->holder = NULL;
    pthread_cond_signal(&l->freed);
    while (l->waiting && l->turns == turn) pthread_cond_wait(&l->taken, &l->mutex);
    pthread_mutex_unlock(&l->mutex);
    take(t);
    gc_thread_unpark(t);
}

void lock_after_fork(Thread *t)
{
    if (!t->rt->lock) return;
    t->rt->lock = NULL; /* another thread may have been inside: what it left can't be trusted, nor freed */
    lock_init(t);
}

bool interrupted(Thread *t) { return vm_safepoint(t); }
