# iterators of list, tuple, range, reversed, sequences and callables: exhaustion, length hints, pickling state


def length_hint(x, default=0):
    return x.__length_hint__() if hasattr(x, "__length_hint__") else default


def show(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


class S:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * i


class S2(S):
    def __len__(self):
        return 4


for make in (lambda: [1, 2, 3], lambda: (1, 2, 3), lambda: range(1, 4), lambda: range(10**20, 10**20 + 3), S, S2):
    for f in (iter, reversed):
        try:
            it = f(make())
        except TypeError as e:
            print(type(make()).__name__, f.__name__, e)
            continue
        print(type(it).__name__, length_hint(it, -1), next(it), length_hint(it, -1))
        r = it.__reduce__()
        print(r[0], [repr(a)[:12] for a in r[1]], r[2:])
        it.__setstate__(1)
        print(list(it), list(it), length_hint(it, -1))
        r = it.__reduce__()
        print(r[0], [repr(a)[:12] for a in r[1]], r[2:])
        it.__setstate__(0)
        print(list(it))
it = iter([1, 2, 3])
for state in (-5, 2, 100, 1 << 70, "a"):
    show(lambda: (it.__setstate__(state), it.__length_hint__()))
l = [1, 2, 3]
it = iter(l)
out = []
for x in it:
    out.append(x)
    if len(out) < 6:
        l.append(x + 10)
print(out, l)
l = [1, 2, 3]
it = reversed(l)
next(it)
l.clear()
print(list(it), list(it))
it = iter([1])
list(it)
show(lambda: next(it))
show(lambda: next(it, "end"))
count = iter(lambda c=[0]: c.append(0) or len(c), 5)
print(count, list(count), list(count)) if False else print(list(count), list(count))
show(lambda: iter(1, 2))
show(lambda: iter(1))
show(lambda: iter())
stop = iter(lambda: next(it), None)
print(list(stop), stop.__reduce__())
show(lambda: type(iter([]))())
show(lambda: reversed())
show(lambda: reversed(1))
show(lambda: reversed({1}))
show(lambda: reversed([], 1))
show(lambda: reversed(a=1))


class N:
    __reversed__ = None
    __len__ = __getitem__ = lambda *a: 1


show(lambda: reversed(N()))


class R:
    def __reversed__(self):
        return "anything"


show(lambda: reversed(R()))
print(list(reversed("abc")), list(reversed(b"ab")), list(reversed({1: 2, 3: 4})))
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate(iterable=[7], start=1 << 62)))
show(lambda: enumerate(1))
show(lambda: enumerate([], "a"))
e = enumerate("abc", (1 << 62) - 1)
print(next(e), next(e), next(e), e.__reduce__()[1][1])
print(list(zip()), list(zip("ab")), list(zip("abc", [1, 2])), list(zip("ab", [1, 2], strict=True)))
for args in (([1], []), ([1], [1], []), ([], [1]), ([], [], [1]), ([1, 2], [3, 4], [5])):
    show(lambda: list(zip(*args, strict=True)))
    show(lambda: list(map(lambda *a: a, *args, strict=True)))
    show(lambda: list(map(lambda *a: a, *args)))
show(lambda: zip(1))
show(lambda: zip([], 1))
show(lambda: zip(a=1))
show(lambda: map())
show(lambda: map(1))
show(lambda: map(1, 2))
show(lambda: list(map(1, [2])))
show(lambda: list(map(str, [1, 2])))
show(lambda: list(map(pow, [2, 3], [3, 2])))
show(lambda: filter())
show(lambda: filter(1))
show(lambda: filter(1, 2))
show(lambda: filter(a=1))
show(lambda: (list(filter(None, [0, 1, "", "a"])), list(filter(bool, [0, 2])), list(filter(lambda x: x > 1, [1, 2, 3]))))
z = zip([1], strict=True)
print(z.__reduce__()[2], zip([1]).__reduce__()[2:])


class M(map):
    extra = 1


print(list(M(str, [1])), M.extra)


def gen():
    yield 1
    raise ValueError("inside")


for f in (list, tuple, set, dict.fromkeys, lambda g: list(map(str, g)), lambda g: list(zip(g)), lambda g: list(enumerate(g)),
          lambda g: [].extend(g), lambda g: sum(g), lambda g: list(filter(None, g))):
    show(lambda: f(gen()))
