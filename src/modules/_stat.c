/* _stat.c - the module under stat.py: what a file's mode says. */
#include "modules/args.h"
#include "modules/modules.h"
#include "objects/str.h"
#include "runtime/error.h"
#include <sys/stat.h>

static bool mode_argument(Thread *t, Value v, mode_t *mode)
{
    uint64_t n;
    if (!arg_unsigned_long(t, v, &n)) return false;
    if (n > UINT32_MAX) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "mode out of range");
    *mode = (mode_t)n;
    return true;
}

static Value is_kind(Thread *t, Value v, mode_t kind)
{
    mode_t mode;
    return mode_argument(t, v, &mode) ? value_bool((mode & S_IFMT) == kind) : V_NULL;
}
static Value is_blk(Thread *t, Value *a, size_t n) { (void)n; return is_kind(t, a[0], S_IFBLK); }
static Value is_chr(Thread *t, Value *a, size_t n) { (void)n; return is_kind(t, a[0], S_IFCHR); }
static Value is_dir(Thread *t, Value *a, size_t n) { (void)n; return is_kind(t, a[0], S_IFDIR); }
static Value is_fifo(Thread *t, Value *a, size_t n) { (void)n; return is_kind(t, a[0], S_IFIFO); }
static Value is_lnk(Thread *t, Value *a, size_t n) { (void)n; return is_kind(t, a[0], S_IFLNK); }
static Value is_reg(Thread *t, Value *a, size_t n) { (void)n; return is_kind(t, a[0], S_IFREG); }
static Value is_sock(Thread *t, Value *a, size_t n) { (void)n; return is_kind(t, a[0], S_IFSOCK); }

/* doors, event ports and whiteouts: other systems have them */
static Value is_foreign(Thread *t, Value *a, size_t n)
{
    (void)n;
    mode_t mode;
    return mode_argument(t, a[0], &mode) ? V_FALSE : V_NULL;
}

static Value imode(Thread *t, Value *a, size_t n)
{
    (void)n;
    mode_t mode;
    return mode_argument(t, a[0], &mode) ? value_fixnum(mode & 07777) : V_NULL;
}
static Value ifmt(Thread *t, Value *a, size_t n)
{
    (void)n;
    mode_t mode;
    return mode_argument(t, a[0], &mode) ? value_fixnum(mode & S_IFMT) : V_NULL;
}

static char kind_letter(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFREG: return '-';
    case S_IFDIR: return 'd';
    case S_IFLNK: return 'l';
    case S_IFBLK: return 'b';
    case S_IFCHR: return 'c';
    case S_IFIFO: return 'p';
    case S_IFSOCK: return 's';
    default: return '?';
    }
}

static Value filemode(Thread *t, Value *a, size_t n)
{
    (void)n;
    mode_t mode;
    if (!mode_argument(t, a[0], &mode)) return V_NULL;
    char text[10] = {kind_letter(mode)};
    for (int i = 0; i < 9; i++) text[1 + i] = mode & (0400 >> i) ? "rwx"[i % 3] : '-';
    if (mode & S_ISUID) text[3] = mode & S_IXUSR ? 's' : 'S';
    if (mode & S_ISGID) text[6] = mode & S_IXGRP ? 's' : 'S';
    if (mode & S_ISVTX) text[9] = mode & S_IXOTH ? 't' : 'T';
    return str_from_ascii(t, text, 10);
}

#define TEST(name, function) FN(name, function, "($module, mode, /)", NULL)
static const NativeDef functions[] = {
    TEST("S_ISBLK", is_blk), TEST("S_ISCHR", is_chr), TEST("S_ISDIR", is_dir), TEST("S_ISFIFO", is_fifo), TEST("S_ISLNK", is_lnk),
    TEST("S_ISREG", is_reg), TEST("S_ISSOCK", is_sock), TEST("S_ISDOOR", is_foreign), TEST("S_ISPORT", is_foreign),
    TEST("S_ISWHT", is_foreign), TEST("S_IMODE", imode), TEST("S_IFMT", ifmt), TEST("filemode", filemode), FN_END};

static const ConstantDef constants[] = {
    {"SF_APPEND", 262144, NULL}, {"SF_ARCHIVED", 65536, NULL}, {"SF_DATALESS", 1073741824, NULL}, {"SF_FIRMLINK", 8388608, NULL},
    {"SF_IMMUTABLE", 131072, NULL}, {"SF_NOUNLINK", 1048576, NULL}, {"SF_SETTABLE", 4294901760, NULL}, {"SF_SNAPSHOT", 2097152,
    NULL}, {"ST_ATIME", 7, NULL}, {"ST_CTIME", 9, NULL}, {"ST_DEV", 2, NULL}, {"ST_GID", 5, NULL}, {"ST_INO", 1, NULL}, {"ST_MODE",
    0, NULL}, {"ST_MTIME", 8, NULL}, {"ST_NLINK", 3, NULL}, {"ST_SIZE", 6, NULL}, {"ST_UID", 4, NULL}, {"S_ENFMT", 1024, NULL},
    {"S_IEXEC", 64, NULL}, {"S_IFBLK", 24576, NULL}, {"S_IFCHR", 8192, NULL}, {"S_IFDIR", 16384, NULL}, {"S_IFDOOR", 0, NULL},
    {"S_IFIFO", 4096, NULL}, {"S_IFLNK", 40960, NULL}, {"S_IFPORT", 0, NULL}, {"S_IFREG", 32768, NULL}, {"S_IFSOCK", 49152, NULL},
    {"S_IFWHT", 0, NULL}, {"S_IREAD", 256, NULL}, {"S_IRGRP", 32, NULL}, {"S_IROTH", 4, NULL}, {"S_IRUSR", 256, NULL}, {"S_IRWXG",
    56, NULL}, {"S_IRWXO", 7, NULL}, {"S_IRWXU", 448, NULL}, {"S_ISGID", 1024, NULL}, {"S_ISUID", 2048, NULL}, {"S_ISVTX", 512,
    NULL}, {"S_IWGRP", 16, NULL}, {"S_IWOTH", 2, NULL}, {"S_IWRITE", 128, NULL}, {"S_IWUSR", 128, NULL}, {"S_IXGRP", 8, NULL},
    {"S_IXOTH", 1, NULL}, {"S_IXUSR", 64, NULL}, {"UF_APPEND", 4, NULL}, {"UF_COMPRESSED", 32, NULL}, {"UF_DATAVAULT", 128, NULL},
    {"UF_HIDDEN", 32768, NULL}, {"UF_IMMUTABLE", 2, NULL}, {"UF_NODUMP", 1, NULL}, {"UF_NOUNLINK", 16, NULL}, {"UF_OPAQUE", 8, NULL},
    {"UF_SETTABLE", 65535, NULL}, {"UF_TRACKED", 64, NULL},
    CONSTANT_END};

const ModuleSpec _stat_module_spec = {"_stat", "What the bits of st_mode mean.", functions, constants, NULL};
