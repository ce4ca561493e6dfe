/* sre_validate.c - is a code list safe to run? The matcher trusts skips, group numbers and the shape of repeats, and code lists can
 * come from anywhere through _sre.compile(), so everything it trusts is checked here once. */
#include "modules/sre.h"

typedef struct Check { const uint32_t *code; size_t groups; } Check;

static bool charset(const uint32_t *p, const uint32_t *end)
{
    while (p < end) {
        switch (*p++) {
        case SRE_FAILURE: return p == end;
        case SRE_NEGATE: break;
        case SRE_LITERAL: p++; break;
        case SRE_RANGE: case SRE_RANGE_UNI_IGNORE: p += 2; break;
        case SRE_CHARSET: p += 8; break;
        case SRE_CATEGORY: if (p >= end || *p++ > 17) return false; break;
        case SRE_BIGCHARSET: {
            if (p >= end || *p > 256 || end - p < 65) return false;
            uint32_t blocks = *p++;
            for (int i = 0; i < 256; i++)
                if (((const uint8_t *)p)[i] >= blocks) return false;
            p += 64 + blocks * 8;
            break;
        }
        default: return false;
        }
    }
    return false;
}

static bool sequence(const Check *c, size_t from, size_t to, int depth);

/* the target of the skip word at i, if it lies in (i, limit] */
static bool target(const Check *c, size_t i, size_t limit, size_t *out)
{
    if (i >= limit || c->code[i] == 0 || c->code[i] > limit - i) return false;
    *out = i + c->code[i];
    return true;
}

static bool one_character(const Check *c, size_t i, size_t to, size_t *next)
{
    switch (c->code[i]) {
    case SRE_ANY: case SRE_ANY_ALL: *next = i + 1; return *next <= to;
    case SRE_LITERAL: case SRE_NOT_LITERAL: case SRE_LITERAL_IGNORE: case SRE_NOT_LITERAL_IGNORE: case SRE_LITERAL_UNI_IGNORE:
    case SRE_NOT_LITERAL_UNI_IGNORE: case SRE_LITERAL_LOC_IGNORE: case SRE_NOT_LITERAL_LOC_IGNORE: *next = i + 2; return *next <= to;
    case SRE_CATEGORY: *next = i + 2; return *next <= to && c->code[i + 1] <= 17;
    case SRE_IN: case SRE_IN_IGNORE: case SRE_IN_UNI_IGNORE: case SRE_IN_LOC_IGNORE:
        return target(c, i + 1, to, next) && charset(c->code + i + 2, c->code + *next);
    default: return false;
    }
}

static bool branch(const Check *c, size_t i, size_t to, int depth, size_t *next)
{
    size_t end = 0;
    for (i++;;) {
        if (i >= to) return false;
        if (!c->code[i]) break;
        size_t after;
        if (!target(c, i, to, &after) || after - i < 3 || c->code[after - 2] != SRE_JUMP) return false;
        size_t jump;
        if (!target(c, after - 1, to, &jump) || (end && jump != end) || !sequence(c, i + 1, after - 2, depth)) return false;
        end = jump;
        i = after;
    }
    *next = i + 1;
    return end == i + 1;
}

static bool construct(const Check *c, size_t i, size_t to, int depth, size_t *next)
{
    const uint32_t *p = c->code + i;
    size_t end;
    switch (*p) {
    case SRE_AT: *next = i + 2; return *next <= to && p[1] <= SRE_AT_UNI_NON_BOUNDARY;
    case SRE_MARK: *next = i + 2; return *next <= to && p[1] < 2 * c->groups;
    case SRE_GROUPREF: case SRE_GROUPREF_IGNORE: case SRE_GROUPREF_UNI_IGNORE: case SRE_GROUPREF_LOC_IGNORE:
        *next = i + 2;
        return *next <= to && p[1] < c->groups;
    case SRE_GROUPREF_EXISTS: {
        if (i + 3 > to || p[1] >= c->groups || p[2] < 2 || i + 1 + p[2] > to) return false;
        size_t no = i + 1 + p[2];
        if (no - i >= 5 && c->code[no - 2] == SRE_JUMP && target(c, no - 1, to, &end) && end >= no && sequence(c, i + 3, no - 2, depth) &&
            sequence(c, no, end, depth))
            return *next = end, true;
        *next = no;
        return sequence(c, i + 3, no, depth);
    }
    case SRE_INFO: return target(c, i + 1, to, next) && *next - i >= 5;
    case SRE_BRANCH: return branch(c, i, to, depth, next);
    case SRE_REPEAT_ONE: case SRE_MIN_REPEAT_ONE: case SRE_POSSESSIVE_REPEAT_ONE: {
        size_t body;
        if (i + 5 > to || !target(c, i + 1, to, next) || p[2] > p[3]) return false;
        return one_character(c, i + 4, *next, &body) && body + 1 == *next && c->code[body] == SRE_SUCCESS;
    }
    case SRE_REPEAT:
        if (i + 4 > to || !target(c, i + 1, to, &end) || end >= to || p[2] > p[3]) return false;
        *next = end + 1;
        return (c->code[end] == SRE_MAX_UNTIL || c->code[end] == SRE_MIN_UNTIL) && sequence(c, i + 4, end, depth);
    case SRE_POSSESSIVE_REPEAT:
        if (i + 4 > to || !target(c, i + 1, to, &end) || end >= to || p[2] > p[3]) return false;
        *next = end + 1;
        return c->code[end] == SRE_SUCCESS && sequence(c, i + 4, end, depth);
    case SRE_ASSERT: case SRE_ASSERT_NOT:
        if (i + 4 > to || !target(c, i + 1, to, next) || *next < i + 4) return false;
        return c->code[*next - 1] == SRE_SUCCESS && sequence(c, i + 3, *next - 1, depth);
    case SRE_ATOMIC_GROUP:
        if (i + 3 > to || !target(c, i + 1, to, next) || *next < i + 3) return false;
        return c->code[*next - 1] == SRE_SUCCESS && sequence(c, i + 2, *next - 1, depth);
    case SRE_FAILURE: *next = i + 1; return true;
    default: return false;
    }
}

static bool sequence(const Check *c, size_t from, size_t to, int depth)
{
    if (depth > 2000) return false;
    while (from < to) {
        size_t next = 0;
        if (!one_character(c, from, to, &next) && !construct(c, from, to, depth + 1, &next)) return false;
        if (next <= from || next > to) return false;
        from = next;
    }
    return from == to;
}

/* the prefix and the set in INFO, which search relies on */
static bool info(const Check *c, size_t n)
{
    const uint32_t *p = c->code;
    if (p[0] != SRE_INFO) return true;
    if (n < 5 || p[1] < 4 || p[1] > n - 1) return false;
    const uint32_t *end = p + 1 + p[1];
    if (p[2] & SRE_INFO_PREFIX) return p[1] >= 7 && p[5] >= 1 && (size_t)(end - p) >= 7 + 2 * (size_t)p[5];
    if (p[2] & SRE_INFO_CHARSET) return charset(p + 5, end);
    return true;
}

bool sre_validate(const uint32_t *code, size_t n, size_t groups)
{
    Check c = {code, groups};
    return n >= 1 && n < UINT32_MAX && code[n - 1] == SRE_SUCCESS && info(&c, n) && sequence(&c, 0, n - 1, 0);
}
