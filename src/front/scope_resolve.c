/* scope_resolve.c - decides for every name of every block where its variable lives. See scope.h.
 *
 * Blocks are resolved before their children, so that a binding found further out is already known to be a local; use from
 * another unit turns it into a cell, and every block in between passes the cell on as a free variable. */
#include "front/scope.h"

static bool is_implicit_class_name(const Compiler *c, Name name)
{
    const KnownNames *k = &c->known;
    return name == k->__class__ || name == k->__classdict__ || name == k->__conditional_annotations__;
}

/* The class whose names an annotation scope sees. */
static Scope *seen_class(const Scope *s)
{
    for (Scope *p = s->parent; p; p = p->parent) {
        if (p->kind == SCOPE_CLASS) return p;
        if (!p->sees_class) return NULL;
    }
    return NULL;
}

typedef enum Found { FOUND_NOTHING, FOUND_VARIABLE, FOUND_CLASS_CELL } Found;

/* The enclosing block that binds `name`, as the language's rules see it from s: class bodies do not count. */
static Found find_binding(Compiler *c, const Scope *s, Name name, Scope **where)
{
    for (Scope *p = s->parent; p && p->kind != SCOPE_MODULE; p = p->parent) {
        *where = p;
        if (p->kind == SCOPE_CLASS) {
            if (!is_implicit_class_name(c, name)) continue;
            bool inline_use = name == c->known.__class__ && s->unit == p;
            return inline_use ? FOUND_NOTHING : FOUND_CLASS_CELL;
        }
        Symbol *symbol = scope_lookup(p, name);
        if (!symbol || (symbol->flags & DEF_NONLOCAL)) continue;
        if (symbol->flags & DEF_GLOBAL) return FOUND_NOTHING;
        if (symbol->flags & DEF_BOUND) return FOUND_VARIABLE;
    }
    return FOUND_NOTHING;
}

/* Every block between s and `where` gets the name as a free variable. */
static void pass_on(Compiler *c, const Scope *s, const Scope *where, Name name)
{
    for (Scope *q = s->parent; q != where; q = q->parent) {
        Symbol *symbol = scope_lookup(q, name);
        if (!symbol) {
            symbol = scope_add_symbol(c, q, name);
            if (!symbol) return;
            symbol->resolution = RESOLVED_FREE;
        } else if (symbol->resolution != RESOLVED_FREE) {
            symbol->flags |= DEF_FREE_CLASS;
        }
    }
}

static void capture(Compiler *c, Scope *s, Symbol *symbol, Scope *where, Found found)
{
    Name name = symbol->name;
    symbol->resolution = RESOLVED_FREE;
    if (found == FOUND_CLASS_CELL) {
        if (name == c->known.__class__) where->needs_class_cell = true;
        else if (name == c->known.__classdict__) where->needs_class_dict = true;
        else where->has_conditional_annotations = true;
    } else if (where->unit != s->unit) {
        scope_lookup(where, name)->resolution = RESOLVED_CELL;
    }
    pass_on(c, s, where, name);
}

static void resolve_symbol(Compiler *c, Scope *s, Symbol *symbol)
{
    Scope *where = NULL;
    unsigned flags = symbol->flags;
    if (flags & DEF_GLOBAL) {
        if (flags & DEF_NONLOCAL) scope_error_at_directive(c, s, symbol->name, "name '%.*s' is nonlocal and global");
        symbol->resolution = RESOLVED_GLOBAL_EXPLICIT;
        return;
    }
    if (flags & DEF_NONLOCAL) {
        if (s->kind == SCOPE_MODULE) {
            scope_error_at_directive(c, s, symbol->name, "nonlocal declaration not allowed at module level");
            return;
        }
        Found found = find_binding(c, s, symbol->name, &where);
        if (found == FOUND_NOTHING) {
            scope_error_at_directive(c, s, symbol->name, "no binding for nonlocal '%.*s' found");
        } else if (found == FOUND_VARIABLE && where->kind == SCOPE_TYPE_PARAMETERS) {
            scope_error_at_directive(c, s, symbol->name, "nonlocal binding not allowed for type parameter '%.*s'");
        } else {
            capture(c, s, symbol, where, found);
        }
        return;
    }
    if (flags & DEF_BOUND) {
        symbol->resolution = RESOLVED_LOCAL;
        return;
    }
    if (symbol->resolution == RESOLVED_FREE) return; /* passed on from further in */
    if (s->sees_class && symbol->name != c->known.__classdict__) {
        Scope *class = seen_class(s);
        Symbol *in_class = class ? scope_lookup(class, symbol->name) : NULL;
        if (in_class && (in_class->flags & DEF_GLOBAL)) {
            symbol->resolution = RESOLVED_GLOBAL_EXPLICIT;
            return;
        }
        if (in_class && (in_class->flags & DEF_BOUND) && !(in_class->flags & DEF_NONLOCAL)) {
            symbol->resolution = RESOLVED_GLOBAL_IMPLICIT;
            return;
        }
    }
    Found found = find_binding(c, s, symbol->name, &where);
    if (found == FOUND_NOTHING) symbol->resolution = RESOLVED_GLOBAL_IMPLICIT;
    else capture(c, s, symbol, where, found);
}

static void resolve_scope(Compiler *c, Scope *s)
{
    if (c->failed || compiler_too_deep(c)) return;
    s->inlined = s->comprehension && s->comprehension != COMP_GENERATOR && s->parent && !s->parent->sees_class;
    s->unit = s->inlined ? s->parent->unit : s;
    for (uint32_t i = 0, n = s->symbol_count; i < n && !c->failed; i++) resolve_symbol(c, s, s->symbols[i]);
    for (Scope *child = s->first_child; child; child = child->next) resolve_scope(c, child);
}

bool scopes_resolve(Compiler *c)
{
    resolve_scope(c, c->root);
    return !c->failed;
}
