# kernel: integer while-loop
# floor: 6
import time


def count(n):
    s = 0
    i = 0
    while i < n:
        s += i
        i += 1
    return s


start = time.perf_counter()
result = count(8_000_000)
seconds = time.perf_counter() - start
if result != 31999996000000:
    raise SystemExit(f"int_while: wrong answer {result}")
print(seconds)
