# Generator expressions: laziness, scope, first iterable at once.
def t(v):
    print("t", v)
    return v


g = (t(x) for x in t([1, 2]))
print("made")
print(next(g))
print(list(g), type(g).__name__, g.__name__, g.__qualname__)
print(sum(x * x for x in range(5)), max((len(s), s) for s in ["a", "bbb", "cc"]), any(x > 2 for x in range(5)), all(x for x in [1, 0, t_ if False else 2]))
n = 2
g = (x * n for x in range(3))
n = 10
print(list(g))
try:
    (x for x in 5)
except TypeError as e:
    print(e)
g = (1 / x for x in (1, 0, 2))
print(next(g))
try:
    next(g)
except ZeroDivisionError as e:
    print(e)
print(list(g))
print(list((i, j) for i in range(2) for j in range(2)), dict((k, v) for k, v in [("a", 1)]), "".join(c for c in "abc" if c != "b"))
g = (i for i in range(10))
print(next(g), 5 in g, list(g))
fs = list((lambda: x) for x in range(3))
print([f() for f in fs])


def stop():
    raise StopIteration


g = (stop() for _ in range(1))
try:
    next(g)
except RuntimeError as e:
    print(e, type(e.__cause__).__name__)
print(tuple(x for x in "ab"), set(x for x in "a"), sorted((x for x in [3, 1, 2]), reverse=True), *(x for x in "xy"))
nested = ((y for y in range(x)) for x in range(3))
print([list(inner) for inner in nested])


class A:
    v = 3
    g = (i for i in range(v))


print(list(A.g))
it = iter([1, 2, 3, 4])
print([(a, b) for a, b in zip(it, it)], (lambda: list(x for x in "q"))())
primes = (n for n in range(2, 50) if all(n % d for d in range(2, int(n ** .5) + 1)))
print(list(primes))
