# kernel: recursive calls
# floor: 3
import time


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


start = time.perf_counter()
result = fib(31)
seconds = time.perf_counter() - start
if result != 1346269:
    raise SystemExit(f"fib: wrong answer {result}")
print(seconds)
