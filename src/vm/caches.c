/* caches.c - which code objects have inline caches, and forgetting all of them at once when a class they depend on changes. */
#include "vm/caches.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include <stdlib.h>

bool site_cache_init(Runtime *rt) { return (rt->site_cache = calloc(SITE_CACHE_SIZE, sizeof(SiteEntry))) != NULL; }
static void site_cache_clear(Runtime *rt) { memset(rt->site_cache, 0, SITE_CACHE_SIZE * sizeof(SiteEntry)); }

struct CodeList { Code **code; size_t count, capacity; };

bool caches_list_code(Thread *t, Code *code)
{
    if (code->listed) return true;
    Runtime *rt = t->rt;
    if (!rt->codes && !(rt->codes = calloc(1, sizeof *rt->codes))) return raise_memory_error(t), false;
    struct CodeList *list = rt->codes;
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? list->capacity * 2 : 64;
        Code **grown = realloc(list->code, capacity * sizeof *grown);
        if (!grown) return raise_memory_error(t), false;
        list->code = grown;
        list->capacity = capacity;
    }
    list->code[list->count++] = code;
    code->listed = true;
    return true;
}

void caches_forget_dead_codes(Runtime *rt, Tracer *tr)
{
    struct CodeList *list = rt->codes;
    size_t n = 0;
    for (size_t i = 0; list && i < list->count; i++)
        if (gc_is_marked(tr, list->code[i])) list->code[n++] = list->code[i];
    if (list) list->count = n;
    site_cache_clear(rt);
    uint32_t m = 0;
    for (uint32_t i = 0; i < rt->cached_type_count; i++)
        if (gc_is_marked(tr, rt->cached_types[i])) rt->cached_types[m++] = rt->cached_types[i];
    rt->cached_type_count = m;
}

void caches_free(Runtime *rt)
{
    if (rt->codes) free(rt->codes->code);
    free(rt->codes);
    free(rt->cached_types);
    free(rt->site_cache);
}

bool caches_depend_on(Thread *t, Type *type)
{
    Runtime *rt = t->rt;
    const Tuple *mro = as_tuple(type->mro);
    for (size_t i = 0; i < mro->length; i++) {
        Type *base = as_type(mro->items[i]);
        if (base->flags & TYPE_CACHED) continue;
        if (rt->cached_type_count == rt->cached_type_capacity) {
            uint32_t capacity = rt->cached_type_capacity ? rt->cached_type_capacity * 2 : 64;
            Type **grown = realloc(rt->cached_types, capacity * sizeof *grown);
            if (!grown) return raise_memory_error(t), false;
            rt->cached_types = grown;
            rt->cached_type_capacity = capacity;
        }
        rt->cached_types[rt->cached_type_count++] = base;
        base->flags |= TYPE_CACHED;
    }
    return true;
}

static void flush_code(Code *code)
{
    for (uint32_t i = 0; i < code->word_count;) {
        uint64_t *w = &code->words[i];
        unsigned words = op_info[word_op(*w)].words;
        if (words >= 3) {
            *(uint8_t *)w = (uint8_t)opcode_generic((Opcode)word_op(*w));
            w[1] = 0;
            w[words - 1] &= 0xffffffff;
        }
        i += words;
    }
}

void caches_flush(Runtime *rt)
{
    site_cache_clear(rt);
    for (size_t i = 0; rt->codes && i < rt->codes->count; i++) flush_code(rt->codes->code[i]);
    for (uint32_t i = 0; i < rt->cached_type_count; i++) rt->cached_types[i]->flags &= ~(uint32_t)TYPE_CACHED;
    rt->cached_type_count = 0;
}
