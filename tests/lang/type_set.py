# set and frozenset.
def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


s = {1, 2, 3}
print(s, set(), {1}, set("aab") == {"a", "b"}, frozenset([1, 2]), frozenset(), len(s), 2 in s, 5 not in s, {1, 1.0, True}, type({*()}).__name__)
s.add(4)
s.add(1)
s.discard(9)
s.discard(2)
s.remove(3)
s.update([7, 8], (9,))
print(sorted(s), s.pop() in (1, 4, 7, 8, 9), len(s), s.copy() == s, s.copy() is s)
a, b = {1, 2, 3}, {2, 3, 4}
print(a | b, a & b, a - b, a ^ b, a.union(b, [9]), a.intersection(b, [2]), a.difference([1]), a.symmetric_difference([1, 7]), a <= {1, 2, 3}, a < {1, 2, 3}, a >= {1}, a > {1}, a == {3, 2, 1}, a != b, a.issubset(range(9)), a.issuperset([1]), a.isdisjoint([8]))
c = set(a)
c |= b
print(c)
c &= {1, 2, 4}
print(c)
c -= {1}
print(c)
c ^= {2, 5}
print(c)
c.intersection_update([5, 4])
c.difference_update([5])
c.symmetric_difference_update([6])
print(c)
c.clear()
print(c, bool(c))
f = frozenset([1, 2])
print(f | {3}, type(f | {3}).__name__, type({3} | f).__name__, hash(f) == hash(frozenset([2, 1])), {f: 1}[frozenset([1, 2])], f == {1, 2}, {f} == {frozenset([1, 2])}, {1, 2} in {f}, f.copy() is f)
print(sorted({x % 5 for x in range(100)}), sorted(set("hello")), len({(), frozenset()}), {1, 2}.union("a") == {1, 2, "a"}, sum({1, 2, 3}), max({3, 9}))
big = set(range(1000))
big -= set(range(0, 1000, 3))
print(len(big), 3 in big, 4 in big, min(big))
attempt(lambda: {[]})
attempt(lambda: {1}.remove(2))
attempt(lambda: set().pop())
attempt(lambda: {1} | [2])
attempt(lambda: {1} + {2})
aset = {1}
attempt(lambda: aset[0])
attempt(lambda: {1} < [1])
attempt(lambda: {1}.add([]))
attempt(lambda: set(5))
attempt(lambda: hash({1}))
attempt(lambda: f.add(1))
attempt(lambda: {1}.union(5))
attempt(lambda: [] in {1})
attempt(lambda: set(1, 2))
attempt(lambda: frozenset(5))
attempt(lambda: {1}.update(5))
ss = {1, 2, 3}
attempt(lambda: [ss.add(x + 10) for x in ss])


class S(set):
    pass


print(S([1]), type(S([1]) | {2}).__name__, repr(S()), repr(frozenset([1])), type("F", (frozenset,), {})([1]))


class K:
    def __init__(self, v): self.v = v
    def __hash__(self): return 7
    def __eq__(self, o): return self.v == o.v
    def __repr__(self): return f"K{self.v}"


ks = {K(1), K(2), K(1)}
print(len(ks), K(2) in ks, len(ks - {K(1)}), ks == {K(2), K(1)})
r = {frozenset([frozenset()])}
print(r, {(1, 2), (3, 4)} == {(3, 4), (1, 2)}, [x for x in {5}])
