# A small event loop: tasks, sleeping, gathering, cancelling, queues.
class Sleep:
    def __init__(self, n): self.n = n
    def __await__(self): yield ("sleep", self.n)


class Wait:
    def __init__(self, task): self.task = task

    def __await__(self):
        if not self.task.done:
            yield ("wait", self.task)
        if self.task.error:
            raise self.task.error
        return self.task.result


class Cancelled(BaseException):
    pass


class Task:
    def __init__(self, loop, co):
        self.loop, self.co = loop, co
        self.done, self.result, self.error, self.waiters, self.cancel_next = False, None, None, [], False

    def step(self):
        try:
            if self.cancel_next:
                self.cancel_next = False
                kind, arg = self.co.throw(Cancelled())
            else:
                kind, arg = self.co.send(None)
        except StopIteration as e:
            self.finish(result=e.value)
        except Cancelled as e:
            self.finish(error=RuntimeError("task was cancelled"))
        except Exception as e:
            self.finish(error=e)
        else:
            if kind == "sleep":
                self.loop.at(arg, self)
            else:
                arg.waiters.append(self)

    def finish(self, result=None, error=None):
        self.done, self.result, self.error = True, result, error
        for w in self.waiters:
            self.loop.at(0, w)

    def cancel(self): self.cancel_next = True
    def __await__(self): return Wait(self).__await__()


class Loop:
    def __init__(self): self.now, self.seq, self.queue = 0, 0, []

    def at(self, delay, task):
        self.seq += 1
        self.queue.append((self.now + delay, self.seq, task))

    def spawn(self, co):
        t = Task(self, co)
        self.at(0, t)
        return t

    def run(self, co):
        main = self.spawn(co)
        while self.queue:
            self.queue.sort(key=lambda e: e[:2])
            when, _, task = self.queue.pop(0)
            self.now = max(self.now, when)
            if not task.done:
                task.step()
        if main.error:
            raise main.error
        return main.result


loop = Loop()


async def worker(name, n):
    for i in range(n):
        print(f"t={loop.now} {name}{i}")
        await Sleep(len(name))
    return name * n


async def gather(*cos):
    tasks = [loop.spawn(c) for c in cos]
    return [await t for t in tasks]


async def fails():
    await Sleep(1)
    raise ValueError("task failed")


async def forever():
    try:
        while True:
            await Sleep(1)
    finally:
        print("cleanup at", loop.now)


class Queue:
    def __init__(self): self.items = []
    async def put(self, x): self.items.append(x); await Sleep(0)

    async def get(self):
        while not self.items:
            await Sleep(1)
        return self.items.pop(0)


async def producer(q):
    for i in range(3):
        await Sleep(2)
        await q.put(i)
    await q.put(None)


async def consumer(q):
    out = []
    while (x := await q.get()) is not None:
        out.append((loop.now, x))
    return out


async def main():
    print(await gather(worker("a", 3), worker("bb", 2)))
    try:
        await loop.spawn(fails())
    except ValueError as e:
        print(e)
    f = loop.spawn(forever())
    await Sleep(3)
    f.cancel()
    try:
        await f
    except RuntimeError as e:
        print(e)
    q = Queue()
    _, got = await gather(producer(q), consumer(q))
    print(got)
    return "main done"


print(loop.run(main()), loop.now)
