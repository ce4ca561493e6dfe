/* The parse as a whole: tokens, the first pass, and what the parser's parts share. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/common.h"
#include "base/unicode.h"
#include "front/parse.h"

/* ---- items of sequences ------------------------------------------------------------------------------------------------ */

bool parse_push_slow(Parser *p, void *item) {
  int32_t capacity = p->item_capacity ? p->item_capacity * 2 : 256;
  void **items = capacity < INT32_MAX / 16 ? realloc(p->items, (size_t)capacity * sizeof *items) : NULL;
  if (!items) {
    p->arena->failed = true;
    return false;
  }
  p->items = items;
  p->item_capacity = capacity;
  p->items[p->item_count++] = item;
  return true;
}

bool parse_pop(Parser *p, int32_t mark, AstSeq *out) {
  int32_t count = p->item_count - mark;
  AstNode **items = NULL;
  if (count) {
    if (!(items = arena_alloc(p->arena, (size_t)count * sizeof *items))) return false;
    memcpy(items, p->items + mark, (size_t)count * sizeof *items);
  }
  p->item_count = mark;
  *out = (AstSeq){items, count};
  return true;
}

bool parse_pop_names(Parser *p, int32_t mark, AstIdentifierSeq *out) {
  AstSeq seq;
  if (!parse_pop(p, mark, &seq)) return false;
  *out = (AstIdentifierSeq){(const AstString **)(void *)seq.items, seq.count};
  return true;
}

/* ---- names --------------------------------------------------------------------------------------------------------------- */

static uint32_t hash_bytes(const char *s, size_t n) {
  uint32_t h = 2166136261u;
  for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)s[i]) * 16777619u;
  return h ? h : 1;
}

static bool grow_names(Parser *p) {
  uint32_t capacity = p->name_capacity ? p->name_capacity * 2 : 256;
  const AstString **names = capacity ? calloc(capacity, sizeof *names) : NULL;
  if (!names) {
    p->arena->failed = true;
    return false;
  }
  for (uint32_t i = 0; i < p->name_capacity; i++) {
    const AstString *name = p->names[i];
    if (!name) continue;
    uint32_t slot = name->hash & (capacity - 1);
    while (names[slot]) slot = (slot + 1) & (capacity - 1);
    names[slot] = name;
  }
  free(p->names);
  p->names = names;
  p->name_capacity = capacity;
  return true;
}

const AstString *parse_intern(Parser *p, const char *s, size_t n) {
  if (p->name_count * 2 >= p->name_capacity && !grow_names(p)) return NULL;
  uint32_t hash = hash_bytes(s, n), mask = p->name_capacity - 1, slot = hash & mask;
  for (const AstString *name; (name = p->names[slot]); slot = (slot + 1) & mask)
    if (name->hash == hash && name->length == n && !memcmp(name->data, s, n)) return name;
  AstString *name = arena_alloc(p->arena, sizeof *name + n + 1);
  if (!name) return NULL;
  name->length = (uint32_t)n;
  name->hash = hash;
  memcpy(name->data, s, n);
  p->names[slot] = name;
  p->name_count++;
  return name;
}

/* Identifiers compare by their NFKC form (PEP 3131). */
const AstString *parse_identifier(Parser *p, const Token *token) {
  const char *s = p->text + token->start;
  size_t n = token->end - token->start;
  bool ascii = true;
  for (size_t i = 0; i < n; i++) ascii &= (unsigned char)s[i] < 0x80;
  if (ascii) return parse_intern(p, s, n);
  char *normal = NULL;
  if (!unicode_nfkc_utf8(s, n, &normal, &n)) {
    p->arena->failed = true;
    return NULL;
  }
  const AstString *name = parse_intern(p, normal ? normal : s, normal ? n : token->end - token->start);
  free(normal);
  return name;
}

/* ---- errors ---------------------------------------------------------------------------------------------------------------- */

bool parse_enter_fail(Parser *p) {
  p->error->status = PARSE_TOO_COMPLEX;
  p->error->message = "Parser stack overflowed - Python source too complex to parse";
  return false;
}

void *parse_fail(Parser *p, const Token *first, const Token *last, const char *format, ...) {
  char message[512];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  ErrorPlace place = {first->line, first->col + 1, last->end_line, last->end_col + 1, p->tok->line_end <= first->line};
  parse_error_set(p->error, p->arena, PARSE_SYNTAX_ERROR, p->text, place, "%s", message);
  return NULL;
}

/* ---- tokens ---------------------------------------------------------------------------------------------------------------- */

static bool add_token(Parser *p, size_t *capacity) {
  if (p->token_count + 4 >= *capacity) {
    size_t larger = *capacity * 2;
    Token *tokens = realloc(p->tokens, larger * sizeof *tokens);
    if (!tokens) return false;
    p->tokens = tokens;
    *capacity = larger;
  }
  p->token_count++;
  return true;
}

/* In interactive input the end stands for a NEWLINE once, and closes blocks unless told not to (as codeop does). */
static bool end_interactive(Parser *p, bool *started) {
  Token *last = &p->tokens[p->token_count - 1];
  if (!*started || last->type != TOK_ENDMARKER) {
    *started = true;
    return false;
  }
  last->type = TOK_NEWLINE;
  *started = false;
  if (p->lexer.indent_depth && !(p->options->flags & PARSE_DONT_IMPLY_DEDENT)) {
    p->lexer.pending_indents = -p->lexer.indent_depth;
    p->lexer.indent_depth = 0;
  }
  return true;
}

/* Reads all tokens, up to ENDMARKER or ERRORTOKEN; three more of the same kind follow so that looking ahead is safe. */
static bool read_tokens(Parser *p, size_t length) {
  size_t capacity = length / 4 + 16;
  bool started = false;
  p->tokens = malloc(capacity * sizeof *p->tokens);
  if (!p->tokens) return false;
  for (;;) {
    if (!add_token(p, &capacity)) return false;
    Token *token = &p->tokens[p->token_count - 1];
    lexer_next(&p->lexer, token);
    if (p->options->mode == PARSE_SINGLE && end_interactive(p, &started)) continue;
    if (token->type == TOK_ENDMARKER || token->type == TOK_ERRORTOKEN) break;
  }
  for (int i = 0; i < 3; i++) p->tokens[p->token_count + (size_t)i] = p->tokens[p->token_count - 1];
  p->tok = p->tokens;
  return true;
}

/* ---- the whole --------------------------------------------------------------------------------------------------------------- */

/* After one interactive statement only blank lines and comments may follow. */
static bool check_single(Parser *p) {
  if (p->options->mode != PARSE_SINGLE) return true;
  const char *s = p->text + p->tok[-1].end;
  for (; *s; s++) {
    if (*s == '#') s += strcspn(s, "\n");
    if (!*s) break;
    if (*s != ' ' && *s != '\t' && *s != '\n' && *s != '\f') {
      const Token *last = p->tok - 1;
      ErrorPlace place = {last->line, last->col + 1, last->end_line, last->end_col + 1, true};
      parse_error_set(p->error, p->arena, PARSE_SYNTAX_ERROR, p->text, place,
                "multiple statements found while compiling a single statement");
      return false;
    }
  }
  return true;
}

static AstNode *parse_text(Parser *p, size_t length) {
  if (!read_tokens(p, length)) {
    p->error->status = p->lexer.error.status == PARSE_RAISED ? PARSE_RAISED : PARSE_NO_MEMORY;
    return NULL;
  }
  if (p->lexer.problem == LEX_ERROR && p->options->mode != PARSE_SINGLE) {
    syntax_error_explain(p);
    return NULL;
  }
  AstNode *root = parse_root(p);
  if (root) return check_single(p) ? root : NULL;
  if (p->arena->failed) p->error->status = PARSE_NO_MEMORY;
  else if (p->error->status != PARSE_TOO_COMPLEX && p->error->status != PARSE_RAISED) syntax_error_explain(p);
  return NULL;
}

/* Levels that CPython's parser has behind it when it comes to an expression. */
enum { START_LEVELS = 29 };

AstNode *parse_source(Arena *arena, const char *source, size_t n, const ParseOptions *options, ParseError *error) {
  size_t length;
  const char *text = source_prepare(arena, source, n, options, &length, error);
  if (!text) return NULL;
  Parser *p = calloc(1, sizeof *p);
  if (!p) {
    error->status = PARSE_NO_MEMORY;
    return NULL;
  }
  p->arena = arena;
  p->text = text;
  p->options = options;
  p->error = error;
  p->depth = START_LEVELS;
  p->stack_floor = (uintptr_t)__builtin_frame_address(0);
  p->stack_floor -= size_min(p->stack_floor, options->stack_bytes ? options->stack_bytes : PARSE_DEFAULT_STACK);
  p->barry = options->flags & PARSE_BARRY_AS_FLUFL;
  lexer_init(&p->lexer, arena, text, length, options);
  AstNode *root = parse_text(p, length);
  free(p->tokens);
  free(p->items);
  free(p->names);
  free(p);
  return root;
}
