# Handlers lie behind the code that does not fail; a finally body is there once for each way out.
def simple(d, k):
    try:
        return d[k]
    except KeyError:
        return None
    except (TypeError, ValueError) as e:
        print(e)


def with_finally(f):
    try:
        for x in f:
            try:
                if x: continue
                return x
            finally:
                f()
    finally:
        print("done")


def context(cm):
    with cm as x, x:
        return x.y


def groups(f):
    try:
        f()
    except* ValueError as e:
        print(e)


def generator(it):
    x = yield 1
    yield from it
    return x


async def coroutine(a):
    async with a as b:
        await b
    async for x in b:
        print(x)
    return [y async for y in x]
