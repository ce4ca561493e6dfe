/* types.c - the table of native types. A row of types.def whose spec no file defines yet links as NULL and is absent. */
#include "runtime/type.h"

#define TYPE(id, spec) extern const TypeSpec spec##_type_spec __attribute__((weak));
#include "runtime/types.def"
#undef TYPE

const TypeSpec *const type_specs[TYPE_ID_COUNT] = {
#define TYPE(id, spec) [T_##id] = &spec##_type_spec,
#include "runtime/types.def"
#undef TYPE
};
