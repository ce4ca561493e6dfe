// libFuzzer's entry: any bytes as Python source, in every mode. The parser must answer with a tree or an error whose place
// lies in the source, whatever it is given. `make fuzz` runs it.
#include <stdlib.h>

#include "base/arena.h"
#include "front/parser.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ParseStatus ignore_warning(void *context, const char *message, int32_t line)
{
    (void)context, (void)message, (void)line;
    return PARSE_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    // The first byte chooses the mode and the flags, so that the fuzzer can reach all of them.
    if (size == 0) return 0;
    static const ParseMode modes[] = {PARSE_EXEC, PARSE_EXEC, PARSE_EXEC, PARSE_EXEC, PARSE_EVAL, PARSE_EVAL, PARSE_SINGLE, PARSE_FUNC_TYPE};
    ParseOptions options = {.mode = modes[data[0] & 7], .flags = data[0] >> 3 & 15, .max_int_digits = 4300, .warn = ignore_warning};
    Arena arena;
    ParseError error;
    arena_init(&arena, 0);
    AstNode *tree = parse_source(&arena, (const char *)data + 1, size - 1, &options, &error);
    if (!tree && error.status == PARSE_OK) abort();
    arena_free(&arena);
    return 0;
}
