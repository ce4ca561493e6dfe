/* native.h - how C code defines Python functions, types and modules: one row each.
 *
 * A native function is a row FN("insert", list_insert, "(self, index, object, /)", "Insert object before index."). The
 * signature text is parsed once; it drives argument binding, error messages and inspect.signature. Its C function gets the
 * bound arguments in the order of the signature:
 *     a[0..]  positional parameters (self or cls first for methods), then keyword-only ones, then the **kwargs dict if there is
 *             one; absent optional ones are V_NULL (the default's text is for documentation; the C function supplies the value);
 *     then, if there is a *args parameter, all surplus positional arguments themselves. n counts everything in a.
 * A signature of NULL takes raw arguments: a[0..n) as passed, keywords not allowed unless FN_KEYWORDS: then t->keyword_names is the
 * tuple of names of the last arguments or V_NULL.
 * The result is V_NULL with an exception set, or a Value.
 */
#ifndef RUNTIME_NATIVE_H
#define RUNTIME_NATIVE_H

#include "runtime/runtime.h"

typedef Value (*NativeFn)(Thread *t, Value *a, size_t n);

typedef struct NativeDef {
    const char *name;
    NativeFn fn;
    const char *signature;
    const char *doc;
    int flags;
} NativeDef;

enum { FN_STATIC = 1, FN_CLASS = 2, FN_KEYWORDS = 4, FN_COEXIST = 8 /* do not let the slot's wrapper replace it */ };

#define FN(name, function, signature, doc)               {name, function, signature, doc, 0}
#define FN_STATIC_METHOD(name, function, signature, doc) {name, function, signature, doc, FN_STATIC}
#define FN_CLASS_METHOD(name, function, signature, doc)  {name, function, signature, doc, FN_CLASS}
#define FN_END                                           {0}

/* a computed attribute; set NULL: read-only; value V_NULL in set: delete */
typedef struct GetSetDef {
    const char *name;
    Value (*get)(Thread *t, Value self);
    bool (*set)(Thread *t, Value self, Value value);
    const char *doc;
} GetSetDef;
#define GETSET_END {0}

/* a Value field of the C struct */
typedef struct MemberDef {
    const char *name;
    uint16_t offset;
    bool writable;
    bool none_if_null;  /* else AttributeError when null */
    const char *doc;
} MemberDef;
#define MEMBER_END {0}

typedef struct ConstantDef { const char *name; int64_t number; const char *text; } ConstantDef; /* text != NULL: a str */
#define CONSTANT_END {0}

typedef struct ModuleSpec {
    const char *name;
    const char *doc;
    const NativeDef *functions;
    const ConstantDef *constants;
    bool (*setup)(Thread *t, Value module); /* NULL, or adds types and whatever else; false: exception set */
} ModuleSpec;

extern const ModuleSpec *const native_modules[]; /* NULL-terminated; modules/modules.c, from modules.def */

/* a function object for def: module is its __module__ name or V_NULL, self what it is bound to or V_NULL */
Value native_function_new(Thread *t, const NativeDef *def, Value self, Value module);
bool module_add(Thread *t, Value module, const char *name, Value v);
bool module_add_type(Thread *t, Value module, TypeId id); /* under the type's own name */

#endif
