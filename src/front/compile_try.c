/* compile_try.c - try, with, async for: exception handlers, and the ways out of their blocks.
 *
 * A handler finds the exception in its target register. PUSH_HANDLED makes it the one being handled and saves the one
 * before; every way out, by exception too, restores that with POP_HANDLED. A `finally` body is compiled once for each
 * way out. All of these statements use:
 *     R[exception]      the exception a handler has caught
 *     R[exception + 1]  the one handled outside, saved */
#include "front/codegen.h"


static void pop_handled(Compiler *c, int saved) { emit(c, OP_POP_HANDLED, 0, (unsigned)saved, 0, 0); }

static void reraise(Compiler *c, int exception)
{
    emit(c, OP_RERAISE, 0, (unsigned)exception, 0, 0);
    emit_end(c);
}

static void compile_muted(Compiler *c, AstSeq body)
{
    c->mute_warnings++;
    compile_stmts(c, body);
    c->mute_warnings--;
}

/* --- with: the exit call --------------------------------------------------------------------------------------------------- */

/* R[base], R[base + 5] hold the exit method; calls it with (None, None, None). */
static void call_exit(Compiler *c, int base, bool is_async, Location at, bool keep_value)
{
    Unit *u = c->unit;
    int mark = u->top;
    u->at = at;
    if (keep_value) { /* a call clobbers all above its base: move it above the value */
        int moved = temps_new(c, CALL_ARGUMENTS);
        emit_move(c, moved, base);
        emit_move(c, moved + CALL_SELF, base + CALL_SELF);
        base = moved;
    } else {
        u->top = base + CALL_ARGUMENTS;
    }
    int arguments = temps_new(c, 3);
    for (int i = 0; i < 3; i++) emit_immediate(c, arguments + i, V_NONE);
    emit(c, OP_CALL_METHOD, 0, (unsigned)base, (unsigned)base, 3);
    if (is_async) {
        int iterator = base + 1;
        emit(c, OP_GET_AWAITABLE, 2, (unsigned)iterator, (unsigned)base, 0);
        emit_immediate(c, iterator + 1, V_NONE);
        emit_await(c, iterator, base);
    }
    u->top = mark;
}

void unwind_block(Compiler *c, Block *b, bool keep_value)
{
    Unit *u = c->unit;
    Location at = u->at;
    switch (b->kind) {
    case BLOCK_FINALLY_TRY: compile_muted(c, *b->finalbody); break;
    case BLOCK_HANDLER:
        emit_nowhere(c);
        pop_handled(c, b->saved);
        if (b->name) variable_unset(c, variable_find(c, b->name));
        break;
    case BLOCK_FINALLY_END: pop_handled(c, b->saved); break;
    case BLOCK_WITH: case BLOCK_ASYNC_WITH: call_exit(c, b->base, b->kind == BLOCK_ASYNC_WITH, b->at, keep_value); break;
    default: break;
    }
    u->at = at;
}

/* --- try ... except ------------------------------------------------------------------------------------------------------------ */

/* The end of every handler that lets its exception go: placed where `cleanup` leads, or reached by falling through. */
static void place_cleanup(Compiler *c, Label cleanup, uint32_t outside, int exception)
{
    Unit *u = c->unit;
    u->handler = outside;
    emit_nowhere(c);
    label_place(c, cleanup);
    pop_handled(c, exception + 1);
    reraise(c, exception);
}

/* body of `except ... as name`: whatever happens, the name is deleted at its end */
static void compile_handler_body(Compiler *c, AstExceptHandler *h, int exception, Label cleanup, Label end)
{
    Unit *u = c->unit;
    Block block;
    uint32_t outside = u->handler, named = 0;
    Label failed = 0;
    Variable v = {0};
    if (h->name) {
        emit_at(c, &h->node);
        v = variable_find(c, h->name);
        variable_store(c, v, exception);
        failed = label_new(c);
        named = handler_new(c, failed, exception);
    }
    if (!block_push(c, &block, BLOCK_HANDLER, location_of(&h->node))) return;
    block.saved = exception + 1;
    block.name = h->name;
    if (named) u->handler = named;
    compile_stmts(c, h->body);
    block_pop(c);
    u->handler = outside;
    emit_nowhere(c);
    pop_handled(c, exception + 1);
    if (h->name) variable_unset(c, v);
    emit_jump(c, OP_JUMP, 0, end);
    if (!named) return;
    handler_place(c, named);
    emit_nowhere(c);
    variable_unset(c, v);
    emit_jump(c, OP_JUMP, 0, cleanup);
}

static void compile_try_except(Compiler *c, AstTry *s)
{
    Unit *u = c->unit;
    Block block;
    int mark = u->top, exception = temps_new(c, 2);
    uint32_t outside = u->handler;
    Label handle = label_new(c), end = label_new(c), cleanup = label_new(c);
    uint32_t handler = handler_new(c, handle, exception);
    if (!block_push(c, &block, BLOCK_TRY, location_of(&s->node))) return;
    u->handler = handler;
    compile_stmts(c, s->body);
    block_pop(c);
    u->handler = outside;
    compile_stmts(c, s->orelse);
    emit_nowhere(c);
    emit_jump(c, OP_JUMP, 0, end);

    u->cold++;
    handler_place(c, handler);
    emit_nowhere(c);
    emit(c, OP_PUSH_HANDLED, 0, (unsigned)exception + 1, (unsigned)exception, 0);
    u->handler = handler_new(c, cleanup, exception);
    uint32_t in_handler = u->handler;
    for (int i = 0; i < s->handlers.count && !c->failed; i++) {
        AstExceptHandler *h = ast_ExceptHandler(s->handlers.items[i]);
        Label next = label_new(c);
        if (!h->type && i < s->handlers.count - 1) {
            compile_error(c, location_of(&h->node), "default 'except:' must be last");
            return;
        }
        u->handler = in_handler;
        if (h->type) {
            int class = compile_expr(c, h->type, ANY);
            emit_at(c, h->type);
            emit_jump2(c, OP_JUMP_NO_EXCEPTION_MATCH, exception, class, next);
            u->top = exception + 2;
        }
        compile_handler_body(c, h, exception, cleanup, end);
        label_place(c, next);
    }
    place_cleanup(c, cleanup, outside, exception);
    u->cold--;
    label_place(c, end);
    u->top = mark;
}

static void compile_try_finally(Compiler *c, AstTry *s)
{
    Unit *u = c->unit;
    Block block;
    int mark = u->top, exception = temps_new(c, 2);
    uint32_t outside = u->handler;
    Label handle = label_new(c), end = label_new(c), cleanup = label_new(c);
    uint32_t handler = handler_new(c, handle, exception);
    if (!block_push(c, &block, BLOCK_FINALLY_TRY, location_of(&s->node))) return;
    block.finalbody = &s->finalbody;
    u->handler = handler;
    if (s->handlers.count && s->node.kind == AST_TryStar) compile_try_star(c, (AstTryStar *)s);
    else if (s->handlers.count) compile_try_except(c, s);
    else compile_stmts(c, s->body);
    block_pop(c);
    u->handler = outside;
    compile_muted(c, s->finalbody);
    emit_nowhere(c);
    emit_jump(c, OP_JUMP, 0, end);

    u->handler = outside;
    u->cold++;
    handler_place(c, handler);
    emit_nowhere(c);
    emit(c, OP_PUSH_HANDLED, 0, (unsigned)exception + 1, (unsigned)exception, 0);
    if (!block_push(c, &block, BLOCK_FINALLY_END, location_of(&s->node))) return;
    block.saved = exception + 1;
    u->handler = handler_new(c, cleanup, exception);
    compile_stmts(c, s->finalbody);
    block_pop(c);
    place_cleanup(c, cleanup, outside, exception);
    u->cold--;
    label_place(c, end);
    u->top = mark;
}

void compile_try(Compiler *c, AstTry *s)
{
    if (s->finalbody.count) compile_try_finally(c, s);
    else compile_try_except(c, s);
}

/* --- try ... except* ------------------------------------------------------------------------------------------------------------ */

/* The registers of an except* statement, behind exception and saved. */
enum { STAR_ORIGINAL = 2, STAR_RAISED, STAR_MATCH, STAR_REST, STAR_SCRATCH, STAR_REGISTERS };

static void compile_star_clause(Compiler *c, AstExceptHandler *h, int exception)
{
    Unit *u = c->unit;
    Block block;
    uint32_t outside = u->handler;
    int match = exception + STAR_MATCH, raised = exception + STAR_RAISED;
    Label next = label_new(c), failed = label_new(c);
    int class = compile_expr(c, h->type, ANY);
    emit_at(c, h->type);
    emit(c, OP_MATCH_EXCEPTION_GROUP, 0, (unsigned)match, (unsigned)exception + STAR_REST, (unsigned)class);
    u->top = exception + STAR_REGISTERS;
    emit_jump(c, OP_JUMP_NONE, match, next);
    emit(c, OP_PUSH_HANDLED, 0, (unsigned)exception + STAR_SCRATCH, (unsigned)match, 0);
    Variable v = {0};
    if (h->name) {
        emit_at(c, &h->node);
        v = variable_find(c, h->name);
        variable_store(c, v, match);
    }
    uint32_t handler = handler_new(c, failed, exception);
    if (!block_push(c, &block, BLOCK_EXCEPT_STAR, location_of(&h->node))) return;
    u->handler = handler;
    compile_stmts(c, h->body);
    block_pop(c);
    u->handler = outside;
    emit_nowhere(c);
    if (h->name) variable_unset(c, v);
    emit_jump(c, OP_JUMP, 0, next);
    handler_place(c, handler);
    emit_nowhere(c);
    if (h->name) variable_unset(c, v);
    emit(c, OP_LIST_APPEND, 0, (unsigned)raised, (unsigned)exception, 0);
    label_place(c, next);
}

static void compile_star_handlers(Compiler *c, AstTryStar *s, uint32_t handler, uint32_t outside, int exception, Label end)
{
    Unit *u = c->unit;
    Label cleanup = label_new(c), raise = label_new(c);
    int original = exception + STAR_ORIGINAL, raised = exception + STAR_RAISED, result = exception + STAR_MATCH;
    u->cold++;
    handler_place(c, handler);
    emit_nowhere(c);
    emit(c, OP_PUSH_HANDLED, 0, (unsigned)exception + 1, (unsigned)exception, 0);
    u->handler = handler_new(c, cleanup, exception);
    emit_move(c, original, exception);
    emit_move(c, exception + STAR_REST, exception);
    emit(c, OP_BUILD_LIST, 0, (unsigned)raised, (unsigned)raised, 0);
    for (int i = 0; i < s->handlers.count && !c->failed; i++) compile_star_clause(c, ast_ExceptHandler(s->handlers.items[i]), exception);
    emit_nowhere(c);
    emit(c, OP_LIST_APPEND, 0, (unsigned)raised, (unsigned)exception + STAR_REST, 0);
    emit(c, OP_RERAISE_STAR, 0, (unsigned)result, (unsigned)original, (unsigned)raised);
    u->handler = outside;
    emit_jump(c, OP_JUMP_NOT_NONE, result, raise);
    pop_handled(c, exception + 1);
    emit_jump(c, OP_JUMP, 0, end);
    label_place(c, raise);
    emit_move(c, exception, result);
    place_cleanup(c, cleanup, outside, exception);
    u->cold--;
}

void compile_try_star(Compiler *c, AstTryStar *s)
{
    Unit *u = c->unit;
    if (s->finalbody.count && !(u->block && u->block->finalbody == &s->finalbody)) {
        compile_try_finally(c, (AstTry *)s);
        return;
    }
    Block block;
    int mark = u->top, exception = temps_new(c, STAR_REGISTERS);
    uint32_t outside = u->handler;
    Label handle = label_new(c), end = label_new(c);
    uint32_t handler = handler_new(c, handle, exception);
    if (!block_push(c, &block, BLOCK_TRY, location_of(&s->node))) return;
    u->handler = handler;
    compile_stmts(c, s->body);
    block_pop(c);
    u->handler = outside;
    compile_stmts(c, s->orelse);
    emit_nowhere(c);
    emit_jump(c, OP_JUMP, 0, end);
    compile_star_handlers(c, s, handler, outside, exception, end);
    label_place(c, end);
    u->top = mark;
}

/* --- with ------------------------------------------------------------------------------------------------------------------------- */

static void with_item(Compiler *c, AstWith *s, int index, bool is_async);

static void with_body(Compiler *c, AstWith *s, int index, bool is_async)
{
    if (index + 1 < s->items.count) with_item(c, s, index + 1, is_async);
    else compile_stmts(c, s->body);
}

/* R[base], R[base + 5] := the exit method; the result of the enter method to the item's target, under the handler */
static void enter_context(Compiler *c, Astwithitem *item, int base, bool is_async, uint32_t handler)
{
    Unit *u = c->unit;
    int mark = u->top, manager = compile_expr(c, item->context_expr, ANY), enter = call_window(c);
    emit_at(c, item->context_expr);
    emit(c, OP_LOAD_SPECIAL, is_async ? 3 : 1, (unsigned)base, (unsigned)manager, 0);
    emit(c, OP_LOAD_SPECIAL, is_async ? 2 : 0, (unsigned)enter, (unsigned)manager, 0);
    int local = item->optional_vars ? store_destination(c, item->optional_vars) : ANY;
    int result = local != ANY && !is_async ? local : enter;
    emit(c, OP_CALL_METHOD, 0, (unsigned)result, (unsigned)enter, 0);
    if (is_async) {
        int iterator = enter + 1;
        emit(c, OP_GET_AWAITABLE, 1, (unsigned)iterator, (unsigned)enter, 0);
        emit_immediate(c, iterator + 1, V_NONE);
        emit_await(c, iterator, result);
    }
    u->handler = handler;
    if (item->optional_vars) compile_store(c, item->optional_vars, result);
    u->top = mark;
}

static void exit_by_exception(Compiler *c, Block *b, uint32_t handler, int exception, Label end)
{
    Unit *u = c->unit;
    int base = b->base, arguments = base + CALL_ARGUMENTS;
    bool is_async = b->kind == BLOCK_ASYNC_WITH;
    Label cleanup = label_new(c), swallowed = label_new(c);
    u->cold++;
    handler_place(c, handler);
    u->at = b->at;
    emit(c, OP_PUSH_HANDLED, 0, (unsigned)exception + 1, (unsigned)exception, 0);
    u->handler = handler_new(c, cleanup, exception + 2);
    emit(c, OP_EXCEPTION_ARGUMENTS, 0, (unsigned)arguments, (unsigned)exception, 0);
    emit(c, OP_CALL_METHOD, 0, (unsigned)base, (unsigned)base, 3);
    if (is_async) {
        emit(c, OP_GET_AWAITABLE, 2, (unsigned)base + 1, (unsigned)base, 0);
        emit_immediate(c, base + 2, V_NONE);
        emit_await(c, base + 1, base);
    }
    emit_jump(c, OP_JUMP_TRUE, base, swallowed);
    u->handler = b->handler;
    emit_nowhere(c);
    pop_handled(c, exception + 1);
    reraise(c, exception);
    label_place(c, swallowed);
    pop_handled(c, exception + 1);
    emit_jump(c, OP_JUMP, 0, end);
    label_place(c, cleanup);
    pop_handled(c, exception + 1);
    reraise(c, exception + 2);
    u->cold--;
}

static void with_item(Compiler *c, AstWith *s, int index, bool is_async)
{
    Unit *u = c->unit;
    if (compiler_too_deep(c)) return;
    Astwithitem *item = ast_withitem(s->items.items[index]);
    Location at = location_of(item->context_expr);
    Block block;
    int mark = u->top, exception = temps_new(c, 3), base = temps_new(c, CALL_ARGUMENTS + 3);
    uint32_t outside = u->handler;
    Label failed = label_new(c), end = label_new(c);
    uint32_t handler = handler_new(c, failed, exception);
    enter_context(c, item, base, is_async, handler);
    u->handler = outside;
    if (!block_push(c, &block, is_async ? BLOCK_ASYNC_WITH : BLOCK_WITH, at)) return;
    block.base = base;
    u->handler = handler;
    with_body(c, s, index, is_async);
    block_pop(c);
    u->handler = outside;
    call_exit(c, base, is_async, at, false);
    emit_nowhere(c);
    emit_jump(c, OP_JUMP, 0, end);
    exit_by_exception(c, &block, handler, exception, end);
    u->handler = outside;
    label_place(c, end);
    u->top = mark;
}

void compile_with(Compiler *c, AstWith *s, bool is_async) { with_item(c, s, 0, is_async); }

/* --- async for -------------------------------------------------------------------------------------------------------------------- */

void compile_async_for(Compiler *c, AstAsyncFor *s)
{
    Unit *u = c->unit;
    Block block;
    if (!block_push(c, &block, BLOCK_LOOP, location_of(&s->node))) return;
    Label next = label_new(c), stop = label_new(c), end = label_new(c);
    block.break_label = end;
    block.continue_label = next;
    int mark = u->top, aiter = temp_new(c), exception = temp_new(c), item = temp_new(c), awaited = temps_new(c, 2);
    int r = compile_expr(c, s->iter, ANY);
    emit_at(c, s->iter);
    emit(c, OP_GET_AITER, 0, (unsigned)aiter, (unsigned)r, 0);
    u->top = awaited + 2;
    uint32_t outside = u->handler;
    label_place_head(c, next);
    uint32_t handler = handler_new(c, stop, exception);
    u->handler = handler;
    emit_at(c, s->iter);
    emit(c, OP_GET_ANEXT, 0, (unsigned)awaited, (unsigned)aiter, 0);
    emit_immediate(c, awaited + 1, V_NONE);
    emit_await(c, awaited, item);
    u->handler = outside;
    compile_store(c, s->target, item);
    compile_stmts(c, s->body);
    emit_nowhere(c);
    emit_loop(c, next);
    block_pop(c);
    handler_place(c, handler);
    emit_at(c, s->iter);
    emit(c, OP_END_ASYNC_FOR, 0, (unsigned)exception, 0, 0);
    u->top = mark;
    compile_stmts(c, s->orelse);
    label_place(c, end);
}
