/* report_source.c - source lines for reports: of files, and of texts registered under names that are no files.
 *
 * A registered text belongs to the very str that the compiler was given as its file name: other code may be called "<string>" too. */
#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/exception.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/report.h"
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_SOURCE_BYTES (64 << 20)

bool report_register_source(Thread *t, Value filename, Value text)
{
    if (is_null(t->rt->report_sources)) {
        t->rt->report_sources = list_new(t, NULL, 0);
        if (is_null(t->rt->report_sources)) return false;
    }
    List *all = as_list(t->rt->report_sources);
    for (size_t i = 0; i < all->length; i++) {
        if (!value_same(as_tuple(all->items[i])->items[0], filename)) continue;
        if (!list_delete_range(t, all, i, i + 1)) return false;
        break;
    }
    if (is_null(text)) return true;
    Value entry = tuple_pack(t, 2, filename, text);
    return !is_null(entry) && list_append(t, t->rt->report_sources, entry);
}

static Value registered(Thread *t, Value filename)
{
    if (is_null(t->rt->report_sources)) return V_NULL;
    const List *all = as_list(t->rt->report_sources);
    for (size_t i = 0; i < all->length; i++)
        if (value_same(as_tuple(all->items[i])->items[0], filename)) return as_tuple(all->items[i])->items[1];
    return V_NULL;
}

/* --- files --- */

const char *report_decode_by_codec(void *context, Arena *arena, const char *encoding, const char *bytes, size_t n, size_t *length,
                                   const char **message)
{
    Thread *t = context;
    Value data = bytes_new(t, bytes, n), name = str_from_text(t, encoding);
    Value text = is_null(data) || is_null(name) ? V_NULL : call_method1(t, data, NAME(t, decode), name);
    const char *utf8 = is_null(text) || !is_str(text) ? NULL : str_utf8_lossy(t, text, length);
    error_clear(t);
    *message = "cannot decode";
    return utf8 ? arena_strdup(arena, utf8, *length) : NULL;
}

static const char *read_file(Report *r, const char *path, size_t *n)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return NULL;
    struct stat st;
    char *bytes = NULL;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= MAX_SOURCE_BYTES) bytes = arena_alloc(&r->arena, (size_t)st.st_size + 1);
    *n = 0;
    while (bytes && *n < (size_t)st.st_size) {
        ssize_t got = read(fd, bytes + *n, (size_t)st.st_size - *n);
        if (got <= 0) break;
        *n += (size_t)got;
    }
    close(fd);
    return bytes;
}

/* a relative name that is not there may be one of a module on sys.path */
static const char *read_on_path(Report *r, Value filename, size_t *n)
{
    Thread *t = r->t;
    Value path = dict_get_text(t, t->rt->sys_dict, "path");
    if (is_null(path) || !is_list(path)) return NULL;
    for (size_t i = 0; i < as_list(path)->length; i++) {
        Value folder = as_list(path)->items[i];
        if (!is_str(folder)) continue;
        Value full = str_format(t, "%U/%U", folder, filename);
        const char *name = is_null(full) ? NULL : str_fs_path(t, full);
        const char *bytes = name ? read_file(r, name, n) : NULL;
        error_clear(t);
        if (bytes) return bytes;
    }
    return NULL;
}

static const char *load(Report *r, Value filename, size_t *n)
{
    Thread *t = r->t;
    Value text = registered(t, filename);
    if (!is_null(text)) {
        const char *s = str_utf8_lossy(t, text, n);
        return s ? arena_strdup(&r->arena, s, *n) : NULL;
    }
    size_t length = str_length(as_str(filename));
    if (length == 0 || (str_at(as_str(filename), 0) == '<' && str_at(as_str(filename), length - 1) == '>')) return NULL;
    const char *path = str_fs_path(t, filename);
    const char *bytes = path ? read_file(r, path, n) : NULL;
    error_clear(t);
    if (!bytes && str_at(as_str(filename), 0) != '/') bytes = read_on_path(r, filename, n);
    return bytes ? source_decode(t, &r->arena, bytes, *n, n) : NULL;
}

static void split(Report *r, SourceFile *file, const char *text, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) count += text[i] == '\n';
    TextLine *lines = arena_alloc(&r->arena, (count + 1) * sizeof *lines);
    if (!lines) return;
    file->lines = lines;
    for (const char *end = text + n; text < end;) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        if (!stop) stop = end;
        lines[file->count++] = (TextLine){text, (size_t)(stop - text)};
        text = stop + 1;
    }
}

TextLine report_line(Report *r, Value filename, int line)
{
    SourceFile *file = r->files;
    while (file && !value_same(file->filename, filename)) file = file->next;
    if (!file) {
        file = arena_alloc(&r->arena, sizeof *file);
        if (!file) return (TextLine){"", 0};
        file->filename = filename;
        file->next = r->files;
        r->files = file;
        size_t n;
        const char *text = load(r, filename, &n);
        if (text) split(r, file, text, n);
    }
    return line >= 1 && (size_t)line <= file->count ? file->lines[line - 1] : (TextLine){"", 0};
}
