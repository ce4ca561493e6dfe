/* format.c - str_format(): the printf-like formatter behind raise() and everything else that composes a message.
 *
 * The conversions are those of error.h. A conversion that runs Python code (%S, %R, %A) may fail: then so does the whole.
 */
#include "objects/str.h"
#include "objects/str_internal.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/text.h"
#include "runtime/type.h"

#include <stdio.h>

typedef struct Conversion {
    char spec[24];  /* "%...": flags, width, length, type: for snprintf; precision is kept apart */
    size_t spec_length;
    int precision;  /* -1: none */
    char length;    /* 0, 'l', 'L' for ll, 'z' */
    char type;
} Conversion;

static void put_spec(Conversion *c, char ch)
{
    if (c->spec_length < sizeof c->spec - 2) c->spec[c->spec_length++] = ch;
}

/* p stands behind '%'; returns what follows the conversion */
static const char *parse(const char *p, Conversion *c, va_list *ap)
{
    *c = (Conversion){.precision = -1};
    put_spec(c, '%');
    while (*p == '0' || *p == '-' || *p == '#' || (*p >= '1' && *p <= '9')) put_spec(c, *p++);
    if (*p == '.') {
        p++;
        c->precision = 0;
        if (*p == '*') {
            c->precision = va_arg(*ap, int);
            p++;
        }
        while (*p >= '0' && *p <= '9') c->precision = c->precision * 10 + (*p++ - '0');
    }
    for (; *p == 'l' || *p == 'z'; p++) {
        c->length = c->length == 'l' ? 'L' : *p;
        put_spec(c, *p);
    }
    c->type = *p;
    put_spec(c, *p);
    return *p ? p + 1 : p;
}

static void put_number(StrBuilder *b, const Conversion *c, va_list *ap)
{
    char out[64];
    int n;
    if (c->length == 'l') n = snprintf(out, sizeof out, c->spec, va_arg(*ap, long));
    else if (c->length == 'L') n = snprintf(out, sizeof out, c->spec, va_arg(*ap, long long));
    else if (c->length == 'z') n = snprintf(out, sizeof out, c->spec, va_arg(*ap, size_t));
    else n = snprintf(out, sizeof out, c->spec, va_arg(*ap, int));
    if (n > 0) builder_ascii(b, out, size_min((size_t)n, sizeof out - 1));
}

static void put_bytes(StrBuilder *b, const char *s, int precision)
{
    if (!s) s = "(null)";
    size_t n = precision < 0 ? strlen(s) : strnlen(s, (size_t)precision);
    while (precision >= 0 && n && n == (size_t)precision && ((unsigned char)s[n] & 0xc0) == 0x80) n--; /* no half characters */
    Value v = str_from_utf8(b->t, s, n);
    if (is_null(v)) b->failed = true;
    else builder_str(b, v);
}

static void put_value(StrBuilder *b, Value v, int precision)
{
    if (is_null(v)) {
        b->failed = true;
        return;
    }
    size_t n = str_length(as_str(v));
    builder_substr(b, v, 0, precision < 0 ? n : size_min(n, (size_t)precision));
}

Value str_format_va(Thread *t, const char *format, va_list list)
{
    va_list ap;
    va_copy(ap, list);
    StrBuilder b;
    builder_init(&b, t);
    while (*format && !b.failed) {
        size_t plain = strcspn(format, "%");
        if (plain) put_bytes(&b, format, (int)plain);
        format += plain;
        if (!*format) break;
        Conversion c;
        format = parse(format + 1, &c, &ap);
        switch (c.type) {
        case 'd': case 'i': case 'u': case 'x': case 'X': case 'o': put_number(&b, &c, &ap); break;
        case 'c': builder_char(&b, (uint32_t)va_arg(ap, int)); break;
        case 's': put_bytes(&b, va_arg(ap, const char *), c.precision); break;
        case 'S': put_value(&b, object_str(t, va_arg(ap, Value)), c.precision); break;
        case 'R': put_value(&b, object_repr(t, va_arg(ap, Value)), c.precision); break;
        case 'A': put_value(&b, object_ascii(t, va_arg(ap, Value)), c.precision); break;
        case 'U': put_value(&b, va_arg(ap, Value), c.precision); break;
        case 'T': put_bytes(&b, type_name_of(t, va_arg(ap, Value)), c.precision); break;
        case 'N': put_bytes(&b, type_name(va_arg(ap, const Type *)), c.precision); break;
        case '%': builder_char(&b, '%'); break;
        default: assert(!"unknown conversion in a format"); builder_char(&b, '?'); break;
        }
    }
    va_end(ap);
    return builder_finish(&b);
}

Value str_format(Thread *t, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    Value v = str_format_va(t, format, ap);
    va_end(ap);
    return v;
}
