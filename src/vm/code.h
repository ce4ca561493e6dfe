/* code.h - the code object: what the compiler makes and the interpreter runs.
 *
 * Invariants
 *  - `words` is mutable: instructions quicken themselves and keep inline caches in place. original_word() undoes quickening for
 *    the disassembler and co_code.
 *  - consts[] never changes; names used by instructions are interned strings in consts.
 *  - line table: one entry an instruction start, sorted by pc.
 *  - registers [0, parameter_count) are the parameters in order positional-only, positional, keyword-only, *args, **kwargs; then
 *    the other locals (local_names has them all, parameters first), then temporaries. In class bodies and modules R[0] is the namespace.
 */
#ifndef VM_CODE_H
#define VM_CODE_H

#include "runtime/runtime.h"

typedef enum Opcode {
#define OP(name, words, format, effects, meaning) OP_##name,
#include "vm/opcodes.def"
#undef OP
    OPCODE_COUNT
} Opcode;

/* the generic form of a quickened opcode; itself for the others */
static inline Opcode opcode_generic(Opcode op)
{
    switch (op) {
#define OP(name, words, format, effects, meaning)
#define QUICK(name, base, words, format, effects, meaning) case OP_##name: return OP_##base;
#include "vm/opcodes.def"
#undef OP
    default: return op;
    }
}

typedef enum OpFormat { FORMAT_ABC, FORMAT_ABS, FORMAT_AL } OpFormat;
typedef struct OpInfo { const char *name; uint8_t words; OpFormat format; const char *effects, *meaning; } OpInfo;
extern const OpInfo op_info[OPCODE_COUNT];

/* encoding and decoding of the first word */
static inline uint64_t word_abc(Opcode op, unsigned x, unsigned a, unsigned b, unsigned c)
{
    return (uint64_t)op | (uint64_t)x << 8 | (uint64_t)a << 16 | (uint64_t)b << 32 | (uint64_t)c << 48;
}
static inline uint64_t word_al(Opcode op, unsigned x, unsigned a, int32_t l)
{
    return (uint64_t)op | (uint64_t)x << 8 | (uint64_t)a << 16 | (uint64_t)(uint32_t)l << 32;
}
static inline unsigned word_op(uint64_t w) { return (uint8_t)w; }
static inline unsigned word_x(uint64_t w) { return (uint8_t)(w >> 8); }
static inline unsigned word_a(uint64_t w) { return (uint16_t)(w >> 16); }
static inline unsigned word_b(uint64_t w) { return (uint16_t)(w >> 32); }
static inline unsigned word_c(uint64_t w) { return (uint16_t)(w >> 48); }
static inline int word_sb(uint64_t w) { return (int16_t)(w >> 32); }
static inline int word_s(uint64_t w) { return (int16_t)(w >> 48); }
static inline int32_t word_l(uint64_t w) { return (int32_t)(w >> 32); }

/* register layout of a call with base b: see opcodes.def */
enum { CALL_CALLABLE = 0, CALL_SELF = 5, CALL_ARGUMENTS = 6 };
/* UNPACK of up to so many items writes all of them or none: it may write to variables */
enum { UNPACK_WHOLE = 16 };

enum { /* Code.flags: CPython's CO_* values */
    CODE_OPTIMIZED = 1, CODE_NEWLOCALS = 2, CODE_VARARGS = 4, CODE_VARKEYWORDS = 8, CODE_NESTED = 16, CODE_GENERATOR = 32,
    CODE_COROUTINE = 128, CODE_ITERABLE_COROUTINE = 256, CODE_ASYNC_GENERATOR = 512, CODE_FUTURE_ANNOTATIONS = 0x1000000,
    CODE_FUTURE_BARRY = 0x400000, CODE_HAS_DOCSTRING = 0x4000000, CODE_METHOD = 0x8000000
};

/* where an exception raised in [start, end) goes: the innermost entry comes first in the table.
 * The handler finds the exception in register `target`. */
typedef struct ExceptionEntry { uint32_t start, end, handler; uint16_t target, unused; } ExceptionEntry;

/* position of the instruction at word `pc`: lines from 1, columns in UTF-8 bytes from 0; -1 unknown */
typedef struct Position { uint32_t pc; int32_t line, end_line, column, end_column; } Position;

struct Code {
    Header header;
    uint32_t word_count, const_count;
    uint64_t *words;              /* word_count, in a K_BUFFER cell */
    Value *consts;                /* const_count, in a K_BUFFER cell */
    ExceptionEntry *exceptions;
    Position *positions;
    uint32_t exception_count, position_count;
    /* hot for calls */
    uint32_t simple_arguments;    /* number of arguments a plain positional call must pass to need no binding; UINT32_MAX: always bind */
    uint32_t register_count;      /* registers of a frame, temporaries and call slack included */
    uint32_t argument_count;      /* positional, positional-only included */
    uint32_t positional_only_count, keyword_only_count;
    uint32_t flags;
    uint32_t local_count;         /* local_names' length: registers [0, local_count) are the fast locals (cells included) */
    uint32_t parameter_count;     /* with *args and **kwargs */
    uint32_t first_const;         /* consts[0 .. first_const) are names and keyword-name tuples; co_consts follow; the docstring,
                                   * if CODE_HAS_DOCSTRING, is the first of these */
    int32_t first_line;
    Value local_names;            /* tuple of str; the name of each local register */
    Value local_kinds;            /* bytes: per local register LOCAL_* bits */
    Value free_names;             /* tuple of str */
    Value names;                  /* co_names: tuple of str */
    Value file_name, name, qualified_name;
    Value weak_extra;             /* co_extra-like: the monitoring tables, or null */
    bool listed;                  /* in Runtime.codes */
};

enum { LOCAL_PLAIN = 0, LOCAL_CELL = 1, LOCAL_HIDDEN = 2 /* comprehension variable, not in locals() */, LOCAL_NAMESPACE = 4 };

Position code_position(const Code *code, uint32_t pc);  /* of the instruction that contains word pc */
const ExceptionEntry *code_find_handler(const Code *code, uint32_t pc); /* NULL: none */
void code_disassemble(Thread *t, const Code *code, void (*put)(void *context, const char *text), void *context);

/* compile-time side: fills a Code from parts; all pointers are copied. NULL: exception set */
typedef struct CodeParts {
    const uint64_t *words; uint32_t word_count;
    const Value *consts; uint32_t const_count;
    const ExceptionEntry *exceptions; uint32_t exception_count;
    const Position *positions; uint32_t position_count;
    uint32_t register_count, argument_count, positional_only_count, keyword_only_count, flags, local_count, first_const;
    int32_t first_line;
    Value local_names, local_kinds, free_names, names, file_name, name, qualified_name;
} CodeParts;
Code *code_new(Thread *t, const CodeParts *parts);
/* the instructions without caches and quickening, as bytes; objects/code_object.c */
Value code_original(Thread *t, const Code *code);

#endif
