/* _random.c - random.Random's generator: MT19937, the Mersenne Twister of M. Matsumoto and T. Nishimura (1998).
 *
 * Invariant: index is in [0, N]; N: all words are used up, the next one makes a new block. */
#include <errno.h>
#include <sys/random.h>

#include "modules/args.h"
#include "objects/arguments.h"
#include "objects/int_limbs.h"
#include "objects/numbers.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/ops.h"

enum { N = 624, M = 397 };

typedef struct Random {
    Header header;
    uint32_t index, state[N];
} Random;

static Random *as_random(Value v) { return as_cell(v); }

static uint32_t twist(uint32_t upper, uint32_t lower)
{
    uint32_t y = (upper & 0x80000000) | (lower & 0x7fffffff);
    return y >> 1 ^ (y & 1 ? 0x9908b0df : 0);
}
static uint32_t next_word(Random *r)
{
    uint32_t *s = r->state;
    if (r->index >= N) {
        for (int i = 0; i < N; i++) s[i] = s[(i + M) % N] ^ twist(s[i], s[(i + 1) % N]);
        r->index = 0;
    }
    uint32_t y = s[r->index++];
    y ^= y >> 11;
    y ^= y << 7 & 0x9d2c5680;
    y ^= y << 15 & 0xefc60000;
    return y ^ y >> 18;
}

static void seed_with_number(Random *r, uint32_t seed)
{
    r->state[0] = seed;
    for (uint32_t i = 1; i < N; i++) r->state[i] = 1812433253U * (r->state[i - 1] ^ r->state[i - 1] >> 30) + i;
    r->index = N;
}
/* the reference implementation's init_by_array; n > 0 */
static void seed_with_words(Random *r, const uint32_t *key, size_t n)
{
    uint32_t *s = r->state, i = 1;
    size_t k = 0;
    seed_with_number(r, 19650218U);
    for (size_t rounds = n > N ? n : N; rounds; rounds--) {
        s[i] = (s[i] ^ (s[i - 1] ^ s[i - 1] >> 30) * 1664525U) + key[k] + (uint32_t)k;
        if (++i == N) s[0] = s[N - 1], i = 1;
        if (++k == n) k = 0;
    }
    for (int rounds = N - 1; rounds; rounds--) {
        s[i] = (s[i] ^ (s[i - 1] ^ s[i - 1] >> 30) * 1566083941U) - i;
        if (++i == N) s[0] = s[N - 1], i = 1;
    }
    s[0] = 0x80000000;
}
static bool seed_from_system(Thread *t, Random *r)
{
    uint32_t key[N];
    for (size_t done = 0; done < sizeof key;) {
        ssize_t got = getrandom((char *)key + done, sizeof key - done, 0);
        if (got < 0 && errno != EINTR) return raise_errno(t, errno, V_NULL), false;
        if (got > 0) done += (size_t)got;
    }
    seed_with_words(r, key, N);
    return true;
}
static bool seed(Thread *t, Random *r, Value v)
{
    if (is_null(v) || is_none(v)) return seed_from_system(t, r);
    if (!is_int(v)) {
        int64_t hash = hash_of(t, v);
        if (hash == -1) return false;
        v = int_from_uint64(t, (uint64_t)hash);
        if (is_null(v)) return false;
    }
    IntView size;
    int_view(v, &size);
    if (!size.n) return seed_with_words(r, &(uint32_t){0}, 1), true;
    uint32_t *key = (uint32_t *)int_temporary(t, size.n);
    if (!key) return false;
    for (size_t i = 0; i < 2 * size.n; i++) key[i] = (uint32_t)(size.limbs[i / 2] >> 32 * (i % 2));
    seed_with_words(r, key, 2 * size.n - !key[2 * size.n - 1]);
    return true;
}

static Value random_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Random *r = object_alloc(t, as_type(a[0]), 0);
    return r ? value_cell(r) : V_NULL;
}
static Value random_init(Thread *t, Value *a, size_t n)
{
    if (!arguments_positional(t, type_of(t, a[0]), T_RANDOM, &n, 0, 1)) return V_NULL;
    return seed(t, as_random(a[0]), n > 1 ? a[1] : V_NULL) ? V_NONE : V_NULL;
}
static Value random_seed(Thread *t, Value *a, size_t n) { (void)n; return seed(t, as_random(a[0]), a[1]) ? V_NONE : V_NULL; }

static Value random_random(Thread *t, Value *a, size_t n)
{
    (void)n;
    Random *r = as_random(a[0]);
    uint32_t high = next_word(r) >> 5, low = next_word(r) >> 6;
    return float_new(t, (high * 67108864.0 + low) * (1.0 / 9007199254740992.0));
}
static Value random_getrandbits(Thread *t, Value *a, size_t n)
{
    (void)n;
    Random *r = as_random(a[0]);
    Value v = to_index(t, a[1]);
    if (is_null(v)) return V_NULL;
    if (int_sign(v) < 0) return raise(t, T_VALUE_ERROR, "Cannot convert negative int");
    if (int_bit_length(v) > 64) return raise(t, T_OVERFLOW_ERROR, "Python int too large for C uint64_t");
    IntView count;
    int_view(v, &count);
    uint64_t bits = count.n ? count.limbs[0] : 0;
    if (!bits) return value_fixnum(0);
    if (bits <= 32) return value_fixnum(next_word(r) >> (32 - bits));
    uint64_t words = (bits - 1) / 32 + 1;
    mp_limb_t *limbs = int_temporary(t, words / 2 + 1);
    if (!limbs) return V_NULL;
    for (uint64_t i = 0; i < words; i++, bits -= 32) limbs[i / 2] |= (uint64_t)(next_word(r) >> (bits < 32 ? 32 - bits : 0)) << 32 * (i % 2);
    return int_from_limbs(t, false, (const uint64_t *)limbs, words / 2 + 1);
}
static Value random_getstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    Tuple *state = tuple_alloc(t, N + 1);
    if (!state) return V_NULL;
    for (int i = 0; i < N; i++) state->items[i] = value_fixnum(as_random(a[0])->state[i]);
    state->items[N] = value_fixnum(as_random(a[0])->index);
    return value_cell(state);
}
static bool state_word(Thread *t, Value v, uint64_t *out)
{
    return is_int(v) ? arg_unsigned_long(t, v, out) : RAISE_FALSE(t, T_TYPE_ERROR, "an integer is required");
}
static Value random_setstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    uint32_t words[N];
    uint64_t word;
    if (!is_tuple(a[1])) return raise(t, T_TYPE_ERROR, "state vector must be a tuple");
    const Tuple *state = as_tuple(a[1]);
    if (state->length != N + 1) return raise(t, T_VALUE_ERROR, "state vector is the wrong size");
    for (int i = 0; i < N; i++) {
        if (!state_word(t, state->items[i], &word)) return V_NULL;
        words[i] = (uint32_t)word;
    }
    Value index = state->items[N];
    if (is_int(index) && int_sign(index) < 0) return raise(t, T_VALUE_ERROR, "invalid state");
    if (!state_word(t, index, &word)) return V_NULL;
    if (word > N) return raise(t, T_VALUE_ERROR, "invalid state");
    memcpy(as_random(a[0])->state, words, sizeof words);
    as_random(a[0])->index = (uint32_t)word;
    return V_NONE;
}

static const NativeDef methods[] = {
    {"__init__", random_init, NULL, NULL, FN_KEYWORDS},
    FN("random", random_random, "($self, /)", "random() -> x in the interval [0, 1)."),
    FN("seed", random_seed, "($self, n=None, /)", "seed([n]) -> None.\n\nWithout n, or with None, from the operating system's source of randomness."),
    FN("getstate", random_getstate, "($self, /)", "getstate() -> tuple containing the current state."),
    FN("setstate", random_setstate, "($self, state, /)", "setstate(state) -> None.  Restores generator state."),
    FN("getrandbits", random_getrandbits, "($self, k, /)", "getrandbits(k) -> x.  Generates an int with k random bits."),
    FN_END};

const TypeSpec random_type_spec = {
    .name = "_random.Random", .doc = "Random() -> create a random number generator with its own internal state.", .base = T_OBJECT, .flags = TYPE_BASE,
    .size = sizeof(Random), .methods = methods, .construct = {"__new__", random_construct, NULL, NULL, FN_KEYWORDS}};

static bool setup(Thread *t, Value module) { return module_add_type(t, module, T_RANDOM); }

const ModuleSpec _random_module_spec = {"_random", "Module implements the Mersenne Twister random number generator.", NULL, NULL, setup};
