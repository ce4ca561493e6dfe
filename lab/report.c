/* report.c: see report.h; and `cwlab report`. */
#include "report.h"

#include "chart.h"
#include "claim.h"
#include "commands.h"
#include "config.h"
#include "table.h"

#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char STYLE[] =
    ":root{color-scheme:light dark;--paper:#fff;--ink:#1d2330;--soft:#5b6475;--grid:#e3e6ec;--faster:#2f7d5b;--slower:#c0562f;--band:#eef1f6;"
    "--line:#d5d9e2}\n"
    "@media(prefers-color-scheme:dark){:root{--paper:#14171d;--ink:#e6e9f0;--soft:#9aa3b5;--grid:#2a2f3a;--faster:#59b48a;--slower:#e08a5f;"
    "--band:#1f242e;--line:#343a47}}\n"
    "*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}\n"
    "main{max-width:64rem;margin:0 auto;padding:1.5rem 1rem 4rem}h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0}\n"
    "h2{font-size:1.25rem;margin:2.5rem 0 .6rem}h3{font-size:1rem;margin:1.5rem 0 .4rem}p{max-width:44rem}.soft{color:var(--soft)}\n"
    ".wide{overflow-x:auto}table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums;white-space:nowrap}\n"
    "th,td{text-align:left;padding:.3rem .9rem .3rem 0;border-bottom:1px solid var(--line)}th{color:var(--soft);font-weight:600}\n"
    "svg{display:block;width:100%;max-width:38rem;height:auto}svg text{font:12px system-ui,sans-serif;fill:var(--ink)}\n"
    "svg .tick{font-size:10.5px;fill:var(--soft)}svg .figure{font-variant-numeric:tabular-nums;font-size:11.5px}\n"
    "details{border-bottom:1px solid var(--line);padding:.4rem 0}summary{cursor:pointer}code{font-size:.85em;overflow-wrap:anywhere;white-space:normal}\n"
    ".verdict{border-left:3px solid var(--soft);padding-left:.8rem}\n";

static const char *text_of(const Suite *suite, const char *key)
{
    const char *text = json_string_value(json_object_get(json_object_get(suite->json, "metadata"), key));
    return text ? text : "";
}

static void add_paragraph(Str *page, const char *class, const char *text)
{
    str_addf(page, "<p%s%s%s>", *class ? " class='" : "", class, *class ? "'" : "");
    str_add_html(page, text);
    str_add(page, "</p>\n");
}

static void add_heading(Str *page, const char *text)
{
    str_add(page, "<h2>");
    str_add_html(page, text);
    str_add(page, "</h2>\n");
}

static void add_table(Str *page, const Table *table)
{
    str_add(page, "<div class='wide'>");
    table_render(table, TABLE_HTML, page);
    str_add(page, "</div>\n");
}

static const char *made_of(const Result *r)
{
    return r->words.count ? strlist_join(&r->words, " ") : text_of(&r->suite, "python_version");
}

static json_int_t inspected(const Result *r, const char *key)
{
    return json_integer_value(json_object_get(r->inspection, key));
}

/* --- sections ------------------------------------------------------------------------------------------------------------- */

static void add_headline(Str *page, const Results *results, const Result *reference)
{
    Table table = {0};
    table.headers = strlist_split("build|made of|dispatch|indirect jumps|speed (95 % interval)", "|");
    ChartRow *rows = lab_alloc(results->count * sizeof *rows);
    size_t count = 0;
    for (size_t i = 0; i < results->count; i++) {
        const Result *r = &results->items[i];
        const char *dispatch = json_string_value(json_object_get(r->inspection, "dispatch"));
        Effect e = effect_between(reference, r);
        StrList row = {0};
        strlist_add(&row, r->name);
        strlist_add(&row, made_of(r));
        strlist_add(&row, dispatch ? dispatch : "-");
        strlist_add(&row, r->inspection ? lab_printf("%lld", (long long)inspected(r, "indirect_jumps")) : "-");
        strlist_add(&row, r == reference ? "reference" : effect_format(&e));
        table_add_row(&table, row);
        if (r != reference)
            rows[count++] = (ChartRow){r->name, e.ratio, e.low, e.high};
    }
    add_heading(page, "The builds");
    add_table(page, &table);
    if (count) {
        add_paragraph(page, "soft", lab_printf("Time relative to %s, geometric mean; left of 1 is faster. %s", reference->name,
                                               results->noise > 0 ? "The shaded band is the noise floor." : ""));
        chart_add(page, rows, count, results->noise > 0 ? results->noise : 0, "Speed of the builds relative to the reference");
    }
    free(rows);
}

static void add_claim(Str *page, const Results *results, const char *text)
{
    Claim claim;
    Error err;
    if (!claim_parse(text, &claim, &err) || !claim_judge(&claim, results, &err)) {
        add_paragraph(page, "soft", lab_printf("%s: %s", text, err.text));
        return;
    }
    Table table = {0};
    table.headers = strlist_split("under|effect (95 % interval)|against the best baseline", "|");
    for (size_t i = 0; i < claim.count; i++) {
        Effect best = effect_between(claim.best_without, claim.pairs[i].with);
        StrList row = {0};
        strlist_add(&row, claim.pairs[i].under);
        strlist_add(&row, effect_format(&claim.pairs[i].effect));
        strlist_add(&row, effect_format(&best));
        table_add_row(&table, row);
    }
    str_add(page, "<h3>");
    str_add_html(page, lab_printf("%s: %s over %s", claim.name, claim.with, claim.without));
    str_add(page, "</h3>\n");
    add_table(page, &table);
    Str verdict = STR_INIT;
    str_addf(&verdict, "%s. Best with %s: %s; best without: %s; between them %s. ", claim_range(&claim), claim.with,
             claim.best_with->name, claim.best_without->name, effect_format(&claim.best));
    if (claim_mostly_baseline(&claim))
        str_addf(&verdict, "Most of the largest effect is the weakness of its baseline. ");
    str_addf(&verdict, "Verdict: %s.", claim.verdict);
    add_paragraph(page, "verdict", verdict.data);
    str_free(&verdict);
}

static void add_jumps(Str *page, const Results *results)
{
    Table table = {0};
    table.headers = strlist_split("build|interpreter|dispatch|handlers|dispatch jumps|inner switches|other|code bytes", "|");
    for (size_t i = 0; i < results->count; i++) {
        const Result *r = &results->items[i];
        if (!r->inspection)
            continue;
        StrList row = {0};
        strlist_add(&row, r->name);
        strlist_add(&row, json_string_value(json_object_get(r->inspection, "interpreter")));
        strlist_add(&row, json_string_value(json_object_get(r->inspection, "dispatch")));
        const char *const KEYS[] = {"handler_count", "dispatch_jumps", "switch_jumps"};
        for (int k = 0; k < 3; k++)
            strlist_add(&row, lab_printf("%lld", (long long)inspected(r, KEYS[k])));
        strlist_add(&row, lab_printf("%lld", (long long)(inspected(r, "pointer_jumps") + inspected(r, "unknown_jumps"))));
        strlist_add(&row, lab_printf("%lld", (long long)inspected(r, "code_bytes")));
        table_add_row(&table, row);
    }
    if (!table.count)
        return;
    add_heading(page, "What the compilers made of it");
    add_paragraph(page, "soft", "Distinct indirect jumps in the interpreter's machine code. Merged: all handlers share a few of them; replicated: "
                                "each has its own; tail-called: each handler is a function that jumps to the next.");
    add_table(page, &table);
}

static int by_ratio(const void *a, const void *b)
{
    double x = ((const ChartRow *)a)->ratio, y = ((const ChartRow *)b)->ratio;
    return (x > y) - (x < y);
}

static void add_benchmarks(Str *page, const Results *results, const Result *reference)
{
    add_heading(page, "Benchmark by benchmark");
    add_paragraph(page, "soft", lab_printf("Time relative to %s, with 95 %% intervals; left of 1 is faster.", reference->name));
    bool first = true;
    for (size_t i = 0; i < results->count; i++) {
        const Result *r = &results->items[i];
        if (r == reference)
            continue;
        ChartRow *rows = lab_alloc(r->suite.count * sizeof *rows);
        size_t count = 0;
        for (size_t n = 0; n < r->suite.count; n++) {
            const Benchmark *b = &r->suite.benchmarks[n], *a = suite_find(&reference->suite, b->name);
            if (!a)
                continue;
            double ratio = b->mean / a->mean, margin = hypot(benchmark_margin(a), benchmark_margin(b));
            rows[count++] = (ChartRow){b->name, ratio, ratio * exp(-margin), ratio * exp(margin)};
        }
        qsort(rows, count, sizeof *rows, by_ratio);
        str_addf(page, "<details%s><summary>", first ? " open" : "");
        str_add_html(page, r->name);
        str_add(page, "</summary>\n");
        chart_add(page, rows, count, 0, lab_printf("%s relative to %s", r->name, reference->name));
        str_add(page, "</details>\n");
        free(rows);
        first = false;
    }
}

static void add_provenance(Str *page, const Results *results)
{
    static const char *const KEYS[][2] = {
        {"compiler flags", "cwlab_cflags"}, {"linker flags", "cwlab_ldflags"}, {"make", "cwlab_make"}, {"configure", "cwlab_configure"},
        {"source", "cwlab_source_hash"}, {"recipe", "cwlab_key"}, {"binary", "cwlab_binary_sha256"}, {"command", "cwlab_command"},
        {"version", "python_version"}, {"built", "cwlab_date"},
    };
    add_heading(page, "Where the builds came from");
    for (size_t i = 0; i < results->count; i++) {
        const Result *r = &results->items[i];
        str_add(page, "<details><summary>");
        str_add_html(page, lab_printf("%s: %s", r->name, made_of(r)));
        str_add(page, "</summary><div class='wide'><table>\n");
        for (size_t k = 0; k < sizeof KEYS / sizeof *KEYS; k++) {
            const char *text = text_of(&r->suite, KEYS[k][1]);
            if (!*text)
                continue;
            str_addf(page, "<tr><th>%s</th><td><code>", KEYS[k][0]);
            str_add_html(page, text);
            str_add(page, "</code></td></tr>\n");
        }
        str_add(page, "</table></div></details>\n");
    }
}

static void add_method(Str *page, const Results *results, const Result *reference)
{
    static const char *const KEYS[][2] = {{"CPU", "cpu_model_name"}, {"CPU settings", "cpu_config"}, {"system", "platform"},
                                          {"address randomisation", "aslr"}, {"policy", "cwlab_policy"}};
    add_heading(page, "How it was measured");
    str_add(page, "<div class='wide'><table>\n");
    for (size_t k = 0; k < sizeof KEYS / sizeof *KEYS; k++) {
        const char *text = text_of(&reference->suite, KEYS[k][1]);
        if (!*text)
            continue;
        str_addf(page, "<tr><th>%s</th><td>", KEYS[k][0]);
        str_add_html(page, text);
        str_add(page, "</td></tr>\n");
    }
    str_add(page, "</table></div>\n");
    add_paragraph(page, "", results->noise >= 0
        ? lab_printf("Noise floor: the same build against itself came out up to %.1f %% apart. Smaller differences mean nothing.", results->noise * 100)
        : "The noise floor was not measured: intervals show the scatter between processes only.");
    add_paragraph(page, "soft", "These figures hold for these builds on this machine. A benchmark's claim assumes that the compiler, the flags and the "
                                "baseline are the ones that matter; the tables above are there to judge that.");
}

bool report_make(const Results *results, const ReportOptions *options, Str *page, Error *err)
{
    const Result *reference = &results->items[0];
    for (size_t i = 0; options->reference && i < results->count; i++)
        if (!strcmp(results->items[i].name, options->reference))
            reference = &results->items[i];
    if (!results->count)
        return error_set(err, "there are no results but those of a noise measurement");
    if (options->reference && strcmp(reference->name, options->reference))
        return error_set(err, "there are no results of %s to compare with", options->reference);
    const char *title = options->title ? options->title : "An experiment in interpreter dispatch";
    str_add(page, "<!doctype html>\n<html lang='en'>\n<head><meta charset='utf-8'>"
                  "<meta name='viewport' content='width=device-width,initial-scale=1'>\n<title>");
    str_add_html(page, title);
    str_addf(page, "</title>\n<style>\n%s</style></head>\n<body><main>\n<h1>", STYLE);
    str_add_html(page, title);
    str_add(page, "</h1>\n");
    add_paragraph(page, "soft", lab_printf("%zu builds, %zu benchmarks, %s.", results->count, reference->suite.count,
                                           text_of(&reference->suite, "cpu_model_name")));
    add_headline(page, results, reference);
    if (options->claims.count) {
        add_heading(page, "Claims");
        for (size_t i = 0; i < options->claims.count; i++)
            add_claim(page, results, options->claims.items[i]);
    }
    add_jumps(page, results);
    add_benchmarks(page, results, reference);
    add_provenance(page, results);
    add_method(page, results, reference);
    str_add(page, "</main></body>\n</html>\n");
    return true;
}

bool report_claims(const char *matrix, StrList *claims, Error *err)
{
    Config config;
    if (!config_load(matrix, &config, err))
        return false;
    const ConfigSection *section = config_section(&config, "claims");
    for (size_t i = 0; section && i < section->count; i++)
        strlist_add(claims, lab_printf("%s: %s", section->entries[i].key, section->entries[i].value));
    return true;
}

int command_report(int argc, char **argv)
{
    static const char USAGE[] =
        "usage: cwlab report FOLDER -o REPORT.html [options]\n"
        "One self-contained page about the results in a folder: speeds, machine code, claims, provenance.\n"
        "  --reference BUILD   what the others are compared with (the first)\n"
        "  --matrix FILE       its [claims] are judged; what the builds are made of, where the results do not say it\n"
        "  --claim 'A vs B'    judged too; may come several times\n"
        "  --title TEXT\n";
    static const struct option OPTIONS[] = {{"reference", 1, 0, 'r'}, {"matrix", 1, 0, 'm'}, {"claim", 1, 0, 'c'}, {"title", 1, 0, 't'},
                                            {"help", 0, 0, 'h'}, {0, 0, 0, 0}};
    ReportOptions options = {0};
    const char *matrix = NULL, *output = NULL;
    Error err;
    for (int option; (option = getopt_long(argc, argv, "o:", OPTIONS, NULL)) != -1;) {
        switch (option) {
        case 'r': options.reference = optarg; break;
        case 'm': matrix = optarg; break;
        case 'c': strlist_add(&options.claims, optarg); break;
        case 't': options.title = optarg; break;
        case 'o': output = optarg; break;
        case 'h': fputs(USAGE, stdout); return EXIT_OK;
        default: fputs(USAGE, stderr); return EXIT_USAGE;
        }
    }
    if (argc - optind != 1 || !output) {
        fputs(USAGE, stderr);
        return EXIT_USAGE;
    }
    Results results;
    Str page = STR_INIT;
    if ((matrix && !report_claims(matrix, &options.claims, &err)) || !results_load(argv[optind], matrix, &results, &err)
        || !report_make(&results, &options, &page, &err) || !file_write(output, page.data, page.length, &err))
        lab_die("%s", err.text);
    printf("%s: %zu builds\n", output, results.count);
    return EXIT_OK;
}
