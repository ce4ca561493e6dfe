# kernel: sort without key
# floor: 1.1
import time


def numbers(n):
    x = 12345
    out = []
    for _ in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        out.append(x)
    return out


ints = numbers(400_000)
floats = [x / 7.0 for x in ints[:200_000]]
words = ["%08x" % x for x in ints[:150_000]]

start = time.perf_counter()
sorted_ints = sorted(ints)
sorted_floats = sorted(floats, reverse=True)
words.sort()
sorted_ints.sort()
seconds = time.perf_counter() - start
if (
    any(sorted_ints[i] > sorted_ints[i + 1] for i in range(len(sorted_ints) - 1))
    or any(sorted_floats[i] < sorted_floats[i + 1] for i in range(len(sorted_floats) - 1))
    or any(words[i] > words[i + 1] for i in range(len(words) - 1))
    or sum(sorted_ints) != sum(ints)
):
    raise SystemExit("sort: wrong answer")
print(seconds)
