# bytes and bytearray.
def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


b = b"hello"
print(b, b[0], b[1:3], b[-1:], len(b), list(b"ab"), b + b"x", b * 2, b"l" in b, 104 in b, bytes(3), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes(b"x"), bytes(range(3)), bytes())
print(b.upper(), b.title(), b.find(b"l"), b.find(108), b.count(b"l"), b.replace(b"l", b"L"), b.split(b"e"), b.startswith(b"he"), b.hex(), b.hex("-"), b.hex(":", 2), bytes.fromhex("68 65 6c"), b.decode(), b.index(b"o"), b.rfind(b"l"))
print(b" x ".strip(), b"a,b".split(b","), b"a b".split(), b",".join([b"a", bytearray(b"b")]), b"abc".translate(bytes.maketrans(b"a", b"z")), b"abc".translate(None, b"b"), b"ab".center(6, b"*"), b"7".zfill(3), b"a\tb".expandtabs(2), b"a\nb".splitlines(), b"a-b".partition(b"-"), b"A1".isalnum(), b"abc".islower(), b"px".removeprefix(b"p"))
ba = bytearray(b"abc")
ba[0] = 65
ba[1:2] = b"XYZ"
ba.append(33)
ba.extend(b"end")
ba += b"!"
print(ba, len(ba), ba.pop(), ba.pop(0), ba, ba.index(b"X"))
ba.insert(0, 48)
ba.remove(33)
ba.reverse()
del ba[0], ba[::2]
print(ba, bytes(ba), ba == bytes(ba), bytearray(5), bytearray("x", "ascii"), ba.copy() is ba, bytearray(b"abc").upper(), ba * 2)
ba.clear()
print(ba, bool(ba), ba.hex(), bytearray([1]) + b"a", b"a" + bytearray([1]), bytearray.fromhex("ff00"))
print(repr(b"\x00\t\n\r\\'\"\x7f\x80"), b"'", b'"', str(b"x"), b"a" < b"b", b"a" == "a", hash(b"a") == hash(b"a"), bytearray(b"a") == b"a", b"\xff"[0])
mv = memoryview(b"abcdef")
print(mv[1], bytes(mv[1:4]), mv.tobytes(), len(mv), mv.format, mv.itemsize, mv.readonly, mv.shape, list(mv[::2]), mv == b"abcdef", mv[1:3].tolist(), mv.nbytes, mv.hex())
w = bytearray(b"abcdef")
mw = memoryview(w)
mw[0] = 90
mw[1:3] = b"YX"
print(w, mw.readonly)
attempt(lambda: w.append(1))
mw.release()
w.append(1)
attempt(lambda: mw[0])
attempt(lambda: memoryview("x"))
attempt(lambda: mv.__setitem__(0, 1))
attempt(lambda: b[10])
attempt(lambda: b["x"])
attempt(lambda: bytes([256]))
attempt(lambda: bytes([-1]))
attempt(lambda: bytes(-1))
attempt(lambda: bytes("x"))
attempt(lambda: bytes(5, "utf-8"))
attempt(lambda: bytes([1.5]))
attempt(lambda: bytes(1.5))
attempt(lambda: b"a" + "b")
attempt(lambda: "a" + b"b")
attempt(lambda: b"a".join(["x"]))
attempt(lambda: bytes.fromhex("xyz"))
attempt(lambda: bytes.fromhex("123"))
attempt(lambda: b"abc".find("a"))
attempt(lambda: b"abc".replace("a", "b"))
attempt(lambda: bytearray(b"x").pop(5))
attempt(lambda: bytearray().pop())
attempt(lambda: bytearray(b"x").remove(5))
attempt(lambda: bytearray(b"x").append("a"))
attempt(lambda: bytearray(b"x").append(256))
attempt(lambda: b"\xff".decode())
attempt(lambda: b"\xff".decode("ascii"))
attempt(lambda: b"a".hex("xx"))
attempt(lambda: b"%d" % "x")
attempt(lambda: "x" in b"x")
attempt(lambda: b"x".__setitem__)
attempt(lambda: hash(bytearray()))
attempt(lambda: int.from_bytes(b"\x01\x00", "big"))
attempt(lambda: (1000).to_bytes(2, "little"))
attempt(lambda: (-1).to_bytes(2, "big", signed=True))
attempt(lambda: (256).to_bytes(1, "big"))
attempt(lambda: (-1).to_bytes(1, "big"))
attempt(lambda: int.from_bytes(b"\xff\xfe", signed=True))


class B:
    def __bytes__(self): return b"from bytes"


attempt(lambda: bytes(B()))
