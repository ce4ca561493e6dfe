/* The lexer. Its order of decisions follows the language reference ("Lexical analysis") and PEP 701; its messages and
 * places are CPython's. lexer_next makes one token; a stack of LexStrings switches between code and f-string text.
 *
 * The text ends in a NUL and contains no other, so that '\0' means the end wherever a character is looked at. */
#include "front/lexer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/unicode.h"
#include "base/utf8.h"

enum { NAME_START = 1, NAME_PART = 2, DIGIT = 4, HEX_DIGIT = 8, SPACE = 16 };

static const uint8_t char_class[256] = {
    ['a' ... 'f'] = NAME_START | NAME_PART | HEX_DIGIT,
    ['g' ... 'z'] = NAME_START | NAME_PART,
    ['A' ... 'F'] = NAME_START | NAME_PART | HEX_DIGIT,
    ['G' ... 'Z'] = NAME_START | NAME_PART,
    ['_'] = NAME_START | NAME_PART,
    [0x80 ... 0xFF] = NAME_START | NAME_PART,
    ['0' ... '9'] = NAME_PART | DIGIT | HEX_DIGIT,
    [' '] = SPACE,
    ['\t'] = SPACE,
    ['\f'] = SPACE,
};

static inline bool has_class(char c, unsigned classes) { return char_class[(unsigned char)c] & classes; }

static const char *const texts[] = {
#define TOKEN(name, value, text) [value] = text,
#include "front/token.def"
};

static const char *const names[] = {
#define TOKEN(name, value, text) [value] = #name,
#define KEYWORD(name, value, text) [value] = "NAME",
#include "front/token.def"
};

const char *token_text(TokenType type) { return texts[type]; }
const char *token_name(TokenType type) { return names[type]; }

void lexer_init(Lexer *lexer, Arena *arena, const char *text, size_t length, const ParseOptions *options) {
  memset(lexer, 0, offsetof(Lexer, strings));
  lexer->problem = LEX_FINE;
  memset(&lexer->error, 0, sizeof lexer->error);
  lexer->arena = arena;
  lexer->options = options;
  lexer->text = lexer->cursor = lexer->line_start = text;
  lexer->end = text + length;
  lexer->line = length ? 1 : 0;
  lexer->at_line_start = true;
}

/* ---- errors -------------------------------------------------------------------------------------------------------- */

static void error_vset(ParseError *error, Arena *arena, ParseStatus status, const char *text, ErrorPlace place,
                       const char *format, va_list args) {
  memset(error, 0, sizeof *error);
  error->status = PARSE_NO_MEMORY;
  char message[512];
  int n = vsnprintf(message, sizeof message, format, args);
  error->message = arena_strdup(arena, message, n < 0 ? 0 : size_min((size_t)n, sizeof message - 1));
  const char *line = text;
  for (int32_t i = 1; line && i < place.line; i++) {
    const char *newline = strchr(line, '\n');
    line = newline ? newline + 1 : NULL;
  }
  size_t length = line ? strcspn(line, "\n") : 0;
  if (place.whole_line && line && line[length]) length++;
  AstString *shown = arena_alloc(arena, sizeof(AstString) + length + 1);
  if (!error->message || !shown) return;
  shown->length = (uint32_t)length;
  if (length) memcpy(shown->data, line, length);
  error->text = shown;
  error->status = status;
  error->has_location = error->has_end = true;
  error->lineno = place.line;
  error->end_lineno = place.end_line;
  int32_t offsets[2] = {place.offset, place.end_offset};
  for (int i = 0; i < 2; i++) {
    if (offsets[i] <= 0) continue;
    size_t bytes = size_min((size_t)offsets[i], length + 1);
    offsets[i] = 0;
    for (size_t b = 0; b < bytes; b++) offsets[i] += (shown->data[b] & 0xC0) != 0x80;
  }
  error->offset = offsets[0];
  error->end_offset = offsets[1];
}

void parse_error_set(ParseError *error, Arena *arena, ParseStatus status, const char *text, ErrorPlace place,
               const char *format, ...) {
  va_list args;
  va_start(args, format);
  error_vset(error, arena, status, text, place, format, args);
  va_end(args);
}

/* The error token: everything after it is unread for good. */
static void fail_soft(Lexer *lx, LexProblem problem) { lx->problem = problem; }

/* An error from byte offset `start` to `end` of the current line, both 1-based. */
__attribute__((format(printf, 4, 5))) static void fail_range(Lexer *lx, int32_t start, int32_t end, const char *format,
                                                            ...) {
  va_list args;
  va_start(args, format);
  ErrorPlace place = {lx->line, start, lx->line, end, false};
  error_vset(&lx->error, lx->arena, PARSE_SYNTAX_ERROR, lx->text, place, format, args);
  va_end(args);
  lx->problem = LEX_ERROR;
}

/* An error at the last character read. */
#define fail_here(lx, ...) \
  fail_range(lx, (int32_t)((lx)->cursor - (lx)->line_start), (int32_t)((lx)->cursor - (lx)->line_start), __VA_ARGS__)

/* ---- pieces -------------------------------------------------------------------------------------------------------- */

/* Steps over the "\n" at the cursor. The number of the last line stays once it is passed, as in CPython. */
static inline void pass_newline(Lexer *lx) {
  lx->cursor++;
  if (lx->cursor < lx->end) lx->line++, lx->line_start = lx->cursor;
}

static inline LexString *inner_string(Lexer *lx) {
  return lx->string_depth ? &lx->strings[lx->string_depth - 1] : NULL;
}

/* Begins a token at p, on the current line. */
static inline void begin(Lexer *lx, Token *token, const char *p) {
  token->start = (uint32_t)(p - lx->text);
  token->line = lx->line;
  token->col = (int32_t)(p - lx->line_start);
}

/* Ends it at p, which lies on the current line. */
static inline void finish(Lexer *lx, Token *token, TokenType type, const char *p) {
  token->type = type;
  token->level = (uint8_t)lx->level;
  token->end = (uint32_t)(p - lx->text);
  token->end_line = token->line_end = lx->line;
  token->end_col = (int32_t)(p - lx->line_start);
}

/* A token without text: INDENT, DEDENT, the end. */
static void finish_empty(Lexer *lx, Token *token, TokenType type) {
  begin(lx, token, lx->cursor);
  finish(lx, token, type, lx->cursor);
  token->col = token->end_col = -1;
}

static void finish_error(Lexer *lx, Token *token) { finish_empty(lx, token, TOK_ERRORTOKEN); }

/* Behind a backslash: passes the line end. False when something else is there. */
static bool pass_continuation(Lexer *lx) {
  if (*lx->cursor != '\n') {
    if (*lx->cursor) lx->cursor++;
    fail_soft(lx, LEX_LINECONT);
    return false;
  }
  pass_newline(lx);
  if (lx->cursor == lx->end) {
    fail_soft(lx, LEX_EOF);
    return false;
  }
  return true;
}

/* ---- indentation --------------------------------------------------------------------------------------------------- */

/* Moves the cursor to the end of the line, as CPython reports these errors there. */
static bool fail_indentation(Lexer *lx, LexProblem problem) {
  while (*lx->cursor && *lx->cursor != '\n') lx->cursor++;
  if (*lx->cursor) lx->cursor++;
  fail_soft(lx, problem);
  return false;
}

static bool compare_indentation(Lexer *lx, int32_t column, int32_t alternate) {
  if (column == lx->indents[lx->indent_depth])
    return alternate == lx->alternate_indents[lx->indent_depth] || fail_indentation(lx, LEX_TABSPACE);
  if (column > lx->indents[lx->indent_depth]) {
    if (lx->indent_depth + 1 >= LEXER_MAX_INDENT) return fail_indentation(lx, LEX_TOO_DEEP);
    if (alternate <= lx->alternate_indents[lx->indent_depth]) return fail_indentation(lx, LEX_TABSPACE);
    lx->indents[++lx->indent_depth] = column;
    lx->alternate_indents[lx->indent_depth] = alternate;
    lx->pending_indents++;
    return true;
  }
  while (lx->indent_depth > 0 && column < lx->indents[lx->indent_depth]) lx->indent_depth--, lx->pending_indents--;
  if (column != lx->indents[lx->indent_depth]) return fail_indentation(lx, LEX_DEDENT);
  return alternate == lx->alternate_indents[lx->indent_depth] || fail_indentation(lx, LEX_TABSPACE);
}

/* Reads a line's indentation. A tab goes to the next multiple of 8; counted as one column the nesting must come out the
 * same, or tabs and spaces are mixed. */
static bool read_indentation(Lexer *lx) {
  int32_t column = 0, alternate = 0, continued = 0;
  lx->at_line_start = false;
  for (;; lx->cursor++) {
    char c = *lx->cursor;
    if (c == ' ') {
      column++, alternate++;
    } else if (c == '\t') {
      column = (column / 8 + 1) * 8, alternate++;
    } else if (c == '\f') {
      column = alternate = 0;
    } else if (c == '\\') {
      if (!continued) continued = column;
      lx->cursor++;
      if (!pass_continuation(lx)) return false;
      lx->cursor--;
    } else {
      break;
    }
  }
  lx->blank_line = *lx->cursor == '#' || *lx->cursor == '\n';
  if (lx->blank_line || lx->level) return true;
  return compare_indentation(lx, continued ? continued : column, continued ? continued : alternate);
}

/* ---- names --------------------------------------------------------------------------------------------------------- */

static inline TokenType keyword_among(const char *s, size_t n, TokenType first, TokenType last) {
  for (TokenType type = first; type <= last; type++)
    if (!strncmp(s, texts[type], n) && !texts[type][n]) return type;
  return TOK_NAME;
}

/* Keywords are sorted in token.def, so those with one initial are a range. */
static TokenType keyword(const char *s, size_t n) {
  if (n < 2 || n > 8) return TOK_NAME;
  switch (*s) {
    case 'F': return keyword_among(s, n, TOK_FALSE, TOK_FALSE);
    case 'N': return keyword_among(s, n, TOK_NONE, TOK_NONE);
    case 'T': return keyword_among(s, n, TOK_TRUE, TOK_TRUE);
    case 'a': return keyword_among(s, n, TOK_AND, TOK_AWAIT);
    case 'b': return keyword_among(s, n, TOK_BREAK, TOK_BREAK);
    case 'c': return keyword_among(s, n, TOK_CLASS, TOK_CONTINUE);
    case 'd': return keyword_among(s, n, TOK_DEF, TOK_DEL);
    case 'e': return keyword_among(s, n, TOK_ELIF, TOK_EXCEPT);
    case 'f': return keyword_among(s, n, TOK_FINALLY, TOK_FROM);
    case 'g': return keyword_among(s, n, TOK_GLOBAL, TOK_GLOBAL);
    case 'i': return keyword_among(s, n, TOK_IF, TOK_IS);
    case 'l': return keyword_among(s, n, TOK_LAMBDA, TOK_LAMBDA);
    case 'n': return keyword_among(s, n, TOK_NONLOCAL, TOK_NOT);
    case 'o': return keyword_among(s, n, TOK_OR, TOK_OR);
    case 'p': return keyword_among(s, n, TOK_PASS, TOK_PASS);
    case 'r': return keyword_among(s, n, TOK_RAISE, TOK_RETURN);
    case 't': return keyword_among(s, n, TOK_TRY, TOK_TRY);
    case 'w': return keyword_among(s, n, TOK_WHILE, TOK_WITH);
    case 'y': return keyword_among(s, n, TOK_YIELD, TOK_YIELD);
    default: return TOK_NAME;
  }
}

/* PEP 3131: every character must be XID_Start or XID_Continue, also after normalisation (which keeps them so but for
 * the few that unicode's tables leave out). */
static bool check_identifier(Lexer *lx, const char *start) {
  for (const char *p = start; p < lx->cursor;) {
    unsigned size;
    uint32_t c = utf8_get(p, &size);
    if (p == start ? unicode_is_xid_start(c) : unicode_is_xid_continue(c)) {
      p += size;
      continue;
    }
    char shown[5] = {0};
    memcpy(shown, p, size);
    lx->cursor = p + size;
    if (unicode_is_printable(c))
      fail_here(lx, "invalid character '%s' (U+%04X)", shown, c);
    else
      fail_here(lx, "invalid non-printable character U+%04X", c);
    return false;
  }
  return true;
}

/* ---- numbers ------------------------------------------------------------------------------------------------------- */

static bool word_follows(const char *p, const char *word) {
  size_t n = strlen(word);
  return !strncmp(p, word, n) && !has_class(p[n], NAME_PART);
}

/* A number may touch a keyword ("1if x else y", deprecated) but no other name. Of "if", "in" and "is" two letters are
 * enough, as in CPython. */
static bool check_number_end(Lexer *lx, const char *kind) {
  const char *p = lx->cursor;
  if (!has_class(*p, NAME_PART) || (unsigned char)*p >= 0x80) return true;
  if (word_follows(p, "and") || word_follows(p, "else") || word_follows(p, "for") || word_follows(p, "or") ||
      word_follows(p, "not") || (*p == 'i' && (p[1] == 'f' || p[1] == 'n' || p[1] == 's'))) {
    if (!lx->options || !lx->options->warn || lx->extra_tokens) return true;
    char message[48];
    snprintf(message, sizeof message, "invalid %s literal", kind);
    ParseStatus status = lx->options->warn(lx->options->context, message, lx->line);
    if (status == PARSE_OK) return true;
    fail_here(lx, "%s", message);
    lx->error.status = status;
    return false;
  }
  fail_here(lx, "invalid %s literal", kind);
  return false;
}

/* Digits with single underscores between them; the cursor is at a digit. */
static bool read_digits(Lexer *lx) {
  for (;;) {
    while (has_class(*lx->cursor, DIGIT)) lx->cursor++;
    if (*lx->cursor != '_') return true;
    lx->cursor++;
    if (!has_class(*lx->cursor, DIGIT)) {
      fail_here(lx, "invalid decimal literal");
      return false;
    }
  }
}

/* Behind 0x, 0o or 0b. */
static bool read_radix(Lexer *lx, int base) {
  const char *kind = base == 16 ? "hexadecimal" : base == 8 ? "octal" : "binary";
  lx->cursor++;
  do {
    if (*lx->cursor == '_') lx->cursor++;
    const char *digits = lx->cursor;
    while (base == 16 ? has_class(*lx->cursor, HEX_DIGIT) : *lx->cursor >= '0' && *lx->cursor < '0' + base)
      lx->cursor++;
    if (base != 16 && has_class(*lx->cursor, DIGIT)) {
      char digit = *lx->cursor++;
      fail_here(lx, "invalid digit '%c' in %s literal", digit, kind);
      return false;
    }
    if (lx->cursor == digits) {
      fail_here(lx, "invalid %s literal", kind);
      return false;
    }
  } while (*lx->cursor == '_');
  return check_number_end(lx, kind);
}

/* An exponent if one is there: "1e5"; in "1else" the e begins a keyword, and the number is over. */
static bool read_exponent(Lexer *lx, bool *over) {
  *over = false;
  if ((*lx->cursor | 0x20) != 'e') return true;
  const char *p = lx->cursor + 1;
  if (*p == '+' || *p == '-') {
    if (!has_class(*++p, DIGIT)) {
      lx->cursor = p;
      fail_here(lx, "invalid decimal literal");
      return false;
    }
  } else if (!has_class(*p, DIGIT)) {
    *over = true;
    return check_number_end(lx, "decimal");
  }
  lx->cursor = p;
  return read_digits(lx);
}

static bool read_fraction_on(Lexer *lx) {
  bool over;
  if (has_class(*lx->cursor, DIGIT) && !read_digits(lx)) return false;
  if (!read_exponent(lx, &over) || over) return over && lx->problem == LEX_FINE;
  if ((*lx->cursor | 0x20) == 'j') {
    lx->cursor++;
    return check_number_end(lx, "imaginary");
  }
  return check_number_end(lx, "decimal");
}

static bool read_leading_zero(Lexer *lx, const char *start) {
  for (;;) {
    if (*lx->cursor == '_') {
      lx->cursor++;
      if (!has_class(*lx->cursor, DIGIT)) {
        fail_here(lx, "invalid decimal literal");
        return false;
      }
    }
    if (*lx->cursor != '0') break;
    lx->cursor++;
  }
  const char *zeros_end = lx->cursor;
  if (!has_class(*lx->cursor, DIGIT)) return true;
  if (!read_digits(lx)) return false;
  char c = *lx->cursor;
  if (c == '.' || (c | 0x20) == 'e' || (c | 0x20) == 'j') return true;
  fail_range(lx, (int32_t)(start + 1 - lx->line_start), (int32_t)(zeros_end + 1 - lx->line_start),
             "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers");
  return false;
}

/* A number that starts with the digit or point at `start`, where the cursor is. */
static bool read_number(Lexer *lx, const char *start) {
  if (*start == '.') {
    lx->cursor++;
    return read_fraction_on(lx);
  }
  if (*start == '0') {
    lx->cursor++;
    switch (*lx->cursor | 0x20) {
      case 'x': return read_radix(lx, 16);
      case 'o': return read_radix(lx, 8);
      case 'b': return read_radix(lx, 2);
    }
    if (!read_leading_zero(lx, start)) return false;
  } else if (!read_digits(lx)) {
    return false;
  }
  if (*lx->cursor == '.') lx->cursor++;
  else if ((*lx->cursor | 0x20) != 'e' && (*lx->cursor | 0x20) != 'j') return check_number_end(lx, "decimal");
  return read_fraction_on(lx);
}

/* ---- strings ------------------------------------------------------------------------------------------------------- */

/* Puts the lexer back behind the quote that opened a string, where an unterminated one is reported. */
static int32_t back_to_opening(Lexer *lx, const char *start, const char *line_start, int32_t line) {
  int32_t detected = lx->line;
  lx->cursor = start + 1;
  lx->line_start = line_start;
  lx->line = line;
  return detected;
}

static bool fail_unterminated(Lexer *lx, char quote, int quote_size, bool escaped_quote, const char *start,
                              const char *line_start, int32_t line) {
  lx->at_text_end = !*lx->cursor;
  int32_t detected = back_to_opening(lx, start, line_start, line);
  LexString *outer = inner_string(lx);
  if (outer && outer->quote == quote && outer->quote_size == quote_size)
    fail_here(lx, "%c-string: expecting '}'", outer->prefix);
  else if (quote_size == 3)
    fail_here(lx, "unterminated triple-quoted string literal (detected at line %d)", detected);
  else
    fail_here(lx, "unterminated string literal (detected at line %d)%s", detected,
              escaped_quote ? "; perhaps you escaped the end quote?" : "");
  return false;
}

/* The rest of a string whose prefix started at `start`; the cursor is at the opening quote. */
static bool read_string(Lexer *lx, const char *start) {
  const char *line_start = lx->line_start;
  int32_t line = lx->line;
  char quote = *lx->cursor++;
  int quote_size = 1, ending = 0;
  bool escaped_quote = false;
  if (*lx->cursor == quote) {
    lx->cursor++;
    if (*lx->cursor != quote) return true;
    lx->cursor++;
    quote_size = 3;
  }
  while (ending != quote_size) {
    char c = *lx->cursor;
    if (c == quote) {
      ending++;
      lx->cursor++;
      continue;
    }
    ending = 0;
    if (c == '\\') {
      lx->cursor++;
      c = *lx->cursor;
      escaped_quote |= c == quote;
      if (c == '\n') pass_newline(lx);
      else if (c) lx->cursor++;
      continue;
    }
    if (!c || (c == '\n' && quote_size == 1))
      return fail_unterminated(lx, quote, quote_size, escaped_quote, start, line_start, line);
    if (c == '\n') pass_newline(lx);
    else lx->cursor++;
  }
  return true;
}

/* The opening of an f-string or t-string; the cursor is at its quote. */
static bool open_fstring(Lexer *lx, Token *token, const char *start, char prefix, bool raw) {
  char quote = *lx->cursor++;
  int quote_size = 1;
  if (lx->cursor[0] == quote && lx->cursor[1] == quote) lx->cursor += 2, quote_size = 3;
  if (lx->string_depth + 1 >= LEXER_MAX_FSTRINGS) {
    fail_here(lx, "too many nested f-strings or t-strings");
    return false;
  }
  lx->strings[lx->string_depth++] = (LexString){
      .quote = quote,
      .quote_size = (uint8_t)quote_size,
      .prefix = prefix,
      .raw = raw,
      .in_text = true,
      .expression_level = -1,
      .first_line = lx->line,
      .start = (uint32_t)(start - lx->text),
      .line_start = (uint32_t)(lx->line_start - lx->text),
  };
  finish(lx, token, prefix == 'f' ? TOK_FSTRING_START : TOK_TSTRING_START, lx->cursor);
  return true;
}

static bool fail_fstring_end(Lexer *lx, LexString *string) {
  lx->at_text_end = !*lx->cursor;
  int32_t detected =
      back_to_opening(lx, lx->text + string->start, lx->text + string->line_start, string->first_line);
  fail_here(lx, "unterminated %s%c-string literal (detected at line %d)",
            string->quote_size == 3 ? "triple-quoted " : "", string->prefix, detected);
  return false;
}

static bool begin_replacement(Lexer *lx, LexString *string) {
  if (++string->expression_level >= LEXER_MAX_FSTRING_EXPR) {
    fail_here(lx, "%c-string: expressions nested too deeply", string->prefix);
    return false;
  }
  string->in_text = false;
  return true;
}

/* "\{" and "\}" are not escapes: the braces keep their meaning. */
static bool warn_brace_escape(Lexer *lx, char brace) {
  if (!lx->options || !lx->options->warn || lx->extra_tokens) return true;
  char message[160];
  snprintf(message, sizeof message,
           "\"\\%c\" is an invalid escape sequence. Such sequences will not work in the future. Did you mean \"\\\\%c\"? "
           "A raw string is also an option.", brace, brace);
  ParseStatus status = lx->options->warn(lx->options->context, message, lx->line);
  if (status == PARSE_OK) return true;
  lx->cursor++;
  fail_here(lx, "\"\\%c\" is an invalid escape sequence. Did you mean \"\\\\%c\"? A raw string is also an option.", brace,
            brace);
  lx->error.status = status;
  return false;
}

/* Reads f-string text up to a replacement field or the closing quotes. *end: where the token's text ends (a doubled
 * brace counts once). False: an error. */
static bool read_fstring_text(Lexer *lx, LexString *string, const char **end) {
  bool named_escape = false;
  int ending = 0;
  while (ending != string->quote_size) {
    char c = *lx->cursor;
    bool in_spec = string->in_format_spec && string->expression_level >= 0;
    if (!c || (c == '\n' && string->quote_size == 1)) {
      if (in_spec && c) {
        lx->cursor++;
        fail_here(lx, "%c-string: newlines are not allowed in format specifiers for single quoted %c-strings",
                  string->prefix, string->prefix);
        return false;
      }
      return fail_fstring_end(lx, string);
    }
    if (c == string->quote) {
      ending++;
      lx->cursor++;
      continue;
    }
    ending = 0;
    if (c == '{') {
      if (lx->cursor[1] == '{' && !in_spec) {
        *end = lx->cursor + 1;
        lx->cursor += 2;
        return true;
      }
      *end = lx->cursor;
      return begin_replacement(lx, string);
    }
    if (c == '}') {
      if (named_escape) {
        *end = ++lx->cursor;
        return true;
      }
      if (lx->cursor[1] == '}' && !in_spec && string->brackets == 0) {
        *end = lx->cursor + 1;
        lx->cursor += 2;
        return true;
      }
      *end = lx->cursor;
      string->in_text = false;
      return true;
    }
    if (c == '\n') {
      pass_newline(lx);
      continue;
    }
    lx->cursor++;
    if (c != '\\') continue;
    char escaped = *lx->cursor;
    if (escaped == '{' || escaped == '}') {
      if (!string->raw && !warn_brace_escape(lx, escaped)) return false;
      continue;
    }
    if (escaped == '\n') {
      pass_newline(lx);
    } else if (escaped) {
      lx->cursor++;
      if (!string->raw && escaped == 'N' && *lx->cursor == '{') lx->cursor++, named_escape = true;
    }
  }
  lx->cursor -= string->quote_size;
  *end = lx->cursor;
  return true;
}

static bool at_closing_quotes(const Lexer *lx, const LexString *string) {
  for (int i = 0; i < string->quote_size; i++)
    if (lx->cursor[i] != string->quote) return false;
  return true;
}

/* The next token inside f-string text. True when it made one (or an error), false when code follows. */
static bool next_in_fstring(Lexer *lx, Token *token) {
  LexString *string = inner_string(lx);
  bool template = string->prefix == 't';
  if (lx->cursor[0] == '{' && lx->cursor[1] != '{') {
    if (begin_replacement(lx, string)) return false;
    finish_error(lx, token);
    return true;
  }
  begin(lx, token, lx->cursor);
  if (at_closing_quotes(lx, string)) {
    lx->cursor += string->quote_size;
    lx->string_depth--;
    finish(lx, token, template ? TOK_TSTRING_END : TOK_FSTRING_END, lx->cursor);
    return true;
  }
  const char *end;
  if (read_fstring_text(lx, string, &end)) {
    finish(lx, token, template ? TOK_TSTRING_MIDDLE : TOK_FSTRING_MIDDLE, end);
    token->end_col += lx->cursor != end; /* the second of a doubled brace counts for the position only */
  } else {
    finish_error(lx, token);
  }
  return true;
}

/* ---- operators ----------------------------------------------------------------------------------------------------- */

static TokenType operator_at(const char *p, size_t *size) {
  char a = p[0], b = a ? p[1] : 0, c = b ? p[2] : 0;
  *size = 1;
  TokenType one = TOK_OP, equal = TOK_OP;
  switch (a) {
    case '(': return TOK_LPAR;
    case ')': return TOK_RPAR;
    case '[': return TOK_LSQB;
    case ']': return TOK_RSQB;
    case '{': return TOK_LBRACE;
    case '}': return TOK_RBRACE;
    case ',': return TOK_COMMA;
    case ';': return TOK_SEMI;
    case '~': return TOK_TILDE;
    case '.':
      if (b == '.' && c == '.') return *size = 3, TOK_ELLIPSIS;
      return TOK_DOT;
    case ':': one = TOK_COLON, equal = TOK_COLONEQUAL; break;
    case '+': one = TOK_PLUS, equal = TOK_PLUSEQUAL; break;
    case '-':
      if (b == '>') return *size = 2, TOK_RARROW;
      one = TOK_MINUS, equal = TOK_MINEQUAL;
      break;
    case '*':
      if (b == '*') return *size = c == '=' ? 3 : 2, c == '=' ? TOK_DOUBLESTAREQUAL : TOK_DOUBLESTAR;
      one = TOK_STAR, equal = TOK_STAREQUAL;
      break;
    case '/':
      if (b == '/') return *size = c == '=' ? 3 : 2, c == '=' ? TOK_DOUBLESLASHEQUAL : TOK_DOUBLESLASH;
      one = TOK_SLASH, equal = TOK_SLASHEQUAL;
      break;
    case '|': one = TOK_VBAR, equal = TOK_VBAREQUAL; break;
    case '&': one = TOK_AMPER, equal = TOK_AMPEREQUAL; break;
    case '%': one = TOK_PERCENT, equal = TOK_PERCENTEQUAL; break;
    case '^': one = TOK_CIRCUMFLEX, equal = TOK_CIRCUMFLEXEQUAL; break;
    case '@': one = TOK_AT, equal = TOK_ATEQUAL; break;
    case '=': one = TOK_EQUAL, equal = TOK_EQEQUAL; break;
    case '!': one = TOK_EXCLAMATION, equal = TOK_NOTEQUAL; break;
    case '<':
      if (b == '<') return *size = c == '=' ? 3 : 2, c == '=' ? TOK_LEFTSHIFTEQUAL : TOK_LEFTSHIFT;
      one = TOK_LESS, equal = TOK_LESSEQUAL;
      break;
    case '>':
      if (b == '>') return *size = c == '=' ? 3 : 2, c == '=' ? TOK_RIGHTSHIFTEQUAL : TOK_RIGHTSHIFT;
      one = TOK_GREATER, equal = TOK_GREATEREQUAL;
      break;
    default: return TOK_OP;
  }
  if (b != '=') return one;
  *size = 2;
  return equal;
}

static bool open_bracket(Lexer *lx, char c) {
  if (lx->level >= LEXER_MAX_LEVEL) {
    lx->cursor++;
    fail_here(lx, "too many nested parentheses");
    return false;
  }
  lx->brackets[lx->level].bracket = c;
  lx->brackets[lx->level].line = lx->line;
  lx->brackets[lx->level].col = (int32_t)(lx->cursor - lx->line_start);
  lx->level++;
  if (lx->string_depth) inner_string(lx)->brackets++;
  return true;
}

static bool brackets_match(char open, char close) {
  return (open == '(' && close == ')') || (open == '[' && close == ']') || (open == '{' && close == '}');
}

/* The closing bracket at the cursor: it must match the innermost open one. */
static bool close_bracket(Lexer *lx, char c) {
  LexString *string = inner_string(lx);
  lx->cursor++;
  if (string && !string->brackets && c == '}') {
    fail_here(lx, "%c-string: single '}' is not allowed", string->prefix);
    return false;
  }
  if (!lx->level && !lx->extra_tokens) {
    fail_here(lx, "unmatched '%c'", c);
    return false;
  }
  if (lx->level > 0) {
    lx->level--;
    char open = lx->brackets[lx->level].bracket;
    if (!lx->extra_tokens && !brackets_match(open, c)) {
      if (string && open == '{' && string->brackets - 1 == string->expression_level)
        fail_here(lx, "%c-string: unmatched '%c'", string->prefix, c);
      else if (lx->brackets[lx->level].line != lx->line)
        fail_here(lx, "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", c, open,
                  lx->brackets[lx->level].line);
      else
        fail_here(lx, "closing parenthesis '%c' does not match opening parenthesis '%c'", c, open);
      return false;
    }
  }
  if (string) {
    if (--string->brackets < 0) {
      fail_here(lx, "%c-string: unmatched '%c'", string->prefix, c);
      return false;
    }
    if (c == '}' && string->brackets == string->expression_level) {
      string->expression_level--;
      string->in_text = true;
      string->in_format_spec = false;
    }
  }
  lx->cursor--;
  return true;
}

static void next_operator(Lexer *lx, Token *token) {
  char c = *lx->cursor;
  size_t size;
  TokenType type = operator_at(lx->cursor, &size);
  LexString *string = inner_string(lx);
  if (c == ':' && string && string->expression_level >= 0 && string->brackets - 1 == string->expression_level) {
    string->in_text = string->in_format_spec = true;
    type = TOK_COLON, size = 1;
  }
  bool fine = true;
  if (type == TOK_LPAR || type == TOK_LSQB || type == TOK_LBRACE) fine = open_bracket(lx, c);
  else if (type == TOK_RPAR || type == TOK_RSQB || type == TOK_RBRACE) fine = close_bracket(lx, c);
  if (fine && type == TOK_OP && ((unsigned char)c < 0x20 || c == 0x7F)) {
    lx->cursor++;
    fail_here(lx, "invalid non-printable character U+%04X", (unsigned char)c);
    fine = false;
  }
  if (!fine) {
    finish_error(lx, token);
    return;
  }
  lx->cursor += size;
  finish(lx, token, type, lx->cursor);
}

/* ---- the whole ----------------------------------------------------------------------------------------------------- */

/* Two string prefixes that exclude each other, directly before a quote. */
static bool fail_prefixes(Lexer *lx, const char *start, char a, char b) {
  fail_range(lx, (int32_t)(start - lx->line_start) + 1, (int32_t)(lx->cursor - lx->line_start) + 1,
             "'%c' and '%c' prefixes are incompatible", a, b);
  return false;
}

static bool check_prefixes(Lexer *lx, const char *start, unsigned seen) {
#define HAS(c) (seen >> ((c) - 'a') & 1)
  static const char exclusive[][2] = {{'u', 'b'}, {'u', 'r'}, {'u', 'f'}, {'u', 't'}, {'b', 'f'}, {'b', 't'}, {'f', 't'}};
  for (size_t i = 0; i < sizeof exclusive / sizeof *exclusive; i++)
    if (HAS(exclusive[i][0]) && HAS(exclusive[i][1])) return fail_prefixes(lx, start, exclusive[i][0], exclusive[i][1]);
  return true;
}

/* A name, or a string whose prefix looks like one. */
static void next_word(Lexer *lx, Token *token) {
  const char *start = lx->cursor, *p = start;
  unsigned seen = 0; /* prefix letters, each at most once */
  for (;; p++) {
    char c = *p | 0x20;
    if ((c != 'b' && c != 'f' && c != 'r' && c != 't' && c != 'u') || HAS(c) || p - start == 5) break;
    seen |= 1u << (c - 'a');
  }
  if (seen && (*p == '"' || *p == '\'')) {
    lx->cursor = p;
    bool fine = check_prefixes(lx, start, seen);
    if (fine && (HAS('f') || HAS('t'))) {
      if (open_fstring(lx, token, start, HAS('f') ? 'f' : 't', HAS('r'))) return;
      fine = false;
    } else if (fine) {
      fine = read_string(lx, start);
    }
    if (fine) finish(lx, token, TOK_STRING, lx->cursor);
    else finish_error(lx, token);
    return;
  }
#undef HAS
  bool ascii = true;
  for (; has_class(*p, NAME_PART); p++) ascii &= (unsigned char)*p < 0x80;
  lx->cursor = p;
  if (!ascii && !check_identifier(lx, start)) {
    finish_error(lx, token);
    return;
  }
  finish(lx, token, ascii ? keyword(start, (size_t)(p - start)) : TOK_NAME, p);
}

static void next_end(Lexer *lx, Token *token) {
  if (lx->level) fail_soft(lx, LEX_EOF);
  finish_empty(lx, token, lx->level ? TOK_ERRORTOKEN : TOK_ENDMARKER);
}

static void next_newline(Lexer *lx, Token *token, TokenType type) {
  lx->at_line_start = true;
  finish(lx, token, type, lx->cursor + 1);
  pass_newline(lx);
}

/* At the start of a line: its indentation, then INDENT or DEDENT tokens. True when it made a token. */
static bool next_indentation(Lexer *lx, Token *token) {
  lx->blank_line = false;
  if (lx->at_line_start && !read_indentation(lx)) {
    finish_error(lx, token);
    return true;
  }
  if (!lx->pending_indents) return false;
  bool dedent = lx->pending_indents < 0;
  lx->pending_indents += dedent ? 1 : -1;
  finish_empty(lx, token, dedent ? TOK_DEDENT : TOK_INDENT);
  return true;
}

static void next_in_code(Lexer *lx, Token *token) {
  for (;;) {
    if ((lx->at_line_start || lx->pending_indents) && next_indentation(lx, token)) return;
    while (has_class(*lx->cursor, SPACE)) lx->cursor++;
    char c = *lx->cursor;
    begin(lx, token, lx->cursor);
    if (has_class(c, NAME_START)) return next_word(lx, token);
    if (c == '#') {
      while (*lx->cursor && *lx->cursor != '\n') lx->cursor++;
      if (lx->extra_tokens) return finish(lx, token, TOK_COMMENT, lx->cursor);
      /* A comment belongs to the NEWLINE behind it. */
      if (*lx->cursor && !lx->blank_line && !lx->level) return next_newline(lx, token, TOK_NEWLINE);
    } else if (c == '\n') {
      if (!lx->blank_line && !lx->level) return next_newline(lx, token, TOK_NEWLINE);
      lx->blank_line = false;
      if (lx->extra_tokens) return next_newline(lx, token, TOK_NL);
      lx->at_line_start = true;
      pass_newline(lx);
    } else if (c == '\\') {
      lx->cursor++;
      if (!pass_continuation(lx)) return finish_error(lx, token);
    } else if (c == '"' || c == '\'') {
      if (!read_string(lx, lx->cursor)) return finish_error(lx, token);
      return finish(lx, token, TOK_STRING, lx->cursor);
    } else if (has_class(c, DIGIT) || (c == '.' && has_class(lx->cursor[1], DIGIT))) {
      if (!read_number(lx, lx->cursor)) return finish_error(lx, token);
      return finish(lx, token, TOK_NUMBER, lx->cursor);
    } else if (!c) {
      return next_end(lx, token);
    } else {
      return next_operator(lx, token);
    }
  }
}

void lexer_next(Lexer *lexer, Token *token) {
  if (lexer->problem != LEX_FINE) {
    finish_error(lexer, token);
    return;
  }
  LexString *string = inner_string(lexer);
  if (string && string->in_text && next_in_fstring(lexer, token)) return;
  next_in_code(lexer, token);
}
