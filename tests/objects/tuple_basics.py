# tuple: construction, subscripts, methods, hash, comparison, subclasses


def show(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


show(lambda: (tuple(), tuple("ab"), tuple([1]), tuple({1: 2}), tuple(x for x in (1, 2))))
show(lambda: tuple(1))
show(lambda: tuple(1, 2))
show(lambda: tuple(x=1))
t = (1, 2, 3, 2)
print(tuple(t) is t, t[:] is t, t[1:3], t[::-1], t[::2], t[5:], t[-1], tuple() is tuple([]), (t * 1) is t, t + () is t)
for k in (4, -5, 1 << 70, "a", None, 1.0, slice(None, None, 0), slice("a")):
    show(lambda: t[k])
show(lambda: (t.index(2), t.index(2, 2), t.index(2, -1), t.count(2), t.count(7), 3 in t, 9 in t))
show(lambda: t.index(9))
show(lambda: t.index(3, 3))
show(lambda: t.index(1, "a"))
show(lambda: (t + (5,), t * 2, 2 * t, t * 0, () * 5))
show(lambda: t + [1])
show(lambda: t * "a")
show(lambda: t * (1 << 62))
show(lambda: t * (1 << 70))
show(lambda: (t < (1, 3), t == (1, 2, 3, 2.0), t != t, () < (1,), (1,) <= (1, 0), t == [1, 2, 3, 2]))
show(lambda: t < 1)
show(lambda: (1, "a") < (1, 2))
print(hash(()), hash((1, 2, 3)), hash((1,)), hash((0, -1, 2**64, 1.5)), hash(((1, 2), (3,))), hash(tuple(range(50))))
show(lambda: hash(([],)))
show(lambda: {((), []): 1})
print((), (1,), (1, 2), ((),), ("a", b"b", None))


def assign():
    t[0] = 1


def delete():
    del t[0]


show(assign)
show(delete)


class T(tuple):
    def __new__(cls, *a):
        return super().__new__(cls, a)


x = T(1, 2)
x.attr = [3]
print(x, x.attr, type(x[:]), type(x + (1,)), type(x * 1), x == (1, 2), hash(x) == hash((1, 2)), x.__getnewargs__(), T.__new__(T))
l = []
r = (l, 1)
l.append(r)
print(r)
print(t.__class_getitem__(int), tuple[int, ...], tuple.__doc__.split("\n")[0])


class P(tuple):
    __slots__ = ()
    first = property(lambda self: self[0])


print(P((7, 8)).first, P("ab"), isinstance(P(), tuple), (1, 2).__eq__([1, 2]))
nan = float("nan")
print((nan,) == (nan,), (nan,) < (nan,), nan in (nan,))
for n in (0, 1, 5):
    print(len((0,) * n), sep=" ")
deep = ()
for i in range(50):
    deep = (deep,)
print(hash(deep) == hash(eval(repr(deep))), str(deep).count("("))
