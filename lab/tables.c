/* tables.c: follows an indirect jump back to the table it goes through.
 *
 * The code before the jump is read backwards: jmp reg <- load of a pointer, or <- base + load of an offset. The table's
 * address is a constant that may have been made far away and kept in a register or a stack slot; then every constant ever
 * put there is tried, and the one that reads as a table of jump targets wins.
 */
#include "dispatch_internal.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_BACK = 200, MAX_HOPS = 4, MAX_DEPTH = 6, MAX_CANDIDATES = 64, MAX_ENTRIES = 1 << 16 };

typedef struct Candidates {
    uint64_t values[MAX_CANDIDATES];
    size_t count;
} Candidates;

/* What one query has already looked for in the whole function: each register and slot once, so that it ends soon. */
typedef struct Tried {
    uint32_t registers;
    int64_t slots[16];
    size_t slot_count;
} Tried;

static void add_candidate(Candidates *c, uint64_t value)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->values[i] == value)
            return;
    if (c->count < MAX_CANDIDATES)
        c->values[c->count++] = value;
}

static bool clobbers(const Code *code, const Insn *insn, int reg)
{
    if (insn->writes >> reg & 1)
        return true;
    if (insn->kind != INSN_CALL)
        return false;
    uint32_t scratch = code->image->machine == MACHINE_X86_64 ? 0x0fc7u : 0x4007ffffu;   /* the usual convention's */
    return scratch >> reg & 1;
}

/* Some instruction that jumps to the address, or SIZE_MAX. */
static size_t find_jump_to(const Code *code, uint64_t address)
{
    for (size_t i = 0; i < code->count; i++)
        if ((code->insns[i].kind == INSN_JUMP || code->insns[i].kind == INSN_BRANCH) && code->insns[i].target == address)
            return i;
    return SIZE_MAX;
}

/* The instruction that last set a register on a way to insns[at], or SIZE_MAX: the way goes straight back, and where nothing
 * falls into a block, on from one of the jumps to it. */
static size_t find_definition(const Code *code, size_t at, int reg)
{
    int hops = 0;
    size_t steps = 0;
    for (size_t i = at; i > 0 && steps < MAX_BACK; steps++) {
        const Insn *next = &code->insns[i], *insn = &code->insns[i - 1];
        if (insn_falls_through(insn) && insn->address + insn->size == next->address) {
            i--;
        } else {
            i = hops++ < MAX_HOPS ? find_jump_to(code, next->address) : SIZE_MAX;
            if (i == SIZE_MAX)
                return SIZE_MAX;
            insn = &code->insns[i];
        }
        if (clobbers(code, insn, reg))
            return i;
    }
    return SIZE_MAX;
}

static void trace_register(const Code *code, size_t at, int reg, int depth, Tried *tried, Candidates *out);

static bool try_slot(Tried *tried, int64_t slot)
{
    for (size_t i = 0; i < tried->slot_count; i++)
        if (tried->slots[i] == slot)
            return false;
    if (tried->slot_count == sizeof tried->slots / sizeof *tried->slots)
        return false;
    tried->slots[tried->slot_count++] = slot;
    return true;
}

/* What an instruction leaves in its destination, as far as it is constant. */
static void trace_insn(const Code *code, size_t at, int depth, Tried *tried, Candidates *out)
{
    const Insn *insn = &code->insns[at];
    if (depth > MAX_DEPTH)
        return;
    if (insn->form == FORM_CONST) {
        add_candidate(out, (uint64_t)insn->imm);
    } else if (insn->form == FORM_MOVE) {
        trace_register(code, at, insn->src, depth + 1, tried, out);
    } else if (insn->form == FORM_ADD_CONST && insn->src >= 0) {
        Candidates bases = {.count = 0};
        trace_register(code, at, insn->src, depth + 1, tried, &bases);
        for (size_t i = 0; i < bases.count; i++)
            add_candidate(out, bases.values[i] + (uint64_t)insn->imm);
    } else if (insn->form == FORM_LOAD && insn->width == 8 && insn->base == REG_NONE && insn->index == REG_NONE) {
        uint64_t value;
        if (image_pointer(code->image, (uint64_t)insn->imm, &value))
            add_candidate(out, value);
    } else if (insn->form == FORM_LOAD && (insn->flags & INSN_STACK_LOAD) && try_slot(tried, insn->imm)) {
        for (size_t i = 0; i < code->count; i++) {
            const Insn *store = &code->insns[i];
            if (store->form == FORM_STORE && store->base == insn->base && store->index == REG_NONE && store->imm == insn->imm)
                trace_register(code, i, store->src, depth + 1, tried, out);
        }
    }
}

static void trace_register(const Code *code, size_t at, int reg, int depth, Tried *tried, Candidates *out)
{
    if (reg < 0 || depth > MAX_DEPTH)
        return;
    size_t definition = find_definition(code, at, reg);
    if (definition != SIZE_MAX) {
        trace_insn(code, definition, depth, tried, out);
        return;
    }
    if (tried->registers >> reg & 1)
        return;
    tried->registers |= 1u << reg;
    for (size_t i = 0; i < code->count; i++)
        if (code->insns[i].dst == reg && code->insns[i].form != FORM_STORE)
            trace_insn(code, i, depth + 1, tried, out);
}

/* The constants that a register may hold at insns[at]. */
static void constants_of(const Code *code, size_t at, int reg, Candidates *out)
{
    Tried tried = {0};
    trace_register(code, at, reg, 0, &tried, out);
}

/* --- reading a table -------------------------------------------------------------------------------------------------- */

static bool read_entry(const Image *image, const JumpTable *table, size_t n, uint64_t *target)
{
    if (table->kind == TABLE_POINTERS)
        return image_pointer(image, table->address + 8 * n, target);
    const uint8_t *bytes = image_bytes(image, table->address + table->width * n, table->width);
    if (!bytes)
        return false;
    if (table->kind == TABLE_OFFSETS) {
        int32_t offset;
        memcpy(&offset, bytes, 4);
        *target = table->base + (uint64_t)(int64_t)offset;
    } else {
        uint64_t offset = table->width == 1 ? bytes[0] : (uint64_t)bytes[0] | (uint64_t)bytes[1] << 8;
        *target = table->base + (offset << table->shift);
    }
    return true;
}

static bool is_function_entry(const Image *image, uint64_t address)
{
    const Function *f = image_function_at(image, address);
    return f && f->address == address;
}

/* Number of entries that lead to instructions of the code (or, for pointers, to functions) before `limit`. */
static size_t count_entries(const Code *code, JumpTable *table, uint64_t limit)
{
    const Image *image = code->image;
    size_t n = 0;
    uint64_t target;
    size_t width = table->kind == TABLE_POINTERS ? 8 : table->width;
    for (; n < MAX_ENTRIES && table->address + width * n < limit && read_entry(image, table, n, &target); n++) {
        bool own = code_contains(code, target) && target != code->function->address;
        bool entry = table->kind == TABLE_POINTERS && !own && is_function_entry(image, target);
        bool label = own && code_index(code, target) != SIZE_MAX;
        if (n == 0)
            table->functions = entry;
        if (!(table->functions ? entry : label))
            break;
    }
    return n;
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void read_table(const Code *code, JumpTable *table, uint64_t limit)
{
    size_t count = count_entries(code, table, limit);
    for (size_t n = 0; n < count; n++) {
        uint64_t target;
        read_entry(code->image, table, n, &target);
        ARRAY_PUSH(table->entries, table->count, table->capacity, target);
    }
    if (!count)
        return;
    table->distinct = lab_alloc(count * sizeof *table->distinct);
    memcpy(table->distinct, table->entries, count * sizeof *table->distinct);
    qsort(table->distinct, count, sizeof *table->distinct, by_number);
    table->targets = 1;
    for (size_t n = 1; n < count; n++)
        if (table->distinct[n] != table->distinct[table->targets - 1])
            table->distinct[table->targets++] = table->distinct[n];
}

static int table_named(Analysis *a, const JumpTable *wanted)
{
    for (size_t i = 0; i < a->table_count; i++)
        if (a->tables[i].address == wanted->address && a->tables[i].kind == wanted->kind)
            return (int)i;
    ARRAY_PUSH(a->tables, a->table_count, a->table_capacity, *wanted);
    return (int)a->table_count - 1;
}

/* Of all addresses that the table may have, the one under which most entries make sense. */
static int choose_table(Analysis *a, const Code *code, const Candidates *addresses, int64_t offset, const Candidates *bases,
                        JumpTable shape)
{
    size_t best = 0;
    JumpTable chosen = shape;
    for (size_t i = 0; i < addresses->count; i++) {
        for (size_t j = 0; j < (bases ? bases->count : 1); j++) {
            JumpTable table = shape;
            table.address = addresses->values[i] + (uint64_t)offset;
            table.base = bases ? bases->values[j] : 0;
            const Section *section = image_section(code->image, table.address);
            if (!section || (section->code && code->image->machine == MACHINE_X86_64 && table.kind == TABLE_POINTERS))
                continue;
            size_t entries = count_entries(code, &table, UINT64_MAX);
            if (entries > best) {
                best = entries;
                chosen = table;
            }
        }
    }
    return best ? table_named(a, &chosen) : -1;
}

/* --- from a jump to its table ----------------------------------------------------------------------------------------- */

static void note_load(IndirectJump *jump, const Insn *load)
{
    jump->base = load->base;
    jump->index = load->index;
    jump->offset = load->imm;
    jump->indexed = load->index != REG_NONE;
}

static void table_addresses(const Code *code, size_t at, const Insn *load, Candidates *out)
{
    if (load->base == REG_NONE)
        add_candidate(out, 0);                               /* the displacement is the address */
    else
        constants_of(code, at, load->base, out);
}

/* The load's address was added up before: table + scaled index. The summand that the straight way does not compute is the table. */
static bool follow_split_index(const Code *code, size_t at, IndirectJump *jump, Candidates *addresses)
{
    int reg = code->insns[at].base;
    size_t definition = reg >= 0 ? find_definition(code, at, reg) : SIZE_MAX;
    if (definition == SIZE_MAX || code->insns[definition].form != FORM_ADD)
        return false;
    const Insn *sum = &code->insns[definition];
    size_t first = find_definition(code, definition, sum->src), second = find_definition(code, definition, sum->src2);
    bool first_is_index = first != SIZE_MAX && (second == SIZE_MAX || code->insns[second].form == FORM_CONST);
    jump->base = first_is_index ? sum->src2 : sum->src;
    jump->index = first_is_index ? sum->src : sum->src2;
    jump->indexed = true;
    constants_of(code, definition, jump->base, addresses);
    return true;
}

/* A pointer loaded from memory, by the jump itself or before it. */
static void follow_pointer(Analysis *a, const Code *code, size_t at, IndirectJump *jump)
{
    const Insn *load = &code->insns[at];
    Candidates addresses = {.count = 0};
    note_load(jump, load);
    if (jump->indexed)
        table_addresses(code, at, load, &addresses);
    else if (!follow_split_index(code, at, jump, &addresses))
        return;
    jump->table = choose_table(a, code, &addresses, load->imm, NULL, (JumpTable){.kind = TABLE_POINTERS});
}

/* base + an offset loaded from memory; either operand of the addition may be the loaded one. */
static bool follow_sum(Analysis *a, const Code *code, size_t at, IndirectJump *jump)
{
    const Insn *add = &code->insns[at];
    for (int side = 0; side < 2; side++) {
        int loaded = side ? add->src2 : add->src, other = side ? add->src : add->src2;
        size_t definition = loaded >= 0 ? find_definition(code, at, loaded) : SIZE_MAX;
        if (definition == SIZE_MAX || code->insns[definition].form != FORM_LOAD || code->insns[definition].index == REG_NONE)
            continue;
        const Insn *load = &code->insns[definition];
        Candidates addresses = {.count = 0}, bases = {.count = 0};
        note_load(jump, load);
        table_addresses(code, definition, load, &addresses);
        constants_of(code, at, other, &bases);
        JumpTable shape = {.width = load->width, .kind = load->width == 4 ? TABLE_OFFSETS : TABLE_SMALL_OFFSETS,
                           .shift = side ? add->shift : 0};
        if (load->width == 4 || (load->width < 4 && !load->sign))
            jump->table = choose_table(a, code, &addresses, load->imm, &bases, shape);
        return true;
    }
    return false;
}

static void follow_register(Analysis *a, const Code *code, size_t at, int reg, IndirectJump *jump, int depth)
{
    size_t definition = reg >= 0 && depth < MAX_DEPTH ? find_definition(code, at, reg) : SIZE_MAX;
    if (definition == SIZE_MAX)
        return;
    const Insn *insn = &code->insns[definition];
    if (insn->form == FORM_LOAD && insn->width == 8)
        follow_pointer(a, code, definition, jump);
    else if (insn->form == FORM_MOVE)
        follow_register(a, code, definition, insn->src, jump, depth + 1);
    else if (insn->form == FORM_ADD)
        follow_sum(a, code, definition, jump);
}

/* Conditional selects in what feeds the jump: the registers it needs are followed backwards to where the block begins. */
static size_t count_selects(const Code *code, size_t at)
{
    uint32_t needed = code->insns[at].reads;
    size_t selects = 0;
    for (size_t i = at; i-- > 0 && at - i < 64;) {
        const Insn *insn = &code->insns[i];
        if (!insn_falls_through(insn) || insn->kind != INSN_PLAIN || insn->address + insn->size != code->insns[i + 1].address)
            break;
        if (!(insn->writes & needed))
            continue;
        selects += (insn->flags & INSN_SELECT) != 0;
        needed = (needed & ~insn->writes) | insn->reads;
        if (insn->flags & INSN_SELECT)
            needed |= insn->writes;
    }
    return selects;
}

/* Where the straight way to a jump starts backwards: an inlined thunk's body is reached by the call that jumps over its trap. */
static size_t way_to(const Code *code, size_t at)
{
    if (!(code->insns[at].flags & INSN_THUNK) || at == 0)
        return at;
    for (size_t i = at; i-- > 0 && at - i < 8;)
        if (code->insns[i].kind == INSN_JUMP && code->insns[i].target == code->insns[at - 1].address)
            return i;
    return at;
}

void tables_find(Analysis *a, size_t unit)
{
    const Code *code = &a->units[unit];
    for (size_t i = 0; i < code->count; i++) {
        const Insn *insn = &code->insns[i];
        if (insn->kind != INSN_INDIRECT)
            continue;
        IndirectJump jump = {.address = insn->address, .unit = unit, .class = JUMP_UNKNOWN, .through_memory = insn->memory,
                             .notrack = (insn->flags & INSN_NOTRACK) != 0, .thunk = (insn->flags & INSN_THUNK) != 0,
                             .cold = code_is_cold(code, insn->address), .table = -1, .base = REG_NONE, .index = REG_NONE,
                             .selects = count_selects(code, i)};
        if (insn->memory && insn->kind == INSN_INDIRECT && !(insn->flags & INSN_THUNK))
            follow_pointer(a, code, i, &jump);
        else
            follow_register(a, code, way_to(code, i), insn->src, &jump, 0);
        ARRAY_PUSH(a->jumps, a->jump_count, a->jump_capacity, jump);
    }
}

void tables_read(Analysis *a)
{
    for (size_t t = 0; t < a->table_count; t++) {
        uint64_t limit = UINT64_MAX;
        for (size_t o = 0; o < a->table_count; o++)
            if (a->tables[o].address > a->tables[t].address && a->tables[o].address < limit)
                limit = a->tables[o].address;
        size_t unit = 0;
        for (size_t j = 0; j < a->jump_count; j++)
            if (a->jumps[j].table == (int)t)
                unit = a->jumps[j].unit;
        read_table(&a->units[unit], &a->tables[t], limit);
    }
}

/* --- a table that the code receives at run time -------------------------------------------------------------------------- */

/* The longest run of pointers to instructions of the code in a section's data. */
static void longest_run(const Code *code, const Section *section, JumpTable *best)
{
    JumpTable run = {.kind = TABLE_POINTERS};
    for (uint64_t at = (section->address + 7) & ~7ull; at + 8 <= section->address + section->size; at += 8) {
        uint64_t target;
        if (!image_pointer(code->image, at, &target) || !code_contains(code, target) || code_index(code, target) == SIZE_MAX)
            continue;
        run.address = at;
        size_t count = count_entries(code, &run, section->address + section->size);
        if (count > best->count && !run.functions) {
            best->address = at;
            best->count = count;
        }
        at += 8 * (count ? count - 1 : 0);
    }
}

int tables_adopt(Analysis *a, size_t least)
{
    const Code *code = &a->units[0];
    JumpTable best = {.kind = TABLE_POINTERS};
    for (size_t i = 0; i < a->image->section_count; i++)
        if (!a->image->sections[i].code && a->image->sections[i].data)
            longest_run(code, &a->image->sections[i], &best);
    if (best.count < least)
        return -1;
    JumpTable table = {.kind = TABLE_POINTERS, .address = best.address};
    read_table(code, &table, UINT64_MAX);
    if (table.targets < least)
        return -1;
    return table_named(a, &table);
}
