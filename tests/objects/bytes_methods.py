# Methods and operators of bytes and bytearray: results, and what they say when they fail.
def show(source):
    try:
        print(source, "->", ascii(eval(source)))
    except Exception as e:
        print(source, "->", type(e).__name__ + ":", ascii(str(e)))


for line in r'''
bytes("a")
bytes("a","utf-8","strict")
bytes(encoding="x")
bytes(errors="x")
bytes(1,"x")
bytes(-1)
bytes([1,2,256])
bytes([1,"a"])
bytes([1.5])
bytes(1.5)
bytes(None)
bytes(object())
bytes(b"ab","x")
bytearray("a")
bytearray(encoding="x")
bytearray(-1)
bytearray([256])
bytearray(1.5)
bytearray(["a"])
bytearray(None)
b"a"+1
b"a"+"a"
bytearray(b"a")+1
b"a"+bytearray(b"b")
bytearray(b"b")+b"a"
b"a"+memoryview(b"b")
b"a"*1.5
b"a"[5]
bytearray(b"a")[5]
bytearray(b"a")["a"]
b"a"[::-1]
1.5 in b"a"
"a" in b"a"
256 in b"a"
97 in b"a"
-1 in b"a"
"a" in bytearray(b"a")
b"a" == "a"
b"a" < "a"
b"a" < bytearray(b"b")
b"a".find("a")
b"a".find(300)
b"a".find(97)
b"a".find(-1)
b"a".find(1.5)
b"a".index(b"z")
b"a".rindex(b"z")
bytearray(b"a").index(b"z")
b"a".count("a")
b"a".startswith("a")
b"a".startswith(("a",))
b"a".startswith((b"b",b"a"))
b"a".endswith(1)
b"a".startswith(bytearray(b"a"))
b"a b".split("a")
b"a b".split(b"")
b"a b".split(b" ",1.5)
b"a".partition("a")
b"a".partition(b"")
b"a".partition(1)
b"a".replace("a",b"b")
b"a".replace(b"a","b")
b"a".replace(b"a",b"b","x")
b"a".strip("a")
b"a".strip(1)
b"a".lstrip(1)
b"a".center(5,"x")
b"a".center(5,b"xx")
b"a".center(5,1)
b"a".center(5,bytearray(b"x"))
bytearray(b"a").center(5,b"xx")
b"a".join([b"a","b"])
b"a".join(["b"])
b"a".join(1)
b"a".join([memoryview(b"x"),bytearray(b"y")])
bytearray(b"a").join([1])
b"a".translate(b"a")
b"a".translate("a")
b"a".translate(None,b"a")
b"a".translate(None,delete="a")
b"a".translate(bytes(256),delete=b"a")
bytes.maketrans(b"a","b")
bytes.maketrans(b"a",b"bb")
bytes.maketrans("a",b"bb")
bytes.fromhex("a")
bytes.fromhex("ab c")
bytes.fromhex("ab  cd")
bytes.fromhex("zz")
bytes.fromhex(1)
bytes.fromhex(b"abcd")
bytes.fromhex("é")
bytes.fromhex("a b")
bytearray.fromhex("a")
b"ab".hex("x")
b"abcdef".hex(":",2)
b"abcdef".hex(":",-4)
b"abcdef".hex("xx")
b"abcdef".hex("é")
b"abcdef".hex(b":")
b"abcdef".hex(1)
b"abcdef".hex(":",0)
b"abcdef".hex(sep=":",bytes_per_sep=4)
b"a".decode("x")
b"a".decode(1)
b"a".decode("utf-8",1)
b"\xff".decode()
b"\xe2\x82".decode()
b"\xff".decode("ascii")
b"a".expandtabs("a")
b"a".zfill("a")
b"-5".zfill(5)
b"a".removeprefix("a")
b"a".removeprefix(1)
b"a\nb\r\nc\x0b".splitlines()
b"a\nb\r\nc".splitlines(True)
b"%s"%1
b"%s"%b"a"
b"%s"%"a"
b"%b"%"a"
b"%a"%"é"
b"%r"%"é"
b"%c"%1
b"%c"%b"a"
b"%c"%b"ab"
b"%c"%256
b"%c"%"a"
b"%d"%"a"
b"%x"%1.5
b"%d %5.2f %x %o %i %u %e"%(1,2.5,255,8,1,2,1.0)
b"%z"%1
b"%"%1
b"%(a)s"%{b"a":b"x"}
b"%(a)s"%{"a":b"x"}
b"%(a)s"%1
b"%s %s"%(b"a",)
b"%s"%(b"a",b"b")
b"%*d"%(5,1)
b"%.3s"%b"abcdef"
b"%5s|%-5s|"%(b"a",b"b")
b"%05d"%-3
b"%#x"%255
b"%f"%"a"
bytearray(b"%s")%b"a"
bytearray(b"a").append("a")
bytearray(b"a").append(256)
bytearray(b"a").append(1.5)
bytearray(b"a").insert(0,256)
bytearray(b"a").insert("a",1)
bytearray(b"a").extend(1)
bytearray(b"a").extend("a")
bytearray(b"a").extend([256])
bytearray(b"a").extend(["a"])
bytearray(b"a").pop(5)
bytearray().pop()
bytearray(b"a").pop("a")
bytearray(b"a").remove(5)
bytearray(b"a").remove(256)
bytearray(b"a").remove("a")
bytearray(b"a").__setitem__(0,256)
bytearray(b"a").__setitem__(0,"a")
bytearray(b"a").__setitem__(5,1)
bytearray(b"a").__setitem__("a",1)
bytearray(b"a").__setitem__(slice(0,1),1)
bytearray(b"a").__setitem__(slice(0,1),"a")
bytearray(b"a").__setitem__(slice(0,1),[256])
bytearray(b"abcd").__setitem__(slice(0,4,2),b"a")
bytearray(b"a").__delitem__(5)
bytearray(b"a").__iadd__(1)
bytearray(b"a").__imul__(1.5)
bytearray(b"a").__imul__(-1)
bytearray(b"a").resize(-1)
bytearray(b"a").resize(3)
bytearray(b"a").__reduce__()
bytearray(b"a").__reduce_ex__(2)
bytearray(b"a").__reduce_ex__(3)
hash(bytearray(b"a"))
b"a".__getnewargs__()
b"a".__bytes__()
repr(b"'\"\n\t\\\x00\xff")
repr(b"'")
repr(bytearray(b"'"))
str(b"a")
iter(b"ab").__reduce__()
iter(bytearray(b"ab")).__reduce__()
bytes.__new__(int)
bytes(1,2,3,4)
bytes(foo=1)
b"a".__add__(1)
b"a".__mod__(1)
b"a".__rmod__(1)
b"a".__mul__("a")
b"a".isalnum(), b"1".isdigit(), b"aB".swapcase(), b"ab cd".title(), b"ab".capitalize(), b"A b".istitle()
"a" in bytes
b"" .join([])
b"a".__contains__([1])
bytearray(b"abc").copy()
bytearray(b"abc").reverse()
bytearray(b"abc").clear()
bytearray(b"abc").find(b"c",1,None)
b"a".splitlines(keepends="x")
b"a".maketrans(b"a",b"b")==bytes.maketrans(b"a",b"b")
b"abc".rsplit(None,1)
b" a b c ".rsplit(None,1)
b" a b c ".split(None,1)
b"abc".rpartition(b"z")
bytearray(b"abc").rpartition(b"b")
bytearray(b"abc").partition(b"b")
b"abc".partition(bytearray(b"b"))
b"a".take_bytes()
'''.strip().splitlines():
    show(line)
