/* Statements and the start rules. */
#include <string.h>

#include "front/parse.h"

static AstNode *parse_compound(Parser *p);

/* ---- simple statements -------------------------------------------------------------------------------------------------- */

static AstNode *parse_plain(Parser *p, AstKind kind) {
  AstNode *node = node_at(p, kind, ast_kind_sizes[kind], p->tok);
  p->tok++;
  return node ? node_end(p, node) : NULL;
}

static bool ends_simple(const Token *token) { return token->type == TOK_NEWLINE || token->type == TOK_SEMI; }

static AstNode *parse_return(Parser *p) {
  AstReturn *node = NODE_AT(Return, p->tok++);
  if (!node || (!ends_simple(p->tok) && !(node->value = parse_star_expressions(p)))) return NULL;
  return node_end(p, node);
}

static AstNode *parse_raise(Parser *p) {
  AstRaise *node = NODE_AT(Raise, p->tok++);
  if (!node) return NULL;
  if (!ends_simple(p->tok)) {
    if (!(node->exc = parse_expression(p))) return NULL;
    if (accept(p, TOK_FROM) && !(node->cause = parse_expression(p))) return NULL;
  }
  return node_end(p, node);
}

static AstNode *parse_assert(Parser *p) {
  AstAssert *node = NODE_AT(Assert, p->tok++);
  if (!node || !(node->test = parse_expression(p))) return NULL;
  if (accept(p, TOK_COMMA) && !(node->msg = parse_expression(p))) return NULL;
  return node_end(p, node);
}

static AstNode *parse_names(Parser *p, AstKind kind) {
  static_assert(sizeof(AstGlobal) == sizeof(AstNonlocal), "one layout for both");
  AstGlobal *node = (AstGlobal *)(void *)node_at(p, kind, sizeof *node, p->tok++);
  int32_t mark = p->item_count;
  if (!node) return NULL;
  do {
    const AstString *name = p->tok->type == TOK_NAME ? parse_identifier(p, p->tok) : NULL;
    if (!name || !parse_push(p, (void *)(uintptr_t)name)) return NULL;
    p->tok++;
  } while (accept(p, TOK_COMMA));
  return parse_pop_names(p, mark, &node->names) ? node_end(p, node) : NULL;
}

/* del_targets: like assignment targets without stars. */
static AstNode *parse_del(Parser *p) {
  AstDelete *node = NODE_AT(Delete, p->tok++);
  int32_t mark = p->item_count;
  if (!node) return NULL;
  do {
    if (p->item_count > mark && ends_simple(p->tok)) break;
    AstNode *target = parse_primary(p);
    if (!target || !parse_set_context(target, AST_Del, false) || !parse_push(p, target)) return NULL;
  } while (accept(p, TOK_COMMA));
  return ends_simple(p->tok) && parse_pop(p, mark, &node->targets) ? node_end(p, node) : NULL;
}

/* ---- imports -------------------------------------------------------------------------------------------------------------- */

/* NAME ('.' NAME)* as one name. */
static const AstString *dotted_name(Parser *p) {
  const AstString *name = p->tok->type == TOK_NAME ? parse_identifier(p, p->tok) : NULL;
  if (!name) return NULL;
  p->tok++;
  while (accept(p, TOK_DOT)) {
    const AstString *next = p->tok->type == TOK_NAME ? parse_identifier(p, p->tok) : NULL;
    char *joined = next ? arena_alloc(p->arena, (size_t)name->length + next->length + 1) : NULL;
    if (!joined) return NULL;
    memcpy(joined, name->data, name->length);
    joined[name->length] = '.';
    memcpy(joined + name->length + 1, next->data, next->length);
    if (!(name = parse_intern(p, joined, (size_t)name->length + next->length + 1))) return NULL;
    p->tok++;
  }
  return name;
}

/* "NAME as NAME", the first one dotted in an import statement. */
static AstNode *parse_alias(Parser *p, bool dotted) {
  Astalias *node = NODE_AT(alias, p->tok);
  if (!node) return NULL;
  if (dotted) {
    if (!(node->name = dotted_name(p))) return NULL;
  } else {
    if (p->tok->type != TOK_NAME || !(node->name = parse_identifier(p, p->tok))) return NULL;
    p->tok++;
  }
  if (accept(p, TOK_AS)) {
    if (p->tok->type != TOK_NAME || !(node->asname = parse_identifier(p, p->tok))) return NULL;
    p->tok++;
  }
  return node_end(p, node);
}

static AstNode *parse_import(Parser *p) {
  AstImport *node = NODE_AT(Import, p->tok++);
  int32_t mark = p->item_count;
  if (!node) return NULL;
  do {
    AstNode *name = parse_alias(p, true);
    if (!name || !parse_push(p, name)) return NULL;
  } while (accept(p, TOK_COMMA));
  return parse_pop(p, mark, &node->names) ? node_end(p, node) : NULL;
}

/* '*' | '(' aliases [','] ')' | aliases */
static bool import_targets(Parser *p, AstSeq *names) {
  int32_t mark = p->item_count;
  if (p->tok->type == TOK_STAR) {
    Astalias *star = NODE_AT(alias, p->tok++);
    if (!star || !(star->name = parse_intern(p, "*", 1)) || !parse_push(p, node_end(p, star))) return false;
    return parse_pop(p, mark, names);
  }
  bool brackets = accept(p, TOK_LPAR);
  do {
    if (brackets && p->item_count > mark && p->tok->type == TOK_RPAR) break;
    AstNode *name = parse_alias(p, false);
    if (!name || !parse_push(p, name)) return false;
  } while (accept(p, TOK_COMMA));
  return (!brackets || accept(p, TOK_RPAR)) && parse_pop(p, mark, names);
}

/* "from __future__ import barry_as_FLUFL" counts from the next token on. */
static void check_future_import(Parser *p, const AstImportFrom *node) {
  if (node->level || !node->module || strcmp(node->module->data, "__future__")) return;
  for (int32_t i = 0; i < node->names.count; i++)
    p->barry |= !strcmp(ast_alias(node->names.items[i])->name->data, "barry_as_FLUFL");
}

static AstNode *parse_import_from(Parser *p) {
  AstImportFrom *node = NODE_AT(ImportFrom, p->tok++);
  if (!node) return NULL;
  for (; p->tok->type == TOK_DOT || p->tok->type == TOK_ELLIPSIS; p->tok++)
    node->level += p->tok->type == TOK_DOT ? 1 : 3;
  if (!node->level || p->tok->type != TOK_IMPORT) {
    if (!(node->module = dotted_name(p))) return NULL;
  }
  if (!accept(p, TOK_IMPORT) || !import_targets(p, &node->names) || !ends_simple(p->tok)) return NULL;
  check_future_import(p, node);
  return node_end(p, node);
}

/* ---- type parameters (PEP 695, 696) -------------------------------------------------------------------------------------------- */

static AstNode *parse_type_param(Parser *p) {
  const Token *start = p->tok;
  bool star = accept(p, TOK_STAR), stars = !star && accept(p, TOK_DOUBLESTAR);
  const AstString *name = p->tok->type == TOK_NAME ? parse_identifier(p, p->tok) : NULL;
  if (!name) return NULL;
  p->tok++;
  AstNode *bound = NULL, *value = NULL;
  if (!star && !stars && accept(p, TOK_COLON) && !(bound = parse_expression(p))) return NULL;
  if (accept(p, TOK_EQUAL) && !(value = star ? parse_star_expression(p) : parse_expression(p))) return NULL;
  if (star) {
    AstTypeVarTuple *node = NODE_AT(TypeVarTuple, start);
    if (!node) return NULL;
    node->name = name, node->default_value = value;
    return node_end(p, node);
  }
  if (stars) {
    AstParamSpec *node = NODE_AT(ParamSpec, start);
    if (!node) return NULL;
    node->name = name, node->default_value = value;
    return node_end(p, node);
  }
  AstTypeVar *node = NODE_AT(TypeVar, start);
  if (!node) return NULL;
  node->name = name, node->bound = bound, node->default_value = value;
  return node_end(p, node);
}

/* ['[' type_param (',' type_param)* [','] ']'] */
static bool parse_type_params(Parser *p, AstSeq *out) {
  int32_t mark = p->item_count;
  if (!accept(p, TOK_LSQB)) return true;
  do {
    if (p->item_count > mark && p->tok->type == TOK_RSQB) break;
    AstNode *param = parse_type_param(p);
    if (!param || !parse_push(p, param)) return false;
  } while (accept(p, TOK_COMMA));
  return accept(p, TOK_RSQB) && parse_pop(p, mark, out);
}

/* "type NAME[...] = expression"; the current token is the soft keyword. */
static AstNode *parse_type_alias(Parser *p) {
  AstTypeAlias *node = NODE_AT(TypeAlias, p->tok++);
  AstName *name = NODE_AT(Name, p->tok);
  if (!node || !name || !(name->id = parse_identifier(p, p->tok))) return NULL;
  p->tok++;
  name->ctx = AST_Store;
  node->name = node_end(p, name);
  if (!parse_type_params(p, &node->type_params) || !accept(p, TOK_EQUAL) || !(node->value = parse_expression(p)))
    return NULL;
  return node_end(p, node);
}

/* ---- assignments ------------------------------------------------------------------------------------------------------------ */

/* The operator of an augmented assignment; AST_operator_count for other tokens. */
static ast_operator augmented(TokenType type) {
  switch (type) {
    case TOK_PLUSEQUAL: return AST_Add;
    case TOK_MINEQUAL: return AST_Sub;
    case TOK_STAREQUAL: return AST_Mult;
    case TOK_ATEQUAL: return AST_MatMult;
    case TOK_SLASHEQUAL: return AST_Div;
    case TOK_PERCENTEQUAL: return AST_Mod;
    case TOK_AMPEREQUAL: return AST_BitAnd;
    case TOK_VBAREQUAL: return AST_BitOr;
    case TOK_CIRCUMFLEXEQUAL: return AST_BitXor;
    case TOK_LEFTSHIFTEQUAL: return AST_LShift;
    case TOK_RIGHTSHIFTEQUAL: return AST_RShift;
    case TOK_DOUBLESTAREQUAL: return AST_Pow;
    case TOK_DOUBLESLASHEQUAL: return AST_FloorDiv;
    default: return AST_operator_count;
  }
}

static bool is_single_target(const AstNode *node) {
  return node->kind == AST_Name || node->kind == AST_Attribute || node->kind == AST_Subscript;
}

/* target ':' annotation ['=' value] */
static AstNode *parse_annotated(Parser *p, AstNode *target, const Token *start) {
  AstAnnAssign *node = NODE_AT(AnnAssign, start);
  if (!node || !is_single_target(target) || !parse_set_context(target, AST_Store, false)) return NULL;
  p->tok++;
  node->target = target;
  node->simple = target->kind == AST_Name && start->type == TOK_NAME;
  if (!(node->annotation = parse_expression(p))) return NULL;
  if (accept(p, TOK_EQUAL) && !(node->value = parse_annotated_rhs(p))) return NULL;
  return node_end(p, node);
}

static AstNode *parse_augmented(Parser *p, AstNode *target, const Token *start, ast_operator op) {
  AstAugAssign *node = NODE_AT(AugAssign, start);
  if (!node || !is_single_target(target) || !parse_set_context(target, AST_Store, false)) return NULL;
  p->tok++;
  node->target = target;
  node->op = (uint8_t)op;
  return (node->value = parse_annotated_rhs(p)) ? node_end(p, node) : NULL;
}

/* (target '=')+ value */
static AstNode *parse_assign(Parser *p, AstNode *first, const Token *start) {
  AstAssign *node = NODE_AT(Assign, start);
  int32_t mark = p->item_count;
  if (!node) return NULL;
  for (AstNode *value = first;;) {
    if (p->tok->type != TOK_EQUAL) {
      node->value = value;
      break;
    }
    bool bare_yield = (value->kind == AST_Yield || value->kind == AST_YieldFrom);
    if (bare_yield || !parse_set_context(value, AST_Store, true) || !parse_push(p, value)) return NULL;
    p->tok++;
    if (!(value = parse_annotated_rhs(p))) return NULL;
  }
  return parse_pop(p, mark, &node->targets) ? node_end(p, node) : NULL;
}

static AstNode *parse_expression_statement(Parser *p) {
  const Token *start = p->tok;
  AstNode *value = parse_annotated_rhs(p);
  if (!value) return NULL;
  if (p->tok->type == TOK_EQUAL) return parse_assign(p, value, start);
  if (p->tok->type == TOK_COLON) return parse_annotated(p, value, start);
  ast_operator op = augmented(p->tok->type);
  if (op != AST_operator_count) return parse_augmented(p, value, start, op);
  AstExpr *node = NODE_AT(Expr, start);
  if (!node) return NULL;
  node->value = value;
  return node_end(p, node);
}

static AstNode *parse_simple(Parser *p) {
  switch (p->tok->type) {
    case TOK_PASS: return parse_plain(p, AST_Pass);
    case TOK_BREAK: return parse_plain(p, AST_Break);
    case TOK_CONTINUE: return parse_plain(p, AST_Continue);
    case TOK_RETURN: return parse_return(p);
    case TOK_RAISE: return parse_raise(p);
    case TOK_ASSERT: return parse_assert(p);
    case TOK_GLOBAL: return parse_names(p, AST_Global);
    case TOK_NONLOCAL: return parse_names(p, AST_Nonlocal);
    case TOK_DEL: return parse_del(p);
    case TOK_IMPORT: return parse_import(p);
    case TOK_FROM: return parse_import_from(p);
    case TOK_NAME:
      if (p->tok[1].type == TOK_NAME && TOKEN_IS(p->tok, "type")) return parse_type_alias(p);
      return parse_expression_statement(p);
    default: return parse_expression_statement(p);
  }
}

/* simple_stmt (';' simple_stmt)* [';'] NEWLINE: pushes them. */
static bool parse_simple_line(Parser *p) {
  do {
    if (p->tok->type == TOK_NEWLINE) break;
    AstNode *node = parse_simple(p);
    if (!node || !parse_push(p, node)) return false;
  } while (accept(p, TOK_SEMI));
  return accept(p, TOK_NEWLINE);
}

/* ---- blocks ------------------------------------------------------------------------------------------------------------------ */

static bool begins_compound(const Parser *p) {
  switch (p->tok->type) {
    case TOK_IF: case TOK_WHILE: case TOK_FOR: case TOK_TRY: case TOK_WITH: case TOK_DEF: case TOK_CLASS: case TOK_AT:
    case TOK_ASYNC:
      return true;
    default: return false;
  }
}

/* May the tokens behind "match" begin its subject? (What can only go on an expression may not.) */
static bool maybe_match(const Parser *p) {
  if (!TOKEN_IS(p->tok, "match")) return false;
  switch (p->tok[1].type) {
    case TOK_NAME: case TOK_NUMBER: case TOK_STRING: case TOK_LPAR: case TOK_LSQB: case TOK_LBRACE: case TOK_MINUS:
    case TOK_PLUS: case TOK_TILDE: case TOK_STAR: case TOK_ELLIPSIS: case TOK_NONE: case TOK_TRUE: case TOK_FALSE:
    case TOK_NOT: case TOK_LAMBDA: case TOK_AWAIT: case TOK_FSTRING_START: case TOK_TSTRING_START:
      return true;
    default: return false;
  }
}

/* One statement, or the simple ones of one line: pushes them. */
static bool parse_statements_once(Parser *p) {
  AstNode *node;
  if (begins_compound(p)) {
    node = parse_compound(p);
    return node && parse_push(p, node);
  }
  if (maybe_match(p)) {
    const Token *start = p->tok;
    if ((node = parse_match(p))) return parse_push(p, node);
    if (p->tok != start || p->error->status != PARSE_OK) return false;
  }
  return parse_simple_line(p);
}

/* ':' block: NEWLINE INDENT statements DEDENT | simple statements */
bool parse_block(Parser *p, AstSeq *body) {
  int32_t mark = p->item_count;
  if (!accept(p, TOK_COLON)) return false;
  if (!accept(p, TOK_NEWLINE)) return parse_simple_line(p) && parse_pop(p, mark, body);
  if (!accept(p, TOK_INDENT)) return false;
  enum { BLOCK_LEVELS = 6 };
  if (!parse_enter(p, BLOCK_LEVELS)) return false;
  do {
    if (!parse_statements_once(p)) return false;
  } while (p->tok->type != TOK_DEDENT);
  parse_leave(p, BLOCK_LEVELS);
  p->tok++;
  return parse_pop(p, mark, body);
}

static bool parse_else(Parser *p, AstSeq *body) { return !accept(p, TOK_ELSE) || parse_block(p, body); }

/* ---- compound statements -------------------------------------------------------------------------------------------------------- */

/* 'if' or 'elif'; an elif is an If alone in the orelse. */
static AstNode *parse_if(Parser *p) {
  AstIf *node = NODE_AT(If, p->tok++);
  if (!node || !(node->test = parse_named_expression(p)) || !parse_block(p, &node->body)) return NULL;
  if (p->tok->type == TOK_ELIF) {
    AstNode **items = arena_alloc(p->arena, sizeof *items);
    if (!items || !parse_enter(p, 1)) return NULL;
    *items = parse_if(p);
    parse_leave(p, 1);
    if (!*items) return NULL;
    node->orelse = (AstSeq){items, 1};
  } else if (!parse_else(p, &node->orelse)) {
    return NULL;
  }
  return node_end(p, node);
}

static AstNode *parse_while(Parser *p) {
  AstWhile *node = NODE_AT(While, p->tok++);
  if (!node || !(node->test = parse_named_expression(p)) || !parse_block(p, &node->body) || !parse_else(p, &node->orelse))
    return NULL;
  return node_end(p, node);
}

/* A node of one of two kinds with the same layout: the plain and the async statement. It begins at `start`. */
#define NODE_ASYNC(Kind, AsyncKind, async, start) \
  ((Ast##Kind *)(void *)node_at(p, (async) ? AST_##AsyncKind : AST_##Kind, sizeof(Ast##Kind), start))

static AstNode *parse_for(Parser *p, const Token *start, bool async) {
  AstFor *node = NODE_ASYNC(For, AsyncFor, async, start);
  p->tok++;
  if (!node || !(node->target = parse_star_targets(p)) || !accept(p, TOK_IN)) return NULL;
  if (!(node->iter = parse_star_expressions(p)) || !parse_block(p, &node->body) || !parse_else(p, &node->orelse)) return NULL;
  return node_end(p, node);
}

static AstNode *parse_with_item(Parser *p) {
  Astwithitem *node = NODE_AT(withitem, p->tok);
  if (!node || !(node->context_expr = parse_expression(p))) return NULL;
  if (accept(p, TOK_AS) && !(node->optional_vars = parse_star_target(p))) return NULL;
  return &node->node;
}

/* Items up to ')' (taken) or ':' (left). */
static bool with_items(Parser *p, bool brackets, AstSeq *out) {
  int32_t mark = p->item_count;
  do {
    if (brackets && p->item_count > mark && p->tok->type == TOK_RPAR) break;
    AstNode *item = parse_with_item(p);
    if (!item || !parse_push(p, item)) return false;
  } while (accept(p, TOK_COMMA));
  if (brackets && !accept(p, TOK_RPAR)) return false;
  return p->tok->type == TOK_COLON && parse_pop(p, mark, out);
}

/* Parentheses are first tried as the statement's own, then as the beginning of an expression. */
static AstNode *parse_with(Parser *p, const Token *start, bool async) {
  AstWith *node = NODE_ASYNC(With, AsyncWith, async, start);
  p->tok++;
  if (!node) return NULL;
  ParsePoint point = parse_point(p);
  if (!accept(p, TOK_LPAR) || !with_items(p, true, &node->items)) {
    if (!parse_back(p, point) || !with_items(p, false, &node->items)) return NULL;
  }
  return parse_block(p, &node->body) ? node_end(p, node) : NULL;
}

/* An except clause; *star: whether it is "except*", which all of a try statement's must be or none. */
static AstNode *parse_handler(Parser *p, bool *star) {
  AstExceptHandler *node = NODE_AT(ExceptHandler, p->tok++);
  if (!node) return NULL;
  *star = accept(p, TOK_STAR);
  if (*star || p->tok->type != TOK_COLON) {
    if (!(node->type = parse_expressions(p))) return NULL;
    if (accept(p, TOK_AS)) {
      bool bare_tuple = node->type->kind == AST_Tuple && !(node->type->flags & AST_PARENTHESIZED);
      if (bare_tuple || p->tok->type != TOK_NAME || !(node->name = parse_identifier(p, p->tok))) return NULL;
      p->tok++;
    }
  }
  return parse_block(p, &node->body) ? node_end(p, node) : NULL;
}

static AstNode *parse_try(Parser *p) {
  static_assert(sizeof(AstTry) == sizeof(AstTryStar), "one layout for both");
  AstTry *node = NODE_AT(Try, p->tok++);
  if (!node || !parse_block(p, &node->body)) return NULL;
  int32_t mark = p->item_count;
  bool any_star = false;
  while (p->tok->type == TOK_EXCEPT) {
    bool star;
    AstNode *handler = parse_handler(p, &star);
    if (!handler || (p->item_count > mark && star != any_star) || !parse_push(p, handler)) return NULL;
    any_star = star;
  }
  bool handled = p->item_count > mark;
  if (!parse_pop(p, mark, &node->handlers)) return NULL;
  if (handled && !parse_else(p, &node->orelse)) return NULL;
  if (p->tok->type == TOK_FINALLY) {
    p->tok++;
    if (!parse_block(p, &node->finalbody)) return NULL;
  } else if (!handled) {
    return NULL;
  }
  if (any_star) node->node.kind = AST_TryStar;
  return node_end(p, node);
}

static AstNode *parse_def(Parser *p, const Token *start, bool async, AstSeq decorators) {
  AstFunctionDef *node = NODE_ASYNC(FunctionDef, AsyncFunctionDef, async, start);
  p->tok++;
  if (!node || p->tok->type != TOK_NAME || !(node->name = parse_identifier(p, p->tok))) return NULL;
  p->tok++;
  if (!parse_type_params(p, &node->type_params) || !accept(p, TOK_LPAR)) return NULL;
  if (!(node->args = parse_parameters(p, false)) || !accept(p, TOK_RPAR)) return NULL;
  if (accept(p, TOK_RARROW) && !(node->returns = parse_expression(p))) return NULL;
  node->decorator_list = decorators;
  return parse_block(p, &node->body) ? node_end(p, node) : NULL;
}

static AstNode *parse_class(Parser *p, AstSeq decorators) {
  AstClassDef *node = NODE_AT(ClassDef, p->tok++);
  if (!node || p->tok->type != TOK_NAME || !(node->name = parse_identifier(p, p->tok))) return NULL;
  p->tok++;
  if (!parse_type_params(p, &node->type_params)) return NULL;
  if (accept(p, TOK_LPAR) && !parse_arguments(p, &node->bases, &node->keywords)) return NULL;
  node->decorator_list = decorators;
  return parse_block(p, &node->body) ? node_end(p, node) : NULL;
}

static AstNode *parse_async(Parser *p, AstSeq decorators) {
  const Token *start = p->tok++;
  switch (p->tok->type) {
    case TOK_DEF: return parse_def(p, start, true, decorators);
    case TOK_FOR: return decorators.count ? NULL : parse_for(p, start, true);
    case TOK_WITH: return decorators.count ? NULL : parse_with(p, start, true);
    default: return NULL;
  }
}

static AstNode *parse_decorated(Parser *p) {
  int32_t mark = p->item_count;
  AstSeq decorators;
  while (accept(p, TOK_AT)) {
    AstNode *decorator = parse_named_expression(p);
    if (!decorator || !parse_push(p, decorator) || !accept(p, TOK_NEWLINE)) return NULL;
  }
  if (!parse_pop(p, mark, &decorators)) return NULL;
  switch (p->tok->type) {
    case TOK_DEF: return parse_def(p, p->tok, false, decorators);
    case TOK_CLASS: return parse_class(p, decorators);
    case TOK_ASYNC: return parse_async(p, decorators);
    default: return NULL;
  }
}

static AstNode *parse_compound(Parser *p) {
  switch (p->tok->type) {
    case TOK_IF: return parse_if(p);
    case TOK_WHILE: return parse_while(p);
    case TOK_FOR: return parse_for(p, p->tok, false);
    case TOK_TRY: return parse_try(p);
    case TOK_WITH: return parse_with(p, p->tok, false);
    case TOK_DEF: return parse_def(p, p->tok, false, (AstSeq){0});
    case TOK_CLASS: return parse_class(p, (AstSeq){0});
    case TOK_ASYNC: return parse_async(p, (AstSeq){0});
    default: return parse_decorated(p);
  }
}

/* ---- start rules ------------------------------------------------------------------------------------------------------------------ */

static AstNode *parse_module(Parser *p) {
  AstModule *node = NODE_AT(Module, p->tok);
  int32_t mark = p->item_count;
  if (!node) return NULL;
  while (p->tok->type != TOK_ENDMARKER)
    if (!parse_statements_once(p)) return NULL;
  return parse_pop(p, mark, &node->body) ? &node->node : NULL;
}

/* One compound statement and the NEWLINE that ends it, one line of simple ones, or an empty line (a Pass). */
static AstNode *parse_interactive(Parser *p) {
  AstInteractive *node = NODE_AT(Interactive, p->tok);
  int32_t mark = p->item_count;
  if (!node) return NULL;
  if (p->tok->type == TOK_NEWLINE) {
    AstNode *pass = parse_plain(p, AST_Pass);
    if (!pass || !parse_push(p, pass)) return NULL;
  } else {
    bool simple = !begins_compound(p);
    if (!parse_statements_once(p)) return NULL;
    AstNode *last = p->items[p->item_count - 1];
    if ((!simple || last->kind == AST_Match) && !accept(p, TOK_NEWLINE)) return NULL;
  }
  return parse_pop(p, mark, &node->body) ? &node->node : NULL;
}

static AstNode *parse_eval(Parser *p) {
  AstExpression *node = NODE_AT(Expression, p->tok);
  if (!node || !(node->body = parse_expressions(p))) return NULL;
  while (accept(p, TOK_NEWLINE)) {}
  return p->tok->type == TOK_ENDMARKER ? &node->node : NULL;
}

/* '(' [types] ')' '->' type, as PEP 484 signature comments have it; stars in front of the last types are dropped. */
static AstNode *parse_func_type(Parser *p) {
  AstFunctionType *node = NODE_AT(FunctionType, p->tok);
  int32_t mark = p->item_count;
  int stars = 0;
  if (!node || !accept(p, TOK_LPAR)) return NULL;
  while (p->tok->type != TOK_RPAR) {
    int star = p->tok->type == TOK_STAR ? 1 : p->tok->type == TOK_DOUBLESTAR ? 2 : 0;
    if (star <= stars && stars) return NULL;
    stars = star;
    p->tok += star > 0;
    AstNode *type = parse_expression(p);
    if (!type || !parse_push(p, type)) return NULL;
    if (!accept(p, TOK_COMMA)) break;
    if (p->tok->type == TOK_RPAR) return NULL;
  }
  if (!accept(p, TOK_RPAR) || !accept(p, TOK_RARROW) || !(node->returns = parse_expression(p))) return NULL;
  while (accept(p, TOK_NEWLINE)) {}
  return p->tok->type == TOK_ENDMARKER && parse_pop(p, mark, &node->argtypes) ? &node->node : NULL;
}

AstNode *parse_root(Parser *p) {
  switch (p->options->mode) {
    case PARSE_EXEC: return parse_module(p);
    case PARSE_SINGLE: return parse_interactive(p);
    case PARSE_EVAL: return parse_eval(p);
    default: return parse_func_type(p);
  }
}
