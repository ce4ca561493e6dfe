/* typing.h - generic aliases, unions and type parameters. */
#ifndef OBJECTS_TYPING_H
#define OBJECTS_TYPING_H

#include "runtime/text.h"
#include "runtime/type.h"

Value union_or(Thread *t, Value a, Value b);                      /* X | Y of types; V_NOT_IMPLEMENTED for other operands */
Value union_from_tuple(Thread *t, Value args);                    /* flattened; one member: itself */
Value typing_union_of_two(Thread *t, Value a, Value b);           /* whatever they are */
Value generic_alias_new(Thread *t, Value origin, Value args);     /* list[int]; args a tuple or one object */
Value type_no_default(Thread *t);                                  /* typing.NoDefault */
/* shared by aliases and unions */
bool typing_repr_item(StrBuilder *b, Value v);                    /* as a type is shown inside of another's repr */
Value typing_collect_parameters(Thread *t, Value args);           /* tuple of the type parameters in args */
/* args with params replaced by the item of self[item]; a tuple */
Value typing_substitute(Thread *t, Value self, Value args, Value params, Value item);
Value import_module_for_typing(Thread *t, const char *name);      /* a module of the library, typing's helpers among them */
/* typing.<function>(args...): what the library does in Python for type parameters */
Value typing_call(Thread *t, const char *function, const Value *args, size_t n);


/* what the instructions for type parameters make (PEP 695, 696): rows MAKE_TYPE_PARAM ... of vm/opcodes.def */
Value vm_make_type_param(Thread *t, unsigned which, Value name, Value evaluate);
bool vm_set_type_param_default(Thread *t, Value param, Value evaluate);
Value vm_make_generic_base(Thread *t, Value params);
Value vm_make_type_alias(Thread *t, Value name, Value params, Value evaluate);

#endif
