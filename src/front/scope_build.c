/* scope_build.c - the walk over the tree that makes the symbol tables (scope.h), with the errors that belong to it.
 *
 * The order of the walk is CPython's, because it decides which of several errors is reported. */
#include "front/scope.h"

typedef struct Builder {
    Compiler *c;
    Scope *current;
    Scope *module;
    Name private_name; /* of the class whose body (or generic header) is being walked */
} Builder;

static void visit_expr(Builder *b, AstNode *e);
static void visit_stmt(Builder *b, AstNode *s);

/* --- scopes ------------------------------------------------------------------------------------------------------- */

static uint32_t address_hash(const void *key) { return (uint32_t)(((uintptr_t)key >> 3) * 0x9E3779B97F4A7C15u >> 32); }

Scope *scope_find(Compiler *c, const void *key)
{
    if (!c->scope_capacity) return NULL;
    for (uint32_t i = address_hash(key);; i++) {
        ScopeEntry *e = &c->scope_table[i & (c->scope_capacity - 1)];
        if (!e->key) return NULL;
        if (e->key == key) return e->scope;
    }
}

static void scope_table_put(Compiler *c, const void *key, Scope *scope)
{
    if (c->scope_count * 2 >= c->scope_capacity) {
        uint32_t capacity = c->scope_capacity ? c->scope_capacity * 2 : 64, old_capacity = c->scope_capacity;
        ScopeEntry *table = compiler_alloc(c, capacity * sizeof *table), *old = c->scope_table;
        if (!table) return;
        c->scope_table = table;
        c->scope_capacity = capacity;
        c->scope_count = 0;
        for (uint32_t i = 0; i < old_capacity; i++)
            if (old[i].key) scope_table_put(c, old[i].key, old[i].scope);
    }
    uint32_t i = address_hash(key);
    while (c->scope_table[i & (c->scope_capacity - 1)].key) i++;
    c->scope_table[i & (c->scope_capacity - 1)] = (ScopeEntry){key, scope};
    c->scope_count++;
}

/* --- symbols ------------------------------------------------------------------------------------------------------ */

enum { LINEAR_SYMBOLS = 8 }; /* up to so many are searched without an index */

static uint32_t *symbol_slot(const Scope *s, Name name)
{
    uint32_t i = address_hash(name);
    for (;; i++) {
        uint32_t *slot = &s->index[i & (s->index_capacity - 1)];
        if (!*slot || s->symbols[*slot - 1]->name == name) return slot;
    }
}

Symbol *scope_lookup(const Scope *s, Name name)
{
    if (!s->index) {
        for (uint32_t i = 0; i < s->symbol_count; i++)
            if (s->symbols[i]->name == name) return s->symbols[i];
        return NULL;
    }
    uint32_t *slot = symbol_slot(s, name);
    return *slot ? s->symbols[*slot - 1] : NULL;
}

Symbol *scope_add_symbol(Compiler *c, Scope *s, Name name)
{
    Symbol *found = scope_lookup(s, name);
    if (found) return found;
    Symbol *symbol = compiler_alloc(c, sizeof *symbol);
    if (!symbol || !ARRAY_PUSH(c, s->symbols, s->symbol_count, s->symbol_capacity, symbol)) return NULL;
    *symbol = (Symbol){.name = name, .slot = -1};
    if (s->index ? s->symbol_count * 2 > s->index_capacity : s->symbol_count > LINEAR_SYMBOLS) {
        s->index_capacity = s->index ? s->index_capacity * 2 : 4 * LINEAR_SYMBOLS;
        s->index = compiler_alloc(c, s->index_capacity * sizeof *s->index);
        if (!s->index) return NULL;
        for (uint32_t i = 0; i < s->symbol_count; i++) *symbol_slot(s, s->symbols[i]->name) = i + 1;
    } else if (s->index) {
        *symbol_slot(s, name) = s->symbol_count;
    }
    return symbol;
}

Name scope_mangle(Compiler *c, const Scope *s, const AstString *text)
{
    Name name = name_canonical(c, text);
    if (!s->private_name || !name) return name;
    if (s->mangle_only) {
        bool listed = false;
        for (uint32_t i = 0; i < s->mangle_only->count; i++) listed |= s->mangle_only->names[i] == name;
        if (!listed) return name;
    }
    return name_mangle(c, s->private_name, name);
}

static uint16_t flags_of(Builder *b, const AstString *name)
{
    Name mangled = scope_mangle(b->c, b->current, name);
    Symbol *symbol = mangled ? scope_lookup(b->current, mangled) : NULL;
    return symbol ? symbol->flags : 0;
}

static void add_to(Builder *b, const AstString *text, unsigned flags, Scope *s, Location at)
{
    Compiler *c = b->c;
    if (c->failed) return;
    if ((flags & DEF_TYPE_PARAM) && s->mangle_only) {
        Name name = name_canonical(c, text);
        if (!ARRAY_PUSH(c, s->mangle_only->names, s->mangle_only->count, s->mangle_only->capacity, name)) return;
    }
    Name name = scope_mangle(c, s, text);
    Symbol *symbol = name ? scope_add_symbol(c, s, name) : NULL;
    if (!symbol) return;
    if (flags & symbol->flags & DEF_PARAM) {
        compile_error(c, at, "duplicate argument '%.*s' in function definition", NAME_ARGS(text));
        return;
    }
    if (flags & symbol->flags & DEF_TYPE_PARAM) {
        compile_error(c, at, "duplicate type parameter '%.*s'", NAME_ARGS(text));
        return;
    }
    symbol->flags |= (uint16_t)flags;
    if (s->in_comp_target) {
        if (symbol->flags & (DEF_GLOBAL | DEF_NONLOCAL)) {
            compile_error(c, at, "comprehension inner loop cannot rebind assignment expression target '%.*s'", NAME_ARGS(text));
            return;
        }
        symbol->flags |= DEF_COMP_ITER;
    }
    if (flags & DEF_PARAM) {
        ARRAY_PUSH(c, s->parameters, s->parameter_count, s->parameter_capacity, name);
    } else if ((flags & DEF_GLOBAL) && s != b->module) {
        Symbol *global = scope_add_symbol(c, b->module, name);
        if (global) global->flags |= (uint16_t)flags;
    }
}

static void check_name(Builder *b, const AstString *name, unsigned context, Location at)
{
    if (name->length != 9 || memcmp(name->data, "__debug__", 9)) return;
    if (context == AST_Store) compile_error(b->c, at, "cannot assign to __debug__");
    else if (context == AST_Del) compile_error(b->c, at, "cannot delete __debug__");
}

static void add(Builder *b, const AstString *name, unsigned flags, Location at)
{
    if (flags & (DEF_PARAM | DEF_LOCAL | DEF_IMPORT)) check_name(b, name, AST_Store, at);
    add_to(b, name, flags, b->current, at);
}

static void note_deleted(Builder *b, const AstString *name)
{
    Name mangled = b->c->failed ? NULL : scope_mangle(b->c, b->current, name);
    Symbol *symbol = mangled ? scope_lookup(b->current, mangled) : NULL;
    if (symbol) symbol->deleted = true;
}

static void add_directive(Builder *b, const AstString *text, Location at)
{
    Scope *s = b->current;
    Directive d = {scope_mangle(b->c, s, text), at};
    ARRAY_PUSH(b->c, s->directives, s->directive_count, s->directive_capacity, d);
}

void scope_error_at_directive(Compiler *c, const Scope *s, Name name, const char *format)
{
    Location at = s->at;
    for (uint32_t i = 0; i < s->directive_count; i++)
        if (s->directives[i].name == name) {
            at = s->directives[i].at;
            break;
        }
    compile_error(c, at, format, NAME_ARGS(name));
}

/* --- entering and leaving ----------------------------------------------------------------------------------------- */

static bool takes_format(ScopeKind kind)
{
    return kind == SCOPE_ANNOTATION || kind == SCOPE_TYPE_VARIABLE || kind == SCOPE_TYPE_ALIAS;
}

/* Makes the scope of `key` a child of the current one, and current. */
static Scope *enter(Builder *b, Name name, ScopeKind kind, const void *key, Location at)
{
    Compiler *c = b->c;
    Scope *parent = b->current, *s = compiler_alloc(c, sizeof *s);
    if (!s) return NULL;
    s->kind = kind;
    s->name = name;
    s->at = at;
    s->private_name = b->private_name;
    s->parent = parent;
    if (parent) {
        s->nested = parent->nested || scope_is_function_like(parent);
        s->in_unevaluated_annotation = parent->in_unevaluated_annotation;
        s->comp_iter_depth = parent->comp_iter_depth;
        if (kind != SCOPE_CLASS && kind != SCOPE_FUNCTION) s->mangle_only = parent->mangle_only;
        bool detached = kind == SCOPE_ANNOTATION && (c->future_flags & 0x1000000);
        if (!detached) {
            if (parent->last_child) parent->last_child->next = s;
            else parent->first_child = s;
            parent->last_child = s;
        }
    }
    scope_table_put(c, key, s);
    b->current = s;
    if (takes_format(kind)) {
        add(b, c->known.dot_format, DEF_PARAM, at);
        add(b, c->known.dot_format, DEF_USE, at);
    }
    return c->failed ? NULL : s;
}

static void leave(Builder *b, Scope *s) { b->current = s->parent; }

static void see_class(Builder *b, Scope *s, Location at)
{
    s->sees_class = true;
    add(b, b->c->known.__classdict__, DEF_USE, at);
}

static void visit_exprs(Builder *b, AstSeq exprs)
{
    for (int i = 0; i < exprs.count; i++)
        if (exprs.items[i]) visit_expr(b, exprs.items[i]);
}

static void visit_stmts(Builder *b, AstSeq stmts)
{
    for (int i = 0; i < stmts.count && !b->c->failed; i++) visit_stmt(b, stmts.items[i]);
}

static void visit_conditional(Builder *b, AstSeq stmts) /* may not run: annotations in there are conditional */
{
    bool before = b->current->in_conditional;
    b->current->in_conditional = true;
    visit_stmts(b, stmts);
    b->current->in_conditional = before;
}

static void visit_keywords(Builder *b, AstSeq keywords)
{
    for (int i = 0; i < keywords.count; i++) {
        Astkeyword *k = ast_keyword(keywords.items[i]);
        if (k->arg) check_name(b, k->arg, AST_Store, location_of(&k->node));
        visit_expr(b, k->value);
    }
}

/* --- functions, classes, type parameters ------------------------------------------------------------------------------ */

static void visit_parameter(Builder *b, AstNode *arg)
{
    add(b, ast_arg(arg)->arg, DEF_PARAM, location_of(arg));
}

static void visit_arg_annotations(Builder *b, AstSeq args)
{
    for (int i = 0; i < args.count; i++)
        if (ast_arg(args.items[i])->annotation) visit_expr(b, ast_arg(args.items[i])->annotation);
}

static void visit_parameters(Builder *b, Astarguments *a)
{
    for (int i = 0; i < a->posonlyargs.count; i++) visit_parameter(b, a->posonlyargs.items[i]);
    for (int i = 0; i < a->args.count; i++) visit_parameter(b, a->args.items[i]);
    for (int i = 0; i < a->kwonlyargs.count; i++) visit_parameter(b, a->kwonlyargs.items[i]);
    if (a->vararg) {
        visit_parameter(b, a->vararg);
        b->current->varargs = true;
    }
    if (a->kwarg) {
        visit_parameter(b, a->kwarg);
        b->current->varkeywords = true;
    }
}

static void visit_function_annotations(Builder *b, AstNode *def, Astarguments *a, AstNode *returns, Name name)
{
    bool in_class = b->current->sees_class || b->current->kind == SCOPE_CLASS;
    Location at = location_of(def);
    Scope *s = enter(b, b->c->known.__annotate__, SCOPE_ANNOTATION, a, at);
    if (!s) return;
    s->function_name = name;
    if (in_class) see_class(b, s, at);
    visit_arg_annotations(b, a->posonlyargs);
    visit_arg_annotations(b, a->args);
    if (a->vararg && ast_arg(a->vararg)->annotation) visit_expr(b, ast_arg(a->vararg)->annotation);
    if (a->kwarg && ast_arg(a->kwarg)->annotation) visit_expr(b, ast_arg(a->kwarg)->annotation);
    visit_arg_annotations(b, a->kwonlyargs);
    if (returns) visit_expr(b, returns);
    leave(b, s);
}

static void visit_bound_or_default(Builder *b, AstNode *e, const AstString *text, const void *key, const char *info)
{
    Name name = name_canonical(b->c, text);
    if (!e) return;
    bool in_class = b->current->sees_class;
    Scope *s = enter(b, name, SCOPE_TYPE_VARIABLE, key, location_of(e));
    if (!s) return;
    if (in_class) see_class(b, s, location_of(e));
    s->info = info;
    visit_expr(b, e);
    leave(b, s);
}

static void add_type_param(Builder *b, const AstString *text, AstNode *p)
{
    add(b, text, DEF_TYPE_PARAM | DEF_LOCAL, location_of(p));
    if (name_canonical(b->c, text) == b->c->known.__classdict__)
        compile_error(b->c, location_of(p), "reserved name '%.*s' cannot be used for type parameter", NAME_ARGS(text));
}

static void visit_type_param(Builder *b, AstNode *p)
{
    switch (p->kind) {
    case AST_TypeVar: {
        AstTypeVar *v = ast_TypeVar(p);
        add_type_param(b, v->name, p);
        bool constraints = v->bound && v->bound->kind == AST_Tuple;
        visit_bound_or_default(b, v->bound, v->name, p, constraints ? "a TypeVar constraint" : "a TypeVar bound");
        visit_bound_or_default(b, v->default_value, v->name, scope_key_default(p), "a TypeVar default");
        break;
    }
    case AST_TypeVarTuple: {
        AstTypeVarTuple *v = ast_TypeVarTuple(p);
        add_type_param(b, v->name, p);
        visit_bound_or_default(b, v->default_value, v->name, scope_key_default(p), "a TypeVarTuple default");
        break;
    }
    default: {
        AstParamSpec *v = ast_ParamSpec(p);
        add_type_param(b, v->name, p);
        visit_bound_or_default(b, v->default_value, v->name, scope_key_default(p), "a ParamSpec default");
    }
    }
}

/* Enters the scope around a generic definition and walks its type parameters. NULL when there are none, or on failure. */
static Scope *enter_type_params(Builder *b, AstSeq *type_params, const AstString *name, AstNode *def, Astarguments *a)
{
    if (!type_params->count) return NULL;
    KnownNames *known = &b->c->known;
    Location at = location_of(def);
    bool in_class = b->current->kind == SCOPE_CLASS;
    Scope *s = enter(b, name_canonical(b->c, name), SCOPE_TYPE_PARAMETERS, scope_key_type_params(type_params), at);
    if (!s) return NULL;
    if (in_class) see_class(b, s, at);
    if (def->kind == AST_ClassDef) {
        add(b, known->dot_type_params, DEF_LOCAL, at);
        add(b, known->dot_type_params, DEF_USE, at);
        add(b, known->dot_generic_base, DEF_LOCAL, at);
        add(b, known->dot_generic_base, DEF_USE, at);
        s->private_name = b->private_name = s->name;
        s->mangle_only = compiler_alloc(b->c, sizeof *s->mangle_only);
    }
    if (a && a->defaults.count) add(b, known->dot_defaults, DEF_PARAM, at);
    bool keyword_defaults = false;
    for (int i = 0; a && i < a->kw_defaults.count; i++) keyword_defaults |= a->kw_defaults.items[i] != NULL;
    if (keyword_defaults) add(b, known->dot_kwdefaults, DEF_PARAM, at);
    for (int i = 0; i < type_params->count && !b->c->failed; i++) visit_type_param(b, type_params->items[i]);
    return s;
}

static void visit_function(Builder *b, AstFunctionDef *f, bool is_async)
{
    AstNode *node = &f->node;
    Astarguments *a = ast_arguments(f->args);
    Name name = name_canonical(b->c, f->name);
    add(b, f->name, DEF_LOCAL, location_of(node));
    visit_exprs(b, a->defaults);
    visit_exprs(b, a->kw_defaults);
    visit_exprs(b, f->decorator_list);
    Scope *generic = enter_type_params(b, &f->type_params, f->name, node, a);
    visit_function_annotations(b, node, a, f->returns, name);
    bool method = b->current->kind == SCOPE_CLASS;
    Scope *s = enter(b, name, SCOPE_FUNCTION, node, location_of(node));
    if (!s) return;
    s->coroutine = is_async;
    s->method = method;
    visit_parameters(b, a);
    visit_stmts(b, f->body);
    leave(b, s);
    if (generic) leave(b, generic);
}

static void visit_class(Builder *b, AstClassDef *d)
{
    AstNode *node = &d->node;
    Name private_before = b->private_name;
    add(b, d->name, DEF_LOCAL, location_of(node));
    visit_exprs(b, d->decorator_list);
    Scope *generic = enter_type_params(b, &d->type_params, d->name, node, NULL);
    visit_exprs(b, d->bases);
    visit_keywords(b, d->keywords);
    Name name = name_canonical(b->c, d->name);
    b->private_name = name;
    Scope *s = enter(b, name, SCOPE_CLASS, node, location_of(node));
    if (!s) return;
    if (generic) {
        add(b, b->c->known.__type_params__, DEF_LOCAL, location_of(node));
        add(b, b->c->known.dot_type_params, DEF_USE, location_of(node));
    }
    visit_stmts(b, d->body);
    leave(b, s);
    if (generic) leave(b, generic);
    b->private_name = private_before;
}

static void visit_type_alias(Builder *b, AstTypeAlias *a)
{
    Location at = location_of(&a->node);
    visit_expr(b, a->name);
    const AstString *text = ast_Name(a->name)->id;
    bool in_class = b->current->kind == SCOPE_CLASS;
    Scope *generic = enter_type_params(b, &a->type_params, text, &a->node, NULL);
    Scope *s = enter(b, name_canonical(b->c, text), SCOPE_TYPE_ALIAS, &a->node, at);
    if (!s) return;
    if (in_class) see_class(b, s, at);
    visit_expr(b, a->value);
    leave(b, s);
    if (generic) leave(b, generic);
}

/* --- annotations of variables ----------------------------------------------------------------------------------------- */

static void visit_annotation(Builder *b, AstNode *e)
{
    Scope *owner = b->current;
    Location at = location_of(e);
    bool unevaluated = owner->kind == SCOPE_FUNCTION;
    if (((owner->kind == SCOPE_CLASS && owner->in_conditional) || owner->kind == SCOPE_MODULE) &&
        !owner->has_conditional_annotations) {
        owner->has_conditional_annotations = true;
        add(b, b->c->known.__conditional_annotations__, DEF_USE, at);
    }
    if (owner->annotations) {
        b->current = owner->annotations;
    } else {
        owner->annotations = enter(b, b->c->known.__annotate__, SCOPE_ANNOTATION, e, at);
        if (!owner->annotations) return;
        if (owner->kind == SCOPE_CLASS) see_class(b, b->current, at);
    }
    Scope *s = b->current;
    if (owner->kind == SCOPE_CLASS && owner->has_conditional_annotations)
        add(b, b->c->known.__conditional_annotations__, DEF_USE, at);
    if (unevaluated) s->in_unevaluated_annotation = true;
    visit_expr(b, e);
    if (unevaluated) s->in_unevaluated_annotation = false;
    b->current = owner;
}

static void visit_ann_assign(Builder *b, AstAnnAssign *s)
{
    if (s->target->kind == AST_Name) {
        AstName *name = ast_Name(s->target);
        unsigned flags = flags_of(b, name->id);
        if ((flags & (DEF_GLOBAL | DEF_NONLOCAL)) && b->current != b->module && s->simple) {
            compile_error(b->c, location_of(&s->node),
                          flags & DEF_GLOBAL ? "annotated name '%.*s' can't be global" : "annotated name '%.*s' can't be nonlocal",
                          NAME_ARGS(name->id));
            return;
        }
        if (s->simple) add(b, name->id, DEF_ANNOTATED | DEF_LOCAL, location_of(s->target));
        else if (s->value) add(b, name->id, DEF_LOCAL, location_of(s->target));
    } else {
        visit_expr(b, s->target);
    }
    visit_annotation(b, s->annotation);
    if (s->value) visit_expr(b, s->value);
}

/* --- statements --------------------------------------------------------------------------------------------------------- */

static void visit_declaration(Builder *b, AstNode *s, AstIdentifierSeq names, bool global)
{
    for (int i = 0; i < names.count && !b->c->failed; i++) {
        const AstString *name = names.items[i];
        unsigned flags = flags_of(b, name);
        const char *format = NULL;
        if (flags & DEF_PARAM)
            format = global ? "name '%.*s' is parameter and global" : "name '%.*s' is parameter and nonlocal";
        else if (flags & DEF_USE)
            format = global ? "name '%.*s' is used prior to global declaration" : "name '%.*s' is used prior to nonlocal declaration";
        else if (flags & DEF_ANNOTATED)
            format = global ? "annotated name '%.*s' can't be global" : "annotated name '%.*s' can't be nonlocal";
        else if (flags & DEF_LOCAL)
            format = global ? "name '%.*s' is assigned to before global declaration"
                            : "name '%.*s' is assigned to before nonlocal declaration";
        if (format) {
            compile_error(b->c, location_of(s), format, NAME_ARGS(name));
            return;
        }
        add(b, name, global ? DEF_GLOBAL : DEF_NONLOCAL, location_of(s));
        add_directive(b, name, location_of(s));
    }
}

static void visit_aliases(Builder *b, AstSeq names)
{
    for (int i = 0; i < names.count; i++) {
        Astalias *a = ast_alias(names.items[i]);
        const AstString *name = a->asname ? a->asname : a->name;
        if (name->length == 1 && name->data[0] == '*') {
            if (b->current->kind != SCOPE_MODULE)
                compile_error(b->c, location_of(names.items[i]), "import * only allowed at module level");
            continue;
        }
        const char *dot = a->asname ? NULL : memchr(name->data, '.', name->length);
        if (dot) name = name_intern(b->c, name->data, (size_t)(dot - name->data));
        if (name) add(b, name, DEF_IMPORT, location_of(names.items[i]));
    }
}

/* `async for`, `async with`: only in an async function, or at the top where await is allowed */
static void check_async_statement(Builder *b, AstNode *s, const char *message)
{
    Scope *current = b->current;
    if (b->c->top_level_await && current->kind == SCOPE_MODULE) current->coroutine = true;
    else if (!(current->kind == SCOPE_FUNCTION && current->coroutine)) compile_error(b->c, location_of(s), "%s", message);
}

static void visit_handlers(Builder *b, AstSeq handlers)
{
    for (int i = 0; i < handlers.count; i++) {
        AstExceptHandler *h = ast_ExceptHandler(handlers.items[i]);
        if (h->type) visit_expr(b, h->type);
        if (h->name) {
            add(b, h->name, DEF_LOCAL, location_of(&h->node));
            note_deleted(b, h->name);
        }
        visit_conditional(b, h->body);
    }
}

static void visit_pattern(Builder *b, AstNode *p)
{
    if (compiler_too_deep(b->c)) return;
    Location at = location_of(p);
    switch (p->kind) {
    case AST_MatchValue: visit_expr(b, ast_MatchValue(p)->value); break;
    case AST_MatchSingleton: break;
    case AST_MatchSequence: {
        AstSeq ps = ast_MatchSequence(p)->patterns;
        for (int i = 0; i < ps.count; i++) visit_pattern(b, ps.items[i]);
        break;
    }
    case AST_MatchStar:
        if (ast_MatchStar(p)->name) add(b, ast_MatchStar(p)->name, DEF_LOCAL, at);
        break;
    case AST_MatchMapping: {
        AstMatchMapping *m = ast_MatchMapping(p);
        visit_exprs(b, m->keys);
        for (int i = 0; i < m->patterns.count; i++) visit_pattern(b, m->patterns.items[i]);
        if (m->rest) add(b, m->rest, DEF_LOCAL, at);
        break;
    }
    case AST_MatchClass: {
        AstMatchClass *m = ast_MatchClass(p);
        visit_expr(b, m->cls);
        for (int i = 0; i < m->patterns.count; i++) visit_pattern(b, m->patterns.items[i]);
        for (int i = 0; i < m->kwd_attrs.count; i++) check_name(b, m->kwd_attrs.items[i], AST_Store, location_of(m->kwd_patterns.items[i]));
        for (int i = 0; i < m->kwd_patterns.count; i++) visit_pattern(b, m->kwd_patterns.items[i]);
        break;
    }
    case AST_MatchAs:
        if (ast_MatchAs(p)->pattern) visit_pattern(b, ast_MatchAs(p)->pattern);
        if (ast_MatchAs(p)->name) add(b, ast_MatchAs(p)->name, DEF_LOCAL, at);
        break;
    default: {
        AstSeq ps = ast_MatchOr(p)->patterns;
        for (int i = 0; i < ps.count; i++) visit_pattern(b, ps.items[i]);
    }
    }
}

static void visit_match(Builder *b, AstMatch *m)
{
    visit_expr(b, m->subject);
    for (int i = 0; i < m->cases.count; i++) {
        Astmatch_case *k = ast_match_case(m->cases.items[i]);
        visit_pattern(b, k->pattern);
        if (k->guard) visit_expr(b, k->guard);
        visit_conditional(b, k->body);
    }
}

static void visit_with(Builder *b, AstWith *w)
{
    for (int i = 0; i < w->items.count; i++) {
        Astwithitem *item = ast_withitem(w->items.items[i]);
        visit_expr(b, item->context_expr);
        if (item->optional_vars) visit_expr(b, item->optional_vars);
    }
    visit_conditional(b, w->body);
}

static void visit_for(Builder *b, AstFor *f)
{
    visit_expr(b, f->target);
    visit_expr(b, f->iter);
    visit_conditional(b, f->body);
    visit_conditional(b, f->orelse);
}

static void visit_try(Builder *b, AstTry *s)
{
    visit_conditional(b, s->body);
    visit_handlers(b, s->handlers);
    visit_conditional(b, s->orelse);
    visit_conditional(b, s->finalbody);
}

_Static_assert(sizeof(AstTry) == sizeof(AstTryStar) && sizeof(AstFor) == sizeof(AstAsyncFor) && sizeof(AstWith) == sizeof(AstAsyncWith) &&
               sizeof(AstFunctionDef) == sizeof(AstAsyncFunctionDef), "plain and async or starred statements have the same fields");

static void visit_stmt(Builder *b, AstNode *s)
{
    if (b->c->failed || compiler_too_deep(b->c)) return;
    switch (s->kind) {
    case AST_FunctionDef: case AST_AsyncFunctionDef:
        visit_function(b, (AstFunctionDef *)s, s->kind == AST_AsyncFunctionDef);
        break;
    case AST_ClassDef: visit_class(b, ast_ClassDef(s)); break;
    case AST_TypeAlias: visit_type_alias(b, ast_TypeAlias(s)); break;
    case AST_Return:
        if (ast_Return(s)->value) {
            visit_expr(b, ast_Return(s)->value);
            b->current->returns_value = true;
        }
        break;
    case AST_Delete: visit_exprs(b, ast_Delete(s)->targets); break;
    case AST_Assign:
        visit_exprs(b, ast_Assign(s)->targets);
        visit_expr(b, ast_Assign(s)->value);
        break;
    case AST_AugAssign:
        visit_expr(b, ast_AugAssign(s)->target);
        visit_expr(b, ast_AugAssign(s)->value);
        break;
    case AST_AnnAssign: visit_ann_assign(b, ast_AnnAssign(s)); break;
    case AST_For: visit_for(b, ast_For(s)); break;
    case AST_AsyncFor:
        check_async_statement(b, s, "'async for' outside async function");
        visit_for(b, (AstFor *)s);
        break;
    case AST_While:
        visit_expr(b, ast_While(s)->test);
        visit_conditional(b, ast_While(s)->body);
        visit_conditional(b, ast_While(s)->orelse);
        break;
    case AST_If:
        visit_expr(b, ast_If(s)->test);
        visit_conditional(b, ast_If(s)->body);
        visit_conditional(b, ast_If(s)->orelse);
        break;
    case AST_With: visit_with(b, ast_With(s)); break;
    case AST_AsyncWith:
        check_async_statement(b, s, "'async with' outside async function");
        visit_with(b, (AstWith *)s);
        break;
    case AST_Match: visit_match(b, ast_Match(s)); break;
    case AST_Raise:
        if (ast_Raise(s)->exc) visit_expr(b, ast_Raise(s)->exc);
        if (ast_Raise(s)->cause) visit_expr(b, ast_Raise(s)->cause);
        break;
    case AST_Try: case AST_TryStar: visit_try(b, (AstTry *)s); break;
    case AST_Assert:
        visit_expr(b, ast_Assert(s)->test);
        if (ast_Assert(s)->msg) visit_expr(b, ast_Assert(s)->msg);
        break;
    case AST_Import: visit_aliases(b, ast_Import(s)->names); break;
    case AST_ImportFrom: visit_aliases(b, ast_ImportFrom(s)->names); break;
    case AST_Global: visit_declaration(b, s, ast_Global(s)->names, true); break;
    case AST_Nonlocal: visit_declaration(b, s, ast_Nonlocal(s)->names, false); break;
    case AST_Expr: visit_expr(b, ast_Expr(s)->value); break;
    default: break; /* Pass, Break, Continue */
    }
}

/* --- expressions -------------------------------------------------------------------------------------------------------- */

static bool forbidden_here(Builder *b, const char *what, AstNode *e)
{
    Scope *s = b->current;
    Location at = location_of(e);
    switch (s->kind) {
    case SCOPE_ANNOTATION: compile_error(b->c, at, "%s cannot be used within an annotation", what); return true;
    case SCOPE_TYPE_VARIABLE: compile_error(b->c, at, "%s cannot be used within %s", what, s->info); return true;
    case SCOPE_TYPE_ALIAS: compile_error(b->c, at, "%s cannot be used within a type alias", what); return true;
    case SCOPE_TYPE_PARAMETERS:
        compile_error(b->c, at, "%s cannot be used within the definition of a generic", what);
        return true;
    default: return false;
    }
}

/* PEP 572: a walrus in a comprehension binds in the scope around all the comprehensions. */
static void extend_walrus_scope(Builder *b, AstName *target)
{
    Compiler *c = b->c;
    Location at = location_of(&target->node);
    for (Scope *s = b->current; s; s = s->parent) {
        if (s->comprehension) {
            Name name = scope_mangle(c, s, target->id);
            Symbol *symbol = name ? scope_lookup(s, name) : NULL;
            unsigned flags = symbol ? symbol->flags : 0;
            if ((flags & DEF_COMP_ITER) && (flags & (DEF_LOCAL | DEF_GLOBAL))) {
                compile_error(c, at, "assignment expression cannot rebind comprehension iteration variable '%.*s'", NAME_ARGS(target->id));
                return;
            }
            continue;
        }
        switch (s->kind) {
        case SCOPE_FUNCTION: {
            Name name = scope_mangle(c, s, target->id);
            Symbol *symbol = name ? scope_lookup(s, name) : NULL;
            bool global = symbol && (symbol->flags & DEF_GLOBAL);
            add(b, target->id, global ? DEF_GLOBAL : DEF_NONLOCAL, at);
            add_directive(b, target->id, at);
            add_to(b, target->id, DEF_LOCAL, s, at);
            return;
        }
        case SCOPE_MODULE:
            add(b, target->id, DEF_GLOBAL, at);
            add_directive(b, target->id, at);
            add_to(b, target->id, DEF_GLOBAL, s, at);
            return;
        case SCOPE_CLASS:
            compile_error(c, at, "assignment expression within a comprehension cannot be used in a class body");
            return;
        case SCOPE_TYPE_VARIABLE:
            compile_error(c, at, "assignment expression within a comprehension cannot be used in a TypeVar bound");
            return;
        case SCOPE_TYPE_ALIAS:
            compile_error(c, at, "assignment expression within a comprehension cannot be used in a type alias");
            return;
        case SCOPE_TYPE_PARAMETERS:
            compile_error(c, at, "assignment expression within a comprehension cannot be used within the definition of a generic");
            return;
        default: continue; /* an annotation scope: the walrus was rejected before */
        }
    }
}

static void visit_walrus(Builder *b, AstNamedExpr *e)
{
    if (forbidden_here(b, "named expression", &e->node)) return;
    if (b->current->comp_iter_depth > 0) {
        compile_error(b->c, location_of(&e->node), "assignment expression cannot be used in a comprehension iterable expression");
        return;
    }
    if (b->current->comprehension) extend_walrus_scope(b, ast_Name(e->target));
    for (Scope *s = b->current; s; s = s->comprehension ? s->parent : NULL) s->has_walrus = true;
    visit_expr(b, e->value);
    visit_expr(b, e->target);
}

static void visit_comp_iter(Builder *b, AstNode *iter)
{
    b->current->comp_iter_depth++;
    visit_expr(b, iter);
    b->current->comp_iter_depth--;
}

static void visit_comp_target(Builder *b, AstNode *target)
{
    b->current->in_comp_target = true;
    visit_expr(b, target);
    b->current->in_comp_target = false;
}

static void visit_comprehension(Builder *b, AstNode *e, ComprehensionKind kind, Name name, AstSeq generators, AstNode *elt, AstNode *value)
{
    Compiler *c = b->c;
    Astcomprehension *first = ast_comprehension(generators.items[0]);
    visit_comp_iter(b, first->iter);
    Scope *s = enter(b, name, SCOPE_FUNCTION, e, location_of(e));
    if (!s) return;
    s->comprehension = kind;
    s->coroutine = first->is_async;
    add(b, c->known.dot_zero, DEF_PARAM, location_of(e));
    visit_comp_target(b, first->target);
    visit_exprs(b, first->ifs);
    for (int i = 1; i < generators.count; i++) {
        Astcomprehension *g = ast_comprehension(generators.items[i]);
        visit_comp_target(b, g->target);
        visit_comp_iter(b, g->iter);
        visit_exprs(b, g->ifs);
        if (g->is_async) s->coroutine = true;
    }
    if (value) visit_expr(b, value);
    visit_expr(b, elt);
    s->generator = kind == COMP_GENERATOR;
    bool is_async = s->coroutine && !s->generator;
    leave(b, s);
    if (!is_async) return;
    Scope *outer = b->current;
    bool allowed = (outer->kind == SCOPE_FUNCTION && outer->coroutine) || outer->comprehension ||
                   (c->top_level_await && outer->kind == SCOPE_MODULE);
    if (!allowed) compile_error(c, location_of(e), "asynchronous comprehension outside of an asynchronous function");
    outer->coroutine = true;
}

static void visit_yield(Builder *b, AstNode *e, AstNode *value)
{
    if (forbidden_here(b, "yield expression", e)) return;
    if (value) visit_expr(b, value);
    b->current->generator = true;
    static const char *const messages[] = {
        [COMP_LIST] = "'yield' inside list comprehension", [COMP_SET] = "'yield' inside set comprehension",
        [COMP_DICT] = "'yield' inside dict comprehension", [COMP_GENERATOR] = "'yield' inside generator expression",
    };
    if (b->current->comprehension) compile_error(b->c, location_of(e), "%s", messages[b->current->comprehension]);
}

static void visit_await(Builder *b, AstNode *e)
{
    if (forbidden_here(b, "await expression", e)) return;
    Scope *s = b->current;
    if (!(b->c->top_level_await && s->kind == SCOPE_MODULE)) {
        if (!scope_is_function_like(s)) {
            compile_error(b->c, location_of(e), "'await' outside function");
            return;
        }
        if (!(s->kind == SCOPE_FUNCTION && s->coroutine) && !s->comprehension) {
            compile_error(b->c, location_of(e), "'await' outside async function");
            return;
        }
    }
    visit_expr(b, ast_Await(e)->value);
    s->coroutine = true;
}

static void visit_lambda(Builder *b, AstLambda *l)
{
    Astarguments *a = ast_arguments(l->args);
    visit_exprs(b, a->defaults);
    visit_exprs(b, a->kw_defaults);
    Scope *s = enter(b, b->c->known.lambda, SCOPE_FUNCTION, &l->node, location_of(&l->node));
    if (!s) return;
    visit_parameters(b, a);
    visit_expr(b, l->body);
    leave(b, s);
}

static void visit_name(Builder *b, AstName *n)
{
    if (b->current->in_unevaluated_annotation) return;
    check_name(b, n->id, n->ctx, location_of(&n->node));
    add(b, n->id, n->ctx == AST_Load ? DEF_USE : DEF_LOCAL, location_of(&n->node));
    if (n->ctx == AST_Del) note_deleted(b, n->id);
    /* `super` counts as a use of __class__ */
    if (n->ctx == AST_Load && scope_is_function_like(b->current) && name_canonical(b->c, n->id) == b->c->known.super)
        add(b, b->c->known.__class__, DEF_USE, location_of(&n->node));
}

static void visit_call(Builder *b, AstCall *call)
{
    visit_expr(b, call->func);
    visit_exprs(b, call->args);
    visit_keywords(b, call->keywords);
}

static void visit_expr(Builder *b, AstNode *e)
{
    if (b->c->failed || compiler_too_deep(b->c)) return;
    KnownNames *known = &b->c->known;
    switch (e->kind) {
    case AST_NamedExpr: visit_walrus(b, ast_NamedExpr(e)); break;
    case AST_BoolOp: visit_exprs(b, ast_BoolOp(e)->values); break;
    case AST_BinOp:
        visit_expr(b, ast_BinOp(e)->left);
        visit_expr(b, ast_BinOp(e)->right);
        break;
    case AST_UnaryOp: visit_expr(b, ast_UnaryOp(e)->operand); break;
    case AST_Lambda: visit_lambda(b, ast_Lambda(e)); break;
    case AST_IfExp:
        visit_expr(b, ast_IfExp(e)->test);
        visit_expr(b, ast_IfExp(e)->body);
        visit_expr(b, ast_IfExp(e)->orelse);
        break;
    case AST_Dict:
        visit_exprs(b, ast_Dict(e)->keys);
        visit_exprs(b, ast_Dict(e)->values);
        break;
    case AST_Set: visit_exprs(b, ast_Set(e)->elts); break;
    case AST_ListComp:
        visit_comprehension(b, e, COMP_LIST, known->listcomp, ast_ListComp(e)->generators, ast_ListComp(e)->elt, NULL);
        break;
    case AST_SetComp:
        visit_comprehension(b, e, COMP_SET, known->setcomp, ast_SetComp(e)->generators, ast_SetComp(e)->elt, NULL);
        break;
    case AST_DictComp:
        visit_comprehension(b, e, COMP_DICT, known->dictcomp, ast_DictComp(e)->generators, ast_DictComp(e)->key, ast_DictComp(e)->value);
        break;
    case AST_GeneratorExp:
        visit_comprehension(b, e, COMP_GENERATOR, known->genexpr, ast_GeneratorExp(e)->generators, ast_GeneratorExp(e)->elt, NULL);
        break;
    case AST_Yield: visit_yield(b, e, ast_Yield(e)->value); break;
    case AST_YieldFrom: visit_yield(b, e, ast_YieldFrom(e)->value); break;
    case AST_Await: visit_await(b, e); break;
    case AST_Compare:
        visit_expr(b, ast_Compare(e)->left);
        visit_exprs(b, ast_Compare(e)->comparators);
        break;
    case AST_Call: visit_call(b, ast_Call(e)); break;
    case AST_FormattedValue:
        visit_expr(b, ast_FormattedValue(e)->value);
        if (ast_FormattedValue(e)->format_spec) visit_expr(b, ast_FormattedValue(e)->format_spec);
        break;
    case AST_Interpolation:
        visit_expr(b, ast_Interpolation(e)->value);
        if (ast_Interpolation(e)->format_spec) visit_expr(b, ast_Interpolation(e)->format_spec);
        break;
    case AST_JoinedStr: visit_exprs(b, ast_JoinedStr(e)->values); break;
    case AST_TemplateStr: visit_exprs(b, ast_TemplateStr(e)->values); break;
    case AST_Attribute:
        check_name(b, ast_Attribute(e)->attr, ast_Attribute(e)->ctx, location_of(e));
        visit_expr(b, ast_Attribute(e)->value);
        break;
    case AST_Subscript:
        visit_expr(b, ast_Subscript(e)->value);
        visit_expr(b, ast_Subscript(e)->slice);
        break;
    case AST_Starred: visit_expr(b, ast_Starred(e)->value); break;
    case AST_Slice:
        if (ast_Slice(e)->lower) visit_expr(b, ast_Slice(e)->lower);
        if (ast_Slice(e)->upper) visit_expr(b, ast_Slice(e)->upper);
        if (ast_Slice(e)->step) visit_expr(b, ast_Slice(e)->step);
        break;
    case AST_Name: visit_name(b, ast_Name(e)); break;
    case AST_List: visit_exprs(b, ast_List(e)->elts); break;
    case AST_Tuple: visit_exprs(b, ast_Tuple(e)->elts); break;
    default: break; /* Constant */
    }
}

/* --- the whole ------------------------------------------------------------------------------------------------------------ */

bool scopes_build(Compiler *c, AstNode *mod)
{
    Builder b = {.c = c};
    Scope *module = enter(&b, c->known.top, SCOPE_MODULE, mod, (Location){0, 0, 0, 0});
    if (!module) return false;
    b.module = c->root = module;
    switch (mod->kind) {
    case AST_Module: visit_stmts(&b, ast_Module(mod)->body); break;
    case AST_Interactive: visit_stmts(&b, ast_Interactive(mod)->body); break;
    case AST_Expression: visit_expr(&b, ast_Expression(mod)->body); break;
    default: compile_error(c, NO_LOCATION, "this compiler does not handle FunctionTypes"); break;
    }
    return !c->failed && scopes_resolve(c);
}
