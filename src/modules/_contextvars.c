/* _contextvars.c - context variables (PEP 567).
 *
 * A context maps variables to values. Its dict is shared by its copies until one of them is written to. Thread.context is the one that
 * is entered, V_NULL until the thread first needs one; a context is entered at most once at a time. */
#include "modules/modules.h"
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/str.h"
#include "objects/typing.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/text.h"

typedef struct Context { Header header; Value values; bool shared, entered; } Context;
typedef struct ContextVar { Header header; Value name, default_value; } ContextVar; /* default_value V_NULL: none */
typedef struct Token { Header header; Value context, variable, old_value; bool used; } Token; /* old_value V_NULL: there was none */

static Context *as_context(Value v) { return as_cell(v); }
static ContextVar *as_variable(Value v) { return as_cell(v); }
static Token *as_token(Value v) { return as_cell(v); }

static Value class_getitem(Thread *t, Value *a, size_t n) { (void)n; return generic_alias_new(t, a[0], a[1]); }

/* --- Context --- */

static Context *context_alloc(Thread *t, Value values)
{
    Context *c = is_null(values) ? NULL : object_alloc_id(t, T_CONTEXT, 0);
    if (c) c->values = values;
    return c;
}

static Context *current(Thread *t)
{
    if (is_null(t->context)) {
        Context *c = context_alloc(t, dict_new(t));
        if (!c) return NULL;
        c->entered = true;
        t->context = value_cell(c);
    }
    return as_context(t->context);
}

static Value context_copy(Thread *t, Context *c)
{
    Context *copy = context_alloc(t, c->values);
    if (!copy) return V_NULL;
    c->shared = copy->shared = true;
    return value_cell(copy);
}

/* the dict to be written to */
static Value own_values(Thread *t, Context *c)
{
    if (!c->shared) return c->values;
    Value values = dict_copy(t, c->values);
    if (is_null(values)) return V_NULL;
    c->shared = false;
    gc_store(t, c, &c->values, values);
    return values;
}

static bool check_key(Thread *t, Value key)
{
    return has_type(t, key, T_CONTEXT_VAR) || RAISE_FALSE(t, T_TYPE_ERROR, "a ContextVar key was expected, got %R", key);
}

static Value context_construct(Thread *t, Value *a, size_t n)
{
    if (n > 1 || !is_null(t->keyword_names)) return raise(t, T_TYPE_ERROR, "Context() does not accept any arguments");
    (void)a;
    Context *c = context_alloc(t, dict_new(t));
    return c ? value_cell(c) : V_NULL;
}

static int64_t context_length(Thread *t, Value self) { return length_of(t, as_context(self)->values); }
static Value context_iter(Thread *t, Value self)
{
    as_context(self)->shared = true; /* what comes later does not disturb the iteration */
    return iter_get(t, as_context(self)->values);
}
static int context_contains(Thread *t, Value self, Value key) { return check_key(t, key) ? dict_contains(t, as_context(self)->values, key) : -1; }

static Value context_get_item(Thread *t, Value self, Value key)
{
    if (!check_key(t, key)) return V_NULL;
    Value v = dict_get(t, as_context(self)->values, key);
    return is_null(v) && !error_set(t) ? raise_key_error(t, key) : v;
}

static Value context_get(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!check_key(t, a[1])) return V_NULL;
    Value v = dict_get(t, as_context(a[0])->values, a[1]);
    return !is_null(v) || error_set(t) ? v : is_null(a[2]) ? V_NONE : a[2];
}

static Value context_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !has_type(t, a, T_CONTEXT) || !has_type(t, b, T_CONTEXT)) return V_NOT_IMPLEMENTED;
    int equal = dict_equal(t, as_context(a)->values, as_context(b)->values);
    return equal < 0 ? V_NULL : value_bool((op == CMP_EQ) == equal);
}

/* views of the values as they are now */
static Value context_view(Thread *t, Value self, const char *name)
{
    as_context(self)->shared = true;
    return call_method0(t, as_context(self)->values, str_intern_text(t, name));
}
static Value context_keys(Thread *t, Value *a, size_t n) { (void)n; return context_view(t, a[0], "keys"); }
static Value context_values(Thread *t, Value *a, size_t n) { (void)n; return context_view(t, a[0], "values"); }
static Value context_items(Thread *t, Value *a, size_t n) { (void)n; return context_view(t, a[0], "items"); }
static Value context_copy_(Thread *t, Value *a, size_t n) { (void)n; return context_copy(t, as_context(a[0])); }

/* raw arguments: self, callable, positional ones, those by keyword */
static Value context_run(Thread *t, Value *a, size_t n)
{
    Value names = t->keyword_names, self = a[0];
    size_t by_keyword = is_null(names) ? 0 : (size_t)length_of(t, names);
    if (n < 2 + by_keyword) return raise(t, T_TYPE_ERROR, "run() missing 1 required positional argument");
    Context *c = as_context(self);
    if (c->entered) return raise(t, T_RUNTIME_ERROR, "cannot enter context: %R is already entered", self);
    Value previous = t->context;
    c->entered = true;
    t->context = self;
    Value result = call(t, a[1], a + 2, n - 2 - by_keyword, names);
    t->context = previous;
    c->entered = false;
    return result;
}

static void context_trace(Tracer *tr, void *cell) { gc_trace(tr, ((Context *)cell)->values); }

static const NativeDef context_methods[] = {
    FN("get", context_get, "($self, key, default=None, /)", "The value of the variable key, or default."),
    FN("items", context_items, "($self, /)", "All variables and their values."),
    FN("keys", context_keys, "($self, /)", "All variables."),
    FN("values", context_values, "($self, /)", "All values."),
    FN("copy", context_copy_, "($self, /)", "A shallow copy."),
    {"run", context_run, NULL, "Call a function with this context as the current one.", FN_KEYWORDS},
    FN_END};

const TypeSpec context_type_spec = {
    .name = "_contextvars.Context", .base = T_OBJECT, .flags = TYPE_IMMUTABLE, .size = sizeof(Context),
    .slots = {.length = context_length, .iter = context_iter, .contains = context_contains, .get_item = context_get_item,
              .compare = context_compare},
    .methods = context_methods, .construct = {"Context", context_construct, NULL, NULL, FN_KEYWORDS}, .trace = context_trace};

/* --- ContextVar --- */

static Value variable_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "context variable name must be a str");
    ContextVar *v = object_alloc(t, as_type(a[0]), 0);
    if (!v) return V_NULL;
    v->name = a[1];
    v->default_value = a[2];
    return value_cell(v);
}

static Value variable_get(Thread *t, Value *a, size_t n)
{
    (void)n;
    Context *c = current(t);
    Value v = c ? dict_get(t, c->values, a[0]) : V_NULL;
    if (!is_null(v) || error_set(t)) return v;
    if (!is_null(a[1])) return a[1];
    if (!is_null(as_variable(a[0])->default_value)) return as_variable(a[0])->default_value;
    return raise_with(t, T_LOOKUP_ERROR, a[0]);
}

static Value variable_set(Thread *t, Value *a, size_t n)
{
    (void)n;
    Context *c = current(t);
    Value values = c ? own_values(t, c) : V_NULL, old = is_null(values) ? V_NULL : dict_get(t, values, a[0]);
    if (error_set(t)) return V_NULL;
    Token *token = object_alloc_id(t, T_CONTEXT_TOKEN, 0);
    if (!token) return V_NULL;
    token->context = value_cell(c);
    token->variable = a[0];
    token->old_value = old;
    return dict_set(t, values, a[0], a[1]) ? value_cell(token) : V_NULL;
}

static bool reset(Thread *t, Value variable, Value v)
{
    Token *token = as_token(v);
    if (token->used) return RAISE_FALSE(t, T_RUNTIME_ERROR, "%R has already been used once", v);
    if (!value_same(token->variable, variable)) return RAISE_FALSE(t, T_VALUE_ERROR, "%R was created by a different ContextVar", v);
    Context *c = current(t);
    if (!c) return false;
    if (!value_same(token->context, value_cell(c))) return RAISE_FALSE(t, T_VALUE_ERROR, "%R was created in a different Context", v);
    token->used = true;
    Value values = own_values(t, c);
    if (is_null(values)) return false;
    return is_null(token->old_value) ? dict_delete(t, values, variable) >= 0 : dict_set(t, values, variable, token->old_value);
}

static Value variable_reset(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!has_type(t, a[1], T_CONTEXT_TOKEN)) return raise(t, T_TYPE_ERROR, "expected an instance of Token, got %R", a[1]);
    return reset(t, a[0], a[1]) ? V_NONE : V_NULL;
}

static Value variable_repr(Thread *t, Value self)
{
    const ContextVar *v = as_variable(self);
    if (is_null(v->default_value)) return str_format(t, "<ContextVar name=%R at 0x%llx>", v->name, (unsigned long long)value_identity(self));
    return str_format(t, "<ContextVar name=%R default=%R at 0x%llx>", v->name, v->default_value, (unsigned long long)value_identity(self));
}

static void variable_trace(Tracer *tr, void *cell)
{
    gc_trace(tr, ((ContextVar *)cell)->name);
    gc_trace(tr, ((ContextVar *)cell)->default_value);
}

static const MemberDef variable_members[] = {{"name", offsetof(ContextVar, name), false, true, NULL}, MEMBER_END};
static const NativeDef variable_methods[] = {
    FN("get", variable_get, "($self, default=<unrepresentable>, /)", "The value in the current context."),
    FN("set", variable_set, "($self, value, /)", "Set the value in the current context; the result is a token for reset()."),
    FN("reset", variable_reset, "($self, token, /)", "Go back to the value before the set() that made the token."),
    FN_CLASS_METHOD("__class_getitem__", class_getitem, "($type, object, /)", "See PEP 585"),
    FN_END};

const TypeSpec context_var_type_spec = {
    .name = "_contextvars.ContextVar", .base = T_OBJECT, .flags = TYPE_IMMUTABLE, .size = sizeof(ContextVar),
    .slots = {.repr = variable_repr}, .methods = variable_methods, .members = variable_members,
    .construct = FN("ContextVar", variable_construct, "(cls, name, /, *, default=<unrepresentable>)", NULL), .trace = variable_trace};

/* --- Token --- */

static Value token_construct(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    return raise(t, T_RUNTIME_ERROR, "Tokens can only be created by ContextVars");
}

static Value token_repr(Thread *t, Value self)
{
    const Token *k = as_token(self);
    return str_format(t, "<Token%s var=%R at 0x%llx>", k->used ? " used" : "", k->variable, (unsigned long long)value_identity(self));
}

static Value token_old_value(Thread *t, Value self)
{
    Value old = as_token(self)->old_value;
    return is_null(old) ? attr_get(t, type_value(type_of(t, self)), str_intern_text(t, "MISSING")) : old;
}

static Value token_enter(Thread *t, Value *a, size_t n) { (void)t, (void)n; return a[0]; }
static Value token_exit(Thread *t, Value *a, size_t n) { (void)n; return reset(t, as_token(a[0])->variable, a[0]) ? V_NONE : V_NULL; }

static void token_trace(Tracer *tr, void *cell)
{
    const Token *k = cell;
    gc_trace(tr, k->context);
    gc_trace(tr, k->variable);
    gc_trace(tr, k->old_value);
}

static bool token_setup(Thread *t, Type *type)
{
    Value missing = value_cell(object_alloc_id(t, T_CONTEXT_TOKEN_MISSING, 0));
    return !is_null(missing) && dict_set_text(t, value_cell(type->dict), "MISSING", missing);
}

static const MemberDef token_members[] = {{"var", offsetof(Token, variable), false, true, NULL}, MEMBER_END};
static const GetSetDef token_getsets[] = {{"old_value", token_old_value, NULL, NULL}, GETSET_END};
static const NativeDef token_methods[] = {
    FN("__enter__", token_enter, "($self, /)", "Enter into Token context manager."),
    FN("__exit__", token_exit, "($self, type, value, traceback, /)", "Exit from Token context manager, restore the linked ContextVar."),
    FN_CLASS_METHOD("__class_getitem__", class_getitem, "($type, object, /)", "See PEP 585"),
    FN_END};

const TypeSpec context_token_type_spec = {
    .name = "_contextvars.Token", .base = T_OBJECT, .flags = TYPE_IMMUTABLE, .size = sizeof(Token), .slots = {.repr = token_repr},
    .methods = token_methods, .members = token_members, .getsets = token_getsets,
    .construct = FN("Token", token_construct, "(cls, /, *args, **kwargs)", NULL), .trace = token_trace, .setup = token_setup};

static Value missing_repr(Thread *t, Value self) { (void)self; return str_from_text(t, "<Token.MISSING>"); }
static void missing_trace(Tracer *tr, void *cell) { (void)tr, (void)cell; }
const TypeSpec context_token_missing_type_spec = {.name = "Token.MISSING", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE,
                                                  .size = sizeof(Header), .slots = {.repr = missing_repr}, .trace = missing_trace};

/* --- the module --- */

static Value copy_context(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    Context *c = current(t);
    return c ? context_copy(t, c) : V_NULL;
}

static const NativeDef functions[] = {FN("copy_context", copy_context, "($module, /)", "A copy of the current context."), FN_END};

static bool setup(Thread *t, Value module)
{
    return module_add_type(t, module, T_CONTEXT) && module_add_type(t, module, T_CONTEXT_VAR) && module_add_type(t, module, T_CONTEXT_TOKEN);
}

const ModuleSpec _contextvars_module_spec = {"_contextvars", "Context variables.", functions, NULL, setup};
