/* _symtable.c - the compiler's symbol tables as objects, for the symtable module.
 *
 * Entries are copies: they outlive the tree. As in CPython a comprehension that is inlined is no entry of its own: its names
 * and its children are those of the block it is in. */
#include "front/compile.h"
#include "front/scope.h"
#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/str.h"
#include "runtime/error.h"
#include "runtime/object.h"

typedef struct Entry { Header header; Value id, name, symbols, varnames, children, nested, type, line; } Entry;

enum { SCOPE_SHIFT = 12 };

static void entry_trace(Tracer *tr, void *cell)
{
    Entry *e = cell;
    gc_trace_values(tr, &e->id, (sizeof *e - offsetof(Entry, id)) / sizeof(Value));
}

static Value entry_repr(Thread *t, Value self)
{
    const Entry *e = as_cell(self);
    return str_format(t, "<symtable entry %U(%R), line %R>", e->name, e->id, e->line);
}

static bool add_symbols(Compiler *c, const Scope *s, Value dict)
{
    for (uint32_t i = 0; i < s->symbol_count; i++) {
        const Symbol *symbol = s->symbols[i];
        Value name = name_value(c, symbol->name);
        if (is_null(name)) return false;
        if (s->inlined && ((symbol->flags & DEF_PARAM) || !is_null(dict_get_str(c->t, as_dict(dict), name)))) continue;
        if (!dict_set_str(c->t, as_dict(dict), name, value_fixnum(symbol->flags | symbol->resolution << SCOPE_SHIFT))) return false;
    }
    return true;
}

/* lambda and genexpr are named without the brackets that their code's name has */
static Value entry_name(Compiler *c, const Scope *s)
{
    size_t n = s->name->length;
    bool bracketed = n > 2 && s->name->data[0] == '<';
    return bracketed ? str_intern_utf8(c->t, s->name->data + 1, n - 2) : name_value(c, s->name);
}

static Value entry_new(Compiler *c, const Scope *s);

static bool add_children(Compiler *c, const Scope *s, Entry *e)
{
    if (!recursion_check(c->t, " during compilation")) return false;
    for (const Scope *child = s->first_child; child; child = child->next) {
        if (child->inlined) {
            if (!add_symbols(c, child, e->symbols) || !add_children(c, child, e)) return false;
            continue;
        }
        Value v = entry_new(c, child);
        if (is_null(v) || !list_append(c->t, e->children, v)) return false;
    }
    return true;
}

static Value entry_new(Compiler *c, const Scope *s)
{
    Thread *t = c->t;
    Entry *e = object_alloc_id(t, T_SYMTABLE_ENTRY, 0);
    if (!e) return V_NULL;
    e->id = value_fixnum((int64_t)((uintptr_t)e >> 4));
    e->type = value_fixnum(s->kind);
    e->nested = value_fixnum(s->nested);
    e->line = value_fixnum(s->kind == SCOPE_MODULE ? 0 : s->at.line);
    gc_store(t, e, &e->name, entry_name(c, s));
    gc_store(t, e, &e->symbols, dict_new(t));
    gc_store(t, e, &e->varnames, list_with_capacity(t, s->parameter_count));
    gc_store(t, e, &e->children, list_with_capacity(t, 0));
    if (is_null(e->name) || is_null(e->symbols) || is_null(e->varnames) || is_null(e->children)) return V_NULL;
    for (uint32_t i = 0; i < s->parameter_count; i++) {
        Value name = name_value(c, s->parameters[i]);
        if (is_null(name) || !list_append(t, e->varnames, name)) return V_NULL;
    }
    return add_symbols(c, s, e->symbols) && add_children(c, s, e) ? value_cell(e) : V_NULL;
}

static Value symtable(Thread *t, Value *a, size_t n)
{
    (void)n;
    CompileOptions o = {.optimize = -1, .file_name = a[1]};
    ParseMode mode;
    if (is_str(a[0])) {
        o.source = str_utf8(t, a[0], &o.source_size);
        o.flags = COMPILE_IGNORE_COOKIE;
        if (!o.source) return V_NULL;
    } else if (is_bytes(a[0])) {
        o.source = (const char *)as_bytes(a[0])->data, o.source_size = as_bytes(a[0])->length;
    } else {
        return raise(t, T_TYPE_ERROR, "symtable() arg 1 must be a string or bytes object");
    }
    if (memchr(o.source, 0, o.source_size)) return raise(t, T_SYNTAX_ERROR, "source code string cannot contain null bytes");
    if (is_bytes(a[1])) o.file_name = str_from_fs(t, (const char *)as_bytes(a[1])->data, as_bytes(a[1])->length);
    if (is_null(o.file_name)) return V_NULL;
    if (!is_str(o.file_name)) return raise(t, T_TYPE_ERROR, "expected str, bytes or os.PathLike object, not %T", a[1]);
    if (!is_str(a[2])) return raise(t, T_TYPE_ERROR, "symtable() argument 3 must be str, not %T", a[2]);
    if (str_equal_text(a[2], "exec")) mode = PARSE_EXEC;
    else if (str_equal_text(a[2], "eval")) mode = PARSE_EVAL;
    else if (str_equal_text(a[2], "single")) mode = PARSE_SINGLE;
    else return raise(t, T_VALUE_ERROR, "symtable() arg 3 must be 'exec' or 'eval' or 'single'");
    SourceContext context = {t, o.file_name};
    ParseOptions parse = source_options(&context, mode, o.flags);
    Arena arena;
    ParseError error = {0};
    arena_init(&arena, 0);
    AstNode *mod = parse_source(&arena, o.source, o.source_size, &parse, &error);
    Value top = V_NULL;
    if (mod) top = compile_symbols(t, mod, &o, entry_new);
    else source_raise(t, &error, o.file_name);
    arena_free(&arena);
    return top;
}

#define ENTRY_MEMBER(text, field) {text, offsetof(Entry, field), false, true, NULL}
static const MemberDef members[] = {
    ENTRY_MEMBER("id", id), ENTRY_MEMBER("name", name), ENTRY_MEMBER("symbols", symbols), ENTRY_MEMBER("varnames", varnames),
    ENTRY_MEMBER("children", children), ENTRY_MEMBER("nested", nested), ENTRY_MEMBER("type", type), ENTRY_MEMBER("lineno", line), MEMBER_END};

const TypeSpec symtable_entry_type_spec = {
    .name = "symtable entry", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .size = sizeof(Entry),
    .slots = {.repr = entry_repr}, .members = members, .trace = entry_trace};

static const ConstantDef constants[] = {
    {"USE", DEF_USE, NULL}, {"DEF_GLOBAL", DEF_GLOBAL, NULL}, {"DEF_NONLOCAL", DEF_NONLOCAL, NULL}, {"DEF_LOCAL", DEF_LOCAL, NULL},
    {"DEF_PARAM", DEF_PARAM, NULL}, {"DEF_TYPE_PARAM", DEF_TYPE_PARAM, NULL}, {"DEF_FREE_CLASS", DEF_FREE_CLASS, NULL},
    {"DEF_IMPORT", DEF_IMPORT, NULL}, {"DEF_BOUND", DEF_LOCAL | DEF_PARAM | DEF_IMPORT, NULL}, {"DEF_ANNOT", DEF_ANNOTATED, NULL},
    {"DEF_COMP_ITER", DEF_COMP_ITER, NULL}, {"DEF_COMP_CELL", DEF_COMP_CELL, NULL}, {"TYPE_FUNCTION", SCOPE_FUNCTION, NULL},
    {"TYPE_CLASS", SCOPE_CLASS, NULL}, {"TYPE_MODULE", SCOPE_MODULE, NULL}, {"TYPE_ANNOTATION", SCOPE_ANNOTATION, NULL},
    {"TYPE_TYPE_ALIAS", SCOPE_TYPE_ALIAS, NULL}, {"TYPE_TYPE_PARAMETERS", SCOPE_TYPE_PARAMETERS, NULL},
    {"TYPE_TYPE_VARIABLE", SCOPE_TYPE_VARIABLE, NULL}, {"LOCAL", RESOLVED_LOCAL, NULL}, {"GLOBAL_EXPLICIT", RESOLVED_GLOBAL_EXPLICIT, NULL},
    {"GLOBAL_IMPLICIT", RESOLVED_GLOBAL_IMPLICIT, NULL}, {"FREE", RESOLVED_FREE, NULL}, {"CELL", RESOLVED_CELL, NULL},
    {"SCOPE_OFF", SCOPE_SHIFT, NULL}, {"SCOPE_MASK", 15, NULL}, CONSTANT_END};

static const NativeDef functions[] = {
    FN("symtable", symtable, "($module, source, filename, startstr, /)", "Return symbol and scope dictionaries used internally by compiler."), FN_END};

const ModuleSpec _symtable_module_spec = {.name = "_symtable", .functions = functions, .constants = constants};
