# import in its forms, modules as objects, __name__, errors.
import sys
import sys as system
import os.path
from sys import path, argv as arguments
from os import path as p, sep
print(sys is system, os.path is p, path is sys.path, sep, arguments is sys.argv, __name__)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def run(src):
    exec(src, {"__name__": "m", "__package__": ""})


attempt(lambda: run("import no_such_module"))
attempt(lambda: run("import os.nothing"))
attempt(lambda: run("import sys.nothing"))
attempt(lambda: run("from sys import nothing"))
attempt(lambda: run("from no_such import x"))
attempt(lambda: run("from . import x"))
attempt(lambda: exec("from .x import y", {"__name__": "__main__"}))
attempt(lambda: exec("from ... import y", {"__package__": "a"}))
attempt(lambda: __import__(5))
attempt(lambda: __import__(""))
attempt(lambda: __import__("sys", level=-1))
print(__import__("os.path").__name__, __import__("os.path", fromlist=["join"]).__name__ in ("posixpath", "os.path"))
m = type(sys)("made", "its doc")
print(m.__name__, m.__doc__, m.__spec__, m.__loader__, repr(m))
m.x = 5
sys.modules["made"] = m
import made
from made import x
print(made.x, x, made is m)
m.__all__ = ["x", "y"]
m.y = 6
exec("from made import *\nprint(x, y)", {})
m.__all__ = ["zz"]
attempt(lambda: exec("from made import *", {}))
m.__all__ = [5]
attempt(lambda: exec("from made import *", {}))
del m.__all__
m._private = 1
d = {}
exec("from made import *", d)
print(sorted(k for k in d if k != "__builtins__"))
m.__getattr__ = lambda name: "dynamic " + name
print(made.anything)
from made import something
print(something)
attempt(lambda: type(sys)())
attempt(lambda: type(sys)(5))
sys.modules["blocked"] = None
attempt(lambda: run("import blocked"))


def local_import():
    import sys as inner
    from os.path import join as j
    return inner is sys, j("a", "b")


print(local_import())
del made
attempt(lambda: made)


class C:
    import sys as attr


print(C.attr is sys)
import sys as a, os as b, os.path as c
print(a.__name__, b.__name__)
try:
    import no_such_thing as n
except ImportError as e:
    print(e.name, e.path, type(e).__name__)
