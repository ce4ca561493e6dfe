# tags: coroutines
# async functions on a scheduler of a few lines: awaiting, channels, async iteration and context managers.
from harness import main


class Switch:
    """Awaiting it gives the others a turn."""

    def __await__(self):
        yield


class Loop:
    def __init__(self):
        self.ready = []
        self.turns = 0

    def spawn(self, coroutine):
        self.ready.append(coroutine)

    def run(self):
        while self.ready:
            turn, self.ready = self.ready, []
            for coroutine in turn:
                self.turns += 1
                try:
                    coroutine.send(None)
                except StopIteration:
                    continue
                self.ready.append(coroutine)


class Channel:
    def __init__(self, size):
        self.items, self.size, self.closed = [], size, False

    async def put(self, item):
        while len(self.items) >= self.size:
            await Switch()
        self.items.append(item)

    def __aiter__(self):
        return self

    async def __anext__(self):
        while not self.items:
            if self.closed:
                raise StopAsyncIteration
            await Switch()
        return self.items.pop(0)


class Closing:
    def __init__(self, channel):
        self.channel = channel

    async def __aenter__(self):
        await Switch()
        return self.channel

    async def __aexit__(self, *details):
        self.channel.closed = True


async def fib(n):
    return n if n < 2 else await fib(n - 1) + await fib(n - 2)


async def produce(out, count):
    async with Closing(out) as channel:
        for i in range(count):
            await channel.put(i)


async def square(source, out):
    async with Closing(out) as channel:
        async for item in source:
            await channel.put(item * item)


async def collect(source, results):
    results.append(sum([item async for item in source]))


async def compute(results):
    results.append(await fib(15))


def run():
    loop, results = Loop(), []
    first, second = Channel(4), Channel(4)
    loop.spawn(produce(first, 1500))
    loop.spawn(square(first, second))
    loop.spawn(collect(second, results))
    loop.spawn(compute(results))
    loop.run()
    return results, loop.turns


main(run, ([610, 1123875250], 1129))
