#include "front/parse.h"
void syntax_error_explain(Parser *p) {
  if (p->lexer.problem==LEX_ERROR) {*p->error = p->lexer.error; return;}
  if (p->error->status) return;
  parse_fail(p, p->tok, p->tok, "invalid syntax");
}
