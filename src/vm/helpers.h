/* helpers.h - the C functions behind instructions that are no fast path. V_NULL or false: exception set. */
#ifndef VM_HELPERS_H
#define VM_HELPERS_H

#include "objects/function.h"
#include "objects/generator.h"
#include "objects/typing.h"
#include "vm/interp.h"
#include "runtime/ops.h"
#include "vm/code.h"
#include "vm/frame.h"

/* frames (frames.c) */
bool vm_grow_stack(Thread *t, Value *N, const Code *code);   /* moves the limit, or raises RecursionError */
const uint64_t *vm_wake_generator(Thread *t, Generator *g, Value *N, Value sent); /* registers to N; returns where to go on */
void vm_suspend_generator(Thread *t, Generator *g, Value *R, const uint64_t *pc, unsigned sent_register, unsigned live);
void vm_finish_generator(Thread *t, Generator *g);           /* returned or raised: its frame is gone */
Value vm_make_generator(Thread *t, Value *R, const uint64_t *pc);

/* names */
Value vm_load_global(Thread *t, Value *R, uint64_t *pc);     /* fills the cache of the LOAD_GLOBAL before pc */
Value vm_load_name(Thread *t, Value *R, Value space, Value name);
Value vm_load_name_or_cell(Thread *t, Value space, Value name, Value cell);
bool vm_store_name(Thread *t, Value space, Value name, Value v);
bool vm_delete_name(Thread *t, Value space, Value name);
bool vm_delete_global(Thread *t, Value *R, Value name);
void vm_raise_unbound(Thread *t, Value name, bool free_variable);

/* arithmetic and comparison */
Value vm_binary(Thread *t, unsigned opcode, Value a, Value b, bool inplace);
int vm_compare_truth(Thread *t, unsigned relation, Value a, Value b); /* 1, 0, -1 */
int vm_in(Thread *t, Value item, Value container);

/* iteration */
bool vm_for_prepare(Thread *t, Value *iteration, Value iterable);
Value vm_for_next(Thread *t, Value *iteration);              /* V_NULL: the end, or exception: error_set */

/* attributes: fill caches (attributes.c); pc is behind the instruction's first word */
Value vm_get_attr(Thread *t, Value *R, uint64_t *pc, Value obj, Value name);
bool vm_set_attr(Thread *t, Value *R, uint64_t *pc, Value obj, Value name, Value v);
Value vm_load_method(Thread *t, uint64_t *pc, Value obj, Value name, Value *self);
Value vm_invoke_lookup(Thread *t, uint64_t *pc, Value obj, Value name, Value *self);
/* for sites that have seen too many shapes: the lookup, noted in the site cache where that can answer the next time */
Value vm_get_attr_generic(Thread *t, Value obj, Value name);
Value vm_method_generic(Thread *t, Value obj, Value name, Value *self);
Value vm_load_super(Thread *t, Value *operands, Value name, Value *self);

/* items */
Value vm_get_slice(Thread *t, Value obj, Value start, Value stop);
bool vm_set_slice(Thread *t, Value obj, Value start, Value stop, Value v);

/* building and unpacking */
Value vm_build_set(Thread *t, const Value *items, size_t n);
Value vm_build_dict(Thread *t, const Value *pairs, size_t n);
bool vm_list_extend(Thread *t, Value list, Value iterable);
bool vm_dict_update(Thread *t, Value dict, Value mapping);
bool vm_dict_merge(Thread *t, Value dict, Value mapping, Value function);
Value vm_build_string(Thread *t, const Value *parts, size_t n);
Value vm_format(Thread *t, Value v, unsigned conversion, Value spec);
bool vm_unpack(Thread *t, Value *out, Value v, size_t n);
bool vm_unpack_star(Thread *t, Value *out, Value v, size_t before, size_t after);
Value vm_build_interpolation(Thread *t, Value v, Value expression, unsigned conversion, Value spec);

/* functions and calls */
Value vm_make_function(Thread *t, Value *R, Value code, const Value *parts, unsigned present);
/* the positional arguments of f(*args, **kwargs), then the keyword values, named by *names (V_NULL: none); NULL: exception */
struct Tuple *vm_spread_arguments(Thread *t, Value callable, Value args, Value kwargs, Value *names);
/* binds into the registers N of a new frame, which gets room; false: TypeError or RecursionError */
bool vm_bind(Thread *t, Value function, const Value *args, size_t n, Value keyword_names, Value *N);
void vm_quicken_call(uint64_t *pc, Thread *t, Value callable); /* rewrites the CALL before pc for this kind of callable */

/* exceptions */
Value vm_match_exception(Thread *t, Value exception, Value types); /* True, False; V_NULL: exception */
bool vm_match_group(Thread *t, Value exception, Value types, Value *match, Value *rest);
Value vm_reraise_star(Thread *t, Value original, Value list);
bool vm_load_special(Thread *t, Value obj, unsigned which, Value *method, Value *self);
void vm_generator_stop_error(Thread *t, const Code *code, Value exception);
void vm_exception_arguments(Value exception, Thread *t, Value *out);

/* coroutines */
Value vm_yield_from_iter(Thread *t, Value v, const Code *code);
Value vm_aiter(Thread *t, Value v);
Value vm_anext(Thread *t, Value v);
int vm_send(Thread *t, Value iterator, Value sent, Value *result); /* 1 yielded, 0 returned, -1 */

/* imports */
Value vm_import_name(Thread *t, Value *R, Value name, Value fromlist, Value level);
Value vm_import_from(Thread *t, Value module, Value name);
bool vm_import_star(Thread *t, Value module, Value space);

/* matching */
Value vm_match_keys(Thread *t, Value subject, Value keys);
Value vm_match_class(Thread *t, Value subject, Value cls, size_t positional, Value names);
Value vm_match_rest(Thread *t, Value subject, Value keys);
bool vm_is_pattern_type(Thread *t, Value v, unsigned flag);

/* the rest */
bool vm_setup_annotations(Thread *t, Value space);
bool vm_print_expression(Thread *t, Value v);

#endif
