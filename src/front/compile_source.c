/* compile_source.c - source text to a code object: parsing, compiling, and turning the parser's errors and warnings into exceptions. */
#include "front/compile.h"
#include "front/parser.h"
#include "objects/bytes.h"
#include "objects/exception.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include <string.h>

typedef struct Context { Thread *t; Value file_name; } Context;

/* other encodings: bytes.decode(encoding) */
static const char *decode(void *context, Arena *arena, const char *encoding, const char *bytes, size_t n, size_t *length, const char **message)
{
    Thread *t = ((Context *)context)->t;
    *message = NULL;
    Value data = bytes_new(t, bytes, n), name = str_from_text(t, encoding);
    Value text = is_null(data) || is_null(name) ? V_NULL : call_method1(t, data, NAME(t, decode), name);
    if (is_null(text)) {
        if (!error_matches(t, T_LOOKUP_ERROR)) return NULL;
        error_clear(t);
        Value why = str_format(t, "unknown encoding: %s", encoding);
        size_t size;
        const char *utf8 = is_null(why) ? NULL : str_utf8(t, why, &size);
        if (utf8) *message = arena_strdup(arena, utf8, size);
        return NULL;
    }
    if (!is_str(text)) return RAISE_PTR(t, T_TYPE_ERROR, "'%s' decoder returned '%T' instead of 'str'", encoding, text);
    const char *utf8 = str_utf8(t, text, length);
    return utf8 ? arena_strdup(arena, utf8, *length) : NULL;
}

static ParseStatus warn_syntax(void *context, const char *message, int32_t line)
{
    Context *c = context;
    Value text = str_from_text(c->t, message);
    if (is_null(text)) return PARSE_RAISED;
    if (warn_explicit(c->t, T_SYNTAX_WARNING, text, c->file_name, line)) return PARSE_OK;
    if (!error_matches(c->t, T_SYNTAX_WARNING)) return PARSE_RAISED;
    error_clear(c->t);
    return PARSE_SYNTAX_ERROR;
}

static Value int_or_none(bool there, int32_t n) { return there ? value_fixnum(n) : V_NONE; }

/* SyntaxError(message, (file, line, offset, text, end line, end offset)) */
static void raise_parse_error(Thread *t, const ParseError *e, Value file_name)
{
    static const uint8_t types[] = {
        [PARSE_SYNTAX_ERROR] = T_SYNTAX_ERROR, [PARSE_INDENTATION_ERROR] = T_INDENTATION_ERROR, [PARSE_TAB_ERROR] = T_TAB_ERROR,
        [PARSE_INCOMPLETE] = T_INCOMPLETE_INPUT_ERROR};
    switch (e->status) {
    case PARSE_OK: case PARSE_RAISED: return;
    case PARSE_NO_MEMORY: raise_memory_error(t); return;
    case PARSE_TOO_COMPLEX: raise(t, T_MEMORY_ERROR, "%s", e->message); return;
    default: break;
    }
    Value text = e->text ? str_from_utf8(t, e->text->data, e->text->length) : V_NONE;
    Value message = str_from_text(t, e->message);
    if (is_null(text) || is_null(message)) return;
    Value parts[6] = {file_name, int_or_none(e->has_location, e->lineno), int_or_none(e->has_location, e->offset), text,
                      int_or_none(e->has_location && e->has_end, e->end_lineno), int_or_none(e->has_location && e->has_end, e->end_offset)};
    Value details = tuple_new(t, parts, 6);
    if (!is_null(details)) raise_with2(t, (TypeId)types[e->status], message, details);
}

static unsigned parse_flags(uint32_t flags)
{
    return (flags & COMPILE_IGNORE_COOKIE ? PARSE_IGNORE_COOKIE : 0) | (flags & COMPILE_DONT_IMPLY_DEDENT ? PARSE_DONT_IMPLY_DEDENT : 0) |
           (flags & COMPILE_ALLOW_INCOMPLETE ? PARSE_INCOMPLETE_INPUT : 0) | (flags & CODE_FUTURE_BARRY ? PARSE_BARRY_AS_FLUFL : 0);
}

Code *compile_source(Thread *t, const CompileOptions *options)
{
    static const ParseMode modes[] = {[COMPILE_EXEC] = PARSE_EXEC, [COMPILE_EVAL] = PARSE_EVAL, [COMPILE_SINGLE] = PARSE_SINGLE};
    Arena arena;
    arena_init(&arena, 0);
    Context context = {t, options->file_name};
    ParseOptions parse = {.mode = modes[options->mode], .flags = parse_flags(options->flags), .max_int_digits = t->rt->options.int_max_str_digits,
                          .context = &context, .decode = decode, .warn = warn_syntax};
    ParseError error = {0};
    AstNode *tree = parse_source(&arena, options->source, options->source_size, &parse, &error);
    Code *code = NULL;
    if (tree) code = compile_ast(t, tree, options);
    else raise_parse_error(t, &error, options->file_name);
    arena_free(&arena);
    return code;
}
