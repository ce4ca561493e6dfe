/* tuple.c - tuple: immutable sequences; items follow the struct.
 *
 * Invariants: the empty exact tuple is shared (Runtime.empty_tuple). A tuple's items are never null once it is published. */
#include "objects/tuple.h"

#include <stdarg.h>

#include "objects/alloc.h"
#include "objects/arguments.h"
#include "objects/iterators.h"
#include "objects/sequence.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/text.h"

#define TUPLE_MAX (PTRDIFF_MAX / sizeof(Value) - 16)

Tuple *tuple_alloc(Thread *t, size_t n)
{
    if (n == 0 && !is_null(t->rt->empty_tuple)) return as_tuple(t->rt->empty_tuple);
    if (unlikely(n > TUPLE_MAX)) return raise_memory_error(t), NULL;
    Tuple *tuple = alloc_exact(t, T_TUPLE, K_TUPLE, sizeof(Tuple) + n * sizeof(Value));
    if (likely(tuple != NULL)) tuple->length = n;
    return tuple;
}

Value tuple_new(Thread *t, const Value *items, size_t n)
{
    Tuple *tuple = tuple_alloc(t, n);
    if (unlikely(!tuple)) return V_NULL;
    if (n) memcpy(tuple->items, items, n * sizeof *items);
    return value_cell(tuple);
}

Value tuple_pack(Thread *t, size_t n, ...)
{
    Tuple *tuple = tuple_alloc(t, n);
    if (!tuple) return V_NULL;
    va_list ap;
    va_start(ap, n);
    for (size_t i = 0; i < n; i++) tuple->items[i] = va_arg(ap, Value);
    va_end(ap);
    return value_cell(tuple);
}

Value tuple_slice(Thread *t, Value tuple, size_t from, size_t to)
{
    Tuple *s = as_tuple(tuple);
    if (to > s->length) to = s->length;
    if (from > to) from = to;
    if (from == 0 && to == s->length && has_exact_kind(tuple, K_TUPLE)) return tuple;
    return tuple_new(t, s->items + from, to - from);
}

/* --- slots --- */

static Value tuple_repr(Thread *t, Value self)
{
    Tuple *s = as_tuple(self);
    if (s->length == 0) return str_from_text(t, "()");
    int entered = repr_enter(t, self);
    if (entered <= 0) return entered < 0 ? V_NULL : str_from_text(t, "(...)");
    StrBuilder b;
    builder_init(&b, t);
    builder_char(&b, '(');
    bool ok = true;
    for (size_t i = 0; ok && i < s->length; i++) {
        if (i) builder_ascii(&b, ", ", 2);
        ok = builder_repr(&b, s->items[i]);
    }
    repr_leave(t, self);
    if (!ok) return V_NULL;
    if (s->length == 1) builder_char(&b, ',');
    builder_char(&b, ')');
    return builder_finish(&b);
}

/* xxHash's rounds over the items' hashes, with CPython's constants, so that hashes of tuples of numbers are the same */
static int64_t tuple_hash(Thread *t, Value self)
{
    const uint64_t prime1 = UINT64_C(11400714785074694791), prime2 = UINT64_C(14029467366897019727);
    const uint64_t prime5 = UINT64_C(2870177450012600261);
    Tuple *s = as_tuple(self);
    if (!recursion_check(t, "")) return -1;
    uint64_t acc = prime5;
    for (size_t i = 0; i < s->length; i++) {
        int64_t lane = is_fixnum(s->items[i]) ? int_hash(s->items[i]) : hash_of(t, s->items[i]);
        if (lane == -1) return -1;
        acc = rotl64(acc + (uint64_t)lane * prime2, 31) * prime1;
    }
    acc += s->length ^ (prime5 ^ 3527539u);
    return acc == UINT64_MAX ? 1546275796 : (int64_t)acc;
}

static Value tuple_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if (!is_tuple(a) || !is_tuple(b)) return V_NOT_IMPLEMENTED;
    Tuple *x = as_tuple(a), *y = as_tuple(b);
    size_t n = size_min(x->length, y->length);
    for (size_t i = 0; i < n; i++) {
        int equal = items_equal(t, x->items[i], y->items[i]);
        if (equal < 0) return V_NULL;
        if (equal) continue;
        if (op == CMP_EQ) return V_FALSE;
        if (op == CMP_NE) return V_TRUE;
        return compare(t, x->items[i], y->items[i], op);
    }
    return compare_result((int64_t)x->length, (int64_t)y->length, op);
}

static Value tuple_iter(Thread *t, Value self) { return sequence_iterator_new(t, T_TUPLE_ITERATOR, self); }

static int64_t tuple_length(Thread *t, Value self)
{
    (void)t;
    return (int64_t)as_tuple(self)->length;
}

static Value tuple_get_item(Thread *t, Value self, Value key)
{
    Tuple *s = as_tuple(self);
    if (has_kind(key, K_SLICE)) {
        int64_t start, stop, step, count;
        if (!slice_bounds(t, key, (int64_t)s->length, &start, &stop, &step, &count)) return V_NULL;
        if (step == 1) return tuple_slice(t, self, (size_t)start, (size_t)(start + count));
        Tuple *result = tuple_alloc(t, (size_t)count);
        if (!result) return V_NULL;
        for (int64_t i = 0; i < count; i++) result->items[i] = s->items[start + i * step];
        return value_cell(result);
    }
    int64_t i;
    if (!sequence_index(t, key, "tuple", &i)) return V_NULL;
    if (i < 0) i += (int64_t)s->length;
    if ((uint64_t)i >= s->length) return raise(t, T_INDEX_ERROR, "tuple index out of range");
    return s->items[i];
}

static int tuple_contains(Thread *t, Value self, Value item)
{
    Tuple *s = as_tuple(self);
    for (size_t i = 0; i < s->length; i++) {
        int equal = items_equal(t, s->items[i], item);
        if (equal) return equal;
    }
    return 0;
}

static Value tuple_concat(Thread *t, Value a, Value b)
{
    if (!is_tuple(b)) return raise(t, T_TYPE_ERROR, "can only concatenate tuple (not \"%T\") to tuple", b);
    Tuple *x = as_tuple(a), *y = as_tuple(b);
    if (x->length == 0 && has_exact_kind(b, K_TUPLE)) return b;
    if (y->length == 0 && has_exact_kind(a, K_TUPLE)) return a;
    Tuple *result = tuple_alloc(t, x->length + y->length);
    if (!result) return V_NULL;
    memcpy(result->items, x->items, x->length * sizeof(Value));
    memcpy(result->items + x->length, y->items, y->length * sizeof(Value));
    return value_cell(result);
}

static Value tuple_repeat(Thread *t, Value self, Value count)
{
    Tuple *s = as_tuple(self);
    size_t total;
    if (!repeat_size(t, count, s->length, &total)) return V_NULL;
    if (total == s->length && has_exact_kind(self, K_TUPLE)) return self;
    Tuple *result = tuple_alloc(t, total);
    if (result && total) repeat_values(result->items, total, s->items, s->length);
    return value_cell(result);
}

/* --- methods --- */

static Value tuple_count_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Tuple *s = as_tuple(a[0]);
    int64_t count = 0;
    for (size_t i = 0; i < s->length; i++) {
        int equal = items_equal(t, s->items[i], a[1]);
        if (equal < 0) return V_NULL;
        count += equal;
    }
    return value_fixnum(count);
}

static Value tuple_index_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Tuple *s = as_tuple(a[0]);
    int64_t length = (int64_t)s->length, start, stop;
    if (!bound_argument(t, a[2], length, 0, &start) || !bound_argument(t, a[3], length, length, &stop)) return V_NULL;
    for (int64_t i = start; i < stop && i < length; i++) {
        int equal = items_equal(t, s->items[i], a[1]);
        if (equal < 0) return V_NULL;
        if (equal) return value_fixnum(i);
    }
    return raise(t, T_VALUE_ERROR, "tuple.index(x): x not in tuple");
}

static Value tuple_getnewargs(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value items = tuple_new(t, as_tuple(a[0])->items, as_tuple(a[0])->length);
    return is_null(items) ? V_NULL : tuple_pack(t, 1, items);
}

static Value tuple_construct(Thread *t, Value *a, size_t n)
{
    Type *type = as_type(a[0]);
    if (!arguments_positional(t, type, T_TUPLE, &n, 0, 1)) return V_NULL;
    Value items = n == 2 ? tuple_from_iterable(t, a[1]) : value_cell(tuple_alloc(t, 0));
    if (is_null(items) || type == t->rt->types[T_TUPLE]) return items;
    size_t length = as_tuple(items)->length;
    Tuple *result = object_alloc(t, type, length * sizeof(Value));
    if (!result) return V_NULL;
    result->length = length;
    memcpy(result->items, as_tuple(items)->items, length * sizeof(Value));
    return value_cell(result);
}

static void tuple_trace(Tracer *tr, void *cell)
{
    Tuple *s = cell;
    gc_trace_values(tr, s->items, s->length);
}

static const NativeDef tuple_methods[] = {
    FN("__getnewargs__", tuple_getnewargs, "(self, /)", ""),
    FN("index", tuple_index_, "(self, value, start=0, stop=sys.maxsize, /)",
       "Return first index of value.\n\nRaises ValueError if the value is not present."),
    FN("count", tuple_count_, "(self, value, /)", "Return number of occurrences of value."),
    FN_CLASS_METHOD("__class_getitem__", sequence_class_getitem, "(cls, object, /)", "See PEP 585"),
    FN_END,
};

const TypeSpec tuple_type_spec = {
    .name = "tuple",
    .doc = "tuple(iterable=(), /)\n--\n\nBuilt-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty "
           "tuple.\nIf iterable is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the "
           "return value is the same object.",
    .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_VARSIZE | TYPE_SEQUENCE | TYPE_MATCH_SELF | TYPE_IMMUTABLE,
    .kind = K_TUPLE,
    .size = sizeof(Tuple),
    .ext_offset = EXT_COMPUTED,
    .slots = {.repr = tuple_repr, .hash = tuple_hash, .compare = tuple_compare, .iter = tuple_iter, .length = tuple_length,
              .get_item = tuple_get_item, .contains = tuple_contains, .concat = tuple_concat, .repeat = tuple_repeat},
    .methods = tuple_methods,
    .construct = {"tuple", tuple_construct, NULL, "", FN_KEYWORDS},
    .trace = tuple_trace,
};
