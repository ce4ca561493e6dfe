# ast-dump prints trees and syntax errors as CPython's tools do, to compare them.
PROGRAMS += $(BUILD)/ast-dump

$(BUILD)/ast-dump: tests/tools/ast_dump.c tests/tools/ast_text.h $(BUILD)/libcoachwhip.a
	$(call cc,CC $<)
	$(Q)mkdir -p $(@D) && $(COMPILE) -Itests $(CONFIG_LDFLAGS) -o $@ $< $(BUILD)/libcoachwhip.a $(CONFIG_LIBS)
