# Rich comparison: reflection, defaults, hash, total orders of builtins.
class V:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"V{self.n}"
    def __eq__(self, o): print("eq", self, o); return self.n == getattr(o, "n", o)
    def __lt__(self, o): print("lt", self, o); return self.n < getattr(o, "n", o)
    def __le__(self, o): print("le", self, o); return self.n <= getattr(o, "n", o)


a, b = V(1), V(2)
print(a == b, a != b, a < b, a > b, a <= b, a >= b, 5 > a, 1 == a, 0 != a)
try:
    hash(a)
except TypeError as e:
    print(e)
print(a in [b, a], [b, a].index(a), [a, a, b].count(1))


class Plain:
    pass


p, q = Plain(), Plain()
print(p == p, p == q, p != q, hash(p) == hash(p), p in [q, p])
for f in (lambda: p < q, lambda: p >= 1, lambda: 1 < p, lambda: [p] < [q], lambda: sorted([p, q]), lambda: max(p, q)):
    try:
        print(f())
    except TypeError as e:
        print(e)


class NE:
    def __ne__(self, o): return "ne called"


print(NE() != 1, NE() == NE())


class Sub(V):
    def __gt__(self, o): print("Sub.gt"); return "subgt"
    def __eq__(self, o): print("Sub.eq"); return "subeq"


print(a < Sub(3), a == Sub(3))
print([1, 2] < [1, 3], [1, 2] < [1, 2, 0], (1, "a") < (1, "b"), [] < [0], [1, 2] == [1.0, 2.0], (1,) != [1])
print("a" < "b", "a" < "B", "abc" < "abd", "" < "a", "é" > "z", "a" * 5 < "a" * 6, "\U0001f600" > "\uffff")
print(b"a" < b"b", bytearray(b"a") == b"a", {1, 2} < {1, 2, 3}, {1} <= {1}, {1, 2} > {3}, frozenset({1}) == {1})
print({1: 2} == {1: 2.0}, {1: 2} != {1: 3}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, range(3) == range(0, 3, 1), range(0) == range(5, 2))
print(1 == 1.0 == 1 + 0j == True, 2 ** 53 + 1 == float(2 ** 53 + 1), 2 ** 53 + 1 > float(2 ** 53), 10 ** 400 > float("inf"), 10 ** 400 < float("inf"))
nan = float("nan")
print(nan == nan, nan != nan, nan in [nan], [nan] == [nan], {nan} == {nan}, nan < nan, sorted([3, 1, 2]) == [1, 2, 3])
print(None == None, None != 0, None == False, ... == ..., NotImplemented == NotImplemented, int == int, int != float, type(1) == int)
print(True == 1, True < 2, False == 0.0, "1" == 1, b"a" == "a", () == [], 0 == "", slice(1) == slice(1))


class Weird:
    def __eq__(self, o): return []
    def __lt__(self, o): return "truthy"


print(Weird() == 1, Weird() != 1, Weird() < 1, Weird() in [5], bool(Weird() == 2))


class Hashed:
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n % 3
    def __eq__(self, o): return self.n == o.n
    def __repr__(self): return f"H{self.n}"


d = {Hashed(i): i for i in range(7)}
print(d, d[Hashed(4)], Hashed(9) in d)
print(hash(1) == hash(1.0) == hash(True) == hash(1 + 0j), hash(2 ** 61 - 1), hash(-1), hash(-2), hash(0.5), hash(float("inf")), hash(2 ** 100), hash(None) == hash(None))


class BadHash:
    def __hash__(self): return "x"


for f in (lambda: hash(BadHash()), lambda: hash([]), lambda: hash({}), lambda: hash((1, [])), lambda: {[]: 1}, lambda: {{}}, lambda: hash(slice(1, [], 2)), lambda: hash(bytearray())):
    try:
        print(f())
    except TypeError as e:
        print(e)
