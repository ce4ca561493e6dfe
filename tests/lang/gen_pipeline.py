# Generators working together: pipelines, coroutines as sinks, trampolines, recursion.
def integers():
    n = 1
    while True:
        yield n
        n += 1


def take(n, it):
    for _, v in zip(range(n), it):
        yield v


def squares(it):
    for v in it:
        yield v * v


print(list(take(5, squares(integers()))))


def sieve():
    def fil(it, p): return (x for x in it if x % p)
    it = integers()
    next(it)
    while True:
        p = next(it)
        yield p
        it = fil(it, p)


print(list(take(12, sieve())))


def averager():
    total = count = 0
    avg = None
    while True:
        x = yield avg
        total += x
        count += 1
        avg = total / count


a = averager()
next(a)
print([a.send(v) for v in (10, 20, 60)])


def sink(out):
    while (v := (yield)) is not None:
        out.append(v)
    out.append("end")
    yield


out = []
s = sink(out)
next(s)
for v in (1, 2, None):
    s.send(v)
print(out)


def scheduler(tasks):
    while tasks:
        t = tasks.pop(0)
        try:
            print(next(t))
            tasks.append(t)
        except StopIteration:
            pass


def task(name, n):
    for i in range(n):
        yield f"{name}{i}"


scheduler([task("a", 2), task("b", 3), task("c", 1)])


def flatten(x):
    if isinstance(x, (list, tuple)):
        for y in x:
            yield from flatten(y)
    else:
        yield x


print(list(flatten([1, [2, (3, [4, []])], 5])))


def permutations(items):
    if not items:
        yield []
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield [items[i]] + rest


print(len(list(permutations([1, 2, 3, 4]))), next(permutations("ab" and [1, 2])))


def queens(n, cols=()):
    if len(cols) == n:
        yield cols
        return
    for c in range(n):
        if all(c != k and abs(c - k) != len(cols) - i for i, k in enumerate(cols)):
            yield from queens(n, cols + (c,))


print(sum(1 for _ in queens(6)), next(queens(8)))


def groups(s):
    it = iter(s)
    prev = next(it, None)
    n = 1
    for c in it:
        if c == prev:
            n += 1
        else:
            yield prev, n
            prev, n = c, 1
    if prev is not None:
        yield prev, n


print(list(groups("aaabbc")), list(groups("")))
