# kernel: float loop
# floor: 3.5
import time


def decay(n):
    x = 1.0
    y = 0.5
    i = 0
    while i < n:
        x = x * 0.999 + y
        i += 1
    return x


start = time.perf_counter()
result = decay(6_000_000)
seconds = time.perf_counter() - start
if abs(result - 500.0) > 1e-6:
    raise SystemExit(f"float_loop: wrong answer {result}")
print(seconds)
