/* codegen.h - the parts of the code generator as they see each other.
 *
 * Destinations: a function that compiles an expression takes `want`, a register or ANY, and returns the register that holds
 * the value. With ANY that may be a local's own register (read it before anything rebinds the local) or a new temporary,
 * allocated at `top`. With a register that may be a local's, the value is written by the last instruction only: until the
 * expression has succeeded the old value stays. */
#ifndef FRONT_CODEGEN_H
#define FRONT_CODEGEN_H

#include "front/compile.h"
#include "front/emit.h"

#define ANY (-1)

/* the destination: `want`, or a new temporary */
static inline int destination(Compiler *c, int want) { return want == ANY ? temp_new(c) : want; }
/* The destination of an instruction whose operands are in temporaries from `mark` on: `want`, or the first of these. */
static inline int finish(Compiler *c, int want, int mark)
{
    c->unit->top = mark;
    return want == ANY ? temp_new(c) : want;
}
/* as destination, for values built step by step: never a local's register; follow with deliver() */
static inline int scratch(Compiler *c, int want)
{
    return want == ANY || register_is_local(c->unit, want) ? temp_new(c) : want;
}
static inline int deliver(Compiler *c, int want, int r)
{
    if (want == ANY) return r;
    emit_move(c, want, r);
    return want;
}

/* compile_expr.c */
int compile_expr(Compiler *c, AstNode *e, int want);
int compile_to_temp(Compiler *c, AstNode *e);               /* to a new temporary, always at the old top */
int compile_operand(Compiler *c, AstNode *e, AstNode *const *later, int later_count); /* as ANY, copied if a later one may rebind it */
bool may_rebind(Compiler *c, const AstNode *e, int local);  /* a walrus in e assigns the local in this register */
void compile_discard(Compiler *c, AstNode *e);              /* for its effects */
int compile_subscript_key(Compiler *c, AstNode *slice);
bool is_two_part_slice(const AstNode *slice);
int compile_slice_parts(Compiler *c, AstSlice *s, int count);
void warn_call_of_literal(Compiler *c, const AstNode *func, Location at);
const char *compared_literal(const AstNode *e);              /* the type name of a literal that `is` should not compare; NULL: fine */
void emit_binary(Compiler *c, unsigned ast_op, bool in_place, int want, int left, AstNode *right);
int compile_joined(Compiler *c, AstNode *e, int want);
int compile_template(Compiler *c, AstTemplateStr *e, int want);
Location attribute_location(const AstNode *attribute, Location at);

/* compile_display.c: tuples, lists, sets, dicts */
int compile_sequence(Compiler *c, AstNode *e, AstSeq elts, int want);
int compile_star_list(Compiler *c, AstSeq elts, int extra, int want, bool call); /* list of elts with stars, then register `extra` if not ANY */
int compile_dict(Compiler *c, AstDict *e, int want);

/* compile_condition.c */
void compile_condition(Compiler *c, AstNode *e, bool sense, Label target); /* jump when the truth of e is `sense` */
int compile_compare(Compiler *c, AstCompare *e, int want);
int compile_bool_op(Compiler *c, AstBoolOp *e, int want);
int constant_truth(Compiler *c, AstNode *e);                /* 1, 0; -1: not known */
int compile_container(Compiler *c, AstNode *e);              /* an iterable or container: constant displays become constants */

/* compile_name.c */
typedef enum VariableKind {
    VARIABLE_LOCAL, VARIABLE_CELL, VARIABLE_FREE, VARIABLE_GLOBAL, VARIABLE_NAME,
    VARIABLE_CLASS_FREE,      /* class body: the namespace, else the closure */
    VARIABLE_SEEN_GLOBAL,     /* annotation scope in a class: its namespace, else global */
    VARIABLE_SEEN_FREE
} VariableKind;
typedef struct Variable { VariableKind kind; int slot; Name name; } Variable;
Variable variable_find(Compiler *c, const AstString *id);
Variable variable_find_name(Compiler *c, Name mangled);
int variable_load(Compiler *c, Variable v, int want);
void variable_store(Compiler *c, Variable v, int from);
void variable_delete(Compiler *c, Variable v);
void variable_unset(Compiler *c, Variable v);               /* what `except E as e` does at its end */
int store_destination(Compiler *c, AstNode *target);        /* register of a plain local to write to directly, else ANY */
void compile_store(Compiler *c, AstNode *target, int from); /* assigns to any target */
void compile_delete(Compiler *c, AstNode *target);
int cell_for_closure(Compiler *c, Name name, int want);     /* the cell that a nested unit captures as `name`, in `want` */
void check_bound(Compiler *c, int slot, Name name);

/* compile_call.c */
int compile_call(Compiler *c, AstCall *e, int want);
int compile_attribute(Compiler *c, AstAttribute *e, int want);
/* arguments into the window of a call with this base, from position `given` on; then the call itself */
int compile_call_rest(Compiler *c, int base, int given, AstSeq args, AstSeq keywords, bool method, int want, Location at);
int call_window(Compiler *c);                                /* base of a new call: 6 temporaries at the top */

/* compile_comp.c */
int compile_comprehension(Compiler *c, AstNode *e, int want);
int emit_await(Compiler *c, int iterator, int want);         /* iterator: a pair of temporaries */
int compile_await(Compiler *c, AstAwait *e, int want);
int compile_yield(Compiler *c, AstYield *e, int want);
int compile_yield_from(Compiler *c, AstYieldFrom *e, int want);

/* compile_function.c */
void compile_function(Compiler *c, AstFunctionDef *f); /* async ones too */
int compile_lambda(Compiler *c, AstLambda *l, int want);
void compile_class(Compiler *c, AstClassDef *d);
/* Opens the unit of a scope: registers, cells, flags; its caller emits the body. NULL: failed. */
Unit *open_function_unit(Compiler *c, Scope *scope, const char *name, size_t name_size, int32_t first_line);
/* Closes it and emits MAKE_FUNCTION in the unit around it; window: 5 temporaries whose 1..3 hold what `parts` says. */
void close_function(Compiler *c, int window, unsigned parts);
enum { FUNCTION_DEFAULTS = 1, FUNCTION_KEYWORD_DEFAULTS = 2, FUNCTION_ANNOTATE = 4, FUNCTION_CLOSURE = 8 };
void emit_return_immediate(Compiler *c, Value v);
void begin_generator(Compiler *c, const Scope *scope);
void end_generator(Compiler *c, const Scope *scope);
void compile_body(Compiler *c, AstSeq body, Location at);    /* a module's or class's: docstring, annotations, statements */
Value take_docstring(Compiler *c, AstSeq *body, Location *at); /* removes it from the body; null: none, or not kept (-OO) */

void compile_generic(Compiler *c, AstSeq *type_params, const AstString *name, int32_t first_line, int base, unsigned arguments, int result,
                     void (*inside)(Compiler *c, void *context, int type_params), void *context, Location at);
Scope *scope_of(Compiler *c, const void *key);

/* compile_type.c: type parameters, aliases, annotations */
void compile_type_alias(Compiler *c, AstTypeAlias *a);
void compile_type_params(Compiler *c, AstSeq type_params, int want); /* tuple of them */
bool compile_function_annotations(Compiler *c, AstNode *def, Astarguments *a, AstNode *returns, int want);
void compile_ann_assign(Compiler *c, AstAnnAssign *s);
void begin_annotations(Compiler *c, AstSeq body, Location at);
void end_annotations(Compiler *c, Location at);

/* compile_stmt.c */
void compile_stmt(Compiler *c, AstNode *s);
void compile_stmts(Compiler *c, AstSeq stmts);
bool block_push(Compiler *c, Block *b, BlockKind kind, Location at);
void block_pop(Compiler *c);
void unwind(Compiler *c, const Block *stop, bool keep_value);  /* emits what leaving the blocks inside `stop` takes */

/* compile_try.c */
void compile_try(Compiler *c, AstTry *s);
void compile_try_star(Compiler *c, AstTryStar *s);
void compile_with(Compiler *c, AstWith *s, bool is_async);
void compile_async_for(Compiler *c, AstAsyncFor *s);
void unwind_block(Compiler *c, Block *b, bool keep_value);

/* compile_match.c */
void compile_match(Compiler *c, AstMatch *m);

/* fold.c */
Value fold(Compiler *c, AstNode *e);                         /* the constant e is, or null */
Value fold_sequence(Compiler *c, AstSeq elts, bool as_tuple);/* tuple (else frozenset) if all are constants, or null */
Value constant_value(Compiler *c, const AstValue *v);
bool is_constant_node(const AstNode *e);
bool fold_is_constant_tuple(const AstNode *e);               /* of constants all the way down */

/* unparse.c */
Value unparse_expr(Compiler *c, AstNode *e);                 /* str, as `from __future__ import annotations` stores it */

#endif
