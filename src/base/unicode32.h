// Version 3.2.0 of the Unicode character database, as unicodedata.ucd_3_2_0 shows it to stringprep and IDNA 2003: version
// 16.0.0 less what has changed since. Combining classes and decompositions of assigned characters never changed; what a
// digit is worth (unicode_digit) was never changed back by CPython.
#ifndef BASE_UNICODE32_H
#define BASE_UNICODE32_H

#include "base/unicode.h"

// Characters that version 3.2.0 does not have: category "Cn", and no name, number, class or decomposition.
bool unicode32_assigned(uint32_t c);

const char *unicode32_category_name(uint32_t c);
const char *unicode32_bidirectional_name(uint32_t c);
const char *unicode32_east_asian_width(uint32_t c);
unsigned unicode32_combining(uint32_t c);
bool unicode32_mirrored(uint32_t c);
int unicode32_decimal(uint32_t c);     // -1 for none
double unicode32_numeric(uint32_t c);  // -1 for none
size_t unicode32_decomposition(uint32_t c, char out[UNICODE_DECOMPOSITION_MAX]);
size_t unicode32_name(uint32_t c, char out[UNICODE_NAME_MAX]);

// unicodedata.ucd_3_2_0.lookup: no aliases, no sequences, but unassigned characters too.
bool unicode32_from_name(const char *name, size_t n, uint32_t *c);

// What c decomposed to, under normalisation, before Corrigendum #4; 0 if it was not corrected.
uint32_t unicode32_correction(uint32_t c);

// As unicode_normalize. Unassigned characters do not decompose.
MUST_CHECK uint32_t *unicode32_normalize(UnicodeForm form, const uint32_t *s, size_t n, size_t *out_n);

#endif
