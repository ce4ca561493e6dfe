# range and slice objects


def show(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


class I:
    def __index__(self):
        return 4


for args in ((), (3,), (1, 5), (1, 10, 3), (10, 1, -3), (5, 1), (1, 2, 0), ("a",), (1.0,), (1, 2, 3, 4), (I(),), (True,), (None, 5), (0, 5, I())):
    show(lambda: (range(*args), len(range(*args)), list(range(*args))))
show(lambda: range(a=1))
B = 1 << 70
r = range(B, B + 10, 3)
show(lambda: (r, len(r), list(r), r[1], r[-1], r[1:], r[::-1], B + 3 in r, B + 4 in r, r.index(B + 6), r.count(B), bool(r)))
show(lambda: len(range(B)))
show(lambda: (bool(range(B)), range(B)[B - 1], range(B)[-B], range(-B, B, 1 << 60)[5]))
show(lambda: range(B)[B])
show(lambda: range(10)[10])
show(lambda: range(10)[-11])
show(lambda: range(10)["a"])
show(lambda: range(10)[1.0])
q = range(0, 20, 2)
for s in (slice(None), slice(2, 5), slice(None, None, -1), slice(-3, None), slice(8, 2, -2), slice(100), slice(5, 2), slice(None, None, B), slice(-B, B, 2)):
    show(lambda: (q[s], list(q[s])))
show(lambda: q[::0])
show(lambda: (4 in q, 5 in q, 20 in q, -2 in q, 4.0 in q, "a" in q, 2.5 in q, True in range(2), q.index(6), q.count(6), q.count(7), q.count(6.0)))
show(lambda: q.index(7))
show(lambda: q.index("a"))
show(lambda: q.index(6.0))
show(lambda: (range(0, 3, 2) == range(0, 4, 2), range(0) == range(5, 5), range(1) == range(0, 1, 9), range(3) == [0, 1, 2], range(3) != range(3)))
show(lambda: range(3) < range(4))
print(hash(range(0, 3, 2)) == hash(range(0, 4, 2)), hash(range(0)) == hash(range(2, 2)), hash(range(10)), hash(range(1)), {range(3): 1}[range(0, 3)])
print(list(reversed(range(5))), list(reversed(range(0))), list(reversed(range(0, 10, 3))), list(reversed(range(B, B + 2))), list(reversed(range(5, 0, -2))))
print(r.start, q.stop, q.step, q.__reduce__(), range(3).__iter__().__length_hint__())
show(lambda: setattr(q, "start", 1))
show(lambda: q + q)
M = (1 << 62) - 1
print(list(range(M - 1, M + 2)), list(range(-M - 3, -M)), list(range(M, M + 1)), list(range((1 << 63) - 2, (1 << 63) + 1)))
print(sum(range(1000)), max(range(5)), min(range(3, 9)), sorted(range(3, 0, -1)))
for x in range(3):
    for y in range(x):
        print(x, y, end=";")
print()
it = iter(range(10**19, 10**19 + 2))
print(next(it), next(it), next(it, None), next(it, None))


class C(int):
    def __eq__(self, other):
        return int(other) == 3

    __hash__ = int.__hash__


print(C(99) in range(5), 99 in range(5))
s = slice(1, "a", None)
print(s, slice(5), slice(1, 2), s.start, s.stop, s.step, slice(1) == slice(None, 1, None), slice(1) < slice(2), slice(1, 2) != slice(1, 3))
show(lambda: slice())
show(lambda: slice(1, 2, 3, 4))
show(lambda: slice(a=1))
for sl in (slice(None), slice(2), slice(-2, None), slice(None, None, -1), slice(5, 1, -2), slice(-100, 100, 3), slice(B), slice(-B, B, -B), slice(None, None, B)):
    print(sl.indices(10), sl.indices(0), sl.indices(B))
show(lambda: slice(1).indices(-1))
show(lambda: slice(1).indices("a"))
show(lambda: slice(None, None, 0).indices(3))
show(lambda: slice("a").indices(3))
show(lambda: hash(slice([])))
print(hash(slice(1, 2)), hash(slice(1, 2)) == hash(slice(1, 2, None)), {slice(1): 2}[slice(1)])
show(lambda: slice(1) < slice("a"))
show(lambda: setattr(s, "start", 1))
print(slice(1).__reduce__())


class G:
    def __getitem__(self, k):
        return k


print(G()[1:2], G()[::3], G()[1:2, ..., None], G()[:])
