/* compiler.h - what the parts of the compiler share: the Compiler itself, names, locations, errors.
 *
 * Invariants
 *  - Errors are sticky: the first one sets `failed` (and the thread's exception); from then on nothing is emitted, nothing
 *    is allocated and later errors are ignored, so callers need not look after every call. Loops over statements do look.
 *  - The arena is not scanned by the collector: every heap Value that outlives a call is appended to `keep`.
 *  - A Name is canonical within one compilation: equal names are equal pointers.
 */
#ifndef FRONT_COMPILER_H
#define FRONT_COMPILER_H

#include "base/arena.h"
#include "base/common.h"
#include "front/ast.h"
#include "runtime/runtime.h"

typedef const AstString *Name;
typedef struct Scope Scope;
typedef struct Unit Unit;

typedef struct Location { int32_t line, end_line, column, end_column; } Location; /* columns: UTF-8 bytes from 0; -1 unknown */
#define NO_LOCATION ((Location){-1, -1, -1, -1})

static inline Location location_of(const AstNode *node)
{
    return (Location){node->lineno, node->end_lineno, node->col_offset, node->end_col_offset};
}

/* names the compiler itself uses */
#define COMPILER_NAMES(N) \
    N(super) N(__class__) N(__classdict__) N(__conditional_annotations__) N(__annotate__) N(__annotate_func__) \
    N(__annotations__) N(__type_params__) N(__debug__) N(__doc__) N(__name__) N(__module__) N(__qualname__) \
    N(__firstlineno__) N(__static_attributes__) N(__classdictcell__) N(__classcell__) N(__future__) N(format)
#define COMPILER_SPECIAL_NAMES(S) /* not identifiers: S(field, text) */ \
    S(dot_type_params, ".type_params") S(dot_generic_base, ".generic_base") S(dot_defaults, ".defaults") \
    S(dot_kwdefaults, ".kwdefaults") S(dot_format, ".format") S(dot_zero, ".0") S(star, "*") S(lambda, "<lambda>") \
    S(listcomp, "<listcomp>") S(setcomp, "<setcomp>") S(dictcomp, "<dictcomp>") S(genexpr, "<genexpr>") \
    S(module, "<module>") S(top, "top") S(return_, "return")

typedef struct KnownNames {
#define N(name) Name name;
#define S(field, text) Name field;
    COMPILER_NAMES(N)
    COMPILER_SPECIAL_NAMES(S)
#undef N
#undef S
} KnownNames;

typedef struct Compiler {
    Thread *t;
    Arena *arena;
    Value keep;              /* list: every Value the compiler holds */
    Value file_name;
    const char *source;      /* the text, for errors; NULL: unknown */
    size_t source_size;
    int optimize;
    uint32_t future_flags;   /* CODE_FUTURE_* */
    int32_t last_future_line;/* __future__ imports after this line are too late */
    bool interactive, top_level_await, failed;
    int mute_warnings;       /* > 0 while code is compiled a second time (finally) */
    KnownNames known;
    Name *interned;          /* open addressing, capacity a power of two */
    uint32_t interned_count, interned_capacity;
    Scope *root;
    struct ScopeEntry *scope_table; /* AST address -> Scope */
    uint32_t scope_count, scope_capacity;
    Unit *unit;
    const char *stack_floor; /* recursion stops when a local's address is below; NULL: no check */
} Compiler;

void *compiler_alloc(Compiler *c, size_t size);           /* zeroed; on failure sets MemoryError and returns NULL */
/* Makes room for one more element in an arena array; false on failure. */
bool compiler_grow_array(Compiler *c, void **items, uint32_t count, uint32_t *capacity, size_t item_size);
#define ARRAY_PUSH(c, items, count, capacity, value)                                                              \
    (((count) < (capacity) || compiler_grow_array((c), (void **)&(items), (count), &(capacity), sizeof *(items))) \
         ? ((items)[(count)++] = (value), true) : false)

/* true: too deep, RecursionError set */
bool compiler_too_deep(Compiler *c);
Value compiler_keep(Compiler *c, Value v); /* appends to keep; a null v means an exception is set: failed */

Name name_intern(Compiler *c, const char *text, size_t length);
Name name_canonical(Compiler *c, const AstString *name);
/* `__x` inside class `private_name` becomes `_C__x`; private_name may be NULL */
Name name_mangle(Compiler *c, Name private_name, Name name);
Value name_value(Compiler *c, Name name); /* interned str */
static inline bool name_is(Name a, Name b) { return a == b; }
#define NAME_ARGS(n) (int)(n)->length, (n)->data

/* SyntaxError at a location; format: as raise(); %.*s with NAME_ARGS for names */
void compile_error(Compiler *c, Location at, const char *format, ...);
/* SyntaxWarning; false if a filter made it an error */
bool compile_warn(Compiler *c, Location at, const char *format, ...);
void compile_fail(Compiler *c); /* an exception is set already */

#endif
