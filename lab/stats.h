/* stats.h: the statistics of compare and claim, with the rules that pyperf uses. */
#ifndef LAB_STATS_H
#define LAB_STATS_H

#include <stdbool.h>
#include <stddef.h>

double stats_mean(const double *values, size_t n);
double stats_stddev(const double *values, size_t n);                 /* n - 1 in the denominator; 0 for one value */
double stats_median(const double *values, size_t n);
double stats_geometric_mean(const double *values, size_t n);         /* of positive values */
/* Half the width of the 95 % confidence interval of the mean. 0 for one value. */
double stats_mean_margin(const double *values, size_t n);

/* Student's two-sample t with pooled variance. Two single values, or two constant samples, differ when their means do. */
typedef struct TTest {
    double t;                    /* infinite when the variance is zero and the means differ */
    bool significant;            /* at 95 %, two-sided */
} TTest;
TTest stats_t_test(const double *a, size_t na, const double *b, size_t nb);

#endif
