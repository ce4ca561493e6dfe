/* _ast_convert.c - trees as ast objects and ast objects as trees; compile() with PyCF_ONLY_AST or of an object. */
#include "modules/_ast.h"

#include "objects/bytes.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/ops.h"

static void *field_at(AstNode *node, const AstField *f) { return (char *)node + f->offset; }

/* --- tree to objects ------------------------------------------------------------------------------------------------- */

typedef struct Writer { Thread *t; AstClasses classes; } Writer;

static Value text_value(Thread *t, const AstString *s) { return s ? str_from_utf8(t, s->data, s->length) : V_NONE; }

static Value literal_value(Thread *t, const AstValue *v)
{
    switch ((AstConstKind)v->kind) {
    case AST_CONST_ABSENT: case AST_CONST_NONE: return V_NONE;
    case AST_CONST_FALSE: return V_FALSE;
    case AST_CONST_TRUE: return V_TRUE;
    case AST_CONST_ELLIPSIS: return V_ELLIPSIS;
    case AST_CONST_INT: return int_from_text(t, v->text->data, v->text->length, v->base);
    case AST_CONST_FLOAT: return float_new(t, v->number);
    case AST_CONST_IMAG: return complex_new(t, 0, v->number);
    case AST_CONST_STR: return text_value(t, v->text);
    case AST_CONST_BYTES: return bytes_new(t, v->text->data, v->text->length);
    case AST_CONST_OBJECT: return (Value){v->object};
    }
    return V_NULL;
}

static Value write_node(Writer *w, AstNode *node);

static Value choice_value(const Writer *w, unsigned type, unsigned n)
{
    return w->classes.singletons[ast_choices[type - AST_TYPE_COUNT].first + n];
}

static Value write_one(Writer *w, const AstField *f, void *at)
{
    switch (f->type) {
    case FIELD_identifier: {
        const AstString *s = *(const AstString **)at;
        return s ? str_intern_utf8(w->t, s->data, s->length) : V_NONE;
    }
    case FIELD_string: return text_value(w->t, *(const AstString **)at);
    case FIELD_int: return value_fixnum(*(int32_t *)at);
    case FIELD_constant: return literal_value(w->t, at);
    default: return f->type < AST_TYPE_COUNT ? write_node(w, *(AstNode **)at) : choice_value(w, f->type, *(uint8_t *)at);
    }
}

/* All sequences begin alike; their items differ in size. */
static Value write_sequence(Writer *w, const AstField *f, void *at)
{
    _Static_assert(offsetof(AstSeq, count) == offsetof(AstIdentifierSeq, count) && offsetof(AstSeq, count) == offsetof(AstCmpopSeq, count), "one layout");
    size_t n = (size_t)((AstSeq *)at)->count, size = f->type == FIELD_cmpop ? 1 : sizeof(void *);
    Value list = list_with_capacity(w->t, n);
    for (size_t i = 0; !is_null(list) && i < n; i++) {
        Value item = write_one(w, f, (char *)((AstSeq *)at)->items + i * size);
        if (is_null(item) || !list_append(w->t, list, item)) return V_NULL;
    }
    return list;
}

static bool write_positions(Writer *w, Value object, const AstNode *node)
{
    const int32_t numbers[AST_POSITION_COUNT] = {node->lineno, node->col_offset, node->end_lineno, node->end_col_offset};
    const Value *names = as_tuple(w->classes.fields[0])->items;
    for (int i = 0; i < AST_POSITION_COUNT; i++)
        if (!instance_set(w->t, object, names[i], value_fixnum(numbers[i]))) return false;
    return true;
}

static Value write_node(Writer *w, AstNode *node)
{
    if (!node) return V_NONE;
    if (!recursion_check(w->t, " during ast construction")) return V_NULL;
    void *cell = object_alloc(w->t, as_type(w->classes.kinds[node->kind]), 0);
    if (!cell) return V_NULL;
    Value object = value_cell(cell);
    const Value *name = as_tuple(w->classes.fields[node->kind])->items;
    for (const AstField *f = ast_fields(node->kind); f->name; f++) {
        void *at = field_at(node, f);
        Value v = f->mode >= FIELD_SEQ ? write_sequence(w, f, at) : write_one(w, f, at);
        if (is_null(v) || !instance_set(w->t, object, *name++, v)) return V_NULL;
    }
    return !ast_type_has_positions[ast_kind_types[node->kind]] || write_positions(w, object, node) ? object : V_NULL;
}

Value ast_to_object(Thread *t, AstNode *node)
{
    Writer w = {.t = t};
    return ast_classes(t, &w.classes) ? write_node(&w, node) : V_NULL;
}

/* --- objects to tree -------------------------------------------------------------------------------------------------- */

typedef struct Reader { Thread *t; Arena *arena; Value keep; AstClasses classes; } Reader;

static void *reader_alloc(Reader *r, size_t size)
{
    void *p = arena_alloc(r->arena, size);
    if (!p) raise_memory_error(r->t);
    return p;
}

static const AstString *make_text(Reader *r, const char *text, size_t n)
{
    if (n > INT32_MAX) return raise_memory_error(r->t), NULL;
    AstString *s = reader_alloc(r, sizeof *s + n + 1);
    if (!s) return NULL;
    s->length = (uint32_t)n;
    memcpy(s->data, text, n);
    return s;
}

static bool read_text(Reader *r, Value v, const char *what, const AstString **out)
{
    size_t n;
    if (!is_exact_str(v)) return RAISE_FALSE(r->t, T_TYPE_ERROR, "AST %s must be of type str", what);
    const char *text = str_utf8_lossy(r->t, v, &n);
    return text && (*out = make_text(r, text, n));
}

static bool read_int(Reader *r, Value v, int32_t *out)
{
    int64_t n;
    if (!is_int(v)) return RAISE_FALSE(r->t, T_VALUE_ERROR, "invalid integer value: %R", v);
    if (!int_fits_int64(v, &n) || n < INT32_MIN || n > INT32_MAX)
        return RAISE_FALSE(r->t, T_OVERFLOW_ERROR, "Python int too large to convert to C int");
    *out = (int32_t)n;
    return true;
}

/* Text, bytes and floats go over; every other value stays the object it is, for ast_validate to judge. */
static bool read_constant(Reader *r, Value v, AstValue *out)
{
    *out = (AstValue){.kind = AST_CONST_OBJECT, .object = v.bits};
    if (is_none(v)) out->kind = AST_CONST_NONE;
    else if (is_bool(v)) out->kind = is_true(v) ? AST_CONST_TRUE : AST_CONST_FALSE;
    else if (value_same(v, V_ELLIPSIS)) out->kind = AST_CONST_ELLIPSIS;
    else if (is_exact_str(v)) return out->kind = AST_CONST_STR, read_text(r, v, "string", &out->text);
    else if (has_exact_kind(v, K_BYTES)) return out->kind = AST_CONST_BYTES, (out->text = make_text(r, (const char *)as_bytes(v)->data, as_bytes(v)->length)) != NULL;
    else if (has_type(r->t, v, T_FLOAT)) out->kind = AST_CONST_FLOAT, out->number = as_float(v);
    else return list_append(r->t, r->keep, v);
    return true;
}

static bool read_choice(Reader *r, Value v, unsigned type, uint8_t *out)
{
    const AstChoice *c = &ast_choices[type - AST_TYPE_COUNT];
    for (unsigned i = 0; i < c->count; i++) {
        int is = is_instance(r->t, v, r->classes.members[c->first + i]);
        if (is < 0) return false;
        if (is) return *out = (uint8_t)i, true;
    }
    return RAISE_FALSE(r->t, T_TYPE_ERROR, "expected some sort of %s, but got %R", c->name, v);
}

static bool read_node(Reader *r, Value object, AstType group, AstNode **out);

static bool read_one(Reader *r, Value v, unsigned type, void *at)
{
    switch (type) {
    case FIELD_identifier: return is_none(v) || read_text(r, v, "identifier", at);
    case FIELD_string: return is_none(v) || read_text(r, v, "string", at);
    case FIELD_int: return read_int(r, v, at);
    case FIELD_constant: return read_constant(r, v, at);
    default: return type < AST_TYPE_COUNT ? read_node(r, v, (AstType)type, at) : read_choice(r, v, type, at);
    }
}

static bool read_sequence(Reader *r, Value v, AstKind kind, const AstField *f, AstSeq *out)
{
    if (!is_list(v)) return RAISE_FALSE(r->t, T_TYPE_ERROR, "%s field \"%s\" must be a list, not a %T", ast_kind_names[kind], f->name, v);
    size_t n = as_list(v)->length, size = f->type == FIELD_cmpop ? 1 : sizeof(void *);
    if (n > INT32_MAX / sizeof(void *)) return raise_memory_error(r->t), false;
    if (!n) return true;
    char *items = reader_alloc(r, n * size);
    if (!items) return false;
    for (size_t i = 0; i < n; i++) {
        Value item = as_list(v)->items[i];
        if (f->type == FIELD_identifier && is_none(item)) return RAISE_FALSE(r->t, T_TYPE_ERROR, "AST identifier must be of type str");
        if (!read_one(r, item, f->type, items + i * size)) return false;
        if (as_list(v)->length != n)
            return RAISE_FALSE(r->t, T_RUNTIME_ERROR, "%s field \"%s\" changed size during iteration", ast_kind_names[kind], f->name);
    }
    out->items = (AstNode **)(void *)items;
    out->count = (int32_t)n;
    return true;
}

static bool is_reference(unsigned type) { return type < AST_TYPE_COUNT || type == FIELD_identifier || type == FIELD_string; }

static bool read_field(Reader *r, Value object, AstNode *node, const AstField *f, Value name)
{
    void *at = field_at(node, f);
    Value v = attr_get_optional(r->t, object, name);
    if (is_null(v)) {
        if (error_set(r->t)) return false;
        return f->mode != FIELD_ONE || RAISE_FALSE(r->t, T_TYPE_ERROR, "required field \"%s\" missing from %s", f->name, ast_kind_names[node->kind]);
    }
    if (f->mode >= FIELD_SEQ) return read_sequence(r, v, node->kind, f, at);
    if (f->mode == FIELD_OPT && is_none(v)) return true;
    if (!read_one(r, v, f->type, at)) return false;
    if (f->mode == FIELD_ONE && is_reference(f->type) && !*(void **)at)
        return RAISE_FALSE(r->t, T_VALUE_ERROR, "field \"%s\" is required for %s", f->name, ast_kind_names[node->kind]);
    return true;
}

/* lineno, col_offset and the end, which in most groups is the start when absent */
static bool read_positions(Reader *r, Value object, AstType group, int32_t *numbers)
{
    bool need_end = group == AST_TYPE_pattern || group == AST_TYPE_type_param;
    for (int i = 0; i < AST_POSITION_COUNT; i++) {
        Value v = attr_get_optional(r->t, object, as_tuple(r->classes.fields[0])->items[i]);
        if (is_null(v) && error_set(r->t)) return false;
        if (i >= 2 && !need_end && (is_null(v) || is_none(v))) {
            numbers[i] = numbers[i - 2];
            continue;
        }
        if (is_null(v)) return RAISE_FALSE(r->t, T_TYPE_ERROR, "required field \"%s\" missing from %s", ast_position_names[i], ast_group_names[group]);
        if (!read_int(r, v, &numbers[i])) return false;
    }
    return true;
}

/* The only kind of a group that has one, of the group's name: any object with its fields will do. AST_NO_KIND: more kinds */
static AstKind product_kind(AstType group)
{
    for (int kind = 1; kind < AST_KIND_COUNT; kind++)
        if (ast_kind_types[kind] == group) return ast_group_is_node(group, (AstKind)kind) ? (AstKind)kind : AST_NO_KIND;
    return AST_NO_KIND;
}

/* AST_NO_KIND: exception */
static AstKind kind_of_object(Reader *r, Value object, AstType group)
{
    Value type = type_value(type_of(r->t, object));
    for (int kind = 1; kind < AST_KIND_COUNT; kind++)
        if (ast_kind_types[kind] == group && value_same(r->classes.kinds[kind], type)) return (AstKind)kind;
    for (int kind = 1; kind < AST_KIND_COUNT; kind++) {
        int is = ast_kind_types[kind] == group ? is_instance(r->t, object, r->classes.kinds[kind]) : 0;
        if (is < 0) return AST_NO_KIND;
        if (is) return (AstKind)kind;
    }
    raise(r->t, T_TYPE_ERROR, "expected some sort of %s, but got %R", ast_group_names[group], object);
    return AST_NO_KIND;
}

static bool read_node(Reader *r, Value object, AstType group, AstNode **out)
{
    int32_t numbers[AST_POSITION_COUNT] = {0};
    AstKind product = product_kind(group);
    *out = NULL;
    if (is_none(object) && !product) return true;
    if (!recursion_check(r->t, " during compilation")) return false;
    if (ast_type_has_positions[group] && !read_positions(r, object, group, numbers)) return false;
    AstKind kind = product ? product : kind_of_object(r, object, group);
    AstNode *node = kind ? reader_alloc(r, ast_kind_sizes[kind]) : NULL;
    if (!node) return false;
    node->kind = (uint8_t)kind;
    node->lineno = numbers[0], node->col_offset = numbers[1], node->end_lineno = numbers[2], node->end_col_offset = numbers[3];
    const Value *name = as_tuple(r->classes.fields[kind])->items;
    for (const AstField *f = ast_fields(kind); f->name; f++)
        if (!read_field(r, object, node, f, *name++)) return false;
    *out = node;
    return true;
}

AstNode *ast_from_object(Thread *t, Arena *arena, Value object, AstType group, Value keep)
{
    Reader r = {.t = t, .arena = arena, .keep = keep};
    AstNode *node;
    if (!ast_classes(t, &r.classes) || !read_node(&r, object, group, &node)) return NULL;
    return node ? node : RAISE_PTR(t, T_VALUE_ERROR, "an AST node is required");
}

/* --- compile() ---------------------------------------------------------------------------------------------------------- */

Value ast_parse(Thread *t, const CompileOptions *options, ParseMode mode)
{
    SourceContext context = {t, options->file_name};
    ParseOptions parse = source_options(&context, mode, options->flags);
    Arena arena;
    ParseError error = {0};
    arena_init(&arena, 0);
    AstNode *mod = parse_source(&arena, options->source, options->source_size, &parse, &error);
    Value object = V_NULL;
    if (mod) object = ast_to_object(t, mod);
    else source_raise(t, &error, options->file_name);
    arena_free(&arena);
    return object;
}

Value ast_compile(Thread *t, Value object, const CompileOptions *options, ParseMode mode)
{
    static const AstKind roots[] = {[PARSE_EXEC] = AST_Module, [PARSE_EVAL] = AST_Expression, [PARSE_SINGLE] = AST_Interactive, [PARSE_FUNC_TYPE] = AST_FunctionType};
    AstClasses classes;
    if (!ast_classes(t, &classes)) return V_NULL;
    int fits = is_instance(t, object, classes.kinds[roots[mode]]);
    if (fits <= 0) return fits < 0 ? V_NULL : raise(t, T_TYPE_ERROR, "expected %s node, got %T", ast_kind_names[roots[mode]], object);
    Arena arena;
    arena_init(&arena, 0);
    Value keep = list_new(t, NULL, 0), result = V_NULL;
    AstNode *mod = is_null(keep) ? NULL : ast_from_object(t, &arena, object, AST_TYPE_mod, keep);
    if (mod && ast_validate(t, mod)) {
        if (options->flags & COMPILE_ONLY_AST) {
            result = ast_to_object(t, mod);
        } else {
            Code *code = compile_ast(t, mod, options);
            result = code ? value_cell(code) : V_NULL;
        }
    }
    arena_free(&arena);
    return result;
}
