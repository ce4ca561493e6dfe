/* function.h - Python functions, native functions, bound methods, cells. */
#ifndef OBJECTS_FUNCTION_H
#define OBJECTS_FUNCTION_H

#include "runtime/type.h"
#include "vm/code.h"

typedef struct Function {
    Header header;
    Code *code;
    uint32_t simple_arguments;   /* code's, while no default or binding changes it: the call fast path compares argc with this */
    uint32_t unused;
    Dict *globals;
    Dict *builtins;
    Value closure;               /* tuple of Cell or null */
    Value defaults;              /* tuple or null */
    Value keyword_defaults;      /* dict or null */
    Value name, qualified_name, module, doc; /* null: not looked up / None */
    Value annotations, annotate; /* dict or null; function or null */
    Value type_params;           /* tuple or null */
    Value ext;                   /* attributes */
} Function;

typedef struct Cell { Header header; Value value; } Cell;

/* type is one of T_BUILTIN_FUNCTION (functions and bound native methods), T_METHOD_DESCRIPTOR (native methods in their type),
 * T_CLASSMETHOD_DESCRIPTOR, T_WRAPPER_DESCRIPTOR (made from a slot), T_METHOD_WRAPPER (the same, bound) */
typedef struct NativeFunction {
    Header header;
    const NativeDef *def;
    struct Signature *signature; /* parsed at the first call; owned by the runtime's signature table */
    Value self;                  /* bound to: a module, an object, or null */
    Type *owner;                 /* of a descriptor: the type it belongs to */
    Value module;                /* name or null */
    void *slot;                  /* wrapper_descriptor: the C function of the slot; NATIVE_CONSTRUCTOR: a __new__, self its type */
} NativeFunction;
#define NATIVE_CONSTRUCTOR ((void *)1)

typedef struct Method { Header header; Value function, self; } Method;

static inline Function *as_function(Value v) { return as_cell(v); }
static inline bool is_function(Value v) { return has_kind(v, K_FUNCTION); }
static inline NativeFunction *as_native(Value v) { return as_cell(v); }

Value function_new(Thread *t, Code *code, Value globals, Value closure, Value defaults, Value keyword_defaults);
Value method_new(Thread *t, Value function, Value self);
Value cell_new(Thread *t, Value content);
/* native descriptors for a type's dict */
Value native_descriptor_new(Thread *t, Type *owner, const NativeDef *def);
Value wrapper_descriptor_new(Thread *t, Type *owner, const NativeDef *def, void *slot);

#endif
