/* builtins.c - the builtins module's functions. compile, exec, eval and __build_class__ are in builtins_code.c. */
#include "modules/builtins.h"
#include "objects/dict.h"
#include "objects/frame.h"
#include "objects/function.h"
#include "objects/generator.h"
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "vm/frame.h"
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static Value bool_or_error(int r) { return r < 0 ? V_NULL : value_bool(r); }

static Value b_abs(Thread *t, Value *a, size_t n) { (void)n; return unary_op(t, UN_ABSOLUTE, a[0]); }

static Value any_all(Thread *t, Value iterable, bool stop_at)
{
    Value it = iter_get(t, iterable);
    if (is_null(it)) return V_NULL;
    for (;;) {
        Value v = iter_next(t, it);
        if (is_null(v)) return error_set(t) ? V_NULL : value_bool(!stop_at);
        int truth = is_truthy(t, v);
        if (truth < 0) return V_NULL;
        if ((bool)truth == stop_at) return value_bool(stop_at);
    }
}
static Value b_all(Thread *t, Value *a, size_t n) { (void)n; return any_all(t, a[0], false); }
static Value b_any(Thread *t, Value *a, size_t n) { (void)n; return any_all(t, a[0], true); }
static Value b_ascii(Thread *t, Value *a, size_t n) { (void)n; return object_ascii(t, a[0]); }
static Value b_repr(Thread *t, Value *a, size_t n) { (void)n; return object_repr(t, a[0]); }
static Value b_callable(Thread *t, Value *a, size_t n) { (void)n; return value_bool(is_callable(t, a[0])); }

static Value in_base(Thread *t, Value v, int base, char letter)
{
    Value i = to_index(t, v);
    Value digits = is_null(i) ? V_NULL : int_to_str(t, i, base);
    if (is_null(digits)) return V_NULL;
    if (int_sign(i) >= 0) return str_format(t, "0%c%U", letter, digits);
    Value rest = str_substr(t, digits, 1, as_str(digits)->length);
    return is_null(rest) ? V_NULL : str_format(t, "-0%c%U", letter, rest);
}
static Value b_bin(Thread *t, Value *a, size_t n) { (void)n; return in_base(t, a[0], 2, 'b'); }
static Value b_oct(Thread *t, Value *a, size_t n) { (void)n; return in_base(t, a[0], 8, 'o'); }
static Value b_hex(Thread *t, Value *a, size_t n) { (void)n; return in_base(t, a[0], 16, 'x'); }

static Value b_chr(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value i = to_index(t, a[0]);
    int64_t c;
    if (is_null(i)) return V_NULL;
    if (!int_fits_int64(i, &c) || c < 0 || c > 0x10ffff) return raise(t, T_VALUE_ERROR, "chr() arg not in range(0x110000)");
    return str_char(t, (uint32_t)c);
}

static Value b_ord(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (is_str(a[0])) {
        if (as_str(a[0])->length == 1) return value_fixnum(str_at(as_str(a[0]), 0));
        return raise(t, T_TYPE_ERROR, "ord() expected a character, but string of length %zu found", (size_t)as_str(a[0])->length);
    }
    if (has_kind(a[0], K_BYTES) || has_kind(a[0], K_BYTEARRAY)) {
        int64_t length = length_of(t, a[0]);
        if (length == 1) return item_get(t, a[0], value_fixnum(0));
        return raise(t, T_TYPE_ERROR, "ord() expected a character, but string of length %lld found", (long long)length);
    }
    return raise(t, T_TYPE_ERROR, "ord() expected string of length 1, but %T found", a[0]);
}

static Value b_delattr(Thread *t, Value *a, size_t n) { (void)n; return attr_delete(t, a[0], a[1]) ? V_NONE : V_NULL; }
static Value b_setattr(Thread *t, Value *a, size_t n) { (void)n; return attr_set(t, a[0], a[1], a[2]) ? V_NONE : V_NULL; }
static Value b_hasattr(Thread *t, Value *a, size_t n) { (void)n; return bool_or_error(attr_has(t, a[0], a[1])); }
static Value b_getattr(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (is_null(a[2])) return attr_get(t, a[0], a[1]);
    Value v = attr_get_optional(t, a[0], a[1]);
    return is_null(v) && !error_set(t) ? a[2] : v;
}

static Value b_dir(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value names;
    if (is_null(a[0])) {
        Value locals = frame_locals_of(t, t->registers);
        names = is_null(locals) ? V_NULL : is_dict(locals) ? dict_keys_list(t, locals) : call_method0(t, locals, NAME(t, keys));
    } else {
        bool found;
        names = call_special(t, a[0], NAME(t, __dir__), NULL, 0, &found);
        if (!found) return raise(t, T_TYPE_ERROR, "object does not provide __dir__");
    }
    Value list = is_null(names) ? V_NULL : list_from_iterable(t, names);
    return is_null(list) || !list_sort(t, list, V_NULL, false) ? V_NULL : list;
}

static Value b_divmod(Thread *t, Value *a, size_t n) { (void)n; return binary_op(t, BIN_DIVMOD, a[0], a[1]); }
static Value b_format(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_null(a[1]) && !is_str(a[1])) return raise(t, T_TYPE_ERROR, "format() argument 2 must be str, not %T", a[1]);
    return object_format(t, a[0], a[1]);
}
static Value b_globals(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    return t->registers ? value_cell(as_function(t->registers[FRAME_FUNCTION])->globals) : V_NONE;
}
static Value b_locals(Thread *t, Value *a, size_t n) { (void)a, (void)n; return frame_locals_of(t, t->registers); }

static Value b_hash(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t h = hash_of(t, a[0]);
    return h == -1 ? V_NULL : int_from_int64(t, h);
}
static Value b_id(Thread *t, Value *a, size_t n) { (void)n; return int_from_uint64(t, value_identity(a[0])); }
static Value b_isinstance(Thread *t, Value *a, size_t n) { (void)n; return bool_or_error(is_instance(t, a[0], a[1])); }
static Value b_issubclass(Thread *t, Value *a, size_t n) { (void)n; return bool_or_error(is_subclass(t, a[0], a[1])); }

static Value b_iter(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (is_null(a[1])) return iter_get(t, a[0]);
    if (!is_callable(t, a[0])) return raise(t, T_TYPE_ERROR, "iter(v, w): v must be callable");
    Type *type = type_by_id(t, T_CALLABLE_ITERATOR);
    return type ? callable_iterator_new(t, a[0], a[1]) : V_NULL;
}
static Value b_aiter(Thread *t, Value *a, size_t n) { (void)n; return builtin_aiter(t, a[0]); }
static Value b_anext(Thread *t, Value *a, size_t n) { (void)n; return builtin_anext(t, a[0], a[1]); }

static Value b_len(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t length = length_of(t, a[0]);
    return length < 0 ? V_NULL : int_from_int64(t, length);
}

static Value b_next(Thread *t, Value *a, size_t n)
{
    (void)n;
    NextFn next = type_of(t, a[0])->slots.next;
    if (!next) return raise(t, T_TYPE_ERROR, "'%T' object is not an iterator", a[0]);
    Value v = next(t, a[0]);
    if (!is_null(v)) return v;
    if (error_set(t)) {
        if (is_null(a[1]) || !error_matches(t, T_STOP_ITERATION)) return V_NULL;
        error_clear(t);
    }
    return is_null(a[1]) ? raise_stop_iteration(t, V_NULL) : a[1];
}

/* --- min and max --- */

static Value min_max(Thread *t, Value *a, size_t n, CompareOp op, const char *name)
{
    Value key = a[0], otherwise = a[1];
    if (!is_null(key) && is_none(key)) key = V_NULL;
    size_t count = n - 2;
    if (count == 0) return raise(t, T_TYPE_ERROR, "%s expected at least 1 argument, got 0", name);
    if (count > 1 && !is_null(otherwise)) return raise(t, T_TYPE_ERROR, "Cannot specify a default for %s() with multiple positional arguments", name);
    Value it = count == 1 ? iter_get(t, a[2]) : V_NULL;
    if (count == 1 && is_null(it)) return V_NULL;
    Value best = V_NULL, best_key = V_NULL;
    for (size_t i = 0; count == 1 || i < count; i++) {
        Value v = count == 1 ? iter_next(t, it) : a[2 + i];
        if (is_null(v)) {
            if (error_set(t)) return V_NULL;
            break;
        }
        Value k = is_null(key) ? v : call1(t, key, v);
        if (is_null(k)) return V_NULL;
        if (!is_null(best)) {
            Value better = compare(t, k, best_key, op);
            int truth = is_null(better) ? -1 : is_truthy(t, better);
            if (truth < 0) return V_NULL;
            if (!truth) continue;
        }
        best = v;
        best_key = k;
    }
    if (!is_null(best)) return best;
    return is_null(otherwise) ? raise(t, T_VALUE_ERROR, "%s() iterable argument is empty", name) : otherwise;
}
static Value b_min(Thread *t, Value *a, size_t n) { return min_max(t, a, n, CMP_LT, "min"); }
static Value b_max(Thread *t, Value *a, size_t n) { return min_max(t, a, n, CMP_GT, "max"); }

static Value b_pow(Thread *t, Value *a, size_t n) { (void)n; return power_op(t, a[0], a[1], is_null(a[2]) ? V_NONE : a[2]); }

static Value b_round(Thread *t, Value *a, size_t n)
{
    (void)n;
    bool found;
    bool digits = !is_null(a[1]) && !is_none(a[1]);
    Value v = call_special(t, a[0], NAME(t, __round__), a + 1, digits, &found);
    return found ? v : raise(t, T_TYPE_ERROR, "type %T doesn't define __round__ method", a[0]);
}

static Value b_sorted(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value list = list_from_iterable(t, a[0]);
    if (is_null(list)) return V_NULL;
    int reverse = is_null(a[2]) ? 0 : is_truthy(t, a[2]);
    return reverse < 0 || !list_sort(t, list, a[1], reverse) ? V_NULL : list;
}

/* sum with an exact int, then a compensated (Neumaier) float accumulator, as CPython since 3.12 */
static Value b_sum(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value total = is_null(a[1]) ? value_fixnum(0) : a[1];
    if (is_str(total)) return raise(t, T_TYPE_ERROR, "sum() can't sum strings [use ''.join(seq) instead]");
    if (has_kind(total, K_BYTES)) return raise(t, T_TYPE_ERROR, "sum() can't sum bytes [use b''.join(seq) instead]");
    if (has_kind(total, K_BYTEARRAY)) return raise(t, T_TYPE_ERROR, "sum() can't sum bytearray [use b''.join(seq) instead]");
    Value it = iter_get(t, a[0]);
    if (is_null(it)) return V_NULL;
    bool floating = is_flonum(total);
    double sum = floating ? as_flonum(total) : 0, compensation = 0;
    for (;;) {
        Value v = iter_next(t, it);
        if (is_null(v) && error_set(t)) return V_NULL;
        if (floating) {
            if (is_null(v)) break;
            double x;
            int64_t i;
            if (is_float(v)) x = as_float(v);
            else if (is_int(v) && int_fits_int64(v, &i)) x = (double)i;
            else {
                total = float_new(t, compensation && __builtin_isfinite(compensation) ? sum + compensation : sum);
                floating = false;
                if (is_null(total = binary_op(t, BIN_ADD, total, v))) return V_NULL;
                continue;
            }
            double s = sum + x;
            if (is_float(v)) compensation += __builtin_fabs(sum) >= __builtin_fabs(x) ? (sum - s) + x : (x - s) + sum;
            sum = s;
            continue;
        }
        if (is_null(v)) return total;
        if (both_fixnum(total, v) && fixnum_add(total, v, &total)) continue;
        total = binary_op(t, BIN_ADD, total, v);
        if (is_null(total)) return V_NULL;
        if (is_flonum(total) && is_float(v)) {
            floating = true;
            sum = as_flonum(total);
            compensation = 0;
        }
    }
    return float_new(t, compensation && __builtin_isfinite(compensation) ? sum + compensation : sum);
}

static Value b_vars(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (is_null(a[0])) return frame_locals_of(t, t->registers);
    Value d = attr_get_optional(t, a[0], NAME(t, __dict__));
    return is_null(d) && !error_set(t) ? raise(t, T_TYPE_ERROR, "vars() argument must have __dict__ attribute") : d;
}

/* --- print and input --- */

/* the standard stream `name` of sys; V_NULL with RuntimeError when sys has lost it */
static Value stream(Thread *t, const char *name)
{
    Value v = dict_get_text(t, t->rt->sys_dict, name);
    return is_null(v) ? raise(t, T_RUNTIME_ERROR, "lost sys.%s", name) : v;
}

static bool text_or_none(Thread *t, Value v, const char *name, Value otherwise, Value *out)
{
    if (is_null(v) || is_none(v)) return *out = otherwise, true;
    if (!is_str(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "%s must be None or a string, not %T", name, v);
    return *out = v, true;
}

static Value b_print(Thread *t, Value *a, size_t n)
{
    Value separator, end, file = a[2];
    if (!text_or_none(t, a[0], "sep", t->rt->chars[' '], &separator) || !text_or_none(t, a[1], "end", t->rt->chars['\n'], &end)) return V_NULL;
    if (is_null(file) || is_none(file)) {
        file = stream(t, "stdout");
        if (is_null(file)) return V_NULL;
        if (is_none(file)) return V_NONE;
    }
    Value write = attr_get(t, file, NAME(t, write));
    if (is_null(write)) return V_NULL;
    for (size_t i = 4; i < n; i++) {
        if (i > 4 && is_null(call1(t, write, separator))) return V_NULL;
        Value text = object_str(t, a[i]);
        if (is_null(text) || is_null(call1(t, write, text))) return V_NULL;
    }
    if (is_null(call1(t, write, end))) return V_NULL;
    int flush = is_null(a[3]) ? 0 : is_truthy(t, a[3]);
    if (flush < 0 || (flush && is_null(call_method0(t, file, NAME(t, flush))))) return V_NULL;
    return V_NONE;
}

static Value b_input(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value in = stream(t, "stdin"), out = is_null(in) ? V_NULL : stream(t, "stdout");
    if (is_null(out)) return V_NULL;
    if (is_none(in)) return raise(t, T_RUNTIME_ERROR, "input(): lost sys.stdin");
    if (is_none(out)) return raise(t, T_RUNTIME_ERROR, "input(): lost sys.stdout");
    if (!is_null(a[0])) {
        Value text = object_str(t, a[0]);
        if (is_null(text) || is_null(call_method1(t, out, NAME(t, write), text))) return V_NULL;
    }
    if (is_null(call_method0(t, out, NAME(t, flush)))) return V_NULL;
    Value line = call_method0(t, in, NAME(t, readline));
    if (is_null(line)) return V_NULL;
    if (!is_str(line)) return raise(t, T_TYPE_ERROR, "object.readline() returned non-string");
    size_t length = as_str(line)->length;
    if (!length) return raise(t, T_EOF_ERROR, "EOF when reading a line");
    return str_at(as_str(line), length - 1) == '\n' ? str_substr(t, line, 0, length - 1) : line;
}

static Value b_breakpoint(Thread *t, Value *a, size_t n)
{
    Value keywords = t->keyword_names, hook = dict_get_text(t, t->rt->sys_dict, "breakpointhook");
    size_t k = is_null(keywords) ? 0 : as_tuple(keywords)->length;
    return is_null(hook) ? raise(t, T_RUNTIME_ERROR, "lost sys.breakpointhook") : call(t, hook, a, n - k, keywords);
}

static Value b_import(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t level = 0;
    if (!is_null(a[4]) && !to_int64(t, a[4], &level)) return V_NULL;
    return import_name(t, a[0], is_null(a[1]) ? V_NONE : a[1], is_null(a[3]) ? t->rt->empty_tuple : a[3], level);
}

static Value b_open(Thread *t, Value *a, size_t n)
{
    Value keywords = t->keyword_names, io = import_module(t, "_io");
    size_t k = is_null(keywords) ? 0 : as_tuple(keywords)->length;
    Value open = is_null(io) ? V_NULL : attr_get(t, io, str_intern_text(t, "open"));
    return is_null(open) ? V_NULL : call(t, open, a, n - k, keywords);
}

static const NativeDef functions[] = {
    FN("abs", b_abs, "($module, number, /)", "Return the absolute value of the argument."),
    FN("all", b_all, "($module, iterable, /)", "Return True if bool(x) is True for all values x in the iterable.\n\nIf the iterable is empty, return True."),
    FN("any", b_any, "($module, iterable, /)", "Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is empty, return False."),
    FN("ascii", b_ascii, "($module, obj, /)", "Return an ASCII-only representation of an object."),
    FN("repr", b_repr, "($module, obj, /)", "Return the canonical string representation of the object."),
    FN("bin", b_bin, "($module, integer, /)", "Return the binary representation of an integer."),
    FN("oct", b_oct, "($module, integer, /)", "Return the octal representation of an integer."),
    FN("hex", b_hex, "($module, integer, /)", "Return the hexadecimal representation of an integer."),
    {"breakpoint", b_breakpoint, NULL, "Call sys.breakpointhook(*args, **kws).", FN_KEYWORDS},
    FN("callable", b_callable, "($module, obj, /)", "Return whether the object is callable (i.e., some kind of function)."),
    FN("chr", b_chr, "($module, i, /)", "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."),
    FN("ord", b_ord, "($module, character, /)", "Return the ordinal value of a character."),
    FN("delattr", b_delattr, "($module, obj, name, /)", "Deletes the named attribute from the given object."),
    FN("setattr", b_setattr, "($module, obj, name, value, /)", "Sets the named attribute on the given object to the specified value."),
    FN("hasattr", b_hasattr, "($module, obj, name, /)", "Return whether the object has an attribute with the given name."),
    FN("getattr", b_getattr, "($module, object, name, default=None, /)", "Get a named attribute from an object."),
    FN("dir", b_dir, "($module, object=None, /)", "Return the names in the current scope or the attributes of an object."),
    FN("divmod", b_divmod, "($module, x, y, /)", "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x."),
    FN("format", b_format, "($module, value, format_spec='', /)", "Return type(value).__format__(value, format_spec)"),
    FN("globals", b_globals, "($module, /)", "Return the dictionary containing the current scope's global variables."),
    FN("locals", b_locals, "($module, /)", "Return a dictionary containing the current scope's local variables."),
    FN("hash", b_hash, "($module, obj, /)", "Return the hash value for the given object."),
    FN("id", b_id, "($module, obj, /)", "Return the identity of an object."),
    FN("input", b_input, "($module, prompt='', /)", "Read a string from standard input.  The trailing newline is stripped."),
    FN("isinstance", b_isinstance, "($module, obj, class_or_tuple, /)", "Return whether an object is an instance of a class or of a subclass thereof."),
    FN("issubclass", b_issubclass, "($module, cls, class_or_tuple, /)", "Return whether 'cls' is derived from another class or is the same class."),
    FN("iter", b_iter, "($module, object, sentinel=None, /)", "Get an iterator from an object."),
    FN("aiter", b_aiter, "($module, async_iterable, /)", "Return an AsyncIterator for an AsyncIterable object."),
    FN("anext", b_anext, "($module, aiterator, default=None, /)", "Return the next item from the async iterator."),
    FN("len", b_len, "($module, obj, /)", "Return the number of items in a container."),
    FN("max", b_max, "($module, *args, key=None, default=None)", "With a single iterable argument, return its biggest item; with more, the biggest argument."),
    FN("min", b_min, "($module, *args, key=None, default=None)", "With a single iterable argument, return its smallest item; with more, the smallest argument."),
    FN("next", b_next, "($module, iterator, default=None, /)", "Return the next item from the iterator."),
    {"open", b_open, NULL, "Open file and return a stream.  Raise OSError upon failure.", FN_KEYWORDS},
    FN("pow", b_pow, "($module, base, exp, mod=None)", "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments."),
    FN("print", b_print, "($module, *args, sep=' ', end='\\n', file=None, flush=False)", "Prints the values to a stream, or to sys.stdout by default."),
    FN("round", b_round, "($module, number, ndigits=None)", "Round a number to a given precision in decimal digits."),
    FN("sorted", b_sorted, "($module, iterable, /, *, key=None, reverse=False)", "Return a new list containing all items from the iterable in ascending order."),
    FN("sum", b_sum, "($module, iterable, /, start=0)", "Return the sum of a 'start' value (default: 0) plus an iterable of numbers"),
    FN("vars", b_vars, "($module, object=None, /)", "Return the __dict__ attribute of an object, or locals() without argument."),
    FN("__import__", b_import, "($module, name, globals=None, locals=None, fromlist=(), level=0)", "Import a module."),
    FN("compile", builtin_compile, "($module, source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
       "Compile source into a code object that can be executed by exec() or eval()."),
    FN("eval", builtin_eval, "($module, source, /, globals=None, locals=None)", "Evaluate the given source in the context of globals and locals."),
    FN("exec", builtin_exec, "($module, source, /, globals=None, locals=None, *, closure=None)", "Execute the given source in the context of globals and locals."),
    {"__build_class__", builtin_build_class, NULL, "Internal helper function used by the class statement.", FN_KEYWORDS},
    FN_END};

/* types by name; those without a spec yet are absent */
static const TypeId types[] = {
    T_BOOL, T_MEMORYVIEW, T_BYTEARRAY, T_BYTES, T_CLASSMETHOD, T_COMPLEX, T_DICT, T_ENUMERATE, T_FILTER, T_FLOAT, T_FROZENSET, T_PROPERTY,
    T_INT, T_LIST, T_MAP, T_OBJECT, T_RANGE, T_REVERSED, T_SET, T_SLICE, T_STATICMETHOD, T_STR, T_SUPER, T_TUPLE, T_TYPE, T_ZIP};

static bool add_type(Thread *t, Value module, TypeId id) { return !type_specs[id] || module_add_type(t, module, id); }

static bool setup(Thread *t, Value module)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!add_type(t, module, types[i])) return false;
    for (int id = T_BASE_EXCEPTION; id <= T_USER_WARNING; id++)
        if (!add_type(t, module, (TypeId)id)) return false;
    Value os_error = type_value(t->rt->types[T_OS_ERROR]);
    return module_add(t, module, "None", V_NONE) && module_add(t, module, "True", V_TRUE) && module_add(t, module, "False", V_FALSE) &&
           module_add(t, module, "Ellipsis", V_ELLIPSIS) && module_add(t, module, "NotImplemented", V_NOT_IMPLEMENTED) &&
           module_add(t, module, "__debug__", value_bool(!t->rt->options.optimize)) && module_add(t, module, "EnvironmentError", os_error) &&
           module_add(t, module, "IOError", os_error);
}

static const ModuleSpec builtins_spec = {
    "builtins", "Built-in functions, types, exceptions, and other objects.", functions, NULL, setup};

Value builtins_make(Thread *t) { return module_from_spec(t, &builtins_spec); }
