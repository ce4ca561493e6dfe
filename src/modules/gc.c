/* gc.c - the gc module over a tracing collector.
 *
 * What differs from reference counting: nothing is ever uncollectable, gc.garbage stays empty; thresholds are kept and reported but
 * the collector paces itself; every container is tracked from its birth. */
#include "base/common.h"
#include "modules/args.h"
#include "modules/modules.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

/* --- collecting --- */

/* gc.callbacks: each is called with "start" or "stop" and what is known */
static bool notify(Thread *t, const char *phase, int generation, size_t collected)
{
    Value module = dict_get_text(t, t->rt->modules, "gc");
    Value list = !is_null(module) && has_kind(module, K_MODULE) ? dict_get_text(t, value_cell(as_module(module)->dict), "callbacks") : V_NULL;
    if (is_null(list) || !is_list(list) || !as_list(list)->length) return true;
    Value info = dict_new(t), name = str_from_text(t, phase);
    if (is_null(info) || is_null(name) || !dict_set_text(t, info, "generation", value_fixnum(generation)) ||
        !dict_set_text(t, info, "collected", int_from_uint64(t, collected)) || !dict_set_text(t, info, "uncollectable", value_fixnum(0)))
        return false;
    for (size_t i = 0; i < as_list(list)->length; i++) {
        Value callback = as_list(list)->items[i];
        if (is_null(call2(t, callback, name, info))) error_unraisable(t, "Exception ignored while calling GC callback", callback);
    }
    return true;
}

/* What lies on the register stack above the arguments of a native function called by Python code is left over from calls that have
 * ended: without it a program that asks for a collection gets rid of what it has dropped just before. */
static void forget_dead_registers(Thread *t, Value *above)
{
    Value *top = thread_stack_top(t);
    if (t->registers && above > t->registers && above < top) memset(above, 0, (size_t)((char *)top - (char *)above));
}

static Value collect(Thread *t, Value *a, size_t n)
{
    (void)n;
    int generation = 2;
    if (!is_null(a[0]) && !arg_int(t, a[0], &generation)) return V_NULL;
    if (generation < 0 || generation > 2) return raise(t, T_VALUE_ERROR, "invalid generation");
    if (!notify(t, "start", generation, 0)) return V_NULL;
    forget_dead_registers(t, a + 1);
    size_t dead = gc_collect(t, generation);
    gc_run_finalizers(t);
    return notify(t, "stop", generation, dead) ? int_from_uint64(t, dead) : V_NULL;
}

static Value enable(Thread *t, Value *a, size_t n) { (void)a, (void)n; return gc_enable(t->rt, true), V_NONE; }
static Value disable(Thread *t, Value *a, size_t n) { (void)a, (void)n; return gc_enable(t->rt, false), V_NONE; }
static Value isenabled(Thread *t, Value *a, size_t n) { (void)a, (void)n; return value_bool(gc_enabled(t->rt)); }
static Value nothing(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return V_NONE; }
static Value zero(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return value_fixnum(0); }

/* --- settings --- */

static Value settings(Thread *t) /* (threshold0, threshold1, threshold2, debug flags) */
{
    Value *s = &t->rt->state[STATE_GC_SETTINGS];
    if (is_null(*s)) *s = tuple_pack(t, 4, value_fixnum(2000), value_fixnum(10), value_fixnum(10), value_fixnum(0));
    return *s;
}

static Value get_threshold(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    Value s = settings(t);
    return is_null(s) ? V_NULL : tuple_new(t, as_tuple(s)->items, 3);
}
static Value set_threshold(Thread *t, Value *a, size_t n)
{
    if (n < 1 || n > 3) return raise(t, T_TYPE_ERROR, "gc.set_threshold requires 1 to 3 arguments");
    Value s = settings(t), v[4];
    if (is_null(s)) return V_NULL;
    memcpy(v, as_tuple(s)->items, sizeof v);
    for (size_t i = 0; i < n; i++) {
        int threshold;
        if (!arg_int(t, a[i], &threshold)) return V_NULL;
        v[i] = value_fixnum(threshold);
    }
    Value changed = tuple_new(t, v, 4);
    if (is_null(changed)) return V_NULL;
    t->rt->state[STATE_GC_SETTINGS] = changed;
    return V_NONE;
}
static Value get_debug(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    Value s = settings(t);
    return is_null(s) ? V_NULL : as_tuple(s)->items[3];
}
static Value set_debug(Thread *t, Value *a, size_t n)
{
    (void)n;
    int flags;
    Value s = settings(t);
    if (is_null(s) || !arg_int(t, a[0], &flags)) return V_NULL;
    const Value *v = as_tuple(s)->items;
    Value changed = tuple_pack(t, 4, v[0], v[1], v[2], value_fixnum(flags));
    if (is_null(changed)) return V_NULL;
    t->rt->state[STATE_GC_SETTINGS] = changed;
    return V_NONE;
}

static Value get_count(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    GcStats stats;
    gc_stats(t->rt, &stats);
    return tuple_pack(t, 3, value_fixnum((int64_t)(gc_bytes_in_use(t->rt) >> 10)), value_fixnum((int64_t)stats.collections[0]), value_fixnum(0));
}

static Value get_stats(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    GcStats stats;
    gc_stats(t->rt, &stats);
    Value list = list_new(t, NULL, 0);
    for (int i = 0; i < 3 && !is_null(list); i++) {
        Value d = dict_new(t);
        uint64_t collections = i == 1 ? 0 : stats.collections[i / 2], dead = i == 1 ? 0 : stats.dead_cells[i / 2];
        if (is_null(d) || !dict_set_text(t, d, "collections", int_from_uint64(t, collections)) ||
            !dict_set_text(t, d, "collected", int_from_uint64(t, dead)) || !dict_set_text(t, d, "uncollectable", value_fixnum(0)) ||
            !list_append(t, list, d))
            return V_NULL;
    }
    return list;
}

/* --- looking at the heap --- */

static bool is_container(const Header *cell)
{
    switch (cell->kind) {
    case K_FREE: case K_BUFFER: case K_INT: case K_FLOAT: case K_COMPLEX: case K_STR: case K_BYTES: case K_BYTEARRAY: case K_CODE: return false;
    default: return true;
    }
}
static Value is_tracked(Thread *t, Value *a, size_t n) { (void)t, (void)n; return value_bool(is_pointer(a[0]) && is_container(as_header(a[0]))); }
static Value is_finalized(Thread *t, Value *a, size_t n)
{
    (void)n;
    return value_bool(is_pointer(a[0]) && type_of(t, a[0])->flags & TYPE_HAS_DEL && !(as_header(a[0])->gc & GC_FINALIZABLE));
}

/* cells found while the heap is walked, when nothing may be allocated: counted first, then filled in */
typedef struct Found { Thread *t; Value *items; size_t count, room; const Value *targets; size_t target_count; bool hit; } Found;

static void add_found(Found *f, Header *cell)
{
    if (f->count < f->room) f->items[f->count] = value_cell(cell);
    f->count++;
}
static bool visit_object(void *context, Header *cell)
{
    if (is_container(cell)) add_found(context, cell);
    return true;
}

static Value found_list(Thread *t, Found *f, bool (*visit)(void *, Header *))
{
    gc_each_cell(t, visit, f);
    size_t room = f->count + 64; /* the list itself is new */
    Value list = list_with_capacity(t, room);
    if (is_null(list)) return V_NULL;
    *f = (Found){.t = t, .items = as_list(list)->items, .room = room, .targets = f->targets, .target_count = f->target_count};
    gc_each_cell(t, visit, f);
    size_t kept = 0;
    for (size_t i = 0; i < size_min(f->count, room); i++)
        if (!value_same(f->items[i], list)) f->items[kept++] = f->items[i];
    for (size_t i = kept; i < room; i++) f->items[i] = V_NULL;
    as_list(list)->length = kept;
    gc_barrier(t, as_cell(list));
    return list;
}

static Value get_objects(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_null(a[0]) && !is_none(a[0])) {
        int64_t generation;
        if (!type_of(t, a[0])->slots.index) return raise(t, T_TYPE_ERROR, "argument should be integer or None, not '%T'", a[0]);
        if (!arg_size(t, a[0], &generation)) return V_NULL;
        if (generation >= 3) return raise(t, T_VALUE_ERROR, "generation parameter must be less than the number of available generations (3)");
        if (generation < -1) return raise(t, T_VALUE_ERROR, "generation parameter cannot be negative");
    }
    Found f = {.t = t};
    return found_list(t, &f, visit_object);
}

static void visit_referent(void *context, Value v)
{
    Found *f = context;
    for (size_t i = 0; i < f->target_count; i++) f->hit |= value_same(f->targets[i], v);
}
static bool visit_referrer(void *context, Header *cell)
{
    Found *f = context;
    if (!is_container(cell)) return true;
    f->hit = false;
    gc_each_referent(f->t, cell, visit_referent, f);
    if (f->hit) add_found(f, cell);
    return true;
}
static Value get_referrers(Thread *t, Value *a, size_t n)
{
    Found f = {.t = t, .targets = a, .target_count = n};
    return found_list(t, &f, visit_referrer);
}

static void append_referent(void *context, Value v)
{
    Found *f = context;
    if (is_pointer(v) && !is_null(v) && as_header(v)->kind != K_BUFFER) list_append(f->t, *f->items, v);
}
static Value get_referents(Thread *t, Value *a, size_t n)
{
    Value list = list_new(t, NULL, 0);
    Found f = {.t = t, .items = &list};
    for (size_t i = 0; i < n && !is_null(list); i++)
        if (is_pointer(a[i])) gc_each_referent(t, as_header(a[i]), append_referent, &f);
    return error_set(t) ? V_NULL : list;
}

static const NativeDef functions[] = {
    FN("collect", collect, "($module, /, generation=2)", "Run the garbage collector."),
    FN("enable", enable, "($module, /)", "Enable automatic garbage collection."),
    FN("disable", disable, "($module, /)", "Disable automatic garbage collection."),
    FN("isenabled", isenabled, "($module, /)", "Returns true if automatic garbage collection is enabled."),
    FN("get_threshold", get_threshold, "($module, /)", "Return the current collection thresholds."),
    FN("set_threshold", set_threshold, NULL, "Set the collection thresholds (the collection frequency)."),
    FN("get_debug", get_debug, "($module, /)", "Get the garbage collection debugging flags."),
    FN("set_debug", set_debug, "($module, flags, /)", "Set the garbage collection debugging flags."),
    FN("get_count", get_count, "($module, /)", "Return a three-tuple of the current collection counts."),
    FN("get_stats", get_stats, "($module, /)", "Return a list of dictionaries containing per-generation statistics."),
    FN("get_objects", get_objects, "($module, /, generation=None)", "Return a list of objects tracked by the collector (excluding the list returned)."),
    FN("get_referrers", get_referrers, "($module, /, *objs)", "Return the list of objects that directly refer to any of 'objs'."),
    FN("get_referents", get_referents, "($module, /, *objs)", "Return the list of objects that are directly referred to by 'objs'."),
    FN("is_tracked", is_tracked, "($module, obj, /)", "Returns true if the object is tracked by the garbage collector."),
    FN("is_finalized", is_finalized, "($module, obj, /)", "Returns true if the object has been already finalized by the GC."),
    FN("freeze", nothing, "($module, /)", "Does nothing: old objects are not looked at in young collections."),
    FN("unfreeze", nothing, "($module, /)", "Does nothing; see freeze()."),
    FN("get_freeze_count", zero, "($module, /)", "Return the number of objects in the permanent generation: none."),
    FN_END};

static const ConstantDef constants[] = {{"DEBUG_STATS", 1, NULL}, {"DEBUG_COLLECTABLE", 2, NULL}, {"DEBUG_UNCOLLECTABLE", 4, NULL},
                                        {"DEBUG_SAVEALL", 32, NULL}, {"DEBUG_LEAK", 38, NULL}, CONSTANT_END};

static bool setup(Thread *t, Value module)
{
    return module_add(t, module, "garbage", list_new(t, NULL, 0)) && module_add(t, module, "callbacks", list_new(t, NULL, 0));
}

const ModuleSpec gc_module_spec = {"gc", "The garbage collector: a tracing one, generational.", functions, constants, setup};
