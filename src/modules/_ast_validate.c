/* _ast_validate.c - checks a tree made from objects: what the parser guarantees and the compiler relies upon. */
#include "modules/_ast.h"

#include "objects/numbers.h"
#include "objects/set.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/ops.h"

#define FAIL(t, ...) RAISE_FALSE(t, T_VALUE_ERROR, __VA_ARGS__)

static const char *const context_names[] = {"Load", "Store", "Del"};

static const char *group_name(unsigned type)
{
    switch (type) {
    case FIELD_stmt: return "statement";
    case FIELD_expr: return "expression";
    default: return ast_group_names[type];
    }
}

static bool check_node(Thread *t, AstNode *node, ast_expr_context context);

/* --- constants --- */

static bool check_constant_object(Thread *t, Value v)
{
    if (is_none(v) || value_same(v, V_ELLIPSIS) || is_bool(v) || is_fixnum(v) || is_flonum(v)) return true;
    if (has_exact_kind(v, K_INT) || has_exact_kind(v, K_FLOAT) || has_exact_kind(v, K_COMPLEX) || has_exact_kind(v, K_STR) || has_exact_kind(v, K_BYTES)) return true;
    bool tuple = has_exact_kind(v, K_TUPLE);
    if (!tuple && !has_type(t, v, T_FROZENSET)) return RAISE_FALSE(t, T_TYPE_ERROR, "got an invalid type in Constant: %T", v);
    if (!recursion_check(t, " during compilation")) return false;
    Value items = tuple ? v : tuple_from_iterable(t, v);
    if (is_null(items)) return false;
    for (size_t i = 0; i < as_tuple(items)->length; i++)
        if (!check_constant_object(t, as_tuple(items)->items[i])) return false;
    return true;
}

static bool check_constant(Thread *t, const AstValue *v) { return v->kind != AST_CONST_OBJECT || check_constant_object(t, (Value){v->object}); }

static bool check_name(Thread *t, const AstString *name)
{
    static const char *const constants[] = {"None", "True", "False"};
    for (size_t i = 0; name && i < sizeof constants / sizeof *constants; i++)
        if (!strcmp(name->data, constants[i])) return FAIL(t, "identifier field can't represent '%s' constant", constants[i]);
    return true;
}

/* --- counts --- */

static bool check_body(Thread *t, const AstSeq *seq, const char *field, AstKind owner)
{
    return seq->count || FAIL(t, "empty %s on %s", field, ast_kind_names[owner]);
}

static bool check_counts(Thread *t, AstNode *node)
{
    switch (node->kind) {
    case AST_FunctionDef: return check_body(t, &ast_FunctionDef(node)->body, "body", node->kind);
    case AST_AsyncFunctionDef: return check_body(t, &ast_AsyncFunctionDef(node)->body, "body", node->kind);
    case AST_ClassDef: return check_body(t, &ast_ClassDef(node)->body, "body", node->kind);
    case AST_For: return check_body(t, &ast_For(node)->body, "body", node->kind);
    case AST_AsyncFor: return check_body(t, &ast_AsyncFor(node)->body, "body", node->kind);
    case AST_While: return check_body(t, &ast_While(node)->body, "body", node->kind);
    case AST_If: return check_body(t, &ast_If(node)->body, "body", node->kind);
    case AST_ExceptHandler: return check_body(t, &ast_ExceptHandler(node)->body, "body", node->kind);
    case AST_match_case: return check_body(t, &ast_match_case(node)->body, "body", node->kind);
    case AST_With: return check_body(t, &ast_With(node)->items, "items", node->kind) && check_body(t, &ast_With(node)->body, "body", node->kind);
    case AST_AsyncWith: return check_body(t, &ast_AsyncWith(node)->items, "items", node->kind) && check_body(t, &ast_AsyncWith(node)->body, "body", node->kind);
    case AST_Delete: return check_body(t, &ast_Delete(node)->targets, "targets", node->kind);
    case AST_Assign: return check_body(t, &ast_Assign(node)->targets, "targets", node->kind);
    case AST_Import: return check_body(t, &ast_Import(node)->names, "names", node->kind);
    case AST_ImportFrom:
        if (ast_ImportFrom(node)->level < 0) return FAIL(t, "Negative ImportFrom level");
        return check_body(t, &ast_ImportFrom(node)->names, "names", node->kind);
    case AST_Global: return ast_Global(node)->names.count || FAIL(t, "empty names on Global");
    case AST_Nonlocal: return ast_Nonlocal(node)->names.count || FAIL(t, "empty names on Nonlocal");
    case AST_Match: return check_body(t, &ast_Match(node)->cases, "cases", node->kind);
    case AST_ListComp: return ast_ListComp(node)->generators.count || FAIL(t, "comprehension with no generators");
    case AST_SetComp: return ast_SetComp(node)->generators.count || FAIL(t, "comprehension with no generators");
    case AST_DictComp: return ast_DictComp(node)->generators.count || FAIL(t, "comprehension with no generators");
    case AST_GeneratorExp: return ast_GeneratorExp(node)->generators.count || FAIL(t, "comprehension with no generators");
    case AST_BoolOp: return ast_BoolOp(node)->values.count >= 2 || FAIL(t, "BoolOp with less than 2 values");
    case AST_Dict: return ast_Dict(node)->keys.count == ast_Dict(node)->values.count || FAIL(t, "Dict doesn't have the same number of keys as values");
    case AST_Compare:
        if (!ast_Compare(node)->comparators.count) return FAIL(t, "Compare with no comparators");
        return ast_Compare(node)->comparators.count == ast_Compare(node)->ops.count ||
               FAIL(t, "Compare has a different number of comparators and operands");
    case AST_MatchOr: return ast_MatchOr(node)->patterns.count >= 2 || FAIL(t, "MatchOr requires at least 2 patterns");
    case AST_MatchMapping:
        return ast_MatchMapping(node)->keys.count == ast_MatchMapping(node)->patterns.count ||
               FAIL(t, "MatchMapping doesn't have the same number of keys as patterns");
    case AST_MatchClass:
        return ast_MatchClass(node)->kwd_attrs.count == ast_MatchClass(node)->kwd_patterns.count ||
               FAIL(t, "MatchClass doesn't have the same number of keyword attributes as patterns");
    default: return true;
    }
}

static bool check_try(Thread *t, const AstSeq *body, const AstSeq *handlers, const AstSeq *orelse, const AstSeq *final, AstKind kind)
{
    if (!check_body(t, body, "body", kind)) return false;
    if (!handlers->count && !final->count) return FAIL(t, "%s has neither handlers nor finalbody", ast_kind_names[kind]);
    return handlers->count || !orelse->count || FAIL(t, "%s has orelse but no except handlers", ast_kind_names[kind]);
}

static bool check_shape(Thread *t, AstNode *node)
{
    switch (node->kind) {
    case AST_Try: {
        AstTry *s = ast_Try(node);
        return check_try(t, &s->body, &s->handlers, &s->orelse, &s->finalbody, node->kind);
    }
    case AST_TryStar: {
        AstTryStar *s = ast_TryStar(node);
        return check_try(t, &s->body, &s->handlers, &s->orelse, &s->finalbody, node->kind);
    }
    case AST_Raise: return !ast_Raise(node)->cause || ast_Raise(node)->exc || FAIL(t, "Raise with cause but no exception");
    case AST_ExceptHandler: return check_name(t, ast_ExceptHandler(node)->name);
    case AST_Name: return check_name(t, ast_Name(node)->id);
    case AST_NamedExpr: return ast_NamedExpr(node)->target->kind == AST_Name || RAISE_FALSE(t, T_TYPE_ERROR, "NamedExpr target must be a Name");
    case AST_TypeAlias: return ast_TypeAlias(node)->name->kind == AST_Name || RAISE_FALSE(t, T_TYPE_ERROR, "TypeAlias with non-Name name");
    case AST_AnnAssign:
        return !ast_AnnAssign(node)->simple || ast_AnnAssign(node)->target->kind == AST_Name ||
               RAISE_FALSE(t, T_TYPE_ERROR, "AnnAssign with simple non-Name target");
    case AST_Constant: return check_constant(t, &ast_Constant(node)->value);
    case AST_Interpolation: return check_constant(t, &ast_Interpolation(node)->str);
    case AST_MatchSingleton: {
        unsigned kind = ast_MatchSingleton(node)->value.kind;
        return kind == AST_CONST_NONE || kind == AST_CONST_TRUE || kind == AST_CONST_FALSE ||
               FAIL(t, "MatchSingleton can only contain True, False and None");
    }
    case AST_MatchAs: {
        AstMatchAs *p = ast_MatchAs(node);
        if (p->pattern && !p->name) return FAIL(t, "MatchAs must specify a target name if a pattern is given");
        return check_name(t, p->name);
    }
    case AST_arguments: {
        Astarguments *a = ast_arguments(node);
        if (a->defaults.count > a->posonlyargs.count + a->args.count) return FAIL(t, "more positional defaults than args on arguments");
        return a->kw_defaults.count == a->kwonlyargs.count || FAIL(t, "length of kwonlyargs is not the same as kw_defaults on arguments");
    }
    default: return true;
    }
}

/* --- positions and contexts --- */

static bool check_position(Thread *t, const AstNode *n)
{
    if (n->lineno > n->end_lineno) return FAIL(t, "AST node line range (%d, %d) is not valid", n->lineno, n->end_lineno);
    if ((n->lineno < 0 && n->end_lineno != n->lineno) || (n->col_offset < 0 && n->col_offset != n->end_col_offset))
        return FAIL(t, "AST node column range (%d, %d) for line range (%d, %d) is not valid", n->col_offset, n->end_col_offset, n->lineno, n->end_lineno);
    return n->lineno != n->end_lineno || n->col_offset <= n->end_col_offset ||
           FAIL(t, "line %d, column %d-%d is not a valid range", n->lineno, n->col_offset, n->end_col_offset);
}

static int own_context(AstNode *e) /* -1: the kind has none */
{
    switch (e->kind) {
    case AST_Attribute: return ast_Attribute(e)->ctx;
    case AST_Subscript: return ast_Subscript(e)->ctx;
    case AST_Starred: return ast_Starred(e)->ctx;
    case AST_Name: return ast_Name(e)->ctx;
    case AST_List: return ast_List(e)->ctx;
    case AST_Tuple: return ast_Tuple(e)->ctx;
    default: return -1;
    }
}

static bool check_context(Thread *t, AstNode *e, ast_expr_context wanted)
{
    int own = own_context(e);
    if (own < 0 && wanted != AST_Load) return FAIL(t, "expression which can't be assigned to in %s context", context_names[wanted]);
    return own < 0 || own == (int)wanted || FAIL(t, "expression must have %s context but has %s instead", context_names[wanted], context_names[own]);
}

/* the context in which a field's expressions stand */
static ast_expr_context field_context(const AstNode *node, const AstField *f, ast_expr_context context)
{
    if (!strcmp(f->name, "target") || (!strcmp(f->name, "targets") && node->kind == AST_Assign) || !strcmp(f->name, "optional_vars")) return AST_Store;
    if (!strcmp(f->name, "targets")) return AST_Del;
    if (node->kind == AST_TypeAlias && !strcmp(f->name, "name")) return AST_Store;
    bool passes = node->kind == AST_List || node->kind == AST_Tuple || node->kind == AST_Starred;
    return passes ? context : AST_Load;
}

/* --- the walk --- */

static bool check_fields(Thread *t, AstNode *node, ast_expr_context context)
{
    for (const AstField *f = ast_fields(node->kind); f->name; f++) {
        if (f->type >= AST_TYPE_COUNT) continue;
        void *at = (char *)node + f->offset;
        bool sequence = f->mode >= FIELD_SEQ;
        AstNode **items = sequence ? ((AstSeq *)at)->items : at;
        int32_t n = sequence ? ((AstSeq *)at)->count : 1;
        ast_expr_context inner = f->type == FIELD_expr ? field_context(node, f, context) : AST_Load;
        for (int32_t i = 0; i < n; i++) {
            if (items[i] ? !check_node(t, items[i], inner) : f->mode == FIELD_SEQ && !FAIL(t, "None disallowed in %s list", group_name(f->type)))
                return false;
        }
    }
    return true;
}

static bool check_node(Thread *t, AstNode *node, ast_expr_context context)
{
    AstType group = ast_kind_types[node->kind];
    if (!recursion_check(t, " during compilation")) return false;
    if (ast_type_has_positions[group] && !check_position(t, node)) return false;
    if (group == AST_TYPE_expr && !check_context(t, node, context)) return false;
    return check_counts(t, node) && check_shape(t, node) && check_fields(t, node, context);
}

bool ast_validate(Thread *t, AstNode *mod) { return check_node(t, mod, AST_Load); }
