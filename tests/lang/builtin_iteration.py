# range, sorted, all, any, zip, map, filter, enumerate, reversed, slice, len.
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


r = range(10, 0, -3)
print(r, list(r), len(r), r[0], r[-1], r[1:3], 4 in r, 5 in r, r.index(7), r.count(1), r.start, r.stop, r.step, list(reversed(r)), r == range(10, -1, -3), hash(r) == hash(range(10, -1, -3)))
print(range(5)[1:-1], range(0), list(range(3, 3)), range(2 ** 70, 2 ** 70 + 3)[1], len(range(0, 10 ** 9, 7)), list(range(-3, 3, 2)), 10 ** 9 in range(0, 10 ** 10, 10), 2.0 in range(3), "a" in range(3), range(True))
print(bool(range(0)), repr(range(1, 2, 3)), range(5) != range(4), [x for x in range(2 ** 63, 2 ** 63 + 2)], range(10).index(5), type(r[0:2]).__name__, range(-5)[0:3])
attempt(lambda: range())
attempt(lambda: range(1, 2, 0))
attempt(lambda: range(1.5))
attempt(lambda: range("a"))
attempt(lambda: range(3)[5])
attempt(lambda: range(3)["a"])
attempt(lambda: range(3).index(9))
attempt(lambda: range(1, 2, 3, 4))
attempt(lambda: len(range(10 ** 30)))
attempt(lambda: setattr(r, "start", 1))
attempt(lambda: range(3) < range(4))
print(sorted([3, 1, 2]), sorted("bca"), sorted([3, 1, 2], reverse=True), sorted(["b", "A", "c"], key=str.lower), sorted({2: 1, 1: 2}), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted([]), sorted([1.5, 1, True, 0]))
data = [("x", 2), ("y", 1), ("z", 2), ("w", 1)]
print(sorted(data, key=lambda p: p[1]), sorted(data, key=lambda p: p[1], reverse=True))
attempt(lambda: sorted([1, "a"]))
attempt(lambda: sorted([1], lambda x: x))
attempt(lambda: sorted(5))
attempt(lambda: sorted([1, 2], key=lambda x: 1 / 0))
attempt(lambda: sorted([None, None]))
attempt(lambda: sorted([1j, 2j]))
print(all([]), any([]), all([1, 0]), any([0, 1]), all("ab"), any(x > 2 for x in range(5)))
attempt(lambda: all(5))
attempt(lambda: any())
print(len("é€"), len(b"ab"), len({1: 2}), len(range(5)), len({1, 1}), len([[]]))
lst = [5, 2, 9, 1]
lst.sort()
print(lst)
lst.sort(key=lambda x: -x)
print(lst, lst.sort())
seed, big = 1, []
for _ in range(2000):
    seed = seed * 1103515245 + 12345 & 0x7fffffff
    big.append(seed // 65536 % 1000)
s = sorted(big)
print(all(s[i] <= s[i + 1] for i in range(len(s) - 1)), sorted(big, reverse=True) == s[::-1], len(s))


class K:
    def __init__(self, k, n): self.k, self.n = k, n
    def __lt__(self, o): return self.k < o.k
    def __repr__(self): return f"{self.k}{self.n}"


print(sorted([K(i % 3, i) for i in range(9)]))


def mutate():
    l = [3, 2, 1]

    def key(x):
        l.append(x)
        return x
    l.sort(key=key)


attempt(mutate)
print(list(enumerate("ab", start=1)), list(zip("abc", range(5))), list(map(max, [1, 5], [3, 2])), list(filter(str.isdigit, "a1b2")))
