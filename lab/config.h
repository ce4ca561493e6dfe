/* config.h: INI files (contracts, matrices, lock files) as lists of sections and entries, in the order of the file.
 *
 * An indented line continues the value above it; the pieces are joined by a blank. ; and # at a line's start are comments,
 * " ;" ends a value.
 */
#ifndef LAB_CONFIG_H
#define LAB_CONFIG_H

#include "util.h"

typedef struct ConfigEntry {
    const char *key, *value;
} ConfigEntry;

typedef struct ConfigSection {
    const char *name;
    ConfigEntry *entries;
    size_t count, capacity;
} ConfigSection;

typedef struct Config {
    const char *path;
    ConfigSection *sections;
    size_t count, capacity;
} Config;

/* Reads a file; the error names the line. A section or key that comes twice is an error. */
bool config_load(const char *path, Config *config, Error *err);
const ConfigSection *config_section(const Config *config, const char *name);
/* The value of a key, or NULL. */
const char *config_value(const ConfigSection *section, const char *key);

#endif
