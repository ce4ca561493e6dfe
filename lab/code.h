/* code.h: machine code decoded into what dispatch analysis needs, one form for x86-64 and aarch64.
 *
 * Registers are numbered 0-15 (rax rcx rdx rbx rsp rbp rsi rdi r8-r15) and 0-31 (x0-x30, sp); narrower names count as the
 * whole register. Flags are not tracked. Undecodable bytes are skipped (one on x86-64, four on aarch64).
 */
#ifndef LAB_CODE_H
#define LAB_CODE_H

#include "image.h"

typedef enum InsnKind {
    INSN_PLAIN,
    INSN_BRANCH,                 /* conditional, to target */
    INSN_JUMP,                   /* unconditional, to target */
    INSN_INDIRECT,               /* indirect jump, thunks included */
    INSN_CALL,                   /* to target, or 0 when indirect */
    INSN_RETURN,
    INSN_TRAP                    /* ud2, hlt, int3, udf, brk: control does not go on */
} InsnKind;

enum {
    INSN_PUSH = 1, INSN_POP = 2,
    INSN_STACK_LOAD = 4, INSN_STACK_STORE = 8,
    INSN_STACK_FRAME = 16,       /* moves the stack pointer */
    INSN_SELECT = 32,            /* a value chosen by a condition: cmov, setcc, sbb; csel and its kin */
    INSN_NOTRACK = 64,
    INSN_THUNK = 128,            /* an indirect jump through a retpoline thunk or its inlined body */
    INSN_LEADER = 256            /* something jumps here, or it follows a conditional branch */
};

/* What an instruction does to its destination, as far as following a jump table back needs it. */
typedef enum InsnForm {
    FORM_OTHER,
    FORM_CONST,                  /* dst = imm */
    FORM_MOVE,                   /* dst = src */
    FORM_ADD,                    /* dst = src + (src2 << shift) */
    FORM_ADD_CONST,              /* dst = src + imm */
    FORM_LOAD,                   /* dst = memory, width bytes, sign- or zero-extended */
    FORM_STORE                   /* memory = src */
} InsnForm;

typedef struct Insn {
    uint64_t address;
    uint64_t target;             /* of a direct jump or call, else 0 */
    int64_t imm;                 /* constant; displacement of the memory operand, absolute when base is REG_NONE */
    uint32_t reads, writes;      /* register masks */
    uint16_t flags;
    uint8_t kind, form, size, width, scale, shift;
    bool sign;                   /* a load that sign-extends */
    int8_t dst, src, src2;       /* an indirect jump through a register has it in src */
    int8_t base, index;          /* of the memory operand; rip is resolved into imm */
    bool memory;                 /* has a memory operand (lea does not count) */
} Insn;

enum { REG_NONE = -1 };

typedef struct Range {
    uint64_t start, end;
    bool cold;                   /* a part that the compiler moved out as unlikely */
} Range;

typedef struct Code {
    const Image *image;
    const Function *function;
    Range *ranges;
    size_t range_count, range_capacity;
    Insn *insns;                 /* by address */
    size_t count, capacity;
} Code;

/* Decodes a function with all its parts (.cold and the like, also unnamed ones). */
bool code_load(const Image *image, const Function *function, Code *code, Error *err);
void code_free(Code *code);
/* Index of the instruction that starts at the address, or SIZE_MAX. */
size_t code_index(const Code *code, uint64_t address);
bool code_contains(const Code *code, uint64_t address);
bool code_is_cold(const Code *code, uint64_t address);
/* True when control can pass from one instruction to the next in memory. */
bool insn_falls_through(const Insn *insn);
/* Assembly text of one instruction: "jmp qword ptr [r13 + rax*8]". */
char *code_text(const Image *image, const Insn *insn);
const char *register_name(Machine machine, int reg);

#endif
