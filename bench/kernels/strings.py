# kernel: string building
# floor: 1.3
import time


def joined(n):
    parts = []
    for i in range(n):
        parts.append(str(i))
        parts.append(",")
    return "".join(parts)


def formatted(n):
    total = 0
    for i in range(n):
        line = f"{i}: {i * 2} of {n}\n"
        total += len(line)
    return total


def appended(n):
    text = ""
    for i in range(n):
        text += "ab"
        if len(text) > 1000:
            text = text[:10] + text[-10:]
    return len(text)


start = time.perf_counter()
text = joined(500_000)
result = (len(text), text[-8:], formatted(600_000), appended(1_000_000))
seconds = time.perf_counter() - start
if result != (3388890, ",499999,", 14933335, 648):
    raise SystemExit(f"strings: wrong answer {result}")
print(seconds)
