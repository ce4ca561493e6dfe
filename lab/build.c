/* build.c: `cwlab build` and `cwlab show`: makes builds of the matrix and keeps them by the hash of their recipe.
 *
 * A build is made in work/KEY.PID and renamed into the store when it is whole, so the store never holds a part. The key
 * covers all that can change the result: the source's tree, the compiler's exact version, every flag and argument.
 */
#define _GNU_SOURCE
#include "build.h"

#include "commands.h"
#include "dispatch.h"
#include "inspect.h"
#include "process.h"
#include "store.h"
#include "table.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <gnu/libc-version.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_PARALLEL = 2, RECIPE_VERSION = 1 };

/* --- sources -------------------------------------------------------------------------------------------------------------- */

/* Prints a hash of the source's content: of the work tree as it is, uncommitted changes included. */
static const char HASH_SOURCE[] =
    "cd \"$1\" || exit 1\n"
    "if [ -n \"$(git rev-parse --show-toplevel 2>/dev/null)\" ] && [ \"$(git rev-parse --show-toplevel)\" = \"$PWD\" ]; then\n"
    "  index=$(mktemp); rm -f \"$index\"; cp \"$(git rev-parse --git-path index)\" \"$index\" 2>/dev/null\n"
    "  GIT_INDEX_FILE=$index git add -A . >/dev/null 2>&1 && tree=$(GIT_INDEX_FILE=$index git write-tree) && echo \"git $tree\"\n"
    "  status=$?; rm -f \"$index\"; exit $status\n"
    "fi\n"
    "echo \"sha256 $(tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -cf - . | sha256sum | cut -d' ' -f1)\"\n";

static const char COPY_SOURCE[] =
    "mkdir -p \"$2\" || exit 1\n"
    "case $3 in\n"
    "git\\ *) git -C \"$1\" archive \"${3#git }\" | tar -xf - -C \"$2\" ;;\n"
    "*) cp -a \"$1/.\" \"$2/\" ;;\n"
    "esac\n";

/* Fetches a Debian source package's upstream archive with the package manager of the suite's root file system. */
static const char FETCH_SOURCE[] =
    "set -e; root=$1 suite=$2 package=$3 into=$4\n"
    "grep -q '^deb-src' \"$root/etc/apt/sources.list\" || sed -n 's/^deb /deb-src /p' \"$root/etc/apt/sources.list\" >>\"$root/etc/apt/sources.list\"\n"
    "mkdir -p \"$root/var/cwlab\"; chroot \"$root\" apt-get -q -o Acquire::Check-Valid-Until=false update\n"
    "chroot \"$root\" sh -c \"cd /var/cwlab && apt-get -q --download-only source $package\"\n"
    "rm -rf \"$into.half\"; mkdir -p \"$into.half\"\n"
    "tar -xf \"$root/var/cwlab/${package}_\"*.orig.tar.[gx]z -C \"$into.half\" --strip-components=1; mv \"$into.half\" \"$into\"\n";

static bool resolve_source(const Build *b, char **folder, Error *err)
{
    const char *path = config_value(b->source, "path");
    char resolved[PATH_MAX];
    if (str_starts(path, "debian:")) {
        StrList parts = strlist_split(path + strlen("debian:"), "/");
        if (parts.count != 2)
            return error_set(err, "source %s: %s is not debian:SUITE/PACKAGE", build_source_name(b), path);
        char *into = store_path("sources/%s-%s", parts.items[1], parts.items[0]);
        char *root = store_path("toolchains/%s", parts.items[0]), *log = store_path("logs/source-%s.log", parts.items[1]);
        if (!file_exists(into)) {
            if (!file_exists(root))
                return error_set(err, "source %s: needs a toolchain of %s first (cwlab toolchain add)", build_source_name(b), parts.items[0]);
            const char *const ARGV[] = {"sh", "-c", FETCH_SOURCE, "sh", root, parts.items[0], parts.items[1], into, NULL};
            ProcessSpec spec = {.argv = ARGV, .log = log, .cpu = -1};
            ProcessResult r;
            if (!make_folders(store_path("sources"), err) || !make_folders(store_path("logs"), err))
                return false;
            if (!process_run(&spec, &r))
                return error_set(err, "source %s: %s; %s says more", build_source_name(b), process_explain(&r), log);
        }
        path = into;
    }
    if (!realpath(path, resolved))
        return error_set(err, "source %s: %s: %s", build_source_name(b), path, strerror(errno));
    *folder = lab_strdup(resolved);
    return true;
}

/* --- recipes ---------------------------------------------------------------------------------------------------------------- */

typedef struct Recipe {
    char *source_folder, *source_hash;
    Str text;
    char key[65];
} Recipe;

static bool make_recipe(const Build *b, Recipe *recipe, Error *err)
{
    *recipe = (Recipe){0};
    if (!resolve_source(b, &recipe->source_folder, err))
        return false;
    const char *const HASH[] = {"sh", "-c", HASH_SOURCE, "sh", recipe->source_folder, NULL};
    recipe->source_hash = process_first_line(HASH);
    if (!recipe->source_hash)
        return error_set(err, "source %s: %s cannot be read", build_source_name(b), recipe->source_folder);
    struct utsname u;
    uname(&u);
    str_addf(&recipe->text, "recipe %d\nmachine %s\nlibc %s\nkind %s\nsource %s\ntoolchain %s\n", RECIPE_VERSION, u.machine, gnu_get_libc_version(), build_kind(b),
             recipe->source_hash, b->toolchain.name);
    if (!toolchain_identity(&b->toolchain, &recipe->text, err))
        return false;
    str_addf(&recipe->text, "cflags %s\nldflags %s\nmake %s\nconfigure %s\npgo %s\n", b->cflags, b->ldflags, b->make_arguments,
             b->configure_arguments, b->pgo ? "yes" : "no");
    sha256_hex(recipe->text.data, recipe->text.length, recipe->key);
    return true;
}

/* --- making a build ----------------------------------------------------------------------------------------------------------- */

/* Run in the source's copy. $CC $AR $PROFDATA $CFLAGS $LDFLAGS $ARGUMENTS $PGO $SUITE $FILES are set. */
static const char BUILD_COACHWHIP[] =
    "set -eu; set -x\n"
    "once() { make -j1 BUILD=build CC=\"$CC\" AR=\"$AR\" CFLAGS=\"$CFLAGS $1\" LDFLAGS=\"$LDFLAGS $1\" $ARGUMENTS all; }\n"
    "if [ \"$PGO\" = yes ]; then\n"
    "  profile=$PWD/profile; mkdir \"$profile\"\n"
    "  once \"-fprofile-generate=$profile -fprofile-update=atomic\"\n"
    "  for program in \"$SUITE\"/*.py; do build/coachwhip \"$program\" >/dev/null || echo \"training failed: $program\"; done\n"
    "  rm -rf build\n"
    "  if [ -n \"$PROFDATA\" ]; then \"$PROFDATA\" merge -o \"$profile/all.profdata\" \"$profile\"/*.profraw; use=-fprofile-use=$profile/all.profdata\n"
    "  else use=\"-fprofile-use=$profile -fprofile-correction -Wno-missing-profile\"; fi\n"
    "  once \"$use\"\n"
    "else once ''; fi\n"
    "mkdir -p \"$FILES\"; cp build/coachwhip \"$FILES/\"\n"
    "[ \"$(\"$FILES/coachwhip\" -c 'print(6 * 7)')\" = 42 ]\n";

static const char BUILD_CPYTHON[] =
    "set -eu; set -x\n"
    "pgo=; [ \"$PGO\" = no ] || pgo=--enable-optimizations\n"
    "LLVM_PROFDATA=\"$PROFDATA\" ./configure --prefix=/cpython --without-ensurepip --disable-test-modules $pgo $ARGUMENTS\\\n"
    "  CC=\"$CC\" AR=\"$AR\" OPT='-DNDEBUG -Wall' CFLAGS=\"$CFLAGS\" LDFLAGS=\"$LDFLAGS\"\n"
    "make -j1\n"
    "make -j1 install DESTDIR=\"$PWD/stage\"\n"
    "mv stage/cpython \"$FILES\"\n"
    "[ \"$(\"$FILES/bin/python3\" -c 'print(6 * 7)')\" = 42 ]\n";

static const char *program_of(const Build *b)
{
    return strcmp(build_kind(b), "cpython") ? "coachwhip" : "bin/python3";
}

/* The last line of a log that speaks of an error, or NULL. */
static char *log_complaint(const char *log)
{
    Str text = STR_INIT;
    Error err;
    char *found = NULL;
    if (!file_read(log, 256 << 20, &text, &err))
        return NULL;
    for (char *line = text.data; line && *line;) {
        char *end = strchr(line, '\n');
        size_t length = end ? (size_t)(end - line) : strlen(line);
        char saved = line[length];
        line[length] = 0;
        if (strstr(line, "error: ") || strstr(line, "No space left"))
            found = lab_strndup(line, length < 200 ? length : 200);
        line[length] = saved;
        line = end ? end + 1 : NULL;
    }
    str_free(&text);
    return found;
}

static bool run_script(const char *what, const char *script, const char *folder, const char *log, const char *const *arguments,
                       const char *const *env, Error *err)
{
    StrList argv = strlist_split("sh -c", " ");
    strlist_add(&argv, script);
    strlist_add(&argv, "sh");
    for (; arguments && *arguments; arguments++)
        strlist_add(&argv, *arguments);
    strlist_add(&argv, NULL);
    ProcessSpec spec = {.argv = argv.items, .folder = folder, .env = env, .log = log, .cpu = -1};
    ProcessResult r;
    bool ok = process_run(&spec, &r);
    if (!ok) {
        char *complaint = log_complaint(log);
        error_set(err, "%s: %s%s%s; see %s", what, process_explain(&r), complaint ? ": " : "", complaint ? complaint : "", log);
    }
    process_free(&r);
    return ok;
}

/* What inspect finds in the new program; a build without an interpreter that can be found is still a build. */
static void inspect_program(const char *work, const Build *b, json_t *record)
{
    char *path = lab_printf("%s/files/%s", work, program_of(b));
    Image image;
    Analysis a;
    Error err;
    if (!image_open(path, &image, &err))
        return;
    if (dispatch_analyse(&image, NULL, &a, &err)) {
        json_object_set_new(record, "dispatch", json_string(verdict_sentence(&a)));
        json_object_set_new(record, "indirect_jumps", json_string(lab_printf("%zu", a.jump_count)));
        dispatch_free(&a);
    }
    image_close(&image);
}

static json_t *make_record(const Build *b, const Recipe *recipe, double seconds)
{
    json_t *record = json_object();
    const char *const PAIRS[][2] = {
        {"name", b->name}, {"key", recipe->key}, {"kind", build_kind(b)}, {"source", build_source_name(b)},
        {"source_folder", short_path(recipe->source_folder)}, {"source_hash", recipe->source_hash}, {"toolchain", b->toolchain.name},
        {"transforms", strlist_join(&b->transforms, " ")}, {"cflags", b->cflags}, {"ldflags", b->ldflags},
        {"make", b->make_arguments}, {"configure", b->configure_arguments}, {"pgo", b->pgo ? "yes" : "no"},
        {"program", program_of(b)}, {"date", now_date()}, {"seconds", lab_printf("%.0f", seconds)}, {"recipe", recipe->text.data},
    };
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++)
        json_object_set_new(record, PAIRS[i][0], json_string(PAIRS[i][1]));
    return record;
}

static bool finish(const Build *b, const Recipe *recipe, const char *work, double seconds, Error *err)
{
    json_t *record = make_record(b, recipe, seconds);
    inspect_program(work, b, record);
    char *text = json_dumps(record, JSON_INDENT(1)), *path = lab_printf("%s/record.json", work);
    char *place = store_path("store/%s", recipe->key), *source = lab_printf("%s/source", work);
    remove_tree(source);
    bool ok = file_write(path, text, strlen(text), err) && make_folders(store_path("store"), err);
    if (ok && rename(work, place) != 0 && errno != EEXIST && errno != ENOTEMPTY)
        ok = error_set(err, "%s: %s", place, strerror(errno));
    unlink(lab_printf("%s/lock", place));
    json_decref(record);
    free(text);
    return ok;
}

/* Makes a scratch folder and locks it for the life of this process. */
static char *make_work(const char *key, Error *err)
{
    char *work = store_path("work/%s.%d", key, (int)getpid()), *lock = lab_printf("%s/lock", work);
    char absolute[PATH_MAX];
    remove_tree(work);
    if (!make_folders(work, err))
        return NULL;
    int fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0 || !realpath(work, absolute)) {
        error_set(err, "%s: %s", work, strerror(errno));
        return NULL;
    }
    return lab_strdup(absolute);
}

/* Makes one build, or finds it made. `made` says which. */
static bool make_build(const Build *b, bool *made, Error *err)
{
    Recipe recipe;
    if (!make_recipe(b, &recipe, err))
        return false;
    *made = store_record(recipe.key) == NULL;
    if (!*made)
        return store_name_build(b->name, recipe.key, err);
    char *work = make_work(recipe.key, err), *log = store_path("logs/%s.log", b->name);
    char absolute_log[PATH_MAX], suite[PATH_MAX];
    if (!work || !make_folders(store_path("logs"), err) || !file_write(log, recipe.text.data, recipe.text.length, err))
        return false;
    if (!realpath(log, absolute_log))
        return error_set(err, "%s: %s", log, strerror(errno));
    if (!realpath("bench", suite))
        *suite = 0;
    char *profdata = toolchain_profdata(&b->toolchain), *archiver = toolchain_archiver(&b->toolchain);
    bool cpython = !strcmp(build_kind(b), "cpython");
    const char *const ENV[] = {
        lab_printf("CC=%s", toolchain_command(&b->toolchain)), lab_printf("AR=%s", archiver ? archiver : "ar"),
        lab_printf("PROFDATA=%s", profdata ? profdata : ""), lab_printf("CFLAGS=%s", b->cflags), lab_printf("LDFLAGS=%s", b->ldflags),
        lab_printf("ARGUMENTS=%s", cpython ? b->configure_arguments : b->make_arguments), lab_printf("PGO=%s", b->pgo ? "yes" : "no"),
        lab_printf("SUITE=%s", suite), lab_printf("FILES=%s/files", work), "LC_ALL=C", "MAKEFLAGS=", "CCACHE_DISABLE=1",
        b->toolchain.suite ? "PKG_CONFIG_SYSROOT_DIR=/host" : "PKG_CONFIG_SYSROOT_DIR=", NULL,
    };
    char *source = lab_printf("%s/source", work);
    const char *const COPY[] = {recipe.source_folder, source, recipe.source_hash, NULL};
    double start = now_seconds();
    bool ok = run_script("copying the source", COPY_SOURCE, NULL, absolute_log, COPY, NULL, err)
              && run_script("building", cpython ? BUILD_CPYTHON : BUILD_COACHWHIP, source, absolute_log, NULL, ENV, err)
              && finish(b, &recipe, work, now_seconds() - start, err);
    if (!ok)
        remove_tree(work);
    return ok && store_name_build(b->name, recipe.key, err);
}

/* --- several at a time ---------------------------------------------------------------------------------------------------------- */

typedef struct Job {
    const Build *build;
    pid_t pid;
    int pipe;
    double start;
    char *outcome;
    bool failed;
} Job;

/* Scratch folders whose lock nobody holds were left behind. */
static void sweep_work(void)
{
    char *folder = store_path("work");
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        if (*entry->d_name == '.')
            continue;
        char *path = lab_printf("%s/%s", folder, entry->d_name), *lock = lab_printf("%s/lock", path);
        int fd = open(lock, O_RDONLY | O_CLOEXEC);
        if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
            remove_tree(path);
        if (fd >= 0)
            close(fd);
        free(path);
        free(lock);
    }
    if (dir)
        closedir(dir);
    free(folder);
}

static void start_job(Job *job)
{
    int ends[2];
    if (pipe(ends) != 0)
        lab_die("pipe: %s", strerror(errno));
    fflush(stdout);
    job->start = now_seconds();
    pid_t parent = getpid();
    job->pid = fork();
    if (job->pid < 0)
        lab_die("fork: %s", strerror(errno));
    if (job->pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (getppid() != parent)
            _exit(EXIT_FAILED);
        Error err = {""};
        bool made, ok = make_build(job->build, &made, &err);
        dprintf(ends[1], "%s", ok ? made ? "built" : "already there" : err.text);
        _exit(ok ? EXIT_OK : EXIT_FAILED);
    }
    close(ends[1]);
    job->pipe = ends[0];
}

static void end_job(Job *job, int status)
{
    char text[1100];
    ssize_t n = read(job->pipe, text, sizeof text - 1);
    text[n > 0 ? n : 0] = 0;
    close(job->pipe);
    job->failed = !WIFEXITED(status) || WEXITSTATUS(status) != 0;
    const char *what = interrupts_seen() && job->failed ? "interrupted" : *text ? text : "died";
    bool built = !strcmp(what, "built");
    job->outcome = built ? lab_printf("built in %.0f s", now_seconds() - job->start) : lab_strdup(what);
    job->pid = 0;
    fprintf(stderr, "%s%s: %s\n", isatty(2) ? "\r\033[K" : "", job->build->name, job->failed ? "FAILED" : job->outcome);
}

static void show_jobs(const Job *jobs, size_t count, size_t done)
{
    if (!isatty(2))
        return;
    fprintf(stderr, "\r\033[K[%zu/%zu]", done, count);
    for (size_t i = 0; i < count; i++)
        if (jobs[i].pid > 0)
            fprintf(stderr, "  %s %.0f s", jobs[i].build->name, now_seconds() - jobs[i].start);
}

static void run_jobs(Job *jobs, size_t count, int parallel)
{
    size_t next = 0, done = 0;
    int running = 0;
    while ((next < count && !interrupts_seen()) || running) {
        while (running < parallel && next < count && !interrupts_seen()) {
            start_job(&jobs[next++]);
            running++;
        }
        show_jobs(jobs, count, done);
        for (size_t i = 0; interrupts_seen() && i < count; i++)
            if (jobs[i].pid > 0)
                kill(jobs[i].pid, SIGTERM);
        int status;
        pid_t pid = waitpid(-1, &status, WNOHANG);
        for (size_t i = 0; pid > 0 && i < count; i++) {
            if (jobs[i].pid == pid) {
                end_job(&jobs[i], status);
                running--;
                done++;
            }
        }
        if (pid <= 0)
            usleep(100000);
    }
}

int builds_make(const Build *const *builds, size_t count, int parallel)
{
    Job *jobs = lab_alloc(count * sizeof *jobs);
    for (size_t i = 0; i < count; i++)
        jobs[i].build = builds[i];
    interrupts_catch();
    sweep_work();
    run_jobs(jobs, count, parallel < MAX_PARALLEL ? parallel : MAX_PARALLEL);
    Table table = {0};
    table.headers = strlist_split("build outcome", " ");
    size_t failed = 0;
    for (size_t i = 0; i < count; i++) {
        StrList row = {0};
        failed += jobs[i].failed || !jobs[i].outcome;
        strlist_add(&row, jobs[i].build->name);
        strlist_add(&row, !jobs[i].outcome ? "not started" : jobs[i].failed ? lab_printf("FAILED: %s", jobs[i].outcome) : jobs[i].outcome);
        table_add_row(&table, row);
    }
    Str out = STR_INIT;
    table_render_plain(&table, &out);
    printf("%s%zu of %zu builds are there\n", out.data, count - failed, count);
    return interrupts_seen() ? EXIT_INTERRUPTED : failed ? EXIT_FAILED : EXIT_OK;
}

/* --- the commands ---------------------------------------------------------------------------------------------------------------- */

static int list_builds(const Matrix *m)
{
    Table table = {0};
    table.headers = strlist_split("build|source|toolchain|transformations|state", "|");
    for (size_t i = 0; i < m->count; i++) {
        const Build *b = &m->builds[i];
        json_t *record;
        const char *binary;
        bool there = store_find_build(b->name, &record, &binary);
        StrList row = {0};
        strlist_add(&row, b->name);
        strlist_add(&row, build_source_name(b));
        strlist_add(&row, b->toolchain.name);
        strlist_add(&row, strlist_join(&b->transforms, " "));
        strlist_add(&row, there ? lab_printf("built %.16s", json_string_value(json_object_get(record, "date")))
                          : toolchain_installed(&b->toolchain) ? "not built" : "no toolchain");
        table_add_row(&table, row);
    }
    Str out = STR_INIT;
    table_render_plain(&table, &out);
    fputs(out.data, stdout);
    return EXIT_OK;
}

int command_build(int argc, char **argv)
{
    static const char USAGE[] =
        "usage: cwlab build NAME ... | --all | --list [--matrix FILE] [-j N]\n"
        "Makes builds of the matrix (lab/matrix.ini), each in its toolchain, and keeps them in the store by the hash of their recipe:\n"
        "what is there already is not made again. At most two at a time.\n";
    static const struct option OPTIONS[] = {{"all", 0, 0, 'a'}, {"list", 0, 0, 'l'}, {"matrix", 1, 0, 'm'}, {"help", 0, 0, 'h'}, {0, 0, 0, 0}};
    const char *path = "lab/matrix.ini";
    bool all = false, list = false;
    int parallel = 1;
    for (int option; (option = getopt_long(argc, argv, "j:", OPTIONS, NULL)) != -1;) {
        switch (option) {
        case 'a': all = true; break;
        case 'l': list = true; break;
        case 'm': path = optarg; break;
        case 'j': parallel = atoi(optarg) > 0 ? atoi(optarg) : 1; break;
        case 'h': fputs(USAGE, stdout); return EXIT_OK;
        default: fputs(USAGE, stderr); return EXIT_USAGE;
        }
    }
    Matrix m;
    Error err;
    if (!matrix_load(path, &m, &err))
        lab_die("%s", err.text);
    if (list)
        return list_builds(&m);
    const Build **chosen = lab_alloc((m.count + (size_t)argc) * sizeof *chosen);
    size_t count = 0;
    for (size_t i = 0; all && i < m.count; i++)
        chosen[count++] = &m.builds[i];
    for (int i = optind; i < argc; i++)
        if (!(chosen[count++] = matrix_find(&m, argv[i])))
            lab_die("%s has no build %s (cwlab build --list)", path, argv[i]);
    if (!count) {
        fputs(USAGE, stderr);
        return EXIT_USAGE;
    }
    return builds_make(chosen, count, parallel);
}

int command_show(int argc, char **argv)
{
    if (argc != 2 || !strcmp(argv[1], "--help")) {
        FILE *to = argc == 2 ? stdout : stderr;
        fputs("usage: cwlab show BUILD\nSays where a build came from, down to compiler version and flags.\n", to);
        return argc == 2 ? EXIT_OK : EXIT_USAGE;
    }
    json_t *record;
    const char *binary;
    if (!store_find_build(argv[1], &record, &binary))
        lab_die("%s is not built (cwlab build %s)", argv[1], argv[1]);
    const char *key;
    json_t *value;
    json_object_foreach(record, key, value)
        if (json_is_string(value) && strcmp(key, "recipe") && *json_string_value(value))
            printf("%-14s %s\n", key, json_string_value(value));
    printf("%-14s %s\n\nrecipe:\n%s", "binary", binary, json_string_value(json_object_get(record, "recipe")));
    return EXIT_OK;
}
