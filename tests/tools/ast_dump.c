/* ast-dump: what the parser makes of a file, in the form of CPython's own tools, to be compared with them.
 *
 *   ast-dump FILE          ast.dump(ast.parse(FILE), include_attributes=True), or the error
 *   ast-dump -d FILE ...   a line a file: name, CRC-32 and length of that text
 *   ast-dump -t ...        the tokens, as the tokenize module gives them, instead of the tree
 *   ast-dump -w ...        shows syntax warnings, -W makes them errors
 *   ast-dump -k N ...      with N KiB of C stack
 *   ast-dump -p N FILE ... parse all files N times, print the throughput
 *   ast-dump -s ...        files hold text, not bytes: no encoding declarations; -eval, -single, -codeop: other modes */
#include <errno.h>
#include <time.h>

#include "tools/ast_text.h"

/* ---- files ----------------------------------------------------------------------------------------------------------- */

typedef struct Source {
  const char *name;
  char *data;
  size_t length;
} Source;

static Source read_source(const char *name) {
  Source source = {name, NULL, 0};
  FILE *file = !strcmp(name, "-") ? stdin : fopen(name, "rb");
  if (!file) {
    fprintf(stderr, "ast-dump: %s: %s\n", name, strerror(errno));
    exit(2);
  }
  size_t capacity = 0, n;
  do {
    capacity = capacity * 2 + 65536;
    source.data = realloc(source.data, capacity);
    if (!source.data) abort();
    n = fread(source.data + source.length, 1, capacity - source.length, file);
    source.length += n;
  } while (source.length == capacity);
  if (file != stdin) fclose(file);
  return source;
}

static uint32_t crc32_of(const char *data, size_t n) {
  uint32_t crc = ~0u;
  for (size_t i = 0; i < n; i++) {
    crc ^= (unsigned char)data[i];
    for (int b = 0; b < 8; b++) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
  }
  return ~crc;
}

static ParseStatus show_warning(void *context, const char *message, int32_t line) {
  (void)context;
  printf("%d: SyntaxWarning: %s\n", line, message);
  return PARSE_OK;
}

static ParseStatus refuse_warning(void *context, const char *message, int32_t line) {
  (void)context, (void)message, (void)line;
  return PARSE_SYNTAX_ERROR;
}

static void measure(Source *sources, int count, int rounds, const ParseOptions *options) {
  size_t bytes = 0;
  struct timespec begin, end;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
  for (int r = 0; r < rounds; r++)
    for (int i = 0; i < count; i++) {
      Arena arena;
      ParseError error;
      arena_init(&arena, 0);
      (void)parse_source(&arena, sources[i].data, sources[i].length, options, &error);
      arena_free(&arena);
      bytes += sources[i].length;
    }
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
  double seconds = (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
  printf("%d files, %.1f MB, %.3f s, %.1f MB/s\n", count, (double)bytes / 1e6, seconds, (double)bytes / 1e6 / seconds);
}

int main(int argc, char **argv) {
  ParseOptions options = {.mode = PARSE_EXEC, .max_int_digits = 4300};
  bool digest = false, tokens = false;
  int rounds = 0, i = 1;
  for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
    if (!strcmp(argv[i], "-d")) digest = true;
    else if (!strcmp(argv[i], "-t")) tokens = true;
    else if (!strcmp(argv[i], "-w")) options.warn = show_warning;
    else if (!strcmp(argv[i], "-W")) options.warn = refuse_warning;
    else if (!strcmp(argv[i], "-s")) options.flags |= PARSE_IGNORE_COOKIE;
    else if (!strcmp(argv[i], "-eval")) options.mode = PARSE_EVAL;
    else if (!strcmp(argv[i], "-single")) options.mode = PARSE_SINGLE;
    else if (!strcmp(argv[i], "-codeop")) options.mode = PARSE_SINGLE, options.flags |= PARSE_DONT_IMPLY_DEDENT | PARSE_INCOMPLETE_INPUT;
    else if (!strcmp(argv[i], "-k") && i + 1 < argc) options.stack_bytes = (size_t)atoi(argv[++i]) << 10;
    else if (!strcmp(argv[i], "-p") && i + 1 < argc) rounds = atoi(argv[++i]);
    else return fprintf(stderr, "ast-dump: unknown option %s\n", argv[i]), 2;
  }
  Output o = {0};
  if (rounds) {
    Source *sources = calloc((size_t)(argc - i) + 1, sizeof *sources);
    for (int s = i; s < argc; s++) sources[s - i] = read_source(argv[s]);
    measure(sources, argc - i, rounds, &options);
    return 0;
  }
  for (; i < argc; i++) {
    Source source = read_source(argv[i]);
    if (tokens) dump_tokens(&o, source.data, source.length, &options, "\n");
    else dump_source(&o, source.data, source.length, &options);
    if (digest) printf("%s %08x %zu\n", argv[i], crc32_of(o.data, o.length), o.length);
    else printf("%s\n", o.data);
    free(source.data);
  }
  free(o.data);
  return 0;
}
