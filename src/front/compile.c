/* compile.c - the compiler's entry, its names, errors and warnings, and the code of a whole module. */
#include "front/compile.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "front/codegen.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/ops.h"

/* --- memory and failure ----------------------------------------------------------------------------------------------- */

void compile_fail(Compiler *c) { c->failed = true; }

void *compiler_alloc(Compiler *c, size_t size)
{
    void *p = c->failed ? NULL : arena_alloc(c->arena, size ? size : 1);
    if (!p && !c->failed) {
        raise_memory_error(c->t);
        c->failed = true;
    }
    return p;
}

bool compiler_grow_array(Compiler *c, void **items, uint32_t count, uint32_t *capacity, size_t item_size)
{
    uint32_t bigger = *capacity ? *capacity * 2 : 8;
    void *grown = compiler_alloc(c, (size_t)bigger * item_size);
    if (!grown || bigger < *capacity) return false;
    if (count) memcpy(grown, *items, count * item_size);
    *items = grown;
    *capacity = bigger;
    return true;
}

bool compiler_too_deep(Compiler *c)
{
    const char here = 0;
    if (&here >= c->stack_floor || c->failed) return c->failed;
    raise(c->t, T_RECURSION_ERROR, "maximum recursion depth exceeded during compilation");
    c->failed = true;
    return true;
}

Value compiler_keep(Compiler *c, Value v)
{
    if (c->failed) return V_NULL;
    if (is_null(v) || (is_pointer(v) && !list_append(c->t, c->keep, v))) {
        c->failed = true;
        return V_NULL;
    }
    return v;
}

/* --- names -------------------------------------------------------------------------------------------------------------- */

static uint32_t text_hash(const char *text, size_t n)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < n; i++) h = (h ^ (uint8_t)text[i]) * 16777619u;
    return h;
}

static Name *intern_slot(Compiler *c, const char *text, size_t n, uint32_t hash)
{
    for (uint32_t i = hash;; i++) {
        Name *slot = &c->interned[i & (c->interned_capacity - 1)];
        if (!*slot || ((*slot)->length == n && !memcmp((*slot)->data, text, n))) return slot;
    }
}

static bool grow_interned(Compiler *c)
{
    Name *old = c->interned;
    uint32_t old_capacity = c->interned_capacity;
    c->interned_capacity = old_capacity ? old_capacity * 2 : 256;
    c->interned = compiler_alloc(c, c->interned_capacity * sizeof *c->interned);
    if (!c->interned) return false;
    for (uint32_t i = 0; i < old_capacity; i++)
        if (old[i]) *intern_slot(c, old[i]->data, old[i]->length, text_hash(old[i]->data, old[i]->length)) = old[i];
    return true;
}

Name name_intern(Compiler *c, const char *text, size_t n)
{
    if (c->failed || (c->interned_count * 2 >= c->interned_capacity && !grow_interned(c))) return NULL;
    Name *slot = intern_slot(c, text, n, text_hash(text, n));
    if (*slot) return *slot;
    AstString *s = compiler_alloc(c, sizeof *s + n + 1);
    if (!s) return NULL;
    s->length = (uint32_t)n;
    memcpy(s->data, text, n);
    c->interned_count++;
    return *slot = s;
}

Name name_canonical(Compiler *c, const AstString *name) { return name_intern(c, name->data, name->length); }

Name name_mangle(Compiler *c, Name private_name, Name name)
{
    if (!private_name || name->length < 3 || name->data[0] != '_' || name->data[1] != '_') return name;
    if ((name->data[name->length - 1] == '_' && name->data[name->length - 2] == '_') || memchr(name->data, '.', name->length)) return name;
    const char *class = private_name->data;
    size_t n = private_name->length;
    while (n && *class == '_') class++, n--;
    if (!n) return name;
    char *text = compiler_alloc(c, n + name->length + 1);
    if (!text) return name;
    text[0] = '_';
    memcpy(text + 1, class, n);
    memcpy(text + 1 + n, name->data, name->length);
    return name_intern(c, text, n + 1 + name->length);
}

Value name_value(Compiler *c, Name name)
{
    return c->failed || !name ? V_NULL : compiler_keep(c, str_intern_utf8(c->t, name->data, name->length));
}

/* --- errors ------------------------------------------------------------------------------------------------------------- */

/* The line of the source that an error shows, None when the source is not a file. */
static Value source_line(Compiler *c, int32_t line)
{
    const char *path = c->source && is_str(c->file_name) ? str_fs_path(c->t, c->file_name) : NULL;
    if (!path || access(path, R_OK)) {
        error_clear(c->t);
        return V_NONE;
    }
    const char *p = c->source, *end = p + c->source_size;
    for (int32_t i = 1; i < line && p < end; i++) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        p = newline ? newline + 1 : end;
    }
    const char *newline = memchr(p, '\n', (size_t)(end - p));
    return str_from_utf8(c->t, p, (size_t)((newline ? newline + 1 : end) - p));
}

/* Errors of the symbol tables are made without a location and get it as attributes, as CPython's are. */
static void raise_at_scope(Compiler *c, Value message, Location at, Value text)
{
    Thread *t = c->t;
    raise_with(t, T_SYNTAX_ERROR, message);
    Value e = error_take(t);
    const struct { const char *name; Value v; } attributes[] = {
        {"filename", c->file_name}, {"lineno", value_fixnum(at.line)}, {"offset", value_fixnum(at.column + 1)},
        {"end_lineno", value_fixnum(at.end_line)}, {"end_offset", value_fixnum(at.end_column + 1)}, {"text", text},
    };
    for (size_t i = 0; i < ARRAY_LEN(attributes); i++)
        if (!attr_set(t, e, str_intern_text(t, attributes[i].name), attributes[i].v)) return;
    error_restore(t, e);
}

static void raise_syntax(Compiler *c, Value message, Location at)
{
    Thread *t = c->t;
    Value text = is_null(message) ? V_NULL : source_line(c, at.line);
    if (is_null(text)) return;
    if (!c->unit) {
        raise_at_scope(c, message, at, text);
        return;
    }
    Value where = tuple_pack(t, 6, c->file_name, value_fixnum(at.line), value_fixnum(at.column + 1), text, value_fixnum(at.end_line),
                             value_fixnum(at.end_column + 1));
    if (!is_null(where)) raise_with2(t, T_SYNTAX_ERROR, message, where);
}

void compile_error(Compiler *c, Location at, const char *format, ...)
{
    if (c->failed) return;
    va_list ap;
    va_start(ap, format);
    Value message = str_format_va(c->t, format, ap);
    va_end(ap);
    raise_syntax(c, message, at);
    c->failed = true;
}

bool compile_warn(Compiler *c, Location at, const char *format, ...)
{
    if (c->failed || c->mute_warnings) return !c->failed;
    va_list ap;
    va_start(ap, format);
    Value message = str_format_va(c->t, format, ap);
    va_end(ap);
    if (!is_null(message) && warn_explicit(c->t, T_SYNTAX_WARNING, message, c->file_name, at.line)) return true;
    if (!is_null(message) && error_matches(c->t, T_SYNTAX_WARNING)) { /* "error" filter: a SyntaxError points at the place */
        error_clear(c->t);
        raise_syntax(c, message, at);
    }
    c->failed = true;
    return false;
}

/* --- __future__ ----------------------------------------------------------------------------------------------------------- */

static void check_feature(Compiler *c, const AstNode *alias)
{
    static const char *const done[] = {"nested_scopes", "generators", "division", "absolute_import", "with_statement",
                                       "print_function", "unicode_literals", "generator_stop"};
    const AstString *name = ((const Astalias *)alias)->name;
    for (size_t i = 0; i < ARRAY_LEN(done); i++)
        if (!strcmp(name->data, done[i])) return;
    if (!strcmp(name->data, "annotations")) c->future_flags |= CODE_FUTURE_ANNOTATIONS;
    else if (!strcmp(name->data, "barry_as_FLUFL")) c->future_flags |= CODE_FUTURE_BARRY;
    else if (!strcmp(name->data, "braces")) compile_error(c, location_of(alias), "not a chance");
    else compile_error(c, location_of(alias), "future feature %.100s is not defined", name->data);
}

static bool is_docstring(const AstNode *s)
{
    if (s->kind != AST_Expr) return false;
    const AstNode *e = ((const AstExpr *)s)->value;
    return e->kind == AST_Constant && ((const AstConstant *)e)->value.kind == AST_CONST_STR;
}

static void find_futures(Compiler *c, AstNode *mod)
{
    AstSeq body = mod->kind == AST_Module ? ast_Module(mod)->body : mod->kind == AST_Interactive ? ast_Interactive(mod)->body : (AstSeq){0};
    bool done = false;
    int32_t line = 0;
    for (int i = body.count && is_docstring(body.items[0]) ? 1 : 0; i < body.count && !c->failed; i++) {
        AstNode *s = body.items[i];
        if (done && s->lineno > line) return; /* a later one on the same line is refused here, others by the compiler */
        line = s->lineno;
        AstImportFrom *import = s->kind == AST_ImportFrom ? ast_ImportFrom(s) : NULL;
        if (!import || import->level || !import->module || strcmp(import->module->data, "__future__")) {
            done = true;
            continue;
        }
        if (done) {
            compile_error(c, location_of(s), "from __future__ imports must occur at the beginning of the file");
            return;
        }
        for (int j = 0; j < import->names.count; j++) check_feature(c, import->names.items[j]);
        c->last_future_line = s->lineno;
    }
}

/* --- modules ---------------------------------------------------------------------------------------------------------------- */

static void compile_root(Compiler *c, AstNode *mod)
{
    Unit *u = c->unit;
    const Scope *s = u->scope;
    begin_generator(c, s); /* top-level await */
    switch (mod->kind) {
    case AST_Module: compile_body(c, ast_Module(mod)->body, (Location){1, 1, 0, 0}); break;
    case AST_Interactive:
        begin_annotations(c, ast_Interactive(mod)->body, (Location){1, 1, 0, 0});
        compile_stmts(c, ast_Interactive(mod)->body);
        break;
    default: {
        int r = compile_expr(c, ast_Expression(mod)->body, ANY);
        emit(c, OP_RETURN, 0, (unsigned)r, 0, 0);
        emit_end(c);
    }
    }
    emit_return_immediate(c, V_NONE);
    end_generator(c, s);
}

static bool intern_known(Compiler *c)
{
#define N(name) c->known.name = name_intern(c, #name, sizeof #name - 1);
#define S(field, text) c->known.field = name_intern(c, text, sizeof text - 1);
    COMPILER_NAMES(N)
    COMPILER_SPECIAL_NAMES(S)
#undef N
#undef S
    return !c->failed;
}

static Code *compile_tree(Compiler *c, AstNode *mod)
{
    find_futures(c, mod);
    if (c->failed || !scopes_build(c, mod)) return NULL;
    if (!open_function_unit(c, c->root, c->known.module->data, c->known.module->length, 1)) return NULL;
    compile_root(c, mod);
    return unit_close(c);
}

enum { STACK_RESERVE = 96 * 1024 }; /* left for the runtime's own calls below the compiler's recursion */

static Compiler compiler_for(Thread *t, Arena *arena, const AstNode *mod, const CompileOptions *options)
{
    return (Compiler){
        .t = t, .arena = arena, .file_name = options->file_name, .source = options->source, .source_size = options->source_size,
        .optimize = options->optimize < 0 ? t->rt->options.optimize : options->optimize,
        .future_flags = options->flags & (CODE_FUTURE_ANNOTATIONS | CODE_FUTURE_BARRY),
        .interactive = mod->kind == AST_Interactive, .top_level_await = options->flags & COMPILE_TOP_LEVEL_AWAIT,
        .stack_floor = t->c_stack_limit ? t->c_stack_limit + STACK_RESERVE : NULL, .keep = list_with_capacity(t, 64),
    };
}

Code *compile_ast(Thread *t, AstNode *mod, const CompileOptions *options)
{
    Arena arena;
    arena_init(&arena, 0);
    Compiler c = compiler_for(t, &arena, mod, options);
    Code *code = NULL;
    if (!is_null(c.keep) && intern_known(&c)) code = compile_tree(&c, mod);
    arena_free(&arena);
    assert((code != NULL) != error_set(t));
    return code;
}

Value compile_symbols(Thread *t, AstNode *mod, const CompileOptions *options, Value (*use)(Compiler *c, const Scope *root))
{
    Arena arena;
    arena_init(&arena, 0);
    Compiler c = compiler_for(t, &arena, mod, options);
    Value result = V_NULL;
    if (!is_null(c.keep) && intern_known(&c)) {
        find_futures(&c, mod);
        if (!c.failed && scopes_build(&c, mod)) result = use(&c, c.root);
    }
    arena_free(&arena);
    return result;
}
