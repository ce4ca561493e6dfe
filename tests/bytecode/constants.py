# Constants are computed at compile time, shared by type and value, and displays of constants are one constant.
def folded():
    a = 60 * 60 * 24
    b = -1, "a" "b" * 3, (1, (2, 3.0)), 1 - 2j
    c = "abc"[1]
    d = 2 ** 200
    e = 1 / 0
    f = 0.0, -0.0, 0, False
    return 1000, 1000.0, True


def displays(x):
    a = [1, 2, 3]
    b = {1, 2, 3}
    c = {"a": 1, "b": x}
    d = [x, 1]
    if x in [1, 2] or x in {3, 4}:
        return (x, *a, 2)
    return [*a, x], {**c, "d": d}


def document():
    """A docstring

        with an indented line.
    """


def nothing():
    1
    "string"
    pass
