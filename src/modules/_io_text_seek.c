/* _io_text_seek.c - positions in text: the opaque numbers that tell() gives and seek() takes.
 *
 * A position is where in the byte stream decoding can begin, the decoder's state there, how many bytes to decode from there, and how many
 * of the characters that come out to skip; packed into one int, which is the plain byte position whenever nothing else is needed. */
#include "modules/_io_text.h"
#include "modules/args.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "runtime/call.h"
#include "runtime/ops.h"
#include <stdio.h>

typedef struct Cookie {
    int64_t start;
    uint32_t flags, feed, skip;
    bool eof;
} Cookie;

static Value cookie_pack(Thread *t, const Cookie *c)
{
    const uint64_t limbs[3] = {(uint64_t)c->start, c->flags | (uint64_t)c->feed << 32, c->skip | (uint64_t)c->eof << 32};
    return int_from_limbs(t, false, limbs, 3);
}

static bool cookie_unpack(Thread *t, Value v, Cookie *c)
{
    uint64_t limbs[3] = {0};
    int64_t small;
    if (int_fits_int64(v, &small)) limbs[0] = (uint64_t)small;
    else if (((const Int *)as_cell(v))->length > 3) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "int too big to convert");
    else memcpy(limbs, ((const Int *)as_cell(v))->limbs, ((const Int *)as_cell(v))->length * 8);
    *c = (Cookie){(int64_t)limbs[0], (uint32_t)limbs[1], (uint32_t)(limbs[1] >> 32), (uint32_t)limbs[2], limbs[2] >> 32 & 1};
    return true;
}

/* decodes bytes [from, to) of the snapshot on; *count grows by the characters that came out */
static bool feed(Thread *t, TextIO *x, const Bytes *b, size_t from, size_t to, bool final, int64_t *count)
{
    Value part = bytes_new(t, b->data + from, to - from);
    Value text = is_null(part) ? V_NULL : text_decode(t, x, part, final);
    if (is_null(text)) return false;
    *count += (int64_t)as_str(text)->length;
    return true;
}

static bool set_state(Thread *t, TextIO *x, const Cookie *c)
{
    if (!c->start && !c->flags) return text_reset_decoder(t, x);
    return text_set_decoder_state(t, x, t->rt->empty_bytes, value_fixnum(c->flags));
}

/* the decoder stands between characters: here decoding may begin, skipping what is left to skip */
static bool note_safe_point(Thread *t, TextIO *x, Cookie *c, size_t at, size_t *base, int64_t *skip, int64_t *count)
{
    Value bytes, flags;
    if (!text_decoder_state(t, x, &bytes, &flags)) return false;
    if (as_bytes(bytes)->length || *count > *skip) return true;
    c->start += (int64_t)(at - *base);
    c->flags = is_fixnum(flags) ? (uint32_t)as_fixnum(flags) : 0;
    *skip -= *count;
    *count = 0;
    *base = at;
    return true;
}

/* finds the last point before `skip` characters of the snapshot where decoding can begin. The decoder's state is used up */
static bool locate(Thread *t, TextIO *x, Cookie *c, int64_t skip)
{
    const Bytes *b = as_bytes(x->snapshot);
    size_t n = b->length, at = 0, base = 0;
    int64_t count = 0;
    if (!set_state(t, x, c)) return false;
    /* as many bytes as there are characters to skip can be too many only where a character is less than a byte: try a large step first */
    for (size_t step = (size_t)skip < n ? (size_t)skip : n; step > 32; step /= 2) {
        Cookie before = *c;
        size_t old_base = base;
        int64_t old_skip = skip;
        if (!set_state(t, x, c) || !feed(t, x, b, base, base + step, false, &count)) return false;
        if (count <= skip && !note_safe_point(t, x, c, base + step, &base, &skip, &count)) return false;
        if (base != old_base) { at = base; break; }
        *c = before, base = old_base, skip = old_skip, count = 0;
    }
    if (!set_state(t, x, c)) return false;
    count = 0;
    while (skip && count < skip && at < n) {
        if (!feed(t, x, b, at, at + 1, false, &count)) return false;
        at++;
        if (!note_safe_point(t, x, c, at, &base, &skip, &count)) return false;
    }
    c->feed = (uint32_t)(at - base);
    c->skip = (uint32_t)skip;
    if (count < skip) {
        if (!feed(t, x, b, n, n, true, &count)) return false;
        c->eof = true;
        if (count < skip) return RAISE_FALSE(t, T_OS_ERROR, "can't reconstruct logical file position");
    }
    if (!skip) c->feed = 0;
    return true;
}

Value text_tell(Thread *t, Value *a, size_t n)
{
    (void)n;
    TextIO *x = text_opened(t, a[0]);
    if (!x) return V_NULL;
    if (!x->seekable) return raise_unsupported(t, "underlying stream is not seekable");
    if (!x->telling) return raise(t, T_OS_ERROR, "telling position disabled by next() call");
    if (!text_flush_pending(t, x) || is_null(call_method0(t, a[0], NAME(t, flush)))) return V_NULL;
    Value at = call_method0(t, x->buffer, str_intern_text(t, "tell"));
    if (is_null(at) || !x->can_read || is_null(x->snapshot)) return at;
    Cookie c = {0};
    if (!io_offset(t, at, &c.start)) return V_NULL;
    c.start -= (int64_t)as_bytes(x->snapshot)->length;
    c.flags = is_fixnum(x->snapshot_flags) ? (uint32_t)as_fixnum(x->snapshot_flags) : 0;
    if (is_null(x->decoded) || !x->used) return cookie_pack(t, &c);
    Value bytes, flags;
    Newlines newlines = x->newlines;
    if (!text_decoder_state(t, x, &bytes, &flags)) return V_NULL;
    bool ok = locate(t, x, &c, x->used);
    Value error = error_take(t);
    bool restored = text_set_decoder_state(t, x, bytes, flags);
    x->newlines.seen = newlines.seen;
    if (!ok) error_restore(t, error);
    return ok && restored ? cookie_pack(t, &c) : V_NULL;
}

static Value seek_to_end(Thread *t, Value self, TextIO *x)
{
    if (is_null(call_method0(t, self, NAME(t, flush)))) return V_NULL;
    text_drop_decoded(x);
    if (!text_reset_decoder(t, x)) return V_NULL;
    Value at = call_method2(t, x->buffer, str_intern_text(t, "seek"), value_fixnum(0), value_fixnum(SEEK_END));
    return is_null(at) || !text_reset_encoder(t, x, value_same(at, value_fixnum(0))) ? V_NULL : at;
}

/* decodes what lies between the safe point and the position */
static bool skip_to(Thread *t, TextIO *x, const Cookie *c)
{
    Value input = t->rt->empty_bytes;
    if (c->skip) {
        input = call_method1(t, x->buffer, NAME(t, read), value_fixnum(c->feed));
        if (is_null(input)) return false;
        if (!is_bytes(input)) return RAISE_FALSE(t, T_TYPE_ERROR, "underlying read() should have returned a bytes object, not '%T'", input);
    }
    gc_store(t, x, &x->snapshot, input);
    gc_store(t, x, &x->snapshot_flags, value_fixnum(c->flags));
    if (!c->skip) return true;
    Value text = text_decode(t, x, input, c->eof);
    if (is_null(text)) return false;
    if ((int64_t)as_str(text)->length < c->skip) return RAISE_FALSE(t, T_OS_ERROR, "can't restore logical file position");
    gc_store(t, x, &x->decoded, text);
    x->used = c->skip;
    return true;
}

Value text_seek(Thread *t, Value *a, size_t n)
{
    (void)n;
    TextIO *x = text_opened(t, a[0]);
    int whence = SEEK_SET;
    if (!x || (!is_null(a[2]) && !arg_int(t, a[2], &whence))) return V_NULL;
    if (!x->seekable) return raise_unsupported(t, "underlying stream is not seekable");
    Value cookie = to_index(t, a[1]);
    if (is_null(cookie)) return V_NULL;
    bool zero = int_sign(cookie) == 0;
    if (whence == SEEK_CUR) {
        if (!zero) return raise_unsupported(t, "can't do nonzero cur-relative seeks");
        cookie = call_method0(t, a[0], str_intern_text(t, "tell"));
        if (is_null(cookie)) return V_NULL;
        if (!is_int(cookie)) return raise(t, T_TYPE_ERROR, "'%T' object cannot be interpreted as an integer", cookie);
    } else if (whence == SEEK_END) {
        return zero ? seek_to_end(t, a[0], x) : raise_unsupported(t, "can't do nonzero end-relative seeks");
    } else if (whence != SEEK_SET) {
        return raise(t, T_VALUE_ERROR, "invalid whence (%d, should be 0, 1 or 2)", whence);
    }
    if (int_sign(cookie) < 0) return raise(t, T_VALUE_ERROR, "negative seek position %R", cookie);
    Cookie c;
    if (is_null(call_method0(t, a[0], NAME(t, flush))) || !cookie_unpack(t, cookie, &c)) return V_NULL;
    if (is_null(call_method1(t, x->buffer, str_intern_text(t, "seek"), int_from_int64(t, c.start)))) return V_NULL;
    text_drop_decoded(x);
    if (x->can_read && (!set_state(t, x, &c) || !skip_to(t, x, &c))) return V_NULL;
    if (!text_reset_encoder(t, x, !c.start && !c.flags)) return V_NULL;
    return cookie;
}
