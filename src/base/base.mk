# Tables that are made at build time for src/base. Included by the top-level Makefile, which sets BUILD, CC, CFLAGS and
# HOSTCC, compiles with -I$(BUILD), and leaves src/base/gen_*.c out of the sources.
HOSTCC ?= cc
BUILD ?= build

BASE_GENERATED := $(BUILD)/gen/pow10.inc

$(BUILD)/gen/gen_%: src/base/gen_%.c
	@mkdir -p $(@D)
	$(HOSTCC) -std=gnu17 -O1 -Wall -Wextra -o $@ $<

$(BUILD)/gen/pow10.inc: $(BUILD)/gen/gen_pow10
	$< >$@.tmp && mv $@.tmp $@

# The sources that include a table wait for it.
$(BUILD)/%/floattext.o $(BUILD)/%/floatparse.o: | $(BUILD)/gen/pow10.inc
