/* table.h: one table, four renderings. */
#ifndef LAB_TABLE_H
#define LAB_TABLE_H

#include "util.h"

typedef enum TableFormat { TABLE_TEXT, TABLE_MD, TABLE_CSV, TABLE_HTML } TableFormat;

typedef struct Table {
    StrList headers;
    StrList *rows;
    size_t count, capacity;
} Table;

void table_add_row(Table *table, StrList row);
/* Text is the grid that pyperf prints, Markdown its pipe table, CSV is RFC 4180, HTML a bare <table>. */
void table_render(const Table *table, TableFormat format, Str *out);
/* Columns padded with spaces, no rules: for listings read at a terminal. */
void table_render_plain(const Table *table, Str *out);
bool table_format_parse(const char *name, TableFormat *format);
/* A heading above a table, in the same format. */
void table_title(const char *title, TableFormat format, Str *out);

#endif
