/* code.c: see code.h. */
#include "code.h"

#include <capstone/capstone.h>
#include <stdlib.h>
#include <string.h>

static const char *const X86_NAMES[16] = {
    "rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15",
};
enum { RSP = 4, RBP = 5, A64_FP = 29, A64_SP = 31 };

static csh open_capstone(Machine machine)
{
    static csh handles[2];
    if (!handles[machine]) {
        cs_err e = machine == MACHINE_X86_64 ? cs_open(CS_ARCH_X86, CS_MODE_64, &handles[machine])
                                             : cs_open(CS_ARCH_ARM64, CS_MODE_ARM, &handles[machine]);
        if (e != CS_ERR_OK)
            lab_die("capstone: %s", cs_strerror(e));
        cs_option(handles[machine], CS_OPT_DETAIL, CS_OPT_ON);
    }
    return handles[machine];
}

const char *register_name(Machine machine, int reg)
{
    static char names[32][4];
    if (reg < 0)
        return "-";
    if (machine == MACHINE_X86_64)
        return X86_NAMES[reg & 15];
    if (reg == A64_SP)
        return "sp";
    snprintf(names[reg], sizeof names[reg], "x%d", reg & 31);
    return names[reg];
}

/* --- registers -------------------------------------------------------------------------------------------------------- */

static int x86_register(unsigned reg)
{
    static const uint16_t FAMILIES[16][5] = {
        {X86_REG_RAX, X86_REG_EAX, X86_REG_AX, X86_REG_AL, X86_REG_AH}, {X86_REG_RCX, X86_REG_ECX, X86_REG_CX, X86_REG_CL, X86_REG_CH},
        {X86_REG_RDX, X86_REG_EDX, X86_REG_DX, X86_REG_DL, X86_REG_DH}, {X86_REG_RBX, X86_REG_EBX, X86_REG_BX, X86_REG_BL, X86_REG_BH},
        {X86_REG_RSP, X86_REG_ESP, X86_REG_SP, X86_REG_SPL, 0}, {X86_REG_RBP, X86_REG_EBP, X86_REG_BP, X86_REG_BPL, 0},
        {X86_REG_RSI, X86_REG_ESI, X86_REG_SI, X86_REG_SIL, 0}, {X86_REG_RDI, X86_REG_EDI, X86_REG_DI, X86_REG_DIL, 0},
        {X86_REG_R8, X86_REG_R8D, X86_REG_R8W, X86_REG_R8B, 0}, {X86_REG_R9, X86_REG_R9D, X86_REG_R9W, X86_REG_R9B, 0},
        {X86_REG_R10, X86_REG_R10D, X86_REG_R10W, X86_REG_R10B, 0}, {X86_REG_R11, X86_REG_R11D, X86_REG_R11W, X86_REG_R11B, 0},
        {X86_REG_R12, X86_REG_R12D, X86_REG_R12W, X86_REG_R12B, 0}, {X86_REG_R13, X86_REG_R13D, X86_REG_R13W, X86_REG_R13B, 0},
        {X86_REG_R14, X86_REG_R14D, X86_REG_R14W, X86_REG_R14B, 0}, {X86_REG_R15, X86_REG_R15D, X86_REG_R15W, X86_REG_R15B, 0},
    };
    static int8_t numbers[X86_REG_ENDING];
    static bool ready;
    if (!ready) {
        memset(numbers, REG_NONE, sizeof numbers);
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 5; j++)
                if (FAMILIES[i][j])
                    numbers[FAMILIES[i][j]] = (int8_t)i;
        ready = true;
    }
    return reg < X86_REG_ENDING ? numbers[reg] : REG_NONE;
}

static int a64_register(unsigned reg)
{
    if (reg >= ARM64_REG_X0 && reg <= ARM64_REG_X28)
        return (int)(reg - ARM64_REG_X0);
    if (reg >= ARM64_REG_W0 && reg <= ARM64_REG_W30)
        return (int)(reg - ARM64_REG_W0);
    switch (reg) {
    case ARM64_REG_X29: return 29;
    case ARM64_REG_X30: return 30;
    case ARM64_REG_SP: case ARM64_REG_WSP: return A64_SP;
    default: return REG_NONE;
    }
}

static void fill_masks(csh handle, const cs_insn *in, Insn *out, int (*number)(unsigned))
{
    cs_regs reads, writes;
    uint8_t read_count = 0, write_count = 0;
    if (cs_regs_access(handle, in, reads, &read_count, writes, &write_count) != CS_ERR_OK)
        return;
    for (int i = 0; i < read_count; i++)
        if (number(reads[i]) >= 0)
            out->reads |= 1u << number(reads[i]);
    for (int i = 0; i < write_count; i++)
        if (number(writes[i]) >= 0)
            out->writes |= 1u << number(writes[i]);
}

/* --- x86-64 ----------------------------------------------------------------------------------------------------------- */

static void x86_memory(const cs_insn *in, const cs_x86_op *op, Insn *out)
{
    out->base = (int8_t)x86_register(op->mem.base);
    out->index = (int8_t)x86_register(op->mem.index);
    out->scale = (uint8_t)op->mem.scale;
    out->imm = op->mem.disp;
    if (op->mem.base == X86_REG_RIP)
        out->imm += (int64_t)(in->address + in->size);
}

static bool is_x86_select(unsigned id)
{
    switch (id) {
    case X86_INS_CMOVA: case X86_INS_CMOVAE: case X86_INS_CMOVB: case X86_INS_CMOVBE: case X86_INS_CMOVE: case X86_INS_CMOVG:
    case X86_INS_CMOVGE: case X86_INS_CMOVL: case X86_INS_CMOVLE: case X86_INS_CMOVNE: case X86_INS_CMOVNO: case X86_INS_CMOVNP:
    case X86_INS_CMOVNS: case X86_INS_CMOVO: case X86_INS_CMOVP: case X86_INS_CMOVS:
    case X86_INS_SETA: case X86_INS_SETAE: case X86_INS_SETB: case X86_INS_SETBE: case X86_INS_SETE: case X86_INS_SETG:
    case X86_INS_SETGE: case X86_INS_SETL: case X86_INS_SETLE: case X86_INS_SETNE: case X86_INS_SETNO: case X86_INS_SETNP:
    case X86_INS_SETNS: case X86_INS_SETO: case X86_INS_SETP: case X86_INS_SETS: case X86_INS_SBB: case X86_INS_ADC:
        return true;
    default:
        return false;
    }
}

static void x86_data_form(const cs_insn *in, Insn *out)
{
    const cs_x86 *x = &in->detail->x86;
    const cs_x86_op *a = &x->operands[0], *b = &x->operands[1];
    if (x->op_count != 2 || a->type == X86_OP_IMM)
        return;
    int dst = a->type == X86_OP_REG ? x86_register(a->reg) : REG_NONE;
    int src = b->type == X86_OP_REG ? x86_register(b->reg) : REG_NONE;
    switch (in->id) {
    case X86_INS_LEA:
        if (out->base == REG_NONE && out->index == REG_NONE)
            out->form = FORM_CONST;
        else if (out->index == REG_NONE)
            out->form = FORM_ADD_CONST;
        else if (out->imm == 0 && out->base != REG_NONE)
            out->form = FORM_ADD;
        out->src = out->base;
        out->src2 = out->index;
        out->shift = out->scale == 8 ? 3 : out->scale == 4 ? 2 : out->scale == 2;
        break;
    case X86_INS_MOV: case X86_INS_MOVABS: case X86_INS_MOVSXD: case X86_INS_MOVZX: case X86_INS_MOVSX:
        if (a->type == X86_OP_MEM) {
            out->form = FORM_STORE;
            out->src = (int8_t)src;
            return;
        }
        if (b->type == X86_OP_MEM) {
            out->form = FORM_LOAD;
            out->width = b->size;
            out->sign = in->id == X86_INS_MOVSXD || in->id == X86_INS_MOVSX;
        } else if (b->type == X86_OP_IMM) {
            out->form = FORM_CONST;
            out->imm = a->size == 4 ? (int64_t)(uint32_t)b->imm : b->imm;
        } else if (src >= 0 && in->id != X86_INS_MOVZX && in->id != X86_INS_MOVSX) {
            out->form = FORM_MOVE;
            out->src = (int8_t)src;
        }
        break;
    case X86_INS_ADD:
        if (dst < 0)
            return;
        if (src >= 0) {
            out->form = FORM_ADD;
            out->src = (int8_t)dst;
            out->src2 = (int8_t)src;
        } else if (b->type == X86_OP_IMM) {
            out->form = FORM_ADD_CONST;
            out->src = (int8_t)dst;
            out->imm = b->imm;
        }
        break;
    default:
        return;
    }
    out->dst = (int8_t)dst;
    if (out->dst == REG_NONE)
        out->form = FORM_OTHER;
}

static void x86_control(csh handle, const cs_insn *in, Insn *out)
{
    const cs_x86 *x = &in->detail->x86;
    bool direct = x->op_count == 1 && x->operands[0].type == X86_OP_IMM;
    if (in->id == X86_INS_JMP || in->id == X86_INS_LJMP) {
        out->kind = direct ? INSN_JUMP : INSN_INDIRECT;
        if (!direct && x->operands[0].type == X86_OP_REG)
            out->src = (int8_t)x86_register(x->operands[0].reg);
        if (!direct && in->bytes[0] == 0x3e)
            out->flags |= INSN_NOTRACK;
    } else if (in->id == X86_INS_CALL || in->id == X86_INS_LCALL) {
        out->kind = INSN_CALL;
    } else if (cs_insn_group(handle, in, X86_GRP_JUMP)) {
        out->kind = INSN_BRANCH;
    } else if (in->id == X86_INS_RET || in->id == X86_INS_RETF) {
        out->kind = INSN_RETURN;
    } else if (in->id == X86_INS_UD2 || in->id == X86_INS_UD0 || in->id == X86_INS_HLT || in->id == X86_INS_INT3) {
        out->kind = INSN_TRAP;
    } else {
        return;
    }
    if (direct)
        out->target = (uint64_t)x->operands[0].imm;
}

static void x86_decode(csh handle, const cs_insn *in, Insn *out)
{
    const cs_x86 *x = &in->detail->x86;
    fill_masks(handle, in, out, x86_register);
    for (int i = 0; i < x->op_count; i++) {
        if (x->operands[i].type != X86_OP_MEM)
            continue;
        x86_memory(in, &x->operands[i], out);
        out->memory = in->id != X86_INS_LEA && in->id != X86_INS_NOP;
        if (out->memory && out->base == RSP)
            out->flags |= i == 0 && (x->operands[i].access & CS_AC_WRITE) ? INSN_STACK_STORE : INSN_STACK_LOAD;
    }
    x86_control(handle, in, out);
    bool pushes = in->id == X86_INS_PUSH || in->id == X86_INS_PUSHFQ, pops = in->id == X86_INS_POP || in->id == X86_INS_POPFQ;
    if (pushes || pops)
        out->flags |= pushes ? INSN_PUSH : INSN_POP;
    else if ((out->writes >> RSP & 1) && out->kind == INSN_PLAIN)
        out->flags |= INSN_STACK_FRAME;
    if (is_x86_select(in->id))
        out->flags |= INSN_SELECT;
    x86_data_form(in, out);
}

/* --- aarch64 ---------------------------------------------------------------------------------------------------------- */

static void a64_control(csh handle, const cs_insn *in, Insn *out)
{
    const cs_arm64 *a = &in->detail->arm64;
    const char *m = in->mnemonic;
    if (str_starts(m, "br") && strcmp(m, "brk")) {                   /* br, braa, braaz, brab, brabz */
        out->kind = INSN_INDIRECT;
        out->src = (int8_t)a64_register(a->operands[0].reg);
    } else if (str_starts(m, "bl") || str_starts(m, "blr")) {
        out->kind = INSN_CALL;
    } else if (str_starts(m, "ret")) {
        out->kind = INSN_RETURN;
    } else if (in->id == ARM64_INS_BRK || in->id == ARM64_INS_HLT || !strcmp(m, "udf")) {
        out->kind = INSN_TRAP;
    } else if (in->id == ARM64_INS_B) {
        out->kind = a->cc == ARM64_CC_INVALID || a->cc == ARM64_CC_AL ? INSN_JUMP : INSN_BRANCH;
    } else if (cs_insn_group(handle, in, ARM64_GRP_JUMP)) {
        out->kind = INSN_BRANCH;
    } else {
        return;
    }
    for (int i = 0; i < a->op_count; i++)
        if (a->operands[i].type == ARM64_OP_IMM && out->kind != INSN_TRAP)
            out->target = (uint64_t)a->operands[i].imm;              /* the last immediate: tbz has a bit number first */
}

static void a64_data_form(const cs_insn *in, Insn *out)
{
    const cs_arm64 *a = &in->detail->arm64;
    const char *m = in->mnemonic;
    int dst = a->op_count && a->operands[0].type == ARM64_OP_REG ? a64_register(a->operands[0].reg) : REG_NONE;
    if (dst < 0)
        return;
    out->dst = (int8_t)dst;
    int src = a->op_count > 1 && a->operands[1].type == ARM64_OP_REG ? a64_register(a->operands[1].reg) : REG_NONE;
    if (in->id == ARM64_INS_ADRP || in->id == ARM64_INS_ADR) {
        out->form = FORM_CONST;
        out->imm = a->operands[1].imm;
    } else if (in->id == ARM64_INS_MOV && src >= 0) {
        out->form = FORM_MOVE;
        out->src = (int8_t)src;
    } else if (in->id == ARM64_INS_ADD && a->op_count == 3 && src >= 0) {
        const cs_arm64_op *last = &a->operands[2];
        out->src = (int8_t)src;
        if (last->type == ARM64_OP_IMM) {
            out->form = FORM_ADD_CONST;
            out->imm = last->imm << last->shift.value;
        } else if (last->type == ARM64_OP_REG) {
            out->form = FORM_ADD;
            out->src2 = (int8_t)a64_register(last->reg);
            out->shift = (uint8_t)last->shift.value;
        }
    } else if (str_starts(m, "ldr") && a->op_count == 2 && out->memory) {
        out->form = FORM_LOAD;
        out->sign = str_starts(m, "ldrs");
        bool wide = a->operands[0].reg >= ARM64_REG_X0 && a->operands[0].reg <= ARM64_REG_X28;
        out->width = str_ends(m, "b") ? 1 : str_ends(m, "h") ? 2 : str_ends(m, "w") ? 4 : wide ? 8 : 4;
    } else if (str_starts(m, "str") && a->op_count == 2 && out->memory) {
        out->form = FORM_STORE;
        out->src = (int8_t)dst;
        out->dst = REG_NONE;
    }
}

static void a64_decode(csh handle, const cs_insn *in, Insn *out)
{
    const cs_arm64 *a = &in->detail->arm64;
    const char *m = in->mnemonic;
    fill_masks(handle, in, out, a64_register);
    bool store = str_starts(m, "st");
    for (int i = 0; i < a->op_count; i++) {
        if (a->operands[i].type != ARM64_OP_MEM)
            continue;
        out->memory = true;
        out->base = (int8_t)a64_register(a->operands[i].mem.base);
        out->index = (int8_t)a64_register(a->operands[i].mem.index);
        out->imm = a->operands[i].mem.disp;
        out->scale = (uint8_t)(1u << (a->operands[i].shift.value & 7));
        if (out->base != A64_SP)
            continue;
        if (a->writeback)
            out->flags |= store ? INSN_PUSH : INSN_POP;              /* stp x29, x30, [sp, #-16]! and its end */
        else
            out->flags |= store ? INSN_STACK_STORE : INSN_STACK_LOAD;
    }
    a64_control(handle, in, out);
    if ((out->writes >> A64_SP & 1) && out->kind == INSN_PLAIN && !out->memory)
        out->flags |= INSN_STACK_FRAME;
    if (str_starts(m, "cs") || str_starts(m, "cinc") || str_starts(m, "cinv") || str_starts(m, "cneg"))
        out->flags |= INSN_SELECT;                                   /* csel csinc csinv csneg cset csetm */
    a64_data_form(in, out);
}

/* --- functions -------------------------------------------------------------------------------------------------------- */

static void decode_range(Code *code, const Range *range)
{
    Machine machine = code->image->machine;
    csh handle = open_capstone(machine);
    size_t left = (size_t)(range->end - range->start);
    const uint8_t *bytes = image_bytes(code->image, range->start, left);
    uint64_t address = range->start;
    cs_insn *in = cs_malloc(handle);
    while (bytes && left) {
        if (!cs_disasm_iter(handle, &bytes, &left, &address, in)) {
            size_t skip = machine == MACHINE_X86_64 ? 1 : 4;
            skip = skip < left ? skip : left;
            bytes += skip;
            left -= skip;
            address += skip;
            continue;
        }
        Insn out = {.address = in->address, .size = (uint8_t)in->size, .dst = REG_NONE, .src = REG_NONE, .src2 = REG_NONE,
                    .base = REG_NONE, .index = REG_NONE};
        if (machine == MACHINE_X86_64)
            x86_decode(handle, in, &out);
        else
            a64_decode(handle, in, &out);
        ARRAY_PUSH(code->insns, code->count, code->capacity, out);
    }
    cs_free(in, 1);
}

static void add_range(Code *code, const Function *f, bool cold)
{
    for (size_t i = 0; i < code->range_count; i++)
        if (code->ranges[i].start == f->address)
            return;
    Range range = {f->address, f->address + f->size, cold};
    ARRAY_PUSH(code->ranges, code->range_count, code->range_capacity, range);
    decode_range(code, &code->ranges[code->range_count - 1]);
}

bool code_contains(const Code *code, uint64_t address)
{
    for (size_t i = 0; i < code->range_count; i++)
        if (address >= code->ranges[i].start && address < code->ranges[i].end)
            return true;
    return false;
}

bool code_is_cold(const Code *code, uint64_t address)
{
    for (size_t i = 0; i < code->range_count; i++)
        if (address >= code->ranges[i].start && address < code->ranges[i].end)
            return code->ranges[i].cold;
    return false;
}

/* Unnamed code belongs to the function when it jumps back into the middle of it. */
static bool jumps_back(const Code *code, const Function *part)
{
    Code probe = {.image = code->image, .function = part};
    add_range(&probe, part, true);
    bool back = false;
    for (size_t i = 0; i < probe.count && !back; i++) {
        const Insn *insn = &probe.insns[i];
        bool jump = insn->kind == INSN_JUMP || insn->kind == INSN_BRANCH;
        back = jump && insn->target != code->function->address && code_contains(code, insn->target);
    }
    code_free(&probe);
    return back;
}

static void find_parts(Code *code)
{
    const Image *image = code->image;
    char *base = symbol_base(code->function->name);
    size_t scanned = 0;
    for (size_t i = 0; i < image->function_count && *base; i++) {
        const Function *f = &image->functions[i];
        if (str_starts(f->name, base) && symbol_is_cold(f->name)) {
            char *other = symbol_base(f->name);
            if (!strcmp(other, base))
                add_range(code, f, true);
            free(other);
        }
    }
    for (; scanned < code->count; scanned++) {
        const Insn *insn = &code->insns[scanned];
        if ((insn->kind != INSN_JUMP && insn->kind != INSN_BRANCH) || code_contains(code, insn->target))
            continue;
        const Function *f = image_function_at(image, insn->target);
        if (f && !*f->name && jumps_back(code, f))
            add_range(code, f, true);
    }
    free(base);
}

static int by_address(const void *a, const void *b)
{
    const Insn *x = a, *y = b;
    return (x->address > y->address) - (x->address < y->address);
}

static int thunk_register(const char *name)
{
    static const char *const PREFIXES[] = {"__x86_indirect_thunk_", "__llvm_retpoline_", "__llvm_lvi_thunk_"};
    for (int i = 0; i < 3; i++)
        if (str_starts(name, PREFIXES[i]))
            for (int reg = 0; reg < 16; reg++)
                if (!strcmp(name + strlen(PREFIXES[i]), X86_NAMES[reg]))
                    return reg;
    return REG_NONE;
}

/* Direct jumps to thunks, and thunk bodies that were inlined, are what they stand for. */
static void resolve_thunks(Code *code)
{
    for (size_t i = 0; i < code->count; i++) {
        Insn *insn = &code->insns[i];
        if (insn->kind == INSN_JUMP && !code_contains(code, insn->target)) {
            const Function *f = image_function_at(code->image, insn->target);
            int reg = f ? thunk_register(f->name) : REG_NONE;
            if (reg != REG_NONE) {
                insn->kind = INSN_INDIRECT;
                insn->flags |= INSN_THUNK;
                insn->src = (int8_t)reg;
            } else if (f && !strcmp(f->name, "__x86_return_thunk")) {
                insn->kind = INSN_RETURN;
            }
        }
        Insn *before = i ? &code->insns[i - 1] : NULL;
        bool overwrites = before && before->form == FORM_STORE && before->base == RSP && before->index == REG_NONE
                          && before->imm == 0 && before->src >= 0;
        if (insn->kind == INSN_RETURN && overwrites) {
            insn->kind = INSN_INDIRECT;
            insn->flags |= INSN_THUNK;
            insn->src = before->src;
            before->flags &= (uint16_t)~INSN_STACK_STORE;            /* it only sets where the jump goes */
        } else if (insn->kind == INSN_CALL && insn->target && code_contains(code, insn->target)
                   && insn->target - insn->address < 32 && insn->target > insn->address) {
            insn->kind = INSN_JUMP;                                  /* over the loop that catches speculation */
        }
    }
}

/* rbp and x29 hold the frame only where they are set from the stack pointer. */
static void mark_frame_pointer(Code *code)
{
    bool x86 = code->image->machine == MACHINE_X86_64;
    int fp = x86 ? RBP : A64_FP, sp = x86 ? RSP : A64_SP;
    bool used = false;
    for (size_t i = 0; i < code->count; i++) {
        const Insn *insn = &code->insns[i];
        used = used || (insn->dst == fp && insn->src == sp && (insn->form == FORM_MOVE || insn->form == FORM_ADD_CONST));
    }
    for (size_t i = 0; i < code->count && used; i++)
        if (code->insns[i].memory && code->insns[i].base == fp)
            code->insns[i].flags |= code->insns[i].form == FORM_STORE ? INSN_STACK_STORE : INSN_STACK_LOAD;
}

static void mark_leaders(Code *code)
{
    for (size_t i = 0; i < code->count; i++) {
        const Insn *insn = &code->insns[i];
        if (insn->kind == INSN_BRANCH && i + 1 < code->count)
            code->insns[i + 1].flags |= INSN_LEADER;
        size_t at = insn->kind == INSN_BRANCH || insn->kind == INSN_JUMP ? code_index(code, insn->target) : SIZE_MAX;
        if (at != SIZE_MAX)
            code->insns[at].flags |= INSN_LEADER;
    }
}

bool code_load(const Image *image, const Function *function, Code *code, Error *err)
{
    *code = (Code){.image = image, .function = function};
    if (!image_bytes(image, function->address, function->size))
        return error_set(err, "%s: the code of %s is not in the file", image->path, function->name);
    add_range(code, function, symbol_is_cold(function->name));
    find_parts(code);
    qsort(code->insns, code->count, sizeof *code->insns, by_address);
    if (image->machine == MACHINE_X86_64)
        resolve_thunks(code);
    mark_frame_pointer(code);
    mark_leaders(code);
    return true;
}

void code_free(Code *code)
{
    free(code->insns);
    free(code->ranges);
    *code = (Code){0};
}

size_t code_index(const Code *code, uint64_t address)
{
    size_t low = 0, high = code->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (code->insns[middle].address < address)
            low = middle + 1;
        else
            high = middle;
    }
    return low < code->count && code->insns[low].address == address ? low : SIZE_MAX;
}

bool insn_falls_through(const Insn *insn)
{
    return insn->kind == INSN_PLAIN || insn->kind == INSN_BRANCH || insn->kind == INSN_CALL;
}

char *code_text(const Image *image, const Insn *insn)
{
    csh handle = open_capstone(image->machine);
    const uint8_t *bytes = image_bytes(image, insn->address, insn->size);
    cs_insn *in;
    if (!bytes || !cs_disasm(handle, bytes, insn->size, insn->address, 1, &in))
        return lab_strdup("(bad)");
    char *text = lab_printf("%s%s%s%s", insn->flags & INSN_NOTRACK ? "notrack " : "", in->mnemonic, *in->op_str ? " " : "", in->op_str);
    cs_free(in, 1);
    return text;
}
