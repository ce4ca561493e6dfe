/* _io_pair.c - BufferedRWPair: a reader and a writer that do not share a position, as for sockets and pipes. */
#include "modules/_io.h"
#include "objects/str.h"
#include "runtime/call.h"
#include "runtime/ops.h"

typedef struct Pair { IoObject io; Value reader, writer; } Pair;

static Pair *ready(Thread *t, Value v)
{
    Pair *p = as_cell(v);
    return is_null(p->writer) ? RAISE_PTR(t, T_VALUE_ERROR, "I/O operation on uninitialized object") : p;
}

static Value construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Pair *p = object_alloc(t, as_type(a[0]), 0);
    return p ? value_cell(p) : V_NULL;
}

/* self, reader, writer, buffer_size */
static Value init_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Pair *p = as_cell(a[0]);
    if (!io_check_able(t, a[1], "readable", "File or stream is not readable.") ||
        !io_check_able(t, a[2], "writable", "File or stream is not writable."))
        return V_NULL;
    Value args[2];
    static const TypeId types[2] = {T_BUFFERED_READER, T_BUFFERED_WRITER};
    for (int i = 0; i < 2; i++) {
        Type *type = type_by_id(t, types[i]);
        args[0] = a[1 + i];
        args[1] = a[3];
        Value stream = type ? call(t, type_value(type), args, is_null(a[3]) ? 1 : 2, V_NULL) : V_NULL;
        if (is_null(stream)) return V_NULL;
        gc_store(t, p, i ? &p->writer : &p->reader, stream);
    }
    return V_NONE;
}

/* the reader's or the writer's method with the arguments given */
static Value forward(Thread *t, Value *a, size_t n, bool to_writer, const char *method)
{
    Pair *p = ready(t, a[0]);
    while (n > 1 && is_null(a[n - 1])) n--;
    return p ? call_method(t, to_writer ? p->writer : p->reader, str_intern_text(t, method), a + 1, n - 1) : V_NULL;
}
#define FORWARD(name, writer) static Value name##_(Thread *t, Value *a, size_t n) { return forward(t, a, n, writer, #name); }
FORWARD(read, false)
FORWARD(peek, false)
FORWARD(read1, false)
FORWARD(readinto, false)
FORWARD(readinto1, false)
FORWARD(readable, false)
FORWARD(write, true)
FORWARD(flush, true)
FORWARD(writable, true)

static Value close_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Pair *p = ready(t, a[0]);
    if (!p) return V_NULL;
    call_method0(t, p->writer, NAME(t, close));
    Value error = error_take(t);
    return io_chain(t, error, call_method0(t, p->reader, NAME(t, close)));
}

static Value isatty_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Pair *p = ready(t, a[0]);
    Value v = p ? call_method0(t, p->writer, str_intern_text(t, "isatty")) : V_NULL;
    return !is_false(v) ? v : call_method0(t, p->reader, str_intern_text(t, "isatty"));
}

static Value get_closed(Thread *t, Value self)
{
    Pair *p = ready(t, self);
    return p ? attr_get(t, p->writer, NAME(t, closed)) : V_NULL;
}

static void trace(Tracer *tr, void *cell)
{
    io_base_trace(tr, cell);
    gc_trace(tr, ((Pair *)cell)->reader);
    gc_trace(tr, ((Pair *)cell)->writer);
}

static const NativeDef methods[] = {
    FN("__init__", init_, "($self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)", NULL),
    FN("read", read_, "($self, size=-1, /)", NULL),
    FN("peek", peek_, "($self, size=0, /)", NULL),
    FN("read1", read1_, "($self, size=-1, /)", NULL),
    FN("readinto", readinto_, "($self, buffer, /)", NULL),
    FN("readinto1", readinto1_, "($self, buffer, /)", NULL),
    FN("write", write_, "($self, buffer, /)", NULL),
    FN("flush", flush_, "($self, /)", NULL),
    FN("readable", readable_, "($self, /)", NULL),
    FN("writable", writable_, "($self, /)", NULL),
    FN("close", close_, "($self, /)", NULL),
    FN("isatty", isatty_, "($self, /)", NULL),
    FN_END};
static const GetSetDef getsets[] = {{"closed", get_closed, NULL, NULL}, GETSET_END};

const TypeSpec buffered_rw_pair_type_spec = {
    .name = "_io.BufferedRWPair",
    .doc = "BufferedRWPair(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)\n--\n\nA buffered reader and writer object together.",
    .base = T_IO_BUFFERED_BASE, .flags = TYPE_BASE | TYPE_HAS_DEL, .size = sizeof(Pair), .ext_offset = offsetof(IoObject, ext),
    .methods = methods, .getsets = getsets, .construct = {"BufferedRWPair", construct, NULL, NULL, FN_KEYWORDS}, .trace = trace};
