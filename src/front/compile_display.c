/* compile_display.c - tuple, list, set and dict displays. Long ones are built piece by piece, so that they need few registers. */
#include "front/codegen.h"

#include "objects/tuple.h"

enum { LONG_DISPLAY = 64, CONSTANT_DISPLAY = 3 };

static bool has_star(AstSeq elts)
{
    for (int i = 0; i < elts.count; i++)
        if (elts.items[i]->kind == AST_Starred) return true;
    return false;
}

/* elts[from .. to) into new consecutive temporaries; the first */
static int compile_run(Compiler *c, AstSeq elts, int from, int to)
{
    int first = c->unit->top;
    for (int i = from; i < to && !c->failed; i++) compile_to_temp(c, elts.items[i]);
    return first;
}


/* Fills the list or set in `into` with elts from `from` on, one by one. */
static void append_all(Compiler *c, AstNode *e, AstSeq elts, int from, int into, bool set, bool call)
{
    Unit *u = c->unit;
    int mark = u->top;
    Location at = u->at;
    for (int i = from; i < elts.count && !c->failed; i++) {
        AstNode *item = elts.items[i];
        bool star = item->kind == AST_Starred;
        int r = compile_expr(c, star ? ast_Starred(item)->value : item, ANY);
        u->at = e ? location_of(e) : at;
        if (star) emit(c, set ? OP_SET_UPDATE : OP_LIST_EXTEND, call, (unsigned)into, (unsigned)r, 0);
        else emit(c, set ? OP_SET_ADD : OP_LIST_APPEND, 0, (unsigned)into, (unsigned)r, 0);
        u->top = mark;
    }
}

/* the elements before the first star, at most LONG_DISPLAY, go into the BUILD */
static int leading_run(AstSeq elts)
{
    int n = 0;
    while (n < elts.count && n < LONG_DISPLAY && elts.items[n]->kind != AST_Starred) n++;
    return n;
}

int compile_star_list(Compiler *c, AstSeq elts, int extra, int want, bool call)
{
    Unit *u = c->unit;
    Location at = u->at;
    int list = scratch(c, want), mark = u->top, lead = leading_run(elts);
    int first = compile_run(c, elts, 0, lead);
    u->at = at;
    emit(c, OP_BUILD_LIST, 0, (unsigned)list, (unsigned)first, (unsigned)lead);
    u->top = mark;
    append_all(c, NULL, elts, lead, list, false, call);
    u->at = at;
    if (extra != ANY) emit(c, OP_LIST_APPEND, 0, (unsigned)list, (unsigned)extra, 0);
    return deliver(c, want, list);
}

static int compile_piecewise(Compiler *c, AstNode *e, AstSeq elts, int want)
{
    Unit *u = c->unit;
    bool set = e->kind == AST_Set;
    int into = scratch(c, want), mark = u->top, lead = leading_run(elts);
    int first = compile_run(c, elts, 0, lead);
    emit_at(c, e);
    emit(c, set ? OP_BUILD_SET : OP_BUILD_LIST, 0, (unsigned)into, (unsigned)first, (unsigned)lead);
    u->top = mark;
    append_all(c, e, elts, lead, into, set, false);
    emit_at(c, e);
    if (e->kind != AST_Tuple) return deliver(c, want, into);
    int result = want == ANY ? into : want;
    emit(c, OP_LIST_TO_TUPLE, 0, (unsigned)result, (unsigned)into, 0);
    return result;
}

/* a list or set of constants is filled from one constant */
static int compile_from_constant(Compiler *c, AstNode *e, Value items, int want)
{
    Unit *u = c->unit;
    bool set = e->kind == AST_Set;
    int into = scratch(c, want), mark = u->top, from = temp_new(c);
    emit_at(c, e);
    emit(c, set ? OP_BUILD_SET : OP_BUILD_LIST, 0, (unsigned)into, (unsigned)from, 0);
    emit_const(c, from, items);
    emit(c, set ? OP_SET_UPDATE : OP_LIST_EXTEND, 0, (unsigned)into, (unsigned)from, 0);
    u->top = mark;
    return deliver(c, want, into);
}

int compile_sequence(Compiler *c, AstNode *e, AstSeq elts, int want)
{
    Unit *u = c->unit;
    int mark = u->top;
    if (e->kind != AST_Tuple && elts.count >= CONSTANT_DISPLAY) {
        Value items = fold_sequence(c, elts, e->kind == AST_List);
        if (!is_null(items)) return compile_from_constant(c, e, items, want);
    }
    if (has_star(elts) || elts.count > LONG_DISPLAY) return compile_piecewise(c, e, elts, want);
    int first = compile_run(c, elts, 0, elts.count), result = finish(c, want, mark);
    Opcode op = e->kind == AST_Tuple ? OP_BUILD_TUPLE : e->kind == AST_List ? OP_BUILD_LIST : OP_BUILD_SET;
    emit_at(c, e);
    emit(c, op, 0, (unsigned)result, (unsigned)first, (unsigned)elts.count);
    return result;
}

int compile_dict(Compiler *c, AstDict *e, int want)
{
    Unit *u = c->unit;
    int lead = 0, n = e->keys.count;
    while (lead < n && lead < LONG_DISPLAY / 2 && e->keys.items[lead]) lead++;
    int into = lead < n ? scratch(c, want) : destination(c, want), mark = u->top, first = u->top;
    for (int i = 0; i < lead && !c->failed; i++) {
        compile_to_temp(c, e->keys.items[i]);
        compile_to_temp(c, e->values.items[i]);
    }
    emit_at(c, &e->node);
    emit(c, OP_BUILD_DICT, 0, (unsigned)into, (unsigned)first, (unsigned)lead);
    u->top = mark;
    for (int i = lead; i < n && !c->failed; i++) {
        AstNode *key = e->keys.items[i], *value = e->values.items[i];
        int k = key ? compile_operand(c, key, &value, 1) : 0;
        int v = compile_expr(c, value, ANY);
        emit_at(c, &e->node);
        if (key) emit(c, OP_DICT_SET, 0, (unsigned)into, (unsigned)k, (unsigned)v);
        else emit(c, OP_DICT_UPDATE, 0, (unsigned)into, (unsigned)v, 0);
        u->top = mark;
    }
    return deliver(c, want, into);
}
