# Classes made and changed at run time: type(), bases, attributes, functions as methods, instance dictionaries.
def make(name, **ns): return type(name, (), ns)


A = make("A", x=1, f=lambda self: self.x, __len__=lambda self: 42)
a = A()
print(a.f(), len(a), A, A.__qualname__, A.__module__)
for i in range(5):
    B = type(f"B{i}", (A,), {"x": i, "m": lambda self, i=i: (self.x, i)})
    print(B().f(), B().m(), end=" ")
print()


def method(self, y): return self.x + y


A.added = method
print(a.added(5), A.added is method)
a.bound = method.__get__(a)
print(a.bound(7))
setattr(A, "dyn", property(lambda self: "prop"))
print(a.dyn)
delattr(A, "dyn")
print(hasattr(a, "dyn"))
try:
    A.nope
except AttributeError as e:
    print(e)
a.__dict__["weird key"] = 1
a.__dict__["added"] = "shadowed"
print(a.added, sorted(map(str, a.__dict__)))
A.added = property(lambda self: "data descriptor wins")
print(a.added)


class P: pass
class Q: v = "Q"
class R(P): pass


r = R()
R.__bases__ = (Q,)
print(r.v, R.__mro__)
try:
    R.__bases__ = ()
except TypeError as e:
    print(e)
try:
    R.__bases__ = (int,)
except TypeError as e:
    print(e)
try:
    Q.__bases__ = (R,)
except TypeError as e:
    print(e)
R.__name__ = "Renamed"
R.__qualname__ = "x.Renamed"
R.__module__ = "mod"
print(R, R.__name__, repr(r)[:15])
for bad in (lambda: setattr(R, "__name__", 5), lambda: setattr(R, "__bases__", 5), lambda: delattr(R, "__name__"), lambda: setattr(int, "x", 5), lambda: setattr(R, "__dict__", {}), lambda: delattr(R, "nope"), lambda: setattr(R, "__mro__", ())):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
for base in (int, str, float, list, dict, tuple, set, bytes, frozenset, Exception, bytearray, complex, type, object, property):
    S = type("S", (base,), {"extra": lambda self: "extra"})
    s = S("S", (), {}) if base is type else S()
    s.attr = 5
    print(base.__name__, s.attr, s.extra() if base is not type else "-", isinstance(s, base), end="; ")
print()
d = R.__dict__
print(type(d).__name__, "__module__" in d, d.get("nope"))
try:
    d["x"] = 1
except TypeError as e:
    print(e)
import types
C = types.new_class("C", (Q,), {}, lambda ns: ns.update(k=1))
print(C.k, C.v, C.__mro__)
ns = types.SimpleNamespace(a=1, b="x")
ns.c = [1]
print(ns, ns == types.SimpleNamespace(a=1, b="x", c=[1]), vars(ns))
class Singleton(type):
    _inst = {}
    def __call__(cls, *a):
        if cls not in cls._inst:
            cls._inst[cls] = super().__call__(*a)
        return cls._inst[cls]
class Cfg(metaclass=Singleton):
    def __init__(self, v=0): self.v = v
print(Cfg(1) is Cfg(2), Cfg().v)
class AutoRepr:
    def __init_subclass__(cls, **k):
        cls.__repr__ = lambda self: f"{cls.__name__}({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"
class Pt(AutoRepr):
    def __init__(self, x, y): self.x, self.y = x, y
print(Pt(1, "a"))
many = [type(f"K{i}", (), {"v": i}) for i in range(300)]
print(sum(k.v for k in many), len({k.__name__ for k in many}))
