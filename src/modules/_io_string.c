/* _io_string.c - StringIO: a text stream in memory. The content is an array of code units as wide as the widest character so far needed. */
#include "base/text.h"
#include "modules/_io.h"
#include "modules/args.h"
#include "objects/dict.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/ops.h"
#include "runtime/text.h"
#include <stdio.h>

typedef struct StringIO {
    IoObject io;
    void *cell;                /* K_BUFFER; NULL: nothing in it yet */
    Value newline_object;      /* as given, for __getstate__ */
    const char *newline;       /* NULL: None */
    int64_t size, capacity, pos; /* characters */
    int width;
    bool ready, closed, universal;
    Newlines newlines;
} StringIO;

static StringIO *as_io(Value v) { return as_cell(v); }

static StringIO *opened(Thread *t, Value v)
{
    StringIO *s = as_io(v);
    if (!s->ready) return RAISE_PTR(t, T_VALUE_ERROR, "I/O operation on uninitialized object");
    return s->closed ? RAISE_PTR(t, T_VALUE_ERROR, "I/O operation on closed file") : s;
}

static void *data_of(const StringIO *s) { return s->cell ? buffer_data(s->cell) : ""; }
static char *at(const StringIO *s, int64_t i) { return (char *)data_of(s) + i * s->width; }

static bool reserve(Thread *t, StringIO *s, int64_t n, int width)
{
    if (n <= s->capacity && width <= s->width) return true;
    if (width < s->width) width = s->width;
    if (n > PTRDIFF_MAX / 16) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "new position too large");
    int64_t capacity = n <= s->capacity ? s->capacity : n + n / 4 + 64;
    void *cell = gc_alloc_buffer(t, (size_t)(capacity * width));
    if (!cell) return false;
    text_copy(buffer_data(cell), (unsigned)width, data_of(s), (unsigned)s->width, (size_t)s->size);
    gc_store_pointer(t, s, s->cell, cell);
    s->capacity = capacity;
    s->width = width;
    return true;
}

/* text with each "\n" as the newline to write */
static Value with_newline(Thread *t, const StringIO *s, Value text)
{
    StrBuilder b;
    builder_init(&b, t);
    size_t n = as_str(text)->length, from = 0;
    for (;;) {
        int64_t end = text_line_end(str_data(as_str(text)), str_width(as_str(text)), from, n, true, false, NULL);
        if (end < 0) break;
        builder_substr(&b, text, from, (size_t)end - 1);
        builder_text(&b, s->newline);
        from = (size_t)end;
    }
    builder_substr(&b, text, from, n);
    return builder_finish(&b);
}

static bool write_text(Thread *t, StringIO *s, Value text)
{
    if (s->universal) text = newlines_decode(t, &s->newlines, text, true);
    if (!is_null(text) && s->newline && s->newline[0] == '\r') text = with_newline(t, s, text);
    if (is_null(text)) return false;
    const Str *str = as_str(text);
    int64_t n = (int64_t)str->length;
    if (!n) return true;
    int64_t end = s->pos + n;
    if (s->pos > PTRDIFF_MAX / 16 || !reserve(t, s, end, str_width(str))) {
        return error_set(t) ? false : RAISE_FALSE(t, T_OVERFLOW_ERROR, "new position too large");
    }
    if (s->pos > s->size) text_fill(at(s, s->size), (unsigned)s->width, 0, (size_t)(s->pos - s->size));
    text_copy(at(s, s->pos), (unsigned)s->width, str_data(str), (unsigned)str_width(str), (size_t)n);
    s->pos = end;
    if (end > s->size) s->size = end;
    return true;
}

static Value construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    StringIO *s = object_alloc(t, as_type(a[0]), 0);
    if (!s) return V_NULL;
    s->width = 1;
    return value_cell(s);
}

static bool init(Thread *t, StringIO *s, Value initial, Value newline)
{
    if (!is_null(newline) && !is_none(newline) && !is_str(newline))
        return RAISE_FALSE(t, T_TYPE_ERROR, "newline must be str or None, not %T", newline);
    if (!is_null(initial) && !is_none(initial) && !is_str(initial))
        return RAISE_FALSE(t, T_TYPE_ERROR, "initial_value must be str or None, not %T", initial);
    if (is_null(newline)) newline = t->rt->chars['\n'];
    bool ok;
    const char *text = io_newline_argument(t, newline, &ok);
    if (!ok) return error_clear(t), RAISE_FALSE(t, T_VALUE_ERROR, "illegal newline value: %R", newline);
    s->ready = true;
    s->closed = false;
    s->newline = text;
    gc_store(t, s, &s->newline_object, newline);
    s->universal = !text || !*text;
    s->newlines = (Newlines){.translate = !text};
    s->size = s->pos = s->capacity = 0;
    s->width = 1;
    s->cell = NULL;
    if (!is_null(initial) && !is_none(initial) && !write_text(t, s, initial)) return false;
    s->pos = 0;
    return true;
}

static Value init_(Thread *t, Value *a, size_t n)
{
    (void)n;
    return init(t, as_io(a[0]), a[1], a[2]) ? V_NONE : V_NULL;
}

/* --- reading --- */

static Value take(Thread *t, StringIO *s, int64_t n)
{
    int64_t left = s->size - s->pos;
    if (n < 0 || n > left) n = left;
    if (n <= 0) return str_empty(t);
    s->pos += n;
    return str_from_units(t, at(s, s->pos - n), s->width, (size_t)n);
}

static Value read_(Thread *t, Value *a, size_t n)
{
    (void)n;
    StringIO *s = opened(t, a[0]);
    int64_t size;
    return s && io_size_argument(t, a[1], &size) ? take(t, s, size) : V_NULL;
}

static Value line(Thread *t, StringIO *s, int64_t limit)
{
    int64_t to = limit >= 0 && limit < s->size - s->pos ? s->pos + limit : s->size;
    if (s->pos >= to) return str_empty(t);
    int64_t end = text_line_end(data_of(s), s->width, (size_t)s->pos, (size_t)to, s->newlines.translate, s->universal, s->newline);
    return take(t, s, (end < 0 ? to : end) - s->pos);
}

static Value readline_(Thread *t, Value *a, size_t n)
{
    (void)n;
    StringIO *s = opened(t, a[0]);
    int64_t limit;
    return s && io_size_argument(t, a[1], &limit) ? line(t, s, limit) : V_NULL;
}

static Value next(Thread *t, Value self)
{
    StringIO *s = opened(t, self);
    if (!s) return V_NULL;
    Value v;
    if (!(type_of(t, self)->flags & TYPE_PYTHON)) {
        v = line(t, s, -1);
    } else {
        v = call_method0(t, self, NAME(t, readline));
        if (!is_null(v) && !is_str(v)) return raise(t, T_OS_ERROR, "readline() should have returned a str object, not '%T'", v);
    }
    return !is_null(v) && as_str(v)->length ? v : V_NULL;
}

static Value getvalue(Thread *t, Value *a, size_t n)
{
    (void)n;
    StringIO *s = opened(t, a[0]);
    return s ? str_from_units(t, data_of(s), s->width, (size_t)s->size) : V_NULL;
}

/* --- writing and position --- */

static Value write_(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!as_io(a[0])->ready) return opened(t, a[0]), V_NULL;
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "string argument expected, got '%T'", a[1]);
    StringIO *s = opened(t, a[0]);
    return s && write_text(t, s, a[1]) ? value_fixnum((int64_t)as_str(a[1])->length) : V_NULL;
}

static Value seek_(Thread *t, Value *a, size_t n)
{
    (void)n;
    StringIO *s = opened(t, a[0]);
    int64_t target;
    int whence = SEEK_SET;
    if (!s || !to_size(t, a[1], &target) || (!is_null(a[2]) && !arg_int(t, a[2], &whence))) return V_NULL;
    if (whence < 0 || whence > 2) return raise(t, T_VALUE_ERROR, "Invalid whence (%d, should be 0, 1 or 2)", whence);
    if (target < 0 && whence == SEEK_SET) return raise(t, T_VALUE_ERROR, "Negative seek position %lld", (long long)target);
    if (whence != SEEK_SET && target) return raise(t, T_OS_ERROR, "Can't do nonzero cur-relative seeks");
    s->pos = whence == SEEK_SET ? target : whence == SEEK_END ? s->size : s->pos;
    return int_from_int64(t, s->pos);
}

static Value tell_(Thread *t, Value *a, size_t n) { (void)n; StringIO *s = opened(t, a[0]); return s ? int_from_int64(t, s->pos) : V_NULL; }

static Value truncate_(Thread *t, Value *a, size_t n)
{
    (void)n;
    StringIO *s = opened(t, a[0]);
    if (!s) return V_NULL;
    int64_t size = s->pos;
    if (!is_null(a[1]) && !is_none(a[1])) {
        if (!io_size_argument(t, a[1], &size)) return V_NULL;
        if (size < 0) return raise(t, T_VALUE_ERROR, "Negative size value %lld", (long long)size);
    }
    if (size < s->size) s->size = size;
    return int_from_int64(t, size);
}

static Value close_(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    StringIO *s = as_io(a[0]);
    s->closed = true;
    s->cell = NULL;
    s->size = s->capacity = 0;
    return V_NONE;
}

static Value yes(Thread *t, Value *a, size_t n) { (void)n; return opened(t, a[0]) ? V_TRUE : V_NULL; }

static Value getstate(Thread *t, Value *a, size_t n)
{
    Value content = getvalue(t, a, n);
    if (is_null(content)) return V_NULL;
    Value dict = instance_dict(t, a[0]);
    if (!is_null(dict)) dict = as_dict(dict)->count ? dict_copy(t, dict) : V_NONE;
    return is_null(dict) ? V_NULL : tuple_pack(t, 4, content, as_io(a[0])->newline_object, value_fixnum(as_io(a[0])->pos), dict);
}

static Value setstate(Thread *t, Value *a, size_t n)
{
    (void)n;
    StringIO *s = as_io(a[0]);
    if (s->closed) return raise(t, T_VALUE_ERROR, "I/O operation on closed file");
    if (!is_tuple(a[1]) || as_tuple(a[1])->length < 4)
        return raise(t, T_TYPE_ERROR, "%T.__setstate__ argument should be 4-tuple, got %T", a[0], a[1]);
    const Value *state = as_tuple(a[1])->items;
    if (!is_none(state[0]) && !is_str(state[0])) return raise(t, T_TYPE_ERROR, "initial_value must be str or None, not %T", state[0]);
    if (!init(t, s, V_NULL, state[1])) return V_NULL;
    if (is_str(state[0])) { /* as it is: it has been translated once */
        const Str *str = as_str(state[0]);
        if (!reserve(t, s, (int64_t)str->length, str_width(str))) return V_NULL;
        text_copy(data_of(s), (unsigned)s->width, str_data(str), (unsigned)str_width(str), str->length);
        s->size = (int64_t)str->length;
    }
    if (!is_int(state[2])) return raise(t, T_TYPE_ERROR, "third item of state must be an integer, got %T", state[2]);
    int64_t pos;
    if (!to_size(t, state[2], &pos)) return V_NULL;
    if (pos < 0) return raise(t, T_VALUE_ERROR, "position value cannot be negative");
    s->pos = pos;
    if (is_none(state[3])) return V_NONE;
    if (!is_dict(state[3])) return raise(t, T_TYPE_ERROR, "fourth item of state should be a dict, got a %T", state[3]);
    Value dict = instance_dict(t, a[0]);
    return !is_null(dict) && dict_update(t, dict, state[3]) ? V_NONE : V_NULL;
}

static Value get_closed(Thread *t, Value self)
{
    return as_io(self)->ready ? value_bool(as_io(self)->closed) : raise(t, T_VALUE_ERROR, "I/O operation on uninitialized object");
}
static Value get_line_buffering(Thread *t, Value self) { return opened(t, self) ? V_FALSE : V_NULL; }
static Value get_newlines(Thread *t, Value self)
{
    StringIO *s = opened(t, self);
    return s ? newlines_seen(t, s->universal ? s->newlines.seen : 0) : V_NULL;
}

static void trace(Tracer *tr, void *cell)
{
    StringIO *s = cell;
    io_base_trace(tr, cell);
    gc_trace_cell(tr, s->cell);
    gc_trace(tr, s->newline_object);
}

static const NativeDef methods[] = {
    FN("__init__", init_, "($self, initial_value='', newline='\\n')", NULL),
    FN("close", close_, "($self, /)", "Close the IO object."),
    FN("getvalue", getvalue, "($self, /)", "Retrieve the entire contents of the object."),
    FN("read", read_, "($self, size=-1, /)", "Read at most size characters, returned as a string."),
    FN("readline", readline_, "($self, size=-1, /)", "Read until newline or EOF."),
    FN("tell", tell_, "($self, /)", "Tell the current file position."),
    FN("truncate", truncate_, "($self, pos=None, /)", "Truncate size to pos."),
    FN("seek", seek_, "($self, pos, whence=0, /)", "Change stream position."),
    FN("write", write_, "($self, s, /)", "Write string to file."),
    FN("seekable", yes, "($self, /)", "Returns True if the IO object can be seeked."),
    FN("readable", yes, "($self, /)", "Returns True if the IO object can be read."),
    FN("writable", yes, "($self, /)", "Returns True if the IO object can be written."),
    FN("__getstate__", getstate, "($self, /)", NULL),
    FN("__setstate__", setstate, "($self, state, /)", NULL),
    FN_END};
static const GetSetDef getsets[] = {
    {"closed", get_closed, NULL, NULL}, {"newlines", get_newlines, NULL, NULL}, {"line_buffering", get_line_buffering, NULL, NULL}, GETSET_END};

const TypeSpec string_io_type_spec = {
    .name = "_io.StringIO", .doc = "StringIO(initial_value='', newline='\\n')\n--\n\nText I/O implementation using an in-memory buffer.",
    .base = T_IO_TEXT_BASE, .flags = TYPE_BASE, .size = sizeof(StringIO), .ext_offset = offsetof(IoObject, ext),
    .slots = {.next = next}, .methods = methods, .getsets = getsets,
    .construct = {"StringIO", construct, NULL, NULL, FN_KEYWORDS}, .trace = trace};
