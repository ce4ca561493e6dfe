/* programs.c: see programs.h. */
#include "programs.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PROGRAM = 16 << 20 };

char *program_header(const Program *program, const char *key)
{
    char *prefix = lab_printf("# %s:", key);
    char *value = NULL;
    for (const char *line = program->head; *line == '#' && !value;) {
        size_t length = strcspn(line, "\n");
        if (str_starts(line, prefix))
            value = str_trim(lab_strndup(line + strlen(prefix), length - strlen(prefix)));
        line += length + (line[length] == '\n');
    }
    free(prefix);
    return value;
}

static char *head_of(const char *text)
{
    const char *end = text;
    while (*end == '#') {
        end += strcspn(end, "\n");
        end += *end == '\n';
    }
    return lab_strndup(text, (size_t)(end - text));
}

static bool load_program(const char *folder, const char *file, const char *key, Programs *out, Error *err)
{
    Program p = {.name = lab_strndup(file, strlen(file) - 3), .path = lab_printf("%s/%s", folder, file)};
    Str text = STR_INIT;
    if (!file_read(p.path, MAX_PROGRAM, &text, err))
        return false;
    p.head = head_of(text.data);
    sha256_hex(text.data, text.length, p.sha256);
    str_free(&text);
    if (!program_header(&p, key))
        return true;
    char *tags = program_header(&p, "tags"), *kind = program_header(&p, "kind");
    p.tags = strlist_split(tags ? tags : "", ", ");
    if (kind && strcmp(kind, "process"))
        return error_set(err, "%s: kind '%s' is not known: only process is", p.path, kind);
    p.process = kind != NULL;
    ARRAY_PUSH(out->items, out->count, out->capacity, p);
    return true;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const Program *)a)->name, ((const Program *)b)->name);
}

static bool keep_only(const char *folder, const StrList *only, Programs *programs, Error *err)
{
    for (size_t i = 0; i < only->count; i++) {
        bool found = false;
        for (size_t p = 0; p < programs->count && !found; p++)
            found = !strcmp(programs->items[p].name, only->items[i]);
        if (!found)
            return error_set(err, "%s: has no program called %s", folder, only->items[i]);
    }
    size_t kept = 0;
    for (size_t p = 0; p < programs->count; p++)
        if (!only->count || strlist_has(only, programs->items[p].name))
            programs->items[kept++] = programs->items[p];
    programs->count = kept;
    return true;
}

bool programs_load(const char *folder, const char *key, const StrList *only, Programs *out, Error *err)
{
    *out = (Programs){0};
    DIR *dir = opendir(folder);
    if (!dir)
        return error_set(err, "%s: %s", folder, strerror(errno));
    bool ok = true;
    for (struct dirent *entry; ok && (entry = readdir(dir));)
        if (str_ends(entry->d_name, ".py") && *entry->d_name != '.')
            ok = load_program(folder, entry->d_name, key, out, err);
    closedir(dir);
    if (!ok)
        return false;
    if (out->count)
        qsort(out->items, out->count, sizeof *out->items, by_name);
    else
        return error_set(err, "%s: no program says '# %s:' at its head", folder, key);
    return keep_only(folder, only, out, err);
}
