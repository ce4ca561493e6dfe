/* Source bytes to the text the lexer reads: PEP 263 encoding declarations, BOM, line ends, NULs. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "front/lexer.h"

enum { ENCODING_MAX = 64 };

/* The encoding a comment line declares, as in "# -*- coding: NAME -*-": PEP 263's regular expression by hand. */
static bool declared_on_line(const char *line, const char *end, char encoding[ENCODING_MAX]) {
  const char *p = line;
  while (p < end && (*p == ' ' || *p == '\t' || *p == '\f')) p++;
  if (p == end || *p != '#') return false;
  for (; end - p >= 7; p++) {
    if (memcmp(p, "coding", 6) || (p[6] != ':' && p[6] != '=')) continue;
    const char *name = p + 7;
    while (name < end && (*name == ' ' || *name == '\t')) name++;
    size_t n = 0;
    while (name + n < end && n < ENCODING_MAX - 1) {
      char c = name[n];
      bool word = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' || c == '_' || c == '.';
      if (!word) break;
      encoding[n++] = c;
    }
    encoding[n] = 0;
    if (n) return true;
  }
  return false;
}

static bool blank_or_comment(const char *line, const char *end) {
  while (line < end && (*line == ' ' || *line == '\t' || *line == '\f')) line++;
  return line == end || *line == '#' || *line == '\r';
}

/* Lower case, '-' for '_', and the names that mean UTF-8 and Latin-1 made one. */
static void normalise_name(char *encoding) {
  char name[13];
  size_t n = 0;
  for (; n < 12 && encoding[n]; n++) {
    char c = encoding[n] == '_' ? '-' : encoding[n];
    name[n] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
  }
  name[n] = 0;
  static const char *const latin[] = {"latin-1", "iso-8859-1", "iso-latin-1"};
  if (!strncmp(name, "utf-8", 5) && (!name[5] || name[5] == '-')) strcpy(encoding, "utf-8");
  for (size_t i = 0; i < ARRAY_LEN(latin); i++) {
    size_t length = strlen(latin[i]);
    if (!strncmp(name, latin[i], length) && (!name[length] || name[length] == '-')) strcpy(encoding, "iso-8859-1");
  }
}

/* The declaration stands in the first line, or in the second behind a blank or comment line. */
static bool find_declaration(const char *source, size_t n, char encoding[ENCODING_MAX]) {
  const char *line = source, *end = source + n;
  for (int i = 0; i < 2 && line < end; i++) {
    const char *stop = line;
    while (stop < end && *stop != '\n' && *stop != '\r') stop++;
    if (declared_on_line(line, stop, encoding)) {
      normalise_name(encoding);
      return true;
    }
    if (!blank_or_comment(line, stop)) return false;
    line = stop + 1;
    if (stop + 1 < end && stop[0] == '\r' && stop[1] == '\n') line++;
  }
  return false;
}

/* An error about the encoding as a whole: SyntaxError with lineno 0, offset -1 and no text. */
static void fail_encoding(ParseError *error, Arena *arena, const char *message) {
  parse_error_set(error, arena, PARSE_SYNTAX_ERROR, NULL, (ErrorPlace){0, -1, 0, 0, false}, "%s", message);
  error->text = NULL;
  error->has_end = false;
}

static void fail_not_utf8(ParseError *error, Arena *arena, const char *source, size_t n, const Utf8Scan *scan,
                          bool declared) {
  unsigned char bad = (unsigned char)source[scan->valid];
  if (declared) {
    char message[160];
    snprintf(message, sizeof message, "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %zu: %s", bad,
             scan->valid, utf8_error_reason(scan->error));
    fail_encoding(error, arena, message);
    return;
  }
  int32_t line = 1;
  const char *line_start = source;
  for (const char *p = source; p < source + scan->valid; p++)
    if (*p == '\n') line++, line_start = p + 1;
  /* Show the line with what can't be decoded replaced. */
  const char *newline = memchr(line_start, '\n', (size_t)(source + n - line_start));
  size_t length = (size_t)((newline ? newline : source + n) - line_start), out = 0;
  char *shown = arena_alloc(arena, 3 * length + 1);
  if (!shown) {
    error->status = PARSE_NO_MEMORY;
    return;
  }
  int32_t column = (int32_t)(source + scan->valid - line_start) + 1;
  for (size_t i = 0; i < length;) {
    Utf8Scan part;
    utf8_scan(line_start + i, length - i, UTF8_SURROGATES_REJECT, &part);
    memcpy(shown + out, line_start + i, part.valid);
    out += part.valid;
    i += part.valid;
    if (part.error == UTF8_OK) break;
    memcpy(shown + out, "\xEF\xBF\xBD", 3);
    out += 3;
    i += part.error_end - part.valid;
  }
  parse_error_set(error, arena, PARSE_SYNTAX_ERROR, shown, (ErrorPlace){1, column, 1, column, false},
            "Non-UTF-8 code starting with '\\x%02x' on line %d, but no encoding declared; see "
            "https://peps.python.org/pep-0263/ for details", bad, line);
  error->lineno = error->end_lineno = line;
}

static const char *decode_latin1(Arena *arena, const char *source, size_t n, size_t *length) {
  size_t high = 0;
  for (size_t i = 0; i < n; i++) high += (unsigned char)source[i] >= 0x80;
  char *text = arena_alloc(arena, n + high + 1), *out = text;
  if (!text) return NULL;
  for (size_t i = 0; i < n; i++) out += utf8_put(out, (unsigned char)source[i]);
  *length = (size_t)(out - text);
  return text;
}

/* The source in UTF-8 (in the arena or the source itself), or NULL with *error set. */
static const char *decode(Arena *arena, const char *source, size_t n, const ParseOptions *options, size_t *length,
                          ParseError *error) {
  bool bom = n >= 3 && !memcmp(source, "\xEF\xBB\xBF", 3);
  if (bom) source += 3, n -= 3;
  char encoding[ENCODING_MAX] = "utf-8";
  bool declared = find_declaration(source, n, encoding);
  *length = n;
  if (!strcmp(encoding, "utf-8")) {
    Utf8Scan scan;
    if (utf8_scan(source, n, UTF8_SURROGATES_REJECT, &scan)) return source;
    fail_not_utf8(error, arena, source, n, &scan, declared);
    return NULL;
  }
  if (bom) {
    size_t line = 0;
    while (line < n && source[line] != '\n' && source[line] != '\r') line++;
    const char *shown = arena_strdup(arena, source, line);
    parse_error_set(error, arena, PARSE_SYNTAX_ERROR, shown, (ErrorPlace){1, 0, 1, (int32_t)line, false},
              "encoding problem: %s with BOM", encoding);
    return NULL;
  }
  error->status = PARSE_NO_MEMORY;
  if (!strcmp(encoding, "iso-8859-1")) return decode_latin1(arena, source, n, length);
  if (!strcasecmp(encoding, "ascii") || !strcasecmp(encoding, "us-ascii")) {
    for (size_t i = 0; i < n; i++) {
      if ((unsigned char)source[i] < 0x80) continue;
      char message[96];
      snprintf(message, sizeof message, "'ascii' codec can't decode byte 0x%02x in position %zu: ordinal not in range(128)",
               (unsigned char)source[i], i);
      fail_encoding(error, arena, message);
      return NULL;
    }
    return source;
  }
  const char *message = NULL, *text = NULL;
  char unknown[ENCODING_MAX + 32];
  if (options->decode) {
    text = options->decode(options->context, arena, encoding, source, n, length, &message);
  } else {
    snprintf(unknown, sizeof unknown, "unknown encoding: %s", encoding);
    message = unknown;
  }
  if (text) return text;
  if (message) fail_encoding(error, arena, message);
  else error->status = PARSE_RAISED;
  return NULL;
}

const char *source_prepare(Arena *arena, const char *source, size_t n, const ParseOptions *options, size_t *length,
                           ParseError *error) {
  memset(error, 0, sizeof *error);
  if (memchr(source, 0, n)) {
    error->status = PARSE_SYNTAX_ERROR;
    error->message = "source code string cannot contain null bytes";
    return NULL;
  }
  if (!(options->flags & PARSE_IGNORE_COOKIE)) {
    source = decode(arena, source, n, options, &n, error);
    if (!source) return NULL;
    memset(error, 0, sizeof *error);
  }
  Utf8Scan scan; /* what callers decoded is checked too: everything behind this relies on it */
  if (!utf8_scan(source, n, UTF8_SURROGATES_PASS, &scan)) {
    fail_not_utf8(error, arena, source, n, &scan, true);
    return NULL;
  }
  char *text = n < INT32_MAX - 2 ? arena_alloc(arena, n + 2) : NULL;
  if (!text) {
    error->status = PARSE_NO_MEMORY;
    return NULL;
  }
  char *out = text;
  for (const char *p = source, *end = source + n; p < end;) {
    const char *carriage = memchr(p, '\r', (size_t)(end - p));
    size_t run = (size_t)((carriage ? carriage : end) - p);
    memcpy(out, p, run);
    out += run;
    p += run;
    if (!carriage) break;
    *out++ = '\n';
    p += p + 1 < end && p[1] == '\n' ? 2 : 1;
  }
  if (options->mode == PARSE_EXEC && out > text && out[-1] != '\n') *out++ = '\n';
  *length = (size_t)(out - text);
  return text;
}
