import _weakref as weakref
class A:
    def __repr__(self): return "AA"
    def __add__(self, other): return ("add", other)
    def __call__(self, *a): return a
    def __iter__(self): return iter([1])
    def __len__(self): return 7
    def __getitem__(self, key): return key
a = A()
r = weakref.ref(a)
def shown(x): return str(x).replace(hex(id(x)), "R").replace(hex(id(a)), "A")
print(shown(r), r() is a)
p = weakref.proxy(a)
print(type(p), str(p), p + 1, p(1, 2), list(p), len(p), p[3], bool(p))
for x in (5, "s", None, (), [], {}, 1.5, b""):
    try: weakref.ref(x)
    except TypeError as e: print(e)
try: hash(p)
except TypeError as e: print(e)
for f in (lambda: weakref.ref(), lambda: weakref.ref(a, 1, 2), lambda: weakref.ref(a, callback=1), lambda: weakref.ProxyType(), lambda: r(1), lambda: weakref.proxy(a, None, 3)):
    try: f()
    except Exception as e: print(type(e).__name__, e)
def callback(x): pass
r2 = weakref.ref(a, callback)
print(r2.__callback__ is callback, r.__callback__, r2 == r, r2 is r, weakref.ref(a) is r, weakref.proxy(a) is p, weakref.getweakrefcount(a), len(weakref.getweakrefs(a)))
class Keyed(weakref.ref):
    __slots__ = "key",
    def __new__(cls, ob, callback, key): return super().__new__(cls, ob, callback)
    def __init__(self, ob, callback, key):
        super().__init__(ob, callback)
        self.key = key
k = Keyed(a, None, 5)
print(k.key, k() is a, hash(k) == hash(a), k == r)
class Attributes(weakref.ref): pass
b = Attributes(a)
b.x = 1
print(b.x, b() is a)
