# Exceptions whose str or repr fails.
import sys


class Bad(Exception):
    def __str__(self): raise ValueError("no str")


class NotStr(Exception):
    def __str__(self): return 5


for e in (Bad(1), NotStr(2)):
    sys.excepthook(type(e), e, None)


class Outer:
    class Named(Exception):
        pass


sys.excepthook(Outer.Named, Outer.Named("qualified"), None)
Outer.Named.__module__ = "some.module"
raise Outer.Named("with module")
