/* _thread.c - threads, locks, thread-local data.
 *
 * A lock is a flag under a pthread mutex: waiting releases the runtime's lock. A new OS thread makes its Thread, takes the runtime's
 * lock and only then enters the list of threads and touches the heap; until it has, its call is kept alive by the state list. */
/* the C library has a raise() of its own */
#define raise c_library_raise
#include <pthread.h>
#include <signal.h>
#undef raise
#include "modules/modules.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/object.h"
#include "runtime/ops.h"
#include "runtime/threads.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TIMEOUT_MAX 9223372036.0 /* seconds: nanoseconds of it fit int64 */

/* --- locks --- */

typedef struct LockState { pthread_mutex_t mutex; pthread_cond_t freed; bool locked; unsigned long owner; uint64_t depth; } LockState;
typedef struct LockObject { Header header; LockState *state; bool recursive; } LockObject;

static LockObject *as_lock(Value v) { return as_cell(v); }
static unsigned long own_id(void) { return (unsigned long)pthread_self(); }

static void lock_dispose(Runtime *rt, void *cell)
{
    (void)rt;
    LockState *s = ((LockObject *)cell)->state;
    if (!s) return;
    pthread_cond_destroy(&s->freed);
    pthread_mutex_destroy(&s->mutex);
    free(s);
    ((LockObject *)cell)->state = NULL;
}

static Value lock_make(Thread *t, Type *type, bool recursive)
{
    LockObject *l = type ? object_alloc(t, type, 0) : NULL;
    if (!l) return V_NULL;
    l->recursive = recursive;
    l->state = calloc(1, sizeof *l->state);
    if (!l->state) return raise_memory_error(t), V_NULL;
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_mutex_init(&l->state->mutex, NULL);
    pthread_cond_init(&l->state->freed, &attr);
    pthread_condattr_destroy(&attr);
    return value_cell(l);
}

/* takes the flag, waiting until `until` (NULL: for ever): 0, or ETIMEDOUT; EINTR when this thread has an interrupt to see to */
static int take(Thread *t, LockState *s, const struct timespec *until)
{
    int result = 0;
    pthread_mutex_lock(&s->mutex);
    while (s->locked && result == 0) {
        struct timespec slice;
        clock_gettime(CLOCK_MONOTONIC, &slice);
        slice.tv_nsec += 50000000; /* looks for signals 20 times a second */
        if (slice.tv_nsec >= 1000000000) slice.tv_sec++, slice.tv_nsec -= 1000000000;
        bool last = until && (until->tv_sec < slice.tv_sec || (until->tv_sec == slice.tv_sec && until->tv_nsec <= slice.tv_nsec));
        int r = pthread_cond_timedwait(&s->freed, &s->mutex, last ? until : &slice);
        if (r == ETIMEDOUT && s->locked) {
            if (last) result = ETIMEDOUT;
            else if (__atomic_load_n(&t->interrupt, __ATOMIC_RELAXED)) result = EINTR;
        }
    }
    if (!s->locked) {
        s->locked = true;
        result = 0;
    }
    pthread_mutex_unlock(&s->mutex);
    return result;
}

/* blocking and timeout arguments as lock.acquire takes them; false: ValueError or OverflowError */
static bool wait_arguments(Thread *t, Value blocking, Value timeout, bool *wait, double *seconds)
{
    int b = is_null(blocking) ? 1 : is_truthy(t, blocking);
    if (b < 0) return false;
    *wait = b;
    *seconds = -1;
    if (!is_null(timeout) && !to_double(t, timeout, seconds)) return false;
    if (!*wait && *seconds != -1) return RAISE_FALSE(t, T_VALUE_ERROR, "can't specify a timeout for a non-blocking call");
    if (*seconds < 0 && *seconds != -1) return RAISE_FALSE(t, T_VALUE_ERROR, "timeout value must be a non-negative number");
    if (*seconds > TIMEOUT_MAX || *seconds != *seconds) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "timeout value is too large");
    return true;
}

/* 1 acquired, 0 not, -1 exception */
static int acquire(Thread *t, LockState *s, bool wait, double seconds)
{
    pthread_mutex_lock(&s->mutex);
    bool free_now = !s->locked;
    if (free_now) s->locked = true;
    pthread_mutex_unlock(&s->mutex);
    if (free_now || !wait || seconds == 0) return free_now;
    struct timespec until;
    if (seconds > 0) {
        clock_gettime(CLOCK_MONOTONIC, &until);
        double whole = floor(seconds);
        until.tv_sec += (time_t)whole;
        until.tv_nsec += (long)((seconds - whole) * 1e9);
        if (until.tv_nsec >= 1000000000) until.tv_sec++, until.tv_nsec -= 1000000000;
    }
    for (;;) {
        lock_release(t);
        int r = take(t, s, seconds > 0 ? &until : NULL);
        lock_acquire(t);
        if (r == 0) return 1;
        if (r == ETIMEDOUT) return 0;
        if (!interrupted(t)) return -1;
    }
}

static Value lock_acquire_method(Thread *t, Value *a, size_t n)
{
    (void)n;
    LockObject *l = as_lock(a[0]);
    bool wait;
    double seconds;
    if (!wait_arguments(t, a[1], a[2], &wait, &seconds)) return V_NULL;
    if (l->recursive && l->state->locked && l->state->owner == own_id()) return l->state->depth++, V_TRUE;
    int r = acquire(t, l->state, wait, seconds);
    if (r > 0) {
        l->state->owner = own_id();
        l->state->depth = 1;
    }
    return r < 0 ? V_NULL : value_bool(r);
}

static void let_go(LockState *s)
{
    pthread_mutex_lock(&s->mutex);
    s->locked = false;
    s->owner = 0;
    pthread_cond_signal(&s->freed);
    pthread_mutex_unlock(&s->mutex);
}

static Value lock_release_method(Thread *t, Value *a, size_t n)
{
    (void)n;
    LockState *s = as_lock(a[0])->state;
    if (as_lock(a[0])->recursive) {
        if (!s->locked || s->owner != own_id()) return raise(t, T_RUNTIME_ERROR, "cannot release un-acquired lock");
        if (--s->depth) return V_NONE;
    } else if (!s->locked) {
        return raise(t, T_RUNTIME_ERROR, "release unlocked lock");
    }
    let_go(s);
    return V_NONE;
}
static Value lock_enter(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value args[3] = {a[0], V_NULL, V_NULL};
    return lock_acquire_method(t, args, 3);
}
static Value lock_exit(Thread *t, Value *a, size_t n) { return lock_release_method(t, a, n); }
static Value lock_locked(Thread *t, Value *a, size_t n) { (void)t, (void)n; return value_bool(as_lock(a[0])->state->locked); }
static Value lock_reinit(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    LockState *s = as_lock(a[0])->state;
    s->locked = false;
    s->owner = 0;
    s->depth = 0;
    return V_NONE;
}
static Value rlock_is_owned(Thread *t, Value *a, size_t n) { (void)t, (void)n; LockState *s = as_lock(a[0])->state; return value_bool(s->locked && s->owner == own_id()); }
static Value rlock_count(Thread *t, Value *a, size_t n) { (void)t, (void)n; LockState *s = as_lock(a[0])->state; return value_fixnum(s->locked && s->owner == own_id() ? (int64_t)s->depth : 0); }
static Value rlock_release_save(Thread *t, Value *a, size_t n)
{
    (void)n;
    LockState *s = as_lock(a[0])->state;
    if (!s->locked || s->owner != own_id()) return raise(t, T_RUNTIME_ERROR, "cannot release un-acquired lock");
    Value saved = tuple_pack(t, 2, value_fixnum((int64_t)s->depth), int_from_uint64(t, s->owner));
    if (!is_null(saved)) let_go(s);
    return saved;
}
static Value rlock_acquire_restore(Thread *t, Value *a, size_t n)
{
    (void)n;
    LockState *s = as_lock(a[0])->state;
    if (!is_tuple(a[1]) || as_tuple(a[1])->length != 2 || !is_fixnum(as_tuple(a[1])->items[0])) return raise(t, T_TYPE_ERROR, "RLock state expected");
    if (acquire(t, s, true, -1) < 0) return V_NULL;
    s->owner = own_id();
    s->depth = (uint64_t)as_fixnum(as_tuple(a[1])->items[0]);
    return V_NONE;
}
static Value lock_repr(Thread *t, Value self)
{
    const LockObject *l = as_lock(self);
    unsigned long long address = value_identity(self);
    if (!l->recursive) return str_format(t, "<%s %T object at 0x%llx>", l->state->locked ? "locked" : "unlocked", self, address);
    return str_format(t, "<%s %T object owner=%lu count=%llu at 0x%llx>", l->state->locked ? "locked" : "unlocked", self, l->state->owner,
                      (unsigned long long)(l->state->locked ? l->state->depth : 0), address);
}
static Value lock_construct(Thread *t, Value *a, size_t n) { (void)n; return lock_make(t, as_type(a[0]), false); }
static Value rlock_construct(Thread *t, Value *a, size_t n) { (void)n; return lock_make(t, as_type(a[0]), true); }

#define LOCK_METHODS \
    FN("acquire", lock_acquire_method, "($self, /, blocking=True, timeout=-1)", "Lock the lock."), FN("release", lock_release_method, "($self, /)", "Release the lock."), \
    FN("locked", lock_locked, "($self, /)", "Return whether the lock is in the locked state."), FN("__enter__", lock_enter, "($self, /)", "Lock the lock."), \
    FN("__exit__", lock_exit, "($self, /, *exc_info)", "Release the lock."), FN("_at_fork_reinit", lock_reinit, "($self, /)", NULL)
static const NativeDef lock_methods[] = {LOCK_METHODS, FN("acquire_lock", lock_acquire_method, "($self, /, blocking=True, timeout=-1)", "An obsolete synonym of acquire()."),
                                         FN("release_lock", lock_release_method, "($self, /)", "An obsolete synonym of release()."), FN("locked_lock", lock_locked, "($self, /)", "An obsolete synonym of locked()."), FN_END};
static const NativeDef rlock_methods[] = {LOCK_METHODS, FN("_is_owned", rlock_is_owned, "($self, /)", NULL), FN("_recursion_count", rlock_count, "($self, /)", NULL),
                                          FN("_release_save", rlock_release_save, "($self, /)", NULL), FN("_acquire_restore", rlock_acquire_restore, "($self, state, /)", NULL), FN_END};
const TypeSpec thread_lock_type_spec = {
    .name = "_thread.lock", .doc = "A lock is not owned by the thread that locked it; another thread may unlock it.", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_HAS_WEAKREF,
    .size = sizeof(LockObject), .slots = {.repr = lock_repr}, .methods = lock_methods, .construct = FN("__new__", lock_construct, "(cls)", NULL), .dispose = lock_dispose};
const TypeSpec thread_rlock_type_spec = {
    .name = "_thread.RLock", .base = T_OBJECT, .flags = TYPE_BASE | TYPE_HAS_WEAKREF, .size = sizeof(LockObject), .slots = {.repr = lock_repr}, .methods = rlock_methods,
    .construct = {"__new__", rlock_construct, NULL, NULL, FN_KEYWORDS}, .dispose = lock_dispose};

/* --- thread-local data: one dict a thread, in a dict keyed by the thread's id --- */

typedef struct Local { Header header; Value dicts, args, keywords; } Local;

static Value local_construct(Thread *t, Value *a, size_t n)
{
    Value names = t->keyword_names;
    size_t k = is_null(names) ? 0 : as_tuple(names)->length;
    Type *type = as_type(a[0]);
    if (n > 1 && value_same(type->init_function, t->rt->types[T_OBJECT]->init_function)) return raise(t, T_TYPE_ERROR, "Initialization arguments are not supported");
    Local *l = object_alloc(t, type, 0);
    if (!l) return V_NULL;
    l->dicts = dict_new(t);
    l->args = is_null(l->dicts) ? V_NULL : tuple_new(t, a + 1, n - k - 1);
    l->keywords = is_null(l->args) ? V_NULL : dict_new(t);
    gc_barrier(t, l);
    for (size_t i = 0; i < k && !is_null(l->keywords); i++)
        if (!dict_set(t, l->keywords, as_tuple(names)->items[i], a[n - k + i])) return V_NULL;
    if (is_null(l->keywords)) return V_NULL;
    Value own = dict_new(t), id = int_from_uint64(t, own_id());
    return is_null(own) || is_null(id) || !dict_set(t, l->dicts, id, own) ? V_NULL : value_cell(l);
}
/* this thread's dict; a thread that comes for the first time runs __init__ */
static Value local_dict(Thread *t, Value self)
{
    Local *l = as_cell(self);
    Value id = int_from_uint64(t, own_id()), own = is_null(id) ? V_NULL : dict_get(t, l->dicts, id);
    if (!is_null(own) || error_set(t)) return own;
    own = dict_new(t);
    if (is_null(own) || !dict_set(t, l->dicts, id, own)) return V_NULL;
    Value init = attr_get(t, self, NAME(t, __init__));
    if (is_null(init) || is_null(call_spread(t, init, l->args, l->keywords))) {
        dict_delete(t, l->dicts, id);
        return V_NULL;
    }
    return own;
}
static Value local_get_attr(Thread *t, Value self, Value name)
{
    Type *type = type_of(t, self);
    Value found = type_lookup(t, type, name);
    if (value_same(name, NAME(t, __dict__))) return local_dict(t, self);
    if (value_same(name, NAME(t, __init__)) || value_same(name, NAME(t, __class__))) return attr_get_generic(t, self, name);
    TernaryFn get = is_null(found) ? NULL : type_of(t, found)->slots.get;
    if (get && type_of(t, found)->slots.set) return get(t, found, self, type_value(type));
    Value d = local_dict(t, self), v = is_null(d) ? V_NULL : dict_get(t, d, name);
    if (!is_null(v) || error_set(t)) return v;
    if (get) return get(t, found, self, type_value(type));
    return is_null(found) ? raise_attribute_error(t, self, name) : found;
}
static bool local_set_attr(Thread *t, Value self, Value name, Value v)
{
    if (value_same(name, NAME(t, __dict__))) return RAISE_FALSE(t, T_ATTRIBUTE_ERROR, "'%T' object attribute '__dict__' is read-only", self);
    Value found = type_lookup(t, type_of(t, self), name);
    StoreFn set = is_null(found) ? NULL : type_of(t, found)->slots.set;
    if (set) return set(t, found, self, v);
    Value d = local_dict(t, self);
    if (is_null(d)) return false;
    if (!is_null(v)) return dict_set(t, d, name, v);
    int gone = dict_delete(t, d, name);
    if (gone == 0) raise_attribute_error(t, self, name);
    return gone > 0;
}
static void local_trace(Tracer *tr, void *cell) { gc_trace_values(tr, &((Local *)cell)->dicts, 3); }
const TypeSpec thread_local_type_spec = {
    .name = "_thread._local", .doc = "Thread-local data", .base = T_OBJECT, .flags = TYPE_BASE | TYPE_HAS_WEAKREF, .size = sizeof(Local),
    .slots = {.get_attr = local_get_attr, .set_attr = local_set_attr}, .construct = {"__new__", local_construct, NULL, NULL, FN_KEYWORDS}, .trace = local_trace};

/* --- threads --- */

/* state shared by the handle and the running thread, freed by whoever is last */
typedef struct ThreadState { LockState done; unsigned long id; int references; bool started; } ThreadState;
typedef struct Handle { Header header; ThreadState *state; } Handle;

static ThreadState *state_new(void)
{
    ThreadState *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_mutex_init(&s->done.mutex, NULL);
    pthread_cond_init(&s->done.freed, &attr);
    pthread_condattr_destroy(&attr);
    s->references = 1;
    return s;
}
static void state_release(ThreadState *s)
{
    if (__atomic_sub_fetch(&s->references, 1, __ATOMIC_SEQ_CST)) return;
    pthread_cond_destroy(&s->done.freed);
    pthread_mutex_destroy(&s->done.mutex);
    free(s);
}
static void handle_dispose(Runtime *rt, void *cell)
{
    (void)rt;
    if (((Handle *)cell)->state) state_release(((Handle *)cell)->state);
    ((Handle *)cell)->state = NULL;
}
static Value handle_make(Thread *t, unsigned long id)
{
    Handle *h = object_alloc_id(t, T_THREAD_HANDLE, 0);
    if (!h) return V_NULL;
    h->state = state_new();
    if (!h->state) return raise_memory_error(t), V_NULL;
    h->state->id = id;
    h->state->started = id != 0;
    return value_cell(h);
}

typedef struct Start { Runtime *rt; ThreadState *state; Value call; } Start; /* call: tuple function, args, kwargs; kept by STATE_STARTING */

static void unlist(Runtime *rt, const Thread *t)
{
    for (Thread **p = &rt->threads; *p; p = &(*p)->next)
        if (*p == t) {
            *p = t->next;
            return;
        }
}

static void forget_call(Thread *t, Value what)
{
    List *starting = as_list(t->rt->state[STATE_STARTING]);
    for (size_t i = 0; i < starting->length; i++)
        if (value_same(starting->items[i], what)) {
            list_delete_range(t, starting, i, i + 1);
            return;
        }
}

/* an exception that ends a thread goes to sys.unraisablehook, but for SystemExit */
static void run_call(Thread *t, Value what)
{
    const Tuple *parts = as_tuple(what);
    Value r = call_spread(t, parts->items[0], parts->items[1], is_none(parts->items[2]) ? V_NULL : parts->items[2]);
    if (is_null(r)) {
        if (error_matches(t, T_SYSTEM_EXIT)) error_clear(t);
        else error_unraisable(t, "Exception ignored in thread started by", parts->items[0]);
    }
}

static void *thread_main(void *context)
{
    Start s = *(Start *)context;
    free(context);
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL); /* signals are the main thread's */
    Thread *t = thread_prepare(s.rt);
    if (!t) abort();
    s.state->id = own_id();
    lock_acquire(t);
    thread_list(t);
    run_call(t, s.call);
    forget_call(t, s.call);
    unlist(s.rt, t);
    let_go(&s.state->done);
    state_release(s.state);
    lock_release(t);
    thread_free(t);
    return NULL;
}

static bool start(Thread *t, ThreadState *state, Value function, Value args, Value keywords)
{
    if (is_null(t->rt->state[STATE_STARTING]) && is_null(t->rt->state[STATE_STARTING] = list_new(t, NULL, 0))) return false;
    Value what = tuple_pack(t, 3, function, args, keywords);
    if (is_null(what) || !list_append(t, t->rt->state[STATE_STARTING], what)) return false;
    Start *s = malloc(sizeof *s);
    if (!s || !lock_init(t)) return free(s), raise_memory_error(t), false;
    *s = (Start){t->rt, state, what};
    state->done.locked = true;
    state->started = true;
    __atomic_add_fetch(&state->references, 1, __ATOMIC_SEQ_CST);
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attr, t->rt->thread_stack_size ? t->rt->thread_stack_size : (size_t)8 << 20);
    pthread_t id;
    int error = pthread_create(&id, &attr, thread_main, s);
    pthread_attr_destroy(&attr);
    if (error) {
        state->done.locked = false;
        state->started = false;
        state_release(state);
        free(s);
        forget_call(t, what);
        return RAISE_FALSE(t, T_RUNTIME_ERROR, "can't start new thread");
    }
    state->id = (unsigned long)id;
    return true;
}

static Value start_new_thread(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_callable(t, a[0])) return raise(t, T_TYPE_ERROR, "first arg must be callable");
    if (!is_tuple(a[1])) return raise(t, T_TYPE_ERROR, "2nd arg must be a tuple");
    if (!is_null(a[2]) && !is_dict(a[2])) return raise(t, T_TYPE_ERROR, "optional 3rd arg must be a dictionary");
    ThreadState *state = state_new();
    if (!state) return raise_memory_error(t), V_NULL;
    Value id = start(t, state, a[0], a[1], is_null(a[2]) ? V_NONE : a[2]) ? int_from_uint64(t, state->id) : V_NULL;
    state_release(state);
    return id;
}

static Value start_joinable_thread(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_callable(t, a[0])) return raise(t, T_TYPE_ERROR, "thread function must be callable");
    Value handle = is_null(a[1]) || is_none(a[1]) ? handle_make(t, 0) : a[1];
    if (is_null(handle)) return V_NULL;
    if (!has_type(t, handle, T_THREAD_HANDLE)) return raise(t, T_TYPE_ERROR, "'handle' must be a _ThreadHandle");
    ThreadState *state = ((Handle *)as_cell(handle))->state;
    if (state->started) return raise(t, T_RUNTIME_ERROR, "thread already started");
    return start(t, state, a[0], t->rt->empty_tuple, V_NONE) ? handle : V_NULL;
}

static Value handle_join(Thread *t, Value *a, size_t n)
{
    (void)n;
    ThreadState *s = ((Handle *)as_cell(a[0]))->state;
    double seconds = -1;
    if (!is_null(a[1]) && !is_none(a[1])) {
        if (!to_double(t, a[1], &seconds)) return V_NULL;
        if (seconds < 0) seconds = -1;
    }
    if (!s->started) return raise(t, T_RUNTIME_ERROR, "thread not started");
    if (s->done.locked && s->id == own_id()) return raise(t, T_RUNTIME_ERROR, "Cannot join current thread");
    int r = acquire(t, &s->done, true, seconds);
    if (r > 0) let_go(&s->done);
    return r < 0 ? V_NULL : V_NONE;
}
static Value handle_is_done(Thread *t, Value *a, size_t n) { (void)t, (void)n; const ThreadState *s = ((Handle *)as_cell(a[0]))->state; return value_bool(s->started && !s->done.locked); }
static Value handle_set_done(Thread *t, Value *a, size_t n) { (void)t, (void)n; let_go(&((Handle *)as_cell(a[0]))->state->done); return V_NONE; }
static Value handle_ident(Thread *t, Value self) { return int_from_uint64(t, ((Handle *)as_cell(self))->state->id); }
static Value handle_construct(Thread *t, Value *a, size_t n) { (void)a, (void)n; return handle_make(t, 0); }
static const NativeDef handle_methods[] = {FN("join", handle_join, "($self, timeout=None, /)", NULL), FN("is_done", handle_is_done, "($self, /)", NULL), FN("_set_done", handle_set_done, "($self, /)", NULL), FN_END};
static const GetSetDef handle_getsets[] = {{"ident", handle_ident, NULL, NULL}, GETSET_END};
const TypeSpec thread_handle_type_spec = {
    .name = "_thread._ThreadHandle", .base = T_OBJECT, .flags = TYPE_IMMUTABLE, .size = sizeof(Handle), .methods = handle_methods, .getsets = handle_getsets,
    .construct = FN("__new__", handle_construct, "(cls)", NULL), .dispose = handle_dispose};

/* --- functions --- */

static Value allocate_lock(Thread *t, Value *a, size_t n) { (void)a, (void)n; return lock_make(t, type_by_id(t, T_THREAD_LOCK), false); }
static Value get_ident(Thread *t, Value *a, size_t n) { (void)a, (void)n; return int_from_uint64(t, own_id()); }
static Value get_native_id(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return value_fixnum(syscall(SYS_gettid)); }
static Value main_ident(Thread *t, Value *a, size_t n) { (void)a, (void)n; return int_from_uint64(t, t->rt->main->id); }
static Value make_handle(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t id;
    return to_int64(t, a[0], &id) ? handle_make(t, (unsigned long)id) : V_NULL;
}
static Value is_main_interpreter(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return V_TRUE; }
static Value exit_thread(Thread *t, Value *a, size_t n) { (void)a, (void)n; return raise_none(t, T_SYSTEM_EXIT); }
static Value count(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    int64_t threads = 0;
    for (const Thread *o = t->rt->threads; o; o = o->next) threads += o != t->rt->main;
    return value_fixnum(threads);
}
static Value stack_size(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t old = (int64_t)t->rt->thread_stack_size, size = 0;
    if (is_null(a[0])) return value_fixnum(old);
    if (!to_size(t, a[0], &size)) return V_NULL;
    if (size < 0) return raise(t, T_VALUE_ERROR, "size must be 0 or a positive value");
    if (size && size < 512 * 1024) return raise(t, T_VALUE_ERROR, "size not valid: %lld bytes", (long long)size);
    t->rt->thread_stack_size = (size_t)size;
    return value_fixnum(old);
}
static Value interrupt_main(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t number = SIGINT;
    if (!is_null(a[0]) && !to_int64(t, a[0], &number)) return V_NULL;
    if (number < 1 || number >= NSIG) return raise(t, T_VALUE_ERROR, "signal number out of range");
    kill(getpid(), (int)number);
    return V_NONE;
}
/* waits for the threads that are not daemons: threading joins them itself before it calls this */
static Value shutdown(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return V_NONE; }
static Value true_function(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return V_TRUE; }
static Value set_name(Thread *t, Value *a, size_t n)
{
    (void)n;
    size_t size;
    const char *name = is_str(a[0]) ? str_utf8_lossy(t, a[0], &size) : NULL;
    if (!name) return error_set(t) ? V_NULL : raise(t, T_TYPE_ERROR, "set_name() argument 'name' must be str, not %T", a[0]);
    char copy[16];
    snprintf(copy, sizeof copy, "%s", name);
    pthread_setname_np(pthread_self(), copy);
    return V_NONE;
}
/* _excepthook((type, value, traceback, thread)): what threading.excepthook does without threading */
static Value excepthook(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value value = item_get(t, a[0], value_fixnum(1)), thread = is_null(value) ? V_NULL : item_get(t, a[0], value_fixnum(3));
    if (is_null(thread)) return V_NULL;
    if (is_exception(value) && is_instance_of(t, value, T_SYSTEM_EXIT)) return V_NONE;
    Value err = dict_get_text(t, t->rt->sys_dict, "stderr");
    if (is_null(err) || is_none(err)) return V_NONE;
    Value name = is_none(thread) ? get_ident(t, NULL, 0) : attr_get_optional(t, thread, NAME(t, name));
    if (is_null(name)) error_clear(t), name = V_NONE;
    Value line = str_format(t, "Exception in thread %S:\n", name);
    if (is_null(line) || is_null(call_method1(t, err, NAME(t, write), line))) return V_NULL;
    exception_print(t, value, err);
    return V_NONE;
}

static const NativeDef functions[] = {
    FN("allocate_lock", allocate_lock, "($module, /)", "Create a new lock object."), FN("allocate", allocate_lock, "($module, /)", "An obsolete synonym of allocate_lock()."),
    FN("get_ident", get_ident, "($module, /)", "Return a non-zero integer that uniquely identifies the current thread amongst other threads that exist simultaneously."),
    FN("get_native_id", get_native_id, "($module, /)", NULL), FN("_get_main_thread_ident", main_ident, "($module, /)", NULL), FN("_make_thread_handle", make_handle, "($module, ident, /)", NULL),
    FN("_is_main_interpreter", is_main_interpreter, "($module, /)", NULL), FN("exit", exit_thread, "($module, /)", NULL), FN("exit_thread", exit_thread, "($module, /)", NULL),
    FN("_count", count, "($module, /)", NULL), FN("stack_size", stack_size, "($module, size=0, /)", NULL), FN("interrupt_main", interrupt_main, "($module, signum=signal.SIGINT, /)", NULL),
    FN("_shutdown", shutdown, "($module, /)", NULL), FN("daemon_threads_allowed", true_function, "($module, /)", NULL), FN("set_name", set_name, "($module, name)", NULL),
    FN("start_new_thread", start_new_thread, "($module, function, args, kwargs={}, /)", NULL), FN("start_new", start_new_thread, "($module, function, args, kwargs={}, /)", NULL),
    FN("start_joinable_thread", start_joinable_thread, "($module, function, handle=None, daemon=True)", NULL), FN("_excepthook", excepthook, "($module, exc_info, /)", NULL), FN_END};

static bool setup(Thread *t, Value module)
{
    return module_add_type(t, module, T_THREAD_LOCK) && module_add_type(t, module, T_THREAD_RLOCK) && module_add_type(t, module, T_THREAD_LOCAL) &&
           module_add_type(t, module, T_THREAD_HANDLE) && module_add(t, module, "LockType", type_value(t->rt->types[T_THREAD_LOCK])) &&
           module_add(t, module, "error", type_value(t->rt->types[T_RUNTIME_ERROR])) && module_add(t, module, "TIMEOUT_MAX", float_new(t, TIMEOUT_MAX));
}

const ModuleSpec _thread_module_spec = {"_thread", "This module provides primitive operations to write multi-threaded programs.", functions, NULL, setup};
