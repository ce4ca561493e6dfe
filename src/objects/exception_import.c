/* exception_import.c - ImportError and its name, path and name_from. */
#include "objects/exception_internal.h"
#include "objects/dict.h"

static const char *const keywords[] = {"name", "path", "name_from"};

bool import_error_fill(Thread *t, Exception *e, const Value *args, size_t n, Value keyword_names)
{
    Value v[3];
    if (!exception_keywords(t, "ImportError", keywords, 3, keyword_names, args + n, v)) return false;
    for (int i = 0; i < 3; i++) gc_store(t, e, &e->field[IMPORT_NAME + i], v[i]);
    gc_store(t, e, &e->field[IMPORT_MSG], n == 1 ? args[0] : V_NULL);
    return true;
}
_Static_assert(IMPORT_PATH == IMPORT_NAME + 1 && IMPORT_NAME_FROM == IMPORT_NAME + 2, "the order of keywords[]");

static Value import_error_init_(Thread *t, Value *a, size_t n) { return exception_init(t, a, n, import_error_fill); }

Value import_error_str(Thread *t, Value self)
{
    Value msg = as_exception(self)->field[IMPORT_MSG];
    return !is_null(msg) && is_exact_str(msg) ? msg : exception_str(t, self);
}

static Value import_error_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    const Exception *e = as_exception(a[0]);
    Value state = exception_state(t, a[0]);
    if (error_set(t)) return V_NULL;
    for (int i = 0; i < 3; i++) {
        if (is_null(e->field[IMPORT_NAME + i])) continue;
        if (is_null(state)) state = dict_new(t);
        if (is_null(state) || !dict_set_text(t, state, keywords[i], e->field[IMPORT_NAME + i])) return V_NULL;
    }
    return exception_reduced(t, a[0], e->args, state);
}

const NativeDef import_error_methods[] = {
    EXCEPTION_INIT(import_error_init_),
    FN("__reduce__", import_error_reduce, "($self, /)", NULL),
    FN_END};
const NativeDef import_error_init[] = {EXCEPTION_INIT(import_error_init_), FN_END};
#define FIELD(i) (offsetof(Exception, field) + (i) * sizeof(Value))
const MemberDef import_error_members[] = {
    {"msg", FIELD(IMPORT_MSG), true, true, "exception message"},
    {"name", FIELD(IMPORT_NAME), true, true, "module name"},
    {"path", FIELD(IMPORT_PATH), true, true, "module path"},
    {"name_from", FIELD(IMPORT_NAME_FROM), true, true, "name imported from module"},
    MEMBER_END};
