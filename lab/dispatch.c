/* dispatch.c: see dispatch.h. */
#include "dispatch_internal.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

enum {
    HANDFUL = 8,                 /* as many dispatch jumps still count as merged */
    MIN_GROUP = 16,              /* functions that leave the same way, or cases of a switch, before they count as handlers */
    MIN_LOOP = 200,              /* instructions of a function before data is searched for its table */
    THREADED = 16                /* unresolved jumps through one register before they count as dispatch */
};

/* Functions that are known to hold an interpreter, and name patterns of handlers. */
static const char *const LOOPS[] = {"interp_loop", "_PyEval_EvalFrameDefault", "luaV_execute", "JS_CallInternal",
                                    "mp_execute_bytecode", "vm_exec_core", "execute_ex", "lj_vm_asm_begin", "runInterpreter"};
static const char *const HANDLERS[] = {"op_*", "_TAIL_CALL_*"};

const char *verdict_name(Verdict verdict)
{
    static const char *const NAMES[] = {"none", "merged", "partly merged", "replicated", "tail-called"};
    return NAMES[verdict];
}

const char *jump_class_name(JumpClass class)
{
    static const char *const NAMES[] = {"dispatch", "inner switch", "pointer", "unknown"};
    return NAMES[class];
}

size_t dispatch_count(const Analysis *a, JumpClass class)
{
    size_t count = 0;
    for (size_t i = 0; i < a->jump_count; i++)
        count += a->jumps[i].class == class;
    return count;
}

void dispatch_free(Analysis *a)
{
    for (size_t i = 0; i < a->unit_count; i++)
        code_free(&a->units[i]);
    for (size_t i = 0; i < a->table_count; i++) {
        free(a->tables[i].entries);
        free(a->tables[i].distinct);
    }
    free(a->units);
    free(a->tables);
    free(a->jumps);
    free(a->handlers);
    *a = (Analysis){0};
}

static bool add_unit(Analysis *a, const Function *f, Error *err)
{
    Code code;
    if (!code_load(a->image, f, &code, err))
        return false;
    ARRAY_PUSH(a->units, a->unit_count, a->unit_capacity, code);
    return true;
}

/* --- one function ------------------------------------------------------------------------------------------------------ */

static size_t same_source(const Analysis *a, const IndirectJump *jump)
{
    size_t count = 0;
    for (size_t i = 0; i < a->jump_count; i++) {
        const IndirectJump *other = &a->jumps[i];
        count += other->table < 0 && other->base == jump->base && other->indexed == jump->indexed && other->base != REG_NONE;
    }
    return count;
}

/* Whether at least half of a table's targets are also targets of the other. */
static bool mostly_within(const JumpTable *table, const JumpTable *other)
{
    size_t common = 0;
    for (size_t i = 0, j = 0; i < table->targets && j < other->targets;) {
        if (table->distinct[i] == other->distinct[j])
            common++, i++, j++;
        else if (table->distinct[i] < other->distinct[j])
            i++;
        else
            j++;
    }
    return 2 * common >= table->targets;
}

static const JumpTable *largest_table(const Analysis *a)
{
    const JumpTable *largest = NULL;
    for (size_t t = 0; t < a->table_count; t++)
        if (!a->tables[t].functions && a->tables[t].targets >= 4 && (!largest || a->tables[t].targets > largest->targets))
            largest = &a->tables[t];
    return largest;
}

/* Jumps through a table that the code was given: the table is looked for in the data. */
static void adopt_table(Analysis *a)
{
    bool given = false;
    for (size_t i = 0; i < a->jump_count; i++)
        given = given || (a->jumps[i].table < 0 && a->jumps[i].indexed);
    if (!given || a->units[0].count < MIN_LOOP)
        return;
    const JumpTable *largest = largest_table(a);
    size_t least = largest && largest->targets >= MIN_GROUP ? largest->targets + 1 : MIN_GROUP;
    int adopted = tables_adopt(a, least);
    if (adopted < 0 && largest && largest->targets >= MIN_GROUP && largest->kind == TABLE_POINTERS)
        adopted = (int)(largest - a->tables);
    for (size_t i = 0; i < a->jump_count && adopted >= 0; i++)
        if (a->jumps[i].table < 0 && a->jumps[i].indexed)
            a->jumps[i].table = adopted;
}

/* The table with the most targets is the dispatch table, and so are its variants (such as one for tracing); and so are many
 * jumps through one register whose table cannot be seen. */
static void classify_loop(Analysis *a)
{
    adopt_table(a);
    const JumpTable *main_table = largest_table(a);
    for (size_t t = 0; t < a->table_count && main_table; t++)
        a->tables[t].dispatch = !a->tables[t].functions && 2 * a->tables[t].targets >= main_table->targets
                                && mostly_within(&a->tables[t], main_table);
    for (size_t i = 0; i < a->jump_count; i++) {
        IndirectJump *jump = &a->jumps[i];
        if (jump->table >= 0 && !a->tables[jump->table].functions)
            jump->class = a->tables[jump->table].dispatch ? JUMP_DISPATCH : JUMP_SWITCH;
        else if (same_source(a, jump) >= THREADED)
            jump->class = JUMP_DISPATCH;
        else if (jump->table >= 0 || (jump->base != REG_NONE && !jump->indexed))
            jump->class = JUMP_POINTER;
    }
}

static void judge_loop(Analysis *a)
{
    size_t jumps = dispatch_count(a, JUMP_DISPATCH), handlers = a->handler_count;
    if (!jumps)
        a->verdict = DISPATCH_NONE;
    else if (!handlers || 2 * jumps >= handlers)
        a->verdict = DISPATCH_REPLICATED;
    else
        a->verdict = jumps <= HANDFUL ? DISPATCH_MERGED : DISPATCH_PARTLY;
}

static bool analyse_loop(Analysis *a, const Function *f, Error *err)
{
    a->interpreter = symbol_base(f->name);
    if (!*a->interpreter)
        a->interpreter = lab_printf("sub_%llx", (unsigned long long)f->address);
    if (!add_unit(a, f, err))
        return false;
    tables_find(a, 0);
    tables_read(a);
    classify_loop(a);
    handlers_of_loop(a);
    judge_loop(a);
    return true;
}

/* --- one function a handler -------------------------------------------------------------------------------------------- */

static void classify_functions(Analysis *a)
{
    for (size_t i = 0; i < a->jump_count; i++) {
        IndirectJump *jump = &a->jumps[i];
        bool inner = jump->table >= 0 && !a->tables[jump->table].functions;
        bool threaded = !jump->indexed && same_source(a, jump) >= THREADED;
        if (inner)
            jump->class = JUMP_SWITCH;
        else if (jump->indexed || threaded)
            jump->class = JUMP_DISPATCH;
        else if (jump->base != REG_NONE)
            jump->class = JUMP_POINTER;
        if (jump->table >= 0 && jump->class == JUMP_DISPATCH)
            a->tables[jump->table].dispatch = true;
    }
}

static void judge_functions(Analysis *a)
{
    size_t leaving = 0;
    for (size_t i = 0; i < a->handler_count; i++)
        leaving += a->handlers[i].own_jumps > 0;
    a->verdict = 2 * leaving >= a->handler_count && leaving > 1 ? DISPATCH_TAIL : DISPATCH_NONE;
}

static void analyse_functions(Analysis *a)
{
    for (size_t unit = 0; unit < a->unit_count; unit++)
        tables_find(a, unit);
    tables_read(a);
    classify_functions(a);
    handlers_of_functions(a);
    judge_functions(a);
}

static bool matches_any(const char *name, const StrList *patterns)
{
    for (size_t p = 0; p < patterns->count; p++)
        if (!fnmatch(patterns->items[p], name, 0))
            return true;
    return false;
}

bool dispatch_analyse_handlers(Image *image, const StrList *patterns, Analysis *a, Error *err)
{
    *a = (Analysis){.image = image, .interpreter = strlist_join(patterns, " ")};
    for (size_t i = 0; i < image->function_count; i++) {
        const Function *f = &image->functions[i];
        if (symbol_is_cold(f->name) || (i && image->functions[i - 1].address == f->address))
            continue;
        char *base = symbol_base(f->name);
        bool matches = matches_any(base, patterns);
        free(base);
        if (matches && !add_unit(a, f, err))
            return false;
    }
    if (!a->unit_count)
        return error_set(err, "%s: no function matches %s%s", image->path, a->interpreter,
                         image->stripped ? " (the file is stripped)" : "");
    analyse_functions(a);
    return true;
}

/* --- finding the interpreter ------------------------------------------------------------------------------------------- */

static size_t count_matching(const Image *image, const char *pattern)
{
    size_t count = 0;
    for (size_t i = 0; i < image->function_count; i++)
        count += !fnmatch(pattern, image->functions[i].name, 0) && !symbol_is_cold(image->functions[i].name);
    return count;
}

/* How a function leaves when it leaves like a handler of a tail-calling interpreter: equal keys, same interpreter. */
static bool leaving_key(const Analysis *a, uint64_t *key)
{
    for (size_t i = 0; i < a->jump_count; i++) {
        const IndirectJump *jump = &a->jumps[i];
        bool inner = jump->table >= 0 && !a->tables[jump->table].functions;
        if (inner || !jump->indexed || jump->cold)
            continue;
        *key = jump->table >= 0 ? a->tables[jump->table].address : 1 + (uint64_t)(jump->base + 1) * 64 + (uint64_t)jump->offset * 4096;
        return true;
    }
    return false;
}

typedef struct Leaver {
    const Function *function;
    uint64_t key;
} Leaver;

typedef struct Search {
    Leaver *leavers;
    size_t count, capacity;
    const Function *loop;        /* the function with the most dispatch, weighed by targets and jumps */
    size_t weight;
} Search;

static bool has_indirect_jump(const Code *code)
{
    for (size_t i = 0; i < code->count; i++)
        if (code->insns[i].kind == INSN_INDIRECT)
            return true;
    return false;
}

/* How much a function looks like a loop that holds an interpreter; 0: most of what it jumps to does not jump on. */
static size_t loop_weight(Analysis *a)
{
    classify_loop(a);
    handlers_of_loop(a);
    size_t looping = 0, jumps = dispatch_count(a, JUMP_DISPATCH);
    for (size_t i = 0; i < a->handler_count; i++)
        looping += a->handlers[i].own_jumps + a->handlers[i].shared_jumps > 0;
    bool threaded = a->handler_count == 0 && jumps >= THREADED;
    bool loop = a->handler_count >= MIN_GROUP && 2 * looping >= a->handler_count;
    return threaded || loop ? a->handler_count + 2 * jumps : 0;
}

static void search_function(Image *image, const Function *f, Search *search)
{
    Analysis a = {.image = image};
    Error err;
    if (!add_unit(&a, f, &err))
        return;
    if (has_indirect_jump(&a.units[0])) {
        tables_find(&a, 0);
        tables_read(&a);
        Leaver leaver = {.function = f};
        if (leaving_key(&a, &leaver.key))
            ARRAY_PUSH(search->leavers, search->count, search->capacity, leaver);
        size_t weight = loop_weight(&a);
        if (weight > search->weight) {
            search->weight = weight;
            search->loop = f;
        }
    }
    dispatch_free(&a);
}

static int by_key(const void *a, const void *b)
{
    const Leaver *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->function->address > y->function->address) - (x->function->address < y->function->address);
}

/* No name helps: every function is looked at, and the largest loop or the largest group of alike leavers wins. */
static bool search_image(Analysis *a, Error *err)
{
    Image *image = a->image;
    Search search = {0};
    for (size_t i = 0; i < image->function_count; i++)
        if (!symbol_is_cold(image->functions[i].name) && (!i || image->functions[i - 1].address != image->functions[i].address))
            search_function(image, &image->functions[i], &search);
    if (search.count)
        qsort(search.leavers, search.count, sizeof *search.leavers, by_key);
    size_t best = 0, best_at = 0;
    for (size_t i = 0, start = 0; i <= search.count; i++) {
        if (i < search.count && search.leavers[i].key == search.leavers[start].key)
            continue;
        if (i - start > best) {
            best = i - start;
            best_at = start;
        }
        start = i;
    }
    if (best >= MIN_GROUP && 3 * best > search.weight) {
        a->interpreter = "functions that leave alike";
        for (size_t i = best_at; i < best_at + best; i++)
            if (!add_unit(a, search.leavers[i].function, err))
                return false;
        analyse_functions(a);
        return true;
    }
    if (!search.loop)
        return error_set(err, "%s: no interpreter found: nothing dispatches to 16 handlers or more; name a function with --function", image->path);
    return analyse_loop(a, search.loop, err);
}

bool dispatch_analyse(Image *image, const char *function, Analysis *a, Error *err)
{
    *a = (Analysis){.image = image};
    if (function) {
        const Function *f = image_function_named(image, function);
        if (!f)
            return error_set(err, "%s: no function is called %s%s", image->path, function,
                             image->stripped ? " (the file is stripped: only exported names are left)" : "");
        return analyse_loop(a, f, err);
    }
    for (size_t i = 0; i < sizeof HANDLERS / sizeof *HANDLERS; i++) {
        if (count_matching(image, HANDLERS[i]) < MIN_GROUP)
            continue;
        StrList patterns = strlist_split(HANDLERS[i], " ");
        if (!dispatch_analyse_handlers(image, &patterns, a, err))
            return false;
        if (a->verdict == DISPATCH_TAIL)
            return true;
        dispatch_free(a);
        a->image = image;
    }
    for (size_t i = 0; i < sizeof LOOPS / sizeof *LOOPS; i++) {
        const Function *f = image_function_named(image, LOOPS[i]);
        if (!f)
            continue;
        if (!analyse_loop(a, f, err))
            return false;
        if (a->verdict != DISPATCH_NONE)
            return true;
        dispatch_free(a);
        a->image = image;
    }
    return search_image(a, err);
}
