/* traceback.c - the traceback type: one entry a frame, from the outermost that an exception reached to where it was raised. */
#include "objects/exception.h"
#include "objects/frame.h"
#include "objects/numbers.h"
#include "objects/list.h"
#include "objects/str.h"
#include "runtime/ops.h"
#include "runtime/error.h"

static Traceback *as_traceback(Value v) { return as_cell(v); }

Value traceback_new(Thread *t, Value next, Value frame, Code *code, uint32_t pc)
{
    Traceback *tb = object_alloc_id(t, T_TRACEBACK, 0);
    if (!tb) return V_NULL;
    tb->next = next;
    tb->frame = frame;
    tb->code = code;
    tb->pc = pc;
    return value_cell(tb);
}

int traceback_line(const Traceback *tb) { return tb->line ? tb->line : code_position(tb->code, tb->pc).line; }

static void traceback_trace(Tracer *tr, void *cell)
{
    Traceback *tb = cell;
    gc_trace(tr, tb->next);
    gc_trace(tr, tb->frame);
    gc_trace_cell(tr, tb->code);
}

static Value get_next(Thread *t, Value self) { (void)t; Value v = as_traceback(self)->next; return is_null(v) ? V_NONE : v; }

static bool set_next(Thread *t, Value self, Value v)
{
    if (is_null(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "can't delete tb_next attribute");
    if (is_none(v)) v = V_NULL;
    else if (!has_kind(v, K_TRACEBACK)) return RAISE_FALSE(t, T_TYPE_ERROR, "expected traceback object, got '%T'", v);
    for (Value at = v; !is_null(at); at = as_traceback(at)->next)
        if (value_same(at, self)) return RAISE_FALSE(t, T_VALUE_ERROR, "traceback loop detected");
    return gc_store(t, as_cell(self), &as_traceback(self)->next, v), true;
}

static Value get_frame(Thread *t, Value self) { (void)t; return as_traceback(self)->frame; }
static Value get_lasti(Thread *t, Value self) { (void)t; return value_fixnum((int64_t)as_traceback(self)->pc * CODE_UNIT); }
static Value get_line(Thread *t, Value self)
{
    (void)t;
    int line = traceback_line(as_traceback(self));
    return line < 0 ? V_NONE : value_fixnum(line);
}

static bool int_argument(Thread *t, Value v, int64_t *out)
{
    if (!to_int64(t, v, out)) return false;
    if (*out >= INT32_MIN && *out <= INT32_MAX) return true;
    return RAISE_FALSE(t, T_OVERFLOW_ERROR, "signed integer is %s than %s", *out < 0 ? "less" : "greater", *out < 0 ? "minimum" : "maximum");
}

static Value traceback_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t lasti, line;
    if (!has_kind(a[2], K_FRAME)) return raise(t, T_TYPE_ERROR, "traceback() argument 'tb_frame' must be frame, not %T", a[2]);
    if (!int_argument(t, a[3], &lasti) || !int_argument(t, a[4], &line)) return V_NULL;
    if (!is_none(a[1]) && !has_kind(a[1], K_TRACEBACK))
        return raise(t, T_TYPE_ERROR, "expected traceback object or None, got '%T'", a[1]);
    Value v = traceback_new(t, is_none(a[1]) ? V_NULL : a[1], a[2], as_frame(a[2])->code, lasti < 0 ? 0 : (uint32_t)lasti / CODE_UNIT);
    if (!is_null(v)) as_traceback(v)->line = (int32_t)line;
    return v;
}

static Value traceback_dir(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    Value names[4] = {NAME(t, tb_frame), NAME(t, tb_next), str_intern_text(t, "tb_lasti"), NAME(t, tb_lineno)};
    return list_new(t, names, 4);
}

static const NativeDef traceback_methods[] = {FN("__dir__", traceback_dir, "($self, /)", NULL), FN_END};
static const GetSetDef traceback_getsets[] = {
    {"tb_next", get_next, set_next, NULL},
    {"tb_frame", get_frame, NULL, NULL},
    {"tb_lasti", get_lasti, NULL, NULL},
    {"tb_lineno", get_line, NULL, NULL},
    GETSET_END};

const TypeSpec traceback_type_spec = {
    .name = "traceback",
    .doc = "traceback(tb_next, tb_frame, tb_lasti, tb_lineno)\n--\n\nAn entry of a traceback.",
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE,
    .kind = K_TRACEBACK,
    .size = sizeof(Traceback),
    .methods = traceback_methods,
    .getsets = traceback_getsets,
    .construct = FN("traceback", traceback_construct, "(cls, tb_next, tb_frame, tb_lasti, tb_lineno)", ""),
    .trace = traceback_trace,
};
