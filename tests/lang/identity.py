# `is` and `==`: constants, small integers, singletons, interned names.
a = 5
b = 5
empty = ()
print(a is b, None is None, True is True, empty is tuple())
x = [1]
y = x
z = [1]
print(x is y, x is z, x == z, x is not z)
print(type(1) is int, type(None) is type(None), int is int, len is len)


class C:
    def m(self): pass


c = C()
print(c.m is c.m, c.m == c.m, C.m is C.m, c is c, C() is C(), c.m == C().m, hash(c.m) == hash(c.m))
s = "a" * 3
print(s == "aaa", id(s) == id(s), "".join(["a"]) == "a")
n = 10 ** 30
m = n
print(n is m, n == 10 ** 30)
f = float("nan")
print(f is f, f == f, f in [f], [f] == [f], (f,) == (f,), {f: 1}.get(f))
t = (1, 2)
print(t is tuple(t), t[:] is t, tuple([1, 2]) is t, "abc"[:] == "abc", frozenset({1}) is frozenset({1}))
print(id(None) == id(None), id([]) != id({}), (lambda: 0) is (lambda: 0), NotImplemented is NotImplemented, ... is Ellipsis)
d = {}
print(d.setdefault("k", x) is x, d["k"] is x, [x][0] is x, (x, y)[1] is x)


def same(v): return v


print(same(x) is x, same(None) is None, (lambda v: v)(n) is n)
print(True is not False, not None is None, a is not True)
