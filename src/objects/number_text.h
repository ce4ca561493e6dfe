/* number_text.h - the text of a number as int(), float() and complex() take it. */
#ifndef OBJECTS_NUMBER_TEXT_H
#define OBJECTS_NUMBER_TEXT_H

#include "runtime/runtime.h"

/* the str in ASCII: decimal digits of any script become '0' .. '9', any white space ' ', whatever else is not ASCII '?'. Not
 * NUL-terminated; in place for ASCII text. NULL: MemoryError */
const char *number_text(Thread *t, Value str, size_t *n);
/* removes underscores between digits; false: there are misplaced ones. to: n bytes, *length of them used */
bool number_text_strip_underscores(const char *s, size_t n, char *to, size_t *length);

#endif
