// Compiler and bit helpers that every other file may use. No functions with state, nothing about Python.
#ifndef BASE_COMMON_H
#define BASE_COMMON_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)

#define NORETURN __attribute__((noreturn))
#define NOINLINE __attribute__((noinline))
#define COLD __attribute__((cold, noinline))
#define ALWAYS_INLINE inline __attribute__((always_inline))
#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(format_index, first_arg) __attribute__((format(printf, format_index, first_arg)))

// Number of elements of an array; a compile-time error for a pointer.
#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]) + 0 * sizeof(char[1 - 2 * __builtin_types_compatible_p(__typeof__(a), __typeof__(&(a)[0]))]))

// The struct that holds `member` at address `ptr`.
#define CONTAINER_OF(ptr, type, member) ((type *)((char *)(ptr) - offsetof(type, member)))

// Marks a point that cannot be reached: asserts in debug, informs the optimiser in release.
#define UNREACHABLE() (assert(!"unreachable"), __builtin_unreachable())

static_assert(sizeof(size_t) == 8 && sizeof(void *) == 8, "64-bit targets only");
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "little-endian targets only");

// ---- sizes --------------------------------------------------------------------------------------------------------

static inline size_t size_min(size_t a, size_t b) { return a < b ? a : b; }
static inline size_t size_max(size_t a, size_t b) { return a > b ? a : b; }

// Checked arithmetic: true and the result in *out, or false (and *out unspecified) on overflow.
static inline bool size_add(size_t a, size_t b, size_t *out) { return !__builtin_add_overflow(a, b, out); }
static inline bool size_mul(size_t a, size_t b, size_t *out) { return !__builtin_mul_overflow(a, b, out); }

// Rounds n up to a multiple of `unit`, a power of two. The caller makes sure that it cannot wrap.
static inline size_t size_align(size_t n, size_t unit) { return (n + unit - 1) & ~(unit - 1); }

// ---- bits ---------------------------------------------------------------------------------------------------------

// Leading and trailing zero bits; 64 for zero.
static inline unsigned clz64(uint64_t x) { return x ? (unsigned)__builtin_clzll(x) : 64; }
static inline unsigned ctz64(uint64_t x) { return x ? (unsigned)__builtin_ctzll(x) : 64; }
static inline unsigned popcount64(uint64_t x) { return (unsigned)__builtin_popcountll(x); }

// Bits needed to write x: 0 for 0, 1 for 1, 64 for 2**63.
static inline unsigned bit_length64(uint64_t x) { return 64 - clz64(x); }

static inline uint64_t rotl64(uint64_t x, unsigned k) { return (x << (k & 63)) | (x >> (-k & 63)); }
static inline uint64_t rotr64(uint64_t x, unsigned k) { return (x >> (k & 63)) | (x << (-k & 63)); }
static inline uint32_t rotl32(uint32_t x, unsigned k) { return (x << (k & 31)) | (x >> (-k & 31)); }

static inline bool is_pow2(uint64_t x) { return x && !(x & (x - 1)); }

// The smallest power of two >= x, and 1 for 0; x must be at most 2**63.
static inline uint64_t next_pow2(uint64_t x) { return x <= 1 ? 1 : (uint64_t)1 << bit_length64(x - 1); }

// ---- unaligned memory ---------------------------------------------------------------------------------------------

static inline uint16_t load_u16(const void *p) { uint16_t v; memcpy(&v, p, sizeof v); return v; }
static inline uint32_t load_u32(const void *p) { uint32_t v; memcpy(&v, p, sizeof v); return v; }
static inline uint64_t load_u64(const void *p) { uint64_t v; memcpy(&v, p, sizeof v); return v; }
static inline void store_u16(void *p, uint16_t v) { memcpy(p, &v, sizeof v); }
static inline void store_u32(void *p, uint32_t v) { memcpy(p, &v, sizeof v); }
static inline void store_u64(void *p, uint64_t v) { memcpy(p, &v, sizeof v); }

static inline uint64_t double_bits(double d) { uint64_t v; memcpy(&v, &d, sizeof v); return v; }
static inline double double_from_bits(uint64_t v) { double d; memcpy(&d, &v, sizeof d); return d; }

#endif
