/* machine.h: what there is to know about the machine that measures, under pyperf's names. */
#ifndef LAB_MACHINE_H
#define LAB_MACHINE_H

#include "util.h"

#include <jansson.h>

/* Adds hostname, platform, CPU model, count, governor and turbo, address randomisation, boot time, load. */
void machine_describe(json_t *metadata);
/* What on this machine makes measurements worse than they could be, a line each. */
StrList machine_complaints(void);

#endif
