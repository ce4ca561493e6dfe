// The test runner: runs Python programs under one or more interpreters, and other programs that test, and counts.
//
// A language test is NAME.py with NAME.out beside it, the expected standard output. Beside it may lie NAME.err (standard
// error; without it nothing may be written there), NAME.code (exit code, 0 without it), NAME.args (arguments, one a line),
// NAME.opts (interpreter options, one a line) and NAME.in (standard input, empty without it). It runs in its own folder;
// "/that/folder/" is cut from what it prints, so that tracebacks are the same everywhere. A NAME.sh with NAME.out beside it
// is a test of the command line: the shell runs it with the interpreter and its options in $PYTHON.
//
// Every program runs in a process group of its own, under a limit on time, memory and output. One that dies of a signal
// or runs too long has failed whatever it printed. The last line printed is "N passed, N failed".
//
// A file of known failures (-x) names tests that do not pass yet, one a line: a label, or an interpreter's label and a test's.
// They run like the others and are reported as KNOWN; they count neither as passed nor as failed but are added to the last
// line as ", N skipped". One that passes is told, so that its line can go.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_JOBS = 64, MAX_WORDS = 64, SHOWN_FAILURES = 60, SHOWN_LINES = 6 };

typedef enum { LANGUAGE, UNIT, CHECK } Kind;

// What runs tests: an interpreter with its options.
typedef struct {
    char *label;
    char *words[MAX_WORDS];
    int count;
    double seconds;  // limits of each run
    long megabytes;  // 0: none
} Interpreter;

typedef struct {
    Kind kind;
    const Interpreter *with;  // LANGUAGE only
    char *label;              // the test's path, or the check's name
    char *command;            // UNIT, CHECK: for the shell
    double seconds;
    bool started;
} Test;

typedef struct {
    const Test *test;
    pid_t pid;  // 0: free
    double started;
    bool timed_out;
    char out[64], err[64];
} Job;

typedef struct {
    char *bytes;
    size_t len;
} Text;

static struct {
    Interpreter interpreters[16];
    int interpreter_count;
    char **files;
    size_t file_count;
    Test *tests;
    size_t test_count;
    const char *only;
    const char *scratch;
    char here[PATH_MAX];
    int jobs;
    long passed, failed, known;
    char **known_failures;
    size_t known_count;
} run;

static void die(const char *what, const char *name)
{
    fprintf(stderr, "testrunner: %s %s: %s\n", what, name, strerror(errno));
    exit(2);
}

static void *checked(void *p)
{
    if (!p) die("memory", "");
    return p;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

// --- text --------------------------------------------------------------------------------------------------------------

// The whole file, or bytes == NULL when it is not there.
static Text read_file(const char *path)
{
    Text text = {NULL, 0};
    FILE *f = fopen(path, "rb");
    if (!f) return text;
    size_t room = 4096;
    text.bytes = checked(malloc(room + 1));
    for (size_t n; (n = fread(text.bytes + text.len, 1, room - text.len, f)) > 0;) {
        text.len += n;
        if (text.len == room) text.bytes = checked(realloc(text.bytes, (room *= 2) + 1));
    }
    text.bytes[text.len] = 0;
    fclose(f);
    return text;
}

// The path of the file that lies beside a test: suffix instead of ".py".
static char *beside(const char *test, const char *suffix)
{
    char *path;
    if (asprintf(&path, "%.*s%s", (int)(strlen(test) - 3), test, suffix) < 0) die("memory", "");
    return path;
}

static Text read_beside(const char *test, const char *suffix)
{
    char *path = beside(test, suffix);
    Text text = read_file(path);
    free(path);
    return text;
}

static void cut_all(Text *text, const char *what)
{
    size_t n = strlen(what);
    char *to = text->bytes, *end = text->bytes + text->len;
    for (char *from = text->bytes; from < end;) {
        if ((size_t)(end - from) >= n && !memcmp(from, what, n)) from += n;
        else *to++ = *from++;
    }
    *to = 0;
    text->len = (size_t)(to - text->bytes);
}

static size_t line_length(const char *s, const char *end)
{
    const char *nl = memchr(s, '\n', (size_t)(end - s));
    return (size_t)((nl ? nl : end) - s);
}

static void show_lines(const char *mark, const char *s, const char *end)
{
    for (int n = 0; s < end && n < SHOWN_LINES; n++) {
        size_t len = line_length(s, end);
        printf("      %s %.*s\n", mark, (int)(len > 200 ? 200 : len), s);
        s += len + 1;
    }
    if (s < end) printf("      %s ...\n", mark);
}

// Shows both texts from the first line in which they differ.
static void show_difference(const char *what, Text want, Text got)
{
    const char *w = want.bytes, *g = got.bytes, *wend = w + want.len, *gend = g + got.len;
    int line = 1;
    for (; w < wend && g < gend; line++) {
        size_t wn = line_length(w, wend), gn = line_length(g, gend);
        bool last = w + wn == wend || g + gn == gend;
        if (wn != gn || memcmp(w, g, wn) || last) break;
        w += wn + 1, g += gn + 1;
    }
    printf("    %s differs from line %d:\n", what, line);
    show_lines("-", w, wend);
    show_lines("+", g, gend);
    if (w == wend && g == gend) printf("      (at its end: a newline)\n");
}

// --- starting and stopping -----------------------------------------------------------------------------------------------

static int split_lines(char *s, char **words, int room)
{
    int n = 0;
    for (char *save, *word = strtok_r(s, "\n", &save); word && n < room; word = strtok_r(NULL, "\n", &save)) words[n++] = word;
    return n;
}

static bool is_script(const char *name)
{
    return !strcmp(name + strlen(name) - 3, ".sh");
}

static void limit(int what, rlim_t value)
{
    struct rlimit r = {value, value};
    setrlimit(what, &r);
}

static void open_as(int fd, const char *path, int flags)
{
    int got = open(path, flags, 0644);
    if (got < 0) _exit(126);
    if (got != fd) dup2(got, fd), close(got);
}

// In the child. The interpreter's own path is relative to the folder the runner was started in.
static void exec_language(const Job *job)
{
    const Test *test = job->test;
    const Interpreter *with = test->with;
    char *words[4 * MAX_WORDS], *name = strrchr(test->label, '/') + 1;
    int n = 0;
    for (int i = 0; i < with->count; i++) words[n++] = with->words[i];
    char *program;
    if (words[0][0] != '/') {
        if (asprintf(&program, "%s/%s", run.here, words[0]) < 0) _exit(126);
        words[0] = program;
    }
    if (is_script(name)) {
        char python[8192] = "";
        for (int i = 0; i < n; i++)
            if (strlen(python) + strlen(words[i]) + 2 < sizeof python) strcat(strcat(python, i ? " " : ""), words[i]);
        setenv("PYTHON", python, 1);
        words[0] = "/bin/sh", n = 1;
    }
    Text opts = read_beside(test->label, ".opts"), args = read_beside(test->label, ".args");
    if (opts.bytes) n += split_lines(opts.bytes, words + n, MAX_WORDS);
    words[n++] = name;
    if (args.bytes) n += split_lines(args.bytes, words + n, MAX_WORDS);
    words[n] = NULL;
    char *in = beside(test->label, ".in");
    open_as(0, access(in, R_OK) ? "/dev/null" : in, O_RDONLY);
    name[-1] = 0;
    if (chdir(test->label)) _exit(126);
    execv(words[0], words);
    fprintf(stderr, "%s: %s\n", words[0], strerror(errno));
    _exit(127);
}

static void start(Job *job, Test *test)
{
    test->started = true;
    job->test = test;
    job->timed_out = false;
    job->started = now();
    fflush(stdout);
    job->pid = fork();
    if (job->pid < 0) die("fork", test->label);
    if (job->pid) {
        setpgid(job->pid, job->pid);
        return;
    }
    setpgid(0, 0);
    open_as(1, job->out, O_WRONLY | O_CREAT | O_TRUNC);
    open_as(2, job->err, O_WRONLY | O_CREAT | O_TRUNC);
    limit(RLIMIT_CORE, 0);
    if (test->kind == LANGUAGE) {
        limit(RLIMIT_FSIZE, 64 << 20);
        if (test->with->megabytes) limit(RLIMIT_AS, (rlim_t)test->with->megabytes << 20);
        exec_language(job);
    }
    open_as(0, "/dev/null", O_RDONLY);
    execl("/bin/sh", "sh", "-c", test->command, (char *)NULL);
    _exit(127);
}

// --- judging -------------------------------------------------------------------------------------------------------------

static bool is_known(const Test *test)
{
    char both[PATH_MAX];
    snprintf(both, sizeof both, "%s %s", test->kind == LANGUAGE ? test->with->label : "", test->label);
    for (size_t i = 0; i < run.known_count; i++)
        if (!strcmp(run.known_failures[i], test->label) || !strcmp(run.known_failures[i], both)) return true;
    return false;
}

static void read_known(const char *path)
{
    FILE *f = fopen(path, "r");
    if (!f) die("file of known failures", path);
    char line[PATH_MAX];
    while (fgets(line, sizeof line, f)) {
        line[strcspn(line, "#\n")] = 0;
        for (size_t n = strlen(line); n && line[n - 1] == ' ';) line[--n] = 0;
        if (!*line) continue;
        char **grown = realloc(run.known_failures, (run.known_count + 1) * sizeof *grown);
        if (!grown) die("memory", path);
        run.known_failures = grown;
        run.known_failures[run.known_count++] = checked(strdup(line));
    }
    fclose(f);
}

static void say_passed(const Test *test, long count)
{
    run.passed += count;
    if (is_known(test)) printf("PASSES NOW %s%s%s\n", test->kind == LANGUAGE ? test->with->label : "", test->kind == LANGUAGE ? " " : "", test->label);
}

static void say_failed(const Test *test, const char *why)
{
    if (is_known(test)) {
        run.known++;
        printf("KNOWN %s%s%s%s%s\n", test->kind == LANGUAGE ? test->with->label : "", test->kind == LANGUAGE ? " " : "", test->label,
               *why ? ": " : "", why);
        return;
    }
    run.failed++;
    if (run.failed == SHOWN_FAILURES + 1) printf("... more failures: only their names follow\n");
    printf("FAIL %s%s%s%s%s\n", test->kind == LANGUAGE ? test->with->label : "", test->kind == LANGUAGE ? " " : "", test->label,
           *why ? ": " : "", why);
}

static bool showing(void)
{
    return run.failed <= SHOWN_FAILURES;
}

static void show_tail(const char *what, Text text)
{
    if (!text.len) return;
    const char *s = text.bytes + text.len;
    for (int n = 0; s > text.bytes && n <= SHOWN_LINES; n++)
        for (s--; s > text.bytes && s[-1] != '\n';) s--;
    printf("    %s ends:\n", what);
    show_lines("|", s, text.bytes + text.len);
}

// A unit test's last line "N passed, N failed" enters the count; without one it counts as one test.
static void judge_program(const Test *test, int status, const char *why, Text out, Text err)
{
    long passed = 0, failed = 0;
    bool counts = false;
    if (out.len) {
        const char *s = out.bytes + out.len - 1;
        while (s > out.bytes && s[-1] != '\n') s--;
        counts = test->kind == UNIT && sscanf(s, "%ld passed, %ld failed", &passed, &failed) == 2;
    }
    bool ok = !*why && status == 0 && failed == 0;
    if (ok) {
        say_passed(test, counts ? passed : 1);
        return;
    }
    run.passed += counts ? passed : 0;
    if (!*why && counts && failed) {
        say_failed(test, "");
        if (!is_known(test)) run.failed += failed - 1;
    } else {
        say_failed(test, *why ? why : "exit code not 0");
    }
    if (showing() && !is_known(test)) show_tail("output", out), show_tail("stderr", err);
}

static void judge_language(const Test *test, int status, const char *why, Text out, Text err)
{
    char folder[PATH_MAX], full[PATH_MAX];
    snprintf(folder, sizeof folder, "%.*s", (int)(strrchr(test->label, '/') - test->label), test->label);
    if (realpath(folder, full) && strlen(full) + 1 < sizeof full) {
        strcat(full, "/");
        cut_all(&out, full), cut_all(&err, full);
    }
    Text want_out = read_beside(test->label, ".out"), want_err = read_beside(test->label, ".err");
    Text code_text = read_beside(test->label, ".code");
    if (!want_err.bytes) want_err = (Text){checked(strdup("")), 0};
    int code = code_text.bytes ? atoi(code_text.bytes) : 0;
    bool same_out = out.len == want_out.len && !memcmp(out.bytes, want_out.bytes, out.len);
    bool same_err = err.len == want_err.len && !memcmp(err.bytes, want_err.bytes, err.len);
    char text[64] = "";
    if (*why) snprintf(text, sizeof text, "%s", why);
    else if (status != code) snprintf(text, sizeof text, "exit code %d, not %d", status, code);
    if (!*text && same_out && same_err) {
        say_passed(test, 1);
    } else if (say_failed(test, text), !is_known(test)) {
        if (showing() && !same_out) show_difference("stdout", want_out, out);
        if (showing() && !same_err) show_difference("stderr", want_err, err);
    }
    free(want_out.bytes), free(want_err.bytes), free(code_text.bytes);
}

static void judge(Job *job, int wait_status)
{
    char why[64] = "";
    if (job->timed_out) snprintf(why, sizeof why, "ran longer than %g s", job->test->seconds);
    else if (WIFSIGNALED(wait_status)) snprintf(why, sizeof why, "crashed: %s", strsignal(WTERMSIG(wait_status)));
    Text out = read_file(job->out), err = read_file(job->err);
    if (!out.bytes || !err.bytes) die("output of", job->test->label);
    (job->test->kind == LANGUAGE ? judge_language : judge_program)(job->test, WEXITSTATUS(wait_status), why, out, err);
    free(out.bytes), free(err.bytes);
}

// Waits until a job ends or a moment has passed; ends those that run too long.
static void wait_for_some(Job *jobs)
{
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    struct timespec moment = {0, 200 * 1000 * 1000};
    sigtimedwait(&child, NULL, &moment);
    for (int i = 0; i < run.jobs; i++) {
        Job *job = &jobs[i];
        if (!job->pid) continue;
        int status;
        if (waitpid(job->pid, &status, WNOHANG) == job->pid) {
            kill(-job->pid, SIGKILL);  // what it may have left behind
            judge(job, status);
            job->pid = 0;
        } else if (!job->timed_out && now() - job->started > job->test->seconds) {
            job->timed_out = true;
            kill(-job->pid, SIGKILL);
        }
    }
}

// The first test that waits and whose like, under another interpreter, is not running: both may write the same files.
static Test *next_test(const Job *jobs, size_t from)
{
    for (size_t i = from; i < run.test_count; i++) {
        bool busy = run.tests[i].started;
        for (int j = 0; j < run.jobs && !busy; j++) busy = jobs[j].pid && !strcmp(jobs[j].test->label, run.tests[i].label);
        if (!busy) return &run.tests[i];
    }
    return NULL;
}

static void run_all(void)
{
    static Job jobs[MAX_JOBS];
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    for (int i = 0; i < run.jobs; i++) {
        snprintf(jobs[i].out, sizeof jobs[i].out, "%.48s/%d.out", run.scratch, i);
        snprintf(jobs[i].err, sizeof jobs[i].err, "%.48s/%d.err", run.scratch, i);
    }
    size_t next = 0;
    for (int busy = 1; busy;) {
        busy = 0;
        for (int i = 0; i < run.jobs; i++) {
            while (next < run.test_count && run.tests[next].started) next++;
            Test *test = jobs[i].pid ? NULL : next_test(jobs, next);
            if (test) start(&jobs[i], test);
            busy += jobs[i].pid != 0;
        }
        if (busy) wait_for_some(jobs);
    }
}

// --- what to run -----------------------------------------------------------------------------------------------------------

static bool wanted(const char *label)
{
    return !run.only || strstr(label, run.only);
}

static void add_test(Test test)
{
    run.tests = checked(realloc(run.tests, (run.test_count + 1) * sizeof *run.tests));
    run.tests[run.test_count++] = test;
}

static void add_file(const char *path)
{
    size_t n = strlen(path);
    if (n < 4 || (strcmp(path + n - 3, ".py") && strcmp(path + n - 3, ".sh")) || !wanted(path)) return;
    char *expected = beside(path, ".out");
    if (!access(expected, R_OK)) {
        run.files = checked(realloc(run.files, (run.file_count + 1) * sizeof *run.files));
        run.files[run.file_count++] = checked(strdup(path));
    }
    free(expected);
}

// A file, or all tests below a folder, in order of name.
static void add_path(const char *path)
{
    struct stat st;
    if (stat(path, &st)) die("no test", path);
    if (!S_ISDIR(st.st_mode)) {
        add_file(path);
        return;
    }
    struct dirent **entries;
    int n = scandir(path, &entries, NULL, alphasort);
    if (n < 0) die("folder", path);
    for (int i = 0; i < n; i++) {
        if (entries[i]->d_name[0] != '.') {
            char *below;
            if (asprintf(&below, "%s/%s", path, entries[i]->d_name) < 0) die("memory", "");
            if (!stat(below, &st) && (S_ISDIR(st.st_mode) || S_ISREG(st.st_mode))) add_path(below);
            free(below);
        }
        free(entries[i]);
    }
    free(entries);
}

// "LABEL=WORDS" -> a command for the shell
static Test program(Kind kind, char *spec, double seconds)
{
    char *eq = strchr(spec, '=');
    if (!eq) {
        fprintf(stderr, "testrunner: %s: it is LABEL=COMMAND\n", spec);
        exit(2);
    }
    *eq = 0;
    return (Test){.kind = kind, .label = spec, .command = eq + 1, .seconds = seconds};
}

static void add_interpreter(char *spec, double seconds, long megabytes)
{
    if (run.interpreter_count == (int)(sizeof run.interpreters / sizeof *run.interpreters)) exit(2);
    Interpreter *with = &run.interpreters[run.interpreter_count++];
    Test t = program(CHECK, spec, seconds);
    *with = (Interpreter){.label = t.label, .seconds = seconds, .megabytes = megabytes};
    for (char *save, *word = strtok_r(t.command, " ", &save); word && with->count < MAX_WORDS; word = strtok_r(NULL, " ", &save))
        with->words[with->count++] = word;
}

static void usage(void)
{
    fputs("usage: testrunner [-j JOBS] [-k NAME_PART] [-s SECONDS] [-m MEGABYTES] [-i LABEL=INTERPRETER [OPTION]]...\n"
          "                  [-u LABEL=UNIT_TEST_COMMAND]... [-c LABEL=CHECK_COMMAND]... [-f LABEL]... [TEST.py | FOLDER]...\n"
          "  -s and -m hold for what follows them; -m 0: no limit; -f counts a failure found before;\n"
          "  -x FILE names known failures\n",
          stderr);
    exit(2);
}

static void parse(int argc, char **argv)
{
    double seconds = 20;
    long megabytes = 2048;
    for (int opt; (opt = getopt(argc, argv, "j:k:s:m:i:u:c:f:x:")) != -1;) {
        switch (opt) {
        case 'j': run.jobs = atoi(optarg); break;
        case 'k': run.only = *optarg ? optarg : NULL; break;
        case 's': seconds = atof(optarg); break;
        case 'm': megabytes = atol(optarg); break;
        case 'i': add_interpreter(optarg, seconds, megabytes); break;
        case 'u': case 'c': {
            Test t = program(opt == 'u' ? UNIT : CHECK, optarg, seconds);
            if (wanted(t.label)) add_test(t);
            break;
        }
        case 'x': read_known(optarg); break;
        case 'f': say_failed(&(Test){.kind = CHECK, .label = optarg}, ""); break;
        default: usage();
        }
    }
    if (run.jobs < 1 || run.jobs > MAX_JOBS) usage();
    for (int i = optind; i < argc; i++) add_path(argv[i]);
    for (int w = 0; w < run.interpreter_count; w++) {
        const Interpreter *with = &run.interpreters[w];
        for (size_t i = 0; i < run.file_count; i++)
            add_test((Test){.kind = LANGUAGE, .with = with, .label = run.files[i], .seconds = with->seconds});
    }
}

// The same world for every test, whoever starts it.
static void set_environment(void)
{
    static const char *const gone[] = {"PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONWARNINGS", "PYTHONOPTIMIZE", "FORCE_COLOR"};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++) unsetenv(gone[i]);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TZ", "UTC", 1);
    setenv("COLUMNS", "80", 1);
    setenv("NO_COLOR", "1", 1);
    setenv("PYTHONDONTWRITEBYTECODE", "1", 1);
    setenv("ASAN_OPTIONS", "detect_leaks=0:detect_stack_use_after_return=0:allocator_may_return_null=1", 0);
    setenv("UBSAN_OPTIONS", "halt_on_error=1:print_stacktrace=1", 0);
}

int main(int argc, char **argv)
{
    char scratch[] = "/tmp/testrunner.XXXXXX";
    run.jobs = 2;
    run.scratch = scratch;
    if (!getcwd(run.here, sizeof run.here)) die("folder", ".");
    set_environment();
    parse(argc, argv);
    if (!mkdtemp(scratch)) die("folder", scratch);
    run_all();
    char path[80];
    for (int i = 0; i < run.jobs; i++) {
        snprintf(path, sizeof path, "%s/%d.out", scratch, i), unlink(path);
        snprintf(path, sizeof path, "%s/%d.err", scratch, i), unlink(path);
    }
    rmdir(scratch);
    printf("%ld passed, %ld failed", run.passed, run.failed);
    if (run.known) printf(", %ld skipped", run.known);
    putchar('\n');
    return run.failed != 0;
}
