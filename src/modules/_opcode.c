/* _opcode.c - what the modules opcode and dis ask about instructions: answered from vm/opcodes.def for Coachwhip's own instruction set. */
#include "modules/args.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "vm/code.h"

/* the row of an opcode; NULL: there is none, or, if an exception is set, v is no int */
static const OpInfo *row_of(Thread *t, Value v)
{
    int op;
    return arg_int(t, v, &op) && op >= 0 && op < OPCODE_COUNT ? &op_info[op] : NULL;
}
static Value answer(Thread *t, const OpInfo *row, bool yes) { return row || !error_set(t) ? value_bool(row && yes) : V_NULL; }

static Value is_valid(Thread *t, Value *a, size_t n) { (void)n; return answer(t, row_of(t, a[0]), true); }

/* what the meaning of an instruction mentions */
#define MENTIONS(name, text) \
    static Value has_##name(Thread *t, Value *a, size_t n) \
    { \
        (void)n; \
        const OpInfo *row = row_of(t, a[0]); \
        return answer(t, row, row && strstr(row->meaning, text)); \
    }
MENTIONS(const, "K[")
MENTIONS(name, "named K[")
MENTIONS(free, "closure[")
MENTIONS(local, "R[")
static Value has_jump(Thread *t, Value *a, size_t n)
{
    (void)n;
    const OpInfo *row = row_of(t, a[0]);
    return answer(t, row, row && strchr(row->effects, 'J'));
}
static Value has_arg(Thread *t, Value *a, size_t n)
{
    (void)n;
    const OpInfo *row = row_of(t, a[0]);
    return answer(t, row, row && strpbrk(row->meaning, "[LS"));
}
/* exception handlers stand in a table, not in instructions */
static Value has_exc(Thread *t, Value *a, size_t n) { (void)n; return answer(t, row_of(t, a[0]), false); }

/* a register machine has no operand stack */
static Value stack_effect(Thread *t, Value *a, size_t n)
{
    (void)n;
    const OpInfo *row = row_of(t, a[0]);
    if (error_set(t)) return V_NULL;
    if (!is_null(a[2]) && !is_none(a[2]) && !is_bool(a[2])) return raise(t, T_VALUE_ERROR, "stack_effect: jump must be False, True or None");
    return row ? value_fixnum(0) : raise(t, T_VALUE_ERROR, "invalid opcode or oparg");
}
static Value get_executor(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!has_kind(a[0], K_CODE)) return raise(t, T_TYPE_ERROR, "expected a code object, not '%T'", a[0]);
    return raise(t, T_RUNTIME_ERROR, "Executors are not available in this build");
}
static Value get_specialization_stats(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return V_NONE; }

/* there are instructions for these, not numbered operands of one */
static Value no_names(Thread *t, Value *a, size_t n) { (void)a, (void)n; return list_new(t, NULL, 0); }
static Value get_nb_ops(Thread *t, Value *a, size_t n)
{
    static const char *const operators[][2] = {
        {"NB_ADD", "+"}, {"NB_AND", "&"}, {"NB_FLOOR_DIVIDE", "//"}, {"NB_LSHIFT", "<<"}, {"NB_MATRIX_MULTIPLY", "@"}, {"NB_MULTIPLY", "*"},
        {"NB_REMAINDER", "%"}, {"NB_OR", "|"}, {"NB_POWER", "**"}, {"NB_RSHIFT", ">>"}, {"NB_SUBTRACT", "-"}, {"NB_TRUE_DIVIDE", "/"}, {"NB_XOR", "^"}};
    (void)a, (void)n;
    Value all = list_new(t, NULL, 0);
    for (size_t i = 0; !is_null(all) && i < sizeof operators / sizeof *operators; i++) {
        Value name = str_from_text(t, operators[i][0]), sign = is_null(name) ? V_NULL : str_from_text(t, operators[i][1]);
        Value row = is_null(sign) ? V_NULL : tuple_pack(t, 2, name, sign);
        if (is_null(row) || !list_append(t, all, row)) return V_NULL;
    }
    return all;
}

static const NativeDef functions[] = {
    FN("stack_effect", stack_effect, "($module, opcode, oparg=None, /, *, jump=None)", "Compute the stack effect of the opcode."),
    FN("is_valid", is_valid, "($module, /, opcode)", "Return True if opcode is valid, False otherwise."),
    FN("has_arg", has_arg, "($module, /, opcode)", "Return True if the opcode uses its oparg, False otherwise."),
    FN("has_const", has_const, "($module, /, opcode)", "Return True if the opcode accesses a constant, False otherwise."),
    FN("has_name", has_name, "($module, /, opcode)", "Return True if the opcode accesses an attribute by name, False otherwise."),
    FN("has_jump", has_jump, "($module, /, opcode)", "Return True if the opcode has a jump target, False otherwise."),
    FN("has_free", has_free, "($module, /, opcode)", "Return True if the opcode accesses a free variable, False otherwise."),
    FN("has_local", has_local, "($module, /, opcode)", "Return True if the opcode accesses a local variable, False otherwise."),
    FN("has_exc", has_exc, "($module, /, opcode)", "Return True if the opcode sets an exception handler, False otherwise."),
    FN("get_executor", get_executor, "($module, /, code, offset)", "Return the executor object at offset in code if exists, None otherwise."),
    FN("get_specialization_stats", get_specialization_stats, "($module, /)", "Return the specialization stats"),
    FN("get_intrinsic1_descs", no_names, "($module, /)", "Return a list of names of the unary intrinsics."),
    FN("get_intrinsic2_descs", no_names, "($module, /)", "Return a list of names of the binary intrinsics."),
    FN("get_special_method_names", no_names, "($module, /)", "Return a list of special method names."),
    FN("get_nb_ops", get_nb_ops, "($module, /)", "Return array of symbols of binary ops."), FN_END};
static const ConstantDef constants[] = {{"ENABLE_SPECIALIZATION", 1, NULL}, {"ENABLE_SPECIALIZATION_FT", 1, NULL}, CONSTANT_END};

const ModuleSpec _opcode_module_spec = {"_opcode", "Opcode support module.", functions, constants, NULL};
