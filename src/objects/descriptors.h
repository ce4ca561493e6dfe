/* descriptors.h - property, staticmethod, classmethod, member and getset descriptors. */
#ifndef OBJECTS_DESCRIPTORS_H
#define OBJECTS_DESCRIPTORS_H

#include "runtime/type.h"

typedef struct Property { Header header; Value get, set, del, doc, name; bool getter_doc; Value ext; } Property;
typedef struct WrappedFunction { Header header; Value function; Value ext; } WrappedFunction; /* staticmethod, classmethod */
/* member: a Value field at a fixed offset: __slots__ and MemberDef */
typedef struct Member { Header header; Type *owner; Value name; uint16_t offset; bool writable, none_if_null; const char *doc; } Member;
typedef struct GetSet { Header header; Type *owner; Value name; const GetSetDef *def; } GetSet;

Value member_new(Thread *t, Type *owner, Value name, uint16_t offset, bool writable, bool none_if_null, const char *doc);
Value getset_new(Thread *t, Type *owner, const GetSetDef *def);

#endif
