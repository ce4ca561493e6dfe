/* fold.c - constants of the tree as values, and expressions of constants computed at compile time.
 *
 * What is folded and up to which sizes is what CPython 3.14 folds: identity of constants, memory and warnings depend on it.
 * AstNode.mark of an operator, tuple or subscript remembers that it is not constant. */
#include "front/codegen.h"

#include "objects/bytes.h"
#include "objects/numbers.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/ops.h"

enum { NOT_CONSTANT = 1 };
enum { MAX_INT_BITS = 128, MAX_COLLECTION = 256, MAX_TEXT = 4096, MAX_TOTAL_ITEMS = 1024 };

/* --- literals --------------------------------------------------------------------------------------------------------- */

Value constant_value(Compiler *c, const AstValue *v)
{
    if (c->failed) return V_NULL;
    switch (v->kind) {
    case AST_CONST_NONE: return V_NONE;
    case AST_CONST_FALSE: return V_FALSE;
    case AST_CONST_TRUE: return V_TRUE;
    case AST_CONST_ELLIPSIS: return V_ELLIPSIS;
    case AST_CONST_INT: return compiler_keep(c, int_from_text(c->t, v->text->data, v->text->length, v->base));
    case AST_CONST_FLOAT: return compiler_keep(c, float_new(c->t, v->number));
    case AST_CONST_IMAG: return compiler_keep(c, complex_new(c->t, 0, v->number));
    case AST_CONST_STR: return unit_new_str(c, v->text->data, v->text->length);
    case AST_CONST_BYTES: return compiler_keep(c, bytes_new(c->t, v->text->data, v->text->length));
    case AST_CONST_OBJECT: return (Value){v->object};
    default: return V_NULL;
    }
}

bool is_constant_node(const AstNode *e) { return e->kind == AST_Constant; }

bool fold_is_constant_tuple(const AstNode *e)
{
    if (e->kind == AST_Constant) return true;
    if (e->kind != AST_Tuple) return false;
    AstSeq elts = ((const AstTuple *)e)->elts;
    for (int i = 0; i < elts.count; i++)
        if (!fold_is_constant_tuple(elts.items[i])) return false;
    return true;
}

Value fold_sequence(Compiler *c, AstSeq elts, bool as_tuple)
{
    for (int i = 0; i < elts.count; i++) { /* the usual case first: a display that is not constant costs nothing */
        unsigned kind = elts.items[i]->kind;
        bool may = kind == AST_Constant || kind == AST_Tuple || kind == AST_UnaryOp || kind == AST_BinOp || kind == AST_Subscript || kind == AST_Name;
        if (!may || elts.items[i]->mark == NOT_CONSTANT) return V_NULL;
    }
    Value *items = compiler_alloc(c, ((size_t)elts.count + 1) * sizeof *items);
    for (int i = 0; items && i < elts.count; i++) {
        items[i] = fold(c, elts.items[i]);
        if (is_null(items[i])) return V_NULL;
    }
    if (c->failed) return V_NULL;
    return compiler_keep(c, as_tuple ? tuple_new(c->t, items, (size_t)elts.count) : frozenset_new(c->t, items, (size_t)elts.count));
}

/* --- sizes ------------------------------------------------------------------------------------------------------------ */

static uint64_t int_bits(Value v)
{
    if (is_fixnum(v)) {
        int64_t n = as_fixnum(v);
        return bit_length64(n < 0 ? (uint64_t)0 - (uint64_t)n : (uint64_t)n);
    }
    if (is_bool(v)) return is_true(v);
    const Int *i = as_cell(v);
    return i->length ? (i->length - 1) * 64 + bit_length64(i->limbs[i->length - 1]) : 0;
}

/* what is left of `limit` after counting the items of v, nested tuples too; negative: too many */
static int64_t complexity(Value v, int64_t limit)
{
    if (!is_tuple(v)) return limit;
    const Tuple *t = as_tuple(v);
    limit -= (int64_t)t->length;
    for (uint64_t i = 0; limit >= 0 && i < t->length; i++) limit = complexity(t->items[i], limit);
    return limit;
}

static bool repeat_is_safe(Value sequence, Value times)
{
    int64_t n;
    if (!is_fixnum(times) && !is_bool(times)) return false;
    n = is_fixnum(times) ? as_fixnum(times) : is_true(times);
    if (is_tuple(sequence)) {
        int64_t size = (int64_t)as_tuple(sequence)->length;
        if (!size) return true;
        return n >= 0 && n <= MAX_COLLECTION / size && (!n || complexity(sequence, MAX_TOTAL_ITEMS / n) >= 0);
    }
    int64_t size = is_str(sequence) ? (int64_t)str_length(as_str(sequence)) : (int64_t)as_bytes(sequence)->length;
    return !size || (n >= 0 && n <= MAX_TEXT / size);
}

static bool is_sequence(Value v) { return is_tuple(v) || is_str(v) || is_bytes(v); }

static bool is_safe(unsigned op, Value a, Value b)
{
    bool ints = is_int(a) && is_int(b);
    switch (op) {
    case AST_Mult:
        if (ints) return int_bits(a) + int_bits(b) <= MAX_INT_BITS;
        if (is_int(a) && is_sequence(b)) return repeat_is_safe(b, a);
        if (is_int(b) && is_sequence(a)) return repeat_is_safe(a, b);
        return true;
    case AST_Pow:
        if (!ints || int_sign(b) <= 0 || !int_bits(a)) return true;
        return is_fixnum(b) ? (uint64_t)as_fixnum(b) <= MAX_INT_BITS / int_bits(a) : is_bool(b);
    case AST_LShift:
        if (!ints || !int_bits(a) || int_sign(b) < 0) return true;
        return (is_fixnum(b) || is_bool(b)) &&
               (uint64_t)(is_fixnum(b) ? as_fixnum(b) : is_true(b)) + int_bits(a) <= MAX_INT_BITS;
    case AST_Mod: return !is_str(a) && !is_bytes(a);
    default: return true;
    }
}

/* --- operators ---------------------------------------------------------------------------------------------------------- */

static const uint8_t binary_ops[AST_operator_count] = {
    [AST_Add] = BIN_ADD, [AST_Sub] = BIN_SUB, [AST_Mult] = BIN_MUL, [AST_MatMult] = BIN_MATMUL, [AST_Div] = BIN_TRUEDIV,
    [AST_Mod] = BIN_MOD, [AST_Pow] = BIN_POW, [AST_LShift] = BIN_LSHIFT, [AST_RShift] = BIN_RSHIFT, [AST_BitOr] = BIN_OR,
    [AST_BitXor] = BIN_XOR, [AST_BitAnd] = BIN_AND, [AST_FloorDiv] = BIN_FLOORDIV,
};

/* An operation that fails is left to run time. */
static Value attempt(Compiler *c, Value v)
{
    if (!is_null(v)) return compiler_keep(c, v);
    if (error_matches(c->t, T_MEMORY_ERROR)) compile_fail(c);
    else error_clear(c->t);
    return V_NULL;
}

static Value fold_binary(Compiler *c, AstBinOp *b)
{
    Value left = fold(c, b->left);
    if (is_null(left)) return V_NULL;
    Value right = fold(c, b->right);
    if (is_null(right) || b->op == AST_MatMult || !is_safe(b->op, left, right)) return V_NULL;
    return attempt(c, b->op == AST_Pow ? power_op(c->t, left, right, V_NONE) : binary_op(c->t, binary_ops[b->op], left, right));
}

static Value fold_unary(Compiler *c, AstUnaryOp *u)
{
    Value v = fold(c, u->operand);
    if (is_null(v)) return V_NULL;
    switch (u->op) {
    case AST_Not: {
        int truth = is_truthy(c->t, v);
        return truth < 0 ? attempt(c, V_NULL) : value_bool(!truth);
    }
    case AST_Invert: return is_bool(v) ? V_NULL : attempt(c, unary_op(c->t, UN_INVERT, v)); /* ~True warns at run time */
    case AST_UAdd: return attempt(c, unary_op(c->t, UN_POSITIVE, v));
    default: return attempt(c, unary_op(c->t, UN_NEGATIVE, v));
    }
}

static Value fold_subscript(Compiler *c, AstSubscript *s)
{
    if (s->ctx != AST_Load) return V_NULL;
    Value object = fold(c, s->value);
    if (is_null(object) || !is_sequence(object)) return V_NULL;
    Value key = fold(c, s->slice);
    return is_null(key) ? V_NULL : attempt(c, item_get(c->t, object, key));
}

static Value fold_operator(Compiler *c, AstNode *e)
{
    if (compiler_too_deep(c)) return V_NULL;
    switch (e->kind) {
    case AST_BinOp: return fold_binary(c, ast_BinOp(e));
    case AST_UnaryOp: return fold_unary(c, ast_UnaryOp(e));
    case AST_Subscript: return fold_subscript(c, ast_Subscript(e));
    default: return ast_Tuple(e)->ctx == AST_Load ? fold_sequence(c, ast_Tuple(e)->elts, true) : V_NULL;
    }
}

static bool is_debug_name(const AstName *n)
{
    return n->ctx == AST_Load && n->id->length == 9 && !memcmp(n->id->data, "__debug__", 9);
}

Value fold(Compiler *c, AstNode *e)
{
    if (c->failed) return V_NULL;
    switch (e->kind) {
    case AST_Constant: return constant_value(c, &ast_Constant(e)->value);
    case AST_Name: return is_debug_name(ast_Name(e)) ? value_bool(!c->optimize) : V_NULL;
    case AST_BinOp: case AST_UnaryOp: case AST_Subscript: case AST_Tuple: {
        if (e->mark == NOT_CONSTANT) return V_NULL;
        Value v = fold_operator(c, e);
        if (is_null(v)) e->mark = NOT_CONSTANT;
        return v;
    }
    default: return V_NULL;
    }
}
