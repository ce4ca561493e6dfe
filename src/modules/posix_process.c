/* posix_process.c - processes, users, the machine. */
#include "base/signals.h"
#include "modules/posix.h"
#include "base/common.h"
#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/structseq.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/ops.h"
#include "runtime/threads.h"
#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>


static Value failed(Thread *t, int error) { return error_set(t) ? V_NULL : raise_errno(t, error, V_NULL); }

/* --- identities --- */

#define NUMBER(name, call) static Value name##_(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return value_fixnum(call); }
NUMBER(getpid, getpid())
NUMBER(getppid, getppid())
NUMBER(getuid, getuid())
NUMBER(geteuid, geteuid())
NUMBER(getgid, getgid())
NUMBER(getegid, getegid())
NUMBER(getpgrp, getpgrp())

#define CALL1(name) \
    static Value name##_(Thread *t, Value *a, size_t n) { (void)n; int x; return arg_int(t, a[0], &x) ? posix_result(t, name((unsigned)x)) : V_NULL; }
CALL1(setuid)
CALL1(seteuid)
CALL1(setgid)
CALL1(setegid)

static Value getpgid_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int pid;
    if (!arg_int(t, a[0], &pid)) return V_NULL;
    pid_t group = getpgid(pid);
    return group < 0 ? raise_errno(t, errno, V_NULL) : value_fixnum(group);
}
static Value getsid_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int pid;
    if (!arg_int(t, a[0], &pid)) return V_NULL;
    pid_t sid = getsid(pid);
    return sid < 0 ? raise_errno(t, errno, V_NULL) : value_fixnum(sid);
}
static Value setsid_(Thread *t, Value *a, size_t n) { (void)a, (void)n; return posix_result(t, setsid()); }
static Value setpgrp_(Thread *t, Value *a, size_t n) { (void)a, (void)n; return posix_result(t, setpgrp()); }
static Value setpgid_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int pid, group;
    return arg_int(t, a[0], &pid) && arg_int(t, a[1], &group) ? posix_result(t, setpgid(pid, group)) : V_NULL;
}
static Value tcgetpgrp_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd;
    if (!arg_int(t, a[0], &fd)) return V_NULL;
    pid_t group = tcgetpgrp(fd);
    return group < 0 ? raise_errno(t, errno, V_NULL) : value_fixnum(group);
}
static Value tcsetpgrp_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd, group;
    return arg_int(t, a[0], &fd) && arg_int(t, a[1], &group) ? posix_result(t, tcsetpgrp(fd, group)) : V_NULL;
}

static Value getgroups_(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    int count = getgroups(0, NULL);
    gid_t *groups = count < 0 ? NULL : malloc(((size_t)count + 1) * sizeof *groups);
    if (!groups) return raise_errno(t, count < 0 ? errno : ENOMEM, V_NULL);
    count = getgroups(count, groups);
    Value list = list_new(t, NULL, 0);
    for (int i = 0; i < count && !is_null(list); i++)
        if (!list_append(t, list, value_fixnum(groups[i]))) list = V_NULL;
    free(groups);
    return list;
}

static Value getlogin_(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    char name[256];
    int error = getlogin_r(name, sizeof name);
    return error ? raise_errno(t, error, V_NULL) : str_from_fs(t, name, strlen(name));
}

/* --- signals, processes --- */

static Value kill_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int pid, number;
    if (!arg_int(t, a[0], &pid) || !arg_int(t, a[1], &number)) return V_NULL;
    if (kill(pid, number)) return raise_errno(t, errno, V_NULL);
    return vm_safepoint(t) ? V_NONE : V_NULL; /* a signal to this process is handled before kill() returns */
}
static Value killpg_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int group, number;
    if (!arg_int(t, a[0], &group) || !arg_int(t, a[1], &number)) return V_NULL;
    if (killpg(group, number)) return raise_errno(t, errno, V_NULL);
    return vm_safepoint(t) ? V_NONE : V_NULL;
}

static Value exit_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int status;
    if (!arg_int(t, a[0], &status)) return V_NULL;
    _exit(status);
}
static Value abort_(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; abort(); }

/* register_at_fork: three lists in a tuple */
static bool run_fork_hooks(Thread *t, size_t which, bool reversed)
{
    Value hooks = t->rt->state[STATE_FORK_HOOKS];
    if (is_null(hooks)) return true;
    Value list = as_tuple(hooks)->items[which];
    for (size_t i = 0; i < as_list(list)->length; i++) {
        size_t at = reversed ? as_list(list)->length - 1 - i : i;
        if (is_null(call0(t, as_list(list)->items[at]))) error_unraisable(t, "Exception ignored in fork hook", as_list(list)->items[at]);
    }
    return true;
}

static Value register_at_fork(Thread *t, Value *a, size_t n)
{
    (void)n;
    static const char *const names[] = {"before", "after_in_child", "after_in_parent"};
    if (is_null(a[0]) && is_null(a[1]) && is_null(a[2])) return raise(t, T_TYPE_ERROR, "At least one argument is required.");
    for (int i = 0; i < 3; i++)
        if (!is_null(a[i]) && !is_callable(t, a[i])) return raise(t, T_TYPE_ERROR, "'%s' must be callable, not %T", names[i], a[i]);
    Value *hooks = &t->rt->state[STATE_FORK_HOOKS];
    if (is_null(*hooks)) {
        Value lists[3] = {list_new(t, NULL, 0), list_new(t, NULL, 0), list_new(t, NULL, 0)};
        Value tuple = is_null(lists[0]) || is_null(lists[1]) || is_null(lists[2]) ? V_NULL : tuple_new(t, lists, 3);
        if (is_null(tuple)) return V_NULL;
        *hooks = tuple;
    }
    for (int i = 0; i < 3; i++)
        if (!is_null(a[i]) && !list_append(t, as_tuple(*hooks)->items[i], a[i])) return V_NULL;
    return V_NONE;
}

static Value fork_(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    run_fork_hooks(t, 0, true);
    pid_t pid = fork();
    int error = errno;
    if (pid == 0) {
        lock_after_fork(t);
        run_fork_hooks(t, 1, false);
    } else {
        run_fork_hooks(t, 2, false);
    }
    return pid < 0 ? raise_errno(t, error, V_NULL) : value_fixnum(pid);
}

/* a NULL-terminated array of strings, in a heap cell; each string's own cell is in `keep` */
static char **text_array(Thread *t, size_t n) { void *cell = gc_alloc_buffer(t, (n + 1) * sizeof(char *)); return cell ? buffer_data(cell) : NULL; }

static char **argv_arg(Thread *t, Value v, const char *function)
{
    if (!is_tuple(v) && !is_list(v)) return RAISE_PTR(t, T_TYPE_ERROR, "%s arg 2 must be a tuple or list", function);
    Value items = tuple_from_iterable(t, v);
    if (is_null(items)) return NULL;
    size_t length = as_tuple(items)->length;
    if (!length) return RAISE_PTR(t, T_VALUE_ERROR, "%s arg 2 must not be empty", function);
    char **argv = text_array(t, length);
    for (size_t i = 0; argv && i < length; i++)
        if (!(argv[i] = (char *)fs_text(t, as_tuple(items)->items[i]))) return NULL;
    if (argv && !argv[0][0]) return RAISE_PTR(t, T_VALUE_ERROR, "%s arg 2 first element cannot be empty", function);
    return argv;
}

static char **environment_arg(Thread *t, Value v)
{
    Value keys = call_method0(t, v, NAME(t, keys)), values = is_null(keys) ? V_NULL : call_method0(t, v, NAME(t, values));
    Value k = is_null(values) ? V_NULL : tuple_from_iterable(t, keys), x = is_null(k) ? V_NULL : tuple_from_iterable(t, values);
    if (is_null(x)) return NULL;
    size_t length = size_min(as_tuple(k)->length, as_tuple(x)->length);
    char **env = text_array(t, length);
    for (size_t i = 0; env && i < length; i++) {
        const char *name = fs_text(t, as_tuple(k)->items[i]), *value = name ? fs_text(t, as_tuple(x)->items[i]) : NULL;
        if (!value) return NULL;
        if (!*name || strchr(name + 1, '=')) return RAISE_PTR(t, T_VALUE_ERROR, "illegal environment variable name");
        size_t size = strlen(name) + strlen(value) + 2;
        void *cell = gc_alloc_buffer(t, size);
        if (!cell) return NULL;
        env[i] = buffer_data(cell);
        snprintf(env[i], size, "%s=%s", name, value);
    }
    return env;
}

static Value execv_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg p;
    char **argv = path_arg(t, a[0], "execv", "path", 0, &p) ? argv_arg(t, a[1], "execv()") : NULL;
    if (!argv) return V_NULL;
    execv(p.name, argv);
    return raise_errno(t, errno, V_NULL);
}
static Value execve_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg p;
    if (!path_arg(t, a[0], "execve", "path", PATH_FD, &p)) return V_NULL;
    char **argv = argv_arg(t, a[1], "execve:");
    if (!argv) return V_NULL;
    if (!type_of(t, a[2])->slots.get_item) return raise(t, T_TYPE_ERROR, "execve: environment must be a mapping object");
    char **env = environment_arg(t, a[2]);
    if (!env) return V_NULL;
    if (p.name) execve(p.name, argv, env);
    else fexecve(p.fd, argv, env);
    return path_error(t, &p);
}

static Value system_(Thread *t, Value *a, size_t n)
{
    (void)n;
    const char *command = fs_text(t, a[0]);
    if (!command) return V_NULL;
    lock_release(t);
    int status = system(command);
    lock_acquire(t);
    return value_fixnum(status);
}

/* --- waiting --- */

static Value waitpid_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int pid, options, status = 0, error;
    pid_t got;
    if (!arg_int(t, a[0], &pid) || !arg_int(t, a[1], &options)) return V_NULL;
    BLOCKING(t, got, error, waitpid(pid, &status, options));
    return got < 0 ? failed(t, error) : tuple_pack(t, 2, value_fixnum(got), value_fixnum(status));
}
static Value wait_(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    int status = 0, error;
    pid_t got;
    BLOCKING(t, got, error, wait(&status));
    return got < 0 ? failed(t, error) : tuple_pack(t, 2, value_fixnum(got), value_fixnum(status));
}

static const MemberDef waitid_fields[] = {STRUCTSEQ_FIELD(0, "si_pid", NULL), STRUCTSEQ_FIELD(1, "si_uid", NULL), STRUCTSEQ_FIELD(2, "si_signo", NULL),
                                          STRUCTSEQ_FIELD(3, "si_status", NULL), STRUCTSEQ_FIELD(4, "si_code", NULL), MEMBER_END};
static bool waitid_setup(Thread *t, Type *type) { return structseq_setup(t, type, 5, 5); }
const TypeSpec waitid_result_type_spec = {STRUCTSEQ_SPEC("os.waitid_result", "What waitid() says.", waitid_fields, 0), .setup = waitid_setup};

static Value waitid_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int kind, id, options, r, error;
    siginfo_t info = {0};
    if (!arg_int(t, a[0], &kind) || !arg_int(t, a[1], &id) || !arg_int(t, a[2], &options)) return V_NULL;
    BLOCKING(t, r, error, waitid((idtype_t)kind, (id_t)id, &info, options));
    if (r < 0) return failed(t, error);
    if (!info.si_pid) return V_NONE;
    Value v[] = {value_fixnum(info.si_pid), value_fixnum(info.si_uid), value_fixnum(info.si_signo), value_fixnum(info.si_status), value_fixnum(info.si_code)};
    return structseq_new(t, T_WAITID_RESULT, v);
}

static Value waitstatus_to_exitcode(Thread *t, Value *a, size_t n)
{
    (void)n;
    int status;
    if (!arg_int(t, a[0], &status)) return V_NULL;
    if (WIFEXITED(status)) return value_fixnum(WEXITSTATUS(status));
    if (WIFSIGNALED(status)) return value_fixnum(-WTERMSIG(status));
    if (WIFSTOPPED(status)) return raise(t, T_VALUE_ERROR, "process stopped by delivery of signal %d", WSTOPSIG(status));
    return raise(t, T_VALUE_ERROR, "invalid wait status: %d", status);
}

#define STATUS(name, result) \
    static Value name##_(Thread *t, Value *a, size_t n) { (void)n; int status; return arg_int(t, a[0], &status) ? result(name(status)) : V_NULL; }
STATUS(WCOREDUMP, value_bool)
STATUS(WIFCONTINUED, value_bool)
STATUS(WIFSTOPPED, value_bool)
STATUS(WIFSIGNALED, value_bool)
STATUS(WIFEXITED, value_bool)
STATUS(WEXITSTATUS, value_fixnum)
STATUS(WTERMSIG, value_fixnum)
STATUS(WSTOPSIG, value_fixnum)

/* --- the machine --- */

static const MemberDef times_fields[] = {STRUCTSEQ_FIELD(0, "user", "user time"), STRUCTSEQ_FIELD(1, "system", "system time"),
                                         STRUCTSEQ_FIELD(2, "children_user", "user time of children"),
                                         STRUCTSEQ_FIELD(3, "children_system", "system time of children"),
                                         STRUCTSEQ_FIELD(4, "elapsed", "elapsed time since an arbitrary point in the past"), MEMBER_END};
static bool times_setup(Thread *t, Type *type) { return structseq_setup(t, type, 5, 5); }
const TypeSpec times_result_type_spec = {STRUCTSEQ_SPEC("posix.times_result", "What times() says, in seconds.", times_fields, 0), .setup = times_setup};

static Value times_(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    struct tms s;
    clock_t elapsed = times(&s);
    double tick = (double)sysconf(_SC_CLK_TCK);
    if (elapsed == (clock_t)-1) return raise_errno(t, errno, V_NULL);
    Value v[] = {float_new(t, (double)s.tms_utime / tick), float_new(t, (double)s.tms_stime / tick), float_new(t, (double)s.tms_cutime / tick),
                 float_new(t, (double)s.tms_cstime / tick), float_new(t, (double)elapsed / tick)};
    return structseq_new(t, T_TIMES_RESULT, v);
}

static const MemberDef uname_fields[] = {STRUCTSEQ_FIELD(0, "sysname", "operating system name"), STRUCTSEQ_FIELD(1, "nodename", "name of machine on network"),
                                         STRUCTSEQ_FIELD(2, "release", "operating system release"), STRUCTSEQ_FIELD(3, "version", "operating system version"),
                                         STRUCTSEQ_FIELD(4, "machine", "hardware identifier"), MEMBER_END};
static bool uname_setup(Thread *t, Type *type) { return structseq_setup(t, type, 5, 5); }
const TypeSpec uname_result_type_spec = {STRUCTSEQ_SPEC("posix.uname_result", "What uname() says.", uname_fields, 0), .setup = uname_setup};

static Value uname_(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    struct utsname u;
    if (uname(&u)) return raise_errno(t, errno, V_NULL);
    Value v[] = {str_from_fs(t, u.sysname, strlen(u.sysname)), str_from_fs(t, u.nodename, strlen(u.nodename)), str_from_fs(t, u.release, strlen(u.release)),
                 str_from_fs(t, u.version, strlen(u.version)), str_from_fs(t, u.machine, strlen(u.machine))};
    return structseq_new(t, T_UNAME_RESULT, v);
}

static Value getloadavg_(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    double load[3];
    if (getloadavg(load, 3) != 3) return raise(t, T_OS_ERROR, "Load averages are unobtainable");
    return tuple_pack(t, 3, float_new(t, load[0]), float_new(t, load[1]), float_new(t, load[2]));
}

static Value cpu_count(Thread *t, Value *a, size_t n)
{
    (void)t, (void)a, (void)n;
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? V_NONE : value_fixnum(count);
}

static Value getrandom_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t size;
    int flags = 0, error;
    ssize_t got;
    if (!arg_size(t, a[0], &size) || (!is_null(a[1]) && !arg_int(t, a[1], &flags))) return V_NULL;
    if (size < 0) return raise_errno(t, EINVAL, V_NULL);
    Bytes *b = bytes_alloc(t, (size_t)size);
    if (!b) return V_NULL;
    BLOCKING(t, got, error, getrandom(b->data, (size_t)size, (unsigned)flags));
    if (got < 0) return failed(t, error);
    return got == size ? value_cell(b) : bytes_new(t, b->data, (size_t)got);
}

static Value urandom_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t size;
    int error;
    if (!arg_size(t, a[0], &size)) return V_NULL;
    if (size < 0) return raise(t, T_VALUE_ERROR, "negative argument not allowed");
    Bytes *b = bytes_alloc(t, (size_t)size);
    if (!b) return V_NULL;
    for (size_t done = 0; done < (size_t)size;) {
        ssize_t got;
        BLOCKING(t, got, error, getrandom(b->data + done, (size_t)size - done, 0));
        if (got < 0) return failed(t, error);
        done += (size_t)got;
    }
    return value_cell(b);
}

static Value nice_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int increment;
    if (!arg_int(t, a[0], &increment)) return V_NULL;
    errno = 0;
    int value = nice(increment);
    return value == -1 && errno ? raise_errno(t, errno, V_NULL) : value_fixnum(value);
}
static Value getpriority_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int which, who;
    if (!arg_int(t, a[0], &which) || !arg_int(t, a[1], &who)) return V_NULL;
    errno = 0;
    int value = getpriority((unsigned)which, (id_t)who);
    return errno ? raise_errno(t, errno, V_NULL) : value_fixnum(value);
}
static Value setpriority_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int which, who, priority;
    if (!arg_int(t, a[0], &which) || !arg_int(t, a[1], &who) || !arg_int(t, a[2], &priority)) return V_NULL;
    return posix_result(t, setpriority((unsigned)which, (id_t)who, priority));
}

static Value sched_yield_(Thread *t, Value *a, size_t n) { (void)a, (void)n; lock_release(t); sched_yield(); lock_acquire(t); return V_NONE; }
static Value sched_getaffinity_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int pid;
    cpu_set_t set;
    if (!arg_int(t, a[0], &pid)) return V_NULL;
    if (sched_getaffinity(pid, sizeof set, &set)) return raise_errno(t, errno, V_NULL);
    Value list = list_new(t, NULL, 0);
    for (int i = 0; i < CPU_SETSIZE && !is_null(list); i++)
        if (CPU_ISSET(i, &set) && !list_append(t, list, value_fixnum(i))) return V_NULL;
    return is_null(list) ? V_NULL : call1(t, type_value(type_by_id(t, T_SET)), list);
}

#define PLAIN(name, doc) FN(#name, name##_, "($module, /)", doc)
#define OF_STATUS(name, doc) FN(#name, name##_, "($module, /, status)", doc)
const NativeDef posix_process_functions[] = {
    PLAIN(getpid, "Return the current process id."), PLAIN(getppid, "Return the parent's process id."), PLAIN(getuid, "Return the current process's user id."),
    PLAIN(geteuid, "Return the current process's effective user id."), PLAIN(getgid, "Return the current process's group id."),
    PLAIN(getegid, "Return the current process's effective group id."), PLAIN(getpgrp, "Return the current process group id."),
    PLAIN(getgroups, "Return list of supplemental group IDs for the process."), PLAIN(getlogin, "Return the actual login name."),
    PLAIN(setsid, "Call the system call setsid()."), PLAIN(setpgrp, "Make the current process the leader of its process group."),
    FN("setuid", setuid_, "($module, uid, /)", "Set the current process's user id."), FN("seteuid", seteuid_, "($module, euid, /)", NULL),
    FN("setgid", setgid_, "($module, gid, /)", "Set the current process's group id."), FN("setegid", setegid_, "($module, egid, /)", NULL),
    FN("getpgid", getpgid_, "($module, /, pid)", "Call the system call getpgid(), and return the result."),
    FN("getsid", getsid_, "($module, pid, /)", "Call the system call getsid(pid) and return the result."),
    FN("setpgid", setpgid_, "($module, pid, pgrp, /)", "Call the system call setpgid(pid, pgrp)."),
    FN("tcgetpgrp", tcgetpgrp_, "($module, fd, /)", "Return the process group associated with the terminal specified by fd."),
    FN("tcsetpgrp", tcsetpgrp_, "($module, fd, pgid, /)", "Set the process group associated with the terminal specified by fd."),
    FN("kill", kill_, "($module, pid, signal, /)", "Kill a process with a signal."),
    FN("killpg", killpg_, "($module, pgid, signal, /)", "Kill a process group with a signal."),
    FN("_exit", exit_, "($module, /, status)", "Exit to the system with specified status, without normal exit processing."),
    PLAIN(abort, "Abort the interpreter immediately."),
    FN("register_at_fork", register_at_fork, "($module, /, *, before=<unrepresentable>, after_in_child=<unrepresentable>, after_in_parent=<unrepresentable>)",
       "Register callables to be called when forking a new process."),
    PLAIN(fork, "Fork a child process."),
    FN("execv", execv_, "($module, path, argv, /)", "Execute an executable path with arguments, replacing current process."),
    FN("execve", execve_, "($module, /, path, argv, env)", "Execute an executable path with arguments, replacing current process."),
    FN("system", system_, "($module, /, command)", "Execute the command in a subshell."),
    FN("waitpid", waitpid_, "($module, pid, options, /)", "Wait for completion of a given child process."), PLAIN(wait, "Wait for completion of a child process."),
    FN("waitid", waitid_, "($module, idtype, id, options, /)", "Returns the result of waiting for a process or processes."),
    FN("waitstatus_to_exitcode", waitstatus_to_exitcode, "($module, /, status)", "Convert a wait status to an exit code."), OF_STATUS(WIFCONTINUED, NULL), OF_STATUS(WIFSTOPPED, NULL), OF_STATUS(WIFSIGNALED, NULL),
    OF_STATUS(WIFEXITED, NULL), OF_STATUS(WEXITSTATUS, NULL), OF_STATUS(WTERMSIG, NULL), OF_STATUS(WSTOPSIG, NULL),
    FN("WCOREDUMP", WCOREDUMP_, "($module, status, /)", NULL),
    PLAIN(times, "Return a collection containing process timing information."), PLAIN(uname, "Return an object identifying the current operating system."),
    PLAIN(getloadavg, "Return average recent system load information."),
    FN("cpu_count", cpu_count, "($module, /)", "Return the number of logical CPUs in the system."),
    FN("getrandom", getrandom_, "($module, /, size, flags=0)", "Obtain a series of random bytes."),
    FN("urandom", urandom_, "($module, size, /)", "Return a bytes object containing random bytes suitable for cryptographic use."),
    FN("nice", nice_, "($module, increment, /)", "Add increment to the priority of process and return the new priority."),
    FN("getpriority", getpriority_, "($module, /, which, who)", "Return program scheduling priority."),
    FN("setpriority", setpriority_, "($module, /, which, who, priority)", "Set program scheduling priority."),
    PLAIN(sched_yield, "Voluntarily relinquish the CPU."),
    FN("sched_getaffinity", sched_getaffinity_, "($module, pid, /)", "Return the affinity of the process identified by pid."),
    FN_END};
