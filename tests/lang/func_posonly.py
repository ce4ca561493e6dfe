# Positional-only parameters (PEP 570) and the messages of calls that do not fit.
def p(a, b=2, /, c=3, *, d=4):
    return a, b, c, d


print(p(1), p(1, 5), p(1, 5, 6), p(1, c=7), p(1, 5, c=6, d=7))


def pk(a, /, **kw):
    return a, kw


print(pk(1, a=2))


def only(a, b, /): return a + b


def three(a, b, c): return a


def kwonly(*, x, y, z=0): return x, y, z


def none(): pass


def defaults(a, b=1, c=2): pass


def star(a, *args, k): pass


class C:
    def method(self, a): pass
    def __init__(self, x=0): pass


def attempt(f, *a, **k):
    try:
        print(f(*a, **k))
    except TypeError as e:
        print(e)


attempt(p)
attempt(p, a=1)
attempt(p, 1, b=2)
attempt(p, a=1, b=2)
attempt(p, 1, 2, 3, 4)
attempt(only, 1)
attempt(only)
attempt(only, a=1, b=2)
attempt(only, 1, b=2)
attempt(only, 1, 2, 3)
attempt(three)
attempt(three, 1)
attempt(three, 1, 2)
attempt(three, 1, 2, 3, 4)
attempt(three, 1, 2, 3, d=4)
attempt(three, 1, 2, 3, a=4)
attempt(three, 1, c=3)
attempt(three, b=1)
attempt(kwonly)
attempt(kwonly, x=1)
attempt(kwonly, 1, 2)
attempt(kwonly, 1, x=1, y=2)
attempt(kwonly, x=1, y=2, w=3)
attempt(none, 1)
attempt(none, a=1)
attempt(none, 1, 2, b=2)
attempt(defaults)
attempt(defaults, 1, 2, 3, 4)
attempt(defaults, 1, 2, 3, 4, 5, c=6)
attempt(star)
attempt(star, 1, 2, 3)
attempt(C().method)
attempt(C().method, 1, 2)
attempt(C, 1, 2)
attempt(C, y=1)
attempt(C.method, 1)
attempt(lambda x: x)
attempt(lambda x, y: x, 1, 2, 3)
attempt(len)
attempt(len, 1, 2)
attempt(len, obj=[])
attempt(5)
attempt(None)
attempt("str")
attempt(three, 1, 2, three=3)
attempt(three, 1, 2, cc=3)
