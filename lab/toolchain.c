/* toolchain.c: see toolchain.h; and `cwlab toolchains`, `cwlab toolchain add`. */
#define _GNU_SOURCE
#include "toolchain.h"

#include "commands.h"
#include "config.h"
#include "process.h"
#include "store.h"
#include "table.h"

#include <errno.h>
#include <getopt.h>
#include <glob.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char LOCK_FILE[] = "lab/toolchains.lock";

/* One row a toolchain; the suites are Debian's. */
static const Toolchain KNOWN[] = {
    {"gcc-11", "bookworm", "gcc-11", false},
    {"gcc-12", "bookworm", "gcc-12", false},
    {"gcc-13", "trixie", "gcc-13", false},
    {"gcc-14", "trixie", "gcc-14", false},
    {"gcc-15", "sid", "gcc-15", false},
    {"gcc-16", "sid", "gcc-16", false},
    {"clang-16", "bookworm", "clang-16 libclang-rt-16-dev lld-16 llvm-16", true},
    {"clang-17", "trixie", "clang-17 libclang-rt-17-dev lld-17 llvm-17", true},
    {"clang-18", "trixie", "clang-18 libclang-rt-18-dev lld-18 llvm-18", true},
    {"clang-19", "trixie", "clang-19 libclang-rt-19-dev lld-19 llvm-19", true},
    {"clang-21", "sid", "clang-21 libclang-rt-21-dev lld-21 llvm-21", true},
    {"clang-22", "sid", "clang-22 libclang-rt-22-dev lld-22 llvm-22", true},
    {"clang-23", "sid", "clang-23 libclang-rt-23-dev lld-23 llvm-23", true},
};
enum { KNOWN_COUNT = sizeof KNOWN / sizeof *KNOWN };

bool toolchain_find(const char *name, Toolchain *toolchain, Error *err)
{
    for (int i = 0; i < KNOWN_COUNT; i++) {
        if (!strcmp(KNOWN[i].name, name)) {
            *toolchain = KNOWN[i];
            return true;
        }
    }
    if (str_starts(name, "host-")) {
        *toolchain = (Toolchain){.name = lab_strdup(name), .clang = strstr(name, "clang") != NULL};
        return true;
    }
    return error_set(err, "there is no toolchain %s (cwlab toolchains lists them; host-COMMAND names one of the host)", name);
}

/* --- places ------------------------------------------------------------------------------------------------------------- */

static char *root_of(const char *suite)
{
    char *path = store_path("toolchains/%s", suite), resolved[PATH_MAX];
    char *absolute = realpath(path, resolved) ? lab_strdup(resolved) : NULL;
    free(path);
    return absolute;
}

static char *marker_of(const Toolchain *t)
{
    return store_path("toolchains/%s/.cwlab/%s", t->suite, t->name);
}

static char *wrapper(const char *format, const Toolchain *t)
{
    char *file = lab_printf(format, t->name), *path = store_path("toolchains/bin/%s", file), resolved[PATH_MAX];
    char *absolute = realpath(path, resolved) ? lab_strdup(resolved) : NULL;
    free(file);
    free(path);
    return absolute;
}

bool toolchain_installed(const Toolchain *t)
{
    if (t->suite)
        return file_exists(marker_of(t)) && toolchain_command(t);
    return toolchain_command(t) != NULL;
}

static char *host_command(const char *command)
{
    const char *const ARGV[] = {"sh", "-c", "command -v \"$1\"", "sh", command, NULL};
    return process_first_line(ARGV);
}

/* "clang-22" and "llvm-ar" make "llvm-ar-22"; a name without version makes the plain tool. */
static char *host_tool(const Toolchain *t, const char *tool)
{
    const char *version = strrchr(t->name + strlen("host-"), '-');
    char *versioned = host_command(lab_printf("%s%s", tool, version ? version : ""));
    return versioned ? versioned : host_command(tool);
}

char *toolchain_command(const Toolchain *t)
{
    return t->suite ? wrapper("%s", t) : host_command(t->name + strlen("host-"));
}

char *toolchain_archiver(const Toolchain *t)
{
    return t->suite ? wrapper("%s-ar", t) : host_tool(t, t->clang ? "llvm-ar" : "gcc-ar");
}

char *toolchain_profdata(const Toolchain *t)
{
    if (!t->clang)
        return NULL;
    return t->suite ? wrapper("%s-profdata", t) : host_tool(t, "llvm-profdata");
}

static char *version_line(const Toolchain *t)
{
    char *command = toolchain_command(t);
    const char *const ARGV[] = {command, "--version", NULL};
    return command ? process_first_line(ARGV) : NULL;
}

static bool package_identity(const char *root, const char *package, char **version, char **hash, Error *err);

bool toolchain_identity(const Toolchain *t, Str *out, Error *err)
{
    char *version = version_line(t);
    if (!version)
        return error_set(err, "%s is not installed (cwlab toolchain add %s)", t->name, t->name);
    str_addf(out, "compiler %s\n", version);
    if (!t->suite) {
        char hex[65], resolved[PATH_MAX];
        if (!realpath(toolchain_command(t), resolved) || !file_sha256(resolved, hex, err))
            return error_set(err, "%s: its binary cannot be read", t->name);
        str_addf(out, "binary sha256:%s\n", hex);
        return true;
    }
    StrList packages = strlist_split(t->packages, " ");
    for (size_t i = 0; i < packages.count; i++) {
        char *number, *hash;
        if (!package_identity(root_of(t->suite), packages.items[i], &number, &hash, err))
            return false;
        str_addf(out, "package %s %s sha256:%s\n", packages.items[i], number, hash);
    }
    return true;
}

/* --- making one ----------------------------------------------------------------------------------------------------------- */

typedef struct Step {
    const char *what, *log;
    double start;
} Step;

static void show_step(void *data)
{
    const Step *step = data;
    if (isatty(2))
        fprintf(stderr, "\r\033[K%s ... %.0f s", step->what, now_seconds() - step->start);
}

/* Runs one step of an installation with its output in the log. */
static bool run_step(const char *what, const char *log, const char *const *argv, Error *err)
{
    static const char *const ENV[] = {"DEBIAN_FRONTEND=noninteractive", "LC_ALL=C", NULL};
    Step step = {what, log, now_seconds()};
    ProcessSpec spec = {.argv = argv, .env = ENV, .log = log, .cpu = -1, .tick = show_step, .tick_data = &step};
    ProcessResult r;
    if (!isatty(2))
        fprintf(stderr, "%s\n", what);
    bool ok = process_run(&spec, &r);
    if (isatty(2))
        fprintf(stderr, "\r\033[K%s: %s, %.0f s\n", what, ok ? "done" : "FAILED", r.seconds);
    if (!ok)
        error_set(err, "%s: %s; %s says more", what, process_explain(&r), log);
    process_free(&r);
    return ok;
}

/* The package mirror that the host itself uses. */
static char *host_mirror(void)
{
    const char *const ARGV[] = {
        "sh", "-c",
        "cat /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null |"
        " awk '/^URIs:/ {print $2; exit} /^deb / {for (i = 2; i <= NF; i++) if ($i ~ /:\\/\\//) {print $i; exit}}'", NULL};
    char *mirror = process_first_line(ARGV);
    return mirror && *mirror ? mirror : NULL;
}

static bool make_root(const char *suite, const char *mirror, const char *log, Error *err)
{
    if (root_of(suite))
        return true;
    if (geteuid() != 0)
        return error_set(err, "making the root file system of %s needs root", suite);
    mirror = mirror ? mirror : host_mirror();
    if (!mirror)
        return error_set(err, "no package mirror is configured on this machine: --mirror names one");
    char *half = store_path("toolchains/.%s.%d", suite, (int)getpid()), *whole = store_path("toolchains/%s", suite);
    const char *const ARGV[] = {"debootstrap", "--variant=minbase", suite, half, mirror, NULL};
    bool ok = run_step(lab_printf("root file system of Debian %s", suite), log, ARGV, err);
    if (ok && rename(half, whole) != 0)
        ok = error_set(err, "%s: %s", whole, strerror(errno));
    if (!ok)
        remove_tree(half);
    return ok;
}

static bool package_identity(const char *root, const char *package, char **version, char **hash, Error *err)
{
    const char *const VERSION[] = {"chroot", root, "dpkg-query", "-W", "-f", "${Version}\n", package, NULL};
    *version = process_first_line(VERSION);
    if (!*version)
        return error_set(err, "%s is not installed in %s", package, root);
    char *query = lab_printf("apt-cache show %s=%s | sed -n 's/^SHA256: //p'", package, *version);
    const char *const HASH[] = {"chroot", root, "sh", "-c", query, NULL};
    *hash = process_first_line(HASH);
    if (!*hash)
        *hash = lab_strdup("unknown");
    return true;
}

/* What the host has to link against, as hard links of what its names lead to: links such as /usr/lib/.../libz.so ->
 * /lib/.../libz.so.1 are absolute and would lead into the suite's root; linker scripts must lie in the sysroot themselves. */
static const char MAKE_SYSROOT[] =
    "set -e; half=$1.$$; triple=$(uname -m)-linux-gnu; lib=$half/usr/lib/$triple\n"
    "mkdir -p \"$lib\" \"$half/usr/include\" \"$half/usr/lib/gcc\" \"$half/lib64\"; ln -s usr/lib \"$half/lib\"\n"
    "for f in /usr/lib/$triple/*.so /usr/lib/$triple/*.so.* /usr/lib/$triple/*.a /usr/lib/$triple/*.o; do\n"
    "  [ -f \"$f\" ] || continue\n"
    "  cp -lL \"$f\" \"$lib/\" 2>/dev/null || cp -L \"$f\" \"$lib/\"\n"
    "done\n"
    "cp -L /lib64/ld-linux* \"$half/lib64/\" 2>/dev/null || true\n"
    "rm -rf \"$1\"; mv \"$half\" \"$1\"\n";

static bool make_sysroot(const char *log, Error *err)
{
    char *place = store_path("toolchains/sysroot");
    const char *const ARGV[] = {"sh", "-c", MAKE_SYSROOT, "sh", place, NULL};
    bool ok = run_step("the host's libraries, to link against", log, ARGV, err);
    free(place);
    return ok;
}

static bool write_wrapper(const char *name, const char *root, const char *command, Error *err)
{
    char home[PATH_MAX];
    if (!realpath(store_home(), home))
        return error_set(err, "%s: %s", store_home(), strerror(errno));
    char *path = store_path("toolchains/bin/%s", name);
    char *text = lab_printf(
        "#!/bin/sh\n"
        "exec bwrap --die-with-parent --ro-bind '%s/usr' /usr --symlink usr/bin /bin --symlink usr/lib /lib --symlink usr/lib64 /lib64 \\\n"
        "  --ro-bind '%s/etc' /etc --dev /dev --proc /proc --tmpfs /tmp --ro-bind '%s/toolchains/sysroot' /host \\\n"
        "  --ro-bind /usr/include /host/usr/include --ro-bind /usr/lib/gcc /host/usr/lib/gcc --bind '%s' '%s' --chdir \"$PWD\" -- \\\n"
        "  %s \"$@\"\n", root, root, home, home, home, command);
    bool ok = make_folders(folder_of(path), err) && file_write(path, text, strlen(text), err);
    if (ok && chmod(path, 0755) != 0)
        ok = error_set(err, "%s: %s", path, strerror(errno));
    free(path);
    free(text);
    return ok;
}

static bool write_wrappers(const Toolchain *t, Error *err)
{
    const char *root = root_of(t->suite), *version = strrchr(t->name, '-');
    char *ar = lab_printf("%s-ar", t->name), *profdata = lab_printf("%s-profdata", t->name);
    return write_wrapper(t->name, root, lab_printf("%s --sysroot=/host", t->name), err)
           && write_wrapper(ar, root, t->clang ? lab_printf("llvm-ar%s", version) : lab_printf("gcc-ar%s", version), err)
           && (!t->clang || write_wrapper(profdata, root, lab_printf("llvm-profdata%s", version), err));
}

/* --- the lock file ---------------------------------------------------------------------------------------------------------- */

static void add_locked(Str *out, const ConfigSection *s)
{
    str_addf(out, "\n[%s]\n", s->name);
    for (size_t i = 0; i < s->count; i++)
        str_addf(out, "%s = %s\n", s->entries[i].key, s->entries[i].value);
}

static bool describe_locked(const Toolchain *t, ConfigSection *section, Error *err)
{
    *section = (ConfigSection){.name = t->name};
    StrList packages = strlist_split(t->packages, " ");
    ConfigEntry suite = {"suite", t->suite}, compiler = {"compiler", version_line(t)};
    if (!compiler.value)
        return error_set(err, "%s was installed but does not run", t->name);
    ARRAY_PUSH(section->entries, section->count, section->capacity, suite);
    ARRAY_PUSH(section->entries, section->count, section->capacity, compiler);
    for (size_t i = 0; i < packages.count; i++) {
        char *version, *hash;
        if (!package_identity(root_of(t->suite), packages.items[i], &version, &hash, err))
            return false;
        ConfigEntry e = {packages.items[i], lab_printf("%s sha256:%s", version, hash)};
        ARRAY_PUSH(section->entries, section->count, section->capacity, e);
    }
    return true;
}

/* Records what was installed; what is not as the lock has it is an error unless it is to be updated. */
static bool lock_toolchain(const Toolchain *t, bool update, Error *err)
{
    ConfigSection now;
    Config lock = {.path = LOCK_FILE};
    if (!describe_locked(t, &now, err) || (file_exists(LOCK_FILE) && !config_load(LOCK_FILE, &lock, err)))
        return false;
    const ConfigSection *was = config_section(&lock, t->name);
    for (size_t i = 0; was && !update && i < now.count; i++) {
        const char *value = config_value(was, now.entries[i].key);
        if (!value || strcmp(value, now.entries[i].value))
            return error_set(err, "%s: %s is %s here and %s in %s; --update records the new one", t->name, now.entries[i].key,
                             now.entries[i].value, value ? value : "nothing", LOCK_FILE);
    }
    Str out = STR_INIT;
    str_add(&out, "; The compilers that the laboratory's builds were made with. Written by cwlab toolchain add.\n");
    for (int k = 0; k < KNOWN_COUNT; k++) {
        const ConfigSection *s = strcmp(KNOWN[k].name, t->name) ? config_section(&lock, KNOWN[k].name) : &now;
        if (s)
            add_locked(&out, s);
    }
    bool ok = make_folders("lab", err) && file_write(LOCK_FILE, out.data, out.length, err);
    str_free(&out);
    return ok;
}

static bool add_toolchain(const char *name, const char *mirror, bool update, Error *err)
{
    Toolchain t;
    if (!toolchain_find(name, &t, err))
        return false;
    if (!t.suite)
        return error_set(err, "%s is the host's: install it with apt", name);
    char *log = store_path("logs/toolchain-%s.log", name), *folder = store_path("logs"), *roots = store_path("toolchains");
    if (!make_folders(folder, err) || !make_folders(roots, err) || !make_root(t.suite, mirror, log, err))
        return false;
    if (!toolchain_installed(&t)) {
        const char *root = root_of(t.suite);
        const char *const UPDATE[] = {"chroot", root, "apt-get", "-q", "-o", "Acquire::Check-Valid-Until=false", "update", NULL};
        StrList install = strlist_split("chroot apt-get -q -y --no-install-recommends install", " ");
        StrList packages = strlist_split(t.packages, " ");
        StrList argv = {0};
        strlist_add(&argv, install.items[0]);
        strlist_add(&argv, root);
        for (size_t i = 1; i < install.count; i++)
            strlist_add(&argv, install.items[i]);
        for (size_t i = 0; i < packages.count; i++)
            strlist_add(&argv, packages.items[i]);
        strlist_add(&argv, NULL);
        if (!run_step(lab_printf("package lists of %s", t.suite), log, UPDATE, err)
            || !run_step(lab_printf("%s: %s", name, t.packages), log, argv.items, err))
            return false;
    }
    if (!make_sysroot(log, err) || !write_wrappers(&t, err))
        return false;
    if (!lock_toolchain(&t, update, err))
        return false;
    char *marker = marker_of(&t);
    return make_folders(folder_of(marker), err) && file_write(marker, "", 0, err);
}

/* --- the commands ------------------------------------------------------------------------------------------------------------ */

static void add_toolchain_row(Table *table, const Toolchain *t, const Config *lock)
{
    const char *locked = config_value(config_section(lock, t->name), "compiler");
    char *version = toolchain_installed(t) ? version_line(t) : NULL;
    StrList row = {0};
    strlist_add(&row, t->name);
    strlist_add(&row, t->suite ? t->suite : "host");
    strlist_add(&row, version ? "installed" : "can be had");
    strlist_add(&row, version ? version : locked ? lab_printf("(locked: %s)", locked) : "");
    table_add_row(table, row);
}

int command_toolchains(int argc, char **argv)
{
    if (argc > 1) {
        FILE *to = !strcmp(argv[1], "--help") ? stdout : stderr;
        fputs("usage: cwlab toolchains\nLists the compilers that can be had from Debian's suites, those installed, and the host's.\n", to);
        return to == stdout ? EXIT_OK : EXIT_USAGE;
    }
    Config lock = {.path = LOCK_FILE};
    Error err;
    if (file_exists(LOCK_FILE) && !config_load(LOCK_FILE, &lock, &err))
        lab_die("%s", err.text);
    Table table = {0};
    table.headers = strlist_split("toolchain|suite|state|version", "|");
    for (int i = 0; i < KNOWN_COUNT; i++)
        add_toolchain_row(&table, &KNOWN[i], &lock);
    glob_t found = {0};
    glob("/usr/bin/gcc-[0-9]*", 0, NULL, &found);
    glob("/usr/bin/clang-[0-9]*", GLOB_APPEND, NULL, &found);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        Toolchain t = {.name = lab_printf("host-%s", base_name(found.gl_pathv[i]))};
        add_toolchain_row(&table, &t, &lock);
    }
    globfree(&found);
    Str out = STR_INIT;
    table_render_plain(&table, &out);
    fputs(out.data, stdout);
    return EXIT_OK;
}

int command_toolchain(int argc, char **argv)
{
    static const char USAGE[] =
        "usage: cwlab toolchain add NAME ... [--mirror URL] [--update]\n"
        "Installs compilers in the root file systems of their Debian suites and records their exact versions in lab/toolchains.lock.\n"
        "  --mirror URL   the package mirror, where the host has none configured\n"
        "  --update       record versions other than the locked ones\n";
    static const struct option OPTIONS[] = {{"mirror", 1, 0, 'm'}, {"update", 0, 0, 'u'}, {"help", 0, 0, 'h'}, {0, 0, 0, 0}};
    const char *mirror = NULL;
    bool update = false;
    for (int option; (option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1;) {
        switch (option) {
        case 'm': mirror = optarg; break;
        case 'u': update = true; break;
        case 'h': fputs(USAGE, stdout); return EXIT_OK;
        default: fputs(USAGE, stderr); return EXIT_USAGE;
        }
    }
    if (argc - optind < 2 || strcmp(argv[optind], "add")) {
        fputs(USAGE, stderr);
        return EXIT_USAGE;
    }
    interrupts_catch();
    int code = EXIT_OK;
    for (int i = optind + 1; i < argc; i++) {
        Error err;
        if (!add_toolchain(argv[i], mirror, update, &err)) {
            fprintf(stderr, "cwlab: %s: %s\n", argv[i], err.text);
            code = interrupts_seen() ? EXIT_INTERRUPTED : EXIT_FAILED;
        }
    }
    return code;
}
