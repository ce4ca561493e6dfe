# dict views, their iterators, mappingproxy

MappingProxyType = type(type.__dict__)


def length_hint(x, default=0):
    return x.__length_hint__() if hasattr(x, "__length_hint__") else default


def show(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


def s(x):
    return sorted(x, key=repr) if isinstance(x, (set, frozenset)) else x


d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), len(v), len(i), sep="\n")
d["d"] = 4
print(k, list(reversed(k)), list(reversed(v)), list(reversed(i)))
print("a" in k, "z" in k, 1 in v, 9 in v, ("a", 1) in i, ("a", 2) in i, "a" in i, ("a",) in i, ("z", 1) in i)
show(lambda: [] in k)
show(lambda: ([], 1) in i)
show(lambda: (s(k & {"a", "z"}), s(k & ["a"]), s({"a"} & k), s(k & k), s(["b", "z"] & k), s(k & "abz")))
show(lambda: (s(k | "z"), s({"q"} | k), s(k - {"a"}), s(k - "ab"), s(["a", "z"] - k), s(k ^ "az"), s(k ^ k)))
show(lambda: (s(i & {("a", 1)}), s(i | [5]), s(i - {("a", 1)}), s(i ^ {("a", 1), 7}), type(k & k), type(i | [])))
show(lambda: k & 1)
show(lambda: k | 1)
show(lambda: 1 - k)
show(lambda: i ^ 5)
show(lambda: v & v)
show(lambda: (k == {"a", "b", "c", "d"}, k == d, k != set(), k > {"a"}, k >= k, k < k, k <= set("abcde"), i == set(i), v == v, k == ["a"]))
show(lambda: k < 1)
show(lambda: (k.isdisjoint("xyz"), k.isdisjoint("a"), k.isdisjoint(k), i.isdisjoint([]), {}.keys().isdisjoint({}.keys())))
show(lambda: k.isdisjoint(1))
show(lambda: hash(k))
show(lambda: v.isdisjoint)
print(k.mapping, type(k.mapping), v.mapping["a"], hash(v) is not None)
show(lambda: k.mapping.__setitem__)
show(lambda: type(k)())
r = {}
r[1] = r.values()
print(r)
r[2] = r.items()
print(str(r)[:40])
for make in (lambda d: iter(d), lambda d: iter(d.values()), lambda d: iter(d.items()), reversed, lambda d: reversed(d.values()),
             lambda d: reversed(d.items())):
    d = {"a": 1, "b": 2, "c": 3, "x": 5}
    del d["b"]
    it = make(d)
    print(type(it).__name__, length_hint(it), next(it), length_hint(it), it.__reduce__(), next(it), next(it), next(it, None), length_hint(it))
    print(it.__reduce__(), next(it, "still"))
    it = make(d)
    next(it)
    d["more"] = 1
    show(lambda: next(it))
    del d["more"]
    show(lambda: next(it))
    it = make(d)
    next(it)
    del d["c"]
    d["other"] = 1
    show(lambda: list(it))
d = {1: 2}
p = MappingProxyType(d)
print(p, str(p), len(p), p[1], 1 in p, list(p), p.get(5), p.get(5, 6), p.keys(), p.values(), p.items(), list(reversed(p)))
print(p == d, p == p, p != {}, p | {3: 4}, {3: 4} | p, p | p, p.copy(), type(p.copy()), dict(p))
d[7] = 8
print(p)
show(lambda: p[99])
show(lambda: p.__setitem__(1, 2))
show(lambda: hash(p))
show(lambda: MappingProxyType([1]))
show(lambda: MappingProxyType((1,)))
show(lambda: MappingProxyType(5))
show(lambda: MappingProxyType())
show(lambda: p.__ior__({}))
show(lambda: p < d)
show(lambda: MappingProxyType("ab")[1])


def assign():
    p[1] = 2


def delete():
    del p[1]


show(assign)
show(delete)
print(type(type.__dict__["__dict__"].__get__(int)).__name__, MappingProxyType[int])
