/* str_markup.h - the parts of a format string, for str.format() and the module _string. */
#ifndef OBJECTS_STR_MARKUP_H
#define OBJECTS_STR_MARKUP_H

#include "objects/str.h"

typedef struct MarkupRange { size_t from, to; } MarkupRange; /* code points of the format string */

/* literal text, and the replacement field behind it if there is one */
typedef struct MarkupPart {
    MarkupRange literal, name, spec;
    uint32_t conversion;   /* 0: none */
    bool has_field, spec_has_fields;
} MarkupPart;

/* The next part of s[*at .. end): 1, 0 at the end, -1 ValueError */
int markup_next(Thread *t, Value s, size_t *at, size_t end, MarkupPart *part);

/* one step of a field's name: the first (is neither), ".attribute" or "[item]" */
typedef struct MarkupStep {
    MarkupRange name;
    int64_t number;        /* the name as an integer, -1: it is none */
    bool attribute;
} MarkupStep;
/* the part of a field name before the first '.' or '['; *at becomes where the rest begins. False: ValueError */
bool markup_first(Thread *t, Value s, MarkupRange name, size_t *at, MarkupStep *step);
int markup_step(Thread *t, Value s, size_t *at, size_t end, MarkupStep *step); /* 1, 0 at the end, -1 ValueError */

#endif
