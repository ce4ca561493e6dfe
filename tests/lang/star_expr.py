# Starred items in displays, calls, subscripts, return and for.
a = [1, 2]
print([*a, 3, *a], (*a, *"xy"), {*a, *a, 5}, {**{"a": 1}, "b": 2, **{"a": 3}})
print(*a, *[], *(i * i for i in range(3)), sep="-")


def f(*args, **kw):
    return args, kw


print(f(*a, 9, *a, k=1, **{"z": 2}, **{"y": 3}))
print(f(*"ab", **dict(p=1)))


def ret():
    return 1, *a, 2


print(ret())


def y():
    yield *a, 5


print(next(y()))
for i in *a, *"q":
    print(i, end=" ")
print()
t = *a,
print(t)


class S:
    def __getitem__(self, k): return k
    def __class_getitem__(cls, k): return k


print(S()[*a], S()[0, *a, 1], S()[1:2, *a])
print(S[*a])
for bad in (lambda: [*5], lambda: f(*5), lambda: f(**5), lambda: {**[1]}, lambda: f(**{1: 2}),
            lambda: f(k=1, **{"k": 2}), lambda: {*1}, lambda: (*None,), lambda: print(*1)):
    try:
        bad()
    except TypeError as e:
        print(e)
