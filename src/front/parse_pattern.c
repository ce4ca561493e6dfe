/* The match statement and its patterns (PEP 634). */
#include <string.h>

#include "front/parse.h"

static AstNode *parse_pattern(Parser *p);
static AstNode *parse_closed(Parser *p);

/* ---- literals and names ----------------------------------------------------------------------------------------------- */

static AstNode *number(Parser *p) {
  AstConstant *node = NODE_AT(Constant, p->tok);
  if (!node || p->tok->type != TOK_NUMBER || !literal_number(p, p->tok, &node->value)) return NULL;
  p->tok++;
  return node_end(p, node);
}

static AstNode *signed_number(Parser *p) {
  if (p->tok->type != TOK_MINUS) return number(p);
  AstUnaryOp *node = NODE_AT(UnaryOp, p->tok++);
  if (!node || !(node->operand = number(p))) return NULL;
  node->op = AST_USub;
  return node_end(p, node);
}

static bool is_imaginary(AstNode *node) {
  if (node->kind == AST_UnaryOp) node = ast_UnaryOp(node)->operand;
  return ast_Constant(node)->value.kind == AST_CONST_IMAG;
}

/* signed_number | signed_number ('+' | '-') NUMBER: a complex literal needs a real and an imaginary part. */
static AstNode *number_literal(Parser *p) {
  AstNode *left = signed_number(p);
  if (!left || (p->tok->type != TOK_PLUS && p->tok->type != TOK_MINUS)) return left;
  AstBinOp *node = NODE_FROM(BinOp, left);
  if (!node) return NULL;
  node->left = left;
  node->op = p->tok->type == TOK_PLUS ? AST_Add : AST_Sub;
  const Token *real = p->tok - 1, *imaginary = ++p->tok;
  if (imaginary->type == TOK_NUMBER && is_imaginary(left))
    return parse_fail(p, real, real, "real number required in complex literal");
  if (!(node->right = number(p))) return NULL;
  if (!is_imaginary(node->right))
    return parse_fail(p, imaginary, imaginary, "imaginary number required in complex literal");
  return node_end(p, node);
}

static AstNode *match_value(Parser *p, AstNode *value) {
  AstMatchValue *node = value ? NODE_FROM(MatchValue, value) : NULL;
  if (!node) return NULL;
  node->value = value;
  return node_end(p, node);
}

static AstConstKind singleton(TokenType type) {
  switch (type) {
    case TOK_NONE: return AST_CONST_NONE;
    case TOK_TRUE: return AST_CONST_TRUE;
    case TOK_FALSE: return AST_CONST_FALSE;
    default: return AST_CONST_ABSENT;
  }
}

static AstNode *match_singleton(Parser *p) {
  AstMatchSingleton *node = NODE_AT(MatchSingleton, p->tok);
  if (!node) return NULL;
  node->value.kind = (uint8_t)singleton(p->tok->type);
  p->tok++;
  return node_end(p, node);
}

/* NAME ('.' NAME)* as an expression. */
static AstNode *dotted(Parser *p) {
  AstName *name = NODE_AT(Name, p->tok);
  if (!name || !(name->id = parse_identifier(p, p->tok))) return NULL;
  p->tok++;
  AstNode *node = node_end(p, name);
  while (accept(p, TOK_DOT)) {
    AstAttribute *attribute = NODE_FROM(Attribute, node);
    if (!attribute || p->tok->type != TOK_NAME || !(attribute->attr = parse_identifier(p, p->tok))) return NULL;
    p->tok++;
    attribute->value = node;
    node = node_end(p, attribute);
  }
  return node;
}

/* ---- captures and wildcards ---------------------------------------------------------------------------------------------- */

/* A name to bind: not "_", and not the beginning of something longer. */
static const AstString *capture_target(Parser *p) {
  if (p->tok->type != TOK_NAME || TOKEN_IS(p->tok, "_")) return NULL;
  TokenType next = p->tok[1].type;
  if (next == TOK_DOT || next == TOK_LPAR || next == TOK_EQUAL) return NULL;
  return parse_identifier(p, p->tok++);
}

static AstNode *match_star(Parser *p) {
  AstMatchStar *node = NODE_AT(MatchStar, p->tok++);
  if (!node) return NULL;
  if (TOKEN_IS(p->tok, "_")) p->tok++;
  else if (!(node->name = capture_target(p))) return NULL;
  return node_end(p, node);
}

/* ---- sequences ------------------------------------------------------------------------------------------------------------- */

static AstNode *maybe_star(Parser *p) { return p->tok->type == TOK_STAR ? match_star(p) : parse_pattern(p); }

/* The items of a sequence behind its bracket or its first item, and the closing bracket. */
static AstNode *finish_sequence(Parser *p, const Token *start, int32_t mark, TokenType close) {
  AstMatchSequence *node = NODE_AT(MatchSequence, start);
  if (!node) return NULL;
  while (p->tok->type != close) {
    AstNode *item = maybe_star(p);
    if (!item || !parse_push(p, item)) return NULL;
    if (!accept(p, TOK_COMMA)) break;
  }
  if (close != TOK_COLON && !accept(p, close)) return NULL;
  return parse_pop(p, mark, &node->patterns) ? node_end(p, node) : NULL;
}

/* '(' pattern ')' or a sequence in parentheses. */
static AstNode *group_or_sequence(Parser *p) {
  const Token *open = p->tok++;
  int32_t mark = p->item_count;
  if (p->tok->type != TOK_RPAR) {
    bool star = p->tok->type == TOK_STAR;
    AstNode *first = maybe_star(p);
    if (!first) return NULL;
    if (!star && accept(p, TOK_RPAR)) return first;
    if (!accept(p, TOK_COMMA) || !parse_push(p, first)) return NULL;
  }
  return finish_sequence(p, open, mark, TOK_RPAR);
}

/* ---- mappings --------------------------------------------------------------------------------------------------------------- */

/* literal_expr | attr */
static AstNode *mapping_key(Parser *p) {
  switch (p->tok->type) {
    case TOK_NUMBER: case TOK_MINUS: return number_literal(p);
    case TOK_STRING: case TOK_FSTRING_START: case TOK_TSTRING_START: return parse_strings(p);
    case TOK_NAME: return p->tok[1].type == TOK_DOT ? dotted(p) : NULL;
    case TOK_NONE: case TOK_TRUE: case TOK_FALSE: {
      AstConstant *node = NODE_AT(Constant, p->tok);
      if (!node) return NULL;
      node->value.kind = (uint8_t)singleton(p->tok->type);
      p->tok++;
      return node_end(p, node);
    }
    default: return NULL;
  }
}

/* The even items from `mark` on are keys, the odd ones patterns. */
static bool split_pairs(Parser *p, int32_t mark, AstSeq *even, AstSeq *odd) {
  int32_t count = (p->item_count - mark) / 2;
  AstNode **items = arena_alloc(p->arena, (size_t)count * 2 * sizeof *items);
  if (!items) return false;
  for (int32_t i = 0; i < count; i++) {
    items[i] = p->items[mark + 2 * i];
    items[count + i] = p->items[mark + 2 * i + 1];
  }
  p->item_count = mark;
  *even = (AstSeq){items, count};
  *odd = (AstSeq){items + count, count};
  return true;
}

static AstNode *match_mapping(Parser *p) {
  AstMatchMapping *node = NODE_AT(MatchMapping, p->tok++);
  int32_t mark = p->item_count;
  if (!node) return NULL;
  while (p->tok->type != TOK_RBRACE) {
    if (accept(p, TOK_DOUBLESTAR)) {
      if (!(node->rest = capture_target(p))) return NULL;
      accept(p, TOK_COMMA);
      break;
    }
    AstNode *key = mapping_key(p), *value;
    if (!key || !accept(p, TOK_COLON) || !(value = parse_pattern(p))) return NULL;
    if (!parse_push(p, key) || !parse_push(p, value)) return NULL;
    if (!accept(p, TOK_COMMA)) break;
  }
  if (!accept(p, TOK_RBRACE) || !split_pairs(p, mark, &node->keys, &node->patterns)) return NULL;
  return node_end(p, node);
}

/* ---- classes ----------------------------------------------------------------------------------------------------------------- */

/* NAME '=' pattern, ...: names and patterns in pairs on the stack. */
static bool keyword_patterns(Parser *p, AstMatchClass *node) {
  int32_t mark = p->item_count;
  while (p->tok->type == TOK_NAME && p->tok[1].type == TOK_EQUAL) {
    const AstString *name = parse_identifier(p, p->tok);
    p->tok += 2;
    AstNode *value = name ? parse_pattern(p) : NULL;
    if (!value || !parse_push(p, (void *)(uintptr_t)name) || !parse_push(p, value)) return false;
    if (!accept(p, TOK_COMMA)) break;
  }
  AstSeq names;
  if (!split_pairs(p, mark, &names, &node->kwd_patterns)) return false;
  node->kwd_attrs = (AstIdentifierSeq){(const AstString **)(void *)names.items, names.count};
  return true;
}

static AstNode *match_class(Parser *p, AstNode *cls) {
  AstMatchClass *node = NODE_FROM(MatchClass, cls);
  int32_t mark = p->item_count;
  if (!node) return NULL;
  p->tok++;
  node->cls = cls;
  while (p->tok->type != TOK_RPAR && !(p->tok->type == TOK_NAME && p->tok[1].type == TOK_EQUAL)) {
    AstNode *item = parse_pattern(p);
    if (!item || !parse_push(p, item)) return NULL;
    if (!accept(p, TOK_COMMA)) break;
  }
  if (!parse_pop(p, mark, &node->patterns)) return NULL;
  bool more = p->tok[-1].type == TOK_COMMA || p->tok[-1].type == TOK_LPAR;
  if (more && p->tok->type != TOK_RPAR && !keyword_patterns(p, node)) return NULL;
  return accept(p, TOK_RPAR) ? node_end(p, node) : NULL;
}

/* A capture, "_", a dotted value or a class pattern. */
static AstNode *name_pattern(Parser *p) {
  TokenType next = p->tok[1].type;
  if (next != TOK_DOT && next != TOK_LPAR) {
    AstMatchAs *node = NODE_AT(MatchAs, p->tok);
    if (!node || next == TOK_EQUAL) return NULL;
    if (TOKEN_IS(p->tok, "_")) p->tok++;
    else if (!(node->name = capture_target(p))) return NULL;
    return node_end(p, node);
  }
  AstNode *name = dotted(p);
  if (!name || p->tok->type == TOK_EQUAL) return NULL;
  return p->tok->type == TOK_LPAR ? match_class(p, name) : match_value(p, name);
}

/* ---- patterns ------------------------------------------------------------------------------------------------------------------ */

static AstNode *parse_closed(Parser *p) {
  switch (p->tok->type) {
    case TOK_NUMBER: case TOK_MINUS: return match_value(p, number_literal(p));
    case TOK_STRING: case TOK_FSTRING_START: case TOK_TSTRING_START: return match_value(p, parse_strings(p));
    case TOK_NONE: case TOK_TRUE: case TOK_FALSE: return match_singleton(p);
    case TOK_NAME: return name_pattern(p);
    case TOK_LPAR: return group_or_sequence(p);
    case TOK_LSQB: {
      const Token *open = p->tok++;
      return finish_sequence(p, open, p->item_count, TOK_RSQB);
    }
    case TOK_LBRACE: return match_mapping(p);
    default: return NULL;
  }
}

static AstNode *parse_or(Parser *p) {
  const Token *start = p->tok;
  AstNode *first = parse_closed(p);
  if (!first || p->tok->type != TOK_VBAR) return first;
  AstMatchOr *node = NODE_AT(MatchOr, start);
  int32_t mark = p->item_count;
  if (!node || !parse_push(p, first)) return NULL;
  while (accept(p, TOK_VBAR)) {
    AstNode *next = parse_closed(p);
    if (!next || !parse_push(p, next)) return NULL;
  }
  return parse_pop(p, mark, &node->patterns) ? node_end(p, node) : NULL;
}

/* or_pattern ['as' NAME] */
static AstNode *parse_pattern(Parser *p) {
  enum { PATTERN_LEVELS = 20 };
  if (!parse_enter(p, PATTERN_LEVELS)) return NULL;
  const Token *start = p->tok;
  AstNode *pattern = parse_or(p);
  parse_leave(p, PATTERN_LEVELS);
  if (!pattern || !accept(p, TOK_AS)) return pattern;
  AstMatchAs *node = NODE_AT(MatchAs, start);
  if (!node || !(node->name = capture_target(p))) return NULL;
  node->pattern = pattern;
  return node_end(p, node);
}

/* A case's patterns: with a comma an open sequence. */
static AstNode *parse_patterns(Parser *p) {
  const Token *start = p->tok;
  int32_t mark = p->item_count;
  AstNode *first = maybe_star(p);
  if (!first || (p->tok->type != TOK_COMMA && start->type != TOK_STAR)) return first;
  if (!accept(p, TOK_COMMA) || !parse_push(p, first)) return NULL;
  AstMatchSequence *node = NODE_AT(MatchSequence, start);
  while (p->tok->type != TOK_COLON && p->tok->type != TOK_IF) {
    AstNode *item = maybe_star(p);
    if (!item || !parse_push(p, item)) return NULL;
    if (!accept(p, TOK_COMMA)) break;
  }
  return node && parse_pop(p, mark, &node->patterns) ? node_end(p, node) : NULL;
}

/* ---- the statement -------------------------------------------------------------------------------------------------------------- */

static AstNode *parse_case(Parser *p) {
  Astmatch_case *node = NODE_AT(match_case, p->tok++);
  if (!node || !(node->pattern = parse_patterns(p))) return NULL;
  if (accept(p, TOK_IF) && !(node->guard = parse_named_expression(p))) return NULL;
  return parse_block(p, &node->body) ? node_end(p, node) : NULL;
}

/* "match" is a soft keyword: NULL without an error and nothing taken when this is no match statement. */
AstNode *parse_match(Parser *p) {
  ParsePoint point = parse_point(p);
  AstMatch *node = NODE_AT(Match, p->tok++);
  if (!node) return NULL;
  node->subject = parse_star_named_expressions(p);
  if (!node->subject || node->subject->kind == AST_Starred || p->tok[0].type != TOK_COLON ||
      p->tok[1].type != TOK_NEWLINE || p->tok[2].type != TOK_INDENT || !TOKEN_IS(&p->tok[3], "case")) {
    parse_back(p, point);
    return NULL;
  }
  p->tok += 3;
  int32_t mark = p->item_count;
  do {
    AstNode *block = parse_case(p);
    if (!block || !parse_push(p, block)) return NULL;
  } while (TOKEN_IS(p->tok, "case"));
  return parse_pop(p, mark, &node->cases) && accept(p, TOK_DEDENT) ? node_end(p, node) : NULL;
}
