/* pyperf.c: see pyperf.h. */
#include "pyperf.h"

#include "stats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_SUITE_BYTES = 1 << 30 };

/* Where in the document a complaint belongs. */
typedef struct Place {
    const char *path;            /* the file */
    size_t benchmark, run;
    const char *name;            /* the benchmark's, once known */
} Place;

static bool complain(const Place *place, Error *err, const char *what)
{
    if (place->name)
        return error_set(err, "%s: benchmarks[%zu] (%s): %s", place->path, place->benchmark, place->name, what);
    return error_set(err, "%s: benchmarks[%zu]: %s", place->path, place->benchmark, what);
}

static bool complain_run(const Place *place, Error *err, const char *what)
{
    char *text = lab_printf("runs[%zu]: %s", place->run, what);
    complain(place, err, text);
    free(text);
    return false;
}

json_t *suite_metadata(const Suite *suite, const Benchmark *benchmark, const char *key)
{
    json_t *value = json_object_get(json_object_get(benchmark->json, "metadata"), key);
    return value ? value : json_object_get(json_object_get(suite->json, "metadata"), key);
}

static bool load_run(json_t *run, const Place *place, Benchmark *b, size_t *capacity, Error *err)
{
    if (!json_is_object(run))
        return complain_run(place, err, "is not an object");
    json_t *values = json_object_get(run, "values");
    if (!values)
        return true;
    if (!json_is_array(values))
        return complain_run(place, err, "values is not a list");
    size_t i;
    json_t *value;
    json_array_foreach(values, i, value) {
        double number = json_number_value(value);
        if (!json_is_number(value) || !(number > 0) || !isfinite(number)) {
            char *what = lab_printf("values[%zu] is not a number above zero", i);
            complain_run(place, err, what);
            free(what);
            return false;
        }
        ARRAY_PUSH(b->values, b->count, *capacity, number);
    }
    return true;
}

static bool load_tags(json_t *tags, const Place *place, Benchmark *b, Error *err)
{
    if (!tags)
        return true;
    if (!json_is_array(tags))
        return complain(place, err, "metadata.tags is not a list");
    size_t i;
    json_t *tag;
    json_array_foreach(tags, i, tag) {
        if (!json_is_string(tag))
            return complain(place, err, "metadata.tags holds something else than strings");
        strlist_add(&b->tags, json_string_value(tag));
    }
    return true;
}

static bool load_benchmark(const Suite *suite, Place *place, json_t *json, Benchmark *b, Error *err)
{
    b->json = json;
    if (!json_is_object(json))
        return complain(place, err, "is not an object");
    b->name = json_string_value(suite_metadata(suite, b, "name"));
    if (!b->name)
        return complain(place, err, "has no metadata.name");
    place->name = b->name;
    json_t *unit = suite_metadata(suite, b, "unit");
    b->unit = unit ? json_string_value(unit) : "second";
    if (!b->unit || (strcmp(b->unit, "second") && strcmp(b->unit, "byte") && strcmp(b->unit, "integer")))
        return complain(place, err, "metadata.unit is none of second, byte, integer");
    if (!load_tags(suite_metadata(suite, b, "tags"), place, b, err))
        return false;
    json_t *runs = json_object_get(json, "runs");
    if (!json_is_array(runs))
        return complain(place, err, "has no list of runs");
    size_t capacity = 0;
    json_t *run;
    json_array_foreach(runs, place->run, run)
        if (!load_run(run, place, b, &capacity, err))
            return false;
    if (!b->count)
        return complain(place, err, "has no values");
    b->mean = stats_mean(b->values, b->count);
    b->stddev = stats_stddev(b->values, b->count);
    return true;
}

static char *suite_name(const char *path)
{
    char *name = lab_strdup(base_name(path));
    if (str_ends(name, ".gz"))
        name[strlen(name) - 3] = 0;
    if (str_ends(name, ".json"))
        name[strlen(name) - 5] = 0;
    return name;
}

static bool parse_json(const char *path, json_t **json, Error *err)
{
    Str text = STR_INIT;
    if (!file_read(path, MAX_SUITE_BYTES, &text, err)) {
        str_free(&text);
        return false;
    }
    json_error_t at;
    *json = json_loadb(text.data, text.length, JSON_REJECT_DUPLICATES, &at);
    bool ok = *json != NULL;
    if (!ok && !text.length)
        error_set(err, "%s: the file is empty", path);
    else if (!ok && (size_t)at.position >= text.length)
        error_set(err, "%s: line %d, column %d: the JSON ends too early (truncated file)", path, at.line, at.column);
    else if (!ok)
        error_set(err, "%s: line %d, column %d: not JSON: %s", path, at.line, at.column, at.text);
    str_free(&text);
    return ok;
}

bool suite_load(const char *path, Suite *suite, Error *err)
{
    *suite = (Suite){.path = path, .name = suite_name(path)};
    if (!parse_json(path, &suite->json, err))
        return false;
    json_t *list = json_object_get(suite->json, "benchmarks"), *version = json_object_get(suite->json, "version");
    if (!json_is_array(list) || !version)
        return error_set(err, "%s: not a pyperf result file: it has no 'version' and list of 'benchmarks' at its top", path);
    if (!json_is_string(version) || strcmp(json_string_value(version), "1.0")) {
        char *text = json_dumps(version, JSON_ENCODE_ANY | JSON_COMPACT);
        error_set(err, "%s: version: pyperf format %.40s is not supported, only \"1.0\" is", path, text);
        free(text);
        return false;
    }
    suite->count = json_array_size(list);
    if (!suite->count)
        return error_set(err, "%s: benchmarks: the list is empty", path);
    suite->benchmarks = lab_alloc(suite->count * sizeof *suite->benchmarks);
    for (size_t i = 0; i < suite->count; i++) {
        Place place = {.path = path, .benchmark = i};
        if (!load_benchmark(suite, &place, json_array_get(list, i), &suite->benchmarks[i], err))
            return false;
        if (suite_find(suite, suite->benchmarks[i].name) != &suite->benchmarks[i])
            return complain(&place, err, "a benchmark of this name came before");
    }
    return true;
}

Suite *suites_load(char *const *paths, size_t count)
{
    Suite *suites = lab_alloc(count * sizeof *suites);
    Error err;
    for (size_t i = 0; i < count; i++)
        if (!suite_load(paths[i], &suites[i], &err))
            lab_die("%s", err.text);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            if (i != j && !strcmp(suite_name(paths[i]), suite_name(paths[j])))
                suites[i].name = paths[i];
    return suites;
}

Benchmark *suite_find(const Suite *suite, const char *name)
{
    for (size_t i = 0; i < suite->count; i++)
        if (suite->benchmarks[i].name && !strcmp(suite->benchmarks[i].name, name))
            return &suite->benchmarks[i];
    return NULL;
}

/* Three significant digits in the unit that leaves one to three before the point. */
static void format_seconds(double reference, double value, Str *out)
{
    static const char *const UNITS[] = {"sec", "ms", "us", "ns"};
    int power = 2;
    while (power > -9 && fabs(reference) < pow(10, power))
        power--;
    int step = power < 0 ? (-power + 2) / 3 : 0;
    int precision = 2 - ((power % 3) + 3) % 3;
    str_addf(out, "%.*f %s", precision, value * pow(10, 3 * step), UNITS[step]);
}

static void format_bytes(double value, Str *out)
{
    if (value < 10 * 1024)
        str_addf(out, value == 1 ? "%.0f byte" : "%.0f bytes", value);
    else if (value > 10 * 1024 * 1024)
        str_addf(out, "%.1f MiB", value / (1024 * 1024));
    else
        str_addf(out, "%.1f KiB", value / 1024);
}

static void format_one(const char *unit, double reference, double value, Str *out)
{
    if (!strcmp(unit, "byte"))
        format_bytes(value, out);
    else if (!strcmp(unit, "integer"))
        str_addf(out, "%.15g", value);
    else
        format_seconds(reference, value, out);
}

char *unit_format(const char *unit, double value)
{
    Str out = STR_INIT;
    format_one(unit, value, value, &out);
    return out.data;
}

char *unit_format_pair(const char *unit, double value, double companion)
{
    Str out = STR_INIT;
    format_one(unit, value, value, &out);
    str_add(&out, " +- ");
    format_one(unit, value, companion, &out);
    return out.data;
}

char *ratio_format(double ratio)
{
    if (ratio == 1.0)
        return lab_strdup("no change");
    return ratio < 1.0 ? lab_printf("%.2fx faster", 1.0 / ratio) : lab_printf("%.2fx slower", ratio);
}
