/* template.c - string.templatelib's Template and Interpolation (PEP 750). */
#include "objects/template.h"
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

typedef struct Interpolation { Header header; Value value, expression, conversion, format_spec; } Interpolation;
typedef struct Template { Header header; Value strings, interpolations; } Template;       /* one string more than interpolations */
typedef struct TemplateIterator { Header header; Value template; size_t next; bool at_interpolation; } TemplateIterator;

static Template *as_template(Value v) { return as_cell(v); }
static bool is_template(Thread *t, Value v) { return has_type(t, v, T_TEMPLATE); }
static bool is_interpolation(Thread *t, Value v) { return has_type(t, v, T_INTERPOLATION); }

/* --- Interpolation --- */

Value interpolation_new(Thread *t, Value value, Value expression, Value conversion, Value spec)
{
    Interpolation *i = object_alloc_id(t, T_INTERPOLATION, 0);
    if (!i) return V_NULL;
    i->value = value;
    i->expression = expression;
    i->conversion = conversion;
    i->format_spec = spec;
    return value_cell(i);
}

static Value interpolation_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value expression = is_null(a[2]) ? t->rt->empty_str : a[2], conversion = is_null(a[3]) ? V_NONE : a[3];
    Value spec = is_null(a[4]) ? t->rt->empty_str : a[4];
    if (!is_str(expression)) return raise(t, T_TYPE_ERROR, "Interpolation() argument 'expression' must be str, not %T", expression);
    if (!is_str(spec)) return raise(t, T_TYPE_ERROR, "Interpolation() argument 'format_spec' must be str, not %T", spec);
    if (!is_none(conversion)) {
        if (!is_str(conversion)) return raise(t, T_TYPE_ERROR, "Interpolation() argument 'conversion' must be str, not %T", conversion);
        if (!str_equal_text(conversion, "s") && !str_equal_text(conversion, "r") && !str_equal_text(conversion, "a"))
            return raise(t, T_VALUE_ERROR, "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'");
    }
    return interpolation_new(t, a[1], expression, conversion, spec);
}

static Value interpolation_repr(Thread *t, Value self)
{
    const Interpolation *i = as_cell(self);
    return str_format(t, "Interpolation(%R, %R, %R, %R)", i->value, i->expression, i->conversion, i->format_spec);
}
static Value interpolation_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    const Interpolation *i = as_cell(a[0]);
    Value args = tuple_pack(t, 4, i->value, i->expression, i->conversion, i->format_spec);
    return is_null(args) ? V_NULL : tuple_pack(t, 2, type_value(type_of(t, a[0])), args);
}
static void interpolation_trace(Tracer *tr, void *cell) { gc_trace_values(tr, &((Interpolation *)cell)->value, 4); }

static bool set_match_args(Thread *t, Type *type)
{
    Value names = tuple_pack(t, 4, str_intern_text(t, "value"), str_intern_text(t, "expression"), str_intern_text(t, "conversion"), str_intern_text(t, "format_spec"));
    return !is_null(names) && type_set_attr(t, type, NAME(t, __match_args__), names);
}
static const NativeDef interpolation_methods[] = {FN("__reduce__", interpolation_reduce, "($self, /)", NULL), FN_END};
static const MemberDef interpolation_members[] = {
    {"value", offsetof(Interpolation, value), false, false, "Value"}, {"expression", offsetof(Interpolation, expression), false, false, "Expression"},
    {"conversion", offsetof(Interpolation, conversion), false, false, "Conversion"}, {"format_spec", offsetof(Interpolation, format_spec), false, false, "Format specifier"}, MEMBER_END};
const TypeSpec interpolation_type_spec = {
    .name = "string.templatelib.Interpolation", .doc = "Interpolation object", .base = T_OBJECT, .flags = TYPE_IMMUTABLE, .size = sizeof(Interpolation),
    .slots = {.repr = interpolation_repr}, .methods = interpolation_methods, .members = interpolation_members,
    .construct = FN("__new__", interpolation_construct, "(cls, value, expression='', conversion=None, format_spec='')", NULL), .trace = interpolation_trace,
    .setup = set_match_args};

/* --- Template --- */

Value template_new(Thread *t, Value strings, Value interpolations)
{
    Template *x = object_alloc_id(t, T_TEMPLATE, 0);
    if (!x) return V_NULL;
    x->strings = strings;
    x->interpolations = interpolations;
    return value_cell(x);
}

/* adjacent strings join, adjacent interpolations get an empty string between */
static Value template_construct(Thread *t, Value *a, size_t n)
{
    Value strings = list_new(t, NULL, 0), interpolations = list_new(t, NULL, 0), pending = t->rt->empty_str;
    if (is_null(strings) || is_null(interpolations)) return V_NULL;
    for (size_t i = 1; i < n; i++) {
        if (is_str(a[i])) {
            pending = str_concat(t, pending, str_exact(t, a[i]));
            if (is_null(pending)) return V_NULL;
        } else if (is_interpolation(t, a[i])) {
            if (!list_append(t, strings, pending) || !list_append(t, interpolations, a[i])) return V_NULL;
            pending = t->rt->empty_str;
        } else {
            return raise(t, T_TYPE_ERROR, "Template.__new__ *args need to be of type 'str' or 'Interpolation', got %T", a[i]);
        }
    }
    if (!list_append(t, strings, pending)) return V_NULL;
    Value s = list_to_tuple(t, strings), i = is_null(s) ? V_NULL : list_to_tuple(t, interpolations);
    return is_null(i) ? V_NULL : template_new(t, s, i);
}

static Value template_repr(Thread *t, Value self)
{
    const Template *x = as_template(self);
    return str_format(t, "Template(strings=%R, interpolations=%R)", x->strings, x->interpolations);
}

static Value template_concat(Thread *t, Value a, Value b)
{
    if (!is_template(t, a) || !is_template(t, b))
        return is_template(t, a) ? raise(t, T_TYPE_ERROR, "can only concatenate string.templatelib.Template (not \"%T\") to string.templatelib.Template", b)
                                 : raise(t, T_TYPE_ERROR, "can only concatenate string.templatelib.Template (not \"%T\") to string.templatelib.Template", a);
    const Tuple *x = as_tuple(as_template(a)->strings), *y = as_tuple(as_template(b)->strings);
    Value middle = str_concat(t, x->items[x->length - 1], y->items[0]);
    Tuple *strings = is_null(middle) ? NULL : tuple_alloc(t, x->length + y->length - 1);
    if (!strings) return V_NULL;
    for (size_t i = 0; i + 1 < x->length; i++) strings->items[i] = x->items[i];
    strings->items[x->length - 1] = middle;
    for (size_t i = 1; i < y->length; i++) strings->items[x->length - 1 + i] = y->items[i];
    Value joined = binary_op(t, BIN_ADD, as_template(a)->interpolations, as_template(b)->interpolations);
    return is_null(joined) ? V_NULL : template_new(t, value_cell(strings), joined);
}

static Value template_iter(Thread *t, Value self)
{
    TemplateIterator *it = object_alloc_id(t, T_TEMPLATE_ITERATOR, 0);
    if (!it) return V_NULL;
    it->template = self;
    return value_cell(it);
}

/* strings and interpolations in turn, empty strings left out */
static Value template_iterator_next(Thread *t, Value self)
{
    (void)t;
    TemplateIterator *it = as_cell(self);
    const Tuple *strings = as_tuple(as_template(it->template)->strings), *interpolations = as_tuple(as_template(it->template)->interpolations);
    while (it->next < strings->length) {
        if (it->at_interpolation) {
            it->at_interpolation = false;
            size_t i = it->next++;
            if (i < interpolations->length) return interpolations->items[i];
            return V_NULL;
        }
        it->at_interpolation = true;
        Value s = strings->items[it->next];
        if (as_str(s)->length) return s;
    }
    return V_NULL;
}

static Value get_values(Thread *t, Value self)
{
    const Tuple *interpolations = as_tuple(as_template(self)->interpolations);
    Tuple *values = tuple_alloc(t, interpolations->length);
    for (size_t i = 0; values && i < interpolations->length; i++) values->items[i] = ((Interpolation *)as_cell(interpolations->items[i]))->value;
    return values ? value_cell(values) : V_NULL;
}
static Value template_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value library = import_module(t, "string.templatelib");
    Value unpickle = is_null(library) ? V_NULL : attr_get(t, library, str_intern_text(t, "_template_unpickle"));
    Value args = is_null(unpickle) ? V_NULL : tuple_pack(t, 2, as_template(a[0])->strings, as_template(a[0])->interpolations);
    return is_null(args) ? V_NULL : tuple_pack(t, 2, unpickle, args);
}
static void template_trace(Tracer *tr, void *cell) { gc_trace_values(tr, &((Template *)cell)->strings, 2); }
static void template_iterator_trace(Tracer *tr, void *cell) { gc_trace(tr, ((TemplateIterator *)cell)->template); }

static const NativeDef template_methods[] = {FN("__reduce__", template_reduce, "($self, /)", NULL), FN_END};
static const GetSetDef template_getsets[] = {{"values", get_values, NULL, "Values of interpolations"}, GETSET_END};
static const MemberDef template_members[] = {
    {"strings", offsetof(Template, strings), false, false, "Strings"}, {"interpolations", offsetof(Template, interpolations), false, false, "Interpolations"}, MEMBER_END};
const TypeSpec template_type_spec = {
    .name = "string.templatelib.Template", .doc = "Template object", .base = T_OBJECT, .flags = TYPE_IMMUTABLE, .size = sizeof(Template),
    .slots = {.repr = template_repr, .iter = template_iter, .concat = template_concat}, .methods = template_methods, .getsets = template_getsets,
    .members = template_members, .construct = FN("__new__", template_construct, "(cls, *args)", NULL), .trace = template_trace};
const TypeSpec template_iterator_type_spec = {
    .name = "string.templatelib.TemplateIter", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .size = sizeof(TemplateIterator),
    .slots = {.iter = iterator_self, .next = template_iterator_next}, .trace = template_iterator_trace};
