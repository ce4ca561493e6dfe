/* codec_utf7.c - UTF-7 (RFC 2152): ASCII with UTF-16 in base 64 between '+' and '-'. */
#include "objects/codec_internal.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* 0 .. 63, or -1 */
static int base64_value(uint32_t c)
{
    if (ascii_is_upper(c)) return (int)c - 'A';
    if (ascii_is_lower(c)) return (int)c - 'a' + 26;
    if (ascii_is_digit(c)) return (int)c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* --- decoding ------------------------------------------------------------------------------------------------------------- */

typedef struct Shift {
    bool inside;         /* between '+' and '-' */
    unsigned bits;       /* left over, fewer than 16 */
    uint32_t buffer;
    uint32_t high;       /* a high surrogate that waits for its low one, or 0 */
    size_t start;        /* where the '+' stands */
    size_t out_start;    /* length of the text before it */
    uint32_t out_max;
} Shift;

static void put_unit(Shift *s, StrBuilder *out, uint32_t unit)
{
    if (s->high) {
        uint32_t high = s->high;
        s->high = 0;
        if (unit - 0xdc00 < 0x400) {
            builder_char(out, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
            return;
        }
        builder_char(out, high);
    }
    if (unit - 0xd800 < 0x400) s->high = unit;
    else builder_char(out, unit);
}

static void take_base64(Shift *s, StrBuilder *out, int value)
{
    s->buffer = s->buffer << 6 | (uint32_t)value;
    s->bits += 6;
    if (s->bits < 16) return;
    s->bits -= 16;
    uint32_t unit = s->buffer >> s->bits & 0xffff;
    s->buffer &= (1u << s->bits) - 1;
    put_unit(s, out, unit);
}

/* c ends the base-64 section: what is wrong with that, or NULL */
static const char *leave(Shift *s, StrBuilder *out, uint32_t c)
{
    s->inside = false;
    if (s->bits >= 6) return "partial character in shift sequence";
    if (s->bits && s->buffer) return "non-zero padding bits in shift sequence";
    if (s->high && c < 0x80 && c != '+') builder_char(out, s->high);
    s->high = 0;
    return NULL;
}

/* reads one byte, or what belongs to a '+'; *at moves on, behind the bad byte if something is wrong */
static const char *step(const Problem *p, Shift *s, StrBuilder *out, size_t *at)
{
    uint32_t c = p->data[*at];
    int value = base64_value(c);
    if (s->inside) {
        if (value >= 0) {
            take_base64(s, out, value);
            ++*at;
            return NULL;
        }
        const char *wrong = leave(s, out, c);
        if (wrong || c == '-') ++*at;
        return wrong;
    }
    size_t i = (*at)++;
    if (c == '+') {
        s->start = i;
        if (*at < p->n && p->data[*at] == '-') {
            ++*at;
            builder_char(out, '+');
        } else if (*at < p->n && base64_value(p->data[*at]) < 0) {
            ++*at;
            return "ill-formed sequence";
        } else {
            *s = (Shift){.inside = true, .start = i, .out_start = out->length, .out_max = out->max};
        }
        return NULL;
    }
    if (c < 0x80) {
        builder_char(out, c);
        return NULL;
    }
    s->start = i;
    return "unexpected special character";
}

Value codec_decode_utf7(Thread *t, const void *data, size_t n, const char *errors, size_t *consumed)
{
    Problem p;
    problem_init(&p, t, PROBLEM_DECODE, "utf7");
    p.data = data;
    p.n = n;
    StrBuilder out;
    builder_init(&out, t);
    Shift s = {0};
    size_t at = 0;
    while (!out.failed) {
        const char *wrong = NULL;
        if (at < p.n) {
            wrong = step(&p, &s, &out, &at);
        } else {
            if (!s.inside || consumed) break;
            s.inside = false;
            if (!s.high && s.bits < 6 && !(s.bits && s.buffer)) break;
            wrong = "unterminated shift sequence";
        }
        if (wrong && !decode_problem(&p, errors, s.start, at, wrong, &out, &at)) return V_NULL;
    }
    if (consumed) {
        *consumed = s.inside ? s.start : at;
        if (s.inside && !out.failed) { /* the section is read again when it is complete */
            out.length = s.out_start;
            out.max = s.out_max;
        }
    }
    return builder_finish(&out);
}

/* --- encoding ---------------------------------------------------------------------------------------------------------------- */

static bool is_direct(uint32_t c)
{
    if (c == '\t' || c == '\n' || c == '\r') return true;
    return c >= ' ' && c < 0x7f && c != '+' && c != '\\' && c != '~';
}

typedef struct Packer {
    ByteBuilder out;
    uint32_t buffer;
    unsigned bits;
} Packer;

static void pack_unit(Packer *p, uint32_t unit)
{
    p->buffer = p->buffer << 16 | unit;
    for (p->bits += 16; p->bits >= 6; p->bits -= 6) byte_put(&p->out, (uint8_t)alphabet[p->buffer >> (p->bits - 6) & 63]);
    p->buffer &= (1u << p->bits) - 1;
}

static void pack_rest(Packer *p)
{
    if (p->bits) byte_put(&p->out, (uint8_t)alphabet[p->buffer << (6 - p->bits) & 63]);
    p->bits = 0;
    p->buffer = 0;
}

Value codec_encode_utf7(Thread *t, Value str)
{
    const Str *s = as_str(str);
    Packer p = {0};
    byte_init(&p.out, t, s->length * 2);
    bool inside = false;
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (inside && is_direct(c)) {
            pack_rest(&p);
            inside = false;
            if (base64_value(c) >= 0 || c == '-') byte_put(&p.out, '-');
        } else if (!inside && c == '+') {
            byte_append(&p.out, "+-", 2);
            continue;
        } else if (!inside && !is_direct(c)) {
            byte_put(&p.out, '+');
            inside = true;
        }
        if (!inside) {
            byte_put(&p.out, (uint8_t)c);
        } else if (c >= 0x10000) {
            pack_unit(&p, 0xd800 + ((c - 0x10000) >> 10));
            pack_unit(&p, 0xdc00 + (c & 0x3ff));
        } else {
            pack_unit(&p, c);
        }
    }
    pack_rest(&p);
    if (inside) byte_put(&p.out, '-');
    return byte_finish(&p.out);
}
