# Windows on memory: indexing, slices, casts, release.
def rel():
    m = memoryview(b"abc")
    m.release()
    return m


def ex(source):
    try:
        exec(source, {})
        print(source, "-> ok")
    except Exception as e:
        print(source, "->", type(e).__name__ + ":", ascii(str(e)))


def show(source):
    try:
        print(source, "->", ascii(eval(source)))
    except Exception as e:
        print(source, "->", type(e).__name__ + ":", ascii(str(e)))


for line in r'''
memoryview(1)
memoryview()
memoryview("a")
memoryview(b"abc")[5]
memoryview(b"abc")[1.5]
memoryview(b"abc")["a"]
memoryview(b"abc")[0,0]
memoryview(b"abc")[()]
memoryview(b"abc")[::2].tolist()
memoryview(b"abc")[::-1].tobytes()
memoryview(b"abc")[::2].contiguous
rel()[0]
rel().tolist()
rel().nbytes
len(rel())
list(rel())
rel().format
rel()==rel()
hash(rel())
memoryview(b"abc")==b"abc"
memoryview(b"abc")=="abc"
memoryview(b"abc")<b"abd"
hash(memoryview(b"abc"))==hash(b"abc")
memoryview(b"abc").cast("i")
memoryview(b"abcd").cast("i").tolist()
memoryview(b"abcd").cast("x")
memoryview(b"abcd").cast("@i").format
memoryview(b"abcd").cast("<i")
memoryview(b"abcd").cast("ii")
memoryview(b"abcd").cast(1)
memoryview(b"abcd").cast("B",[2,2]).tolist()
memoryview(b"abcd").cast("B",[2,2]).shape
memoryview(b"abcd").cast("B",[2,2]).strides
memoryview(b"abcd").cast("B",[2,2])[0]
memoryview(b"abcd").cast("B",[2,2])[0,1]
memoryview(b"abcd").cast("B",[2,2])[0,5]
memoryview(b"abcd").cast("B",[2,2])[0,0,0]
memoryview(b"abcd").cast("B",[2,2])[0:1,0:1]
memoryview(b"abcd").cast("B",[2,2])[0,0:1]
memoryview(b"abcd").cast("B",[2,2])["a",0]
memoryview(b"abcd").cast("B",[2,3])
memoryview(b"abcd").cast("B",[2,0])
memoryview(b"abcd").cast("B",["a"])
memoryview(b"abcd").cast("B",5)
memoryview(b"abcd").cast("B",(4,)).tolist()
memoryview(b"abcd").cast("B",[-1])
memoryview(b"abcd").cast("h",[2]).cast("i")
memoryview(b"abcd").cast("h").cast("B").tolist()
memoryview(b"abcd").cast("h").cast("h")
memoryview(b"abcd").cast("B",[2,2]).cast("B").tolist()
memoryview(b"abcd").cast("B",[2,2]).cast("B",[4,1])
memoryview(b"abcd")[::2].cast("B")
memoryview(b"abcd").cast("c").tolist()
memoryview(b"a").cast("?").tolist()
memoryview(b"abcdefgh").cast("d")[0]
memoryview(b"abcdefgh").cast("e").tolist()
memoryview(b"abcdefgh").cast("F").tolist()
memoryview(b"abcd").cast("B",[]).shape
memoryview(b"a").cast("B",[])[()]
memoryview(b"a").cast("B",[])[0]
len(memoryview(b"a").cast("B",[]))
memoryview(b"a").cast("B",[]).tolist()
memoryview(b"abcd").tobytes("C")
memoryview(b"abcd").tobytes(order="F")
memoryview(b"abcd").cast("B",[2,2]).tobytes("F")
memoryview(b"abcd").tobytes("X")
memoryview(b"abcd").tobytes(None)
memoryview(b"abcd").hex()
memoryview(b"abcd").hex(":",2)
memoryview(b"abcd")[::2].hex()
memoryview(b"abcd").index(98)
memoryview(b"abcd").index(5)
memoryview(b"abcd").index("a")
memoryview(b"abcda").index(97,1)
memoryview(b"abcda").count(97)
memoryview(b"abcd").cast("B",[2,2]).index(1)
memoryview(b"abcd").cast("B",[2,2]).count(1)
97 in memoryview(b"abcd")
b"a" in memoryview(b"abcd")
list(memoryview(b"ab"))
list(memoryview(b"abcd").cast("B",[2,2]))
list(reversed(memoryview(b"ab")))
memoryview(b"ab").obj
memoryview(b"ab").nbytes
memoryview(b"ab").itemsize
memoryview(b"ab").format
memoryview(b"ab").ndim
memoryview(b"ab").shape
memoryview(b"ab").strides
memoryview(b"ab").suboffsets
memoryview(b"ab").readonly
memoryview(b"ab").c_contiguous
memoryview(b"ab").f_contiguous
memoryview(b"ab").contiguous
memoryview(memoryview(b"ab")).obj
bytes(memoryview(b"abcd")[::2])
memoryview(b"ab").__enter__().tolist()
b"".join([memoryview(b"abcd")[::2]])
memoryview[int]
memoryview._from_flags(b"a",1)
memoryview._from_flags(b"a",0).tolist()
memoryview(b"ab")+b"c"
memoryview(b"ab")*2
bool(memoryview(b""))
memoryview(b"").tolist()
memoryview(b"abc").__getitem__(slice(0,0)).tolist()
'''.strip().splitlines():
    show(line)

ex("m=memoryview(b'a'); m[0]=1")
ex("m=memoryview(bytearray(b'ab')); m[0]=256")
ex("m=memoryview(bytearray(b'ab')); m[0]=-1")
ex("m=memoryview(bytearray(b'ab')); m[0]='a'")
ex("m=memoryview(bytearray(b'ab')); m[0]=b'a'")
ex("m=memoryview(bytearray(b'ab')); m[5]=1")
ex("m=memoryview(bytearray(b'ab')); m['a']=1")
ex("m=memoryview(bytearray(b'ab')); del m[0]")
ex("m=memoryview(bytearray(b'ab')); m[:]=b'abc'")
ex("m=memoryview(bytearray(b'ab')); m[:]=5")
ex("m=memoryview(bytearray(b'ab')); m[:]='ab'")
ex("m=memoryview(bytearray(b'ab')); m[:]=memoryview(b'abcdefgh').cast('i')")
ex("m=memoryview(bytearray(b'ab')); m[0:1]=b'x'; assert m.tobytes()==b'xb'")
ex("m=memoryview(bytearray(b'abcd')); m[1:]=m[:3]; assert m.tobytes()==b'aabc'")
ex("m=memoryview(bytearray(b'abcd')); m[::2]=b'xy'; assert m.tobytes()==b'xbyd'")
ex("m=memoryview(bytearray(b'abcd')).cast('B',[2,2]); m[0]=1")
ex("m=memoryview(bytearray(b'abcd')).cast('B',[2,2]); m[0,0]=1; assert m.tolist()[0][0]==1")
ex("m=memoryview(bytearray(b'abcd')).cast('B',[2,2]); m[0:1]=b'ab'")
ex("m=memoryview(bytearray(b'abcd')).cast('d')")
ex("m=memoryview(bytearray(8)).cast('d'); m[0]=1.5; assert m[0]==1.5")
ex("m=memoryview(bytearray(8)).cast('d'); m[0]='a'")
ex("m=memoryview(bytearray(8)).cast('?'); m[0]=5; assert m[0] is True")
ex("m=memoryview(bytearray(8)).cast('c'); m[0]=5")
ex("m=memoryview(bytearray(8)).cast('c'); m[0]=b'ab'")
ex("m=memoryview(bytearray(8)).cast('i'); m[0]=1<<40")
ex("m=memoryview(bytearray(8)).cast('i'); m[0]=1.5")
ex("m=memoryview(bytearray(8)).cast('Q'); m[0]=-1")
ex("m=memoryview(bytearray(8)).cast('Q'); m[0]=1<<70")
ex("m=memoryview(bytearray(8)).cast('f'); m[0]=1e300")
ex("m=memoryview(bytearray(8)).cast('e'); m[0]=1e300")
ex("b=bytearray(b'a'); m=memoryview(b); b.append(1)")
ex("b=bytearray(b'a'); m=memoryview(b); m.release(); b.append(1)")
ex("b=bytearray(b'a'); m=memoryview(b); n=m[:]; m.release(); b.append(1)")
ex("b=bytearray(b'a'); m=memoryview(b); n=memoryview(m); m.release(); n[0]")
ex("with memoryview(b'a') as m: pass\nm[0]")
