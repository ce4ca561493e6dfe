/* weakref.h - weak references and proxies. */
#ifndef OBJECTS_WEAKREF_H
#define OBJECTS_WEAKREF_H

#include "runtime/type.h"

typedef struct WeakRef {
    Header header;
    Value referent;           /* untraced; null once it is dead */
    Value callback;           /* or null */
    int64_t hash;
    Type *type_seen;          /* its type if that is a native one: what find_shared() compares */
    bool hash_known;
} WeakRef;

Value weakref_new(Thread *t, Value referent, Value callback);      /* callback: null or None for none */
Value weak_proxy_new(Thread *t, Value referent, Value callback);
Value weakref_all(Thread *t, Value referent);                      /* a list of the refs and proxies to it, oldest first */
size_t weakref_count(Thread *t, Value referent);

#endif
