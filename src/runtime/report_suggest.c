/* report_suggest.c - "Did you mean": the name that a misspelt one most likely stands for, by edit distance.
 *
 * A change of case costs 1, any other change 2; no more than a third of the characters involved may change. Distances are of UTF-8
 * bytes, as in CPython. */
#include "objects/dict.h"
#include "objects/exception_internal.h"
#include "objects/frame.h"
#include "objects/list.h"
#include "runtime/call.h"
#include "runtime/ops.h"
#include "runtime/report.h"

enum { MAX_CANDIDATES = 750, MAX_NAME = 40, MOVE_COST = 2, CASE_COST = 1 };

/* --- distance --- */

static unsigned char lower(unsigned char c) { return c >= 'A' && c <= 'Z' ? c | 0x20 : c; }

static size_t substitution_cost(unsigned char a, unsigned char b)
{
    if (a == b) return 0;
    return lower(a) == lower(b) ? CASE_COST : MOVE_COST;
}

/* the distance, or anything above `most` when it is above */
static size_t distance(const char *a, size_t n, const char *b, size_t m, size_t most)
{
    while (n && m && *a == *b) a++, b++, n--, m--;
    while (n && m && a[n - 1] == b[m - 1]) n--, m--;
    if (!n || !m) return (n + m) * MOVE_COST;
    if (n > MAX_NAME || m > MAX_NAME) return most + 1;
    if (m < n) {
        const char *s = a; a = b; b = s;
        size_t k = n; n = m; m = k;
    }
    if ((m - n) * MOVE_COST > most) return most + 1;
    size_t row[MAX_NAME], result = 0; /* row[i]: cost of a[0 .. i] against the b so far */
    for (size_t i = 0; i < n; i++) row[i] = (i + 1) * MOVE_COST;
    for (size_t j = 0; j < m; j++) {
        size_t diagonal = j * MOVE_COST, least = SIZE_MAX;
        result = diagonal;
        for (size_t i = 0; i < n; i++) {
            size_t substituted = diagonal + substitution_cost((unsigned char)b[j], (unsigned char)a[i]);
            diagonal = row[i];
            size_t moved = (result < diagonal ? result : diagonal) + MOVE_COST;
            result = substituted < moved ? substituted : moved;
            row[i] = result;
            if (result < least) least = result;
        }
        if (least > most) return most + 1;
    }
    return result;
}

Value suggestion_find(Thread *t, Value candidates, Value name)
{
    const List *all = as_list(candidates);
    size_t n, m, best = SIZE_MAX;
    const char *wanted = str_utf8_lossy(t, name, &n);
    Value found = V_NULL;
    if (!wanted || all->length >= MAX_CANDIDATES) return V_NULL;
    for (size_t i = 0; i < all->length; i++) {
        Value candidate = all->items[i];
        if (!is_str(candidate) || str_equal(candidate, name)) continue;
        const char *s = str_utf8_lossy(t, candidate, &m);
        if (!s) return V_NULL;
        size_t most = (n + m + 3) * MOVE_COST / 6;
        if (most > best - 1) most = best - 1;
        size_t d = distance(wanted, n, s, m, most);
        if (d > most || d >= best) continue;
        found = candidate;
        best = d;
    }
    return found;
}

/* --- candidates --- */

static bool is_private(Value name) { return str_length(as_str(name)) && str_at(as_str(name), 0) == '_'; }

typedef struct Filter { Value list; bool hide_private; } Filter;
static bool collect(Thread *t, void *context, Value name)
{
    Filter *f = context;
    if (!is_str(name) || (f->hide_private && is_private(name))) return true;
    return list_append(t, f->list, name);
}

static bool collect_all(Thread *t, Filter *f, Value names)
{
    return !is_null(names) && iterate(t, names, collect, f);
}

/* what dir() would list, sorted; for a class whose __dir__ wants an instance, what its metaclass says */
static Value dir_of(Thread *t, Value obj)
{
    Value names = call_method0(t, obj, NAME(t, __dir__));
    if (!is_null(names) || !error_matches(t, T_TYPE_ERROR)) return names;
    error_clear(t);
    bool found;
    return call_special(t, obj, NAME(t, __dir__), NULL, 0, &found);
}

/* the frame where the exception was raised, or NULL */
static FrameObject *raising_frame(Value exception)
{
    Value tb = as_exception(exception)->traceback;
    if (is_null(tb)) return NULL;
    while (!is_null(((Traceback *)as_cell(tb))->next)) tb = ((Traceback *)as_cell(tb))->next;
    return as_frame(((Traceback *)as_cell(tb))->frame);
}

static Value local_variable(Thread *t, FrameObject *frame, Value name)
{
    Value locals = frame_locals(t, frame);
    if (is_null(locals)) return V_NULL;
    Value v = item_get(t, locals, name);
    if (is_null(v)) error_clear(t);
    return v;
}

static Value among_attributes(Thread *t, Value exception, Value obj, Value wrong)
{
    Filter f = {list_new(t, NULL, 0), !is_private(wrong)};
    FrameObject *frame = raising_frame(exception);
    if (f.hide_private && frame) {
        Value self = local_variable(t, frame, NAME(t, self));
        if (!is_null(self) && value_same(self, obj)) f.hide_private = false;
    }
    if (is_null(f.list) || !collect_all(t, &f, dir_of(t, obj)) || !list_sort(t, f.list, V_NULL, false)) return V_NULL;
    return suggestion_find(t, f.list, wrong);
}

static Value among_module_names(Thread *t, Value exception, Value wrong)
{
    Value import = dict_get_text(t, t->rt->builtins, "__import__"), name = exception_field(as_exception(exception), IMPORT_NAME);
    Value module = is_null(import) ? V_NULL : call1(t, import, name);
    Filter f = {list_new(t, NULL, 0), !is_private(wrong)};
    if (is_null(module) || is_null(f.list) || !collect_all(t, &f, dir_of(t, module)) || !list_sort(t, f.list, V_NULL, false)) return V_NULL;
    return suggestion_find(t, f.list, wrong);
}

static Value among_variables(Thread *t, Value exception, Value wrong)
{
    FrameObject *frame = raising_frame(exception);
    if (!frame) return V_NULL;
    Value self = local_variable(t, frame, NAME(t, self));
    if (!is_null(self)) {
        int has = attr_has(t, self, wrong);
        if (has > 0) return str_format(t, "self.%U", wrong);
        error_clear(t);
    }
    Filter f = {list_new(t, NULL, 0), false};
    Value globals = attr_get(t, value_cell(frame), str_intern_text(t, "f_globals"));
    Value builtins = attr_get(t, value_cell(frame), str_intern_text(t, "f_builtins"));
    if (is_null(f.list) || !collect_all(t, &f, frame_locals(t, frame)) || !collect_all(t, &f, globals) || !collect_all(t, &f, builtins))
        return V_NULL;
    return suggestion_find(t, f.list, wrong);
}

/* --- the words --- */

static bool is_library_module(Thread *t, Value name)
{
    Value all = dict_get_text(t, t->rt->sys_dict, "stdlib_module_names");
    if (is_null(all)) return false;
    int is = contains(t, all, name);
    error_clear(t);
    return is > 0;
}

static Value did_you_mean(Thread *t, Value suggestion)
{
    error_clear(t); /* looking for one may have failed: then there is none */
    return is_null(suggestion) ? t->rt->empty_str : str_format(t, ". Did you mean: '%U'?", suggestion);
}

Value report_suggestion(Thread *t, Value exception)
{
    const Exception *e = as_exception(exception);
    Value text = V_NULL;
    if (is_instance_of(t, exception, T_IMPORT_ERROR)) {
        Value wrong = e->field[IMPORT_NAME_FROM];
        if (!is_null(wrong) && is_str(wrong)) text = did_you_mean(t, among_module_names(t, exception, wrong));
    } else if (is_instance_of(t, exception, T_ATTRIBUTE_ERROR)) {
        Value wrong = e->field[0];
        if (!is_null(wrong) && is_str(wrong)) text = did_you_mean(t, among_attributes(t, exception, exception_field(e, 1), wrong));
    } else if (is_instance_of(t, exception, T_NAME_ERROR)) {
        Value wrong = e->field[0];
        if (is_null(wrong) || !is_str(wrong)) return V_NULL;
        text = did_you_mean(t, among_variables(t, exception, wrong));
        if (!is_null(text) && is_library_module(t, wrong))
            text = str_format(t, str_length(as_str(text)) ? "%U Or did you forget to import '%U'?" : "%U. Did you forget to import '%U'?", text, wrong);
    }
    error_clear(t);
    return is_null(text) || !str_length(as_str(text)) ? V_NULL : text;
}
