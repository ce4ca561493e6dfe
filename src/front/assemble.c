/* assemble.c - turns a Unit's instructions into a code object: jump threading, relaxation, line and exception tables.
 *
 * A conditional jump that cannot reach its target with 16 bits becomes three words:
 *     cond +1 ; JUMP +1 ; JUMP (or LOOP) far
 * and a far FOR_LOOP becomes FOR_ITER +1 ; LOOP far. All other jumps have 32 bits. */
#include "front/emit.h"

#include "objects/bytes.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/error.h"

typedef struct Assembly {
    Compiler *c;
    Unit *u;
    uint32_t *offset;  /* word at which each instruction starts; count + 1 entries */
    bool *far;
    uint64_t *words;
    Position *positions;
    uint32_t word_count, position_count;
} Assembly;

static bool is_short_jump(const Instruction *i) { return i->label && op_info[i->op].format == FORMAT_ABS; }

static int32_t target_of(const Assembly *s, const Instruction *i) { return s->u->labels[i->label - 1].position; }

/* Handlers go behind everything else, so that code that does not fail runs straight on. They begin where nothing falls
 * into them and end where nothing falls out. */
static void move_cold_code(Assembly *s)
{
    Unit *u = s->u;
    uint32_t cold = 0, hot = 0;
    for (uint32_t i = 0; i < u->count; i++) cold += u->code[i].cold;
    if (!cold) return;
    Instruction *code = compiler_alloc(s->c, u->count * sizeof *code);
    uint32_t *moved = compiler_alloc(s->c, (u->count + 1) * sizeof *moved);
    if (!code || !moved) return;
    cold = u->count - cold;
    for (uint32_t i = 0; i < u->count; i++) {
        moved[i] = u->code[i].cold ? cold++ : hot++;
        code[moved[i]] = u->code[i];
    }
    moved[u->count] = u->count;
    for (uint32_t i = 0; i < u->label_count; i++)
        if (u->labels[i].position >= 0) u->labels[i].position = (int32_t)moved[u->labels[i].position];
    u->code = code;
}

/* A jump to a jump goes to the end of the chain, unless a line of its own would be skipped that a tracer should see. */
static void thread_jumps(Assembly *s)
{
    Unit *u = s->u;
    for (uint32_t i = 0; i < u->count; i++) {
        Instruction *from = &u->code[i];
        if (!from->label || from->op == OP_SEND || from->op == OP_FOR_ITER || from->op == OP_FOR_LOOP || from->op == OP_JUMP_NULL) continue;
        for (int hops = 0; hops < 8; hops++) {
            int32_t to = target_of(s, from);
            const Instruction *next = (uint32_t)to < u->count ? &u->code[to] : NULL;
            if (!next || (next->op != OP_JUMP && next->op != OP_LOOP)) break;
            if (next->at.line >= 0 && next->at.line != from->at.line) break;
            if (next->label == from->label) break;
            from->label = next->label;
            if (from->op == OP_JUMP && target_of(s, from) <= (int32_t)i) from->op = OP_LOOP;
        }
    }
}

/* a jump to what follows anyway; one with a line of its own stays, for tracers */
static bool is_pointless(const Assembly *s, uint32_t i)
{
    const Instruction *in = &s->u->code[i];
    return in->op == OP_JUMP && in->at.line < 0 && target_of(s, in) == (int32_t)i + 1;
}

static unsigned far_words(const Instruction *i) { return i->op == OP_FOR_LOOP ? 2 : 3; }

static void lay_out(Assembly *s)
{
    Unit *u = s->u;
    uint32_t at = 0;
    for (uint32_t i = 0; i < u->count; i++) {
        s->offset[i] = at;
        if (is_pointless(s, i)) continue;
        at += s->far[i] ? far_words(&u->code[i]) : op_info[u->code[i].op].words;
    }
    s->offset[u->count] = s->word_count = at;
}

static void relax(Assembly *s)
{
    Unit *u = s->u;
    lay_out(s);
    for (bool changed = s->word_count > INT16_MAX; changed;) {
        changed = false;
        for (uint32_t i = 0; i < u->count; i++) {
            const Instruction *in = &u->code[i];
            if (s->far[i] || !is_short_jump(in)) continue;
            int64_t distance = (int64_t)s->offset[target_of(s, in)] - (int64_t)(s->offset[i] + op_info[in->op].words);
            if (distance < INT16_MIN || distance > INT16_MAX) s->far[i] = changed = true;
        }
        if (changed) lay_out(s);
    }
}

static int32_t distance_from(const Assembly *s, const Instruction *in, uint32_t after)
{
    return (int32_t)s->offset[target_of(s, in)] - (int32_t)after;
}

static void put_far_jump(Assembly *s, const Instruction *in, uint64_t *w, uint32_t at)
{
    bool is_for_loop = in->op == OP_FOR_LOOP;
    *w++ = word_abc(is_for_loop ? OP_FOR_ITER : (Opcode)in->op, in->x, in->a, in->b, 1);
    if (!is_for_loop) *w++ = word_al(OP_JUMP, 0, 0, 1);
    int32_t l = distance_from(s, in, at + far_words(in));
    *w = word_al(l < 0 ? OP_LOOP : OP_JUMP, 0, 0, l);
}

/* operands that are constants count from behind the names */
static bool has_const_operand(unsigned op)
{
    return op == OP_ADD_CONST || op == OP_SUB_CONST || op == OP_MUL_CONST || op == OP_TRUEDIV_CONST;
}

static void put_instruction(Assembly *s, const Instruction *in, uint32_t at)
{
    uint64_t *w = s->words + at;
    uint32_t words = op_info[in->op].words, names = s->u->names.count;
    OpFormat format = op_info[in->op].format;
    if (in->op == OP_CALL_KEYWORDS) { /* l: the K index of the names */
        w[0] = word_abc(OP_CALL_KEYWORDS, in->x, in->a, in->b, in->c);
        w[1] = (uint64_t)in->a << 16 | (uint64_t)(uint32_t)in->l << 32;
        return;
    }
    if (format == FORMAT_AL) {
        int32_t l = in->label ? distance_from(s, in, at + 1) : in->l;
        if (in->op == OP_LOAD_CONST || in->op == OP_MAKE_FUNCTION) l += (int32_t)names;
        Opcode op = in->op == OP_JUMP && l < 0 ? OP_LOOP : (Opcode)in->op; /* from a handler back into the code */
        w[0] = word_al(op, in->x, in->a, l);
    } else {
        unsigned operand_c = in->c;
        if (in->label) operand_c = (uint16_t)distance_from(s, in, at + words);
        else if (has_const_operand(in->op)) operand_c += names;
        w[0] = word_abc((Opcode)in->op, in->x, in->a, in->b, operand_c);
    }
    for (uint32_t i = 1; i < words; i++) w[i] = 0;
    if (words > 1) w[words - 1] = (uint64_t)in->a << 16;
}

static void put_position(Assembly *s, uint32_t pc, Location at)
{
    s->positions[s->position_count++] = (Position){pc, at.line, at.end_line, at.column, at.end_column};
}

static void put_words(Assembly *s)
{
    Unit *u = s->u;
    for (uint32_t i = 0; i < u->count; i++) {
        const Instruction *in = &u->code[i];
        if (is_pointless(s, i)) continue;
        if (s->far[i]) put_far_jump(s, in, s->words + s->offset[i], s->offset[i]);
        else put_instruction(s, in, s->offset[i]);
        for (uint32_t pc = s->offset[i]; pc < s->offset[i + 1]; pc += s->far[i] ? 1 : op_info[in->op].words)
            put_position(s, pc, in->op == OP_INVOKE ? in->attribute_at : in->at);
        /* an INVOKE that is past its first word is calling */
        if (in->op == OP_INVOKE) put_position(s, s->offset[i] + 1, in->at);
    }
}

static uint32_t exception_table(Assembly *s, ExceptionEntry *entries)
{
    Unit *u = s->u;
    uint32_t n = 0;
    for (uint32_t i = 0; i < u->count;) {
        uint32_t handler = u->code[i].handler, from = i;
        while (i < u->count && u->code[i].handler == handler) i++;
        if (!handler || s->offset[from] == s->offset[i]) continue;
        const HandlerInfo *h = &u->handlers[handler - 1];
        int32_t to = u->labels[h->label - 1].position;
        entries[n++] = (ExceptionEntry){.start = s->offset[from], .end = s->offset[i], .handler = s->offset[to], .target = h->target};
    }
    return n;
}

static Value name_tuple(Compiler *c, const Name *names, uint32_t n)
{
    Value *items = compiler_alloc(c, (n + 1) * sizeof *items);
    for (uint32_t i = 0; items && i < n; i++) items[i] = name_value(c, names[i]); /* interned: kept by name_value */
    return c->failed ? V_NULL : compiler_keep(c, tuple_new(c->t, items, n));
}

static Value public_names(Compiler *c, Unit *u)
{
    Value *items = compiler_alloc(c, (u->names.count + 1) * sizeof *items);
    uint32_t n = 0;
    for (uint32_t i = 0; items && i < u->names.count; i++)
        if (u->name_is_public[i]) items[n++] = u->names.items[i];
    return c->failed ? V_NULL : compiler_keep(c, tuple_new(c->t, items, n));
}

static Value *all_constants(Compiler *c, Unit *u)
{
    Value *consts = compiler_alloc(c, (u->names.count + u->consts.count + 1) * sizeof *consts);
    if (!consts) return NULL;
    if (u->names.count) memcpy(consts, u->names.items, u->names.count * sizeof *consts);
    if (u->consts.count) memcpy(consts + u->names.count, u->consts.items, u->consts.count * sizeof *consts);
    return consts;
}

static Code *make_code(Assembly *s)
{
    Compiler *c = s->c;
    Unit *u = s->u;
    const Scope *scope = u->scope;
    CodeParts parts = {
        .words = s->words, .word_count = s->word_count, .positions = s->positions, .position_count = s->position_count,
        .register_count = (uint32_t)u->max_top, .flags = u->flags, .local_count = (uint32_t)u->local_count,
        .first_line = u->first_line, .file_name = c->file_name, .name = u->name, .qualified_name = u->qualified_name,
        .first_const = u->names.count, .const_count = u->names.count + u->consts.count,
    };
    ExceptionEntry *entries = compiler_alloc(c, (u->count + 1) * sizeof *entries);
    parts.consts = all_constants(c, u);
    parts.local_names = name_tuple(c, u->local_names, (uint32_t)u->local_count);
    parts.free_names = name_tuple(c, u->free_names, u->free_count);
    parts.names = public_names(c, u);
    if (c->failed) return NULL;
    parts.local_kinds = compiler_keep(c, bytes_new(c->t, u->local_count ? u->local_kinds : (const uint8_t *)"", (size_t)u->local_count));
    parts.exceptions = entries;
    parts.exception_count = exception_table(s, entries);
    if (c->failed) return NULL;
    if (scope->kind == SCOPE_FUNCTION || u->parameter_count) {
        uint32_t stars = (uint32_t)scope->varargs + scope->varkeywords;
        parts.argument_count = (uint32_t)u->parameter_count - stars - u->keyword_only_count;
        parts.positional_only_count = u->positional_only_count;
        parts.keyword_only_count = u->keyword_only_count;
    }
    Code *code = code_new(c->t, &parts);
    if (!code) compile_fail(c);
    return code;
}

static void emit_cleanups(Compiler *c, Unit *u)
{
    for (uint32_t i = 0; i < u->cleanup_count; i++) {
        const Cleanup *k = &u->cleanups[i];
        u->handler = k->outside;
        handler_place(c, k->handler);
        emit_nowhere(c);
        for (uint32_t j = 0; j < k->count; j++) emit_null(c, k->slots[j]);
        emit(c, OP_RERAISE, 0, (unsigned)k->exception, 0, 0);
        emit_end(c);
    }
}

Code *unit_close(Compiler *c)
{
    Unit *u = c->unit;
    if (c->failed) return NULL;
    emit_cleanups(c, u);
    Code *code = NULL;
    Assembly s = {.c = c, .u = u};
    s.offset = compiler_alloc(c, (u->count + 1) * sizeof *s.offset);
    s.far = compiler_alloc(c, u->count + 1);
    if (!c->failed) move_cold_code(&s);
    if (!c->failed) {
        thread_jumps(&s);
        relax(&s);
        s.words = compiler_alloc(c, (s.word_count + 1) * sizeof *s.words);
        s.positions = compiler_alloc(c, (s.word_count + 1) * sizeof *s.positions);
    }
    if (!c->failed) {
        put_words(&s);
        code = make_code(&s);
        if (code) compiler_keep(c, value_cell(code));
    }
    c->unit = u->outer;
    return c->failed ? NULL : code;
}
