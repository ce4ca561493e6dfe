/* _string.c - the parts of str.format() that string.Formatter is made of. */
#include "objects/iterators.h"
#include "objects/str.h"
#include "objects/str_markup.h"
#include "objects/tuple.h"
#include "runtime/error.h"

typedef struct MarkupIterator {
    Header header;
    Value str;
    size_t at, end;
} MarkupIterator;

static Value iterator_new(Thread *t, TypeId id, Value str, size_t at, size_t end)
{
    MarkupIterator *it = object_alloc_id(t, id, 0);
    if (!it) return V_NULL;
    it->str = str;
    it->at = at;
    it->end = end;
    return value_cell(it);
}

static void iterator_trace(Tracer *tr, void *cell) { gc_trace(tr, ((MarkupIterator *)cell)->str); }

static Value range_text(Thread *t, Value str, MarkupRange r) { return str_substr(t, str, r.from, r.to); }

/* (literal, field name, format spec, conversion); the last three None without a field */
static Value formatter_iterator_next(Thread *t, Value self)
{
    MarkupIterator *it = as_cell(self);
    MarkupPart part;
    if (markup_next(t, it->str, &it->at, it->end, &part) <= 0) return V_NULL;
    Value literal = range_text(t, it->str, part.literal), name = V_NONE, spec = V_NONE, conversion = V_NONE;
    if (part.has_field) {
        name = range_text(t, it->str, part.name);
        spec = range_text(t, it->str, part.spec);
        if (part.conversion) conversion = str_char(t, part.conversion);
    }
    if (is_null(literal) || is_null(name) || is_null(spec) || is_null(conversion)) return V_NULL;
    return tuple_pack(t, 4, literal, name, spec, conversion);
}

static Value step_name(Thread *t, Value str, const MarkupStep *step)
{
    return step->number >= 0 && !step->attribute ? value_fixnum(step->number) : range_text(t, str, step->name);
}

/* (whether it is an attribute, the name or number) */
static Value fieldname_iterator_next(Thread *t, Value self)
{
    MarkupIterator *it = as_cell(self);
    MarkupStep step;
    if (markup_step(t, it->str, &it->at, it->end, &step) <= 0) return V_NULL;
    Value name = step_name(t, it->str, &step);
    return is_null(name) ? V_NULL : tuple_pack(t, 2, value_bool(step.attribute), name);
}

static Value formatter_parser(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_str(a[0])) return raise(t, T_TYPE_ERROR, "expected str, got %T", a[0]);
    Value str = str_exact(t, a[0]);
    return is_null(str) ? V_NULL : iterator_new(t, T_FORMATTER_ITERATOR, str, 0, str_length(as_str(str)));
}

static Value formatter_field_name_split(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_str(a[0])) return raise(t, T_TYPE_ERROR, "expected str, got %T", a[0]);
    Value str = str_exact(t, a[0]);
    if (is_null(str)) return V_NULL;
    MarkupStep first;
    size_t at, length = str_length(as_str(str));
    if (!markup_first(t, str, (MarkupRange){0, length}, &at, &first)) return V_NULL;
    Value name = step_name(t, str, &first), rest = iterator_new(t, T_FIELD_NAME_ITERATOR, str, at, length);
    return is_null(name) || is_null(rest) ? V_NULL : tuple_pack(t, 2, name, rest);
}

const TypeSpec formatter_iterator_type_spec = {
    .name = "formatteriterator",
    .base = T_OBJECT,
    .flags = TYPE_NO_INSTANTIATE,
    .size = sizeof(MarkupIterator),
    .slots = {.iter = iterator_self, .next = formatter_iterator_next},
    .trace = iterator_trace,
};

const TypeSpec field_name_iterator_type_spec = {
    .name = "fieldnameiterator",
    .base = T_OBJECT,
    .flags = TYPE_NO_INSTANTIATE,
    .size = sizeof(MarkupIterator),
    .slots = {.iter = iterator_self, .next = fieldname_iterator_next},
    .trace = iterator_trace,
};

static const NativeDef functions[] = {
    FN("formatter_field_name_split", formatter_field_name_split, "(string, /)",
       "Split a field's name: its first part, and an iterator over (is attribute, name) for the others."),
    FN("formatter_parser", formatter_parser, "(string, /)",
       "Iterate over a format string: (literal text, field name, format spec, conversion)."),
    FN_END,
};

const ModuleSpec _string_module_spec = {
    .name = "_string",
    .doc = "string helper module",
    .functions = functions,
};
