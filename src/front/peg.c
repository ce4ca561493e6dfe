#include "front/peg.h"

#include <string.h>

typedef enum PegOp {
  PEG_TOKEN,    /* type */
  PEG_WORD,     /* text: a soft keyword */
  PEG_SOFT,     /* any soft keyword */
  PEG_RULE,     /* rule */
  PEG_GROUP,    /* alternatives */
  PEG_OPTIONAL, /* inner */
  PEG_REPEAT,   /* inner, at least `least` times, `separator` between */
  PEG_AND,      /* inner */
  PEG_NOT,      /* inner */
  PEG_CUT,
  PEG_FORCED    /* type */
} PegOp;

typedef struct PegAlternative {
  PegExpr **items;
  int32_t count;
  bool has_action, check, guarded; /* check: matches unless its action finds an error; guarded: begins with an invalid_ rule */
  char result;              /* label of the result, or 0 */
  const char *name;         /* of the result, or NULL */
  PegAction action;
} PegAlternative;

struct PegExpr {
  PegOp op;
  char label;
  uint8_t type;
  bool least;
  const char *text;
  int32_t rule, count;
  PegExpr *inner, *separator;
  PegAlternative *alternatives;
};

typedef struct PegRule {
  const char *name;
  bool memo, loop, invalid;
  PegExpr body; /* a PEG_GROUP */
} PegRule;

typedef struct PegMemo {
  struct PegMemo *next;
  int32_t rule, end;
  PegNode *node;
} PegMemo;

/* ---- reading the grammar ------------------------------------------------------------------------------------------------ */

typedef struct Reader {
  Peg *peg;
  Arena *arena;
  const char *s;
  PegExpr spare; /* stands in when memory runs out */
} Reader;

static void skip_space(Reader *r) {
  while (*r->s == ' ' || *r->s == '\n') r->s++;
}

static bool take(Reader *r, const char *text) {
  skip_space(r);
  size_t n = strlen(text);
  if (strncmp(r->s, text, n)) return false;
  r->s += n;
  return true;
}

static bool word_char(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/* An identifier, copied; "" when there is none. */
static const char *read_word(Reader *r) {
  skip_space(r);
  const char *start = r->s;
  while (word_char(*r->s)) r->s++;
  const char *word = arena_strdup(r->arena, start, (size_t)(r->s - start));
  return word ? word : "";
}

/* "..." with \" inside. */
static const char *read_string(Reader *r) {
  skip_space(r);
  assert(*r->s == '"');
  const char *end = ++r->s;
  while (*end != '"') end += *end == '\\' ? 2 : 1;
  char *text = arena_alloc(r->arena, (size_t)(end - r->s) + 1), *out = text;
  for (; r->s < end; r->s++) {
    if (*r->s == '\\') r->s++;
    if (out) *out++ = *r->s;
  }
  r->s++;
  return text ? text : "";
}

static uint8_t token_type_of(const char *text, size_t n) {
  for (int type = 0; type <= TOK_LAST_KEYWORD; type++) {
    const char *known = token_text((TokenType)type);
    if (known && strlen(known) == n && !memcmp(known, text, n)) return (uint8_t)type;
  }
  assert(!"unknown token in the grammar");
  return TOK_ERRORTOKEN;
}

static uint8_t read_quoted_token(Reader *r) {
  take(r, "'");
  const char *end = strchr(r->s, '\'');
  uint8_t type = token_type_of(r->s, (size_t)(end - r->s));
  r->s = end + 1;
  return type;
}

static int32_t find_rule(const Peg *peg, const char *name) {
  for (int32_t i = 0; i < peg->rule_count; i++)
    if (peg->rules[i].name && !strcmp(peg->rules[i].name, name)) return i;
  return -1;
}

/* The rule's index, a new one for a rule not met before. */
static int32_t rule_index(Reader *r, const char *name) {
  int32_t i = find_rule(r->peg, name);
  if (i >= 0) return i;
  PegRule *rule = &r->peg->rules[i = r->peg->rule_count++];
  rule->name = name;
  rule->invalid = !strncmp(name, "invalid_", 8);
  return i;
}

enum { MAX_RULES = 320, MAX_ITEMS = 24 };

static void read_alternatives(Reader *r, PegExpr *group);

static PegExpr *new_expr(Reader *r, PegOp op) {
  PegExpr *expr = arena_alloc(r->arena, sizeof *expr);
  if (!expr) expr = memset(&r->spare, 0, sizeof r->spare);
  expr->op = op;
  return expr;
}

static PegExpr *read_group(Reader *r, const char *close) {
  PegExpr *group = new_expr(r, PEG_GROUP);
  read_alternatives(r, group);
  bool closed = take(r, close);
  assert(closed || r->arena->failed);
  (void)closed;
  return group;
}

static PegExpr *read_named(Reader *r) {
  static const struct { const char *name; uint8_t type; } classes[] = {
      {"NAME", TOK_NAME}, {"NUMBER", TOK_NUMBER}, {"STRING", TOK_STRING}, {"NEWLINE", TOK_NEWLINE},
      {"INDENT", TOK_INDENT}, {"DEDENT", TOK_DEDENT}, {"ENDMARKER", TOK_ENDMARKER}, {"NOTEQUAL", TOK_NOTEQUAL},
      {"FSTRING_START", TOK_FSTRING_START}, {"FSTRING_MIDDLE", TOK_FSTRING_MIDDLE}, {"FSTRING_END", TOK_FSTRING_END},
      {"TSTRING_START", TOK_TSTRING_START}, {"TSTRING_MIDDLE", TOK_TSTRING_MIDDLE}, {"TSTRING_END", TOK_TSTRING_END}};
  const char *word = read_word(r);
  if (!strcmp(word, "SOFT_KEYWORD")) return new_expr(r, PEG_SOFT);
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
    if (strcmp(classes[i].name, word)) continue;
    PegExpr *expr = new_expr(r, PEG_TOKEN);
    expr->type = classes[i].type;
    return expr;
  }
  PegExpr *expr = new_expr(r, PEG_RULE);
  expr->rule = rule_index(r, word);
  return expr;
}

static PegExpr *read_atom(Reader *r) {
  PegExpr *expr;
  if (take(r, "(")) return read_group(r, ")");
  if (take(r, "[")) {
    expr = new_expr(r, PEG_OPTIONAL);
    expr->inner = read_group(r, "]");
    return expr;
  }
  skip_space(r);
  if (*r->s == '\'') {
    expr = new_expr(r, PEG_TOKEN);
    expr->type = read_quoted_token(r);
    return expr;
  }
  if (*r->s == '"') {
    expr = new_expr(r, PEG_WORD);
    expr->text = read_string(r);
    return expr;
  }
  return read_named(r);
}

static PegExpr *repeated(Reader *r, PegExpr *inner, PegExpr *separator, bool least) {
  PegExpr *expr = new_expr(r, PEG_REPEAT);
  expr->inner = inner;
  expr->separator = separator;
  expr->least = least;
  return expr;
}

static PegExpr *read_item(Reader *r) {
  skip_space(r);
  if (take(r, "&&")) {
    PegExpr *expr = new_expr(r, PEG_FORCED);
    expr->type = read_quoted_token(r);
    return expr;
  }
  if (take(r, "~")) return new_expr(r, PEG_CUT);
  if (*r->s == '&' || *r->s == '!') {
    PegExpr *expr = new_expr(r, *r->s++ == '&' ? PEG_AND : PEG_NOT);
    expr->inner = read_atom(r);
    return expr;
  }
  char label = 0;
  if (*r->s >= 'a' && *r->s <= 'c' && r->s[1] == '=') label = *r->s, r->s += 2;
  PegExpr *expr = read_atom(r);
  if (take(r, ".")) {
    expr = repeated(r, read_atom(r), expr, true);
    take(r, "+");
  } else if (take(r, "*")) {
    expr = repeated(r, expr, NULL, false);
  } else if (take(r, "+")) {
    expr = repeated(r, expr, NULL, true);
  }
  expr->label = label;
  return expr;
}

static void read_action(Reader *r, PegAlternative *alternative) {
  PegAction *action = &alternative->action;
  alternative->has_action = true;
  action->verb = read_word(r);
  skip_space(r);
  char *labels[2] = {&action->first, &action->second};
  for (int i = 0; i < 2 && *r->s >= 'a' && *r->s <= 'c' && r->s[1] == ' '; i++) {
    *labels[i] = *r->s++;
    skip_space(r);
  }
  alternative->check = !strcmp(action->verb, "check");
  action->message = *r->s == '"' ? read_string(r) : read_word(r);
  take(r, "}");
}

static void read_alternative(Reader *r, PegAlternative *alternative) {
  PegExpr *items[MAX_ITEMS];
  for (;;) {
    skip_space(r);
    if (take(r, "{")) {
      read_action(r, alternative);
      if (!alternative->check) break;
      continue;
    }
    if (take(r, "->")) {
      skip_space(r);
      if (*r->s == '"') alternative->name = read_string(r);
      else alternative->result = *r->s++;
      break;
    }
    if (*r->s == '|' || *r->s == ';' || *r->s == ')' || *r->s == ']' || r->arena->failed) break;
    assert(alternative->count < MAX_ITEMS);
    PegExpr *item = items[alternative->count++] = read_item(r);
    if (alternative->count == 1) alternative->guarded = item->op == PEG_RULE && r->peg->rules[item->rule].invalid;
  }
  size_t size = (size_t)alternative->count * sizeof *items;
  alternative->items = arena_alloc(r->arena, size);
  if (alternative->items) memcpy(alternative->items, items, size);
}

static void read_alternatives(Reader *r, PegExpr *group) {
  int32_t capacity = 0;
  do {
    if (group->count == capacity) {
      capacity = capacity ? capacity * 2 : 2;
      group->alternatives = arena_grow(r->arena, group->alternatives, (size_t)group->count * sizeof *group->alternatives,
                                       (size_t)capacity * sizeof *group->alternatives);
      if (!group->alternatives) return;
    }
    memset(&group->alternatives[group->count], 0, sizeof *group->alternatives);
    read_alternative(r, &group->alternatives[group->count++]);
  } while (!r->arena->failed && take(r, "|"));
}

static void read_grammar(Reader *r) {
  for (skip_space(r); *r->s && !r->arena->failed; skip_space(r)) {
    bool memo = take(r, "memo ");
    PegRule *rule = &r->peg->rules[rule_index(r, read_word(r))];
    rule->memo = memo;
    take(r, ":");
    rule->loop = take(r, "loop ");
    rule->body.op = PEG_GROUP;
    read_alternatives(r, &rule->body);
    take(r, ";");
    assert(r->peg->rule_count < MAX_RULES);
  }
}

Peg *peg_new(Parser *p, const char *grammar, void (*act)(Peg *, const PegAction *, PegNode *const[3])) {
  Peg *peg = arena_alloc(p->arena, sizeof *peg);
  PegRule *rules = arena_alloc(p->arena, MAX_RULES * sizeof *rules);
  if (!peg || !rules) return NULL;
  peg->p = p;
  peg->act = act;
  peg->rules = rules;
  read_grammar(&(Reader){.peg = peg, .arena = p->arena, .s = grammar});
  return p->arena->failed ? NULL : peg;
}

/* ---- matching ------------------------------------------------------------------------------------------------------------- */

static PegNode *match(Peg *peg, const PegExpr *expr);

/* What matched but is not worth keeping: lookahead, absent options. */
static PegNode nothing;

static PegNode *new_node(Peg *peg, const char *name, int32_t first) {
  PegNode *node = arena_alloc(peg->p->arena, sizeof *node);
  if (!node) {
    peg->stopped = true;
    return NULL;
  }
  *node = (PegNode){.name = name, .first = first, .end = peg->mark};
  return node;
}

/* Looks at the next token. An ERRORTOKEN ends the search: it is the error. */
static const Token *peek(Peg *peg) {
  const Token *token = &peg->p->tokens[peg->mark];
  if (peg->mark > peg->furthest) peg->furthest = peg->mark;
  if (token->type == TOK_ERRORTOKEN) peg->stopped = true;
  return token;
}

static PegNode *match_token(Peg *peg, bool matches) {
  if (!matches || peg->stopped) return NULL;
  peg->mark++;
  return new_node(peg, NULL, peg->mark - 1);
}

static bool is_soft_keyword(const Parser *p, const Token *token) {
  return TOKEN_IS(token, "_") || TOKEN_IS(token, "case") || TOKEN_IS(token, "match") || TOKEN_IS(token, "type");
}

/* "!=", or "<>" after a future import (PEP 401). */
static PegNode *match_not_equal(Peg *peg) {
  const Token *token = peek(peg);
  bool diamond = token_is_diamond(token), wrong = peg->p->barry ? token->type == TOK_NOTEQUAL : diamond;
  if (wrong && (peg->p->barry || peg->invalid) && !peg->stopped) {
    parse_fail(peg->p, token, token + diamond, diamond ? "invalid syntax.  Maybe you meant '!=' instead of '<>'?"
                                                       : "with Barry as BDFL, use '<>' instead of '!='");
    peg->stopped = true;
  }
  if (wrong || (!diamond && token->type != TOK_NOTEQUAL)) return NULL;
  peg->mark += diamond;
  return match_token(peg, true);
}

static PegNode *match_forced(Peg *peg, const PegExpr *expr) {
  const Token *token = peek(peg);
  if (!peg->stopped && token->type != expr->type) {
    parse_fail(peg->p, token, token, "expected '%s'", token_text(expr->type));
    peg->stopped = true;
  }
  return match_token(peg, true);
}

static PegNode *match_repeat(Peg *peg, const PegExpr *expr) {
  int32_t first = peg->mark, count = 0, capacity = 0;
  PegNode **children = NULL;
  for (;;) {
    int32_t before = peg->mark;
    PegNode *item = NULL;
    if (!count || !expr->separator || match(peg, expr->separator)) item = match(peg, expr->inner);
    if (peg->stopped) return NULL;
    if (!item || peg->mark == before) {
      peg->mark = before;
      break;
    }
    if (count == capacity) {
      capacity = capacity ? capacity * 2 : 4;
      children = arena_grow(peg->p->arena, children, (size_t)count * sizeof *children, (size_t)capacity * sizeof *children);
      if (!children) return peg->stopped = true, NULL;
    }
    children[count++] = item;
  }
  if (expr->least && !count) return NULL;
  PegNode *node = new_node(peg, NULL, first);
  if (node) node->children = children, node->count = count;
  return node;
}

static PegNode *match_lookahead(Peg *peg, const PegExpr *expr) {
  int32_t before = peg->mark;
  bool found = match(peg, expr->inner);
  peg->mark = before;
  return !peg->stopped && found == (expr->op == PEG_AND) ? &nothing : NULL;
}

/* The node of an alternative whose items all matched. */
static PegNode *alternative_result(Peg *peg, const PegAlternative *alternative, PegNode **items, PegNode *const labels[3],
                                   int32_t first) {
  if (alternative->has_action) {
    peg->act(peg, &alternative->action, labels);
    if (!alternative->check || peg->stopped) return NULL;
  }
  if (alternative->result) return labels[alternative->result - 'a'];
  PegNode *only = NULL;
  int32_t count = 0;
  for (int32_t i = 0; i < alternative->count; i++)
    if (items[i] != &nothing) only = items[i], items[count++] = items[i];
  if (count == 1 && !alternative->name) return only;
  PegNode *node = new_node(peg, alternative->name, first);
  if (!node) return NULL;
  node->children = arena_alloc(peg->p->arena, (size_t)count * sizeof *items);
  if (!node->children) return peg->stopped = true, NULL;
  memcpy(node->children, items, (size_t)count * sizeof *items);
  node->count = count;
  return node;
}

static PegNode *match_alternative(Peg *peg, const PegAlternative *alternative, bool *cut) {
  PegNode *items[MAX_ITEMS], *labels[3] = {NULL};
  int32_t first = peg->mark;
  for (int32_t i = 0; i < alternative->count; i++) {
    const PegExpr *expr = alternative->items[i];
    if (expr->op == PEG_CUT) {
      *cut = true;
      items[i] = &nothing;
      continue;
    }
    if (!(items[i] = match(peg, expr))) return NULL;
    if (expr->label) labels[expr->label - 'a'] = items[i];
  }
  return alternative_result(peg, alternative, items, labels, first);
}

static PegNode *match_group(Peg *peg, const PegExpr *group) {
  int32_t first = peg->mark;
  bool cut = false;
  for (int32_t i = 0; i < group->count && !cut; i++) {
    if (group->alternatives[i].guarded && !peg->invalid) continue;
    PegNode *node = match_alternative(peg, &group->alternatives[i], &cut);
    if (peg->stopped) return NULL;
    if (node) return node;
    peg->mark = first;
  }
  return NULL;
}

/* "loop first suffix": a left-recursive rule, each round's result taking the suffix's name. */
static PegNode *match_loop(Peg *peg, const PegRule *rule) {
  const PegAlternative *parts = &rule->body.alternatives[0];
  int32_t first = peg->mark;
  PegNode *node = match(peg, parts->items[0]);
  while (node) {
    int32_t before = peg->mark;
    PegNode *suffix = match(peg, parts->items[1]);
    if (peg->stopped) return NULL;
    if (!suffix) {
      peg->mark = before;
      break;
    }
    if (!(node = new_node(peg, suffix->name, first))) return NULL;
  }
  return node;
}

static PegNode *match_rule_body(Peg *peg, const PegRule *rule) {
  if (rule->loop) return match_loop(peg, rule);
  bool invalid = peg->invalid;
  if (!strcmp(rule->name, "expression_without_invalid")) peg->invalid = false;
  PegNode *node = match_group(peg, &rule->body);
  peg->invalid = invalid;
  return node;
}

static PegNode *match_rule(Peg *peg, int32_t index) {
  const PegRule *rule = &peg->rules[index];
  int32_t first = peg->mark;
  if (rule->memo) {
    for (PegMemo *memo = peg->memo[first]; memo; memo = memo->next) {
      if (memo->rule != index) continue;
      peg->mark = memo->end;
      return memo->node;
    }
  }
  if (++peg->depth >= PARSE_MAX_DEPTH || (uintptr_t)__builtin_frame_address(0) <= peg->p->stack_floor) {
    parse_enter_fail(peg->p);
    peg->stopped = true;
  }
  PegNode *node = peg->stopped ? NULL : match_rule_body(peg, rule);
  peg->depth--;
  if (!rule->memo || peg->stopped) return node;
  PegMemo *memo = arena_alloc(peg->p->arena, sizeof *memo);
  if (!memo) return peg->stopped = true, NULL;
  *memo = (PegMemo){peg->memo[first], index, peg->mark, node};
  peg->memo[first] = memo;
  return node;
}

static PegNode *match(Peg *peg, const PegExpr *expr) {
  if (peg->stopped) return NULL;
  switch (expr->op) {
    case PEG_TOKEN:
      if (expr->type == TOK_NOTEQUAL) return match_not_equal(peg);
      return match_token(peg, peek(peg)->type == expr->type);
    case PEG_WORD: return match_token(peg, token_is(peg->p, peek(peg), expr->text, strlen(expr->text)));
    case PEG_SOFT: return match_token(peg, is_soft_keyword(peg->p, peek(peg)));
    case PEG_RULE: return match_rule(peg, expr->rule);
    case PEG_GROUP: return match_group(peg, expr);
    case PEG_REPEAT: return match_repeat(peg, expr);
    case PEG_FORCED: return match_forced(peg, expr);
    case PEG_OPTIONAL: {
      PegNode *node = match(peg, expr->inner);
      return node || peg->stopped ? node : &nothing;
    }
    default: return match_lookahead(peg, expr);
  }
}

PegNode *peg_run(Peg *peg, const char *rule, bool invalid) {
  peg->memo = arena_alloc(peg->p->arena, (peg->p->token_count + 4) * sizeof *peg->memo);
  if (!peg->memo) return NULL;
  peg->mark = peg->depth = 0;
  peg->stopped = false;
  peg->invalid = invalid;
  return match_rule(peg, find_rule(peg, rule));
}
