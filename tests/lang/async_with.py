# async with: order, suppression, errors.
class Suspend:
    def __init__(self, v): self.v = v
    def __await__(self): return (yield self.v)


def run(co):
    out = []
    try:
        v = co.send(None)
        while True:
            out.append(v)
            v = co.send(None)
    except StopIteration as e:
        return out, e.value


class C:
    def __init__(self, n, swallow=False): self.n, self.swallow = n, swallow

    async def __aenter__(self):
        print("aenter", self.n)
        await Suspend("in %s" % self.n)
        return self.n

    async def __aexit__(self, t, v, tb):
        print("aexit", self.n, t and t.__name__, v)
        await Suspend("out %s" % self.n)
        return self.swallow


async def two():
    async with C("a") as x, C("b") as y:
        print("body", x, y)
        return "value"


async def paren():
    async with (C(1) as x, C(2), ):
        return x


async def swallow():
    async with C("s", True):
        raise ValueError("v")
    return "after"


async def raises():
    async with C("r"):
        1 / 0


async def loop():
    for i in range(3):
        async with C(i):
            if i == 0:
                continue
            break
    return i


for f in (two, paren, swallow, loop):
    print(f.__name__, run(f()))


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: run(raises()))


class Sync:
    def __enter__(self): pass
    def __exit__(self, *a): pass


class NoExit:
    async def __aenter__(self): pass


class BadEnter:
    def __aenter__(self): return 5
    async def __aexit__(self, *a): pass


class BadExit:
    async def __aenter__(self): pass
    def __aexit__(self, *a): return 5


async def use(x):
    async with x:
        print("body")


attempt(lambda: run(use(Sync())))
attempt(lambda: run(use(NoExit())))
attempt(lambda: run(use(BadEnter())))
attempt(lambda: run(use(BadExit())))
attempt(lambda: run(use(5)))


async def gen():
    async with C("gen"):
        yield 1
        yield 2


async def consume():
    async for v in gen():
        print(v)
    g = gen()
    await g.__anext__()
    await g.aclose()


run(consume())


async def mixed():
    with Sync():
        async with C("m") as m:
            try:
                return m
            finally:
                await Suspend("fin")


print(run(mixed()))
