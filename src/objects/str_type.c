/* str_type.c - the type str and its iterator: constructor, operators, subscripts, and the table of methods. */
#include "objects/codecs.h"
#include "objects/formatspec.h"
#include "objects/iterators.h"
#include "objects/numbers.h"
#include "objects/sequence.h"
#include "objects/str_internal.h"
#include "objects/textops.h"
#include "objects/tuple.h"
#include "runtime/buffer.h"
#include "runtime/error.h"
#include "runtime/ops.h"

/* --- construction ------------------------------------------------------------------------------------------------------ */

/* a codec's name or an error handler's; V_NULL: not given. NULL and *ok false: exception */
static const char *codec_argument(Thread *t, Value v, const char *function, const char *parameter, bool *ok)
{
    if (is_null(v)) return NULL;
    size_t n;
    const char *s = NULL;
    if (!is_str(v)) raise(t, T_TYPE_ERROR, "%s() argument '%s' must be str, not %T", function, parameter, v);
    else if ((s = str_utf8(t, v, &n)) && strlen(s) != n) s = RAISE_PTR(t, T_VALUE_ERROR, "embedded null character");
    *ok = s != NULL;
    return s;
}

/* a: object, encoding, errors */
static Value decoded(Thread *t, Value *a)
{
    bool ok = true;
    const char *encoding = codec_argument(t, a[1], "str", "encoding", &ok);
    const char *errors = ok ? codec_argument(t, a[2], "str", "errors", &ok) : NULL;
    if (!ok) return V_NULL;
    if (is_null(a[0])) return str_empty(t);
    if (is_str(a[0])) return raise(t, T_TYPE_ERROR, "decoding str is not supported");
    if (!has_buffer(t, a[0])) return raise(t, T_TYPE_ERROR, "decoding to str: need a bytes-like object, %T found", a[0]);
    return codec_decode(t, a[0], encoding, errors);
}

static Value str_construct(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value v;
    if (!is_null(a[2]) || !is_null(a[3])) v = decoded(t, a + 1);
    else v = is_null(a[1]) ? str_empty(t) : object_str(t, a[1]);
    if (is_null(v) || as_type(a[0]) == t->rt->types[T_STR]) return v;
    return str_new_subtype(t, as_type(a[0]), v);
}

/* --- operators ---------------------------------------------------------------------------------------------------------- */

static Value str_compare_slot(Thread *t, Value a, Value b, CompareOp op)
{
    (void)t;
    if (!is_str(a) || !is_str(b)) return V_NOT_IMPLEMENTED;
    if (op == CMP_EQ || op == CMP_NE) return value_bool(str_equal(a, b) == (op == CMP_EQ));
    return compare_result(str_compare(a, b), 0, op);
}

static Value str_concat_slot(Thread *t, Value a, Value b)
{
    if (!is_str(b)) return raise(t, T_TYPE_ERROR, "can only concatenate str (not \"%T\") to str", b);
    return str_concat(t, a, b);
}

static Value str_repeat_slot(Thread *t, Value a, Value b)
{
    int64_t count;
    return to_size(t, b, &count) ? str_repeat(t, a, count) : V_NULL;
}

static int64_t str_length_slot(Thread *t, Value self)
{
    (void)t;
    return (int64_t)str_length(as_str(self));
}

static int str_contains(Thread *t, Value self, Value item)
{
    if (!is_str(item)) return RAISE_INT(t, T_TYPE_ERROR, "'in <string>' requires string as left operand, not %T", item);
    return text_find(str_text(as_str(self)), str_text(as_str(item))) >= 0;
}

static Value str_slice(Thread *t, Value self, Value slice)
{
    const Str *s = as_str(self);
    int64_t start, stop, step, count;
    if (!slice_bounds(t, slice, (int64_t)s->length, &start, &stop, &step, &count)) return V_NULL;
    if (count <= 0) return str_empty(t);
    if (step == 1) return str_substr(t, self, (size_t)start, (size_t)(start + count));
    StrBuilder b;
    builder_init(&b, t);
    builder_reserve(&b, (size_t)count, str_bound(s));
    for (int64_t i = 0; i < count; i++) builder_char(&b, str_at(s, (size_t)(start + i * step)));
    return builder_finish(&b);
}

static Value str_get_item(Thread *t, Value self, Value key)
{
    const Str *s = as_str(self);
    int64_t i;
    if (is_fixnum(key)) {
        i = as_fixnum(key);
    } else {
        if (has_kind(key, K_SLICE)) return str_slice(t, self, key);
        if (!is_int(key) && !type_of(t, key)->slots.index)
            return raise(t, T_TYPE_ERROR, "string indices must be integers, not '%T'", key);
        if (!text_index(t, key, &i)) return V_NULL;
    }
    if (i < 0) i += (int64_t)s->length;
    if (i < 0 || i >= (int64_t)s->length) return raise(t, T_INDEX_ERROR, "string index out of range");
    return str_char(t, str_at(s, (size_t)i));
}

static Value str_iter(Thread *t, Value self) { return sequence_iterator_new(t, T_STR_ITERATOR, self); }

/* --- methods kept here --------------------------------------------------------------------------------------------------- */

static Value str_encode_(Thread *t, Value *a, size_t n)
{
    (void)n;
    bool ok = true;
    const char *encoding = codec_argument(t, a[1], "encode", "encoding", &ok);
    const char *errors = ok ? codec_argument(t, a[2], "encode", "errors", &ok) : NULL;
    return ok ? codec_encode(t, a[0], encoding, errors) : V_NULL;
}

static Value str_format_method_(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "__format__() argument must be str, not %T", a[1]);
    if (str_length(as_str(a[1])) == 0) return is_exact_str(a[0]) ? a[0] : object_str(t, a[0]);
    FormatSpec spec;
    if (!formatspec_parse(t, a[1], a[0], 's', '<', &spec)) return V_NULL;
    if (spec.type != 's') return formatspec_unknown_type(t, &spec, a[0]);
    const char *what = spec.sign == ' ' ? "Space" : spec.sign ? "Sign" : spec.no_negative_zero ? "Negative zero coercion (z)"
                     : spec.alternate ? "Alternate form (#)" : spec.align == '=' ? "'=' alignment" : NULL;
    if (what) return raise(t, T_VALUE_ERROR, "%s not allowed in string format specifier", what);
    return formatspec_text(t, &spec, a[0]);
}

static Value str_getnewargs_(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value text = str_exact(t, a[0]);
    return is_null(text) ? V_NULL : tuple_pack(t, 1, text);
}

static Value str_sizeof_(Thread *t, Value *a, size_t n)
{
    (void)t, (void)n;
    const Str *s = as_str(a[0]);
    size_t shared = s->header.flags & STR_SHARED ? s->length * (size_t)str_width(s) : 0;
    return value_fixnum((int64_t)(gc_cell_size(s) + shared));
}

/* --- the iterator ------------------------------------------------------------------------------------------------------------ */

static Value str_iterator_next(Thread *t, Value self)
{
    SequenceIterator *it = as_cell(self);
    if (is_null(it->sequence)) return V_NULL;
    const Str *s = as_str(it->sequence);
    if (it->position < (int64_t)s->length) return str_char(t, str_at(s, (size_t)it->position++));
    it->sequence = V_NULL;
    return V_NULL;
}

const TypeSpec str_iterator_type_spec = {
    .name = "str_iterator",
    .base = T_OBJECT,
    .flags = TYPE_NO_INSTANTIATE,
    .size = sizeof(SequenceIterator),
    .slots = {.iter = iterator_self, .next = str_iterator_next},
    .methods = text_iterator_methods,
    .trace = text_iterator_trace,
};

/* --- the type ------------------------------------------------------------------------------------------------------------------ */

static const NativeDef str_methods[] = {
    FN("capitalize", str_capitalize_method, "(self, /)",
       "Return a capitalized version of the string.\n\n"
       "The first character becomes upper case, the others lower case."),
    FN("casefold", str_casefold_method, "(self, /)", "Return a version of the string suitable for caseless comparisons."),
    FN("center", str_center_method, "(self, width, fillchar=' ', /)",
       "Return the text in the middle of a string of the given width, padded with the fill character."),
    FN("count", str_count_method, "(self, sub, start=None, end=None, /)",
       "Return how often the substring occurs in self[start:end], counting occurrences that do not overlap."),
    FN("encode", str_encode_, "(self, /, encoding='utf-8', errors='strict')",
       "Encode the string using the codec registered for encoding.\n\n"
       "errors names what to do about characters that the encoding does not have: 'strict' raises UnicodeEncodeError;\n"
       "'ignore', 'replace', 'xmlcharrefreplace' and any name given to codecs.register_error are the others."),
    FN("endswith", str_endswith_method, "(self, suffix, start=None, end=None, /)",
       "Return whether self[start:end] ends with the suffix, or with one of a tuple of suffixes."),
    FN("expandtabs", str_expandtabs_method, "(self, /, tabsize=8)",
       "Return a copy where every tab is replaced by the spaces that lead to the next multiple of tabsize."),
    FN("find", str_find_method, "(self, sub, start=None, end=None, /)",
       "Return the lowest index of the substring in self[start:end], or -1."),
    FN("format", str_format_method, "(self, /, *args, **kwargs)",
       "Return the string with its replacement fields, in braces, filled in from the arguments."),
    FN("format_map", str_format_map_method, "(self, mapping, /)",
       "Return the string with its replacement fields, in braces, filled in from the mapping."),
    FN("index", str_index_method, "(self, sub, start=None, end=None, /)",
       "Return the lowest index of the substring in self[start:end]; ValueError when it is not there."),
    FN("isalnum", str_isalnum_method, "(self, /)", "Return whether there are characters and all are alphanumeric."),
    FN("isalpha", str_isalpha_method, "(self, /)", "Return whether there are characters and all are alphabetic."),
    FN("isascii", str_isascii_method, "(self, /)", "Return whether all characters are ASCII. The empty string is."),
    FN("isdecimal", str_isdecimal_method, "(self, /)", "Return whether there are characters and all are decimal digits."),
    FN("isdigit", str_isdigit_method, "(self, /)", "Return whether there are characters and all are digits."),
    FN("isidentifier", str_isidentifier_method, "(self, /)",
       "Return whether the string is a valid Python identifier. Keywords are; see keyword.iskeyword."),
    FN("islower", str_islower_method, "(self, /)",
       "Return whether all cased characters are lower case and there is at least one."),
    FN("isnumeric", str_isnumeric_method, "(self, /)", "Return whether there are characters and all are numeric."),
    FN("isprintable", str_isprintable_method, "(self, /)",
       "Return whether repr() would show all characters as they are. The empty string is printable."),
    FN("isspace", str_isspace_method, "(self, /)", "Return whether there are characters and all are white space."),
    FN("istitle", str_istitle_method, "(self, /)",
       "Return whether upper- and title-case characters only begin words, the others being lower case, with at least one cased."),
    FN("isupper", str_isupper_method, "(self, /)",
       "Return whether all cased characters are upper case and there is at least one."),
    FN("join", str_join_method, "(self, iterable, /)",
       "Concatenate any number of strings, with this string between them.\n\n"
       "Example: '.'.join(['ab', 'pq', 'rs']) -> 'ab.pq.rs'"),
    FN("ljust", str_ljust_method, "(self, width, fillchar=' ', /)",
       "Return the text at the left of a string of the given width, padded with the fill character."),
    FN("lower", str_lower_method, "(self, /)", "Return a copy of the string converted to lowercase."),
    FN("lstrip", str_lstrip_method, "(self, chars=None, /)",
       "Return a copy without leading white space, or without leading characters that are in chars."),
    FN_STATIC_METHOD("maketrans", str_maketrans_method, "(x, y=<unrepresentable>, z=<unrepresentable>, /)",
       "Return a translation table usable for str.translate().\n\n"
       "One argument: a dict from code points or characters to code points, strings or None. Two: strings of equal length,\n"
       "the characters of the first mapped to those of the second. The characters of a third are mapped to None."),
    FN("partition", str_partition_method, "(self, sep, /)",
       "Split at the first occurrence of the separator: (before, sep, after), or (self, '', '')."),
    FN("removeprefix", str_removeprefix_method, "(self, prefix, /)", "Return the string without the prefix, if it begins with it."),
    FN("removesuffix", str_removesuffix_method, "(self, suffix, /)", "Return the string without the suffix, if it ends with it."),
    FN("replace", str_replace_method, "(self, old, new, /, count=-1)",
       "Return a copy with occurrences of old replaced by new: all of them, or the first count when count is not negative."),
    FN("rfind", str_rfind_method, "(self, sub, start=None, end=None, /)",
       "Return the highest index of the substring in self[start:end], or -1."),
    FN("rindex", str_rindex_method, "(self, sub, start=None, end=None, /)",
       "Return the highest index of the substring in self[start:end]; ValueError when it is not there."),
    FN("rjust", str_rjust_method, "(self, width, fillchar=' ', /)",
       "Return the text at the right of a string of the given width, padded with the fill character."),
    FN("rpartition", str_rpartition_method, "(self, sep, /)",
       "Split at the last occurrence of the separator: (before, sep, after), or ('', '', self)."),
    FN("rsplit", str_rsplit_method, "(self, /, sep=None, maxsplit=-1)",
       "Return the substrings between separators (None: white space), splitting at most maxsplit times from the right."),
    FN("rstrip", str_rstrip_method, "(self, chars=None, /)",
       "Return a copy without trailing white space, or without trailing characters that are in chars."),
    FN("split", str_split_method, "(self, /, sep=None, maxsplit=-1)",
       "Return the substrings between separators, splitting at most maxsplit times from the left.\n\n"
       "None as separator stands for any white space, and there are no empty strings in the result then."),
    FN("splitlines", str_splitlines_method, "(self, /, keepends=False)",
       "Return the lines of the string, with their ends if keepends is true."),
    FN("startswith", str_startswith_method, "(self, prefix, start=None, end=None, /)",
       "Return whether self[start:end] starts with the prefix, or with one of a tuple of prefixes."),
    FN("strip", str_strip_method, "(self, chars=None, /)",
       "Return a copy without leading and trailing white space, or without characters at the ends that are in chars."),
    FN("swapcase", str_swapcase_method, "(self, /)",
       "Convert uppercase characters to lowercase and lowercase characters to uppercase."),
    FN("title", str_title_method, "(self, /)",
       "Return a version where each word begins with a title-case character and goes on in lower case."),
    FN("translate", str_translate_method, "(self, table, /)",
       "Replace each character by what table[ord(character)] gives: a string, a code point, or None to delete it.\n\n"
       "Characters for which the table raises LookupError stay. See str.maketrans()."),
    FN("upper", str_upper_method, "(self, /)", "Return a copy of the string converted to uppercase."),
    FN("zfill", str_zfill_method, "(self, width, /)",
       "Pad a numeric string with zeros on the left, after its sign, to the given width. It is never cut."),
    FN("__format__", str_format_method_, "(self, format_spec, /)", "Return the string formatted as the format_spec says."),
    FN("__getnewargs__", str_getnewargs_, "(self, /)", NULL),
    FN("__sizeof__", str_sizeof_, "(self, /)", "Return the size of the string in memory, in bytes."),
    FN_END,
};

const TypeSpec str_type_spec = {
    .name = "str",
    .doc = "str(object='') -> str\n"
           "str(bytes_or_buffer[, encoding[, errors]]) -> str\n\n"
           "A string made of the object: its str(), or, when encoding or errors is given, the text that the buffer holds in that\n"
           "encoding ('utf-8' unless given).",
    .base = T_OBJECT,
    .flags = TYPE_BASE | TYPE_VARSIZE | TYPE_MATCH_SELF,
    .kind = K_STR,
    .size = sizeof(Str),
    .ext_offset = EXT_COMPUTED,
    .slots = {.repr = str_repr, .str = str_exact, .hash = str_hash, .compare = str_compare_slot, .iter = str_iter,
              .length = str_length_slot, .get_item = str_get_item, .contains = str_contains, .concat = str_concat_slot,
              .repeat = str_repeat_slot, .mod = str_mod},
    .methods = str_methods,
    .trace = str_trace,
    .construct = FN("str", str_construct, "(cls, object='', encoding='utf-8', errors='strict')", ""),
};
