/* exception_os.c - OSError: the subclass by error number, file names, and the arguments of two to five. */
#include "objects/exception_internal.h"
#include "objects/dict.h"
#include "objects/numbers.h"
#include "runtime/ops.h"
#include <errno.h>

static TypeId type_for_errno(int64_t error)
{
    switch (error) {
    case EAGAIN: case EALREADY: case EINPROGRESS:
#if EWOULDBLOCK != EAGAIN
    case EWOULDBLOCK:
#endif
        return T_BLOCKING_IO_ERROR;
    case EPIPE: case ESHUTDOWN: return T_BROKEN_PIPE_ERROR;
    case ECHILD: return T_CHILD_PROCESS_ERROR;
    case ECONNABORTED: return T_CONNECTION_ABORTED_ERROR;
    case ECONNREFUSED: return T_CONNECTION_REFUSED_ERROR;
    case ECONNRESET: return T_CONNECTION_RESET_ERROR;
    case EEXIST: return T_FILE_EXISTS_ERROR;
    case ENOENT: return T_FILE_NOT_FOUND_ERROR;
    case EISDIR: return T_IS_A_DIRECTORY_ERROR;
    case ENOTDIR: return T_NOT_ADIRECTORY_ERROR;
    case EINTR: return T_INTERRUPTED_ERROR;
    case EACCES: case EPERM: return T_PERMISSION_ERROR;
#ifdef ENOTCAPABLE
    case ENOTCAPABLE: return T_PERMISSION_ERROR;
#endif
    case ESRCH: return T_PROCESS_LOOKUP_ERROR;
    case ETIMEDOUT: return T_TIMEOUT_ERROR;
    default: return T_OS_ERROR;
    }
}

static bool has_parts(size_t n) { return n >= 2 && n <= 5; }

Type *os_error_type(Thread *t, Type *type, const Value *args, size_t n)
{
    int64_t error;
    if (type->id != T_OS_ERROR || !has_parts(n) || !is_int(args[0]) || !int_fits_int64(args[0], &error)) return type;
    return type_by_id(t, type_for_errno(error));
}

static bool is_number(Thread *t, Value v)
{
    const TypeSlots *s = &type_of(t, v)->slots;
    return s->index || s->to_int || s->to_float || is_complex(v);
}

/* BlockingIOError takes a number of characters where the others take a file name */
static bool fill_filename(Thread *t, Exception *e, const Value *args, size_t n)
{
    if (is_instance_of(t, value_cell(e), T_BLOCKING_IO_ERROR) && is_number(t, args[2])) {
        int64_t written;
        if (!to_size(t, args[2], &written)) {
            if (error_matches(t, T_OVERFLOW_ERROR)) raise(t, T_VALUE_ERROR, "cannot fit '%T' into an index-sized integer", args[2]);
            return false;
        }
        Value v = int_from_int64(t, written);
        if (is_null(v)) return false;
        gc_store(t, e, &e->field[OS_WRITTEN], v);
        return true;
    }
    Value pair = tuple_new(t, args, 2);
    if (is_null(pair)) return false;
    gc_store(t, e, &e->args, pair);
    gc_store(t, e, &e->field[OS_FILENAME], args[2]);
    if (n == 5 && !is_none(args[4])) gc_store(t, e, &e->field[OS_FILENAME2], args[4]);
    return true;
}

bool os_error_fill(Thread *t, Exception *e, const Value *args, size_t n, Value keyword_names)
{
    if (!exception_no_keywords(t, e, keyword_names)) return false;
    if (!has_parts(n)) return true;
    gc_store(t, e, &e->field[OS_ERRNO], args[0]);
    gc_store(t, e, &e->field[OS_STRERROR], args[1]);
    return n == 2 || is_none(args[2]) || fill_filename(t, e, args, n);
}

/* A subclass with an __init__ in Python that keeps OSError's __new__ is filled by OSError.__init__ when that is called; all the
 * others in __new__, and for them OSError.__init__ does nothing. */
static bool filled_by_init(Thread *t, const Type *type)
{
    const Type *os_error = t->rt->types[T_OS_ERROR];
    return (type->flags & TYPE_PYTHON) && is_pointer(type->init_function) && has_kind(type->init_function, K_FUNCTION) &&
           value_same(type->new_function, os_error->new_function);
}

Value os_error_construct(Thread *t, Value *a, size_t n)
{
    Type *type = as_type(a[0]);
    Value keyword_names = t->keyword_names;
    size_t positional = n - 1 - (is_null(keyword_names) ? 0 : as_tuple(keyword_names)->length);
    bool later = filled_by_init(t, type);
    if (!later) type = os_error_type(t, type, a + 1, positional);
    Exception *e = type ? object_alloc(t, type, 0) : NULL;
    if (!e) return V_NULL;
    e->args = t->rt->empty_tuple;
    if (later) return value_cell(e);
    Value args = tuple_new(t, a + 1, positional);
    if (is_null(args)) return V_NULL;
    gc_store(t, e, &e->args, args);
    return os_error_fill(t, e, a + 1, positional, keyword_names) ? value_cell(e) : V_NULL;
}

static Value os_error_init_(Thread *t, Value *a, size_t n)
{
    if (!filled_by_init(t, type_of(t, a[0]))) return V_NONE;
    return exception_init(t, a, n, os_error_fill);
}

Value os_error_str(Thread *t, Value self)
{
    const Exception *e = as_exception(self);
    Value error = exception_field(e, OS_ERRNO), text = exception_field(e, OS_STRERROR);
    if (!is_null(e->field[OS_FILENAME2]))
        return str_format(t, "[Errno %S] %S: %R -> %R", error, text, exception_field(e, OS_FILENAME), e->field[OS_FILENAME2]);
    if (!is_null(e->field[OS_FILENAME])) return str_format(t, "[Errno %S] %S: %R", error, text, e->field[OS_FILENAME]);
    if (!is_null(e->field[OS_ERRNO]) && !is_null(e->field[OS_STRERROR])) return str_format(t, "[Errno %S] %S", error, text);
    return exception_str(t, self);
}

/* the file names are no longer in args, but a copy has to be made with them */
static Value os_error_reduce(Thread *t, Value *a, size_t n)
{
    (void)n;
    const Exception *e = as_exception(a[0]);
    Value args = e->args, filename = e->field[OS_FILENAME];
    if (as_tuple(args)->length == 2 && !is_null(filename)) {
        const Value *v = as_tuple(args)->items;
        if (is_null(e->field[OS_FILENAME2])) args = tuple_pack(t, 3, v[0], v[1], filename);
        else args = tuple_pack(t, 5, v[0], v[1], filename, V_NONE, e->field[OS_FILENAME2]);
        if (is_null(args)) return V_NULL;
    }
    Value state = exception_state(t, a[0]);
    return error_set(t) ? V_NULL : exception_reduced(t, a[0], args, state);
}

static Value get_characters_written(Thread *t, Value self)
{
    Value v = as_exception(self)->field[OS_WRITTEN];
    return is_null(v) ? raise(t, T_ATTRIBUTE_ERROR, "characters_written") : v;
}

static bool set_characters_written(Thread *t, Value self, Value v)
{
    Exception *e = as_exception(self);
    if (is_null(v)) {
        if (is_null(e->field[OS_WRITTEN])) return RAISE_FALSE(t, T_ATTRIBUTE_ERROR, "characters_written");
        e->field[OS_WRITTEN] = V_NULL;
        return true;
    }
    int64_t written;
    if (!to_size(t, v, &written)) {
        if (error_matches(t, T_OVERFLOW_ERROR)) raise(t, T_VALUE_ERROR, "cannot fit '%T' into an index-sized integer", v);
        return false;
    }
    Value number = int_from_int64(t, written);
    if (is_null(number)) return false;
    return gc_store(t, e, &e->field[OS_WRITTEN], number), true;
}

const NativeDef os_error_methods[] = {
    EXCEPTION_INIT(os_error_init_),
    FN("__reduce__", os_error_reduce, "($self, /)", NULL),
    FN_END};
const NativeDef os_error_init[] = {EXCEPTION_INIT(os_error_init_), FN_END};
const GetSetDef os_error_getsets[] = {{"characters_written", get_characters_written, set_characters_written, NULL}, GETSET_END};
#define FIELD(i) (offsetof(Exception, field) + (i) * sizeof(Value))
const MemberDef os_error_members[] = {
    {"errno", FIELD(OS_ERRNO), true, true, "POSIX exception code"},
    {"strerror", FIELD(OS_STRERROR), true, true, "exception strerror"},
    {"filename", FIELD(OS_FILENAME), true, true, "exception filename"},
    {"filename2", FIELD(OS_FILENAME2), true, true, "second exception filename"},
    MEMBER_END};
