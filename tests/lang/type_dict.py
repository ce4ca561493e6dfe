# dict: construction, order, methods, views, mutation, errors.
def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


d = {"a": 1, "b": 2}
print(d, dict(a=1), dict([("x", 1), ("y", 2)]), dict({"k": 1}, z=2), dict(zip("ab", (1, 2))), {}, dict(), {1: 1, 1.0: 2, True: 3}, {**d, "c": 3}, dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), len(d))
d["c"] = 3
d["a"] = 10
del d["b"]
d["b"] = 20
print(d, list(d), d.get("zz"), d.get("zz", 0), d.setdefault("a", 5), d.setdefault("new", []), d.pop("new"), d.pop("zz", None), d.popitem(), d)
d.update({"x": 1}, y=2)
d.update([("z", 3)])
d.update(a=0)
print(d, "x" in d, "nope" not in d, list(reversed(d)), d.copy() == d, d.copy() is d)
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), "x" in k, 1 in v, ("x", 1) in i, list(i)[0])
d["late"] = 9
print("late" in k, list(v)[-1], k & {"a", "q"}, sorted(k | {"q"}), sorted(k - {"a"}), sorted(k ^ {"a", "zz"}), k == set(d), k.isdisjoint({"w"}), {"a": 0}.items() == {("a", 0)}, {"a"} <= k, k.mapping["a"])
print({"a": 1} | {"b": 2}, {"a": 1} | {"a": 5}, {"a": 1} == {"a": 1.0}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {} == {}, {1: {2: {3: 4}}}[1][2][3])
e = {"a": 1}
e |= {"b": 2}
e |= [("c", 3)]
print(e)
e.clear()
print(e, bool(e), bool({0: 0}))
n = {i: i * i for i in range(1000)}
for i in range(0, 1000, 2):
    del n[i]
print(len(n), n[999], list(n)[:3], sum(n.values()))
for i in range(500):
    n[f"k{i}"] = i
print(len(n), list(n)[-1], n["k123"])
r = {}
r["self"] = r
print(r, {"k": [r]})
print({(1, 2): "t", frozenset([1]): "f", None: "n", 1.5: "x", b"b": "y", ...: "e"})
attempt(lambda: d["nope"])
attempt(lambda: d.pop("nope"))
attempt(lambda: {}.popitem())
attempt(lambda: {[]: 1})
attempt(lambda: {}[[]])
attempt(lambda: [] in {})
attempt(lambda: {{}: 1})
attempt(lambda: dict(5))
attempt(lambda: dict([1]))
attempt(lambda: dict([(1, 2, 3)]))
attempt(lambda: dict(["ab", "cd"]))
attempt(lambda: dict(["abc"]))
attempt(lambda: dict([[]]))
attempt(lambda: {}.update(5))
attempt(lambda: {} | 5)
attempt(lambda: {} < {})
attempt(lambda: hash({}))
attempt(lambda: dict(a=1, **{"a": 2}))
attempt(lambda: {}.get())
attempt(lambda: {}.fromkeys(5))
attempt(lambda: {}.keys()[0])
attempt(lambda: sorted({"a": 1}.items() | {5}, key=str))
attempt(lambda: {"a": 1}.keys() | 5)


class M(dict):
    def __missing__(self, k): self[k] = k * 2; return self[k]


m = M()
print(m["ab"], m, m.get("q"), "q" in m)


class K:
    def __init__(self, v): self.v = v
    def __hash__(self): return 1
    def __eq__(self, o): return isinstance(o, K) and self.v == o.v
    def __repr__(self): return f"K{self.v}"


c = {K(i): i for i in range(20)}
for i in range(0, 20, 3):
    del c[K(i)]
print(len(c), c[K(10)], K(9) in c, list(c)[:4])


class Mutating:
    def __hash__(self): return 5
    def __eq__(self, o): x.clear(); return True


x = {Mutating(): 1}
attempt(lambda: x.get(Mutating()))
it = iter({1: 1, 2: 2})
print(next(it), it.__length_hint__())
dd = {1: 1, 2: 2}
attempt(lambda: [dd.pop(k) for k in dd])
dd = {1: 1, 2: 2}
attempt(lambda: [dd.update({k + 5: 1}) for k in dd.items()])
print(list(dict(sorted({"b": 1, "a": 2}.items()))), max({"a": 3, "b": 1}, key={"a": 3, "b": 1}.get), {v: k for k, v in {"a": 1}.items()}, sorted({"b": 1, "a": 2}.items(), key=lambda kv: kv[1]))
