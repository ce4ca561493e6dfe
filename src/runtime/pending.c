/* pending.c - what other parts already call and is not there yet: raises NotImplementedError. The real definitions replace these weak ones. */
#include "objects/generator.h"
#include "objects/frame.h"
#include "runtime/error.h"

#define PENDING(name, ...) \
    __attribute__((weak)) Value name(Thread *t, __VA_ARGS__); \
    __attribute__((weak)) Value name(Thread *t, __VA_ARGS__) { return raise(t, T_NOT_IMPLEMENTED_ERROR, #name); }
#pragma GCC diagnostic ignored "-Wunused-parameter"
__attribute__((weak)) FrameObject *generator_frame(Thread *t, Generator *g) { return RAISE_PTR(t, T_NOT_IMPLEMENTED_ERROR, "generator frames"); }
