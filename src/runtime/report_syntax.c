/* report_syntax.c - a SyntaxError in a report: the line it is about, marked, and the message. */
#include "objects/exception_internal.h"
#include "objects/numbers.h"
#include "runtime/ops.h"
#include "runtime/report.h"

/* the attribute as a number; false: it is none */
static bool number(const Exception *e, int field, int64_t *out)
{
    Value v = e->field[field];
    return !is_null(v) && is_int(v) && int_fits_int64(v, out);
}

static bool is_blank(uint32_t c) { return c == ' ' || c == '\n' || c == '\f'; }

/* the part of the line that is shown: without line ends behind and blanks before */
typedef struct Shown { Value text; size_t from, to; } Shown;

static Shown shown_part(Value text)
{
    const Str *s = as_str(text);
    Shown x = {text, 0, str_length(s)};
    while (x.to && str_at(s, x.to - 1) == '\n') x.to--;
    while (x.from < x.to && is_blank(str_at(s, x.from))) x.from++;
    return x;
}

static bool same_line(Thread *t, const Exception *e)
{
    Value a = exception_field(e, SYNTAX_LINENO), b = exception_field(e, SYNTAX_END_LINENO);
    int same = compare_bool(t, a, b, CMP_EQ);
    error_clear(t);
    return same == 1;
}

/* the columns to mark, counted from 1 in the whole line; the end is exclusive */
static void marked_range(Thread *t, const Exception *e, const Shown *x, int64_t *from, int64_t *to)
{
    int64_t length = (int64_t)str_length(as_str(x->text)), behind = (int64_t)x->to + 1, n;
    if (!same_line(t, e)) *to = behind;
    else *to = number(e, SYNTAX_END_OFFSET, &n) && n != 0 ? n : *from;
    if (length && *from > length) *from = behind;
    if (length && *to > length) *to = behind;
    if (*from >= *to || *to < 0) *to = *from + 1;
}

static void put_line(Report *r, const Shown *x)
{
    Value line = str_substr(r->t, x->text, x->from, x->to);
    report_text(r, "    ");
    report_str(r, line);
    report_text(r, "\n");
}

static void put_marks(Report *r, const Shown *x, int64_t from, int64_t to)
{
    int64_t first = from - 1 - (int64_t)x->from, last = to - 1 - (int64_t)x->from;
    if (first < 0) return;
    report_text(r, "    ");
    StrBuilder b;
    builder_init(&b, r->t);
    for (int64_t i = 0; i < first; i++) { /* tabs stay, so that the marks are below their text */
        size_t at = x->from + (size_t)i;
        if (at >= x->to) break;
        uint32_t c = str_at(as_str(x->text), at);
        builder_char(&b, c == '\t' || c == '\v' || c == '\f' || c == '\r' ? c : ' ');
    }
    builder_repeat(&b, '^', (size_t)(last - first));
    report_str(r, builder_finish(&b));
    report_text(r, "\n");
}

static void put_text(Report *r, const Exception *e)
{
    Value text = e->field[SYNTAX_TEXT];
    if (is_null(text) || !is_str(text)) return;
    Shown x = shown_part(text);
    int64_t from, to;
    if (is_none(exception_field(e, SYNTAX_OFFSET))) {
        put_line(r, &x);
    } else if (number(e, SYNTAX_OFFSET, &from)) {
        marked_range(r->t, e, &x, &from, &to);
        put_line(r, &x);
        if (to - from < INT32_MAX) put_marks(r, &x, from, to);
    }
}

void report_syntax_error(Report *r, Value exception, Value type_text)
{
    Thread *t = r->t;
    const Exception *e = as_exception(exception);
    Value filename = exception_field(e, SYNTAX_FILENAME), line = exception_field(e, SYNTAX_LINENO), msg = exception_field(e, SYNTAX_MSG);
    if (!is_none(line)) {
        report_text(r, "  File \"");
        if (is_truthy(t, filename) == 1) report_str(r, report_safe_str(t, filename, "filename"));
        else report_text(r, "<string>");
        report_text(r, "\", line ");
        report_str(r, report_safe_str(t, line, "lineno"));
        report_text(r, "\n");
    }
    put_text(r, e);
    report_str(r, type_text);
    report_text(r, ": ");
    if (is_truthy(t, msg) == 1) report_str(r, report_safe_str(t, msg, "msg"));
    else report_text(r, "<no detail available>");
    if (is_none(line) && !is_none(filename)) {
        report_text(r, " (");
        report_str(r, report_safe_str(t, filename, "filename"));
        report_text(r, ")");
    }
    report_text(r, "\n");
}
