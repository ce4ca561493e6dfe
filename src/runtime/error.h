/* error.h - raising and handling exceptions from C.
 *
 * The idiom: a function that fails sets t->exception and returns V_NULL, NULL, false or -1; the caller returns at once:
 *     Value v = attr_get(t, o, name);
 *     if (is_null(v)) return V_NULL;
 * To handle one: error_matches() and error_clear() (or error_take()).
 */
#ifndef RUNTIME_ERROR_H
#define RUNTIME_ERROR_H

#include "runtime/runtime.h"
#include <stdarg.h>

/* All return V_NULL, so that `return raise(...)` works; RAISE_FALSE and the like for other result types.
 * format: printf's %d %u %ld %lu %zd %zu %lld %llu %x %c %s (UTF-8; NULL prints "(null)") with precision (bytes) for %s, %% and:
 *   %S Value, its str()      %R Value, its repr()      %A Value, its ascii()
 *   %T Value, its type's name (as CPython's tp_name: unqualified for Python classes, with module for non-builtin native ones)
 *   %N const Type *, its name
 *   %U Value that is a str (no conversion) */
__attribute__((cold)) Value raise(Thread *t, TypeId type, const char *format, ...);
__attribute__((cold)) Value raise_va(Thread *t, TypeId type, const char *format, va_list ap);
__attribute__((cold)) Value raise_none(Thread *t, TypeId type);                       /* no arguments */
__attribute__((cold)) Value raise_with(Thread *t, TypeId type, Value argument);       /* type(argument) */
__attribute__((cold)) Value raise_with2(Thread *t, TypeId type, Value a, Value b);    /* type(a, b) */
__attribute__((cold)) Value raise_value(Thread *t, Value exception);                  /* an instance; sets __context__ */
__attribute__((cold)) Value raise_object(Thread *t, Value class_or_instance, Value cause_or_null); /* the raise statement */
__attribute__((cold)) void raise_memory_error(Thread *t);
__attribute__((cold)) Value raise_errno(Thread *t, int error, Value filename_or_null); /* OSError or its subclass for errno */
__attribute__((cold)) Value raise_errno2(Thread *t, int error, Value filename, Value filename2);
__attribute__((cold)) Value raise_attribute_error(Thread *t, Value object, Value name); /* "'T' object has no attribute 'x'" */
__attribute__((cold)) Value raise_stop_iteration(Thread *t, Value value);             /* value V_NULL or None: no argument */
__attribute__((cold)) Value raise_key_error(Thread *t, Value key);
#define RAISE_FALSE(...) (raise(__VA_ARGS__), false)
#define RAISE_INT(...)   (raise(__VA_ARGS__), -1)
#define RAISE_PTR(...)   (raise(__VA_ARGS__), NULL)

static inline bool error_set(const Thread *t) { return !is_null(t->exception); }
bool error_matches(Thread *t, TypeId type);         /* the exception being propagated is one of these */
bool exception_matches(Thread *t, Value exception, Value type_or_tuple);
static inline void error_clear(Thread *t) { t->exception = V_NULL; }
static inline Value error_take(Thread *t) { Value e = t->exception; t->exception = V_NULL; return e; }
static inline void error_restore(Thread *t, Value e) { t->exception = e; }
/* replaces the propagating exception by type(format...) with it as __cause__ (and __context__) */
__attribute__((cold)) Value raise_from_current(Thread *t, TypeId type, const char *format, ...);
/* `while handling this`: prints through sys.unraisablehook and clears; what: "Exception ignored in", object or V_NULL */
void error_unraisable(Thread *t, const char *message, Value object);
/* sys.UnraisableHookArgs(type, value, traceback, message, object); modules/sys.c */
Value sys_unraisable_args(Thread *t, const Value *five);
Value handled_exception(Thread *t);                  /* sys.exception(): V_NULL if none */

/* warnings.warn(message, category, stacklevel); false: turned into an error */
bool warn(Thread *t, TypeId category, int stack_level, const char *format, ...);
bool warn_explicit(Thread *t, TypeId category, Value message, Value filename, int line);

/* guards a C recursion (repr, comparison, the parser's tree walk): false: RecursionError set. Pairs with nothing. */
bool recursion_check(Thread *t, const char *where); /* where: " while getting the repr of an object", or "" */

/* adds the running frames' position to the propagating exception's traceback */
void traceback_add(Thread *t, const Value *registers, const uint64_t *pc);

/* the candidate (a list of str) that a misspelt name most likely stands for; V_NULL: none. For "Did you mean" */
Value suggestion_find(Thread *t, Value candidates, Value name);

/* str from a format as raise() */
Value str_format(Thread *t, const char *format, ...);
Value str_format_va(Thread *t, const char *format, va_list ap);

#endif
