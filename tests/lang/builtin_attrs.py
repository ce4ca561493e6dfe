# getattr, setattr, hasattr, delattr, vars, dir, id, hash, type, isinstance, issubclass, callable, repr, ascii, chr, ord.
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class A:
    x = 1
    def __init__(self): self.y = 2


a = A()
print(getattr(a, "x"), getattr(a, "z", None), hasattr(a, "y"), vars(a), "x" in vars(A), [n for n in dir(a) if not n.startswith("__")])
setattr(a, "z", 3)
delattr(a, "y")
print(vars(a), callable(A), callable(a), callable(len), callable(lambda: 0), callable(None))
print(isinstance(True, int), isinstance(1, (str, (int, float))), isinstance(a, object), issubclass(bool, int), issubclass(A, (int, A)), isinstance(A, type), isinstance(1, int | str))
print(type(1), type(a) is A, type(type), type(None), type(...), type(NotImplemented), type(len), type(print), type([].append), type(A.__init__), type(a.__init__), type(lambda: 0))
print(chr(97), chr(0x1F600), ord("a"), ord("€"), ord(b"a"), ascii("é\n'"), repr("é\n'"), chr(0) == "\0", ord("\U0010ffff"))
attempt(lambda: chr(-1))
attempt(lambda: chr(0x110000))
attempt(lambda: chr("a"))
attempt(lambda: ord("ab"))
attempt(lambda: ord(""))
attempt(lambda: ord(5))
attempt(lambda: vars(5))
attempt(lambda: getattr(a, "nope"))
attempt(lambda: delattr(a, "nope"))
attempt(lambda: isinstance(1, "int"))
attempt(lambda: isinstance(1))
attempt(lambda: type(1, 2, 3))
attempt(lambda: hash({}))
attempt(lambda: dir(1, 2))
attempt(lambda: callable())
attempt(lambda: id())
print(id(a) == id(a), id(a) != id(A()), hash("a") == hash("a"), hash(1.5) == hash(1.5), hash((1, 2)) == hash((1, 2)), hash(frozenset([1, 2])) == hash(frozenset([2, 1])))


def f():
    b, c = 1, 2
    return sorted(vars()), sorted(dir()), locals()


print(f())


class D:
    def __dir__(self): return ["b", "a", 1] if False else ["b", "a"]


print(dir(D()))


class BadDir:
    def __dir__(self): return 5


attempt(lambda: dir(BadDir()))


class Slots:
    __slots__ = ("q",)


attempt(lambda: vars(Slots()))
print([n for n in ("__class__", "__dict__", "__doc__", "__eq__", "__hash__", "__init__", "__new__", "__reduce__", "__repr__", "__sizeof__", "__str__", "__subclasshook__") if n not in dir(object) + ["__dict__"]])
print(len(dir(int)) > 60, "append" in dir([]), dir() == sorted(dir()), [n for n in dir(type("E", (), {"m": 1})) if n[0] != "_"])
print(globals()["a"] is a, "A" in globals(), globals() is globals(), locals() is globals())
