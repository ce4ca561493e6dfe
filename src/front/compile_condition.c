/* compile_condition.c - truth: conditions compiled to jumps, comparisons, and/or. */
#include "front/codegen.h"

#include "runtime/ops.h"

/* For each comparison: the value form, the jump when it holds and when it does not, and these with a small integer on the right. */
typedef struct CompareForms { uint8_t value, x, jump, jump_not, jump_int, jump_not_int; } CompareForms;
static const CompareForms compare_forms[AST_cmpop_count] = {
    [AST_Eq] = {OP_EQ, 0, OP_JUMP_EQ, OP_JUMP_NOT_EQ, OP_JUMP_EQ_INT, OP_JUMP_NOT_EQ_INT},
    [AST_NotEq] = {OP_NE, 0, OP_JUMP_NE, OP_JUMP_NOT_NE, OP_JUMP_NE_INT, OP_JUMP_NOT_NE_INT},
    [AST_Lt] = {OP_LT, 0, OP_JUMP_LT, OP_JUMP_NOT_LT, OP_JUMP_LT_INT, OP_JUMP_NOT_LT_INT},
    [AST_LtE] = {OP_LE, 0, OP_JUMP_LE, OP_JUMP_NOT_LE, OP_JUMP_LE_INT, OP_JUMP_NOT_LE_INT},
    [AST_Gt] = {OP_GT, 0, OP_JUMP_GT, OP_JUMP_NOT_GT, OP_JUMP_GT_INT, OP_JUMP_NOT_GT_INT},
    [AST_GtE] = {OP_GE, 0, OP_JUMP_GE, OP_JUMP_NOT_GE, OP_JUMP_GE_INT, OP_JUMP_NOT_GE_INT},
    [AST_Is] = {OP_IS, 0, OP_JUMP_IS, OP_JUMP_IS_NOT, OP_NOP, OP_NOP},
    [AST_IsNot] = {OP_IS, 1, OP_JUMP_IS_NOT, OP_JUMP_IS, OP_NOP, OP_NOP},
    [AST_In] = {OP_IN, 0, OP_NOP, OP_NOP, OP_NOP, OP_NOP},
    [AST_NotIn] = {OP_IN, 1, OP_NOP, OP_NOP, OP_NOP, OP_NOP},
};

/* `is` with a literal */
static void warn_identity(Compiler *c, const AstCompare *e)
{
    const char *left = compared_literal(e->left);
    for (int i = 0; i < e->ops.count; i++) {
        unsigned op = e->ops.items[i];
        const char *right = compared_literal(e->comparators.items[i]);
        if ((op == AST_Is || op == AST_IsNot) && (left || right)) {
            const char *format = op == AST_Is ? "\"is\" with '%.200s' literal. Did you mean \"==\"?"
                                              : "\"is not\" with '%.200s' literal. Did you mean \"!=\"?";
            compile_warn(c, location_of(&e->node), format, left ? left : right);
            return;
        }
        left = right;
    }
}

/* the right side of `in`: a list or set display of constants becomes one constant */
int compile_container(Compiler *c, AstNode *e)
{
    if (e->kind == AST_List || e->kind == AST_Set) {
        Value v = fold_sequence(c, e->kind == AST_List ? ast_List(e)->elts : ast_Set(e)->elts, e->kind == AST_List);
        if (!is_null(v)) {
            int r = temp_new(c);
            emit_at(c, e);
            emit_const(c, r, v);
            return r;
        }
    }
    return compile_expr(c, e, ANY);
}

static int compile_right(Compiler *c, unsigned op, AstNode *right, AstNode *const *later, int later_count)
{
    if (later_count == 0 && (op == AST_In || op == AST_NotIn)) return compile_container(c, right);
    return compile_operand(c, right, later, later_count);
}

static int compare_once(Compiler *c, AstCompare *e, int want)
{
    int mark = c->unit->top, left = compile_operand(c, e->left, e->comparators.items, 1);
    int right = compile_right(c, e->ops.items[0], e->comparators.items[0], NULL, 0), result = finish(c, want, mark);
    const CompareForms *forms = &compare_forms[e->ops.items[0]];
    emit_at(c, &e->node);
    emit(c, forms->value, forms->x, (unsigned)result, (unsigned)left, (unsigned)right);
    return result;
}

int compile_compare(Compiler *c, AstCompare *e, int want)
{
    Unit *u = c->unit;
    int n = e->ops.count;
    warn_identity(c, e);
    if (n == 1) return compare_once(c, e, want);
    int result = scratch(c, want), mark = u->top;
    int left = compile_operand(c, e->left, e->comparators.items, n);
    Label end = label_new(c);
    for (int i = 0; i < n && !c->failed; i++) {
        const CompareForms *forms = &compare_forms[e->ops.items[i]];
        int right = compile_right(c, e->ops.items[i], e->comparators.items[i], e->comparators.items + i + 1, n - i - 1);
        emit_at(c, &e->node);
        emit(c, forms->value, forms->x, (unsigned)result, (unsigned)left, (unsigned)right);
        if (i < n - 1) emit_jump(c, OP_JUMP_FALSE, result, end);
        left = right;
    }
    label_place(c, end);
    u->top = mark;
    return deliver(c, want, result);
}

static bool small_constant(Compiler *c, AstNode *e, int *out)
{
    Value v = fold(c, e);
    if (!is_fixnum(v) || as_fixnum(v) < INT16_MIN || as_fixnum(v) > INT16_MAX) return false;
    *out = (int)as_fixnum(v);
    return true;
}

static bool is_none_literal(const AstNode *e)
{
    return e->kind == AST_Constant && ((const AstConstant *)e)->value.kind == AST_CONST_NONE;
}

/* Jumps if (left op right) is `sense`. Returns right's register for the next comparison of a chain, or ANY if it has none. */
static int jump_compare(Compiler *c, AstCompare *e, int i, int left, bool sense, Label target, bool needs_right)
{
    Unit *u = c->unit;
    unsigned op = e->ops.items[i];
    AstNode *right = e->comparators.items[i];
    const CompareForms *forms = &compare_forms[op];
    int small, n = e->ops.count;
    if (!needs_right && (op == AST_Is || op == AST_IsNot) && is_none_literal(right)) {
        u->at = location_of(&e->node);
        emit_jump(c, (op == AST_Is) == sense ? OP_JUMP_NONE : OP_JUMP_NOT_NONE, left, target);
        return ANY;
    }
    if (!needs_right && forms->jump_int != OP_NOP && small_constant(c, right, &small)) {
        u->at = location_of(&e->node);
        emit_jump2(c, sense ? forms->jump_int : forms->jump_not_int, left, (uint16_t)small, target);
        return ANY;
    }
    int r = compile_right(c, op, right, e->comparators.items + i + 1, n - i - 1);
    u->at = location_of(&e->node);
    if (forms->jump != OP_NOP) {
        emit_jump2(c, sense ? forms->jump : forms->jump_not, left, r, target);
    } else {
        int t = temp_new(c);
        emit(c, forms->value, forms->x, (unsigned)t, (unsigned)left, (unsigned)r);
        emit_jump(c, sense ? OP_JUMP_TRUE : OP_JUMP_FALSE, t, target);
    }
    return r;
}

static void condition_compare(Compiler *c, AstCompare *e, bool sense, Label target)
{
    Unit *u = c->unit;
    int mark = u->top, n = e->ops.count;
    warn_identity(c, e);
    int left = compile_operand(c, e->left, e->comparators.items, n);
    Label no = sense && n > 1 ? label_new(c) : target; /* where a comparison that fails goes, but for the last */
    for (int i = 0; i < n - 1 && !c->failed; i++) left = jump_compare(c, e, i, left, false, no, true);
    if (!c->failed) jump_compare(c, e, n - 1, left, sense, target, false);
    if (no != target) label_place(c, no);
    u->top = mark;
}

/* a and b: when sense is false every operand jumps to the target, else all but the last jump past it; `or` mirrors this */
static void condition_bool_op(Compiler *c, AstBoolOp *e, bool sense, Label target)
{
    bool stops_at = e->op == AST_Or; /* the truth that decides the whole */
    int n = e->values.count;
    Label past = sense == stops_at ? target : label_new(c);
    for (int i = 0; i < n - 1 && !c->failed; i++) compile_condition(c, e->values.items[i], stops_at, past);
    compile_condition(c, e->values.items[n - 1], sense, target);
    if (past != target) label_place(c, past);
}

static void condition_if_exp(Compiler *c, AstIfExp *e, bool sense, Label target)
{
    Label otherwise = label_new(c), end = label_new(c);
    compile_condition(c, e->test, false, otherwise);
    compile_condition(c, e->body, sense, target);
    emit_nowhere(c);
    emit_jump(c, OP_JUMP, 0, end);
    label_place(c, otherwise);
    compile_condition(c, e->orelse, sense, target);
    label_place(c, end);
}

int constant_truth(Compiler *c, AstNode *e)
{
    Value v = fold(c, e);
    if (is_null(v) || c->failed) return -1;
    int truth = is_truthy(c->t, v);
    if (truth < 0) compile_fail(c);
    return truth;
}

void compile_condition(Compiler *c, AstNode *e, bool sense, Label target)
{
    Unit *u = c->unit;
    if (c->failed || compiler_too_deep(c)) return;
    int truth = constant_truth(c, e);
    if (truth >= 0) {
        emit_at(c, e);
        if ((truth == 1) == sense) emit_jump(c, OP_JUMP, 0, target);
        return;
    }
    switch (e->kind) {
    case AST_Compare: condition_compare(c, ast_Compare(e), sense, target); return;
    case AST_BoolOp: condition_bool_op(c, ast_BoolOp(e), sense, target); return;
    case AST_IfExp: condition_if_exp(c, ast_IfExp(e), sense, target); return;
    case AST_UnaryOp:
        if (ast_UnaryOp(e)->op != AST_Not) break;
        compile_condition(c, ast_UnaryOp(e)->operand, !sense, target);
        return;
    default: break;
    }
    int mark = u->top, r = compile_expr(c, e, ANY);
    emit_at(c, e);
    emit_jump(c, sense ? OP_JUMP_TRUE : OP_JUMP_FALSE, r, target);
    u->top = mark;
}

/* and/or as a value: built in a register that no operand can see half-done */
int compile_bool_op(Compiler *c, AstBoolOp *e, int want)
{
    Opcode stop = e->op == AST_And ? OP_JUMP_FALSE : OP_JUMP_TRUE;
    int n = e->values.count, result = scratch(c, want);
    Label end = label_new(c);
    for (int i = 0; i < n && !c->failed; i++) {
        AstNode *value = e->values.items[i];
        int truth = i < n - 1 ? constant_truth(c, value) : -1;
        if (truth >= 0 && (truth == 1) == (e->op == AST_And)) continue; /* cannot be the result */
        compile_expr(c, value, result);
        emit_at(c, &e->node);
        if (truth >= 0) emit_jump(c, OP_JUMP, 0, end);
        else if (i < n - 1) emit_jump(c, stop, result, end);
    }
    label_place(c, end);
    return deliver(c, want, result);
}
