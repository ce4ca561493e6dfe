# Reports of chains, notes, groups and repeated frames.
import sys
def show(e):
    sys.stderr.write("--\n")
    sys.excepthook(type(e), e, e.__traceback__)
def go(f):
    try: f()
    except BaseException as e: show(e)
# cycles
a = ValueError("a"); b = ValueError("b"); a.__context__ = b; b.__context__ = a; show(a)
a = ValueError("a"); a.__cause__ = a; show(a)
a = ValueError("a"); b = KeyError("b"); a.__cause__ = b; a.__context__ = TypeError("t"); show(a)
a.__suppress_context__ = False; show(a)
a.__cause__ = None; show(a)
a.__suppress_context__ = False; show(a)
# notes
e = ValueError("x"); e.add_note("n1\nn2"); e.add_note(""); show(e)
for notes in (5, "str", None, (1, "a"), [1, None], {"a": 1}, b"by", [], ()):
    e = ValueError("x"); e.__notes__ = notes; show(e)
class BadStr:
    def __str__(self): raise ValueError
    __repr__ = __str__
e = ValueError("x"); e.__notes__ = [BadStr()]; show(e)
e = ValueError("x"); e.__notes__ = BadStr(); show(e)
e = ValueError(BadStr()); show(e)
class P(Exception):
    @property
    def __notes__(self): raise KeyError("no")
show(P("p"))
class Mod(Exception): __module__ = "some.mod"
show(Mod("m"))
class Mod2(Exception): __module__ = 5
try: show(Mod2("m"))
except Exception as x: print(x)
class Outer:
    class Inner(Exception): pass
show(Outer.Inner("q")); show(Outer.Inner()); show(Outer.Inner("")); show(Outer.Inner(None)); show(KeyError("k")); show(KeyError()); show(KeyError(1,2)); show(OSError(2,"No","f")); show(SystemExit(3)); show(StopIteration(5))
def g():
    class Loc(Exception): pass
    raise Loc("x")
go(g)
# groups
def deep(n, w=1):
    e = ValueError(n)
    for i in range(n): e = ExceptionGroup("g%d" % i, [e] + [TypeError(j) for j in range(w)])
    return e
show(deep(3)); show(deep(12)); show(ExceptionGroup("wide", [ValueError(i) for i in range(18)])); show(ExceptionGroup("wide", [ValueError(i) for i in range(16)]))
def raise_group():
    try:
        raise ExceptionGroup("eg", [ValueError(1), ExceptionGroup("in", [KeyError("z")])])
    except Exception as e:
        e.add_note("note\nmore")
        e.exceptions[0].add_note("inner note")
        e.exceptions[1].exceptions[0].__cause__ = OSError("c")
        e.exceptions[0].__context__ = ExceptionGroup("ctx", [ZeroDivisionError()])
        raise RuntimeError("outer") from e
go(raise_group)
e = ValueError("shared"); show(ExceptionGroup("s", [e, e])); e.__context__ = e; show(ExceptionGroup("s", [e, e]))
x = ExceptionGroup("s", [e]); e.__cause__ = x; show(x)
sys.tracebacklimit = 1
def f1(): f2()
def f2(): 1/0
go(f1)
sys.tracebacklimit = 0; go(f1)
sys.tracebacklimit = -5; go(f1)
del sys.tracebacklimit
go(f1)
# recursion
def rec(n):
    if n: rec(n-1)
    else: raise ValueError
go(lambda: rec(2)); go(lambda: rec(3)); go(lambda: rec(4)); go(lambda: rec(10))
def pa(n):
    if n == 0: raise ValueError
    pb(n)
def pb(n): pa(n-1)
go(lambda: pa(5))
def mult():
    try: rec(5)
    except ValueError: rec(6)
go(mult)
