# threading: start, join, locks, events, locals, queues, exceptions in threads.
import threading
import queue
out = []
lock = threading.Lock()


def work(n):
    for i in range(200):
        with lock:
            out.append(n)


ts = [threading.Thread(target=work, args=(i,), name=f"w{i}") for i in range(4)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(len(out), sorted(set(out)), [t.is_alive() for t in ts], ts[0].name, threading.current_thread().name, threading.main_thread() is threading.current_thread())
local = threading.local()
local.v = "main"
seen = []


def use_local():
    seen.append(hasattr(local, "v"))
    local.v = "thread"
    seen.append(local.v)


t = threading.Thread(target=use_local)
t.start()
t.join()
print(seen, local.v)
q = queue.Queue(3)


def producer():
    for i in range(10):
        q.put(i)
    q.put(None)


threading.Thread(target=producer).start()
got = []
while (x := q.get()) is not None:
    got.append(x)
print(got)
e = threading.Event()
done = []


def waiter():
    done.append(e.wait(5))


t = threading.Thread(target=waiter)
t.start()
e.set()
t.join()
print(done, e.is_set())
c = threading.Condition()
items = []


def consumer():
    with c:
        while not items:
            c.wait(5)
        done.append(items.pop())


t = threading.Thread(target=consumer)
t.start()
with c:
    items.append("item")
    c.notify()
t.join()
print(done)
threading.excepthook = lambda a: print("thread died of", a.exc_type.__name__, a.exc_value)
t = threading.Thread(target=lambda: 1 / 0)
t.start()
t.join()
r = threading.RLock()
with r, r:
    print("reentrant")
s = threading.Semaphore(1)
print(s.acquire(), s.acquire(blocking=False), lock.acquire(timeout=0.01), lock.acquire(timeout=0.01), lock.locked())
lock.release()
try:
    lock.release()
except RuntimeError as err:
    print(err)
b = threading.Barrier(2)
t = threading.Thread(target=lambda: b.wait(5))
t.start()
print(b.wait(5) in (0, 1), b.n_waiting)
t.join()
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(3) as pool:
    print(list(pool.map(lambda x: x * x, range(6))), pool.submit(pow, 2, 5).result())
    f = pool.submit(lambda: {}["k"])
    print(repr(f.exception()))
timer = threading.Timer(0.01, lambda: out.append("timer"))
timer.start()
timer.join()
print(out[-1], threading.active_count())
try:
    t.start()
except RuntimeError as err:
    print(err)
total = 0


def add():
    global total
    for _ in range(1000):
        with lock:
            total += 1


ts = [threading.Thread(target=add) for _ in range(5)]
[t.start() for t in ts]
[t.join() for t in ts]
print(total)
