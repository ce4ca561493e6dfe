/* posix_stat.c - stat and its like, access, permissions, times. */
#include "modules/posix.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/structseq.h"
#include "runtime/ops.h"
#include <errno.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static const MemberDef stat_fields[] = {
    STRUCTSEQ_FIELD(0, "st_mode", "protection bits"), STRUCTSEQ_FIELD(1, "st_ino", "inode"), STRUCTSEQ_FIELD(2, "st_dev", "device"),
    STRUCTSEQ_FIELD(3, "st_nlink", "number of hard links"), STRUCTSEQ_FIELD(4, "st_uid", "user ID of owner"),
    STRUCTSEQ_FIELD(5, "st_gid", "group ID of owner"), STRUCTSEQ_FIELD(6, "st_size", "total size, in bytes"),
    /* 7, 8, 9: the times as whole seconds, without names */
    STRUCTSEQ_FIELD(10, "st_atime", "time of last access"), STRUCTSEQ_FIELD(11, "st_mtime", "time of last modification"),
    STRUCTSEQ_FIELD(12, "st_ctime", "time of last change"), STRUCTSEQ_FIELD(13, "st_atime_ns", "time of last access in nanoseconds"),
    STRUCTSEQ_FIELD(14, "st_mtime_ns", "time of last modification in nanoseconds"),
    STRUCTSEQ_FIELD(15, "st_ctime_ns", "time of last change in nanoseconds"), STRUCTSEQ_FIELD(16, "st_blksize", "blocksize for filesystem I/O"),
    STRUCTSEQ_FIELD(17, "st_blocks", "number of blocks allocated"), STRUCTSEQ_FIELD(18, "st_rdev", "device type (if inode device)"),
    MEMBER_END};
static bool stat_setup(Thread *t, Type *type) { return structseq_setup(t, type, 10, 19); }
const TypeSpec stat_result_type_spec = {STRUCTSEQ_SPEC("os.stat_result", "What stat() says about a file.", stat_fields, 0), .setup = stat_setup};

static const MemberDef statvfs_fields[] = {
    STRUCTSEQ_FIELD(0, "f_bsize", NULL), STRUCTSEQ_FIELD(1, "f_frsize", NULL), STRUCTSEQ_FIELD(2, "f_blocks", NULL),
    STRUCTSEQ_FIELD(3, "f_bfree", NULL), STRUCTSEQ_FIELD(4, "f_bavail", NULL), STRUCTSEQ_FIELD(5, "f_files", NULL),
    STRUCTSEQ_FIELD(6, "f_ffree", NULL), STRUCTSEQ_FIELD(7, "f_favail", NULL), STRUCTSEQ_FIELD(8, "f_flag", NULL),
    STRUCTSEQ_FIELD(9, "f_namemax", NULL), STRUCTSEQ_FIELD(10, "f_fsid", NULL), MEMBER_END};
static bool statvfs_setup(Thread *t, Type *type) { return structseq_setup(t, type, 10, 11); }
const TypeSpec statvfs_result_type_spec = {STRUCTSEQ_SPEC("os.statvfs_result", "What statvfs() says about a file system.", statvfs_fields, 0),
                                           .setup = statvfs_setup};

static Value nanoseconds(Thread *t, struct timespec s)
{
    int64_t ns;
    if (!__builtin_mul_overflow((int64_t)s.tv_sec, (int64_t)1000000000, &ns) && !__builtin_add_overflow(ns, (int64_t)s.tv_nsec, &ns)) return int_from_int64(t, ns);
    Value seconds = int_mul(t, int_from_int64(t, s.tv_sec), value_fixnum(1000000000));
    return is_null(seconds) ? V_NULL : int_add(t, seconds, value_fixnum(s.tv_nsec));
}

Value stat_value(Thread *t, const struct stat *st)
{
    const struct timespec times[3] = {st->st_atim, st->st_mtim, st->st_ctim};
    Value v[19] = {value_fixnum(st->st_mode), int_from_uint64(t, st->st_ino), int_from_uint64(t, st->st_dev), int_from_uint64(t, st->st_nlink),
                   value_fixnum(st->st_uid), value_fixnum(st->st_gid), int_from_int64(t, st->st_size)};
    for (int i = 0; i < 3; i++) {
        v[7 + i] = int_from_int64(t, times[i].tv_sec);
        v[10 + i] = float_new(t, (double)times[i].tv_sec + 1e-9 * (double)times[i].tv_nsec);
        v[13 + i] = nanoseconds(t, times[i]);
    }
    v[16] = value_fixnum(st->st_blksize);
    v[17] = value_fixnum(st->st_blocks);
    v[18] = int_from_uint64(t, st->st_rdev);
    for (int i = 0; i < 19; i++)
        if (is_null(v[i])) return V_NULL;
    return structseq_new(t, T_STAT_RESULT, v);
}

static Value do_stat(Thread *t, const char *function, Value path, Value dir, bool follow, int path_flags)
{
    PathArg p;
    int dir_fd;
    struct stat st;
    if (!path_arg(t, path, function, "path", path_flags, &p) || !dir_fd_arg(t, dir, &dir_fd)) return V_NULL;
    if (!p.name && dir_fd != AT_FDCWD) return raise(t, T_VALUE_ERROR, "%s: can't specify dir_fd without matching path", function);
    if (!p.name && !follow) return raise(t, T_VALUE_ERROR, "%s: cannot use fd and follow_symlinks together", function);
    int r = p.name ? fstatat(dir_fd, p.name, &st, follow ? 0 : AT_SYMLINK_NOFOLLOW) : fstat(p.fd, &st);
    return r ? path_error(t, &p) : stat_value(t, &st);
}

static Value stat_(Thread *t, Value *a, size_t n)
{
    (void)n;
    bool follow;
    return arg_bool(t, a[2], true, &follow) ? do_stat(t, "stat", a[0], a[1], follow, PATH_FD) : V_NULL;
}
static Value lstat_(Thread *t, Value *a, size_t n) { (void)n; return do_stat(t, "lstat", a[0], a[1], false, 0); }

static Value fstat_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd;
    struct stat st;
    if (!arg_int(t, a[0], &fd)) return V_NULL;
    return fstat(fd, &st) ? raise_errno(t, errno, V_NULL) : stat_value(t, &st);
}

static Value statvfs_value(Thread *t, const struct statvfs *s)
{
    Value v[] = {int_from_uint64(t, s->f_bsize), int_from_uint64(t, s->f_frsize), int_from_uint64(t, s->f_blocks), int_from_uint64(t, s->f_bfree),
                 int_from_uint64(t, s->f_bavail), int_from_uint64(t, s->f_files), int_from_uint64(t, s->f_ffree), int_from_uint64(t, s->f_favail),
                 int_from_uint64(t, s->f_flag), int_from_uint64(t, s->f_namemax), int_from_uint64(t, s->f_fsid)};
    return structseq_new(t, T_STATVFS_RESULT, v);
}
static Value statvfs_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg p;
    struct statvfs s;
    if (!path_arg(t, a[0], "statvfs", "path", PATH_FD, &p)) return V_NULL;
    return (p.name ? statvfs(p.name, &s) : fstatvfs(p.fd, &s)) ? path_error(t, &p) : statvfs_value(t, &s);
}
static Value fstatvfs_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd;
    struct statvfs s;
    if (!arg_int(t, a[0], &fd)) return V_NULL;
    return fstatvfs(fd, &s) ? raise_errno(t, errno, V_NULL) : statvfs_value(t, &s);
}

static Value access_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg p;
    int mode, dir_fd;
    bool effective, follow;
    if (!path_arg(t, a[0], "access", "path", 0, &p) || !arg_int(t, a[1], &mode) || !dir_fd_arg(t, a[2], &dir_fd) ||
        !arg_bool(t, a[3], false, &effective) || !arg_bool(t, a[4], true, &follow))
        return V_NULL;
    int flags = (follow ? 0 : AT_SYMLINK_NOFOLLOW) | (effective ? AT_EACCESS : 0);
    return value_bool(faccessat(dir_fd, p.name, mode, flags) == 0);
}

static Value chmod_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg p;
    int mode, dir_fd;
    bool follow;
    if (!path_arg(t, a[0], "chmod", "path", PATH_FD, &p) || !arg_int(t, a[1], &mode) || !dir_fd_arg(t, a[2], &dir_fd) ||
        !arg_bool(t, a[3], true, &follow))
        return V_NULL;
    int r = p.name ? fchmodat(dir_fd, p.name, (mode_t)mode, follow ? 0 : AT_SYMLINK_NOFOLLOW) : fchmod(p.fd, (mode_t)mode);
    if (r && !follow && (errno == ENOTSUP || errno == EOPNOTSUPP))
        return raise(t, T_NOT_IMPLEMENTED_ERROR, "chmod: follow_symlinks unavailable on this platform");
    return r ? path_error(t, &p) : V_NONE;
}
static Value fchmod_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd, mode;
    return arg_int(t, a[0], &fd) && arg_int(t, a[1], &mode) ? posix_result(t, fchmod(fd, (mode_t)mode)) : V_NULL;
}

/* uid or gid: -1 leaves it as it is */
static bool id_arg(Thread *t, Value v, const char *what, unsigned *out)
{
    if (!type_of(t, v)->slots.index) return RAISE_FALSE(t, T_TYPE_ERROR, "%s should be integer, not %T", what, v);
    int64_t id;
    Value i = to_index(t, v);
    if (is_null(i)) return false;
    if (!int_fits_int64(i, &id)) id = int_sign(i) < 0 ? INT64_MIN : INT64_MAX;
    if (id < -1) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "%s is less than minimum", what);
    if (id >= UINT32_MAX) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "%s is greater than maximum", what);
    *out = (unsigned)id;
    return true;
}

static Value chown_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg p;
    unsigned uid, gid;
    int dir_fd;
    bool follow;
    if (!path_arg(t, a[0], "chown", "path", PATH_FD, &p) || !id_arg(t, a[1], "uid", &uid) || !id_arg(t, a[2], "gid", &gid) ||
        !dir_fd_arg(t, a[3], &dir_fd) || !arg_bool(t, a[4], true, &follow))
        return V_NULL;
    if (!p.name && dir_fd != AT_FDCWD) return raise(t, T_VALUE_ERROR, "chown: can't specify dir_fd without matching path");
    if (!p.name && !follow) return raise(t, T_VALUE_ERROR, "chown: cannot use fd and follow_symlinks together");
    int r = p.name ? fchownat(dir_fd, p.name, uid, gid, follow ? 0 : AT_SYMLINK_NOFOLLOW) : fchown(p.fd, uid, gid);
    return r ? path_error(t, &p) : V_NONE;
}
static Value lchown_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg p;
    unsigned uid, gid;
    if (!path_arg(t, a[0], "lchown", "path", 0, &p) || !id_arg(t, a[1], "uid", &uid) || !id_arg(t, a[2], "gid", &gid)) return V_NULL;
    return lchown(p.name, uid, gid) ? path_error(t, &p) : V_NONE;
}
static Value fchown_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd;
    unsigned uid, gid;
    if (!arg_int(t, a[0], &fd) || !id_arg(t, a[1], "uid", &uid) || !id_arg(t, a[2], "gid", &gid)) return V_NULL;
    return posix_result(t, fchown(fd, uid, gid));
}

/* --- utime --- */

static bool pair_of(Thread *t, Value v, const Value **items)
{
    (void)t;
    if (!is_tuple(v) || as_tuple(v)->length != 2) return false;
    *items = as_tuple(v)->items;
    return true;
}

static bool utime_spec(Thread *t, Value v, bool in_nanoseconds, struct timespec *out)
{
    if (!in_nanoseconds) {
        int64_t ns;
        if (is_float(v)) {
            if (!arg_nanoseconds(t, v, false, &ns)) return false;
            out->tv_sec = ns / 1000000000 - (ns % 1000000000 < 0);
            out->tv_nsec = ns - out->tv_sec * 1000000000;
            return true;
        }
        out->tv_nsec = 0;
        Value i = to_index(t, v);
        if (is_null(i)) return false;
        if (!int_fits_int64(i, &ns)) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "timestamp out of range for platform time_t");
        out->tv_sec = ns;
        return true;
    }
    Value i = to_index(t, v), quotient, remainder;
    int64_t seconds;
    if (is_null(i) || !int_divmod(t, i, value_fixnum(1000000000), &quotient, &remainder)) return false;
    if (!int_fits_int64(quotient, &seconds)) return RAISE_FALSE(t, T_OVERFLOW_ERROR, "timestamp out of range for platform time_t");
    *out = (struct timespec){seconds, as_fixnum(remainder)};
    return true;
}

static Value utime_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg p;
    int dir_fd;
    bool follow, has_times = !is_null(a[1]) && !is_none(a[1]), has_ns = !is_null(a[2]);
    const Value *pair = NULL;
    struct timespec spec[2] = {{0, UTIME_NOW}, {0, UTIME_NOW}};
    if (!path_arg(t, a[0], "utime", "path", PATH_FD, &p) || !dir_fd_arg(t, a[3], &dir_fd) || !arg_bool(t, a[4], true, &follow)) return V_NULL;
    if (has_times && has_ns) return raise(t, T_VALUE_ERROR, "utime: you may specify either 'times' or 'ns' but not both");
    if (has_times && !pair_of(t, a[1], &pair)) return raise(t, T_TYPE_ERROR, "utime: 'times' must be either a tuple of two ints or None");
    if (has_ns && !pair_of(t, a[2], &pair)) return raise(t, T_TYPE_ERROR, "utime: 'ns' must be a tuple of two ints");
    if (pair && (!utime_spec(t, pair[0], has_ns, &spec[0]) || !utime_spec(t, pair[1], has_ns, &spec[1]))) return V_NULL;
    if (!p.name && dir_fd != AT_FDCWD) return raise(t, T_VALUE_ERROR, "utime: can't specify dir_fd without matching path");
    if (!p.name && !follow) return raise(t, T_VALUE_ERROR, "utime: cannot use fd and follow_symlinks together");
    int r = p.name ? utimensat(dir_fd, p.name, spec, follow ? 0 : AT_SYMLINK_NOFOLLOW) : futimens(p.fd, spec);
    return r ? path_error(t, &p) : V_NONE;
}

static Value umask_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int mask;
    return arg_int(t, a[0], &mask) ? value_fixnum(umask((mode_t)mask)) : V_NULL;
}

const NativeDef posix_stat_functions[] = {
    FN("stat", stat_, "($module, /, path, *, dir_fd=None, follow_symlinks=True)", "Perform a stat system call on the given path."),
    FN("lstat", lstat_, "($module, /, path, *, dir_fd=None)", "Perform a stat system call on the given path, without following symbolic links."),
    FN("fstat", fstat_, "($module, /, fd)", "Perform a stat system call on the given file descriptor."),
    FN("statvfs", statvfs_, "($module, /, path)", "Perform a statvfs system call on the given path."),
    FN("fstatvfs", fstatvfs_, "($module, fd, /)", "Perform an fstatvfs system call on the given fd."),
    FN("access", access_, "($module, /, path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)",
       "Use the real uid/gid to test for access to a path."),
    FN("chmod", chmod_, "($module, /, path, mode, *, dir_fd=None, follow_symlinks=(os.name != 'nt'))", "Change the access permissions of a file."),
    FN("fchmod", fchmod_, "($module, /, fd, mode)", "Change the access permissions of the file given by file descriptor fd."),
    FN("chown", chown_, "($module, /, path, uid, gid, *, dir_fd=None, follow_symlinks=True)", "Change the owner and group id of path."),
    FN("lchown", lchown_, "($module, /, path, uid, gid)", "Change the owner and group id of path, not following symbolic links."),
    FN("fchown", fchown_, "($module, /, fd, uid, gid)", "Change the owner and group id of the file specified by file descriptor."),
    FN("utime", utime_, "($module, /, path, times=None, *, ns=<unrepresentable>, dir_fd=None, follow_symlinks=True)",
       "Set the access and modified time of path."),
    FN("umask", umask_, "($module, mask, /)", "Set the current numeric umask and return the previous umask."),
    FN_END};
