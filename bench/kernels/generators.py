# kernel: generators
# floor: 2
import time


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def evens(source):
    for value in source:
        if value % 2 == 0:
            yield value


def chained(n):
    yield from evens(count(n))


start = time.perf_counter()
result = 0
for item in chained(2_000_000):
    result += item
result += sum(x * x for x in count(500_000))
seconds = time.perf_counter() - start
if result != 999999000000 + 41666541666750000:
    raise SystemExit(f"generators: wrong answer {result}")
print(seconds)
