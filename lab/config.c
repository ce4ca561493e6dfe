/* config.c: see config.h. */
#include "config.h"

#include <ini.h>
#include <string.h>

static ConfigSection *add_section(Config *config, const char *name)
{
    ConfigSection section = {.name = lab_strdup(name)};
    ARRAY_PUSH(config->sections, config->count, config->capacity, section);
    return &config->sections[config->count - 1];
}

static int on_entry(void *user, const char *section_name, const char *key, const char *value)
{
    Config *config = user;
    ConfigSection *last = config->count ? &config->sections[config->count - 1] : NULL;
    if (!last || strcmp(last->name, section_name)) {
        if (config_section(config, section_name))
            return 0;
        last = add_section(config, section_name);
    }
    ConfigEntry *entry = last->count ? &last->entries[last->count - 1] : NULL;
    if (entry && !strcmp(entry->key, key)) {                 /* a continuation line comes as the same key again */
        entry->value = lab_printf("%s %s", entry->value, value);
        return 1;
    }
    if (config_value(last, key))
        return 0;
    ConfigEntry added = {lab_strdup(key), lab_strdup(value)};
    ARRAY_PUSH(last->entries, last->count, last->capacity, added);
    return 1;
}

bool config_load(const char *path, Config *config, Error *err)
{
    *config = (Config){.path = path};
    Str text = STR_INIT;
    if (!file_read(path, 16 << 20, &text, err))
        return false;
    int line = ini_parse_string(text.data, on_entry, config);
    str_free(&text);
    if (line)
        return error_set(err, "%s: line %d: neither [section] nor key = value, or a section or key that came before", path, line);
    return true;
}

const ConfigSection *config_section(const Config *config, const char *name)
{
    for (size_t i = 0; i < config->count; i++)
        if (!strcmp(config->sections[i].name, name))
            return &config->sections[i];
    return NULL;
}

const char *config_value(const ConfigSection *section, const char *key)
{
    for (size_t i = 0; section && i < section->count; i++)
        if (!strcmp(section->entries[i].key, key))
            return section->entries[i].value;
    return NULL;
}
