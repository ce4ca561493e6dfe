/* marshal.c - values as bytes: CPython's format 5 for all but code objects, whose part (type 'c') is Coachwhip's own.
 *
 * A code object is a row of varints, the instructions without caches, the tables as differences, then its values. Data from elsewhere
 * is checked for shape, not for sense: as with CPython, code that nobody compiled may do anything. */
#include "base/common.h"
#include "base/utf8.h"
#include "modules/args.h"
#include "modules/modules.h"
#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "vm/code.h"
#include <stdlib.h>

enum { VERSION = 5, MAX_DEPTH = 2000, FLAG_REF = 0x80 };

/* --- writing --- */

typedef struct Writer {
    Thread *t;
    unsigned char *data;   /* malloc'ed */
    size_t length, capacity;
    int version, depth;
    bool allow_code, no_memory;
    uint64_t *cells;       /* cells written so far, by open addressing: bits, then their index */
    size_t count, table;   /* table: a power of two, or 0 */
} Writer;

static bool put(Writer *w, const void *from, size_t n)
{
    if (w->length + n > w->capacity) {
        size_t capacity = size_max(256, (w->length + n) * 2);
        unsigned char *grown = realloc(w->data, capacity);
        if (!grown) return w->no_memory = true, false;
        w->data = grown;
        w->capacity = capacity;
    }
    memcpy(w->data + w->length, from, n);
    w->length += n;
    return true;
}
static void put_byte(Writer *w, unsigned c) { unsigned char b = (unsigned char)c; put(w, &b, 1); }
static void put_u32(Writer *w, uint64_t n) { uint32_t v = (uint32_t)n; put(w, &v, 4); }
static void put_varint(Writer *w, uint64_t n)
{
    for (; n >= 128; n >>= 7) put_byte(w, (unsigned)(n & 127) | 128);
    put_byte(w, (unsigned)n);
}
static void put_signed(Writer *w, int64_t n) { put_varint(w, (uint64_t)n << 1 ^ (uint64_t)(n >> 63)); }

static size_t slot_of(const Writer *w, uint64_t bits)
{
    size_t i = (size_t)(bits * 0x9e3779b97f4a7c15u >> 32) & (w->table - 1);
    while (w->cells[2 * i] && w->cells[2 * i] != bits) i = (i + 1) & (w->table - 1);
    return i;
}

static bool grow_table(Writer *w)
{
    Writer old = *w;
    w->table = w->table ? w->table * 2 : 64;
    w->cells = calloc(w->table, 2 * sizeof *w->cells);
    if (!w->cells) return w->cells = old.cells, w->table = old.table, w->no_memory = true, false;
    for (size_t i = 0; i < old.table; i++) {
        if (!old.cells[2 * i]) continue;
        size_t to = slot_of(w, old.cells[2 * i]);
        w->cells[2 * to] = old.cells[2 * i];
        w->cells[2 * to + 1] = old.cells[2 * i + 1];
    }
    free(old.cells);
    return true;
}

/* a cell that was written before becomes a reference: true. Else *flag is what its type byte gets */
static bool put_reference(Writer *w, Value v, unsigned *flag)
{
    *flag = 0;
    if (w->version < 3 || !is_pointer(v)) return false;
    if (2 * (w->count + 1) > w->table && !grow_table(w)) return true;
    size_t i = slot_of(w, v.bits);
    if (w->cells[2 * i]) {
        put_byte(w, 'r');
        put_u32(w, w->cells[2 * i + 1]);
        return true;
    }
    w->cells[2 * i] = v.bits;
    w->cells[2 * i + 1] = w->count++;
    *flag = FLAG_REF;
    return false;
}

static bool write_value(Writer *w, Value v);

static bool size_error(Writer *w) { return RAISE_FALSE(w->t, T_VALUE_ERROR, "unmarshallable object"); }

/* 15-bit digits of the magnitude, the count's sign being the number's */
static void write_large_int(Writer *w, const uint64_t *limbs, size_t n, bool negative, unsigned flag)
{
    size_t bits = n * 64 - (n ? clz64(limbs[n - 1]) : 0), digits = (bits + 14) / 15;
    put_byte(w, 'l' | flag);
    put_u32(w, (uint64_t)(negative ? -(int64_t)digits : (int64_t)digits));
    for (size_t d = 0; d < digits; d++) {
        size_t at = d * 15, limb = at / 64, shift = at % 64;
        uint64_t part = limbs[limb] >> shift;
        if (shift > 49 && limb + 1 < n) part |= limbs[limb + 1] << (64 - shift);
        uint16_t digit = part & 0x7fff;
        put(w, &digit, 2);
    }
}

static void write_int(Writer *w, Value v, unsigned flag)
{
    if (!is_fixnum(v)) {
        const Int *i = as_cell(v);
        write_large_int(w, i->limbs, i->length, i->header.extra, flag);
        return;
    }
    int64_t n = as_fixnum(v);
    if (n == (int32_t)n) {
        put_byte(w, 'i' | flag);
        put_u32(w, (uint64_t)n);
        return;
    }
    uint64_t magnitude = n < 0 ? -(uint64_t)n : (uint64_t)n;
    write_large_int(w, &magnitude, 1, n < 0, flag);
}

static void write_double(Writer *w, double d) { put(w, &d, sizeof d); }

static bool write_float_text(Writer *w, double d)
{
    size_t n;
    Value text = float_to_str(w->t, d);
    const char *s = is_null(text) ? NULL : str_utf8(w->t, text, &n);
    if (!s) return false;
    put_byte(w, (unsigned)n);
    return put(w, s, n);
}

static bool write_str(Writer *w, Value v, unsigned flag)
{
    const Str *s = as_str(v);
    bool interned = str_is_interned(s) && w->version >= 3;
    size_t n;
    const char *utf8 = str_utf8_lossy(w->t, v, &n);
    if (!utf8) return false;
    if (n > INT32_MAX) return size_error(w);
    if (w->version >= 4 && str_is_ascii(s) && n < 256) {
        put_byte(w, (interned ? 'Z' : 'z') | flag);
        put_byte(w, (unsigned)n);
    } else {
        put_byte(w, (w->version >= 4 && str_is_ascii(s) ? (interned ? 'A' : 'a') : interned ? 't' : 'u') | flag);
        put_u32(w, n);
    }
    return put(w, utf8, n);
}

static bool write_bytes(Writer *w, const void *data, size_t n, unsigned flag)
{
    if (n > INT32_MAX) return size_error(w);
    put_byte(w, 's' | flag);
    put_u32(w, n);
    return put(w, data, n);
}

static bool write_items(Writer *w, const Value *items, size_t n)
{
    if (n > INT32_MAX) return size_error(w);
    for (size_t i = 0; i < n; i++)
        if (!write_value(w, items[i])) return false;
    return true;
}

static bool write_dict(Writer *w, Value v, unsigned flag)
{
    uint32_t position = 0;
    Value key, item;
    put_byte(w, '{' | flag);
    while (dict_next(as_dict(v), &position, &key, &item))
        if (!write_value(w, key) || !write_value(w, item)) return false;
    put_byte(w, '0');
    return true;
}

static bool write_set(Writer *w, Value v, char type, unsigned flag)
{
    Value items = tuple_from_iterable(w->t, v);
    if (is_null(items)) return false;
    put_byte(w, (unsigned)type | flag);
    put_u32(w, as_tuple(items)->length);
    return write_items(w, as_tuple(items)->items, as_tuple(items)->length);
}

static void write_tables(Writer *w, const Code *c)
{
    put_varint(w, c->exception_count);
    for (uint32_t i = 0; i < c->exception_count; i++) {
        const ExceptionEntry *e = &c->exceptions[i];
        put_varint(w, e->start);
        put_varint(w, e->end - e->start);
        put_varint(w, e->handler);
        put_varint(w, e->target);
    }
    put_varint(w, c->position_count);
    Position last = {0};
    for (uint32_t i = 0; i < c->position_count; i++) {
        const Position *p = &c->positions[i];
        put_varint(w, p->pc - last.pc);
        put_signed(w, (int64_t)p->line - last.line);
        put_signed(w, (int64_t)p->end_line - p->line);
        put_signed(w, (int64_t)p->column - last.column);
        put_signed(w, (int64_t)p->end_column - p->column);
        last = *p;
    }
}

static bool write_code(Writer *w, Value v, unsigned flag)
{
    const Code *c = as_cell(v);
    if (!w->allow_code) return RAISE_FALSE(w->t, T_VALUE_ERROR, "marshalling code objects is disallowed");
    Value words = code_original(w->t, c);
    if (is_null(words)) return false;
    put_byte(w, 'c' | flag);
    const uint32_t numbers[] = {c->word_count, c->const_count, c->register_count, c->argument_count, c->positional_only_count, c->keyword_only_count,
                                c->flags, c->local_count, c->first_const};
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++) put_varint(w, numbers[i]);
    put_signed(w, c->first_line);
    put(w, as_bytes(words)->data, as_bytes(words)->length);
    write_tables(w, c);
    const Value parts[] = {c->local_names, c->local_kinds, c->free_names, c->names, c->file_name, c->name, c->qualified_name};
    return write_items(w, c->consts, c->const_count) && write_items(w, parts, ARRAY_LEN(parts));
}

/* values that are no cells, or known objects */
static bool write_simple(Writer *w, Value v)
{
    unsigned type = is_none(v) ? 'N' : is_true(v) ? 'T' : is_false(v) ? 'F' : v.bits == V_ELLIPSIS.bits ? '.' : 0;
    if (!type && is_pointer(v) && as_cell(v) == type_by_id(w->t, T_STOP_ITERATION)) type = 'S';
    if (type) put_byte(w, type);
    return type != 0;
}

static bool write_buffer(Writer *w, Value v, unsigned flag)
{
    Buffer b;
    if (!has_buffer(w->t, v)) {
        put_byte(w, '?');
        return size_error(w);
    }
    if (!buffer_get(w->t, v, &b, BUFFER_SIMPLE)) return false;
    bool ok = write_bytes(w, b.data, b.length, flag);
    buffer_release(w->t, &b);
    return ok;
}

static bool write_cell(Writer *w, Value v, unsigned flag)
{
    if (is_exact_str(v)) return write_str(w, v, flag);
    if (has_exact_kind(v, K_BYTES)) return write_bytes(w, as_bytes(v)->data, as_bytes(v)->length, flag);
    if (has_exact_kind(v, K_TUPLE)) {
        size_t n = as_tuple(v)->length;
        bool small = w->version >= 4 && n < 256;
        put_byte(w, (small ? ')' : '(') | flag);
        if (small) put_byte(w, (unsigned)n);
        else put_u32(w, n);
        return write_items(w, as_tuple(v)->items, n);
    }
    if (has_exact_kind(v, K_LIST)) {
        put_byte(w, '[' | flag);
        put_u32(w, as_list(v)->length);
        return write_items(w, as_list(v)->items, as_list(v)->length);
    }
    if (is_exact_dict(v)) return write_dict(w, v, flag);
    if (has_type(w->t, v, T_SET)) return write_set(w, v, '<', flag);
    if (has_type(w->t, v, T_FROZENSET)) return write_set(w, v, '>', flag);
    if (has_kind(v, K_CODE)) return write_code(w, v, flag);
    if (has_kind(v, K_SLICE) && w->version >= 5) {
        put_byte(w, ':' | flag);
        return write_items(w, &((Slice *)as_cell(v))->start, 3);
    }
    return write_buffer(w, v, flag);
}

static bool write_value(Writer *w, Value v)
{
    unsigned flag;
    if (w->no_memory) return false;
    if (w->depth > MAX_DEPTH) return RAISE_FALSE(w->t, T_VALUE_ERROR, "object too deeply nested to marshal");
    if (write_simple(w, v) || put_reference(w, v, &flag)) return !w->no_memory;
    if (is_fixnum(v) || has_exact_kind(v, K_INT)) return write_int(w, v, flag), true;
    if (is_flonum(v) || has_exact_kind(v, K_FLOAT)) {
        put_byte(w, (w->version > 1 ? 'g' : 'f') | flag);
        return w->version > 1 ? write_double(w, as_float(v)), true : write_float_text(w, as_float(v));
    }
    if (has_exact_kind(v, K_COMPLEX)) {
        const Complex *z = as_cell(v);
        put_byte(w, (w->version > 1 ? 'y' : 'x') | flag);
        if (w->version <= 1) return write_float_text(w, z->real) && write_float_text(w, z->imaginary);
        write_double(w, z->real);
        write_double(w, z->imaginary);
        return true;
    }
    w->depth++;
    bool ok = write_cell(w, v, flag);
    w->depth--;
    return ok;
}

Value marshal_dumps(Thread *t, Value v, int version, bool allow_code)
{
    Writer w = {.t = t, .version = version, .allow_code = allow_code};
    bool ok = write_value(&w, v) && !w.no_memory;
    Value out = ok ? bytes_new(t, w.data, w.length) : V_NULL;
    if (w.no_memory && !error_set(t)) raise_memory_error(t);
    free(w.data);
    free(w.cells);
    return out;
}

/* --- reading --- */

typedef struct Reader {
    Thread *t;
    const unsigned char *data;
    size_t length, at;
    Value file;       /* read through its readinto(), or null: `data` is all there is */
    Value refs;       /* list */
    int depth;
    bool allow_code;
} Reader;

static Value too_short(Reader *r) { return raise(r->t, T_EOF_ERROR, "marshal data too short"); }

/* n more bytes; NULL: exception */
static const unsigned char *take(Reader *r, size_t n)
{
    if (is_null(r->file)) {
        if (n > r->length - r->at) return too_short(r), NULL;
        r->at += n;
        return r->data + r->at - n;
    }
    Bytes *b = bytes_alloc(r->t, n);
    if (!b) return NULL;
    Value got = call_method1(r->t, r->file, NAME(r->t, read), value_fixnum((int64_t)n));
    if (is_null(got)) return NULL;
    if (!is_bytes(got)) return RAISE_PTR(r->t, T_TYPE_ERROR, "file.read() returned not bytes but %T", got);
    if (as_bytes(got)->length != n) return RAISE_PTR(r->t, T_EOF_ERROR, "EOF read where not expected");
    memcpy(b->data, as_bytes(got)->data, n);
    return b->data;
}
static bool take_u32(Reader *r, int32_t *out)
{
    const unsigned char *p = take(r, 4);
    if (!p) return false;
    *out = (int32_t)load_u32(p);
    return true;
}
static bool take_size(Reader *r, const char *what, size_t *out)
{
    int32_t n;
    if (!take_u32(r, &n)) return false;
    if (n < 0) return RAISE_FALSE(r->t, T_VALUE_ERROR, "bad marshal data (%s size out of range)", what);
    *out = (size_t)n;
    return true;
}
static bool take_varint(Reader *r, uint64_t *out)
{
    *out = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const unsigned char *p = take(r, 1);
        if (!p) return false;
        *out |= (uint64_t)(*p & 127) << shift;
        if (*p < 128) return true;
    }
    return RAISE_FALSE(r->t, T_VALUE_ERROR, "bad marshal data (number out of range)");
}
static bool take_signed(Reader *r, int64_t *out)
{
    uint64_t n;
    if (!take_varint(r, &n)) return false;
    *out = (int64_t)(n >> 1) ^ -(int64_t)(n & 1);
    return true;
}

static Value read_value(Reader *r, const char *where);

static bool remember(Reader *r, int64_t index, Value v)
{
    if (index < 0) return true;
    gc_store(r->t, as_cell(r->refs), &as_list(r->refs)->items[index], v);
    return true;
}

static Value read_large_int(Reader *r)
{
    int32_t count;
    if (!take_u32(r, &count)) return V_NULL;
    if (count == INT32_MIN) return raise(r->t, T_VALUE_ERROR, "bad marshal data (long size out of range)");
    size_t digits = (size_t)abs(count), n = (digits * 15 + 63) / 64;
    const unsigned char *p = take(r, digits * 2);
    void *cell = p ? gc_alloc_buffer(r->t, (n + 1) * 8) : NULL;
    if (!cell) return V_NULL;
    uint64_t *limbs = buffer_data(cell);
    memset(limbs, 0, (n + 1) * 8);
    for (size_t d = 0; d < digits; d++) {
        uint64_t digit = load_u16(p + 2 * d);
        if (digit > 0x7fff) return raise(r->t, T_VALUE_ERROR, "bad marshal data (digit out of range in long)");
        if (d + 1 == digits && !digit) return raise(r->t, T_VALUE_ERROR, "bad marshal data (unnormalized long data)");
        size_t at = d * 15;
        limbs[at / 64] |= digit << at % 64;
        if (at % 64 > 49) limbs[at / 64 + 1] |= digit >> (64 - at % 64);
    }
    return int_from_limbs(r->t, count < 0, limbs, n);
}

static bool read_double(Reader *r, bool as_text, double *out)
{
    const unsigned char *p;
    if (!as_text) {
        if (!(p = take(r, 8))) return false;
        return *out = double_from_bits(load_u64(p)), true;
    }
    char text[257];
    if (!(p = take(r, 1))) return false;
    size_t n = *p;
    if (!(p = take(r, n))) return false;
    memcpy(text, p, n);
    text[n] = 0;
    char *end;
    *out = strtod(text, &end);
    return *text && !*end ? true : RAISE_FALSE(r->t, T_VALUE_ERROR, "could not convert string to float: '%s'", text);
}

static Value read_text(Reader *r, size_t n, bool interned)
{
    const unsigned char *p = take(r, n);
    if (!p) return V_NULL;
    Utf8Scan scan;
    utf8_scan((const char *)p, n, UTF8_SURROGATES_PASS, &scan);
    if (scan.error != UTF8_OK) {
        Value data = bytes_new(r->t, p, n);
        return is_null(data) ? V_NULL : call_method0(r->t, data, NAME(r->t, decode));
    }
    return interned ? str_intern_utf8(r->t, (const char *)p, n) : str_from_utf8(r->t, (const char *)p, n);
}

static bool read_items(Reader *r, Value *items, size_t n, void *owner, const char *where)
{
    for (size_t i = 0; i < n; i++) {
        Value v = read_value(r, where);
        if (is_null(v)) return false;
        gc_store(r->t, owner, &items[i], v);
    }
    return true;
}

/* more items than there are bytes left can't be: nothing is allocated for them */
static bool plausible(Reader *r, size_t n)
{
    if (!is_null(r->file) || n <= r->length - r->at) return true;
    return raise(r->t, T_EOF_ERROR, "EOF read where object expected"), false;
}

static Value read_tuple(Reader *r, size_t n, int64_t index)
{
    Tuple *s = plausible(r, n) ? tuple_alloc(r->t, n) : NULL;
    if (!s) return V_NULL;
    remember(r, index, value_cell(s));
    return read_items(r, s->items, n, s, "tuple") ? value_cell(s) : V_NULL;
}

static Value read_list(Reader *r, size_t n, int64_t index)
{
    Value list = plausible(r, n) ? list_with_capacity(r->t, n) : V_NULL;
    if (is_null(list)) return V_NULL;
    remember(r, index, list);
    for (size_t i = 0; i < n; i++) {
        Value v = read_value(r, "list");
        if (is_null(v) || !list_append(r->t, list, v)) return V_NULL;
    }
    return list;
}

static Value read_dict(Reader *r, int64_t index)
{
    Value dict = dict_new(r->t);
    if (is_null(dict)) return V_NULL;
    remember(r, index, dict);
    for (;;) {
        Value key = read_value(r, NULL);
        if (is_null(key)) return error_set(r->t) ? V_NULL : dict;
        Value v = read_value(r, NULL);
        if (is_null(v)) return error_set(r->t) ? V_NULL : dict;
        if (!dict_set(r->t, dict, key, v)) return V_NULL;
    }
}

static Value read_set(Reader *r, bool frozen, int64_t index)
{
    size_t n;
    if (!take_size(r, "set", &n)) return V_NULL;
    Value items = read_list(r, n, -1);
    Type *type = type_by_id(r->t, frozen ? T_FROZENSET : T_SET);
    Value set = is_null(items) || !type ? V_NULL : call1(r->t, type_value(type), items);
    if (!is_null(set)) remember(r, index, set);
    return set;
}

/* --- code --- */

static bool read_tables(Reader *r, CodeParts *p)
{
    uint64_t n, v[4];
    if (!take_varint(r, &n) || !plausible(r, n)) return false;
    void *cell = gc_alloc_buffer(r->t, (n + 1) * sizeof(ExceptionEntry));
    if (!cell) return false;
    ExceptionEntry *e = buffer_data(cell);
    p->exceptions = e;
    p->exception_count = (uint32_t)n;
    for (uint64_t i = 0; i < n; i++) {
        for (int k = 0; k < 4; k++)
            if (!take_varint(r, &v[k])) return false;
        e[i] = (ExceptionEntry){.start = (uint32_t)v[0], .end = (uint32_t)(v[0] + v[1]), .handler = (uint32_t)v[2], .target = (uint16_t)v[3]};
    }
    if (!take_varint(r, &n) || !plausible(r, n) || !(cell = gc_alloc_buffer(r->t, (n + 1) * sizeof(Position)))) return false;
    Position *to = buffer_data(cell), last = {0};
    p->positions = to;
    p->position_count = (uint32_t)n;
    for (uint64_t i = 0; i < n; i++) {
        int64_t d[4];
        if (!take_varint(r, &v[0])) return false;
        for (int k = 0; k < 4; k++)
            if (!take_signed(r, &d[k])) return false;
        last.pc += (uint32_t)v[0];
        last.line += (int32_t)d[0];
        last.end_line = last.line + (int32_t)d[1];
        last.column += (int32_t)d[2];
        last.end_column = last.column + (int32_t)d[3];
        to[i] = last;
    }
    return true;
}

/* operands stay within the word array, constants and registers of which there are as many as said */
static bool check_code(Reader *r, const CodeParts *p)
{
    bool ok = is_tuple(p->local_names) && is_bytes(p->local_kinds) && is_tuple(p->free_names) && is_tuple(p->names) && is_str(p->file_name) &&
              is_str(p->name) && is_str(p->qualified_name) && as_tuple(p->local_names)->length == p->local_count &&
              as_bytes(p->local_kinds)->length == p->local_count && p->first_const <= p->const_count && p->local_count <= p->register_count;
    uint32_t at = 0;
    while (ok && at < p->word_count) {
        unsigned op = word_op(p->words[at]);
        ok = op < OPCODE_COUNT;
        if (ok) at += op_info[op].words;
    }
    if (ok && at == p->word_count) return true;
    return RAISE_FALSE(r->t, T_VALUE_ERROR, "bad marshal data (invalid code object)");
}

static Value read_code(Reader *r, int64_t index)
{
    uint64_t n[9];
    int64_t first_line;
    if (!r->allow_code) return raise(r->t, T_VALUE_ERROR, "unmarshalling code objects is disallowed");
    for (int i = 0; i < 9; i++)
        if (!take_varint(r, &n[i])) return V_NULL;
    if (!take_signed(r, &first_line) || n[0] > UINT32_MAX / 8 || !plausible(r, n[1])) return error_set(r->t) ? V_NULL : too_short(r);
    CodeParts p = {.word_count = (uint32_t)n[0], .const_count = (uint32_t)n[1], .register_count = (uint32_t)n[2], .argument_count = (uint32_t)n[3],
                   .positional_only_count = (uint32_t)n[4], .keyword_only_count = (uint32_t)n[5], .flags = (uint32_t)n[6], .local_count = (uint32_t)n[7],
                   .first_const = (uint32_t)n[8], .first_line = (int32_t)first_line};
    const unsigned char *words = take(r, n[0] * 8);
    void *cell = words ? gc_alloc_buffer(r->t, n[0] * 8 + 8) : NULL;
    if (!cell) return V_NULL;
    p.words = memcpy(buffer_data(cell), words, n[0] * 8);
    if (!read_tables(r, &p)) return V_NULL;
    Tuple *consts = tuple_alloc(r->t, p.const_count), *rest = tuple_alloc(r->t, 7);
    if (!consts || !rest || !read_items(r, consts->items, p.const_count, consts, "code") || !read_items(r, rest->items, 7, rest, "code")) return V_NULL;
    p.consts = consts->items;
    p.local_names = rest->items[0];
    p.local_kinds = rest->items[1];
    p.free_names = rest->items[2];
    p.names = rest->items[3];
    p.file_name = rest->items[4];
    p.name = rest->items[5];
    p.qualified_name = rest->items[6];
    Code *code = check_code(r, &p) ? code_new(r->t, &p) : NULL;
    if (!code) return V_NULL;
    remember(r, index, value_cell(code));
    return value_cell(code);
}

/* --- any value --- */

static Value read_sized(Reader *r, unsigned type, int64_t index)
{
    size_t n;
    const unsigned char *p;
    switch (type) {
    case ')': case 'z': case 'Z':
        if (!(p = take(r, 1))) return V_NULL;
        n = *p;
        break;
    default:
        if (!take_size(r, type == '[' ? "list" : type == '(' ? "tuple" : type == 's' ? "bytes object" : "string", &n)) return V_NULL;
    }
    switch (type) {
    case ')': case '(': return read_tuple(r, n, index);
    case '[': return read_list(r, n, index);
    case 's': return (p = take(r, n)) ? bytes_new(r->t, p, n) : V_NULL;
    default: return read_text(r, n, type == 'Z' || type == 'A' || type == 't');
    }
}

static Value read_number(Reader *r, unsigned type)
{
    int32_t i;
    double d, e;
    switch (type) {
    case 'i': return take_u32(r, &i) ? value_fixnum(i) : V_NULL;
    case 'l': return read_large_int(r);
    case 'f': case 'g': return read_double(r, type == 'f', &d) ? float_new(r->t, d) : V_NULL;
    default: return read_double(r, type == 'x', &d) && read_double(r, type == 'x', &e) ? complex_new(r->t, d, e) : V_NULL;
    }
}

static Value read_slice(Reader *r)
{
    Value part[3];
    for (int i = 0; i < 3; i++)
        if (is_null(part[i] = read_value(r, "slice"))) return V_NULL;
    return slice_new(r->t, part[0], part[1], part[2]);
}

static Value read_reference(Reader *r)
{
    int32_t index;
    if (!take_u32(r, &index)) return V_NULL;
    if (index < 0 || (size_t)index >= as_list(r->refs)->length || is_none(as_list(r->refs)->items[index]))
        return raise(r->t, T_VALUE_ERROR, "bad marshal data (invalid reference)");
    return as_list(r->refs)->items[index];
}

static Value read_typed(Reader *r, unsigned type, int64_t index)
{
    switch (type) {
    case 'N': return V_NONE;
    case 'T': return V_TRUE;
    case 'F': return V_FALSE;
    case '.': return V_ELLIPSIS;
    case 'S': return type_value(type_by_id(r->t, T_STOP_ITERATION));
    case 'i': case 'l': case 'f': case 'g': case 'x': case 'y': return read_number(r, type);
    case 'z': case 'Z': case 'a': case 'A': case 't': case 'u': case 's': case '(': case ')': case '[': return read_sized(r, type, index);
    case '{': return read_dict(r, index);
    case '<': case '>': return read_set(r, type == '>', index);
    case ':': return read_slice(r);
    case 'c': return read_code(r, index);
    case 'r': return read_reference(r);
    default: return raise(r->t, T_VALUE_ERROR, "bad marshal data (unknown type code)");
    }
}

/* where: what the value is for, for the message about a null object; NULL: a null object is V_NULL without exception */
static Value read_value(Reader *r, const char *where)
{
    if (is_null(r->file) && r->at == r->length) return raise(r->t, T_EOF_ERROR, "EOF read where object expected");
    const unsigned char *p = take(r, 1);
    if (!p) return V_NULL;
    unsigned type = *p & ~(unsigned)FLAG_REF;
    int64_t index = -1;
    if (type == '0') return where ? raise(r->t, T_TYPE_ERROR, "NULL object in marshal data for %s", where) : V_NULL;
    if (*p & FLAG_REF) {
        index = (int64_t)as_list(r->refs)->length;
        if (!list_append(r->t, r->refs, V_NONE)) return V_NULL;
    }
    if (++r->depth > MAX_DEPTH) return raise(r->t, T_VALUE_ERROR, "recursion limit exceeded");
    Value v = read_typed(r, type, index);
    r->depth--;
    if (!is_null(v)) remember(r, index, v);
    return v;
}

Value marshal_loads(Thread *t, const void *data, size_t n, bool allow_code)
{
    Reader r = {.t = t, .data = data, .length = n, .allow_code = allow_code, .refs = list_new(t, NULL, 0)};
    return is_null(r.refs) ? V_NULL : read_value(&r, "object");
}

/* --- the module --- */

static Value dumps(Thread *t, Value *a, size_t n)
{
    (void)n;
    int version = VERSION;
    bool allow_code;
    if ((!is_null(a[1]) && !arg_int(t, a[1], &version)) || !arg_bool(t, a[2], true, &allow_code)) return V_NULL;
    return marshal_dumps(t, a[0], version, allow_code);
}

static Value dump(Thread *t, Value *a, size_t n)
{
    (void)n;
    int version = VERSION;
    bool allow_code;
    if ((!is_null(a[2]) && !arg_int(t, a[2], &version)) || !arg_bool(t, a[3], true, &allow_code)) return V_NULL;
    Value data = marshal_dumps(t, a[0], version, allow_code);
    return is_null(data) ? V_NULL : call_method1(t, a[1], NAME(t, write), data);
}

static Value loads(Thread *t, Value *a, size_t n)
{
    (void)n;
    bool allow_code;
    Buffer b;
    if (!arg_bool(t, a[1], true, &allow_code) || !buffer_get(t, a[0], &b, BUFFER_SIMPLE)) return V_NULL;
    Value v = marshal_loads(t, b.data, b.length, allow_code);
    buffer_release(t, &b);
    return v;
}

static Value load(Thread *t, Value *a, size_t n)
{
    (void)n;
    bool allow_code;
    if (!arg_bool(t, a[1], true, &allow_code)) return V_NULL;
    Value probe = call_method1(t, a[0], NAME(t, read), value_fixnum(0));
    if (is_null(probe)) return V_NULL;
    if (!is_bytes(probe)) return raise(t, T_TYPE_ERROR, "file.read() returned not bytes but %T", probe);
    Reader r = {.t = t, .file = a[0], .allow_code = allow_code, .refs = list_new(t, NULL, 0)};
    return is_null(r.refs) ? V_NULL : read_value(&r, "object");
}

static const NativeDef functions[] = {
    FN("dumps", dumps, "($module, value, version=version, /, *, allow_code=True)", "Return the bytes object that would be written to a file by dump(value, file)."),
    FN("dump", dump, "($module, value, file, version=version, /, *, allow_code=True)", "Write the value on the open file."),
    FN("loads", loads, "($module, bytes, /, *, allow_code=True)", "Convert the bytes-like object to a value."),
    FN("load", load, "($module, file, /, *, allow_code=True)", "Read one value from the open file and return it."),
    FN_END};
static const ConstantDef constants[] = {{"version", VERSION, NULL}, CONSTANT_END};

const ModuleSpec marshal_module_spec = {"marshal", "Values as bytes, for the interpreter's own use.", functions, constants, NULL};
