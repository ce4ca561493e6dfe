# kernel: attribute read and update
# floor: 2.5
import time


class Particle:
    def __init__(self):
        self.x = 0
        self.y = 1
        self.count = 0


def work(n):
    p = Particle()
    i = 0
    while i < n:
        p.x = p.x + p.y
        p.y = p.x - p.y
        p.count += 1
        if p.x > 1000000:
            p.x = 0
            p.y = 1
        i += 1
    return p.x, p.y, p.count


start = time.perf_counter()
result = work(2_500_000)
seconds = time.perf_counter() - start
if result != (5, 3, 2_500_000):
    raise SystemExit(f"attributes: wrong answer {result}")
print(seconds)
