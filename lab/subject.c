/* subject.c: see subject.h. */
#include "subject.h"

#include "inspect.h"
#include "process.h"
#include "store.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The file that a command's first word means, looked up in PATH as execvp does. */
static char *find_executable(const char *word)
{
    char resolved[PATH_MAX];
    if (strchr(word, '/'))
        return access(word, X_OK) == 0 && realpath(word, resolved) ? lab_strdup(resolved) : NULL;
    const char *path = getenv("PATH");
    StrList folders = strlist_split(path ? path : "/usr/bin:/bin", ":");
    for (size_t i = 0; i < folders.count; i++) {
        char *candidate = lab_printf("%s/%s", folders.items[i], word);
        if (access(candidate, X_OK) == 0 && realpath(candidate, resolved))
            return lab_strdup(resolved);
    }
    return NULL;
}

static bool is_plain_name(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-", text[i]))
            return false;
    return length > 0;
}

bool subject_from_option(const char *text, Subject *subject, Error *err)
{
    *subject = (Subject){0};
    const char *equals = strchr(text, '=');
    bool named = equals && is_plain_name(text, (size_t)(equals - text));
    if (!strlist_split_command(named ? equals + 1 : text, &subject->command, err))
        return false;
    subject->name = named ? lab_strndup(text, (size_t)(equals - text)) : base_name(subject->command.items[0]);
    subject->binary = find_executable(subject->command.items[0]);
    if (!subject->binary)
        return error_set(err, "%s: '%s' is not an executable", subject->name, subject->command.items[0]);
    return true;
}

/* build-goto/coachwhip and build/coachwhip must not have the same name. */
static char *name_of_path(const char *path)
{
    const char *file = base_name(path);
    char *folder = folder_of(path);
    const char *last = base_name(folder);
    return strcmp(last, ".") && strcmp(last, "bin") && strcmp(last, "/") ? lab_printf("%s.%s", last, file) : lab_strdup(file);
}

bool subject_from_word(const char *word, Subject *subject, Error *err)
{
    *subject = (Subject){0};
    if (store_find_build(word, &subject->record, &subject->binary)) {
        subject->name = word;
        strlist_add(&subject->command, subject->binary);
        return true;
    }
    struct stat st;
    if (strchr(word, '/') && stat(word, &st) == 0 && S_ISREG(st.st_mode) && access(word, X_OK) == 0) {
        subject->name = name_of_path(word);
        subject->binary = find_executable(word);
        strlist_add(&subject->command, subject->binary);
        return true;
    }
    return error_set(err, "%s: neither a build (cwlab build --list) nor the path of an executable; a command goes with --interpreter", word);
}

static char *version_of(const Subject *subject)
{
    StrList argv = {0};
    for (size_t i = 0; i < subject->command.count; i++)
        strlist_add(&argv, subject->command.items[i]);
    strlist_add(&argv, "-c");
    strlist_add(&argv, "import sys; print(sys.implementation.name, sys.version.replace(chr(10), ' '))");
    strlist_add(&argv, NULL);
    char *version = process_first_line(argv.items);
    free(argv.items);
    return version;
}

char *subject_identity(const Subject *subject)
{
    Str text = STR_INIT;
    Error err;
    char hex[65];
    if (subject->binary && file_sha256(subject->binary, hex, &err))
        str_add(&text, hex);
    char *version = version_of(subject);
    str_addf(&text, "\n%s\n%s\n", strlist_join(&subject->command, " "), version ? version : "");
    sha256_hex(text.data, text.length, hex);
    str_free(&text);
    return lab_strdup(hex);
}

void subject_describe(const Subject *subject, json_t *metadata)
{
    Error err;
    char hex[65];
    char *version = version_of(subject);
    json_object_set_new(metadata, "cwlab_build", json_string(subject->name));
    StrList words = {0};
    for (size_t i = 0; i < subject->command.count; i++)
        strlist_add(&words, short_path(subject->command.items[i]));
    json_object_set_new(metadata, "cwlab_command", json_string(strlist_join(&words, " ")));
    if (version) {
        json_object_set_new(metadata, "python_implementation", json_string(strlist_split(version, " ").items[0]));
        json_object_set_new(metadata, "python_version", json_string(version));
    }
    if (subject->binary) {
        json_object_set_new(metadata, "python_executable", json_string(short_path(subject->binary)));
        if (file_sha256(subject->binary, hex, &err))
            json_object_set_new(metadata, "cwlab_binary_sha256", json_string(hex));
    }
    const char *key;
    json_t *value;
    json_object_foreach(subject->record, key, value)
        if (json_is_string(value))
            json_object_set_new(metadata, lab_printf("cwlab_%s", key), json_incref(value));
}

bool subject_inspect(const Subject *subject, const char *path, Error *err)
{
    Image image;
    Analysis analysis;
    Error none;
    if (!subject->binary || !image_open(subject->binary, &image, &none))
        return true;
    bool ok = true;
    if (dispatch_analyse(&image, NULL, &analysis, &none)) {
        json_t *json = inspect_json(&analysis, true);
        char *text = json_dumps(json, JSON_INDENT(1));
        ok = file_write(path, text, strlen(text), err);
        free(text);
        json_decref(json);
        dispatch_free(&analysis);
    }
    image_close(&image);
    return ok;
}
