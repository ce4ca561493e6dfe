/* report.c - the report of an uncaught exception, as CPython's traceback module prints it. */
#include "objects/exception.h"
#include "objects/frame.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/text.h"
#include <unistd.h>

static void put_traceback(StrBuilder *b, Value at)
{
    if (is_null(at)) return;
    builder_text(b, "Traceback (most recent call last):\n");
    for (; !is_null(at); at = ((Traceback *)as_cell(at))->next) {
        const Traceback *tb = as_cell(at);
        Value line = str_format(b->t, "  File \"%U\", line %d, in %U\n", tb->code->file_name, traceback_line(tb), tb->code->name);
        if (!is_null(line)) builder_str(b, line);
    }
}

static void put_exception(StrBuilder *b, Value e)
{
    Thread *t = b->t;
    put_traceback(b, as_exception(e)->traceback);
    builder_str(b, type_of(t, e)->name);
    Value text = object_str(t, e);
    if (is_null(text)) {
        error_clear(t);
        builder_text(b, ": <exception str() failed>");
    } else if (str_length(as_str(text))) {
        builder_text(b, ": ");
        builder_str(b, text);
    }
    builder_char(b, '\n');
}

static void write_all(Thread *t, Value file, Value text)
{
    if (!is_null(file)) {
        call_method1(t, file, NAME(t, write), text);
        error_clear(t);
        return;
    }
    size_t n;
    const char *s = str_utf8_lossy(t, text, &n);
    while (s && n) {
        ssize_t done = write(2, s, n);
        if (done <= 0) return;
        s += done;
        n -= (size_t)done;
    }
}

void exception_print(Thread *t, Value exception, Value file)
{
    StrBuilder b;
    Value pending = error_take(t);
    builder_init(&b, t);
    put_exception(&b, exception);
    Value text = builder_finish(&b);
    if (!is_null(text)) write_all(t, file, text);
    error_restore(t, pending);
}

bool report_register_source(Thread *t, Value filename, Value text) { (void)t, (void)filename, (void)text; return true; }
