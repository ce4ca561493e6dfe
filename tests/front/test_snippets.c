/* Every snippet of snippets.txt must give the answer that CPython gave (record.py wrote it there): the error's type,
 * message, place and line, or the tree, the tokens, the warnings.
 *
 *   MODE SOURCE       exec, eval, single, codeop, tokens or warnings; the source with \n, \\, and \xNN for other bytes
 *     ANSWER */
#include "tools/ast_text.h"

static size_t unescape(char *line) {
  char *out = line;
  for (char *s = line; *s; s++) {
    if (*s != '\\') *out++ = *s;
    else if (*++s == 'n') *out++ = '\n';
    else if (*s == 'x') {
      char hex[3] = {s[1], s[2], 0};
      *out++ = (char)strtol(hex, NULL, 16);
      s += 2;
    } else *out++ = *s;
  }
  return (size_t)(out - line);
}

/* Collects warnings instead of the tree. */
static ParseStatus collect(void *context, const char *message, int32_t line) {
  outf(context, "%d: ", line);
  out(context, message);
  out(context, "; ");
  return PARSE_OK;
}

static void answer_for(Output *o, const char *mode, const char *source, size_t length, ParseOptions *options) {
  o->length = 0;
  out(o, "");
  if (!strcmp(mode, "tokens")) return dump_tokens(o, source, length, options, "; ");
  if (strcmp(mode, "warnings")) return dump_source(o, source, length, options);
  Output tree = {0};
  options->warn = collect;
  options->context = o;
  dump_source(&tree, source, length, options);
  free(tree.data);
}

static ParseOptions options_for(const char *mode) {
  ParseOptions options = {.flags = PARSE_IGNORE_COOKIE, .max_int_digits = 4300};
  options.mode = !strcmp(mode, "eval")                                ? PARSE_EVAL
                 : !strcmp(mode, "single") || !strcmp(mode, "codeop") ? PARSE_SINGLE
                                                                      : PARSE_EXEC;
  if (!strcmp(mode, "codeop")) options.flags |= PARSE_DONT_IMPLY_DEDENT | PARSE_INCOMPLETE_INPUT;
  return options;
}

int main(int argc, char **argv) {
  FILE *file = fopen(argc > 1 ? argv[1] : "tests/front/snippets.txt", "r");
  if (!file) return perror("snippets.txt"), 2;
  char *line = NULL, *answer = NULL;
  size_t line_size = 0, answer_size = 0;
  int cases = 0, wrong = 0;
  Output o = {0};
  while (getline(&line, &line_size, file) > 0) {
    if (*line == '#' || *line == '\n') continue;
    if (getline(&answer, &answer_size, file) <= 0) return fprintf(stderr, "no answer for %s", line), 2;
    line[strcspn(line, "\n")] = answer[strcspn(answer, "\n")] = 0;
    char *shown = strdup(line), *source = strchr(line, ' ');
    if (!shown || !source) return 2;
    *source++ = 0;
    size_t length = unescape(source);
    ParseOptions options = options_for(line);
    answer_for(&o, line, source, length, &options);
    cases++;
    if (strcmp(o.data, answer + 4)) {
      wrong++;
      printf("%s\n  want %s\n  got  %s\n", shown, answer + 4, o.data);
    }
    free(shown);
  }
  printf("%d snippets, %d wrong\n", cases, wrong);
  fclose(file);
  free(line);
  free(answer);
  free(o.data);
  return wrong != 0;
}
