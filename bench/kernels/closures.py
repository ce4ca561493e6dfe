# kernel: closures
# floor: 2.5
import time


def make_counter(step):
    total = 0

    def add(value):
        nonlocal total
        total += value * step
        return total

    return add


def compose(f, g):
    return lambda value: f(g(value))


def work(n):
    add = make_counter(2)
    both = compose(lambda v: v + 1, lambda v: v * 3)
    last = 0
    for i in range(n):
        last = add(i)
        last += both(i)
    return last


start = time.perf_counter()
result = work(2_000_000)
seconds = time.perf_counter() - start
if result != 4000003999998:
    raise SystemExit(f"closures: wrong answer {result}")
print(seconds)
