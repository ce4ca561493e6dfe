#include "front/ast.h"

const char *const ast_kind_names[AST_KIND_COUNT] = {
    [AST_NO_KIND] = "AST",
#define NODE(kind, type, ...) [AST_##kind] = #kind,
#include "front/ast.def"
};

const uint8_t ast_kind_types[AST_KIND_COUNT] = {
#define NODE(kind, type, ...) [AST_##kind] = AST_TYPE_##type,
#include "front/ast.def"
};

const uint8_t ast_kind_sizes[AST_KIND_COUNT] = {
#define NODE(kind, type, ...) [AST_##kind] = sizeof(Ast##kind),
#include "front/ast.def"
};

const bool ast_type_has_positions[AST_TYPE_COUNT] = {
#define SUM(type, has_positions) [AST_TYPE_##type] = has_positions,
#include "front/ast.def"
};
