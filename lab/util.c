/* util.c: see util.h. */
#define _GNU_SOURCE
#include "util.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

bool error_set(Error *err, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    return false;
}

_Noreturn void lab_die(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fflush(stdout);
    fputs("cwlab: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(EXIT_USAGE);
}

void lab_warn(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fflush(stdout);
    fputs("cwlab: warning: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

void *lab_alloc(size_t bytes)
{
    void *p = calloc(1, bytes ? bytes : 1);
    if (!p)
        lab_die("out of memory");
    return p;
}

void *lab_realloc(void *old, size_t bytes)
{
    void *p = realloc(old, bytes ? bytes : 1);
    if (!p)
        lab_die("out of memory");
    return p;
}

char *lab_strndup(const char *text, size_t length)
{
    char *copy = lab_alloc(length + 1);
    memcpy(copy, text, length);
    return copy;
}

char *lab_strdup(const char *text)
{
    return lab_strndup(text, strlen(text));
}

char *lab_printf(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text;
    if (vasprintf(&text, format, args) < 0)
        lab_die("out of memory");
    va_end(args);
    return text;
}

static void str_reserve(Str *s, size_t more)
{
    if (s->length + more + 1 <= s->capacity)
        return;
    size_t capacity = s->capacity ? s->capacity : 64;
    while (capacity < s->length + more + 1)
        capacity *= 2;
    s->data = lab_realloc(s->data, capacity);
    s->capacity = capacity;
}

void str_add_bytes(Str *s, const char *bytes, size_t length)
{
    str_reserve(s, length);
    memcpy(s->data + s->length, bytes, length);
    s->length += length;
    s->data[s->length] = 0;
}

void str_add(Str *s, const char *text)
{
    str_add_bytes(s, text, strlen(text));
}

void str_addf(Str *s, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    str_reserve(s, (size_t)length);
    vsnprintf(s->data + s->length, (size_t)length + 1, format, again);
    s->length += (size_t)length;
    va_end(again);
    va_end(args);
}

void str_add_char(Str *s, char c, size_t times)
{
    str_reserve(s, times);
    memset(s->data + s->length, c, times);
    s->length += times;
    s->data[s->length] = 0;
}

void str_free(Str *s)
{
    free(s->data);
    *s = STR_INIT;
}

void strlist_add(StrList *list, const char *text)
{
    ARRAY_PUSH(list->items, list->count, list->capacity, text);
}

bool strlist_has(const StrList *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (!strcmp(list->items[i], text))
            return true;
    return false;
}

StrList strlist_split(const char *text, const char *separators)
{
    StrList list = {0};
    while (*text) {
        size_t length = strcspn(text, separators);
        if (length)
            strlist_add(&list, lab_strndup(text, length));
        text += length;
        text += strspn(text, separators);
    }
    return list;
}

bool strlist_split_command(const char *command, StrList *out, Error *err)
{
    Str word = STR_INIT;
    bool in_word = false;
    char quote = 0;
    for (const char *p = command; *p; p++) {
        if (quote) {
            if (*p == quote)
                quote = 0;
            else if (*p == '\\' && quote == '"' && p[1])
                str_add_char(&word, *++p, 1);
            else
                str_add_char(&word, *p, 1);
        } else if (*p == '\'' || *p == '"') {
            quote = *p;
            in_word = true;
        } else if (*p == ' ' || *p == '\t' || *p == '\n') {
            if (in_word)
                strlist_add(out, lab_strdup(word.data ? word.data : ""));
            str_free(&word);
            in_word = false;
        } else {
            if (*p == '\\' && p[1])
                p++;
            str_add_char(&word, *p, 1);
            in_word = true;
        }
    }
    if (quote)
        return error_set(err, "command '%s': a %c is not closed", command, quote);
    if (in_word)
        strlist_add(out, lab_strdup(word.data ? word.data : ""));
    str_free(&word);
    if (!out->count)
        return error_set(err, "an empty command");
    return true;
}

char *strlist_join(const StrList *list, const char *separator)
{
    Str s = STR_INIT;
    str_add(&s, "");
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            str_add(&s, separator);
        str_add(&s, list->items[i]);
    }
    return s.data;
}

bool str_starts(const char *text, const char *prefix)
{
    return !strncmp(text, prefix, strlen(prefix));
}

bool str_ends(const char *text, const char *suffix)
{
    size_t n = strlen(text), m = strlen(suffix);
    return n >= m && !strcmp(text + n - m, suffix);
}

char *str_trim(char *text)
{
    text += strspn(text, " \t\r\n");
    size_t n = strlen(text);
    while (n && strchr(" \t\r\n", text[n - 1]))
        text[--n] = 0;
    return text;
}

size_t text_width(const char *utf8)
{
    size_t columns = 0;
    for (; *utf8; utf8++)
        columns += (*utf8 & 0xC0) != 0x80;
    return columns;
}

void str_add_html(Str *s, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '&': str_add(s, "&amp;"); break;
        case '<': str_add(s, "&lt;"); break;
        case '>': str_add(s, "&gt;"); break;
        case '"': str_add(s, "&quot;"); break;
        default: str_add_char(s, *text, 1);
        }
    }
}

bool file_read(const char *path, size_t max, Str *out, Error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_set(err, "%s: %s", path, strerror(errno));
    struct stat st;
    if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
        close(fd);
        return error_set(err, "%s: is a folder, not a file", path);
    }
    gzFile gz = gzdopen(fd, "rb");
    if (!gz) {
        close(fd);
        return error_set(err, "%s: out of memory", path);
    }
    bool ok = true;
    char chunk[1 << 16];
    str_add(out, "");
    for (int n; ok && (n = gzread(gz, chunk, sizeof chunk)) != 0;) {
        if (n < 0)
            break;
        if (out->length + (size_t)n > max)
            ok = error_set(err, "%s: larger than %zu MiB", path, max >> 20);
        else
            str_add_bytes(out, chunk, (size_t)n);
    }
    int code = 0;
    const char *reason = gzerror(gz, &code);
    if (ok && code != Z_OK && code != Z_STREAM_END) {
        if (code == Z_BUF_ERROR)
            reason = "the gzip data end too early (truncated file)";
        else if (code == Z_ERRNO)
            reason = strerror(errno);
        ok = error_set(err, "%s: after %zu bytes of content: %s", path, out->length, reason);
    }
    gzclose(gz);
    return ok;
}

static bool write_all(int fd, const char *data, size_t length)
{
    while (length) {
        ssize_t n = write(fd, data, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        data += n;
        length -= (size_t)n;
    }
    return true;
}

bool file_write(const char *path, const char *data, size_t length, Error *err)
{
    char *temporary = lab_printf("%s.%d.tmp", path, (int)getpid());
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) {
        error_set(err, "%s: %s", temporary, strerror(errno));
        free(temporary);
        return false;
    }
    bool ok = write_all(fd, data, length) && fsync(fd) == 0;
    int saved = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        saved = errno;
    }
    if (ok && rename(temporary, path) != 0) {
        ok = false;
        saved = errno;
    }
    if (!ok) {
        unlink(temporary);
        error_set(err, "%s: %s", path, strerror(saved));
    }
    free(temporary);
    return ok;
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

bool make_folders(const char *path, Error *err)
{
    char *copy = lab_strdup(path);
    bool ok = true;
    for (char *p = copy + 1; ok; p++) {
        if (*p != '/' && *p)
            continue;
        char saved = *p;
        *p = 0;
        if (mkdir(copy, 0755) != 0 && errno != EEXIST)
            ok = error_set(err, "%s: %s", copy, strerror(errno));
        *p = saved;
        if (!saved)
            break;
    }
    free(copy);
    return ok;
}

static int remove_entry(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void)st, (void)kind, (void)where;
    remove(path);
    return 0;
}

void remove_tree(const char *path)
{
    nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

const char *short_path(const char *path)
{
    char here[PATH_MAX];
    if (!getcwd(here, sizeof here))
        return path;
    size_t length = strlen(here);
    return str_starts(path, here) && path[length] == '/' ? path + length + 1 : path;
}

char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return lab_strdup(".");
    return slash == path ? lab_strdup("/") : lab_strndup(path, (size_t)(slash - path));
}

double now_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

char *now_date(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    struct tm tm;
    localtime_r(&t.tv_sec, &tm);
    char text[40];
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &tm);
    return lab_printf("%s.%06ld", text, t.tv_nsec / 1000);
}
