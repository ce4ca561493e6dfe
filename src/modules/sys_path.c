/* sys_path.c - where the interpreter and the library are: sys.executable, sys.prefix, sys.path.
 *
 * The library is looked for, in this order, in $PYTHONHOME/lib/python3.14; beside a build (BUILD/coachwhip -> .deps/lib/python3.14,
 * also from a tree above); beside an installed program (PREFIX/bin/coachwhip -> PREFIX/lib/coachwhip/python3.14, PREFIX/lib/python3.14);
 * in /usr/lib/coachwhip/python3.14 and /usr/lib/python3.14. Without one the native modules are all there is.
 */
#include "modules/sys.h"
#include "modules/version.h"
#include "objects/list.h"
#include "objects/str.h"
#include "runtime/error.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define LIBRARY "python3.14"
#define LANDMARK "os.py"

typedef char Path[PATH_MAX];

static bool join(Path out, const char *folder, const char *rest)
{
    return snprintf(out, PATH_MAX, "%s/%s", folder, rest) < PATH_MAX;
}

static bool is_executable(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

static bool has_landmark(const char *folder)
{
    Path file;
    return join(file, folder, LANDMARK) && access(file, R_OK) == 0;
}

/* the absolute name of the program: argv[0] itself, or found on PATH; "" if it is nowhere */
static void find_program(Path out, const char *name)
{
    out[0] = 0;
    if (!name || !*name) return;
    if (strchr(name, '/')) {
        Path cwd;
        if (name[0] == '/') snprintf(out, PATH_MAX, "%s", name);
        else if (getcwd(cwd, sizeof cwd)) join(out, cwd, strncmp(name, "./", 2) ? name : name + 2);
        return;
    }
    const char *path = getenv("PATH");
    for (const char *p = path ? path : "/usr/local/bin:/usr/bin:/bin"; *p;) {
        size_t n = strcspn(p, ":");
        if (n && snprintf(out, PATH_MAX, "%.*s/%s", (int)n, p, name) < PATH_MAX && is_executable(out)) return;
        p += n + (p[n] == ':');
    }
    out[0] = 0;
}

static void strip_last(char *path)
{
    char *slash = strrchr(path, '/');
    if (slash) *(slash == path ? slash + 1 : slash) = 0;
    else path[0] = 0;
}

/* the library's folder and the prefix it belongs to */
static bool find_library(const Path program, const char *home, Path library, Path prefix)
{
    Path real, folder, rest;
    if (home) {
        size_t n = strcspn(home, ":");
        snprintf(prefix, PATH_MAX, "%.*s", (int)n, home);
        return join(library, prefix, "lib/" LIBRARY);
    }
    if (program[0] && realpath(program, real)) {
        snprintf(folder, PATH_MAX, "%s", real);
        strip_last(folder); /* of the program */
        static const char *const beside[] = {"../.deps/lib/" LIBRARY, "../lib/coachwhip/" LIBRARY, "../lib/" LIBRARY};
        for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
            if (!join(rest, folder, beside[i]) || !has_landmark(rest) || !realpath(rest, library)) continue;
            snprintf(prefix, PATH_MAX, "%s", folder);
            strip_last(prefix);
            return true;
        }
    }
    static const char *const places[] = {"/usr/lib/coachwhip/" LIBRARY, "/usr/lib/" LIBRARY};
    snprintf(prefix, PATH_MAX, "/usr");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        snprintf(library, PATH_MAX, "%s", places[i]);
        if (has_landmark(library)) return true;
    }
    library[0] = 0;
    return false;
}

static bool set_text(Thread *t, const char *name, const char *text) { return sys_set(t, name, str_from_fs(t, text, strlen(text))); }

static bool append(Thread *t, Value list, const char *text, size_t n)
{
    Value v = str_from_fs(t, text, n);
    return !is_null(v) && list_append(t, list, v);
}

bool sys_find_places(Thread *t, const Places *places)
{
    Path program, library, prefix, zip;
    find_program(program, places->program);
    bool found = find_library(program, places->python_home, library, prefix);
    Value path = list_new(t, NULL, 0);
    if (is_null(path)) return false;
    for (const char *p = places->python_path; p && *p;) {
        size_t n = strcspn(p, ":");
        if (!append(t, path, p, n)) return false;
        if (!p[n]) break;
        p += n + 1;
        if (!*p && !append(t, path, "", 0)) return false;
    }
    if (found) {
        snprintf(zip, PATH_MAX, "%s", library);
        strip_last(zip);
        size_t n = strlen(zip);
        if (n + 20 < PATH_MAX) memcpy(zip + n, "/python314.zip", 15);
        if (!append(t, path, zip, strlen(zip)) || !append(t, path, library, strlen(library))) return false;
        Value stdlib = str_from_fs(t, library, strlen(library));
        if (is_null(stdlib)) return false;
        t->rt->state[STATE_STDLIB] = stdlib;
    }
    if (!sys_set(t, "path", path) || !set_text(t, "executable", program) || !set_text(t, "_base_executable", program)) return false;
    if (!sys_set(t, "_stdlib_dir", found ? t->rt->state[STATE_STDLIB] : V_NONE) ||
        !sys_set(t, "_home", places->python_home ? str_from_text(t, places->python_home) : V_NONE))
        return false;
    static const char *const prefixes[] = {"prefix", "exec_prefix", "base_prefix", "base_exec_prefix"};
    for (size_t i = 0; i < 4; i++)
        if (!set_text(t, prefixes[i], prefix)) return false;
    return true;
}
