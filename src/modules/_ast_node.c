/* _ast_node.c - AST, the base of all node classes: construction from fields, printing, copying. */
#include "modules/_ast.h"

#include "objects/dict.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/text.h"

typedef struct AstObject { Header header; uint64_t ext; } AstObject;

/* an attribute of an object's class: a new list of its items; empty when it has none */
static Value class_names(Thread *t, Value self, const char *name)
{
    Value key = str_intern_text(t, name), v = is_null(key) ? V_NULL : attr_get_optional(t, type_value(type_of(t, self)), key);
    if (is_null(v)) return error_set(t) ? V_NULL : list_new(t, NULL, 0);
    if (length_of(t, v) < 0) return V_NULL;
    return list_from_iterable(t, v);
}

static Value class_dict(Thread *t, Value self, const char *name) /* null without exception: none */
{
    Value key = str_intern_text(t, name), v = is_null(key) ? V_NULL : attr_get_optional(t, type_value(type_of(t, self)), key);
    if (is_null(v) || is_dict(v)) return v;
    return raise(t, T_TYPE_ERROR, "%N._field_types must be a dict, not %T", type_of(t, self), v);
}

/* --- __init__ --- */

typedef struct Init { Value self, fields, attributes, given; } Init; /* given: dict, names that have a value */

static bool init_set(Thread *t, Init *in, Value name, Value v)
{
    return attr_set(t, in->self, name, v) && dict_set(t, in->given, name, V_TRUE);
}

static bool init_keyword(Thread *t, Init *in, Value name, Value v)
{
    int field = contains(t, in->fields, name), given = field > 0 ? dict_contains(t, in->given, name) : 0;
    if (field < 0 || given < 0) return false;
    if (given) return RAISE_FALSE(t, T_TYPE_ERROR, "%N got multiple values for argument %R", type_of(t, in->self), name);
    int attribute = field ? 1 : contains(t, in->attributes, name);
    if (attribute < 0) return false;
    if (!attribute &&
        !warn(t, T_DEPRECATION_WARNING, 1,
              "%N.__init__ got an unexpected keyword argument %R. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.",
              type_of(t, in->self), name))
        return false;
    return init_set(t, in, name, v);
}

/* a field without a value: a list is empty, a context is Load, what may be None is so in the class */
static bool init_absent(Thread *t, Init *in, Value types, Value name)
{
    AstClasses classes;
    Value type = dict_get(t, types, name);
    if (is_null(type)) {
        return !error_set(t) && warn(t, T_DEPRECATION_WARNING, 1, "Field %R is missing from %N._field_types. This will become an error in Python 3.15.",
                                     name, type_of(t, in->self));
    }
    if (has_type(t, type, T_UNION)) return true;
    if (has_type(t, type, T_GENERIC_ALIAS)) {
        Value list = list_new(t, NULL, 0);
        return !is_null(list) && attr_set(t, in->self, name, list);
    }
    if (!ast_classes(t, &classes)) return false;
    if (value_same(type, classes.groups[FIELD_expr_context]))
        return attr_set(t, in->self, name, classes.singletons[ast_choices[FIELD_expr_context - AST_TYPE_COUNT].first + AST_Load]);
    return warn(t, T_DEPRECATION_WARNING, 1, "%N.__init__ missing 1 required positional argument: %R. This will become an error in Python 3.15.",
                type_of(t, in->self), name);
}

static Value ast_init(Thread *t, Value *a, size_t n)
{
    Value names = t->keyword_names;
    size_t keywords = is_null(names) ? 0 : as_tuple(names)->length, given = n - 1 - keywords;
    Init in = {a[0], class_names(t, a[0], "_fields"), V_NULL, dict_new(t)};
    if (is_null(in.fields) || is_null(in.given)) return V_NULL;
    const List *fields = as_list(in.fields);
    if (given > fields->length)
        return raise(t, T_TYPE_ERROR, "%U constructor takes at most %zu positional argument%s", type_of(t, a[0])->name, (size_t)fields->length,
                     fields->length == 1 ? "" : "s");
    for (size_t i = 0; i < given; i++)
        if (!init_set(t, &in, fields->items[i], a[1 + i])) return V_NULL;
    if (keywords && is_null(in.attributes = class_names(t, a[0], "_attributes"))) return V_NULL;
    for (size_t i = 0; i < keywords; i++)
        if (!init_keyword(t, &in, as_tuple(names)->items[i], a[1 + given + i])) return V_NULL;
    Value types = class_dict(t, a[0], "_field_types");
    if (is_null(types)) return error_set(t) ? V_NULL : V_NONE;
    for (size_t i = 0; i < fields->length; i++) {
        int there = dict_contains(t, in.given, fields->items[i]);
        if (there < 0 || (!there && !init_absent(t, &in, types, fields->items[i]))) return V_NULL;
    }
    return V_NONE;
}

/* --- repr: three levels deep, of lists the first and the last item --- */

static bool put_node(StrBuilder *b, Value node, int depth);

static bool put_value(StrBuilder *b, Value v, int depth)
{
    return ast_is_object(b->t, v) ? put_node(b, v, depth - 1) : builder_repr(b, v);
}

static bool put_sequence(StrBuilder *b, Value v, int depth)
{
    bool list = is_list(v);
    Value items = list ? list_new(b->t, as_list(v)->items, as_list(v)->length) : list_new(b->t, as_tuple(v)->items, as_tuple(v)->length);
    if (is_null(items)) return false;
    size_t n = as_list(items)->length;
    builder_char(b, list ? '[' : '(');
    if (n && !put_value(b, as_list(items)->items[0], depth)) return false;
    if (n > 2) builder_text(b, ", ...");
    if (n > 1) builder_text(b, ", ");
    if (n > 1 && !put_value(b, as_list(items)->items[n - 1], depth)) return false;
    builder_char(b, list ? ']' : ')');
    return true;
}

static bool put_fields(StrBuilder *b, Value node, Value fields, int depth)
{
    for (size_t i = 0; i < as_list(fields)->length; i++) {
        Value name = as_list(fields)->items[i], v = attr_get(b->t, node, name), text = is_null(v) ? V_NULL : object_str(b->t, name);
        if (is_null(text)) return false;
        if (i) builder_text(b, ", ");
        builder_str(b, text);
        builder_char(b, '=');
        if (!(is_list(v) || is_tuple(v) ? put_sequence(b, v, depth) : put_value(b, v, depth))) return false;
    }
    return true;
}

static bool put_node(StrBuilder *b, Value node, int depth)
{
    Thread *t = b->t;
    Value name = str_format(t, "%N", type_of(t, node));
    if (is_null(name)) return false;
    builder_str(b, name);
    int entered = depth <= 0 ? 0 : repr_enter(t, node);
    if (entered < 0) return false;
    if (!entered) return builder_text(b, "(...)"), true;
    Value fields = class_names(t, node, "_fields");
    builder_char(b, '(');
    bool ok = !is_null(fields) && put_fields(b, node, fields, depth);
    builder_char(b, ')');
    repr_leave(t, node);
    return ok;
}

static Value ast_repr(Thread *t, Value self)
{
    StrBuilder b;
    builder_init(&b, t);
    return put_node(&b, self, 3) ? builder_finish(&b) : V_NULL;
}

/* --- copying --- */

/* (class, (None, ...), dict): as many None as leading fields are there, so that __init__ misses nothing */
static Value ast_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value dict = instance_dict(t, a[0]), fields = is_null(dict) ? V_NULL : class_names(t, a[0], "_fields");
    Value nones = is_null(fields) ? V_NULL : list_new(t, NULL, 0);
    if (is_null(nones)) return V_NULL;
    for (size_t i = 0; i < as_list(fields)->length; i++) {
        int there = dict_contains(t, dict, as_list(fields)->items[i]);
        if (there < 0) return V_NULL;
        if (!there) break;
        if (!list_append(t, nones, V_NONE)) return V_NULL;
    }
    Value args = list_to_tuple(t, nones);
    return is_null(args) ? V_NULL : tuple_pack(t, 3, type_value(type_of(t, a[0])), args, dict);
}

/* the names that neither the object nor the changes give, though they are no optional fields: sorted list */
static Value replace_missing(Thread *t, Value self, Value dict, Value changes, Value fields)
{
    Value missing = list_new(t, NULL, 0), types = is_null(missing) ? V_NULL : class_dict(t, self, "_field_types");
    if (is_null(missing) || error_set(t)) return V_NULL;
    for (size_t i = 0; i < as_list(fields)->length; i++) {
        Value name = as_list(fields)->items[i], type = is_null(types) ? V_NULL : dict_get(t, types, name);
        int there = error_set(t) ? -1 : dict_contains(t, dict, name);
        if (!there) there = dict_contains(t, changes, name);
        if (there < 0) return V_NULL;
        if (there || (!is_null(type) && has_type(t, type, T_UNION))) continue;
        Value text = object_repr(t, name);
        if (is_null(text) || !list_append(t, missing, text)) return V_NULL;
    }
    return list_sort(t, missing, V_NULL, false) ? missing : V_NULL;
}

static bool replace_check(Thread *t, Value self, Value dict, Value changes)
{
    Value fields = class_names(t, self, "_fields"), attributes = is_null(fields) ? V_NULL : class_names(t, self, "_attributes");
    if (is_null(attributes)) return false;
    uint32_t position = 0;
    Value key, v;
    while (dict_next(as_dict(changes), &position, &key, &v)) {
        int known = contains(t, fields, key);
        if (!known) known = contains(t, attributes, key);
        if (known < 0) return false;
        if (!known) return RAISE_FALSE(t, T_TYPE_ERROR, "%N.__replace__ got an unexpected keyword argument %R.", type_of(t, self), key);
    }
    Value missing = replace_missing(t, self, dict, changes, fields);
    if (is_null(missing)) return false;
    size_t count = as_list(missing)->length;
    if (!count) return true;
    Value comma = str_from_text(t, ", "), text = is_null(comma) ? V_NULL : str_join(t, comma, as_list(missing)->items, count);
    if (is_null(text)) return false;
    return RAISE_FALSE(t, T_TYPE_ERROR, "%N.__replace__ missing %zu keyword argument%s: %U.", type_of(t, self), count, count == 1 ? "" : "s", text);
}

static Value ast_replace(Thread *t, Value *a, size_t n)
{
    if (n > 2) return raise(t, T_TYPE_ERROR, "__replace__() takes no positional arguments");
    Value dict = instance_dict(t, a[0]);
    if (is_null(dict) || !replace_check(t, a[0], dict, a[1])) return V_NULL;
    Value all = dict_copy(t, dict);
    if (is_null(all) || !dict_update(t, all, a[1])) return V_NULL;
    return call_spread(t, type_value(type_of(t, a[0])), t->rt->empty_tuple, all);
}

static Value ast_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    void *object = object_alloc(t, as_type(a[0]), 0);
    return object ? value_cell(object) : V_NULL;
}

static bool type_setup(Thread *t, Type *type)
{
    static const char *const names[] = {"_fields", "__match_args__", "_attributes"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!dict_set_text(t, value_cell(type->dict), names[i], t->rt->empty_tuple)) return false;
    return true;
}

static void ast_trace(Tracer *tr, void *cell) { (void)tr, (void)cell; } /* attributes are traced by whoever calls this */

static const NativeDef methods[] = {
    {"__init__", ast_init, NULL, NULL, FN_KEYWORDS},
    FN("__reduce__", ast_reduce, "(self, /)", NULL),
    FN("__replace__", ast_replace, "(self, /, *args, **fields)", "Return a copy of the AST node with new values for the specified fields."),
    FN_END};
static const GetSetDef getsets[] = {{"__dict__", instance_dict, NULL, NULL}, GETSET_END};

const TypeSpec ast_type_spec = {
    .name = "ast.AST", .base = T_OBJECT, .flags = TYPE_BASE | TYPE_HAS_DICT, .size = sizeof(AstObject), .ext_offset = offsetof(AstObject, ext),
    .slots = {.repr = ast_repr}, .methods = methods, .getsets = getsets, .construct = {"AST", ast_construct, NULL, NULL, FN_KEYWORDS},
    .trace = ast_trace, .setup = type_setup};
