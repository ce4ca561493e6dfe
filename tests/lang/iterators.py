# The iterator protocol and the builtin iterators.
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


it = iter([1, 2, 3])
print(next(it), iter(it) is it, list(it), list(it))
z = zip([1, 2, 3], "ab")
print(next(z), list(z))
print(list(zip()), list(zip([1])), list(zip("ab", [1, 2], strict=True)))
attempt(lambda: list(zip("ab", [1], strict=True)))
attempt(lambda: list(zip("a", [1, 2], strict=True)))
attempt(lambda: list(zip("ab", "ab", "a", strict=True)))
attempt(lambda: list(zip("a", "a", "abc", strict=True)))
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate(iterable="x", start=2 ** 70)))
print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(filter(None, [0, 1, "", "a"])))
print(list(filter(lambda x: x > 1, [1, 2, 3])), list(reversed([1, 2])), list(reversed("ab")), list(reversed(range(3))), list(reversed({1: 2, 3: 4})))
print(list(map(int, "123", strict=False)))
attempt(lambda: list(map(lambda a, b: a, [1], [1, 2], strict=True)))
attempt(lambda: map())
attempt(lambda: map(str))
attempt(lambda: zip(5))
attempt(lambda: zip([], 5))
attempt(lambda: enumerate())
attempt(lambda: enumerate(5))
attempt(lambda: reversed(5))
attempt(lambda: filter(1))
attempt(lambda: next(5))
attempt(lambda: iter(1, 2))
d = {"a": 1, "b": 2}
k = iter(d)
print(next(k))
d["c"] = 3
attempt(lambda: next(k))
print(list(iter(d.values())), list(reversed(d.items())))
l = [1, 2]
it = iter(l)
next(it), next(it)
l.append(3)
print(next(it), next(it, "end"))
l.append(4)
print(next(it, "still end"))


class Broken:
    def __iter__(self): return self
    def __next__(self): raise ValueError("broken")


attempt(lambda: list(Broken()))
attempt(lambda: [x for x in Broken()])
attempt(lambda: sum(Broken()))


class Count:
    def __init__(self, n): self.n, self.i = n, 0
    def __iter__(self): return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration("done")
        self.i += 1
        return self.i


print(list(Count(3)), sum(Count(4)), max(Count(5)), tuple(Count(2)), sorted(Count(3), reverse=True), [*Count(2)], any(Count(1)), all(Count(2)))
a, *b = Count(4)
print(a, b, dict(zip(Count(2), Count(2))), "".join(str(x) for x in Count(3)), 3 in Count(5), min(Count(3)))
print([type(iter(x)).__name__ for x in ([], (), "", {}, set(), range(0), b"", bytearray(), {}.items(), {}.values(), "é", range(2 ** 70))])
print(type(zip()).__name__, type(map(str, ())).__name__, type(reversed([])).__name__, type(iter(int, 1)).__name__)
attempt(lambda: list(iter(Count(2), 2)))
c = Count(3)
print(next(c), [x for x in c], next(c, None))
import sys
print(it.__length_hint__(), iter(range(5)).__length_hint__(), iter("abc").__length_hint__())
