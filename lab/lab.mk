# lab.mk: builds and tests cwlab. Included by the top-level Makefile; `make -f lab/lab.mk lab` works on its own.
LAB_CC     ?= $(CC)
LAB_BUILD  ?= build/lab
LAB_CFLAGS ?= -O2 -g
LAB_SRC    := $(wildcard lab/*.c)
LAB_OBJ    := $(LAB_SRC:lab/%.c=$(LAB_BUILD)/%.o)
LAB_LIBS   := -Wl,--as-needed -lcapstone -lelf -ldw -ljansson -lgsl -lgslcblas -lz -linih -lm

.PHONY: lab lab-test lab-clean bench bench-kernels
lab: build/cwlab

build/cwlab: $(LAB_OBJ)
	$(LAB_CC) $(LAB_CFLAGS) -o $@ $(LAB_OBJ) $(LAB_LIBS)

$(LAB_BUILD)/%.o: lab/%.c lab/lab.mk
	@mkdir -p $(LAB_BUILD)
	$(LAB_CC) -std=gnu17 -Wall -Wextra $(LAB_CFLAGS) -Ilab -MMD -MP -c -o $@ $<

lab-test: build/cwlab
	tests/lab/run build/cwlab

# Side by side with CPython 3.14: make bench CPYTHON="command that runs it"; MODE_OF_BENCH=--fast|--rigorous, ONLY=nbody,chaos
CPYTHON ?= python3.14
BENCHED := $(if $(BUILD),$(BUILD),build)
bench-kernels: build/cwlab $(BENCHED)/coachwhip
	build/cwlab kernels --ref "$(CPYTHON)" --new $(BENCHED)/coachwhip $(if $(ONLY),--only $(ONLY))

bench: build/cwlab $(BENCHED)/coachwhip
	build/cwlab bench --interpreter cpython="$(CPYTHON)" --interpreter coachwhip=$(BENCHED)/coachwhip $(MODE_OF_BENCH) \
	  $(if $(ONLY),--only $(ONLY)) --overwrite -o $(BENCHED)/bench
	build/cwlab compare $(BENCHED)/bench/cpython.json $(BENCHED)/bench/coachwhip.json --table --group-by-tag

lab-clean:
	rm -rf $(LAB_BUILD) build/cwlab

-include $(wildcard $(LAB_BUILD)/*.d)
