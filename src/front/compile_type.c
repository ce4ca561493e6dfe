/* compile_type.c - annotations (PEP 649, 749), type parameters (PEP 695, 696), type aliases. All are functions that are
 * called when somebody asks. */
#include "front/codegen.h"

#include "objects/tuple.h"

/* --- evaluators ----------------------------------------------------------------------------------------------------------- */

/* `if format > VALUE_WITH_FAKE_GLOBALS: raise NotImplementedError` */
static void check_format(Compiler *c)
{
    Label good = label_new(c);
    emit_jump2(c, OP_JUMP_NOT_GT_INT, 0, 2, good);
    int r = temp_new(c);
    emit(c, OP_LOAD_ASSERTION_ERROR, 1, (unsigned)r, 0, 0);
    emit(c, OP_RAISE, 0, (unsigned)r, 0, 0);
    emit_end(c);
    label_place(c, good);
    c->unit->top = r;
}

static Unit *open_evaluator(Compiler *c, Scope *scope, Name name, Location at)
{
    Unit *u = open_function_unit(c, scope, name->data, name->length, at.line);
    if (!u) return NULL;
    u->positional_only_count = 1;
    if (scope->kind == SCOPE_ANNOTATION) u->local_names[0] = c->known.format;
    u->at = at;
    check_format(c);
    return u;
}

/* `*Ts` as a default, or as the annotation of *args: the single item of what it unpacks to */
static int compile_starred_value(Compiler *c, AstNode *e)
{
    if (e->kind != AST_Starred) return compile_expr(c, e, ANY);
    int r = compile_to_temp(c, ast_Starred(e)->value);
    emit_at(c, e);
    emit(c, OP_UNPACK, 0, (unsigned)r, (unsigned)r, 1);
    return r;
}

/* R[window] := the function that computes a bound, default or alias value; with_default: its format parameter is optional */
static void compile_evaluator(Compiler *c, Scope *scope, Name name, AstNode *e, Location at, int window, bool with_default)
{
    Unit *u = c->unit;
    unsigned parts = 0;
    if (with_default) {
        Value one = value_fixnum(1);
        u->at = at;
        emit_const(c, window + 1, compiler_keep(c, tuple_new(c->t, &one, 1)));
        parts = FUNCTION_DEFAULTS;
    }
    if (!open_evaluator(c, scope, name, at)) return;
    int r = compile_starred_value(c, e);
    c->unit->at = at;
    emit(c, OP_RETURN, 0, (unsigned)r, 0, 0);
    emit_end(c);
    u->at = at;
    close_function(c, window, parts);
}

/* --- annotations of functions ------------------------------------------------------------------------------------------------ */

/* the pairs name, annotation that have been found; in consecutive temporaries */
static void compile_pair(Compiler *c, const AstString *text, AstNode *annotation, int dict)
{
    if (!annotation || c->failed) return;
    Unit *u = c->unit;
    int mark = u->top, key = temp_new(c), value;
    Name name = text == c->known.return_ ? text : scope_mangle(c, u->scope, text);
    emit_at(c, annotation);
    emit_const(c, key, name_value(c, name));
    if (c->future_flags & CODE_FUTURE_ANNOTATIONS) emit_const(c, value = temp_new(c), unparse_expr(c, annotation));
    else value = compile_starred_value(c, annotation);
    emit(c, OP_DICT_SET, 0, (unsigned)dict, (unsigned)key, (unsigned)value);
    u->top = mark;
}

static void compile_pairs(Compiler *c, AstSeq args, int dict)
{
    for (int i = 0; i < args.count; i++) compile_pair(c, ast_arg(args.items[i])->arg, ast_arg(args.items[i])->annotation, dict);
}

static bool any_annotation(AstSeq args)
{
    for (int i = 0; i < args.count; i++)
        if (ast_arg(args.items[i])->annotation) return true;
    return false;
}

/* R[want] := the function's __annotate__; false: it has no annotations. Uses four registers behind `want`'s window. */
bool compile_function_annotations(Compiler *c, AstNode *def, Astarguments *a, AstNode *returns, int want)
{
    Unit *u = c->unit;
    AstNode *vararg = a->vararg ? ast_arg(a->vararg)->annotation : NULL, *kwarg = a->kwarg ? ast_arg(a->kwarg)->annotation : NULL;
    if (!vararg && !kwarg && !returns && !any_annotation(a->posonlyargs) && !any_annotation(a->args) && !any_annotation(a->kwonlyargs))
        return false;
    int mark = u->top, window = temps_new(c, 5);
    Location at = location_of(def);
    u->at = at;
    if (!open_evaluator(c, scope_of(c, a), c->known.__annotate__, at)) return true;
    int dict = temp_new(c);
    emit(c, OP_BUILD_DICT, 0, (unsigned)dict, (unsigned)dict, 0);
    compile_pairs(c, a->posonlyargs, dict);
    compile_pairs(c, a->args, dict);
    if (a->vararg) compile_pair(c, ast_arg(a->vararg)->arg, vararg, dict);
    compile_pairs(c, a->kwonlyargs, dict);
    if (a->kwarg) compile_pair(c, ast_arg(a->kwarg)->arg, kwarg, dict);
    compile_pair(c, c->known.return_, returns, dict);
    c->unit->at = at;
    emit(c, OP_RETURN, 0, (unsigned)dict, 0, 0);
    emit_end(c);
    close_function(c, window, 0);
    emit_move(c, want, window);
    u->top = mark;
    return true;
}

/* --- annotations of variables --------------------------------------------------------------------------------------------------- */

static void collect_all(Compiler *c, AstSeq body, bool conditional);

static void collect_annotation(Compiler *c, AstAnnAssign *s, bool conditional)
{
    Unit *u = c->unit;
    if (s->target->kind != AST_Name || !s->simple) return;
    s->node.mark = conditional || u->scope->kind == SCOPE_MODULE ? (uint32_t)++u->next_annotation : 0;
    ARRAY_PUSH(c, u->annotations, u->annotation_count, u->annotation_capacity, s);
}

/* Finds the annotations of a module's or class's own variables, in the order of the text. */
static void collect(Compiler *c, AstNode *s, bool conditional)
{
    if (compiler_too_deep(c)) return;
    switch (s->kind) {
    case AST_AnnAssign: collect_annotation(c, ast_AnnAssign(s), conditional); break;
    case AST_If:
        collect_all(c, ast_If(s)->body, true);
        collect_all(c, ast_If(s)->orelse, true);
        break;
    case AST_While:
        collect_all(c, ast_While(s)->body, true);
        collect_all(c, ast_While(s)->orelse, true);
        break;
    case AST_For: case AST_AsyncFor:
        collect_all(c, ((AstFor *)s)->body, true);
        collect_all(c, ((AstFor *)s)->orelse, true);
        break;
    case AST_With: case AST_AsyncWith: collect_all(c, ((AstWith *)s)->body, true); break;
    case AST_Try: case AST_TryStar: {
        AstTry *t = (AstTry *)s;
        collect_all(c, t->body, true);
        for (int i = 0; i < t->handlers.count; i++) collect_all(c, ast_ExceptHandler(t->handlers.items[i])->body, true);
        collect_all(c, t->orelse, true);
        collect_all(c, t->finalbody, true);
        break;
    }
    case AST_Match:
        for (int i = 0; i < ast_Match(s)->cases.count; i++) collect_all(c, ast_match_case(ast_Match(s)->cases.items[i])->body, true);
        break;
    default: break;
    }
}

static void collect_all(Compiler *c, AstSeq body, bool conditional)
{
    for (int i = 0; i < body.count && !c->failed; i++) collect(c, body.items[i], conditional);
}

static int load_conditional_set(Compiler *c)
{
    Unit *u = c->unit;
    if (u->conditional_cell < 0) return variable_load(c, variable_find_name(c, c->known.__conditional_annotations__), ANY);
    int r = temp_new(c);
    emit(c, OP_LOAD_CELL, 0, (unsigned)r, (unsigned)u->conditional_cell, name_index(c, c->known.__conditional_annotations__, false));
    return r;
}

static void compile_deferred(Compiler *c, AstAnnAssign *s, int dict)
{
    Unit *u = c->unit;
    int mark = u->top;
    Label skip = label_new(c);
    emit_at(c, s->annotation);
    if (s->node.mark) {
        int in = temp_new(c), set = variable_load(c, variable_find_name(c, c->known.__conditional_annotations__), ANY), number = temp_new(c);
        emit_immediate(c, number, value_fixnum(s->node.mark - 1));
        emit(c, OP_IN, 0, (unsigned)in, (unsigned)number, (unsigned)set);
        emit_jump(c, OP_JUMP_FALSE, in, skip);
        u->top = mark;
    }
    compile_pair(c, ast_Name(s->target)->id, s->annotation, dict);
    label_place(c, skip);
    u->top = mark;
}

/* defines __annotate__ for the annotations collected */
static void compile_annotate(Compiler *c, Location at)
{
    Unit *u = c->unit;
    if (!u->annotation_count || c->failed) return;
    int mark = u->top, window = temps_new(c, 5);
    u->at = at;
    Unit *inner = open_evaluator(c, u->scope->annotations, c->known.__annotate__, at);
    if (!inner) return;
    int dict = temp_new(c);
    emit(c, OP_BUILD_DICT, 0, (unsigned)dict, (unsigned)dict, 0);
    for (uint32_t i = 0; i < u->annotation_count && !c->failed; i++) compile_deferred(c, u->annotations[i], dict);
    inner->at = at;
    emit(c, OP_RETURN, 0, (unsigned)dict, 0, 0);
    emit_end(c);
    close_function(c, window, 0);
    if (c->failed) return;
    Name name = u->scope->kind == SCOPE_CLASS ? c->known.__annotate_func__ : c->known.__annotate__;
    variable_store(c, variable_find_name(c, name), window);
    u->top = mark;
}

static bool has_annotations(const Scope *s) { return s->annotations != NULL; }

/* A module's come first: they may be asked for while it runs. */
void begin_annotations(Compiler *c, AstSeq body, Location at)
{
    Unit *u = c->unit;
    u->at = at;
    bool future = c->future_flags & CODE_FUTURE_ANNOTATIONS;
    if (!future) {
        collect_all(c, body, false);
        if (u->scope->kind == SCOPE_MODULE) compile_annotate(c, at);
    }
    u->at = at;
    if (u->scope->has_conditional_annotations) {
        int mark = u->top, set = temp_new(c);
        emit(c, OP_BUILD_SET, 0, (unsigned)set, (unsigned)set, 0);
        if (u->conditional_cell >= 0) emit(c, OP_STORE_CELL, 0, (unsigned)u->conditional_cell, (unsigned)set, 0);
        else variable_store(c, variable_find_name(c, c->known.__conditional_annotations__), set);
        u->top = mark;
    }
    if (future && has_annotations(u->scope)) emit(c, OP_SETUP_ANNOTATIONS, 0, 0, 0, 0);
}

void end_annotations(Compiler *c, Location at)
{
    if (c->unit->scope->kind == SCOPE_CLASS) compile_annotate(c, at);
}

static void store_future_annotation(Compiler *c, AstAnnAssign *s)
{
    Unit *u = c->unit;
    int mark = u->top, value = temp_new(c);
    emit_at(c, s->annotation);
    emit_const(c, value, unparse_expr(c, s->annotation));
    emit_at(c, &s->node);
    int dict = variable_load(c, variable_find_name(c, c->known.__annotations__), ANY), key = temp_new(c);
    emit_const(c, key, name_value(c, scope_mangle(c, u->scope, ast_Name(s->target)->id)));
    emit(c, OP_SET_ITEM, 0, (unsigned)dict, (unsigned)key, (unsigned)value);
    u->top = mark;
}

/* the parts of a target that is annotated but not assigned to are evaluated all the same */
static void evaluate_target(Compiler *c, AstNode *target)
{
    switch (target->kind) {
    case AST_Attribute:
        compile_discard(c, ast_Attribute(target)->value);
        break;
    case AST_Subscript: {
        AstNode *slice = ast_Subscript(target)->slice;
        compile_discard(c, ast_Subscript(target)->value);
        if (slice->kind != AST_Slice) {
            compile_discard(c, slice);
            break;
        }
        if (ast_Slice(slice)->lower) compile_discard(c, ast_Slice(slice)->lower);
        if (ast_Slice(slice)->upper) compile_discard(c, ast_Slice(slice)->upper);
        if (ast_Slice(slice)->step) compile_discard(c, ast_Slice(slice)->step);
        break;
    }
    default: break;
    }
}

void compile_ann_assign(Compiler *c, AstAnnAssign *s)
{
    Unit *u = c->unit;
    bool future = c->future_flags & CODE_FUTURE_ANNOTATIONS;
    bool recorded = u->scope->kind == SCOPE_MODULE || u->scope->kind == SCOPE_CLASS;
    if (s->value) {
        int mark = u->top, local = store_destination(c, s->target);
        if (local != ANY) {
            compile_expr(c, s->value, local);
            if (!c->failed) bound_set(u, local);
        } else {
            compile_store(c, s->target, compile_operand(c, s->value, &s->target, 1));
        }
        u->top = mark;
    }
    if (s->target->kind == AST_Name) {
        if (s->simple && recorded && future) store_future_annotation(c, s);
        if (s->simple && recorded && !future && s->node.mark) {
            int mark = u->top;
            emit_at(c, &s->node);
            int set = load_conditional_set(c), number = temp_new(c);
            emit_immediate(c, number, value_fixnum(s->node.mark - 1));
            emit(c, OP_SET_ADD, 0, (unsigned)set, (unsigned)number, 0);
            u->top = mark;
        }
    } else if (!s->value) {
        evaluate_target(c, s->target);
    }
}

/* --- type parameters ------------------------------------------------------------------------------------------------------------ */

enum { PARAM_TYPE_VAR, PARAM_TYPE_VAR_BOUND, PARAM_TYPE_VAR_CONSTRAINTS, PARAM_SPEC, PARAM_TYPE_VAR_TUPLE };

typedef struct TypeParam { const AstString *name; AstNode *bound, *default_value; unsigned kind; } TypeParam;

static TypeParam type_param(AstNode *p)
{
    switch (p->kind) {
    case AST_TypeVar: {
        AstTypeVar *v = ast_TypeVar(p);
        unsigned kind = !v->bound ? PARAM_TYPE_VAR : v->bound->kind == AST_Tuple ? PARAM_TYPE_VAR_CONSTRAINTS : PARAM_TYPE_VAR_BOUND;
        return (TypeParam){v->name, v->bound, v->default_value, kind};
    }
    case AST_ParamSpec: return (TypeParam){ast_ParamSpec(p)->name, NULL, ast_ParamSpec(p)->default_value, PARAM_SPEC};
    default: return (TypeParam){ast_TypeVarTuple(p)->name, NULL, ast_TypeVarTuple(p)->default_value, PARAM_TYPE_VAR_TUPLE};
    }
}

void compile_type_params(Compiler *c, AstSeq type_params, int want)
{
    Unit *u = c->unit;
    int mark = u->top, first = temps_new(c, type_params.count);
    bool seen_default = false;
    for (int i = 0; i < type_params.count && !c->failed; i++) {
        AstNode *node = type_params.items[i];
        TypeParam p = type_param(node);
        Location at = location_of(node);
        int inner = u->top, r = first + i, name = temp_new(c), window = temps_new(c, 5);
        if (seen_default && !p.default_value) {
            compile_error(c, at, "non-default type parameter '%.*s' follows default type parameter", NAME_ARGS(p.name));
            return;
        }
        u->at = at;
        Name text = name_canonical(c, p.name);
        emit_const(c, name, name_value(c, text));
        if (p.bound) compile_evaluator(c, scope_of(c, node), text, p.bound, location_of(p.bound), window, true);
        u->at = at;
        emit(c, OP_MAKE_TYPE_PARAM, p.kind, (unsigned)r, (unsigned)name, 0);
        if (p.default_value) {
            seen_default = true;
            compile_evaluator(c, scope_of(c, scope_key_default(node)), text, p.default_value, location_of(p.default_value), window, true);
            u->at = at;
            emit(c, OP_SET_TYPE_PARAM_DEFAULT, 0, (unsigned)r, (unsigned)window, 0);
        }
        if (!c->failed) variable_store(c, variable_find(c, p.name), r);
        u->top = inner;
    }
    emit(c, OP_BUILD_TUPLE, 0, (unsigned)want, (unsigned)first, (unsigned)type_params.count);
    u->top = mark;
}

/* --- type aliases ------------------------------------------------------------------------------------------------------------------ */

/* R[result] := the alias; type_params ANY: it has none */
static void make_alias(Compiler *c, AstTypeAlias *a, int type_params, int result)
{
    Unit *u = c->unit;
    Location at = location_of(&a->node);
    int mark = u->top, name = temps_new(c, 2), window = temps_new(c, 5);
    Name text = name_canonical(c, ast_Name(a->name)->id);
    u->at = at;
    emit_const(c, name, name_value(c, text));
    if (type_params == ANY) emit_null(c, name + 1);
    else emit_move(c, name + 1, type_params);
    if (!c->failed) compile_evaluator(c, scope_of(c, &a->node), text, a->value, at, window, true);
    u->at = at;
    emit(c, OP_MAKE_TYPE_ALIAS, 0, (unsigned)result, (unsigned)name, 0);
    u->top = mark;
}

static void make_generic_alias(Compiler *c, void *context, int type_params)
{
    int result = temp_new(c);
    make_alias(c, context, type_params, result);
    emit(c, OP_RETURN, 0, (unsigned)result, 0, 0);
    emit_end(c);
}

void compile_type_alias(Compiler *c, AstTypeAlias *a)
{
    Unit *u = c->unit;
    int mark = u->top, result = temp_new(c);
    Location at = location_of(&a->node);
    if (a->type_params.count)
        compile_generic(c, &a->type_params, ast_Name(a->name)->id, a->node.lineno, call_window(c), 0, result, make_generic_alias, a, at);
    else
        make_alias(c, a, ANY, result);
    compile_store(c, a->name, result);
    u->top = mark;
}
