/* _ast.c - the classes of the ast module, made from ast.def: AST, a class for each group of nodes, each node and each operator.
 *
 * They are ordinary classes over AST, made once a runtime when first asked for; Runtime.state keeps them (STATE_AST). */
#include "modules/_ast.h"

#include "modules/modules.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/typing.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/text.h"

/* --- tables from ast.def --- */

#define ONE(type_, name_) {.name = #name_, .type = FIELD_##type_, .mode = FIELD_ONE, .offset = offsetof(Current, name_)},
#define OPT(type_, name_) {.name = #name_, .type = FIELD_##type_, .mode = FIELD_OPT, .offset = offsetof(Current, name_)},
#define SEQ(type_, name_) {.name = #name_, .type = FIELD_##type_, .mode = FIELD_SEQ, .offset = offsetof(Current, name_)},
#define SEQ_OPT(type_, name_) {.name = #name_, .type = FIELD_##type_, .mode = FIELD_SEQ_OPT, .offset = offsetof(Current, name_)},
#define NODE(kind, group, ...)                             \
    case AST_##kind: {                                     \
        typedef Ast##kind Current __attribute__((unused)); \
        static const AstField fields[] = {__VA_ARGS__{0}}; \
        return fields;                                     \
    }
const AstField *ast_fields(AstKind kind)
{
    static const AstField none[] = {{0}};
    switch (kind) {
#include "front/ast.def"
    default: return none;
    }
}

#define MEMBER(type, name) #name,
#define CHOICE(type, ...) static const char *const members_##type[] = {__VA_ARGS__};
#include "front/ast.def"

enum {
#define MEMBER(type, name) MEMBER_##name,
#define CHOICE(type, ...) __VA_ARGS__
#include "front/ast.def"
    MEMBER_COUNT
};
enum { FIRST_boolop = MEMBER_And, FIRST_operator = MEMBER_Add, FIRST_unaryop = MEMBER_Invert, FIRST_cmpop = MEMBER_Eq, FIRST_expr_context = MEMBER_Load };

const AstChoice ast_choices[AST_CHOICE_COUNT] = {
#define CHOICE(type, ...) {#type, AST_##type##_count, FIRST_##type, members_##type},
#include "front/ast.def"
};
const char *const ast_group_names[AST_TYPE_COUNT] = {
#define SUM(type, has_positions) #type,
#include "front/ast.def"
};
const char *const ast_position_names[AST_POSITION_COUNT] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};

/* --- doc texts: the rows as ASDL --- */

static const char *field_type_name(unsigned type)
{
    static const char *const plain[] = {"identifier", "string", "int", "constant"};
    if (type < AST_TYPE_COUNT) return ast_group_names[type];
    return type < FIELD_identifier ? ast_choices[type - AST_TYPE_COUNT].name : plain[type - FIELD_identifier];
}

static void put_kind(StrBuilder *b, AstKind kind)
{
    static const char *const suffixes[] = {[FIELD_ONE] = " ", [FIELD_OPT] = "? ", [FIELD_SEQ] = "* ", [FIELD_SEQ_OPT] = "?* "};
    const AstField *fields = ast_fields(kind);
    builder_text(b, ast_kind_names[kind]);
    for (const AstField *f = fields; f->name; f++) {
        builder_text(b, f == fields ? "(" : ", ");
        builder_text(b, field_type_name(f->type));
        builder_text(b, suffixes[f->mode]);
        builder_text(b, f->name);
    }
    if (fields->name) builder_char(b, ')');
}

static Value kind_doc(Thread *t, AstKind kind)
{
    StrBuilder b;
    builder_init(&b, t);
    put_kind(&b, kind);
    return builder_finish(&b);
}

static Value group_doc(Thread *t, AstType group)
{
    StrBuilder b;
    builder_init(&b, t);
    builder_text(&b, ast_group_names[group]);
    bool first = true;
    for (int kind = 1; kind < AST_KIND_COUNT; kind++) {
        if (ast_kind_types[kind] != group) continue;
        if (!first) builder_char(&b, '\n'), builder_repeat(&b, ' ', strlen(ast_group_names[group]) + 1);
        builder_text(&b, first ? " = " : "| ");
        put_kind(&b, (AstKind)kind);
        first = false;
    }
    return builder_finish(&b);
}

static Value choice_doc(Thread *t, const AstChoice *choice)
{
    StrBuilder b;
    builder_init(&b, t);
    builder_text(&b, choice->name);
    for (unsigned i = 0; i < choice->count; i++) {
        builder_text(&b, i ? " | " : " = ");
        builder_text(&b, choice->members[i]);
    }
    return builder_finish(&b);
}

/* --- the classes --- */

static Value names_tuple(Thread *t, const AstField *fields)
{
    size_t n = 0;
    while (fields[n].name) n++;
    Value list = list_with_capacity(t, n);
    for (size_t i = 0; i < n; i++) {
        Value name = is_null(list) ? V_NULL : str_intern_text(t, fields[i].name);
        if (is_null(name) || !list_append(t, list, name)) return V_NULL;
    }
    return is_null(list) ? V_NULL : list_to_tuple(t, list);
}

static Value positions_tuple(Thread *t)
{
    Value names[AST_POSITION_COUNT];
    for (int i = 0; i < AST_POSITION_COUNT; i++)
        if (is_null(names[i] = str_intern_text(t, ast_position_names[i]))) return V_NULL;
    return tuple_new(t, names, AST_POSITION_COUNT);
}

/* class name(base) with _fields, and, for a group, _attributes (V_NULL: none of its own) */
static Value make_class(Thread *t, const char *name, Value base, Value doc, Value fields, Value attributes)
{
    Value dict = is_null(doc) || is_null(fields) ? V_NULL : dict_new(t), bases = is_null(dict) ? V_NULL : tuple_pack(t, 1, base);
    Value text = is_null(bases) ? V_NULL : str_intern_text(t, name), module = is_null(text) ? V_NULL : str_intern_text(t, "ast");
    if (is_null(module) || !dict_set_text(t, dict, "_fields", fields) || !dict_set_text(t, dict, "__match_args__", fields) ||
        !dict_set_text(t, dict, "__module__", module) || !dict_set_text(t, dict, "__doc__", doc) ||
        (!is_null(attributes) && !dict_set_text(t, dict, "_attributes", attributes)))
        return V_NULL;
    return type_new(t, t->rt->types[T_TYPE], text, bases, dict, NULL, V_NULL);
}

static bool set_text(Thread *t, Value cls, const char *name, Value v)
{
    Value key = is_null(v) ? V_NULL : str_intern_text(t, name);
    return !is_null(key) && type_set_attr(t, as_type(cls), key, v);
}

/* optional things are None in the class */
static bool set_group_defaults(Thread *t, Value cls, AstType group)
{
    if (!ast_type_has_positions[group] || group == AST_TYPE_pattern || group == AST_TYPE_type_param) return true;
    return set_text(t, cls, "end_lineno", V_NONE) && set_text(t, cls, "end_col_offset", V_NONE);
}
static bool set_field_defaults(Thread *t, Value cls, AstKind kind)
{
    for (const AstField *f = ast_fields(kind); f->name; f++)
        if (f->mode == FIELD_OPT && !set_text(t, cls, f->name, V_NONE)) return false;
    return true;
}

/* what is being made: lists, turned into tuples at the end */
typedef struct Making { Value kinds, groups, members, singletons, fields, positions; } Making;

static bool make_groups(Thread *t, Making *m, Value ast)
{
    for (int group = 0; group < AST_TYPE_COUNT; group++) {
        AstKind only = AST_NO_KIND;
        for (int kind = 1; kind < AST_KIND_COUNT; kind++)
            if (ast_kind_types[kind] == group && ast_group_is_node((AstType)group, (AstKind)kind)) only = (AstKind)kind;
        Value attributes = ast_type_has_positions[group] ? m->positions : t->rt->empty_tuple;
        Value cls = make_class(t, ast_group_names[group], ast, only ? kind_doc(t, only) : group_doc(t, (AstType)group),
                               only ? names_tuple(t, ast_fields(only)) : t->rt->empty_tuple, attributes);
        if (is_null(cls) || !set_group_defaults(t, cls, (AstType)group) || !list_append(t, m->groups, cls)) return false;
    }
    return true;
}

static bool make_kinds(Thread *t, Making *m, Value ast)
{
    if (!list_append(t, m->kinds, ast) || !list_append(t, m->fields, m->positions)) return false;
    for (int kind = 1; kind < AST_KIND_COUNT; kind++) {
        AstType group = ast_kind_types[kind];
        Value fields = names_tuple(t, ast_fields((AstKind)kind)), cls = as_list(m->groups)->items[group];
        if (is_null(fields)) return false;
        if (!ast_group_is_node(group, (AstKind)kind))
            cls = make_class(t, ast_kind_names[kind], cls, kind_doc(t, (AstKind)kind), fields, V_NULL);
        if (is_null(cls) || !set_field_defaults(t, cls, (AstKind)kind) || !list_append(t, m->kinds, cls) || !list_append(t, m->fields, fields))
            return false;
    }
    return true;
}

/* A group of choices stands behind those of nodes; its members have one shared instance each beside what programs make. */
static bool make_choices(Thread *t, Making *m, Value ast)
{
    for (const AstChoice *c = ast_choices; c < ast_choices + AST_CHOICE_COUNT; c++) {
        Value group = make_class(t, c->name, ast, choice_doc(t, c), t->rt->empty_tuple, t->rt->empty_tuple);
        if (is_null(group) || !list_append(t, m->groups, group)) return false;
        for (unsigned i = 0; i < c->count; i++) {
            Value cls = make_class(t, c->members[i], group, str_from_text(t, c->members[i]), t->rt->empty_tuple, V_NULL);
            Value one = is_null(cls) || !list_append(t, m->members, cls) ? V_NULL : call0(t, cls);
            if (is_null(one) || !list_append(t, m->singletons, one)) return false;
        }
    }
    return true;
}

static Value field_type(Thread *t, const Making *m, const AstField *f)
{
    static const TypeId plain[] = {T_STR, T_STR, T_INT, T_OBJECT};
    Value type = f->type < FIELD_identifier ? as_list(m->groups)->items[f->type] : type_value(t->rt->types[plain[f->type - FIELD_identifier]]);
    if (f->mode == FIELD_ONE) return type;
    return f->mode == FIELD_OPT ? typing_union_of_two(t, type, V_NONE) : generic_alias_new(t, type_value(t->rt->types[T_LIST]), type);
}

static bool set_field_types(Thread *t, Value cls, const Making *m, AstKind kind)
{
    Value types = dict_new(t);
    if (is_null(types)) return false;
    for (const AstField *f = ast_fields(kind); f->name; f++) {
        Value type = field_type(t, m, f);
        if (is_null(type) || !dict_set_text(t, types, f->name, type)) return false;
    }
    return set_text(t, cls, "_field_types", types) && set_text(t, cls, "__annotations_cache__", types);
}

static Value make_all(Thread *t)
{
    Type *base = type_by_id(t, T_AST);
    Making m = {V_NULL, V_NULL, V_NULL, V_NULL, V_NULL, base ? positions_tuple(t) : V_NULL};
    if (is_null(m.positions)) return V_NULL;
    for (Value *list = &m.kinds; list < &m.positions; list++)
        if (is_null(*list = list_with_capacity(t, AST_KIND_COUNT))) return V_NULL;
    Value ast = type_value(base);
    if (!make_groups(t, &m, ast) || !make_kinds(t, &m, ast) || !make_choices(t, &m, ast)) return V_NULL;
    for (int kind = 1; kind < AST_KIND_COUNT; kind++)
        if (!set_field_types(t, as_list(m.kinds)->items[kind], &m, (AstKind)kind)) return V_NULL;
    for (int i = 0; i < MEMBER_COUNT; i++)
        if (!set_field_types(t, as_list(m.members)->items[i], &m, AST_NO_KIND)) return V_NULL;
    for (Value *list = &m.kinds; list < &m.positions; list++)
        if (is_null(*list = list_to_tuple(t, *list))) return V_NULL;
    return tuple_pack(t, 5, m.kinds, m.groups, m.members, m.singletons, m.fields);
}

bool ast_classes(Thread *t, AstClasses *classes)
{
    Value *state = &t->rt->state[STATE_AST];
    if (is_null(*state)) {
        Value made = make_all(t);
        if (is_null(made)) return false;
        *state = made;
    }
    const Value *parts = as_tuple(*state)->items;
    *classes = (AstClasses){as_tuple(parts[0])->items, as_tuple(parts[1])->items, as_tuple(parts[2])->items, as_tuple(parts[3])->items,
                            as_tuple(parts[4])->items};
    return true;
}

int ast_is_object(Thread *t, Value v) { return t->rt->types[T_AST] && is_instance_of(t, v, T_AST); }

/* --- the module --- */

static const ConstantDef constants[] = {
    {"PyCF_ALLOW_TOP_LEVEL_AWAIT", COMPILE_TOP_LEVEL_AWAIT, NULL}, {"PyCF_ONLY_AST", COMPILE_ONLY_AST, NULL},
    {"PyCF_OPTIMIZED_AST", COMPILE_OPTIMIZED_AST, NULL}, {"PyCF_TYPE_COMMENTS", COMPILE_TYPE_COMMENTS, NULL}, CONSTANT_END};

static bool add_classes(Thread *t, Value module, const Value *classes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!module_add(t, module, type_name(as_type(classes[i])), classes[i])) return false;
    return true;
}

static bool setup(Thread *t, Value module)
{
    AstClasses c;
    return ast_classes(t, &c) && module_add_type(t, module, T_AST) && add_classes(t, module, c.kinds + 1, AST_KIND_COUNT - 1) &&
           add_classes(t, module, c.groups, AST_TYPE_COUNT + AST_CHOICE_COUNT) && add_classes(t, module, c.members, MEMBER_COUNT);
}

const ModuleSpec _ast_module_spec = {.name = "_ast", .constants = constants, .setup = setup};
