# Tables for src/base that are made at build time.
GENERATED += $(GEN)/base/pow10.inc

$(GEN)/base/pow10.inc: src/base/gen_pow10.c src/base/pow10.h
	$(call cc,GEN $@)
	$(Q)mkdir -p $(@D) && $(HOSTCC) -o $(@:.inc=.gen) $< && $(@:.inc=.gen) >$@

GENERATED += $(GEN)/base/unicode_tables.inc $(GEN)/base/unicode_names.inc $(GEN)/base/unicode32_tables.inc

$(GEN)/base/unicode_tables.inc: src/base/gen_unicode.c
$(GEN)/base/unicode_names.inc: src/base/gen_unicode_names.c
$(GEN)/base/unicode32_tables.inc: src/base/gen_unicode32.c
$(GEN)/base/unicode%.inc: src/base/gen_unidata.h src/base/unicode.h $(wildcard src/base/unidata/*.txt)
	$(call cc,GEN $@)
	$(Q)mkdir -p $(@D) && $(HOSTCC) -o $(@:.inc=.gen) $(filter %.c,$^) && $(@:.inc=.gen) src/base/unidata >$@
