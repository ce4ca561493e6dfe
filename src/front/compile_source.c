/* compile_source.c - from source text to a code object: the parser's callbacks and its errors as exceptions. */
#include <stdio.h>

#include "front/codegen.h"
#include "front/parser.h"
#include "objects/bytes.h"
#include "objects/codecs.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/error.h"
#include "runtime/ops.h"

/* --- callbacks ---------------------------------------------------------------------------------------------------------- */

static const char *arena_text(Arena *arena, Thread *t, Value s)
{
    size_t n;
    const char *text = is_null(s) ? NULL : str_utf8_lossy(t, s, &n);
    return text ? arena_strdup(arena, text, n) : NULL;
}

static const char *decode_source(void *context, Arena *arena, const char *encoding, const char *bytes, size_t n, size_t *length,
                                 const char **message)
{
    Thread *t = ((SourceContext *)context)->t;
    *message = NULL;
    Value data = bytes_new(t, bytes, n), text = is_null(data) ? V_NULL : codec_decode(t, data, encoding, NULL);
    if (!is_null(text) && is_str(text)) {
        const char *utf8 = str_utf8(t, text, length);
        return utf8 ? arena_strdup(arena, utf8, *length) : NULL;
    }
    bool unknown = error_set(t) && error_matches(t, T_LOOKUP_ERROR), bad = error_set(t) && error_matches(t, T_UNICODE_ERROR);
    if (!unknown && !bad) return NULL;
    Value e = error_take(t);
    *message = arena_text(arena, t, object_str(t, e));
    return NULL;
}

static ParseStatus warn_from_parser(void *context, const char *message, int32_t line)
{
    SourceContext *s = context;
    Value text = str_from_text(s->t, message);
    if (is_null(text)) return PARSE_RAISED;
    if (warn_explicit(s->t, T_SYNTAX_WARNING, text, s->file_name, line)) return PARSE_OK;
    if (!error_matches(s->t, T_SYNTAX_WARNING)) return PARSE_RAISED;
    error_clear(s->t);
    return PARSE_SYNTAX_ERROR;
}

/* --- errors --------------------------------------------------------------------------------------------------------------- */

static Value number_or_none(bool there, int32_t n) { return there ? value_fixnum(n) : V_NONE; }

void source_raise(Thread *t, const ParseError *e, Value file_name)
{
    static const TypeId types[] = {
        [PARSE_SYNTAX_ERROR] = T_SYNTAX_ERROR, [PARSE_INDENTATION_ERROR] = T_INDENTATION_ERROR, [PARSE_TAB_ERROR] = T_TAB_ERROR,
        [PARSE_INCOMPLETE] = T_INCOMPLETE_INPUT_ERROR,
    };
    switch (e->status) {
    case PARSE_RAISED: return;
    case PARSE_NO_MEMORY: raise_memory_error(t); return;
    case PARSE_TOO_COMPLEX: raise(t, T_MEMORY_ERROR, "%s", e->message); return;
    default: break;
    }
    Value message = str_from_utf8(t, e->message, strlen(e->message));
    Value text = e->text ? str_from_utf8(t, e->text->data, e->text->length) : V_NONE;
    if (is_null(message) || is_null(text)) return;
    bool end = e->has_location && e->has_end;
    Value where = tuple_pack(t, 6, file_name, number_or_none(e->has_location, e->lineno), number_or_none(e->has_location, e->offset), text,
                             number_or_none(end, e->end_lineno), number_or_none(end, e->end_offset));
    if (!is_null(where)) raise_with2(t, types[e->status], message, where);
}

static void print_text(void *file, const char *text) { fputs(text, file); }

/* --- the way through ---------------------------------------------------------------------------------------------------------- */

ParseOptions source_options(SourceContext *context, ParseMode mode, uint32_t flags)
{
    return (ParseOptions){
        .mode = mode,
        .flags = (flags & COMPILE_IGNORE_COOKIE ? PARSE_IGNORE_COOKIE : 0) | (flags & COMPILE_DONT_IMPLY_DEDENT ? PARSE_DONT_IMPLY_DEDENT : 0) |
                 (flags & COMPILE_ALLOW_INCOMPLETE ? PARSE_INCOMPLETE_INPUT : 0) | (flags & CODE_FUTURE_BARRY ? PARSE_BARRY_AS_FLUFL : 0),
        .max_int_digits = context->t->rt->options.int_max_str_digits, .context = context, .decode = decode_source, .warn = warn_from_parser,
    };
}

Code *compile_source(Thread *t, const CompileOptions *options)
{
    static const ParseMode modes[] = {[COMPILE_EXEC] = PARSE_EXEC, [COMPILE_EVAL] = PARSE_EVAL, [COMPILE_SINGLE] = PARSE_SINGLE};
    SourceContext context = {t, options->file_name};
    ParseOptions parse = source_options(&context, modes[options->mode], options->flags);
    Arena arena;
    ParseError error = {0};
    arena_init(&arena, 0);
    AstNode *mod = parse_source(&arena, options->source, options->source_size, &parse, &error);
    Code *code = NULL;
    if (mod) code = compile_ast(t, mod, options);
    else source_raise(t, &error, options->file_name);
    arena_free(&arena);
    if (code && t->rt->options.dump_code) {
        code_disassemble(t, code, print_text, stdout);
        fflush(stdout);
    }
    return code;
}

bool compile_check(Thread *t, const char *source, size_t n, Value file_name)
{
    CompileOptions options = {.mode = COMPILE_EXEC, .optimize = -1, .file_name = file_name, .source = source, .source_size = n};
    return compile_source(t, &options) != NULL;
}
