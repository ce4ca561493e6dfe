# Decorators: order, arguments, any expression, classes, methods.
log = []


def deco(name):
    log.append("make " + name)

    def wrap(f):
        log.append("apply " + name)
        return f
    return wrap


@deco("a")
@deco("b")
@deco("c")
def f(): return 1


print(log, f())


def twice(f):
    def inner(*a, **k):
        return f(*a, **k), f(*a, **k)
    return inner


@twice
def add(x, y=1): return x + y


print(add(1), add(1, y=5))


@lambda f: "replaced"
def g(): pass


print(g)


@(d := deco("walrus"))
def h(): pass


buttons = [deco("indexed")]


@buttons[0]
def k(): pass


@twice if True else deco
def m(): return "m"


print(m(), log[-4:])


class Reg:
    items = {}

    @classmethod
    def add(cls, key):
        def w(o):
            cls.items[key] = o
            return o
        return w


@Reg.add("cls")
class A:
    @staticmethod
    def s(): return "static"

    @classmethod
    def c(cls): return cls.__name__

    @property
    def p(self): return "prop"

    @twice
    def meth(self): return 1


print(A.s(), A.c(), A().p, A().meth(), Reg.items)


@twice
class B:
    def __init__(self): pass


print([type(x).__name__ for x in B()])


class Deco:
    def __init__(self, f): self.f, self.n = f, 0

    def __call__(self, *a):
        self.n += 1
        return self.n, self.f(*a)


@Deco
def counted(x): return x


print(counted(5), counted(6))


@dict.fromkeys
@str.split if False else (lambda f: f.__name__)
def chars(): pass


print(chars)
try:
    @5
    def bad(): pass
except TypeError as e:
    print(e)
try:
    bad
except NameError as e:
    print(e)


@deco("on async")
async def co(): pass


co().close()
print(log[-1])
