/* structseq.c - struct sequences: construction, repr, pickling, copy.replace(). */
#include "objects/structseq.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/text.h"

/* --- layout --- */

static size_t type_number(Thread *t, Type *type, const char *name)
{
    Value v = dict_get_text(t, value_cell(type->dict), name);
    return is_null(v) ? 0 : (size_t)as_fixnum(v);
}
static size_t visible_count(Thread *t, Type *type) { return type_number(t, type, "n_sequence_fields"); }
static size_t field_count(Thread *t, Type *type) { return type_number(t, type, "n_fields"); }

static size_t member_index(const MemberDef *m) { return (m->offset - offsetof(Tuple, items)) / sizeof(Value); }

/* the name of item i, or NULL */
static const char *field_name(const Type *type, size_t i)
{
    for (const MemberDef *m = type->spec->members; m->name; m++)
        if (member_index(m) == i) return m->name;
    return NULL;
}

bool structseq_setup(Thread *t, Type *type, unsigned visible, unsigned fields)
{
    Value names[64];
    size_t n = 0, named = 0;
    for (const MemberDef *m = type->spec->members; m->name; m++, named++) {
        if (member_index(m) >= visible) continue;
        names[n] = str_intern_text(t, m->name);
        if (is_null(names[n++])) return false;
    }
    Value match = tuple_new(t, names, n), dict = value_cell(type->dict);
    return !is_null(match) && dict_set_text(t, dict, "n_sequence_fields", value_fixnum(visible)) &&
           dict_set_text(t, dict, "n_fields", value_fixnum(fields)) &&
           dict_set_text(t, dict, "n_unnamed_fields", value_fixnum((int64_t)(fields - named))) &&
           dict_set_str(t, type->dict, NAME(t, __match_args__), match);
}

static Value new_of_type(Thread *t, Type *type, const Value *fields)
{
    size_t n = field_count(t, type);
    Tuple *s = object_alloc(t, type, n * sizeof(Value));
    if (!s) return V_NULL;
    s->header.flags &= (uint8_t)~HEADER_EXACT;
    s->length = visible_count(t, type);
    for (size_t i = 0; i < n; i++) s->items[i] = is_null(fields[i]) ? V_NONE : fields[i];
    return value_cell(s);
}

Value structseq_new(Thread *t, TypeId id, const Value *fields)
{
    Type *type = type_by_id(t, id);
    return type ? new_of_type(t, type, fields) : V_NULL;
}

/* a cell holds as many items as were allocated, which is at least all of its type's: the rest is null */
void structseq_trace(Tracer *tr, void *cell)
{
    Tuple *s = cell;
    gc_trace_values(tr, s->items, (gc_cell_size(s) - sizeof(Tuple)) / sizeof(Value));
}

/* --- construction --- */

/* fills the hidden fields from `from` on with what dict has under their names; false: TypeError */
static bool hidden_fields(Thread *t, Type *type, Value dict, Value *fields, size_t from)
{
    size_t n = field_count(t, type), found = 0;
    for (size_t i = from; i < n; i++) {
        const char *name = field_name(type, i);
        fields[i] = name ? dict_get_text(t, dict, name) : V_NULL;
        if (!is_null(fields[i])) found++;
    }
    if (found == as_dict(dict)->count) return true;
    return RAISE_FALSE(t, T_TYPE_ERROR, "%s() got duplicate or unexpected field name(s)", type->spec->name);
}

Value structseq_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Type *type = as_type(a[0]);
    const char *name = type->spec->name;
    if (!type_of(t, a[1])->slots.iter && !type_of(t, a[1])->slots.get_item) return raise(t, T_TYPE_ERROR, "constructor requires a sequence");
    if (!is_null(a[2]) && !is_dict(a[2])) return raise(t, T_TYPE_ERROR, "%s() takes a dict as second arg, if any", name);
    Value items = tuple_from_iterable(t, a[1]);
    if (is_null(items)) return V_NULL;
    size_t length = as_tuple(items)->length, visible = visible_count(t, type), most = field_count(t, type);
    if (length < visible || length > most) {
        if (visible == most) return raise(t, T_TYPE_ERROR, "%s() takes a %zu-sequence (%zu-sequence given)", name, visible, length);
        return raise(t, T_TYPE_ERROR, "%s() takes an at %s %zu-sequence (%zu-sequence given)", name, length < visible ? "least" : "most",
                     length < visible ? visible : most, length);
    }
    Value fields[64] = {V_NULL};
    memcpy(fields, as_tuple(items)->items, length * sizeof(Value));
    if (!is_null(a[2]) && !hidden_fields(t, type, a[2], fields, length)) return V_NULL;
    return new_of_type(t, type, fields);
}

/* --- the rest --- */

Value structseq_repr(Thread *t, Value self)
{
    Type *type = type_of(t, self);
    const Tuple *s = as_tuple(self);
    const MemberDef *m = type->spec->members;
    StrBuilder b;
    builder_init(&b, t);
    builder_text(&b, type->spec->name);
    builder_char(&b, '(');
    for (size_t i = 0; i < s->length; i++, m++) {
        if (i) builder_ascii(&b, ", ", 2);
        builder_text(&b, m->name);
        builder_char(&b, '=');
        if (!builder_repr(&b, s->items[i])) return V_NULL;
    }
    builder_char(&b, ')');
    return builder_finish(&b);
}

static Value reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    Type *type = type_of(t, a[0]);
    const Tuple *s = as_tuple(a[0]);
    Value visible = tuple_new(t, s->items, s->length), dict = dict_new(t);
    if (is_null(visible) || is_null(dict)) return V_NULL;
    size_t fields = field_count(t, type);
    for (size_t i = s->length; i < fields; i++) {
        const char *name = field_name(type, i);
        if (name && !dict_set_text(t, dict, name, s->items[i])) return V_NULL;
    }
    Value args = tuple_pack(t, 2, visible, dict);
    return is_null(args) ? V_NULL : tuple_pack(t, 2, type_value(type), args);
}

static Value replace(Thread *t, Value *a, size_t n)
{
    Type *type = type_of(t, a[0]);
    Value changes = a[1];
    if (n > 2) return raise(t, T_TYPE_ERROR, "__replace__() takes no positional arguments");
    if (type_number(t, type, "n_unnamed_fields"))
        return raise(t, T_TYPE_ERROR, "__replace__() is not supported for %s because it has unnamed field(s)", type->spec->name);
    size_t count = field_count(t, type), used = 0;
    Value fields[64];
    memcpy(fields, as_tuple(a[0])->items, count * sizeof(Value));
    Value names = dict_keys_list(t, changes);
    if (is_null(names)) return V_NULL;
    for (const MemberDef *m = type->spec->members; m->name; m++) {
        Value v = dict_get_text(t, changes, m->name);
        if (is_null(v)) continue;
        fields[member_index(m)] = v;
        used++;
    }
    if (used == as_dict(changes)->count) return new_of_type(t, type, fields);
    Value unknown = list_new(t, NULL, 0);
    if (is_null(unknown)) return V_NULL;
    for (size_t i = 0; i < as_list(names)->length; i++) {
        Value name = as_list(names)->items[i];
        const MemberDef *m = type->spec->members;
        while (m->name && !str_equal_text(name, m->name)) m++;
        if (!m->name && !list_append(t, unknown, name)) return V_NULL;
    }
    return raise(t, T_TYPE_ERROR, "Got unexpected field name(s): %R", unknown);
}

const NativeDef structseq_methods[] = {
    FN("__reduce__", reduce, "(self, /)", NULL),
    FN("__replace__", replace, "(self, /, *args, **changes)", "A copy with the given fields replaced."),
    FN_END};
