# list.sort and sorted: stability, keys, reverse, mixed types, errors, mutation


class Random:
    """A generator of numbers that needs no library."""

    def __init__(self, seed):
        self.state = seed

    def bits(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return self.state >> 11

    def random(self):
        return self.bits() / (1 << 53)

    def randrange(self, a, b=None):
        if b is None:
            a, b = 0, a
        return a + (self.bits() << 53 | self.bits()) % (b - a)

    def choice(self, seq):
        return seq[self.randrange(len(seq))]

    def uniform(self, a, b):
        return a + (b - a) * self.random()

    def shuffle(self, l):
        for i in range(len(l) - 1, 0, -1):
            j = self.randrange(i + 1)
            l[i], l[j] = l[j], l[i]


random = Random(12345)


def show(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)




def check(values, **kw):
    """Against a plain insertion sort by the same rules."""
    key = kw.get("key") or (lambda x: x)
    order = []
    for i, v in enumerate(values):
        at = len(order)
        while at and (key(values[order[at - 1]]) < key(v) if kw.get("reverse") else key(v) < key(values[order[at - 1]])):
            at -= 1
        order.insert(at, i)
    got = sorted(values, **kw)
    want = [values[i] for i in order]
    return len(got) == len(want) and all(a is b or a == b for a, b in zip(got, want))


class Item:
    def __init__(self, k):
        self.k = k

    def __lt__(self, other):
        return self.k < other.k


makers = {
    "small ints": lambda n: [random.randrange(50) for _ in range(n)],
    "ints": lambda n: [random.randrange(-10**9, 10**9) for _ in range(n)],
    "big ints": lambda n: [random.randrange(-10**25, 10**25) for _ in range(n)],
    "mixed ints": lambda n: [random.choice([1, 2, True, 10**20, -(10**20), random.randrange(99)]) for _ in range(n)],
    "floats": lambda n: [random.uniform(-1, 1) for _ in range(n)],
    "rare floats": lambda n: [random.choice([1e300, -1e300, 5e-324, 0.0, -0.0, float("inf"), float("-inf"), 1.5]) for _ in range(n)],
    "numbers": lambda n: [random.choice([1, 1.5, True, 10**18, -0.25]) for _ in range(n)],
    "strings": lambda n: ["%x" % random.randrange(5000) for _ in range(n)],
    "wide strings": lambda n: [chr(random.choice([65, 200, 1000, 70000])) * random.randrange(3) for _ in range(n)],
    "tuples": lambda n: [(random.randrange(5), random.randrange(5)) for _ in range(n)],
    "string tuples": lambda n: [(random.choice("abc"), random.random()) for _ in range(n)],
    "odd tuples": lambda n: [(random.choice([1, 1.5]),) * random.randrange(3) for _ in range(n)],
    "lists": lambda n: [[random.randrange(3)] * random.randrange(3) for _ in range(n)],
    "up": lambda n: list(range(n)),
    "down": lambda n: list(range(n, 0, -1)),
    "saw": lambda n: [i % 17 for i in range(n)],
    "nearly": lambda n: [i if i % 20 else random.randrange(n) for i in range(n)],
    "organ pipe": lambda n: list(range(n // 2)) + list(range(n // 2, 0, -1)),
}
for name, make in makers.items():
    ok = True
    for n in (0, 1, 2, 3, 10, 63, 64, 65, 150, 400):
        values = make(n)
        for kw in ({}, {"reverse": True}, {"key": lambda x: x}, {"key": repr}, {"key": lambda x: 0}, {"key": repr, "reverse": True}):
            ok = ok and check(values, **kw)
    print(name, ok)
items = [Item(random.randrange(30)) for _ in range(300)]
got = sorted(items)
print(all(not got[i + 1] < got[i] for i in range(299)))
where = {id(x): i for i, x in enumerate(items)}
print(all(a.k < b.k or where[id(a)] < where[id(b)] for a, b in zip(got, got[1:])))
l = list(range(2000))
random.shuffle(l)
l.sort()
print(l == list(range(2000)))
l = [(i * 7919 % 1000, i) for i in range(5000)]
s = sorted(l, key=lambda p: p[0])
print(s == sorted(l), s[:3])
show(lambda: sorted([3, "a"]))
show(lambda: sorted([1, 2, None]))
show(lambda: sorted([1j, 2j]))
show(lambda: sorted([(1, "a"), (1, 2)]))
show(lambda: sorted(1))
show(lambda: sorted([2, 1], reverse=5))
show(lambda: sorted([2, 1], reverse="x", key=None))
show(lambda: [].sort(key=1))
show(lambda: [1].sort(key=1))
show(lambda: sorted("hello", key=str.upper, reverse=True))


def mutate():
    l = [3, 2, 1, 0]

    def key(x):
        l.append(x)
        return x

    try:
        l.sort(key=key)
    finally:
        print(l)


show(mutate)


class Spy:
    def __init__(self, l, n):
        self.l, self.n = l, n

    def __lt__(self, other):
        seen.append(len(self.l))
        return self.n < other.n


seen = []
l = []
l += [Spy(l, n) for n in (3, 1, 2)]
l.sort()
print([s.n for s in l], set(seen))


class Bad:
    count = 0

    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        Bad.count += 1
        if Bad.count == 700:
            raise ValueError("enough")
        return self.n < other.n


l = [Bad(random.random()) for _ in range(200)]
before = sorted(b.n for b in l)
show(lambda: l.sort())
print(sorted(b.n for b in l) == before, len(l))
nan = float("nan")
print(len(sorted([nan, 1.0, nan, 0.5] * 50)))


class B2:
    def __lt__(self, other):
        return []


show(lambda: len(sorted([B2(), B2(), B2()])))


class Sub(int):
    def __lt__(self, other):
        return int(self) > int(other)


print(sorted([Sub(1), Sub(3), Sub(2)]), sorted([1, Sub(3), 2, Sub(5)]))
words = "the quick brown fox jumps over the lazy dog".split()
print(sorted(words), sorted(words, key=len), sorted(words, key=len, reverse=True))
print(sorted({"b": 1, "a": 2}), sorted({3, 1, 2}), sorted("cab"), sorted(range(5, 0, -1)))
