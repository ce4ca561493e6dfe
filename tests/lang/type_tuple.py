# tuple.
def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


t = (1, "a", [2])
print(t, t[0], t[-1], t[1:], len(t), (), (1,), tuple(), tuple("ab"), tuple([1]), t + (3,), t * 2, (0,) * 3, "a" in t, t.index("a"), t.count(1), 2 * (1,))
a, b, c = t
c.append(3)
print(t, (1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, 2) == (1, 2), (1, 2) != [1, 2], hash((1, 2)) == hash((1, 2)), {(1, 2): "k"}[1, 2])
x = 1,
y = 1, 2
print(x, y, (1, 2)[0], ((1, 2), (3, (4,))), (1, (2, (3, (4,)))), tuple(i for i in range(3)), t[::-1], t[5:], ((),), (((1))))
print(tuple(t) is t, t[:] is t, (1, 2) + () == (1, 2), sorted(((2, 1), (1, 2))), max((1, 5), (1, 4)), sum((1, 2)), any((0, 1)), tuple(reversed((1, 2))))
r = ([],)
r[0].append(r)
print(r)
attempt(lambda: t.append(1))
attempt(lambda: t[5])
attempt(lambda: t["a"])
attempt(lambda: t.__setitem__(0, 1))
attempt(lambda: t + [1])
attempt(lambda: t * "a")
attempt(lambda: hash(t))
attempt(lambda: t.index("zz"))
attempt(lambda: t.index(1, 1))
attempt(lambda: tuple(5))
attempt(lambda: (1, 2) < [1])
attempt(lambda: (1, "a") < (1, 2))


def set_item():
    t[0] = 5


def del_item():
    del t[0]


def aug():
    t[0] += 1


for f in (set_item, del_item, aug):
    attempt(f)


class T(tuple):
    pass


print(T((1, 2)), T() == (), type(T((1,)) + (2,)).__name__, type(T((1,))[:]).__name__, isinstance(T(), tuple), hash(T((1, 2))) == hash((1, 2)))
