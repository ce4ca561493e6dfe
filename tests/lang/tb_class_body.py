# Frames of class bodies, comprehensions, generators and lambdas by name.
def gen():
    yield 1
    yield 1 // 0


class Outer:
    class Inner:
        def method(self):
            return (lambda: sum(x for x in gen()))()


import sys
try:
    Outer.Inner().method()
except ZeroDivisionError as e:
    sys.excepthook(type(e), e, e.__traceback__)


class Body:
    value = [int(s) for s in ("1", "x")]
