/* table.c: see table.h. */
#include "table.h"

#include <stdlib.h>
#include <string.h>

void table_add_row(Table *table, StrList row)
{
    ARRAY_PUSH(table->rows, table->count, table->capacity, row);
}

bool table_format_parse(const char *name, TableFormat *format)
{
    static const char *const NAMES[] = {"text", "md", "csv", "html"};
    for (int i = 0; i < 4; i++) {
        if (!strcmp(name, NAMES[i])) {
            *format = (TableFormat)i;
            return true;
        }
    }
    return false;
}

static size_t *column_widths(const Table *table)
{
    size_t *widths = lab_alloc(table->headers.count * sizeof *widths);
    for (size_t c = 0; c < table->headers.count; c++) {
        widths[c] = text_width(table->headers.items[c]);
        for (size_t r = 0; r < table->count; r++)
            if (c < table->rows[r].count && text_width(table->rows[r].items[c]) > widths[c])
                widths[c] = text_width(table->rows[r].items[c]);
    }
    return widths;
}

static void add_padded(Str *out, const char *text, size_t width)
{
    str_add(out, text);
    str_add_char(out, ' ', width - text_width(text));
}

static void add_rule(Str *out, const size_t *widths, size_t columns, char c)
{
    for (size_t i = 0; i < columns; i++) {
        str_add_char(out, '+', 1);
        str_add_char(out, c, widths[i] + 2);
    }
    str_add(out, "+\n");
}

static void add_piped(Str *out, const StrList *row, const size_t *widths)
{
    for (size_t i = 0; i < row->count; i++) {
        str_add(out, "| ");
        add_padded(out, row->items[i], widths[i]);
        str_add_char(out, ' ', 1);
    }
    str_add(out, "|\n");
}

static void render_text(const Table *table, const size_t *widths, Str *out)
{
    size_t columns = table->headers.count;
    add_rule(out, widths, columns, '-');
    add_piped(out, &table->headers, widths);
    add_rule(out, widths, columns, '=');
    for (size_t r = 0; r < table->count; r++) {
        add_piped(out, &table->rows[r], widths);
        add_rule(out, widths, columns, '-');
    }
}

static void render_md(const Table *table, const size_t *widths, Str *out)
{
    add_piped(out, &table->headers, widths);
    for (size_t i = 0; i < table->headers.count; i++) {
        str_add(out, i ? "|:" : "|--");
        str_add_char(out, '-', widths[i]);
        if (i)
            str_add_char(out, ':', 1);
    }
    str_add(out, "|\n");
    for (size_t r = 0; r < table->count; r++)
        add_piped(out, &table->rows[r], widths);
}

static void add_csv_row(Str *out, const StrList *row)
{
    for (size_t i = 0; i < row->count; i++) {
        if (i)
            str_add_char(out, ',', 1);
        if (!strpbrk(row->items[i], ",\"\r\n")) {
            str_add(out, row->items[i]);
            continue;
        }
        str_add_char(out, '"', 1);
        for (const char *p = row->items[i]; *p; p++)
            str_add_char(out, *p, *p == '"' ? 2 : 1);
        str_add_char(out, '"', 1);
    }
    str_add(out, "\r\n");
}

static void add_html_row(Str *out, const StrList *row, const char *cell)
{
    str_add(out, "<tr>");
    for (size_t i = 0; i < row->count; i++) {
        str_addf(out, "<%s>", cell);
        str_add_html(out, row->items[i]);
        str_addf(out, "</%s>", cell);
    }
    str_add(out, "</tr>\n");
}

static void render_html(const Table *table, Str *out)
{
    str_add(out, "<table>\n<thead>\n");
    add_html_row(out, &table->headers, "th");
    str_add(out, "</thead>\n<tbody>\n");
    for (size_t r = 0; r < table->count; r++)
        add_html_row(out, &table->rows[r], "td");
    str_add(out, "</tbody>\n</table>\n");
}

void table_render(const Table *table, TableFormat format, Str *out)
{
    size_t *widths = column_widths(table);
    switch (format) {
    case TABLE_TEXT: render_text(table, widths, out); break;
    case TABLE_MD: render_md(table, widths, out); break;
    case TABLE_HTML: render_html(table, out); break;
    case TABLE_CSV:
        add_csv_row(out, &table->headers);
        for (size_t r = 0; r < table->count; r++)
            add_csv_row(out, &table->rows[r]);
        break;
    }
    free(widths);
}

static void add_plain_row(Str *out, const StrList *row, const size_t *widths)
{
    for (size_t i = 0; i < row->count; i++) {
        if (i)
            str_add(out, "  ");
        if (i + 1 < row->count)
            add_padded(out, row->items[i], widths[i]);
        else
            str_add(out, row->items[i]);
    }
    str_add_char(out, '\n', 1);
}

void table_render_plain(const Table *table, Str *out)
{
    size_t *widths = column_widths(table);
    add_plain_row(out, &table->headers, widths);
    for (size_t r = 0; r < table->count; r++)
        add_plain_row(out, &table->rows[r], widths);
    free(widths);
}

void table_title(const char *title, TableFormat format, Str *out)
{
    switch (format) {
    case TABLE_TEXT:
    case TABLE_MD:
        str_addf(out, "%s\n", title);
        str_add_char(out, '=', text_width(title));
        str_add(out, "\n\n");
        break;
    case TABLE_CSV:
        str_addf(out, "# %s\r\n", title);
        break;
    case TABLE_HTML:
        str_add(out, "<h2>");
        str_add_html(out, title);
        str_add(out, "</h2>\n");
        break;
    }
}
