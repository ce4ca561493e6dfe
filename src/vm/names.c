/* names.c - globals, builtins and namespaces. */
#include "objects/descriptors.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/function.h"
#include "objects/str.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "vm/caches.h"
#include "vm/helpers.h"

/* fills the name attribute, from which the "did you mean" is made */
static Value name_error(Thread *t, Value name)
{
    raise(t, T_NAME_ERROR, "name '%U' is not defined", name);
    exception_set_name(t, name);
    return V_NULL;
}

void vm_raise_unbound(Thread *t, Value name, bool free_variable)
{
    if (free_variable) raise(t, T_NAME_ERROR, "cannot access free variable '%U' where it is not associated with a value in enclosing scope", name);
    else raise(t, T_UNBOUND_LOCAL_ERROR, "cannot access local variable '%U' where it is not associated with a value", name);
    exception_set_name(t, name);
}

static Value space_get(Thread *t, Value space, Value name);

Value vm_load_global(Thread *t, Value *R, uint64_t *pc)
{
    const Function *f = as_function(R[FRAME_FUNCTION]);
    Code *code = frame_code(R);
    Value name = code->consts[word_c(pc[-1])];
    /* a dict subclass as globals may have a __missing__ of its own */
    if (!is_exact_dict(value_cell(f->globals)) || !is_exact_dict(value_cell(f->builtins))) {
        Value v = space_get(t, value_cell(f->globals), name);
        if (is_null(v) && !error_set(t)) v = space_get(t, value_cell(f->builtins), name);
        return is_null(v) && !error_set(t) ? name_error(t, name) : v;
    }
    if (!caches_list_code(t, code)) return V_NULL;
    Value *where = dict_find_str(t, f->globals, name);
    Opcode op = OP_LOAD_GLOBAL_CACHED;
    if (!where) {
        where = dict_find_str(t, f->builtins, name);
        op = OP_LOAD_BUILTIN_CACHED;
    }
    if (!where) return name_error(t, name);
    pc[0] = (uint64_t)where;
    pc[1] = dict_keys_version(t, f->builtins);
    pc[2] = (uint32_t)pc[2] | (uint64_t)dict_keys_version(t, f->globals) << 32;
    *(uint8_t *)(pc - 1) = (uint8_t)op;
    return *where;
}

/* namespace[name]: V_NULL without exception: absent */
static Value space_get(Thread *t, Value space, Value name)
{
    if (is_exact_dict(space)) return dict_get_str(t, as_dict(space), name);
    Value v = item_get(t, space, name);
    if (is_null(v) && error_matches(t, T_KEY_ERROR)) error_clear(t);
    return v;
}

Value vm_load_name(Thread *t, Value *R, Value space, Value name)
{
    const Function *f = as_function(R[FRAME_FUNCTION]);
    Value v = space_get(t, space, name);
    if (is_null(v) && !error_set(t)) v = space_get(t, value_cell(f->globals), name);
    if (is_null(v) && !error_set(t)) v = space_get(t, value_cell(f->builtins), name);
    return is_null(v) && !error_set(t) ? name_error(t, name) : v;
}

Value vm_load_name_or_cell(Thread *t, Value space, Value name, Value cell)
{
    Value v = space_get(t, space, name);
    if (!is_null(v) || error_set(t)) return v;
    v = ((Cell *)as_cell(cell))->value;
    if (is_null(v)) vm_raise_unbound(t, name, true);
    return v;
}

bool vm_store_name(Thread *t, Value space, Value name, Value v)
{
    return is_exact_dict(space) ? dict_set_str(t, as_dict(space), name, v) : item_set(t, space, name, v);
}

bool vm_delete_name(Thread *t, Value space, Value name)
{
    if (is_exact_dict(space)) {
        int found = dict_delete(t, space, name);
        if (found == 0) name_error(t, name);
        return found > 0;
    }
    if (item_delete(t, space, name)) return true;
    if (error_matches(t, T_KEY_ERROR)) {
        error_clear(t);
        name_error(t, name);
    }
    return false;
}

bool vm_delete_global(Thread *t, Value *R, Value name)
{
    return vm_delete_name(t, value_cell(as_function(R[FRAME_FUNCTION])->globals), name);
}
