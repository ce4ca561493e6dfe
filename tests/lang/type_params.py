# Type parameters (PEP 695, 696) and type aliases.
def f[T](x: T) -> T: return x


print(f(1), f.__type_params__, f.__type_params__[0].__name__, f.__annotations__["x"] is f.__type_params__[0])


def withdef[A, B = int, *C = *tuple[int, str], **D = [int]](): pass


for p in withdef.__type_params__:
    print(p, p.has_default(), p.__default__)


def g[T: int, U: (str, bytes), *Ts, **P](x: T) -> U: pass


for p in g.__type_params__ if hasattr(g, "__type_params__") else ():
    print(type(p).__name__, p, p.__name__, getattr(p, "__bound__", None), getattr(p, "__constraints__", None), p.has_default())


class C[T, U = str]:
    attr: T

    def m[V](self, x: T, y: V) -> U: return x

    @staticmethod
    def names(): return T.__name__


print(C.__type_params__, C.__mro__, C.__orig_bases__, C[int], C[int, bytes], C().m(1, 2), C.names(), C.__parameters__)
print(C.m.__type_params__, C.m.__annotations__)


class Sub[T](C[T, int], dict[str, T]):
    pass


print(Sub.__bases__, Sub[int], Sub.__type_params__)
type Alias = int | str
type Gen[T] = list[T] | dict[str, T]
type Rec = list[Rec] | None
type Lazy = undefined_yet
print(Alias, Alias.__value__, Alias.__name__, type(Alias).__name__, Alias.__type_params__)
print(Gen, Gen[int], Gen.__value__, Gen.__type_params__, Gen[int].__origin__ is Gen, Gen[int].__args__)
print(Rec.__value__)
try:
    Lazy.__value__
except NameError as e:
    print(e)
undefined_yet = 5
print(Lazy.__value__, Alias.__module__)
type = "still a name"
print(type)
type X = (1, 2)
print(X.__value__)
type.upper() if type else 0


class Bound[T: undefined_bound]: pass


try:
    Bound.__type_params__[0].__bound__
except NameError as e:
    print(e)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(e.__class__.__name__, e)


attempt(lambda: setattr(Alias, "__value__", 1))
attempt(lambda: Alias[int])
attempt(lambda: Alias())
attempt(lambda: isinstance(1, Alias))
attempt(lambda: Alias | None)
attempt(lambda: C[int, str, bytes])


def scope():
    T = "outer"

    def inner[T](a: T): return T
    return inner(0).__name__, T


print(scope())


class Outer[T]:
    class Inner[U]:
        def m(self): return T.__name__, U.__name__
    def k[T](self): return T.__name__


print(Outer.Inner().m(), Outer().k())


async def agen[T](x: T): yield x


@(lambda f: f)
def deco[T](): return T.__name__


print(deco(), f.__qualname__, deco.__name__)
try:
    T
except NameError as e:
    print(e)


def default_arg[T](x=5, *, y=(lambda: 6)()): return x, y


print(default_arg())
for src in ("def f[T, T](): pass", "def f[T](): global T", "class C[T=int, U]: pass", "type X[*T: int] = 1", "def f[**P: int](): pass", "def f[](): pass", "class C[T](T := int): pass",
            "type X = (yield)", "type X = (y := 1)", "def f[T: (yield)](): pass", "class A[T: (x := 1)]: pass", "type 5 = int", "type X[T] : int", "def f[T](): nonlocal T", "lambda[T]: 1", "def f[T: await x](): pass", "type x.y = 1", "def f[__T](): pass", "type X[T] = [T for T in ()]"):
    try:
        compile(src, "s", "exec")
        print(src, "ok")
    except SyntaxError as e:
        print(src, "|", e.msg)
