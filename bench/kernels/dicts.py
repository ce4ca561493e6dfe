# kernel: dict get and set
# floor: 1.5
import time


def work(n):
    by_int = {}
    words = ["w%d" % i for i in range(1000)]
    by_word = {}
    i = 0
    while i < n:
        k = i * 7919 % 10007
        by_int[k] = by_int.get(k, 0) + 1
        word = words[i % 1000]
        if word in by_word:
            by_word[word] += i
        else:
            by_word[word] = i
        i += 1
    return len(by_int), by_int[0], len(by_word), by_word["w999"]


start = time.perf_counter()
result = work(1_000_000)
seconds = time.perf_counter() - start
if result != (10007, 100, 1000, 500499000):
    raise SystemExit(f"dicts: wrong answer {result}")
print(seconds)
