/* _warnings.c - warnings: what warnings.py takes from C, and all there is before that is imported.
 *
 * The filters, the registry of "once" and the default action are the attributes of the module `warnings` where that is loaded; until
 * then they are those kept here. A registry, a module's __warningregistry__, is valid for one version of the filters: their changes
 * are announced by _filters_mutated_lock_held(). Filters and registries are used under a lock, which warnings.py takes too. */
#include "modules/args.h"
#include "modules/modules.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/frame.h"
#include "objects/function.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/text.h"
#include "vm/frame.h"

/* items of the list in STATE_WARNINGS; the context variable is None where there is no _contextvars */
enum { OUR_FILTERS, OUR_ONCE_REGISTRY, OUR_DEFAULT_ACTION, OUR_VERSION, OUR_LOCK, OUR_CONTEXT_VARIABLE, OUR_COUNT };
static Value *ours(Thread *t) { return as_list(t->rt->state[STATE_WARNINGS])->items; }

static Value default_filters(Thread *t)
{
    static const struct { const char *action; TypeId category; const char *module; } rows[] = {
        {"default", T_DEPRECATION_WARNING, "__main__"}, {"ignore", T_DEPRECATION_WARNING, NULL}, {"ignore", T_PENDING_DEPRECATION_WARNING, NULL},
        {"ignore", T_IMPORT_WARNING, NULL}, {"ignore", T_RESOURCE_WARNING, NULL}};
    Value list = list_new(t, NULL, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows && !is_null(list); i++) {
        Type *category = type_by_id(t, rows[i].category);
        Value action = str_intern_text(t, rows[i].action), module = rows[i].module ? str_intern_text(t, rows[i].module) : V_NONE;
        if (!category || is_null(action) || is_null(module)) return V_NULL;
        Value row = tuple_pack(t, 5, action, V_NONE, type_value(category), module, value_fixnum(0));
        if (is_null(row) || !list_append(t, list, row)) return V_NULL;
    }
    return list;
}

/* an attribute of warnings.py; V_NULL without exception: it is not loaded, or has none. import: load it if need be */
static Value warnings_attr(Thread *t, const char *name, bool import)
{
    Value module = dict_get_text(t, t->rt->modules, "warnings");
    if (is_null(module) && import && !t->rt->finalizing) {
        module = import_module(t, "warnings");
        if (is_null(module) && error_matches(t, T_IMPORT_ERROR)) error_clear(t);
    }
    return is_null(module) || is_none(module) ? V_NULL : attr_get_optional(t, module, str_intern_text(t, name));
}

/* --- the lock --- */

static bool lock(Thread *t) { return !is_null(call_method0(t, ours(t)[OUR_LOCK], str_intern_text(t, "acquire"))); }

/* keeps the exception that is on its way */
static bool unlock(Thread *t)
{
    Value pending = error_take(t);
    if (is_null(call_method0(t, ours(t)[OUR_LOCK], str_intern_text(t, "release")))) return false;
    error_restore(t, pending);
    return true;
}

static Value acquire_lock(Thread *t, Value *a, size_t n) { (void)a, (void)n; return lock(t) ? V_NONE : V_NULL; }
static Value release_lock(Thread *t, Value *a, size_t n) { (void)a, (void)n; return unlock(t) ? V_NONE : V_NULL; }

static Value filters_mutated(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    Value held = call_method0(t, ours(t)[OUR_LOCK], str_intern_text(t, "_is_owned"));
    if (is_null(held)) return V_NULL;
    if (!is_true(held)) return raise(t, T_RUNTIME_ERROR, "warnings lock is not held");
    ours(t)[OUR_VERSION] = value_fixnum(as_fixnum(ours(t)[OUR_VERSION]) + 1);
    return V_NONE;
}

/* --- filters --- */

static Value global_filters(Thread *t)
{
    Value filters = warnings_attr(t, "filters", false);
    if (error_set(t)) return V_NULL;
    if (is_null(filters)) filters = ours(t)[OUR_FILTERS];
    else gc_store(t, as_cell(t->rt->state[STATE_WARNINGS]), &ours(t)[OUR_FILTERS], filters);
    return is_list(filters) ? filters : raise(t, T_VALUE_ERROR, "_warnings.filters must be a list");
}

/* those of catch_warnings() in this context; V_NULL without exception: there are none */
static Value context_filters(Thread *t)
{
    Value variable = ours(t)[OUR_CONTEXT_VARIABLE];
    if (!t->rt->options.context_aware_warnings || is_none(variable)) return V_NULL;
    Value context = call_method1(t, variable, str_intern_text(t, "get"), V_NONE);
    if (is_null(context) || is_none(context)) return V_NULL;
    Value filters = attr_get(t, context, str_intern_text(t, "_filters"));
    if (is_null(filters) || is_list(filters)) return filters;
    return raise(t, T_VALUE_ERROR, "warnings_context _filters must be a list");
}

/* does a filter's pattern match? None: always; a str: equal; else what its match() says */
static int matches(Thread *t, Value pattern, Value text)
{
    if (is_none(pattern)) return 1;
    if (is_exact_str(pattern)) return compare_bool(t, pattern, text, CMP_EQ);
    Value result = call_method1(t, pattern, str_intern_text(t, "match"), text);
    return is_null(result) ? -1 : is_truthy(t, result);
}

typedef struct Warning { Value message, category, text, filename, module, registry, source; int64_t line; } Warning;

/* 1: the filter applies */
static int filter_applies(Thread *t, const Value *filter, const Warning *w)
{
    int64_t line;
    if (!is_str(filter[0])) return RAISE_INT(t, T_TYPE_ERROR, "action must be a string, not '%T'", filter[0]);
    int ok = matches(t, filter[1], w->text);
    if (ok > 0) ok = is_subclass(t, w->category, filter[2]);
    if (ok > 0) ok = matches(t, filter[3], w->module);
    if (ok <= 0) return ok;
    if (!type_of(t, filter[4])->slots.index) return RAISE_INT(t, T_TYPE_ERROR, "an integer is required");
    if (!arg_size(t, filter[4], &line)) return -1;
    return line == 0 || line == w->line;
}

/* 1 with *filter the first of the list that applies, 0: none, -1 */
static int find_filter(Thread *t, Value filters, const Warning *w, Value *filter)
{
    for (size_t i = 0; i < as_list(filters)->length; i++) { /* the list may change meanwhile */
        *filter = as_list(filters)->items[i];
        if (!is_tuple(*filter) || as_tuple(*filter)->length != 5)
            return RAISE_INT(t, T_VALUE_ERROR, "warnings.filters item %zu isn't a 5-tuple", i);
        int applies = filter_applies(t, as_tuple(*filter)->items, w);
        if (applies) return applies;
    }
    return 0;
}

/* the action, and the filter it comes from, None for the default */
static Value find_action(Thread *t, const Warning *w, Value *filter)
{
    Value filters = context_filters(t);
    int found = is_null(filters) ? 0 : find_filter(t, filters, w, filter);
    if (error_set(t)) return V_NULL;
    if (!found) {
        filters = global_filters(t);
        found = is_null(filters) ? -1 : find_filter(t, filters, w, filter);
    }
    if (found) return found > 0 ? as_tuple(*filter)->items[0] : V_NULL;
    *filter = V_NONE;
    Value action = warnings_attr(t, "defaultaction", false);
    if (error_set(t)) return V_NULL;
    if (is_null(action)) action = ours(t)[OUR_DEFAULT_ACTION];
    return is_str(action) ? action : raise(t, T_TYPE_ERROR, "_warnings.defaultaction must be a string, not '%T'", action);
}

/* --- registries --- */

/* 1: the key is in the registry. A registry of other filters is emptied; remember: put the key in */
static int already_warned(Thread *t, Value registry, Value key, bool remember)
{
    Value version = dict_get(t, registry, str_intern_text(t, "version")), current = ours(t)[OUR_VERSION];
    if (error_set(t)) return -1;
    if (is_null(version) || !is_fixnum(version) || !value_same(version, current)) {
        dict_clear(t, registry);
        if (!dict_set(t, registry, str_intern_text(t, "version"), current)) return -1;
    } else {
        Value known = dict_get(t, registry, key);
        if (error_set(t)) return -1;
        int truth = is_null(known) ? 0 : is_truthy(t, known);
        if (truth) return truth;
    }
    return remember && !dict_set(t, registry, key, V_TRUE) ? -1 : 0;
}

static Value once_registry(Thread *t)
{
    Value registry = warnings_attr(t, "onceregistry", false);
    if (error_set(t)) return V_NULL;
    if (is_null(registry)) registry = ours(t)[OUR_ONCE_REGISTRY];
    return is_dict(registry) ? registry : raise(t, T_TYPE_ERROR, "_warnings.onceregistry must be a dict, not '%T'", registry);
}

/* 1: not to be shown, 0: to be shown */
static int apply_filters(Thread *t, Warning *w)
{
    bool has_registry = !is_null(w->registry) && !is_none(w->registry);
    Value key = tuple_pack(t, 3, w->text, w->category, int_from_int64(t, w->line)), filter;
    if (is_null(key)) return -1;
    int known = has_registry ? already_warned(t, w->registry, key, false) : 0;
    if (known) return known;
    Value action = find_action(t, w, &filter);
    if (is_null(action)) return -1;
    if (str_equal_text(action, "error")) return raise_value(t, w->message), -1;
    if (str_equal_text(action, "ignore")) return 1;
    if (str_equal_text(action, "always") || str_equal_text(action, "all")) return 0;
    if (has_registry && !dict_set(t, w->registry, key, V_TRUE)) return -1;
    bool once = str_equal_text(action, "once"), module = str_equal_text(action, "module");
    if (!once && !module) {
        if (str_equal_text(action, "default")) return 0;
        return RAISE_INT(t, T_RUNTIME_ERROR, "Unrecognized action (%R) in warnings.filters:\n %R", action, filter);
    }
    Value registry = has_registry ? w->registry : once ? once_registry(t) : V_NULL;
    if (is_null(registry)) return error_set(t) ? -1 : 0;
    key = tuple_pack(t, 2, w->text, w->category);
    return is_null(key) ? -1 : already_warned(t, registry, key, true);
}

/* --- showing --- */

/* the text that _showwarnmsg() would write, without that; source_line: a str or V_NULL */
static bool write_warning(Thread *t, const Warning *w, Value source_line)
{
    Value file = dict_get_text(t, t->rt->sys_dict, "stderr"), name = attr_get(t, w->category, NAME(t, __name__));
    if (is_null(name)) return false;
    if (is_null(file) || is_none(file)) return true;
    if (is_null(source_line)) source_line = source_line_text(t, w->filename, (int)w->line);
    if (is_null(source_line)) return false;
    Value text = str_format(t, "%U:%lld: %S: %S\n", w->filename, (long long)w->line, name, w->text);
    if (!is_null(text) && str_length(as_str(source_line))) text = str_format(t, "%U  %U\n", text, source_line);
    return !is_null(text) && !is_null(call_method1(t, file, NAME(t, write), text));
}

static bool show(Thread *t, const Warning *w, Value source_line)
{
    Value show_function = warnings_attr(t, "_showwarnmsg", !is_null(w->source) && !is_none(w->source));
    if (error_set(t)) return false;
    if (is_null(show_function)) return write_warning(t, w, source_line);
    if (!is_callable(t, show_function)) return RAISE_FALSE(t, T_TYPE_ERROR, "warnings._showwarnmsg() must be set to a callable");
    Value class = warnings_attr(t, "WarningMessage", false);
    if (is_null(class)) return error_set(t) ? false : RAISE_FALSE(t, T_RUNTIME_ERROR, "unable to get warnings.WarningMessage");
    Value args[7] = {w->message, w->category, w->filename, int_from_int64(t, w->line), V_NONE, V_NONE, is_null(w->source) ? V_NONE : w->source};
    Value message = is_null(args[3]) ? V_NULL : call(t, class, args, 7, V_NULL);
    return !is_null(message) && !is_null(call1(t, show_function, message));
}

/* --- warn_explicit --- */

static Value module_of_file(Thread *t, Value filename)
{
    size_t n = str_length(as_str(filename));
    if (n == 0) return str_intern_text(t, "<unknown>");
    Value suffix = n >= 3 ? str_substr(t, filename, n - 3, n) : V_NULL;
    if (error_set(t)) return V_NULL;
    return !is_null(suffix) && str_equal_text(suffix, ".py") ? str_substr(t, filename, 0, n - 3) : filename;
}

/* completes message, category and text from what was given */
static bool make_message(Thread *t, Warning *w)
{
    Type *base = type_by_id(t, T_WARNING);
    int ready = base ? is_instance(t, w->message, type_value(base)) : -1;
    if (ready < 0) return false;
    w->text = ready ? object_str(t, w->message) : w->message;
    if (ready) w->category = type_value(type_of(t, w->message));
    else w->message = call1(t, w->category, w->message);
    return !is_null(w->text) && !is_null(w->message);
}

static Value explicit(Thread *t, Warning *w, Value source_line)
{
    if (!is_null(w->module) && is_none(w->module)) return V_NONE;
    if (!is_null(w->registry) && !is_none(w->registry) && !is_dict(w->registry)) return raise(t, T_TYPE_ERROR, "'registry' must be a dict or None");
    if (is_null(w->module)) w->module = module_of_file(t, w->filename);
    if (is_null(w->module) || !make_message(t, w) || !lock(t)) return V_NULL;
    int quiet = apply_filters(t, w);
    if (!unlock(t) || quiet < 0) return V_NULL;
    return quiet || show(t, w, source_line) ? V_NONE : V_NULL;
}

/* the line as the loader of the module with these globals has it; V_NULL without exception: it has none */
static Value loader_line(Thread *t, Value globals, int64_t line)
{
    Value loader = dict_get_text(t, globals, "__loader__"), name = dict_get_text(t, globals, "__name__");
    if (is_null(loader) || is_null(name)) return V_NULL;
    Value get_source = attr_get_optional(t, loader, str_intern_text(t, "get_source"));
    Value source = is_null(get_source) ? V_NULL : call1(t, get_source, name);
    if (is_null(source) || is_none(source)) return V_NULL;
    Value lines = call_method0(t, source, str_intern_text(t, "splitlines"));
    Value text = is_null(lines) ? V_NULL : item_get(t, lines, int_from_int64(t, line - 1));
    return is_null(text) ? V_NULL : call_method0(t, text, str_intern_text(t, "strip"));
}

static Value warn_explicit_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int line;
    if (!is_str(a[2])) return raise(t, T_TYPE_ERROR, "warn_explicit() argument 'filename' must be str, not %T", a[2]);
    if (!arg_int(t, a[3], &line)) return V_NULL;
    Warning w = {.message = a[0], .category = a[1], .filename = a[2], .line = line, .module = a[4], .registry = a[5], .source = a[7]};
    Value source_line = V_NULL;
    if (!is_null(a[6]) && !is_none(a[6])) {
        if (!is_dict(a[6])) return raise(t, T_TYPE_ERROR, "module_globals must be a dict, not '%T'", a[6]);
        source_line = loader_line(t, a[6], line);
        if (error_set(t)) return V_NULL;
    }
    return explicit(t, &w, source_line);
}

/* --- warn --- */

static bool starts_with(Value text, Value prefix) { return str_find(text, prefix, 0, str_length(as_str(prefix))) == 0; }

/* a frame of the import system */
static bool is_internal(Thread *t, const Value *r)
{
    Value name = frame_code(r)->file_name, first = str_intern_text(t, "importlib"), second = str_intern_text(t, "_bootstrap");
    size_t n = str_length(as_str(name));
    return !is_null(first) && !is_null(second) && str_find(name, first, 0, n) >= 0 && str_find(name, second, 0, n) >= 0;
}

static Value *next_external(Thread *t, Value *r, const Tuple *skip)
{
    for (r = frame_caller(r); r; r = frame_caller(r)) {
        bool skipped = is_internal(t, r);
        for (size_t i = 0; i < skip->length && !skipped; i++) skipped = starts_with(frame_code(r)->file_name, skip->items[i]);
        if (!skipped) break;
    }
    return r;
}

/* the frame that the warning is about: level 1 is the caller; NULL: above all frames */
static Value *frame_at_level(Thread *t, int64_t level, const Tuple *skip)
{
    Value *r = t->registers;
    if (level <= 0 || (r && is_internal(t, r))) {
        while (--level > 0 && r) r = frame_caller(r);
    } else {
        while (--level > 0 && r) r = next_external(t, r, skip);
    }
    return r;
}

/* where the warning is given: file, line, module and its registry */
static bool locate(Thread *t, int64_t level, const Tuple *skip, Warning *w)
{
    Value *r = frame_at_level(t, level, skip), globals = t->rt->sys_dict;
    if (r) {
        FrameObject *frame = frame_object(t, r);
        if (!frame) return false;
        w->filename = frame_code(r)->file_name;
        w->line = frame_line(t, frame);
        if (w->line < 0) w->line = 0;
        globals = value_cell(as_function(r[FRAME_FUNCTION])->globals);
    } else {
        w->filename = str_intern_text(t, "<sys>");
    }
    Value registry_name = str_intern_text(t, "__warningregistry__");
    if (is_null(w->filename) || is_null(registry_name)) return false;
    w->module = dict_get_str(t, as_dict(globals), NAME(t, __name__));
    if (is_null(w->module) || (!is_none(w->module) && !is_str(w->module))) w->module = str_intern_text(t, "<string>");
    Value fresh = dict_new(t);
    w->registry = is_null(fresh) || is_null(w->module) ? V_NULL : dict_set_default(t, globals, registry_name, fresh);
    return !is_null(w->registry);
}

static bool category_arg(Thread *t, Value message, Value category, Value *out)
{
    Type *base = type_by_id(t, T_WARNING), *otherwise = type_by_id(t, T_USER_WARNING);
    int ready = base && otherwise ? is_instance(t, message, type_value(base)) : -1;
    if (ready < 0) return false;
    *out = ready ? type_value(type_of(t, message)) : is_null(category) || is_none(category) ? type_value(otherwise) : category;
    int ok = has_kind(*out, K_TYPE) ? is_subclass(t, *out, type_value(base)) : 0;
    return ok > 0 || (ok == 0 && RAISE_FALSE(t, T_TYPE_ERROR, "category must be a Warning subclass, not '%T'", *out));
}

static Value warn_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t level = 1;
    Warning w = {.message = a[0], .source = a[3]};
    Value skip = is_null(a[4]) ? t->rt->empty_tuple : a[4];
    if (!category_arg(t, a[0], a[1], &w.category) || (!is_null(a[2]) && !arg_size(t, a[2], &level))) return V_NULL;
    if (!is_tuple(skip)) return raise(t, T_TYPE_ERROR, "warn() argument 'skip_file_prefixes' must be tuple, not %T", skip);
    for (size_t i = 0; i < as_tuple(skip)->length; i++)
        if (!is_str(as_tuple(skip)->items[i])) return raise(t, T_TYPE_ERROR, "Found non-str '%T' in skip_file_prefixes.", as_tuple(skip)->items[i]);
    if (as_tuple(skip)->length && level < 2) level = 2;
    return locate(t, level, as_tuple(skip), &w) ? explicit(t, &w, V_NULL) : V_NULL;
}

static const NativeDef functions[] = {
    FN("warn", warn_, "($module, /, message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())",
       "Issue a warning, or maybe ignore it or raise an exception."),
    FN("warn_explicit", warn_explicit_,
       "($module, /, message, category, filename, lineno, module=<unrepresentable>, registry=None, module_globals=None, source=None)",
       "Issue a warning, or maybe ignore it or raise an exception."),
    FN("_filters_mutated_lock_held", filters_mutated, "($module, /)", "To be called after the filters have changed."),
    FN("_acquire_lock", acquire_lock, "($module, /)", "Lock filters and registries."),
    FN("_release_lock", release_lock, "($module, /)", "Unlock filters and registries."),
    FN_END};

static Value new_lock(Thread *t)
{
    Value module = import_module(t, "_thread");
    return is_null(module) ? V_NULL : call_method0(t, module, str_intern_text(t, "RLock"));
}

static Value new_context_variable(Thread *t)
{
    Value module = import_module(t, "_contextvars");
    if (is_null(module) && error_matches(t, T_IMPORT_ERROR)) return error_clear(t), V_NONE;
    return is_null(module) ? V_NULL : call_method1(t, module, str_intern_text(t, "ContextVar"), str_intern_text(t, "_warnings_context"));
}

static bool setup(Thread *t, Value module)
{
    Value state[OUR_COUNT] = {default_filters(t), dict_new(t), str_intern_text(t, "default"), value_fixnum(0), new_lock(t), new_context_variable(t)};
    for (int i = 0; i < OUR_COUNT; i++)
        if (is_null(state[i])) return false;
    Value list = list_new(t, state, OUR_COUNT);
    if (is_null(list)) return false;
    t->rt->state[STATE_WARNINGS] = list;
    return module_add(t, module, "filters", state[OUR_FILTERS]) && module_add(t, module, "_onceregistry", state[OUR_ONCE_REGISTRY]) &&
           module_add(t, module, "_defaultaction", state[OUR_DEFAULT_ACTION]) &&
           (is_none(state[OUR_CONTEXT_VARIABLE]) || module_add(t, module, "_warnings_context", state[OUR_CONTEXT_VARIABLE]));
}

const ModuleSpec _warnings_module_spec = {"_warnings", "Filtering and showing warnings: what the module warnings is made of.", functions, NULL, setup};
