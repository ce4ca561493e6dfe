# Tables for src/base that are made at build time.
GENERATED += $(GEN)/base/pow10.inc

$(GEN)/base/pow10.inc: src/base/gen_pow10.c
	$(call cc,GEN $@)
	$(Q)mkdir -p $(@D) && $(HOSTCC) -o $(@:.inc=.gen) $< && $(@:.inc=.gen) >$@
