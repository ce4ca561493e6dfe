/* dict.h - insertion-ordered hash tables: a compact entry array and an index table.
 *
 * Invariants
 *  - entries[0 .. used) in insertion order; a deleted one has key V_NULL. index maps hash -> entry number, open addressing,
 *    of 1, 2 or 4 byte cells by size.
 *  - keys_version changes whenever a key is inserted, removed or the entries move; replacing a value keeps it. Inline caches
 *    may hold the address of a value together with the version. 0: not given out yet; dict_keys_version() does.
 *  - a watched dict (a type's or module's) behaves the same; nothing else may write to entries.
 */
#ifndef OBJECTS_DICT_H
#define OBJECTS_DICT_H

#include "runtime/type.h"

typedef struct DictEntry { Value key, value; int64_t hash; } DictEntry;

struct Dict {
    Header header;
    DictEntry *entries;       /* in a K_BUFFER cell, behind its header; NULL while empty */
    void *index;              /* in a K_BUFFER cell, behind its header */
    uint32_t used, capacity;  /* entries */
    uint32_t count;           /* live ones */
    uint8_t log2_index;       /* index cells; 0: none */
    bool str_keys;            /* all keys are exact str: lookups of a str cannot run code */
    uint32_t keys_version;
    uint32_t mutations;       /* for "changed size during iteration" style checks and views */
};

static inline Dict *as_dict(Value v) { return as_cell(v); }
static inline bool is_dict(Value v) { return has_kind(v, K_DICT); }
static inline bool is_exact_dict(Value v) { return has_exact_kind(v, K_DICT); }
Value dict_new(Thread *t);
Value dict_with_capacity(Thread *t, size_t n);
/* V_NULL: absent, or exception set (hashing or comparing raised): see error_set */
Value dict_get(Thread *t, Value dict, Value key);
bool dict_set(Thread *t, Value dict, Value key, Value v);
int dict_delete(Thread *t, Value dict, Value key);           /* 1 deleted, 0 absent, -1 exception */
Value dict_pop(Thread *t, Value dict, Value key);            /* V_NULL: absent or exception */
Value dict_set_default(Thread *t, Value dict, Value key, Value v); /* the value now there */
/* str keys: never run code, never raise (set: MemoryError) */
Value dict_get_str(Thread *t, Dict *d, Value key);           /* key: any exact str */
Value *dict_find_str(Thread *t, Dict *d, Value key);         /* address of the value; valid until keys_version changes */
bool dict_set_str(Thread *t, Dict *d, Value key, Value v);
bool dict_set_text(Thread *t, Value dict, const char *key, Value v); /* key interned */
Value dict_get_text(Thread *t, Value dict, const char *key);
int dict_contains(Thread *t, Value dict, Value key);
/* walks live entries: *position starts at 0; false at the end */
bool dict_next(const Dict *d, uint32_t *position, Value *key, Value *value);
bool dict_update(Thread *t, Value dict, Value other);        /* mapping or iterable of pairs */
bool dict_merge(Thread *t, Value dict, Value mapping, bool replace);
Value dict_copy(Thread *t, Value dict);
void dict_clear(Thread *t, Value dict);
uint32_t dict_keys_version(Thread *t, Dict *d);              /* non-zero */
Value dict_keys_list(Thread *t, Value dict);                 /* a new list */
/* the entry of a key: 1 and *entry, valid until the dict changes, 0 absent, -1 exception. hash: hash_of(key) */
int dict_find(Thread *t, Dict *d, Value key, int64_t hash, DictEntry **entry);
/* dict_set with a hash already known */
bool dict_set_hashed(Thread *t, Dict *d, Value key, int64_t hash, Value v);
void dict_remove_entry(Thread *t, Dict *d, DictEntry *entry);
/* hash of a key; -1: TypeError "cannot use 'list' as a dict key (...)" or whatever __hash__ raised */
int64_t dict_key_hash(Thread *t, Value key);
/* dict(...) and dict.update(...): at most one positional argument `other` (V_NULL: none) and keywords (a dict or V_NULL) */
bool dict_update_common(Thread *t, Value dict, Value other, Value keywords);
/* 1 equal, 0 not, -1 exception */
int dict_equal(Thread *t, Value a, Value b);
bool dict_reserve(Thread *t, Dict *d, size_t n);             /* room for n entries in all */
void dict_init(Dict *d);                                     /* an empty table in a new cell of a dict type */
void dict_trace(Tracer *tr, void *cell);

#endif
