/* number_text.c - the text of a number as int(), float() and complex() take it. */
#include "objects/number_text.h"

#include "base/text.h"
#include "base/unicode.h"
#include "objects/str.h"

const char *number_text(Thread *t, Value str, size_t *n)
{
    const Str *s = as_str(str);
    *n = s->length;
    if (str_is_ascii(s)) return str_data(s);
    void *cell = gc_alloc_buffer(t, s->length);
    if (!cell) return NULL;
    char *to = buffer_data(cell);
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        int digit = c < 128 ? -1 : unicode_decimal(c);
        to[i] = c < 128 ? (char)c : digit >= 0 ? (char)('0' + digit) : unicode_is_space(c) ? ' ' : '?';
    }
    return to;
}

bool number_text_strip_underscores(const char *s, size_t n, char *to, size_t *length)
{
    size_t out = 0;
    char previous = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '_') {
            if (!ascii_is_digit((unsigned char)previous)) return false;
        } else {
            if (previous == '_' && !ascii_is_digit((unsigned char)s[i])) return false;
            to[out++] = s[i];
        }
        previous = s[i];
    }
    *length = out;
    return previous != '_';
}
