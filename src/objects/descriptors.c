/* descriptors.c - property, staticmethod, classmethod, member and getset descriptors, and the native function types' Python face. */
#include "objects/descriptors.h"
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

static Value or_none(Value v) { return is_null(v) ? V_NONE : v; }

/* --- property --- */

static void property_trace(Tracer *tr, void *cell) { gc_trace_values(tr, &((Property *)cell)->get, 5); }

static Value property_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    void *cell = object_alloc(t, as_type(a[0]), 0);
    return cell ? value_cell(cell) : V_NULL;
}

static Value none_to_null(Value v) { return is_null(v) || is_none(v) ? V_NULL : v; }

static Value property_init(Thread *t, Value *a, size_t n)
{
    (void)n;
    Property *p = as_cell(a[0]);
    gc_store(t, p, &p->get, none_to_null(a[1]));
    gc_store(t, p, &p->set, none_to_null(a[2]));
    gc_store(t, p, &p->del, none_to_null(a[3]));
    gc_store(t, p, &p->doc, none_to_null(a[4]));
    p->name = V_NULL;
    p->getter_doc = false;
    if (is_null(a[4]) && !is_null(p->get)) {
        Value doc = attr_get_optional(t, p->get, NAME(t, __doc__));
        if (is_null(doc)) {
            if (error_set(t)) return V_NULL;
        } else if (!is_none(doc)) {
            gc_store(t, p, &p->doc, doc);
            p->getter_doc = true;
        }
    }
    /* a subclass's own docstring would hide the member: store ours in the instance */
    if (!(p->header.flags & HEADER_EXACT) && (type_of(t, a[0])->flags & TYPE_HAS_DICT) && !is_null(p->doc) &&
        !instance_set(t, a[0], NAME(t, __doc__), p->doc))
        return V_NULL;
    return V_NONE;
}

static Value property_name(Thread *t, const Property *p)
{
    if (!is_null(p->name)) return p->name;
    if (is_null(p->get)) return V_NULL;
    Value name = attr_get_optional(t, p->get, NAME(t, __name__));
    return name;
}

static bool property_error(Thread *t, Value self, Value obj, const char *what)
{
    Value name = property_name(t, as_cell(self));
    if (error_set(t)) return false;
    Value q = type_of(t, obj)->qualified_name;
    if (is_null(name)) return RAISE_FALSE(t, T_ATTRIBUTE_ERROR, "property of %R object has no %s", q, what);
    return RAISE_FALSE(t, T_ATTRIBUTE_ERROR, "property %R of %R object has no %s", name, q, what);
}

static Value property_get(Thread *t, Value self, Value obj, Value type)
{
    (void)type;
    if (is_null(obj)) return self;
    const Property *p = as_cell(self);
    if (is_null(p->get)) return property_error(t, self, obj, "getter"), V_NULL;
    return call1(t, p->get, obj);
}

static bool property_set(Thread *t, Value self, Value obj, Value v)
{
    const Property *p = as_cell(self);
    Value f = is_null(v) ? p->del : p->set;
    if (is_null(f)) return property_error(t, self, obj, is_null(v) ? "deleter" : "setter");
    return !is_null(is_null(v) ? call1(t, f, obj) : call2(t, f, obj, v));
}

static Value property_copy(Thread *t, Value self, int which, Value f)
{
    const Property *p = as_cell(self);
    Value parts[4] = {or_none(p->get), or_none(p->set), or_none(p->del), or_none(p->doc)};
    if (!is_none(f)) parts[which] = f;
    if (p->getter_doc && which == 0 && !is_none(f)) parts[3] = V_NONE;
    size_t n = p->getter_doc && !is_null(p->get) ? 3 : 4;
    Value made = call(t, type_value(type_of(t, self)), parts, is_none(parts[3]) && is_null(p->doc) ? 3 : n, V_NULL);
    if (!is_null(made) && has_kind(made, K_PROPERTY)) gc_store(t, as_cell(made), &((Property *)as_cell(made))->name, p->name);
    return made;
}
static Value property_getter(Thread *t, Value *a, size_t n) { (void)n; return property_copy(t, a[0], 0, a[1]); }
static Value property_setter(Thread *t, Value *a, size_t n) { (void)n; return property_copy(t, a[0], 1, a[1]); }
static Value property_deleter(Thread *t, Value *a, size_t n) { (void)n; return property_copy(t, a[0], 2, a[1]); }
static Value property_set_name(Thread *t, Value *a, size_t n)
{
    (void)n;
    return gc_store(t, as_cell(a[0]), &((Property *)as_cell(a[0]))->name, a[2]), V_NONE;
}

static Value property_get_name(Thread *t, Value self)
{
    Value name = property_name(t, as_cell(self));
    return is_null(name) && !error_set(t) ? raise_attribute_error(t, self, NAME(t, __name__)) : name;
}
static bool property_put_name(Thread *t, Value self, Value v) { return gc_store(t, as_cell(self), &((Property *)as_cell(self))->name, v), true; }

static Value is_abstract(Thread *t, Value f)
{
    if (is_null(f)) return V_FALSE;
    Value v = attr_get_optional(t, f, NAME(t, __isabstractmethod__));
    if (is_null(v)) return error_set(t) ? V_NULL : V_FALSE;
    int truth = is_truthy(t, v);
    return truth < 0 ? V_NULL : value_bool(truth);
}
static Value property_abstract(Thread *t, Value self)
{
    const Property *p = as_cell(self);
    const Value parts[3] = {p->get, p->set, p->del};
    for (int i = 0; i < 3; i++) {
        Value v = is_abstract(t, parts[i]);
        if (is_null(v) || is_true(v)) return v;
    }
    return V_FALSE;
}

static Value property_doc(Thread *t, Value self) { (void)t; return or_none(((Property *)as_cell(self))->doc); }
static bool property_set_doc(Thread *t, Value self, Value v) { return gc_store(t, as_cell(self), &((Property *)as_cell(self))->doc, v), true; }

static const NativeDef property_methods[] = {
    FN("__init__", property_init, "($self, fget=None, fset=None, fdel=None, doc=None)", NULL),
    FN("getter", property_getter, "($self, fget, /)", "Descriptor to obtain a copy of the property with a different getter."),
    FN("setter", property_setter, "($self, fset, /)", "Descriptor to obtain a copy of the property with a different setter."),
    FN("deleter", property_deleter, "($self, fdel, /)", "Descriptor to obtain a copy of the property with a different deleter."),
    FN("__set_name__", property_set_name, "($self, owner, name, /)", "Method to set name of a property."),
    FN_END};
static const MemberDef property_members[] = {
    {"fget", offsetof(Property, get), false, true, NULL}, {"fset", offsetof(Property, set), false, true, NULL},
    {"fdel", offsetof(Property, del), false, true, NULL}, MEMBER_END};
static const GetSetDef property_getsets[] = {
    {"__name__", property_get_name, property_put_name, NULL}, {"__isabstractmethod__", property_abstract, NULL, NULL},
    {"__doc__", property_doc, property_set_doc, NULL}, GETSET_END};

const TypeSpec property_type_spec = {
    .name = "property",
    .doc = "property(fget=None, fset=None, fdel=None, doc=None)\n--\n\nProperty attribute.",
    .base = T_OBJECT, .flags = TYPE_BASE, .kind = K_PROPERTY, .size = offsetof(Property, ext),
    .slots = {.get = property_get, .set = property_set},
    .methods = property_methods, .members = property_members, .getsets = property_getsets,
    .construct = {"__new__", property_construct, NULL, NULL, FN_KEYWORDS},
    .trace = property_trace,
};

/* --- staticmethod and classmethod --- */

static void wrapped_trace(Tracer *tr, void *cell) { gc_trace(tr, ((WrappedFunction *)cell)->function); }
static Value wrapped_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    void *cell = object_alloc(t, as_type(a[0]), 0);
    return cell ? value_cell(cell) : V_NULL;
}

/* takes over the function's names and annotations, as functools.update_wrapper does */
static bool copy_wrapped_names(Thread *t, Value self, Value f)
{
    const NameId ids[] = {NAME___module__, NAME___name__, NAME___qualname__, NAME___doc__};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        Value name = t->rt->names[ids[i]], v = attr_get_optional(t, f, name);
        if (is_null(v) ? error_set(t) : !instance_set(t, self, name, v)) return false;
    }
    return true;
}
static Value wrapped_init(Thread *t, Value *a, size_t n)
{
    (void)n;
    gc_store(t, as_cell(a[0]), &((WrappedFunction *)as_cell(a[0]))->function, a[1]);
    return copy_wrapped_names(t, a[0], a[1]) ? V_NONE : V_NULL;
}
static Value wrapped_function(Value self) { return ((WrappedFunction *)as_cell(self))->function; }

static Value static_get(Thread *t, Value self, Value obj, Value type)
{
    (void)obj, (void)type;
    Value f = wrapped_function(self);
    return is_null(f) ? raise(t, T_RUNTIME_ERROR, "uninitialized staticmethod object") : f;
}
static Value static_call(Thread *t, Value self, const Value *args, size_t n, Value keyword_names)
{
    Value f = wrapped_function(self);
    return is_null(f) ? raise(t, T_RUNTIME_ERROR, "uninitialized staticmethod object") : call(t, f, args, n, keyword_names);
}
static Value class_get(Thread *t, Value self, Value obj, Value type)
{
    Value f = wrapped_function(self);
    if (is_null(f)) return raise(t, T_RUNTIME_ERROR, "uninitialized classmethod object");
    return method_new(t, f, is_null(type) ? type_value(type_of(t, obj)) : type);
}
static Value wrapped_repr(Thread *t, Value self)
{
    Value f = object_repr(t, or_none(wrapped_function(self)));
    return is_null(f) ? V_NULL : str_format(t, "<%T(%U)>", self, f);
}
static Value wrapped_get_function(Thread *t, Value self) { (void)t; return or_none(wrapped_function(self)); }
static Value wrapped_abstract(Thread *t, Value self) { return is_abstract(t, wrapped_function(self)); }
static Value wrapped_annotations(Thread *t, Value self) { return attr_get(t, wrapped_function(self), NAME(t, __annotations__)); }
static bool wrapped_set_annotations(Thread *t, Value self, Value v) { return instance_set(t, self, NAME(t, __annotations__), v); }
static Value wrapped_annotate(Thread *t, Value self) { return attr_get(t, wrapped_function(self), NAME(t, __annotate__)); }

static const NativeDef wrapped_methods[] = {FN("__init__", wrapped_init, "($self, function, /)", NULL), FN_END};
static const GetSetDef wrapped_getsets[] = {
    {"__func__", wrapped_get_function, NULL, NULL}, {"__wrapped__", wrapped_get_function, NULL, NULL},
    {"__isabstractmethod__", wrapped_abstract, NULL, NULL}, {"__annotations__", wrapped_annotations, wrapped_set_annotations, NULL},
    {"__annotate__", wrapped_annotate, NULL, NULL}, {"__dict__", instance_dict, instance_set_dict, NULL}, GETSET_END};

#define WRAPPED_SPEC(c_name, text, get_, call_) \
    const TypeSpec c_name##_type_spec = { \
        .name = text, .doc = text "(function, /)\n--\n\nConvert a function to be a " text ".", .base = T_OBJECT, \
        .flags = TYPE_BASE | TYPE_HAS_DICT, .kind = text[0] == 's' ? K_STATICMETHOD : K_CLASSMETHOD, .size = sizeof(WrappedFunction), \
        .ext_offset = offsetof(WrappedFunction, ext), .slots = {.repr = wrapped_repr, .get = get_, .call = call_}, \
        .methods = wrapped_methods, .getsets = wrapped_getsets, \
        .construct = {"__new__", wrapped_construct, NULL, NULL, FN_KEYWORDS}, .trace = wrapped_trace}
WRAPPED_SPEC(staticmethod, "staticmethod", static_get, static_call);
WRAPPED_SPEC(classmethod, "classmethod", class_get, NULL);

/* --- member and getset descriptors --- */

Value member_new(Thread *t, Type *owner, Value name, uint16_t offset, bool writable, bool none_if_null, const char *doc)
{
    Member *m = object_alloc_id(t, T_MEMBER_DESCRIPTOR, 0);
    if (!m) return V_NULL;
    *m = (Member){m->header, owner, name, offset, writable, none_if_null, doc};
    return value_cell(m);
}

Value getset_new(Thread *t, Type *owner, const GetSetDef *def)
{
    Value name = str_intern_text(t, def->name);
    GetSet *g = is_null(name) ? NULL : object_alloc_id(t, T_GETSET_DESCRIPTOR, 0);
    if (!g) return V_NULL;
    g->owner = owner;
    g->name = name;
    g->def = def;
    return value_cell(g);
}

/* Member and GetSet begin alike */
static Type *owner_of(Value self) { return ((Member *)as_cell(self))->owner; }
static Value name_of(Value self) { return ((Member *)as_cell(self))->name; }

static bool applies(Thread *t, Value self, Value obj)
{
    Type *owner = owner_of(self), *type = type_of(t, obj);
    if (type == owner || type_is_subtype(type, owner)) return true;
    return RAISE_FALSE(t, T_TYPE_ERROR, "descriptor '%U' for '%N' objects doesn't apply to a '%T' object", name_of(self), owner, obj);
}

static Value member_get(Thread *t, Value self, Value obj, Value type)
{
    (void)type;
    if (is_null(obj)) return self;
    if (!applies(t, self, obj)) return V_NULL;
    const Member *m = as_cell(self);
    Value v = *(Value *)((char *)as_cell(obj) + m->offset);
    if (!is_null(v)) return v;
    return m->none_if_null ? V_NONE : raise_attribute_error(t, obj, m->name);
}

static bool member_set(Thread *t, Value self, Value obj, Value v)
{
    if (!applies(t, self, obj)) return false;
    const Member *m = as_cell(self);
    if (!m->writable) return RAISE_FALSE(t, T_ATTRIBUTE_ERROR, "readonly attribute");
    Value *slot = (Value *)((char *)as_cell(obj) + m->offset);
    if (is_null(v) && is_null(*slot)) return raise_with(t, T_ATTRIBUTE_ERROR, m->name), false;
    gc_store(t, as_cell(obj), slot, v);
    return true;
}

static Value getset_get(Thread *t, Value self, Value obj, Value type)
{
    (void)type;
    if (is_null(obj)) return self;
    const GetSetDef *def = ((GetSet *)as_cell(self))->def;
    if (!applies(t, self, obj)) return V_NULL;
    if (!def->get) return raise(t, T_ATTRIBUTE_ERROR, "attribute '%s' of '%N' objects is not readable", def->name, owner_of(self));
    return def->get(t, obj);
}

static bool getset_set(Thread *t, Value self, Value obj, Value v)
{
    const GetSetDef *def = ((GetSet *)as_cell(self))->def;
    if (!applies(t, self, obj)) return false;
    if (!def->set) return RAISE_FALSE(t, T_ATTRIBUTE_ERROR, "attribute '%s' of '%N' objects is not writable", def->name, owner_of(self));
    return def->set(t, obj, v);
}

static Value member_repr(Thread *t, Value self) { return str_format(t, "<member '%U' of '%N' objects>", name_of(self), owner_of(self)); }
static Value getset_repr(Thread *t, Value self) { return str_format(t, "<attribute '%U' of '%N' objects>", name_of(self), owner_of(self)); }
static Value descriptor_name(Thread *t, Value self) { (void)t; return name_of(self); }
static Value descriptor_owner(Thread *t, Value self) { (void)t; return type_value(owner_of(self)); }
static Value descriptor_qualified_name(Thread *t, Value self) { return str_format(t, "%U.%U", owner_of(self)->qualified_name, name_of(self)); }
static Value member_doc(Thread *t, Value self) { const char *d = ((Member *)as_cell(self))->doc; return d ? str_from_text(t, d) : V_NONE; }
static Value getset_doc(Thread *t, Value self) { const char *d = ((GetSet *)as_cell(self))->def->doc; return d ? str_from_text(t, d) : V_NONE; }
static void member_trace(Tracer *tr, void *cell)
{
    gc_trace_cell(tr, ((Member *)cell)->owner);
    gc_trace(tr, ((Member *)cell)->name);
}

static const GetSetDef member_getsets[] = {
    {"__name__", descriptor_name, NULL, NULL}, {"__objclass__", descriptor_owner, NULL, NULL},
    {"__qualname__", descriptor_qualified_name, NULL, NULL}, {"__doc__", member_doc, NULL, NULL}, GETSET_END};
static const GetSetDef getset_getsets[] = {
    {"__name__", descriptor_name, NULL, NULL}, {"__objclass__", descriptor_owner, NULL, NULL},
    {"__qualname__", descriptor_qualified_name, NULL, NULL}, {"__doc__", getset_doc, NULL, NULL}, GETSET_END};

const TypeSpec member_descriptor_type_spec = {
    .name = "member_descriptor", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .kind = K_MEMBER, .size = sizeof(Member),
    .slots = {.repr = member_repr, .get = member_get, .set = member_set}, .getsets = member_getsets, .trace = member_trace};

const TypeSpec getset_descriptor_type_spec = {
    .name = "getset_descriptor", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .kind = K_GETSET, .size = sizeof(GetSet),
    .slots = {.repr = getset_repr, .get = getset_get, .set = getset_set}, .getsets = getset_getsets, .trace = member_trace};
