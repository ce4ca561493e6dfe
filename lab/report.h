/* report.h: an experiment as one self-contained HTML page. */
#ifndef LAB_REPORT_H
#define LAB_REPORT_H

#include "results.h"

typedef struct ReportOptions {
    const char *title, *reference;   /* reference: a build's name; NULL for the first */
    StrList claims;                  /* texts of claims */
} ReportOptions;

/* The page. Claims that the results cannot judge are listed as such. */
bool report_make(const Results *results, const ReportOptions *options, Str *page, Error *err);
/* The claims of a matrix file, as texts. */
bool report_claims(const char *matrix, StrList *claims, Error *err);

#endif
