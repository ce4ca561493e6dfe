/* posix.h - between the files of the posix module. */
#ifndef MODULES_POSIX_H
#define MODULES_POSIX_H

#include "modules/args.h"
#include "modules/modules.h"
#include "runtime/error.h"
#include <fcntl.h>

/* A path argument: a name, or a file descriptor. */
typedef struct PathArg {
    const char *name;    /* NUL-terminated; NULL: fd, or None was given */
    int fd;              /* -1: a name */
    Value object;        /* as given, for messages; V_NULL: absent */
    bool bytes;          /* names made from it are bytes */
} PathArg;
enum { PATH_FD = 1, PATH_NONE = 2 };
/* "stat: path should be string, bytes, os.PathLike or integer, not float"; function and argument: names for such messages */
bool path_arg(Thread *t, Value v, const char *function, const char *argument, int flags, PathArg *out);
/* dir_fd=None: AT_FDCWD when absent or None */
bool dir_fd_arg(Thread *t, Value v, int *out);
/* os.fspath(): str or bytes */
Value fspath(Thread *t, Value v);
/* the bytes of an os.fsencode()d str, bytes or PathLike, NUL-terminated and without NULs inside; NULL: exception */
const char *fs_text(Thread *t, Value v);
/* a file name as str, or as bytes */
Value fs_value(Thread *t, const char *name, size_t n, bool bytes);
/* OSError with the path in it; V_NULL */
Value path_error(Thread *t, const PathArg *path);
/* None, or OSError from errno when result < 0 */
Value posix_result(Thread *t, int result);

/* os.stat_result from struct stat or statx */
struct stat;
Value stat_value(Thread *t, const struct stat *st);

extern const NativeDef posix_stat_functions[], posix_path_functions[], posix_file_functions[], posix_process_functions[], posix_config_functions[];
bool posix_config_setup(Thread *t, Value module);
bool posix_constants(Thread *t, Value module);

#endif
