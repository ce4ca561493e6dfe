# Exceptions that nobody can catch: in __del__, in weakref callbacks; sys.unraisablehook.
import gc
import sys
import weakref


class Bad:
    def __del__(self): raise ValueError("in del")


def hook(u): print(type(u.exc_value).__name__, u.exc_value, u.err_msg.split(" <")[0])


sys.unraisablehook = hook
b = Bad()
del b
gc.collect()


class T: pass


t = T()


def callback(r): raise KeyError("in callback")


r = weakref.ref(t, callback)
del t
gc.collect()


def gen():
    try:
        yield
    finally:
        raise OSError("in generator")


g = gen()
next(g)
del g
gc.collect()
print(sys.unraisablehook is hook, callable(sys.__unraisablehook__))
