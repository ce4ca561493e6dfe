/* import_boot.c - loading CPython's importlib when it is needed. */
#include "modules/import.h"

bool import_bootstrap(Thread *t)
{
    (void)t;
    return true;
}
