# Metaclasses: __new__, __init__, __prepare__, keywords, inheritance, conflicts, __instancecheck__.
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, bases, kw)
        return {"injected": 1}

    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)

    def meth(cls): return "meta method of " + cls.__name__
    def __len__(cls): return 42
    def __iter__(cls): return iter("ab")
    def __contains__(cls, x): return x == "in"
    def __repr__(cls): return f"<{cls.__name__}>"
    def __add__(cls, o): return "sum"


class A(metaclass=Meta, opt=1):
    x = injected + 1


class B(A, other=2):
    pass


print(A.x, A.meth(), len(A), list(A), "in" in A, A, A + B, type(B) is Meta)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: A().meth())


class Meta2(type):
    pass


attempt(lambda: Meta2("X", (A,), {}))


def conflict():
    class X(A, metaclass=Meta2):
        pass


attempt(conflict)


def func_meta(name, bases, ns, **k):
    print("func meta", name, bases, k)
    return name.upper()


class F(int, metaclass=func_meta, z=3):
    pass


print(F)


class Inst(type):
    def __instancecheck__(cls, o): return o == 5
    def __subclasscheck__(cls, c): return c is str


class I(metaclass=Inst):
    pass


print(isinstance(5, I), isinstance(6, I), issubclass(str, I), issubclass(int, I), isinstance(I(), I))
try:
    isinstance("a", (int, I))
    raise I
except TypeError as e:
    print(e)


class Ordered(type):
    @classmethod
    def __prepare__(mcs, n, b):
        class D(dict):
            def __setitem__(self, k, v):
                if not k.startswith("__"):
                    print("define", k)
                super().__setitem__(k, v)
            def __missing__(self, k):
                if k.startswith("__"):
                    raise KeyError(k)
                return "auto " + k
        return D()


class O(metaclass=Ordered):
    a = 1
    b = undefined
    def c(self): pass


print(O.b)


class NotMapping(type):
    @classmethod
    def __prepare__(mcs, n, b): return 5


def bad_prepare():
    class X(metaclass=NotMapping): pass


attempt(bad_prepare)


class Bases:
    def __mro_entries__(self, bases): return (int, str.__class__ if False else object)[:1]


class G(Bases()):
    pass


print(G.__bases__, type(G.__orig_bases__[0]).__name__)
attempt(lambda: type("a", (), {}, k=1))
attempt(lambda: type())
attempt(lambda: type(1, 2))
attempt(lambda: type("a", [], {}))
print(type("N", (), {"__module__": "m", "__qualname__": "Q.N"}))


class Mro(type):
    def mro(cls): return [cls, A2, object]


class A2:
    v = "A2"


class W(metaclass=Mro):
    pass


print(W.v, W.__mro__)
