/* handlers.c: walks each handler's code from its entry to its dispatch and counts what it does on the way.
 *
 * The walk takes both sides of every branch and stops at indirect jumps, returns, jumps out of the function, entries of
 * other handlers, and at parts that the compiler moved out as cold. What several handlers reach belongs to none of them.
 */
#include "dispatch_internal.h"

#include <stdlib.h>
#include <string.h>

typedef struct Walk {
    const Analysis *analysis;
    size_t unit;
    const Code *code;
    const bool *is_entry;        /* by instruction: the entry of some handler */
    uint32_t *owners;            /* by instruction: how many handlers reach it */
    size_t *reached;             /* indices of this handler's instructions */
    size_t count;
    size_t *stack;
    size_t depth;
    uint32_t *seen, stamp;
} Walk;

static IndirectJump *jump_at(const Analysis *a, size_t unit, uint64_t address)
{
    for (size_t i = 0; i < a->jump_count; i++)
        if (a->jumps[i].unit == unit && a->jumps[i].address == address)
            return &a->jumps[i];
    return NULL;
}

static void visit(Walk *w, size_t index, size_t entry)
{
    if (index == SIZE_MAX || w->seen[index] == w->stamp)
        return;
    if (w->is_entry && w->is_entry[index] && index != entry)
        return;
    if (code_is_cold(w->code, w->code->insns[index].address) && !code_is_cold(w->code, w->code->insns[entry].address))
        return;
    w->seen[index] = w->stamp;
    w->stack[w->depth++] = index;
}

/* The cases of an inner switch belong to the handler. */
static void visit_cases(Walk *w, uint64_t jump_address, size_t entry)
{
    const IndirectJump *jump = jump_at(w->analysis, w->unit, jump_address);
    if (!jump || jump->class != JUMP_SWITCH || jump->table < 0)
        return;
    const JumpTable *table = &w->analysis->tables[jump->table];
    for (size_t n = 0; n < table->count; n++)
        visit(w, code_index(w->code, table->entries[n]), entry);
}

static void walk_from(Walk *w, size_t entry)
{
    w->stamp++;
    w->count = w->depth = 0;
    visit(w, entry, entry);
    while (w->depth) {
        size_t i = w->stack[--w->depth];
        const Insn *insn = &w->code->insns[i];
        w->reached[w->count++] = i;
        if (insn->kind == INSN_BRANCH || insn->kind == INSN_JUMP)
            visit(w, code_index(w->code, insn->target), entry);
        if (insn->kind == INSN_INDIRECT)
            visit_cases(w, insn->address, entry);
        if (insn_falls_through(insn) && i + 1 < w->code->count && insn->address + insn->size == w->code->insns[i + 1].address)
            visit(w, i + 1, entry);
    }
}

static Walk walk_new(const Analysis *a, size_t unit)
{
    const Code *code = &a->units[unit];
    size_t n = code->count ? code->count : 1;
    return (Walk){.analysis = a, .unit = unit, .code = code, .owners = lab_alloc(n * sizeof(uint32_t)), .reached = lab_alloc(n * sizeof(size_t)),
                  .stack = lab_alloc((n + 1) * sizeof(size_t)), .seen = lab_alloc(n * sizeof(uint32_t))};
}

static void walk_free(Walk *w)
{
    free(w->owners);
    free(w->reached);
    free(w->stack);
    free(w->seen);
}

static void note_exit(const Code *code, const Insn *insn, Handler *h)
{
    if (code_contains(code, insn->target)) {
        h->to_cold += code_is_cold(code, insn->target) && !code_is_cold(code, insn->address);
        return;
    }
    const Function *f = image_function_at(code->image, insn->target);
    char *name = f && *f->name ? symbol_base(f->name) : lab_printf("sub_%llx", (unsigned long long)insn->target);
    if (!strlist_has(&h->leaves_to, name))
        strlist_add(&h->leaves_to, name);
}

static void count_insn(Analysis *a, const Code *code, const Insn *insn, bool own, Handler *h)
{
    if (insn->kind == INSN_INDIRECT) {
        IndirectJump *jump = jump_at(a, h->unit, insn->address);
        jump->handlers++;
        if (jump->class == JUMP_DISPATCH || jump->class == JUMP_POINTER) {
            h->own_jumps += own;
            h->shared_jumps += !own;
            h->selects += own ? jump->selects : 0;
        }
    }
    if (!own) {
        h->shared += insn->size;
        return;
    }
    h->size += insn->size;
    h->pushes += (insn->flags & INSN_PUSH) != 0;
    h->pops += (insn->flags & INSN_POP) != 0;
    h->calls += insn->kind == INSN_CALL;
    h->loads += (insn->flags & INSN_STACK_LOAD) != 0;
    h->stores += (insn->flags & INSN_STACK_STORE) != 0;
    h->frames += (insn->flags & INSN_STACK_FRAME) != 0;
    h->returns += insn->kind == INSN_RETURN;
    if (insn->kind == INSN_JUMP || insn->kind == INSN_BRANCH)
        note_exit(code, insn, h);
}

static int by_address(const void *a, const void *b)
{
    const Handler *x = a, *y = b;
    return (x->address > y->address) - (x->address < y->address);
}

/* One handler for each distinct target of the dispatch tables, named after the lowest opcode that leads to it. */
static void collect_entries(Analysis *a, bool *is_entry)
{
    for (size_t t = 0; t < a->table_count; t++) {
        const JumpTable *table = &a->tables[t];
        for (size_t n = 0; table->dispatch && n < table->count; n++) {
            size_t index = code_index(&a->units[0], table->entries[n]);
            if (index == SIZE_MAX || is_entry[index])
                continue;
            is_entry[index] = true;
            const char *name = image_opcode_name(a->image, n);
            Handler handler = {.name = name ? name : lab_printf("op %zu", n), .address = table->entries[n]};
            ARRAY_PUSH(a->handlers, a->handler_count, a->handler_capacity, handler);
        }
    }
    if (a->handler_count)
        qsort(a->handlers, a->handler_count, sizeof *a->handlers, by_address);
}

void handlers_of_loop(Analysis *a)
{
    Code *code = &a->units[0];
    bool *is_entry = lab_alloc(code->count + 1);
    collect_entries(a, is_entry);
    Walk w = walk_new(a, 0);
    w.is_entry = is_entry;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t h = 0; h < a->handler_count; h++) {
            walk_from(&w, code_index(code, a->handlers[h].address));
            for (size_t i = 0; i < w.count; i++) {
                if (pass == 0)
                    w.owners[w.reached[i]]++;
                else
                    count_insn(a, code, &code->insns[w.reached[i]], w.owners[w.reached[i]] == 1, &a->handlers[h]);
            }
        }
    }
    walk_free(&w);
    free(is_entry);
}

void handlers_of_functions(Analysis *a)
{
    for (size_t unit = 0; unit < a->unit_count; unit++) {
        const Code *code = &a->units[unit];
        Handler h = {.name = symbol_base(code->function->name), .address = code->function->address, .unit = unit};
        if (!*h.name)
            h.name = lab_printf("sub_%llx", (unsigned long long)h.address);
        Walk w = walk_new(a, unit);
        walk_from(&w, code_index(code, h.address));
        for (size_t i = 0; i < w.count; i++)
            count_insn(a, code, &code->insns[w.reached[i]], true, &h);
        walk_free(&w);
        ARRAY_PUSH(a->handlers, a->handler_count, a->handler_capacity, h);
    }
}
