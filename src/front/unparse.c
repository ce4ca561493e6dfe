/* unparse.c - an expression as text: what annotations become under `from __future__ import annotations`. */
#include "front/codegen.h"

#include "objects/str.h"
#include "runtime/error.h"
#include "runtime/text.h"

/* precedences, loosest first */
typedef enum Level {
    LEVEL_TUPLE, LEVEL_TEST, LEVEL_OR, LEVEL_AND, LEVEL_NOT, LEVEL_COMPARE, LEVEL_EXPR, LEVEL_BIT_XOR, LEVEL_BIT_AND, LEVEL_SHIFT,
    LEVEL_ARITH, LEVEL_TERM, LEVEL_FACTOR, LEVEL_POWER, LEVEL_AWAIT, LEVEL_ATOM, LEVEL_BIT_OR = LEVEL_EXPR
} Level;

typedef struct Unparser { Compiler *c; StrBuilder *b; } Unparser;

static void put_expr(Unparser *u, AstNode *e, Level level);

static void put(Unparser *u, const char *text) { builder_text(u->b, text); }

static void put_name(Unparser *u, const AstString *name) { builder_str(u->b, name_value(u->c, name)); }

static void open_paren(Unparser *u, bool needed) { if (needed) put(u, "("); }
static void close_paren(Unparser *u, bool needed) { if (needed) put(u, ")"); }

static void put_list(Unparser *u, AstSeq items, Level level)
{
    for (int i = 0; i < items.count; i++) {
        if (i) put(u, ", ");
        put_expr(u, items.items[i], level);
    }
}

static void put_bool_op(Unparser *u, AstBoolOp *e, Level level)
{
    Level own = e->op == AST_And ? LEVEL_AND : LEVEL_OR;
    open_paren(u, level > own);
    for (int i = 0; i < e->values.count; i++) {
        if (i) put(u, e->op == AST_And ? " and " : " or ");
        put_expr(u, e->values.items[i], own + 1);
    }
    close_paren(u, level > own);
}

static void put_binary(Unparser *u, AstBinOp *e, Level level)
{
    static const struct { const char *text; Level level; } ops[AST_operator_count] = {
        [AST_Add] = {" + ", LEVEL_ARITH}, [AST_Sub] = {" - ", LEVEL_ARITH}, [AST_Mult] = {" * ", LEVEL_TERM},
        [AST_MatMult] = {" @ ", LEVEL_TERM}, [AST_Div] = {" / ", LEVEL_TERM}, [AST_Mod] = {" % ", LEVEL_TERM},
        [AST_LShift] = {" << ", LEVEL_SHIFT}, [AST_RShift] = {" >> ", LEVEL_SHIFT}, [AST_BitOr] = {" | ", LEVEL_BIT_OR},
        [AST_BitXor] = {" ^ ", LEVEL_BIT_XOR}, [AST_BitAnd] = {" & ", LEVEL_BIT_AND}, [AST_FloorDiv] = {" // ", LEVEL_TERM},
        [AST_Pow] = {" ** ", LEVEL_POWER},
    };
    Level own = ops[e->op].level;
    bool right_associative = e->op == AST_Pow;
    open_paren(u, level > own);
    put_expr(u, e->left, own + right_associative);
    put(u, ops[e->op].text);
    put_expr(u, e->right, own + !right_associative);
    close_paren(u, level > own);
}

static void put_unary(Unparser *u, AstUnaryOp *e, Level level)
{
    static const char *const texts[] = {[AST_Invert] = "~", [AST_Not] = "not ", [AST_UAdd] = "+", [AST_USub] = "-"};
    Level own = e->op == AST_Not ? LEVEL_NOT : LEVEL_FACTOR;
    open_paren(u, level > own);
    put(u, texts[e->op]);
    put_expr(u, e->operand, own);
    close_paren(u, level > own);
}

static void put_arg(Unparser *u, AstNode *node)
{
    Astarg *a = ast_arg(node);
    put_name(u, a->arg);
    if (a->annotation) {
        put(u, ": ");
        put_expr(u, a->annotation, LEVEL_TEST);
    }
}

static void put_default(Unparser *u, AstNode *value)
{
    if (!value) return;
    put(u, "=");
    put_expr(u, value, LEVEL_TEST);
}

static void put_arguments(Unparser *u, Astarguments *a)
{
    int positional = a->posonlyargs.count + a->args.count, first_default = positional - a->defaults.count;
    bool first = true;
    for (int i = 0; i < positional; i++) {
        if (!first) put(u, ", ");
        first = false;
        put_arg(u, i < a->posonlyargs.count ? a->posonlyargs.items[i] : a->args.items[i - a->posonlyargs.count]);
        put_default(u, i >= first_default ? a->defaults.items[i - first_default] : NULL);
        if (i + 1 == a->posonlyargs.count) put(u, ", /");
    }
    if (a->vararg || a->kwonlyargs.count) {
        if (!first) put(u, ", ");
        first = false;
        put(u, "*");
        if (a->vararg) put_arg(u, a->vararg);
    }
    for (int i = 0; i < a->kwonlyargs.count; i++) {
        put(u, ", ");
        put_arg(u, a->kwonlyargs.items[i]);
        put_default(u, a->kw_defaults.items[i]);
    }
    if (a->kwarg) {
        if (!first) put(u, ", ");
        put(u, "**");
        put_arg(u, a->kwarg);
    }
}

static void put_lambda(Unparser *u, AstLambda *e, Level level)
{
    Astarguments *a = ast_arguments(e->args);
    bool any = a->posonlyargs.count || a->args.count || a->vararg || a->kwonlyargs.count || a->kwarg;
    open_paren(u, level > LEVEL_TEST);
    put(u, any ? "lambda " : "lambda");
    put_arguments(u, a);
    put(u, ": ");
    put_expr(u, e->body, LEVEL_TEST);
    close_paren(u, level > LEVEL_TEST);
}

static void put_if_exp(Unparser *u, AstIfExp *e, Level level)
{
    open_paren(u, level > LEVEL_TEST);
    put_expr(u, e->body, LEVEL_TEST + 1);
    put(u, " if ");
    put_expr(u, e->test, LEVEL_TEST + 1);
    put(u, " else ");
    put_expr(u, e->orelse, LEVEL_TEST);
    close_paren(u, level > LEVEL_TEST);
}

static void put_dict(Unparser *u, AstDict *e)
{
    put(u, "{");
    for (int i = 0; i < e->values.count; i++) {
        if (i) put(u, ", ");
        if (e->keys.items[i]) {
            put_expr(u, e->keys.items[i], LEVEL_TEST);
            put(u, ": ");
            put_expr(u, e->values.items[i], LEVEL_TEST);
        } else {
            put(u, "**");
            put_expr(u, e->values.items[i], LEVEL_EXPR);
        }
    }
    put(u, "}");
}

static void put_generators(Unparser *u, AstSeq generators)
{
    for (int i = 0; i < generators.count; i++) {
        Astcomprehension *g = ast_comprehension(generators.items[i]);
        put(u, g->is_async ? " async for " : " for ");
        put_expr(u, g->target, LEVEL_TUPLE);
        put(u, " in ");
        put_expr(u, g->iter, LEVEL_TEST + 1);
        for (int j = 0; j < g->ifs.count; j++) {
            put(u, " if ");
            put_expr(u, g->ifs.items[j], LEVEL_TEST + 1);
        }
    }
}

static void put_comprehension(Unparser *u, const char *open, AstNode *elt, AstSeq generators, const char *close)
{
    put(u, open);
    put_expr(u, elt, LEVEL_TEST);
    put_generators(u, generators);
    put(u, close);
}

static void put_compare(Unparser *u, AstCompare *e, Level level)
{
    static const char *const texts[AST_cmpop_count] = {
        [AST_Eq] = " == ", [AST_NotEq] = " != ", [AST_Lt] = " < ", [AST_LtE] = " <= ", [AST_Gt] = " > ", [AST_GtE] = " >= ",
        [AST_Is] = " is ", [AST_IsNot] = " is not ", [AST_In] = " in ", [AST_NotIn] = " not in ",
    };
    open_paren(u, level > LEVEL_COMPARE);
    put_expr(u, e->left, LEVEL_COMPARE + 1);
    for (int i = 0; i < e->ops.count; i++) {
        put(u, texts[e->ops.items[i]]);
        put_expr(u, e->comparators.items[i], LEVEL_COMPARE + 1);
    }
    close_paren(u, level > LEVEL_COMPARE);
}

static void put_call(Unparser *u, AstCall *e)
{
    put_expr(u, e->func, LEVEL_ATOM);
    if (e->args.count == 1 && !e->keywords.count && e->args.items[0]->kind == AST_GeneratorExp) {
        put_expr(u, e->args.items[0], LEVEL_ATOM);
        return;
    }
    put(u, "(");
    put_list(u, e->args, LEVEL_TEST);
    for (int i = 0; i < e->keywords.count; i++) {
        Astkeyword *k = ast_keyword(e->keywords.items[i]);
        if (i || e->args.count) put(u, ", ");
        if (k->arg) {
            put_name(u, k->arg);
            put(u, "=");
        } else {
            put(u, "**");
        }
        put_expr(u, k->value, LEVEL_TEST);
    }
    put(u, ")");
}

/* --- constants and formatted strings ------------------------------------------------------------------------------------------ */

/* repr() with infinities as something that can be read back */
static void put_repr(Unparser *u, Value v)
{
    StrBuilder text;
    builder_init(&text, u->c->t);
    builder_repr(&text, v);
    Value s = builder_finish(&text);
    if (is_null(s)) {
        u->b->failed = true;
        return;
    }
    bool number = !is_str(v) && !has_kind(v, K_BYTES);
    for (size_t i = 0; i < str_length(as_str(s));) {
        if (number && i + 3 <= str_length(as_str(s)) && str_at(as_str(s), i) == 'i' && str_at(as_str(s), i + 1) == 'n' && str_at(as_str(s), i + 2) == 'f') {
            put(u, "1e309");
            i += 3;
        } else {
            builder_char(u->b, str_at(as_str(s), i++));
        }
    }
}

static void put_constant(Unparser *u, AstConstant *e)
{
    if (e->value.kind == AST_CONST_ELLIPSIS) {
        put(u, "...");
        return;
    }
    if (e->kind) put_name(u, e->kind);
    Value v = constant_value(u->c, &e->value);
    if (!is_null(v)) put_repr(u, v);
}

static void put_format_part(Unparser *u, AstNode *e, bool is_spec);

static void put_literal(Unparser *u, const AstValue *value)
{
    Value s = constant_value(u->c, value);
    if (is_null(s) || !is_str(s)) return;
    for (size_t i = 0; i < str_length(as_str(s)); i++) {
        uint32_t ch = str_at(as_str(s), i);
        builder_char(u->b, ch);
        if (ch == '{' || ch == '}') builder_char(u->b, ch);
    }
}

static void put_format_spec(Unparser *u, AstNode *spec)
{
    if (!spec) return;
    put(u, ":");
    put_format_part(u, spec, true);
}

static void put_replacement(Unparser *u, AstNode *value, int conversion, AstNode *spec)
{
    StrBuilder inner;
    builder_init(&inner, u->c->t);
    Unparser nested = {u->c, &inner};
    put_expr(&nested, value, LEVEL_TEST + 1);
    Value text = builder_finish(&inner);
    if (is_null(text)) {
        u->b->failed = true;
        return;
    }
    bool brace = str_length(as_str(text)) && str_at(as_str(text), 0) == '{';
    put(u, brace ? "{ " : "{");
    builder_str(u->b, text);
    if (conversion > 0) {
        put(u, "!");
        builder_char(u->b, (uint32_t)conversion);
    }
    put_format_spec(u, spec);
    put(u, "}");
}

static void put_format_part(Unparser *u, AstNode *e, bool is_spec)
{
    switch (e->kind) {
    case AST_Constant: put_literal(u, &ast_Constant(e)->value); break;
    case AST_FormattedValue:
        put_replacement(u, ast_FormattedValue(e)->value, ast_FormattedValue(e)->conversion, ast_FormattedValue(e)->format_spec);
        break;
    case AST_Interpolation:
        put_replacement(u, ast_Interpolation(e)->value, ast_Interpolation(e)->conversion, ast_Interpolation(e)->format_spec);
        break;
    default: {
        AstSeq values = e->kind == AST_TemplateStr ? ast_TemplateStr(e)->values : ast_JoinedStr(e)->values;
        for (int i = 0; i < values.count; i++) put_format_part(u, values.items[i], is_spec);
    }
    }
}

static void put_formatted(Unparser *u, AstNode *e, const char *prefix)
{
    StrBuilder inner;
    builder_init(&inner, u->c->t);
    Unparser nested = {u->c, &inner};
    put_format_part(&nested, e, false);
    Value text = builder_finish(&inner);
    put(u, prefix);
    if (is_null(text)) u->b->failed = true;
    else builder_repr(u->b, text);
}

/* --- the rest ------------------------------------------------------------------------------------------------------------------- */

static void put_attribute(Unparser *u, AstAttribute *e)
{
    put_expr(u, e->value, LEVEL_ATOM);
    bool int_literal = e->value->kind == AST_Constant && ast_Constant(e->value)->value.kind == AST_CONST_INT;
    put(u, int_literal ? " ." : ".");
    put_name(u, e->attr);
}

static void put_slice(Unparser *u, AstSlice *e)
{
    if (e->lower) put_expr(u, e->lower, LEVEL_TEST);
    put(u, ":");
    if (e->upper) put_expr(u, e->upper, LEVEL_TEST);
    if (!e->step) return;
    put(u, ":");
    put_expr(u, e->step, LEVEL_TEST);
}

static void put_tuple(Unparser *u, AstTuple *e, Level level)
{
    if (!e->elts.count) {
        put(u, "()");
        return;
    }
    open_paren(u, level > LEVEL_TUPLE);
    put_list(u, e->elts, LEVEL_TEST);
    if (e->elts.count == 1) put(u, ",");
    close_paren(u, level > LEVEL_TUPLE);
}

static void put_prefixed(Unparser *u, const char *prefix, AstNode *value, Level inner, const char *suffix)
{
    put(u, prefix);
    if (value) put_expr(u, value, inner);
    put(u, suffix);
}

static void put_expr(Unparser *u, AstNode *e, Level level)
{
    if (u->b->failed || compiler_too_deep(u->c)) {
        u->b->failed = true;
        return;
    }
    switch (e->kind) {
    case AST_BoolOp: put_bool_op(u, ast_BoolOp(e), level); break;
    case AST_BinOp: put_binary(u, ast_BinOp(e), level); break;
    case AST_UnaryOp: put_unary(u, ast_UnaryOp(e), level); break;
    case AST_Lambda: put_lambda(u, ast_Lambda(e), level); break;
    case AST_IfExp: put_if_exp(u, ast_IfExp(e), level); break;
    case AST_Dict: put_dict(u, ast_Dict(e)); break;
    case AST_Set:
        put(u, "{");
        put_list(u, ast_Set(e)->elts, LEVEL_TEST);
        put(u, "}");
        break;
    case AST_ListComp: put_comprehension(u, "[", ast_ListComp(e)->elt, ast_ListComp(e)->generators, "]"); break;
    case AST_SetComp: put_comprehension(u, "{", ast_SetComp(e)->elt, ast_SetComp(e)->generators, "}"); break;
    case AST_GeneratorExp: put_comprehension(u, "(", ast_GeneratorExp(e)->elt, ast_GeneratorExp(e)->generators, ")"); break;
    case AST_DictComp:
        put_prefixed(u, "{", ast_DictComp(e)->key, LEVEL_TEST, ": ");
        put_expr(u, ast_DictComp(e)->value, LEVEL_TEST);
        put_generators(u, ast_DictComp(e)->generators);
        put(u, "}");
        break;
    case AST_Yield: put_prefixed(u, ast_Yield(e)->value ? "(yield " : "(yield", ast_Yield(e)->value, LEVEL_TEST, ")"); break;
    case AST_YieldFrom: put_prefixed(u, "(yield from ", ast_YieldFrom(e)->value, LEVEL_TEST, ")"); break;
    case AST_Await:
        open_paren(u, level > LEVEL_AWAIT);
        put_prefixed(u, "await ", ast_Await(e)->value, LEVEL_ATOM, "");
        close_paren(u, level > LEVEL_AWAIT);
        break;
    case AST_Compare: put_compare(u, ast_Compare(e), level); break;
    case AST_Call: put_call(u, ast_Call(e)); break;
    case AST_Constant: put_constant(u, ast_Constant(e)); break;
    case AST_JoinedStr: case AST_FormattedValue: put_formatted(u, e, "f"); break;
    case AST_TemplateStr: case AST_Interpolation: put_formatted(u, e, "t"); break;
    case AST_Attribute: put_attribute(u, ast_Attribute(e)); break;
    case AST_Starred: put_prefixed(u, "*", ast_Starred(e)->value, LEVEL_EXPR, ""); break;
    case AST_Name: put_name(u, ast_Name(e)->id); break;
    case AST_List:
        put(u, "[");
        put_list(u, ast_List(e)->elts, LEVEL_TEST);
        put(u, "]");
        break;
    case AST_Tuple: put_tuple(u, ast_Tuple(e), level); break;
    case AST_Subscript:
        put_prefixed(u, "", ast_Subscript(e)->value, LEVEL_ATOM, "[");
        put_expr(u, ast_Subscript(e)->slice, LEVEL_TUPLE);
        put(u, "]");
        break;
    case AST_Slice: put_slice(u, ast_Slice(e)); break;
    case AST_NamedExpr:
        open_paren(u, level > LEVEL_TUPLE);
        put_prefixed(u, "", ast_NamedExpr(e)->target, LEVEL_ATOM, " := ");
        put_expr(u, ast_NamedExpr(e)->value, LEVEL_ATOM);
        close_paren(u, level > LEVEL_TUPLE);
        break;
    default: break;
    }
}

Value unparse_expr(Compiler *c, AstNode *e)
{
    if (c->failed) return V_NULL;
    StrBuilder b;
    builder_init(&b, c->t);
    Unparser u = {c, &b};
    put_expr(&u, e, LEVEL_TEST);
    Value text = builder_finish(&b);
    return c->failed ? V_NULL : compiler_keep(c, is_null(text) ? text : str_intern(c->t, text));
}
