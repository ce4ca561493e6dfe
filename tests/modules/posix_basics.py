import posix
r, w = posix.pipe()
print(posix.write(w, b"hello"), posix.read(r, 10))
posix.close(r)
posix.close(w)
for path in ("/a/../b//c/.", "../a/..//..", "", "//x//y", "///x", b"a/./b"):
    print(repr(path), posix._path_normpath(path), posix._path_splitroot_ex(path))
def attempt(f, *a, **k):
    try:
        print(f.__name__, f(*a, **k))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)
class Path:
    def __fspath__(self): return 5
attempt(posix.stat, "/nonono")
attempt(posix.rename, "/nox", "/noy")
attempt(posix.stat, 1.5)
attempt(posix.stat, "a\0b")
attempt(posix.listdir, 1.5)
attempt(posix.fspath, Path())
attempt(posix.execv, "x", [])
attempt(posix.execv, "x", 5)
attempt(posix.putenv, "a=b", "c")
attempt(posix.close, 2**31)
attempt(posix.close, 999)
attempt(posix.stat, "/x", dir_fd="q")
attempt(posix.utime, "/nox", (1, 2), ns=(1, 2))
attempt(posix.waitstatus_to_exitcode, 256)
attempt(posix.waitstatus_to_exitcode, 9)
attempt(posix.waitstatus_to_exitcode, 0x137f)
attempt(posix.sysconf, "SC_X")
attempt(posix.strerror, 2)
pid = posix.fork()
if not pid:
    posix._exit(3)
print(posix.waitstatus_to_exitcode(posix.waitpid(pid, 0)[1]))
st = posix.stat("/")
print(st.n_fields, st.n_sequence_fields, st.n_unnamed_fields, st.__match_args__, st[7] == int(st.st_atime), st.st_mtime_ns // 10**9 == st[8])
