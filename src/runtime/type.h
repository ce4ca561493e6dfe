/* type.h - classes, native and Python ones, and their slots.
 *
 * Invariants
 *  - slots.def names every slot once: its C type and the special method it stands for. A native type fills slots in its
 *    TypeSpec, and type_ready() makes the Python-visible __xxx__ wrappers from them; a Python class defines __xxx__, and the slot
 *    becomes a C function that calls it (typeslots.c). Inherited along the MRO; updated when the class is changed.
 *  - Type.version changes whenever a lookup through the type may give another result. 0: not valid (never cache).
 *  - TYPE_CACHED is set while any inline cache depends on a lookup through this type; changing such a type flushes the caches.
 */
#ifndef RUNTIME_TYPE_H
#define RUNTIME_TYPE_H

#include "runtime/native.h"
#include "runtime/shape.h"

typedef enum CompareOp { CMP_LT, CMP_LE, CMP_EQ, CMP_NE, CMP_GT, CMP_GE } CompareOp;
struct Buffer;

typedef Value (*UnaryFn)(Thread *t, Value self);
typedef Value (*BinaryFn)(Thread *t, Value a, Value b);
typedef Value (*TernaryFn)(Thread *t, Value a, Value b, Value c);
typedef int64_t (*HashFn)(Thread *t, Value self);               /* -1: exception; a hash is never -1 */
typedef int64_t (*LengthFn)(Thread *t, Value self);             /* -1: exception */
typedef int (*InquiryFn)(Thread *t, Value self);                /* 1, 0, -1: exception */
typedef int (*ContainsFn)(Thread *t, Value self, Value item);   /* 1, 0, -1: exception */
typedef bool (*StoreFn)(Thread *t, Value self, Value key, Value value); /* value V_NULL: delete */
typedef Value (*CompareFn)(Thread *t, Value a, Value b, CompareOp op);  /* may return V_NOT_IMPLEMENTED */
/* arguments as passed: n positional, then, if keyword_names is a tuple, that many keyword values */
typedef Value (*CallFn)(Thread *t, Value self, const Value *args, size_t n, Value keyword_names);
/* V_NULL with no exception set, or with StopIteration: exhausted. Callers but for next() itself go through iter_next() */
typedef Value (*NextFn)(Thread *t, Value self);
/* generator-like send: 1 yielded, 0 returned, -1 exception */
typedef int (*SendFn)(Thread *t, Value self, Value sent, Value *result);
typedef bool (*BufferFn)(Thread *t, Value self, struct Buffer *buffer, int flags);
typedef void (*ReleaseFn)(Thread *t, Value self, struct Buffer *buffer);
typedef bool (*FinalizeFn)(Thread *t, Value self);

typedef struct TypeSlots {
#define SLOT(name, ctype, ...) ctype name;
#include "runtime/slots.def"
#undef SLOT
} TypeSlots;

enum {
    TYPE_BASE = 1,          /* may be subclassed */
    TYPE_PYTHON = 2,        /* made by a class statement or type() */
    TYPE_IMMUTABLE = 4,     /* attributes cannot be set */
    TYPE_ABSTRACT = 8,      /* has abstract methods */
    TYPE_SEQUENCE = 16, TYPE_MAPPING = 32, /* for pattern matching */
    TYPE_HAS_DICT = 64,     /* instances take arbitrary attributes */
    TYPE_HAS_WEAKREF = 128, /* instances can be weakly referenced */
    TYPE_HAS_DEL = 256,
    TYPE_CACHED = 512,
    TYPE_GETATTR_HOOK = 1024,  /* __getattr__ or an own __getattribute__ in Python */
    TYPE_NO_INSTANTIATE = 2048,/* "cannot create 'x' instances" */
    TYPE_VARSIZE = 4096,    /* instances end in variable-size data */
    TYPE_METHOD_DESCRIPTOR = 8192, /* instances are functions that bind by prefixing self (LOAD_METHOD) */
    TYPE_MATCH_SELF = 16384,   /* class pattern with one positional subpattern matches the whole */
    TYPE_READY = 32768,
    TYPE_PLAIN_NEW = 131072,   /* calling it without arguments: a fresh K_INSTANCE and nothing more */
    TYPE_PLAIN_INIT = 65536,   /* calling it: a fresh K_INSTANCE of object.__new__, then the Python function __init__ */
};

typedef struct TypeSpec {
    const char *name;          /* qualified with the module where that is not builtins: "collections.deque" */
    const char *doc;           /* with the text signature first where CPython has one: "list(iterable=(), /)\n--\n\n..." */
    int base;                  /* TypeId; T_OBJECT's row leaves 0 */
    int flags;
    Kind kind;                 /* of instances; 0: K_NATIVE */
    uint32_t size;             /* bytes of an instance's fixed part */
    uint16_t ext_offset;       /* where the attributes word lies if instances (of subclasses) have attributes; 0: at the end of the
                                  fixed part, added for subclasses; EXT_COMPUTED for TYPE_VARSIZE */
    TypeSlots slots;
    const NativeDef *methods;
    const GetSetDef *getsets;
    const MemberDef *members;
    NativeDef construct;       /* __new__: FN-like row, signature "(cls, ...)"; fn NULL: inherited */
    void (*trace)(Tracer *tr, void *cell);       /* NULL: inherited; traces the fixed part only */
    void (*dispose)(Runtime *rt, void *cell);    /* releases native resources; no Python code, no allocation */
    bool (*setup)(Thread *t, Type *type);        /* adds class attributes; NULL: none */
} TypeSpec;

struct Type {
    Header header;
    Value name;                /* str, without module */
    char *name_text;           /* UTF-8 of it for Python classes, malloc'ed; NULL for native ones */
    Value qualified_name;
    Dict *dict;
    Value bases, mro;          /* tuples */
    Type *base;                /* the base whose layout this extends */
    TypeSlots slots;
    const TypeSpec *spec;      /* of the type itself, or of its nearest native ancestor */
    void (*trace)(Tracer *tr, void *cell);
    void (*dispose)(Runtime *rt, void *cell);
    uint32_t flags;
    uint32_t version;
    uint32_t size;             /* fixed part of an instance, __slots__ included */
    uint16_t ext_offset;       /* 0: no attributes */
    uint16_t inline_capacity;  /* attributes that the next instance gets room for */
    uint16_t member_count;     /* of __slots__, own and inherited; they lie in [members_offset, size) */
    uint16_t members_offset;
    uint8_t kind;
    int id;                    /* TypeId or -1 */
    Shape *shape;              /* of a new instance */
    Shape *dict_shape;         /* dict mode, or NULL */
    Shape *shapes;             /* all */
    Value new_function, init_function;   /* what __new__ and __init__ resolve to */
    Type **subclasses;         /* weak, direct */
    uint32_t subclass_count, subclass_capacity;
};

extern const TypeSpec *const type_specs[TYPE_ID_COUNT]; /* runtime/types.c, from types.def */

Type *type_make(Thread *t, TypeId id);     /* makes and readies a native type; NULL: exception */
static inline Type *type_by_id(Thread *t, TypeId id)
{
    Type *type = t->rt->types[id];
    return __builtin_expect(type != NULL, 1) ? type : type_make(t, id);
}
static inline Value type_value(const Type *type) { return value_cell(type); }

static inline Type *type_of_cell(Thread *t, const void *cell) { return shape_of(t, cell)->type; }
Type *type_of_immediate(Thread *t, Value v);
static inline Type *type_of(Thread *t, Value v)
{
    return __builtin_expect(is_pointer(v), 1) ? type_of_cell(t, as_cell(v)) : type_of_immediate(t, v);
}
static inline bool has_kind(Value v, Kind kind) { return is_pointer(v) && !is_null(v) && as_header(v)->kind == kind; }
/* the same for a value that is known not to be null */
static inline bool bound_has_kind(Value v, Kind kind) { return is_pointer(v) && as_header(v)->kind == kind; }
/* exactly the builtin type of that kind, not a subclass */
static inline bool has_exact_kind(Value v, Kind kind)
{
    return has_kind(v, kind) && (as_header(v)->flags & HEADER_EXACT);
}
static inline bool is_type(Value v) { return has_kind(v, K_TYPE); }
static inline Type *as_type(Value v) { return as_cell(v); }
static inline bool has_type(Thread *t, Value v, TypeId id) { return type_of(t, v) == t->rt->types[id]; } /* exactly */
bool type_is_subtype(const Type *a, const Type *b);
static inline bool is_instance_of(Thread *t, Value v, TypeId id) /* by real type, subclasses included */
{
    Type *want = t->rt->types[id];
    return want && type_is_subtype(type_of(t, v), want);
}
const char *type_name(const Type *type);   /* UTF-8, for messages; owned by the type */
static inline const char *type_name_of(Thread *t, Value v) { return type_name(type_of(t, v)); }

/* the raw attribute along the MRO, no descriptor applied; V_NULL without exception when absent. name: interned str */
Value type_lookup(Thread *t, Type *type, Value name);
/* as type_lookup, and where the value lies: for inline caches; NULL: absent */
Value *type_lookup_slot(Thread *t, Type *type, Value name, Type **owner);
bool type_set_attr(Thread *t, Type *type, Value name, Value v); /* v V_NULL: delete; updates slots and versions */
void type_modified(Thread *t, Type *type);

/* a new zeroed instance, its shape the type's own; registers the finalizer. `extra`: bytes behind the fixed part (TYPE_VARSIZE).
 * NULL: exception */
void *object_alloc(Thread *t, Type *type, size_t extra);
static inline void *object_alloc_id(Thread *t, TypeId id, size_t extra)
{
    Type *type = type_by_id(t, id);
    return type ? object_alloc(t, type, extra) : NULL;
}

/* class creation: what type(name, bases, dict) does after the metaclass is settled */
Value type_new(Thread *t, Type *metatype, Value name, Value bases, Value dict, const Value *keyword_values, Value keyword_names);

#endif
