/* sys.h - between the files of the sys module, and what the command line sets there. */
#ifndef MODULES_SYS_H
#define MODULES_SYS_H

#include "modules/modules.h"

extern const NativeDef sys_hook_functions[], sys_runtime_functions[]; /* sys_hooks.c, sys_runtime.c */
bool sys_add_info(Thread *t, Value module);                  /* sys_info.c: version, float_info, ... */
bool sys_update_flags(Thread *t, Value module);              /* sys.flags from Runtime.options */

bool sys_set(Thread *t, const char *name, Value v);          /* sys.name = v */
Value sys_get(Thread *t, const char *name);                  /* V_NULL: absent, no exception */
/* runs the audit hooks; false: exception */
bool sys_audit(Thread *t, const char *event, size_t n, ...);

/* --- sys_path.c: where things are; paths in the file system's encoding --- */
typedef struct Places {
    const char *program;       /* argv[0] */
    const char *python_path, *python_home; /* environment, or NULL */
} Places;
bool sys_find_places(Thread *t, const Places *places);       /* executable, prefix, ..., path, and STATE_STDLIB */

#endif
