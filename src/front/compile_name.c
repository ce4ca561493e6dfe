/* compile_name.c - variables: where each lives, and the instructions that load, store and delete it; assignment targets. */
#include "front/codegen.h"

#include "objects/str.h"

/* --- finding ---------------------------------------------------------------------------------------------------------- */

static Variable in_unit(Compiler *c, Name name)
{
    const Unit *u = c->unit;
    const Scope *s = u->scope;
    bool function_like = scope_is_function_like(s);
    const Symbol *symbol = scope_lookup(s, name);
    switch (symbol ? symbol->resolution : RESOLVED_GLOBAL_IMPLICIT) {
    case RESOLVED_LOCAL:
        if (function_like) return (Variable){VARIABLE_LOCAL, symbol->slot, name};
        return (Variable){VARIABLE_NAME, 0, name};
    case RESOLVED_CELL: return (Variable){VARIABLE_CELL, symbol->slot, name};
    case RESOLVED_FREE: {
        VariableKind kind = s->kind == SCOPE_CLASS ? VARIABLE_CLASS_FREE : s->sees_class ? VARIABLE_SEEN_FREE : VARIABLE_FREE;
        if (name == c->known.__classdict__) kind = VARIABLE_FREE;
        return (Variable){kind, symbol->slot, name};
    }
    case RESOLVED_GLOBAL_EXPLICIT: return (Variable){VARIABLE_GLOBAL, 0, name};
    default:
        if (!function_like) return (Variable){VARIABLE_NAME, 0, name};
        return (Variable){s->sees_class ? VARIABLE_SEEN_GLOBAL : VARIABLE_GLOBAL, 0, name};
    }
}

Variable variable_find_name(Compiler *c, Name name)
{
    const Unit *u = c->unit;
    for (const InlinedScope *in = u->inlined; in; in = in->outer) {
        const Symbol *symbol = scope_lookup(in->scope, name);
        if (!symbol) continue;
        switch (symbol->resolution) {
        case RESOLVED_LOCAL: return (Variable){VARIABLE_LOCAL, symbol->slot, name};
        case RESOLVED_CELL: return (Variable){VARIABLE_CELL, symbol->slot, name};
        case RESOLVED_GLOBAL_EXPLICIT: return (Variable){VARIABLE_GLOBAL, 0, name};
        case RESOLVED_GLOBAL_IMPLICIT:
            return (Variable){u->scope->kind == SCOPE_MODULE ? VARIABLE_NAME : VARIABLE_GLOBAL, 0, name};
        default: break; /* free: a variable of the code around the comprehension */
        }
    }
    if (u->inlined && u->scope->kind == SCOPE_CLASS) { /* whose names a comprehension does not see */
        const Symbol *symbol = scope_lookup(u->scope, name);
        if (symbol && symbol->slot >= 0) return (Variable){VARIABLE_FREE, symbol->slot, name};
    }
    return in_unit(c, name);
}

Variable variable_find(Compiler *c, const AstString *id)
{
    Name name = scope_mangle(c, c->unit->scope, id);
    if (!name) return (Variable){VARIABLE_GLOBAL, 0, c->known.__name__}; /* failed */
    return variable_find_name(c, name);
}

/* --- load, store, delete ------------------------------------------------------------------------------------------------ */

void check_bound(Compiler *c, int slot, Name name)
{
    Unit *u = c->unit;
    if (c->failed || bound_is(u, slot)) return;
    emit(c, OP_CHECK_BOUND, 0, (unsigned)slot, 0, name_index(c, name, false));
    if (u->reachable) bound_set(u, slot);
}

/* the namespace an annotation scope sees, in a temporary */
static int load_seen_namespace(Compiler *c)
{
    int r = temp_new(c);
    return variable_load(c, variable_find_name(c, c->known.__classdict__), r);
}

int variable_load(Compiler *c, Variable v, int want)
{
    int mark = c->unit->top;
    if (c->failed) return 0;
    switch (v.kind) {
    case VARIABLE_LOCAL:
        check_bound(c, v.slot, v.name);
        return deliver(c, want, v.slot);
    case VARIABLE_CELL:
        want = destination(c, want);
        emit(c, OP_LOAD_CELL, 0, (unsigned)want, (unsigned)v.slot, name_index(c, v.name, false));
        return want;
    case VARIABLE_FREE:
        want = destination(c, want);
        emit(c, OP_LOAD_FREE, 0, (unsigned)want, (unsigned)v.slot, name_index(c, v.name, false));
        return want;
    case VARIABLE_GLOBAL:
        want = destination(c, want);
        emit(c, OP_LOAD_GLOBAL, 0, (unsigned)want, 0, name_index(c, v.name, true));
        return want;
    case VARIABLE_NAME:
        want = destination(c, want);
        emit(c, OP_LOAD_NAME, 0, (unsigned)want, 0, name_index(c, v.name, true));
        return want;
    case VARIABLE_CLASS_FREE: {
        int r = scratch(c, want);
        emit(c, OP_LOAD_CLOSURE, 0, (unsigned)r, (unsigned)v.slot, 0);
        emit(c, OP_LOAD_NAME_OR_CELL, 0, (unsigned)r, 0, name_index(c, v.name, false));
        return deliver(c, want, r);
    }
    case VARIABLE_SEEN_GLOBAL: {
        int r = destination(c, want), namespace = load_seen_namespace(c);
        emit(c, OP_LOAD_NAME_OR_GLOBAL, 0, (unsigned)r, (unsigned)namespace, name_index(c, v.name, true));
        c->unit->top = want == ANY ? r + 1 : mark;
        return r;
    }
    case VARIABLE_SEEN_FREE: {
        int r = scratch(c, want), namespace = load_seen_namespace(c);
        emit(c, OP_LOAD_CLOSURE, 0, (unsigned)r, (unsigned)v.slot, 0);
        emit(c, OP_LOAD_NAME_OR_CELL, 0, (unsigned)r, (unsigned)namespace, name_index(c, v.name, false));
        deliver(c, want, r);
        c->unit->top = want == ANY ? r + 1 : mark;
        return want == ANY ? r : want;
    }
    }
    UNREACHABLE();
}

void variable_store(Compiler *c, Variable v, int from)
{
    if (c->failed) return;
    switch (v.kind) {
    case VARIABLE_LOCAL:
        emit_move(c, v.slot, from);
        bound_set(c->unit, v.slot);
        break;
    case VARIABLE_CELL: emit(c, OP_STORE_CELL, 0, (unsigned)v.slot, (unsigned)from, 0); break;
    case VARIABLE_FREE: case VARIABLE_CLASS_FREE: case VARIABLE_SEEN_FREE:
        emit(c, OP_STORE_FREE, 0, (unsigned)from, (unsigned)v.slot, 0);
        break;
    case VARIABLE_GLOBAL: case VARIABLE_SEEN_GLOBAL:
        emit(c, OP_STORE_GLOBAL, 0, (unsigned)from, 0, name_index(c, v.name, true));
        break;
    case VARIABLE_NAME: emit(c, OP_STORE_NAME, 0, (unsigned)from, 0, name_index(c, v.name, true)); break;
    }
}

void variable_delete(Compiler *c, Variable v)
{
    if (c->failed) return;
    switch (v.kind) {
    case VARIABLE_LOCAL:
        if (bound_is(c->unit, v.slot)) emit_null(c, v.slot);
        else emit(c, OP_DELETE_LOCAL, 0, (unsigned)v.slot, 0, name_index(c, v.name, false));
        bound_clear(c->unit, v.slot);
        break;
    case VARIABLE_CELL: emit(c, OP_DELETE_CELL, 0, (unsigned)v.slot, 0, name_index(c, v.name, false)); break;
    case VARIABLE_FREE: case VARIABLE_CLASS_FREE: case VARIABLE_SEEN_FREE:
        emit(c, OP_DELETE_FREE, 0, 0, (unsigned)v.slot, name_index(c, v.name, false));
        break;
    case VARIABLE_GLOBAL: case VARIABLE_SEEN_GLOBAL: emit(c, OP_DELETE_GLOBAL, 0, 0, 0, name_index(c, v.name, true)); break;
    case VARIABLE_NAME: emit(c, OP_DELETE_NAME, 0, 0, 0, name_index(c, v.name, true)); break;
    }
}

void variable_unset(Compiler *c, Variable v)
{
    if (c->failed) return;
    if (v.kind == VARIABLE_LOCAL) {
        emit_null(c, v.slot);
        bound_clear(c->unit, v.slot);
        return;
    }
    int mark = c->unit->top, none = temp_new(c);
    emit_immediate(c, none, V_NONE); /* the name may be gone: assigned first, so that deleting it cannot fail */
    variable_store(c, v, none);
    variable_delete(c, v);
    c->unit->top = mark;
}

int cell_for_closure(Compiler *c, Name name, int want)
{
    const Unit *u = c->unit;
    if (u->scope->kind == SCOPE_CLASS) {
        int cell = name == c->known.__class__ ? u->class_cell : name == c->known.__classdict__ ? u->class_dict_cell :
                   name == c->known.__conditional_annotations__ ? u->conditional_cell : -1;
        if (cell >= 0) return deliver(c, want, cell);
    }
    Variable v = variable_find_name(c, name);
    if (v.kind == VARIABLE_CELL) return deliver(c, want, v.slot);
    if (v.kind != VARIABLE_FREE && v.kind != VARIABLE_CLASS_FREE && v.kind != VARIABLE_SEEN_FREE) {
        const Symbol *symbol = scope_lookup(u->scope, name); /* bound or seen here, and passed on (DEF_FREE_CLASS) */
        v.slot = symbol && symbol->slot >= 0 ? symbol->slot : 0;
        assert(symbol && symbol->slot >= 0);
    }
    want = destination(c, want);
    emit(c, OP_LOAD_CLOSURE, 0, (unsigned)want, (unsigned)v.slot, 0);
    return want;
}

/* --- targets -------------------------------------------------------------------------------------------------------------- */

int store_destination(Compiler *c, AstNode *target)
{
    if (c->failed || target->kind != AST_Name) return ANY;
    Variable v = variable_find(c, ast_Name(target)->id);
    return v.kind == VARIABLE_LOCAL ? v.slot : ANY;
}

/* The register of the first of some variables that lie one behind the other, ANY when they do not. */
static int unpack_destination(Compiler *c, AstSeq elts)
{
    if (elts.count == 0 || elts.count > UNPACK_WHOLE) return ANY;
    int first = store_destination(c, elts.items[0]);
    for (int i = 1; i < elts.count && first != ANY; i++)
        if (store_destination(c, elts.items[i]) != first + i) first = ANY;
    return first;
}

static void store_unpacked(Compiler *c, AstNode *target, AstSeq elts, int from)
{
    Unit *u = c->unit;
    int mark = u->top, n = elts.count, star = -1;
    for (int i = 0; i < n; i++) {
        if (elts.items[i]->kind != AST_Starred) continue;
        if (star >= 0) {
            compile_error(c, location_of(target), "multiple starred expressions in assignment");
            return;
        }
        star = i;
    }
    if (star >= 256 || (star >= 0 && n - star - 1 > 0xffff)) {
        compile_error(c, location_of(target), "too many expressions in star-unpacking assignment");
        return;
    }
    int first = star < 0 ? unpack_destination(c, elts) : ANY;
    emit_at(c, target);
    if (first != ANY) {
        emit(c, OP_UNPACK, 0, (unsigned)first, (unsigned)from, (unsigned)n);
        for (int i = 0; i < n; i++) bound_set(u, first + i);
        return;
    }
    first = temps_new(c, n);
    if (star >= 0) emit(c, OP_UNPACK_STAR, (unsigned)star, (unsigned)first, (unsigned)from, (unsigned)(n - star - 1));
    else emit(c, OP_UNPACK, 0, (unsigned)first, (unsigned)from, (unsigned)n);
    for (int i = 0; i < n && !c->failed; i++) {
        AstNode *e = elts.items[i];
        compile_store(c, e->kind == AST_Starred ? ast_Starred(e)->value : e, first + i);
    }
    u->top = mark;
}

static void store_subscript(Compiler *c, AstSubscript *s, int from)
{
    Unit *u = c->unit;
    int mark = u->top;
    int object = compile_operand(c, s->value, &s->slice, 1);
    if (is_two_part_slice(s->slice)) {
        int parts = compile_slice_parts(c, ast_Slice(s->slice), 2);
        emit_at(c, &s->node);
        emit(c, OP_SET_SLICE, 0, (unsigned)object, (unsigned)parts, (unsigned)from);
    } else {
        int key = compile_subscript_key(c, s->slice);
        emit_at(c, &s->node);
        emit(c, OP_SET_ITEM, 0, (unsigned)object, (unsigned)key, (unsigned)from);
    }
    u->top = mark;
}

static void store_attribute(Compiler *c, AstAttribute *a, int from)
{
    Unit *u = c->unit;
    int mark = u->top;
    int object = compile_expr(c, a->value, ANY);
    Location at = attribute_location(&a->node, location_of(&a->node));
    u->at = at;
    Name name = scope_mangle(c, u->scope, a->attr);
    if (name) emit(c, OP_SET_ATTR, 0, (unsigned)object, (unsigned)from, name_index(c, name, true));
    u->top = mark;
}

/* `self.x = ...` in a method: x is one of the class's __static_attributes__ */
static void note_static_attribute(Compiler *c, const AstAttribute *a)
{
    if (a->value->kind != AST_Name) return;
    const AstString *id = ast_Name(a->value)->id;
    if (id->length != 4 || memcmp(id->data, "self", 4)) return;
    Unit *u = c->unit->outer;
    while (u && u->scope->kind != SCOPE_CLASS) u = u->outer;
    if (!u || c->failed) return;
    Name name = name_canonical(c, a->attr);
    for (uint32_t i = 0; i < u->static_attribute_count; i++)
        if (u->static_attributes[i] == name) return;
    ARRAY_PUSH(c, u->static_attributes, u->static_attribute_count, u->static_attribute_capacity, name);
}

void compile_store(Compiler *c, AstNode *target, int from)
{
    if (c->failed || compiler_too_deep(c)) return;
    switch (target->kind) {
    case AST_Name:
        emit_at(c, target);
        variable_store(c, variable_find(c, ast_Name(target)->id), from);
        break;
    case AST_Attribute:
        note_static_attribute(c, ast_Attribute(target));
        store_attribute(c, ast_Attribute(target), from);
        break;
    case AST_Subscript: store_subscript(c, ast_Subscript(target), from); break;
    case AST_Tuple: store_unpacked(c, target, ast_Tuple(target)->elts, from); break;
    case AST_List: store_unpacked(c, target, ast_List(target)->elts, from); break;
    case AST_Starred: compile_error(c, location_of(target), "starred assignment target must be in a list or tuple"); break;
    default: compile_error(c, location_of(target), "invalid assignment target"); break;
    }
}

static void delete_subscript(Compiler *c, AstSubscript *s)
{
    int object = compile_operand(c, s->value, &s->slice, 1), key;
    if (s->slice->kind == AST_Slice) {
        AstSlice *slice = ast_Slice(s->slice);
        key = compile_slice_parts(c, slice, 3);
        emit_at(c, s->slice);
        emit(c, OP_BUILD_SLICE, 0, (unsigned)key, (unsigned)key, 0);
    } else {
        key = compile_subscript_key(c, s->slice);
    }
    emit_at(c, &s->node);
    emit(c, OP_DEL_ITEM, 0, (unsigned)object, (unsigned)key, 0);
}

void compile_delete(Compiler *c, AstNode *target)
{
    if (c->failed || compiler_too_deep(c)) return;
    Unit *u = c->unit;
    int mark = u->top;
    switch (target->kind) {
    case AST_Name:
        emit_at(c, target);
        variable_delete(c, variable_find(c, ast_Name(target)->id));
        break;
    case AST_Attribute: {
        AstAttribute *a = ast_Attribute(target);
        int object = compile_expr(c, a->value, ANY);
        u->at = attribute_location(target, location_of(target));
        Name name = scope_mangle(c, u->scope, a->attr);
        if (name) emit(c, OP_DEL_ATTR, 0, (unsigned)object, 0, name_index(c, name, true));
        break;
    }
    case AST_Subscript: delete_subscript(c, ast_Subscript(target)); break;
    case AST_Tuple: case AST_List: {
        AstSeq elts = target->kind == AST_Tuple ? ast_Tuple(target)->elts : ast_List(target)->elts;
        for (int i = 0; i < elts.count && !c->failed; i++) compile_delete(c, elts.items[i]);
        break;
    }
    default: compile_error(c, location_of(target), "invalid deletion target"); break;
    }
    u->top = mark;
}
