/* A bump allocator: many small pieces with one lifetime, freed at once.
 *
 * Every piece is zeroed and 8-aligned. The first failure (no memory, or the limit passed) sets `failed`, which stays
 * set: from then on every request returns NULL, so that a caller may check the flag once after a run of requests. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ArenaBlock ArenaBlock;

typedef struct Arena {
  char *next, *end;   /* the free range of the newest block */
  ArenaBlock *blocks; /* newest first */
  size_t total;       /* bytes obtained from the system */
  size_t limit;       /* the most `total` may reach */
  bool failed;
} Arena;

/* An empty arena; nothing is allocated yet. limit: bytes, 0 for no limit. */
void arena_init(Arena *arena, size_t limit);
/* Frees every piece and makes the arena empty again, `failed` cleared. */
void arena_free(Arena *arena);
void *arena_alloc_slow(Arena *arena, size_t size);
/* A copy of bytes[0..length) with a NUL behind it; NULL on failure. */
char *arena_strdup(Arena *arena, const char *bytes, size_t length);
/* A piece of new_size that starts with the old piece's old_size bytes, grown in place where possible; NULL on failure. */
void *arena_grow(Arena *arena, void *piece, size_t old_size, size_t new_size);

/* size zeroed bytes, 8-aligned; NULL on failure. */
static inline void *arena_alloc(Arena *arena, size_t size) {
  size_t need = (size + 7) & ~(size_t)7;
  if (need < size || need > (size_t)(arena->end - arena->next)) return arena_alloc_slow(arena, size);
  void *piece = arena->next;
  arena->next += need;
  return piece;
}

#endif
