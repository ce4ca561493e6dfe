/* contract.c: see contract.h; and `cwlab check`. */
#define _GNU_SOURCE
#include "contract.h"

#include "commands.h"
#include "inspect.h"
#include "store.h"

#include <fnmatch.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_REPORTED = 12 };          /* lines a rule */

/* The counted properties of a handler, by the key that limits them. */
typedef struct Property {
    const char *key, *noun;
    size_t (*count)(const Handler *h);
} Property;

static size_t count_pushes(const Handler *h) { return h->pushes; }
static size_t count_pops(const Handler *h) { return h->pops; }
static size_t count_calls(const Handler *h) { return h->calls; }
static size_t count_stack(const Handler *h) { return h->loads + h->stores + h->frames; }
static size_t count_selects(const Handler *h) { return h->selects; }
static size_t count_returns(const Handler *h) { return h->returns; }
static size_t count_size(const Handler *h) { return h->size; }
static size_t count_shared(const Handler *h) { return h->shared_jumps; }
static size_t count_own(const Handler *h) { return h->own_jumps; }
static size_t count_exits(const Handler *h) { return h->own_jumps + h->leaves_to.count + h->to_cold; }

static const Property AT_MOST[] = {
    {"pushes", "push", count_pushes}, {"pops", "pop", count_pops}, {"calls", "call", count_calls},
    {"stack", "access to the stack", count_stack}, {"selects", "conditional select on the way to the next instruction", count_selects},
    {"returns", "return", count_returns}, {"size", "byte", count_size}, {"shared-jumps", "dispatch jump shared with others", count_shared},
};
static const Property AT_LEAST[] = {
    {"min-own-jumps", "indirect jump", count_own}, {"min-exits", "exit", count_exits},
};
enum { AT_MOST_COUNT = sizeof AT_MOST / sizeof *AT_MOST, AT_LEAST_COUNT = sizeof AT_LEAST / sizeof *AT_LEAST };

static bool is_rule(const ConfigSection *section)
{
    return str_starts(section->name, "rule:");
}

static bool parse_count(const Contract *c, const ConfigSection *s, const ConfigEntry *e, Error *err)
{
    char *end;
    long n = strtol(e->value, &end, 10);
    if (end == e->value || *end || n < 0)
        return error_set(err, "%s: [%s] %s: '%s' is not a count", c->config.path, s->name, e->key, e->value);
    return true;
}

static bool is_verdict(const char *text)
{
    for (int v = DISPATCH_NONE; v <= DISPATCH_TAIL; v++)
        if (!strcmp(text, verdict_name((Verdict)v)))
            return true;
    return false;
}

static bool check_binary_entry(const Contract *c, const ConfigEntry *e, Error *err)
{
    if (!strcmp(e->key, "handlers") || !strcmp(e->key, "function"))
        return true;
    if (!strcmp(e->key, "dispatch")) {
        StrList verdicts = strlist_split(e->value, ", ");
        for (size_t i = 0; i < verdicts.count; i++)
            if (!is_verdict(verdicts.items[i]))
                return error_set(err, "%s: [binary] dispatch: '%s' is none of none, merged, replicated, tail-called",
                                 c->config.path, verdicts.items[i]);
        return true;
    }
    if (!strcmp(e->key, "min-handlers") || !strcmp(e->key, "min-dispatch-jumps") || !strcmp(e->key, "max-unknown-jumps"))
        return parse_count(c, c->binary, e, err);
    return error_set(err, "%s: [binary] has no key '%s'", c->config.path, e->key);
}

static bool check_rule_entry(const Contract *c, const ConfigSection *s, const ConfigEntry *e, Error *err)
{
    if (!strcmp(e->key, "says") || !strcmp(e->key, "handlers") || !strcmp(e->key, "except") || !strcmp(e->key, "leaves-to"))
        return true;
    for (int i = 0; i < AT_LEAST_COUNT; i++)
        if (!strcmp(e->key, AT_LEAST[i].key))
            return parse_count(c, s, e, err);
    for (int i = 0; i < AT_MOST_COUNT; i++)
        if (!strcmp(e->key, AT_MOST[i].key))
            return parse_count(c, s, e, err);
    return error_set(err, "%s: [%s] has no key '%s'", c->config.path, s->name, e->key);
}

bool contract_load(const char *path, Contract *c, Error *err)
{
    *c = (Contract){0};
    if (!config_load(path, &c->config, err))
        return false;
    c->binary = config_section(&c->config, "binary");
    if (!c->binary)
        return error_set(err, "%s: has no section [binary]", path);
    for (size_t i = 0; i < c->config.count; i++) {
        const ConfigSection *s = &c->config.sections[i];
        if (s != c->binary && !is_rule(s))
            return error_set(err, "%s: section [%s] is neither [binary] nor [rule: ...]", path, s->name);
        if (is_rule(s) && !config_value(s, "handlers"))
            return error_set(err, "%s: [%s] does not say which handlers", path, s->name);
        for (size_t n = 0; n < s->count; n++)
            if (!(s == c->binary ? check_binary_entry(c, &s->entries[n], err) : check_rule_entry(c, s, &s->entries[n], err)))
                return false;
    }
    return true;
}

bool contract_analyse(const Contract *c, Image *image, Analysis *a, Error *err)
{
    const char *handlers = config_value(c->binary, "handlers");
    if (!handlers)
        return dispatch_analyse(image, config_value(c->binary, "function"), a, err);
    StrList patterns = strlist_split(handlers, " ,");
    return dispatch_analyse_handlers(image, &patterns, a, err);
}

/* --- holding a binary to it --------------------------------------------------------------------------------------------- */

typedef struct RuleReport {
    Str *out;
    const char *rule;
    size_t broken;
} RuleReport;

static void __attribute__((format(printf, 2, 3))) broken(RuleReport *r, const char *format, ...)
{
    va_list args;
    if (r->broken++ == 0)
        str_addf(r->out, "BROKEN: %s\n", r->rule);
    if (r->broken > MAX_REPORTED)
        return;
    char *text;
    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        lab_die("out of memory");
    va_end(args);
    str_addf(r->out, "    %s\n", text);
    free(text);
}

static void end_rule(RuleReport *r)
{
    if (r->broken > MAX_REPORTED)
        str_addf(r->out, "    and %zu more\n", r->broken - MAX_REPORTED);
}

static bool matches(const char *name, const StrList *patterns)
{
    for (size_t i = 0; i < patterns->count; i++)
        if (!fnmatch(patterns->items[i], name, 0))
            return true;
    return false;
}

/* The first instruction that a limit is about, for the reader who wants to see it. */
static const Insn *first_culprit(const Analysis *a, const Handler *h, const char *key)
{
    uint16_t flags = !strcmp(key, "pushes") ? INSN_PUSH : !strcmp(key, "pops") ? INSN_POP
                   : !strcmp(key, "stack") ? INSN_STACK_LOAD | INSN_STACK_STORE | INSN_STACK_FRAME
                   : !strcmp(key, "selects") ? INSN_SELECT : 0;
    int kind = !strcmp(key, "calls") ? INSN_CALL : !strcmp(key, "returns") ? INSN_RETURN : -1;
    const Code *code = &a->units[h->unit];
    size_t start = code_index(code, h->address);
    for (size_t i = start; i != SIZE_MAX && i < code->count && (a->unit_count > 1 || i < start + 400); i++)
        if ((code->insns[i].flags & flags) || code->insns[i].kind == kind)
            return &code->insns[i];
    return NULL;
}

static void check_limit(const Analysis *a, const ConfigSection *s, const Property *p, const Handler *h, RuleReport *r)
{
    const char *limit = config_value(s, p->key);
    size_t count = p->count(h);
    if (!limit || count <= strtoul(limit, NULL, 10))
        return;
    const Insn *culprit = first_culprit(a, h, p->key);
    char *where = culprit ? lab_printf(", first 0x%llx: %s", (unsigned long long)culprit->address, code_text(a->image, culprit)) : "";
    broken(r, "%s: %zu %s%s, allowed %s%s", h->name, count, p->noun, count == 1 ? "" : str_ends(p->noun, "h") || str_ends(p->noun, "s") ? "es" : "s",
           limit, where);
}

static void check_leaving(const ConfigSection *s, const Handler *h, RuleReport *r)
{
    const char *allowed = config_value(s, "leaves-to");
    for (int i = 0; i < AT_LEAST_COUNT; i++) {
        const char *minimum = config_value(s, AT_LEAST[i].key);
        size_t count = AT_LEAST[i].count(h);
        if (minimum && count < strtoul(minimum, NULL, 10))
            broken(r, "%s: %zu %s%s, wanted at least %s; it leaves by %s", h->name, count, AT_LEAST[i].noun, count == 1 ? "" : "s",
                   minimum, handler_leaving(h));
    }
    StrList patterns = strlist_split(allowed ? allowed : "*", " ,");
    for (size_t i = 0; i < h->leaves_to.count; i++)
        if (!matches(h->leaves_to.items[i], &patterns))
            broken(r, "%s: jumps to %s, allowed are %s", h->name, h->leaves_to.items[i], allowed);
}

static bool check_rule(const Analysis *a, const ConfigSection *s, Str *report)
{
    const char *says = config_value(s, "says");
    RuleReport r = {.out = report, .rule = says ? says : s->name};
    StrList patterns = strlist_split(config_value(s, "handlers"), " ,");
    const char *except = config_value(s, "except");
    StrList excepted = strlist_split(except ? except : "", " ,");
    for (size_t p = 0; p < patterns.count; p++) {
        StrList one = {.items = &patterns.items[p], .count = 1};
        bool used = false;
        for (size_t i = 0; i < a->handler_count && !used; i++)
            used = matches(a->handlers[i].name, &one);
        if (!used)
            broken(&r, "no handler is called %s", patterns.items[p]);
    }
    for (size_t i = 0; i < a->handler_count; i++) {
        const Handler *h = &a->handlers[i];
        if (!matches(h->name, &patterns) || matches(h->name, &excepted))
            continue;
        for (int n = 0; n < AT_MOST_COUNT; n++)
            check_limit(a, s, &AT_MOST[n], h, &r);
        check_leaving(s, h, &r);
    }
    end_rule(&r);
    return r.broken == 0;
}

static bool check_binary(const Contract *c, const Analysis *a, Str *report)
{
    RuleReport r = {.out = report, .rule = "the binary as a whole"};
    const char *dispatch = config_value(c->binary, "dispatch"), *handlers = config_value(c->binary, "min-handlers");
    const char *jumps = config_value(c->binary, "min-dispatch-jumps"), *unknown = config_value(c->binary, "max-unknown-jumps");
    StrList accepted = strlist_split(dispatch ? dispatch : "", ", ");
    if (accepted.count && !strlist_has(&accepted, verdict_name(a->verdict)))
        broken(&r, "dispatch is %s; wanted: %s", verdict_sentence(a), dispatch);
    if (handlers && a->handler_count < strtoul(handlers, NULL, 10))
        broken(&r, "%zu handlers, wanted at least %s", a->handler_count, handlers);
    if (jumps && dispatch_count(a, JUMP_DISPATCH) < strtoul(jumps, NULL, 10))
        broken(&r, "%zu dispatch jumps, wanted at least %s", dispatch_count(a, JUMP_DISPATCH), jumps);
    if (unknown && dispatch_count(a, JUMP_UNKNOWN) > strtoul(unknown, NULL, 10))
        broken(&r, "%zu indirect jumps that could not be followed to their table, allowed %s", dispatch_count(a, JUMP_UNKNOWN), unknown);
    end_rule(&r);
    return r.broken == 0;
}

size_t contract_check(const Contract *c, const Analysis *a, Str *report, size_t *total)
{
    size_t failed = !check_binary(c, a, report);
    *total = 1;
    for (size_t i = 0; i < c->config.count; i++) {
        if (!is_rule(&c->config.sections[i]))
            continue;
        ++*total;
        failed += !check_rule(a, &c->config.sections[i], report);
    }
    return failed;
}

/* --- the command -------------------------------------------------------------------------------------------------------- */

static const char USAGE[] =
    "usage: cwlab check BINARY|BUILD --contract FILE.ini\n"
    "Holds the machine code of an interpreter to a contract (lab/contracts/ has those of Coachwhip).\n"
    "Exit code 1, and the reasons, when the machine code is not what the source meant.\n";

int command_check(int argc, char **argv)
{
    static const struct option OPTIONS[] = {{"contract", 1, 0, 'c'}, {"help", 0, 0, 'h'}, {0, 0, 0, 0}};
    const char *path = NULL;
    for (int option; (option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1;) {
        if (option == 'c') {
            path = optarg;
        } else {
            fputs(USAGE, option == 'h' ? stdout : stderr);
            return option == 'h' ? EXIT_OK : EXIT_USAGE;
        }
    }
    if (argc - optind != 1 || !path) {
        fputs(USAGE, stderr);
        return EXIT_USAGE;
    }
    Contract contract;
    Image image;
    Analysis a;
    Error err;
    json_t *record;
    const char *binary = argv[optind];
    store_find_build(binary, &record, &binary);
    if (!contract_load(path, &contract, &err) || !image_open(binary, &image, &err))
        lab_die("%s", err.text);
    if (!contract_analyse(&contract, &image, &a, &err)) {
        printf("%s does not keep %s: %s\n", image.path, path, err.text);
        image_close(&image);
        return EXIT_FAILED;
    }
    Str report = STR_INIT;
    size_t total, failed = contract_check(&contract, &a, &report, &total);
    if (failed)
        printf("%s does not keep %s (%zu of %zu rules broken):\n%s(cwlab inspect %s --annotate HANDLER shows a handler's machine code)\n",
               image.path, path, failed, total, report.data, image.path);
    else
        printf("%s keeps %s: %zu rules, %zu handlers, dispatch %s\n", image.path, path, total, a.handler_count, verdict_sentence(&a));
    dispatch_free(&a);
    image_close(&image);
    return failed ? EXIT_FAILED : EXIT_OK;
}
