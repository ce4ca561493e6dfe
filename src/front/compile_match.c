/* compile_match.c - the match statement (PEP 634).
 *
 * A pattern's code falls through when it matches and jumps to `fail` when not. What it captures stays in temporaries until
 * the whole pattern has matched; then the names are assigned, in order, and the guard is tested. */
#include "front/codegen.h"

#include "objects/set.h"
#include "objects/tuple.h"
#include "runtime/error.h"

typedef struct Capture { const AstString *name; int from; } Capture;

typedef struct Matcher {
    Label fail;
    Capture *captures;
    uint32_t count, capacity;
    bool allow_irrefutable;
} Matcher;

static void match_pattern(Compiler *c, AstNode *p, int subject, Matcher *m);

static bool is_wildcard(const AstNode *p)
{
    return p->kind == AST_MatchAs && !((const AstMatchAs *)p)->pattern && !((const AstMatchAs *)p)->name;
}

static bool is_star_wildcard(const AstNode *p) { return p->kind == AST_MatchStar && !((const AstMatchStar *)p)->name; }

static bool same_text(const AstString *a, const AstString *b) { return a->length == b->length && !memcmp(a->data, b->data, a->length); }

static void capture(Compiler *c, Matcher *m, const AstString *name, int from, Location at)
{
    if (!name || c->failed) return;
    for (uint32_t i = 0; i < m->count; i++)
        if (same_text(m->captures[i].name, name)) {
            compile_error(c, at, "multiple assignments to name %R in pattern", name_value(c, name));
            return;
        }
    Capture k = {name, from};
    ARRAY_PUSH(c, m->captures, m->count, m->capacity, k);
}

static void match_sub(Compiler *c, AstNode *p, int subject, Matcher *m)
{
    bool before = m->allow_irrefutable;
    m->allow_irrefutable = true;
    match_pattern(c, p, subject, m);
    m->allow_irrefutable = before;
}

static void fail_unless(Compiler *c, int condition, Matcher *m) { emit_jump(c, OP_JUMP_FALSE, condition, m->fail); }

/* R[length] is n, or at least n */
static void fail_unless_length(Compiler *c, int length, int n, bool exactly, Matcher *m)
{
    if (n <= INT16_MAX) {
        emit_jump2(c, exactly ? OP_JUMP_NOT_EQ_INT : OP_JUMP_NOT_GE_INT, length, n, m->fail);
        return;
    }
    int expected = temp_new(c);
    emit_immediate(c, expected, value_fixnum(n));
    emit_jump2(c, exactly ? OP_JUMP_NOT_EQ : OP_JUMP_NOT_GE, length, expected, m->fail);
}

/* --- values ---------------------------------------------------------------------------------------------------------------- */

static bool is_value(Compiler *c, AstNode *e) { return e->kind == AST_Attribute || !is_null(fold(c, e)); }

/* Jumps when the subject is (sense), or is not, the value. */
static void jump_value(Compiler *c, AstMatchValue *p, int subject, bool sense, Label target)
{
    Unit *u = c->unit;
    if (!is_value(c, p->value)) {
        compile_error(c, location_of(&p->node), "patterns may only match literals and attribute lookups");
        return;
    }
    int mark = u->top;
    Value v = fold(c, p->value);
    if (is_fixnum(v) && as_fixnum(v) >= INT16_MIN && as_fixnum(v) <= INT16_MAX) {
        emit_at(c, &p->node);
        emit_jump2(c, sense ? OP_JUMP_EQ_INT : OP_JUMP_NOT_EQ_INT, subject, (uint16_t)as_fixnum(v), target);
        return;
    }
    int r = compile_expr(c, p->value, ANY);
    emit_at(c, &p->node);
    emit_jump2(c, sense ? OP_JUMP_EQ : OP_JUMP_NOT_EQ, subject, r, target);
    u->top = mark;
}

static void jump_singleton(Compiler *c, AstMatchSingleton *p, int subject, bool sense, Label target)
{
    Unit *u = c->unit;
    emit_at(c, &p->node);
    if (p->value.kind == AST_CONST_NONE) {
        emit_jump(c, sense ? OP_JUMP_NONE : OP_JUMP_NOT_NONE, subject, target);
        return;
    }
    int mark = u->top, r = temp_new(c);
    emit_const(c, r, constant_value(c, &p->value));
    emit_jump2(c, sense ? OP_JUMP_IS : OP_JUMP_IS_NOT, subject, r, target);
    u->top = mark;
}

/* a pattern that is one comparison */
static bool jump_literal(Compiler *c, AstNode *p, int subject, bool sense, Label target)
{
    if (p->kind == AST_MatchValue) jump_value(c, ast_MatchValue(p), subject, sense, target);
    else if (p->kind == AST_MatchSingleton) jump_singleton(c, ast_MatchSingleton(p), subject, sense, target);
    else return false;
    return true;
}

/* --- sequences --------------------------------------------------------------------------------------------------------------- */

/* only some items are wanted: they are fetched by index; R[length] is the subject's length */
static void match_by_index(Compiler *c, AstSeq patterns, int star, int subject, int length, Matcher *m)
{
    int n = patterns.count;
    for (int i = 0; i < n && !c->failed; i++) {
        if (i == star || is_wildcard(patterns.items[i])) continue;
        int item = temp_new(c);
        emit_at(c, patterns.items[i]);
        if (i < star) {
            emit(c, OP_GET_ITEM_INT, 0, (unsigned)item, (unsigned)subject, (unsigned)i);
        } else {
            emit(c, OP_SUB_INT, 0, (unsigned)item, (unsigned)length, (uint16_t)(n - i));
            emit(c, OP_GET_ITEM, 0, (unsigned)item, (unsigned)subject, (unsigned)item);
        }
        match_sub(c, patterns.items[i], item, m);
    }
}

static void match_unpacked(Compiler *c, AstNode *p, AstSeq patterns, int star, int subject, Matcher *m)
{
    int n = patterns.count, first = temps_new(c, n);
    emit_at(c, p);
    if (star < 0) emit(c, OP_UNPACK, 0, (unsigned)first, (unsigned)subject, (unsigned)n);
    else emit(c, OP_UNPACK_STAR, (unsigned)star, (unsigned)first, (unsigned)subject, (unsigned)(n - star - 1));
    for (int i = 0; i < n && !c->failed; i++) match_sub(c, patterns.items[i], first + i, m);
}

static void match_sequence(Compiler *c, AstMatchSequence *p, int subject, Matcher *m)
{
    AstSeq patterns = p->patterns;
    int n = patterns.count, star = -1;
    bool only_wildcards = true;
    for (int i = 0; i < n; i++) {
        AstNode *sub = patterns.items[i];
        if (sub->kind == AST_MatchStar) {
            if (star >= 0) {
                compile_error(c, location_of(&p->node), "multiple starred names in sequence pattern");
                return;
            }
            star = i;
        }
        only_wildcards &= is_wildcard(sub) || is_star_wildcard(sub);
    }
    if (star > 255) {
        compile_error(c, location_of(&p->node), "too many expressions in star-unpacking sequence pattern");
        return;
    }
    int t = temp_new(c);
    emit_at(c, &p->node);
    emit(c, OP_MATCH_SEQUENCE, 0, (unsigned)t, (unsigned)subject, 0);
    fail_unless(c, t, m);
    if (star < 0 || n > 1) {
        emit(c, OP_GET_LEN, 0, (unsigned)t, (unsigned)subject, 0);
        fail_unless_length(c, t, star < 0 ? n : n - 1, star < 0, m);
    }
    if (only_wildcards) return;
    if (star >= 0 && is_star_wildcard(patterns.items[star])) match_by_index(c, patterns, star, subject, t, m);
    else match_unpacked(c, &p->node, patterns, star, subject, m);
}

/* --- mappings ---------------------------------------------------------------------------------------------------------------- */

static void check_key(Compiler *c, AstMatchMapping *p, AstNode *key, Value seen)
{
    Value v = fold(c, key);
    if (is_null(v)) {
        if (key->kind != AST_Attribute) compile_error(c, location_of(&p->node), "mapping pattern keys may only match literals and attribute lookups");
        return;
    }
    int known = set_contains(c->t, seen, v);
    if (known > 0) compile_error(c, location_of(&p->node), "mapping pattern checks duplicate key (%R)", v);
    else if (known < 0 || set_add(c->t, seen, v) < 0) compile_fail(c);
}

static void match_mapping(Compiler *c, AstMatchMapping *p, int subject, Matcher *m)
{
    Unit *u = c->unit;
    int n = p->keys.count, t = temp_new(c);
    Value seen = compiler_keep(c, set_new(c->t));
    emit_at(c, &p->node);
    emit(c, OP_MATCH_MAPPING, 0, (unsigned)t, (unsigned)subject, 0);
    fail_unless(c, t, m);
    if (!n && !p->rest) return;
    if (n) {
        emit(c, OP_GET_LEN, 0, (unsigned)t, (unsigned)subject, 0);
        fail_unless_length(c, t, n, false, m);
    }
    for (int i = 0; i < n && !c->failed; i++) check_key(c, p, p->keys.items[i], seen);
    int keys = temp_new(c), values = temp_new(c), first = u->top;
    for (int i = 0; i < n && !c->failed; i++) compile_to_temp(c, p->keys.items[i]);
    emit_at(c, &p->node);
    emit(c, OP_BUILD_TUPLE, 0, (unsigned)keys, (unsigned)first, (unsigned)n);
    u->top = first;
    emit(c, OP_MATCH_KEYS, 0, (unsigned)values, (unsigned)subject, (unsigned)keys);
    emit_jump(c, OP_JUMP_NONE, values, m->fail);
    first = temps_new(c, n);
    emit(c, OP_UNPACK, 0, (unsigned)first, (unsigned)values, (unsigned)n);
    for (int i = 0; i < n && !c->failed; i++) match_sub(c, p->patterns.items[i], first + i, m);
    if (!p->rest) return;
    int rest = temp_new(c);
    emit_at(c, &p->node);
    emit(c, OP_MATCH_REST, 0, (unsigned)rest, (unsigned)subject, (unsigned)keys);
    capture(c, m, p->rest, rest, location_of(&p->node));
}

/* --- classes ------------------------------------------------------------------------------------------------------------------ */

static bool check_keywords(Compiler *c, AstMatchClass *p)
{
    for (int i = 0; i < p->kwd_attrs.count; i++) {
        for (int j = i + 1; j < p->kwd_attrs.count; j++)
            if (same_text(p->kwd_attrs.items[i], p->kwd_attrs.items[j])) {
                compile_error(c, location_of(p->kwd_patterns.items[j]), "attribute name repeated in class pattern: %.*s",
                              NAME_ARGS(p->kwd_attrs.items[j]));
                return false;
            }
    }
    return !c->failed;
}

static void match_class(Compiler *c, AstMatchClass *p, int subject, Matcher *m)
{
    int positional = p->patterns.count, keywords = p->kwd_attrs.count, n = positional + keywords;
    if (positional > 255) {
        compile_error(c, location_of(&p->node), "too many sub-patterns in class pattern");
        return;
    }
    if (!check_keywords(c, p)) return;
    Value *names = compiler_alloc(c, ((size_t)keywords + 1) * sizeof *names);
    for (int i = 0; names && i < keywords; i++) names[i] = name_value(c, name_canonical(c, p->kwd_attrs.items[i]));
    if (c->failed) return;
    int result = temp_new(c), class = temps_new(c, 2);
    compile_expr(c, p->cls, class);
    emit_at(c, &p->node);
    emit_const(c, class + 1, compiler_keep(c, tuple_new(c->t, names, (size_t)keywords)));
    emit(c, OP_MATCH_CLASS, (unsigned)positional, (unsigned)result, (unsigned)subject, (unsigned)class);
    emit_jump(c, OP_JUMP_NONE, result, m->fail);
    int first = temps_new(c, n);
    emit(c, OP_UNPACK, 0, (unsigned)first, (unsigned)result, (unsigned)n);
    for (int i = 0; i < n && !c->failed; i++)
        match_sub(c, i < positional ? p->patterns.items[i] : p->kwd_patterns.items[i - positional], first + i, m);
}

/* --- alternatives -------------------------------------------------------------------------------------------------------------- */

static int find_capture(const Matcher *m, const AstString *name)
{
    for (uint32_t i = 0; i < m->count; i++)
        if (same_text(m->captures[i].name, name)) return m->captures[i].from;
    return -1;
}

/* Every alternative leaves its captures in the registers of the first's. */
static void match_or(Compiler *c, AstMatchOr *p, int subject, Matcher *m)
{
    Label matched = label_new(c);
    Matcher first = {0};
    int n = p->patterns.count;
    for (int i = 0; i < n && !c->failed; i++) {
        bool last = i == n - 1;
        if (!last && first.count == 0 && jump_literal(c, p->patterns.items[i], subject, true, matched)) continue;
        Matcher alternative = {.fail = last ? m->fail : label_new(c), .allow_irrefutable = last && m->allow_irrefutable};
        match_pattern(c, p->patterns.items[i], subject, &alternative);
        if (c->failed) return;
        emit_at(c, &p->node);
        if (i == 0) {
            first = alternative;
            int registers = temps_new(c, (int)first.count);
            for (uint32_t j = 0; j < first.count; j++) {
                emit_move(c, registers + (int)j, first.captures[j].from);
                first.captures[j].from = registers + (int)j;
            }
        } else {
            bool same = alternative.count == first.count;
            for (uint32_t j = 0; same && j < first.count; j++) {
                int from = find_capture(&alternative, first.captures[j].name);
                same = from >= 0;
                if (same) emit_move(c, first.captures[j].from, from);
            }
            if (!same) {
                compile_error(c, location_of(&p->node), "alternative patterns bind different names");
                return;
            }
        }
        if (last) break;
        emit_nowhere(c);
        emit_jump(c, OP_JUMP, 0, matched);
        label_place(c, alternative.fail);
    }
    label_place(c, matched);
    for (uint32_t j = 0; j < first.count; j++) capture(c, m, first.captures[j].name, first.captures[j].from, location_of(&p->node));
}

static void match_as(Compiler *c, AstMatchAs *p, int subject, Matcher *m)
{
    Location at = location_of(&p->node);
    if (!p->pattern && !m->allow_irrefutable) {
        if (p->name) compile_error(c, at, "name capture %R makes remaining patterns unreachable", name_value(c, p->name));
        else compile_error(c, at, "wildcard makes remaining patterns unreachable");
        return;
    }
    if (p->pattern) match_pattern(c, p->pattern, subject, m);
    capture(c, m, p->name, subject, at);
}

static void match_pattern(Compiler *c, AstNode *p, int subject, Matcher *m)
{
    if (c->failed || compiler_too_deep(c)) return;
    switch (p->kind) {
    case AST_MatchValue: case AST_MatchSingleton: jump_literal(c, p, subject, false, m->fail); break;
    case AST_MatchSequence: match_sequence(c, ast_MatchSequence(p), subject, m); break;
    case AST_MatchMapping: match_mapping(c, ast_MatchMapping(p), subject, m); break;
    case AST_MatchClass: match_class(c, ast_MatchClass(p), subject, m); break;
    case AST_MatchStar: capture(c, m, ast_MatchStar(p)->name, subject, location_of(p)); break;
    case AST_MatchAs: match_as(c, ast_MatchAs(p), subject, m); break;
    default: match_or(c, ast_MatchOr(p), subject, m); break;
    }
}

/* --- the statement --------------------------------------------------------------------------------------------------------------- */

static void compile_case(Compiler *c, Astmatch_case *k, int subject, bool last, Label end)
{
    Unit *u = c->unit;
    int mark = u->top;
    Matcher m = {.fail = label_new(c), .allow_irrefutable = last || k->guard};
    match_pattern(c, k->pattern, subject, &m);
    emit_at(c, k->pattern);
    for (uint32_t i = 0; i < m.count && !c->failed; i++) variable_store(c, variable_find(c, m.captures[i].name), m.captures[i].from);
    u->top = mark;
    if (k->guard) compile_condition(c, k->guard, false, m.fail);
    compile_stmts(c, k->body);
    emit_nowhere(c);
    if (!last) emit_jump(c, OP_JUMP, 0, end);
    label_place(c, m.fail);
}

void compile_match(Compiler *c, AstMatch *s)
{
    int mark = c->unit->top, subject = compile_to_temp(c, s->subject);
    Label end = label_new(c);
    for (int i = 0; i < s->cases.count && !c->failed; i++)
        compile_case(c, ast_match_case(s->cases.items[i]), subject, i == s->cases.count - 1, end);
    label_place(c, end);
    c->unit->top = mark;
}
