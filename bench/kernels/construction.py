# kernel: object construction
# floor: 2.5
import time


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z


class Empty:
    pass


def work(n):
    total = 0
    for i in range(n):
        v = Vector(i, 1, 2)
        Empty()
        total += v.x + v.y + v.z
    return total


start = time.perf_counter()
result = work(1_500_000)
seconds = time.perf_counter() - start
if result != 1125003750000:
    raise SystemExit(f"construction: wrong answer {result}")
print(seconds)
