/* _tokenize.c - TokenizerIter: the lexer's tokens as tuples, for the tokenize module.
 *
 * All lines are read when the first token is asked for; tokens, and the errors in them, come one by one. The lexer and its
 * text live outside the heap, in a Source that the iterator owns. */
#include <stdlib.h>

#include "front/compile.h"
#include "front/token_info.h"
#include "objects/bytes.h"
#include "objects/codecs.h"
#include "objects/iterators.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/object.h"
#include "runtime/ops.h"
#include "runtime/text.h"

typedef struct Source {
    Arena arena;
    Lexer lexer;
    ParseOptions options;
    SourceContext context;
    bool implicit_newline;
} Source;

typedef struct TokenizerIter {
    Header header;
    Value readline, encoding; /* encoding: str; null: lines are str */
    Value file_name;          /* for errors and warnings */
    Source *source;           /* NULL: nothing read yet */
    bool extra_tokens, busy, done;
} TokenizerIter;

static void tokenizer_trace(Tracer *tr, void *cell)
{
    TokenizerIter *it = cell;
    gc_trace(tr, it->readline);
    gc_trace(tr, it->encoding);
    gc_trace(tr, it->file_name);
}

static void source_free(Source *source)
{
    if (!source) return;
    arena_free(&source->arena);
    free(source);
}
static void tokenizer_dispose(Runtime *rt, void *cell) { (void)rt; source_free(((TokenizerIter *)cell)->source); }

static Value tokenizer_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    int extra = is_truthy(t, a[2]);
    if (extra < 0) return V_NULL;
    if (!is_null(a[3]) && !is_str(a[3]))
        return raise(t, T_TYPE_ERROR, "tokenizeriter() argument 'encoding' must be str, not %T", a[3]);
    Value file_name = str_intern_text(t, "<string>");
    if (is_null(file_name)) return V_NULL;
    TokenizerIter *it = object_alloc(t, as_type(a[0]), 0);
    if (!it) return V_NULL;
    it->readline = a[1];
    it->encoding = a[3];
    it->file_name = file_name;
    it->extra_tokens = extra;
    return value_cell(it);
}

/* --- reading --- */

/* The next line as str; '' at the end, V_NULL: exception */
static Value read_line(Thread *t, const TokenizerIter *it)
{
    Value line = call0(t, it->readline);
    if (is_null(line)) {
        if (!error_matches(t, T_STOP_ITERATION)) return V_NULL;
        error_clear(t);
        return str_empty(t);
    }
    if (is_null(it->encoding)) return is_str(line) ? line : raise(t, T_TYPE_ERROR, "readline() returned a non-string object");
    if (!is_bytes(line)) return raise(t, T_TYPE_ERROR, "readline() returned a non-bytes object");
    const char *encoding = str_utf8(t, it->encoding, &(size_t){0});
    if (!encoding) return V_NULL;
    Value text = codec_decode(t, line, encoding, "replace");
    return is_null(text) || is_str(text) ? text : raise(t, T_TYPE_ERROR, "decoder should return a string result, not '%T'", text);
}

static Value read_all(Thread *t, const TokenizerIter *it)
{
    StrBuilder b;
    builder_init(&b, t);
    for (;;) {
        Value line = read_line(t, it);
        if (is_null(line)) return V_NULL;
        if (!str_length(as_str(line))) return builder_finish(&b);
        builder_str(&b, line);
        if (b.failed) return V_NULL;
    }
}

/* SyntaxError for the first NUL of a text */
static void raise_nul(Thread *t, Source *s, const char *text, const char *nul)
{
    const char *line = text;
    int32_t number = 1;
    for (const char *p = text; p < nul; p++)
        if (*p == '\n') line = p + 1, number++;
    size_t n = (size_t)(nul - line);
    AstString *shown = arena_alloc(&s->arena, sizeof *shown + n + 1);
    if (!shown) {
        raise_memory_error(t);
        return;
    }
    shown->length = (uint32_t)n;
    memcpy(shown->data, line, n);
    ParseError error = {.status = PARSE_SYNTAX_ERROR, .message = "source code cannot contain null bytes", .has_location = true,
                        .has_end = true, .lineno = number, .end_lineno = number, .text = shown};
    source_raise(t, &error, s->context.file_name);
}

static bool source_begin(Thread *t, Source *s, const TokenizerIter *it, Value all)
{
    size_t n;
    const char *text = str_utf8(t, all, &n), *nul = text ? memchr(text, 0, n) : NULL;
    if (!text) return false;
    s->context = (SourceContext){t, it->file_name};
    if (nul) return raise_nul(t, s, text, nul), false;
    s->options = source_options(&s->context, PARSE_EXEC, COMPILE_IGNORE_COOKIE);
    s->implicit_newline = n && text[n - 1] != '\n';
    ParseError error = {0};
    size_t length;
    const char *prepared = source_prepare(&s->arena, text, n, &s->options, &length, &error);
    if (!prepared) return source_raise(t, &error, s->context.file_name), false;
    if (!n) length = 0; /* no lines, not one empty line */
    lexer_init(&s->lexer, &s->arena, prepared, length, &s->options);
    s->lexer.extra_tokens = it->extra_tokens;
    return true;
}

/* Reads everything. it->source is set, or an exception is. */
static bool start(Thread *t, TokenizerIter *it)
{
    Value all = read_all(t, it);
    if (is_null(all)) return false;
    Source *s = calloc(1, sizeof *s);
    if (!s) return raise_memory_error(t), false;
    arena_init(&s->arena, 0);
    if (!source_begin(t, s, it, all)) return source_free(s), false;
    it->source = s;
    return true;
}

/* --- tokens --- */

/* An unexpected end has its place in the attributes alone, not in args. */
static void raise_lexer_error(Thread *t, Source *s)
{
    ParseError error = {0};
    token_info_error(&s->lexer, &error);
    source_raise(t, &error, s->context.file_name);
    if (s->lexer.problem != LEX_EOF || !error_matches(t, T_SYNTAX_ERROR)) return;
    Value e = error_take(t), message = str_from_text(t, error.message), args = is_null(message) ? V_NULL : tuple_pack(t, 1, message);
    if (!is_null(args) && attr_set(t, e, NAME(t, args), args)) error_restore(t, e);
}

/* Without extra tokens the types are the lexer's own, and indents have neither text nor columns. */
static void info_plain(const Token *token, TokenInfo *info)
{
    info->type = token->type >= TOK_FIRST_KEYWORD ? TOK_NAME : token->type;
    if (token->type != TOK_INDENT && token->type != TOK_DEDENT && token->type != TOK_ENDMARKER) return;
    info->string.length = 0;
    info->start_col = info->end_col = -1;
}

static Value token_tuple(Thread *t, const TokenInfo *info)
{
    Value text = str_from_utf8(t, info->string.start, info->string.length);
    Value line = is_null(text) ? V_NULL : str_from_utf8(t, info->line.start, info->line.length);
    Value from = is_null(line) ? V_NULL : tuple_pack(t, 2, value_fixnum(info->start_line), value_fixnum(info->start_col));
    Value to = is_null(from) ? V_NULL : tuple_pack(t, 2, value_fixnum(info->end_line), value_fixnum(info->end_col));
    return is_null(to) ? V_NULL : tuple_pack(t, 5, value_fixnum(info->type), text, from, to, line);
}

static Value next_token(Thread *t, TokenizerIter *it)
{
    if (!it->source && !start(t, it)) return V_NULL;
    Source *s = it->source;
    Token token;
    TokenInfo info;
    s->context.t = t;
    lexer_next(&s->lexer, &token);
    if (s->arena.failed) return raise_memory_error(t), V_NULL;
    if (token.type == TOK_ERRORTOKEN) return raise_lexer_error(t, s), V_NULL;
    token_info(&s->lexer, &token, s->implicit_newline, &info);
    if (!it->extra_tokens) info_plain(&token, &info);
    it->done = token.type == TOK_ENDMARKER;
    return token_tuple(t, &info);
}

static Value tokenizer_next(Thread *t, Value self)
{
    TokenizerIter *it = as_cell(self);
    if (it->done) return V_NULL;
    if (it->busy) return raise(t, T_VALUE_ERROR, "TokenizerIter is already executing");
    it->busy = true;
    Value tuple = next_token(t, it);
    it->busy = false;
    return tuple;
}

const TypeSpec tokenizer_iter_type_spec = {
    .name = "_tokenize.TokenizerIter", .base = T_OBJECT, .flags = TYPE_IMMUTABLE, .size = sizeof(TokenizerIter),
    .slots = {.iter = iterator_self, .next = tokenizer_next},
    .construct = FN("tokenizeriter", tokenizer_construct, "(cls, readline, /, *, extra_tokens, encoding=None)", ""),
    .trace = tokenizer_trace, .dispose = tokenizer_dispose};

static bool setup(Thread *t, Value module) { return module_add_type(t, module, T_TOKENIZER_ITER); }

const ModuleSpec _tokenize_module_spec = {.name = "_tokenize", .setup = setup};
