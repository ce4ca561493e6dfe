# kernel: method calls
# floor: 2.5
import time


class Counter:
    def __init__(self, step):
        self.step = step

    def next(self, value):
        return value + self.step

    def twice(self, value):
        return self.next(self.next(value))


class Slower(Counter):
    pass


def work(n):
    a = Counter(3)
    b = Slower(2)
    total = 0
    for i in range(n):
        total = a.next(total)
        total = b.twice(total)
    return total


start = time.perf_counter()
result = work(2_000_000)
seconds = time.perf_counter() - start
if result != 14_000_000:
    raise SystemExit(f"method_calls: wrong answer {result}")
print(seconds)
