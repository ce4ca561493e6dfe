/* matrix.c: see matrix.h. */
#include "matrix.h"

#include <stdlib.h>
#include <string.h>

static const char *const TRANSFORM_KEYS[] = {"cflags", "ldflags", "cflags.gcc", "cflags.clang", "ldflags.gcc", "ldflags.clang",
                                             "make.coachwhip", "configure.cpython", "pgo", "only", "says"};

const char *build_source_name(const Build *build)
{
    return build->source->name + strlen("source ");
}

const char *build_kind(const Build *build)
{
    return config_value(build->source, "kind");
}

static void add_words(Str *out, const ConfigSection *s, const char *key)
{
    const char *value = config_value(s, key);
    if (value && *value)
        str_addf(out, "%s%s", out->length ? " " : "", value);
}

static char *collect(const Matrix *m, const Build *b, const char *key, const char *family_key)
{
    Str out = STR_INIT;
    str_add(&out, "");
    for (size_t i = 0; i < b->transforms.count; i++) {
        const ConfigSection *s = config_section(&m->config, lab_printf("transform %s", b->transforms.items[i]));
        add_words(&out, s, key);
        if (family_key)
            add_words(&out, s, family_key);
    }
    return out.data;
}

static bool apply_transform(const Matrix *m, Build *b, const char *name, Error *err)
{
    const ConfigSection *s = config_section(&m->config, lab_printf("transform %s", name));
    if (!s)
        return error_set(err, "%s: build %s: there is no [transform %s]", m->config.path, b->name, name);
    const char *only = config_value(s, "only"), *pgo = config_value(s, "pgo");
    if (only && strcmp(only, b->toolchain.clang ? "clang" : "gcc"))
        return error_set(err, "%s: build %s: %s is for %s, not for %s", m->config.path, b->name, name, only, b->toolchain.name);
    b->pgo = b->pgo || (pgo && !strcmp(pgo, "yes"));
    strlist_add(&b->transforms, name);
    return true;
}

static bool parse_build(Matrix *m, const ConfigEntry *line, Error *err)
{
    StrList words = strlist_split(line->value, " \t");
    Build b = {.name = line->key};
    if (words.count < 2)
        return error_set(err, "%s: build %s: wants SOURCE TOOLCHAIN TRANSFORM ...", m->config.path, line->key);
    if (strchr(line->key, '/'))
        return error_set(err, "%s: build %s: a name has no /", m->config.path, line->key);
    b.source = config_section(&m->config, lab_printf("source %s", words.items[0]));
    if (!b.source)
        return error_set(err, "%s: build %s: there is no [source %s]", m->config.path, b.name, words.items[0]);
    if (!toolchain_find(words.items[1], &b.toolchain, err)) {
        char *why = lab_strdup(err->text);
        return error_set(err, "%s: build %s: %s", m->config.path, b.name, why);
    }
    for (size_t i = 2; i < words.count; i++)
        if (!apply_transform(m, &b, words.items[i], err))
            return false;
    bool clang = b.toolchain.clang;
    b.cflags = collect(m, &b, "cflags", clang ? "cflags.clang" : "cflags.gcc");
    b.ldflags = collect(m, &b, "ldflags", clang ? "ldflags.clang" : "ldflags.gcc");
    b.make_arguments = collect(m, &b, "make.coachwhip", NULL);
    b.configure_arguments = collect(m, &b, "configure.cpython", NULL);
    ARRAY_PUSH(m->builds, m->count, m->capacity, b);
    return true;
}

static bool check_source(const Matrix *m, const ConfigSection *s, Error *err)
{
    const char *kind = config_value(s, "kind");
    if (!kind || (strcmp(kind, "coachwhip") && strcmp(kind, "cpython")))
        return error_set(err, "%s: [%s] kind is neither coachwhip nor cpython", m->config.path, s->name);
    if (!config_value(s, "path"))
        return error_set(err, "%s: [%s] has no path", m->config.path, s->name);
    return true;
}

static bool check_transform(const Matrix *m, const ConfigSection *s, Error *err)
{
    for (size_t i = 0; i < s->count; i++) {
        bool known = false;
        for (size_t k = 0; k < sizeof TRANSFORM_KEYS / sizeof *TRANSFORM_KEYS; k++)
            known = known || !strcmp(s->entries[i].key, TRANSFORM_KEYS[k]);
        if (!known)
            return error_set(err, "%s: [%s] has no key '%s'", m->config.path, s->name, s->entries[i].key);
    }
    return true;
}

bool matrix_load(const char *path, Matrix *m, Error *err)
{
    *m = (Matrix){0};
    if (!config_load(path, &m->config, err))
        return false;
    for (size_t i = 0; i < m->config.count; i++) {
        const ConfigSection *s = &m->config.sections[i];
        bool ok = true;
        if (str_starts(s->name, "source "))
            ok = check_source(m, s, err);
        else if (str_starts(s->name, "transform "))
            ok = check_transform(m, s, err);
        else if (strcmp(s->name, "builds") && strcmp(s->name, "claims"))
            ok = error_set(err, "%s: section [%s] is none of source, transform, builds, claims", path, s->name);
        if (!ok)
            return false;
    }
    const ConfigSection *builds = config_section(&m->config, "builds");
    if (!builds)
        return error_set(err, "%s: has no section [builds]", path);
    for (size_t i = 0; i < builds->count; i++)
        if (!parse_build(m, &builds->entries[i], err))
            return false;
    return true;
}

const Build *matrix_find(const Matrix *m, const char *name)
{
    for (size_t i = 0; i < m->count; i++)
        if (!strcmp(m->builds[i].name, name))
            return &m->builds[i];
    return NULL;
}
