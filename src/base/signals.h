// <signal.h> without its raise(): the runtime has a function of that name. Include this before anything that includes <signal.h>.
#ifndef BASE_SIGNALS_H
#define BASE_SIGNALS_H

#define raise libc_raise
#include <signal.h>
#undef raise

#endif
