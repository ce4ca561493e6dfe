/* scope.h - the symbol tables: one Scope a block, built from the tree in one walk, then resolved from the module down.
 *
 * Invariants
 *  - Symbols keep the order in which names were first seen. Flag and scope numbers are those of CPython's symtable module.
 *  - Children are in source order. With `from __future__ import annotations` annotation blocks are detached from their
 *    parent: they exist (scope_find knows them) and take no part in resolution.
 *  - A list, set or dict comprehension that is inlined (PEP 709) stays a Scope of its own; `unit` is the scope whose code
 *    it is part of. A variable needs a cell only when it is used from another unit.
 */
#ifndef FRONT_SCOPE_H
#define FRONT_SCOPE_H

#include "front/compiler.h"

typedef enum ScopeKind {
    SCOPE_FUNCTION, SCOPE_CLASS, SCOPE_MODULE, SCOPE_ANNOTATION, SCOPE_TYPE_ALIAS, SCOPE_TYPE_PARAMETERS, SCOPE_TYPE_VARIABLE
} ScopeKind;

typedef enum ComprehensionKind { NO_COMPREHENSION, COMP_LIST, COMP_DICT, COMP_SET, COMP_GENERATOR } ComprehensionKind;

enum {
    DEF_GLOBAL = 1, DEF_LOCAL = 2, DEF_PARAM = 4, DEF_NONLOCAL = 8, DEF_USE = 16, DEF_FREE_CLASS = 64, DEF_IMPORT = 128,
    DEF_ANNOTATED = 256, DEF_COMP_ITER = 512, DEF_TYPE_PARAM = 1024, DEF_COMP_CELL = 2048,
    DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT | DEF_TYPE_PARAM
};

typedef enum Resolution { RESOLVED_NOT, RESOLVED_LOCAL, RESOLVED_GLOBAL_EXPLICIT, RESOLVED_GLOBAL_IMPLICIT, RESOLVED_FREE, RESOLVED_CELL } Resolution;

typedef struct Symbol {
    Name name;
    uint16_t flags;     /* DEF_* */
    uint8_t resolution; /* Resolution */
    bool deleted;       /* by `del`, or by the end of an `except ... as` */
    int32_t slot;       /* the compiler's: register of a local or cell, closure index of a free variable; -1 none */
} Symbol;

typedef struct Directive { Name name; Location at; } Directive; /* where a global or nonlocal statement (or walrus) stands */

struct Scope {
    ScopeKind kind;
    ComprehensionKind comprehension;
    Name name, private_name;
    Scope *parent, *unit;
    Scope *first_child, *last_child, *next;
    Scope *annotations;      /* block of the variable annotations in this module, class or function */
    Location at;
    Symbol **symbols;
    uint32_t symbol_count, symbol_capacity;
    uint32_t *index;         /* open addressing over symbols, made when there are many */
    uint32_t index_capacity;
    Name *parameters;        /* in the order of definition */
    uint32_t parameter_count, parameter_capacity;
    Directive *directives;
    uint32_t directive_count, directive_capacity;
    struct MangleSet { Name *names; uint32_t count, capacity; } *mangle_only; /* mangle these alone (a generic class's type parameters); NULL: all */
    const char *info;        /* "a TypeVar bound" and so on, for messages */
    Name function_name;      /* annotation block of a function: that function's name */
    bool nested, generator, coroutine, varargs, varkeywords, returns_value;
    bool needs_class_cell, needs_class_dict, sees_class, has_conditional_annotations, method, has_docstring;
    bool inlined, has_walrus;
    bool in_conditional, in_unevaluated_annotation, in_comp_target; /* while building */
    int comp_iter_depth;
};

typedef struct ScopeEntry { const void *key; Scope *scope; } ScopeEntry;

/* Builds and resolves all scopes of a tree; c->root is the module's. False: failed. */
bool scopes_build(Compiler *c, AstNode *mod);
bool scopes_resolve(Compiler *c);                 /* second half of scopes_build, scope_resolve.c */
Scope *scope_find(Compiler *c, const void *key);  /* the scope made for an AST address; NULL: none */
Symbol *scope_lookup(const Scope *s, Name name);  /* NULL: none */
Symbol *scope_add_symbol(Compiler *c, Scope *s, Name name); /* the existing or a new one; NULL: failed */
Name scope_mangle(Compiler *c, const Scope *s, const AstString *name);
void scope_error_at_directive(Compiler *c, const Scope *s, Name name, const char *format);

static inline bool scope_is_function_like(const Scope *s) { return s->kind != SCOPE_CLASS && s->kind != SCOPE_MODULE; }

/* addresses that name the further scopes of a node */
static inline const void *scope_key_type_params(const AstSeq *type_params) { return type_params; }
static inline const void *scope_key_default(const AstNode *type_param) { return (const char *)type_param + 1; }

#endif
