/* compile_comp.c - comprehensions (inlined, PEP 709), generator expressions, await and yield. */
#include "front/codegen.h"

/* --- await, yield ------------------------------------------------------------------------------------------------------- */

/* how many registers a YIELD has to keep: everything below the first free temporary, and at least `least` */
static unsigned live_registers(const Compiler *c, int least)
{
    return (unsigned)(c->unit->top > least ? c->unit->top : least);
}

/* R[iterator] is an iterator, R[iterator + 1] what to send first. The three instructions stand exactly so: generators that
 * are closed or thrown into find what they wait for by looking back from the YIELD. */
int emit_await(Compiler *c, int iterator, int want)
{
    int result = destination(c, want);
    Label again = label_new(c), done = label_new(c);
    label_place_head(c, again);
    emit_jump2(c, OP_SEND, iterator, result, done);
    emit(c, OP_YIELD, 2, (unsigned)iterator + 1, (unsigned)result, live_registers(c, iterator + 2));
    emit_loop(c, again);
    label_place(c, done);
    return result;
}

int compile_await(Compiler *c, AstAwait *e, int want)
{
    Unit *u = c->unit;
    int result = scratch(c, want), mark = u->top;
    int awaited = compile_expr(c, e->value, ANY), iterator = temps_new(c, 2);
    emit_at(c, &e->node);
    emit(c, OP_GET_AWAITABLE, 0, (unsigned)iterator, (unsigned)awaited, 0);
    emit_immediate(c, iterator + 1, V_NONE);
    emit_await(c, iterator, result);
    u->top = mark;
    return deliver(c, want, result);
}

int compile_yield(Compiler *c, AstYield *e, int want)
{
    Unit *u = c->unit;
    if (!scope_is_function_like(u->scope)) {
        compile_error(c, location_of(&e->node), "'yield' outside function");
        return 0;
    }
    int mark = u->top, result = destination(c, want), r;
    if (e->value) {
        r = compile_expr(c, e->value, ANY);
    } else {
        emit_at(c, &e->node);
        r = temp_new(c);
        emit_immediate(c, r, V_NONE);
    }
    emit_at(c, &e->node);
    bool wrap = u->scope->coroutine && u->scope->generator;
    emit(c, OP_YIELD, wrap, (unsigned)result, (unsigned)r, live_registers(c, 0));
    u->top = mark;
    return result;
}

int compile_yield_from(Compiler *c, AstYieldFrom *e, int want)
{
    Unit *u = c->unit;
    if (!scope_is_function_like(u->scope)) {
        compile_error(c, location_of(&e->node), "'yield from' outside function");
        return 0;
    }
    if (u->scope->coroutine) {
        compile_error(c, location_of(&e->node), "'yield from' inside async function");
        return 0;
    }
    int result = scratch(c, want), mark = u->top;
    int r = compile_expr(c, e->value, ANY), iterator = temps_new(c, 2);
    emit_at(c, &e->node);
    emit(c, OP_GET_YIELD_FROM_ITER, 0, (unsigned)iterator, (unsigned)r, 0);
    emit_immediate(c, iterator + 1, V_NONE);
    emit_await(c, iterator, result);
    u->top = mark;
    return deliver(c, want, result);
}

/* --- the loops of a comprehension ----------------------------------------------------------------------------------------- */

typedef struct Comprehension {
    ComprehensionKind kind;
    AstNode *node;
    AstNode *element, *value; /* value: of a dict comprehension */
    AstSeq generators;
    int into;                 /* register of the list, set or dict */
} Comprehension;

static void compile_generator(Compiler *c, Comprehension *k, int depth, int iterable);

static void compile_element(Compiler *c, Comprehension *k)
{
    Unit *u = c->unit;
    int mark = u->top;
    switch (k->kind) {
    case COMP_LIST: case COMP_SET: {
        int r = compile_expr(c, k->element, ANY);
        emit_at(c, k->element);
        emit(c, k->kind == COMP_LIST ? OP_LIST_APPEND : OP_SET_ADD, 0, (unsigned)k->into, (unsigned)r, 0);
        break;
    }
    case COMP_DICT: {
        int key = compile_operand(c, k->element, &k->value, 1), v = compile_expr(c, k->value, ANY);
        u->at = (Location){k->element->lineno, k->value->end_lineno, k->element->col_offset, k->value->end_col_offset};
        emit(c, OP_DICT_SET, 0, (unsigned)k->into, (unsigned)key, (unsigned)v);
        break;
    }
    default: {
        int r = compile_expr(c, k->element, ANY), sent = temp_new(c);
        emit_at(c, k->element);
        emit(c, OP_YIELD, u->scope->coroutine, (unsigned)sent, (unsigned)r, live_registers(c, 0));
    }
    }
    u->top = mark;
}

static void compile_ifs_and_rest(Compiler *c, Comprehension *k, int depth, Label next)
{
    Astcomprehension *g = ast_comprehension(k->generators.items[depth]);
    for (int i = 0; i < g->ifs.count && !c->failed; i++) compile_condition(c, g->ifs.items[i], false, next);
    if (depth + 1 < k->generators.count) compile_generator(c, k, depth + 1, ANY);
    else compile_element(c, k);
}

/* stores what FOR_ITER produced; the register it should go to is a local's where possible */
static int loop_destination(Compiler *c, AstNode *target)
{
    int local = store_destination(c, target);
    return local != ANY ? local : temp_new(c);
}

/* `for x in (value,)` is an assignment */
static AstNode *single_value(Astcomprehension *g)
{
    if (g->is_async) return NULL;
    AstSeq elts = g->iter->kind == AST_List ? ast_List(g->iter)->elts : g->iter->kind == AST_Tuple ? ast_Tuple(g->iter)->elts : (AstSeq){0};
    return elts.count == 1 && elts.items[0]->kind != AST_Starred ? elts.items[0] : NULL;
}

static void compile_sync_generator(Compiler *c, Comprehension *k, int depth, int iterable)
{
    Unit *u = c->unit;
    Astcomprehension *g = ast_comprehension(k->generators.items[depth]);
    int mark = u->top;
    Label next = label_new(c), body = label_new(c), end = label_new(c);
    int iteration = temps_new(c, 3);
    if (iterable == ANY) {
        AstNode *only = single_value(g);
        if (only) {
            int r = compile_expr(c, only, ANY);
            compile_store(c, g->target, r);
            compile_ifs_and_rest(c, k, depth, next);
            label_place(c, next);
            u->top = mark;
            return;
        }
        iterable = compile_expr(c, g->iter, ANY);
    }
    emit_at(c, g->iter);
    emit(c, OP_FOR_PREPARE, 0, (unsigned)iteration, (unsigned)iterable, 0);
    u->top = iteration + 3;
    int item = loop_destination(c, g->target);
    emit_jump2(c, OP_FOR_ITER, iteration, item, end);
    label_place_head(c, body);
    emit_at(c, g->target);
    if (register_is_local(u, item)) bound_set(u, item);
    else compile_store(c, g->target, item);
    compile_ifs_and_rest(c, k, depth, next);
    label_place(c, next);
    emit_at(c, g->iter);
    emit_jump2(c, OP_FOR_LOOP, iteration, item, body);
    label_place(c, end);
    u->top = mark;
}

static void compile_async_generator(Compiler *c, Comprehension *k, int depth, int iterable)
{
    Unit *u = c->unit;
    Astcomprehension *g = ast_comprehension(k->generators.items[depth]);
    int mark = u->top, aiter = temp_new(c), exception = temp_new(c), item = temp_new(c), awaited = temps_new(c, 2);
    Label next = label_new(c), stop = label_new(c);
    if (iterable == ANY) {
        int r = compile_expr(c, g->iter, ANY);
        emit_at(c, g->iter);
        emit(c, OP_GET_AITER, 0, (unsigned)aiter, (unsigned)r, 0);
    } else {
        emit_move(c, aiter, iterable);
    }
    u->top = awaited + 2;
    uint32_t outside = u->handler;
    label_place_head(c, next);
    uint32_t handler = handler_new(c, stop, exception);
    u->handler = handler;
    emit_at(c, k->node);
    emit(c, OP_GET_ANEXT, 0, (unsigned)awaited, (unsigned)aiter, 0);
    emit_immediate(c, awaited + 1, V_NONE);
    emit_await(c, awaited, item);
    u->handler = outside;
    compile_store(c, g->target, item);
    Label loop = label_new(c);
    compile_ifs_and_rest(c, k, depth, loop);
    label_place(c, loop);
    emit_at(c, k->element);
    emit_loop(c, next);
    handler_place(c, handler);
    emit_at(c, g->iter);
    emit(c, OP_END_ASYNC_FOR, 0, (unsigned)exception, 0, 0);
    u->top = mark;
}

/* iterable: the register of the outermost iterable (an iterator for `async for`), ANY when it is still to be compiled */
static void compile_generator(Compiler *c, Comprehension *k, int depth, int iterable)
{
    if (compiler_too_deep(c)) return;
    if (ast_comprehension(k->generators.items[depth])->is_async) compile_async_generator(c, k, depth, iterable);
    else compile_sync_generator(c, k, depth, iterable);
}

/* --- inlined comprehensions --------------------------------------------------------------------------------------------------- */

/* The free register set aside for a comprehension variable of this name; open_function_unit() made enough of them. */
static HiddenLocal *hidden_find(Unit *u, Name name, bool cell)
{
    for (uint32_t i = 0; i < u->hidden_count; i++) {
        HiddenLocal *h = &u->hidden[i];
        if (h->name == name && h->cell == cell && !h->used) return h;
    }
    return NULL;
}

static bool is_comprehension_local(const Compiler *c, const Symbol *s)
{
    return (s->resolution == RESOLVED_LOCAL || s->resolution == RESOLVED_CELL) && s->name != c->known.dot_zero;
}

static void enter_inlined(Compiler *c, const Scope *s)
{
    Unit *u = c->unit;
    for (uint32_t i = 0; i < s->symbol_count; i++) {
        Symbol *symbol = s->symbols[i];
        if (!is_comprehension_local(c, symbol)) continue;
        bool cell = symbol->resolution == RESOLVED_CELL;
        HiddenLocal *h = hidden_find(u, symbol->name, cell);
        if (!h) {
            compile_error(c, s->at, "comprehension variable has no register");
            return;
        }
        h->used = true;
        h->owner = s;
        symbol->slot = h->slot;
        bound_clear(u, h->slot);
        if (!cell) continue;
        emit_null(c, h->slot);
        emit(c, OP_MAKE_CELL, 0, h->slot, h->slot, 0);
    }
}

static void leave_inlined(Unit *u, const Scope *s)
{
    for (uint32_t i = 0; i < u->hidden_count; i++) {
        HiddenLocal *h = &u->hidden[i];
        if (!h->used || h->owner != s) continue;
        h->used = false;
        bound_clear(u, h->slot);
    }
}

/* The variables are unbound outside of the comprehension, whichever way it is left. */
static void null_variables(Compiler *c, const Scope *s)
{
    emit_nowhere(c);
    for (uint32_t i = 0; i < s->symbol_count; i++)
        if (is_comprehension_local(c, s->symbols[i])) emit_null(c, s->symbols[i]->slot);
}

static void defer_cleanup(Compiler *c, const Scope *s, uint32_t handler, int exception)
{
    Unit *u = c->unit;
    Cleanup cleanup = {.handler = handler, .outside = u->handler, .exception = exception};
    cleanup.slots = compiler_alloc(c, (s->symbol_count + 1) * sizeof *cleanup.slots);
    for (uint32_t i = 0; cleanup.slots && i < s->symbol_count; i++)
        if (is_comprehension_local(c, s->symbols[i])) cleanup.slots[cleanup.count++] = (uint16_t)s->symbols[i]->slot;
    ARRAY_PUSH(c, u->cleanups, u->cleanup_count, u->cleanup_capacity, cleanup);
}

static int compile_inlined(Compiler *c, Comprehension *k, Scope *s, int want)
{
    Unit *u = c->unit;
    Astcomprehension *first = ast_comprehension(k->generators.items[0]);
    static const uint8_t builders[] = {[COMP_LIST] = OP_BUILD_LIST, [COMP_SET] = OP_BUILD_SET, [COMP_DICT] = OP_BUILD_DICT};
    int result = scratch(c, want), mark = u->top;
    k->into = result;
    int iterable = compile_expr(c, first->iter, ANY);
    if (first->is_async) {
        emit_at(c, first->iter);
        int aiter = iterable < mark ? temp_new(c) : iterable;
        emit(c, OP_GET_AITER, 0, (unsigned)aiter, (unsigned)iterable, 0);
        iterable = aiter;
    }
    InlinedScope in = {s, u->inlined};
    emit_at(c, k->node);
    enter_inlined(c, s);
    u->inlined = &in;
    Label failed = label_new(c);
    int exception = temp_new(c);
    uint32_t outside = u->handler, handler = handler_new(c, failed, exception);
    u->handler = handler;
    emit_at(c, k->node);
    emit(c, builders[k->kind], 0, (unsigned)result, (unsigned)result, 0);
    compile_generator(c, k, 0, iterable);
    u->handler = outside;
    null_variables(c, s);
    defer_cleanup(c, s, handler, exception);
    u->inlined = in.outer;
    leave_inlined(u, s);
    u->top = mark;
    emit_at(c, k->node);
    return deliver(c, want, result);
}

/* --- comprehensions in a function of their own ---------------------------------------------------------------------------------- */

/* Generator expressions, and all comprehensions in annotation scopes of a class: a function called with the iterator. */
static int compile_nested(Compiler *c, Comprehension *k, Scope *s, int want)
{
    Unit *u = c->unit;
    Astcomprehension *first = ast_comprehension(k->generators.items[0]);
    bool awaited = s->coroutine && k->kind != COMP_GENERATOR;
    int mark = u->top, base = call_window(c), result = want == ANY || awaited ? mark : want;
    Unit *inner = open_function_unit(c, s, s->name->data, s->name->length, k->node->lineno);
    if (!inner) return 0;
    emit_at(c, k->node);
    begin_generator(c, s);
    if (k->kind != COMP_GENERATOR) {
        static const uint8_t builders[] = {[COMP_LIST] = OP_BUILD_LIST, [COMP_SET] = OP_BUILD_SET, [COMP_DICT] = OP_BUILD_DICT};
        k->into = temp_new(c);
        emit_at(c, k->node);
        emit(c, builders[k->kind], 0, (unsigned)k->into, (unsigned)k->into, 0);
    }
    compile_generator(c, k, 0, 0); /* parameter 0 is the iterator */
    emit_at(c, k->node);
    if (k->kind == COMP_GENERATOR) {
        emit_return_immediate(c, V_NONE);
    } else {
        emit(c, OP_RETURN, 0, (unsigned)k->into, 0, 0);
        emit_end(c);
    }
    end_generator(c, s);
    emit_at(c, k->node);
    close_function(c, base, 0);
    u->top = base + CALL_ARGUMENTS;
    int iterable = compile_expr(c, first->iter, ANY), argument = base + CALL_ARGUMENTS;
    u->top = argument;
    temp_new(c);
    emit_at(c, first->iter);
    emit(c, first->is_async ? OP_GET_AITER : OP_GET_ITER, 0, (unsigned)argument, (unsigned)iterable, 0);
    emit_at(c, k->node);
    emit(c, OP_CALL, 0, (unsigned)result, (unsigned)base, 1);
    if (awaited) {
        int iterator = temps_new(c, 2);
        emit(c, OP_GET_AWAITABLE, 0, (unsigned)iterator, (unsigned)result, 0);
        emit_immediate(c, iterator + 1, V_NONE);
        emit_await(c, iterator, result);
    }
    u->top = mark;
    if (want == ANY) return temp_new(c);
    emit_move(c, want, result);
    return want;
}

int compile_comprehension(Compiler *c, AstNode *e, int want)
{
    Comprehension k = {.node = e, .into = ANY};
    switch (e->kind) {
    case AST_ListComp:
        k.kind = COMP_LIST, k.element = ast_ListComp(e)->elt, k.generators = ast_ListComp(e)->generators;
        break;
    case AST_SetComp:
        k.kind = COMP_SET, k.element = ast_SetComp(e)->elt, k.generators = ast_SetComp(e)->generators;
        break;
    case AST_DictComp:
        k.kind = COMP_DICT, k.element = ast_DictComp(e)->key, k.value = ast_DictComp(e)->value;
        k.generators = ast_DictComp(e)->generators;
        break;
    default: k.kind = COMP_GENERATOR, k.element = ast_GeneratorExp(e)->elt, k.generators = ast_GeneratorExp(e)->generators;
    }
    Scope *s = scope_find(c, e);
    assert(s);
    return s->inlined ? compile_inlined(c, &k, s, want) : compile_nested(c, &k, s, want);
}
