# asyncio: tasks, gather, timeouts, queues, cancellation, asynccontextmanager.
from contextlib import AsyncExitStack, asynccontextmanager
import asyncio
@asynccontextmanager
async def atag():
    print("aenter")
    yield "v"
    print("aexit")
async def main():
    async with atag() as v, AsyncExitStack() as st:
        st.push_async_callback(acb)
        print(v)
async def acb(): print("acb")
asyncio.run(main())


async def worker(name, n):
    for i in range(n):
        print(name, i)
        await asyncio.sleep(0)
    return name * n


async def more():
    print(await asyncio.gather(worker("a", 3), worker("b", 2)))
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(10)
    except TimeoutError:
        print("timeout")
    t = asyncio.create_task(asyncio.sleep(10))
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled", t.cancelled())
    q = asyncio.Queue(2)

    async def produce():
        for i in range(5):
            await q.put(i)
        await q.put(None)

    async def consume():
        out = []
        while (x := await q.get()) is not None:
            out.append(x)
        return out
    async with asyncio.TaskGroup() as tg:
        tg.create_task(produce())
        c = tg.create_task(consume())
    print(c.result())
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail())
    except* ValueError as e:
        print(repr(e))
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    loop.call_later(0.001, f.set_result, "later")
    print(await f, await asyncio.wait_for(worker("w", 1), 1), await asyncio.to_thread(sum, [1, 2]))
    lock = asyncio.Lock()
    async with lock:
        print(lock.locked())


async def fail(): raise ValueError("in group")


asyncio.run(more())
