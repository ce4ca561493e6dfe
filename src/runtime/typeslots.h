/* typeslots.h - between slots and special methods, both ways. */
#ifndef RUNTIME_TYPESLOTS_H
#define RUNTIME_TYPESLOTS_H

#include "runtime/type.h"

typedef enum SlotId {
#define SLOT(field, ...) SLOT_##field,
#include "runtime/slots.def"
#undef SLOT
    SLOT_COUNT
} SlotId;

typedef void (*AnySlot)(void);

extern const uint16_t slot_offset[SLOT_COUNT];
static inline AnySlot *type_slot(TypeSlots *s, SlotId id) { return (AnySlot *)((char *)s + slot_offset[id]); }
static inline AnySlot type_slot_get(const TypeSlots *s, SlotId id) { return *(const AnySlot *)((const char *)s + slot_offset[id]); }

bool slots_init_names(Runtime *rt, Thread *t);
bool slots_add_wrappers(Thread *t, Type *type, const TypeSlots *own); /* a native type's dict gets __xxx__ for its own slots */
void slots_inherit(Type *type);                                       /* fills empty slots from the MRO (native types) */
void slots_update(Thread *t, Type *type, Value name);                 /* after `name` changed; V_NULL: all slots (new Python class) */
bool slots_is_special(Thread *t, Value name);                         /* some slot depends on the name */

/* hash slot of unhashable types: raises TypeError */
int64_t slot_unhashable(Thread *t, Value self);

#endif
