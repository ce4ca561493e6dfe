# printf-style formatting of bytes.
class D(dict): pass
class I:
    def __index__(self): return 255
class N:
    def __int__(self): return 7
class F:
    def __float__(self): return 1.5
class L(int):
    def __str__(self): return 'L!'
    def __repr__(self): return 'LR!'
class Bad:
    def __int__(self): raise ValueError("x")
def show(source):
    try:
        print(source, "->", ascii(eval(source)))
    except Exception as e:
        print(source, "->", type(e).__name__ + ":", ascii(str(e)))


for line in r'''
b"%5c|%-5c|%05c|%.0c"%(65,b"b",67,68)
b"%c"%bytearray(b"a")
b"%c"%300
b"%c"%-1
b"%c"%I()
b"%c"%None
b"%s %b"%(bytearray(b"x"),memoryview(b"y"))
b"%.2s|%5s|%05s"%(b"abc",b"a",b"b")
b"%a"%"\u20ac"
b"%r"%b"a"
b"%d"%N()
b"%x"%N()
b"%f"%None
b"%d"%None
b"%x"%1.5
b"%.2f|%10.2e|%-10g|"%(1.5,1.5,1.5)
b"%#x|%08x|%+d|% d|%.5d"%(255,255,3,3,3)
b"%5%"%()
b"%5%"%(1,)
b"%(a"%{}
b"%y"%1
b"%s"%None
b"a"%1
b"a"%[1]
b"a"%{}
b"a"%b"b"
b"a"%bytearray(b"b")
b"%s"%bytearray(b"b")
b"%(a)s"%b"b"
b"%(a)s"%[1]
bytearray(b"%d")%5
b"%*s"%("a",1)
b"%*d|%.*f"%(5,1,2,1.5)
b"%99999999999999999999d"%1
b"%.99999999999999999999d"%1
b"%i%u%o%X"%(1,2,9,255)
b"%s"%type("B",(),{"__bytes__":lambda s:b"q"})()
b"%s"%type("B",(),{"__bytes__":lambda s:1})()
'''.strip().splitlines():
    show(line)
