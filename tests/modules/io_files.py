# Files: reading and writing bytes and text, positions, streams written in Python.
import io
from posix import remove

class Raw(io.RawIOBase):
    def __init__(self, data):
        self.data, self.at = data, 0
    def readable(self):
        return True
    def readinto(self, b):
        n = min(len(b), len(self.data) - self.at, 7)
        b[:n] = self.data[self.at:self.at + n]
        self.at += n
        return n

r = io.BufferedReader(Raw(b"hello\nworld\r\nabc" * 3))
print(r.readline(), r.peek(), r.read(4), r.read())
text = io.TextIOWrapper(io.BufferedReader(Raw("h\u00e9llo\nw\u00f6rld\r\nabc".encode() * 3)), encoding="utf-8")
print(list(text), text.newlines)

with open("x.tmp", "w", encoding="utf-8") as f:
    for i in range(2000):
        f.write(f"line \u00e9 {i}\n")
with open("x.tmp", encoding="utf-8") as f:
    positions = []
    while f.readline():
        positions.append(f.tell())
    print(len(positions), positions[:3], positions[-1])
    f.seek(positions[999])
    print(repr(f.readline()))
    f.read(5)
    at = f.tell()
    some = f.read(10)
    f.seek(at)
    print(some == f.read(10), at)
with open("x.tmp", "rb") as f:
    print(len(f.read()), f.tell(), f.seek(-4, 2), f.readline(), f.read())
with open("x.tmp", "r+", encoding="utf-8") as f:
    f.write("LINE")
    f.seek(0, 2)
    print(f.tell(), f.write("end"))
    f.seek(0)
    print(f.readline(), end="")
    print(f.truncate(4), f.seek(0), f.read())

with open("x.tmp", "w+b") as f:
    f.write(b"abcdef")
    f.seek(2)
    print(f.read(2), f.write(b"ZZ"), f.seek(0), f.read(), f.tell())
    f.seek(1)
    f.write(b"-")
    print(f.read(), f.seek(0), f.peek()[:3], f.readinto(bytearray(4)))
with open("x.tmp", "ab") as f:
    print(f.tell(), f.write(b"!" * 200000), f.tell())
with open("x.tmp", "rb", buffering=16) as f:
    print(len(f.readline(50)), f.read1(100), len(f.read(1000)), f.tell())

class File(io.FileIO):
    pass

with File("x.tmp") as f:
    print(f.read(3), f, f.mode, f.closefd, f.seekable(), f.seek(6), f.readall()[:2])
with open("x.tmp", "rb", 0) as f:
    print(f, f.read(2))
remove("x.tmp")

pair = io.BufferedRWPair(io.BytesIO(b"in"), io.BytesIO())
print(pair.read(), pair.write(b"x"), pair.closed)
pair.close()
print(pair.closed)
