/* chart.c: see chart.h. */
#include "chart.h"

#include "pyperf.h"

#include <math.h>
#include <stdlib.h>

enum { WIDTH = 450, LABELS = 148, FIGURES = 84, ROW = 20, TOP = 26, BAR = 10 };

typedef struct Axis {
    double low, high;            /* logarithms of the ratios at the ends */
} Axis;

static double x_of(const Axis *axis, double ratio)
{
    double share = (log(ratio) - axis->low) / (axis->high - axis->low);
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    return LABELS + share * (WIDTH - LABELS - FIGURES);
}

/* The axis reaches what the rows need, at least from 0.97 to 1.03, and one always lies inside. */
static Axis fit_axis(const ChartRow *rows, size_t count)
{
    Axis axis = {log(0.97), log(1.03)};
    for (size_t i = 0; i < count; i++) {
        axis.low = fmin(axis.low, log(rows[i].low) - 0.01);
        axis.high = fmax(axis.high, log(rows[i].high) + 0.01);
    }
    return axis;
}

static void add_grid(Str *out, const Axis *axis, double height)
{
    static const double TICKS[] = {0.02, 0.05, 0.1, 0.2, 0.33, 0.5, 0.67, 0.8, 0.9, 0.95, 0.98, 1, 1.02, 1.05, 1.1, 1.25, 1.5, 2, 3, 5, 10, 20, 50};
    double last = -100;
    for (size_t i = 0; i < sizeof TICKS / sizeof *TICKS; i++) {
        double x = x_of(axis, TICKS[i]);
        bool one = TICKS[i] == 1;
        if (log(TICKS[i]) < axis->low || log(TICKS[i]) > axis->high || (x - last < 34 && !one))
            continue;
        str_addf(out, "<line x1='%.1f' x2='%.1f' y1='%d' y2='%.0f' stroke='var(--%s)'/>", x, x, TOP - 6, height, one ? "ink" : "grid");
        if (one || fabs(x - x_of(axis, 1)) > 30)
            str_addf(out, "<text x='%.1f' y='%d' text-anchor='middle' class='tick'>%g</text>", x, TOP - 11, TICKS[i]);
        last = x;
    }
}

static void add_row(Str *out, const Axis *axis, const ChartRow *row, size_t index)
{
    double y = TOP + (double)index * ROW, middle = y + ROW / 2.0, one = x_of(axis, 1), x = x_of(axis, row->ratio);
    str_addf(out, "<text x='%d' y='%.1f' text-anchor='end'>", LABELS - 8, middle + 4);
    str_add_html(out, row->label);
    str_addf(out, "</text><rect x='%.1f' y='%.1f' width='%.1f' height='%d' rx='2' fill='var(--%s)'/>", fmin(one, x), middle - BAR / 2.0,
             fmax(fabs(x - one), 0.5), BAR, row->ratio <= 1 ? "faster" : "slower");
    str_addf(out, "<line x1='%.1f' x2='%.1f' y1='%.1f' y2='%.1f' stroke='var(--ink)' stroke-width='1.5'/>", x_of(axis, row->low),
             x_of(axis, row->high), middle, middle);
    char *text = ratio_format(row->ratio);
    str_addf(out, "<text x='%d' y='%.1f' class='figure'>%s</text>\n", WIDTH - FIGURES + 8, middle + 4, text);
    free(text);
}

void chart_add(Str *out, const ChartRow *rows, size_t count, double band, const char *title)
{
    Axis axis = fit_axis(rows, count);
    double height = TOP + (double)count * ROW + 4;
    str_addf(out, "<svg viewBox='0 0 %d %.0f' role='img'><title>", WIDTH, height);
    str_add_html(out, title);
    str_add(out, "</title>");
    if (band > 0)
        str_addf(out, "<rect x='%.1f' y='%d' width='%.1f' height='%.0f' fill='var(--band)'/>", x_of(&axis, 1 / (1 + band)), TOP - 6,
                 x_of(&axis, 1 + band) - x_of(&axis, 1 / (1 + band)), height - TOP + 6);
    add_grid(out, &axis, height);
    for (size_t i = 0; i < count; i++)
        add_row(out, &axis, &rows[i], i);
    str_add(out, "</svg>\n");
}
