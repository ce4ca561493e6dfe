/* streams.c - the standard streams, on the io module; and ending an interpreter. */
#include "modules/streams.h"
#include "modules/sys.h"
#include "objects/dict.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <unistd.h>

static Value text(Thread *t, const char *s) { return s ? str_from_text(t, s) : V_NONE; }

/* _io.open(fd, mode, buffering, closefd=False), its raw file named */
static Value open_raw(Thread *t, Value io, int fd, bool writing, bool buffered, const char *name)
{
    Value args[7] = {value_fixnum(fd), str_from_text(t, writing ? "wb" : "rb"), value_fixnum(buffered ? -1 : 0), V_NONE, V_NONE, V_NONE, V_FALSE};
    Value file = call_method(t, io, str_intern_text(t, "open"), args, 7);
    if (is_null(file)) return V_NULL;
    Value raw = buffered ? attr_get(t, file, str_intern_text(t, "raw")) : file;
    if (is_null(raw) || !attr_set(t, raw, NAME(t, name), text(t, name))) return V_NULL;
    return file;
}

typedef struct TextFormat { char encoding[64]; const char *errors; } TextFormat;

static Value open_stream(Thread *t, Value io, int fd, const char *name, const TextFormat *format, const char *errors)
{
    bool writing = fd != STDIN_FILENO, unbuffered = t->rt->options.unbuffered && writing;
    if (fcntl(fd, F_GETFD) < 0) return V_NONE; /* the stream was closed by whoever started us */
    Value file = open_raw(t, io, fd, writing, !unbuffered, name);
    if (is_null(file)) return V_NULL;
    bool line_buffering = writing && (isatty(fd) || fd == STDERR_FILENO);
    Value args[6] = {file, text(t, format->encoding), text(t, errors), text(t, "\n"), value_bool(line_buffering), value_bool(unbuffered)};
    if (!writing) args[3] = V_NONE;
    Value stream = call_method(t, io, str_intern_text(t, "TextIOWrapper"), args, 6);
    if (is_null(stream) || !attr_set(t, stream, NAME(t, mode), text(t, writing ? "w" : "r"))) return V_NULL;
    return stream;
}

static bool set_stream(Thread *t, const char *name, Value v)
{
    char twin[16];
    snprintf(twin, sizeof twin, "__%s__", name);
    return sys_set(t, name, v) && sys_set(t, twin, v);
}

/* the encoding of the locale, or what PYTHONIOENCODING asks for */
static void choose_format(Thread *t, const char *wanted, TextFormat *f)
{
    const char *codeset = t->rt->options.utf8_mode ? "utf-8" : nl_langinfo(CODESET), *locale = setlocale(LC_CTYPE, NULL);
    bool plain = t->rt->options.utf8_mode || (locale && (!strcmp(locale, "C") || !strcmp(locale, "POSIX")));
    if (!strcmp(codeset, "UTF-8") || (plain && !strcmp(codeset, "ANSI_X3.4-1968"))) codeset = "utf-8";
    snprintf(f->encoding, sizeof f->encoding, "%s", codeset);
    f->errors = plain ? "surrogateescape" : "strict";
    if (!wanted) return;
    size_t n = strcspn(wanted, ":");
    if (n && n < sizeof f->encoding) snprintf(f->encoding, sizeof f->encoding, "%.*s", (int)n, wanted);
    if (n) f->errors = "strict";
    if (wanted[n] && wanted[n + 1]) f->errors = wanted + n + 1;
}

bool streams_open(Thread *t, const char *encoding)
{
    TextFormat format;
    choose_format(t, encoding, &format);
    Value io = import_module(t, "_io");
    return !is_null(io) && set_stream(t, "stdin", open_stream(t, io, STDIN_FILENO, "<stdin>", &format, format.errors)) &&
           set_stream(t, "stdout", open_stream(t, io, STDOUT_FILENO, "<stdout>", &format, format.errors)) &&
           set_stream(t, "stderr", open_stream(t, io, STDERR_FILENO, "<stderr>", &format, "backslashreplace"));
}

/* --- the end --- */

static bool flush_one(Thread *t, const char *name, bool report)
{
    Value file = sys_get(t, name);
    if (is_null(file) || is_none(file)) return true;
    Value closed = attr_get_optional(t, file, str_intern_text(t, "closed"));
    int is_closed = is_null(closed) ? 0 : is_truthy(t, closed);
    if (is_closed > 0) return true;
    error_clear(t);
    if (!is_null(call_method0(t, file, NAME(t, flush)))) return true;
    if (report) error_unraisable(t, "Exception ignored while flushing sys.stdout", V_NULL);
    error_clear(t);
    return false;
}

static bool flush_both(Thread *t, bool report)
{
    bool ok = flush_one(t, "stdout", report);
    flush_one(t, "stderr", false);
    return ok;
}

bool streams_flush(Thread *t) { return flush_both(t, true); }

/* threading._shutdown(): joins what is not a daemon */
static void wait_for_threads(Thread *t)
{
    Value threading = dict_get_text(t, t->rt->modules, "threading");
    if (is_null(threading) || is_none(threading)) return;
    if (is_null(call_method0(t, threading, str_intern_text(t, "_shutdown")))) error_unraisable(t, "Exception ignored on threading shutdown", threading);
}

static void run_atexit(Thread *t)
{
    Value module = dict_get_text(t, t->rt->modules, "atexit");
    if (is_null(t->rt->state[STATE_ATEXIT]) || is_null(module)) return;
    if (is_null(call_method0(t, module, str_intern_text(t, "_run_exitfuncs")))) error_clear(t);
}

bool runtime_finish(Thread *t)
{
    wait_for_threads(t);
    run_atexit(t);
    bool ok = streams_flush(t);
    t->rt->finalizing = true;
    gc_finalize_all(t);
    return flush_both(t, ok) && ok; /* what cannot be written is said once */
}
