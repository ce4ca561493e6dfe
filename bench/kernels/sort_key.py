# kernel: sort with key
# floor: 1.1
import time


def numbers(n):
    x = 54321
    out = []
    for _ in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        out.append(x)
    return out


class Record:
    def __init__(self, number, name):
        self.number = number
        self.name = name


records = [Record(x, "%06d" % (x % 1000000)) for x in numbers(200_000)]

start = time.perf_counter()
by_number = sorted(records, key=lambda r: r.number)
by_name = sorted(records, key=lambda r: (r.name, -r.number))
by_length = sorted(records, key=lambda r: len(r.name), reverse=True)
seconds = time.perf_counter() - start
if (
    any(by_number[i].number > by_number[i + 1].number for i in range(len(records) - 1))
    or any(by_name[i].name > by_name[i + 1].name for i in range(len(records) - 1))
    or by_length != records
):
    raise SystemExit("sort_key: wrong answer")
print(seconds)
