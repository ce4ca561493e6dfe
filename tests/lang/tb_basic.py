# Uncaught exception through several functions.
def f(x):
    return g(x) + 1


def g(x):
    return x / 0


class C:
    def method(self):
        return [f(i) for i in range(1, 3)]


C().method()
