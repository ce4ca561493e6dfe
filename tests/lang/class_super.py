# super(): zero and two arguments, in class methods, properties, closures, and its errors.
class A:
    x = "A.x"

    def m(self): return "A.m"

    @classmethod
    def c(cls): return "A.c " + cls.__name__

    @staticmethod
    def s(): return "A.s"

    @property
    def p(self): return "A.p"

    def __getitem__(self, k): return "A[%s]" % k

    def __setattr__(self, k, v):
        print("set", k)
        object.__setattr__(self, k, v)


class B(A):
    x = "B.x"

    def m(self): return "B." + super().m()

    @classmethod
    def c(cls): return "B." + super().c()

    @staticmethod
    def s(): return "B." + super(B, B).s()

    @property
    def p(self): return "B." + super().p

    def __getitem__(self, k): return "B" + super().__getitem__(k)

    def nested(self):
        return [super(B, self).m() for _ in range(1)], (lambda: super(B, self).m())()

    def attr(self): return super().x, super().__thisclass__.__name__, super().__self__ is self

    def setter(self):
        super().__setattr__("via", 1)
        return self.via

    def comp(self): return [super().m() for _ in range(2)]

    def closure(self):
        def inner():
            return __class__.__name__, super(__class__, self).m()
        return inner()


b = B()
print(b.m(), B.c(), b.c(), b.s(), b.p, b[1], b.nested(), b.attr(), b.setter(), b.closure())
print(b.comp())
print(super(B, b).m(), super(B, B).c(), super(A, b).__repr__()[:12])
print(repr(super(B, b)).split(" object")[0], type(super(B, b)).__name__)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def outside(self):
    return super().m()


def no_args():
    return super()


class C(A):
    def deleted(self):
        del self
        return super().m()

    def reassigned(self):
        self = 5
        return super().m()

    def missing(self): return super().nope
    f = lambda self: super().m()
    def no_first(): return super()


attempt(lambda: outside(b))
attempt(no_args)
attempt(lambda: C().deleted())
attempt(lambda: C().reassigned())
attempt(lambda: C().missing())
attempt(lambda: C().f())
attempt(lambda: C.no_first())
attempt(lambda: super(B, 5))
attempt(lambda: super(5, b))
attempt(lambda: super(B, A()))
attempt(lambda: super(B).m)
unbound = super(B)
print(unbound.__get__(b).m())


class Coop:
    def __init__(self, **k):
        print("Coop", k)
        super().__init__()


class M1(Coop):
    def __init__(self, a=None, **k):
        print("M1", a)
        super().__init__(**k)


class M2(Coop):
    def __init__(self, b=None, **k):
        print("M2", b)
        super().__init__(**k)


class Both(M1, M2):
    pass


Both(a=1, b=2, c=3)
