/* modules.h - what native modules share: their roots in Runtime.state. */
#ifndef MODULES_MODULES_H
#define MODULES_MODULES_H

#include "runtime/native.h"

/* indices into Runtime.state: one root each */
typedef enum StateId {
    STATE_AUDIT_HOOKS,      /* sys.addaudithook: a list, or null */
    STATE_IMPORTLIB,        /* the module _frozen_importlib once it is loaded, or null */
    STATE_STDLIB,           /* str: the folder of the standard library, or null */
    STATE_FORK_HOOKS,       /* posix.register_at_fork: a tuple of three lists, or null */
    STATE_STARTING,         /* calls that threads are running: a list, or null */
    STATE_ATEXIT,           /* atexit: a list of (function, args, kwargs), or null */
    STATE_SIGNAL_HANDLERS,  /* _signal: a tuple by number, or null */
    STATE_ITIMER_ERROR,     /* the class signal.ItimerError, or null */
    STATE_GC_SETTINGS,      /* gc: a tuple of thresholds and debug flags, or null */
    STATE_IO_UNSUPPORTED,   /* the class io.UnsupportedOperation, or null */
    STATE_IO_LOCALE_ENCODING, /* str, or null */
    STATE_STRUCTS,          /* _struct: compiled formats, a dict, or null */
    STATE_WARNINGS,         /* _warnings: its list of settings, or null */
    STATE_AST,              /* the ast classes: see modules/_ast.c, or null */
    STATE_PLACEHOLDER,      /* functools.Placeholder, or null */
    STATE_COUNT
} StateId;
_Static_assert(STATE_COUNT <= sizeof(((Runtime *)0)->state) / sizeof(Value), "Runtime.state is too small");

#endif
