# Reports with suggestions of names.
import sys
def go(f):
    sys.stderr.write("--\n")
    try: f()
    except BaseException as e: sys.excepthook(type(e), e, e.__traceback__)
class A:
    blech = None
    _private = 1
    def __init__(self): self.foobar = 1
    def m(self): return self.fobar
    def n(self): return blech
    def o(self): return self._privat
    def p(self): return foobar
    def q(self): return self.privat
a = A()
go(lambda: a.bluch); go(lambda: a.m()); go(lambda: a.n()); go(lambda: a.o()); go(lambda: a.p()); go(lambda: a.q()); go(lambda: a.privat); go(lambda: a._privat); go(lambda: A.blec); go(lambda: a.BLECH); go(lambda: a.xyz)
go(lambda: prnt("x")); go(lambda: sys.exut); go(lambda: "".uper()); go(lambda: [].apend(1)); go(lambda: (1).bit_lenght()); go(lambda: {}.itmes())
def f():
    variable = 1
    return varable
go(f)
def g():
    global_name
    x = 1
    def h(): return xx
    h()
go(g)
class D:
    def __dir__(self): return ["abc", 5, "xyz"]
go(lambda: D().abd)
class D2:
    def __dir__(self): raise ValueError
go(lambda: D2().abd)
class S:
    __slots__ = ("slotted", "other")
go(lambda: S().slottd); go(lambda: setattr(S(), "slottd", 1))
def kw(first, *, second=1): pass
go(lambda: kw(frist=1)); go(lambda: kw(1, secnd=1)); go(lambda: kw(1, zzz=1))
def unb():
    print(loc)
    loc = 1
go(unb)
def free():
    def inner(): return cell
    inner()
    cell = 1
go(free)
class G:
    def __getattr__(self, n): raise AttributeError(n)
    real = 1
go(lambda: G().reel)
class G2:
    def __getattr__(self, n): raise AttributeError("custom", name=n, obj=self)
    real = 1
go(lambda: G2().reel)
go(lambda: exec("from sys import exut")); go(lambda: exec("import syss")); go(lambda: exec("from nonexistent import x"))
go(lambda: exec("x = 1\ny = z1", {"z2": 1})); go(lambda: exec("1/0"))
go(lambda: eval("1 +")); go(lambda: compile("x = = 1", "<abc>", "exec")); go(lambda: exec("def f():\n  return 1\n x"))
e = NameError("msg", name="prnt"); 
go(lambda: (_ for _ in ()).throw(e))
e = NameError("msg", name=5); sys.excepthook(type(e), e, None)
e = AttributeError("msg", name="uper", obj=""); sys.excepthook(type(e), e, None)
e = AttributeError("msg", name="uper"); sys.excepthook(type(e), e, None)
e = ImportError("msg", name="sys", name_from="exut"); sys.excepthook(type(e), e, None)
e = ImportError("msg", name=None, name_from="exut"); sys.excepthook(type(e), e, None)
e = ImportError("msg", name="nonexist", name_from="exut"); sys.excepthook(type(e), e, None)
del a.foobar
go(lambda: a.foobar)
go(lambda: a.__clas__)
