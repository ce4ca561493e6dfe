/* util.h: what every part of cwlab shares: memory, strings, errors, files, time.
 *
 * cwlab is a batch program. Memory that the functions here hand out lives until exit unless a function says otherwise;
 * only Str owns a buffer that is worth releasing in a loop. Running out of memory ends the program (exit 2).
 *
 * Errors: a function that can fail returns bool and fills an Error; the caller decides between going on (one build of
 * many) and lab_die(). Messages name the file and the place.
 */
#ifndef LAB_UTIL_H
#define LAB_UTIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { EXIT_OK = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_INTERRUPTED = 130 };

typedef struct Error {
    char text[1024];
} Error;

/* Fills err with a formatted message and returns false, so that a caller may `return error_set(err, ...)`. */
bool error_set(Error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prints "cwlab: MESSAGE" and exits with EXIT_USAGE. */
_Noreturn void lab_die(const char *format, ...) __attribute__((format(printf, 1, 2)));
void lab_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

void *lab_alloc(size_t bytes);                    /* zeroed */
void *lab_realloc(void *old, size_t bytes);
char *lab_strdup(const char *text);
char *lab_strndup(const char *text, size_t length);
char *lab_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Makes room for one more element in a growable array: ARRAY_PUSH(items, count, capacity, value). */
#define ARRAY_PUSH(items, count, capacity, value) \
    do { \
        if ((count) == (capacity)) { \
            (capacity) = (capacity) ? 2 * (capacity) : 8; \
            (items) = lab_realloc((items), (size_t)(capacity) * sizeof *(items)); \
        } \
        (items)[(count)++] = (value); \
    } while (0)

/* A growable string, always terminated. Start with STR_INIT; str_free releases. */
typedef struct Str {
    char *data;
    size_t length, capacity;
} Str;
#define STR_INIT ((Str){0})

void str_add(Str *s, const char *text);
void str_add_bytes(Str *s, const char *bytes, size_t length);
void str_addf(Str *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
void str_add_char(Str *s, char c, size_t times);
void str_free(Str *s);

/* A list of strings. */
typedef struct StrList {
    const char **items;
    size_t count, capacity;
} StrList;
void strlist_add(StrList *list, const char *text);
bool strlist_has(const StrList *list, const char *text);
/* Splits at any of the separators; empty pieces are dropped. */
StrList strlist_split(const char *text, const char *separators);
/* Splits a command the way a shell does for plain words, single and double quotes and backslashes. */
bool strlist_split_command(const char *command, StrList *out, Error *err);
char *strlist_join(const StrList *list, const char *separator);

bool str_starts(const char *text, const char *prefix);
bool str_ends(const char *text, const char *suffix);
/* Trims white space at both ends, in place; returns the first character kept. */
char *str_trim(char *text);
/* Number of columns a UTF-8 text takes (one a code point). */
size_t text_width(const char *utf8);
void str_add_html(Str *s, const char *text);      /* escapes & < > " */

/* Reads a whole file, gunzipping when it is gzip. Refuses more than max bytes of content. */
bool file_read(const char *path, size_t max, Str *out, Error *err);
/* Writes path atomically: a temporary file beside it, fsync, rename. Whoever reads sees the old or the whole new one. */
bool file_write(const char *path, const char *data, size_t length, Error *err);
bool file_exists(const char *path);
bool make_folders(const char *path, Error *err);
/* Removes a folder and all below it, not crossing into other file systems. Works after an interrupt too. */
void remove_tree(const char *path);
const char *base_name(const char *path);
/* The path relative to the current folder where it lies below it: results are to be shared, other folders' names are not. */
const char *short_path(const char *path);
char *folder_of(const char *path);
/* SHA-256 of the file's bytes as 64 hex digits. */
bool file_sha256(const char *path, char hex[65], Error *err);
void sha256_hex(const void *data, size_t length, char hex[65]);

double now_seconds(void);                         /* monotonic clock */
char *now_date(void);                             /* local time, as pyperf writes it: 2025-03-01 17:54:00.457078 */

#endif
