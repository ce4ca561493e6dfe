/* formatspec.h - the format mini-language, [[fill]align][sign][z][#][0][width][grouping][.precision[grouping]][type]:
 * parsed once, applied to text and to numbers. The __format__ of str, int, float and complex stand on it. */
#ifndef OBJECTS_FORMATSPEC_H
#define OBJECTS_FORMATSPEC_H

#include "runtime/text.h"

typedef struct FormatSpec {
    uint32_t fill;            /* a code point; ' ' unless given */
    uint32_t type;            /* the presentation type, or the default passed to formatspec_parse */
    int64_t width, precision; /* -1: not given */
    char align;               /* '<' '>' '^' '=' */
    char sign;                /* '+' '-' ' ', 0: not given */
    char grouping;            /* ',' or '_' between groups of the integer part; 'n' once the locale is to be asked; 0: none */
    char fraction_grouping;   /* ',' or '_' between groups of three fraction digits, or 0 */
    bool alternate;           /* '#' */
    bool no_negative_zero;    /* 'z' */
    bool align_given, fill_given; /* fill_given is true for a leading '0' of the width as well */
    bool has_type;            /* a type was written */
} FormatSpec;

/* A number's text, before padding. The sign is apart; digits and rest are ASCII. */
typedef struct NumberText {
    bool negative;
    const char *prefix;       /* "0x" or NULL: stands between sign and digits */
    const char *digits;       /* of the integer part: these are grouped; none for inf and nan */
    size_t digit_count;
    const char *rest;         /* what follows: ".25", ".5e+10", "inf", "%"; its leading '.' becomes the locale's point for type n */
    size_t rest_count;
} NumberText;

/* Parses spec (a str) for a value of v's type. default_type: 's' for str, 'd' for int, 0 for float and complex; default_align '<'
 * or '>'. False: ValueError set. Checks grouping against the type, and nothing else of what a type allows. */
bool formatspec_parse(Thread *t, Value spec, Value v, uint32_t default_type, char default_align, FormatSpec *out);

/* ValueError "Unknown format code 'x' for object of type 'T'" */
__attribute__((cold)) Value formatspec_unknown_type(Thread *t, const FormatSpec *spec, Value v);

/* str, cut to the precision and padded to the width */
Value formatspec_text(Thread *t, const FormatSpec *spec, Value str);

/* the number with sign, grouping and padding ('=' pads between the sign with prefix and the digits; a fill of '0' there is grouped too) */
Value formatspec_number(Thread *t, const FormatSpec *spec, const NumberText *number);
/* the same without the padding, appended: complex puts two together and pads the whole with formatspec_text */
void formatspec_put_number(StrBuilder *b, const FormatSpec *spec, const NumberText *number);
/* splits what base/floattext.h wrote ("-12.5e+10", "inf", "-0") into the parts of a number */
NumberText formatspec_split(const char *text, size_t n);

#endif
