/* The front door of lexer and parser: Python source to a syntax tree or to a syntax error.
 *
 * No state outlives a call and nothing here knows the runtime: trees, messages and lines lie in the caller's arena. */
#ifndef FRONT_PARSER_H
#define FRONT_PARSER_H

#include "base/arena.h"
#include "front/ast.h"

typedef enum ParseMode {
  PARSE_EXEC,     /* a Module */
  PARSE_EVAL,     /* an Expression */
  PARSE_SINGLE,   /* an Interactive: one statement */
  PARSE_FUNC_TYPE /* a FunctionType: "(int, str) -> None" */
} ParseMode;

typedef enum ParseFlags {
  PARSE_IGNORE_COOKIE = 1,     /* the source is decoded text (UTF-8): no BOM, no encoding declaration */
  PARSE_DONT_IMPLY_DEDENT = 2, /* single: the end of the source closes no block */
  PARSE_INCOMPLETE_INPUT = 4,  /* an error at the end of the source is PARSE_INCOMPLETE */
  PARSE_BARRY_AS_FLUFL = 8,    /* <> for != */
} ParseFlags;

typedef enum ParseStatus {
  PARSE_OK,
  PARSE_SYNTAX_ERROR,      /* SyntaxError */
  PARSE_INDENTATION_ERROR, /* IndentationError */
  PARSE_TAB_ERROR,         /* TabError */
  PARSE_INCOMPLETE,        /* _IncompleteInputError */
  PARSE_TOO_COMPLEX,       /* MemoryError(message): nested too deeply for the parser */
  PARSE_NO_MEMORY,         /* MemoryError() */
  PARSE_RAISED             /* a callback failed and has raised its own exception */
} ParseStatus;

typedef struct ParseError {
  ParseStatus status;
  const char *message; /* UTF-8, in the arena or static */
  /* As SyntaxError's attributes: characters, 1-based; 0 and -1 occur where CPython has them. Without has_location all
   * four are None, without has_end the last two. */
  bool has_location, has_end;
  int32_t lineno, offset, end_lineno, end_offset;
  const AstString *text; /* the line, or NULL */
} ParseError;

typedef struct ParseOptions {
  ParseMode mode;
  unsigned flags;     /* ParseFlags */
  int max_int_digits; /* sys.get_int_max_str_digits(); 0: no limit */
  size_t stack_bytes; /* how much C stack the parse may use before it is PARSE_TOO_COMPLEX; 0: PARSE_DEFAULT_STACK */
  void *context;      /* for the callbacks */
  /* Decodes n bytes in an encoding that the lexer does not know itself. Returns UTF-8 in the arena and its length, or
   * NULL with *message set (the SyntaxError's), or NULL with *message NULL for an exception raised by itself. The
   * callback may be NULL: then only UTF-8, Latin-1 and ASCII are known. */
  const char *(*decode)(void *context, Arena *arena, const char *encoding, const char *bytes, size_t n, size_t *length,
                        const char **message);
  /* A SyntaxWarning. Returns PARSE_OK to go on, PARSE_SYNTAX_ERROR when warnings are errors (the parser then makes it a
   * SyntaxError with the same message), or PARSE_RAISED. May be NULL. */
  ParseStatus (*warn)(void *context, const char *message, int32_t lineno);
} ParseOptions;

/* Parses n bytes. The tree (a Module, Interactive, Expression or FunctionType) or NULL with *error set. */
AstNode *parse_source(Arena *arena, const char *source, size_t n, const ParseOptions *options, ParseError *error);

/* The most levels of nested syntax that a tree can have: what walks a tree recursively may need so many frames in the
 * nesting that the parser checks; chains such as a+b+c+... make left operands deeper than this. */
enum { PARSE_MAX_DEPTH = 6000 };

/* Enough for PARSE_MAX_DEPTH, also when an error is looked for. With 512 KiB nearly all trees can be built. */
enum { PARSE_DEFAULT_STACK = 4 << 20 };

#endif
