/* chart.h: horizontal bars of ratios with intervals on a logarithmic axis, as inline SVG.
 *
 * Colours are CSS variables of the page (--ink, --soft, --grid, --faster, --slower, --band), so that light and dark both work.
 */
#ifndef LAB_CHART_H
#define LAB_CHART_H

#include "util.h"

typedef struct ChartRow {
    const char *label;
    double ratio, low, high;     /* time over the reference's time; below 1 is faster */
} ChartRow;

/* `band` shades ratios within 1 +- band as noise; 0 for none. `title` is for those who cannot see the picture. */
void chart_add(Str *out, const ChartRow *rows, size_t count, double band, const char *title);

#endif
