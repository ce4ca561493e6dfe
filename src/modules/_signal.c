/* _signal.c - signals: C handlers note them, a safepoint of the main thread runs the Python handlers. */
#include "base/signals.h"
#include "modules/modules.h"
#include "runtime/error.h"
#include "vm/interp.h"
#include <stdlib.h>

bool signals_run(Thread *t)
{
    raise_none(t, T_KEYBOARD_INTERRUPT);
    return false;
}
