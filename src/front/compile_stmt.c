/* compile_stmt.c - statements: assignment, control flow, imports. try and with are in compile_try.c, definitions in
 * compile_function.c, match in compile_match.c. */
#include "front/codegen.h"

#include "objects/str.h"
#include "objects/tuple.h"

enum { MAX_BLOCKS = 21 }; /* nested statically, as in CPython */

bool block_push(Compiler *c, Block *b, BlockKind kind, Location at)
{
    Unit *u = c->unit;
    if (u->block_depth >= MAX_BLOCKS) {
        compile_error(c, at, "too many statically nested blocks");
        return false;
    }
    u->block_depth++;
    *b = (Block){.kind = kind, .outer = u->block, .at = at, .handler = u->handler, .saved = -1, .base = -1};
    u->block = b;
    return true;
}

void block_pop(Compiler *c)
{
    if (c->failed) return; /* the unit may be an inner one that was given up */
    c->unit->block = c->unit->block->outer;
    c->unit->block_depth--;
}

void unwind(Compiler *c, const Block *stop, bool keep_value)
{
    Unit *u = c->unit;
    for (Block *b = u->block; b != stop && !c->failed; b = b->outer) {
        u->block = b->outer;
        if (b->kind == BLOCK_LOOP) continue;
        u->handler = b->handler;
        unwind_block(c, b, keep_value);
    }
}

static bool needs_unwinding(const Block *from)
{
    for (const Block *b = from; b; b = b->outer)
        if (b->kind != BLOCK_LOOP && b->kind != BLOCK_TRY) return true;
    return false;
}

static bool leaves_except_star(Compiler *c, const Block *from, bool to_loop, Location at)
{
    for (const Block *b = from; b && !(to_loop && b->kind == BLOCK_LOOP); b = b->outer)
        if (b->kind == BLOCK_EXCEPT_STAR) {
            compile_error(c, at, "'break', 'continue' and 'return' cannot appear in an except* block");
            return true;
        }
    return false;
}

/* --- assignment ------------------------------------------------------------------------------------------------------- */

/* a, b = x, y: no tuple is made. The values are complete before the first target is assigned. */
static void assign_pairwise(Compiler *c, AstSeq targets, AstSeq values)
{
    Unit *u = c->unit;
    int mark = u->top, n = targets.count;
    int *from = compiler_alloc(c, (size_t)n * sizeof *from);
    for (int i = 0; from && i < n && !c->failed; i++) {
        from[i] = compile_operand(c, values.items[i], values.items + i + 1, n - i - 1);
        if (c->failed) return;
        bool overwritten = false; /* by a target that is assigned before this value is used */
        for (int j = 0; j < n && register_is_local(u, from[i]); j++) {
            bool before = j < i && store_destination(c, targets.items[j]) == from[i];
            overwritten |= before || may_rebind(c, targets.items[j], from[i]) || targets.items[j]->kind == AST_Tuple || targets.items[j]->kind == AST_List;
        }
        if (overwritten) {
            int copy = temp_new(c);
            emit_move(c, copy, from[i]);
            from[i] = copy;
        }
    }
    for (int i = 0; from && i < n && !c->failed; i++) compile_store(c, targets.items[i], from[i]);
    u->top = mark;
}

static AstSeq *display_elements(AstNode *e)
{
    return e->kind == AST_Tuple ? &ast_Tuple(e)->elts : e->kind == AST_List ? &ast_List(e)->elts : NULL;
}

static bool can_assign_pairwise(AstNode *target, AstNode *value)
{
    const AstSeq *t = display_elements(target), *v = display_elements(value);
    if (!t || !v || t->count != v->count || t->count > 16) return false;
    for (int i = 0; i < t->count; i++)
        if (t->items[i]->kind == AST_Starred || v->items[i]->kind == AST_Starred) return false;
    return true;
}

static void compile_assign(Compiler *c, AstAssign *s)
{
    Unit *u = c->unit;
    int mark = u->top, n = s->targets.count;
    AstNode *first = s->targets.items[0];
    int local = n == 1 ? store_destination(c, first) : ANY;
    if (local != ANY && !c->failed) {
        compile_expr(c, s->value, local);
        if (!c->failed) bound_set(u, local);
    } else if (n == 1 && can_assign_pairwise(first, s->value)) {
        assign_pairwise(c, *display_elements(first), *display_elements(s->value));
    } else {
        int r = n == 1 ? compile_operand(c, s->value, &first, 1) : compile_to_temp(c, s->value);
        for (int i = 0; i < n && !c->failed; i++) compile_store(c, s->targets.items[i], r);
    }
    u->top = mark;
}

static void augment_name(Compiler *c, AstAugAssign *s)
{
    Unit *u = c->unit;
    AstName *name = ast_Name(s->target);
    Variable v = variable_find(c, name->id);
    emit_at(c, s->target);
    int left = variable_load(c, v, ANY);
    if (v.kind == VARIABLE_LOCAL && may_rebind(c, s->value, left)) {
        int copy = temp_new(c);
        emit_move(c, copy, left);
        left = copy;
    }
    int to = v.kind == VARIABLE_LOCAL ? v.slot : left;
    emit_at(c, &s->node);
    emit_binary(c, s->op, true, to, left, s->value);
    emit_at(c, s->target);
    if (v.kind != VARIABLE_LOCAL) variable_store(c, v, to);
    else if (!c->failed) bound_set(u, to);
}

static void augment_attribute(Compiler *c, AstAugAssign *s)
{
    Unit *u = c->unit;
    AstAttribute *a = ast_Attribute(s->target);
    Location at = attribute_location(s->target, location_of(s->target));
    int object = compile_operand(c, a->value, &s->value, 1), t = temp_new(c);
    Name name = scope_mangle(c, u->scope, a->attr);
    if (!name) return;
    u->at = at;
    unsigned k = name_index(c, name, true);
    emit(c, OP_GET_ATTR, 0, (unsigned)t, (unsigned)object, k);
    emit_at(c, &s->node);
    emit_binary(c, s->op, true, t, t, s->value);
    u->at = at;
    emit(c, OP_SET_ATTR, 0, (unsigned)object, (unsigned)t, k);
}

static void augment_subscript(Compiler *c, AstAugAssign *s)
{
    AstSubscript *sub = ast_Subscript(s->target);
    AstNode *later[] = {sub->slice, s->value};
    int object = compile_operand(c, sub->value, later, 2);
    bool slice = is_two_part_slice(sub->slice);
    int key = slice ? compile_slice_parts(c, ast_Slice(sub->slice), 2) : compile_operand(c, sub->slice, &s->value, 1);
    int t = temp_new(c);
    emit_at(c, s->target);
    emit(c, slice ? OP_GET_SLICE : OP_GET_ITEM, 0, (unsigned)t, (unsigned)object, (unsigned)key);
    emit_at(c, &s->node);
    emit_binary(c, s->op, true, t, t, s->value);
    emit_at(c, s->target);
    emit(c, slice ? OP_SET_SLICE : OP_SET_ITEM, 0, (unsigned)object, (unsigned)key, (unsigned)t);
}

static void compile_augmented(Compiler *c, AstAugAssign *s)
{
    int mark = c->unit->top;
    switch (s->target->kind) {
    case AST_Name: augment_name(c, s); break;
    case AST_Attribute: augment_attribute(c, s); break;
    default: augment_subscript(c, s); break;
    }
    c->unit->top = mark;
}

/* --- loops ---------------------------------------------------------------------------------------------------------------- */

static void compile_if(Compiler *c, AstIf *s)
{
    Label otherwise = label_new(c), end = label_new(c);
    compile_condition(c, s->test, false, otherwise);
    compile_stmts(c, s->body);
    if (s->orelse.count) {
        emit_nowhere(c);
        emit_jump(c, OP_JUMP, 0, end);
    }
    label_place(c, otherwise);
    compile_stmts(c, s->orelse);
    label_place(c, end);
}

/* a measure of a test's size; what holds code of its own or is large counts as far too much to compile twice */
static int test_weight(const AstNode *e)
{
    enum { TOO_MUCH = 1000 };
    int n = 1;
    AstSeq more = {0};
    switch (e->kind) {
    case AST_Constant: case AST_Name: return 1;
    case AST_Attribute: return 1 + test_weight(((const AstAttribute *)e)->value);
    case AST_UnaryOp: return 1 + test_weight(((const AstUnaryOp *)e)->operand);
    case AST_NamedExpr: return 1 + test_weight(((const AstNamedExpr *)e)->value);
    case AST_BinOp: return 1 + test_weight(((const AstBinOp *)e)->left) + test_weight(((const AstBinOp *)e)->right);
    case AST_Subscript: return 1 + test_weight(((const AstSubscript *)e)->value) + test_weight(((const AstSubscript *)e)->slice);
    case AST_BoolOp: more = ((const AstBoolOp *)e)->values; break;
    case AST_Compare:
        n += test_weight(((const AstCompare *)e)->left);
        more = ((const AstCompare *)e)->comparators;
        break;
    case AST_Call:
        if (((const AstCall *)e)->keywords.count) return TOO_MUCH;
        n += test_weight(((const AstCall *)e)->func);
        more = ((const AstCall *)e)->args;
        break;
    default: return TOO_MUCH;
    }
    for (int i = 0; i < more.count && n < TOO_MUCH; i++) n += test_weight(more.items[i]);
    return n;
}

enum { LIGHT_TEST = 24 };

/* The test stands at the bottom: one jump a round. A light one stands at the top too, so that the loop begins without a jump. */
static void compile_while(Compiler *c, AstWhile *s)
{
    Block block;
    if (!block_push(c, &block, BLOCK_LOOP, location_of(&s->node))) return;
    int truth = constant_truth(c, s->test);
    Label body = label_new(c), test = label_new(c), otherwise = label_new(c), end = label_new(c);
    block.break_label = end;
    block.continue_label = truth == 1 ? body : test;
    if (truth != 1 && (truth == 0 || test_weight(s->test) <= LIGHT_TEST)) {
        compile_condition(c, s->test, false, otherwise);
        label_place_head(c, body);
    } else if (truth != 1) {
        emit_at(c, s->test);
        bool reachable = c->unit->reachable;
        emit_jump(c, OP_JUMP, 0, test);
        c->unit->reachable = reachable; /* the test below jumps here; what it binds is not known yet */
        label_place_head(c, body);
    } else {
        label_place_head(c, body);
    }
    compile_stmts(c, s->body);
    if (truth == 1) {
        emit_nowhere(c);
        emit_loop(c, body);
    } else {
        label_place(c, test);
        c->mute_warnings++;
        compile_condition(c, s->test, true, body);
        c->mute_warnings--;
    }
    block_pop(c);
    label_place(c, otherwise);
    compile_stmts(c, s->orelse);
    label_place(c, end);
}

static void compile_for(Compiler *c, AstFor *s)
{
    Unit *u = c->unit;
    Block block;
    if (!block_push(c, &block, BLOCK_LOOP, location_of(&s->node))) return;
    Label body = label_new(c), next = label_new(c), otherwise = label_new(c), end = label_new(c);
    block.break_label = end;
    block.continue_label = next;
    int mark = u->top, iteration = temps_new(c, 3);
    int iterable = compile_container(c, s->iter);
    emit_at(c, s->iter);
    emit(c, OP_FOR_PREPARE, 0, (unsigned)iteration, (unsigned)iterable, 0);
    u->top = iteration + 3;
    int local = store_destination(c, s->target), item = local != ANY ? local : temp_new(c);
    emit_at(c, s->iter);
    emit_jump2(c, OP_FOR_ITER, iteration, item, otherwise);
    label_place_head(c, body);
    emit_at(c, s->target);
    if (c->failed) return;
    if (local != ANY) bound_set(u, local);
    else compile_store(c, s->target, item);
    compile_stmts(c, s->body);
    label_place(c, next);
    emit_at(c, s->iter);
    emit_jump2(c, OP_FOR_LOOP, iteration, item, body);
    block_pop(c);
    label_place(c, otherwise);
    u->top = mark;
    compile_stmts(c, s->orelse);
    label_place(c, end);
}

/* PEP 765: on the way out to the block `stop` */
static void warn_in_finally(Compiler *c, const char *what, const Block *stop, Location at)
{
    for (const Block *b = c->unit->block; b != stop; b = b->outer)
        if (b->kind == BLOCK_FINALLY_END) {
            compile_warn(c, at, "'%s' in a 'finally' block", what);
            return;
        }
}

static void compile_jump_out(Compiler *c, AstNode *s, bool is_break)
{
    Unit *u = c->unit;
    Block *loop = u->block, *block = u->block;
    uint32_t handler = u->handler;
    Location at = location_of(s);
    while (loop && loop->kind != BLOCK_LOOP) loop = loop->outer;
    warn_in_finally(c, is_break ? "break" : "continue", loop, at);
    if (leaves_except_star(c, block, true, at)) return;
    if (!loop) {
        compile_error(c, at, is_break ? "'break' outside loop" : "'continue' not properly in loop");
        return;
    }
    emit_at(c, s);
    uint32_t before = u->count;
    unwind(c, loop, false);
    if (u->count != before) emit_nowhere(c);
    Label to = is_break ? loop->break_label : loop->continue_label;
    bool backwards = !c->failed && u->labels[to - 1].position >= 0;
    emit_jump(c, backwards ? OP_LOOP : OP_JUMP, 0, to);
    u->block = block;
    u->handler = handler;
}

static void compile_return(Compiler *c, AstReturn *s)
{
    Unit *u = c->unit;
    Location at = location_of(&s->node);
    warn_in_finally(c, "return", NULL, at);
    if (!scope_is_function_like(u->scope)) {
        compile_error(c, at, "'return' outside function");
        return;
    }
    if (s->value && u->scope->coroutine && u->scope->generator) {
        compile_error(c, at, "'return' with value in async generator");
        return;
    }
    if (s->value && s->value->kind == AST_Constant && s->value->lineno == s->node.lineno) at = location_of(s->value);
    if (leaves_except_star(c, u->block, false, at)) return;
    Block *block = u->block;
    uint32_t handler = u->handler;
    int mark = u->top, r = ANY;
    Value v = s->value ? fold(c, s->value) : V_NONE;
    bool constant = !is_null(v), leaving = needs_unwinding(block);
    if (!constant) r = leaving ? compile_to_temp(c, s->value) : compile_expr(c, s->value, ANY);
    u->at = at;
    unwind(c, NULL, !constant);
    u->at = leaving ? NO_LOCATION : at; /* it runs after the blocks' own lines */
    if (!c->failed && constant && value_fits_immediate(v)) {
        emit_return_immediate(c, v);
    } else if (!c->failed) {
        if (constant) emit_const(c, r = temp_new(c), v);
        emit(c, OP_RETURN, 0, (unsigned)r, 0, 0);
        emit_end(c);
    }
    u->block = block;
    u->handler = handler;
    u->top = mark;
}

/* --- the rest --------------------------------------------------------------------------------------------------------------- */

static void compile_raise(Compiler *c, AstRaise *s)
{
    int mark = c->unit->top, exception = 0, cause = 0;
    unsigned x = s->cause ? 1 : s->exc ? 0 : 2;
    if (s->exc) exception = s->cause ? compile_operand(c, s->exc, &s->cause, 1) : compile_expr(c, s->exc, ANY);
    if (s->cause) cause = compile_expr(c, s->cause, ANY);
    emit_at(c, &s->node);
    emit(c, OP_RAISE, x, (unsigned)exception, (unsigned)cause, 0);
    emit_end(c);
    c->unit->top = mark;
}

static void compile_assert(Compiler *c, AstAssert *s)
{
    Unit *u = c->unit;
    if ((s->test->kind == AST_Tuple && ast_Tuple(s->test)->elts.count > 0) ||
        (s->test->kind == AST_Constant && ast_Constant(s->test)->value.kind == AST_CONST_OBJECT && is_tuple(fold(c, s->test)) &&
         as_tuple(fold(c, s->test))->length > 0))
        compile_warn(c, location_of(&s->node), "assertion is always true, perhaps remove parentheses?");
    if (c->optimize) return;
    int mark = u->top;
    Label end = label_new(c);
    compile_condition(c, s->test, true, end);
    emit_at(c, &s->node);
    int r;
    if (s->msg) {
        r = call_window(c);
        emit(c, OP_LOAD_ASSERTION_ERROR, 0, (unsigned)r, 0, 0);
        compile_to_temp(c, s->msg);
        emit_at(c, &s->node);
        emit(c, OP_CALL, 0, (unsigned)r, (unsigned)r, 1);
    } else {
        r = temp_new(c);
        emit(c, OP_LOAD_ASSERTION_ERROR, 0, (unsigned)r, 0, 0);
    }
    emit_at(c, s->test);
    emit(c, OP_RAISE, 0, (unsigned)r, 0, 0);
    emit_end(c);
    label_place(c, end);
    u->top = mark;
}

/* R[result] := __import__(name, ..., names, level) */
static void emit_import(Compiler *c, Name name, Value names, int level, int result)
{
    Unit *u = c->unit;
    int mark = u->top, arguments = temps_new(c, 2);
    emit_const(c, arguments, names);
    emit_const(c, arguments + 1, value_fixnum(level));
    emit(c, OP_IMPORT_NAME, 0, (unsigned)result, (unsigned)arguments, name_index(c, name, true));
    u->top = mark;
}

static void import_alias(Compiler *c, AstImport *s, Astalias *a)
{
    Unit *u = c->unit;
    int mark = u->top, module = temp_new(c);
    const char *text = a->name->data, *dot = memchr(text, '.', a->name->length);
    emit_at(c, &s->node);
    Name name = name_canonical(c, a->name);
    if (!name) return;
    emit_import(c, name, V_NONE, 0, module);
    if (!a->asname) {
        Name top = dot ? name_intern(c, text, (size_t)(dot - text)) : name;
        if (top) {
            variable_store(c, variable_find(c, top), module);
        }
    } else {
        while (dot && !c->failed) { /* import a.b.c as m: m is a.b.c */
            const char *next = memchr(dot + 1, '.', (size_t)(text + a->name->length - dot - 1));
            Name part = name_intern(c, dot + 1, (size_t)((next ? next : text + a->name->length) - dot - 1));
            if (part) emit(c, OP_IMPORT_FROM, 0, (unsigned)module, (unsigned)module, name_index(c, part, true));
            dot = next;
        }
        variable_store(c, variable_find(c, a->asname), module);
    }
    u->top = mark;
}

static void compile_import_from(Compiler *c, AstImportFrom *s)
{
    Unit *u = c->unit;
    int mark = u->top, n = s->names.count;
    Location at = location_of(&s->node);
    if (s->module && s->level == 0 && !strcmp(s->module->data, "__future__") && s->node.lineno > c->last_future_line) {
        compile_error(c, at, "from __future__ imports must occur at the beginning of the file");
        return;
    }
    Value *names = compiler_alloc(c, (size_t)n * sizeof *names);
    for (int i = 0; names && i < n; i++) names[i] = name_value(c, name_canonical(c, ast_alias(s->names.items[i])->name));
    if (c->failed) return;
    Value tuple = compiler_keep(c, tuple_new(c->t, names, (size_t)n));
    Name module_name = s->module ? name_canonical(c, s->module) : name_intern(c, "", 0);
    if (c->failed) return;
    int module = temp_new(c), item = temp_new(c);
    u->at = at;
    emit_import(c, module_name, tuple, s->level, module);
    for (int i = 0; i < n && !c->failed; i++) {
        Astalias *a = ast_alias(s->names.items[i]);
        u->at = at;
        if (i == 0 && a->name->length == 1 && a->name->data[0] == '*') {
            emit(c, OP_IMPORT_STAR, 0, (unsigned)module, 0, 0);
            break;
        }
        const AstString *store = a->asname ? a->asname : a->name;
        Name name = name_canonical(c, a->name);
        if (!name) return;
        int local = ANY;
        Variable v = variable_find(c, store);
        if (v.kind == VARIABLE_LOCAL) local = v.slot;
        emit(c, OP_IMPORT_FROM, 0, (unsigned)(local != ANY ? local : item), (unsigned)module, name_index(c, name, true));
        if (local != ANY) bound_set(u, local);
        else variable_store(c, v, item);
    }
    u->top = mark;
}

static void compile_expression_statement(Compiler *c, AstExpr *s)
{
    Unit *u = c->unit;
    if (!(c->interactive && u->scope->kind == SCOPE_MODULE)) {
        compile_discard(c, s->value);
        return;
    }
    int mark = u->top, r = compile_expr(c, s->value, ANY);
    emit_at(c, &s->node);
    emit(c, OP_PRINT_EXPRESSION, 0, (unsigned)r, 0, 0);
    u->top = mark;
}

void compile_stmts(Compiler *c, AstSeq stmts)
{
    for (int i = 0; i < stmts.count && !c->failed; i++) compile_stmt(c, stmts.items[i]);
}

void compile_stmt(Compiler *c, AstNode *s)
{
    if (c->failed || compiler_too_deep(c)) return;
    emit_at(c, s);
    switch (s->kind) {
    case AST_FunctionDef: case AST_AsyncFunctionDef: compile_function(c, (AstFunctionDef *)s); break;
    case AST_ClassDef: compile_class(c, ast_ClassDef(s)); break;
    case AST_TypeAlias: compile_type_alias(c, ast_TypeAlias(s)); break;
    case AST_Return: compile_return(c, ast_Return(s)); break;
    case AST_Delete:
        for (int i = 0; i < ast_Delete(s)->targets.count; i++) compile_delete(c, ast_Delete(s)->targets.items[i]);
        break;
    case AST_Assign: compile_assign(c, ast_Assign(s)); break;
    case AST_AugAssign: compile_augmented(c, ast_AugAssign(s)); break;
    case AST_AnnAssign: compile_ann_assign(c, ast_AnnAssign(s)); break;
    case AST_For: compile_for(c, ast_For(s)); break;
    case AST_AsyncFor: compile_async_for(c, ast_AsyncFor(s)); break;
    case AST_While: compile_while(c, ast_While(s)); break;
    case AST_If: compile_if(c, ast_If(s)); break;
    case AST_With: case AST_AsyncWith: compile_with(c, (AstWith *)s, s->kind == AST_AsyncWith); break;
    case AST_Match: compile_match(c, ast_Match(s)); break;
    case AST_Raise: compile_raise(c, ast_Raise(s)); break;
    case AST_Try: compile_try(c, ast_Try(s)); break;
    case AST_TryStar: compile_try_star(c, ast_TryStar(s)); break;
    case AST_Assert: compile_assert(c, ast_Assert(s)); break;
    case AST_Import:
        for (int i = 0; i < ast_Import(s)->names.count && !c->failed; i++) import_alias(c, ast_Import(s), ast_alias(ast_Import(s)->names.items[i]));
        break;
    case AST_ImportFrom: compile_import_from(c, ast_ImportFrom(s)); break;
    case AST_Expr: compile_expression_statement(c, ast_Expr(s)); break;
    case AST_Break: compile_jump_out(c, s, true); break;
    case AST_Continue: compile_jump_out(c, s, false); break;
    default: break; /* Pass, Global, Nonlocal */
    }
}
