/* dict_views.h - keys(), values() and items() of dicts, and their iterators. */
#ifndef OBJECTS_DICT_VIEWS_H
#define OBJECTS_DICT_VIEWS_H

#include "objects/dict.h"

typedef struct DictView { Header header; Value dict; } DictView;
/* dict is null when exhausted. count: live entries at the start; left: items still expected */
typedef struct DictIterator { Header header; Value dict; int64_t position; uint32_t count, left; } DictIterator;

Value dict_view_new(Thread *t, TypeId type, Value dict);     /* T_DICT_KEYS, T_DICT_VALUES, T_DICT_ITEMS */
Value dict_iterator_new(Thread *t, TypeId type, Value dict); /* T_DICT_KEY_ITERATOR ... T_DICT_REVERSE_ITEM_ITERATOR */

#endif
