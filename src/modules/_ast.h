/* _ast.h - the ast classes from C: their tables, and conversion between objects and trees. */
#ifndef MODULES_AST_H
#define MODULES_AST_H

#include "front/compile.h"

/* the types of fields: first the groups of kinds (their AstType), then those of constants (choices), then plain values */
typedef enum AstFieldType {
#define SUM(type, has_positions) FIELD_##type,
#define CHOICE(type, ...) FIELD_##type,
#include "front/ast.def"
    FIELD_identifier, FIELD_string, FIELD_int, FIELD_constant, FIELD_TYPE_COUNT
} AstFieldType;
enum { AST_CHOICE_COUNT = FIELD_identifier - AST_TYPE_COUNT };
_Static_assert((int)FIELD_mod == (int)AST_TYPE_mod && (int)FIELD_type_param == (int)AST_TYPE_type_param, "groups come first, in order");

typedef enum AstFieldMode { FIELD_ONE, FIELD_OPT, FIELD_SEQ, FIELD_SEQ_OPT } AstFieldMode;
typedef struct AstField { const char *name; uint8_t type, mode; uint16_t offset; } AstField;
typedef struct AstChoice { const char *name; uint8_t count, first; const char *const *members; } AstChoice; /* first: number in all choices' members */

extern const AstChoice ast_choices[AST_CHOICE_COUNT];
extern const char *const ast_group_names[AST_TYPE_COUNT];
enum { AST_POSITION_COUNT = 4 };
extern const char *const ast_position_names[AST_POSITION_COUNT]; /* in the order of AstNode's fields */

const AstField *ast_fields(AstKind kind); /* ends with a null name */
static inline bool ast_group_is_node(AstType group, AstKind kind) { return !strcmp(ast_group_names[group], ast_kind_names[kind]); }

/* The classes; live as long as the runtime. */
typedef struct AstClasses {
    const Value *kinds;      /* by AstKind; [0] is AST itself */
    const Value *groups;     /* by AstType; a group that is its only node: that node's class */
    const Value *members;    /* by AstChoice.first + n */
    const Value *singletons; /* instances of members, same order */
    const Value *fields;     /* tuples of names by AstKind; [0]: the positions */
} AstClasses;
bool ast_classes(Thread *t, AstClasses *classes); /* makes them on the first call; false: exception */
int ast_is_object(Thread *t, Value v);            /* an instance of AST: 1, 0 */

/* The tree as objects; V_NULL: exception. _ast_convert.c */
Value ast_to_object(Thread *t, AstNode *node);
/* The object as a tree in the arena, checked so that the compiler can take it. Values in it are appended to the list `keep`.
 * NULL: exception */
AstNode *ast_from_object(Thread *t, Arena *arena, Value object, AstType group, Value keep);
/* Raises ValueError or TypeError for a tree that no source could give; false then. _ast_validate.c */
bool ast_validate(Thread *t, AstNode *mod);

/* compile(source, ..., PyCF_ONLY_AST) */
Value ast_parse(Thread *t, const CompileOptions *options, ParseMode mode);
/* compile(object, ...): a code object, or with PyCF_ONLY_AST a checked copy of the object. options->mode counts unless ONLY_AST */
Value ast_compile(Thread *t, Value object, const CompileOptions *options, ParseMode mode);

#endif
