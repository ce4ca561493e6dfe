/* str_intern.c - the table of unique strings.
 *
 * Invariants
 *  - entries[0 .. count) are the interned strings, each with the low half of its hash; index is an open-addressing table (linear
 *    probing, at most 2/3 full) of entry numbers + 1, 0 for empty.
 *  - The table does not keep its strings alive: intern_sweep() drops those that the collector did not mark. It lies in malloc'ed
 *    memory and allocates nothing while sweeping.
 */
#include "objects/str_internal.h"
#include "runtime/error.h"

#include <stdlib.h>

typedef struct InternEntry {
    Str *str;
    uint32_t hash;
} InternEntry;

struct InternTable {
    InternEntry *entries;
    uint32_t *index;
    uint32_t count, capacity; /* entries */
    uint32_t old;             /* the first `old` entries survived a collection: young ones need not look at them */
    uint32_t mask;            /* index cells - 1 */
};

enum { FIRST_CELLS = 4096 };

static uint32_t capacity_for(uint32_t cells) { return cells / 3 * 2; }

bool intern_init(Runtime *rt)
{
    struct InternTable *table = calloc(1, sizeof *table);
    if (!table) return false;
    table->mask = FIRST_CELLS - 1;
    table->capacity = capacity_for(FIRST_CELLS);
    table->entries = malloc(table->capacity * sizeof *table->entries);
    table->index = calloc(FIRST_CELLS, sizeof *table->index);
    rt->intern = table;
    return table->entries && table->index;
}

void intern_free(Runtime *rt)
{
    if (!rt->intern) return;
    free(rt->intern->entries);
    free(rt->intern->index);
    free(rt->intern);
    rt->intern = NULL;
}

static void index_entry(struct InternTable *table, uint32_t entry)
{
    uint32_t i = table->entries[entry].hash & table->mask;
    while (table->index[i]) i = (i + 1) & table->mask;
    table->index[i] = entry + 1;
}

static void rebuild_index(struct InternTable *table)
{
    memset(table->index, 0, ((size_t)table->mask + 1) * sizeof *table->index);
    for (uint32_t i = 0; i < table->count; i++) index_entry(table, i);
}

static bool grow(struct InternTable *table)
{
    size_t cells = ((size_t)table->mask + 1) * 2;
    if (cells > (size_t)1 << 31) return false;
    InternEntry *entries = realloc(table->entries, capacity_for((uint32_t)cells) * sizeof *entries);
    if (!entries) return false;
    table->entries = entries;
    uint32_t *index = realloc(table->index, cells * sizeof *index);
    if (!index) return false;
    table->index = index;
    table->mask = (uint32_t)cells - 1;
    table->capacity = capacity_for((uint32_t)cells);
    rebuild_index(table);
    return true;
}

/* the interned string of these units, or NULL */
static Str *find(struct InternTable *table, const void *units, size_t n, unsigned width, uint32_t hash)
{
    for (uint32_t i = hash & table->mask; table->index[i]; i = (i + 1) & table->mask) {
        InternEntry *e = &table->entries[table->index[i] - 1];
        if (e->hash == hash && e->str->length == n && (unsigned)str_width(e->str) == width &&
            memcmp(str_data(e->str), units, n * width) == 0)
            return e->str;
    }
    return NULL;
}

Value intern_add(Thread *t, Value str)
{
    struct InternTable *table = t->rt->intern;
    Str *s = as_str(str);
    uint32_t hash = (uint32_t)str_hash(t, str);
    Str *old = find(table, str_data(s), s->length, (unsigned)str_width(s), hash);
    if (old) return value_cell(old);
    if (table->count == table->capacity && !grow(table)) return raise_memory_error(t), V_NULL;
    table->entries[table->count] = (InternEntry){s, hash};
    index_entry(table, table->count++);
    s->header.flags |= STR_INTERNED;
    return str;
}

Value str_intern(Thread *t, Value str)
{
    const Str *s = as_str(str);
    if (str_is_interned(s)) return str;
    if (s->length == 1 && str_at(s, 0) < SINGLE_CHARS) return str_char(t, str_at(s, 0));
    str = is_exact_str(str) && !(s->header.flags & STR_SHARED) ? str : str_copy(t, str);
    return is_null(str) ? V_NULL : intern_add(t, str);
}

Value str_intern_utf8(Thread *t, const char *s, size_t n)
{
    if (n > 1 && text_is_ascii(s, n)) { /* no garbage for a name that is known */
        Str *old = find(t->rt->intern, s, n, 1, (uint32_t)str_hash_units(t, s, n));
        if (old) return value_cell(old);
    }
    Value v = str_from_utf8(t, s, n);
    return is_null(v) ? V_NULL : str_intern(t, v);
}

Value str_intern_text(Thread *t, const char *s) { return str_intern_utf8(t, s, strlen(s)); }

void intern_sweep(Runtime *rt, Tracer *tr)
{
    struct InternTable *table = rt->intern;
    if (!table) return;
    uint32_t kept = gc_is_full(tr) ? 0 : table->old;
    for (uint32_t i = kept; i < table->count; i++) {
        if (gc_is_marked(tr, table->entries[i].str)) table->entries[kept++] = table->entries[i];
    }
    table->old = kept;
    if (kept == table->count) return;
    table->count = kept;
    rebuild_index(table);
}
