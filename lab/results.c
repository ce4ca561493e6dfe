/* results.c: see results.h. */
#include "results.h"

#include "matrix.h"
#include "stats.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_result_file(const char *name)
{
    return *name != '.' && (str_ends(name, ".json") || str_ends(name, ".json.gz")) && !str_ends(name, ".inspect.json");
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *metadata_text(const Suite *suite, const char *key)
{
    return json_string_value(json_object_get(json_object_get(suite->json, "metadata"), key));
}

static void identify(Result *r, const Matrix *matrix)
{
    const char *toolchain = metadata_text(&r->suite, "cwlab_toolchain"), *transforms = metadata_text(&r->suite, "cwlab_transforms");
    const Build *build = matrix ? matrix_find(matrix, r->name) : NULL;
    if (toolchain) {
        r->source = metadata_text(&r->suite, "cwlab_source");
        r->words = strlist_split(lab_printf("%s %s", toolchain, transforms ? transforms : ""), " ");
    } else if (build) {
        r->source = build_source_name(build);
        strlist_add(&r->words, build->toolchain.name);
        for (size_t i = 0; i < build->transforms.count; i++)
            strlist_add(&r->words, build->transforms.items[i]);
    }
    if (!r->source)
        r->source = "";
}

/* Takes a pair NAME.first, NAME.second out of the results and makes the noise floor of it. */
static void take_noise(Results *results)
{
    results->noise = -1;
    for (size_t i = 0; i < results->count; i++) {
        const Result *first = &results->items[i];
        if (!str_ends(first->name, ".first"))
            continue;
        char *twin = lab_printf("%.*s.second", (int)(strlen(first->name) - 6), first->name);
        for (size_t j = 0; j < results->count; j++) {
            if (strcmp(results->items[j].name, twin))
                continue;
            Effect e = effect_between(first, &results->items[j]);
            double floor = fmax(fabs(log(e.low)), fabs(log(e.high)));
            results->noise = fmax(results->noise, expm1(floor));
        }
        free(twin);
    }
    size_t kept = 0;
    for (size_t i = 0; i < results->count; i++)
        if (!str_ends(results->items[i].name, ".first") && !str_ends(results->items[i].name, ".second"))
            results->items[kept++] = results->items[i];
    results->count = kept;
}

bool results_load(const char *folder, const char *matrix_path, Results *results, Error *err)
{
    *results = (Results){0};
    Matrix matrix;
    if (matrix_path && !matrix_load(matrix_path, &matrix, err))
        return false;
    DIR *dir = opendir(folder);
    if (!dir)
        return error_set(err, "%s: %s", folder, strerror(errno));
    StrList files = {0};
    for (struct dirent *entry; (entry = readdir(dir));)
        if (is_result_file(entry->d_name))
            strlist_add(&files, lab_printf("%s/%s", folder, entry->d_name));
    closedir(dir);
    if (!files.count)
        return error_set(err, "%s: holds no result files", folder);
    qsort(files.items, files.count, sizeof *files.items, by_text);
    for (size_t i = 0; i < files.count; i++) {
        Result r = {0};
        if (!suite_load(files.items[i], &r.suite, err))
            return false;
        r.name = r.suite.name;
        identify(&r, matrix_path ? &matrix : NULL);
        r.inspection = json_load_file(lab_printf("%s/%s.inspect.json", folder, r.name), 0, NULL);
        ARRAY_PUSH(results->items, results->count, results->capacity, r);
    }
    take_noise(results);
    return true;
}

double benchmark_margin(const Benchmark *b)
{
    json_t *runs = json_object_get(b->json, "runs"), *run;
    size_t i, count = 0;
    double *means = lab_alloc((json_array_size(runs) + 1) * sizeof *means);
    json_array_foreach(runs, i, run) {
        json_t *values = json_object_get(run, "values"), *value;
        size_t n, total = json_array_size(values);
        double sum = 0;
        json_array_foreach(values, n, value)
            sum += json_number_value(value);
        if (total)
            means[count++] = sum / (double)total;
    }
    double margin = count < 2 ? 0 : stats_mean_margin(means, count) / b->mean;
    free(means);
    return margin;
}

Effect effect_between(const Result *from, const Result *to)
{
    Effect e = {.ratio = 1, .low = 1, .high = 1};
    double logs = 0, squares = 0;
    for (size_t i = 0; i < from->suite.count; i++) {
        const Benchmark *a = &from->suite.benchmarks[i], *b = suite_find(&to->suite, a->name);
        if (!b)
            continue;
        double ma = benchmark_margin(a), mb = benchmark_margin(b);
        logs += log(b->mean / a->mean);
        squares += ma * ma + mb * mb;
        e.benchmarks++;
    }
    if (!e.benchmarks)
        return e;
    double mean = logs / (double)e.benchmarks, margin = sqrt(squares) / (double)e.benchmarks;
    e.ratio = exp(mean);
    e.low = exp(mean - margin);
    e.high = exp(mean + margin);
    return e;
}

char *effect_format(const Effect *e)
{
    bool faster = e->ratio < 1;
    double a = faster ? 1 / e->high : e->low, b = faster ? 1 / e->low : e->high;
    return lab_printf("%s (%.3f to %.3f)", ratio_format(e->ratio), a, b);
}
