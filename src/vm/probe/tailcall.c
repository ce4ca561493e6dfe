// The configure-time probe: may the interpreter be built from handlers that tail-call each other?
//
// It is compiled with the interpreter's own flags and run. Compiling alone proves too little: gcc 16 before 2026-05-15
// miscompiled preserve_none (PR 120870), and clang up to 21 loses handler arguments under AddressSanitizer when a
// handler has instrumented locals. So it does in small what the interpreter does: six parameters, a table of handlers,
// fast paths without a frame, cold paths of their own that call ordinary C functions (by pointer, with results by
// address, with floats in registers), and far more dispatches than any stack has room for frames.
// Prints nothing and exits with 0 when all results are right; otherwise says on stdout what is wrong and exits with 1.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef __has_attribute
#define __has_attribute(x) 0
#endif
#if !__has_attribute(preserve_none)
#error "the compiler has no preserve_none calling convention"
#endif
#if !__has_attribute(musttail)
#error "the compiler has no musttail attribute"
#endif

typedef struct Machine Machine;
typedef struct { uint8_t op, spare; uint16_t a, b, c; } Instr;
#define PARAMS uint64_t *regs, const Instr *pc, const void *const *table, Machine *m, uint64_t word, uint64_t extra
#define ARGS regs, pc, table, m, word, extra
#define HANDLER __attribute__((preserve_none, noinline)) static uint64_t
#define TAIL __attribute__((musttail)) return
typedef __attribute__((preserve_none)) uint64_t Handler(PARAMS);

struct Machine {
    uint64_t regs[16];
    uint64_t calls;     // of ordinary C functions
    double sum;
    uint64_t extra_in;
    void (*volatile indirect)(Machine *, uint64_t *, double);
};

static Instr decode(uint64_t word)
{
    Instr i;
    memcpy(&i, &word, sizeof i);
    return i;
}

// The next word and its handler; `extra` changes with every step, so that a lost or swapped argument shows.
#define NEXT()                                                       \
    do {                                                             \
        memcpy(&word, pc, sizeof word);                              \
        extra = extra * 6364136223846793005u + (word & 0xff) + 1;    \
        pc++;                                                        \
        TAIL ((Handler *)table[word & 0xff])(ARGS);                  \
    } while (0)

// Ordinary functions: they clobber every register the platform's convention lets them.
__attribute__((noinline)) static int64_t slow_divide(Machine *m, int64_t x, int64_t y, int64_t *rest)
{
    char text[64];
    snprintf(text, sizeof text, "%lld %lld", (long long)x, (long long)y);
    long long p, q;
    if (sscanf(text, "%lld %lld", &p, &q) != 2) abort();
    m->calls++;
    *rest = p % q;
    return p / q;
}

static void note(Machine *m, uint64_t *where, double x)
{
    m->calls++;
    m->sum += x;
    *where += 1;
}

HANDLER op_load(PARAMS)
{
    Instr i = decode(word);
    regs[i.a] = (uint64_t)i.b << 16 | i.c;
    NEXT();
}

HANDLER add_overflow(PARAMS);
HANDLER op_add(PARAMS)
{
    Instr i = decode(word);
    int64_t sum;
    if (__builtin_expect(__builtin_add_overflow((int64_t)regs[i.b], (int64_t)regs[i.c], &sum), 0))
        TAIL add_overflow(ARGS);
    regs[i.a] = (uint64_t)sum;
    NEXT();
}

__attribute__((cold)) HANDLER add_overflow(PARAMS)
{
    Instr i = decode(word);
    uint64_t seen[3] = {regs[i.b], regs[i.c], extra};  // a local with an address: what ASan instruments
    m->indirect(m, &seen[2], (double)(seen[0] >> 32));
    regs[i.a] = seen[0] + seen[1];
    if (seen[2] != extra + 1) abort();
    NEXT();
}

HANDLER divide_slow(PARAMS);
HANDLER op_divide(PARAMS)
{
    Instr i = decode(word);
    if (regs[i.c] & (regs[i.c] - 1)) TAIL divide_slow(ARGS);
    regs[i.a] = regs[i.b] >> __builtin_ctzll(regs[i.c]);
    NEXT();
}

__attribute__((cold)) HANDLER divide_slow(PARAMS)
{
    Instr i = decode(word);
    int64_t rest = -1;
    int64_t quotient = slow_divide(m, (int64_t)regs[i.b], (int64_t)regs[i.c], &rest);
    m->indirect(m, &regs[15], (double)rest);
    regs[i.a] = (uint64_t)quotient;
    NEXT();
}

HANDLER op_xor(PARAMS)
{
    Instr i = decode(word);
    regs[i.a] = regs[i.b] ^ (regs[i.c] << 1);
    NEXT();
}

// A conditional jump with a dispatch on each side.
HANDLER op_jump_if_less(PARAMS)
{
    Instr i = decode(word);
    if ((int64_t)regs[i.a] < (int64_t)regs[i.b]) {
        pc += (int16_t)i.c;
        __asm__ volatile("" : "+r"(pc));
        NEXT();
    }
    NEXT();
}

HANDLER op_stop(PARAMS)
{
    (void)pc, (void)table;
    m->extra_in = extra;
    return regs[decode(word).a];
}

enum { LOAD, ADD, DIVIDE, XOR, JUMP_IF_LESS, STOP, OPS };

// The same program in plain C.
static uint64_t expected(uint64_t rounds, uint64_t *extra, uint64_t *calls, double *sum, const Instr *code)
{
    uint64_t r[16] = {0}, n = 0;
    *calls = 0, *sum = 0;
    for (const Instr *pc = code;;) {
        Instr i = *pc++;
        *extra = *extra * 6364136223846793005u + i.op + 1;
        switch (i.op) {
        case LOAD: r[i.a] = (uint64_t)i.b << 16 | i.c; break;
        case ADD: {
            int64_t s;
            if (__builtin_add_overflow((int64_t)r[i.b], (int64_t)r[i.c], &s)) ++*calls, *sum += (double)(r[i.b] >> 32);
            r[i.a] = r[i.b] + r[i.c];
            break;
        }
        case DIVIDE:
            if (r[i.c] & (r[i.c] - 1)) *calls += 2, *sum += (double)(r[i.b] % r[i.c]), r[15]++;
            r[i.a] = r[i.b] / r[i.c];
            break;
        case XOR: r[i.a] = r[i.b] ^ (r[i.c] << 1); break;
        case JUMP_IF_LESS: if ((int64_t)r[i.a] < (int64_t)r[i.b]) pc += (int16_t)i.c; break;
        default: return r[i.a];
        }
        if (++n > rounds * 16) return 0;
    }
}

int main(void)
{
    static const void *const table[256] = {
        [LOAD] = (const void *)op_load, [ADD] = (const void *)op_add, [DIVIDE] = (const void *)op_divide,
        [XOR] = (const void *)op_xor, [JUMP_IF_LESS] = (const void *)op_jump_if_less, [STOP] = (const void *)op_stop,
    };
    enum { ROUNDS = 200000 };  // 8 dispatches each: 1.6 million frames, had they been calls
    static const Instr code[] = {
        {LOAD, 0, 0, 0, 0}, {LOAD, 0, 1, ROUNDS >> 16, ROUNDS & 0xffff}, {LOAD, 0, 2, 0, 1}, {LOAD, 0, 3, 0, 7},
        {LOAD, 0, 4, 0x7fff, 0xffff}, {LOAD, 0, 7, 0, 4}, {LOAD, 0, 8, 0, 100}, {LOAD, 0, 10, 0, 1},
        // loop:
        {ADD, 0, 0, 0, 2},           // i += 1
        {XOR, 0, 5, 4, 0},
        {DIVIDE, 0, 6, 5, 7},        // by a power of two: fast
        {ADD, 0, 9, 9, 6},
        {JUMP_IF_LESS, 0, 8, 0, 2},  // only the first hundred rounds take the slow paths below
        {DIVIDE, 0, 6, 5, 3},
        {ADD, 0, 10, 10, 10},
        {JUMP_IF_LESS, 0, 0, 1, (uint16_t)-8},
        {ADD, 0, 9, 9, 15}, {STOP, 0, 9, 0, 0},
    };
    static Machine m;
    m.indirect = note;
    uint64_t want_extra = 1, want_calls, got_calls;
    double want_sum;
    uint64_t want = expected(ROUNDS, &want_extra, &want_calls, &want_sum, code);

    uint64_t *regs = m.regs, word, extra = 1;
    const Instr *pc = code;
    memcpy(&word, pc, sizeof word);
    extra = extra * 6364136223846793005u + (word & 0xff) + 1;
    pc++;
    uint64_t got = ((Handler *)table[word & 0xff])(regs, pc, table, &m, word, extra);
    got_calls = m.calls;
    if (got != want || m.extra_in != want_extra || got_calls != want_calls || m.sum != want_sum) {
        printf("a handler lost an argument or a result (%llx for %llx, %llu calls for %llu)\n", (unsigned long long)got,
               (unsigned long long)want, (unsigned long long)got_calls, (unsigned long long)want_calls);
        return 1;
    }
    return 0;
}
