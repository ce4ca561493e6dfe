/* Source text to tokens.
 *
 * Text is valid UTF-8 without NULs, with "\n" line ends only and a NUL behind it (source_prepare sees to that). Offsets
 * are bytes from the text's start; columns are bytes from the line's. A token's end is exclusive. */
#ifndef FRONT_LEXER_H
#define FRONT_LEXER_H

#include "front/parser.h"

typedef enum TokenType {
#define TOKEN(name, value, text) TOK_##name = value,
#include "front/token.def"
  TOK_FIRST_KEYWORD = TOK_FALSE,
  TOK_LAST_KEYWORD = TOK_YIELD
} TokenType;

typedef struct Token {
  uint8_t type;
  uint8_t level;           /* brackets open before the token (after it, for a bracket) */
  uint32_t start, end;     /* offsets; for FSTRING_MIDDLE without the second of a doubled brace */
  int32_t line, col;       /* col is -1 for INDENT, DEDENT and the end */
  int32_t end_line, end_col;
  int32_t line_end;        /* the lexer's line after the token */
} Token;

enum { LEXER_MAX_LEVEL = 200, LEXER_MAX_INDENT = 100, LEXER_MAX_FSTRINGS = 150, LEXER_MAX_FSTRING_EXPR = 3 };

/* Why an ERRORTOKEN was made. The soft ones stop only a parser that reaches them; LEX_ERROR always ends the parse. */
typedef enum LexProblem {
  LEX_FINE,
  LEX_ERROR,     /* error holds message and place */
  LEX_EOF,       /* the text ended inside brackets or behind a backslash */
  LEX_DEDENT,    /* unindent does not match */
  LEX_TABSPACE,  /* tabs and spaces mixed */
  LEX_TOO_DEEP,  /* too many levels of indentation */
  LEX_LINECONT   /* something behind a backslash */
} LexProblem;

/* One f-string or t-string that is being read. */
typedef struct LexString {
  char quote;
  uint8_t quote_size;
  char prefix;             /* 'f' or 't' */
  bool raw, in_format_spec;
  bool in_text;            /* reading its text, not an expression in it */
  int32_t brackets;        /* open in its expressions */
  int32_t expression_level; /* brackets open when the innermost expression began; -1: in no expression */
  int32_t first_line;
  uint32_t start, line_start;
} LexString;

typedef struct Lexer {
  const char *text, *end, *cursor, *line_start;
  int32_t line;
  bool extra_tokens;       /* COMMENT and NL are tokens, bracket errors are left to the caller (tokenize) */
  bool at_line_start, blank_line;
  bool at_text_end;        /* the error is a string that the text's end leaves open */
  int32_t pending_indents, indent_depth;
  int32_t indents[LEXER_MAX_INDENT], alternate_indents[LEXER_MAX_INDENT];
  int32_t level;
  struct { char bracket; int32_t line, col; } brackets[LEXER_MAX_LEVEL];
  int32_t string_depth;
  LexString strings[LEXER_MAX_FSTRINGS];
  LexProblem problem;
  ParseError error;        /* of LEX_ERROR */
  Arena *arena;
  const ParseOptions *options;
} Lexer;

/* A lexer over prepared text. options: for warnings; may be NULL. */
void lexer_init(Lexer *lexer, Arena *arena, const char *text, size_t length, const ParseOptions *options);
/* The next token. After ENDMARKER or ERRORTOKEN the same comes again. */
void lexer_next(Lexer *lexer, Token *token);
/* The fixed spelling of a token type, or NULL; its name in the `token` module ("NAME" for keywords). */
const char *token_text(TokenType type);
const char *token_name(TokenType type);

/* Decodes and normalises source: encoding declaration, BOM, line ends, and in exec mode a final "\n". The text (NUL
 * behind it) lies in the arena. NULL with *error set. */
const char *source_prepare(Arena *arena, const char *source, size_t n, const ParseOptions *options, size_t *length,
                           ParseError *error);

/* Where an error is: 1-based lines, 1-based columns in bytes (0 and -1 pass through). whole_line: the line that the
 * error shows includes its "\n". */
typedef struct ErrorPlace {
  int32_t line, offset, end_line, end_offset;
  bool whole_line;
} ErrorPlace;

/* Fills an error, message formatted as by printf into the arena, columns converted to characters of the first line.
 * Becomes PARSE_NO_MEMORY when the arena is full. */
void parse_error_set(ParseError *error, Arena *arena, ParseStatus status, const char *text, ErrorPlace place,
               const char *format, ...) __attribute__((format(printf, 6, 7)));

#endif
