/* The syntax tree: C structs derived from ast.def, row by row.
 *
 * A node starts with an AstNode header; AstBinOp and the like are its full structs. `ast_BinOp(node)` casts and, in
 * debug builds, asserts the kind. Everything lives in one Arena and holds no runtime values, so a tree needs no
 * garbage collector. Columns are byte offsets into the UTF-8 line, 0-based; lines are 1-based.
 *
 *   switch (node->kind) {
 *   case AST_BinOp: { AstBinOp *e = ast_BinOp(node); compile(e->left); ... e->op == AST_Add ... }
 *   for (int i = 0; i < call->args.count; i++) compile(call->args.items[i]); */
#ifndef FRONT_AST_H
#define FRONT_AST_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Immutable text in the arena: UTF-8 in which lone surrogates may stand as three bytes (WTF-8), or plain bytes for a
 * bytes literal. A NUL follows. Identifiers (NFKC-normalised) are interned per parse: equal names are equal pointers. */
typedef struct AstString {
  uint32_t length; /* bytes, without the NUL */
  uint32_t hash;   /* identifiers only, of the bytes; else 0 */
  char data[];
} AstString;

typedef enum AstConstKind {
  AST_CONST_ABSENT,
  AST_CONST_NONE,
  AST_CONST_FALSE,
  AST_CONST_TRUE,
  AST_CONST_ELLIPSIS,
  AST_CONST_INT,   /* text: digits of `base` without prefix, underscores and sign; base is 2, 8, 10 or 16 */
  AST_CONST_FLOAT, /* number */
  AST_CONST_IMAG,  /* 0 + number j */
  AST_CONST_STR,   /* text */
  AST_CONST_BYTES, /* text */
  AST_CONST_OBJECT /* object; never from the parser, only in trees made from Python `ast` objects */
} AstConstKind;

typedef struct AstValue {
  uint8_t kind; /* AstConstKind */
  uint8_t base;
  union {
    const AstString *text;
    double number;
    uint64_t object; /* the bits of a runtime value; whoever made the tree keeps it alive */
  };
} AstValue;

typedef enum AstKind {
  AST_NO_KIND,
#define NODE(kind, type, ...) AST_##kind,
#include "front/ast.def"
  AST_KIND_COUNT
} AstKind;

/* ast_operator { AST_Add, ... }, ast_cmpop { AST_Eq, ... }, ast_expr_context { AST_Load, ... } and so on. */
#define CHOICE(type, ...) typedef enum ast_##type { __VA_ARGS__ AST_##type##_count } ast_##type;
#define MEMBER(type, name) AST_##name,
#include "front/ast.def"

typedef struct AstNode {
  uint8_t kind; /* AstKind */
  uint8_t flags; /* AstFlags */
  uint32_t mark; /* free for the tree's users (scopes, compiler); the parser leaves 0 */
  int32_t lineno, col_offset, end_lineno, end_col_offset;
} AstNode;

typedef enum AstFlags {
  AST_PARENTHESIZED = 1, /* an expression written directly in parentheses, a tuple's own included */
} AstFlags;

typedef struct AstSeq {
  AstNode **items;
  int32_t count;
} AstSeq;

typedef struct AstIdentifierSeq {
  const AstString **items;
  int32_t count;
} AstIdentifierSeq;

typedef struct AstCmpopSeq {
  uint8_t *items; /* ast_cmpop */
  int32_t count;
} AstCmpopSeq;

/* The C type of a field, by the field type that ast.def names. */
#define AST_ONE_mod AstNode *
#define AST_ONE_stmt AstNode *
#define AST_ONE_expr AstNode *
#define AST_ONE_comprehension AstNode *
#define AST_ONE_excepthandler AstNode *
#define AST_ONE_arguments AstNode *
#define AST_ONE_arg AstNode *
#define AST_ONE_keyword AstNode *
#define AST_ONE_alias AstNode *
#define AST_ONE_withitem AstNode *
#define AST_ONE_match_case AstNode *
#define AST_ONE_pattern AstNode *
#define AST_ONE_type_ignore AstNode *
#define AST_ONE_type_param AstNode *
#define AST_ONE_identifier const AstString *
#define AST_ONE_string const AstString *
#define AST_ONE_int int32_t
#define AST_ONE_constant AstValue
#define AST_ONE_boolop uint8_t
#define AST_ONE_operator uint8_t
#define AST_ONE_unaryop uint8_t
#define AST_ONE_expr_context uint8_t
#define AST_SEQ_stmt AstSeq
#define AST_SEQ_expr AstSeq
#define AST_SEQ_comprehension AstSeq
#define AST_SEQ_excepthandler AstSeq
#define AST_SEQ_arg AstSeq
#define AST_SEQ_keyword AstSeq
#define AST_SEQ_alias AstSeq
#define AST_SEQ_withitem AstSeq
#define AST_SEQ_match_case AstSeq
#define AST_SEQ_pattern AstSeq
#define AST_SEQ_type_ignore AstSeq
#define AST_SEQ_type_param AstSeq
#define AST_SEQ_identifier AstIdentifierSeq
#define AST_SEQ_cmpop AstCmpopSeq

#define NODE(kind, type, ...) \
  typedef struct Ast##kind { \
    AstNode node; \
    __VA_ARGS__ \
  } Ast##kind;
#define ONE(type, name) AST_ONE_##type name;
#define SEQ(type, name) AST_SEQ_##type name;
#include "front/ast.def"

#define NODE(kind_, type, ...) \
  static inline Ast##kind_ *ast_##kind_(AstNode *node) { \
    assert(node->kind == AST_##kind_); \
    return (Ast##kind_ *)(void *)node; \
  }
#include "front/ast.def"

/* The groups (ASDL types) of kinds: which one a kind belongs to, and whether its nodes have positions. */
typedef enum AstType {
#define SUM(type, has_positions) AST_TYPE_##type,
#include "front/ast.def"
  AST_TYPE_COUNT
} AstType;

extern const char *const ast_kind_names[AST_KIND_COUNT];
extern const uint8_t ast_kind_types[AST_KIND_COUNT]; /* AstType; AST_NO_KIND's is meaningless */
extern const uint8_t ast_kind_sizes[AST_KIND_COUNT]; /* bytes of the kind's struct */
extern const bool ast_type_has_positions[AST_TYPE_COUNT];

#endif
