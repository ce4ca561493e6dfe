/* list_sort.c - list.sort(): a stable merge sort that uses the runs it finds, in the order powersort gives ("Nearly-Optimal
 * Mergesorts", Munro & Wild, ESA 2018), with galloping merges (McIlroy, "Optimistic sorting", SODA 1993).
 *
 * Invariants
 *  - While it runs, the list is empty; its items, and the keys if there is a key function, lie in two holders, lists of their own, so
 *    that the collector sees them: comparisons may run any code. During a merge every value is in a holder, the buffer, or a C local.
 *  - All values being moved were reachable from the holders from the start. So whenever a holder is old all of them are, and moving
 *    them needs no write barrier.
 *  - keys[i] and values[i] move together; without a key function values is NULL. */
#include "objects/list.h"

#include "objects/alloc.h"
#include "objects/sequence.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"

#define MIN_MERGE 64
#define MIN_GALLOP 7
#define MAX_RUNS 64 /* powers on the stack strictly increase and are below 64 */

typedef struct Sort Sort;
typedef int (*LessFn)(Sort *s, Value a, Value b); /* 1, 0, -1: exception */

typedef struct Run { size_t start, length; unsigned power; } Run;

struct Sort {
    Thread *t;
    LessFn less;
    LessFn item_less;      /* for the first items of tuples that differ */
    CompareFn compare;     /* for items that are all of one type */
    const Type *type;
    Value *keys, *values;
    size_t n;
    size_t min_gallop;
    Value key_holder;      /* the list of the keys: kept alive by being here */
    Value buffer_keys, buffer_values; /* lists, grown when needed */
    Run runs[MAX_RUNS + 1];
    size_t run_count;
};

/* --- comparisons: the fast ones are chosen when all keys are of one kind --- */

static int less_any(Sort *s, Value a, Value b) { return compare_bool(s->t, a, b, CMP_LT); }

static int less_fixnum(Sort *s, Value a, Value b)
{
    (void)s;
    return fixnum_less(a, b);
}

static int less_int(Sort *s, Value a, Value b)
{
    (void)s;
    return int_compare(a, b) < 0;
}

static int less_float(Sort *s, Value a, Value b)
{
    (void)s;
    return as_float(a) < as_float(b);
}

static int less_str(Sort *s, Value a, Value b)
{
    (void)s;
    return str_compare(a, b) < 0;
}

/* bytes order is code point order for one-byte text */
static int less_latin1(Sort *s, Value a, Value b)
{
    (void)s;
    const Str *x = as_str(a), *y = as_str(b);
    int order = memcmp(str_data(x), str_data(y), size_min(x->length, y->length));
    return order ? order < 0 : x->length < y->length;
}

static int less_same_type(Sort *s, Value a, Value b)
{
    Value r = s->compare(s->t, a, b, CMP_LT);
    if (unlikely(value_same(r, V_NOT_IMPLEMENTED))) return less_any(s, a, b);
    return is_null(r) ? -1 : is_bool(r) ? is_true(r) : is_truthy(s->t, r);
}

/* tuples whose first items are all of one kind */
static int less_tuple(Sort *s, Value a, Value b)
{
    const Tuple *x = as_tuple(a), *y = as_tuple(b);
    size_t n = size_min(x->length, y->length);
    for (size_t i = 0; i < n; i++) {
        int equal = items_equal(s->t, x->items[i], y->items[i]);
        if (equal < 0) return -1;
        if (equal) continue;
        return i == 0 ? s->item_less(s, x->items[0], y->items[0]) : less_any(s, x->items[i], y->items[i]);
    }
    return x->length < y->length;
}

typedef enum Sameness { SAME_FIXNUM = 1, SAME_INT = 2, SAME_FLOAT = 4, SAME_LATIN1 = 8, SAME_STR = 16, SAME_TUPLE = 32 } Sameness;

static unsigned sameness(Value v)
{
    if (is_fixnum(v)) return SAME_FIXNUM | SAME_INT;
    if (is_flonum(v)) return SAME_FLOAT;
    if (!is_pointer(v) || !(as_header(v)->flags & HEADER_EXACT)) return 0;
    switch (as_header(v)->kind) {
    case K_INT: return SAME_INT;
    case K_FLOAT: return SAME_FLOAT;
    case K_STR: return str_width(as_str(v)) == 1 ? SAME_LATIN1 | SAME_STR : SAME_STR;
    case K_TUPLE: return SAME_TUPLE;
    default: return 0;
    }
}

static LessFn less_for(unsigned same)
{
    if (same & SAME_FIXNUM) return less_fixnum;
    if (same & SAME_INT) return less_int;
    if (same & SAME_FLOAT) return less_float;
    if (same & SAME_LATIN1) return less_latin1;
    if (same & SAME_STR) return less_str;
    return NULL;
}

/* comparisons of keys that are no mixture may skip looking for reflected methods */
static void choose_same_type(Sort *s)
{
    Type *type = type_of(s->t, s->keys[0]);
    s->less = less_any;
    if (!type->slots.compare || (type->flags & TYPE_PYTHON)) return;
    for (size_t i = 1; i < s->n; i++)
        if (type_of(s->t, s->keys[i]) != type) return;
    s->compare = type->slots.compare;
    s->less = less_same_type;
}

static void choose_less(Sort *s)
{
    unsigned same = ~0u, first = ~0u;
    for (size_t i = 0; i < s->n && same; i++) same &= sameness(s->keys[i]);
    if (!(same & SAME_TUPLE) && (s->less = less_for(same))) return;
    if (!(same & SAME_TUPLE)) {
        choose_same_type(s);
        return;
    }
    for (size_t i = 0; i < s->n; i++) {
        const Tuple *tuple = as_tuple(s->keys[i]);
        first = tuple->length ? first & sameness(tuple->items[0]) : 0;
    }
    s->less = less_tuple;
    s->item_less = less_for(first);
    if (!s->item_less) s->item_less = less_any;
}

/* --- runs --- */

static void reverse_values(Value *v, size_t from, size_t to)
{
    while (from + 1 < to) {
        Value x = v[from];
        v[from++] = v[--to];
        v[to] = x;
    }
}

static void reverse_range(Sort *s, size_t from, size_t to)
{
    reverse_values(s->keys, from, to);
    if (s->values) reverse_values(s->values, from, to);
}

/* the length of the run at `from`, made ascending; 0: exception */
static size_t count_run(Sort *s, size_t from)
{
    size_t i = from + 1;
    if (i == s->n) return 1;
    int less = s->less(s, s->keys[i], s->keys[from]);
    bool descending = less > 0;
    while (less >= 0 && ++i < s->n) {
        less = s->less(s, s->keys[i], s->keys[i - 1]);
        if (less >= 0 && (less > 0) != descending) break;
    }
    if (less < 0) return 0;
    if (descending) reverse_range(s, from, i);
    return i - from;
}

/* [from, sorted) is sorted: sorts [from, to) by binary insertion */
static bool insertion_sort(Sort *s, size_t from, size_t sorted, size_t to)
{
    for (; sorted < to; sorted++) {
        Value key = s->keys[sorted];
        size_t low = from, high = sorted;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            int less = s->less(s, key, s->keys[middle]);
            if (less < 0) return false;
            if (less) high = middle;
            else low = middle + 1;
        }
        memmove(s->keys + low + 1, s->keys + low, (sorted - low) * sizeof(Value));
        s->keys[low] = key;
        if (s->values) {
            Value value = s->values[sorted];
            memmove(s->values + low + 1, s->values + low, (sorted - low) * sizeof(Value));
            s->values[low] = value;
        }
    }
    return true;
}

/* --- merging --- */

/* Where key belongs among n sorted keys, searching outwards from `hint`. after: behind equal ones, else before them. SIZE_MAX: exception */
static size_t gallop(Sort *s, Value key, const Value *keys, size_t n, size_t hint, bool after)
{
#define GOES_BEFORE(x) (after ? s->less(s, key, (x)) : (less = s->less(s, (x), key)) < 0 ? less : !less)
    int less;
    int before = GOES_BEFORE(keys[hint]);
    if (before < 0) return SIZE_MAX;
    size_t low, high, step = 1; /* the place is in [low, high] */
    if (before) {
        high = hint;
        low = 0;
        while (step <= hint) {
            before = GOES_BEFORE(keys[hint - step]);
            if (before < 0) return SIZE_MAX;
            if (!before) {
                low = hint - step + 1;
                break;
            }
            high = hint - step;
            step = step * 2 + 1;
        }
    } else {
        low = hint + 1;
        high = n;
        while (step < n - hint) {
            before = GOES_BEFORE(keys[hint + step]);
            if (before < 0) return SIZE_MAX;
            if (before) {
                high = hint + step;
                break;
            }
            low = hint + step + 1;
            step = step * 2 + 1;
        }
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        before = GOES_BEFORE(keys[middle]);
        if (before < 0) return SIZE_MAX;
        if (before) high = middle;
        else low = middle + 1;
    }
    return low;
#undef GOES_BEFORE
}

/* copies the n keys (and values) from `from` into the buffer */
static bool fill_buffer(Sort *s, size_t from, size_t n)
{
    List *keys = as_list(s->buffer_keys), *values = s->values ? as_list(s->buffer_values) : NULL;
    if (!list_reserve(s->t, keys, n) || (values && !list_reserve(s->t, values, n))) return false;
    memcpy(keys->items, s->keys + from, n * sizeof(Value));
    keys->length = n;
    gc_barrier(s->t, keys);
    if (!values) return true;
    memcpy(values->items, s->values + from, n * sizeof(Value));
    values->length = n;
    gc_barrier(s->t, values);
    return true;
}

/* Two sorted stretches a and b, one of which is in the buffer, being merged into `to`, upwards or downwards */
typedef struct Merge { Value *a, *av, *b, *bv, *to, *tov; size_t an, bn; } Merge;

static inline void move_up(Value **to, Value **tov, Value **from, Value **fromv, size_t n)
{
    memmove(*to, *from, n * sizeof(Value));
    *to += n, *from += n;
    if (!*tov) return;
    memmove(*tov, *fromv, n * sizeof(Value));
    *tov += n, *fromv += n;
}

/* merges upwards one by one until one side wins often; 1: go on galloping, 0: one side is used up, -1: exception */
static int merge_up_single(Sort *s, Merge *m)
{
    size_t a_wins = 0, b_wins = 0;
    while (m->an && m->bn) {
        int less = s->less(s, *m->b, *m->a);
        if (less < 0) return -1;
        if (less) {
            move_up(&m->to, &m->tov, &m->b, &m->bv, 1);
            m->bn--;
            a_wins = 0;
            if (++b_wins >= s->min_gallop) return m->bn != 0;
        } else {
            move_up(&m->to, &m->tov, &m->a, &m->av, 1);
            m->an--;
            b_wins = 0;
            if (++a_wins >= s->min_gallop) return m->an != 0;
        }
    }
    return 0;
}

static int merge_up_gallop(Sort *s, Merge *m)
{
    for (;;) {
        s->min_gallop -= s->min_gallop > 1;
        size_t a_run = gallop(s, *m->b, m->a, m->an, 0, true);
        if (a_run == SIZE_MAX) return -1;
        move_up(&m->to, &m->tov, &m->a, &m->av, a_run);
        m->an -= a_run;
        if (!m->an) return 0;
        move_up(&m->to, &m->tov, &m->b, &m->bv, 1);
        if (!--m->bn) return 0;
        size_t b_run = gallop(s, *m->a, m->b, m->bn, 0, false);
        if (b_run == SIZE_MAX) return -1;
        move_up(&m->to, &m->tov, &m->b, &m->bv, b_run);
        m->bn -= b_run;
        if (!m->bn) return 0;
        move_up(&m->to, &m->tov, &m->a, &m->av, 1);
        if (!--m->an) return 0;
        if (a_run < MIN_GALLOP && b_run < MIN_GALLOP) {
            s->min_gallop++;
            return 1;
        }
    }
}

/* merges [start, start + an) and the bn behind it, an <= bn: the first goes into the buffer */
static bool merge_up(Sort *s, size_t start, size_t an, size_t bn)
{
    if (!fill_buffer(s, start, an)) return false;
    Value *values = s->values ? s->values + start : NULL;
    Merge m = {as_list(s->buffer_keys)->items, values ? as_list(s->buffer_values)->items : NULL, s->keys + start + an,
               values ? values + an : NULL, s->keys + start, values, an, bn};
    int state;
    while ((state = merge_up_single(s, &m)) > 0 && (state = merge_up_gallop(s, &m)) > 0) continue;
    /* the rest of a, or after an exception all of it, fits exactly before what is left of b */
    if (m.an) move_up(&m.to, &m.tov, &m.a, &m.av, m.an);
    return state == 0;
}

static inline void move_down(Value **to, Value **tov, Value **from, Value **fromv, size_t n)
{
    *to -= n, *from -= n;
    memmove(*to, *from, n * sizeof(Value));
    if (!*tov) return;
    *tov -= n, *fromv -= n;
    memmove(*tov, *fromv, n * sizeof(Value));
}

/* as merge_up_single, from the upper ends: pointers are behind the stretches */
static int merge_down_single(Sort *s, Merge *m)
{
    size_t a_wins = 0, b_wins = 0;
    while (m->an && m->bn) {
        int less = s->less(s, m->b[-1], m->a[-1]);
        if (less < 0) return -1;
        if (less) {
            move_down(&m->to, &m->tov, &m->a, &m->av, 1);
            m->an--;
            b_wins = 0;
            if (++a_wins >= s->min_gallop) return m->an != 0;
        } else {
            move_down(&m->to, &m->tov, &m->b, &m->bv, 1);
            m->bn--;
            a_wins = 0;
            if (++b_wins >= s->min_gallop) return m->bn != 0;
        }
    }
    return 0;
}

static int merge_down_gallop(Sort *s, Merge *m)
{
    for (;;) {
        s->min_gallop -= s->min_gallop > 1;
        size_t keep = gallop(s, m->b[-1], m->a - m->an, m->an, m->an - 1, true);
        if (keep == SIZE_MAX) return -1;
        size_t a_run = m->an - keep;
        move_down(&m->to, &m->tov, &m->a, &m->av, a_run);
        m->an = keep;
        if (!m->an) return 0;
        move_down(&m->to, &m->tov, &m->b, &m->bv, 1);
        if (!--m->bn) return 0;
        keep = gallop(s, m->a[-1], m->b - m->bn, m->bn, m->bn - 1, false);
        if (keep == SIZE_MAX) return -1;
        size_t b_run = m->bn - keep;
        move_down(&m->to, &m->tov, &m->b, &m->bv, b_run);
        m->bn = keep;
        if (!m->bn) return 0;
        move_down(&m->to, &m->tov, &m->a, &m->av, 1);
        if (!--m->an) return 0;
        if (a_run < MIN_GALLOP && b_run < MIN_GALLOP) {
            s->min_gallop++;
            return 1;
        }
    }
}

/* the same with an > bn: the second goes into the buffer */
static bool merge_down(Sort *s, size_t start, size_t an, size_t bn)
{
    if (!fill_buffer(s, start + an, bn)) return false;
    Value *values = s->values ? s->values + start : NULL;
    Merge m = {s->keys + start + an, values ? values + an : NULL, as_list(s->buffer_keys)->items + bn,
               values ? as_list(s->buffer_values)->items + bn : NULL, s->keys + start + an + bn, values ? values + an + bn : NULL, an, bn};
    int state;
    while ((state = merge_down_single(s, &m)) > 0 && (state = merge_down_gallop(s, &m)) > 0) continue;
    if (m.bn) move_down(&m.to, &m.tov, &m.b, &m.bv, m.bn);
    return state == 0;
}

/* merges the two topmost runs */
static bool merge_top(Sort *s)
{
    Run *a = &s->runs[s->run_count - 2], *b = a + 1;
    size_t start = a->start, an = a->length, bn = b->length;
    a->length += bn;
    s->run_count--;
    /* what is already in place at either end stays */
    size_t skip = gallop(s, s->keys[start + an], s->keys + start, an, 0, true);
    if (skip == SIZE_MAX) return false;
    start += skip;
    an -= skip;
    if (an == 0) return true;
    bn = gallop(s, s->keys[start + an - 1], s->keys + start + an, bn, bn - 1, false);
    if (bn == SIZE_MAX) return false;
    if (bn == 0) return true;
    return an <= bn ? merge_up(s, start, an, bn) : merge_down(s, start, an, bn);
}

/* powersort: the level, in a perfectly balanced binary tree over [0, n), of the boundary between two neighbouring runs */
static unsigned boundary_power(size_t start, size_t an, size_t bn, size_t n)
{
    /* twice the runs' middles, whose binary fractions of 2n are compared digit by digit */
    size_t a = 2 * start + an, b = a + an + bn;
    unsigned power = 0;
    for (;;) {
        power++;
        bool a_half = a >= n, b_half = b >= n;
        if (a_half != b_half) return power;
        if (a_half) {
            a -= n;
            b -= n;
        }
        a <<= 1;
        b <<= 1;
    }
}

/* runs shorter than this are extended: n / 2**k, rounded up, between 32 and 64 */
static size_t minimum_run(size_t n)
{
    size_t odd = 0;
    while (n >= MIN_MERGE) {
        odd |= n & 1;
        n >>= 1;
    }
    return n + odd;
}

static bool sort_range(Sort *s)
{
    size_t minimum = minimum_run(s->n), length;
    for (size_t from = 0; from < s->n; from += length) {
        length = count_run(s, from);
        if (!length) return false;
        if (length < minimum) {
            size_t forced = size_min(minimum, s->n - from);
            if (!insertion_sort(s, from, from + length, from + forced)) return false;
            length = forced;
        }
        unsigned power = 0;
        if (s->run_count) {
            const Run *top = &s->runs[s->run_count - 1];
            power = boundary_power(top->start, top->length, length, s->n);
            while (s->run_count > 1 && s->runs[s->run_count - 2].power > power)
                if (!merge_top(s)) return false;
            s->runs[s->run_count - 1].power = power;
        }
        s->runs[s->run_count++] = (Run){from, length, 0};
    }
    while (s->run_count > 1)
        if (!merge_top(s)) return false;
    return true;
}

/* --- the method --- */

/* a list of key(item) for all items; V_NULL: exception */
static Value compute_keys(Thread *t, Value key, const List *items)
{
    Value keys = list_with_capacity(t, items->length);
    for (size_t i = 0; !is_null(keys) && i < items->length; i++) {
        Value k = call1(t, key, items->items[i]);
        if (is_null(k) || !list_append(t, keys, k)) return V_NULL;
    }
    return keys;
}

static bool sort_holders(Thread *t, List *items, Value keys, bool reverse)
{
    Sort s = {.t = t, .keys = items->items, .n = items->length, .min_gallop = MIN_GALLOP};
    if (!is_null(keys)) {
        s.key_holder = keys;
        s.keys = as_list(keys)->items;
        s.values = items->items;
        s.buffer_values = list_with_capacity(t, 0);
        if (is_null(s.buffer_values)) return false;
    }
    s.buffer_keys = list_with_capacity(t, 0);
    if (is_null(s.buffer_keys)) return false;
    choose_less(&s);
    /* reversing before and after keeps equal items in their order */
    if (reverse) reverse_range(&s, 0, s.n);
    bool ok = sort_range(&s);
    if (reverse) reverse_range(&s, 0, s.n);
    return ok;
}

bool list_sort(Thread *t, Value list, Value key, bool reverse)
{
    List *l = as_list(list);
    bool keyed = !is_null(key) && !is_none(key);
    if (l->length < 2 && !keyed) return true;
    Value holder = list_with_capacity(t, 0);
    if (is_null(holder)) return false;
    List *items = as_list(holder);
    items->items = l->items;
    items->length = l->length;
    items->capacity = l->capacity;
    gc_barrier(t, items);
    l->items = NULL;
    l->length = l->capacity = 0;
    Value keys = V_NULL;
    bool ok = true;
    if (keyed) {
        keys = compute_keys(t, key, items);
        ok = !is_null(keys);
    }
    if (ok && items->length > 1) ok = sort_holders(t, items, keys, reverse);
    if (ok && l->items) ok = RAISE_FALSE(t, T_VALUE_ERROR, "list modified during sort");
    l->items = items->items;
    l->length = items->length;
    l->capacity = items->capacity;
    gc_barrier(t, l);
    items->items = NULL;
    items->length = items->capacity = 0;
    return ok;
}
