/* dispatch.h: finds an interpreter in a binary and says how its machine code dispatches.
 *
 * Two shapes. One function that holds all handlers: the indirect jumps whose table reaches most of it are dispatch, and the
 * question is whether each handler has its own (replicated) or all share a few (merged). Or one function a handler, each
 * leaving by an indirect jump to the next (tail calls). Source form and machine form are independent: a switch may come
 * out replicated and a computed goto merged.
 */
#ifndef LAB_DISPATCH_H
#define LAB_DISPATCH_H

#include "code.h"

typedef enum Verdict {
    DISPATCH_NONE,               /* no indirect jump that could be dispatch */
    DISPATCH_MERGED,
    DISPATCH_PARTLY,             /* fewer jumps than half the handlers, more than a handful */
    DISPATCH_REPLICATED,
    DISPATCH_TAIL
} Verdict;

typedef enum JumpClass {
    JUMP_DISPATCH,
    JUMP_SWITCH,                 /* the jump table of an inner switch */
    JUMP_POINTER,                /* a tail call through a stored pointer */
    JUMP_UNKNOWN
} JumpClass;

typedef enum TableKind { TABLE_NONE, TABLE_POINTERS, TABLE_OFFSETS, TABLE_SMALL_OFFSETS } TableKind;

typedef struct JumpTable {
    uint64_t address, base;      /* base: what offsets are relative to */
    TableKind kind;
    uint8_t width, shift;        /* of a small entry */
    bool functions;              /* its targets are entries of functions, not labels */
    uint64_t *entries;           /* in the table's order */
    size_t count, capacity;
    uint64_t *distinct;          /* the entries' distinct targets, sorted */
    size_t targets;              /* how many */
    bool dispatch;
} JumpTable;

typedef struct IndirectJump {
    uint64_t address;
    size_t unit;                 /* which of Analysis.units holds it */
    JumpClass class;
    bool through_memory, notrack, thunk, cold;
    int table;                   /* index, -1 when it could not be followed */
    int base, index;             /* registers of the load that fetched the target, REG_NONE without one */
    int64_t offset;              /* of that load */
    bool indexed;
    size_t handlers;             /* how many reach it */
    size_t selects;              /* conditional selects that feed it: a branch of the bytecode without a machine branch */
} IndirectJump;

typedef struct Handler {
    const char *name;
    uint64_t address;
    size_t unit;
    size_t size;                 /* bytes of its fast path that no other handler shares */
    size_t shared;               /* bytes of the code it shares with others, the dispatch of a merged loop among it */
    size_t pushes, pops, calls, loads, stores, frames;   /* loads, stores: of the stack; frames: moves of its pointer */
    size_t own_jumps, shared_jumps, returns, selects;
    size_t to_cold;              /* jumps into parts of its own that the compiler moved out as cold, which are not followed */
    StrList leaves_to;           /* other functions that it jumps to */
} Handler;

typedef struct Analysis {
    Image *image;
    const char *interpreter;     /* function, or pattern of the handler functions */
    Verdict verdict;
    Code *units;                 /* one, or one a handler */
    size_t unit_count, unit_capacity;
    JumpTable *tables;
    size_t table_count, table_capacity;
    IndirectJump *jumps;
    size_t jump_count, jump_capacity;
    Handler *handlers;
    size_t handler_count, handler_capacity;
} Analysis;

/* Analyses the named function, or, with NULL, whatever interpreter the binary holds. */
bool dispatch_analyse(Image *image, const char *function, Analysis *analysis, Error *err);
/* Analyses the functions whose names match one of the shell patterns as handlers that tail-call each other. */
bool dispatch_analyse_handlers(Image *image, const StrList *patterns, Analysis *analysis, Error *err);
void dispatch_free(Analysis *analysis);

size_t dispatch_count(const Analysis *analysis, JumpClass class);
const char *verdict_name(Verdict verdict);
const char *jump_class_name(JumpClass class);

#endif
