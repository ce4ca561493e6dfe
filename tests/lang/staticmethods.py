# staticmethod and classmethod: calls, attributes, nesting, inheritance.
class A:
    @staticmethod
    def s(x, y=1):
        "doc of s"
        return x, y

    @classmethod
    def c(cls, x):
        "doc of c"
        return cls.__name__, x

    @classmethod
    def make(cls, *a): return cls(*a)

    def __init__(self, v=0): self.v = v

    def m(self): return self.s(1), self.c(2), type(self).s(3)

    plain = staticmethod(len)
    wrapped = classmethod(lambda cls: cls)


class B(A):
    @classmethod
    def c(cls, x): return "B", super().c(x)

    @staticmethod
    def s(x): return "B.s", A.s(x)


print(A.s(1), A().s(1, 2), A.c(1), A().c(2), B.c(3), B().c(4), B.s(5), A().m(), B.make(7).v, type(B.make()).__name__, A.plain("abc"), A.wrapped() is A)
sd, cd = A.__dict__["s"], A.__dict__["c"]
print(type(sd), type(cd), sd.__func__ is A.s, cd.__func__.__name__, sd.__name__, sd.__doc__, cd.__doc__, sd.__wrapped__ is A.s, cd.__qualname__, sd(9), callable(sd), callable(cd), sd.__isabstractmethod__)
print(A.c.__self__ is A, A.c.__func__ is cd.__func__, A.s is A.s, A.c == A.c, A.c is A.c, repr(A.c), repr(sd).startswith("<staticmethod(<function A.s at"))


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: cd(1))
attempt(lambda: A.s())
attempt(lambda: A.c())
attempt(lambda: staticmethod())
attempt(lambda: classmethod(1, 2))
attempt(lambda: classmethod(5).__get__(None, A))
attempt(lambda: staticmethod(5).__get__(None, A))
sd.extra = 1
print(sd.extra, sd.__dict__["extra"])


class C:
    @staticmethod
    @staticmethod
    def twice(): return "twice"

    @classmethod
    @staticmethod
    def odd(*a): return a

    def instance(self): return "inst"
    as_static = staticmethod(instance)


print(C.twice(), C.as_static(5), C().as_static(6))
attempt(lambda: C.odd())
m = A().m
print(m.__self__.v, m.__func__ is A.m, m.__name__, m.__doc__, m == m, hash(m) == hash(m))
attempt(lambda: setattr(m, "x", 1))
M = type(m)
print(M(lambda s, x: (s, x), 5)(6), M(len, "abc")())
attempt(lambda: M(5, 1))
attempt(lambda: M(len, None))
