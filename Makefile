# Coachwhip: the build.
#
#   make                 the interpreter: build/coachwhip
#   make run             builds, then runs examples/wordfreq.py on a bundled text; FILE=x.py ARGS="..." runs yours
#   make test            everything that must hold; the last line is "N passed, N failed"
#   make quick           the part of it to run before every landing
#   make debug|asan|stress    other builds in build-debug, build-asan, build-stress; asan and stress run the tests too
#   make fuzz            coverage-guided fuzzing of the front end for SECONDS=120
#   make install PREFIX=/usr/local DESTDIR=
#   make deps            installs what is missing; run and test call it
#   make DISPATCH=tail|goto|switch BUILD=dir CC=compiler V=1    as they say
#
# What a folder's own fragment (src/*/*.mk, lab/*.mk, bench/*.mk) may use:
#   $(BUILD) $(GEN)      build folder; folder of generated files (on the include path)
#   $(HOSTCC)            compiler for generators, with flags; $(LAB_CC) the bare compiler
#   GENERATED += FILE    a generated header or table: made before anything is compiled
#   GEN_SOURCES += FILE  a generated .c under $(GEN): compiled and linked like the others
#   PROGRAMS += FILE     another program that `make` builds
#   VM_CFLAGS += FLAG    a flag for src/vm/interp.c alone
#   $(call cc,WHAT)      prints WHAT unless make -s; then comes the command

MODE     ?= release
BUILD    ?= build$(if $(filter-out release,$(MODE)),-$(MODE))
DISPATCH ?= auto
PREFIX   ?= /usr/local
DEPS     ?= $(or $(CW_DEPS),.deps)
GEN      := $(BUILD)/gen
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
Q  := $(if $(V),,@)
cc  = $(if $(findstring s,$(firstword -$(MAKEFLAGS))),,@echo "  $1")

# --- flags -----------------------------------------------------------------------------------------------------------
# Objects are cast to their first member's type throughout, so no strict aliasing. No contraction of a*b+c, which would
# change floats on machines that fuse it. Optional flags are kept where the compiler knows them.
CFLAGS_release := -O3 -g1 -DNDEBUG
CFLAGS_debug   := -O0 -g3 -DCW_DEBUG
CFLAGS_asan    := -O1 -g1 -DCW_DEBUG -fsanitize=address,undefined -fno-sanitize-recover=undefined
CFLAGS_fuzz    := -O1 -g1 -DCW_DEBUG -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=undefined
CFLAGS_stress  := -O1 -g1 -DCW_DEBUG -DCW_STRESS
LDFLAGS_asan   := -fsanitize=address,undefined
LDFLAGS_fuzz   := $(LDFLAGS_asan)
BASE_CFLAGS    := -std=gnu17 -Wall -Wextra -fno-strict-aliasing -ffp-contract=off -fvisibility=hidden -D_GNU_SOURCE \
                  $(CFLAGS_$(MODE))
TRY_CFLAGS     := $(if $(filter release,$(MODE)),-fomit-frame-pointer -fno-plt -fcf-protection=none) \
                  $(if $(filter asan fuzz,$(MODE)),-fsanitize-address-use-after-return=never --param=asan-use-after-return=0)
# The interpreter loop: nothing that adds work to a handler's way in or out.
TRY_VM_CFLAGS  := -fzero-call-used-regs=skip -fno-stack-protector -fno-stack-clash-protection \
                  $(if $(filter release,$(MODE)),-fno-gcse -fno-crossjumping)
# pkg-config name:macro; the first must be there, of the others -DCW_HAVE_x says so.
LIBRARIES      := gmp:GMP

# --- configuration: compiler, flags it knows, dispatch strategy, in $(BUILD)/config.mk, rewritten only when it changes ---
TOOLLESS := clean deps help
ifneq ($(filter-out $(TOOLLESS) run test quick debug asan stress fuzz frontend-check,$(or $(MAKECMDGOALS),all)),)
ifneq ($(origin CC),default)
GIVEN_CC := $(CC)
endif
CONFIGURED := $(shell BUILD='$(BUILD)' MODE='$(MODE)' DISPATCH='$(DISPATCH)' GIVEN_CC='$(GIVEN_CC)' \
  CFLAGS='$(strip $(BASE_CFLAGS))' TRY_CFLAGS='$(strip $(TRY_CFLAGS))' TRY_VM_CFLAGS='$(strip $(TRY_VM_CFLAGS))' \
  USER_CFLAGS='$(CFLAGS)' LDFLAGS='$(strip $(LDFLAGS_$(MODE)) $(LDFLAGS))' LIBRARIES='$(LIBRARIES)' tools/configure)
ifneq ($(CONFIGURED),configured)
$(error could not configure; see the lines above)
endif
include $(BUILD)/config.mk
endif

# --- sources ---------------------------------------------------------------------------------------------------------
LAB_CC      ?= $(CONFIG_CC)
HOSTCC       = $(CONFIG_CC) -std=gnu17 -O1 -Wall -Wextra -D_GNU_SOURCE -Isrc
GENERATED   :=
GEN_SOURCES :=
PROGRAMS    :=
VM_CFLAGS   :=
LIB_SOURCES := $(filter-out src/base/gen_%,$(wildcard $(addsuffix /*.c,$(addprefix src/,base front vm runtime objects modules))))
CLI_SOURCES := $(wildcard src/cli/*.c)
UNIT_TESTS  := $(sort $(shell find tests -name 'test_*.c'))

-include $(wildcard src/*/*.mk lab/*.mk bench/*.mk)

GEN_OBJECTS := $(GEN_SOURCES:$(GEN)/%.c=$(BUILD)/obj/gen/%.o)
LIB_OBJECTS := $(LIB_SOURCES:%.c=$(BUILD)/obj/%.o) $(GEN_OBJECTS)
CLI_OBJECTS := $(CLI_SOURCES:%.c=$(BUILD)/obj/%.o)
UNIT_BINS   := $(UNIT_TESTS:%.c=$(BUILD)/%)
LIBRARY     := $(if $(LIB_SOURCES),$(BUILD)/libcoachwhip.a)
# whole: the tables of types and modules refer to their rows weakly
comma := ,
WHOLE_LIBRARY := $(if $(LIB_SOURCES),-Wl$(comma)--whole-archive $(LIBRARY) -Wl$(comma)--no-whole-archive)
COACHWHIP   := $(if $(CLI_SOURCES),$(BUILD)/coachwhip)
RUNNER      := $(BUILD)/testrunner
COMPILE      = $(CONFIG_CC) $(CONFIG_CFLAGS) -Isrc -Iinclude -I$(GEN) -MMD -MP

.PHONY: all units
all: $(LIBRARY) $(COACHWHIP) $(PROGRAMS)
units: $(UNIT_BINS) $(RUNNER)

$(BUILD)/coachwhip: $(CLI_OBJECTS) $(LIBRARY)
	$(call cc,LD $@)
	$(Q)$(CONFIG_CC) $(CONFIG_LDFLAGS) -o $@ $(CLI_OBJECTS) $(WHOLE_LIBRARY) $(CONFIG_LIBS)

$(BUILD)/libcoachwhip.a: $(LIB_OBJECTS)
	$(call cc,AR $@)
	$(Q)rm -f $@ && $(AR) rcs $@ $(LIB_OBJECTS)

$(BUILD)/obj/src/vm/interp.o: PRIVATE_CFLAGS = $(CONFIG_VM_CFLAGS) $(VM_CFLAGS)

$(BUILD)/obj/%.o: %.c $(BUILD)/config.mk | $(GENERATED)
	$(call cc,CC $<)
	$(Q)mkdir -p $(@D) && $(COMPILE) $(PRIVATE_CFLAGS) -c -o $@ $<

$(GEN_OBJECTS): $(BUILD)/obj/gen/%.o: $(GEN)/%.c $(BUILD)/config.mk | $(GENERATED)
	$(call cc,CC $<)
	$(Q)mkdir -p $(@D) && $(COMPILE) -c -o $@ $<

$(UNIT_BINS): $(BUILD)/%: %.c $(LIBRARY) $(BUILD)/config.mk | $(GENERATED)
	$(call cc,CC $<)
	$(Q)mkdir -p $(@D) && $(COMPILE) $(CONFIG_LDFLAGS) -Itests -o $@ $< $(LIBRARY) $(CONFIG_LIBS)

FUZZERS := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/fuzz/fuzz_*.c))
$(FUZZERS): $(BUILD)/%: %.c $(LIBRARY) $(BUILD)/config.mk | $(GENERATED)
	$(call cc,CC $<)
	$(Q)mkdir -p $(@D) && $(COMPILE) $(CONFIG_LDFLAGS) -fsanitize=fuzzer -o $@ $< $(LIBRARY) $(CONFIG_LIBS)

$(RUNNER): tests/runner.c $(BUILD)/config.mk
	$(call cc,CC $<)
	$(Q)mkdir -p $(@D) && $(HOSTCC) -o $@ $<

$(GENERATED) $(GEN_SOURCES): $(BUILD)/config.mk

-include $(LIB_OBJECTS:.o=.d) $(CLI_OBJECTS:.o=.d) $(UNIT_BINS:=.d)

# --- things to do ------------------------------------------------------------------------------------------------------
.PHONY: deps run test quick debug asan stress fuzz install clean help frontend-check
deps:
	@CW_DEPS='$(DEPS)' tools/deps

FILE ?= examples/wordfreq.py
ARGS ?= $(if $(filter examples/wordfreq.py,$(FILE)),examples/declaration.txt)
run: deps
	@$(MAKE) --no-print-directory all
	@$(BUILD)/coachwhip $(FILE) $(ARGS)

test:
	@CW_DEPS='$(DEPS)' tools/deps test
	@MAKE='$(MAKE)' tests/run all $(ONLY)

quick:
	@MAKE='$(MAKE)' BUILD='$(BUILD)' tests/run quick $(ONLY)

debug:
	@$(MAKE) --no-print-directory MODE=debug all

# A fuzzer at work for SECONDS; what it finds lies in build-fuzz/. libFuzzer comes with clang.
FUZZER  ?= source
SECONDS ?= 120
fuzz: deps
	@$(MAKE) --no-print-directory MODE=fuzz build-fuzz/tests/fuzz/fuzz_$(FUZZER)
	@tools/fuzz build-fuzz/tests/fuzz/fuzz_$(FUZZER) $(SECONDS)

asan stress: deps
	@MAKE='$(MAKE)' tests/run $@ $(ONLY)

# Parses and compiles every file of CPython's library.
frontend-check: deps
	@[ -x tools/$@ ] || { echo "tools/$@ is not there"; exit 1; }
	@$(MAKE) --no-print-directory all
	@BUILD='$(BUILD)' DEPS='$(DEPS)' tools/$@ $(ARGS)

install: all
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(PREFIX)/lib' '$(DESTDIR)$(PREFIX)/include'
	install -m 755 $(COACHWHIP) '$(DESTDIR)$(PREFIX)/bin/'
	install -m 644 $(LIBRARY) '$(DESTDIR)$(PREFIX)/lib/'
	[ ! -e include/coachwhip.h ] || install -m 644 include/coachwhip.h '$(DESTDIR)$(PREFIX)/include/'
	if [ -d '$(DEPS)/lib/python3.14' ]; then install -d '$(DESTDIR)$(PREFIX)/lib/coachwhip' && \
	  cp -R '$(DEPS)/lib/python3.14' '$(DESTDIR)$(PREFIX)/lib/coachwhip/'; fi

clean:
	rm -rf build build-debug build-asan build-stress build-fuzz build-goto build-switch build-tail $(BUILD)

help:
	@sed -n '3,/^# What/p' Makefile | sed '$$d; s/^# \{0,1\}//'
