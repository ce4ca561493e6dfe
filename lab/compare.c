/* compare.c: `cwlab compare`: result files against a reference, by pyperf's rules.
 *
 * Only benchmarks that all files have are compared; the others are listed as ignored. A row in which no file differs
 * significantly from the reference is hidden and listed, but counts in the geometric mean.
 */
#include "commands.h"
#include "pyperf.h"
#include "stats.h"
#include "table.h"

#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One benchmark of one file against the reference. */
typedef struct Cell {
    const Benchmark *benchmark;
    double ratio;                /* mean over the reference's mean */
    TTest test;
    bool significant;            /* the test's answer, unless --min-speed overrules it */
} Cell;

typedef struct Row {
    const char *name;
    const Benchmark *reference;
    Cell *cells;
} Row;

typedef struct Comparison {
    Suite *suites;
    size_t files;                /* compared with the reference, which is suites[0] */
    Row *rows;
    size_t count, capacity;
    bool table, by_speed, by_tag, verbose, quiet;
    TableFormat format;
    double min_speed;            /* per cent */
    Str out;
} Comparison;

static const char USAGE[] =
    "usage: cwlab compare REFERENCE.json FILE.json ... [options]\n"
    "  --table          one table instead of a list\n"
    "  --format F       text, md, csv or html; all but text imply --table; csv gives plain numbers, one row a measurement\n"
    "  --group-by-tag   one group a tag, then all\n"
    "  -G               group by speed: slower, faster, the same; in a table, sort by the first file's ratio\n"
    "  --min-speed P    differences below P per cent count as not significant\n"
    "  -v, -q           more, or less, text\n"
    "Files are pyperf's JSON, gzipped or not.\n";

static void add_row(Comparison *c, const Benchmark *reference)
{
    Row row = {.name = reference->name, .reference = reference, .cells = lab_alloc(c->files * sizeof(Cell))};
    for (size_t i = 0; i < c->files; i++) {
        const Benchmark *b = suite_find(&c->suites[i + 1], reference->name);
        if (!b)
            return;
        if (strcmp(b->unit, reference->unit))
            lab_die("%s: %s is measured in units of %s, in %s of %s", c->suites[i + 1].path, b->name, b->unit,
                    c->suites[0].path, reference->unit);
        Cell *cell = &row.cells[i];
        cell->benchmark = b;
        cell->ratio = b->mean / reference->mean;
        cell->test = stats_t_test(reference->values, reference->count, b->values, b->count);
        double change = cell->ratio < 1 ? 1 / cell->ratio : cell->ratio;
        cell->significant = cell->test.significant && (change - 1) * 100 >= c->min_speed;
    }
    ARRAY_PUSH(c->rows, c->count, c->capacity, row);
}

static bool any_significant(const Comparison *c, const Row *row)
{
    for (size_t i = 0; i < c->files; i++)
        if (row->cells[i].significant)
            return true;
    return false;
}

static double geometric_mean(const Row *rows, size_t count, size_t file)
{
    double *ratios = lab_alloc(count * sizeof *ratios);
    for (size_t r = 0; r < count; r++)
        ratios[r] = rows[r].cells[file].ratio;
    double mean = stats_geometric_mean(ratios, count);
    free(ratios);
    return mean;
}

/* Plain paragraphs, as paragraphs in HTML and as comments in CSV. */
static void add_note(Comparison *c, const char *text)
{
    if (c->format == TABLE_HTML) {
        str_add(&c->out, "<p>");
        str_add_html(&c->out, text);
        str_add(&c->out, "</p>\n");
    } else {
        str_addf(&c->out, c->format == TABLE_CSV ? "# %s\r\n" : "%s\n", text);
    }
}

static void add_hidden(Comparison *c, const StrList *hidden)
{
    if (hidden->count)
        add_note(c, lab_printf("Benchmark hidden because not significant (%zu): %s", hidden->count, strlist_join(hidden, ", ")));
}

static char *cell_text(const Comparison *c, const Cell *cell)
{
    if (!cell->significant)
        return lab_strdup("not significant");
    char *ratio = ratio_format(cell->ratio);
    return c->quiet ? ratio : lab_printf("%s: %s", unit_format(cell->benchmark->unit, cell->benchmark->mean), ratio);
}

static void show_table(Comparison *c, const Row *rows, size_t count)
{
    Table table = {0};
    StrList hidden = {0};
    strlist_add(&table.headers, "Benchmark");
    for (size_t i = 0; i <= c->files; i++)
        strlist_add(&table.headers, c->suites[i].name);
    for (size_t r = 0; r < count; r++) {
        if (!any_significant(c, &rows[r])) {
            strlist_add(&hidden, rows[r].name);
            continue;
        }
        StrList row = {0};
        strlist_add(&row, rows[r].name);
        strlist_add(&row, unit_format(rows[r].reference->unit, rows[r].reference->mean));
        for (size_t i = 0; i < c->files; i++)
            strlist_add(&row, cell_text(c, &rows[r].cells[i]));
        table_add_row(&table, row);
    }
    bool shown = table.count > 0;
    if (shown && count > 1) {
        StrList row = strlist_split("Geometric mean|(ref)", "|");
        for (size_t i = 0; i < c->files; i++)
            strlist_add(&row, ratio_format(geometric_mean(rows, count, i)));
        table_add_row(&table, row);
    }
    if (shown)
        table_render(&table, c->format, &c->out);
    if (shown && hidden.count && c->format != TABLE_HTML)
        str_add_char(&c->out, '\n', 1);
    add_hidden(c, &hidden);
}

static void show_csv(Comparison *c, const Row *rows, size_t count, const char *group)
{
    Table table = {0};
    table.headers = strlist_split("group benchmark build unit mean stddev values ratio significant", " ");
    for (size_t r = 0; r < count; r++) {
        for (size_t i = 0; i <= c->files; i++) {
            const Cell *cell = i ? &rows[r].cells[i - 1] : NULL;
            const Benchmark *b = cell ? cell->benchmark : rows[r].reference;
            StrList row = {0};
            strlist_add(&row, group);
            strlist_add(&row, rows[r].name);
            strlist_add(&row, c->suites[i].name);
            strlist_add(&row, b->unit);
            strlist_add(&row, lab_printf("%.9g", b->mean));
            strlist_add(&row, lab_printf("%.9g", b->stddev));
            strlist_add(&row, lab_printf("%zu", b->count));
            strlist_add(&row, cell ? lab_printf("%.6f", cell->ratio) : "1");
            strlist_add(&row, !cell ? "" : cell->significant ? "yes" : "no");
            table_add_row(&table, row);
        }
    }
    for (size_t i = 0; count > 1 && i < c->files; i++) {
        StrList row = {0};
        strlist_add(&row, group);
        strlist_add(&row, "Geometric mean");
        strlist_add(&row, c->suites[i + 1].name);
        for (int empty = 0; empty < 4; empty++)
            strlist_add(&row, "");
        strlist_add(&row, lab_printf("%.6f", geometric_mean(rows, count, i)));
        strlist_add(&row, "");
        table_add_row(&table, row);
    }
    Str text = STR_INIT;
    table_render(&table, TABLE_CSV, &text);
    size_t header = c->out.length ? strcspn(text.data, "\n") + 1 : 0;     /* one header line for all groups */
    str_add(&c->out, text.data + header);
    str_free(&text);
}

static const char *value_text(const Benchmark *b)
{
    return b->count > 1 ? unit_format_pair(b->unit, b->mean, b->stddev) : unit_format(b->unit, b->mean);
}

static void show_detail(Comparison *c, const Row *row, const Suite *suite, const Cell *cell)
{
    bool many = row->reference->count > 1 || cell->benchmark->count > 1;
    str_addf(&c->out, "%s[%s] %s -> [%s] %s: %s\n", many ? "Mean +- std dev: " : "", c->suites[0].name,
             value_text(row->reference), suite->name, value_text(cell->benchmark), ratio_format(cell->ratio));
    if (!cell->significant)
        str_add(&c->out, "Not significant!\n");
    else if (c->verbose && isfinite(cell->test.t))
        str_addf(&c->out, "Significant (t=%.2f)\n", cell->test.t);
    else if (c->verbose)
        str_add(&c->out, "Significant\n");
}

static void show_list(Comparison *c, const Row *rows, size_t count)
{
    StrList hidden = {0};
    for (size_t r = 0; r < count; r++) {
        if (!any_significant(c, &rows[r]) && !c->verbose) {
            strlist_add(&hidden, rows[r].name);
            continue;
        }
        if (count > 1)
            table_title(rows[r].name, TABLE_TEXT, &c->out);
        for (size_t i = 0; i < c->files; i++)
            show_detail(c, &rows[r], &c->suites[i + 1], &rows[r].cells[i]);
        if (r + 1 < count)
            str_add_char(&c->out, '\n', 1);
    }
    if (!c->quiet)
        add_hidden(c, &hidden);
}

static int by_ratio(const void *a, const void *b)
{
    double x = ((const Row *)a)->cells[0].ratio, y = ((const Row *)b)->cells[0].ratio;
    return (x > y) - (x < y);
}

typedef enum Speed { SLOWER, FASTER, SAME, HIDDEN } Speed;

static Speed speed_of(const Row *row)
{
    const Cell *cell = &row->cells[0];
    return !cell->significant ? HIDDEN : cell->ratio > 1 ? SLOWER : cell->ratio < 1 ? FASTER : SAME;
}

static void add_speed_group(Comparison *c, const Row *const *rows, size_t count, const char *title)
{
    if (!count)
        return;
    str_addf(&c->out, "%s%s (%zu):\n", c->out.length && !str_ends(c->out.data, "\n\n") ? "\n" : "", title, count);
    for (size_t i = 0; i < count; i++)
        str_addf(&c->out, "- %s: %s -> %s: %s\n", rows[i]->name, value_text(rows[i]->reference), value_text(rows[i]->cells[0].benchmark),
                 ratio_format(rows[i]->cells[0].ratio));
}

/* rows are sorted by ratio: the slower ones are printed from the end, the slowest first. */
static void show_by_speed(Comparison *c, const Row *rows, size_t count)
{
    static const char *const TITLES[] = {"Slower", "Faster", "Same speed"};
    StrList hidden = {0};
    const Row **group = lab_alloc(count * sizeof *group);
    for (Speed speed = SLOWER; speed <= HIDDEN; speed++) {
        size_t members = 0;
        for (size_t n = 0; n < count; n++) {
            const Row *row = &rows[speed == SLOWER ? count - 1 - n : n];
            if (speed_of(row) != speed)
                continue;
            if (speed == HIDDEN)
                strlist_add(&hidden, row->name);
            else
                group[members++] = row;
        }
        if (speed != HIDDEN)
            add_speed_group(c, group, members, TITLES[speed]);
    }
    free(group);
    if (!c->quiet && hidden.count) {
        str_add(&c->out, c->out.length ? "\n" : "");
        add_hidden(c, &hidden);
    }
}

static void show_geometric_means(Comparison *c, const Row *rows, size_t count)
{
    if (count < 2)
        return;
    str_add_char(&c->out, '\n', 1);
    if (c->files == 1) {
        str_addf(&c->out, "Geometric mean: %s\n", ratio_format(geometric_mean(rows, count, 0)));
        return;
    }
    table_title("Geometric mean", TABLE_TEXT, &c->out);
    for (size_t i = 0; i < c->files; i++)
        str_addf(&c->out, "%s: %s\n", c->suites[i + 1].name, ratio_format(geometric_mean(rows, count, i)));
}

static void show_group(Comparison *c, Row *rows, size_t count, const char *group)
{
    if (c->by_speed)
        qsort(rows, count, sizeof *rows, by_ratio);
    if (c->format == TABLE_CSV) {
        show_csv(c, rows, count, group);
    } else if (c->table) {
        show_table(c, rows, count);
    } else {
        if (c->by_speed)
            show_by_speed(c, rows, count);
        else
            show_list(c, rows, count);
        show_geometric_means(c, rows, count);
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static StrList all_tags(const Comparison *c)
{
    StrList tags = {0};
    for (size_t r = 0; r < c->count; r++)
        for (size_t t = 0; t < c->rows[r].reference->tags.count; t++)
            if (!strlist_has(&tags, c->rows[r].reference->tags.items[t]))
                strlist_add(&tags, c->rows[r].reference->tags.items[t]);
    if (tags.count)
        qsort(tags.items, tags.count, sizeof *tags.items, by_text);
    return tags;
}

static void show_tags(Comparison *c)
{
    StrList tags = all_tags(c);
    for (size_t t = 0; t < tags.count; t++) {
        Row *rows = lab_alloc(c->count * sizeof *rows);
        size_t count = 0;
        for (size_t r = 0; r < c->count; r++)
            if (strlist_has(&c->rows[r].reference->tags, tags.items[t]))
                rows[count++] = c->rows[r];
        if (c->format != TABLE_CSV)
            table_title(lab_printf("Benchmarks with tag '%s':", tags.items[t]), c->format, &c->out);
        show_group(c, rows, count, tags.items[t]);
        if (c->format != TABLE_CSV)
            str_add_char(&c->out, '\n', 1);
        free(rows);
    }
    if (tags.count && c->format != TABLE_CSV)
        table_title("All benchmarks:", c->format, &c->out);
}

static void show_ignored(Comparison *c)
{
    for (size_t s = 0; s <= c->files; s++) {
        StrList ignored = {0};
        for (size_t i = 0; i < c->suites[s].count; i++) {
            bool common = false;
            for (size_t r = 0; r < c->count && !common; r++)
                common = !strcmp(c->rows[r].name, c->suites[s].benchmarks[i].name);
            if (!common)
                strlist_add(&ignored, c->suites[s].benchmarks[i].name);
        }
        if (!ignored.count)
            continue;
        qsort(ignored.items, ignored.count, sizeof *ignored.items, by_text);
        char *names = strlist_join(&ignored, ", ");
        if (c->format == TABLE_CSV)
            lab_warn("ignored benchmarks (%zu) of %s: %s", ignored.count, c->suites[s].path, names);
        else
            add_note(c, lab_printf("Ignored benchmarks (%zu) of %s: %s", ignored.count, c->suites[s].path, names));
    }
}

static bool parse_options(int argc, char **argv, Comparison *c)
{
    enum { TABLE = 256, FORMAT, BY_TAG, MIN_SPEED, HELP };
    static const struct option OPTIONS[] = {
        {"table", 0, 0, TABLE}, {"format", 1, 0, FORMAT}, {"group-by-tag", 0, 0, BY_TAG}, {"group-by-speed", 0, 0, 'G'},
        {"min-speed", 1, 0, MIN_SPEED}, {"verbose", 0, 0, 'v'}, {"quiet", 0, 0, 'q'}, {"help", 0, 0, HELP}, {0, 0, 0, 0},
    };
    for (int option; (option = getopt_long(argc, argv, "Gvq", OPTIONS, NULL)) != -1;) {
        switch (option) {
        case TABLE: c->table = true; break;
        case FORMAT:
            if (!table_format_parse(optarg, &c->format))
                lab_die("--format: '%s' is none of text, md, csv, html", optarg);
            c->table = c->table || c->format != TABLE_TEXT;
            break;
        case BY_TAG: c->by_tag = true; break;
        case 'G': c->by_speed = true; break;
        case MIN_SPEED: {
            char *end;
            c->min_speed = strtod(optarg, &end);
            if (end == optarg || *end || !(c->min_speed >= 0))
                lab_die("--min-speed: '%s' is not a percentage", optarg);
            break;
        }
        case 'v': c->verbose = true; break;
        case 'q': c->quiet = true; break;
        case HELP: fputs(USAGE, stdout); exit(EXIT_OK);
        default: return false;
        }
    }
    return argc - optind >= 2;
}

int command_compare(int argc, char **argv)
{
    Comparison c = {0};
    if (!parse_options(argc, argv, &c)) {
        fputs(USAGE, stderr);
        return EXIT_USAGE;
    }
    c.files = (size_t)(argc - optind) - 1;
    if (c.by_speed && !c.table && c.files > 1)
        lab_die("-G without --table compares two files, not %zu", c.files + 1);
    c.suites = suites_load(argv + optind, c.files + 1);
    for (size_t i = 0; i < c.suites[0].count; i++)
        add_row(&c, &c.suites[0].benchmarks[i]);
    if (!c.count)
        lab_die("the files have no benchmark in common");
    if (c.by_tag)
        show_tags(&c);
    show_group(&c, c.rows, c.count, "all");
    if (!c.quiet)
        show_ignored(&c);
    fputs(c.out.data ? c.out.data : "", stdout);
    return EXIT_OK;
}
