/* Why a source is not Python: the error that CPython reports, in its words and at its place.
 *
 * The order in which causes count: an error that the lexer met anywhere, one that the first pass set itself, one that a
 * rule for a common mistake finds, an open bracket, and at last "invalid syntax" at the furthest token that the first
 * pass looked at. */
#include <stdio.h>
#include <string.h>

#include "base/common.h"
#include "front/peg.h"

#define GRAMMAR(...) #__VA_ARGS__
static const char grammar[] =
#include "front/syntax_grammar.def"
    ;

/* ---- places ------------------------------------------------------------------------------------------------------------- */

/* Where the lexer stood behind a token: bytes from the start of its line. */
static int32_t cursor_column(const Parser *p, const Token *token) {
  if (token->type == TOK_ERRORTOKEN) return (int32_t)(p->lexer.cursor - p->lexer.line_start);
  if (token->col >= 0) return token->end_col;
  const char *cursor = p->text + token->end, *line = cursor;
  if (line == p->lexer.end && line > p->text) line--;
  while (line > p->text && line[-1] != '\n') line--;
  return (int32_t)(cursor - line);
}

ErrorPlace syntax_error_place(const Parser *p, const Token *token, const Token *last_read) {
  ErrorPlace place = {token->line, token->col + 1, token->end_line, token->end_col + 1,
                      last_read->line_end <= token->line};
  if (token->col < 0) place.offset = cursor_column(p, token), place.end_offset = -1;
  return place;
}

static const Token *last_token(const Peg *peg) { return &peg->p->tokens[peg->furthest]; }

static ErrorPlace place_of_range(const Peg *peg, const PegNode *first, const PegNode *last) {
  const Token *start = &peg->p->tokens[first->first], *end = &peg->p->tokens[last->end - 1];
  return (ErrorPlace){start->line, start->col + 1, end->end_line, end->end_col + 1,
                      last_token(peg)->line_end <= start->line};
}

static void set(Peg *peg, ParseStatus status, ErrorPlace place, const char *message) {
  parse_error_set(peg->p->error, peg->p->arena, status, peg->p->text, place, "%s", message);
  peg->stopped = true;
}

static void set_range(Peg *peg, const PegNode *first, const PegNode *last, const char *message) {
  set(peg, PARSE_SYNTAX_ERROR, place_of_range(peg, first, last), message);
}

static void set_last(Peg *peg, ParseStatus status, const char *message) {
  const Token *last = last_token(peg);
  set(peg, status, syntax_error_place(peg->p, last, last), message);
}

/* ---- what things are called --------------------------------------------------------------------------------------------- */

static bool is(const PegNode *node, const char *name) { return node->name && !strcmp(node->name, name); }

static const char *name_of(const PegNode *node) { return node->name ? node->name : "expression"; }

/* The part of an expression that can't be assigned to or deleted; NULL when all can. del: stars can't either. of_for: the
 * left side of an "in" is what counts. */
static PegNode *invalid_target(Peg *peg, PegNode *node, bool del, bool of_for) {
  if (is(node, "name") || is(node, "attribute") || is(node, "subscript")) return NULL;
  if (is(node, "starred") && !del) return invalid_target(peg, node->children[1], del, of_for);
  if (is(node, "comparison") && of_for) {
    PegNode *left = node->children[0];
    return peg->p->tokens[left->end].type == TOK_IN ? invalid_target(peg, left, del, of_for) : NULL;
  }
  if (!is(node, "tuple") && !is(node, "list") && node->name) return node;
  for (int32_t i = 0; i < node->count; i++) {
    PegNode *child = node->children[i];
    bool token = !child->name && !child->count;
    PegNode *bad = token ? NULL : invalid_target(peg, child, del, of_for);
    if (bad) return bad;
  }
  return NULL;
}

static void set_target(Peg *peg, PegNode *node, bool del, bool of_for) {
  PegNode *bad = invalid_target(peg, node, del, of_for);
  if (!bad) return;
  char message[96];
  snprintf(message, sizeof message, "cannot %s %s", del ? "delete" : "assign to", name_of(bad));
  set_range(peg, bad, bad, message);
}

/* ---- actions that look closer -------------------------------------------------------------------------------------------- */

static bool is_legacy(const Peg *peg, const PegNode *node) {
  const Parser *p = peg->p;
  const Token *token = &p->tokens[node->first];
  return node->end == node->first + 1 && (TOKEN_IS(token, "print") || TOKEN_IS(token, "exec"));
}

/* a b: two expressions in a row inside brackets. */
static void forgotten_comma(Peg *peg, PegNode *const l[3]) {
  if (is_legacy(peg, l[0]) || peg->p->tokens[peg->mark - 1].level == 0) return;
  set_range(peg, l[0], l[1], "invalid syntax. Perhaps you forgot a comma?");
}

static void legacy_statement(Peg *peg, PegNode *const l[3]) {
  if (!is_legacy(peg, l[0])) return;
  const Token *name = &peg->p->tokens[l[0]->first];
  char message[96];
  int n = (int)(name->end - name->start);
  snprintf(message, sizeof message, "Missing parentheses in call to '%.*s'. Did you mean %.*s(...)?", n,
           peg->p->text + name->start, n, peg->p->text + name->start);
  set_range(peg, l[0], l[1], message);
}

static void assignment_in_expression(Peg *peg, PegNode *const l[3]) {
  char message[128];
  snprintf(message, sizeof message, "cannot assign to %s here. Maybe you meant '==' instead of '='?", name_of(l[0]));
  set_range(peg, l[0], l[0], message);
}

/* The last clause's target, iterable or condition, whichever ends it. */
static PegNode *last_of(PegNode *clauses) { return clauses->children[clauses->count - 1]; }

/* args for ... in ...: with more than one argument the last one should have been parenthesized. */
static void unparenthesized_generator(Peg *peg, PegNode *const l[3]) {
  PegNode *args = l[0];
  if (!is(args, "args")) return;
  PegNode *positional = args->children[0];
  if (positional->count <= 1) return;
  set_range(peg, last_of(positional), l[1], "Generator expression must be parenthesized");
}

/* Ends at the last clause's target, not at the clause's end. */
static void generator_target(Peg *peg, PegNode *const l[3]) {
  PegNode *clause = last_of(l[1]);
  for (int32_t i = 0; i + 1 < clause->count; i++) {
    if (peg->p->tokens[clause->children[i]->first].type != TOK_FOR) continue;
    set_range(peg, l[0], clause->children[i + 1], "Generator expression must be parenthesized");
    return;
  }
}

static bool has_unpacking(const PegNode *node) {
  if (is(node, "keyword unpacking")) return true;
  if (node->name && strcmp(node->name, "args") && strcmp(node->name, "kwargs")) return false;
  for (int32_t i = 0; i < node->count; i++)
    if (has_unpacking(node->children[i])) return true;
  return false;
}

static void positional_after_keyword(Peg *peg, PegNode *const l[3]) {
  set_last(peg, PARSE_SYNTAX_ERROR,
           has_unpacking(l[0]) ? "positional argument follows keyword argument unpacking"
                               : "positional argument follows keyword argument");
}

static void comprehension_target(Peg *peg, PegNode *const l[3]) {
  PegNode *items = l[1]->children && l[1]->children[0]->count && !l[1]->name ? l[1]->children[0] : l[1];
  set_range(peg, l[0], items->count && !items->name ? last_of(items) : items,
            "did you forget parentheses around the comprehension target?");
}

static void mixed_strings(Peg *peg, PegNode *const l[3]) {
  set_range(peg, last_of(l[0]), l[1], "cannot mix t-string literals with string or bytes literals");
}

/* Strings have errors of their own: escapes, bytes next to text. */
static void literals(Peg *peg, PegNode *const l[3]) {
  Parser *p = peg->p;
  ParsePoint point = parse_point(p);
  p->tok = &p->tokens[l[0]->first];
  AstNode *node = parse_strings(p);
  if (!parse_back(p, point) && !node) peg->stopped = true;
}

/* 'f' or 't': the innermost string that is open before the last token read. */
static char string_prefix(const Peg *peg) {
  int32_t closed = 0;
  for (int32_t i = peg->furthest; i >= 0; i--) {
    uint8_t type = peg->p->tokens[i].type;
    if ((type == TOK_FSTRING_END || type == TOK_TSTRING_END) && i < peg->furthest) closed++;
    if ((type == TOK_FSTRING_START || type == TOK_TSTRING_START) && closed-- == 0)
      return type == TOK_TSTRING_START ? 't' : 'f';
  }
  return 'f';
}

/* "!r": the letter follows at once and is one of three. */
static void conversion(Peg *peg, PegNode *const l[3]) {
  const Parser *p = peg->p;
  const Token *mark = &p->tokens[l[0]->first], *name = &p->tokens[l[1]->first];
  char message[320];
  if (name->start != mark->end) {
    snprintf(message, sizeof message, "%c-string: conversion type must come right after the exclamation mark",
             string_prefix(peg));
    set_range(peg, l[0], l[1], message);
  } else if (!TOKEN_IS(name, "s") && !TOKEN_IS(name, "r") && !TOKEN_IS(name, "a")) {
    snprintf(message, sizeof message, "%c-string: invalid conversion character '%.*s': expected 's', 'r', or 'a'",
             string_prefix(peg), (int)size_min(name->end - name->start, 200), p->text + name->start);
    set_range(peg, l[1], l[1], message);
  }
}

static void missing_colon(Peg *peg, PegNode *const l[3]) {
  ErrorPlace place = place_of_range(peg, l[0], l[0]);
  place.offset = place.end_offset - 1;
  place.end_offset = 0;
  set(peg, PARSE_SYNTAX_ERROR, place, "':' expected after dictionary key");
}

static void set_bound(Peg *peg, PegNode *const l[3], const char *kind) {
  char message[64];
  snprintf(message, sizeof message, "cannot use %s with %s", is(l[1], "tuple") ? "constraints" : "bound", kind);
  ErrorPlace place = place_of_range(peg, l[0], l[0]);
  place.end_line = last_token(peg)->line_end;
  place.end_offset = cursor_column(peg->p, last_token(peg));
  set(peg, PARSE_SYNTAX_ERROR, place, message);
}

static void typevartuple_bound(Peg *peg, PegNode *const l[3]) { set_bound(peg, l, "TypeVarTuple"); }
static void paramspec_bound(Peg *peg, PegNode *const l[3]) { set_bound(peg, l, "ParamSpec"); }
static void assign_target(Peg *peg, PegNode *const l[3]) { set_target(peg, l[0], false, false); }
static void for_target(Peg *peg, PegNode *const l[3]) { set_target(peg, l[0], false, true); }
static void del_target(Peg *peg, PegNode *const l[3]) { set_target(peg, l[0], true, false); }
/* An interactive session's end: not a statement. */
static void end(Peg *peg, PegNode *const l[3]) { (void)peg, (void)l; }

static void call(Peg *peg, const char *name, PegNode *const labels[3]) {
#define FUNCTION(f) {#f, f}
  static const struct { const char *name; void (*function)(Peg *, PegNode *const[3]); } functions[] = {
      FUNCTION(forgotten_comma), FUNCTION(legacy_statement), FUNCTION(assignment_in_expression),
      FUNCTION(unparenthesized_generator), FUNCTION(generator_target), FUNCTION(positional_after_keyword),
      FUNCTION(comprehension_target), FUNCTION(missing_colon), FUNCTION(typevartuple_bound), FUNCTION(paramspec_bound),
      FUNCTION(assign_target), FUNCTION(for_target), FUNCTION(del_target), FUNCTION(mixed_strings), FUNCTION(conversion),
      FUNCTION(literals), FUNCTION(end)};
#undef FUNCTION
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
    if (!strcmp(functions[i].name, name)) return functions[i].function(peg, labels);
  assert(!"unknown action in the grammar");
}

/* ---- actions --------------------------------------------------------------------------------------------------------------- */

/* The message with %s, %d, %t and %p filled in. */
static void format_message(const Peg *peg, const PegAction *action, const PegNode *a, char *out, size_t size) {
  const Token *token = a ? &peg->p->tokens[a->first] : NULL;
  size_t n = 0;
  for (const char *s = action->message; *s && n + 1 < size; s++) {
    int wrote = 1;
    if (*s != '%') out[n] = *s;
    else if (*++s == 's') wrote = snprintf(out + n, size - n, "%s", name_of(a));
    else if (*s == 'd') wrote = snprintf(out + n, size - n, "%d", token->line);
    else if (*s == 't') wrote = snprintf(out + n, size - n, "%.*s", (int)(token->end - token->start), peg->p->text + token->start);
    else out[n] = string_prefix(peg);
    n += (size_t)wrote;
  }
  out[n < size ? n : size - 1] = 0;
}

static void act(Peg *peg, const PegAction *action, PegNode *const labels[3]) {
  if (!strcmp(action->verb, "call") || !strcmp(action->verb, "check")) return call(peg, action->message, labels);
  PegNode *a = action->first ? labels[action->first - 'a'] : NULL;
  PegNode *b = action->second ? labels[action->second - 'a'] : a;
  if (a && a == b && !a->name && a->count) b = a->children[a->count - 1], a = a->children[0];
  char message[256];
  format_message(peg, action, a, message, sizeof message);
  if (!strcmp(action->verb, "range") || !strcmp(action->verb, "at")) return set_range(peg, a, b, message);
  if (!strcmp(action->verb, "last")) return set_last(peg, PARSE_SYNTAX_ERROR, message);
  if (!strcmp(action->verb, "indent")) return set_last(peg, PARSE_INDENTATION_ERROR, message);
  const Token *last = last_token(peg);
  if (!strcmp(action->verb, "next")) {
    set(peg, PARSE_SYNTAX_ERROR, syntax_error_place(peg->p, &peg->p->tokens[peg->mark], last), message);
    return;
  }
  ErrorPlace place = place_of_range(peg, a, a); /* from a to where the lexer stands */
  place.end_line = last->line_end;
  place.end_offset = cursor_column(peg->p, last);
  set(peg, PARSE_SYNTAX_ERROR, place, message);
}

/* ---- the lexer's errors ------------------------------------------------------------------------------------------------------ */

static void set_unclosed(Parser *p) {
  const int32_t i = p->lexer.level - 1;
  ErrorPlace place = {p->lexer.brackets[i].line, p->lexer.brackets[i].col + 1, p->lexer.brackets[i].line, 0,
                      p->lexer.line <= p->lexer.brackets[i].line};
  parse_error_set(p->error, p->arena, PARSE_SYNTAX_ERROR, p->text, place, "'%c' was never closed", p->lexer.brackets[i].bracket);
}

/* The search reached the ERRORTOKEN: its cause is the error. */
static void set_lexer_error(Parser *p) {
  const Lexer *lx = &p->lexer;
  const Token *token = &p->tokens[p->token_count - 1];
  ErrorPlace stood = syntax_error_place(p, token, token), line = {lx->line, 1, lx->line, 0, true};
  switch (lx->problem) {
    case LEX_ERROR: *p->error = lx->error; return;
    case LEX_EOF:
      if (lx->level) return set_unclosed(p);
      parse_error_set(p->error, p->arena, PARSE_SYNTAX_ERROR, p->text, stood, "unexpected EOF while parsing");
      return;
    case LEX_DEDENT:
      parse_error_set(p->error, p->arena, PARSE_INDENTATION_ERROR, p->text, stood,
                "unindent does not match any outer indentation level");
      return;
    case LEX_TABSPACE:
      parse_error_set(p->error, p->arena, PARSE_TAB_ERROR, p->text, line, "inconsistent use of tabs and spaces in indentation");
      return;
    case LEX_TOO_DEEP:
      parse_error_set(p->error, p->arena, PARSE_INDENTATION_ERROR, p->text, line, "too many levels of indentation");
      return;
    default:
      line.offset = (int32_t)(lx->cursor - lx->line_start);
      parse_error_set(p->error, p->arena, PARSE_SYNTAX_ERROR, p->text, line,
                "unexpected character after line continuation character");
  }
}

/* What comes behind the place of a syntax error matters too: the lexer's errors, and a bracket left open before it. */
static void check_rest(Parser *p, const Token *last) {
  if (p->error->status != PARSE_SYNTAX_ERROR && p->error->status != PARSE_INDENTATION_ERROR) return;
  if (p->lexer.problem == LEX_FINE || last->type == TOK_ERRORTOKEN) return;
  if (p->lexer.string_depth) return; /* CPython does not see those inside f-strings here */
  if (p->lexer.problem == LEX_ERROR) {
    *p->error = p->lexer.error;
  } else if (p->lexer.level && last->line > p->lexer.brackets[p->lexer.level - 1].line) {
    set_unclosed(p);
  }
}

/* ---- the whole ---------------------------------------------------------------------------------------------------------------- */

/* Did the lexer have to look past the end of the text for this token? */
static bool at_end_of_source(const Parser *p, const Token *token) {
  if (token->type == TOK_ERRORTOKEN)
    return p->lexer.problem == LEX_EOF || (p->lexer.problem == LEX_ERROR && p->lexer.at_text_end);
  if (token->col < 0 || token->type == TOK_ENDMARKER) return token->end == (uint32_t)(p->lexer.end - p->text);
  return token->end == (uint32_t)(p->lexer.end - p->text) && token->type != TOK_NEWLINE && token->type != TOK_STRING;
}

/* "invalid syntax", or what else the furthest token of the first pass says. */
static void set_generic(Peg *peg, const Token *token) {
  Parser *p = peg->p;
  if (token->type == TOK_INDENT) return set_last(peg, PARSE_INDENTATION_ERROR, "unexpected indent");
  if (token->type == TOK_DEDENT) return set_last(peg, PARSE_INDENTATION_ERROR, "unexpected unindent");
  ErrorPlace place = {token->line, token->col + 1, token->end_line, token->end_col + 1,
                      last_token(peg)->line_end <= token->line};
  parse_error_set(p->error, p->arena, PARSE_SYNTAX_ERROR, p->text, place, "invalid syntax");
  check_rest(p, last_token(peg));
}

static const char *start_rule(ParseMode mode) {
  switch (mode) {
    case PARSE_EXEC: return "file";
    case PARSE_SINGLE: return "interactive";
    case PARSE_EVAL: return "eval";
    default: return "func_type";
  }
}

/* A string that the text's end leaves open is shown from its first line to the end. */
static void show_open_string(Parser *p) {
  size_t length = (size_t)(p->lexer.end - p->lexer.line_start);
  AstString *text = arena_alloc(p->arena, sizeof *text + length + 1);
  if (!text) return;
  text->length = (uint32_t)length;
  memcpy(text->data, p->lexer.line_start, length);
  p->error->text = text;
}

/* The two passes. The second one is for invalid_ rules and starts with what the first one has read. */
static void search(Peg *peg) {
  Parser *p = peg->p;
  const char *rule = start_rule(p->options->mode);
  PegNode *accepted = peg_run(peg, rule, false);
  assert(!accepted); /* the parser and the grammar agree on what Python is */
  (void)accepted;
  bool incomplete = p->options->flags & PARSE_INCOMPLETE_INPUT;
  if (incomplete && at_end_of_source(p, last_token(peg))) {
    set_last(peg, PARSE_INCOMPLETE, "incomplete input");
    if (last_token(peg)->type == TOK_ERRORTOKEN && p->lexer.at_text_end) show_open_string(p);
    return;
  }
  const Token *furthest = last_token(peg);
  if (p->error->status == PARSE_OK && !p->arena->failed && furthest->type != TOK_ERRORTOKEN) peg_run(peg, rule, true);
  if (p->arena->failed) return;
  if (p->error->status != PARSE_OK) check_rest(p, last_token(peg));
  else if (last_token(peg)->type == TOK_ERRORTOKEN) set_lexer_error(p);
  else set_generic(peg, furthest);
}

void syntax_error_explain(Parser *p) {
  p->explaining = true;
  if (p->error->status == PARSE_OK) {
    Peg *peg = peg_new(p, grammar, act);
    if (peg) search(peg);
  } else {
    check_rest(p, p->tok);
  }
  if (p->arena->failed) p->error->status = PARSE_NO_MEMORY;
}
