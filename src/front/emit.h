/* emit.h - instructions of one code object in the making: labels, registers, constants, handlers, definite assignment.
 *
 * Invariants
 *  - Nothing is emitted while `reachable` is false, so code after a jump, return or raise costs nothing; placing a label
 *    that something jumps to makes the place reachable again.
 *  - `bound` has a bit for each register that holds a plain local known to be assigned here. A label carries the
 *    intersection of the states of all jumps to it. A loop's head and a handler start from the state at entry less the
 *    locals that are deleted anywhere in the function (Unit.deletable).
 *  - Temporaries are a stack above the locals: save `top`, allocate, restore.
 *  - An instruction's handler is the innermost one; a handler's own code has its own.
 */
#ifndef FRONT_EMIT_H
#define FRONT_EMIT_H

#include "front/compiler.h"
#include "front/scope.h"
#include "vm/code.h"

typedef uint32_t Label; /* 0: none */

typedef struct Instruction {
    uint8_t op, x;
    uint16_t a, b, c;
    int32_t l;
    Label label;          /* jump target */
    uint32_t handler;     /* 0: none */
    bool cold;            /* moved behind the rest: code of handlers */
    Location at;
    Location attribute_at; /* INVOKE: where looking its attribute up is; `at` is the call's */
} Instruction;

typedef struct LabelInfo { int32_t position; uint64_t *bound; } LabelInfo; /* position: instruction index, -1 not placed; bound NULL: no jump yet */
typedef struct HandlerInfo { Label label; uint16_t target; bool used; } HandlerInfo;

typedef struct ConstTable {
    Value *items;
    uint32_t count, capacity;
    uint32_t *index;      /* open addressing, item number + 1 */
    uint32_t index_capacity;
} ConstTable;

typedef enum BlockKind {
    BLOCK_LOOP, BLOCK_TRY, BLOCK_HANDLER, BLOCK_FINALLY_TRY, BLOCK_FINALLY_END, BLOCK_WITH, BLOCK_ASYNC_WITH, BLOCK_EXCEPT_STAR
} BlockKind;

/* What a return, break or continue has to undo on its way out; lives on the C stack. */
typedef struct Block {
    BlockKind kind;
    struct Block *outer;
    Location at;
    Label break_label, continue_label;
    uint32_t handler;     /* the one outside of the block */
    int saved;            /* register with the handled exception to restore */
    int base;             /* with: the exit method's call base */
    const AstString *name;/* except ... as name; NULL */
    const AstSeq *finalbody;
} Block;

/* an inlined comprehension being compiled */
typedef struct InlinedScope { const Scope *scope; struct InlinedScope *outer; } InlinedScope;

typedef struct HiddenLocal { Name name; uint16_t slot; bool cell, used; const Scope *owner; } HiddenLocal; /* owner: the comprehension using it */

/* the handler of an inlined comprehension, emitted at the end of the code: unbinds its variables and raises on */
typedef struct Cleanup { uint32_t handler, outside; int exception; uint16_t *slots; uint32_t count; } Cleanup;

struct Unit {
    Unit *outer;
    Scope *scope;
    InlinedScope *inlined;
    Instruction *code;
    uint32_t count, capacity;
    LabelInfo *labels;
    uint32_t label_count, label_capacity;
    HandlerInfo *handlers;
    uint32_t handler_count, handler_capacity;
    uint32_t handler;
    int cold;             /* > 0: in the code of a handler */
    Block *block;
    int block_depth;
    ConstTable names, consts;
    bool *name_is_public; /* parallel to names: part of co_names */
    uint32_t public_capacity;
    bool reachable;
    uint64_t *bound, *deletable;
    uint32_t bound_words;
    int top, max_top;     /* first free temporary; most ever */
    Name *local_names;    /* of registers [0, local_count) */
    uint8_t *local_kinds;
    int local_count, parameter_count, first_hidden; /* hidden: of comprehensions, behind the others */
    HiddenLocal *hidden;  /* registers set aside for comprehension variables */
    uint32_t hidden_count;
    Name *free_names;
    uint32_t free_count, free_capacity;
    int class_cell, class_dict_cell, conditional_cell; /* registers in a class body, or -1 */
    Location at;          /* of the instructions being emitted */
    int32_t first_line;
    uint32_t flags;
    Value name, qualified_name;
    Name *static_attributes;
    uint32_t static_attribute_count, static_attribute_capacity;
    struct AstAnnAssign **annotations; /* of variables, in order; AstNode.mark: 0 unconditional, else its number + 1 */
    uint32_t annotation_count, annotation_capacity;
    int next_annotation;
    Cleanup *cleanups;
    uint32_t cleanup_count, cleanup_capacity;
    uint32_t positional_only_count, keyword_only_count;
    uint32_t stop_handler; /* of a generator: makes a RuntimeError of StopIteration */
    int stop_exception;
};

#define MAX_REGISTERS 65000
#define MAX_NAMES 32000
#define MAX_SHORT_CONST 30000 /* constants below may be operands of 16 bits */

/* --- units --- */
Unit *unit_open(Compiler *c, Scope *scope, Value name, int32_t first_line); /* pushed on c->unit; NULL: failed */
Code *unit_close(Compiler *c); /* assembles and pops; NULL: failed */
/* the code of the unit about to be closed is kept alive by c->keep */

/* --- registers --- */
int temp_new(Compiler *c);
int temps_new(Compiler *c, int n); /* consecutive; the first */
static inline bool register_is_local(const Unit *u, int r) { return r < u->local_count; }

/* --- instructions --- */
void emit(Compiler *c, Opcode op, unsigned x, unsigned a, unsigned b, unsigned operand_c);
void emit_long(Compiler *c, Opcode op, unsigned x, unsigned a, int32_t l);
void emit_move(Compiler *c, int to, int from);
void emit_jump(Compiler *c, Opcode op, int a, Label target);            /* AL jumps: JUMP, JUMP_TRUE ...; a is ignored for JUMP */
void emit_jump2(Compiler *c, Opcode op, int a, int b, Label target);    /* ABS jumps */
void emit_loop(Compiler *c, Label head);                                /* backwards */
void emit_end(Compiler *c);                                             /* what follows is unreachable */
void emit_immediate(Compiler *c, int to, Value v);                      /* LOAD_IMMEDIATE */
void emit_const(Compiler *c, int to, Value v);                          /* whichever load fits */
static inline void emit_null(Compiler *c, int to) { emit_immediate(c, to, V_NULL); }
static inline void emit_at(Compiler *c, const AstNode *node) { c->unit->at = location_of(node); }
static inline void emit_nowhere(Compiler *c) { c->unit->at = NO_LOCATION; }

Label label_new(Compiler *c);
void label_place(Compiler *c, Label label);
/* places a loop's head: state as now, less the deletable locals */
void label_place_head(Compiler *c, Label label);
bool label_used(Compiler *c, Label label);

/* A handler for what is emitted from now on. Its label is reached with the state as now, less the deletable locals.
 * Returns its number, to be put in c->unit->handler. */
uint32_t handler_new(Compiler *c, Label label, int target);
void handler_place(Compiler *c, uint32_t handler); /* places its label; unreachable if nothing was emitted under it */

/* --- constants --- */
unsigned name_index(Compiler *c, Name name, bool is_public); /* K index; public: in co_names */
unsigned name_tuple_index(Compiler *c, Value tuple);
int32_t const_index(Compiler *c, Value v);
Value unit_new_str(Compiler *c, const char *text, size_t n); /* a str constant, interned when it looks like a name */
bool value_fits_immediate(Value v);

/* --- definite assignment --- */
static inline bool bound_is(const Unit *u, int r) { return u->bound[r >> 6] >> (r & 63) & 1; }
static inline void bound_set(Unit *u, int r) { u->bound[r >> 6] |= (uint64_t)1 << (r & 63); }
static inline void bound_clear(Unit *u, int r) { u->bound[r >> 6] &= ~((uint64_t)1 << (r & 63)); }

bool const_same(Value a, Value b); /* equal and of the same type all the way down; 0.0 is not -0.0 */

#endif
