# kernel: list index and append
# floor: 2.5
import time


def sieve(n):
    composite = [False] * (n + 1)
    primes = []
    i = 2
    while i <= n:
        if not composite[i]:
            primes.append(i)
            j = i * i
            while j <= n:
                composite[j] = True
                j += i
        i += 1
    return primes


def prefix_sums(values):
    out = []
    total = 0
    for value in values:
        total += value
        out.append(total)
    for i in range(len(out) - 1, 0, -1):
        out[i] = out[i] - out[i - 1]
    return out


start = time.perf_counter()
primes = sieve(1_500_000)
again = prefix_sums(primes)
seconds = time.perf_counter() - start
if len(primes) != 114155 or primes[-1] != 1499977 or again != primes:
    raise SystemExit(f"lists: wrong answer {len(primes)} {primes[-1]}")
print(seconds)
