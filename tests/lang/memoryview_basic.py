# memoryview.
def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


b = bytearray(b"0123456789")
m = memoryview(b)
print(m[0], m[-1], bytes(m[2:5]), bytes(m[::-1]), bytes(m[1::3]), len(m), m.nbytes, m.itemsize, m.format, m.ndim, m.shape, m.strides, m.readonly, m.contiguous, m.c_contiguous, m.obj is b)
m[0] = 65
m[1:4] = b"xyz"
m[4:6] = memoryview(b"QQ")
print(b, m.tobytes(), m.tolist()[:3], m == b, m == bytes(b), m != b"", hash(memoryview(b"ab")) == hash(b"ab"))
s = m[2:8]
s[0] = 33
print(b, s[0], len(s[1:3]), bytes(s[1:3][0:1]))
c = m.cast("H")
print(c.itemsize, len(c), c.format, c[0] == b[0] + 256 * b[1], c.tolist()[:2])
c[0] = 0x4142
print(b[:2], memoryview(b"\1\2\3\4").cast("I")[0] == 0x04030201, memoryview(b"abcd").cast("c")[0], memoryview(bytes(8)).cast("d").tolist(), memoryview(b"abcd").cast("B", (2, 2)).tolist())
print(list(m)[:2], 66 in m, m.hex()[:8], m.toreadonly().readonly, sorted(m)[:3], max(m), bytes(memoryview(b"ab")) + b"c", b"".join([m[:2], b"!"]), m.count(81), m.index(81))
with memoryview(b"ctx") as v:
    print(v[0])
attempt(lambda: v[0])
attempt(lambda: m[100])
attempt(lambda: m["a"])
attempt(lambda: m.__setitem__(0, 256))
attempt(lambda: m.__setitem__(0, "a"))
attempt(lambda: m.__setitem__(slice(0, 2), b"abc"))
attempt(lambda: m.__delitem__(0))
attempt(lambda: memoryview(b"ro").__setitem__(0, 1))
attempt(lambda: memoryview(5))
attempt(lambda: memoryview())
attempt(lambda: b.append(1))
attempt(lambda: b.extend(b"x"))
attempt(lambda: m.cast("Q"))
attempt(lambda: m.cast("zz"))
attempt(lambda: hash(m))
attempt(lambda: m < m)
attempt(lambda: m + m)
attempt(lambda: m[1:5:2].cast("B"))
for x in (c, s, m):
    x.release()
b.append(1)
print(len(b))
attempt(lambda: len(m))
attempt(lambda: repr(m)[:15])
