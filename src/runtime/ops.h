/* ops.h - the abstract operations of the language on any value. V_NULL, false or -1: exception set. */
#ifndef RUNTIME_OPS_H
#define RUNTIME_OPS_H

#include "runtime/type.h"

/* attributes. name: str; interned by the callee where needed */
Value attr_get(Thread *t, Value obj, Value name);
Value attr_get_optional(Thread *t, Value obj, Value name); /* V_NULL without exception when absent; AttributeErrors are swallowed */
bool attr_set(Thread *t, Value obj, Value name, Value v);
bool attr_delete(Thread *t, Value obj, Value name);
int attr_has(Thread *t, Value obj, Value name);            /* 1, 0, -1 */
/* object.__getattribute__ and object.__setattr__ */
Value attr_get_generic(Thread *t, Value obj, Value name);
bool attr_set_generic(Thread *t, Value obj, Value name, Value v);
/* the special method of an object's type, bound by the descriptor protocol: *self V_NULL when the result is already bound.
 * V_NULL without exception: absent */
Value special_lookup(Thread *t, Value obj, Value name, Value *self);
/* obj.name for a call: the callable, and *self = obj if it is a function that takes self first (else V_NULL) */
Value method_lookup(Thread *t, Value obj, Value name, Value *self);
/* the object's own attribute storage */
Value instance_dict(Thread *t, Value obj);                 /* its __dict__: a Dict (the object goes into dict mode); V_NULL+AttributeError: has none */
bool instance_set_dict(Thread *t, Value obj, Value dict);
Value instance_get(Thread *t, Value obj, Value name);      /* own attribute only; V_NULL without exception: absent */
bool instance_set(Thread *t, Value obj, Value name, Value v); /* v V_NULL: delete (AttributeError if absent) */

/* object.__reduce_ex__'s default for a pickle protocol; runtime/reduce.c */
Value object_reduce_protocol(Thread *t, Value self, int64_t protocol);

/* arithmetic: with reflected methods, and the TypeError of the operator */
typedef enum BinaryOp {
    BIN_ADD, BIN_SUB, BIN_MUL, BIN_TRUEDIV, BIN_FLOORDIV, BIN_MOD, BIN_DIVMOD, BIN_MATMUL, BIN_LSHIFT, BIN_RSHIFT, BIN_AND, BIN_OR,
    BIN_XOR, BIN_POW, BINARY_OP_COUNT
} BinaryOp;
Value binary_op(Thread *t, BinaryOp op, Value a, Value b);
Value inplace_op(Thread *t, BinaryOp op, Value a, Value b);
Value power_op(Thread *t, Value base, Value exponent, Value modulus); /* modulus None: none */
typedef enum UnaryOp { UN_NEGATIVE, UN_POSITIVE, UN_INVERT, UN_ABSOLUTE } UnaryOp;
Value unary_op(Thread *t, UnaryOp op, Value a);

/* comparison */
Value compare(Thread *t, Value a, Value b, CompareOp op);    /* any object */
int compare_bool(Thread *t, Value a, Value b, CompareOp op); /* truth of it; identical objects are equal: for containers */
int is_truthy(Thread *t, Value v);
int64_t hash_of(Thread *t, Value v);                         /* -1: exception */

/* text */
Value object_repr(Thread *t, Value v);                       /* a str */
Value object_str(Thread *t, Value v);
Value object_ascii(Thread *t, Value v);
Value object_format(Thread *t, Value v, Value spec);         /* spec: str or V_NULL */

/* containers */
int64_t length_of(Thread *t, Value v);
int64_t length_hint(Thread *t, Value v, int64_t otherwise);
Value item_get(Thread *t, Value obj, Value key);
bool item_set(Thread *t, Value obj, Value key, Value v);
bool item_delete(Thread *t, Value obj, Value key);
int contains(Thread *t, Value container, Value item);

/* iteration */
Value iter_get(Thread *t, Value v);                          /* iter(v) */
Value iter_next(Thread *t, Value iterator);                  /* V_NULL: exhausted, or exception set: look at error_set(t) */
/* calls visit for each item; visit false stops with its exception; lists, tuples and dicts without an iterator object */
bool iterate(Thread *t, Value iterable, bool (*visit)(Thread *t, void *context, Value item), void *context);
Value list_from_iterable(Thread *t, Value iterable);         /* a new list */
Value tuple_from_iterable(Thread *t, Value iterable);        /* a tuple, the same if it is exactly one */

/* numbers */
Value to_index(Thread *t, Value v);                          /* operator.index: an exact int */
bool to_int64(Thread *t, Value v, int64_t *out);             /* by __index__; OverflowError when it does not fit */
bool to_size(Thread *t, Value v, int64_t *out);              /* as PyNumber_AsSsize_t(v, OverflowError): "cannot fit 'int' into an index-sized integer" */
bool to_index_clamped(Thread *t, Value v, int64_t *out);     /* clamps to int64 instead: slice parts */
bool to_double(Thread *t, Value v, double *out);             /* float(v): __float__, __index__; "must be real number, not str" */

int is_instance(Thread *t, Value v, Value class_or_tuple);   /* isinstance() with its hooks */
int is_subclass(Thread *t, Value v, Value class_or_tuple);
/* type.__instancecheck__ and type.__subclasscheck__: without hooks */
int type_instance_check(Thread *t, Value v, Value cls);
int type_subclass_check(Thread *t, Value derived, Value cls);
/* module and qualified name of a class, the module left out for builtins and __main__ */
Value type_full_name(Thread *t, Type *type);
bool is_callable(Thread *t, Value v);
Value type_of_value(Thread *t, Value v);                     /* v.__class__ */

/* slices: bounds of s (a slice object) for a sequence of n items, as slice.indices */
bool slice_bounds(Thread *t, Value s, int64_t n, int64_t *start, int64_t *stop, int64_t *step, int64_t *count);

/* repr recursion guard: 1 entered, 0 v is already being printed, -1 exception */
int repr_enter(Thread *t, Value v);
void repr_leave(Thread *t, Value v);

#endif
