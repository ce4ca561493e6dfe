# __getattr__, __getattribute__, __setattr__, __delattr__, __dir__, getattr and friends.
class A:
    real = 1

    def __getattr__(self, name):
        if name.startswith("no"):
            raise AttributeError(f"nothing called {name}")
        return "dyn " + name

    def __setattr__(self, name, value):
        super().__setattr__(name, (value, "wrapped"))

    def __delattr__(self, name):
        print("del", name)
        super().__delattr__(name)

    def __dir__(self): return ["z", "a"]


a = A()
a.x = 1
print(a.real, a.x, a.y, a.__dict__, dir(a), getattr(a, "nope", "default"), hasattr(a, "nope"), hasattr(a, "yes"))
del a.x
print(a.x)
a.n = 1
a.n += 1 if isinstance(a.n, int) else (5,)
print(a.n)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: a.nothing)
attempt(lambda: delattr(a, "qq"))
attempt(lambda: getattr(a, 5))
attempt(lambda: setattr(a, 5, 5))
attempt(lambda: hasattr(a, None))
attempt(lambda: getattr(5, "nope"))
attempt(lambda: getattr(a))


class B:
    def __getattribute__(self, name): return "all " + name


b = B()
b.q = 5
print(b.q, b.anything, b.__class__, type(b).__name__, b.__dict__)


class Proxy:
    def __init__(self, t): object.__setattr__(self, "_t", t)
    def __getattr__(self, n): return getattr(self._t, n)
    def __setattr__(self, n, v): setattr(self._t, n, v)


class Target:
    v = 1
    def m(self): return "m", self.v


t = Target()
p = Proxy(t)
p.v = 10
print(t.v, p.v, p.m())
attempt(lambda: p.zzz)
attempt(lambda: len(Proxy([])))


class Meta(type):
    def __getattr__(cls, n): return "meta " + n


class M(metaclass=Meta):
    pass


print(M.foo)
attempt(lambda: M().foo)


class Special:
    def __getattr__(self, n): return lambda *a: "dyn"


attempt(lambda: Special() + 1)
attempt(lambda: Special()[0])
attempt(lambda: Special().__len__())


class E:
    def __getattr__(self, n): raise KeyError(n)


attempt(lambda: E().x)
attempt(lambda: hasattr(E(), "x"))
o = type("O", (), {})()
setattr(o, "weird name", 1)
print(getattr(o, "weird name"), vars(o))
