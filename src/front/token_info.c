#include "front/token_info.h"

#include <string.h>

static int32_t count_chars(const char *from, const char *to) {
  int32_t n = 0;
  for (; from < to; from++) n += (*from & 0xC0) != 0x80;
  return n;
}

static const char *line_start_of(const Lexer *lexer, const char *p) {
  while (p > lexer->text && p[-1] != '\n') p--;
  return p;
}

static bool is_string(int type) {
  return type == TOK_STRING || (type >= TOK_FSTRING_START && type <= TOK_TSTRING_END);
}

static int python_type(int type) {
  if (type >= TOK_FIRST_KEYWORD) return TOK_NAME;
  return type > TOK_DEDENT && type < TOK_OP ? TOK_OP : type;
}

/* The line that the token ends on, from its first one for strings. */
static TextSpan line_of(const Lexer *lexer, const char *start, const char *end, int type, bool implicit_newline) {
  /* A newline token ends behind its line. */
  const char *last = end > start && end[-1] == '\n' && !is_string(type) ? end - 1 : end;
  const char *from = line_start_of(lexer, is_string(type) ? start : last);
  const char *newline = memchr(last, '\n', (size_t)(lexer->end - last));
  const char *to = newline ? newline + 1 : lexer->end;
  if (implicit_newline && to == lexer->end && to > from) to--;
  return (TextSpan){from, (size_t)(to - from)};
}

void token_info(const Lexer *lexer, const Token *token, bool implicit_newline, TokenInfo *info) {
  const char *start = lexer->text + token->start, *end = lexer->text + token->end;
  bool trailing = token->type == TOK_ENDMARKER || (token->type == TOK_DEDENT && lexer->cursor == lexer->end);
  info->type = python_type(token->type);
  info->start_line = token->line;
  info->end_line = token->end_line;
  if (trailing) {
    info->string = info->line = (TextSpan){end, 0};
    info->start_line = info->end_line = token->line + 1;
    info->start_col = info->end_col = 0;
    return;
  }
  if (token->type == TOK_INDENT) start = line_start_of(lexer, start);
  info->string = (TextSpan){start, (size_t)(end - start)};
  info->line = line_of(lexer, start, end, token->type, implicit_newline);
  const char *end_line = token->end_line == token->line ? line_start_of(lexer, start) : line_start_of(lexer, end);
  info->start_col = count_chars(line_start_of(lexer, start), start);
  info->end_col = count_chars(end_line, end);
  bool newline = token->type == TOK_NEWLINE || token->type == TOK_NL;
  if (newline) info->string.start = end - 1, info->string.length = 1;
  if (newline && implicit_newline && end == lexer->end) info->string.length = 0;
}

void token_info_error(const Lexer *lexer, ParseError *error) {
  ErrorPlace place = {lexer->line, 1, lexer->line, 0, true};
  int32_t stood = (int32_t)(lexer->cursor - lexer->line_start);
  switch (lexer->problem) {
    case LEX_ERROR: *error = lexer->error; return;
    case LEX_EOF:
      place.offset = stood;
      parse_error_set(error, lexer->arena, PARSE_SYNTAX_ERROR, lexer->text, place, "unexpected EOF in multi-line statement");
      return;
    case LEX_DEDENT:
      place.offset = stood;
      parse_error_set(error, lexer->arena, PARSE_INDENTATION_ERROR, lexer->text, place,
                "unindent does not match any outer indentation level");
      return;
    case LEX_TABSPACE:
      parse_error_set(error, lexer->arena, PARSE_TAB_ERROR, lexer->text, place,
                "inconsistent use of tabs and spaces in indentation");
      return;
    case LEX_TOO_DEEP:
      parse_error_set(error, lexer->arena, PARSE_INDENTATION_ERROR, lexer->text, place, "too many levels of indentation");
      return;
    default:
      place.offset = stood;
      parse_error_set(error, lexer->arena, PARSE_SYNTAX_ERROR, lexer->text, place,
                "unexpected character after line continuation character");
  }
}
