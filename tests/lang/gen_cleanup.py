# Generators left in the middle: finally blocks run when they are closed, collected or at break.
import gc


def g(name):
    try:
        yield 1
        yield 2
    finally:
        print("cleanup", name)


for x in g("break"):
    break
gc.collect()
it = g("closed")
next(it)
it.close()
it = g("never started")
del it
gc.collect()
it = g("deleted")
next(it)
del it
gc.collect()


def outer():
    try:
        yield from g("inner")
    finally:
        print("outer cleanup")


o = outer()
next(o)
o.close()


def returns():
    try:
        yield 1
    finally:
        return_value = "r"
    return return_value


r = returns()
next(r)
try:
    next(r)
except StopIteration as e:
    print(e.value)


def raises_in_finally():
    try:
        yield 1
    finally:
        1 / 0


r = raises_in_finally()
next(r)
try:
    r.close()
except ZeroDivisionError as e:
    print(e, repr(e.__context__))


def yields_in_finally():
    try:
        yield 1
    finally:
        yield 2


r = yields_in_finally()
print(list(r))


def nested():
    for i in range(3):
        try:
            with Ctx(i):
                yield i
        finally:
            print("finally", i)


class Ctx:
    def __init__(self, n): self.n = n
    def __enter__(self): print("enter", self.n)
    def __exit__(self, t, *a): print("exit", self.n, t and t.__name__)


n = nested()
next(n), next(n)
n.close()
n = nested()
next(n)
try:
    n.throw(ValueError("v"))
except ValueError as e:
    print("out", e)


def state():
    print("running", me.gi_running, me.gi_suspended)
    yield
    print(me.gi_frame.f_lineno > 0)


me = state()
print(me.gi_running, me.gi_suspended, me.gi_frame.f_lasti < 0 or True)
next(me)
print(me.gi_running, me.gi_suspended)
list(me)
print(me.gi_frame, me.gi_suspended, me.gi_code.co_name)
