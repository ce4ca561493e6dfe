/* exception_syntax.c - SyntaxError: where in a source the trouble is. */
#include "objects/exception_internal.h"
#include "objects/numbers.h"
#include "runtime/ops.h"

/* SyntaxError(msg, (filename, lineno, offset, text[, end_lineno, end_offset[, metadata]])) */
static bool fill_details(Thread *t, Exception *e, Value details)
{
    static const uint8_t order[] = {SYNTAX_FILENAME, SYNTAX_LINENO, SYNTAX_OFFSET, SYNTAX_TEXT, SYNTAX_END_LINENO, SYNTAX_END_OFFSET,
                                    SYNTAX_METADATA};
    Value tuple = tuple_from_iterable(t, details);
    if (is_null(tuple)) return false;
    size_t n = as_tuple(tuple)->length;
    if (n < 4) return RAISE_FALSE(t, T_TYPE_ERROR, "function takes at least 4 arguments (%zu given)", n);
    if (n > sizeof order) return RAISE_FALSE(t, T_TYPE_ERROR, "function takes at most %zu arguments (%zu given)", sizeof order, n);
    for (size_t i = 0; i < n; i++) gc_store(t, e, &e->field[order[i]], as_tuple(tuple)->items[i]);
    if (n == 5) return RAISE_FALSE(t, T_TYPE_ERROR, "end_offset must be provided when end_lineno is provided");
    return true;
}

bool syntax_error_fill(Thread *t, Exception *e, const Value *args, size_t n, Value keyword_names)
{
    if (!exception_no_keywords(t, e, keyword_names)) return false;
    if (n >= 1) gc_store(t, e, &e->field[SYNTAX_MSG], args[0]);
    return n != 2 || fill_details(t, e, args[1]);
}

static Value syntax_error_init_(Thread *t, Value *a, size_t n) { return exception_init(t, a, n, syntax_error_fill); }

Value syntax_error_str(Thread *t, Value self)
{
    const Exception *e = as_exception(self);
    Value msg = exception_field(e, SYNTAX_MSG), filename = e->field[SYNTAX_FILENAME], lineno = e->field[SYNTAX_LINENO];
    bool has_filename = !is_null(filename) && is_str(filename);
    bool has_line = !is_null(lineno) && is_int(lineno) && !is_bool(lineno);
    if (has_filename) {
        size_t n = str_length(as_str(filename)), base = n;
        while (base > 0 && str_at(as_str(filename), base - 1) != '/') base--;
        filename = str_substr(t, filename, base, n);
        if (is_null(filename)) return V_NULL;
    }
    if (has_filename && has_line) return str_format(t, "%S (%U, line %S)", msg, filename, lineno);
    if (has_filename) return str_format(t, "%S (%U)", msg, filename);
    if (has_line) return str_format(t, "%S (line %S)", msg, lineno);
    return object_str(t, msg);
}

const NativeDef syntax_error_init[] = {EXCEPTION_INIT(syntax_error_init_), FN_END};
#define FIELD(i) (offsetof(Exception, field) + (i) * sizeof(Value))
const MemberDef syntax_error_members[] = {
    {"msg", FIELD(SYNTAX_MSG), true, true, "exception msg"},
    {"filename", FIELD(SYNTAX_FILENAME), true, true, "exception filename"},
    {"lineno", FIELD(SYNTAX_LINENO), true, true, "exception lineno"},
    {"offset", FIELD(SYNTAX_OFFSET), true, true, "exception offset"},
    {"text", FIELD(SYNTAX_TEXT), true, true, "exception text"},
    {"end_lineno", FIELD(SYNTAX_END_LINENO), true, true, "exception end lineno"},
    {"end_offset", FIELD(SYNTAX_END_OFFSET), true, true, "exception end offset"},
    {"print_file_and_line", FIELD(SYNTAX_PRINT_FILE), true, true, "exception print_file_and_line"},
    {"_metadata", FIELD(SYNTAX_METADATA), true, true, "exception private metadata"},
    MEMBER_END};

Value raise_syntax_error(Thread *t, TypeId id, const char *message, Value filename, int line, int column, int end_line, int end_column,
                         Value text)
{
    Value msg = str_from_text(t, message);
    if (is_null(msg)) return V_NULL;
    Value details = tuple_pack(t, 6, is_null(filename) ? V_NONE : filename, value_fixnum(line), value_fixnum(column),
                               is_null(text) ? V_NONE : text, value_fixnum(end_line), value_fixnum(end_column));
    return is_null(details) ? V_NULL : raise_with2(t, id, msg, details);
}
