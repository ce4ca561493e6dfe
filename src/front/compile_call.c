/* compile_call.c - calls and attribute loads. The layout of a call's window is in vm/opcodes.def. */
#include "front/codegen.h"

#include "objects/tuple.h"


enum { MOST_ARGUMENTS = 200 }; /* a call with more goes through a list */

int call_window(Compiler *c) { return temps_new(c, CALL_ARGUMENTS); }

/* --- attributes ------------------------------------------------------------------------------------------------------- */

static Name attribute_name(Compiler *c, AstAttribute *a) { return scope_mangle(c, c->unit->scope, a->attr); }

/* super().x or super(C, o).x where `super` is a global: no super object is made */
static bool is_super_attribute(Compiler *c, AstAttribute *a)
{
    if (a->value->kind != AST_Call) return false;
    AstCall *call = ast_Call(a->value);
    if (call->func->kind != AST_Name || call->keywords.count) return false;
    Unit *u = c->unit;
    if (!scope_is_function_like(u->scope) || u->inlined) return false;
    Variable v = variable_find(c, ast_Name(call->func)->id);
    if (c->failed || v.name != c->known.super || v.kind != VARIABLE_GLOBAL) return false;
    if (scope_lookup(c->root, c->known.super)) return false; /* as CPython: a module that uses the name itself is left alone */
    if (call->args.count == 2) return call->args.items[0]->kind != AST_Starred && call->args.items[1]->kind != AST_Starred;
    if (call->args.count != 0 || u->parameter_count == 0 || u->scope->comprehension) return false;
    if (u->parameter_count - u->keyword_only_count - u->scope->varargs - u->scope->varkeywords <= 0) return false;
    return variable_find_name(c, c->known.__class__).kind == VARIABLE_FREE;
}

/* R[first .. first + 2]: super, the class, the object */
static void load_super_arguments(Compiler *c, AstCall *call, int first)
{
    Unit *u = c->unit;
    compile_expr(c, call->func, first);
    if (call->args.count) {
        compile_expr(c, call->args.items[0], first + 1);
        compile_expr(c, call->args.items[1], first + 2);
        return;
    }
    emit_at(c, &call->node);
    variable_load(c, variable_find_name(c, c->known.__class__), first + 1);
    variable_load(c, variable_find_name(c, u->local_names[0]), first + 2);
}

static int emit_super(Compiler *c, Opcode op, AstAttribute *a, int want)
{
    Unit *u = c->unit;
    AstCall *call = ast_Call(a->value);
    int mark = u->top, first = temps_new(c, 3);
    load_super_arguments(c, call, first);
    u->at = attribute_location(&a->node, location_of(&a->node));
    int result = finish(c, want, mark);
    Name name = attribute_name(c, a);
    if (name) emit(c, op, call->args.count == 0, (unsigned)result, (unsigned)first, name_index(c, name, true));
    return result;
}

int compile_attribute(Compiler *c, AstAttribute *e, int want)
{
    Unit *u = c->unit;
    int mark = u->top;
    if (is_super_attribute(c, e)) return emit_super(c, OP_LOAD_SUPER_ATTR, e, want);
    int object = compile_expr(c, e->value, ANY);
    u->at = attribute_location(&e->node, location_of(&e->node));
    Name name = attribute_name(c, e);
    int result = finish(c, want, mark);
    if (name) emit(c, OP_GET_ATTR, 0, (unsigned)result, (unsigned)object, name_index(c, name, true));
    return result;
}

/* --- arguments ---------------------------------------------------------------------------------------------------------- */

static void check_keywords(Compiler *c, AstSeq keywords)
{
    for (int i = 0; i < keywords.count && !c->failed; i++) {
        Astkeyword *k = ast_keyword(keywords.items[i]);
        if (!k->arg) continue;
        for (int j = i + 1; j < keywords.count; j++) {
            Astkeyword *other = ast_keyword(keywords.items[j]);
            if (other->arg && other->arg->length == k->arg->length && !memcmp(other->arg->data, k->arg->data, k->arg->length)) {
                compile_error(c, location_of(&other->node), "keyword argument repeated: %.*s", NAME_ARGS(k->arg));
                return;
            }
        }
    }
}

static bool needs_spread(AstSeq args, AstSeq keywords, int given)
{
    if (given + args.count + keywords.count > MOST_ARGUMENTS) return true;
    for (int i = 0; i < args.count; i++)
        if (args.items[i]->kind == AST_Starred) return true;
    for (int i = 0; i < keywords.count; i++)
        if (!ast_keyword(keywords.items[i])->arg) return true;
    return false;
}

static Value keyword_names(Compiler *c, AstSeq keywords)
{
    Value *names = compiler_alloc(c, (size_t)keywords.count * sizeof *names);
    for (int i = 0; names && i < keywords.count; i++)
        names[i] = name_value(c, scope_mangle(c, c->unit->scope, ast_keyword(keywords.items[i])->arg));
    return c->failed ? V_NULL : compiler_keep(c, tuple_new(c->t, names, (size_t)keywords.count));
}

/* the dict of a call with ** */
static void compile_keyword_dict(Compiler *c, AstSeq keywords, int base, int into, Location at)
{
    Unit *u = c->unit;
    int mark = u->top;
    u->at = at;
    emit(c, OP_BUILD_DICT, 0, (unsigned)into, (unsigned)into, 0);
    for (int i = 0; i < keywords.count && !c->failed; i++) {
        Astkeyword *k = ast_keyword(keywords.items[i]);
        int v;
        if (k->arg) {
            int pair = temps_new(c, 2);
            u->at = at;
            emit_const(c, pair, name_value(c, scope_mangle(c, u->scope, k->arg)));
            compile_expr(c, k->value, pair + 1);
            u->at = at;
            v = temp_new(c);
            emit(c, OP_BUILD_DICT, 0, (unsigned)v, (unsigned)pair, 1);
        } else {
            v = compile_expr(c, k->value, ANY);
        }
        u->at = at;
        emit(c, OP_DICT_MERGE, 0, (unsigned)into, (unsigned)v, (unsigned)base);
        u->top = mark;
    }
}

/* f(*a, **k): R[base + 6] any iterable, R[base + 7] a dict or null. Arguments given already are in R[base + 6 ...]. */
static void compile_spread(Compiler *c, int base, int given, AstSeq args, AstSeq keywords, int result, Location at)
{
    Unit *u = c->unit;
    int star = base + CALL_ARGUMENTS;
    if (given == 0 && args.count == 1 && args.items[0]->kind == AST_Starred) {
        compile_expr(c, ast_Starred(args.items[0])->value, temp_new(c));
    } else if (given == 0) {
        u->at = at;
        compile_star_list(c, args, ANY, temp_new(c), true);
    } else { /* a class's function and name, or a generic base: build the list around them */
        int list = temp_new(c);
        u->at = at;
        emit(c, OP_BUILD_LIST, 0, (unsigned)list, (unsigned)star, (unsigned)given);
        for (int i = 0; i < args.count && !c->failed; i++) {
            bool starred = args.items[i]->kind == AST_Starred;
            int mark = u->top, r = compile_expr(c, starred ? ast_Starred(args.items[i])->value : args.items[i], ANY);
            u->at = at;
            emit(c, starred ? OP_LIST_EXTEND : OP_LIST_APPEND, starred, (unsigned)list, (unsigned)r, 0);
            u->top = mark;
        }
        emit_move(c, star, list);
        u->top = star + 1;
    }
    int dict = temp_new(c);
    if (keywords.count) {
        compile_keyword_dict(c, keywords, base, dict, at);
    } else {
        u->at = at;
        emit_null(c, dict);
    }
    u->at = at;
    emit(c, OP_CALL_SPREAD, 0, (unsigned)result, (unsigned)base, 0);
}

/* `method`: R[base + 5] is set; otherwise it is ignored by CALL and must be null for CALL_KEYWORDS and CALL_SPREAD. */
int compile_call_rest(Compiler *c, int base, int given, AstSeq args, AstSeq keywords, bool method, int want, Location at)
{
    Unit *u = c->unit;
    check_keywords(c, keywords);
    if (needs_spread(args, keywords, given)) {
        compile_spread(c, base, given, args, keywords, want, at);
        return want;
    }
    for (int i = 0; i < args.count && !c->failed; i++) compile_to_temp(c, args.items[i]);
    for (int i = 0; i < keywords.count && !c->failed; i++) compile_to_temp(c, ast_keyword(keywords.items[i])->value);
    unsigned n = (unsigned)(given + args.count + keywords.count);
    u->at = at;
    if (keywords.count) {
        if (!method) emit_null(c, base + CALL_SELF);
        Value names = keyword_names(c, keywords);
        if (c->failed || !u->reachable) return want;
        unsigned k = name_tuple_index(c, names);
        uint32_t i = u->count;
        emit(c, OP_CALL_KEYWORDS, 0, (unsigned)want, (unsigned)base, n);
        if (u->count > i) u->code[i].l = (int32_t)k;
    } else {
        emit(c, method ? OP_CALL_METHOD : OP_CALL, 0, (unsigned)want, (unsigned)base, n);
    }
    return want;
}

/* --- calls ---------------------------------------------------------------------------------------------------------------- */

/* Loading e cannot run code or fail: a constant, or a local known to be bound. */
static bool is_free_of_effects(Compiler *c, AstNode *e)
{
    if (e->kind == AST_Constant) return true;
    if (e->kind != AST_Name) return !is_null(fold(c, e));
    Variable v = variable_find(c, ast_Name(e)->id);
    return !c->failed && v.kind == VARIABLE_LOCAL && bound_is(c->unit, v.slot);
}

static bool can_invoke(Compiler *c, AstCall *e)
{
    if (e->keywords.count || e->args.count > 100) return false;
    for (int i = 0; i < e->args.count; i++)
        if (!is_free_of_effects(c, e->args.items[i])) return false;
    return true;
}


static int compile_method_call(Compiler *c, AstCall *e, int result)
{
    Unit *u = c->unit;
    AstAttribute *a = ast_Attribute(e->func);
    int base = u->top;
    Location load_at = attribute_location(e->func, location_of(e->func));
    Location call_at = attribute_location(e->func, location_of(&e->node));
    if (is_super_attribute(c, a)) {
        call_window(c);
        emit_super(c, OP_LOAD_SUPER_METHOD, a, base);
        return compile_call_rest(c, base, 0, e->args, e->keywords, true, result, call_at);
    }
    Name name = attribute_name(c, a);
    if (!name) return result;
    if (can_invoke(c, e)) {
        call_window(c);
        if (a->value->kind == AST_Call) u->top = base; /* a call writes its result last: its window may lie over this one */
        compile_expr(c, a->value, base + CALL_SELF);
        u->top = base + CALL_ARGUMENTS;
        for (int i = 0; i < e->args.count && !c->failed; i++) compile_to_temp(c, e->args.items[i]);
        u->at = call_at;
        uint32_t before = u->count;
        emit(c, OP_INVOKE, (unsigned)e->args.count, (unsigned)result, (unsigned)base, name_index(c, name, true));
        if (u->count > before) u->code[before].attribute_at = load_at;
        return result;
    }
    int object = compile_expr(c, a->value, ANY);
    u->at = load_at;
    u->top = base;
    call_window(c);
    emit(c, OP_LOAD_METHOD, 0, (unsigned)base, (unsigned)object, name_index(c, name, true));
    return compile_call_rest(c, base, 0, e->args, e->keywords, true, result, call_at);
}

int compile_call(Compiler *c, AstCall *e, int want)
{
    Unit *u = c->unit;
    warn_call_of_literal(c, e->func, location_of(&e->node));
    int mark = u->top, result = want == ANY ? mark : want; /* the base of the window */
    bool method = e->func->kind == AST_Attribute && !needs_spread(e->args, e->keywords, 0);
    if (method) {
        compile_method_call(c, e, result);
    } else {
        int base = u->top, callee = compile_expr(c, e->func, ANY);
        u->top = base;
        call_window(c);
        emit_at(c, e->func);
        emit_move(c, base, callee);
        compile_call_rest(c, base, 0, e->args, e->keywords, false, result, location_of(&e->node));
    }
    return finish(c, want, mark);
}
