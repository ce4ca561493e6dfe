/* emit.c - see emit.h. The assembler is in assemble.c, the constants are in constants.c. */
#include "front/emit.h"

#include "objects/str.h"

/* --- units -------------------------------------------------------------------------------------------------------- */

Unit *unit_open(Compiler *c, Scope *scope, Value name, int32_t first_line)
{
    if (c->failed || compiler_too_deep(c)) return NULL;
    Unit *u = compiler_alloc(c, sizeof *u);
    if (!u) return NULL;
    u->outer = c->unit;
    u->scope = scope;
    u->name = compiler_keep(c, name);
    u->first_line = first_line;
    u->reachable = true;
    u->class_cell = u->class_dict_cell = u->conditional_cell = -1;
    u->at = NO_LOCATION;
    c->unit = u;
    return u;
}

/* --- registers ------------------------------------------------------------------------------------------------------ */

int temps_new(Compiler *c, int n)
{
    Unit *u = c->unit;
    int r = u->top;
    if (r + n > MAX_REGISTERS) {
        compile_error(c, u->at, "too many registers needed");
        return 0;
    }
    u->top = r + n;
    if (u->top > u->max_top) u->max_top = u->top;
    return r;
}

int temp_new(Compiler *c) { return temps_new(c, 1); }

/* --- instructions ---------------------------------------------------------------------------------------------------- */

static Instruction *append(Compiler *c, Opcode op)
{
    Unit *u = c->unit;
    if (c->failed || !u->reachable) return NULL;
    if (u->count == u->capacity && !compiler_grow_array(c, (void **)&u->code, u->count, &u->capacity, sizeof *u->code)) return NULL;
    Instruction *i = &u->code[u->count++];
    *i = (Instruction){.op = (uint8_t)op, .handler = u->handler, .cold = u->cold > 0, .at = u->at};
    if (u->handler) u->handlers[u->handler - 1].used = true;
    return i;
}

void emit(Compiler *c, Opcode op, unsigned x, unsigned a, unsigned b, unsigned operand_c)
{
    Instruction *i = append(c, op);
    if (!i) return;
    assert(op_info[op].format != FORMAT_AL);
    i->x = (uint8_t)x;
    i->a = (uint16_t)a;
    i->b = (uint16_t)b;
    i->c = (uint16_t)operand_c;
}

void emit_long(Compiler *c, Opcode op, unsigned x, unsigned a, int32_t l)
{
    Instruction *i = append(c, op);
    if (!i) return;
    i->x = (uint8_t)x;
    i->a = (uint16_t)a;
    i->l = l;
}

void emit_move(Compiler *c, int to, int from)
{
    if (to != from) emit(c, OP_MOVE, 0, (unsigned)to, (unsigned)from, 0);
}

void emit_end(Compiler *c) { c->unit->reachable = false; }

bool value_fits_immediate(Value v) { return (int64_t)v.bits == (int32_t)v.bits && (is_fixnum(v) || is_constant(v) || is_null(v)); }

void emit_immediate(Compiler *c, int to, Value v)
{
    emit_long(c, OP_LOAD_IMMEDIATE, 0, (unsigned)to, (int32_t)v.bits);
}

void emit_const(Compiler *c, int to, Value v)
{
    if (!c->unit->reachable) return;
    if (value_fits_immediate(v)) emit_immediate(c, to, v);
    else emit_long(c, OP_LOAD_CONST, 0, (unsigned)to, const_index(c, v));
}

/* --- labels ---------------------------------------------------------------------------------------------------------- */

Label label_new(Compiler *c)
{
    Unit *u = c->unit;
    LabelInfo info = {.position = -1};
    ARRAY_PUSH(c, u->labels, u->label_count, u->label_capacity, info);
    return u->label_count;
}

static LabelInfo *label_info(Unit *u, Label label) { return &u->labels[label - 1]; }

bool label_used(Compiler *c, Label label) { return !c->failed && label_info(c->unit, label)->bound != NULL; }

/* a jump to the label is being emitted here */
static void label_merge(Compiler *c, Label label)
{
    Unit *u = c->unit;
    if (c->failed || !u->reachable) return;
    LabelInfo *info = label_info(u, label);
    if (!info->bound) {
        info->bound = compiler_alloc(c, (u->bound_words + 1) * sizeof *info->bound); /* never empty: NULL means no jump */
        if (info->bound) memcpy(info->bound, u->bound, u->bound_words * sizeof *u->bound);
        return;
    }
    for (uint32_t i = 0; i < u->bound_words; i++) info->bound[i] &= u->bound[i];
}

void label_place(Compiler *c, Label label)
{
    Unit *u = c->unit;
    if (c->failed) return;
    LabelInfo *info = label_info(u, label);
    assert(info->position < 0);
    info->position = (int32_t)u->count;
    if (!info->bound) return;
    for (uint32_t i = 0; i < u->bound_words; i++) u->bound[i] = u->reachable ? u->bound[i] & info->bound[i] : info->bound[i];
    u->reachable = true;
}

void label_place_head(Compiler *c, Label label)
{
    Unit *u = c->unit;
    if (c->failed) return;
    if (u->reachable)
        for (uint32_t i = 0; i < u->bound_words; i++) u->bound[i] &= ~u->deletable[i];
    label_place(c, label);
}

void emit_jump(Compiler *c, Opcode op, int a, Label target)
{
    Unit *u = c->unit;
    label_merge(c, target);
    Instruction *i = append(c, op);
    if (i) {
        i->a = (uint16_t)a;
        i->label = target;
    }
    if (op == OP_JUMP || op == OP_LOOP) u->reachable = false;
}

void emit_loop(Compiler *c, Label head) { emit_jump(c, OP_LOOP, 0, head); }

void emit_jump2(Compiler *c, Opcode op, int a, int b, Label target)
{
    label_merge(c, target);
    Instruction *i = append(c, op);
    if (!i) return;
    i->a = (uint16_t)a;
    i->b = (uint16_t)b;
    i->label = target;
}

/* --- handlers -------------------------------------------------------------------------------------------------------- */

uint32_t handler_new(Compiler *c, Label label, int target)
{
    Unit *u = c->unit;
    HandlerInfo info = {label, (uint16_t)target, false};
    ARRAY_PUSH(c, u->handlers, u->handler_count, u->handler_capacity, info);
    if (u->reachable) {
        label_merge(c, label);
        LabelInfo *l = c->failed ? NULL : label_info(u, label);
        for (uint32_t i = 0; l && i < u->bound_words; i++) l->bound[i] &= ~u->deletable[i];
    }
    return u->handler_count;
}

void handler_place(Compiler *c, uint32_t handler)
{
    Unit *u = c->unit;
    if (c->failed) return;
    Label label = u->handlers[handler - 1].label;
    if (!u->handlers[handler - 1].used) label_info(u, label)->bound = NULL;
    u->reachable = false;
    label_place(c, label);
}
