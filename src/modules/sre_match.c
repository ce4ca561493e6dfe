/* sre_match.c - a backtracking matcher with an explicit stack: no pattern and no subject can overflow the C stack.
 *
 * Invariants
 *  - A choice records everything needed to go on another way: code position, subject position, repeat context, how much of the
 *    undo log was there, and the innermost open barrier. Marks are changed in place; the undo log restores them.
 *  - Repeat contexts (of REPEAT ... UNTIL) are never changed once made: another round makes a new one that points to its
 *    predecessor, so going back is restoring an index.
 *  - A barrier is a choice that stands for a construct whose body is matched for itself (assertions, atomic groups, possessive
 *    repeats). SUCCESS inside pops the stack down to it; failing back into it fails (or, for ASSERT_NOT, fulfils) the construct. */
#include "modules/sre.h"
#include "base/unicode.h"
#include "runtime/error.h"
#include "vm/interp.h"
#include <ctype.h>
#include <stdlib.h>

typedef enum ChoiceKind { CHOICE_PLAIN, CHOICE_GREEDY, CHOICE_LAZY, CHOICE_BODY, CHOICE_BARRIER } ChoiceKind;

typedef struct SreChoice {
    uint32_t pc;              /* PLAIN, GREEDY, LAZY: where to go on; BARRIER: the construct */
    uint8_t kind;
    int64_t position;
    int64_t count;            /* GREEDY: characters taken beyond the minimum; LAZY: taken so far; BARRIER of a repeat: rounds */
    int32_t repeat;           /* context, -1: none */
    int32_t barrier;          /* innermost open one, as choice index */
    size_t undo;
    int64_t last_index;
} SreChoice;

typedef struct SreUndo { int32_t mark; int64_t old; } SreUndo;

typedef struct SreRepeat {
    uint32_t pc;              /* of REPEAT's skip word */
    uint32_t count;           /* rounds completed */
    int64_t last;             /* position where the running round began, -1: first */
    int32_t outer;
} SreRepeat;

/* --- characters --- */

uint32_t sre_lower_ascii(uint32_t c) { return c < 128 && c >= 'A' && c <= 'Z' ? c + 32 : c; }
uint32_t sre_lower_locale(uint32_t c) { return c < 256 ? (uint32_t)tolower((int)c) : c; }
uint32_t sre_lower_unicode(uint32_t c) { return unicode_to_lower(c); }
static bool is_word_ascii(uint32_t c) { return c < 128 && (isalnum((int)c) || c == '_'); }
static bool is_word_locale(uint32_t c) { return c < 256 && (isalnum((int)c) || c == '_'); }
static bool is_word_unicode(uint32_t c) { return unicode_is_alnum(c) || c == '_'; }

bool sre_category(uint32_t category, uint32_t c)
{
    bool yes;
    switch (category >> 1) {
    case 0: yes = c < 128 && isdigit((int)c); break;
    case 1: yes = c == ' ' || (c >= 9 && c <= 13); break;
    case 2: yes = is_word_ascii(c); break;
    case 3: yes = c == '\n'; break;
    case 4: yes = is_word_locale(c); break;
    case 5: yes = unicode_is_decimal(c); break;
    case 6: yes = unicode_is_space(c); break;
    case 7: yes = is_word_unicode(c); break;
    default: yes = unicode_is_linebreak(c); break;
    }
    return yes != (category & 1);
}

/* is c in the set at p? */
static bool in_charset(const uint32_t *p, uint32_t c)
{
    bool yes = true;
    for (;;) {
        switch (*p++) {
        case SRE_FAILURE: return !yes;
        case SRE_LITERAL: if (c == *p++) return yes; break;
        case SRE_CATEGORY: if (sre_category(*p++, c)) return yes; break;
        case SRE_CHARSET:
            if (c < 256 && (p[c >> 5] >> (c & 31) & 1)) return yes;
            p += 8;
            break;
        case SRE_RANGE:
            if (p[0] <= c && c <= p[1]) return yes;
            p += 2;
            break;
        case SRE_RANGE_UNI_IGNORE: {
            uint32_t upper = unicode_to_upper(c);
            if ((p[0] <= c && c <= p[1]) || (p[0] <= upper && upper <= p[1])) return yes;
            p += 2;
            break;
        }
        case SRE_NEGATE: yes = !yes; break;
        case SRE_BIGCHARSET: {
            uint32_t blocks = *p++;
            if (c < 65536) {
                uint32_t block = ((const uint8_t *)p)[c >> 8];
                if (p[64 + block * 8 + ((c & 255) >> 5)] >> (c & 31) & 1) return yes;
            }
            p += 64 + blocks * 8;
            break;
        }
        default: return false;
        }
    }
}

/* --- the stacks --- */

static bool grow(SreState *s, void **items, size_t *capacity, size_t size)
{
    size_t wanted = *capacity ? *capacity * 2 : 64;
    void *grown = wanted > SIZE_MAX / 4 / size ? NULL : realloc(*items, wanted * size);
    if (!grown) return raise_memory_error(s->t), false;
    *items = grown;
    *capacity = wanted;
    return true;
}

static SreChoice *push_choice(SreState *s, ChoiceKind kind, uint32_t pc, int64_t position, int32_t repeat, int32_t barrier)
{
    if (s->choice_count == s->choice_capacity && !grow(s, (void **)&s->choices, &s->choice_capacity, sizeof(SreChoice))) return NULL;
    SreChoice *c = &s->choices[s->choice_count++];
    *c = (SreChoice){.pc = pc, .kind = (uint8_t)kind, .position = position, .repeat = repeat, .barrier = barrier, .undo = s->undo_count,
                     .last_index = s->last_index};
    return c;
}

static int32_t push_repeat(SreState *s, uint32_t pc, uint32_t count, int64_t last, int32_t outer)
{
    if (s->repeat_count == s->repeat_capacity && !grow(s, (void **)&s->repeats, &s->repeat_capacity, sizeof(SreRepeat))) return -1;
    if (s->repeat_count >= INT32_MAX) return raise_memory_error(s->t), -1;
    s->repeats[s->repeat_count] = (SreRepeat){pc, count, last, outer};
    return (int32_t)s->repeat_count++;
}

static bool set_mark(SreState *s, uint32_t mark, int64_t position)
{
    if (s->undo_count == s->undo_capacity && !grow(s, (void **)&s->undo, &s->undo_capacity, sizeof(SreUndo))) return false;
    s->undo[s->undo_count++] = (SreUndo){(int32_t)mark, s->marks[mark]};
    s->marks[mark] = position;
    if (mark & 1) s->last_index = mark / 2 + 1;
    return true;
}

static void undo_to(SreState *s, size_t height)
{
    while (s->undo_count > height) {
        s->undo_count--;
        s->marks[s->undo[s->undo_count].mark] = s->undo[s->undo_count].old;
    }
}

void sre_state_free(SreState *s)
{
    free(s->choices);
    free(s->undo);
    free(s->repeats);
}

/* --- one expansion a character width --- */

#define CHAR uint8_t
#define NAME_OF(x) x##_1
#include "modules/sre_match.inc"
#undef CHAR
#undef NAME_OF
#define CHAR uint16_t
#define NAME_OF(x) x##_2
#include "modules/sre_match.inc"
#undef CHAR
#undef NAME_OF
#define CHAR uint32_t
#define NAME_OF(x) x##_4
#include "modules/sre_match.inc"

int sre_match(SreState *s)
{
    return s->width == 1 ? match_1(s) : s->width == 2 ? match_2(s) : match_4(s);
}

int sre_search(SreState *s)
{
    return s->width == 1 ? search_1(s) : s->width == 2 ? search_2(s) : search_4(s);
}
