/* codec_errors.c - UnicodeError and its three kinds: raising them, and the error handlers that look at them. */
#include "objects/bytes.h"
#include "objects/codecs.h"
#include "objects/str.h"
#include "runtime/call.h"
#include "runtime/error.h"

/* raises type(args[0 .. n)) */
static Value raise_made(Thread *t, TypeId id, const Value *args, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (is_null(args[i])) return V_NULL;
    }
    Type *type = type_by_id(t, id);
    if (!type) return V_NULL;
    Value e = call(t, type_value(type), args, n, V_NULL);
    return is_null(e) ? V_NULL : raise_value(t, e);
}

Value raise_unicode_encode_error(Thread *t, const char *encoding, Value str, size_t start, size_t end, const char *reason)
{
    Value args[] = {str_from_text(t, encoding), str, value_fixnum((int64_t)start), value_fixnum((int64_t)end),
                    str_from_text(t, reason)};
    return raise_made(t, T_UNICODE_ENCODE_ERROR, args, 5);
}

Value raise_unicode_decode_error(Thread *t, const char *encoding, const void *data, size_t n, size_t start, size_t end,
                                 const char *reason)
{
    Value args[] = {str_from_text(t, encoding), bytes_new(t, data, n), value_fixnum((int64_t)start), value_fixnum((int64_t)end),
                    str_from_text(t, reason)};
    return raise_made(t, T_UNICODE_DECODE_ERROR, args, 5);
}

Value raise_unicode_translate_error(Thread *t, Value str, size_t start, size_t end, const char *reason)
{
    Value args[] = {str, value_fixnum((int64_t)start), value_fixnum((int64_t)end), str_from_text(t, reason)};
    return raise_made(t, T_UNICODE_TRANSLATE_ERROR, args, 4);
}
