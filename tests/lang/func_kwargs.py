# Keyword arguments: order, ** of mappings, names that are not identifiers, evaluation order.
def kw(**k): return list(k.items())


print(kw(b=1, a=2, **{"z": 3, "y": 4}, c=5))
print(kw(**{"not an identifier": 1, "": 2, "class": 3}))
log = []


def t(v):
    log.append(v)
    return v


def f(*a, **k): return a, k


print(f(t(1), *t([2]), t(3), k=t(4), **t({"q": 5}), z=t(6)))
print(log)


class Mapping:
    def keys(self): return ["p", "q"]
    def __getitem__(self, k): return k * 2


print(f(**Mapping()))
for bad in (dict(k=lambda: f(**{"a": 1}, **{"a": 2})), dict(k=lambda: f(a=1, **{"a": 2})), dict(k=lambda: f(**{5: 1})),
            dict(k=lambda: f(**None)), dict(k=lambda: dict(**{"x": 1}, x=2))):
    try:
        print(bad["k"]())
    except TypeError as e:
        print(e)


def shared(a, **k):
    k["new"] = a
    return k


orig = {"x": 1}
print(shared(1, **orig), orig)


def args_tuple(*args): return args is args, type(args).__name__, args


tup = (1, 2)
print(args_tuple(*tup))


def both(x, *args, y=0, **kwargs): return x, args, y, kwargs


print(both(*"abc", **{"y": 1, "w": 2}))
print(both(1, *[], **{}))
print(max(*[1, 5, 3], key=lambda v: -v), dict([("a", 1)], b=2), "{x}-{y}".format(**dict(x=1, y=2)))


def self_kw(self, **k): return self, k


print(self_kw(1, this=2))


class A:
    def m(self, /, **k): return k


print(A().m(self=5))
