# list[int] and friends, X | Y.
a = list[int]
print(a, repr(a), a.__origin__, a.__args__, a.__parameters__, a(), a([1]), type(a).__name__, isinstance([], list), a == list[int], hash(a) == hash(list[int]))
print(dict[str, list[int]], tuple[()], tuple[int, ...], list["str"], type[int], set[frozenset[int]], list[None], list[[1, 2]], dict[str, int].__args__)
u = int | str
print(u, type(u).__name__, u.__args__, isinstance(5, u), isinstance(1.5, u), issubclass(bool, u), int | None, None | int, int | str | int, u == (str | int), hash(u) == hash(str | int))
print(list[int] | None, isinstance([], list | None), (int | str) | float, int | (str | bytes), [u], u | None)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: isinstance([], list[int]))
attempt(lambda: issubclass(list, list[int]))
attempt(lambda: isinstance(1, int | list[int]))
attempt(lambda: int | 5)
attempt(lambda: int[str])
attempt(lambda: list[int][str])
attempt(lambda: None | None)
attempt(lambda: list[int] + 1)
attempt(lambda: int | "str")
attempt(lambda: (int | str)())
attempt(lambda: (int | str)[0])


class Sub(list[int]): pass


print(Sub.__bases__, Sub.__orig_bases__, Sub([1]), Sub.__mro__)
print(list[int].append, a.__class__, list[int].__class__, dir(a)[:2] != [], a.fromkeys if hasattr(a, "fromkeys") else "no fromkeys", dict[str, int].fromkeys("ab"))
print(list[int].__mro_entries__(()), tuple[int, str][0] if False else "-", [*list[int]], [*tuple[int, str]])


def f[T](): return list[T], dict[str, T], tuple[T, ...]


l, d, t = f()
print(l, l[int], d[bytes], t[str], l.__parameters__, (l | None)[int], (l | d)[int])
