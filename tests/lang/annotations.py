# Annotations: variables, parameters, lazy evaluation (PEP 649, 749), __annotations__, __annotate__.
x: int = 1
y: str
z: undefined_name if False else int
print(__annotations__ if "__annotations__" in globals() else "lazy")
print(__annotate__(1) if "__annotate__" in globals() and __annotate__ else "none")
try:
    y
except NameError as e:
    print(e)


def f(a: int, b: "str" = "d", *args: float, c: list[int] = None, **kw: dict) -> tuple[int, ...]:
    local: not_evaluated = 5
    other: not_evaluated_either
    return local


print(f.__annotations__, f(1))


def lazy(a: Later) -> Later: pass


try:
    lazy.__annotations__
except NameError as e:
    print(e)


class Later: pass


print(lazy.__annotations__ == {"a": Later, "return": Later}, lazy.__annotate__(1) == lazy.__annotations__)


class C:
    a: int
    b: str = "x"
    c: C
    d: "forward"
    _private: int
    __mangled: float
    for i in range(2):
        e: i
    def m(self, x: C) -> a: pass


print(C.__annotations__.keys(), C.__annotations__["c"] is C, C.__annotations__["d"], hasattr(C, "a"), C.b)
try:
    C.m.__annotations__
except NameError as e:
    print(e)


class D(C):
    pass


print(D.__annotations__, type(C.__annotate__).__name__)
lst = [0]
d = {}
lst[0]: int = 5
d["k"]: str = "v"
C.attr: float = 1.5
(paren): int = 3
(paren2): int
print(lst, d, C.attr, paren)


def tgt():
    print("target")
    return lst


def ann():
    print("annotation")
    return int


tgt()[0]: ann() = print("value")
tgt()[0]: ann()
print(lst)
v: tuple = 1, 2, *[3]
print(v)


def local_ann():
    q: int
    try:
        return q
    except UnboundLocalError as e:
        return str(e)


print(local_ann())
lam = lambda a: a
print(lam.__annotations__)
f.__annotations__["new"] = 1
print(f.__annotations__["new"])
f.__annotations__ = {"r": 2}
print(f.__annotations__, f.__annotate__)
del f.__annotations__
print(f.__annotations__)
for bad in (lambda: setattr(f, "__annotations__", 5), lambda: setattr(f, "__annotate__", 5), lambda: C.__annotate__(2), lambda: C.__annotate__("x"), lambda: lazy.__annotate__()):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)


def conditional(flag):
    class K:
        if flag:
            p: int
        else:
            q: str
    return K.__annotations__


print(conditional(True), conditional(False))
def closure(t):
    def g(x: t) -> [t]: pass
    class E: a: t
    return g.__annotations__, E.__annotations__
print(closure(int))
async def co(x: int) -> str: pass
def gen(x: bytes): yield
print(co.__annotations__, gen.__annotations__)
for src in ("x: int, y: int = 1", "(a, b): int", "[a]: int", "f(): int = 1", "x: y = z = 1", "def f(*a: *b): pass", "def f(**k: *b): pass", "x: *a", "1: int", "x: int: str", "def f() -> *a: pass", "lambda x: int: 1", "x: (yield)", "def f(x: (yield)): pass", "class C: x: (y := 1)", "x += 1: int", "def f(a: (await b)): pass", "x: [i for i in (yield)]"):
    try:
        compile(src, "s", "exec")
        print(src, "ok")
    except SyntaxError as e:
        print(src, "|", e.msg)
