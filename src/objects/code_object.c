/* code_object.c - the code type as Python sees it. What the interpreter needs of a Code is in vm/code.c.
 *
 * co_code is the code before any quickening, co_linetable and co_exceptiontable are the tables as they lie in memory; nothing but
 * equality should be made of them. Offsets (co_lines, co_positions) count words in units of CODE_UNIT. */
#include "base/common.h"
#include "objects/bytes.h"
#include "objects/frame.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "vm/code.h"

static Code *as_code(Value v) { return as_cell(v); }
static void *buffer_cell(const void *data) { return data ? (char *)data - sizeof(Header) : NULL; }

static void code_trace(Tracer *tr, void *cell)
{
    Code *c = cell;
    gc_trace_cell(tr, buffer_cell(c->words));
    gc_trace_cell(tr, buffer_cell(c->consts));
    gc_trace_cell(tr, buffer_cell(c->exceptions));
    gc_trace_cell(tr, buffer_cell(c->positions));
    if (c->consts) gc_trace_values(tr, c->consts, c->const_count);
    gc_trace_values(tr, &c->local_names, (offsetof(Code, listed) - offsetof(Code, local_names)) / sizeof(Value));
}

/* --- parts --- */

/* the instructions without caches and quickening */
Value code_original(Thread *t, const Code *c)
{
    Bytes *b = bytes_alloc(t, c->word_count * sizeof(uint64_t));
    if (!b) return V_NULL;
    uint64_t *out = (uint64_t *)b->data;
    memcpy(out, c->words, c->word_count * sizeof(uint64_t));
    for (uint32_t i = 0; i < c->word_count;) {
        Opcode op = opcode_generic((Opcode)word_op(out[i]));
        unsigned words = op_info[op].words;
        out[i] = (out[i] & ~(uint64_t)0xff) | op;
        for (unsigned k = 1; words >= 3 && k < words; k++) out[i + k] = k + 1 == words ? (uint64_t)word_a(out[i]) << 16 : 0;
        i += words;
    }
    return value_cell(b);
}

/* the local names that are, or are not, cells; a captured parameter is both a variable and a cell */
static Value local_names(Thread *t, const Code *c, bool cells)
{
    Value list = list_new(t, NULL, 0);
    for (uint32_t i = 0; i < c->local_count && !is_null(list); i++) {
        uint8_t kind = as_bytes(c->local_kinds)->data[i];
        if (kind & LOCAL_NAMESPACE) continue;
        bool cell = kind & LOCAL_CELL;
        if (cells ? !cell : cell && i >= c->parameter_count) continue;
        if (!list_append(t, list, as_tuple(c->local_names)->items[i])) return V_NULL;
    }
    return is_null(list) ? V_NULL : list_to_tuple(t, list);
}

/* a module or class body takes its namespace as an argument, which is nobody else's business */
static Value get_argument_count(Thread *t, Value self) { (void)t; return value_fixnum(as_code(self)->flags & CODE_NEWLOCALS ? as_code(self)->argument_count : 0); }
static Value get_positional_only(Thread *t, Value self) { (void)t; return value_fixnum(as_code(self)->positional_only_count); }
static Value get_keyword_only(Thread *t, Value self) { (void)t; return value_fixnum(as_code(self)->keyword_only_count); }
static Value get_stack_size(Thread *t, Value self) { (void)t; return value_fixnum(as_code(self)->register_count); }
static Value get_flags(Thread *t, Value self) { (void)t; return value_fixnum(as_code(self)->flags); }
static Value get_first_line(Thread *t, Value self) { (void)t; return value_fixnum(as_code(self)->first_line); }
static Value get_names(Thread *t, Value self) { (void)t; return as_code(self)->names; }
static Value get_free_names(Thread *t, Value self) { (void)t; return as_code(self)->free_names; }
static Value get_file_name(Thread *t, Value self) { (void)t; return as_code(self)->file_name; }
static Value get_name(Thread *t, Value self) { (void)t; return as_code(self)->name; }
static Value get_qualified_name(Thread *t, Value self) { (void)t; return as_code(self)->qualified_name; }
static Value get_code(Thread *t, Value self) { return code_original(t, as_code(self)); }
static Value get_variable_names(Thread *t, Value self) { return local_names(t, as_code(self), false); }
static Value get_cell_names(Thread *t, Value self) { return local_names(t, as_code(self), true); }
static Value get_local_count(Thread *t, Value self)
{
    Value names = get_variable_names(t, self);
    return is_null(names) ? V_NULL : value_fixnum((int64_t)as_tuple(names)->length);
}
static Value get_consts(Thread *t, Value self)
{
    const Code *c = as_code(self);
    return tuple_new(t, c->consts + c->first_const, c->const_count - c->first_const);
}
static Value get_line_table(Thread *t, Value self)
{
    return bytes_new(t, as_code(self)->positions, as_code(self)->position_count * sizeof(Position));
}
static Value get_exception_table(Thread *t, Value self)
{
    return bytes_new(t, as_code(self)->exceptions, as_code(self)->exception_count * sizeof(ExceptionEntry));
}

/* --- positions --- */

static Value number_or_none(int n) { return n < 0 ? V_NONE : value_fixnum(n); }

/* one (line, end line, column, end column) a word */
static Value code_positions(Thread *t, Value *a, size_t n)
{
    (void)n;
    const Code *c = as_code(a[0]);
    Value list = list_with_capacity(t, c->word_count), entry = V_NULL;
    uint32_t of = UINT32_MAX;
    for (uint32_t pc = 0; pc < c->word_count && !is_null(list); pc++) {
        Position p = code_position(c, pc);
        if (p.pc != of || is_null(entry))
            entry = tuple_pack(t, 4, number_or_none(p.line), number_or_none(p.end_line), number_or_none(p.column), number_or_none(p.end_column));
        of = p.pc;
        if (is_null(entry) || !list_append(t, list, entry)) return V_NULL;
    }
    return is_null(list) ? V_NULL : iter_get(t, list);
}

/* (start, end, line) of stretches of one line */
static Value code_lines(Thread *t, Value *a, size_t n)
{
    (void)n;
    const Code *c = as_code(a[0]);
    Value list = list_new(t, NULL, 0);
    for (uint32_t pc = 0; pc < c->word_count && !is_null(list);) {
        int line = code_position(c, pc).line;
        uint32_t end = pc + 1;
        while (end < c->word_count && code_position(c, end).line == line) end++;
        Value entry = tuple_pack(t, 3, value_fixnum((int64_t)pc * CODE_UNIT), value_fixnum((int64_t)end * CODE_UNIT), number_or_none(line));
        if (is_null(entry) || !list_append(t, list, entry)) return V_NULL;
        pc = end;
    }
    return is_null(list) ? V_NULL : iter_get(t, list);
}

static Value code_varname(Thread *t, Value *a, size_t n)
{
    (void)n;
    const Code *c = as_code(a[0]);
    int64_t i;
    if (!to_int64(t, a[1], &i)) return V_NULL;
    size_t locals = as_tuple(c->local_names)->length, frees = as_tuple(c->free_names)->length;
    if (i < 0 || (uint64_t)i >= locals + frees) return raise(t, T_INDEX_ERROR, "tuple index out of range");
    return (size_t)i < locals ? as_tuple(c->local_names)->items[i] : as_tuple(c->free_names)->items[(size_t)i - locals];
}

/* --- identity --- */

/* constants are the same only if their types are: 1, 1.0 and True are not */
static int same_const(Thread *t, Value a, Value b)
{
    if (value_same(a, b)) return 1;
    if (type_of(t, a) != type_of(t, b)) return 0;
    if (!is_tuple(a)) return compare_bool(t, a, b, CMP_EQ);
    const Tuple *x = as_tuple(a), *y = as_tuple(b);
    if (x->length != y->length) return 0;
    for (size_t i = 0; i < x->length; i++) {
        int same = same_const(t, x->items[i], y->items[i]);
        if (same != 1) return same;
    }
    return 1;
}

static bool same_numbers(const Code *x, const Code *y)
{
    return x->argument_count == y->argument_count && x->positional_only_count == y->positional_only_count &&
           x->keyword_only_count == y->keyword_only_count && x->flags == y->flags && x->first_line == y->first_line &&
           x->word_count == y->word_count && x->const_count == y->const_count && x->first_const == y->first_const &&
           x->register_count == y->register_count && x->position_count == y->position_count && x->exception_count == y->exception_count &&
           memcmp(x->positions, y->positions, x->position_count * sizeof(Position)) == 0 &&
           memcmp(x->exceptions, y->exceptions, x->exception_count * sizeof(ExceptionEntry)) == 0;
}

static int same_code(Thread *t, const Code *x, const Code *y)
{
    if (x == y) return 1;
    if (!recursion_check(t, " in comparison")) return -1;
    if (!same_numbers(x, y) || !str_equal(x->name, y->name)) return 0;
    const Value of_x[] = {code_original(t, x), x->names, x->local_names, x->local_kinds, x->free_names};
    const Value of_y[] = {code_original(t, y), y->names, y->local_names, y->local_kinds, y->free_names};
    for (size_t i = 0; i < ARRAY_LEN(of_x); i++) {
        if (is_null(of_x[i]) || is_null(of_y[i])) return -1;
        int same = compare_bool(t, of_x[i], of_y[i], CMP_EQ);
        if (same != 1) return same;
    }
    for (uint32_t i = 0; i < x->const_count; i++) {
        int same = same_const(t, x->consts[i], y->consts[i]);
        if (same != 1) return same;
    }
    return 1;
}

static Value code_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !has_kind(a, K_CODE) || !has_kind(b, K_CODE)) return V_NOT_IMPLEMENTED;
    int same = same_code(t, as_code(a), as_code(b));
    return same < 0 ? V_NULL : value_bool(same == (op == CMP_EQ));
}

static int64_t code_hash(Thread *t, Value self)
{
    const Code *c = as_code(self);
    Value code = code_original(t, c);
    Value parts = is_null(code) ? V_NULL
                                : tuple_pack(t, 7, c->name, c->names, c->local_names, c->free_names, code, value_fixnum(c->first_line),
                                             value_fixnum(c->argument_count));
    return is_null(parts) ? -1 : hash_of(t, parts);
}

static Value code_repr(Thread *t, Value self)
{
    const Code *c = as_code(self);
    return str_format(t, "<code object %U at 0x%llx, file \"%U\", line %d>", c->name, (unsigned long long)value_identity(self), c->file_name,
                      (int)c->first_line);
}

/* --- replace --- */

enum { R_SELF, R_ARGCOUNT, R_POSONLY, R_KWONLY, R_NLOCALS, R_STACKSIZE, R_FLAGS, R_FIRSTLINE, R_CODE, R_CONSTS, R_NAMES, R_VARNAMES,
       R_FREEVARS, R_CELLVARS, R_FILENAME, R_NAME, R_QUALNAME, R_LINETABLE, R_EXCEPTIONTABLE };

/* parts whose change would need the instructions to be written anew: the same value is all they may be given */
static const struct { const char *name; Value (*get)(Thread *t, Value self); } fixed[] = {
    [R_ARGCOUNT] = {"co_argcount", get_argument_count}, [R_POSONLY] = {"co_posonlyargcount", get_positional_only},
    [R_KWONLY] = {"co_kwonlyargcount", get_keyword_only}, [R_NLOCALS] = {"co_nlocals", get_local_count},
    [R_STACKSIZE] = {"co_stacksize", get_stack_size}, [R_CODE] = {"co_code", get_code}, [R_NAMES] = {"co_names", get_names},
    [R_VARNAMES] = {"co_varnames", get_variable_names}, [R_FREEVARS] = {"co_freevars", get_free_names},
    [R_CELLVARS] = {"co_cellvars", get_cell_names}, [R_LINETABLE] = {"co_linetable", get_line_table},
    [R_EXCEPTIONTABLE] = {"co_exceptiontable", get_exception_table}};

static bool check_fixed(Thread *t, const Value *a)
{
    for (size_t i = 1; i < ARRAY_LEN(fixed); i++) {
        if (!fixed[i].get || is_null(a[i])) continue;
        Value now = fixed[i].get(t, a[0]);
        int same = is_null(now) ? -1 : compare_bool(t, now, a[i], CMP_EQ);
        if (same < 0) return false;
        if (!same) return RAISE_FALSE(t, T_NOT_IMPLEMENTED_ERROR, "replacing %s is not supported", fixed[i].name);
    }
    return true;
}

static bool replace_str(Thread *t, Value given, const char *name, Value *part)
{
    if (is_null(given)) return true;
    if (!is_str(given)) return RAISE_FALSE(t, T_TYPE_ERROR, "replace() argument '%s' must be str, not %T", name, given);
    *part = given;
    return true;
}

static bool replace_int(Thread *t, Value given, int64_t *part)
{
    if (is_null(given)) return true;
    if (!to_int64(t, given, part)) return false;
    return *part >= INT32_MIN && *part <= INT32_MAX ? true : RAISE_FALSE(t, T_OVERFLOW_ERROR, "Python int too large to convert to C int");
}

/* the constants behind the names, replaced by a tuple at least as long */
static bool replace_consts(Thread *t, const Code *c, Value given, CodeParts *parts, Value *keep)
{
    if (is_null(given)) return true;
    if (!is_tuple(given)) return RAISE_FALSE(t, T_TYPE_ERROR, "replace() argument 'co_consts' must be tuple, not %T", given);
    size_t n = as_tuple(given)->length;
    if (n < c->const_count - c->first_const) return RAISE_FALSE(t, T_VALUE_ERROR, "code: co_consts is too small");
    Tuple *all = tuple_alloc(t, c->first_const + n);
    if (!all) return false;
    memcpy(all->items, c->consts, c->first_const * sizeof(Value));
    memcpy(all->items + c->first_const, as_tuple(given)->items, n * sizeof(Value));
    *keep = value_cell(all);
    parts->consts = all->items;
    parts->const_count = (uint32_t)(c->first_const + n);
    return true;
}

static Value code_replace(Thread *t, Value *a, size_t n)
{
    (void)n;
    const Code *c = as_code(a[0]);
    if (!check_fixed(t, a)) return V_NULL;
    Value words = code_original(t, c), consts = V_NULL;
    if (is_null(words)) return V_NULL;
    CodeParts parts = {
        .words = (const uint64_t *)as_bytes(words)->data, .word_count = c->word_count, .consts = c->consts, .const_count = c->const_count,
        .exceptions = c->exceptions, .exception_count = c->exception_count, .positions = c->positions, .position_count = c->position_count,
        .register_count = c->register_count, .argument_count = c->argument_count, .positional_only_count = c->positional_only_count,
        .keyword_only_count = c->keyword_only_count, .flags = c->flags, .local_count = c->local_count, .first_const = c->first_const,
        .first_line = c->first_line, .local_names = c->local_names, .local_kinds = c->local_kinds, .free_names = c->free_names,
        .names = c->names, .file_name = c->file_name, .name = c->name, .qualified_name = c->qualified_name};
    int64_t flags = c->flags, first_line = c->first_line;
    if (!replace_str(t, a[R_FILENAME], "co_filename", &parts.file_name) || !replace_str(t, a[R_NAME], "co_name", &parts.name) ||
        !replace_str(t, a[R_QUALNAME], "co_qualname", &parts.qualified_name) || !replace_int(t, a[R_FLAGS], &flags) ||
        !replace_int(t, a[R_FIRSTLINE], &first_line) || !replace_consts(t, c, a[R_CONSTS], &parts, &consts))
        return V_NULL;
    if (flags < 0) return raise(t, T_VALUE_ERROR, "co_flags must be a positive integer");
    if (first_line < 0) return raise(t, T_VALUE_ERROR, "co_firstlineno must be a positive integer");
    parts.flags = (uint32_t)flags;
    parts.first_line = (int32_t)first_line;
    Code *made = code_new(t, &parts);
    return made ? value_cell(made) : V_NULL;
}

/* types.CodeType(...): the arguments would be instructions of another machine */
static Value code_construct(Thread *t, Value *a, size_t n)
{
    (void)a;
    if (n - 1 < 16) return raise(t, T_TYPE_ERROR, "code expected at least 16 arguments, got %zu", n - 1);
    return raise(t, T_NOT_IMPLEMENTED_ERROR, "code objects are made by compile() and code.replace() only");
}

#define REPLACE_SIGNATURE \
    "($self, /, *, co_argcount=<unrepresentable>, co_posonlyargcount=<unrepresentable>, co_kwonlyargcount=<unrepresentable>, " \
    "co_nlocals=<unrepresentable>, co_stacksize=<unrepresentable>, co_flags=<unrepresentable>, co_firstlineno=<unrepresentable>, " \
    "co_code=<unrepresentable>, co_consts=<unrepresentable>, co_names=<unrepresentable>, co_varnames=<unrepresentable>, " \
    "co_freevars=<unrepresentable>, co_cellvars=<unrepresentable>, co_filename=<unrepresentable>, co_name=<unrepresentable>, " \
    "co_qualname=<unrepresentable>, co_linetable=<unrepresentable>, co_exceptiontable=<unrepresentable>)"

static const NativeDef code_methods[] = {
    FN("co_lines", code_lines, "($self, /)", NULL),
    FN("co_positions", code_positions, "($self, /)", NULL),
    FN("replace", code_replace, REPLACE_SIGNATURE, "A copy with some parts replaced."),
    FN("__replace__", code_replace, REPLACE_SIGNATURE, "The same as replace()."),
    FN("_varname_from_oparg", code_varname, "($self, /, oparg)", "The name of a local register or closure cell."),
    FN_END};
static const GetSetDef code_getsets[] = {
    {"co_argcount", get_argument_count, NULL, NULL},
    {"co_posonlyargcount", get_positional_only, NULL, NULL},
    {"co_kwonlyargcount", get_keyword_only, NULL, NULL},
    {"co_stacksize", get_stack_size, NULL, NULL},
    {"co_flags", get_flags, NULL, NULL},
    {"co_nlocals", get_local_count, NULL, NULL},
    {"co_consts", get_consts, NULL, NULL},
    {"co_names", get_names, NULL, NULL},
    {"co_filename", get_file_name, NULL, NULL},
    {"co_name", get_name, NULL, NULL},
    {"co_qualname", get_qualified_name, NULL, NULL},
    {"co_firstlineno", get_first_line, NULL, NULL},
    {"co_linetable", get_line_table, NULL, NULL},
    {"co_exceptiontable", get_exception_table, NULL, NULL},
    {"co_varnames", get_variable_names, NULL, NULL},
    {"co_cellvars", get_cell_names, NULL, NULL},
    {"co_freevars", get_free_names, NULL, NULL},
    {"co_code", get_code, NULL, NULL},
    GETSET_END};

const TypeSpec code_type_spec = {
    .name = "code",
    .doc = NULL,
    .base = T_OBJECT,
    .flags = TYPE_IMMUTABLE | TYPE_HAS_WEAKREF,
    .kind = K_CODE,
    .size = sizeof(Code),
    .slots = {.repr = code_repr, .compare = code_compare, .hash = code_hash},
    .methods = code_methods,
    .getsets = code_getsets,
    .construct = FN("code", code_construct, NULL, ""),
    .trace = code_trace,
};
