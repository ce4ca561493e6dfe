# copy and pickle of instances: __reduce__, __getstate__, __setstate__, __copy__, __deepcopy__, slots.
import copy
import pickle


class Plain:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return type(self) is type(o) and vars(self) == vars(o)


class Slots:
    __slots__ = ("a", "b")
    def __init__(self, a): self.a = a


class State:
    def __init__(self): self.keep, self.drop = 1, 2
    def __getstate__(self): return {"keep": self.keep}
    def __setstate__(self, s): self.__dict__.update(s, restored=True)


class Reduce:
    def __init__(self, *a): self.a = a
    def __reduce__(self): return Reduce, ("rebuilt", *self.a)


class NewArgs(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    def __getnewargs__(self): return tuple(self)


class Custom:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return "deep copied"


p = Plain([1, Plain(2)])
c, d = copy.copy(p), copy.deepcopy(p)
print(c == p, c.x is p.x, d == p, d.x is p.x, copy.copy(Custom()), copy.deepcopy([Custom()]))
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    s = State()
    r = pickle.loads(pickle.dumps(s, protocol))
    print(protocol, pickle.loads(pickle.dumps(p, protocol)) == p, vars(r), pickle.loads(pickle.dumps(Reduce(1), protocol)).a, pickle.loads(pickle.dumps([1, "é", b"b", 2 ** 70, 1.5, None, True, (1,), {2}, {"k": [1j]}, range(3), slice(1), frozenset([1]), bytearray(b"x"), ...], protocol)))
s = Slots(5)
t = copy.deepcopy(s)
print(t.a, hasattr(t, "b"), pickle.loads(pickle.dumps(s)).a, copy.copy(NewArgs(1, 2)), pickle.loads(pickle.dumps(NewArgs(1, 2))))
l = [1]
l.append(l)
m = copy.deepcopy(l)
print(m[1] is m, pickle.loads(pickle.dumps(l))[0], copy.deepcopy({"a": (l,)})["a"][0][1][0])
e = ValueError("a", 1)
e.extra = 2
f = pickle.loads(pickle.dumps(e))
print(repr(f), f.extra, repr(copy.copy(KeyError("k"))), copy.copy(len) is len, copy.deepcopy(Plain) is Plain, pickle.loads(pickle.dumps(Plain)) is Plain, pickle.loads(pickle.dumps(len)) is len, pickle.loads(pickle.dumps(p.__init__.__func__ if False else str.upper))("q"))
for bad in (lambda: pickle.dumps(lambda: 0), lambda: pickle.dumps(x for x in ()), lambda: pickle.loads(b"garbage"), lambda: pickle.loads(b""), lambda: copy.copy(x for x in ()), lambda: pickle.dumps(type("Local", (), {})())):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, str(e).split(" at 0x")[0].split("0x")[0])
print(Plain(1).__reduce_ex__(2)[0].__name__, object().__getstate__(), Plain(1).__getstate__(), Slots(1).__getstate__(), copy.replace(__import__("types").SimpleNamespace(a=1, b=2), b=3))
