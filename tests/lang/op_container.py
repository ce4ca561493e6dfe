# Container protocol: __len__, __getitem__, __contains__, __iter__, __reversed__, __missing__, __length_hint__.
class Seq:
    def __init__(self, *v): self.v = v
    def __len__(self): return len(self.v)

    def __getitem__(self, i):
        print("get", i)
        return self.v[i]


s = Seq("a", "b", "c")
print(len(s), list(s), "b" in s, "z" in s, list(reversed(s)), bool(s), bool(Seq()))
print(s[-1], s[0:2], tuple(s), [*s], max(s), sorted(s), list(zip(s, s)), list(enumerate(s)))


class Cont:
    def __contains__(self, x): print("contains", x); return x


print(1 in Cont(), 0 in Cont(), "" not in Cont(), [] in Cont())


class It:
    def __iter__(self): return iter([1, 2, 3])


print(2 in It(), 9 in It(), list(It()), sum(It()), max(It()), dict.fromkeys(It()), set(It()), " ".join(map(str, It())))


class Rev:
    def __reversed__(self): return "reversed!"


print(reversed(Rev()))


class NoRev:
    __reversed__ = None
    def __len__(self): return 1
    def __getitem__(self, i): return i


class BadLen:
    def __init__(self, v): self.v = v
    def __len__(self): return self.v


class Hint:
    def __init__(self, h): self.h = h
    def __iter__(self): return iter([1])
    def __length_hint__(self): return self.h


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: reversed(NoRev()))
attempt(lambda: reversed({1}))
attempt(lambda: len(BadLen(-1)))
attempt(lambda: len(BadLen("x")))
attempt(lambda: len(BadLen(2 ** 100)))
attempt(lambda: len(BadLen(True)))
attempt(lambda: len(5))
attempt(lambda: 1 in 5)
attempt(lambda: list(Hint(100)))
attempt(lambda: list(Hint(-1)))
attempt(lambda: list(Hint("a")))
attempt(lambda: list(Hint(NotImplemented)))
attempt(lambda: iter(5))
attempt(lambda: next([]))
attempt(lambda: object()[0])


def setit():
    object()[0] = 1


def delit():
    del object()[0]


attempt(setit)
attempt(delit)


class D:
    def __init__(self): self.d = {}
    def __setitem__(self, k, v): print("set", k, v); self.d[k] = v
    def __getitem__(self, k): print("get", k); return self.d[k]
    def __delitem__(self, k): print("del", k); del self.d[k]


d = D()
d["a"] = 1
d["a"] += 5
d["b"], d["c"] = 2, 3
del d["b"]
for d["loop"] in "xy":
    pass
[d["l"], *d["m"]] = 1, 2, 3
print(d.d)
it = iter("ab")
print(next(it), next(it), next(it, "default"))
attempt(lambda: next(it))
it = iter(lambda: data.pop(), 3)
data = [1, 2, 3, 4, 5]
print(list(it), data)
