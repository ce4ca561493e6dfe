# A method call whose arguments cannot run code looks up and calls in one; windows nest without copying.
def methods(a, b):
    a.append(b)
    a.append(1, "s", b)
    a.append(b + 1)
    a.b.c(b)
    return a.m(b(1), k=2)


def calls(f, g, *args, **kw):
    f(g(1), g(2, 3))
    f(a=1, b=g)
    f(*args, **kw)
    f(1, *args, k=2, **kw)
    return f(*args)


def maybe(a, c):
    if c: b = 1
    return a.m(b)


def same(f): return f


@same
@same
def decorated(x=1, *, y=2): pass


def subscripts(a, i):
    a[i] = a[0] + a[-1]
    a[1:i] = a[:2]
    a[i] += a[::2]
    del a[i], a.b, a[1:]
    return f"{a!r:>{i}} {i}", f"{a}"
