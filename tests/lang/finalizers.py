# __del__, at exit and at gc.collect(); objects that come back; weak references.
import gc
import weakref


class D:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


d = D("first")
r = weakref.ref(d, lambda ref: print("callback", ref() is None))
print(r() is d)
del d
gc.collect()
print(r())


def cycle():
    a, b = D("cycle a"), D("cycle b")
    a.other, b.other = b, a
    b.__class__ = type("Quiet", (), {})
    return weakref.ref(b)


w = cycle()
gc.collect()
print(w())
kept = []


class Phoenix:
    def __del__(self):
        print("resurrect")
        kept.append(self)


p = Phoenix()
del p
gc.collect()
print(len(kept), type(kept[0]).__name__)
kept.clear()
gc.collect()
print("not twice")


class Target:
    pass


t = Target()
wd = weakref.WeakValueDictionary(k=t)
wk = weakref.WeakKeyDictionary({t: "v"})
ws = weakref.WeakSet([t])
print(len(wd), len(wk), len(ws), wd["k"] is t, wk[t])
del t
gc.collect()
print(len(wd), len(wk), len(ws))
px = weakref.proxy(kept_target := Target())
px.attr = 5
print(kept_target.attr, px.attr)
del kept_target
gc.collect()
try:
    px.attr
except ReferenceError as e:
    print(e)
for bad in (5, "a", (), None):
    try:
        weakref.ref(bad)
    except TypeError as e:
        print(e)
x = Target()
r1, r2 = weakref.ref(x), weakref.ref(x)
print(r1 == r2, hash(r1) == hash(x), weakref.getweakrefcount(x) >= 1, r1() is x)


class Meth:
    def m(self): return "called"


mo = Meth()
wm = weakref.WeakMethod(mo.m)
print(wm()())
f = weakref.finalize(mo, print, "finalized", 1)
print(f.alive)
del mo
gc.collect()
print(f.alive, wm())
print(gc.isenabled())
gc.disable()
print(gc.isenabled())
gc.enable()
