# __init_subclass__, __class_getitem__, __set_name__ order, class keyword arguments.
class Base:
    subs = []

    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        Base.subs.append((cls.__name__, tag))


class A(Base): pass
class B(Base, tag="b"): pass
class C(B, tag="c"): pass


print(Base.subs)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def unknown():
    class D(Base, nope=1): pass


def plain():
    class E(k=1): pass


attempt(unknown)
attempt(plain)


class Order:
    def __set_name__(self, o, n): print("set_name", n)


class P:
    def __init_subclass__(cls): print("init_subclass", cls.__name__, hasattr(cls, "o1"))


class Q(P):
    o1 = Order()
    o2 = Order()


class Gen:
    def __class_getitem__(cls, k): return f"{cls.__name__}[{k}]"


class GenSub(Gen): pass


print(Gen[int], GenSub["x"])


class Explicit:
    @classmethod
    def __init_subclass__(cls, **k): print("explicit", cls.__name__, k)


class X(Explicit, a=1): pass


class Fail:
    def __init_subclass__(cls): raise ValueError("no subclasses of " + cls.__base__.__name__)


def sub_fail():
    class Y(Fail): pass


attempt(sub_fail)
kw = {"tag": "dyn"}


class D(Base, **kw): pass


class E2(*(Base,), **{"tag": 5}): pass


print(Base.subs[-2:])
