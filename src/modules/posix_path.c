/* posix_path.c - folders and names: listdir, scandir, rename, unlink, links, the working folder. */
#include "modules/posix.h"
#include "objects/bytes.h"
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/numbers.h"
#include "objects/sequence.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "runtime/call.h"
#include "runtime/ops.h"
#include "runtime/threads.h"
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* --- folders --- */

static DIR *open_folder(Thread *t, const PathArg *p)
{
    DIR *dir;
    if (p->fd != -1) {
        int fd = fcntl(p->fd, F_DUPFD_CLOEXEC, 0);
        dir = fd < 0 ? NULL : fdopendir(fd);
        if (!dir && fd >= 0) close(fd);
        if (dir) rewinddir(dir);
    } else {
        dir = opendir(p->name ? p->name : ".");
    }
    if (!dir) path_error(t, p);
    return dir;
}

/* the next entry that is not . or ..; NULL: the end, or *error */
static struct dirent *next_entry(DIR *dir, int *error)
{
    struct dirent *e;
    errno = 0;
    do e = readdir(dir);
    while (e && (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")));
    *error = e ? 0 : errno;
    return e;
}

static Value listdir_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg p;
    int error;
    if (!path_arg(t, a[0], "listdir", "path", PATH_FD | PATH_NONE, &p)) return V_NULL;
    Value list = list_new(t, NULL, 0);
    DIR *dir = is_null(list) ? NULL : open_folder(t, &p);
    if (!dir) return V_NULL;
    bool ok = true;
    for (struct dirent *e; ok && (e = next_entry(dir, &error));) {
        Value name = fs_value(t, e->d_name, strlen(e->d_name), p.bytes);
        ok = !is_null(name) && list_append(t, list, name);
    }
    closedir(dir);
    if (!ok) return V_NULL;
    return error ? raise_errno(t, error, p.object) : list;
}

/* --- scandir --- */

typedef struct DirEntry {
    Header header;
    Value name, path;
    Value stat, lstat;    /* results kept, or null */
    uint64_t inode;
    int dir_fd;           /* scandir(fd): what the name is relative to; else -1 */
    uint8_t kind;         /* DT_* */
} DirEntry;

typedef struct Scandir {
    Header header;
    Value folder;         /* as given; null: None */
    DIR *dir;             /* NULL: exhausted or closed */
    int fd;               /* given instead of a name, or -1 */
    bool bytes;
} Scandir;

static inline DirEntry *as_entry(Value v) { return as_cell(v); }
static inline Scandir *as_scandir(Value v) { return as_cell(v); }

static void entry_trace(Tracer *tr, void *cell)
{
    DirEntry *e = cell;
    const Value own[] = {e->name, e->path, e->stat, e->lstat};
    gc_trace_values(tr, own, sizeof own / sizeof *own);
}

static Value entry_stat(Thread *t, DirEntry *e, bool follow)
{
    Value *kept = follow ? &e->stat : &e->lstat;
    if (!is_null(*kept)) return *kept;
    const char *name = fs_text(t, e->dir_fd == -1 ? e->path : e->name);
    struct stat st;
    if (!name) return V_NULL;
    if (fstatat(e->dir_fd == -1 ? AT_FDCWD : e->dir_fd, name, &st, follow ? 0 : AT_SYMLINK_NOFOLLOW)) return raise_errno(t, errno, e->path);
    Value v = stat_value(t, &st);
    if (!is_null(v)) gc_store(t, e, kept, v);
    return v;
}

/* is the entry of that kind (S_IF*)? A missing file is of none */
static Value entry_is(Thread *t, Value self, Value follow_arg, mode_t mode, uint8_t kind)
{
    DirEntry *e = as_entry(self);
    bool follow;
    if (!arg_bool(t, follow_arg, true, &follow)) return V_NULL;
    if (e->kind != DT_UNKNOWN && !(follow && e->kind == DT_LNK)) return value_bool(e->kind == kind);
    Value st = entry_stat(t, e, follow);
    if (is_null(st)) {
        if (!error_matches(t, T_FILE_NOT_FOUND_ERROR)) return V_NULL;
        error_clear(t);
        return V_FALSE;
    }
    return value_bool(((mode_t)as_fixnum(as_tuple(st)->items[0]) & S_IFMT) == mode);
}

static Value entry_is_dir(Thread *t, Value *a, size_t n) { (void)n; return entry_is(t, a[0], a[1], S_IFDIR, DT_DIR); }
static Value entry_is_file(Thread *t, Value *a, size_t n) { (void)n; return entry_is(t, a[0], a[1], S_IFREG, DT_REG); }
static Value entry_is_symlink(Thread *t, Value *a, size_t n) { (void)n; return entry_is(t, a[0], V_FALSE, S_IFLNK, DT_LNK); }
static Value entry_is_junction(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return V_FALSE; }
static Value entry_inode(Thread *t, Value *a, size_t n) { (void)n; return int_from_uint64(t, as_entry(a[0])->inode); }
static Value entry_fspath(Thread *t, Value *a, size_t n) { (void)t, (void)n; return as_entry(a[0])->path; }
static Value entry_repr(Thread *t, Value self) { return str_format(t, "<DirEntry %R>", as_entry(self)->name); }

static Value entry_stat_(Thread *t, Value *a, size_t n)
{
    (void)n;
    bool follow;
    if (!arg_bool(t, a[1], true, &follow)) return V_NULL;
    if (follow && as_entry(a[0])->kind != DT_LNK && as_entry(a[0])->kind != DT_UNKNOWN) follow = false;
    return entry_stat(t, as_entry(a[0]), follow);
}

static const NativeDef entry_methods[] = {
    FN("is_dir", entry_is_dir, "($self, /, *, follow_symlinks=True)", "Return True if the entry is a directory; cached per entry."),
    FN("is_file", entry_is_file, "($self, /, *, follow_symlinks=True)", "Return True if the entry is a file; cached per entry."),
    FN("is_symlink", entry_is_symlink, "($self, /)", "Return True if the entry is a symbolic link; cached per entry."),
    FN("is_junction", entry_is_junction, "($self, /)", "Return True if the entry is a junction; cached per entry."),
    FN("stat", entry_stat_, "($self, /, *, follow_symlinks=True)", "Return stat_result object for the entry; cached per entry."),
    FN("inode", entry_inode, "($self, /)", "Return inode of the entry; cached per entry."),
    FN("__fspath__", entry_fspath, "($self, /)", "Returns the path for the entry."),
    FN_CLASS_METHOD("__class_getitem__", sequence_class_getitem, "(cls, object, /)", "See PEP 585"),
    FN_END};
static const MemberDef entry_members[] = {
    {"name", offsetof(DirEntry, name), false, false, "the entry's base filename, relative to scandir() \"path\" argument"},
    {"path", offsetof(DirEntry, path), false, false, "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)"},
    MEMBER_END};
const TypeSpec dir_entry_type_spec = {
    .name = "posix.DirEntry", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .size = sizeof(DirEntry),
    .slots = {.repr = entry_repr}, .methods = entry_methods, .members = entry_members, .trace = entry_trace};

static Value entry_new(Thread *t, Scandir *s, const struct dirent *d)
{
    DirEntry *e = object_alloc_id(t, T_DIR_ENTRY, 0);
    if (!e) return V_NULL;
    Value name = fs_value(t, d->d_name, strlen(d->d_name), s->bytes);
    if (is_null(name)) return V_NULL;
    gc_store(t, e, &e->name, name);
    e->dir_fd = s->fd;
    e->inode = d->d_ino;
    e->kind = d->d_type;
    Value path = name;
    if (s->fd == -1) {
        size_t n;
        Value folder = is_null(s->folder) ? V_NULL : fspath(t, s->folder);
        if (is_null(folder) && error_set(t)) return V_NULL;
        if (is_null(folder)) folder = s->bytes ? bytes_new(t, ".", 1) : str_from_text(t, ".");
        const char *text = is_null(folder) ? NULL : fs_text(t, folder);
        if (!text) return V_NULL;
        n = strlen(text);
        Value joined = bytes_new(t, NULL, n + 1 + strlen(d->d_name));
        if (is_null(joined)) return V_NULL;
        unsigned char *to = as_bytes(joined)->data;
        memcpy(to, text, n);
        if (n && text[n - 1] != '/') to[n++] = '/';
        memcpy(to + n, d->d_name, strlen(d->d_name));
        path = fs_value(t, (const char *)to, n + strlen(d->d_name), s->bytes);
    }
    if (is_null(path)) return V_NULL;
    gc_store(t, e, &e->path, path);
    return value_cell(e);
}

static void scandir_trace(Tracer *tr, void *cell) { gc_trace(tr, ((Scandir *)cell)->folder); }
static void scandir_close(Scandir *s)
{
    if (!s->dir) return;
    if (s->fd != -1) rewinddir(s->dir);
    closedir(s->dir);
    s->dir = NULL;
}
static void scandir_dispose(Runtime *rt, void *cell) { (void)rt; scandir_close(cell); }

static Value scandir_next(Thread *t, Value self)
{
    Scandir *s = as_scandir(self);
    int error;
    if (!s->dir) return V_NULL;
    struct dirent *d = next_entry(s->dir, &error);
    if (!d) {
        scandir_close(s);
        return error ? raise_errno(t, error, s->folder) : V_NULL;
    }
    return entry_new(t, s, d);
}

static Value scandir_close_(Thread *t, Value *a, size_t n) { (void)t, (void)n; return scandir_close(as_scandir(a[0])), V_NONE; }
static Value scandir_enter(Thread *t, Value *a, size_t n) { (void)t, (void)n; return a[0]; }

static Value scandir_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg p;
    if (!path_arg(t, a[0], "scandir", "path", PATH_FD | PATH_NONE, &p)) return V_NULL;
    Scandir *s = object_alloc_id(t, T_SCANDIR_ITERATOR, 0);
    if (!s) return V_NULL;
    s->folder = is_null(a[0]) || is_none(a[0]) ? V_NULL : a[0];
    s->fd = p.name ? -1 : p.fd;
    s->bytes = p.bytes;
    s->dir = open_folder(t, &p);
    return s->dir ? value_cell(s) : V_NULL;
}

static const NativeDef scandir_methods[] = {
    FN("close", scandir_close_, "($self, /)", NULL), FN("__enter__", scandir_enter, "($self, /)", NULL),
    FN("__exit__", scandir_close_, "($self, /, *args)", NULL), FN_END};
const TypeSpec scandir_iterator_type_spec = {
    .name = "posix.ScandirIterator", .base = T_OBJECT, .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATE, .size = sizeof(Scandir),
    .slots = {.iter = iterator_self, .next = scandir_next}, .methods = scandir_methods, .trace = scandir_trace, .dispose = scandir_dispose};

/* --- names --- */

static Value mkdir_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg p;
    int mode = 0777, dir_fd;
    if (!path_arg(t, a[0], "mkdir", "path", 0, &p) || (!is_null(a[1]) && !arg_int(t, a[1], &mode)) || !dir_fd_arg(t, a[2], &dir_fd)) return V_NULL;
    return mkdirat(dir_fd, p.name, (mode_t)mode) ? path_error(t, &p) : V_NONE;
}
static Value mkfifo_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg p;
    int mode = 0666, dir_fd;
    if (!path_arg(t, a[0], "mkfifo", "path", 0, &p) || (!is_null(a[1]) && !arg_int(t, a[1], &mode)) || !dir_fd_arg(t, a[2], &dir_fd)) return V_NULL;
    return mkfifoat(dir_fd, p.name, (mode_t)mode) ? path_error(t, &p) : V_NONE;
}
static Value mknod_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg p;
    int mode = 0600, dir_fd;
    int64_t device = 0;
    if (!path_arg(t, a[0], "mknod", "path", 0, &p) || (!is_null(a[1]) && !arg_int(t, a[1], &mode)) || (!is_null(a[2]) && !arg_long(t, a[2], &device)) ||
        !dir_fd_arg(t, a[3], &dir_fd))
        return V_NULL;
    return mknodat(dir_fd, p.name, (mode_t)mode, (dev_t)device) ? path_error(t, &p) : V_NONE;
}

static Value unlink_as(Thread *t, Value *a, const char *function, int flags)
{
    PathArg p;
    int dir_fd;
    if (!path_arg(t, a[0], function, "path", 0, &p) || !dir_fd_arg(t, a[1], &dir_fd)) return V_NULL;
    return unlinkat(dir_fd, p.name, flags) ? path_error(t, &p) : V_NONE;
}
static Value unlink_(Thread *t, Value *a, size_t n) { (void)n; return unlink_as(t, a, "unlink", 0); }
static Value remove_(Thread *t, Value *a, size_t n) { (void)n; return unlink_as(t, a, "remove", 0); }
static Value rmdir_(Thread *t, Value *a, size_t n) { (void)n; return unlink_as(t, a, "rmdir", AT_REMOVEDIR); }

static Value rename_as(Thread *t, Value *a, const char *function)
{
    PathArg from, to;
    int from_fd, to_fd;
    if (!path_arg(t, a[0], function, "src", 0, &from) || !path_arg(t, a[1], function, "dst", 0, &to) || !dir_fd_arg(t, a[2], &from_fd) ||
        !dir_fd_arg(t, a[3], &to_fd))
        return V_NULL;
    return renameat(from_fd, from.name, to_fd, to.name) ? raise_errno2(t, errno, from.object, to.object) : V_NONE;
}
static Value rename_(Thread *t, Value *a, size_t n) { (void)n; return rename_as(t, a, "rename"); }
static Value replace_(Thread *t, Value *a, size_t n) { (void)n; return rename_as(t, a, "replace"); }

static Value link_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg from, to;
    int from_fd, to_fd;
    bool follow;
    if (!path_arg(t, a[0], "link", "src", 0, &from) || !path_arg(t, a[1], "link", "dst", 0, &to) || !dir_fd_arg(t, a[2], &from_fd) ||
        !dir_fd_arg(t, a[3], &to_fd) || !arg_bool(t, a[4], true, &follow))
        return V_NULL;
    /* link(2) itself does not follow: that is what CPython calls when follow_symlinks is left alone */
    int flags = !is_null(a[4]) && follow ? AT_SYMLINK_FOLLOW : 0;
    return linkat(from_fd, from.name, to_fd, to.name, flags) ? raise_errno2(t, errno, from.object, to.object) : V_NONE;
}
static Value symlink_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg from, to;
    int dir_fd;
    if (!path_arg(t, a[0], "symlink", "src", 0, &from) || !path_arg(t, a[1], "symlink", "dst", 0, &to) || !dir_fd_arg(t, a[3], &dir_fd)) return V_NULL;
    return symlinkat(from.name, dir_fd, to.name) ? raise_errno2(t, errno, from.object, to.object) : V_NONE;
}
static Value readlink_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg p;
    int dir_fd;
    char target[PATH_MAX + 1];
    if (!path_arg(t, a[0], "readlink", "path", 0, &p) || !dir_fd_arg(t, a[1], &dir_fd)) return V_NULL;
    ssize_t length = readlinkat(dir_fd, p.name, target, PATH_MAX);
    return length < 0 ? path_error(t, &p) : fs_value(t, target, (size_t)length, p.bytes);
}

static Value truncate_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg p;
    int64_t length;
    int r, error;
    if (!path_arg(t, a[0], "truncate", "path", PATH_FD, &p) || !arg_long(t, a[1], &length)) return V_NULL;
    BLOCKING(t, r, error, p.name ? truncate(p.name, length) : ftruncate(p.fd, length));
    return error ? (error_set(t) ? V_NULL : raise_errno(t, error, p.object)) : V_NONE;
}

/* --- the working folder --- */

static Value chdir_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg p;
    if (!path_arg(t, a[0], "chdir", "path", PATH_FD, &p)) return V_NULL;
    return (p.name ? chdir(p.name) : fchdir(p.fd)) ? path_error(t, &p) : V_NONE;
}
static Value fchdir_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int fd;
    return arg_int(t, a[0], &fd) ? posix_result(t, fchdir(fd)) : V_NULL;
}
static Value chroot_(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathArg p;
    if (!path_arg(t, a[0], "chroot", "path", 0, &p)) return V_NULL;
    return chroot(p.name) ? path_error(t, &p) : V_NONE;
}
static Value cwd(Thread *t, bool bytes)
{
    char path[PATH_MAX + 1];
    return getcwd(path, sizeof path) ? fs_value(t, path, strlen(path), bytes) : raise_errno(t, errno, V_NULL);
}
static Value getcwd_(Thread *t, Value *a, size_t n) { (void)a, (void)n; return cwd(t, false); }
static Value getcwdb_(Thread *t, Value *a, size_t n) { (void)a, (void)n; return cwd(t, true); }

/* --- pure text: what posixpath.py asks for --- */

/* the characters of a str or bytes path, and pieces of it */
typedef struct PathText { Thread *t; Value v; size_t length; bool bytes; } PathText;
static bool path_text(Thread *t, Value v, PathText *p)
{
    v = fspath(t, v);
    if (is_null(v)) return false;
    *p = (PathText){t, v, is_bytes(v) ? as_bytes(v)->length : as_str(v)->length, is_bytes(v)};
    return true;
}
static uint32_t path_char(const PathText *p, size_t i) { return p->bytes ? as_bytes(p->v)->data[i] : str_at(as_str(p->v), i); }
static Value path_piece(const PathText *p, size_t from, size_t to)
{
    if (p->bytes) return bytes_new(p->t, as_bytes(p->v)->data + from, to - from);
    return str_substr(p->t, p->v, from, to);
}
/* one or two leading slashes: POSIX leaves the meaning of exactly two to the system */
static size_t root_length(const PathText *p)
{
    size_t n = 0;
    while (n < p->length && path_char(p, n) == '/') n++;
    return n == 0 ? 0 : n == 2 ? 2 : 1;
}

static Value splitroot_ex(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathText p;
    if (!path_text(t, a[0], &p)) return V_NULL;
    size_t root = root_length(&p);
    Value drive = path_piece(&p, 0, 0), front = path_piece(&p, 0, root), rest = path_piece(&p, root, p.length);
    return is_null(drive) || is_null(front) || is_null(rest) ? V_NULL : tuple_pack(t, 3, drive, front, rest);
}

/* a/./b/../c -> a/c, purely by text */
static Value normpath(Thread *t, Value *a, size_t n)
{
    (void)n;
    PathText p;
    if (!path_text(t, a[0], &p)) return V_NULL;
    Value parts = list_new(t, NULL, 0);
    if (is_null(parts)) return V_NULL;
    size_t root = root_length(&p), ups = 0;
    for (size_t i = root; i < p.length;) {
        size_t end = i;
        while (end < p.length && path_char(&p, end) != '/') end++;
        size_t length = end - i;
        bool dots = length <= 2 && (length < 1 || path_char(&p, i) == '.') && (length < 2 || path_char(&p, i + 1) == '.');
        List *list = as_list(parts);
        if (length == 2 && dots && list->length > ups) {
            if (!list_delete_range(t, list, list->length - 1, list->length)) return V_NULL;
        } else if (!dots || (length == 2 && !root)) {
            Value piece = path_piece(&p, i, end);
            if (is_null(piece) || !list_append(t, parts, piece)) return V_NULL;
            if (dots) ups++;
        }
        i = end + 1;
    }
    Value slash = p.bytes ? bytes_new(t, "/", 1) : t->rt->chars['/'];
    Value joined = is_null(slash) ? V_NULL : call_method1(t, slash, NAME(t, join), parts), front = path_piece(&p, 0, root);
    if (is_null(joined) || is_null(front)) return V_NULL;
    Value whole = binary_op(t, BIN_ADD, front, joined);
    if (is_null(whole) || length_of(t, whole)) return whole;
    return p.bytes ? bytes_new(t, ".", 1) : t->rt->chars['.'];
}

/* --- device numbers --- */

static Value major_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t device;
    return arg_long(t, a[0], &device) ? int_from_uint64(t, major((dev_t)device)) : V_NULL;
}
static Value minor_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t device;
    return arg_long(t, a[0], &device) ? int_from_uint64(t, minor((dev_t)device)) : V_NULL;
}
static Value makedev_(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t high, low;
    return arg_long(t, a[0], &high) && arg_long(t, a[1], &low) ? int_from_uint64(t, makedev((unsigned)high, (unsigned)low)) : V_NULL;
}

const NativeDef posix_path_functions[] = {
    FN("listdir", listdir_, "($module, /, path=None)", "Return a list containing the names of the files in the directory."),
    FN("scandir", scandir_, "($module, /, path=None)", "Return an iterator of DirEntry objects for given path."),
    FN("mkdir", mkdir_, "($module, /, path, mode=511, *, dir_fd=None)", "Create a directory."),
    FN("mkfifo", mkfifo_, "($module, /, path, mode=438, *, dir_fd=None)", "Create a \"fifo\" (a POSIX named pipe)."),
    FN("mknod", mknod_, "($module, /, path, mode=384, device=0, *, dir_fd=None)", "Create a node in the file system."),
    FN("unlink", unlink_, "($module, /, path, *, dir_fd=None)", "Remove a file (same as remove())."),
    FN("remove", remove_, "($module, /, path, *, dir_fd=None)", "Remove a file (same as unlink())."),
    FN("rmdir", rmdir_, "($module, /, path, *, dir_fd=None)", "Remove a directory."),
    FN("rename", rename_, "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)", "Rename a file or directory."),
    FN("replace", replace_, "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)", "Rename a file or directory, overwriting the destination."),
    FN("link", link_, "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=(os.name != 'nt'))", "Create a hard link to a file."),
    FN("symlink", symlink_, "($module, /, src, dst, target_is_directory=False, *, dir_fd=None)", "Create a symbolic link pointing to src named dst."),
    FN("readlink", readlink_, "($module, /, path, *, dir_fd=None)", "Return a string representing the path to which the symbolic link points."),
    FN("truncate", truncate_, "($module, /, path, length)", "Truncate a file, specified by path, to a specific length."),
    FN("chdir", chdir_, "($module, /, path)", "Change the current working directory to the specified path."),
    FN("fchdir", fchdir_, "($module, /, fd)", "Change to the directory of the given file descriptor."),
    FN("chroot", chroot_, "($module, /, path)", "Change root directory to path."),
    FN("getcwd", getcwd_, "($module, /)", "Return a unicode string representing the current working directory."),
    FN("getcwdb", getcwdb_, "($module, /)", "Return a bytes string representing the current working directory."),
    FN("_path_normpath", normpath, "($module, /, path)", "Normalize path, eliminating double slashes, etc."),
    FN("_path_splitroot_ex", splitroot_ex, "($module, /, p)", "Split a pathname into drive, root and tail."),
    FN("major", major_, "($module, device, /)", "Extracts a device major number from a raw device number."),
    FN("minor", minor_, "($module, device, /)", "Extracts a device minor number from a raw device number."),
    FN("makedev", makedev_, "($module, major, minor, /)", "Composes a raw device number from the major and minor device numbers."),
    FN_END};
