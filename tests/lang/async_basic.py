# Coroutines driven by hand: await, return values, errors, close, attributes.
class Suspend:
    def __init__(self, v): self.v = v
    def __await__(self): return (yield self.v)


def run(co):
    out = []
    try:
        v = co.send(None)
        while True:
            out.append(v)
            v = co.send("sent %s" % v)
    except StopIteration as e:
        return out, e.value


async def simple(): return 5
async def add(a, b): return await a + await b
async def susp(n):
    r = await Suspend(n)
    print("resumed with", r)
    return r


c = simple()
print(type(c).__name__, c.__name__, c.__qualname__, c.cr_frame is not None, c.cr_running, c.cr_await, c.cr_suspended)
print(run(c))
print(run(add(simple(), simple())))
print(run(susp(3)))


async def nested(n):
    if n == 0:
        return await susp("bottom")
    return (await nested(n - 1)) + "!"


print(run(nested(3)))


async def seq():
    out = []
    for i in range(3):
        out.append(await Suspend(i))
    return out


print(run(seq()))


async def raises():
    await Suspend(1)
    raise ValueError("from coroutine")


async def catches():
    try:
        await raises()
    except ValueError as e:
        return "caught %s" % e
    finally:
        print("finally")


print(run(catches()))


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


async def await_bad(x): return await x


class BadAwait:
    def __await__(self): return 5


class BadAwait2:
    def __await__(self): return simple()


attempt(lambda: run(await_bad(5)))
attempt(lambda: run(await_bad(None)))
attempt(lambda: run(await_bad([1])))
attempt(lambda: run(await_bad(BadAwait())))
b2 = BadAwait2()


class IterAwait:
    def __await__(self): return iter([1, 2])


it = await_bad(IterAwait())
print(it.send(None), it.send(None))
attempt(lambda: it.send("x"))
c = simple()
attempt(lambda: next(c))
attempt(lambda: iter(c))
attempt(lambda: c.send(5))
c.close()
attempt(lambda: c.send(None))
d = simple()
run(d)
attempt(lambda: d.send(None))
attempt(lambda: run(await_bad(d)))


async def throwme():
    try:
        await Suspend("x")
    except KeyError as e:
        return "got %r" % e


t = throwme()
t.send(None)
try:
    t.throw(KeyError("k"))
except StopIteration as e:
    print(e.value)


async def closing():
    try:
        await Suspend(1)
    finally:
        print("closed")


k = closing()
k.send(None)
print(type(k.cr_await).__name__)
k.close()


async def stop(): raise StopIteration("x")


attempt(lambda: run(stop()))
f = lambda: (yield)
import types


@types.coroutine
def gen_co():
    r = yield "from generator"
    return r


async def use_gen_co(): return await gen_co()


print(run(use_gen_co()))


def plain_gen(): yield


attempt(lambda: run(await_bad(plain_gen())))


async def comp(): return [await x for x in (simple(), simple())], {await simple(): 1}, (await simple(), await simple()), [x for x in (1, 2) if await simple()]


print(run(comp()))


async def expr():
    return -await simple() ** 2, await simple() + await simple() * 2, not await simple(), f"{await simple()}", (await simple()) if await simple() else 0, [await simple()][0]


print(run(expr()))


async def reawait():
    c = susp(1)
    await c
    try:
        await c
    except RuntimeError as e:
        print(e)


run(reawait())
w = simple()
aw = w.__await__()
print(type(aw).__name__)
attempt(lambda: next(aw))
