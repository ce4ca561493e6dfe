# Where iteration protocols are used, and how errors travel.
class Counted:
    def __init__(self, *v): self.v, self.calls = v, 0

    def __iter__(self):
        self.calls += 1
        return iter(self.v)


c = Counted(3, 1, 2)
a, b, d = c
print(a, b, d, [*c], (*c,), {*c}, list(c), tuple(c), set(c), sorted(c), sum(c), min(c), max(c), 2 in c, list(map(str, c)), list(zip(c, c)), dict.fromkeys(c), "".join(map(str, c)), list(enumerate(c)), any(c), all(c), [x for x in c], list(x for x in c), max(*c), print(*c), list(filter(None, c)), bytes(c), c.calls)


class Raises:
    def __init__(self, where): self.where = where

    def __iter__(self):
        if self.where == "iter":
            raise KeyError("in iter")
        self.n = 0
        return self

    def __next__(self):
        self.n += 1
        if self.n == 2:
            if self.where == "next":
                raise KeyError("in next")
            raise StopIteration
        return self.n


uses = dict(list=list, tuple=tuple, unpack=lambda r: (lambda a, b: 0)(*r), star=lambda r: [*r], sum=sum, sorted=sorted, forloop=lambda r: [x for x in r], contains=lambda r: 9 in r, set=set, dict=lambda r: dict(r), join=lambda r: "".join(r), extend=lambda r: [].extend(r), zip=lambda r: list(zip(r, [1, 2, 3])), map=lambda r: list(map(str, r)), yieldfrom=lambda r: list((lambda: (yield from r))()), max=max, any=lambda r: any(x > 5 for x in r), update=lambda r: set().update(r), slice=lambda r: [0].__setitem__(slice(0, 1), r), enum=lambda r: list(enumerate(r)))
for name, use in uses.items():
    out = []
    for where in ("iter", "next"):
        try:
            use(Raises(where))
            out.append("no error")
        except Exception as e:
            out.append(f"{type(e).__name__}({e})")
    print(name, *out)


def assign(r):
    x, y = r


for where in ("iter", "next", "stop"):
    try:
        assign(Raises(where))
    except Exception as e:
        print(type(e).__name__, e)


class Old:
    def __getitem__(self, i):
        if i >= 3:
            raise IndexError
        return i * 10


class OldKey:
    def __getitem__(self, i): raise KeyError(i)


print(list(Old()), 20 in Old(), [*Old()], max(Old()), list(reversed([1])), iter(Old()).__class__.__name__)
try:
    list(OldKey())
except KeyError as e:
    print("KeyError", e)


class StopInGetitem:
    def __getitem__(self, i):
        if i == 2:
            raise StopIteration
        return i


print(list(StopInGetitem()))


class Changing:
    def __iter__(self): return self
    def __next__(self): raise StopIteration


ch = Changing()
print(list(ch))
Changing.__next__ = lambda self: 5
print(next(ch))
Changing.__iter__ = lambda self: iter("new")
print(list(ch))
it = iter([1, 2, 3])
for x in it:
    print(x, next(it, "none"))
i = iter(range(3))
print(list(zip(i, i)), list(i))
