/* typenew.c - class creation: what type(name, bases, dict) does once the metaclass is settled.
 *
 * Layout: a Python class extends the layout of its "best base", the base whose native or __slots__ part is the largest. Plain
 * instances are K_INSTANCE: header, overflow word, members, inline attributes. A subclass of a fixed-size native type gets the
 * overflow word behind the native part, then its members; one of a variable-size type has the word behind the data (EXT_COMPUTED)
 * and no members. */
#include "objects/descriptors.h"
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/object.h"
#include "runtime/ops.h"
#include "runtime/typebuild.h"
#include "runtime/typeslots.h"
#include "vm/frame.h"
#include <stdlib.h>

/* the nearest type that added something to the layout */
static Type *solid_base(Type *type)
{
    while (type->base && type->kind == type->base->kind && type->member_count == type->base->member_count &&
           ((type->flags & TYPE_PYTHON) || type->size == type->base->size))
        type = type->base;
    return type;
}

static Type *best_base(Thread *t, Value bases)
{
    Type *best = NULL, *winner = NULL;
    const Tuple *b = as_tuple(bases);
    for (size_t i = 0; i < b->length; i++) {
        if (!is_type(b->items[i])) return RAISE_PTR(t, T_TYPE_ERROR, "bases must be types");
        Type *base = as_type(b->items[i]);
        if (!(base->flags & TYPE_BASE)) return RAISE_PTR(t, T_TYPE_ERROR, "type '%N' is not an acceptable base type", base);
        Type *candidate = solid_base(base);
        if (!winner || (candidate != winner && type_is_subtype(candidate, winner))) {
            winner = candidate;
            best = base;
        } else if (!type_is_subtype(winner, candidate)) {
            return RAISE_PTR(t, T_TYPE_ERROR, "multiple bases have instance lay-out conflict");
        }
    }
    return best;
}

/* --- __slots__ --- */

static Value mangle(Thread *t, Value class_name, Value name)
{
    const Str *s = as_str(name);
    size_t n = s->length;
    if (n < 3 || str_at(s, 0) != '_' || str_at(s, 1) != '_' || (str_at(s, n - 1) == '_' && str_at(s, n - 2) == '_')) return str_intern(t, name);
    size_t skip = 0;
    while (skip < as_str(class_name)->length && str_at(as_str(class_name), skip) == '_') skip++;
    if (skip == as_str(class_name)->length) return str_intern(t, name);
    Value stripped = str_substr(t, class_name, skip, as_str(class_name)->length);
    Value text = is_null(stripped) ? V_NULL : str_format(t, "_%U%U", stripped, name);
    return is_null(text) ? V_NULL : str_intern(t, text);
}

typedef struct SlotNames { Value list; bool dict, weakref; } SlotNames;

static bool read_slots(Thread *t, Type *base, Value name, Value dict, Value slots, SlotNames *out)
{
    Value items = is_str(slots) ? tuple_pack(t, 1, slots) : tuple_from_iterable(t, slots);
    if (is_null(items)) return false;
    out->list = list_new(t, NULL, 0);
    if (is_null(out->list)) return false;
    if (as_tuple(items)->length && (base->flags & TYPE_VARSIZE) && base->kind != K_TUPLE)
        return RAISE_FALSE(t, T_TYPE_ERROR, "nonempty __slots__ not supported for subtype of '%N'", base);
    for (size_t i = 0; i < as_tuple(items)->length; i++) {
        Value slot = as_tuple(items)->items[i];
        if (!is_str(slot)) return RAISE_FALSE(t, T_TYPE_ERROR, "__slots__ items must be strings, not '%T'", slot);
        Value is_identifier = call_method0(t, slot, str_intern_text(t, "isidentifier"));
        if (is_null(is_identifier)) return false;
        if (!is_true(is_identifier)) return RAISE_FALSE(t, T_TYPE_ERROR, "__slots__ must be identifiers");
        if (str_equal_text(slot, "__dict__")) {
            if (out->dict || (base->flags & TYPE_HAS_DICT)) return RAISE_FALSE(t, T_TYPE_ERROR, "__dict__ slot disallowed: we already got one");
            out->dict = true;
            continue;
        }
        if (str_equal_text(slot, "__weakref__")) {
            if (out->weakref || (base->flags & TYPE_HAS_WEAKREF))
                return RAISE_FALSE(t, T_TYPE_ERROR, "__weakref__ slot disallowed: we already got one");
            out->weakref = true;
            continue;
        }
        if (base->flags & TYPE_VARSIZE) return RAISE_FALSE(t, T_TYPE_ERROR, "nonempty __slots__ not supported for subtype of '%N'", base);
        slot = mangle(t, name, str_exact(t, slot));
        if (is_null(slot)) return false;
        if (dict_contains(t, dict, slot) > 0 && !str_equal_text(slot, "__qualname__") && !str_equal_text(slot, "__classcell__"))
            return RAISE_FALSE(t, T_VALUE_ERROR, "'%U' in __slots__ conflicts with class variable", slot);
        if (!list_append(t, out->list, slot)) return false;
    }
    return list_sort(t, out->list, V_NULL, false);
}

static bool add_members(Thread *t, Type *type, const SlotNames *names)
{
    const List *list = as_list(names->list);
    size_t n = list->length;
    if ((size_t)type->size + n * sizeof(Value) > 60000) return RAISE_FALSE(t, T_TYPE_ERROR, "too many __slots__");
    if (!type->member_count) type->members_offset = (uint16_t)type->size;
    for (size_t i = 0; i < n; i++) {
        Value m = member_new(t, type, list->items[i], (uint16_t)type->size, true, false, NULL);
        if (is_null(m) || !dict_set_str(t, type->dict, list->items[i], m)) return false;
        type->size += sizeof(Value);
        type->member_count++;
    }
    return true;
}

/* --- the namespace --- */

static bool wrap_in(Thread *t, Type *type, Value name, TypeId wrapper)
{
    Value f = dict_get_str(t, type->dict, name);
    if (!is_function(f)) return true;
    WrappedFunction *w = object_alloc_id(t, wrapper, 0);
    if (!w) return false;
    w->function = f;
    return dict_set_str(t, type->dict, name, value_cell(w));
}

/* the module of the code that makes the class */
static bool set_module(Thread *t, Type *type)
{
    if (!is_null(dict_get_str(t, type->dict, NAME(t, __module__)))) return true;
    if (!t->registers) return true;
    Value module = dict_get_str(t, as_function(t->registers[FRAME_FUNCTION])->globals, NAME(t, __name__));
    return is_null(module) || dict_set_str(t, type->dict, NAME(t, __module__), module);
}

static bool set_qualified_name(Thread *t, Type *type)
{
    Value q = dict_get_str(t, type->dict, NAME(t, __qualname__));
    if (is_null(q)) return true;
    if (!is_str(q)) return RAISE_FALSE(t, T_TYPE_ERROR, "type __qualname__ must be a str, not %T", q);
    gc_store(t, type, &type->qualified_name, q);
    return dict_delete(t, value_cell(type->dict), NAME(t, __qualname__)) >= 0;
}

static bool set_class_cell(Thread *t, Type *type, Value name)
{
    Value cell = dict_get_str(t, type->dict, name);
    if (is_null(cell)) return true;
    if (!has_kind(cell, K_CELL)) return RAISE_FALSE(t, T_TYPE_ERROR, "%U must be a nonlocal cell, not %R", name, type_value(type_of(t, cell)));
    Value content = value_same(name, NAME(t, __classcell__)) ? type_value(type) : value_cell(type->dict);
    gc_store(t, as_cell(cell), &((Cell *)as_cell(cell))->value, content);
    return dict_delete(t, value_cell(type->dict), name) >= 0;
}

static const GetSetDef instance_getsets[] = {
    {"__dict__", instance_dict, instance_set_dict, "dictionary for instance variables"},
    {"__weakref__", weakref_list_of, NULL, "list of weak references to the object"}};

static bool add_instance_getsets(Thread *t, Type *type, bool dict, bool weakref)
{
    for (int i = 0; i < 2; i++) {
        if (!(i ? weakref : dict)) continue;
        Value name = str_intern_text(t, instance_getsets[i].name);
        Value g = getset_new(t, type, &instance_getsets[i]);
        if (is_null(name) || is_null(g) || !dict_set_str(t, type->dict, name, g)) return false;
    }
    return true;
}

/* --- layout --- */

static bool lay_out(Thread *t, Type *type, Type *base, Value name, Value dict)
{
    Value slots = dict_get_str(t, as_dict(dict), NAME(t, __slots__));
    SlotNames names = {V_NULL, false, false};
    bool want_dict = !(base->flags & TYPE_HAS_DICT), want_weakref = !(base->flags & TYPE_HAS_WEAKREF);
    if (!is_null(slots)) {
        if (!read_slots(t, base, name, dict, slots, &names)) return false;
        want_dict = names.dict;
        want_weakref = names.weakref;
    }
    type->kind = base->kind == K_INSTANCE ? K_INSTANCE : base->kind;
    type->size = base->size;
    type->member_count = base->member_count;
    type->members_offset = base->members_offset;
    type->ext_offset = base->ext_offset;
    if (type->kind == K_INSTANCE) {
        type->ext_offset = sizeof(Header);
    } else if (!type->ext_offset) {
        if (base->spec->ext_offset) type->ext_offset = base->spec->ext_offset;
        else if (base->flags & TYPE_VARSIZE) type->ext_offset = EXT_COMPUTED;
        else {
            type->ext_offset = (uint16_t)((type->size + 7) & ~7u);
            type->size = type->ext_offset + sizeof(Value);
        }
    }
    if (want_dict) type->flags |= TYPE_HAS_DICT;
    if (want_weakref) type->flags |= TYPE_HAS_WEAKREF;
    if (!is_null(names.list) && !add_members(t, type, &names)) return false;
    type->inline_capacity = type->kind == K_INSTANCE && (type->flags & TYPE_HAS_DICT) ? 4 : 0;
    return add_instance_getsets(t, type, want_dict, want_weakref);
}

/* --- hooks --- */

static bool call_set_names(Thread *t, Type *type)
{
    Value names = dict_copy(t, value_cell(type->dict));
    if (is_null(names)) return false;
    uint32_t position = 0;
    Value key, v;
    while (dict_next(as_dict(names), &position, &key, &v)) {
        Value self, hook = special_lookup(t, v, NAME(t, __set_name__), &self);
        if (is_null(hook)) {
            if (error_set(t)) return false;
            continue;
        }
        Value args[3] = {self, type_value(type), key};
        Value r = is_null(self) ? call(t, hook, args + 1, 2, V_NULL) : call(t, hook, args, 3, V_NULL);
        if (!is_null(r)) continue;
        Value e = error_take(t);
        Value note = str_format(t, "Error calling __set_name__ on '%T' instance %R in '%U'", v, key, type->name);
        error_clear(t);
        if (!is_null(note)) call_method1(t, e, str_intern_text(t, "add_note"), note);
        error_restore(t, e);
        return false;
    }
    return true;
}

/* super(cls, cls).__init_subclass__(**keywords) */
static bool call_init_subclass(Thread *t, Type *type, const Value *keyword_values, Value keyword_names)
{
    const Tuple *mro = as_tuple(type->mro);
    for (size_t i = 1; i < mro->length; i++) {
        Value f = dict_get_str(t, as_type(mro->items[i])->dict, NAME(t, __init_subclass__));
        if (is_null(f)) continue;
        TernaryFn get = type_of(t, f)->slots.get;
        if (get) f = get(t, f, V_NULL, type_value(type));
        if (is_null(f)) return false;
        return !is_null(call(t, f, keyword_values, 0, keyword_names));
    }
    return true;
}

/* --- all of it --- */

static Type *shell(Thread *t, Type *metatype, Type *base, Value name, Value bases, Value dict)
{
    Type *type = object_alloc(t, metatype, 0);
    if (!type) return NULL;
    Value own = dict_copy(t, dict);
    if (is_null(own)) return NULL;
    size_t n;
    const char *text = str_utf8(t, name, &n);
    if (!text) return NULL;
    if (strlen(text) != n) return RAISE_PTR(t, T_VALUE_ERROR, "type name must not contain null characters");
    if (!(type->name_text = strdup(text))) return raise_memory_error(t), NULL;
    type->header.gc |= GC_DISPOSE;
    type->dict = as_dict(own);
    type->id = -1;
    type->spec = base->spec;
    type->base = base;
    type->trace = base->trace;
    type->dispose = base->dispose;
    type->name = type->qualified_name = name;
    type->bases = bases;
    type->flags = TYPE_PYTHON | TYPE_BASE | (base->flags & (TYPE_HAS_DICT | TYPE_HAS_WEAKREF | TYPE_VARSIZE | TYPE_HAS_DEL | TYPE_MATCH_SELF));
    for (size_t i = 0; i < as_tuple(bases)->length; i++) type->flags |= as_type(as_tuple(bases)->items[i])->flags & (TYPE_SEQUENCE | TYPE_MAPPING);
    gc_barrier(t, type);
    return type;
}

static Value computed_mro(Thread *t, Type *type, Type *metatype)
{
    Value f = type_lookup(t, metatype, str_intern_text(t, "mro"));
    if (metatype == t->rt->types[T_TYPE] || !is_function(f)) return type_compute_mro(t, type);
    Value answer = call1(t, f, type_value(type));
    if (is_null(answer)) return V_NULL;
    Value mro = tuple_from_iterable(t, answer);
    for (size_t i = 0; !is_null(mro) && i < as_tuple(mro)->length; i++)
        if (!is_type(as_tuple(mro)->items[i]))
            return raise(t, T_TYPE_ERROR, "mro() returned a non-class ('%T')", as_tuple(mro)->items[i]);
    return mro;
}

static bool add_to_bases(Thread *t, Type *type)
{
    for (size_t i = 0; i < as_tuple(type->bases)->length; i++)
        if (!type_add_subclass(t, as_type(as_tuple(type->bases)->items[i]), type)) return false;
    return true;
}

Value type_new(Thread *t, Type *metatype, Value name, Value bases, Value dict, const Value *keyword_values, Value keyword_names)
{
    if (as_tuple(bases)->length == 0) bases = tuple_pack(t, 1, type_value(t->rt->types[T_OBJECT]));
    if (is_null(bases)) return V_NULL;
    for (size_t i = 0; i < as_tuple(bases)->length; i++) {
        Value base = as_tuple(bases)->items[i];
        if (is_type(base)) continue;
        int has = attr_has(t, base, NAME(t, __mro_entries__));
        if (has < 0) return V_NULL;
        if (has) return raise(t, T_TYPE_ERROR, "type() doesn't support MRO entry resolution; use types.new_class()");
    }
    Type *base = best_base(t, bases);
    if (!base) return V_NULL;
    name = str_exact(t, name);
    Type *type = is_null(name) ? NULL : shell(t, metatype, base, name, bases, dict);
    if (!type) return V_NULL;
    if (!set_module(t, type) || !set_qualified_name(t, type) || !lay_out(t, type, base, name, dict)) return V_NULL;
    Value doc = dict_get_str(t, type->dict, NAME(t, __doc__));
    if (is_null(doc) && !dict_set_str(t, type->dict, NAME(t, __doc__), V_NONE)) return V_NULL;
    if (!wrap_in(t, type, NAME(t, __new__), T_STATICMETHOD) || !wrap_in(t, type, NAME(t, __init_subclass__), T_CLASSMETHOD) ||
        !wrap_in(t, type, NAME(t, __class_getitem__), T_CLASSMETHOD))
        return V_NULL;
    if (!set_class_cell(t, type, NAME(t, __classcell__)) || !set_class_cell(t, type, NAME(t, __classdictcell__))) return V_NULL;
    /* a class that defines __eq__ but not __hash__ is unhashable */
    if (!is_null(dict_get_str(t, type->dict, NAME(t, __eq__))) && is_null(dict_get_str(t, type->dict, NAME(t, __hash__))) &&
        !dict_set_str(t, type->dict, NAME(t, __hash__), V_NONE))
        return V_NULL;
    Value mro = computed_mro(t, type, metatype);
    if (is_null(mro)) return V_NULL;
    gc_store(t, type, &type->mro, mro);
    if (!add_to_bases(t, type)) return V_NULL;
    slots_update(t, type, V_NULL);
    type_update_construction(t, type);
    type->shape = shape_root(t, type, type->inline_capacity);
    if (!type->shape) return V_NULL;
    type->flags |= TYPE_READY;
    if (!call_set_names(t, type) || !call_init_subclass(t, type, keyword_values, keyword_names)) return V_NULL;
    return type_value(type);
}
