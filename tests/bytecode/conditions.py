# A comparison in a condition is one instruction with the jump; not, and, or and ternaries become jumps.
def compare(a, b):
    if a < b:
        return 1
    if not a >= 5:
        return 2
    if a is None or b is not None:
        return 3
    if a is b and a in b:
        return 4
    return 5


def chain(a, b, c):
    if a < b <= c:
        return a
    return 0 < a < 10


def values(a, b, c):
    x = a and b or c
    y = a if b == 1 else c
    return not (a and b), x, y


def constant(a):
    if 0:
        a = 1
    if __debug__ and a:
        a = 2
    while 1:
        if a: break
    assert a, "message"
    return 1 and a
