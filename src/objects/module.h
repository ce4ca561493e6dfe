/* module.h - module objects: a dict with a name. */
#ifndef OBJECTS_MODULE_H
#define OBJECTS_MODULE_H

#include "runtime/type.h"

typedef struct Module { Header header; Dict *dict; } Module;
static inline Module *as_module(Value v) { return as_cell(v); }
Value module_new(Thread *t, const char *name, const char *doc);
Value module_from_spec(Thread *t, const ModuleSpec *spec);   /* creates, fills, runs setup */
bool module_is_initializing(Thread *t, Value module);         /* by its __spec__; never raises */
/* sys.modules[name], importing it if needed; V_NULL: exception */
Value import_module(Thread *t, const char *name);
Value import_name(Thread *t, Value name, Value globals, Value fromlist, int64_t level); /* __import__ */

/* the file a module comes from, by its spec or __file__; V_NULL: unknown. Raises nothing (vm/imports.c) */
Value module_origin(Thread *t, Value module);
/* what follows the message that the module called name has no such name, where its file seems to hide a library: " (consider
 * renaming ...)"; origin may be V_NULL. V_NULL: nothing, or no memory */
Value module_hint(Thread *t, Value name, Value origin, bool initializing);

#endif
