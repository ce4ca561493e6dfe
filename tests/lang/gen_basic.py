# Generators: yield, return value, state, laziness, attributes.
def g():
    print("start")
    x = yield 1
    print("got", x)
    y = yield 2
    print("got", y)
    return "result"


it = g()
print(type(it).__name__, it.__name__, it.gi_running, it.gi_frame is not None, it.gi_yieldfrom, it.gi_suspended)
print(next(it), it.gi_suspended)
print(it.send("a"))
try:
    it.send("b")
except StopIteration as e:
    print("stop", e.value, e.args)
print(it.gi_frame, list(it))
try:
    next(it)
except StopIteration as e:
    print("again", e.value)


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


f = fib()
print([next(f) for _ in range(12)])


def empty():
    return
    yield


print(list(empty()))


def ret_only():
    if False:
        yield
    return 5


try:
    next(ret_only())
except StopIteration as e:
    print(e.value)


def many(n):
    i = 0
    while i < n:
        yield i
        i += 1


print(sum(many(1000)), list(many(3)), tuple(many(2)), [*many(2)], dict.fromkeys(many(2)))


def args(a, *b, k=1, **kw):
    yield a, b, k, kw


print(next(args(1, 2, k=3, z=4)))
try:
    args()
except TypeError as e:
    print(e)


def expr():
    x = (yield) or "default"
    print("x", x)
    print("in call", (yield x), (yield))
    z = [(yield "a"), (yield "b")]
    print(z)
    yield -(yield 5)
    d = {(yield "k"): (yield "v")}
    print(d)


e = expr()
print(next(e), e.send(None), e.send(1), e.send(2), e.send(3), e.send(4), e.send(5), e.send(6), e.send("key"))
try:
    e.send("V")
except StopIteration:
    print("end")
try:
    g().send(1)
except TypeError as err:
    print(err)


def running():
    try:
        next(me)
    except ValueError as err:
        yield str(err)


me = running()
print(next(me))


def tree(n):
    if n:
        yield from tree(n // 2)
        yield n
        yield from tree(n // 2)


print(list(tree(4)))


def in_loop():
    for i in range(3):
        for j in range(3):
            if j == 2:
                break
            if i == 1:
                continue
            yield i, j


print(list(in_loop()))


class Tree:
    def __init__(self, *kids): self.kids = kids

    def __iter__(self):
        yield self
        for k in self.kids:
            yield from k


print(len(list(Tree(Tree(), Tree(Tree())))))
gens = [many(i) for i in range(4)]
print([list(x) for x in gens])
