/* builtins_code.c - compile, eval, exec, __build_class__. */
#include "front/compile.h"
#include "modules/_ast.h"
#include "modules/builtins.h"
#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/frame.h"
#include "objects/function.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "vm/frame.h"

/* --- source arguments --- */

#define INHERITED_FLAGS (CODE_FUTURE_ANNOTATIONS | CODE_FUTURE_BARRY)

/* Text of a source argument: str, bytes-like. The text lives as long as *keep. NULL: exception */
static const char *source_text(Thread *t, Value source, const char *function, const char *what, size_t *n, uint32_t *flags, Value *keep)
{
    const char *text;
    if (is_str(source)) {
        *flags |= COMPILE_IGNORE_COOKIE;
        *keep = source;
        text = str_utf8(t, source, n);
        if (!text) return NULL;
    } else {
        Buffer b;
        if (!has_buffer(t, source)) return RAISE_PTR(t, T_TYPE_ERROR, "%s() arg 1 must be a %s object", function, what);
        if (!buffer_get(t, source, &b, BUFFER_SIMPLE)) return NULL;
        *keep = bytes_new(t, b.data, b.length);
        buffer_release(t, &b);
        if (is_null(*keep)) return NULL;
        text = (const char *)as_bytes(*keep)->data;
        *n = as_bytes(*keep)->length;
    }
    if (memchr(text, 0, *n)) return raise(t, T_SYNTAX_ERROR, "source code string cannot contain null bytes"), NULL;
    return text;
}

static uint32_t inherited_flags(const Thread *t)
{
    return t->registers ? frame_code(t->registers)->flags & INHERITED_FLAGS : 0;
}

Value builtin_compile(Thread *t, Value *a, size_t n)
{
    (void)n;
    CompileOptions o = {.optimize = -1};
    int64_t flags = 0, optimize = -1;
    if (!is_str(a[1]) && !has_buffer(t, a[1])) {
        Value path = attr_get_optional(t, a[1], NAME(t, __fspath__));
        if (is_null(path)) return error_set(t) ? V_NULL : raise(t, T_TYPE_ERROR, "expected str, bytes or os.PathLike object, not %T", a[1]);
        a[1] = call0(t, path);
        if (is_null(a[1])) return V_NULL;
    }
    if (has_kind(a[1], K_BYTES)) a[1] = str_from_fs(t, (const char *)as_bytes(a[1])->data, as_bytes(a[1])->length);
    if (is_null(a[1])) return V_NULL;
    o.file_name = a[1];
    if (!is_null(a[3]) && !to_int64(t, a[3], &flags)) return V_NULL;
    bool only_ast = flags & COMPILE_ONLY_AST;
    if (!is_str(a[2])) return raise(t, T_TYPE_ERROR, "compile() argument 'mode' must be str, not %T", a[2]);
    if (str_equal_text(a[2], "exec")) o.mode = COMPILE_EXEC;
    else if (str_equal_text(a[2], "eval")) o.mode = COMPILE_EVAL;
    else if (str_equal_text(a[2], "single")) o.mode = COMPILE_SINGLE;
    else if (!str_equal_text(a[2], "func_type"))
        return raise(t, T_VALUE_ERROR, only_ast ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'" : "compile() mode must be 'exec', 'eval' or 'single'");
    else if (!only_ast) return raise(t, T_VALUE_ERROR, "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
    if (!is_null(a[5]) && !to_int64(t, a[5], &optimize)) return V_NULL;
    if (optimize < -1 || optimize > 2) return raise(t, T_VALUE_ERROR, "compile(): invalid optimize value");
    if (flags & (COMPILE_OPTIMIZED_AST & ~COMPILE_ONLY_AST)) return raise(t, T_NOT_IMPLEMENTED_ERROR, "compile() to an optimized AST");
    if (flags & COMPILE_TYPE_COMMENTS) return raise(t, T_NOT_IMPLEMENTED_ERROR, "compile() with type comments");
    int dont_inherit = is_null(a[4]) ? 0 : is_truthy(t, a[4]);
    if (dont_inherit < 0) return V_NULL;
    o.flags = (uint32_t)flags | (dont_inherit ? 0 : inherited_flags(t));
    o.optimize = (int)optimize;
    ParseMode mode = str_equal_text(a[2], "exec") ? PARSE_EXEC : str_equal_text(a[2], "eval") ? PARSE_EVAL
                     : str_equal_text(a[2], "single") ? PARSE_SINGLE : PARSE_FUNC_TYPE;
    if (ast_is_object(t, a[0])) return ast_compile(t, a[0], &o, mode);
    Value keep;
    o.source = source_text(t, a[0], "compile", "string, bytes or AST", &o.source_size, &o.flags, &keep);
    if (!o.source) return V_NULL;
    if (only_ast) return ast_parse(t, &o, mode);
    Code *code = compile_source(t, &o);
    return code ? value_cell(code) : V_NULL;
}

/* globals and locals of eval and exec, defaulting to the caller's */
static bool namespaces(Thread *t, const char *function, Value *globals, Value *locals)
{
    bool own_globals = !is_null(*globals) && !is_none(*globals);
    if (is_null(*locals) || is_none(*locals)) *locals = V_NULL;
    if (!own_globals) {
        if (!t->registers) return RAISE_FALSE(t, T_SYSTEM_ERROR, "globals and locals cannot be NULL");
        *globals = value_cell(as_function(t->registers[FRAME_FUNCTION])->globals);
        if (is_null(*locals)) *locals = frame_locals_of(t, t->registers);
        if (is_null(*locals)) return false;
    } else if (is_null(*locals)) {
        *locals = *globals;
    }
    if (!is_dict(*globals)) {
        if (!type_of(t, *globals)->slots.get_item) return RAISE_FALSE(t, T_TYPE_ERROR, "%s() globals must be a dict, not %T", function, *globals);
        return RAISE_FALSE(t, T_TYPE_ERROR, function[1] == 'v' ? "globals must be a real dict; try eval(code, {}, mapping)" : "exec() globals must be a dict, not %T", *globals);
    }
    if (!is_dict(*locals) && !type_of(t, *locals)->slots.get_item)
        return RAISE_FALSE(t, T_TYPE_ERROR, function[1] == 'v' ? "locals must be a mapping" : "locals must be a mapping or None, not %T", *locals);
    if (is_null(dict_get_str(t, as_dict(*globals), NAME(t, __builtins__))))
        return dict_set_str(t, as_dict(*globals), NAME(t, __builtins__), t->rt->builtins_module);
    return true;
}

Value code_run(Thread *t, Code *code, Value globals, Value space, Value closure)
{
    Value f = function_new(t, code, globals, closure, V_NULL, V_NULL);
    /* the code of a function body (exec of f.__code__) takes no namespace */
    if (is_null(f)) return V_NULL;
    bool takes_namespace = code->argument_count == 1 && !(code->flags & CODE_NEWLOCALS);
    return call(t, f, &space, takes_namespace ? 1 : 0, V_NULL);
}

Value builtin_eval(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!namespaces(t, "eval", &a[1], &a[2])) return V_NULL;
    if (has_kind(a[0], K_CODE)) {
        Code *code = as_cell(a[0]);
        if (as_tuple(code->free_names)->length) return raise(t, T_TYPE_ERROR, "code object passed to eval() may not contain free variables");
        return code_run(t, code, a[1], a[2], V_NULL);
    }
    CompileOptions o = {.mode = COMPILE_EVAL, .optimize = -1, .flags = inherited_flags(t), .file_name = str_from_text(t, "<string>")};
    Value keep;
    o.source = source_text(t, a[0], "eval", "string, bytes or code", &o.source_size, &o.flags, &keep);
    if (!o.source) return V_NULL;
    while (o.source_size && (*o.source == ' ' || *o.source == '\t')) o.source++, o.source_size--;
    Code *code = compile_source(t, &o);
    return code ? code_run(t, code, a[1], a[2], V_NULL) : V_NULL;
}

Value builtin_exec(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!namespaces(t, "exec", &a[1], &a[2])) return V_NULL;
    Value closure = is_null(a[3]) || is_none(a[3]) ? V_NULL : a[3];
    if (has_kind(a[0], K_CODE)) {
        Code *code = as_cell(a[0]);
        size_t free = as_tuple(code->free_names)->length;
        if (!free && !is_null(closure)) return raise(t, T_TYPE_ERROR, "cannot use a closure with this code object");
        if (free && (!is_tuple(closure) || as_tuple(closure)->length != free))
            return raise(t, T_TYPE_ERROR, "code object requires a closure of exactly length %zu", free);
        return is_null(code_run(t, code, a[1], a[2], closure)) ? V_NULL : V_NONE;
    }
    if (!is_null(closure)) return raise(t, T_TYPE_ERROR, "closure argument is only valid for code objects");
    CompileOptions o = {.mode = COMPILE_EXEC, .optimize = -1, .flags = inherited_flags(t), .file_name = str_from_text(t, "<string>")};
    Value keep;
    o.source = source_text(t, a[0], "exec", "string, bytes or code", &o.source_size, &o.flags, &keep);
    Code *code = o.source ? compile_source(t, &o) : NULL;
    return !code || is_null(code_run(t, code, a[1], a[2], V_NULL)) ? V_NULL : V_NONE;
}

/* --- classes --- */

/* bases with __mro_entries__ replaced (PEP 560); the same tuple if nothing changed */
static Value resolved_bases(Thread *t, Value bases)
{
    Value list = V_NULL;
    const Tuple *b = as_tuple(bases);
    for (size_t i = 0; i < b->length; i++) {
        Value base = b->items[i], entries = V_NULL;
        if (!is_type(base)) {
            Value hook = attr_get_optional(t, base, NAME(t, __mro_entries__));
            if (!is_null(hook)) {
                entries = call1(t, hook, bases);
                if (is_null(entries)) return V_NULL;
                if (!is_tuple(entries)) return raise(t, T_TYPE_ERROR, "__mro_entries__ must return a tuple");
            } else if (error_set(t)) {
                return V_NULL;
            }
        }
        if (is_null(entries)) {
            if (!is_null(list) && !list_append(t, list, base)) return V_NULL;
            continue;
        }
        if (is_null(list) && is_null(list = list_new(t, b->items, i))) return V_NULL;
        if (!list_extend(t, list, entries)) return V_NULL;
    }
    return is_null(list) ? bases : list_to_tuple(t, list);
}

static Type *most_derived(Thread *t, Type *meta, Value bases)
{
    for (size_t i = 0; i < as_tuple(bases)->length; i++) {
        Type *of = type_of(t, as_tuple(bases)->items[i]);
        if (type_is_subtype(meta, of)) continue;
        if (!type_is_subtype(of, meta))
            return RAISE_PTR(t, T_TYPE_ERROR, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
        meta = of;
    }
    return meta;
}

/* keyword arguments without `metaclass`, which goes to *meta */
static void split_keywords(Thread *t, Value *values, Value *names, Value *meta)
{
    *meta = V_NULL;
    if (is_null(*names)) return;
    const Tuple *old = as_tuple(*names);
    for (size_t i = 0; i < old->length; i++) {
        if (!str_equal_text(old->items[i], "metaclass")) continue;
        *meta = values[i];
        Tuple *rest = tuple_alloc(t, old->length - 1);
        if (!rest) return;
        for (size_t k = 0, j = 0; k < old->length; k++)
            if (k != i) {
                rest->items[j] = old->items[k];
                values[j++] = values[k];
            }
        *names = value_cell(rest);
        return;
    }
}

/* __build_class__(function, name, *bases, metaclass=..., **keywords) */
Value builtin_build_class(Thread *t, Value *a, size_t n)
{
    Value names = t->keyword_names;
    size_t keywords = is_null(names) ? 0 : as_tuple(names)->length, positional = n - keywords;
    if (positional < 2) return raise(t, T_TYPE_ERROR, "__build_class__: not enough arguments");
    if (!is_function(a[0])) return raise(t, T_TYPE_ERROR, "__build_class__: func must be a function");
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "__build_class__: name is not a string");
    Value *values = a + positional, meta;
    Value original = tuple_new(t, a + 2, positional - 2), bases = is_null(original) ? V_NULL : resolved_bases(t, original);
    if (is_null(bases)) return V_NULL;
    split_keywords(t, values, &names, &meta);
    if (error_set(t)) return V_NULL;
    size_t rest = is_null(names) ? 0 : as_tuple(names)->length;
    if (is_null(meta)) meta = as_tuple(bases)->length ? type_value(type_of(t, as_tuple(bases)->items[0])) : type_value(t->rt->types[T_TYPE]);
    if (is_type(meta)) {
        Type *winner = most_derived(t, as_type(meta), bases);
        if (!winner) return V_NULL;
        meta = type_value(winner);
    }
    Value space;
    Value args[2 + rest + 1];
    args[0] = a[1];
    args[1] = bases;
    for (size_t i = 0; i < rest; i++) args[2 + i] = values[i];
    Value prepare = is_type(meta) && as_type(meta) == t->rt->types[T_TYPE] ? V_NULL : attr_get_optional(t, meta, NAME(t, __prepare__));
    if (is_null(prepare)) space = error_set(t) ? V_NULL : dict_new(t);
    else space = call(t, prepare, args, 2, names);
    if (is_null(space)) return V_NULL;
    if (!is_dict(space) && !type_of(t, space)->slots.get_item)
        return raise(t, T_TYPE_ERROR, "%s.__prepare__() must return a mapping, not %T", is_type(meta) ? type_name(as_type(meta)) : "<metaclass>", space);
    Value cell = call1(t, a[0], space);
    if (is_null(cell)) return V_NULL;
    if (!value_same(original, bases) && !item_set(t, space, NAME(t, __orig_bases__), original)) return V_NULL;
    Value all[3 + rest];
    all[0] = a[1];
    all[1] = bases;
    all[2] = space;
    for (size_t i = 0; i < rest; i++) all[3 + i] = values[i];
    Value cls = call(t, meta, all, 3, names);
    if (is_null(cls) || !is_type(cls) || !has_kind(cell, K_CELL)) return cls;
    Value in_cell = ((Cell *)as_cell(cell))->value;
    if (is_null(in_cell))
        return raise(t, T_RUNTIME_ERROR, "__class__ not set defining %R as %R. Was __classcell__ propagated to type.__new__?", a[1], cls);
    if (!value_same(in_cell, cls)) return raise(t, T_TYPE_ERROR, "__class__ set to %R defining %R as %R", in_cell, a[1], cls);
    return cls;
}
