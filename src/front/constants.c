/* constants.c - the constant tables of a code object: names, and values deduplicated by type and value. */
#include "front/emit.h"

#include "objects/bytes.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/error.h"

static uint64_t mix(uint64_t h, uint64_t v) { return rotl64(h ^ v * 0x9E3779B97F4A7C15u, 29) * 0xBF58476D1CE4E5B9u; }

static uint64_t hash_bytes(uint64_t h, const void *data, size_t n)
{
    const char *p = data;
    for (; n >= 8; p += 8, n -= 8) h = mix(h, load_u64(p));
    uint64_t rest = 0;
    memcpy(&rest, p, n);
    return mix(h, rest ^ n << 56);
}

static bool is_plain_pointer(Value v) { return is_pointer(v) && !is_null(v); }

static uint64_t const_hash(Value v)
{
    if (!is_plain_pointer(v)) return mix(1, v.bits);
    uint64_t h = as_header(v)->kind;
    switch (as_header(v)->kind) {
    case K_INT: return hash_bytes(h, ((Int *)as_cell(v))->limbs, ((Int *)as_cell(v))->length * 8);
    case K_FLOAT: return mix(h, double_bits(as_float(v)));
    case K_COMPLEX: return mix(mix(h, double_bits(((Complex *)as_cell(v))->real)), double_bits(((Complex *)as_cell(v))->imaginary));
    case K_STR: return hash_bytes(h, str_data(as_str(v)), str_length(as_str(v)) * (size_t)str_width(as_str(v)));
    case K_BYTES: return hash_bytes(h, as_bytes(v)->data, as_bytes(v)->length);
    case K_TUPLE:
        for (uint64_t i = 0; i < as_tuple(v)->length; i++) h = mix(h, const_hash(as_tuple(v)->items[i]));
        return h;
    default: return mix(h, v.bits);
    }
}

bool const_same(Value a, Value b)
{
    if (value_same(a, b)) return true;
    if (!is_plain_pointer(a) || !is_plain_pointer(b) || as_header(a)->kind != as_header(b)->kind) return false;
    switch (as_header(a)->kind) {
    case K_INT: {
        const Int *x = as_cell(a), *y = as_cell(b);
        return x->length == y->length && x->header.extra == y->header.extra && !memcmp(x->limbs, y->limbs, x->length * 8);
    }
    case K_FLOAT: return double_bits(as_float(a)) == double_bits(as_float(b));
    case K_COMPLEX: {
        const Complex *x = as_cell(a), *y = as_cell(b);
        return double_bits(x->real) == double_bits(y->real) && double_bits(x->imaginary) == double_bits(y->imaginary);
    }
    case K_STR: return str_equal(a, b);
    case K_BYTES: return as_bytes(a)->length == as_bytes(b)->length && !memcmp(as_bytes(a)->data, as_bytes(b)->data, as_bytes(a)->length);
    case K_TUPLE: {
        const Tuple *x = as_tuple(a), *y = as_tuple(b);
        if (x->length != y->length) return false;
        for (uint64_t i = 0; i < x->length; i++)
            if (!const_same(x->items[i], y->items[i])) return false;
        return true;
    }
    default: return false;
    }
}

static uint32_t *table_slot(const ConstTable *table, Value v)
{
    for (uint64_t i = const_hash(v);; i++) {
        uint32_t *slot = &table->index[i & (table->index_capacity - 1)];
        if (!*slot || const_same(table->items[*slot - 1], v)) return slot;
    }
}

/* The number of v in the table, added if it is new; -1: failed. */
static int32_t table_add(Compiler *c, ConstTable *table, Value v)
{
    if (c->failed) return -1;
    if (table->count * 2 >= table->index_capacity) {
        table->index_capacity = table->index_capacity ? table->index_capacity * 2 : 16;
        table->index = compiler_alloc(c, table->index_capacity * sizeof *table->index);
        if (!table->index) return -1;
        for (uint32_t i = 0; i < table->count; i++) *table_slot(table, table->items[i]) = i + 1;
    }
    uint32_t *slot = table_slot(table, v);
    if (*slot) return (int32_t)*slot - 1;
    if (is_null(compiler_keep(c, v)) || !ARRAY_PUSH(c, table->items, table->count, table->capacity, v)) return -1;
    *slot = table->count;
    return (int32_t)table->count - 1;
}

int32_t const_index(Compiler *c, Value v)
{
    int32_t i = is_null(v) ? -1 : table_add(c, &c->unit->consts, v);
    return i < 0 ? 0 : i;
}

unsigned name_tuple_index(Compiler *c, Value tuple)
{
    Unit *u = c->unit;
    uint32_t before = u->names.count;
    int32_t i = is_null(tuple) ? -1 : table_add(c, &u->names, tuple);
    if (i < 0) return 0;
    if (u->names.count > MAX_NAMES) compile_error(c, u->at, "too many names in a code block");
    if (u->names.count != before) ARRAY_PUSH(c, u->name_is_public, before, u->public_capacity, false);
    return (unsigned)i;
}

unsigned name_index(Compiler *c, Name name, bool is_public)
{
    if (c->failed || !c->unit->reachable) return 0;
    unsigned i = name_tuple_index(c, name_value(c, name));
    if (is_public && !c->failed) c->unit->name_is_public[i] = true;
    return i;
}

Value unit_new_str(Compiler *c, const char *text, size_t n)
{
    if (c->failed) return V_NULL;
    bool name_like = true;
    for (size_t i = 0; i < n && name_like; i++) {
        char ch = text[i];
        name_like = ch == '_' || (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
    }
    return compiler_keep(c, name_like ? str_intern_utf8(c->t, text, n) : str_from_utf8(c->t, text, n));
}
