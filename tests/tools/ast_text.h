/* Trees, errors and tokens as text: ast.dump(tree, include_attributes=True) and its like. For test programs. */
#ifndef TESTS_AST_TEXT_H
#define TESTS_AST_TEXT_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/common.h"
#include "base/floattext.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "front/token_info.h"

/* ---- output --------------------------------------------------------------------------------------------------------- */

typedef struct Output {
  char *data;
  size_t length, capacity;
} Output;

static void out_bytes(Output *o, const char *s, size_t n) {
  if (o->length + n + 1 > o->capacity) {
    o->capacity = 2 * o->capacity + n + 4096;
    o->data = realloc(o->data, o->capacity);
    if (!o->data) abort();
  }
  memcpy(o->data + o->length, s, n);
  o->length += n;
  o->data[o->length] = 0;
}
static void out(Output *o, const char *s) { out_bytes(o, s, strlen(s)); }
__attribute__((format(printf, 2, 3))) static void outf(Output *o, const char *format, ...) {
  char buffer[256];
  va_list args;
  va_start(args, format);
  int n = vsnprintf(buffer, sizeof buffer, format, args);
  va_end(args);
  out_bytes(o, buffer, n < 0 ? 0 : size_min((size_t)n, sizeof buffer - 1));
}

static void out_escaped(Output *o, uint32_t c, char quote, bool bytes) {
  switch (c) {
    case '\n': out(o, "\\n"); return;
    case '\r': out(o, "\\r"); return;
    case '\t': out(o, "\\t"); return;
    case '\\': out(o, "\\\\"); return;
  }
  if (c == (uint32_t)quote) outf(o, "\\%c", quote);
  else if (c < 0x20 || c == 0x7F || (bytes && c >= 0x80)) outf(o, "\\x%02x", c);
  else if (c < 0x80) outf(o, "%c", (char)c);
  else if (unicode_is_printable(c)) {
    char utf8[4];
    out_bytes(o, utf8, utf8_put(utf8, c));
  } else outf(o, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
}

static void out_repr(Output *o, const AstString *s, bool bytes) {
  bool single = memchr(s->data, '\'', s->length), twice = memchr(s->data, '"', s->length);
  char quote = single && !twice ? '"' : '\'';
  outf(o, bytes ? "b%c" : "%c", quote);
  for (uint32_t i = 0; i < s->length;) {
    unsigned size = 1;
    uint32_t c = bytes ? (unsigned char)s->data[i] : utf8_get(s->data + i, &size);
    out_escaped(o, c, quote, bytes);
    i += size;
  }
  outf(o, "%c", quote);
}

/* Decimal digits of a number in another base: by repeated multiplication, 9 digits a word. */
static void out_int(Output *o, const AstString *text, int base) {
  if (base == 10) {
    const char *s = text->data;
    while (*s == '0' && s[1]) s++;
    out(o, s);
    return;
  }
  size_t capacity = text->length / 7 + 2, count = 1;
  uint32_t *words = calloc(capacity, sizeof *words);
  for (uint32_t i = 0; i < text->length; i++) {
    char c = text->data[i] | 0x20;
    uint64_t carry = (uint64_t)(c >= 'a' ? c - 'a' + 10 : text->data[i] - '0');
    for (size_t w = 0; w < count; w++) {
      carry += (uint64_t)words[w] * (unsigned)base;
      words[w] = (uint32_t)(carry % 1000000000);
      carry /= 1000000000;
    }
    if (carry) words[count++] = (uint32_t)carry;
  }
  outf(o, "%u", words[count - 1]);
  for (size_t w = count - 1; w-- > 0;) outf(o, "%09u", words[w]);
  free(words);
}

static void out_constant(Output *o, const AstValue *v) {
  char number[FLOAT_REPR_MAX];
  switch (v->kind) {
    case AST_CONST_NONE: out(o, "None"); break;
    case AST_CONST_FALSE: out(o, "False"); break;
    case AST_CONST_TRUE: out(o, "True"); break;
    case AST_CONST_ELLIPSIS: out(o, "Ellipsis"); break;
    case AST_CONST_INT: out_int(o, v->text, v->base); break;
    case AST_CONST_FLOAT:
    case AST_CONST_IMAG: {
      size_t n = float_repr(v->number, number);
      if (v->kind == AST_CONST_IMAG && n > 2 && !strcmp(number + n - 2, ".0")) n -= 2;
      out_bytes(o, number, n);
      if (v->kind == AST_CONST_IMAG) out(o, "j");
      break;
    }
    default: out_repr(o, v->text, v->kind == AST_CONST_BYTES);
  }
}

/* ---- the tree ------------------------------------------------------------------------------------------------------- */

static void dump(Output *o, AstNode *node);

static void field(Output *o, const char *name, bool *first) {
  if (!*first) out(o, ", ");
  *first = false;
  outf(o, "%s=", name);
}

static void dump_seq(Output *o, AstSeq seq) {
  out(o, "[");
  for (int32_t i = 0; i < seq.count; i++) {
    if (i) out(o, ", ");
    dump(o, seq.items[i]);
  }
  out(o, "]");
}

static void dump_names(Output *o, AstIdentifierSeq seq) {
  out(o, "[");
  for (int32_t i = 0; i < seq.count; i++) {
    if (i) out(o, ", ");
    out_repr(o, seq.items[i], false);
  }
  out(o, "]");
}

/* Enum members: "Add()" from the enum's value. */
#define CHOICE(type, ...) \
  static void dump_##type(Output *o, unsigned value) { \
    static const char *const members[] = {__VA_ARGS__}; \
    outf(o, "%s()", members[value]); \
  }
#define MEMBER(type, name) #name,
#include "front/ast.def"

static void dump_cmpops(Output *o, AstCmpopSeq seq) {
  out(o, "[");
  for (int32_t i = 0; i < seq.count; i++) {
    if (i) out(o, ", ");
    dump_cmpop(o, seq.items[i]);
  }
  out(o, "]");
}

static void dump_string(Output *o, const AstString *s) { s ? out_repr(o, s, false) : out(o, "None"); }

/* How to show a field of each type; a node unless said otherwise. */
#define SHOW_identifier(value) dump_string(o, value)
#define SHOW_string(value) dump_string(o, value)
#define SHOW_int(value) outf(o, "%d", value)
#define SHOW_constant(value) out_constant(o, &(value))
#define SHOW_boolop(value) dump_boolop(o, value)
#define SHOW_operator(value) dump_operator(o, value)
#define SHOW_unaryop(value) dump_unaryop(o, value)
#define SHOW_expr_context(value) dump_expr_context(o, value)
#define SHOW_expr(value) dump(o, value)
#define SHOW_arguments(value) dump(o, value)
#define SHOW_arg(value) dump(o, value)
#define SHOW_pattern(value) dump(o, value)

static bool absent_pointer(const void *p) { return !p; }
static bool absent_int(int32_t i) { return (void)i, false; }
#define ABSENT(value) _Generic((value), int32_t: absent_int, const AstString *: absent_pointer, AstNode *: absent_pointer)(value)
#define DUMP_SEQ(seq) \
  _Generic((seq), AstSeq: dump_seq, AstIdentifierSeq: dump_names, AstCmpopSeq: dump_cmpops)(o, seq)

static void dump_fields(Output *o, AstNode *node, bool *first) {
  switch (node->kind) {
#define NODE(kind_, type, ...) \
  case AST_##kind_: { \
    Ast##kind_ *n = ast_##kind_(node); \
    (void)n; \
    __VA_ARGS__ break; \
  }
#define ONE(type, name) field(o, #name, first), SHOW_##type(n->name);
#define OPT(type, name) \
  if (!ABSENT(n->name)) field(o, #name, first), SHOW_##type(n->name);
#define SEQ(type, name) \
  if (n->name.count) field(o, #name, first), DUMP_SEQ(n->name);
#include "front/ast.def"
  }
}

static void dump(Output *o, AstNode *node) {
  if (!node) {
    out(o, "None");
    return;
  }
  outf(o, "%s(", ast_kind_names[node->kind]);
  bool first = true;
  dump_fields(o, node, &first);
  if (ast_type_has_positions[ast_kind_types[node->kind]])
    outf(o, "%slineno=%d, col_offset=%d, end_lineno=%d, end_col_offset=%d", first ? "" : ", ", node->lineno,
         node->col_offset, node->end_lineno, node->end_col_offset);
  out(o, ")");
}

/* ---- errors ---------------------------------------------------------------------------------------------------------- */

static void dump_error(Output *o, const ParseError *e) {
  static const char *const types[] = {"OK",         "SyntaxError", "IndentationError", "TabError", "_IncompleteInputError",
                                      "MemoryError", "MemoryError", "raised"};
  outf(o, "%s: ", types[e->status]);
  out(o, e->message ? e->message : "");
  if (e->has_location) {
    outf(o, " (%d, %d, ", e->lineno, e->offset);
    if (e->has_end) outf(o, "%d, %d) ", e->end_lineno, e->end_offset);
    else out(o, "None, None) ");
    if (e->text) out_repr(o, e->text, false);
    else out(o, "None");
  }
}

/* Parses and leaves the tree or the error in `o`. */
static void dump_source(Output *o, const char *source, size_t length, const ParseOptions *options) {
  Arena arena;
  ParseError error;
  arena_init(&arena, 0);
  AstNode *root = parse_source(&arena, source, length, options, &error);
  o->length = 0;
  if (root) dump(o, root);
  else dump_error(o, &error);
  arena_free(&arena);
}

static void out_span(Output *o, TextSpan span) {
  AstString *s = calloc(1, sizeof *s + span.length + 1);
  if (!s) abort();
  s->length = (uint32_t)span.length;
  memcpy(s->data, span.start, span.length);
  out_repr(o, s, false);
  free(s);
}

/* Tokens, each as type, place, string, line, with `after` behind it. */
static inline void dump_tokens(Output *o, const char *source, size_t size, const ParseOptions *options, const char *after) {
  static Lexer lexer;
  Arena arena;
  ParseError error;
  Token token;
  size_t length;
  arena_init(&arena, 0);
  o->length = 0;
  const char *text = source_prepare(&arena, source, size, options, &length, &error);
  if (text) {
    lexer_init(&lexer, &arena, text, length, NULL);
    lexer.extra_tokens = true;
    do {
      TokenInfo info;
      lexer_next(&lexer, &token);
      if (token.type == TOK_ERRORTOKEN) break;
      token_info(&lexer, &token, size && source[size - 1] != '\n', &info);
      outf(o, "%d (%d, %d) (%d, %d) ", info.type, info.start_line, info.start_col, info.end_line, info.end_col);
      out_span(o, info.string);
      out(o, " ");
      out_span(o, info.line);
      out(o, after);
    } while (token.type != TOK_ENDMARKER);
    if (token.type == TOK_ERRORTOKEN) token_info_error(&lexer, &error);
  }
  if (!text || token.type == TOK_ERRORTOKEN) dump_error(o, &error);
  arena_free(&arena);
}

#endif
