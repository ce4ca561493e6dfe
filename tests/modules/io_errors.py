# What streams refuse, and in which words.
import io
from posix import remove

def show(f, *args, **keywords):
    try:
        print(repr(f(*args, **keywords)))
    except Exception as e:
        print(f"{type(e).__module__}.{type(e).__name__}: {e}")

path = "io_errors.tmp"
for mode in ("", "q", "rr", "rw", "+", "tb", "U", "rU"):
    show(open, path, mode)
for file in ("a\0b", b"a\0b", 3.5, None, -1, 999, "/nonexistent", "/"):
    show(open, file)
for name in ("encoding", "errors", "newline"):
    show(open, path, "rb", **{name: "x"})
    show(open, path, "w", **{name: 3})
show(open, path, "w", 0)
show(open, path, "w", newline="x")
show(open, path, "w", buffering="x")
show(open, path, "w", opener=lambda name, flags: -1)
show(open, path, "w", opener=lambda name, flags: "x")
show(io.FileIO, path, "zz")
show(io.FileIO, path, "rw")
show(io.FileIO, path, "r", False)
show(io.open_code, 3)

def methods(stream, *names):
    for name in names:
        print(name, end=": ")
        show(lambda: getattr(stream, name)())

f = open(path, "w", encoding="utf-8")
f.write("h\u00e9\nx")
print(f, f.buffer, f.buffer.raw)
methods(f, "read", "readline", "__next__", "__getstate__")
methods(f.buffer, "read", "peek", "readline", "__getstate__")
methods(f.buffer.raw, "read", "readall", "__getstate__")
show(f.write, 3)
show(f.write, b"")
for arguments in ((1, 1), (-1,), (0, 7), (0, "x"), (1, 2)):
    show(f.seek, *arguments)
show(f.buffer.write, "x")
show(f.buffer.seek, 0, 9)
show(f.buffer.seek, -1)
show(f.truncate, -1)
show(f.buffer.raw.seek, "a")
f.close()
print(f, f.buffer, f.buffer.raw)
every = ("read", "readline", "tell", "flush", "readable", "writable", "seekable", "isatty", "fileno", "__enter__", "__iter__",
         "truncate", "readlines")
for stream in (f, f.buffer, f.buffer.raw):
    methods(stream, *every)
show(f.buffer.write, b"x")
show(f.buffer.seek, 0)
show(f.writelines, [])

f = open(path, encoding="utf-8")
show(f.write, "x")
show(f.read, "x")
show(f.readline, "x")
next(f)
show(f.tell)
b = f.detach()
methods(f, "read", "detach", "close")
show(repr, f)
show(lambda: f.closed)
raw = b.detach()
methods(b, "read", "detach")
show(repr, b)
raw.close()
for cls in (io.TextIOWrapper, io.BufferedReader, io.StringIO):
    methods(cls.__new__(cls), "read", "close")
show(io.BufferedReader, 3)
show(io.BufferedReader, io.BytesIO(), 0)
show(io.BufferedWriter, open(path, "rb", 0))
show(io.BufferedReader, open(path, "wb", 0))
show(io.TextIOWrapper, 3)
show(io.TextIOWrapper, io.BytesIO(), newline="q")
show(io.TextIOWrapper, io.BytesIO(), "utf-8\0")
remove(path)

s = io.StringIO("abc")
show(s.write, 3)
for arguments in ((-1,), (1, 1), (1, 2), (0, 5), ("x",)):
    show(s.seek, *arguments)
show(s.truncate, -1)
show(s.read, "x")
show(io.StringIO, 3)
show(io.StringIO, "", 3)
show(io.StringIO, "", "x")
for state in (3, (1,), ("a", 1, 2, 3), ("a", "\n", -2, 3), ("a", "\n", 2, 5)):
    show(s.__setstate__, state)
methods(s, "detach", "fileno", "tell")
s.close()
methods(s, *every, "getvalue")

b = io.BytesIO(b"abc")
show(b.write, "3")
for arguments in ((-1,), (-9, 1), (1, 2), (0, 5)):
    show(b.seek, *arguments)
show(b.truncate, -1)
show(io.BytesIO, 3)
for state in (3, (1,), ("a", 1, 2), (b"a", -2, 3), (b"a", 2, 5)):
    show(b.__setstate__, state)
view = b.getbuffer()
show(b.write, b"xxxxxxx")
show(b.close)
view.release()
show(b.readinto, b"xx")
b.close()
methods(b, "read", "readline", "tell", "flush", "seekable", "truncate", "getvalue", "getbuffer", "__enter__")

for stream in (io.IOBase(), io.RawIOBase(), io.BufferedIOBase(), io.TextIOBase()):
    methods(stream, "tell", "flush", "readable", "seekable", "fileno", "truncate", "_checkReadable", "_checkSeekable", "read", "detach")
print(io.UnsupportedOperation.__mro__, io.UnsupportedOperation.__module__, io.open is open)
