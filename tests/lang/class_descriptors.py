# Descriptors: data and non-data, __set_name__, lookup order.
class Data:
    def __set_name__(self, owner, name): print("set_name", owner.__name__, name); self.name = name
    def __get__(self, o, t): return ("get", o is None, t.__name__)
    def __set__(self, o, v): print("set", v); o.__dict__[self.name] = v
    def __delete__(self, o): print("delete"); del o.__dict__[self.name]


class NonData:
    def __get__(self, o, t=None): return "nondata"


class SetOnly:
    def __set__(self, o, v): o.__dict__["so"] = v * 2


class DelOnly:
    def __delete__(self, o): print("delonly")


class C:
    d = Data()
    n = NonData()
    so = SetOnly()
    do = DelOnly()


c = C()
print(c.d, C.d, c.n, C.n)
c.d = 5
print(c.d, c.__dict__)
del c.d
c.n = "instance"
print(c.n)
del c.n
print(c.n)
c.so = 4
print(c.so, type(C.so).__name__)
del c.do


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: setattr(c, "do", 1))
attempt(lambda: delattr(c, "so"))
C.late = Data()
attempt(lambda: setattr(c, "late", 1))


class BadName:
    def __set_name__(self, o, n): raise ValueError("in set_name")


try:
    class X:
        b = BadName()
except ValueError as e:
    print(e, e.__notes__)
inst = Data()
inst.name = "z"
c.plain = inst
print(c.plain is inst)


class Func:
    def f(self): return self
    g = staticmethod(f)
    h = classmethod(f)


o = Func()
print(o.f() is o, o.g(1), o.h() is Func, Func.f(3), Func.__dict__["f"].__get__(o)() is o, Func.f.__get__(None, Func) is Func.f)
print(type(Func.__dict__["g"]).__name__, type(Func.__dict__["h"]).__name__, o.f.__self__ is o, Func.h.__self__ is Func)


class GetAttr:
    def __getattribute__(self, n):
        print("getattribute", n)
        if n == "boom":
            raise AttributeError(n)
        return object.__getattribute__(self, n)

    def __getattr__(self, n): return "fallback " + n
    x = 1


g = GetAttr()
print(g.x, g.y, g.boom)
print((lambda s: s).__get__(5)(), str.upper.__get__("abc")())


class Lazy:
    def __init__(self, f): self.f, self.n = f, f.__name__
    def __get__(self, o, t):
        print("compute")
        v = o.__dict__[self.n] = self.f(o)
        return v


class UsesLazy:
    @Lazy
    def val(self): return 42


u = UsesLazy()
print(u.val, u.val)


class Raises:
    def __get__(self, o, t): raise AttributeError("from get")


class R:
    r = Raises()
    def __getattr__(self, n): return "rescued"


print(R().r, hasattr(R, "r"))
