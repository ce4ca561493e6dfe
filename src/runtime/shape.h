/* shape.h - hidden classes: which type an object has and where its attributes lie.
 *
 * Invariants
 *  - Header.shape indexes Runtime.shapes. An object's shape names its type, so one 32-bit compare guards both.
 *  - Attributes 0 .. inline_capacity-1 lie inline at slots_offset; the others in the overflow buffer (K_BUFFER of Values) that the
 *    word at ext_offset points to. In dict mode that word points to the Dict that holds all attributes.
 *  - A shape never changes but for its caches and transitions; adding an attribute moves the object to a successor shape.
 *  - Shapes live as long as their type; an index is reused only after all inline caches have been flushed.
 */
#ifndef RUNTIME_SHAPE_H
#define RUNTIME_SHAPE_H

#include "runtime/runtime.h"

#define SHAPE_NOT_FOUND UINT32_MAX
#define SHAPE_MAX_ATTRIBUTES 128 /* more than these: dict mode */

typedef struct ShapeTransition { Value name; Shape *to; } ShapeTransition;

struct Shape {
    Type *type;
    uint32_t index;
    uint32_t count;            /* attributes */
    uint16_t slots_offset;     /* bytes from the object's start to inline attribute 0 */
    uint16_t inline_capacity;
    uint16_t ext_offset;       /* bytes to the overflow word; 0: this layout has no attributes at all; EXT_COMPUTED: behind variable-size data */
    bool dict_mode;
    Shape *parent;             /* NULL for a root */
    Value name;                /* the attribute added last */
    ShapeTransition *transitions;
    uint32_t transition_count, transition_capacity;
    uint32_t *table;           /* hash table name -> slot, built when first needed, sized a power of two; NULL: not built */
    uint32_t table_mask;
    Value *names;              /* count names in order, built with table */
    Shape *next_of_type;       /* all shapes of a type */
};
#define EXT_COMPUTED 0xffff

static inline Shape *shape_of(Thread *t, const void *cell) { return t->rt->shapes[((const Header *)cell)->shape]; }

Shape *shape_root(Thread *t, Type *type, unsigned inline_capacity); /* NULL: MemoryError */
Shape *shape_dict_root(Thread *t, Type *type);                      /* the type's dict-mode shape */
uint32_t shape_find(Shape *s, Value name);                          /* name interned; SHAPE_NOT_FOUND */
Shape *shape_add(Thread *t, Shape *s, Value name);                  /* successor with one more attribute; NULL: MemoryError */
void shape_free_all(Runtime *rt, Type *type);
void shape_trace_all(Type *type, Tracer *tr);

#endif
