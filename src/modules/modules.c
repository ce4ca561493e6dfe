/* modules.c - the table of native modules, from modules.def. */
#include "runtime/native.h"

#define MODULE(name) extern const ModuleSpec name##_module_spec;
#include "modules/modules.def"
#undef MODULE

const ModuleSpec *const native_modules[] = {
#define MODULE(name) &name##_module_spec,
#include "modules/modules.def"
#undef MODULE
    NULL};
