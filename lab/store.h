/* store.h: where the laboratory keeps its builds and toolchains.
 *
 *     $CWLAB_HOME (build-lab)/
 *         store/KEY/record.json   a finished build; KEY is the hash of its recipe. Written last: without it there is no build
 *         store/KEY/files/        what it installed
 *         builds/NAME             a link to ../store/KEY: the newest build of that name
 *         logs/NAME.log           the last attempt's output
 *         work/                   scratch folders, removed at the next start
 *         toolchains/SUITE/       root file systems
 */
#ifndef LAB_STORE_H
#define LAB_STORE_H

#include "util.h"

#include <jansson.h>

const char *store_home(void);
/* Path below the laboratory's home. */
char *store_path(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The record of a finished build, or NULL. */
json_t *store_record(const char *key);
/* A build by its name: its record and its program's absolute path. */
bool store_find_build(const char *name, json_t **record, const char **binary);
/* Gives a finished build its name. */
bool store_name_build(const char *name, const char *key, Error *err);

#endif
