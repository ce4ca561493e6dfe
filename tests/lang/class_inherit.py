# Inheritance: overriding, super, C3 order, diamonds, conflicts.
class A:
    def who(self): return "A"
    def chain(self): return ["A"]


class B(A):
    def who(self): return "B" + super().who()
    def chain(self): return ["B"] + super().chain()


class C(A):
    def chain(self): return ["C"] + super().chain()


class D(B, C):
    def chain(self): return ["D"] + super().chain()


print(D().who(), D().chain(), [k.__name__ for k in D.__mro__], D.mro() == list(D.__mro__))
print(issubclass(D, A), isinstance(D(), (int, C)), issubclass(A, D), D.__bases__, D.__base__)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: type("X", (A, B), {}))
attempt(lambda: type("X", (A, A), {}))
attempt(lambda: type("X", (int, str), {}))
attempt(lambda: type("X", (bool,), {}))
attempt(lambda: type("X", (type(None),), {}))
attempt(lambda: type("X", (type(len),), {}))
attempt(lambda: isinstance(1, 5))
attempt(lambda: issubclass(1, int))
attempt(lambda: issubclass(int, 1))


class Base:
    registry = []

    def __init__(self, *a, **k):
        self.args = a, k


class Child(Base):
    def __init__(self, x):
        super().__init__(x, k=x)


print(Child(3).args, super(Child, Child(3)).__init__.__self__.__class__.__name__)


class Int(int):
    def __add__(self, o): return Int(int(self) + o * 10)
    def __repr__(self): return f"Int({int(self)})"


print(Int(5) + 1, Int(5) - 1, Int(7), [Int(1)], Int(3) == 3, hash(Int(3)) == hash(3), {3: "x"}[Int(3)])


class L(list):
    def append(self, x): super().append(x * 2)


l = L([1])
l.append(5)
print(l, type(l).__name__, len(l), l + [1], type(l + [1]).__name__, L("ab"))


class S(str):
    def __new__(cls, v): return super().__new__(cls, v.upper())


print(S("abc"), S("abc").lower(), type(S("x")).__name__, type(S("x") + "").__name__)


class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    @property
    def first(self): return self[0]


print(T(1, 2), T(1, 2).first, T(1) == (1,))


class Dct(dict):
    def __getitem__(self, k): return "got " + str(super().get(k))


d = Dct(a=1)
print(d["a"], d["b"], d, d.get("a"))


class E(Exception):
    def __init__(self, code): self.code = code


try:
    raise E(5)
except E as e:
    print(e.code, e.args, repr(e))
A.who = lambda self: "patched"
print(D().who())
B.__bases__ = (C,)
print([k.__name__ for k in B.__mro__])
print([k.__name__ for k in A.__subclasses__()])
