/* exception_unicode.c - UnicodeDecodeError, UnicodeEncodeError and UnicodeTranslateError. start and end are exact ints that fit 64 bits,
 * or absent; the others are whatever a program assigned. */
#include "objects/exception_internal.h"
#include "objects/bytes.h"
#include "objects/sequence.h"
#include "runtime/buffer.h"

static bool check_count(Thread *t, size_t given, size_t want)
{
    return given == want || RAISE_FALSE(t, T_TYPE_ERROR, "function takes exactly %zu arguments (%zu given)", want, given);
}

static bool check_str(Thread *t, const Value *args, size_t i)
{
    return is_str(args[i]) || RAISE_FALSE(t, T_TYPE_ERROR, "argument %zu must be str, not %T", i + 1, args[i]);
}

/* start and end from args[0] and args[1] */
static bool fill_range(Thread *t, Exception *e, const Value *args)
{
    for (int i = 0; i < 2; i++) {
        int64_t n;
        if (!size_argument(t, args[i], &n)) return false;
        Value v = int_from_int64(t, n);
        if (is_null(v)) return false;
        gc_store(t, e, &e->field[UNICODE_START + i], v);
    }
    return true;
}
_Static_assert(UNICODE_END == UNICODE_START + 1, "fill_range");

static Value bytes_of(Thread *t, Value v)
{
    if (is_bytes(v)) return v;
    Buffer b;
    if (!buffer_get(t, v, &b, BUFFER_SIMPLE)) return V_NULL;
    Value bytes = bytes_new(t, b.data, b.length);
    buffer_release(t, &b);
    return bytes;
}

bool unicode_decode_fill(Thread *t, Exception *e, const Value *args, size_t n, Value keyword_names)
{
    if (!exception_no_keywords(t, e, keyword_names) || !check_count(t, n, 5) || !check_str(t, args, 0)) return false;
    if (!is_bytes(args[1]) && !has_buffer(t, args[1]))
        return RAISE_FALSE(t, T_TYPE_ERROR, "a bytes-like object is required, not '%T'", args[1]);
    if (!fill_range(t, e, args + 2) || !check_str(t, args, 4)) return false;
    Value object = bytes_of(t, args[1]);
    if (is_null(object)) return false;
    gc_store(t, e, &e->field[UNICODE_ENCODING], args[0]);
    gc_store(t, e, &e->field[UNICODE_OBJECT], object);
    gc_store(t, e, &e->field[UNICODE_REASON], args[4]);
    return true;
}

bool unicode_encode_fill(Thread *t, Exception *e, const Value *args, size_t n, Value keyword_names)
{
    if (!exception_no_keywords(t, e, keyword_names) || !check_count(t, n, 5) || !check_str(t, args, 0) || !check_str(t, args, 1)) return false;
    if (!fill_range(t, e, args + 2) || !check_str(t, args, 4)) return false;
    gc_store(t, e, &e->field[UNICODE_ENCODING], args[0]);
    gc_store(t, e, &e->field[UNICODE_OBJECT], args[1]);
    gc_store(t, e, &e->field[UNICODE_REASON], args[4]);
    return true;
}

bool unicode_translate_fill(Thread *t, Exception *e, const Value *args, size_t n, Value keyword_names)
{
    if (!exception_no_keywords(t, e, keyword_names) || !check_count(t, n, 4) || !check_str(t, args, 0)) return false;
    if (!fill_range(t, e, args + 1) || !check_str(t, args, 3)) return false;
    gc_store(t, e, &e->field[UNICODE_OBJECT], args[0]);
    gc_store(t, e, &e->field[UNICODE_REASON], args[3]);
    return true;
}

static Value decode_init(Thread *t, Value *a, size_t n) { return exception_init(t, a, n, unicode_decode_fill); }
static Value encode_init(Thread *t, Value *a, size_t n) { return exception_init(t, a, n, unicode_encode_fill); }
static Value translate_init(Thread *t, Value *a, size_t n) { return exception_init(t, a, n, unicode_translate_fill); }
const NativeDef unicode_decode_init[] = {EXCEPTION_INIT(decode_init), FN_END};
const NativeDef unicode_encode_init[] = {EXCEPTION_INIT(encode_init), FN_END};
const NativeDef unicode_translate_init[] = {EXCEPTION_INIT(translate_init), FN_END};

/* --- text --- */

static int64_t bound(const Exception *e, int i)
{
    int64_t n = 0;
    if (!is_null(e->field[i])) int_fits_int64(e->field[i], &n);
    return n;
}

/* the byte or character at start, if the trouble is exactly one that is there; -1 otherwise */
static int64_t culprit(Value object, int64_t start, int64_t end)
{
    if (start < 0 || end - 1 != start) return -1;
    if (is_str(object)) return (size_t)start < str_length(as_str(object)) ? (int64_t)str_at(as_str(object), (size_t)start) : -1;
    return (uint64_t)start < as_bytes(object)->length ? as_bytes(object)->data[start] : -1;
}

Value unicode_error_str(Thread *t, Value self)
{
    const Exception *e = as_exception(self);
    Value object = e->field[UNICODE_OBJECT];
    if (is_null(object)) return str_empty(t);
    bool decoding = is_instance_of(t, self, T_UNICODE_DECODE_ERROR);
    if (!(decoding ? is_bytes(object) : is_str(object)))
        return raise(t, T_TYPE_ERROR, "UnicodeError 'object' attribute must be a %s", decoding ? "bytes" : "string");
    bool translating = is_instance_of(t, self, T_UNICODE_TRANSLATE_ERROR);
    Value who = translating ? t->rt->empty_str : str_format(t, "'%S' codec ", exception_field(e, UNICODE_ENCODING));
    if (is_null(who)) return V_NULL;
    const char *verb = translating ? "translate" : decoding ? "decode" : "encode";
    int64_t start = bound(e, UNICODE_START), end = bound(e, UNICODE_END), c = culprit(object, start, end);
    Value reason = exception_field(e, UNICODE_REASON);
    if (c < 0) {
        long long last = (long long)((uint64_t)end - 1);
        return str_format(t, "%Ucan't %s %s in position %lld-%lld: %S", who, verb, decoding ? "bytes" : "characters", (long long)start, last, reason);
    }
    const char *form = decoding ? "byte 0x%02x" : c < 0x100 ? "character '\\x%02x'" : c < 0x10000 ? "character '\\u%04x'" : "character '\\U%08x'";
    Value what = str_format(t, form, (unsigned)c);
    return is_null(what) ? V_NULL : str_format(t, "%Ucan't %s %U in position %lld: %S", who, verb, what, (long long)start, reason);
}

/* --- attributes --- */

static Value get_bound(Thread *t, Value self, int i)
{
    Value v = as_exception(self)->field[i];
    (void)t;
    return is_null(v) ? value_fixnum(0) : v;
}

static bool set_bound(Thread *t, Value self, int i, Value v)
{
    int64_t n;
    if (is_null(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "can't delete numeric/char attribute");
    if (!is_int(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "an integer is required");
    if (!size_argument(t, v, &n)) return false;
    Value number = int_from_int64(t, n);
    return !is_null(number) && (gc_store(t, as_cell(self), &as_exception(self)->field[i], number), true);
}

static Value get_start(Thread *t, Value self) { return get_bound(t, self, UNICODE_START); }
static bool set_start(Thread *t, Value self, Value v) { return set_bound(t, self, UNICODE_START, v); }
static Value get_end(Thread *t, Value self) { return get_bound(t, self, UNICODE_END); }
static bool set_end(Thread *t, Value self, Value v) { return set_bound(t, self, UNICODE_END, v); }

const GetSetDef unicode_error_getsets[] = {
    {"start", get_start, set_start, "exception start"},
    {"end", get_end, set_end, "exception end"},
    GETSET_END};
#define FIELD(i) (offsetof(Exception, field) + (i) * sizeof(Value))
const MemberDef unicode_error_members[] = {
    {"encoding", FIELD(UNICODE_ENCODING), true, true, "exception encoding"},
    {"object", FIELD(UNICODE_OBJECT), true, true, "exception object"},
    {"reason", FIELD(UNICODE_REASON), true, true, "exception reason"},
    MEMBER_END};
