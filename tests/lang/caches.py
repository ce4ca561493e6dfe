# What inline caches must notice: globals, builtins, attributes, methods and types that change.
def use_global(): return g


g = 1
r = [use_global() for _ in range(50)]
g = 2
r.append(use_global())
del g
try:
    use_global()
except NameError as e:
    r.append(str(e))
g = 3
r.append(use_global())
print(r[0], r[-3:])


def use_builtin(x): return len(x)


print([use_builtin("abc") for _ in range(3)])
len = lambda x: "shadowed"
print(use_builtin("abc"))
del len
print(use_builtin("abc"))
import builtins
real = builtins.len
builtins.len = lambda x: "replaced"
print(use_builtin("abc"))
builtins.len = real
print(use_builtin("abc"))


class C:
    def m(self): return "m1"
    attr = "class"


def call(o): return o.m(), o.attr


c = C()
print([call(c) for _ in range(20)][-1])
C.m = lambda self: "m2"
print(call(c))
c.attr = "instance"
print(call(c))
del c.attr
print(call(c))


class D(C): pass


d = D()
print(call(d))
D.m = lambda self: "D.m"
print(call(d))
del D.m
print(call(d))
C.attr = property(lambda self: "prop")
print(call(d), call(c))
D.__getattr__ = lambda self, n: "never"
print(call(d))
del C.attr
print(call(d))


def add(a, b): return a + b


print([add(1, 2), add("a", "b"), add(1.5, 2), add([1], [2]), add(2 ** 62, 2 ** 62), add(True, 1), add(1j, 1), add(4611686018427387903, 1)])


def loop(it):
    out = []
    for x in it: out.append(x)
    return out


print([loop(x) for x in ([1, 2], (3,), "ab", range(3), {5: 6}, {7}, (i for i in (8,)), b"a", iter([9]), [])])


def index(o, i): return o[i]


class G:
    def __getitem__(self, k): return ("G", k)


print([index([1, 2], 0), index((1, 2), -1), index("ab", 1), index({"k": 1}, "k"), index(b"a", 0), index(G(), 5), index([1, 2, 3], slice(1, 3)), index(range(5), 2), index({1: 2}, True)])
try:
    index([1], 5)
except IndexError as e:
    print(e)


def compare(a, b): return a < b, a == b


print(compare(1, 2), compare(1.5, 1), compare("a", "b"), compare([1], [2]), compare(2 ** 70, 1), compare(1, 1.0), compare((1,), (1, 2)))


def call_any(f, *a): return f(*a)


class Callable:
    def __call__(self, x): return ("called", x)


print([call_any(f, 5) for f in (str, float, lambda x: x + 1, abs, Callable(), [].__class__.__new__ and (lambda x: -x), c.m.__func__, print, type)])


def truth(x): return "t" if x else "f"


print("".join(truth(x) for x in (1, 0, "", "a", [], [0], None, True, False, 0.0, 0.1, {}, C(), 2 ** 70, ..., 0j)))


def setter(o, v): o.x = v; return o.x


class S1: pass
class S2: __slots__ = "x"
class S3:
    @property
    def x(self): return self._x
    @x.setter
    def x(self, v): self._x = v * 2
class S4:
    def __setattr__(self, n, v): object.__setattr__(self, n, v + 100)


print([setter(o, i) for i, o in enumerate([S1(), S2(), S3(), S4(), S1(), S2(), S3(), S4()])])
o = S1()
for i in range(100):
    setattr(o, f"a{i}", i)
print(o.a0, o.a99, len(o.__dict__) if False else len is real, sum(getattr(o, f"a{i}") for i in range(100)))
for i in range(0, 100, 2):
    delattr(o, f"a{i}")
print(sorted(vars(o))[:3], hasattr(o, "a2"), o.a3)
o.__dict__["direct"] = 1
o.__dict__.update(z=2)
print(o.direct, o.z, list(o.__dict__)[-2:])
