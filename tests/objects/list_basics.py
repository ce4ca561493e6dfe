# list: construction, subscripts, slices, methods, and every error of theirs


def show(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e, *getattr(e, "__notes__", ()))


def run(text, **names):
    try:
        exec(text, names)
        print(text, "->", names["l"])
    except BaseException as e:
        print(text, "->", type(e).__name__, e, "|", names["l"])


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


show(lambda: list())
show(lambda: list("abc"))
show(lambda: list(range(5)))
show(lambda: list({1: 2, 3: 4}))
show(lambda: list(x * 2 for x in (1, 2, 3)))
show(lambda: list(1))
show(lambda: list(1, 2))
show(lambda: list(x=1))
seq = list(range(10))
for k in (0, -1, 9, -10, True, Index(3)):
    show(lambda: seq[k])
for k in (10, -11, 1 << 70, -(1 << 70), "a", None, 1.0, Index("x")):
    show(lambda: seq[k])
for s in (
    slice(None), slice(2, 5), slice(-3, None), slice(None, None, -1), slice(8, 2, -3), slice(5, 2), slice(100, -100, -4),
    slice(1 << 70), slice(-(1 << 70), None, 3), slice(None, None, 1 << 70), slice(9, None, -(1 << 70)), slice(Index(1), Index(4)),
    slice(None, None, 0), slice("a"), slice(None, 1.5),
):
    show(lambda: seq[s])
for text in (
    "l[0] = 'x'", "l[-1] = 'x'", "l[5] = 1", "l[1 << 70] = 1", "l['a'] = 1", "del l[0]", "del l[-1]", "del l[5]", "del l['a']",
    "l[1:3] = 'xyz'", "l[1:3] = []", "l[3:1] = 'ab'", "l[:] = l", "l[1:2] = l", "l[100:] = [7]", "l[:0] = (8, 9)",
    "l[::2] = 'ab'", "l[::2] = 'abc'", "l[::-1] = range(5)", "l[1:1:2] = []", "l[::2] = 1", "l[1:2] = 1", "l[:] = None",
    "del l[1:3]", "del l[::2]", "del l[::-2]", "del l[1::2]", "del l[:]", "del l[3:1]", "del l[::100]", "del l[4:0:-3]",
    "l += 'ab'", "l += l", "l += 1", "l *= 2", "l *= 0", "l *= -1", "l *= 'a'", "l *= 1.0", "l *= 1 << 70", "l += (x for x in l[:2])",
    "l.append(6)", "l.insert(0, 'x')", "l.insert(-1, 'x')", "l.insert(100, 'x')", "l.insert(-100, 'x')", "l.insert('a', 1)",
    "l.insert(1 << 70, 1)", "l.insert(1)", "l.extend('ab')", "l.extend(l)", "l.extend({7: 8})", "l.extend({9})", "l.extend(1)",
    "l.remove(3)", "l.remove(99)", "l.clear()", "l.reverse()", "l.sort(reverse=True)", "l.sort(1)", "l.sort(x=1)", "l.append()",
    "l.append(1, 2)", "l.x = 1",
):
    run(text, l=[1, 2, 3, 4, 5])
for a in ((), (0,), (-1,), (2,), (5,), (-6,), ("a",), (1 << 70,), (None,)):
    l = [1, 2, 3, 4, 5]
    show(lambda: (l.pop(*a), l))
show(lambda: [].pop())
show(lambda: [1].pop(3))
l = [1, 2, 3, 2, 1]
show(lambda: (l.index(2), l.index(2, 2), l.index(1, -1), l.index(2, -100, 100), l.count(2), l.count(9)))
show(lambda: l.index(9))
show(lambda: l.index(2, 4))
show(lambda: l.index(2, 0, 1))
show(lambda: l.index(1, "a"))
show(lambda: l.index(1, 0, 1 << 70))
show(lambda: (l.copy(), l.copy() is l, list(reversed(l)), 2 in l, 9 in l))
show(lambda: l + [1])
show(lambda: l + (1,))
show(lambda: [1] + 1)
show(lambda: 1 + [1])
show(lambda: (l * 2, 2 * [0], [0] * True, [1, 2, 3] * Index(2)))
show(lambda: [1] * "a")
show(lambda: [1].__mul__("a"))
show(lambda: [1] * (1 << 70))
show(lambda: [1] * (1 << 62))
show(lambda: "a" * [1])
show(lambda: ([1, 2] < [1, 3], [1, 2] < [1, 2, 0], [] < [1], [1] >= [1], [2] > [1, 5], [1, 2] == [1, 2.0], [1] != [1], [1] == (1,)))
show(lambda: [1] < 1)
show(lambda: [1, "a"] < [1, 2])
show(lambda: hash([]))
show(lambda: {[]: 1})
nan = float("nan")
show(lambda: ([nan] == [nan], nan in [nan], [nan].index(nan), [nan].count(nan)))
a = [1]
a.append(a)
show(lambda: a)
show(lambda: [a, (a,), {1: a}])
a = []
a.append(a)
b = []
b.append(b)
try:
    a == b
except RecursionError as e:
    print(type(e).__name__)
big = list(range(1000))
while len(big) > 3:
    big.pop()
print(big)
big += range(50)
del big[:49]
print(big)
print([].__len__(), [1].__contains__(1), list.__hash__, [3].__class_getitem__(int))
print(list.append.__doc__, list.__name__, [1, 2].__eq__(1))


class L(list):
    pass


x = L("ab")
x.attr = 5
print(x, x.attr, type(x + [1]), type(x[:]), type(x.copy()), type(x * 2), x == ["a", "b"], isinstance(x, list))


class E:
    """An iterable whose length hint is a lie."""

    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter([1, 2, 3])

    def __length_hint__(self):
        return self.hint


show(lambda: list(E(0)))
show(lambda: list(E(100)))
show(lambda: list(E(-1)))
show(lambda: list(E("a")))
show(lambda: list(E(NotImplemented)))


class Evil:
    """Shortens the list it is compared in."""

    def __init__(self, l):
        self.l = l

    def __eq__(self, other):
        self.l.clear()
        return True


l = []
l += [Evil(l), 1, 2]
l.remove(5)
print(l)
l = []
l += [0, Evil(l), 1, 2]
print(l.index(7), l)
l = [1, 2]
l += [Evil(l), 3]
print(l == [1, 2, 3, 4], l)
