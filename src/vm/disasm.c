/* disasm.c - a code object as text, from the rows of opcodes.def: `-X dump-code`, tests of what the compiler emits.
 *
 *     code NAME line LINE
 *       registers 5, parameters 2, locals a b
 *       3  12  ADD_INT           R2 a 1
 * are line (where it changes), word, opcode, operands. Operands are printed by the roles that the row's meaning gives them:
 * R[A] is a register, with its name for a local; K[C] a constant; a jump's offset is printed as the word it leads to. */
#include "vm/code.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/common.h"
#include "objects/bytes.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/ops.h"

typedef struct Printer {
    Thread *t;
    const Code *code;
    void (*put)(void *context, const char *text);
    void *context;
} Printer;

static void print(Printer *p, const char *format, ...) PRINTF_LIKE(2, 3);
static void print(Printer *p, const char *format, ...)
{
    char line[512];
    va_list ap;
    va_start(ap, format);
    vsnprintf(line, sizeof line, format, ap);
    va_end(ap);
    p->put(p->context, line);
}

static void print_str(Printer *p, Value s)
{
    size_t n;
    const char *text = is_str(s) ? str_utf8_lossy(p->t, s, &n) : NULL;
    p->put(p->context, text ? text : "?");
}

static void print_repr(Printer *p, Value v)
{
    if (has_kind(v, K_CODE)) {
        print(p, "<code ");
        print_str(p, ((const Code *)as_cell(v))->qualified_name);
        print(p, ">");
        return;
    }
    Value s = object_repr(p->t, v);
    if (is_null(s)) error_clear(p->t);
    else print_str(p, s);
}

static void print_const(Printer *p, int64_t k)
{
    if (k < 0 || k >= p->code->const_count) {
        print(p, " K%lld!", (long long)k);
        return;
    }
    p->put(p->context, " ");
    if (k < p->code->first_const && is_str(p->code->consts[k])) print_str(p, p->code->consts[k]);
    else print_repr(p, p->code->consts[k]);
}

static void print_register(Printer *p, unsigned r)
{
    const Code *code = p->code;
    if (r >= code->local_count) {
        print(p, " R%u", r);
        return;
    }
    p->put(p->context, " ");
    print_str(p, as_tuple(code->local_names)->items[r]);
    unsigned kind = as_bytes(code->local_kinds)->data[r];
    if (kind & LOCAL_HIDDEN) print(p, "'%u", r);
}

/* does the meaning mention this operand as R[...], K[...] or in another way? */
static bool mentions(const char *meaning, const char *what) { return strstr(meaning, what) != NULL; }

static bool names_register(const OpInfo *op, char letter)
{
    char direct[] = {'R', '[', letter, ']', 0}, offset[] = {'R', '[', letter, '+', 0};
    char iteration[] = "iteration ?", cell[] = "base ?";
    iteration[10] = cell[5] = letter;
    return mentions(op->meaning, direct) || mentions(op->meaning, offset) || mentions(op->meaning, iteration) || mentions(op->meaning, cell);
}

static void print_operand(Printer *p, const OpInfo *op, char letter, unsigned value)
{
    char constant[] = {'K', '[', letter, ']', 0}, closure[] = "closure[?]", small[] = "s?";
    closure[8] = small[1] = letter;
    if (mentions(op->meaning, constant)) {
        print_const(p, value);
    } else if (mentions(op->meaning, closure)) {
        p->put(p->context, " ");
        print_str(p, value < as_tuple(p->code->free_names)->length ? as_tuple(p->code->free_names)->items[value] : V_NULL);
    } else if (names_register(op, letter)) {
        print_register(p, value);
    } else if (mentions(op->meaning, small)) {
        print(p, " %d", (int16_t)value);
    } else {
        print(p, " %u", value);
    }
}

static bool uses_letter(const OpInfo *op, char letter)
{
    for (const char *m = op->meaning; (m = strchr(m, letter)) != NULL; m++) {
        bool before = m > op->meaning && ((m[-1] >= 'A' && m[-1] <= 'Z') || (m[-1] >= 'a' && m[-1] <= 'r') || (m[-1] >= 't' && m[-1] <= 'z'));
        bool after = (m[1] >= 'A' && m[1] <= 'Z') || (m[1] >= 'a' && m[1] <= 'z') || m[1] == '_';
        if (!before && !after) return true;
    }
    return false;
}

static void print_immediate(Printer *p, Value v)
{
    if (is_null(v)) {
        print(p, " null");
        return;
    }
    p->put(p->context, " ");
    print_repr(p, v);
}

static void print_operands(Printer *p, const OpInfo *op, uint32_t pc)
{
    uint64_t w = p->code->words[pc];
    Opcode generic = opcode_generic((Opcode)word_op(w));
    bool jump = strchr(op->effects, 'J') != NULL;
    uint32_t next = pc + op->words;
    if (uses_letter(op, 'A')) print_operand(p, op, 'A', word_a(w));
    if (op->format == FORMAT_AL) {
        if (jump) print(p, " -> %d", (int)next + word_l(w));
        else if (mentions(op->meaning, "K[L]")) print_const(p, word_l(w));
        else print_immediate(p, (Value){(uint64_t)(int64_t)word_l(w)});
    } else {
        if (uses_letter(op, 'B')) print_operand(p, op, 'B', word_b(w));
        if (op->format == FORMAT_ABS && jump) print(p, " -> %d", (int)next + word_s(w));
        else if (op->format == FORMAT_ABS) print(p, " %d", word_s(w));
        else if (uses_letter(op, 'C')) print_operand(p, op, 'C', word_c(w));
    }
    if (word_x(w)) print(p, " x=%u", word_x(w));
    if (generic == OP_CALL_KEYWORDS) print_const(p, (int64_t)(p->code->words[pc + 1] >> 32));
}

static void print_header(Printer *p)
{
    const Code *code = p->code;
    print(p, "code ");
    print_str(p, code->qualified_name);
    print(p, " line %d\n  registers %u, parameters %u, locals", code->first_line, code->register_count, code->parameter_count);
    for (uint32_t i = 0; i < code->local_count; i++) {
        unsigned kind = as_bytes(code->local_kinds)->data[i];
        print_register(p, i);
        if (kind & LOCAL_CELL) print(p, " (cell)");
    }
    if (as_tuple(code->free_names)->length) print(p, ", free");
    for (uint64_t i = 0; i < as_tuple(code->free_names)->length; i++) {
        print(p, " ");
        print_str(p, as_tuple(code->free_names)->items[i]);
    }
    print(p, "\n");
}

static void disassemble_one(Printer *p)
{
    const Code *code = p->code;
    int32_t line = -2;
    print_header(p);
    for (uint32_t pc = 0; pc < code->word_count;) {
        const OpInfo *op = &op_info[opcode_generic((Opcode)word_op(code->words[pc]))];
        int32_t here = code_position(code, pc).line;
        if (here == line) print(p, "       %4u  %-18s", pc, op->name);
        else if (here < 0) print(p, "    -- %4u  %-18s", pc, op->name);
        else print(p, "  %4d %4u  %-18s", here, pc, op->name);
        line = here;
        print_operands(p, op, pc);
        print(p, "\n");
        pc += op->words;
    }
    for (uint32_t i = 0; i < code->exception_count; i++) {
        const ExceptionEntry *e = &code->exceptions[i];
        print(p, "  handler %u..%u -> %u R%u\n", e->start, e->end, e->handler, e->target);
    }
}

void code_disassemble(Thread *t, const Code *code, void (*put)(void *context, const char *text), void *context)
{
    Printer p = {t, code, put, context};
    disassemble_one(&p);
    for (uint32_t i = 0; i < code->const_count; i++)
        if (has_kind(code->consts[i], K_CODE)) {
            put(context, "\n");
            code_disassemble(t, as_cell(code->consts[i]), put, context);
        }
}
