/* signature.h - a native function's parsed signature. */
#ifndef RUNTIME_SIGNATURE_H
#define RUNTIME_SIGNATURE_H

#include "runtime/native.h"

typedef struct Parameter { Value name; bool optional; } Parameter; /* name: interned, kept alive by the intern roots of the table */

typedef struct Signature {
    uint16_t positional, positional_only; /* counts, self included */
    uint16_t required;                    /* leading positional parameters without default */
    uint16_t keyword_only;
    bool var_positional, var_keywords;
    bool raw;                             /* no signature: arguments as passed */
    bool has_self;                        /* the first parameter is self, cls or $self */
    bool direct;                          /* a positional call needs no rearranging: no keyword-only ones, no **kwargs */
    Parameter parameter[];                /* positional, then keyword-only */
} Signature;

struct NativeFunction;
const Signature *signature_of(Thread *t, const NativeDef *def); /* parsed once a runtime; NULL: MemoryError */
void signatures_trace(Runtime *rt, Tracer *tr);
void signatures_free(Runtime *rt);

/* Calls f with arguments in place, args writable for as many words as the signature has parameters. No keywords. */
Value native_call_in_place(Thread *t, struct NativeFunction *f, Value *args, size_t n);

#endif
