/* _sre.c - the _sre module: Pattern, Match, Scanner and template objects over the matcher in sre_match.c. */
#include "base/unicode.h"
#include "modules/sre.h"
#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/typing.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"

typedef struct Pattern {
    Header header;
    Value pattern, group_index, index_group; /* source (str, bytes or None), dict name -> number, tuple number -> name */
    int64_t flags, groups;
    bool is_bytes;
    size_t code_size;
    uint32_t *code;      /* in a K_BUFFER cell, behind its header */
} Pattern;

typedef struct Match {
    Header header;
    Value pattern, string, regs;
    int64_t begin, end;  /* pos, endpos */
    int64_t last_index;
    int64_t *marks;      /* groups + 1 pairs, behind the header of a K_BUFFER cell */
} Match;

typedef struct Scanner { Header header; Value pattern, string; int64_t start, begin, end, must_advance_from; bool executing; } Scanner;
/* a parsed replacement: literal, then pairs (group number, literal) */
typedef struct TemplateObject { Header header; Value parts; } TemplateObject;

static Pattern *as_pattern(Value v) { return as_cell(v); }
static Match *as_match(Value v) { return as_cell(v); }

/* --- subjects --- */

/* a subject and the state to match it with; buffers are copied to bytes, so that nothing has to be released */
static bool subject(Thread *t, const Pattern *p, Value *string, Value from, Value to, SreState *s, Value *keep)
{
    *s = (SreState){.t = t, .code = p->code, .must_advance_from = -1, .last_index = -1};
    if (is_str(*string)) {
        if (p->is_bytes && !is_none(p->pattern)) return RAISE_FALSE(t, T_TYPE_ERROR, "cannot use a bytes pattern on a string-like object");
        s->text = str_data(as_str(*string));
        s->width = str_width(as_str(*string));
        s->end = (int64_t)as_str(*string)->length;
        *keep = *string;
    } else {
        if (!has_buffer(t, *string)) return RAISE_FALSE(t, T_TYPE_ERROR, "expected string or bytes-like object, got '%T'", *string);
        if (!p->is_bytes && !is_none(p->pattern)) return RAISE_FALSE(t, T_TYPE_ERROR, "cannot use a string pattern on a bytes-like object");
        *keep = *string;
        if (!is_bytes(*string)) {
            Buffer b;
            if (!buffer_get(t, *string, &b, BUFFER_SIMPLE)) return false;
            *keep = bytes_new(t, b.data, b.length);
            buffer_release(t, &b);
            if (is_null(*keep)) return false;
        }
        s->text = as_bytes(*keep)->data;
        s->width = 1;
        s->end = (int64_t)as_bytes(*keep)->length;
    }
    int64_t begin = 0, end = INT64_MAX;
    if ((!is_null(from) && !to_index_clamped(t, from, &begin)) || (!is_null(to) && !to_index_clamped(t, to, &end))) return false;
    if (begin < 0) begin = 0;
    if (begin > s->end) begin = s->end;
    if (end < 0) end = 0;
    if (end < s->end) s->end = end;
    if (begin > s->end) begin = s->end;
    s->begin = s->start = begin;
    s->mark_count = (size_t)p->groups * 2;
    void *marks = gc_alloc_buffer(t, (s->mark_count + 2) * sizeof(int64_t));
    if (!marks) return false;
    s->marks = buffer_data(marks);
    return true;
}

static Value slice_of(Thread *t, Value string, int64_t from, int64_t to)
{
    if (is_str(string)) return str_substr(t, string, (size_t)from, (size_t)to);
    if (is_bytes(string)) return bytes_new(t, as_bytes(string)->data + from, (size_t)(to - from));
    Buffer b;
    if (!buffer_get(t, string, &b, BUFFER_SIMPLE)) return V_NULL;
    int64_t n = (int64_t)b.length;
    if (to > n) to = n;
    if (from > to) from = to;
    Value v = bytes_new(t, (char *)b.data + from, (size_t)(to - from));
    buffer_release(t, &b);
    return v;
}

static Value match_new(Thread *t, Value pattern, Value string, const SreState *s)
{
    Match *m = object_alloc_id(t, T_SRE_MATCH, 0);
    if (!m) return V_NULL;
    m->pattern = pattern;
    m->string = string;
    m->begin = s->begin;
    m->end = s->end;
    m->last_index = s->last_index;
    void *marks = gc_alloc_buffer(t, (s->mark_count + 2) * sizeof(int64_t));
    if (!marks) return V_NULL;
    m->marks = buffer_data(marks);
    gc_barrier(t, m);
    m->marks[0] = s->start;
    m->marks[1] = s->position;
    for (size_t i = 0; i < s->mark_count; i += 2) {
        bool set = s->marks[i] >= 0 && s->marks[i + 1] >= s->marks[i];
        m->marks[i + 2] = set ? s->marks[i] : -1;
        m->marks[i + 3] = set ? s->marks[i + 1] : -1;
    }
    return value_cell(m);
}

/* --- Pattern: matching --- */

static Value match_once(Thread *t, Value *a, int (*how)(SreState *), bool full)
{
    SreState s;
    Value keep;
    if (!subject(t, as_pattern(a[0]), &a[1], a[2], a[3], &s, &keep)) return V_NULL;
    s.full = full;
    int found = how(&s);
    Value v = found < 0 ? V_NULL : found ? match_new(t, a[0], a[1], &s) : V_NONE;
    sre_state_free(&s);
    return v;
}
static Value pattern_match(Thread *t, Value *a, size_t n) { (void)n; return match_once(t, a, sre_match, false); }
static Value pattern_fullmatch(Thread *t, Value *a, size_t n) { (void)n; return match_once(t, a, sre_match, true); }
static Value pattern_search(Thread *t, Value *a, size_t n) { (void)n; return match_once(t, a, sre_search, false); }

/* the text of group g of the last match in s; an empty one where it took no part */
static Value state_group(Thread *t, const SreState *s, Value string, int64_t g)
{
    int64_t from = g ? s->marks[2 * g - 2] : s->start, to = g ? s->marks[2 * g - 1] : s->position;
    if (from < 0 || to < from) from = to = 0;
    return slice_of(t, string, from, to);
}

/* after a match: the next search begins behind it, and does not find the same empty place again */
static void advance(SreState *s)
{
    s->must_advance_from = s->position == s->start ? s->position : -1;
    s->start = s->position;
}

/* an empty match must not be found again where the last one ended; retried one further when only that is possible */
static int next_match(SreState *s) { return s->start > s->end ? 0 : sre_search(s); }

static Value pattern_findall(Thread *t, Value *a, size_t n)
{
    (void)n;
    const Pattern *p = as_pattern(a[0]);
    SreState s;
    Value keep, list = V_NULL;
    if (!subject(t, p, &a[1], a[2], a[3], &s, &keep)) return V_NULL;
    list = list_new(t, NULL, 0);
    int found = is_null(list) ? -1 : 0;
    while (found >= 0 && (found = next_match(&s)) > 0) {
        Value item;
        if (p->groups <= 1) {
            item = state_group(t, &s, a[1], p->groups);
        } else {
            Tuple *row = tuple_alloc(t, (size_t)p->groups);
            item = row ? value_cell(row) : V_NULL;
            for (int64_t g = 1; g <= p->groups && !is_null(item); g++) {
                Value v = state_group(t, &s, a[1], g);
                if (is_null(v)) item = V_NULL;
                else gc_store(t, row, &row->items[g - 1], v);
            }
        }
        if (is_null(item) || !list_append(t, list, item)) found = -1;
        advance(&s);
    }
    sre_state_free(&s);
    return found < 0 ? V_NULL : list;
}

static Value pattern_split(Thread *t, Value *a, size_t n)
{
    (void)n;
    const Pattern *p = as_pattern(a[0]);
    int64_t most = 0, last = 0, splits = 0;
    if (!is_null(a[2]) && !to_size(t, a[2], &most)) return V_NULL;
    SreState s;
    Value keep;
    if (!subject(t, p, &a[1], V_NULL, V_NULL, &s, &keep)) return V_NULL;
    Value list = list_new(t, NULL, 0);
    int found = is_null(list) ? -1 : 0;
    while (found >= 0 && (most == 0 || splits < most) && (found = next_match(&s)) > 0) {
        Value piece = slice_of(t, a[1], last, s.start);
        if (is_null(piece) || !list_append(t, list, piece)) found = -1;
        for (int64_t g = 1; g <= p->groups && found >= 0; g++) {
            bool set = s.marks[2 * g - 2] >= 0 && s.marks[2 * g - 1] >= s.marks[2 * g - 2];
            Value v = set ? state_group(t, &s, a[1], g) : V_NONE;
            if (is_null(v) || !list_append(t, list, v)) found = -1;
        }
        splits++;
        last = s.position;
        advance(&s);
    }
    Value rest = found < 0 ? V_NULL : slice_of(t, a[1], last, s.end);
    sre_state_free(&s);
    return is_null(rest) || !list_append(t, list, rest) ? V_NULL : list;
}

/* --- substitution --- */

/* appends the replacement for a match */
static bool expand_template(Thread *t, Value list, const TemplateObject *template, Value match)
{
    const Tuple *parts = as_tuple(template->parts);
    const Match *m = as_match(match);
    if (!list_append(t, list, parts->items[0])) return false;
    for (size_t i = 1; i + 1 < parts->length; i += 2) {
        int64_t g = as_fixnum(parts->items[i]);
        if (m->marks[2 * g] >= 0) {
            Value v = slice_of(t, m->string, m->marks[2 * g], m->marks[2 * g + 1]);
            if (is_null(v) || !list_append(t, list, v)) return false;
        }
        if (!list_append(t, list, parts->items[i + 1])) return false;
    }
    return true;
}

static Value join(Thread *t, Value list, Value like)
{
    if (is_str(like)) return str_join(t, t->rt->empty_str, as_list(list)->items, as_list(list)->length);
    return call_method1(t, t->rt->empty_bytes, str_intern_text(t, "join"), list);
}

/* what a replacement argument means: *literal, *template or *function is set */
static bool read_replacement(Thread *t, Value pattern, Value repl, Value *literal, Value *template, Value *function)
{
    *literal = *template = *function = V_NULL;
    if (is_callable(t, repl)) return *function = repl, true;
    bool escapes = true;
    if (is_exact_str(repl)) escapes = str_find(repl, t->rt->chars['\\'], 0, as_str(repl)->length) >= 0;
    else if (has_exact_kind(repl, K_BYTES)) escapes = memchr(as_bytes(repl)->data, '\\', as_bytes(repl)->length) != NULL;
    if (!escapes) return *literal = repl, true;
    Value re = import_module(t, "re"), args[2] = {pattern, repl};
    Value made = is_null(re) ? V_NULL : call_method(t, re, str_intern_text(t, "_compile_template"), args, 2);
    if (is_null(made)) return false;
    if (!has_type(t, made, T_SRE_TEMPLATE)) return *literal = made, true;
    const TemplateObject *x = as_cell(made);
    if (as_tuple(x->parts)->length == 1) *literal = as_tuple(x->parts)->items[0];
    else *template = made;
    return true;
}

static Value substitute(Thread *t, Value *a, bool with_count)
{
    int64_t most = 0, done = 0, last = 0;
    Value literal, template, function, keep;
    if (!is_null(a[3]) && !to_size(t, a[3], &most)) return V_NULL;
    SreState s;
    if (!subject(t, as_pattern(a[0]), &a[2], V_NULL, V_NULL, &s, &keep)) return V_NULL;
    if (!read_replacement(t, a[0], a[1], &literal, &template, &function)) return V_NULL;
    Value list = list_new(t, NULL, 0);
    int found = is_null(list) ? -1 : 0;
    while (found >= 0 && (most == 0 || done < most) && (found = next_match(&s)) > 0) {
        Value before = last < s.start ? slice_of(t, a[2], last, s.start) : V_NONE;
        if (is_null(before) || (!is_none(before) && !list_append(t, list, before))) { found = -1; break; }
        if (!is_null(literal)) {
            if (!list_append(t, list, literal)) found = -1;
        } else {
            Value m = match_new(t, a[0], a[2], &s);
            if (is_null(m)) found = -1;
            else if (!is_null(template)) found = expand_template(t, list, as_cell(template), m) ? 1 : -1;
            else {
                Value v = call1(t, function, m);
                if (is_null(v) || (!is_none(v) && !list_append(t, list, v))) found = -1;
            }
        }
        done++;
        last = s.position;
        advance(&s);
    }
    Value rest = found < 0 ? V_NULL : slice_of(t, a[2], last, s.end);
    sre_state_free(&s);
    if (is_null(rest) || !list_append(t, list, rest)) return V_NULL;
    Value out = join(t, list, rest);
    return is_null(out) || !with_count ? out : tuple_pack(t, 2, out, value_fixnum(done));
}
static Value pattern_sub(Thread *t, Value *a, size_t n) { (void)n; return substitute(t, a, false); }
static Value pattern_subn(Thread *t, Value *a, size_t n) { (void)n; return substitute(t, a, true); }

/* --- Scanner, finditer --- */

static Value pattern_scanner(Thread *t, Value *a, size_t n)
{
    (void)n;
    SreState s;
    Value keep;
    if (!subject(t, as_pattern(a[0]), &a[1], a[2], a[3], &s, &keep)) return V_NULL;
    Scanner *x = object_alloc_id(t, T_SRE_SCANNER, 0);
    if (!x) return V_NULL;
    x->pattern = a[0];
    x->string = a[1];
    x->start = x->begin = s.begin;
    x->end = s.end;
    x->must_advance_from = -1;
    return value_cell(x);
}

static Value scan(Thread *t, Value self, int (*how)(SreState *))
{
    Scanner *x = as_cell(self);
    if (x->executing) return raise(t, T_VALUE_ERROR, "regular expression scanner already executing");
    if (x->start < 0) return V_NONE;
    SreState s;
    Value keep, string = x->string;
    if (!subject(t, as_pattern(x->pattern), &string, value_fixnum(x->begin), value_fixnum(x->end), &s, &keep)) return V_NULL;
    s.start = x->start;
    s.must_advance_from = x->must_advance_from;
    x->executing = true;
    int found = s.start > s.end ? 0 : how(&s);
    x->executing = false;
    Value v = found < 0 ? V_NULL : found ? match_new(t, x->pattern, x->string, &s) : V_NONE;
    if (found > 0) {
        advance(&s);
        x->start = s.start;
        x->must_advance_from = s.must_advance_from;
    } else {
        x->start = -1;
    }
    sre_state_free(&s);
    return v;
}
static Value scanner_match(Thread *t, Value *a, size_t n) { (void)n; return scan(t, a[0], sre_match); }
static Value scanner_search(Thread *t, Value *a, size_t n) { (void)n; return scan(t, a[0], sre_search); }
static void scanner_trace(Tracer *tr, void *cell) { gc_trace_values(tr, &((Scanner *)cell)->pattern, 2); }
static const NativeDef scanner_methods[] = {FN("match", scanner_match, "($self, /)", NULL), FN("search", scanner_search, "($self, /)", NULL), FN_END};
static const MemberDef scanner_members[] = {{"pattern", offsetof(Scanner, pattern), false, false, NULL}, MEMBER_END};
const TypeSpec sre_scanner_type_spec = {
    .name = "_sre.SRE_Scanner", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .size = sizeof(Scanner), .methods = scanner_methods,
    .members = scanner_members, .trace = scanner_trace};

static Value pattern_finditer(Thread *t, Value *a, size_t n)
{
    Value scanner = pattern_scanner(t, a, n), search = is_null(scanner) ? V_NULL : attr_get(t, scanner, str_intern_text(t, "search"));
    return is_null(search) ? V_NULL : callable_iterator_new(t, search, V_NONE);
}

/* --- Pattern: the type --- */

static Value self_copy(Thread *t, Value *a, size_t n) { (void)t, (void)n; return a[0]; }
static Value class_getitem(Thread *t, Value *a, size_t n) { (void)n; return generic_alias_new(t, a[0], a[1]); }

static Value pattern_repr(Thread *t, Value self)
{
    static const struct { const char *name; int64_t flag; } names[] = {
        {"re.IGNORECASE", SRE_FLAG_IGNORECASE}, {"re.MULTILINE", SRE_FLAG_MULTILINE}, {"re.DOTALL", SRE_FLAG_DOTALL}, {"re.VERBOSE", SRE_FLAG_VERBOSE},
        {"re.DEBUG", SRE_FLAG_DEBUG}, {"re.ASCII", SRE_FLAG_ASCII}, {"re.LOCALE", SRE_FLAG_LOCALE}};
    const Pattern *p = as_pattern(self);
    int64_t flags = p->flags;
    if (is_str(p->pattern) && (flags & (SRE_FLAG_LOCALE | SRE_FLAG_UNICODE | SRE_FLAG_ASCII)) == SRE_FLAG_UNICODE) flags &= ~SRE_FLAG_UNICODE;
    Value text = t->rt->empty_str, source = object_repr(t, p->pattern);
    for (size_t i = 0; i < sizeof names / sizeof *names && !is_null(text); i++) {
        if (!(flags & names[i].flag)) continue;
        flags &= ~names[i].flag;
        text = str_format(t, "%U%s%s", text, as_str(text)->length ? "|" : ", ", names[i].name);
    }
    if (flags && !is_null(text)) text = str_format(t, "%U%s0x%llx", text, as_str(text)->length ? "|" : ", ", (unsigned long long)flags);
    return is_null(text) || is_null(source) ? V_NULL : str_format(t, "re.compile(%.200U%U)", source, text);
}
static Value pattern_compare(Thread *t, Value a, Value b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !has_type(t, a, T_SRE_PATTERN) || !has_type(t, b, T_SRE_PATTERN)) return V_NOT_IMPLEMENTED;
    const Pattern *x = as_pattern(a), *y = as_pattern(b);
    int same = x == y || (x->flags == y->flags && x->is_bytes == y->is_bytes && x->code_size == y->code_size && !memcmp(x->code, y->code, x->code_size * 4));
    if (same) same = compare_bool(t, x->pattern, y->pattern, CMP_EQ);
    return same < 0 ? V_NULL : value_bool(same == (op == CMP_EQ));
}
static int64_t pattern_hash(Thread *t, Value self)
{
    int64_t h = hash_of(t, as_pattern(self)->pattern);
    if (h == -1) return -1;
    h ^= as_pattern(self)->flags ^ (int64_t)as_pattern(self)->code_size;
    return h == -1 ? -2 : h;
}
static Value get_flags(Thread *t, Value self) { (void)t; return value_fixnum(as_pattern(self)->flags); }
static Value get_groups(Thread *t, Value self) { (void)t; return value_fixnum(as_pattern(self)->groups); }
static Value get_group_index(Thread *t, Value self)
{
    Type *proxy = type_by_id(t, T_MAPPINGPROXY);
    return proxy ? call1(t, type_value(proxy), as_pattern(self)->group_index) : V_NULL;
}
static void pattern_trace(Tracer *tr, void *cell)
{
    Pattern *p = cell;
    gc_trace_values(tr, &p->pattern, 3);
    if (p->code) gc_trace_cell(tr, (char *)p->code - sizeof(Header));
}
#define SUBJECT "($self, /, string, pos=0, endpos=sys.maxsize)"
static const NativeDef pattern_methods[] = {
    FN("match", pattern_match, SUBJECT, "Matches zero or more characters at the beginning of the string."), FN("fullmatch", pattern_fullmatch, SUBJECT, "Matches against all of the string."),
    FN("search", pattern_search, SUBJECT, "Scan through string looking for a match, and return a corresponding match object instance.\n\nReturn None if no position in the string matches."),
    FN("findall", pattern_findall, SUBJECT, "Return a list of all non-overlapping matches of pattern in string."),
    FN("finditer", pattern_finditer, SUBJECT, "Return an iterator over all non-overlapping matches for the RE pattern in string."),
    FN("scanner", pattern_scanner, SUBJECT, NULL), FN("split", pattern_split, "($self, /, string, maxsplit=0)", "Split string by the occurrences of pattern."),
    FN("sub", pattern_sub, "($self, /, repl, string, count=0)", "Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl."),
    FN("subn", pattern_subn, "($self, /, repl, string, count=0)", "Return the tuple (new_string, number_of_subs_made)."),
    FN("__copy__", self_copy, "($self, /)", NULL), FN("__deepcopy__", self_copy, "($self, memo, /)", NULL),
    FN_CLASS_METHOD("__class_getitem__", class_getitem, "(cls, item, /)", "See PEP 585"), FN_END};
static const MemberDef pattern_members[] = {{"pattern", offsetof(Pattern, pattern), false, false, "The pattern string from which the RE object was compiled."}, MEMBER_END};
static const GetSetDef pattern_getsets[] = {
    {"flags", get_flags, NULL, "The regex matching flags."}, {"groups", get_groups, NULL, "The number of capturing groups in the pattern."},
    {"groupindex", get_group_index, NULL, "A dictionary mapping group names to group numbers."}, GETSET_END};
const TypeSpec sre_pattern_type_spec = {
    .name = "re.Pattern", .doc = "Compiled regular expression object.", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE | TYPE_HAS_WEAKREF, .size = sizeof(Pattern),
    .slots = {.repr = pattern_repr, .compare = pattern_compare, .hash = pattern_hash}, .methods = pattern_methods, .members = pattern_members,
    .getsets = pattern_getsets, .trace = pattern_trace};

/* --- Match --- */

/* number of the group that v names, -1 with IndexError */
static int64_t group_number(Thread *t, const Match *m, Value v)
{
    const Pattern *p = as_pattern(m->pattern);
    int64_t g = -1;
    if (type_of(t, v)->slots.index) {
        if (!to_index_clamped(t, v, &g)) return -1;
    } else {
        Value found = dict_get(t, p->group_index, v);
        if (is_null(found) && error_set(t)) error_clear(t);
        if (is_fixnum(found)) g = as_fixnum(found);
    }
    if (g >= 0 && g <= p->groups) return g;
    raise(t, T_INDEX_ERROR, "no such group");
    return -1;
}
static Value group_text(Thread *t, const Match *m, int64_t g, Value otherwise)
{
    return m->marks[2 * g] < 0 ? otherwise : slice_of(t, m->string, m->marks[2 * g], m->marks[2 * g + 1]);
}
static Value one_group(Thread *t, const Match *m, Value v, Value otherwise)
{
    int64_t g = group_number(t, m, v);
    return g < 0 ? V_NULL : group_text(t, m, g, otherwise);
}
static Value match_group(Thread *t, Value *a, size_t n)
{
    const Match *m = as_match(a[0]);
    if (n == 1) return group_text(t, m, 0, V_NONE);
    if (n == 2) return one_group(t, m, a[1], V_NONE);
    Tuple *out = tuple_alloc(t, n - 1);
    for (size_t i = 1; out && i < n; i++) {
        Value v = one_group(t, m, a[i], V_NONE);
        if (is_null(v)) return V_NULL;
        gc_store(t, out, &out->items[i - 1], v);
    }
    return out ? value_cell(out) : V_NULL;
}
static Value match_get_item(Thread *t, Value self, Value key) { return one_group(t, as_match(self), key, V_NONE); }
static Value match_groups(Thread *t, Value *a, size_t n)
{
    (void)n;
    const Match *m = as_match(a[0]);
    int64_t groups = as_pattern(m->pattern)->groups;
    Tuple *out = tuple_alloc(t, (size_t)groups);
    for (int64_t g = 1; out && g <= groups; g++) {
        Value v = group_text(t, m, g, is_null(a[1]) ? V_NONE : a[1]);
        if (is_null(v)) return V_NULL;
        gc_store(t, out, &out->items[g - 1], v);
    }
    return out ? value_cell(out) : V_NULL;
}
static Value match_groupdict(Thread *t, Value *a, size_t n)
{
    (void)n;
    const Match *m = as_match(a[0]);
    Value out = dict_new(t), name, number;
    uint32_t position = 0;
    while (!is_null(out) && dict_next(as_dict(as_pattern(m->pattern)->group_index), &position, &name, &number)) {
        Value v = group_text(t, m, as_fixnum(number), is_null(a[1]) ? V_NONE : a[1]);
        if (is_null(v) || !dict_set(t, out, name, v)) return V_NULL;
    }
    return out;
}
static int64_t group_argument(Thread *t, Value *a) { return is_null(a[1]) ? 0 : group_number(t, as_match(a[0]), a[1]); }
static Value match_start(Thread *t, Value *a, size_t n) { (void)n; int64_t g = group_argument(t, a); return g < 0 ? V_NULL : value_fixnum(as_match(a[0])->marks[2 * g]); }
static Value match_end(Thread *t, Value *a, size_t n) { (void)n; int64_t g = group_argument(t, a); return g < 0 ? V_NULL : value_fixnum(as_match(a[0])->marks[2 * g + 1]); }
static Value span(Thread *t, const Match *m, int64_t g) { return tuple_pack(t, 2, value_fixnum(m->marks[2 * g]), value_fixnum(m->marks[2 * g + 1])); }
static Value match_span(Thread *t, Value *a, size_t n) { (void)n; int64_t g = group_argument(t, a); return g < 0 ? V_NULL : span(t, as_match(a[0]), g); }
static Value match_expand(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value literal, template, function;
    if (!read_replacement(t, as_match(a[0])->pattern, a[1], &literal, &template, &function)) return V_NULL;
    if (!is_null(literal)) return literal;
    Value list = list_new(t, NULL, 0);
    if (is_null(list) || is_null(template) || !expand_template(t, list, as_cell(template), a[0])) return V_NULL;
    return join(t, list, as_tuple(((TemplateObject *)as_cell(template))->parts)->items[0]);
}
static Value get_pos(Thread *t, Value self) { (void)t; return value_fixnum(as_match(self)->begin); }
static Value get_endpos(Thread *t, Value self) { (void)t; return value_fixnum(as_match(self)->end); }
static Value get_last_index(Thread *t, Value self) { (void)t; int64_t i = as_match(self)->last_index; return i > 0 ? value_fixnum(i) : V_NONE; }
static Value get_last_group(Thread *t, Value self)
{
    (void)t;
    const Match *m = as_match(self);
    const Tuple *names = as_tuple(as_pattern(m->pattern)->index_group);
    return m->last_index > 0 && (size_t)m->last_index < names->length ? names->items[m->last_index] : V_NONE;
}
static Value get_regs(Thread *t, Value self)
{
    Match *m = as_match(self);
    int64_t groups = as_pattern(m->pattern)->groups;
    Tuple *out = is_null(m->regs) ? tuple_alloc(t, (size_t)groups + 1) : NULL;
    for (int64_t g = 0; out && g <= groups; g++) {
        Value v = span(t, m, g);
        if (is_null(v)) return V_NULL;
        gc_store(t, out, &out->items[g], v);
    }
    if (out) gc_store(t, m, &m->regs, value_cell(out));
    return m->regs;
}
static Value match_repr(Thread *t, Value self)
{
    const Match *m = as_match(self);
    Value text = group_text(t, m, 0, V_NONE);
    return is_null(text) ? V_NULL : str_format(t, "<%T object; span=(%lld, %lld), match=%R>", self, (long long)m->marks[0], (long long)m->marks[1], text);
}
static void match_trace(Tracer *tr, void *cell)
{
    Match *m = cell;
    gc_trace_values(tr, &m->pattern, 3);
    if (m->marks) gc_trace_cell(tr, (char *)m->marks - sizeof(Header));
}
static const NativeDef match_methods[] = {
    FN("group", match_group, "($self, /, *args)", "group([group1, ...]) -> str or tuple."), FN("groups", match_groups, "($self, /, default=None)", "Return a tuple containing all the subgroups of the match, from 1."),
    FN("groupdict", match_groupdict, "($self, /, default=None)", "Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name."),
    FN("start", match_start, "($self, group=0, /)", "Return index of the start of the substring matched by group."), FN("end", match_end, "($self, group=0, /)", "Return index of the end of the substring matched by group."),
    FN("span", match_span, "($self, group=0, /)", "For match object m, return the 2-tuple (m.start(group), m.end(group))."), FN("expand", match_expand, "($self, /, template)", "Return the string obtained by doing backslash substitution on the string template."),
    FN("__copy__", self_copy, "($self, /)", NULL), FN("__deepcopy__", self_copy, "($self, memo, /)", NULL),
    FN_CLASS_METHOD("__class_getitem__", class_getitem, "(cls, item, /)", "See PEP 585"), FN_END};
static const MemberDef match_members[] = {{"string", offsetof(Match, string), false, false, NULL}, {"re", offsetof(Match, pattern), false, false, NULL}, MEMBER_END};
static const GetSetDef match_getsets[] = {
    {"pos", get_pos, NULL, NULL}, {"endpos", get_endpos, NULL, NULL}, {"lastindex", get_last_index, NULL, NULL}, {"lastgroup", get_last_group, NULL, NULL}, {"regs", get_regs, NULL, NULL}, GETSET_END};
const TypeSpec sre_match_type_spec = {
    .name = "re.Match", .doc = "The result of re.match() and re.search().", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .size = sizeof(Match),
    .slots = {.repr = match_repr, .get_item = match_get_item}, .methods = match_methods, .members = match_members, .getsets = match_getsets, .trace = match_trace};

/* --- the module --- */

static Value compile(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t flags, groups;
    if (!to_int64(t, a[1], &flags) || !to_size(t, a[3], &groups)) return V_NULL;
    if (!is_list(a[2])) return raise(t, T_TYPE_ERROR, "compile() argument 'code' must be list, not %T", a[2]);
    if (!is_dict(a[4])) return raise(t, T_TYPE_ERROR, "compile() argument 'groupindex' must be dict, not %T", a[4]);
    if (!is_tuple(a[5])) return raise(t, T_TYPE_ERROR, "compile() argument 'indexgroup' must be tuple, not %T", a[5]);
    const List *list = as_list(a[2]);
    Pattern *p = object_alloc_id(t, T_SRE_PATTERN, 0);
    void *buffer = p ? gc_alloc_buffer(t, (list->length + 1) * sizeof(uint32_t)) : NULL;
    if (!buffer) return V_NULL;
    p->pattern = a[0];
    p->group_index = a[4];
    p->index_group = a[5];
    p->flags = flags;
    p->groups = groups;
    p->is_bytes = !is_str(a[0]);
    p->code_size = list->length;
    p->code = buffer_data(buffer);
    gc_barrier(t, p);
    for (size_t i = 0; i < list->length; i++) {
        int64_t word;
        if (!to_int64(t, list->items[i], &word)) return V_NULL;
        if (word < 0 || word > UINT32_MAX) return raise(t, T_OVERFLOW_ERROR, "regular expression code size limit exceeded");
        p->code[i] = (uint32_t)word;
    }
    if (groups < 0 || groups > INT32_MAX / 4 || !sre_validate(p->code, p->code_size, (size_t)groups)) return raise(t, T_RUNTIME_ERROR, "invalid SRE code");
    return value_cell(p);
}

static Value template(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_list(a[1])) return raise(t, T_TYPE_ERROR, "template() argument 2 must be list, not %T", a[1]);
    const List *list = as_list(a[1]);
    int64_t groups = as_pattern(a[0])->groups;
    bool ok = list->length % 2 == 1;
    for (size_t i = 1; ok && i < list->length; i += 2) ok = is_fixnum(list->items[i]) && as_fixnum(list->items[i]) >= 0 && as_fixnum(list->items[i]) <= groups;
    if (!ok) return raise(t, T_TYPE_ERROR, "invalid template");
    TemplateObject *x = object_alloc_id(t, T_SRE_TEMPLATE, 0);
    Value parts = x ? list_to_tuple(t, a[1]) : V_NULL;
    if (is_null(parts)) return V_NULL;
    gc_store(t, x, &x->parts, parts);
    return value_cell(x);
}
static void template_trace(Tracer *tr, void *cell) { gc_trace(tr, ((TemplateObject *)cell)->parts); }
const TypeSpec sre_template_type_spec = {
    .name = "_sre.SRE_Template", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .size = sizeof(TemplateObject), .trace = template_trace};

static Value with_character(Thread *t, Value v, Value (*f)(uint32_t))
{
    int64_t c;
    if (!to_int64(t, v, &c)) return V_NULL;
    return f((uint32_t)(c < 0 || c >= (int64_t)UNICODE_LIMIT ? 0 : c));
}
static Value lower_ascii(uint32_t c) { return value_fixnum(sre_lower_ascii(c)); }
static Value lower_unicode(uint32_t c) { return value_fixnum(sre_lower_unicode(c)); }
static Value cased_ascii(uint32_t c) { return value_bool(c < 128 && ((c | 32) >= 'a' && (c | 32) <= 'z')); }
static Value cased_unicode(uint32_t c) { return value_bool(unicode_to_lower(c) != c || unicode_to_upper(c) != c); }
static Value ascii_tolower(Thread *t, Value *a, size_t n) { (void)n; return with_character(t, a[0], lower_ascii); }
static Value unicode_tolower(Thread *t, Value *a, size_t n) { (void)n; return with_character(t, a[0], lower_unicode); }
static Value ascii_iscased(Thread *t, Value *a, size_t n) { (void)n; return with_character(t, a[0], cased_ascii); }
static Value unicode_iscased(Thread *t, Value *a, size_t n) { (void)n; return with_character(t, a[0], cased_unicode); }
static Value getcodesize(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return value_fixnum(4); }

static const NativeDef functions[] = {
    FN("compile", compile, "($module, /, pattern, flags, code, groups, groupindex, indexgroup)", NULL), FN("template", template, "($module, pattern, template, /)", NULL),
    FN("ascii_tolower", ascii_tolower, "($module, character, /)", NULL), FN("unicode_tolower", unicode_tolower, "($module, character, /)", NULL),
    FN("ascii_iscased", ascii_iscased, "($module, character, /)", NULL), FN("unicode_iscased", unicode_iscased, "($module, character, /)", NULL),
    FN("getcodesize", getcodesize, "($module, /)", NULL), FN_END};
static const ConstantDef constants[] = {
    {"MAGIC", SRE_MAGIC, NULL}, {"CODESIZE", 4, NULL}, {"MAXREPEAT", SRE_MAX_REPEAT, NULL}, {"MAXGROUPS", INT32_MAX / 2, NULL}, CONSTANT_END};

static bool setup(Thread *t, Value module)
{
    return type_by_id(t, T_SRE_PATTERN) && type_by_id(t, T_SRE_MATCH) && type_by_id(t, T_SRE_SCANNER) && type_by_id(t, T_SRE_TEMPLATE) && !is_null(module);
}

const ModuleSpec _sre_module_spec = {"_sre", "Regular expression engine.", functions, constants, setup};
