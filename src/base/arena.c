#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

struct ArenaBlock {
  ArenaBlock *older;
  size_t size;
  char data[];
};

enum { FIRST_BLOCK = 8 << 10, LARGEST_BLOCK = 1 << 20 };

void arena_init(Arena *arena, size_t limit) {
  memset(arena, 0, sizeof *arena);
  arena->limit = limit ? limit : SIZE_MAX;
}

void arena_free(Arena *arena) {
  for (ArenaBlock *block = arena->blocks; block;) {
    ArenaBlock *older = block->older;
    free(block);
    block = older;
  }
  arena_init(arena, arena->limit);
}

/* Blocks are zeroed when obtained (calloc gets fresh pages for nothing), so handing out a piece is just the bump. */
static ArenaBlock *new_block(Arena *arena, size_t data_size) {
  size_t size = sizeof(ArenaBlock) + data_size;
  if (arena->failed || size < data_size || size > arena->limit - arena->total) return NULL;
  ArenaBlock *block = calloc(1, size);
  if (!block) return NULL;
  block->size = data_size;
  arena->total += size;
  return block;
}

void *arena_alloc_slow(Arena *arena, size_t size) {
  size_t need = (size + 7) & ~(size_t)7;
  size_t usual = arena->blocks ? arena->total : FIRST_BLOCK;
  if (usual > LARGEST_BLOCK) usual = LARGEST_BLOCK;
  bool own = need > usual / 4; /* a large piece gets its own block, the current one stays in use */
  ArenaBlock *block = need < size ? NULL : new_block(arena, own ? need : usual);
  if (!block) {
    arena->failed = true;
    arena->next = arena->end; /* whatever is left stays unused: failure is sticky */
    return NULL;
  }
  if (own && arena->blocks) {
    block->older = arena->blocks->older;
    arena->blocks->older = block;
    return block->data;
  }
  block->older = arena->blocks;
  arena->blocks = block;
  arena->next = block->data + need;
  arena->end = block->data + block->size;
  return block->data;
}

char *arena_strdup(Arena *arena, const char *bytes, size_t length) {
  char *copy = length == SIZE_MAX ? NULL : arena_alloc(arena, length + 1);
  if (copy && length) memcpy(copy, bytes, length);
  return copy;
}

void *arena_grow(Arena *arena, void *piece, size_t old_size, size_t new_size) {
  if (new_size <= old_size && piece) return piece;
  size_t old_need = (old_size + 7) & ~(size_t)7, new_need = (new_size + 7) & ~(size_t)7;
  if (piece && new_need >= new_size && (char *)piece + old_need == arena->next &&
      new_need - old_need <= (size_t)(arena->end - arena->next)) {
    arena->next += new_need - old_need;
    return piece;
  }
  void *copy = arena_alloc(arena, new_size);
  if (copy && old_size) memcpy(copy, piece, old_size);
  return copy;
}
