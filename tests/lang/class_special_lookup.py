# Special methods are found on the type, not on the instance; and what removing or changing them does.
class A:
    pass


a = A()
a.__len__ = lambda: 5
a.__str__ = lambda: "instance str"
a.__add__ = lambda o: "add"
a.__call__ = lambda: "call"
a.__iter__ = lambda: iter([1])
a.__getitem__ = lambda k: k
a.__bool__ = lambda: False
a.__eq__ = lambda o: True
a.__hash__ = lambda: 1
a.__enter__ = a.__exit__ = lambda *x: 0


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: len(a))
attempt(lambda: str(a).startswith("<__main__.A"))
attempt(lambda: a + 1)
attempt(lambda: a())
attempt(lambda: list(a))
attempt(lambda: a[0])
attempt(lambda: bool(a))
attempt(lambda: a == 5)
attempt(lambda: a.__len__())
A.__len__ = lambda self: 7
A.__call__ = lambda self, *x: x
A.__getitem__ = lambda self, k: k * 2
A.__iter__ = lambda self: iter("xy")
A.__add__ = lambda self, o: "type add"
A.__contains__ = lambda self, x: x == 1
print(len(a), a(1, 2), a[4], list(a), a + 1, 1 in a, 2 in a)
del A.__len__
attempt(lambda: len(a))
A.__add__ = None
attempt(lambda: a + 1)
del A.__add__
attempt(lambda: a + 1)


class B(A):
    def __len__(self): return 1


b = B()
print(len(b))
A.__len__ = lambda self: 99
del B.__len__
print(len(b))


class Base:
    def __eq__(self, o): return "base eq"


class Derived(Base):
    pass


print(Derived() == 1, Derived.__hash__, Base.__hash__)
Base.__eq__ = lambda s, o: "patched"
print(Derived() == 1)
del Base.__eq__
print(Derived() == 1)


class Meta(type):
    def __len__(cls): return 3
    def __getitem__(cls, k): return "meta"
    def __call__(cls, *x): return "meta call"
    def __str__(cls): return "meta str"


class M(metaclass=Meta):
    def __len__(self): return 1


print(len(M), M[0], M(), str(M), len(object.__new__(M)))
for v in (1, 2, 3):
    class Loop:
        x = v
        def __repr__(self): return f"Loop{self.x}"
    print(Loop(), end=" ")
print()


class Counter:
    total = 0
    def __init__(self): Counter.total += 1; type(self).total += 0


[Counter() for _ in range(5)]
print(Counter.total)


class Switch:
    def m(self): return 1


def caller(o): return o.m()


s = Switch()
out = []
for i in range(6):
    out.append(caller(s))
    if i == 1: Switch.m = lambda self: 2
    if i == 2: s.m = lambda: 3
    if i == 3: del s.m
    if i == 4: s.__class__ = type("Other", (), {"m": lambda self: 4})
print(out)


def getter(o): return o.x


class P1: x = 1
class P2:
    def __init__(self): self.x = 2
class P3:
    @property
    def x(self): return 3
class P4:
    __slots__ = ("x",)
    def __init__(self): self.x = 4
class P5:
    def __getattr__(self, n): return 5
class P6:
    def __getattribute__(self, n): return 6


objs = [P1(), P2(), P3(), P4(), P5(), P6()]
print([getter(o) for o in objs * 3])
P1.x = 10
objs[1].x = 20
print([getter(o) for o in objs])
