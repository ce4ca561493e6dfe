/* signature.c - parsing native signatures and binding arguments by them, with CPython's messages for builtin functions. */
#include "runtime/signature.h"
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/typebuild.h"
#include "vm/frame.h"
#include <stdlib.h>

/* --- the table: def -> Signature, open addressing --- */

typedef struct SignatureTable { size_t count, capacity; struct { const NativeDef *def; Signature *signature; } entry[]; } SignatureTable;

static size_t def_slot(const SignatureTable *table, const NativeDef *def)
{
    size_t h = ((uintptr_t)def >> 3) * 0x9E3779B97F4A7C15u >> 20 & (table->capacity - 1);
    while (table->entry[h].def && table->entry[h].def != def) h = (h + 1) & (table->capacity - 1);
    return h;
}

static bool table_grow(Runtime *rt)
{
    SignatureTable *old = rt->signatures;
    size_t capacity = old ? old->capacity * 2 : 256;
    SignatureTable *table = calloc(1, sizeof *table + capacity * sizeof table->entry[0]);
    if (!table) return false;
    table->capacity = capacity;
    if (old) {
        table->count = old->count;
        for (size_t i = 0; i < old->capacity; i++)
            if (old->entry[i].def) table->entry[def_slot(table, old->entry[i].def)] = old->entry[i];
    }
    free(old);
    rt->signatures = table;
    return true;
}

/* --- parsing --- */

/* skips a default's text up to the comma or closing parenthesis at depth 0 */
static const char *skip_default(const char *p)
{
    int depth = 0;
    char quote = 0;
    for (; *p; p++) {
        if (quote) {
            if (*p == '\\' && p[1]) p++;
            else if (*p == quote) quote = 0;
        } else if (*p == '\'' || *p == '"') quote = *p;
        else if (*p == '(' || *p == '[' || *p == '{') depth++;
        else if ((*p == ')' || *p == ']' || *p == '}') && depth) depth--;
        else if ((*p == ',' || *p == ')') && !depth) break;
    }
    return p;
}

static bool parse(Thread *t, const char *text, Signature *s)
{
    bool keyword_only = false;
    size_t n = 0;
    for (const char *p = text + 1; *p && *p != ')';) {
        if (*p == ' ' || *p == ',') { p++; continue; }
        if (*p == '/') { s->positional_only = (uint16_t)n; p++; continue; }
        int stars = *p == '*' ? (p[1] == '*' ? 2 : 1) : 0;
        p += stars;
        bool implicit = *p == '$'; /* $self, $type, $module: the last is no argument of the C function */
        p += implicit;
        const char *name = p;
        while (*p && *p != ',' && *p != ')' && *p != '=' && *p != ' ') p++;
        size_t length = (size_t)(p - name);
        bool optional = *p == '=';
        if (optional) p = skip_default(p);
        if (implicit && length == 6 && !memcmp(name, "module", 6)) continue;
        if (stars == 2) { s->var_keywords = true; continue; }
        if (stars == 1) { keyword_only = true; s->var_positional = length > 0; continue; }
        Value v = str_intern_utf8(t, name, length);
        if (is_null(v)) return false;
        if (n == 0) s->has_self = implicit || (length == 4 && !memcmp(name, "self", 4)) || (length == 3 && !memcmp(name, "cls", 3));
        s->parameter[n++] = (Parameter){v, optional};
        if (keyword_only) s->keyword_only++;
        else {
            s->positional++;
            if (!optional) s->required = s->positional;
        }
    }
    s->direct = !s->keyword_only && !s->var_keywords;
    return true;
}

const Signature *signature_of(Thread *t, const NativeDef *def)
{
    Runtime *rt = t->rt;
    SignatureTable *table = rt->signatures;
    if (!table || table->count * 2 >= table->capacity) {
        if (!table_grow(rt)) return raise_memory_error(t), NULL;
        table = rt->signatures;
    }
    size_t h = def_slot(table, def);
    if (table->entry[h].def) return table->entry[h].signature;
    size_t parameters = 1;
    for (const char *p = def->signature; p && *p; p++) parameters += *p == ',';
    Signature *s = calloc(1, sizeof *s + parameters * sizeof(Parameter));
    if (!s) return raise_memory_error(t), NULL;
    table->entry[h].def = def;
    table->entry[h].signature = s; /* before parsing: the table keeps the names alive */
    table->count++;
    if (!def->signature) {
        s->raw = true;
    } else if (!parse(t, def->signature, s)) {
        table->entry[h].def = NULL; /* the last one put in: nothing was moved on by it */
        table->entry[h].signature = NULL;
        table->count--;
        return free(s), NULL;
    }
    return s;
}

void signatures_trace(Runtime *rt, Tracer *tr)
{
    SignatureTable *table = rt->signatures;
    for (size_t i = 0; table && i < table->capacity; i++) {
        Signature *s = table->entry[i].signature;
        for (int k = 0; s && k < s->positional + s->keyword_only; k++) gc_trace(tr, s->parameter[k].name);
    }
}

void signatures_free(Runtime *rt)
{
    SignatureTable *table = rt->signatures;
    for (size_t i = 0; table && i < table->capacity; i++) free(table->entry[i].signature);
    free(table);
    rt->signatures = NULL;
}

/* --- messages --- */

static bool only_positional(const Signature *s) { return s->positional_only == s->positional && s->direct; }

/* "list.append" where CPython names the type too, else "append" */
static Value qualified(Thread *t, const NativeFunction *f)
{
    if (f->owner && is_null(f->self)) return str_format(t, "%U.%s", f->owner->qualified_name, f->def->name);
    if (f->owner) return str_format(t, "%U.%s", (is_type(f->self) ? as_type(f->self) : type_of(t, f->self))->qualified_name, f->def->name);
    if (!is_null(f->module) && !str_equal_text(f->module, "builtins")) return str_format(t, "%U.%s", f->module, f->def->name);
    return str_from_text(t, f->def->name);
}

static Value arity_error(Thread *t, const NativeFunction *f, const Signature *s, size_t n)
{
    size_t self = s->has_self, low = s->required - self, high = s->positional - self, given = n - self;
    const char *name = f->slot == NATIVE_CONSTRUCTOR ? type_name(as_type(f->self)) : f->def->name;
    if (only_positional(s) && !s->var_positional && f->slot != NATIVE_CONSTRUCTOR) {
        Value full = qualified(t, f);
        if (is_null(full)) return V_NULL;
        if (high == 0) return raise(t, T_TYPE_ERROR, "%U() takes no arguments (%zu given)", full, given);
        if (low == 1 && high == 1) return raise(t, T_TYPE_ERROR, "%U() takes exactly one argument (%zu given)", full, given);
    }
    if (only_positional(s)) {
        bool less = given < low;
        size_t want = less ? low : high;
        return raise(t, T_TYPE_ERROR, "%s expected %s%zu argument%s, got %zu", name, low == high && !s->var_positional ? "" : less ? "at least " : "at most ",
                     want, want == 1 ? "" : "s", given);
    }
    if (high == 0) return raise(t, T_TYPE_ERROR, "%s() takes no positional arguments", name);
    bool less = given < low;
    size_t want = less ? low : high;
    return raise(t, T_TYPE_ERROR, "%s() takes %s %zu positional argument%s (%zu given)", name,
                 low == high ? "exactly" : less ? "at least" : "at most", want, want == 1 ? "" : "s", given);
}

static Value missing_error(Thread *t, const NativeFunction *f, const Signature *s, int i, size_t n, size_t keywords)
{
    const char *name = f->slot == NATIVE_CONSTRUCTOR ? type_name(as_type(f->self)) : f->def->name;
    if (i < s->positional_only && keywords == 0) return arity_error(t, f, s, n);
    return raise(t, T_TYPE_ERROR, "%s() missing required argument '%U' (pos %d)", name, s->parameter[i].name, i + 1 - s->has_self);
}

static const char *callee_name(const NativeFunction *f)
{
    return f->slot == NATIVE_CONSTRUCTOR ? type_name(as_type(f->self)) : f->def->name;
}

/* --- binding --- */

/* puts one keyword argument into its place, or into the **kwargs dict */
static bool bind_keyword(Thread *t, const NativeFunction *f, const Signature *s, Value name, Value v, size_t n, Value *out, Value extra)
{
    int count = s->positional + s->keyword_only;
    for (int i = s->positional_only; i < count; i++) {
        if (!value_same(s->parameter[i].name, name) && !str_equal(s->parameter[i].name, name)) continue;
        if (!is_null(out[i])) {
            if ((size_t)i < n)
                return RAISE_FALSE(t, T_TYPE_ERROR, "argument for %s() given by name ('%U') and position (%d)", callee_name(f), name, i + 1 - s->has_self);
            return RAISE_FALSE(t, T_TYPE_ERROR, "%s() got multiple values for keyword argument '%U'", callee_name(f), name);
        }
        out[i] = v;
        return true;
    }
    if (!is_null(extra)) return dict_set(t, extra, name, v);
    return RAISE_FALSE(t, T_TYPE_ERROR, "%s() got an unexpected keyword argument '%U'", callee_name(f), name);
}

static bool check_self(Thread *t, const NativeFunction *f, const Value *args, size_t n)
{
    if (!f->owner || !is_null(f->self)) return true;
    if (n == 0) return RAISE_FALSE(t, T_TYPE_ERROR, "unbound method %N.%s() needs an argument", f->owner, f->def->name);
    Type *type = type_of(t, args[0]);
    if (type == f->owner || type_is_subtype(type, f->owner)) return true;
    return RAISE_FALSE(t, T_TYPE_ERROR, f->slot ? "descriptor '%s' requires a '%N' object but received a '%T'"
                                                : "descriptor '%s' for '%N' objects doesn't apply to a '%T' object",
                       f->def->name, f->owner, args[0]);
}

/* __new__ called from Python: the class must be one this constructor may build */
static bool check_new(Thread *t, const NativeFunction *f, const Value *args, size_t n)
{
    Type *type = as_type(f->self);
    if (n == 0) return RAISE_FALSE(t, T_TYPE_ERROR, "%N.__new__(): not enough arguments", type);
    if (!is_type(args[0])) return RAISE_FALSE(t, T_TYPE_ERROR, "%N.__new__(X): X is not a type object (%T)", type, args[0]);
    Type *cls = as_type(args[0]);
    if (cls == type) return true;
    if (!type_is_subtype(cls, type)) return RAISE_FALSE(t, T_TYPE_ERROR, "%N.__new__(%N): %N is not a subtype of %N", type, cls, cls, type);
    Type *native = cls;
    while (native->flags & TYPE_PYTHON) native = native->base;
    if (native != type && !(native->new_function.bits == type->new_function.bits))
        return RAISE_FALSE(t, T_TYPE_ERROR, "%N.__new__(%N) is not safe, use %N.__new__()", type, cls, native);
    return true;
}

static bool check_first(Thread *t, const NativeFunction *f, const Value *args, size_t n)
{
    return f->slot == NATIVE_CONSTRUCTOR ? check_new(t, f, args, n) : check_self(t, f, args, n);
}

static Value enter(Thread *t, NativeFunction *f, Value *args, size_t n, Value keyword_names)
{
    t->callee = f;
    t->keyword_names = keyword_names;
    return f->def->fn(t, args, n);
}

static const Signature *signature(Thread *t, NativeFunction *f)
{
    if (__builtin_expect(!f->signature, 0)) f->signature = (struct Signature *)signature_of(t, f->def);
    return f->signature;
}

Value native_call_in_place(Thread *t, NativeFunction *f, Value *args, size_t n)
{
    const Signature *s = signature(t, f);
    if (!s || !check_first(t, f, args, n)) return V_NULL;
    if (s->raw) return enter(t, f, args, n, V_NULL);
    if (!s->direct || s->positional > FRAME_SLACK) return native_call(t, value_cell(f), args, n, V_NULL);
    if (n < s->required || (n > s->positional && !s->var_positional)) return arity_error(t, f, s, n);
    for (size_t i = n; i < s->positional; i++) args[i] = V_NULL;
    return enter(t, f, args, n > s->positional ? n : s->positional, V_NULL);
}

static Value call_raw(Thread *t, NativeFunction *f, Value *args, size_t n, Value keyword_names)
{
    size_t keywords = is_null(keyword_names) ? 0 : as_tuple(keyword_names)->length;
    if (keywords && !(f->def->flags & FN_KEYWORDS)) {
        Value full = qualified(t, f);
        return is_null(full) ? V_NULL : raise(t, T_TYPE_ERROR, "%U() takes no keyword arguments", full);
    }
    return enter(t, f, args, n + keywords, keywords ? keyword_names : V_NULL);
}

static Value bind_and_enter(Thread *t, NativeFunction *f, const Signature *s, const Value *args, size_t n, Value keyword_names, Value *out)
{
    size_t keywords = is_null(keyword_names) ? 0 : as_tuple(keyword_names)->length;
    int count = s->positional + s->keyword_only;
    if (keywords && only_positional(s)) {
        Value full = f->slot == NATIVE_CONSTRUCTOR ? as_type(f->self)->name : qualified(t, f);
        return is_null(full) ? V_NULL : raise(t, T_TYPE_ERROR, "%U() takes no keyword arguments", full);
    }
    if (n > s->positional && !s->var_positional) {
        if (only_positional(s) || n + keywords <= (size_t)count) return arity_error(t, f, s, n);
        return raise(t, T_TYPE_ERROR, "%s() takes at most %d %sargument%s (%zu given)", callee_name(f), count - s->has_self,
                     n == s->has_self ? "keyword " : "", count - s->has_self == 1 ? "" : "s", n + keywords - s->has_self);
    }
    size_t head = n < s->positional ? n : s->positional;
    memcpy(out, args, head * sizeof *out);
    for (int i = (int)head; i < count; i++) out[i] = V_NULL;
    size_t used = (size_t)count;
    Value extra = V_NULL;
    if (s->var_keywords) {
        extra = dict_new(t);
        if (is_null(extra)) return V_NULL;
        out[used++] = extra;
    }
    for (size_t i = s->positional; i < n; i++) out[used++] = args[i];
    for (size_t k = 0; k < keywords; k++)
        if (!bind_keyword(t, f, s, as_tuple(keyword_names)->items[k], args[n + k], n, out, extra)) return V_NULL;
    for (int i = 0; i < s->positional; i++)
        if (is_null(out[i]) && !s->parameter[i].optional) return missing_error(t, f, s, i, n, keywords);
    for (int i = s->positional; i < count; i++)
        if (is_null(out[i]) && !s->parameter[i].optional)
            return raise(t, T_TYPE_ERROR, "%s() missing required keyword-only argument: '%U'", callee_name(f), s->parameter[i].name);
    return enter(t, f, out, used, V_NULL);
}

#define SMALL_CALL 24

Value native_call(Thread *t, Value native, const Value *args, size_t n, Value keyword_names)
{
    NativeFunction *f = as_native(native);
    const Signature *s = signature(t, f);
    if (!s) return V_NULL;
    size_t keywords = is_null(keyword_names) ? 0 : as_tuple(keyword_names)->length;
    bool prefix = f->owner && !is_null(f->self);
    size_t room = n + 1 + keywords + s->positional + s->keyword_only + 1;
    Value small[2 * SMALL_CALL], *in = small, *out = small + SMALL_CALL;
    if (room > SMALL_CALL) {
        Tuple *keep = tuple_alloc(t, 2 * room);
        if (!keep) return V_NULL;
        in = keep->items;
        out = in + room;
    }
    if (prefix) {
        in[0] = f->self;
        n++;
    }
    for (size_t i = prefix; i < n + keywords; i++) in[i] = args[i - prefix];
    if (!check_first(t, f, in, n)) return V_NULL;
    if (s->raw) return call_raw(t, f, in, n, keyword_names);
    return bind_and_enter(t, f, s, in, n, keyword_names, out);
}

Value native_text_signature(Thread *t, const NativeDef *def)
{
    return def->signature ? str_from_text(t, def->signature) : V_NULL;
}
