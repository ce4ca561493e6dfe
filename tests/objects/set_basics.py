# set and frozenset: construction, methods, operators, comparison, errors


def show(f):
    try:
        x = f()
        print(repr(sorted(x, key=repr)) if type(x) in (set, frozenset) else repr(x))
    except BaseException as e:
        print(type(e).__name__, e)


print({3, 1, 2}, set(), frozenset(), frozenset([1]), {5, -1, 0}, set(range(20)), {100, 3, 50, 7})
print({i * 8 for i in range(10)}, set(range(100, 0, -7)), {True, 1, 1.0}, {0.5, 2}, {None})
for f in (set, frozenset):
    show(lambda: f("hello"))
    show(lambda: f(1))
    show(lambda: f(1, 2))
    show(lambda: f(a=1))
    show(lambda: f([[]]))
    show(lambda: f([{}]))
a, b = {1, 2, 3}, {2, 3, 4}
fa = frozenset(a)
for x, y in ((a, b), (a, a), (a, set()), (fa, b), (a, frozenset(b)), (a, [2]), (a, {2: 1}.keys()), (a, "23"), ([2], a), (a, 1)):
    for op in ("|", "&", "-", "^", "<", "<=", ">", ">=", "==", "!="):
        try:
            r = eval(f"x {op} y")
            print(op, type(r).__name__, sorted(r) if type(r) is not bool else r)
        except TypeError as e:
            print(op, e)
for name in ("union", "intersection", "difference", "symmetric_difference", "isdisjoint", "issubset", "issuperset"):
    for args in ((b,), ([2, 3],), ({2: 5},), ((x for x in (1, 2, 3)),), (), (b, [1]), (1,), ([[]],), ("ab", "cd")):
        for base in (a, fa):
            args = tuple(iter([1, 2, 3]) if type(x).__name__ == "generator" else x for x in args)
            try:
                r = getattr(base, name)(*args)
                print(name, type(r).__name__, sorted(r, key=repr) if type(r) is not bool else r)
            except TypeError as e:
                print(name, e)
for name in ("update", "intersection_update", "difference_update", "symmetric_difference_update", "add", "discard", "remove", "__ior__",
             "__iand__", "__isub__", "__ixor__"):
    for args in ((b,), ([2, 3],), (2,), (9,), ([[]],), ({},), (a,)):
        c = {1, 2, 3}
        try:
            r = getattr(c, name)(*(c if x is a else x for x in args))
            print(name, args, r if r is None or r is NotImplemented else type(r).__name__, sorted(c, key=repr))
        except (TypeError, KeyError) as e:
            print(name, args, type(e).__name__, e, sorted(c, key=repr))
c = {frozenset([1, 2]), 5}
print({1, 2} in c, {1} in c, c.discard({1, 2}), c)
show(lambda: c.remove({7}))
show(lambda: set().pop())
c = {1}
print(c.pop(), c, c.copy() is c, fa.copy() is fa, frozenset(fa) is fa, set(fa) == fa, c.clear())
c = set(range(1000))
total = 0
while c:
    total += c.pop()
print(total)
print(hash(fa) == hash(frozenset([3, 2, 1])), hash(frozenset()), hash(frozenset([1, 2, 300])), {fa: 1}[frozenset([1, 2, 3])])
show(lambda: hash(set()))
show(lambda: {set()})
show(lambda: [] in {1})
show(lambda: {1}.discard([]))
show(lambda: {1} < 1)
show(lambda: {1}.__or__([1]))
show(lambda: frozenset().add)


class S(set):
    pass


class F(frozenset):
    def __new__(cls, it=(), tag=None):
        self = super().__new__(cls, it)
        self.tag = tag
        return self

    def __init__(self, *a, **k):
        pass


x = S([1, 2])
x.attr = 1
print(x, S(), type(x | {3}), type(x.copy()), type(x & {1}), x == {1, 2}, F([1], tag="t"), F([1], tag="t").tag, type(F([1]) | {2}))


def iterate():
    c = {1, 2, 3}
    for v in c:
        c.add(v + 10)


show(iterate)
it = iter({1, 2, 3})
print(it.__length_hint__(), next(it), it.__length_hint__(), it.__reduce__(), list(it), it.__length_hint__(), next(it, "end"))
r = set()


class Holder:
    def __repr__(self):
        return repr(r)


r.add(Holder())
print(r)


class K:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, other):
        if other.n == "boom":
            raise ValueError("eq")
        if other.n == "clear":
            target.clear()
        return self.n == other.n


target = {K(1), K(2)}
show(lambda: K("boom") in target)
show(lambda: target.add(K("boom")))
show(lambda: K("clear") in target)
print(len(target))
print({1, 2}.__reduce__(), S([1]).__reduce__()[2], frozenset[int], set.__doc__)
big = set(range(0, 100000, 3))
other = set(range(0, 100000, 5))
print(len(big & other), len(big | other), len(big - other), len(big ^ other), big >= set(range(0, 99, 3)))
big -= other
big.intersection_update(range(100))
print(sorted(big))
