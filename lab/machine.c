/* machine.c: see machine.h. */
#include "machine.h"

#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

/* The first line of a file of /proc or /sys, trimmed; NULL when it is not there. */
static char *first_line(const char *path)
{
    FILE *f = fopen(path, "r");
    char line[512];
    char *text = f && fgets(line, sizeof line, f) ? str_trim(lab_strdup(line)) : NULL;
    if (f)
        fclose(f);
    return text;
}

/* The value of the first "name : value" or "name value" line of a /proc file. */
static char *field(const char *path, const char *name)
{
    FILE *f = fopen(path, "r");
    char line[1024];
    char *value = NULL;
    while (f && !value && fgets(line, sizeof line, f))
        if (str_starts(line, name))
            value = str_trim(lab_strdup(line + strlen(name) + strspn(line + strlen(name), " \t:")));
    if (f)
        fclose(f);
    return value;
}

static void set(json_t *metadata, const char *key, const char *value)
{
    if (value)
        json_object_set_new(metadata, key, json_string(value));
}

static char *boot_time(void)
{
    char *seconds = field("/proc/stat", "btime");
    if (!seconds)
        return NULL;
    time_t at = (time_t)atoll(seconds);
    struct tm tm;
    char text[40];
    localtime_r(&at, &tm);
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &tm);
    return lab_strdup(text);
}

static char *cpu_config(void)
{
    Str s = STR_INIT;
    char *driver = first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_driver");
    char *governor = first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
    char *no_turbo = first_line("/sys/devices/system/cpu/intel_pstate/no_turbo");
    char *smt = first_line("/sys/devices/system/cpu/smt/active");
    if (driver)
        str_addf(&s, "driver:%s, ", driver);
    if (governor)
        str_addf(&s, "governor:%s, ", governor);
    if (no_turbo)
        str_addf(&s, "%s, ", *no_turbo == '1' ? "no turbo" : "turbo");
    if (smt)
        str_addf(&s, "%s, ", *smt == '1' ? "SMT on" : "SMT off");
    if (s.length)
        s.data[s.length - 2] = 0;
    return s.data;
}

static const char *address_randomisation(void)
{
    char *mode = first_line("/proc/sys/kernel/randomize_va_space");
    return !mode ? NULL : *mode == '2' ? "Full randomization" : *mode == '1' ? "Conservative randomization" : "No randomization";
}

void machine_describe(json_t *metadata)
{
    struct utsname u;
    uname(&u);
    set(metadata, "hostname", u.nodename);
    set(metadata, "platform", lab_printf("%s-%s-%s", u.sysname, u.release, u.machine));
    set(metadata, "cpu_model_name", field("/proc/cpuinfo", "model name"));
    json_object_set_new(metadata, "cpu_count", json_integer(sysconf(_SC_NPROCESSORS_ONLN)));
    set(metadata, "cpu_config", cpu_config());
    set(metadata, "aslr", address_randomisation());
    set(metadata, "boot_time", boot_time());
    double load;
    if (getloadavg(&load, 1) == 1)
        json_object_set_new(metadata, "load_avg_1min", json_real(load));
}

StrList machine_complaints(void)
{
    StrList list = {0};
    double load;
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    if (getloadavg(&load, 1) == 1 && load > 0.5)
        strlist_add(&list, lab_printf("other work runs here: the load average is %.1f on %ld CPUs", load, cpus));
    char *governor = first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
    if (governor && strcmp(governor, "performance"))
        strlist_add(&list, lab_printf("the CPU governor is %s, not performance", governor));
    char *no_turbo = first_line("/sys/devices/system/cpu/intel_pstate/no_turbo");
    if (no_turbo && *no_turbo == '0')
        strlist_add(&list, "turbo is on: the clock depends on temperature");
    if (field("/proc/cpuinfo", "hypervisor") || first_line("/sys/hypervisor/type"))
        strlist_add(&list, "this is a virtual machine: its neighbours are invisible");
    return list;
}
