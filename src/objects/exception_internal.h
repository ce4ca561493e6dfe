/* exception_internal.h - what the files of the exception types share among themselves. */
#ifndef OBJECTS_EXCEPTION_INTERNAL_H
#define OBJECTS_EXCEPTION_INTERNAL_H

#include "objects/exception.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/error.h"

/* Fills the fields of e, whose args are set, from n positional arguments and the keyword values behind them, as __init__ does. Runs
 * no Python code while there are no keywords and the arguments are what C code passes. False: exception set */
typedef bool (*ExceptionFill)(Thread *t, Exception *e, const Value *args, size_t n, Value keyword_names);

/* __init__ of a family: (self, *args, **kwargs) as raw arguments */
Value exception_init(Thread *t, Value *a, size_t n, ExceptionFill fill);
#define EXCEPTION_INIT(function) {"__init__", function, NULL, "Initialize self.", FN_KEYWORDS}

/* BaseException.__str__, and the state for __reduce__: a new dict of the own attributes, or V_NULL without exception if there are none */
Value exception_str(Thread *t, Value self);
Value exception_state(Thread *t, Value self);
/* type(e), args and, if not null, state as the tuple of __reduce__ */
Value exception_reduced(Thread *t, Value self, Value args, Value state);
/* refuses keywords: "X() takes no keyword arguments" */
bool exception_no_keywords(Thread *t, const Exception *e, Value keyword_names);
/* the values of the count keywords `known`, in out (V_NULL where absent); TypeError for others */
bool exception_keywords(Thread *t, const char *function, const char *const *known, size_t count, Value keyword_names,
                        const Value *values, Value *out);
static inline Value exception_field(const Exception *e, size_t i) { return is_null(e->field[i]) ? V_NONE : e->field[i]; }

/* exception_os.c */
enum { OS_ERRNO, OS_STRERROR, OS_FILENAME, OS_FILENAME2, OS_WRITTEN, OS_FIELDS };
Type *os_error_type(Thread *t, Type *type, const Value *args, size_t n); /* the subclass for the errno in args, where type is OSError */
bool os_error_fill(Thread *t, Exception *e, const Value *args, size_t n, Value keyword_names);
Value os_error_construct(Thread *t, Value *a, size_t n);
Value os_error_str(Thread *t, Value self);
extern const NativeDef os_error_methods[], os_error_init[];
extern const GetSetDef os_error_getsets[];
extern const MemberDef os_error_members[];

/* exception_import.c */
enum { IMPORT_MSG, IMPORT_NAME, IMPORT_PATH, IMPORT_NAME_FROM, IMPORT_FIELDS };
bool import_error_fill(Thread *t, Exception *e, const Value *args, size_t n, Value keyword_names);
Value import_error_str(Thread *t, Value self);
extern const NativeDef import_error_methods[], import_error_init[];
extern const MemberDef import_error_members[];

/* exception_syntax.c */
enum { SYNTAX_MSG, SYNTAX_FILENAME, SYNTAX_LINENO, SYNTAX_OFFSET, SYNTAX_TEXT, SYNTAX_END_LINENO, SYNTAX_END_OFFSET, SYNTAX_PRINT_FILE,
       SYNTAX_METADATA, SYNTAX_FIELDS };
bool syntax_error_fill(Thread *t, Exception *e, const Value *args, size_t n, Value keyword_names);
Value syntax_error_str(Thread *t, Value self);
extern const NativeDef syntax_error_init[];
extern const MemberDef syntax_error_members[];

/* exception_unicode.c */
enum { UNICODE_ENCODING, UNICODE_OBJECT, UNICODE_START, UNICODE_END, UNICODE_REASON, UNICODE_FIELDS };
bool unicode_decode_fill(Thread *t, Exception *e, const Value *args, size_t n, Value keyword_names);
bool unicode_encode_fill(Thread *t, Exception *e, const Value *args, size_t n, Value keyword_names);
bool unicode_translate_fill(Thread *t, Exception *e, const Value *args, size_t n, Value keyword_names);
Value unicode_error_str(Thread *t, Value self);
extern const NativeDef unicode_decode_init[], unicode_encode_init[], unicode_translate_init[];
extern const GetSetDef unicode_error_getsets[];
extern const MemberDef unicode_error_members[];

/* exception_group.c */
enum { GROUP_MESSAGE, GROUP_EXCEPTIONS, GROUP_EXCEPTIONS_REPR, GROUP_FIELDS };
Value exception_group_construct(Thread *t, Value *a, size_t n);
Value exception_group_str(Thread *t, Value self);
Value exception_group_repr(Thread *t, Value self);
bool exception_group_setup(Thread *t, Type *type);
extern const NativeDef exception_group_methods[], exception_group_init[];
extern const MemberDef exception_group_members[];

#endif
