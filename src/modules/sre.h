/* sre.h - the matcher for the code lists that CPython's re/_compiler.py emits (magic 20230612). */
#ifndef MODULES_SRE_H
#define MODULES_SRE_H

#include "runtime/runtime.h"

#define SRE_MAGIC 20230612
#define SRE_MAX_REPEAT 4294967295u

typedef enum SreOpcode { /* the order of re/_constants.py */
    SRE_FAILURE, SRE_SUCCESS, SRE_ANY, SRE_ANY_ALL, SRE_ASSERT, SRE_ASSERT_NOT, SRE_AT, SRE_BRANCH, SRE_CATEGORY, SRE_CHARSET, SRE_BIGCHARSET,
    SRE_GROUPREF, SRE_GROUPREF_EXISTS, SRE_IN, SRE_INFO, SRE_JUMP, SRE_LITERAL, SRE_MARK, SRE_MAX_UNTIL, SRE_MIN_UNTIL, SRE_NOT_LITERAL,
    SRE_NEGATE, SRE_RANGE, SRE_REPEAT, SRE_REPEAT_ONE, SRE_SUBPATTERN, SRE_MIN_REPEAT_ONE, SRE_ATOMIC_GROUP, SRE_POSSESSIVE_REPEAT,
    SRE_POSSESSIVE_REPEAT_ONE, SRE_GROUPREF_IGNORE, SRE_IN_IGNORE, SRE_LITERAL_IGNORE, SRE_NOT_LITERAL_IGNORE, SRE_GROUPREF_LOC_IGNORE,
    SRE_IN_LOC_IGNORE, SRE_LITERAL_LOC_IGNORE, SRE_NOT_LITERAL_LOC_IGNORE, SRE_GROUPREF_UNI_IGNORE, SRE_IN_UNI_IGNORE,
    SRE_LITERAL_UNI_IGNORE, SRE_NOT_LITERAL_UNI_IGNORE, SRE_RANGE_UNI_IGNORE, SRE_OPCODE_COUNT
} SreOpcode;

typedef enum SreAt {
    SRE_AT_BEGINNING, SRE_AT_BEGINNING_LINE, SRE_AT_BEGINNING_STRING, SRE_AT_BOUNDARY, SRE_AT_NON_BOUNDARY, SRE_AT_END, SRE_AT_END_LINE,
    SRE_AT_END_STRING, SRE_AT_LOC_BOUNDARY, SRE_AT_LOC_NON_BOUNDARY, SRE_AT_UNI_BOUNDARY, SRE_AT_UNI_NON_BOUNDARY
} SreAt;

enum { SRE_INFO_PREFIX = 1, SRE_INFO_LITERAL = 2, SRE_INFO_CHARSET = 4 };
enum { SRE_FLAG_IGNORECASE = 2, SRE_FLAG_LOCALE = 4, SRE_FLAG_MULTILINE = 8, SRE_FLAG_DOTALL = 16, SRE_FLAG_UNICODE = 32, SRE_FLAG_VERBOSE = 64,
       SRE_FLAG_DEBUG = 128, SRE_FLAG_ASCII = 256 };

/* One subject and one attempt. Positions are indices of characters; -1 unset. */
typedef struct SreState {
    Thread *t;
    const uint32_t *code;     /* of the pattern */
    const void *text;         /* width bytes a character */
    int width;
    int64_t begin, end;       /* pos and endpos: nothing outside is looked at, but for begin == 0 lookbehind */
    int64_t start, position;  /* where the match begins; where it ended */
    int64_t must_advance_from;/* an empty match here does not count; -1: any does */
    bool full;                /* the match must reach end */
    int64_t *marks;           /* 2 a group */
    size_t mark_count;
    int64_t last_index;       /* last closed group, -1: none */
    /* the matcher's own */
    struct SreChoice *choices;
    size_t choice_count, choice_capacity;
    struct SreUndo *undo;
    size_t undo_count, undo_capacity;
    struct SreRepeat *repeats;/* an arena of them, by index */
    size_t repeat_count, repeat_capacity;
} SreState;

/* All return 1 matched, 0 not, -1 exception (MemoryError, or a signal handler's). */
int sre_match(SreState *s);   /* at s->start */
int sre_search(SreState *s);  /* at s->start or behind it */
void sre_state_free(SreState *s);

/* checks a code list for being safe to run; false: RuntimeError "invalid SRE code" is the caller's */
bool sre_validate(const uint32_t *code, size_t n, size_t groups);

bool sre_category(uint32_t category, uint32_t c);
uint32_t sre_lower_ascii(uint32_t c);
uint32_t sre_lower_locale(uint32_t c);
uint32_t sre_lower_unicode(uint32_t c);

#endif
