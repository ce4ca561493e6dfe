/* _signal.c - signals: C handlers note them, a safepoint of the main thread runs the Python handlers.
 *
 * The noted signals are process-wide, as signals are: `noted` and the runtime that takes them are the one piece of state outside
 * a Runtime, written by the C handler. The first runtime that installs a handler owns them. */
#include "base/signals.h"
#include "modules/args.h"
#include "modules/modules.h"
#include "objects/dict.h"
#include "objects/frame.h"
#include "objects/function.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/structseq.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/threads.h"
#include "vm/interp.h"
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>

static volatile sig_atomic_t noted[NSIG];
static Thread *volatile owner;
static volatile sig_atomic_t wakeup_fd = -1;

static void note(int number)
{
    int saved = errno;
    noted[number] = 1;
    Thread *t = owner;
    if (t) __atomic_fetch_or(&t->interrupt, INTERRUPT_SIGNAL, __ATOMIC_SEQ_CST);
    if (wakeup_fd >= 0) {
        unsigned char byte = (unsigned char)number;
        if (write(wakeup_fd, &byte, 1) < 0) errno = 0; /* a full pipe loses the byte, not the signal */
    }
    errno = saved;
}

/* --- running the handlers --- */

/* the Python handlers: a list by number; None: unknown, as inherited */
static Value *handlers(Thread *t)
{
    Value v = t->rt->state[STATE_SIGNAL_HANDLERS];
    return is_null(v) ? NULL : as_tuple(v)->items;
}

static Value default_int_handler(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    return raise_none(t, T_KEYBOARD_INTERRUPT);
}

static bool run_one(Thread *t, int number)
{
    Value *all = handlers(t), frame = V_NONE;
    if (!all || is_none(all[number])) return number == SIGINT ? (raise_none(t, T_KEYBOARD_INTERRUPT), false) : true;
    if (is_fixnum(all[number])) return true; /* reset in between */
    if (t->registers) {
        FrameObject *f = frame_object(t, t->registers);
        if (!f) return false;
        frame = value_cell(f);
    }
    return !is_null(call2(t, all[number], value_fixnum(number), frame));
}

bool signals_run(Thread *t)
{
    if (t != t->rt->main) { /* Python handlers run in the main thread */
        __atomic_fetch_or(&t->rt->main->interrupt, INTERRUPT_SIGNAL, __ATOMIC_SEQ_CST);
        return true;
    }
    for (int number = 1; number < NSIG; number++) {
        if (!noted[number]) continue;
        noted[number] = 0;
        if (run_one(t, number)) continue;
        for (int rest = number + 1; rest < NSIG; rest++)
            if (noted[rest]) __atomic_fetch_or(&t->interrupt, INTERRUPT_SIGNAL, __ATOMIC_SEQ_CST);
        return false;
    }
    return true;
}

/* --- installing --- */

static bool install(int number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler};
    sigemptyset(&action.sa_mask);
    return sigaction(number, &action, NULL) == 0;
}

static bool make_handlers(Thread *t)
{
    if (handlers(t)) return true;
    Tuple *all = tuple_alloc(t, NSIG);
    if (!all) return false;
    for (int i = 0; i < NSIG; i++) all->items[i] = V_NONE;
    t->rt->state[STATE_SIGNAL_HANDLERS] = value_cell(all);
    for (int i = 1; i < NSIG; i++) {
        struct sigaction now;
        if (sigaction(i, NULL, &now)) continue;
        if (now.sa_handler == SIG_DFL) all->items[i] = value_fixnum((intptr_t)SIG_DFL);
        else if (now.sa_handler == SIG_IGN) all->items[i] = value_fixnum((intptr_t)SIG_IGN);
    }
    return true;
}

bool signals_install(Thread *t)
{
    install(SIGPIPE, SIG_IGN);
    install(SIGXFSZ, SIG_IGN);
    struct sigaction now;
    owner = t;
    if (sigaction(SIGINT, NULL, &now) == 0 && now.sa_handler == SIG_DFL) install(SIGINT, note);
    return true;
}

/* --- the module --- */

static bool number_arg(Thread *t, Value v, int *number)
{
    if (!arg_int(t, v, number)) return false;
    return *number >= 1 && *number < NSIG ? true : RAISE_FALSE(t, T_VALUE_ERROR, "signal number out of range");
}

static Value signal_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int number;
    if (!arg_int(t, a[0], &number)) return V_NULL;
    if (t != t->rt->main) return raise(t, T_VALUE_ERROR, "signal only works in main thread of the main interpreter");
    if (number < 1 || number >= NSIG) return raise(t, T_VALUE_ERROR, "signal number out of range");
    void (*handler)(int) = note;
    if (!is_callable(t, a[1])) {
        int64_t which = -1;
        if (type_of(t, a[1])->slots.index && !to_int64(t, a[1], &which)) return V_NULL;
        if (which != (intptr_t)SIG_DFL && which != (intptr_t)SIG_IGN)
            return raise(t, T_TYPE_ERROR, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
        handler = which == (intptr_t)SIG_DFL ? SIG_DFL : SIG_IGN;
    }
    if (!vm_safepoint(t) || !make_handlers(t)) return V_NULL;
    owner = t;
    if (!install(number, handler)) return raise_errno(t, errno, V_NULL);
    Value old = handlers(t)[number];
    gc_store(t, as_cell(t->rt->state[STATE_SIGNAL_HANDLERS]), &handlers(t)[number], handler == note ? a[1] : value_fixnum((intptr_t)handler));
    return old;
}

static Value getsignal(Thread *t, Value *a, size_t n)
{
    (void)n;
    int number;
    if (!number_arg(t, a[0], &number) || !make_handlers(t)) return V_NULL;
    return handlers(t)[number];
}

static Value raise_signal(Thread *t, Value *a, size_t n)
{
    (void)n;
    int number;
    if (!arg_int(t, a[0], &number)) return V_NULL;
    int error = pthread_kill(pthread_self(), number);
    if (error) return raise_errno(t, error, V_NULL);
    return vm_safepoint(t) ? V_NONE : V_NULL;
}

static Value alarm_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int seconds;
    return arg_int(t, a[0], &seconds) ? value_fixnum(alarm((unsigned)seconds)) : V_NULL;
}

static Value pause_(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    lock_release(t);
    pause();
    lock_acquire(t);
    return vm_safepoint(t) ? V_NONE : V_NULL;
}

static Value siginterrupt_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int number;
    bool flag;
    struct sigaction now;
    if (!number_arg(t, a[0], &number) || !arg_bool(t, a[1], false, &flag)) return V_NULL;
    if (sigaction(number, NULL, &now)) return raise_errno(t, errno, V_NULL);
    now.sa_flags = flag ? now.sa_flags & ~SA_RESTART : now.sa_flags | SA_RESTART;
    return sigaction(number, &now, NULL) ? raise_errno(t, errno, V_NULL) : V_NONE;
}

static Value set_wakeup_fd(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd;
    if (!arg_int(t, a[0], &fd)) return V_NULL;
    if (t != t->rt->main) return raise(t, T_VALUE_ERROR, "set_wakeup_fd only works in main thread of the main interpreter");
    if (fd >= 0 && fcntl(fd, F_GETFL) < 0) return raise_errno(t, errno, V_NULL);
    if (fd >= 0 && !(fcntl(fd, F_GETFL) & O_NONBLOCK)) return raise(t, T_VALUE_ERROR, "the fd %d must be in non-blocking mode", fd);
    int old = wakeup_fd;
    wakeup_fd = fd;
    return value_fixnum(old);
}

static Value strsignal_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int number;
    if (!number_arg(t, a[0], &number)) return V_NULL;
    const char *text = strsignal(number);
    return text && strncmp(text, "Unknown signal", 14) ? str_from_text(t, text) : V_NONE;
}

/* --- sets --- */

static Value set_value(Thread *t, const sigset_t *set)
{
    Value items[NSIG];
    size_t n = 0;
    for (int i = 1; i < NSIG; i++)
        if (sigismember(set, i) == 1) items[n++] = value_fixnum(i);
    Value tuple = tuple_new(t, items, n);
    return is_null(tuple) ? V_NULL : call1(t, type_value(type_by_id(t, T_SET)), tuple);
}

static bool set_arg(Thread *t, Value v, sigset_t *set)
{
    Value items = tuple_from_iterable(t, v);
    if (is_null(items)) return false;
    sigemptyset(set);
    for (size_t i = 0; i < as_tuple(items)->length; i++) {
        int64_t number;
        if (!to_int64(t, as_tuple(items)->items[i], &number)) return false;
        if (number <= 0 || number >= NSIG) return RAISE_FALSE(t, T_VALUE_ERROR, "signal number %lld out of range [1; %d]", (long long)number, NSIG - 1);
        sigaddset(set, (int)number);
    }
    return true;
}

static Value pthread_sigmask_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int how;
    sigset_t set, old;
    if (!arg_int(t, a[0], &how) || !set_arg(t, a[1], &set)) return V_NULL;
    int error = pthread_sigmask(how, &set, &old);
    if (error) return raise_errno(t, error, V_NULL);
    return vm_safepoint(t) ? set_value(t, &old) : V_NULL;
}
static Value sigpending_(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    sigset_t set;
    return sigpending(&set) ? raise_errno(t, errno, V_NULL) : set_value(t, &set);
}
static Value sigwait_(Thread *t, Value *a, size_t n)
{
    (void)n;
    sigset_t set;
    int number;
    if (!set_arg(t, a[0], &set)) return V_NULL;
    lock_release(t);
    int error = sigwait(&set, &number);
    lock_acquire(t);
    return error ? raise_errno(t, error, V_NULL) : value_fixnum(number);
}
static Value valid_signals(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    sigset_t set;
    sigfillset(&set);
    return set_value(t, &set);
}

static const MemberDef siginfo_fields[] = {
    STRUCTSEQ_FIELD(0, "si_signo", "signal number"), STRUCTSEQ_FIELD(1, "si_code", "signal code"),
    STRUCTSEQ_FIELD(2, "si_errno", "errno associated with this signal"), STRUCTSEQ_FIELD(3, "si_pid", "sending process ID"),
    STRUCTSEQ_FIELD(4, "si_uid", "real user ID of sending process"), STRUCTSEQ_FIELD(5, "si_status", "exit value or signal"),
    STRUCTSEQ_FIELD(6, "si_band", "band event for SIGPOLL"), MEMBER_END};
static bool siginfo_setup(Thread *t, Type *type) { return structseq_setup(t, type, 7, 7); }
const TypeSpec struct_siginfo_type_spec = {STRUCTSEQ_SPEC("signal.struct_siginfo", "What is known about a signal.", siginfo_fields, 0), .setup = siginfo_setup};

static Value siginfo_value(Thread *t, const siginfo_t *s)
{
    Value v[] = {value_fixnum(s->si_signo), value_fixnum(s->si_code), value_fixnum(s->si_errno), value_fixnum(s->si_pid), value_fixnum(s->si_uid),
                 value_fixnum(s->si_status), value_fixnum(s->si_band)};
    return structseq_new(t, T_STRUCT_SIGINFO, v);
}
static Value sigwaitinfo_(Thread *t, Value *a, size_t n)
{
    (void)n;
    sigset_t set;
    siginfo_t info;
    int r, error;
    if (!set_arg(t, a[0], &set)) return V_NULL;
    BLOCKING(t, r, error, sigwaitinfo(&set, &info));
    return r < 0 ? (error_set(t) ? V_NULL : raise_errno(t, error, V_NULL)) : siginfo_value(t, &info);
}
static Value sigtimedwait_(Thread *t, Value *a, size_t n)
{
    (void)n;
    sigset_t set;
    siginfo_t info;
    int64_t ns;
    int r, error;
    if (!set_arg(t, a[0], &set) || !arg_nanoseconds(t, a[1], true, &ns)) return V_NULL;
    if (ns < 0) return raise(t, T_VALUE_ERROR, "timeout must be non-negative");
    struct timespec timeout = {ns / 1000000000, ns % 1000000000};
    BLOCKING(t, r, error, sigtimedwait(&set, &info, &timeout));
    if (r < 0 && error == EAGAIN) return V_NONE;
    return r < 0 ? (error_set(t) ? V_NULL : raise_errno(t, error, V_NULL)) : siginfo_value(t, &info);
}

/* --- timers --- */

static Value timer_value(Thread *t, const struct itimerval *v)
{
    return tuple_pack(t, 2, float_new(t, (double)v->it_value.tv_sec + (double)v->it_value.tv_usec * 1e-6),
                      float_new(t, (double)v->it_interval.tv_sec + (double)v->it_interval.tv_usec * 1e-6));
}
static bool timer_arg(Thread *t, Value v, struct timeval *out)
{
    int64_t ns = 0;
    if (!is_null(v) && !arg_nanoseconds(t, v, true, &ns)) return false;
    int64_t us = (ns + 999) / 1000;
    *out = (struct timeval){us / 1000000, us % 1000000};
    return true;
}
static Value timer_error(Thread *t)
{
    Value error = t->rt->state[STATE_ITIMER_ERROR];
    Value e = call2(t, error, value_fixnum(errno), str_from_text(t, strerror(errno)));
    return is_null(e) ? V_NULL : raise_value(t, e);
}
static Value setitimer_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int which;
    struct itimerval set, old;
    if (!arg_int(t, a[0], &which) || !timer_arg(t, a[1], &set.it_value) || !timer_arg(t, a[2], &set.it_interval)) return V_NULL;
    return setitimer((unsigned)which, &set, &old) ? timer_error(t) : timer_value(t, &old);
}
static Value getitimer_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int which;
    struct itimerval now;
    if (!arg_int(t, a[0], &which)) return V_NULL;
    return getitimer((unsigned)which, &now) ? timer_error(t) : timer_value(t, &now);
}

static Value pthread_kill_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t id;
    int number;
    if (!arg_long(t, a[0], &id) || !arg_int(t, a[1], &number)) return V_NULL;
    int error = pthread_kill((pthread_t)id, number);
    if (error) return raise_errno(t, error, V_NULL);
    return vm_safepoint(t) ? V_NONE : V_NULL;
}

static const NativeDef functions[] = {
    FN("default_int_handler", default_int_handler, "($module, signalnum, frame, /)", "The default handler for SIGINT installed by Python."),
    FN("signal", signal_, "($module, signalnum, handler, /)", "Set the action for the given signal."),
    FN("getsignal", getsignal, "($module, signalnum, /)", "Return the current action for the given signal."),
    FN("raise_signal", raise_signal, "($module, signalnum, /)", "Send a signal to the executing process."),
    FN("alarm", alarm_, "($module, seconds, /)", "Arrange for SIGALRM to arrive after the given number of seconds."),
    FN("pause", pause_, "($module, /)", "Wait until a signal arrives."),
    FN("siginterrupt", siginterrupt_, "($module, signalnum, flag, /)", "Change system call restart behaviour."),
    FN("set_wakeup_fd", set_wakeup_fd, "($module, fd, /, *, warn_on_full_buffer=True)", "Sets the fd to be written to when a signal comes in."),
    FN("strsignal", strsignal_, "($module, signalnum, /)", "Return the system description of the given signal."),
    FN("pthread_sigmask", pthread_sigmask_, "($module, how, mask, /)", "Fetch and/or change the signal mask of the calling thread."),
    FN("pthread_kill", pthread_kill_, "($module, thread_id, signalnum, /)", "Send a signal to a thread."),
    FN("sigpending", sigpending_, "($module, /)", "Examine pending signals."),
    FN("sigwait", sigwait_, "($module, sigset, /)", "Wait for a signal."),
    FN("sigwaitinfo", sigwaitinfo_, "($module, sigset, /)", "Wait synchronously until one of the signals in *sigset* is delivered."),
    FN("sigtimedwait", sigtimedwait_, "($module, sigset, timeout, /)", "Like sigwaitinfo(), but with a timeout."),
    FN("valid_signals", valid_signals, "($module, /)", "Return a set of valid signal numbers on this platform."),
    FN("setitimer", setitimer_, "($module, which, seconds, interval=0.0, /)", "Sets given itimer."),
    FN("getitimer", getitimer_, "($module, which, /)", "Returns current value of given itimer."),
    FN_END};

#define ROW(name) {#name, name, NULL}
static const ConstantDef constants[] = {
    ROW(SIGHUP), ROW(SIGINT), ROW(SIGQUIT), ROW(SIGILL), ROW(SIGTRAP), ROW(SIGIOT), ROW(SIGABRT), ROW(SIGFPE), ROW(SIGKILL), ROW(SIGBUS),
    ROW(SIGSEGV), ROW(SIGSYS), ROW(SIGPIPE), ROW(SIGALRM), ROW(SIGTERM), ROW(SIGUSR1), ROW(SIGUSR2), {"SIGCLD", SIGCHLD, NULL}, ROW(SIGCHLD),
    ROW(SIGPWR), ROW(SIGIO), ROW(SIGURG), ROW(SIGWINCH), ROW(SIGPOLL), ROW(SIGSTOP), ROW(SIGTSTP), ROW(SIGCONT), ROW(SIGTTIN), ROW(SIGTTOU),
    ROW(SIGVTALRM), ROW(SIGPROF), ROW(SIGXCPU), ROW(SIGXFSZ), ROW(SIGSTKFLT), {"NSIG", NSIG, NULL}, {"SIG_DFL", 0, NULL}, {"SIG_IGN", 1, NULL},
    ROW(SIG_BLOCK), ROW(SIG_UNBLOCK), ROW(SIG_SETMASK), ROW(ITIMER_REAL), ROW(ITIMER_VIRTUAL), ROW(ITIMER_PROF), CONSTANT_END};

/* class ItimerError(OSError) */
static bool add_itimer_error(Thread *t, Value module)
{
    Value base = type_value(type_by_id(t, T_OS_ERROR)), bases = tuple_new(t, &base, 1), dict = dict_new(t);
    if (is_null(bases) || is_null(dict) || !dict_set_text(t, dict, "__module__", str_from_text(t, "signal"))) return false;
    Value error = call3(t, type_value(type_by_id(t, T_TYPE)), str_from_text(t, "itimer_error"), bases, dict);
    t->rt->state[STATE_ITIMER_ERROR] = error;
    return module_add(t, module, "ItimerError", error);
}

static bool setup(Thread *t, Value module)
{
    if (!make_handlers(t)) return false;
    Value *all = handlers(t), handler = dict_get_text(t, value_cell(as_module(module)->dict), "default_int_handler");
    if (owner == t && is_none(all[SIGINT])) gc_store(t, as_cell(t->rt->state[STATE_SIGNAL_HANDLERS]), &all[SIGINT], handler);
    return module_add_type(t, module, T_STRUCT_SIGINFO) && add_itimer_error(t, module) && module_add(t, module, "SIGRTMIN", value_fixnum(SIGRTMIN)) &&
           module_add(t, module, "SIGRTMAX", value_fixnum(SIGRTMAX));
}

const ModuleSpec _signal_module_spec = {"_signal", "Signals of the operating system. Use the module signal.", functions, constants, setup};
