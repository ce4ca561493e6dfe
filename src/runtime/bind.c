/* bind.c - binding a Python function's arguments, with the messages of CPython's calls.
 * Register order: positional, keyword-only, *args, **kwargs (see vm/code.h). */
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

static Value parameter_name(const Code *c, size_t i) { return as_tuple(c->local_names)->items[i]; }

/* "'a'", "'a' and 'b'", "'a', 'b', and 'c'" */
static Value quoted_list(Thread *t, const List *names)
{
    Value text = t->rt->empty_str;
    for (size_t i = 0; i < names->length && !is_null(text); i++) {
        const char *before = i == 0 ? "" : i + 1 < names->length ? ", " : names->length == 2 ? " and " : ", and ";
        text = str_format(t, "%U%s%R", text, before, names->items[i]);
    }
    return text;
}

static bool missing(Thread *t, const Function *f, const Value *r, size_t from, size_t to, const char *what)
{
    Value names = list_new(t, NULL, 0);
    if (is_null(names)) return false;
    for (size_t i = from; i < to; i++)
        if (is_null(r[i]) && !list_append(t, names, parameter_name(f->code, i))) return false;
    Value text = quoted_list(t, as_list(names));
    size_t n = as_list(names)->length;
    if (is_null(text)) return false;
    return RAISE_FALSE(t, T_TYPE_ERROR, "%U() missing %zu required %s argument%s: %U", f->qualified_name, n, what, n == 1 ? "" : "s", text);
}

static bool too_many(Thread *t, const Function *f, size_t given, const Value *r)
{
    const Code *c = f->code;
    size_t defaults = is_null(f->defaults) ? 0 : as_tuple(f->defaults)->length, keyword_given = 0;
    for (size_t i = 0; i < c->keyword_only_count; i++) keyword_given += !is_null(r[c->argument_count + i]);
    size_t most = c->argument_count, least = most - defaults;
    bool plural = defaults ? true : most != 1;
    Value takes = defaults ? str_format(t, "from %zu to %zu", least, most) : str_format(t, "%zu", most);
    Value keywords = keyword_given ? str_format(t, " positional argument%s (and %zu keyword-only argument%s)", given == 1 ? "" : "s", keyword_given,
                                                keyword_given == 1 ? "" : "s") : t->rt->empty_str;
    if (is_null(takes) || is_null(keywords)) return false;
    return RAISE_FALSE(t, T_TYPE_ERROR, "%U() takes %U positional argument%s but %zu%U %s given", f->qualified_name, takes, plural ? "s" : "", given,
                       keywords, given == 1 && !keyword_given ? "was" : "were");
}

/* positional-only parameters that were passed by name */
static bool positional_only_by_name(Thread *t, const Function *f, Value keyword_names)
{
    const Code *c = f->code;
    Value names = list_new(t, NULL, 0);
    if (is_null(names)) return false;
    for (size_t k = 0; k < c->positional_only_count; k++)
        for (size_t i = 0; i < as_tuple(keyword_names)->length; i++)
            if (str_equal(as_tuple(keyword_names)->items[i], parameter_name(c, k)) && !list_append(t, names, parameter_name(c, k))) return false;
    if (as_list(names)->length == 0) return true;
    Value text = str_join(t, str_from_text(t, ", "), as_list(names)->items, as_list(names)->length);
    if (is_null(text)) return false;
    return RAISE_FALSE(t, T_TYPE_ERROR, "%U() got some positional-only arguments passed as keyword arguments: '%U'", f->qualified_name, text);
}

static bool unexpected_keyword(Thread *t, const Function *f, Value name)
{
    const Code *c = f->code;
    Value known = tuple_slice(t, c->local_names, c->positional_only_count, c->argument_count + c->keyword_only_count);
    Value names = is_null(known) ? V_NULL : list_new(t, as_tuple(known)->items, as_tuple(known)->length);
    if (is_null(names)) return false;
    Value meant = suggestion_find(t, names, name);
    if (is_null(meant)) return RAISE_FALSE(t, T_TYPE_ERROR, "%U() got an unexpected keyword argument '%S'", f->qualified_name, name);
    return RAISE_FALSE(t, T_TYPE_ERROR, "%U() got an unexpected keyword argument '%S'. Did you mean '%U'?", f->qualified_name, name, meant);
}

static bool bind_keywords(Thread *t, const Function *f, const Value *values, Value keyword_names, Value *r, Value extra)
{
    const Code *c = f->code;
    size_t named = c->argument_count + c->keyword_only_count;
    const Tuple *names = as_tuple(keyword_names);
    for (size_t k = 0; k < names->length; k++) {
        Value name = names->items[k];
        if (!is_str(name)) return RAISE_FALSE(t, T_TYPE_ERROR, "%U() keywords must be strings", f->qualified_name);
        size_t i = c->positional_only_count;
        while (i < named && !value_same(parameter_name(c, i), name)) i++;
        if (i == named)
            for (i = c->positional_only_count; i < named && !str_equal(parameter_name(c, i), name);) i++;
        if (i < named) {
            if (!is_null(r[i])) return RAISE_FALSE(t, T_TYPE_ERROR, "%U() got multiple values for argument '%S'", f->qualified_name, name);
            r[i] = values[k];
        } else if (!is_null(extra)) {
            if (!dict_set(t, extra, name, values[k])) return false;
        } else {
            if (c->positional_only_count && !positional_only_by_name(t, f, keyword_names)) return false;
            return unexpected_keyword(t, f, name);
        }
    }
    return true;
}

static bool fill_defaults(Thread *t, const Function *f, size_t n, Value *r)
{
    const Code *c = f->code;
    size_t defaults = is_null(f->defaults) ? 0 : as_tuple(f->defaults)->length, required = c->argument_count - defaults;
    if (defaults > c->argument_count) required = 0;
    for (size_t i = n; i < required; i++)
        if (is_null(r[i])) return missing(t, f, r, 0, required, "positional");
    for (size_t i = n > required ? n : required; i < c->argument_count; i++)
        if (is_null(r[i])) r[i] = as_tuple(f->defaults)->items[i - required];
    for (size_t i = c->argument_count; i < c->argument_count + c->keyword_only_count; i++) {
        if (!is_null(r[i])) continue;
        if (!is_null(f->keyword_defaults)) r[i] = dict_get(t, f->keyword_defaults, parameter_name(c, i));
    }
    for (size_t i = c->argument_count; i < c->argument_count + c->keyword_only_count; i++)
        if (is_null(r[i])) return missing(t, f, r, c->argument_count, c->argument_count + c->keyword_only_count, "keyword-only");
    return true;
}

bool function_bind(Thread *t, Value function, const Value *args, size_t n, Value keyword_names, Value *r)
{
    const Function *f = as_function(function);
    const Code *c = f->code;
    size_t named = c->argument_count + c->keyword_only_count, next = named;
    size_t positional = n < c->argument_count ? n : c->argument_count;
    if (positional) memmove(r, args, positional * sizeof *r);
    Value rest = V_NULL, extra = V_NULL;
    if (c->flags & CODE_VARARGS) {
        rest = tuple_new(t, args + positional, n - positional);
        if (is_null(rest)) return false;
    }
    for (size_t i = positional; i < named; i++) r[i] = V_NULL;
    if (c->flags & CODE_VARARGS) r[next++] = rest;
    if (c->flags & CODE_VARKEYWORDS) {
        extra = dict_new(t);
        if (is_null(extra)) return false;
        r[next++] = extra;
    }
    if (!is_null(keyword_names) && !bind_keywords(t, f, args + n, keyword_names, r, extra)) return false;
    if (n > c->argument_count && !(c->flags & CODE_VARARGS)) return too_many(t, f, n, r);
    return fill_defaults(t, f, n, r);
}
