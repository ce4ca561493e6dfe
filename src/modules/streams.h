/* streams.h - the standard streams, and ending an interpreter. */
#ifndef MODULES_STREAMS_H
#define MODULES_STREAMS_H

#include "modules/modules.h"

/* sets sys.stdin, stdout, stderr and their __x__ twins. encoding: "name", "name:errors", ":errors" or NULL. False: exception */
bool streams_open(Thread *t, const char *encoding);
/* flushes sys.stdout and sys.stderr; false: stdout could not be flushed, and the error was reported */
bool streams_flush(Thread *t);
/* What ends a program, in this order: other threads are waited for, atexit functions, flush, finalizers, flush. False as streams_flush() */
bool runtime_finish(Thread *t);

#endif
