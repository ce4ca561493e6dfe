/* namespace.c - types.SimpleNamespace. */
#include "objects/arguments.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/text.h"

typedef struct Namespace { Header header; Value ext; } Namespace;

static Value namespace_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    return value_cell(object_alloc(t, as_type(a[0]), 0));
}

/* dict(source) with str keys only */
static Value text_dict(Thread *t, Value source)
{
    Value dict = dict_new(t);
    if (is_null(dict) || !dict_update(t, dict, source)) return V_NULL;
    uint32_t position = 0;
    Value key, v;
    while (dict_next(as_dict(dict), &position, &key, &v))
        if (!is_str(key)) return raise(t, T_TYPE_ERROR, "keywords must be strings");
    return dict;
}

static Value namespace_init(Thread *t, Value *a, size_t n)
{
    Value names = t->keyword_names;
    size_t keywords = is_null(names) ? 0 : as_tuple(names)->length, given = n - 1 - keywords;
    if (given > 1) return raise(t, T_TYPE_ERROR, "%U expected at most 1 argument, got %zu", type_of(t, a[0])->name, given);
    Value dict = instance_dict(t, a[0]);
    if (is_null(dict)) return V_NULL;
    if (given) {
        Value source = text_dict(t, a[1]);
        if (is_null(source) || !dict_update(t, dict, source)) return V_NULL;
    }
    for (size_t i = 0; i < keywords; i++)
        if (!dict_set(t, dict, as_tuple(names)->items[i], a[1 + given + i])) return V_NULL;
    return V_NONE;
}

static bool put_items(StrBuilder *b, Thread *t, Dict *d)
{
    Value keys = dict_keys_list(t, value_cell(d));
    if (is_null(keys)) return false;
    bool first = true;
    for (size_t i = 0; i < as_list(keys)->length; i++) {
        Value key = as_list(keys)->items[i];
        if (!is_str(key) || !as_str(key)->length) continue;
        Value v = dict_get(t, value_cell(d), key);
        if (is_null(v)) {
            if (error_set(t)) return false;
            continue;
        }
        if (!first) builder_ascii(b, ", ", 2);
        first = false;
        builder_str(b, key);
        builder_char(b, '=');
        if (!builder_repr(b, v)) return false;
    }
    return true;
}

static Value namespace_repr(Thread *t, Value self)
{
    const char *name = has_type(t, self, T_SIMPLE_NAMESPACE) ? "namespace" : type_name_of(t, self);
    int entered = repr_enter(t, self);
    if (entered <= 0) return entered ? V_NULL : str_format(t, "%s(...)", name);
    StrBuilder b;
    builder_init(&b, t);
    builder_text(&b, name);
    builder_char(&b, '(');
    Value dict = instance_dict(t, self);
    bool ok = !is_null(dict) && put_items(&b, t, as_dict(dict));
    builder_char(&b, ')');
    repr_leave(t, self);
    return ok ? builder_finish(&b) : V_NULL;
}

static Value namespace_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if (!is_instance_of(t, a, T_SIMPLE_NAMESPACE) || !is_instance_of(t, b, T_SIMPLE_NAMESPACE)) return V_NOT_IMPLEMENTED;
    Value x = instance_dict(t, a), y = is_null(x) ? V_NULL : instance_dict(t, b);
    return is_null(y) ? V_NULL : compare(t, x, y, op);
}

static Value namespace_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value dict = instance_dict(t, a[0]);
    return is_null(dict) ? V_NULL : tuple_pack(t, 3, type_value(type_of(t, a[0])), t->rt->empty_tuple, dict);
}

static Value namespace_replace(Thread *t, Value *a, size_t n)
{
    if (n > 2) return raise(t, T_TYPE_ERROR, "__replace__() takes no positional arguments");
    Value copy = call0(t, type_value(type_of(t, a[0]))), dict = is_null(copy) ? V_NULL : instance_dict(t, a[0]);
    if (is_null(dict)) return V_NULL;
    Value to = instance_dict(t, copy);
    return is_null(to) || !dict_update(t, to, dict) || !dict_update(t, to, a[1]) ? V_NULL : copy;
}

static void namespace_trace(Tracer *tr, void *cell) { (void)tr, (void)cell; }

static const NativeDef namespace_methods[] = {
    {"__init__", namespace_init, NULL, NULL, FN_KEYWORDS},
    FN("__reduce__", namespace_reduce, "(self, /)", "Return state information for pickling"),
    FN("__replace__", namespace_replace, "(self, /, *args, **changes)", "Return a copy of the namespace object with new values for the specified attributes."),
    FN_END};
static const GetSetDef namespace_getsets[] = {{"__dict__", instance_dict, NULL, NULL}, GETSET_END};

const TypeSpec simple_namespace_type_spec = {
    .name = "types.SimpleNamespace",
    .doc = "SimpleNamespace(mapping_or_iterable=(), /, **kwargs)\n--\n\nAn object that is nothing but its attributes.",
    .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_IMMUTABLE | TYPE_HAS_DICT,
    .size = sizeof(Namespace),
    .ext_offset = offsetof(Namespace, ext),
    .slots = {.repr = namespace_repr, .compare = namespace_compare},
    .methods = namespace_methods,
    .getsets = namespace_getsets,
    .construct = {"SimpleNamespace", namespace_construct, NULL, NULL, FN_KEYWORDS},
    .trace = namespace_trace,
};
