/* Tokens as Python's `tokenize` module shows them, from a lexer with extra_tokens set: operators are OP and keywords
 * NAME, columns count characters, and lines and strings of tokens without text are filled in. */
#ifndef FRONT_TOKEN_INFO_H
#define FRONT_TOKEN_INFO_H

#include "front/lexer.h"

/* A piece of the lexer's text. */
typedef struct TextSpan {
  const char *start;
  size_t length;
} TextSpan;

typedef struct TokenInfo {
  int type;
  TextSpan string, line; /* line: the physical line or, for a string, lines */
  int32_t start_line, start_col, end_line, end_col;
} TokenInfo;

/* Describes the token that lexer_next has just made. implicit_newline: the text's last "\n" was not in the source. */
void token_info(const Lexer *lexer, const Token *token, bool implicit_newline, TokenInfo *info);
/* The error of an ERRORTOKEN, as _tokenize.TokenizerIter raises it. */
void token_info_error(const Lexer *lexer, ParseError *error);

#endif
