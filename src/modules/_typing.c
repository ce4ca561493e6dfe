/* _typing.c - what typing.py takes from the interpreter. */
#include "objects/typing.h"
#include "runtime/error.h"
#include "runtime/ops.h"

static Value idfunc(Thread *t, Value *a, size_t n) { (void)t, (void)n; return a[0]; }
static const NativeDef functions[] = {FN("_idfunc", idfunc, "($module, x, /)", NULL), FN_END};

static bool setup(Thread *t, Value module)
{
    static const TypeId types[] = {T_TYPE_VAR, T_TYPE_VAR_TUPLE, T_PARAM_SPEC, T_PARAM_SPEC_ARGS, T_PARAM_SPEC_KWARGS, T_TYPE_ALIAS_TYPE, T_TYPING_GENERIC, T_UNION};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!module_add_type(t, module, types[i])) return false;
    return module_add(t, module, "NoDefault", type_no_default(t));
}

const ModuleSpec _typing_module_spec = {"_typing", "Primitives and accelerators for the typing module.", functions, NULL, setup};
