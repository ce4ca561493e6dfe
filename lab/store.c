/* store.c: see store.h. */
#define _GNU_SOURCE
#include "store.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *store_home(void)
{
    const char *home = getenv("CWLAB_HOME");
    return home && *home ? home : "build-lab";
}

char *store_path(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *rest;
    if (vasprintf(&rest, format, args) < 0)
        lab_die("out of memory");
    va_end(args);
    char *path = lab_printf("%s/%s", store_home(), rest);
    free(rest);
    return path;
}

json_t *store_record(const char *key)
{
    char *path = store_path("store/%s/record.json", key);
    json_t *record = json_load_file(path, 0, NULL);
    free(path);
    return json_is_object(record) ? record : NULL;
}

bool store_find_build(const char *name, json_t **record, const char **binary)
{
    if (!*name || strchr(name, '/'))
        return false;
    char *link = store_path("builds/%s", name);
    char target[PATH_MAX], resolved[PATH_MAX];
    ssize_t length = readlink(link, target, sizeof target - 1);
    free(link);
    if (length < 0)
        return false;
    target[length] = 0;
    const char *key = base_name(target);
    *record = store_record(key);
    const char *program = json_string_value(json_object_get(*record, "program"));
    if (!program)
        return false;
    char *path = store_path("store/%s/files/%s", key, program);
    bool found = realpath(path, resolved) != NULL;
    free(path);
    if (found)
        *binary = lab_strdup(resolved);
    return found;
}

bool store_name_build(const char *name, const char *key, Error *err)
{
    char *folder = store_path("builds");
    if (!make_folders(folder, err))
        return false;
    char *link = store_path("builds/%s", name), *temporary = store_path("builds/.%s.%d", name, (int)getpid());
    char *target = lab_printf("../store/%s", key);
    unlink(temporary);
    if (symlink(target, temporary) != 0 || rename(temporary, link) != 0)
        return error_set(err, "%s: %s", link, strerror(errno));
    free(folder);
    free(link);
    free(temporary);
    free(target);
    return true;
}
