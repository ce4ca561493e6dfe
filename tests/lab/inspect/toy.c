/* toy.c: a small interpreter for the tests of inspect and check: 36 opcodes, built with DISPATCH_TAIL, _GOTO or _SWITCH.
 * SPOIL_* break one promise of the tail-calling build each, for `check` to find. */
#include <stdint.h>
#if __STDC_HOSTED__
#include <stdio.h>
#else
static void printf(const char *format, long x) { __asm__ volatile("" : : "r"(format), "r"(x)); }
void *memset(void *p, int value, unsigned long n)
{
    for (volatile char *c = p; n--; c++)
        *c = (char)value;
    return p;
}
#endif

typedef uint64_t Word;               /* op:8 a:8 b:8 c:8 imm:32 */
enum { A_SHIFT = 8, B_SHIFT = 16, C_SHIFT = 24, IMM_SHIFT = 32 };
#define A (insn >> A_SHIFT & 0xff)
#define B (insn >> B_SHIFT & 0xff)
#define C (insn >> C_SHIFT & 0xff)
#define IMM ((int32_t)(insn >> IMM_SHIFT))

__attribute__((noinline, cold)) long helper(long *r, long x)
{
    printf("slow %ld\n", x);
    r[1] = x;
    return x / 3;
}

#define BINARY(X) \
    X(ADD, +) X(SUB, -) X(MUL, *) X(AND, &) X(OR, |) X(XOR, ^)
#define COMPARE(X) \
    X(JLT, <) X(JLE, <=) X(JGT, >) X(JGE, >=) X(JEQ, ==) X(JNE, !=)
#define OPS(X) \
    X(HALT) X(MOVE) X(LOADI) X(NEG) X(NOT) X(JUMP) X(SLOW) X(INNER) \
    X(ADD) X(SUB) X(MUL) X(AND) X(OR) X(XOR) X(ADDI) X(SUBI) X(MULI) X(ANDI) X(ORI) X(XORI) \
    X(JLT) X(JLE) X(JGT) X(JGE) X(JEQ) X(JNE) X(JLTI) X(JLEI) X(JGTI) X(JGEI) X(JEQI) X(JNEI) \
    X(SHL) X(SHR) X(LOAD) X(STORE)
#define ENUM(name) OP_##name,
enum { OPS(ENUM) OP_COUNT };
#if defined(NAMES)
#define NAME(name) #name,
const char *const opcode_names[] = {OPS(NAME)};
#endif

#if defined(DISPATCH_TAIL)
#define PARAMS const Word *pc, long *r, Word insn, const void *const *table, long *mem
#define ARGS pc, r, insn, table, mem
typedef __attribute__((preserve_none)) long Handler(PARAMS);
#define INSTR(name) __attribute__((preserve_none)) long op_##name(PARAMS)
#define NEXT() do { insn = *pc++; __attribute__((musttail)) return ((Handler *)table[insn & 0xff])(ARGS); } while (0)
#define SLOW(name) __attribute__((preserve_none, noinline, cold)) static long slow_##name(PARAMS)
#define GO_SLOW(name) __attribute__((musttail)) return slow_##name(ARGS)
#define END(x) return x
#define FALLBACK(name) \
    SLOW(name) { r[A] = helper(r, r[B]); NEXT(); }
#elif defined(DISPATCH_GOTO)
#define INSTR(name) TARGET_##name:
#define NEXT() do { insn = *pc++; goto *labels[insn & 0xff]; } while (0)
#define GO_SLOW(name) do { r[A] = helper(r, r[B]); NEXT(); } while (0)
#define END(x) return x
#define FALLBACK(name)
#else
#define INSTR(name) case OP_##name:
#define NEXT() goto next
#define GO_SLOW(name) do { r[A] = helper(r, r[B]); NEXT(); } while (0)
#define END(x) return x
#define FALLBACK(name)
#endif
#if defined(SPOIL_CMOV)
#define JUMP_IF(condition) do { pc = (condition) ? pc + IMM : pc; NEXT(); } while (0)
#else
#define JUMP_IF(condition) do { if (condition) { pc += IMM; __asm__ volatile("" : "+r"(pc)); NEXT(); } NEXT(); } while (0)
#endif
#if defined(SPOIL_CALL)
#define MAYBE_CALL() r[A] = helper(r, r[C])
#else
#define MAYBE_CALL() r[A] = r[B] + r[C]
#endif

#if defined(DISPATCH_TAIL)
FALLBACK(SLOW)
#else
long interp_loop(const Word *pc, long *r, long *mem);
long interp_loop(const Word *pc, long *r, long *mem)
{
    Word insn;
#if defined(DISPATCH_GOTO)
#define LABEL(name) &&TARGET_##name,
    static const void *const labels[256] = {OPS(LABEL)};
    NEXT();
#else
next:
    insn = *pc++;
    switch (insn & 0xff) {
#endif
#endif

INSTR(HALT) { END(r[A]); }
INSTR(MOVE) { r[A] = r[B]; NEXT(); }
INSTR(LOADI) { r[A] = IMM; NEXT(); }
INSTR(NEG) { r[A] = -r[B]; NEXT(); }
INSTR(NOT) { r[A] = ~r[B]; NEXT(); }
INSTR(JUMP) { pc += IMM; NEXT(); }
INSTR(SLOW) { if (r[B] > 100) GO_SLOW(SLOW); r[A] = r[B] + 1; NEXT(); }
INSTR(INNER) {
    switch (r[B]) {
    case 0: r[A] = r[C] * 7; break;
    case 1: r[A] = r[C] / 3; break;
    case 2: r[A] = mem[r[C] & 63]; break;
    case 3: mem[r[C] & 63] = r[A]; break;
    case 4: r[A] ^= r[C] << 3; break;
    case 5: r[A] -= r[C] >> 2; break;
    }
    NEXT();
}
#define X(name, op) INSTR(name) { r[A] = r[B] op r[C]; NEXT(); }
#define Y(name, op) INSTR(name##I) { r[A] = r[B] op IMM; NEXT(); }
INSTR(ADD) { MAYBE_CALL(); NEXT(); }
X(SUB, -) X(MUL, *) X(AND, &) X(OR, |) X(XOR, ^)
BINARY(Y)
#undef X
#undef Y
#define X(name, op) INSTR(name) { JUMP_IF(r[A] op r[B]); }
#define Y(name, op) INSTR(name##I) { JUMP_IF(r[A] op (long)B); }
COMPARE(X)
COMPARE(Y)
INSTR(SHL) { r[A] = (long)((unsigned long)r[B] << (r[C] & 63)); NEXT(); }
INSTR(SHR) { r[A] = r[B] >> (r[C] & 63); NEXT(); }
INSTR(LOAD) { r[A] = mem[r[B] & 63]; NEXT(); }
INSTR(STORE) { mem[r[B] & 63] = r[A]; NEXT(); }

#if defined(DISPATCH_TAIL)
#define ENTRY(name) (const void *)op_##name,
static const void *const op_table[256] = {OPS(ENTRY)};
long interp_loop(const Word *pc, long *r, long *mem)
{
    Word insn = *pc++;
    return ((Handler *)op_table[insn & 0xff])(pc, r, insn, op_table, mem);
}
#else
#if !defined(DISPATCH_GOTO)
    default: __builtin_unreachable();
    }
#endif
}
#endif

#define W(op, a, b, c, imm) ((Word)OP_##op | (Word)(a) << A_SHIFT | (Word)(b) << B_SHIFT | (Word)(c) << C_SHIFT | (Word)(uint32_t)(imm) << IMM_SHIFT)
int main(void)
{
    static const Word program[] = {
        W(LOADI, 0, 0, 0, 0), W(LOADI, 1, 0, 0, 0), W(LOADI, 2, 0, 0, 1000),
        W(ADD, 1, 1, 0, 0), W(ADDI, 0, 0, 0, 1), W(JLT, 0, 2, 0, -3), W(HALT, 1, 0, 0, 0),
    };
    long r[256] = {0}, mem[64] = {0};
    long answer = interp_loop(program, r, mem);
    printf("%ld\n", answer);
    return answer != 499500;
}
