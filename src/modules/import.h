/* import.h - between the files of the import system. The entries from outside are in objects/module.h. */
#ifndef MODULES_IMPORT_H
#define MODULES_IMPORT_H

#include "modules/modules.h"

const ModuleSpec *import_native_spec(Value name);            /* NULL: no native module of that name */
Value import_native(Thread *t, const ModuleSpec *spec);      /* makes it, and puts it into sys.modules */
/* Loads importlib if it has not been loaded and a standard library is there: then STATE_IMPORTLIB is set. False: exception */
bool import_bootstrap(Thread *t);
/* A module or package in plain source files on sys.path (or its parent's __path__), for when there is no importlib. V_NULL: not
 * found, or exception */
Value source_import(Thread *t, Value name);
/* the bytes of a file, in a K_BUFFER cell with a zero byte behind them; NULL: OSError */
const char *file_read(Thread *t, Value path, size_t *n);
/* runs the source file as the body of the module; file: the name for tracebacks */
bool source_run(Thread *t, Value path, Value file, Value module);

#endif
