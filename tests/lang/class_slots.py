# __slots__.
class S:
    __slots__ = ("x", "y")

    def __init__(self, x): self.x = x


s = S(1)
print(s.x, hasattr(s, "__dict__"), S.__slots__, type(S.x).__name__, S.x)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: s.y)
attempt(lambda: setattr(s, "z", 1))
s.y = 2
del s.y
attempt(lambda: s.y)
attempt(lambda: delattr(s, "y"))


class Sub(S):
    pass


t = Sub(5)
t.z = 9
print(t.__dict__, t.x)


class Sub2(S):
    __slots__ = "w"


u = Sub2(1)
u.w = 4
print(u.w, hasattr(u, "__dict__"))
attempt(lambda: setattr(u, "q", 1))


class WithDict:
    __slots__ = ("a", "__dict__", "__weakref__")


w = WithDict()
w.a, w.b = 1, 2
print(w.a, w.b, w.__dict__)
attempt(lambda: type("X", (), {"__slots__": ("a",), "a": 1}))
attempt(lambda: type("X", (), {"__slots__": ("1bad",)}))
attempt(lambda: type("X", (), {"__slots__": (5,)}))
attempt(lambda: type("X", (int,), {"__slots__": ("a",)}))
attempt(lambda: type("X", (), {"__slots__": ("__dict__", "__dict__")}))


class A:
    __slots__ = ("a",)


class B:
    __slots__ = ("b",)


attempt(lambda: type("X", (A, B), {}))


class E:
    __slots__ = ()


attempt(lambda: setattr(E(), "x", 1))
print(type("Y", (A, E), {"__slots__": ()}).__mro__[1:3] == (A, E))


class Private:
    __slots__ = ("__secret",)
    def __init__(self): self.__secret = 7
    def get(self): return self.__secret


print(Private().get(), Private()._Private__secret)


class Docs:
    __slots__ = {"a": "doc of a"}


print(Docs.a.__doc__)
attempt(lambda: S.x.__get__(5))
attempt(lambda: S.x.__set__(object(), 1))
print(S.x.__get__(s), S.x.__get__(None, S) is S.x, S.x.__name__, S.x.__objclass__ is S)
