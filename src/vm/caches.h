/* caches.h - inline caches: filling and flushing. */
#ifndef VM_CACHES_H
#define VM_CACHES_H

#include "vm/code.h"
#include "runtime/type.h"

/* a cache now depends on lookups through type and its bases */
bool caches_depend_on(Thread *t, Type *type);
/* forgets every inline cache of the runtime */
void caches_flush(Runtime *rt);
bool caches_list_code(Thread *t, Code *code);         /* code has caches to be flushed */
void caches_forget_dead_codes(Runtime *rt, Tracer *tr);
void caches_free(Runtime *rt);

#endif
