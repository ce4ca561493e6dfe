# open: text and binary files, modes, encodings, newlines, seeking, errors.
import os
import sys
name = "tmp_builtin_open.txt"


def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, str(e).replace(os.getcwd(), ""))


with open(name, "w") as f:
    print(f.write("first\nsecond é\n"), f.name, f.mode, f.encoding.lower(), f.closed, f.writable(), f.readable())
    f.writelines(["third\n", "last"])
    print("printed", file=f)
print(f.closed)
with open(name) as f:
    print(f.read(5), f.read(1) == "\n", f.readline(), f.tell() > 0, f.readlines(), f.read() == "", f.readline() == "")
    f.seek(0)
    print([line.strip() for line in f])
with open(name, encoding="utf-8") as f:
    for i, line in enumerate(f, 1):
        print(i, line, end="")
with open(name, "rb") as f:
    print(f.read(3), f.tell(), f.seek(-4, 2), f.read(), f.mode, type(f).__name__, f.seek(2), f.readline(), f.readinto(b := bytearray(4)), b, f.peek(1)[:1])
with open(name, "a+") as f:
    f.write("appended\n")
    f.seek(0)
    print(len(f.read()))
with open(name, "r+") as f:
    f.write("FIRST")
    f.seek(0)
    print(f.readline())
    f.truncate(3)
print(os.path.getsize(name))
with open(name, "wb") as f:
    print(f.write(b"a\r\nb\rc\n"), f.write(bytearray(b"x")), f.fileno() > 2)
for nl in (None, "", "\n", "\r", "\r\n"):
    with open(name, newline=nl) as f:
        print(repr(nl), f.readlines())
for nl in (None, "", "\n", "\r", "\r\n"):
    with open(name, "w", newline=nl) as f:
        f.write("1\n2\r\n")
    print(repr(nl), open(name, "rb").read())
with open(name, "w", encoding="latin-1") as f:
    f.write("é")
print(open(name, "rb").read())
attempt(lambda: open(name, encoding="utf-8").read())
attempt(lambda: open(name, encoding="utf-8", errors="replace").read())
attempt(lambda: open(name, encoding="latin-1").read())
attempt(lambda: open(name, "w", encoding="ascii").write("é"))
attempt(lambda: open("tmp_no_such_file"))
attempt(lambda: open("tmp_no_such_dir/x", "w"))
attempt(lambda: open(".", "w"))
attempt(lambda: open(name, "x"))
attempt(lambda: open(name, "q"))
attempt(lambda: open(name, "rw"))
attempt(lambda: open(name, "rb", encoding="utf-8"))
attempt(lambda: open(name, "b"))
attempt(lambda: open(name, encoding="nope"))
attempt(lambda: open(name, newline="x"))
attempt(lambda: open(5.5))
attempt(lambda: open(name, "rb", buffering=1.5))
attempt(lambda: open(name, buffering=0))
attempt(lambda: open("nul\0byte"))
attempt(lambda: open(name, "r").write("x"))
attempt(lambda: open(name, "w").read())
attempt(lambda: open(name, "rb").write(b"x"))
attempt(lambda: open(name, "w").write(b"x"))
attempt(lambda: open(name, "wb").write("x"))
attempt(lambda: f.read())
attempt(lambda: f.__enter__())
attempt(lambda: open(-1))
with open(name, "w+b", buffering=0) as f:
    print(type(f).__name__, f.write(b"raw"), f.seek(0), f.readall())
fd = os.open(name, os.O_RDONLY)
with open(fd, closefd=False) as f:
    print(f.read())
os.close(fd)
import io
s = io.StringIO("a\nb\n")
print(s.readline(), s.read(), s.getvalue(), s.seek(0), list(s))
b = io.BytesIO()
b.write(b"bytes")
print(b.getvalue(), b.tell(), b.seek(1), b.read(2), b.getbuffer()[0])
w = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
w.write("é\n")
print(w.buffer.getvalue(), io.open is open)
os.remove(name)
print(os.path.exists(name))
