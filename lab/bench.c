/* bench.c: see bench.h. */
#define _GNU_SOURCE
#include "bench.h"

#include "machine.h"
#include "process.h"

#include <math.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_LOOPS = 1 << 24 };

/* One benchmark under one subject. */
typedef struct Measurement {
    json_t *json;                /* in the suite; NULL until calibrated */
    long loops;
    int done;                    /* processes whose values are in */
    char *failure;
} Measurement;

typedef struct Bench {
    BenchPlan *plan;
    json_t **suites;             /* by subject */
    Measurement *table;          /* subject_count * program count */
    double spent, cost;          /* seconds, and processes they went into */
    double started;
} Bench;

static Measurement *cell(const Bench *b, size_t subject, size_t program)
{
    return &b->table[subject * b->plan->programs.count + program];
}

void bench_mode(BenchPlan *plan, const char *mode)
{
    bool fast = !strcmp(mode, "fast"), rigorous = !strcmp(mode, "rigorous");
    plan->processes = fast ? 4 : rigorous ? 40 : 15;
    plan->warmups = 1;
    plan->values = 3;
    plan->least = fast ? 0.05 : 0.1;
}

void bench_twin(BenchPlan *plan)
{
    Subject *pair = lab_alloc(2 * sizeof *pair);
    pair[0] = pair[1] = plan->subjects[0];
    pair[0].name = lab_printf("%s.first", plan->subjects[0].name);
    pair[1].name = lab_printf("%s.second", plan->subjects[0].name);
    plan->subjects = pair;
    plan->subject_count = 2;
}

int bench_default_cpu(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0 || CPU_COUNT(&set) < 2)
        return -1;
    for (int cpu = CPU_SETSIZE - 1; cpu >= 0; cpu--)
        if (CPU_ISSET(cpu, &set))
            return cpu;
    return -1;
}

/* --- result files ------------------------------------------------------------------------------------------------------- */

/* Benchmarks that were only calibrated stay out: a result file holds results. */
static bool save(const Bench *b, size_t subject, Error *err)
{
    json_t *suite = json_copy(b->suites[subject]), *measured = json_array(), *json;
    size_t i;
    json_array_foreach(json_object_get(suite, "benchmarks"), i, json)
        if (json_array_size(json_object_get(json, "runs")) > 1)
            json_array_append(measured, json);
    bool any = json_array_size(measured) > 0, ok = true;
    json_object_set_new(suite, "benchmarks", measured);
    if (any) {
        char *text = json_dumps(suite, JSON_INDENT(1) | JSON_SORT_KEYS);
        ok = file_write(b->plan->outputs[subject], text, strlen(text), err);
        free(text);
    }
    json_decref(suite);
    return ok;
}

static json_t *new_suite(const BenchPlan *plan, size_t subject)
{
    json_t *metadata = json_object();
    machine_describe(metadata);
    subject_describe(&plan->subjects[subject], metadata);
    json_object_set_new(metadata, "unit", json_string("second"));
    json_object_set_new(metadata, "cwlab_identity", json_string(subject_identity(&plan->subjects[subject])));
    json_object_set_new(metadata, "cwlab_policy", json_string(lab_printf(
        "%d processes, each %d warm-up and %d values of at least %g s; subjects interleaved; %s", plan->processes, plan->warmups,
        plan->values, plan->least, plan->cpu >= 0 ? "pinned to one CPU" : "not pinned")));
    if (plan->cpu >= 0)
        json_object_set_new(metadata, "cpu_affinity", json_string(lab_printf("%d", plan->cpu)));
    return json_pack("{s:s, s:o, s:[]}", "version", "1.0", "metadata", metadata, "benchmarks");
}

/* Takes up a file of an earlier run, if it is of the same interpreter. */
static bool resume(Bench *b, size_t subject, Error *err)
{
    const char *path = b->plan->outputs[subject];
    json_t *fresh = b->suites[subject];
    if (b->plan->overwrite || !file_exists(path))
        return true;
    json_error_t at;
    json_t *old = json_load_file(path, 0, &at);
    if (!old)
        return error_set(err, "%s: line %d: %s (--overwrite starts anew)", path, at.line, at.text);
    static const char *const SAME[] = {"cwlab_identity", "cwlab_policy", "hostname"};
    for (int i = 0; i < 3; i++) {
        json_t *was = json_object_get(json_object_get(old, "metadata"), SAME[i]);
        if (!json_equal(was, json_object_get(json_object_get(fresh, "metadata"), SAME[i])))
            return error_set(err, "%s: holds results of another %s (--overwrite starts anew)", path,
                             i == 0 ? "interpreter" : i == 1 ? "measuring policy" : "machine");
    }
    if (!json_is_array(json_object_get(old, "benchmarks")))
        return error_set(err, "%s: has no list of benchmarks (--overwrite starts anew)", path);
    b->suites[subject] = old;
    json_decref(fresh);
    return true;
}

/* What an earlier run left of one benchmark; results of another version of its program are dropped. */
static void take_up(Bench *b, size_t subject, size_t program)
{
    const Program *p = &b->plan->programs.items[program];
    Measurement *m = cell(b, subject, program);
    json_t *list = json_object_get(b->suites[subject], "benchmarks"), *json;
    size_t i;
    json_array_foreach(list, i, json) {
        json_t *metadata = json_object_get(json, "metadata");
        const char *name = json_string_value(json_object_get(metadata, "name"));
        if (!name || strcmp(name, p->name))
            continue;
        const char *hash = json_string_value(json_object_get(metadata, "cwlab_program_sha256"));
        if (!hash || strcmp(hash, p->sha256)) {
            json_array_remove(list, i);
            return;
        }
        m->json = json;
        m->loops = (long)json_integer_value(json_object_get(metadata, "loops"));
        size_t runs = json_array_size(json_object_get(json, "runs"));
        m->done = runs ? (int)runs - 1 : 0;                  /* the first is the calibration */
        return;
    }
}

static void add_benchmark(Bench *b, size_t subject, size_t program, json_t *calibration)
{
    const Program *p = &b->plan->programs.items[program];
    Measurement *m = cell(b, subject, program);
    json_t *tags = json_array();
    for (size_t i = 0; i < p->tags.count; i++)
        json_array_append_new(tags, json_string(p->tags.items[i]));
    json_t *metadata = json_pack("{s:s, s:o, s:I, s:s}", "name", p->name, "tags", tags, "loops", (json_int_t)m->loops,
                                 "cwlab_program_sha256", p->sha256);
    m->json = json_pack("{s:o, s:[o]}", "metadata", metadata, "runs", calibration);
    json_array_append_new(json_object_get(b->suites[subject], "benchmarks"), m->json);
}

/* --- one process --------------------------------------------------------------------------------------------------------- */

typedef struct Worker {
    json_t *warmups, *values;
    long loops;
    double seconds;
    long max_rss;
} Worker;

static void run_command(const Bench *b, size_t subject, const Program *p, const char *const *extra, ProcessResult *r)
{
    StrList argv = {0};
    const Subject *s = &b->plan->subjects[subject];
    for (size_t i = 0; i < s->command.count; i++)
        strlist_add(&argv, s->command.items[i]);
    strlist_add(&argv, p->path);
    for (; *extra; extra++)
        strlist_add(&argv, *extra);
    strlist_add(&argv, NULL);
    static const char *const ENV[] = {"PYTHONHASHSEED=0", "PYTHONDONTWRITEBYTECODE=1", NULL};
    ProcessSpec spec = {.argv = argv.items, .env = ENV, .cpu = b->plan->cpu, .timeout = b->plan->timeout};
    process_run(&spec, r);
    free(argv.items);
}

static void add_value(json_t *list, bool warmup, long loops, double value)
{
    json_array_append_new(list, warmup ? json_pack("[I, f]", (json_int_t)loops, value) : json_real(value));
}

/* Reads the lines that the harness prints; false when there is anything else. */
static bool parse_output(const char *text, long loops, Worker *w)
{
    w->loops = loops;
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n");
        char word[16];
        double number;
        char tail;
        char *copy = lab_strndup(line, length);
        int fields = sscanf(copy, "%15s %lf %c", word, &number, &tail);
        free(copy);
        if (fields != 2 || !(number > 0) || !isfinite(number))
            return false;
        if (!strcmp(word, "loops"))
            w->loops = (long)number;
        else if (!strcmp(word, "warmup") || !strcmp(word, "value"))
            add_value(*word == 'w' ? w->warmups : w->values, *word == 'w', loops ? loops : 1, number);
        else
            return false;
        line += length + (line[length] == '\n');
    }
    return true;
}

/* A process benchmark: the wall time of the whole command, `loops` times. */
static bool time_processes(const Bench *b, size_t subject, const Program *p, long loops, double *seconds, long *rss, char **failure)
{
    static const char *const NOTHING[] = {NULL};
    *seconds = 0;
    for (long i = 0; i < loops; i++) {
        ProcessResult r;
        run_command(b, subject, p, NOTHING, &r);
        bool ok = r.end == PROCESS_EXITED && r.code == 0;
        if (!ok)
            *failure = process_explain(&r);
        *seconds += r.seconds;
        *rss = r.max_rss > *rss ? r.max_rss : *rss;
        process_free(&r);
        if (!ok)
            return false;
    }
    return true;
}

static bool process_worker(const Bench *b, size_t subject, const Program *p, long loops, Worker *w, char **failure)
{
    double seconds;
    if (!loops) {
        for (w->loops = 1;; w->loops *= 2) {
            if (!time_processes(b, subject, p, w->loops, &seconds, &w->max_rss, failure))
                return false;
            w->seconds += seconds;
            add_value(w->warmups, true, w->loops, seconds / (double)w->loops);
            if (seconds >= b->plan->least || w->loops >= MAX_LOOPS)
                return true;
        }
    }
    w->loops = loops;
    for (int i = 0; i < b->plan->warmups + b->plan->values; i++) {
        bool warmup = i < b->plan->warmups;
        if (!time_processes(b, subject, p, loops, &seconds, &w->max_rss, failure))
            return false;
        w->seconds += seconds;
        add_value(warmup ? w->warmups : w->values, warmup, loops, seconds / (double)loops);
    }
    return true;
}

static bool program_worker(const Bench *b, size_t subject, const Program *p, long loops, Worker *w, char **failure)
{
    char *least = lab_printf("%g", b->plan->least), *count = lab_printf("%ld", loops);
    char *warmups = lab_printf("%d", b->plan->warmups), *values = lab_printf("%d", b->plan->values);
    const char *const CALIBRATE[] = {"--calibrate", least, NULL};
    const char *const MEASURE[] = {"--loops", count, "--warmups", warmups, "--values", values, NULL};
    ProcessResult r;
    run_command(b, subject, p, loops ? MEASURE : CALIBRATE, &r);
    w->seconds = r.seconds;
    w->max_rss = r.max_rss;
    bool ok = false;
    if (r.end != PROCESS_EXITED || r.code != 0)
        *failure = process_explain(&r);
    else if (!parse_output(r.out.data ? r.out.data : "", loops, w) || !w->loops
             || (loops && json_array_size(w->values) != (size_t)b->plan->values))
        *failure = lab_printf("printed '%.80s' instead of its measurements", r.out.data ? r.out.data : "");
    else
        ok = true;
    process_free(&r);
    free(least);
    free(count);
    free(warmups);
    free(values);
    return ok;
}

/* Runs one process and adds its run to the suite; loops 0 calibrates. */
static void run_worker(Bench *b, size_t subject, size_t program)
{
    const Program *p = &b->plan->programs.items[program];
    Measurement *m = cell(b, subject, program);
    Worker w = {.warmups = json_array(), .values = json_array()};
    char *date = now_date(), *failure = NULL;
    bool calibrating = m->json == NULL;
    bool ok = (p->process ? process_worker : program_worker)(b, subject, p, calibrating ? 0 : m->loops, &w, &failure);
    b->spent += w.seconds;
    b->cost += 1;
    if (!ok) {
        if (!interrupts_seen())
            m->failure = failure;
        json_decref(w.warmups);
        json_decref(w.values);
        return;
    }
    json_t *metadata = json_pack("{s:s, s:f, s:I}", "date", date, "duration", w.seconds, "command_max_rss", (json_int_t)w.max_rss);
    json_t *run = json_pack("{s:o, s:o}", "metadata", metadata, "warmups", w.warmups);
    if (calibrating) {
        m->loops = w.loops;
        json_object_set_new(metadata, "calibrate_loops", json_integer(w.loops));
        json_decref(w.values);
        add_benchmark(b, subject, program, run);
    } else {
        json_object_set_new(run, "values", w.values);
        json_array_append_new(json_object_get(m->json, "runs"), run);
        m->done++;
    }
}

/* --- the whole run ------------------------------------------------------------------------------------------------------- */

static size_t processes_left(const Bench *b)
{
    size_t left = 0;
    for (size_t i = 0; i < b->plan->subject_count * b->plan->programs.count; i++)
        if (!b->table[i].failure && b->table[i].done < b->plan->processes)
            left += (size_t)(b->plan->processes - b->table[i].done) + (b->table[i].json == NULL);
    return left;
}

static void show_progress(const Bench *b, const char *what, const char *who)
{
    if (b->plan->quiet || !isatty(2))
        return;
    size_t left = processes_left(b);
    double share = b->cost / (b->cost + (double)left), seconds = b->cost > 0 ? b->spent / b->cost * (double)left : 0;
    char bar[21];
    for (int i = 0; i < 20; i++)
        bar[i] = i < share * 20 ? '#' : '.';
    bar[20] = 0;
    fprintf(stderr, "\r\033[K[%s] %3.0f%%  %02d:%02d left  %s, %s", bar, share * 100, (int)seconds / 60, (int)seconds % 60, what, who);
}

static void end_progress(const Bench *b)
{
    if (!b->plan->quiet && isatty(2))
        fputs("\r\033[K", stderr);
}

/* One benchmark of one round under all subjects; the order rotates from round to round. */
static bool run_benchmark(Bench *b, size_t program, int round, Error *err)
{
    const BenchPlan *plan = b->plan;
    for (size_t n = 0; n < plan->subject_count; n++) {
        size_t subject = (n + (size_t)round) % plan->subject_count;
        Measurement *m = cell(b, subject, program);
        while (!m->failure && m->done <= round && !interrupts_seen()) {
            show_progress(b, plan->programs.items[program].name, plan->subjects[subject].name);
            run_worker(b, subject, program);
        }
        if (!save(b, subject, err))
            return false;
    }
    return true;
}

static bool start(Bench *b, Error *err)
{
    BenchPlan *plan = b->plan;
    b->suites = lab_alloc(plan->subject_count * sizeof *b->suites);
    b->table = lab_alloc(plan->subject_count * plan->programs.count * sizeof *b->table);
    for (size_t s = 0; s < plan->subject_count; s++) {
        b->suites[s] = new_suite(plan, s);
        if (!make_folders(folder_of(plan->outputs[s]), err) || !resume(b, s, err))
            return false;
        for (size_t p = 0; p < plan->programs.count; p++)
            take_up(b, s, p);
    }
    return true;
}

/* Says what failed and what is whole; returns the number of failures. */
static size_t summarise(const Bench *b)
{
    const BenchPlan *plan = b->plan;
    size_t failures = 0;
    for (size_t s = 0; s < plan->subject_count; s++) {
        size_t whole = 0;
        for (size_t p = 0; p < plan->programs.count; p++) {
            const Measurement *m = cell(b, s, p);
            whole += m->done >= plan->processes;
            failures += m->failure != NULL;
            if (m->failure)
                printf("FAILED %s under %s: %s\n", plan->programs.items[p].name, plan->subjects[s].name, m->failure);
        }
        printf("%s: %zu of %zu benchmarks whole, in %s\n", plan->subjects[s].name, whole, plan->programs.count, plan->outputs[s]);
    }
    return failures;
}

int bench_run(BenchPlan *plan)
{
    Bench b = {.plan = plan};
    Error err;
    interrupts_catch();
    if (!start(&b, &err))
        lab_die("%s", err.text);
    for (int round = 0; round < plan->processes && !interrupts_seen(); round++) {
        for (size_t p = 0; p < plan->programs.count && !interrupts_seen(); p++) {
            if (!run_benchmark(&b, p, round, &err)) {
                end_progress(&b);
                lab_die("%s (what was measured before is in the file still)", err.text);
            }
        }
    }
    end_progress(&b);
    size_t failures = summarise(&b);
    if (interrupts_seen()) {
        printf("interrupted: the same command goes on from here\n");
        return EXIT_INTERRUPTED;
    }
    return failures ? EXIT_FAILED : EXIT_OK;
}
