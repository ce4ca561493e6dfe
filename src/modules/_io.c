/* _io.c - the module behind io: open(). */
#include "modules/_io.h"
#include "modules/args.h"
#include "objects/dict.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/ops.h"

/* --- errors --- */

static Value unsupported_operation(Thread *t)
{
    Value *known = &t->rt->state[STATE_IO_UNSUPPORTED];
    if (!is_null(*known)) return *known;
    Type *os_error = type_by_id(t, T_OS_ERROR), *value_error = type_by_id(t, T_VALUE_ERROR);
    Value bases = os_error && value_error ? tuple_pack(t, 2, type_value(os_error), type_value(value_error)) : V_NULL;
    Value dict = is_null(bases) ? V_NULL : dict_new(t);
    if (is_null(dict) || !dict_set_text(t, dict, "__module__", str_intern_text(t, "io"))) return V_NULL;
    return *known = call3(t, type_value(type_by_id(t, T_TYPE)), str_intern_text(t, "UnsupportedOperation"), bases, dict);
}

Value raise_unsupported(Thread *t, const char *what)
{
    Value type = unsupported_operation(t), e = is_null(type) ? V_NULL : call1(t, type, str_from_text(t, what));
    return is_null(e) ? V_NULL : raise_value(t, e);
}

Value raise_closed(Thread *t) { return raise(t, T_VALUE_ERROR, "I/O operation on closed file."); }

/* --- open() --- */

typedef struct Mode {
    bool create, read, write, append, update, binary, text;
    char raw[8];               /* for FileIO */
} Mode;

static bool parse_mode(Thread *t, Value given, Mode *m)
{
    size_t n;
    *m = (Mode){.read = false};
    const char *s = str_utf8(t, given, &n);
    if (!s) return false;
    for (size_t i = 0; i < n; i++) {
        bool *flag = s[i] == 'x' ? &m->create : s[i] == 'r' ? &m->read : s[i] == 'w' ? &m->write : s[i] == 'a' ? &m->append
                   : s[i] == '+' ? &m->update : s[i] == 'b' ? &m->binary : s[i] == 't' ? &m->text : NULL;
        if (!flag || *flag) return RAISE_FALSE(t, T_VALUE_ERROR, "invalid mode: %R", given);
        *flag = true;
    }
    char *out = m->raw;
    if (m->create) *out++ = 'x';
    if (m->read) *out++ = 'r';
    if (m->write) *out++ = 'w';
    if (m->append) *out++ = 'a';
    if (m->update) *out++ = '+';
    return true;
}

static bool check_mode(Thread *t, const Mode *m, Value encoding, Value errors, Value newline)
{
    if (m->text && m->binary) return RAISE_FALSE(t, T_VALUE_ERROR, "can't have text and binary mode at once");
    if (m->create + m->read + m->write + m->append > 1)
        return RAISE_FALSE(t, T_VALUE_ERROR, "must have exactly one of create/read/write/append mode");
    if (!m->binary) return true;
    const char *what = !is_null(encoding) ? "encoding" : !is_null(errors) ? "errors" : !is_null(newline) ? "newline" : NULL;
    return !what || RAISE_FALSE(t, T_VALUE_ERROR, "binary mode doesn't take a%s %s argument", *what == 'e' ? "n" : "", what);
}

static bool text_or_none(Thread *t, Value *v, const char *name)
{
    if (is_null(*v) || is_none(*v)) return *v = V_NULL, true;
    return is_str(*v) || RAISE_FALSE(t, T_TYPE_ERROR, "open() argument '%s' must be str or None, not %T", name, *v);
}

/* a failed open() closes what it has opened; V_NULL */
static Value give_up(Thread *t, Value stream)
{
    Value error = error_take(t);
    return io_chain(t, error, call_method0(t, stream, NAME(t, close)));
}

/* the buffered stream for raw, or raw itself when buffering is 0 */
static Value buffer_for(Thread *t, Value raw, const Mode *m, int64_t buffering)
{
    if (!buffering) return m->binary ? raw : raise(t, T_VALUE_ERROR, "can't have unbuffered text I/O");
    if (buffering < 0) {
        const FileIO *f = as_cell(raw);
        buffering = f->block_size > (8 << 20) ? 8 << 20 : f->block_size;
        if (buffering < IO_BUFFER_SIZE) buffering = IO_BUFFER_SIZE;
    }
    return buffered_open(t, m->update ? T_BUFFERED_RANDOM : m->read ? T_BUFFERED_READER : T_BUFFERED_WRITER, raw, buffering);
}

typedef struct OpenArguments {
    Value file, mode, encoding, errors, newline, opener;
    int64_t buffering;
    bool close_fd;
} OpenArguments;

static Value open_stream(Thread *t, const OpenArguments *o)
{
    Mode m;
    if (!parse_mode(t, o->mode, &m) || !check_mode(t, &m, o->encoding, o->errors, o->newline)) return V_NULL;
    if (m.binary && o->buffering == 1 &&
        !warn(t, T_RUNTIME_WARNING, 1, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used"))
        return V_NULL;
    Value raw = fileio_open(t, o->file, m.raw, o->close_fd, o->opener);
    if (is_null(raw)) return V_NULL;
    int64_t buffering = o->buffering;
    int terminal = buffering < 0 ? fileio_is_terminal(t, as_cell(raw)) : 0;
    bool lines = buffering == 1 || terminal > 0;
    if (buffering == 1) buffering = -1;
    Value buffer = buffer_for(t, raw, &m, buffering);
    if (is_null(buffer)) return give_up(t, raw);
    if (m.binary) return buffer;
    bool ok;
    const char *newline = io_newline_argument(t, o->newline, &ok);
    Value text = ok ? text_open(t, buffer, o->encoding, o->errors, newline, lines, false) : V_NULL;
    if (is_null(text) || !attr_set(t, text, NAME(t, mode), o->mode)) return give_up(t, buffer);
    return text;
}

/* file, mode, buffering, encoding, errors, newline, closefd, opener */
static Value open_(Thread *t, Value *a, size_t n)
{
    (void)n;
    OpenArguments o = {.file = a[0], .mode = is_null(a[1]) ? t->rt->chars['r'] : a[1], .encoding = a[3], .errors = a[4], .newline = a[5],
                       .opener = a[7], .buffering = -1};
    if (!is_str(o.mode)) return raise(t, T_TYPE_ERROR, "open() argument 'mode' must be str, not %T", o.mode);
    int buffering = -1;
    if (!is_null(a[2]) && !arg_int(t, a[2], &buffering)) return V_NULL;
    o.buffering = buffering;
    if (!text_or_none(t, &o.encoding, "encoding") || !text_or_none(t, &o.errors, "errors") || !text_or_none(t, &o.newline, "newline") ||
        !arg_bool(t, a[6], true, &o.close_fd))
        return V_NULL;
    if (!is_int(o.file) && !is_str(o.file) && !is_bytes(o.file)) { /* so that name is what the path stands for */
        bool found;
        Value path = call_special(t, o.file, NAME(t, __fspath__), NULL, 0, &found);
        if (!found) return raise(t, T_TYPE_ERROR, "expected str, bytes or os.PathLike object, not %T", o.file);
        if (is_null(path)) return V_NULL;
        if (!is_str(path) && !is_bytes(path))
            return raise(t, T_TYPE_ERROR, "expected %T.__fspath__() to return str or bytes, not %T", o.file, path);
        o.file = path;
    }
    return open_stream(t, &o);
}

static Value open_code(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_str(a[0])) return raise(t, T_TYPE_ERROR, "open_code() argument 'path' must be str, not %T", a[0]);
    OpenArguments o = {.file = a[0], .mode = str_from_text(t, "rb"), .buffering = -1, .close_fd = true};
    return open_stream(t, &o);
}

static Value text_encoding(Thread *t, Value *a, size_t n)
{
    (void)n;
    int level = 2;
    if (!is_null(a[1]) && !arg_int(t, a[1], &level)) return V_NULL;
    if (!is_none(a[0])) return a[0];
    if (t->rt->options.warn_default_encoding && !warn(t, T_ENCODING_WARNING, level, "'encoding' argument not specified")) return V_NULL;
    return str_intern_text(t, t->rt->options.utf8_mode ? "utf-8" : "locale");
}

/* --- the module --- */

static const NativeDef functions[] = {
    FN("open", open_, "($module, /, file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
       "Open file and return a stream.  Raise OSError upon failure."),
    FN("open_code", open_code, "($module, /, path)", "Opens the provided file with the intent to import the contents."),
    FN("text_encoding", text_encoding, "($module, encoding, stacklevel=2, /)", "A helper function to choose the text encoding."),
    FN_END};
static const ConstantDef constants[] = {{"DEFAULT_BUFFER_SIZE", IO_BUFFER_SIZE, NULL}, CONSTANT_END};

static bool setup(Thread *t, Value module)
{
    static const TypeId types[] = {T_IO_BASE, T_IO_RAW_BASE, T_IO_BUFFERED_BASE, T_IO_TEXT_BASE, T_FILE_IO, T_BUFFERED_READER, T_BUFFERED_WRITER,
                                   T_BUFFERED_RANDOM, T_BUFFERED_RW_PAIR, T_BYTES_IO, T_BYTES_IO_BUFFER, T_STRING_IO, T_TEXT_IO_WRAPPER,
                                   T_INCREMENTAL_NEWLINE_DECODER};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!module_add_type(t, module, types[i])) return false;
    Value unsupported = unsupported_operation(t), open = dict_get_text(t, value_cell(as_module(module)->dict), "open");
    if (!dict_set_text(t, t->rt->builtins, "open", open)) return false; /* the same object there */
    Type *blocking = type_by_id(t, T_BLOCKING_IO_ERROR);
    return !is_null(unsupported) && blocking && module_add(t, module, "UnsupportedOperation", unsupported) &&
           module_add(t, module, "BlockingIOError", type_value(blocking));
}

const ModuleSpec _io_module_spec = {"_io", "The io module provides the Python interfaces to stream handling.", functions, constants, setup};
