# with: protocol, suppression, several managers, targets, errors.
class C:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    def __enter__(self): print("enter", self.name); return self.name

    def __exit__(self, t, v, tb):
        print("exit", self.name, t and t.__name__, v, tb is not None)
        return self.swallow


with C("a") as x:
    print("body", x)
with C("a") as x, C("b") as y:
    print(x, y)
with (C("a") as x, C("b"), C("c") as z,):
    print(x, z)
with (C("a")):
    pass
with (C("t"), C("u")) if False else C("v"):
    pass
with C("outer", True):
    with C("inner"):
        raise ValueError("v")
print("after")
try:
    with C("a"), C("b"):
        1 / 0
except ZeroDivisionError as e:
    print("out", e)


class Obj: pass


o = Obj()
with C("attr") as o.x, C("item") as o.__dict__["y"]:
    print(o.x, o.y)


class Pair:
    def __enter__(self): return 1, [2, 3]
    def __exit__(self, *a): pass


with Pair() as (p, [q, *r]):
    print(p, q, r)


class EnterFails:
    def __enter__(self): raise KeyError("enter")
    def __exit__(self, *a): print("never")


try:
    with C("first"), EnterFails():
        print("never")
except KeyError as e:
    print("KeyError", e)


class ExitFails:
    def __enter__(self): pass
    def __exit__(self, *a): raise RuntimeError("exit")


try:
    with ExitFails():
        raise ValueError("body")
except RuntimeError as e:
    print(e, repr(e.__context__))


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def none():
    with None:
        pass


def no_exit():
    class X:
        def __enter__(self): pass
    with X():
        pass


def no_enter():
    class X:
        def __exit__(self, *a): pass
    with X():
        pass


def async_only():
    class X:
        async def __aenter__(self): pass
        async def __aexit__(self, *a): pass
    with X():
        pass


attempt(none)
attempt(no_exit)
attempt(no_enter)
attempt(async_only)


def ret():
    with C("ret"):
        return "value"


def brk():
    for i in range(3):
        with C(i):
            if i == 1:
                break


print(ret())
brk()


class InstExit:
    def __init__(self): self.__exit__ = lambda *a: print("instance")
    def __enter__(self): pass
    def __exit__(self, *a): print("class")


with InstExit():
    pass


class Truthy:
    def __bool__(self): print("bool asked"); return True


class TruthyExit:
    def __enter__(self): pass
    def __exit__(self, *a): return Truthy()


with TruthyExit():
    raise ValueError
with TruthyExit():
    pass


def gen():
    with C("gen"):
        yield 1
        yield 2


for v in gen():
    print(v)
    break
g = gen()
next(g)
g.close()
import sys
with C("exc", True):
    try:
        raise ValueError("x")
    finally:
        print(repr(sys.exception()))
print(sys.exception())
