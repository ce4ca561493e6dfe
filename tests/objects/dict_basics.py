# dict: construction, subscripts, methods, order, comparison, errors


def show(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e, *getattr(e, "__notes__", ()))


show(lambda: dict())
show(lambda: dict(a=1, b=2))
show(lambda: dict([(1, 2), [3, 4], "ab"], c=5))
show(lambda: dict({1: 2}, a=3))
show(lambda: dict(zip("ab", range(2))))
for bad in (1, [1], [(1,)], [(1, 2, 3)], ["abc"], [None], {1}, [[[], 1]]):
    show(lambda: dict(bad))
show(lambda: dict(1, 2))
show(lambda: dict({}, {}))
show(lambda: dict(**{1: 2}))


class Keys:
    def keys(self):
        return ["x", "y"]

    def __getitem__(self, k):
        return k * 2


show(lambda: dict(Keys()))
show(lambda: dict(Keys(), z=1))
d = {1: "one", "a": 2, (1, 2): 3, None: 4, 1.5: 5}
show(lambda: (d[1], d[1.0], d[True], d["a"], d[1, 2], d[None], d[3 / 2], len(d)))
show(lambda: d[2])
show(lambda: d["b"])
show(lambda: d[[]])
show(lambda: d[{}])
show(lambda: [] in d)
show(lambda: d.get([]))
show(lambda: (d.get(2), d.get(2, "x"), d.get(1), 2 in d, 1 in d))
show(lambda: (d.setdefault(1, "new"), d.setdefault("n", "new"), d.setdefault("none"), d))
show(lambda: (d.pop("n"), d.pop("n", 7), d.pop("none")))
show(lambda: d.pop("n"))
show(lambda: d.pop())
show(lambda: {}.pop([], 1))
show(lambda: d.popitem())
show(lambda: {}.popitem())
d[1] = "again"
del d["a"]
d["a"] = "last"
print(d, list(d), list(reversed(d)))


def deleting():
    del d["absent"]


show(deleting)
show(lambda: d.__delitem__([]))
show(lambda: (d.copy() == d, d.copy() is d, d.clear(), d))
d = {"a": 1}
show(lambda: d.update({"b": 2}, c=3) or d)
show(lambda: d.update([("d", 4)]) or d)
show(lambda: d.update() or d)
show(lambda: d.update(1))
show(lambda: d.update([1]))
show(lambda: d.update({}, {}))
show(lambda: d | {"a": 9, "z": 1})
show(lambda: d | [("a", 1)])
show(lambda: [("a", 1)] | d)
show(lambda: {} | 1)


def ior(x):
    e = {1: 2}
    e |= x
    return e


show(lambda: ior({3: 4}))
show(lambda: ior([(5, 6)]))
show(lambda: ior(1))
show(lambda: dict.fromkeys("ab"))
show(lambda: dict.fromkeys([1, 2, 1], 0))
show(lambda: dict.fromkeys({1: 2}, 0))
show(lambda: dict.fromkeys({1}, 0))
show(lambda: dict.fromkeys(1))
show(lambda: dict.fromkeys([[]]))
show(lambda: ({1: 2} == {1: 2.0}, {1: 2} == {2: 1}, {1: 2} != {1: 2}, {} == [], {1: 2, 3: 4} == {3: 4, 1: 2}))
show(lambda: {} < {})
show(lambda: hash({}))
r = {}
r["self"] = r
r["list"] = [r]
print(r)
a, b = {}, {}
a[1], b[1] = a, b
try:
    a == b
except RecursionError as e:
    print(type(e).__name__)
# order and growth
d = {}
for i in range(2000):
    d[i * 37 % 1999] = i
for i in range(0, 1999, 3):
    del d[i]
print(len(d), list(d)[:5], list(d)[-5:], sum(d), sum(d.values()))
for i in range(0, 1999, 3):
    d[i] = -1
print(len(d), list(d)[-3:])
while len(d) > 5:
    d.popitem()
print(d)
for i in range(20):
    d[i] = d.popitem()
print(len(d))
d = {i: i for i in range(100)}
for i in range(99):
    del d[next(iter(d))]
print(d)


# changes while iterating
def grow(view):
    d = dict.fromkeys(range(5))
    for x in getattr(d, view)() if view else d:
        d[len(d) + 10] = 1


for view in ("", "keys", "values", "items"):
    show(lambda: grow(view))


def replace():
    d = dict.fromkeys(range(5))
    for x in d:
        del d[x]
        d[x + 10] = 1


show(replace)


def rewrite():
    d = dict.fromkeys(range(3))
    for x in d:
        d[x] = x
    return d


show(rewrite)


# keys that run code
class K:
    def __init__(self, n, h=1):
        self.n, self.h = n, h

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        action(self, other)
        return isinstance(other, K) and self.n == other.n

    def __repr__(self):
        return f"K({self.n})"


def action(a, b):
    pass


d = {K(1): 1, K(2): 2, K(3): 3}
print(d[K(2)], K(4) in d, d)


def action(a, b):
    raise ValueError("eq")


show(lambda: d[K(2)])
show(lambda: d.get(K(2)))
show(lambda: d.setdefault(K(9), 1))
show(lambda: K(2) in d)
show(lambda: d.pop(K(2)))
show(lambda: {K(1): 1} == {K(1): 1})
calls = 0


def action(a, b):
    global calls
    calls += 1
    if calls == 1:
        d.clear()
        for i in range(100):
            d[i] = i


show(lambda: d.get(K(3)))
print(len(d))
show(lambda: {K(1, "x"): 1})


class BadHash:
    def __hash__(self):
        raise TypeError("my hash")


show(lambda: {BadHash(): 1})
show(lambda: {}.get(BadHash()))


class D(dict):
    def __missing__(self, k):
        if k == "bad":
            raise ValueError("missing")
        return k, "missing"


x = D(a=1)
x.attr = 2
show(lambda: (x["a"], x["b"], x.get("b"), "b" in x, x, x.attr, type(x.copy()), type(x | {}), D.fromkeys("a")))
show(lambda: x["bad"])
show(lambda: D([1]))
print(dict.__doc__.split("\n")[0], dict.__class_getitem__(int), dict[str, int])
print({1: {2: [3]}}, {"a": "b"}, {(): {}})
print({True: 1, 1: 2, 1.0: 3}, {0.0: 1, -0.0: 2, 0: 3, False: 4})
nan = float("nan")
print(len({nan: 1, nan: 2}), nan in {nan: 1})
s = "ab" * 50
t = "".join(["ab"] * 50)
print({s: 1}[t], {10**30: 1}[10**30], {2.5: 1}[2.5], {2**61 - 1: 1}.get(0), {2**61: 5}[2**61])
