/* compile.h - from source text or a syntax tree to a code object. */
#ifndef FRONT_COMPILE_H
#define FRONT_COMPILE_H

#include "front/ast.h"
#include "front/compiler.h"
#include "front/parser.h"
#include "vm/code.h"

typedef enum CompileMode { COMPILE_EXEC, COMPILE_EVAL, COMPILE_SINGLE } CompileMode;

enum { /* bits of compile()'s flags beside CODE_FUTURE_*: CPython's PyCF_* values */
    COMPILE_DONT_IMPLY_DEDENT = 0x200, COMPILE_ONLY_AST = 0x400, COMPILE_IGNORE_COOKIE = 0x800, COMPILE_TYPE_COMMENTS = 0x1000,
    COMPILE_TOP_LEVEL_AWAIT = 0x2000, COMPILE_ALLOW_INCOMPLETE = 0x4000, COMPILE_OPTIMIZED_AST = 0x8000 | COMPILE_ONLY_AST
};

typedef struct CompileOptions {
    CompileMode mode;
    uint32_t flags;          /* COMPILE_* and CODE_FUTURE_*: inherited ones included */
    int optimize;            /* 0, 1, 2; -1: as the runtime was started */
    Value file_name;         /* str */
    const char *source;      /* UTF-8 text for the lines in errors; NULL: none */
    size_t source_size;
} CompileOptions;

/* The tree's root is Module, Interactive or Expression; the tree is not changed but for its marks. NULL: exception set. */
Code *compile_ast(Thread *t, AstNode *mod, const CompileOptions *options);
/* What `use` makes of the tree's resolved scopes, which live no longer than the call. NULL: exception set. */
Value compile_symbols(Thread *t, AstNode *mod, const CompileOptions *options, Value (*use)(Compiler *c, const Scope *root));
/* options->source parsed and compiled. NULL: exception set (SyntaxError, MemoryError, RecursionError, a warning made an error) */
Code *compile_source(Thread *t, const CompileOptions *options);
/* What the parser needs for a source: its callbacks raise in context->t, which must outlive the options. flags: COMPILE_*, CODE_FUTURE_* */
typedef struct SourceContext { Thread *t; Value file_name; } SourceContext;
ParseOptions source_options(SourceContext *context, ParseMode mode, uint32_t flags);
/* Raises what the parser found. */
void source_raise(Thread *t, const ParseError *error, Value file_name);
/* Does this file compile? false: exception set */
bool compile_check(Thread *t, const char *source, size_t n, Value file_name);

#endif
