/* dispatch_internal.h: shared by the files of dispatch analysis: tables.c, handlers.c, dispatch.c. */
#ifndef LAB_DISPATCH_INTERNAL_H
#define LAB_DISPATCH_INTERNAL_H

#include "dispatch.h"

/* tables.c: adds the unit's indirect jumps with the tables that they go through. */
void tables_find(Analysis *a, size_t unit);
/* tables.c: reads all tables, none further than where the next one starts, and drops the empty ones. */
void tables_read(Analysis *a);
/* Looks in the binary's data for a table of at least so many labels of the one unit, for code that gets its table at run
 * time. Its index among the tables, or -1. */
int tables_adopt(Analysis *a, size_t least);

/* handlers.c: what each handler's own code does. One function: entries are the dispatch tables' targets. */
void handlers_of_loop(Analysis *a);
void handlers_of_functions(Analysis *a);

#endif
