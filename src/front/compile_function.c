/* compile_function.c - units for scopes, functions, lambdas and classes. */
#include "front/codegen.h"

#include <stdlib.h>

#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/error.h"

/* --- opening a unit ------------------------------------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b)
{
    const Name x = *(const Name *)a, y = *(const Name *)b;
    int order = memcmp(x->data, y->data, x->length < y->length ? x->length : y->length);
    return order ? order : (x->length > y->length) - (x->length < y->length);
}

static bool is_generator_like(const Scope *s) { return s->generator || s->coroutine; }

static bool is_named_definition(const Scope *s)
{
    return s->kind == SCOPE_CLASS || (s->kind == SCOPE_FUNCTION && !s->comprehension && s->name->data[0] != '<');
}

/* PEP 3155 */
static Value qualified_name(Compiler *c, const Scope *s, Value name)
{
    const Unit *parent = c->unit;
    Value last = s->function_name ? compiler_keep(c, str_format(c->t, "%U.%U", name_value(c, s->function_name), name)) : name;
    if (parent && parent->scope->kind != SCOPE_FUNCTION && parent->scope->kind != SCOPE_CLASS && parent->scope->kind != SCOPE_MODULE)
        parent = parent->outer; /* the definition around its type parameters' scope */
    if (c->failed || !parent || parent->scope->kind == SCOPE_MODULE) return last;
    if (is_named_definition(s)) {
        Name mangled = scope_mangle(c, parent->scope, s->name);
        const Symbol *symbol = mangled ? scope_lookup(parent->scope, mangled) : NULL;
        if (symbol && symbol->resolution == RESOLVED_GLOBAL_EXPLICIT) return last;
    }
    bool in_function = parent->scope->kind == SCOPE_FUNCTION && !parent->scope->comprehension;
    return compiler_keep(c, str_format(c->t, in_function ? "%U.<locals>.%U" : "%U.%U", parent->qualified_name, last));
}

static uint32_t flags_of_scope(const Compiler *c, const Scope *s)
{
    uint32_t flags = c->future_flags;
    if (scope_is_function_like(s)) {
        flags |= CODE_NEWLOCALS | CODE_OPTIMIZED;
        if (s->nested) flags |= CODE_NESTED;
        if (s->generator) flags |= s->coroutine ? CODE_ASYNC_GENERATOR : CODE_GENERATOR;
        if (s->varargs) flags |= CODE_VARARGS;
        if (s->varkeywords) flags |= CODE_VARKEYWORDS;
        if (s->method) flags |= CODE_METHOD;
    }
    if (s->coroutine && !s->generator) flags |= CODE_COROUTINE;
    return flags;
}

/* Counts the registers that inlined comprehensions need: two that never run at once share the register of a name. */
static void plan_hidden(Compiler *c, Unit *u, const Scope *s, uint32_t *capacity)
{
    if (compiler_too_deep(c)) return;
    for (const Scope *child = s->first_child; child && !c->failed; child = child->next) {
        if (!child->inlined) continue;
        for (uint32_t i = 0; i < child->symbol_count; i++) {
            const Symbol *symbol = child->symbols[i];
            bool cell = symbol->resolution == RESOLVED_CELL;
            if ((!cell && symbol->resolution != RESOLVED_LOCAL) || symbol->name == c->known.dot_zero) continue;
            uint32_t j = 0;
            while (j < u->hidden_count && !(u->hidden[j].name == symbol->name && u->hidden[j].cell == cell && !u->hidden[j].used)) j++;
            HiddenLocal h = {.name = symbol->name, .cell = cell, .owner = child};
            if (j == u->hidden_count && !ARRAY_PUSH(c, u->hidden, u->hidden_count, *capacity, h)) return;
            u->hidden[j].used = true;
            u->hidden[j].owner = child;
        }
        plan_hidden(c, u, child, capacity);
        for (uint32_t j = 0; j < u->hidden_count; j++)
            if (u->hidden[j].owner == child) u->hidden[j].used = false;
    }
}

typedef struct Planned { Name name; uint8_t kind; Symbol *symbol; int *class_cell; HiddenLocal *hidden; } Planned;

static bool is_free_symbol(const Symbol *s) { return s->resolution == RESOLVED_FREE || (s->flags & DEF_FREE_CLASS); }

static bool is_parameter(const Symbol *s) { return s->flags & DEF_PARAM; }

/* The names of cells or free variables in the order of the language: sorted. */
static uint32_t sorted_symbols(Compiler *c, const Scope *s, bool free, Name **out)
{
    uint32_t n = 0;
    *out = compiler_alloc(c, (s->symbol_count + 1) * sizeof **out);
    for (uint32_t i = 0; *out && i < s->symbol_count; i++) {
        const Symbol *symbol = s->symbols[i];
        if (free ? is_free_symbol(symbol) : symbol->resolution == RESOLVED_CELL && !is_parameter(symbol)) (*out)[n++] = symbol->name;
    }
    if (n) qsort(*out, n, sizeof **out, compare_names);
    return n;
}

static int plan_class(Compiler *c, Unit *u, Planned *plan)
{
    const Scope *s = u->scope;
    int n = 0;
    plan[n++] = (Planned){.name = name_intern(c, ".namespace", 10), .kind = LOCAL_NAMESPACE};
    u->parameter_count = 1; /* the namespace is passed as an argument */
    if (s->kind != SCOPE_CLASS) return n;
    if (s->needs_class_cell) plan[n++] = (Planned){.name = c->known.__class__, .kind = LOCAL_CELL, .class_cell = &u->class_cell};
    if (s->needs_class_dict) plan[n++] = (Planned){.name = c->known.__classdict__, .kind = LOCAL_CELL, .class_cell = &u->class_dict_cell};
    if (s->has_conditional_annotations)
        plan[n++] = (Planned){.name = c->known.__conditional_annotations__, .kind = LOCAL_CELL, .class_cell = &u->conditional_cell};
    return n;
}

static int plan_function(Compiler *c, Unit *u, Planned *plan)
{
    const Scope *s = u->scope;
    int n = 0;
    for (uint32_t i = 0; i < s->parameter_count; i++) {
        Symbol *symbol = scope_lookup(s, s->parameters[i]);
        plan[n++] = (Planned){.name = symbol->name, .kind = symbol->resolution == RESOLVED_CELL ? LOCAL_CELL : LOCAL_PLAIN, .symbol = symbol};
    }
    u->parameter_count = n;
    for (uint32_t i = 0; i < s->symbol_count; i++) {
        Symbol *symbol = s->symbols[i];
        if (symbol->resolution == RESOLVED_LOCAL && !is_parameter(symbol)) plan[n++] = (Planned){.name = symbol->name, .symbol = symbol};
    }
    Name *cells;
    uint32_t cell_count = sorted_symbols(c, s, false, &cells);
    for (uint32_t i = 0; !c->failed && i < cell_count; i++)
        plan[n++] = (Planned){.name = cells[i], .kind = LOCAL_CELL, .symbol = scope_lookup(s, cells[i])};
    return n;
}

/* In a function a comprehension's variables are seen by locals() while it runs. */
static uint8_t hidden_kind(const Unit *u, const HiddenLocal *h)
{
    return (uint8_t)((h->cell ? LOCAL_CELL : LOCAL_PLAIN) | (scope_is_function_like(u->scope) ? 0 : LOCAL_HIDDEN));
}

/* Gives every local variable its register. */
static void plan_registers(Compiler *c, Unit *u)
{
    const Scope *s = u->scope;
    uint32_t hidden_capacity = 0;
    plan_hidden(c, u, s, &hidden_capacity);
    Planned *plan = compiler_alloc(c, (s->symbol_count + u->hidden_count + 8) * sizeof *plan);
    if (!plan) return;
    int n = scope_is_function_like(s) ? plan_function(c, u, plan) : plan_class(c, u, plan);
    u->first_hidden = n;
    for (uint32_t i = 0; i < u->hidden_count; i++)
        plan[n++] = (Planned){.name = u->hidden[i].name, .kind = hidden_kind(u, &u->hidden[i]), .hidden = &u->hidden[i]};
    if (n > MAX_REGISTERS / 2) {
        compile_error(c, s->at, "too many local variables");
        return;
    }
    u->local_names = compiler_alloc(c, (size_t)(n + 1) * sizeof *u->local_names);
    u->local_kinds = compiler_alloc(c, (size_t)n + 1);
    u->bound_words = (uint32_t)(n + 64) / 64;
    u->bound = compiler_alloc(c, u->bound_words * sizeof *u->bound);
    u->deletable = compiler_alloc(c, u->bound_words * sizeof *u->deletable);
    if (c->failed) return;
    for (int i = 0; i < n; i++) {
        const Planned *p = &plan[i];
        u->local_names[i] = p->name;
        u->local_kinds[i] = p->kind;
        if (p->symbol) {
            p->symbol->slot = i;
            if (p->symbol->deleted) u->deletable[i >> 6] |= (uint64_t)1 << (i & 63);
        }
        if (p->class_cell) *p->class_cell = i;
        if (p->hidden) p->hidden->slot = (uint16_t)i;
        if (i < u->parameter_count && p->kind == LOCAL_PLAIN) bound_set(u, i);
    }
    u->local_count = u->top = u->max_top = n;
}

static void plan_free_variables(Compiler *c, Unit *u)
{
    u->free_count = sorted_symbols(c, u->scope, true, &u->free_names);
    if (u->free_count > UINT16_MAX) compile_error(c, u->scope->at, "too many free variables");
    for (uint32_t i = 0; !c->failed && i < u->free_count; i++) scope_lookup(u->scope, u->free_names[i])->slot = (int32_t)i;
}

Scope *scope_of(Compiler *c, const void *key)
{
    Scope *s = scope_find(c, key);
    assert(s || c->failed);
    return s;
}

Unit *open_function_unit(Compiler *c, Scope *scope, const char *name, size_t name_size, int32_t first_line)
{
    if (c->failed || !scope) return NULL;
    Value name_str = compiler_keep(c, str_intern_utf8(c->t, name, name_size));
    Value qualified = c->failed ? V_NULL : qualified_name(c, scope, name_str);
    Unit *u = unit_open(c, scope, name_str, first_line);
    if (!u) return NULL;
    u->qualified_name = qualified;
    u->flags = flags_of_scope(c, scope);
    plan_registers(c, u);
    plan_free_variables(c, u);
    if (c->failed) return NULL;
    u->at = (Location){first_line, first_line, -1, -1};
    if (is_generator_like(scope)) emit(c, OP_RETURN_GENERATOR, 0, 0, 0, 0);
    u->at = (Location){first_line, first_line, 0, 0};
    emit_nowhere(c);
    for (int i = 0; i < u->local_count; i++)
        if (u->local_kinds[i] == LOCAL_CELL && i < u->first_hidden) emit(c, OP_MAKE_CELL, 0, (unsigned)i, (unsigned)i, 0);
    return c->failed ? NULL : u;
}

void begin_generator(Compiler *c, const Scope *scope)
{
    Unit *u = c->unit;
    if (c->failed || !is_generator_like(scope)) return;
    u->stop_exception = temp_new(c);
    u->stop_handler = u->handler = handler_new(c, label_new(c), u->stop_exception);
}

void end_generator(Compiler *c, const Scope *scope)
{
    Unit *u = c->unit;
    if (c->failed || !is_generator_like(scope)) return;
    u->handler = 0;
    handler_place(c, u->stop_handler);
    emit_nowhere(c);
    emit(c, OP_STOP_ITERATION_ERROR, 0, (unsigned)u->stop_exception, 0, 0);
    emit_end(c);
}

void emit_return_immediate(Compiler *c, Value v)
{
    emit_long(c, OP_RETURN_IMMEDIATE, 0, 0, (int32_t)v.bits);
    emit_end(c);
}

void close_function(Compiler *c, int window, unsigned parts)
{
    if (c->failed) return;
    const Name *free_names = c->unit->free_names;
    uint32_t n = c->unit->free_count;
    Location at = c->unit->outer->at;
    Code *code = unit_close(c);
    Unit *u = c->unit;
    if (!code) return;
    u->at = at;
    if (n) {
        int mark = u->top, first = temps_new(c, (int)n);
        for (uint32_t i = 0; i < n && !c->failed; i++) cell_for_closure(c, free_names[i], first + (int)i);
        emit(c, OP_BUILD_TUPLE, 0, (unsigned)window + 4, (unsigned)first, n);
        u->top = mark;
        parts |= FUNCTION_CLOSURE;
    }
    if (u->reachable) emit_long(c, OP_MAKE_FUNCTION, parts, (unsigned)window, const_index(c, value_cell(code)));
}

/* --- docstrings ------------------------------------------------------------------------------------------------------------ */

static size_t expanded_indent(const char *line, const char *end, const char **text)
{
    const char *p = line;
    while (p < end && *p == ' ') p++;
    *text = p;
    return (size_t)(p - line);
}

/* inspect.cleandoc() without its trimming of lines at both ends: the indentation common to all lines but the first is
 * removed. doc has no tabs. Returns the length of the result in out, which has room for n bytes. */
static size_t clean_docstring(const char *doc, size_t n, char *out)
{
    const char *end = doc + n, *text;
    size_t margin = SIZE_MAX;
    const char *line = memchr(doc, '\n', n);
    for (line = line ? line + 1 : end; line < end;) {
        const char *newline = memchr(line, '\n', (size_t)(end - line)), *line_end = newline ? newline : end;
        size_t indent = expanded_indent(line, line_end, &text);
        if (text < line_end && indent < margin) margin = indent;
        line = newline ? newline + 1 : end;
    }
    expanded_indent(doc, end, &text);
    if (margin == SIZE_MAX) margin = 0;
    char *q = out;
    for (line = text; line < end; line++) {
        *q++ = *line;
        if (*line != '\n') continue;
        size_t skipped = 0;
        while (skipped < margin && line + 1 < end && line[1] == ' ') line++, skipped++;
    }
    return (size_t)(q - out);
}

/* str.expandtabs(): tab stops every 8 columns */
static const char *expand_tabs(Compiler *c, const char *text, size_t *n)
{
    size_t tabs = 0, column = 0;
    for (size_t i = 0; i < *n; i++) tabs += text[i] == '\t';
    char *out = tabs ? compiler_alloc(c, *n + tabs * 7 + 1) : NULL, *q = out;
    if (!out) return text;
    for (size_t i = 0; i < *n; i++) {
        char ch = text[i];
        if (ch == '\t') {
            do *q++ = ' ';
            while (++column % 8);
            continue;
        }
        *q++ = ch;
        if (ch == '\n' || ch == '\r') column = 0;
        else column += (ch & 0xC0) != 0x80; /* one a code point */
    }
    *n = (size_t)(q - out);
    return out;
}

Value take_docstring(Compiler *c, AstSeq *body, Location *at)
{
    if (!body->count || body->items[0]->kind != AST_Expr) return V_NULL;
    AstNode *e = ast_Expr(body->items[0])->value;
    if (e->kind != AST_Constant || ast_Constant(e)->value.kind != AST_CONST_STR) return V_NULL;
    const AstString *text = ast_Constant(e)->value.text;
    *at = location_of(e);
    *body = (AstSeq){body->items + 1, body->count - 1};
    if (c->optimize >= 2) return V_NULL;
    size_t n = text->length;
    const char *doc = expand_tabs(c, text->data, &n);
    char *clean = compiler_alloc(c, n + 1);
    return clean ? unit_new_str(c, clean, clean_docstring(doc, n, clean)) : V_NULL;
}

void compile_body(Compiler *c, AstSeq body, Location at)
{
    Unit *u = c->unit;
    begin_annotations(c, body, at);
    Location doc_at;
    Value doc = take_docstring(c, &body, &doc_at);
    if (!c->failed && !is_null(doc)) {
        int mark = u->top, r = temp_new(c);
        u->at = doc_at;
        emit_const(c, r, doc);
        emit_nowhere(c);
        variable_store(c, variable_find_name(c, c->known.__doc__), r);
        u->top = mark;
    }
    compile_stmts(c, body);
    end_annotations(c, at);
}

/* --- functions ---------------------------------------------------------------------------------------------------------------- */

/* defaults into R[first] (tuple) and keyword defaults into R[first + 1] (dict); the FUNCTION_* bits of what there is */
static unsigned compile_defaults(Compiler *c, Astarguments *a, int first, Location at)
{
    Unit *u = c->unit;
    unsigned parts = 0;
    int mark = u->top;
    if (a->defaults.count) {
        parts |= FUNCTION_DEFAULTS;
        Value constant = fold_sequence(c, a->defaults, true);
        int from = u->top;
        for (int i = 0; is_null(constant) && i < a->defaults.count && !c->failed; i++) compile_to_temp(c, a->defaults.items[i]);
        u->at = at;
        if (!is_null(constant)) emit_const(c, first, constant);
        else emit(c, OP_BUILD_TUPLE, 0, (unsigned)first, (unsigned)from, (unsigned)a->defaults.count);
        u->top = mark;
    }
    unsigned n = 0;
    int from = u->top;
    for (int i = 0; i < a->kwonlyargs.count && !c->failed; i++) {
        AstNode *value = a->kw_defaults.items[i];
        Name name = value ? scope_mangle(c, u->scope, ast_arg(a->kwonlyargs.items[i])->arg) : NULL;
        if (!name) continue;
        int key = temp_new(c);
        u->at = at;
        emit_const(c, key, name_value(c, name));
        compile_to_temp(c, value);
        n++;
    }
    if (n) {
        parts |= FUNCTION_KEYWORD_DEFAULTS;
        u->at = at;
        emit(c, OP_BUILD_DICT, 0, (unsigned)first + 1, (unsigned)from, n);
    }
    u->top = mark;
    return parts;
}

typedef struct FunctionParts {
    AstFunctionDef *def;
    unsigned defaults;  /* FUNCTION_DEFAULTS, FUNCTION_KEYWORD_DEFAULTS */
    int32_t first_line;
} FunctionParts;

/* annotations, code and function object: R[window]; its defaults are in place */
static void make_function(Compiler *c, const FunctionParts *f, int window)
{
    AstFunctionDef *def = f->def;
    Astarguments *a = ast_arguments(def->args);
    unsigned parts = f->defaults;
    if (compile_function_annotations(c, &def->node, a, def->returns, window + 3)) parts |= FUNCTION_ANNOTATE;
    emit_at(c, &def->node);
    Scope *scope = scope_of(c, &def->node);
    Unit *inner = open_function_unit(c, scope, def->name->data, def->name->length, f->first_line);
    if (!inner) return;
    inner->positional_only_count = (uint32_t)a->posonlyargs.count;
    inner->keyword_only_count = (uint32_t)a->kwonlyargs.count;
    AstSeq body = def->body;
    Location doc_at;
    Value doc = take_docstring(c, &body, &doc_at);
    if (!c->failed && !is_null(doc)) {
        const_index(c, doc);
        inner->flags |= CODE_HAS_DOCSTRING;
    }
    begin_generator(c, scope);
    compile_stmts(c, body);
    emit_nowhere(c);
    emit_return_immediate(c, V_NONE);
    end_generator(c, scope);
    close_function(c, window, parts);
}

/* Inside the scope of a function's type parameters: defaults have come as arguments. */
static void make_generic_function(Compiler *c, void *context, int type_params)
{
    FunctionParts *f = context;
    int window = temps_new(c, 5), argument = 0;
    if (f->defaults & FUNCTION_DEFAULTS) emit_move(c, window + 1, argument++);
    if (f->defaults & FUNCTION_KEYWORD_DEFAULTS) emit_move(c, window + 2, argument++);
    make_function(c, f, window);
    emit_at(c, &f->def->node);
    emit(c, OP_SET_TYPE_PARAMS, 0, (unsigned)window, (unsigned)type_params, 0);
    emit(c, OP_RETURN, 0, (unsigned)window, 0, 0);
    emit_end(c);
}

/* R[base]: the function of a definition's type parameter scope; calls it with the arguments from R[base + 6] on. `inside` emits
 * the definition itself and the return; the register it gets holds the tuple of type parameters. */
void compile_generic(Compiler *c, AstSeq *type_params, const AstString *name, int32_t first_line, int base, unsigned arguments, int result,
                     void (*inside)(Compiler *c, void *context, int type_params), void *context, Location at)
{
    Scope *scope = scope_of(c, scope_key_type_params(type_params));
    Value text = str_format(c->t, "<generic parameters of %.*s>", NAME_ARGS(name));
    size_t n = 0;
    const char *utf8 = is_null(text) ? NULL : str_utf8_lossy(c->t, text, &n);
    if (!utf8) {
        compile_fail(c);
        return;
    }
    Unit *inner = open_function_unit(c, scope, utf8, n, first_line);
    if (!inner) return;
    inner->at = at;
    int tuple = temp_new(c);
    compile_type_params(c, *type_params, tuple);
    inner->at = at;
    inside(c, context, tuple);
    close_function(c, base, 0);
    c->unit->at = at;
    emit(c, OP_CALL, 0, (unsigned)result, (unsigned)base, arguments);
}

/* Decorators stand in call windows one behind the other, so that each call's result is the next one's argument. */
static int compile_decorators(Compiler *c, AstSeq decorators)
{
    int first = c->unit->top;
    for (int i = 0; i < decorators.count && !c->failed; i++) compile_expr(c, decorators.items[i], call_window(c));
    return first;
}

static void apply_decorators(Compiler *c, AstSeq decorators, int first)
{
    for (int i = decorators.count; i-- > 0 && !c->failed;) {
        int base = first + i * CALL_ARGUMENTS;
        emit_at(c, decorators.items[i]);
        emit(c, OP_CALL, 0, (unsigned)base, (unsigned)base, 1);
    }
}

void compile_function(Compiler *c, AstFunctionDef *def)
{
    Unit *u = c->unit;
    Astarguments *a = ast_arguments(def->args);
    Location at = location_of(&def->node);
    FunctionParts f = {.def = def, .first_line = def->decorator_list.count ? def->decorator_list.items[0]->lineno : def->node.lineno};
    int mark = u->top, decorators = compile_decorators(c, def->decorator_list), result = u->top;
    if (def->type_params.count) {
        int base = call_window(c), arguments = temps_new(c, 2);
        f.defaults = compile_defaults(c, a, arguments, at);
        if (f.defaults == FUNCTION_KEYWORD_DEFAULTS) emit_move(c, arguments, arguments + 1);
        unsigned n = !!(f.defaults & FUNCTION_DEFAULTS) + !!(f.defaults & FUNCTION_KEYWORD_DEFAULTS);
        u->at = at;
        compile_generic(c, &def->type_params, def->name, f.first_line, base, n, result, make_generic_function, &f, at);
    } else {
        int window = temps_new(c, 5);
        f.defaults = compile_defaults(c, a, window + 1, at);
        make_function(c, &f, window);
    }
    apply_decorators(c, def->decorator_list, decorators);
    u->at = at;
    if (!c->failed) {
        variable_store(c, variable_find(c, def->name), def->decorator_list.count ? decorators : result);
    }
    u->top = mark;
}

int compile_lambda(Compiler *c, AstLambda *l, int want)
{
    Unit *u = c->unit;
    Astarguments *a = ast_arguments(l->args);
    Location at = location_of(&l->node);
    int mark = u->top, window = temps_new(c, 5);
    unsigned parts = compile_defaults(c, a, window + 1, at);
    Scope *scope = scope_of(c, &l->node);
    u->at = at;
    Unit *inner = open_function_unit(c, scope, c->known.lambda->data, c->known.lambda->length, l->node.lineno);
    if (!inner) return 0;
    inner->positional_only_count = (uint32_t)a->posonlyargs.count;
    inner->keyword_only_count = (uint32_t)a->kwonlyargs.count;
    begin_generator(c, scope);
    Value v = fold(c, l->body);
    if (!c->failed && !is_null(v) && value_fits_immediate(v)) {
        emit_at(c, l->body);
        emit_return_immediate(c, v);
    } else {
        int r = compile_expr(c, l->body, ANY);
        emit_at(c, l->body);
        emit(c, OP_RETURN, 0, (unsigned)r, 0, 0);
        emit_end(c);
    }
    end_generator(c, scope);
    close_function(c, window, parts);
    if (c->failed) return 0;
    finish(c, ANY, mark);
    return deliver(c, want, window);
}

/* --- classes ---------------------------------------------------------------------------------------------------------------------- */

static void store_class_name(Compiler *c, Name name, int from) { variable_store(c, variable_find_name(c, name), from); }

static void class_prologue(Compiler *c, int32_t first_line, bool generic)
{
    Unit *u = c->unit;
    KnownNames *k = &c->known;
    int mark = u->top, r = temp_new(c);
    u->at = (Location){first_line, first_line, 0, 0};
    variable_load(c, variable_find_name(c, k->__name__), r);
    store_class_name(c, k->__module__, r);
    emit_const(c, r, u->qualified_name);
    store_class_name(c, k->__qualname__, r);
    emit_const(c, r, value_fixnum(first_line));
    store_class_name(c, k->__firstlineno__, r);
    if (generic) {
        variable_load(c, variable_find_name(c, k->dot_type_params), r);
        store_class_name(c, k->__type_params__, r);
    }
    if (u->class_dict_cell >= 0) emit(c, OP_STORE_CELL, 0, (unsigned)u->class_dict_cell, 0, 0);
    u->top = mark;
}

static Value static_attribute_tuple(Compiler *c)
{
    Unit *u = c->unit;
    uint32_t n = u->static_attribute_count;
    Value *names = compiler_alloc(c, (n + 1) * sizeof *names);
    if (n) qsort(u->static_attributes, n, sizeof *u->static_attributes, compare_names);
    for (uint32_t i = 0; names && i < n; i++) names[i] = name_value(c, u->static_attributes[i]);
    return c->failed ? V_NULL : compiler_keep(c, tuple_new(c->t, names, n));
}

static void class_epilogue(Compiler *c)
{
    Unit *u = c->unit;
    KnownNames *k = &c->known;
    int mark = u->top, r = temp_new(c);
    emit_nowhere(c);
    emit_const(c, r, static_attribute_tuple(c));
    store_class_name(c, k->__static_attributes__, r);
    if (u->class_dict_cell >= 0) store_class_name(c, k->__classdictcell__, u->class_dict_cell);
    if (u->class_cell >= 0) {
        store_class_name(c, k->__classcell__, u->class_cell);
        emit(c, OP_RETURN, 0, (unsigned)u->class_cell, 0, 0);
        emit_end(c);
    }
    emit_return_immediate(c, V_NONE);
    u->top = mark;
}

typedef struct ClassParts { AstClassDef *def; int32_t first_line; } ClassParts;

/* R[result] := __build_class__(body, name, *bases, **keywords) */
static void build_class(Compiler *c, const ClassParts *p, AstSeq bases, int result, AstNode *generic_base, int type_params)
{
    Unit *u = c->unit;
    AstClassDef *def = p->def;
    Location at = location_of(&def->node);
    int mark = u->top, base = call_window(c), window = temps_new(c, 5);
    u->at = at;
    emit(c, OP_LOAD_BUILD_CLASS, 0, (unsigned)base, 0, 0);
    Scope *scope = scope_of(c, &def->node);
    if (!open_function_unit(c, scope, def->name->data, def->name->length, p->first_line)) return;
    class_prologue(c, p->first_line, def->type_params.count > 0);
    compile_body(c, def->body, (Location){p->first_line, p->first_line, 0, 0});
    class_epilogue(c);
    close_function(c, window, 0);
    if (c->failed) return;
    u->top = window + 1;
    u->at = at;
    emit_const(c, temp_new(c), name_value(c, name_canonical(c, def->name)));
    if (generic_base) {
        int t = temp_new(c);
        emit(c, OP_MAKE_GENERIC_BASE, 0, (unsigned)t, (unsigned)type_params, 0);
        compile_store(c, generic_base, t);
        u->top = t;
    }
    compile_call_rest(c, base, 2, bases, def->keywords, false, result, at);
    u->top = mark;
}

/* the bases and, behind them, the name of Generic[...] */
static AstSeq with_generic_base(Compiler *c, AstClassDef *def, AstNode **generic_base)
{
    AstSeq bases = {.count = def->bases.count + 1};
    bases.items = compiler_alloc(c, (size_t)bases.count * sizeof *bases.items);
    AstName *name = compiler_alloc(c, sizeof *name);
    if (c->failed) return def->bases;
    name->node = def->node;
    name->node.kind = AST_Name;
    name->node.mark = 0;
    name->id = c->known.dot_generic_base;
    name->ctx = AST_Load;
    if (def->bases.count) memcpy(bases.items, def->bases.items, (size_t)def->bases.count * sizeof *bases.items);
    bases.items[bases.count - 1] = *generic_base = &name->node;
    return bases;
}

static void make_generic_class(Compiler *c, void *context, int type_params)
{
    ClassParts *p = context;
    AstNode *generic_base = NULL;
    AstSeq bases = with_generic_base(c, p->def, &generic_base);
    int result = temp_new(c);
    if (c->failed) return;
    variable_store(c, variable_find_name(c, c->known.dot_type_params), type_params);
    build_class(c, p, bases, result, generic_base, type_params);
    emit_at(c, &p->def->node);
    emit(c, OP_RETURN, 0, (unsigned)result, 0, 0);
    emit_end(c);
}

void compile_class(Compiler *c, AstClassDef *def)
{
    Unit *u = c->unit;
    Location at = location_of(&def->node);
    ClassParts p = {.def = def, .first_line = def->decorator_list.count ? def->decorator_list.items[0]->lineno : def->node.lineno};
    int mark = u->top, decorators = compile_decorators(c, def->decorator_list), result = temp_new(c);
    if (def->type_params.count)
        compile_generic(c, &def->type_params, def->name, p.first_line, call_window(c), 0, result, make_generic_class, &p, at);
    else
        build_class(c, &p, def->bases, result, NULL, ANY);
    u->top = mark;
    if (c->failed) return;
    apply_decorators(c, def->decorator_list, decorators);
    u->at = at;
    variable_store(c, variable_find(c, def->name), def->decorator_list.count ? decorators : result);
    u->top = mark;
}
