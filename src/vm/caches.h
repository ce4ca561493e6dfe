/* caches.h - inline caches: filling and flushing. */
#ifndef VM_CACHES_H
#define VM_CACHES_H

#include "vm/code.h"
#include "runtime/type.h"

/* For sites that see many shapes: one table a runtime, from shape and name to where the attribute is. An entry holds while no class
 * a cache depends on changes (caches_flush) and nothing is collected. */
typedef enum SiteKind { SITE_EMPTY, SITE_SLOT, SITE_METHOD } SiteKind;
typedef struct SiteEntry { uint64_t name; uint32_t shape; uint32_t kind; uint64_t data; } SiteEntry; /* SLOT: byte offset; METHOD: the function */
#define SITE_CACHE_SIZE 1024
static inline SiteEntry *site_entry(Thread *t, uint32_t shape, Value name)
{
    return &((SiteEntry *)t->rt->site_cache)[(shape * 31 + (uint32_t)(value_identity(name) >> 4)) % SITE_CACHE_SIZE];
}
static inline bool site_hit(const SiteEntry *e, uint32_t shape, Value name, SiteKind kind)
{
    return e->shape == shape && e->name == value_identity(name) && e->kind == kind;
}
bool site_cache_init(Runtime *rt);

/* a cache now depends on lookups through type and its bases */
bool caches_depend_on(Thread *t, Type *type);
/* forgets every inline cache of the runtime */
void caches_flush(Runtime *rt);
bool caches_list_code(Thread *t, Code *code);         /* code has caches to be flushed */
void caches_forget_dead_codes(Runtime *rt, Tracer *tr);
void caches_free(Runtime *rt);

#endif
