/* claim.c: see claim.h; and `cwlab claim`.
 *
 * One figure says little: a baseline that a compiler spoiled makes any change look good. So a claim is judged under every
 * compiler that was measured, and against the best build that does without it.
 */
#include "claim.h"

#include "commands.h"
#include "config.h"
#include "table.h"

#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool claim_parse(const char *text, Claim *claim, Error *err)
{
    *claim = (Claim){0};
    const char *colon = strchr(text, ':');
    claim->name = colon ? str_trim(lab_strndup(text, (size_t)(colon - text))) : text;
    StrList words = strlist_split(colon ? colon + 1 : text, " \t");
    if (words.count != 3 || strcmp(words.items[1], "vs"))
        return error_set(err, "'%s' is not a claim: wants 'NAME: A vs B', where A and B are transformations or toolchains", text);
    claim->with = words.items[0];
    claim->without = words.items[2];
    return true;
}

static bool same_words(const StrList *a, const char *a_without, const StrList *b, const char *b_without)
{
    size_t count_a = 0, count_b = 0;
    for (size_t i = 0; i < a->count; i++) {
        if (!strcmp(a->items[i], a_without))
            continue;
        count_a++;
        if (!strlist_has(b, a->items[i]))
            return false;
    }
    for (size_t i = 0; i < b->count; i++)
        count_b += strcmp(b->items[i], b_without) != 0;
    return count_a == count_b;
}

static char *words_without(const StrList *words, const char *left_out, const char *source)
{
    StrList rest = {0};
    if (*source)
        strlist_add(&rest, source);
    for (size_t i = 0; i < words->count; i++)
        if (strcmp(words->items[i], left_out))
            strlist_add(&rest, words->items[i]);
    return strlist_join(&rest, " ");
}

static bool faster_than(const Result *a, const Result *b)
{
    return effect_between(b, a).ratio < 1;
}

static void find_best(Claim *claim, const Results *results, const char *source)
{
    for (size_t i = 0; i < results->count; i++) {
        const Result *r = &results->items[i];
        if (!r->words.count || strcmp(r->source, source))
            continue;
        const Result **best = strlist_has(&r->words, claim->with) ? &claim->best_with : &claim->best_without;
        if (!*best || faster_than(r, *best))
            *best = r;
    }
    claim->best = effect_between(claim->best_without, claim->best_with);
}

/* -1 faster, 1 slower, 0 not told from noise. */
static int direction(const Effect *e, double noise)
{
    double floor = noise > 0 ? log1p(noise) : 0;
    if (fabs(log(e->ratio)) <= floor)
        return 0;
    return e->high < 1 ? -1 : e->low > 1 ? 1 : 0;
}

static const char *judge(const Claim *claim, double noise)
{
    size_t faster = 0, slower = 0;
    for (size_t i = 0; i < claim->count; i++) {
        int d = direction(&claim->pairs[i].effect, noise);
        faster += d < 0;
        slower += d > 0;
    }
    int best = direction(&claim->best, noise);
    if (faster == claim->count && best < 0)
        return claim->count > 1 ? "holds under every compiler measured, and against the best baseline"
                                : "holds under the one compiler measured, and against the best baseline";
    if (faster == claim->count)
        return "holds against the like-built baseline only: the best baseline is as fast or faster";
    if (slower == claim->count)
        return "the opposite holds: slower under every compiler measured";
    if (!faster && !slower)
        return "not shown: no difference beyond the noise";
    return faster && slower ? "depends on the compiler: faster under some, slower under others"
                            : "depends on the compiler: a difference under some, none under others";
}

bool claim_mostly_baseline(const Claim *claim)
{
    return claim->most.ratio < 1 && log(claim->best.ratio) > log(claim->most.ratio) / 2;
}

char *claim_range(const Claim *claim)
{
    if (claim->count == 1)
        return lab_printf("one pair of builds only: %s", ratio_format(claim->most.ratio));
    return lab_printf("range over %zu pairs of builds: %s to %s", claim->count, ratio_format(claim->least.ratio), ratio_format(claim->most.ratio));
}

bool claim_judge(Claim *claim, const Results *results, Error *err)
{
    for (size_t i = 0; i < results->count; i++) {
        const Result *with = &results->items[i];
        if (!strlist_has(&with->words, claim->with))
            continue;
        for (size_t j = 0; j < results->count; j++) {
            const Result *without = &results->items[j];
            if (!strlist_has(&without->words, claim->without) || strcmp(with->source, without->source)
                || !same_words(&with->words, claim->with, &without->words, claim->without))
                continue;
            ClaimPair pair = {with, without, words_without(&with->words, claim->with, with->source), effect_between(without, with)};
            ARRAY_PUSH(claim->pairs, claim->count, claim->capacity, pair);
        }
    }
    if (!claim->count)
        return error_set(err, "%s vs %s: no two of the results differ in just that", claim->with, claim->without);
    claim->least = claim->most = claim->pairs[0].effect;
    for (size_t i = 1; i < claim->count; i++) {
        const Effect *e = &claim->pairs[i].effect;
        claim->least = e->ratio > claim->least.ratio ? *e : claim->least;
        claim->most = e->ratio < claim->most.ratio ? *e : claim->most;
    }
    find_best(claim, results, claim->pairs[0].with->source);
    claim->verdict = judge(claim, results->noise);
    return true;
}

static void print_claim(const Claim *claim, const Results *results)
{
    printf("%s: %s over %s\n\n", claim->name, claim->with, claim->without);
    Table table = {0};
    table.headers = strlist_split("under|effect (95 % interval)|against the best baseline|benchmarks", "|");
    for (size_t i = 0; i < claim->count; i++) {
        const ClaimPair *p = &claim->pairs[i];
        Effect best = effect_between(claim->best_without, p->with);
        StrList row = {0};
        strlist_add(&row, p->under);
        strlist_add(&row, effect_format(&p->effect));
        strlist_add(&row, effect_format(&best));
        strlist_add(&row, lab_printf("%zu", p->effect.benchmarks));
        table_add_row(&table, row);
    }
    Str out = STR_INIT;
    table_render_plain(&table, &out);
    fputs(out.data, stdout);
    printf("\n%s\n", claim_range(claim));
    printf("best with %s: %s; best without: %s; between them: %s\n", claim->with, claim->best_with->name, claim->best_without->name,
           effect_format(&claim->best));
    if (claim_mostly_baseline(claim))
        printf("most of the largest effect is the weakness of its baseline: %s is left of %s\n", ratio_format(claim->best.ratio),
               ratio_format(claim->most.ratio));
    if (results->noise >= 0)
        printf("noise floor: %.1f %%\n", results->noise * 100);
    else
        printf("noise floor: not measured (cwlab noise BUILD -o FOLDER, into the folder of the results)\n");
    printf("verdict: %s\n", claim->verdict);
}

int command_claim(int argc, char **argv)
{
    static const char USAGE[] =
        "usage: cwlab claim 'NAME: A vs B' --results FOLDER [--matrix FILE]\n"
        "The effect of A over B (transformations or toolchains) as a range over all builds that differ in just that, and against the\n"
        "best build that does without A.\n"
        "  --matrix FILE   what the builds are made of, for result files that do not say it themselves\n"
        "Exit code 1 when no two results differ in just that.\n";
    static const struct option OPTIONS[] = {{"results", 1, 0, 'r'}, {"matrix", 1, 0, 'm'}, {"help", 0, 0, 'h'}, {0, 0, 0, 0}};
    const char *folder = NULL, *matrix = NULL;
    for (int option; (option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1;) {
        switch (option) {
        case 'r': folder = optarg; break;
        case 'm': matrix = optarg; break;
        case 'h': fputs(USAGE, stdout); return EXIT_OK;
        default: fputs(USAGE, stderr); return EXIT_USAGE;
        }
    }
    if (argc - optind != 1 || !folder) {
        fputs(USAGE, stderr);
        return EXIT_USAGE;
    }
    Results results;
    Claim claim;
    Error err;
    if (!claim_parse(argv[optind], &claim, &err) || !results_load(folder, matrix, &results, &err))
        lab_die("%s", err.text);
    if (!claim_judge(&claim, &results, &err)) {
        fprintf(stderr, "cwlab: %s: %s\n", folder, err.text);
        return EXIT_FAILED;
    }
    print_claim(&claim, &results);
    return EXIT_OK;
}
