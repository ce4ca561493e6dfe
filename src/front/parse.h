/* The parser's inside, shared by parse*.c and literals.c.
 *
 * A recursive-descent parser over the whole token array. A function that parses returns its node, or NULL: either an
 * error is in p->error (status other than PARSE_OK), or the source does not match here. The first pass looks for no
 * cause then; syntax_errors.c does, in passes of its own. */
#ifndef FRONT_PARSE_H
#define FRONT_PARSE_H

#include <string.h>

#include "front/lexer.h"

typedef struct Parser {
  const Token *tok; /* the next token */
  Arena *arena;
  const char *text;
  Token *tokens;
  size_t token_count;
  int32_t depth; /* levels of nested syntax in progress, counted as CPython's parser counts its rules */
  bool barry;    /* <> for != */
  bool explaining; /* an error is looked for: no warnings */
  uintptr_t stack_floor; /* the lowest address that the C stack may reach */
  const ParseOptions *options;
  ParseError *error;
  Lexer lexer;
  /* A stack for the items of sequences in progress. */
  void **items;
  int32_t item_count, item_capacity;
  /* Identifiers: open addressing, a power of two. */
  const AstString **names;
  uint32_t name_count, name_capacity;
} Parser;

/* ---- nodes --------------------------------------------------------------------------------------------------------- */

/* A zeroed node that starts at a token, or where another node starts. NULL when memory runs out. */
static inline AstNode *node_at(Parser *p, AstKind kind, size_t size, const Token *start) {
  AstNode *node = arena_alloc(p->arena, size);
  if (node) node->kind = (uint8_t)kind, node->lineno = start->line, node->col_offset = start->col;
  return node;
}
static inline AstNode *node_from(Parser *p, AstKind kind, size_t size, const AstNode *start) {
  AstNode *node = arena_alloc(p->arena, size);
  if (node) node->kind = (uint8_t)kind, node->lineno = start->lineno, node->col_offset = start->col_offset;
  return node;
}
#define NODE_AT(Kind, token) ((Ast##Kind *)(void *)node_at(p, AST_##Kind, sizeof(Ast##Kind), token))
#define NODE_FROM(Kind, node) ((Ast##Kind *)(void *)node_from(p, AST_##Kind, sizeof(Ast##Kind), node))

/* Ends a node behind the last token that has text. */
static inline AstNode *node_end(Parser *p, void *any) {
  AstNode *node = any;
  const Token *last = p->tok - 1;
  while (last > p->tokens && (last->type == TOK_ENDMARKER || (last->type >= TOK_NEWLINE && last->type <= TOK_DEDENT)))
    last--;
  node->end_lineno = last->end_line;
  node->end_col_offset = last->end_col;
  return node;
}

static inline bool accept(Parser *p, TokenType type) {
  if (p->tok->type != type) return false;
  p->tok++;
  return true;
}

bool parse_push_slow(Parser *p, void *item);
/* Adds an item to the sequence in progress. */
static inline bool parse_push(Parser *p, void *item) {
  if (p->item_count == p->item_capacity) return parse_push_slow(p, item);
  p->items[p->item_count++] = item;
  return true;
}
/* Takes the items from `mark` on off the stack, as a sequence. False when memory runs out. */
bool parse_pop(Parser *p, int32_t mark, AstSeq *out);
bool parse_pop_names(Parser *p, int32_t mark, AstIdentifierSeq *out);

/* Goes `levels` of syntax deeper; false (PARSE_TOO_COMPLEX) where CPython's parser stops. parse_leave undoes it, on
 * failure too. */
bool parse_enter_fail(Parser *p);
static inline bool parse_enter(Parser *p, int32_t levels) {
  p->depth += levels;
  return (p->depth < PARSE_MAX_DEPTH && (uintptr_t)__builtin_frame_address(0) > p->stack_floor) || parse_enter_fail(p);
}
static inline void parse_leave(Parser *p, int32_t levels) { p->depth -= levels; }

/* Sets a SyntaxError at a token, or from one to another (its end). Returns NULL. Positions of nodes: parse_fail_node. */
void *parse_fail(Parser *p, const Token *first, const Token *last, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* The interned name of a NAME token (or keyword); NULL when memory runs out. */
const AstString *parse_identifier(Parser *p, const Token *token);
/* Is the NAME token spelled so? */
static inline bool token_is(const Parser *p, const Token *token, const char *word, size_t n) {
  return token->type == TOK_NAME && token->end - token->start == n && !memcmp(p->text + token->start, word, n);
}
/* "<>", two tokens without a space between them. */
static inline bool token_is_diamond(const Token *token) {
  return token[0].type == TOK_LESS && token[1].type == TOK_GREATER && token[0].end == token[1].start;
}
#define TOKEN_IS(token, literal) token_is(p, token, literal, sizeof(literal) - 1)

/* ---- literals.c ---------------------------------------------------------------------------------------------------- */

/* The value of a NUMBER, or false with the error set. */
bool literal_number(Parser *p, const Token *token, AstValue *value);
/* strings: one or more adjacent STRING and f-string (or t-string) literals; the current token begins one. */
AstNode *parse_strings(Parser *p);
/* The contents of [start, end) of an f-string's text or format spec, escapes decoded unless raw. */
const AstString *literal_text(Parser *p, const Token *token, const char *start, const char *end, bool raw, bool bytes);

/* ---- parse_expr.c -------------------------------------------------------------------------------------------------- */

AstNode *parse_expression(Parser *p);
AstNode *parse_named_expression(Parser *p);
AstNode *parse_star_expressions(Parser *p);
/* Like parse_star_expressions without stars, or with named expressions too. */
AstNode *parse_expressions(Parser *p);
AstNode *parse_star_named_expressions(Parser *p);
AstNode *parse_star_expression(Parser *p);
/* yield_expr | star_expressions: what may stand behind '='. */
AstNode *parse_annotated_rhs(Parser *p);
AstNode *parse_bitwise_or(Parser *p);
/* Names, attributes, subscripts and calls: what a target or a decorator is made of. */
AstNode *parse_primary(Parser *p);
/* star_targets as in "for TARGETS in": context Store. */
AstNode *parse_star_targets(Parser *p);
AstNode *parse_star_target(Parser *p);
/* Makes an expression a target in place. False when it can't be one (starred: whether *x may stand at the top). */
bool parse_set_context(AstNode *node, ast_expr_context context, bool starred);
/* The parameters of a function up to ')' or of a lambda up to ':'. */
AstNode *parse_parameters(Parser *p, bool lambda);
/* Behind '(': arguments up to and with ')'. */
bool parse_arguments(Parser *p, AstSeq *args, AstSeq *keywords);

/* A string of the arena, interned as identifiers are. */
const AstString *parse_intern(Parser *p, const char *s, size_t n);
/* Where the parse was, to try another way. */
typedef struct ParsePoint {
  const Token *tok;
  int32_t depth, item_count;
} ParsePoint;
static inline ParsePoint parse_point(const Parser *p) { return (ParsePoint){p->tok, p->depth, p->item_count}; }
/* Goes back there; false when an error stands. */
static inline bool parse_back(Parser *p, ParsePoint point) {
  p->tok = point.tok, p->depth = point.depth, p->item_count = point.item_count;
  return p->error->status == PARSE_OK && !p->arena->failed;
}

/* ---- parse_pattern.c, parse_stmt.c ---------------------------------------------------------------------------------- */

AstNode *parse_match(Parser *p);
bool parse_block(Parser *p, AstSeq *body);
AstNode *parse_root(Parser *p);

/* ---- syntax_errors.c ------------------------------------------------------------------------------------------------ */

/* Finds out why the first pass failed without setting an error, and sets it. */
void syntax_error_explain(Parser *p);
/* Where an error at a token is; one without text (the end, INDENT) is where the lexer stood. last_read: the last token
 * that the parser has looked at. */
ErrorPlace syntax_error_place(const Parser *p, const Token *token, const Token *last_read);

#endif
