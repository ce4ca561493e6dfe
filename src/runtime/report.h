/* report.h - the parts of the report of an uncaught exception; private to runtime/report*.c and front/report_source.c.
 *
 * Text of sources is UTF-8 in an arena: it outlives no call of exception_print(). Columns are bytes, lines count from 0 unless said. */
#ifndef RUNTIME_REPORT_H
#define RUNTIME_REPORT_H

#include "base/arena.h"
#include "runtime/text.h"

struct Traceback;

typedef struct TextLine { const char *s; size_t n; } TextLine;

typedef struct SourceFile {
    struct SourceFile *next;
    Value filename;          /* kept alive by the code object that names it */
    const TextLine *lines;
    size_t count;
} SourceFile;

typedef struct Report {
    Thread *t;
    StrBuilder out;
    Arena arena;
    SourceFile *files;       /* those read so far */
    int depth;               /* of exception groups */
    char margin;             /* of the next line of a group */
    bool line_start, need_close;
} Report;

/* output: at the start of each line comes the margin of the group; false: out of memory */
void report_put(Report *r, const char *s, size_t n);
void report_text(Report *r, const char *s);                      /* NUL-terminated */
void report_str(Report *r, Value str);
/* str(v), or repr(v); "<what str() failed>" where that raises: never fails but for memory */
Value report_safe_str(Thread *t, Value v, const char *what);
Value report_safe_repr(Thread *t, Value v, const char *what);

/* --- report_source.c --- */
/* line number `line`, from 1, without its line end; n 0 where there is none */
TextLine report_line(Report *r, Value filename, int line);
/* ParseOptions.decode by Python's codecs; context: the Thread */
const char *report_decode_by_codec(void *context, Arena *arena, const char *encoding, const char *bytes, size_t n, size_t *length,
                                   const char **message);

/* --- report_frame.c --- */
void report_frame(Report *r, const struct Traceback *tb);        /* "  File ..." and the source lines with their markers */

/* --- report_suggest.c --- */
/* the suggestion that follows a NameError's, AttributeError's or ImportError's text: " Did you mean: 'x'?"; V_NULL: none */
Value report_suggestion(Thread *t, Value exception);

/* --- report_syntax.c --- */
void report_syntax_error(Report *r, Value exception, Value type_text); /* file, line, text, carets and the message */

/* --- front/report_source.c --- */
/* decodes a source file: UTF-8 with '\n' line ends; NULL: it cannot be decoded */
const char *source_decode(Thread *t, Arena *arena, const char *bytes, size_t n, size_t *length);

/* what to mark with '^' in a range marked with '~': from left (inclusive) to right (exclusive) */
typedef struct Anchors { size_t left_line, left, right_line, right; } Anchors;
/* the operator, the subscript's brackets or the call's parentheses of the expression that the segment is; false: none of these */
bool source_anchors(const char *segment, size_t n, Anchors *out);

/* Is the statement nothing but one call of a plain name, returned or assigned, that reaches from start in the first line to end in
 * the last? Then markers would say nothing. Also true for no statement at all. */
bool source_is_one_call(const char *text, size_t n, size_t lines, size_t start, size_t end);

#endif
