/* contract.h: what the source meant the machine code to be, as an INI file that a binary is held to.
 *
 *     [binary]
 *     handlers = op_*              the handler functions; or: function = interp_loop
 *     dispatch = tail-called       the accepted verdicts of inspect
 *     min-handlers = 100           also: min-dispatch-jumps, max-unknown-jumps
 *
 *     [rule: hot]
 *     says = hot handlers work in registers alone
 *     handlers = op_MOVE op_LOAD_* the handlers it is about; a pattern that matches none breaks the contract
 *     except = op_EXIT
 *     calls = 0                    at most; also: pushes, pops, stack (reloads, spills and frames), selects, returns, size,
 *                                  shared-jumps
 *     min-own-jumps = 1            at least; min-exits = 1: indirect jumps, other functions and cold parts
 *     leaves-to = slow_*           direct jumps out of the handler go to these functions only
 */
#ifndef LAB_CONTRACT_H
#define LAB_CONTRACT_H

#include "config.h"
#include "dispatch.h"

typedef struct Contract {
    Config config;
    const ConfigSection *binary;
} Contract;

/* Reads a contract; unknown keys and values are errors. */
bool contract_load(const char *path, Contract *contract, Error *err);
/* Analyses the binary as the contract says. */
bool contract_analyse(const Contract *contract, Image *image, Analysis *analysis, Error *err);
/* Adds one line for each broken promise; returns how many rules are broken. `total` is set to the number of rules. */
size_t contract_check(const Contract *contract, const Analysis *analysis, Str *report, size_t *total);

#endif
