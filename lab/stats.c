/* stats.c: see stats.h. */
#include "stats.h"

#include "util.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Neumaier's compensated sum: benchmark values of one sample may span magnitudes. */
static double sum(const double *values, size_t n)
{
    double total = 0, lost = 0;
    for (size_t i = 0; i < n; i++) {
        double next = total + values[i];
        lost += fabs(total) >= fabs(values[i]) ? (total - next) + values[i] : (values[i] - next) + total;
        total = next;
    }
    return total + lost;
}

double stats_mean(const double *values, size_t n)
{
    return sum(values, n) / (double)n;
}

static double squared_deviations(const double *values, size_t n)
{
    double mean = stats_mean(values, n), total = 0;
    for (size_t i = 0; i < n; i++)
        total += (values[i] - mean) * (values[i] - mean);
    return total;
}

double stats_stddev(const double *values, size_t n)
{
    return n < 2 ? 0 : sqrt(squared_deviations(values, n) / (double)(n - 1));
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double stats_median(const double *values, size_t n)
{
    double *sorted = lab_alloc(n * sizeof *sorted);
    memcpy(sorted, values, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_value);
    double median = n % 2 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    free(sorted);
    return median;
}

double stats_geometric_mean(const double *values, size_t n)
{
    double *logs = lab_alloc(n * sizeof *logs);
    for (size_t i = 0; i < n; i++)
        logs[i] = log(values[i]);
    double mean = stats_mean(logs, n);
    free(logs);
    return exp(mean);
}

/* The critical value at 95 %, as printed tables give it: three decimals, and past 30 degrees of freedom the nearest
 * tabulated row below. pyperf decides by such a table, and a figure near the edge must fall on the same side. */
static double critical_value(size_t degrees)
{
    static const size_t ROWS[] = {100, 80, 60, 50, 40, 30};
    if (degrees >= 200)
        return 1.960;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        if (degrees >= ROWS[i]) {
            degrees = ROWS[i];
            break;
        }
    }
    return round(gsl_cdf_tdist_Pinv(0.975, (double)degrees) * 1000) / 1000;
}

double stats_mean_margin(const double *values, size_t n)
{
    return n < 2 ? 0 : gsl_cdf_tdist_Pinv(0.975, (double)(n - 1)) * stats_stddev(values, n) / sqrt((double)n);
}

TTest stats_t_test(const double *a, size_t na, const double *b, size_t nb)
{
    double difference = stats_mean(a, na) - stats_mean(b, nb);
    double squares = squared_deviations(a, na) + squared_deviations(b, nb);
    if (na + nb <= 2 || squares == 0)
        return (TTest){difference == 0 ? 0 : copysign(INFINITY, difference), difference != 0};
    double pooled = squares / (double)(na + nb - 2);
    double t = difference / sqrt(pooled * (1.0 / (double)na + 1.0 / (double)nb));
    return (TTest){t, fabs(t) >= critical_value(na + nb - 2)};
}
