/* Expressions, targets, parameters and arguments. Binary operators by precedence climbing, the rest by descent. */
#include <string.h>

#include "front/parse.h"

static AstNode *parse_disjunction(Parser *p);

/* ---- binary operators ---------------------------------------------------------------------------------------------- */

typedef struct BinaryOperator {
  uint8_t precedence; /* 0: not a binary operator; | is 1 */
  uint8_t op;
} BinaryOperator;

static const BinaryOperator binary_operators[256] = {
    [TOK_VBAR] = {1, AST_BitOr},         [TOK_CIRCUMFLEX] = {2, AST_BitXor}, [TOK_AMPER] = {3, AST_BitAnd},
    [TOK_LEFTSHIFT] = {4, AST_LShift},   [TOK_RIGHTSHIFT] = {4, AST_RShift}, [TOK_PLUS] = {5, AST_Add},
    [TOK_MINUS] = {5, AST_Sub},          [TOK_STAR] = {6, AST_Mult},         [TOK_SLASH] = {6, AST_Div},
    [TOK_DOUBLESLASH] = {6, AST_FloorDiv}, [TOK_PERCENT] = {6, AST_Mod},     [TOK_AT] = {6, AST_MatMult},
};

static AstNode *parse_power(Parser *p);

/* factor: ('+' | '-' | '~') factor | power */
static AstNode *parse_factor(Parser *p) {
  ast_unaryop op;
  switch (p->tok->type) {
    case TOK_PLUS: op = AST_UAdd; break;
    case TOK_MINUS: op = AST_USub; break;
    case TOK_TILDE: op = AST_Invert; break;
    default: return parse_power(p);
  }
  AstUnaryOp *node = NODE_AT(UnaryOp, p->tok);
  if (!node || !parse_enter(p, 1)) return NULL;
  p->tok++;
  node->op = op;
  node->operand = parse_factor(p);
  parse_leave(p, 1);
  return node->operand ? node_end(p, node) : NULL;
}

/* Operators that bind at least as tightly as `precedence`, left to right. */
static AstNode *parse_binary(Parser *p, int precedence) {
  const Token *start = p->tok;
  AstNode *left = parse_factor(p);
  while (left) {
    BinaryOperator operator = binary_operators[p->tok->type];
    if (operator.precedence < precedence || !operator.precedence) return left;
    p->tok++;
    AstBinOp *node = NODE_AT(BinOp, start);
    AstNode *right = node ? parse_binary(p, operator.precedence + 1) : NULL;
    if (!right) return NULL;
    node->left = left;
    node->op = operator.op;
    node->right = right;
    left = node_end(p, node);
  }
  return NULL;
}

AstNode *parse_bitwise_or(Parser *p) { return parse_binary(p, 1); }

/* power: await_primary ['**' factor] */
static AstNode *parse_power(Parser *p) {
  const Token *start = p->tok;
  AstNode *base;
  if (p->tok->type == TOK_AWAIT) {
    AstAwait *node = NODE_AT(Await, p->tok);
    if (!node) return NULL;
    p->tok++;
    node->value = parse_primary(p);
    base = node->value ? node_end(p, node) : NULL;
  } else {
    base = parse_primary(p);
  }
  if (!base || p->tok->type != TOK_DOUBLESTAR) return base;
  AstBinOp *node = NODE_AT(BinOp, start);
  if (!node || !parse_enter(p, 2)) return NULL;
  p->tok++;
  node->left = base;
  node->op = AST_Pow;
  node->right = parse_factor(p);
  parse_leave(p, 2);
  return node->right ? node_end(p, node) : NULL;
}

/* ---- comparisons and logic ------------------------------------------------------------------------------------------ */

/* The comparison operator at the current token, taken; AST_cmpop_count when there is none. */
static ast_cmpop accept_comparison(Parser *p) {
  ast_cmpop op;
  switch (p->tok->type) {
    case TOK_EQEQUAL: op = AST_Eq; break;
    case TOK_NOTEQUAL:
      if (p->barry) { /* PEP 401 */
        parse_fail(p, p->tok, p->tok, "with Barry as BDFL, use '<>' instead of '!='");
        return AST_cmpop_count;
      }
      op = AST_NotEq;
      break;
    case TOK_LESS:
      op = AST_Lt;
      if (token_is_diamond(p->tok)) {
        if (!p->barry) return AST_cmpop_count;
        p->tok++, op = AST_NotEq;
      }
      break;
    case TOK_LESSEQUAL: op = AST_LtE; break;
    case TOK_GREATER: op = AST_Gt; break;
    case TOK_GREATEREQUAL: op = AST_GtE; break;
    case TOK_IN: op = AST_In; break;
    case TOK_NOT:
      if (p->tok[1].type != TOK_IN) return AST_cmpop_count;
      p->tok++;
      op = AST_NotIn;
      break;
    case TOK_IS:
      op = AST_Is;
      if (p->tok[1].type == TOK_NOT) p->tok++, op = AST_IsNot;
      break;
    default: return AST_cmpop_count;
  }
  p->tok++;
  return op;
}

static AstNode *parse_comparison(Parser *p) {
  const Token *start = p->tok;
  AstNode *left = parse_bitwise_or(p);
  if (!left) return NULL;
  ast_cmpop op = accept_comparison(p);
  if (op == AST_cmpop_count) return p->error->status == PARSE_OK ? left : NULL;
  AstCompare *node = NODE_AT(Compare, start);
  int32_t mark = p->item_count, capacity = 4;
  uint8_t *ops = arena_alloc(p->arena, (size_t)capacity);
  if (!node || !ops) return NULL;
  node->left = left;
  for (; op != AST_cmpop_count; op = accept_comparison(p)) {
    int32_t n = p->item_count - mark;
    if (n == capacity) {
      if (!(ops = arena_grow(p->arena, ops, (size_t)n, (size_t)n * 2))) return NULL;
      capacity *= 2;
    }
    ops[n] = (uint8_t)op;
    AstNode *right = parse_bitwise_or(p);
    if (!right || !parse_push(p, right)) return NULL;
  }
  if (p->error->status != PARSE_OK || !parse_pop(p, mark, &node->comparators)) return NULL;
  node->ops = (AstCmpopSeq){ops, node->comparators.count};
  return node_end(p, node);
}

/* inversion: 'not' inversion | comparison */
static AstNode *parse_inversion(Parser *p) {
  if (p->tok->type != TOK_NOT) return parse_comparison(p);
  AstUnaryOp *node = NODE_AT(UnaryOp, p->tok);
  if (!node || !parse_enter(p, 1)) return NULL;
  p->tok++;
  node->op = AST_Not;
  node->operand = parse_inversion(p);
  parse_leave(p, 1);
  return node->operand ? node_end(p, node) : NULL;
}

/* item (keyword item)*: one BoolOp for the whole run. */
static AstNode *parse_logic(Parser *p, TokenType keyword, ast_boolop op, AstNode *(*item)(Parser *)) {
  const Token *start = p->tok;
  AstNode *first = item(p);
  if (!first || p->tok->type != keyword) return first;
  AstBoolOp *node = NODE_AT(BoolOp, start);
  int32_t mark = p->item_count;
  if (!node || !parse_push(p, first)) return NULL;
  while (accept(p, keyword)) {
    AstNode *next = item(p);
    if (!next || !parse_push(p, next)) return NULL;
  }
  node->op = op;
  return parse_pop(p, mark, &node->values) ? node_end(p, node) : NULL;
}

static AstNode *parse_conjunction(Parser *p) { return parse_logic(p, TOK_AND, AST_And, parse_inversion); }
static AstNode *parse_disjunction(Parser *p) { return parse_logic(p, TOK_OR, AST_Or, parse_conjunction); }

/* ---- expression ----------------------------------------------------------------------------------------------------- */

static AstNode *parse_lambda(Parser *p) {
  AstLambda *node = NODE_AT(Lambda, p->tok);
  if (!node) return NULL;
  p->tok++;
  node->args = parse_parameters(p, true);
  if (!node->args || !accept(p, TOK_COLON)) return NULL;
  node->body = parse_expression(p);
  return node->body ? node_end(p, node) : NULL;
}

static AstNode *parse_conditional(Parser *p) {
  const Token *start = p->tok;
  AstNode *body = parse_disjunction(p);
  if (!body || p->tok->type != TOK_IF) return body;
  AstIfExp *node = NODE_AT(IfExp, start);
  if (!node) return NULL;
  p->tok++;
  node->body = body;
  node->test = parse_disjunction(p);
  if (!node->test || !accept(p, TOK_ELSE)) return NULL;
  node->orelse = parse_expression(p);
  return node->orelse ? node_end(p, node) : NULL;
}

/* expression: disjunction ['if' disjunction 'else' expression] | lambda */
AstNode *parse_expression(Parser *p) {
  bool lambda = p->tok->type == TOK_LAMBDA;
  if (!parse_enter(p, 1 + lambda)) return NULL;
  AstNode *node = lambda ? parse_lambda(p) : parse_conditional(p);
  parse_leave(p, 1 + lambda);
  return node;
}

static AstNode *make_name(Parser *p, const Token *token, ast_expr_context context) {
  AstName *node = NODE_AT(Name, token);
  if (!node) return NULL;
  node->id = parse_identifier(p, token);
  node->ctx = context;
  node->node.end_lineno = token->end_line;
  node->node.end_col_offset = token->end_col;
  return node->id ? &node->node : NULL;
}

/* NAME ':=' expression | expression !':=' */
AstNode *parse_named_expression(Parser *p) {
  if (p->tok->type != TOK_NAME || p->tok[1].type != TOK_COLONEQUAL) return parse_expression(p);
  AstNamedExpr *node = NODE_AT(NamedExpr, p->tok);
  if (!node || !(node->target = make_name(p, p->tok, AST_Store))) return NULL;
  p->tok += 2;
  node->value = parse_expression(p);
  return node->value ? node_end(p, node) : NULL;
}

/* '*' and what it unpacks. */
static AstNode *parse_starred(Parser *p, AstNode *(*operand)(Parser *)) {
  AstStarred *node = NODE_AT(Starred, p->tok);
  if (!node) return NULL;
  p->tok++;
  node->value = operand(p);
  return node->value ? node_end(p, node) : NULL;
}

AstNode *parse_star_expression(Parser *p) {
  return p->tok->type == TOK_STAR ? parse_starred(p, parse_bitwise_or) : parse_expression(p);
}

static AstNode *parse_star_named_expression(Parser *p) {
  return p->tok->type == TOK_STAR ? parse_starred(p, parse_bitwise_or) : parse_named_expression(p);
}

/* May a token begin an expression (or a starred one)? What ends a list behind its trailing comma does not. */
static bool begins_expression(const Token *token) {
  switch (token->type) {
    case TOK_NAME: case TOK_NUMBER: case TOK_STRING: case TOK_LPAR: case TOK_LSQB: case TOK_LBRACE: case TOK_MINUS:
    case TOK_PLUS: case TOK_TILDE: case TOK_STAR: case TOK_ELLIPSIS: case TOK_NONE: case TOK_TRUE: case TOK_FALSE:
    case TOK_NOT: case TOK_LAMBDA: case TOK_AWAIT: case TOK_FSTRING_START: case TOK_TSTRING_START:
      return true;
    default:
      return false;
  }
}

/* The items that follow the first one: pushes them. Stops behind a trailing comma. */
static bool parse_more(Parser *p, AstNode *(*item)(Parser *)) {
  while (accept(p, TOK_COMMA)) {
    if (!begins_expression(p->tok)) return true;
    AstNode *next = item(p);
    if (!next || !parse_push(p, next)) return false;
  }
  return true;
}

/* item, or with a comma a Tuple of items. */
static AstNode *parse_tuple_of(Parser *p, AstNode *(*item)(Parser *)) {
  const Token *start = p->tok;
  AstNode *first = item(p);
  if (!first || p->tok->type != TOK_COMMA) return first;
  AstTuple *node = NODE_AT(Tuple, start);
  int32_t mark = p->item_count;
  if (!node || !parse_push(p, first) || !parse_more(p, item) || !parse_pop(p, mark, &node->elts)) return NULL;
  return node_end(p, node);
}

AstNode *parse_star_expressions(Parser *p) { return parse_tuple_of(p, parse_star_expression); }
AstNode *parse_expressions(Parser *p) { return parse_tuple_of(p, parse_expression); }
AstNode *parse_star_named_expressions(Parser *p) { return parse_tuple_of(p, parse_star_named_expression); }

static AstNode *parse_yield(Parser *p) {
  const Token *start = p->tok++;
  if (accept(p, TOK_FROM)) {
    AstYieldFrom *node = NODE_AT(YieldFrom, start);
    if (!node || !(node->value = parse_expression(p))) return NULL;
    return node_end(p, node);
  }
  AstYield *node = NODE_AT(Yield, start);
  if (!node) return NULL;
  if (begins_expression(p->tok) && !(node->value = parse_star_expressions(p))) return NULL;
  return node_end(p, node);
}

AstNode *parse_annotated_rhs(Parser *p) {
  return p->tok->type == TOK_YIELD ? parse_yield(p) : parse_star_expressions(p);
}

/* ---- targets -------------------------------------------------------------------------------------------------------- */

bool parse_set_context(AstNode *node, ast_expr_context context, bool starred) {
  switch (node->kind) {
    case AST_Name: ast_Name(node)->ctx = context; return true;
    case AST_Attribute: ast_Attribute(node)->ctx = context; return true;
    case AST_Subscript: ast_Subscript(node)->ctx = context; return true;
    case AST_Starred:
      ast_Starred(node)->ctx = context;
      return starred && parse_set_context(ast_Starred(node)->value, context, false);
    case AST_Tuple: case AST_List: {
      AstSeq elts = node->kind == AST_Tuple ? ast_Tuple(node)->elts : ast_List(node)->elts;
      for (int32_t i = 0; i < elts.count; i++)
        if (!parse_set_context(elts.items[i], context, context != AST_Del)) return false;
      if (node->kind == AST_Tuple) ast_Tuple(node)->ctx = context;
      else ast_List(node)->ctx = context;
      return true;
    }
    default: return false;
  }
}

AstNode *parse_star_target(Parser *p) {
  AstNode *node = p->tok->type == TOK_STAR ? parse_starred(p, parse_primary) : parse_primary(p);
  return node && parse_set_context(node, AST_Store, true) ? node : NULL;
}

AstNode *parse_star_targets(Parser *p) {
  AstNode *node = parse_tuple_of(p, parse_star_target);
  if (node && node->kind == AST_Tuple) ast_Tuple(node)->ctx = AST_Store;
  return node;
}

/* ---- comprehensions --------------------------------------------------------------------------------------------------- */

static inline bool at_comprehension(const Parser *p) {
  return p->tok->type == TOK_FOR || (p->tok->type == TOK_ASYNC && p->tok[1].type == TOK_FOR);
}

static AstNode *parse_for_if(Parser *p) {
  Astcomprehension *node = NODE_AT(comprehension, p->tok);
  int32_t mark = p->item_count;
  if (!node) return NULL;
  node->is_async = accept(p, TOK_ASYNC);
  p->tok++;
  if (!(node->target = parse_star_targets(p)) || !accept(p, TOK_IN) || !(node->iter = parse_disjunction(p))) return NULL;
  while (accept(p, TOK_IF)) {
    AstNode *test = parse_disjunction(p);
    if (!test || !parse_push(p, test)) return NULL;
  }
  return parse_pop(p, mark, &node->ifs) ? &node->node : NULL;
}

static bool parse_generators(Parser *p, AstSeq *generators) {
  int32_t mark = p->item_count;
  do {
    AstNode *generator = parse_for_if(p);
    if (!generator || !parse_push(p, generator)) return false;
  } while (at_comprehension(p));
  return parse_pop(p, mark, generators);
}

/* "(elt for ...)" from the bracket on; also as the only argument of a call, with the call's brackets. */
static AstNode *finish_genexp(Parser *p, const Token *open, AstNode *elt) {
  AstGeneratorExp *node = NODE_AT(GeneratorExp, open);
  if (!node || elt->kind == AST_Starred || !parse_generators(p, &node->generators) || !accept(p, TOK_RPAR)) return NULL;
  node->elt = elt;
  return node_end(p, node);
}

/* ---- atoms ---------------------------------------------------------------------------------------------------------- */

/* '(' ... ')': a group, a tuple or a generator expression. */
static AstNode *parse_parenthesized(Parser *p) {
  const Token *open = p->tok++;
  AstNode *first = NULL;
  int32_t mark = p->item_count;
  if (p->tok->type == TOK_YIELD) {
    first = parse_yield(p);
    return first && accept(p, TOK_RPAR) ? (first->flags |= AST_PARENTHESIZED, first) : NULL;
  }
  if (p->tok->type != TOK_RPAR) {
    if (!(first = parse_star_named_expression(p))) return NULL;
    if (at_comprehension(p)) return finish_genexp(p, open, first);
    if (p->tok->type == TOK_RPAR && first->kind != AST_Starred) {
      p->tok++;
      first->flags |= AST_PARENTHESIZED;
      return first;
    }
    if (p->tok->type != TOK_COMMA || !parse_push(p, first) || !parse_more(p, parse_star_named_expression)) return NULL;
  }
  AstTuple *node = NODE_AT(Tuple, open);
  if (!node || !accept(p, TOK_RPAR) || !parse_pop(p, mark, &node->elts)) return NULL;
  node->node.flags |= AST_PARENTHESIZED;
  return node_end(p, node);
}

static AstNode *parse_list(Parser *p) {
  const Token *open = p->tok++;
  int32_t mark = p->item_count;
  if (p->tok->type != TOK_RSQB) {
    AstNode *first = parse_star_named_expression(p);
    if (!first) return NULL;
    if (at_comprehension(p)) {
      AstListComp *node = NODE_AT(ListComp, open);
      if (!node || first->kind == AST_Starred || !parse_generators(p, &node->generators) || !accept(p, TOK_RSQB))
        return NULL;
      node->elt = first;
      return node_end(p, node);
    }
    if (!parse_push(p, first) || !parse_more(p, parse_star_named_expression)) return NULL;
  }
  AstList *node = NODE_AT(List, open);
  if (!node || !accept(p, TOK_RSQB) || !parse_pop(p, mark, &node->elts)) return NULL;
  return node_end(p, node);
}

/* One "key: value" or "**mapping" (key NULL) of a dict display. */
static bool parse_dict_item(Parser *p, AstNode **key, AstNode **value) {
  *key = NULL;
  if (accept(p, TOK_DOUBLESTAR)) return (*value = parse_bitwise_or(p)) != NULL;
  return (*key = parse_expression(p)) && accept(p, TOK_COLON) && (*value = parse_expression(p));
}

/* The rest of a dict display behind its first item. */
static AstNode *finish_dict(Parser *p, const Token *open, AstNode *key, AstNode *value) {
  int32_t mark = p->item_count;
  for (;;) {
    if (!parse_push(p, key) || !parse_push(p, value)) return NULL;
    if (!accept(p, TOK_COMMA) || p->tok->type == TOK_RBRACE) break;
    if (!parse_dict_item(p, &key, &value)) return NULL;
  }
  AstDict *node = NODE_AT(Dict, open);
  int32_t count = (p->item_count - mark) / 2;
  AstNode **items = arena_alloc(p->arena, (size_t)count * 2 * sizeof *items);
  if (!node || !items || !accept(p, TOK_RBRACE)) return NULL;
  for (int32_t i = 0; i < count; i++) {
    items[i] = p->items[mark + 2 * i];
    items[count + i] = p->items[mark + 2 * i + 1];
  }
  p->item_count = mark;
  node->keys = (AstSeq){items, count};
  node->values = (AstSeq){items + count, count};
  return node_end(p, node);
}

static AstNode *finish_dict_comprehension(Parser *p, const Token *open, AstNode *key, AstNode *value) {
  AstDictComp *node = NODE_AT(DictComp, open);
  if (!node || !parse_generators(p, &node->generators) || !accept(p, TOK_RBRACE)) return NULL;
  node->key = key;
  node->value = value;
  return node_end(p, node);
}

static AstNode *finish_set(Parser *p, const Token *open, AstNode *first) {
  int32_t mark = p->item_count;
  if (at_comprehension(p)) {
    AstSetComp *node = NODE_AT(SetComp, open);
    if (!node || first->kind == AST_Starred || !parse_generators(p, &node->generators) || !accept(p, TOK_RBRACE))
      return NULL;
    node->elt = first;
    return node_end(p, node);
  }
  AstSet *node = NODE_AT(Set, open);
  if (!node || !parse_push(p, first) || !parse_more(p, parse_star_named_expression) || !accept(p, TOK_RBRACE) ||
      !parse_pop(p, mark, &node->elts))
    return NULL;
  return node_end(p, node);
}

static AstNode *parse_braces(Parser *p) {
  const Token *open = p->tok++;
  if (accept(p, TOK_RBRACE)) {
    AstDict *node = NODE_AT(Dict, open);
    return node ? node_end(p, node) : NULL;
  }
  AstNode *key = NULL, *value = NULL;
  if (p->tok->type == TOK_DOUBLESTAR) return parse_dict_item(p, &key, &value) ? finish_dict(p, open, key, value) : NULL;
  if (!(key = parse_star_named_expression(p))) return NULL;
  if (p->tok->type != TOK_COLON || key->kind == AST_Starred) return finish_set(p, open, key);
  if (key->kind == AST_NamedExpr && !(key->flags & AST_PARENTHESIZED)) return NULL;
  p->tok++;
  if (!(value = parse_expression(p))) return NULL;
  return at_comprehension(p) ? finish_dict_comprehension(p, open, key, value) : finish_dict(p, open, key, value);
}

static AstNode *parse_constant(Parser *p, AstConstKind kind) {
  AstConstant *node = NODE_AT(Constant, p->tok);
  if (!node) return NULL;
  node->value.kind = (uint8_t)kind;
  if (kind == AST_CONST_ABSENT && !literal_number(p, p->tok, &node->value)) return NULL;
  p->tok++;
  return node_end(p, node);
}

/* Bracketed atoms cost as many levels as CPython's rules need to come back to an atom. */
enum { BRACKET_LEVELS = 27 };

static AstNode *parse_bracketed(Parser *p, AstNode *(*parse)(Parser *)) {
  if (!parse_enter(p, BRACKET_LEVELS)) return NULL;
  AstNode *node = parse(p);
  parse_leave(p, BRACKET_LEVELS);
  return node;
}

static AstNode *parse_atom(Parser *p) {
  AstNode *node;
  switch (p->tok->type) {
    case TOK_NAME:
      node = make_name(p, p->tok, AST_Load);
      p->tok++;
      return node;
    case TOK_NUMBER: return parse_constant(p, AST_CONST_ABSENT);
    case TOK_STRING: case TOK_FSTRING_START: case TOK_TSTRING_START: return parse_strings(p);
    case TOK_LPAR: return parse_bracketed(p, parse_parenthesized);
    case TOK_LSQB: return parse_bracketed(p, parse_list);
    case TOK_LBRACE: return parse_bracketed(p, parse_braces);
    case TOK_NONE: return parse_constant(p, AST_CONST_NONE);
    case TOK_TRUE: return parse_constant(p, AST_CONST_TRUE);
    case TOK_FALSE: return parse_constant(p, AST_CONST_FALSE);
    case TOK_ELLIPSIS: return parse_constant(p, AST_CONST_ELLIPSIS);
    default: return NULL;
  }
}

/* ---- primaries -------------------------------------------------------------------------------------------------------- */

/* slice: [expression] ':' [expression] [':' [expression]] | named_expression | '*' expression */
static AstNode *parse_slice(Parser *p) {
  const Token *start = p->tok;
  AstNode *lower = NULL;
  if (start->type == TOK_STAR) return parse_starred(p, parse_expression);
  if (start->type != TOK_COLON) {
    if (!(lower = parse_named_expression(p)) || p->tok->type != TOK_COLON) return lower;
    if (lower->kind == AST_NamedExpr && !(lower->flags & AST_PARENTHESIZED)) return NULL;
  }
  AstSlice *node = NODE_AT(Slice, start);
  if (!node) return NULL;
  p->tok++;
  node->lower = lower;
  if (begins_expression(p->tok) && !(node->upper = parse_expression(p))) return NULL;
  if (accept(p, TOK_COLON) && begins_expression(p->tok) && !(node->step = parse_expression(p))) return NULL;
  return node_end(p, node);
}

/* What stands in a subscript's brackets; a lone starred item makes a tuple too. */
static AstNode *parse_slices(Parser *p) {
  const Token *start = p->tok;
  AstNode *first = parse_slice(p);
  if (!first || (p->tok->type != TOK_COMMA && first->kind != AST_Starred)) return first;
  AstTuple *node = NODE_AT(Tuple, start);
  int32_t mark = p->item_count;
  if (!node || !parse_push(p, first)) return NULL;
  while (accept(p, TOK_COMMA) && p->tok->type != TOK_RSQB) {
    AstNode *next = parse_slice(p);
    if (!next || !parse_push(p, next)) return NULL;
  }
  return parse_pop(p, mark, &node->elts) ? node_end(p, node) : NULL;
}

static AstNode *parse_keyword(Parser *p) {
  Astkeyword *node = NODE_AT(keyword, p->tok);
  if (!node) return NULL;
  if (!accept(p, TOK_DOUBLESTAR)) {
    if (!(node->arg = parse_identifier(p, p->tok))) return NULL;
    p->tok += 2;
  }
  node->value = parse_expression(p);
  return node->value ? node_end(p, node) : NULL;
}

/* Positional arguments first; behind a keyword only *args among them, behind **kwargs none. Two stacks are needed for
 * one list: keywords wait in the arena-grown array. */
bool parse_arguments(Parser *p, AstSeq *args, AstSeq *keywords) {
  int32_t mark = p->item_count, capacity = 0;
  AstSeq words = {0};
  bool unpacked = false;
  while (p->tok->type != TOK_RPAR) {
    AstNode *word = NULL, *arg = NULL;
    if (p->tok->type == TOK_DOUBLESTAR || (p->tok->type == TOK_NAME && p->tok[1].type == TOK_EQUAL)) {
      unpacked |= p->tok->type == TOK_DOUBLESTAR;
      if (!(word = parse_keyword(p))) return false;
    } else if (p->tok->type == TOK_STAR) {
      if (unpacked || !(arg = parse_starred(p, parse_expression))) return false;
    } else if (words.count || !(arg = parse_named_expression(p))) {
      return false;
    }
    if (arg && !parse_push(p, arg)) return false;
    if (word) {
      if (words.count == capacity) {
        capacity = capacity ? capacity * 2 : 4;
        words.items = arena_grow(p->arena, words.items, (size_t)words.count * sizeof *words.items,
                                 (size_t)capacity * sizeof *words.items);
        if (!words.items) return false;
      }
      words.items[words.count++] = word;
    }
    if (!accept(p, TOK_COMMA)) break;
  }
  *keywords = words;
  return accept(p, TOK_RPAR) && parse_pop(p, mark, args);
}

/* A call of `func`; "f(x for x in y)" has the generator's brackets in common with the call. */
static AstNode *parse_call(Parser *p, const Token *start, AstNode *func) {
  const Token *open = p->tok++;
  AstCall *node = NODE_AT(Call, start);
  if (!node) return NULL;
  node->func = func;
  const Token *first = p->tok;
  bool word = first->type == TOK_NAME && first[1].type == TOK_EQUAL;
  if (first->type != TOK_RPAR && !word && begins_expression(first) && first->type != TOK_STAR) {
    AstNode *arg = parse_named_expression(p);
    if (!arg) return NULL;
    if (at_comprehension(p)) {
      int32_t mark = p->item_count;
      AstNode *generator = finish_genexp(p, open, arg);
      if (!generator || !parse_push(p, generator) || !parse_pop(p, mark, &node->args)) return NULL;
      return node_end(p, node);
    }
    if (p->tok->type == TOK_RPAR) { /* one argument, the common case */
      AstNode **items = arena_alloc(p->arena, sizeof *items);
      if (!items) return NULL;
      *items = arg;
      node->args = (AstSeq){items, 1};
      p->tok++;
      return node_end(p, node);
    }
    if (!accept(p, TOK_COMMA) || !parse_push(p, arg)) return NULL;
    int32_t mark = p->item_count - 1;
    AstSeq rest;
    if (!parse_arguments(p, &rest, &node->keywords)) return NULL;
    for (int32_t i = 0; i < rest.count; i++)
      if (!parse_push(p, rest.items[i])) return NULL;
    return parse_pop(p, mark, &node->args) ? node_end(p, node) : NULL;
  }
  return parse_arguments(p, &node->args, &node->keywords) ? node_end(p, node) : NULL;
}

static AstNode *parse_attribute(Parser *p, const Token *start, AstNode *value) {
  AstAttribute *node = NODE_AT(Attribute, start);
  p->tok++;
  if (!node || p->tok->type != TOK_NAME || !(node->attr = parse_identifier(p, p->tok))) return NULL;
  p->tok++;
  node->value = value;
  return node_end(p, node);
}

static AstNode *parse_subscript(Parser *p, const Token *start, AstNode *value) {
  AstSubscript *node = NODE_AT(Subscript, start);
  p->tok++;
  if (!node || !(node->slice = parse_slices(p)) || !accept(p, TOK_RSQB)) return NULL;
  node->value = value;
  return node_end(p, node);
}

AstNode *parse_primary(Parser *p) {
  const Token *start = p->tok;
  AstNode *node = parse_atom(p);
  while (node) {
    switch (p->tok->type) {
      case TOK_DOT: node = parse_attribute(p, start, node); break;
      case TOK_LPAR:
      case TOK_LSQB:
        if (!parse_enter(p, BRACKET_LEVELS)) return NULL;
        node = p->tok->type == TOK_LPAR ? parse_call(p, start, node) : parse_subscript(p, start, node);
        parse_leave(p, BRACKET_LEVELS);
        break;
      default: return node;
    }
  }
  return NULL;
}

/* ---- parameters ------------------------------------------------------------------------------------------------------- */

static AstNode *parse_parameter(Parser *p, bool annotated, bool star) {
  Astarg *node = NODE_AT(arg, p->tok);
  if (!node || p->tok->type != TOK_NAME || !(node->arg = parse_identifier(p, p->tok))) return NULL;
  p->tok++;
  if (annotated && accept(p, TOK_COLON)) {
    node->annotation = star ? parse_star_expression(p) : parse_expression(p);
    if (!node->annotation) return NULL;
  }
  return node_end(p, node);
}

/* Behind '*': [name] and keyword-only parameters with their defaults. Leaves (arg, default) pairs on the stack. */
static bool parse_star_parameters(Parser *p, Astarguments *node, bool lambda, TokenType end) {
  p->tok++;
  if (p->tok->type == TOK_NAME && !(node->vararg = parse_parameter(p, !lambda, true))) return false;
  int32_t words = 0;
  while (accept(p, TOK_COMMA) && p->tok->type != end && p->tok->type != TOK_DOUBLESTAR) {
    AstNode *arg = parse_parameter(p, !lambda, false), *value = NULL;
    if (!arg || (accept(p, TOK_EQUAL) && !(value = parse_expression(p)))) return false;
    if (!parse_push(p, arg) || !parse_push(p, value)) return false;
    words++;
  }
  return node->vararg || words;
}

static bool split_keyword_only(Parser *p, int32_t mark, Astarguments *node) {
  int32_t count = (p->item_count - mark) / 2;
  AstNode **items = arena_alloc(p->arena, (size_t)count * 2 * sizeof *items);
  if (!items) return false;
  for (int32_t i = 0; i < count; i++) {
    items[i] = p->items[mark + 2 * i];
    items[count + i] = p->items[mark + 2 * i + 1];
  }
  p->item_count = mark;
  node->kwonlyargs = (AstSeq){items, count};
  node->kw_defaults = (AstSeq){items + count, count};
  return true;
}

/* The positional parameters and '/'. Defaults, once begun, must go on. */
static bool parse_positional_parameters(Parser *p, Astarguments *node, bool lambda) {
  int32_t mark = p->item_count, capacity = 0;
  while (p->tok->type == TOK_NAME || p->tok->type == TOK_SLASH) {
    if (p->tok->type == TOK_SLASH) {
      if (node->posonlyargs.count || p->item_count == mark || !parse_pop(p, mark, &node->posonlyargs)) return false;
      p->tok++;
    } else {
      AstNode *arg = parse_parameter(p, !lambda, false);
      if (!arg || !parse_push(p, arg)) return false;
      if (accept(p, TOK_EQUAL)) {
        AstSeq *defaults = &node->defaults;
        if (defaults->count == capacity) {
          capacity = capacity ? capacity * 2 : 4;
          defaults->items = arena_grow(p->arena, defaults->items, (size_t)defaults->count * sizeof *defaults->items,
                                       (size_t)capacity * sizeof *defaults->items);
          if (!defaults->items) return false;
        }
        if (!(defaults->items[defaults->count++] = parse_expression(p))) return false;
      } else if (node->defaults.count) {
        return false;
      }
    }
    if (!accept(p, TOK_COMMA)) break;
  }
  return parse_pop(p, mark, &node->args);
}

AstNode *parse_parameters(Parser *p, bool lambda) {
  Astarguments *node = NODE_AT(arguments, p->tok);
  TokenType end = lambda ? TOK_COLON : TOK_RPAR;
  if (!node) return NULL;
  if (p->tok->type == end) return &node->node;
  if (!parse_positional_parameters(p, node, lambda)) return NULL;
  bool comma = p->tok[-1].type == TOK_COMMA || (!node->args.count && !node->posonlyargs.count);
  if (comma && p->tok->type == TOK_STAR) {
    int32_t mark = p->item_count;
    if (!parse_star_parameters(p, node, lambda, end) || !split_keyword_only(p, mark, node)) return NULL;
    comma = p->tok[-1].type == TOK_COMMA;
  }
  if (comma && accept(p, TOK_DOUBLESTAR)) {
    if (!(node->kwarg = parse_parameter(p, !lambda, false))) return NULL;
    accept(p, TOK_COMMA);
  }
  return p->tok->type == end ? &node->node : NULL;
}
