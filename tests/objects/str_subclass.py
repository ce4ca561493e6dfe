# Subclasses of str, bytes and bytearray: what stays a subclass and what does not, attributes, construction.
class S(str):
    def __new__(cls, value, extra=None):
        self = super().__new__(cls, value)
        self.extra = extra
        return self

    def __repr__(self):
        return "S(" + super().__repr__() + ")"


class Plain(str):
    pass


class Slots(str):
    __slots__ = ()


s = S("hello", 5)
print(s, repr(s), s.extra, len(s), s[1:3], type(s[:]), type(s + ""), type(s * 1), type(str(s)), type(s.strip()), type(s.lower()))
print(s == "hello", hash(s) == hash("hello"), {s: 1}["hello"], s.__dict__, isinstance(s, str))
print(type("".join([s])), type(s.replace("x", "y")), type(s.center(1)), type(s.ljust(1)), type(s.zfill(1)), type(s.format()), type(s % ()))
print(type(s.expandtabs()), type(s.removeprefix("x")), type(s.partition("x")[0]), type(s.split("x")[0]), type(s.translate({})), type(s.title()))
for i in range(40):
    p = Plain("x" * i)
    p.number = i
    p.text = "t" * i
    assert p == "x" * i and p.number == i and len(p.text) == i
w = Plain("\u20ac\U0001f600")
w.a = 1
print(ascii(w), w.a, ascii(w.upper()), Plain("a") + Plain("b"), Plain("%s") % 5, Plain("{}").format(7))
try:
    Slots("a").x = 1
except AttributeError as e:
    print(e)


class Shown:
    def __str__(self):
        return Plain("plain")

    def __repr__(self):
        return Plain("repr")

    def __format__(self, spec):
        return Plain("<" + spec + ">")


print(type(str(Shown())), type(repr(Shown())), "{:x}{!r:>6}".format(Shown(), Shown()), "%s %r" % (Shown(), Shown()), type(S(Shown())))


class Bad:
    def __str__(self):
        return 5

    __repr__ = __str__


for f in (str, repr, ascii, "{}".format, "%s".__mod__, "%r".__mod__):
    try:
        f(Bad())
    except TypeError as e:
        print(e)


class B(bytes):
    pass


class A(bytearray):
    def __init__(self, *args, name="none"):
        super().__init__(*args)
        self.name = name


b = B(b"abc")
b.x = 1
print(b, b.x, type(b[1:]), type(b + b""), b == b"abc", hash(b) == hash(b"abc"), type(b.upper()), type(B.fromhex("00ff")), type(bytes(b)), type(b * 1))
a = A(b"abc", name="me")
a += b"def"
a.append(33)
print(a, a.name, type(a[1:]), type(a + b""), type(a.upper()), type(A.fromhex("00ff")), a.copy(), bytes(a))


class Both(Plain):
    def __bytes__(self):
        return b"from __bytes__"

    def __len__(self):
        return 99

    def __getitem__(self, i):
        return "item"

    def __iter__(self):
        return iter("iter")

    def __contains__(self, x):
        return True

    def __eq__(self, other):
        return "eq"

    __hash__ = str.__hash__


c = Both("text")
print(len(c), c[0], list(c), 5 in c, c == 1, str(c), c.upper(), "-".join([c, c]), str.__len__(c), "text" == c)
