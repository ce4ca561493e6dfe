"""What every benchmark program ends with: main(run, answer).

    python nbody.py                                   runs once, checks the answer, prints "ok"
    python nbody.py --calibrate 0.1                   doubles the loops until they take 0.1 s, prints "loops N"
    python nbody.py --loops N --warmups W --values V  prints "warmup SECONDS" and "value SECONDS" lines, a loop each

run() does the work of one loop and returns an answer that is compared with the one expected after every measurement.
Needs nothing but sys and time, so that a young interpreter can run it.
"""

import sys
import time


def check(got, answer):
    if got != answer:
        raise SystemExit("wrong answer: " + repr(got)[:200] + " instead of " + repr(answer)[:200])


def measure(run, answer, loops):
    """Seconds that `loops` calls of run() take."""
    clock = time.perf_counter
    rest = loops
    start = clock()
    while rest:
        got = run()
        rest -= 1
    seconds = clock() - start
    check(got, answer)
    return seconds


def calibrate(run, answer, least):
    loops = 1
    while True:
        seconds = measure(run, answer, loops)
        print("warmup", seconds / loops)
        if seconds >= least or loops >= 1 << 24:
            print("loops", loops)
            return
        loops *= 2


def option(name, default):
    if name not in sys.argv:
        return default
    return float(sys.argv[sys.argv.index(name) + 1])


def main(run, answer):
    if "--calibrate" in sys.argv:
        calibrate(run, answer, option("--calibrate", 0.1))
        return
    loops = int(option("--loops", 0))
    if not loops:
        check(run(), answer)
        print("ok")
        return
    for kind, default in (("warmup", 1), ("value", 3)):
        for _ in range(int(option("--" + kind + "s", default))):
            print(kind, measure(run, answer, loops) / loops)
