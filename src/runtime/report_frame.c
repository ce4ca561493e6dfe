/* report_frame.c - one entry of a traceback: file, line, function, and the source with the part that was being executed marked.
 *
 * The lines of the instruction's range are dedented together. Of many lines the first, the last and those around the anchors
 * (see source_anchors) are shown. Columns of the output are cells of a terminal: wide characters take two. */
#include "base/unicode.h"
#include "objects/frame.h"
#include "objects/exception.h"
#include "objects/str.h"
#include "runtime/error.h"
#include "runtime/report.h"
#include <stdio.h>

typedef struct Excerpt {
    TextLine *lines;         /* dedented, without trailing space */
    size_t count;
    size_t start, end;       /* of the range: in the first, in the last line; bytes */
    bool has_range;
} Excerpt;

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f); }

static TextLine strip_right(TextLine l)
{
    while (l.n && is_space(l.s[l.n - 1])) l.n--;
    return l;
}

static size_t leading_space(TextLine l)
{
    size_t n = 0;
    while (n < l.n && is_space(l.s[n])) n++;
    return n;
}

/* bytes of blanks and tabs that all lines with text have in common */
static size_t common_margin(const TextLine *lines, size_t count)
{
    const TextLine *first = NULL;
    size_t margin = 0;
    for (size_t i = 0; i < count; i++) {
        if (leading_space(lines[i]) == lines[i].n) continue;
        if (!first) {
            first = &lines[i];
            while (margin < first->n && (first->s[margin] == ' ' || first->s[margin] == '\t')) margin++;
            continue;
        }
        size_t same = 0;
        while (same < margin && same < lines[i].n && lines[i].s[same] == first->s[same]) same++;
        margin = same;
    }
    return margin;
}

static void dedent(TextLine *lines, size_t count)
{
    size_t margin = common_margin(lines, count);
    for (size_t i = 0; i < count; i++) {
        if (leading_space(lines[i]) == lines[i].n) lines[i].n = 0;
        else lines[i] = (TextLine){lines[i].s + margin, lines[i].n - margin};
    }
}

/* cells that the first n bytes of a line take */
static size_t display_width(TextLine l, size_t n)
{
    size_t width = 0;
    for (size_t i = 0; i < n && i < l.n;) {
        unsigned size = 1;
        uint32_t c = utf8_get(l.s + i, &size);
        const char *kind = c < 0x1100 ? "N" : unicode_east_asian_width(c);
        width += (kind[0] == 'W' || kind[0] == 'F') ? 2 : 1;
        i += size;
    }
    return width;
}

static size_t at_most(int32_t column, size_t n) { return (size_t)column < n ? (size_t)column : n; }
static size_t less(size_t a, size_t b) { return a > b ? a - b : 0; }

/* the lines of a range; false: there is nothing to show */
static bool excerpt(Report *r, Value filename, Position p, Excerpt *x)
{
    if (p.line < 1) return false;
    if (p.end_line < p.line) p.end_line = p.line;
    x->count = (size_t)(p.end_line - p.line) + 1;
    x->lines = arena_alloc(&r->arena, x->count * sizeof *x->lines);
    if (!x->lines) return false;
    bool any = false;
    for (size_t i = 0; i < x->count; i++) {
        x->lines[i] = strip_right(report_line(r, filename, p.line + (int)i));
        any |= x->lines[i].n > 0;
    }
    if (!any) return false;
    x->has_range = p.column >= 0 && p.end_column >= 0;
    if (!x->has_range) return true;
    TextLine first = x->lines[0], last = x->lines[x->count - 1];
    dedent(x->lines, x->count);
    size_t cut = first.n - x->lines[0].n;
    x->start = less(at_most(p.column, first.n), cut);
    x->end = less(at_most(p.end_column, last.n), cut);
    return true;
}

static char *joined(Report *r, const Excerpt *x, size_t *n)
{
    size_t total = 0;
    for (size_t i = 0; i < x->count; i++) total += x->lines[i].n + 1;
    char *text = arena_alloc(&r->arena, total + 1), *at = text;
    if (!text) return NULL;
    for (size_t i = 0; i < x->count; i++) {
        memcpy(at, x->lines[i].s, x->lines[i].n);
        at += x->lines[i].n;
        *at++ = '\n';
    }
    *n = total - 1;
    return text;
}

/* Markers say nothing where the range is all there is, or a statement that is one call. */
static bool wants_markers(const Excerpt *x, const char *text, size_t n, bool anchored)
{
    if (source_is_one_call(text, n, x->count, x->start, x->end)) return false;
    if (anchored) return true;
    TextLine last = x->lines[x->count - 1];
    TextLine before = {x->lines[0].s, x->start}, behind = {last.s + x->end, last.n - x->end};
    return leading_space(before) < before.n || leading_space(behind) < behind.n;
}

/* --- output lines --- */

typedef struct Marks { const Excerpt *x; Anchors anchors; bool anchored; size_t start, end, left, right; } Marks; /* sizes: cells */
typedef struct Output { TextLine *lines; size_t count; Arena *arena; } Output;

static void push(Output *o, TextLine l) { o->lines[o->count++] = l; }

static char mark_at(const Marks *m, size_t line, size_t column)
{
    if (!m->anchored) return '^';
    const Anchors *a = &m->anchors;
    bool behind_left = line > a->left_line || (line == a->left_line && column >= m->left);
    bool before_right = line < a->right_line || (line == a->right_line && column < m->right);
    return behind_left && before_right ? '^' : '~';
}

static void push_marked(Output *o, const Marks *m, size_t line, bool marked)
{
    TextLine text = m->x->lines[line];
    push(o, text);
    if (!marked) return;
    size_t width = line + 1 == m->x->count ? m->end : display_width(text, text.n), indent = leading_space(text);
    char *marks = arena_alloc(o->arena, width + 1);
    if (!marks) return;
    for (size_t i = 0; i < width; i++)
        marks[i] = i < indent || (line == 0 && i < m->start) ? ' ' : mark_at(m, line, i);
    push(o, (TextLine){marks, width});
}

static void push_omission(Output *o, size_t lines)
{
    char *text = arena_alloc(o->arena, 40);
    if (text) push(o, (TextLine){text, (size_t)snprintf(text, 40, "...<%zu lines>...", lines)});
}

/* the lines around an anchor */
static void keep_around(bool *shown, size_t count, size_t line)
{
    for (size_t i = line ? line - 1 : 0; i <= line + 1 && i < count; i++) shown[i] = true;
}

static void show_lines(Output *o, const Marks *m, bool marked, const bool *shown)
{
    size_t count = m->x->count, last = 0;
    for (size_t i = 0; i < count; i++) {
        if (!shown[i]) continue;
        if (i > last + 2) push_omission(o, i - last - 1);
        else if (i == last + 2) push_marked(o, m, i - 1, marked);
        push_marked(o, m, i, marked);
        last = i;
    }
}

static void put_range(Report *r, const Excerpt *x)
{
    size_t n;
    char *text = joined(r, x, &n);
    bool *shown = arena_alloc(&r->arena, x->count * sizeof *shown);
    Output o = {arena_alloc(&r->arena, 2 * x->count * sizeof(TextLine)), 0, &r->arena};
    if (!text || !shown || !o.lines) return;
    Marks m = {.x = x, .start = display_width(x->lines[0], x->start), .end = display_width(x->lines[x->count - 1], x->end)};
    size_t tail = x->lines[x->count - 1].n - x->end;
    m.anchored = n - tail > x->start && source_anchors(text + x->start, n - tail - x->start, &m.anchors);
    bool marked = wants_markers(x, text, n, m.anchored);
    shown[0] = shown[x->count - 1] = true;
    if (m.anchored) {
        m.left = display_width(x->lines[m.anchors.left_line], m.anchors.left + (m.anchors.left_line == 0 ? x->start : 0));
        m.right = display_width(x->lines[m.anchors.right_line], m.anchors.right + (m.anchors.right_line == 0 ? x->start : 0));
        keep_around(shown, x->count, m.anchors.left_line);
        keep_around(shown, x->count, m.anchors.right_line);
    }
    show_lines(&o, &m, marked, shown);
    dedent(o.lines, o.count);
    for (size_t i = 0; i < o.count; i++) {
        report_text(r, "    ");
        report_put(r, o.lines[i].s, o.lines[i].n);
        report_text(r, "\n");
    }
}

static void put_source(Report *r, Value filename, Position p)
{
    Excerpt x;
    if (!excerpt(r, filename, p, &x)) return;
    if (x.has_range) {
        put_range(r, &x);
        return;
    }
    size_t indent = leading_space(x.lines[0]);
    if (x.lines[0].n > indent) report_text(r, "    ");
    report_put(r, x.lines[0].s + indent, x.lines[0].n - indent);
    report_text(r, "\n");
}

void report_frame(Report *r, const Traceback *tb)
{
    Value filename = tb->code->file_name;
    Position p = code_position(tb->code, tb->pc);
    if (p.line < 0) p = (Position){tb->pc, traceback_line(tb), -1, -1, -1};
    report_text(r, "  File \"");
    report_str(r, filename);
    char line[40];
    snprintf(line, sizeof line, "\", line %d, in ", (int)p.line);
    report_text(r, p.line < 0 ? "\", line None, in " : line);
    report_str(r, tb->code->name);
    report_text(r, "\n");
    put_source(r, filename, p);
}
