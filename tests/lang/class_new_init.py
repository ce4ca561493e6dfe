# __new__, __init__, __del__-free construction, __call__ of metaclass, singletons, immutable subclasses.
class A:
    def __new__(cls, *a, **k):
        print("new", cls.__name__, a, k)
        return super().__new__(cls)

    def __init__(self, *a, **k):
        print("init", a, k)


A(1, k=2)


class Other:
    def __new__(cls): return 5
    def __init__(self): print("never")


print(Other())


class Single:
    it = None

    def __new__(cls):
        if cls.it is None:
            cls.it = super().__new__(cls)
        return cls.it

    def __init__(self): print("init again")


print(Single() is Single())


class Sub(A):
    def __init__(self, x):
        super().__init__(x, "sub")


Sub(3)


class Ret:
    def __init__(self): return 5


class NewOnly:
    def __new__(cls, x):
        o = super().__new__(cls)
        o.x = x
        return o


print(NewOnly(4).x)


class InitOnly:
    def __init__(self, x): self.x = x


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(Ret)
attempt(lambda: InitOnly())
attempt(lambda: InitOnly(1, 2))
attempt(lambda: NewOnly())
attempt(lambda: object.__new__(int))
attempt(lambda: object.__new__())
attempt(lambda: object.__new__(5))
attempt(lambda: int.__new__(str))
attempt(lambda: object.__new__(InitOnly, 1).x)
attempt(lambda: object().__init__(1))


class Both:
    def __new__(cls, *a): return object.__new__(cls, *a)
    def __init__(self, *a): object.__init__(self, *a)


attempt(lambda: Both(1))


class Imm(tuple):
    def __new__(cls, a, b): return tuple.__new__(cls, (a, b))
    def __init__(self, a, b): print("init", a, b)


print(Imm(1, 2), object.__new__(InitOnly).__dict__)


class Meta(type):
    def __call__(cls, *a, **k):
        print("meta call", a)
        return super().__call__(*a, **k)


class WithMeta(metaclass=Meta):
    def __init__(self, x): print("init", x)


WithMeta(1)


class Callable:
    def __call__(self, *a, **k): return a, k


print(Callable()(1, 2, z=3), callable(Callable()), callable(A), callable(5), callable(lambda: 0))


class CallableInstanceAttr:
    pass


c = CallableInstanceAttr()
c.__call__ = lambda: 1
attempt(lambda: c())
