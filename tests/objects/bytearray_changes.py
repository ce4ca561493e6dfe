# bytearray as a mutable sequence: growth, slices, deletions at the front, exports.
b = bytearray()
for i in range(1000):
    b.append(i & 255)
print(len(b), b[:5], b[-3:], sum(b))
for i in range(900):
    del b[0]
print(len(b), b[0], b[-1])
b[10:20] = b"abc"
b[5:5] = b"INSERTED"
print(len(b), bytes(b[:20]))
del b[::2]
print(len(b), bytes(b[:10]))
del b[::-3]
print(len(b), bytes(b[:10]))
b[::2] = bytes(len(b[::2]))
print(len(b), bytes(b[:10]))
b[:] = b"hello"
b[1:3] = b[2:]
print(b)
b += bytes(b)
b += [1, 2] if False else b"\x01"
print(b, b.pop(), b.pop(0), b)
b *= 3
print(b)
b *= 0
print(b, len(b))
b.extend(range(5))
b.extend(b"xy")
b.extend(memoryview(b"z"))
b.extend(iter([9]))
print(b)
b.insert(0, 1), b.insert(-1, 2), b.insert(100, 3)
print(b)
b.reverse()
b.remove(1)
print(b, b.index(3), b.count(2), 3 in b, b"\x02" in b)
b[0] = 255
b[-1] = 0
print(b, b.hex())
b[2:4] = (65, 66, 67)
b[1:1] = bytearray(b"..")
b[len(b):] = b"end"
print(b)
b.resize(3)
print(b)
b.resize(6)
print(b, bytearray(3), bytearray(b"abc") == b"abc", b"abc" == bytearray(b"abc"), bytearray(b"a") < bytearray(b"b"), bytearray("é", "utf-8"))
x = bytearray(b"abc")
x[:] = x
x.extend(x)
try:
    x += x
except BufferError as e:
    print(e)
print(x)
m = memoryview(x)
for action in ("x.append(1)", "x.clear()", "x += b'a'", "del x[0]", "x[0:1] = b'12'", "x.pop()", "x *= 2", "x.__init__(b'zz')", "x.resize(1)"):
    try:
        exec(action)
        print(action, "ok")
    except BufferError as e:
        print(action, e)
x[0:3] = b"xyz"
x[0] = 33
m.release()
x.append(46)
print(x)
class Index:
    def __init__(self, action):
        self.action = action

    def __index__(self):
        self.action()
        return 1


y = bytearray(b"abcdef")
try:
    y[Index(y.clear)] = 5
except IndexError as e:
    print(e)
y = bytearray(b"abcdef")
try:
    y[5] = Index(y.clear)
except IndexError as e:
    print(e)
y = bytearray(b"abcdef")
print(y.find(b"e", Index(y.clear)), y)
y = bytearray(b"abcdef")
print(y.count(b"e", 0, Index(y.clear)), y)
print(list(bytearray(b"ab")), list(reversed(bytearray(b"ab"))), max(bytearray(b"az")), bytearray(b"ab").__iter__().__length_hint__())
it = iter(y := bytearray(b"abc"))
next(it)
y.clear()
print(list(it))
y.extend(b"more")
print(list(it))
