# Functions: definition, return, defaults, attributes, recursion, nesting.
def f():
    pass


print(f())


def g(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, kw


print(g(1, c=3), g(1, 2, 3, 4, c=5, z=6))
print(g.__defaults__, g.__kwdefaults__, g.__name__, g.__qualname__, g.__module__, g.__doc__)
print(g.__code__.co_argcount, g.__code__.co_kwonlyargcount, g.__code__.co_posonlyargcount, g.__code__.co_varnames, g.__code__.co_name)


def mutable(x, acc=[]):
    acc.append(x)
    return acc


print(mutable(1), mutable(2), mutable(3, []))
v = 10


def late(x=v):
    return x, v


v = 20
print(late())


def fact(n):
    return 1 if n < 2 else n * fact(n - 1)


print(fact(10), fact(30))


def outer():
    def inner():
        return "inner"
    return inner


print(outer()(), outer().__qualname__)
f.attr = 5
print(f.attr, f.__dict__)


def multi(): return 1, 2, 3


print(multi())
a, b, c = multi()


def early(x):
    for i in range(10):
        if i == x:
            return i
    return "end"


print(early(3), early(30))
print((lambda: (yield))().__class__.__name__)


def redefined(): return 1


old = redefined


def redefined(): return 2


print(old(), redefined())
g.__defaults__ = (7,)
print(g(1, c=0))
g.__kwdefaults__ = {"c": "C"}
try:
    print(g(1))
except TypeError as e:
    print(e)
f.__name__ = "renamed"
print(f.__name__, repr(f).split(" at ")[0])
f.__code__ = old.__code__
print(f())
try:
    f.__code__ = 5
except TypeError as e:
    print(e)
try:
    f.__name__ = 5
except TypeError as e:
    print(e)
