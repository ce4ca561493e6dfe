/* A parsing-expression-grammar machine for finding out what is wrong with a source that the parser rejected.
 *
 * It reads a grammar (the notation is explained in syntax_grammar.def), then matches it against the tokens like the
 * packrat parser that CPython generates: the same order of trials, the same memory, so that the same mistake is found
 * first. It recognises only: what a rule matched is a PegNode with a name, a range of tokens and children. */
#ifndef FRONT_PEG_H
#define FRONT_PEG_H

#include "front/parse.h"

typedef struct PegNode {
  const char *name; /* what it is in words ("function call"), or NULL */
  int32_t first, end; /* tokens[first..end) */
  int32_t count;
  struct PegNode **children;
} PegNode;

typedef struct Peg Peg;
typedef struct PegExpr PegExpr;

/* What an alternative's action does, and with which of the nodes it named a, b and c (NULL: not matched). */
typedef struct PegAction {
  const char *verb, *message; /* "range", "call" ...; a function's name for "call" */
  char first, second;         /* 'a' to 'c', or 0 */
} PegAction;

struct Peg {
  Parser *p;
  int32_t mark;     /* index of the next token */
  int32_t furthest; /* of the last token looked at */
  int32_t depth;
  bool invalid;     /* rules named invalid_ match */
  bool stopped;     /* an error was set: everything fails until the end */
  struct PegRule *rules;
  int32_t rule_count;
  struct PegMemo **memo; /* by token */
  /* Sets the error if the action finds one. May be called with stopped unset only. */
  void (*act)(Peg *peg, const PegAction *action, PegNode *const labels[3]);
};

/* A machine for the parser's tokens. NULL when memory runs out. */
Peg *peg_new(Parser *p, const char *grammar, void (*act)(Peg *, const PegAction *, PegNode *const[3]));
/* Matches a rule from the first token on, with or without the invalid_ rules; forgets what earlier runs remembered. */
PegNode *peg_run(Peg *peg, const char *rule, bool invalid);

#endif
