# ast-dump prints trees and syntax errors as CPython's tools do, to compare them.
PROGRAMS += $(BUILD)/ast-dump

$(BUILD)/ast-dump: tests/tools/ast_dump.c tests/tools/ast_text.h $(BUILD)/libcoachwhip.a
	$(call cc,CC $<)
	$(Q)mkdir -p $(@D) && $(COMPILE) -Itests $(CONFIG_LDFLAGS) -o $@ $< $(BUILD)/libcoachwhip.a $(CONFIG_LIBS)

# A libFuzzer program for lexer and parser: make fuzz-parser, then run build/fuzz-parser FOLDER. Needs clang.
FUZZ_SOURCES := tests/front/fuzz_parser.c $(filter-out src/base/gen_%,$(wildcard src/base/*.c)) \
                $(addprefix src/front/,ast.c lexer.c literals.c parse.c parse_expr.c parse_pattern.c parse_stmt.c peg.c \
                source.c syntax_errors.c token_info.c)
.PHONY: fuzz-parser
fuzz-parser: $(BUILD)/fuzz-parser
$(BUILD)/fuzz-parser: $(FUZZ_SOURCES) | $(GENERATED)
	$(call cc,CC $@)
	$(Q)$(CONFIG_CC) -std=gnu17 -g -O1 -D_GNU_SOURCE -fsanitize=address,undefined,fuzzer -Isrc -I$(GEN) -o $@ $(FUZZ_SOURCES)
