/* inspect.h: renderings of an analysis that more than one subcommand uses. */
#ifndef LAB_INSPECT_H
#define LAB_INSPECT_H

#include "dispatch.h"

#include <jansson.h>

/* "replicated: 332 dispatch jumps for 223 handlers" */
char *verdict_sentence(const Analysis *analysis);
/* How a handler leaves: "1 own jump, slow_ADD". */
char *handler_leaving(const Handler *handler);
/* The analysis as JSON; details: also tables, jumps and handlers. */
json_t *inspect_json(const Analysis *analysis, bool details);

#endif
