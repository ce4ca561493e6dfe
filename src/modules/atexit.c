/* atexit.c - functions to be called when the program ends, the last registered first. */
#include "modules/modules.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

/* the list of (function, args, kwargs) */
static Value callbacks(Thread *t)
{
    Value *list = &t->rt->state[STATE_ATEXIT];
    if (is_null(*list)) *list = list_new(t, NULL, 0);
    return *list;
}

/* a: function, kwargs, then the surplus positional arguments */
static Value register_(Thread *t, Value *a, size_t n)
{
    if (!is_callable(t, a[0])) return raise(t, T_TYPE_ERROR, "the first argument must be callable");
    Value args = tuple_new(t, a + 2, n - 2), entry = is_null(args) ? V_NULL : tuple_pack(t, 3, a[0], args, a[1]);
    return is_null(entry) || is_null(callbacks(t)) || !list_append(t, callbacks(t), entry) ? V_NULL : a[0];
}

static Value run_exitfuncs(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    Value list = callbacks(t);
    if (is_null(list)) return V_NULL;
    while (as_list(list)->length) {
        size_t last = as_list(list)->length - 1;
        Value entry = as_list(list)->items[last];
        if (!list_delete_range(t, as_list(list), last, last + 1)) return V_NULL;
        const Value *part = as_tuple(entry)->items;
        if (is_null(call_spread(t, part[0], part[1], part[2]))) {
            Value e = error_take(t), message = str_format(t, "Exception ignored in atexit callback %R", part[0]);
            size_t length;
            const char *text = is_null(message) ? NULL : str_utf8_lossy(t, message, &length);
            error_restore(t, e);
            error_unraisable(t, text, V_NULL);
        }
    }
    return V_NONE;
}

static Value clear(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    t->rt->state[STATE_ATEXIT] = V_NULL;
    return V_NONE;
}

static Value ncallbacks(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    return is_null(callbacks(t)) ? V_NULL : int_from_uint64(t, as_list(callbacks(t))->length);
}

static Value unregister(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value list = callbacks(t);
    if (is_null(list)) return V_NULL;
    for (size_t i = as_list(list)->length; i-- > 0;) {
        if (i >= as_list(list)->length) continue; /* __eq__ changed the list */
        int same = compare_bool(t, as_tuple(as_list(list)->items[i])->items[0], a[0], CMP_EQ);
        if (same < 0 || (same && !list_delete_range(t, as_list(list), i, i + 1))) return V_NULL;
    }
    return V_NONE;
}

static const NativeDef functions[] = {
    FN("register", register_, "($module, func, /, *args, **kwargs)", "Register a function to be executed upon normal program termination."),
    FN("_run_exitfuncs", run_exitfuncs, "($module, /)", "Run all registered exit functions."),
    FN("_clear", clear, "($module, /)", "Clear the list of previously registered exit functions."),
    FN("_ncallbacks", ncallbacks, "($module, /)", "Return the number of registered exit functions."),
    FN("unregister", unregister, "($module, func, /)", "Unregister an exit function which was previously registered using atexit.register."),
    FN_END};

const ModuleSpec atexit_module_spec = {"atexit", "Functions to be run when the program ends.", functions, NULL, NULL};
