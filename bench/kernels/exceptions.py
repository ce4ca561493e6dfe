# kernel: raise and except
# floor: 1.2
import time


class Stop(Exception):
    def __init__(self, value):
        self.value = value


def fail(i):
    if i % 3 == 0:
        raise ValueError(i)
    if i % 3 == 1:
        raise Stop(i)
    return {}[i]


def work(n):
    values = stops = keys = done = 0
    for i in range(n):
        try:
            fail(i)
        except ValueError:
            values += 1
        except Stop as stop:
            stops += stop.value
        except KeyError:
            keys += 1
        finally:
            done += 1
    return values, stops, keys, done


start = time.perf_counter()
result = work(900_000)
seconds = time.perf_counter() - start
if result != (300000, 134999850000, 300000, 900000):
    raise SystemExit(f"exceptions: wrong answer {result}")
print(seconds)
