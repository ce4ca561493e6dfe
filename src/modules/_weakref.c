/* _weakref.c - the module under weakref.py. */
#include "modules/modules.h"
#include "objects/dict.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/weakref.h"
#include "runtime/error.h"

static Value getweakrefcount(Thread *t, Value *a, size_t n) { (void)n; return int_from_uint64(t, weakref_count(t, a[0])); }
static Value getweakrefs(Thread *t, Value *a, size_t n) { (void)n; return weakref_all(t, a[0]); }
static Value proxy(Thread *t, Value *a, size_t n) { (void)n; return weak_proxy_new(t, a[0], a[1]); }

/* deletes dct[key] if its value is a dead weak reference */
static Value remove_dead_weakref(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_dict(a[0])) return raise(t, T_TYPE_ERROR, "_remove_dead_weakref() argument 1 must be dict, not %T", a[0]);
    int64_t hash = dict_key_hash(t, a[1]);
    DictEntry *entry;
    int found = hash == -1 ? -1 : dict_find(t, as_dict(a[0]), a[1], hash, &entry);
    if (found <= 0) return found < 0 ? V_NULL : V_NONE;
    if (!has_kind(entry->value, K_WEAKREF)) return raise(t, T_TYPE_ERROR, "not a weakref");
    if (is_null(((WeakRef *)as_cell(entry->value))->referent)) dict_remove_entry(t, as_dict(a[0]), entry);
    return V_NONE;
}

static const NativeDef functions[] = {
    FN("getweakrefcount", getweakrefcount, "($module, object, /)", "Return the number of weak references to 'object'."),
    FN("getweakrefs", getweakrefs, "($module, object, /)", "Return a list of all weak reference objects pointing to 'object'."),
    FN("proxy", proxy, "($module, object, callback=None, /)", "Create a proxy object that weakly references 'object'."),
    FN("_remove_dead_weakref", remove_dead_weakref, "($module, dct, key, /)", "Atomically remove key from dict if it points to a dead weakref."),
    FN_END};

static bool setup(Thread *t, Value module)
{
    Type *ref = type_by_id(t, T_WEAKREF);
    return ref && module_add(t, module, "ref", type_value(ref)) && module_add_type(t, module, T_WEAKREF) &&
           module_add_type(t, module, T_WEAK_PROXY) && module_add_type(t, module, T_WEAK_CALLABLE_PROXY);
}

const ModuleSpec _weakref_module_spec = {"_weakref", "Weak references to objects.", functions, NULL, setup};
