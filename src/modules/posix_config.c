/* posix_config.c - sysconf, confstr, pathconf, and the constants. */
#include "base/signals.h"
#include "modules/posix.h"
#include "objects/dict.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "runtime/ops.h"
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <linux/fs.h>
#include <linux/limits.h>
#include <linux/sched.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

static const ConstantDef sysconf_names[] = {
    {"SC_2_CHAR_TERM", _SC_2_CHAR_TERM, NULL}, {"SC_2_C_BIND", _SC_2_C_BIND, NULL}, {"SC_2_C_DEV", _SC_2_C_DEV, NULL},
    {"SC_2_C_VERSION", _SC_2_C_VERSION, NULL}, {"SC_2_FORT_DEV", _SC_2_FORT_DEV, NULL}, {"SC_2_FORT_RUN", _SC_2_FORT_RUN, NULL},
    {"SC_2_LOCALEDEF", _SC_2_LOCALEDEF, NULL}, {"SC_2_SW_DEV", _SC_2_SW_DEV, NULL}, {"SC_2_UPE", _SC_2_UPE, NULL}, {"SC_2_VERSION",
    _SC_2_VERSION, NULL}, {"SC_AIO_LISTIO_MAX", _SC_AIO_LISTIO_MAX, NULL}, {"SC_AIO_MAX", _SC_AIO_MAX, NULL},
    {"SC_AIO_PRIO_DELTA_MAX", _SC_AIO_PRIO_DELTA_MAX, NULL}, {"SC_ARG_MAX", _SC_ARG_MAX, NULL}, {"SC_ASYNCHRONOUS_IO",
    _SC_ASYNCHRONOUS_IO, NULL}, {"SC_ATEXIT_MAX", _SC_ATEXIT_MAX, NULL}, {"SC_AVPHYS_PAGES", _SC_AVPHYS_PAGES, NULL},
    {"SC_BC_BASE_MAX", _SC_BC_BASE_MAX, NULL}, {"SC_BC_DIM_MAX", _SC_BC_DIM_MAX, NULL}, {"SC_BC_SCALE_MAX", _SC_BC_SCALE_MAX, NULL},
    {"SC_BC_STRING_MAX", _SC_BC_STRING_MAX, NULL}, {"SC_CHARCLASS_NAME_MAX", _SC_CHARCLASS_NAME_MAX, NULL}, {"SC_CHAR_BIT",
    _SC_CHAR_BIT, NULL}, {"SC_CHAR_MAX", _SC_CHAR_MAX, NULL}, {"SC_CHAR_MIN", _SC_CHAR_MIN, NULL}, {"SC_CHILD_MAX", _SC_CHILD_MAX,
    NULL}, {"SC_CLK_TCK", _SC_CLK_TCK, NULL}, {"SC_COLL_WEIGHTS_MAX", _SC_COLL_WEIGHTS_MAX, NULL}, {"SC_DELAYTIMER_MAX",
    _SC_DELAYTIMER_MAX, NULL}, {"SC_EQUIV_CLASS_MAX", _SC_EQUIV_CLASS_MAX, NULL}, {"SC_EXPR_NEST_MAX", _SC_EXPR_NEST_MAX, NULL},
    {"SC_FSYNC", _SC_FSYNC, NULL}, {"SC_GETGR_R_SIZE_MAX", _SC_GETGR_R_SIZE_MAX, NULL}, {"SC_GETPW_R_SIZE_MAX", _SC_GETPW_R_SIZE_MAX,
    NULL}, {"SC_INT_MAX", _SC_INT_MAX, NULL}, {"SC_INT_MIN", _SC_INT_MIN, NULL}, {"SC_IOV_MAX", _SC_IOV_MAX, NULL},
    {"SC_JOB_CONTROL", _SC_JOB_CONTROL, NULL}, {"SC_LINE_MAX", _SC_LINE_MAX, NULL}, {"SC_LOGIN_NAME_MAX", _SC_LOGIN_NAME_MAX, NULL},
    {"SC_LONG_BIT", _SC_LONG_BIT, NULL}, {"SC_MAPPED_FILES", _SC_MAPPED_FILES, NULL}, {"SC_MB_LEN_MAX", _SC_MB_LEN_MAX, NULL},
    {"SC_MEMLOCK", _SC_MEMLOCK, NULL}, {"SC_MEMLOCK_RANGE", _SC_MEMLOCK_RANGE, NULL}, {"SC_MEMORY_PROTECTION", _SC_MEMORY_PROTECTION,
    NULL}, {"SC_MESSAGE_PASSING", _SC_MESSAGE_PASSING, NULL}, {"SC_MINSIGSTKSZ", _SC_MINSIGSTKSZ, NULL}, {"SC_MQ_OPEN_MAX",
    _SC_MQ_OPEN_MAX, NULL}, {"SC_MQ_PRIO_MAX", _SC_MQ_PRIO_MAX, NULL}, {"SC_NGROUPS_MAX", _SC_NGROUPS_MAX, NULL}, {"SC_NL_ARGMAX",
    _SC_NL_ARGMAX, NULL}, {"SC_NL_LANGMAX", _SC_NL_LANGMAX, NULL}, {"SC_NL_MSGMAX", _SC_NL_MSGMAX, NULL}, {"SC_NL_NMAX", _SC_NL_NMAX,
    NULL}, {"SC_NL_SETMAX", _SC_NL_SETMAX, NULL}, {"SC_NL_TEXTMAX", _SC_NL_TEXTMAX, NULL}, {"SC_NPROCESSORS_CONF",
    _SC_NPROCESSORS_CONF, NULL}, {"SC_NPROCESSORS_ONLN", _SC_NPROCESSORS_ONLN, NULL}, {"SC_NZERO", _SC_NZERO, NULL}, {"SC_OPEN_MAX",
    _SC_OPEN_MAX, NULL}, {"SC_PAGESIZE", _SC_PAGESIZE, NULL}, {"SC_PAGE_SIZE", _SC_PAGE_SIZE, NULL}, {"SC_PASS_MAX", _SC_PASS_MAX,
    NULL}, {"SC_PHYS_PAGES", _SC_PHYS_PAGES, NULL}, {"SC_PII", _SC_PII, NULL}, {"SC_PII_INTERNET", _SC_PII_INTERNET, NULL},
    {"SC_PII_INTERNET_DGRAM", _SC_PII_INTERNET_DGRAM, NULL}, {"SC_PII_INTERNET_STREAM", _SC_PII_INTERNET_STREAM, NULL},
    {"SC_PII_OSI", _SC_PII_OSI, NULL}, {"SC_PII_OSI_CLTS", _SC_PII_OSI_CLTS, NULL}, {"SC_PII_OSI_COTS", _SC_PII_OSI_COTS, NULL},
    {"SC_PII_OSI_M", _SC_PII_OSI_M, NULL}, {"SC_PII_SOCKET", _SC_PII_SOCKET, NULL}, {"SC_PII_XTI", _SC_PII_XTI, NULL}, {"SC_POLL",
    _SC_POLL, NULL}, {"SC_PRIORITIZED_IO", _SC_PRIORITIZED_IO, NULL}, {"SC_PRIORITY_SCHEDULING", _SC_PRIORITY_SCHEDULING, NULL},
    {"SC_REALTIME_SIGNALS", _SC_REALTIME_SIGNALS, NULL}, {"SC_RE_DUP_MAX", _SC_RE_DUP_MAX, NULL}, {"SC_RTSIG_MAX", _SC_RTSIG_MAX,
    NULL}, {"SC_SAVED_IDS", _SC_SAVED_IDS, NULL}, {"SC_SCHAR_MAX", _SC_SCHAR_MAX, NULL}, {"SC_SCHAR_MIN", _SC_SCHAR_MIN, NULL},
    {"SC_SELECT", _SC_SELECT, NULL}, {"SC_SEMAPHORES", _SC_SEMAPHORES, NULL}, {"SC_SEM_NSEMS_MAX", _SC_SEM_NSEMS_MAX, NULL},
    {"SC_SEM_VALUE_MAX", _SC_SEM_VALUE_MAX, NULL}, {"SC_SHARED_MEMORY_OBJECTS", _SC_SHARED_MEMORY_OBJECTS, NULL}, {"SC_SHRT_MAX",
    _SC_SHRT_MAX, NULL}, {"SC_SHRT_MIN", _SC_SHRT_MIN, NULL}, {"SC_SIGQUEUE_MAX", _SC_SIGQUEUE_MAX, NULL}, {"SC_SSIZE_MAX",
    _SC_SSIZE_MAX, NULL}, {"SC_STREAM_MAX", _SC_STREAM_MAX, NULL}, {"SC_SYNCHRONIZED_IO", _SC_SYNCHRONIZED_IO, NULL}, {"SC_THREADS",
    _SC_THREADS, NULL}, {"SC_THREAD_ATTR_STACKADDR", _SC_THREAD_ATTR_STACKADDR, NULL}, {"SC_THREAD_ATTR_STACKSIZE",
    _SC_THREAD_ATTR_STACKSIZE, NULL}, {"SC_THREAD_DESTRUCTOR_ITERATIONS", _SC_THREAD_DESTRUCTOR_ITERATIONS, NULL},
    {"SC_THREAD_KEYS_MAX", _SC_THREAD_KEYS_MAX, NULL}, {"SC_THREAD_PRIORITY_SCHEDULING", _SC_THREAD_PRIORITY_SCHEDULING, NULL},
    {"SC_THREAD_PRIO_INHERIT", _SC_THREAD_PRIO_INHERIT, NULL}, {"SC_THREAD_PRIO_PROTECT", _SC_THREAD_PRIO_PROTECT, NULL},
    {"SC_THREAD_PROCESS_SHARED", _SC_THREAD_PROCESS_SHARED, NULL}, {"SC_THREAD_SAFE_FUNCTIONS", _SC_THREAD_SAFE_FUNCTIONS, NULL},
    {"SC_THREAD_STACK_MIN", _SC_THREAD_STACK_MIN, NULL}, {"SC_THREAD_THREADS_MAX", _SC_THREAD_THREADS_MAX, NULL}, {"SC_TIMERS",
    _SC_TIMERS, NULL}, {"SC_TIMER_MAX", _SC_TIMER_MAX, NULL}, {"SC_TTY_NAME_MAX", _SC_TTY_NAME_MAX, NULL}, {"SC_TZNAME_MAX",
    _SC_TZNAME_MAX, NULL}, {"SC_T_IOV_MAX", _SC_T_IOV_MAX, NULL}, {"SC_UCHAR_MAX", _SC_UCHAR_MAX, NULL}, {"SC_UINT_MAX",
    _SC_UINT_MAX, NULL}, {"SC_UIO_MAXIOV", _SC_UIO_MAXIOV, NULL}, {"SC_ULONG_MAX", _SC_ULONG_MAX, NULL}, {"SC_USHRT_MAX",
    _SC_USHRT_MAX, NULL}, {"SC_VERSION", _SC_VERSION, NULL}, {"SC_WORD_BIT", _SC_WORD_BIT, NULL}, {"SC_XBS5_ILP32_OFF32",
    _SC_XBS5_ILP32_OFF32, NULL}, {"SC_XBS5_ILP32_OFFBIG", _SC_XBS5_ILP32_OFFBIG, NULL}, {"SC_XBS5_LP64_OFF64", _SC_XBS5_LP64_OFF64,
    NULL}, {"SC_XBS5_LPBIG_OFFBIG", _SC_XBS5_LPBIG_OFFBIG, NULL}, {"SC_XOPEN_CRYPT", _SC_XOPEN_CRYPT, NULL}, {"SC_XOPEN_ENH_I18N",
    _SC_XOPEN_ENH_I18N, NULL}, {"SC_XOPEN_LEGACY", _SC_XOPEN_LEGACY, NULL}, {"SC_XOPEN_REALTIME", _SC_XOPEN_REALTIME, NULL},
    {"SC_XOPEN_REALTIME_THREADS", _SC_XOPEN_REALTIME_THREADS, NULL}, {"SC_XOPEN_SHM", _SC_XOPEN_SHM, NULL}, {"SC_XOPEN_UNIX",
    _SC_XOPEN_UNIX, NULL}, {"SC_XOPEN_VERSION", _SC_XOPEN_VERSION, NULL}, {"SC_XOPEN_XCU_VERSION", _SC_XOPEN_XCU_VERSION, NULL},
    {"SC_XOPEN_XPG2", _SC_XOPEN_XPG2, NULL}, {"SC_XOPEN_XPG3", _SC_XOPEN_XPG3, NULL}, {"SC_XOPEN_XPG4", _SC_XOPEN_XPG4, NULL},
    CONSTANT_END};
static const ConstantDef confstr_names[] = {
    {"CS_GNU_LIBC_VERSION", _CS_GNU_LIBC_VERSION, NULL}, {"CS_GNU_LIBPTHREAD_VERSION", _CS_GNU_LIBPTHREAD_VERSION, NULL},
    {"CS_LFS64_CFLAGS", _CS_LFS64_CFLAGS, NULL}, {"CS_LFS64_LDFLAGS", _CS_LFS64_LDFLAGS, NULL}, {"CS_LFS64_LIBS", _CS_LFS64_LIBS,
    NULL}, {"CS_LFS64_LINTFLAGS", _CS_LFS64_LINTFLAGS, NULL}, {"CS_LFS_CFLAGS", _CS_LFS_CFLAGS, NULL}, {"CS_LFS_LDFLAGS",
    _CS_LFS_LDFLAGS, NULL}, {"CS_LFS_LIBS", _CS_LFS_LIBS, NULL}, {"CS_LFS_LINTFLAGS", _CS_LFS_LINTFLAGS, NULL}, {"CS_PATH", _CS_PATH,
    NULL}, {"CS_XBS5_ILP32_OFF32_CFLAGS", _CS_XBS5_ILP32_OFF32_CFLAGS, NULL}, {"CS_XBS5_ILP32_OFF32_LDFLAGS",
    _CS_XBS5_ILP32_OFF32_LDFLAGS, NULL}, {"CS_XBS5_ILP32_OFF32_LIBS", _CS_XBS5_ILP32_OFF32_LIBS, NULL},
    {"CS_XBS5_ILP32_OFF32_LINTFLAGS", _CS_XBS5_ILP32_OFF32_LINTFLAGS, NULL}, {"CS_XBS5_ILP32_OFFBIG_CFLAGS",
    _CS_XBS5_ILP32_OFFBIG_CFLAGS, NULL}, {"CS_XBS5_ILP32_OFFBIG_LDFLAGS", _CS_XBS5_ILP32_OFFBIG_LDFLAGS, NULL},
    {"CS_XBS5_ILP32_OFFBIG_LIBS", _CS_XBS5_ILP32_OFFBIG_LIBS, NULL}, {"CS_XBS5_ILP32_OFFBIG_LINTFLAGS",
    _CS_XBS5_ILP32_OFFBIG_LINTFLAGS, NULL}, {"CS_XBS5_LP64_OFF64_CFLAGS", _CS_XBS5_LP64_OFF64_CFLAGS, NULL},
    {"CS_XBS5_LP64_OFF64_LDFLAGS", _CS_XBS5_LP64_OFF64_LDFLAGS, NULL}, {"CS_XBS5_LP64_OFF64_LIBS", _CS_XBS5_LP64_OFF64_LIBS, NULL},
    {"CS_XBS5_LP64_OFF64_LINTFLAGS", _CS_XBS5_LP64_OFF64_LINTFLAGS, NULL}, {"CS_XBS5_LPBIG_OFFBIG_CFLAGS",
    _CS_XBS5_LPBIG_OFFBIG_CFLAGS, NULL}, {"CS_XBS5_LPBIG_OFFBIG_LDFLAGS", _CS_XBS5_LPBIG_OFFBIG_LDFLAGS, NULL},
    {"CS_XBS5_LPBIG_OFFBIG_LIBS", _CS_XBS5_LPBIG_OFFBIG_LIBS, NULL}, {"CS_XBS5_LPBIG_OFFBIG_LINTFLAGS",
    _CS_XBS5_LPBIG_OFFBIG_LINTFLAGS, NULL},
    CONSTANT_END};
static const ConstantDef pathconf_names[] = {
    {"PC_ALLOC_SIZE_MIN", _PC_ALLOC_SIZE_MIN, NULL}, {"PC_ASYNC_IO", _PC_ASYNC_IO, NULL}, {"PC_CHOWN_RESTRICTED",
    _PC_CHOWN_RESTRICTED, NULL}, {"PC_FILESIZEBITS", _PC_FILESIZEBITS, NULL}, {"PC_LINK_MAX", _PC_LINK_MAX, NULL}, {"PC_MAX_CANON",
    _PC_MAX_CANON, NULL}, {"PC_MAX_INPUT", _PC_MAX_INPUT, NULL}, {"PC_NAME_MAX", _PC_NAME_MAX, NULL}, {"PC_NO_TRUNC", _PC_NO_TRUNC,
    NULL}, {"PC_PATH_MAX", _PC_PATH_MAX, NULL}, {"PC_PIPE_BUF", _PC_PIPE_BUF, NULL}, {"PC_PRIO_IO", _PC_PRIO_IO, NULL},
    {"PC_REC_INCR_XFER_SIZE", _PC_REC_INCR_XFER_SIZE, NULL}, {"PC_REC_MAX_XFER_SIZE", _PC_REC_MAX_XFER_SIZE, NULL},
    {"PC_REC_MIN_XFER_SIZE", _PC_REC_MIN_XFER_SIZE, NULL}, {"PC_REC_XFER_ALIGN", _PC_REC_XFER_ALIGN, NULL}, {"PC_SOCK_MAXBUF",
    _PC_SOCK_MAXBUF, NULL}, {"PC_SYMLINK_MAX", _PC_SYMLINK_MAX, NULL}, {"PC_SYNC_IO", _PC_SYNC_IO, NULL}, {"PC_VDISABLE",
    _PC_VDISABLE, NULL},
    CONSTANT_END};
static const ConstantDef constants[] = {
    {"CLD_CONTINUED", CLD_CONTINUED, NULL}, {"CLD_DUMPED", CLD_DUMPED, NULL}, {"CLD_EXITED", CLD_EXITED, NULL}, {"CLD_KILLED",
    CLD_KILLED, NULL}, {"CLD_STOPPED", CLD_STOPPED, NULL}, {"CLD_TRAPPED", CLD_TRAPPED, NULL}, {"CLONE_FILES", CLONE_FILES, NULL},
    {"CLONE_FS", CLONE_FS, NULL}, {"CLONE_NEWCGROUP", CLONE_NEWCGROUP, NULL}, {"CLONE_NEWIPC", CLONE_NEWIPC, NULL}, {"CLONE_NEWNET",
    CLONE_NEWNET, NULL}, {"CLONE_NEWNS", CLONE_NEWNS, NULL}, {"CLONE_NEWPID", CLONE_NEWPID, NULL}, {"CLONE_NEWTIME", CLONE_NEWTIME,
    NULL}, {"CLONE_NEWUSER", CLONE_NEWUSER, NULL}, {"CLONE_NEWUTS", CLONE_NEWUTS, NULL}, {"CLONE_SIGHAND", CLONE_SIGHAND, NULL},
    {"CLONE_SYSVSEM", CLONE_SYSVSEM, NULL}, {"CLONE_THREAD", CLONE_THREAD, NULL}, {"CLONE_VM", CLONE_VM, NULL}, {"EFD_CLOEXEC",
    EFD_CLOEXEC, NULL}, {"EFD_NONBLOCK", EFD_NONBLOCK, NULL}, {"EFD_SEMAPHORE", EFD_SEMAPHORE, NULL}, {"EX_CANTCREAT", EX_CANTCREAT,
    NULL}, {"EX_CONFIG", EX_CONFIG, NULL}, {"EX_DATAERR", EX_DATAERR, NULL}, {"EX_IOERR", EX_IOERR, NULL}, {"EX_NOHOST", EX_NOHOST,
    NULL}, {"EX_NOINPUT", EX_NOINPUT, NULL}, {"EX_NOPERM", EX_NOPERM, NULL}, {"EX_NOUSER", EX_NOUSER, NULL}, {"EX_OK", EX_OK, NULL},
    {"EX_OSERR", EX_OSERR, NULL}, {"EX_OSFILE", EX_OSFILE, NULL}, {"EX_PROTOCOL", EX_PROTOCOL, NULL}, {"EX_SOFTWARE", EX_SOFTWARE,
    NULL}, {"EX_TEMPFAIL", EX_TEMPFAIL, NULL}, {"EX_UNAVAILABLE", EX_UNAVAILABLE, NULL}, {"EX_USAGE", EX_USAGE, NULL}, {"F_LOCK",
    F_LOCK, NULL}, {"F_OK", F_OK, NULL}, {"F_TEST", F_TEST, NULL}, {"F_TLOCK", F_TLOCK, NULL}, {"F_ULOCK", F_ULOCK, NULL},
    {"GRND_NONBLOCK", GRND_NONBLOCK, NULL}, {"GRND_RANDOM", GRND_RANDOM, NULL}, {"MFD_ALLOW_SEALING", MFD_ALLOW_SEALING, NULL},
    {"MFD_CLOEXEC", MFD_CLOEXEC, NULL}, {"MFD_HUGETLB", MFD_HUGETLB, NULL}, {"NGROUPS_MAX", NGROUPS_MAX, NULL}, {"O_ACCMODE",
    O_ACCMODE, NULL}, {"O_APPEND", O_APPEND, NULL}, {"O_ASYNC", O_ASYNC, NULL}, {"O_CLOEXEC", O_CLOEXEC, NULL}, {"O_CREAT", O_CREAT,
    NULL}, {"O_DIRECT", O_DIRECT, NULL}, {"O_DIRECTORY", O_DIRECTORY, NULL}, {"O_DSYNC", O_DSYNC, NULL}, {"O_EXCL", O_EXCL, NULL},
    {"O_FSYNC", O_FSYNC, NULL}, {"O_LARGEFILE", O_LARGEFILE, NULL}, {"O_NDELAY", O_NDELAY, NULL}, {"O_NOATIME", O_NOATIME, NULL},
    {"O_NOCTTY", O_NOCTTY, NULL}, {"O_NOFOLLOW", O_NOFOLLOW, NULL}, {"O_NONBLOCK", O_NONBLOCK, NULL}, {"O_PATH", O_PATH, NULL},
    {"O_RDONLY", O_RDONLY, NULL}, {"O_RDWR", O_RDWR, NULL}, {"O_RSYNC", O_RSYNC, NULL}, {"O_SYNC", O_SYNC, NULL}, {"O_TMPFILE",
    O_TMPFILE, NULL}, {"O_TRUNC", O_TRUNC, NULL}, {"O_WRONLY", O_WRONLY, NULL}, {"POSIX_FADV_DONTNEED", POSIX_FADV_DONTNEED, NULL},
    {"POSIX_FADV_NOREUSE", POSIX_FADV_NOREUSE, NULL}, {"POSIX_FADV_NORMAL", POSIX_FADV_NORMAL, NULL}, {"POSIX_FADV_RANDOM",
    POSIX_FADV_RANDOM, NULL}, {"POSIX_FADV_SEQUENTIAL", POSIX_FADV_SEQUENTIAL, NULL}, {"POSIX_FADV_WILLNEED", POSIX_FADV_WILLNEED,
    NULL}, {"PRIO_PGRP", PRIO_PGRP, NULL}, {"PRIO_PROCESS", PRIO_PROCESS, NULL}, {"PRIO_USER", PRIO_USER, NULL}, {"P_ALL", P_ALL,
    NULL}, {"P_PGID", P_PGID, NULL}, {"P_PID", P_PID, NULL}, {"P_PIDFD", P_PIDFD, NULL}, {"RTLD_DEEPBIND", RTLD_DEEPBIND, NULL},
    {"RTLD_GLOBAL", RTLD_GLOBAL, NULL}, {"RTLD_LAZY", RTLD_LAZY, NULL}, {"RTLD_LOCAL", RTLD_LOCAL, NULL}, {"RTLD_NODELETE",
    RTLD_NODELETE, NULL}, {"RTLD_NOLOAD", RTLD_NOLOAD, NULL}, {"RTLD_NOW", RTLD_NOW, NULL}, {"RWF_APPEND", RWF_APPEND, NULL},
    {"RWF_DSYNC", RWF_DSYNC, NULL}, {"RWF_HIPRI", RWF_HIPRI, NULL}, {"RWF_NOWAIT", RWF_NOWAIT, NULL}, {"RWF_SYNC", RWF_SYNC, NULL},
    {"R_OK", R_OK, NULL}, {"SCHED_BATCH", SCHED_BATCH, NULL}, {"SCHED_DEADLINE", SCHED_DEADLINE, NULL}, {"SCHED_FIFO", SCHED_FIFO,
    NULL}, {"SCHED_IDLE", SCHED_IDLE, NULL}, {"SCHED_NORMAL", SCHED_NORMAL, NULL}, {"SCHED_OTHER", SCHED_OTHER, NULL},
    {"SCHED_RESET_ON_FORK", SCHED_RESET_ON_FORK, NULL}, {"SCHED_RR", SCHED_RR, NULL}, {"SEEK_DATA", SEEK_DATA, NULL}, {"SEEK_HOLE",
    SEEK_HOLE, NULL}, {"SPLICE_F_MORE", SPLICE_F_MORE, NULL}, {"SPLICE_F_MOVE", SPLICE_F_MOVE, NULL}, {"SPLICE_F_NONBLOCK",
    SPLICE_F_NONBLOCK, NULL}, {"ST_APPEND", ST_APPEND, NULL}, {"ST_MANDLOCK", ST_MANDLOCK, NULL}, {"ST_NOATIME", ST_NOATIME, NULL},
    {"ST_NODEV", ST_NODEV, NULL}, {"ST_NODIRATIME", ST_NODIRATIME, NULL}, {"ST_NOEXEC", ST_NOEXEC, NULL}, {"ST_NOSUID", ST_NOSUID,
    NULL}, {"ST_RDONLY", ST_RDONLY, NULL}, {"ST_RELATIME", ST_RELATIME, NULL}, {"ST_SYNCHRONOUS", ST_SYNCHRONOUS, NULL}, {"ST_WRITE",
    ST_WRITE, NULL}, {"TFD_CLOEXEC", TFD_CLOEXEC, NULL}, {"TFD_NONBLOCK", TFD_NONBLOCK, NULL}, {"TFD_TIMER_ABSTIME",
    TFD_TIMER_ABSTIME, NULL}, {"TFD_TIMER_CANCEL_ON_SET", TFD_TIMER_CANCEL_ON_SET, NULL}, {"TMP_MAX", TMP_MAX, NULL}, {"WCONTINUED",
    WCONTINUED, NULL}, {"WEXITED", WEXITED, NULL}, {"WNOHANG", WNOHANG, NULL}, {"WNOWAIT", WNOWAIT, NULL}, {"WSTOPPED", WSTOPPED,
    NULL}, {"WUNTRACED", WUNTRACED, NULL}, {"W_OK", W_OK, NULL}, {"XATTR_CREATE", XATTR_CREATE, NULL}, {"XATTR_REPLACE",
    XATTR_REPLACE, NULL}, {"XATTR_SIZE_MAX", XATTR_SIZE_MAX, NULL}, {"X_OK", X_OK, NULL},
    CONSTANT_END};

/* a configuration name: one of the table, or a number */
static bool config_name(Thread *t, Value v, const ConstantDef *names, int *out)
{
    if (type_of(t, v)->slots.index) return arg_int(t, v, out);
    if (!is_str(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "configuration names must be strings or integers");
    for (; names->name; names++)
        if (str_equal_text(v, names->name)) return *out = (int)names->number, true;
    return RAISE_FALSE(t, T_VALUE_ERROR, "unrecognized configuration name");
}

static Value limit_result(Thread *t, long value) { return value == -1 && errno ? raise_errno(t, errno, V_NULL) : int_from_int64(t, value); }

static Value sysconf_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int name;
    if (!config_name(t, a[0], sysconf_names, &name)) return V_NULL;
    errno = 0;
    return limit_result(t, sysconf(name));
}

static Value confstr_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int name;
    char text[4096];
    if (!config_name(t, a[0], confstr_names, &name)) return V_NULL;
    errno = 0;
    size_t length = confstr(name, text, sizeof text);
    if (!length) return errno ? raise_errno(t, errno, V_NULL) : V_NONE;
    return str_from_fs(t, text, strnlen(text, sizeof text));
}

static Value pathconf_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg p;
    int name;
    if (!path_arg(t, a[0], "pathconf", "path", PATH_FD, &p) || !config_name(t, a[1], pathconf_names, &name)) return V_NULL;
    errno = 0;
    long value = p.name ? pathconf(p.name, name) : fpathconf(p.fd, name);
    return value == -1 && errno ? path_error(t, &p) : int_from_int64(t, value);
}
static Value fpathconf_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd, name;
    if (!arg_int(t, a[0], &fd) || !config_name(t, a[1], pathconf_names, &name)) return V_NULL;
    errno = 0;
    return limit_result(t, fpathconf(fd, name));
}

const NativeDef posix_config_functions[] = {
    FN("sysconf", sysconf_, "($module, name, /)", "Return an integer-valued system configuration variable."),
    FN("confstr", confstr_, "($module, name, /)", "Return a string-valued system configuration variable."),
    FN("pathconf", pathconf_, "($module, /, path, name)", "Return the configuration limit name for the file or directory path."),
    FN("fpathconf", fpathconf_, "($module, fd, name, /)", "Return the configuration limit name for the file descriptor fd."),
    FN_END};

static bool add_names(Thread *t, Value module, const char *name, const ConstantDef *names)
{
    Value dict = dict_new(t);
    for (; !is_null(dict) && names->name; names++)
        if (!dict_set_text(t, dict, names->name, value_fixnum(names->number))) return false;
    return module_add(t, module, name, dict);
}

bool posix_config_setup(Thread *t, Value module)
{
    return add_names(t, module, "sysconf_names", sysconf_names) && add_names(t, module, "confstr_names", confstr_names) &&
           add_names(t, module, "pathconf_names", pathconf_names);
}

bool posix_constants(Thread *t, Value module)
{
    for (const ConstantDef *c = constants; c->name; c++)
        if (!module_add(t, module, c->name, int_from_int64(t, c->number))) return false;
    return true;
}
