# property and its decorators.
class T:
    def __init__(self): self._v = 0

    @property
    def v(self):
        "doc of v"
        return self._v

    @v.setter
    def v(self, x):
        print("set", x)
        self._v = x

    @v.deleter
    def v(self):
        print("del")
        self._v = None

    @property
    def ro(self): return "ro"
    wo = property(None, lambda self, x: print("wo", x))
    empty = property()
    p = property(lambda s: 1, lambda s, v: None, lambda s: None, "given doc")


t = T()
t.v = 5
print(t.v)
t.v += 10
print(t.v)
del t.v
print(t.v, T.v.__doc__, T.p.__doc__, type(T.v).__name__, T.v.fget.__name__, T.v.fset.__name__, T.ro.fset, T.v.__name__)
t.wo = 3


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: setattr(t, "ro", 1))
attempt(lambda: delattr(t, "ro"))
attempt(lambda: t.wo)
attempt(lambda: t.empty)
attempt(lambda: setattr(t, "empty", 1))
t.__dict__["ro"] = "shadow"
print(t.ro)


class Err:
    @property
    def bad(self): return self.missing
    def __getattr__(self, n): return "getattr " + n


print(Err().bad)


class Err2:
    @property
    def bad(self): raise AttributeError("inner")
    @property
    def worse(self): raise ValueError("v")


attempt(lambda: Err2().bad)
attempt(lambda: Err2().worse)
attempt(lambda: hasattr(Err2(), "bad"))
attempt(lambda: hasattr(Err2(), "worse"))
attempt(lambda: getattr(Err2(), "bad", "default"))


class Sub(T):
    @T.v.getter
    def v(self): return "sub", self._v

    @property
    def ro(self): return "sub " + super().ro


s = Sub()
s.v = 2
print(s.v, s.ro)


class Meta(type):
    @property
    def cp(cls): return "class prop of " + cls.__name__


class M(metaclass=Meta):
    pass


print(M.cp)
attempt(lambda: M().cp)
print(T.v.__get__(t), T.v.__get__(None, T) is T.v, T.__dict__["v"] is T.v)
attempt(lambda: T.v.__set__(t, 9))
