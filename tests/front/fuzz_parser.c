/* A libFuzzer target: no input may crash, hang or leak. The first byte chooses the mode. `make fuzz-parser` builds it. */
#include "front/token_info.h"

static ParseStatus warn(void *context, const char *message, int32_t lineno) {
  (void)message, (void)lineno;
  return *(const bool *)context ? PARSE_SYNTAX_ERROR : PARSE_OK;
}

/* All tokens, as the tokenize module reads them. */
static void read_tokens(Arena *arena, const char *source, size_t size, const ParseOptions *options) {
  static Lexer lexer;
  Token token;
  TokenInfo info;
  ParseError error;
  size_t length;
  const char *text = source_prepare(arena, source, size, options, &length, &error);
  if (!text) return;
  lexer_init(&lexer, arena, text, length, options);
  lexer.extra_tokens = true;
  do {
    lexer_next(&lexer, &token);
    token_info(&lexer, &token, options->flags & 1, &info);
  } while (token.type != TOK_ENDMARKER && token.type != TOK_ERRORTOKEN);
  if (token.type == TOK_ERRORTOKEN) token_info_error(&lexer, &error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!size) return 0;
  bool strict = data[0] & 64;
  ParseOptions options = {.mode = (ParseMode)(data[0] & 3), .flags = data[0] >> 2 & 15, .max_int_digits = 4300,
                          .context = &strict, .warn = warn};
  Arena arena;
  ParseError error;
  arena_init(&arena, data[0] & 128 ? 64 << 10 : 0);
  (void)parse_source(&arena, (const char *)data + 1, size - 1, &options, &error);
  arena_free(&arena);
  read_tokens(&arena, (const char *)data + 1, size - 1, &options);
  arena_free(&arena);
  return 0;
}
