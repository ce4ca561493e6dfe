/* runtime.c - making and ending an interpreter. */
#include "runtime/runtime.h"
#include "base/siphash.h"
#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/function.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/object.h"
#include "runtime/ops.h"
#include "runtime/signature.h"
#include "runtime/typebuild.h"
#include "runtime/typeslots.h"
#include "vm/caches.h"
#include "vm/frame.h"
#include "vm/interp.h"
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>

#define REGISTER_STACK_BYTES ((size_t)256 << 20) /* reserved, not committed */
#define C_STACK_RESERVE      ((size_t)256 << 10) /* kept free below the recursion limit for signal handlers and helpers */

static bool hash_key_init(Runtime *rt)
{
    if (rt->options.hash_seed_set) return siphash_key_from_seed(rt->options.hash_seed, rt->hash_key), true;
    return getrandom(rt->hash_key, sizeof rt->hash_key, 0) == (ssize_t)sizeof rt->hash_key;
}

/* where this OS thread's stack begins and how far down it may grow */
static bool c_stack_init(Thread *t)
{
    pthread_attr_t attr;
    void *low;
    size_t size;
    if (pthread_getattr_np(pthread_self(), &attr)) return false;
    int error = pthread_attr_getstack(&attr, &low, &size);
    pthread_attr_destroy(&attr);
    if (error) return false;
    t->c_stack_base = (char *)low + size;
    struct rlimit limit;
    if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur < size) size = limit.rlim_cur;
    if (size > ((size_t)64 << 20)) size = (size_t)64 << 20;
    t->c_stack_limit = t->c_stack_base - size + C_STACK_RESERVE;
    return true;
}

Thread *thread_prepare(Runtime *rt)
{
    Thread *t = calloc(1, sizeof *t);
    if (!t) return NULL;
    void *stack = mmap(NULL, REGISTER_STACK_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (stack == MAP_FAILED || !c_stack_init(t)) return free(t), NULL;
    t->rt = rt;
    t->stack = stack;
    t->stack_end = (Value *)((char *)stack + REGISTER_STACK_BYTES);
    t->stack_limit = t->stack + 4096;
    t->recursion_limit = 1000;
    t->handled = &t->base_handled;
    t->id = (unsigned long)pthread_self();
    vm_init_thread(t);
    return t;
}

void thread_list(Thread *t)
{
    t->next = t->rt->threads;
    t->rt->threads = t;
}

void thread_free(Thread *t)
{
    munmap(t->stack, REGISTER_STACK_BYTES);
    free(t);
}

static bool names_init(Runtime *rt, Thread *t)
{
    static const char *const texts[NAME_ID_COUNT] = {
#define NAME_ROW(n) [NAME_##n] = #n,
#include "runtime/names.def"
#undef NAME_ROW
    };
    for (int i = 0; i < NAME_ID_COUNT; i++) {
        rt->names[i] = str_intern_text(t, texts[i]);
        if (is_null(rt->names[i])) return false;
    }
    return slots_init_names(rt, t);
}

static bool constants_init(Runtime *rt, Thread *t)
{
    rt->empty_tuple = value_cell(tuple_alloc(t, 0));
    rt->empty_str = str_alloc(t, 0, 0);
    for (uint32_t c = 0; c < SINGLE_CHARS; c++) {
        char utf8[3] = {(char)c, 0, 0};
        if (c >= 128) {
            utf8[0] = (char)(0xc0 | c >> 6);
            utf8[1] = (char)(0x80 | (c & 63));
        }
        rt->chars[c] = str_intern_utf8(t, utf8, c < 128 ? 1 : 2);
        if (is_null(rt->chars[c])) return false;
    }
    rt->empty_bytes = bytes_new(t, NULL, 0);
    return !is_null(rt->empty_str) && !is_null(rt->empty_tuple) && !is_null(rt->empty_bytes);
}

static bool modules_init(Runtime *rt, Thread *t)
{
    rt->modules = dict_new(t);
    if (is_null(rt->modules)) return false;
    rt->memory_error = exception_new(t, rt->types[T_MEMORY_ERROR], NULL, 0);
    rt->builtins_module = builtins_make(t);
    if (is_null(rt->builtins_module)) return false;
    rt->builtins = value_cell(as_module(rt->builtins_module)->dict);
    rt->sys_module = sys_make(t);
    if (is_null(rt->sys_module)) return false;
    rt->sys_dict = value_cell(as_module(rt->sys_module)->dict);
    return dict_set_text(t, rt->modules, "builtins", rt->builtins_module) && dict_set_text(t, rt->modules, "sys", rt->sys_module);
}

Runtime *runtime_new(const RuntimeOptions *options)
{
    Runtime *rt = calloc(1, sizeof *rt);
    if (!rt) return NULL;
    rt->options = *options;
    if (!hash_key_init(rt) || !heap_init(rt)) return free(rt), NULL;
    Thread *t = rt->main = thread_prepare(rt);
    if (!t) return NULL;
    thread_list(t);
    gc_enable(rt, false);
    bool ok = method_cache_init(rt) && site_cache_init(rt) && intern_init(rt) && types_init(t) && names_init(rt, t) && constants_init(rt, t) && types_fill(t) &&
              modules_init(rt, t);
    if (!ok) {
        if (error_set(t) && is_exception(t->exception)) exception_print(t, t->exception, V_NULL);
        return NULL;
    }
    gc_set_stress(rt, options->gc_stress);
    gc_set_fail_at(rt, options->fail_allocation);
    gc_enable(rt, true);
    return rt;
}

void runtime_free(Runtime *rt)
{
    heap_destroy(rt);
    intern_free(rt);
    signatures_free(rt);
    caches_free(rt);
    for (Thread *t = rt->threads, *next; t; t = next) {
        next = t->next;
        thread_free(t);
    }
    free(rt->method_cache);
    free(rt->slot_names[0]);
    free(rt->slot_names[1]);
    free(rt->slot_defs);
    free(rt->shapes);
    free(rt);
}

/* --- roots --- */

static void trace_thread(Thread *t, Tracer *tr)
{
    gc_trace(tr, t->exception);
    gc_trace(tr, t->result);
    gc_trace_cell(tr, t->callee);
    gc_trace(tr, t->keyword_names);
    for (Handled *h = t->handled; h; h = h->outer) gc_trace(tr, h->exception);
    gc_trace_cell(tr, t->frame_objects);
    const Value own[] = {t->context, t->trace_function, t->profile_function, t->asyncgen_firstiter, t->asyncgen_finalizer, t->async_exception,
                         t->repr_active};
    gc_trace_values(tr, own, sizeof own / sizeof *own);
}

void runtime_trace_roots(Runtime *rt, Tracer *tr)
{
    for (int i = 0; i < TYPE_ID_COUNT; i++) gc_trace_cell(tr, rt->types[i]);
    gc_trace_values(tr, rt->names, NAME_ID_COUNT);
    for (int k = 0; k < 2; k++)
        if (rt->slot_names[k]) gc_trace_values(tr, rt->slot_names[k], SLOT_COUNT);
    gc_trace_values(tr, rt->chars, SINGLE_CHARS);
    const Value own[] = {rt->empty_str, rt->empty_tuple, rt->empty_bytes, rt->builtins, rt->builtins_module, rt->sys_module, rt->sys_dict,
                         rt->modules, rt->memory_error, rt->codec_state, rt->report_sources, rt->no_default};
    gc_trace_values(tr, own, sizeof own / sizeof *own);
    gc_trace_values(tr, rt->state, sizeof rt->state / sizeof *rt->state);
    signatures_trace(rt, tr);
    for (Thread *t = rt->threads; t; t = t->next) trace_thread(t, tr);
}


void runtime_after_mark(Runtime *rt, Tracer *tr)
{
    intern_sweep(rt, tr);
    caches_forget_dead_codes(rt, tr);
    for (uint32_t i = 1; i < rt->shape_count; i++) {
        Shape *s = rt->shapes[i]; /* every type has root shapes */
        if (s && !s->parent && gc_is_marked(tr, s->type)) type_forget_dead_subclasses(s->type, tr);
    }
    method_cache_clear(rt);
}
