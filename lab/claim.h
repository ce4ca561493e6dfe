/* claim.h: an effect stated as a range over compilers, beside the effect against the best baseline there is. */
#ifndef LAB_CLAIM_H
#define LAB_CLAIM_H

#include "results.h"

typedef struct ClaimPair {
    const Result *with, *without;
    char *under;                 /* what both have: "clang-19 O3" */
    Effect effect;               /* of `with` over `without` */
} ClaimPair;

typedef struct Claim {
    const char *name;
    const char *with, *without;  /* the words that differ */
    ClaimPair *pairs;
    size_t count, capacity;
    const Result *best_with, *best_without;   /* the fastest build with the word, and the fastest without it */
    Effect best;                 /* of the one over the other */
    Effect least, most;          /* ends of the range over the pairs */
    const char *verdict;
} Claim;

/* "NAME: A vs B", or "A vs B". */
bool claim_parse(const char *text, Claim *claim, Error *err);
/* Finds the pairs among the results. False when there is none. */
bool claim_judge(Claim *claim, const Results *results, Error *err);
/* The range of the effect over the pairs, in words. */
char *claim_range(const Claim *claim);
/* Whether less than half of the largest effect is left against the best baseline. */
bool claim_mostly_baseline(const Claim *claim);

#endif
