/* compile_expr.c - expressions: dispatch over the kinds, operators, subscripts, formatted strings. */
#include "front/codegen.h"

#include "objects/str.h"
#include "objects/tuple.h"

/* --- rebinding -------------------------------------------------------------------------------------------------------- */

static bool rebinds(Compiler *c, const AstNode *e, int local);

static bool seq_rebinds(Compiler *c, AstSeq seq, int local)
{
    for (int i = 0; i < seq.count; i++)
        if (seq.items[i] && rebinds(c, seq.items[i], local)) return true;
    return false;
}

/* Walks all nodes below e: the rows of ast.def say which fields are nodes. */
static bool rebinds(Compiler *c, const AstNode *e, int local)
{
    if (compiler_too_deep(c)) return false;
    if (e->kind == AST_NamedExpr) {
        Variable v = variable_find(c, ast_Name(((const AstNamedExpr *)e)->target)->id);
        if (v.kind == VARIABLE_LOCAL && v.slot == local) return true;
    }
    switch (e->kind) {
#define WALK_expr(n) if (x->n && rebinds(c, x->n, local)) return true;
#define WALK_arguments(n) WALK_expr(n)
#define WALK_identifier(n)
#define WALK_string(n)
#define WALK_int(n)
#define WALK_constant(n)
#define WALK_boolop(n)
#define WALK_operator(n)
#define WALK_unaryop(n)
#define WALK_expr_context(n)
#define WALK_stmt(n)
#define WALK_pattern(n)
#define WALK_arg(n)
#define WALK_SEQ_expr(n) if (seq_rebinds(c, x->n, local)) return true;
#define WALK_SEQ_comprehension(n) WALK_SEQ_expr(n)
#define WALK_SEQ_keyword(n) WALK_SEQ_expr(n)
#define WALK_SEQ_arg(n)
#define WALK_SEQ_stmt(n)
#define WALK_SEQ_type_ignore(n)
#define WALK_SEQ_type_param(n)
#define WALK_SEQ_excepthandler(n)
#define WALK_SEQ_alias(n)
#define WALK_SEQ_withitem(n)
#define WALK_SEQ_match_case(n)
#define WALK_SEQ_pattern(n)
#define WALK_SEQ_identifier(n)
#define WALK_SEQ_cmpop(n)
#define ONE(type, name) WALK_##type(name)
#define SEQ(type, name) WALK_SEQ_##type(name)
#define NODE(kind, type, ...)                                            \
    case AST_##kind: {                                                   \
        const Ast##kind *x __attribute__((unused)) = (const void *)e;    \
        __VA_ARGS__                                                      \
        break;                                                           \
    }
#include "front/ast.def"
    default: break;
    }
    return false;
}

bool may_rebind(Compiler *c, const AstNode *e, int local)
{
    const Unit *u = c->unit;
    bool walrus = u->scope->has_walrus;
    for (const InlinedScope *in = u->inlined; in; in = in->outer) walrus |= in->scope->has_walrus;
    return walrus && e && rebinds(c, e, local);
}

int compile_operand(Compiler *c, AstNode *e, AstNode *const *later, int later_count)
{
    int r = compile_expr(c, e, ANY);
    if (c->failed || !register_is_local(c->unit, r)) return r;
    for (int i = 0; i < later_count; i++)
        if (later[i] && may_rebind(c, later[i], r)) {
            int copy = temp_new(c);
            emit_at(c, e);
            emit_move(c, copy, r);
            return copy;
        }
    return r;
}

int compile_to_temp(Compiler *c, AstNode *e) { return compile_expr(c, e, temp_new(c)); }

void compile_discard(Compiler *c, AstNode *e)
{
    int mark = c->unit->top;
    if (e->kind != AST_Constant) compile_expr(c, e, ANY);
    c->unit->top = mark;
}

/* --- operators ---------------------------------------------------------------------------------------------------------- */

static const struct BinaryForms { uint8_t plain, small_int, constant; } binary_forms[AST_operator_count] = { /* NOP: there is none */
    [AST_Add] = {OP_ADD, OP_ADD_INT, OP_ADD_CONST},
    [AST_Sub] = {OP_SUB, OP_SUB_INT, OP_SUB_CONST},
    [AST_Mult] = {OP_MUL, OP_MUL_INT, OP_MUL_CONST},
    [AST_MatMult] = {OP_MATMUL, OP_NOP, OP_NOP},
    [AST_Div] = {OP_TRUEDIV, OP_NOP, OP_TRUEDIV_CONST},
    [AST_Mod] = {OP_MOD, OP_MOD_INT, OP_NOP},
    [AST_Pow] = {OP_POW, OP_NOP, OP_NOP},
    [AST_LShift] = {OP_LSHIFT, OP_LSHIFT_INT, OP_NOP},
    [AST_RShift] = {OP_RSHIFT, OP_RSHIFT_INT, OP_NOP},
    [AST_BitOr] = {OP_OR, OP_NOP, OP_NOP},
    [AST_BitXor] = {OP_XOR, OP_NOP, OP_NOP},
    [AST_BitAnd] = {OP_AND, OP_AND_INT, OP_NOP},
    [AST_FloorDiv] = {OP_FLOORDIV, OP_FLOORDIV_INT, OP_NOP},
};

/* the operand of an instruction that takes a small integer, for this operator */
static bool small_operand(unsigned op, Value v, int *out)
{
    if (!is_fixnum(v) || as_fixnum(v) < INT16_MIN || as_fixnum(v) > INT16_MAX) return false;
    *out = (int)as_fixnum(v);
    switch (op) {
    case AST_Mod: case AST_FloorDiv: return *out > 0;
    case AST_LShift: case AST_RShift: return *out >= 0 && *out < 64;
    default: return true;
    }
}

/* R[want] := R[left] op right; the position is that of the instruction */
void emit_binary(Compiler *c, unsigned op, bool in_place, int want, int left, AstNode *right)
{
    Unit *u = c->unit;
    const struct BinaryForms *forms = &binary_forms[op];
    Location at = u->at;
    Value v = fold(c, right);
    int small;
    if (!is_null(v) && forms->small_int != OP_NOP && small_operand(op, v, &small)) {
        emit(c, forms->small_int, in_place, (unsigned)want, (unsigned)left, (uint16_t)small);
        return;
    }
    if (!is_null(v) && forms->constant != OP_NOP && !value_fits_immediate(v) && u->reachable) {
        int32_t k = const_index(c, v);
        if (k < MAX_SHORT_CONST) {
            emit(c, forms->constant, in_place, (unsigned)want, (unsigned)left, (unsigned)k);
            return;
        }
    }
    int mark = u->top, r = compile_expr(c, right, ANY);
    u->at = at;
    emit(c, forms->plain, in_place, (unsigned)want, (unsigned)left, (unsigned)r);
    u->top = mark;
}

/* a op b op c ...: a chain that leans left is walked down first, so that its length costs no C stack */
static int compile_binary(Compiler *c, AstNode *e, int want)
{
    int depth = 0;
    AstNode *inner = e;
    while (inner->kind == AST_BinOp && is_null(fold(c, inner)) && !c->failed) {
        depth++;
        inner = ast_BinOp(inner)->left;
    }
    AstNode **chain = compiler_alloc(c, (size_t)depth * sizeof *chain);
    if (!chain) return 0;
    inner = e;
    for (int i = depth; i-- > 0; inner = ast_BinOp(inner)->left) chain[i] = inner;
    int left = 0, mark = c->unit->top;
    for (int i = 0; i < depth && !c->failed; i++) {
        AstBinOp *b = ast_BinOp(chain[i]);
        if (i == 0) left = compile_operand(c, b->left, &b->right, 1);
        int to = i == depth - 1 && want != ANY ? want : mark;
        c->unit->at = location_of(chain[i]);
        emit_binary(c, b->op, false, to, left, b->right);
        left = to;
        if (to == mark) finish(c, ANY, mark);
    }
    return left;
}

static int compile_unary(Compiler *c, AstUnaryOp *e, int want)
{
    static const uint8_t opcodes[] = {[AST_Invert] = OP_INVERT, [AST_Not] = OP_NOT, [AST_UAdd] = OP_POSITIVE, [AST_USub] = OP_NEGATIVE};
    int mark = c->unit->top, operand = compile_expr(c, e->operand, ANY), result = finish(c, want, mark);
    emit_at(c, &e->node);
    emit(c, opcodes[e->op], 0, (unsigned)result, (unsigned)operand, 0);
    return result;
}

static int compile_if_exp(Compiler *c, AstIfExp *e, int want)
{
    int truth = constant_truth(c, e->test);
    if (truth >= 0) compile_discard(c, e->test);
    int result = destination(c, want);
    Label otherwise = label_new(c), end = label_new(c);
    compile_condition(c, e->test, false, otherwise);
    compile_expr(c, e->body, result);
    emit_nowhere(c);
    emit_jump(c, OP_JUMP, 0, end);
    label_place(c, otherwise);
    compile_expr(c, e->orelse, result);
    label_place(c, end);
    return result;
}

static int compile_walrus(Compiler *c, AstNamedExpr *e, int want)
{
    int local = store_destination(c, e->target);
    if (local != ANY) {
        compile_expr(c, e->value, local);
        if (!c->failed) bound_set(c->unit, local);
        emit_at(c, &e->node);
        return deliver(c, want, local);
    }
    int r = compile_expr(c, e->value, want != ANY && register_is_local(c->unit, want) ? ANY : want);
    compile_store(c, e->target, r);
    emit_at(c, &e->node);
    return deliver(c, want, r);
}

/* --- subscripts ----------------------------------------------------------------------------------------------------------- */

static const char *literal_type_name(const AstNode *e);

bool is_two_part_slice(const AstNode *slice) { return slice->kind == AST_Slice && !((const AstSlice *)slice)->step; }

/* the parts of a slice in `count` consecutive temporaries, None where absent */
int compile_slice_parts(Compiler *c, AstSlice *s, int count)
{
    AstNode *parts[] = {s->lower, s->upper, s->step};
    int first = temps_new(c, count);
    for (int i = 0; i < count; i++) {
        emit_at(c, &s->node);
        if (parts[i]) compile_expr(c, parts[i], first + i);
        else emit_immediate(c, first + i, V_NONE);
    }
    return first;
}

int compile_subscript_key(Compiler *c, AstNode *slice) { return compile_expr(c, slice, ANY); }

static int compile_slice_object(Compiler *c, AstSlice *s, int want)
{
    int mark = c->unit->top, parts = compile_slice_parts(c, s, 3), result = finish(c, want, mark);
    emit_at(c, &s->node);
    emit(c, OP_BUILD_SLICE, 0, (unsigned)result, (unsigned)parts, 0);
    return result;
}

static void warn_subscript(Compiler *c, const AstSubscript *s)
{
    const AstNode *v = s->value;
    switch (v->kind) {
    case AST_Constant: {
        unsigned k = ((const AstConstant *)v)->value.kind;
        if (k != AST_CONST_NONE && k != AST_CONST_TRUE && k != AST_CONST_FALSE && k != AST_CONST_ELLIPSIS && k != AST_CONST_INT &&
            k != AST_CONST_FLOAT && k != AST_CONST_IMAG)
            break;
    } /* fall through */
    case AST_Set: case AST_SetComp: case AST_GeneratorExp: case AST_TemplateStr: case AST_Interpolation: case AST_Lambda:
        compile_warn(c, location_of(&s->node), "'%.200s' object is not subscriptable; perhaps you missed a comma?", literal_type_name(v));
        return;
    default: break;
    }
    const char *index = literal_type_name(s->slice);
    bool int_index = s->slice->kind == AST_Constant && (((const AstConstant *)s->slice)->value.kind == AST_CONST_INT ||
                                                        ((const AstConstant *)s->slice)->value.kind == AST_CONST_TRUE ||
                                                        ((const AstConstant *)s->slice)->value.kind == AST_CONST_FALSE);
    if (!index || int_index || s->slice->kind == AST_Slice) return;
    switch (v->kind) {
    case AST_Constant: {
        unsigned k = ((const AstConstant *)v)->value.kind;
        if (k != AST_CONST_STR && k != AST_CONST_BYTES) return;
    } /* fall through */
    case AST_Tuple: case AST_List: case AST_ListComp: case AST_JoinedStr: case AST_FormattedValue:
        compile_warn(c, location_of(&s->node), "%.200s indices must be integers or slices, not %.200s; perhaps you missed a comma?",
                     literal_type_name(v), index);
        return;
    default: return;
    }
}

static int compile_subscript(Compiler *c, AstSubscript *s, int want)
{
    Unit *u = c->unit;
    warn_subscript(c, s);
    int mark = u->top, object = compile_operand(c, s->value, &s->slice, 1), small, result;
    if (is_two_part_slice(s->slice)) {
        int parts = compile_slice_parts(c, ast_Slice(s->slice), 2);
        result = finish(c, want, mark);
        emit_at(c, &s->node);
        emit(c, OP_GET_SLICE, 0, (unsigned)result, (unsigned)object, (unsigned)parts);
    } else if (small_operand(AST_Add, fold(c, s->slice), &small)) {
        result = finish(c, want, mark);
        emit_at(c, &s->node);
        emit(c, OP_GET_ITEM_INT, 0, (unsigned)result, (unsigned)object, (uint16_t)small);
    } else {
        int key = compile_subscript_key(c, s->slice);
        result = finish(c, want, mark);
        emit_at(c, &s->node);
        emit(c, OP_GET_ITEM, 0, (unsigned)result, (unsigned)object, (unsigned)key);
    }
    return result;
}

/* --- formatted strings ------------------------------------------------------------------------------------------------------ */

enum { STRING_PARTS = 200 }; /* so many are joined at a time */

static unsigned conversion_bits(int conversion)
{
    switch (conversion) {
    case 's': return 1;
    case 'r': return 2;
    case 'a': return 3;
    default: return 0;
    }
}

static int compile_formatted(Compiler *c, AstFormattedValue *f, int want)
{
    int mark = c->unit->top, spec = 0;
    unsigned x = conversion_bits(f->conversion);
    int value = compile_operand(c, f->value, &f->format_spec, 1);
    if (f->format_spec) spec = compile_expr(c, f->format_spec, ANY);
    else x |= 4;
    int result = finish(c, want, mark);
    emit_at(c, &f->node);
    emit(c, OP_FORMAT, x, (unsigned)result, (unsigned)value, (unsigned)spec);
    return result;
}

int compile_joined(Compiler *c, AstNode *e, int want)
{
    Unit *u = c->unit;
    AstSeq values = ast_JoinedStr(e)->values;
    if (values.count == 1 && values.items[0]->kind == AST_FormattedValue) return compile_expr(c, values.items[0], want);
    if (values.count == 1 && is_constant_node(values.items[0])) return compile_expr(c, values.items[0], want);
    int mark = u->top, first = mark, n = 0;
    for (int i = 0; i < values.count && !c->failed; i++) {
        if (n == STRING_PARTS) {
            emit_at(c, e);
            emit(c, OP_BUILD_STRING, 0, (unsigned)first, (unsigned)first, (unsigned)n);
            u->top = first + 1;
            n = 1;
        }
        compile_to_temp(c, values.items[i]);
        n++;
    }
    int result = finish(c, want, mark);
    emit_at(c, e);
    if (n == 0) emit_const(c, result, unit_new_str(c, "", 0));
    else emit(c, OP_BUILD_STRING, 0, (unsigned)result, (unsigned)first, (unsigned)n);
    return result;
}

static int compile_interpolation(Compiler *c, AstInterpolation *p, int want)
{
    int mark = c->unit->top, result = destination(c, want), first = temps_new(c, 3);
    compile_expr(c, p->value, first);
    emit_at(c, &p->node);
    emit_const(c, first + 1, constant_value(c, &p->str));
    if (p->format_spec) compile_expr(c, p->format_spec, first + 2);
    else emit_const(c, first + 2, unit_new_str(c, "", 0));
    emit_at(c, &p->node);
    emit(c, OP_BUILD_INTERPOLATION, conversion_bits(p->conversion), (unsigned)result, (unsigned)first, 0);
    c->unit->top = mark;
    return result;
}

int compile_template(Compiler *c, AstTemplateStr *e, int want)
{
    Unit *u = c->unit;
    int mark = u->top, result = destination(c, want), strings = temp_new(c), interpolations = temp_new(c), first = u->top, n = 0;
    Value *parts = compiler_alloc(c, ((size_t)e->values.count + 1) * sizeof *parts);
    size_t part_count = 0;
    bool after_string = false;
    for (int i = 0; i < e->values.count && !c->failed; i++) {
        AstNode *v = e->values.items[i];
        if (v->kind == AST_Constant) {
            parts[part_count++] = constant_value(c, &ast_Constant(v)->value);
            after_string = true;
            continue;
        }
        if (!after_string) parts[part_count++] = unit_new_str(c, "", 0);
        after_string = false;
        compile_to_temp(c, v);
        n++;
    }
    if (!c->failed && !after_string) parts[part_count++] = unit_new_str(c, "", 0);
    if (c->failed) return result;
    emit_at(c, &e->node);
    emit_const(c, strings, compiler_keep(c, tuple_new(c->t, parts, part_count)));
    emit(c, OP_BUILD_TUPLE, 0, (unsigned)interpolations, (unsigned)first, (unsigned)n);
    emit(c, OP_BUILD_TEMPLATE, 0, (unsigned)result, (unsigned)strings, (unsigned)interpolations);
    u->top = mark;
    return result;
}

/* --- locations, literals -------------------------------------------------------------------------------------------------- */

/* An attribute on a line of its own is blamed at the attribute's name, not where its object begins. */
Location attribute_location(const AstNode *attribute, Location at)
{
    if (attribute->kind != AST_Attribute || at.line == attribute->end_lineno) return at;
    at.line = attribute->end_lineno;
    int length = (int)((const AstAttribute *)attribute)->attr->length;
    if (length <= attribute->end_col_offset) {
        at.column = attribute->end_col_offset - length;
        at.end_column = attribute->end_col_offset;
    } else {
        at.column = at.end_column = -1;
    }
    return at;
}

/* the type of what a display or literal makes; NULL: not known */
static const char *literal_type_name(const AstNode *e)
{
    static const char *const constants[] = {
        [AST_CONST_NONE] = "NoneType", [AST_CONST_FALSE] = "bool", [AST_CONST_TRUE] = "bool", [AST_CONST_ELLIPSIS] = "ellipsis",
        [AST_CONST_INT] = "int", [AST_CONST_FLOAT] = "float", [AST_CONST_IMAG] = "complex", [AST_CONST_STR] = "str",
        [AST_CONST_BYTES] = "bytes", [AST_CONST_OBJECT] = NULL,
    };
    switch (e->kind) {
    case AST_Tuple: return "tuple";
    case AST_List: case AST_ListComp: return "list";
    case AST_Dict: case AST_DictComp: return "dict";
    case AST_Set: case AST_SetComp: return "set";
    case AST_GeneratorExp: return "generator";
    case AST_Lambda: return "function";
    case AST_TemplateStr: return "string.templatelib.Template";
    case AST_Interpolation: return "string.templatelib.Interpolation";
    case AST_JoinedStr: case AST_FormattedValue: return "str";
    case AST_Constant: return constants[((const AstConstant *)e)->value.kind];
    default: return NULL;
    }
}

void warn_call_of_literal(Compiler *c, const AstNode *func, Location at)
{
    switch (func->kind) {
    case AST_Constant: case AST_Tuple: case AST_List: case AST_ListComp: case AST_Dict: case AST_DictComp: case AST_Set: case AST_SetComp:
    case AST_GeneratorExp: case AST_JoinedStr: case AST_FormattedValue: case AST_TemplateStr: case AST_Interpolation: {
        const char *type = literal_type_name(func);
        if (type) compile_warn(c, at, "'%.200s' object is not callable; perhaps you missed a comma?", type);
        break;
    }
    default: break;
    }
}

const char *compared_literal(const AstNode *e)
{
    if (e->kind == AST_Tuple) return fold_is_constant_tuple(e) ? "tuple" : NULL;
    if (e->kind != AST_Constant) return NULL;
    unsigned k = ((const AstConstant *)e)->value.kind;
    return k >= AST_CONST_INT ? literal_type_name(e) : NULL;
}

/* --- all kinds -------------------------------------------------------------------------------------------------------------- */

static int load_constant(Compiler *c, AstNode *e, Value v, int want)
{
    int r = destination(c, want);
    emit_at(c, e);
    if (!c->failed) emit_const(c, r, v);
    return r;
}

static int load_name(Compiler *c, AstNode *e, int want)
{
    emit_at(c, e);
    int r = variable_load(c, variable_find(c, ast_Name(e)->id), want);
    return r;
}

static int compile_kind(Compiler *c, AstNode *e, int want)
{
    switch (e->kind) {
    case AST_Name: return load_name(c, e, want);
    case AST_BinOp: return compile_binary(c, e, want);
    case AST_UnaryOp: return compile_unary(c, ast_UnaryOp(e), want);
    case AST_BoolOp: return compile_bool_op(c, ast_BoolOp(e), want);
    case AST_Compare: return compile_compare(c, ast_Compare(e), want);
    case AST_IfExp: return compile_if_exp(c, ast_IfExp(e), want);
    case AST_NamedExpr: return compile_walrus(c, ast_NamedExpr(e), want);
    case AST_Lambda: return compile_lambda(c, ast_Lambda(e), want);
    case AST_Dict: return compile_dict(c, ast_Dict(e), want);
    case AST_Set: return compile_sequence(c, e, ast_Set(e)->elts, want);
    case AST_List: return compile_sequence(c, e, ast_List(e)->elts, want);
    case AST_Tuple: return compile_sequence(c, e, ast_Tuple(e)->elts, want);
    case AST_ListComp: case AST_SetComp: case AST_DictComp: case AST_GeneratorExp: return compile_comprehension(c, e, want);
    case AST_Await: return compile_await(c, ast_Await(e), want);
    case AST_Yield: return compile_yield(c, ast_Yield(e), want);
    case AST_YieldFrom: return compile_yield_from(c, ast_YieldFrom(e), want);
    case AST_Call: return compile_call(c, ast_Call(e), want);
    case AST_FormattedValue: return compile_formatted(c, ast_FormattedValue(e), want);
    case AST_Interpolation: return compile_interpolation(c, ast_Interpolation(e), want);
    case AST_JoinedStr: return compile_joined(c, e, want);
    case AST_TemplateStr: return compile_template(c, ast_TemplateStr(e), want);
    case AST_Attribute: return compile_attribute(c, ast_Attribute(e), want);
    case AST_Subscript: return compile_subscript(c, ast_Subscript(e), want);
    case AST_Slice: return compile_slice_object(c, ast_Slice(e), want);
    case AST_Starred: compile_error(c, location_of(e), "can't use starred expression here"); return 0;
    default: compile_error(c, location_of(e), "unexpected expression"); return 0;
    }
}

int compile_expr(Compiler *c, AstNode *e, int want)
{
    Unit *u = c->unit;
    if (c->failed || compiler_too_deep(c)) return 0;
    int mark = u->top;
    Value v = fold(c, e);
    int r = is_null(v) ? compile_kind(c, e, want) : load_constant(c, e, v, want);
    if (c->failed) return 0;
    if (want == ANY && r >= mark && !register_is_local(u, r)) {
        emit_move(c, mark, r);
        r = mark;
        u->top = mark + 1;
    } else {
        u->top = mark;
    }
    return r;
}
