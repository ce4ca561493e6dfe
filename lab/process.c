/* process.c: see process.h. */
#define _GNU_SOURCE
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_OUTPUT = 64 << 20, KEPT_STDERR = 64 << 10 };

static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

void interrupts_catch(void)
{
    struct sigaction action = {.sa_handler = on_interrupt};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
}

bool interrupts_seen(void)
{
    return interrupted;
}

/* In the child: never returns. Failures travel through the status pipe as an errno. */
static _Noreturn void child_start(const ProcessSpec *spec, int out_fd, int err_fd, int status_fd, pid_t parent)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(127);
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    int null_fd = open("/dev/null", O_RDONLY);
    bool ok = null_fd >= 0 && dup2(null_fd, 0) >= 0 && dup2(out_fd, 1) >= 0 && dup2(err_fd, 2) >= 0;
    if (ok && spec->cpu >= 0) {
        cpu_set_t set;
        CPU_ZERO(&set);
        CPU_SET(spec->cpu, &set);
        ok = sched_setaffinity(0, sizeof set, &set) == 0;
    }
    if (ok && spec->folder)
        ok = chdir(spec->folder) == 0;
    for (const char *const *e = spec->env; ok && e && *e; e++)
        ok = putenv((char *)*e) == 0;
    if (ok)
        execvp(spec->argv[0], (char *const *)spec->argv);
    int code = errno;
    ssize_t written = write(status_fd, &code, sizeof code);
    (void)written;
    _exit(127);
}

static void keep_tail(Str *s)
{
    if (s->length <= 2 * KEPT_STDERR)
        return;
    memmove(s->data, s->data + s->length - KEPT_STDERR, KEPT_STDERR + 1);
    s->length = KEPT_STDERR;
}

/* Reads what a pipe has; false at its end. */
static bool drain(int fd, Str *into, bool tail_only)
{
    char chunk[1 << 16];
    ssize_t n = read(fd, chunk, sizeof chunk);
    if (n < 0)
        return errno == EINTR || errno == EAGAIN;
    if (n == 0)
        return false;
    if (tail_only || into->length < MAX_OUTPUT)
        str_add_bytes(into, chunk, (size_t)n);
    if (tail_only)
        keep_tail(into);
    return true;
}

/* Waits for the child and its pipes; kills the group at the time limit or on Ctrl-C. */
static void collect(const ProcessSpec *spec, ProcessResult *r, pid_t pid, int pid_fd, int out_fd, int err_fd, double start)
{
    struct pollfd polled[3] = {{pid_fd, POLLIN, 0}, {out_fd, POLLIN, 0}, {err_fd, POLLIN, 0}};
    bool killed = false;
    while (polled[0].fd >= 0) {
        double left = spec->timeout > 0 ? spec->timeout - (now_seconds() - start) : 0.5;
        int wait_ms = left > 0.5 ? 500 : left > 0 ? (int)(left * 1000) + 1 : 0;
        poll(polled, 3, killed ? 500 : wait_ms);
        if (spec->tick)
            spec->tick(spec->tick_data);
        if (polled[0].revents)
            polled[0].fd = -1;
        for (int i = 1; i <= 2; i++)
            if (polled[i].fd >= 0 && polled[i].revents && !drain(polled[i].fd, i == 1 ? &r->out : &r->err, i == 2))
                polled[i].fd = -1;
        if (killed || polled[0].fd < 0)
            continue;
        if (interrupted || (spec->timeout > 0 && now_seconds() - start > spec->timeout)) {
            r->end = interrupted ? PROCESS_INTERRUPTED : PROCESS_TIMEOUT;
            kill(-pid, SIGKILL);
            killed = true;
        }
    }
    int status;
    struct rusage usage;
    while (wait4(pid, &status, 0, &usage) < 0 && errno == EINTR) {}
    r->seconds = now_seconds() - start;
    r->max_rss = usage.ru_maxrss * 1024;
    kill(-pid, SIGKILL);                      /* grandchildren that it left behind */
    for (int i = 1; i <= 2; i++)
        while (polled[i].fd >= 0 && poll(&polled[i], 1, 0) > 0 && drain(polled[i].fd, i == 1 ? &r->out : &r->err, i == 2)) {}
    if (killed)
        return;
    r->end = WIFEXITED(status) ? PROCESS_EXITED : PROCESS_SIGNALED;
    r->code = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
}

static bool not_started(ProcessResult *r, int code)
{
    r->end = PROCESS_NOT_STARTED;
    r->code = code;
    return false;
}

/* Makes the pipes, or opens the log for both streams. */
static bool open_streams(const ProcessSpec *spec, int out[2], int err[2])
{
    if (pipe2(out, O_CLOEXEC) != 0)
        return false;
    if (pipe2(err, O_CLOEXEC) != 0)
        return false;
    if (!spec->log)
        return true;
    int fd = open(spec->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (fd < 0)
        return false;
    return dup3(fd, out[1], O_CLOEXEC) >= 0 && dup3(fd, err[1], O_CLOEXEC) >= 0 && close(fd) == 0;
}

bool process_run(const ProcessSpec *spec, ProcessResult *result)
{
    *result = (ProcessResult){0};
    if (interrupted) {
        result->end = PROCESS_INTERRUPTED;
        return false;
    }
    int out[2] = {-1, -1}, err[2] = {-1, -1}, status[2] = {-1, -1};
    if (!open_streams(spec, out, err) || pipe2(status, O_CLOEXEC) != 0)
        return not_started(result, errno);
    fflush(stdout);
    fflush(stderr);
    pid_t parent = getpid();
    double start = now_seconds();
    pid_t pid = fork();
    if (pid == 0)
        child_start(spec, out[1], err[1], status[1], parent);
    close(out[1]);
    close(err[1]);
    close(status[1]);
    int code = 0;
    if (pid < 0) {
        not_started(result, errno);
    } else if (read(status[0], &code, sizeof code) == (ssize_t)sizeof code) {
        waitpid(pid, NULL, 0);
        not_started(result, code);
    } else {
        int pid_fd = (int)syscall(SYS_pidfd_open, pid, 0);
        collect(spec, result, pid, pid_fd, out[0], err[0], start);
        close(pid_fd);
    }
    close(out[0]);
    close(err[0]);
    close(status[0]);
    return result->end == PROCESS_EXITED && result->code == 0;
}

void process_free(ProcessResult *result)
{
    str_free(&result->out);
    str_free(&result->err);
}

static char *last_line(const Str *text)
{
    if (!text->length)
        return NULL;
    char *copy = str_trim(lab_strdup(text->data));
    char *newline = strrchr(copy, '\n');
    copy = newline ? newline + 1 : copy;
    return *copy ? copy : NULL;
}

char *process_explain(const ProcessResult *r)
{
    char *how = NULL;
    switch (r->end) {
    case PROCESS_EXITED: how = lab_printf("exit code %d", r->code); break;
    case PROCESS_SIGNALED: how = lab_printf("killed by %s", strsignal(r->code)); break;
    case PROCESS_TIMEOUT: how = lab_printf("no end after %.0f seconds (hangs?)", r->seconds); break;
    case PROCESS_INTERRUPTED: how = lab_strdup("interrupted"); break;
    case PROCESS_NOT_STARTED: how = lab_printf("could not be started: %s", strerror(r->code)); break;
    }
    char *line = last_line(&r->err);
    return line ? lab_printf("%s: %.300s", how, line) : how;
}

char *process_first_line(const char *const *argv)
{
    ProcessResult r;
    ProcessSpec spec = {.argv = argv, .cpu = -1, .timeout = 30};
    char *line = NULL;
    if (process_run(&spec, &r) && r.out.length)
        line = str_trim(lab_strndup(r.out.data, strcspn(r.out.data, "\n")));
    process_free(&r);
    return line;
}
