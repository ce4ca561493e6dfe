/* pending.c - what other parts already call and is not there yet: raises NotImplementedError. The real definitions replace these weak ones. */
#include "objects/generator.h"
#include "objects/frame.h"
#include "runtime/error.h"

#define PENDING(name, ...) \
    __attribute__((weak)) Value name(Thread *t, __VA_ARGS__); \
    __attribute__((weak)) Value name(Thread *t, __VA_ARGS__) { return raise(t, T_NOT_IMPLEMENTED_ERROR, #name); }
#pragma GCC diagnostic ignored "-Wunused-parameter"
PENDING(builtin_aiter, Value v)
PENDING(builtin_anext, Value v, Value otherwise)
PENDING(generic_alias_new, Value origin, Value args)
PENDING(interpolation_new, Value v, Value expression, Value conversion, Value spec)
PENDING(template_new, const Value *parts, size_t n)
PENDING(union_or, Value a, Value b)
PENDING(vm_make_generic_base, Value params)
PENDING(vm_make_type_alias, Value name, Value params, Value evaluate)
PENDING(vm_make_type_param, unsigned which, Value name, Value evaluate)
PENDING(vm_set_type_param_default, Value param, Value evaluate)
PENDING(vm_wrap_async_yield, Value v)
__attribute__((weak)) FrameObject *generator_frame(Thread *t, Generator *g) { return RAISE_PTR(t, T_NOT_IMPLEMENTED_ERROR, "generator frames"); }
