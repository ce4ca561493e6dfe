/* exception.h - exceptions and tracebacks. All BaseException instances have kind K_EXCEPTION and begin with this struct. */
#ifndef OBJECTS_EXCEPTION_H
#define OBJECTS_EXCEPTION_H

#include "runtime/type.h"

typedef struct Exception {
    Header header;
    Value ext;                /* attributes, __notes__ among them */
    Value args;               /* tuple */
    Value traceback;          /* Traceback or null */
    Value context, cause;     /* exceptions or null */
    bool suppress_context;
    /* fields of the concrete types; the meaning by type:
     *   StopIteration: [0] value          SystemExit: [0] code
     *   OSError: errno, strerror, filename, filename2, characters_written
     *   SyntaxError: msg, filename, lineno, offset, text, end_lineno, end_offset, print_file_and_line, metadata
     *   ImportError: msg, name, path, name_from     NameError: [0] name     AttributeError: [0] name, [1] obj
     *   UnicodeError: encoding, object, start, end, reason (start and end ints)
     *   BaseExceptionGroup: [0] msg, [1] tuple of exceptions */
    Value field[9];
} Exception;

typedef struct Traceback {
    Header header;
    Value next;               /* Traceback or null (towards where it was raised) */
    Value frame;              /* FrameObject */
    Code *code;
    uint32_t pc;              /* word index of the instruction */
    int32_t line;             /* 0: from pc */
} Traceback;

static inline Exception *as_exception(Value v) { return as_cell(v); }
static inline bool is_exception(Value v) { return has_kind(v, K_EXCEPTION); }
static inline bool is_exception_class(Value v) { return is_type(v) && as_type(v)->kind == K_EXCEPTION; }

/* syntax error with all its attributes; text V_NULL: looked up in the file later. Columns from 1 in code points, 0: unknown */
__attribute__((cold)) Value raise_syntax_error(Thread *t, TypeId type, const char *message, Value filename, int line, int column,
                                               int end_line, int end_column, Value text);
/* the whole report as CPython's traceback module prints it (chained, carets, notes, groups, suggestions), to the file object or
 * fd 2 if it is V_NULL; never fails */
void exception_print(Thread *t, Value exception, Value file);
/* the line, from 1, of a source file, as reports show it, without the blanks around it; '' where there is none */
Value source_line_text(Thread *t, Value filename, int line);
/* type(*args) without running Python code: for builtin exception types; fields filled as their __init__ does */
Value exception_new(Thread *t, Type *type, const Value *args, size_t n);
void exception_set_name(Thread *t, Value name);              /* the propagating NameError's or ImportError's name */
Value traceback_new(Thread *t, Value next, Value frame, Code *code, uint32_t pc);
int traceback_line(const Traceback *tb);                     /* -1: unknown */
/* the text behind a file name such as "<string>" that is no file, for the source lines of reports; text V_NULL: forget it */
bool report_register_source(Thread *t, Value filename, Value text);

#endif
