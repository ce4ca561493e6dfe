# Text: encodings, newlines, streams in memory.
import io
from posix import remove

for encoding in ("utf-16", "utf-8-sig", "latin-1", "ascii", "utf-8"):
    with open("t.tmp", "w", encoding=encoding) as f:
        f.write("ab\nc")
        f.flush()
        f.write("d")
    with open("t.tmp", "rb") as f:
        print(encoding, f.read())
    with open("t.tmp", encoding=encoding) as f:
        print(repr(f.read()), f.encoding)

with open("t.tmp", "wb") as f:
    f.write(b"a\r\nb\rc\nd\r")
for newline in (None, "", "\n", "\r", "\r\n"):
    with open("t.tmp", newline=newline, encoding="ascii") as f:
        print(repr(newline), list(f), f.newlines)
        f.seek(0)
        print([f.read(1) for _ in range(9)])
        f.seek(0)
        f._CHUNK_SIZE = 1
        print([(f.readline(), f.tell()) for _ in range(4)])
for newline in (None, "", "\n", "\r", "\r\n"):
    with open("t.tmp", "w", newline=newline, encoding="ascii") as f:
        f.write("a\nb\r\n")
    with open("t.tmp", "rb") as f:
        print(f.read())

with open("t.tmp", "w", encoding="ascii") as f:
    try:
        f.write("\u00e9")
    except UnicodeError as e:
        print(e)
with open("t.tmp", "w", encoding="ascii", errors="xmlcharrefreplace") as f:
    print(f.write("\u00e9a"), f.errors)
with open("t.tmp", "rb") as f:
    print(f.read())
with open("t.tmp", "wb") as f:
    f.write(b"ok\xff" + "\u20ac".encode()[:2])
with open("t.tmp", encoding="utf-8") as f:
    try:
        f.read()
    except UnicodeError as e:
        print(e)
with open("t.tmp", encoding="utf-8", errors="replace") as f:
    print(ascii(f.read()))
remove("t.tmp")

s = io.StringIO()
print("abc", 1, file=s)
s.write("\u00fc\u20ac\U0001d11e")
print(ascii(s.getvalue()), s.seek(1), ascii(s.read()), s.tell())
print(s.seek(12), s.write("end"), ascii(s.getvalue()), s.truncate(3), s.getvalue())
s = io.StringIO("a\r\nb\rc\n", newline=None)
print(list(s), s.newlines, s.__getstate__())
for newline in ("", "\n", "\r", "\r\n"):
    s = io.StringIO("a\r\nb\rc\n", newline=newline)
    print(list(s), s.newlines, repr(s.getvalue()))

b = io.BytesIO(b"abc\ndef")
print(b.readlines(), b.tell(), b.seek(0, 2), b.write(b"xyz"))
value = b.getvalue()
b.write(b"!")
print(value, b.getvalue())
with b.getbuffer() as view:
    view[0] = 65
print(b.getvalue(), b.seek(20), b.write(b"e"), b.getvalue(), b.__getstate__())

class Upper(io.TextIOWrapper):
    def write(self, s):
        return super().write(s.upper())

f = Upper(io.BytesIO(), encoding="utf-8")
print("hi", file=f)
f.flush()
print(f.buffer.getvalue())
f.reconfigure(encoding="latin-1", newline="\r\n", line_buffering=True)
f.write("\u00e9\n")
print(f.buffer.getvalue(), f.encoding, f.line_buffering)

d = io.IncrementalNewlineDecoder(None, True)
print(repr(d.decode("a\r")), d.getstate(), repr(d.decode("\nb\r")), d.newlines, repr(d.decode("", True)), d.newlines)
