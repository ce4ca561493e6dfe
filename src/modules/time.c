/* time.c - clocks, sleep, and calendar time by the C library. */
#include "modules/args.h"
#include "modules/modules.h"
#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/structseq.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/text.h"
#include "runtime/threads.h"
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define NANOS 1000000000

/* --- clocks --- */

static bool read_clock(Thread *t, clockid_t clock, int64_t *ns)
{
    struct timespec now;
    if (clock_gettime(clock, &now)) return raise_errno(t, errno, V_NULL), false;
    *ns = (int64_t)now.tv_sec * NANOS + now.tv_nsec;
    return true;
}
static double seconds_of(int64_t ns) { return ns % NANOS ? (double)ns / 1e9 : (double)(ns / NANOS); }
static Value clock_float(Thread *t, clockid_t clock)
{
    int64_t ns;
    return read_clock(t, clock, &ns) ? float_new(t, seconds_of(ns)) : V_NULL;
}
static Value clock_int(Thread *t, clockid_t clock)
{
    int64_t ns;
    return read_clock(t, clock, &ns) ? int_from_int64(t, ns) : V_NULL;
}
#define CLOCK(name, id)                                                                                   \
    static Value name(Thread *t, Value *a, size_t n) { (void)a, (void)n; return clock_float(t, id); } \
    static Value name##_ns(Thread *t, Value *a, size_t n) { (void)a, (void)n; return clock_int(t, id); }
CLOCK(time_, CLOCK_REALTIME)
CLOCK(monotonic, CLOCK_MONOTONIC)
CLOCK(process_time, CLOCK_PROCESS_CPUTIME_ID)
CLOCK(thread_time, CLOCK_THREAD_CPUTIME_ID)

static bool clock_arg(Thread *t, Value v, clockid_t *clock)
{
    int id;
    if (!arg_int(t, v, &id)) {
        if (!error_matches(t, T_OVERFLOW_ERROR)) return false;
        error_clear(t);
        return RAISE_FALSE(t, T_TYPE_ERROR, "clk_id should be integer, not %T", v);
    }
    *clock = id;
    return true;
}
static Value clock_gettime_(Thread *t, Value *a, size_t n) { (void)n; clockid_t c; return clock_arg(t, a[0], &c) ? clock_float(t, c) : V_NULL; }
static Value clock_gettime_ns_(Thread *t, Value *a, size_t n) { (void)n; clockid_t c; return clock_arg(t, a[0], &c) ? clock_int(t, c) : V_NULL; }
static Value clock_getres_(Thread *t, Value *a, size_t n)
{
    (void)n;
    clockid_t clock;
    struct timespec r;
    if (!clock_arg(t, a[0], &clock)) return V_NULL;
    return clock_getres(clock, &r) ? raise_errno(t, errno, V_NULL) : float_new(t, (double)r.tv_sec + (double)r.tv_nsec * 1e-9);
}

static Value set_clock(Thread *t, Value *a, bool in_nanoseconds)
{
    clockid_t clock;
    int64_t ns;
    if (!clock_arg(t, a[0], &clock)) return V_NULL;
    if (in_nanoseconds ? !arg_long(t, a[1], &ns) : !arg_nanoseconds(t, a[1], false, &ns)) return V_NULL;
    int64_t s = ns / NANOS - (ns % NANOS < 0);
    struct timespec to = {s, ns - s * NANOS};
    return clock_settime(clock, &to) ? raise_errno(t, errno, V_NULL) : V_NONE;
}
static Value clock_settime_(Thread *t, Value *a, size_t n) { (void)n; return set_clock(t, a, false); }
static Value clock_settime_ns_(Thread *t, Value *a, size_t n) { (void)n; return set_clock(t, a, true); }

static Value pthread_getcpuclockid_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t id;
    clockid_t clock;
    if (!arg_long(t, a[0], &id)) return V_NULL;
    int error = pthread_getcpuclockid((pthread_t)id, &clock);
    return error ? raise_errno(t, error, V_NULL) : value_fixnum(clock);
}

static Value get_clock_info(Thread *t, Value *a, size_t n)
{
    (void)n;
    static const struct { const char *name, *implementation; clockid_t clock; bool monotonic, adjustable; } clocks[] = {
        {"time", "clock_gettime(CLOCK_REALTIME)", CLOCK_REALTIME, false, true},
        {"monotonic", "clock_gettime(CLOCK_MONOTONIC)", CLOCK_MONOTONIC, true, false},
        {"perf_counter", "clock_gettime(CLOCK_MONOTONIC)", CLOCK_MONOTONIC, true, false},
        {"process_time", "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", CLOCK_PROCESS_CPUTIME_ID, true, false},
        {"thread_time", "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", CLOCK_THREAD_CPUTIME_ID, true, false}};
    if (!is_str(a[0])) return raise(t, T_TYPE_ERROR, "get_clock_info() argument 1 must be str, not %T", a[0]);
    for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++) {
        struct timespec r;
        if (!str_equal_text(a[0], clocks[i].name)) continue;
        if (clock_getres(clocks[i].clock, &r)) return raise_errno(t, errno, V_NULL);
        Value d = dict_new(t);
        bool ok = !is_null(d) && dict_set_text(t, d, "implementation", str_from_text(t, clocks[i].implementation)) &&
                  dict_set_text(t, d, "monotonic", value_bool(clocks[i].monotonic)) && dict_set_text(t, d, "adjustable", value_bool(clocks[i].adjustable)) &&
                  dict_set_text(t, d, "resolution", float_new(t, (double)r.tv_sec + (double)r.tv_nsec * 1e-9));
        Type *type = ok ? type_by_id(t, T_SIMPLE_NAMESPACE) : NULL;
        return type ? call1(t, type_value(type), d) : V_NULL;
    }
    return raise(t, T_VALUE_ERROR, "unknown clock");
}

/* --- sleep --- */

static bool sleep_argument(Thread *t, Value v, int64_t *ns)
{
    if (!is_float(v) && !type_of(t, v)->slots.index) return RAISE_FALSE(t, T_TYPE_ERROR, "'%T' object cannot be interpreted as an integer or float", v);
    if (!arg_nanoseconds(t, v, true, ns)) {
        if (!error_matches(t, T_OVERFLOW_ERROR)) return false;
        error_clear(t);
        return RAISE_FALSE(t, T_OVERFLOW_ERROR, "timestamp out of range for C PyTime_t");
    }
    return *ns >= 0 ? true : RAISE_FALSE(t, T_VALUE_ERROR, "sleep length must be non-negative");
}

static Value sleep_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t ns, now;
    if (!sleep_argument(t, a[0], &ns) || !read_clock(t, CLOCK_MONOTONIC, &now)) return V_NULL;
    int64_t until = __builtin_add_overflow(now, ns, &until) ? INT64_MAX : until;
    struct timespec deadline = {until / NANOS, until % NANOS};
    for (;;) {
        lock_release(t);
        int error = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, NULL);
        lock_acquire(t);
        if (!error) return V_NONE;
        if (error != EINTR) return raise_errno(t, error, V_NULL);
        if (!interrupted(t)) return V_NULL;
    }
}

/* --- calendar time --- */

static const MemberDef tm_fields[] = {
    STRUCTSEQ_FIELD(0, "tm_year", "year, for example, 1993"), STRUCTSEQ_FIELD(1, "tm_mon", "month of year, range [1, 12]"),
    STRUCTSEQ_FIELD(2, "tm_mday", "day of month, range [1, 31]"), STRUCTSEQ_FIELD(3, "tm_hour", "hours, range [0, 23]"),
    STRUCTSEQ_FIELD(4, "tm_min", "minutes, range [0, 59]"), STRUCTSEQ_FIELD(5, "tm_sec", "seconds, range [0, 61])"),
    STRUCTSEQ_FIELD(6, "tm_wday", "day of week, range [0, 6], Monday is 0"), STRUCTSEQ_FIELD(7, "tm_yday", "day of year, range [1, 366]"),
    STRUCTSEQ_FIELD(8, "tm_isdst", "1 if summer time is in effect, 0 if not, and -1 if unknown"),
    STRUCTSEQ_FIELD(9, "tm_zone", "abbreviation of timezone name"), STRUCTSEQ_FIELD(10, "tm_gmtoff", "offset from UTC in seconds"), MEMBER_END};
static bool tm_setup(Thread *t, Type *type) { return structseq_setup(t, type, 9, 11); }
const TypeSpec struct_time_type_spec = {
    STRUCTSEQ_SPEC("time.struct_time", "Calendar time: a tuple of nine numbers with names, the month and the day of the year from 1.", tm_fields, 0),
    .setup = tm_setup};

static Value tm_value(Thread *t, const struct tm *tm)
{
    Value v[11] = {int_from_int64(t, (int64_t)tm->tm_year + 1900), value_fixnum(tm->tm_mon + 1), value_fixnum(tm->tm_mday), value_fixnum(tm->tm_hour),
                   value_fixnum(tm->tm_min), value_fixnum(tm->tm_sec), value_fixnum((tm->tm_wday + 6) % 7), value_fixnum(tm->tm_yday + 1),
                   value_fixnum(tm->tm_isdst), str_from_fs(t, tm->tm_zone, strlen(tm->tm_zone)), value_fixnum(tm->tm_gmtoff)};
    return structseq_new(t, T_STRUCT_TIME, v);
}

/* seconds since the epoch, rounded down; absent: now */
static bool time_argument(Thread *t, Value v, time_t *out)
{
    if (is_null(v) || is_none(v)) return *out = time(NULL), true;
    if (is_float(v)) {
        double d = as_float(v);
        if (isnan(d)) return RAISE_FALSE(t, T_VALUE_ERROR, "Invalid value NaN (not a number)");
        d = floor(d);
        if (d < -9223372036854775808.0 || d >= 9223372036854775808.0) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "timestamp out of range for platform time_t");
        return *out = (time_t)d, true;
    }
    Value i = to_index(t, v);
    int64_t n;
    if (is_null(i)) return false;
    if (!int_fits_int64(i, &n)) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "timestamp out of range for platform time_t");
    return *out = n, true;
}

static bool break_down(Thread *t, Value v, bool local, struct tm *tm)
{
    time_t when;
    if (!time_argument(t, v, &when)) return false;
    errno = 0;
    if (local ? localtime_r(&when, tm) : gmtime_r(&when, tm)) return true;
    return raise_errno(t, errno ? errno : EINVAL, V_NULL), false;
}
static Value localtime_(Thread *t, Value *a, size_t n) { struct tm tm; return break_down(t, n ? a[0] : V_NULL, true, &tm) ? tm_value(t, &tm) : V_NULL; }
static Value gmtime_(Thread *t, Value *a, size_t n) { struct tm tm; return break_down(t, n ? a[0] : V_NULL, false, &tm) ? tm_value(t, &tm) : V_NULL; }

/* the struct tm of a time tuple; zone: points into a str of the tuple */
static bool tm_argument(Thread *t, Value v, const char *function, struct tm *tm)
{
    if (!is_tuple(v)) return RAISE_FALSE(t, T_TYPE_ERROR, "Tuple or struct_time argument required");
    const Tuple *s = as_tuple(v);
    if (s->length != 9) return RAISE_FALSE(t, T_TYPE_ERROR, "%s(): illegal time tuple argument", function);
    int f[9];
    for (int i = 0; i < 9; i++)
        if (!arg_int(t, s->items[i], &f[i])) return false;
    if (f[0] < INT_MIN + 1900) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "year out of range");
    *tm = (struct tm){.tm_year = f[0] - 1900, .tm_mon = f[1] - 1, .tm_mday = f[2], .tm_hour = f[3], .tm_min = f[4], .tm_sec = f[5],
                      .tm_wday = (f[6] + 1) % 7, .tm_yday = f[7] - 1, .tm_isdst = f[8]};
    if (has_type(t, v, T_STRUCT_TIME)) {
        Value zone = s->items[9], offset = s->items[10];
        if (is_str(zone) && !(tm->tm_zone = str_fs_path(t, zone))) return false;
        if (is_fixnum(offset)) tm->tm_gmtoff = as_fixnum(offset);
    }
    return true;
}

/* zero months, days and days of the year are taken as the first: strftime() is used with partial tuples */
static bool tm_check(Thread *t, struct tm *tm)
{
    if (tm->tm_mon == -1) tm->tm_mon = 0;
    else if (tm->tm_mon < 0 || tm->tm_mon > 11) return RAISE_FALSE(t, T_VALUE_ERROR, "month out of range");
    if (tm->tm_mday == 0) tm->tm_mday = 1;
    else if (tm->tm_mday < 0 || tm->tm_mday > 31) return RAISE_FALSE(t, T_VALUE_ERROR, "day of month out of range");
    if (tm->tm_hour < 0 || tm->tm_hour > 23) return RAISE_FALSE(t, T_VALUE_ERROR, "hour out of range");
    if (tm->tm_min < 0 || tm->tm_min > 59) return RAISE_FALSE(t, T_VALUE_ERROR, "minute out of range");
    if (tm->tm_sec < 0 || tm->tm_sec > 61) return RAISE_FALSE(t, T_VALUE_ERROR, "seconds out of range");
    if (tm->tm_wday < 0) return RAISE_FALSE(t, T_VALUE_ERROR, "day of week out of range");
    if (tm->tm_yday == -1) tm->tm_yday = 0;
    else if (tm->tm_yday < 0 || tm->tm_yday > 365) return RAISE_FALSE(t, T_VALUE_ERROR, "day of year out of range");
    return true;
}

static Value mktime_(Thread *t, Value *a, size_t n)
{
    (void)n;
    struct tm tm;
    if (!tm_argument(t, a[0], "mktime", &tm)) return V_NULL;
    tm.tm_wday = -1; /* stays so when mktime() fails: -1 is a valid time */
    time_t when = mktime(&tm);
    if (when == (time_t)-1 && tm.tm_wday == -1) return raise(t, T_OVERFLOW_ERROR, "mktime argument out of range");
    return float_new(t, (double)when);
}

static Value ascii_time(Thread *t, const struct tm *tm)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char text[64];
    int length = snprintf(text, sizeof text, "%s %s%3d %.2d:%.2d:%.2d %lld", days[tm->tm_wday % 7], months[tm->tm_mon], tm->tm_mday, tm->tm_hour,
                          tm->tm_min, tm->tm_sec, 1900LL + tm->tm_year);
    return str_from_ascii(t, text, (size_t)length);
}
static Value asctime_(Thread *t, Value *a, size_t n)
{
    struct tm tm;
    if (n ? !tm_argument(t, a[0], "asctime", &tm) || !tm_check(t, &tm) : !break_down(t, V_NULL, true, &tm)) return V_NULL;
    return ascii_time(t, &tm);
}
static Value ctime_(Thread *t, Value *a, size_t n)
{
    struct tm tm;
    return break_down(t, n ? a[0] : V_NULL, true, &tm) ? ascii_time(t, &tm) : V_NULL;
}

/* --- strftime --- */

/* one piece without NULs through the C library; UTF-8 in and out, other bytes as surrogate escapes */
static bool format_piece(Thread *t, StrBuilder *b, const char *format, const struct tm *tm)
{
    if (!*format) return true;
    char small[512];
    size_t size = sizeof small, length = strftime(small, size, format, tm);
    char *text = small;
    /* 0 means too small or empty: a result is not longer than 256 times its format */
    while (!length && size < 256 * strlen(format)) {
        size *= 4;
        void *cell = gc_alloc_buffer(t, size);
        if (!cell) return false;
        text = buffer_data(cell);
        length = strftime(text, size, format, tm);
    }
    Value v = str_from_fs(t, text, length);
    if (is_null(v)) return false;
    builder_str(b, v);
    return true;
}

static Value strftime_(Thread *t, Value *a, size_t n)
{
    struct tm tm;
    if (n < 1) return raise(t, T_TYPE_ERROR, "strftime() takes at least 1 argument (0 given)");
    if (n > 2) return raise(t, T_TYPE_ERROR, "strftime() takes at most 2 arguments (%zu given)", n);
    if (!is_str(a[0])) return raise(t, T_TYPE_ERROR, "strftime() argument 1 must be str, not %T", a[0]);
    if (n > 1 ? !tm_argument(t, a[1], "strftime", &tm) || !tm_check(t, &tm) : !break_down(t, V_NULL, true, &tm)) return V_NULL;
    if (tm.tm_isdst < -1) tm.tm_isdst = -1;
    if (tm.tm_isdst > 1) tm.tm_isdst = 1;
    StrBuilder b;
    builder_init(&b, t);
    /* text between what the C library must see stays as it is: NULs and lone surrogates do not go through it */
    size_t length = as_str(a[0])->length;
    for (size_t i = 0; i < length;) {
        uint32_t c = str_at(as_str(a[0]), i);
        if (c != '%') {
            builder_char(&b, c);
            i++;
            continue;
        }
        size_t end = i + 1;
        while (end < length && str_at(as_str(a[0]), end) < 128 && strchr("_-0^#EO123456789+", (int)str_at(as_str(a[0]), end)) && str_at(as_str(a[0]), end)) end++;
        if (end < length && str_at(as_str(a[0]), end) && str_at(as_str(a[0]), end) < 128) end++;
        char directive[32];
        if (end - i >= sizeof directive) end = i + sizeof directive - 1;
        for (size_t k = i; k < end; k++) directive[k - i] = (char)str_at(as_str(a[0]), k);
        directive[end - i] = 0;
        if (!format_piece(t, &b, directive, &tm)) return V_NULL;
        i = end;
    }
    return builder_finish(&b);
}

static Value strptime_(Thread *t, Value *a, size_t n)
{
    Value module = import_module(t, "_strptime");
    return is_null(module) ? V_NULL : call_method(t, module, str_intern_text(t, "_strptime_time"), a, n);
}

/* --- time zones --- */

/* the offset west of UTC and the name at that time */
static void zone_at(time_t when, long *west, char name[16])
{
    struct tm tm;
    localtime_r(&when, &tm);
    *west = -tm.tm_gmtoff;
    snprintf(name, 16, "%s", tm.tm_zone);
}

/* timezone, altzone, daylight, tzname from January and July of this year, as CPython has them */
static bool set_zone(Thread *t, Value module)
{
    enum { YEAR = (365 * 24 + 6) * 3600 };
    time_t start = time(NULL) / YEAR * YEAR;
    long january, july;
    char january_name[16], july_name[16];
    zone_at(start, &january, january_name);
    zone_at(start + YEAR / 2, &july, july_name);
    bool south = january < july;
    Value first = str_from_text(t, south ? july_name : january_name), second = str_from_text(t, south ? january_name : july_name);
    if (is_null(first) || is_null(second)) return false;
    return module_add(t, module, "timezone", value_fixnum(south ? july : january)) && module_add(t, module, "altzone", value_fixnum(south ? january : july)) &&
           module_add(t, module, "daylight", value_fixnum(january != july)) && module_add(t, module, "tzname", tuple_pack(t, 2, first, second));
}

static Value tzset_(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    tzset();
    Value module = import_module(t, "time");
    return !is_null(module) && set_zone(t, module) ? V_NONE : V_NULL;
}

/* localtime() and its like take any number of arguments of their own: what CPython's say about too many */
#define ONE_OPTIONAL(name)                                                                                                        \
    static Value name##checked(Thread *t, Value *a, size_t n)                                                                     \
    {                                                                                                                             \
        return n > 1 ? raise(t, T_TYPE_ERROR, "%.*s() takes at most 1 argument (%zu given)", (int)sizeof #name - 2, #name, n) : name(t, a, n); \
    }
ONE_OPTIONAL(localtime_)
ONE_OPTIONAL(gmtime_)
ONE_OPTIONAL(ctime_)
ONE_OPTIONAL(asctime_)

static const NativeDef functions[] = {
    FN("time", time_, "($module, /)", "Seconds since the Epoch, as a float."), FN("time_ns", time__ns, "($module, /)", "Nanoseconds since the Epoch."),
    FN("monotonic", monotonic, "($module, /)", "A clock that cannot go backward, in seconds."), FN("monotonic_ns", monotonic_ns, "($module, /)", NULL),
    FN("perf_counter", monotonic, "($module, /)", "The clock for measuring short durations, in seconds."), FN("perf_counter_ns", monotonic_ns, "($module, /)", NULL),
    FN("process_time", process_time, "($module, /)", "CPU time of the process, in seconds."), FN("process_time_ns", process_time_ns, "($module, /)", NULL),
    FN("thread_time", thread_time, "($module, /)", "CPU time of this thread, in seconds."), FN("thread_time_ns", thread_time_ns, "($module, /)", NULL),
    FN("clock_gettime", clock_gettime_, "($module, clk_id, /)", "The time of a clock, in seconds."),
    FN("clock_gettime_ns", clock_gettime_ns_, "($module, clk_id, /)", "The time of a clock, in nanoseconds."),
    FN("clock_getres", clock_getres_, "($module, clk_id, /)", "The resolution of a clock, in seconds."),
    FN("clock_settime", clock_settime_, "($module, clk_id, time, /)", "Sets a clock, in seconds."),
    FN("clock_settime_ns", clock_settime_ns_, "($module, clk_id, time, /)", "Sets a clock, in nanoseconds."),
    FN("pthread_getcpuclockid", pthread_getcpuclockid_, "($module, thread_id, /)", "The clock of a thread's CPU time."),
    FN("get_clock_info", get_clock_info, "($module, name, /)", "What is known about a clock, as a namespace."),
    FN("sleep", sleep_, "($module, seconds, /)", "Waits for so many seconds, an int or a float."),
    FN("localtime", localtime_checked, NULL, "localtime([seconds]): local time of a time since the Epoch."),
    FN("gmtime", gmtime_checked, NULL, "gmtime([seconds]): UTC of a time since the Epoch."),
    FN("mktime", mktime_, "($module, tuple, /)", "Seconds since the Epoch of a local time."),
    FN("asctime", asctime_checked, NULL, "asctime([tuple]): as 'Sat Jun 06 16:26:11 1998'."),
    FN("ctime", ctime_checked, NULL, "ctime(seconds): local time as asctime() has it."),
    FN("strftime", strftime_, NULL, "strftime(format[, tuple]): a time as text."),
    FN("strptime", strptime_, NULL, "strptime(string, format): the struct_time that a text means."),
    FN("tzset", tzset_, "($module, /)", "Reads the time zone from the environment variable TZ again."),
    FN_END};

#define ROW(name) {#name, name, NULL}
static const ConstantDef constants[] = {ROW(CLOCK_REALTIME), ROW(CLOCK_MONOTONIC), ROW(CLOCK_MONOTONIC_RAW), ROW(CLOCK_PROCESS_CPUTIME_ID),
                                        ROW(CLOCK_THREAD_CPUTIME_ID), ROW(CLOCK_BOOTTIME), ROW(CLOCK_TAI), {"_STRUCT_TM_ITEMS", 11, NULL}, CONSTANT_END};

static bool setup(Thread *t, Value module)
{
    tzset();
    return module_add_type(t, module, T_STRUCT_TIME) && set_zone(t, module);
}

const ModuleSpec time_module_spec = {"time", "Clocks, waiting, and conversions of times.", functions, constants, setup};
