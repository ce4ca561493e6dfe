# Comprehensions: list, set, dict; conditions; nesting; evaluation order.
print([x for x in range(5)], [x * y for x in range(3) for y in range(x)], [x for x in range(20) if x % 2 if x % 3])
print({x % 3 for x in range(9)} == {0, 1, 2}, {k: v for k, v in zip("abc", range(3))}, {x: [y for y in range(x)] for x in range(3)})
print([[j * 10 + i for i in range(2)] for j in range(3)], [x for row in [[1, 2], [3]] for x in row])
print([(x, y) for x in "ab" if x != "z" for y in range(3) if y != 1], [x if x % 2 else -x for x in range(5)])
print([a for a, in [(1,), (2,)]], [a + b for a, (b, *_) in [(1, (2, 3)), (4, (5,))]], [*"ab", *[c for c in "cd"]])


def t(v, name):
    print(name, end=" ")
    return v


print({t(k, "key"): t(k * 2, "value") for k in t([1, 2], "iter")})
print([t(x, "elt") for x in t([1], "outer") for y in t([2, 3], "inner") if t(y, "cond")])
x = "outer"
print([x for x in range(3)], x)
i = 5
print([i for _ in range(2)], [i for i in range(i)])
fs = [lambda: n for n in range(3)]
print([f() for f in fs])
fs = [lambda n=n: n for n in range(3)]
print([f() for f in fs])


def f(a):
    b = 10
    return [a + b + c for c in range(2)], [(lambda: a + c)() for c in range(2)], {a: b for a in range(2)}, a


print(f(1))


class C:
    items = [1, 2]
    doubled = [x * 2 for x in items]
    pairs = [(x, y) for x in items for y in range(x)]


print(C.doubled, C.pairs, hasattr(C, "x"))
print([l for l in [locals()]] != [], sorted(k for k in [dict(q=1)][0]))


def loc():
    a = 1
    return [sorted(locals()) for b in range(1)]


print(loc())
try:
    [x for x in 5]
except TypeError as e:
    print(e)
try:
    {[]: 1 for _ in range(1)}
except TypeError as e:
    print(e)
try:
    [1 / (x - 1) for x in range(3)]
except ZeroDivisionError as e:
    print(e)
try:
    print(undefined_in_comp)
except NameError as e:
    print(e)


def del_outer():
    v = 1
    r = [v for v in range(3)]
    return v, r


print(del_outer())
print([y for x in [1, 2, 3] if (y := x * 2) > 2], y)
print(sum([i for i in range(1000)]), len({i // 2 for i in range(100)}), [not x for x in (0, 1)])
print([[x for x in range(x)] for x in range(4)], [x for x in [x for x in [x for x in range(3)]]])
print({**{k: 1 for k in "ab"}, **{k: 2 for k in "bc"}}, [i for i in (1, 2) for i in (i, i * 10)])


def yields():
    yield [x for x in range(3)]
    yield {x: x for x in "ab"}


print(list(yields()))
print([(yield_ := z) for z in range(2)], yield_)
