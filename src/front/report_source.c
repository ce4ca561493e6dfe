/* What the report of an exception asks the front end: a source file's text, and which part of an expression is at fault. */
#include <string.h>

#include "front/lexer.h"
#include "runtime/report.h"

enum { REPORT_ARENA_LIMIT = 64 << 20 };

const char *source_decode(Thread *t, Arena *arena, const char *bytes, size_t n, size_t *length) {
  ParseOptions options = {.mode = PARSE_EXEC, .context = t, .decode = report_decode_by_codec};
  ParseError error;
  return source_prepare(arena, bytes, n, &options, length, &error);
}

static AstModule *parse(Arena *arena, const char *text, size_t n) {
  ParseOptions options = {.mode = PARSE_EXEC, .flags = PARSE_IGNORE_COOKIE};
  ParseError error;
  AstNode *root = parse_source(arena, text, n, &options, &error);
  return root && root->kind == AST_Module ? ast_Module(root) : NULL;
}

/* ---- anchors ------------------------------------------------------------------------------------------------------- */

/* A place in the segment. The parser sees it behind "(\n": its line numbers are 2 too high, its columns right. */
typedef struct Place {
  size_t line, col;
} Place;

typedef struct Segment {
  const char *text;
  const size_t *starts; /* of each line; one more entry than lines */
  size_t lines;
} Segment;

static size_t line_length(const Segment *s, size_t line) { return s->starts[line + 1] - s->starts[line] - 1; }
static char char_at(const Segment *s, Place p) { return s->text[s->starts[p.line] + p.col]; }

/* Moves on to the next line that has a character there; false: the segment's end. */
static bool settle(const Segment *s, Place *p) {
  while (p->line < s->lines && p->col >= line_length(s, p->line)) p->col = 0, p->line++;
  return p->line < s->lines;
}

static bool end_of(const Segment *s, const AstNode *node, Place *p) {
  if (node->end_lineno < 2 || (size_t)node->end_lineno - 2 >= s->lines) return false;
  *p = (Place){(size_t)node->end_lineno - 2, (size_t)node->end_col_offset};
  return true;
}

static bool is_operator_start(char c) { return c != ' ' && c != '\t' && c != '\f' && c != ')'; }
static bool is_open_bracket(char c) { return c == '['; }
static bool is_open_parenthesis(char c) { return c == '('; }

/* From the end of a node on to the first character that satisfies `stop`, past comments and line ends. */
static bool find_behind(const Segment *s, const AstNode *node, bool (*stop)(char c), Place *p) {
  if (!end_of(s, node, p) || !settle(s, p)) return false;
  for (;;) {
    char c = char_at(s, *p);
    if (c == '#' || c == '\\') p->line++, p->col = 0;
    else if (stop(c)) return true;
    else p->col++;
    if (!settle(s, p)) return false;
  }
}

static bool operator_anchors(const Segment *s, AstBinOp *e, Anchors *out) {
  Place p;
  if (!find_behind(s, e->left, is_operator_start, &p)) return false;
  *out = (Anchors){p.line, p.col, p.line, p.col + 1};
  if (p.col + 1 >= line_length(s, p.line)) return true;
  /* two characters, unless the second is the right operand's */
  bool right_is_below = (size_t)e->right->lineno - 2 > p.line;
  char second = char_at(s, (Place){p.line, p.col + 1});
  bool part_of_operator = (right_is_below || p.col + 1 < (size_t)e->right->col_offset) && second != ' ' &&
                          second != '\t' && second != '\f' && second != '\\' && second != '#';
  if (part_of_operator) out->right++;
  return true;
}

/* from the opening bracket behind `left` to the end of the whole */
static bool bracket_anchors(const Segment *s, AstNode *whole, AstNode *left, bool (*open)(char c), Anchors *out) {
  Place from, to;
  if (!find_behind(s, left, open, &from) || !end_of(s, whole, &to)) return false;
  *out = (Anchors){from.line, from.col, to.line, to.col};
  return true;
}

static bool find_anchors(const Segment *s, AstNode *e, Anchors *out) {
  switch (e->kind) {
  case AST_BinOp: return operator_anchors(s, ast_BinOp(e), out);
  case AST_Subscript: return bracket_anchors(s, e, ast_Subscript(e)->value, is_open_bracket, out);
  case AST_Call: return bracket_anchors(s, e, ast_Call(e)->func, is_open_parenthesis, out);
  default: return false;
  }
}

static bool split_lines(Arena *arena, const char *text, size_t n, Segment *s) {
  size_t lines = 1;
  for (size_t i = 0; i < n; i++) lines += text[i] == '\n';
  size_t *starts = arena_alloc(arena, (lines + 1) * sizeof *starts), line = 0;
  if (!starts) return false;
  for (size_t i = 0; i < n; i++)
    if (text[i] == '\n') starts[++line] = i + 1;
  starts[lines] = n + 1;
  *s = (Segment){text, starts, lines};
  return true;
}

bool source_anchors(const char *segment, size_t n, Anchors *out) {
  Arena arena;
  Segment s;
  arena_init(&arena, REPORT_ARENA_LIMIT);
  /* parentheses, so that an expression over several lines is one statement */
  char *wrapped = arena_alloc(&arena, n + 5);
  bool found = false;
  if (wrapped && split_lines(&arena, segment, n, &s)) {
    memcpy(wrapped, "(\n", 2);
    memcpy(wrapped + 2, segment, n);
    memcpy(wrapped + 2 + n, "\n)", 2);
    AstModule *module = parse(&arena, wrapped, n + 4);
    if (module && module->body.count == 1 && module->body.items[0]->kind == AST_Expr)
      found = find_anchors(&s, ast_Expr(module->body.items[0])->value, out);
  }
  arena_free(&arena);
  return found;
}

/* ---- plain calls --------------------------------------------------------------------------------------------------- */

static AstNode *called_alone(AstNode *statement) {
  if (statement->kind == AST_Return) {
    AstNode *value = ast_Return(statement)->value;
    bool plain = value && value->kind == AST_Call && ast_Call(value)->func->kind == AST_Name;
    return plain ? value : NULL;
  }
  if (statement->kind == AST_Assign) {
    AstAssign *assign = ast_Assign(statement);
    bool plain = assign->value->kind == AST_Call && assign->targets.count == 1 && assign->targets.items[0]->kind == AST_Name;
    return plain ? assign->value : NULL;
  }
  return NULL;
}

bool source_is_one_call(const char *text, size_t n, size_t lines, size_t start, size_t end) {
  Arena arena;
  arena_init(&arena, REPORT_ARENA_LIMIT);
  AstModule *module = parse(&arena, text, n);
  bool alone = false;
  if (module && module->body.count == 0) {
    alone = true;
  } else if (module) {
    AstNode *call = called_alone(module->body.items[0]);
    alone = call && call->lineno == 1 && (size_t)call->end_lineno == lines && (size_t)call->col_offset == start &&
            (size_t)call->end_col_offset == end;
  }
  arena_free(&arena);
  return alone;
}
