# Asynchronous generators, driven by hand.
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


async def ag(n):
    for i in range(n):
        await Suspend("s%d" % i)
        r = yield i
        if r is not None:
            print("got", r)


async def collect(n): return [x async for x in ag(n)]


g = ag(2)
print(type(g).__name__, g.__name__, g.ag_frame is not None, g.ag_running, g.ag_await)
print(run(collect(3)))


async def loop():
    async for x in ag(2):
        print("item", x)
    else:
        print("else")
    async for x in ag(5):
        if x == 1:
            break
    return x


print(run(loop()))


async def send():
    g = ag(3)
    print(await g.asend(None), await g.asend("hello"))
    await g.aclose()
    try:
        await g.__anext__()
    except StopAsyncIteration:
        return "closed"


print(run(send()))


async def with_finally():
    try:
        yield 1
        yield 2
    except ValueError as e:
        print("caught", e)
        yield "recovered"
    finally:
        await Suspend("cleanup")
        print("finally")


async def throw():
    g = with_finally()
    await g.__anext__()
    print(await g.athrow(ValueError("v")))
    try:
        await g.__anext__()
    except StopAsyncIteration as e:
        print("stop", e.args)
    h = with_finally()
    await h.__anext__()
    await h.aclose()
    await h.aclose()


print(run(throw()))


def attempt(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e)


async def send_first(): await ag(1).asend(5)


attempt(lambda: run(send_first()))


async def stop(): 
    yield 1
    raise StopAsyncIteration("x")


async def stop2():
    yield 1
    raise StopIteration("y")


async def drain(g): return [x async for x in g]


attempt(lambda: run(drain(stop())))
attempt(lambda: run(drain(stop2())))


async def ignore_exit():
    try:
        yield 1
    except GeneratorExit:
        yield 2


async def close_ignoring():
    g = ignore_exit()
    await g.__anext__()
    await g.aclose()


attempt(lambda: run(close_ignoring()))


async def comps():
    return ([x async for x in ag(2)], {x async for x in ag(2)}, {x: y async for x in ag(2) for y in "a"}, [x async for x in ag(4) if x % 2],
            [await Suspend(x) or x async for x in ag(2)], [(x, y) async for x in ag(2) async for y in ag(2)], [[y async for y in ag(x)] async for x in ag(3)])


print(run(comps())[1])


async def genexp():
    g = (x * 2 async for x in ag(3))
    print(type(g).__name__)
    h = (await Suspend(x) for x in range(2))
    print(type(h).__name__)
    return [x async for x in g], [x async for x in h]


print(run(genexp())[1])


class AIter:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        return self.n


print(run(drain(AIter(3))))


async def not_aiter(x):
    async for _ in x:
        pass


class BadAiter:
    def __aiter__(self): return 5


class BadAnext:
    def __aiter__(self): return self
    def __anext__(self): return 5


class CoAiter:
    async def __aiter__(self): return self


attempt(lambda: run(not_aiter([1])))
attempt(lambda: run(not_aiter(5)))
attempt(lambda: run(not_aiter(BadAiter())))
attempt(lambda: run(not_aiter(BadAnext())))


async def anext_builtin():
    it = aiter(AIter(1))
    print(await anext(it), await anext(it, "default"))
    try:
        await anext(it)
    except StopAsyncIteration:
        return "end"


print(run(anext_builtin()))
attempt(lambda: aiter(5))
attempt(lambda: anext(5))
attempt(lambda: iter(ag(1)))
attempt(lambda: next(ag(1)))
a = ag(1)
n = a.__anext__()
others = a.asend(1), a.athrow(ValueError), a.aclose()
print(type(n).__name__, *(type(x).__name__ for x in others))
for x in n, *others:
    x.close()
for src in ("async def f():\n yield 1\n return 2", "async def f():\n yield from x", "def f():\n await x", "async for x in y: pass", "[x async for x in y]", "def f():\n async with x: pass", "def f():\n [x async for x in y]", "await x", "async def f(): [await x for x in y]\ndef g(): [await x for x in y]"):
    try:
        compile(src, "s", "exec")
        print("ok")
    except SyntaxError as e:
        print(e.msg)
