# yield from: delegation, values, send, throw, close.
def inner():
    try:
        r = yield 1
        print("inner got", r)
        r = yield 2
        print("inner got", r)
        return "inner result"
    except ValueError as e:
        print("inner caught", e)
        yield "recovered"
        return "after error"
    finally:
        print("inner finally")


def outer():
    print("outer start")
    v = yield from inner()
    print("outer got", v)
    yield "more"
    return v


o = outer()
print(next(o), o.gi_yieldfrom.__name__, o.send("A"), o.send("B"))
try:
    next(o)
except StopIteration as e:
    print(e.value)
o = outer()
next(o)
print(o.throw(ValueError("thrown")), list(o))
o = outer()
next(o)
o.close()


def from_list():
    r = yield from [1, 2, 3]
    print("list gave", r)
    yield from "ab"
    yield from {"k": 1}
    yield from range(2)
    yield from (x * 2 for x in range(2))
    yield from ()


print(list(from_list()))


class Custom:
    def __init__(self): self.n = 0
    def __iter__(self): return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration("custom result")
        return self.n

    def send(self, v): print("custom send", v); return "sent"
    def throw(self, *a): print("custom throw", a); return "thrown"
    def close(self): print("custom close")


def use():
    r = yield from Custom()
    print("r", r)


u = use()
print(next(u), u.send("x"), u.throw(KeyError("k")), next(u))
u.close()
print(list(use()))


class NoSend:
    def __iter__(self): return self
    def __next__(self): return 1


def nosend():
    yield from NoSend()


n = nosend()
next(n)
try:
    n.send(5)
except AttributeError as e:
    print(e)
n = nosend()
next(n)
try:
    n.throw(KeyError("direct"))
except KeyError as e:
    print("KeyError", e)
try:
    list((lambda: (yield from 5))())
except TypeError as e:
    print(e)


def deep(n):
    if n == 0:
        x = yield "bottom"
        return x
    return (yield from deep(n - 1))


d = deep(50)
print(next(d))
try:
    d.send("up")
except StopIteration as e:
    print(e.value)


def expr():
    a = (yield from [1]) or "none"
    b = [(yield from inner2()), (yield from inner2())]
    print(a, b)


def inner2():
    yield "i"
    return "r"


print(list(expr()))


def self_ref():
    yield from me


me = self_ref()
try:
    next(me)
except ValueError as e:
    print(e)


def ret_tuple():
    yield
    return 1, 2


def take():
    a, b = yield from ret_tuple()
    print(a, b)


list(take())
