/* repr.c - ascii() and the guard against endless repr of containers that contain themselves. */
#include "objects/list.h"
#include "objects/str.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/text.h"

Value object_ascii(Thread *t, Value v)
{
    Value s = object_repr(t, v);
    if (is_null(s) || str_is_ascii(as_str(s))) return s;
    StrBuilder b;
    builder_init(&b, t);
    for (size_t i = 0; i < as_str(s)->length; i++) {
        static const char hex[] = "0123456789abcdef";
        uint32_t c = str_at(as_str(s), i);
        if (c < 128) { builder_char(&b, c); continue; }
        int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
        builder_char(&b, '\\');
        builder_char(&b, digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
        for (int shift = digits * 4 - 4; shift >= 0; shift -= 4) builder_char(&b, (uint8_t)hex[c >> shift & 15]);
    }
    return builder_finish(&b);
}

int repr_enter(Thread *t, Value v)
{
    if (is_null(t->repr_active)) {
        t->repr_active = list_new(t, NULL, 0);
        if (is_null(t->repr_active)) return -1;
    }
    const List *active = as_list(t->repr_active);
    for (size_t i = active->length; i-- > 0;)
        if (value_same(active->items[i], v)) return 0;
    return list_append(t, t->repr_active, v) ? 1 : -1;
}

void repr_leave(Thread *t, Value v)
{
    List *active = as_list(t->repr_active);
    for (size_t i = active->length; i-- > 0;) {
        if (!value_same(active->items[i], v)) continue;
        list_delete_range(t, active, i, i + 1);
        return;
    }
}
