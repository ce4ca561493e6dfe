/* report.c - the report of an uncaught exception, as CPython's traceback module prints it: what led to it (causes and contexts, the
 * earliest first), the frames, the message, notes, and the members of groups as a tree.
 *
 * First a tree of nodes is made of all exceptions involved, each shown once (groups' members excepted), then it is printed. */
#include "runtime/report.h"
#include "objects/dict.h"
#include "objects/exception_group.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "vm/code.h"
#include <stdio.h>
#include <unistd.h>

enum { MAX_GROUP_WIDTH = 15, MAX_GROUP_DEPTH = 10, SHOWN_REPETITIONS = 3, GROUP_MEMBERS_FIELD = 1 };
#define ARENA_LIMIT ((size_t)256 << 20)

/* --- output --- */

static void put_margin(Report *r)
{
    r->line_start = false;
    if (!r->depth) return;
    builder_repeat(&r->out, ' ', 2 * (size_t)r->depth);
    builder_char(&r->out, (uint8_t)r->margin);
    builder_char(&r->out, ' ');
}

static void put_char(Report *r, uint32_t c)
{
    if (r->line_start) put_margin(r);
    builder_char(&r->out, c);
    r->line_start = c == '\n';
}

void report_put(Report *r, const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        unsigned size = 1;
        put_char(r, utf8_get(s + i, &size));
        i += size;
    }
}

void report_text(Report *r, const char *s) { report_put(r, s, strlen(s)); }

void report_str(Report *r, Value str)
{
    if (is_null(str)) {
        error_clear(r->t);
        return;
    }
    for (size_t i = 0; i < str_length(as_str(str)); i++) put_char(r, str_at(as_str(str), i));
}

static Value safe(Thread *t, Value text, const char *what, const char *how)
{
    if (!is_null(text)) return text;
    error_clear(t);
    return str_format(t, "<%s %s() failed>", what, how);
}
Value report_safe_str(Thread *t, Value v, const char *what) { return safe(t, object_str(t, v), what, "str"); }
Value report_safe_repr(Thread *t, Value v, const char *what) { return safe(t, object_repr(t, v), what, "repr"); }

/* --- the tree --- */

typedef struct Node {
    Value exception;
    struct Node *cause, *context, **members, *link;
    size_t count;
    bool group;
} Node;

typedef struct Builder { Report *r; Value seen, keep; Node *queue; } Builder; /* keep: nodes lie outside the heap */

static Node *make_node(Builder *b, Value exception)
{
    Thread *t = b->r->t;
    Node *node = arena_alloc(&b->r->arena, sizeof *node);
    if (!node || set_add(t, b->seen, value_fixnum((int64_t)value_identity(exception))) < 0 || !list_append(t, b->keep, exception)) {
        error_clear(t);
        return NULL;
    }
    node->exception = exception;
    node->group = is_exception_group(t, exception);
    return node;
}

static bool is_new(Builder *b, Value exception)
{
    return !is_null(exception) && set_contains(b->r->t, b->seen, value_fixnum((int64_t)value_identity(exception))) == 0;
}

static void enqueue(Builder *b, Node *node)
{
    if (!node) return;
    node->link = b->queue;
    b->queue = node;
}

static void expand(Builder *b, Node *node)
{
    const Exception *e = as_exception(node->exception);
    if (is_new(b, e->cause)) node->cause = make_node(b, e->cause);
    if (!node->cause && !e->suppress_context && is_new(b, e->context)) node->context = make_node(b, e->context);
    if (node->group) {
        const Tuple *members = as_tuple(e->field[GROUP_MEMBERS_FIELD]);
        node->members = arena_alloc(&b->r->arena, members->length * sizeof *node->members);
        for (size_t i = 0; node->members && i < members->length; i++)
            if ((node->members[node->count] = make_node(b, members->items[i]))) node->count++;
    }
    enqueue(b, node->cause);
    enqueue(b, node->context);
    for (size_t i = 0; i < node->count; i++) enqueue(b, node->members[i]);
}

static Node *make_tree(Report *r, Value exception, Value *keep)
{
    Builder b = {r, set_new(r->t), list_new(r->t, NULL, 0), NULL};
    *keep = b.keep;
    if (is_null(b.seen) || is_null(b.keep)) return NULL;
    Node *root = make_node(&b, exception);
    enqueue(&b, root);
    while (b.queue) {
        Node *node = b.queue;
        b.queue = node->link;
        expand(&b, node);
    }
    return root;
}

/* --- frames --- */

/* sys.tracebacklimit: that many of the last entries; -1: all */
static int64_t entry_limit(Thread *t)
{
    int64_t n;
    Value limit = dict_get_text(t, t->rt->sys_dict, "tracebacklimit");
    if (is_null(limit) || !is_int(limit) || !int_fits_int64(limit, &n)) return -1;
    return n < 0 ? 0 : n;
}

static const Traceback *first_shown(Thread *t, Value at)
{
    int64_t limit = entry_limit(t), count = 0;
    for (Value v = at; !is_null(v); v = ((const Traceback *)as_cell(v))->next) count++;
    while (limit >= 0 && count-- > limit) at = ((const Traceback *)as_cell(at))->next;
    return is_null(at) ? NULL : as_cell(at);
}

static bool same_entry(const Traceback *a, const Traceback *b)
{
    return traceback_line(a) == traceback_line(b) && str_equal(a->code->name, b->code->name) && str_equal(a->code->file_name, b->code->file_name);
}

static void put_repeated(Report *r, size_t count)
{
    if (count <= SHOWN_REPETITIONS) return;
    count -= SHOWN_REPETITIONS;
    char line[80];
    snprintf(line, sizeof line, "  [Previous line repeated %zu more time%s]\n", count, count > 1 ? "s" : "");
    report_text(r, line);
}

static void put_stack(Report *r, const Traceback *tb)
{
    size_t count = 0;
    const Traceback *last = NULL;
    while (tb) {
        if (!last || !same_entry(last, tb)) {
            put_repeated(r, count);
            count = 0;
        }
        last = tb;
        if (++count <= SHOWN_REPETITIONS) report_frame(r, tb);
        tb = is_null(tb->next) ? NULL : as_cell(tb->next);
    }
    put_repeated(r, count);
}

/* --- the exception itself --- */

/* the type's qualified name, with its module unless that is builtins or __main__ */
static Value type_text(Thread *t, Value exception)
{
    Value type = type_value(type_of(t, exception));
    Value name = attr_get_optional(t, type, NAME(t, __qualname__)), module = attr_get_optional(t, type, NAME(t, __module__));
    error_clear(t);
    if (is_null(name) || !is_str(name)) name = as_type(type)->name;
    if (is_null(module) || !is_str(module)) return str_format(t, "<unknown>.%U", name);
    if (str_equal_text(module, "builtins") || str_equal_text(module, "__main__")) return name;
    return str_format(t, "%U.%U", module, name);
}

static void put_message(Report *r, Value exception)
{
    Thread *t = r->t;
    Value type = type_text(t, exception);
    if (is_instance_of(t, exception, T_SYNTAX_ERROR)) {
        report_syntax_error(r, exception, type);
        return;
    }
    Value text = report_safe_str(t, exception, "exception"), suggestion = report_suggestion(t, exception);
    report_str(r, type);
    if (!is_null(suggestion) || (!is_null(text) && str_length(as_str(text)))) {
        report_text(r, ": ");
        report_str(r, text);
        if (!is_null(suggestion)) report_str(r, suggestion);
    }
    report_text(r, "\n");
}

static bool put_note(Thread *t, void *context, Value note)
{
    report_str(context, report_safe_str(t, note, "note"));
    report_text(context, "\n");
    return true;
}

static void put_notes(Report *r, Value exception)
{
    Thread *t = r->t;
    Value notes = attr_get_optional(t, exception, NAME(t, __notes__));
    if (error_set(t)) {
        Value e = error_take(t);
        report_text(r, "Ignored error getting __notes__: ");
        report_str(r, report_safe_repr(t, e, "__notes__"));
        report_text(r, "\n");
    } else if (!is_null(notes) && !is_none(notes)) {
        bool many = (type_of(t, notes)->flags & TYPE_SEQUENCE) || is_list(notes) || is_tuple(notes);
        if (many && !is_str(notes) && !has_kind(notes, K_BYTES) && !has_kind(notes, K_BYTEARRAY)) {
            if (!iterate(t, notes, put_note, r)) error_clear(t);
        } else {
            report_str(r, report_safe_repr(t, notes, "__notes__"));
            report_text(r, "\n");
        }
    }
}

/* --- groups and chains --- */

static void put_chain(Report *r, Node *node);

static void put_single(Report *r, Node *node, const Traceback *stack)
{
    if (stack) {
        report_text(r, "Traceback (most recent call last):\n");
        put_stack(r, stack);
    }
    put_message(r, node->exception);
    put_notes(r, node->exception);
}

/* "  +-+---------------- 1 ----------------" */
static void put_ruler(Report *r, size_t index, bool truncated)
{
    char line[80];
    builder_repeat(&r->out, ' ', 2 * (size_t)r->depth);
    if (truncated) snprintf(line, sizeof line, "  +---------------- ... ----------------\n");
    else snprintf(line, sizeof line, "%s+---------------- %zu ----------------\n", index ? "  " : "+-", index + 1);
    builder_text(&r->out, line);
    r->line_start = true;
}

static void put_members(Report *r, Node *node)
{
    size_t n = node->count <= MAX_GROUP_WIDTH ? node->count : MAX_GROUP_WIDTH + 1;
    r->need_close = false;
    for (size_t i = 0; i < n; i++) {
        bool last = i + 1 == n, truncated = i >= MAX_GROUP_WIDTH;
        if (last) r->need_close = true; /* unless a nested group closes it */
        put_ruler(r, i, truncated);
        r->depth++;
        if (truncated) {
            char line[60];
            size_t more = node->count - MAX_GROUP_WIDTH;
            snprintf(line, sizeof line, "and %zu more exception%s\n", more, more > 1 ? "s" : "");
            report_text(r, line);
        } else {
            put_chain(r, node->members[i]);
        }
        if (last && r->need_close) {
            builder_repeat(&r->out, ' ', 2 * (size_t)r->depth);
            builder_text(&r->out, "+------------------------------------\n");
            r->need_close = false;
        }
        r->depth--;
    }
}

static void put_group(Report *r, Node *node, const Traceback *stack)
{
    bool outermost = r->depth == 0;
    if (outermost) r->depth = 1;
    if (stack) {
        if (outermost) r->margin = '+';
        report_text(r, "Exception Group Traceback (most recent call last):\n");
        r->margin = '|';
        put_stack(r, stack);
    }
    put_message(r, node->exception);
    put_notes(r, node->exception);
    put_members(r, node);
    if (outermost) r->depth = 0;
}

static void put_node(Report *r, Node *node)
{
    const Traceback *stack = first_shown(r->t, as_exception(node->exception)->traceback);
    if (!node->group) put_single(r, node, stack);
    else if (r->depth > MAX_GROUP_DEPTH) report_text(r, "... (max_group_depth is 10)\n");
    else put_group(r, node, stack);
}

static void put_chain(Report *r, Node *node)
{
    Node *earliest = NULL; /* node and what led to it, the earliest first */
    for (Node *n = node, *next; n; n = next) {
        next = n->cause ? n->cause : n->context;
        n->link = earliest;
        earliest = n;
    }
    for (Node *n = earliest; n; n = n->link) {
        if (n->cause) report_text(r, "\nThe above exception was the direct cause of the following exception:\n\n");
        else if (n->context) report_text(r, "\nDuring handling of the above exception, another exception occurred:\n\n");
        put_node(r, n);
    }
}

/* --- writing --- */

/* UTF-8 with backslash escapes for surrogates, to fd 2 */
static void write_to_fd(Thread *t, Value text)
{
    StrBuilder b;
    builder_init(&b, t);
    for (size_t i = 0; i < str_length(as_str(text)); i++) {
        uint32_t c = str_at(as_str(text), i);
        char escape[8];
        if (!is_surrogate(c)) builder_char(&b, c);
        else builder_ascii(&b, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", (unsigned)c));
    }
    text = builder_finish(&b);
    size_t n = 0;
    const char *s = is_null(text) ? NULL : str_utf8(t, text, &n);
    while (s && n) {
        ssize_t done = write(STDERR_FILENO, s, n);
        if (done <= 0) return;
        s += done;
        n -= (size_t)done;
    }
}

Value source_line_text(Thread *t, Value filename, int line)
{
    Report r = {.t = t};
    arena_init(&r.arena, ARENA_LIMIT);
    TextLine l = report_line(&r, filename, line);
    while (l.n && strchr(" \t\f", *l.s)) l.s++, l.n--;
    while (l.n && strchr(" \t\f\r", l.s[l.n - 1])) l.n--;
    Value text = str_from_utf8(t, l.s, l.n);
    arena_free(&r.arena);
    return text;
}

void exception_print(Thread *t, Value exception, Value file)
{
    Value pending = error_take(t), keep = V_NULL;
    Report r = {.t = t, .margin = '|', .line_start = true};
    builder_init(&r.out, t);
    arena_init(&r.arena, ARENA_LIMIT);
    Node *root = make_tree(&r, exception, &keep);
    if (root) put_chain(&r, root);
    else report_str(&r, type_of(t, exception)->name);
    arena_free(&r.arena);
    Value text = builder_finish(&r.out);
    if (is_null(text)) error_clear(t);
    else if (is_null(file)) write_to_fd(t, text);
    else call_method1(t, file, NAME(t, write), text);
    __asm__ volatile("" : : "r"(keep.bits)); /* the tree's exceptions stay alive up to here */
    error_clear(t);
    error_restore(t, pending);
}
