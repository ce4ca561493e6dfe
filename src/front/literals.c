/* Numbers and strings: from a token's text to the constant it stands for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/floattext.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "front/parse.h"

/* ---- numbers ------------------------------------------------------------------------------------------------------- */

/* The digits of a number without its underscores. */
static AstString *number_text(Parser *p, const char *s, const char *end) {
  AstString *text = arena_alloc(p->arena, sizeof(AstString) + (size_t)(end - s) + 1);
  if (!text) return NULL;
  for (; s < end; s++)
    if (*s != '_') text->data[text->length++] = *s;
  return text;
}

static bool check_digits(Parser *p, const Token *token, const AstString *digits) {
  int limit = p->options->max_int_digits;
  if (limit <= 0 || digits->length <= (uint32_t)limit) return true;
  parse_fail(p, token, token,
             "Exceeds the limit (%d digits) for integer string conversion: value has %u digits; use "
             "sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to "
             "avoid decimal conversion limits.", limit, digits->length);
  return false;
}

bool literal_number(Parser *p, const Token *token, AstValue *value) {
  const char *s = p->text + token->start, *end = p->text + token->end;
  char last = end[-1] | 0x20;
  value->base = 10;
  value->kind = AST_CONST_INT;
  char radix = *s == '0' && end - s > 2 ? s[1] | 0x20 : 0;
  if (radix == 'x' || radix == 'o' || radix == 'b') {
    value->base = radix == 'x' ? 16 : radix == 'o' ? 8 : 2;
    return (value->text = number_text(p, s + 2, end)) != NULL;
  }
  bool imaginary = last == 'j';
  if (imaginary) end--;
  bool real = imaginary;
  for (const char *c = s; c < end && !real; c++) real = *c == '.' || (*c | 0x20) == 'e';
  AstString *text = number_text(p, s, end);
  if (!text) return false;
  if (!real) {
    value->text = text;
    return check_digits(p, token, text);
  }
  value->kind = imaginary ? AST_CONST_IMAG : AST_CONST_FLOAT;
  return float_parse(text->data, text->length, &value->number) != 0;
}

/* ---- escapes ------------------------------------------------------------------------------------------------------- */

/* A string literal's contents on the way. Error positions count as CPython does: a non-ASCII character is ten. */
typedef struct Unescape {
  Parser *p;
  const Token *token;
  const char *start, *s, *end;
  char *out;
  size_t wide;              /* extra positions before s */
  const char *bad_escape;   /* the first invalid one, at its backslash */
} Unescape;

static bool fail_unicode(Unescape *u, size_t from, size_t to, const char *reason) {
  if (to - from == 1)
    parse_fail(u->p, u->token, u->token, "(unicode error) 'unicodeescape' codec can't decode byte 0x%02x in position %zu: %s",
               '\\', from, reason);
  else
    parse_fail(u->p, u->token, u->token, "(unicode error) 'unicodeescape' codec can't decode bytes in position %zu-%zu: %s",
               from, to - 1, reason);
  return false;
}

static int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Up to `digits` hex digits at u->s. */
static int read_hex(Unescape *u, int digits, uint32_t *value) {
  int n = 0;
  *value = 0;
  for (; n < digits && u->s < u->end && hex_value(*u->s) >= 0; n++) *value = *value << 4 | (uint32_t)hex_value(*u->s++);
  return n;
}

static bool unescape_name(Unescape *u, size_t from) {
  const char *name = u->s + 1;
  if (u->s < u->end && *u->s == '{') {
    const char *close = memchr(name, '}', (size_t)(u->end - name));
    if (close && close > name) {
      uint32_t c;
      if (unicode_from_name(name, (size_t)(close - name), &c)) {
        u->out += utf8_put(u->out, c);
        u->s = close + 1;
        return true;
      }
      size_t extra = 0;
      for (const char *q = name; q < close; q++)
        if ((unsigned char)*q >= 0xC0) extra += 10 - (*q < (char)0xE0 ? 2 : *q < (char)0xF0 ? 3 : 4);
      return fail_unicode(u, from, from + (size_t)(close - u->s) + 3 + extra, "unknown Unicode character name");
    }
    size_t scanned = close ? 0 : (size_t)(u->end - name);
    return fail_unicode(u, from, from + 3 + scanned, "malformed \\N character escape");
  }
  return fail_unicode(u, from, from + 2, "malformed \\N character escape");
}

static bool unescape_hex(Unescape *u, size_t from, char kind, bool bytes) {
  int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : 8;
  uint32_t c;
  int found = read_hex(u, digits, &c);
  if (found < digits) {
    if (bytes) {
      parse_fail(u->p, u->token, u->token, "(value error) invalid \\x escape at position %zu", from);
      return false;
    }
    return fail_unicode(u, from, from + 2 + (size_t)found, kind == 'x'   ? "truncated \\xXX escape"
                                                           : kind == 'u' ? "truncated \\uXXXX escape"
                                                                         : "truncated \\UXXXXXXXX escape");
  }
  if (c >= UNICODE_LIMIT) return fail_unicode(u, from, from + 2 + (size_t)found, "illegal Unicode character");
  if (bytes) *u->out++ = (char)c;
  else u->out += utf8_put(u->out, c);
  return true;
}

static void unescape_octal(Unescape *u, bool bytes) {
  const char *first = --u->s;
  uint32_t c = 0;
  while (u->s < u->end && u->s - first < 3 && *u->s >= '0' && *u->s <= '7') c = c << 3 | (uint32_t)(*u->s++ - '0');
  if (c > 0377 && !u->bad_escape) u->bad_escape = first - 1;
  if (bytes) *u->out++ = (char)c;
  else u->out += utf8_put(u->out, c);
}

/* One escape; u->s is behind the backslash. */
static bool unescape_one(Unescape *u, bool bytes) {
  size_t from = (size_t)(u->s - 1 - u->start) + u->wide;
  if (u->s == u->end || (unsigned char)*u->s >= 0x80) {
    *u->out++ = '\\'; /* not an escape, and not worth a warning either */
    u->wide += 5;
    return true;
  }
  char c = *u->s++;
  switch (c) {
    case '\n': return true;
    case '\\': case '\'': case '"': *u->out++ = c; return true;
    case 'a': *u->out++ = '\a'; return true;
    case 'b': *u->out++ = '\b'; return true;
    case 'f': *u->out++ = '\f'; return true;
    case 'n': *u->out++ = '\n'; return true;
    case 'r': *u->out++ = '\r'; return true;
    case 't': *u->out++ = '\t'; return true;
    case 'v': *u->out++ = '\v'; return true;
    case '0' ... '7': unescape_octal(u, bytes); return true;
    case 'x': return unescape_hex(u, from, c, bytes);
    case 'u': case 'U':
      if (!bytes) return unescape_hex(u, from, c, false);
      break;
    case 'N':
      if (!bytes) return unescape_name(u, from);
      break;
  }
  if (!u->bad_escape) u->bad_escape = u->s - 2;
  *u->out++ = '\\';
  *u->out++ = c;
  return true;
}

/* The SyntaxWarning for "\d" and "\400"; as an error it gets a shorter text. */
static bool warn_bad_escape(Unescape *u, bool octal) {
  const ParseOptions *options = u->p->options;
  if (!options->warn || u->p->explaining) return true;
  int n = octal ? 3 : 1;
  const char *bad = u->bad_escape + 1, *word = octal ? "octal " : "";
  int32_t line = u->token->line;
  for (const char *c = u->p->text + u->token->start; c < bad; c++) line += *c == '\n';
  char message[192];
  snprintf(message, sizeof message,
           "\"\\%.*s\" is an invalid %sescape sequence. Such sequences will not work in the future. Did you mean "
           "\"\\\\%.*s\"? A raw string is also an option.", n, bad, word, n, bad);
  ParseStatus status = options->warn(options->context, message, line);
  if (status == PARSE_OK) return true;
  if (status != PARSE_SYNTAX_ERROR) {
    u->p->error->status = status;
    return false;
  }
  const char *line_start = bad;
  while (line_start > u->p->text && line_start[-1] != '\n') line_start--;
  int32_t column = (int32_t)(bad - line_start);
  parse_error_set(u->p->error, u->p->arena, PARSE_SYNTAX_ERROR, u->p->text,
            (ErrorPlace){line, column, line, column + 2, line == u->token->end_line},
            "\"\\%.*s\" is an invalid %sescape sequence. Did you mean \"\\\\%.*s\"? A raw string is also an option.", n, bad,
            word, n, bad);
  return false;
}

static AstString *new_string(Parser *p, size_t capacity) {
  return capacity < UINT32_MAX ? arena_alloc(p->arena, sizeof(AstString) + capacity + 1) : NULL;
}

const AstString *literal_text(Parser *p, const Token *token, const char *start, const char *end, bool raw, bool bytes) {
  AstString *text = new_string(p, (size_t)(end - start));
  if (!text) return NULL;
  const char *backslash = raw ? NULL : memchr(start, '\\', (size_t)(end - start));
  size_t plain = (size_t)((backslash ? backslash : end) - start);
  memcpy(text->data, start, plain);
  text->length = (uint32_t)plain;
  if (!backslash) return text;
  Unescape u = {p, token, start, start, end, text->data, 0, NULL};
  while (u.s < end) {
    unsigned char c = (unsigned char)*u.s++;
    if (c != '\\') {
      if (c >= 0xC0) u.wide += 10 - (c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4);
      *u.out++ = (char)c;
    } else if (!unescape_one(&u, bytes)) {
      return NULL;
    }
  }
  text->length = (uint32_t)(u.out - text->data);
  text->data[text->length] = 0;
  if (u.bad_escape && !warn_bad_escape(&u, u.bad_escape[1] >= '0' && u.bad_escape[1] <= '7')) return NULL;
  return text;
}

/* ---- strings ------------------------------------------------------------------------------------------------------- */

/* One STRING token as a Constant. */
static AstNode *string_token(Parser *p) {
  const Token *token = p->tok;
  const char *s = p->text + token->start, *end = p->text + token->end;
  bool bytes = false, raw = false, u = *s == 'u';
  for (; *s != '"' && *s != '\''; s++) {
    bytes |= (*s | 0x20) == 'b';
    raw |= (*s | 0x20) == 'r';
  }
  size_t quotes = end - s >= 6 && s[1] == *s && s[2] == *s ? 3 : 1;
  s += quotes;
  end -= quotes;
  if (bytes) {
    for (const char *c = s; c < end; c++)
      if ((unsigned char)*c >= 0x80) return parse_fail(p, token, token, "bytes can only contain ASCII literal characters");
  }
  AstConstant *node = NODE_AT(Constant, token);
  if (!node) return NULL;
  node->value.kind = bytes ? AST_CONST_BYTES : AST_CONST_STR;
  node->value.text = literal_text(p, token, s, end, raw, bytes);
  if (!node->value.text) return NULL;
  if (u) {
    AstString *kind = new_string(p, 1);
    if (!kind) return NULL;
    kind->data[kind->length++] = 'u';
    node->kind = kind;
  }
  p->tok++;
  return node_end(p, node);
}

/* A Constant with the text [start, end) of an f-string token, which then ends at that token's end. */
static AstNode *text_constant(Parser *p, const Token *token, bool raw) {
  AstConstant *node = NODE_AT(Constant, token);
  if (!node) return NULL;
  node->value.kind = AST_CONST_STR;
  node->value.text = literal_text(p, token, p->text + token->start, p->text + token->end, raw, false);
  if (!node->value.text) return NULL;
  node->node.end_lineno = token->end_line;
  node->node.end_col_offset = token->end_col;
  return &node->node;
}

/* The source from `start` up to the token `stop`, comments left out: what "=" shows and a t-string keeps. Comments lie
 * between tokens, so no '#' in a string is taken for one. */
static const AstString *expression_text(Parser *p, const Token *first, uint32_t start, const Token *stop) {
  AstString *text = new_string(p, stop->start - start);
  if (!text) return NULL;
  for (const Token *token = first;; token++) {
    for (uint32_t i = start; i < token->start; i++) {
      if (p->text[i] == '#')
        while (i < token->start && p->text[i] != '\n') i++;
      if (i < token->start) text->data[text->length++] = p->text[i];
    }
    if (token >= stop) break;
    start = token->start;
    if (token->end > start) {
      memcpy(text->data + text->length, p->text + start, token->end - start);
      text->length += token->end - start;
      start = token->end;
    }
  }
  return text;
}

/* One Constant for the Constants items[0..count). */
static AstNode *join_constants(Parser *p, AstNode **items, int32_t count) {
  size_t length = 0;
  for (int32_t i = 0; i < count; i++) length += ast_Constant(items[i])->value.text->length;
  AstConstant *first = ast_Constant(items[0]);
  AstString *text = new_string(p, length);
  AstConstant *node = NODE_FROM(Constant, items[0]);
  if (!text || !node) return NULL;
  for (int32_t i = 0; i < count; i++) {
    const AstString *part = ast_Constant(items[i])->value.text;
    memcpy(text->data + text->length, part->data, part->length);
    text->length += part->length;
  }
  node->node.end_lineno = items[count - 1]->end_lineno;
  node->node.end_col_offset = items[count - 1]->end_col_offset;
  node->value.kind = first->value.kind;
  node->value.text = text;
  node->kind = first->kind;
  return &node->node;
}

/* Joins neighbouring constants among the items from `mark` on, in place, and drops empty ones. */
static bool fold_constants(Parser *p, int32_t mark) {
  AstNode **items = (AstNode **)p->items;
  int32_t out = mark;
  for (int32_t i = mark; i < p->item_count;) {
    int32_t j = i;
    while (j < p->item_count && items[j]->kind == AST_Constant) j++;
    if (i == j) {
      items[out++] = items[i++];
      continue;
    }
    AstNode *joined = j - i == 1 ? items[i] : join_constants(p, items + i, j - i);
    if (!joined) return false;
    if (ast_Constant(joined)->value.text->length) items[out++] = joined;
    i = j;
  }
  p->item_count = out;
  return true;
}

static AstNode *replacement_field(Parser *p, bool raw, bool template);

/* ':' and the format spec, up to the closing brace. */
static AstNode *format_spec(Parser *p, bool raw) {
  AstJoinedStr *node = NODE_AT(JoinedStr, p->tok);
  int32_t mark = p->item_count;
  if (!node) return NULL;
  p->tok++;
  for (;;) {
    AstNode *item;
    if (p->tok->type == TOK_FSTRING_MIDDLE || p->tok->type == TOK_TSTRING_MIDDLE) {
      item = text_constant(p, p->tok++, raw);
    } else if (p->tok->type == TOK_LBRACE) {
      item = replacement_field(p, raw, false);
    } else {
      break;
    }
    if (!item || !parse_push(p, item)) return NULL;
  }
  if (!fold_constants(p, mark) || !parse_pop(p, mark, &node->values)) return NULL;
  return node_end(p, node);
}

/* "!r": which conversion. */
static bool conversion(Parser *p, char prefix, int32_t *out) {
  const Token *mark = p->tok++, *name = p->tok;
  if (name->type != TOK_NAME) return false;
  if (name->start != mark->end) {
    parse_fail(p, mark, name, "%c-string: conversion type must come right after the exclamation mark", prefix);
    return false;
  }
  char c = p->text[name->start];
  if (name->end - name->start != 1 || (c != 's' && c != 'r' && c != 'a')) {
    parse_fail(p, name, name, "%c-string: invalid conversion character '%.*s': expected 's', 'r', or 'a'", prefix,
               (int)size_min(name->end - name->start, 200), p->text + name->start);
    return false;
  }
  *out = c;
  p->tok++;
  return true;
}

static AstNode *debug_constant(Parser *p, const Token *brace, const AstString *text, const Token *stop) {
  AstConstant *node = NODE_AT(Constant, brace);
  if (!node) return NULL;
  node->node.col_offset++;
  node->node.end_lineno = stop->line;
  node->node.end_col_offset = stop->col;
  node->value.kind = AST_CONST_STR;
  node->value.text = text;
  return &node->node;
}

static AstNode *interpolation(Parser *p, const Token *brace, AstNode *value, const AstString *text, bool debug) {
  AstInterpolation *node = NODE_AT(Interpolation, brace);
  if (!node) return NULL;
  node->value = value;
  node->str.kind = AST_CONST_STR;
  node->str.text = text;
  if (debug) {
    const char *equals = memrchr(text->data, '=', text->length);
    size_t length = equals ? (size_t)(equals - text->data) : text->length;
    AstString *cut = new_string(p, length);
    if (!cut) return NULL;
    memcpy(cut->data, text->data, length);
    cut->length = (uint32_t)length;
    node->str.text = cut;
  }
  return &node->node;
}

/* '{' expression ['='] ['!' conversion] [':' spec] '}'. With "=", the text that it shows is pushed before the field. */
static AstNode *replacement_field(Parser *p, bool raw, bool template) {
  const Token *brace = p->tok++;
  int32_t convert = -1;
  if (!parse_enter(p, 30)) return NULL;
  AstNode *value = parse_annotated_rhs(p);
  if (!value) return NULL;
  bool debug = accept(p, TOK_EQUAL);
  const Token *stop = p->tok;
  if (p->tok->type == TOK_EXCLAMATION && !conversion(p, template ? 't' : 'f', &convert)) return NULL;
  AstNode *spec = NULL;
  if (p->tok->type == TOK_COLON && !(spec = format_spec(p, raw))) return NULL;
  if (debug && !spec && convert < 0) convert = 'r';
  if (!accept(p, TOK_RBRACE)) return NULL;
  parse_leave(p, 30);
  const AstString *text = NULL;
  if ((debug || template) && !(text = expression_text(p, brace + 1, brace->end, stop))) return NULL;
  if (debug) {
    AstNode *shown = debug_constant(p, brace, text, stop);
    if (!shown || !parse_push(p, shown)) return NULL;
  }
  if (template) {
    AstNode *node = interpolation(p, brace, value, text, debug);
    if (!node) return NULL;
    ast_Interpolation(node)->conversion = convert;
    ast_Interpolation(node)->format_spec = spec;
    return node_end(p, node);
  }
  AstFormattedValue *node = NODE_AT(FormattedValue, brace);
  if (!node) return NULL;
  node->value = value;
  node->conversion = convert;
  node->format_spec = spec;
  return node_end(p, node);
}

/* An f-string or t-string: pushes its parts. */
static bool fstring_parts(Parser *p, bool template) {
  const Token *start = p->tok++;
  bool raw = false;
  for (uint32_t i = start->start; p->text[i] != '"' && p->text[i] != '\''; i++) raw |= (p->text[i] | 0x20) == 'r';
  TokenType middle = template ? TOK_TSTRING_MIDDLE : TOK_FSTRING_MIDDLE;
  for (;;) {
    AstNode *part;
    if (p->tok->type == middle) part = text_constant(p, p->tok++, raw);
    else if (p->tok->type == TOK_LBRACE) part = replacement_field(p, raw, template);
    else break;
    if (!part || !parse_push(p, part)) return false;
  }
  return accept(p, template ? TOK_TSTRING_END : TOK_FSTRING_END);
}

AstNode *parse_strings(Parser *p) {
  const Token *start = p->tok;
  int32_t mark = p->item_count;
  bool formatted = false, template = start->type == TOK_TSTRING_START;
  int bytes = 0, strings = 0;
  for (;; strings++) {
    if (p->tok->type == TOK_STRING && !template) {
      AstNode *node = string_token(p);
      if (!node || !parse_push(p, node)) return NULL;
      bytes += ast_Constant(node)->value.kind == AST_CONST_BYTES;
    } else if (p->tok->type == TOK_FSTRING_START && !template) {
      formatted = true;
      if (!fstring_parts(p, false)) return NULL;
    } else if (p->tok->type == TOK_TSTRING_START && template) {
      if (!fstring_parts(p, true)) return NULL;
    } else {
      break;
    }
  }
  if (bytes && bytes != strings) {
    parse_error_set(p->error, p->arena, PARSE_SYNTAX_ERROR, p->text, syntax_error_place(p, p->tok, p->tok),
              "cannot mix bytes and nonbytes literals");
    return NULL;
  }
  if (!formatted && !template) {
    AstNode *node = p->items[mark];
    if (strings > 1) node = join_constants(p, (AstNode **)p->items + mark, strings);
    p->item_count = mark;
    return node;
  }
  AstJoinedStr *node = template ? (void *)NODE_AT(TemplateStr, start) : NODE_AT(JoinedStr, start);
  if (!node || !fold_constants(p, mark) || !parse_pop(p, mark, &node->values)) return NULL;
  return node_end(p, node);
}
